//! What somebody is called. Where it is another name from now on, what is open says so where it stands, on cards and in
//! questions that others are in the middle of. Nobody is told of it here.

use super::{Stage, keep_other, readable, say};
use crate::domain::{NeighbourId, Side};
use crate::store::{StoreError, Tx};
use crate::talk::facts::Introduced;
use crate::talk::{Effect, afterwards, introduction, name};
use crate::turn::{afterwards as said_afterwards, introduced};

/// Keeps what somebody is called, or who knows it.
pub(super) async fn keep(tx: &mut Tx, stage: &Stage<'_>, effect: Effect) -> Result<(), StoreError> {
    let now = stage.moment.now;
    if let Effect::CallMe(called) = effect {
        tx.call(stage.me()?, &called, now).await
    } else if let Effect::Renamed(who, before) = effect {
        tx.renamed(who, &before, now).await
    } else if let Effect::NameTold { who, to } = effect {
        tx.name_told(who, to, now).await
    } else {
        Err(StoreError::NotOneRow("a name"))
    }
}

/// Who is called otherwise with these effects.
pub(super) fn with(effects: &[Effect]) -> Vec<NeighbourId> {
    let who = |effect: &Effect| if let Effect::Renamed(who, _) = effect { Some(*who) } else { None };
    effects.iter().filter_map(who).collect()
}

/// Whose offer is another one with these effects: another line, or another place.
pub(super) fn offering(effects: &[Effect]) -> Vec<NeighbourId> {
    let who = |effect: &Effect| if let Effect::KeepOffer(offer) = effect { Some(offer.helper) } else { None };
    effects.iter().filter_map(who).collect()
}

/// Whoever has a yes of theirs before them sees them as they are now.
pub(super) async fn show_yeses(tx: &mut Tx, stage: &mut Stage<'_>, who: NeighbourId) -> Result<(), StoreError> {
    for id in tx.open_introductions_of(who).await? {
        let Some(facts) = introduced(tx, (stage.setting, &mut *stage.moment), id).await? else { continue };
        for effect in introduction::offered_anew(stage.moment, &facts) {
            if let Effect::Say(speech) = effect {
                say(tx, stage, speech).await?;
            }
        }
    }
    Ok(())
}

/// What is open says it.
pub(super) async fn show(tx: &mut Tx, stage: &mut Stage<'_>, who: NeighbourId) -> Result<(), StoreError> {
    for id in tx.open_introductions_of(who).await? {
        let Some(facts) = introduced(tx, (stage.setting, &mut *stage.moment), id).await? else { continue };
        for effect in introduction::renamed(stage.moment, &facts, who) {
            if let Effect::Say(speech) = effect {
                say(tx, stage, speech).await?;
            }
        }
        afterwards_of(tx, stage, (&facts, who)).await?;
        in_question(tx, stage, (&facts, who)).await?;
    }
    Ok(())
}

/// What the other one was asked once it had happened names them.
async fn afterwards_of(
    tx: &mut Tx,
    stage: &mut Stage<'_>,
    (facts, who): (&Introduced, NeighbourId),
) -> Result<(), StoreError> {
    let Some(side) = facts.introduction.side(who).map(Side::other) else { return Ok(()) };
    if !afterwards::is_asked(facts, side) {
        return Ok(());
    }
    let other = if side == Side::Asker { &facts.asker } else { &facts.helper };
    let read = said_afterwards(tx, (stage.setting, &mut *stage.moment), (other, facts.introduction.id)).await?;
    if let Some(Effect::Say(speech)) = read.and_then(|read| afterwards::shown_anew(&read, side)) {
        say(tx, stage, speech).await?;
    }
    Ok(())
}

/// The open question of the other one names them.
async fn in_question(
    tx: &mut Tx,
    stage: &mut Stage<'_>,
    (facts, who): (&Introduced, NeighbourId),
) -> Result<(), StoreError> {
    let Some(side) = facts.introduction.side(who) else { return Ok(()) };
    let other = facts.introduction.on(side.other());
    let conversation = stage.other(tx, other).await?;
    let is_shown = conversation.question.is_some();
    let Some((reader, state, version)) = readable(conversation) else { return Ok(()) };
    let Some((next, says)) = name::in_question((&reader, version, is_shown), &state, facts) else { return Ok(()) };
    for speech in says {
        say(tx, stage, speech).await?;
    }
    keep_other(tx, stage, (other, version), &next).await
}
