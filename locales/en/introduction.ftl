# The card of a yes, as the asker sees it; and what both get when they are introduced.

yes-card = <b>{ $name }</b> can help.

    { $band }, { $helped }

    { $about }

    Shall I introduce you? Then { $name } sees your first name, and you get a word that you both know.
# The same, when the asker has not answered for a while.
yes-card-waits = <b>{ $name }</b> still waits for your answer.

    { $band }, { $helped }

    { $about }

    Shall I introduce you? Then { $name } sees your first name, and you get a word that you both know.
# The asker changed what they asked for.
yes-asked-again = This has changed, so I ask { $name } again. You hear from me.
# The same, of a helper who was not needed at first and stood by. They are needed now.
yes-card-reserve = <b>{ $name }</b> said yes before, and may still be able to help.

    { $band }, { $helped }

    { $about }

    Shall I introduce you? Then { $name } sees your first name, and you get a word that you both know.
# Beneath what is known of who said yes: they asked for the same company themselves.
yes-asks-too = { $name } asks for this too.
yes-chosen = You said yes to { $name }.
yes-declined = You said no to { $name }, kindly. I do not tell them why.
yes-released-found = { $name } could help too. You had found enough help, and I thanked them.
yes-released-closed = { $name } could help too. I thanked them and said that it is no longer needed.
# The two asked for the same, and are introduced through the other one's ask.
yes-released-met = { $name } said yes to this too. You two are introduced.
yes-released-time = { $name } could help. Time went by without an answer, so I thanked them, and they no longer wait.
# Not needed, and in reserve.
yes-stands-by = { $name } could help too, and stands by, in case.
# The helper blocked the bot, left Telegram, or took their yes back; never which, and never why.
yes-withdrawn = { $name } can no longer help.
# The asker changed it after the yes.
yes-unanswered = { $name } did not say whether they still can, so I thanked them and do not count on them.

# To the asker, then to the helper. The word is said at the door by both.
introduced-asker = You and <b>{ $name }</b> are introduced.

    { $about }

    Tell { $name } where to come: you can write to them below.

    Your word: <b>{ $word }</b>. { $name } has it too. Ask for the word at the door.
introduced-helper = You and <b>{ $name }</b> are introduced. Thank you!

    { $about }

    { $name } tells you where to come. You can write to them below.

    Your word: <b>{ $word }</b>. { $name } has it too. Say the word at the door.
# Safety lines. Both get them. $operator is who runs the bot and how to reach them.
introduced-safety = • Meet at the door or in a public place first.
    • Never give anyone your card or PIN. Pay only what is on a receipt.
    • I have checked nobody. If something feels wrong, stop, and tell the people who run this bot: { $operator }. In danger call { numbers-to-call }.

# To a helper who was not needed. Never the asker's reasons.
last-word-found = Thank you for saying yes to this. They have found enough help this time:
last-word-declined = Thank you for saying yes to this. They go on without you this time, and that is not your doing:
# They asked for the same, and are introduced through their own ask.
last-word-met = You two are introduced now, so your yes to this is not needed any more:
last-word-closed = Thank you for saying yes to this. It is no longer needed:
last-word-time = Thank you for saying yes to this. It did not come about this time, and that is not your doing:
# Nobody is chosen yet: enough had said yes before them. How they may stand by is beneath.
last-word-enough = Thank you for saying yes to this. Enough neighbours have said yes for now, so you are not needed just yet:
last-word-paused = You are paused, so I do not count on you for this any more. Thank you for saying yes to it:

# To a helper who is introduced: the asker changed what they asked for. Then to the asker.
changed = <b>{ $name }</b> changed what you two agreed. It is this now:

    { $about }

    Your word stays: <b>{ $word }</b>.

    Can you still make it?
# The same, where the helper was asked before, and has not said.
changed-again = <b>{ $name }</b> still waits for your answer. It is this now:

    { $about }

    Your word stays: <b>{ $word }</b>.

    Can you still make it?
changed-still = { $name } can still make it, as it is now:
# To the asker, when the helper was reminded and has not said: the card of the two, with its buttons. Of several names where nobody is
# chosen yet; how it stands is beneath.
changed-unheard = This has changed, and I have not heard from { $name } whether they still can.
changed-unheard-looks-on = This has changed, and I have not heard from { $name } whether they still can. I look for somebody else now. You can also write to { $name }.
# At night: when others are asked; or too late for anybody else.
changed-unheard-later = This has changed, and I have not heard from { $name } whether they still can. Most neighbours are asleep. I look for somebody else at { $until }. You can also write to { $name }.
changed-unheard-too-late = This has changed, and I have not heard from { $name } whether they still can. Most neighbours are asleep, so I can ask nobody else in time. You can write to { $name }. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
# Beneath those of who is introduced, and what it is.
unheard-word = Your word stays: <b>{ $word }</b>.
# Beneath the last word, where help was found. The button: stand by.
may-stand-by = If you like, stand by in case they need somebody after all.

