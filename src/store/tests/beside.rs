//! A look and a copy beside the writer, and what they say of a file that is not as it should be.

use super::*;
use crate::store::{Failed, Failure, back_up, inspect, sound};

#[tokio::test]
async fn a_copy_holds_every_row_and_opens_as_the_database_does() {
    let base = Base::with_yes().await;
    let copy = base.folder.path().join("copy.db");
    let copied = back_up(&base.path(), &copy).await.unwrap();
    assert!(copied.rows >= 7 && copied.bytes == std::fs::metadata(&copy).unwrap().len(), "{copied:?}");
    assert!(!base.folder.path().join("copy.db.part").exists());
    assert!(base.run("update neighbours set first_name = 'Bea' where id = 2").await.is_ok(), "the writer goes on");
    let (store, writer) = Store::open(&copy).await.unwrap();
    let writer = spawn(writer);
    let name: String =
        sqlx::query_scalar("select first_name from neighbours where id = 2").fetch_one(&store.readers).await.unwrap();
    assert_eq!(name, "Ben", "what comes after the copy is not in it");
    drop(store);
    writer.await.unwrap();
}

#[tokio::test]
async fn what_a_cut_off_copy_left_harms_no_later_one() {
    let base = Base::with_yes().await;
    let copy = base.folder.path().join("copy.db");
    let left = base.folder.path().join("copy.db.part-journal");
    std::fs::write(&left, "half a journal").unwrap();
    assert!(back_up(&base.path(), &copy).await.is_ok());
    assert!(!left.exists());
}

#[tokio::test]
async fn copies_made_under_load_are_whole() {
    let base = Base::with_ask().await;
    let busy = async {
        for number in 100..400 {
            in_tx!(base, tx => tx.meet(&neighbour(number, "Nick"), account(number), now())).unwrap();
        }
    };
    let copies = async {
        for number in 0..5 {
            back_up(&base.path(), &base.folder.path().join(format!("copy{number}.db"))).await.unwrap();
        }
    };
    tokio::join!(busy, copies);
}

#[tokio::test]
async fn a_look_counts_what_waits_and_what_was_put_aside() {
    let base = Base::with_neighbours().await;
    let kept = crate::store::Quarantined { raw: "{}", reason: "a test", reference: "beef" };
    in_tx!(base, tx => async move { tx.quarantine(7, &kept, now()).await }).unwrap();
    base.run(
        "insert into outbox (neighbour_id, lane, method, payload, due_ms, state, made_at_ms) \
         values (1, 0, 'send', '{}', 1000, 'waiting', 0), (2, 0, 'send', '{}', 500, 'waiting', 0)",
    )
    .await
    .unwrap();
    base.run("insert into waits (neighbour_id, until_ms) values (2, 9000000000000)").await.unwrap();
    // A receipt waits for its message, and Telegram holds back what nobody waits for.
    base.run(
        "insert into outbox (neighbour_id, lane, method, payload, due_ms, state, made_at_ms, after_id) \
         values (3, 1, 'react', '{}', 400, 'waiting', 0, 2), (3, 2, 'send', '{}', 300, 'waiting', 0, null)",
    )
    .await
    .unwrap();
    in_tx!(base, tx => tx.bulk_waits_until(later(30))).unwrap();
    let findings = inspect(&base.path(), now()).await.unwrap();
    assert_eq!(findings.outbox, [("waiting".to_owned(), 4)]);
    assert_eq!(findings.waits_since.unwrap().timestamp_millis(), 1_000, "Telegram said when to go on with the other");
    assert_eq!((findings.quarantined, findings.schema), (1, findings.known));
}

