//! What a transaction says: new cards, rows of the outbox, states of conversations, what is due later. They go to the engine
//! together, since the way to its thread costs more than a row does.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use sqlx::Row as _;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection};

use super::batch::{AT_ONCE, BATCHES, Texts, fitting, padded, places};
use super::made::made;
use super::tx::Run as _;
use super::{Result, StoreError};

/// A new card.
#[derive(Debug)]
pub(super) struct NewCard {
    pub id: i64,
    pub neighbour: i64,
    pub kind: &'static str,
    pub subject: i64,
    pub live: bool,
    pub made_at_ms: i64,
}

/// A new message, or an edit of a card.
#[derive(Debug)]
pub(super) struct Message {
    pub neighbour: i64,
    pub lane: i64,
    pub is_edit: bool,
    pub card: Option<i64>,
    pub payload: String,
    pub guard: (Option<&'static str>, Option<i64>, Option<i64>),
    pub now_ms: i64,
    pub wakes: i64,
    pub expires_ms: Option<i64>,
    /// Does an edit in place of another one leave when that may be sent?
    pub as_before: bool,
}

/// What a step left of a conversation; without a state, only the open question changed.
#[derive(Debug)]
pub(super) struct Kept {
    pub neighbour: i64,
    pub question: Option<i64>,
    pub state: Option<Decided>,
}

/// A state, and the version that it was decided from.
#[derive(Debug)]
pub(super) struct Decided {
    pub version: i64,
    pub state: String,
    pub changed_at_ms: i64,
}

/// A thing that is due at a time, or no more.
#[derive(Debug)]
pub(super) struct Planned {
    /// Its kind, and what it is about.
    thing: (&'static str, i64),
    pub due_ms: Option<i64>,
}

/// What was said and is not with the engine yet. A card, a conversation and a thing that is due stand in it once at most.
#[derive(Debug, Default)]
pub(super) struct Said {
    cards: Vec<NewCard>,
    messages: Vec<Message>,
    kept: Vec<Kept>,
    planned: Vec<Planned>,
}

impl Said {
    pub fn card(&mut self, card: NewCard) {
        self.cards.push(card);
    }

    pub fn message(&mut self, message: Message) {
        self.messages.push(message);
    }

    pub fn keep(&mut self, kept: Kept) {
        self.kept.push(kept);
    }

    /// A thing is due then, or no more.
    pub fn plan(&mut self, thing: (&'static str, i64), due_ms: Option<i64>) {
        self.planned.retain(|planned| planned.thing != thing);
        self.planned.push(Planned { thing, due_ms });
    }

    /// Are there as many things in it as one statement takes?
    pub const fn has_planned_many(&self) -> bool {
        self.planned.len() >= AT_ONCE
    }

    /// When a thing is due, or that it is no more, where that is in it.
    pub fn planned(&self, thing: (&'static str, i64)) -> Option<&Planned> {
        self.planned.iter().find(|planned| planned.thing == thing)
    }

    /// Is there a message, or an edit, of this card in it?
    pub fn shows(&self, card: i64) -> bool {
        self.messages.iter().any(|message| message.card == Some(card))
    }

    /// Is there a card of this thing in it?
    pub fn has_card(&self, neighbour: i64, kind: &str, subject: i64) -> bool {
        self.cards.iter().any(|card| card.neighbour == neighbour && card.kind == kind && card.subject == subject)
    }

    /// Is this card in it?
    pub fn makes(&self, card: i64) -> bool {
        self.cards.iter().any(|new| new.id == card)
    }

    /// Is there something of this conversation in it?
    pub fn keeps(&self, neighbour: i64) -> bool {
        self.kept.iter().any(|kept| kept.neighbour == neighbour)
    }

    /// Gives it to the engine: what others name comes first.
    pub async fn put_down(&mut self, engine: &mut SqliteConnection) -> Result<()> {
        for some in std::mem::take(&mut self.cards).chunks(AT_ONCE) {
            put_cards(engine, some).await?;
        }
        for some in std::mem::take(&mut self.messages).chunks(AT_ONCE) {
            put_messages(engine, some).await?;
        }
        for some in std::mem::take(&mut self.kept).chunks(AT_ONCE) {
            put_kept(engine, some).await?;
        }
        let (due, no_more): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.planned).into_iter().partition(|planned| planned.due_ms.is_some());
        for some in due.chunks(AT_ONCE) {
            put_planned(engine, &DUE, some).await?;
        }
        for some in no_more.chunks(AT_ONCE) {
            put_planned(engine, &NO_MORE, some).await?;
        }
        Ok(())
    }
}

/// `name (its columns) as (values …)` of so many rows; each starts with its place.
fn values(name: &str, columns: &[&str], size: usize) -> String {
    let rows: Vec<_> = (0..size).map(|row| format!("({row}, {})", places(columns.len()))).collect();
    format!("with {name} (place, {}) as (values {})", columns.join(", "), rows.join(", "))
}

const CARD: [&str; 6] = ["id", "neighbour_id", "kind", "subject_id", "live", "made_at_ms"];

static CARDS: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let (said, columns) = (values("said", &CARD, size), CARD.join(", "));
        format!("{said} insert into cards ({columns}) select {columns} from said where id is not null")
    })
});

