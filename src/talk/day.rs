//! The day turns: what was "tomorrow" is "today", and every message of what is open says so; and that *now* is over. It is
//! edited, and wakes nobody.

use super::facts::{Introduced, MyAsk, ShownPing};
use super::{Effect, ask, introduction, ping};
use crate::domain::{Due, Moment, PostId, When};

/// What is open of an ask, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Turning {
    /// The ask.
    pub my_ask: MyAsk,
    /// Its pings that wait for an answer, and those of who said yes.
    pub pings: Vec<ShownPing>,
    /// Its introductions.
    pub introductions: Vec<Introduced>,
}

/// What is shown of an ask becomes true again; the same at the next midnight, until its day is over.
pub fn day_turns(moment: &Moment, turning: &Turning) -> Vec<Effect> {
    let my_ask = &turning.my_ask;
    let mut effects = ping::shown_anew(&turning.pings);
    effects.extend(ask::status_anew(my_ask));
    effects.extend(turning.introductions.iter().flat_map(|one| introduction::shown_anew(moment, one)));
    let mut effects: Vec<_> = effects.into_iter().map(Effect::mends).collect();
    let agreed = turning.introductions.iter().filter_map(|one| one.introduction.agreed_when);
    let asked_for = turning.introductions.iter().filter_map(|one| one.change.as_ref()).map(|change| change.when);
    effects.extend(turns(my_ask.ask.id, agreed.chain(asked_for).chain([my_ask.ask.when]), moment));
    effects
}

/// The first of these times is said in other words from then on.
pub fn turns(post: PostId, all: impl IntoIterator<Item = When>, moment: &Moment) -> Option<Effect> {
    let next = all.into_iter().filter_map(|when| when.day_turns(moment.now, moment.zone)).min()?;
    Some(Effect::Schedule(Due::DayTurns(post), next))
}
