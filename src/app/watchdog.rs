//! Watches over the poll: how long to wait after a failure, when to begin with a new connection, when to give up.
//! Pure: it is told the time and what happened.
//!
//! Two troubles look alike from far and are not. Where no connection can be made (no network, no name server, for
//! days perhaps), or something answers with an error, a new start of the program cannot help: it would only end in a
//! circle of starts. The program waits, and what is due and what is to be sent is kept meanwhile. Where connections are made
//! and nothing ever comes back (a half-open line after a change of network), a new HTTP client may help, and after it
//! only a new start: then the program ends, for its supervisor.

use chrono::TimeDelta;

use crate::domain::{Instant, limits};
use crate::telegram::PollError;

/// What to do after a failed poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next {
    /// When to poll again.
    pub at: Instant,
    /// With a new HTTP client?
    pub renew: bool,
    /// Is a new start of the program the only thing that can help?
    pub give_up: bool,
    /// Is this the first failure of its kind in a row? Then it is told loudly.
    pub is_news: bool,
}

/// What is remembered of the failures since the last successful poll.
#[derive(Debug, Default)]
pub(super) struct Watchdog {
    failures: u32,
    last: Option<PollError>,
    /// When successful polls ended, or the last new client was made.
    renewed: Option<Instant>,
    /// Since when there is nothing but silence.
    silent: Option<Instant>,
}

impl Watchdog {
    /// A poll succeeded; how many had failed before it.
    pub fn answered(&mut self) -> u32 {
        std::mem::take(self).failures
    }

    /// A poll that began at `began` failed by now. `part` of a thousand, up to 500, is taken off the wait, so that many
    /// programs do not come back at once.
    pub fn failed(&mut self, error: &PollError, (began, now): (Instant, Instant), part: usize) -> Next {
        // A machine that slept through a poll has not listened for longer than a poll takes.
        let without = now - (now - began).clamp(TimeDelta::zero(), limits::POLL_GIVES_UP);
        let renewed = *self.renewed.get_or_insert(without);
        let renew = now - renewed >= limits::LINE_RENEWED_AFTER;
        if renew {
            self.renewed = Some(now);
        }
        match error {
            PollError::Silent => {
                self.silent.get_or_insert(without);
            }
            PollError::Unreachable
            | PollError::Conflict(_)
            | PollError::Token
            | PollError::Elsewhere(_)
            | PollError::Wait(_)
            | PollError::Other(..) => self.silent = None,
        }
        let give_up = self.silent.is_some_and(|since| now - since >= limits::LINE_GIVEN_UP_AFTER);
        let is_news = self.last.as_ref().map(std::mem::discriminant) != Some(std::mem::discriminant(error));
        self.last = Some(error.clone());
        let at = now + self.wait(error, part);
        self.failures = self.failures.saturating_add(1);
        Next { at, renew, give_up, is_news }
    }

