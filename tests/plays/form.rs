//! The form of an ask is open, and something else happens: what was not changed in it is as it is by now.

use chrono::TimeDelta;

use super::again::glad_of_ben;
use super::another_time::{asks_for, meet};
use super::town::Town;

const THIS_WEEK: &str = "This week, until Wednesday 18 March";
const TOO_LATE: &str = "It is too late to change this, so it stays as it was.";

#[tokio::test]
async fn a_time_that_two_agree_while_a_change_is_written_stays_agreed() {
    for only_the_number in [false, true] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, "Tomorrow").await;
        ada.taps("Change it").await;
        asks_for(&ben, "This week").await;
        ada.taps("Yes, that suits").await;
        let before = ben.count();
        if only_the_number {
            ada.chooses("How many people", "2").await;
        } else {
            ada.says("Three bags").await;
        }
        assert!(ada.last().contains(THIS_WEEK) && !ada.last().contains("13 March"), "{}", ada.last());
        ada.taps("Save the change").await;
        if only_the_number {
            assert_eq!(ben.since(before), "", "nothing of his is another thing");
        } else {
            assert!(ben.last().contains(&format!("“Three bags”\n{THIS_WEEK}")), "{}", ben.last());
            assert!(ben.last().contains("[Yes, still]"), "{}", ben.last());
        }
        ada.looks().await;
        assert!(ada.sees(THIS_WEEK) && !ada.last().contains("Tomorrow"), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_day_that_was_chosen_in_the_form_is_the_one_that_is_saved() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Tomorrow").await;
    ada.changes("When", "Today").await;
    asks_for(&ben, "This week").await;
    ada.taps("Yes, that suits").await;
    town.kill().await;
    town.start().await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("Today, Thursday 12 March") && ben.last().contains("[Yes, still]"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_preview_of_a_change_names_who_is_asked_as_it_is_by_then() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    let introduce = ada.button("Yes, introduce us");
    ada.changes("When", "This week").await;
    assert!(ada.last().contains("Then I ask neighbours again,"), "{}", ada.last());
    ada.taps_old(&introduce).await;
    assert!(ada.last().contains("Then I ask Ben at once whether they still can,"), "{}", ada.screen());
    ben.drops_out().await;
    assert!(ada.sees("Ben can't make it after all."), "{}", ada.screen());
    assert!(ada.last().contains("Then I ask neighbours again,") && !ada.last().contains("Ben"), "{}", ada.last());
    ada.taps("Save the change").await;
    assert!(!ada.last().contains("so I ask Ben again"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_preview_of_a_change_names_who_goes_first() {
    let town = Town::open().await;
    let (ada, ben, cleo) = glad_of_ben(&town).await;
    ada.writes_ask("Three bags", "Today").await;
    ada.taps("Ask Ben first").await;
    ada.taps("Change it").await;
    ada.says("Four bags").await;
    assert!(ada.last().contains("Then I ask Ben first, if I may,"), "{}", ada.last());
    ada.taps("Save the change").await;
    assert!(ada.last().contains("I ask Ben first, if I may."), "{}", ada.last());
    assert!(ben.last().contains("“Four bags”") && !cleo.sees("bags”"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_only_the_number_of_people_can_change_no_step_leads_to_anything_else() {
    let town = Town::open().await;
    let (ada, _ben) = town.asked("Today").await;
    for when in ["Tomorrow", "This week", "Tomorrow"] {
        ada.changes_time(when).await;
    }
    ada.taps("Change it").await;
    ada.taps("How many people").await;
    ada.taps("2").await;
    assert!(ada.last().contains("[Save the change]\n[Back] [Leave it as it is]"), "{}", ada.last());
    ada.taps("Back").await;
    assert!(ada.last().contains("How many people do you need?"), "{}", ada.last());
    ada.taps("Back").await;
    assert!(ada.last().contains("Tomorrow, Friday 13 March") && ada.last().contains("[Change it]"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_form_about_what_can_be_changed_no_more_says_so_itself() {
    let town = Town::open().await;
    let (ada, _ben) = town.one_of_two("Now").await;
    ada.taps("Change it").await;
    ada.taps("The line").await;
    let form = ada.button("Nothing to add");
    town.passes(TimeDelta::hours(3)).await;
    assert!(ada.sees("Ben said yes. You wanted more, and nobody else was found in time."), "{}", ada.screen());
    assert_eq!(ada.times(TOO_LATE), 1, "{}", ada.screen());
    assert!(!ada.sees("[Nothing to add]"), "{}", ada.screen());
    ada.taps_old(&form).await;
    ada.says("Three shelves").await;
    assert!(!ada.sees("[Save the change]"), "no form leads to a refusal: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_form_that_is_too_late_ends_with_what_is_answered_in_it() {
    for by_place in [false, true] {
        let town = Town::open().await;
        town.reaches(20).await;
        let (ada, _ben) = town.one_of_two("Now").await;
        ada.taps("Change it").await;
        if by_place {
            ada.taps("Another place").await;
        }
        town.passes(TimeDelta::minutes(150)).await;
        if by_place {
            ada.shares_place().await;
        } else {
            ada.says("Three shelves").await;
        }
        assert_eq!(ada.times(TOO_LATE), 1, "{}", ada.screen());
        assert!(!ada.sees("[Save the change]") && ada.phone().keyboard.is_none(), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_is_not_to_be_met_again_is_not_asked_first_from_an_older_preview() {
    let town = Town::open().await;
    let (ada, ben, cleo) = glad_of_ben(&town).await;
    let no = ada.button("No");
    ada.writes_ask("Three bags", "Today").await;
    let first = ada.button("Ask Ben first");
    ada.taps_old(&no).await;
    ada.taps_old(&first).await;
    assert!(!ada.sees("I ask Ben first, if I may."), "{}", ada.screen());
    assert!(ada.last().contains("[Ask neighbours]") && !ada.last().contains("[Ask Ben first]"), "{}", ada.last());
    ada.taps("Ask neighbours").await;
    assert!(cleo.sees("“Three bags”") && !ben.sees("“Three bags”"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_card_of_the_ask_names_the_time_that_two_agree() {
    for changed in [false, true] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, "Today").await;
        asks_for(&ben, "This week").await;
        if changed {
            ada.changes_line().await;
        }
        let stands = if changed { "This has changed, so I ask Ben again." } else { "Ben can help. I ask nobody else." };
        let card = ada.find(stands);
        ada.taps("Yes, that suits").await;
        assert!(ada.message(card).contains(&format!("{THIS_WEEK}\n\n{stands}")), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_change_of_the_time_that_two_agreed_is_on_the_card_at_once() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ben, "This week").await;
    ada.taps("Yes, that suits").await;
    ada.changes_time("Tomorrow").await;
    assert!(
        ada.last().contains("Tomorrow, Friday 13 March\n\nThis has changed, so I ask Ben again."),
        "{}",
        ada.last()
    );
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_preview_of_now_says_now_whenever_it_is_shown() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Now").await;
    town.passes(TimeDelta::hours(4)).await;
    ada.says("/start").await;
    assert!(ada.last().contains("Now, Thursday 12 March, until 16:0"), "{}", ada.last());
    // Neither is it sent out at night for a time that was not seen, nor is a tap met with silence.
    town.reaches(22).await;
    ada.says("/start").await;
    assert!(ada.last().contains("Friday 13 March, 08:00 to 10:00"), "{}", ada.last());
    let before = ada.count();
    ada.taps("Ask neighbours").await;
    assert!(ada.count() > before && ada.last().contains("[Ask neighbours]"), "{}", ada.screen());
    ada.taps("Ask neighbours").await;
    assert!(ada.last().contains("Friday 13 March, 08:00 to 10:00"), "{}", ada.last());
    assert!(ada.last().contains("I ask at 08:00 tomorrow."), "{}", ada.last());
    town.close().await;
}
