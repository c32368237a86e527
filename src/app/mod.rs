//! The program's lifetime: what is opened, what runs side by side, how it ends. The only place that starts tasks.

pub mod clock;
mod commands;
mod folder;
mod ingest;
mod line;
mod look;
mod one_core;
mod print;
mod texts;
mod town;
mod watchdog;

pub use commands::{demo, log_filter, serve};
pub use look::{backup, check};
pub use print::{complain, say};

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono_tz::Tz;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::chores::Chores;
use crate::delivery::{Budgets, Delivery, Idle};
use crate::demo::Telegram;
use crate::domain::{Chance, Due, Instant, limits};
use crate::store::{Commits, Queue, Room, Store, StoreError, Tx, Writer};
use crate::telegram::{Access, Poller, Sender};
use crate::turn::{Setting, Turns};
use crate::words::{Catalog, Words};
use clock::Clock;
use futures_util::FutureExt;
use ingest::Ingest;
use line::Line;

// What is cut off still has to be closed before a supervisor kills.
const _: () = assert!(limits::STOP_WITHIN.as_millis() < 10_000, "a supervisor kills after ten seconds");

/// What a program runs with.
pub struct Plan {
    /// The Bot API.
    pub access: Access,
    /// Who runs the bot and how to reach them.
    pub operator: String,
    /// The database file.
    pub database: PathBuf,
    /// The texts.
    pub texts: Catalog,
    /// The zone of the deployment.
    pub zone: Tz,
    /// How much is sent.
    pub budgets: Budgets,
    /// The time.
    pub clock: Clock,
    /// Room on the disk of the database.
    pub room: Room,
    /// Where chance begins; the machine's own where there is none.
    pub seed: Option<u64>,
}

/// A running program.
pub struct App {
    /// The database, for tests and figures.
    pub store: Store,
    /// Its clock.
    pub clock: Clock,
    stop: watch::Sender<bool>,
    delivery: watch::Receiver<Option<Idle>>,
    chores: watch::Receiver<Option<Idle>>,
    tasks: JoinSet<()>,
}

/// Tells when delivery or chores come to rest; it keeps nothing open.
#[derive(Clone)]
pub struct Rests {
    clock: Clock,
    commits: Commits,
    delivery: watch::Receiver<Option<Idle>>,
    chores: watch::Receiver<Option<Idle>>,
}

impl Rests {
    /// Waits until one of them has come to rest since the last time.
    pub async fn again(&mut self) {
        tokio::select! {
            _ = self.delivery.changed() => {}
            _ = self.chores.changed() => {}
        }
    }

    /// Is nothing due now, and nothing on its way?
    pub fn is_settled(&self) -> bool {
        let (commits, now) = (self.commits.so_far(), self.clock.now());
        let rests = |idle: Option<Idle>| {
            idle.is_some_and(|idle| idle.commits == commits && idle.until.is_none_or(|until| until > now))
        };
        rests(*self.delivery.borrow()) && rests(*self.chores.borrow())
    }

    /// Waits until nothing is due and nothing is on its way to this simulated Telegram or from it.
    pub async fn rest(&mut self, telegram: &Telegram) {
        let mut wire = telegram.changed();
        loop {
            wire.borrow_and_update();
            if telegram.unconfirmed() == 0 && self.is_settled() {
                return;
            }
            tokio::select! {
                () = self.again() => {}
                _ = wire.changed() => {}
            }
        }
    }

    /// When the next thing is due, as far as is known; `None` for never.
    pub fn next_due(&self) -> Option<Instant> {
        let until = |idle: &watch::Receiver<Option<Idle>>| idle.borrow().and_then(|idle| idle.until);
        until(&self.delivery).into_iter().chain(until(&self.chores)).min()
    }
}

impl App {
    /// Opens everything and starts to work.
    pub async fn start(plan: Plan) -> anyhow::Result<Self> {
        Opened::open(plan).await?.run().await
    }

    /// Tells whether the program rests, and of every time that delivery or chores come to rest from now on.
    pub fn rests(&self) -> Rests {
        let commits = self.store.counter();
        let mut rests =
            Rests { clock: self.clock.clone(), commits, delivery: self.delivery.clone(), chores: self.chores.clone() };
        rests.delivery.mark_unchanged();
        rests.chores.mark_unchanged();
        rests
    }

    /// Waits until a part of the program ends: while it runs, none does.
    pub async fn a_part_ends(&mut self) {
        self.tasks.join_next().await;
    }

    /// Takes no more updates, finishes what is begun, and ends.
    pub async fn stop(self) {
        self.stop_within(limits::STOP_WITHIN).await;
    }

    /// The same, in so long a time: what is not finished by then is cut off.
    pub async fn stop_within(self, longest: Duration) {
        let Self { store, stop, tasks, .. } = self;
        stop.send_replace(true);
        // The writer ends when the last handle on it is gone.
        drop(store);
        if !all_end(tasks, longest).await {
            tracing::warn!("calls to Telegram did not end in time; what they carried is sent again at the next start");
        }
    }

    /// Ends at once, as a kill does: nothing is finished.
    pub async fn kill(mut self) {
        self.tasks.shutdown().await;
    }
}

