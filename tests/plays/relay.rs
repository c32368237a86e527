//! The bot passes words on between two introduced neighbours, and never guesses for whom they are.

use chrono::TimeDelta;
use doorstep::demo::{Content, Fault, Origin, Place};

use super::town::{Neighbour, Town};

/// Two who are introduced: who asked, who helps.
pub(super) async fn introduced<'t>(town: &'t Town, asker: &str, helper: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let (asker, helper) = town.introduces((asker, helper), &format!("Two bags for {asker}")).await;
    asker.reads();
    helper.reads();
    (asker, helper)
}

/// The helper says yes to the asker's ask; everybody else says no.
pub(super) async fn meet(asker: &Neighbour<'_>, helper: &Neighbour<'_>, line: &str) {
    asker.asks_for(line).await;
    helper.taps("I can help").await;
    asker.taps("Yes, introduce us").await;
    asker.reads();
    helper.reads();
}

#[tokio::test]
async fn in_a_form_a_reply_is_written_and_the_form_stays_open() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    let write = ben.button("Write to Ada");
    ben.needs_help().await;
    ben.taps("A lift").await;
    ben.taps_old(&write).await;
    let by_reply = ben.find("To write to Ada now, reply to this message");
    assert!(ben.last().contains("Tell it in a line"), "{}", ben.last());
    town.kill().await;
    town.start().await;
    ben.replies(by_reply, "I am at the gate.").await;
    assert_eq!(ada.last(), "Ben writes:\n\nI am at the gate.\n[Write to Ben]");
    assert!(ben.last().contains("Tell it in a line"), "the words are no line: {}", ben.last());
    ben.taps_old(&write).await;
    assert_eq!(ben.times("reply to this message"), 1, "the older one leads to it: {}", ben.screen());
    ben.says("To the station").await;
    assert!(ben.last().contains("“To the station”"), "{}", ben.last());
    assert!(!ada.sees("To the station"));
    ben.says("/cancel").await;
    ada.drops_out().await;
    ben.replies(ben.find("To write to Ada now"), "Still there?").await;
    assert!(ben.last().starts_with("You two are no longer in touch through me"), "{}", ben.last());
    assert!(!ada.sees("Still there?"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_reply_to_a_passed_message_goes_back_to_its_writer() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ada.says("I am at home.").await;
    ben.replies(ben.find("I am at home."), "Coming at five.").await;
    assert_eq!(ada.last(), "Ben writes:\n\nComing at five.\n[Write to Ben]");
    // A reply to anything else is no address.
    ben.replies(ben.find("You and Ada are introduced"), "Which door?").await;
    assert!(ben.last().starts_with("Who is that for?"), "{}", ben.last());
    ben.taps("No, to nobody").await;
    assert!(!ada.sees("Which door?"), "{}", ada.screen());
    town.close().await;
}

/// What is not words, and can be meant for somebody.
fn not_words(place: Place) -> Vec<Content> {
    let origin = Origin::Hidden { name: "Somebody".to_owned() };
    vec![
        Content::Voice { seconds: 3 },
        Content::Photo { caption: Some("My door".to_owned()), album: None },
        Content::Document { file_name: "list.pdf".to_owned(), caption: None },
        Content::Contact { phone_number: "+44 1865 000000".to_owned(), first_name: "Zoe".to_owned(), user_id: None },
        Content::Forward { text: "Two bags".to_owned(), origin },
        Content::Sticker { emoji: "👍".to_owned() },
        Content::Location(place),
    ]
}

#[tokio::test]
async fn who_sends_what_is_not_words_reads_that_it_is_not_passed_on_and_how_to_write() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    let before = ben.screen();
    for content in not_words(ada.place()) {
        let what = format!("{content:?}");
        ada.sends(content).await;
        let answer = "I can only pass on words, so I have not passed that on. Please write it.\n[Write to Ben]";
        assert_eq!(ada.last(), answer, "{what}");
    }
    assert_eq!(ben.screen(), before, "nothing reached him");
    ada.taps("Write to Ben").await;
    ada.says("The red door.").await;
    assert!(ben.last().contains("The red door."), "{}", ben.last());
    ada.sends(Content::Voice { seconds: 3 }).await;
    assert!(ada.last().starts_with("I can only pass on words, so I have not passed that on."), "{}", ada.last());
    ada.taps("Done").await;
    // To nobody it cannot be passed on either.
    ada.says("/nonsense").await;
    assert!(ada.last().starts_with("I do not know that command."), "{}", ada.last());
    ben.taps("I can't make it").await;
    ben.taps("Yes, tell them").await;
    ada.sends(Content::Voice { seconds: 3 }).await;
    assert!(ada.last().starts_with("I only understand the buttons here. That went to nobody:"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_reply_that_is_not_words_is_not_passed_on_and_answers_no_question() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ada.says("Where are you?").await;
    let (passed, before) = (ben.find("Where are you?"), ada.screen());
    ben.needs_help().await;
    for label in ["A lift", "Nothing to add", "Today"] {
        ben.taps(label).await;
    }
    ben.taps("Change or add").await;
    ben.taps("Another place").await;
    let question = ben.last();
    for content in not_words(ben.place()) {
        let what = format!("{content:?}");
        ben.replies_with(passed, content).await;
        let answer = "I can only pass on words, so I have not passed that on. Please write it.";
        assert_eq!((ben.last_before(1).as_str(), ben.last()), (answer, question.clone()), "{what}");
    }
    assert_eq!(ada.screen(), before, "nothing reached her");
    ben.says("/cancel").await;
    ada.taps("I can't make it").await;
    ada.taps("Yes, tell them").await;
    ben.replies_with(passed, Content::Voice { seconds: 3 }).await;
    assert!(ben.last().starts_with("You two are no longer in touch through me"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn labels_of_reply_buttons_are_words_where_none_is_shown() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    for words in ["Back", "Cancel", "Share roughly where I am"] {
        ada.says(words).await;
        assert_eq!(ben.last(), format!("Ada writes:\n\n{words}\n[Write to Ada]"));
    }
    ben.replies(ben.find("Back"), "Cancel").await;
    assert!(ada.last().starts_with("Ben writes:\n\nCancel"), "{}", ada.last());
    ben.needs_help().await;
    ben.replies(ben.find("Back"), "Back").await;
    assert!(ada.last().starts_with("Ben writes:\n\nBack"), "a reply is one in a form too: {}", ada.last());
    ben.says("Cancel").await;
    assert!(ben.last().starts_with("Cancelled."), "in a form it is that button: {}", ben.last());
    ben.says("Cancel").await;
    assert!(ben.last().starts_with("Who is that for?"), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_reply_after_a_week_is_passed_to_nobody_and_is_no_part_of_a_form() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ada.says("I am at home.").await;
    let passed = ben.find("I am at home.");
    for _ in 0..9 {
        town.passes(TimeDelta::days(1)).await;
    }
    ben.needs_help().await;
    ben.taps("A lift").await;
    let question = ben.last();
    ben.replies(passed, "Coming at five.").await;
    assert!(ben.last_before(1).starts_with("I no longer know whose words those were"), "{}", ben.screen());
    assert_eq!(ben.last(), question, "the form is as it was");
    ben.says("/cancel").await;
    ben.replies(passed, "Coming at five.").await;
    assert!(ben.last().starts_with("I no longer know whose words those were"), "{}", ben.screen());
    assert!(ben.last().ends_with("[What is happening now?]"), "{}", ben.last());
    assert!(!ada.sees("Coming at five."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_reply_in_the_middle_of_a_form_goes_through_and_leaves_the_form_as_it_is() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ada.says("I am at home.").await;
    ben.needs_help().await;
    ben.taps("A lift").await;
    ben.replies(ben.find("I am at home."), "Coming at five.").await;
    assert!(ada.last().contains("Coming at five."), "{}", ada.last());
    assert!(ben.last().contains("Tell it in a line"), "the words are no line: {}", ben.last());
    ada.says("Good.").await;
    assert!(ben.last_before(1).contains("Good.") && ben.last().contains("Tell it in a line"), "{}", ben.screen());
    ben.says("To the station").await;
    assert!(ben.last().contains("“To the station”"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn an_edit_of_a_passed_message_is_not_passed_on_and_that_is_said_once() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    let message = ada.says("At five.").await;
    let before = ben.screen();
    ada.edits(message, "At six.").await;
    assert!(ada.last().starts_with("If you changed a message, the change is not passed on"), "{}", ada.last());
    ada.edits(message, "At seven.").await;
    assert_eq!(ada.times("the change is not passed on"), 1, "{}", ada.screen());
    assert_eq!(ben.screen(), before);
    town.close().await;
}

#[tokio::test]
async fn an_edit_in_the_middle_of_a_form_leaves_its_question_the_last_word() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    let message = ada.says("At five.").await;
    ada.says("/start").await;
    ada.taps("I can help").await;
    let question = ada.last();
    assert!(question.contains("[Anything]"), "{question}");
    ada.edits(message, "At six.").await;
    assert!(ada.last_before(1).contains("is not passed on"), "{}", ada.screen());
    assert_eq!(ada.last(), question);
    assert_eq!(ada.times("[Anything]"), 1, "it is asked in one place: {}", ada.screen());
    assert!(!ben.sees("At six."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_telegram_refuses_the_reaction_a_sentence_says_passed_on() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    let refusal = Fault::Error { code: 400, description: "Bad Request: REACTION_INVALID".to_owned() };
    town.telegram.fail_next("setMessageReaction", &refusal, 1);
    town.forgives("REACTION_INVALID");
    let message = ada.says("At five.").await;
    assert_eq!(ada.message(message), "> At five.");
    assert_eq!(ada.last(), "Passed on.");
    assert!(ben.sees("At five."), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn where_the_other_one_cannot_be_reached_a_sentence_says_so() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    let refusal = Fault::Error { code: 403, description: "Forbidden: bot was blocked by the user".to_owned() };
    town.telegram.fail_next("sendMessage", &refusal, 1);
    town.forgives("bot was blocked by the user");
    let message = ada.says("At five.").await;
    assert!(ada.sees("I could not pass that on: they cannot be reached just now."), "{}", ada.screen());
    assert_eq!(ada.message(message), "> At five.", "no receipt");
    assert!(!ben.sees("At five."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_cannot_be_passed_on_is_said_at_once() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    let before = ben.screen();
    ada.says(&"a".repeat(3_001)).await;
    assert!(ada.last().starts_with("That is too long to pass on at once (3001 of 3000 characters)."), "{}", ada.last());
    for content in [
        Content::Voice { seconds: 3 },
        Content::Sticker { emoji: "👋".to_owned() },
        Content::Photo { caption: Some("The door".to_owned()), album: None },
        Content::Location(ada.place()),
    ] {
        ada.sends(content).await;
        assert_eq!(ada.last(), "I can only pass on words, so I have not passed that on. Please write it.");
    }
    assert_eq!(ben.screen(), before);
    ada.says("Now words.").await;
    assert!(ben.last().contains("Now words."), "writing goes on: {}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn passed_words_arrive_as_they_were_written() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    for words in
        ["<b>a & b</b> &lt;", "*stars* _and_ [links](x)", "שלום, אני בבית", "مرحبا", "👩‍👩‍👧 🇬🇧 日本語", &"<".repeat(3_000)]
    {
        ada.says(words).await;
        let came = ben.last().replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(came, format!("Ada writes:\n\n{words}\n[Write to Ada]"));
    }
    ada.says("left\u{202E}thgir").await;
    assert!(!ben.last().contains('\u{202E}'), "{}", ben.last());
    town.close().await;
}
