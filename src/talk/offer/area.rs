//! "Where I am": who moved, or shared a wrong place, is asked where they are now. What they asked for stays where it was.
//! Nobody looks for somebody by it: it is done a few times only, and a step over an edge is no move.

use super::super::scene::Answered;
use super::super::{Fault, Outcome, Say as Words, Scene, State as AnyState, menu};
use super::{Say, State, Told, card, offering, settled};
use crate::domain::{Spot, StandingOffer};

/// Where are they now? Unless they set their area as often as one may for now.
pub(super) fn ask(scene: &Scene<'_>, state: AnyState, offer: StandingOffer) -> Result<Outcome, Fault> {
    if !may_move(scene)? {
        return Ok(scene.stay(state, vec![scene.reply(Words::MyOffer(Told::MovedOften))]));
    }
    scene.move_on(&state, AnyState::Offer(State::Area { things: offer.things }), Answered::Tapped)
}

/// A shared place: it is their area from now on, and the nearest open ask there is shown. Who is close to the edge of the
/// one that is known is still in it.
pub(super) fn shared(scene: &mut Scene<'_>, spot: &Spot) -> Result<Outcome, Fault> {
    match offering(scene)?.offer.clone() {
        Some(offer) if spot.is_in(offer.cell) => stays(scene, Some(Words::Offer(Say::SameArea, 0))),
        Some(offer) if may_move(scene)? => Ok(settled(scene, StandingOffer { cell: spot.cell, ..offer })),
        Some(_) => stays(scene, Some(Words::MyOffer(Told::MovedOften))),
        None => stays(scene, None),
    }
}

/// Back: the card of the offer.
pub(super) fn back(scene: &Scene<'_>) -> Result<Outcome, Fault> {
    stays(scene, None)
}

/// The area stays as it was, and why; the card follows.
fn stays(scene: &Scene<'_>, why: Option<Words>) -> Result<Outcome, Fault> {
    let mut effects = vec![scene.reply(Words::Menu(menu::Say::KeyboardAway))];
    effects.extend(why.map(|why| scene.reply(why)));
    let kept = offering(scene)?.offer.clone();
    effects.extend(kept.map(|offer| card(scene, offer.id, Told::Kept(offer), Answered::Typed)));
    Ok(Outcome { state: AnyState::Idle, effects })
}

fn may_move(scene: &Scene<'_>) -> Result<bool, Fault> {
    Ok(offering(scene)?.moves.may_move(scene.me.was_introduced))
}
