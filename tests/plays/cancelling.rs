//! /cancel says what is true: that nothing was begun, and what stays open. What a card asks is a question like any other.

use chrono::TimeDelta;
use doorstep::demo::Content;

use super::town::{Neighbour, Town};

/// What /cancel is answered with.
async fn cancels(who: &Neighbour<'_>) -> String {
    who.says("/cancel").await;
    who.last().lines().next().unwrap().to_owned()
}

#[tokio::test]
async fn cancel_says_what_stays_open_and_leads_to_it() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let yes = ben.button("I can help");
    let open = |what| {
        format!(
            "You are not in the middle of anything, so I have cancelled nothing. Still open: {what}. To see it, and what you can do, tap \
             “What is happening now?”."
        )
    };
    assert_eq!(cancels(&ada).await, open("what you asked for"));
    assert!(ada.last().contains("[What is happening now?]"), "{}", ada.last());
    ada.taps("What is happening now?").await;
    assert!(ada.sees("[I don't need it any more]"), "{}", ada.screen());
    assert!(
        cancels(&ben)
            .await
            .ends_with("If you would rather not be asked for now, tap “What is happening now?”, then “Pause me”.")
    );
    ben.taps_old(&yes).await;
    assert_eq!(cancels(&ben).await, open("what you said yes to"));
    ada.taps("Yes, introduce us").await;
    assert_eq!(cancels(&ada).await, open("what you asked for, what you have agreed with somebody"));
    assert_eq!(cancels(&ben).await, open("what you have agreed with somebody"));
    ben.taps("What is happening now?").await;
    assert!(ben.sees("[I can't make it]"), "{}", ben.screen());
    ben.drops_out().await;
    ben.looks().await;
    ben.taps("Pause me").await;
    assert_eq!(cancels(&ben).await, "There is nothing to cancel: you are not in the middle of anything.");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn cancel_knows_a_yes_that_is_asked_about_once_more() {
    let town = Town::open().await;
    let (ada, [ben, cleo, dora]) = town.introduced_to_first(["Ben", "Cleo", "Dora"], "Today").await;
    cleo.taps("Stand by, in case").await;
    assert!(cancels(&cleo).await.contains("Still open: what you said yes to."), "{}", cleo.screen());
    ben.drops_out().await;
    assert!(cleo.sees("You may be needed after all."), "{}", cleo.screen());
    assert!(cancels(&cleo).await.contains("Still open: what you said yes to."), "{}", cleo.screen());
    assert!(!cancels(&dora).await.contains("what you said yes to"), "{}", dora.screen());
    assert!(
        cancels(&ada)
            .await
            .ends_with("Still open: what you asked for. To see it, and what you can do, tap “What is happening now?”.")
    );
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn cancel_takes_back_what_a_card_asks() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Tomorrow").await;
    town.reads_all();
    let before = ben.count();
    for (way, question, way_on, told) in [
        (
            &["More", "Change the time"] as &[&str],
            "When would suit you?",
            "[I can't make it]",
            "All right. Nothing has changed, and I have told nobody.",
        ),
        (
            &["I can't make it"],
            "Shall I tell Ben that you can't make it?",
            "[Write to Ben]",
            "All right. Nothing has changed, and I have told nobody.",
        ),
        (
            &["I don't need it any more"],
            "Shall I close this ask?",
            "[I don't need it any more]",
            "All right. Your ask stays as it was.",
        ),
    ] {
        for cancel in ["/cancel", "Cancel"] {
            for label in way {
                ada.taps(label).await;
            }
            let card = ada.find(question);
            town.stop().await;
            town.start().await;
            ada.says(cancel).await;
            assert_eq!(ada.last().lines().next(), Some(told), "{way:?}");
            assert!(!ada.sees(question), "{way:?}: {}", ada.screen());
            assert!(ada.message(card).contains(way_on), "{way:?}: {}", ada.message(card));
        }
    }
    assert_eq!(ben.since(before), "", "he hears of nothing");
    town.close().await;
}

#[tokio::test]
async fn words_are_no_answer_to_what_a_card_asks_and_go_to_nobody() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    town.reads_all();
    let before = ben.count();
    ada.taps("More").await;
    ada.taps("Change the time").await;
    let question = ada.last();
    assert!(question.ends_with("[No hurry]\n[Leave it as it is]"), "{question}");
    let sticker = Content::Sticker { emoji: "🙂".to_owned() };
    for content in [None, Some(sticker), Some(Content::Location(ada.place()))] {
        match content {
            Some(content) => drop(ada.sends(content).await),
            None => drop(ada.says("Tomorrow").await),
        }
        assert_eq!(
            (ada.last_before(1), ada.last()),
            ("Please tap one of the buttons below.".to_owned(), question.clone())
        );
        assert_eq!(ada.times("[Leave it as it is]"), 1, "it is asked in one place: {}", ada.screen());
    }
    ada.says("/nonsense").await;
    assert_eq!(ada.last(), "I do not know that command.");
    ada.taps("Leave it as it is").await;
    ada.says("See you").await;
    assert!(ada.last().starts_with("Who is that for?"), "nothing is asked any more: {}", ada.last());
    assert_eq!(ben.since(before), "");
    town.close().await;
}

#[tokio::test]
async fn what_a_card_asks_holds_up_nothing_and_ends_with_its_thing() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Now").await;
    ada.taps("I can't make it").await;
    ada.needs_help().await;
    assert!(ada.last().contains("What do you need?"), "{}", ada.last());
    ada.taps("Cancel").await;
    ada.taps("Leave it as it is").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("More").await;
    ada.taps("End this").await;
    // Its helper ends it meanwhile.
    for label in ["More", "End this", "Yes, end it"] {
        ben.taps(label).await;
    }
    assert!(!ada.sees("Shall I end this?"), "{}", ada.screen());
    ada.says("where are you").await;
    assert!(ada.last().starts_with("I only understand the buttons here. That went to nobody:"), "{}", ada.last());
    assert!(!cancels(&ada).await.contains("agreed with somebody"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}
