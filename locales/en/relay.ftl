# The bot passes words on between two introduced neighbours.

relay-writing = Writing to { $name }. Everything you write here now goes to them. To stop, tap “{ button-done }”.
# The same message, once that is over.
relay-writing-over = You were writing to { $name }. That is over.
# To who was writing, as the other one ended it or is out: a message of its own.
relay-ended = You were writing to { $name }. That is over: what you write now goes to nobody.
# Beneath what was passed on.
relay-done = Done. What you write now goes to nobody.
# To somebody in the middle of a question, which comes again beneath.
relay-by-reply = To write to { $name } now, reply to this message: hold it down (on a computer, right-click) and tap Reply. I pass your reply on. Your question stays open below.
# Words that nothing asked for. The buttons beneath: a name each, and nobody.
relay-who-for = { $messages ->
    [one] Who is that for? I have not passed it on.
   *[other] Who are those { $messages } messages for? I have not passed them on.
  }
# Beneath that, and beneath "I can only pass on words", where not everybody whom it may be for has a button.
relay-more = You are in touch with more people than I can name here. To write to one of the others, reply to a message of theirs, or use their card further up in this chat.
# On the question before, when more was written.
relay-asked-below = I have passed nothing on yet. Please see below.
relay-answer-first = Please say first who those messages are for. I have not kept the last one.
# A button that something else would begin with, while it is asked whom words are for. The question comes again beneath.
relay-say-who-first = Nothing has changed. Please say below first who that is for. If it is for nobody, tap “{ button-keep }”.
# On the question whom words are for, when something else was begun from the menu.
relay-not-said = You did not say who that was for, so I have passed nothing on.
# On the question whom words are for, a week after the first of them.
relay-not-kept = You did not say who that was for, so I have passed nothing on. I do not keep words for longer than a week.
# On the question whom words are for, as the other one ended it or is out; and to who was writing to them then, and wrote on.
relay-to-nobody = I have passed your words on to nobody: you and { $name } are no longer in touch through me.
relay-passing-on = I pass it on to { $name }.
# What the reader gets. $words are the writer's own.
relay-passed = <b>{ $name }</b> writes:

    { $words }
relay-arrived = Passed on.
relay-not-arrived = I could not pass that on: they cannot be reached just now.
# What the two had agreed was over before it could be sent. They may be in touch about something else. The button: what is
# happening now.
relay-over-meanwhile = I did not pass that on: by then it was over.
# Telegram tells of edits that leave the words as they were, so it is not certain that they changed anything.
relay-edit = If you changed a message, the change is not passed on. Please write it again.
relay-only-words = I can only pass on words, so I have not passed that on. Please write it.
relay-too-long = That is too long to pass on at once ({ $units } of { $limit } characters). Please send it in parts.
# The button beneath these two: what is happening now.
relay-no-longer = You two are no longer in touch through me, so I have passed nothing on.
# A reply to a message that was passed on more than a week ago.
relay-forgotten = I no longer know whose words those were: they are more than a week old. I have passed nothing on. Tap “{ button-now }” to see who you can write to.

button-write-to = Write to { $name }
button-pass-on = Yes, to { $name }
# The same, where two of them have the same first name. $what: what kind of help it is, when, how the ask begins, or the word of
# the two.
button-pass-on-which = { $name }: { $what }
button-keep = No, to nobody
