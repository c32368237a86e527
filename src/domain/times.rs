//! When in a week somebody can help: days, and parts of the day. Seven days of three parts are twenty-one slots.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Day {
    /// All of them, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// The day of a date.
    pub const fn of(weekday: chrono::Weekday) -> Self {
        match weekday {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }

    /// From 1 for Monday to 7.
    pub const fn number(self) -> u32 {
        self as u32 + 1
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Until noon.
    Morning,
    /// Until five.
    Afternoon,
    /// From five on.
    Evening,
}

impl Part {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The name that buttons carry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The first hour of the clock on the wall.
    pub const fn begins(self) -> u32 {
        match self {
            Self::Morning => 0,
            Self::Afternoon => 12,
            Self::Evening => 17,
        }
    }

    /// The part after it; `None` where the next day begins.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Morning => Some(Self::Afternoon),
            Self::Afternoon => Some(Self::Evening),
            Self::Evening => None,
        }
    }
}

/// Days, and the parts of each that suit; nothing chosen means any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// The days.
    pub days: BTreeSet<Day>,
    /// The parts of each of them.
    pub parts: BTreeSet<Part>,
}

impl Times {
    /// The slots of these times.
    pub fn slots(&self) -> Slots {
        let suits = |day, part| {
            (self.days.is_empty() || self.days.contains(&day)) && (self.parts.is_empty() || self.parts.contains(&part))
        };
        let mut slots = Slots::NONE;
        for day in Day::ALL {
            Part::ALL.into_iter().filter(|part| suits(day, *part)).for_each(|part| slots.add(day, part));
        }
        slots
    }

    /// The times of these slots; who chose everything chose nothing in particular.
    pub fn of(slots: Slots) -> Self {
        let days: BTreeSet<_> =
            Day::ALL.into_iter().filter(|day| Part::ALL.iter().any(|part| slots.has(*day, *part))).collect();
        let parts: BTreeSet<_> =
            Part::ALL.into_iter().filter(|part| Day::ALL.iter().any(|day| slots.has(*day, *part))).collect();
        Self {
            days: if days.len() == Day::ALL.len() { BTreeSet::new() } else { days },
            parts: if parts.len() == Part::ALL.len() { BTreeSet::new() } else { parts },
        }
    }
}

/// Some of the twenty-one slots of a week, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slots(u32);

impl Slots {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// All of them.
    pub const ALL: Self = Self((1 << (7 * 3)) - 1);

    const fn bit(day: Day, part: Part) -> u32 {
        1 << (day as u32 * 3 + part as u32)
    }

    /// One more.
    pub const fn add(&mut self, day: Day, part: Part) {
        self.0 |= Self::bit(day, part);
    }

    /// Is this one among them?
    pub const fn has(self, day: Day, part: Part) -> bool {
        self.0 & Self::bit(day, part) != 0
    }

    /// Have both a slot in common?
    pub const fn touch(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// As they are stored.
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// As they were stored; `None` where there are none, or more than a week has.
    pub fn from_bits(bits: i64) -> Option<Self> {
        u32::try_from(bits).ok().filter(|bits| (1..=Self::ALL.0).contains(bits)).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_chosen_is_any_time_and_so_is_everything() {
        assert_eq!(Times::default().slots(), Slots::ALL);
        let all = Times { days: Day::ALL.into(), parts: Part::ALL.into() };
        assert_eq!((all.slots(), Times::of(Slots::ALL)), (Slots::ALL, Times::default()));
    }

    #[test]
    fn times_come_back_from_their_slots() {
        for days in [vec![], vec![Day::Monday], vec![Day::Wednesday, Day::Sunday]] {
            for parts in [vec![], vec![Part::Evening], vec![Part::Morning, Part::Afternoon]] {
                let times = Times { days: days.iter().copied().collect(), parts: parts.iter().copied().collect() };
                let slots = Slots::from_bits(times.slots().bits()).unwrap();
                assert_eq!(Times::of(slots), times);
            }
        }
        assert_eq!((Slots::from_bits(0), Slots::from_bits(1 << 21)), (None, None));
    }
}
