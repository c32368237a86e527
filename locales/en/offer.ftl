# A standing offer, "you may ask me". Read by who can help.

offer-things = May I ask you when a neighbour near needs something? You can always say “not this time”, and nobody is told.
offer-some = Which things may I ask you for?
offer-where = Roughly where are you? I keep only an area about 1 km across, never the exact point. On a computer this does not work: please use your phone for this step.
# From the card of the offer.
offer-where-now = Where are you now? From then on, what I ask you for is near there. What you have asked for yourself stays where it was. I keep only an area about 1 km across, never the exact point. On a computer this does not work: please use your phone for this step.
offer-same-area = Thank you. That is in the area that I know, so nothing changes.
# So that nobody can look for somebody by setting many places.
offer-moved-often = To keep everyone's home private I change where you are only now and then, so it stays for now. Please try again in a few weeks.
offer-reach = How far would you go?

offer-times = When could you help? Tap the days, and the parts of the day. If you tap none, any will do.
# $helped is "has helped 3 neighbours" or "new here", and the line, where there is one.
offer-line = Would you like to write a line about yourself? For example: “I have a car, and I like dogs.” No phone number and no address, please.

    With your yes, the person who asks sees: { $name }, { $helped }.
# A message of somebody came in between, and what was written may be meant for them. $line is in quotation marks. The buttons:
# yes, back, cancel.
offer-line-sure = Is this the line about you? With your yes, the person who asks would read:

    { $line }

    I have passed it on to nobody. If it is for somebody, tap “{ button-cancel }” and write it to them.
offer-words-please = I can only show words here. Please write a line.

# The offer as it is kept. $things is a list of kinds.
offer-anything = anything
# On the question, once it is answered; nothing is kept before the place is known.
offer-chosen = You chose: { $things }.
offer-answered = You may be asked for: { $things }.
offer-kept = You may be asked for: { $things }. How far: { $reach }.
# $days and $parts are lists: "Monday, Tuesday; afternoon, evening".
offer-kept-times = When: { $days }; { $parts }.
offer-any-day = any day
offer-any-part = any time of day
# In the list, and on the buttons.
part-morning = morning
part-afternoon = afternoon
part-evening = evening
button-part-morning = Morning, until 12
button-part-afternoon = Afternoon, 12 to 5
button-part-evening = Evening, from 5
# $line is in quotation marks.
offer-kept-line = With your yes, the person who asks reads: { $line }
offer-paused = You are paused: I ask you for nothing until you say so. What you have agreed with somebody stays.
offer-ready = Thank you. I will ask you when a neighbour needs something. You do not have to answer: after three in a week without an answer I wait before I ask you again.
offer-needed-now = A neighbour near you asks:
offer-nothing-now = Nothing is needed near you now. I will write when it is.
# The same, where something is that they have answered already.
offer-nothing-new = Nothing new is needed near you now. I will write when there is something.
# To who is paused, both.
offer-nothing-paused = Nothing new is needed near you now. You are paused, so I do not write when there is something. You can look again here.
# The card of what they were asked before follows.
offer-unanswered = There is nothing new near you now. This one still looks for somebody:
# After two months. The buttons beneath: you may ask me again, pause me.
offer-still-stands = May I still ask you? If you do not answer, I stop asking you in a month.
# A month later.
offer-paused-by-itself = I did not hear from you, so I ask you for nothing new until you say so. What you said yes to stays.
offer-not-now = That is fine. You can come back at any time with /start.

button-anything = Anything
button-some-things = Some things
button-not-now = Not now
button-change-things = Which things
button-change-reach = How far
button-change-where = Where I am
button-change-times = Days and times
button-change-about = A line about me
button-no-line = No line
button-pause = Pause me
button-resume = You may ask me again
button-nearest = Is something needed now?
