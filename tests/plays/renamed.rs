//! Somebody is called otherwise: what is open says so in silence, and who has to do with them hears it by day, once a day.

use chrono::TimeDelta;

use super::relay::meet;
use super::town::{Neighbour, Town};

/// Ben helped Ada, who would be glad to be helped by him again; it is over, and some days passed.
async fn glad_of_ben(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = town.introduced("Now").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It happened").await;
    ada.taps("Yes").await;
    ben.taps("It happened").await;
    town.passes(TimeDelta::days(3)).await;
    (ada, ben)
}

#[tokio::test]
async fn who_is_introduced_hears_once_why_another_name_stands_there() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ben.is_called("Bob").await;
    assert_eq!(ada.last(), "Ben is called Bob from now on.");
    assert!(ada.sees("You and Bob are introduced.") && ada.sees("[Write to Bob]"), "{}", ada.screen());
    assert!(!ada.sees("You and Ben"), "{}", ada.screen());
    let before = ada.count();
    ben.is_called("Bob").await;
    assert_eq!(ada.since(before), "", "the same is no change");
    town.passes(TimeDelta::minutes(1)).await;
    ben.taps("Write to Ada").await;
    ben.says("see you at five").await;
    assert!(ada.last().contains("Bob"), "{}", ada.last());
    ada.says("/start").await;
    ada.taps("Rules, and what is kept").await;
    ada.taps("My name").await;
    ada.says("Adelaide").await;
    assert_eq!(ben.times("Ada is called Adelaide from now on."), 1, "{}", ben.screen());
    ben.drops_out().await;
    town.passes(TimeDelta::minutes(1)).await;
    let before = ada.count();
    ben.is_called("Bill").await;
    assert_eq!(ada.since(before), "", "it is over");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn two_who_would_be_called_the_same_keep_their_names_on_the_buttons_that_wait() {
    let town = Town::open().await;
    let cleo = town.helper("Cleo").await;
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    meet(&ada, &cleo, "Two bags").await;
    meet(&eve, &cleo, "Three bags").await;
    cleo.says("I am late").await;
    assert!(cleo.sees("[Yes, to Ada]") && cleo.sees("[Yes, to Eve]"), "{}", cleo.screen());
    eve.is_called_in_telegram("Ada").await;
    assert!(cleo.times("[Yes, to Ada]") == 1 && cleo.times("[Yes, to Eve]") == 1, "{}", cleo.screen());
    cleo.taps("Yes, to Eve").await;
    assert!(eve.sees("I am late") && !ada.sees("I am late"), "{}", eve.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_nobody_is_woken_by_a_name_and_hears_it_in_the_morning() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    let cleo = town.helper("Cleo").await;
    ben.taps("I can help").await;
    town.reaches(23).await;
    let before = ada.count();
    ben.is_called("Bert").await;
    ben.is_called("Bob").await;
    assert_eq!(ada.since(before), "");
    let waits = ada.sees("Bob still waits for your answer.") && !ada.sees("Bert");
    assert!(waits, "what waits says it: {}", ada.screen());
    town.stop().await;
    town.start().await;
    town.reaches(7).await;
    assert_eq!(ada.since(before), "");
    town.reaches(8).await;
    assert_eq!((ada.times("Ben is called Bob from now on."), ada.times("is called")), (1, 1), "{}", ada.screen());
    assert!(!cleo.sees("Bob"), "{}", cleo.screen());
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("[Write to Bob]"), "{}", ada.screen());
    town.passes(TimeDelta::hours(5)).await;
    assert_eq!(ada.times("is called"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_name_that_is_the_old_one_again_by_the_morning_is_told_to_nobody() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Tomorrow").await;
    town.reaches(23).await;
    let before = ada.count();
    ben.is_called_in_telegram("Doctor Green").await;
    assert!(ada.sees("You and Doctor Green are introduced."), "{}", ada.screen());
    ben.is_called_in_telegram("Ben").await;
    assert!(ada.sees("You and Ben are introduced."), "{}", ada.screen());
    town.reaches(9).await;
    assert_eq!(ada.since(before), "");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_became_of_a_yes_before_the_morning_is_all_that_is_told_of_it() {
    for answer in ["Yes, introduce us", "Not this one"] {
        let town = Town::open().await;
        let (ada, ben) = town.asked("Tomorrow").await;
        ben.taps("I can help").await;
        town.reaches(23).await;
        ben.is_called("Bob").await;
        ada.taps(answer).await;
        assert_eq!(ada.sees("You and Bob are introduced."), answer == "Yes, introduce us", "{}", ada.screen());
        town.reaches(9).await;
        assert!(!ada.sees("is called"), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn whoever_changes_names_all_day_is_told_of_once_a_day() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("No hurry").await;
    ben.is_called_in_telegram("Doctor Green").await;
    assert_eq!(ada.last(), "Ben is called Doctor Green from now on.");
    ben.says("/help").await;
    for name in ["Doctor Brown", "Doctor Blue", "Benny 07700 900123"] {
        ben.is_called_in_telegram(name).await;
        town.passes(TimeDelta::minutes(61)).await;
    }
    assert!(ada.sees("You and Benny are introduced."), "nobody is reached by a name: {}", ada.screen());
    assert_eq!(ada.times("is called"), 1, "{}", ada.screen());
    town.stop().await;
    town.start().await;
    town.passes(TimeDelta::days(1)).await;
    assert_eq!(ada.times("Doctor Green is called Benny from now on."), 1, "{}", ada.screen());
    assert_eq!(ada.times("is called"), 2, "{}", ada.screen());
    ben.is_called("Ben").await;
    ben.is_called_in_telegram("Doctor White").await;
    town.passes(TimeDelta::days(1)).await;
    assert_eq!(ada.times("Benny is called Ben from now on."), 1, "{}", ada.screen());
    assert!(!ada.sees("White"), "nobody sees that one: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_gets_words_under_a_new_name_reads_first_whose_they_are() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Tomorrow").await;
    town.reaches(23).await;
    ben.is_called("Bob").await;
    let before = ada.count();
    ben.taps("Write to Ada").await;
    ben.says("are you awake?").await;
    insta::assert_snapshot!(ada.since(before), @r"
    Ben is called Bob from now on.

    Bob writes:

    are you awake?
    [Write to Bob]
    ");
    ben.says("never mind").await;
    town.reaches(9).await;
    assert_eq!(ada.times("is called"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_writing_to_somebody_sees_their_new_name_there() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ada.taps("Write to Ben").await;
    let writing = ada.find("Writing to Ben.");
    ben.is_called("Bob").await;
    assert!(ada.message(writing).starts_with("Writing to Bob."), "{}", ada.screen());
    ada.says("see you at five").await;
    assert!(ben.last().contains("see you at five"), "{}", ben.screen());
    ada.taps("Done").await;
    assert!(ada.sees("You were writing to Bob. That is over."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn words_that_wait_for_somebody_wait_for_their_new_name() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ada.says("see you at five").await;
    let old = ada.button("Yes, to Ben");
    ben.is_called("Bob").await;
    ada.taps_old(&old).await;
    assert!(!ben.sees("see you at five"), "{}", ben.screen());
    ada.taps("Yes, to Bob").await;
    assert!(ben.last().contains("see you at five"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_asked_for_again_has_the_name_that_is_known_until_their_yes() {
    let town = Town::open().await;
    let (ada, ben) = glad_of_ben(&town).await;
    let before = ada.count();
    ben.is_called("Bob").await;
    town.passes(TimeDelta::days(1)).await;
    assert_eq!(ada.since(before), "", "it is over");
    ada.writes_ask("Three bags", "Today").await;
    ada.taps("Ask Ben first").await;
    assert!(ada.last().contains("I ask Ben first, if I may."), "{}", ada.last());
    let before = ada.count();
    ben.taps("I can help").await;
    let told = ada.since(before);
    assert!(told.starts_with("Ben is called Bob from now on.\n\nBob can help."), "{told}");
    ada.taps("Yes, introduce us").await;
    ada.writes_ask("Four bags", "Today").await;
    assert!(ada.last().contains("[Ask Bob first]"), "{}", ada.last());
    assert_eq!(ada.times("is called"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_is_over_keeps_the_name_by_which_it_was_agreed() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Now").await;
    let old = ada.button("Write to Ben");
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It happened").await;
    ben.taps("It happened").await;
    town.passes(TimeDelta::days(3)).await;
    ben.is_called("Bob").await;
    ada.taps_old(&old).await;
    ada.taps("Yes").await;
    assert!(!ada.sees("Bob"), "{}", ada.screen());
    ben.taps("Say thank you").await;
    let before = ada.count();
    ben.says("You were so kind").await;
    let told = ada.since(before);
    assert!(told.starts_with("Ben is called Bob from now on.\n\nBob says thank you:"), "{told}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn how_it_was_is_asked_by_the_name_of_now() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Now").await;
    town.passes(TimeDelta::hours(2)).await;
    let asked = ada.find("How was it with Ben? Did it happen?");
    ben.is_called("Bob").await;
    assert!(ada.message(asked).contains("How was it with Bob? Did it happen?"), "{}", ada.message(asked));
    town.passes(TimeDelta::hours(25)).await;
    let again = ada.find("You have not said how it was with Bob.");
    ben.is_called_in_telegram("Benno").await;
    assert!(ada.message(again).contains("how it was with Bob."), "that is not what others see: {}", ada.message(again));
    ben.is_called("Bert").await;
    assert!(ada.message(again).contains("how it was with Bert."), "{}", ada.message(again));
    ada.taps("It happened").await;
    let meets = ada.find("Would you like to meet Bert through me again?");
    ben.is_called("Ben").await;
    assert!(ada.message(meets).contains("Would you like to meet Ben through me again?"), "{}", ada.message(meets));
    assert_eq!(ada.times("[It happened]"), 0, "it is answered: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asked_for_another_time_sees_the_new_name_in_their_own_question() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    for label in ["More", "Change the time", "Tomorrow"] {
        ada.taps(label).await;
    }
    ada.looks().await;
    let mine = ada.find("I have asked Ben for: Tomorrow");
    ben.is_called("Bob").await;
    assert!(ada.message(mine).contains("I have asked Bob for: Tomorrow"), "{}", ada.message(mine));
    assert!(!ada.sees("I have asked Ben for"), "{}", ada.screen());
    ben.taps("Yes, that suits").await;
    assert!(ada.sees("Bob says yes to the other time"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_change_that_is_not_saved_yet_names_who_will_be_asked_as_they_are_called_now() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ada.changes("When", "Tomorrow").await;
    let preview = ada.find("Then I ask Ben at once whether they still can");
    ben.is_called("Bob").await;
    assert!(ada.message(preview).contains("Then I ask Bob at once whether they still can"), "{}", ada.screen());
    ada.taps("Save the change").await;
    assert!(ada.sees("This has changed, so I ask Bob again."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_a_card_asks_is_still_asked_by_the_new_name() {
    for (tap, question, yes, done) in [
        ("I can't make it", "Shall I tell Bob that you can't make it?", "Yes, tell them", "I have told Bob."),
        ("I don't need it any more", "I tell Bob kindly that you do not need it any more.", "Yes, close it", "Closed."),
    ] {
        let town = Town::open().await;
        let (ada, ben) = town.introduced("Tomorrow").await;
        ada.taps(tap).await;
        ben.is_called("Bob").await;
        assert!(ada.sees(question), "{}", ada.screen());
        ada.taps(yes).await;
        assert!(ada.sees(done), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}
