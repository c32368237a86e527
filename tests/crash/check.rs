//! What must be true after all those kills, read from the file and from what Telegram saw.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use doorstep::demo::{Outcome, Telegram};
use serde_json::Value;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use crate::pairs::Pairs;

/// What a message says that may have come before.
const SEEN_BEFORE: &str = "(You may have seen this already.)";

pub struct Database(SqliteConnection);

impl Database {
    pub async fn open(path: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(path);
        Self(SqliteConnection::connect_with(&options).await.unwrap())
    }

    async fn number(&mut self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&mut self.0).await.unwrap()
    }

    /// Every confirmed update was kept, once.
    pub async fn holds_what_was_confirmed(mut self, pairs: &Pairs) -> Self {
        // Updates are confirmed in their order, and their ids follow each other.
        let confirmed = pairs.confirmed();
        let seen: Vec<i64> =
            sqlx::query_scalar("select update_id from seen order by update_id").fetch_all(&mut self.0).await.unwrap();
        assert!(seen.len() >= confirmed, "{confirmed} updates are confirmed, {} seen", seen.len());
        let without_gaps = seen.iter().zip(seen.iter().skip(1)).take(confirmed).all(|(one, next)| one + 1 == *next);
        assert!(without_gaps, "an update was confirmed and not seen");
        self
    }

    /// After a good end nothing is half done: what was kept is confirmed, and every call was marked.
    pub async fn ended_in_good_order(mut self, pairs: &Pairs) -> Self {
        let seen = usize::try_from(self.number("select count(*) from seen").await).unwrap();
        assert_eq!(seen, pairs.confirmed(), "what was kept is confirmed, and nothing else");
        assert_eq!(self.number("select count(*) from outbox where state = 'sending'").await, 0, "a call was cut off");
        self
    }

    /// Messages that wait to be sent.
    pub async fn owed(&mut self) -> i64 {
        self.number("select count(*) from outbox where state in ('waiting', 'sending')").await
    }

    /// Everybody got where they were going, once, and nothing is left over.
    pub async fn holds(mut self, pairs: &Pairs) -> Self {
        let people = i64::try_from(pairs.introduced.len()).unwrap();
        assert!(people >= 40, "only {people} neighbours were introduced: the play says little");
        let introduced = pairs.introduced.len() / 2;
        println!("{introduced} introductions, {} updates", pairs.updates);
        for (sql, wanted) in [
            ("select count(*) from neighbours", people),
            ("select count(*) from asks", people / 2),
            ("select count(*) from asks where state = 'found'", people / 2),
            ("select count(*) from open_asks", 0),
            ("select count(*) from introductions", people / 2),
            ("select count(*) from introductions where state = 'agreed' and word is not null", people / 2),
            ("select count(*) from pings where state = 'yes'", people / 2),
            ("select count(*) from quarantine", 0),
            ("select count(*) from unreadable_states", 0),
            // The asker's card of each ask, and both cards of each introduction, are messages.
            ("select count(*) from cards where kind = 'ask' and live = 1 and message_id is not null", people / 2),
            ("select count(*) from cards where kind = 'introduction' and live = 1 and message_id is not null", people),
            ("select count(*) from outbox where state in ('waiting', 'sending')", 0),
            ("select count(*) from outbox where reason is null or ended_at_ms is null or payload is not null", 0),
            ("select count(*) from outbox where state not in ('sent', 'cancelled')", 0),
            ("select count(*) from pragma_foreign_key_check", 0),
        ] {
            assert_eq!(self.number(sql).await, wanted, "{sql}");
        }
        let sound: String = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut self.0).await.unwrap();
        assert_eq!(sound, "ok");
        self
    }

    /// A row may reach its chat without the note once, and each row that is sent did reach it. One that was cut off may
    /// have reached it too, and have been cancelled since, because what it depended on was no longer true.
    pub async fn repeats_were_flagged(mut self, telegram: &Telegram) -> i64 {
        let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
            "select n.telegram_id, count(*) filter (where o.state = 'sent'), \
             count(*) filter (where o.state = 'cancelled' and o.resent = 1) \
             from outbox o join neighbours n on n.id = o.neighbour_id where o.method = 'send' group by n.telegram_id",
        )
        .fetch_all(&mut self.0)
        .await
        .unwrap();
        let mut arrived: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        // Nobody is told the same twice in this play: whatever comes a second time must say so.
        let mut told = BTreeSet::new();
        for call in telegram.calls().iter().filter(|call| call.method == "sendMessage" && call.outcome == Outcome::Done)
        {
            let text = call.body.get("text").and_then(Value::as_str).unwrap();
            let is_new = text.contains(SEEN_BEFORE) || told.insert((chat(&call.body), text.to_owned()));
            assert!(is_new, "this came twice, and the second time without the note: {text}");
            let (plain, flagged) = arrived.entry(chat(&call.body)).or_default();
            if text.contains(SEEN_BEFORE) { *flagged += 1 } else { *plain += 1 }
        }
        let mut repeats = 0;
        for (chat, sent, cut_off) in rows {
            let (plain, flagged) = arrived.remove(&chat).unwrap_or_default();
            assert!(plain <= sent + cut_off, "{plain} messages came without the note, of {sent} and {cut_off} cut off");
            assert!(plain + flagged >= sent, "{} messages came, of {sent}", plain + flagged);
            repeats += (plain + flagged - sent).min(flagged);
        }
        assert!(arrived.is_empty(), "somebody was written to without a row");
        println!("{repeats} messages came twice, each with the note");
        repeats
    }
}

fn chat(body: &Value) -> i64 {
    let id = body.get("chat_id").unwrap();
    id.as_i64().or_else(|| id.as_str().and_then(|id| id.parse().ok())).unwrap()
}
