# An ask, from "I need help" to posted. Read by who asks.

# The answers so far, on top of the next question. One line each.
so-far-line = “{ $line }”

ask-category = What do you need?
ask-line = Tell it in a line, so that a neighbour knows what to do. No names or addresses, please.
# The same, once they wrote one and came back to it; it stands above.
ask-line-kept = Write a new line, or tap “{ button-keep-line }”. No names or addresses, please.
ask-when = When?
# Comes with reply buttons. The word "roughly" matters.
ask-where = Roughly where? I keep only an area about 1 km across, never the exact point. On a computer this does not work: please use your phone for this step.
ask-another-place = Roughly where is it this time? If you are there now, tap “{ key-share-place }”. If not, tap the paperclip, then Location, and move the map. I keep only an area about 1 km across.
ask-other-place-known = Thank you. I use that area for this ask only, and did not keep the exact point.
ask-place-known = Thank you. I know your area now, and did not keep the exact point.

# The preview. What stands between the lines is exactly what neighbours see.
ask-preview = This is what neighbours will see:

    { $ask }

    Most people like being asked.
# The same, where the words suggest danger to life: the number to call stands above it.
ask-preview-alone = This is what neighbours will see:

    { $ask }
# The preview of a change of an ask that is posted.
ask-preview-change = This is what neighbours will see:

    { $ask }

    Nothing changes until you save it. Then I ask neighbours again, unless you only changed how many people you need.
# The same, where as many are introduced as are wanted.
ask-preview-change-found = This is what neighbours will see:

    { $ask }

    Nothing changes until you save it. Then I ask { $names } at once whether they still can, unless you only changed how many people you need.
# The same, where somebody who helped before goes first; at night the next sentence comes beneath it too.
ask-preview-change-first = This is what neighbours will see:

    { $ask }

    Nothing changes until you save it. Then I ask { $name } first, if I may, unless you only changed how many people you need.
# Beneath the first three, at night.
ask-preview-asleep = Most neighbours are asleep: I ask at { $until }. In danger call { numbers-to-call }.
# Where "today" was chosen at night: beneath the day, and in the preview before the sentence above.
ask-not-today = It is too late to ask anybody today, so this is for tomorrow.
# In the preview, in place of the distance that each neighbour sees.
ask-preview-where = Near you, and how far that is from them
# The same, where the ask is somewhere else.
ask-preview-elsewhere = At the place you shared, and how far that is from them
# Above the preview, where the words suggest danger to life. The button beneath: this is not an emergency.
ask-preview-danger = If somebody is in danger, call { numbers-to-call } now. I am not an emergency service, and it can take a long time until a neighbour answers.
# The same place, where the words suggest what is not for neighbours. $operator is who runs the bot and how to reach them.
ask-preview-not-for-neighbours = This may be too much for neighbours. They cannot help with money, a place to live, being alone with a child, lifting people, personal care or giving away medicines. Please ask the people who run this bot where to turn: { $operator }. In danger call { numbers-to-call }. You can still ask neighbours.
# In the preview and in the ping; not shown for one.
ask-wanted = { $wanted ->
    [one] For one person
   *[other] Wanted: { $wanted } people
  }

ask-change = What would you like to change?
# Of an ask that is posted.
ask-change-first = What would you like to change? You can also just write a new line.
ask-access = What should neighbours know before they say yes?
ask-how-many = How many people do you need?

# Answers that do not fit.
ask-line-too-long = That is a little too long for one line ({ $units } of { $limit } characters). Please make it shorter.
# The line of an ask, and the line about a helper: strangers read them before anybody agreed. The question comes again beneath.
ask-line-contact = Please leave out phone numbers, links and usernames: once you two agree, you can give them to each other here.
ask-line-empty = I could not read any words in that. Please write it in a line, or tap “{ button-nothing-to-add }”.
ask-words-please = I can only pass on words here. Please write it in a line, or tap “{ button-nothing-to-add }”.
ask-own-words = That was forwarded from someone else. Please say it in your own words.
ask-tap-please = Please tap one of the buttons below.
ask-place-by-phone = I need a shared place here. Computers cannot share one: please use your phone for this step and tap “{ key-share-place }”.
ask-another-place-by-phone = I need a shared place here. Computers cannot share one: please use your phone, tap the paperclip, then Location, and move the map.
ask-place-odd = That place moves, or I could not find it. Please tap “{ key-share-place }”.
# On the question what shall be changed about an ask that is posted, as that ask ends.
ask-over = This ask is over now, so I have changed nothing.
ask-day-over = The time you chose has passed. Please choose again.

