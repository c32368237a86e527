//! A look at a database beside the running bot: is it sound, and does the bot work? It takes no lock and changes no row.

use std::io::Write;
use std::path::Path;

use sqlx::sqlite::SqliteConnection;

use crate::domain::{Instant, limits};

use super::made::made;
use super::outbox::MAY_GO;
use super::sound::MIGRATIONS;
use super::{Failure, Result, StoreError, file, from_ms, open, room, sound, to_ms, trouble};

/// What a look at a database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The newest migration that was applied.
    pub schema: i64,
    /// The newest migration that this program knows.
    pub known: i64,
    /// Every state of a message, and how many are in it.
    pub outbox: Vec<(String, i64)>,
    /// Since when the oldest message waits that could be sent now, tried before or not.
    pub waits_since: Option<Instant>,
    /// Since when messages are tried and none arrives.
    pub fails_since: Option<Instant>,
    /// Why messages of the last day were refused that Telegram should have taken, and how many.
    pub refused: Vec<(String, i64)>,
    /// How many messages of the last day arrived only more simply than they were written.
    pub simplified: i64,
    /// Updates that could not be handled and were put aside.
    pub quarantined: i64,
    /// Those of the last day.
    pub quarantined_lately: i64,
    /// The last poll that succeeded.
    pub in_order_at: Option<Instant>,
    /// The last poll that failed.
    pub failed: Option<Failed>,
    /// Is there room beside the database?
    pub has_room: bool,
    /// How many bytes are free there, where that is known.
    pub free: Option<u64>,
    /// Why the bot could not work with the file, sound as it is: a line that says what to do.
    pub unusable: Option<String>,
}

/// A poll that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed {
    /// When.
    pub at: Instant,
    /// When the next one is.
    pub next: Instant,
    /// Why.
    pub why: Failure,
}

/// Looks at a database. An error is a line that says what to do.
pub async fn inspect(path: &Path, now: Instant) -> Result<Findings> {
    let unusable = if path.exists() { file::real(path).and_then(|real| file::is_usable(&real)).err() } else { None };
    // What may not be written cannot always be read either, where it was not closed: then that is the reason.
    match look_through(path, now).await {
        Ok(findings) => Ok(Findings { unusable: unusable.map(|error| error.to_string()), ..findings }),
        Err(error) => Err(unusable.unwrap_or(error)),
    }
}

async fn look_through(path: &Path, now: Instant) -> Result<Findings> {
    sound::look(path, async |look: &mut SqliteConnection| {
        let schema = sound::schema(look, path, &MIGRATIONS).await?;
        if schema == 0 {
            return Err(StoreError::Unusable(format!(
                "{} holds nothing of doorstep: set DOORSTEP_DATABASE to the bot's file",
                path.display()
            )));
        }
        sound::is_sound_throughout(look, path).await?;
        find(look, (path, schema), now).await.map_err(|error| error.at_start(path))
    })
    .await
}

async fn find(look: &mut SqliteConnection, (path, schema): (&Path, i64), now: Instant) -> Result<Findings> {
    let outbox = sqlx::query_as("select state, count(*) from outbox group by state order by state");
    let quarantined = sqlx::query_as("select count(*), coalesce(sum(kept_at_ms > $1), 0) from quarantine");
    let (quarantined, quarantined_lately) = quarantined.bind(to_ms(now - limits::NEWS)).fetch_one(&mut *look).await?;
    let (in_order_at, failed) = line(look).await?;
    Ok(Findings {
        schema,
        known: sound::newest(&MIGRATIONS),
        outbox: outbox.fetch_all(&mut *look).await?,
        waits_since: waits_since(look, now).await?,
        fails_since: fails_since(look).await?,
        refused: refused(look, now).await?,
        simplified: simplified(look, now).await?,
        quarantined,
        quarantined_lately,
        in_order_at,
        failed,
        has_room: has_room(path),
        free: room::free(path),
        unusable: None,
    })
}

/// What waits for another message, for its chat or with its lane could not be sent now.
async fn waits_since(look: &mut SqliteConnection, now: Instant) -> Result<Option<Instant>> {
    let text = format!(
        "select min(o.due_ms) from outbox o where {MAY_GO} \
         and not (o.lane = 2 and exists (select 1 from line l where l.bulk_waits_until_ms > $1))"
    );
    let since: Option<i64> = sqlx::query_scalar(made(text)).bind(to_ms(now)).fetch_one(look).await?;
    since.map(from_ms).transpose()
}

/// A chat that cannot be written to is its own matter; where nothing arrived anywhere since, it is everybody's.
async fn fails_since(look: &mut SqliteConnection) -> Result<Option<Instant>> {
    let since: Option<i64> = sqlx::query_scalar(
        "select min(o.due_ms) from outbox o where o.state in ('waiting', 'sending') and o.tries > 0 \
         and o.due_ms > coalesce((select max(s.ended_at_ms) from outbox s where s.state = 'sent'), 0)",
    )
    .fetch_one(look)
    .await?;
    since.map(from_ms).transpose()
}

/// A reaction, a voice message or one chat may be refused by its owner; nothing else.
async fn refused(look: &mut SqliteConnection, now: Instant) -> Result<Vec<(String, i64)>> {
    let refused = sqlx::query_as(
        "select reason, count(*) from outbox where state = 'refused' and ended_at_ms > $1 \
         and reason not in ('reaction', 'no voice messages', 'forbidden') group by 1 order by 1",
    );
    Ok(refused.bind(to_ms(now - limits::NEWS)).fetch_all(look).await?)
}

/// Refused as they were written, and taken as plain words.
async fn simplified(look: &mut SqliteConnection, now: Instant) -> Result<i64> {
    let count =
        sqlx::query_scalar("select count(*) from outbox where state = 'sent' and form > 0 and ended_at_ms > $1");
    Ok(count.bind(to_ms(now - limits::NEWS)).fetch_one(look).await?)
}

async fn line(look: &mut SqliteConnection) -> Result<(Option<Instant>, Option<Failed>)> {
    type Line = (Option<i64>, Option<i64>, Option<String>, Option<i64>);
    let line: Option<Line> = sqlx::query_as("select in_order_at_ms, failed_at_ms, failure, polls_at_ms from line")
        .fetch_optional(look)
        .await?;
    let (in_order_at, failed_at, why, next) = line.unwrap_or_default();
    let failed = match (failed_at, why, next) {
        (Some(at), Some(why), Some(next)) => {
            Some(Failed { at: from_ms(at)?, next: from_ms(next)?, why: Failure::read(&why) })
        }
        (_, _, None) | (_, None, _) | (None, ..) => None,
    };
    Ok((in_order_at.map(from_ms).transpose()?, failed))
}

/// Only a write shows whether there is room: a file beside the database is written, and goes away again.
fn has_room(path: &Path) -> bool {
    let beside = file::beside(path, ".room");
    // Where it cannot be created, this is no look of the bot's own user: that says nothing of the room.
    let tried = open::private(&beside)
        .and_then(|mut file| file.write_all(&vec![0; limits::NO_ROOM]).and_then(|()| file.sync_all()));
    if std::fs::remove_file(&beside).is_err() {
        tracing::debug!("nothing was left to remove");
    }
    tried.err().is_none_or(|error| !trouble::is_no_room(&error))
}
