//! The engine's own account of how it looks things up: by an index that covers, never row by row.

use super::*;
use crate::domain::{Card, Due, Guard, Hours};
use crate::store::again::{apart, kept_from};
use crate::store::conversations::conversation_columns;
use crate::store::neighbours::{called, neighbour_columns, neighbours};
use crate::store::search::may_be_asked;
use crate::store::{Lane, Nearby, NewRow, RowId, Seek, back_up, inspect, made, outbox, said, search};

async fn plan(base: &Base, sql: &str) -> Vec<String> {
    let explained = sqlx::AssertSqlSafe(format!("explain query plan {sql}"));
    let rows: Vec<(i64, i64, i64, String)> = sqlx::query_as(explained).fetch_all(&base.store.readers).await.unwrap();
    rows.into_iter().map(|(.., detail)| detail).collect()
}

/// No table or index is read from end to end.
fn reads_no_table_through(plan: &[String], tables: &[&str]) -> bool {
    !plan.iter().any(|line| tables.iter().any(|table| line.starts_with(&format!("SCAN {table}"))))
}

/// Each text begins with the places that may be meant, and reads no more.
async fn reads_by_place(texts: impl IntoIterator<Item = &'static str>, by_place: &str, tables: &[&str]) {
    let base = Base::open().await;
    for text in texts {
        let plan = plan(&base, text).await;
        assert!(plan.iter().any(|line| line == by_place), "{plan:#?}");
        assert!(reads_no_table_through(&plan, tables), "{plan:#?}");
    }
}

#[tokio::test]
async fn the_search_for_helpers_reads_only_who_may_hold_the_ask() {
    let by_place = "SEARCH w USING PRIMARY KEY (category=? AND reach=? AND place>? AND place<?)";
    reads_by_place(search::helper_texts(), by_place, &["w", "p"]).await;
}

#[tokio::test]
async fn the_search_for_asks_reads_only_what_may_be_near() {
    let by_place = "SEARCH a USING PRIMARY KEY (category=? AND place>? AND place<?)";
    reads_by_place(search::ask_texts(), by_place, &["a", "p"]).await;
}

#[tokio::test]
async fn the_search_in_one_place_merges_lists_without_sorting_them() {
    let base = Base::open().await;
    let plan = plan(&base, search::here_text()).await;
    assert!(plan.iter().any(|line| line == "SEARCH a USING PRIMARY KEY (category=? AND place=?)"), "{plan:#?}");
    assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE")), "{plan:#?}");
}

#[tokio::test]
async fn a_neighbour_is_read_without_sorting_what_they_did() {
    let base = Base::open().await;
    let text = concat!("select ", neighbour_columns!(), " from ", neighbours!(), " where n.id = $1");
    let plan = plan(&base, text).await;
    assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE")), "{plan:#?}");
}

/// What may be read from end to end, as the plan says it or as the text begins, and why.
const SMALL: [(&str, &str); 27] = [
    ("SCAN said", "rows that the text brings"),
    ("SCAN kept", "the same"),
    ("SCAN writing", "the same"),
    ("SCAN disk", "values that the text names"),
    ("SCAN come", "the same"),
    ("SCAN arrived", "the same"),
    ("with disk: SCAN f", "the rows of a first look, a limited number"),
    ("select count(*) from \"", "a backup counts every table, beside the writer"),
    ("insert into introductions (id,", "asked only where a row came before what it belongs to, and none does"),
    ("SCAN 2-ROW VALUES CLAUSE", "values that the text names"),
    ("SCAN quarantine", "updates put aside: faults of a week"),
    ("select w.id from (select g.other_id", "the few with whom it worked well"),
    ("CONSTANT ROW", "values that the text names"),
    ("CONSTANT ROWS", "the same"),
    ("SCAN sqlite_master", "the schema, at a start or a backup"),
    ("SCAN (subquery-1)", "the same"),
    ("SCAN pragma_foreign_key_check VIRTUAL TABLE INDEX 0:", "the same"),
    ("SCAN _sqlx_migrations", "the same"),
    ("SCAN line", "one row"),
    ("SCAN l", "the same, by its short name"),
    ("SCAN u", "unreadable states: faults of a week"),
    ("SCAN q", "updates put aside: faults of a week"),
    ("INDEX outbox_sending", "only what is being sent"),
    ("INDEX outbox_waiting", "only what waits"),
    ("select state, count(*) from outbox", "an operator looks, beside the writer"),
    ("select reason, count(*) from outbox", "the same"),
    ("select count(*) from outbox where state = 'sent' and form > 0", "the same"),
];

/// A part of the search, which is whole only as it is sent.
const PART: &str = "select f.helper_id, f.place, f.asked_at_ms, f.named_it, ";

/// Parts of texts that several share, as sources name them.
const SHARED: [(&str, &str); 11] = [
    ("called!()", called!()),
    ("neighbour_columns!()", neighbour_columns!()),
    ("conversation_columns!()", conversation_columns!()),
    ("neighbours!()", neighbours!()),
    ("introduction_columns!()", "*"),
    ("may_be_asked!()", may_be_asked!()),
    ("apart!(\"a.asker_id\", \"$3\")", apart!("a.asker_id", "$3")),
    ("apart!(\"asker_id\", \"helper_id\")", apart!("asker_id", "helper_id")),
    ("apart!(\"$1\", \"$2\")", apart!("$1", "$2")),
    ("apart!(\"a.asker_id\", \"p.helper_id\")", apart!("a.asker_id", "p.helper_id")),
    ("kept_from!(\"$1\")", kept_from!("$1")),
];

/// A source in which a text that `concat!` puts together is one literal.
fn joined(source: &str) -> String {
    let mut source = source.replace("'\"'", "");
    for (name, text) in SHARED {
        source = source.replace(name, &format!("\"{text}\""));
    }
    let mut parts = source.split("concat!(");
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mut text, mut rest) = (String::new(), part.trim_start());
        // Literals, and commas between them.
        while let Some((one, after)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
            text += one;
            rest = after.trim_start_matches([',', ' ', '\n']);
        }
        all.extend(["\"", &text, "\"", rest]);
    }
    all
}

