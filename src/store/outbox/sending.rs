//! From waiting to sending: the first row of each chat, and the claim that asks once more whether it is still true.

use std::sync::LazyLock;

use super::super::tx::{Run as _, read_all};
use super::{After, Claimed, Ended, Form, Head, Lane, Method, RowId, Verdict};
use crate::domain::{Instant, Language, NeighbourId};
use crate::store::batch::{AT_ONCE, BATCHES, Texts, fitting, padded, places};
use crate::store::made::made;
use crate::store::{Result, Store, StoreError, Tx, to_ms};

/// A row that may be sent at `$1`: it is due, and waits for no other row and not for its chat.
pub(in crate::store) const MAY_GO: &str = "o.state = 'waiting' and o.due_ms <= $1 \
             and not exists (select 1 from outbox b where b.id = o.after_id and b.state in ('waiting', 'sending')) \
             and not exists (select 1 from waits w where w.neighbour_id = o.neighbour_id and w.until_ms > $1)";

/// One row a chat, where nothing is on its way to it.
static HEADS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select o.lane, o.neighbour_id, o.id from outbox o where {MAY_GO} \
         and not exists (select 1 from outbox s where s.neighbour_id = o.neighbour_id and s.state = 'sending') \
         and not exists (select 1 from outbox e where e.neighbour_id = o.neighbour_id and e.state = 'waiting' \
             and e.due_ms <= $1 \
             and not exists (select 1 from outbox b where b.id = e.after_id and b.state in ('waiting', 'sending')) \
             and (e.lane < o.lane or e.lane = o.lane and e.id < o.id)) \
         order by o.lane, o.id limit $2 + 0"
    )
});

type HeadRow = (i64, i64, i64);

fn head((lane, to, row): HeadRow) -> Result<Head> {
    Ok(Head { row: RowId(row), to: NeighbourId(to), lane: Lane::read(lane)? })
}

/// The row itself, its reader and its card, and how it fared so far.
type ClaimedRow = (i64, i64, String, String, bool, i64, i64, String, Option<i64>, Option<String>, bool, i64, i64, i64);

/// Is what a row depends on still true?
const IS_TRUE: &str = "(guard is null \
                  or guard = 'ping_open' and exists (select 1 from pings p join asks a on a.id = p.ask_id \
                      where p.id = guard_id and p.state = 'open' and a.version = guard_version) \
                  or guard in ('proposed', 'silent') and exists (select 1 from introductions i \
                      join asks a on a.id = i.ask_id where i.id = guard_id and i.state = 'proposed' \
                      and a.version = guard_version and (guard = 'proposed' or i.ask_version < guard_version)) \
                  or guard = 'agreed' and exists (select 1 from introductions where id = guard_id and state = 'agreed') \
                  or guard = 'current' and exists (select 1 from introductions i join asks a on a.id = i.ask_id \
                      where i.id = guard_id and i.state = 'agreed' and i.ask_version = a.version) \
                  or guard in ('met', 'in_touch') and exists (select 1 from introductions where id = guard_id \
                      and state in ('agreed', 'ended') and (guard = 'met' or cut_short = 0))) \
             and (method <> 'edit' or exists (select 1 from cards where id = card_id and message_id is not null) \
                 and (after_id is null or exists (select 1 from outbox b where b.id = outbox.after_id and b.state = 'sent')))";

static CLAIM: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        format!(
            "update outbox set state = 'sending', tries = tries + 1 where id in ({}) and state = 'waiting' \
             and {IS_TRUE} \
             and (wakes = 0 or ? = 0) and (expires_ms is null or expires_ms > ?) \
             returning id, neighbour_id, method, payload, resent = 1, tries - 1, \
             (select n.telegram_id from neighbours n where n.id = neighbour_id), \
             (select n.language from neighbours n where n.id = neighbour_id), \
             (select c.message_id from cards c where c.id = card_id), \
             (select o.state from outbox o where o.id = outbox.after_id), method = 'send' and card_id is not null, form, doubts, lane",
            places(size)
        )
    })
});

static CARDS_ARRIVED: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let pairs = vec!["(?, ?)"; size];
        format!(
            "with arrived (row_id, message_id) as (values {}) \
             update cards set message_id = (select arrived.message_id from arrived cross join outbox o \
                 where o.id = arrived.row_id and o.card_id = cards.id) \
             where id in (select o.card_id from arrived cross join outbox o \
                 where o.id = arrived.row_id and o.method = 'send' and o.state = 'sending' and o.card_id is not null)",
            pairs.join(", ")
        )
    })
});

static ROWS_ARRIVED: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        format!(
            "update outbox set state = 'sent', reason = 'arrived', payload = null, ended_at_ms = ? \
             where id in ({}) and state = 'sending'",
            places(size)
        )
    })
});

/// The texts, for a look at their plans.
#[cfg(test)]
pub(in crate::store) fn batch_texts() -> impl Iterator<Item = &'static str> {
    CLAIM.iter().chain(CARDS_ARRIVED.iter()).chain(ROWS_ARRIVED.iter()).map(String::as_str)
}

fn claimed(
    (row, to, method, payload, resent, tries, chat, language, message, after, is_card, form, doubts, lane): ClaimedRow,
) -> Result<Claimed> {
    let (form, lane) = (Form::read(form)?, Lane::read(lane)?);
    let method = match method.as_str() {
        "send" => Method::Send,
        "edit" => Method::Edit,
        "react" => Method::React,
        _ => return Err(StoreError::Unreadable("a method of the outbox")),
    };
    let after = match after.as_deref() {
        None | Some("sent") => After::Arrived,
        Some("cancelled") => After::Untrue,
        Some(_) => After::Lost,
    };
    let (row, to, language) = (RowId(row), NeighbourId(to), Language::from_code(&language));
    Ok(Claimed { row, to, chat, method, message, payload, resent, is_card, tries, form, doubts, lane, language, after })
}

