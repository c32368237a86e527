//! A yes that is not needed now: enough neighbours had said it before.

use super::super::facts::{About, Pinged};
use super::super::{Effect, On, Say as Words, Scene, ask, introduction};
use super::{Standing, introduction_of, seen, show};
use crate::domain::{Because, Card, IntroductionId, PingState};

/// Is nobody needed now, and would their yes wait where so many wait already that it would help nobody? Who took theirs back has
/// their place still.
pub(super) fn is_one_too_many(pinged: &Pinged) -> bool {
    introduction_of(pinged).is_none() && ask::enough(&pinged.my_ask) && pinged.my_ask.has_all_yeses()
}

/// Nothing is kept of that yes but the answer, so that they may be asked once more, should all the others drop out.
pub(super) fn too_many(scene: &Scene<'_>, pinged: &Pinged) -> Vec<Effect> {
    let is_answered = matches!(pinged.ping.state, PingState::Open | PingState::Over);
    let answer = is_answered.then_some(Effect::PingTooLate(pinged.ping.id));
    let own = pinged.own.iter().filter_map(ask::leads_to_nobody);
    answer.into_iter().chain([show(scene, pinged, Standing::Enough)]).chain(own).collect()
}

/// The helper may stand by, on the same message. Another message of the ping says it too.
pub(super) fn not_needed_now(scene: &Scene<'_>, id: IntroductionId, pinged: &Pinged) -> [Effect; 3] {
    let (about, why) = (About::of(&pinged.my_ask.ask), introduction::Why::Enough);
    let last = introduction::said(introduction::Say::LastWord { about, why, stand_by: Some(id) });
    let was = Card::Ping(pinged.ping.id);
    let enough = Words::Ping(Box::new(seen(scene.me, pinged, Standing::Enough)));
    [
        Effect::Release(id, Because::Found),
        scene.show(On::Becomes { was, is: Card::Reserve(id) }, last),
        scene.show(On::CardIfShown(was), enough),
    ]
}
