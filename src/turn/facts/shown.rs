//! Reads what is shown of an ask, to be true again. The ask itself is read once for all of it.

use super::{introduced_for, known, my_ask, pinged, pinged_for};
use crate::domain::{IntroductionState, Moment, Neighbour, Ping, PostId, limits};
use crate::store::{StoreError, Tx};
use crate::talk::Turning;
use crate::talk::facts::{MyAsk, Pinged, ShownPing};
use crate::turn::Setting;

/// What is open of an ask, as it is shown.
pub async fn turning(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    post: PostId,
) -> Result<Option<Turning>, StoreError> {
    let Some(my_ask) = my_ask(tx, post, moment).await? else { return Ok(None) };
    let mut pings = open_pings(tx, &my_ask, moment).await?;
    let mut introductions = Vec::new();
    for yes in &my_ask.introductions {
        let said_yes = matches!(yes.introduction.state, IntroductionState::Proposed | IntroductionState::Agreed { .. });
        if said_yes || yes.introduction.state == IntroductionState::Reserve {
            let between = (yes.introduction.clone(), my_ask.clone());
            introductions.push(introduced_for(tx, (setting, moment), between).await?);
        }
        if said_yes && let Some(ping) = tx.ping_of(post, yes.helper.id).await? {
            pings.push(shown_ping(tx, yes.helper.clone(), (ping, &my_ask), moment).await?);
        }
    }
    Ok(Some(Turning { my_ask, pings, introductions }))
}

/// The young pings of an ask that wait for an answer, and who was asked.
pub async fn shown_pings(tx: &mut Tx, post: PostId, moment: &Moment) -> Result<Vec<ShownPing>, StoreError> {
    match my_ask(tx, post, moment).await? {
        Some(my_ask) => open_pings(tx, &my_ask, moment).await,
        None => Ok(Vec::new()),
    }
}

async fn open_pings(tx: &mut Tx, my_ask: &MyAsk, moment: &Moment) -> Result<Vec<ShownPing>, StoreError> {
    let mut found = Vec::new();
    for open in my_ask.open_pings.iter().filter(|open| my_ask.now - open.asked_at < limits::PING_EDITED) {
        if let Some(ping) = tx.find_ping(open.id).await? {
            let helper = known(tx, open.helper).await?;
            found.push(shown_ping(tx, helper, (ping, my_ask), moment).await?);
        }
    }
    Ok(found)
}

async fn shown_ping(
    tx: &mut Tx,
    helper: Neighbour,
    (ping, my_ask): (Ping, &MyAsk),
    moment: &Moment,
) -> Result<ShownPing, StoreError> {
    let pinged = pinged_for(tx, &helper, (ping, my_ask.clone()), moment).await?;
    Ok(ShownPing { helper, pinged })
}

/// What they were asked, and may say that they are paused.
pub(super) async fn paused(tx: &mut Tx, me: &Neighbour, moment: &Moment) -> Result<Vec<Pinged>, StoreError> {
    let mut found = Vec::new();
    for id in tx.pings_of_paused(me.id, moment.now - limits::PING_EDITED, limits::LISTED.into()).await? {
        found.extend(pinged(tx, me, id, moment).await?);
    }
    Ok(found)
}
