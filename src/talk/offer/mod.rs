//! A standing offer, "you may ask me": what for, and roughly where; changed and paused at any time.
//! It shows the nearest open ask at once, one card at a time.

mod area;
mod button;
mod card;
mod line;
mod near;
mod renew;
mod say;
mod state;
mod ticks;

use std::collections::BTreeSet;

pub use button::Button;
pub(super) use card::card;
pub use card::shown_paused;
pub use near::{alike, alike_too};
pub use renew::{ask_to_renew, heard, pause_unanswered};
pub use say::{Needed, Say, Told};
pub use state::State;

use card::{may_be_asked, paused};
use renew::stands;
use ticks::ticked;

use super::facts::{Look, Offering};
use super::scene::Answered;
use super::{Effect, Facts, Fault, Key, On, Other, Outcome, Say as Words, Scene, State as AnyState, Typed};
use super::{menu, ping};
use crate::domain::{Card, CellId, Neighbour, PostId, Reach, Spot, StandingOffer, Things, Times};

/// The first step: an offer that is kept is shown, a new one is asked for.
pub const fn begin() -> AnyState {
    AnyState::Offer(State::Things)
}

/// The question of a step.
pub fn question(state: &State, me: &Neighbour) -> Say {
    match state {
        State::Things => Say::Things { changing: me.offers },
        State::Some { chosen } => Say::Some(chosen.clone()),
        State::Place { .. } => Say::Where,
        State::Area { .. } => Say::WhereNow,
        State::Reach => Say::Reach,
        State::Times { times } => Say::Times(times.clone()),
        State::Line { sure: Some(line), .. } => Say::LineSure(line.clone()),
        State::Line { .. } => Say::Line(ping::SeenAs::of(me)),
    }
}

/// What must be read before an answer: the asks near, where it completes the offer.
pub fn look(state: &State, cell: Option<CellId>, answer: Option<Button>) -> Option<Look> {
    match (state, answer, cell) {
        (State::Things, Some(Button::Anything), Some(cell)) => Some(Look::From(cell, Things::Anything)),
        (State::Some { chosen }, Some(Button::Done), Some(cell)) if !chosen.is_empty() => {
            Some(Look::From(cell, Things::Some(chosen.clone())))
        }
        (State::Place { things } | State::Area { things }, None, Some(cell)) => Some(Look::From(cell, things.clone())),
        (State::Reach, Some(Button::Reach(reach)), _) => Some(Look::AsFar(reach)),
        (State::Things | State::Reach, Some(Button::Back), _)
        | (State::Things, Some(Button::NotNow), _)
        | (State::Times { .. }, Some(Button::Done | Button::Back), _)
        | (State::Line { .. }, Some(Button::NoLine | Button::SureLine | Button::Back), _) => Some(Look::AsKept),
        _ => None,
    }
}

/// "I can help": the card of the offer that is kept, or the first question.
pub fn open(scene: &mut Scene<'_>, state: AnyState) -> Result<Outcome, Fault> {
    if state.is_form() {
        return menu::go_on(scene, state);
    }
    let mut effects = Vec::new();
    if scene.me.agreed_at.is_none() {
        effects.push(Effect::AgreeToRules);
    }
    if let Some(offer) = offering(scene)?.offer.clone() {
        // Its card is here again, in place of the question whether it stands.
        effects.extend(stands(scene));
        effects.push(card(scene, offer.id, Told::Kept(offer), Answered::Tapped));
        return Ok(Outcome { state: AnyState::Idle, effects });
    }
    effects.push(scene.show(On::Question, scene.next_question(&begin())?));
    Ok(Outcome { state: begin(), effects })
}

