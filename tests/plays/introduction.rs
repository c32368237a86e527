//! From a ping to an introduction.

use chrono::TimeDelta;

use super::town::{Deeds, Metres, Neighbour, Town};

#[tokio::test]
async fn two_neighbours_meet_tap_by_tap() {
    let town = Town::open().await;
    let ben = town.neighbour_at("Ben", Metres(300.0));
    becomes_a_helper(&ben).await;
    let ada = town.neighbour("Ada");
    writes_an_ask(&ada).await;
    let before = ben.count();
    is_asked(&ada, &ben).await;
    assert_eq!(ben.count(), before + 1, "one ping, edited as it goes on");
    are_introduced(&ada, &ben).await;
    town.close().await;
}

async fn becomes_a_helper(ben: &Neighbour<'_>) {
    ben.starts().await;
    insta::assert_snapshot!(ben.screen(), @r"
    > /start

    Hello Ben. I ask neighbours near you, and give no one your name or place before you say yes.

    By tapping below you say that you are 18 or over and agree to the rules. What you write in an ask may be about health: only write what neighbours may read.
    [18 or over, I agree: I need help]
    [18 or over, I agree: I can help]
    [Rules, and what is kept]
    ");
    ben.taps("18 or over, I agree: I can help").await;
    insta::assert_snapshot!(ben.last(), @r"
    May I ask you when a neighbour near needs something? You can always say “not this time”, and nobody is told.
    [Anything]
    [Some things]
    [Not now]
    [Cancel]
    ");
    ben.taps("Anything").await;
    insta::assert_snapshot!(ben.last(), @"Roughly where are you? I keep only an area about 1 km across, never the exact point. On a computer this does not work: please use your phone for this step.");
    ben.shares_place().await;
    insta::assert_snapshot!(ben.last(), @r"
    Thank you. I will ask you when a neighbour needs something. You do not have to answer: after three in a week without an answer I wait before I ask you again.

    You may be asked for: anything. How far: Across town (5 km).

    Nothing is needed near you now. I will write when it is.
    [Which things] [How far]
    [Where I am] [Days and times]
    [A line about me] [My name]
    [Pause me]
    ");
    assert_eq!(ben.deeds(), Deeds { taps: 5, lines: 0 }, "a new helper is ready in five taps");
}

async fn writes_an_ask(ada: &Neighbour<'_>) {
    ada.starts().await;
    ada.taps("18 or over, I agree: I need help").await;
    insta::assert_snapshot!(ada.last(), @r"
    What do you need?
    [Shopping and food] [Medicines and collecting]
    [A lift] [Company and a chat]
    [Small jobs at home] [Phone and computer]
    [Going out together]
    [Cancel]
    ");
    ada.taps("Shopping and food").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food

    Tell it in a line, so that a neighbour knows what to do. No names or addresses, please.
    [Nothing to add]
    [Back] [Cancel]
    ");
    ada.says("Two bags from the shop").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags from the shop”

    When?
    [Now] [Today]
    [Tomorrow] [This week]
    [No hurry]
    [Back] [Cancel]
    ");
    ada.taps("Today").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March

    Roughly where? I keep only an area about 1 km across, never the exact point. On a computer this does not work: please use your phone for this step.
    ");
    ada.shares_place().await;
    insta::assert_snapshot!(ada.last(), @r"
    This is what neighbours will see:

    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March
    Near you, and how far that is from them

    Most people like being asked.
    [Ask neighbours]
    [Change or add]
    [Back] [Cancel]
    ");
}

async fn is_asked(ada: &Neighbour<'_>, ben: &Neighbour<'_>) {
    ada.taps("Ask neighbours").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March

    I have asked some neighbours. No yes yet. You hear from me by 11:00, even if nobody can.
    [What is happening now?] [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    assert_eq!(ada.deeds(), Deeds { taps: 7, lines: 1 });
    insta::assert_snapshot!(ben.last(), @r"
    A neighbour asks:

    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March
    Roughly where: very near you

    If you say yes, they see: Ben, new here. Nobody is told if you do not.
    [I can help]
    [Not this time]
    ");
    ben.taps("I can help").await;
    insta::assert_snapshot!(ben.last(), @r"
    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March

    Thank you! I have told them. You hear from me, whatever they say.
    [I can't help after all]
    ");
    insta::assert_snapshot!(ada.last(), @r"
    Ben can help.

    very near you, new here

    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March

    Shall I introduce you? Then Ben sees your first name, and you get a word that you both know.
    [Yes, introduce us]
    [Not this one]
    ");
}

async fn are_introduced(ada: &Neighbour<'_>, ben: &Neighbour<'_>) {
    ada.taps("Yes, introduce us").await;
    let word = word(&ada.last());
    insta::assert_snapshot!(ada.last().replace(&word, "WORD"), @r"
    You and Ben are introduced.

    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March

    Tell Ben where to come: you can write to them below.

    Your word: WORD. Ben has it too. Ask for the word at the door.

    • Meet at the door or in a public place first.
    • Never give anyone your card or PIN. Pay only what is on a receipt.
    • I have checked nobody. If something feels wrong, stop, and tell the people who run this bot: Rosa Operator, rosa@example.org. In danger call 112 (in the UK 999).
    [Write to Ben]
    [I can't make it]
    [More]
    ");
    insta::assert_snapshot!(ben.last().replace(&word, "WORD"), @r"
    You and Ada are introduced. Thank you!

    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March

    Ada tells you where to come. You can write to them below.

    Your word: WORD. Ada has it too. Say the word at the door.

    • Meet at the door or in a public place first.
    • Never give anyone your card or PIN. Pay only what is on a receipt.
    • I have checked nobody. If something feels wrong, stop, and tell the people who run this bot: Rosa Operator, rosa@example.org. In danger call 112 (in the UK 999).
    [Write to Ada]
    [I can't make it]
    [More]
    ");
    insta::assert_snapshot!(ada.last_before(2), @r"
    Shopping and food
    “Two bags from the shop”
    Today, Thursday 12 March

    Ben can help. I ask nobody else.
    [Change it] [I don't need it any more]
    ");
    insta::assert_snapshot!(ada.last_before(1), @"You said yes to Ben.");
}

/// The match word in what both get.
fn word(introduced: &str) -> String {
    introduced.split_once("Your word: ").unwrap().1.split_once('.').unwrap().0.to_owned()
}

#[tokio::test]
async fn an_older_card_of_a_yes_says_why_it_came_to_nothing() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    let dora = town.helper("Dora").await;
    anna.asks("a tall ladder", "This week").await;
    ben.taps("I can help").await;
    let of_ben = anna.button("Yes, introduce us");
    town.reaches(18).await;
    assert_eq!(anna.times("Ben still waits for your answer."), 1, "{}", anna.screen());
    town.passes(TimeDelta::hours(48)).await;
    dora.taps("I can help").await;
    let of_dora = anna.button("Yes, introduce us");
    town.reaches(18).await;
    dora.reads();
    dora.blocks_the_bot().await;
    anna.taps("I don't need it any more").await;
    anna.taps("Yes, close it").await;
    anna.taps_old(&of_ben).await;
    assert!(anna.sees("Time went by without an answer"), "{}", anna.screen());
    anna.taps_old(&of_dora).await;
    assert!(anna.sees("Dora can no longer help.") && !anna.sees("[Yes, introduce us]"), "{}", anna.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn not_this_one_reads_like_no_turning_down() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    for helper in [&ben, &cleo] {
        helper.taps("I can help").await;
    }
    let before = ben.count();
    ada.taps_old(&ada.buttons().into_iter().find(|one| one.label == "Not this one").unwrap()).await;
    insta::assert_snapshot!(ben.since(before), @r"
    Thank you for saying yes to this. They go on without you this time, and that is not your doing:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    ");
    for word in ["Ada", "Cleo", "declin", "reject", "turned", "chose", " no ", "instead", "someone else"] {
        assert!(!ben.since(before).contains(word), "{word}: {}", ben.since(before));
    }
    // What he sees later says no more than that.
    ben.looks().await;
    assert!(!ben.since(before).contains("Ada") && !ben.since(before).contains("Cleo"), "{}", ben.since(before));
    assert!(cleo.sees("You hear from me, whatever they say."), "{}", cleo.screen());
    ada.taps("Yes, introduce us").await;
    assert!(!ben.since(before).contains("Cleo"), "{}", ben.since(before));
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_to_know_stays_with_the_helper_until_it_is_done() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.helper("Ben").await);
    ada.writes_ask("To the clinic", "Today").await;
    ada.taps("Change or add").await;
    ada.taps("What to know").await;
    assert!(ada.last().starts_with("Shopping and food\n“To the clinic”"), "the answers so far: {}", ada.last());
    ada.taps("Back").await;
    assert!(ada.last().contains("What would you like to change?"), "{}", ada.last());
    ada.taps("What to know").await;
    ada.taps("I use a wheelchair").await;
    ada.taps("Done").await;
    ada.taps("Ask neighbours").await;
    ben.taps("Not this time").await;
    assert!(ben.last().contains("• uses a wheelchair"), "a yes is one tap away: {}", ben.last());
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("• uses a wheelchair") && ben.last().contains("Ada tells you where to come."));
    assert!(ada.last().contains("Tell Ben where to come"), "{}", ada.last());
    ben.looks().await;
    assert!(ben.last_before(1).contains("• uses a wheelchair"), "{}", ben.screen());
    ada.reads();
    town.close().await;
}
