//! What an asker is told about an ask that is posted.

use crate::domain::FirstName;

use super::super::Button as AnyButton;
use super::super::facts::About;
use super::super::menu;
use super::super::say::Keyboard;
use super::MyButton;
use super::standing::{Progress, Standing, Status};

/// What an asker is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The card of the ask: what is happening now.
    Status(Box<Status>),
    /// The hour came that was named, and nobody said yes: others are asked, and another hour is named.
    NoYesYet(Box<Status>),
    /// What an older card of the ask leaves to be read, as that is told in a newer one: how it stood at this hour.
    NoYesBy {
        /// The ask.
        about: About,
        /// Did somebody say yes before, of which nothing came?
        had_yes: bool,
    },
    /// Everybody who may be asked was, and nobody could yet.
    NobodyYet {
        /// The ask.
        status: Box<Status>,
        /// Can those be asked too whose reach is one value too short?
        can_widen: bool,
        /// Who said yes, and got no answer in time.
        missed: Vec<FirstName>,
    },
    /// Some can help, or may, more were wanted, and nobody is left to ask.
    NobodyElse {
        /// The ask.
        status: Box<Status>,
        /// Can those be asked too whose reach is one value too short?
        can_widen: bool,
        /// Who else said yes, and got no answer in time.
        missed: Vec<FirstName>,
    },
    /// Nobody near may be asked for this: said at once.
    NobodyNear {
        /// The ask.
        status: Box<Status>,
        /// Can those be asked too whose reach is one value too short?
        can_widen: bool,
    },
    /// The same, where its asker is shown another one who asks for the same.
    OnlyAlike {
        /// The ask.
        status: Box<Status>,
        /// Can those be asked too whose reach is one value too short?
        can_widen: bool,
        /// Did they say yes to that one, and wait for the answer?
        said_yes: bool,
    },
    /// These said yes before it changed, and not whether they still can; nobody is chosen yet. How it stands without them is
    /// on its card.
    Unheard {
        /// Who.
        names: Vec<FirstName>,
        /// The ask.
        about: About,
    },
    /// The link by which it can be shared.
    Link {
        /// The ask.
        status: Box<Status>,
        /// The letters by which it is found.
        link: String,
    },
    /// An undated ask: is it still needed?
    StillNeeded {
        /// The ask.
        status: Box<Status>,
        /// Is somebody introduced and still to come? They would hear of a no, so it is asked about once more.
        is_met: bool,
    },
    /// It ended by itself: with a way to ask again.
    Ended {
        /// The ask.
        status: Box<Status>,
        /// Who said yes.
        names: Vec<FirstName>,
        /// What came of that.
        came: Came,
    },
    /// They are introduced to somebody who asked for the same: nobody else is asked, or it goes on where more are wanted.
    Met {
        /// The ask.
        status: Box<Status>,
        /// To whom.
        name: FirstName,
        /// Are the two introduced no more?
        over: bool,
    },
    /// Its asker could not make it, and nobody else comes: it is closed. What can be done is where they said so.
    CalledOff {
        /// The ask.
        status: Box<Status>,
        /// Who was told.
        name: FirstName,
    },
    /// Fewer people are wanted than are introduced: all of them come, unless they are told.
    MoreThanWanted {
        /// Who.
        names: Vec<FirstName>,
    },
    /// It is too late to change it.
    TooLate(Box<Status>),
    /// It was changed as often as one may; how many people it is for still can be.
    TooManyChanges {
        /// The ask.
        status: Box<Status>,
        /// Who is introduced, and still to come.
        names: Vec<FirstName>,
        /// How often that is.
        most: i64,
    },
    /// Close it, really?
    CloseSure {
        /// The ask.
        status: Box<Status>,
        /// Who is introduced and still to come, and hears of it.
        names: Vec<FirstName>,
        /// Who is introduced and may have helped by now: what was agreed with them stays, unless they need not come.
        stays: Vec<FirstName>,
        /// Did somebody else say yes, and waits or stands by?
        waits: bool,
    },
    /// A neighbour has as many open asks as they may.
    TooManyOpen {
        /// How many that are.
        most: i64,
    },
    /// There is no room to keep another ask, whoever asks.
    NoRoom,
    /// A neighbour asked as often today as they may.
    TooManyToday {
        /// How many that are.
        most: i64,
    },
}

/// What came of the yeses to an ask that ended by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// They were introduced; or there was none.
    Introduced {
        /// Who else said yes, and got no answer in time.
        missed: Vec<FirstName>,
    },
    /// They were introduced, and did not say whether they still can, after a change.
    Silent,
    /// They got no answer in time.
    Missed,
}

