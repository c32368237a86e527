//! One immediate transaction. Its methods stand with what they are about, in the files beside this one.

use futures_util::TryStreamExt;
use sqlx::sqlite::{Sqlite, SqliteConnection, SqliteQueryResult, SqliteRow};
use sqlx::{Either, Execute, Executor, FromRow};

use super::ahead::Ahead;
use super::said::Said;
use super::{Result, StoreError};
use crate::domain::NeighbourId;

/// One immediate transaction.
pub struct Tx {
    connection: SqliteConnection,
    pub(super) said: Said,
    pub(super) ahead: Ahead,
}

impl Tx {
    pub(super) fn new(connection: SqliteConnection) -> Self {
        Self { connection, said: Said::default(), ahead: Ahead::default() }
    }

    pub(super) fn into_connection(self) -> SqliteConnection {
        self.connection
    }

    /// The engine, which knows all that was said so far, for any statement.
    pub(super) async fn now(&mut self) -> Result<&mut SqliteConnection> {
        self.ahead.forget_all();
        self.said.put_down(&mut self.connection).await?;
        Ok(&mut self.connection)
    }

    /// The engine, for statements about other things than cards, messages, conversations and the agenda: what was
    /// said waits for more. They change nothing that a conversation is read from.
    pub(super) const fn beside(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    /// The same, for a change of what a conversation with this neighbour is read from.
    pub(super) fn beside_of(&mut self, neighbour: i64) -> &mut SqliteConnection {
        self.ahead.forget(neighbour);
        &mut self.connection
    }

    /// The ids that a text finds for a neighbour, `$1`: as many as `$2` at most.
    pub(super) async fn ids_of<T>(
        &mut self,
        text: &'static str,
        (who, most): (NeighbourId, i64),
        id: impl Fn(i64) -> T,
    ) -> Result<Vec<T>> {
        let rows = sqlx::query(text).bind(who.0).bind(most).returned(self.now().await?).await?;
        let ids: Vec<(i64,)> = read_all(&rows)?;
        Ok(ids.into_iter().map(|(found,)| id(found)).collect())
    }

    pub(super) async fn begin(&mut self) -> Result<()> {
        // A deferred transaction that reads and then writes fails at once when another has written.
        sqlx::query("begin immediate").run(&mut self.connection).await?;
        Ok(())
    }

    pub(super) async fn commit(&mut self) -> Result<()> {
        sqlx::query("commit").run(self.now().await?).await?;
        Ok(())
    }

    pub(super) async fn rollback(&mut self) {
        // The engine has rolled back by itself where this fails.
        if let Err(error) = sqlx::query("rollback").run(&mut self.connection).await {
            tracing::debug!(error = %error, "nothing to roll back");
        }
    }
}

/// One statement that changes something, run to its end.
pub(super) trait Run<'q>: Execute<'q, Sqlite> + Sized + 'q {
    /// Answers with its result, which the engine gives when it is through with the statement. `execute` of sqlx waits once
    /// more, to hear that no second statement follows: of all that a turn costs, such waits are the dearest, since each
    /// goes from one thread to another and back.
    async fn run(self, connection: &mut SqliteConnection) -> Result<SqliteQueryResult, sqlx::Error> {
        let mut steps = connection.fetch_many(self);
        while let Some(step) = steps.try_next().await? {
            if let Either::Left(done) = step {
                return Ok(done);
            }
        }
        Err(sqlx::Error::WorkerCrashed)
    }

    /// A statement with the rows that it returns. `fetch_all` of sqlx waits once more too.
    async fn returned(self, connection: &mut SqliteConnection) -> Result<Vec<SqliteRow>, sqlx::Error> {
        let (mut steps, mut rows) = (connection.fetch_many(self), Vec::new());
        while let Some(step) = steps.try_next().await? {
            match step {
                Either::Left(_) => return Ok(rows),
                Either::Right(row) => rows.push(row),
            }
        }
        Err(sqlx::Error::WorkerCrashed)
    }
}

impl<'q, Q: Execute<'q, Sqlite> + 'q> Run<'q> for Q {}

/// Rows as what they hold.
pub(super) fn read_all<T: for<'r> FromRow<'r, SqliteRow>>(rows: &[SqliteRow]) -> Result<Vec<T>> {
    Ok(rows.iter().map(T::from_row).collect::<Result<_, _>>()?)
}

/// What a conditional change came to.
pub(super) trait Hit {
    /// It must have hit one row.
    fn hit_one(self, what: &'static str) -> Result<()>;
}

impl Hit for SqliteQueryResult {
    fn hit_one(self, what: &'static str) -> Result<()> {
        if self.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotOneRow(what)) }
    }
}
