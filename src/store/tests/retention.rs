//! Retention: every column is accounted for, and nothing outlives its time.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::*;
use crate::domain::{Access, Card, Guard, Hours, NewRelay, RelayId, Wish, limits};
use crate::store::cards::{self, KINDS, Of};
use crate::store::{Ended, Lane, NewRow, NewState, Quarantined, RETENTION, RowId, Until, Verdict};

/// Columns of text that hold no words, place or contact, and why not.
const HOLDS_NOTHING: [(&str, &str); 23] = [
    ("neighbours.language", "the code of a language"),
    ("asks.category", "one of our codes"),
    ("asks.urgency", "one of our codes"),
    ("asks.state", "one of our codes"),
    ("standing_offers.things", "our codes of categories"),
    ("standing_offers.reach", "one of our codes"),
    ("willing.category", "one of our codes"),
    ("willing.reach", "one of our codes"),
    ("open_asks.category", "one of our codes"),
    ("pings.state", "one of our codes"),
    ("pings.reason", "one of our codes: too far, wrong time, not my thing"),
    ("introductions.state", "one of our codes"),
    ("introductions.released_because", "one of our codes"),
    ("introductions.asker_outcome", "one of our codes; it counts"),
    ("introductions.helper_outcome", "one of our codes; it counts"),
    ("introductions.agreed_urgency", "one of our codes"),
    ("time_changes.urgency", "one of our codes"),
    ("agenda.kind", "one of our codes"),
    ("cards.kind", "one of our codes"),
    ("outbox.method", "one of our codes"),
    ("outbox.guard", "one of our codes"),
    ("outbox.state", "one of our codes"),
    ("line.failure", "one of our codes"),
];

/// The same for a text that is written by the program about itself.
const OUR_WORDS: [(&str, &str); 1] = [("outbox.reason", "our words for what Telegram answered")];

/// Is it a column that can hold words, a place or a contact?
fn may_hold(column: &str, kind: &str) -> bool {
    let of_telegram = ["telegram_id", "message_id", "original_message_id", "update_id"];
    kind == "TEXT" || kind == "BLOB" || ["cell", "place"].contains(&column) || of_telegram.contains(&column)
}

#[tokio::test]
async fn every_column_with_words_a_place_or_a_contact_has_a_row_in_the_table() {
    let base = Base::open().await;
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "select m.name, c.name, c.type from sqlite_master m, pragma_table_info(m.name) c \
         where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> '_sqlx_migrations'",
    )
    .fetch_all(&base.store.readers)
    .await
    .unwrap();
    assert!(columns.len() > 80, "{}", columns.len());
    let kept: Vec<String> = RETENTION
        .iter()
        .flat_map(|kept| kept.columns.iter().map(|column| format!("{}.{column}", kept.table)))
        .collect();
    let harmless: BTreeMap<&str, &str> = HOLDS_NOTHING.into_iter().chain(OUR_WORDS).collect();
    let names: Vec<String> = columns.iter().map(|(table, column, _)| format!("{table}.{column}")).collect();
    for ((_, column, kind), name) in columns.iter().zip(&names) {
        let accounted = kept.contains(name) || harmless.contains_key(name.as_str());
        assert!(accounted || !may_hold(column, kind), "until when is {name} kept? Say so in store/retention.rs");
        assert!(!(kept.contains(name) && harmless.contains_key(name.as_str())), "{name} is in both lists");
    }
    for name in kept.iter().map(String::as_str).chain(harmless.keys().copied()) {
        assert!(names.iter().any(|one| one == name), "{name} is no column");
    }
}

#[tokio::test]
async fn what_is_looked_for_every_day_is_found_by_an_index() {
    let base = Base::open().await;
    for kept in &RETENTION {
        let Until::After(_, text) = kept.until else { continue };
        let explained = sqlx::AssertSqlSafe(format!("explain query plan {text}"));
        let plan: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(explained).bind(0_i64).bind(0_i64).fetch_all(&base.store.readers).await.unwrap();
        let small = ["unreadable_states", "quarantine"].contains(&kept.table);
        let scans = plan.iter().any(|(.., line)| line.starts_with("SCAN"));
        assert!(small || !scans, "{}: {plan:#?}", kept.table);
    }
}

