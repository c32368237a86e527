//! What must be read for an input, so that the step can decide.

use super::super::facts::Look;
use super::super::scene::{Replied, Tapped};
use super::super::{Button, Input, Need, State, afterwards, ask, menu, offer, ping, relay};
use super::{SHARED, Seen, is_current, is_new_and_lost, is_quick, lets_go, may_be_meant};
use crate::domain::{Card, Neighbour};

/// What must be read before the step.
pub fn needs(me: &Neighbour, version: i64, state: &State, input: &Input, seen: Seen) -> Need {
    // No question is open.
    let is_idle = matches!(state, State::Relay(relay::State::Ended { .. })) || lets_go(state, input);
    let state = if is_idle { &State::Idle } else { state };
    if is_new_and_lost(me, state, (input, seen.replied)) {
        return Need::Invited;
    }
    if let Some(replied) = seen.replied.filter(|_| may_be_meant(input)) {
        return match replied {
            Replied::Through(introduction) => Need::Partners(Some(introduction)),
            Replied::Forgotten => Need::Nothing,
        };
    }
    match input {
        Input::Start(Some(payload)) => match payload.strip_prefix(SHARED) {
            Some(link) => Need::Shared(link.to_owned()),
            None => Need::Nothing,
        },
        Input::Tap(Some(button)) => needs_of_tap(me, version, state, (button, seen.tapped)),
        Input::Place(spot) => match state {
            State::Offer(at) => offer::look(at, Some(spot.cell), None).map_or(Need::Nothing, Need::Offering),
            State::Ask(ask::State::Place { .. }) => Need::Again,
            State::Idle => Need::Partners(None),
            State::OnCard(at) => Need::OnCard(*at),
            State::Ask(_) | State::Relay(_) | State::Show(_) | State::Afterwards(_) | State::Name(_) => Need::Nothing,
        },
        Input::Phone(_) => match state {
            State::Show(at) => Need::Partners(Some(at.introduction())),
            State::Idle => Need::Partners(None),
            State::OnCard(at) => Need::OnCard(*at),
            State::Ask(_) | State::Offer(_) | State::Relay(_) | State::Afterwards(_) | State::Name(_) => Need::Nothing,
        },
        Input::Text(_) | Input::Key(..) => needs_of_words(state),
        Input::Cancel | Input::Other(_) => needs_of_the_rest(state, input),
        Input::Edited(typed) => match state {
            State::Idle
            | State::Offer(_)
            | State::Relay(_)
            | State::Show(_)
            | State::Afterwards(_)
            | State::Name(_)
            | State::OnCard(_) => Need::Passed(typed.message),
            State::Ask(_) => Need::Nothing,
        },
        Input::Start(None) | Input::Help | Input::Tap(None) | Input::Blocked | Input::Unblocked => Need::Nothing,
    }
}

/// Of /cancel, and of what is neither words nor a place.
fn needs_of_the_rest(state: &State, input: &Input) -> Need {
    match state {
        State::Idle if *input == Input::Cancel => Need::Mine,
        State::Idle if may_be_meant(input) => Need::Partners(None),
        State::OnCard(at) => Need::OnCard(*at),
        State::Idle
        | State::Ask(_)
        | State::Offer(_)
        | State::Relay(_)
        | State::Show(_)
        | State::Afterwards(_)
        | State::Name(_) => Need::Nothing,
    }
}

const fn needs_of_words(state: &State) -> Need {
    match state {
        State::Idle | State::Relay(relay::State::PassOn { .. } | relay::State::Ended { .. }) => Need::Partners(None),
        State::Relay(relay::State::Writing { introduction, .. }) => Need::Partners(Some(*introduction)),
        State::Afterwards(afterwards::State { introduction, .. }) => Need::Afterwards(*introduction),
        State::Offer(offer::State::Line { .. } | offer::State::Area { .. }) => Need::Offering(Look::AsKept),
        State::Name(_) => Need::Naming,
        State::OnCard(at) => Need::OnCard(*at),
        State::Ask(_) | State::Offer(_) | State::Show(_) => Need::Nothing,
    }
}

fn needs_of_tap(me: &Neighbour, version: i64, state: &State, (button, tapped): (&Button, Option<Tapped>)) -> Need {
    match (button, state) {
        (Button::Menu(menu::Button::NeedHelp), _) => Need::Asking,
        (Button::Menu(menu::Button::CanHelp), _) => Need::Offering(Look::AsKept),
        (Button::Menu(menu::Button::Now), _) => Need::Mine,
        (Button::Offer(button, _), _) if button.works_everywhere() => Need::Offering(Look::AsKept),
        (Button::MyAsk(ask::MyButton::StillNeeded | ask::MyButton::Again, post), _) => Need::StillNeeded(*post),
        (Button::MyAsk(_, post), _) => Need::MyAsk(*post),
        (Button::Ping(ping::Button::Pause, ping, _), _) => Need::Pausing(*ping),
        (Button::Ping(_, ping, _), _) => Need::Ping(*ping),
        (Button::Introduction(button, introduction, _), _) if button.may_end_a_yes() => {
            Need::DroppingOut(*introduction)
        }
        (Button::Introduction(_, introduction, _), _) => Need::Introduction(*introduction),
        (Button::Show(_, introduction, _), _) if is_current(version, state, button) => {
            Need::Partners(Some(*introduction))
        }
        (Button::Afterwards(_, introduction, _), _) if is_current(version, state, button) => {
            Need::Afterwards(*introduction)
        }
        (Button::Relay(relay::Button::Write, introduction, _), _) => Need::Introduction(*introduction),
        (Button::Relay(_, introduction, _), _) if is_current(version, state, button) => {
            Need::Partners(Some(*introduction))
        }
        (Button::Ask(ask::Button::AskNeighbours | ask::Button::AskFirst, _), _)
            if is_current(version, state, button) =>
        {
            Need::Asking
        }
        (Button::Ask(ask::Button::When(_), _), _) if is_current(version, state, button) => Need::Again,
        (Button::Ask(ask::Button::Save | ask::Button::Back, _), State::Ask(at))
            if is_current(version, state, button) =>
        {
            at.posted().map_or(Need::Nothing, Need::MyAsk)
        }
        (Button::Offer(answer, _), State::Offer(at))
            if is_current(version, state, button) || is_quick(state, button, tapped) =>
        {
            offer::look(at, me.cell, Some(*answer)).map_or(Need::Nothing, Need::Offering)
        }
        (Button::Name(..), _) if is_current(version, state, button) => Need::Naming,
        (Button::Menu(_), _) => Need::Nothing,
        (
            Button::Ask(..)
            | Button::Offer(..)
            | Button::Relay(..)
            | Button::Show(..)
            | Button::Afterwards(..)
            | Button::Name(..),
            _,
        ) => {
            match tapped.map(|tapped| tapped.card) {
                // The question became the card of an ask: the truth is told there.
                Some(Card::Ask(post)) if !is_current(version, state, button) => Need::MyAsk(post),
                _ => Need::Nothing,
            }
        }
    }
}
