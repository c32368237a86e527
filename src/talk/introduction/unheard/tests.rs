//! When a helper is reminded of a change, and when the asker hears that they did not answer.

use super::{agreed_waits, hours_of_silence};
use crate::domain::{Chance, Instant, Moment, Urgency, When};

fn at(text: &str) -> Instant {
    format!("2026-03-{text}:00Z").parse().unwrap()
}

fn moment(now: &str) -> Moment {
    Moment { now: at(now), zone: chrono_tz::Europe::London, chance: Chance::seeded(1) }
}

/// What was meant by a word when it was said.
fn when((urgency, said): (Urgency, &str)) -> When {
    When::resolve(urgency, at(said), chrono_tz::Europe::London)
}

#[test]
fn both_come_before_the_time_is_over_that_is_left() {
    let today = (Urgency::Today, "12T09:00");
    let (now, tomorrow, no_hurry) =
        ((Urgency::Now, "12T10:00"), (Urgency::Tomorrow, "12T10:00"), (Urgency::NoHurry, "12T10:00"));
    let table = [
        ("there is time", "12T10:00", today, today, Some("12T11:00"), "12T12:00"),
        ("the last half hour", "12T11:30", now, now, Some("12T11:40"), "12T11:50"),
        ("others can be asked before the night", "12T20:00", today, today, Some("12T20:20"), "12T20:40"),
        ("too late in the evening for that", "12T20:45", today, today, None, "12T22:45"),
        ("at night nobody is reminded", "12T22:30", today, today, None, "12T23:30"),
        ("the morning is in time", "12T20:45", tomorrow, tomorrow, Some("13T08:00"), "13T09:00"),
        ("the ask ends before the two meet", "12T12:00", no_hurry, tomorrow, Some("13T08:00"), "13T12:00"),
        ("without a date", "12T10:00", no_hurry, no_hurry, Some("13T10:00"), "14T10:00"),
    ];
    for (why, now, agreed, asked, reminded, told) in table {
        let waits = agreed_waits((when(agreed), when(asked)), &moment(now));
        assert_eq!(waits, (reminded.map(at), at(told)), "{why}");
    }
}

#[test]
fn both_come_before_a_yes_without_a_date_is_let_go() {
    let (asked, until) = (at("12T10:00"), at("14T10:00"));
    let waits = hours_of_silence((Urgency::NoHurry.wave_wait(), Some(until)), (asked, chrono_tz::Europe::London));
    assert_eq!(waits, (Some(at("13T08:00")), at("13T18:00")));
}
