//! How many updates a person sends a minute: counted before any work.

use std::collections::HashMap;

use chrono::TimeDelta;

use crate::domain::{Instant, limits};
use crate::talk::Input;
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

impl Flood {
    /// Counts an update that was written at `at`. Of an album only the first part passes, one answer for all of it; and a
    /// part whose words are alarming.
    pub fn count(&mut self, (inbound, alarming): (&Inbound, bool), (at, now): (Instant, Instant)) -> Passes {
        if self.counts.len() >= limits::FLOOD_COUNTED {
            self.counts.retain(|_, count| now - count.began < TimeDelta::minutes(1));
        }
        let count = self.counts.entry(inbound.account.id).or_insert(Count { began: at, updates: 0, album: None });
        if at - count.began >= TimeDelta::minutes(1) {
            (count.began, count.updates) = (at, 0);
        }
        count.passes(inbound, alarming)
    }
}

impl Count {
    fn passes(&mut self, inbound: &Inbound, alarming: bool) -> Passes {
        // Somebody who floods and then goes leaves nobody waiting.
        if matches!(inbound.input, Input::Blocked | Input::Unblocked) {
            return Passes::Yes;
        }
        if inbound.album.is_some() && inbound.album == self.album && !alarming {
            return Passes::No;
        }
        self.album.clone_from(&inbound.album);
        self.updates += 1;
        match self.updates {
            updates if updates <= limits::UPDATES_A_MINUTE => Passes::Yes,
            updates if updates == limits::UPDATES_A_MINUTE + 1 => Passes::WithNotice,
            _ => Passes::No,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FirstName, Language};
    use crate::telegram::{Account, Beside};

    fn inbound(album: Option<&str>) -> Inbound {
        let account = Account {
            id: 7,
            name: FirstName::read("Anna"),
            language: Language::English,
            profile: crate::domain::Profile::Account(7),
        };
        let (album, beside) = (album.map(str::to_owned), Beside::default());
        Inbound { account, input: Input::Help, tapped: None, callback: None, album, beside }
    }

    #[test]
    fn an_album_gets_one_answer() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH);
        let passes: Vec<_> = (0..4).map(|_| flood.count((&inbound(Some("album")), false), (now, now))).collect();
        assert_eq!(passes, [Passes::Yes, Passes::No, Passes::No, Passes::No]);
        assert_eq!(flood.count((&inbound(Some("album")), true), (now, now)), Passes::Yes, "the number is heard");
    }

    #[test]
    fn beyond_the_limit_there_is_one_notice_until_the_minute_is_over() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH);
        let passes: Vec<_> = (0..30).map(|_| flood.count((&inbound(None), false), (now, now))).collect();
        assert!(passes[..20].iter().all(|passes| *passes == Passes::Yes));
        assert_eq!(passes[20], Passes::WithNotice);
        assert!(passes[21..].iter().all(|passes| *passes == Passes::No));
        let later = now + TimeDelta::minutes(1);
        assert_eq!(flood.count((&inbound(None), false), (later, later)), Passes::Yes);
    }

    #[test]
    fn what_waited_elsewhere_counts_for_the_minute_in_which_it_was_written() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH + TimeDelta::hours(9));
        let written = |minute, times| (0..times).map(move |_| now - TimeDelta::minutes(60_i64 - minute));
        let passes: Vec<_> = (0..60)
            .flat_map(|minute| written(minute, 20))
            .map(|at| flood.count((&inbound(None), false), (at, now)))
            .collect();
        assert!(passes.iter().all(|passes| *passes == Passes::Yes));
        let passes: Vec<_> = written(60, 22).map(|at| flood.count((&inbound(None), false), (at, now))).collect();
        assert_eq!(passes[19..], [Passes::Yes, Passes::WithNotice, Passes::No]);
    }
}
