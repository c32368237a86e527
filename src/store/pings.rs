//! Pings: one post shown to one neighbour.

use crate::domain::{Due, Instant, NeighbourId, NewPing, OpenPing, Ping, PingId, PingState, PostId, Reason, limits};

use super::again::apart;
use super::tx::{Hit as _, Run as _};
use super::{Result, StoreError, Tx, from_ms, to_ms};

type Row = (i64, i64, i64, String, bool, bool);

fn ping((id, post, helper, state, through_link, wider): Row) -> Result<Ping> {
    let state = PingState::from_code(&state).ok_or(StoreError::Unreadable("a ping's state"))?;
    let (post, helper) = (PostId(post), NeighbourId(helper));
    Ok(Ping { id: PingId(id), post, helper, state, through_link, wider })
}

impl Tx {
    /// Shows a post to a neighbour; the second time for the same post is an error.
    pub async fn ping(&mut self, ping: &NewPing, now: Instant) -> Result<()> {
        sqlx::query(
            "insert into pings (id, ask_id, helper_id, state, browsing, asked_at_ms, through_link, wider) \
             values ($1, $2, $3, 'open', $4, $5, $6, $7)",
        )
        .bind(ping.id.0)
        .bind(ping.post.0)
        .bind(ping.helper.0)
        .bind(i64::from(ping.browsing))
        .bind(to_ms(now))
        .bind(i64::from(ping.through_link))
        .bind(i64::from(ping.wider))
        .run(self.now().await?)
        .await?
        .hit_one("ping")?;
        match ping {
            NewPing { browsing: false, .. } => self.count_ping(ping.post, ping.helper, now).await,
            // Who opens a link is nobody whom the bot found.
            NewPing { through_link: true, .. } => Ok(()),
            NewPing { .. } => self.is_looked_at(ping.id).await,
        }
    }

