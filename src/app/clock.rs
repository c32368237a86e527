//! The time of the whole program: the machine's, moved forward by the demo, or stopped by a test.

use std::time::Duration;

use tokio::sync::watch;

use crate::domain::{Instant, limits};

/// Tells the time, and waits for one.
#[derive(Clone)]
pub struct Clock {
    stopped_at: Option<Instant>,
    moved_ms: watch::Sender<i64>,
}

impl Clock {
    /// The machine's time.
    pub fn of_the_machine() -> Self {
        Self { stopped_at: None, moved_ms: watch::Sender::new(0) }
    }

    /// A clock that only moves when it is told to.
    pub fn stopped_at(at: Instant) -> Self {
        Self { stopped_at: Some(at), moved_ms: watch::Sender::new(0) }
    }

    /// The time.
    pub fn now(&self) -> Instant {
        let base = self.stopped_at.unwrap_or_else(machine);
        base + chrono::TimeDelta::milliseconds(*self.moved_ms.borrow())
    }

    /// Moves it forward.
    pub fn forward(&self, by: chrono::TimeDelta) {
        self.moved_ms.send_modify(|moved| *moved = moved.saturating_add(by.num_milliseconds().max(0)));
    }

    /// Waits until the time has come; for ever, for `None`.
    pub async fn reach(&self, at: Option<Instant>) {
        let mut moved = self.moved_ms.subscribe();
        loop {
            moved.borrow_and_update();
            let left = at.map(|at| at - self.now());
            if left.is_some_and(|left| left <= chrono::TimeDelta::zero()) {
                return;
            }
            let real = left.filter(|_| self.stopped_at.is_none()).and_then(|left| left.to_std().ok());
            tokio::select! {
                () = sleep(real) => {}
                _ = moved.changed() => {}
            }
        }
    }
}

async fn sleep(real: Option<Duration>) {
    match real {
        Some(real) => tokio::time::sleep(real.min(limits::SLEEPS_AT_ONCE)).await,
        None => std::future::pending().await,
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine() -> Instant {
    chrono::Utc::now()
}
