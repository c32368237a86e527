//! Keeps what two who are introduced ask each other about another time.

use crate::store::{StoreError, Tx};
use crate::talk::Effect;

pub(super) async fn keep(tx: &mut Tx, effect: Effect) -> Result<(), StoreError> {
    if let Effect::AskTime(id, change) = effect {
        tx.ask_time(id, &change).await
    } else if let Effect::AgreeTime(id, change) = effect {
        tx.agree_time(id, change).await
    } else if let Effect::KeepTime(id, change) = effect {
        tx.keep_time(id, change).await
    } else {
        Err(StoreError::NotOneRow("another time"))
    }
}
