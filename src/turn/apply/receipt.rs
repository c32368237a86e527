//! What follows once passed words arrived, or did not.

use super::Stage;
use crate::store::{StoreError, Tx};
use crate::talk::{Receipt as Receipted, Say, relay};
use crate::words::Receipt;

/// Once the words arrived, their original gets a reaction; where they did not, a sentence says so.
pub(super) async fn receipt(tx: &mut Tx, stage: &Stage<'_>, due: Receipted) -> Result<(), StoreError> {
    let Some((actor, ..)) = &stage.actor else { return Err(StoreError::NotOneRow("a receipt for nobody")) };
    let sentence = |say: &Say| {
        let reader = stage.setting.reader(&actor.neighbour, stage.moment.now);
        stage.setting.words.render(say, &reader)
    };
    let arrived = Say::Relay(relay::Say::Arrived, 0);
    let receipt = Receipt {
        message: due.message,
        arrived: sentence(&arrived),
        lost: sentence(&due.lost),
        untrue: sentence(&due.untrue),
    };
    let payload = serde_json::to_string(&receipt).map_err(|_| StoreError::Unreadable("a receipt"))?;
    let card = tx.live_card(due.reader, due.card).await?.ok_or(StoreError::NotOneRow("a passed message"))?;
    tx.receipt(card, actor.neighbour.id, &payload, stage.moment.now).await
}
