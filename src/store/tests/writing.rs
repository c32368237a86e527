//! The writer: whole or nothing, people before chores.

use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use tokio::sync::oneshot;

use super::*;

#[tokio::test]
async fn work_that_fails_leaves_nothing() {
    let base = Base::with_neighbours().await;
    let commits = base.store.commits();
    let failed = in_tx!(base, tx => async {
        tx.publish_ask(&ask(10, 1)).await?;
        tx.end_ask(PostId(99), AskState::Closed, now()).await
    });
    assert!(is_not_one_row(failed, "end_ask"));
    assert_eq!(base.count("select (select count(*) from asks) + (select count(*) from open_asks)").await, 0);
    assert_eq!(base.store.commits(), commits, "nothing was kept");
}

#[tokio::test]
async fn a_panic_is_rolled_back_and_the_writer_goes_on() {
    let base = Base::with_neighbours().await;
    let failed = in_tx!(base, tx => async {
        tx.publish_ask(&ask(10, 1)).await?;
        assert!(tx.ask(PostId(10)).await?.is_none(), "this panics");
        Ok::<_, StoreError>(())
    });
    assert!(matches!(failed, Err(StoreError::Panicked)));
    assert_eq!(base.count("select count(*) from asks").await, 0);
    in_tx!(base, tx => tx.publish_ask(&ask(10, 1))).unwrap();
    assert_eq!(base.count("select count(*) from asks").await, 1);
}

#[test]
fn what_is_not_there_or_cannot_be_read_is_a_fault_and_no_trouble_of_the_store() {
    use sqlx::Error;
    let odd = || Box::<dyn std::error::Error + Send + Sync>::from("odd");
    for fault in [
        Error::RowNotFound,
        Error::Decode(odd()),
        Error::ColumnDecode { index: "1".to_owned(), source: odd() },
        Error::ColumnNotFound("line".to_owned()),
    ] {
        let fault = StoreError::from(fault);
        assert!(fault.is_fault(), "{fault}");
    }
    for trouble in [Error::PoolTimedOut, Error::WorkerCrashed, Error::Io(std::io::Error::other("full"))] {
        let trouble = StoreError::from(trouble);
        assert!(!trouble.is_fault(), "{trouble}");
    }
}

#[tokio::test]
async fn a_full_disk_is_trouble_of_the_store_and_leaves_nothing() {
    let base = Base::with_neighbours().await;
    base.run("pragma max_page_count = 1").await.unwrap();
    let full = in_tx!(base, tx => async {
        tx.publish_ask(&ask(10, 1)).await?;
        sqlx::query("insert into unreadable_states (neighbour_id, state, kept_at_ms) values (1, hex(zeroblob(4000000)), 0)")
            .execute(tx.now().await?)
            .await?;
        Ok::<_, StoreError>(())
    });
    let error = full.unwrap_err();
    assert!(!error.is_fault() && error.to_string().contains("full"), "{error}");
    assert_eq!(base.count("select count(*) from asks").await, 0);
    base.run("pragma max_page_count = 1000000").await.unwrap();
    in_tx!(base, tx => tx.publish_ask(&ask(10, 1))).unwrap();
}

/// Another program has begun to write, and has not ended.
async fn begins_to_write(base: &Base) -> sqlx::sqlite::SqliteConnection {
    let file = sqlx::sqlite::SqliteConnectOptions::new().filename(base.path());
    let mut other = sqlx::ConnectOptions::connect(&file).await.unwrap();
    sqlx::query("begin immediate").execute(&mut other).await.unwrap();
    other
}

