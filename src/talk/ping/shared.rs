//! An ask that came through a link: one message shows the ask, and a yes is the agreement as well.

use super::super::facts::{About, Shared};
use super::super::{Effect, Facts, Fault, On, Outcome, Say as Words, Scene, Speech, State, menu};
use super::{Say, SeenAs, Standing};
use crate::domain::{AskState, Card, Guard, NewPing, PingId, PingState};

/// Somebody opened the link of an ask.
pub fn open(scene: &mut Scene<'_>, state: State) -> Result<Outcome, Fault> {
    let Facts::Shared(shared) = scene.facts else { return Err(Fault::OtherFacts) };
    let mine = |shared: &Shared| shared.my_ask.ask.asker == scene.me.id;
    let Some(shared) = shared.as_deref().filter(|shared| shared.my_ask.ask.state == AskState::Open && !mine(shared))
    else {
        return if state.is_form() {
            menu::go_on(scene, state)
        } else {
            Ok(menu::chatter(scene, menu::Note::LinkOver))
        };
    };
    let effects = match &shared.ping {
        // They saw it before: it is shown again as it stands.
        Some(ping) => vec![show(scene, shared, (ping.id, Standing::of(ping.state)))],
        None => {
            let id = PingId(scene.moment.chance.id());
            let new = NewPing {
                id,
                post: shared.my_ask.ask.id,
                helper: scene.me.id,
                browsing: true,
                through_link: true,
                wider: false,
            };
            vec![Effect::Ping(new), show(scene, shared, (id, Standing::of(PingState::Open)))]
        }
    };
    Ok(scene.stay(state, effects))
}

fn show(scene: &Scene<'_>, shared: &Shared, (ping, standing): (PingId, Standing)) -> Effect {
    let ask = &shared.my_ask.ask;
    let say = Say {
        ping,
        about: About::of(ask),
        band: shared.band,
        access: ask.access.clone(),
        wish: ask.wish,
        wanted: ask.wanted,
        seen_as: SeenAs::of(scene.me),
        standing,
        wider: false,
        agrees: scene.me.agreed_at.is_none(),
    };
    let guard = if standing == Standing::Open { Guard::PingOpen(ping) } else { Guard::None };
    Speech::guarded(scene.me.id, On::NewCard(Card::Ping(ping)), guard, Words::Ping(Box::new(say)))
}
