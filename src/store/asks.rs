//! Asks: posted, found, closed; and when their next neighbours are asked.

use std::collections::BTreeSet;

use crate::domain::{
    Access, Ask, AskState, Category, CellId, Due, First, FirstName, Instant, IntroductionId, Line, NeighbourId, PostId,
    Urgency, When, Window, Wish,
};

use sqlx::Row as _;
use sqlx::sqlite::SqliteArguments;

use super::cover::place;
use super::neighbours::called;
use super::offers::ANYTHING;
use super::tx::{Hit as _, Run as _};
use super::{Result, StoreError, Tx, from_ms, to_ms};

type Row = (
    i64,
    i64,
    String,
    Option<String>,
    String,
    Option<i64>,
    Option<i64>,
    i64,
    String,
    Option<String>,
    i64,
    String,
    i64,
    i64,
    i64,
    bool,
);

/// An ask, and how far the asking went.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The ask.
    pub ask: Ask,
    /// The version at which neighbours were last asked; 0 where nobody was.
    pub asked_version: i64,
    /// Were those asked too whose reach is one value too short?
    pub wider: bool,
}

/// What is kept around an ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// The link by which it is shared.
    pub link: Option<String>,
    /// Who is asked for it before the others.
    pub first: Option<First>,
    /// Is it somewhere else than its asker?
    pub elsewhere: bool,
    /// How often its asker changed it so that people were asked anew.
    pub changes: i64,
    /// When last a ping of it ended unsent that had waited for long.
    pub unsent_at: Option<Instant>,
    /// The version at which one last did; 0 where none did.
    pub unsent_version: i64,
    /// The version at which somebody looked at it by themselves, not through a link; 0 where nobody did.
    pub seen_version: i64,
    /// When the next neighbours are asked.
    pub next_wave: Option<Instant>,
    /// By when its asker hears of it.
    pub hears_by: Option<Instant>,
    /// When it ends by itself.
    pub ends: Option<Instant>,
}

/// The ask, the version at which neighbours were last asked, and whether it reaches wider.
fn read_ask(row: Row) -> Result<Asked> {
    let (
        id,
        asker,
        category,
        line,
        urgency,
        from,
        to,
        cell,
        access,
        wish,
        wanted,
        state,
        version,
        posted_at,
        asked_version,
        wider,
    ) = row;
    let line = line.map(|line| Line::read(&line)).transpose();
    let ask = Ask {
        id: PostId(id),
        asker: NeighbourId(asker),
        category: Category::from_code(&category).ok_or(StoreError::Unreadable("a category"))?,
        line: line.map_err(|_| StoreError::Unreadable("an ask's line"))?,
        when: when(&urgency, from, to)?,
        cell: CellId::try_from(cell).map_err(|_| StoreError::Unreadable("an ask's cell"))?,
        access: read_access(&access)?,
        wish: wish.map(|code| Wish::from_code(&code).ok_or(StoreError::Unreadable("a wish"))).transpose()?,
        wanted: u8::try_from(wanted).map_err(|_| StoreError::Unreadable("how many people"))?,
        state: AskState::from_code(&state).ok_or(StoreError::Unreadable("an ask's state"))?,
        version,
        posted_at: from_ms(posted_at)?,
    };
    Ok(Asked { ask, asked_version, wider })
}

/// A time as it is stored: the word, and what it came to.
pub(super) fn when(urgency: &str, from: Option<i64>, to: Option<i64>) -> Result<When> {
    let window = match (from, to) {
        (Some(from), Some(to)) => Some(Window { from: from_ms(from)?, to: from_ms(to)? }),
        _ => None,
    };
    let urgency = Urgency::from_code(urgency).ok_or(StoreError::Unreadable("an urgency"))?;
    Ok(When { urgency, window })
}

fn read_access(stored: &str) -> Result<BTreeSet<Access>> {
    let codes = stored.split(',').filter(|code| !code.is_empty());
    codes.map(|code| Access::from_code(code).ok_or(StoreError::Unreadable("what to know"))).collect()
}

