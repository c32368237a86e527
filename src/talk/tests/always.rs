//! What holds in every state, reached or not: every input has an answer, and every step gets the facts it looks at.

use proptest::prelude::*;

use super::stolen::buttons;
use super::town::{Message, Town, cell, pressed};
use crate::domain::NeighbourId;
use crate::talk::state::tests::fixtures;
use crate::talk::{Button, Effect, Input, Key, Other, State, Typed, introduction, ping};

/// A town in which much is open: 0 asks, 1 said yes, 2 is pinged, 3 is new.
fn lively() -> Town {
    let mut town = Town::of(4, 1);
    town.offers_help(1, cell(0));
    town.offers_help(2, cell(1));
    town.asks(0, "two bags");
    town.taps(1, |button| matches!(button, Button::Ping(ping::Button::Yes, ..)));
    town
}

fn inputs() -> Vec<Input> {
    let typed = |text: &str| Typed { text: text.to_owned(), message: 42, reply_to: None };
    let mut all = vec![
        Input::Start(None),
        Input::Start(Some("payload".to_owned())),
        Input::Help,
        Input::Cancel,
        Input::Tap(None),
        Input::Place(cell(3).into()),
        Input::Phone("+44123456".to_owned()),
        Input::Blocked,
        Input::Unblocked,
    ];
    all.extend(Key::ALL.map(pressed));
    for words in ["two bags", "", " \u{200B}", &"long ".repeat(500)] {
        all.extend([Input::Text(typed(words)), Input::Edited(typed(words))]);
    }
    let others = [Other::Forward, Other::Voice, Other::Media, Other::Contact];
    all.extend(others.map(Input::Other));
    all.extend([Other::OddPlace, Other::UnknownCommand, Other::Else].map(Input::Other));
    all
}

fn speaks_to(town: &Town, who: usize, effects: &[Effect]) -> bool {
    let me: NeighbourId = town.people[who].me.id;
    effects.iter().any(|effect| matches!(effect, Effect::Say(speech) if speech.to == me))
}

#[test]
fn every_input_has_an_answer_in_every_state() {
    let mut town = lively();
    for who in 0..town.people.len() {
        for state in fixtures() {
            for input in inputs() {
                let silent = matches!(input, Input::Blocked | Input::Unblocked);
                let outcome = town.outcome(who, &state, (None, input.clone()));
                assert!(silent || speaks_to(&town, who, &outcome.effects), "{state:?} × {input:?} is met with silence");
            }
        }
    }
}

#[test]
fn every_button_has_an_answer_in_every_state_on_every_message() {
    let mut town = lively();
    for who in 0..town.people.len() {
        let mut messages: Vec<_> = town.people[who].messages.iter().map(|one| Some(one.number)).collect();
        messages.push(None);
        for button in buttons(&town, town.people[who].version) {
            for state in fixtures() {
                for message in &messages {
                    let outcome = town.outcome(who, &state, (*message, Input::Tap(Some(button.clone()))));
                    let person = &town.people[who];
                    let shown = |one: &Message| Some(one.number) == *message && one.card == person.question;
                    let is_open = state.is_form() && person.messages.iter().any(shown);
                    let silent = !is_open && person.may_be_silent(*message, Some(&button));
                    let answered = speaks_to(&town, who, &outcome.effects);
                    assert!(answered || silent, "{state:?} × {button:?} is met with silence");
                }
            }
        }
    }
}

/// The helper of an introduction cannot agree in the asker's place.
#[test]
fn only_the_asker_says_the_second_yes() {
    let mut town = lively();
    let id = *town.introductions.keys().next().unwrap();
    for who in [1, 2, 3] {
        let tap = Input::Tap(Some(Button::Introduction(introduction::Button::Yes, id, 1)));
        let outcome = town.outcome(who, &State::Idle, (None, tap));
        assert!(outcome.effects.iter().all(|effect| matches!(effect, Effect::Say(_))), "{who}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_words_break_a_state(words in any::<Vec<char>>(), message in any::<i64>(), who in 0..4_usize) {
        let mut town = lively();
        let text: String = words.into_iter().collect();
        for state in fixtures() {
            for input in [
                Input::Text(Typed { text: text.clone(), message, reply_to: None }),
                Input::Edited(Typed { text: text.clone(), message, reply_to: None }),
                Input::Start(Some(text.clone())),
            ] {
                let outcome = town.outcome(who, &state, (None, input));
                prop_assert!(speaks_to(&town, who, &outcome.effects));
            }
        }
    }
}
