//! What the writer does for its file when nobody wants anything: the log is folded into it, so that what was erased is gone from
//! the log too; and an operator hears of a log that only grows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::SqliteConnection;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{Result, file};
use crate::domain::limits;

/// Looks after a file, again and again.
pub(super) struct Upkeep {
    log: PathBuf,
    looks: Interval,
    /// The commits at the last look, and those that are in the file itself.
    seen: u64,
    folded: u64,
    is_large: bool,
}

impl Upkeep {
    /// Of the log of a database, looked after every so often.
    pub fn of(database: &Path, every: Duration) -> Self {
        let log = file::beside(database, "-wal");
        let mut looks = interval(every);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { log, looks, seen: 0, folded: 0, is_large: false }
    }

    /// Waits until it is time for the next look.
    pub async fn is_due(&mut self) {
        self.looks.tick().await;
    }

    /// Looks: where nothing came since the last time, the log is folded; somebody who still reads is not waited for.
    pub async fn look(&mut self, writer: &mut SqliteConnection, commits: u64) {
        let bytes = std::fs::metadata(&self.log).map_or(0, |log| log.len());
        if self.is_large_now(bytes) {
            tracing::error!(
                mib = bytes >> 20,
                "the log of the database grows: some program reads the file without an end; end that one"
            );
        }
        if commits == self.seen && commits != self.folded {
            match fold(writer).await {
                Ok(true) => self.folded = commits,
                Ok(false) => tracing::debug!("the log is read just now; it is folded later"),
                Err(error) => tracing::warn!(error = %error, "the log could not be folded into the database"),
            }
        }
        self.seen = commits;
    }

    /// Is it too large since now? It is told once while it is.
    fn is_large_now(&mut self, bytes: u64) -> bool {
        let was_large = std::mem::replace(&mut self.is_large, bytes > limits::LOG_IS_LARGE);
        self.is_large && !was_large
    }
}

const AS_OPENED: &str = "pragma busy_timeout = 10000";
const _: () = assert!(limits::HELD.as_millis() == 10_000);

/// Was all of the log folded?
async fn fold(writer: &mut SqliteConnection) -> Result<bool> {
    sqlx::query("pragma busy_timeout = 0").execute(&mut *writer).await?;
    let folded: Result<(i64, i64, i64), _> =
        sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut *writer).await;
    sqlx::query(AS_OPENED).execute(&mut *writer).await?;
    let (is_busy, ..) = folded?;
    Ok(is_busy == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_log_that_grows_is_told_once_while_it_does() {
        let mut upkeep = Upkeep::of(Path::new("doorstep.db"), Duration::from_mins(1));
        let sizes = [0, limits::LOG_IS_LARGE, limits::LOG_IS_LARGE + 1, u64::MAX, 0, u64::MAX];
        let told: Vec<_> = sizes.into_iter().map(|bytes| upkeep.is_large_now(bytes)).collect();
        assert_eq!(told, [false, false, true, false, false, true]);
    }
}
