//! One post and two people, from the first yes to the outcome.
//! Contact is reachable from an agreed introduction only.

use serde::{Deserialize, Serialize};

use super::{Ask, Instant, IntroductionId, NeighbourId, PostId, RelayId, TimeChangeId, When, limits};

/// Where an introduction stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionState {
    /// The helper said yes; the asker has not answered.
    Proposed,
    /// Both said yes.
    Agreed {
        /// Two plain words that both get.
        word: String,
    },
    /// The asker said "not this one".
    Declined,
    /// The helper was not needed, or the ask closed, or nobody answered in time.
    Released,
    /// The helper was not needed, and stands by in case they are.
    Reserve,
    /// One of the two could not make it.
    Dropped,
    /// It is over: both were told, and asked how it went.
    Ended,
}

impl IntroductionState {
    /// The name that is stored.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed { .. } => "agreed",
            Self::Declined => "declined",
            Self::Released => "released",
            Self::Reserve => "reserve",
            Self::Dropped => "dropped",
            Self::Ended => "ended",
        }
    }
}

/// Why a yes came to nothing that its asker did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// Enough help was found.
    Found,
    /// The asker needs it no more.
    Closed,
    /// Nobody answered in time.
    TimedOut,
    /// Who said yes took it back, paused, or cannot be reached any more.
    Withdrawn,
    /// The ask changed, and who had said yes did not say whether they still can.
    Unanswered,
    /// The two asked for the same, and meet through the other one's ask.
    Met,
}

impl Because {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Found, Self::Closed, Self::TimedOut, Self::Withdrawn, Self::Unanswered, Self::Met];

    /// The name that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Closed => "closed",
            Self::TimedOut => "timed_out",
            Self::Withdrawn => "withdrawn",
            Self::Unanswered => "unanswered",
            Self::Met => "met",
        }
    }

    /// The reason of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|because| because.code() == code)
    }
}

/// What one side says happened afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It happened.
    Happened,
    /// Partly.
    Partly,
    /// It didn't happen. A normal answer.
    DidNot,
    /// Not yet.
    NotYet,
    /// Rather not say.
    RatherNot,
}

impl Outcome {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Happened, Self::Partly, Self::DidNot, Self::NotYet, Self::RatherNot];

    /// The name that is stored and that buttons carry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Partly => "partly",
            Self::DidNot => "did_not",
            Self::NotYet => "not_yet",
            Self::RatherNot => "rather_not",
        }
    }

    /// The outcome of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// Did it happen, at least partly?
    pub const fn is_good(self) -> bool {
        match self {
            Self::Happened | Self::Partly => true,
            Self::DidNot | Self::NotYet | Self::RatherNot => false,
        }
    }
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Who asked.
    Asker,
    /// Who helps.
    Helper,
}

impl Side {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Asker => Self::Helper,
            Self::Helper => Self::Asker,
        }
    }
}

/// One post and two people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// Its name.
    pub id: IntroductionId,
    /// The ask it is about.
    pub post: PostId,
    /// Who asked.
    pub asker: NeighbourId,
    /// Who said yes.
    pub helper: NeighbourId,
    /// Where it stands.
    pub state: IntroductionState,
    /// The version of the ask that the helper said yes to.
    pub ask_version: i64,
    /// When the helper said yes.
    pub proposed_at: Instant,
    /// Did the helper come through a shared link? Then no place is known.
    pub through_link: bool,
    /// How often the yes was put to the asker.
    pub said: i64,
    /// The version of the ask at which its asker heard that no answer came to a change; 0 where none did.
    pub silence_told: i64,
    /// Did the helper ever stand by?
    pub stood_by: bool,
    /// How many of the two said how it went? "Not yet" does not.
    pub told: u8,
    /// Did the asker say that it did not happen?
    pub did_not: bool,
    /// How often were the two asked how it went, both counted?
    pub asked: i64,
    /// Why it was released, where it was.
    pub released: Option<Because>,
    /// The time that the two agreed: the ask's, until they change it. `None` where they did not agree.
    pub agreed_when: Option<When>,
    /// How often that became another time: what was asked about an older one is not the question any more.
    pub agreement: i64,
    /// How it ended, where it did well.
    pub ending: Ending,
    /// The helper's own ask for the same, which closed as the two met.
    pub met: Option<PostId>,
}

/// How an introduction ends where neither of the two drops out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ending {
    /// By itself, after both were asked how it went.
    #[default]
    ByItself,
    /// By a tap of one of the two: nothing goes through it any more, and how it went can still be said.
    CutShort,
}

/// Another time that one of the two asks for. One at a time; a newer one takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeChange {
    /// Which question it is.
    pub id: TimeChangeId,
    /// Who asks.
    pub by: Side,
    /// For what time.
    pub when: When,
    /// The version of the ask when it was asked: what they say to each other after a change is an answer to it.
    pub ask_version: i64,
    /// Does it take the place of what the other one asked for?
    pub instead: bool,
}

