//! Each may show the other their Telegram profile or phone number: by their own tap, only their own, and nobody else.

use chrono::TimeDelta;
use doorstep::demo::{Content, Fault, Person};

use super::town::{Log, Metres, Neighbour, Town};

const PHONE: &str = "+447700900123";

/// Ada is introduced to Ben.
async fn meet(town: &Town, ada: Person, ben: Person) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = (town.moves_in(ada, Metres(0.0)), town.moves_in(ben, Metres(0.0)));
    ben.offers_anything().await;
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    town.reads_all();
    (ada, ben)
}

/// The contact that a phone shares.
fn contact_of(who: &Neighbour<'_>) -> Content {
    Content::Contact { phone_number: PHONE.to_owned(), first_name: who.name.clone(), user_id: Some(who.id.0) }
}

#[tokio::test]
async fn a_profile_is_shown_by_a_username() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben").username("ben_of_elm_street")).await;
    ben.taps("More").await;
    assert!(
        ben.last().ends_with("[Show my Telegram profile]\n[Show my phone number]\n[Change the time]\n[Back]"),
        "{}",
        ben.last()
    );
    ben.taps("Back").await;
    assert!(ben.last().ends_with("[Write to Ada]\n[I can't make it]\n[More]"), "{}", ben.last());
    ben.taps("More").await;
    ben.taps("Show my Telegram profile").await;
    insta::assert_snapshot!(ben.last(), @r"
    Ada will see your Telegram profile and can write to you there. Shall I show it?
    [Yes, show it]
    [Back] [Cancel]
    ");
    assert!(!ada.sees("ben_of_elm_street"), "{}", ada.screen());
    ben.taps("Back").await;
    assert_eq!(ben.last(), "All right. I showed nothing.");
    ben.taps("More").await;
    ben.taps("Show my Telegram profile").await;
    ben.taps("Cancel").await;
    assert!(ben.last().starts_with("Cancelled. Nothing was sent to anyone."), "{}", ben.last());
    assert!(!ada.sees("ben_of_elm_street"), "{}", ada.screen());
    ben.taps("More").await;
    ben.taps("Show my Telegram profile").await;
    ben.taps_twice("Yes, show it").await;
    assert!(ben.sees("I pass your Telegram profile on to Ada."), "{}", ben.screen());
    insta::assert_snapshot!(ada.last(), @r"
    Ben shows you their Telegram profile: @ben_of_elm_street
    [Write to Ben]
    ");
    assert_eq!(ada.times("@ben_of_elm_street"), 1, "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn who_has_no_username_is_told_that_the_link_may_not_open() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben")).await;
    ada.taps("More").await;
    ada.taps("Show my Telegram profile").await;
    assert!(ada.last().contains("You have no username, so the link may not open on every phone."), "{}", ada.last());
    ada.taps("Yes, show it").await;
    assert!(ben.last().starts_with("Ada shows you their Telegram profile: Ada"), "{}", ben.last());
    let sent =
        town.telegram.calls().into_iter().any(|call| format!("{call:?}").contains(&format!("tg://user?id={}", ada.id)));
    assert!(sent, "the name is a link to the account");
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_phone_number_is_shown_by_telegrams_own_button() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben")).await;
    ada.taps("More").await;
    ada.taps("Show my phone number").await;
    insta::assert_snapshot!(ada.last(), @r"
    Ben will see your phone number and can ring you. I do not keep it. Shall I show it?
    [Yes, show it]
    [Back] [Cancel]
    ");
    ada.taps("Yes, show it").await;
    assert!(ada.screen().ends_with("(Share my phone number) (Back) (Cancel)"), "{}", ada.screen());
    assert_eq!(ada.last(), "Tap “Share my phone number” below, and Ben sees it.");
    ada.sends(contact_of(&ada)).await;
    assert_eq!(ada.last(), "I pass your phone number on to Ben, and do not keep it.");
    assert!(ada.phone().keyboard.is_none(), "{}", ada.screen());
    insta::assert_snapshot!(ben.last(), @r"
    Ada shows you their phone number: +447700900123
    [Write to Ada]
    ");
    ada.sends(contact_of(&ada)).await;
    assert_eq!(ben.times(PHONE), 1, "it was asked for once:\n{}", ben.screen());
    assert!(ada.last().contains("I have not passed that on."), "{}", ada.last());
    let none: Vec<String> = Vec::new();
    assert_eq!(Log::of_all_plays().holds(&[PHONE.to_owned()]), none, "nor does the log hold it");
    town.close().await;
}

#[tokio::test]
async fn a_number_that_is_shared_before_the_yes_goes_to_nobody_and_that_is_said() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben")).await;
    ada.taps("More").await;
    ada.taps("Show my phone number").await;
    let question = ada.last();
    ada.sends(contact_of(&ada)).await;
    let told =
        "I have passed that on to nobody, and did not keep it. Please tap one of the buttons below first.".to_owned();
    assert_eq!((ada.last_before(1), ada.last()), (told, question));
    assert!(!ben.sees(PHONE), "{}", ben.screen());
    ada.taps("Yes, show it").await;
    ada.sends(contact_of(&ada)).await;
    assert!(ben.sees(PHONE), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn somebody_elses_number_is_not_passed_on() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben")).await;
    ada.taps("More").await;
    ada.taps("Show my phone number").await;
    ada.taps("Yes, show it").await;
    let carls = Content::Contact { phone_number: PHONE.to_owned(), first_name: "Carl".to_owned(), user_id: None };
    let bens =
        Content::Contact { phone_number: PHONE.to_owned(), first_name: "Ben".to_owned(), user_id: Some(ben.id.0) };
    for not_hers in [carls, bens] {
        ada.sends(not_hers).await;
        assert!(ada.sees("That is not your own number, so I have not passed it on."), "{}", ada.screen());
    }
    ada.says("0123 456 789").await;
    assert!(ada.sees("Please tap “Share my phone number” at the bottom, or “Back”."), "{}", ada.screen());
    ada.says("Share my phone number").await;
    assert!(!ben.sees(PHONE) && !ben.sees("0123"), "{}", ben.screen());
    assert!(ada.phone().keyboard.is_some());
    ada.taps("Back").await;
    assert_eq!(ada.last(), "All right. I showed nothing.");
    assert!(ada.phone().keyboard.is_none());
    town.close().await;
}

#[tokio::test]
async fn nothing_is_shown_once_the_two_are_no_longer_introduced() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben").username("ben_of_elm_street")).await;
    ben.taps("More").await;
    let more = ben.button("Show my Telegram profile");
    ben.taps("Show my phone number").await;
    let yes = ben.button("Yes, show it");
    ben.taps("Yes, show it").await;
    ada.drops_out().await;
    assert!(ben.sees("What you and Ada had agreed is over, so I have shown them nothing."), "{}", ben.screen());
    assert!(ben.phone().keyboard.is_none(), "{}", ben.screen());
    ben.sends(contact_of(&ben)).await;
    ben.taps_old(&more).await;
    ben.taps_old(&yes).await;
    assert!(!ada.sees("ben_of_elm_street") && !ada.sees(PHONE), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_restart_in_the_middle_of_it_loses_nothing() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben")).await;
    ada.taps("More").await;
    ada.taps("Show my phone number").await;
    ada.taps("Yes, show it").await;
    town.kill().await;
    town.start().await;
    ben.taps("Write to Ada").await;
    ben.says("Which door?").await;
    assert!(ada.last().starts_with("Tap “Share my phone number” below"), "it is asked again beneath:\n{}", ada.last());
    ada.sends(contact_of(&ada)).await;
    assert!(ben.sees(PHONE), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_buttons_of_showing_do_nothing_for_a_stranger() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben")).await;
    let carl = town.helper("Carl").await;
    ben.taps("More").await;
    let show = ben.button("Show my phone number");
    ben.taps("Show my phone number").await;
    let yes = ben.button("Yes, show it");
    for stolen in [show, yes] {
        carl.forges(carl.phone().messages.last().unwrap().id, &stolen.data).await;
        assert!(!carl.sees("Ada") && !carl.sees("Ben"), "{}", carl.screen());
        assert!(
            carl.sees("That button no longer does anything.") || carl.sees("This question is over."),
            "{}",
            carl.screen()
        );
    }
    assert!(!ada.sees("shows you"));
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_waits_to_be_shown_is_not_once_what_was_agreed_has_changed() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben").username("ben_of_elm_street")).await;
    ada.taps("Change it").await;
    ada.taps("The line").await;
    ada.says("Three bags").await;
    let save = ada.button("Save the change");
    ben.taps("Write to Ada").await;
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(600) }, 1);
    ben.says("See you soon.").await;
    assert_eq!(town.telegram.faults_to_come(), 0, "Ada's chat is put off");
    ben.taps("More").await;
    ben.taps("Show my Telegram profile").await;
    ben.taps("Yes, show it").await;
    assert!(ben.sees("I pass your Telegram profile on to Ada."), "{}", ben.screen());
    ada.taps_old(&save).await;
    town.passes(TimeDelta::minutes(11)).await;
    assert!(ada.sees("See you soon.") && !ada.sees("ben_of_elm_street"), "{}", ada.screen());
    let told =
        "I have not passed your Telegram profile on to Ada after all: what you two agreed has changed, or is over.";
    assert_eq!(ben.times(told), 1, "{}", ben.screen());
    ben.taps("Yes, still").await;
    ben.taps("More").await;
    ben.taps("Show my Telegram profile").await;
    ben.taps("Yes, show it").await;
    assert!(ada.sees("@ben_of_elm_street"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn nobody_is_asked_whether_to_show_something_to_who_is_out() {
    for (label, with_keys) in [("Show my Telegram profile", false), ("Show my phone number", true)] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben")).await;
        for label in ["More", label] {
            ada.taps(label).await;
        }
        let sure = ada.find("Ben will see");
        if with_keys {
            ada.taps("Yes, show it").await;
        }
        ben.drops_out().await;
        let over = "What you and Ben had agreed is over, so I have shown them nothing.";
        assert_eq!(ada.times(over), 1, "{}", ada.screen());
        assert_eq!(ada.message(sure) == over, !with_keys, "said on the question, where that can be: {}", ada.screen());
        assert!(ada.phone().keyboard.is_none() && !ada.sees("[Yes, show it]"), "{}", ada.screen());
        assert_eq!(ada.times("Ben will see"), usize::from(with_keys), "asked no more: {}", ada.screen());
        ada.says("/start").await;
        assert!(ada.last().contains("[I need help]"), "{}", ada.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_number_that_is_shared_as_the_other_one_is_out_goes_to_nobody_and_that_is_said() {
    for mine in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, Person::named("Ada"), Person::named("Ben")).await;
        for label in ["More", "Show my phone number", "Yes, show it"] {
            ada.taps(label).await;
        }
        for label in ["I can't make it", "Yes, tell them"] {
            ben.taps(label).await;
        }
        ada.sends(contact_of(if mine { &ada } else { &ben })).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(ada.last(), @r"
            Thank you, but I do not need a phone number right now. I have passed this on to nobody, and did not keep it.

            What would you like to do?
            [I need help] [I can help]
            [What is happening now?]
            [Rules, and what is kept]
            ");
        }
        assert!(!ben.sees(PHONE), "{}", ben.screen());
        town.reads_all();
        town.close().await;
    }
}
