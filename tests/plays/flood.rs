//! Too much at once: Telegram asks to wait, one chat or the whole bot; or one neighbour writes without end.

use chrono::TimeDelta;
use doorstep::demo::{Call, Fault, FloodLimits};

use super::town::{Log, Neighbour, Town};

/// Neighbours who have just begun.
async fn started<'t>(town: &'t Town, names: &[&str]) -> Vec<Neighbour<'t>> {
    let mut all = Vec::new();
    for name in names {
        let one = town.neighbour(name);
        one.starts().await;
        all.push(one);
    }
    all
}

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
    let crowd = started(&town, &["Cleo", "Dora", "Emil"]).await;
    let anna = town.neighbour("Anna");
    anna.asks_for("a tall ladder").await;
    let ping = ben.button("I can help");
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(120) }, 3);
    for one in &crowd {
        town.telegram.says(one.id, "/help").unwrap();
    }
    town.settle().await;
    assert_eq!(town.telegram.faults_to_come(), 0);

    anna.taps("I don't need it any more").await;
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
async fn much_at_once_at_a_question_is_answered_once_and_the_question_has_its_buttons() {
    let town = Town::open().await;
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    for one in [&ada, &eve] {
        one.needs_help().await;
        one.taps("A lift").await;
    }
    // Eve is asked for a place, in a message that carries the reply buttons.
    eve.says("To the station").await;
    eve.taps("Today").await;
    for (one, sentence) in [(&ada, "Please tap one of the buttons below."), (&eve, "I need a shared place here.")] {
        let before = one.times(sentence);
        let count = one.count();
        for number in 0..9 {
            town.telegram.says(one.id, &format!("hello {number}")).unwrap();
        }
        town.settle().await;
        // A chat gets five messages at once, then one a second.
        town.passes(TimeDelta::seconds(4)).await;
        let answers = one.count() - count - 9;
        assert!((1..=9).contains(&answers), "{answers} answers to nine messages: {}", one.screen());
        assert!((1..=4).contains(&(one.times(sentence) - before)), "{}", one.screen());
        let is_ready = one.last().ends_with("[Back] [Cancel]") || one.phone().keyboard.is_some();
        assert!(is_ready, "the question can be answered at once: {}", one.screen());
        town.passes(TimeDelta::seconds(20)).await;
        assert_eq!(one.count() - count - 9, answers, "and nothing follows: {}", one.screen());
    }
    ada.taps("Today").await;
    assert_eq!(ada.times("[No hurry]"), 0, "one question had buttons: {}", ada.screen());
    town.close().await;
}

const SLOW: &str =
    "Messages go out slowly just now, so some neighbours may not have yours yet. You do not need to do anything.";

/// What the newest card of an ask says.
async fn is_happening(who: &Neighbour<'_>) -> String {
    who.taps("What is happening now?").await;
    who.last()
}

#[tokio::test]
async fn who_asks_while_a_chat_may_get_no_more_reads_that_it_goes_slowly_until_it_does_not() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    let burst = 31;
    let limits = FloodLimits { chat_interval_ms: 600_000, chat_burst: burst, ..FloodLimits::default() };
    town.telegram.flood_limits(Some(limits));
    // Each but the first takes the buttons of the one before as well.
    for _ in 0..=burst / 2 {
        ben.says("/help").await;
    }
    anna.asks_for("a tall ladder").await;
    assert_eq!(ben.times("a tall ladder"), 0, "his chat may get no more for now");
    let now = is_happening(&anna).await;
    assert!(now.contains("I have asked some neighbours. No yes yet.") && !now.contains(SLOW), "{now}");
    town.passes(TimeDelta::minutes(5)).await;
    let now = is_happening(&anna).await;
    assert!(now.contains("I have asked some neighbours. No yes yet.") && now.contains(SLOW), "{now}");
    town.passes(TimeDelta::minutes(5)).await;
    assert!(ben.sees("a tall ladder"), "it went on by itself: {}", ben.screen());
    let now = is_happening(&anna).await;
    assert!(now.contains("I have asked some neighbours. No yes yet.") && !now.contains(SLOW), "{now}");
    town.reads_all();
    town.close().await;
}

