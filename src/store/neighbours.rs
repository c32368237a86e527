//! Neighbours: who they are, where roughly, whether they agreed.

use crate::domain::own_name::Called;
use crate::domain::{CellId, FirstName, Instant, Language, Line, Moves, Neighbour, NeighbourId, PostId};

use super::tx::{Hit as _, Run as _};
use super::{Result, StoreError, Tx, from_ms, to_ms};

/// What neighbours call `n`: as they chose, or as Telegram does.
macro_rules! called {
    () => {
        "coalesce(n.own_name, n.first_name)"
    };
}
pub(super) use called;

/// The columns of a neighbour, in the order of [`Row`], of [`neighbours!`].
macro_rules! neighbour_columns {
    () => {
        concat!(
            "n.id, n.telegram_id, ",
            $crate::store::neighbours::called!(),
            ", n.language, n.cell, n.agreed_at_ms, o.helper_id is not null, o.line, \
             (select count(distinct i.asker_id) from introductions i where i.helper_id = n.id \
                 and coalesce(i.asker_outcome, i.helper_outcome) in ('happened', 'partly') \
                 and coalesce(i.helper_outcome, '') <> 'did_not'), \
             exists (select 1 from introductions i where i.asker_id = n.id and i.agreed_at_ms is not null) \
                 or exists (select 1 from introductions i where i.helper_id = n.id and i.agreed_at_ms is not null)"
        )
    };
}
pub(super) use neighbour_columns;

/// Neighbours `n`, with the standing offer `o` of who has one.
macro_rules! neighbours {
    () => {
        "neighbours n left join standing_offers o on o.helper_id = n.id"
    };
}
pub(super) use neighbours;

pub(super) type Row = (i64, i64, String, String, Option<i64>, Option<i64>, bool, Option<String>, i64, bool);

pub(super) fn neighbour(row: Row) -> Result<(Neighbour, i64)> {
    let (id, telegram_id, name, language, cell, agreed_at, offers, line, has_helped, was_introduced) = row;
    let cell = cell.map(CellId::try_from).transpose().map_err(|_| StoreError::Unreadable("a neighbour's cell"))?;
    let neighbour = Neighbour {
        id: NeighbourId(id),
        name: FirstName::read(&name),
        language: Language::from_code(&language),
        cell,
        agreed_at: agreed_at.map(from_ms).transpose()?,
        offers,
        line: read_line(line)?,
        has_helped: u32::try_from(has_helped).unwrap_or(u32::MAX),
        was_introduced,
    };
    Ok((neighbour, telegram_id))
}

pub(super) fn read_line(stored: Option<String>) -> Result<Option<Line>> {
    stored.map(|line| Line::read(&line)).transpose().map_err(|_| StoreError::Unreadable("a helper's line"))
}

impl Tx {
    /// A neighbour who wrote for the first time, with an idle conversation.
    pub async fn meet(&mut self, neighbour: &Neighbour, telegram_id: i64, now: Instant) -> Result<()> {
        sqlx::query(
            "insert into neighbours (id, telegram_id, first_name, language, created_at_ms) values ($1, $2, $3, $4, $5)",
        )
        .bind(neighbour.id.0)
        .bind(telegram_id)
        .bind(neighbour.name.as_str())
        .bind(neighbour.language.code())
        .bind(to_ms(now))
        .run(self.beside_of(neighbour.id.0))
        .await?;
        sqlx::query("insert into conversations (neighbour_id, version, state, changed_at_ms) values ($1, 0, '', $2)")
            .bind(neighbour.id.0)
            .bind(to_ms(now))
            .run(self.beside_of(neighbour.id.0))
            .await?;
        Ok(())
    }

    /// A neighbour, and the Telegram id by which they are written to.
    pub async fn neighbour(&mut self, id: NeighbourId) -> Result<Option<(Neighbour, i64)>> {
        let row: Option<Row> =
            sqlx::query_as(concat!("select ", neighbour_columns!(), " from ", neighbours!(), " where n.id = $1"))
                .bind(id.0)
                .fetch_optional(self.now().await?)
                .await?;
        row.map(neighbour).transpose()
    }

    /// Their first name as Telegram has it now.
    pub async fn rename(&mut self, id: NeighbourId, name: &FirstName) -> Result<()> {
        sqlx::query("update neighbours set first_name = $2 where id = $1")
            .bind(id.0)
            .bind(name.as_str())
            .run(self.beside_of(id.0))
            .await?
            .hit_one("rename")
    }

    /// What others call them from now on, or as before.
    pub async fn call(&mut self, id: NeighbourId, called: &Called, now: Instant) -> Result<()> {
        match called {
            Called::Anew(name) => self.call_me(id, name, now).await,
            Called::AsBefore(name) => self.keep_name(id, name).await,
            Called::AsTelegram => self.call_me_as_telegram(id).await,
        }
    }

    /// What others call them from now on. When that changed is kept for the bound on it.
    pub async fn call_me(&mut self, id: NeighbourId, name: &FirstName, now: Instant) -> Result<()> {
        sqlx::query(
            "update neighbours set own_name = $2, named_before_that_ms = named_before_ms, named_before_ms = named_at_ms, \
             named_at_ms = $3 where id = $1",
        )
        .bind(id.0)
        .bind(name.as_str())
        .bind(to_ms(now))
        .run(self.beside_of(id.0))
        .await?
        .hit_one("call_me")
    }

