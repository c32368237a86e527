//! Retention: one table that says of every column with words, a place or a contact until when it is kept.
//! Counts stay: the rows of asks, pings and introductions remain, without what people wrote.

use chrono::TimeDelta;

use crate::domain::{Instant, limits};

use super::tx::Run as _;
use super::{Result, Tx, to_ms};

/// Columns of one table, and until when they are kept.
pub struct Kept {
    /// The table.
    pub table: &'static str,
    /// Its columns with words, a place or a contact; those of rows that are deleted are named too.
    pub columns: &'static [&'static str],
    /// Until when.
    pub until: Until,
}

/// Until when something is kept.
pub enum Until {
    /// It is erased this long after what the text looks at; `$1` is the instant before which, `$2` how many at once.
    After(TimeDelta, &'static str),
    /// It stays while it is in use, and why that is so.
    InUse(&'static str),
}

/// Everything that is kept of people.
pub const TABLE: [Kept; 15] = [
    Kept {
        table: "neighbours",
        columns: &["telegram_id", "first_name", "own_name", "cell"],
        until: Until::InUse("who they are and roughly where: asked once, used for every ask and offer of theirs"),
    },
    Kept {
        // Who has to do with them again by then may wonder.
        table: "known_as",
        columns: &["name"],
        until: Until::After(
            limits::INTRODUCTIONS_KEPT,
            "delete from known_as where (neighbour_id, by_id) in \
             (select k.neighbour_id, k.by_id from known_as k where k.kept_at_ms < $1 limit $2 + 0)",
        ),
    },
    Kept {
        table: "standing_offers",
        columns: &["line", "cell"],
        until: Until::InUse(
            "what a neighbour says of themselves, and from where they may be asked: a paused offer can be taken up again",
        ),
    },
    Kept {
        table: "willing",
        columns: &["place"],
        until: Until::InUse("a standing offer as the search reads it; gone while it is paused"),
    },
    Kept {
        table: "open_asks",
        columns: &["place"],
        until: Until::InUse("an open ask as the search reads it; gone with its close"),
    },
    Kept {
        table: "asks",
        columns: &["line", "cell", "access", "wish", "link"],
        until: Until::After(
            limits::WORDS_KEPT,
            "update asks set line = null, cell = null, access = '', wish = null, link = null where id in \
             (select a.id from asks a where a.cell is not null and a.closed_at_ms < $1 and not exists \
             (select 1 from introductions i where i.ask_id = a.id and (i.over_at_ms is null or i.over_at_ms >= $1)) \
             limit $2 + 0)",
        ),
    },
    Kept {
        table: "introductions",
        columns: &["word"],
        until: Until::After(
            limits::INTRODUCTIONS_KEPT,
            "update introductions set word = null where id in \
             (select i.id from introductions i where i.word is not null and i.over_at_ms < $1 limit $2 + 0)",
        ),
    },
    Kept {
        table: "again",
        columns: &["neighbour_id", "other_id"],
        until: Until::InUse(
            "who is not brought together again, and who is glad to be: it would be forgotten otherwise",
        ),
    },
    Kept {
        // What somebody began to write and left: the question on their phone says that it is over. Words that wait to be
        // passed on are forgotten as early as relays are, by `Due::WritingIdle`.
        table: "conversations",
        columns: &["state"],
        until: Until::After(
            limits::WORDS_KEPT,
            "update conversations set state = '', version = version + 1, question_card_id = null where neighbour_id in \
             (select c.neighbour_id from conversations c where c.state <> '' and c.changed_at_ms < $1 limit $2 + 0)",
        ),
    },
    Kept {
        table: "unreadable_states",
        columns: &["state"],
        until: Until::After(
            limits::FAULTS_KEPT,
            "delete from unreadable_states where id in \
             (select u.id from unreadable_states u where u.kept_at_ms < $1 limit $2 + 0)",
        ),
    },
    Kept {
        table: "quarantine",
        columns: &["update_id", "raw", "reason", "reference"],
        until: Until::After(
            limits::FAULTS_KEPT,
            "delete from quarantine where update_id in \
             (select q.update_id from quarantine q where q.kept_at_ms < $1 limit $2 + 0)",
        ),
    },
    Kept {
        table: "relays",
        columns: &["original_message_id"],
        until: Until::After(
            limits::RELAYS_KEPT,
            "delete from relays where id in (select r.id from relays r where r.passed_at_ms < $1 limit $2 + 0)",
        ),
    },
    Kept {
        // A payload is erased with the end of its row. Rows end about in their order, so the oldest few are looked at.
        table: "outbox",
        columns: &["payload"],
        until: Until::After(
            limits::WORDS_KEPT,
            "delete from outbox where id in (select o.id from outbox o \
             where o.id < (select min(id) from outbox) + 10 * $2 and o.ended_at_ms < $1 \
             and not exists (select 1 from outbox b where b.after_id = o.id and b.ended_at_ms is null) limit $2 + 0)",
        ),
    },
    Kept {
        table: "cards",
        columns: &["message_id"],
        until: Until::After(
            limits::CARDS_KEPT,
            "delete from cards where id in (select k.id from cards k where k.made_at_ms < $1 and (\
             k.kind in ('question', 'time', 'relay', 'offer', 'thanks', 'showing') \
             or k.kind = 'ask' and not exists (select 1 from asks a where a.id = k.subject_id \
                 and (a.closed_at_ms is null or a.closed_at_ms >= $1)) \
             or k.kind = 'ping' and not exists (select 1 from pings p join asks a on a.id = p.ask_id \
                 where p.id = k.subject_id and (a.closed_at_ms is null or a.closed_at_ms >= $1)) \
             or k.kind in ('yes', 'reserve', 'introduction', 'how_was_it', 'afterwards', 'write') and not exists (select 1 from introductions i \
                 where i.id = k.subject_id and (i.over_at_ms is null or i.over_at_ms >= $1))) \
             and not exists (select 1 from conversations c where c.question_card_id = k.id) \
             and not exists (select 1 from outbox o where o.card_id = k.id) limit $2 + 0)",
        ),
    },
    Kept {
        table: "seen",
        columns: &["update_id"],
        until: Until::After(
            limits::SEEN,
            "delete from seen where update_id in (select s.update_id from seen s where s.seen_at_ms < $1 limit $2 + 0)",
        ),
    },
];

impl Tx {
    /// Erases a slice of everything that was kept long enough; `true` where there may be more.
    pub async fn erase(&mut self, now: Instant) -> Result<bool> {
        let (mut more, mut rows) = (false, 0);
        for kept in &TABLE {
            let Until::After(time, text) = kept.until else { continue };
            let done =
                sqlx::query(text).bind(to_ms(now - time)).bind(limits::ERASED_AT_ONCE).run(self.now().await?).await?;
            if done.rows_affected() > 0 {
                rows += done.rows_affected();
                tracing::debug!(table = kept.table, rows = done.rows_affected(), "kept long enough, and erased");
                more |= i64::try_from(done.rows_affected()).is_ok_and(|rows| rows >= limits::ERASED_AT_ONCE);
            }
        }
        if rows > 0 {
            tracing::info!(rows, "what was kept long enough is erased");
        }
        Ok(more)
    }
}
