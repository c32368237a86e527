//! Who is out is told of in a message of its own: whatever comes of the ask next, it stays to be read. What can be done stands
//! on the card of the ask beneath, and nowhere else.

use chrono::TimeDelta;

use super::town::Town;

/// What an older message of the ask says.
const BELOW: &str = "Shopping and food\n“Two bags”\n\nThis goes on below.";

#[tokio::test]
async fn that_a_helper_is_out_is_still_read_after_the_next_yes() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ben.drops_out().await;
    let out = ada.find("Ben can't make it after all");
    let told = ada.message(out);
    insta::assert_snapshot!(told, @r"
    Ben can't make it after all.

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    ");
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    I have asked every neighbour I may ask, and I have found nobody so far. That happens. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).
    [Ask a little further away]
    [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    let cleo = town.helper("Cleo").await;
    cleo.taps("I can help").await;
    assert!(ada.last().contains("Cleo can help."), "{}", ada.screen());
    assert_eq!(ada.message(out), told, "{}", ada.screen());
    ada.taps("Yes, introduce us").await;
    assert_eq!(ada.message(out), told, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn that_a_helper_is_out_is_still_read_after_midnight() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Tomorrow").await;
    town.reaches(19).await;
    ben.drops_out().await;
    let out = ada.find("Ben can't make it after all");
    let told = ada.message(out);
    town.reaches(1).await;
    assert_eq!(ada.message(out), told, "{}", ada.screen());
    assert!(ada.sees("Today, Friday 13 March"), "the card of the ask says so: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_said_nothing_can_still_be_written_to_after_midnight() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    for label in ["Change it", "When", "Tomorrow", "Save the change"] {
        if label == "Change it" {
            ada.looks().await;
        }
        ada.taps(label).await;
    }
    town.passes(TimeDelta::hours(3)).await;
    let out = ada.find("I have not heard from Ben");
    town.reaches(1).await;
    assert!(ada.message(out).contains("\n[Write to Ben]\n"), "it is the card of the two: {}", ada.screen());
    assert_eq!(ada.times("[I don't need it any more]"), 1, "{}", ada.screen());
    ada.taps("Write to Ben").await;
    ada.says("Can you still?").await;
    assert!(ben.last().contains("Can you still?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_can_be_done_then_is_tapped_on_the_card_of_the_ask_and_changes_it() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ben.drops_out().await;
    let (out, card) = (ada.find("Ben can't make it after all"), ada.find("I have found nobody so far"));
    let (told, before) = (ada.message(out), ada.count());
    assert!(!told.contains('['), "{told}");
    for (label, answer) in [
        ("I don't need it any more", "[Yes, close it]"),
        ("No, keep it", "I have found nobody so far"),
        ("I don't need it any more", "[Yes, close it]"),
        ("Yes, close it", "Closed. Nobody else is asked."),
    ] {
        assert_eq!((ada.times(&format!("[{label}]")), ada.button(label).message), (1, card), "{}", ada.screen());
        ada.taps_twice(label).await;
        assert!(ada.message(card).contains(answer), "{}", ada.screen());
        assert_eq!((ada.message(out), ada.count()), (told.clone(), before), "{}", ada.screen());
    }
    assert!(ada.message(card).ends_with("Closed. Nobody else is asked.\n[Ask again]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_card_of_before_has_no_button_and_leads_to_the_one_that_is_edited() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    let [close, change] = ["I don't need it any more", "Change it"].map(|label| ada.button(label));
    ben.drops_out().await;
    let (card, before) = (ada.find("I have found nobody so far"), ada.count());
    assert_eq!(ada.message(close.message), BELOW);
    for _ in 0..2 {
        ada.taps_old(&close).await;
        assert!(ada.message(card).contains("[Yes, close it]"), "{}", ada.screen());
        assert_eq!((ada.message(close.message).as_str(), ada.count()), (BELOW, before), "{}", ada.screen());
    }
    ada.taps("No, keep it").await;
    ada.taps_twice("Ask a little further away").await;
    assert_eq!(
        (ada.message(card).as_str(), ada.count()),
        (BELOW, before + 1),
        "it is answered at once: {}",
        ada.screen()
    );
    let card = ada.find("I have asked further away too");
    let cleo = town.helper("Cleo").await;
    cleo.taps("I can help").await;
    assert!(ada.message(card).contains("Somebody can help."), "a later change is seen there: {}", ada.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    assert!(ada.message(card).contains("Closed. Nobody else is asked."), "{}", ada.screen());
    let before = ada.count();
    ada.taps_old(&close).await;
    ada.taps_old(&change).await;
    assert!(ada.message(card).contains("Closed. Nobody else is asked."), "{}", ada.screen());
    assert_eq!((ada.message(close.message).as_str(), ada.count()), (BELOW, before), "{}", ada.screen());
    assert!(!ada.sees("[Change it]") && !ada.sees("[I don't need it any more]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_drops_out_once_the_time_has_begun_is_not_thanked_for_saying_so_early() {
    for when in ["Now", "Today", "Tomorrow"] {
        let town = Town::open().await;
        let (_ada, ben) = town.introduced(when).await;
        if when == "Tomorrow" {
            town.reaches(1).await;
        }
        ben.drops_out().await;
        assert!(ben.sees("Thank you for telling me. I have told Ada."), "{when}: {}", ben.screen());
        assert!(!ben.sees("so early"), "{when}: {}", ben.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn two_quick_taps_leave_the_thanks_for_saying_so() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Tomorrow").await;
    ben.taps("I can't make it").await;
    ben.taps_twice("Yes, tell them").await;
    assert!(ben.sees("Thank you for saying so early. I have told Ada."), "{}", ben.screen());
    assert_eq!(ada.times("Ben can't make it after all"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn once_its_time_has_been_a_found_ask_offers_no_change() {
    let town = Town::open().await;
    let (ada, _ben) = town.introduced("Now").await;
    town.passes(TimeDelta::hours(3)).await;
    ada.looks().await;
    assert!(
        ada.sees("Ben said yes to this. The time for it has passed.\n[I don't need it any more]"),
        "{}",
        ada.screen()
    );
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_cannot_make_it_reads_what_she_did_and_that_her_ask_ends() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Tomorrow").await;
    ada.taps("I can't make it").await;
    assert_eq!(
        ada.last(),
        "Shall I tell Ben that you can't make it? Your ask ends with it: I ask nobody else.\n[Yes, tell them]\n[Leave it as it is]"
    );
    ada.taps("Yes, tell them").await;
    assert!(
        ada.sees("Tomorrow, Friday 13 March\n\nYou could not make it, and I have told Ben. Nobody else is asked."),
        "{}",
        ada.screen()
    );
    assert!(!ada.sees("found nobody"), "{}", ada.screen());
    assert_eq!(ada.times("[Ask again]"), 1, "{}", ada.screen());
    assert!(ben.last().starts_with("Ada can't make it after all."), "{}", ben.last());
    ada.looks().await;
    assert!(ada.last().starts_with("Nothing of yours is open right now."), "{}", ada.last());
    ada.taps("Ask again").await;
    assert!(ada.last().contains("When?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_cannot_meet_one_of_two_keeps_the_other() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.two_wanted("Tomorrow").await;
    for helper in [&ben, &cleo] {
        helper.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
    }
    ada.taps("I can't make it").await;
    assert!(ada.sees("Shall I tell Cleo that you can't make it?\n"), "the ask goes on: {}", ada.screen());
    ada.taps("Yes, tell them").await;
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    assert!(!ada.sees("You could not make it"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_was_for_now_says_that_its_time_is_over_and_keeps_no_button_in_the_end() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Now").await;
    let (card, before) = (ada.find("Ben can help. I ask nobody else."), (ada.count(), ben.count()));
    town.passes(TimeDelta::minutes(119)).await;
    assert!(ada.message(card).contains("\nNow, Thursday 12 March, until 12:01\n"), "{}", ada.message(card));
    // Only the question how it was is new.
    town.passes(TimeDelta::minutes(2)).await;
    assert_eq!((ada.count(), ben.count()), (before.0 + 1, before.1 + 1), "{}", ada.screen());
    insta::assert_snapshot!(ada.message(card), @r"
    Shopping and food
    “Two bags”
    Thursday 12 March, 10:01 to 12:01

    Ben said yes to this. The time for it has passed.
    [I don't need it any more]
    ");
    for one in [&ada, &ben] {
        let met = one.message(one.find("are introduced."));
        assert!(met.contains("\nThursday 12 March, 10:01 to 12:01\n"), "{met}");
    }
    for _ in 0..3 {
        town.passes(TimeDelta::days(1)).await;
    }
    assert!(!ada.sees("[I don't need it any more]") && !ada.sees("[Change it]"), "{}", ada.screen());
    ada.looks().await;
    assert!(ada.sees("Nothing of yours is open right now."), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn the_ask_closes_with_the_last_who_was_found_for_it() {
    for when in ["Today", "No hurry"] {
        let town = Town::open().await;
        let (ada, ben) = town.introduced(when).await;
        let card = ada.find("Ben can help. I ask nobody else.");
        for _ in 0..10 {
            town.passes(TimeDelta::days(1)).await;
        }
        assert!(ada.message(card).ends_with("Closed. Nobody else is asked."), "{when}: {}", ada.message(card));
        ben.reads();
        ada.reads();
        town.close().await;
    }
}

#[tokio::test]
async fn what_was_asked_for_at_night_is_now_in_the_morning_and_then_it_was() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    town.reaches(22).await;
    ada.asks("Two bags", "Now").await;
    assert!(ada.last().contains("\nFriday 13 March, 08:00 to 10:00\n"), "{}", ada.last());
    town.reaches(8).await;
    assert!(ben.last().contains("\nNow, Friday 13 March, until 10:00\n"), "{}", ben.last());
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.last().contains("\nNow, Friday 13 March, until 10:00\n"), "{}", ada.last());
    town.reaches(10).await;
    town.passes(TimeDelta::minutes(1)).await;
    for one in [&ada, &ben] {
        assert!(!one.sees("\nNow, Friday 13 March"), "{}", one.screen());
    }
    town.reads_all();
    town.close().await;
}
