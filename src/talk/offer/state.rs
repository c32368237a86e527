//! The steps of an offer, each with exactly what is known by then.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::{Category, Line, Things, Times};

/// Where the making of an offer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum State {
    /// May I ask you? Anything, some things, not now.
    Things,
    /// Which things?
    Some {
        /// Those that are chosen so far.
        chosen: BTreeSet<Category>,
    },
    /// Roughly where?
    Place {
        /// What for.
        things: Things,
    },
    /// Where are you now?
    Area {
        /// What for, as it is kept.
        things: Things,
    },
    /// How far would you go?
    Reach,
    /// On which days, and in which parts of the day?
    Times {
        /// Those that are chosen so far.
        times: Times,
    },
    /// A line about the helper.
    Line {
        /// Did a message come in between since it was asked? What is written then may be an answer to that.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        between: bool,
        /// What was written then: is it the line?
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sure: Option<Line>,
    },
}

impl State {
    /// The question for a line.
    pub(super) const fn line() -> Self {
        Self::Line { between: false, sure: None }
    }

    /// Is this the question that comes with a reply keyboard?
    pub const fn asks_for_place(&self) -> bool {
        match self {
            Self::Place { .. } | Self::Area { .. } => true,
            Self::Things | Self::Some { .. } | Self::Reach | Self::Times { .. } | Self::Line { .. } => false,
        }
    }

    /// Where it keeps whether a message came in between since it was asked.
    pub const fn between(&mut self) -> Option<&mut bool> {
        match self {
            Self::Line { between, .. } => Some(between),
            Self::Things
            | Self::Some { .. }
            | Self::Place { .. }
            | Self::Area { .. }
            | Self::Reach
            | Self::Times { .. } => None,
        }
    }
}