/// A tap on a button of the open question.
pub fn tap(scene: &mut Scene<'_>, state: State, button: Button) -> Result<Outcome, Fault> {
    match (state.clone(), button) {
        (_, Button::Cancel) => Ok(menu::close_by_tap(scene, menu::Note::Cancelled)),
        (State::Things, Button::NotNow) => {
            let effects = match offering(scene)?.offer.clone() {
                Some(offer) => {
                    let card = On::QuestionBecomes(Card::Offer(offer.id));
                    paused(scene, (offer, true), card)?
                }
                None => vec![scene.show(On::Question, Words::MyOffer(Told::NotNow))],
            };
            Ok(Outcome { state: AnyState::Idle, effects })
        }
        (State::Things, Button::Anything) => chosen(scene, state, Things::Anything),
        (State::Things, Button::SomeThings) => on(scene, state, State::Some { chosen: BTreeSet::new() }),
        (State::Some { mut chosen }, Button::Thing(category)) => {
            chosen.insert(category);
            on(scene, state, State::Some { chosen })
        }
        (State::Some { mut chosen }, Button::NotThing(category)) => {
            chosen.remove(&category);
            on(scene, state, State::Some { chosen })
        }
        (State::Some { chosen: some }, Button::Done) if !some.is_empty() => chosen(scene, state, Things::Some(some)),
        (State::Some { .. }, Button::Back) => on(scene, state, State::Things),
        (State::Line { sure: Some(_), .. }, Button::Back) => on(scene, state, State::line()),
        (State::Things | State::Reach | State::Times { .. } | State::Line { .. }, Button::Back) => {
            as_kept(scene, state)
        }
        (State::Reach, Button::Reach(reach)) => {
            let Some(mut offer) = offering(scene)?.offer.clone() else {
                return on(scene, state, State::Things);
            };
            offer.reach = reach;
            Ok(kept(scene, offer, Answered::Tapped))
        }
        (State::Times { times }, Button::Day(_) | Button::NotDay(_) | Button::Part(_) | Button::NotPart(_)) => {
            on(scene, state, State::Times { times: ticked(times, button) })
        }
        (State::Times { times }, Button::Done) => {
            let Some(offer) = offering(scene)?.offer.clone() else {
                return on(scene, state, State::Things);
            };
            let times = Times::of(times.slots());
            Ok(changed(scene, StandingOffer { times, ..offer }, Answered::Tapped))
        }
        (State::Line { .. }, Button::NoLine) => line::chosen(scene, state, None),
        (State::Line { sure: Some(line), .. }, Button::SureLine) => line::chosen(scene, state, Some(line)),
        // A button of another question.
        (
            State::Things
            | State::Some { .. }
            | State::Place { .. }
            | State::Area { .. }
            | State::Reach
            | State::Times { .. }
            | State::Line { .. },
            _,
        ) => again(scene, state),
    }
}

/// Back, from a question of an offer that is kept: its card, as it was.
fn as_kept(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    let Some(offer) = offering(scene)?.offer.clone() else { return again(scene, state) };
    let card = card(scene, offer.id, Told::Kept(offer), Answered::Tapped);
    Ok(Outcome { state: AnyState::Idle, effects: vec![card] })
}

/// A tap on the card of the offer, which works from everywhere. Whatever it is, the offer stands, or is paused by it.
pub fn tap_card(scene: &mut Scene<'_>, state: AnyState, button: Button) -> Result<Outcome, Fault> {
    let stands = if offering(scene)?.offer.is_some() { stands(scene).to_vec() } else { Vec::new() };
    let mut outcome = card_tapped(scene, state, button)?;
    outcome.effects.splice(0..0, stands);
    Ok(outcome)
}