    /// Somebody looks at an ask as it is, by themselves.
    async fn is_looked_at(&mut self, id: PingId) -> Result<()> {
        sqlx::query(
            "update asks set seen_version = version where seen_version < version \
             and id in (select ask_id from pings where id = $1 and through_link = 0)",
        )
        .bind(id.0)
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// The newest ping by which a link brought somebody here, where they have not answered it. What changed since is over, and
    /// leads to the ask as it is.
    pub async fn invitation(&mut self, helper: NeighbourId) -> Result<Option<PingId>> {
        let id: Option<i64> = sqlx::query_scalar(
            "select id from pings where helper_id = $1 and browsing = 1 and answered_at_ms is null \
             and through_link = 1 and state in ('open', 'over') \
             and exists (select 1 from asks a where a.id = ask_id and a.state = 'open') order by asked_at_ms desc limit 1",
        )
        .bind(helper.0)
        .fetch_optional(self.beside())
        .await?;
        Ok(id.map(PingId))
    }

    /// How many saw a post through its link first.
    pub async fn opened(&mut self, post: PostId) -> Result<i64> {
        let count: i64 = sqlx::query_scalar("select count(*) from pings where ask_id = $1 and through_link = 1")
            .bind(post.0)
            .fetch_one(self.now().await?)
            .await?;
        Ok(count)
    }

    /// Shows a post once more to who had not answered when it was over, or who was asked before it changed. A message of more than
    /// a week ago counts no more.
    pub async fn ping_again(&mut self, ping: &NewPing, now: Instant) -> Result<()> {
        sqlx::query(
            "update pings set state = 'open', reason = null, browsing = 0, wider = $2, asked_at_ms = $3, \
             times = case when answered_at_ms is null and browsing = 0 and asked_at_ms > $4 then times + 1 else 1 end, \
             answered_at_ms = null where id = $1 and state = 'over'",
        )
        .bind(ping.id.0)
        .bind(i64::from(ping.wider))
        .bind(to_ms(now))
        .bind(to_ms(now - limits::PINGS_WEEK))
        .run(self.now().await?)
        .await?
        .hit_one("ping_again")?;
        self.count_ping(ping.post, ping.helper, now).await
    }

    /// Who looks at an open ask once more sees it open, though it was over for them, or they had said "not this time".
    pub async fn ping_open_again(&mut self, id: PingId, now: Instant) -> Result<()> {
        self.is_looked_at(id).await?;
        // Who answered and looks once more left nothing unanswered.
        sqlx::query(
            "update pings set state = 'open', reason = null, asked_at_ms = $2, answered_at_ms = null, \
             browsing = case when answered_at_ms is null then browsing else 1 end \
             where id = $1 and state in ('over', 'not_this_time') \
             and exists (select 1 from asks a where a.id = ask_id and a.state = 'open')",
        )
        .bind(id.0)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("ping_open_again")
    }

    /// The message of an open ping was never sent, though it could be since an instant: its neighbour was not asked for it at
    /// this version, and others are in their place.
    pub(super) async fn was_not_asked(
        &mut self,
        (id, version): (PingId, i64),
        (since, now): (Instant, Instant),
    ) -> Result<()> {
        let Some(ping) = self.find_ping(id).await?.filter(|ping| ping.state == PingState::Open) else {
            return Ok(());
        };
        // Since the ask changed there is another message for it.
        if self.ask(ping.post).await?.is_none_or(|asked| asked.ask.version != version) {
            return Ok(());
        }
        // Who was shown it once before keeps that card.
        let is_shown = "select 1 from cards where neighbour_id = $2 and kind = 'ping' and subject_id = $1 and message_id is not null";
        let shown: Option<i64> =
            sqlx::query_scalar(is_shown).bind(id.0).bind(ping.helper.0).fetch_optional(self.now().await?).await?;
        let text = if shown.is_some() {
            "update pings set state = 'over', times = case when times > 0 then times - 1 else 0 end \
             where id = $1 and state = 'open'"
        } else {
            "delete from pings where id = $1 and state = 'open'"
        };
        sqlx::query(text).bind(id.0).run(self.now().await?).await?.hit_one("was_not_asked")?;
        sqlx::query(
            "update asks set asked_version = case \
             when exists (select 1 from pings p where p.ask_id = $1 and p.browsing = 0 and p.state <> 'over') then asked_version \
             when exists (select 1 from pings p where p.ask_id = $1 and p.browsing = 0) then max(version - 1, 1) \
             else 0 end, unsent_version = version, \
             unsent_at_ms = case when $2 then $3 else unsent_at_ms end where id = $1",
        )
        .bind(ping.post.0)
        .bind(now - since >= limits::LONG_WAIT)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?;
        self.asked_before(ping.helper).await?;
        let open: Option<i64> =
            sqlx::query_scalar("select 1 from asks where id = $1 and state = 'open' and (to_ms is null or to_ms > $2)")
                .bind(ping.post.0)
                .bind(to_ms(now))
                .fetch_optional(self.now().await?)
                .await?;
        if open.is_some() && self.scheduled(Due::Wave(ping.post)).await?.is_none() {
            self.schedule(Due::Wave(ping.post), now).await?;
        }
        Ok(())
    }

    async fn count_ping(&mut self, post: PostId, helper: NeighbourId, now: Instant) -> Result<()> {
        sqlx::query("update asks set asked_version = version where id = $1 and asked_version < version")
            .bind(post.0)
            .run(self.now().await?)
            .await?;
        self.was_asked(helper, now).await?;
        self.pings_left(helper, now).await?;
        Ok(())
    }

    /// A ping by its name.
    pub async fn find_ping(&mut self, id: PingId) -> Result<Option<Ping>> {
        let row: Option<Row> =
            sqlx::query_as("select id, ask_id, helper_id, state, through_link = 1, wider = 1 from pings where id = $1")
                .bind(id.0)
                .fetch_optional(self.now().await?)
                .await?;
        row.map(ping).transpose()
    }

    /// The ping by which a helper was shown a post.
    pub async fn ping_of(&mut self, post: PostId, helper: NeighbourId) -> Result<Option<Ping>> {
        let row: Option<Row> = sqlx::query_as(
            "select id, ask_id, helper_id, state, through_link = 1, wider = 1 from pings \
             where ask_id = $1 and helper_id = $2",
        )
        .bind(post.0)
        .bind(helper.0)
        .fetch_optional(self.now().await?)
        .await?;
        row.map(ping).transpose()
    }

    /// "I can help", to the open ask at the version that was shown; also after a "not this time", or where the ask was
    /// over for a while.
    pub async fn ping_yes(&mut self, id: PingId, version: i64, now: Instant) -> Result<()> {
        sqlx::query(
            "update pings set state = 'yes', reason = null, answered_at_ms = $2 \
             where id = $1 and state in ('open', 'not_this_time', 'over') \
             and exists (select 1 from asks a where a.id = ask_id and a.state = 'open' and a.version = $3)",
        )
        .bind(id.0)
        .bind(to_ms(now))
        .bind(version)
        .run(self.now().await?)
        .await?
        .hit_one("ping_yes")?;
        self.is_answered(id, now).await
    }

    /// "Not this time"; also where the ping was over for a while.
    pub async fn ping_no(&mut self, id: PingId, now: Instant) -> Result<()> {
        sqlx::query(
            "update pings set state = 'not_this_time', answered_at_ms = $2 where id = $1 and state in ('open', 'over')",
        )
        .bind(id.0)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("ping_no")?;
        self.is_answered(id, now).await
    }

    /// An answer to an ask that is over, or that they may not say yes to. Who answers is no one who never does.
    pub async fn ping_too_late(&mut self, id: PingId, now: Instant) -> Result<()> {
        sqlx::query(
            "update pings set state = 'over', answered_at_ms = coalesce(answered_at_ms, $2) \
             where id = $1 and state in ('open', 'over')",
        )
        .bind(id.0)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("ping_too_late")?;
        self.is_answered(id, now).await
    }

    /// Why not this time.
    pub async fn ping_reason(&mut self, id: PingId, reason: Reason) -> Result<()> {
        sqlx::query("update pings set reason = $2 where id = $1 and state = 'not_this_time'")
            .bind(id.0)
            .bind(reason.code())
            .run(self.now().await?)
            .await?
            .hit_one("ping_reason")
    }

    /// The ask is over: all its open pings are.
    pub async fn pings_over(&mut self, post: PostId) -> Result<()> {
        sqlx::query("update pings set state = 'over' where ask_id = $1 and state = 'open'")
            .bind(post.0)
            .run(self.now().await?)
            .await?;
        Ok(())
    }

    /// The ask changed: its open pings are over and may be made again. For another time, those too who said "wrong time".
    pub async fn withdraw_pings(&mut self, post: PostId, other_time: bool) -> Result<()> {
        sqlx::query(
            "update pings set state = 'over', reason = null where ask_id = $1 \
             and (state = 'open' or $2 and state = 'not_this_time' and reason = $3)",
        )
        .bind(post.0)
        .bind(other_time)
        .bind(Reason::WrongTime.code())
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// Who was asked before a post changed or was over for a while, and had not answered.
    pub async fn withdrawn(&mut self, post: PostId) -> Result<Vec<NeighbourId>> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "select helper_id from pings where ask_id = $1 and state = 'over' order by asked_at_ms, helper_id limit $2 + 0",
        )
        .bind(post.0)
        .bind(i64::try_from(limits::CANDIDATES).unwrap_or(i64::MAX))
        .fetch_all(self.now().await?)
        .await?;
        Ok(ids.into_iter().map(NeighbourId).collect())
    }

