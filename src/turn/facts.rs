//! Reads what a step needs, in the transaction of its turn: nobody was quicker.

mod afresh;
mod leaving;
mod named;
mod nearest;
mod others;
mod shown;
mod stopped;
mod together;
mod yes;

pub use afresh::afresh;
pub use leaving::{leaving, over_while_away, pausing, pausing_by_itself};
pub use others::dropping_out;
pub use shown::{shown_pings, turning};
pub use stopped::stopped;
pub use together::{alike, asks_too};

use super::Setting;
use crate::domain::window::{after_quiet, day_began, is_quiet};
use crate::domain::{
    Ask, Band, CellId, Introduction, IntroductionId, IntroductionState, Moment, Neighbour, NeighbourId, Ping, PingId,
    PostId, Slots, limits,
};
use crate::store::{Nearby, Seek, StoreError, Tx};
use crate::talk::ask::Before;
use crate::talk::facts::{
    About, Afterwards, Asking, Heard, Introduced, Look, Mine, MyAsk, Naming, Offering, Others, Outcomes, Partner,
    Pinged, Shared, Where,
};
use crate::talk::{Facts, Need, ping};
use nearest::Outward;
use others::{answered, asked_if_it_stands};
use yes::yes;

pub(super) async fn gather(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    me: &Neighbour,
    need: Need,
) -> Result<Facts, StoreError> {
    Ok(match need {
        Need::Nothing => Facts::Nothing,
        Need::Asking => Facts::Asking(asking(tx, me, (setting, moment)).await?),
        Need::Offering(look) => Facts::Offering(Box::new(offering(tx, me, (look, moment)).await?)),
        Need::Naming => Facts::Naming(Box::new(naming(tx, me, moment).await?)),
        Need::Again => {
            // Who was never introduced knows nobody.
            let found = if me.was_introduced { tx.would_ask_again(me.id).await? } else { None };
            Facts::Again(found.map(|(introduction, name)| Before { introduction, name }))
        }
        Need::StillNeeded(post) => {
            let mine = my_ask(tx, post, moment).await?.map(Box::new);
            Facts::StillNeeded(mine, asking(tx, me, (setting, moment)).await?)
        }
        Need::MyAsk(post) => Facts::MyAsk(my_ask(tx, post, moment).await?.map(Box::new)),
        Need::Ping(ping) => {
            let pinged = answered(tx, me, ping, moment).await?.map(Box::new);
            Facts::Ping(pinged, asked_if_it_stands(tx, me).await?)
        }
        Need::Pausing(ping) => {
            let pinged = pinged(tx, me, ping, moment).await?.map(Box::new);
            Facts::Pausing(pinged, tx.offer(me.id).await?)
        }
        Need::Invited => {
            let invited = match tx.invitation(me.id).await? {
                Some(ping) => pinged(tx, me, ping, moment).await?.map(Box::new),
                None => None,
            };
            Facts::Ping(invited, None)
        }
        Need::Introduction(id) => Facts::Introduction(introduced(tx, (setting, moment), id).await?.map(Box::new)),
        Need::DroppingOut(id) => Facts::Introduction(dropping_out(tx, (setting, moment), id).await?.map(Box::new)),
        Need::Afterwards(id) => Facts::Afterwards(afterwards(tx, (setting, moment), (me, id)).await?.map(Box::new)),
        Need::Partners(one) => Facts::Partners(partners(tx, me, one).await?),
        Need::OnCard(at) => {
            let asked_about = Box::pin(gather(tx, (setting, moment), me, at.need())).await?;
            Facts::OnCard(partners(tx, me, None).await?, Box::new(asked_about))
        }
        Need::Passed(message) => Facts::Passed(tx.tell_edit(me.id, message).await?),
        Need::Mine => Facts::Mine(Box::new(mine(tx, (setting, moment), me).await?)),
        Need::Shared(link) => Facts::Shared(shared(tx, me, (&link, moment)).await?.map(Box::new)),
    })
}

async fn asking(tx: &mut Tx, me: &Neighbour, (setting, moment): (&Setting, &Moment)) -> Result<Asking, StoreError> {
    let (open, today) = tx.count_asks(me.id, day_began(moment.now, moment.zone), moment.now).await?;
    Ok(Asking { open, today, has_room: setting.room.is_left() })
}

