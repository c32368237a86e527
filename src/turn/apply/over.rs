//! Closes the questions of others about what is over with a step.

use std::collections::BTreeSet;

use super::{Stage, keep_other, readable, say};
use crate::domain::{Hours, NeighbourId};
use crate::store::{StoreError, Tx};
use crate::talk::{On, Over, Speech, State, close};
use crate::turn::in_touch;

/// A question about what is over now is closed. The actor's own was, with the step; who cannot be reached finds theirs closed
/// once they are back.
pub(super) async fn close_questions(tx: &mut Tx, stage: &mut Stage<'_>, mut over: Over) -> Result<(), StoreError> {
    in_touch::goes_on(tx, &mut over).await?;
    for who in concerned(tx, &over).await? {
        if stage.acts(who).is_some() {
            continue;
        }
        let conversation = stage.other(tx, who).await?;
        let Some((_, state, version)) = readable(conversation).filter(|_| !conversation.unreachable) else {
            continue;
        };
        close_question(tx, stage, (who, version, &state), (&over, Hours::Any)).await?;
    }
    Ok(())
}

/// Somebody's question is closed, where it is about what is over: `true` then. What is said of it in a message of its own is said
/// in these hours. The actor's own state is kept after the step.
pub(super) async fn close_question(
    tx: &mut Tx,
    stage: &mut Stage<'_>,
    (who, version, state): (NeighbourId, i64, &State),
    (over, hours): (&Over, Hours),
) -> Result<bool, StoreError> {
    let now = stage.moment.now;
    let Some((next, says)) = close(now, (who, version), state, over) else { return Ok(false) };
    for speech in says {
        let hours = if speech.on == On::Message { hours } else { speech.hours };
        say(tx, stage, Speech { hours, ..speech }).await?;
    }
    if stage.acts(who).is_some() {
        stage.goes_on(next);
        return Ok(true);
    }
    keep_other(tx, stage, (who, version), &next).await?;
    Ok(true)
}

/// Who may have a question open about what is over.
async fn concerned(tx: &mut Tx, over: &Over) -> Result<BTreeSet<NeighbourId>, StoreError> {
    let mut who = BTreeSet::new();
    for id in over.introductions() {
        who.extend(tx.introduction(id).await?.map(|one| [one.asker, one.helper]).into_iter().flatten());
    }
    for post in over.asks() {
        who.extend(tx.ask(post).await?.map(|asked| asked.ask.asker));
    }
    Ok(who)
}