# What an asker is told about an ask that is posted.
told-asking = I am asking now. You hear from me by { $by }, even if nobody can.
told-asleep = Most neighbours are asleep. I ask at { $until }. In danger call { numbers-to-call }.
# It was changed at night, and its time is over before anybody is asked in the morning.
told-ends-by-morning = Most neighbours are asleep, and in the morning it is too late for this. I can ask nobody in time. You can change when you need it. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
# In the evening: the next neighbours could be asked in the morning, and its time is over before that. Now; once they are asked; and at night.
told-asking-last = I am asking now. If somebody can, you hear at once. Soon most neighbours are asleep, and in the morning it is too late for this, so I can ask nobody else in time. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
told-asked-last = I have asked some neighbours. { $yet } If somebody can, you hear at once. Soon most neighbours are asleep, and in the morning it is too late for this, so I can ask nobody else in time. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
told-asked-last-asleep = I have asked some neighbours. { $yet } Most neighbours are asleep, and in the morning it is too late for this, so I can ask nobody else in time. You can change when you need it. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
told-asked = I have asked some neighbours. { $yet } You hear from me by { $by }, even if nobody can.
# The hour came that was named before: a message of its own.
told-no-yes-yet = { $yet } I ask more neighbours. You hear from me by { $by }, even if nobody can.
# $yet in these: nobody said yes; or somebody did, and can't any more, got no answer in time, or got a no.
told-no-yes = No yes yet.
told-no-other-yes = Nobody else has said yes yet.
# What the message before it says from then on, so that the hours can be read back. $by is like "11:00 on Thursday 12 March".
told-no-yes-by = By { $by } there was no yes yet.
told-no-other-yes-by = By { $by } nobody else had said yes yet.
# Beneath these, and where more are looked for, while messages wait to be sent for long.
told-slow = Messages go out slowly just now, so some neighbours may not have yours yet. You do not need to do anything.
# Somebody who helped before goes first. True as well where they cannot be asked just now: why not is nobody's business.
told-first = I ask { $name } first, if I may. If there is no yes by { $by }, I ask others.
told-asked-all = I have asked every neighbour I may ask. { $yet }
# The same, where nobody could be asked for it.
told-asked-nobody = There is nobody yet whom I may ask for this.
told-yes-waiting = Somebody can help. Please look at their card, and say yes or no.
# Who said yes before the asker changed it.
told-asking-again = This has changed, so I ask { $names } again. You hear from me by { $by }, even if they do not answer.
# The same, where they are introduced and nobody else is wanted.
told-awaited = This has changed, so I ask { $names } again. You hear from me by { $by }, even if they do not answer. Until then I ask nobody else.
told-some = { $names } can help. I still look for more.
told-some-all = { $names } can help. You wanted more, and there is nobody else I may ask now.
# Who is introduced, and did not say whether they still can. It may have changed days ago.
told-silent = Since this changed, I have not heard from { $names } whether they still can. I look for others.
told-silent-all = Since this changed, I have not heard from { $names } whether they still can. There is nobody else I may ask now.
told-late = The time for this has passed, and nobody was found. I am sorry. You can ask again. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
# Where some are introduced and more were wanted.
told-late-some = { $names } said yes. You wanted more, and nobody else was found in time. You can ask again.
# The same, where somebody else said yes too, and got no answer in time; no blame.
told-late-some-missed = { $names } said yes. { $missed } could help too, and it did not come about in time. You can ask again.
# Where who is introduced did not say whether they still can, since it changed.
told-late-silent = The time for this has passed, and { $names } did not say whether they still can. I am sorry. You can ask again.
# Where a yes got no answer from its asker; no blame.
told-late-missed = The time for this has passed. { $names } could help, and it did not come about in time. You can ask again.
told-found = { $names } can help. I ask nobody else.
# The same, once its time has been.
told-been = { $names } said yes to this. The time for it has passed.
# Of an ask without a date: one of the two said how it went.
told-been-undated = { $names } said yes to this. I ask nobody else.
# Who was found is out, and nobody else can be asked for it. The button: ask again.
told-nobody-comes = I have found nobody for this now, and I ask nobody else. You can ask again.
# The asker who was introduced can't make it, and nobody else is to come. What they can do stands beneath, where they said so.
told-called-off = You could not make it, and I have told { $name }. Nobody else is asked.
told-closed = Closed. Nobody else is asked.
told-expired = This ask is over.
# Nobody is left to ask. The buttons beneath: wider, send it to someone yourself, close.
told-nobody-yet = I have asked every neighbour I may ask, and I have found nobody so far. That happens. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
# The same, where somebody said yes and got no answer in time; no blame.
told-nobody-yet-missed = I have asked every neighbour I may ask. { $names } could help, and it did not come about in time. I have found nobody else so far. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
told-nobody-else = I have asked every neighbour I may ask. { $names } can help, and I have found nobody else so far. You can send it to someone yourself.
# The same, where who is introduced did not say whether they still can: that was said before.
told-nobody-else-silent = I have asked every neighbour I may ask, and I have found nobody else so far. You can send it to someone yourself.
# Each of these two, where somebody else said yes, and got no answer in time; no blame.
told-nobody-else-missed = I have asked every neighbour I may ask. { $names } can help. { $missed } could help too, and it did not come about in time. You can send it to someone yourself.
told-nobody-else-silent-missed = I have asked every neighbour I may ask. { $missed } could help, and it did not come about in time. I have found nobody else so far. You can send it to someone yourself.
told-nobody-near = There is nobody near you yet whom I may ask for this. I am sorry. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
# The same, where the ask is somewhere else.
told-nobody-near-elsewhere = There is nobody near there yet whom I may ask for this. I am sorry. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
# The same, where somebody asks for the same company, and their card waits for an answer. True after those were asked too who are further
# away.
told-only-alike = A neighbour asks for this too: please look at their card. There is nobody else yet whom I may ask. You can also send it to someone yourself.
# The same, where they said yes to it, and its asker has not answered.
told-only-alike-yes = You said yes to a neighbour who asks for this too. I tell you when they answer. There is nobody else yet whom I may ask. You can also send it to someone yourself.
# The first ones, after those were asked too who are a little further away.
told-nobody-yet-wider = I have asked further away too, and I have found nobody so far. That happens. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
told-nobody-else-wider = I have asked further away too. { $names } can help, and I have found nobody else so far. You can send it to someone yourself.
told-nobody-else-silent-wider = I have asked further away too, and I have found nobody else so far. You can send it to someone yourself.
told-nobody-else-missed-wider = I have asked further away too. { $names } can help. { $missed } could help too, and it did not come about in time. You can send it to someone yourself.
told-nobody-else-silent-missed-wider = I have asked further away too. { $missed } could help, and it did not come about in time. I have found nobody else so far. You can send it to someone yourself.
told-nobody-yet-missed-wider = I have asked further away too. { $names } could help, and it did not come about in time. I have found nobody else so far. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
told-nobody-near-wider = I have looked further away too, and there is nobody yet whom I may ask for this. I am sorry. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
told-still-needed = You asked for this some time ago. Is it still needed? If you do not answer, I stop asking tomorrow.
# It ended by itself: dated, without a date, and where some could help but more were wanted.
# The button beneath those without a date: yes, still needed. It goes on as it was.
told-ended-undated = I did not hear from you, so I have stopped asking for this. If it is still needed, tell me within a month, and I go on.
told-ended-some-undated = I did not hear from you, so I ask nobody else for this. { $names } said yes. If you still need somebody, tell me within a month, and I go on.
told-ended-some = I ask nobody else for this now. { $names } said yes. You can ask again.
# The same two, where somebody else said yes too, and got no answer in time; no blame.
told-ended-some-missed-undated = I did not hear from you, so I ask nobody else for this. { $names } said yes. { $missed } could help too, and it did not come about in time. If you still need somebody, tell me within a month, and I go on.
told-ended-some-missed = I ask nobody else for this now. { $names } said yes. { $missed } could help too, and it did not come about in time. You can ask again.
# Where who is introduced did not say whether they still can, since it changed; dated, and without a date.
told-ended-silent = I ask nobody else for this now. { $names } did not say whether they still can. You can ask again.
told-ended-silent-undated = I did not hear from you, so I ask nobody else for this. { $names } did not say whether they still can. If you still need somebody, tell me within a month, and I go on.
# Where a yes got no answer from its asker; no blame.
told-ended-missed = I ask nobody else for this now. { $names } could help, and it did not come about in time. You can ask again.
told-ended = This ask is over, and nobody could help in time. I am sorry. You can ask again.
# To who asked for company, or to go out, and is introduced to somebody who asked for the same. The button: ask again.
told-met = You and { $name } are introduced, and you both asked for this. So I ask nobody else for you. If you would still like somebody for this, ask again.
# The same, once one of the two is out, or it is over.
told-met-over = You and { $name } were introduced for this, and that is over now. If you would still like somebody for this, ask again.
# The first, where more people are wanted. The buttons: change it, I don't need it any more.
told-met-open = You and { $name } are introduced, and you both asked for this. Your own ask is still open for more people. If you do not need it any more, please tell me.
# The link that an asker sends to somebody. It shows the ask and never who asks.
told-link = Send this link to somebody you know, or to a family chat. It shows what you need, not your name or place, to { $most } people at most:

    { $link }
