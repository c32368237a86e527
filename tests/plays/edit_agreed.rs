//! A posted ask is changed: who said yes to it as it was, or is introduced, is asked whether they still can.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

#[tokio::test]
async fn each_yes_is_asked_again_and_the_askers_card_says_so() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    let introduce = ada.button("Yes, introduce us");
    ada.changes_time("Tomorrow").await;
    assert_eq!(ada.message(introduce.message), "This has changed, so I ask Ben again. You hear from me.");
    assert!(ada.last().contains("This has changed, so I ask Ben again. You hear from me by"));
    insta::assert_snapshot!(ben.last(), @r"
    You said yes to this, and the neighbour has changed it. It is this now:

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    Roughly where: very near you

    Can you still help?
    [Yes, I can]
    [Not this time]
    ");
    ada.taps_old(&introduce).await;
    assert!(!ben.sees("Ada") && !ada.sees("introduced"), "two yeses, to what it is now: {}", ada.screen());
    ben.looks().await;
    assert!(ben.sees("[Yes, I can]"), "{}", ben.screen());
    ben.taps_twice("Yes, I can").await;
    assert!(ben.sees("Thank you! I have told them."), "{}", ben.screen());
    assert_eq!(ada.times("Ben can help."), 1, "{}", ada.screen());
    assert!(ada.last().contains("Tomorrow") && ada.last().contains("[Yes, introduce us]"), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Ada are introduced.") && ben.last().contains("Tomorrow"), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_cannot_any_more_takes_the_yes_back_and_others_are_asked() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    ada.changes_time("Tomorrow").await;
    let yes = ben.button("Yes, I can");
    ben.taps("Not this time").await;
    assert!(ben.last().contains("That is fine. I have told them that you can't help after all."), "{}", ben.last());
    assert!(ada.sees("Ben can no longer help."), "{}", ada.screen());
    assert!(ada.last().contains("I have found nobody so far"), "nobody is left to ask: {}", ada.last());
    let cleo = town.helper("Cleo").await;
    cleo.taps("I can help").await;
    assert!(ada.last().contains("Cleo can help.") && !ada.sees("Ben can help."), "{}", ada.screen());
    // He can after all.
    ben.taps_old(&yes).await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_does_not_answer_the_change_is_released_with_thanks() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    ada.changes_time("No hurry").await;
    town.passes(TimeDelta::hours(47)).await;
    assert!(ben.last().contains("[Yes, I can]"), "{}", ben.last());
    assert!(!ada.sees("still waits for your answer"), "nothing waits for Ada: {}", ada.screen());
    let late = ben.button("Yes, I can");
    town.passes(TimeDelta::hours(2)).await;
    assert!(ben.last().starts_with("Thank you for saying yes to this."), "{}", ben.last());
    assert!(!ben.sees("[Yes, I can]"), "{}", ben.screen());
    ben.taps_old(&late).await;
    assert!(!ada.sees("Ben can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stands_by_is_asked_like_all_others_who_said_yes() {
    let town = Town::open().await;
    let (ben, cleo, dora) = (town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    for helper in [&ben, &cleo, &dora] {
        helper.taps("I can help").await;
    }
    let first = ada.buttons().into_iter().find(|seen| seen.label == "Yes, introduce us").unwrap();
    ada.taps_old(&first).await;
    cleo.taps("Stand by, in case").await;
    dora.taps("Stand by, in case").await;
    ben.drops_out().await;
    let introduce = ada.button("Yes, introduce us");
    ada.changes_time("Tomorrow").await;
    assert!(ada.sees("so I ask Cleo and Dora again."), "{}", ada.screen());
    for helper in [&cleo, &dora] {
        assert!(helper.last().contains("Tomorrow") && helper.last().contains("[Yes, I can]"), "{}", helper.screen());
        assert!(!helper.sees("[I can't stand by any more]"), "{}", helper.screen());
    }
    ada.taps_old(&introduce).await;
    assert!(!cleo.sees("Ada"), "{}", cleo.screen());
    dora.taps("Yes, I can").await;
    ada.taps("Yes, introduce us").await;
    assert!(dora.last().contains("You and Ada are introduced."), "{}", dora.last());
    assert!(cleo.last().starts_with("Thank you for saying yes to this."), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_introduced_hears_of_a_change_at_once_and_the_asker_hears_the_answer() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    town.reaches(22).await;
    ada.taps("What is happening now?").await;
    ada.changes("When", "This week").await;
    ada.chooses("What to know", "There is a dog").await;
    ada.taps("Done").await;
    ada.taps("Save the change").await;
    assert!(ada.sees("This has changed, so I ask Ben again."), "{}", ada.screen());
    insta::assert_snapshot!(ben.last(), @r"
    Ada changed what you two agreed. It is this now:

    Shopping and food
    “A wardrobe”
    This week, until Wednesday 18 March
    Roughly where: very near you
    • there is a dog

    Your word stays: whistle copper.

    Can you still make it?
    [Yes, still]
    [I can't make it]
    [Write to Ada]
    [More]
    ");
    assert!(!ben.sees("Tomorrow, Friday 13 March\n\nYour word"), "{}", ben.screen());
    ben.taps_twice("Yes, still").await;
    assert!(ben.last().contains("You and Ada are introduced.") && ben.last().contains("This week"), "{}", ben.last());
    insta::assert_snapshot!(ada.last(), @r"
    Ben can still make it, as it is now:

    Shopping and food
    “A wardrobe”
    This week, until Wednesday 18 March
    ");
    // "Did it happen?" follows the new time.
    town.reaches(9).await;
    town.passes(TimeDelta::days(2)).await;
    assert!(!ben.sees("Did it happen?"), "{}", ben.screen());
    town.passes(TimeDelta::days(5)).await;
    assert!(ben.sees("Did it happen?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_time_that_two_agreed_stays_until_the_ask_gets_another() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    ben.taps("More").await;
    ben.taps("Change the time").await;
    ben.taps("No hurry").await;
    ada.taps("Yes, that suits").await;
    ada.taps("What is happening now?").await;
    ada.changes("What to know", "There is a dog").await;
    ada.taps("Done").await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("there is a dog") && ben.last().contains("No hurry"), "{}", ben.last());
    ben.taps("Yes, still").await;
    let told = ada.last_before(1);
    assert!(told.starts_with("Ben can still make it") && told.contains("No hurry"), "{}", ada.screen());
    ben.taps("More").await;
    ben.taps("Change the time").await;
    ben.taps("Today").await;
    let question = ada.button("Yes, that suits");
    ada.looks().await;
    ada.changes_time("This week").await;
    assert!(ben.last().contains("This week"), "{}", ben.last());
    ada.taps_old(&question).await;
    assert!(ada.sees("That question is over.") && !ada.sees("[Yes, that suits]"), "{}", ada.screen());
    ben.taps("Yes, still").await;
    assert!(ben.last().contains("You and Ada are introduced.") && ben.last().contains("This week"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_introduced_and_cannot_make_the_new_time_tells_the_asker() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    ada.changes_time("Today").await;
    ben.taps("I can't make it").await;
    ben.taps("Leave it as it is").await;
    assert!(ben.last().contains("[Yes, still]"), "{}", ben.last());
    ben.drops_out().await;
    assert!(ada.sees("Ben can't make it after all."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn more_people_need_no_new_yes_and_fewer_may_be_enough() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("A wardrobe").await;
    ben.taps("I can help").await;
    let (bens, cleos) = (ben.screen(), cleo.count());
    ada.changes("How many people", "2").await;
    ada.taps("Save the change").await;
    assert_eq!((ben.screen(), cleo.count()), (bens, cleos), "a yes stays a yes");
    ada.taps_old(&ada.button("Yes, introduce us")).await;
    assert!(ada.sees("Ben can help. I still look for more."), "{}", ada.screen());
    ada.changes("How many people", "1").await;
    ada.taps("Save the change").await;
    assert!(ada.last().contains("Ben can help. I ask nobody else."), "{}", ada.last());
    assert!(cleo.last().contains("They have found help for now."), "{}", cleo.last());
    assert!(ben.last().contains("You and Ada are introduced."), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn a_yes_and_a_change_at_the_same_time_are_taken_one_after_the_other() {
    for yes_is_first in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = town.asked("Today").await;
        ada.changes("When", "Tomorrow").await;
        if yes_is_first {
            ben.taps_without_waiting("I can help");
            ada.taps("Save the change").await;
            assert!(ben.last().contains("You said yes to this, and the neighbour has changed it."), "{}", ben.screen());
            ben.taps("Yes, I can").await;
        } else {
            let yes = ben.button("I can help");
            ada.taps_without_waiting("Save the change");
            ben.taps_old(&yes).await;
            assert!(!ada.sees("Ben can help."), "{}", ada.screen());
            ben.taps("I can help").await;
        }
        assert!(ada.sees("Ben can help.") && !ben.sees("Today"), "{}", ben.screen());
        ada.taps("Yes, introduce us").await;
        assert!(
            ben.last().contains("You and Ada are introduced.") && ben.last().contains("Tomorrow"),
            "{}",
            ben.last()
        );
        ada.reads();
        town.close().await;
    }
}

/// Ada asks for one, and is introduced to Ben: nobody else is asked.
pub(super) async fn found(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = town.introduced("Today").await;
    assert!(ada.sees("Ben can help. I ask nobody else.\n[Change it] [I don't need it any more]"), "{}", ada.screen());
    ada.reads();
    ben.reads();
    (ada, ben)
}

#[tokio::test]
async fn an_ask_that_found_its_helper_asks_them_whether_they_still_can() {
    let town = Town::open().await;
    let (ada, ben) = found(&town).await;
    let cleo = town.helper("Cleo").await;
    ada.changes_time("Tomorrow").await;
    assert!(ada.sees("This has changed, so I ask Ben again. You hear from me by"), "{}", ada.screen());
    assert!(ben.last().contains("Tomorrow, Friday 13 March") && ben.last().contains("[Yes, still]"), "{}", ben.last());
    assert!(!cleo.sees("Two bags"), "Ben may still come:\n{}", cleo.screen());
    ben.taps("More").await;
    assert!(!ben.last().contains("[Show my"), "nothing is shown before he says it: {}", ben.last());
    ben.taps("Back").await;
    town.kill().await;
    town.start().await;
    ben.taps_twice("Yes, still").await;
    assert!(ada.last().starts_with("Ben can still make it"), "{}", ada.last());
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.passes(TimeDelta::hours(4)).await;
    assert!(!cleo.sees("Two bags"), "{}", cleo.screen());
    ada.changes("How many people", "2").await;
    ada.taps("Save the change").await;
    assert!(cleo.last().contains("Two bags") && cleo.last().contains("Tomorrow"), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_that_found_its_helper_looks_on_where_they_cannot_or_do_not_say() {
    for cannot in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = found(&town).await;
        let cleo = town.helper("Cleo").await;
        ada.changes_time("Tomorrow").await;
        if cannot {
            ben.drops_out().await;
        } else {
            town.passes(TimeDelta::minutes(121)).await;
            assert!(
                ada.sees("I have not heard from Ben whether they still can. I look for somebody else now."),
                "{}",
                ada.screen()
            );
        }
        assert!(cleo.last().contains("Two bags") && cleo.last().contains("Tomorrow"), "{}", cleo.last());
        cleo.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
        assert!(ada.sees("Cleo can help. I ask nobody else."), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}
