//! One immediate transaction. Its methods stand with what they are about, in the files beside this one.

use sqlx::sqlite::{SqliteConnection, SqliteQueryResult};

use super::{Result, StoreError};

/// One immediate transaction.
pub struct Tx {
    pub(super) connection: SqliteConnection,
}

impl Tx {
    pub(super) const fn new(connection: SqliteConnection) -> Self {
        Self { connection }
    }

    pub(super) fn into_connection(self) -> SqliteConnection {
        self.connection
    }

    pub(super) async fn begin(&mut self) -> Result<()> {
        // A deferred transaction that reads and then writes fails at once when another has written.
        sqlx::query("begin immediate").execute(&mut self.connection).await?;
        Ok(())
    }

    pub(super) async fn commit(&mut self) -> Result<()> {
        sqlx::query("commit").execute(&mut self.connection).await?;
        Ok(())
    }

    pub(super) async fn rollback(&mut self) {
        // The engine has rolled back by itself where this fails.
        if let Err(error) = sqlx::query("rollback").execute(&mut self.connection).await {
            tracing::debug!(error = %error, "nothing to roll back");
        }
    }
}

/// A conditional change that must have hit one row.
pub(super) fn one_row(done: &SqliteQueryResult, what: &'static str) -> Result<()> {
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotOneRow(what)) }
}
