//! Updates that were taken: seen by membership, or quarantined.

use crate::domain::Instant;

use super::{Result, Tx, to_ms};

impl Tx {
    /// Remembers an update; `false` where it was taken before.
    pub async fn see(&mut self, update: i64, now: Instant) -> Result<bool> {
        let done = sqlx::query("insert into seen (update_id, seen_at_ms) values ($1, $2) on conflict do nothing")
            .bind(update)
            .bind(to_ms(now))
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps an update whose step failed, its places and contacts cut out.
    pub async fn quarantine(&mut self, update: i64, kept: &Quarantined<'_>, now: Instant) -> Result<()> {
        sqlx::query(
            "insert into quarantine (update_id, raw, reason, reference, kept_at_ms) values ($1, $2, $3, $4, $5) \
             on conflict (update_id) do nothing",
        )
        .bind(update)
        .bind(kept.raw)
        .bind(kept.reason)
        .bind(kept.reference)
        .bind(to_ms(now))
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }
}

/// An update whose step failed.
#[derive(Debug, Clone, Copy)]
pub struct Quarantined<'a> {
    /// Its JSON, places and contacts cut out.
    pub raw: &'a str,
    /// What failed.
    pub reason: &'a str,
    /// What the neighbour was told to look for.
    pub reference: &'a str,
}
