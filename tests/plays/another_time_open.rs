//! The question of another time while it is open: a newer one takes its place, it is taken back, or it ends with its time.

use chrono::TimeDelta;

use super::another_time::{asks_for, meet};
use super::town::Town;

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
    assert!(ben.message(old.message).starts_with(AFTER_IT), "{}", ben.screen());
    assert!(!ben.sees("no longer in touch"), "they can still write: {}", ben.screen());
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

const AFTER_IT: &str = "I have asked how it went, so the time stays as it was. You can write to each other:";

#[tokio::test]
async fn an_open_question_of_another_time_ends_for_both_as_they_are_asked_how_it_went() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(20).await;
    asks_for(&ben, "No hurry").await;
    let open = ada.button("Yes, that suits");
    let before = ben.count();
    town.reaches(0).await;
    town.reaches(9).await;
    insta::assert_snapshot!(ben.since(before), @r"
    I have asked how it went, so the time stays as it was. You can write to each other:

    Shopping and food
    “Two bags”
    Thursday 12 March

    Shopping and food
    “Two bags”
    Thursday 12 March

    How was it with Ada? Did it happen? Only I read your answer.
    [It happened]
    [Partly]
    [It didn't happen]
    [Not yet]
    [Rather not say]
    ");
    assert!(ada.message(open.message).starts_with(AFTER_IT), "{}", ada.message(open.message));
    assert!(!ben.sees("Until they say yes") && !ben.sees("it is now"), "{}", ben.screen());
    let screen = ben.screen();
    ada.taps_old(&open).await;
    ada.taps("Partly").await;
    assert_eq!(ben.screen(), screen, "nothing tells him that she answered");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn while_a_time_to_come_is_asked_for_nobody_is_asked_how_it_went() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(20).await;
    asks_for(&ben, "Tomorrow").await;
    town.reaches(0).await;
    town.reaches(9).await;
    assert!(!ben.sees("Did it happen?") && !ada.sees("Did it happen?"), "{}", ada.screen());
    ada.taps("Yes, that suits").await;
    assert!(ben.last().contains("Friday 13 March"), "{}", ben.last());
    town.reaches(0).await;
    assert!(!ben.sees("Did it happen?"), "{}", ben.screen());
    town.reaches(9).await;
    assert!(ben.sees("Did it happen?") && ada.sees("Did it happen?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_time_to_come_that_is_asked_for_after_did_it_happen_puts_the_reminder_off() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(0).await;
    town.reaches(9).await;
    ben.taps("Not yet").await;
    asks_for(&ben, "Tomorrow").await;
    let asked = ada.times("Did it happen?");
    town.reaches(10).await;
    assert_eq!(ada.times("Did it happen?"), asked, "{}", ada.screen());
    ada.taps("Yes, that suits").await;
    assert!(ben.last().contains("Saturday 14 March"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_answer_to_how_it_went_is_not_told_through_the_question_of_another_time() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(0).await;
    town.reaches(9).await;
    asks_for(&ben, "This week").await;
    let open = ada.button("Yes, that suits");
    let screen = ben.screen();
    ada.taps("It happened").await;
    assert!(ada.message(open.message).starts_with(AFTER_IT), "what happened is not put off: {}", ada.screen());
    ada.taps_old(&open).await;
    ada.looks().await;
    assert!(!ada.sees("[Yes, that suits]"), "{}", ada.screen());
    assert_eq!(ben.screen(), screen, "nothing tells him that she answered");
    town.passes(TimeDelta::days(1)).await;
    assert!(ben.sees(AFTER_IT) && ben.sees("I ask this once more."), "{}", ben.screen());
    assert!(!ben.sees("Until they say yes"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_happened_is_not_put_off() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(23).await;
    ben.taps("More").await;
    ben.taps("Change the time").await;
    let another = ben.button("No hurry");
    town.reaches(9).await;
    ada.taps("It happened").await;
    ben.taps_old(&another).await;
    assert!(ben.last().starts_with(AFTER_IT) && !ada.sees("asks for another time"), "{}", ben.last());
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
async fn where_both_say_that_it_did_not_happen_who_asked_for_another_time_hears_what_became_of_it() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    town.reaches(0).await;
    town.reaches(9).await;
    ben.taps("It didn't happen").await;
    asks_for(&ben, "Tomorrow").await;
    let open = ada.button("Yes, that suits");
    ada.taps("It didn't happen").await;
    assert!(ben.sees(AFTER_IT), "{}", ben.screen());
    ada.taps_old(&open).await;
    assert!(!ada.sees("[Yes, that suits]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