# A change came too late. What is true now follows, or stands in the news above.
told-too-late = It is too late to change this, so it stays as it was.
told-too-many-changes = { $most ->
    [one] You have changed this once. Now you can only change how many people you need.
   *[other] You have changed this { $most } times. Now you can only change how many people you need.
  }
# After it: where nobody is introduced, and where somebody is, who would not come any more.
told-too-many-changes-close = For anything else, please close it and ask again.
told-too-many-changes-write = For anything else, please write to { $names }.
told-close-sure = Shall I close this ask?
# Where somebody said yes, and waits or stands by.
told-close-sure-waits = Shall I close this ask? I tell everyone who said yes, kindly.
# Where somebody is introduced and still to come.
told-close-sure-told = Shall I close this ask? I tell { $names } kindly that you do not need it any more.
# After each of these, where somebody is introduced whose time has begun. The buttons: it is done, they don't need to come, keep it.
told-close-sure-stays = { $names } may be on the way, or may have helped by now. Which is it? I tell them what you say.
# Fewer people are wanted now than are introduced.
told-more-than-wanted = { $names } have said yes, and still come: I have told them nothing new. If somebody does not need to come any more, please write to them.
told-too-many-open = { $most ->
    [one] You have an ask open already. When it is closed, you can ask for the next thing.
   *[other] You have { $most } asks open already. When one is closed, you can ask for the next thing.
  }
