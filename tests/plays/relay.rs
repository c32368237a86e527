//! The bot passes words on between two introduced neighbours, and never guesses for whom they are.

use chrono::TimeDelta;
use doorstep::demo::{Content, Fault, MessageId, Origin, Place, Shown};

use super::town::{Neighbour, Town};

/// The message that said to whom everything goes, once that is over.
const OVER: &str = "You were writing to Ben. That is over.";

/// What becomes of words that were for Ben, once he is out.
const TO_NOBODY: &str =
    "I have passed your words on to nobody: you and Ben are no longer in touch through me.\n[What is happening now?]";

/// Two who are introduced: who asked, who helps.
async fn introduced<'t>(town: &'t Town, asker: &str, helper: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let (asker, helper) = town.introduces((asker, helper), &format!("Two bags for {asker}")).await;
    asker.reads();
    helper.reads();
    (asker, helper)
}

/// The helper says yes to the asker's ask; everybody else says no.
async fn meet(asker: &Neighbour<'_>, helper: &Neighbour<'_>, line: &str) {
    asker.asks_for(line).await;
    helper.taps("I can help").await;
    asker.taps("Yes, introduce us").await;
    asker.reads();
    helper.reads();
}

#[tokio::test]
async fn writing_to_passes_everything_on_until_done() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    insta::assert_snapshot!(ada.last(), @r"
    Writing to Ben. Everything you write here now goes to them, until you tap “Done”.
    [Done]
    ");
    for words in ["I am at home.", "Come\n\nby the garden."] {
        let message = ada.says(words).await;
        assert_eq!(ben.last(), format!("Ada writes:\n\n{words}\n[Write to Ada]"));
        assert_eq!(ada.message(message), format!("> {words}\n(👍)"), "the receipt is a reaction on the original");
    }
    let writing = ada.find("Writing to Ben.");
    ada.taps("Done").await;
    assert_eq!(ada.last(), "Done. What you write now goes to nobody.", "beneath what was passed on: {}", ada.screen());
    assert_eq!(ada.message(writing), OVER);
    let before = ben.screen();
    ada.says("Was that Ben?").await;
    assert!(ada.last().starts_with("Who is that for? I have not passed it on."), "{}", ada.last());
    assert_eq!(ben.screen(), before);
    ada.taps("No, to nobody").await;
    assert!(ada.last().starts_with("All right. I passed nothing on."), "{}", ada.last());
    assert_eq!(ben.screen(), before);
    town.close().await;
}

