//! Delivery: rows that wait become calls, side by side, one at a time a chat, in their order; answers become marks.
//! What is sent was decided before; this only decides when.

mod answer;
mod doubts;
mod plan;

pub use plan::{Budgets, Plan};

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::sync::{Notify, watch};

use crate::app::clock::Clock;
use crate::domain::{Instant, NeighbourId, limits, window};
use crate::store::{Claimed, Ended, Queue, Room, RowId, Store, StoreError, Tx, Verdict};
use crate::telegram::{Class, Sender};
use crate::words::Words;
use answer::Attempt;
use plan::Planner;

/// Nothing is due before an instant, as far as this many commits tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Idle {
    /// The commits that were looked at.
    pub commits: u64,
    /// When the next thing is due; `None` for never.
    pub until: Option<Instant>,
}

/// Sends what waits in the outbox.
pub struct Delivery {
    /// The database.
    pub store: Store,
    /// Makes the calls.
    pub sender: Sender,
    /// For the note on what may have been seen.
    pub words: Arc<Words>,
    /// The time.
    pub clock: Clock,
    /// The zone whose nights are quiet.
    pub zone: chrono_tz::Tz,
    /// How much is sent.
    pub budgets: Budgets,
    /// Gives way where there is none to mark anything.
    pub room: Room,
    /// Rung when something may wait.
    pub bell: Arc<Notify>,
    /// Rung when sending learned something about a person.
    pub chores: Arc<Notify>,
    /// Nothing is due before.
    pub idle: watch::Sender<Option<Idle>>,
}

/// Adds to what ended what has ended meanwhile, so that one transaction marks it; where much is sent, a moment later.
async fn gather(calls: &mut FuturesUnordered<Call>, ended: &mut Vec<Ended>) {
    if calls.len() >= limits::MANY_CALLS {
        let moment = tokio::time::sleep(limits::ENDS_TOGETHER);
        let mut moment = std::pin::pin!(moment);
        loop {
            tokio::select! {
                Some(one) = calls.next(), if !calls.is_empty() => ended.push(one),
                () = &mut moment => return,
            }
        }
    }
    while let Some(Some(one)) = calls.next().now_or_never() {
        ended.push(one);
    }
}

/// What a plan is made with, inside a transaction.
struct Planning {
    planner: Arc<Mutex<Planner>>,
    in_flight: BTreeSet<NeighbourId>,
    now: Instant,
    /// Now, or the end of the quiet hours.
    awake: Instant,
    stopping: bool,
}

fn lock(planner: &Mutex<Planner>) -> MutexGuard<'_, Planner> {
    planner.lock().unwrap_or_else(PoisonError::into_inner)
}

fn room(in_flight: &BTreeSet<NeighbourId>) -> usize {
    limits::CHATS_AT_ONCE.saturating_sub(in_flight.len())
}

type Call = BoxFuture<'static, Ended>;