told-too-many-today = You have asked { $most } times today. Please ask again tomorrow. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
# The disk is nearly full: nobody can ask for something new.
told-no-room = I have no room to keep another ask just now. I am sorry. What is open goes on, and nothing is lost. Please try again tomorrow. If it cannot wait, please ask somebody you know. In danger call { numbers-to-call }.
# Between names: "Ben, Carla and Dora".
list-and = { $first } and { $last }
list-comma = { $first }, { $last }
# In such a list, somebody of the same name as one before: "Ben and another Ben".
list-another = another { $name }

# Buttons
button-nothing-to-add = Nothing to add
button-keep-line = Keep this line
button-ask-neighbours = Ask neighbours
button-not-an-emergency = This is not an emergency: ask neighbours
button-save = Save the change
button-not-an-emergency-save = No emergency: save the change
button-leave = Leave it as it is
# Somebody who helped before, and whom the asker would like to meet again.
button-ask-first = Ask { $name } first
button-not-an-emergency-first = No emergency: ask { $name } first
button-change = Change or add
button-change-category = Kind of help
button-change-line = The line
button-change-when = When
button-change-place = Another place
button-change-access = What to know
button-change-how-many = How many people
button-chosen = ✓ { $label }
button-now = What is happening now?
button-wider = Ask a little further away
button-edit = Change it
button-share = Send it to someone yourself
button-still-needed = Yes, still needed
button-again = Ask again
button-close = I don't need it any more
button-no-longer = No, not any more
button-really-close = Yes, close it
# Where help may be done, or under way.
button-close-done = It is done
button-call-off = They don't need to come
button-keep-ask = No, keep it
access-button-steps = I cannot use steps
access-button-wheelchair = I use a wheelchair
access-button-walking_frame = I use a walking frame
access-button-dog = There is a dog
wish-button-woman = I would rather a woman
wish-button-man = I would rather a man
