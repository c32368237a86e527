//! Carries out effects in the transaction of their step: rows, and messages into the outbox.

mod aim;
mod led;
mod named;
mod older;
mod on_card;
mod over;
mod receipt;
mod spoken;
mod times;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Setting;
use super::facts::afresh;
use crate::domain::{
    AskState, Because, Card, CardId, Guard, Hours, Instant, IntroductionState, Moment, Neighbour, NeighbourId,
};
use crate::store::{Conversation, Lane, NewRow, NewState, StoreError, Tx};
use crate::talk::aim::{Aim, Edited, Older, Question};
use crate::talk::{Effect, On, Over, Say, Speech, State, Tapped};
use crate::words::{Keyboard, Reader, Rendered};
use aim::aim_at;

/// Who took the step.
pub struct Actor {
    /// Who.
    pub neighbour: Neighbour,
    /// The card of the question that is open.
    pub question: Option<CardId>,
    /// The same, where its message waited to be sent before the step.
    pub unsent: Option<CardId>,
    /// The message that was tapped.
    pub tapped: Option<Tapped>,
}

impl Actor {
    /// Whose conversation it is, with what they tapped.
    pub fn of(conversation: &Conversation, tapped: Option<Tapped>) -> Self {
        let Conversation { neighbour, question, unsent, .. } = conversation;
        Self { neighbour: neighbour.clone(), question: *question, unsent: *unsent, tapped }
    }
}

/// Where effects are carried out.
pub struct Stage<'a> {
    setting: &'a Setting,
    moment: &'a mut Moment,
    actor: Option<(Actor, State, i64)>,
    /// People to whom a message goes that pushes an open question out of sight, and when it does.
    pushed: BTreeMap<NeighbourId, Hours>,
    /// Who else is spoken to, read once.
    others: BTreeMap<NeighbourId, Conversation>,
    /// The cards of others that say something else now; is it in a newer message?
    said_on: BTreeMap<(NeighbourId, Card), bool>,
}

impl<'a> Stage<'a> {
    /// A stage; the actor with their new state and its version, or nobody for a chore.
    pub const fn new(setting: &'a Setting, moment: &'a mut Moment, actor: Option<(Actor, State, i64)>) -> Self {
        Self { setting, moment, actor, pushed: BTreeMap::new(), others: BTreeMap::new(), said_on: BTreeMap::new() }
    }

    fn acts(&self, who: NeighbourId) -> Option<&Actor> {
        self.actor.as_ref().map(|(actor, ..)| actor).filter(|actor| actor.neighbour.id == who)
    }

    /// The card of the actor's open question, as the effects left it.
    pub fn question(&self) -> Option<CardId> {
        self.actor.as_ref().and_then(|(actor, ..)| actor.question)
    }

    /// Where the actor is, as the effects left it.
    pub fn state(&self) -> Option<&State> {
        self.actor.as_ref().map(|(_, state, _)| state)
    }

    fn goes_on(&mut self, next: State) {
        if let Some((_, state, _)) = &mut self.actor {
            *state = next;
        }
    }

    /// The conversation with somebody who does not act.
    async fn other(&mut self, tx: &mut Tx, who: NeighbourId) -> Result<&mut Conversation, StoreError> {
        Ok(match self.others.entry(who) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => {
                unread.insert(tx.conversation(who).await?.ok_or(StoreError::NotOneRow("a reader"))?)
            }
        })
    }

    /// The card of their open question; and the same, where its message waited to be sent before the step.
    async fn question_of(
        &mut self,
        tx: &mut Tx,
        who: NeighbourId,
    ) -> Result<(Option<CardId>, Option<CardId>), StoreError> {
        if let Some(actor) = self.acts(who) {
            return Ok((actor.question, actor.unsent));
        }
        let other = self.other(tx, who).await?;
        Ok((other.question, other.unsent))
    }

    fn me(&self) -> Result<NeighbourId, StoreError> {
        self.actor.as_ref().map(|(actor, ..)| actor.neighbour.id).ok_or(StoreError::NotOneRow("an effect of nobody"))
    }
}

/// Carries out effects, in their order.
pub async fn apply(tx: &mut Tx, stage: &mut Stage<'_>, effects: Vec<Effect>) -> Result<(), StoreError> {
    let over = Over::with(&effects).for_others();
    let ends = led::with(tx, stage, &effects).await?;
    let (renamed, offering) = (named::with(&effects), named::offering(&effects));
    for effect in effects {
        if let Effect::Say(speech) = effect {
            say(tx, stage, speech).await?;
        } else {
            carry_out(tx, stage, effect).await?;
        }
    }
    over::close_questions(tx, stage, over).await?;
    led::show(tx, stage, ends).await?;
    for who in renamed {
        named::show(tx, stage, who).await?;
    }
    for who in offering {
        named::show_yeses(tx, stage, who).await?;
    }
    on_card::ask_on(tx, stage).await?;
    spoken::keep(tx, stage).await?;
    repeat_questions(tx, stage).await
}

