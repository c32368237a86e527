//! A posted ask is changed: what its asker taps, and what they find where they do not save it, or cannot any more.

use chrono::TimeDelta;

use super::edit_agreed::found;
use super::town::{Deeds, Town};

#[tokio::test]
async fn a_change_begins_with_what_to_change_and_takes_four_taps() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let (old, _) = (ben.button("I can help"), ada.deeds());
    ada.taps("Change it").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    What would you like to change? You can also just write a new line.
    [What] [The line]
    [When] [Another place]
    [What to know] [How many people]
    [Back] [Leave it as it is]
    ");
    ada.chooses("When", "Tomorrow").await;
    insta::assert_snapshot!(ada.last(), @r"
    This is what neighbours will see:

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    Near you, and how far that is from them

    Nothing changes until you save it. Then I ask neighbours again, unless you only changed how many people you need.
    [Save the change]
    [Change or add]
    [Back] [Leave it as it is]
    ");
    assert!(ben.last().contains("Today, Thursday 12 March\n"), "nothing changes until it is saved: {}", ben.screen());
    ada.taps("Save the change").await;
    assert_eq!(ada.deeds(), Deeds { taps: 4, lines: 0 });
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March

    I have asked some neighbours. No yes yet. You hear from me by 11:01, even if nobody can.
    [What is happening now?] [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    assert!(ada.sees("This goes on below."), "{}", ada.screen());
    insta::assert_snapshot!(ben.message(old.message), @r"
    Shopping and food
    “Two bags”

    This goes on below.
    ");
    assert!(ben.last().contains("A neighbour asks:") && ben.last().contains("Tomorrow"), "{}", ben.screen());
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.last().contains("Tomorrow, Friday 13 March"), "{}", ada.last());
    assert!(ben.last().contains("Tomorrow, Friday 13 March"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn a_line_that_is_written_at_once_is_the_new_line() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("Change it").await;
    ada.sends(doorstep::demo::Content::Voice { seconds: 3 }).await;
    assert!(ada.sees("Please tap one of the buttons below."), "{}", ada.screen());
    ada.says("Three bags").await;
    assert!(ada.last().contains("“Three bags”") && ada.last().contains("[Save the change]"), "{}", ada.last());
    assert!(!ben.sees("Three bags"), "nothing changes until it is saved: {}", ben.screen());
    ada.taps_twice("Save the change").await;
    assert!(ben.last().contains("“Three bags”"), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn everything_can_be_changed_as_before_it_was_posted() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.changes("What", "Medicines and collecting").await;
    ada.taps("Change or add").await;
    ada.taps("The line").await;
    ada.says("One parcel").await;
    ada.taps("Change or add").await;
    ada.taps("What to know").await;
    ada.taps("There is a dog").await;
    ada.taps("Done").await;
    ada.taps("Save the change").await;
    insta::assert_snapshot!(ben.last(), @r"
    A neighbour asks:

    Medicines and collecting
    “One parcel”
    Today, Thursday 12 March
    Roughly where: very near you
    • there is a dog

    If you say yes, they see: Ben, new here. Nobody is told if you do not.
    [I can help]
    [Not this time]
    ");
    assert!(!ben.sees("Two bags"), "the line before is seen no more: {}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_change_that_is_not_saved_leaves_the_ask_as_it_was() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let (screen, card) = (ben.screen(), ada.last());
    for way in ["/cancel", "Leave it as it is", "Cancel"] {
        ada.changes("When", "Tomorrow").await;
        match way {
            "/cancel" => drop(ada.says(way).await),
            "Cancel" => {
                ada.taps("Change or add").await;
                ada.taps(way).await;
            }
            _ => ada.taps(way).await,
        }
        assert!(ada.last().starts_with("All right. Your ask stays as it was."), "{way}: {}", ada.last());
        ada.taps_old(&ada.buttons().into_iter().find(|seen| seen.label == "What is happening now?").unwrap()).await;
        assert_eq!(ada.message(ada.button("Change it").message), card, "{way}");
        assert_eq!(ben.screen(), screen, "{way}");
    }
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn back_leads_from_a_change_step_by_step_to_the_card_of_the_ask() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let (screen, card) = (ben.screen(), ada.last());
    ada.taps("Change it").await;
    let first = ada.last();
    ada.taps_twice("Back").await;
    assert_eq!(ada.last(), card, "{}", ada.screen());
    ada.changes("When", "Tomorrow").await;
    ada.taps("Change or add").await;
    ada.taps("Back").await;
    assert!(ada.last().contains("Tomorrow, Friday 13 March") && ada.last().contains("[Save the change]"));
    ada.taps("Back").await;
    assert_eq!(ada.last(), first.replace("Today, Thursday 12 March", "Tomorrow, Friday 13 March"));
    ada.taps("Back").await;
    assert_eq!(ada.last(), card, "{}", ada.screen());
    assert_eq!(ada.times("[Save the change]") + ada.times("[What to know]"), 0, "{}", ada.screen());
    assert_eq!(ben.screen(), screen, "nothing was saved");
    town.close().await;
}

#[tokio::test]
async fn a_change_is_kept_over_a_stop_and_over_two_days() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("Change it").await;
    ada.chooses("When", "No hurry").await;
    town.stop().await;
    town.start().await;
    town.passes(TimeDelta::hours(3)).await;
    ada.taps("Change or add").await;
    town.kill().await;
    town.start().await;
    ada.taps("The line").await;
    ada.says("Three bags").await;
    ada.taps_twice("Save the change").await;
    assert!(ben.last().contains("“Three bags”\nNo hurry"), "{}", ben.screen());
    assert_eq!(ben.times("A neighbour asks:"), 1, "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_changes_nothing_is_told_so_and_nobody_else_is() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let screen = ben.screen();
    // The same day chosen once more is the same day.
    ada.changes("When", "Today").await;
    ada.taps_twice("Save the change").await;
    assert!(ada.last().starts_with("That changes nothing, so I told nobody."), "{}", ada.last());
    assert_eq!(ben.screen(), screen);
    town.close().await;
}

/// What was tomorrow is today once the day has turned: to choose the day that is shown changes nothing.
#[tokio::test]
async fn the_day_that_is_shown_chosen_once_more_is_no_change() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.sees("Today, Friday 13 March"), "{}", ada.screen());
    let screen = ben.screen();
    ada.changes("When", "Today").await;
    ada.taps("Save the change").await;
    assert!(ada.last().starts_with("That changes nothing, so I told nobody."), "{}", ada.last());
    assert_eq!(ben.screen(), screen);
    town.close().await;
}

#[tokio::test]
async fn more_people_wanted_goes_on_asking_where_it_had_stopped() {
    let town = Town::open().await;
    let helpers = [town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await];
    let ada = town.neighbour("Ada");
    ada.asks("A wardrobe", "This week").await;
    for helper in &helpers {
        helper.taps("I can help").await;
    }
    town.passes(TimeDelta::hours(7)).await;
    let finn = town.helper("Finn").await;
    finn.taps("Pause me").await;
    finn.taps("You may ask me again").await;
    town.reads_all();
    ada.changes("How many people", "4").await;
    ada.taps("Save the change").await;
    finn.taps("I can help").await;
    assert!(ada.sees("Finn can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

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
async fn a_change_in_the_middle_of_something_else_waits() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let edit = ada.button("Change it");
    ada.says("/start").await;
    ada.taps("I can help").await;
    ada.taps("Some things").await;
    ada.taps_old(&edit).await;
    assert!(ada.sees("You are in the middle of something."), "{}", ada.screen());
    ada.says("/cancel").await;
    ben.taps_old(&edit).await;
    assert!(ben.last().starts_with("That button no longer does anything."), "{}", ben.last());
    // Words and stickers where a tap is asked for change nothing.
    ada.taps_old(&edit).await;
    ada.taps("When").await;
    ada.says("tomorrow please").await;
    assert!(ada.last_before(1).starts_with("Please tap one of the buttons below."), "{}", ada.screen());
    ada.says("/cancel").await;
    assert!(ada.last().starts_with("All right. Your ask stays as it was."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_nobody_lives_nobody_was_asked() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("Change it").await;
    ada.taps("Another place").await;
    town.telegram.shares_place(ada.id, 51.0, 5.0).unwrap();
    town.passes(TimeDelta::seconds(5)).await;
    ada.taps("Save the change").await;
    assert!(
        ada.last().contains("There is nobody near there yet whom I may ask for this. I am sorry."),
        "{}",
        ada.last()
    );
    assert!(!ada.sees("I have asked every neighbour I may ask"), "{}", ada.screen());
    ben.reads();
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

    You have changed this 3 times, and each time I asked people again. Now you can only change how many people you need. For anything else, please close it and ask again.
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
    // Back from that question leads to the others: what asks people again is not saved, and says so.
    ada.looks().await;
    ada.taps("Change it").await;
    ada.taps("How many people").await;
    let before = cleo.count();
    ada.taps("Back").await;
    ada.taps("When").await;
    ada.taps("No hurry").await;
    ada.taps("Save the change").await;
    assert!(
        ada.last().contains("Tomorrow, Friday 13 March") && ada.last().contains("[How many people]"),
        "{}",
        ada.last()
    );
    assert_eq!(cleo.count(), before, "nobody is asked again: {}", cleo.screen());
    town.reads_all();
    town.close().await;
}
