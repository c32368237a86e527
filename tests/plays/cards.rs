//! A card is one message that shows a thing: when a newer one comes, the older one has no buttons and leads to it.

use chrono::TimeDelta;

use doorstep::demo::Fault;

use super::town::Town;

/// What an older message of a thing says.
const BELOW: &str = "Shopping and food\n“Two bags”\n\nThis goes on below.";

#[tokio::test]
async fn what_is_happening_now_on_a_card_is_always_answered_where_it_is_seen() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    for _ in 0..2 {
        let card = ada.button("What is happening now?");
        let shown = ada.message(card.message);
        ada.taps("What is happening now?").await;
        assert_eq!(ada.last(), shown, "nothing changed, and that is seen: {}", ada.screen());
        assert_eq!(ada.message(card.message), BELOW);
        // The same button once more, as on a phone that has not drawn the change yet.
        let before = ada.count();
        ada.taps_old(&card).await;
        assert_eq!((ada.count(), ada.last()), (before, shown), "{}", ada.screen());
    }
    let before = ada.count();
    ada.taps_twice("What is happening now?").await;
    assert_eq!(ada.count(), before + 1, "two quick taps are one: {}", ada.screen());
    assert_eq!(ada.times("[I don't need it any more]"), 1, "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn in_the_middle_of_a_form_the_answer_comes_and_the_question_beneath() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.reads();
    let now = ada.button("What is happening now?");
    ada.says("/start").await;
    ada.taps("I can help").await;
    ada.taps_old(&now).await;
    assert!(ada.last_before(1).contains("Two bags") && ada.last().contains("[Some things]"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_card_whose_next_ones_could_not_be_sent_leads_to_the_one_that_was() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (ada, ben) = town.asked("Today").await;
    let card = ada.button("What is happening now?");
    ada.says("/start").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(600) }, 1);
    for _ in 0..4 {
        ada.taps("What is happening now?").await;
    }
    for minutes in [11, 1] {
        town.passes(TimeDelta::minutes(minutes)).await;
    }
    assert_eq!(ada.times("[I don't need it any more]"), 1, "{}", ada.screen());
    assert_eq!(ada.message(card.message), BELOW);
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn cards_of_one_ask_do_not_contradict_each_other() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    // Everybody was asked: a new message says so.
    town.passes(TimeDelta::hours(1)).await;
    assert!(ada.last().contains("I have found nobody so far"), "{}", ada.last());
    ada.looks().await;
    assert_eq!(ada.times("[I don't need it any more]"), 1, "{}", ada.screen());
    town.stop().await;
    town.start().await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("Ben can help. I ask nobody else.") && !ada.sees("No yes yet."), "{}", ada.screen());
    assert!(!ada.sees("I have found nobody so far"), "{}", ada.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("It is done").await;
    assert_eq!(ada.times("Closed. Nobody else is asked."), 1, "{}", ada.screen());
    assert!(!ada.sees("[Change it]") && !ada.sees("[I don't need it any more]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_that_was_nudged_and_let_go_leaves_no_button() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("No hurry").await;
    ben.taps("I can help").await;
    let first = ada.button("Yes, introduce us");
    town.passes(TimeDelta::hours(25)).await;
    assert!(ada.last().starts_with("Ben still waits for your answer."), "{}", ada.last());
    assert_eq!((ada.message(first.message).as_str(), ada.times("[Yes, introduce us]")), (BELOW, 1));
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.sees("Time went by without an answer") && !ada.sees("[Yes, introduce us]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_helper_who_is_asked_anew_has_one_ping_to_answer() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let old = ben.button("I can help");
    ada.changes_time("Tomorrow").await;
    assert!(ben.last().contains("Tomorrow, Friday 13 March"), "{}", ben.last());
    assert_eq!((ben.message(old.message).as_str(), ben.times("[I can help]")), (BELOW, 1), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn cards_of_what_ended_while_somebody_was_away_are_mended_on_their_return() {
    let town = Town::open().await;
    let (ada, kim) = (town.neighbour("Ada"), town.helper("Kim").await);
    ada.asks("Two bags", "Today").await;
    kim.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    let write = kim.button("Write to Ada");
    kim.blocks_the_bot().await;
    kim.starts().await;
    assert!(kim.message(write.message).contains("This is over. Ada and you"), "{}", kim.screen());
    kim.taps_old(&write).await;
    assert!(kim.message(write.message).contains("This is over. Ada and you"), "{}", kim.screen());
    ada.says("/start").await;
    // Who asked, and is away.
    ada.asks("A ladder", "Today").await;
    let leo = town.helper("Leo").await;
    leo.taps("I can help").await;
    let (card, yes) = (ada.button("I don't need it any more"), ada.button("Yes, introduce us"));
    ada.blocks_the_bot().await;
    ada.starts().await;
    // Those edits wait for the chat's budget.
    town.passes(TimeDelta::seconds(10)).await;
    assert!(ada.message(card.message).contains("Closed. Nobody else is asked."), "{}", ada.screen());
    assert!(ada.message(yes.message).starts_with("Leo could help too."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_tap_on_the_card_of_an_introduction_that_is_over_mends_it() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    let write = ada.button("Write to Ben");
    ben.drops_out().await;
    let before = ada.count();
    ada.taps_old(&write).await;
    assert!(ada.message(write.message).contains("This is over. Ben and you"), "{}", ada.screen());
    assert_eq!(ada.count(), before);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_link_that_leads_nowhere_says_so_in_the_middle_of_a_form_too() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("A lift").await;
    let question = ada.last();
    for link in ["ask_nothing", "something"] {
        ada.starts_with(link).await;
        assert_eq!((ada.last_before(1).as_str(), ada.last()), ("That link no longer works.", question.clone()));
    }
    ada.says("/help").await;
    assert!(ada.last_before(1).contains("/start shows the menu, or the question that is open."), "{}", ada.screen());
    ada.says("/start").await;
    assert_eq!(ada.last(), question);
    ada.says("To the station").await;
    assert!(ada.last().contains("“To the station”"), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn a_card_whose_newer_one_never_came_tells_the_truth_on_a_tap_and_is_the_card_again() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let card = ada.button("What is happening now?");
    let refused = "something of tomorrow";
    town.gives_up_on(refused);
    let refusal = Fault::Error { code: 400, description: format!("Bad Request: {refused}") };
    // As it is, more simply, without its buttons, and the apology in its place.
    town.telegram.fail_next("sendMessage", &refusal, 4);
    let before = ada.count();
    ada.taps("What is happening now?").await;
    assert_eq!(ada.count(), before, "{}", ada.screen());
    ben.taps("I can help").await;
    ada.taps_old(&card).await;
    let told = ada.message(card.message);
    assert!(!told.contains("No yes yet") && told.contains("[Change it]"), "{told}");
    ada.taps("Yes, introduce us").await;
    assert!(ada.message(card.message).contains("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