    fn wait(&self, error: &PollError, part: usize) -> TimeDelta {
        match error {
            // Any number may come from outside; not every one is a time.
            PollError::Wait(seconds) => {
                let asked = i64::try_from(*seconds).ok().and_then(TimeDelta::try_seconds);
                asked.map_or(limits::LONGEST_POLL_WAIT, |asked| asked.min(limits::LONGEST_POLL_WAIT))
            }
            PollError::Conflict(_) | PollError::Token | PollError::Elsewhere(_) => limits::POLL_PUT_RIGHT,
            PollError::Unreachable | PollError::Silent | PollError::Other(..) => {
                let whole = 1_000 << self.failures.min(limits::POLL_DOUBLINGS);
                let off = whole * i64::try_from(part.min(500)).unwrap_or(0) / 1_000;
                TimeDelta::milliseconds(whole - off)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        "2026-03-12T10:00:00Z".parse::<Instant>().unwrap() + TimeDelta::seconds(seconds)
    }

    /// Polls that fail at once, each when the one before said; as long as a number of seconds.
    fn fails(watchdog: &mut Watchdog, error: &PollError, seconds: i64) -> Vec<Next> {
        let (mut now, mut all) = (at(0), Vec::new());
        while now <= at(seconds) {
            let next = watchdog.failed(error, (now, now), 0);
            now = next.at;
            all.push(next);
        }
        all
    }

    #[test]
    fn the_wait_doubles_to_64_seconds_and_never_gives_up_without_a_network() {
        let all = fails(&mut Watchdog::default(), &PollError::Unreachable, 86_400);
        let times: Vec<_> = all.iter().take(9).map(|next| (next.at - at(0)).num_seconds()).collect();
        assert_eq!(times, [1, 3, 7, 15, 31, 63, 127, 191, 255]);
        assert!(all.iter().all(|next| !next.give_up), "no network for a day is no reason to end");
        let renewed = all.iter().filter(|next| next.renew).count();
        assert!((600..=720).contains(&renewed), "a new client every two minutes: {renewed}");
        assert_eq!(all.iter().filter(|next| next.is_news).count(), 1, "told loudly once");
    }

    #[test]
    fn no_number_of_telegrams_is_too_long_a_wait() {
        for (seconds, waits) in
            [(0, 0), (40, 40), (3_600, 3_600), (10_072, 3_600), (9_000_000_000_000, 3_600), (u64::MAX, 3_600)]
        {
            let next = Watchdog::default().failed(&PollError::Wait(seconds), (at(0), at(0)), 0);
            assert_eq!(next.at, at(waits), "{seconds}");
        }
        let far = 100_000_000_000_000_000;
        assert_eq!(Watchdog::default().failed(&PollError::Wait(far), (at(0), at(0)), 0).at, at(3_600));
    }

    #[test]
    fn a_part_is_taken_off_the_wait() {
        let whole = Watchdog::default().failed(&PollError::Silent, (at(0), at(0)), 0).at - at(0);
        let half = Watchdog::default().failed(&PollError::Silent, (at(0), at(0)), 500).at - at(0);
        assert_eq!((whole, half), (TimeDelta::seconds(1), TimeDelta::milliseconds(500)));
    }

    #[test]
    fn nothing_but_silence_ends_the_program_after_five_minutes() {
        let all = fails(&mut Watchdog::default(), &PollError::Silent, 400);
        let first = all.iter().position(|next| next.give_up).unwrap();
        let ended = all.get(first - 1).unwrap().at;
        assert!((at(300)..=at(364)).contains(&ended), "{ended}");
        assert!(all.iter().take(first).any(|next| next.renew), "a new client was tried before");
    }

    #[test]
    fn a_hanging_poll_counts_from_its_beginning_but_a_slept_one_does_not() {
        let mut hangs = Watchdog::default();
        let nexts: Vec<_> = (0..8).map(|poll| (poll * 40, poll * 40 + 40)).collect();
        let mut given_up = Vec::new();
        for (began, now) in nexts {
            given_up.push(hangs.failed(&PollError::Silent, (at(began), at(now)), 0).give_up);
        }
        assert_eq!(given_up, [false, false, false, false, false, false, false, true], "320 s of silence");
        let slept = Watchdog::default().failed(&PollError::Silent, (at(0), at(36_000)), 0);
        assert!(!slept.give_up && !slept.renew, "ten hours with a closed lid");
    }

    #[test]
    fn any_answer_breaks_the_silence_and_a_conflict_is_told_once() {
        let mut watchdog = Watchdog::default();
        let conflict = PollError::Conflict("two".to_owned());
        for minute in 0..10 {
            let now = at(minute * 60);
            assert!(!watchdog.failed(&PollError::Silent, (now, now), 0).give_up);
            let next = watchdog.failed(&conflict, (now, now), 0);
            assert_eq!(next.at, now + TimeDelta::seconds(30));
        }
        assert!(!watchdog.failed(&conflict, (at(700), at(700)), 0).is_news, "told already");
        assert!(watchdog.answered() > 0);
        assert!(watchdog.failed(&conflict, (at(900), at(900)), 0).is_news, "a new one");
    }
}