# To a helper who stands by in reserve, or did. What it is about stands beneath.
reserve-stands-by = Thank you! You stand by for this. I tell you if you are needed, and when it is over:
# The same, once it changed since they said yes.
reserve-stands-by-changed = They have changed this since you said yes. You stand by still: if you are needed, I ask you first whether you can:
# To who was not needed, and did not stand by. No button: they are asked.
reserve-changed = They have changed this since you said yes. If you are needed after all, I ask you once more whether you can:
reserve-stood-down = That is fine, and thank you. You do not stand by for this any more:
# Their yes is shown to the asker once more: nothing new is asked of them.
reserve-recalled = You may be needed after all. I have shown them your yes to this, and you hear from me, whatever they say:
reserve-taken-back = That is fine, and thank you for standing by. I do not count on you for this:
reserve-introduced = You are needed, and you two are introduced:
# The same, when the asker changed it. The question comes in a new message, in the waking hours.
reserve-asked-again = They have changed this, so I ask you once more whether you can, in a new message:
# On the card, when a new message says why.
reserve-over = I do not count on you for this any more:
# They tapped "stand by" when there was nothing to stand by for any more.
reserve-too-late = Thank you for saying yes to this. It is very kind, and nobody needs to stand by for it any more:
# The last word.
reserve-not-needed = Thank you for standing by. It is over, and you were not needed this time:

# "I can't make it".
cannot-sure = Shall I tell { $name } that you can't make it?
# The same, to an asker for whom nobody else is to come.
cannot-sure-ends = Shall I tell { $name } that you can't make it? Your ask ends with it: I ask nobody else.
dropped-by-me-early = Thank you for saying so early. I have told { $name }.
# Once its time has begun.
dropped-by-me = Thank you for telling me. I have told { $name }.
# Beneath each, to an asker who wanted more people. The button: I don't need it any more.
dropped-by-me-open = Your ask is still open. If you do not need it any more, please tell me.
dropped = { $name } can't make it after all.
dropped-looks-on = { $name } can't make it after all. I look for somebody else now, and you hear from me.
# Somebody's yes waits for the asker, and nobody else is left to ask.
dropped-waiting = { $name } can't make it after all. Somebody else said yes. Please see their card, and say yes or no.
# At night: when it goes on; or too late for anybody else.
dropped-later = { $name } can't make it after all. Most neighbours are asleep. I look for somebody else at { $until }. In danger call { numbers-to-call }.
dropped-too-late = { $name } can't make it after all. Most neighbours are asleep, so I can ask nobody else in time. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
dropped-reserve = { $name } can't make it after all. Somebody else said yes to this too. Please see below, and say yes or no.
# The other one blocked the bot or left Telegram: a neutral line, never why.
left = { $name } cannot be reached any more, so this is over.
left-looks-on = { $name } can no longer help. I look for somebody else now, and you hear from me.
left-waiting = { $name } can no longer help. Somebody else said yes. Please see their card, and say yes or no.
left-later = { $name } can no longer help. Most neighbours are asleep. I look for somebody else at { $until }. In danger call { numbers-to-call }.
left-too-late = { $name } can no longer help. Most neighbours are asleep, so I can ask nobody else in time. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
left-reserve = { $name } can no longer help. Somebody else said yes to this too. Please see below, and say yes or no.
# To a helper who is introduced: the asker closed the ask.
not-needed = { $name } does not need this any more. Thank you for being ready to help!
# The same, where the asker changed it, and they had not said whether they still can when somebody else was found.
not-needed-replaced = { $name } changed this, and somebody else comes now, so you do not need to. Thank you for being ready to help!
# To the asker, whom that helper had not answered.
replaced = I have told { $name } kindly that somebody else comes.
# On the card, once both said how it went. The button beneath: write to them.
introduction-told = You both said how it went. You can still write to { $name } until tomorrow.
# Here and in the next ones: "about it", since the two may have agreed something else that goes on.
introduction-over = This is over. { $name } and you are no longer in touch about it through me.

