//! Updates from the poll to their turns, one after the other; what was committed is confirmed with the next poll.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use serde_json::Value;
use tokio::sync::{Notify, watch};

use super::clock::Clock;
use super::line::Line;
use crate::domain::{Instant, Language, limits};
use crate::store::{Room, StoreError};
use crate::telegram::{self, PollError, Poller, Sender};
use crate::turn::{Admitted, Turns, Update};
use crate::words::Words;

/// Takes updates.
pub(super) struct Ingest {
    pub poller: Poller,
    pub sender: Sender,
    pub turns: Turns,
    pub words: Arc<Words>,
    pub clock: Clock,
    /// Gives way where there is none to keep anything.
    pub room: Room,
    /// The line to Telegram: how it stands, and what to do when it is cut.
    pub line: Line,
    /// Rung after each commit: somebody waits for an answer.
    pub delivery: Arc<Notify>,
    /// Rung after each batch.
    pub chores: Arc<Notify>,
}

type Answer = BoxFuture<'static, ()>;

/// Answers to taps that are on their way, beside the turns: nobody waits for an answer that says nothing. Never more than
/// a number of them.
#[derive(Default)]
struct Answers(FuturesUnordered<Answer>);

impl Answers {
    fn push(&mut self, answer: Answer) {
        if self.0.len() < limits::TAPS_ANSWERED {
            self.0.push(answer);
        }
    }

    /// Answers what waits to be answered; for ever, so that the poll decides when to go on.
    async fn drain(&mut self) -> Infallible {
        while self.0.next().await.is_some() {}
        std::future::pending().await
    }
}

impl Ingest {
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let Some(bot) = self.username(&mut stop).await else {
            return;
        };
        self.words.meet_bot(&bot);
        let mut answers = Answers::default();
        answers.push(self.presents_itself());
        while !*stop.borrow_and_update() {
            let began = self.clock.now();
            let polled = tokio::select! {
                polled = self.poller.next() => polled,
                never = answers.drain() => match never {},
                _ = stop.changed() => break,
            };
            match polled {
                Ok(updates) => {
                    if self.line.answered(began, self.clock.now()).await {
                        // Chores are rung after the batch; delivery also looks at what was kept.
                        self.delivery.notify_one();
                    }
                    self.take_all(updates, (&bot, &mut answers), &mut stop).await;
                }
                Err(error) => {
                    if self.goes_on_after(&error, began, &mut stop).await.is_break() {
                        return;
                    }
                }
            }
        }
        self.line.ends(self.clock.now()).await;
        if self.poller.confirm().await.is_err() {
            tracing::warn!("the last updates could not be confirmed; they come again and are not done twice");
        }
    }

    /// The commands that Telegram lists, and what it shows of the bot before Start, in every language.
    fn presents_itself(&self) -> Answer {
        let presented: Vec<_> = Language::ALL.map(|language| self.words.presented(language)).into();
        let sender = self.sender.clone();
        async move {
            for one in presented {
                sender.present(one).await;
            }
        }
        .boxed()
    }

    async fn username(&mut self, stop: &mut watch::Receiver<bool>) -> Option<String> {
        while !*stop.borrow_and_update() {
            let began = self.clock.now();
            match self.poller.username().await {
                Ok(name) => return Some(name),
                Err(error) => {
                    if self.goes_on_after(&error, began, stop).await.is_break() {
                        return None;
                    }
                }
            }
        }
        None
    }

    async fn take_all(
        &mut self,
        updates: Vec<Value>,
        (bot, answers): (&str, &mut Answers),
        stop: &mut watch::Receiver<bool>,
    ) {
        let (mut group, mut updates) = (Vec::new(), updates.into_iter().peekable());
        while let Some(raw) = updates.next() {
            group.extend(self.admit(raw, (bot, &mut *answers)));
            let turns = group.iter().filter(|admitted: &&Admitted| admitted.asks_for_a_turn()).count();
            if updates.peek().is_some() && turns < limits::TURNS_TOGETHER {
                continue;
            }
            if !self.take_group(&group, answers, stop).await {
                return;
            }
            group.clear();
        }
        self.chores.notify_one();
    }

    /// Reads and counts an update; a tap is answered beside the turns, unless it is one too many of a flood.
    fn admit(&self, raw: Value, (bot, answers): (&str, &mut Answers)) -> Option<Admitted> {
        let id = raw.get("update_id").and_then(Value::as_i64)?;
        let inbound = telegram::read(&raw, bot);
        let tap = inbound.as_ref().and_then(|inbound| inbound.callback.clone());
        let admitted = self.turns.admit(Update { id, raw, inbound }, self.clock.now());
        // A tap too many gets nothing: each answer is a call.
        if let Some(callback) = tap.filter(|_| admitted.asks_for_a_turn()) {
            let sender = self.sender.clone();
            answers.push(async move { sender.answer_tap(callback).await }.boxed());
        }
        Some(admitted)
    }

    /// Takes some updates until they are kept; `false` where the end came first.
    async fn take_group(
        &mut self,
        group: &[Admitted],
        answers: &mut Answers,
        stop: &mut watch::Receiver<bool>,
    ) -> bool {
        let Some(last) = group.last().map(Admitted::id) else { return true };
        loop {
            // Taps are answered while their turns are taken; a turn is never given up.
            let taken = tokio::select! {
                taken = self.turns.take(group, self.clock.now()) => taken,
                never = answers.drain() => match never {},
            };
            let Err(error) = taken else { break };
            if self.pause_after(&error, stop).await {
                return false;
            }
        }
        self.poller.done_below(last + 1);
        self.delivery.notify_one();
        true
    }

    /// The store's trouble is not the update's: nothing is confirmed, and it is taken again; `true` where the end came.
    async fn pause_after(&self, error: &StoreError, stop: &mut watch::Receiver<bool>) -> bool {
        tracing::error!(error = %error, "the database cannot; trying again");
        self.room.gives_way(error);
        self.pause_until(self.clock.now() + limits::TRY_AGAIN, stop).await
    }

    /// Waits as long as it takes; a break where only a new start of the program can help.
    async fn goes_on_after(
        &mut self,
        error: &PollError,
        began: Instant,
        stop: &mut watch::Receiver<bool>,
    ) -> ControlFlow<()> {
        let next = self.line.failed(error, (began, self.clock.now())).await;
        if next.give_up {
            return ControlFlow::Break(());
        }
        if next.renew {
            self.poller.renew();
        }
        self.pause_until(next.at, stop).await;
        ControlFlow::Continue(())
    }

    /// Waits; `true` where the end came first.
    async fn pause_until(&self, at: Instant, stop: &mut watch::Receiver<bool>) -> bool {
        tokio::select! {
            () = self.clock.reach(Some(at)) => false,
            _ = stop.changed() => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_slowly_telegram_takes_them_a_bounded_number_of_answers_is_on_its_way() {
        let mut answers = Answers::default();
        for _ in 0..3 * limits::TAPS_ANSWERED {
            answers.push(std::future::pending().boxed());
        }
        assert_eq!(answers.0.len(), limits::TAPS_ANSWERED);
    }
}