async fn naming(tx: &mut Tx, me: &Neighbour, moment: &Moment) -> Result<Naming, StoreError> {
    let (telegram, is_own, lately) = tx.naming(me.id, moment.now - limits::NAME_MONTH).await?;
    Ok(Naming { telegram, is_own, lately, offer: tx.offer(me.id).await? })
}

/// What they were asked, and have not answered, where they are still wanted; the newest last.
async fn unanswered(tx: &mut Tx, me: &Neighbour, moment: &Moment) -> Result<Vec<Pinged>, StoreError> {
    let mut all = Vec::new();
    for id in tx.open_pings_of(me.id).await? {
        all.extend(pinged(tx, me, id, moment).await?.filter(ping::is_open));
    }
    Ok(all)
}

async fn offering(tx: &mut Tx, me: &Neighbour, (look, moment): (Look, &Moment)) -> Result<Offering, StoreError> {
    let (offer, moves) = (tx.offer(me.id).await?, tx.moves(me.id, moment.now - limits::AREA_MONTH).await?);
    let changes = look != Look::AsKept;
    let (from, reach) = look.beside(offer.as_ref());
    let Some((cell, things)) = from else {
        let (nearest, unanswered, moved, paused) = (None, None, Vec::new(), Vec::new());
        return Ok(Offering { offer, nearest, asks_too: false, unanswered, moved, has_answered: false, paused, moves });
    };
    let is_paused = offer.as_ref().is_some_and(|offer| offer.paused);
    let paused = if is_paused { shown::paused(tx, me, moment).await? } else { Vec::new() };
    let slots = offer.as_ref().map_or(Slots::ALL, |offer| offer.times.slots());
    let nearby =
        Nearby { me: me.id, cell, reach, categories: things.categories(), slots, now: moment.now, zone: moment.zone };
    let nearest = Outward::from(&nearby).next_shown(tx, moment).await?;
    let all = if nearest.is_none() || changes { unanswered(tx, me, moment).await? } else { Vec::new() };
    let (all, moved) = seen_from(cell, &all);
    let fits = |pinged: &Pinged| !changes || nearby.fits(&pinged.my_ask.ask);
    let unanswered = all.into_iter().find(fits).filter(|_| nearest.is_none());
    let has_answered = nearest.is_none() && tx.has_answered_open(me.id, moment.now).await?;
    let asks_too = match &nearest {
        Some(near) => asks_too(tx, me.id, &near.theirs.ask).await?,
        None => false,
    };
    Ok(Offering { offer, nearest, asks_too, unanswered, moved, has_answered, paused, moves })
}

/// What they were asked, seen from this place; and those of them that it makes another way to.
fn seen_from(cell: CellId, all: &[Pinged]) -> (Vec<Pinged>, Vec<Pinged>) {
    let seen = |pinged: &Pinged| Pinged { band: Some(cell.band(pinged.my_ask.ask.cell)), ..pinged.clone() };
    let moved = all.iter().map(|before| (before, seen(before))).filter(|(before, now)| before.band != now.band);
    let moved = moved.map(|(_, now)| now).collect();
    (all.iter().map(seen).collect(), moved)
}

/// An ask and everything about it.
pub async fn my_ask(tx: &mut Tx, post: PostId, moment: &Moment) -> Result<Option<MyAsk>, StoreError> {
    my_ask_aside(tx, (post, None), moment).await
}

/// The same; whether its asker is led to another one for the same is read with one ping aside.
async fn my_ask_aside(
    tx: &mut Tx,
    (post, aside): (PostId, Option<PingId>),
    moment: &Moment,
) -> Result<Option<MyAsk>, StoreError> {
    let Some(asked) = tx.ask(post).await? else {
        return Ok(None);
    };
    let mut introductions = Vec::new();
    for introduction in tx.introductions(post).await? {
        introductions.push(yes(tx, (introduction, &asked.ask)).await?);
    }
    let around = tx.around_ask(post).await?;
    Ok(Some(MyAsk {
        changes: around.changes,
        asked_version: asked.asked_version,
        wider: asked.wider,
        link: around.link,
        first: around.first,
        next_wave: around.next_wave,
        hears_by: around.hears_by,
        asked_if_needed: asked.ask.when.window.is_none() && around.ends.is_some(),
        asleep_until: is_quiet(moment.now, moment.zone).then(|| after_quiet(moment.now, moment.zone)),
        place: if around.elsewhere { Where::Elsewhere } else { Where::Near },
        led: together::led(tx, &asked.ask, aside).await?,
        others: Others::NotLookedUp,
        now: moment.now,
        introductions,
        open_pings: tx.open_pings(post).await?,
        unsent_at: around.unsent_at,
        unsent_version: around.unsent_version,
        seen_version: around.seen_version,
        ask: asked.ask,
    }))
}