    /// Who was asked cannot be reached any more: all their open pings are over.
    pub async fn pings_over_of(&mut self, helper: NeighbourId) -> Result<()> {
        // What is open has no answer: said, for the index.
        sqlx::query(
            "update pings set state = 'over' where helper_id = $1 and answered_at_ms is null and state = 'open'",
        )
        .bind(helper.0)
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// How many were asked for a post, those aside who may be asked once more.
    pub async fn asked_for(&mut self, post: PostId) -> Result<usize> {
        let count: i64 =
            sqlx::query_scalar("select count(*) from pings where ask_id = $1 and browsing = 0 and state <> 'over'")
                .bind(post.0)
                .fetch_one(self.now().await?)
                .await?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// The pings of a neighbour that have no answer.
    pub async fn open_pings_of(&mut self, helper: NeighbourId) -> Result<Vec<PingId>> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "select id from pings where helper_id = $1 and answered_at_ms is null and state = 'open' order by id",
        )
        .bind(helper.0)
        .fetch_all(self.now().await?)
        .await?;
        Ok(ids.into_iter().map(PingId).collect())
    }

    /// Is an ask open and in time that they were shown and have answered, also where they took their yes back?
    pub async fn has_answered_open(&mut self, helper: NeighbourId, now: Instant) -> Result<bool> {
        let one: Option<i64> = sqlx::query_scalar(
            "select 1 from cards k cross join pings p on p.id = k.subject_id cross join asks a on a.id = p.ask_id \
             where k.neighbour_id = $1 and k.kind = 'ping' and k.live = 1 and p.helper_id = $1 \
             and p.state <> 'open' and a.state = 'open' and (a.to_ms is null or a.to_ms > $2) limit 1",
        )
        .bind(helper.0)
        .bind(to_ms(now))
        .fetch_optional(self.now().await?)
        .await?;
        Ok(one.is_some())
    }

