//! Reads whether somebody else can be asked, where somebody who said yes may be counted on no more.

use super::{introduced, pinged, seek};
use crate::domain::{Due, IntroductionId, IntroductionState, Moment, Neighbour, PingId, StandingOffer};
use crate::store::{StoreError, Tx};
use crate::talk::ask::goes_first;
use crate::talk::facts::{Introduced, MyAsk, Others, Pinged, Yes};
use crate::turn::Setting;

/// An introduction, its ask and the others who said yes; and whether somebody else can be asked, where it is agreed or a helper is
/// asked again, and this one is not counted on any more.
pub async fn dropping_out(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    id: IntroductionId,
) -> Result<Option<Introduced>, StoreError> {
    let Some(mut facts) = introduced(tx, (setting, moment), id).await? else { return Ok(None) };
    let is_counted_on = match facts.introduction.state {
        IntroductionState::Agreed { .. } => true,
        // Where their yes is to the ask as it is, they may be the last who said one.
        IntroductionState::Proposed => facts.my_ask.outdated().next().is_some(),
        IntroductionState::Declined
        | IntroductionState::Released
        | IntroductionState::Reserve
        | IntroductionState::Dropped
        | IntroductionState::Ended => false,
    };
    if is_counted_on {
        facts.my_ask.others = others(tx, moment, &facts.my_ask).await?;
    }
    Ok(Some(facts))
}

/// Can somebody be asked for an ask now? Who goes first has a turn of their own.
async fn others(tx: &mut Tx, moment: &Moment, my_ask: &MyAsk) -> Result<Others, StoreError> {
    let is_left = goes_first(my_ask, moment).is_some() || tx.may_ask_anybody(&seek(my_ask, moment)).await?;
    Ok(if is_left { Others::Left } else { Others::Nobody })
}

/// A ping that is answered; of who said yes and may take it back, beside somebody who has not said whether they still can, whether
/// others can be asked.
pub(super) async fn answered(
    tx: &mut Tx,
    me: &Neighbour,
    id: PingId,
    moment: &Moment,
) -> Result<Option<Pinged>, StoreError> {
    let Some(mut pinged) = pinged(tx, me, id, moment).await? else { return Ok(None) };
    let is_mine = |yes: &Yes| yes.introduction.helper == me.id;
    if pinged.my_ask.proposed().any(is_mine) && pinged.my_ask.outdated().any(|yes| !is_mine(yes)) {
        pinged.my_ask.others = others(tx, moment, &pinged.my_ask).await?;
    }
    Ok(Some(pinged))
}

/// Their own standing offer, where they were asked whether it still stands, and have not said.
pub(super) async fn asked_if_it_stands(tx: &mut Tx, me: &Neighbour) -> Result<Option<StandingOffer>, StoreError> {
    if tx.scheduled(Due::PauseOffer(me.id)).await?.is_none() {
        return Ok(None);
    }
    Ok(tx.offer(me.id).await?.filter(|offer| !offer.paused))
}
