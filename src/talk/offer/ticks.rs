//! Ticks: days, parts of the day, kinds of things. Each says whether it is on or off, so that none is lost by quick fingers.

use super::{Button, State};
use crate::domain::Times;

impl State {
    /// Does this button say by itself what it means, on whichever edit of the question it stood? Fingers are quicker than edits.
    pub const fn takes_at_any_version(&self, button: Button) -> bool {
        matches!(
            (self, button),
            (Self::Some { .. }, Button::Thing(_) | Button::NotThing(_) | Button::Done)
                | (
                    Self::Times { .. },
                    Button::Day(_) | Button::NotDay(_) | Button::Part(_) | Button::NotPart(_) | Button::Done
                )
        )
    }
}

/// The days and parts of the day, with one more or less.
pub(super) fn ticked(mut times: Times, button: Button) -> Times {
    if let Button::Day(day) = button {
        times.days.insert(day);
    } else if let Button::NotDay(day) = button {
        times.days.remove(&day);
    } else if let Button::Part(part) = button {
        times.parts.insert(part);
    } else if let Button::NotPart(part) = button {
        times.parts.remove(&part);
    }
    times
}