    /// The open asks of the same kind of who was shown a post, and has not answered or said yes.
    pub async fn led_to(&mut self, post: PostId) -> Result<Vec<PostId>> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "select o.id from pings p join asks a on a.id = p.ask_id \
             join asks o on o.asker_id = p.helper_id and o.category = a.category and o.state = 'open' \
             where p.ask_id = $1 and p.state in ('open', 'yes') order by o.id",
        )
        .bind(post.0)
        .fetch_all(self.now().await?)
        .await?;
        Ok(ids.into_iter().map(PostId).collect())
    }

    /// The newest pings of somebody who is paused that may say so: they were over without an answer, or the answer was "not
    /// this time" and no reason why, or a yes that is out since. Of who stood by also those that are no card any more: the message
    /// says since their yes that they may stand by.
    pub async fn pings_of_paused(&mut self, helper: NeighbourId, since: Instant, most: i64) -> Result<Vec<PingId>> {
        let found: Vec<(i64, i64)> = sqlx::query_as(
            "select p.id, p.asked_at_ms from cards k cross join pings p on p.id = k.subject_id \
             where k.neighbour_id = $1 and k.kind = 'ping' and k.live = 1 and k.message_id is not null \
             and p.helper_id = $1 and (p.asked_at_ms >= $2 \
             and (p.state = 'over' or p.state = 'not_this_time' and p.reason is null) \
             or p.state = 'yes' and exists (select 1 from introductions i where i.ask_id = p.ask_id \
             and i.helper_id = p.helper_id and i.state = 'released' and i.released_because = 'withdrawn')) \
             union select p.id, p.asked_at_ms from introductions i cross join asks a on a.id = i.ask_id \
             cross join pings p on p.ask_id = i.ask_id and p.helper_id = $1 \
             where i.helper_id = $1 and i.stood_by = 1 and i.state = 'released' and i.released_because = 'withdrawn' \
             and a.state in ('open', 'found') order by 2 desc, 1 limit $3 + 0",
        )
        .bind(helper.0)
        .bind(to_ms(since))
        .bind(most)
        .fetch_all(self.now().await?)
        .await?;
        Ok(found.into_iter().map(|(id, _)| PingId(id)).collect())
    }

    /// The pings of a post that have no answer.
    pub async fn open_pings(&mut self, post: PostId) -> Result<Vec<OpenPing>> {
        let rows: Vec<(i64, i64, i64, bool, Option<i64>)> = sqlx::query_as(concat!(
            "select p.id, p.helper_id, p.asked_at_ms, p.through_link = 1 and not ",
            apart!("a.asker_id", "p.helper_id"),
            ", (select min(o.due_ms) from outbox o where p.browsing = 0 \
             and o.neighbour_id = p.helper_id and o.state = 'waiting' and o.guard = 'ping_open' and o.guard_id = p.id) \
             from pings p join asks a on a.id = p.ask_id where p.ask_id = $1 and p.state = 'open' order by p.id",
        ))
        .bind(post.0)
        .fetch_all(self.now().await?)
        .await?;
        rows.into_iter()
            .map(|(id, helper, asked_at, through_link, waits_since)| {
                let (asked_at, waits_since) = (from_ms(asked_at)?, waits_since.map(from_ms).transpose()?);
                Ok(OpenPing { id: PingId(id), helper: NeighbourId(helper), asked_at, through_link, waits_since })
            })
            .collect()
    }
}
