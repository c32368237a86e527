//! Owns the controls of the desk: the clock, flood limits, trouble on the line.
//! It moves nobody's thumb (see `deeds`).

use axum::{Json, extract::State};
use chrono::{DateTime, Days, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Asked, Refused, Served, done};
use crate::demo::{Fault, FloodLimits};

const LONGEST_STEP_MS: i64 = 31 * 86_400_000;
const MOST_FAULTS: u32 = 100;

#[derive(Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub(super) enum Forward {
    Later {
        ms: i64,
    },
    /// The next eight o'clock of the town.
    Morning,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Trouble {
    FloodLimits {
        on: bool,
    },
    /// Whatever was typed as a number.
    Plan {
        method: String,
        fault: Planned,
        times: Value,
    },
    Heal,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Planned {
    CutBefore,
    CutAfter,
    TooMany,
    BadGateway,
}

pub(super) async fn forward(State(served): State<Served>, asked: Asked<Forward>) -> Answer {
    let Json(forward) = asked?;
    let desk = &served.desk;
    let now_ms = desk.clock.now_ms();
    let ms = match forward {
        Forward::Later { ms } => ms,
        Forward::Morning => ms_to_morning(now_ms, desk.town.zone).ok_or(Refused::Senseless("no morning follows"))?,
    };
    if !(1..=LONGEST_STEP_MS).contains(&ms) {
        return Err(Refused::Senseless("the clock goes forward, and a month at most"));
    }
    desk.forward(ms).await;
    Ok(Json(json!({ "now_ms": desk.clock.now_ms() })))
}

pub(super) async fn trouble(State(served): State<Served>, asked: Asked<Trouble>) -> Answer {
    let Json(trouble) = asked?;
    let telegram = &served.telegram;
    match trouble {
        Trouble::FloodLimits { on } => telegram.flood_limits(on.then(FloodLimits::default)),
        Trouble::Plan { method, fault, times } => {
            let times = times.as_u64().and_then(|times| u32::try_from(times).ok());
            let times = times.filter(|times| (1..=MOST_FAULTS).contains(times));
            let times = times.ok_or(Refused::Senseless("the number of calls is a whole one, from 1 to 100"))?;
            telegram.fail_next(&method, &fault.fault(), times);
        }
        Trouble::Heal => telegram.heal(),
    }
    Ok(done())
}

impl Planned {
    fn fault(self) -> Fault {
        match self {
            Self::CutBefore => Fault::CutBefore,
            Self::CutAfter => Fault::CutAfter,
            Self::TooMany => Fault::TooManyRequests { retry_after: Some(3) },
            Self::BadGateway => {
                Fault::ServerError { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>".to_owned() }
            }
        }
    }
}

/// How long until it is eight in the morning; never zero.
fn ms_to_morning(now_ms: i64, zone: Tz) -> Option<i64> {
    let now: DateTime<Utc> = DateTime::from_timestamp_millis(now_ms)?;
    let today = now.with_timezone(&zone).date_naive();
    let eight = NaiveTime::from_hms_opt(8, 0, 0)?;
    [today, today.checked_add_days(Days::new(1))?]
        .into_iter()
        .filter_map(|day| zone.from_local_datetime(&day.and_time(eight)).earliest())
        .map(|morning| (morning.with_timezone(&Utc) - now).num_milliseconds())
        .find(|ms| *ms > 0)
}
