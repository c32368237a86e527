//! The program ends at the worst moment, starts again, and nobody notices much.

use chrono::TimeDelta;
use doorstep::demo::{Fault, Outcome};

use super::town::{Log, PLACES, QUESTIONS, Town};

const SEEN: &str = "(You may have seen this already.)";

#[tokio::test]
async fn killed_after_the_commit_a_message_still_arrives_once() {
    let town = Town::open().await;
    let (ada, ben) = town.killed_before_the_ping().await;
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    town.start().await;
    town.passes(TimeDelta::seconds(30)).await;
    assert_eq!(ben.times("Two bags"), 1, "{}", ben.screen());
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ben.sees("You and Ada are introduced."), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn killed_after_the_call_a_message_comes_again_and_says_so() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Today").await;
    ada.taps_without_waiting("Ask neighbours");
    town.kill_once(|telegram| telegram.screen(ben.id).messages.iter().any(|one| one.text.contains("Two bags"))).await;
    let first = ben.button("I can help");
    town.start().await;
    town.passes(TimeDelta::seconds(30)).await;
    assert_eq!(ben.times("Two bags"), 2, "{}", ben.screen());
    assert_eq!(ben.times(SEEN), 1, "{}", ben.screen());
    assert!(ben.last().contains(SEEN), "{}", ben.screen());
    // The first copy works as well, and its answer is seen on the second.
    ben.taps_old(&first).await;
    assert!(ben.last().contains("Thank you! I have told them."), "{}", ben.screen());
    assert_eq!(ada.times("Ben can help."), 1, "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn killed_after_an_edit_the_edit_is_made_again_and_harms_nothing() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps_without_waiting("A lift");
    town.kill_once(|telegram| {
        telegram.screen(ada.id).messages.iter().any(|one| one.text.contains("Tell it in a line"))
    })
    .await;
    let (screen, edits) = (ada.screen(), edits(&town));
    town.start().await;
    town.passes(TimeDelta::seconds(30)).await;
    assert_eq!(ada.screen(), screen);
    assert_eq!(edits_after(&town, edits), 1, "the same edit once more");
    ada.says("To the station").await;
    assert!(ada.last().contains("When?"), "{}", ada.last());
    town.close().await;
}

fn edits(town: &Town) -> usize {
    town.telegram.calls().iter().filter(|call| call.method == "editMessageText").count()
}

fn edits_after(town: &Town, before: usize) -> usize {
    edits(town) - before
}

#[tokio::test]
async fn an_answer_that_is_cut_off_is_sent_again_and_says_so() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Today").await;
    town.telegram.fail_next("sendMessage", &Fault::CutAfter, 1);
    ada.taps("Ask neighbours").await;
    town.passes(TimeDelta::minutes(1)).await;
    assert_eq!((ben.times("Two bags"), ben.times(SEEN)), (2, 1), "{}", ben.screen());
    town.telegram.fail_next("sendMessage", &Fault::CutBefore, 1);
    ben.taps("I can help").await;
    town.passes(TimeDelta::minutes(1)).await;
    assert_eq!(ada.times("Ben can help."), 1, "{}", ada.screen());
    assert!(town.telegram.calls().iter().any(|call| call.outcome == Outcome::CutBefore));
    town.close().await;
}

