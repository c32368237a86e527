//! Where each person is in the conversation, as stored words that `turn` reads.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _};

use crate::domain::{Card, CardId, FirstName, Instant, Neighbour, NeighbourId};

use super::cards;
use super::neighbours::{self, neighbour_columns, neighbours};
use super::said;
use super::tx::{Hit as _, Run as _};
use super::{Result, Tx, to_ms};

/// The card that a message shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Its name.
    pub id: CardId,
    /// What it shows.
    pub card: Card,
    /// Is there no newer message of that?
    pub is_newest: bool,
}

/// A person and where they are in the conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    /// Who.
    pub neighbour: Neighbour,
    /// Raised by every change of the state.
    pub version: i64,
    /// The state as JSON; empty at the start.
    pub state: String,
    /// The card of the question that is open now.
    pub question: Option<CardId>,
    /// The same, while its message waits to be sent.
    pub unsent: Option<CardId>,
    /// Could they not be written to? Whoever writes can be.
    pub unreachable: bool,
    /// What others call them, and Telegram.
    pub named: Named,
    /// Do they write for the first time?
    pub is_new: bool,
}

/// What others call somebody, and Telegram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Their first name as Telegram last had it.
    pub telegram: FirstName,
    /// Do others see another one, which they chose?
    pub is_own: bool,
    /// Was it another one since others met them?
    pub was_changed: bool,
}

impl Conversation {
    /// The first one with somebody, who is called as Telegram calls them.
    pub fn with(neighbour: Neighbour) -> Self {
        Self {
            version: 0,
            state: String::new(),
            question: None,
            unsent: None,
            unreachable: false,
            named: Named { telegram: neighbour.name.clone(), is_own: false, was_changed: false },
            is_new: true,
            neighbour,
        }
    }
}

/// What a step leaves of a conversation.
#[derive(Debug, Clone, Copy)]
pub struct NewState<'a> {
    /// The state as JSON.
    pub state: &'a str,
    /// The card of the question that is open now.
    pub question: Option<CardId>,
}

/// The columns of a conversation `c` with a neighbour `n`, after [`neighbour_columns!`].
macro_rules! conversation_columns {
    () => {
        "c.version as version, c.state as state, c.question_card_id as question, n.unreachable_at_ms is not null as unreachable, \
         n.first_name as telegram_name, n.own_name is not null as has_own_name, \
         exists (select 1 from known_as x where x.neighbour_id = n.id) as was_renamed, (select w.card_id from outbox w \
             where w.card_id = c.question_card_id and w.method = 'send' and w.state = 'waiting') as unsent"
    };
}
pub(super) use conversation_columns;

fn conversation(row: &SqliteRow) -> Result<Conversation> {
    let (neighbour, _) = neighbours::neighbour(FromRow::from_row(row)?)?;
    Ok(Conversation {
        neighbour,
        version: row.try_get("version")?,
        state: row.try_get("state")?,
        question: row.try_get::<Option<i64>, _>("question")?.map(CardId),
        unsent: row.try_get::<Option<i64>, _>("unsent")?.map(CardId),
        unreachable: row.try_get("unreachable")?,
        named: Named {
            telegram: FirstName::read(row.try_get("telegram_name")?),
            is_own: row.try_get("has_own_name")?,
            was_changed: row.try_get("was_renamed")?,
        },
        is_new: false,
    })
}

/// The conversation with somebody who writes, by their account, and the card that the tapped message shows.
pub(super) fn written(row: &SqliteRow) -> Result<(i64, (Conversation, Option<Shown>))> {
    let kind: Option<&str> = row.try_get("card_kind")?;
    let card = match (row.try_get("card_id")?, kind, row.try_get("card_subject")?) {
        (Some(id), Some(kind), Some(subject)) => {
            let is_newest = row.try_get::<Option<i64>, _>("card_live")? == Some(1);
            Some(Shown { id: CardId(id), card: cards::read(kind, subject)?, is_newest })
        }
        _ => None,
    };
    Ok((row.try_get("telegram_id")?, (conversation(row)?, card)))
}

impl Tx {
    /// The conversation with a neighbour.
    pub async fn conversation(&mut self, id: NeighbourId) -> Result<Option<Conversation>> {
        let engine = if self.said.keeps(id.0) { self.now().await? } else { self.beside() };
        let row = sqlx::query(concat!(
            "select ",
            neighbour_columns!(),
            ", ",
            conversation_columns!(),
            " from ",
            neighbours!(),
            " join conversations c on c.neighbour_id = n.id where n.id = $1"
        ))
        .bind(id.0)
        .fetch_optional(engine)
        .await?;
        row.as_ref().map(conversation).transpose()
    }

    /// Keeps what a step left, where the conversation is still at the version that it was decided from.
    pub async fn keep_state(&mut self, id: NeighbourId, version: i64, kept: NewState<'_>, now: Instant) -> Result<()> {
        let state = said::Decided { version, state: kept.state.to_owned(), changed_at_ms: to_ms(now) };
        self.keep(id, kept.question, Some(state)).await
    }

    /// Which card shows the question that is open now.
    pub async fn keep_question(&mut self, id: NeighbourId, card: Option<CardId>) -> Result<()> {
        self.keep(id, card, None).await
    }

    async fn keep(&mut self, id: NeighbourId, card: Option<CardId>, state: Option<said::Decided>) -> Result<()> {
        if self.said.keeps(id.0) {
            self.now().await?;
        }
        self.said.keep(said::Kept { neighbour: id.0, question: card.map(|card| card.0), state });
        Ok(())
    }

    /// What somebody wrote and left is erased: they are at the start again.
    pub async fn forget_state(&mut self, id: NeighbourId) -> Result<()> {
        sqlx::query("update conversations set version = version + 1, state = '' where neighbour_id = $1")
            .bind(id.0)
            .run(self.now().await?)
            .await?
            .hit_one("forget_state")
    }

    /// Keeps a state that cannot be read any more beside, so that a fault can be found.
    pub async fn keep_unreadable(&mut self, id: NeighbourId, state: &str, now: Instant) -> Result<()> {
        sqlx::query("insert into unreadable_states (neighbour_id, state, kept_at_ms) values ($1, $2, $3)")
            .bind(id.0)
            .bind(state)
            .bind(to_ms(now))
            .run(self.now().await?)
            .await?;
        Ok(())
    }
}
