//! Too much at once: Telegram asks to wait, one chat or the whole bot; or one neighbour writes without end.

use chrono::TimeDelta;
use doorstep::demo::{Call, Fault};

use super::town::{Log, Neighbour, Town};

#[tokio::test]
async fn a_chat_that_telegram_puts_off_waits_over_a_new_start_and_the_others_do_not() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (anna, ben) = (town.neighbour("Anna"), town.neighbour("Ben"));
    anna.starts().await;
    let before = anna.count();
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(10_072) }, 1);
    anna.says("/help").await;
    ben.starts().await;
    assert!(ben.sees("Hello Ben."), "others are answered");
    town.stop().await;
    town.start().await;
    town.passes(TimeDelta::seconds(10_000)).await;
    assert_eq!(anna.since(before), "", "what Telegram asked for is kept");
    town.passes(TimeDelta::seconds(72)).await;
    assert!(anna.since(before).contains("I connect neighbours."), "{}", anna.screen());
    assert!(Log::of_all_plays().holds(&["Telegram asks to wait for long".to_owned()]).len() == 1);
    town.close().await;
}

#[tokio::test]
async fn several_chats_put_off_at_once_hold_back_edits_and_not_replies() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let ben = town.helper("Ben").await;
    let mut crowd = Vec::new();
    for name in ["Cleo", "Dora", "Emil"] {
        let one = town.neighbour(name);
        one.starts().await;
        crowd.push(one);
    }
    let anna = town.neighbour("Anna");
    anna.asks_for("a tall ladder").await;
    let ping = ben.button("I can help");
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(120) }, 3);
    for one in &crowd {
        town.telegram.says(one.id, "/help").unwrap();
    }
    town.settle().await;
    assert_eq!(town.telegram.faults_to_come(), 0);

    anna.taps("I need it no more").await;
    anna.taps("Yes, close it").await;
    assert!(anna.sees("Closed. Nobody else is asked."), "who waits for an answer gets one:\n{}", anna.screen());
    assert!(ben.message(ping.message).contains("I can help"), "the edit of a card that nobody looks at waits");
    town.stop().await;
    town.start().await;
    town.passes(TimeDelta::seconds(60)).await;
    assert!(ben.message(ping.message).contains("I can help"), "it waits over a new start too");
    town.passes(TimeDelta::seconds(60)).await;
    assert!(ben.message(ping.message).contains("This ask is over."), "{}", ben.screen());
    for one in &crowd {
        assert!(one.sees("I connect neighbours."), "{}", one.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_flooder_holds_up_nobody_else_costs_next_to_nothing_and_gets_one_notice() {
    let town = Town::open().await;
    let fay = town.neighbour("Fay");
    fay.starts().await;
    let mut others = Vec::new();
    for name in ["Cleo", "Dora", "Emil", "Gus", "Hana"] {
        let one = town.neighbour(name);
        one.starts().await;
        others.push(one);
    }
    town.passes(TimeDelta::minutes(1)).await;
    let (before, calls) = (town.commits().await, town.telegram.calls().len());
    for one in &others {
        for _ in 0..80 {
            town.telegram.says(fay.id, "hello?").unwrap();
        }
        town.telegram.says(one.id, "/help").unwrap();
    }
    town.settle().await;
    for one in &others {
        assert!(one.sees("I connect neighbours."), "others are answered at once: {}", one.screen());
    }
    let sent: Vec<_> =
        town.telegram.calls().into_iter().skip(calls).filter(|call| call.method == "sendMessage").collect();
    for one in &others {
        let answer = sent.iter().position(|call| is_to(call, one)).expect("an answer");
        let hers = sent[..answer].iter().filter(|call| is_to(call, &fay)).count();
        assert!(hers <= 5, "{hers} answers to her went before {}'s", one.name);
    }
    // Her twenty turns and the notice, the others' turns, and what was dropped between two of those, written at once.
    let most = 20 + 1 + 2 * u64::try_from(others.len()).unwrap() + 10;
    assert!(town.commits().await - before <= most, "{} commits", town.commits().await - before);
    for _ in 0..10 {
        // A chat gets five messages at once, then one a second.
        town.passes(TimeDelta::seconds(3)).await;
    }
    assert_eq!(fay.times("That was a lot at once. Please wait a minute, then go on."), 1, "{}", fay.screen());
    assert_eq!(fay.times("I only understand the buttons here."), 20, "{}", fay.screen());
    town.close().await;
}

fn is_to(call: &Call, who: &Neighbour<'_>) -> bool {
    let to = call.body.get("chat_id").map(ToString::to_string).unwrap_or_default();
    to.trim_matches('"') == who.id.to_string()
}

/// While the bot is away, somebody writes as people do: now and then.
async fn writes_while_the_bot_is_away(town: &Town, who: &Neighbour<'_>, times: u32) {
    town.stop().await;
    for time in 1..=times {
        town.clock.forward(TimeDelta::seconds(10));
        town.telegram.says(who.id, &format!("line {time}.")).unwrap();
    }
    town.start().await;
    for _ in 0..times {
        town.passes(TimeDelta::seconds(2)).await;
    }
}

#[tokio::test]
async fn who_wrote_much_while_the_bot_was_away_is_no_flooder() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna");
    anna.starts().await;
    writes_while_the_bot_is_away(&town, &anna, 30).await;
    assert_eq!(anna.times("I only understand the buttons here."), 30, "{}", anna.screen());
    assert_eq!(anna.times("That was a lot at once."), 0, "{}", anna.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_two_wrote_to_each_other_while_the_bot_was_away_is_passed_on() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks_for("a tall ladder").await;
    ben.taps("I can help").await;
    anna.taps("Yes, introduce us").await;
    anna.taps("Write to Ben").await;
    writes_while_the_bot_is_away(&town, &anna, 30).await;
    for time in 1..=30 {
        assert_eq!(ben.times(&format!("line {time}.")), 1, "line {time}: {}", ben.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_flood_while_the_bot_was_away_is_one_all_the_same() {
    let town = Town::open().await;
    let fay = town.neighbour("Fay");
    fay.starts().await;
    town.stop().await;
    for _ in 0..40 {
        town.telegram.says(fay.id, "hello?").unwrap();
    }
    town.clock.forward(TimeDelta::minutes(5));
    town.start().await;
    for _ in 0..30 {
        town.passes(TimeDelta::seconds(2)).await;
    }
    assert_eq!(fay.times("That was a lot at once."), 1, "{}", fay.screen());
    assert_eq!(fay.times("I only understand the buttons here."), 20, "{}", fay.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_floods_and_then_blocks_the_bot_leaves_nobody_waiting() {
    let town = Town::open().await;
    town.forgives("bot was blocked by the user");
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks_for("a tall ladder").await;
    ben.taps("I can help").await;
    assert!(anna.sees("Ben can help."), "{}", anna.screen());
    for _ in 0..40 {
        town.telegram.says(ben.id, "hello?").unwrap();
    }
    town.telegram.blocks(ben.id);
    town.passes(TimeDelta::seconds(5)).await;
    assert!(anna.sees("Ben can no longer help."), "{}", anna.screen());
    let cleo = town.helper("Cleo").await;
    assert!(cleo.sees("a tall ladder"), "others are asked:\n{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_floods_with_taps_is_answered_no_more_than_they_are_listened_to() {
    let town = Town::open().await;
    let (fay, ben) = (town.neighbour("Fay"), town.neighbour("Ben"));
    fay.starts().await;
    ben.starts().await;
    town.passes(TimeDelta::minutes(1)).await;
    let rules = fay.button("Rules, and what is kept");
    for _ in 0..80 {
        town.telegram.presses_data(fay.id, rules.message, &rules.data).unwrap();
    }
    ben.taps("Rules, and what is kept").await;
    assert!(ben.sees("18 or over"), "{}", ben.screen());
    town.passes(TimeDelta::seconds(5)).await;
    let answers = town.telegram.calls().into_iter().filter(|call| call.method == "answerCallbackQuery").count();
    assert_eq!(answers, 20 + 1 + 1, "her twenty, the one with the notice, and his");
    assert_eq!(fay.times("That was a lot at once."), 1, "{}", fay.screen());
    town.leaves_unanswered(&fay);
    town.reads_all();
    town.close().await;
}
