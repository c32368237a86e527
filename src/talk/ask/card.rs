//! The card of an own ask, as it is true now: its newest message says it, and so does what another step makes of it.

use super::super::facts::{Led, MyAsk};
use super::super::{Effect, On, Say as Words, Speech};
use crate::domain::{AskState, Card};

/// The asker's card of the ask, from the truth.
pub fn status(my_ask: &MyAsk) -> Effect {
    Speech::on(my_ask.ask.asker, On::CardIfShown(Card::Ask(my_ask.ask.id)), Words::MyAsk(my_ask.told()))
}

/// The same where nothing new is to be told. That nobody was found in time is said in its own words, in the morning.
pub fn status_anew(my_ask: &MyAsk) -> Option<Effect> {
    let is_shown = match my_ask.ask.state {
        AskState::Open => !my_ask.is_late(),
        AskState::Found => true,
        AskState::Closed | AskState::Expired => false,
    };
    is_shown.then(|| status(my_ask))
}

/// The same as the newest message of it, beneath what came before: what can be done now is there.
pub fn status_beneath(my_ask: &MyAsk) -> Effect {
    Speech::on(my_ask.ask.asker, On::NewCard(Card::Ask(my_ask.ask.id)), Words::MyAsk(my_ask.told()))
}

/// Two agreed another time for it: where nobody else is asked, its card names that one.
pub fn time_follows(before: &MyAsk, after: &MyAsk) -> Option<Effect> {
    (before.when() != after.when()).then(|| status(after))
}

/// Its asker looks once more at one who asks for the same: where there is nobody else, their card leads there.
pub fn leads_to_somebody(own: &MyAsk) -> Option<Effect> {
    let after = MyAsk { led: own.led.max(Led::ToCard), ..own.clone() };
    leads_elsewhere(&after, own.led)
}

/// Somebody looks at it who was not asked: that nobody is near is not true any more. Who it is, is nobody's business, and it
/// stays said whatever they answer.
pub fn somebody_looks(theirs: &MyAsk) -> Option<Effect> {
    let after = MyAsk { seen_version: theirs.ask.version, ..theirs.clone() };
    (after.told() != theirs.told()).then(|| status(&after))
}

/// The one who asks for the same is answered, or can be asked no more: where that card was all there was to look at, it is not
/// any more.
pub fn leads_to_nobody(own: &MyAsk) -> Option<Effect> {
    leads_elsewhere(own, own.led.max(Led::ToCard))
}

/// Its asker says yes to one who asks for the same: where there is nobody else, their card says that they wait.
pub fn leads_to_an_answer(own: &MyAsk) -> Option<Effect> {
    let after = MyAsk { led: Led::ToAnswer, ..own.clone() };
    leads_elsewhere(&after, own.led.max(Led::ToCard))
}

/// It led somewhere else before: where that was all that its card said, the card says where it leads now.
pub fn leads_elsewhere(own: &MyAsk, before: Led) -> Option<Effect> {
    let before = MyAsk { led: before, ..own.clone() };
    (before.told() != own.told()).then(|| status(own))
}
