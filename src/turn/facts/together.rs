//! Reads who asks for the same, where it is done together.

use super::nearest::Outward;
use super::{known, my_ask, my_ask_aside};
use crate::domain::{
    Ask, Due, Introduction, IntroductionState, Moment, Neighbour, NeighbourId, PingId, PostId, Reach, limits,
};
use crate::store::{Nearby, StoreError, Tx};
use crate::talk::ask::wants_more;
use crate::talk::facts::{Alike, Led, MyAsk, Near};

/// Who asked, and the nearest open ask for the same whose asker has not answered theirs: from their own place, as far as
/// they offered to go, or across town; a little further where they wished that.
pub async fn alike(tx: &mut Tx, post: PostId, moment: &Moment) -> Result<Option<Alike>, StoreError> {
    let mine = my_ask(tx, post, moment).await?.filter(|mine| wants_more(mine, moment.now));
    let Some(MyAsk { ask: mine, wider, .. }) = mine else { return Ok(None) };
    let (me, offer) = (known(tx, mine.asker).await?, tx.offer(mine.asker).await?);
    let reach = offer.as_ref().map_or(Reach::AcrossTown, |offer| offer.reach);
    let reach = reach.wider().filter(|_| wider).unwrap_or(reach);
    let cell = offer.as_ref().map(|offer| offer.cell).or(me.cell).unwrap_or(mine.cell);
    if offer.is_some_and(|offer| offer.paused) {
        return Ok(None);
    }
    let (now, zone) = (moment.now, moment.zone);
    let (categories, slots) = (vec![mine.category], mine.when.slots(now, zone));
    let nearby = Nearby { me: me.id, cell, reach, categories, slots, now, zone };
    let mut outward = Outward::from(&nearby);
    while let Some(near) = outward.next_shown(tx, moment).await? {
        let answered = tx.ping_of(post, near.theirs.ask.asker).await?.is_some_and(|ping| ping.state.is_answer());
        if !answered {
            return Ok(Some(alike_with(tx, (me, mine), near).await?));
        }
    }
    Ok(None)
}

async fn alike_with(tx: &mut Tx, (me, mine): (Neighbour, Ask), near: Near) -> Result<Alike, StoreError> {
    let waits = is_shown_alike(tx, &mine, None).await?;
    let mut turns = Vec::new();
    for one in [near.theirs.ask.id, mine.id] {
        let turn = tx.scheduled(Due::WithWhomToo(one)).await?;
        turns.extend(turn.map(|_| one));
    }
    Ok(Alike { me, mine, near, waits, turns })
}

/// Where the asker of this one is led, one ping aside: to another one for the same. Who said yes before that one changed has it
/// before them once more.
pub(super) async fn led(tx: &mut Tx, mine: &Ask, aside: Option<PingId>) -> Result<Led, StoreError> {
    if !mine.category.is_together() {
        return Ok(Led::Nowhere);
    }
    let mut is_shown = false;
    for post in tx.yeses_of(mine.asker, limits::LISTED.into()).await? {
        let Some(theirs) = tx.ask(post).await?.filter(|asked| asked.ask.category == mine.category) else { continue };
        let mut yeses = tx.introductions(post).await?.into_iter().filter(|yes| yes.helper == mine.asker);
        if yeses.any(|yes| !yes.is_outdated(&theirs.ask)) {
            return Ok(Led::ToAnswer);
        }
        is_shown = true;
    }
    is_shown = is_shown || is_shown_alike(tx, mine, aside).await?;
    Ok(if is_shown { Led::ToCard } else { Led::Nowhere })
}

/// Was the asker of this one shown another one for the same, one ping aside, and has not answered?
async fn is_shown_alike(tx: &mut Tx, mine: &Ask, aside: Option<PingId>) -> Result<bool, StoreError> {
    if !mine.category.is_together() {
        return Ok(false);
    }
    for id in tx.open_pings_of(mine.asker).await?.into_iter().filter(|id| Some(*id) != aside) {
        let Some(ping) = tx.find_ping(id).await? else { continue };
        if tx.ask(ping.post).await?.is_some_and(|asked| asked.ask.category == mine.category) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Does this neighbour ask for the same, which is done together?
pub async fn asks_too(tx: &mut Tx, who: NeighbourId, ask: &Ask) -> Result<bool, StoreError> {
    Ok(!of_the_kind(tx, who, ask).await?.is_empty())
}

/// The open asks of this neighbour that are for the same as another one, which is done together.
async fn of_the_kind(tx: &mut Tx, who: NeighbourId, ask: &Ask) -> Result<Vec<PostId>, StoreError> {
    let mut all = Vec::new();
    if !ask.category.is_together() {
        return Ok(all);
    }
    for post in tx.open_asks_of(who).await? {
        let own = tx.ask(post).await?;
        all.extend(own.filter(|own| own.ask.category == ask.category).map(|_| post));
    }
    Ok(all)
}

/// What this neighbour asks for of the same kind, which is done together; whether they are shown another one for it, one ping
/// aside.
pub(super) async fn own(
    tx: &mut Tx,
    (who, aside): (NeighbourId, Option<PingId>),
    (ask, moment): (&Ask, &Moment),
) -> Result<Vec<MyAsk>, StoreError> {
    let mut own = Vec::new();
    for post in of_the_kind(tx, who, ask).await? {
        own.extend(my_ask_aside(tx, (post, aside), moment).await?);
    }
    Ok(own)
}

/// What a helper asks for themselves, and is met where the two meet.
pub(super) async fn met(
    tx: &mut Tx,
    introduction: &Introduction,
    (ask, moment): (&Ask, &Moment),
) -> Result<Vec<MyAsk>, StoreError> {
    let mut met = Vec::new();
    if ask.category.is_together() && introduction.state == IntroductionState::Proposed {
        for post in tx.open_asks_of(introduction.helper).await? {
            met.extend(my_ask(tx, post, moment).await?.filter(|own| own.is_met_with(ask)));
        }
    }
    Ok(met)
}