/// The string literals of a source, as the program has them.
fn literals(source: &str) -> Vec<String> {
    let (mut all, mut rest) = (Vec::new(), joined(source));
    while let Some(start) = rest.find(['"', '/']) {
        if rest[start..].starts_with("//") {
            rest = rest[start..].split_once('\n').map_or("", |(_, after)| after).to_owned();
            continue;
        }
        let is_text = rest[start..].starts_with('"');
        let mut chars = rest[start + 1..].char_indices().peekable();
        let (mut text, mut end) = (String::new(), start + 1);
        while let Some((at, one)) = chars.next().filter(|_| is_text) {
            end = start + 2 + at;
            match one {
                '"' => break,
                '\\' => match chars.next() {
                    Some((_, '\n')) => while chars.next_if(|(_, one)| one.is_whitespace()).is_some() {},
                    Some((_, escaped)) => text.push(escaped),
                    None => {}
                },
                _ => text.push(one),
            }
        }
        if is_text {
            all.push(text);
        }
        rest = rest.split_off(end);
    }
    all
}

/// Every text of the store that is SQL and stands whole in its source.
fn texts() -> Vec<String> {
    let begins = ["select ", "insert ", "update ", "delete ", "with "];
    let all = sources().into_iter().filter(|(path, _)| !path.components().any(|part| part.as_os_str() == "tests"));
    let literals = all.flat_map(|(_, source)| literals(&source));
    literals.filter(|text| begins.iter().any(|word| text.starts_with(word))).collect()
}