fn day(number: i64) -> Instant {
    now() + TimeDelta::days(number)
}

/// What one day brings: an ask that is met, a passed message, an update that fails, a form that is left.
async fn a_day_of_life(tx: &mut Tx, number: i64) -> Result<()> {
    let (id, at) = (1_000 + number, day(number));
    let (access, wish) = ([Access::Steps, Access::Dog].into(), Some(Wish::Woman));
    let posted = Ask { posted_at: at, access, wish, ..ask(id, 1) };
    tx.publish_ask(&posted).await?;
    tx.share_ask(PostId(id), &format!("link{number}")).await?;
    tx.ping(&ping(id, id, 2), at).await?;
    tx.ping_yes(PingId(id), 1, at).await?;
    tx.propose(&yes(id, id, 2), at).await?;
    tx.introduce(IntroductionId(id), "apple river", at).await?;
    tx.pass_on(
        &NewRelay { id: RelayId(id), introduction: IntroductionId(id), sender: NeighbourId(1), original: id },
        at,
    )
    .await?;
    for (offset, (kind, _)) in KINDS.iter().enumerate() {
        let card = cards::read(kind, id)?;
        let name = CardId(id * 20 + i64::try_from(offset).unwrap());
        tx.new_card(name, NeighbourId(2), card, at).await?;
        let row = NewRow {
            to: NeighbourId(2),
            lane: Lane::Replies,
            card: Some(name),
            payload: "{}".into(),
            guard: Guard::None,
            hours: Hours::Any,
        };
        tx.send(&row, at).await?;
        if card == Card::Relay(RelayId(id)) {
            tx.receipt(name, NeighbourId(1), "{}", at).await?;
        }
    }
    sent(tx, at).await?;
    tx.see(&[number], at).await?;
    tx.quarantine(number, &Quarantined { raw: "{}", reason: "a test", reference: "beef" }, at).await?;
    tx.keep_unreadable(NeighbourId(3), "words", at).await?;
    tx.end_introduction(IntroductionId(id), &crate::domain::IntroductionState::Ended, at).await?;
    tx.end_ask(PostId(id), AskState::Found, at).await
}

/// Whatever waits arrives.
async fn sent(tx: &mut Tx, at: Instant) -> Result<()> {
    let waiting: Vec<i64> = sqlx::query_scalar("select id from outbox where state = 'waiting' order by id")
        .fetch_all(tx.now().await?)
        .await?;
    for row in waiting {
        tx.claim(&[RowId(row)], at, at).await?;
        tx.mark_all(
            &[Ended {
                row: RowId(row),
                to: NeighbourId(2),
                is_card: false,
                began: at,
                verdict: Verdict::Sent { message: row },
            }],
            at,
        )
        .await?;
    }
    Ok(())
}

/// Rows, or a column of them, and how old in days the oldest may be that still hold something; with what tells their age.
/// The days stand here once more, so that nobody changes by the way what people were told.
const AGES: [(&str, i64, &str); 12] = [
    ("asks.line", 30, "select min(closed_at_ms) from asks where line is not null"),
    ("asks.cell", 30, "select min(closed_at_ms) from asks where cell is not null"),
    ("asks.access", 30, "select min(closed_at_ms) from asks where access <> ''"),
    ("asks.wish", 30, "select min(closed_at_ms) from asks where wish is not null"),
    ("asks.link", 30, "select min(closed_at_ms) from asks where link is not null"),
    ("introductions.word", 90, "select min(over_at_ms) from introductions where word is not null"),
    ("unreadable_states", 7, "select min(kept_at_ms) from unreadable_states"),
    ("quarantine", 7, "select min(kept_at_ms) from quarantine"),
    ("relays", 7, "select min(passed_at_ms) from relays"),
    ("outbox", 30, "select min(ended_at_ms) from outbox"),
    ("cards", 90, "select min(made_at_ms) from cards"),
    ("seen", 7, "select min(seen_at_ms) from seen"),
];

