//! How calls end for their rows: arrived is in `sending`; everything else is here.

use super::super::tx::{Hit as _, Run as _};
use super::{Ended, Form, RowId, Verdict};
use crate::domain::{CardId, Due, Instant, IntroductionId, NeighbourId, PingId, PostId, limits};
use crate::store::{Result, Tx, from_ms, to_ms};

impl Tx {
    /// Marks how a call ended that did not arrive.
    pub(super) async fn mark(&mut self, ended: &Ended, now: Instant) -> Result<()> {
        match ended.verdict {
            // Marked with others, many at once.
            Verdict::Sent { .. } => Ok(()),
            Verdict::Done { reason } => self.end(ended.row, "sent", reason, now).await,
            Verdict::Gone { reason } => self.gone(ended, reason, now).await,
            Verdict::Missing { again } => {
                if self.count_missing(ended.to, now).await? < limits::MISSING_TIMES {
                    self.back_to_waiting(ended.row, false, now).await?;
                    return self.wait(ended.to, again).await;
                }
                self.gone(ended, "chat not found", now).await
            }
            Verdict::Refused { reason } => self.end(ended.row, "refused", reason, now).await,
            Verdict::Simpler { form, in_doubt } => {
                self.more_simply(ended.row, form).await?;
                self.back_to_waiting(ended.row, in_doubt, now).await
            }
            Verdict::Apologised { message } => self.apologised(ended, message, now).await,
            Verdict::SendAnew => self.send_anew(ended.row, now).await,
            Verdict::Doubted { at } => {
                self.count_doubt(ended.row).await?;
                self.back_to_waiting(ended.row, true, now).await?;
                self.wait(ended.to, at).await
            }
            Verdict::Again { at, in_doubt } => {
                self.back_to_waiting(ended.row, in_doubt, now).await?;
                self.wait(ended.to, at).await
            }
        }
    }

    async fn more_simply(&mut self, row: RowId, form: Form) -> Result<()> {
        sqlx::query("update outbox set form = $2 where id = $1 and state = 'sending'")
            .bind(row.0)
            .bind(form.stored())
            .run(self.now().await?)
            .await?
            .hit_one("more_simply")
    }

    async fn count_doubt(&mut self, row: RowId) -> Result<()> {
        sqlx::query("update outbox set doubts = doubts + 1 where id = $1 and state = 'sending'")
            .bind(row.0)
            .run(self.now().await?)
            .await?
            .hit_one("count_doubt")
    }

    /// The apology is the card's message now, so that the next thing the card says is seen there.
    async fn apologised(&mut self, ended: &Ended, message: i64, now: Instant) -> Result<()> {
        if ended.is_card {
            sqlx::query("update cards set message_id = $2 where id = (select card_id from outbox where id = $1)")
                .bind(ended.row.0)
                .bind(message)
                .run(self.now().await?)
                .await?;
        }
        self.end(ended.row, "refused", "an apology arrived", now).await
    }

    async fn gone(&mut self, ended: &Ended, reason: &str, now: Instant) -> Result<()> {
        // An answer from before they came back tells nothing of now.
        if self.came_back_since(ended.to, ended.began).await? {
            return self.back_to_waiting(ended.row, false, now).await;
        }
        self.end(ended.row, "gone", reason, now).await?;
        // What this means for their open things is a chore's matter.
        self.schedule(Due::Unreachable(ended.to), now).await
    }

    /// How often a chat was not found within the last hours, this time included; at the limit it is counted anew.
    async fn count_missing(&mut self, to: NeighbourId, now: Instant) -> Result<i64> {
        let times: i64 = sqlx::query_scalar(
            "insert into waits (neighbour_id, until_ms, missing, missing_since_ms) values ($1, $2, 1, $2) \
             on conflict (neighbour_id) do update set \
             missing = case when missing > 0 and missing < $4 and missing_since_ms > $3 then missing + 1 else 1 end, \
             missing_since_ms = case when missing > 0 and missing < $4 and missing_since_ms > $3 \
             then missing_since_ms else excluded.missing_since_ms end returning missing",
        )
        .bind(to.0)
        .bind(to_ms(now))
        .bind(to_ms(now - limits::MISSING_WITHIN))
        .bind(limits::MISSING_TIMES)
        .fetch_one(self.now().await?)
        .await?;
        Ok(times)
    }

    /// The card has no message any more: its edit becomes one.
    async fn send_anew(&mut self, row: RowId, now: Instant) -> Result<()> {
        sqlx::query("update cards set message_id = null where id = (select card_id from outbox where id = $1)")
            .bind(row.0)
            .run(self.now().await?)
            .await?;
        sqlx::query(
            "update outbox set state = 'waiting', method = 'send' where id = $1 and state = 'sending' and method = 'edit'",
        )
        .bind(row.0)
        .run(self.now().await?)
        .await?
        .hit_one("send_anew")?;
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
        .run(self.now().await?)
        .await?;
        if newer.rows_affected() > 0 {
            return Ok(());
        }
        sqlx::query(
            "update outbox set state = 'waiting', resent = max(resent, $2) where id = $1 and state = 'sending'",
        )
        .bind(row.0)
        .bind(i64::from(in_doubt))
        .run(self.now().await?)
        .await?
        .hit_one("back_to_waiting")?;
        self.take_in_edit(row, now).await
    }

