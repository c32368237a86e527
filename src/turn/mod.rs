//! One update, in one transaction: seen before? → state and facts → the pure step → effects, state, messages → commit.
//! Updates that came together share it, since the way to the disk costs more than most turns.
//! Nothing is sent here, and nothing is decided.

mod acquaint;
mod apply;
mod back;
mod facts;
mod flood;
mod in_touch;

pub use apply::{Actor, Stage, apply};
pub use facts::{
    afterwards, alike, asks_too, dropping_out, introduced, leaving, my_ask, pausing, pausing_by_itself, seek,
    shown_pings, stopped, turning, with_its_ping,
};

use std::sync::{Arc, Mutex, PoisonError};

use chrono_tz::Tz;
use futures_util::FutureExt;
use serde_json::Value;

use crate::domain::{Chance, Instant, Moment, Neighbour, Profile};
use crate::store::{Conversation, NewState, Quarantined, Queue, Room, Store, StoreError, Tx};
use crate::talk::{self, Effect, Fault, Input, On, Outcome, Say, Scene, Seen, Speech, State, menu, relay};
use crate::telegram::{Account, Inbound, kept, written_at};
use crate::words::{Reader, Words};
use acquaint::acquaint;
use flood::{Flood, Passes, Times};

/// Why a turn could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// The store could not, or a change hit nothing.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The step cannot be taken.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A state could not be written. What serde says of it may hold its words.
    #[error("a state cannot be written")]
    State(#[from] serde_json::Error),
}

impl TurnError {
    /// Is it the update's own fault? Else the same update is taken again.
    pub fn is_fault(&self) -> bool {
        match self {
            Self::Store(error) => error.is_fault(),
            Self::Fault(_) | Self::State(_) => true,
        }
    }
}

/// What every turn and every chore works with.
#[derive(Clone)]
pub struct Setting {
    /// The database.
    pub store: Store,
    /// The texts.
    pub words: Arc<Words>,
    /// The zone of this deployment.
    pub zone: Tz,
    /// Where chance comes from.
    pub chance: Arc<Mutex<Chance>>,
    /// Is there room for something new?
    pub room: Room,
}

impl Setting {
    /// The moment of a decision, with chance of its own.
    pub fn moment(&self, now: Instant) -> Moment {
        let seed = match self.chance.lock() {
            Ok(mut chance) => chance.seed(),
            Err(poisoned) => poisoned.into_inner().seed(),
        };
        Moment { now, zone: self.zone, chance: Chance::seeded(seed) }
    }

    /// How a neighbour reads, now.
    pub const fn reader(&self, neighbour: &Neighbour, now: Instant) -> Reader {
        Reader { language: neighbour.language, zone: self.zone, now }
    }
}

/// Takes updates, one after the other.
pub struct Turns {
    setting: Setting,
    flood: Mutex<Flood>,
}

/// An update with its number and its JSON.
pub struct Update {
    /// Telegram's number of it.
    pub id: i64,
    /// As it came.
    pub raw: Value,
    /// What it means; `None` where it is not a person in a private chat.
    pub inbound: Option<Inbound>,
}

/// An update that was counted: it is taken, or only remembered.
pub struct Admitted {
    update: Update,
    passes: Passes,
}

impl Admitted {
    /// Telegram's number of it.
    pub const fn id(&self) -> i64 {
        self.update.id
    }

    /// Is there a turn to be taken?
    pub fn asks_for_a_turn(&self) -> bool {
        self.update.inbound.is_some() && self.passes != Passes::No
    }

    fn taken(&self) -> Taken {
        let inbound = self.update.inbound.clone().filter(|_| self.asks_for_a_turn());
        Taken { id: self.update.id, inbound, passes: self.passes }
    }
}

impl Turns {
    /// Takes updates with this setting.
    pub fn new(setting: Setting) -> Self {
        Self { setting, flood: Mutex::default() }
    }

    /// Counts an update, before any work.
    pub fn admit(&self, update: Update, now: Instant) -> Admitted {
        let mut flood = self.flood.lock().unwrap_or_else(PoisonError::into_inner);
        let times = Times { written: written_at(&update.raw), came: now };
        let passes = update.inbound.as_ref().map_or(Passes::No, |inbound| {
            let alarming = inbound.album.is_some() && is_alarming(&self.setting.words, inbound);
            flood.count((inbound, alarming), times)
        });
        Admitted { update, passes }
    }

