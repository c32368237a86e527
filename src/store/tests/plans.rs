//! The engine's own account of how it looks things up: by an index that covers, never row by row.

use super::*;
use crate::store::{outbox, search};

async fn plan(base: &Base, sql: &str) -> Vec<String> {
    let explained = sqlx::AssertSqlSafe(format!("explain query plan {sql}"));
    let rows: Vec<(i64, i64, i64, String)> = sqlx::query_as(explained).fetch_all(&base.store.readers).await.unwrap();
    rows.into_iter().map(|(.., detail)| detail).collect()
}

/// No table or index is read from end to end.
fn reads_no_table_through(plan: &[String], tables: &[&str]) -> bool {
    !plan.iter().any(|line| tables.iter().any(|table| line.starts_with(&format!("SCAN {table}"))))
}

#[tokio::test]
async fn the_search_for_helpers_reads_only_who_may_hold_the_ask() {
    let base = Base::open().await;
    for text in search::helper_texts() {
        let plan = plan(&base, text).await;
        let by_place = "SEARCH w USING PRIMARY KEY (category=? AND reach=? AND place>? AND place<?)";
        assert!(plan.iter().any(|line| line == by_place), "{plan:#?}");
        assert!(reads_no_table_through(&plan, &["w", "p"]), "{plan:#?}");
    }
}

#[tokio::test]
async fn the_search_for_asks_reads_only_what_may_be_near() {
    let base = Base::open().await;
    for text in search::ask_texts() {
        let plan = plan(&base, text).await;
        let by_place = "SEARCH a USING PRIMARY KEY (category=? AND place>? AND place<?)";
        assert!(plan.iter().any(|line| line == by_place), "{plan:#?}");
        assert!(reads_no_table_through(&plan, &["a", "p"]), "{plan:#?}");
    }
}

#[tokio::test]
async fn the_search_in_one_place_merges_lists_without_sorting_them() {
    let base = Base::open().await;
    let plan = plan(&base, search::here_text()).await;
    assert!(plan.iter().any(|line| line == "SEARCH a USING PRIMARY KEY (category=? AND place=?)"), "{plan:#?}");
    assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE")), "{plan:#?}");
}

#[tokio::test]
async fn what_every_round_asks_for_is_found_by_an_index() {
    let base = Base::open().await;
    for sql in [
        "select min(due_ms) from agenda",
        "select kind, subject_id from agenda where due_ms <= 1 order by due_ms, kind, subject_id limit 1",
        "select id from outbox where state = 'sending' order by id",
        "select 1 from cards where neighbour_id = 1 and message_id = 2",
    ] {
        let plan = plan(&base, sql).await;
        let indexed = plan.iter().all(|line| line.contains(" INDEX "));
        assert!(indexed, "{sql}: {plan:#?}");
    }
}

#[tokio::test]
async fn rows_are_claimed_and_marked_by_their_ids() {
    let base = Base::open().await;
    for text in outbox::batch_texts() {
        let plan = plan(&base, text).await;
        assert!(reads_no_table_through(&plan, &["outbox", "cards", "o", "c", "n"]), "{text}: {plan:#?}");
    }
}

#[test]
fn no_statement_is_planned_anew_for_its_limit() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let (mut folders, mut files) = (vec![root], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for limit in text.split(concat!("limit", " $")).skip(1) {
                let after = limit.trim_start_matches(|c: char| c.is_ascii_digit());
                assert!(after.starts_with(" + 0"), "{} has a limit that is a bare parameter", path.display());
            }
            files += 1;
        }
    }
    assert!(files > 20);
}
