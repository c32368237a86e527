//! How many updates a person sends a minute: counted before any work.

use std::collections::HashMap;

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

/// When an update was written, as far as Telegram says, and when it came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// `None` of a tap.
    pub(super) written: Option<Instant>,
    /// By our clock.
    pub(super) came: Instant,
}

impl Times {
    /// What waited at Telegram comes all at once, and was not written so.
    fn at(self) -> Instant {
        self.written.map_or(self.came, |written| written.min(self.came))
    }
}

#[derive(Debug)]
struct Count {
    /// When the minute began, by what was written in it.
    began: Instant,
    /// When the first of it came.
    came: Instant,
    /// Was nothing of it written so far, but only tapped? Then it may have begun before.
    only_taps: bool,
    updates: u32,
    album: Option<String>,
}

impl Flood {
    /// Counts an update in its minute. Of an album only the first part passes, one answer for all of it; and a part whose words
    /// are alarming.
    pub fn count(&mut self, (inbound, alarming): (&Inbound, bool), times: Times) -> Passes {
        let count = self.of(inbound.account.id, times);
        count.goes_on(times);
        count.passes(inbound, alarming)
    }

    fn of(&mut self, account: i64, times: Times) -> &mut Count {
        let known = self.lately.remove(&account).or_else(|| self.before.remove(&account));
        if self.lately.len() >= limits::FLOOD_COUNTED / 2 {
            self.before = std::mem::take(&mut self.lately);
        }
        let count = known.unwrap_or_else(|| Count::of(times));
        self.lately.entry(account).or_insert(count)
    }
}

impl Count {
    fn of(times: Times) -> Self {
        let only_taps = times.written.is_none();
        Self { began: times.at(), came: times.came, only_taps, updates: 0, album: None }
    }

    /// A minute follows the other one. When a tap was made nobody knows: it counts in the minute of what came before it, and what
    /// comes after one may have been written earlier.
    fn goes_on(&mut self, times: Times) {
        let since = if times.written.is_some() { times.at() - self.began } else { times.came - self.came };
        if since >= limits::FLOOD_MINUTE {
            *self = Self { album: self.album.take(), ..Self::of(times) };
        } else if self.only_taps && times.written.is_some() {
            (self.began, self.only_taps) = (self.began.min(times.at()), false);
        }
    }

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
    use chrono::TimeDelta;

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

    fn written(at: Instant) -> Times {
        Times { written: Some(at), came: at }
    }

    #[test]
    fn an_album_gets_one_answer() {
        let (mut flood, now) = (Flood::default(), written(chrono::DateTime::UNIX_EPOCH));
        let passes: Vec<_> = (0..4).map(|_| flood.count((&inbound(Some("album")), false), now)).collect();
        assert_eq!(passes, [Passes::Yes, Passes::No, Passes::No, Passes::No]);
        assert_eq!(flood.count((&inbound(Some("album")), true), now), Passes::Yes, "the number is heard");
    }

    #[test]
    fn beyond_the_limit_there_is_one_notice_until_the_minute_is_over() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH);
        let passes: Vec<_> = (0..30).map(|_| flood.count((&inbound(None), false), written(now))).collect();
        assert!(passes[..20].iter().all(|passes| *passes == Passes::Yes));
        assert_eq!(passes[20], Passes::WithNotice);
        assert!(passes[21..].iter().all(|passes| *passes == Passes::No));
        let later = now + TimeDelta::minutes(1);
        assert_eq!(flood.count((&inbound(None), false), written(later)), Passes::Yes);
    }

    #[test]
    fn what_waited_elsewhere_counts_for_the_minute_in_which_it_was_written() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH + TimeDelta::hours(9));
        let in_minute = |minute, times| (0..times).map(move |_| now - TimeDelta::minutes(60_i64 - minute));
        let mut count = |at| flood.count((&inbound(None), false), Times { written: Some(at), came: now });
        let passes: Vec<_> = (0..60).flat_map(|minute| in_minute(minute, 20)).map(&mut count).collect();
        assert!(passes.iter().all(|passes| *passes == Passes::Yes));
        let passes: Vec<_> = in_minute(60, 22).map(&mut count).collect();
        assert_eq!(passes[19..], [Passes::Yes, Passes::WithNotice, Passes::No]);
    }

    #[test]
    fn a_tap_before_what_waited_elsewhere_hides_no_minute() {
        let (mut flood, now) = (Flood::default(), chrono::DateTime::UNIX_EPOCH + TimeDelta::hours(9));
        let mut count = |written| flood.count((&inbound(None), false), Times { written, came: now });
        let lines = (0..26).map(|line| Some(now - TimeDelta::seconds(130 - 5 * line)));
        let passes: Vec<_> = [None].into_iter().chain(lines).map(&mut count).collect();
        assert!(passes.iter().all(|passes| *passes == Passes::Yes), "{passes:?}");
        // Taps between what was written long ago begin no minute of their own.
        let old = Some(now - TimeDelta::minutes(10));
        let passes: Vec<_> = [old, None].into_iter().cycle().take(60).map(&mut count).collect();
        assert!(passes.iter().filter(|passes| **passes == Passes::Yes).count() <= 20, "{passes:?}");
    }

    #[test]
    fn a_million_strangers_take_no_more_room_and_hide_no_flooder() {
        let (mut flood, now) = (Flood::default(), written(chrono::DateTime::UNIX_EPOCH));
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
