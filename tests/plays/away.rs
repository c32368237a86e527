//! The line to Telegram is cut, for a while or for good: nobody who was in the middle of something is left alone.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use doorstep::demo::Fault;

use super::town::{Log, Town};

const WAS_AWAY: &str = "I was away for a while. If a button did nothing, please press it again.";

/// The clock goes on by itself, second by second.
async fn seconds_pass(town: &Town, seconds: i64) {
    for _ in 0..seconds {
        town.clock.forward(TimeDelta::seconds(1));
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
    }
}

/// From now on polls meet this; the one that waits ends with a newcomer's first step.
async fn polls_meet(town: &Town, fault: &Fault) {
    const MANY: u32 = 10_000;
    town.telegram.fail_next("getUpdates", fault, MANY);
    let newcomer = town.neighbour("Nora");
    town.telegram.starts(newcomer.id, None).unwrap();
    let planned = usize::try_from(MANY).unwrap();
    town.until("a poll that fails", |telegram| telegram.faults_to_come() < planned).await;
}

/// The program does not run for a while. Then a newcomer's first step shows that it listens again.
async fn is_away_for(town: &Town, time: TimeDelta) {
    town.stop().await;
    town.clock.forward(time);
    let newcomer = town.neighbour("Nora");
    town.telegram.starts(newcomer.id, None).unwrap();
    town.start().await;
    town.settle().await;
    newcomer.reads();
}

#[tokio::test]
async fn who_was_in_the_middle_of_something_is_asked_to_press_again() {
    let town = Town::open().await;
    let (early, anna, ben) = (town.neighbour("Early"), town.neighbour("Anna"), town.neighbour("Ben"));
    early.starts().await;
    town.passes(TimeDelta::hours(2)).await;
    anna.needs_help().await;
    anna.taps("A lift").await;
    ben.starts().await;
    let (before_early, before_anna, before_ben) = (early.count(), anna.count(), ben.count());
    is_away_for(&town, TimeDelta::minutes(10)).await;
    assert_eq!(early.since(before_early), "", "who had gone long before is left in peace");
    let told = anna.since(before_anna);
    assert!(told.starts_with(WAS_AWAY) && told.contains("Tell it in a line"), "{told}");
    assert_eq!(told.matches("Tell it in a line").count(), 1, "the question comes once more: {told}");
    let told = ben.since(before_ben);
    assert!(told.starts_with(WAS_AWAY) && told.contains("[18 or over, I agree: I need help]"), "{told}");
    anna.taps("Nothing to add").await;
    anna.taps("Today").await;
    assert!(anna.sees("Roughly where?"), "the form goes on: {}", anna.screen());
    town.close().await;
}

#[tokio::test]
async fn an_evening_in_which_nobody_wrote_is_made_good_in_the_morning() {
    let town = Town::open().await;
    town.reaches(20).await;
    let anna = town.neighbour("Anna");
    anna.needs_help().await;
    let before = anna.count();
    town.stop().await;
    town.clock.forward(TimeDelta::hours(2));
    let polls = town.telegram.polls();
    town.start().await;
    town.until("the poll after the first", |telegram| telegram.polls() >= polls + 2).await;
    town.settle().await;
    assert_eq!(anna.since(before), "", "it is night");
    town.reaches(8).await;
    assert!(anna.since(before).starts_with(WAS_AWAY), "{}", anna.screen());
    town.close().await;
}

#[tokio::test]
async fn the_kinds_of_updates_are_asked_for_by_name() {
    let town = Town::open().await;
    town.until("the first poll", |telegram| telegram.polls() > 0).await;
    let asked_for = || town.telegram.kinds_asked_for().map(BTreeSet::from_iter);
    let all = ["message", "edited_message", "callback_query", "my_chat_member"].map(str::to_owned);
    assert_eq!(asked_for(), Some(BTreeSet::from(all)), "Telegram remembers what somebody else asked for before");
    town.close().await;
}

#[tokio::test]
async fn a_place_is_asked_for_once_more_with_its_keyboard() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna");
    anna.needs_help().await;
    anna.taps("A lift").await;
    anna.taps("Nothing to add").await;
    anna.taps("Today").await;
    let before = anna.count();
    is_away_for(&town, TimeDelta::minutes(3)).await;
    let told = anna.since(before);
    assert!(told.starts_with(WAS_AWAY) && told.contains("Roughly where?"), "{told}");
    anna.shares_place().await;
    assert!(anna.sees("This is what neighbours will see:"));
    town.close().await;
}

#[tokio::test]
async fn writing_to_somebody_goes_on_only_within_its_half_hour() {
    let town = Town::open().await;
    let (anna, ben) = town.introduces(("Anna", "Ben"), "a tall ladder").await;
    anna.taps("Write to Ben").await;
    let before = anna.count();
    is_away_for(&town, TimeDelta::minutes(10)).await;
    let told = anna.since(before);
    assert!(told.starts_with(WAS_AWAY) && told.contains("Writing to Ben."), "{told}");
    anna.says("Is three fine?").await;
    assert!(ben.last().contains("Is three fine?"), "{}", ben.screen());
    let before = anna.count();
    is_away_for(&town, TimeDelta::minutes(40)).await;
    assert_eq!(anna.since(before), "", "it has ended by itself meanwhile");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_short_outage_is_not_worth_a_word() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna");
    anna.needs_help().await;
    let before = anna.count();
    is_away_for(&town, TimeDelta::minutes(1)).await;
    is_away_for(&town, TimeDelta::minutes(2)).await;
    assert_eq!(anna.since(before), "");
    town.close().await;
}