#[tokio::test]
async fn no_text_of_the_store_reads_a_table_through() {
    let base = Base::open().await;
    let (texts, mut faults) = (texts(), Vec::new());
    assert!(texts.len() > 150, "{}", texts.len());
    for text in &texts {
        // What is put together from this is looked at as it is sent.
        if !text.contains('{') && !text.starts_with(PART) {
            faults.extend(scans(&base, text).await);
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What a text reads from end to end and may not.
async fn scans(base: &Base, text: &str) -> Vec<String> {
    if SMALL.iter().any(|(small, _)| text.starts_with(small)) {
        return Vec::new();
    }
    let begin = text.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let names = |line: &str, small: &str| format!("{begin}: {line} ").contains(&format!("{small} "));
    let may_be = |line: &String| SMALL.iter().any(|(small, _)| names(line, small));
    let scans = plan(base, text).await.into_iter().filter(|line| line.starts_with("SCAN"));
    scans.filter(|line| !may_be(line)).map(|line| format!("{line}: {text}")).collect()
}

/// Sends every text that the store puts together at run time.
async fn sends_every_made_text(base: &Base) {
    let (week_began, all) = (later(-10_000), Slots::ALL);
    let (ask, asker, category) = (PostId(10), NeighbourId(1), Category::Lift);
    let seek = Seek { ask, asker, category, cell: home(), wider: false, slots: all, week_began };
    let categories = Category::ALL.to_vec();
    let (me, reach, zone) = (NeighbourId(2), Reach::Further, chrono_tz::Europe::London);
    let nearby = Nearby { me, cell: home(), reach, categories, slots: all, now: now(), zone };
    in_tx!(base, tx => tx.see(&[1], now())).unwrap();
    in_tx!(base, tx => tx.read_ahead(&[(account(1), Some(5))])).unwrap();
    in_tx!(base, tx => tx.helpers(&seek)).unwrap();
    in_tx!(base, tx => tx.nearest_asks(&nearby, 10)).unwrap();
    in_tx!(base, tx => tx.heads(now(), 10)).unwrap();
    base.store.heads(now(), 10).await.unwrap();
    in_tx!(base, tx => tx.claim(&[RowId(1)], now(), now())).unwrap();
    in_tx!(base, tx => tx.leave(&[RowId(1)], now(), now())).unwrap();
    says_something(base).await;
    inspect(&base.path(), now()).await.unwrap();
    back_up(&base.path(), &base.folder.path().join("copy.db")).await.unwrap();
}

/// Says of each kind a thing, so that it goes to the engine with others.
async fn says_something(base: &Base) {
    let (anna, card) = (NeighbourId(1), CardId(41));
    let (lane, guard, hours) = (Lane::Replies, Guard::None, Hours::Any);
    let row = NewRow { to: anna, lane, card: Some(card), payload: "hello".to_owned(), guard, hours };
    in_tx!(base, tx => async move {
        tx.new_card(card, anna, Card::Question, now()).await?;
        tx.send(&row, now()).await?;
        tx.edit(card, &row, now()).await?;
        tx.schedule(Due::Wave(PostId(10)), now()).await?;
        tx.unschedule(Due::Word(PostId(10))).await?;
        tx.keep_question(anna, Some(card)).await
    })
    .unwrap();
}

/// The lines of the store that send a text which was put together.
fn senders() -> Vec<(PathBuf, u32)> {
    let mut all = Vec::new();
    for (path, source) in sources() {
        if path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("made.rs") {
            continue;
        }
        let names_it = source.contains("AssertSqlSafe");
        assert!(!names_it, "{}: a text that is put together is sent through `made`", path.display());
        let lines = (1..).zip(source.lines()).filter(|(_, line)| line.contains("made("));
        all.extend(lines.map(|(number, _)| (path.clone(), number)));
    }
    all
}

#[tokio::test]
async fn no_text_that_is_put_together_reads_a_table_through() {
    let base = Base::with_sent_card().await;
    sends_every_made_text(&base).await;
    let (sent, senders) = (made::tests::sent(), senders());
    assert!(senders.len() > 10, "{senders:?}");
    for (path, line) in &senders {
        let is_sent = sent.iter().any(|(file, at, _)| at == line && path.ends_with(file));
        assert!(is_sent, "{}:{line} was not looked at: let `sends_every_made_text` send it", path.display());
    }
    let mut faults = Vec::new();
    for (.., text) in &sent {
        faults.extend(scans(&base, text).await);
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn rows_are_claimed_and_marked_by_their_ids() {
    let base = Base::open().await;
    for text in outbox::batch_texts().chain(said::texts()) {
        let plan = plan(&base, text).await;
        assert!(reads_no_table_through(&plan, &["outbox", "cards", "agenda", "o", "c", "n"]), "{text}: {plan:#?}");
    }
}

/// The sources of the store.
fn sources() -> Vec<(PathBuf, String)> {
    let (mut folders, mut all) = (vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/store")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                all.push((path, text));
            }
        }
    }
    assert!(all.len() > 20);
    all
}

#[test]
fn no_statement_is_planned_anew_for_its_limit() {
    for (path, text) in sources() {
        for limit in text.split(concat!("limit", " $")).skip(1) {
            let after = limit.trim_start_matches(|c: char| c.is_ascii_digit());
            assert!(after.starts_with(" + 0"), "{} has a limit that is a bare parameter", path.display());
        }
    }
}
