//! What becomes of words, and of who is writing, once the two are out of touch.

use chrono::TimeDelta;
use doorstep::demo::{Content, Fault};

use super::relay::{introduced, meet};
use super::town::Town;

/// The message that said to whom everything goes, once that is over.
pub(super) const OVER: &str = "You were writing to Ben. That is over.";

/// What becomes of words that were for Ben, once he is out.
const TO_NOBODY: &str =
    "I have passed your words on to nobody: you and Ben are no longer in touch through me.\n[What is happening now?]";

#[tokio::test]
async fn nothing_is_passed_on_once_it_is_over() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ada.says("At five.").await;
    let passed = ben.find("At five.");
    ben.drops_out().await;
    ada.says("Are you sure?").await;
    assert_eq!(ada.last(), TO_NOBODY);
    assert!(ada.sees("You were writing to Ben. That is over: what you write now goes to nobody."), "{}", ada.screen());
    ben.replies(passed, "Sorry!").await;
    assert!(ben.last().starts_with("You two are no longer in touch through me"), "{}", ben.last());
    ben.taps("Write to Ada").await;
    assert!(ben.last().starts_with("You two are no longer in touch through me"), "{}", ben.last());
    assert!(!ben.sees("Are you sure?") && !ada.sees("Sorry!"));
    town.close().await;
}

