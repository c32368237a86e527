//! Afterwards: a thank-you, and "the same person again?". A no keeps two neighbours apart, both ways and for good.

use crate::domain::{Instant, IntroductionId, NeighbourId, Side};

use super::tx::one_row;
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
        let done = sqlx::query(text).bind(id.0).execute(&mut self.connection).await?;
        one_row(&done, "thank")
    }

    /// Did a side say thank you?
    pub async fn has_thanked(&mut self, id: IntroductionId, side: Side) -> Result<bool> {
        let text = match side {
            Side::Asker => "select asker_thanked = 1 from introductions where id = $1",
            Side::Helper => "select helper_thanked = 1 from introductions where id = $1",
        };
        Ok(sqlx::query_scalar(text).bind(id.0).fetch_one(&mut self.connection).await?)
    }

    /// "The same person again?", said by one of two who were introduced; what they say last counts.
    pub async fn say_again(&mut self, id: IntroductionId, me: NeighbourId, yes: bool, now: Instant) -> Result<()> {
        let done = sqlx::query(
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
        .execute(&mut self.connection)
        .await?;
        one_row(&done, "say_again")
    }

    /// What a neighbour last said of another; `None` for nothing.
    pub async fn said_again(&mut self, me: NeighbourId, other: NeighbourId) -> Result<Option<bool>> {
        let found: Option<bool> =
            sqlx::query_scalar("select yes = 1 from again where neighbour_id = $1 and other_id = $2")
                .bind(me.0)
                .bind(other.0)
                .fetch_optional(&mut self.connection)
                .await?;
        Ok(found)
    }

    /// Are the two kept apart, because one of them said so?
    pub async fn are_apart(&mut self, one: NeighbourId, other: NeighbourId) -> Result<bool> {
        let apart = sqlx::query_scalar(concat!("select ", apart!("$1", "$2")))
            .bind(one.0)
            .bind(other.0)
            .fetch_one(&mut self.connection)
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
        .fetch_all(&mut self.connection)
        .await?;
        Ok(ids.into_iter().map(IntroductionId).collect())
    }
}
