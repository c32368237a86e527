//! A standing offer is asked about after two months, and paused without an answer a month later.

use super::super::{Effect, On, Say as Words, Speech};
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

/// Nobody answered whether the offer still stands: it is paused, and says so.
pub fn pause_unanswered(moment: &Moment, offer: StandingOffer) -> Vec<Effect> {
    if offer.paused {
        return Vec::new();
    }
    let (helper, card) = (offer.helper, Card::Offer(offer.id));
    let paused = StandingOffer { paused: true, ..offer };
    vec![
        Effect::PauseOfferOf(helper),
        Effect::Schedule(Due::Paused(helper), moment.now),
        Speech::on(helper, On::CardIfShown(card), Words::MyOffer(Told::Kept(paused.clone()))),
        Speech::on(helper, On::NewCard(card), Words::MyOffer(Told::PausedByItself(paused))),
    ]
}