async fn carry_out(tx: &mut Tx, stage: &Stage<'_>, effect: Effect) -> Result<(), StoreError> {
    let now = stage.moment.now;
    match effect {
        Effect::AgreeToRules => tx.agree(stage.me()?, now).await,
        Effect::Settle(cell) => tx.settle(stage.me()?, cell, now).await,
        it @ (Effect::CallMe(_) | Effect::Renamed(..) | Effect::NameTold { .. }) => named::keep(tx, stage, it).await,
        Effect::KeepOffer(offer) => tx.keep_offer(&offer, now).await,
        Effect::PauseOffer(paused) => tx.pause_offer(stage.me()?, paused).await,
        Effect::PauseOfferOf(helper) => tx.pause_offer(helper, true).await,
        Effect::PublishAsk(ask) => tx.publish_ask(&ask).await,
        Effect::AskFirst(post, before) => tx.ask_first(post, before).await,
        Effect::FirstAsked(post) => tx.first_asked(post).await,
        Effect::FirstOver(post) => tx.first_over(post).await,
        Effect::AskFound(post) => tx.end_ask(post, AskState::Found, now).await,
        Effect::ReopenAsk(post, was) => tx.reopen_ask(post, was).await,
        Effect::CloseAsk(post) => tx.end_ask(post, AskState::Closed, now).await,
        Effect::AskMet(post, through) => tx.ask_met(post, through, now).await,
        Effect::ExpireAsk(post) => tx.end_ask(post, AskState::Expired, now).await,
        Effect::Widen(post) => tx.widen_ask(post).await,
        Effect::ChangeAsk { ask, before, counts } => tx.change_ask(&ask, (before, counts)).await,
        Effect::Share(post, link) => tx.share_ask(post, &link).await,
        Effect::Schedule(due, at) => tx.schedule(due, at).await,
        Effect::Unschedule(due) => tx.unschedule(due).await,
        Effect::PassOn(relay) => tx.pass_on(&relay, now).await,
        Effect::Ping(ping) => tx.ping(&ping, now).await,
        Effect::PingAgain(ping) => tx.ping_again(&ping, now).await,
        Effect::PingOpenAgain(ping) => tx.ping_open_again(ping, now).await,
        Effect::PingYes(ping, version) => tx.ping_yes(ping, version, now).await,
        Effect::PingNo(ping) | Effect::PingMet(ping) => tx.ping_no(ping, now).await,
        Effect::PingTooLate(ping) => tx.ping_too_late(ping, now).await,
        Effect::PingReason(ping, reason) => tx.ping_reason(ping, reason).await,
        Effect::PingsOver(post) => tx.pings_over(post).await,
        Effect::WithdrawPings { post, other_time } => tx.withdraw_pings(post, other_time).await,
        Effect::PingsOverOf(helper) => tx.pings_over_of(helper).await,
        Effect::Propose(new) => tx.propose(&new, now).await,
        Effect::FollowTime(id) => tx.follow_time(id).await,
        Effect::StillYes(id, version) => tx.still_yes(id, version).await,
        Effect::SilenceTold(id) => tx.tell_silence(id).await,
        Effect::CountOn(id) => tx.count_on(id).await,
        Effect::TakeBack(id) => tx.release(id, Because::Withdrawn, now).await,
        Effect::Introduce(id, word) => tx.introduce(id, &word, now).await,
        Effect::Decline(id) => tx.let_go(id, &IntroductionState::Declined, now).await,
        Effect::Release(id, because) => tx.release(id, because, now).await,
        Effect::StandBy(id) => tx.stand_by(id).await,
        Effect::StandDown(id, because) => tx.stand_down(id, because, now).await,
        Effect::Recall(id) => tx.recall(id).await,
        it @ (Effect::AskTime(..) | Effect::AgreeTime(..) | Effect::KeepTime(..)) => times::keep(tx, it).await,
        Effect::Drop(id) => tx.end_introduction(id, &IntroductionState::Dropped, now).await,
        Effect::End(id) => tx.end_introduction(id, &IntroductionState::Ended, now).await,
        Effect::CutShort(id) => tx.cut_short(id, now).await,
        Effect::AskedHowItWas(id, side) => tx.ask_how_it_was(id, side).await,
        Effect::Tell(id, side, outcome) => tx.tell_outcome(id, side, outcome).await,
        Effect::Thank(id, side) => tx.thank(id, side).await,
        Effect::SayAgain(id, yes) => tx.say_again(id, stage.me()?, yes, now).await,
        Effect::Forget(who) => tx.forget_state(who).await,
        Effect::Receipt(due) => receipt::receipt(tx, stage, *due).await,
        // Words go through `say`, which may change the stage; here they would be lost.
        Effect::Say(_) => Err(StoreError::NotOneRow("words in a wrong place")),
    }
}

