//! The line to Telegram: when it was last in order, what its failures mean, and who was left alone while it was cut.

use futures_util::FutureExt;

use super::watchdog::{Next, Watchdog};
use crate::domain::{Instant, limits};
use crate::store::{Failure, Queue, StoreError, Tx};
use crate::telegram::PollError;
use crate::turn::Setting;

/// How the line stands.
pub(super) struct Line {
    setting: Setting,
    watchdog: Watchdog,
    /// The end of the last successful poll, of the run before at the start.
    in_order: Option<Instant>,
    /// The same, as far as the database knows.
    kept: Option<Instant>,
    /// The last failure that the database knows of.
    kept_failure: Option<(Failure, Instant)>,
    is_read: bool,
    /// The start of the program, until its first poll: from then on it would have listened.
    started: Option<Instant>,
}

impl Line {
    pub fn new(setting: Setting, now: Instant) -> Self {
        Self {
            setting,
            watchdog: Watchdog::default(),
            in_order: None,
            kept: None,
            kept_failure: None,
            is_read: false,
            started: Some(now),
        }
    }

    /// A poll succeeded that began at `began`. After an outage those hear of it who were in the middle of something:
    /// was there one?
    pub async fn answered(&mut self, began: Instant, now: Instant) -> bool {
        if self.watchdog.answered() > 0 {
            tracing::info!("updates come again");
        }
        let began = self.started.take().unwrap_or(began);
        let was_cut = self.look_back(began, now).await.unwrap_or_else(|error| {
            tracing::warn!(error = %error, "an outage could not be looked at");
            false
        });
        self.in_order = Some(now);
        if self.kept.is_none_or(|kept| now - kept >= limits::LINE_KEPT_EVERY) {
            self.keep(now).await;
        }
        was_cut
    }

    /// A poll failed: what to do next.
    pub async fn failed(&mut self, error: &PollError, times: (Instant, Instant)) -> Next {
        self.started = None;
        let part = self.setting.moment(times.1).chance.below(500);
        let next = self.watchdog.failed(error, times, part);
        self.keep_failure(failure(error), (times.1, next.at)).await;
        if next.give_up {
            tracing::error!(error = %error, "connections are made and nothing comes back: the program ends, to be started anew");
        } else if !next.is_news {
            tracing::debug!(error = %error, "no updates yet");
        } else if matches!(error, PollError::Conflict(_) | PollError::Token | PollError::Elsewhere(_)) {
            tracing::error!(error = %error, "no updates");
        } else {
            tracing::warn!(error = %error, "no updates; trying again");
        }
        next
    }

    /// The program ends in good order.
    pub async fn ends(&mut self, now: Instant) {
        if self.in_order.is_some() && self.watchdog.answered() == 0 {
            self.keep(now).await;
        }
    }

    async fn keep(&mut self, at: Instant) {
        let store = &self.setting.store;
        match store.write(Queue::Marks, move |tx: &mut Tx| tx.line_in_order(at).boxed()).await {
            Ok(()) => self.kept = Some(at),
            Err(error) => tracing::warn!(error = %error, "the time of the last poll could not be kept"),
        }
    }

    /// For `doorstep check`; as seldom as what is in order. A long wait is always noted: nothing else is meanwhile.
    async fn keep_failure(&mut self, why: Failure, (now, next): (Instant, Instant)) {
        let known = self.kept_failure.is_some_and(|(one, at)| one == why && now - at < limits::LINE_KEPT_EVERY);
        if known && next - now <= limits::LINE_KEPT_EVERY {
            return;
        }
        let store = &self.setting.store;
        match store.write(Queue::Marks, move |tx: &mut Tx| tx.line_failed(why, (now, next)).boxed()).await {
            Ok(()) => self.kept_failure = Some((why, now)),
            Err(error) => tracing::warn!(error = %error, "a failed poll could not be noted"),
        }
    }

    /// Was the line cut for longer than Telegram keeps a tap?
    async fn look_back(&mut self, began: Instant, now: Instant) -> Result<bool, StoreError> {
        if !self.is_read {
            self.in_order = self.setting.store.line_was_in_order().await?;
            self.is_read = true;
        }
        let Some(from) = self.in_order.filter(|from| began - *from > limits::TAPS_WAIT) else { return Ok(false) };
        let minutes = (began - from).num_minutes();
        if began - from > limits::OUTAGE_ALARM {
            tracing::warn!(minutes, "a long outage: Telegram keeps messages for 24 hours, what came before is lost");
        } else {
            tracing::info!(minutes, "an outage: taps of that time are lost");
        }
        let quiet_over = crate::domain::window::after_quiet(now, self.setting.zone);
        let store = &self.setting.store;
        let left_alone =
            store.write(Queue::Chores, move |tx: &mut Tx| tx.was_away((from, now), quiet_over).boxed()).await?;
        tracing::info!(people = left_alone, "people who were in the middle of something are asked to press again");
        Ok(true)
    }
}

const fn failure(error: &PollError) -> Failure {
    match error {
        PollError::Unreachable => Failure::Unreachable,
        PollError::Silent => Failure::Silent,
        PollError::Conflict(_) => Failure::Conflict,
        PollError::Token => Failure::Token,
        PollError::Elsewhere(_) => Failure::Elsewhere,
        PollError::Wait(_) => Failure::Wait,
        PollError::Other(..) => Failure::Other,
    }
}

/// No wider than what Telegram keeps, so that it is told before it is too late.
const _: () = assert!(limits::OUTAGE_ALARM.num_seconds() < limits::TELEGRAM_KEEPS.num_seconds());
