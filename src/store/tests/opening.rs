//! Opening: what is asserted, what is refused, and that a refusal touches nothing.

use std::path::Path;

use sqlx::migrate::Migrator;

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

/// What refuses a file, which is as it was afterwards; nothing lies beside it that was not there.
async fn untouched(path: &Path) -> String {
    let before = (std::fs::read(path).unwrap(), beside(path));
    let text = refusal(path).await;
    assert!(std::fs::read(path).unwrap() == before.0, "{text}");
    assert_eq!(beside(path), before.1);
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
    let text = untouched(&path).await;
    assert!(text.contains("was written by a newer doorstep (schema 9999"), "{text}");
}

#[tokio::test]
async fn what_is_no_database_is_refused_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("doorstep.db");
    let letter = "Dear neighbour, this is a letter and no database at all. ".repeat(100);
    std::fs::write(&path, &letter).unwrap();
    let text = untouched(&path).await;
    assert!(text.contains("is not a database of doorstep: nothing was changed; check DOORSTEP_DATABASE"), "{text}");
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
    let text = untouched(&path).await;
    assert!(text.ends_with("is damaged: nothing was changed; put the last backup in its place"), "{text}");
}

#[tokio::test]
async fn a_file_that_was_cut_off_is_refused_and_untouched() {
    let base = Base::with_ask().await;
    let path = base.path();
    let _folder = base.close().await;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&path, &bytes).unwrap();
    let text = untouched(&path).await;
    assert!(text.ends_with("is damaged: nothing was changed; put the last backup in its place"), "{text}");
}

/// As a backup is: one file that is not in write-ahead mode.
async fn changed(path: &Path, sql: &'static str) {
    use sqlx::{ConnectOptions, Connection};
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut file = options.connect().await.unwrap();
    for one in sql.split(';').chain(["pragma journal_mode = delete"]) {
        sqlx::query(one).execute(&mut file).await.unwrap();
    }
    file.close().await.unwrap();
}

#[tokio::test]
async fn a_backup_with_any_bad_page_is_refused_and_untouched() {
    let base = Base::with_ask().await;
    let path = base.path();
    let _folder = base.close().await;
    changed(&path, "select 1").await;
    let whole = std::fs::read(&path).unwrap();
    assert_eq!(whole[18], 1, "not in write-ahead mode");
    for page in 1..whole.len() / 4_096 {
        let mut bytes = whole.clone();
        for byte in &mut bytes[page * 4_096..page * 4_096 + 200] {
            *byte ^= 0x5A;
        }
        std::fs::write(&path, &bytes).unwrap();
        let text = untouched(&path).await;
        assert!(text.ends_with("is damaged: nothing was changed; put the last backup in its place"), "{page}: {text}");
    }
    std::fs::write(&path, &whole).unwrap();
    assert!(Store::open(&path).await.is_ok(), "the whole one opens");
}

#[tokio::test]
async fn a_backup_of_another_version_or_build_is_refused_and_untouched() {
    for (sql, told) in [
        (
            "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
             values (9999, 'later', '2027-01-01', 1, x'00', 0)",
            "was written by a newer doorstep (schema 9999",
        ),
        ("update _sqlx_migrations set checksum = x'00'", "was made by another build of doorstep"),
        ("update _sqlx_migrations set success = 0", "to schema 1 was cut off"),
    ] {
        let base = Base::with_ask().await;
        let path = base.path();
        let _folder = base.close().await;
        changed(&path, sql).await;
        let text = untouched(&path).await;
        assert!(text.contains(told) && text.contains("nothing was changed"), "{text}");
    }
}

#[tokio::test]
async fn the_database_of_another_program_is_refused_and_untouched() {
    for sql in [
        "create table photos (id integer primary key, taken text)",
        "create table asks (id integer primary key)",
        "create table _sqlx_migrations (version integer); create table photos (id integer)",
        // Nothing is in it yet.
        "pragma application_id = 1196444487",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("doorstep.db");
        changed(&path, sql).await;
        let text = untouched(&path).await;
        assert!(text.contains("is the database of another program: nothing was changed"), "{text}");
    }
}

