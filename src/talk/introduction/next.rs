//! What becomes of an ask once somebody who said yes is out, or silent, as its asker is told with that.

use crate::domain::Instant;

/// What becomes of an ask whose helper dropped out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nobody else is asked.
    Nothing,
    /// The same, and its card does not lead back to it: the word about who is out does.
    AskAgain,
    /// Somebody stood by.
    Reserve,
    /// Others are asked.
    Others,
    /// Nobody else is left to ask, and somebody's yes waits for the asker.
    Waiting,
    /// Nobody else is left to ask: how it stands, and what can be done, is on the card of the ask beneath.
    Nobody,
    /// Neighbours are asleep: it goes on then.
    Later(Instant),
    /// Neighbours are asleep until its time is over.
    TooLate,
}

impl Next {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Nothing,
        Self::AskAgain,
        Self::Reserve,
        Self::Others,
        Self::Waiting,
        Self::Nobody,
        Self::Later(chrono::DateTime::UNIX_EPOCH),
        Self::TooLate,
    ];
}