async fn put_cards(engine: &mut SqliteConnection, some: &[NewCard]) -> Result<()> {
    let (text, size) = fitting(&CARDS, some.len());
    let mut query = sqlx::query(made(text));
    for card in padded(some, size) {
        query = query
            .bind(card.map(|card| card.id))
            .bind(card.map(|card| card.neighbour))
            .bind(card.map(|card| card.kind))
            .bind(card.map(|card| card.subject))
            .bind(card.map(|card| card.live))
            .bind(card.map(|card| card.made_at_ms));
    }
    let done = query.run(engine).await?;
    all(done.rows_affected(), some.len(), "a card")
}

const MESSAGE: [&str; 12] = [
    "neighbour_id",
    "lane",
    "method",
    "card_id",
    "payload",
    "guard",
    "guard_id",
    "guard_version",
    "now_ms",
    "wakes",
    "expires_ms",
    "as_before",
];

/// Into a message that is unsent, or in place of an edit that still waits. Where the message may have been seen already,
/// what it says now is owed even if it was not true before. What became of a thing is worth telling however late.
static EDITS: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let said = values("said", &MESSAGE, size);
        let owed = "outbox.method = 'edit' or outbox.resent = 1";
        format!(
            "{said} update outbox set form = 0, doubts = 0, \
             (payload, lane, after_id, guard, guard_id, guard_version, due_ms, wakes, expires_ms) = (select said.payload, \
             case outbox.method when 'edit' then min(outbox.lane, said.lane) else outbox.lane end, \
             case outbox.method when 'edit' then null else outbox.after_id end, \
             case when {owed} then said.guard else outbox.guard end, \
             case when {owed} then said.guard_id else outbox.guard_id end, \
             case when {owed} then said.guard_version else outbox.guard_version end, \
             min(outbox.due_ms, said.now_ms), \
             case when said.as_before then outbox.wakes else min(outbox.wakes, said.wakes) end, \
             case when outbox.method = 'send' and said.wakes = 0 and not said.as_before then null else outbox.expires_ms end \
             from said where said.card_id = outbox.card_id) \
             where id in (select o.id from said cross join outbox o \
             where said.method = 'edit' and o.card_id = said.card_id and o.state = 'waiting' and o.method in ('send', 'edit')) returning card_id"
        )
    })
});

/// A new row, in the order in which it was said; an edit only where nothing of its card waits.
static MESSAGES: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let said = values("said", &MESSAGE, size);
        format!(
            "{said} insert into outbox (neighbour_id, lane, method, card_id, payload, guard, guard_id, guard_version, \
             due_ms, state, made_at_ms, wakes, expires_ms) \
             select said.neighbour_id, said.lane, said.method, said.card_id, said.payload, said.guard, said.guard_id, said.guard_version, \
             said.now_ms, 'waiting', said.now_ms, said.wakes, said.expires_ms from said where said.neighbour_id is not null \
             and (said.method = 'send' or not exists (select 1 from outbox o \
             where o.card_id = said.card_id and o.state = 'waiting' and o.method in ('send', 'edit'))) order by said.place"
        )
    })
});

async fn put_messages(engine: &mut SqliteConnection, some: &[Message]) -> Result<()> {
    let has_edits = some.iter().any(|message| message.is_edit);
    let changed = if has_edits { put_edits(engine, some).await? } else { 0 };
    let new = bound(&MESSAGES, some).run(engine).await?;
    all(changed + new.rows_affected(), some.len(), "a message")
}

