//! A simulated Bot API over HTTP, for the demo and for the plays.
//! It knows the wire of Telegram and nothing of Doorstep.

mod api;
mod content;
mod cut;
mod faults;
mod glance;
mod html;
mod markup;
pub mod page;
mod params;
mod people;
mod person;
mod screen;
mod server;
mod text;
mod updates;
mod wire;
mod world;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

pub use content::{Content, Origin};
pub use faults::{Fault, FloodLimits};
pub use glance::Glance;
pub use markup::{Asks, InlineButton, Key, ReplyKeyboard};
pub use person::{Impossible, MessageId, Person, PersonId, Place};
pub use screen::{Notice, Screen, Shown};

use world::World;

/// The plain text that a client would show of this markup, or why the server refuses it.
pub(crate) fn plain_text(html: &str) -> Result<String, String> {
    html::parse(html).map(|marked| marked.text)
}

/// Tells the time in unix milliseconds; a test moves it by hand.
pub type WallClock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// A handle on one world with one bot; clones share it.
#[derive(Clone)]
pub struct Telegram {
    world: Arc<Mutex<World>>,
}

/// One call that the bot made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
    /// As the documentation spells it.
    pub method: String,
    pub body: Value,
    pub at_ms: i64,
    pub outcome: Outcome,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Outcome {
    Done,
    Refused {
        code: u16,
        description: String,
    },
    ServerError {
        status: u16,
    },
    /// Nothing was done, nothing was answered.
    CutBefore,
    /// All was done, nothing was answered.
    CutAfter,
}

impl Telegram {
    pub fn new(clock: WallClock) -> Self {
        Self { world: Arc::new(Mutex::new(World::new(clock))) }
    }

    pub fn token(&self) -> String {
        self.with(|world| world.token.clone())
    }

    pub fn bot_username(&self) -> String {
        self.with(|world| world.username.clone())
    }

    /// Somebody set a webhook with the bot's token; it takes nothing, and polls are refused.
    pub fn set_webhook(&self, url: &str) {
        self.change(|world| url.clone_into(&mut world.webhook));
    }

    /// Updates that no `getUpdates` with a higher offset has confirmed yet.
    pub fn unconfirmed(&self) -> usize {
        self.with(|world| {
            world.queue.expire(world.now_ms());
            world.queue.len()
        })
    }

    /// How many polls have come.
    pub fn polls(&self) -> u64 {
        self.with(|world| world.queue.poller)
    }

    /// The kinds of updates that were last asked for by name; nothing where the usual ones come.
    pub fn kinds_asked_for(&self) -> Option<Vec<String>> {
        self.with(|world| world.queue.wanted())
    }

    /// Counts every change of the world.
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.with(|world| world.changes.subscribe())
    }

    /// The newest calls, oldest first; polls are among them.
    pub fn calls(&self) -> Vec<Call> {
        self.with(|world| world.calls())
    }

    /// Remembers every call from now on, without a bound.
    pub fn keep_all_calls(&self) {
        self.with(|world| world.keeps_all_calls = true);
    }

    /// What the bot set with `setMyCommands`, `setMyDescription` and the like; null if it did not.
    /// Keys: `commands/<scope>/<language>`, `description/<language>`, `short_description/<language>`.
    pub fn setting(&self, key: &str) -> Value {
        self.with(|world| world.settings.get(key).cloned().unwrap_or_default())
    }

    /// Queues an update as it is; one without an `update_id` is given the next. Answers the id.
    pub fn forge_update(&self, update: Value) -> i64 {
        self.change(|world| {
            let now_ms = world.now_ms();
            world.queue.forge(update, now_ms)
        })
    }

    /// Delivers an update once more, whatever was confirmed; false if there never was one of that id.
    pub fn repeat_update(&self, update_id: i64) -> bool {
        self.change(|world| {
            let now_ms = world.now_ms();
            world.queue.repeat(update_id, now_ms)
        })
    }

    pub fn set_next_update_id(&self, update_id: i64) {
        self.change(|world| world.queue.set_next_id(update_id));
    }

    /// The next `times` calls of `method` meet `fault`.
    pub fn fail_next(&self, method: &str, fault: &Fault, times: u32) {
        self.change(|world| world.faults.plan(method, fault, times));
    }

    /// Every message and edit whose text holds `words` meets `fault`, until all is healed.
    pub fn poison(&self, words: &str, fault: &Fault) {
        self.change(|world| world.faults.poison(words, fault));
    }

    /// Calls of `method` wait, undone, until it is released. A caller that gives up takes its call with it.
    pub fn hold(&self, method: &str) {
        self.change(|world| world.faults.hold(method));
    }

    pub fn release(&self, method: &str) {
        self.change(|world| world.faults.release(method));
    }

    /// No more planned faults, and nothing held.
    pub fn heal(&self) {
        self.change(|world| world.faults.clear());
    }

    pub fn flood_limits(&self, limits: Option<FloodLimits>) {
        self.change(|world| world.faults.limit(limits));
    }

    /// Whether flood limits are on.
    pub fn has_flood_limits(&self) -> bool {
        self.with(|world| world.faults.has_limits())
    }

    /// Faults that are planned and have not been met yet.
    pub fn faults_to_come(&self) -> usize {
        self.with(|world| world.faults.to_come())
    }

    fn with<T>(&self, look: impl FnOnce(&mut World) -> T) -> T {
        // A panic elsewhere leaves the model readable, and the test that caused it fails by itself.
        look(&mut self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Why the server would refuse this message, wherever it went; nothing is sent.
    #[cfg(test)]
    pub(crate) fn refusal(&self, message: serde_json::Map<String, serde_json::Value>) -> Option<String> {
        self.with(|world| api::refusal(world, &params::Params(message)))
    }

    fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        self.with(|world| {
            let done = act(world);
            world.bump();
            done
        })
    }
}
