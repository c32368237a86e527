//! The two searches: everyone whose own reach holds an ask, and the nearest open asks.
//! The index finds few rows; `geo`, through the domain, measures them.

use std::cmp::Ordering;
use std::sync::LazyLock;

use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

use crate::domain::{Category, CellId, Instant, Metres, NeighbourId, PostId, Reach, limits};

use super::cover::{self, Range};
use super::offers::ANYTHING;
use super::{Result, StoreError, Tx, from_ms, to_ms};

/// For whom helpers are sought.
#[derive(Debug, Clone, Copy)]
pub struct Seek {
    /// The ask.
    pub ask: PostId,
    /// Who asks: they are not asked themselves.
    pub asker: NeighbourId,
    /// What kind of help.
    pub category: Category,
    /// Roughly where.
    pub cell: CellId,
    /// Are those sought too whose reach is one value too short?
    pub wider: bool,
    /// Unanswered pings since this instant count against a helper's week.
    pub week_began: Instant,
}

/// A helper whose own reach holds the ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Helper {
    /// Who.
    pub id: NeighbourId,
    /// From where.
    pub cell: CellId,
    /// Did they name this category?
    pub named_it: bool,
    /// When they were last asked; `None` for never.
    pub asked_at: Option<Instant>,
    /// Is it a little further than they said?
    pub wider: bool,
}

/// Where somebody looks for open asks.
#[derive(Debug, Clone)]
pub struct Nearby {
    /// Who looks: their own asks, and those that they were shown before, are left out.
    pub me: NeighbourId,
    /// From where.
    pub cell: CellId,
    /// How far.
    pub reach: Reach,
    /// For what.
    pub categories: Vec<Category>,
}

/// An open ask near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearAsk {
    /// The ask.
    pub id: PostId,
    /// Where it is.
    pub cell: CellId,
    /// How far, between cell centres.
    pub distance: Metres,
    /// When it was posted.
    pub posted_at_ms: i64,
}

/// How many ranges a query takes: the smallest that fits is used, the rest of it stays empty.
const SIZES: [usize; 3] = [8, 32, 92];

/// A range that holds nothing.
const EMPTY: Range = (1, 0);

static HELPERS: LazyLock<[String; 3]> = LazyLock::new(|| {
    SIZES.map(|size| {
        with_disk(
            size,
            7,
            "select w.helper_id, w.place, w.asked_at_ms, w.category = $1 from disk cross join willing w \
             where w.category in ($1, $2) and w.reach = $3 and w.place between disk.low and disk.high \
             and w.helper_id <> $4 \
             and not exists (select 1 from pings p where p.ask_id = $5 and p.helper_id = w.helper_id) \
             and (select count(*) from pings p where p.helper_id = w.helper_id and p.state = 'open' \
                  and p.browsing = 0 and p.asked_at_ms > $6) < $7 \
             order by w.asked_at_ms, w.helper_id",
        )
    })
});

static ASKS: LazyLock<[String; 3]> = LazyLock::new(|| {
    SIZES.map(|size| {
        with_disk(
            size,
            8,
            "select a.ask_id, a.place, a.posted_at_ms from disk cross join open_asks a \
             where a.category in ($1, $2, $3, $4, $5, $6, $7) and a.place between disk.low and disk.high \
             and a.asker_id <> $8 \
             and not exists (select 1 from pings p where p.ask_id = a.ask_id and p.helper_id = $8)",
        )
    })
});

/// A query over a disk of `size` ranges whose parameters come after the first `before`. The text depends on nothing else.
fn with_disk(size: usize, before: usize, query: &str) -> String {
    let rows: Vec<_> = (0..size).map(|row| format!("(${}, ${})", before + 2 * row + 1, before + 2 * row + 2)).collect();
    format!("with disk (low, high) as (values {}) {query}", rows.join(", "))
}

/// The text that takes this many ranges.
fn fitting(texts: &'static [String; 3], ranges: usize) -> Result<(&'static str, usize)> {
    let found = SIZES.iter().zip(texts).find(|(size, _)| **size >= ranges);
    found.map(|(size, text)| (text.as_str(), *size)).ok_or(StoreError::Unreadable("a disk of too many cells"))
}

