//! Answers that no question asked for: each gets its own kind sentence and the way on, and changes nothing.

use doorstep::demo::{Content, Origin};

use super::town::{PLACES, POSTED, QUESTIONS, Town};

#[tokio::test]
async fn a_line_that_is_too_long_or_empty_is_asked_for_again() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("A lift").await;
    let question = ada.last();
    let long = "é".repeat(601);
    for (line, answer) in [
        (long.as_str(), "That is a little too long for one line (601 of 600 characters). Please make it shorter."),
        ("\u{200B}\u{202E}", "I could not read any words in that. Please write it in a line, or tap “Nothing to add”."),
    ] {
        ada.says(line).await;
        assert_eq!((ada.last_before(1).as_str(), ada.last()), (answer, question.clone()));
    }
    let longest = "é".repeat(600);
    ada.says(&longest).await;
    assert!(ada.last().contains(&longest) && ada.last().contains("When?"), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn an_edit_cannot_make_a_line_too_long_or_empty() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("A lift").await;
    let line = ada.says("To the station").await;
    let question = ada.last();
    ada.edits(line, &"x".repeat(601)).await;
    assert!(ada.last_before(1).starts_with("That is a little too long"), "{}", ada.screen());
    assert_eq!(ada.last(), question);
    ada.edits(line, "\u{200B}").await;
    assert!(ada.last_before(1).starts_with("I could not read any words in that."), "{}", ada.screen());
    assert_eq!(ada.last(), question);
    town.close().await;
}

/// Everything but words and places.
fn oddities() -> Vec<Content> {
    let origin = Origin::Hidden { name: "Somebody".to_owned() };
    vec![
        Content::Sticker { emoji: "🙂".to_owned() },
        Content::Voice { seconds: 3 },
        Content::Photo { caption: Some("Two bags".to_owned()), album: None },
        Content::Document { file_name: "list.pdf".to_owned(), caption: None },
        Content::Contact { phone_number: "+44 1865 000000".to_owned(), first_name: "Zoe".to_owned(), user_id: None },
        Content::Forward { text: "Two bags".to_owned(), origin },
    ]
}

