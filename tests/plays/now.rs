//! "What is happening now?" always answers, also after a restart in the middle of things.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

async fn asks_what_is_happening(who: &Neighbour<'_>) -> String {
    who.says("/start").await;
    let before = who.count();
    who.taps("What is happening now?").await;
    who.since(before)
}

#[tokio::test]
async fn nothing_open_is_said_so() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("Cancel").await;
    assert!(asks_what_is_happening(&ada).await.starts_with("Nothing of yours is open right now."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn the_menu_that_was_tapped_goes_on_beneath() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ada.says("/start").await;
    for _ in 0..2 {
        let menu = ada.button("What is happening now?");
        ada.taps("What is happening now?").await;
        assert_eq!(ada.message(menu.message), "This goes on below.");
        assert_eq!(ada.times("Hello Ada. What would you like to do?"), 1, "{}", ada.screen());
        assert!(ada.last().starts_with("Hello Ada."), "{}", ada.screen());
    }
    town.close().await;
}

#[tokio::test]
async fn who_offers_help_keeps_the_menu_to_ask_for_some() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.says("/start").await;
    ben.taps("What is happening now?").await;
    ben.taps("I need help").await;
    assert!(ben.sees("Shopping and food"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn every_open_thing_is_shown_with_what_can_be_done() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    ada.asks("Two bags", "Today").await;
    ben.taps("I can help").await;
    eve.asks("A ladder", "Today").await;
    ben.taps("I can help").await;
    // Ada has a yes that waits; Ben waits for both, and has his offer.
    insta::assert_snapshot!(asks_what_is_happening(&ada).await, @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    Somebody can help. Please look at their card, and say yes or no.
    [What is happening now?] [Send it to someone yourself]
    [Change it] [I don't need it any more]

    Ben can help.

    very near you, new here

    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    Shall I introduce you? Then Ben sees your first name, and you get a word that you both know.
    [Yes, introduce us]
    [Not this one]

    Hello Ada. What would you like to do?
    [I need help] [I can help]
    [What is happening now?]
    [Rules, and what is kept]
    ");
    eve.taps("Yes, introduce us").await;
    let shown = asks_what_is_happening(&ben).await;
    assert!(shown.contains("“Two bags”\nToday, Thursday 12 March\n\nThank you! I have told them."), "{shown}");
    assert!(shown.contains("You and Eve are introduced."), "{shown}");
    assert!(shown.contains("You may be asked for: anything."), "{shown}");
    ada.taps("Yes, introduce us").await;
    assert_eq!(ada.times("You said yes to Ben."), 1, "{}", ada.screen());
    assert!(!ada.sees("[Yes, introduce us]"), "the card further up leads to it: {}", ada.screen());
    assert_eq!(ada.times("You and Ben are introduced."), 1, "{}", ada.screen());
    let shown = asks_what_is_happening(&ada).await;
    assert!(
        shown.contains("Ben can help. I ask nobody else.") && shown.contains("You and Ben are introduced."),
        "{shown}"
    );
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn it_says_when_more_is_heard_and_what_waits_for_the_morning() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    assert!(asks_what_is_happening(&ada).await.contains("No yes yet. You hear from me by 11:00"), "{}", ada.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    assert!(!asks_what_is_happening(&ada).await.contains("Two bags"), "{}", ada.screen());
    town.reaches(22).await;
    ada.asks("A cup of tea", "This week").await;
    assert!(asks_what_is_happening(&ada).await.contains("Most neighbours are asleep. I ask at 08:00 tomorrow."));
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn in_the_middle_of_a_question_it_waits() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    ada.says("/start").await;
    let menu = ada.button("What is happening now?");
    ada.taps("I can help").await;
    ada.taps_old(&menu).await;
    assert!(ada.last().contains("[Some things]"), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn a_restart_in_the_middle_of_everything_changes_nothing() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    ada.asks("Two bags", "Now").await;
    ben.taps("I can help").await;
    town.stop().await;
    town.start().await;
    ada.taps("Yes, introduce us").await;
    ada.taps("Write to Ben").await;
    town.kill().await;
    town.start().await;
    ada.says("At five.").await;
    assert!(ben.last().contains("At five."), "{}", ben.last());
    eve.asks("A ladder", "This week").await;
    cleo.taps("I can help").await;
    town.kill().await;
    // While it is down: the nudge, the release and "did it happen?" of both fall due.
    town.clock.forward(TimeDelta::hours(30));
    town.start().await;
    town.settle().await;
    assert!(ada.sees("How was it with Ben?") && ben.sees("How was it with Ada?"));
    assert_eq!(eve.times("Cleo still waits for your answer."), 1, "{}", eve.screen());
    let shown = asks_what_is_happening(&eve).await;
    assert!(shown.contains("Cleo can help."), "{shown}");
    eve.taps("Yes, introduce us").await;
    assert!(cleo.last().contains("You and Eve are introduced."), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_was_asked_and_not_answered_is_in_the_list_and_its_older_message_leads_there() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let old = ben.button("I can help");
    let all = asks_what_is_happening(&ben).await;
    assert!(all.contains("A neighbour asks:\n\nShopping and food\n“Two bags”"), "{all}");
    assert_eq!(ben.message(old.message), "Shopping and food\n“Two bags”\n\nThis goes on below.", "{}", ben.screen());
    ben.taps("I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}
