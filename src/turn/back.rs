//! Somebody blocks the bot, or can be written to again: then they hear what ended meanwhile.
//! What ends when they go is a chore's matter.

use super::{Actor, Setting, Stage, TurnError, apply, facts};
use crate::domain::{Due, Instant, Moment};
use crate::store::{Conversation, StoreError, Tx};
use crate::talk::facts::About;
use crate::talk::{Facts, Input, Scene, State, mend, menu};
use crate::telegram::Inbound;

/// Who blocked the bot is not asked any more, and a chore takes care of what is open of theirs. Whoever writes can be
/// reached again, whatever sending learned before. `true` where they hear what ended meanwhile.
pub(super) async fn reachable(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    conversation: &Conversation,
    inbound: &Inbound,
) -> Result<bool, TurnError> {
    let (me, input) = (conversation.neighbour.id, &inbound.input);
    if *input == Input::Blocked {
        return Ok(blocked(tx, conversation, moment.now).await.map(|()| false)?);
    }
    if !conversation.unreachable && *input != Input::Unblocked {
        if matches!(input, Input::Start(_)) {
            tx.is_back(me, moment.now).await?;
        }
        return Ok(false);
    }
    tx.unschedule(Due::Unreachable(me)).await?;
    let over = facts::over_while_away(tx, (setting, moment), me).await?;
    tx.reachable(me, true, moment.now).await?;
    if over.asks.is_empty() {
        return Ok(false);
    }
    let state: State = serde_json::from_str(&conversation.state).unwrap_or_default();
    let scene = Scene {
        moment,
        me: &conversation.neighbour,
        profile: &inbound.account.profile,
        facts: &Facts::Nothing,
        version: conversation.version,
        tapped: None,
        replied: None,
        alarming: false,
    };
    let told = over.asks.iter().map(|facts| About::of(&facts.ask)).collect();
    let effects = menu::came_back(&scene, state.clone(), told)?.effects;
    // Nobody looks at those cards: they come after what is said.
    apply(tx, &mut Stage::new(setting, scene.moment, None), mend(&over)).await?;
    let actor = Actor { neighbour: conversation.neighbour.clone(), question: conversation.question, tapped: None };
    let mut stage = Stage::new(setting, moment, Some((actor, state, conversation.version)));
    apply(tx, &mut stage, effects).await?;
    tx.keep_question(me, stage.question()).await?;
    Ok(true)
}

async fn blocked(tx: &mut Tx, conversation: &Conversation, now: Instant) -> Result<(), StoreError> {
    let me = conversation.neighbour.id;
    tx.reachable(me, false, now).await?;
    tx.schedule(Due::Unreachable(me), now).await
}
