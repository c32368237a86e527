# Read by everybody, in the private chat with the bot.

# Where Telegram has a name of theirs that can be read, and where it has none.
greeting = Hello { $name }.
greeting-nameless = Hello.

# The greeting of who is new. The buttons beneath are the agreement.
menu-welcome = I ask neighbours near you, and give no one your name or place before you say yes.

    { about-agreement }
# Stands wherever a tap on a button beneath is the agreement.
about-agreement = By tapping below you say that you are 18 or over and agree to the rules. { about-health }
# Part of every agreement, and of the rules.
about-health = What you write in an ask may be about health: only write what neighbours may read.

# Follows most of what is said outside a question.
menu-what-now = What would you like to do?

# How it works. Shown on /help.
menu-help = I connect neighbours. If you need help, tell me what and when. I ask a few people near you who said they may be asked. If one says yes, you see their first name and choose. Only then do I introduce you both. If you can help, say so, and I ask you when a neighbour near you needs something.

    /start shows the menu, or the question that is open. /cancel stops what you are doing. Nobody sees your name or place before you say yes.

menu-cancelled = Cancelled. Nothing was sent to anyone.
menu-left-as-it-was = All right. Your ask stays as it was.
menu-nothing-to-save = That changes nothing, so I told nobody.
menu-stopped-writing = What you write now goes to nobody. What I have passed on stays passed on.
# /cancel where no question is open: nothing of theirs is; something is; nothing but the offer that they may be asked.
menu-nothing-to-cancel = There is nothing to cancel: you are not in the middle of anything.
# $open is a list of the three beneath.
menu-stays-open = You are not in the middle of anything, so I have cancelled nothing. Still open: { $open }. To see it, and what you can do, tap “{ button-now }”.
menu-open-asks = what you asked for
menu-open-yeses = what you said yes to
menu-open-introductions = what you have agreed with somebody
menu-may-be-asked = There is nothing to cancel: you are not in the middle of anything. If you would rather not be asked for now, tap “{ button-now }”, then “{ button-pause }”.
# /cancel of what is asked on the card of an introduction.
menu-nothing-changed = All right. Nothing has changed, and I have told nobody.
menu-chatter = Thank you. I only understand the buttons here.
# The same, to who was introduced to somebody once and is in touch with nobody now.
menu-to-nobody = I only understand the buttons here. That went to nobody: you are in touch with nobody through me just now.
# Before the answer to any words that suggest danger to life.
menu-danger = If somebody is in danger, call { numbers-to-call } now. I am not an emergency service.
menu-unknown-command = I do not know that command.
menu-button-over = That button no longer does anything. Nothing has changed.
menu-link-over = That link no longer works.
# Read by who opens the link of an ask for which as many were found as are wanted. It is shown again if one of them drops out.
menu-link-found = Somebody already said yes to this. Thank you for looking. You can open the link again later, in case that changes.
# Read by who opens the link of an ask to which very many said yes already. It is shown again if some of them drop out.
menu-link-enough = Enough neighbours have said yes to this for now. Thank you for looking. You can open the link again later, in case that changes.
# Read by who opens the link of an ask after very many others did.
menu-link-full = Very many neighbours have looked at this already, so I do not show it to anybody else. Thank you for looking.
menu-not-passed-on = All right. I passed nothing on.
menu-nothing-open = Nothing of yours is open right now.
# Beneath the cards of what is open, where there are more of one kind than are shown at once.
menu-more-than-shown = There is more than I show here. The other cards are further up in this chat, and their buttons work.
# A place that nobody asked for.
menu-place-not-asked = Thank you, but I do not need your place right now. I have passed it on to nobody, and did not keep it.

# A phone number that nobody asked for, or with nobody to see it any more: the other one ended it, or is out.
menu-phone-not-asked = Thank you, but I do not need a phone number right now. I have passed this on to nobody, and did not keep it.