/// Waits until all of them end, and no longer than this: what goes on then is cut off. Did all end by themselves?
async fn all_end(mut tasks: JoinSet<()>, longest: Duration) -> bool {
    let end = async { while tasks.join_next().await.is_some() {} };
    let in_time = tokio::time::timeout(longest, end).await.is_ok();
    tasks.shutdown().await;
    in_time
}

/// What the last end left behind; how many messages it cut off.
async fn begin(tx: &mut Tx, now: Instant) -> Result<usize, StoreError> {
    if tx.scheduled(Due::Erase).await?.is_none() {
        tx.schedule(Due::Erase, now + limits::ERASED_EVERY).await?;
    }
    tx.resend_in_doubt(now).await
}

#[expect(clippy::disallowed_methods, reason = "the one place that takes chance from the machine")]
fn machine_chance() -> u64 {
    rand::random()
}

fn spawn(tasks: &mut JoinSet<()>, work: impl Future<Output = ()> + Send + 'static) {
    tasks.spawn(work);
}

/// What was opened, before it runs.
struct Opened {
    parts: Parts,
    writer: Writer,
    database: PathBuf,
}

impl Opened {
    /// Opens the database; nothing runs yet.
    async fn open(plan: Plan) -> anyhow::Result<Self> {
        let words = Arc::new(Words::new(plan.texts, plan.operator));
        let no_client = || anyhow::anyhow!("no HTTP client can be made on this machine");
        let poller = Poller::new(&plan.access).ok_or_else(no_client)?;
        let sender = Sender::new(&plan.access).ok_or_else(no_client)?;
        let (store, writer) = Store::open(&plan.database).await.map_err(|error| error.at_start(&plan.database))?;
        let chance = Chance::seeded(plan.seed.unwrap_or_else(machine_chance));
        let setting = Setting {
            store,
            words: Arc::clone(&words),
            zone: plan.zone,
            chance: Arc::new(Mutex::new(chance)),
            room: plan.room,
        };
        let parts = Parts { setting, words, poller, sender, clock: plan.clock, budgets: plan.budgets };
        Ok(Self { parts, writer, database: plan.database })
    }

    /// Begins where the last end left off.
    async fn run(self) -> anyhow::Result<App> {
        let Self { parts, writer, database } = self;
        let mut tasks = JoinSet::new();
        spawn(&mut tasks, writer.run());
        let now = parts.clock.now();
        let begun = parts.setting.store.write(Queue::Chores, move |tx: &mut Tx| begin(tx, now).boxed()).await;
        let doubtful = begun.map_err(|error: StoreError| error.at_start(&database))?;
        if doubtful > 0 {
            tracing::warn!(rows = doubtful, "messages were cut off by the last end; they are sent again and say so");
        }
        if parts.setting.room.is_left() {
            parts.setting.room.keep_reserve();
        }
        Ok(parts.run(tasks))
    }
}

/// What runs, once it does.
struct Parts {
    setting: Setting,
    words: Arc<Words>,
    poller: Poller,
    sender: Sender,
    clock: Clock,
    budgets: Budgets,
}

impl Parts {
    fn run(self, mut tasks: JoinSet<()>) -> App {
        let Self { setting, words, poller, sender, clock, budgets } = self;
        let (stop, _) = watch::channel(false);
        let (to_send, to_do) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (delivery_idle, delivery) = watch::channel(None);
        let (chores_idle, chores) = watch::channel(None);
        let store = setting.store.clone();
        let chore = Chores {
            setting: setting.clone(),
            clock: clock.clone(),
            bell: Arc::clone(&to_do),
            delivery: Arc::clone(&to_send),
            idle: chores_idle,
        };
        spawn(&mut tasks, chore.run(stop.subscribe()));
        let deliver = Delivery {
            store: store.clone(),
            sender: sender.clone(),
            words: Arc::clone(&words),
            clock: clock.clone(),
            zone: setting.zone,
            budgets,
            room: setting.room.clone(),
            bell: Arc::clone(&to_send),
            chores: Arc::clone(&to_do),
            idle: delivery_idle,
        };
        spawn(&mut tasks, deliver.run(stop.subscribe()));
        let line = Line::new(setting.clone(), clock.now());
        let room = setting.room.clone();
        let turns = Turns::new(setting);
        let ingest =
            Ingest { poller, sender, turns, words, clock: clock.clone(), room, line, delivery: to_send, chores: to_do };
        spawn(&mut tasks, ingest.run(stop.subscribe()));
        App { store, clock, stop, delivery, chores, tasks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing in a test takes so long.
    const TOO_LONG: Duration = Duration::from_secs(20);

    #[tokio::test]
    async fn an_end_waits_for_what_ends_and_cuts_off_what_hangs() {
        let mut tasks = JoinSet::new();
        spawn(&mut tasks, async {
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
        });
        assert!(all_end(tasks, TOO_LONG).await, "what is begun is finished");
        let mut tasks = JoinSet::new();
        let (call, mut is_held) = tokio::sync::oneshot::channel::<()>();
        spawn(&mut tasks, async move {
            // As a call that gets no answer.
            std::future::pending::<()>().await;
            drop(call);
        });
        let ended = tokio::time::timeout(TOO_LONG, all_end(tasks, Duration::from_millis(1))).await;
        assert_eq!(ended, Ok(false), "the time is over");
        assert!(is_held.try_recv().is_err_and(|held| held != tokio::sync::oneshot::error::TryRecvError::Empty));
    }
}
