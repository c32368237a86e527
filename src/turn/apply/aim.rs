//! Where words are to appear: in a message of their own, or in one that is there already.

use super::{Stage, keep_question};
use crate::domain::{Card, CardId, NeighbourId};
use crate::store::{StoreError, Tx};
use crate::talk::{On, Speech, Tapped};

/// Where words go in the end.
pub(super) enum Aim {
    Nowhere,
    Message,
    Edit(CardId),
    /// An older message of the question was tapped: both lose their buttons.
    EditBoth {
        tapped: CardId,
        live: CardId,
    },
    /// An older message of the same thing was tapped: the newer one says what is true.
    EditLower {
        tapped: CardId,
        live: CardId,
    },
    /// A message shows another thing from now on, in place of the message before.
    Becomes {
        shown: CardId,
        before: Option<CardId>,
        /// An older message of the same question, which was tapped.
        tapped: Option<CardId>,
    },
    NewCard(Card),
}

pub(super) async fn aim(tx: &mut Tx, stage: &mut Stage<'_>, speech: &Speech) -> Result<Aim, StoreError> {
    let (question, tapped) = match stage.acts(speech.to) {
        Some(actor) => (actor.question, actor.tapped),
        None => (stage.other(tx, speech.to).await?.question, None),
    };
    let tapped_question = tapped.filter(|tapped| tapped.card == Card::Question).map(|tapped| tapped.id);
    Ok(match speech.on {
        On::Message | On::Remark => Aim::Message,
        On::NewQuestion | On::QuestionAgain => Aim::NewCard(Card::Question),
        On::NewCard(card) => Aim::NewCard(card),
        // An edit of another message than the one that was tapped would not be seen.
        On::Question if tapped.is_some() && tapped_question.is_none() => Aim::NewCard(Card::Question),
        On::Question => match lower(tx, tapped_question, question).await? {
            (Some(live), tapped) => {
                keep_question(tx, stage, speech.to, Some(live)).await?;
                tapped.map_or(Aim::Edit(live), |tapped| Aim::EditLower { tapped, live })
            }
            (None, _) => Aim::NewCard(Card::Question),
        },
        On::CloseQuestion => match question {
            Some(live) => {
                keep_question(tx, stage, speech.to, None).await?;
                // An older message of the question was tapped before it lost its buttons: both lose them.
                match tapped_question.filter(|tapped| *tapped != live) {
                    Some(tapped) => Aim::EditBoth { tapped, live },
                    None => Aim::Edit(live),
                }
            }
            None => Aim::Nowhere,
        },
        On::CloseWriting => match question {
            Some(live) => {
                keep_question(tx, stage, speech.to, None).await?;
                Aim::Edit(live)
            }
            None => Aim::Nowhere,
        },
        On::QuestionBecomes(card) => match lower(tx, tapped_question, question).await? {
            (Some(shown), tapped) => {
                let before = tx.card_becomes(shown, speech.to, card).await?;
                keep_question(tx, stage, speech.to, None).await?;
                Aim::Becomes { shown, before, tapped }
            }
            (None, _) => Aim::NewCard(card),
        },
        On::Becomes { was, is } => becomes(tx, stage, speech.to, (tapped, was, is)).await?,
        On::Tapped => tapped.map_or(Aim::Message, |tapped| Aim::Edit(tapped.id)),
        On::Card(card) => match (tx.live_card(speech.to, card).await?, tapped.filter(|tapped| tapped.card == card)) {
            (Some(live), Some(older)) if older.id != live => {
                if tx.is_shown(live).await? {
                    Aim::EditLower { tapped: older.id, live }
                } else {
                    // The newer message never came.
                    tx.card_becomes(older.id, speech.to, card).await?;
                    Aim::Edit(older.id)
                }
            }
            (Some(card), _) => Aim::Edit(card),
            (None, _) => Aim::NewCard(card),
        },
        On::CardIfShown(card) => tx.live_card(speech.to, card).await?.map_or(Aim::Nowhere, Aim::Edit),
    })
}

/// The message in which the question goes on; and the older one of it that was tapped, while its newer one was under way.
async fn lower(
    tx: &mut Tx,
    tapped: Option<CardId>,
    question: Option<CardId>,
) -> Result<(Option<CardId>, Option<CardId>), StoreError> {
    Ok(match (tapped, question) {
        (Some(tapped), Some(live)) if tapped != live && tx.is_shown(live).await? => (Some(live), Some(tapped)),
        (tapped, question) => (tapped.or(question), None),
    })
}

async fn becomes(
    tx: &mut Tx,
    stage: &mut Stage<'_>,
    who: NeighbourId,
    (tapped, was, is): (Option<Tapped>, Card, Card),
) -> Result<Aim, StoreError> {
    let tapped = tapped.filter(|tapped| tapped.card == was).map(|tapped| tapped.id);
    let shown = if tapped.is_some() { tapped } else { tx.live_card(who, was).await? };
    let Some(shown) = shown else { return Ok(Aim::NewCard(is)) };
    let before = tx.card_becomes(shown, who, is).await?;
    if is == Card::Question {
        keep_question(tx, stage, who, Some(shown)).await?;
    }
    Ok(Aim::Becomes { shown, before, tapped: None })
}
