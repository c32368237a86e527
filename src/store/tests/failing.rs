//! An engine that fails when a test says so, for the tests of whoever works through the store.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use futures_util::FutureExt;

use super::super::{Queue, Result, Store, StoreError, Tx};
use super::spawn;

/// Lets the engine of the writer fail.
#[derive(Clone, Default)]
pub(crate) struct Failing {
    steps: Arc<AtomicI64>,
    commit: Arc<AtomicBool>,
}

impl Failing {
    /// The engine fails at its n-th step from now, once: whatever statement that is in, a commit that is done included.
    pub fn at(&self, step: i64) {
        self.steps.store(step, Ordering::SeqCst);
    }

    /// It came to that step.
    pub fn did(&self) -> bool {
        self.steps.load(Ordering::SeqCst) <= 0
    }

    /// The next commit fails, and nothing of it is kept.
    pub fn at_commit(&self) {
        self.commit.store(true, Ordering::SeqCst);
    }
}

impl Store {
    /// Opens the file, and runs its writer.
    pub(crate) async fn open_and_run(path: &Path) -> Self {
        let (store, writer) = Self::open(path).await.unwrap();
        // It ends when the last handle on the store is gone.
        drop(spawn(writer));
        store
    }

    /// From now on its engine fails when it is told to.
    pub(crate) async fn failing(&self) -> Failing {
        let failing = Failing::default();
        failing.at(i64::MAX);
        let (steps, commit) = (Arc::clone(&failing.steps), Arc::clone(&failing.commit));
        let armed = self.write(Queue::Marks, move |tx: &mut Tx| {
            async move {
                let mut handle = tx.now().await?.lock_handle().await?;
                handle.set_progress_handler(1, move || steps.fetch_sub(1, Ordering::SeqCst) != 1);
                handle.set_commit_hook(move || !commit.swap(false, Ordering::SeqCst));
                Ok::<_, StoreError>(())
            }
            .boxed()
        });
        armed.await.unwrap();
        failing
    }

    /// How many rows each table has, and how often conversations went on: one statement, since it is looked at often.
    pub(crate) async fn rows(&self) -> Vec<(String, i64)> {
        let names =
            "select name from sqlite_master where type = 'table' and name not like '%\\_%' escape '\\' order by name";
        let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&self.readers).await.unwrap();
        let counts = names.into_iter().map(|name| format!("select '{name}', count(*) from \"{name}\" union all "));
        let versions = "select 'versions', coalesce(sum(version), 0) from conversations";
        let text = counts.chain([versions.to_owned()]).collect::<String>();
        sqlx::query_as(sqlx::AssertSqlSafe(text)).fetch_all(&self.readers).await.unwrap()
    }

    /// Was this update taken?
    pub(crate) async fn has_seen(&self, update: i64) -> Result<bool> {
        let seen = sqlx::query_scalar("select count(*) from seen where update_id = $1").bind(update);
        let seen: i64 = seen.fetch_one(&self.readers).await?;
        Ok(seen > 0)
    }

    /// What waits to be sent to an account, the newest first.
    pub(crate) async fn waiting_for(&self, account: i64) -> Vec<String> {
        sqlx::query_scalar(
            "select o.payload from outbox o join neighbours n on n.id = o.neighbour_id \
             where n.telegram_id = $1 and o.payload is not null order by o.id desc",
        )
        .bind(account)
        .fetch_all(&self.readers)
        .await
        .unwrap()
    }
}
