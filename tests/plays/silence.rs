//! Who said yes before a change says nothing to it: the asker hears of each of them once, and as soon as it is what is left to hear.

use chrono::TimeDelta;

use super::together::who_go_out_and_one_wants_two;
use super::town::{Neighbour, Town};

/// Ben said yes, Ada changed it, and heard at the hour that was named that he does not answer. Finn was asked with that, and said yes.
async fn one_is_silent_and_another_says_yes(town: &Town) -> [Neighbour<'_>; 3] {
    let finn = town.helper("Finn").await;
    finn.taps("Pause me").await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    ada.changes_line().await;
    finn.taps("You may ask me again").await;
    town.passes(TimeDelta::minutes(121)).await;
    assert_eq!(ada.times("I have not heard from Ben"), 1, "{}", ada.screen());
    finn.taps("I can help").await;
    town.reads_all();
    [ada, ben, finn]
}

#[tokio::test]
async fn a_silence_is_told_once_however_a_later_yes_goes() {
    for way in ["takes it back", "is declined", "leaves"] {
        let town = Town::open().await;
        let [ada, ben, finn] = one_is_silent_and_another_says_yes(&town).await;
        match way {
            "takes it back" => finn.taps("I can't help after all").await,
            "is declined" => ada.taps("Not this one").await,
            _ => finn.blocks_the_bot().await,
        }
        assert_eq!(ada.times("I have not heard from Ben"), 1, "{way}: {}", ada.screen());
        assert!(ada.sees("You hear from me by"), "{way}, and the asking goes on: {}", ada.screen());
        ben.taps("Yes, I can").await;
        assert!(ada.last().starts_with("Ben can help."), "{way}: {}", ada.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn as_one_of_two_is_introduced_the_asker_hears_who_else_said_nothing() {
    let town = Town::open().await;
    let (ben, cem) = (town.helper("Ben").await, town.helper("Cem").await);
    let ada = town.two_wanted("Tomorrow").await;
    ben.taps("I can help").await;
    cem.taps("I can help").await;
    ada.changes_line().await;
    ben.taps("Yes, I can").await;
    town.passes(TimeDelta::minutes(125)).await;
    assert!(!ada.sees("I have not heard from"), "a yes waits: {}", ada.screen());
    let before = ada.count();
    ada.taps_twice("Yes, introduce us").await;
    let told = ada.since(before);
    assert!(told.starts_with("You and Ben are introduced."), "{told}");
    assert_eq!(told.matches("I have not heard from Cem whether they still can.").count(), 1, "{told}");
    let card = "I have asked every neighbour I may ask. Ben can help, and I have found nobody else so far.";
    assert!(ada.last().contains(card), "beneath, how it goes on: {}", ada.last());
    assert_eq!(told.matches(card).count(), 1, "{told}");
    let told = ada.count();
    town.passes(TimeDelta::hours(2)).await;
    assert_eq!(ada.since(told), "", "it was said");
    cem.taps("Yes, I can").await;
    ada.taps("Yes, introduce us").await;
    assert!(cem.last().starts_with("You and Ada are introduced."), "{}", cem.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn as_two_meet_through_the_ask_of_one_the_other_hears_who_said_nothing_to_theirs() {
    let town = Town::open().await;
    let (ada, ben) = who_go_out_and_one_wants_two(&town).await;
    let cleo = town.helper("Cleo").await;
    cleo.taps("Not this time").await;
    cleo.taps("Is something needed now?").await;
    assert!(cleo.last().contains("“A film”"), "{}", cleo.last());
    for one in [&cleo, &ada, &ben] {
        one.taps("I can help").await;
    }
    ben.changes_line().await;
    ada.taps("Yes, I can").await;
    town.reaches(9).await;
    assert!(!ben.sees("I have not heard from"), "a yes waits: {}", ben.screen());
    let before = ben.count();
    ada.taps("Yes, introduce us").await;
    let told = ben.since(before);
    let silence = told.find("I have not heard from Cleo whether they still can.");
    let card = told.find("[I don't need it any more]");
    assert!(silence.is_some() && silence < card, "how it goes on is beneath: {told}");
    cleo.taps("Yes, I can").await;
    assert!(ben.last().starts_with("Cleo can help."), "{}", ben.last());
    assert_eq!(ben.times("I have not heard from Cleo"), 1, "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_answers_in_the_night_is_not_called_silent_in_the_morning() {
    let town = Town::open().await;
    let (ben, cem, ada) = (town.helper("Ben").await, town.helper("Cem").await, town.neighbour("Ada"));
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("I can help").await;
    cem.taps("I can help").await;
    ada.changes_line().await;
    ben.taps("Yes, I can").await;
    town.reaches(22).await;
    ben.reads();
    ben.blocks_the_bot().await;
    cem.taps("Yes, I can").await;
    town.reaches(9).await;
    assert!(!ada.sees("I have not heard from"), "{}", ada.screen());
    ada.taps("Yes, introduce us").await;
    assert!(cem.last().starts_with("You and Ada are introduced."), "{}", cem.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_answers_in_the_night_leaves_the_others_silent_in_the_morning() {
    let town = Town::open().await;
    let (ben, cem, dan) = (town.helper("Ben").await, town.helper("Cem").await, town.helper("Dan").await);
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Tomorrow").await;
    for one in [&ben, &cem, &dan] {
        one.taps("I can help").await;
    }
    ada.changes_line().await;
    ben.taps("Yes, I can").await;
    town.reaches(22).await;
    ben.reads();
    ben.blocks_the_bot().await;
    assert!(!ada.sees("I have not heard from"), "not in the night: {}", ada.screen());
    cem.taps("Yes, I can").await;
    town.reaches(9).await;
    assert!(!ada.sees("I have not heard from Cem"), "{}", ada.screen());
    assert_eq!(ada.times("I have not heard from Dan whether they still can."), 1, "{}", ada.screen());
    assert!(ada.sees("Cem can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
