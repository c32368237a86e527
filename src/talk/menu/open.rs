//! What of theirs is open when somebody would cancel something, and is in the middle of nothing.

use super::super::facts::Mine;
use super::Note;

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
pub(super) const fn nothing_to_cancel(mine: &Mine) -> Note {
    let open = Open {
        asks: !mine.asks.is_empty(),
        yeses: !mine.waiting.is_empty() || !mine.reserves.is_empty(),
        introductions: !mine.agreed.is_empty(),
    };
    match &mine.offer {
        _ if open.asks || open.yeses || open.introductions => Note::StaysOpen(open),
        Some(offer) if !offer.paused => Note::MayBeAsked,
        Some(_) | None => Note::NothingToCancel,
    }
}
