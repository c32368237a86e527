//! Messages for an ask go out slowly, or as usual again: the card of its asker says by itself which of the two.

use super::super::Effect;
use super::super::facts::MyAsk;
use crate::domain::{AskState, Due, limits};

/// These were asked: whether that goes slowly is known after a while. Where it does already, it is looked at as it is.
pub(super) fn looked_at_later(my_ask: &MyAsk) -> Option<Effect> {
    let at = my_ask.now + limits::LONG_WAIT;
    (!my_ask.is_slow()).then_some(Effect::Schedule(Due::GoesSlowly(my_ask.ask.id), at))
}

/// A look at how fast it goes: the card changes when it begins to go slowly, and when that is over.
pub fn at_its_pace(my_ask: &MyAsk, look: Due) -> Vec<Effect> {
    let id = my_ask.ask.id;
    if my_ask.ask.state != AskState::Open {
        return Vec::new();
    }
    let (is_slow, was_slow) = (my_ask.is_slow(), look == Due::GoesOn(id));
    let next = is_slow.then(|| Effect::Schedule(Due::GoesOn(id), my_ask.now + limits::LONG_WAIT));
    let says_so = is_slow != was_slow && my_ask.standing().asks_others();
    next.into_iter().chain(says_so.then(|| super::status(my_ask))).collect()
}