#[tokio::test]
async fn who_writes_just_after_the_other_one_is_out_reads_that_it_went_to_nobody() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ada.says("The red door.").await;
    let passed = ben.find("The red door.");
    ada.drops_out().await;
    let before = ada.count();
    for content in [None, Some(Content::Voice { seconds: 3 })] {
        match content {
            Some(content) => drop(ben.sends(content).await),
            None => drop(ben.says("where are you").await),
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(ben.last(), @r"
            I only understand the buttons here. That went to nobody: you are in touch with nobody through me just now.

            What would you like to do?
            [I need help] [I can help]
            [What is happening now?]
            [Rules, and what is kept]
            ");
        }
    }
    ben.replies(passed, "I am here").await;
    assert_eq!(
        ben.last(),
        "You two are no longer in touch through me, so I have passed nothing on.\n[What is happening now?]"
    );
    assert_eq!(ada.since(before), "", "nothing reached her");
    ben.taps("What is happening now?").await;
    assert!(ben.last().contains("You may be asked for: anything."), "there is a way on: {}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn what_could_not_be_sent_before_it_was_over_is_said_to_be_over() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ben.taps("I can't make it").await;
    ada.taps("Write to Ben").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(600) }, 1);
    let message = ada.says("At five.").await;
    ben.taps("Yes, tell them").await;
    town.passes(TimeDelta::minutes(11)).await;
    assert!(ada.sees("I did not pass that on: by then it was over."), "{}", ada.screen());
    assert!(!ada.sees("cannot be reached just now"), "he can: {}", ada.screen());
    assert_eq!(ada.message(message), "> At five.", "no receipt");
    assert!(!ben.sees("At five."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_writing_as_the_other_one_ends_it_writes_to_nobody_at_once() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    let writing = ada.find("Writing to Ben.");
    ben.drops_out().await;
    town.passes(TimeDelta::seconds(10)).await;
    assert_eq!(ada.message(writing), OVER, "{}", ada.screen());
    assert!(ada.sees("Ben can't make it after all."), "{}", ada.screen());
    assert!(ada.last().contains("what you write now goes to nobody"), "{}", ada.screen());
    let (before, card) = (ben.screen(), ada.find("I have found nobody so far"));
    for words in ["Where are you?", "I am at the door."] {
        ada.says(words).await;
        assert_eq!(ada.last(), TO_NOBODY);
    }
    let told = ada.count();
    ada.sends(Content::Sticker { emoji: "🚪".to_owned() }).await;
    assert_eq!(
        ada.since(told),
        "You two are no longer in touch through me, so I have passed nothing on.\n[What is happening now?]"
    );
    assert_eq!((ben.screen(), ada.message(writing)), (before, OVER.to_owned()), "{}", ada.screen());
    assert!(ada.message(card).contains("[Change it]"), "her ask is as it was: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_writes_on_after_it_is_over_is_told_so_also_after_a_restart_and_not_for_ever() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ben.drops_out().await;
    town.stop().await;
    town.start().await;
    ada.says("Where are you?").await;
    assert_eq!(ada.last(), TO_NOBODY, "{}", ada.screen());
    town.passes(TimeDelta::minutes(31)).await;
    ada.says("Good morning").await;
    assert!(ada.last().starts_with("I only understand the buttons here. That went to nobody:"), "{}", ada.last());
    assert!(!ben.sees("Where are you?") && !ben.sees("Good morning"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_writing_as_it_ended_and_does_something_else_goes_on_as_ever() {
    for way in ["/start", "/help", "/cancel", "Ask a little further away", "I need help"] {
        let town = Town::open().await;
        let (ada, ben) = introduced(&town, "Ada", "Ben").await;
        ada.says("/start").await;
        let menu = ada.button("I need help");
        ada.taps("Write to Ben").await;
        ben.drops_out().await;
        let before = ben.screen();
        match way {
            "I need help" => ada.taps_old(&menu).await,
            label if label.starts_with('/') => drop(ada.says(label).await),
            label => ada.taps(label).await,
        }
        assert!(!ada.last().contains("nobody: you and Ben"), "{way}: {}", ada.last());
        ada.says("A saw, please").await;
        assert!(!ada.sees(TO_NOBODY), "{way}: {}", ada.screen());
        let next = if way == "I need help" {
            "Please tap one of the buttons below."
        } else {
            "I only understand the buttons here. That went to nobody"
        };
        assert!(ada.sees(next), "{way}: {}", ada.screen());
        assert_eq!(ben.screen(), before, "{way}");
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn words_for_who_is_out_reach_no_other_one_and_a_tap_leads_to_them() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    let cleo = town.helper("Cleo").await;
    ben.says("/start").await;
    meet(&ada, &cleo, "A saw").await;
    cleo.taps("Write to Ada").await;
    cleo.says("I have one").await;
    let passed = ada.find("I have one");
    ada.taps("Write to Ben").await;
    ben.drops_out().await;
    ada.says("Where are you?").await;
    assert_eq!(ada.last(), TO_NOBODY, "it is not asked whom it is for: {}", ada.screen());
    ada.replies(passed, "At three?").await;
    assert!(cleo.last().contains("At three?"), "{}", cleo.screen());
    ada.says("Or at four").await;
    assert!(ada.last().starts_with("Who is that for?"), "she turned to Cleo: {}", ada.last());
    ada.taps("Yes, to Cleo").await;
    assert!(cleo.last().contains("Or at four") && !cleo.sees("Where are you?"), "{}", cleo.screen());
    assert!(!ben.sees("Where are you?") && !ben.sees("At three?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn words_of_danger_for_who_is_out_bring_the_number_first() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ben.drops_out().await;
    ada.says("I can't breathe, please help").await;
    assert!(ada.last_before(1).starts_with("If somebody is in danger, call 112"), "{}", ada.screen());
    assert_eq!(ada.last(), TO_NOBODY);
    assert!(!ben.sees("breathe"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whom_words_are_for_is_not_asked_beneath_the_news_that_the_only_one_is_out() {
    for blocks in [false, true] {
        let town = Town::open().await;
        let (ada, ben) = introduced(&town, "Ada", "Ben").await;
        ada.says("hello?").await;
        let asked = ada.find("Who is that for?");
        if blocks {
            ben.blocks_the_bot().await;
        } else {
            ben.drops_out().await;
        }
        assert_eq!(ada.message(asked), TO_NOBODY, "{}", ada.screen());
        assert!(!ada.sees("Who is that for?") && !ada.sees("[Yes, to Ben]"), "{}", ada.screen());
        let news = if blocks { "Ben can no longer help" } else { "Ben can't make it after all" };
        assert!(ada.last_before(1).starts_with(news), "the card of her ask is the last word: {}", ada.screen());
        ada.says("are you there").await;
        assert!(ada.last().contains("[I need help]"), "she is at the start: {}", ada.last());
        assert!(!ben.sees("hello?"), "{}", ben.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_is_out_leaves_the_question_whom_words_are_for_and_the_other_stays() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    let cleo = town.helper("Cleo").await;
    ben.says("/start").await;
    meet(&ada, &cleo, "A saw").await;
    ada.says("hello?").await;
    let (yes, asked) = (ada.button("Yes, to Ben"), ada.find("Who is that for?"));
    ben.drops_out().await;
    assert!(!ada.sees("[Yes, to Ben]") && ada.times("[Yes, to Cleo]") == 1, "{}", ada.screen());
    assert!(ada.last().starts_with("Who is that for?"), "asked once more beneath: {}", ada.screen());
    ada.taps_old(&yes).await;
    assert!(!ada.message(asked).contains("[Yes, to Ben]") && !ben.sees("hello?"), "{}", ada.screen());
    ada.taps("Yes, to Cleo").await;
    assert!(cleo.last().contains("hello?"), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_drops_out_while_it_is_asked_whom_words_are_for_is_asked_no_more() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ben.says("hello?").await;
    let asked = ben.find("Who is that for?");
    ben.drops_out().await;
    assert_eq!(ben.message(asked), TO_NOBODY.replace("Ben", "Ada"), "{}", ben.screen());
    assert!(ben.sees("I have told Ada.") && !ada.sees("hello?"), "{}", ben.screen());
    ben.says("/start").await;
    assert!(!ben.sees("You were in the middle"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn writing_ends_however_the_introduction_does() {
    for way in ["blocks", "closes", "ends"] {
        let town = Town::open().await;
        let (ada, ben) = town.introduced(if way == "ends" { "Now" } else { "Today" }).await;
        if way == "ends" {
            town.passes(TimeDelta::hours(2)).await;
            town.reads_all();
        }
        ben.taps("Write to Ada").await;
        let writing = ben.find("Writing to Ada.");
        match way {
            "blocks" => {
                ada.blocks_the_bot().await;
            }
            "closes" => {
                ada.says("/start").await;
                for label in ["What is happening now?", "I don't need it any more", "They don't need to come"] {
                    ada.taps(label).await;
                }
            }
            _ => {
                for label in ["More", "End this", "Yes, end it"] {
                    ada.taps(label).await;
                }
            }
        }
        assert_eq!(ben.message(writing), OVER.replace("Ben", "Ada"), "{way}: {}", ben.screen());
        assert!(ben.last().contains("what you write now goes to nobody"), "{way}: {}", ben.screen());
        ben.says("Where are you?").await;
        assert_eq!(ben.last(), TO_NOBODY.replace("Ben", "Ada"), "{way}: {}", ben.screen());
        assert!(!ada.sees("Where are you?"), "{way}: {}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_is_back_finds_the_question_closed_that_is_about_what_is_over() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.says("hello?").await;
    let asked = ada.find("Who is that for?");
    ada.reads();
    ada.blocks_the_bot().await;
    assert!(ben.sees("Ada cannot be reached any more, so this is over."), "{}", ben.screen());
    ada.starts().await;
    assert_eq!(ada.message(asked), TO_NOBODY, "{}", ada.screen());
    assert!(ada.sees("I could not reach you for a while.") && !ada.sees("[Yes, to Ben]"), "{}", ada.screen());
    ada.says("/start").await;
    assert!(ada.last().contains("[I need help]") && !ben.sees("hello?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}
