//! Somebody blocked the bot, or has left Telegram: what is open of theirs closes, and the others hear of it.
//! To who left nothing is said, and of why nothing.

use super::facts::Leaving;
use super::{Effect, ask, introduction};
use crate::domain::Moment;

/// What follows when somebody cannot be reached any more.
pub fn leave(moment: &Moment, leaving: &Leaving) -> Vec<Effect> {
    let mut effects = vec![Effect::PingsOverOf(leaving.who)];
    effects.extend(leaving.asks.iter().flat_map(|facts| ask::close_down(facts, moment.now)));
    effects.extend(leaving.introductions.iter().flat_map(|facts| introduction::left(moment, facts, leaving.who)));
    effects.retain(|effect| !matches!(effect, Effect::Say(speech) if speech.to == leaving.who));
    effects
}

#[cfg(test)]
mod tests;