#[tokio::test]
async fn what_is_not_words_changes_no_step_and_is_answered() {
    let town = Town::open().await;
    for way in QUESTIONS.into_iter().chain(POSTED) {
        let ada = town.far_off("Ada");
        ada.goes(way).await;
        let question = ada.last();
        for oddity in oddities().into_iter().chain([Content::Location(ada.place())]) {
            let (count, what) = (ada.count(), format!("{way:?}: {oddity:?}"));
            ada.sends(oddity).await;
            assert_eq!(ada.count(), count + 3, "one sentence, and the question: {what}: {}", ada.screen());
            assert!(ada.last_before(1).contains('.'), "{what}: {}", ada.screen());
            assert_eq!(ada.last(), question, "{what}");
        }
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_voice_message_in_place_of_a_line_is_asked_for_in_words() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("A lift").await;
    for (oddity, answer) in oddities().into_iter().zip([
        "I can only pass on words here.",
        "I can only pass on words here.",
        "I can only pass on words here.",
        "I can only pass on words here.",
        "I can only pass on words here.",
        "That was forwarded from someone else. Please say it in your own words.",
    ]) {
        ada.sends(oddity).await;
        assert!(ada.last_before(1).starts_with(answer), "{}", ada.screen());
    }
    ada.says("/nonsense").await;
    assert!(ada.last_before(1).starts_with("I do not know that command."), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn words_where_a_tap_is_asked_for_are_no_answer() {
    let town = Town::open().await;
    let asks_for_words = [
        "Tell it in a line",
        "just write a new line",
        "write a line about yourself",
        "What shall I tell",
        "Please write a first name",
    ];
    for way in QUESTIONS.into_iter().chain(POSTED) {
        let ada = town.far_off("Ada");
        ada.goes(way).await;
        let question = ada.last();
        if asks_for_words.iter().any(|words| question.contains(words)) {
            continue;
        }
        for words in ["thanks", "ok", "si", "Yes", "A lift", "Back", "Share roughly where I am"] {
            ada.says(words).await;
            assert_eq!(ada.last_before(1), "Please tap one of the buttons below.", "{way:?}: {words}");
            assert_eq!(ada.last(), question, "{way:?}: {words}");
        }
        ada.says("Cancel").await;
        let is_cancelled = ["Cancelled.", "All right. Your ask stays as it was."];
        assert!(
            is_cancelled.iter().any(|words| ada.last().starts_with(words)),
            "a label of a key is that key: {}",
            ada.last()
        );
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_a_place_is_asked_for_nothing_else_will_do() {
    let town = Town::open().await;
    for way in PLACES {
        let ada = town.neighbour("Ada");
        ada.goes(way).await;
        let question = ada.last();
        for words in ["Headington", "OX3 9DU", "Share roughly where I am", "thanks"] {
            ada.says(words).await;
            assert!(ada.last_before(1).starts_with("I need a shared place here."), "{way:?}: {}", ada.screen());
            assert_eq!(ada.last(), question, "{way:?}: {words}");
            assert!(ada.phone().keyboard.is_some(), "{way:?}: {words}");
        }
        let live = Content::LiveLocation { place: ada.place(), seconds: 900 };
        for (oddity, answer) in oddities().into_iter().map(|oddity| (oddity, "")).chain([(live, "That place moves")]) {
            ada.sends(oddity).await;
            assert!(ada.last_before(1).starts_with(answer), "{way:?}: {}", ada.screen());
            assert_eq!(ada.last(), question, "{way:?}");
        }
        ada.shares_place().await;
        assert!(ada.sees("Thank you. I know your area now"), "{way:?}: {}", ada.screen());
        assert_eq!(ada.phone().keyboard, None, "{way:?}");
    }
    town.close().await;
}

#[tokio::test]
async fn a_pin_or_a_venue_is_a_shared_place_too() {
    let town = Town::open().await;
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    for one in [&ada, &eve] {
        one.goes(PLACES[0]).await;
    }
    ada.sends(Content::Location(ada.place())).await;
    let venue = Content::Venue { place: eve.place(), title: "The Mitre".to_owned(), address: "17 High St".to_owned() };
    eve.sends(venue).await;
    for one in [&ada, &eve] {
        assert!(one.last().contains("[Ask neighbours]") && !one.sees("Mitre"), "{}", one.screen());
    }
    town.close().await;
}

#[tokio::test]
async fn chatter_gets_one_line_and_the_menu() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let asked = ada.last();
    for words in ["thanks", "ok", "si", "yes", "I can help", "Ask neighbours", "Yes, introduce us", "Back"] {
        for one in [&ada, &ben] {
            let count = one.count();
            one.says(words).await;
            let answer = one.since(count);
            assert!(answer.starts_with("Thank you. I only understand the buttons here."), "{words}: {answer}");
            assert!(answer.contains("[I need help] [I can help]\n"), "{words}: {answer}");
        }
    }
    for oddity in oddities() {
        let count = ada.count();
        let is_contact = matches!(oddity, Content::Contact { .. });
        let answer = if is_contact {
            "Thank you, but I do not need a phone number right now."
        } else {
            "Thank you. I only understand the buttons here."
        };
        ada.sends(oddity).await;
        assert!(ada.since(count).starts_with(answer), "{}", ada.last());
    }
    assert!(ada.sees(&asked) && ben.sees("[Not this time]"), "the ask and the ping are as they were");
    assert!(!ada.sees("can help."), "nothing was accepted: {}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_place_that_nobody_asked_for_is_not_kept() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    for oddity in [Content::Location(ada.place()), Content::LiveLocation { place: ada.place(), seconds: 60 }] {
        ada.sends(oddity).await;
        assert!(ada.last().starts_with(
            "Thank you, but I do not need your place right now. I have passed it on to nobody, and did not keep it."
        ));
    }
    ada.writes_ask("Two bags", "Today").await;
    assert!(ada.sees("Roughly where?"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn an_album_gets_one_answer() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let count = ada.count();
    ada.reads();
    for _ in 0..4 {
        let photo = Content::Photo { caption: None, album: Some("13579".to_owned()) };
        town.telegram.sends(ada.id, photo).unwrap();
    }
    town.settle().await;
    assert_eq!(ada.count(), count + 5, "four photos, one answer");
    assert!(ada.last().starts_with("Thank you. I only understand the buttons here."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn an_unknown_command_is_named_as_such() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    for command in ["/nonsense", "/start@SomeOtherBot", "/", "/ask help me"] {
        ada.says(command).await;
        assert!(ada.last().starts_with("I do not know that command."), "{command}: {}", ada.last());
    }
    ada.says("/help@DoorstepBot").await;
    assert!(ada.last().starts_with("I connect neighbours."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn an_older_menu_leads_to_the_newest_message_and_never_to_a_second_question() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let first = ada.button("18 or over, I agree: I need help");
    ada.says("/start").await;
    let second = ada.button("18 or over, I agree: I can help");
    ada.says("/help").await;
    let count = ada.count();
    ada.taps_old(&first).await;
    assert!(ada.last().contains("What do you need?"), "{}", ada.last());
    assert_eq!((ada.message(first.message).as_str(), ada.count()), ("This goes on below.", count), "{}", ada.screen());
    let question = ada.last();
    ada.taps_old(&second).await;
    assert_eq!(ada.last(), question, "one question at a time: {}", ada.screen());
    assert_eq!(ada.times("May I ask you when"), 0, "{}", ada.screen());
    ada.taps("Shopping and food").await;
    assert!(ada.last().contains("Tell it in a line"), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn an_older_menu_that_is_tapped_in_the_middle_of_a_form_stays_a_menu() {
    let town = Town::open().await;
    let (ada, _ben) = town.introduced("Today").await;
    ada.says("/start").await;
    let now = ada.button("What is happening now?");
    ada.says("/start").await;
    ada.taps("I need help").await;
    let before = ada.message(now.message);
    ada.taps_old(&now).await;
    assert_eq!(ada.message(now.message), before, "{}", ada.screen());
    assert!(ada.last().starts_with("What do you need?"), "the form goes on beneath: {}", ada.screen());
    assert_eq!(ada.times("[Small jobs at home]"), 1, "in one message: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_was_not_passed_on_stays_to_be_read_when_a_way_to_write_is_tapped_there() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ada.sends(Content::Voice { seconds: 3 }).await;
    let write = ada.button("Write to Ben");
    for words in ["Hello?", "Are you there?"] {
        ada.says(words).await;
    }
    let told = "I can only pass on words, so I have not passed that on. Please write it.";
    ada.taps_old(&write).await;
    assert!(ada.message(write.message).starts_with(told), "while it is asked whom words are for: {}", ada.screen());
    assert!(ada.last().starts_with("Who are those 2 messages for?"), "{}", ada.screen());
    ada.taps("No, to nobody").await;
    for _ in 0..2 {
        ada.taps_old(&write).await;
        assert!(ada.message(write.message).starts_with(told), "while she writes: {}", ada.screen());
    }
    ada.says("The red door.").await;
    assert!(ben.last().contains("The red door."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}
