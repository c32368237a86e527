//! A look at a database beside the running bot: is it sound, and what waits in it? It takes no lock and changes nothing.

use std::path::Path;

use crate::domain::Instant;

use super::{Result, StoreError, from_ms, open, to_ms};

/// What a look at a database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The newest migration that was applied.
    pub schema: i64,
    /// The newest migration that this program knows.
    pub known: i64,
    /// Every state of a message, and how many are in it.
    pub outbox: Vec<(String, i64)>,
    /// Since when the oldest message waits that could be sent now.
    pub waits_since: Option<Instant>,
    /// Updates that could not be handled and were put aside.
    pub quarantined: i64,
}

/// Looks at a database. An error is a line that says what to do.
pub async fn inspect(path: &Path, now: Instant) -> Result<Findings> {
    let mut look = open::look(path).await?;
    let (schema, known) = open::versions(&mut look).await?;
    if schema > known {
        return Err(open::newer(path, schema, known));
    }
    if schema == 0 {
        return Err(StoreError::Unusable(format!(
            "{} holds nothing of doorstep: set DOORSTEP_DATABASE to the bot's file",
            path.display()
        )));
    }
    open::is_sound(&mut look, path).await?;
    let outbox =
        sqlx::query_as("select state, count(*) from outbox group by state order by state").fetch_all(&mut look).await?;
    // What waits for another message, or because Telegram said so, could not be sent now.
    let waits_since: Option<i64> = sqlx::query_scalar(
        "select min(o.due_ms) from outbox o where o.state = 'waiting' and o.due_ms <= $1 \
         and not exists (select 1 from outbox b where b.id = o.after_id and b.state in ('waiting', 'sending')) \
         and not exists (select 1 from waits w where w.neighbour_id = o.neighbour_id and w.until_ms > $1) \
         and not (o.lane = 2 and exists (select 1 from line l where l.bulk_waits_until_ms > $1))",
    )
    .bind(to_ms(now))
    .fetch_one(&mut look)
    .await?;
    let quarantined = sqlx::query_scalar("select count(*) from quarantine").fetch_one(&mut look).await?;
    open::close(look).await;
    Ok(Findings { schema, known, outbox, waits_since: waits_since.map(from_ms).transpose()?, quarantined })
}
