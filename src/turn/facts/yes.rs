//! Reads a yes to an ask, whatever became of it.

use super::{band_from, known};
use crate::domain::{Ask, Because, Due, Instant, Introduction, IntroductionState, Neighbour, PingId};
use crate::store::{StoreError, Tx};
use crate::talk::facts::{About, Yes};

pub(super) async fn yes(tx: &mut Tx, (introduction, ask): (Introduction, &Ask)) -> Result<Yes, StoreError> {
    let helper = known(tx, introduction.helper).await?;
    let stands_by = introduction.state == IntroductionState::Reserve;
    let was_not_needed = introduction.was_not_needed();
    let is_placed = (stands_by || was_not_needed) && !introduction.through_link;
    let band = if is_placed { band_from(tx, &helper, ask).await? } else { None };
    let may_meet = stands_by || introduction.state == IntroductionState::Proposed;
    let apart = may_meet && tx.are_apart(introduction.asker, introduction.helper).await?;
    let may_come = (was_not_needed || introduction.was_missed()) && may_come(tx, &introduction, &helper).await?;
    let about = About::agreed(&introduction, ask);
    let is_agreed = matches!(introduction.state, IntroductionState::Agreed { .. });
    let change = if is_agreed { tx.time_change(introduction.id).await? } else { None };
    let awaited = awaited(tx, (&introduction, ask)).await?;
    let asked_by = asked_by(tx, (&introduction, ask)).await?;
    let may_wait = introduction.state == IntroductionState::Proposed || stands_by || was_not_needed;
    let answered = if may_wait && !introduction.is_outdated(ask) {
        tx.ping_of(ask.id, introduction.helper).await?.map(|ping| ping.id)
    } else {
        None
    };
    let met = match introduction.met.filter(|_| is_agreed || introduction.is_cut_short()) {
        Some(post) => tx.ask(post).await?.map(|asked| asked.ask),
        None => None,
    };
    Ok(Yes { introduction, helper, about, band, apart, may_come, change, awaited, asked_by, answered, met })
}

/// Until when the answer to a change of the ask is waited for.
async fn awaited(tx: &mut Tx, (introduction, ask): (&Introduction, &Ask)) -> Result<Option<Instant>, StoreError> {
    let said_yes = matches!(introduction.state, IntroductionState::Proposed | IntroductionState::Agreed { .. });
    if !said_yes || !introduction.is_outdated(ask) {
        return Ok(None);
    }
    tx.scheduled(Due::Unheard(introduction.id)).await
}

/// By which ping they are asked whether they still can, or were when their yes was taken out.
async fn asked_by(tx: &mut Tx, (introduction, ask): (&Introduction, &Ask)) -> Result<Option<PingId>, StoreError> {
    let was_asked =
        introduction.state == IntroductionState::Proposed || introduction.released == Some(Because::Withdrawn);
    if !was_asked || !introduction.is_outdated(ask) {
        return Ok(None);
    }
    Ok(tx.ping_of(ask.id, introduction.helper).await?.map(|ping| ping.id))
}

/// Who paused since, or cannot be reached, is not asked about once more; nor are two brought together who are kept apart.
async fn may_come(tx: &mut Tx, introduction: &Introduction, helper: &Neighbour) -> Result<bool, StoreError> {
    let is_paused = helper.offers && tx.offer(helper.id).await?.is_some_and(|offer| offer.paused);
    let is_away = tx.conversation(helper.id).await?.is_none_or(|it| it.unreachable);
    Ok(!is_paused && !is_away && !tx.are_apart(introduction.asker, introduction.helper).await?)
}
