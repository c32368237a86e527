//! Messages for an ask go out slowly, or as usual again: the card of its asker says by itself which of the two.

use super::super::Effect;
use super::super::facts::MyAsk;
use crate::domain::{AskState, Due, limits};

/// These were asked: whether that goes slowly is known after a while, and where it does already, whether it still does.
pub(super) fn looked_at_later(my_ask: &MyAsk) -> Effect {
    let look = if my_ask.is_slow() { Due::GoesOn } else { Due::GoesSlowly };
    Effect::Schedule(look(my_ask.ask.id), my_ask.now + limits::LONG_WAIT)
}

/// A look at how fast it goes: the card changes when it begins to go slowly, and when that is over.
pub fn at_its_pace(my_ask: &MyAsk, look: Due) -> Vec<Effect> {
    let id = my_ask.ask.id;
    if my_ask.ask.state != AskState::Open {
        return Vec::new();
    }
    let (is_slow, was_slow) = (my_ask.is_slow(), look == Due::GoesOn(id));
    // What waits for the morning may go slowly then.
    let waits = my_ask.open_pings.iter().filter_map(|ping| ping.waits_since).min();
    let next = if is_slow {
        Some((Due::GoesOn(id), my_ask.now))
    } else {
        waits.map(|since| (Due::GoesSlowly(id), since.max(my_ask.now)))
    };
    let next = next.map(|(look, from)| Effect::Schedule(look, from + limits::LONG_WAIT));
    // That it goes slowly is said no longer than it does, whatever else is true by then.
    let says_so = is_slow != was_slow && (was_slow || my_ask.standing().asks_others());
    next.into_iter().chain(says_so.then(|| super::status(my_ask))).collect()
}
