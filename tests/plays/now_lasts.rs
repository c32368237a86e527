//! *Now* lasts two hours from the introduction: for the two who are introduced, for who stands by, and for who asked.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

/// Ada asked at ten for *now*; five minutes before twelve she is introduced to Ben, and Cem had said yes too.
async fn met_late(town: &Town) -> [Neighbour<'_>; 3] {
    let (ben, cem, ada) = (town.helper("Ben").await, town.helper("Cem").await, town.neighbour("Ada"));
    ada.asks("Two bags", "Now").await;
    town.passes(TimeDelta::minutes(108)).await;
    ben.taps("I can help").await;
    let yes = ada.button("Yes, introduce us");
    cem.taps("I can help").await;
    town.passes(TimeDelta::minutes(5)).await;
    ada.taps_old(&yes).await;
    assert!(ben.last().contains("Now, Thursday 12 March, until 13:5"), "{}", ben.last());
    [ada, ben, cem]
}

#[tokio::test]
async fn who_stands_by_is_asked_about_as_long_as_what_was_agreed_lasts() {
    for is_late in [false, true] {
        let town = Town::open().await;
        let [ada, ben, cem] = met_late(&town).await;
        assert!(cem.last().contains("until 13:5") && !cem.sees("nobody needs to stand by"), "{}", cem.last());
        if is_late {
            town.passes(TimeDelta::minutes(15)).await;
        }
        cem.taps("Stand by, in case").await;
        assert!(cem.last().starts_with("Thank you! You stand by for this."), "{}", cem.last());
        town.passes(TimeDelta::minutes(15)).await;
        ben.drops_out().await;
        assert!(cem.last().starts_with("You may be needed after all."), "{}", cem.screen());
        assert!(ada.last().starts_with("Cem said yes before, and may still be able to help."), "{}", ada.screen());
        assert!(!ada.sees("I ask nobody else") && !cem.sees("you were not needed"), "{}", ada.screen());
        town.passes(TimeDelta::minutes(20)).await;
        ada.taps("Yes, introduce us").await;
        assert!(cem.last().contains("You and Ada are introduced."), "{}", cem.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_did_not_stand_by_and_others_are_asked_while_what_was_agreed_lasts() {
    let town = Town::open().await;
    let [ada, ben, cem] = met_late(&town).await;
    town.passes(TimeDelta::minutes(15)).await;
    let dora = town.helper("Dora").await;
    ben.drops_out().await;
    assert!(dora.last().contains("A neighbour asks:") && dora.last().contains("until 13:5"), "{}", dora.screen());
    assert!(!ada.sees("I have found nobody for this now"), "{}", ada.screen());
    assert!(cem.last().contains("[Stand by, in case]"), "{}", cem.last());
    dora.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(dora.last().contains("Now, Thursday 12 March, until 14:"), "{}", dora.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn nobody_reads_that_the_time_has_passed_while_who_is_introduced_may_still_come() {
    let town = Town::open().await;
    let [ada, ben, _cem] = met_late(&town).await;
    ada.changes_line().await;
    for _ in 0..3 {
        town.passes(TimeDelta::minutes(4)).await;
        ada.looks().await;
        assert!(!ada.sees("The time for this has passed") && !ada.sees("I am sorry"), "{}", ada.screen());
        assert!(ada.sees("This has changed, so I ask Ben again."), "{}", ada.screen());
    }
    ben.taps("Yes, still").await;
    assert!(ada.sees("Ben can still make it, as it is now:"), "{}", ada.screen());
    ada.looks().await;
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
