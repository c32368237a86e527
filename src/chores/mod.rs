//! What is due without anybody's input: waves, and later nudges, reminders, expiry. Each is a short transaction.

use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::FutureExt;
use tokio::sync::{Notify, watch};

use crate::app::clock::Clock;
use crate::delivery::Idle;
use crate::domain::{Instant, Moment, PostId};
use crate::matching::Candidate;
use crate::store::{Queue, Seek, StoreError, Tx};
use crate::talk::ask;
use crate::turn::{Setting, Stage, apply, my_ask};

/// Does what is due.
pub struct Chores {
    /// What they work with.
    pub setting: Setting,
    /// The time.
    pub clock: Clock,
    /// Rung when something may be due.
    pub bell: Arc<Notify>,
    /// Rung when something may wait in the outbox.
    pub delivery: Arc<Notify>,
    /// Nothing is due before.
    pub idle: watch::Sender<Option<Idle>>,
}

impl Chores {
    /// Does what is due until told to stop.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow_and_update() {
            let wake = match self.all_due().await {
                Ok(idle) => {
                    self.idle.send_replace(Some(idle));
                    idle.until
                }
                Err(error) => {
                    tracing::error!(error = %error, "a chore could not be done; trying again");
                    Some(self.clock.now() + TimeDelta::seconds(1))
                }
            };
            tokio::select! {
                () = self.bell.notified() => {}
                () = self.clock.reach(wake) => {}
                _ = stop.changed() => {}
            }
        }
    }

    async fn all_due(&self) -> Result<Idle, StoreError> {
        loop {
            let commits = self.setting.store.commits();
            let now = self.clock.now();
            if !self.one_due(now).await? {
                return Ok(Idle { commits, until: self.setting.store.first_wave().await? });
            }
            self.delivery.notify_one();
        }
    }

    /// Does one thing that is due; `false` where nothing is.
    async fn one_due(&self, now: Instant) -> Result<bool, StoreError> {
        if self.setting.store.first_wave().await?.is_none_or(|first| first > now) {
            return Ok(false);
        }
        let (setting, mut moment) = (self.setting.clone(), self.setting.moment(now));
        self.setting
            .store
            .write(Queue::Chores, move |tx: &mut Tx| {
                async move {
                    match tx.wave_due(now).await? {
                        Some(post) => wave(tx, &setting, &mut moment, post).await.map(|()| true),
                        None => Ok(false),
                    }
                }
                .boxed()
            })
            .await
    }
}

/// The next few neighbours are asked.
async fn wave(tx: &mut Tx, setting: &Setting, moment: &mut Moment, post: PostId) -> Result<(), StoreError> {
    let Some(my_ask) = my_ask(tx, post, moment).await? else {
        return Err(StoreError::NotOneRow("the ask of a wave"));
    };
    let mut chosen = Vec::new();
    if ask::wants_more(&my_ask) {
        let ask = &my_ask.ask;
        let week_began = moment.now - TimeDelta::days(7);
        let seek = Seek { ask: ask.id, asker: ask.asker, category: ask.category, cell: ask.cell, week_began };
        let helpers = tx.helpers(&seek).await?;
        let candidates = helpers
            .iter()
            .map(|helper| Candidate {
                helper: helper.id,
                named_it: helper.named_it,
                worked_well: false,
                asked_at: helper.asked_at,
            })
            .collect();
        for id in ask::choose(&my_ask, candidates) {
            let found = helpers.iter().find(|helper| helper.id == id);
            if let (Some((neighbour, _)), Some(helper)) = (tx.neighbour(id).await?, found) {
                chosen.push(ask::Found { neighbour, band: helper.cell.band(ask.cell) });
            }
        }
    }
    let effects = ask::wave(moment, &my_ask, &chosen);
    apply(tx, &mut Stage::new(setting, moment, None), effects).await
}
