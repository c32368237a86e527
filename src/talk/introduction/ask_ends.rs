//! The ask ends with its introduction: its asker can't make it, or it is done.

use super::super::facts::{Introduced, MyAsk};
use super::super::{Effect, On, Say as AnySay, Speech, ask};
use super::{after, status};
use crate::domain::{AskState, Card, Instant, IntroductionState, Side};

/// Does the ask end where this side can't make it? It had found its helpers, its asker is out, and nobody else is to come.
pub(super) fn with(facts: &Introduced, side: Side) -> bool {
    let others = after::after(facts, IntroductionState::Dropped);
    side == Side::Asker && facts.my_ask.ask.state == AskState::Found && others.to_come().next().is_none()
}

/// The ask closes with its asker: its card says what they did.
pub(super) fn call_off(facts: &Introduced, now: Instant) -> Vec<Effect> {
    let mut after = after::after(facts, IntroductionState::Dropped);
    let mut effects = ask::close_down(&after, now);
    after.ask.state = AskState::Closed;
    let told = ask::Told::CalledOff { status: Box::new(after.status()), name: facts.helper.name.clone() };
    let card = On::CardIfShown(Card::Ask(after.ask.id));
    effects.push(Speech::on(after.ask.asker, card, AnySay::MyAsk(told)));
    effects
}

/// The ask, once so many of the two said how it went at least; the asker that it did not happen, or not.
pub(super) fn told(facts: &Introduced, (by, did_not): (u8, bool)) -> MyAsk {
    let mut after = facts.my_ask.clone();
    if let Some(yes) = after.yes_mut(facts.introduction.id) {
        yes.introduction.told = yes.introduction.told.max(by);
        yes.introduction.did_not |= did_not;
    }
    after
}

/// What was asked for is done, or will not be, as far as its asker or both said: the ask closes by itself, unless somebody else is
/// to come or to say how it went, or more can still be found.
pub(super) fn is_done(facts: &Introduced, (did_not, now): (bool, Instant)) -> Vec<Effect> {
    closes(told(facts, (1, did_not)), (did_not, now))
}

/// The same, where nobody said how it went, and it is over.
pub(super) fn is_over(facts: &Introduced, now: Instant) -> Vec<Effect> {
    closes(after::after(facts, IntroductionState::Ended), (false, now))
}

fn closes(mut after: MyAsk, (did_not, now): (bool, Instant)) -> Vec<Effect> {
    let is_over = match after.ask.state {
        AskState::Found => true,
        AskState::Open => after.is_late() && (did_not || after.is_found()),
        AskState::Closed | AskState::Expired => false,
    };
    if !is_over || after.agreed_or_told().any(|yes| yes.introduction.told == 0) {
        return Vec::new();
    }
    let mut effects = ask::close_down(&after, now);
    after.ask.state = AskState::Closed;
    effects.push(status(&after));
    effects
}
