//! How many updates a person sends a minute: counted before any work.

use std::collections::HashMap;

use chrono::TimeDelta;

use crate::domain::{Instant, limits};
use crate::telegram::Inbound;

/// May an update through?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passes {
    /// Yes.
    Yes,
    /// No, and this once it is said.
    WithNotice,
    /// No.
    No,
}

/// The counts of the minute. Lost at a restart: then a flooder gets one notice more.
#[derive(Debug, Default)]
pub(super) struct Flood {
    counts: HashMap<i64, Count>,
}

#[derive(Debug)]
struct Count {
    began: Instant,
    updates: u32,
    album: Option<String>,
}

/// Accounts that are counted at once; beyond it the old minutes are swept.
const COUNTED: usize = 10_000;

impl Flood {
    /// Counts an update. Of an album only the first part passes: one answer for all of it.
    pub fn count(&mut self, inbound: &Inbound, now: Instant) -> Passes {
        if self.counts.len() >= COUNTED {
            self.counts.retain(|_, count| now - count.began < TimeDelta::minutes(1));
        }
        let count = self.counts.entry(inbound.account.id).or_insert(Count { began: now, updates: 0, album: None });
        if now - count.began >= TimeDelta::minutes(1) {
            (count.began, count.updates) = (now, 0);
        }
        if inbound.album.is_some() && inbound.album == count.album {
            return Passes::No;
        }
        count.album.clone_from(&inbound.album);
        count.updates += 1;
        match count.updates {
            updates if updates <= limits::UPDATES_A_MINUTE => Passes::Yes,
            updates if updates == limits::UPDATES_A_MINUTE + 1 => Passes::WithNotice,
            _ => Passes::No,
        }
    }
}
