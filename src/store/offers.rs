//! Standing offers, and the rows by which the search for helpers finds them.

use std::collections::BTreeSet;

use crate::domain::{Category, CellId, Instant, Line, NeighbourId, PostId, Reach, Slots, StandingOffer, Things, Times};

use super::cover::place;
use super::neighbours::read_line;
use super::tx::{Hit as _, Run as _};
use super::{Result, StoreError, Tx, to_ms};

/// How *Anything* is stored, in place of a category.
pub(super) const ANYTHING: &str = "anything";

type Row = (i64, i64, String, String, i64, i64, Option<String>, bool);

fn offer(row: Row) -> Result<StandingOffer> {
    let (id, helper, things, reach, cell, slots, line, paused) = row;
    Ok(StandingOffer {
        id: PostId(id),
        helper: NeighbourId(helper),
        things: read_things(&things)?,
        reach: Reach::from_code(&reach).ok_or(StoreError::Unreadable("a reach"))?,
        cell: CellId::try_from(cell).map_err(|_| StoreError::Unreadable("an offer's cell"))?,
        times: Slots::from_bits(slots).map(Times::of).ok_or(StoreError::Unreadable("the times of an offer"))?,
        line: read_line(line)?,
        paused,
    })
}

fn read_things(stored: &str) -> Result<Things> {
    if stored == ANYTHING {
        return Ok(Things::Anything);
    }
    let some: Option<BTreeSet<_>> = stored.split(',').map(Category::from_code).collect();
    some.map(Things::Some).ok_or(StoreError::Unreadable("the things of an offer"))
}

fn stored_things(things: &Things) -> String {
    match things {
        Things::Anything => ANYTHING.to_owned(),
        Things::Some(some) => some.iter().map(|category| category.code()).collect::<Vec<_>>().join(","),
    }
}

impl Tx {
    /// The standing offer of a neighbour.
    pub async fn offer(&mut self, helper: NeighbourId) -> Result<Option<StandingOffer>> {
        let row: Option<Row> = sqlx::query_as(
            "select id, helper_id, things, reach, cell, slots, line, paused = 1 from standing_offers where helper_id = $1",
        )
        .bind(helper.0)
        .fetch_optional(self.beside())
        .await?;
        row.map(offer).transpose()
    }

    /// Keeps a standing offer in place of the one before.
    pub async fn keep_offer(&mut self, offer: &StandingOffer, now: Instant) -> Result<()> {
        sqlx::query(
            "insert into standing_offers (id, helper_id, things, reach, cell, slots, line, paused, kept_at_ms) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             on conflict (helper_id) do update set things = excluded.things, reach = excluded.reach, \
             cell = excluded.cell, slots = excluded.slots, line = excluded.line, paused = excluded.paused, kept_at_ms = excluded.kept_at_ms",
        )
        .bind(offer.id.0)
        .bind(offer.helper.0)
        .bind(stored_things(&offer.things))
        .bind(offer.reach.code())
        .bind(i64::from(offer.cell))
        .bind(offer.times.slots().bits())
        .bind(offer.line.as_ref().map(Line::as_str))
        .bind(i64::from(offer.paused))
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("keep_offer")?;
        self.refresh_willing(offer.helper).await
    }

    /// Pauses an offer or takes it up again.
    pub async fn pause_offer(&mut self, helper: NeighbourId, paused: bool) -> Result<()> {
        sqlx::query("update standing_offers set paused = $2 where helper_id = $1")
            .bind(helper.0)
            .bind(i64::from(paused))
            .run(self.now().await?)
            .await?;
        self.refresh_willing(helper).await
    }

    /// They were asked just now: others come before them next time.
    pub async fn was_asked(&mut self, helper: NeighbourId, now: Instant) -> Result<()> {
        sqlx::query("update standing_offers set asked_at_ms = $2 where helper_id = $1")
            .bind(helper.0)
            .bind(to_ms(now))
            .run(self.now().await?)
            .await?;
        sqlx::query("update willing set asked_at_ms = $2 where helper_id = $1")
            .bind(helper.0)
            .bind(to_ms(now))
            .run(self.now().await?)
            .await?;
        Ok(())
    }

    /// They were not asked after all: the time before counts again.
    pub(super) async fn asked_before(&mut self, helper: NeighbourId) -> Result<()> {
        sqlx::query(
            "update standing_offers set asked_at_ms = (select max(p.asked_at_ms) from pings p \
             where p.helper_id = $1 and p.browsing = 0) where helper_id = $1",
        )
        .bind(helper.0)
        .run(self.now().await?)
        .await?;
        self.refresh_willing(helper).await
    }

    /// Writes anew by which rows a helper is found: none while paused or out of reach.
    pub(super) async fn refresh_willing(&mut self, helper: NeighbourId) -> Result<()> {
        sqlx::query("delete from willing where helper_id = $1").bind(helper.0).run(self.now().await?).await?;
        let row: Option<(String, String, i64, i64, i64)> = sqlx::query_as(
            "select o.things, o.reach, o.cell, o.slots, coalesce(o.asked_at_ms, 0) \
             from standing_offers o join neighbours n on n.id = o.helper_id \
             where o.helper_id = $1 and o.paused = 0 and n.unreachable_at_ms is null",
        )
        .bind(helper.0)
        .fetch_optional(self.now().await?)
        .await?;
        let Some((things, reach, cell, slots, asked_at)) = row else {
            return Ok(());
        };
        let cell = CellId::try_from(cell).map_err(|_| StoreError::Unreadable("an offer's cell"))?;
        for thing in things.split(',') {
            sqlx::query(
                "insert into willing (category, reach, place, asked_at_ms, helper_id, slots) values ($1, $2, $3, $4, $5, $6)",
            )
            .bind(thing)
            .bind(&reach)
            .bind(place(cell))
            .bind(asked_at)
            .bind(helper.0)
            .bind(slots)
            .run(self.now().await?)
            .await?;
        }
        Ok(())
    }
}
