//! Another time that one of two introduced people asks for: one question at a time, gone with its answer.

use crate::domain::{Due, IntroductionId, Side, TimeChange, TimeChangeId};

use super::asks::when;
use super::tx::{Hit as _, Run as _};
use super::{Result, Tx, to_ms};

type Row = (i64, bool, String, Option<i64>, Option<i64>, i64, bool);

impl Tx {
    /// One of the two asks for another time; a newer question takes the place of the one before.
    pub async fn ask_time(&mut self, introduction: IntroductionId, change: &TimeChange) -> Result<()> {
        let window = change.when.window;
        sqlx::query(
            "insert into time_changes (introduction_id, id, by_asker, urgency, from_ms, to_ms, ask_version, instead) \
             select i.id, $2, $3, $4, $5, $6, $7, $8 from introductions i where i.id = $1 and i.state = 'agreed' \
             on conflict (introduction_id) do update set id = excluded.id, by_asker = excluded.by_asker, \
             urgency = excluded.urgency, from_ms = excluded.from_ms, to_ms = excluded.to_ms, \
             ask_version = excluded.ask_version, instead = excluded.instead",
        )
        .bind(introduction.0)
        .bind(change.id.0)
        .bind(i64::from(change.by == Side::Asker))
        .bind(change.when.urgency.code())
        .bind(window.map(|window| to_ms(window.from)))
        .bind(window.map(|window| to_ms(window.to)))
        .bind(change.ask_version)
        .bind(i64::from(change.instead))
        .run(self.now().await?)
        .await?
        .hit_one("ask_time")?;
        let text = match change.by {
            Side::Asker => "update introductions set asker_times_asked = asker_times_asked + 1 where id = $1",
            Side::Helper => "update introductions set helper_times_asked = helper_times_asked + 1 where id = $1",
        };
        sqlx::query(text).bind(introduction.0).run(self.now().await?).await?.hit_one("ask_time")
    }

    /// The question for another time that is open.
    pub async fn time_change(&mut self, introduction: IntroductionId) -> Result<Option<TimeChange>> {
        let row: Option<Row> = sqlx::query_as(
            "select id, by_asker = 1, urgency, from_ms, to_ms, ask_version, instead = 1 from time_changes \
             where introduction_id = $1",
        )
        .bind(introduction.0)
        .fetch_optional(self.now().await?)
        .await?;
        let Some((id, by_asker, urgency, from, to, ask_version, instead)) = row else { return Ok(None) };
        let by = if by_asker { Side::Asker } else { Side::Helper };
        Ok(Some(TimeChange { id: TimeChangeId(id), by, when: when(&urgency, from, to)?, ask_version, instead }))
    }

    /// The other one said yes to this question: it is the time that both agreed, and both are asked anew how it went.
    pub async fn agree_time(&mut self, introduction: IntroductionId, change: TimeChangeId) -> Result<()> {
        sqlx::query(
            "update introductions set \
             agreed_urgency = (select c.urgency from time_changes c where c.introduction_id = $1), \
             agreed_from_ms = (select c.from_ms from time_changes c where c.introduction_id = $1), \
             agreed_to_ms = (select c.to_ms from time_changes c where c.introduction_id = $1), \
             asker_asked = 0, helper_asked = 0, asker_outcome = null, helper_outcome = null, \
             asker_times_asked = 0, helper_times_asked = 0, agreement = agreement + 1 \
             where id = $1 and state = 'agreed' \
             and exists (select 1 from time_changes c where c.introduction_id = $1 and c.id = $2)",
        )
        .bind(introduction.0)
        .bind(change.0)
        .run(self.now().await?)
        .await?
        .hit_one("agree_time")?;
        self.forget_time_change(introduction).await
    }

    /// The ask has another time: what two agreed follows it, both are asked anew how it went, and a question of theirs
    /// about the time is over.
    pub async fn follow_time(&mut self, introduction: IntroductionId) -> Result<()> {
        sqlx::query(
            "update introductions set agreed_urgency = (select urgency from asks where asks.id = ask_id), \
             agreed_from_ms = (select from_ms from asks where asks.id = ask_id), \
             agreed_to_ms = (select to_ms from asks where asks.id = ask_id), \
             asker_asked = 0, helper_asked = 0, asker_outcome = null, helper_outcome = null, \
             asker_times_asked = 0, helper_times_asked = 0, agreement = agreement + 1 \
             where id = $1 and state = 'agreed'",
        )
        .bind(introduction.0)
        .run(self.now().await?)
        .await?
        .hit_one("follow_time")?;
        self.forget_time_change(introduction).await
    }

    /// The other one keeps it as it was.
    pub async fn keep_time(&mut self, introduction: IntroductionId, change: TimeChangeId) -> Result<()> {
        sqlx::query("delete from time_changes where introduction_id = $1 and id = $2")
            .bind(introduction.0)
            .bind(change.0)
            .run(self.now().await?)
            .await?
            .hit_one("keep_time")?;
        self.unschedule(Due::TimePasses(introduction)).await
    }

    /// No question is open any more.
    pub(super) async fn forget_time_change(&mut self, introduction: IntroductionId) -> Result<()> {
        sqlx::query("delete from time_changes where introduction_id = $1")
            .bind(introduction.0)
            .run(self.now().await?)
            .await?;
        self.unschedule(Due::TimePasses(introduction)).await
    }
}
