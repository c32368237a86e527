//! A standing offer is asked about after two months, and paused without an answer a month later. Whoever does something with it,
//! or answers what they were asked, has said that it stands.

use super::super::{Effect, On, Pausing, Say as Words, Scene, Speech, pause};
use super::Told;
use crate::domain::{Card, Due, Guard, Moment, StandingOffer, limits, window};

/// A standing offer of two months: does it still stand? Without an answer it is paused a month later.
pub fn ask_to_renew(moment: &Moment, offer: StandingOffer) -> Vec<Effect> {
    if offer.paused {
        return Vec::new();
    }
    let (helper, later) = (offer.helper, window::after_quiet(moment.now + limits::OFFER_PAUSED, moment.zone));
    vec![
        Effect::Schedule(Due::PauseOffer(helper), later),
        Speech::waking(
            helper,
            On::NewCard(Card::Offer(offer.id)),
            (Guard::None, Some(later)),
            Words::MyOffer(Told::StillStands(offer)),
        ),
    ]
}

/// It stands: they are asked about it two months from now.
pub(super) fn stands(scene: &Scene<'_>) -> [Effect; 2] {
    let later = window::after_quiet(scene.now() + limits::OFFER_RENEWED, scene.moment.zone);
    let me = scene.me.id;
    [Effect::Unschedule(Due::PauseOffer(me)), Effect::Schedule(Due::RenewOffer(me), later)]
}

/// They answered what they were asked: their offer stands, and where its card asks that, it asks no more.
pub fn heard(scene: &Scene<'_>, asked: Option<&StandingOffer>) -> Vec<Effect> {
    if !scene.me.offers {
        return Vec::new();
    }
    let card = |offer: &StandingOffer| {
        let told = Words::MyOffer(Told::Kept(offer.clone()));
        scene.show(On::CardIfShown(Card::Offer(offer.id)), told).mends()
    };
    stands(scene).into_iter().chain(asked.map(card)).collect()
}

/// Nobody answered whether the offer still stands: it is paused, and says so. What they said yes to stays.
pub fn pause_unanswered(moment: &Moment, offer: StandingOffer, pausing: &Pausing) -> Vec<Effect> {
    if offer.paused {
        return Vec::new();
    }
    let (helper, card) = (offer.helper, Card::Offer(offer.id));
    let paused = StandingOffer { paused: true, ..offer };
    let mut effects = vec![Effect::PauseOfferOf(helper)];
    effects.extend(pause(moment, pausing));
    effects.extend([
        Speech::on(helper, On::CardIfShown(card), Words::MyOffer(Told::Kept(paused.clone()))),
        Speech::on(helper, On::NewCard(card), Words::MyOffer(Told::PausedByItself(paused))),
    ]);
    effects
}
