//! Who writes: the conversation with their account, and what they are called by now. Nothing is decided.

use super::{Setting, Stage, apply};
use crate::domain::{Moment, Neighbour, NeighbourId};
use crate::store::{Conversation, Shown, StoreError, Tx};
use crate::talk::{Tapped, name};
use crate::telegram::Account;

/// The conversation with an account, and what was tapped in it; a new one where it writes for the first time.
pub(super) async fn acquaint(
    tx: &mut Tx,
    (account, message): (&Account, Option<i64>),
    (setting, moment): (&Setting, &mut Moment),
) -> Result<(Conversation, Option<Tapped>), StoreError> {
    if let Some((mut conversation, card)) = tx.conversation_of_account(account.id, message).await? {
        if conversation.named.telegram != account.name {
            tx.rename(conversation.neighbour.id, &account.name).await?;
            conversation.named.telegram = account.name.clone();
            if !conversation.named.is_own {
                let before = std::mem::replace(&mut conversation.neighbour.name, account.name.clone());
                conversation.named.was_changed = true;
                let renamed = name::renamed(conversation.neighbour.id, (&before, &account.name), moment.now);
                apply(tx, &mut Stage::new(setting, moment, None), renamed).await?;
            }
        }
        let question = conversation.question;
        let tapped = card.map(|Shown { id, card, is_newest }| {
            let is_open_question = question == Some(id);
            Tapped { id, card, is_open_question, is_newest }
        });
        return Ok((conversation, tapped));
    }
    let id = NeighbourId(moment.id());
    let neighbour = Neighbour::new(id, account.name.clone(), account.language);
    tx.meet(&neighbour, account.id, moment.now).await?;
    Ok((Conversation::with(neighbour), None))
}
