//! A line about the helper, which strangers read with a yes of theirs.

use super::super::scene::Answered;
use super::super::{Fault, On, Outcome, Say as Words, Scene, State as AnyState};
use super::{Say, State, about, begin, changed, offering, on};
use crate::domain::{Line, StandingOffer};

/// The line, as they typed it. What follows a message in between may be an answer to that: it is asked first.
pub(super) fn typed(scene: &Scene<'_>, (state, between): (State, bool), typed: &str) -> Result<Outcome, Fault> {
    let line = match Line::for_strangers(typed) {
        Ok(line) => line,
        Err(refusal) => return about(scene, state, Say::no_line(refusal)),
    };
    let from = AnyState::Offer(state);
    if between || scene.alarming {
        return scene.move_on(&from, AnyState::Offer(State::Line { between: true, sure: Some(line) }), Answered::Typed);
    }
    let Some(offer) = offering(scene)?.offer.clone() else { return scene.move_on(&from, begin(), Answered::Typed) };
    let quiet = Words::Quiet(Box::new(from.question(scene.me, scene.version)?));
    let mut outcome = changed(scene, StandingOffer { line: Some(line), ..offer }, Answered::Typed);
    outcome.effects.insert(0, scene.show(On::CloseQuestion, quiet));
    Ok(outcome)
}

/// It is this one, or none.
pub(super) fn chosen(scene: &Scene<'_>, state: State, line: Option<Line>) -> Result<Outcome, Fault> {
    let Some(offer) = offering(scene)?.offer.clone() else { return on(scene, state, State::Things) };
    Ok(changed(scene, StandingOffer { line, ..offer }, Answered::Tapped))
}
