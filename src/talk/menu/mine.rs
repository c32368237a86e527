//! "What is happening now?": everything of theirs that is open, a card each.

use super::super::facts::Mine;
use super::super::{Effect, Facts, Fault, On, Outcome, Say as Words, Scene, State, introduction, offer, ping};
use super::{Note, Say, go_on, is_on_menu};
use crate::domain::Card;

/// Everything of theirs that is open.
pub(super) fn what_is_happening(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    let Facts::Mine(mine) = scene.facts else { return Err(Fault::OtherFacts) };
    let mut effects = Vec::new();
    for my_ask in mine.asks.iter().take(Mine::most()) {
        let told = my_ask.told();
        effects.push(scene.show(On::NewCard(Card::Ask(my_ask.ask.id)), Words::MyAsk(told)));
    }
    let newest = mine.asked.iter().skip(mine.asked.len().saturating_sub(Mine::most()));
    for one in newest.chain(mine.waiting.iter().take(Mine::most())) {
        effects.extend(ping::shown_again(scene, one));
    }
    for one in mine.introductions() {
        if let Some(side) = one.introduction.side(scene.me.id) {
            effects.push(introduction::shown_again(one, side));
            effects.extend(introduction::time_shown_again(one, side));
        }
    }
    if let Some(offer) = &mine.offer {
        let card = On::NewCard(Card::Offer(offer.id));
        effects.push(scene.show(card, Words::MyOffer(offer::Told::Kept(offer.clone()))));
    }
    let (is_nothing, has_more) = (effects.is_empty(), mine.has_more());
    // The question that is open comes again beneath.
    if state.is_form() {
        return if is_nothing { go_on(scene, state) } else { Ok(scene.stay(state, effects)) };
    }
    if is_nothing || has_more || mine.offer.is_none() {
        // The menu that was tapped goes on beneath.
        effects.splice(0..0, closes_menu(scene));
        let note = match (is_nothing, has_more) {
            (true, _) => Note::NothingOpen,
            (false, true) => Note::MoreThanShown,
            (false, false) => Note::Hello,
        };
        effects.push(scene.show(On::NewQuestion, Words::Menu(Say::menu(scene.me, note))));
    }
    // Who sees their offer has seen that it stands.
    effects.extend(offer::heard(scene, None));
    Ok(scene.stay(State::Idle, effects))
}

/// A menu that was tapped loses its buttons; a card stays what it is.
fn closes_menu(scene: &Scene<'_>) -> Option<Effect> {
    let closed = if scene.tapped_open_question() { On::CloseQuestion } else { On::Tapped };
    is_on_menu(scene).then(|| scene.show(closed, Words::Menu(Say::Below { about: None })))
}