fn card_tapped(scene: &mut Scene<'_>, state: AnyState, button: Button) -> Result<Outcome, Fault> {
    if state.is_form() {
        // The second of two quick taps: the place is asked for already, in a message of its own.
        let is_asked = button == Button::ChangePlace && matches!(state, AnyState::Offer(State::Area { .. }));
        if is_asked && scene.tapped.is_some_and(|tapped| tapped.card == Card::Question) {
            return Ok(scene.keeps_answer(state));
        }
        return menu::go_on(scene, state);
    }
    let Some(offer) = offering(scene)?.offer.clone() else {
        // Only the welcome shows what a first yes agrees to.
        return if scene.me.agreed_at.is_none() { menu::start(scene, state) } else { open(scene, state) };
    };
    let pause = match button {
        Button::ChangeThings => return scene.move_on(&state, AnyState::Offer(State::Things), Answered::Tapped),
        Button::ChangeReach => return scene.move_on(&state, AnyState::Offer(State::Reach), Answered::Tapped),
        Button::ChangeTimes => {
            let times = State::Times { times: offer.times };
            return scene.move_on(&state, AnyState::Offer(times), Answered::Tapped);
        }
        Button::ChangeLine => return scene.move_on(&state, AnyState::Offer(State::line()), Answered::Tapped),
        Button::ChangePlace => return area::ask(scene, state, offer),
        Button::Nearest => {
            let effects = near::nearest(scene)?;
            return Ok(scene.stay(state, effects));
        }
        Button::Pause => true,
        Button::Resume
        | Button::Anything
        | Button::SomeThings
        | Button::NotNow
        | Button::Thing(_)
        | Button::NotThing(_)
        | Button::Done
        | Button::Reach(_)
        | Button::Day(_)
        | Button::NotDay(_)
        | Button::Part(_)
        | Button::NotPart(_)
        | Button::NoLine
        | Button::SureLine
        | Button::Back
        | Button::Cancel => false,
    };
    let card = On::Card(Card::Offer(offer.id));
    let effects = paused(scene, (offer, pause), card)?;
    Ok(scene.stay(state, effects))
}

/// Words while an offer is being made.
pub fn text(scene: &Scene<'_>, state: State, typed: &Typed) -> Result<Outcome, Fault> {
    if let State::Line { between, .. } = state {
        return line::typed(scene, (state, between), &typed.text);
    }
    let say = if state.asks_for_place() { Say::PlaceByPhone } else { Say::TapPlease };
    about(scene, state, say)
}

/// A shared place while an offer is being made: it completes the offer, or changes from where one is kept.
pub fn place(scene: &mut Scene<'_>, state: State, spot: &Spot) -> Result<Outcome, Fault> {
    let things = match state {
        State::Place { things } => things,
        State::Area { .. } => return area::shared(scene, spot),
        State::Things | State::Some { .. } | State::Reach | State::Times { .. } | State::Line { .. } => {
            return scene.repeat(AnyState::Offer(state), Words::Menu(menu::Say::PlaceNotAsked));
        }
    };
    let offer = new_offer(scene, things, spot.cell)?;
    Ok(settled(scene, offer))
}

/// The offer stands, from the area that it is for.
fn settled(scene: &mut Scene<'_>, offer: StandingOffer) -> Outcome {
    let known = [Effect::Settle(offer.cell), scene.reply(Words::Offer(Say::PlaceKnown, 0))];
    let mut outcome = kept(scene, offer, Answered::Typed);
    outcome.effects.splice(0..0, known);
    outcome
}

/// A reply button, or its label as text.
pub fn key(scene: &Scene<'_>, state: State, key: Key) -> Result<Outcome, Fault> {
    match (&state, key) {
        (_, Key::Cancel) => menu::cancel(scene, &AnyState::Offer(state)),
        (State::Place { things }, Key::Back) => {
            let before = match things {
                Things::Anything => State::Things,
                Things::Some(chosen) => State::Some { chosen: chosen.clone() },
            };
            let mut outcome = scene.move_on(&AnyState::Offer(state), AnyState::Offer(before), Answered::Typed)?;
            outcome.effects.insert(0, scene.reply(Words::Menu(menu::Say::KeyboardAway)));
            Ok(outcome)
        }
        (State::Area { .. }, Key::Back) => area::back(scene),
        (State::Place { .. } | State::Area { .. }, Key::SharePlace) => about(scene, state, Say::PlaceByPhone),
        (_, Key::Back | Key::SharePlace | Key::SharePhone) => about(scene, state, Say::TapPlease),
    }
}

/// Anything else while an offer is being made.
pub fn other(scene: &Scene<'_>, state: State, other: Other) -> Result<Outcome, Fault> {
    let say = match (&state, other) {
        (State::Place { .. } | State::Area { .. }, Other::OddPlace) => Say::PlaceOdd,
        (State::Place { .. } | State::Area { .. }, _) => Say::PlaceByPhone,
        (State::Line { .. }, Other::Forward) => Say::OwnWordsPlease,
        (State::Line { .. }, _) => Say::WordsPlease,
        (State::Things | State::Some { .. } | State::Reach | State::Times { .. }, _) => Say::TapPlease,
    };
    about(scene, state, say)
}

