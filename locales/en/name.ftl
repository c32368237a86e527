# The name that neighbours see of somebody. Read by who changes it, from the rules or from the card of their offer.

# $name is the one that is seen now. The buttons: use my Telegram name, back, cancel.
name-question = What should neighbours call you? Please write a first name. Now they see: { $name }.
# Whom they met before keeps what they saw.
name-changed = From now on neighbours see: { $name }. I tell nobody that it changed. If you are introduced to somebody, please tell them yourself.
name-as-before = All right. Neighbours see: { $name }.
name-words-please = I can only use words here. Please write a first name.
name-empty = I could not read a name in that. Please write it in letters.
name-too-long = That is too long for a name. Please write at most { $most } letters.
name-contact = Please write only a name: no phone number, no link and no username.
# So that people know with whom they have to do.
name-changed-often = You have changed your name a few times already, so it stays for now. Please try again in some weeks.

button-my-name = My name
button-telegram-name = Use my Telegram name
