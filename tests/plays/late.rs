//! What is sent late: nobody is woken for it, and nobody is asked for what has moved on.

use chrono::TimeDelta;
use doorstep::demo::Fault;

use super::town::Town;

/// The next new message is put off for so long, with everything else for its chat.
fn puts_off_the_next_message(town: &Town, hours: u32) {
    town.forgives("Too Many Requests");
    let wait = Fault::TooManyRequests { retry_after: Some(hours * 3_600) };
    town.telegram.fail_next("sendMessage", &wait, 1);
}

#[tokio::test]
async fn a_ping_that_is_late_in_the_evening_comes_in_the_morning_and_once() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.writes_ask("a tall ladder", "Tomorrow").await;
    town.reaches(20).await;
    puts_off_the_next_message(&town, 2);
    anna.taps("Ask neighbours").await;
    let before = ben.count();
    town.reaches(23).await;
    town.kill().await;
    town.start().await;
    town.reaches(7).await;
    assert_eq!(ben.since(before), "", "it is night, after a restart too");
    town.reaches(8).await;
    town.passes(TimeDelta::seconds(10)).await;
    assert_eq!(ben.since(before).matches("a tall ladder").count(), 1, "{}", ben.since(before));
    ben.taps("I can help").await;
    anna.taps("Yes, introduce us").await;
    assert!(ben.sees("You and Anna are introduced."));
    anna.reads();
    town.close().await;
}

#[tokio::test]
async fn a_ping_that_comes_too_late_is_not_sent_and_its_helper_may_still_find_the_ask() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.writes_ask("a tall ladder", "Today").await;
    puts_off_the_next_message(&town, 3);
    anna.taps("Ask neighbours").await;
    let before = ben.count();
    for _ in 0..15 {
        town.passes(TimeDelta::minutes(10)).await;
    }
    assert_eq!(ben.since(before), "", "Telegram put his chat off");
    anna.taps("What is happening now?").await;
    assert!(anna.last().contains("You hear from me by 14:00"), "the asking goes on:\n{}", anna.last());
    town.passes(TimeDelta::minutes(35)).await;
    assert_eq!(ben.since(before).matches("a tall ladder").count(), 1, "four waves, one ping: {}", ben.since(before));
    assert_eq!(town.outbox().await.get("expired"), Some(&3), "{:?}", town.outbox().await);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn nobody_is_asked_for_what_is_over_when_telegram_comes_back() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.writes_ask("a tall ladder", "Now").await;
    puts_off_the_next_message(&town, 4);
    anna.taps("Ask neighbours").await;
    let before = ben.count();
    town.passes(TimeDelta::hours(5)).await;
    assert_eq!(ben.since(before), "", "its two hours are over");
    assert!(anna.last().contains("The time for this has passed, and nobody was found."), "{}", anna.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_nudge_that_is_late_in_the_evening_waits_and_the_yes_before_it_does_not() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks("a tall ladder", "Tomorrow").await;
    town.reaches(19).await;
    ben.taps("I can help").await;
    puts_off_the_next_message(&town, 2);
    let before = anna.count();
    town.passes(TimeDelta::minutes(61)).await;
    town.reaches(23).await;
    assert_eq!(anna.since(before), "", "no nudge at night");
    ben.says("/help").await;
    town.reaches(8).await;
    assert!(anna.since(before).starts_with("Ben still waits for your answer."), "{}", anna.since(before));
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_and_a_passed_message_go_through_at_night() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks("a tall ladder", "Tomorrow").await;
    town.reaches(22).await;
    ben.taps("I can help").await;
    assert!(anna.last().contains("Ben can help."), "{}", anna.screen());
    anna.taps("Yes, introduce us").await;
    anna.taps("Write to Ben").await;
    anna.says("Is three fine?").await;
    assert!(ben.last().contains("Is three fine?"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn a_word_that_was_promised_for_the_morning_comes_then_though_nobody_was_asked_in_the_evening() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    town.reaches(20).await;
    anna.writes_ask("a tall ladder", "Tomorrow").await;
    town.passes(TimeDelta::minutes(59)).await;
    town.forgives("Too Many Requests");
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(120) }, 1);
    anna.taps("Ask neighbours").await;
    assert!(anna.last().contains("You hear from me by 08:00 tomorrow, even if nobody can."), "{}", anna.last());
    let before = (anna.count(), ben.count());
    town.reaches(7).await;
    assert_eq!((anna.count(), ben.count()), before, "{}", ben.screen());
    town.reaches(8).await;
    town.passes(TimeDelta::seconds(10)).await;
    assert_eq!(ben.since(before.1).matches("a tall ladder").count(), 1, "{}", ben.screen());
    assert_eq!(anna.count(), before.0 + 1, "{}", anna.screen());
    assert!(anna.last().contains("No yes yet. I ask more neighbours. You hear from me by 12:00"), "{}", anna.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_question_is_still_there_to_be_answered_where_what_was_to_come_above_it_came_too_late() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.writes_ask("a tall ladder", "Now").await;
    ben.needs_help().await;
    puts_off_the_next_message(&town, 4);
    anna.taps("Ask neighbours").await;
    let before = ben.count();
    town.passes(TimeDelta::hours(5)).await;
    assert!(!ben.since(before).contains("a tall ladder"), "{}", ben.screen());
    ben.taps("Shopping and food").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_hour_that_was_named_is_kept_where_the_last_are_asked_at_that_hour() {
    let town = Town::open().await;
    let (anna, _ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    town.reaches(8).await;
    anna.writes_ask("a tall ladder", "Today").await;
    puts_off_the_next_message(&town, 14);
    anna.taps("Ask neighbours").await;
    for hour in 9..20 {
        town.reaches(hour).await;
        town.passes(TimeDelta::seconds(10)).await;
    }
    assert!(anna.last().contains("You hear from me by 20:00, even if nobody can."), "{}", anna.last());
    let before = anna.count();
    town.reaches(20).await;
    town.passes(TimeDelta::seconds(10)).await;
    assert_eq!(anna.count(), before + 1, "{}", anna.screen());
    assert!(anna.last().contains("I have asked some neighbours. No yes yet."), "{}", anna.last());
    town.reaches(9).await;
    town.passes(TimeDelta::seconds(10)).await;
    town.reads_all();
    town.close().await;
}
