//! From a row that waits to a call, and from its answer to a mark. Every change names the state before.

use super::super::tx::one_row;
use super::super::{Result, Store, Tx, from_ms, to_ms};
use super::{Claimed, Ended, Head, Lane, Method, RowId, Verdict};
use crate::domain::{Due, Instant, Language, NeighbourId};

impl Tx {
    /// Takes a row for sending, if what it depends on is still true; else it ends.
    pub async fn claim(&mut self, row: RowId, now: Instant) -> Result<Option<Claimed>> {
        type Found = (i64, String, Option<i64>, String, bool, i64, Option<String>);
        let found: Option<Found> = sqlx::query_as(
            "update outbox set state = 'sending', tries = tries + 1 where id = $1 and state = 'waiting' \
             and (guard is null \
                  or guard = 'ping_open' and exists (select 1 from pings where id = guard_id and state = 'open') \
                  or guard = 'proposed' and exists (select 1 from introductions where id = guard_id and state = 'proposed') \
                  or guard = 'agreed' and exists (select 1 from introductions where id = guard_id and state = 'agreed')) \
             and (method <> 'edit' or exists (select 1 from cards where id = card_id and message_id is not null)) \
             returning neighbour_id, method, card_id, payload, resent = 1, tries - 1, \
             (select o.state from outbox o where o.id = outbox.after_id)",
        )
        .bind(row.0)
        .fetch_optional(&mut self.connection)
        .await?;
        let Some((to, method, card, payload, resent, tries, after)) = found else {
            self.cancel(row, "no longer true", now).await?;
            return Ok(None);
        };
        let (chat, language, message): (i64, String, Option<i64>) = sqlx::query_as(
            "select n.telegram_id, n.language, (select message_id from cards where id = $2) from neighbours n where n.id = $1",
        )
        .bind(to)
        .bind(card)
        .fetch_one(&mut self.connection)
        .await?;
        let method = match method.as_str() {
            "edit" => Method::Edit,
            "react" => Method::React,
            _ => Method::Send,
        };
        let after_arrived = after.is_none_or(|state| state == "sent");
        let language = Language::from_code(&language);
        Ok(Some(Claimed {
            row,
            to: NeighbourId(to),
            chat,
            method,
            message,
            payload,
            resent,
            tries,
            language,
            after_arrived,
        }))
    }

    /// Marks how a call ended.
    pub async fn mark(&mut self, ended: &Ended, now: Instant) -> Result<()> {
        match ended.verdict {
            Verdict::Sent { message } => {
                sqlx::query(
                    "update cards set message_id = $2 where id = \
                     (select card_id from outbox where id = $1 and method = 'send' and state = 'sending')",
                )
                .bind(ended.row.0)
                .bind(message)
                .execute(&mut self.connection)
                .await?;
                self.end(ended.row, "sent", "arrived", now).await
            }
            Verdict::Done { reason } => self.end(ended.row, "sent", reason, now).await,
            Verdict::Gone { reason } => {
                self.end(ended.row, "gone", reason, now).await?;
                // What this means for their open things is a chore's matter.
                self.schedule(Due::Unreachable(ended.to), now).await
            }
            Verdict::Refused { reason } => self.end(ended.row, "refused", reason, now).await,
            Verdict::SendAnew => self.send_anew(ended.row, now).await,
            Verdict::Again { at, in_doubt } => {
                self.back_to_waiting(ended.row, in_doubt, now).await?;
                self.wait(ended.to, at).await
            }
        }
    }

    /// The card has no message any more: its edit becomes one.
    async fn send_anew(&mut self, row: RowId, now: Instant) -> Result<()> {
        sqlx::query("update cards set message_id = null where id = (select card_id from outbox where id = $1)")
            .bind(row.0)
            .execute(&mut self.connection)
            .await?;
        let done = sqlx::query(
            "update outbox set state = 'waiting', method = 'send' where id = $1 and state = 'sending' and method = 'edit'",
        )
        .bind(row.0)
        .execute(&mut self.connection)
        .await?;
        one_row(&done, "send_anew")?;
        self.take_in_edit(row, now).await
    }

    /// A row that did not arrive, or perhaps did, waits once more. An edit gives way to a newer one of its card.
    async fn back_to_waiting(&mut self, row: RowId, in_doubt: bool, now: Instant) -> Result<()> {
        let newer = sqlx::query(
            "update outbox set state = 'cancelled', reason = 'superseded', payload = null, ended_at_ms = $2 \
             where id = $1 and state = 'sending' and method = 'edit' and exists (select 1 from outbox o \
             where o.card_id = outbox.card_id and o.state = 'waiting' and o.method = 'edit')",
        )
        .bind(row.0)
        .bind(to_ms(now))
        .execute(&mut self.connection)
        .await?;
        if newer.rows_affected() > 0 {
            return Ok(());
        }
        let done = sqlx::query(
            "update outbox set state = 'waiting', resent = max(resent, $2) where id = $1 and state = 'sending'",
        )
        .bind(row.0)
        .bind(i64::from(in_doubt))
        .execute(&mut self.connection)
        .await?;
        one_row(&done, "back_to_waiting")?;
        self.take_in_edit(row, now).await
    }

