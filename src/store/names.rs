//! By what name somebody knows a neighbour who is called otherwise by now.

use crate::domain::own_name::KnownAs;
use crate::domain::{FirstName, Guard, Instant, IntroductionId, NeighbourId};

use super::neighbours::called;
use super::tx::Run as _;
use super::{Result, Tx, from_ms, to_ms};

impl Tx {
    /// A neighbour is called otherwise from now on. Whoever met them, or saw that they can help, knows them by the name before,
    /// or by an older one.
    pub async fn renamed(&mut self, who: NeighbourId, before: &FirstName, now: Instant) -> Result<()> {
        for text in [
            "insert into known_as (neighbour_id, by_id, name, kept_at_ms) select distinct helper_id, asker_id, $2, $3 \
             from introductions where helper_id = $1 on conflict (neighbour_id, by_id) do nothing",
            "insert into known_as (neighbour_id, by_id, name, kept_at_ms) select distinct asker_id, helper_id, $2, $3 \
             from introductions where asker_id = $1 and agreed_at_ms is not null on conflict (neighbour_id, by_id) do nothing",
        ] {
            sqlx::query(text).bind(who.0).bind(before.as_str()).bind(to_ms(now)).run(self.now().await?).await?;
        }
        Ok(())
    }

    /// Somebody reads how a neighbour is called now.
    pub async fn name_told(&mut self, who: NeighbourId, to: NeighbourId, now: Instant) -> Result<()> {
        sqlx::query(concat!(
            "update known_as set told_at_ms = $3, kept_at_ms = $3, name = (select ",
            called!(),
            " from neighbours n where n.id = $1) where neighbour_id = $1 and by_id = $2"
        ))
        .bind(who.0)
        .bind(to.0)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// Two who are introduced read how each of them is called now.
    pub(super) async fn know_each_other(&mut self, id: IntroductionId, now: Instant) -> Result<()> {
        let Some(one) = self.introduction(id).await? else { return Ok(()) };
        self.name_told(one.asker, one.helper, now).await?;
        self.name_told(one.helper, one.asker, now).await
    }

    /// The name by which somebody knows a neighbour, where they have another one.
    pub async fn known_as(&mut self, who: NeighbourId, by: NeighbourId) -> Result<Option<FirstName>> {
        let name: Option<String> =
            sqlx::query_scalar("select name from known_as where neighbour_id = $1 and by_id = $2")
                .bind(who.0)
                .bind(by.0)
                .fetch_optional(self.beside())
                .await?;
        Ok(name.as_deref().map(FirstName::read))
    }

    /// Who knows a neighbour by another name than they have now.
    pub async fn known_otherwise(&mut self, who: NeighbourId) -> Result<Vec<(NeighbourId, FirstName)>> {
        let rows: Vec<(i64, String)> = sqlx::query_as(concat!(
            "select k.by_id, k.name from known_as k join neighbours n on n.id = k.neighbour_id \
             where k.neighbour_id = $1 and k.name <> ",
            called!(),
            " order by k.by_id"
        ))
        .bind(who.0)
        .fetch_all(self.beside())
        .await?;
        Ok(rows.into_iter().map(|(by, name)| (NeighbourId(by), FirstName::read(&name))).collect())
    }

    /// Of those, who has to do with the neighbour just now: the other ones of what is agreed, and the askers for whom their yes
    /// waits, or stands by.
    pub async fn hears_of_name(&mut self, who: NeighbourId) -> Result<Vec<KnownAs>> {
        let rows: Vec<(i64, i64, bool, String, Option<i64>)> = sqlx::query_as(concat!(
            "select i.asker_id, i.id as id, i.state = 'agreed' as agreed, k.name, k.told_at_ms from known_as k \
             join neighbours n on n.id = k.neighbour_id \
             join introductions i on i.helper_id = k.neighbour_id and i.asker_id = k.by_id \
             where k.neighbour_id = $1 and i.state in ('agreed', 'proposed', 'reserve') and k.name <> ",
            called!(),
            " union all select i.helper_id, i.id as id, 1 as agreed, k.name, k.told_at_ms from known_as k \
             join neighbours n on n.id = k.neighbour_id \
             join introductions i on i.asker_id = k.neighbour_id and i.helper_id = k.by_id \
             where k.neighbour_id = $1 and i.state = 'agreed' and k.name <> ",
            called!(),
            " order by agreed desc, id"
        ))
        .bind(who.0)
        .fetch_all(self.now().await?)
        .await?;
        let mut all: Vec<KnownAs> = Vec::new();
        for (by, id, agreed, name, told_at) in rows {
            if all.iter().any(|one| one.by.0 == by) {
                continue;
            }
            // A yes that is answered meanwhile is an introduction, with the same name on it.
            let guard = if agreed { Guard::Agreed(IntroductionId(id)) } else { Guard::None };
            let told_at = told_at.map(from_ms).transpose()?;
            all.push(KnownAs { by: NeighbourId(by), name: FirstName::read(&name), told_at, guard });
        }
        Ok(all)
    }
}
