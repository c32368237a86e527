//! The open question is another message now: the one before loses its buttons. Its words stay to be read; once they are sent they are
//! not kept, so Telegram is asked for no more than to take the buttons away.

use super::{Stage, keep_question};
use crate::domain::{CardId, Guard, Hours, Instant, NeighbourId};
use crate::store::{Lane, NewRow, StoreError, Tx, Unsent};
use crate::words::{Keyboard, Rendered};

/// The question is asked in this message from now on; or what became of it is said there, with nothing to tap.
pub(super) async fn moves_to(
    tx: &mut Tx,
    stage: &mut Stage<'_>,
    (who, message): (NeighbourId, CardId),
    asks: bool,
) -> Result<(), StoreError> {
    if let (Some(before), _) = stage.question_of(tx, who).await? {
        loses_buttons(tx, (who, before), Some(message), stage.moment.now).await?;
    }
    if !asks {
        tx.asks_nothing(who, message).await?;
    }
    keep_question(tx, stage, who, Some(message)).await
}

/// Where the newer one is a message of its own it must have arrived; what waits to be sent of the one before goes without buttons.
pub(super) async fn loses_buttons(
    tx: &mut Tx,
    (who, before): (NeighbourId, CardId),
    newer: Option<CardId>,
    now: Instant,
) -> Result<(), StoreError> {
    let Some(unsent) = tx.what_is_unsent(before).await? else { return Ok(()) };
    let (rendered, after) = match unsent {
        Unsent::Nothing => (Rendered::without_buttons(), newer),
        Unsent::Says(payload) => match serde_json::from_str(&payload) {
            Ok(Rendered { html, keyboard: Keyboard::Inline(_) }) => (Rendered { html, keyboard: Keyboard::None }, None),
            // It has none.
            Ok(_) | Err(_) => return Ok(()),
        },
    };
    let payload = serde_json::to_string(&rendered).map_err(|_| StoreError::Unreadable("a message"))?;
    let row = NewRow { to: who, lane: Lane::Bulk, card: None, payload, guard: Guard::None, hours: Hours::AsBefore };
    match after {
        Some(newer) => tx.edit_after((before, newer), &row, now).await,
        None => tx.edit(before, &row, now).await,
    }
}