# The rules. Plain words; what we promise, what we ask, what is kept. $operator is who runs the bot and how to reach
# them, $days how many days the words of an ask are kept once it is over.
menu-rules = <b>The rules</b>

    • You are 18 or over.
    • Be kind. Saying no is fine, and nobody is told.
    • { about-health } No diagnosis is needed.
    • No money, no loans, no selling. Never give anyone your card or PIN.
    • Some things are too much for neighbours: money, a place to live, being alone with a child, lifting people, personal care, giving away medicines. Please ask the people who run this bot where to turn (see the last line).
    • Nobody here has been checked. Meet with care.
    • This is not an emergency service. In danger call { numbers-to-call }.

    <b>What is kept</b>

    • I keep the number by which Telegram knows you, your first name and the one that you chose in its place, your rough area (about 1 km across, never the exact point), what you write in asks and about yourself, and when. Also when and for what you may be asked, what you say to an ask, what you said happened, and whom you would like to meet again or not.
    • Neighbours see what you ask for, never who asks. If you say that you can help, the person who asks sees your first name, your own line and roughly how far you are. You hear their name only when you both say yes.
    • What you write to somebody you are introduced to, and a profile or phone number that you show them, I pass on and then forget.
    • What you write in an ask is erased { $days } days after the ask and the help for it are over. Your name, your area, your offer with your own line, what you said happened, and whom you would like to meet again or not stay, even if you leave. To have them erased, ask the people who run this bot (see the last line).
    • Deleting a message here does not delete it from me.

    This bot is run by { $operator }.

# Numbers for danger to life. An operator changes them for the country.
numbers-to-call = 112 (in the UK 999)

menu-finish-first = You are in the middle of something. You can go on below, or cancel it.
menu-button-over-form = That button is over. Nothing has changed. You can go on below.
menu-question-over = This question is over. To go on, send /start.
# On an older message of something that is told in a newer one.
menu-below = This goes on below.
menu-keyboard-away = All right.
menu-edit-too-late = If you changed a message: what was sent already stays as it was.
menu-start-again = I lost the thread, sorry. Let us start again.
menu-apology = Sorry, that went wrong on my side. Nothing has changed. Please try again in a moment. (Reference { $reference })
# After an outage, to who was in the middle of something. Their question comes again beneath.
menu-was-away = I was away for a while. If a button did nothing, please press it again.
# To who blocked the bot, or could not be written to, and is back. What ended is listed beneath: asks of theirs, and what they said yes to.
menu-came-back = I could not reach you for a while. Meanwhile this ended, and whoever waited for you knows:
# Beneath that list, where more ended than it names.
menu-came-back-more = There is more that is over. The cards further up in this chat say which.
menu-too-many = That was a lot at once. Please wait a minute, then go on. Until then I read nothing, and pass nothing on.

# What Telegram lists and shows of the bot before anybody wrote to it. about: at most 512 characters; in short: 120.
command-start = Ask, or say that you can help
command-help = How this works
command-cancel = Stop what you are doing
about = I connect neighbours. Ask for help in a few taps, or say that you may be asked. I give no one your name or place before you say yes.
about-in-short = Connects neighbours: ask for help, or say that you may be asked.

# Buttons
button-agree-need-help = 18 or over, I agree: I need help
button-agree-can-help = 18 or over, I agree: I can help
button-need-help = I need help
button-can-help = I can help
button-rules = Rules, and what is kept
button-back = Back
button-cancel = Cancel
button-done = Done

# Reply buttons, at the bottom of the phone
key-share-place = Share roughly where I am
key-back = Back
key-cancel = Cancel

# Where a neighbour's name is shown and Telegram has none that can be read.
no-name = A neighbour

# Added to a message that is sent again because it is not certain that the first one came.
seen-before = (You may have seen this already.)
# In place of a message that Telegram does not take in any form.
not-shown = Sorry, I have something to tell you and cannot show it here. Send /start to see how things are.
