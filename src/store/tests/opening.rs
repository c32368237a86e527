//! Opening: what is asserted, what is refused, and that a refusal touches nothing.

use std::path::Path;

use super::*;
use crate::store::open;

async fn refusal(path: &Path) -> String {
    let text = match Store::open(path).await {
        Ok(_) => panic!("it opened"),
        Err(error) => error.to_string(),
    };
    assert_eq!(text.lines().count(), 1, "one line: {text}");
    text
}

#[tokio::test]
async fn the_settings_of_the_file_hold() {
    let base = Base::open().await;
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&base.store.readers).await.unwrap();
    assert_eq!(journal, "wal");
    assert_eq!(base.count("pragma synchronous").await, 2);
    assert_eq!(base.count("pragma busy_timeout").await, 10_000);
    assert_eq!(base.count("pragma foreign_keys").await, 1);
    assert_eq!(base.count("pragma query_only").await, 1);
}

#[tokio::test]
async fn a_second_copy_is_refused() {
    let base = Base::open().await;
    assert!(refusal(&base.path()).await.contains("is used by another copy of doorstep: stop that one first"));
    let folder = base.close().await;
    assert!(Store::open(&folder.path().join("doorstep.db")).await.is_ok(), "the first has ended");
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_untouched() {
    let base = Base::with_ask().await;
    base.run(
        "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
         values (9999, 'later', '2027-01-01', 1, x'00', 0)",
    )
    .await
    .unwrap();
    let path = base.path();
    let _folder = base.close().await;
    let before = std::fs::read(&path).unwrap();
    let text = refusal(&path).await;
    assert!(text.contains("was written by a newer doorstep (schema 9999"), "{text}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn what_is_no_database_is_refused_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("doorstep.db");
    let letter = "Dear neighbour, this is a letter and no database at all. ".repeat(100);
    std::fs::write(&path, &letter).unwrap();
    let text = refusal(&path).await;
    assert!(text.contains("is damaged") && text.contains("nothing was changed"), "{text}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), letter);
}

#[tokio::test]
async fn a_damaged_file_is_refused_and_untouched() {
    let base = Base::with_ask().await;
    let path = base.path();
    let _folder = base.close().await;
    let mut bytes = std::fs::read(&path).unwrap();
    let half = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(4_096).take(half) {
        *byte ^= 0x5A;
    }
    std::fs::write(&path, &bytes).unwrap();
    let text = refusal(&path).await;
    assert!(text.contains("is damaged") && text.contains("put the last backup in its place"), "{text}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn a_file_that_was_cut_off_is_refused_and_untouched() {
    let base = Base::with_ask().await;
    let path = base.path();
    let _folder = base.close().await;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&path, &bytes).unwrap();
    let text = refusal(&path).await;
    assert!(text.contains("is damaged"), "{text}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn a_folder_that_does_not_exist_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = refusal(&folder.path().join("nowhere").join("doorstep.db")).await;
    assert!(text.contains("nowhere") && text.contains("make its folder"), "{text}");
    assert!(!folder.path().join("nowhere").exists());
}

#[tokio::test]
async fn a_folder_is_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let text = refusal(folder.path()).await;
    assert!(text.contains("cannot be opened"), "{text}");
}

#[tokio::test]
async fn the_migrations_run_once_and_keep_what_is_there() {
    let base = Base::with_ask().await;
    let applied = base.count("select count(*) from _sqlx_migrations where success = 1").await;
    assert_eq!(usize::try_from(applied).unwrap(), open::migrations());
    let base = base.reopen().await;
    assert_eq!(base.count("select count(*) from _sqlx_migrations").await, applied);
    assert_eq!(base.count("select count(*) from asks").await, 1);
    assert_eq!(base.text("select strict || '' from pragma_table_list where name = 'asks'").await, "1");
    let loose = "select count(*) from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 \
                 and name not like 'sqlite_%' and name <> '_sqlx_migrations'";
    assert_eq!(base.count(loose).await, 0, "every table is strict");
    assert_eq!(base.count("select count(*) from pragma_foreign_key_check").await, 0);
    assert_eq!(base.text("pragma integrity_check").await, "ok");
}