#[tokio::test]
async fn whoever_else_writes_for_a_moment_is_waited_for() {
    let base = Base::with_neighbours().await;
    let mut other = begins_to_write(&base).await;
    let mut work = Box::pin(
        base.store.write(Queue::People, |tx: &mut Tx| async move { tx.publish_ask(&ask(10, 1)).await }.boxed()),
    );
    // All the while the writer tries: it neither gives up nor gets through.
    for _ in 0..200 {
        assert!(futures_util::poll!(&mut work).is_pending(), "it waits");
        assert_eq!(base.count("select count(*) from asks").await, 0);
    }
    sqlx::query("commit").execute(&mut other).await.unwrap();
    work.await.unwrap();
    assert_eq!(base.count("select count(*) from asks").await, 1);
}

#[tokio::test]
async fn whoever_else_writes_for_long_is_trouble_of_the_store_and_leaves_nothing() {
    let base = Base::with_neighbours().await;
    // Else the test would wait as long as the program does.
    base.run("pragma busy_timeout = 1").await.unwrap();
    let mut other = begins_to_write(&base).await;
    let busy = in_tx!(base, tx => tx.publish_ask(&ask(10, 1))).unwrap_err();
    assert!(!busy.is_fault() && busy.to_string().contains("locked"), "{busy}");
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    in_tx!(base, tx => tx.publish_ask(&ask(10, 1))).unwrap();
    assert_eq!(base.count("select count(*) from asks").await, 1);
}

async fn noted(store: &Store, queue: Queue, order: &Arc<Mutex<Vec<&'static str>>>, name: &'static str) -> Result<()> {
    let order = Arc::clone(order);
    store
        .write(queue, move |_: &mut Tx| {
            async move {
                order.lock().unwrap().push(name);
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
}

#[tokio::test]
async fn people_come_before_chores() {
    let base = Base::open().await;
    let (open_gate, gate) = oneshot::channel::<()>();
    let order: Arc<Mutex<Vec<&str>>> = Arc::default();
    let holds = base
        .store
        .write(Queue::People, |_: &mut Tx| async move { gate.await.map_err(|_| StoreError::Stopped) }.boxed());
    let all = async {
        tokio::join!(
            holds,
            noted(&base.store, Queue::Chores, &order, "chore"),
            noted(&base.store, Queue::Marks, &order, "mark"),
            noted(&base.store, Queue::People, &order, "person"),
            async {
                // All three wait by now: each future was polled before this one.
                open_gate.send(()).unwrap();
            },
        )
    };
    let (held, chore, mark, person, ()) = all.await;
    assert!(held.is_ok() && chore.is_ok() && mark.is_ok() && person.is_ok());
    assert_eq!(*order.lock().unwrap(), ["person", "chore", "mark"]);
}

#[tokio::test]
async fn marks_are_no_new_work() {
    let base = Base::open().await;
    let before = base.store.commits();
    base.store.write(Queue::Marks, |_: &mut Tx| async { Ok::<_, StoreError>(()) }.boxed()).await.unwrap();
    assert_eq!(base.store.commits(), before);
    base.store.write(Queue::Chores, |_: &mut Tx| async { Ok::<_, StoreError>(()) }.boxed()).await.unwrap();
    assert_eq!(base.store.commits(), before + 1);
}

#[tokio::test]
async fn work_is_kept_even_if_nobody_waits_for_it() {
    let base = Base::with_neighbours().await;
    let mut work = Box::pin(
        base.store.write(Queue::People, |tx: &mut Tx| async move { tx.publish_ask(&ask(10, 1)).await }.boxed()),
    );
    assert!(futures_util::poll!(&mut work).is_pending(), "it is in the queue");
    drop(work);
    let folder = base.close().await;
    let (store, writer) = Store::open(&folder.path().join("doorstep.db")).await.unwrap();
    let base = Base { store, writer: spawn(writer), folder };
    assert_eq!(base.count("select count(*) from asks").await, 1);
}

#[tokio::test]
async fn readers_cannot_write() {
    let base = Base::with_ask().await;
    let tried = sqlx::query("delete from open_asks").execute(&base.store.readers).await;
    assert!(tried.unwrap_err().to_string().contains("readonly"));
}
