//! Owns what the person at the desk has besides the phones: the clock, the town, where everyone lives.
//! It tells the bot nothing: a home is known to it only once its phone shares it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::future::BoxFuture;
use tokio::sync::watch;

use super::TownMap;
use crate::demo::{Impossible, MessageId, PersonId, Place, Telegram};

/// The clock that the whole world goes by.
pub trait DeskClock: Send + Sync {
    /// Unix milliseconds.
    fn now_ms(&self) -> i64;
    /// Moves the clock, and is done when everybody knows what came due meanwhile; it never goes back.
    fn forward(&self, ms: i64) -> BoxFuture<'static, ()>;
}

/// What the page may do besides Telegram; clones share it.
#[derive(Clone)]
pub struct Desk {
    pub town: TownMap,
    pub clock: Arc<dyn DeskClock>,
    /// When the town began: a page that was open before shows another one.
    pub(super) began_ms: i64,
    homes: Arc<Mutex<BTreeMap<PersonId, Place>>>,
    changes: watch::Sender<u64>,
}

impl Desk {
    pub fn new(town: TownMap, clock: Arc<dyn DeskClock>) -> Self {
        Self { town, began_ms: clock.now_ms(), clock, homes: Arc::default(), changes: watch::Sender::new(0) }
    }

    /// Says where someone lives: where the pin of their map begins.
    pub fn settle(&self, who: PersonId, place: Place) {
        self.homes().insert(who, place);
        self.changes.send_modify(|count| *count += 1);
    }

    /// Where someone lives, unless nobody said so.
    pub fn home(&self, who: PersonId) -> Option<Place> {
        self.homes().get(&who).copied()
    }

    /// Somebody shares where they live, with the share button that is showing.
    pub fn shares_home(&self, telegram: &Telegram, who: PersonId) -> Result<MessageId, Impossible> {
        let home = self.home(who).ok_or(Impossible::NobodyThere)?;
        telegram.shares_place(who, home.latitude, home.longitude)
    }

    pub async fn forward(&self, ms: i64) {
        self.clock.forward(ms).await;
        self.changes.send_modify(|count| *count += 1);
    }

    /// A place that is somewhere near the centre and no one's home yet.
    pub(super) fn somewhere_near(&self) -> Place {
        let settled = self.homes().len();
        self.town.scattered(settled)
    }

    /// Counts every change of the desk.
    pub(super) fn changed(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn homes(&self) -> MutexGuard<'_, BTreeMap<PersonId, Place>> {
        // Nothing panics while it is held; if something did, homes would still be readable.
        self.homes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
