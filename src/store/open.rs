//! Opening the database: the lock, a look before anything is changed, the pragmas (set, read back, asserted), the migrations.

use std::fs::File;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Row};

use super::file::Lock;
use super::{Result, StoreError, backup, file, sound, trouble};
use crate::domain::limits;

/// The open database, before it has a writer.
pub(super) struct Opened {
    pub writer: SqliteConnection,
    pub readers: SqlitePool,
    pub lock: Lock,
}

/// Finds the file, takes the lock, looks, opens and migrates.
pub(super) async fn open(path: &Path, known: &Migrator) -> Result<Opened> {
    let path = &file::real(path)?;
    file::is_usable(path)?;
    let mut lock = Lock::take(path)?;
    let is_new = !path.exists();
    let schema = if is_new { 0 } else { looked_at(path, known).await? };
    if is_new {
        private(path).map_err(|error| trouble::not_created(path, &error))?;
    } else if schema == 0 {
        tracing::warn!(database = %path.display(), "the database is empty: the bot begins anew and knows nobody");
    }
    match take(path, schema, known).await {
        Ok((writer, readers)) => {
            lock.stays();
            Ok(Opened { writer, readers, lock })
        }
        Err(error) => {
            if is_new {
                take_back(path);
            }
            Err(error)
        }
    }
}

/// The newest migration in a file that may be used. A file that may not is left as it is.
async fn looked_at(path: &Path, known: &Migrator) -> Result<i64> {
    sound::look_before_use(path, async |look: &mut SqliteConnection| {
        let schema = sound::schema(look, path, known).await?;
        sound::is_sound(look, path).await?;
        Ok(schema)
    })
    .await
}

async fn take(path: &Path, schema: i64, known: &Migrator) -> Result<(SqliteConnection, SqlitePool)> {
    let told = |error: sqlx::Error| trouble::told(path, &error);
    let options = options(path);
    let mut writer = options.connect().await.map_err(told)?;
    check(&mut writer, path).await?;
    migrate(&mut writer, (path, schema), known).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(limits::READERS)
        // A file does not hang up.
        .test_before_acquire(false)
        .connect_with(options.pragma("query_only", "on"))
        .await
        .map_err(told)?;
    Ok((writer, readers))
}

/// An empty file that only its owner may read: it will hold names and what people wrote. SQLite gives its log the same rights.
pub(super) fn private(path: &Path) -> std::io::Result<File> {
    File::options().write(true).create_new(true).mode(file::PRIVATE).open(path)
}

/// What a start that failed had created goes away: the next one finds no database, as this one did.
fn take_back(path: &Path) {
    for end in ["", "-journal", "-wal", "-shm"] {
        if std::fs::remove_file(file::beside(path, end)).is_err() {
            tracing::debug!(end, "nothing to take back");
        }
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(limits::HELD)
        .foreign_keys(true)
        .pragma("journal_size_limit", limits::LOG_IS_CUT_TO.to_string())
        .pragma("wal_autocheckpoint", limits::LOG_FOLDED_PAGES.to_string())
        .pragma("secure_delete", "on")
        // What a statement puts aside while it runs would else go, as it is, into files in the temporary folder.
        .pragma("temp_store", "memory")
        .statement_cache_capacity(limits::STATEMENTS)
        .disable_statement_logging()
}

/// Reads back what was set: a pragma that is not known is ignored without a word.
async fn check(writer: &mut SqliteConnection, path: &Path) -> Result<()> {
    let (held, cut_to) = (limits::HELD.as_millis().to_string(), limits::LOG_IS_CUT_TO.to_string());
    let folded = limits::LOG_FOLDED_PAGES.to_string();
    let wanted = [
        ("pragma journal_mode", "wal"),
        ("pragma synchronous", "2"),
        ("pragma busy_timeout", &held),
        ("pragma foreign_keys", "1"),
        ("pragma journal_size_limit", &cut_to),
        ("pragma wal_autocheckpoint", &folded),
        ("pragma secure_delete", "1"),
        ("pragma temp_store", "2"),
    ];
    for (pragma, value) in wanted {
        let row = sqlx::query(pragma).fetch_one(&mut *writer).await.map_err(|error| trouble::told(path, &error))?;
        let is = row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))?;
        if is != value {
            return Err(StoreError::Unusable(format!(
                "{}: {pragma} is {is}, not {value}: use a local disk",
                path.display()
            )));
        }
    }
    Ok(())
}

/// Forward only, each in its own transaction, after a copy of what was there.
async fn migrate(writer: &mut SqliteConnection, (path, schema): (&Path, i64), known: &Migrator) -> Result<()> {
    let next = known.iter().map(|migration| migration.version).filter(|version| *version > schema).min();
    if let Some(next) = next.filter(|_| schema > 0) {
        // Named by the first change that it comes before: a change of several that stops half-way leaves it as it is.
        let copy = PathBuf::from(format!("{}.before-{next}", path.display()));
        backup::keep_anew(path, &copy).await?;
        tracing::info!(copy = %copy.display(), "the database as it was is kept beside it");
    }
    known.run(writer).await.map_err(|error| {
        if let MigrateError::Execute(engine) | MigrateError::ExecuteMigration(engine, _) = &error {
            return trouble::told(path, engine);
        }
        StoreError::Unusable(format!(
            "the schema of {} cannot be changed ({error}): start the version that ran before, and report this line",
            path.display()
        ))
    })
}

/// How many migrations this program knows.
#[cfg(test)]
pub(super) fn migrations() -> usize {
    sound::MIGRATIONS.iter().count()
}

/// Closes a connection in good order.
pub(super) async fn close(writer: SqliteConnection) {
    if let Err(error) = writer.close().await {
        tracing::warn!(error = %error, "the database did not close cleanly");
    }
}
