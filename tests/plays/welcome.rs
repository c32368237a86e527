//! Start, the rules, and the three commands that work from everywhere.

use super::town::{PHONE, PLACES, POSTED, QUESTIONS, Town};

#[tokio::test]
async fn a_new_neighbour_reads_the_rules_and_comes_back() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let welcome = ada.last();
    ada.taps("Rules, and what is kept").await;
    assert!(ada.last().contains("never the exact point") && ada.last().contains("Rosa Operator"), "{}", ada.last());
    assert!(ada.last().contains("Deleting a message here does not delete it from me."), "{}", ada.last());
    ada.taps("Back").await;
    assert_eq!(ada.last(), welcome);
    assert_eq!(ada.phone().messages.len(), 2, "a tap edits the message it stands under");
    town.close().await;
}

#[tokio::test]
async fn the_rules_say_what_is_not_for_neighbours_and_what_is_kept_in_five_points() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let health = "What you write in an ask may be about health: only write what neighbours may read.";
    assert!(ada.last().contains(health), "{}", ada.last());
    ada.taps("Rules, and what is kept").await;
    insta::assert_snapshot!(ada.last(), @r"
    The rules

    • You are 18 or over.
    • Be kind. Saying no is fine, and nobody is told.
    • What you write in an ask may be about health: only write what neighbours may read. No diagnosis is needed.
    • No money, no loans, no selling. Never give anyone your card or PIN.
    • Some things are too much for neighbours: money, a place to live, being alone with a child, lifting people, personal care, giving away medicines. Please ask the people who run this bot where to turn (see the last line).
    • Nobody here has been checked. Meet with care.
    • This is not an emergency service. In danger call 112 (in the UK 999).

    What is kept

    • I keep the number by which Telegram knows you, your first name and the one that you chose in its place, your rough area (about 1 km across, never the exact point), what you write in asks and about yourself, and when. Also when and for what you may be asked, what you say to an ask, what you said happened, and whom you would like to meet again or not.
    • Neighbours see what you ask for, never who asks. If you say that you can help, the person who asks sees your first name, your own line and roughly how far you are. You hear their name only when you both say yes.
    • What you write to somebody you are introduced to, and a profile or phone number that you show them, I pass on and then forget.
    • What you write in an ask is erased 30 days after the ask and the help for it are over. Your name, your area, your offer with your own line, what you said happened, and whom you would like to meet again or not stay, even if you leave. To have them erased, ask the people who run this bot (see the last line).
    • Deleting a message here does not delete it from me.

    This bot is run by Rosa Operator, rosa@example.org.
    [My name]
    [Back]
    ");
    town.close().await;
}

#[tokio::test]
async fn who_agreed_once_is_not_asked_again() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    ada.taps("18 or over, I agree: I need help").await;
    ada.taps("Cancel").await;
    ada.starts().await;
    assert_eq!(
        ada.last(),
        "Hello Ada. What would you like to do?\n[I need help] [I can help]\n[What is happening now?]\n[Rules, and what is kept]"
    );
    town.close().await;
}

#[tokio::test]
async fn who_has_not_agreed_sees_the_agreement_whatever_they_do() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    for words in ["Hello?", "/help", "/cancel", "/start", "/nonsense"] {
        ada.says(words).await;
        assert!(ada.last().contains("[18 or over, I agree: I need help]"), "{words}: {}", ada.last());
    }
    town.close().await;
}

#[tokio::test]
async fn a_neighbour_without_a_readable_name_is_welcome() {
    let town = Town::open().await;
    let nobody = town.neighbour("\u{202E}\u{200B}");
    nobody.starts().await;
    assert!(nobody.last().starts_with("Hello. I ask neighbours near you"), "{}", nobody.last());
    town.close().await;
}

