//! What is shown of an introduction once more: in a new message, or on the same as it is now.

use super::super::facts::Introduced;
use super::super::{Effect, On, Scene, Speech, ask};
use super::{Button, Say, how_it_was, said, time};
use crate::domain::{Card, Guard, IntroductionState, Moment, NeighbourId, Side, window};

/// The card of an introduction, of a yes that waits for its asker, or of who stands by, once more.
pub fn shown_again(facts: &Introduced, side: Side) -> Effect {
    let (id, to) = (facts.introduction.id, facts.introduction.on(side));
    if facts.introduction.state == IntroductionState::Proposed && side == Side::Asker {
        let guard = Guard::Proposed(id, facts.my_ask.ask.version);
        return Speech::guarded(to, On::NewCard(Card::Yes(id)), guard, said(facts.yes_card()));
    }
    if !matches!(facts.introduction.state, IntroductionState::Agreed { .. }) && side == Side::Helper {
        return Speech::on(to, On::NewCard(Card::Reserve(id)), said(facts.reserve_card()));
    }
    Speech::on(to, On::NewCard(Card::Introduction(id)), said(facts.card(side)))
}

/// The cards of what is open say what is true now; nobody is told anything new.
pub fn shown_anew(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let Introduced { introduction, my_ask, .. } = facts;
    let (id, version) = (introduction.id, my_ask.ask.version);
    match introduction.state {
        IntroductionState::Proposed if !introduction.is_outdated(&my_ask.ask) => {
            let (card, guard) = (On::CardIfShown(Card::Yes(id)), Guard::Proposed(id, version));
            vec![Speech::guarded(introduction.asker, card, guard, said(waiting_yes(moment, facts)))]
        }
        IntroductionState::Agreed { .. } => {
            [Side::Asker, Side::Helper].into_iter().flat_map(|side| time::shown_anew(facts, side)).collect()
        }
        IntroductionState::Reserve => {
            let card = On::CardIfShown(Card::Reserve(id));
            vec![Speech::on(introduction.helper, card, said(facts.reserve_card()))]
        }
        IntroductionState::Proposed
        | IntroductionState::Declined
        | IntroductionState::Released
        | IntroductionState::Dropped
        | IntroductionState::Ended => Vec::new(),
    }
}

/// Its helper offers otherwise from now on: the card of a yes that waits says how far they are, and their line.
pub fn offered_anew(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let is_waiting = facts.introduction.state == IntroductionState::Proposed;
    let shown = if is_waiting { shown_anew(moment, facts) } else { Vec::new() };
    shown.into_iter().map(Effect::mends).collect()
}

/// One of the two is called otherwise from now on: what the other one sees says so. Nobody is told of it here.
pub fn renamed(moment: &Moment, facts: &Introduced, who: NeighbourId) -> Vec<Effect> {
    let Introduced { introduction, my_ask, .. } = facts;
    let Some(side) = introduction.side(who) else { return Vec::new() };
    let mut effects = match (&introduction.state, side) {
        (IntroductionState::Agreed { .. }, side) => {
            let asked = how_it_was::asked_anew(facts, side.other());
            time::shown_anew(facts, side.other()).into_iter().chain(asked).collect()
        }
        (IntroductionState::Proposed, Side::Helper) if !introduction.is_outdated(&my_ask.ask) => {
            shown_anew(moment, facts)
        }
        (IntroductionState::Proposed | IntroductionState::Reserve, Side::Helper) => {
            let card = On::CardIfShown(Card::Yes(introduction.id));
            vec![Speech::on(introduction.asker, card, said(facts.yes_card()))]
        }
        (IntroductionState::Proposed | IntroductionState::Reserve, Side::Asker)
        | (
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Dropped
            | IntroductionState::Ended,
            _,
        ) => Vec::new(),
    };
    if side == Side::Helper {
        effects.extend(ask::status_anew(my_ask));
    }
    effects.into_iter().map(Effect::mends).collect()
}

/// The card of a yes that waits, which was shown once more by now, or not.
fn waiting_yes(moment: &Moment, facts: &Introduced) -> Say {
    let nudged_at = facts.introduction.proposed_at + facts.my_ask.ask.when.urgency.wave_wait();
    let was_nudged = window::after_quiet(nudged_at, moment.zone) <= moment.now;
    let card = facts.yes_card();
    if was_nudged && !facts.introduction.stood_by { card.still_waits() } else { card }
}

/// The card as it is. The second of two quick taps on "yes, tell them" leaves there what the first came to.
pub(super) fn as_it_is(scene: &Scene<'_>, facts: &Introduced, (side, button): (Side, Button)) -> Vec<Effect> {
    let card = Card::Introduction(facts.introduction.id);
    let is_newest = scene.tapped.is_some_and(|tapped| tapped.card == card && tapped.is_newest);
    if button == Button::ReallyCannot && facts.introduction.state == IntroductionState::Dropped && is_newest {
        return Vec::new();
    }
    vec![scene.show(On::Card(card), said(facts.card(side)))]
}