/// Says it where it is to appear. A question that is asked once more takes the place of its message before.
async fn say(tx: &mut Tx, stage: &mut Stage<'_>, speech: Speech) -> Result<(), StoreError> {
    if speech.on != On::QuestionAgain {
        return put(tx, stage, speech).await;
    }
    if !takes_back(tx, stage, speech.to).await? {
        let quiet = Say::Quiet(Box::new(speech.say.clone()));
        put(tx, stage, Speech { on: On::CloseWriting, say: quiet, ..speech.clone() }).await?;
    }
    put(tx, stage, Speech { on: On::NewQuestion, ..speech }).await
}

/// Where the message of the open question waits to be sent, it is not: nobody can have seen it.
async fn takes_back(tx: &mut Tx, stage: &mut Stage<'_>, who: NeighbourId) -> Result<bool, StoreError> {
    let (question, unsent) = stage.question_of(tx, who).await?;
    match unsent.filter(|unsent| question == Some(*unsent)) {
        Some(before) => tx.take_back(before, stage.moment.now).await,
        None => Ok(false),
    }
}

/// Puts words into the outbox, at the place where they are to appear.
async fn put(tx: &mut Tx, stage: &mut Stage<'_>, speech: Speech) -> Result<(), StoreError> {
    let (setting, now) = (stage.setting, stage.moment.now);
    let reader = match stage.acts(speech.to) {
        Some(actor) => setting.reader(&actor.neighbour, now),
        None => setting.reader(&stage.other(tx, speech.to).await?.neighbour, now),
    };
    let rendered = stage.setting.words.render(&speech.say, &reader);
    let payload = serde_json::to_string(&rendered).map_err(|_| StoreError::Unreadable("a message"))?;
    let (mine, asks) = (stage.acts(speech.to).is_some(), matches!(rendered.keyboard, Keyboard::Inline(_)));
    let lane = |edit| lane_of(mine, edit);
    let row = |edit, card| NewRow {
        to: speech.to,
        lane: lane(edit),
        card,
        payload: payload.clone(),
        guard: speech.guard,
        hours: speech.hours,
    };
    if speech.on == On::Remark {
        tx.remarks_again(speech.to, &payload, now).await?;
    }
    let aim = aim_at(tx, stage, &speech).await?;
    stage.changes(&speech, aim);
    match aim {
        Aim::Nowhere => {}
        Aim::Message => tx.send(&row(false, None), now).await?,
        Aim::Edit(edited) => {
            edit(tx, edited, (row(true, None), now), || below(setting, &reader, &speech)).await?;
            if edited.question == Question::IsHere && !asks {
                tx.asks_nothing(speech.to, edited.shown).await?;
            }
        }
        Aim::NewCard(card) => {
            let id = CardId(stage.moment.id());
            if card == Card::Question {
                asks_anew(tx, stage, speech.to, (&rendered, &payload)).await?;
            }
            let before = tx.new_card(id, speech.to, card, now).await?;
            tx.send(&row(false, Some(id)), now).await?;
            if let Some(before) = before {
                tx.lead_below((before, id), &below(setting, &reader, &speech)?, now).await?;
            }
            if card == Card::Question {
                older::moves_to(tx, stage, (speech.to, id), asks).await?;
            }
        }
    }
    if let Some(hours) = speech.pushes(mine) {
        // What comes now pushes it now, whatever waits for the morning besides.
        let now = stage.pushed.get(&speech.to).copied().filter(|before| !matches!(before, Hours::Waking { .. }));
        stage.pushed.insert(speech.to, now.unwrap_or(hours));
    }
    Ok(())
}