/// What for is known: where from is asked once.
fn chosen(scene: &mut Scene<'_>, state: State, things: Things) -> Result<Outcome, Fault> {
    match scene.me.cell {
        None => on(scene, state, State::Place { things }),
        Some(cell) => {
            let offer = new_offer(scene, things, cell)?;
            Ok(kept(scene, offer, Answered::Tapped))
        }
    }
}

/// The offer that is kept with other things, or a new one that reaches across town.
fn new_offer(scene: &mut Scene<'_>, things: Things, cell: CellId) -> Result<StandingOffer, Fault> {
    let before = offering(scene)?.offer.clone();
    Ok(match before {
        Some(offer) => StandingOffer { things, cell, ..offer },
        None => {
            let id = PostId(scene.moment.id());
            let (reach, times) = (Reach::AcrossTown, Times::default());
            StandingOffer { id, helper: scene.me.id, things, reach, cell, times, line: None, paused: false }
        }
    })
}

/// The offer stands; the nearest open ask is shown at once, or there is none now. A paused one stays paused.
fn kept(scene: &mut Scene<'_>, offer: StandingOffer, answered: Answered) -> Outcome {
    if offer.paused {
        return changed(scene, offer, answered);
    }
    let offering = offering(scene).ok().cloned();
    let asks_too = offering.as_ref().is_some_and(|offering| offering.asks_too);
    let first = offering.as_ref().is_some_and(|offering| offering.offer.is_none());
    let has_answered = offering.as_ref().is_some_and(|offering| offering.has_answered);
    let read = offering.map(|offering| (offering.nearest, offering.unanswered, offering.moved));
    let (near, before, moved) = read.unwrap_or_default();
    let needed = match near.is_some() || before.is_some() {
        true => Needed::Now,
        false if has_answered => Needed::NothingNew,
        false => Needed::Nothing,
    };
    let ready = card(scene, offer.id, Told::Ready { offer: offer.clone(), needed, first }, answered);
    let mut effects = keep(scene, offer);
    effects.extend(ping::from_there(scene.me, &moved));
    effects.push(ready);
    if let Some(near) = near {
        effects.extend(near::look_at(scene.moment, scene.me, (&near, ping::Standing::open(asks_too))));
    }
    effects.extend(before.into_iter().flat_map(|before| ping::shown_again(scene, &before)));
    Outcome { state: AnyState::Idle, effects }
}

/// The offer stands as it is changed; its card says so.
fn changed(scene: &Scene<'_>, offer: StandingOffer, answered: Answered) -> Outcome {
    let card = card(scene, offer.id, Told::Kept(offer.clone()), answered);
    Outcome { state: AnyState::Idle, effects: keep(scene, offer).into_iter().chain([card]).collect() }
}

/// The offer is kept, and asked about two months from now. For what they may be asked only since, they are.
fn keep(scene: &Scene<'_>, offer: StandingOffer) -> Vec<Effect> {
    [Effect::KeepOffer(offer), may_be_asked(scene)].into_iter().chain(stands(scene)).collect()
}

fn offering<'a>(scene: &Scene<'a>) -> Result<&'a Offering, Fault> {
    if let Facts::Offering(offering) = scene.facts { Ok(offering) } else { Err(Fault::OtherFacts) }
}

fn on(scene: &Scene<'_>, from: State, to: State) -> Result<Outcome, Fault> {
    scene.move_on(&AnyState::Offer(from), AnyState::Offer(to), Answered::Tapped)
}

/// The open question again, on its own message: what was tapped is not one of its buttons.
fn again(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    scene.again(AnyState::Offer(state))
}

fn about(scene: &Scene<'_>, state: State, say: Say) -> Result<Outcome, Fault> {
    scene.repeat(AnyState::Offer(state), Words::Offer(say, 0))
}

#[cfg(test)]
mod tests;
