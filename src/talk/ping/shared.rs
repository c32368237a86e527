//! An ask that came through a link: one message shows the ask, and a yes is the agreement as well.

use super::super::facts::{Pinged, Shared};
use super::super::{Effect, Facts, Fault, Input, On, Outcome, Say as Words, Scene, State, ask, menu};
use super::{is_found_in_time, looks_again, may_say_yes, shown_again};
use crate::domain::{Card, NewPing, Ping, PingId, PingState, limits};

/// Somebody opened the link of an ask.
pub fn open(scene: &mut Scene<'_>, state: State) -> Result<Outcome, Fault> {
    let Facts::Shared(shared) = scene.facts else { return Err(Fault::OtherFacts) };
    if let Some(shared) = shared.as_deref().filter(|shared| shared.my_ask.ask.asker == scene.me.id) {
        let told = Words::MyAsk(shared.my_ask.told());
        let card = On::NewCard(Card::Ask(shared.my_ask.ask.id));
        return Ok(scene.stay(state, vec![scene.show(card, told)]));
    }
    let is_alive = |shared: &&Shared| shared.my_ask.is_wanted_in_time() && !shared.apart;
    // Who saw it before sees how it stands, also where it is over by now.
    let Some(shown) = shared.as_deref().filter(|shared| is_alive(shared) || shared.ping.is_some()) else {
        let is_found = shared.as_deref().is_some_and(is_found);
        return if is_found { menu::link_found(scene, state) } else { menu::link_over(scene, state) };
    };
    if shown.ping.is_none() && ask::enough(&shown.my_ask) && shown.my_ask.has_all_yeses() {
        return menu::link_enough(scene, state);
    }
    if shown.ping.is_none() && shown.opened >= limits::LINK_OPENED {
        return menu::link_full(scene, state);
    }
    let mut effects = Vec::new();
    let ping = shown.ping.clone().unwrap_or_else(|| {
        let (id, ask) = (PingId(scene.moment.id()), &shown.my_ask.ask);
        let (post, helper) = (ask.id, scene.me.id);
        effects.push(Effect::Ping(NewPing { id, post, helper, browsing: true, through_link: true, wider: false }));
        Ping { id, post, helper, state: PingState::Open, through_link: true, wider: false }
    });
    let Shared { my_ask, band, apart, own, .. } = shown.clone();
    let mut pinged = Pinged { ping, my_ask, band, apart, own };
    // Who said "not this time" and comes once more sees it as they did at first.
    if pinged.ping.state == PingState::NotThisTime && may_say_yes(&pinged) {
        effects.extend(looks_again(&pinged));
        pinged.ping.state = PingState::Open;
    }
    effects.extend(shown_again(scene, &pinged));
    Ok(scene.stay(state, effects))
}

/// Is somebody found for it? Of who is kept apart from its asker it tells no more than any link that is over.
fn is_found(shared: &Shared) -> bool {
    is_found_in_time(&shared.my_ask.ask, shared.my_ask.now) && !shared.apart
}

/// Somebody new said something else than yes or no: the ask that brought them here comes again beneath the answer.
pub fn invited_again(scene: &Scene<'_>, state: State, (pinged, input): (&Pinged, &Input)) -> Outcome {
    let answer = match input {
        Input::Help => Some(scene.reply(Words::Menu(menu::Say::Help))),
        Input::Place(_) => Some(scene.reply(Words::Menu(menu::Say::PlaceNotAsked))),
        Input::Cancel => Some(scene.reply(Words::Menu(menu::Say::NothingToCancel))),
        Input::Text(_) | Input::Key(..) | Input::Other(_) | Input::Phone(_) => {
            Some(scene.reply(Words::Ask(ask::Say::TapPlease, 0)))
        }
        Input::Tap(_) => Some(scene.show(On::Tapped, Words::Menu(menu::Say::Below { about: None }))),
        Input::Start(_) | Input::Edited(_) | Input::Blocked | Input::Unblocked => None,
    };
    // Who would rather do something else finds it above the ask.
    let is_start = matches!(input, Input::Start(_));
    let menu = is_start.then(|| scene.show(On::NewQuestion, Words::Menu(menu::Say::menu(scene.me, menu::Note::Hello))));
    let effects = answer.into_iter().chain(menu).chain(shown_again(scene, pinged)).collect();
    scene.stay(state, effects)
}