    /// Takes updates, in their order: each is committed whole, or quarantined with an apology. They share a transaction;
    /// where one of them fails, nothing of it is kept, and each is taken again by itself. An error is the store's: try again.
    pub async fn take(&self, updates: &[Admitted], now: Instant) -> Result<(), StoreError> {
        match (self.together(updates, now).await, updates) {
            (Ok(()), _) => Ok(()),
            (Err(TurnError::Store(error)), _) if !error.is_fault() => Err(error),
            // Two ids can be alike by chance: another try draws others.
            (Err(_), [one]) => match self.together(updates, now).await {
                Err(TurnError::Store(error)) if !error.is_fault() => Err(error),
                Err(fault) => self.quarantine(&one.update, (fault, now)).await,
                Ok(()) => Ok(()),
            },
            (Err(fault), many) => {
                tracing::warn!(error = %fault, updates = many.len(), "updates that came together are taken one by one");
                for one in many.chunks(1) {
                    Box::pin(self.take(one, now)).await?;
                }
                Ok(())
            }
        }
    }

    async fn together(&self, updates: &[Admitted], now: Instant) -> Result<(), TurnError> {
        let setting = self.setting.clone();
        let all: Vec<(Moment, Taken)> =
            updates.iter().map(|update| (self.setting.moment(now), update.taken())).collect();
        let work = self.setting.store.write(Queue::People, move |tx| {
            async move {
                let ids: Vec<i64> = all.iter().map(|(_, taken)| taken.id).collect();
                let mut new = tx.see(&ids, now).await?;
                let writing = all.iter().filter_map(|(_, taken)| taken.inbound.as_ref());
                let writing: Vec<_> = writing.map(|inbound| (inbound.account.id, inbound.tapped)).collect();
                tx.read_ahead(&writing).await?;
                for (moment, taken) in all {
                    if let (true, Some(inbound)) = (new.remove(&taken.id), taken.inbound) {
                        turn(tx, (&setting, moment), inbound, taken.passes).await?;
                    }
                }
                Ok(())
            }
            .boxed()
        });
        work.await
    }

    /// The step failed and nothing of it was kept: the update is put aside, and its author gets one apology. Where even
    /// that fails, it is put aside without, since everybody else waits.
    async fn quarantine(&self, update: &Update, (fault, now): (TurnError, Instant)) -> Result<(), StoreError> {
        let mut moment = self.setting.moment(now);
        let reference = format!("{:04x}", moment.chance.below(0x1_0000));
        let reason = fault.to_string();
        tracing::error!(reference, reason, "an update could not be handled and is put aside");
        let aside = Aside { id: update.id, raw: kept(&update.raw).to_string(), reason, reference };
        let account = update.inbound.as_ref().map(|inbound| inbound.account.clone());
        match self.put_aside(aside.clone(), account, now).await {
            Err(error) if error.is_fault() => {
                tracing::error!(error = %error, reference = aside.reference, "its author could not be told");
                self.put_aside(aside, None, now).await
            }
            done => done,
        }
    }

    async fn put_aside(&self, aside: Aside, tell: Option<Account>, now: Instant) -> Result<(), StoreError> {
        let (setting, mut moment) = (self.setting.clone(), self.setting.moment(now));
        let work = self.setting.store.write(Queue::People, move |tx| {
            async move {
                if tx.see(&[aside.id], now).await?.is_empty() {
                    return Ok(());
                }
                let kept = Quarantined { raw: &aside.raw, reason: &aside.reason, reference: &aside.reference };
                tx.quarantine(aside.id, &kept, now).await?;
                let Some(account) = tell else { return Ok(()) };
                let (conversation, _) = acquaint(tx, (&account, None), (&setting, &mut moment)).await?;
                let say = Say::Menu(menu::Say::Apology { reference: aside.reference });
                let sorry = vec![Speech::message(conversation.neighbour.id, say)];
                apply(tx, &mut Stage::new(&setting, &mut moment, None), sorry).await
            }
            .boxed()
        });
        work.await
    }
}

/// An update whose step failed, as it is kept.
#[derive(Clone)]
struct Aside {
    id: i64,
    raw: String,
    reason: String,
    reference: String,
}

/// An update in its transaction; one that asks for no turn is only remembered.
struct Taken {
    id: i64,
    inbound: Option<Inbound>,
    passes: Passes,
}

