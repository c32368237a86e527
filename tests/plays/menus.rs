//! The menu: the newest one has the buttons, and what stood above those of before stays to be read.

use chrono::TimeDelta;
use doorstep::demo::Fault;

use super::town::Town;

#[tokio::test]
async fn a_newer_menu_takes_the_buttons_of_the_one_before_and_leaves_its_words() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("Cancel").await;
    ada.says("/help").await;
    let (help, need) = (ada.last(), ada.button("I need help"));
    let words = help.split("\n[").next().unwrap().to_owned();
    for line in ["Thanks", "/start", "/help", "/cancel"] {
        ada.says(line).await;
        assert_eq!(ada.times("[I need help]"), 1, "after {line}: {}", ada.screen());
        assert!(ada.last().contains("[I need help]"), "after {line}: {}", ada.screen());
    }
    assert_eq!(ada.message(need.message), words, "it is still to be read");
    // A tap that comes late leads on all the same.
    let before = ada.count();
    ada.taps_old(&need).await;
    assert!(ada.last().starts_with("What do you need?"), "{}", ada.screen());
    assert_eq!(ada.count(), before, "the newest menu is the question: {}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_question_that_is_asked_anew_takes_the_buttons_of_the_menu_above() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.says("/start").await;
    ben.says("/start").await;
    ada.says("/start").await;
    ada.taps_old(&ada.button("Change it")).await;
    assert!(!ada.sees("[I need help]") && ada.last().contains("[Leave it as it is]"), "{}", ada.screen());
    ben.taps("I can help").await;
    ben.says("/start").await;
    ben.taps("How far").await;
    assert!(!ben.sees("[I need help]") && ben.sees("[A short walk]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_menu_that_waits_comes_without_buttons_once_a_newer_one_waits_beneath() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("Cancel").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(60) }, 1);
    ada.says("/help").await;
    ada.says("/start").await;
    let before = ada.count();
    town.passes(TimeDelta::minutes(2)).await;
    let told = ada.since(before);
    assert!(told.starts_with("I connect neighbours.") && told.contains("What would you like to do?"), "{told}");
    assert_eq!(ada.times("[I need help]"), 1, "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_menu_that_cannot_be_edited_is_left_as_it_is() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("Cancel").await;
    for words in ["message to edit not found", "message can't be edited", "something of tomorrow"] {
        town.forgives(words);
        let gone = Fault::Error { code: 400, description: format!("Bad Request: {words}") };
        town.telegram.fail_next("editMessageReplyMarkup", &gone, 1);
        let before = ada.count();
        ada.says("/start").await;
        town.passes(TimeDelta::minutes(11)).await;
        assert_eq!(ada.count(), before + 2, "hers, and the menu: {}", ada.screen());
    }
    ada.taps("I need help").await;
    assert!(ada.last().starts_with("What do you need?"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn what_is_happening_now_is_answered_in_the_middle_of_a_question_which_comes_again_beneath() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ben.says("/start").await;
    let now = ben.button("What is happening now?");
    ben.taps("I need help").await;
    let before = ben.count();
    ben.taps_old(&now).await;
    let told = ben.since(before);
    assert!(told.contains("You and Ada are introduced."), "{told}");
    assert!(ben.last().contains("[A lift]"), "the question comes again: {}", ben.last());
    ben.taps("A lift").await;
    assert!(ben.last().starts_with("A lift") || ben.last().contains("Tell it in a line"), "{}", ben.last());
    ada.reads();
    town.reads_all();
    town.close().await;
}
