//! A standing offer, "you may ask me": what for, how far, and what is needed now.

use chrono::TimeDelta;

use super::town::{Deeds, Metres, Town};

#[tokio::test]
async fn a_helper_is_asked_for_what_they_named_only() {
    let town = Town::open().await;
    let ben = town.neighbour("Ben");
    ben.starts().await;
    for tap in [
        "18 or over, I agree: I can help",
        "Some things",
        "A lift",
        "Small jobs at home",
        "✓ A lift",
        "Phone and computer",
        "Done",
    ] {
        ben.taps(tap).await;
    }
    ben.shares_place().await;
    assert!(ben.last().contains("You may be asked for: small jobs at home, phone and computer."), "{}", ben.last());
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    ada.asks_for("Two bags").await;
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    eve.needs_help().await;
    for tap in ["Phone and computer", "Nothing to add", "Today"] {
        eve.taps(tap).await;
    }
    eve.shares_place().await;
    eve.taps("Ask neighbours").await;
    assert!(ben.last().contains("Phone and computer"), "{}", ben.screen());
    eve.reads();
    town.close().await;
}

#[tokio::test]
async fn nothing_is_chosen_before_one_thing_is() {
    let town = Town::open().await;
    let ben = town.neighbour("Ben");
    ben.starts().await;
    ben.taps("18 or over, I agree: I can help").await;
    ben.taps("Some things").await;
    assert!(!ben.last().contains("[Done]"), "{}", ben.last());
    ben.taps("A lift").await;
    assert!(ben.last().contains("[✓ A lift]") && ben.last().contains("[Done]"), "{}", ben.last());
    ben.taps("Back").await;
    assert!(ben.last().contains("[Anything]"), "{}", ben.last());
    ben.taps("Not now").await;
    assert!(ben.last().starts_with("That is fine. You can come back at any time"), "{}", ben.last());
    town.neighbour("Ada").asks_for("Two bags").await;
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_helper_is_asked_as_far_as_they_would_go() {
    let town = Town::open().await;
    let walker = town.helper_at("Will", Metres(3_000.0)).await;
    walker.taps("How far").await;
    walker.taps("A short walk").await;
    assert!(walker.last().contains("How far: A short walk."), "{}", walker.last());
    let driver = town.helper_at("Dora", Metres(10_000.0)).await;
    let townsman = town.helper_at("Tom", Metres(-10_000.0)).await;
    driver.taps("How far").await;
    driver.taps("I can drive (15 km)").await;
    let near = town.helper_at("Ben", Metres(3_000.0)).await;
    town.neighbour("Ada").asks_for("Two bags").await;
    assert!(driver.last().contains("Roughly where: further away"), "{}", driver.screen());
    assert!(near.last().contains("Roughly where: a short drive from you"), "{}", near.screen());
    for out in [&walker, &townsman] {
        assert!(!out.sees("Two bags"), "out of reach: {}", out.screen());
        out.says("/start").await;
        out.taps("I can help").await;
        out.taps("Is something needed now?").await;
        assert!(out.last().starts_with("Nothing is needed near you now."), "{}", out.last());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_for_is_changed_and_the_place_is_known() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("Which things").await;
    ben.taps("Some things").await;
    ben.taps("A lift").await;
    ben.taps("Done").await;
    assert!(ben.last().contains("You may be asked for: a lift. How far: Across town (5 km)."), "{}", ben.last());
    assert_eq!(ben.deeds(), Deeds { taps: 9, lines: 0 });
    town.neighbour("Ada").asks_for("Two bags").await;
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn back_leads_from_every_change_of_an_offer_to_its_card() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    let card = ben.last();
    for way in [
        &["Which things"] as &[&str],
        &["Which things", "Some things", "A lift", "Back"],
        &["How far"],
        &["Days and times", "Saturday", "Evening, from 5"],
        &["A line about me"],
    ] {
        for label in way {
            ben.taps(label).await;
        }
        assert_ne!(ben.last(), card, "{way:?}");
        ben.taps("Back").await;
        assert_eq!(ben.last(), card, "{way:?}: {}", ben.screen());
        ben.says("I have a car").await;
        assert!(ben.last().starts_with("Thank you. I only understand"), "no question is open: {}", ben.last());
        ben.taps("I can help").await;
    }
    town.close().await;
}

#[tokio::test]
async fn what_was_chosen_is_not_claimed_before_it_is_kept_and_the_way_back_keeps_it() {
    let town = Town::open().await;
    let ben = town.neighbour("Ben");
    ben.starts().await;
    for label in ["18 or over, I agree: I can help", "Some things", "A lift", "Done"] {
        ben.taps(label).await;
    }
    assert!(ben.sees("You chose: a lift."), "{}", ben.screen());
    ben.taps("Back").await;
    assert!(ben.last().starts_with("Which things may I ask you for?"), "{}", ben.last());
    assert!(ben.last().contains("[✓ A lift]"), "{}", ben.last());
    ben.taps("Done").await;
    ben.taps("Cancel").await;
    assert!(!ben.sees("You may be asked for"), "nothing is kept: {}", ben.screen());
    for label in ["I can help", "Anything"] {
        ben.taps(label).await;
    }
    assert!(ben.sees("You chose: anything.") && !ben.sees("You may be asked for"), "{}", ben.screen());
    ben.taps("Back").await;
    assert!(ben.last().contains("[Some things]"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn the_first_question_of_a_new_offer_has_no_step_before() {
    let town = Town::open().await;
    let ben = town.neighbour("Ben");
    ben.starts().await;
    ben.taps("18 or over, I agree: I can help").await;
    let first = ben.last();
    assert!(first.ends_with("[Not now]\n[Cancel]"), "{first}");
    ben.taps("Some things").await;
    ben.taps("Back").await;
    assert_eq!(ben.last(), first);
    town.close().await;
}

#[tokio::test]
async fn who_looks_again_sees_what_they_have_not_answered() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("Is something needed now?").await;
    assert!(!ben.sees("Nothing is needed near you now. I will write when it is.\n[Is"), "{}", ben.screen());
    assert!(ben.sees("There is nothing new near you now. This one still looks for somebody:"), "{}", ben.screen());
    assert!(ben.last().contains("“Two bags”") && ben.last().contains("[I can help]"), "{}", ben.last());
    assert_eq!(ben.times("[Not this time]"), 1, "{}", ben.screen());
    ben.taps("Not this time").await;
    ben.taps("Is something needed now?").await;
    assert!(ben.last().starts_with("Nothing new is needed near you now."), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_new_helper_sees_at_once_what_is_needed_one_card_at_a_time() {
    let town = Town::open().await;
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour_at("Eve", Metres(2_500.0)));
    ada.asks_for("Two bags").await;
    eve.asks_for("A ladder").await;
    let ben = town.helper("Ben").await;
    assert!(ben.sees("A neighbour near you asks:"), "{}", ben.screen());
    assert!(ben.last().contains("Two bags") && !ben.sees("A ladder"), "the nearest: {}", ben.screen());
    ben.taps("Not this time").await;
    ben.taps("Is something needed now?").await;
    assert!(ben.last().contains("A ladder\u{201d}"), "{}", ben.screen());
    ben.taps("I can help").await;
    assert!(eve.last().contains("Ben can help.\n\na short drive from you, new here"), "{}", eve.screen());
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("Is something needed now?").await;
    assert!(ben.last().starts_with("Nothing new is needed near you now."), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn nobody_is_asked_for_or_offered_what_they_asked_for_themselves() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ada.says("/start").await;
    ada.taps("I can help").await;
    ada.taps("Anything").await;
    assert!(ada.last().contains("Nothing is needed near you now."), "the place is known: {}", ada.last());
    town.reaches(12).await;
    ada.says("/start").await;
    ada.taps("I can help").await;
    ada.taps("Is something needed now?").await;
    assert!(ada.last().starts_with("Nothing is needed near you now."), "{}", ada.screen());
    assert!(!ada.sees("A neighbour asks:"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_helper_without_a_recorded_place_is_not_asked() {
    let town = Town::open().await;
    let ben = town.neighbour("Ben");
    ben.starts().await;
    ben.taps("18 or over, I agree: I can help").await;
    ben.taps("Anything").await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    assert!(ada.last().contains("There is nobody near you yet"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn an_offer_is_paused_and_taken_up_again_from_its_card() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("Pause me").await;
    assert!(ben.last().contains("You are paused: I ask you for nothing until you say so."), "{}", ben.last());
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    ben.taps("You may ask me again").await;
    assert!(!ben.sees("paused"), "{}", ben.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ada.asks_for("Three bags").await;
    assert!(ben.sees("Three bags"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn not_now_pauses_the_offer_that_is_kept_and_says_so() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("Which things").await;
    ben.taps_twice("Not now").await;
    insta::assert_snapshot!(ben.last(), @r"
    You may be asked for: anything. How far: Across town (5 km).

    You are paused: I ask you for nothing until you say so. What you have agreed with somebody stays.
    [Is something needed now?] [Which things]
    [How far] [Where I am]
    [Days and times] [A line about me]
    [My name] [You may ask me again]
    ");
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    ben.taps("You may ask me again").await;
    town.neighbour("Eve").asks_for("Three bags").await;
    assert!(ben.sees("Three bags"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_reason_leads_to_what_changes_it() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ways = [
        ("Too far", "How far", "How far would you go?"),
        ("Wrong time", "Days and times", "When could you help?"),
        ("Not my thing", "Which things", "May I ask you when a neighbour near needs something?"),
    ];
    for (name, (reason, door, question)) in ["Ada", "Eve", "Fay"].into_iter().zip(ways) {
        town.neighbour(name).asks_for("Two bags").await;
        ben.taps("Not this time").await;
        ben.taps(reason).await;
        assert!(ben.last().contains(&format!("[{door}]\n[I can help]")), "{}", ben.last());
        ben.taps(door).await;
        assert!(ben.last().starts_with(question), "{}", ben.last());
        ben.taps("Cancel").await;
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_helper_who_answers_is_asked_more_than_three_times_a_week() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    assert!(ben.last().contains("after three in a week without an answer I wait"), "{}", ben.last());
    for name in ["Ada", "Eve", "Fay", "Gil"] {
        town.neighbour(name).asks_for("Two bags").await;
        ben.taps("Not this time").await;
    }
    assert_eq!(ben.times("That is fine, and nobody is told."), 4, "{}", ben.screen());
    for name in ["Hal", "Ida", "Jon", "Kim"] {
        town.neighbour(name).asks_for("Three bags").await;
    }
    assert_eq!(ben.times("Three bags"), 3, "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_looks_is_shown_what_still_needs_somebody_and_not_what_enough_said_yes_to() {
    let town = Town::open().await;
    let helpers = [town.helper("Cleo").await, town.helper("Dora").await, town.helper("Emil").await];
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour_at("Eve", Metres(2_500.0)));
    ada.asks_for("Two bags").await;
    for helper in &helpers {
        helper.taps("I can help").await;
    }
    let ben = town.helper("Ben").await;
    assert!(ben.last().contains("Nothing is needed near you now."), "{}", ben.screen());
    assert!(!ben.sees("Two bags"), "three said yes, and one is wanted: {}", ben.screen());
    eve.asks_for("A ladder").await;
    let gus = town.helper("Gus").await;
    assert!(gus.last().contains("A ladder") && !gus.sees("Two bags"), "{}", gus.screen());
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("Not this one").await;
    assert!(gus.sees("Two bags"), "now somebody is wanted: {}", gus.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_without_anybody_near_tells_that_somebody_came_and_never_what_they_said() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "This week").await;
    let (card, before) = (ada.find("There is nobody near you yet"), ada.count());
    let ben = town.helper("Ben").await;
    assert!(ben.last().contains("“Two bags”"), "{}", ben.last());
    let told = ada.message(card);
    assert!(told.contains("I have asked every neighbour I may ask, and I have found nobody so far."), "{told}");
    ben.taps("Not this time").await;
    assert_eq!(ada.message(card), told);
    assert_eq!(ada.since(before), "", "it is edited");
    ada.looks().await;
    let now = ada.since(before);
    assert!(now.contains("I have found nobody so far.") && !ada.sees("nobody near you"), "{now}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_was_answered_and_is_open_is_not_nothing() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("Not this time").await;
    ben.taps("Is something needed now?").await;
    assert_eq!(ben.last(), "Nothing new is needed near you now. I will write when there is something.");
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ben.taps("Is something needed now?").await;
    assert_eq!(ben.last(), "Nothing is needed near you now. I will write when it is.");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_a_pause_what_they_said_yes_to_and_is_open_is_not_nothing() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    ben.looks().await;
    let card = ben.find("Thank you! I have told them.");
    ben.taps("Pause me").await;
    assert!(ada.sees("Ben can no longer help."), "{}", ada.screen());
    assert!(ben.message(card).ends_with("[You may ask me again]"), "nothing to take back: {}", ben.message(card));
    ben.taps("You may ask me again").await;
    ben.taps("Is something needed now?").await;
    assert!(ben.last().starts_with("Nothing new is needed near you now."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}
