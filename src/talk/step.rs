//! The one way in: what must be read for an input, and where the input goes. It only routes.

use super::facts::Look;
use super::scene::{Outcome, Scene, Tapped};
use super::{Button, Fault, Input, Key, Need, On, Other, Say, State, ask, introduction, menu, offer, ping};
use crate::domain::{Card, Neighbour};

/// What must be read before the step.
pub fn needs(me: &Neighbour, version: i64, state: &State, input: &Input, tapped: Option<Tapped>) -> Need {
    match input {
        Input::Tap(Some(button)) => needs_of_tap(me, version, state, button, tapped),
        Input::Place(cell) => match state {
            State::Offer(at) => offer::look(at, Some(*cell), None).map_or(Need::Nothing, Need::Offering),
            State::Idle | State::Ask(_) => Need::Nothing,
        },
        Input::Start(_)
        | Input::Help
        | Input::Cancel
        | Input::Tap(None)
        | Input::Key(_)
        | Input::Text(_)
        | Input::Edited(_)
        | Input::Other(_)
        | Input::Blocked
        | Input::Unblocked => Need::Nothing,
    }
}

fn needs_of_tap(me: &Neighbour, version: i64, state: &State, button: &Button, tapped: Option<Tapped>) -> Need {
    match (button, state) {
        (Button::Menu(menu::Button::NeedHelp), _) => Need::Asking,
        (Button::Menu(menu::Button::CanHelp), _) => Need::Offering(Look::AsKept),
        (Button::Offer(button, _), _) if button.works_everywhere() => Need::Offering(Look::AsKept),
        (Button::MyAsk(_, post), _) => Need::MyAsk(*post),
        (Button::Ping(_, ping), _) => Need::Ping(*ping),
        (Button::Introduction(_, introduction, _), _) => Need::Introduction(*introduction),
        (Button::Ask(ask::Button::AskNeighbours, _), _) if is_current(version, state, button) => Need::Asking,
        (Button::Offer(answer, _), State::Offer(at)) if is_current(version, state, button) => {
            offer::look(at, me.cell, Some(*answer)).map_or(Need::Nothing, Need::Offering)
        }
        (Button::Menu(_), _) => Need::Nothing,
        (Button::Ask(..) | Button::Offer(..), _) => match tapped.map(|tapped| tapped.card) {
            // The question became the card of an ask: the truth is told there.
            Some(Card::Ask(post)) if !is_current(version, state, button) => Need::MyAsk(post),
            _ => Need::Nothing,
        },
    }
}

/// Does a button of a form answer the question that is open now? The one for a place has no such buttons.
fn is_current(version: i64, state: &State, button: &Button) -> bool {
    match (button, state) {
        _ if state.asks_for_place() => false,
        (Button::Ask(_, form), State::Ask(_)) | (Button::Offer(_, form), State::Offer(_)) => *form == version,
        _ => false,
    }
}

/// What follows from an input.
pub fn step(scene: &mut Scene<'_>, state: State, input: Input) -> Result<Outcome, Fault> {
    match input {
        Input::Start(None) => menu::start(scene, state),
        Input::Start(Some(_)) if state.is_form() => menu::go_on(scene, state),
        Input::Start(Some(_)) => Ok(menu::chatter(scene, menu::Note::LinkOver)),
        Input::Help => menu::help(scene, state),
        Input::Cancel => menu::cancel(scene, &state),
        Input::Tap(None) => menu::unknown_button(scene, state),
        Input::Tap(Some(button)) => tap(scene, state, button),
        Input::Key(key) => keyed(scene, state, key),
        Input::Text(typed) => match state {
            State::Ask(at) => ask::text(scene, at, &typed),
            State::Offer(at) => offer::text(scene, at),
            State::Idle => Ok(menu::chatter(scene, menu::Note::Chatter)),
        },
        Input::Edited(typed) => match state {
            State::Ask(at) => ask::edited(scene, at, &typed),
            State::Idle | State::Offer(_) => {
                Ok(scene.stay(state, vec![scene.reply(Say::Menu(menu::Say::EditTooLate))]))
            }
        },
        Input::Place(cell) => match state {
            State::Ask(at) => ask::place(scene, at, cell),
            State::Offer(at) => offer::place(scene, at, cell),
            State::Idle => Ok(menu::chatter(scene, menu::Note::PlaceNotAsked)),
        },
        Input::Other(other) => another(scene, state, other),
        Input::Blocked | Input::Unblocked => Ok(scene.stay(state, Vec::new())),
    }
}

fn tap(scene: &mut Scene<'_>, state: State, button: Button) -> Result<Outcome, Fault> {
    let current = is_current(scene.version, &state, &button);
    if !current && state.is_form() && scene.tapped.is_some_and(|tapped| tapped.is_open_question) {
        // A second tap, or a forged one: only its own buttons take the place of an open question.
        return stale(scene, state);
    }
    match (button, state) {
        (Button::Menu(menu::Button::CanHelp), state) => offer::open(scene, state),
        (Button::Menu(button), state) => menu::step(scene, state, button),
        (Button::MyAsk(button, _), state) => ask::mine(scene, state, button),
        (Button::Ping(button, _), state) => ping::step(scene, state, button),
        (Button::Introduction(button, _, version), state) => introduction::step(scene, state, button, version),
        (Button::Offer(button, _), state) if button.works_everywhere() => offer::tap_card(scene, state, button),
        (Button::Ask(button, _), State::Ask(at)) if current => ask::tap(scene, at, button),
        (Button::Offer(button, _), State::Offer(at)) if current => offer::tap(scene, at, button),
        (Button::Ask(..) | Button::Offer(..), state) => stale(scene, state),
    }
}

/// A button of a question that is over: it says what is true now, and mends its own message.
fn stale(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    match scene.tapped {
        None => menu::unknown_button(scene, state),
        Some(tapped) if tapped.is_open_question => {
            let question = state.question(scene.me, scene.version)?;
            Ok(scene.stay(state, vec![scene.show(On::Question, question)]))
        }
        Some(Tapped { card: Card::Ask(_), .. }) => ask::mine(scene, state, ask::MyButton::Now),
        Some(_) => Ok(scene.stay(state, vec![scene.show(On::Tapped, Say::Menu(menu::Say::QuestionOver))])),
    }
}

/// A reply button, or its label as text.
fn keyed(scene: &Scene<'_>, state: State, key: Key) -> Result<Outcome, Fault> {
    match (state, key) {
        (State::Ask(at), key) => ask::key(scene, at, key),
        (State::Offer(at), key) => offer::key(scene, at, key),
        (State::Idle, Key::Cancel) => menu::cancel(scene, &State::Idle),
        (State::Idle, Key::Back | Key::SharePlace) => Ok(menu::chatter(scene, menu::Note::Chatter)),
    }
}

/// A message that is not words, and not a place.
fn another(scene: &Scene<'_>, state: State, other: Other) -> Result<Outcome, Fault> {
    match state {
        State::Ask(at) => ask::other(scene, at, other),
        State::Offer(at) => offer::other(scene, at, other),
        State::Idle => Ok(menu::chatter(
            scene,
            match other {
                Other::UnknownCommand => menu::Note::UnknownCommand,
                Other::OddPlace => menu::Note::PlaceNotAsked,
                Other::Forward | Other::Voice | Other::Media | Other::Contact | Other::Else => menu::Note::Chatter,
            },
        )),
    }
}
