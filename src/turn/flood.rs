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

/// The counts of the minute, of a bounded number of people: who wrote longest ago is forgotten first, since each new update
/// of somebody makes them one of those who wrote lately. Lost at a restart: then a flooder gets one notice more.
#[derive(Debug, Default)]
pub(super) struct Flood {
    /// Who wrote lately.
    lately: HashMap<i64, Count>,
    /// Who wrote before all of those, and not since.
    before: HashMap<i64, Count>,
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
    pub fn count(&mut self, (inbound, alarming): (&Inbound, bool), at: Instant) -> Passes {
        let count = self.of(inbound.account.id, at);
        if at - count.began >= TimeDelta::minutes(1) {
            (count.began, count.updates) = (at, 0);
        }
        count.passes(inbound, alarming)
    }

    fn of(&mut self, account: i64, at: Instant) -> &mut Count {
        let known = self.lately.remove(&account).or_else(|| self.before.remove(&account));
        if self.lately.len() >= limits::FLOOD_COUNTED / 2 {
            self.before = std::mem::take(&mut self.lately);
        }
        let count = known.unwrap_or(Count { began: at, updates: 0, album: None });
        self.lately.entry(account).or_insert(count)
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
        let passes: Vec<_> = (0..4).map(|_| flood.count((&inbound(Some("album")), false), now)).collect();
        assert_eq!(passes, [Passes::Yes, Passes::No, Passes::No, Passes::No]);
        assert_eq!(flood.count((&inbound(Some("album")), true), now), Passes::Yes, "the number is heard");
    }

    #[test]
    fn beyond_the_limit_there_is_one_notice_until_the_minute_is_over() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH);
        let passes: Vec<_> = (0..30).map(|_| flood.count((&inbound(None), false), now)).collect();
        assert!(passes[..20].iter().all(|passes| *passes == Passes::Yes));
        assert_eq!(passes[20], Passes::WithNotice);
        assert!(passes[21..].iter().all(|passes| *passes == Passes::No));
        let later = now + TimeDelta::minutes(1);
        assert_eq!(flood.count((&inbound(None), false), later), Passes::Yes);
    }

    #[test]
    fn what_waited_elsewhere_counts_for_the_minute_in_which_it_was_written() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH + TimeDelta::hours(9));
        let written = |minute, times| (0..times).map(move |_| now - TimeDelta::minutes(60_i64 - minute));
        let passes: Vec<_> =
            (0..60).flat_map(|minute| written(minute, 20)).map(|at| flood.count((&inbound(None), false), at)).collect();
        assert!(passes.iter().all(|passes| *passes == Passes::Yes));
        let passes: Vec<_> = written(60, 22).map(|at| flood.count((&inbound(None), false), at)).collect();
        assert_eq!(passes[19..], [Passes::Yes, Passes::WithNotice, Passes::No]);
    }
    #[test]
    fn a_million_strangers_take_no_more_room_and_hide_no_flooder() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH);
        let (mut stranger, flooder) = (inbound(None), inbound(None));
        let mut passes = Vec::new();
        for id in 0..1_000_000 {
            stranger.account.id = 1_000 + id;
            assert_eq!(flood.count((&stranger, false), now), Passes::Yes);
            assert!(flood.lately.len() + flood.before.len() <= limits::FLOOD_COUNTED);
            if id % 4_000 == 0 {
                passes.push(flood.count((&flooder, false), now));
            }
        }
        assert!(passes[..20].iter().all(|passes| *passes == Passes::Yes));
        assert_eq!(passes[20], Passes::WithNotice);
        assert!(passes[21..].iter().all(|passes| *passes == Passes::No));
        assert_eq!(flood.of(1_000, now).updates, 0, "who wrote longest ago is forgotten");
        assert_eq!(flood.of(1_000_999, now).updates, 1, "who wrote just now is not");
    }
}