#[tokio::test]
async fn writing_to_ends_after_thirty_idle_minutes() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    town.passes(TimeDelta::minutes(29)).await;
    ada.says("I am at home.").await;
    town.passes(TimeDelta::minutes(29)).await;
    ada.says("Still.").await;
    assert!(ben.sees("I am at home.") && ben.sees("Still."), "each message begins them anew: {}", ben.screen());
    let writing = ada.find("Writing to Ben.");
    let before = ada.count();
    town.passes(TimeDelta::minutes(30)).await;
    assert_eq!(ada.message(writing), OVER, "it says so by itself");
    assert_eq!(ada.count(), before, "and in no new message");
    ada.says("/help").await;
    let help = ada.last();
    assert!(help.starts_with("I connect neighbours."), "{help}");
    ada.says("And a thing for nobody").await;
    assert_eq!((ada.message(writing).as_str(), ada.last_before(1)), (OVER, help), "{}", ada.screen());
    assert!(ada.last().starts_with("Who is that for?"), "{}", ada.last());
    assert!(!ben.sees("And a thing for nobody"), "{}", ben.screen());
    ada.taps("Yes, to Ben").await;
    assert_eq!(ada.last(), "I pass it on to Ben.");
    assert!(ben.sees("And a thing for nobody"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn what_arrives_does_not_end_writing_to() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.offers_while_known().await;
    ada.taps("Write to Ben").await;
    ben.taps("Write to Ada").await;
    ben.says("On my way.").await;
    town.neighbour("Eve").asks_for("A ladder").await;
    assert!(ada.last().contains("A ladder"), "{}", ada.last());
    ada.says("Good.").await;
    assert!(ben.last().contains("Good."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn any_question_that_is_opened_ends_writing_to_and_says_so() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    for way in
        ["/start", "/help", "/cancel", "I need help", "What is happening now?", "Rules, and what is kept", "More"]
    {
        ada.taps("Write to Ben").await;
        let writing = ada.find("Writing to Ben.");
        if way.starts_with('/') {
            ada.says(way).await;
        } else {
            let menu = ada.button(way);
            ada.taps_old(&menu).await;
        }
        assert_eq!(ada.message(writing), OVER, "{way}: {}", ada.screen());
        ada.says("Not for Ben").await;
        if way == "I need help" {
            ada.says("/cancel").await;
        } else {
            ada.taps("No, to nobody").await;
        }
    }
    assert!(!ben.sees("Not for Ben"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn who_turns_to_somebody_they_cannot_write_to_any_more_writes_to_nobody() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ben.taps("Write to Ada").await;
    ben.says("I cannot come after all.").await;
    ben.taps("Done").await;
    let old = ada.button("Write to Ben");
    ben.drops_out().await;
    let cleo = town.helper("Cleo").await;
    cleo.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.taps("Write to Cleo").await;
    ada.taps_old(&old).await;
    let before = cleo.screen();
    ada.says("Ben, what a pity!").await;
    assert!(ada.last().starts_with("Who is that for? I have not passed it on."), "{}", ada.screen());
    assert_eq!(cleo.screen(), before, "it was not for Cleo");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn help_while_writing_is_the_last_word_and_no_secret_goes_on() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    let writing = ada.find("Writing to Ben.");
    ada.says("/help").await;
    town.kill().await;
    town.start().await;
    let help = ada.last();
    assert!(help.starts_with("I connect neighbours."), "{help}");
    ada.says("The key is under the mat").await;
    assert!(ada.last().starts_with("Who is that for?"), "{}", ada.last());
    assert!(!ben.sees("The key is under the mat"), "{}", ben.screen());
    assert_eq!((ada.message(writing).as_str(), ada.last_before(1)), (OVER, help));
    ada.taps("Yes, to Ben").await;
    assert!(ben.sees("The key is under the mat"), "{}", ben.screen());
    town.close().await;
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
async fn cancel_while_writing_does_not_say_that_nothing_was_sent() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ada.says("I am at home.").await;
    ada.says("/cancel").await;
    assert!(ada.last().starts_with("What you write now goes to nobody. What I have passed on stays"), "{}", ada.last());
    assert!(ben.sees("I am at home."), "{}", ben.screen());
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

/// A line of the other one arrives, and this is tapped before the question comes again beneath it.
async fn taps_as_a_line_arrives(town: &Town, (who, other): (&Neighbour<'_>, &Neighbour<'_>), label: &str) {
    who.reads();
    town.telegram.hold("sendMessage");
    town.telegram.says(other.id, "I am at home.").unwrap();
    town.until("the line is taken", |telegram| telegram.unconfirmed() == 0).await;
    who.taps_without_waiting(label);
    town.until("the tap is taken", |telegram| telegram.unconfirmed() == 0).await;
    town.telegram.release("sendMessage");
    town.passes(TimeDelta::seconds(30)).await;
}

#[tokio::test]
async fn who_taps_as_a_line_arrives_finds_the_next_question_beneath_it_and_no_other() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ben.needs_help().await;
    ben.taps("Shopping and food").await;
    taps_as_a_line_arrives(&town, (&ben, &ada), "Nothing to add").await;
    assert!(ben.last().contains("[Today]"), "{}", ben.screen());
    assert!(ben.last_before(1).contains("I am at home."), "{}", ben.screen());
    assert!(!ben.sees("[Nothing to add]") && ben.times("[Today]") == 1, "{}", ben.screen());
    ben.taps("Today").await;
    taps_as_a_line_arrives(&town, (&ben, &ada), "Ask neighbours").await;
    assert!(ben.last().contains("[Close it]") || ben.last().contains("[I don't need it any more]"), "{}", ben.screen());
    assert!(ben.last_before(1).contains("I am at home."), "{}", ben.screen());
    assert!(!ben.sees("[Ask neighbours]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn several_messages_wait_for_one_answer_and_an_old_question_answers_nothing() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    let first = ada.says("Hello").await;
    let old = ada.button("Yes, to Ben");
    let second = ada.says("Are you there?").await;
    assert!(ada.last().starts_with("Who are those 2 messages for?"), "{}", ada.last());
    ada.taps_old(&old).await;
    assert!(!ben.sees("Hello") && !ben.sees("Are you there?"), "{}", ben.screen());
    ada.edits(second, "Are you at home?").await;
    ada.taps("Yes, to Ben").await;
    assert!(ben.last_before(1).contains("Hello") && ben.last().contains("Are you at home?"), "{}", ben.screen());
    for message in [first, second] {
        assert!(ada.message(message).ends_with("(👍)"), "{}", ada.screen());
    }
    town.close().await;
}

#[tokio::test]
async fn two_of_the_same_first_name_are_told_apart_by_what_they_agreed() {
    let town = Town::open().await;
    let cleo = town.helper("Cleo").await;
    let (one, other) = (town.neighbour("Ada"), town.neighbour("Ada"));
    meet(&one, &cleo, "Two bags").await;
    other.needs_help().await;
    for label in ["A lift", "Nothing to add", "Tomorrow"] {
        other.taps(label).await;
    }
    other.shares_place().await;
    other.taps("Ask neighbours").await;
    cleo.taps("I can help").await;
    other.taps("Yes, introduce us").await;
    cleo.says("I am late").await;
    assert!(cleo.last().ends_with("[Ada: A lift]\n[Ada: Shopping and food]\n[No, to nobody]"), "{}", cleo.last());
    cleo.taps("Ada: A lift").await;
    assert!(other.last().contains("I am late") && !one.sees("I am late"), "{}", other.screen());
    // The day is that of the lift as well, and the kind that of the first one: what she said is true of her alone.
    let third = town.neighbour("Ada");
    third.asks("Three bags", "Tomorrow").await;
    cleo.taps("I can help").await;
    third.taps("Yes, introduce us").await;
    cleo.says("I am late again").await;
    let labels = ["Ada: Three bags", "Ada: A lift", "Ada: Today, Thursday 12 March"];
    for label in labels {
        assert_eq!(cleo.last().matches(&format!("[{label}]")).count(), 1, "{label}: {}", cleo.last());
    }
    assert!(!cleo.last().contains("Tomorrow"), "it is true of two: {}", cleo.last());
    cleo.taps(labels[0]).await;
    assert!(third.last().contains("I am late again"), "{}", third.screen());
    assert!(!one.sees("I am late") && !other.sees("late again"), "{}", other.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn two_of_the_same_first_name_who_need_the_same_at_the_same_time_are_told_apart() {
    let town = Town::open().await;
    let cleo = town.helper("Cleo").await;
    let (one, other) = (town.neighbour("Ada"), town.neighbour("Ada"));
    meet(&one, &cleo, "Two bags").await;
    meet(&other, &cleo, "Three bags").await;
    cleo.says("I am late").await;
    assert!(cleo.last().ends_with("[Ada: Three bags]\n[Ada: Two bags]\n[No, to nobody]"), "{}", cleo.last());
    cleo.taps("Ada: Two bags").await;
    assert!(one.last().contains("I am late") && !other.sees("I am late"), "{}", one.screen());
    // Where they say the same as well, or nothing, there is the word that only the two have.
    let (same, silent) = (town.neighbour("Ada"), town.neighbour("Ada"));
    meet(&same, &cleo, "Three bags").await;
    silent.needs_help().await;
    for label in ["Shopping and food", "Nothing to add", "Today"] {
        silent.taps(label).await;
    }
    silent.shares_place().await;
    silent.taps("Ask neighbours").await;
    cleo.taps("I can help").await;
    silent.taps("Yes, introduce us").await;
    let word = |ada: &Neighbour<'_>| {
        let told = ada.message(ada.find("Your word: "));
        told.split_once("Your word: ").unwrap().1.split_once(". Cleo has it too.").unwrap().0.to_owned()
    };
    cleo.says("I come at five").await;
    for label in [format!("Ada: {}", word(&other)), format!("Ada: {}", word(&same)), format!("Ada: {}", word(&silent))]
    {
        assert_eq!(cleo.last().matches(&format!("[{label}]")).count(), 1, "{label}: {}", cleo.last());
    }
    assert!(cleo.last().contains("[Ada: Two bags]"), "{}", cleo.last());
    cleo.taps(&format!("Ada: {}", word(&silent))).await;
    assert!(silent.last().contains("I come at five"), "{}", silent.last());
    town.reads_all();
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
    assert!(ada.last().starts_with("I saw that you changed a message. The change is not passed on"), "{}", ada.last());
    ada.edits(message, "At seven.").await;
    assert_eq!(ada.times("The change is not passed on"), 1, "{}", ada.screen());
    assert_eq!(ben.screen(), before);
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

#[tokio::test]
async fn done_as_a_command_is_the_button_and_as_a_word_is_passed_on() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ben.says("/done").await;
    assert!(ben.last().starts_with("I do not know that command."), "he writes to nobody: {}", ben.last());
    ben.taps("Write to Ada").await;
    ben.says("Done").await;
    assert!(ada.last().starts_with("Ben writes:\n\nDone"), "the shopping, perhaps: {}", ada.last());
    ben.says("/nonsense").await;
    assert_eq!(ben.last(), "I do not know that command.");
    ben.says("See you").await;
    assert!(ada.last().contains("See you"), "he still writes to her: {}", ada.last());
    ben.says("/done").await;
    assert_eq!(ben.last(), "Done. What you write now goes to nobody.");
    let before = ada.count();
    ben.says("Is it far?").await;
    assert!(ben.last().starts_with("Who is that for?"), "{}", ben.last());
    assert_eq!(ada.since(before), "");
    // What cannot be done while that is asked says how to go on.
    ben.taps("Pause me").await;
    let first =
        "Nothing has changed. Please say below first who that is for. If it is for nobody, tap “No, to nobody”.";
    assert_eq!(ben.last_before(1), first);
    assert!(ben.last().starts_with("Who is that for?") && ben.last().ends_with("[No, to nobody]"), "{}", ben.last());
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

/// The same dice every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

#[tokio::test]
async fn three_introductions_at_once_and_not_one_message_goes_to_the_wrong_person() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let askers = [town.neighbour("Ada"), town.neighbour("Cleo"), town.neighbour("Dora")];
    for asker in &askers {
        meet(asker, &ben, &format!("Bags for {}", asker.name)).await;
    }
    let mut dice = Dice(11);
    let mut sent = 0;
    for step in 0..240 {
        let asker = &askers[dice.below(3)];
        let words = format!("word{step}x");
        let to = one_step(&ben, asker, &words, &mut dice).await;
        let readers = askers
            .iter()
            .chain([&ben])
            .filter(|one| one.phone().messages.iter().any(|message| message.from_bot && message.text.contains(&words)));
        let readers: Vec<&str> = readers.map(|one| one.name.as_str()).collect();
        assert_eq!(readers, to.into_iter().collect::<Vec<_>>(), "step {step}");
        sent += usize::from(to.is_some());
        town.passes(TimeDelta::seconds(20)).await;
    }
    assert!(sent > 100, "{sent}");
    town.reads_all();
    town.close().await;
}

/// One thing of many that people do; for whom it was, as they see it on the phone.
async fn one_step<'n>(ben: &Neighbour<'_>, asker: &'n Neighbour<'_>, words: &str, dice: &mut Dice) -> Option<&'n str> {
    match dice.below(8) {
        0 => {
            asker.taps("Write to Ben").await;
            asker.says(words).await;
            asker.taps("Done").await;
            Some("Ben")
        }
        1 | 2 => {
            ben.taps(&format!("Write to {}", asker.name)).await;
            ben.says(words).await;
            Some(&asker.name)
        }
        3 | 4 => {
            let heading = format!("{} writes:", asker.name);
            let old = old_message(ben, |one| one.from_bot && one.text.contains(&heading), dice)?;
            ben.replies(old, words).await;
            Some(&asker.name)
        }
        5 => {
            ben.says("/start").await;
            ben.says(words).await;
            ben.taps(&format!("Yes, to {}", asker.name)).await;
            Some(&asker.name)
        }
        6 => {
            ben.says("/start").await;
            ben.says(words).await;
            ben.taps("No, to nobody").await;
            None
        }
        _ => {
            let mine = old_message(ben, |one| !one.from_bot && one.text.contains("word"), dice)?;
            ben.edits(mine, words).await;
            None
        }
    }
}

/// Any message that is one of these.
fn old_message(who: &Neighbour<'_>, is: impl Fn(&Shown) -> bool, dice: &mut Dice) -> Option<MessageId> {
    let messages = who.phone().messages;
    let found: Vec<_> = messages.iter().filter(|one| is(one)).collect();
    if found.is_empty() { None } else { Some(found[dice.below(found.len())].id) }
}

#[tokio::test]
async fn writing_that_ends_leaves_an_older_menu_as_it_is() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.says("/start").await;
    let now = ada.button("What is happening now?");
    ada.taps("Write to Ben").await;
    ada.taps_old(&now).await;
    assert_eq!(ada.times(OVER), 1, "{}", ada.screen());
    assert!(!ada.message(now.message).contains(OVER), "the menu is no message of hers: {}", ada.screen());
    let before = ben.count();
    ada.says("Nobody hears this by itself.").await;
    assert_eq!(ben.since(before), "");
    town.reads_all();
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
    assert!(ada.sees("I did not pass that on: you two were no longer in touch through me."), "{}", ada.screen());
    assert!(!ada.sees("cannot be reached just now"), "he can: {}", ada.screen());
    assert_eq!(ada.message(message), "> At five.", "no receipt");
    assert!(!ben.sees("At five."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn words_of_which_nobody_said_whom_they_are_for_are_kept_for_a_week_and_passed_to_nobody() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.says("Bring the red ladder.").await;
    town.passes(TimeDelta::days(1)).await;
    ada.says("And the blue one.").await;
    let yes = ada.button("Yes, to Ben");
    town.passes(TimeDelta::days(6) - TimeDelta::minutes(5)).await;
    assert!(ada.sees("Who are those 2 messages for?"), "{}", ada.screen());
    let before = ada.count();
    town.passes(TimeDelta::minutes(5)).await;
    assert!(ada.sees("I do not keep words for longer than a week."), "{}", ada.screen());
    assert_eq!(ada.count(), before, "said on the question itself, which wakes nobody");
    assert!(!ada.sees("[Yes, to Ben]"), "{}", ada.screen());
    ada.taps_old(&yes).await;
    assert!(!ben.sees("ladder") && !ben.sees("blue"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whom_words_are_for_holds_up_nothing_on_the_menu() {
    let all = [
        ("I need help", "What do you need?"),
        ("I can help", "May I ask you"),
        ("What is happening now?", "You and Ben are introduced."),
    ];
    for (label, question) in all {
        let town = Town::open().await;
        let (ada, ben) = introduced(&town, "Ada", "Ben").await;
        ada.says("/start").await;
        let menu = ada.button(label);
        ada.says("Is it far?").await;
        let asked = ada.find("Who is that for?");
        let before = ben.count();
        ada.taps_old(&menu).await;
        assert_eq!(ada.message(asked), "You did not say who that was for, so I have passed nothing on.");
        assert!(ada.sees(question) && !ada.sees("You were in the middle"), "{}", ada.screen());
        town.passes(TimeDelta::days(8)).await;
        assert!(!ben.since(before).contains("Is it far?"), "{}", ben.screen());
        town.reads_all();
        town.close().await;
    }
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
async fn who_is_writing_to_another_one_writes_on() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    let cleo = town.helper("Cleo").await;
    ben.says("/start").await;
    meet(&ada, &cleo, "A saw").await;
    ada.taps("Write to Cleo").await;
    let writing = ada.find("Writing to Cleo.");
    ben.drops_out().await;
    assert!(ada.message(writing).starts_with("Writing to Cleo."), "{}", ada.screen());
    ada.says("Come at three").await;
    assert!(cleo.last().contains("Come at three"), "{}", cleo.last());
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
