# The card of a yes, as the asker sees it; and what both get when they are introduced.

yes-card = <b>{ $name }</b> can help.

    { $band }, { $helped }

    { $about }

    Shall I introduce you? Then { $name } sees your first name, and you get a word that you both know.
yes-chosen = You said yes to { $name }.
yes-declined = You said no to { $name }, kindly. I do not tell them why.
yes-released-found = { $name } could help too. You had found enough help, and I thanked them.
yes-released-closed = { $name } could help too. I thanked them and said that it is no longer needed.
yes-released-time = { $name } could help. It was too long without an answer, so I thanked them.

# To the asker, then to the helper. The word is said at the door by both.
introduced-asker = You and <b>{ $name }</b> are introduced.

    { $about }

    Your word: <b>{ $word }</b>. { $name } has it too. Ask for the word at the door.
introduced-helper = You and <b>{ $name }</b> are introduced. Thank you!

    { $about }

    Your word: <b>{ $word }</b>. { $name } has it too. Say the word at the door.
# Safety lines. Both get them.
introduced-safety = • Meet at the door or in a public place first.
    • Never give anyone your card or PIN. Pay only what is on a receipt.
    • I have checked nobody. If something feels wrong, stop. In danger call { numbers-to-call }.

# To a helper who was not needed. Never the asker's reasons.
last-word-found = Thank you for saying yes to this. They have found enough help this time:
last-word-closed = Thank you for saying yes to this. It is no longer needed:
last-word-time = Thank you for saying yes to this. It did not come about this time, and that is not your doing:

button-introduce = Yes, introduce us
button-not-this-one = Not this one