/// How often a phone's messages were changed.
fn edits_for(town: &Town, who: &Neighbour<'_>) -> usize {
    town.telegram.calls().iter().filter(|call| call.method == "editMessageText" && is_to(call, who)).count()
}

#[tokio::test]
async fn the_card_says_by_itself_that_it_goes_slowly_and_when_it_does_no_more() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.writes_ask("a tall ladder", "Today").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(1_200) }, 1);
    anna.taps("Ask neighbours").await;
    let (card, count, edits) = (anna.find("I have asked some neighbours."), anna.count(), edits_for(&town, &anna));
    town.passes(TimeDelta::minutes(4)).await;
    assert!(!anna.message(card).contains(SLOW), "{}", anna.screen());
    for _ in 0..3 {
        town.passes(TimeDelta::minutes(5)).await;
        assert!(anna.message(card).contains(SLOW), "nothing got through: {}", anna.screen());
    }
    assert_eq!(edits_for(&town, &anna), edits + 1, "it is said once");
    town.passes(TimeDelta::minutes(2)).await;
    assert_eq!(ben.times("a tall ladder"), 1, "{}", ben.screen());
    town.passes(TimeDelta::minutes(5)).await;
    let now = anna.message(card);
    assert!(now.contains("I have asked some neighbours. No yes yet.") && !now.contains(SLOW), "{now}");
    assert_eq!((anna.count(), edits_for(&town, &anna)), (count, edits + 2), "{}", anna.screen());
    ben.taps("I can help").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_card_that_says_more_by_then_is_left_alone() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (anna, ben, cleo) = (town.neighbour("Anna"), town.helper("Ben").await, town.helper("Cleo").await);
    anna.writes_ask("a tall ladder", "Today").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(1_200) }, 1);
    anna.taps("Ask neighbours").await;
    let (late, other) = if ben.sees("a tall ladder") { (&cleo, &ben) } else { (&ben, &cleo) };
    assert!(!late.sees("a tall ladder"), "{}", late.screen());
    other.taps("I can help").await;
    let edits = edits_for(&town, &anna);
    town.passes(TimeDelta::minutes(40)).await;
    assert_eq!(edits_for(&town, &anna), edits, "a yes waits for her: {}", anna.screen());
    assert!(!anna.sees(SLOW) && late.sees("a tall ladder"), "{}", anna.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_word_at_its_hour_says_too_that_nobody_could_be_reached_so_far() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.writes_ask("a tall ladder", "Today").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(7_200) }, 1);
    anna.taps("Ask neighbours").await;
    let before = anna.count();
    town.passes(TimeDelta::hours(1)).await;
    let word = anna.since(before);
    assert!(word.contains("No yes yet. I ask more neighbours.") && word.contains(SLOW), "{word}");
    assert_eq!(ben.times("a tall ladder"), 0);
    town.passes(TimeDelta::hours(1)).await;
    assert_eq!(ben.times("a tall ladder"), 1, "{}", ben.screen());
    town.passes(TimeDelta::minutes(6)).await;
    assert!(!is_happening(&anna).await.contains(SLOW), "{}", anna.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_found_one_of_two_reads_too_that_the_search_for_the_other_goes_slowly() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (anna, ben, cleo) = (town.neighbour("Anna"), town.helper("Ben").await, town.helper("Cleo").await);
    anna.writes_ask("A wardrobe", "Today").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(1_200) }, 1);
    anna.asks_for_two().await;
    let (late, first) = if ben.sees("A wardrobe") { (&cleo, &ben) } else { (&ben, &cleo) };
    assert!(!late.sees("A wardrobe"), "{}", late.screen());
    first.taps("I can help").await;
    anna.taps("Yes, introduce us").await;
    let card = anna.find("can help. I still look for more.");
    assert!(!anna.message(card).contains(SLOW), "{}", anna.screen());
    town.passes(TimeDelta::minutes(6)).await;
    let now = anna.message(card);
    assert!(now.contains("can help. I still look for more.") && now.contains(SLOW), "{now}");
    town.passes(TimeDelta::minutes(15)).await;
    assert_eq!(late.times("A wardrobe"), 1, "{}", late.screen());
    town.passes(TimeDelta::minutes(6)).await;
    let now = anna.message(card);
    assert!(now.contains("can help. I still look for more.") && !now.contains(SLOW), "{now}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_can_ask_nobody_else_in_time_reads_too_that_it_goes_slowly() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    town.reaches(20).await;
    town.passes(TimeDelta::minutes(15)).await;
    anna.writes_ask("a tall ladder", "Today").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(900) }, 1);
    anna.taps("Ask neighbours").await;
    let card = anna.find("so I can ask nobody else in time.");
    town.passes(TimeDelta::minutes(6)).await;
    let now = anna.message(card);
    assert!(now.contains("so I can ask nobody else in time.") && now.contains(SLOW), "{now}");
    assert!(!ben.sees("a tall ladder"), "{}", ben.screen());
    town.passes(TimeDelta::minutes(15)).await;
    assert_eq!(ben.times("a tall ladder"), 1, "{}", ben.screen());
    town.passes(TimeDelta::minutes(6)).await;
    let now = anna.message(card);
    assert!(now.contains("so I can ask nobody else in time.") && !now.contains(SLOW), "{now}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asks_for_the_menu_and_for_help_in_turn_while_nothing_gets_through_gets_each_once() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let anna = town.neighbour("Anna");
    anna.starts().await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(600) }, 1);
    let before = anna.count();
    for round in 0..3 {
        anna.says("/start").await;
        anna.says("/help").await;
        if round == 1 {
            town.stop().await;
            town.start().await;
        }
    }
    assert_eq!(anna.since(before), "");
    town.passes(TimeDelta::minutes(11)).await;
    let got = anna.since(before);
    assert_eq!((got.matches("Hello Anna.").count(), got.matches("I connect neighbours.").count()), (1, 1), "{got}");
    assert!(anna.last().contains("I connect neighbours."), "{}", anna.last());
    anna.taps("18 or over, I agree: I need help").await;
    assert!(anna.last().contains("What do you need?"), "{}", anna.last());
    town.close().await;
}

