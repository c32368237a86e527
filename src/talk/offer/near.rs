//! One open ask as a card, for who looks for one; or for who has just asked for the same kind of thing together.

use super::super::facts::{About, Near};
use super::super::ping::{Say, SeenAs, Standing};
use super::super::{Effect, On, Say as Words, Speech};
use crate::domain::{Card, Guard, Moment, Neighbour, NewPing, PingId};

/// They came to look, or are writing now: it does not count against their week.
pub(super) fn look_at(moment: &mut Moment, me: &Neighbour, (near, standing): (&Near, Standing)) -> Vec<Effect> {
    let (id, ask) = (PingId(moment.chance.id()), &near.ask);
    let say = Say {
        ping: id,
        version: ask.version,
        about: About::of(ask),
        band: Some(near.band),
        access: ask.access.clone(),
        wish: ask.wish,
        wanted: ask.wanted,
        seen_as: SeenAs::of(me),
        standing,
        wider: false,
        agrees: false,
        offers: me.offers,
    };
    let guard = Guard::PingOpen(id, ask.version);
    vec![
        Effect::Ping(NewPing { id, post: ask.id, helper: me.id, browsing: true, through_link: false, wider: false }),
        Speech::guarded(me.id, On::NewCard(Card::Ping(id)), guard, Words::Ping(Box::new(say))),
    ]
}

/// Somebody near asks for the same as this neighbour has just asked for: perhaps they do it together.
pub fn alike(moment: &mut Moment, me: &Neighbour, near: &Near) -> Vec<Effect> {
    look_at(moment, me, (near, Standing::Alike))
}
