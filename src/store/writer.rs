//! One writer task with two queues: people before chores. Nobody else can write.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use tokio::sync::{mpsc, oneshot};

use crate::domain::limits;

use super::file::Lock;
use super::sound::MIGRATIONS;
use super::upkeep::Upkeep;
use super::{Result, StoreError, Tx, open};

/// Which queue a piece of work waits in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// What a person waits for.
    People,
    /// Chores.
    Chores,
    /// What brings no new work: rows taken for sending, marks of what was sent, notes of the line. They wait with the chores.
    Marks,
}

type Job = Box<dyn FnOnce(SqliteConnection) -> BoxFuture<'static, SqliteConnection> + Send>;

/// The database: work for its one writer is queued, reads have connections of their own.
#[derive(Clone)]
pub struct Store {
    people: mpsc::Sender<Job>,
    chores: mpsc::Sender<Job>,
    pub(super) readers: SqlitePool,
    commits: Arc<AtomicU64>,
}

/// The count of transactions that may bring work; it holds no database open.
#[derive(Clone)]
pub struct Commits(Arc<AtomicU64>);

impl Commits {
    /// How many there were so far.
    pub fn so_far(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// The writer itself, to be run by `app`.
pub struct Writer {
    connection: SqliteConnection,
    people: mpsc::Receiver<Job>,
    chores: mpsc::Receiver<Job>,
    readers: SqlitePool,
    commits: Commits,
    database: PathBuf,
    /// How often it looks after the file.
    pub(super) looks_every: Duration,
    _lock: Lock,
}

impl Store {
    /// Opens the file; the writer must be run for anything to happen.
    pub async fn open(path: &Path) -> Result<(Self, Writer)> {
        Self::open_with(path, &MIGRATIONS).await
    }

    /// As [`Store::open`], to the schema that these migrations make.
    pub(super) async fn open_with(path: &Path, known: &Migrator) -> Result<(Self, Writer)> {
        let opened = open::open(path, known).await?;
        let (people, people_in) = mpsc::channel(limits::WORK_WAITS);
        let (chores, chores_in) = mpsc::channel(limits::WORK_WAITS);
        let store = Self { people, chores, readers: opened.readers.clone(), commits: Arc::default() };
        let (connection, readers) = (opened.writer, opened.readers);
        let writer = Writer {
            connection,
            people: people_in,
            chores: chores_in,
            readers,
            commits: store.counter(),
            database: path.to_owned(),
            looks_every: limits::LOG_FOLDED_AFTER,
            _lock: opened.lock,
        };
        Ok((store, writer))
    }

    /// Runs work in one immediate transaction: all of it is kept, or nothing.
    pub async fn write<T, E, F>(&self, queue: Queue, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let commits = Arc::clone(&self.commits);
        let job: Job = Box::new(move |connection| {
            async move {
                let (connection, result) = transact(connection, work).await;
                if result.is_ok() && queue != Queue::Marks {
                    commits.fetch_add(1, Ordering::SeqCst);
                }
                // Whoever asked may be gone: the work is kept all the same.
                let _ = answer.send(result);
                connection
            }
            .boxed()
        });
        let channel = match queue {
            Queue::People => &self.people,
            Queue::Chores | Queue::Marks => &self.chores,
        };
        channel.send(job).await.map_err(|_| StoreError::Stopped)?;
        answered.await.map_err(|_| StoreError::Stopped)?
    }

    /// The count itself, for who must not hold the database open.
    pub fn counter(&self) -> Commits {
        Commits(Arc::clone(&self.commits))
    }

    /// How many transactions that may bring work were kept since the start: who saw this number saw everything before.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }
}

impl Writer {
    /// Works until every handle on the store is gone.
    pub async fn run(self) {
        let Self { mut connection, mut people, mut chores, readers, commits, database, looks_every, _lock } = self;
        let mut upkeep = Upkeep::of(&database, looks_every);
        loop {
            tokio::select! {
                biased;
                job = next(&mut people, &mut chores) => match job {
                    Some(job) => connection = job(connection).await,
                    None => break,
                },
                () = upkeep.is_due() => upkeep.look(&mut connection, commits.so_far()).await,
            }
        }
        // The writer closes last: it then folds the log into the file, which is whole by itself.
        readers.close().await;
        open::close(connection).await;
    }
}

/// The next piece of work; `None` once there can be none.
async fn next(people: &mut mpsc::Receiver<Job>, chores: &mut mpsc::Receiver<Job>) -> Option<Job> {
    tokio::select! {
        biased;
        Some(job) = people.recv() => Some(job),
        Some(job) = chores.recv() => Some(job),
        else => None,
    }
}

async fn transact<T, E, F>(connection: SqliteConnection, work: F) -> (SqliteConnection, Result<T, E>)
where
    E: From<StoreError>,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
{
    let mut tx = Tx::new(connection);
    if let Err(error) = tx.begin().await {
        // It may have begun before it failed: the next one could not begin.
        tx.rollback().await;
        return (tx.into_connection(), Err(error.into()));
    }
    let done = std::panic::AssertUnwindSafe(async { work(&mut tx).await }).catch_unwind().await;
    let result = match done {
        Ok(Ok(value)) => tx.commit().await.map(|()| value).map_err(E::from),
        Ok(Err(error)) => Err(error),
        Err(_panic) => Err(StoreError::Panicked.into()),
    };
    if result.is_err() {
        tx.rollback().await;
    }
    (tx.into_connection(), result)
}