impl Delivery {
    /// Sends until told to stop; calls in flight are waited for and marked.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let planner = Arc::new(Mutex::new(Planner::new(self.budgets)));
        self.goes_on_waiting(&planner).await;
        let mut calls: FuturesUnordered<Call> = FuturesUnordered::new();
        let mut in_flight = BTreeSet::new();
        let mut ended: Vec<Ended> = Vec::new();
        loop {
            let stopping = *stop.borrow_and_update();
            let wake = match self.round(&planner, &in_flight, (&mut ended, stopping)).await {
                Ok(round) => {
                    for claimed in round.claimed {
                        in_flight.insert(claimed.to);
                        calls.push(self.call(claimed, &planner));
                    }
                    if calls.is_empty() && round.did_nothing {
                        self.idle.send_replace(Some(Idle { commits: round.commits, until: round.wake }));
                    } else if round.look_again {
                        continue;
                    }
                    round.wake
                }
                Err(error) => {
                    tracing::error!(error = %error, "the outbox cannot be read or marked; trying again");
                    self.room.gives_way(&error);
                    Some(self.clock.now() + limits::TRY_AGAIN)
                }
            };
            if stopping && calls.is_empty() && ended.is_empty() {
                return;
            }
            tokio::select! {
                Some(one) = calls.next(), if !calls.is_empty() => ended.push(one),
                () = self.bell.notified() => {}
                () = self.clock.reach(wake) => {}
                _ = stop.changed() => {}
            }
            gather(&mut calls, &mut ended).await;
            for one in &ended {
                in_flight.remove(&one.to);
            }
        }
    }

    /// A wait that Telegram asked for outlives a new start.
    async fn goes_on_waiting(&self, planner: &Mutex<Planner>) {
        match self.store.bulk_waits().await {
            Ok(Some(until)) => lock(planner).bulk_waits_until(until),
            Ok(None) => {}
            Err(error) => tracing::warn!(error = %error, "it is not known whether Telegram asked to wait"),
        }
    }

    /// Marks what ended, and takes what may be sent now.
    async fn round(
        &self,
        planner: &Arc<Mutex<Planner>>,
        in_flight: &BTreeSet<NeighbourId>,
        (ended, stopping): (&mut Vec<Ended>, bool),
    ) -> Result<Round, StoreError> {
        let now = self.clock.now();
        let awake = window::after_quiet(now, self.zone);
        let commits = self.store.commits();
        if !ended.is_empty() {
            let plan = Planning { planner: Arc::clone(planner), in_flight: in_flight.clone(), now, awake, stopping };
            let round = self.mark_and_claim(ended, plan).await?;
            return Ok(Round { commits, ..round });
        }
        if stopping {
            return Ok(Round::nothing(commits));
        }
        let heads = self.store.heads(now, limits::HEADS).await?;
        let plan = lock(planner).plan(now, &heads, (in_flight, room(in_flight)));
        if plan.send.is_empty() {
            let wake = match plan.wake {
                Some(wake) => Some(wake),
                None => self.store.next_send(now).await?,
            };
            return Ok(Round { wake, did_nothing: true, ..Round::nothing(commits) });
        }
        let (rows, chosen) = (plan.send.clone(), plan.send);
        let claimed =
            self.store.write(Queue::Marks, move |tx: &mut Tx| async move { tx.claim(&rows, now, awake).await }.boxed());
        let round = Round { claimed: claimed.await?, wake: plan.wake, ..Round::nothing(commits) };
        Ok(self.leave(chosen, round, (now, awake)).await)
    }

    /// What was not taken ends or waits; what that means for an ask is a chore's matter. Then it looks again.
    async fn leave(&self, mut rows: Vec<RowId>, round: Round, (now, awake): (Instant, Instant)) -> Round {
        rows.retain(|row| !round.claimed.iter().any(|claimed| claimed.row == *row));
        let look_again = round.claimed.is_empty();
        if rows.is_empty() {
            return Round { look_again, ..round };
        }
        let work = self
            .store
            .write(Queue::Chores, move |tx: &mut Tx| async move { tx.leave(&rows, now, awake).await }.boxed());
        let left = work.await;
        self.chores.notify_one();
        match left {
            Ok(()) => Round { look_again, ..round },
            // What was taken is sent all the same.
            Err(error) => {
                tracing::error!(error = %error, "rows that were not taken cannot be left; trying again");
                Round { wake: Some(now + limits::TRY_AGAIN), ..round }
            }
        }
    }

    /// Marks what ended and takes what may be sent next, in one transaction.
    async fn mark_and_claim(&self, ended: &mut Vec<Ended>, plan: Planning) -> Result<Round, StoreError> {
        let (marks, hours) = (ended.clone(), (plan.now, plan.awake));
        let learned = marks.iter().any(|mark| matches!(mark.verdict, Verdict::Gone { .. } | Verdict::Missing { .. }));
        let queue = if learned { Queue::Chores } else { Queue::Marks };
        let work = self.store.write(queue, move |tx: &mut Tx| {
            async move {
                tx.mark_all(&marks, plan.now).await?;
                let bulk_waits = lock(&plan.planner).bulk_waits();
                if bulk_waits > plan.now {
                    tx.bulk_waits_until(bulk_waits).await?;
                }
                if plan.stopping {
                    return Ok::<_, StoreError>((Vec::new(), Plan::default()));
                }
                let heads = tx.heads(plan.now, limits::HEADS).await?;
                let now = plan.now;
                let chosen = lock(&plan.planner).plan(now, &heads, (&plan.in_flight, room(&plan.in_flight)));
                let claimed = tx.claim(&chosen.send, now, plan.awake).await?;
                Ok((claimed, chosen))
            }
            .boxed()
        });
        let (claimed, chosen) = work.await?;
        ended.clear();
        if learned {
            self.chores.notify_one();
        }
        let round = Round { claimed, wake: chosen.wake, ..Round::nothing(0) };
        Ok(self.leave(chosen.send, round, hours).await)
    }

    /// One call, to its verdict.
    fn call(&self, claimed: Claimed, planner: &Arc<Mutex<Planner>>) -> Call {
        let planner = Arc::clone(planner);
        let (sender, words, clock) = (self.sender.clone(), Arc::clone(&self.words), self.clock.clone());
        let began = clock.now();
        async move {
            let (row, to, is_card) = (claimed.row, claimed.to, claimed.is_card);
            let answer = answer::answer(&sender, &claimed, &words).await;
            let now = clock.now();
            let alone = is_alone(&planner, &answer, (to, row), now);
            let verdict = answer::verdict(answer, Attempt::of(&claimed, alone), now);
            tell(&planner, (row, to), (answer, verdict), now);
            Ended { row, to, is_card, began, verdict }
        }
        .boxed()
    }
}

