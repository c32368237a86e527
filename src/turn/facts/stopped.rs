//! Reads for which asks nobody was left to ask, and somebody is now.

use super::{my_ask, seek};
use crate::domain::{Due, Moment, NeighbourId, PostId, StandingOffer, limits};
use crate::store::{Nearby, StoreError, Tx};
use crate::talk::ask::has_stopped;
use crate::talk::facts::MyAsk;

/// Open asks for which this neighbour may be asked, and whose asking had stopped: nearest first, and no more of them than they
/// may be asked for this week.
pub async fn stopped(tx: &mut Tx, who: NeighbourId, moment: &Moment) -> Result<Vec<MyAsk>, StoreError> {
    let Some(offer) = tx.offer(who).await?.filter(|offer| !offer.paused) else { return Ok(Vec::new()) };
    let left = tx.pings_left(who, moment.now).await?;
    let mut found = Vec::new();
    for post in may_fit(tx, &offer, moment).await? {
        if found.len() >= left {
            break;
        }
        if tx.scheduled(Due::Wave(post)).await?.is_some() {
            continue;
        }
        let Some(my_ask) = my_ask(tx, post, moment).await?.filter(has_stopped) else { continue };
        found.extend(tx.helper(&seek(&my_ask, moment), who).await?.map(|_| my_ask));
    }
    Ok(found)
}

/// Open asks near that they were not shown, and those that were over for them before an answer. Some of them ask a little further
/// than their neighbours said.
async fn may_fit(tx: &mut Tx, offer: &StandingOffer, moment: &Moment) -> Result<Vec<PostId>, StoreError> {
    let reach = offer.reach.wider().unwrap_or(offer.reach);
    let (categories, slots) = (offer.things.categories(), offer.times.slots());
    let (me, cell, now, zone) = (offer.helper, offer.cell, moment.now, moment.zone);
    let nearby = Nearby { me, cell, reach, categories, slots, now, zone };
    let near = tx.nearest_asks(&nearby, limits::GOES_ON_AMONG).await?;
    let mut all = tx.left_open(me, limits::LISTED.into()).await?;
    all.extend(near.into_iter().map(|near| near.id));
    Ok(all)
}
