//! One message that Telegram does not take, or never answers: it is said more simply, in the end given up, and its chat goes on.
//! An outage is none of that: whatever it lasts, everything is said.

use chrono::TimeDelta;
use doorstep::demo::{Fault, Outcome};

use super::town::{Log, Neighbour, Town};

const SEEN: &str = "(You may have seen this already.)";
const SORRY: &str = "Sorry, I have something to tell you and cannot show it here.";
const LOST: &str = "I could not pass that on";

fn refusal(words: &str) -> Fault {
    Fault::Error { code: 400, description: format!("Bad Request: {words}") }
}

/// Two who are introduced, the first of them writing to the other.
async fn introduced(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = town.introduced("Today").await;
    ada.taps("Write to Ben").await;
    (ada, ben)
}

/// For some minutes others write to the bot and are answered.
async fn others_are_answered(town: &Town, minutes: u32) {
    let cleo = town.neighbour("Cleo");
    cleo.starts().await;
    for _ in 0..minutes * 2 {
        cleo.says("/help").await;
        town.passes(TimeDelta::seconds(30)).await;
    }
    town.reads_all();
}

#[tokio::test]
async fn a_message_that_is_never_answered_is_given_up_and_the_next_arrives() {
    let no_answer = Fault::ServerError { status: 200, body: "<html>hello</html>".to_owned() };
    for (fault, arrives) in [(no_answer, false), (Fault::CutBefore, false), (Fault::CutAfter, true)] {
        let town = Town::open().await;
        let (ada, ben) = introduced(&town).await;
        town.gives_up_on("nothing is refused in words");
        town.telegram.poison("the odd one", &fault);
        ada.says("This is the odd one.").await;
        ada.taps("Write to Ben").await;
        ada.says("And this is the next.").await;
        others_are_answered(&town, 30).await;
        let copies = ben.times("the odd one");
        assert!(if arrives { (6..=8).contains(&copies) } else { copies == 0 }, "{}", ben.screen());
        assert_eq!(ben.times(SEEN), copies.saturating_sub(1), "{}", ben.screen());
        assert_eq!(ben.times(SORRY), 1, "{}", ben.screen());
        assert_eq!(ben.times("And this is the next."), 1, "{}", ben.screen());
        assert!(ada.sees(LOST), "who wrote it hears of it: {}", ada.screen());
        assert_eq!(
            Log::of_all_plays().holds(&["a message was refused; an apology went in its place".to_owned()]).len(),
            1
        );
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn it_is_remembered_over_new_starts() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town).await;
    town.gives_up_on("nothing is refused in words");
    town.telegram.poison("the odd one", &Fault::CutAfter);
    ada.says("This is the odd one.").await;
    for _ in 0..8 {
        others_are_answered(&town, 20).await;
        town.stop().await;
        town.start().await;
    }
    assert!((6..=20).contains(&ben.times("the odd one")), "{}", ben.screen());
    assert_eq!(ben.times(SORRY), 1, "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_outage_of_a_day_loses_nothing() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town).await;
    let cleo = town.neighbour("Cleo");
    cleo.starts().await;
    town.telegram.poison("", &Fault::CutBefore);
    for line in 1..=3 {
        ada.says(&format!("line {line}.")).await;
        cleo.says("/help").await;
    }
    for _ in 0..24 * 6 {
        town.passes(TimeDelta::minutes(10)).await;
    }
    assert!(!ben.sees("line 1."), "{}", ben.screen());
    assert_eq!(Log::of_all_plays().holds(&["delivery is slow".to_owned()]).len(), 1, "operators hear of it");
    town.telegram.heal();
    for _ in 0..6 {
        town.passes(TimeDelta::minutes(10)).await;
    }
    for line in 1..=3 {
        assert_eq!(ben.times(&format!("line {line}.")), 1, "{}", ben.screen());
    }
    // The first may have been seen; of those that nobody can have seen the newest is enough.
    assert_eq!(cleo.times("I connect neighbours."), 2, "{}", cleo.screen());
    assert_eq!(ben.times(SORRY) + cleo.times(SORRY), 0);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_was_done_counts_however_odd_its_answer_is() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town).await;
    let number = 1_000_000;
    let odd = format!(r#"{{"ok":true,"result":{{"message_id":{number},"of_tomorrow":[]}}}}"#);
    town.telegram.fail_next("sendMessage", &Fault::ServerError { status: 200, body: odd }, 1);
    ada.says("At five.").await;
    town.passes(TimeDelta::minutes(5)).await;
    let sent = town.telegram.calls().into_iter().filter(|call| call.body.to_string().contains("At five.")).count();
    assert_eq!(sent, 1, "it was taken");
    assert!(!ada.sees(LOST) && !ben.sees(SORRY), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_message_whose_markup_is_refused_comes_in_plain_words_with_its_buttons() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.helper("Ben").await);
    ada.writes_ask("Salt & <pepper>", "Today").await;
    town.forgives("can't parse entities");
    town.telegram.fail_next("sendMessage", &refusal("can't parse entities: Unsupported start tag"), 1);
    ada.taps("Ask neighbours").await;
    assert_eq!(ben.times("Salt & <pepper>"), 1, "{}", ben.screen());
    let calls = town.telegram.calls();
    let plain = calls.iter().rev().find(|call| call.body.to_string().contains("pepper")).unwrap();
    assert!(plain.outcome == Outcome::Done, "{plain:?}");
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ben.sees("You and Ada are introduced."), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_message_whose_buttons_are_refused_comes_without() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.helper("Ben").await);
    ada.writes_ask("Two bags", "Today").await;
    town.forgives("BUTTON_DATA_INVALID");
    town.telegram.fail_next("sendMessage", &refusal("BUTTON_DATA_INVALID"), 1);
    ada.taps("Ask neighbours").await;
    assert_eq!(ben.times("Two bags"), 1, "{}", ben.screen());
    assert!(!ben.buttons().iter().any(|button| button.label == "I can help"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_nothing_helps_there_is_an_apology_and_an_alarm() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    town.gives_up_on("something of tomorrow");
    town.telegram.fail_next("sendMessage", &refusal("something of tomorrow"), 3);
    ada.says("/help").await;
    assert!(ada.last().starts_with(SORRY), "{}", ada.screen());
    assert_eq!(Log::of_all_plays().holds(&["it is said more simply".to_owned()]).len(), 1);
    town.telegram.fail_next("sendMessage", &refusal("something of tomorrow"), 4);
    town.gives_up_on("something of tomorrow");
    ada.says("/help").await;
    ada.says("/help").await;
    assert!(ada.last().contains("I connect neighbours."), "the chat goes on: {}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_tap_whose_answer_is_refused_is_not_met_with_silence() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    town.forgives("can't parse entities");
    town.telegram.fail_next("editMessageText", &refusal("can't parse entities: Unsupported start tag"), 1);
    ada.taps("A lift").await;
    assert!(ada.last().contains("Tell it in a line"), "{}", ada.screen());
    town.gives_up_on("something of tomorrow");
    town.telegram.fail_next("editMessageText", &refusal("something of tomorrow"), 3);
    ada.taps("Nothing to add").await;
    assert!(ada.last().starts_with(SORRY), "{}", ada.screen());
    ada.starts().await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_card_in_whose_place_an_apology_went_is_mended_by_its_next_edit() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.helper("Ben").await);
    ada.writes_ask("Two bags", "Today").await;
    town.gives_up_on("something of tomorrow");
    town.telegram.fail_next("sendMessage", &refusal("something of tomorrow"), 3);
    ada.taps("Ask neighbours").await;
    assert!(ben.last().starts_with(SORRY), "{}", ben.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    assert!(ben.last().contains("This ask is over."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}
