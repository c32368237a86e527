//! One post shown to one neighbour who may say yes.

use serde::{Deserialize, Serialize};

use super::{Instant, NeighbourId, PingId, PostId};

/// Where a ping stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PingState {
    /// Shown, not answered.
    Open,
    /// "I can help."
    Yes,
    /// "Not this time." Never shown to anyone.
    NotThisTime,
    /// The ask closed before an answer.
    Over,
}

impl PingState {
    /// The name that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Yes => "yes",
            Self::NotThisTime => "not_this_time",
            Self::Over => "over",
        }
    }

    /// Is it what its neighbour said?
    pub const fn is_answer(self) -> bool {
        match self {
            Self::Yes | Self::NotThisTime => true,
            Self::Open | Self::Over => false,
        }
    }

    /// The state of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Yes, Self::NotThisTime, Self::Over].into_iter().find(|state| state.code() == code)
    }
}

/// Why not this time, where the neighbour cared to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Too far.
    TooFar,
    /// Wrong time.
    WrongTime,
    /// Not my thing.
    NotMyThing,
}

impl Reason {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::TooFar, Self::WrongTime, Self::NotMyThing];

    /// The name that is stored and that buttons carry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooFar => "too_far",
            Self::WrongTime => "wrong_time",
            Self::NotMyThing => "not_my_thing",
        }
    }

    /// The reason of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// One post shown to one neighbour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ping {
    /// Its name.
    pub id: PingId,
    /// The ask that was shown.
    pub post: PostId,
    /// Who was asked.
    pub helper: NeighbourId,
    /// Where it stands.
    pub state: PingState,
    /// They came through a shared link.
    pub through_link: bool,
    /// It is a little further than they said.
    pub wider: bool,
}

/// A ping to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPing {
    /// Its name.
    pub id: PingId,
    /// The ask.
    pub post: PostId,
    /// Who is asked.
    pub helper: NeighbourId,
    /// They came to look, nobody pinged them: it does not count against their week.
    pub browsing: bool,
    /// They came through a shared link.
    pub through_link: bool,
    /// It is a little further than they said.
    pub wider: bool,
}

/// A ping without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenPing {
    /// The ping.
    pub id: PingId,
    /// Who was asked.
    pub helper: NeighbourId,
    /// When.
    pub asked_at: Instant,
    /// Did they come through a shared link, which may show it to them again? Not where the two are kept apart.
    pub through_link: bool,
    /// Since when its message could be sent, where it still waits for that. Not of who came to look by themselves.
    pub waits_since: Option<Instant>,
}
