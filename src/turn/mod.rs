//! One update, one transaction: seen before? → state and facts → the pure step → effects, state, messages → commit.
//! Nothing is sent here, and nothing is decided.

mod apply;
mod back;
mod facts;
mod flood;

pub use apply::{Actor, Stage, apply};
pub use facts::{asked_again, introduced, leaving, my_ask, pausing};

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono_tz::Tz;
use futures_util::FutureExt;
use serde_json::Value;

use crate::domain::{Card, Chance, Instant, Moment, Neighbour, NeighbourId, Profile};
use crate::store::{Conversation, NewState, Quarantined, Queue, Store, StoreError, Tx};
use crate::talk::{
    self, Effect, Fault, Input, On, Outcome, Replied, Say, Scene, Seen, Speech, State, Tapped, Typed, menu,
};
use crate::telegram::{Account, Inbound, kept};
use crate::words::{Reader, Words};
use flood::{Flood, Passes};

/// Why a turn could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// The store could not, or a change hit nothing.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The step cannot be taken.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A state could not be written.
    #[error("a state cannot be written: {0}")]
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
}

impl Setting {
    /// The moment of a decision, with chance of its own.
    pub fn moment(&self, now: Instant) -> Moment {
        let seed = match self.chance.lock() {
            Ok(mut chance) => chance.id(),
            Err(poisoned) => poisoned.into_inner().id(),
        };
        Moment { now, zone: self.zone, chance: Chance::seeded(seed.unsigned_abs()) }
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
    /// Updates that ask for no turn, and are not written down yet.
    passed_over: Mutex<Vec<i64>>,
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

impl Turns {
    /// Takes updates with this setting.
    pub fn new(setting: Setting) -> Self {
        Self { setting, flood: Mutex::default(), passed_over: Mutex::default() }
    }

    /// Takes an update: committed whole, or quarantined with an apology; or passed over, to be written down with others.
    /// An error is the store's: try it again.
    pub async fn take(&self, update: &Update, now: Instant) -> Result<(), StoreError> {
        let id = update.id;
        let Some(inbound) = update.inbound.clone() else {
            self.passed_over().push(id);
            return Ok(());
        };
        let passes = match self.flood.lock() {
            Ok(mut flood) => flood.count(id, &inbound, now),
            Err(poisoned) => poisoned.into_inner().count(id, &inbound, now),
        };
        if passes == Passes::No {
            self.passed_over().push(id);
            return Ok(());
        }
        self.see_passed_over(now).await?;
        let (setting, account) = (self.setting.clone(), inbound.account.clone());
        let moment = self.setting.moment(now);
        let store = &self.setting.store;
        let taken = Taken { id, inbound, passes };
        let done = store.write(Queue::People, move |tx| turn(tx, setting, moment, taken).boxed()).await;
        match done {
            Ok(()) => Ok(()),
            Err(TurnError::Store(error)) if !error.is_fault() => Err(error),
            Err(fault) => self.quarantine(id, &update.raw, account, (fault, now)).await,
        }
    }

    fn passed_over(&self) -> MutexGuard<'_, Vec<i64>> {
        self.passed_over.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Is everything that was taken written down, so that Telegram may forget it?
    pub fn all_is_seen(&self) -> bool {
        self.passed_over().is_empty()
    }

    /// Writes down what was passed over, many at once: a flooder keeps nobody else waiting.
    pub async fn see_passed_over(&self, now: Instant) -> Result<(), StoreError> {
        let updates = self.passed_over().clone();
        if updates.is_empty() {
            return Ok(());
        }
        let work = self.setting.store.write(Queue::People, move |tx: &mut Tx| {
            async move {
                for id in updates {
                    tx.see(id, now).await?;
                }
                Ok::<_, StoreError>(())
            }
            .boxed()
        });
        work.await?;
        self.passed_over().clear();
        Ok(())
    }

    /// The step failed and nothing of it was kept: the update is put aside, and its author gets one apology.
    async fn quarantine(
        &self,
        id: i64,
        raw: &Value,
        account: Account,
        (fault, now): (TurnError, Instant),
    ) -> Result<(), StoreError> {
        let mut moment = self.setting.moment(now);
        let reference = format!("{:04x}", moment.chance.below(0x1_0000));
        let reason = fault.to_string();
        tracing::error!(reference, reason, "an update could not be handled and is put aside");
        let (setting, raw) = (self.setting.clone(), kept(raw).to_string());
        self.setting
            .store
            .write(Queue::People, move |tx| {
                async move {
                    if !tx.see(id, now).await? {
                        return Ok(());
                    }
                    let aside = Quarantined { raw: &raw, reason: &reason, reference: &reference };
                    tx.quarantine(id, &aside, now).await?;
                    let (conversation, _) = acquaint(tx, (&account, None), &mut moment).await?;
                    let say = Say::Menu(menu::Say::Apology { reference: reference.clone() });
                    let sorry = vec![Speech::message(conversation.neighbour.id, say)];
                    let mut stage = Stage::new(&setting, &mut moment, None);
                    apply(tx, &mut stage, sorry).await
                }
                .boxed()
            })
            .await
    }
}

/// An update that passed the flood gate.
struct Taken {
    id: i64,
    inbound: Inbound,
    passes: Passes,
}

async fn turn(tx: &mut Tx, setting: Setting, mut moment: Moment, taken: Taken) -> Result<(), TurnError> {
    if !tx.see(taken.id, moment.now).await? {
        return Ok(());
    }
    let message = (&taken.inbound.account, taken.inbound.tapped);
    let (mut conversation, mut tapped) = acquaint(tx, message, &mut moment).await?;
    let me = conversation.neighbour.id;
    if taken.passes == Passes::WithNotice {
        let notice = vec![Speech::message(me, Say::Menu(menu::Say::TooMany))];
        return Ok(apply(tx, &mut Stage::new(&setting, &mut moment, None), notice).await?);
    }
    if back::reachable(tx, (&setting, &mut moment), &conversation, &taken.inbound).await? {
        (conversation, tapped) = acquaint(tx, message, &mut moment).await?;
    }
    let replied = replied(tx, me, &taken.inbound.input).await?;
    let (state, unreadable) = read_state(tx, &conversation, moment.now).await?;
    let input = with_keys(&setting.words, taken.inbound.input);
    let outcome = if unreadable {
        start_again(&conversation)
    } else {
        let who = (&conversation, &taken.inbound.account.profile);
        decide(tx, (&setting, &mut moment), who, (state.clone(), input, Seen { tapped, replied })).await?
    };
    let actor = Actor { neighbour: conversation.neighbour.clone(), question: conversation.question, tapped };
    let actor = (actor, outcome.state.clone(), conversation.version + i64::from(outcome.state != state));
    let mut stage = Stage::new(&setting, &mut moment, Some(actor));
    apply(tx, &mut stage, outcome.effects).await?;
    let question = stage.question();
    if outcome.state != state || unreadable {
        let stored = serde_json::to_string(&outcome.state)?;
        tx.keep_state(me, conversation.version, NewState { state: &stored, question }, moment.now).await?;
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
    let mut scene = Scene {
        moment,
        me,
        profile,
        facts: &facts,
        version: conversation.version,
        tapped: seen.tapped,
        replied: seen.replied,
    };
    Ok(talk::step(&mut scene, state, input)?)
}

/// The conversation with an account, and what was tapped in it; a new one where it writes for the first time.
async fn acquaint(
    tx: &mut Tx,
    (account, message): (&Account, Option<i64>),
    moment: &mut Moment,
) -> Result<(Conversation, Option<Tapped>), StoreError> {
    if let Some((mut conversation, card)) = tx.conversation_of_account(account.id, message).await? {
        if conversation.neighbour.name != account.name {
            tx.rename(conversation.neighbour.id, &account.name).await?;
            conversation.neighbour.name = account.name.clone();
        }
        let question = conversation.question;
        let tapped = card.map(|(id, card)| Tapped { id, card, is_open_question: question == Some(id) });
        return Ok((conversation, tapped));
    }
    let neighbour = Neighbour {
        id: NeighbourId(moment.chance.id()),
        name: account.name.clone(),
        language: account.language,
        cell: None,
        agreed_at: None,
        line: None,
        has_helped: 0,
        was_introduced: false,
    };
    tx.meet(&neighbour, account.id, moment.now).await?;
    Ok((Conversation { neighbour, version: 0, state: String::new(), question: None, unreachable: false }, None))
}

/// The passed message that they reply to.
async fn replied(tx: &mut Tx, me: NeighbourId, input: &Input) -> Result<Option<Replied>, StoreError> {
    let Input::Text(Typed { reply_to: Some(message), .. }) = input else { return Ok(None) };
    match tx.card_of_message(me, *message).await? {
        Some((_, Card::Relay(relay))) => {
            Ok(Some(tx.introduction_of_relay(relay).await?.map_or(Replied::Forgotten, Replied::Through)))
        }
        _ => Ok(None),
    }
}

/// The state as it is kept. One that cannot be read any more is kept beside, and the person starts again.
async fn read_state(tx: &mut Tx, conversation: &Conversation, now: Instant) -> Result<(State, bool), StoreError> {
    if conversation.state.is_empty() {
        return Ok((State::Idle, false));
    }
    match serde_json::from_str(&conversation.state) {
        Ok(state) => Ok((state, false)),
        Err(error) => {
            tracing::error!(error = %error, "a state cannot be read; its person starts again");
            tx.keep_unreadable(conversation.neighbour.id, &conversation.state, now).await?;
            Ok((State::Idle, true))
        }
    }
}

/// The bot was away: what somebody hears who was in the middle of something.
pub fn was_away(conversation: &Conversation, now: Instant) -> Vec<Effect> {
    let state = serde_json::from_str(&conversation.state).unwrap_or_default();
    // Whose state cannot be read starts again with the next thing that they do.
    let shown = (conversation.version, conversation.question);
    menu::was_away(now, &conversation.neighbour, &state, shown).unwrap_or_default()
}

fn start_again(conversation: &Conversation) -> Outcome {
    let me = &conversation.neighbour;
    let menu = Say::Menu(menu::Say::menu(me, menu::Note::Hello));
    let effects: Vec<Effect> =
        vec![Speech::message(me.id, Say::Menu(menu::Say::StartAgain)), Speech::on(me.id, On::NewQuestion, menu)];
    Outcome { state: State::Idle, effects }
}

/// Finds the labels of reply buttons, in any language we ship.
fn with_keys(words: &Words, input: Input) -> Input {
    let key = if let Input::Text(typed) = &input { words.key(&typed.text) } else { None };
    match (key, input) {
        (Some(key), Input::Text(typed)) => Input::Key(key, typed),
        (_, input) => input,
    }
}
