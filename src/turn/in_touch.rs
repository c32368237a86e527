//! Between two people words go as long as anything that they agreed is not over: where one introduction of theirs is,
//! through another one.

use crate::domain::{Card, IntroductionId, NeighbourId};
use crate::store::{StoreError, Tx};
use crate::talk::{Button, Input, Over, Replied, relay};
use crate::telegram::Inbound;

/// The passed message that they reply to.
pub(super) async fn replied(tx: &mut Tx, me: NeighbourId, inbound: &Inbound) -> Result<Option<Replied>, StoreError> {
    let to = if let Input::Text(typed) = &inbound.input { typed.reply_to } else { inbound.beside.reply_to };
    let Some(message) = to else { return Ok(None) };
    let passed = match tx.card_of_message(me, message).await? {
        Some((_, Card::Relay(relay))) => tx.introduction_of_relay(relay).await?,
        Some((_, Card::Write(introduction))) => Some(introduction),
        _ => return Ok(None),
    };
    Ok(Some(match passed {
        Some(introduction) => Replied::Through(now_through(tx, introduction).await?),
        None => Replied::Forgotten,
    }))
}

/// "Write to", tapped beneath words that came through what is over by now.
pub(super) async fn written_to(tx: &mut Tx, input: Input) -> Result<Input, StoreError> {
    let Input::Tap(Some(Button::Relay(relay::Button::Write, introduction, form))) = input else { return Ok(input) };
    let through = now_through(tx, introduction).await?;
    Ok(Input::Tap(Some(Button::Relay(relay::Button::Write, through, form))))
}

/// What is over with these is not over between two who are in touch through something else.
pub(super) async fn goes_on(tx: &mut Tx, over: &mut Over) -> Result<(), StoreError> {
    for id in over.introductions().collect::<Vec<_>>() {
        if let Some(through) = tx.in_touch(id).await? {
            over.goes_on(id, through);
        }
    }
    Ok(())
}

/// Through which introduction words go now; where the two are in touch no more, through none: this one says so.
async fn now_through(tx: &mut Tx, introduction: IntroductionId) -> Result<IntroductionId, StoreError> {
    Ok(tx.in_touch(introduction).await?.unwrap_or(introduction))
}
