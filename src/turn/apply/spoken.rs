//! A message pushes somebody's question out of sight: what they write next may be an answer to that.

use super::{Stage, keep_other, readable};
use crate::domain::{Hours, NeighbourId, window};
use crate::store::{StoreError, Tx};

/// Their question is asked again beneath, and keeps that in mind. Who acts knows what they did.
pub(super) async fn keep(tx: &mut Tx, stage: &mut Stage<'_>) -> Result<(), StoreError> {
    // What waits for the morning is not read yet, and the question that is there goes on as it is.
    let is_night = window::is_quiet(stage.moment.now, stage.moment.zone);
    let comes = |hours: &Hours| !is_night || !matches!(hours, Hours::Waking { .. });
    let pushed: Vec<NeighbourId> = stage.pushed.iter().filter(|(_, hours)| comes(hours)).map(|(who, _)| *who).collect();
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
