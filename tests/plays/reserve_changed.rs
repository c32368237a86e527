//! Who said yes and was not needed, once the ask changed: they are asked whether they still can before nobody is left.

use chrono::TimeDelta;

use super::another_time::asks_for;
use super::town::{Neighbour, Town};

/// Ada is introduced to Ben; Cleo said yes too, and did nothing since. Nobody else may be asked.
async fn meet<'t>(town: &'t Town, when: &str) -> [Neighbour<'t>; 3] {
    let (ada, [ben, cleo]) = town.introduced_to_first(["Ben", "Cleo"], when).await;
    town.reads_all();
    [ada, ben, cleo]
}

/// It is for tomorrow from now on, by a change of the ask or by what the two agree, and Ben can.
async fn becomes_tomorrow(ada: &Neighbour<'_>, ben: &Neighbour<'_>, way: &str) {
    match way {
        "Ada changes it" => {
            ada.looks().await;
            ada.changes_time("Tomorrow").await;
            ben.taps("Yes, still").await;
        }
        "Ada asks Ben" => {
            asks_for(ada, "Tomorrow").await;
            ben.taps("Yes, that suits").await;
        }
        _ => {
            asks_for(ben, "Tomorrow").await;
            ada.taps("Yes, that suits").await;
        }
    }
}

#[tokio::test]
async fn whoever_was_not_needed_is_asked_again_for_what_it_became_before_nobody_is_left() {
    for way in ["Ada changes it", "Ada asks Ben", "Ben asks Ada"] {
        let town = Town::open().await;
        let [ada, ben, cleo] = meet(&town, "Today").await;
        let (stand_by, before) = (cleo.button("Stand by, in case"), cleo.count());
        becomes_tomorrow(&ada, &ben, way).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(cleo.last(), @r"
            They have changed this since you said yes. If you are needed after all, I ask you once more whether you can:

            Shopping and food
            “Two bags”
            Tomorrow, Friday 13 March
            ");
        }
        assert_eq!(cleo.count(), before, "{way}: she is asked nothing yet: {}", cleo.screen());
        let shown = cleo.last();
        cleo.taps_old(&stand_by).await;
        assert_eq!(cleo.last(), shown, "{way}: an old button says what is true");
        let before = ada.count();
        ben.drops_out().await;
        assert!(!ada.sees("I have asked every neighbour I may ask"), "{way}: {}", ada.since(before));
        assert!(ada.sees("This has changed, so I ask Cleo again."), "{way}: {}", ada.since(before));
        insta::allow_duplicates! {
            insta::assert_snapshot!(cleo.last(), @r"
            You said yes to this, and the neighbour has changed it. It is this now:

            Shopping and food
            “Two bags”
            Tomorrow, Friday 13 March
            Roughly where: very near you

            Can you still help?
            [Yes, I can]
            [Not this time]
            ");
        }
        cleo.taps("Yes, I can").await;
        assert!(ada.last().starts_with("Cleo can help."), "{way}: {}", ada.screen());
        ada.taps("Yes, introduce us").await;
        assert!(cleo.last().contains("You and Ada are introduced."), "{way}: {}", cleo.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn only_after_their_no_or_their_silence_nobody_is_left() {
    for says_no in [true, false] {
        let town = Town::open().await;
        let [ada, ben, cleo] = meet(&town, "Today").await;
        becomes_tomorrow(&ada, &ben, "Ada changes it").await;
        ben.drops_out().await;
        let before = ada.count();
        if says_no {
            cleo.taps("Not this time").await;
        } else {
            town.passes(TimeDelta::hours(10)).await;
            town.reaches(12).await;
        }
        let told = ada.since(before);
        assert_eq!(told.matches("I have asked every neighbour I may ask").count(), 1, "{told}");
        assert!(says_no || told.contains("I have not heard from Cleo"), "{told}");
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn where_more_are_wanted_whoever_was_not_needed_is_asked_again() {
    let town = Town::open().await;
    let [ada, ben, cleo] = meet(&town, "Today").await;
    becomes_tomorrow(&ada, &ben, "Ada changes it").await;
    ada.looks().await;
    ada.changes("How many people", "2").await;
    ada.taps("Save the change").await;
    assert!(cleo.last().contains("Can you still help?"), "{}", cleo.screen());
    cleo.taps("Yes, I can").await;
    assert!(ada.last().starts_with("Cleo can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whoever_paused_since_is_not_asked_and_is_promised_nothing() {
    let town = Town::open().await;
    let [ada, ben, cleo] = meet(&town, "Today").await;
    cleo.says("/start").await;
    for label in ["I can help", "Pause me"] {
        cleo.taps(label).await;
    }
    let stand_by = cleo.button("Stand by, in case");
    becomes_tomorrow(&ada, &ben, "Ada changes it").await;
    assert!(
        cleo.message(stand_by.message).starts_with("I do not count on you for this any more:"),
        "{}",
        cleo.screen()
    );
    let before = cleo.count();
    ben.drops_out().await;
    assert!(ada.last().contains("I have asked every neighbour I may ask"), "{}", ada.screen());
    assert_eq!(cleo.since(before), "", "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_nobody_is_woken_and_the_question_comes_in_the_morning() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Tomorrow").await;
    becomes_this_week(&ada, &ben).await;
    town.reaches(23).await;
    let before = cleo.count();
    ben.drops_out().await;
    insta::assert_snapshot!(cleo.last(), @r"
    They have changed this, so I ask you once more whether you can, in a new message:

    Shopping and food
    “Two bags”
    This week, until Wednesday 18 March
    ");
    assert_eq!(cleo.count(), before, "{}", cleo.screen());
    town.reaches(8).await;
    assert!(cleo.last().contains("Can you still help?"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

async fn becomes_this_week(ada: &Neighbour<'_>, ben: &Neighbour<'_>) {
    ada.looks().await;
    ada.changes_time("This week").await;
    ben.taps("Yes, still").await;
}
