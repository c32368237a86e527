//! Everything that is written goes to one neighbour, until it is done, idle for long, or turned away from.

use chrono::TimeDelta;

use super::relay::{introduced, meet};
use super::relay_over::OVER;
use super::town::Town;

#[tokio::test]
async fn writing_to_passes_everything_on_until_done() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    insta::assert_snapshot!(ada.last(), @r"
    Writing to Ben. Everything you write here now goes to them. To stop, tap “Done”.
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

/// What is left of a menu once the next question is asked: all but its buttons.
fn words(menu: &str) -> &str {
    menu.split("\n[").next().unwrap()
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
    assert_eq!((ada.message(writing).as_str(), ada.last_before(1).as_str()), (OVER, words(&help)), "{}", ada.screen());
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
        let button = (!way.starts_with('/')).then(|| ada.button(way));
        ada.taps("Write to Ben").await;
        let writing = ada.find("Writing to Ben.");
        match button {
            Some(button) => ada.taps_old(&button).await,
            None => drop(ada.says(way).await),
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
    assert_eq!((ada.message(writing).as_str(), ada.last_before(1).as_str()), (OVER, words(&help)));
    ada.taps("Yes, to Ben").await;
    assert!(ben.sees("The key is under the mat"), "{}", ben.screen());
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