/// How many went into what waits. One goes into two rows where its message is to be sent once more and an edit waits behind it.
async fn put_edits(engine: &mut SqliteConnection, some: &[Message]) -> Result<u64> {
    let rows = bound(&EDITS, some).returned(engine).await?;
    let cards: BTreeSet<i64> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    Ok(u64::try_from(cards.len()).unwrap_or(u64::MAX))
}

fn bound<'q>(texts: &'static Texts, some: &'q [Message]) -> Query<'q, Sqlite, SqliteArguments> {
    let (text, size) = fitting(texts, some.len());
    let mut query = sqlx::query(made(text));
    for message in padded(some, size) {
        query = query
            .bind(message.map(|message| message.neighbour))
            .bind(message.map(|message| message.lane))
            .bind(message.map(|message| if message.is_edit { "edit" } else { "send" }))
            .bind(message.and_then(|message| message.card))
            .bind(message.map(|message| message.payload.as_str()))
            .bind(message.and_then(|message| message.guard.0))
            .bind(message.and_then(|message| message.guard.1))
            .bind(message.and_then(|message| message.guard.2))
            .bind(message.map(|message| message.now_ms))
            .bind(message.map(|message| message.wakes))
            .bind(message.and_then(|message| message.expires_ms))
            .bind(message.map(|message| message.as_before));
    }
    query
}

const KEPT: [&str; 5] = ["neighbour_id", "question", "version", "state", "changed_at_ms"];

/// Where the conversation is still at the version that the state was decided from.
static STATES: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let kept = values("kept", &KEPT, size);
        format!(
            "{kept} update conversations set (version, state, question_card_id, changed_at_ms) = (select \
             coalesce(kept.version + 1, conversations.version), coalesce(kept.state, conversations.state), kept.question, \
             coalesce(kept.changed_at_ms, conversations.changed_at_ms) \
             from kept where kept.neighbour_id = conversations.neighbour_id) \
             where neighbour_id in (select c.neighbour_id from kept cross join conversations c \
             where c.neighbour_id = kept.neighbour_id and (kept.version is null or kept.version = c.version))"
        )
    })
});

async fn put_kept(engine: &mut SqliteConnection, some: &[Kept]) -> Result<()> {
    let (text, size) = fitting(&STATES, some.len());
    let mut query = sqlx::query(made(text));
    for kept in padded(some, size) {
        let state = kept.and_then(|kept| kept.state.as_ref());
        query = query
            .bind(kept.map(|kept| kept.neighbour))
            .bind(kept.and_then(|kept| kept.question))
            .bind(state.map(|state| state.version))
            .bind(state.map(|state| state.state.as_str()))
            .bind(state.map(|state| state.changed_at_ms));
    }
    let done = query.run(engine).await?;
    all(done.rows_affected(), some.len(), "a conversation")
}

const PLANNED: [&str; 3] = ["kind", "subject_id", "due_ms"];

static DUE: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let (said, columns) = (values("said", &PLANNED, size), PLANNED.join(", "));
        format!(
            "{said} insert into agenda ({columns}) select {columns} from said where kind is not null \
             on conflict (kind, subject_id) do update set due_ms = excluded.due_ms"
        )
    })
});

static NO_MORE: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let said = values("said", &PLANNED, size);
        format!("{said} delete from agenda where (kind, subject_id) in (select said.kind, said.subject_id from said)")
    })
});

async fn put_planned(engine: &mut SqliteConnection, texts: &'static Texts, some: &[Planned]) -> Result<()> {
    let (text, size) = fitting(texts, some.len());
    let mut query = sqlx::query(made(text));
    for planned in padded(some, size) {
        query = query
            .bind(planned.map(|planned| planned.thing.0))
            .bind(planned.map(|planned| planned.thing.1))
            .bind(planned.and_then(|planned| planned.due_ms));
    }
    query.run(engine).await?;
    Ok(())
}

/// Each of them must have been taken, once.
fn all(taken: u64, said: usize, what: &'static str) -> Result<()> {
    if usize::try_from(taken) == Ok(said) { Ok(()) } else { Err(StoreError::NotOneRow(what)) }
}

/// The texts, for a look at their plans.
#[cfg(test)]
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    let messages = CARDS.iter().chain(EDITS.iter()).chain(MESSAGES.iter());
    messages.chain(STATES.iter()).chain(DUE.iter()).chain(NO_MORE.iter()).map(String::as_str)
}
