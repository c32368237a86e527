//! Who is asked, in what order, and when the next few are. Pure and explainable.
//! It reads no clock and no store.

use crate::domain::{Instant, NeighbourId, When, limits, window};

/// A neighbour who may be asked, as the search found them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub helper: NeighbourId,
    /// Were they asked for this before it changed, and had not answered? They know of it.
    pub saw_it: bool,
    /// Did they name this category? Who said *Anything* comes after who chose it.
    pub named_it: bool,
    /// Did a help between the two happen before?
    pub worked_well: bool,
    /// When they were last asked for anything.
    pub asked_at: Option<Instant>,
}

/// The next few to ask: who was asked before it changed, then fit, worked well together, least recently asked. Of equal ones
/// those come first who came first.
pub fn wave(mut candidates: Vec<Candidate>, size: usize) -> Vec<NeighbourId> {
    candidates.sort_by_key(|one| (!one.saw_it, !one.named_it, !one.worked_well, one.asked_at, one.helper));
    candidates.into_iter().take(size).map(|one| one.helper).collect()
}

/// Is it a small place, where everybody is asked at once? Who was asked already counts as who may be.
pub const fn is_small(who_may_be_asked: usize) -> bool {
    who_may_be_asked < limits::SMALL_PLACE
}

/// When the next few are asked after a wave at `now`: the urgency's wait, and never in the quiet hours. Where the window
/// ends before that, nobody else is asked, and its end is when the asker hears that nobody could.
pub fn next_wave(when: When, now: Instant, zone: chrono_tz::Tz) -> Instant {
    by_its_end(when, window::after_quiet(now + when.urgency.wave_wait(), zone), (now, zone))
}

/// When an asker without a yes hears again how it stands, who hears it at `now`: the longer neighbours are asked already,
/// the later.
pub fn next_word(when: When, (since, now): (Instant, Instant), zone: chrono_tz::Tz) -> Instant {
    let wait = when.urgency.wave_wait();
    let next = now + (now - window::after_quiet(since, zone)).clamp(wait, wait * limits::WORD_WAITS);
    by_its_end(when, window::after_quiet(next, zone), (now, zone))
}

fn by_its_end(when: When, next: Instant, (now, zone): (Instant, chrono_tz::Tz)) -> Instant {
    match when.ends() {
        Some(end) if end <= next => window::after_quiet(end.max(now), zone),
        Some(_) | None => next,
    }
}

/// Can others be asked in time if somebody is asked alone at `now`?
pub fn leaves_time(when: When, now: Instant, zone: chrono_tz::Tz) -> bool {
    let next = window::after_quiet(now + when.urgency.wave_wait(), zone);
    when.ends().is_none_or(|end| end > next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: i64, named_it: bool, worked_well: bool, asked_hours_ago: Option<i64>) -> Candidate {
        let now: Instant = "2026-03-12T12:00:00Z".parse().unwrap();
        let asked_at = asked_hours_ago.map(|hours| now - chrono::TimeDelta::hours(hours));
        Candidate { helper: NeighbourId(id), saw_it: false, named_it, worked_well, asked_at }
    }

    #[test]
    fn nineteen_are_a_small_place_and_twenty_are_none() {
        assert!(is_small(19) && !is_small(20));
    }

    #[test]
    fn who_was_never_asked_comes_before_who_always_is() {
        let asked = vec![
            candidate(1, false, false, Some(1)),
            candidate(2, false, false, Some(50)),
            candidate(3, false, false, None),
        ];
        assert_eq!(wave(asked, 2), [NeighbourId(3), NeighbourId(2)]);
    }

    #[test]
    fn who_named_it_comes_first_then_who_worked_well_together() {
        let asked = vec![
            candidate(1, false, false, None),
            candidate(2, true, false, Some(1)),
            candidate(3, false, true, Some(1)),
        ];
        assert_eq!(wave(asked, 3), [NeighbourId(2), NeighbourId(3), NeighbourId(1)]);
    }

    #[test]
    fn who_was_asked_before_it_changed_comes_first() {
        let mut asked = vec![candidate(1, true, true, None), candidate(2, false, false, Some(1))];
        asked[1].saw_it = true;
        assert_eq!(wave(asked, 1), [NeighbourId(2)]);
    }
}
