//! A posted ask is changed too late, while it ends, or as often as one may: its asker hears what is true, and finds a way on.

use chrono::TimeDelta;

use super::another_time::asks_for;
use super::edit_agreed::found;
use super::town::Town;

#[tokio::test]
async fn a_change_that_comes_too_late_says_what_is_true() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    let introduce = ada.button("Yes, introduce us");
    ada.changes("When", "Tomorrow").await;
    ada.taps_old(&introduce).await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("Tomorrow, Friday 13 March") && ben.last().contains("[Yes, still]"), "{}", ben.last());
    assert!(ada.sees("This has changed, so I ask Ben again."), "who is introduced is asked: {}", ada.screen());
    let eve = town.neighbour("Eve");
    eve.asks("A ladder", "Today").await;
    eve.changes("When", "Tomorrow").await;
    let save = eve.button("Save the change");
    eve.taps_old(&eve.button("I don't need it any more")).await;
    eve.taps("Yes, close it").await;
    assert_eq!(eve.message(save.message), "This ask is over now, so I have changed nothing.", "{}", eve.screen());
    assert!(eve.sees("Closed. Nobody else is asked.") && !eve.sees("[Save the change]"), "{}", eve.screen());
    eve.says("/start").await;
    assert!(eve.last().contains("[I need help]"), "she is at the start: {}", eve.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_that_ends_while_it_is_changed_is_changed_no_more() {
    for by_place in [false, true] {
        let town = Town::open().await;
        let (ada, _ben) = town.asked("Today").await;
        ada.taps("Change it").await;
        if by_place {
            ada.taps("Another place").await;
        }
        for hour in [0, 9, 0, 9] {
            town.reaches(hour).await;
        }
        let over = "This ask is over now, so I have changed nothing.";
        assert_eq!(ada.times(over), 1, "{}", ada.screen());
        assert!(ada.phone().keyboard.is_none() && !ada.sees("[Leave it as it is]"), "{}", ada.screen());
        ada.says("/start").await;
        assert!(ada.last().contains("[I need help]"), "she is at the start: {}", ada.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_time_that_passed_in_the_meantime_is_asked_for_again() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("This week").await;
    ada.changes("When", "Today").await;
    town.reaches(0).await;
    town.reaches(9).await;
    ada.taps("Save the change").await;
    assert!(ada.sees("The time you chose has passed. Please choose again."), "{}", ada.screen());
    ada.taps("Tomorrow").await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("Tomorrow, Saturday 14 March"), "{}", ben.screen());
    // What is over is asked for anew instead.
    let edit = ada.button("Change it");
    town.passes(TimeDelta::days(2)).await;
    ada.taps_old(&edit).await;
    assert!(ada.sees("It is too late to change this"), "{}", ada.screen());
    ada.taps("Ask again").await;
    assert!(ada.last().contains("When?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn when_an_ask_ends_follows_its_new_time() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.changes_time("No hurry").await;
    ben.taps("Not this time").await;
    town.passes(TimeDelta::days(12)).await;
    assert!(!ada.sees("This ask is over") && !ada.sees("Is it still needed?"), "{}", ada.screen());
    town.passes(TimeDelta::days(2)).await;
    assert!(ada.sees("Is it still needed?"), "{}", ada.screen());
    ada.taps("Yes, still needed").await;
    ada.changes_time("Tomorrow").await;
    town.passes(TimeDelta::days(4)).await;
    assert!(ada.last().contains("This ask is over, and nobody could help in time."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_was_found_and_has_been_is_changed_no_more() {
    let town = Town::open().await;
    let (ada, ben) = found(&town).await;
    let edit = ada.button("Change it");
    town.reaches(9).await;
    let screen = ben.screen();
    ada.taps_old(&edit).await;
    assert!(ada.message(edit.message).contains("It is too late to change this"), "{}", ada.screen());
    assert_eq!(ben.screen(), screen);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_three_changes_the_number_of_people_can_still_change_and_there_is_a_way_on() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    for when in ["Tomorrow", "This week", "Tomorrow"] {
        ada.changes_time(when).await;
    }
    ada.taps("Change it").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March

    You have changed this 3 times. Now you can only change how many people you need. For anything else, please close it and ask again.
    [How many people]
    [I don't need it any more]
    [What is happening now?]
    ");
    ada.taps("I don't need it any more").await;
    assert!(ada.last().contains("[Yes, close it]"), "{}", ada.last());
    ada.taps("No, keep it").await;
    // Three messages without an answer: the last change asked him nothing.
    ben.taps("See how it is now").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.looks().await;
    ada.taps("Change it").await;
    assert!(ada.sees("For anything else, please write to Ben."), "he still comes: {}", ada.screen());
    ada.taps("How many people").await;
    ada.taps("2").await;
    ada.taps("Save the change").await;
    assert!(ada.last().contains("Ben can help, and I have found nobody else so far."), "{}", ada.screen());
    let cleo = town.helper("Cleo").await;
    assert!(cleo.sees("“Two bags”"), "one more is wanted: {}", cleo.screen());
    // Back from that question leads to no other one.
    ada.looks().await;
    ada.taps("Change it").await;
    ada.taps("How many people").await;
    ada.taps("Back").await;
    assert!(ada.last().contains("Tomorrow, Friday 13 March") && ada.last().contains("[Change it]"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_time_that_two_agree_is_none_of_the_three_changes_and_what_lies_in_the_form_is_saved() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    for line in ["Three bags", "Four bags"] {
        ada.looks().await;
        ada.taps("Change it").await;
        ada.says(line).await;
        ada.taps("Save the change").await;
        ben.taps("Yes, still").await;
    }
    asks_for(&ada, "Tomorrow").await;
    ada.looks().await;
    ada.taps("Change it").await;
    ada.says("Five bags").await;
    ben.taps("Yes, that suits").await;
    assert!(ada.last().contains("“Five bags”") && ada.last().contains("Tomorrow, Friday 13 March"), "{}", ada.last());
    ada.taps("Save the change").await;
    assert!(ben.last().contains("“Five bags”") && ben.last().contains("[Yes, still]"), "{}", ben.screen());
    assert!(!ada.sees("You have changed this 3 times"), "{}", ada.screen());
    ben.taps("Yes, still").await;
    ada.looks().await;
    ada.taps("Change it").await;
    assert!(ada.sees("You have changed this 3 times"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
