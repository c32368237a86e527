//! Who pauses waits for nobody, and nobody waits for them; what two agreed stays.

use chrono::TimeDelta;

use super::town::Town;

#[tokio::test]
async fn a_pause_takes_a_waiting_yes_back_and_closes_what_was_asked() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let pause = ben.button("Pause me");
    let (ada, cleo) = (town.neighbour("Ada"), town.neighbour("Cleo"));
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("I can help").await;
    let yes = ada.button("Yes, introduce us");
    cleo.asks("A shelf", "Tomorrow").await;
    let help = ben.button("I can help");
    let before = (ada.count(), ben.count());
    ben.taps_old(&pause).await;
    assert_eq!(ada.since(before.0), "Ben can no longer help.", "{}", ada.screen());
    insta::assert_snapshot!(ben.since(before.1), @r"
    You are paused, so I do not count on you for this any more. Thank you for saying yes to it:

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    ");
    assert!(ben.message(help.message).contains("You are paused. I ask you for nothing"), "{}", ben.screen());
    assert!(!cleo.sees("Ben"), "what was not answered is nobody's business:\n{}", cleo.screen());
    ada.taps_old(&yes).await;
    assert!(!ben.sees("You and Ada are introduced."), "{}", ben.screen());
    let before = ben.count();
    town.passes(TimeDelta::days(2)).await;
    assert_eq!(ben.count(), before, "nothing wakes who is paused:\n{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_pause_ends_standing_by_and_what_two_agreed_stays() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Tomorrow").await;
    let pauses = [ben.button("Pause me"), cleo.button("Pause me")];
    cleo.taps_old(&pauses[1]).await;
    ben.taps_old(&pauses[0]).await;
    assert!(cleo.last().starts_with("You are paused, so I do not count on you"), "{}", cleo.screen());
    assert!(!cleo.sees("[I can't stand by any more]"), "{}", cleo.screen());
    assert!(ada.sees("Cleo can no longer help."), "{}", ada.screen());
    assert!(ben.sees("[I can't make it]") && !ada.sees("Ben can no longer help"), "{}", ben.screen());
    let before = cleo.count();
    ben.drops_out().await;
    assert!(ada.sees("Ben can't make it after all"), "{}", ada.screen());
    assert_eq!(cleo.count(), before, "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_paused_and_changes_the_offer_stays_paused() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    ben.taps("Pause me").await;
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("Change how far").await;
    ben.taps("A short walk").await;
    let is_paused = || ben.last().contains("You are paused: I ask you for nothing") && !ben.sees("I will ask you");
    assert!(is_paused() && ben.last().contains("[You may ask me again]"), "{}", ben.screen());
    ben.taps("Change what for").await;
    ben.taps("Anything").await;
    assert!(is_paused() && !ben.last().contains("[Pause me]"), "{}", ben.screen());
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    town.close().await;
}
