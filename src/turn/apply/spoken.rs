//! A message pushes somebody's question out of sight: what they write next may be an answer to that.

use super::{Stage, keep_other, readable};
use crate::domain::NeighbourId;
use crate::store::{StoreError, Tx};

/// Their question is asked again beneath, and keeps that in mind. Who acts knows what they did.
pub(super) async fn keep(tx: &mut Tx, stage: &mut Stage<'_>) -> Result<(), StoreError> {
    let pushed: Vec<NeighbourId> = stage.pushed.keys().copied().collect();
    for who in pushed {
        if stage.acts(who).is_some() {
            continue;
        }
        let open = readable(stage.other(tx, who).await?);
        let next = open.and_then(|(_, state, version)| Some((state.spoken_to()?, version)));
        if let Some((next, version)) = next {
            keep_other(tx, stage, (who, version), &next).await?;
        }
    }
    Ok(())
}
