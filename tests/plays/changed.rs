//! What a change of a posted ask means for who is introduced, stands by, or said yes before it.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

/// Ada asks for people with a wardrobe.
async fn asks_two<'t>(town: &'t Town, when: &str) -> Neighbour<'t> {
    let ada = town.neighbour("Ada");
    ada.writes_ask("A wardrobe", when).await;
    changes(&ada, "How many people", "2").await;
    ada.taps("Ask neighbours").await;
    ada
}

/// Ada wants two people, and is introduced to Ben.
async fn one_of_two<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let ben = town.helper("Ben").await;
    let ada = asks_two(town, when).await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    (ada, ben)
}

async fn changes(ada: &Neighbour<'_>, what: &str, answer: &str) {
    ada.taps("Change or add").await;
    ada.taps(what).await;
    ada.taps(answer).await;
}

/// Ada changes when her posted ask is for.
async fn changes_time(ada: &Neighbour<'_>, when: &str) {
    ada.says("/start").await;
    ada.taps("What is happening now?").await;
    ada.taps("Change it").await;
    changes(ada, "When", when).await;
    ada.taps("Save the change").await;
}

#[tokio::test]
async fn help_whose_own_time_is_over_is_left_alone_by_a_change() {
    let town = Town::open().await;
    let (ada, ben) = one_of_two(&town, "Tomorrow").await;
    ben.taps("More").await;
    ben.taps("Change the time").await;
    ben.taps("Now").await;
    ada.taps("Yes, that suits").await;
    town.passes(TimeDelta::hours(3)).await;
    assert!(ben.last().contains("Did it happen?"), "{}", ben.screen());
    let screen = ben.screen();
    changes_time(&ada, "This week").await;
    assert_eq!(ben.screen(), screen, "help that was is not asked about");
    assert!(!ada.sees("so I ask Ben again"), "{}", ada.screen());
    assert!(ada.last().contains("Some can help"), "{}", ada.last());
    assert_eq!(ada.times("Did it happen?"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn help_that_one_of_the_two_told_of_is_left_alone_by_a_change() {
    let town = Town::open().await;
    let (ada, ben) = one_of_two(&town, "No hurry").await;
    town.passes(TimeDelta::days(3)).await;
    ben.taps("It happened").await;
    let screen = ben.screen();
    changes_time(&ada, "This week").await;
    assert_eq!(ben.screen(), screen, "it happened");
    assert!(!ada.sees("so I ask Ben again"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_a_new_time_both_are_asked_anew_how_it_went() {
    let town = Town::open().await;
    let (ada, ben) = one_of_two(&town, "No hurry").await;
    town.passes(TimeDelta::days(3)).await;
    town.passes(TimeDelta::days(1)).await;
    assert_eq!((ada.times("Did it happen?"), ben.times("Did it happen?")), (2, 2), "{}", ben.screen());
    changes_time(&ada, "This week").await;
    assert_eq!(ada.times("Did it happen?"), 2, "it is not asked at once: {}", ada.screen());
    ben.taps("Yes, still").await;
    town.passes(TimeDelta::days(8)).await;
    assert!(ada.times("Did it happen?") > 2 && ben.times("Did it happen?") > 2, "{}", ben.screen());
    town.reads_all();
    town.close().await;
}
