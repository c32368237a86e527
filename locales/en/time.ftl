# Another time for what two introduced neighbours agreed. What is agreed stands above or beneath.

# Read by who wants another time. The buttons: now, today, tomorrow, this week, no hurry, back; then keep it as it was, back.
time-choose = When would suit you? I ask { $name } first.
time-asked-by-me = I have asked { $name } for: { $when }. Until they say yes, it stays as it is.
# Read by the other one. $when and $before are like "Tomorrow, Friday 13 March".
time-asked = <b>{ $name }</b> asks for another time.

    Asked for: { $when }
    Instead of: { $before }
# Where they had asked for another time themselves.
time-asked-instead = It takes the place of the time that you asked for.
# What became of it; what is agreed now stands beneath.
time-agreed = { $name } says yes to the other time:
time-agreed-by-me = All right, I have told { $name }. It is now:
time-kept = { $name } would rather keep it as it was:
time-kept-by-me = All right, it stays as it was, and I have told { $name }:
time-outdated = That question is over. For you and { $name } it is now:
# To who asked, when the time that they asked for passed; and to who asks for what is agreed already.
time-unanswered = { $name } has not answered, and the other time has passed. What you two agreed is:
time-already = That is what you and { $name } agreed already:
# To who asked for three other times since the last one was agreed: the card has a button to write.
time-too-often = You have asked { $name } for another time three times. It is easier to write to each other now. It stays:
# The same, while the last one is still open: the card above says which, and has a button to take it back.
time-still-open = You have asked { $name } for another time three times. They can still say yes to the last one. Until then it stays:
# Once both were asked how it went, to both; and to who asks for another time after one of the two said that it happened: never who
# said what.
time-after-it = I have asked how it went, so the time stays as it was. You can write to each other:
time-over = This is over. { $name } and you are no longer in touch about it through me:

button-change-time = Change the time
button-suits = Yes, that suits
button-keep-time = Keep it as it was
