//! A helper's week: how many pings they left unanswered, and from when on they may be asked again.

use crate::domain::{Due, Instant, NeighbourId, PingId, PostId, limits};

use super::{Result, Tx, from_ms, to_ms};

impl Tx {
    /// How many more pings they may get this week. Where it is none, the agenda has when they may again.
    pub async fn pings_left(&mut self, helper: NeighbourId, now: Instant) -> Result<usize> {
        let (times, first): (i64, Option<i64>) = sqlx::query_as(
            "select coalesce(sum(times), 0), min(asked_at_ms) from pings \
             where helper_id = $1 and browsing = 0 and answered_at_ms is null and asked_at_ms > $2",
        )
        .bind(helper.0)
        .bind(to_ms(now - limits::PINGS_WEEK))
        .fetch_one(self.now().await?)
        .await?;
        let left = usize::try_from(limits::PINGS_A_WEEK - times).unwrap_or(0);
        if let Some(first) = first.filter(|_| left == 0) {
            self.schedule(Due::MayBeAsked(helper), from_ms(first)? + limits::PINGS_WEEK).await?;
        }
        Ok(left)
    }

    /// Who answers has fewer pings against their week: where that was full, they may be asked again, and not only when it is over.
    pub(super) async fn is_answered(&mut self, id: PingId, now: Instant) -> Result<()> {
        let (helper, kept): (i64, Option<i64>) = sqlx::query_as(
            "select p.helper_id, g.due_ms from pings p \
             left join agenda g on g.kind = 'may_be_asked' and g.subject_id = p.helper_id where p.id = $1",
        )
        .bind(id.0)
        .fetch_one(self.now().await?)
        .await?;
        let (due, soon) = (Due::MayBeAsked(NeighbourId(helper)), now + limits::ASKED_FROM);
        match self.as_planned(due, kept)? {
            Some(at) if at > soon => self.schedule(due, soon).await,
            Some(_) | None => Ok(()),
        }
    }

    /// Open asks that were over for them before an answer, as they paused or could not be reached, and for which they may be asked
    /// once more.
    pub async fn left_open(&mut self, helper: NeighbourId, most: i64) -> Result<Vec<PostId>> {
        let text = "select p.ask_id from pings p join asks a on a.id = p.ask_id \
             where p.helper_id = $1 and p.answered_at_ms is null and p.state = 'over' and a.state = 'open' \
             order by p.asked_at_ms, p.ask_id limit $2 + 0";
        self.ids_of(text, (helper, most), PostId).await
    }
}
