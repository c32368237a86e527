//! "My name": what neighbours see in place of Telegram's first name.

use chrono::TimeDelta;
use doorstep::demo::Content;

use super::town::Town;

#[tokio::test]
async fn a_helper_chooses_their_name_and_who_asks_sees_it() {
    let town = Town::open().await;
    let ben = town.helper("Benjamin").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    let card = ben.last();
    ben.taps("My name").await;
    insta::assert_snapshot!(ben.last(), @r"
    What should neighbours call you? Please write a first name. Now they see: Benjamin.
    [Use my Telegram name]
    [Back] [Cancel]
    ");
    ben.says("Ben\u{202E}\n <3").await;
    assert_eq!(
        ben.last_before(1),
        "From now on neighbours see: Ben <3. I tell those you are introduced to or said yes to, and nobody else."
    );
    assert_eq!(ben.last(), card, "{}", ben.screen());
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    assert!(ben.last().contains("they see: Ben <3, new here."), "{}", ben.last());
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben <3 can help."), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    assert!(ada.last().contains("[Write to Ben <3]") && !ada.sees("Benjamin"), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn a_new_neighbour_chooses_their_name_from_the_rules_before_anything_else() {
    let town = Town::open().await;
    let ada = town.neighbour("Adelaide");
    ada.starts().await;
    let welcome = ada.last();
    ada.taps("Rules, and what is kept").await;
    let rules = ada.last();
    ada.taps("My name").await;
    ada.taps_twice("Back").await;
    assert_eq!(ada.last(), rules);
    ada.taps("My name").await;
    ada.says("Ada").await;
    assert!(ada.last_before(1).starts_with("From now on neighbours see: Ada."), "{}", ada.screen());
    assert_eq!(ada.last(), rules);
    ada.taps("Back").await;
    assert_eq!(ada.last(), welcome.replace("Adelaide", "Ada"));
    let ben = town.helper("Ben").await;
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Ada are introduced."), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn telegrams_new_name_does_not_take_the_place_of_a_chosen_one() {
    let town = Town::open().await;
    let ben = town.helper("Benjamin").await;
    ben.is_called("Ben").await;
    town.telegram.renames(ben.id, |person| person.first_name = "DARK LORD".to_owned());
    town.stop().await;
    town.start().await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    ada.taps("Not this one").await;
    ben.says("/start").await;
    assert!(ben.last().starts_with("Hello Ben."), "{}", ben.last());
    ben.taps("I can help").await;
    ben.taps("My name").await;
    ben.taps_twice("Use my Telegram name").await;
    assert!(ben.last().starts_with("From now on neighbours see: DARK LORD."), "{}", ben.screen());
    town.telegram.renames(ben.id, |person| person.first_name = "Benno".to_owned());
    ben.says("/start").await;
    assert!(ben.last().starts_with("Hello Benno."), "Telegram's again: {}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn who_chooses_the_name_that_telegram_has_keeps_it_when_telegrams_changes() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.is_called("Ben").await;
    assert_eq!(ben.last_before(1), "All right. Neighbours see: Ben.", "{}", ben.screen());
    town.telegram.renames(ben.id, |person| person.first_name = "DARK LORD".to_owned());
    ben.says("/start").await;
    assert!(ben.last().starts_with("Hello Ben."), "{}", ben.last());
    ben.taps("I can help").await;
    ben.taps("My name").await;
    ben.taps("Use my Telegram name").await;
    assert!(ben.last().starts_with("From now on neighbours see: DARK LORD."), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn what_is_no_name_is_asked_for_again_and_nothing_changes() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("My name").await;
    let question = ben.last();
    let long = "é".repeat(300);
    for (words, answer) in [
        (long.as_str(), "That is too long for a name. Please write at most 64 letters."),
        ("\u{200B}\u{202E}", "I could not read a name in that. Please write it in letters."),
        ("🙂🙂", "I could not read a name in that. Please write it in letters."),
        ("Ben 07700 900123", "Please write only a name: no phone number, no link and no username."),
        ("ben.example.org", "Please write only a name: no phone number, no link and no username."),
        ("@ben", "Please write only a name: no phone number, no link and no username."),
        ("Back", "I can only use words here. Please write a first name."),
    ] {
        ben.says(words).await;
        assert_eq!((ben.last_before(1).as_str(), ben.last()), (answer, question.clone()), "{words}");
    }
    ben.sends(Content::Photo { caption: Some("Benno".to_owned()), album: None }).await;
    assert!(ben.last_before(1).starts_with("I can only use words here."), "{}", ben.screen());
    ben.sends(Content::Location(ben.place())).await;
    assert!(ben.last_before(1).starts_with("Thank you, but I do not need your place right now."), "{}", ben.screen());
    let name = ben.button("Use my Telegram name");
    ben.says("/cancel").await;
    assert!(ben.last().starts_with("Cancelled."), "{}", ben.last());
    ben.taps_old(&name).await;
    assert_eq!(ben.message(name.message), "This question is over. To go on, send /start.");
    ben.says("/start").await;
    assert!(ben.last().starts_with("Hello Ben."), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn a_name_is_no_mask_to_change_between_introductions() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.is_called("Ben").await;
    assert_eq!(ben.last_before(1), "All right. Neighbours see: Ben.", "the same is no change");
    for name in ["Bob", "Bill", "Bert"] {
        ben.is_called(name).await;
    }
    ben.taps("My name").await;
    insta::assert_snapshot!(ben.last(), @r"
    You have changed your name a few times already, so a new one has to wait some weeks. Now neighbours see: Bert. You can always use your Telegram name.
    [Use my Telegram name]
    [Back] [Cancel]
    ");
    ben.says("Bart").await;
    assert!(ben.last_before(1).starts_with("You have changed your name a few times already"), "{}", ben.screen());
    ben.taps("Use my Telegram name").await;
    assert!(ben.last().starts_with("From now on neighbours see: Ben."), "{}", ben.screen());
    ben.taps("My name").await;
    assert_eq!(
        ben.last(),
        "You have changed your name a few times already, so it stays for now. Please try again in some weeks."
    );
    ben.says("Bart").await;
    assert!(ben.last().starts_with("Thank you. I only understand the buttons here."), "{}", ben.last());
    town.passes(TimeDelta::days(31)).await;
    ben.is_called("Bart").await;
    assert!(ben.sees("From now on neighbours see: Bart."), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn who_goes_back_to_telegrams_name_has_not_changed_it_once_more() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    for name in ["Bob", "Bill"] {
        ben.is_called(name).await;
        ben.taps("My name").await;
        ben.taps("Use my Telegram name").await;
        assert!(ben.last().starts_with("From now on neighbours see: Ben."), "{}", ben.screen());
    }
    ben.is_called("Bert").await;
    assert!(ben.last_before(1).starts_with("From now on neighbours see: Bert."), "{}", ben.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn words_that_may_be_meant_for_somebody_are_no_name_before_that_is_asked() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    for answer in ["Cancel", "Yes"] {
        ada.says("/start").await;
        ada.taps("Rules, and what is kept").await;
        ada.taps("My name").await;
        ben.taps("Write to Ada").await;
        ben.says("Shall I come at five?").await;
        assert!(ada.last().starts_with("What should neighbours call you?"), "{}", ada.last());
        ada.says("Yes please").await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(ada.last(), @r"
            Shall neighbours call you this from now on: Yes please? I have passed that on to nobody. If it is for somebody, tap “Cancel” and write it to them.
            [Yes]
            [Back] [Cancel]
            ");
        }
        ada.taps("Back").await;
        ben.says("Or at six?").await;
        ada.says("Adelaide").await;
        assert!(ada.last().starts_with("Shall neighbours call you this from now on: Adelaide?"), "{}", ada.last());
        ada.taps(answer).await;
        let is_told = ben.sees("Ada is called Adelaide from now on.");
        assert_eq!((is_told, ben.sees("Yes please")), (answer == "Yes", false), "{answer}: {}", ben.screen());
        ben.taps("Done").await;
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn words_of_danger_are_no_name_and_no_line_before_that_is_asked() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("My name").await;
    ben.says("I can't breathe").await;
    assert!(ben.last_before(1).starts_with("If somebody is in danger, call 112"), "{}", ben.screen());
    assert!(ben.last().starts_with("Shall neighbours call you this from now on: I can't breathe?"), "{}", ben.last());
    ben.says("no").await;
    assert!(ben.last().starts_with("Shall neighbours call you this from now on: no?"), "{}", ben.last());
    ben.taps("Cancel").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("A line about me").await;
    ben.says("I have fallen and can't get up").await;
    assert!(ben.sees("If somebody is in danger, call 112"), "{}", ben.screen());
    assert!(ben.last().starts_with("Is this the line about you?"), "{}", ben.last());
    ben.says("please ring").await;
    assert!(ben.last().starts_with("Is this the line about you?"), "{}", ben.last());
    ben.taps("Cancel").await;
    town.reads_all();
    town.close().await;
}
