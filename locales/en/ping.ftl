# An ask as a helper sees it. Never who asks.

ping-open = A neighbour asks:

    { $ask }

    If you say yes, they see: { $name }, { $helped }. Nobody is told if you do not.
# To somebody new, who came through a link. The buttons beneath are the agreement.
ping-open-link = I connect neighbours, and give no one your name before you say yes. Somebody shared this with you:

    { $ask }

    If you say yes, they see: { $name }, { $helped }. Nobody is told if you do not. By saying yes you also say that you are 18 or over and agree to the rules. { about-health }
# To who asked for company, or to go out: somebody asks for the same.
ping-alike = A neighbour asks for this too. Perhaps you can do it together:

    { $ask }

    If you say yes, they see: { $name }, { $helped }, and that you ask for this too. Nobody is told if you do not.
ping-wider = This is a little further than you said.
ping-where = Roughly where: { $band }
ping-yes = Thank you! I have told them. You hear from me, whatever they say.
# The same, where they took it back before, as often as one may.
ping-yes-last = Thank you! I have told them. You hear from me, whatever they say. If you take it back once more, you cannot say yes to this again.
# The asker changed it before an answer; below, after a yes.
ping-changed = The neighbour has changed this. You can see how it is now.
# The answer to a yes that came after the change, where they had taken a yes back, or said not this time. How it is now follows.
ping-changed-since = This has changed, so I have not passed your yes on.
ping-asked-again = You said yes to this, and the neighbour has changed it. It is this now:

    { $ask }

    Can you still help?
# The same, where they were asked before, and have not said.
ping-still-asked = The neighbour still waits for your answer. It is this now:

    { $ask }

    Can you still help?
# On that question, where it is over before they said.
ping-asked-no-more = You don't need to answer this any more.
ping-took-back = That is fine. I have told them that you can't help after all.
# The same, where they cannot say yes once more.
ping-took-back-last = That is fine. I have told them that you can't help after all. I do not count on you for this any more.
# Enough neighbours said yes before them. What follows has the button to stand by; where very many said yes, nothing follows.
ping-enough = Thank you for saying yes! Enough neighbours have said yes for now.
# Not needed, and in reserve: the card of that has the buttons.
ping-reserve = You stand by for this. I tell you if you are needed, and when it is over.
ping-introduced = You two are introduced.
ping-not-this-time = That is fine, and nobody is told. If you like, tell me why.
# The same, to somebody who does not offer anything: they came through a link, or asked for the same themselves.
ping-not-this-time-plain = That is fine, and nobody is told.
# The button beneath each: how far, days and times, which things.
ping-reason-too-far = Thank you for telling me. Would you like me to ask you for nearer things only? Then change how far you would go.
ping-reason-wrong-time = Thank you for telling me. Are there days and times that suit you better? Then tell me those.
ping-reason-not-my-thing = Thank you for telling me. You can change what I may ask you for.
ping-paused = You are paused. I ask you for nothing until you say so. What you have agreed with somebody stays.
ping-over = This ask is over. Thank you for looking.
# It is not: they have found enough help, which may fall through, so it can come again.
ping-found = They have found help for now. Thank you for looking.
# To who said yes, while it is open. Never the asker's reasons; and who is not counted on paused, left, took it back, or got no answer.
ping-declined = They go on without you this time, and that is not your doing. Thank you for saying yes to this.
ping-not-counted-on = I do not count on you for this any more. Thank you for saying yes to it.
# One of the two could not make it, or it was not needed any more; and it is over, as both were told.
ping-called-off = You two were introduced for this, and then it was called off.
ping-was-introduced = You two were introduced for this, and it is over now.

button-can-help-now = I can help
button-see = See how it is now
button-can-still = Yes, I can
button-not-this-time = Not this time
button-cannot-after-all = I can't help after all
button-too-far = Too far
button-wrong-time = Wrong time
button-not-my-thing = Not my thing
