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

    If you say yes, they see: { $name }, { $helped }. Nobody is told if you do not.
ping-wider = This is a little further than you said.
ping-where = Roughly where: { $band }
ping-yes = Thank you! I have told them. You hear from me, whatever they say.
# The asker changed it before an answer; and after a yes.
ping-changed = The neighbour has changed this. You can see how it is now.
ping-asked-again = You said yes to this, and the neighbour has changed it. It is this now:

    { $ask }

    Can you still help?
# The same, where they were asked before, and have not said.
ping-still-asked = The neighbour still waits for your answer. It is this now:

    { $ask }

    Can you still help?
# On that question, where it is over before they said.
ping-asked-no-more = You don't need to answer this any more.
ping-took-back = That is fine. I have told them.
# Enough neighbours said yes before them. What follows has the button to stand by.
ping-enough = Thank you for saying yes! Enough neighbours have said yes for now.
# Not needed, and in reserve: the card of that has the buttons.
ping-reserve = You stand by for this. I tell you if you are needed, and when it is over.
ping-introduced = You two are introduced.
ping-not-this-time = That is fine, and nobody is told. If you like, tell me why.
# The same, to somebody who does not offer anything: they came through a link, or asked for the same themselves.
ping-not-this-time-plain = That is fine, and nobody is told.
# The button beneath each: change how far, days and times, change what for.
ping-reason-too-far = Thank you for telling me. Would you like me to ask you for nearer things only? Then change how far you would go.
ping-reason-wrong-time = Thank you for telling me. Are there days and times that suit you better? Then tell me those.
ping-reason-not-my-thing = Thank you for telling me. You can change what I may ask you for.
ping-paused = You are paused. I ask you for nothing until you say so. What you have agreed with somebody stays.
# To who came through a link: somebody is introduced for it by now.
ping-found = Somebody already said yes to this. Thank you for looking. You can open the link again later, in case that changes.
ping-over = This ask is over. Thank you for looking.

button-can-help-now = I can help
button-see = See how it is now
button-can-still = Yes, I can
button-not-this-time = Not this time
button-too-far = Too far
button-wrong-time = Wrong time
button-not-my-thing = Not my thing