    /// Others call them as Telegram does. It is not counted: what they had chosen was, and it costs one to choose anew.
    pub async fn call_me_as_telegram(&mut self, id: NeighbourId) -> Result<()> {
        sqlx::query("update neighbours set own_name = null where id = $1 and own_name is not null")
            .bind(id.0)
            .run(self.beside_of(id.0))
            .await?
            .hit_one("call_me_as_telegram")
    }

    /// The name by which they are called is the one they chose; that is no change of it.
    pub async fn keep_name(&mut self, id: NeighbourId, name: &FirstName) -> Result<()> {
        sqlx::query("update neighbours set own_name = $2 where id = $1 and own_name is null")
            .bind(id.0)
            .bind(name.as_str())
            .run(self.beside_of(id.0))
            .await?
            .hit_one("keep_name")
    }

    /// Telegram's name of them, whether others see another one, and how often they changed that since an instant; of more than
    /// three times three are enough to know.
    pub async fn naming(&mut self, id: NeighbourId, since: Instant) -> Result<(FirstName, bool, i64)> {
        let (telegram, is_own, lately): (String, bool, i64) = sqlx::query_as(
            "select first_name, own_name is not null, coalesce(named_at_ms > $2, 0) \
             + coalesce(named_before_ms > $2, 0) + coalesce(named_before_that_ms > $2, 0) \
             from neighbours where id = $1",
        )
        .bind(id.0)
        .bind(to_ms(since))
        .fetch_one(self.beside())
        .await?;
        Ok((FirstName::read(&telegram), is_own, lately))
    }

    /// 18 or over, and agreed to the rules; the first time counts.
    pub async fn agree(&mut self, id: NeighbourId, now: Instant) -> Result<()> {
        sqlx::query("update neighbours set agreed_at_ms = coalesce(agreed_at_ms, $2) where id = $1")
            .bind(id.0)
            .bind(to_ms(now))
            .run(self.beside_of(id.0))
            .await?
            .hit_one("agree")
    }

    /// Their area; when they set it, and the time before, is kept for the bound on it.
    pub async fn settle(&mut self, id: NeighbourId, cell: CellId, now: Instant) -> Result<()> {
        sqlx::query(
            "update neighbours set cell = $2, times_settled = times_settled + 1, settled_before_ms = settled_at_ms, \
             settled_at_ms = $3 where id = $1",
        )
        .bind(id.0)
        .bind(i64::from(cell))
        .bind(to_ms(now))
        .run(self.beside_of(id.0))
        .await?
        .hit_one("settle")
    }

    /// How often they set their area, ever and since an instant.
    pub async fn moves(&mut self, id: NeighbourId, since: Instant) -> Result<Moves> {
        let (ever, lately) = sqlx::query_as(
            "select times_settled, coalesce(settled_at_ms > $2, 0) + coalesce(settled_before_ms > $2, 0) \
             from neighbours where id = $1",
        )
        .bind(id.0)
        .bind(to_ms(since))
        .fetch_one(self.beside())
        .await?;
        Ok(Moves { ever, lately })
    }

    /// Can the bot write to them? Who blocked it is not asked for anything.
    pub async fn reachable(&mut self, id: NeighbourId, reachable: bool, now: Instant) -> Result<()> {
        sqlx::query("update neighbours set unreachable_at_ms = case when $2 then null else coalesce(unreachable_at_ms, $3) end, \
             back_at_ms = case when $2 then $3 else back_at_ms end where id = $1")
                .bind(id.0)
                .bind(reachable)
                .bind(to_ms(now))
                .run(self.now().await?)
                .await?
                .hit_one("reachable")?;
        self.refresh_willing(id).await
    }

    /// Who can be reached starts again: what sending learned before that is old.
    pub async fn is_back(&mut self, id: NeighbourId, now: Instant) -> Result<()> {
        sqlx::query("update neighbours set back_at_ms = $2 where id = $1")
            .bind(id.0)
            .bind(to_ms(now))
            .run(self.beside_of(id.0))
            .await?
            .hit_one("is_back")
    }

    /// Did they come back after an instant?
    pub(super) async fn came_back_since(&mut self, id: NeighbourId, since: Instant) -> Result<bool> {
        let back: Option<i64> = sqlx::query_scalar("select 1 from neighbours where id = $1 and back_at_ms > $2")
            .bind(id.0)
            .bind(to_ms(since))
            .fetch_optional(self.now().await?)
            .await?;
        Ok(back.is_some())
    }
}

impl Tx {
    /// What ended because they could not be reached, or while they could not: their own asks, what they said yes to, and
    /// what the other one ended after its time.
    pub async fn over_while_away(&mut self, id: NeighbourId, most: i64) -> Result<Vec<PostId>> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "select a.id from neighbours n join asks a on a.asker_id = n.id \
             where n.id = $1 and a.state = 'closed' and a.closed_at_ms >= n.unreachable_at_ms \
             union select i.ask_id from neighbours n join introductions i on i.asker_id = n.id \
             where n.id = $1 and (i.state = 'dropped' or i.cut_short = 1) and i.over_at_ms >= n.unreachable_at_ms \
             union select i.ask_id from neighbours n join introductions i on i.helper_id = n.id \
             where n.id = $1 and (i.state = 'dropped' or i.cut_short = 1 or i.released_because = 'withdrawn') \
             and i.over_at_ms >= n.unreachable_at_ms order by 1 limit $2 + 0",
        )
        .bind(id.0)
        .bind(most)
        .fetch_all(self.now().await?)
        .await?;
        Ok(ids.into_iter().map(PostId).collect())
    }
}