async fn turn(
    tx: &mut Tx,
    (setting, mut moment): (&Setting, Moment),
    inbound: Inbound,
    passes: Passes,
) -> Result<(), TurnError> {
    let message = (&inbound.account, inbound.tapped);
    let (mut conversation, mut tapped) = acquaint(tx, message, (setting, &mut moment)).await?;
    let me = conversation.neighbour.id;
    if passes == Passes::WithNotice {
        let notice = vec![Speech::message(me, Say::Menu(menu::Say::TooMany))];
        return Ok(apply(tx, &mut Stage::new(setting, &mut moment, None), notice).await?);
    }
    if back::reachable(tx, (setting, &mut moment), &conversation, &inbound).await? {
        (conversation, tapped) = acquaint(tx, message, (setting, &mut moment)).await?;
    }
    let replied = in_touch::replied(tx, me, &inbound).await?;
    let alarming = is_alarming(&setting.words, &inbound);
    let (state, unreadable) = read_state(tx, &conversation, moment.now).await?;
    let input = in_touch::written_to(tx, with_keys(&setting.words, inbound.input)).await?;
    let state = facts::afresh(tx, me, state, &moment).await?;
    let outcome = if unreadable {
        start_again(&conversation, alarming)
    } else {
        let who = (&conversation, &inbound.account.profile);
        decide(tx, (setting, &mut moment), who, (state.clone(), input, Seen { tapped, replied, alarming })).await?
    };
    let (actor, now) = (Actor::of(&conversation, tapped), moment.now);
    let version = conversation.version + i64::from(outcome.state != state);
    let mut stage = Stage::new(setting, &mut moment, Some((actor, outcome.state, version)));
    apply(tx, &mut stage, outcome.effects).await?;
    let (question, next) = (stage.question(), stage.state().unwrap_or(&state));
    if *next != state || unreadable {
        let stored = serde_json::to_string(next)?;
        tx.keep_state(me, conversation.version, NewState { state: &stored, question }, now).await?;
    } else if question != conversation.question {
        tx.keep_question(me, question).await?;
    }
    Ok(())
}

/// The facts, and the step.
async fn decide(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    (conversation, profile): (&Conversation, &Profile),
    (state, input, seen): (State, Input, Seen),
) -> Result<Outcome, TurnError> {
    let me = &conversation.neighbour;
    let need = talk::needs(me, conversation.version, &state, &input, seen);
    let facts = facts::gather(tx, (setting, moment), me, need).await?;
    let known_otherwise = if conversation.named.was_changed { tx.known_otherwise(me.id).await? } else { Vec::new() };
    let mut scene = Scene {
        moment,
        me,
        known_otherwise: &known_otherwise,
        profile,
        facts: &facts,
        version: conversation.version,
        tapped: seen.tapped,
        replied: seen.replied,
        alarming: seen.alarming,
    };
    Ok(talk::step(&mut scene, state, input)?)
}

/// The state as it is kept. One that cannot be read any more is kept beside, and the person starts again.
async fn read_state(tx: &mut Tx, conversation: &Conversation, now: Instant) -> Result<(State, bool), StoreError> {
    if conversation.state.is_empty() {
        return Ok((State::Idle, false));
    }
    match serde_json::from_str(&conversation.state) {
        Ok(state) => Ok((state, false)),
        Err(error) => {
            // Its text would quote what they wrote.
            let (line, column) = (error.line(), error.column());
            tracing::error!(kind = ?error.classify(), line, column, "a state cannot be read; its person starts again");
            tx.keep_unreadable(conversation.neighbour.id, &conversation.state, now).await?;
            Ok((State::Idle, true))
        }
    }
}

/// "Writing to" ends by itself after a while.
pub fn writing_idle(now: Instant, it: &Conversation) -> Vec<Effect> {
    let state = serde_json::from_str(&it.state).unwrap_or_default();
    relay::idle(now, it.neighbour.id, &state)
}

/// The bot was away: what somebody hears who was in the middle of something.
pub fn was_away(conversation: &Conversation, now: Instant) -> Vec<Effect> {
    let state = serde_json::from_str(&conversation.state).unwrap_or_default();
    // Whose state cannot be read starts again with the next thing that they do.
    let shown = (conversation.version, conversation.question);
    menu::was_away(now, &conversation.neighbour, &state, shown).unwrap_or_default()
}

fn start_again(conversation: &Conversation, alarming: bool) -> Outcome {
    let me = &conversation.neighbour;
    let menu = Say::Menu(menu::Say::menu(me, menu::Note::Hello));
    let danger = alarming.then(|| Speech::message(me.id, Say::Menu(menu::Say::Danger)));
    let again = [Speech::message(me.id, Say::Menu(menu::Say::StartAgain)), Speech::on(me.id, On::NewQuestion, menu)];
    Outcome { state: State::Idle, effects: danger.into_iter().chain(again).collect() }
}

/// Do words suggest danger to life, wherever they stand?
fn is_alarming(words: &Words, inbound: &Inbound) -> bool {
    let typed = if let Input::Text(typed) | Input::Edited(typed) = &inbound.input { Some(&typed.text) } else { None };
    let written = typed.or(inbound.beside.words.as_ref());
    written.is_some_and(|written| words.suggest_danger(written))
}

/// Finds the labels of reply buttons, in any language we ship.
fn with_keys(words: &Words, input: Input) -> Input {
    let key = if let Input::Text(typed) = &input { words.key(&typed.text) } else { None };
    match (key, input) {
        (Some(key), Input::Text(typed)) => Input::Key(key, typed),
        (_, input) => input,
    }
}

#[cfg(test)]
mod tests;
