//! The two searches: everyone whose own reach holds an ask, and the nearest open asks.
//! The index finds few rows; `geo`, through the domain, measures them.

use std::cmp::Ordering;
use std::sync::LazyLock;

use futures_util::TryStreamExt;
use sqlx::{Either, Executor as _, FromRow as _};

use crate::domain::{Ask, Category, CellId, Instant, Metres, NeighbourId, PostId, Reach, Slots, Window, limits};

use super::again::kept_from;
use super::cover::{self, DISK_SIZES, EMPTY, Range, SIZES, fitting, with_disk, with_disks};
use super::made::made;
use super::offers::ANYTHING;
use super::tx::{Run as _, read_all};
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
    /// When in a week it is wanted.
    pub slots: Slots,
    /// Unanswered pings since this instant count against a helper's week.
    pub week_began: Instant,
}

/// A helper, their place, when they were asked; did they name the category, may they be asked, and how far do they go?
type HelperRow = (i64, i64, i64, bool, bool, String);

impl Seek {
    /// How far somebody of this reach goes for the ask.
    fn stretched(&self, reach: Reach) -> Reach {
        reach.wider().filter(|_| self.wider).unwrap_or(reach)
    }

    /// The helper of a row, where they may be asked and their reach holds the ask.
    fn helper(&self, row: HelperRow) -> Result<Option<Helper>> {
        let (id, place, asked_at, named_it, may_be_asked, reach) = row;
        let reach = Reach::from_code(&reach).ok_or(StoreError::Unreadable("a reach"))?;
        let cell = cover::cell(place).ok_or(StoreError::Unreadable("a helper's place"))?;
        let wider = !reach.holds(cell, self.cell);
        if !may_be_asked || wider && !self.stretched(reach).holds(cell, self.cell) {
            return Ok(None);
        }
        let asked_at = if asked_at == 0 { None } else { Some(from_ms(asked_at)?) };
        Ok(Some(Helper { id: NeighbourId(id), cell, named_it, asked_at, wider }))
    }
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
    /// When in a week.
    pub slots: Slots,
    /// The time: asks whose window is over are left out.
    pub now: Instant,
    /// The zone of days and parts of day.
    pub zone: chrono_tz::Tz,
}

impl Nearby {
    /// Would an ask be found from there, leaving aside what they were shown before?
    pub fn fits(&self, ask: &Ask) -> bool {
        let suits = self.slots.touch(ask.when.slots(self.now, self.zone));
        suits && self.categories.contains(&ask.category) && self.reach.holds(self.cell, ask.cell)
    }