impl Introduction {
    /// Which side a neighbour is on; `None` for a stranger.
    pub fn side(&self, who: NeighbourId) -> Option<Side> {
        match who {
            _ if who == self.asker => Some(Side::Asker),
            _ if who == self.helper => Some(Side::Helper),
            _ => None,
        }
    }

    /// Did the ask change since the helper's yes?
    pub const fn is_outdated(&self, ask: &Ask) -> bool {
        self.ask_version < ask.version
    }

    /// Does nothing go from one of the two to the other any more, as far as is known?
    pub const fn is_over(&self) -> bool {
        match self.state {
            IntroductionState::Proposed | IntroductionState::Agreed { .. } | IntroductionState::Reserve => false,
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Dropped
            | IntroductionState::Ended => true,
        }
    }

    /// Did they say yes, and were not needed? Not where they took it back.
    pub fn was_not_needed(&self) -> bool {
        self.state == IntroductionState::Released && self.released == Some(Because::Found)
    }

    /// Did they say yes, and get no answer in time?
    pub fn was_missed(&self) -> bool {
        self.state == IntroductionState::Released && self.released == Some(Because::TimedOut)
    }

    /// Did its asker hear that no answer came to the ask as it is?
    pub const fn is_silence_told(&self, ask: &Ask) -> bool {
        self.silence_told == ask.version
    }

    /// May the yes be put to its asker once more, where its helper takes it back?
    pub const fn may_be_said_again(&self) -> bool {
        self.said < limits::YES_SAID
    }

    /// Is their yes out, since they took it back, paused or left, and may they say it once more? Who stood by stands by again.
    pub fn was_taken_back(&self) -> bool {
        self.is_withdrawn() && !self.stood_by && self.may_be_said_again()
    }

    /// Is their yes out, and was said as often as one may?
    pub fn is_out_for_good(&self) -> bool {
        self.is_withdrawn() && !self.may_be_said_again()
    }

    fn is_withdrawn(&self) -> bool {
        self.state == IntroductionState::Released && self.released == Some(Because::Withdrawn)
    }

    /// Did one of the two end it by a tap?
    pub const fn is_cut_short(&self) -> bool {
        matches!(self.ending, Ending::CutShort)
    }

    /// Did both say how it went?
    pub const fn both_told(&self) -> bool {
        self.told == 2
    }

    /// Is what the two agreed over, by its time or by what one of them said? Then a change of the ask is not about it.
    pub fn has_been(&self, now: Instant) -> bool {
        self.told > 0 || self.agreed_when.is_some_and(|when| when.is_over(now))
    }

    /// Has its time begun, or, without a date, long enough passed? An ask that closes by then may be one that was helped with,
    /// also where a question about a change is open: its helper said yes to it once, and may well have come.
    pub fn may_have_helped(&self, now: Instant) -> bool {
        let begun = |when: When| when.window.map_or(self.proposed_at + limits::UNDATED_HELP, |window| window.from);
        self.agreed_when.is_some_and(|when| begun(when) <= now)
    }

    /// The neighbour on a side.
    pub const fn on(&self, side: Side) -> NeighbourId {
        match side {
            Side::Asker => self.asker,
            Side::Helper => self.helper,
        }
    }
}

/// An introduction to be proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewIntroduction {
    /// Its name.
    pub id: IntroductionId,
    /// The ask.
    pub post: PostId,
    /// Who said yes.
    pub helper: NeighbourId,
    /// The version of the ask that they said yes to.
    pub ask_version: i64,
    /// Did they come through a shared link?
    pub through_link: bool,
    /// Did they say it before, and took it back?
    pub again: bool,
}

impl Introduction {
    /// A yes to an ask: it waits for its asker.
    pub const fn proposed(new: NewIntroduction, asker: NeighbourId, now: Instant) -> Self {
        Self {
            id: new.id,
            post: new.post,
            asker,
            helper: new.helper,
            state: IntroductionState::Proposed,
            ask_version: new.ask_version,
            proposed_at: now,
            through_link: new.through_link,
            said: 1,
            silence_told: 0,
            stood_by: false,
            told: 0,
            did_not: false,
            asked: 0,
            agreed_when: None,
            agreement: 0,
            ending: Ending::ByItself,
            released: None,
            met: None,
        }
    }
}

/// A message that is passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRelay {
    /// Its name.
    pub id: RelayId,
    /// Between whom.
    pub introduction: IntroductionId,
    /// Who wrote it.
    pub sender: NeighbourId,
    /// Telegram's number of it in the sender's chat.
    pub original: i64,
}