/// What has a test of its own, here and beside the other names.
const AGES_APART: [&str; 2] = ["conversations.state", "known_as"];

#[test]
fn everything_that_is_erased_is_looked_at() {
    let looked_at: Vec<&str> = AGES.iter().map(|(what, ..)| *what).chain(AGES_APART).collect();
    for kept in &RETENTION {
        let Until::After(_, text) = kept.until else { continue };
        let columns = kept.columns.iter().map(|column| format!("{}.{column}", kept.table));
        let what = if text.starts_with("delete") { vec![kept.table.to_owned()] } else { columns.collect() };
        for one in what {
            assert!(looked_at.contains(&one.as_str()), "nobody looks whether {one} is erased");
        }
    }
}

/// What the manual says of each table: a row of what is erased by itself, or some words of what stays.
const IN_THE_MANUAL: [(&str, &str); 15] = [
    ("neighbours", "Names, rough areas"),
    ("known_as", "by what name somebody knew a neighbour who is called otherwise since"),
    ("standing_offers", "what an offer says, the line about its helper too"),
    ("willing", "What the search reads of an offer goes as it is paused"),
    ("open_asks", "what it reads of an ask with its close"),
    ("asks", "what people wrote for an ask, its place, wish and link"),
    ("introductions", "the word of an introduction"),
    ("again", "who would meet whom again or not"),
    ("conversations", "forms that were begun and left"),
    ("unreadable_states", "updates put aside, states that could not be read, numbers of updates"),
    ("quarantine", "updates put aside, states that could not be read, numbers of updates"),
    ("relays", "which messages were passed on between whom"),
    ("outbox", "records of messages (the words themselves go when a message is sent)"),
    ("cards", "records of cards in the chats"),
    ("seen", "updates put aside, states that could not be read, numbers of updates"),
];

#[test]
fn the_manual_says_of_everything_that_is_kept_how_long_it_is() {
    let manual = include_str!("../../../docs/operations.md");
    let chapter = manual.split("\n## What is erased by itself\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let row = |line: &'static str| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ");
    let rows: Vec<(&str, &str)> = chapter.lines().filter_map(row).skip(1).collect();
    let beneath = chapter.replace('\n', " ");
    for kept in &RETENTION {
        let words = IN_THE_MANUAL.iter().find(|(table, _)| *table == kept.table).map(|(_, words)| *words);
        let words = words.unwrap_or_else(|| panic!("what does docs/operations.md say of {}?", kept.table));
        match kept.until {
            Until::After(time, _) => {
                let how_long = rows.iter().find(|(what, _)| *what == words).map(|(_, how_long)| *how_long);
                let days = format!("{} days", time.num_days());
                assert!(how_long.is_some_and(|said| said.starts_with(&days)), "{words}: {days}, not {how_long:?}");
            }
            Until::InUse(_) => assert!(beneath.contains(words), "docs/operations.md does not say: {words}"),
        }
    }
    for (what, _) in rows {
        assert!(IN_THE_MANUAL.iter().any(|(_, words)| *words == what), "what is “{what}”?");
    }
}

#[tokio::test]
async fn a_form_that_was_left_is_forgotten_after_thirty_days() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.keep_state(NeighbourId(3), 0, NewState { state: "half a line", question: None }, now()))
        .unwrap();
    for (days, left) in [(30, "half a line"), (31, "")] {
        in_tx!(base, tx => tx.erase(day(days))).unwrap();
        assert_eq!(base.text("select state from conversations where neighbour_id = 3").await, left, "{days} days");
    }
}

