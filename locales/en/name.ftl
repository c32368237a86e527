# The name that neighbours see of somebody. Read by who changes it, from the rules or from the card of their offer.

# $name is the one that is seen now. The buttons: use my Telegram name, back, cancel.
name-question = What should neighbours call you? Please write a first name. Now they see: { $name }.
# A message of somebody came in between, and what was written may be meant for them. The buttons: yes, back, cancel.
name-sure = Shall neighbours call you this from now on: { $name }? I have passed that on to nobody. If it is for somebody, tap “{ button-cancel }” and write it to them.
# The same after some changes, with the same buttons: nothing but the name in Telegram can be taken for now.
name-only-telegram = You have changed your name a few times already, so a new one has to wait some weeks. Now neighbours see: { $name }. You can always use your Telegram name.
# Who is introduced to them now, or was told that they can help, hears of it by day, with the text below; where nobody is, nobody
# hears.
name-changed = From now on neighbours see: { $name }. I tell those you are introduced to or said yes to, and nobody else.
# To them. $old is the name that they knew.
name-renamed = { $old } is called { $name } from now on.
name-as-before = All right. Neighbours see: { $name }.
name-words-please = I can only use words here. Please write a first name.
name-empty = I could not read a name in that. Please write it in letters.
name-too-long = That is too long for a name. Please write at most { $most } letters.
name-contact = Please write only a name: no phone number, no link and no username.
# So that people know with whom they have to do.
name-changed-often = You have changed your name a few times already, so it stays for now. Please try again in some weeks.

button-my-name = My name
button-telegram-name = Use my Telegram name
