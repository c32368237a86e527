//! Reads anew what the form of an ask says besides what was answered in it.

use super::my_ask;
use crate::domain::{Moment, NeighbourId};
use crate::store::{StoreError, Tx};
use crate::talk::State;
use crate::talk::ask::Before;

/// Where a neighbour is, as it is true by now. What was kept of a form is what was answered in it: the posted ask that it would
/// change, and whether its asker still wants to be helped by somebody again, may be another thing since.
pub async fn afresh(tx: &mut Tx, me: NeighbourId, state: State, moment: &Moment) -> Result<State, StoreError> {
    let State::Ask(at) = state else { return Ok(state) };
    if let Some(post) = at.posted() {
        let facts = my_ask(tx, post, moment).await?;
        return Ok(State::Ask(match facts {
            Some(facts) => at.afresh(&facts),
            None => at,
        }));
    }
    let is_wanted = match at.before() {
        Some(before) => would_still(tx, me, before).await?,
        None => true,
    };
    Ok(State::Ask(if is_wanted { at } else { at.without_before() }))
}

/// Did they not say since that they would rather not meet again?
async fn would_still(tx: &mut Tx, me: NeighbourId, before: &Before) -> Result<bool, StoreError> {
    let Some(introduction) = tx.introduction(before.introduction).await? else { return Ok(false) };
    let Some(side) = introduction.side(me) else { return Ok(false) };
    Ok(tx.said_again(me, introduction.on(side.other())).await? == Some(true))
}
