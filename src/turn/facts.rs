//! Reads what a step needs, in the transaction of its turn: nobody was quicker.

use chrono::TimeDelta;

use super::Setting;
use crate::domain::window::is_quiet;
use crate::domain::{Band, IntroductionId, Moment, Neighbour, NeighbourId, PingId, PostId, Reach, StandingOffer};
use crate::store::{Nearby, StoreError, Tx};
use crate::talk::facts::{About, Asking, Introduced, Look, MyAsk, Near, Offering, Pinged, Yes};
use crate::talk::{Facts, Need};

pub(super) async fn gather(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    me: &Neighbour,
    need: Need,
) -> Result<Facts, StoreError> {
    Ok(match need {
        Need::Nothing => Facts::Nothing,
        Need::Asking => {
            let (open, today) = tx.count_asks(me.id, moment.now - TimeDelta::hours(24)).await?;
            Facts::Asking(Asking { open, today })
        }
        Need::Offering(look) => Facts::Offering(Box::new(offering(tx, me, look).await?)),
        Need::MyAsk(post) => Facts::MyAsk(my_ask(tx, post, moment).await?.map(Box::new)),
        Need::Ping(ping) => Facts::Ping(pinged(tx, me, ping, moment).await?.map(Box::new)),
        Need::Introduction(id) => Facts::Introduction(introduced(tx, (setting, moment), id).await?.map(Box::new)),
    })
}

async fn offering(tx: &mut Tx, me: &Neighbour, look: Look) -> Result<Offering, StoreError> {
    let offer = tx.offer(me.id).await?;
    let reach = offer.as_ref().map_or(Reach::AcrossTown, |offer| offer.reach);
    let from = match look {
        Look::AsKept => offer.as_ref().map(|StandingOffer { cell, things, .. }| (*cell, things.clone())),
        Look::From(cell, things) => Some((cell, things)),
    };
    let Some((cell, things)) = from else {
        return Ok(Offering { offer, nearest: None });
    };
    let nearby = Nearby { me: me.id, cell, reach, categories: things.categories() };
    let found = tx.nearest_asks(&nearby, 1).await?;
    let nearest = match found.first() {
        Some(near) => {
            let asked = tx.ask(near.id).await?.ok_or(StoreError::NotOneRow("an open ask"))?;
            Some(Near { band: cell.band(asked.ask.cell), ask: asked.ask })
        }
        None => None,
    };
    Ok(Offering { offer, nearest })
}

/// An ask and everything about it.
pub async fn my_ask(tx: &mut Tx, post: PostId, moment: &Moment) -> Result<Option<MyAsk>, StoreError> {
    let Some(asked) = tx.ask(post).await? else {
        return Ok(None);
    };
    let mut introductions = Vec::new();
    for introduction in tx.introductions(post).await? {
        let helper = known(tx, introduction.helper).await?;
        introductions.push(Yes { introduction, helper, about: About::of(&asked.ask) });
    }
    Ok(Some(MyAsk {
        was_asked: asked.was_asked,
        next_wave: asked.wave_due,
        asleep: is_quiet(moment.now, moment.zone),
        introductions,
        open_pings: tx.open_pings(post).await?,
        ask: asked.ask,
    }))
}

async fn pinged(tx: &mut Tx, me: &Neighbour, id: PingId, moment: &Moment) -> Result<Option<Pinged>, StoreError> {
    let Some(ping) = tx.find_ping(id).await? else {
        return Ok(None);
    };
    let my_ask = my_ask(tx, ping.post, moment).await?.ok_or(StoreError::NotOneRow("the ask of a ping"))?;
    let band = band_from(tx, me, &my_ask).await?;
    Ok(Some(Pinged { ping, my_ask, band }))
}

async fn introduced(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    id: IntroductionId,
) -> Result<Option<Introduced>, StoreError> {
    let Some(introduction) = tx.introduction(id).await? else {
        return Ok(None);
    };
    let my_ask = my_ask(tx, introduction.post, moment).await?.ok_or(StoreError::NotOneRow("the ask of a yes"))?;
    let (asker, helper) = (known(tx, introduction.asker).await?, known(tx, introduction.helper).await?);
    let band = band_from(tx, &helper, &my_ask).await?;
    let fresh_word = setting.words.match_word(asker.language, &mut moment.chance);
    Ok(Some(Introduced { introduction, my_ask, asker, helper, band, fresh_word }))
}

/// How far an ask is from where a helper offered to go from.
async fn band_from(tx: &mut Tx, helper: &Neighbour, my_ask: &MyAsk) -> Result<Option<Band>, StoreError> {
    let offer = tx.offer(helper.id).await?;
    Ok(offer.map(|offer| offer.cell).or(helper.cell).map(|cell| cell.band(my_ask.ask.cell)))
}

async fn known(tx: &mut Tx, id: NeighbourId) -> Result<Neighbour, StoreError> {
    let found = tx.neighbour(id).await?;
    Ok(found.ok_or(StoreError::NotOneRow("a neighbour"))?.0)
}
