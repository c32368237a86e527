//! The only place with SQL: open, migrate, one writer, transactions by aggregate, the two searches.
//! It decides nothing; every change is conditional, and one that hits no row is an error.
//!
//! A limit is written `limit $1 + 0`: where it is a bare parameter, SQLite plans the statement anew at every run.

mod again;
mod agenda;
mod ahead;
mod asks;
mod backup;
mod batch;
mod cards;
mod conversations;
mod cover;
mod file;
mod inspect;
mod introductions;
mod line;
mod made;
mod names;
mod neighbours;
mod offers;
mod open;
mod outbox;
mod pings;
mod relays;
mod reserve;
mod retention;
mod room;
mod said;
mod search;
mod sound;
mod time_changes;
mod trouble;
mod tx;
mod updates;
mod upkeep;
mod week;
mod writer;

pub use ahead::NOT_TRUE;
pub use asks::{Around, Asked};
pub use backup::{Copied, back_up};
pub use conversations::{Conversation, Named, NewState, Shown};
pub use file::is_at;
pub use inspect::{Failed, Findings, inspect};
pub use line::Failure;
pub use outbox::{After, Claimed, Ended, Form, Head, Lane, Method, NewRow, RowId, Unsent, Verdict};
pub use retention::{Kept, TABLE as RETENTION, Until};
pub use room::Room;
pub use search::{Helper, NearAsk, Nearby, Seek};
pub use tx::Tx;
pub use updates::Quarantined;
pub use writer::{Commits, Queue, Store, Writer};

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine said no: busy, full, damaged, gone. Its own words stand in ours, so it is no source that says them again.
    #[error("the database: {0}")]
    Engine(sqlx::Error),
    /// A conditional change did not hit exactly one row.
    #[error("{0} did not change one row")]
    NotOneRow(&'static str),
    /// A stored value that cannot be read.
    #[error("{0} cannot be read back")]
    Unreadable(&'static str),
    /// The work panicked; nothing of it is kept.
    #[error("the work panicked")]
    Panicked,
    /// The writer is gone: the program ends.
    #[error("the writer has stopped")]
    Stopped,
    /// Another copy of the program holds the database.
    #[error("{0} is used by another copy of doorstep: stop that one first, or set DOORSTEP_DATABASE to another file")]
    Locked(String),
    /// The database cannot be opened as it is.
    #[error("{0}")]
    Unusable(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Engine(error)
    }
}

impl StoreError {
    /// The same at a start, where an operator reads it: a line that says what to do with this file.
    #[must_use]
    pub fn at_start(self, path: &std::path::Path) -> Self {
        match self {
            Self::Engine(error) => trouble::told(path, &error),
            other @ (Self::NotOneRow(_)
            | Self::Unreadable(_)
            | Self::Panicked
            | Self::Stopped
            | Self::Locked(_)
            | Self::Unusable(_)) => other,
        }
    }

    /// Could it not, because the disk is full?
    pub fn is_for_want_of_room(&self) -> bool {
        matches!(self, Self::Engine(error) if trouble::is_for_want_of_room(error))
    }

    /// Is it the fault of what was asked, and not of the store? Then trying again cannot help.
    pub fn is_fault(&self) -> bool {
        match self {
            // What a constraint forbids is forbidden the next time too.
            Self::Engine(sqlx::Error::Database(error)) => !matches!(error.kind(), sqlx::error::ErrorKind::Other),
            // A row that is missing, or holds what nobody expects there, is the same the next time.
            Self::Engine(
                sqlx::Error::RowNotFound
                | sqlx::Error::TypeNotFound { .. }
                | sqlx::Error::ColumnIndexOutOfBounds { .. }
                | sqlx::Error::ColumnNotFound(_)
                | sqlx::Error::ColumnDecode { .. }
                | sqlx::Error::Encode(_)
                | sqlx::Error::Decode(_),
            ) => true,
            Self::NotOneRow(_) | Self::Unreadable(_) | Self::Panicked => true,
            Self::Engine(_) | Self::Stopped | Self::Locked(_) | Self::Unusable(_) => false,
        }
    }
}

/// A shorthand.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Milliseconds since 1970.
fn to_ms(at: crate::domain::Instant) -> i64 {
    at.timestamp_millis()
}

/// An instant of stored milliseconds.
fn from_ms(ms: i64) -> Result<crate::domain::Instant> {
    chrono::DateTime::from_timestamp_millis(ms).ok_or(StoreError::Unreadable("an instant"))
}

#[cfg(test)]
pub(crate) mod tests;
