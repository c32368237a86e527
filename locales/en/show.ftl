# Showing one's own Telegram profile or phone number to the other one of an introduction.

# Before anything is shown. The buttons: yes, back, cancel.
show-profile-sure = { $name } will see your Telegram profile and can write to you there. Shall I show it?
# The same, where they have no username.
show-nameless-sure = { $name } will see a link to your Telegram profile and can write to you there. You have no username, so the link may not open on every phone. Shall I show it?
show-phone-sure = { $name } will see your phone number and can ring you. I do not keep it. Shall I show it?
show-phone-will-see = { $name } will see your phone number.
# Comes with the reply button that shares it.
show-phone-ask = Tap “{ key-share-phone }” below, and { $name } sees it.
show-profile-shown = I pass your Telegram profile on to { $name }.
show-phone-shown = I pass your phone number on to { $name }, and do not keep it.
# The asker changed what was agreed, and the helper has not said whether they still can: to the asker, to the helper, and
# to either where it changed in the middle.
show-not-yet-asker = This changed after { $name } said yes. When they have said that they still can, you can show it.
show-not-yet-helper = { $name } changed this. Please say first whether you can still make it. Then you can show it.
show-asked-anew = This has changed, so I showed nothing. You can show it when you both have said yes again.
# To who showed it, after that: the other one cannot be reached; or it changed or was over before it could be sent.
show-profile-not-arrived = I could not pass your Telegram profile on: { $name } cannot be reached just now.
show-phone-not-arrived = I could not pass your phone number on: { $name } cannot be reached just now.
show-profile-not-agreed = I have not passed your Telegram profile on to { $name } after all: what you two agreed has changed, or is over.
show-phone-not-agreed = I have not passed your phone number on to { $name } after all: what you two agreed has changed, or is over.
# To who was asked whether it shall be shown, as the other one ended it or is out: on the question itself.
show-over = What you and { $name } had agreed is over, so I have shown them nothing.
show-nothing = All right. I showed nothing.
# Their own contact, while it is still asked whether anything shall be shown. The question comes again beneath.
show-phone-too-soon = I have passed that on to nobody, and did not keep it. Please tap one of the buttons below first.
show-key-please = Please tap “{ key-share-phone }” at the bottom, or “{ key-back }”.
show-not-theirs = That is not your own number, so I have not passed it on. I did not keep it.

# To the other one. $link opens the profile.
show-profile = <b>{ $name }</b> shows you their Telegram profile: { $link }
show-phone = <b>{ $name }</b> shows you their phone number: { $phone }

# On the card of an introduction.
button-more = More
button-show-profile = Show my Telegram profile
button-show-phone = Show my phone number
button-really-show = Yes, show it
# At the bottom of the phone.
key-share-phone = Share my phone number