impl Told {
    /// What the ask is about.
    pub(in crate::talk) fn about(&self) -> Option<About> {
        if let Self::Unheard { about, .. } | Self::NoYesBy { about, .. } = self {
            return Some(about.clone());
        }
        let (Self::Status(status)
        | Self::NoYesYet(status)
        | Self::NobodyYet { status, .. }
        | Self::NobodyElse { status, .. }
        | Self::NobodyNear { status, .. }
        | Self::OnlyAlike { status, .. }
        | Self::StillNeeded { status, .. }
        | Self::Ended { status, .. }
        | Self::Met { status, .. }
        | Self::CloseSure { status, .. }
        | Self::TooManyChanges { status, .. }
        | Self::CalledOff { status, .. }
        | Self::TooLate(status)) = self
        else {
            return None;
        };
        Some(About { category: status.category, line: status.line.clone(), when: status.when })
    }

    /// What the card before it leaves to be read, where these words come at an hour that was named: how it stood by then. So
    /// hours of asking do not become a column of messages that only lead on.
    pub(in crate::talk) fn leaves(&self) -> Option<Self> {
        let Self::NoYesYet(status) = self else { return None };
        let (Standing::Asking(Progress { asked: true, had_yes, .. })
        | Standing::LastAsked { asked: true, had_yes, .. }) = status.standing
        else {
            return None;
        };
        Some(Self::NoYesBy { about: self.about()?, had_yes })
    }

    /// Can it be asked again from here?
    pub(in crate::talk) fn offers_again(&self) -> bool {
        let Keyboard::Inline(rows) = self.keyboard() else { return false };
        rows.iter().flatten().any(|button| matches!(button, AnyButton::MyAsk(MyButton::Again, _)))
    }

    pub(in crate::talk) fn keyboard(&self) -> Keyboard {
        let rows = |post, rows: &[&[MyButton]]| {
            let row = |row: &&[MyButton]| row.iter().map(|one| AnyButton::MyAsk(*one, post)).collect();
            let rows: Vec<_> = rows.iter().filter(|row| !row.is_empty()).map(row).collect();
            if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) }
        };
        match self {
            Self::Status(status) | Self::NoYesYet(status) => rows(status.post, status.standing.buttons()),
            Self::CloseSure { status, stays, .. } if stays.is_empty() => {
                rows(status.post, &[&[MyButton::ReallyClose, MyButton::Keep]])
            }
            Self::CloseSure { status, .. } => {
                rows(status.post, &[&[MyButton::Done], &[MyButton::CallOff], &[MyButton::Keep]])
            }
            Self::NobodyYet { status, can_widen, .. }
            | Self::NobodyElse { status, can_widen, .. }
            | Self::NobodyNear { status, can_widen }
            | Self::OnlyAlike { status, can_widen, .. } => {
                let wider: &[MyButton] = if *can_widen { &[MyButton::Wider] } else { &[] };
                rows(status.post, &[wider, &[MyButton::Share], &[MyButton::Edit, MyButton::Close]])
            }
            Self::TooManyChanges { status, .. } => {
                rows(status.post, &[&[MyButton::HowMany], &[MyButton::Close], &[MyButton::Now]])
            }
            Self::StillNeeded { status, is_met } => {
                let no = if *is_met { MyButton::Close } else { MyButton::ReallyClose };
                rows(status.post, &[&[MyButton::StillNeeded, no]])
            }
            Self::TooLate(status) if !matches!(status.standing, Standing::Closed { .. } | Standing::Expired) => {
                rows(status.post, &[&[MyButton::Again], &[MyButton::Close]])
            }
            Self::Met { status, .. } if !matches!(status.standing, Standing::Closed { .. }) => {
                rows(status.post, &[&[MyButton::Edit, MyButton::Close]])
            }
            Self::Ended { status, .. } if status.when.window.is_none() => {
                rows(status.post, &[&[MyButton::StillNeeded]])
            }
            Self::Ended { status, .. } | Self::Met { status, .. } | Self::TooLate(status) => {
                rows(status.post, &[&[MyButton::Again]])
            }
            Self::TooManyOpen { .. } | Self::TooManyToday { .. } | Self::NoRoom => {
                Keyboard::Inline(vec![vec![AnyButton::Menu(menu::Button::Now)]])
            }
            Self::NoYesBy { .. }
            | Self::Unheard { .. }
            | Self::Link { .. }
            | Self::CalledOff { .. }
            | Self::MoreThanWanted { .. } => Keyboard::None,
        }
    }
}