async fn pinged(tx: &mut Tx, me: &Neighbour, id: PingId, moment: &Moment) -> Result<Option<Pinged>, StoreError> {
    let Some(ping) = tx.find_ping(id).await? else {
        return Ok(None);
    };
    let Some(my_ask) = my_ask(tx, ping.post, moment).await? else { return Ok(None) };
    Ok(Some(pinged_for(tx, me, (ping, my_ask), moment).await?))
}

/// The same, for an ask that was read before.
async fn pinged_for(
    tx: &mut Tx,
    me: &Neighbour,
    (ping, my_ask): (Ping, MyAsk),
    moment: &Moment,
) -> Result<Pinged, StoreError> {
    let band = band_from(tx, me, &my_ask.ask).await?;
    let apart = tx.are_apart(my_ask.ask.asker, ping.helper).await?;
    let own = together::own(tx, (ping.helper, Some(ping.id)), (&my_ask.ask, moment)).await?;
    Ok(Pinged { ping, my_ask, band, apart, own })
}

/// An introduction, its ask, and the others who said yes.
pub async fn introduced(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    id: IntroductionId,
) -> Result<Option<Introduced>, StoreError> {
    let Some(introduction) = tx.introduction(id).await? else {
        return Ok(None);
    };
    let Some(my_ask) = my_ask(tx, introduction.post, moment).await? else { return Ok(None) };
    Ok(Some(introduced_for(tx, (setting, moment), (introduction, my_ask)).await?))
}

/// The same, for an ask that was read before.
async fn introduced_for(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    (introduction, my_ask): (Introduction, MyAsk),
) -> Result<Introduced, StoreError> {
    let id = introduction.id;
    let (asker, helper) = named::both(tx, &introduction).await?;
    let band = if introduction.through_link { None } else { band_from(tx, &helper, &my_ask.ask).await? };
    let fresh_word = setting.words.match_word(asker.language, &mut moment.chance);
    let read = |(asked, told, times_asked)| Heard { asked, told, times_asked };
    let [asker_said, helper_said] = tx.outcomes(id).await?.map(read);
    let outcomes = Outcomes { asker: asker_said, helper: helper_said };
    let apart = tx.are_apart(asker.id, helper.id).await?;
    let change = tx.time_change(id).await?;
    let met = together::met(tx, &introduction, (&my_ask.ask, moment)).await?;
    Ok(Introduced { introduction, my_ask, asker, helper, band, fresh_word, outcomes, change, apart, met })
}

/// Who is sought for an ask now.
pub fn seek(my_ask: &MyAsk, moment: &Moment) -> Seek {
    let ask = &my_ask.ask;
    Seek {
        ask: ask.id,
        asker: ask.asker,
        category: ask.category,
        cell: ask.cell,
        wider: my_ask.wider,
        slots: ask.when.slots(moment.now, moment.zone),
        week_began: moment.now - limits::PINGS_WEEK,
    }
}

/// What a neighbour said of an introduction afterwards.
pub async fn afterwards(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    (me, id): (&Neighbour, IntroductionId),
) -> Result<Option<Afterwards>, StoreError> {
    let Some(introduced) = introduced(tx, (setting, moment), id).await? else { return Ok(None) };
    let Some(side) = introduced.introduction.side(me.id) else { return Ok(None) };
    let other = introduced.introduction.on(side.other());
    let (thanked, again) = (tx.has_thanked(id, side).await?, tx.said_again(me.id, other).await?);
    let mut waiting = Vec::new();
    for yes in tx.waiting_between(me.id, other).await? {
        waiting.extend(dropping_out(tx, (setting, moment), yes).await?);
    }
    let mut to_come = Vec::new();
    for one in tx.agreed_between(me.id, other).await?.into_iter().filter(|one| *one != id) {
        to_come.extend(self::introduced(tx, (setting, moment), one).await?);
    }
    to_come.retain(|one| !one.introduction.has_been(moment.now));
    let in_touch = tx.in_touch(id).await?.is_some();
    Ok(Some(Afterwards { introduced, thanked, again, waiting, to_come, in_touch }))
}