    /// Is there time left of a window, and does it suit them?
    fn suits(&self, from: Option<i64>, to: Option<i64>) -> Result<bool> {
        let Some((from, to)) = from.zip(to) else { return Ok(true) };
        if to <= to_ms(self.now) || self.slots == Slots::ALL {
            return Ok(to > to_ms(self.now));
        }
        let window = Window { from: from_ms(from)?, to: from_ms(to)? };
        Ok(self.slots.touch(window.slots(self.now, self.zone)))
    }
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

/// Rows that the engine sorts out at first: some of them are out of reach, or may not be asked.
const FIRST_LOOK: i64 = 2 * CANDIDATES;
const CANDIDATES: i64 = 500;
const _: () = assert!(limits::CANDIDATES == 500, "the rows of a first look are twice the candidates");

/// May the helper of a row `f` be asked: not asked for it before, not kept apart, under their cap?
macro_rules! may_be_asked {
    () => {
        concat!(
            "not exists (select 1 from pings p where p.ask_id = $5 and p.helper_id = f.helper_id and p.state <> 'over') \
             and f.helper_id not in ",
            kept_from!("$4"),
            " and (select coalesce(sum(p.times), 0) from pings p where p.helper_id = f.helper_id \
                  and p.answered_at_ms is null and p.browsing = 0 and p.asked_at_ms > $6) < $7"
        )
    };
}

#[cfg(test)]
pub(super) use may_be_asked;

/// First the rows in order, of which the first few are kept; then whether they may be asked, one after the other.
const HELPERS_IN_DISK: &str = concat!(
    "select f.helper_id, f.place, f.asked_at_ms, f.named_it, ",
    may_be_asked!(),
    ", f.reach from (select w.helper_id, w.place, w.asked_at_ms, w.category = $1 as named_it, w.reach \
          from disk cross join willing w \
          where w.category in ($1, $2) and w.reach = disk.reach and w.place between disk.low and disk.high \
          and w.helper_id <> $4 and w.slots & $8 <> 0 order by w.asked_at_ms, w.helper_id limit $3 + 0) f \
     order by f.asked_at_ms, f.helper_id"
);

static HELPERS: LazyLock<[String; 3]> = LazyLock::new(|| DISK_SIZES.map(|size| with_disks(size, 8, HELPERS_IN_DISK)));

/// The same for one helper.
const ONE_HELPER: &str = concat!(
    "select f.helper_id, f.place, f.asked_at_ms, f.category = $1, ",
    may_be_asked!(),
    ", f.reach from willing f where f.helper_id = $3 and f.category in ($1, $2) and f.helper_id <> $4 \
     and f.slots & $8 <> 0"
);

/// Open asks of so many lists in a disk: `$1` looks, then come the lists, then the ranges.
pub(super) fn asks_in_disk(lists: usize, size: usize) -> String {
    let text = format!(
        "select a.ask_id, a.place, a.posted_at_ms, a.from_ms, a.to_ms from disk cross join open_asks a \
         where a.category in ({}) and a.place between disk.low and disk.high \
         and a.asker_id <> $1 and a.asker_id not in {} \
         and not exists (select 1 from pings p where p.ask_id = a.ask_id and p.helper_id = $1)",
        (2..2 + lists).map(|list| format!("${list}")).collect::<Vec<_>>().join(", "),
        kept_from!("$1")
    );
    with_disk(size, 1 + lists, &text)
}

static ASKS: LazyLock<[String; 3]> = LazyLock::new(|| SIZES.map(|size| asks_in_disk(LISTS, size)));

/// One place, a list a category: the lists are in order, and are merged only as far as they are read. `$1` looks there,
/// at `$2`, for `$3` of them; then come the lists.
pub(super) fn asks_here(lists: usize) -> String {
    let lists = (4..4 + lists).map(|category| {
        format!(
            "select a.ask_id, a.place, a.posted_at_ms, a.from_ms, a.to_ms from open_asks a \
             where a.category = ${category} and a.place = $2 and a.asker_id <> $1 and a.asker_id not in {} \
             and not exists (select 1 from pings p where p.ask_id = a.ask_id and p.helper_id = $1)",
            kept_from!("$1")
        )
    });
    format!("{} order by 3, 1 limit $3 + 0", lists.collect::<Vec<_>>().join(" union all "))
}

static ASKS_HERE: LazyLock<String> = LazyLock::new(|| asks_here(LISTS));

/// Lists that one helper looks through: "anything" is one, and who named all categories means that.
const LISTS: usize = Category::ALL.len() - 1;

/// The lists of a helper, `None` where there are fewer.
fn lists(categories: &[Category]) -> [Option<&'static str>; LISTS] {
    let mut lists = [None; LISTS];
    if Category::ALL.iter().all(|category| categories.contains(category)) {
        lists[0] = Some(ANYTHING);
    } else {
        let named = Category::ALL.into_iter().filter(|category| categories.contains(category));
        for (list, category) in lists.iter_mut().zip(named) {
            *list = Some(category.code());
        }
    }
    lists
}

impl Tx {
    /// Everyone whose own reach holds the ask and who may be asked for it, least recently asked first.
    pub async fn helpers(&mut self, seek: &Seek) -> Result<Vec<Helper>> {
        self.first_helpers(seek, (FIRST_LOOK, limits::CANDIDATES)).await
    }

    /// May anybody be asked for it? As few rows as that takes are read.
    pub async fn may_ask_anybody(&mut self, seek: &Seek) -> Result<bool> {
        Ok(!self.first_helpers(seek, (8, 1)).await?.is_empty())
    }

    /// One helper, if their own reach holds the ask and they may be asked for it.
    pub async fn helper(&mut self, seek: &Seek, id: NeighbourId) -> Result<Option<Helper>> {
        let rows = sqlx::query(ONE_HELPER)
            .bind(seek.category.code())
            .bind(ANYTHING)
            .bind(id.0)
            .bind(seek.asker.0)
            .bind(seek.ask.0)
            .bind(to_ms(seek.week_began))
            .bind(limits::PINGS_A_WEEK)
            .bind(seek.slots.bits())
            .returned(self.beside())
            .await?;
        let rows: Vec<HelperRow> = read_all(&rows)?;
        let found = rows.into_iter().find_map(|row| seek.helper(row).transpose());
        found.transpose()
    }

    /// So many helpers at most, in order. Some of the first `look` rows may be out of reach after all, or may not be asked:
    /// where that leaves too few, more rows are looked at.
    async fn first_helpers(&mut self, seek: &Seek, (mut look, most): (i64, usize)) -> Result<Vec<Helper>> {
        loop {
            let (found, read) = self.helpers_among(seek, (look, most)).await?;
            if found.len() == most || read < look {
                return Ok(found);
            }
            look *= 8;
        }
    }

