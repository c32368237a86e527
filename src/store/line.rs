//! The line to Telegram: when it was last in order, and who was left in the middle of something while it was cut.

use crate::domain::{Due, Instant, NeighbourId, limits};

use super::tx::one_row;
use super::{Conversation, Result, Store, Tx, from_ms, to_ms};

/// Who had an open question that was shown or touched from $1 to $2.
const IN_THE_MIDDLE: &str = "select c.neighbour_id from conversations c \
     where c.state <> '' and c.changed_at_ms between $1 and $2 \
     union select c.neighbour_id from cards k join conversations c on c.question_card_id = k.id \
     where k.made_at_ms between $1 and $2 limit $3 + 0";

impl Tx {
    /// Polls succeeded until now.
    pub async fn line_in_order(&mut self, now: Instant) -> Result<()> {
        let done = sqlx::query(
            "insert into line (id, in_order_at_ms) values (1, $1) \
             on conflict (id) do update set in_order_at_ms = excluded.in_order_at_ms",
        )
        .bind(to_ms(now))
        .execute(&mut self.connection)
        .await?;
        one_row(&done, "line_in_order")
    }

    /// The line was cut: whoever had a question open within the hour before hears of it at an instant. How many are they?
    pub async fn was_away(&mut self, (from, back): (Instant, Instant), told_at: Instant) -> Result<usize> {
        sqlx::query(
            "insert into line (id, in_order_at_ms, back_at_ms) values (1, $1, $1) \
             on conflict (id) do update set in_order_at_ms = excluded.in_order_at_ms, back_at_ms = excluded.back_at_ms",
        )
        .bind(to_ms(back))
        .execute(&mut self.connection)
        .await?;
        let in_the_middle: Vec<i64> = sqlx::query_scalar(IN_THE_MIDDLE)
            .bind(to_ms(from - limits::IN_THE_MIDDLE))
            .bind(to_ms(back))
            .bind(limits::TOLD_OF_OUTAGE)
            .fetch_all(&mut self.connection)
            .await?;
        for who in &in_the_middle {
            self.schedule(Due::WasAway(NeighbourId(*who)), told_at).await?;
        }
        Ok(in_the_middle.len())
    }

    /// The conversation with somebody who was left alone, unless they went on since the line is back, or cannot be reached.
    pub async fn left_alone(&mut self, who: NeighbourId) -> Result<Option<Conversation>> {
        let waits: Option<i64> = sqlx::query_scalar(
            "select 1 from conversations c join neighbours n on n.id = c.neighbour_id, line l \
             where c.neighbour_id = $1 and c.changed_at_ms <= l.back_at_ms and n.unreachable_at_ms is null",
        )
        .bind(who.0)
        .fetch_optional(&mut self.connection)
        .await?;
        if waits.is_some() { self.conversation(who).await } else { Ok(None) }
    }
}

impl Store {
    /// Until when polls succeeded, as far as is known; `None` before the first.
    pub async fn line_was_in_order(&self) -> Result<Option<Instant>> {
        let at: Option<i64> =
            sqlx::query_scalar("select in_order_at_ms from line").fetch_optional(&self.readers).await?;
        at.map(from_ms).transpose()
    }
}
