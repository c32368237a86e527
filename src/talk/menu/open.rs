//! What of theirs is open when somebody would cancel something, and is in the middle of nothing.

use super::super::facts::Mine;
use super::Note;
use crate::domain::{Introduction, IntroductionState, NeighbourId};

/// What is open of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Something that they asked for.
    pub asks: bool,
    /// Something that they said yes to, and which waits, or for which they stand by.
    pub yeses: bool,
    /// Somebody to whom they are introduced.
    pub introductions: bool,
}

/// They are in the middle of nothing: what stays open is said, and where it is found.
pub(super) fn nothing_to_cancel(me: NeighbourId, mine: &Mine) -> Note {
    let is_agreed = |state: &IntroductionState| matches!(state, IntroductionState::Agreed { .. });
    // Who stood by may be asked about once more.
    let is_yes_of_mine = |one: &Introduction| {
        one.helper == me && matches!(one.state, IntroductionState::Reserve | IntroductionState::Proposed)
    };
    let mut introductions = mine.introductions.iter().map(|one| &one.introduction);
    let open = Open {
        asks: !mine.asks.is_empty(),
        yeses: !mine.waiting.is_empty() || introductions.clone().any(is_yes_of_mine),
        introductions: introductions.any(|one| is_agreed(&one.state)),
    };
    match &mine.offer {
        _ if open.asks || open.yeses || open.introductions => Note::StaysOpen(open),
        Some(offer) if !offer.paused => Note::MayBeAsked,
        Some(_) | None => Note::NothingToCancel,
    }
}
