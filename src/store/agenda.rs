//! The agenda: what is due later, at most one row of each.

use crate::domain::{Due, Instant};

use super::tx::Run as _;
use super::{Result, Store, StoreError, Tx, from_ms, to_ms};

impl Tx {
    /// Puts a thing on the agenda, in place of the same thing at another time.
    pub async fn schedule(&mut self, due: Due, at: Instant) -> Result<()> {
        self.plan(due, Some(at)).await
    }

    /// Takes a thing off the agenda, if it is on it.
    pub async fn unschedule(&mut self, due: Due) -> Result<()> {
        self.plan(due, None).await
    }

    async fn plan(&mut self, due: Due, at: Option<Instant>) -> Result<()> {
        if self.said.has_planned_many() {
            self.now().await?;
        }
        self.said.plan(due.stored(), at.map(to_ms));
        Ok(())
    }

    /// When a thing is due; `None` where it is not on the agenda.
    pub async fn scheduled(&mut self, due: Due) -> Result<Option<Instant>> {
        let (kind, subject) = due.stored();
        let at = sqlx::query_scalar("select due_ms from agenda where kind = $1 and subject_id = $2")
            .bind(kind)
            .bind(subject)
            .fetch_optional(self.beside())
            .await?;
        self.as_planned(due, at)
    }

    /// When a thing is due that the engine has at a time, or not at all: what was said since then counts.
    pub(super) fn as_planned(&self, due: Due, kept_ms: Option<i64>) -> Result<Option<Instant>> {
        let at = self.said.planned(due.stored()).map_or(kept_ms, |planned| planned.due_ms);
        at.map(from_ms).transpose()
    }

    /// Takes the thing off the agenda that was due first, if one is.
    pub async fn take_due(&mut self, now: Instant) -> Result<Option<Due>> {
        let row: Option<(String, i64)> = sqlx::query_as(
            "delete from agenda where (kind, subject_id) in (select kind, subject_id from agenda \
             where due_ms <= $1 order by due_ms, kind, subject_id limit 1) returning kind, subject_id",
        )
        .bind(to_ms(now))
        .fetch_optional(self.now().await?)
        .await?;
        let Some((kind, subject)) = row else { return Ok(None) };
        Ok(Some(Due::from_stored(&kind, subject).ok_or(StoreError::Unreadable("the agenda"))?))
    }
}

impl Tx {
    /// The thing that was due first is due later: it could not be done, or not even be read.
    pub async fn postpone_first(&mut self, now: Instant, until: Instant) -> Result<()> {
        sqlx::query(
            "update agenda set due_ms = $2 where (kind, subject_id) in (select kind, subject_id from agenda \
             where due_ms <= $1 order by due_ms, kind, subject_id limit 1)",
        )
        .bind(to_ms(now))
        .bind(to_ms(until))
        .run(self.now().await?)
        .await?;
        Ok(())
    }
}

impl Store {
    /// When the first thing on the agenda is due.
    pub async fn first_due(&self) -> Result<Option<Instant>> {
        let first: Option<i64> = sqlx::query_scalar("select min(due_ms) from agenda").fetch_one(&self.readers).await?;
        first.map(from_ms).transpose()
    }
}
