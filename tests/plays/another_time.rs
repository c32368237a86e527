//! Another time for what is agreed: one asks, the other says yes or keeps it as it was.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

/// Ada is introduced to Ben, for this time.
pub async fn meet<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let both = town.introduced(when).await;
    town.reads_all();
    both
}

pub async fn asks_for(who: &Neighbour<'_>, when: &str) {
    who.taps("More").await;
    who.taps("Change the time").await;
    who.taps(when).await;
}

#[tokio::test]
async fn another_time_is_asked_for_and_agreed_and_everything_follows() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    ada.taps("More").await;
    ada.taps("Change the time").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    When would suit you? I ask Ben first.
    [Now] [Today]
    [Tomorrow] [This week]
    [No hurry]
    [Leave it as it is]
    ");
    ada.taps("Tomorrow").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    I have asked Ben for: Tomorrow, Friday 13 March. Until they say yes, it stays as it is.
    [Keep it as it was]
    [Back]
    ");
    insta::assert_snapshot!(ben.last(), @r"
    Ada asks for another time.

    Asked for: Tomorrow, Friday 13 March
    Instead of: Today, Thursday 12 March

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    [Yes, that suits]
    [Keep it as it was]
    ");
    ben.taps("Yes, that suits").await;
    assert!(ben.last().starts_with("All right, I have told Ada. It is now:"), "{}", ben.last());
    insta::assert_snapshot!(ada.last(), @r"
    Ben says yes to the other time:

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    ");
    for one in [&ada, &ben] {
        assert!(
            one.sees("Tomorrow, Friday 13 March\n\n") && one.sees("where to come"),
            "the card says the new time:\n{}",
            one.screen()
        );
    }
    town.passes(TimeDelta::hours(24)).await;
    assert!(!ada.sees("Did it happen?") && !ben.sees("Did it happen?"), "it is asked after the new time");
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.sees("Did it happen?") && ben.sees("Did it happen?"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn it_may_stay_as_it_was() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ben, "Tomorrow").await;
    ada.taps_twice("Keep it as it was").await;
    assert!(
        ada.last().starts_with("All right, it stays as it was, and I have told Ben:")
            || ada.sees("That question is over."),
        "{}",
        ada.last()
    );
    insta::assert_snapshot!(ben.last(), @r"
    Ada would rather keep it as it was:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    ");
    assert_eq!(ben.times("would rather keep it"), 1, "{}", ben.screen());
    asks_for(&ben, "Today").await;
    assert!(!ada.sees("[Yes, that suits]"), "it is today already:\n{}", ada.screen());
    assert!(ben.last().starts_with("That is what you and Ada agreed already:"), "{}", ben.last());
    assert!(ben.sees("[Write to Ada]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_the_other_one_is_asked_too() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Tomorrow").await;
    town.reaches(23).await;
    asks_for(&ada, "This week").await;
    assert!(ben.last().starts_with("Ada asks for another time."), "it is a change of what is agreed:\n{}", ben.last());
    ben.taps("Keep it as it was").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stood_by_for_the_time_before_stands_by_still_and_is_asked_whether_they_can() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Today").await;
    asks_for(&ben, "Tomorrow").await;
    assert!(!cleo.sees("They have changed this"), "nothing is changed yet:\n{}", cleo.screen());
    let before = cleo.count();
    ada.taps("Yes, that suits").await;
    insta::assert_snapshot!(cleo.last(), @r"
    They have changed this since you said yes. You stand by still: if you are needed, I ask you first whether you can:

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    [I can't stand by any more]
    ");
    assert_eq!(cleo.count(), before, "nothing is asked of her yet:\n{}", cleo.screen());
    ben.drops_out().await;
    assert!(cleo.last().contains("Can you still help?") && cleo.last().contains("13 March"), "{}", cleo.last());
    assert!(!cleo.sees("[I can't stand by any more]"), "{}", cleo.screen());
    assert!(ada.sees("This has changed, so I ask Cleo again."), "{}", ada.screen());
    cleo.taps("Not this time").await;
    assert!(!ada.last().contains("[Ask again]"), "others are asked for tomorrow:\n{}", ada.last());
    let eve = town.helper("Eve").await;
    eve.taps("I can help").await;
    assert!(eve.screen().contains("Tomorrow, Friday 13 March") && !eve.sees("12 March"), "{}", eve.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_a_restart_the_question_is_still_open_and_strangers_cannot_answer_it() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    let carl = town.helper("Carl").await;
    asks_for(&ada, "Tomorrow").await;
    town.kill().await;
    town.start().await;
    let yes = ben.button("Yes, that suits");
    for wrong in [&ada, &carl] {
        wrong.forges(wrong.phone().messages.last().unwrap().id, &yes.data).await;
        assert!(!ben.sees("says yes to the other time") && !ada.sees("says yes"), "{}", ada.screen());
    }
    ben.taps("Yes, that suits").await;
    assert!(ada.sees("Ben says yes to the other time:"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_it_did_not_happen_and_another_time_both_are_asked_anew() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(9).await;
    town.reaches(10).await;
    ben.taps("It didn't happen").await;
    asks_for(&ben, "Tomorrow").await;
    ada.taps("Yes, that suits").await;
    town.passes(TimeDelta::days(2)).await;
    assert_eq!(ben.times("Did it happen?"), 1, "{}", ben.screen());
    assert_eq!(ada.times("Did it happen?"), 1, "the newer one: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_two_are_wanted_others_are_asked_for_the_time_of_the_ask() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.two_wanted("Tomorrow").await;
    for helper in [&ben, &cleo] {
        helper.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
    }
    let eve = town.helper("Eve").await;
    asks_for(&ben, "No hurry").await;
    ada.taps("Yes, that suits").await;
    assert!(!eve.sees("A wardrobe"), "{}", eve.screen());
    ben.drops_out().await;
    assert!(eve.last().contains("A wardrobe") && eve.last().contains("Tomorrow, Friday 13 March"), "{}", eve.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_three_other_times_they_write_to_each_other() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    for when in ["Tomorrow", "This week", "No hurry"] {
        asks_for(&ada, when).await;
        ada.taps("Back").await;
    }
    ben.taps("Keep it as it was").await;
    let before = ben.screen();
    asks_for(&ada, "Tomorrow").await;
    assert!(ada.last().starts_with("You have asked Ben for another time three times."), "{}", ada.last());
    assert_eq!(ben.screen(), before);
    assert!(ada.sees("[Write to Ben]"), "{}", ada.screen());
    // Ben may ask; and after the next agreed time Ada may again.
    asks_for(&ben, "Tomorrow").await;
    ada.taps("Yes, that suits").await;
    asks_for(&ada, "This week").await;
    assert!(ben.last().starts_with("Ada asks for another time."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn now_is_now_for_both_and_for_two_quick_taps() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Tomorrow").await;
    ada.taps("More").await;
    ada.taps("Change the time").await;
    let now = ada.button("Now");
    ada.taps("Now").await;
    town.passes(TimeDelta::milliseconds(400)).await;
    ada.taps_old(&now).await;
    assert_eq!(ben.times("Ada asks for another time."), 1, "{}", ben.screen());
    assert!(!ben.sees("That question is over."), "{}", ben.screen());
    town.passes(TimeDelta::minutes(10)).await;
    asks_for(&ben, "Now").await;
    assert!(ada.last().starts_with("Ben says yes to the other time:"), "{}", ada.last());
    for one in [&ada, &ben] {
        assert!(!one.sees("[Yes, that suits]") && !one.sees("[Keep it as it was]"), "{}", one.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_three_other_times_the_last_one_is_still_open() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    for when in ["Tomorrow", "This week", "No hurry", "Tomorrow"] {
        asks_for(&ada, when).await;
        if when != "Tomorrow" || !ada.last().starts_with("You have asked") {
            ada.taps("Back").await;
        }
    }
    assert!(ada.last().contains("They can still say yes to the last one."), "{}", ada.last());
    assert!(ada.sees("I have asked Ben for: No hurry"), "{}", ada.screen());
    assert!(ben.sees("[Yes, that suits]"), "{}", ben.screen());
    ada.taps("Keep it as it was").await;
    assert!(!ben.sees("[Yes, that suits]"), "{}", ben.screen());
    asks_for(&ada, "Tomorrow").await;
    assert!(ada.last().contains("It is easier to write to each other now."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_card_of_the_ask_shows_the_time_that_two_agreed() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ada, "This week").await;
    ben.taps("Yes, that suits").await;
    town.passes(TimeDelta::hours(24)).await;
    ada.says("/start").await;
    let before = ada.count();
    ada.taps("What is happening now?").await;
    let shown = ada.since(before);
    assert!(shown.contains("Ben can help. I ask nobody else."), "{shown}");
    assert!(shown.contains("This week") && !shown.contains("Thursday 12 March"), "{shown}");
    town.passes(TimeDelta::days(7)).await;
    ada.taps("It happened").await;
    ben.taps("It happened").await;
    for one in [&ada, &ben] {
        let told = one.find("You both said how it went.");
        assert!(!one.message(told).contains("12 March"), "{}", one.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn how_it_was_is_asked_about_the_new_time_only_and_old_answers_count_for_nothing() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(9).await;
    let old = [&ada, &ben].map(|who| ["Not yet", "It didn't happen"].map(|answer| who.button(answer)));
    asks_for(&ben, "This week").await;
    ada.taps("Yes, that suits").await;
    for (who, [not_yet, did_not]) in [&ada, &ben].into_iter().zip(&old) {
        assert_eq!((who.times("Did it happen?"), who.times("[Not yet]")), (0, 0), "{}", who.screen());
        who.taps_old(not_yet).await;
        who.taps_old(did_not).await;
        assert!(
            who.message(did_not.message).starts_with("This question is over: how it was with "),
            "{}",
            who.screen()
        );
    }
    let before = (ada.count(), ben.count());
    town.passes(TimeDelta::hours(26)).await;
    assert_eq!((ada.since(before.0), ben.since(before.1)), (String::new(), String::new()), "nobody is asked tomorrow");
    ben.taps("I can't make it").await;
    assert!(ben.sees("Shall I tell Ada that you can't make it?"), "it is to come: {}", ben.screen());
    assert!(!ben.sees("How was it with Ada?"), "{}", ben.screen());
    ben.taps("Leave it as it is").await;
    assert!(ben.sees("[Write to Ada]") && ada.sees("[Write to Ben]"), "they are in touch: {}", ben.screen());
    town.passes(TimeDelta::days(7)).await;
    assert_eq!((ada.times("[Not yet]"), ben.times("[Not yet]")), (1, 1), "{}", ada.screen());
    ada.taps_old(&old[0][1]).await;
    assert_eq!(ada.times("[It didn't happen]"), 1, "the question about the new time stays: {}", ada.screen());
    ada.taps("It happened").await;
    assert!(ada.sees("Thank you. I am glad."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_day_of_a_question_turns_also_where_the_ask_names_none() {
    for when in ["No hurry", "This week"] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, when).await;
        asks_for(&ada, "Tomorrow").await;
        assert!(ben.last().contains("Asked for: Tomorrow, Friday 13 March"), "{}", ben.last());
        town.reaches(0).await;
        town.reaches(1).await;
        assert!(ben.last().contains("Asked for: Today, Friday 13 March"), "{when}: {}", ben.last());
        assert!(ada.sees("I have asked Ben for: Today, Friday 13 March."), "{when}: {}", ada.screen());
        ben.taps("Yes, that suits").await;
        for one in [&ada, &ben] {
            assert!(one.sees("Today, Friday 13 March") && !one.sees("Tomorrow"), "{when}: {}", one.screen());
        }
        town.reads_all();
        town.close().await;
    }
}

/// Two are wanted: the ask keeps its own time, and who agreed another one reads theirs.
#[tokio::test]
async fn the_card_of_a_yes_names_its_own_time_where_the_ask_names_another() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Today").await;
    let yes = ben.find("Thank you! I have told them.");
    asks_for(&ada, "Tomorrow").await;
    ben.taps("Yes, that suits").await;
    town.reaches(0).await;
    town.reaches(1).await;
    let card = ben.message(yes);
    assert!(card.contains("Today, Friday 13 March") && !card.contains("12 March"), "{card}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn once_one_of_the_two_said_that_it_happened_no_other_time_is_offered() {
    for (outcome, is_offered) in [("Not yet", true), ("It happened", false), ("Partly", false)] {
        let town = Town::open().await;
        let (ada, ben) = town.introduced("Now").await;
        town.passes(TimeDelta::minutes(150)).await;
        ada.taps(outcome).await;
        ben.taps("More").await;
        let card = ben.find("You and Ada are introduced.");
        let more = ben.message(card);
        assert!(more.contains("[End this]"), "{outcome}: {more}");
        assert_eq!(more.contains("[Change the time]"), is_offered, "{outcome}: {more}");
        town.reads_all();
        town.close().await;
    }
}
