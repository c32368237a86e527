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

/// Runs in a transaction, and gives back what is said to whoever asked once it is known whether that is kept.
type Job = Box<dyn FnOnce(Tx) -> BoxFuture<'static, (Tx, Done)> + Send>;

/// What a piece of work came to.
struct Done {
    failed: bool,
    /// Tells whoever asked: the work's own error, or else what became of the transaction.
    answer: Box<dyn FnOnce(Result<()>) + Send>,
}

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

    /// Runs work in an immediate transaction: all of it is kept, or nothing. Work that waits at the same time shares the
    /// transaction, since the way to the disk costs more than most of it; what fails takes nothing else with it.
    pub async fn write<T, E, F>(&self, queue: Queue, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let commits = Arc::clone(&self.commits);
        let job: Job = Box::new(move |mut tx| {
            async move {
                let done = std::panic::AssertUnwindSafe(whole(&mut tx, work)).catch_unwind().await;
                let result = done.unwrap_or_else(|_panic| Err(StoreError::Panicked.into()));
                let failed = result.is_err();
                let answer = Box::new(move |kept: Result<()>| {
                    let result = result.and_then(|value| kept.map(|()| value).map_err(E::from));
                    if result.is_ok() && queue != Queue::Marks {
                        commits.fetch_add(1, Ordering::SeqCst);
                    }
                    // Whoever asked may be gone: the work is kept all the same.
                    let _ = answer.send(result);
                });
                (tx, Done { failed, answer })
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
                    Some(job) => connection = together(connection, job, || ready(&mut people, &mut chores)).await,
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

/// A piece of work that waits already.
fn ready(people: &mut mpsc::Receiver<Job>, chores: &mut mpsc::Receiver<Job>) -> Option<Job> {
    people.try_recv().or_else(|_| chores.try_recv()).ok()
}

/// Runs a piece of work, and what waits with it, in one transaction.
async fn together(
    connection: SqliteConnection,
    first: Job,
    mut ready: impl FnMut() -> Option<Job>,
) -> SqliteConnection {
    let (mut tx, mut next) = (Tx::new(connection), Some(first));
    let mut kept: Vec<Done> = Vec::new();
    while let Some(job) = next {
        let (back, done) = job(tx).await;
        tx = back;
        if done.failed {
            if !tx.undo(kept.len()).await {
                kept.drain(..).for_each(|lost| (lost.answer)(Err(StoreError::NotKept)));
            }
            (done.answer)(Ok(()));
        } else {
            kept.push(done);
        }
        next = if kept.len() < limits::WORK_TOGETHER { ready() } else { None };
    }
    if !kept.is_empty() {
        let mut committed = tx.commit().await;
        if committed.is_err() {
            tx.rollback().await;
        }
        for done in kept {
            // The first one hears why.
            let others = committed.as_ref().map_or_else(|_| Err(StoreError::NotKept), |()| Ok(()));
            (done.answer)(std::mem::replace(&mut committed, others));
        }
    }
    tx.into_connection()
}

/// One piece of work, with all that it said.
async fn whole<T, E, F>(tx: &mut Tx, work: F) -> Result<T, E>
where
    E: From<StoreError>,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
{
    tx.begin().await?;
    let value = work(tx).await?;
    tx.put_down().await?;
    Ok(value)
}
