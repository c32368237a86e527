//! What is asked on the card of an introduction before anything follows: another time, "I can't make it", the end of it.

use serde::{Deserialize, Serialize};

use super::super::Say as AnySay;
use super::super::facts::Introduced;
use super::{Button, Say, ask_ends, ending, said, time};
use crate::domain::{IntroductionState, Side};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// When would suit you?
    Time,
    /// Shall I tell them that you can't make it?
    CannotMakeIt,
    /// Shall I end this?
    End,
}

impl Asked {
    /// What a tap on this button asks first.
    pub(super) const fn by(button: Button) -> Option<Self> {
        match button {
            Button::ChangeTime => Some(Self::Time),
            Button::CannotMakeIt => Some(Self::CannotMakeIt),
            Button::End => Some(Self::End),
            Button::Yes
            | Button::No
            | Button::Still
            | Button::ReallyCannot
            | Button::Back
            | Button::Outcome(_)
            | Button::Again
            | Button::More
            | Button::ShowProfile
            | Button::ShowPhone
            | Button::When(_)
            | Button::Suits
            | Button::Keep
            | Button::StandBy
            | Button::StandDown
            | Button::TakeBack
            | Button::ReallyEnd => None,
        }
    }
}

/// The question, where it can be asked now.
pub fn question(facts: &Introduced, (side, what): (Side, Asked)) -> Option<AnySay> {
    let is_agreed = matches!(facts.introduction.state, IntroductionState::Agreed { .. });
    let to_come = is_agreed && !facts.introduction.both_told();
    let (introduction, name) = (facts.introduction.id, facts.name_of(side.other()));
    match what {
        Asked::Time if to_come && !facts.has_happened() => Some(time::choose(facts, side)),
        Asked::CannotMakeIt if to_come && !facts.introduction.has_been(facts.my_ask.now) => {
            Some(said(Say::CannotSure { introduction, name, ends: ask_ends::with(facts, side) }))
        }
        Asked::End if facts.may_end() => Some(said(ending::end_sure(facts, side))),
        Asked::Time | Asked::CannotMakeIt | Asked::End => None,
    }
}
