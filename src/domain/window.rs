//! When help is wanted. A window is two instants; days are resolved in the neighbour's zone.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Day, Instant, Part, Slots, limits};

/// An hour of any clock.
pub const AN_HOUR: TimeDelta = TimeDelta::hours(1);
/// Seven days.
const A_WEEK: TimeDelta = TimeDelta::weeks(1);

/// The word that the asker tapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Within the next two hours.
    Now,
    /// Before the day ends.
    Today,
    /// The next day.
    Tomorrow,
    /// Within seven days.
    ThisWeek,
    /// No date.
    NoHurry,
}

impl Urgency {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Now, Self::Today, Self::Tomorrow, Self::ThisWeek, Self::NoHurry];

    /// The name that is stored and that buttons carry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Today => "today",
            Self::Tomorrow => "tomorrow",
            Self::ThisWeek => "this_week",
            Self::NoHurry => "no_hurry",
        }
    }

    /// The urgency of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|urgency| urgency.code() == code)
    }

    /// How long the bot waits for a yes before it asks more neighbours.
    pub const fn wave_wait(self) -> TimeDelta {
        match self {
            Self::Now => limits::WAVE_WAITS_NOW,
            Self::Today | Self::Tomorrow => limits::WAVE_WAITS_TODAY,
            Self::ThisWeek => limits::WAVE_WAITS_THIS_WEEK,
            Self::NoHurry => limits::WAVE_WAITS_NO_HURRY,
        }
    }
}

/// From when to when, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
}

impl Window {
    /// The slots of the week that are left of it, on the clocks of this zone.
    pub fn slots(self, now: Instant, zone: Tz) -> Slots {
        let (from, to) = (self.from.max(now), self.to);
        if to - from > A_WEEK {
            return Slots::ALL;
        }
        let mut slots = Slots::NONE;
        let mut day = from.with_timezone(&zone).date_naive();
        while let Some(next) = day.succ_opt().filter(|_| starts(day, 0, zone).is_some_and(|start| start < to)) {
            for part in Part::ALL {
                let start = starts(day, part.begins(), zone);
                let end = part.next().map_or_else(|| starts(next, 0, zone), |part| starts(day, part.begins(), zone));
                if start.is_some_and(|start| start < to) && end.is_some_and(|end| end > from) {
                    slots.add(Day::of(day.weekday()), part);
                }
            }
            day = next;
        }
        slots
    }
}

/// When help is wanted: the word, and what it came to when it was tapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The word.
    pub urgency: Urgency,
    /// `None` for *no hurry*.
    pub window: Option<Window>,
}

impl When {
    /// The same word that ends at the same time: *today* begins anew with every tap, and what was *tomorrow* is today when
    /// the day turns.
    pub fn is_same_time(self, other: Self) -> bool {
        let day = |urgency| if urgency == Urgency::Tomorrow { Urgency::Today } else { urgency };
        (day(self.urgency), self.ends()) == (day(other.urgency), other.ends())
    }

    /// Do two who say these words mean the same time? *Now* is now, as long as one begins before the other ends.
    pub fn is_meant_by(self, other: Self) -> bool {
        let both_now = self.urgency == Urgency::Now && other.urgency == Urgency::Now;
        both_now && self.meets(other) || self.is_same_time(other)
    }

    /// Have both an instant in common? What has no date meets any time.
    pub fn meets(self, other: Self) -> bool {
        self.window.zip(other.window).is_none_or(|(one, two)| one.from < two.to && two.from < one.to)
    }

    /// What a word means at this moment, in this zone.
    pub fn resolve(urgency: Urgency, now: Instant, zone: Tz) -> Self {
        let window = match urgency {
            Urgency::Now => Some(Window { from: now, to: now + limits::NOW_LASTS }),
            Urgency::Today => Some(Window { from: now, to: midnight_after(now, 1, zone) }),
            Urgency::Tomorrow => Some(Window { from: midnight_after(now, 1, zone), to: midnight_after(now, 2, zone) }),
            Urgency::ThisWeek => Some(Window { from: now, to: midnight_after(now, 7, zone) }),
            Urgency::NoHurry => None,
        };
        Self { urgency, window }
    }