/// A message that is there says something else; what shows the same besides leads there.
async fn edit(
    tx: &mut Tx,
    Edited { shown, becomes, older, .. }: Edited,
    (row, now): (NewRow, Instant),
    below: impl Fn() -> Result<NewRow, StoreError> + Send,
) -> Result<(), StoreError> {
    // Who tapped looks at what they tapped.
    let (to, looked_at) = (row.to, row.lane);
    if let Some(Older::SaysTheSame(tapped)) = older {
        tx.edit(tapped, &row, now).await?;
        tx.edit(shown, &NewRow { lane: Lane::Bulk, ..row }, now).await?;
    } else {
        tx.edit(shown, &row, now).await?;
    }
    let before = match becomes {
        Some(card) => tx.card_becomes(shown, to, card).await?,
        None => None,
    };
    if let Some(before) = before {
        tx.edit(before, &below()?, now).await?;
    }
    if let Some(Older::LeadsBelow(tapped)) = older {
        tx.edit(tapped, &NewRow { lane: looked_at, ..below()? }, now).await?;
    }
    Ok(())
}

/// Who did it waits for the answer; nobody looks at an edit of what somebody else did.
const fn lane_of(mine: bool, edit: bool) -> Lane {
    match (mine, edit) {
        (true, _) => Lane::Replies,
        (false, false) => Lane::Notices,
        (false, true) => Lane::Bulk,
    }
}

/// The open question is asked in a new message. Where messages before it wait to be sent and say the same, one is enough.
async fn asks_anew(
    tx: &mut Tx,
    stage: &mut Stage<'_>,
    who: NeighbourId,
    (rendered, payload): (&Rendered, &str),
) -> Result<(), StoreError> {
    let Some(before) = stage.question_of(tx, who).await?.1 else { return Ok(()) };
    let quiet = Rendered { html: rendered.html.clone(), keyboard: Keyboard::None };
    let quiet = serde_json::to_string(&quiet).map_err(|_| StoreError::Unreadable("a message"))?;
    tx.says_again((who, before), (payload, &quiet), stage.moment.now).await
}

/// What an older message of a thing says once there is a newer one: it has no buttons any more.
fn below(setting: &Setting, reader: &Reader, speech: &Speech) -> Result<NewRow, StoreError> {
    let (to, rendered) = (speech.to, setting.words.render(&speech.say.below(), reader));
    let payload = serde_json::to_string(&rendered).map_err(|_| StoreError::Unreadable("a message"))?;
    Ok(NewRow { to, lane: Lane::Bulk, card: None, payload, guard: Guard::None, hours: Hours::Any })
}

async fn keep_question(
    tx: &mut Tx,
    stage: &mut Stage<'_>,
    who: NeighbourId,
    card: Option<CardId>,
) -> Result<(), StoreError> {
    match stage.actor.as_mut().map(|(actor, ..)| actor).filter(|actor| actor.neighbour.id == who) {
        // Kept with the state, after the step.
        Some(actor) => {
            actor.question = card;
            Ok(())
        }
        None => {
            stage.other(tx, who).await?.question = card;
            tx.keep_question(who, card).await
        }
    }
}

/// The state of somebody who does not act is this one from now on.
async fn keep_other(
    tx: &mut Tx,
    stage: &mut Stage<'_>,
    (who, version): (NeighbourId, i64),
    next: &State,
) -> Result<(), StoreError> {
    let now = stage.moment.now;
    let stored = serde_json::to_string(next).map_err(|_| StoreError::Unreadable("a state"))?;
    let conversation = stage.other(tx, who).await?;
    let kept = NewState { state: &stored, question: conversation.question };
    tx.keep_state(who, version, kept, now).await?;
    (conversation.state, conversation.version) = (stored, version + 1);
    Ok(())
}

/// A message that arrives during a form never changes the form; its question is repeated once beneath.
async fn repeat_questions(tx: &mut Tx, stage: &mut Stage<'_>) -> Result<(), StoreError> {
    for (who, hours) in std::mem::take(&mut stage.pushed) {
        let open = match stage.actor.as_ref().filter(|(actor, ..)| actor.neighbour.id == who) {
            Some((actor, state, version)) => Some((actor.neighbour.clone(), state.clone(), *version)),
            None => readable(stage.other(tx, who).await?),
        };
        let Some((neighbour, state, version)) = open.filter(|(_, state, _)| state.is_form()) else {
            continue;
        };
        let state = afresh(tx, who, state, stage.moment).await?;
        if over::close_question(tx, stage, (who, version, &state), (&Over::default(), hours)).await? {
            continue;
        }
        let Ok((on, question)) = state.asked_again(&neighbour, version) else {
            continue;
        };
        say(tx, stage, Speech { to: who, on, say: question, guard: Guard::None, hours }).await?;
    }
    Ok(())
}

fn readable(conversation: &Conversation) -> Option<(Neighbour, State, i64)> {
    let state = serde_json::from_str(&conversation.state).ok()?;
    Some((conversation.neighbour.clone(), state, conversation.version))
}
