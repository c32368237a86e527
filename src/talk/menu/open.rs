//! What of theirs is open when somebody would cancel something, and nothing is half-written.

use super::super::facts::Mine;
use super::Note;
use crate::domain::IntroductionState;

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

/// Nothing is half-written: what stays open is said, and where it is found.
pub(super) fn nothing_to_cancel(mine: &Mine) -> Note {
    let is_agreed = |state: &IntroductionState| matches!(state, IntroductionState::Agreed { .. });
    let stands_by = |state: &IntroductionState| *state == IntroductionState::Reserve;
    let states = || mine.introductions.iter().map(|one| &one.introduction.state);
    let open = Open {
        asks: !mine.asks.is_empty(),
        yeses: !mine.waiting.is_empty() || states().any(stands_by),
        introductions: states().any(is_agreed),
    };
    match &mine.offer {
        _ if open.asks || open.yeses || open.introductions => Note::StaysOpen(open),
        Some(offer) if !offer.paused => Note::MayBeAsked,
        Some(_) | None => Note::NothingToCancel,
    }
}
