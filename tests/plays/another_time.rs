//! Another time for what is agreed: one asks, the other says yes or keeps it as it was.

use chrono::TimeDelta;

use super::town::{Neighbour, Seen, Town};

/// Ada is introduced to Ben, for this time.
async fn meet<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let both = town.introduced(when).await;
    town.reads_all();
    both
}

async fn asks_for(who: &Neighbour<'_>, when: &str) {
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
    [Back]
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
async fn a_newer_question_takes_the_place_of_the_one_before() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ada, "Tomorrow").await;
    let first = ben.button("Yes, that suits");
    ada.taps("Back").await;
    asks_for(&ada, "This week").await;
    ben.taps_old(&first).await;
    assert!(ben.message(first.message).starts_with("That question is over."), "{}", ben.screen());
    assert_eq!(ben.times("[Yes, that suits]"), 1, "the newer one is still open:\n{}", ben.screen());
    assert!(!ada.sees("says yes to the other time"), "{}", ada.screen());
    // Ben asks for something else instead: Ada's own question is over.
    let second = ben.button("Yes, that suits");
    asks_for(&ben, "No hurry").await;
    ben.taps_old(&second).await;
    assert!(!ada.sees("says yes to the other time"), "{}", ada.screen());
    assert!(ada.last().contains("Asked for: No hurry"), "{}", ada.last());
    ada.looks().await;
    assert!(ada.sees("Asked for: No hurry"), "{}", ada.screen());
    ada.taps("Yes, that suits").await;
    assert!(ben.last().starts_with("Ada says yes to the other time:"), "{}", ben.last());
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
async fn a_question_ends_with_its_introduction_and_with_its_time() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ada, "Now").await;
    let late = ben.button("Yes, that suits");
    town.passes(TimeDelta::hours(3)).await;
    assert!(ada.last().starts_with("Ben has not answered, and the other time has passed."), "{}", ada.last());
    ben.taps_old(&late).await;
    assert!(ben.message(late.message).starts_with("That question is over."), "its two hours passed:\n{}", ben.screen());
    asks_for(&ada, "Tomorrow").await;
    let over = ben.button("Yes, that suits");
    ada.taps("Back").await;
    ada.drops_out().await;
    assert!(!ben.sees("[Yes, that suits]"), "{}", ben.screen());
    ben.taps_old(&over).await;
    assert!(ben.message(over.message).starts_with("This is over."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stood_by_for_the_time_before_gets_a_last_word() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Today").await;
    asks_for(&ben, "Tomorrow").await;
    assert!(!cleo.sees("Thank you for standing by."), "nothing is changed yet:\n{}", cleo.screen());
    ada.taps("Yes, that suits").await;
    assert!(cleo.last().starts_with("Thank you for standing by."), "{}", cleo.last());
    ben.drops_out().await;
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
async fn two_quick_taps_on_a_time_are_one_question() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    ada.taps("More").await;
    ada.taps("Change the time").await;
    let tomorrow = ada.button("Tomorrow");
    ada.taps_twice("Tomorrow").await;
    ada.taps_old(&tomorrow).await;
    assert_eq!(ben.times("Ada asks for another time."), 1, "{}", ben.screen());
    assert!(!ben.sees("That question is over."), "{}", ben.screen());
    ben.taps("Yes, that suits").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_question_for_a_time_that_passed_is_over_and_who_asked_hears_it_in_the_morning() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "No hurry").await;
    asks_for(&ada, "Today").await;
    town.reaches(0).await;
    town.reaches(1).await;
    assert!(ben.sees("That question is over.") && !ben.sees("[Yes, that suits]"), "{}", ben.screen());
    assert!(!ada.sees("Ben has not answered"), "she sleeps: {}", ada.screen());
    town.reaches(9).await;
    assert!(ada.last().starts_with("Ben has not answered, and the other time has passed."), "{}", ada.last());
    assert!(ada.sees("[Write to Ben]\n[I can't make it]\n[More]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_both_told_an_old_question_says_what_was_agreed() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ada, "No hurry").await;
    let old = ben.button("Yes, that suits");
    town.reaches(0).await;
    town.reaches(9).await;
    ada.taps("It happened").await;
    ben.taps("It happened").await;
    ben.taps_old(&old).await;
    assert!(ben.message(old.message).starts_with("That question is over."), "{}", ben.screen());
    assert!(!ben.sees("no longer in touch"), "they can still write: {}", ben.screen());
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
async fn who_asked_takes_it_back_by_the_time_that_is_agreed() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ada, "Tomorrow").await;
    let late = ben.button("Yes, that suits");
    ada.taps("Back").await;
    asks_for(&ada, "Today").await;
    assert!(ada.last().starts_with("All right, it stays as it was, and I have told Ben:"), "{}", ada.last());
    assert!(ben.last().starts_with("Ada would rather keep it as it was:"), "{}", ben.last());
    ben.taps_old(&late).await;
    assert!(ben.message(late.message).starts_with("That question is over."), "{}", ben.screen());
    assert!(!ada.sees("says yes") && !ada.sees("Tomorrow, Friday 13 March\n\nYour word"), "{}", ada.screen());
    // The same for who was asked: the time that is agreed is an answer.
    asks_for(&ada, "Tomorrow").await;
    asks_for(&ben, "Today").await;
    assert!(ada.last().starts_with("Ben would rather keep it as it was:"), "{}", ada.last());
    assert!(!ben.sees("[Yes, that suits]") && !ada.sees("Until they say yes"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asked_finds_the_question_in_the_list_and_takes_it_back_there() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ada, "Tomorrow").await;
    let first = ada.button("Keep it as it was");
    town.kill().await;
    town.start().await;
    ada.looks().await;
    let listed = ada.button("Keep it as it was");
    insta::assert_snapshot!(ada.message(listed.message), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    I have asked Ben for: Tomorrow, Friday 13 March. Until they say yes, it stays as it is.
    [Keep it as it was]
    ");
    ada.taps_twice("Keep it as it was").await;
    assert_eq!(ben.times("would rather keep it as it was"), 1, "{}", ben.screen());
    assert!(!ada.message(listed.message).contains('['), "{}", ada.screen());
    ada.taps_old(&first).await;
    assert!(ada.sees("[Write to Ben]") && !ada.sees("Until they say yes"), "{}", ada.screen());
    // Agreed, it loses its button in the list too.
    asks_for(&ben, "Tomorrow").await;
    ben.looks().await;
    let listed = ben.buttons().into_iter().rfind(|one| one.label == "Keep it as it was").unwrap();
    ada.taps("Yes, that suits").await;
    assert!(ben.message(listed.message).starts_with("Ada says yes to the other time:"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn both_asking_for_the_same_time_have_agreed() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ben, "Tomorrow").await;
    asks_for(&ada, "Tomorrow").await;
    assert!(ben.last().starts_with("Ada says yes to the other time:"), "{}", ben.last());
    assert!(ada.sees("All right, I have told Ben. It is now:"), "{}", ada.screen());
    for one in [&ada, &ben] {
        assert!(one.sees("Tomorrow, Friday 13 March\n\n") && one.sees("where to come"), "{}", one.screen());
        assert!(!one.sees("[Yes, that suits]") && !one.sees("[Keep it as it was]"), "{}", one.screen());
    }
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
async fn where_both_ask_for_different_times_the_newer_question_takes_the_place_of_the_other() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ada, "Tomorrow").await;
    let stale = ada.button("Keep it as it was");
    asks_for(&ben, "No hurry").await;
    assert!(!ada.sees("I have asked Ben for"), "hers is over:\n{}", ada.screen());
    assert!(ada.sees("[Write to Ben]"), "her card shows what is agreed:\n{}", ada.screen());
    insta::assert_snapshot!(ada.last(), @r"
    Ben asks for another time.

    Asked for: No hurry
    Instead of: Today, Thursday 12 March

    It takes the place of the time that you asked for.

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    [Yes, that suits]
    [Keep it as it was]
    ");
    ada.taps_old(&stale).await;
    assert!(ada.sees("[Yes, that suits]"), "a tap on what was on the card before answers nothing:\n{}", ada.screen());
    town.kill().await;
    town.start().await;
    ada.taps("Yes, that suits").await;
    assert!(ben.last().starts_with("Ada says yes to the other time:"), "{}", ben.last());
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
async fn what_happened_is_not_put_off() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(23).await;
    ben.taps("More").await;
    let another = ben.button("Change the time");
    for label in ["Change the time", "No hurry"] {
        ben.taps(label).await;
    }
    let open = ada.button("Yes, that suits");
    town.reaches(9).await;
    ada.taps("It happened").await;
    assert!(ben.last().starts_with("That question is over."), "who asked hears it: {}", ben.last());
    ada.taps_old(&open).await;
    assert!(!ada.sees("[Yes, that suits]") && !ben.sees("says yes"), "{}", ada.screen());
    ben.taps_old(&another).await;
    insta::assert_snapshot!(ben.last(), @r"
    I have asked how it went, so the time stays as it was. You can write to each other:

    Shopping and food
    “Two bags”
    Thursday 12 March
    ");
    ada.taps("Say thank you").await;
    assert!(ada.last().starts_with("What shall I tell Ben?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_close_ends_the_question_of_time() {
    for (way, told) in
        [("They don't need to come", "Ada does not need this any more."), ("It is done", "Ada says that this is done.")]
    {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, "Today").await;
        asks_for(&ada, "Tomorrow").await;
        let old = ben.button("Yes, that suits");
        ada.taps("I don't need it any more").await;
        assert!(ada.sees("Ben may be on the way, or may have helped by now."), "{}", ada.screen());
        ada.taps(way).await;
        assert!(!ben.sees("[Yes, that suits]") && !ada.sees("Until they say yes"), "{}", ada.screen());
        assert!(ben.last().starts_with(told), "{}", ben.last());
        ben.taps_old(&old).await;
        assert!(!ada.sees("says yes to the other time"), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn an_edit_of_the_time_ends_the_question_and_tells_who_asked() {
    for helper_asks in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = town.one_of_two("Today").await;
        asks_for(if helper_asks { &ben } else { &ada }, "Tomorrow").await;
        for label in ["Change it", "When", "This week", "Save the change"] {
            ada.taps(label).await;
        }
        for one in [&ada, &ben] {
            assert!(!one.sees("[Yes, that suits]") && !one.sees("[Keep it as it was]"), "{}", one.screen());
        }
        assert!(ben.sees("That question is over."), "{}", ben.screen());
        assert!(ben.last().starts_with("Ada changed what you two agreed."), "{}", ben.last());
        town.reads_all();
        town.close().await;
    }
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

/// Ada wanted it today, and agreed with Ben on another time.
async fn agreed<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let (ada, ben) = meet(town, "Today").await;
    asks_for(&ada, when).await;
    ben.taps_twice("Yes, that suits").await;
    (ada, ben)
}

async fn changes(ada: &Neighbour<'_>, labels: &[&str]) {
    ada.taps("Change it").await;
    for label in labels {
        ada.taps(label).await;
    }
}

#[tokio::test]
async fn a_change_begins_with_the_time_that_two_agreed() {
    for cannot in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = agreed(&town, "Tomorrow").await;
        let cleo = town.helper("Cleo").await;
        assert!(!cleo.sees("Two bags"), "{}", cleo.screen());
        changes(&ada, &["What to know", "I cannot use steps", "Done"]).await;
        assert!(ada.last().contains("Tomorrow") && !ada.last().contains("12 March"), "{}", ada.last());
        ada.taps("Save the change").await;
        assert!(ben.last().contains("Tomorrow") && ben.last().contains("[Yes, still]"), "{}", ben.last());
        if cannot {
            ben.drops_out().await;
        } else {
            town.passes(TimeDelta::minutes(121)).await;
            assert!(ada.sees("I have not heard from Ben whether they still can."), "{}", ada.screen());
        }
        assert!(cleo.last().contains("Two bags") && cleo.last().contains("Tomorrow"), "{}", cleo.last());
        assert!(!cleo.sees("Thursday 12 March"), "{}", cleo.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn more_people_are_asked_for_the_time_that_two_agreed() {
    let town = Town::open().await;
    let (ada, ben) = agreed(&town, "Tomorrow").await;
    let cleo = town.helper("Cleo").await;
    let before = ben.count();
    changes(&ada, &["How many people", "2", "Save the change"]).await;
    assert!(cleo.last().contains("Tomorrow, Friday 13 March"), "{}", cleo.last());
    assert_eq!(ben.count(), before, "another number is no new question:\n{}", ben.screen());
    assert!(ada.sees("Ben can help. I still look for more."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_agrees_another_time_after_a_change_is_heard_from() {
    for by_ben in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, "Today").await;
        let cleo = town.helper("Cleo").await;
        changes(&ada, &["When", "Tomorrow", "Save the change"]).await;
        assert!(ben.last().contains("[Yes, still]"), "{}", ben.last());
        let (asks, says) = if by_ben { (&ben, &ada) } else { (&ada, &ben) };
        asks_for(asks, "This week").await;
        says.taps("Yes, that suits").await;
        assert!(!ben.sees("[Yes, still]"), "{}", ben.screen());
        town.kill().await;
        town.start().await;
        let (hers, his, cleos) = (ada.count(), ben.count(), cleo.count());
        town.passes(TimeDelta::days(2)).await;
        assert_eq!(ada.since(hers), "", "{by_ben}");
        assert_eq!((ben.since(his), cleo.since(cleos)), (String::new(), String::new()), "{by_ben}");
        ada.looks().await;
        let shown = "This week, until Wednesday 18 March\n\nBen can help. I ask nobody else.";
        assert!(ada.sees(shown), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_time_that_was_asked_for_before_a_change_is_no_answer_to_it() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ben, "This week").await;
    changes(&ada, &["What", "Small jobs at home", "Save the change"]).await;
    ada.taps("Yes, that suits").await;
    assert!(ben.sees("[Yes, still]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_day_that_was_wanted_first_is_another_one_by_then() {
    let town = Town::open().await;
    let (ada, ben) = agreed(&town, "Tomorrow").await;
    changes(&ada, &["When", "Today", "Save the change"]).await;
    assert!(ben.last().contains("Today, Thursday 12 March") && ben.last().contains("[Yes, still]"), "{}", ben.last());
    ben.taps("Yes, still").await;
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_two_put_off_can_be_changed_after_its_first_day() {
    let town = Town::open().await;
    let (ada, ben) = agreed(&town, "This week").await;
    town.passes(TimeDelta::hours(48)).await;
    town.stop().await;
    town.start().await;
    changes(&ada, &["What to know", "I cannot use steps", "Done", "Save the change"]).await;
    assert!(ben.last().contains("[Yes, still]") && ben.last().contains("This week"), "{}", ben.last());
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
    ben.taps("Back").await;
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
async fn what_was_answered_before_stays_when_another_question_ends() {
    for suits in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, "Today").await;
        asks_for(&ada, "Tomorrow").await;
        let first = ben.button("Keep it as it was");
        ben.taps("Keep it as it was").await;
        let answered = ben.message(first.message);
        assert!(answered.starts_with("All right, it stays as it was, and I have told Ada:"), "{answered}");
        asks_for(&ben, "This week").await;
        ada.taps(if suits { "Yes, that suits" } else { "Keep it as it was" }).await;
        assert_eq!(ben.message(first.message), answered, "that was another question");
        // An old button of it does not touch it either, nor what came after.
        let screen = ben.screen();
        ben.taps_old(&first).await;
        assert_eq!(ben.screen(), screen);
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_question_that_takes_the_place_of_another_still_says_so_after_midnight() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Tomorrow").await;
    asks_for(&ada, "Today").await;
    asks_for(&ben, "No hurry").await;
    let question = ada.find("It takes the place of the time that you asked for.");
    town.reaches(1).await;
    let shown = ada.message(question);
    assert!(shown.contains("It takes the place of the time that you asked for."), "{shown}");
    assert!(shown.contains("Instead of: Today, Friday 13 March"), "{shown}");
    ada.taps("Yes, that suits").await;
    assert!(ben.last().starts_with("Ada says yes to the other time:"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn two_quick_taps_on_an_answer_leave_it_to_be_read() {
    for (answer, told) in [
        ("Yes, that suits", "All right, I have told Ada. It is now:"),
        ("Keep it as it was", "All right, it stays as it was, and I have told Ada:"),
    ] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, "Today").await;
        asks_for(&ada, "Tomorrow").await;
        ben.taps_twice(answer).await;
        assert!(ben.last().starts_with(told), "{}", ben.last());
        assert!(!ben.sees("That question is over."), "{}", ben.screen());
        town.reads_all();
        town.close().await;
    }
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

/// Ada changes the line, and asks Ben for another time before he has said whether he still can.
async fn changed_and_asked(town: &Town) -> (Neighbour<'_>, Neighbour<'_>, Seen) {
    let (ada, ben) = meet(town, "Today").await;
    ada.taps("Change it").await;
    ada.says("Three bags").await;
    ada.taps("Save the change").await;
    let still = ben.button("Yes, still");
    asks_for(&ada, "Tomorrow").await;
    (ada, ben, still)
}

#[tokio::test]
async fn a_change_and_another_time_are_one_question_and_one_yes() {
    let town = Town::open().await;
    let (ada, ben, still) = changed_and_asked(&town).await;
    assert!(
        ben.last().starts_with("Ada asks for another time.") && ben.last().contains("“Three bags”"),
        "{}",
        ben.last()
    );
    assert!(!ben.sees("[Yes, still]") && !ben.sees("Can you still make it?"), "one question: {}", ben.screen());
    let before = ada.count();
    ben.taps_old(&still).await;
    assert_eq!(ada.since(before), "", "it is not what she asks now");
    ben.taps("Yes, that suits").await;
    let told = ada.since(before);
    assert!(told.starts_with("Ben says yes to the other time:"), "{told}");
    assert_eq!(ada.count(), before + 1, "one yes: {told}");
    assert!(!ben.sees("[Yes, still]"), "{}", ben.screen());
    let before = (ada.count(), ben.count());
    town.passes(TimeDelta::hours(4)).await;
    assert_eq!((ada.since(before.0), ben.since(before.1)), (String::new(), String::new()), "nothing is open");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_keeps_the_time_is_asked_whether_they_still_can() {
    for keeps in [true, false] {
        let town = Town::open().await;
        let (ada, ben, _) = changed_and_asked(&town).await;
        if keeps {
            ben.taps("Keep it as it was").await;
        } else {
            ada.taps("Keep it as it was").await;
        }
        assert!(ben.last().starts_with("Ada changed what you two agreed.") && ben.last().contains("[Yes, still]"));
        assert_eq!(ben.times("[Yes, still]"), 1, "{}", ben.screen());
        ben.taps("Yes, still").await;
        assert!(ada.last().starts_with("Ben can still make it, as it is now:"), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn the_reminder_is_of_the_question_that_is_open() {
    let town = Town::open().await;
    let (ada, ben, _) = changed_and_asked(&town).await;
    let before = ben.count();
    town.passes(TimeDelta::minutes(61)).await;
    assert_eq!(ben.count(), before + 1, "{}", ben.screen());
    assert!(ben.last().starts_with("Ada asks for another time."), "{}", ben.last());
    assert_eq!(ben.times("[Yes, that suits]"), 1, "{}", ben.screen());
    ben.taps("Yes, that suits").await;
    assert!(ada.last().starts_with("Ben says yes to the other time:"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

/// Ada asks for another time and changes the line before Ben answers; he says yes to both.
#[tokio::test]
async fn a_change_between_another_time_and_its_yes_leaves_the_time_that_was_agreed() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    let yes = ben.find("Thank you! I have told them.");
    asks_for(&ada, "Tomorrow").await;
    ada.changes_line().await;
    ben.taps("Yes, that suits").await;
    ben.taps("Yes, still").await;
    let cleo = town.helper("Cleo").await;
    assert!(!cleo.sees("Three bags"), "{}", cleo.screen());
    town.reaches(0).await;
    town.reaches(1).await;
    let card = ben.message(yes);
    assert!(card.contains("Today, Friday 13 March") && !card.contains("12 March"), "the card of his yes: {card}");
    assert!(card.ends_with("You two are introduced."), "{card}");
    // Nor is anybody else asked for the time before.
    ben.drops_out().await;
    town.reaches(8).await;
    assert!(cleo.last().contains("Three bags") && cleo.last().contains("Today, Friday 13 March"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
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