    /// A message that is unsent again says what the edit said that waited for it; else that edit would find no message.
    async fn take_in_edit(&mut self, row: RowId, now: Instant) -> Result<()> {
        type Waiting = (i64, i64, String, Option<String>, Option<i64>, Option<i64>, i64);
        let edit: Option<Waiting> = sqlx::query_as(
            "select e.id, e.lane, e.payload, e.guard, e.guard_id, e.guard_version, e.wakes \
             from outbox s join outbox e on e.card_id = s.card_id \
             where s.id = $1 and s.method = 'send' and e.state = 'waiting' and e.method = 'edit'",
        )
        .bind(row.0)
        .fetch_optional(self.now().await?)
        .await?;
        let Some((edit, lane, payload, guard, guard_id, guard_version, wakes)) = edit else {
            return Ok(());
        };
        sqlx::query(
            "update outbox set payload = $2, form = 0, doubts = 0, lane = min(lane, $3), guard = case when resent = 1 then $4 else guard end, \
             guard_id = case when resent = 1 then $5 else guard_id end, wakes = min(wakes, $6), \
             guard_version = case when resent = 1 then $7 else guard_version end, \
             expires_ms = case when $6 = 0 then null else expires_ms end where id = $1 and state = 'waiting'",
        )
        .bind(row.0)
        .bind(payload)
        .bind(lane)
        .bind(guard)
        .bind(guard_id)
        .bind(wakes)
        .bind(guard_version)
        .run(self.now().await?)
        .await?
        .hit_one("take_in_edit")?;
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
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// A row that waits ends unsent; one that is on its way or has ended stays as it is.
    pub(super) async fn cancel(&mut self, row: RowId, reason: &str, now: Instant) -> Result<()> {
        sqlx::query(
            "update outbox set state = 'cancelled', reason = $2, payload = null, ended_at_ms = $3 \
             where id = $1 and state = 'waiting'",
        )
        .bind(row.0)
        .bind(reason)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// A row that waits ends where it is worth nothing any more; `false` where it is. A ping or a question that nobody can
    /// have seen was none.
    pub(super) async fn expire(&mut self, row: RowId, now: Instant) -> Result<bool> {
        type Expired = (Option<String>, Option<i64>, Option<i64>, Option<i64>, bool, i64);
        let expired: Option<Expired> = sqlx::query_as(
            "update outbox set state = 'expired', reason = 'too late', payload = null, ended_at_ms = $2 \
             where id = $1 and state = 'waiting' and expires_ms <= $2 \
             returning guard, guard_id, guard_version, card_id, resent = 1, due_ms",
        )
        .bind(row.0)
        .bind(to_ms(now))
        .fetch_optional(self.now().await?)
        .await?;
        let Some((guard, id, version, card, may_be_seen, due)) = expired else { return Ok(false) };
        match (guard.as_deref(), id, version, card) {
            _ if may_be_seen => {}
            (Some("ping_open"), Some(ping), Some(version), _) => {
                self.was_not_asked((PingId(ping), version), (from_ms(due)?, now)).await?;
            }
            (Some("agreed" | "met"), .., Some(card)) => self.was_not_asked_how_it_was(CardId(card)).await?,
            _ => {}
        }
        Ok(true)
    }

    /// Questions how it went that were not sent in time end, so that they are asked as if for the first time.
    pub async fn expire_questions(&mut self, id: IntroductionId, now: Instant) -> Result<()> {
        let rows: Vec<i64> = sqlx::query_scalar(
            "select o.id from introductions i cross join outbox o where i.id = $1 \
             and o.neighbour_id in (i.asker_id, i.helper_id) and o.state = 'waiting' and o.guard in ('agreed', 'met') \
             and o.guard_id = i.id and o.expires_ms <= $2",
        )
        .bind(id.0)
        .bind(to_ms(now))
        .fetch_all(self.now().await?)
        .await?;
        self.expire_all(rows, now).await
    }

    /// Pings of an ask that were not sent in time end, so that their neighbours may be asked for it now.
    pub async fn expire_pings(&mut self, post: PostId, now: Instant) -> Result<()> {
        let rows: Vec<i64> = sqlx::query_scalar(
            "select o.id from pings p cross join outbox o where p.ask_id = $1 and p.state = 'open' \
             and o.neighbour_id = p.helper_id and o.state = 'waiting' and o.guard = 'ping_open' and o.guard_id = p.id \
             and o.expires_ms <= $2",
        )
        .bind(post.0)
        .bind(to_ms(now))
        .fetch_all(self.now().await?)
        .await?;
        self.expire_all(rows, now).await
    }

    async fn expire_all(&mut self, rows: Vec<i64>, now: Instant) -> Result<()> {
        for row in rows {
            self.expire(RowId(row), now).await?;
        }
        Ok(())
    }

    async fn end(&mut self, row: RowId, state: &str, reason: &str, now: Instant) -> Result<()> {
        sqlx::query(
            "update outbox set state = $2, reason = $3, payload = null, ended_at_ms = $4 \
             where id = $1 and state = 'sending'",
        )
        .bind(row.0)
        .bind(state)
        .bind(reason)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("end")
    }

    /// After a start: what was being sent when the program ended may have arrived. It is sent again, and says so.
    pub async fn resend_in_doubt(&mut self, now: Instant) -> Result<usize> {
        let rows: Vec<i64> =
            sqlx::query_scalar("select id from outbox where state = 'sending' order by neighbour_id, id")
                .fetch_all(self.now().await?)
                .await?;
        for row in &rows {
            self.back_to_waiting(RowId(*row), true, now).await?;
        }
        Ok(rows.len())
    }
}