    /// The helpers among the first `look` rows, so many at most, and how many rows were read.
    async fn helpers_among(&mut self, seek: &Seek, (look, most): (i64, usize)) -> Result<(Vec<Helper>, i64)> {
        let disks = Reach::ALL.into_iter().flat_map(|reach| {
            let ranges = cover::cover(seek.cell, seek.stretched(reach).at_most());
            ranges.into_iter().map(move |(low, high)| (Some(reach.code()), low, high))
        });
        let disks: Vec<_> = disks.collect();
        let (text, size) = fitting(&HELPERS, DISK_SIZES, disks.len())?;
        let mut query = sqlx::query(made(text))
            .bind(seek.category.code())
            .bind(ANYTHING)
            .bind(look)
            .bind(seek.asker.0)
            .bind(seek.ask.0)
            .bind(to_ms(seek.week_began))
            .bind(limits::PINGS_A_WEEK)
            .bind(seek.slots.bits());
        let (low, high) = EMPTY;
        for (reach, low, high) in disks.into_iter().chain(std::iter::repeat((None, low, high))).take(size) {
            query = query.bind(reach).bind(low).bind(high);
        }
        let mut steps = self.beside().fetch_many(query);
        let (mut found, mut read) = (Vec::new(), 0);
        // The engine's result comes after the last row: nothing else is waited for.
        while let Some(Either::Right(row)) = steps.try_next().await? {
            read += 1;
            found.extend(seek.helper(HelperRow::from_row(&row)?)?);
            if found.len() == most {
                break;
            }
        }
        Ok((found, read))
    }

    /// The nearest open asks within reach; among equally near ones, who waits longest comes first.
    pub async fn nearest_asks(&mut self, nearby: &Nearby, most: usize) -> Result<Vec<NearAsk>> {
        let reach = nearby.reach.at_most().0;
        // From the own cell outward: where many live the first look is enough, where few live little is read.
        let mut found = self.asks_here(nearby, most).await?;
        for radius in limits::NEAREST_WITHIN {
            if found.len() >= most {
                break;
            }
            let radius = Metres(f64::min(radius, reach));
            let within = self.asks_in(nearby, cover::cover(nearby.cell, radius)).await?;
            let surely = within.iter().filter(|ask| ask.distance <= radius).count();
            if surely >= most || radius.0 >= reach {
                found = within;
                break;
            }
        }
        found.sort_by(|one, other| {
            one.distance
                .partial_cmp(&other.distance)
                .unwrap_or(Ordering::Equal)
                .then_with(|| (one.posted_at_ms, one.id).cmp(&(other.posted_at_ms, other.id)))
        });
        found.truncate(most);
        Ok(found)
    }

    /// Asks in the very same place, longest waiting first.
    async fn asks_here(&mut self, nearby: &Nearby, most: usize) -> Result<Vec<NearAsk>> {
        let mut found = Vec::new();
        for place in cover::here(nearby.cell) {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let query = sqlx::query(made(ASKS_HERE.as_str()));
            let mut query = query.bind(nearby.me.0).bind(place).bind(most);
            for list in lists(&nearby.categories) {
                query = query.bind(list);
            }
            found.extend(
                measured(nearby, read_all(&query.returned(self.beside()).await?)?)?
                    .into_iter()
                    .filter(|ask| ask.distance <= Metres(0.0)),
            );
        }
        Ok(found)
    }

    async fn asks_in(&mut self, nearby: &Nearby, ranges: Vec<Range>) -> Result<Vec<NearAsk>> {
        let (text, size) = fitting(&ASKS, SIZES, ranges.len())?;
        let mut query = sqlx::query(made(text)).bind(nearby.me.0);
        for list in lists(&nearby.categories) {
            query = query.bind(list);
        }
        for (low, high) in ranges.into_iter().chain(std::iter::repeat(EMPTY)).take(size) {
            query = query.bind(low).bind(high);
        }
        measured(nearby, read_all(&query.returned(self.beside()).await?)?)
    }
}

/// An ask, its place, when it was posted, and its window.
type AskRow = (i64, i64, i64, Option<i64>, Option<i64>);

/// The rows that are within reach and in time, with their distance.
fn measured(nearby: &Nearby, rows: Vec<AskRow>) -> Result<Vec<NearAsk>> {
    let mut found = Vec::with_capacity(rows.len());
    for (id, place, posted_at_ms, from, to) in rows {
        let cell = cover::cell(place).ok_or(StoreError::Unreadable("an ask's place"))?;
        if nearby.reach.holds(nearby.cell, cell) && nearby.suits(from, to)? {
            let distance = nearby.cell.distance(cell);
            found.push(NearAsk { id: PostId(id), cell, distance, posted_at_ms });
        }
    }
    Ok(found)
}

/// The texts, for a look at their plans.
#[cfg(test)]
pub(super) fn helper_texts() -> impl Iterator<Item = &'static str> {
    HELPERS.iter().map(String::as_str)
}

#[cfg(test)]
pub(super) fn ask_texts() -> impl Iterator<Item = &'static str> {
    ASKS.iter().map(String::as_str)
}

#[cfg(test)]
pub(super) fn here_text() -> &'static str {
    ASKS_HERE.as_str()
}
