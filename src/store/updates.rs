//! Updates that were taken: seen by membership, or quarantined.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::batch::{AT_ONCE, BATCHES, Texts, fitting, padded};
use super::made::made;
use super::tx::{Run as _, read_all};
use super::{Result, Tx, to_ms};
use crate::domain::Instant;

static SEE: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let rows = vec!["(?)"; size].join(", ");
        format!(
            "with come (id) as (values {rows}) insert into seen (update_id, seen_at_ms) \
             select id, ? from come where id is not null on conflict do nothing returning update_id"
        )
    })
});

impl Tx {
    /// Remembers updates; which of them were not taken before?
    pub async fn see(&mut self, updates: &[i64], now: Instant) -> Result<BTreeSet<i64>> {
        let mut new = BTreeSet::new();
        for some in updates.chunks(AT_ONCE) {
            let (text, size) = fitting(&SEE, some.len());
            let mut query = sqlx::query(made(text));
            for update in padded(some, size) {
                query = query.bind(update);
            }
            let seen: Vec<(i64,)> = read_all(&query.bind(to_ms(now)).returned(self.beside()).await?)?;
            new.extend(seen.into_iter().map(|(update,)| update));
        }
        Ok(new)
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
        .run(self.now().await?)
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