#[tokio::test]
async fn a_tap_while_the_program_is_down_is_done_when_it_is_back() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Today").await;
    town.kill().await;
    ada.taps_without_waiting("Ask neighbours");
    town.start().await;
    town.passes(TimeDelta::seconds(5)).await;
    assert_eq!(ben.times("Two bags"), 1, "{}", ben.screen());
    assert!(ada.last().contains("I have asked some neighbours."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn an_update_that_comes_twice_is_done_once() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let id = town.telegram.forge_update(serde_json::json!({ "message": message_of(&ada, "thanks") }));
    town.settle().await;
    assert_eq!(ada.times("Thank you. I only understand the buttons here."), 1, "{}", ada.screen());
    assert!(town.telegram.repeat_update(id));
    town.settle().await;
    town.kill().await;
    assert!(town.telegram.repeat_update(id));
    town.start().await;
    town.passes(TimeDelta::seconds(5)).await;
    assert_eq!(ada.times("Thank you. I only understand the buttons here."), 1, "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn an_end_waits_for_no_call_that_hangs_and_what_it_carried_comes_after_the_next_start() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    town.telegram.hold("sendMessage");
    town.telegram.starts(ada.id, None).unwrap();
    town.until_kept("select 1 from outbox where state = 'sending'").await;
    town.stops_after_a_moment().await;
    let told = Log::of_all_plays().holds(&["calls to Telegram did not end in time".to_owned()]);
    assert!(!told.is_empty(), "the operator reads of it");
    town.telegram.release("sendMessage");
    assert!(!ada.sees("Hello Ada."), "{}", ada.screen());
    town.start().await;
    town.passes(TimeDelta::seconds(30)).await;
    assert!(ada.last().starts_with("Hello Ada.") && ada.last().contains(SEEN), "{}", ada.screen());
    town.close().await;
}

fn message_of(who: &super::town::Neighbour<'_>, text: &str) -> serde_json::Value {
    let person = serde_json::json!({ "id": who.id.0, "is_bot": false, "first_name": who.name, "type": "private" });
    serde_json::json!({ "message_id": 900_001, "date": 1_773_309_600, "from": person, "chat": person, "text": text })
}

#[tokio::test]
async fn after_a_kill_or_a_good_end_everybody_goes_on_where_they_were() {
    for good_end in [false, true] {
        let town = Town::open().await;
        let mut all = Vec::new();
        for way in QUESTIONS.into_iter().chain(PLACES) {
            let ada = town.neighbour("Ada");
            ada.goes(way).await;
            all.push((way, ada.screen(), ada));
        }
        if good_end {
            town.stop().await;
        } else {
            town.kill().await;
        }
        town.start().await;
        town.passes(TimeDelta::days(2)).await;
        for (way, screen, ada) in &all {
            assert_eq!(ada.screen(), *screen, "{way:?}");
            let question = ada.last();
            ada.says("/help").await;
            // The day has passed: it is none to choose.
            let later = question.replace("\nToday, Thursday 12 March\n\nWhen?", "\n\nWhen?");
            assert_eq!(ada.last(), later.replace("Today, Thursday", "Thursday"), "{way:?}");
            if ada.phone().keyboard.is_some() {
                ada.shares_place().await;
                assert!(ada.sees("Thank you. I know your area now"), "{way:?}: {}", ada.screen());
            } else {
                let label = ada.buttons().into_iter().find(|seen| question.contains(&seen.label)).unwrap().label;
                ada.taps(&label).await;
                assert_ne!(ada.last(), question, "{way:?}: {label}");
            }
        }
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn an_update_that_cannot_be_handled_is_put_aside_and_nobody_waits_for_it() {
    let town = Town::open().await;
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    ada.starts().await;
    town.kill().await;
    // The database says no to somebody new, and would say it for ever, were the update not put aside.
    town.is_damaged(
        "create trigger says_no before insert on conversations when not exists (select 1 from quarantine) \
         begin insert into line (id) values (2); end",
    )
    .await;
    town.start().await;
    eve.starts().await;
    let sorry = eve.last();
    assert!(sorry.starts_with("Sorry, that went wrong on my side. Nothing has changed."), "{sorry}");
    assert!(sorry.contains("(Reference "), "{sorry}");
    eve.starts().await;
    assert!(eve.last().starts_with("Hello Eve."), "{}", eve.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn where_many_write_at_once_one_of_them_who_cannot_be_served_keeps_no_other_waiting() {
    let town = Town::open().await;
    let (ada, eve, ben) = (town.neighbour("Ada"), town.neighbour("Eve"), town.neighbour("Ben"));
    for one in [&ada, &eve, &ben] {
        one.starts().await;
    }
    town.stop().await;
    town.is_damaged("update neighbours set cell = 7 where first_name = 'Eve'").await;
    let before = (ada.count(), eve.count(), ben.count());
    // They are taken together after the start, first in one transaction.
    for (one, words) in [(&ada, "/help"), (&eve, "/help"), (&ben, "/help"), (&ada, "/start")] {
        town.telegram.says(one.id, words).unwrap();
    }
    town.start().await;
    town.settle().await;
    for answer in ["I connect neighbours.", "Hello Ada."] {
        assert_eq!(ada.since(before.0).matches(answer).count(), 1, "each once: {}", ada.screen());
    }
    assert_eq!(ben.since(before.2).matches("I connect neighbours.").count(), 1, "each once: {}", ben.screen());
    assert_eq!(eve.count(), before.1 + 1, "her row cannot even be read for an apology: {}", eve.screen());
    let put_aside = Log::of_all_plays().holds(&["its author could not be told".to_owned()]);
    assert_eq!(put_aside.len(), 1, "the operator reads of it: {put_aside:?}");
    town.reads_all();
    town.close().await;
}
