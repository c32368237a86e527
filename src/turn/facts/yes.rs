//! Reads a yes to an ask, whatever became of it.

use super::{band_from, known};
use crate::domain::{Ask, Due, Introduction, IntroductionState, Neighbour};
use crate::store::{StoreError, Tx};
use crate::talk::facts::{About, Yes};

pub(super) async fn yes(tx: &mut Tx, (introduction, ask): (Introduction, &Ask)) -> Result<Yes, StoreError> {
    let helper = known(tx, introduction.helper).await?;
    let stands_by = introduction.state == IntroductionState::Reserve;
    let was_not_needed = introduction.was_not_needed(ask);
    let is_placed = (stands_by || was_not_needed) && !introduction.through_link;
    let band = if is_placed { band_from(tx, &helper, ask).await? } else { None };
    let may_meet = stands_by || introduction.state == IntroductionState::Proposed;
    let apart = may_meet && tx.are_apart(introduction.asker, introduction.helper).await?;
    let may_come = was_not_needed && may_come(tx, &introduction, &helper).await?;
    let about = About::agreed(&introduction, ask);
    let is_agreed = matches!(introduction.state, IntroductionState::Agreed { .. });
    let change = if is_agreed { tx.time_change(introduction.id).await? } else { None };
    let is_changed = is_agreed && introduction.is_outdated(ask);
    let awaited = is_changed && tx.scheduled(Due::Release(introduction.id)).await?.is_some();
    let met = match introduction.met.filter(|_| is_agreed) {
        Some(post) => tx.ask(post).await?.map(|asked| asked.ask),
        None => None,
    };
    Ok(Yes { introduction, helper, about, band, apart, may_come, change, awaited, met })
}

/// Who paused since, or cannot be reached, is not asked about once more; nor are two brought together who are kept apart.
async fn may_come(tx: &mut Tx, introduction: &Introduction, helper: &Neighbour) -> Result<bool, StoreError> {
    let is_paused = helper.offers && tx.offer(helper.id).await?.is_some_and(|offer| offer.paused);
    let is_away = tx.conversation(helper.id).await?.is_none_or(|it| it.unreachable);
    Ok(!is_paused && !is_away && !tx.are_apart(introduction.asker, introduction.helper).await?)
}
