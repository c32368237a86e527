//! An ask is closed: who waits for it, stands by, or is on their way hears it.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

async fn meet(ada: &Neighbour<'_>, ben: &Neighbour<'_>, when: &str) {
    ada.asks("Two bags", when).await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
}

#[tokio::test]
async fn who_is_introduced_hears_that_it_is_needed_no_more() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Tomorrow").await;
    let cannot = ben.button("I can't make it");
    assert!(ada.sees("Ben can help. I ask nobody else.\n[Change it] [I don't need it any more]"), "{}", ada.screen());
    ada.taps("I don't need it any more").await;
    assert!(
        ada.sees("Shall I close this ask? I tell Ben kindly that you do not need it any more."),
        "{}",
        ada.screen()
    );
    let before = (ben.count(), cleo.count(), ada.count());
    ada.taps_twice("Yes, close it").await;
    insta::assert_snapshot!(ben.since(before.0), @r"
    Ada does not need this any more. Thank you for being ready to help!

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    ");
    assert!(ben.sees("This is over. Ada and you are no longer in touch about it through me."), "{}", ben.screen());
    assert!(cleo.since(before.1).starts_with("Thank you for standing by."), "{}", cleo.screen());
    assert!(ada.sees("Closed. Nobody else is asked."), "{}", ada.screen());
    assert_eq!(ada.count(), before.2, "{}", ada.screen());
    ben.taps_old(&cannot).await;
    town.passes(TimeDelta::days(3)).await;
    assert!(!ada.sees("Did it happen?") && !ben.sees("Did it happen?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_has_helped_already_is_not_told_that_it_is_needed_no_more() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    meet(&ada, &ben, "No hurry").await;
    let close = ada.button("I don't need it any more");
    town.passes(TimeDelta::hours(73)).await;
    ben.taps("It happened").await;
    ada.taps_old(&close).await;
    assert!(!ada.sees("I tell Ben"), "{}", ada.screen());
    let before = ben.count();
    ada.taps("Yes, close it").await;
    assert_eq!(ben.count(), before, "{}", ben.screen());
    ada.taps("It happened").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_may_have_helped_by_now_is_not_sent_away_and_both_are_asked_how_it_went() {
    for when in ["Today", "No hurry"] {
        let town = Town::open().await;
        let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
        meet(&ada, &ben, when).await;
        if when == "Today" {
            town.reaches(16).await;
        } else {
            town.passes(TimeDelta::hours(80)).await;
        }
        let before = ben.count();
        ada.taps("I don't need it any more").await;
        assert!(ada.sees("Ben may be on the way, or may have helped by now."), "{}", ada.screen());
        assert!(!ada.sees("I tell Ben"), "{}", ada.screen());
        ada.taps_twice("It is done").await;
        assert!(ada.sees("Closed. Nobody else is asked."), "{}", ada.screen());
        assert_eq!(ben.count(), before + 1, "{when}: {}", ben.screen());
        let told = ben.since(before);
        assert!(told.starts_with("Ada says that this is done. Thank you for being a good neighbour!"), "{told}");
        for one in [&ada, &ben] {
            assert_eq!(one.times("Did it happen?"), 1, "it is asked at once, and once: {when}: {}", one.screen());
        }
        ada.taps("Write to Ben").await;
        ada.says("Thank you for the bags!").await;
        assert!(ben.last().contains("Thank you for the bags!"), "{}", ben.screen());
        ada.taps("Done").await;
        town.stop().await;
        town.start().await;
        if when == "Today" {
            town.reaches(0).await;
            town.reaches(9).await;
        }
        for one in [&ada, &ben] {
            one.taps("It happened").await;
            assert!(!one.sees("[It happened]"), "{when}: {}", one.screen());
        }
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_has_just_written_that_it_is_done_is_still_in_touch_after_the_close() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    meet(&ada, &ben, "Today").await;
    let close = ada.button("I don't need it any more");
    ben.taps("Write to Ada").await;
    ben.says("I have put the bags at your door.").await;
    ada.taps_old(&close).await;
    ada.taps("It is done").await;
    ben.says("Was it all right?").await;
    assert!(ada.last().contains("Was it all right?"), "{}", ada.screen());
    assert!(!ben.sees("no longer in touch") && !ben.sees("does not need this"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_need_not_come_after_the_close_can_still_be_told() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    meet(&ada, &ben, "Today").await;
    ada.taps("I don't need it any more").await;
    ada.taps("It is done").await;
    ada.drops_out().await;
    assert!(ben.last().contains("Ada can't make it"), "{}", ben.screen());
    assert!(!ada.sees("Your ask is still open."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_may_be_on_the_way_is_told_at_once_that_they_need_not_come() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    meet(&ada, &ben, "Today").await;
    ada.taps("I don't need it any more").await;
    insta::assert_snapshot!(ada.message(ada.button("It is done").message), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    Shall I close this ask? Ben may be on the way, or may have helped by now. Which is it? I tell them what you say.
    [It is done]
    [They don't need to come]
    [No, keep it]
    ");
    ada.taps("No, keep it").await;
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    ada.taps("I don't need it any more").await;
    let (before, done) = (ben.count(), ada.button("It is done"));
    ada.taps_twice("They don't need to come").await;
    assert!(ben.since(before).starts_with("Ada does not need this any more."), "{}", ben.screen());
    assert_eq!(ben.count(), before + 1, "{}", ben.screen());
    assert!(ada.sees("Closed. Nobody else is asked.") && !ada.sees("[Write to Ben]"), "{}", ada.screen());
    ada.taps_old(&done).await;
    town.passes(TimeDelta::days(1)).await;
    assert!(!ada.sees("Did it happen?") && !ben.sees("Did it happen?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_close_that_was_asked_about_before_the_time_began_asks_which_of_the_two_it_is() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    meet(&ada, &ben, "Tomorrow").await;
    ada.taps("I don't need it any more").await;
    assert!(ada.sees("I tell Ben kindly that you do not need it any more."), "{}", ada.screen());
    let old = ada.button("Yes, close it");
    town.reaches(0).await;
    town.reaches(9).await;
    let before = ben.count();
    ada.taps_old(&old).await;
    assert!(ada.sees("[They don't need to come]") && !ada.sees("[Yes, close it]"), "{}", ada.screen());
    assert_eq!(ben.count(), before, "{}", ben.screen());
    ada.taps("They don't need to come").await;
    assert!(ben.last().starts_with("Ada does not need this any more."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_need_not_come_is_not_asked_any_more_how_it_was() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    meet(&ada, &ben, "No hurry").await;
    let close = ada.button("I don't need it any more");
    town.passes(TimeDelta::hours(73)).await;
    assert!(ben.sees("[It happened]") && ada.sees("[It happened]"), "{}", ben.screen());
    ada.taps_old(&close).await;
    ada.taps("They don't need to come").await;
    assert!(ben.last().starts_with("Ada does not need this any more."), "{}", ben.last());
    for one in [&ada, &ben] {
        assert!(!one.sees("[It happened]"), "{}", one.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_taps_it_is_done_by_mistake_says_not_yet_and_is_asked_tomorrow() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    meet(&ada, &ben, "Today").await;
    ada.taps("I don't need it any more").await;
    let before = (ada.count(), ben.count());
    ada.taps("It is done").await;
    assert!(
        ada.since(before.0).contains("How was it with Ben? Did it happen? Only I read your answer."),
        "{}",
        ada.last()
    );
    insta::assert_snapshot!(ben.since(before.1), @r"
    Ada says that this is done. Thank you for being a good neighbour! If it is not, please write to Ada.

    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    How was it with Ada? Did it happen? Only I read your answer.
    [It happened]
    [Partly]
    [It didn't happen]
    [Not yet]
    [Rather not say]
    ");
    ada.taps("Not yet").await;
    assert!(ada.last().contains("Thank you. I ask again tomorrow."), "{}", ada.last());
    ben.taps("Write to Ada").await;
    ben.says("I come at five.").await;
    assert!(ada.last().contains("I come at five."), "{}", ada.screen());
    let before = ada.count();
    town.passes(TimeDelta::days(1)).await;
    let told = ada.since(before);
    assert_eq!(told.matches("How was it with Ben? Did it happen?").count(), 1, "{told}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_that_it_is_done_wakes_nobody() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    meet(&ada, &ben, "Today").await;
    town.reaches(22).await;
    let before = (ada.count(), ben.count());
    ada.taps("I don't need it any more").await;
    ada.taps("It is done").await;
    assert!(ada.since(before.0).contains("How was it with Ben?"), "she is awake: {}", ada.screen());
    assert_eq!(ben.since(before.1), "");
    town.reaches(7).await;
    assert_eq!(ben.since(before.1), "");
    town.reaches(9).await;
    assert!(ben.since(before.1).starts_with("Ada says that this is done."), "{}", ben.screen());
    assert_eq!((ada.times("Did it happen?"), ben.times("Did it happen?")), (1, 1), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_change_without_an_answer_is_closed_in_the_same_two_ways() {
    for way in ["It is done", "They don't need to come"] {
        let town = Town::open().await;
        let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
        meet(&ada, &ben, "Today").await;
        ada.taps("Change it").await;
        ada.says("Three bags").await;
        ada.taps("Save the change").await;
        assert!(ben.last().contains("[Yes, still]"), "{}", ben.last());
        ada.taps("I don't need it any more").await;
        assert!(ada.sees("Ben may be on the way, or may have helped by now."), "{}", ada.screen());
        let before = (ada.count(), ben.count());
        ada.taps(way).await;
        let told = if way == "It is done" { "Ada says that this is done." } else { "Ada does not need this any more." };
        assert!(ben.since(before.1).starts_with(told), "{}", ben.screen());
        assert!(!ben.sees("[Yes, still]") && !ben.sees("Can you still make it?"), "{}", ben.screen());
        assert_eq!(ben.sees("[Write to Ada]"), way == "It is done", "{}", ben.screen());
        town.passes(TimeDelta::hours(5)).await;
        assert_eq!(ben.count(), before.1 + 1, "nobody waits for an answer: {}", ben.screen());
        assert!(!ada.sees("I have not heard from Ben"), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn what_was_closed_by_a_slip_can_be_asked_again_and_what_is_done_needs_no_such_button() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    assert!(ada.last().ends_with("Closed. Nobody else is asked.\n[Ask again]"), "{}", ada.last());
    ada.taps("Ask again").await;
    ada.taps("Today").await;
    ada.taps("Ask neighbours").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.taps("I don't need it any more").await;
    ada.taps("It is done").await;
    assert!(ada.sees("Closed. Nobody else is asked."), "{}", ada.screen());
    assert_eq!(ada.times("[Ask again]"), 1, "that of the first one: {}", ada.screen());
    town.reads_all();
    town.close().await;
}