#[tokio::test]
async fn nobody_is_woken_by_the_end_of_an_outage() {
    let town = Town::open().await;
    town.reaches(20).await;
    let (anna, ben) = (town.neighbour("Anna"), town.neighbour("Ben"));
    anna.needs_help().await;
    ben.needs_help().await;
    is_away_for(&town, TimeDelta::hours(2)).await;
    let (before_anna, before_ben) = (anna.count(), ben.count());
    ben.taps("A lift").await;
    town.reaches(7).await;
    assert_eq!(anna.since(before_anna), "", "it is night");
    town.reaches(8).await;
    assert!(anna.since(before_anna).starts_with(WAS_AWAY), "{}", anna.screen());
    assert!(!ben.since(before_ben).contains(WAS_AWAY), "who went on by themselves knows: {}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn operators_hear_of_an_outage_that_telegram_does_not_bridge() {
    let town = Town::open().await;
    town.neighbour("Anna").starts().await;
    is_away_for(&town, TimeDelta::hours(25)).await;
    assert_eq!(Log::of_all_plays().holds(&["a long outage: Telegram keeps messages for 24 hours".to_owned()]).len(), 1);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_line_that_is_cut_for_minutes_comes_back_by_itself() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna");
    anna.needs_help().await;
    let before = anna.count();
    polls_meet(&town, &Fault::CutBefore).await;
    town.telegram.says(anna.id, "/help").unwrap();
    seconds_pass(&town, 200).await;
    town.telegram.heal();
    seconds_pass(&town, 64).await;
    town.settle().await;
    let told = anna.since(before);
    assert!(told.contains("I connect neighbours."), "what was said meanwhile is answered: {told}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn answers_of_trouble_are_outlived_for_hours() {
    let town = Town::open().await;
    let trouble = Fault::ServerError { status: 502, body: "<html>Bad Gateway</html>".to_owned() };
    polls_meet(&town, &trouble).await;
    for _ in 0..100 {
        seconds_pass(&town, 1).await;
        town.clock.forward(TimeDelta::seconds(63));
    }
    town.telegram.heal();
    seconds_pass(&town, 64).await;
    town.settle().await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn nothing_but_silence_ends_the_program_and_a_new_start_goes_on() {
    let town = Town::open().await;
    polls_meet(&town, &Fault::CutBefore).await;
    tokio::select! {
        () = town.ends() => {}
        () = seconds_pass(&town, 3_000) => panic!("it goes on for ever"),
    }
    town.kill().await;
    assert_eq!(Log::of_all_plays().holds(&["the program ends, to be started anew".to_owned()]).len(), 1);
    town.telegram.heal();
    town.start().await;
    town.settle().await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_second_copy_is_an_alarm_and_no_end() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna");
    let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    town.forgives("terminated by other getUpdates request");
    polls_meet(&town, &Fault::Error { code: 409, description: words.to_owned() }).await;
    seconds_pass(&town, 100).await;
    town.telegram.heal();
    seconds_pass(&town, 30).await;
    town.settle().await;
    anna.starts().await;
    assert!(anna.sees("Hello Anna."));
    let alarm = "another program receives this bot's messages: stop it, or remove its webhook".to_owned();
    assert_eq!(Log::of_all_plays().holds(&[alarm]).len(), 1);
    town.reads_all();
    town.close().await;
}

/// The hours of a day that are named in what somebody read.
fn hours_named(read: &str) -> Vec<chrono::NaiveTime> {
    let words = read.split(|c: char| !c.is_ascii_digit() && c != ':');
    words.filter_map(|word| chrono::NaiveTime::parse_from_str(word, "%H:%M").ok()).collect()
}

#[tokio::test]
async fn after_an_outage_no_hour_is_named_that_has_passed() {
    let town = Town::open().await;
    let (anna, ben, cleo) = (town.neighbour("Anna"), town.helper("Ben").await, town.helper("Cleo").await);
    anna.asks("a tall ladder", "Today").await;
    assert!(anna.last().contains("You hear from me by 11:0"), "{}", anna.last());
    ben.taps("I can help").await;
    anna.taps("Not this one").await;
    let (look, before) = (anna.button("What is happening now?"), anna.count());
    town.stop().await;
    town.clock.forward(TimeDelta::hours(4));
    for _ in 0..3 {
        town.telegram.presses_data(anna.id, look.message, &look.data).unwrap();
    }
    town.start().await;
    town.settle().await;
    let (read, now) = (anna.since(before), town.clock.now().time());
    assert!(hours_named(&read).iter().all(|hour| *hour > now), "at {now}: {read}");
    assert!(read.contains("I have asked every neighbour I may ask"), "{read}");
    assert!(cleo.sees("a tall ladder"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}
