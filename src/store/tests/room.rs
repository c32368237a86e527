//! The reserve beside the database, and the log that is folded into it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::*;
use crate::store::Room;

const FLOOR: u64 = 1 << 20;

/// Room on a disk on which as much is free as the second says.
fn room(base: &Base) -> (Room, Arc<AtomicU64>) {
    let free = Arc::new(AtomicU64::new(u64::MAX));
    let told = Arc::clone(&free);
    (Room::as_told_by(&base.path(), FLOOR, move || Some(told.load(Ordering::SeqCst))), free)
}

fn reserve(base: &Base) -> PathBuf {
    base.path().with_file_name("doorstep.db.reserve")
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_given_its_reserve_and_nothing_else_is() {
    let base = Base::with_neighbours().await;
    let (room, free) = room(&base);
    free.store(2 * FLOOR - 1, Ordering::SeqCst);
    room.keep_reserve();
    assert!(room.is_left() && !reserve(&base).exists(), "it would take what is to stay free");
    free.store(2 * FLOOR, Ordering::SeqCst);
    room.keep_reserve();
    let kept = std::fs::metadata(reserve(&base)).unwrap();
    assert_eq!(kept.len(), FLOOR);
    assert!(std::os::unix::fs::MetadataExt::blocks(&kept) * 512 >= FLOOR, "the room is taken");
    room.gives_way(&StoreError::NotOneRow("a fault"));
    assert!(reserve(&base).exists());

    base.run("pragma max_page_count = 1").await.unwrap();
    let much = "insert into unreadable_states (neighbour_id, state, kept_at_ms) values (1, hex(zeroblob(4000000)), 0)";
    let full = base.run(much).await;
    room.gives_way(&full.unwrap_err());
    assert!(!reserve(&base).exists());

    free.store(FLOOR - 1, Ordering::SeqCst);
    assert!(!room.is_left());
    free.store(3 * FLOOR, Ordering::SeqCst);
    assert!(room.is_left() && reserve(&base).exists(), "somebody made room");
}

#[tokio::test]
async fn where_nobody_knows_how_much_is_free_there_is_room_and_no_reserve() {
    let base = Base::open().await;
    let room = Room::as_told_by(&base.path(), FLOOR, || None);
    room.keep_reserve();
    assert!(room.is_left() && !reserve(&base).exists());
    let none_wanted = Room::beside(&base.path(), 0);
    none_wanted.keep_reserve();
    assert!(none_wanted.is_left() && !reserve(&base).exists());
    #[cfg(target_os = "linux")]
    assert!(!Room::beside(&base.path(), u64::MAX).is_left(), "the system says how much is free");
}

/// Waits until the log has this many bytes or none.
async fn until_the_log(base: &Base, is_empty: bool) {
    let log = base.path().with_file_name("doorstep.db-wal");
    let comes = async {
        while (std::fs::metadata(&log).unwrap().len() == 0) != is_empty {
            tokio::task::yield_now().await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(20), comes).await.is_ok(), "in vain: {is_empty}");
}

#[tokio::test]
async fn what_nobody_adds_to_any_more_is_folded_into_the_file_once_nobody_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let (store, mut writer) = Store::open(&folder.path().join("doorstep.db")).await.unwrap();
    writer.looks_every = Duration::from_millis(5);
    let base = Base { store, writer: spawn(writer), folder };
    in_tx!(base, tx => tx.meet(&neighbour(1, "Anna"), account(1), now())).unwrap();
    until_the_log(&base, true).await;
    let mut reader = base.store.readers.acquire().await.unwrap();
    sqlx::query("begin").execute(&mut *reader).await.unwrap();
    let _: i64 = sqlx::query_scalar("select count(*) from neighbours").fetch_one(&mut *reader).await.unwrap();
    in_tx!(base, tx => tx.meet(&neighbour(2, "Ben"), account(2), now())).unwrap();
    in_tx!(base, tx => tx.meet(&neighbour(3, "Cleo"), account(3), now())).unwrap();
    until_the_log(&base, false).await;
    assert_eq!(base.count("select count(*) from neighbours").await, 3, "nobody waits for it");
    sqlx::query("commit").execute(&mut *reader).await.unwrap();
    drop(reader);
    until_the_log(&base, true).await;
    assert_eq!(
        in_tx!(base, tx => async {
            Ok::<i64, StoreError>(sqlx::query_scalar("pragma busy_timeout").fetch_one(tx.now().await?).await?)
        })
        .unwrap(),
        10_000,
        "as it was opened"
    );
}
