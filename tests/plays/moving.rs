//! "Where I am": who moved, or shared a wrong place, is asked where they are now; and nobody looks for somebody by it.

use chrono::TimeDelta;

use super::town::{Metres, Neighbour, Town};

/// "Where I am", shared from this far to the north of the market.
async fn moves(town: &Town, who: &mut Neighbour<'_>, north: f64) {
    who.home = town.neighbour_at("Signpost", Metres(north)).home;
    who.says("/start").await;
    who.taps("I can help").await;
    who.taps("Where I am").await;
    who.shares_place().await;
}

#[tokio::test]
async fn who_moved_is_asked_where_they_are_now_and_no_more_where_they_were() {
    let town = Town::open().await;
    let mut ben = town.helper("Ben").await;
    let (ada, eve) = (town.neighbour_at("Ada", Metres(20_000.0)), town.neighbour("Eve"));
    ben.asks("A shelf", "This week").await;
    ada.asks_for("Two bags").await;
    assert!(!ben.sees("Two bags"), "it is too far: {}", ben.screen());
    ben.home = ada.home;
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("Where I am").await;
    insta::assert_snapshot!(ben.last(), @"Where are you now? From then on, what I ask you for is near there. What you have asked for yourself stays where it was. I keep only an area about 1 km across, never the exact point. On a computer this does not work: please use your phone for this step.");
    let before = ben.count();
    ben.shares_place().await;
    assert!(ben.since(before).contains("Thank you. I know your area now"), "{}", ben.screen());
    assert_eq!(ben.since(before).matches("Thank you").count(), 1, "he knows how it goes: {}", ben.screen());
    assert!(ben.last().contains("“Two bags”") && ben.last().contains("very near you"), "at once: {}", ben.last());
    assert_eq!(ben.phone().keyboard, None);
    eve.asks_for("A ladder").await;
    assert!(!ben.sees("A ladder"), "{}", ben.screen());
    let dora = town.helper("Dora").await;
    assert!(dora.sees("A shelf"), "what he asked for stays where it was: {}", dora.screen());
    let cleo = town.helper_at("Cleo", Metres(20_000.0)).await;
    ben.looks().await;
    ben.taps("I don't need it any more").await;
    ben.taps("Yes, close it").await;
    ben.asks_for("A lamp").await;
    assert!(cleo.sees("A lamp") && !dora.sees("A lamp"), "a new ask is where he is: {}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_does_not_say_where_they_are_stays_where_they_were() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    for way_out in ["Back", "Cancel", "/cancel", "/start", "a place near by"] {
        ben.says("/start").await;
        ben.taps("I can help").await;
        ben.taps("Where I am").await;
        match way_out {
            "a place near by" => ben.shares_place().await,
            "Back" | "Cancel" => ben.taps(way_out).await,
            _ => {
                ben.says(way_out).await;
            }
        }
        if way_out == "/start" {
            ben.says("/cancel").await;
        }
        assert_eq!(ben.phone().keyboard, None, "{way_out}: {}", ben.screen());
        if way_out == "Back" {
            assert!(ben.last().contains("[Where I am]"), "{}", ben.last());
        }
    }
    assert!(ben.sees("That is in the area that I know, so nothing changes."), "{}", ben.screen());
    ada.asks_for("Two bags").await;
    assert!(ben.last().contains("“Two bags”"), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn an_area_is_set_five_times_until_the_first_introduction_and_then_twice_a_month() {
    let town = Town::open().await;
    let mut ben = town.helper("Ben").await;
    let enough = "To keep everyone's home private I change where you are only now and then";
    for north in [2_000.0, 4_000.0, 6_000.0, 8_000.0] {
        moves(&town, &mut ben, north).await;
        assert!(!ben.sees(enough), "{north}: {}", ben.screen());
    }
    let asks_to_move = async || {
        ben.says("/start").await;
        ben.taps("I can help").await;
        let before = ben.count();
        ben.taps("Where I am").await;
        ben.since(before)
    };
    town.kill().await;
    town.start().await;
    let told = asks_to_move().await;
    assert!(told.starts_with(enough), "a restart forgets nothing: {told}");
    assert_eq!(ben.phone().keyboard, None);
    town.passes(TimeDelta::days(31)).await;
    for north in [2_000.0, 4_000.0] {
        moves(&town, &mut ben, north).await;
    }
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("Where I am").await;
    assert!(ben.last().starts_with(enough), "twice a month: {}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_introduced_changes_their_area_twice_a_month() {
    let town = Town::open().await;
    let (mut ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    moves(&town, &mut ben, 2_000.0).await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("Where I am").await;
    assert!(
        ben.last().starts_with("To keep everyone's home private I change where you are only now and then"),
        "{}",
        ben.last()
    );
    town.passes(TimeDelta::days(31)).await;
    moves(&town, &mut ben, 4_000.0).await;
    assert_eq!(ben.times("I change where you are only now and then"), 1, "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_was_asked_very_near_is_as_far_as_it_is_from_where_they_are_now() {
    let town = Town::open().await;
    let (mut ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    ada.asks_for("Two bags").await;
    let ping = ben.button("I can help");
    assert!(ben.message(ping.message).contains("very near you"), "{}", ben.screen());
    moves(&town, &mut ben, 20_000.0).await;
    assert!(ben.last().contains("Nothing is needed near you now."), "{}", ben.last());
    assert!(!ben.sees("very near you") && ben.message(ping.message).contains("further away"), "{}", ben.screen());
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben can help.\n\nfurther away"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_is_needed_near_is_looked_for_as_far_and_for_what_they_say_now() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour_at("Ada", Metres(3_500.0)));
    ada.asks_for("Two bags").await;
    assert!(ben.last().contains("a short drive from you"), "{}", ben.last());
    let (near, nothing) = ("A neighbour near you asks:", "Nothing is needed near you now.");
    for change in [["How far", "A short walk"].as_slice(), &["Which things", "Some things", "A lift", "Done"]] {
        ben.says("/start").await;
        ben.taps("I can help").await;
        for label in change {
            ben.taps(label).await;
        }
        assert!(ben.last().contains(nothing) && !ben.sees(near), "{}", ben.screen());
    }
    for label in ["Which things", "Anything", "How far", "Across town (5 km)"] {
        ben.taps(label).await;
    }
    assert!(ben.last_before(1).contains(near) && ben.last().contains("“Two bags”"), "{}", ben.screen());
    // What they were not asked for is found as far as they would go now.
    let cleo = town.neighbour_at("Cleo", Metres(-10_000.0));
    cleo.asks_for("A shelf").await;
    assert!(!ben.sees("A shelf"), "{}", ben.screen());
    for label in ["How far", "I can drive (15 km)"] {
        ben.taps(label).await;
    }
    assert!(ben.last().contains("“A shelf”"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_that_waits_shows_its_helper_as_they_offer_now() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    let mut ben = ben;
    ben.taps("I can help").await;
    let card = ada.find("Ben can help.");
    assert!(ada.message(card).contains("very near you, new here"), "{}", ada.message(card));
    moves(&town, &mut ben, 12_000.0).await;
    assert!(!ada.message(card).contains("very near you"), "{}", ada.message(card));
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("A line about me").await;
    ben.says("I have a car").await;
    assert!(ada.message(card).contains("“I have a car”"), "{}", ada.message(card));
    assert!(ada.last().contains("[Yes, introduce us]"), "on the same message: {}", ada.last());
    town.reads_all();
    town.close().await;
}