    /// What two agree of it who are introduced at this moment: *now* lasts as long from then on as it did from the asking, since
    /// whoever comes was found only then.
    #[must_use]
    pub fn agreed(self, now: Instant) -> Self {
        let from = self.window.map(|window| window.from.max(now)).filter(|_| self.urgency == Urgency::Now);
        let window = from.map(|from| Window { from, to: from + limits::NOW_LASTS });
        Self { window: window.or(self.window), ..self }
    }

    /// When it is said in other words: of a day at each midnight, until it is over; of *now* and of
    /// a week as they end.
    pub fn day_turns(self, now: Instant, zone: Tz) -> Option<Instant> {
        let end = self.ends().filter(|end| *end > now)?;
        match self.urgency {
            Urgency::Today | Urgency::Tomorrow => Some(midnight_after(now, 1, zone)),
            Urgency::Now | Urgency::ThisWeek => Some(end),
            Urgency::NoHurry => None,
        }
    }

    /// The end of the window; `None` for *no hurry*.
    pub fn ends(&self) -> Option<Instant> {
        self.window.map(|window| window.to)
    }

    /// The slots of the week that are left of it; without a date all of them.
    pub fn slots(&self, now: Instant, zone: Tz) -> Slots {
        self.window.map_or(Slots::ALL, |window| window.slots(now, zone))
    }

    /// Is its time over?
    pub fn is_over(&self, now: Instant) -> bool {
        self.ends().is_some_and(|end| end <= now)
    }
}

/// The local midnight with which the day of `now` began.
pub fn day_began(now: Instant, zone: Tz) -> Instant {
    midnight_after(now, 0, zone)
}

/// The local midnight that begins the day `days` after the day of `now`.
fn midnight_after(now: Instant, days: u64, zone: Tz) -> Instant {
    let day = now.with_timezone(&zone).date_naive();
    let later = day.checked_add_days(Days::new(days)).unwrap_or(day);
    first_instant(later.and_time(NaiveTime::MIN), zone).unwrap_or(now)
}

/// When an hour of a day begins.
fn starts(day: NaiveDate, hour: u32, zone: Tz) -> Option<Instant> {
    first_instant(day.and_hms_opt(hour, 0, 0)?, zone)
}

/// The first instant that the wall clock of the zone shows this time or, where it was skipped, the hour after it.
fn first_instant(wall: chrono::NaiveDateTime, zone: Tz) -> Option<Instant> {
    let shown = |wall| zone.from_local_datetime(&wall).earliest();
    shown(wall).or_else(|| shown(wall + AN_HOUR)).map(|local| local.to_utc())
}

/// Are most neighbours asleep?
pub fn is_quiet(now: Instant, zone: Tz) -> bool {
    let (evening, morning) = limits::QUIET;
    let hour = now.with_timezone(&zone).hour();
    hour >= evening || hour < morning
}

/// `now`, or the end of the quiet hours where it lies in them.
pub fn after_quiet(now: Instant, zone: Tz) -> Instant {
    if !is_quiet(now, zone) {
        return now;
    }
    let (evening, morning) = limits::QUIET;
    let local = now.with_timezone(&zone);
    let tomorrow = u64::from(local.hour() >= evening);
    let day = local.date_naive().checked_add_days(Days::new(tomorrow));
    let wall = day.and_then(|day| day.and_hms_opt(morning, 0, 0));
    wall.and_then(|wall| first_instant(wall, zone)).unwrap_or(now)
}

