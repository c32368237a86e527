//! Somebody blocks the bot, or can be written to again: then they hear what ended meanwhile.
//! What ends when they go is a chore's matter.

use super::{Actor, Setting, Stage, TurnError, apply, facts, in_touch};
use crate::domain::{Due, Instant, Moment, limits};
use crate::store::{Conversation, NewState, StoreError, Tx};
use crate::talk::{Effect, Facts, Input, Over, Scene, Speech, State, close, mend, menu};
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
        // To who is new nothing was sent before.
        if matches!(input, Input::Start(_)) && !conversation.is_new {
            tx.is_back(me, moment.now).await?;
        }
        return Ok(false);
    }
    tx.unschedule(Due::Unreachable(me)).await?;
    let over = facts::over_while_away(tx, (setting, moment), me).await?;
    tx.reachable(me, true, moment.now).await?;
    tx.schedule(Due::MayBeAsked(me), moment.now + limits::ASKED_FROM).await?;
    let before: State = serde_json::from_str(&conversation.state).unwrap_or_default();
    let closed = closed(tx, moment.now, (conversation, &before)).await?;
    if over.asks.is_empty() && closed.is_none() {
        return Ok(false);
    }
    let is_closed = closed.is_some();
    let (state, says) = closed.unwrap_or((before, Vec::new()));
    let version = conversation.version + i64::from(is_closed);
    let scene = Scene {
        moment,
        me: &conversation.neighbour,
        known_otherwise: &[],
        profile: &inbound.account.profile,
        facts: &Facts::Nothing,
        version,
        tapped: None,
        replied: None,
        alarming: false,
    };
    if is_closed {
        let stored = serde_json::to_string(&state)?;
        let kept = NewState { state: &stored, question: conversation.question };
        tx.keep_state(me, conversation.version, kept, scene.moment.now).await?;
    }
    let mut effects: Vec<Effect> = says.into_iter().map(Effect::Say).collect();
    if !over.asks.is_empty() {
        effects.extend(menu::came_back(&scene, state.clone(), &over.asks)?.effects);
    }
    // Nobody looks at those cards: they come after what is said.
    apply(tx, &mut Stage::new(setting, scene.moment, None), mend(&over)).await?;
    let actor = Actor::of(conversation, None);
    let mut stage = Stage::new(setting, moment, Some((actor, state.clone(), version)));
    apply(tx, &mut stage, effects).await?;
    tx.keep_question(me, stage.question()).await?;
    Ok(true)
}

/// A question of theirs is about what was over by the time that they are back.
async fn closed(
    tx: &mut Tx,
    now: Instant,
    (conversation, state): (&Conversation, &State),
) -> Result<Option<(State, Vec<Speech>)>, StoreError> {
    let mut introductions = Vec::new();
    for id in state.introductions() {
        introductions.extend(tx.introduction(id).await?);
    }
    let asked = match state.posted() {
        Some(post) => tx.ask(post).await?.map(|asked| asked.ask),
        None => None,
    };
    let mut over = Over::of(&introductions, asked.as_ref());
    in_touch::goes_on(tx, &mut over).await?;
    Ok(close(now, (conversation.neighbour.id, conversation.version), state, &over))
}

async fn blocked(tx: &mut Tx, conversation: &Conversation, now: Instant) -> Result<(), StoreError> {
    let me = conversation.neighbour.id;
    tx.reachable(me, false, now).await?;
    tx.schedule(Due::Unreachable(me), now).await
}