/// A message that arrived.
#[derive(Clone, Copy)]
struct Arrived {
    row: RowId,
    message: i64,
    is_card: bool,
}

impl Arrived {
    const fn of(ended: &Ended) -> Option<Self> {
        match ended.verdict {
            Verdict::Sent { message } => Some(Self { row: ended.row, message, is_card: ended.is_card }),
            Verdict::Done { .. }
            | Verdict::Gone { .. }
            | Verdict::Missing { .. }
            | Verdict::Refused { .. }
            | Verdict::Simpler { .. }
            | Verdict::Apologised { .. }
            | Verdict::SendAnew
            | Verdict::Doubted { .. }
            | Verdict::Again { .. } => None,
        }
    }
}

impl Tx {
    /// The first row that waits for each chat, as [`Store::heads`] but among what this transaction marked.
    pub async fn heads(&mut self, now: Instant, most: i64) -> Result<Vec<Head>> {
        let query = sqlx::query(made(HEADS.as_str())).bind(to_ms(now)).bind(most);
        read_all(&query.returned(self.now().await?).await?)?.into_iter().map(head).collect()
    }

    /// Takes rows for sending, as far as what they depend on is still true, and nobody is woken: `awake` is now, or the
    /// end of the quiet hours. What is not taken must be left.
    pub async fn claim(&mut self, rows: &[RowId], now: Instant, awake: Instant) -> Result<Vec<Claimed>> {
        let mut claimed = Vec::with_capacity(rows.len());
        for some in rows.chunks(AT_ONCE) {
            claimed.extend(self.claim_some(some, now, awake > now).await?);
        }
        Ok(claimed)
    }

    /// Rows that were not taken: they are too late, or wait for the morning, or are no longer true. What came true meanwhile
    /// goes on waiting.
    pub async fn leave(&mut self, rows: &[RowId], now: Instant, awake: Instant) -> Result<()> {
        for row in rows {
            if !self.expire(*row, now).await? && !self.sleeps(*row, now, awake).await? {
                self.cancel_unless_true(*row, now).await?;
            }
        }
        Ok(())
    }

    async fn cancel_unless_true(&mut self, row: RowId, now: Instant) -> Result<()> {
        // What was to be sent a moment ago may wait for another row by now.
        let text = format!(
            "select 1 from outbox where id = $1 and not ({IS_TRUE}) and not exists (select 1 from outbox b \
             where b.id = outbox.after_id and b.state in ('waiting', 'sending'))"
        );
        let untrue: Option<i64> = sqlx::query_scalar(made(text)).bind(row.0).fetch_optional(self.now().await?).await?;
        if untrue.is_some() { self.cancel(row, "no longer true", now).await } else { Ok(()) }
    }

    /// What would wake people waits for the end of the quiet hours; `false` where it would not, or they are over.
    async fn sleeps(&mut self, row: RowId, now: Instant, awake: Instant) -> Result<bool> {
        if awake <= now {
            return Ok(false);
        }
        let done = sqlx::query("update outbox set due_ms = $2 where id = $1 and state = 'waiting' and wakes = 1")
            .bind(row.0)
            .bind(to_ms(awake))
            .run(self.now().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn claim_some(&mut self, rows: &[RowId], now: Instant, is_quiet: bool) -> Result<Vec<Claimed>> {
        let (text, size) = fitting(&CLAIM, rows.len());
        let mut query = sqlx::query(made(text));
        for row in padded(rows, size) {
            query = query.bind(row.map(|row| row.0));
        }
        let query = query.bind(i64::from(is_quiet)).bind(to_ms(now));
        read_all(&query.returned(self.now().await?).await?)?.into_iter().map(claimed).collect()
    }

    /// Marks how calls ended.
    pub async fn mark_all(&mut self, all: &[Ended], now: Instant) -> Result<()> {
        let arrived: Vec<Arrived> = all.iter().filter_map(Arrived::of).collect();
        for some in arrived.chunks(AT_ONCE) {
            self.arrived(some, now).await?;
        }
        for ended in all {
            self.mark(ended, now).await?;
        }
        Ok(())
    }

    /// Messages arrived: their cards are these messages now, and the rows end.
    async fn arrived(&mut self, some: &[Arrived], now: Instant) -> Result<()> {
        let cards: Vec<Arrived> = some.iter().copied().filter(|one| one.is_card).collect();
        if !cards.is_empty() {
            let (text, size) = fitting(&CARDS_ARRIVED, cards.len());
            let mut query = sqlx::query(made(text));
            for one in padded(&cards, size) {
                query = query.bind(one.map(|one| one.row.0)).bind(one.map(|one| one.message));
            }
            query.run(self.now().await?).await?;
        }
        let (text, size) = fitting(&ROWS_ARRIVED, some.len());
        let mut query = sqlx::query(made(text)).bind(to_ms(now));
        for one in padded(some, size) {
            query = query.bind(one.map(|one| one.row.0));
        }
        let done = query.run(self.now().await?).await?;
        let all = u64::try_from(some.len()).unwrap_or(u64::MAX);
        if done.rows_affected() == all { Ok(()) } else { Err(StoreError::NotOneRow("arrived")) }
    }
}

impl Store {
    /// The first row that waits for each chat which may be written to now, replies first.
    pub async fn heads(&self, now: Instant, most: i64) -> Result<Vec<Head>> {
        let rows = sqlx::query_as(made(HEADS.as_str())).bind(to_ms(now)).bind(most).fetch_all(&self.readers).await?;
        rows.into_iter().map(head).collect()
    }
}