impl Tx {
    /// Everyone whose own reach holds the ask and who may be asked for it, least recently asked first.
    pub async fn helpers(&mut self, seek: &Seek) -> Result<Vec<Helper>> {
        let mut all = Vec::new();
        for reach in Reach::ALL {
            all.extend(self.helpers_within(seek, reach).await?);
        }
        all.sort_by_key(|helper| (helper.asked_at, helper.id));
        all.truncate(limits::CANDIDATES);
        Ok(all)
    }

    async fn helpers_within(&mut self, seek: &Seek, reach: Reach) -> Result<Vec<Helper>> {
        let stretched = if seek.wider { reach.wider().unwrap_or(reach) } else { reach };
        let ranges = cover::cover(seek.cell, stretched.at_most());
        let (text, size) = fitting(&HELPERS, ranges.len())?;
        let mut query = sqlx::query_as::<_, (i64, i64, i64, bool)>(AssertSqlSafe(text))
            .bind(seek.category.code())
            .bind(ANYTHING)
            .bind(reach.code())
            .bind(seek.asker.0)
            .bind(seek.ask.0)
            .bind(to_ms(seek.week_began))
            .bind(limits::PINGS_A_WEEK);
        for (low, high) in ranges.into_iter().chain(std::iter::repeat(EMPTY)).take(size) {
            query = query.bind(low).bind(high);
        }
        let mut rows = query.fetch(&mut self.connection);
        let mut found = Vec::new();
        while let Some((id, place, asked_at, named_it)) = rows.try_next().await? {
            let cell = cover::cell(place).ok_or(StoreError::Unreadable("a helper's place"))?;
            let wider = !reach.holds(cell, seek.cell);
            if wider && !stretched.holds(cell, seek.cell) {
                continue;
            }
            let asked_at = if asked_at == 0 { None } else { Some(from_ms(asked_at)?) };
            found.push(Helper { id: NeighbourId(id), cell, named_it, asked_at, wider });
            if found.len() == limits::CANDIDATES {
                break;
            }
        }
        Ok(found)
    }

    /// The nearest open asks within reach; among equally near ones, who waits longest comes first.
    pub async fn nearest_asks(&mut self, nearby: &Nearby, most: usize) -> Result<Vec<NearAsk>> {
        let reach = nearby.reach.at_most().0;
        let mut found = Vec::new();
        // From the own cell outward: where many live the first look is enough, where few live little is read.
        for radius in [0.0, 900.0, 2_300.0, 6_000.0, 16_000.0, 40_000.0] {
            let radius = Metres(f64::min(radius, reach));
            let ranges = if radius.0 > 0.0 { cover::cover(nearby.cell, radius) } else { vec![own(nearby.cell)] };
            found = self.asks_in(nearby, ranges).await?;
            found.sort_by(|one, other| {
                one.distance
                    .partial_cmp(&other.distance)
                    .unwrap_or(Ordering::Equal)
                    .then_with(|| (one.posted_at_ms, one.id).cmp(&(other.posted_at_ms, other.id)))
            });
            let surely = found.iter().take_while(|ask| ask.distance <= radius).count();
            if surely >= most || radius.0 >= reach {
                break;
            }
        }
        found.truncate(most);
        Ok(found)
    }

    async fn asks_in(&mut self, nearby: &Nearby, ranges: Vec<Range>) -> Result<Vec<NearAsk>> {
        let (text, size) = fitting(&ASKS, ranges.len())?;
        let mut query = sqlx::query_as::<_, (i64, i64, i64)>(AssertSqlSafe(text));
        let mut categories = nearby.categories.iter().map(|category| category.code());
        let Some(first) = categories.next() else {
            return Ok(Vec::new());
        };
        query = query.bind(first);
        for _ in 1..Category::ALL.len() {
            query = query.bind(categories.next().unwrap_or(first));
        }
        query = query.bind(nearby.me.0);
        for (low, high) in ranges.into_iter().chain(std::iter::repeat(EMPTY)).take(size) {
            query = query.bind(low).bind(high);
        }
        let rows = query.fetch_all(&mut self.connection).await?;
        let mut found = Vec::with_capacity(rows.len());
        for (id, place, posted_at_ms) in rows {
            let cell = cover::cell(place).ok_or(StoreError::Unreadable("an ask's place"))?;
            if nearby.reach.holds(nearby.cell, cell) {
                let distance = nearby.cell.distance(cell);
                found.push(NearAsk { id: PostId(id), cell, distance, posted_at_ms });
            }
        }
        Ok(found)
    }
}

fn own(cell: CellId) -> Range {
    (cover::place(cell), cover::place(cell))
}
