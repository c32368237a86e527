//! Afterwards: a thank-you, and "the same person again?". A no keeps two neighbours apart, both ways and for good.

use crate::domain::{FirstName, Instant, IntroductionId, NeighbourId, PostId, Side, limits};

use super::neighbours::called;
use super::tx::{Hit as _, Run as _};
use super::{Result, Tx, to_ms};

/// Did one of the two say that they would rather not meet the other again?
macro_rules! apart {
    ($one:literal, $other:literal) => {
        concat!(
            "exists (select 1 from again v where v.yes = 0 and (v.neighbour_id = ",
            $one,
            " and v.other_id = ",
            $other,
            " or v.neighbour_id = ",
            $other,
            " and v.other_id = ",
            $one,
            "))"
        )
    };
}
pub(super) use apart;

/// From whom is this neighbour kept apart? Read once a search: for almost everybody it is nobody.
macro_rules! kept_from {
    ($me:literal) => {
        concat!(
            "(select v.other_id from again v where v.neighbour_id = ",
            $me,
            " and v.yes = 0 union all select v.neighbour_id from again v where v.other_id = ",
            $me,
            " and v.yes = 0)"
        )
    };
}
pub(super) use kept_from;

impl Tx {
    /// One side says thank you; the second time is an error.
    pub async fn thank(&mut self, id: IntroductionId, side: Side) -> Result<()> {
        let text = match side {
            Side::Asker => {
                "update introductions set asker_thanked = 1 \
                 where id = $1 and asker_thanked = 0 and state in ('agreed', 'ended')"
            }
            Side::Helper => {
                "update introductions set helper_thanked = 1 \
                 where id = $1 and helper_thanked = 0 and state in ('agreed', 'ended')"
            }
        };
        sqlx::query(text).bind(id.0).run(self.now().await?).await?.hit_one("thank")
    }

    /// Did a side say thank you?
    pub async fn has_thanked(&mut self, id: IntroductionId, side: Side) -> Result<bool> {
        let text = match side {
            Side::Asker => "select asker_thanked = 1 from introductions where id = $1",
            Side::Helper => "select helper_thanked = 1 from introductions where id = $1",
        };
        Ok(sqlx::query_scalar(text).bind(id.0).fetch_one(self.now().await?).await?)
    }

    /// "The same person again?", said by one of two who were introduced; what they say last counts.
    pub async fn say_again(&mut self, id: IntroductionId, me: NeighbourId, yes: bool, now: Instant) -> Result<()> {
        sqlx::query(
            "insert into again (neighbour_id, other_id, introduction_id, yes, said_at_ms) \
             select $2, case when i.asker_id = $2 then i.helper_id else i.asker_id end, i.id, $3, $4 \
             from introductions i where i.id = $1 and i.agreed_at_ms is not null and $2 in (i.asker_id, i.helper_id) \
             on conflict (neighbour_id, other_id) do update set introduction_id = excluded.introduction_id, \
             yes = excluded.yes, said_at_ms = excluded.said_at_ms",
        )
        .bind(id.0)
        .bind(me.0)
        .bind(i64::from(yes))
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("say_again")
    }

    /// What a neighbour last said of another; `None` for nothing.
    pub async fn said_again(&mut self, me: NeighbourId, other: NeighbourId) -> Result<Option<bool>> {
        let found: Option<bool> =
            sqlx::query_scalar("select yes = 1 from again where neighbour_id = $1 and other_id = $2")
                .bind(me.0)
                .bind(other.0)
                .fetch_optional(self.beside())
                .await?;
        Ok(found)
    }

    /// Are the two kept apart, because one of them said so?
    pub async fn are_apart(&mut self, one: NeighbourId, other: NeighbourId) -> Result<bool> {
        let apart = sqlx::query_scalar(concat!("select ", apart!("$1", "$2")))
            .bind(one.0)
            .bind(other.0)
            .fetch_one(self.beside())
            .await?;
        Ok(apart)
    }