/// When the quiet hours begin next.
pub fn next_evening(now: Instant, zone: Tz) -> Instant {
    let (evening, _) = limits::QUIET;
    let local = now.with_timezone(&zone);
    let tomorrow = u64::from(local.hour() >= evening);
    let day = local.date_naive().checked_add_days(Days::new(tomorrow));
    day.and_then(|day| starts(day, evening, zone)).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONDON: Tz = chrono_tz::Europe::London;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn today_ends_at_the_midnight_of_the_zone() {
        let today = When::resolve(Urgency::Today, at("2026-06-10T21:30:00Z"), LONDON);
        assert_eq!(today.ends(), Some(at("2026-06-10T23:00:00Z")), "summer time is an hour ahead");
        let abroad = When::resolve(Urgency::Today, at("2026-06-10T21:30:00Z"), chrono_tz::Asia::Tokyo);
        assert_eq!(abroad.ends(), Some(at("2026-06-11T15:00:00Z")), "there it is the eleventh already");
    }

    #[test]
    fn a_day_began_at_the_midnight_of_the_zone() {
        assert_eq!(day_began(at("2026-06-10T21:30:00Z"), LONDON), at("2026-06-09T23:00:00Z"), "summer time");
        assert_eq!(day_began(at("2026-06-10T23:00:00Z"), LONDON), at("2026-06-10T23:00:00Z"), "it has just begun");
        assert_eq!(day_began(at("2026-06-10T21:30:00Z"), chrono_tz::Asia::Tokyo), at("2026-06-10T15:00:00Z"));
        assert_eq!(
            day_began(at("2026-03-29T12:00:00Z"), LONDON),
            at("2026-03-29T00:00:00Z"),
            "the clocks went forward"
        );
    }

    #[test]
    fn tomorrow_is_a_day_of_23_hours_when_the_clocks_go_forward() {
        let window = When::resolve(Urgency::Tomorrow, at("2026-03-28T12:00:00Z"), LONDON).window.unwrap();
        assert_eq!(window.to - window.from, TimeDelta::hours(23));
    }

    fn slots(urgency: Urgency, asked: &str, now: &str) -> Vec<(Day, Part)> {
        let left = When::resolve(urgency, at(asked), LONDON).slots(at(now), LONDON);
        let all = Day::ALL.into_iter().flat_map(|day| Part::ALL.map(|part| (day, part)));
        all.filter(|(day, part)| left.has(*day, *part)).collect()
    }

    #[test]
    fn a_window_touches_the_parts_that_are_left_of_it() {
        use Day::{Friday, Monday, Thursday, Wednesday};
        use Part::{Afternoon, Evening, Morning};
        let noon = "2026-03-12T12:00:00Z";
        assert_eq!(
            slots(Urgency::Now, "2026-03-12T11:00:00Z", "2026-03-12T11:00:00Z"),
            [(Thursday, Morning), (Thursday, Afternoon)]
        );
        assert_eq!(slots(Urgency::Now, "2026-03-12T10:00:00Z", "2026-03-12T10:00:00Z"), [(Thursday, Morning)]);
        assert_eq!(slots(Urgency::Today, noon, noon), [(Thursday, Afternoon), (Thursday, Evening)]);
        assert_eq!(slots(Urgency::Today, noon, "2026-03-12T17:00:00Z"), [(Thursday, Evening)], "as the day goes by");
        assert_eq!(slots(Urgency::Tomorrow, noon, noon), Part::ALL.map(|part| (Friday, part)));
        let week = slots(Urgency::ThisWeek, noon, noon);
        assert_eq!((week.len(), week.contains(&(Thursday, Morning))), (20, false), "that was before noon");
        let monday = slots(Urgency::ThisWeek, noon, "2026-03-16T18:00:00Z");
        assert_eq!(monday.first(), Some(&(Monday, Evening)));
        assert_eq!((monday.len(), monday.contains(&(Wednesday, Evening))), (7, true));
        assert_eq!(slots(Urgency::NoHurry, noon, noon).len(), 21);
    }

    #[test]
    fn slots_are_those_of_the_clocks_on_the_wall() {
        // Half past eleven in the evening in London, and the next day in Tokyo.
        let today = When::resolve(Urgency::Today, at("2026-01-15T14:30:00Z"), chrono_tz::Asia::Tokyo);
        let left = today.slots(at("2026-01-15T14:30:00Z"), chrono_tz::Asia::Tokyo);
        assert!(left.has(Day::Thursday, Part::Evening) && !left.has(Day::Thursday, Part::Afternoon));
        // The day of 23 hours has all its parts.
        let spring = slots(Urgency::Tomorrow, "2026-03-28T12:00:00Z", "2026-03-28T12:00:00Z");
        assert_eq!(spring, Part::ALL.map(|part| (Day::Sunday, part)));
    }

    #[test]
    fn times_meet_where_they_have_an_instant_in_common() {
        let now = at("2026-03-12T12:00:00Z");
        let when = |urgency| When::resolve(urgency, now, LONDON);
        for (one, other, meet) in [
            (Urgency::Today, Urgency::ThisWeek, true),
            (Urgency::Today, Urgency::Tomorrow, false),
            (Urgency::Tomorrow, Urgency::NoHurry, true),
            (Urgency::Now, Urgency::Tomorrow, false),
        ] {
            assert_eq!(
                (when(one).meets(when(other)), when(other).meets(when(one))),
                (meet, meet),
                "{one:?}, {other:?}"
            );
        }
    }

    #[test]
    fn now_lasts_two_hours_from_the_introduction() {
        let asked = at("2026-03-12T10:00:00Z");
        let agreed = |urgency, now: &str| When::resolve(urgency, asked, LONDON).agreed(at(now));
        let late = agreed(Urgency::Now, "2026-03-12T11:55:00Z");
        assert_eq!(late.ends(), Some(at("2026-03-12T13:55:00Z")));
        assert!(late.is_meant_by(When::resolve(Urgency::Now, asked, LONDON)), "it is the same now");
        let tonight = When { window: late.window, urgency: Urgency::Now }.agreed(asked);
        assert_eq!(tonight, late, "what is for the morning stays so");
        for urgency in [Urgency::Today, Urgency::Tomorrow, Urgency::ThisWeek, Urgency::NoHurry] {
            assert_eq!(agreed(urgency, "2026-03-12T11:55:00Z"), When::resolve(urgency, asked, LONDON));
        }
    }

    #[test]
    fn a_day_turns_at_midnight_until_it_is_over() {
        let asked = at("2026-03-28T20:00:00Z");
        let turns = |urgency, now: &str| When::resolve(urgency, asked, LONDON).day_turns(at(now), LONDON);
        let (eve, night, next) = ("2026-03-28T20:00:00Z", "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z");
        assert_eq!(turns(Urgency::Tomorrow, eve), Some(at(night)));
        assert_eq!(turns(Urgency::Tomorrow, night), Some(at(next)), "a day of 23 hours");
        assert_eq!(turns(Urgency::Tomorrow, next), None, "it is over");
        assert_eq!(turns(Urgency::Today, eve), Some(at(night)));
        assert_eq!(turns(Urgency::NoHurry, eve), None, "it names no day");
        assert_eq!(turns(Urgency::Now, eve), Some(at("2026-03-28T22:00:00Z")), "then it was");
        assert_eq!(turns(Urgency::Now, "2026-03-28T22:00:00Z"), None, "it is over");
        assert_eq!(turns(Urgency::ThisWeek, eve), Some(at("2026-04-03T23:00:00Z")));
    }

    #[test]
    fn quiet_hours_end_at_eight() {
        assert!(!is_quiet(at("2026-01-10T20:59:00Z"), LONDON));
        for night in ["2026-01-10T21:00:00Z", "2026-01-11T07:59:00Z"] {
            assert_eq!(after_quiet(at(night), LONDON), at("2026-01-11T08:00:00Z"), "{night}");
        }
        assert_eq!(after_quiet(at("2026-01-11T08:00:00Z"), LONDON), at("2026-01-11T08:00:00Z"));
        assert_eq!(next_evening(at("2026-01-10T20:59:00Z"), LONDON), at("2026-01-10T21:00:00Z"));
        assert_eq!(next_evening(at("2026-01-10T21:00:00Z"), LONDON), at("2026-01-11T21:00:00Z"));
    }
}
