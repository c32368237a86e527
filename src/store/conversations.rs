//! Where each person is in the conversation, as stored words that `turn` reads.

use crate::domain::{CardId, Instant, Neighbour, NeighbourId};

use super::neighbours::{self, neighbour_columns};
use super::tx::one_row;
use super::{Result, Tx, to_ms};

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
    /// Could they not be written to? Whoever writes can be.
    pub unreachable: bool,
}

type Row = (i64, i64, String, String, Option<i64>, Option<i64>, i64, bool, i64, String, Option<i64>, bool);

fn conversation(row: Row) -> Result<Conversation> {
    let (id, telegram_id, name, language, cell, agreed_at, helped, introduced, version, state, question, unreachable) =
        row;
    let (neighbour, _) = neighbours::neighbour((id, telegram_id, name, language, cell, agreed_at, helped, introduced))?;
    Ok(Conversation { neighbour, version, state, question: question.map(CardId), unreachable })
}

impl Tx {
    /// The conversation with a Telegram account.
    pub async fn conversation_of_account(&mut self, telegram_id: i64) -> Result<Option<Conversation>> {
        let row: Option<Row> = sqlx::query_as(concat!(
            "select ",
            neighbour_columns!(),
            ", c.version, c.state, c.question_card_id, n.unreachable_at_ms is not null \
             from neighbours n join conversations c on c.neighbour_id = n.id where n.telegram_id = $1"
        ))
        .bind(telegram_id)
        .fetch_optional(&mut self.connection)
        .await?;
        row.map(conversation).transpose()
    }

    /// The conversation with a neighbour.
    pub async fn conversation(&mut self, id: NeighbourId) -> Result<Option<Conversation>> {
        let row: Option<Row> = sqlx::query_as(concat!(
            "select ",
            neighbour_columns!(),
            ", c.version, c.state, c.question_card_id, n.unreachable_at_ms is not null \
             from neighbours n join conversations c on c.neighbour_id = n.id where n.id = $1"
        ))
        .bind(id.0)
        .fetch_optional(&mut self.connection)
        .await?;
        row.map(conversation).transpose()
    }

    /// Keeps a state, where the conversation is still at the version that it was decided from.
    pub async fn keep_state(&mut self, id: NeighbourId, version: i64, state: &str, now: Instant) -> Result<()> {
        let done = sqlx::query(
            "update conversations set version = version + 1, state = $3, changed_at_ms = $4 \
             where neighbour_id = $1 and version = $2",
        )
        .bind(id.0)
        .bind(version)
        .bind(state)
        .bind(to_ms(now))
        .execute(&mut self.connection)
        .await?;
        one_row(&done, "keep_state")
    }

    /// Which card shows the question that is open now.
    pub async fn keep_question(&mut self, id: NeighbourId, card: Option<CardId>) -> Result<()> {
        let done = sqlx::query("update conversations set question_card_id = $2 where neighbour_id = $1")
            .bind(id.0)
            .bind(card.map(|card| card.0))
            .execute(&mut self.connection)
            .await?;
        one_row(&done, "keep_question")
    }

    /// Keeps a state that cannot be read any more beside, so that a fault can be found.
    pub async fn keep_unreadable(&mut self, id: NeighbourId, state: &str, now: Instant) -> Result<()> {
        sqlx::query("insert into unreadable_states (neighbour_id, state, kept_at_ms) values ($1, $2, $3)")
            .bind(id.0)
            .bind(state)
            .bind(to_ms(now))
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