/// Did this message get no answer that can be read, while those of others do?
fn is_alone(
    planner: &Mutex<Planner>,
    answer: &Result<i64, Class>,
    (to, row): (NeighbourId, RowId),
    now: Instant,
) -> bool {
    match answer {
        Ok(_) => lock(planner).doubts.arrived(to),
        Err(Class::InDoubt(_)) => return lock(planner).doubts.is_alone((to, row), now),
        Err(_) => lock(planner).doubts.answered(to),
    }
    false
}

/// What the log hears of it, and what the plan does.
fn tell(
    planner: &Mutex<Planner>,
    (row, to): (RowId, NeighbourId),
    (answer, verdict): (Result<i64, Class>, Verdict),
    now: Instant,
) {
    let reason = answer.err().map_or("", Class::reason);
    match (answer, verdict) {
        (Err(Class::Wait(_)), Verdict::Again { at, .. }) => put_off(planner, (now, to, at)),
        (_, Verdict::Simpler { form, .. }) => {
            tracing::error!(row = row.0, reason, ?form, "a message was refused; it is said more simply");
        }
        (_, Verdict::Refused { reason }) => tracing::error!(row = row.0, reason, "a message was refused"),
        (_, Verdict::Apologised { .. }) => {
            tracing::error!(row = row.0, "a message was refused; an apology went in its place");
        }
        (_, Verdict::Again { at, .. } | Verdict::Doubted { at }) if at - now > limits::LONG_WAIT => {
            if lock(planner).is_news_of_slowness(now) {
                tracing::warn!(reason, "delivery is slow: messages are late, and tried again every ten minutes");
            }
        }
        (
            _,
            Verdict::Sent { .. }
            | Verdict::Done { .. }
            | Verdict::Gone { .. }
            | Verdict::Missing { .. }
            | Verdict::SendAnew
            | Verdict::Again { .. }
            | Verdict::Doubted { .. },
        ) => {}
    }
}

/// Telegram said when to come back.
fn put_off(planner: &Mutex<Planner>, (now, to, until): (Instant, NeighbourId, Instant)) {
    let seconds = (until - now).num_seconds();
    if until - now > limits::LONG_WAIT {
        tracing::warn!(seconds, "Telegram asks to wait for long: messages to a chat are late");
    }
    if lock(planner).was_put_off(now, to, until) {
        tracing::warn!(seconds, "Telegram puts off several chats at once: edits that nobody waits for are held back");
    }
}

/// What a round came to.
struct Round {
    claimed: Vec<Claimed>,
    wake: Option<Instant>,
    look_again: bool,
    did_nothing: bool,
    commits: u64,
}

impl Round {
    const fn nothing(commits: u64) -> Self {
        Self { claimed: Vec::new(), wake: None, look_again: false, did_nothing: false, commits }
    }
}

#[cfg(test)]
mod tests;