#[tokio::test]
async fn four_hundred_days_leave_nothing_that_is_older() {
    let base = Base::with_neighbours().await;
    for number in 0..400 {
        in_tx!(base, tx => async move {
            a_day_of_life(tx, number).await?;
            while tx.erase(day(number)).await? {}
            Ok::<_, StoreError>(())
        })
        .unwrap();
    }
    let last = day(399);
    for (what, days, oldest) in AGES {
        let age = last.timestamp_millis() - base.count(oldest).await;
        let age = TimeDelta::milliseconds(age).num_days();
        assert!(age <= days, "{what}: {age} days");
        assert!(age > days - 2, "{what} is erased too early: {age} days");
    }
    for counted in ["asks", "pings", "introductions"] {
        let text = match counted {
            "asks" => "select count(*) from asks where state = 'found'",
            "pings" => "select count(*) from pings where state = 'yes'",
            _ => "select count(*) from introductions where state = 'ended'",
        };
        assert_eq!(base.count(text).await, 400, "counts stay: {counted}");
    }
    assert_eq!(base.count("select count(*) from neighbours where first_name = 'Anna'").await, 1);
    assert_eq!(in_tx!(base, tx => tx.ask(PostId(1_000))).unwrap(), None, "an erased ask is not found");
    assert_eq!(base.count("select count(*) from pragma_foreign_key_check").await, 0);
}

#[tokio::test]
async fn what_is_open_is_not_erased_at_any_age() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.new_card(CARD, NeighbourId(1), Card::Ask(PostId(10)), now())).unwrap();
    in_tx!(base, tx => tx.new_card(CardId(41), NeighbourId(1), Card::Question, now())).unwrap();
    in_tx!(base, tx => tx.keep_question(NeighbourId(1), Some(CardId(41)))).unwrap();
    in_tx!(base, tx => tx.send(&NewRow {
        to: NeighbourId(1), lane: Lane::Replies, card: None, payload: "{}".into(), guard: Guard::None, hours: Hours::Any,
    }, now()))
    .unwrap();
    assert!(!in_tx!(base, tx => tx.erase(day(1_000))).unwrap());
    assert_eq!(base.text("select line from asks").await, "Two bags from the shop");
    assert_eq!(base.count("select count(*) from cards").await, 2);
    assert_eq!(base.count("select count(*) from outbox where payload is not null").await, 1);
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    in_tx!(base, tx => tx.erase(day(1_000))).unwrap();
    assert_eq!(base.text("select line from asks").await, "Two bags from the shop", "somebody's yes still waits");
}

#[tokio::test]
async fn a_card_stays_as_long_as_what_it_belongs_to_is_open() {
    // The ask, its ping and its introduction share a name.
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(10, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.ping_yes(PingId(10), 1, now())).unwrap();
    in_tx!(base, tx => tx.propose(&yes(10, 10, 2), now())).unwrap();
    in_tx!(base, tx => async move {
        for (name, (kind, _)) in (40..).zip(KINDS) {
            tx.new_card(CardId(name), NeighbourId(2), cards::read(kind, 10)?, now()).await?;
        }
        while tx.erase(day(1_000)).await? {}
        Ok::<_, StoreError>(())
    })
    .unwrap();
    let left: Vec<String> =
        sqlx::query_scalar("select kind from cards order by id").fetch_all(&base.store.readers).await.unwrap();
    let wanted: Vec<_> = KINDS.iter().filter(|(_, of)| *of != Of::Nothing).map(|(kind, _)| *kind).collect();
    assert_eq!(left, wanted);
}

#[tokio::test]
async fn the_schema_knows_every_card_and_no_other() {
    let base = Base::open().await;
    let schema = base.text("select sql from sqlite_master where name = 'cards'").await;
    let (_, list) = schema.split_once("kind in").unwrap();
    let mut known: Vec<_> = list.split(')').next().unwrap().split('\'').skip(1).step_by(2).collect();
    let mut kinds: Vec<_> = KINDS.iter().map(|(kind, _)| *kind).collect();
    known.sort_unstable();
    kinds.sort_unstable();
    assert_eq!(known, kinds);
}

#[tokio::test]
async fn much_is_erased_in_slices() {
    let base = Base::open().await;
    in_tx!(base, tx => async move {
        for update in 0..=limits::ERASED_AT_ONCE {
            tx.see(&[update], now()).await?;
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    assert!(in_tx!(base, tx => tx.erase(day(8))).unwrap(), "there is more");
    assert_eq!(base.count("select count(*) from seen").await, 1);
    assert!(!in_tx!(base, tx => tx.erase(day(8))).unwrap());
    assert_eq!(base.count("select count(*) from seen").await, 0);
}