#[tokio::test]
async fn an_empty_file_becomes_a_new_bot() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("doorstep.db");
    std::fs::write(&path, "").unwrap();
    assert!(Store::open(&path).await.is_ok());
}

#[tokio::test]
async fn nobody_else_may_read_the_database_and_its_backups() {
    use std::os::unix::fs::PermissionsExt;
    let base = Base::with_ask().await;
    let (copy, lock) = (base.path().with_file_name("copy.db"), base.path().with_file_name("doorstep.db.lock"));
    crate::store::back_up(&base.path(), &copy).await.unwrap();
    let rights = |name: &str| std::fs::metadata(copy.with_file_name(name)).unwrap().permissions().mode() & 0o777;
    // Who could read the lock could hold it, and keep the bot down.
    for name in ["doorstep.db", "doorstep.db-wal", "doorstep.db-shm", "doorstep.db.lock", "copy.db"] {
        assert_eq!(rights(name), 0o600, "{name}");
    }
    // As it was left by an earlier version.
    std::fs::set_permissions(&lock, std::fs::Permissions::from_mode(0o644)).unwrap();
    let _base = base.reopen().await;
    assert_eq!(rights("doorstep.db.lock"), 0o600);
}

#[tokio::test]
async fn a_full_disk_is_told_with_what_to_do() {
    use sqlx::ConnectOptions;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("doorstep.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut file = options.pragma("max_page_count", "1").connect().await.unwrap();
    let error = sqlx::query("create table t (a)").execute(&mut file).await.unwrap_err();
    let text = StoreError::from(error).at_start(&path).to_string();
    assert!(text.contains("the disk is full: make room") && text.lines().count() == 1, "{text}");
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
    assert!(text.contains("is a folder: set DOORSTEP_DATABASE to a file"), "{text}");
    let letter = folder.path().join("letter");
    std::fs::write(&letter, "Dear neighbour").unwrap();
    let text = refusal(&letter.join("doorstep.db")).await;
    assert!(text.contains("not a directory") && text.contains("make its folder"), "{text}");
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

/// The migrations of this program and one more.
async fn one_more(folder: &Path, text: &str) -> Migrator {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    for one in std::fs::read_dir(migrations).unwrap() {
        let one = one.unwrap();
        std::fs::copy(one.path(), folder.join(one.file_name())).unwrap();
    }
    std::fs::write(folder.join("0002_one_more.sql"), text).unwrap();
    Migrator::new(folder).await.unwrap()
}

#[tokio::test]
async fn before_a_change_of_the_schema_a_whole_copy_is_kept_each_time_anew() {
    let base = Base::with_ask().await;
    let (path, copy) = (base.path(), base.path().with_file_name("doorstep.db.before-2"));
    let half = base.path().with_file_name("doorstep.db.before-2.part");
    let _folder = base.close().await;
    // Of an earlier try: an old copy, and one that was cut off.
    std::fs::write(&copy, "an old copy").unwrap();
    std::fs::write(&half, "half a copy").unwrap();
    let changes = tempfile::tempdir().unwrap();
    let bad = one_more(changes.path(), "create table more (id integer primary key) strict; a fault;").await;
    assert!(Store::open_with(&path, &bad).await.is_err());
    assert!(!half.exists() && std::fs::read(&copy).unwrap().starts_with(b"SQLite format 3"));
    let good = one_more(changes.path(), "create table more (id integer primary key) strict;").await;
    let (store, writer) = Store::open_with(&path, &good).await.unwrap();
    let writer = spawn(writer);
    let more: i64 = sqlx::query_scalar("select count(*) from more").fetch_one(&store.readers).await.unwrap();
    assert_eq!(more, 0);
    drop(store);
    writer.await.unwrap();
    assert!(refusal(&path).await.contains("was written by a newer doorstep (schema 2, this one knows 1)"));
    let kept = std::fs::metadata(&copy).unwrap();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&kept.permissions()) & 0o777, 0o600);
    let (store, writer) = Store::open(&copy).await.unwrap();
    let writer = spawn(writer);
    let asks: i64 = sqlx::query_scalar("select count(*) from asks").fetch_one(&store.readers).await.unwrap();
    assert_eq!(asks, 1, "the one from before opens it");
    drop(store);
    writer.await.unwrap();
}