#[tokio::test]
async fn a_look_finds_what_keeps_the_bot_from_working() {
    let base = Base::with_neighbours().await;
    // Tried, and put off by ourselves; tried again and again.
    base.run(
        "insert into outbox (neighbour_id, lane, method, payload, due_ms, state, tries, made_at_ms) \
         values (1, 0, 'send', '{}', 1000, 'waiting', 7, 0)",
    )
    .await
    .unwrap();
    base.run("insert into waits (neighbour_id, until_ms) values (1, 9000000000000)").await.unwrap();
    let found = inspect(&base.path(), now()).await.unwrap();
    assert_eq!(found.fails_since.map(|at| at.timestamp_millis()), Some(1_000));
    assert_eq!((found.failed, found.in_order_at, found.has_room), (None, None, true));
    let lately = now().timestamp_millis() - 1;
    let rows = sqlx::AssertSqlSafe(format!(
        "insert into outbox (neighbour_id, lane, method, due_ms, state, reason, made_at_ms, ended_at_ms) \
         values (2, 0, 'send', 0, 'sent', 'arrived', 0, {lately}), (2, 0, 'send', 0, 'refused', 'markup', 0, {lately}), \
         (2, 0, 'send', 0, 'refused', 'markup', 0, 1), (2, 0, 'react', 0, 'refused', 'reaction', 0, {lately})"
    ));
    let plain = sqlx::AssertSqlSafe(format!(
        "insert into outbox (neighbour_id, lane, method, due_ms, state, reason, form, made_at_ms, ended_at_ms) \
         values (2, 0, 'send', 0, 'sent', 'arrived', 1, 0, {lately}), (2, 0, 'send', 0, 'sent', 'arrived', 2, 0, 1)"
    ));
    let connection = sqlx::sqlite::SqliteConnectOptions::new().filename(base.path());
    let mut connection = sqlx::ConnectOptions::connect(&connection).await.unwrap();
    sqlx::query(rows).execute(&mut connection).await.unwrap();
    sqlx::query(plain).execute(&mut connection).await.unwrap();
    let kept = crate::store::Quarantined { raw: "{}", reason: "a test", reference: "beef" };
    in_tx!(base, tx => async move { tx.quarantine(7, &kept, later(-200_000)).await }).unwrap();
    in_tx!(base, tx => async move { tx.quarantine(8, &kept, now()).await }).unwrap();
    in_tx!(base, tx => tx.line_failed(Failure::Conflict, (later(5), later(35)))).unwrap();
    in_tx!(base, tx => tx.line_in_order(now())).unwrap();
    let found = inspect(&base.path(), now()).await.unwrap();
    assert_eq!(found.fails_since, None, "one chat is its own matter while others are reached");
    assert_eq!(found.refused, [("markup".to_owned(), 1)], "an old one is no news, and a reaction may be refused");
    assert_eq!(found.simplified, 1, "an old one is no news");
    assert_eq!((found.quarantined, found.quarantined_lately), (2, 1));
    assert_eq!(found.failed, Some(Failed { at: later(5), next: later(35), why: Failure::Conflict }));
    assert_eq!(found.in_order_at, Some(now()));
}

#[tokio::test]
async fn a_look_names_what_is_wrong_with_a_file() {
    let base = Base::with_ask().await;
    let path = base.path();
    let folder = base.close().await;
    let told = |path: PathBuf| async move { inspect(&path, now()).await.unwrap_err().to_string() };
    assert!(told(folder.path().join("other.db")).await.contains("does not exist: start the bot once"));
    std::fs::write(folder.path().join("empty.db"), "").unwrap();
    assert!(told(folder.path().join("empty.db")).await.contains("holds nothing of doorstep"));
    let mut bytes = std::fs::read(&path).unwrap();
    let half = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(4_096).take(half) {
        *byte ^= 0x5A;
    }
    std::fs::write(&path, &bytes).unwrap();
    assert!(told(path.clone()).await.ends_with("is damaged: nothing was changed; put the last backup in its place"));
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn a_look_and_a_backup_leave_nothing_beside_a_bot_that_has_ended() {
    let base = Base::with_ask().await;
    let (path, copy) = (base.path(), base.path().with_file_name("copy.db"));
    let _folder = base.close().await;
    let before = std::fs::read(&path).unwrap();
    assert_eq!(before[18], 2, "in write-ahead mode, as the bot has left it");
    inspect(&path, now()).await.unwrap();
    assert_eq!(beside(&path), ["doorstep.db", "doorstep.db.lock"].map(str::to_owned).into());
    back_up(&path, &copy).await.unwrap();
    assert_eq!(beside(&path), ["copy.db", "doorstep.db", "doorstep.db.lock"].map(str::to_owned).into());
    assert!(std::fs::read(&path).unwrap() == before);
}

#[tokio::test]
async fn a_look_leaves_the_log_to_a_bot_that_has_started_meanwhile() {
    let base = Base::with_ask().await;
    let path = base.path();
    let folder = base.close().await;
    let looked = sound::look(&path, async |look: &mut sqlx::sqlite::SqliteConnection| {
        let base = Base::open_in(folder).await;
        base.run("update neighbours set first_name = 'Annie' where id = 1").await?;
        let seen: i64 = sqlx::query_scalar("select count(*) from neighbours").fetch_one(look).await?;
        Ok((base, seen))
    });
    let (base, seen) = looked.await.unwrap();
    assert_eq!(seen, 3);
    assert!(path.with_file_name("doorstep.db-wal").exists());
    let base = base.reopen().await;
    assert_eq!(base.text("select first_name from neighbours where id = 1").await, "Annie");
}