/// An introduction, and the ping by which its helper saw the ask.
pub async fn with_its_ping(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    id: IntroductionId,
) -> Result<Option<(Introduced, Ping)>, StoreError> {
    let Some(facts) = dropping_out(tx, (setting, moment), id).await? else { return Ok(None) };
    let ping = tx.ping_of(facts.introduction.post, facts.introduction.helper).await?;
    Ok(ping.map(|ping| (facts, ping)))
}

async fn partners(tx: &mut Tx, me: &Neighbour, one: Option<IntroductionId>) -> Result<Vec<Partner>, StoreError> {
    let mut found = Vec::new();
    // One more than is named: then that is said.
    let mut all = tx.agreed_with(me.id, i64::from(limits::LISTED) + 1).await?;
    all.extend(one.filter(|one| !all.contains(one)));
    for id in all {
        let Some(introduction) = tx.introduction(id).await? else { continue };
        let IntroductionState::Agreed { word } = introduction.state.clone() else { continue };
        if introduction.side(me.id).is_none() {
            continue;
        }
        let other = if introduction.asker == me.id { introduction.helper } else { introduction.asker };
        let name = known(tx, other).await?.name;
        let Some(asked) = tx.ask(introduction.post).await? else { continue };
        let about = About::agreed(&introduction, &asked.ask);
        let current = !introduction.is_outdated(&asked.ask);
        found.push(Partner { introduction: id, other, name, about, word, current });
    }
    Ok(found)
}

async fn mine(tx: &mut Tx, (setting, moment): (&Setting, &mut Moment), me: &Neighbour) -> Result<Mine, StoreError> {
    // One more of each kind than is shown: then that is said.
    let most = i64::from(limits::LISTED) + 1;
    let mut mine = Mine {
        asks: Vec::new(),
        asked: unanswered(tx, me, moment).await?,
        waiting: Vec::new(),
        yeses: Vec::new(),
        reserves: Vec::new(),
        agreed: Vec::new(),
        offer: tx.offer(me.id).await?,
    };
    for post in tx.asks_of(me.id, most).await? {
        mine.asks.extend(my_ask(tx, post, moment).await?);
    }
    for post in tx.yeses_of(me.id, most).await? {
        if let Some(ping) = tx.ping_of(post, me.id).await? {
            mine.waiting.extend(pinged(tx, me, ping.id, moment).await?);
        }
    }
    for id in tx.waiting_for(me.id, most).await? {
        mine.yeses.extend(introduced(tx, (setting, moment), id).await?);
    }
    for id in tx.stands_by(me.id, most).await? {
        mine.reserves.extend(introduced(tx, (setting, moment), id).await?);
    }
    for id in tx.agreed_with(me.id, most).await? {
        mine.agreed.extend(introduced(tx, (setting, moment), id).await?);
    }
    Ok(mine)
}

async fn shared(tx: &mut Tx, me: &Neighbour, (link, moment): (&str, &Moment)) -> Result<Option<Shared>, StoreError> {
    let Some(post) = tx.ask_of_link(link).await? else { return Ok(None) };
    let Some(my_ask) = my_ask(tx, post, moment).await? else { return Ok(None) };
    let ping = tx.ping_of(post, me.id).await?;
    let band = band_from(tx, me, &my_ask.ask).await?;
    let apart = tx.are_apart(my_ask.ask.asker, me.id).await?;
    let shown = ping.as_ref().map(|ping| ping.id);
    let own = together::own(tx, (me.id, shown), (&my_ask.ask, moment)).await?;
    Ok(Some(Shared { my_ask, ping, opened: tx.opened(post).await?, apart, band, own }))
}

/// How far an ask is from where a helper offered to go from.
async fn band_from(tx: &mut Tx, helper: &Neighbour, ask: &Ask) -> Result<Option<Band>, StoreError> {
    let offer = tx.offer(helper.id).await?;
    Ok(offer.map(|offer| offer.cell).or(helper.cell).map(|cell| cell.band(ask.cell)))
}

async fn known(tx: &mut Tx, id: NeighbourId) -> Result<Neighbour, StoreError> {
    let found = tx.neighbour(id).await?;
    Ok(found.ok_or(StoreError::NotOneRow("a neighbour"))?.0)
}