fn stored_access(access: &BTreeSet<Access>) -> String {
    access.iter().map(|access| access.code()).collect::<Vec<_>>().join(",")
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Sqlite, SqliteArguments>;

/// What an asker says of their ask, from `$3` on.
fn bind_words<'q>(query: Query<'q>, ask: &'q Ask) -> Query<'q> {
    let window = ask.when.window;
    query
        .bind(ask.category.code())
        .bind(ask.line.as_ref().map(Line::as_str))
        .bind(ask.when.urgency.code())
        .bind(window.map(|window| to_ms(window.from)))
        .bind(window.map(|window| to_ms(window.to)))
        .bind(i64::from(ask.cell))
        .bind(stored_access(&ask.access))
        .bind(ask.wish.map(Wish::code))
        .bind(i64::from(ask.wanted))
}

impl Tx {
    /// Posts an ask; helpers who look find it from now on.
    pub async fn publish_ask(&mut self, ask: &Ask) -> Result<()> {
        let query = sqlx::query(
            "insert into asks (id, asker_id, category, line, urgency, from_ms, to_ms, cell, access, wish, wanted, \
             state, version, posted_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        );
        bind_words(query.bind(ask.id.0).bind(ask.asker.0), ask)
            .bind(ask.state.code())
            .bind(ask.version)
            .bind(to_ms(ask.posted_at))
            .run(self.beside())
            .await?;
        self.list_ask(ask).await
    }

    /// An open ask is another one from now on, and is found as such; it may count among the changes that its asker may make. Who
    /// goes first does so once more.
    pub async fn change_ask(&mut self, ask: &Ask, (before, counts): (i64, bool)) -> Result<()> {
        let query = sqlx::query(
            "update asks set category = $3, line = $4, urgency = $5, from_ms = $6, to_ms = $7, cell = $8, access = $9, \
             wish = $10, wanted = $11, version = $12, changes = changes + $13, \
             first_asked = case when version = $12 or exists (select 1 from pings p where p.ask_id = $1 \
             and p.helper_id = first_id and p.state = 'not_this_time') then first_asked else 0 end, \
             small_place = case when version = $12 then small_place end \
             where id = $1 and state = 'open' and version = $2",
        );
        let query = bind_words(query.bind(ask.id.0).bind(before), ask).bind(ask.version).bind(i64::from(counts));
        query.run(self.now().await?).await?.hit_one("change_ask")?;
        self.unlist_ask(ask.id).await?;
        self.list_ask(ask).await
    }

    async fn unlist_ask(&mut self, id: PostId) -> Result<()> {
        sqlx::query("delete from open_asks where ask_id = $1").bind(id.0).run(self.now().await?).await?;
        Ok(())
    }

    async fn list_ask(&mut self, ask: &Ask) -> Result<()> {
        sqlx::query(
            "insert into open_asks (category, place, posted_at_ms, ask_id, asker_id, from_ms, to_ms) \
             values ($1, $3, $4, $5, $6, $7, $8), ($2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(ask.category.code())
        .bind(ANYTHING)
        .bind(place(ask.cell))
        .bind(to_ms(ask.posted_at))
        .bind(ask.id.0)
        .bind(ask.asker.0)
        .bind(ask.when.window.map(|window| to_ms(window.from)))
        .bind(ask.when.window.map(|window| to_ms(window.to)))
        .run(self.beside())
        .await?;
        Ok(())
    }

    /// An ask, and how far the asking went; `None` too where it was over so long ago that its words are erased.
    pub async fn ask(&mut self, id: PostId) -> Result<Option<Asked>> {
        let row: Option<Row> = sqlx::query_as(
            "select id, asker_id, category, line, urgency, from_ms, to_ms, cell, access, wish, wanted, state, version, \
             posted_at_ms, asked_version, wider = 1 from asks where id = $1 and cell is not null",
        )
        .bind(id.0)
        .fetch_optional(self.beside())
        .await?;
        row.map(read_ask).transpose()
    }

    /// How many asks of a neighbour are open and in time, and how many they posted since an instant.
    pub async fn count_asks(&mut self, asker: NeighbourId, since: Instant, now: Instant) -> Result<(i64, i64)> {
        let counts = sqlx::query_as(
            "select count(*) filter (where state = 'open' and (to_ms is null or to_ms > $3)), count(*) filter (where posted_at_ms >= $2) \
             from asks where asker_id = $1",
        )
        .bind(asker.0)
        .bind(to_ms(since))
        .bind(to_ms(now))
        .fetch_one(self.beside())
        .await?;
        Ok(counts)
    }

    /// An ask is open no more, or one that had found help is closed; nobody finds it and nobody else is asked. Where it found its
    /// helpers, *now* lasts until the last end that was agreed, as [`Ask::found_when`] says.
    pub async fn end_ask(&mut self, id: PostId, state: AskState, now: Instant) -> Result<()> {
        sqlx::query(
            "update asks set state = $2, closed_at_ms = $3, first_id = null, \
             to_ms = case when $2 = 'found' and urgency = $4 then max(to_ms, coalesce((select max(i.agreed_to_ms) \
                 from introductions i where i.ask_id = $1 and i.state = 'agreed' and i.agreed_urgency = $4), to_ms)) \
                 else to_ms end \
             where id = $1 and (state = 'open' or state = 'found' and $2 = 'closed')",
        )
        .bind(id.0)
        .bind(state.code())
        .bind(to_ms(now))
        .bind(Urgency::Now.code())
        .run(self.now().await?)
        .await?
        .hit_one("end_ask")?;
        self.unlist_ask(id).await?;
        for due in [Due::Wave(id), Due::Word(id), Due::StillNeeded(id), Due::Expire(id)] {
            self.unschedule(due).await?;
        }
        Ok(())
    }

    /// What a helper asks for themselves is met as they are introduced through another ask for the same: it closes.
    pub async fn ask_met(&mut self, id: PostId, through: IntroductionId, now: Instant) -> Result<()> {
        self.end_ask(id, AskState::Closed, now).await?;
        sqlx::query("update introductions set met_ask_id = $2 where id = $1 and state = 'agreed'")
            .bind(through.0)
            .bind(id.0)
            .run(self.now().await?)
            .await?
            .hit_one("ask_met")
    }

    /// Those are asked too whose reach is one value too short; once.
    pub async fn widen_ask(&mut self, id: PostId) -> Result<()> {
        sqlx::query("update asks set wider = 1, small_place = null where id = $1 and state = 'open' and wider = 0")
            .bind(id.0)
            .run(self.now().await?)
            .await?
            .hit_one("widen_ask")
    }

    /// Is an ask in a small place, as it was counted for it before?
    pub async fn small_place(&mut self, id: PostId) -> Result<Option<bool>> {
        let small: Option<bool> = sqlx::query_scalar("select small_place = 1 from asks where id = $1")
            .bind(id.0)
            .fetch_one(self.beside())
            .await?;
        Ok(small)
    }

    /// Who may be asked is counted once for an ask.
    pub async fn keep_small_place(&mut self, id: PostId, small: bool) -> Result<()> {
        sqlx::query("update asks set small_place = $2 where id = $1 and small_place is null")
            .bind(id.0)
            .bind(small)
            .run(self.beside())
            .await?
            .hit_one("keep_small_place")
    }

    /// The link by which an ask is shared; the first one that was made stays.
    pub async fn share_ask(&mut self, id: PostId, link: &str) -> Result<()> {
        sqlx::query("update asks set link = coalesce(link, $2) where id = $1 and state = 'open'")
            .bind(id.0)
            .bind(link)
            .run(self.now().await?)
            .await?
            .hit_one("share_ask")
    }

    /// What is kept around an ask.
    pub async fn around_ask(&mut self, id: PostId) -> Result<Around> {
        let (wave, word, end) = (Due::Wave(id), Due::Word(id), Due::Expire(id));
        let row = sqlx::query(concat!(
            "select a.link, a.first_id, \
             coalesce((select k.name from known_as k where k.neighbour_id = n.id and k.by_id = a.asker_id), ",
            called!(),
            ") as first_name, a.first_asked = 1 as first_asked, a.cell is not m.cell as elsewhere, a.changes, \
             a.unsent_at_ms, a.unsent_version, a.seen_version, (select due_ms from agenda where kind = $2 and subject_id = $1) as wave, \
             (select due_ms from agenda where kind = $3 and subject_id = $1) as word, \
             (select due_ms from agenda where kind = $4 and subject_id = $1) as ends from asks a \
             join neighbours m on m.id = a.asker_id left join neighbours n on n.id = a.first_id where a.id = $1"
        ))
        .bind(id.0)
        .bind(wave.stored().0)
        .bind(word.stored().0)
        .bind(end.stored().0)
        .fetch_optional(self.beside())
        .await?;
        let Some(row) = row else { return Ok(Around::default()) };
        let (helper, name): (Option<i64>, Option<String>) = (row.try_get("first_id")?, row.try_get("first_name")?);
        let asked = row.try_get("first_asked")?;
        let first = helper.zip(name);
        let first = first.map(|(id, name)| First { helper: NeighbourId(id), name: FirstName::read(&name), asked });
        Ok(Around {
            link: row.try_get("link")?,
            first,
            elsewhere: row.try_get("elsewhere")?,
            changes: row.try_get("changes")?,
            unsent_at: row.try_get::<Option<i64>, _>("unsent_at_ms")?.map(from_ms).transpose()?,
            unsent_version: row.try_get("unsent_version")?,
            seen_version: row.try_get("seen_version")?,
            next_wave: self.as_planned(wave, row.try_get("wave")?)?,
            hears_by: self.as_planned(word, row.try_get("word")?)?,
            ends: self.as_planned(end, row.try_get("ends")?)?,
        })
    }

    /// The ask that a link leads to.
    pub async fn ask_of_link(&mut self, link: &str) -> Result<Option<PostId>> {
        let id: Option<i64> = sqlx::query_scalar("select id from asks where link = $1")
            .bind(link)
            .fetch_optional(self.now().await?)
            .await?;
        Ok(id.map(PostId))
    }

    /// The asks of a neighbour that are open, or found and not over, newest first.
    pub async fn asks_of(&mut self, asker: NeighbourId, most: i64) -> Result<Vec<PostId>> {
        let text = "select id from asks where asker_id = $1 and (state = 'open' or state = 'found' and exists \
             (select 1 from introductions i where i.ask_id = asks.id and i.state = 'agreed')) \
             order by posted_at_ms desc, id limit $2 + 0";
        self.ids_of(text, (asker, most), PostId).await
    }

    /// The asks of a neighbour that are open.
    pub async fn open_asks_of(&mut self, asker: NeighbourId) -> Result<Vec<PostId>> {
        let ids: Vec<i64> =
            sqlx::query_scalar("select id from asks where asker_id = $1 and state = 'open' order by posted_at_ms, id")
                .bind(asker.0)
                .fetch_all(self.now().await?)
                .await?;
        Ok(ids.into_iter().map(PostId).collect())
    }

    /// An ask that was over in this way is open again.
    pub async fn reopen_ask(&mut self, id: PostId, from: AskState) -> Result<()> {
        sqlx::query("update asks set state = 'open', closed_at_ms = null where id = $1 and state = $2")
            .bind(id.0)
            .bind(from.code())
            .run(self.now().await?)
            .await?
            .hit_one("reopen_ask")?;
        let reopened = self.ask(id).await?.ok_or(StoreError::NotOneRow("reopen_ask"))?;
        self.list_ask(&reopened.ask).await
    }
}
