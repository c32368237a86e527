//! Words of somebody reach another one in the middle of a question: what they write next may be meant for them.

use super::{Stage, keep_other, readable};
use crate::domain::{Card, NeighbourId};
use crate::store::{StoreError, Tx};
use crate::talk::{Effect, On, Speech};

/// Whom words of somebody reach with these effects.
pub(super) fn with(effects: &[Effect]) -> Vec<NeighbourId> {
    let to = |effect: &Effect| {
        let Effect::Say(Speech { to, on: On::NewCard(Card::Relay(_) | Card::Thanks(_)), .. }) = effect else {
            return None;
        };
        Some(*to)
    };
    effects.iter().filter_map(to).collect()
}

/// Their question is asked again beneath, and keeps that in mind.
pub(super) async fn keep(tx: &mut Tx, stage: &mut Stage<'_>, who: NeighbourId) -> Result<(), StoreError> {
    if stage.acts(who).is_some() {
        return Ok(());
    }
    let open = readable(stage.other(tx, who).await?);
    let next = open.and_then(|(_, state, version)| Some((state.spoken_to()?, version)));
    let Some((next, version)) = next else { return Ok(()) };
    keep_other(tx, stage, (who, version), &next).await
}
