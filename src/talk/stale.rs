//! A button of a question that is over: it says what is true now, and mends its own message. It answers nothing.

use super::scene::{Outcome, Scene, Tapped};
use super::{Button, Fault, On, Say, State, ask, menu, relay};
use crate::domain::Card;

/// A tap on a button of a question that is over.
pub fn tap(scene: &mut Scene<'_>, state: State, button: &Button) -> Result<Outcome, Fault> {
    match scene.tapped {
        None => menu::unknown_button(scene, state),
        Some(tapped) if tapped.is_open_question && state.is_form() => scene.again(state),
        // The second of two quick taps: what the first came to is there already.
        Some(tapped) if tapped.is_open_question => Ok(scene.stay(state, Vec::new())),
        // "Writing to" says by itself that it is over, however it ended.
        Some(Tapped { card: Card::Question, .. }) if matches!(button, Button::Relay(relay::Button::Done, ..)) => {
            Ok(scene.stay(state, Vec::new()))
        }
        // The same, where the next question came as a message of its own: this one keeps its answer.
        Some(Tapped { card: Card::Question, .. }) if was_answered(scene.version, &state, button) => {
            Ok(scene.keeps_answer(state))
        }
        Some(Tapped { card: Card::Ask(_), .. }) => ask::as_it_is(scene, state),
        Some(Tapped { card: Card::Offer(_), .. }) if state.is_form() => menu::go_on(scene, state),
        // The same once more: the question became the card of the offer.
        Some(Tapped { card: Card::Offer(_), .. }) => Ok(scene.stay(state, Vec::new())),
        Some(_) => Ok(scene.stay(state, vec![scene.show(On::Tapped, Say::Menu(menu::Say::QuestionOver))])),
    }
}

/// Does a button stand under the question whose answer led to the one for a place or a number, which is open now?
fn was_answered(version: i64, state: &State, button: &Button) -> bool {
    let is_form_before = match (button, state) {
        (Button::Ask(_, form), State::Ask(_))
        | (Button::Offer(_, form), State::Offer(_))
        | (Button::Show(_, _, form), State::Show(_)) => form.checked_add(1) == Some(version),
        _ => false,
    };
    is_form_before && state.has_keys()
}
