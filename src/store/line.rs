//! The line to Telegram: when it was last in order, and who was left in the middle of something while it was cut.

use crate::domain::{Due, Instant, NeighbourId, limits};

use super::tx::{Hit as _, Run as _};
use super::{Conversation, Result, Store, Tx, from_ms, to_ms};

/// Why polls fail, as it is kept for an operator who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No connection can be made.
    Unreachable,
    /// No answer comes.
    Silent,
    /// Another program polls, or a webhook is set.
    Conflict,
    /// The token is not known.
    Token,
    /// What answers is no Bot API.
    Elsewhere,
    /// Telegram asks to wait.
    Wait,
    /// Anything else.
    Other,
}

impl Failure {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Unreachable, "unreachable"),
        (Self::Silent, "silent"),
        (Self::Conflict, "conflict"),
        (Self::Token, "token"),
        (Self::Elsewhere, "elsewhere"),
        (Self::Wait, "wait"),
        (Self::Other, "other"),
    ];

    fn code(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("other", |(_, code)| code)
    }

    pub(super) fn read(code: &str) -> Self {
        Self::ALL.iter().find(|(_, one)| *one == code).map_or(Self::Other, |(one, _)| *one)
    }
}

/// Who had an open question that was shown or touched from $1 to $2.
pub(super) const IN_THE_MIDDLE: &str = "select c.neighbour_id from conversations c \
     where c.state <> '' and c.changed_at_ms between $1 and $2 \
     union select c.neighbour_id from cards k join conversations c on c.question_card_id = k.id \
     where k.made_at_ms between $1 and $2 limit $3 + 0";

impl Tx {
    /// Polls succeeded until now.
    pub async fn line_in_order(&mut self, now: Instant) -> Result<()> {
        sqlx::query(
            "insert into line (id, in_order_at_ms) values (1, $1) \
             on conflict (id) do update set in_order_at_ms = excluded.in_order_at_ms",
        )
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("line_in_order")
    }

    /// A poll failed, and the next one is at an instant: as far as an operator who looks must know.
    pub async fn line_failed(&mut self, failure: Failure, (now, next): (Instant, Instant)) -> Result<()> {
        sqlx::query(
            "insert into line (id, failed_at_ms, failure, polls_at_ms) values (1, $1, $2, $3) \
             on conflict (id) do update set failed_at_ms = excluded.failed_at_ms, failure = excluded.failure, \
             polls_at_ms = excluded.polls_at_ms",
        )
        .bind(to_ms(now))
        .bind(failure.code())
        .bind(to_ms(next))
        .run(self.now().await?)
        .await?
        .hit_one("line_failed")
    }

    /// The line was cut: whoever had a question open within the hour before hears of it at an instant. How many are they?
    pub async fn was_away(&mut self, (from, back): (Instant, Instant), told_at: Instant) -> Result<usize> {
        sqlx::query(
            "insert into line (id, in_order_at_ms, back_at_ms) values (1, $1, $1) \
             on conflict (id) do update set in_order_at_ms = excluded.in_order_at_ms, back_at_ms = excluded.back_at_ms",
        )
        .bind(to_ms(back))
        .run(self.now().await?)
        .await?;
        let in_the_middle: Vec<i64> = sqlx::query_scalar(IN_THE_MIDDLE)
            .bind(to_ms(from - limits::IN_THE_MIDDLE))
            .bind(to_ms(back))
            .bind(limits::TOLD_OF_OUTAGE)
            .fetch_all(self.now().await?)
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
        .fetch_optional(self.now().await?)
        .await?;
        if waits.is_some() { self.conversation(who).await } else { Ok(None) }
    }
}

impl Tx {
    /// Nothing goes out in the bulk lane before.
    pub async fn bulk_waits_until(&mut self, until: Instant) -> Result<()> {
        sqlx::query(
            "insert into line (id, bulk_waits_until_ms) values (1, $1) \
             on conflict (id) do update set bulk_waits_until_ms = excluded.bulk_waits_until_ms",
        )
        .bind(to_ms(until))
        .run(self.now().await?)
        .await?
        .hit_one("bulk_waits_until")
    }
}

impl Store {
    /// Until when nothing goes out in the bulk lane.
    pub async fn bulk_waits(&self) -> Result<Option<Instant>> {
        let at: Option<Option<i64>> =
            sqlx::query_scalar("select bulk_waits_until_ms from line").fetch_optional(&self.readers).await?;
        at.flatten().map(from_ms).transpose()
    }

    /// Until when polls succeeded, as far as is known; `None` before the first.
    pub async fn line_was_in_order(&self) -> Result<Option<Instant>> {
        let at: Option<Option<i64>> =
            sqlx::query_scalar("select in_order_at_ms from line").fetch_optional(&self.readers).await?;
        at.flatten().map(from_ms).transpose()
    }
}
