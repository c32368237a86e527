//! Posts: an ask wants help; a standing offer says "you may ask me".

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Category, CellId, FirstName, Instant, Line, NeighbourId, PostId, Reach, Things, Times, Urgency, When, Window,
};

/// What a helper must know before a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Cannot use steps.
    Steps,
    /// Uses a wheelchair.
    Wheelchair,
    /// Uses a walking frame.
    WalkingFrame,
    /// There is a dog.
    Dog,
}

impl Access {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Steps, Self::Wheelchair, Self::WalkingFrame, Self::Dog];

    /// The name that is stored and that buttons carry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Steps => "steps",
            Self::Wheelchair => "wheelchair",
            Self::WalkingFrame => "walking_frame",
            Self::Dog => "dog",
        }
    }

    /// The need of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|access| access.code() == code)
    }
}

/// A wish about the helper. The bot knows nobody's sex: it is shown, never matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// "I would rather a woman."
    Woman,
    /// "I would rather a man."
    Man,
}

impl Wish {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Woman, Self::Man];

    /// The name that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Woman => "woman",
            Self::Man => "man",
        }
    }

    /// The wish of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.code() == code)
    }
}

/// Where an ask stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskState {
    /// Neighbours are asked.
    Open,
    /// As many as were wanted are introduced.
    Found,
    /// Its asker closed it.
    Closed,
    /// Its day passed, or nobody said that it is still needed.
    Expired,
}

impl AskState {
    /// The name that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Found => "found",
            Self::Closed => "closed",
            Self::Expired => "expired",
        }
    }

    /// The state of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Found, Self::Closed, Self::Expired].into_iter().find(|state| state.code() == code)
    }
}

/// The version of an ask as it is posted.
pub const FIRST_VERSION: i64 = 1;

/// A post that wants help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its name.
    pub id: PostId,
    /// Who asks.
    pub asker: NeighbourId,
    /// What kind of help.
    pub category: Category,
    /// The asker's words.
    pub line: Option<Line>,
    /// When it is wanted.
    pub when: When,
    /// Roughly where.
    pub cell: CellId,
    /// What a helper must know before a yes.
    pub access: BTreeSet<Access>,
    /// A wish about the helper.
    pub wish: Option<Wish>,
    /// How many people it wants, at least 1.
    pub wanted: u8,
    /// Where it stands.
    pub state: AskState,
    /// Raised by every change of what a helper said yes to.
    pub version: i64,
    /// When it was posted.
    pub posted_at: Instant,
}

impl Ask {
    /// When it is, once its helpers are found who agreed these times. *Now* lasts until the last end that was agreed: as long who
    /// comes may drop out, and who stands by is needed.
    pub fn found_when(&self, agreed: impl IntoIterator<Item = When>) -> When {
        let ends = |when: When| when.ends().filter(|_| when.urgency == Urgency::Now);
        let last = agreed.into_iter().filter_map(ends).max().filter(|_| self.when.urgency == Urgency::Now);
        let window = self.when.window.map(|own| Window { to: last.map_or(own.to, |end| end.max(own.to)), ..own });
        When { window, ..self.when }
    }
}

/// Who is asked before the others, at the asker's wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// Who.
    pub helper: NeighbourId,
    /// Their first name.
    pub name: FirstName,
    /// Did their turn come? Whether they could be asked then is not told.
    pub asked: bool,
}

/// "You may ask me": what for, how far, from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingOffer {
    /// Its name.
    pub id: PostId,
    /// Who offers.
    pub helper: NeighbourId,
    /// What for.
    pub things: Things,
    /// How far they would go.
    pub reach: Reach,
    /// From where.
    pub cell: CellId,
    /// When in a week.
    pub times: Times,
    /// A line about the helper, which who asks reads with their yes.
    pub line: Option<Line>,
    /// Nobody is asked through a paused offer.
    pub paused: bool,
}
