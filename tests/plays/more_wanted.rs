//! More people are wanted than are found: the asker hears how it goes on, and is never told that nobody was found.

use chrono::TimeDelta;

use super::another_time::asks_for;
use super::town::{Neighbour, Town};

/// What her ask says, asked for from the menu.
async fn list(ada: &Neighbour<'_>) -> String {
    ada.says("/start").await;
    ada.reads();
    let before = ada.count();
    ada.taps("What is happening now?").await;
    ada.since(before)
}

#[tokio::test]
async fn a_helper_who_does_not_answer_a_change_keeps_nobody_in_silence() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    town.passes(TimeDelta::minutes(90)).await;
    assert!(!ada.sees("nobody else is found"), "Ben may still answer:\n{}", ada.screen());
    let before = ada.count();
    town.passes(TimeDelta::hours(1)).await;
    let told = ada.since(before);
    assert!(told.contains("I have not heard from Ben whether they still can."), "{told}");
    assert!(told.contains("[Write to Ben]"), "{told}");
    assert_eq!(ada.times("I have not heard from Ben"), 1, "{}", ada.screen());
    assert!(told.contains("I have found nobody else so far") && told.contains("[Ask a little further away]"), "{told}");
    assert_eq!(ada.times("I have found nobody else so far"), 1, "on the card of the ask alone: {}", ada.screen());
    assert_eq!(ada.count(), before + 2, "{told}");
    assert!(list(&ada).await.contains("I have found nobody else so far"), "{}", ada.screen());
    town.stop().await;
    town.start().await;
    town.passes(TimeDelta::days(1)).await;
    let late = list(&ada).await;
    assert!(late.contains("I have found nobody else so far") && !late.contains("nobody was found"), "{late}");
    town.passes(TimeDelta::hours(48)).await;
    assert!(!ada.sees("nobody was found") && !ada.sees("nobody could help in time"), "{}", ada.screen());
    assert!(ada.sees("I ask nobody else for this now. Ben did not say whether they still can."), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn who_still_can_is_followed_by_the_word_that_nobody_else_is_left() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    ada.reads();
    let before = ada.count();
    ben.taps_twice("Yes, still").await;
    let told = ada.since(before);
    assert!(told.contains("Ben can still make it, as it is now:"), "{told}");
    assert_eq!(told.matches("Ben can help, and I have found nobody else so far.").count(), 1, "{told}");
    ben.reads();
    town.passes(TimeDelta::hours(8)).await;
    assert_eq!(ada.times("I have found nobody else so far"), 1, "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn who_chooses_a_yes_after_all_were_asked_hears_that_nobody_else_is_left() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.two_wanted("Tomorrow").await;
    ben.taps("I can help").await;
    town.passes(TimeDelta::minutes(70)).await;
    assert!(!ada.sees("nobody else is found"), "a yes waits:\n{}", ada.screen());
    let before = ada.count();
    ada.taps_twice("Yes, introduce us").await;
    let told = ada.since(before);
    assert_eq!(told.matches("I have found nobody else so far").count(), 1, "{told}");
    assert!(told.contains("[Ask a little further away]"), "{told}");
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn the_time_over_with_some_found_is_no_word_of_everybody_and_offers_what_works() {
    let town = Town::open().await;
    let mut all = Vec::new();
    for n in 0..24 {
        all.push(town.helper(&format!("H{n}")).await);
    }
    town.reaches(20).await;
    let ada = town.two_wanted("Today").await;
    let edit = ada.button("Change it");
    let share = ada.button("Send it to someone yourself");
    let one = all.iter().find(|one| one.sees("“A wardrobe”")).unwrap();
    one.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    for hour in [21, 23] {
        town.reaches(hour).await;
    }
    assert!(!list(&ada).await.contains("I have asked every neighbour"), "{}", ada.screen());
    for hour in [1, 9] {
        town.reaches(hour).await;
    }
    assert_eq!(all.iter().filter(|one| one.sees("“A wardrobe”")).count(), 5);
    let shown = list(&ada).await;
    assert!(!ada.sees("I have asked every neighbour I may ask") && !ada.sees("nobody was found"), "{shown}");
    assert!(shown.contains("said yes. You wanted more, and nobody else was found in time."), "{shown}");
    assert!(shown.contains("[Ask again]\n[I don't need it any more]"), "{shown}");
    ada.taps_old(&share).await;
    assert!(!ada.sees("Send this link"), "it would lead nowhere:\n{}", ada.screen());
    ada.taps_old(&edit).await;
    let told = ada.screen();
    assert!(
        told.contains("It is too late to change this") && told.contains("[Ask again]\n[I don't need it any more]"),
        "{told}"
    );
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_link_is_not_made_for_what_is_over() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    let _ben = town.helper("Ben").await;
    ada.asks("Two bags", "Now").await;
    let share = ada.button("Send it to someone yourself");
    town.passes(TimeDelta::hours(3)).await;
    ada.taps_old(&share).await;
    assert!(!ada.sees("Send this link"), "{}", ada.screen());
    assert!(ada.sees("The time for this has passed"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_cannot_make_it_closes_the_open_ask_or_goes_on() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    let cleo = town.helper("Cleo").await;
    ada.drops_out().await;
    let told = ada.screen();
    assert!(told.contains("I have told Ben.") && told.contains("Your ask is still open."), "{told}");
    assert!(!told.contains("[Ask again]"), "it would be a second one:\n{told}");
    town.passes(TimeDelta::hours(2)).await;
    assert!(cleo.sees("A neighbour asks:"), "it goes on:\n{}", cleo.screen());
    let beneath = ada.buttons().into_iter().find(|seen| ada.message(seen.message).contains("I have told Ben")).unwrap();
    assert_eq!(beneath.label, "I don't need it any more");
    ada.taps_old(&beneath).await;
    assert!(ada.last().contains("Shall I close this ask?"), "where it was tapped:\n{}", ada.screen());
    ada.taps("Yes, close it").await;
    assert!(ada.last().contains("Closed. Nobody else is asked."), "{}", ada.last());
    assert!(cleo.last().contains("This ask is over."), "{}", cleo.last());
    let before = cleo.count();
    ada.taps_old(&beneath).await;
    assert_eq!(cleo.count(), before, "an old button closes nothing twice:\n{}", cleo.screen());
    ben.reads();
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_cannot_make_it_once_the_time_of_the_ask_is_over_finds_one_way_to_ask_again() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Today").await;
    asks_for(&ada, "Tomorrow").await;
    ben.taps("Yes, that suits").await;
    for hour in [0, 9] {
        town.reaches(hour).await;
    }
    assert!(ada.sees("[Ask again]"), "it is late for the second one: {}", ada.screen());
    ada.drops_out().await;
    assert!(ada.sees("I have told Ben."), "{}", ada.screen());
    assert_eq!(ada.times("[Ask again]"), 1, "{}", ada.screen());
    assert!(ada.last().contains("[Ask again]"), "it comes beneath: {}", ada.screen());
    ada.taps("Ask again").await;
    assert!(ada.last().contains("“A wardrobe”") && ada.last().contains("When?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn help_that_did_not_happen_is_not_counted_as_found() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    town.passes(TimeDelta::days(3)).await;
    ada.taps("It didn't happen").await;
    assert!(!list(&ada).await.contains("Ben can help"), "{}", ada.screen());
    town.passes(TimeDelta::days(11)).await;
    ada.reads();
    assert!(!ada.sees("Ben said yes."), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn what_did_not_happen_while_more_are_wanted_leads_to_the_open_ask_and_not_to_a_second_one() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    town.passes(TimeDelta::days(3)).await;
    ada.taps_twice("It didn't happen").await;
    assert!(ada.sees("It does not always work out. Your ask is still open."), "{}", ada.screen());
    assert!(!ada.sees("[Ask again]"), "{}", ada.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("No, keep it").await;
    let cleo = town.helper("Cleo").await;
    assert!(cleo.last().contains("[I can help]"), "it is open: {}", cleo.last());
    town.reads_all();
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn who_no_longer_needs_it_is_told_first_who_hears_of_it() {
    let town = Town::open().await;
    let ada = town.two_wanted("No hurry").await;
    town.passes(TimeDelta::days(12)).await;
    let ben = town.helper("Ben").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    town.passes(TimeDelta::days(1)).await;
    assert!(ada.last().contains("Is it still needed?"), "{}", ada.last());
    let before = ben.count();
    ada.taps_twice("No, not any more").await;
    assert!(ada.last().contains("Shall I close this ask? I tell Ben kindly"), "{}", ada.last());
    assert_eq!(ben.count(), before, "{}", ben.screen());
    ada.taps("Yes, close it").await;
    assert!(ada.last().contains("Closed. Nobody else is asked."), "{}", ada.last());
    assert!(ben.last().starts_with("Ada does not need this any more."), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn who_wants_fewer_than_agreed_hears_that_all_of_them_still_come() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    let cleo = town.helper("Cleo").await;
    cleo.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    let before = (ben.count(), cleo.count());
    list(&ada).await;
    ada.taps("Change it").await;
    ada.chooses("How many people", "1").await;
    ada.taps("Save the change").await;
    insta::assert_snapshot!(ada.last(), @"Ben and Cleo have said yes, and still come: I have told them nothing new. If somebody does not need to come any more, please write to them.");
    assert!(ada.sees("Ben and Cleo can help. I ask nobody else."), "{}", ada.screen());
    assert_eq!((ben.count(), cleo.count()), before, "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_left_before_anybody_said_that_it_happened_is_not_counted_as_found() {
    for way in ["leaves", "ends"] {
        let town = Town::open().await;
        let (ada, ben) = town.one_of_two("No hurry").await;
        town.passes(TimeDelta::days(3)).await;
        town.passes(TimeDelta::hours(1)).await;
        assert!(list(&ada).await.contains("Ben can help, and I have"), "{}", ada.screen());
        if way == "leaves" {
            ben.reads();
            ben.blocks_the_bot().await;
        } else {
            for label in ["More", "End this", "Yes, end it"] {
                ben.taps(label).await;
            }
        }
        assert!(!ada.sees("Ben can help, and I have"), "{way}: {}", ada.screen());
        assert!(list(&ada).await.contains("I have asked every neighbour I may ask, and I have found nobody so far."));
        ada.taps("It happened").await;
        assert!(list(&ada).await.contains("Ben can help, and I have"), "{way}: {}", ada.screen());
        ada.reads();
        ben.reads();
        town.close().await;
    }
}

#[tokio::test]
async fn two_helpers_of_one_name_are_two() {
    let town = Town::open().await;
    let helpers = [town.helper("Ben").await, town.helper("Ben").await];
    let ada = town.two_wanted("Today").await;
    for helper in &helpers {
        helper.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
    }
    assert!(ada.sees("Ben and another Ben can help. I ask nobody else."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_cannot_make_it_with_one_of_two_is_led_to_no_second_ask_while_the_other_comes() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    let cannot = ada.button("I can't make it");
    let cleo = town.helper("Cleo").await;
    cleo.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.taps_old(&cannot).await;
    ada.taps("Yes, tell them").await;
    assert!(ada.sees("Thank you for saying so early. I have told Ben."), "{}", ada.screen());
    assert!(ben.sees("Ada can't make it after all."), "{}", ben.screen());
    assert!(!ada.sees("[Ask again]"), "Cleo comes still: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

/// Two are wanted, Ben is introduced, and Cleo's yes gets no answer.
async fn one_of_two_and_a_yes<'t>(town: &'t Town, when: &str) -> [Neighbour<'t>; 3] {
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.two_wanted(when).await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    cleo.taps("I can help").await;
    [ada, ben, cleo]
}

const COULD_TOO: &str = "Cleo could help too, and it did not come about in time.";

#[tokio::test]
async fn whose_yes_got_no_answer_is_named_beside_who_is_introduced_when_the_time_is_over() {
    let town = Town::open().await;
    let [ada, ..] = one_of_two_and_a_yes(&town, "Today").await;
    town.reaches(0).await;
    town.reaches(9).await;
    assert!(ada.sees(&format!("Ben said yes. {COULD_TOO} You can ask again.")), "{}", ada.screen());
    assert!(!ada.sees("nobody else was found in time"), "{}", ada.screen());
    town.passes(TimeDelta::days(1)).await;
    let told = format!("I ask nobody else for this now. Ben said yes. {COULD_TOO} You can ask again.");
    assert!(ada.sees(&told), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whose_yes_got_no_answer_is_named_where_nobody_is_left_to_ask_and_where_it_stops() {
    let town = Town::open().await;
    let [ada, ..] = one_of_two_and_a_yes(&town, "No hurry").await;
    for _ in 0..3 {
        town.passes(TimeDelta::days(1)).await;
    }
    let told = format!("I have asked every neighbour I may ask. Ben can help. {COULD_TOO}");
    assert!(ada.sees(&told) && !ada.sees("nobody else so far"), "{}", ada.screen());
    ada.looks().await;
    ada.taps("Ask a little further away").await;
    let told = format!("I have asked further away too. Ben can help. {COULD_TOO}");
    assert!(ada.sees(&told) && !ada.sees("nobody else so far"), "{}", ada.screen());
    for _ in 0..12 {
        town.passes(TimeDelta::days(1)).await;
    }
    let told = format!("so I ask nobody else for this. Ben said yes. {COULD_TOO} If you still need somebody");
    assert!(ada.sees(&told), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
