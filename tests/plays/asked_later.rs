//! Who may be asked only after an ask went out is asked for it then, and its asker reads no more that there is nobody.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

const NOBODY: &str = "There is nobody near you yet whom I may ask for this.";
const ASKED: &str = "I have asked some neighbours. No yes yet. You hear from me by";

/// Somebody asks for something, and there is nobody yet.
async fn asks_in_vain<'t>(town: &'t Town, name: &str, (line, when): (&str, &str)) -> Neighbour<'t> {
    let asker = town.neighbour(name);
    asker.asks(line, when).await;
    assert!(asker.last().contains(NOBODY), "{}", asker.last());
    asker
}

#[tokio::test]
async fn who_was_paused_and_may_be_asked_again_is_asked_once_however_often_they_change_their_mind() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("Pause me").await;
    let ada = asks_in_vain(&town, "Ada", ("Two bags", "No hurry")).await;
    let before = ada.count();
    for _ in 0..2 {
        ben.taps("You may ask me again").await;
        ben.taps("Pause me").await;
    }
    town.passes(TimeDelta::minutes(10)).await;
    assert!(!ben.sees("Two bags") && ada.last().contains(NOBODY), "he is paused: {}", ben.screen());
    ben.taps("You may ask me again").await;
    town.passes(TimeDelta::minutes(5)).await;
    assert!(ben.last().starts_with("A neighbour asks:") && ben.last().contains("“Two bags”"), "{}", ben.screen());
    assert!(ada.last().contains(ASKED), "{}", ada.last());
    for _ in 0..2 {
        ben.taps("Pause me").await;
        town.passes(TimeDelta::minutes(10)).await;
        ben.taps("You may ask me again").await;
        town.passes(TimeDelta::minutes(10)).await;
    }
    assert_eq!((ben.times("A neighbour asks:"), ada.count()), (1, before), "{}", ben.screen());
    town.reaches(9).await;
    town.passes(TimeDelta::hours(3)).await;
    assert!(ada.last().contains("I have asked every neighbour I may ask"), "{}", ada.last());
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn who_joins_is_shown_one_ask_and_asked_for_the_others_a_little_later() {
    let town = Town::open().await;
    let ada = asks_in_vain(&town, "Ada", ("Two bags", "No hurry")).await;
    let eve = asks_in_vain(&town, "Eve", ("A shelf", "No hurry")).await;
    let cat = town.helper("Cat").await;
    assert!(cat.last().contains("“Two bags”") && !cat.sees("A shelf"), "one at a time: {}", cat.screen());
    cat.taps("Not this time").await;
    town.passes(TimeDelta::minutes(5)).await;
    assert!(cat.last().starts_with("A neighbour asks:") && cat.last().contains("“A shelf”"), "{}", cat.screen());
    assert!(eve.last().contains(ASKED), "{}", eve.last());
    assert!(!ada.last().contains(NOBODY), "{}", ada.last());
    cat.taps("I can help").await;
    assert!(eve.last().starts_with("Cat can help."), "{}", eve.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn on_the_first_day_of_eight_neighbours_all_who_join_are_asked_for_what_was_asked_before() {
    let town = Town::open().await;
    let mut askers = Vec::new();
    for (name, line) in [("Ada", "Two bags"), ("Bea", "A shelf"), ("Cyd", "A lamp")] {
        askers.push(asks_in_vain(&town, name, (line, "Today")).await);
    }
    let mut helpers = Vec::new();
    for name in ["Dov", "Eva", "Fay", "Gil", "Hal"] {
        helpers.push(town.helper(name).await);
        town.passes(TimeDelta::minutes(10)).await;
    }
    for _ in 0..3 {
        town.passes(TimeDelta::hours(1)).await;
    }
    for helper in &helpers {
        for line in ["“Two bags”", "“A shelf”", "“A lamp”"] {
            assert_eq!(helper.times(line), 1, "{} and {line}: {}", helper.name, helper.screen());
        }
    }
    for asker in &askers {
        assert!(asker.last().contains("I have asked every neighbour I may ask"), "{}", asker.last());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_joins_at_night_is_asked_in_the_morning_and_many_who_do_a_few_at_a_time() {
    let town = Town::open().await;
    let _ada = asks_in_vain(&town, "Ada", ("Two bags", "No hurry")).await;
    let eve = asks_in_vain(&town, "Eve", ("A shelf", "No hurry")).await;
    town.reaches(22).await;
    let helpers = town.helpers(21).await;
    town.passes(TimeDelta::minutes(10)).await;
    let asked = || helpers.iter().filter(|helper| helper.sees("A shelf")).count();
    assert!(eve.last().contains("Most neighbours are asleep. I ask at 08:00 tomorrow."), "{}", eve.last());
    assert_eq!(asked(), 0);
    town.reaches(8).await;
    assert_eq!(asked(), 5, "a place that was small is none any more");
    assert!(eve.last().contains(ASKED), "{}", eve.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whose_week_was_full_is_asked_once_they_answer() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    for (name, line) in [("Ada", "Two bags"), ("Bea", "A shelf"), ("Cyd", "A lamp")] {
        town.neighbour(name).asks_for(line).await;
        assert!(ben.last().contains(line), "{}", ben.screen());
    }
    let dora = asks_in_vain(&town, "Dora", ("A ladder", "No hurry")).await;
    let eve = asks_in_vain(&town, "Eve", ("A spade", "No hurry")).await;
    town.passes(TimeDelta::hours(1)).await;
    assert!(!ben.sees("A ladder") && !ben.sees("A spade"), "{}", ben.screen());
    ben.taps("Not this time").await;
    town.passes(TimeDelta::minutes(5)).await;
    assert!(ben.last().contains("“A ladder”") && !ben.sees("A spade"), "one for one: {}", ben.screen());
    assert!(dora.last().contains(ASKED) && eve.last().contains(NOBODY), "{}", eve.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whose_week_was_full_is_asked_once_it_is_over() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    for (name, line) in [("Ada", "Two bags"), ("Bea", "A shelf"), ("Cyd", "A lamp")] {
        town.neighbour(name).asks_for(line).await;
    }
    let dora = asks_in_vain(&town, "Dora", ("A ladder", "No hurry")).await;
    town.passes(TimeDelta::days(6)).await;
    assert!(!ben.sees("A ladder"), "{}", ben.screen());
    town.passes(TimeDelta::days(1)).await;
    assert!(ben.last().contains("“A ladder”"), "{}", ben.screen());
    assert!(dora.last().contains(ASKED), "{}", dora.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_blocked_the_bot_and_is_back_is_asked() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.blocks_the_bot().await;
    let ada = asks_in_vain(&town, "Ada", ("Two bags", "No hurry")).await;
    town.telegram.unblocks(ben.id);
    town.settle().await;
    town.passes(TimeDelta::minutes(6)).await;
    assert!(ben.last().contains("“Two bags”"), "{}", ben.screen());
    assert!(ada.last().contains(ASKED), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn each_message_about_a_changed_ask_counts_against_the_week() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    let mut asked = vec![ben.count()];
    for line in ["Three bags", "Four bags", "Five bags"] {
        ada.looks().await;
        ada.taps("Change it").await;
        ada.says(line).await;
        ada.taps("Save the change").await;
        asked.push(ben.count());
    }
    assert_eq!([asked[1] - asked[0], asked[2] - asked[1], asked[3] - asked[2]], [1, 1, 0], "{}", ben.screen());
    assert!(ben.last().contains("The neighbour has changed this. You can see how it is now."), "{}", ben.last());
    assert!(ada.last().contains(NOBODY), "{}", ada.last());
    ben.taps("See how it is now").await;
    assert!(ben.last().contains("“Five bags”") && ben.last().contains("[I can help]"), "{}", ben.last());
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_message_of_more_than_a_week_ago_counts_no_more_against_the_week() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("No hurry").await;
    town.passes(TimeDelta::days(8)).await;
    ada.changes_line().await;
    assert!(ben.last().contains("Three bags"), "{}", ben.screen());
    for (name, line) in [("Bea", "A shelf"), ("Cyd", "A lamp")] {
        town.neighbour(name).asks_for(line).await;
        assert!(ben.last().contains(line), "{}", ben.screen());
    }
    let dora = asks_in_vain(&town, "Dora", ("A ladder", "No hurry")).await;
    assert!(dora.last().contains(NOBODY), "three messages in a week: {}", dora.last());
    town.reads_all();
    town.close().await;
}