#[tokio::test]
async fn a_night_is_not_slow() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    town.reaches(20).await;
    anna.writes_ask("a tall ladder", "This week").await;
    town.passes(TimeDelta::minutes(59)).await;
    town.forgives("Too Many Requests");
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(120) }, 1);
    anna.taps("Ask neighbours").await;
    town.reaches(23).await;
    assert_eq!(ben.times("a tall ladder"), 0, "it waits for the morning by now: {}", ben.screen());
    assert!(!is_happening(&anna).await.contains(SLOW), "{}", anna.last());
    town.reaches(8).await;
    assert_eq!(ben.times("a tall ladder"), 1, "{}", ben.screen());
    assert!(!is_happening(&anna).await.contains(SLOW), "{}", anna.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_flooder_holds_up_nobody_else_costs_next_to_nothing_and_gets_one_notice() {
    let town = Town::open().await;
    let fay = town.neighbour("Fay");
    fay.starts().await;
    let others = started(&town, &["Cleo", "Dora", "Emil", "Gus", "Hana"]).await;
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
    assert!((1..=20).contains(&fay.times("I only understand the buttons here.")), "{}", fay.screen());
    town.close().await;
}

/// A flood can be as long as it wants: who wrote after it is answered out of the poll that brings their message, since what
/// is dropped costs no turn, and hardly a transaction.
#[tokio::test]
async fn whoever_writes_behind_a_flood_is_answered_out_of_the_poll_that_brings_it() {
    let town = Town::open().await;
    let fay = town.neighbour("Fay");
    fay.starts().await;
    let others = started(&town, &["Cleo", "Dora", "Emil", "Gus", "Hana"]).await;
    town.passes(TimeDelta::minutes(1)).await;
    town.stop().await;
    for _ in 0..600 {
        town.telegram.says(fay.id, "hello?").unwrap();
    }
    for one in &others {
        town.telegram.says(one.id, "/help").unwrap();
    }
    // A hundred updates come with a poll.
    let (batches, began) = (7, town.telegram.calls().len());
    town.start().await;
    town.settle().await;
    let calls: Vec<_> = town.telegram.calls().into_iter().skip(began).collect();
    let polls = |calls: &[Call]| calls.iter().filter(|call| call.method == "getUpdates").count();
    for one in &others {
        let answer = calls.iter().position(|call| call.method == "sendMessage" && is_to(call, one)).expect("an answer");
        // The next poll begins beside the sending.
        assert!(
            polls(&calls[..answer]) <= batches + 1,
            "{} polls before {}'s answer",
            polls(&calls[..answer]),
            one.name
        );
        let hers = calls[..answer].iter().filter(|call| call.method == "sendMessage" && is_to(call, &fay)).count();
        assert!(hers <= 5, "{hers} answers to her went before {}'s", one.name);
    }
    // One for each poll, and one more where more turns came than share a transaction; what a start and its chores keep.
    let commits = town.commits().await;
    assert!(commits <= 7 + 2 + 6, "{commits} transactions for twenty turns, a notice and five");
    for _ in 0..10 {
        town.passes(TimeDelta::seconds(3)).await;
    }
    assert_eq!(fay.times("That was a lot at once. Please wait a minute, then go on."), 1, "{}", fay.screen());
    assert!((1..=20).contains(&fay.times("I only understand the buttons here.")), "{}", fay.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn of_a_flood_of_taps_no_more_are_answered_than_are_taken() {
    let town = Town::open().await;
    let (fay, ada) = (town.neighbour("Fay"), town.neighbour("Ada"));
    fay.starts().await;
    ada.starts().await;
    town.passes(TimeDelta::minutes(1)).await;
    town.is_flooded_by(&fay);
    let answers =
        |town: &Town| town.telegram.calls().iter().filter(|call| call.method == "answerCallbackQuery").count();
    let (before, rules) = (answers(&town), fay.button("Rules, and what is kept"));
    for _ in 0..300 {
        town.telegram.presses_data(fay.id, rules.message, &rules.data).unwrap();
    }
    ada.taps("Rules, and what is kept").await;
    assert!(ada.last().contains("[Back]"), "{}", ada.screen());
    // Her twenty, the one that gets the notice, and Ada's.
    assert_eq!(answers(&town) - before, 20 + 1 + 1);
    assert_eq!(fay.times("That was a lot at once."), 1, "{}", fay.screen());
    town.reads_all();
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
    assert!(anna.sees("Thank you. I only understand the buttons here."), "{}", anna.screen());
    assert_eq!(anna.times("That was a lot at once."), 0, "{}", anna.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_two_wrote_to_each_other_while_the_bot_was_away_is_passed_on() {
    let town = Town::open().await;
    let (anna, ben) = town.introduces(("Anna", "Ben"), "a tall ladder").await;
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
    assert!((1..=20).contains(&fay.times("I only understand the buttons here.")), "{}", fay.screen());
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
    ben.blocks_the_bot().await;
    assert!(anna.sees("Ben can no longer help."), "{}", anna.screen());
    let cleo = town.helper("Cleo").await;
    assert!(cleo.sees("a tall ladder"), "others are asked:\n{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_taps_again_and_again_while_their_chat_is_put_off_gets_one_answer() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks_for("a tall ladder").await;
    anna.says("/start").await;
    ben.says("/start").await;
    town.passes(TimeDelta::minutes(1)).await;
    let wait = Fault::TooManyRequests { retry_after: Some(120) };
    for (who, commands) in [(&anna, ["/start", "/start", "/start"]), (&ben, ["/help", "/help", "/help"])] {
        let (look, before) = (who.button("What is happening now?"), who.count());
        town.telegram.fail_next("sendMessage", &wait, 1);
        for _ in 0..4 {
            who.taps_old(&look).await;
        }
        for command in commands {
            who.says(command).await;
        }
        assert_eq!(who.phone().messages.iter().skip(before).filter(|one| one.from_bot).count(), 0, "{}", who.screen());
        town.passes(TimeDelta::minutes(3)).await;
        let read = who.since(before);
        assert_eq!(read.matches("[I need help] [I can help]").count(), 1, "{read}");
        assert!(read.matches("a tall ladder").count() <= 1, "{read}");
    }
    town.reads_all();
    town.close().await;
}
