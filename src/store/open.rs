//! Opening the database: the lock, the pragmas (set, read back, asserted), the migrations.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Row};

use super::{Result, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Below this, two connections can damage a write-ahead log.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// The open database, before it has a writer.
pub(super) struct Opened {
    pub writer: SqliteConnection,
    pub readers: SqlitePool,
    pub lock: File,
}

/// Takes the lock, opens, checks and migrates.
pub(super) async fn open(path: &Path) -> Result<Opened> {
    let lock = lock(path)?;
    let options = options(path);
    let mut writer = options.clone().create_if_missing(true).connect().await.map_err(|error| unusable(path, &error))?;
    check(&mut writer, path).await?;
    migrate(&mut writer, path).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        // A file does not hang up.
        .test_before_acquire(false)
        .connect_with(options.pragma("query_only", "on"))
        .await?;
    Ok(Opened { writer, readers, lock })
}

/// One copy at a time: a second one would take half of the updates.
fn lock(path: &Path) -> Result<File> {
    let beside = lock_path(path);
    let unusable = |error: std::io::Error| {
        StoreError::Unusable(format!(
            "{} cannot be created ({error}): make its folder, or set DOORSTEP_DATABASE to a file you may write",
            beside.display()
        ))
    };
    let file = File::options().create(true).truncate(false).write(true).open(&beside).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::Locked(path.display().to_string())),
        Err(std::fs::TryLockError::Error(error)) => Err(unusable(error)),
    }
}

/// The lock lies beside the database, so that a copy of the database does not carry it.
pub(super) fn lock_path(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    PathBuf::from(beside)
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10))
        .foreign_keys(true)
        .pragma("journal_size_limit", "67108864")
        .pragma("secure_delete", "on")
        .statement_cache_capacity(256)
        .disable_statement_logging()
}

/// Reads back what was set: a pragma that is not known is ignored without a word.
async fn check(writer: &mut SqliteConnection, path: &Path) -> Result<()> {
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&mut *writer).await?;
    if !is_new_enough(&version) {
        return Err(too_old(&version));
    }
    let wanted = [
        ("pragma journal_mode", "wal"),
        ("pragma synchronous", "2"),
        ("pragma busy_timeout", "10000"),
        ("pragma foreign_keys", "1"),
        ("pragma journal_size_limit", "67108864"),
        ("pragma secure_delete", "1"),
    ];
    for (pragma, value) in wanted {
        let row = sqlx::query(pragma).fetch_one(&mut *writer).await.map_err(|error| unusable(path, &error))?;
        let is = row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))?;
        if is != value {
            return Err(StoreError::Unusable(format!(
                "{}: {pragma} is {is}, not {value}: use a local disk",
                path.display()
            )));
        }
    }
    let sound: String =
        sqlx::query_scalar("pragma quick_check(1)").fetch_one(writer).await.map_err(|error| unusable(path, &error))?;
    if sound == "ok" { Ok(()) } else { Err(damaged(path, &sound)) }
}

/// Opens a file beside the bot that may run on it: read only, without the lock.
pub(super) async fn look(path: &Path) -> Result<SqliteConnection> {
    if !path.is_file() {
        return Err(StoreError::Unusable(format!(
            "{} does not exist: start the bot once, or set DOORSTEP_DATABASE to its file",
            path.display()
        )));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging();
    let mut look = options.connect().await.map_err(|error| unusable(path, &error))?;
    // The first read finds out whether it is a database at all.
    let version: String = sqlx::query_scalar("select sqlite_version() from sqlite_master limit 1")
        .fetch_optional(&mut look)
        .await
        .map_err(|error| unusable(path, &error))?
        .unwrap_or_default();
    if version.is_empty() || is_new_enough(&version) { Ok(look) } else { Err(too_old(&version)) }
}

/// Every page, every index, every reference.
pub(super) async fn is_sound(look: &mut SqliteConnection, path: &Path) -> Result<()> {
    let found: String = sqlx::query_scalar("pragma integrity_check(1)")
        .fetch_one(&mut *look)
        .await
        .map_err(|error| unusable(path, &error))?;
    if found != "ok" {
        return Err(damaged(path, &found));
    }
    let loose: i64 = sqlx::query_scalar("select count(*) from pragma_foreign_key_check").fetch_one(look).await?;
    if loose == 0 { Ok(()) } else { Err(damaged(path, "rows refer to rows that are not there")) }
}

/// The newest migration that was applied, and the newest that is known.
pub(super) async fn versions(look: &mut SqliteConnection) -> Result<(i64, i64)> {
    Ok((applied(look).await?, newest()))
}

fn newest() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

pub(super) fn newer(path: &Path, applied: i64, newest: i64) -> StoreError {
    StoreError::Unusable(format!(
        "{} was written by a newer doorstep (schema {applied}, this one knows {newest}): start that version again",
        path.display()
    ))
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

/// Forward only, each in its own transaction, after a copy of what was there.
async fn migrate(writer: &mut SqliteConnection, path: &Path) -> Result<()> {
    let applied = applied(writer).await?;
    let newest = newest();
    if applied > newest {
        return Err(newer(path, applied, newest));
    }
    if applied > 0 && applied < newest {
        let copy = format!("{}.before-{newest}", path.display());
        if !Path::new(&copy).exists() {
            sqlx::query("vacuum into $1").bind(&copy).execute(&mut *writer).await?;
        }
    }
    MIGRATIONS.run(writer).await?;
    Ok(())
}

async fn applied(writer: &mut SqliteConnection) -> Result<i64> {
    let table: Option<i64> =
        sqlx::query_scalar("select 1 from sqlite_master where type = 'table' and name = '_sqlx_migrations'")
            .fetch_optional(&mut *writer)
            .await?;
    if table.is_none() {
        return Ok(0);
    }
    let newest: Option<i64> = sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(writer).await?;
    Ok(newest.unwrap_or(0))
}

fn unusable(path: &Path, error: &sqlx::Error) -> StoreError {
    let text = error.to_string();
    if text.contains("not a database") || text.contains("malformed") {
        return damaged(path, &text);
    }
    StoreError::Unusable(format!("{} cannot be opened ({text}): check the path and its rights", path.display()))
}

fn damaged(path: &Path, what: &str) -> StoreError {
    StoreError::Unusable(format!(
        "{} is damaged ({what}): nothing was changed; put the last backup in its place",
        path.display()
    ))
}

/// How many migrations this program knows.
#[cfg(test)]
pub(super) fn migrations() -> usize {
    MIGRATIONS.iter().count()
}

/// Closes a connection in good order.
pub(super) async fn close(writer: SqliteConnection) {
    if let Err(error) = writer.close().await {
        tracing::warn!(error = %error, "the database did not close cleanly");
    }
}
