//! Reads what must be known of a chat to see where words are to appear in it, and keeps what becomes of its open question.

use super::older::loses_buttons;
use super::{Stage, keep_question};
use crate::store::{StoreError, Tx};
use crate::talk::Speech;
use crate::talk::aim::{Aim, Chat, Question, aim};

/// Where words go in the end.
pub(super) async fn aim_at(tx: &mut Tx, stage: &mut Stage<'_>, speech: &Speech) -> Result<Aim, StoreError> {
    let (question, _) = stage.question_of(tx, speech.to).await?;
    let tapped = stage.acts(speech.to).and_then(|actor| actor.tapped);
    let newest = match speech.on.looks_for() {
        Some(card) => tx.live_card(speech.to, card).await?,
        None => None,
    };
    let chat = Chat { question, tapped, newest };
    let newer_came = match chat.newer(speech.on) {
        Some(newer) => tx.is_shown(newer).await?,
        None => true,
    };
    let aim = aim(speech.on, &chat, newer_came);
    if let Aim::Edit(edited) = aim {
        match edited.question {
            Question::Stays => {}
            Question::IsHere => {
                // A card turns into the question: the one that was open asks nothing any more.
                let before = question.filter(|before| edited.becomes.is_some() && *before != edited.shown);
                if let Some(before) = before {
                    loses_buttons(tx, (speech.to, before), None, stage.moment.now).await?;
                }
                keep_question(tx, stage, speech.to, Some(edited.shown)).await?;
            }
            Question::IsOver => keep_question(tx, stage, speech.to, None).await?,
        }
    }
    Ok(aim)
}
