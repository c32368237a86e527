//! What is bounded, and how kindly it is said.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

async fn closes(asker: &Neighbour<'_>) {
    asker.taps("I don't need it any more").await;
    asker.taps("Yes, close it").await;
}

async fn is_refused(asker: &Neighbour<'_>) -> String {
    asker.says("/start").await;
    asker.taps("I need help").await;
    asker.last()
}

#[tokio::test]
async fn a_new_neighbour_has_one_ask_and_three_after_an_introduction() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.asks_for("First").await;
    assert_eq!(
        is_refused(&ada).await,
        "You have an ask open already. When it is closed, you can ask for the next thing.\n[What is happening now?]"
    );
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    for line in ["Second", "Third", "Fourth"] {
        ada.asks_for(line).await;
        assert!(ben.sees(line), "{line}: {}", ben.screen());
    }
    assert_eq!(
        is_refused(&ada).await,
        "You have 3 asks open already. When one is closed, you can ask for the next thing.\n[What is happening now?]"
    );
    closes(&ada).await;
    ada.asks_for("Fifth").await;
    assert!(ada.last().contains("Fifth"), "{}", ada.last());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn a_preview_cannot_pass_the_bound_either() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("A shelf", "No hurry").await;
    // Asked about on one day, and stopped on the next.
    town.passes(TimeDelta::days(13)).await;
    town.passes(TimeDelta::days(1)).await;
    let still_needed = ada.button("Yes, still needed");
    ada.writes_ask("A ladder", "Today").await;
    let preview = ada.last();
    ada.taps_old(&still_needed).await;
    assert!(ada.sees("“A shelf”\nNo hurry\n\n"), "it goes on: {}", ada.screen());
    ada.taps("Ask neighbours").await;
    assert_eq!(
        (ada.last_before(1).as_str(), ada.last()),
        (
            "You have an ask open already. When it is closed, you can ask for the next thing.\n[What is happening now?]",
            preview
        ),
        "nothing that was written is lost: {}",
        ada.screen()
    );
    let ben = town.helper("Ben").await;
    assert!(ben.sees("A shelf") && !ben.sees("A ladder"), "{}", ben.screen());
    closes(&ada).await;
    ada.taps("Ask neighbours").await;
    assert!(ada.last().contains("“A ladder”") && ben.sees("A ladder"), "now there is room: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_cannot_be_asked_again_now_is_refused_before_anything_is_chosen() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    town.passes(TimeDelta::hours(20)).await;
    town.passes(TimeDelta::hours(24)).await;
    town.reaches(9).await;
    let again = ada.button("Ask again");
    ada.asks_for("A ladder").await;
    ada.taps_old(&again).await;
    assert!(ada.last().starts_with("You have an ask open already."), "{}", ada.last());
    closes(&ada).await;
    ada.taps_old(&again).await;
    assert!(ada.last().contains("When do you need it?") || ada.last().contains("[Today]"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn five_asks_a_day_are_enough() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    town.reaches(18).await;
    for line in ["One", "Two", "Three", "Four", "Five"] {
        ada.asks_for(line).await;
        closes(&ada).await;
    }
    assert_eq!(
        is_refused(&ada).await,
        "You have asked 5 times today. Please ask again tomorrow. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).\n[What is happening now?]"
    );
    town.reaches(8).await;
    ada.asks_for("Six").await;
    assert!(ada.last().contains("Six"), "it is tomorrow: {}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn a_helper_who_does_not_answer_is_asked_three_times_a_week() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    let askers = ["Cleo", "Dora", "Eve"].map(|name| town.neighbour(name));
    for asker in &askers {
        asker.asks_for("Two bags").await;
    }
    ada.asks_for("A ladder").await;
    assert_eq!(ben.times("A neighbour asks:"), 3, "{}", ben.screen());
    assert!(!ben.sees("A ladder"), "{}", ben.screen());
    assert!(ada.last().contains("nobody near you"), "{}", ada.screen());
    ben.taps("Not this time").await;
    closes(&ada).await;
    ada.asks_for("A saw").await;
    assert!(ben.sees("A saw"), "an answer makes room: {}", ben.screen());
    closes(&ada).await;
    town.passes(TimeDelta::days(8)).await;
    ada.asks_for("A hammer").await;
    assert!(ben.sees("A hammer"), "a week makes room: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_an_ask_came_to_makes_no_room_for_the_next() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    for name in ["Cleo", "Dora", "Eve", "Finn", "Gus", "Hana", "Ida"] {
        let asker = town.neighbour(name);
        asker.asks_for("Two bags").await;
        closes(&asker).await;
        town.passes(TimeDelta::minutes(20)).await;
    }
    assert_eq!(ben.times("Two bags"), 3, "three pings a week: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_large_town_is_asked_five_at_a_time_and_least_recently_asked_first() {
    let town = Town::open().await;
    let mut helpers = Vec::new();
    for _ in 0..20 {
        helpers.push(town.helper("Helper").await);
    }
    let asked = |line: &str| helpers.iter().filter(|helper| helper.sees(line)).count();
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    assert_eq!(asked("Two bags"), 5);
    town.neighbour("Eve").asks_for("A ladder").await;
    assert_eq!(asked("A ladder"), 5);
    let both = helpers.iter().filter(|helper| helper.sees("Two bags") && helper.sees("A ladder")).count();
    assert_eq!(both, 0, "who was asked last comes last");
    town.passes(TimeDelta::hours(1)).await;
    assert_eq!(asked("Two bags"), 10, "the next five");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_writes_too_much_is_told_once() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    for _ in 0..40 {
        town.telegram.says(ada.id, "hello?").unwrap();
    }
    for _ in 0..10 {
        // A chat gets five messages at once, then one a second.
        town.passes(TimeDelta::seconds(3)).await;
    }
    assert_eq!(
        ada.times(
            "That was a lot at once. Please wait a minute, then go on. Until then I read nothing, and pass nothing on."
        ),
        1,
        "{}",
        ada.screen()
    );
    town.passes(TimeDelta::minutes(1)).await;
    ada.says("hello?").await;
    assert!(ada.last().starts_with("Thank you. I only understand the buttons here."), "{}", ada.last());
    town.close().await;
}
