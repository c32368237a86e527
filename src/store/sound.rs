//! A look at a file before anything changes it: is it a database, is it ours, is it sound? Read only, without the lock; it
//! leaves nothing beside the file.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::{Result, StoreError, file, open, trouble};
use crate::domain::limits;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Below this, two connections can damage a write-ahead log.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Where the migrations that were applied are written down.
const APPLIED: &str = "_sqlx_migrations";

/// The end of the name of the log, which lies beside a database while it is open.
const LOG: &str = "-wal";

/// A table of the first migration.
const OURS: &str = "neighbours";

/// Looks at a file beside the bot that may run on it: read only, without the lock.
pub(super) async fn look<T>(path: &Path, see: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>) -> Result<T> {
    if !path.exists() {
        return Err(StoreError::Unusable(format!(
            "{} does not exist: start the bot once, or set DOORSTEP_DATABASE to its file",
            path.display()
        )));
    }
    file::is_ordinary(path)?;
    look_through(path, true, see).await
}

/// The look before the bot takes the file. A change that was cut off has left a journal, which only a writer may undo.
pub(super) async fn look_before_use<T>(
    path: &Path,
    see: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
) -> Result<T> {
    look_through(path, !file::beside(path, "-journal").exists(), see).await
}

async fn look_through<T>(
    path: &Path,
    read_only: bool,
    see: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T>,
) -> Result<T> {
    let had_log = file::beside(path, LOG).exists();
    let mut look = options(path).read_only(read_only).connect().await.map_err(|error| trouble::told(path, &error))?;
    let seen = match is_database(&mut look, path).await {
        Ok(()) => see(&mut look).await,
        Err(error) => Err(error),
    };
    open::close(look).await;
    if !had_log && file::beside(path, LOG).exists() {
        take_log_away(path).await;
    }
    seen
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).busy_timeout(limits::HELD).disable_statement_logging()
}

/// The first read finds out whether it is a database at all.
async fn is_database(look: &mut SqliteConnection, path: &Path) -> Result<()> {
    let version: String = sqlx::query_scalar("select sqlite_version() from (select count(*) from sqlite_master)")
        .fetch_one(look)
        .await
        .map_err(|error| trouble::told(path, &error))?;
    if is_new_enough(&version) { Ok(()) } else { Err(too_old(&version)) }
}

/// A look makes an empty log where there was none, and may not remove it. Who may write does so at the end, unless
/// somebody else has the file open by now: then it is theirs. In an empty log there is nothing to write into the file.
async fn take_log_away(path: &Path) {
    let taken = async {
        let mut last = options(path).busy_timeout(Duration::ZERO).connect().await?;
        let read = sqlx::query("select count(*) from sqlite_master").execute(&mut last).await;
        last.close().await?;
        read.map(|_| ())
    };
    if let Err(error) = taken.await {
        tracing::debug!(error = %error, "the log that a look made may lie beside the database still");
    }
}

/// Every page, without the indexes: quick enough for each start.
pub(super) async fn is_sound(look: &mut SqliteConnection, path: &Path) -> Result<()> {
    said_ok(look, path, "pragma quick_check(1)").await
}

/// Every page, every index, every reference.
pub(super) async fn is_sound_throughout(look: &mut SqliteConnection, path: &Path) -> Result<()> {
    said_ok(look, path, "pragma integrity_check(1)").await?;
    let loose: i64 = sqlx::query_scalar("select count(*) from pragma_foreign_key_check")
        .fetch_one(look)
        .await
        .map_err(|error| trouble::told(path, &error))?;
    if loose == 0 { Ok(()) } else { Err(trouble::damaged(path, "rows refer to rows that are not there")) }
}

async fn said_ok(look: &mut SqliteConnection, path: &Path, check: &'static str) -> Result<()> {
    let found: String = sqlx::query_scalar(check).fetch_one(look).await.map_err(|error| trouble::told(path, &error))?;
    if found == "ok" { Ok(()) } else { Err(trouble::damaged(path, &found)) }
}

/// The newest migration that was applied to a file that may be used; 0 for an empty one.
pub(super) async fn schema(look: &mut SqliteConnection, path: &Path, known: &Migrator) -> Result<i64> {
    let told = |error: sqlx::Error| trouble::told(path, &error);
    let tables: Vec<String> = sqlx::query_scalar(
        "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'",
    )
    .fetch_all(&mut *look)
    .await
    .map_err(told)?;
    if tables.is_empty() {
        let of: i64 = sqlx::query_scalar("pragma application_id").fetch_one(look).await.map_err(told)?;
        return if of == 0 { Ok(0) } else { Err(trouble::not_ours(path)) };
    }
    let has = |name: &str| tables.iter().any(|table| table == name);
    if !has(APPLIED) || (tables.len() > 1 && !has(OURS)) {
        return Err(trouble::not_ours(path));
    }
    let applied: Vec<(i64, bool, Vec<u8>)> =
        sqlx::query_as("select version, success, checksum from _sqlx_migrations order by version")
            .fetch_all(look)
            .await
            .map_err(told)?;
    if applied.is_empty() && has(OURS) {
        return Err(trouble::forgotten(path));
    }
    for (version, is_whole, checksum) in &applied {
        if *version > newest(known) {
            return Err(trouble::newer(path, *version, newest(known)));
        }
        if !is_whole {
            return Err(trouble::half_changed(path, *version));
        }
        if !known.iter().any(|one| one.version == *version && *one.checksum == **checksum) {
            return Err(trouble::other_build(path, *version));
        }
    }
    Ok(applied.last().map_or(0, |(version, ..)| *version))
}

/// The newest migration that is known.
pub(super) fn newest(known: &Migrator) -> i64 {
    known.iter().map(|migration| migration.version).max().unwrap_or(0)
}

fn too_old(version: &str) -> StoreError {
    let (major, minor, patch) = OLDEST_SQLITE;
    StoreError::Unusable(format!("SQLite {version} is too old: build with {major}.{minor}.{patch} or later"))
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    found >= OLDEST_SQLITE
}