    /// A message that is unsent again says what the edit said that waited for it; else that edit would find no message.
    async fn take_in_edit(&mut self, row: RowId, now: Instant) -> Result<()> {
        type Waiting = (i64, i64, String, Option<String>, Option<i64>);
        let edit: Option<Waiting> = sqlx::query_as(
            "select e.id, e.lane, e.payload, e.guard, e.guard_id from outbox s join outbox e on e.card_id = s.card_id \
             where s.id = $1 and s.method = 'send' and e.state = 'waiting' and e.method = 'edit'",
        )
        .bind(row.0)
        .fetch_optional(&mut self.connection)
        .await?;
        let Some((edit, lane, payload, guard, guard_id)) = edit else {
            return Ok(());
        };
        let done = sqlx::query(
            "update outbox set payload = $2, lane = min(lane, $3), guard = case when resent = 1 then $4 else guard end, \
             guard_id = case when resent = 1 then $5 else guard_id end where id = $1 and state = 'waiting'",
        )
        .bind(row.0)
        .bind(payload)
        .bind(lane)
        .bind(guard)
        .bind(guard_id)
        .execute(&mut self.connection)
        .await?;
        one_row(&done, "take_in_edit")?;
        self.cancel(RowId(edit), "superseded", now).await
    }

    /// Nothing is sent to a chat before this.
    async fn wait(&mut self, to: NeighbourId, until: Instant) -> Result<()> {
        sqlx::query(
            "insert into waits (neighbour_id, until_ms) values ($1, $2) \
             on conflict (neighbour_id) do update set until_ms = excluded.until_ms",
        )
        .bind(to.0)
        .bind(to_ms(until))
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }

    /// A row that waits ends unsent; one that is on its way or has ended stays as it is.
    async fn cancel(&mut self, row: RowId, reason: &str, now: Instant) -> Result<()> {
        sqlx::query(
            "update outbox set state = 'cancelled', reason = $2, payload = null, ended_at_ms = $3 \
             where id = $1 and state = 'waiting'",
        )
        .bind(row.0)
        .bind(reason)
        .bind(to_ms(now))
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }

    async fn end(&mut self, row: RowId, state: &str, reason: &str, now: Instant) -> Result<()> {
        let done = sqlx::query(
            "update outbox set state = $2, reason = $3, payload = null, ended_at_ms = $4 \
             where id = $1 and state = 'sending'",
        )
        .bind(row.0)
        .bind(state)
        .bind(reason)
        .bind(to_ms(now))
        .execute(&mut self.connection)
        .await?;
        one_row(&done, "end")
    }

    /// After a start: what was being sent when the program ended may have arrived. It is sent again, and says so.
    pub async fn resend_in_doubt(&mut self, now: Instant) -> Result<usize> {
        let rows: Vec<i64> = sqlx::query_scalar("select id from outbox where state = 'sending' order by id")
            .fetch_all(&mut self.connection)
            .await?;
        for row in &rows {
            self.back_to_waiting(RowId(*row), true, now).await?;
        }
        Ok(rows.len())
    }
}

impl Store {
    /// The first row that waits for each chat which may be written to now, replies first.
    pub async fn heads(&self, now: Instant, most: i64) -> Result<Vec<Head>> {
        let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
            "select o.lane, o.neighbour_id, o.id from outbox o \
             where o.state = 'waiting' and o.due_ms <= $1 \
             and not exists (select 1 from outbox b where b.id = o.after_id and b.state in ('waiting', 'sending')) \
             and not exists (select 1 from waits w where w.neighbour_id = o.neighbour_id and w.until_ms > $1) \
             and not exists (select 1 from outbox e where e.neighbour_id = o.neighbour_id and e.state = 'waiting' \
                 and e.due_ms <= $1 \
                 and not exists (select 1 from outbox b where b.id = e.after_id and b.state in ('waiting', 'sending')) \
                 and (e.lane < o.lane or e.lane = o.lane and e.id < o.id)) \
             order by o.lane, o.id limit $2",
        )
        .bind(to_ms(now))
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(lane, to, row)| Head { row: RowId(row), to: NeighbourId(to), lane: Lane::read(lane) })
            .collect())
    }

    /// When a row that waits may be sent, where none may now.
    pub async fn next_send(&self, now: Instant) -> Result<Option<Instant>> {
        let next: Option<i64> = sqlx::query_scalar(
            "select min(max(o.due_ms, coalesce((select until_ms from waits w where w.neighbour_id = o.neighbour_id), 0))) \
             from outbox o where o.state = 'waiting' \
             and max(o.due_ms, coalesce((select until_ms from waits w where w.neighbour_id = o.neighbour_id), 0)) > $1",
        )
        .bind(to_ms(now))
        .fetch_one(&self.readers)
        .await?;
        next.map(from_ms).transpose()
    }

    /// Every state and how many rows are in it: what an operator and a test look at.
    pub async fn outbox_states(&self) -> Result<Vec<(String, i64)>> {
        Ok(sqlx::query_as("select state, count(*) from outbox group by state order by state")
            .fetch_all(&self.readers)
            .await?)
    }
}