#[tokio::test]
async fn a_link_that_leads_nowhere_says_so() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts_with("ask_4711").await;
    assert!(ada.last().starts_with("That link no longer works."), "{}", ada.last());
    ada.taps("18 or over, I agree: I need help").await;
    ada.starts_with("ask_4711").await;
    assert!(ada.last().starts_with("What do you need?"), "the form goes on: {}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn help_explains_and_the_question_comes_again_from_every_step() {
    let town = Town::open().await;
    for way in QUESTIONS.into_iter().chain(POSTED) {
        let ada = town.far_off("Ada");
        ada.goes(way).await;
        let question = ada.last();
        ada.says("/help").await;
        assert!(ada.last_before(1).starts_with("I connect neighbours."), "{way:?}: {}", ada.screen());
        assert_eq!(ada.last(), question, "{way:?}");
        let question = question.lines().last().unwrap();
        assert_eq!(ada.times(question), 1, "{way:?}: the question before has lost its buttons: {}", ada.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn start_in_the_middle_of_something_goes_on() {
    let town = Town::open().await;
    for way in QUESTIONS.into_iter().chain(POSTED) {
        let ada = town.far_off("Ada");
        ada.goes(way).await;
        let question = ada.last();
        ada.starts().await;
        assert!(ada.last_before(1).starts_with("You are in the middle of something."), "{way:?}: {}", ada.screen());
        assert_eq!(ada.last(), question, "{way:?}");
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn cancel_ends_every_step_by_command_and_by_button() {
    let town = Town::open().await;
    for way in QUESTIONS.into_iter().chain(POSTED) {
        let (ada, eve) = (town.far_off("Ada"), town.far_off("Eve"));
        ada.goes(way).await;
        ada.says("/cancel").await;
        eve.goes(way).await;
        let exit = eve.way_out().label;
        eve.taps(&exit).await;
        let told = match exit.as_str() {
            "Cancel" => ["Cancelled. Nothing was sent to anyone.", "All right. Your ask stays as it was."],
            _ => ["All right. Your ask stays as it was."; 2],
        };
        for one in [&ada, &eve] {
            assert!(told.iter().any(|told| one.last().starts_with(told)), "{way:?}: {}", one.screen());
            assert_eq!(one.times(&format!("[{exit}]")), 0, "{way:?}: no question is left open");
            one.starts().await;
            assert!(one.last().starts_with("Hello "), "{way:?}: {}", one.last());
        }
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_commands_work_while_a_place_or_a_number_is_asked_for() {
    let town = Town::open().await;
    for way in PLACES.into_iter().chain([PHONE]) {
        let ada = town.far_off("Ada");
        ada.goes(way).await;
        let question = ada.last();
        for (command, answer) in [("/help", "I connect neighbours."), ("/start", "You are in the middle")] {
            ada.says(command).await;
            assert!(ada.last_before(1).starts_with(answer), "{way:?}: {}", ada.screen());
            assert_eq!(ada.last(), question, "{way:?}");
            assert!(ada.phone().keyboard.is_some(), "{way:?}: it can still be shared");
        }
        ada.says("/cancel").await;
        assert!(ada.last().starts_with("Cancelled. Nothing was sent to anyone."), "{way:?}: {}", ada.screen());
        assert_eq!(ada.phone().keyboard, None, "{way:?}");
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_keys_beside_the_place_lead_back_and_out() {
    let town = Town::open().await;
    for way in PLACES {
        let ada = town.neighbour("Ada");
        ada.goes(way).await;
        ada.taps("Back").await;
        assert_eq!(ada.phone().keyboard, None, "{way:?}");
        let back = ada.last();
        assert!(
            ["When?", "What would you like to change?", "May I ask you", "Which things may I ask", "[Where I am]"]
                .iter()
                .any(|asked| back.contains(asked)),
            "{way:?}: {back}"
        );
        if back.contains("[Cancel]") {
            ada.taps("Cancel").await;
        }
        let eve = town.neighbour("Eve");
        eve.goes(way).await;
        eve.taps("Cancel").await;
        assert!(eve.last().starts_with("Cancelled. Nothing was sent to anyone."), "{way:?}: {}", eve.screen());
        assert_eq!(eve.phone().keyboard, None, "{way:?}");
    }
    town.close().await;
}

#[tokio::test]
async fn cancel_without_a_question_says_so() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    ada.says("/cancel").await;
    assert!(
        ada.last().starts_with("There is nothing to cancel: you are not in the middle of anything."),
        "{}",
        ada.last()
    );
    town.close().await;
}
