//! Reads what is open, or ended, of who cannot be reached any more, who is back, and who takes a pause.

use super::{dropping_out, introduced, known, my_ask, pinged, pinged_for};
use crate::domain::{IntroductionState, Moment, NeighbourId, limits};
use crate::store::{StoreError, Tx};
use crate::talk::Pausing;
use crate::talk::facts::Leaving;
use crate::turn::Setting;

/// What is open of somebody who cannot be reached any more.
pub async fn leaving(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    who: NeighbourId,
) -> Result<Leaving, StoreError> {
    let mut leaving = Leaving { who, asks: Vec::new(), introductions: Vec::new(), answered: Vec::new() };
    for post in tx.open_asks_of(who).await? {
        leaving.asks.extend(my_ask(tx, post, moment).await?);
    }
    for id in tx.open_introductions_of(who).await? {
        leaving.introductions.extend(dropping_out(tx, (setting, moment), id).await?);
    }
    Ok(leaving)
}

/// What ended while somebody could not be reached, as it is now: the asks, and their introductions for them.
pub async fn over_while_away(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    who: NeighbourId,
) -> Result<Leaving, StoreError> {
    let mut over = Leaving { who, asks: Vec::new(), introductions: Vec::new(), answered: Vec::new() };
    for post in tx.over_while_away(who, limits::OVER_MENDED).await? {
        let Some(facts) = my_ask(tx, post, moment).await? else { continue };
        for yes in facts.introductions.iter().filter(|yes| yes.introduction.side(who).is_some()) {
            over.introductions.extend(introduced(tx, (setting, moment), yes.introduction.id).await?);
        }
        let out = facts.taken_out().find(|yes| yes.introduction.helper == who);
        if let (Some(yes), Some(ping)) = (out, tx.ping_of(post, who).await?) {
            over.answered.push(pinged_for(tx, &yes.helper, (ping, facts.clone()), moment).await?);
        }
        over.asks.push(facts);
    }
    Ok(over)
}

/// What ends with a pause; nothing where they may be asked again by now.
pub async fn pausing(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    who: NeighbourId,
) -> Result<Option<Pausing>, StoreError> {
    if tx.offer(who).await?.is_some_and(|offer| !offer.paused) {
        return Ok(None);
    }
    let mut pausing = pausing_by_itself(tx, moment, who).await?;
    for id in tx.open_introductions_of(who).await? {
        let Some(facts) = dropping_out(tx, (setting, moment), id).await? else { continue };
        let is_agreed = matches!(facts.introduction.state, IntroductionState::Agreed { .. });
        if !is_agreed && let Some(ping) = tx.ping_of(facts.introduction.post, who).await? {
            pausing.pings.push(pinged_for(tx, &pausing.who, (ping, facts.my_ask.clone()), moment).await?);
        }
        pausing.introductions.push(facts);
    }
    Ok(Some(pausing))
}

/// What ends where an offer is paused for want of an answer: nothing to which somebody said yes.
pub async fn pausing_by_itself(tx: &mut Tx, moment: &Moment, who: NeighbourId) -> Result<Pausing, StoreError> {
    let mut pausing = Pausing { who: known(tx, who).await?, pings: Vec::new(), introductions: Vec::new() };
    for id in tx.open_pings_of(who).await? {
        pausing.pings.extend(pinged(tx, &pausing.who, id, moment).await?);
    }
    Ok(pausing)
}
