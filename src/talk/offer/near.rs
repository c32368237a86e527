//! One open ask as a card, for who looks for one; or for who asks for the same kind of thing together.

use super::super::facts::{About, Alike, Near};
use super::super::ping::{self, Say, SeenAs, Standing};
use super::super::{Effect, Fault, On, Say as Words, Scene, Speech, ask};
use super::{Offering, Told, offering};
use crate::domain::{Card, Due, Guard, Hours, Moment, Neighbour, NewPing, PingId, PingState, window};

/// The nearest open ask; or what they were asked before, and have not answered.
pub(super) fn nearest(scene: &mut Scene<'_>) -> Result<Vec<Effect>, Fault> {
    let Offering { nearest, asks_too, unanswered, has_answered, offer, paused, .. } = offering(scene)?.clone();
    // What their pause closed before they answered looks for somebody still.
    let closed = paused.into_iter().find(|it| it.ping.state == PingState::Over && ping::is_open(it));
    Ok(match (nearest, unanswered.or(closed)) {
        (Some(near), _) => look_at(scene.moment, scene.me, (&near, Standing::open(asks_too))),
        (None, Some(before)) => {
            let lead = scene.reply(Words::MyOffer(Told::Unanswered));
            [lead].into_iter().chain(ping::shown_again(scene, &before)).collect()
        }
        (None, None) if offer.is_some_and(|offer| offer.paused) => {
            vec![scene.reply(Words::MyOffer(Told::NothingWhilePaused))]
        }
        (None, None) if has_answered => vec![scene.reply(Words::MyOffer(Told::NothingNew))],
        (None, None) => vec![scene.reply(Words::MyOffer(Told::NothingNow))],
    })
}

/// They came to look, or are writing now: it does not count against their week. Where nobody could be asked for it, its asker's
/// card says that somebody is there.
pub(super) fn look_at(moment: &mut Moment, me: &Neighbour, (near, standing): (&Near, Standing)) -> Vec<Effect> {
    let (id, ask) = (PingId(moment.id()), &near.theirs.ask);
    let asker = ask::somebody_looks(&near.theirs);
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
    let ping = NewPing { id, post: ask.id, helper: me.id, browsing: true, through_link: false, wider: false };
    let shown = Speech::guarded(me.id, On::NewCard(Card::Ping(id)), guard, Words::Ping(Box::new(say)));
    [Effect::Ping(ping), shown].into_iter().chain(asker).collect()
}

/// Somebody asks for the same as this neighbour has just asked for: perhaps they do it together. Where nothing comes of
/// it, the other one is shown theirs; and who said "not this time" is shown the next one. Whose turn is to come already does
/// not lose it to whoever asks next.
pub fn alike(moment: &mut Moment, alike: &Alike) -> Vec<Effect> {
    let (mine, theirs) = (&alike.mine, &alike.near.theirs.ask);
    let wait = mine.when.urgency.wave_wait().min(theirs.when.urgency.wave_wait());
    let later = window::after_quiet(moment.now + wait, moment.zone);
    let mut effects = look_at(moment, &alike.me, (&alike.near, Standing::Alike));
    let new = [theirs.id, mine.id].into_iter().filter(|post| !alike.turns.contains(post));
    effects.extend(new.map(|post| Effect::Schedule(Due::WithWhomToo(post), later)));
    effects
}

/// The same to who asked before, and is not writing now: once, not where they have one to answer, and not while they
/// sleep.
pub fn alike_too(moment: &mut Moment, alike: &Alike) -> Vec<Effect> {
    if alike.waits {
        return Vec::new();
    }
    let mut effects = look_at(moment, &alike.me, (&alike.near, Standing::Alike));
    for effect in &mut effects {
        if let Effect::Say(speech) = effect
            && speech.to == alike.me.id
        {
            speech.hours = Hours::Waking { until: alike.near.theirs.ask.when.ends() };
        }
    }
    effects
}
