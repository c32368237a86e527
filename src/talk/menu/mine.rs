//! "What is happening now?": everything of theirs that is open, a card each.

use super::super::{Facts, Fault, On, Outcome, Say as Words, Scene, State, introduction, offer, ping};
use super::{Note, Say, chatter, go_on};
use crate::domain::Card;

/// Everything of theirs that is open.
pub(super) fn what_is_happening(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    let Facts::Mine(mine) = scene.facts else { return Err(Fault::OtherFacts) };
    if state.is_form() {
        return go_on(scene, state);
    }
    let mut effects = Vec::new();
    for my_ask in &mine.asks {
        let told = my_ask.told();
        effects.push(scene.show(On::NewCard(Card::Ask(my_ask.ask.id)), Words::MyAsk(told)));
    }
    for one in &mine.waiting {
        effects.extend(ping::shown_again(scene, one));
    }
    for one in &mine.introductions {
        if let Some(side) = one.introduction.side(scene.me.id) {
            effects.push(introduction::shown_again(one, side));
            effects.extend(introduction::time_shown_again(one, side));
        }
    }
    if let Some(offer) = &mine.offer {
        effects.push(scene.show(On::NewQuestion, Words::MyOffer(offer::Told::Kept(offer.clone()))));
    }
    if effects.is_empty() {
        return Ok(chatter(scene, Note::NothingOpen));
    }
    if mine.offer.is_none() {
        effects.push(scene.show(On::NewQuestion, Words::Menu(Say::menu(scene.me, Note::Hello))));
    }
    Ok(scene.stay(State::Idle, effects))
}
