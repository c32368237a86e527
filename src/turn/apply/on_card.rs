//! A card that asks something says something else, as its thing changes: it goes on asking. What nobody can answer any more, and
//! what a newer message of the same thing pushed away, is no question.

use super::{Aim, Stage, keep_other, readable, say};
use crate::domain::{Card, Guard, Hours, NeighbourId};
use crate::store::{StoreError, Tx};
use crate::talk::{On, Say, Speech, State, on_card};
use crate::turn::facts::gather;

impl Stage<'_> {
    /// A card of somebody who does not act says something else.
    pub(super) fn changes(&mut self, speech: &Speech, aim: Aim) {
        let (card, is_newer) = match aim {
            Aim::NewCard(card) => (Some(card), true),
            Aim::Edit(_) => (speech.on.looks_for(), false),
            Aim::Nowhere | Aim::Message => (None, false),
        };
        if let Some(card) = card.filter(|_| self.acts(speech.to).is_none()) {
            *self.said_on.entry((speech.to, card)).or_default() |= is_newer;
        }
    }
}

/// The cards of who does not act ask again, with what is true by now.
pub(super) async fn ask_on(tx: &mut Tx, stage: &mut Stage<'_>) -> Result<(), StoreError> {
    for ((who, card), is_newer) in std::mem::take(&mut stage.said_on) {
        let conversation = stage.other(tx, who).await?;
        let Some((reader, state, version)) = readable(conversation).filter(|_| !conversation.unreachable) else {
            continue;
        };
        let State::OnCard(at) = state else { continue };
        if at.card() != card {
            continue;
        }
        let question = if is_newer {
            None
        } else {
            let facts = gather(tx, (stage.setting, &mut *stage.moment), &reader, at.need()).await?;
            on_card::asks_still(&facts, who, at).map_err(|_| StoreError::Unreadable("what a card asks about"))?
        };
        match question {
            Some(question) => say(tx, stage, asked(who, card, question)).await?,
            None => keep_other(tx, stage, (who, version), &State::Idle).await?,
        }
    }
    stage.said_on.clear();
    Ok(())
}

const fn asked(who: NeighbourId, card: Card, question: Say) -> Speech {
    Speech { to: who, on: On::CardIfShown(card), say: question, guard: Guard::None, hours: Hours::AsBefore }
}
