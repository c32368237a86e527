//! Somebody blocked the bot, or has left Telegram: what is open of theirs closes, and the others hear of it.
//! To who left nothing is said, and of why nothing. Who pauses is still there, and hears it.

use std::collections::BTreeSet;

use super::facts::{Introduced, Leaving, Pinged};
use super::{Effect, On, Speech, ask, introduction, ping};
use crate::domain::{AskState, Card, Moment, Neighbour, Side};

/// What ends with somebody's pause.
#[derive(Debug, Clone, PartialEq)]
pub struct Pausing {
    /// Who.
    pub who: Neighbour,
    /// What they were asked, and have not answered, or said yes to, and are not introduced for.
    pub pings: Vec<Pinged>,
    /// Their introductions; those where their yes waits for an asker, or they stand by, end.
    pub introductions: Vec<Introduced>,
}

/// What follows when somebody cannot be reached any more.
pub fn leave(moment: &Moment, leaving: &Leaving) -> Vec<Effect> {
    let mut effects = vec![Effect::PingsOverOf(leaving.who)];
    effects.extend(leaving.asks.iter().flat_map(|facts| ask::close_down(facts, moment.now)));
    effects.extend(leaving.introductions.iter().flat_map(|facts| introduction::left(moment, facts, leaving.who)));
    let found = found_ones_end(moment, leaving, &effects);
    effects.extend(found);
    effects.retain(|effect| !matches!(effect, Effect::Say(speech) if speech.to == leaving.who));
    effects
}

/// What follows when somebody pauses: nothing waits for them, and they wait for nobody. What two agreed is an
/// appointment: it stays, and they can still say that they can't make it.
pub fn pause(moment: &Moment, pausing: &Pausing) -> Vec<Effect> {
    let mut effects = vec![Effect::PingsOverOf(pausing.who.id)];
    effects.extend(pausing.pings.iter().map(|pinged| ping::paused(&pausing.who, pinged)));
    effects.extend(pausing.introductions.iter().flat_map(|facts| introduction::paused(moment, facts)));
    effects
}

/// They are back: their cards of what ended meanwhile say so.
pub fn mend(over: &Leaving) -> Vec<Effect> {
    let who = over.who;
    let asks = over.asks.iter().filter(|facts| facts.ask.asker == who).map(ask::status);
    let introductions = over.introductions.iter().filter_map(|facts| {
        let (side, id) = (facts.introduction.side(who)?, facts.introduction.id);
        let (card, say) = match side {
            // Both said yes to it once.
            _ if facts.introduction.agreed_when.is_some() => (Card::Introduction(id), facts.card(side)),
            Side::Asker => (Card::Yes(id), facts.yes_card()),
            Side::Helper => (Card::Reserve(id), facts.reserve_card_over()),
        };
        Some(Speech::on(who, On::CardIfShown(card), introduction::said(say)))
    });
    let mine = || over.introductions.iter().filter(|facts| facts.introduction.helper == who);
    let helper = mine().map(|facts| &facts.helper).next();
    let answered =
        helper.into_iter().flat_map(|me| over.answered.iter().map(move |pinged| ping::counted_on_no_more(me, pinged)));
    asks.chain(introductions).chain(mine().filter_map(Introduced::asked_no_more)).chain(answered).collect()
}

/// Nobody stands by for the asks of who left: their open ones are closed above, and those that had found help close too where
/// with these effects nobody comes any more.
fn found_ones_end(moment: &Moment, leaving: &Leaving, effects: &[Effect]) -> Vec<Effect> {
    let is_theirs =
        |facts: &&Introduced| facts.introduction.asker == leaving.who && facts.my_ask.ask.state == AskState::Found;
    let found = || leaving.introductions.iter().filter(is_theirs);
    let is_out = |facts: &Introduced| {
        let id = facts.introduction.id;
        effects.iter().any(|effect| matches!(effect, Effect::Drop(out) | Effect::CutShort(out) if *out == id))
    };
    let out: BTreeSet<_> = found().filter(|facts| is_out(facts)).map(|facts| facts.introduction.post).collect();
    let mut told = BTreeSet::new();
    let once = found().filter(|facts| told.insert(facts.introduction.post));
    let end = |facts: &Introduced| {
        if out.contains(&facts.introduction.post) {
            ask::close_down(&facts.my_ask, moment.now)
        } else {
            introduction::reserves_go(&facts.my_ask)
        }
    };
    once.flat_map(end).collect()
}

#[cfg(test)]
mod tests;
