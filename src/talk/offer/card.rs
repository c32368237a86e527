//! The card of an offer: where it appears, and that it is paused, or is no more.

use super::super::scene::Answered;
use super::super::{Effect, Fault, On, Say as Words, Scene, Speech, ping};
use super::{Told, offering};
use crate::domain::{Card, Due, PostId, StandingOffer, limits};

/// The card of the offer: the question that was answered becomes it, or it comes beneath what was written.
pub fn card(scene: &Scene<'_>, offer: PostId, told: Told, answered: Answered) -> Effect {
    let on = match answered {
        Answered::Tapped => On::QuestionBecomes(Card::Offer(offer)),
        Answered::Typed => On::NewCard(Card::Offer(offer)),
    };
    scene.show(on, Words::MyOffer(told))
}

/// Nobody may ask them until they say so; or somebody may again. The card says which, and so does what they were asked: once
/// they are paused that follows on the agenda.
pub(super) fn paused(
    scene: &Scene<'_>,
    (offer, paused): (StandingOffer, bool),
    shown: On,
) -> Result<Vec<Effect>, Fault> {
    let told = Words::MyOffer(Told::Kept(StandingOffer { paused, ..offer }));
    let mut effects = vec![Effect::PauseOffer(paused)];
    if paused {
        let me = scene.me.id;
        effects.extend([Effect::Unschedule(Due::PauseOffer(me)), Effect::Schedule(Due::Paused(me), scene.now())]);
    }
    effects.push(scene.show(shown, told));
    if !paused {
        // What they were asked last is the lowest.
        let pings = offering(scene)?.paused.iter().rev();
        effects.extend(pings.flat_map(|pinged| ping::paused_no_more(scene, pinged)));
        effects.push(may_be_asked(scene));
    }
    Ok(effects)
}

/// They may be asked for more than before, once they are done with their changes.
pub(super) fn may_be_asked(scene: &Scene<'_>) -> Effect {
    Effect::Schedule(Due::MayBeAsked(scene.me.id), scene.now() + limits::ASKED_FROM)
}

/// Its helper paused on another message: the card says so too.
pub fn shown_paused(offer: &StandingOffer) -> Effect {
    let told = Words::MyOffer(Told::Kept(StandingOffer { paused: true, ..offer.clone() }));
    Speech::on(offer.helper, On::CardIfShown(Card::Offer(offer.id)), told).mends()
}