# Under "More", once its time has been. The buttons: yes, back. Then to the other one, with what it was beneath.
end-sure = Shall I end this? I tell { $name } kindly, and then you two can no longer write to each other about it through me.
ended-by-other = This is done now for { $name }, so you two can no longer write to each other about it through me. Thank you for being a good neighbour!

# Afterwards, to each side apart.
how-was-it = How was it with { $name }? Did it happen? Only I read your answer.
# Above the first, or alone where they were asked before: to a helper whose asker tapped "It is done".
said-done = { $name } says that this is done. Thank you for being a good neighbour! If it is not, please write to { $name }.
how-was-it-again = You have not said how it was with { $name }. That is fine; I ask this once more. Did it happen?
# The same, where silence ends it.
how-was-it-again-ends = You have not said how it was with { $name }. That is fine; I ask this once more. If I hear nothing within a day, this is over, and you two are no longer in touch about it through me. Did it happen?
# The last word where one of the two, or both, did not say: to who did not, and to who did. What it was stands beneath.
ends-by-itself = I have not heard from you how it was with { $name }. That is fine. This is over now, and you two are no longer in touch about it through me:
ends-by-itself-heard = This is over now: { $name } and you are no longer in touch about it through me. Thank you for being a good neighbour!
how-was-it-closed = This question is over: how it was with { $name }. Thank you.
told-happened = Thank you. I am glad.
told-partly = Thank you for telling me.
# Also where the card of the ask beneath leads back to it.
told-did-not = Thank you for telling me. It does not always work out.
# To the asker. The button: ask again.
told-did-not-again = Thank you for telling me. It does not always work out. You can ask again.
# The same, where the ask is open for more people. The button: I don't need it any more.
told-did-not-open = Thank you for telling me. It does not always work out. Your ask is still open. If you do not need it any more, please tell me.
told-not-yet = Thank you. I ask again tomorrow.
told-rather-not = That is fine. Thank you.

outcome-happened = It happened
outcome-partly = Partly
outcome-did_not = It didn't happen
outcome-not_yet = Not yet
outcome-rather_not = Rather not say
button-still = Yes, still
button-stand-by = Stand by, in case
button-stand-down = I can't stand by any more
button-cannot = I can't make it
button-really-cannot = Yes, tell them
button-end = End this
button-really-end = Yes, end it

button-introduce = Yes, introduce us
button-not-this-one = Not this one

# After it happened, to each side apart. Optional; the buttons beneath: say thank you, yes, no.
afterwards-again = Would you like to meet { $name } through me again? { $name } is never told what you say.
# Follows it until they did.
afterwards-may-thank = I can pass on a thank-you too.
# The same card after a yes, and after a no. The answer can be changed by the other button.
afterwards-again-yes = Thank you. I keep in mind that you would like to meet { $name } again.
afterwards-again-no = All right. I will not bring you and { $name } together again. { $name } is never told.
# The same, where the two agreed something else that is still to come: its card follows, with a button to call it off.
afterwards-again-no-stays = All right. I will not bring you and { $name } together for anything new. { $name } is never told. What you two have agreed already stays, and is shown below. If you would rather not, tap “{ button-cannot }” there.
# The same card, once they said that it did not happen after all.
afterwards-closed = This question is over: whether you would like to meet { $name } again.
afterwards-thanked = I have your thanks for { $name }, and pass them on.
thanks-line = What shall I tell { $name }? Write it in a line, or tap “{ button-just-thank }”.
# A message of somebody came in between, and what was written may be meant for them. $line is in quotation marks. The buttons:
# yes, back, cancel.
thanks-sure = Is this your thank-you to { $name }?

    { $line }

    I have passed it on to nobody yet. If it is for somebody else, tap “{ button-cancel }” and write it to them.
# In place of that question, where they said meanwhile that it did not happen.
thanks-did-not = You said that it did not happen, so I pass on no thanks.
# The same, where they said "not yet", or would rather not say.
thanks-not-now = I pass on no thanks for now.
thanks-words-please = I can only pass on words here. Please write a line, or tap “{ button-just-thank }”.
# What the other one reads; with the words beneath, or without any.
thanks-with-words = <b>{ $name }</b> says thank you:
thanks = <b>{ $name }</b> says thank you.
# To who said thank you, where the other one cannot be reached.
thanks-not-arrived = I could not pass your thanks on: { $name } cannot be reached just now. It was kind of you to say it.
button-thank = Say thank you
button-just-thank = Just thank you
button-yes = Yes
button-no = No