    /// The yeses of a helper that wait for this asker.
    pub async fn waiting_between(&mut self, asker: NeighbourId, helper: NeighbourId) -> Result<Vec<IntroductionId>> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "select id from introductions where asker_id = $1 and helper_id = $2 and state = 'proposed' order by id",
        )
        .bind(asker.0)
        .bind(helper.0)
        .fetch_all(self.now().await?)
        .await?;
        Ok(ids.into_iter().map(IntroductionId).collect())
    }

    /// What two neighbours agreed and is not over, whoever of them asked; as much as is listed at once.
    pub async fn agreed_between(&mut self, one: NeighbourId, other: NeighbourId) -> Result<Vec<IntroductionId>> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "select id from introductions where state = 'agreed' and (asker_id = $1 and helper_id = $2 \
             or asker_id = $2 and helper_id = $1) order by id limit $3 + 0",
        )
        .bind(one.0)
        .bind(other.0)
        .bind(i64::from(limits::LISTED))
        .fetch_all(self.now().await?)
        .await?;
        Ok(ids.into_iter().map(IntroductionId).collect())
    }

    /// Whom this asker would like to be helped by again: of those who helped, the one of whom they said so last.
    /// What the other one said makes no difference. They are named as this asker knows them.
    pub async fn would_ask_again(&mut self, asker: NeighbourId) -> Result<Option<(IntroductionId, FirstName)>> {
        let found: Option<(i64, String)> = sqlx::query_as(concat!(
            "select g.introduction_id, coalesce((select k.name from known_as k where k.neighbour_id = n.id and k.by_id = $1), ",
            called!(),
            ") from again g join neighbours n on n.id = g.other_id \
             where g.neighbour_id = $1 and g.yes = 1 and exists (select 1 from introductions i \
             where i.asker_id = $1 and i.helper_id = g.other_id and i.agreed_at_ms is not null) \
             order by g.said_at_ms desc, g.other_id limit 1"
        ))
        .bind(asker.0)
        .fetch_optional(self.beside())
        .await?;
        Ok(found.map(|(id, name)| (IntroductionId(id), FirstName::read(&name))))
    }

    /// With whom this neighbour worked well together: one of the two would like to meet again, and neither would not.
    pub async fn worked_well(&mut self, me: NeighbourId) -> Result<Vec<NeighbourId>> {
        let ids: Vec<i64> = sqlx::query_scalar(concat!(
            "select w.id from (select g.other_id as id from again g where g.neighbour_id = $1 and g.yes = 1 \
             union select g.neighbour_id from again g where g.other_id = $1 and g.yes = 1) w where w.id not in ",
            kept_from!("$1"),
            " limit $2 + 0"
        ))
        .bind(me.0)
        .bind(i64::try_from(limits::CANDIDATES).unwrap_or(i64::MAX))
        .fetch_all(self.beside())
        .await?;
        Ok(ids.into_iter().map(NeighbourId).collect())
    }

    /// The other one of an introduction is to be asked before anybody else.
    pub async fn ask_first(&mut self, post: PostId, before: IntroductionId) -> Result<()> {
        sqlx::query(
            "update asks set first_asked = 0, first_id = (select case when i.asker_id = asks.asker_id then i.helper_id \
             else i.asker_id end from introductions i where i.id = $2 and asks.asker_id in (i.asker_id, i.helper_id)) \
             where id = $1 and state = 'open'",
        )
        .bind(post.0)
        .bind(before.0)
        .run(self.now().await?)
        .await?
        .hit_one("ask_first")
    }

    /// Their turn came: with it the asking began, whether they could be asked or not.
    pub async fn first_asked(&mut self, post: PostId) -> Result<()> {
        sqlx::query("update asks set first_asked = 1, asked_version = version where id = $1 and first_id is not null")
            .bind(post.0)
            .run(self.now().await?)
            .await?
            .hit_one("first_asked")
    }

    /// Now it is the turn of the others.
    pub async fn first_over(&mut self, post: PostId) -> Result<()> {
        sqlx::query("update asks set first_id = null where id = $1 and first_id is not null")
            .bind(post.0)
            .run(self.now().await?)
            .await?
            .hit_one("first_over")
    }
}
