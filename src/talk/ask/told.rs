//! What an asker is told about an ask that is posted.

use crate::domain::{Ask, Category, FirstName, IntroductionId, Line, PostId, When};

use super::super::Button as AnyButton;
use super::super::facts::About;
use super::super::say::Keyboard;
use super::super::{menu, relay};
use super::MyButton;
use super::say::sample_sketches;
use super::standing::{Standing, sample_standings};

/// What an asker is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The card of the ask: what is happening now.
    Status(Box<Status>),
    /// The hour came that was named, and nobody said yes: others are asked, and another hour is named.
    NoYesYet(Box<Status>),
    /// Everybody who may be asked was, and nobody could yet.
    NobodyYet {
        /// The ask.
        status: Box<Status>,
        /// Can those be asked too whose reach is one value too short?
        can_widen: bool,
    },
    /// Some can help, or may, more were wanted, and nobody is left to ask.
    NobodyElse {
        /// The ask.
        status: Box<Status>,
        /// Can those be asked too whose reach is one value too short?
        can_widen: bool,
    },
    /// Nobody near may be asked for this: said at once.
    NobodyNear {
        /// The ask.
        status: Box<Status>,
        /// Can those be asked too whose reach is one value too short?
        can_widen: bool,
    },
    /// Somebody is not counted on any more, and nobody else is left to ask.
    Out {
        /// Their first name.
        name: FirstName,
        /// Why.
        out: Out,
        /// How it stands without them.
        then: Box<Told>,
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
        /// Who was found before.
        names: Vec<FirstName>,
        /// Did none of them say whether they still can, after a change?
        silent: bool,
    },
    /// They are introduced to somebody who asked for the same: nobody else is asked, or it goes on where more are wanted.
    Met {
        /// The ask.
        status: Box<Status>,
        /// To whom.
        name: FirstName,
    },
    /// It is too late to change it.
    TooLate(Box<Status>),
    /// It was changed as often as one may.
    TooManyChanges {
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

/// Why somebody who was introduced is not counted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out {
    /// They can't make it.
    Dropped,
    /// They cannot be reached any more.
    Left,
    /// They did not say whether they still can; by this introduction they can be written to.
    Unheard(IntroductionId),
}

/// An ask, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its name.
    pub post: PostId,
    /// What kind of help.
    pub category: Category,
    /// The asker's words.
    pub line: Option<Line>,
    /// When.
    pub when: When,
    /// Where it stands.
    pub standing: Standing,
    /// Do messages go out so slowly that some neighbours may not have been asked yet?
    pub slow: bool,
}

impl Status {
    /// The card of an ask.
    pub fn of(ask: &Ask, standing: Standing) -> Self {
        Self { post: ask.id, category: ask.category, line: ask.line.clone(), when: ask.when, standing, slow: false }
    }
}

impl Out {
    /// Who is still introduced can be written to.
    fn with_way(self, keyboard: Keyboard) -> Keyboard {
        match (self, keyboard) {
            (Self::Unheard(id), Keyboard::Inline(mut rows)) => {
                rows.insert(0, vec![AnyButton::Relay(relay::Button::Write, id, 0)]);
                Keyboard::Inline(rows)
            }
            (Self::Dropped | Self::Left | Self::Unheard(_), keyboard) => keyboard,
        }
    }
}

impl Told {
    /// What the ask is about.
    pub(in crate::talk) fn about(&self) -> Option<About> {
        if let Self::Out { then, .. } = self {
            return then.about();
        }
        let (Self::Status(status)
        | Self::NoYesYet(status)
        | Self::NobodyYet { status, .. }
        | Self::NobodyElse { status, .. }
        | Self::NobodyNear { status, .. }
        | Self::StillNeeded { status, .. }
        | Self::Ended { status, .. }
        | Self::Met { status, .. }
        | Self::CloseSure { status, .. }
        | Self::TooLate(status)) = self
        else {
            return None;
        };
        Some(About { category: status.category, line: status.line.clone(), when: status.when })
    }

    pub(in crate::talk) fn keyboard(&self) -> Keyboard {
        let rows = |post, rows: &[&[MyButton]]| {
            let row = |row: &&[MyButton]| row.iter().map(|one| AnyButton::MyAsk(*one, post)).collect();
            Keyboard::Inline(rows.iter().filter(|row| !row.is_empty()).map(row).collect())
        };
        match self {
            Self::Status(status) | Self::NoYesYet(status) => match status.standing {
                Standing::Asleep { .. }
                | Standing::Asking(_)
                | Standing::First { .. }
                | Standing::YesWaiting
                | Standing::AskingAgain { .. }
                | Standing::Some { .. }
                | Standing::Silent { .. } => {
                    rows(status.post, &[&[MyButton::Now, MyButton::Share], &[MyButton::Edit, MyButton::Close]])
                }
                Standing::Awaited { .. } => rows(status.post, &[&[MyButton::Now], &[MyButton::Edit, MyButton::Close]]),
                Standing::EndsByMorning => rows(status.post, &[&[MyButton::Share], &[MyButton::Edit, MyButton::Close]]),
                Standing::Late { .. } | Standing::LateSilent { .. } => {
                    rows(status.post, &[&[MyButton::Again], &[MyButton::Close]])
                }
                Standing::Found { .. } => rows(status.post, &[&[MyButton::Edit, MyButton::Close]]),
                Standing::Been { .. } => rows(status.post, &[&[MyButton::Close]]),
                Standing::Closed | Standing::Expired => Keyboard::None,
            },
            Self::CloseSure { status, stays, .. } if stays.is_empty() => {
                rows(status.post, &[&[MyButton::ReallyClose, MyButton::Keep]])
            }
            Self::CloseSure { status, .. } => {
                rows(status.post, &[&[MyButton::Done], &[MyButton::CallOff], &[MyButton::Keep]])
            }
            Self::Out { out, then, .. } => out.with_way(then.keyboard()),
            Self::NobodyYet { status, can_widen }
            | Self::NobodyElse { status, can_widen }
            | Self::NobodyNear { status, can_widen } => {
                let wider: &[MyButton] = if *can_widen { &[MyButton::Wider] } else { &[] };
                rows(status.post, &[wider, &[MyButton::Share], &[MyButton::Edit, MyButton::Close]])
            }
            Self::StillNeeded { status, is_met } => {
                let no = if *is_met { MyButton::Close } else { MyButton::ReallyClose };
                rows(status.post, &[&[MyButton::StillNeeded, no]])
            }
            Self::TooLate(status) if !matches!(status.standing, Standing::Closed | Standing::Expired) => {
                rows(status.post, &[&[MyButton::Again], &[MyButton::Close]])
            }
            Self::Met { status, .. } if status.standing != Standing::Closed => {
                rows(status.post, &[&[MyButton::Edit, MyButton::Close]])
            }
            Self::Ended { status, .. } if status.when.window.is_none() => {
                rows(status.post, &[&[MyButton::StillNeeded]])
            }
            Self::Ended { status, .. } | Self::Met { status, .. } | Self::TooLate(status) => {
                rows(status.post, &[&[MyButton::Again]])
            }
            Self::Link { .. } => Keyboard::None,
            Self::TooManyOpen { .. } | Self::TooManyToday { .. } | Self::NoRoom => {
                Keyboard::Inline(vec![vec![AnyButton::Menu(menu::Button::Now)]])
            }
            Self::TooManyChanges { .. } => Keyboard::None,
        }
    }

    /// To whom its button writes, where it has one.
    pub const fn written_to(&self) -> Option<&FirstName> {
        if let Self::Out { name, out: Out::Unheard(_), .. } = self { Some(name) } else { None }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let soon = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
        let name = FirstName::read("Ann <3");
        let mut all = vec![
            Self::NoRoom,
            Self::TooManyOpen { most: 1 },
            Self::TooManyToday { most: 5 },
            Self::TooManyChanges { most: 3 },
        ];
        for (sketch, standing) in sample_sketches().into_iter().cycle().zip(sample_standings(&name, soon)) {
            let line = sketch.line.map(|typed| typed.line);
            let status = Box::new(Status {
                post: PostId(i64::MAX),
                category: sketch.category,
                line,
                when: sketch.when,
                standing,
                slow: false,
            });
            let slow = Box::new(Status { slow: true, ..(*status).clone() });
            all.extend([
                Self::Status(slow.clone()),
                Self::NoYesYet(slow),
                Self::Status(status.clone()),
                Self::NoYesYet(status.clone()),
                Self::NobodyYet { status: status.clone(), can_widen: true },
                Self::NobodyYet { status: status.clone(), can_widen: false },
                Self::NobodyElse { status: status.clone(), can_widen: true },
                Self::NobodyElse { status: status.clone(), can_widen: false },
                Self::NobodyNear { status: status.clone(), can_widen: true },
                Self::NobodyNear { status: status.clone(), can_widen: false },
                Self::Link { status: status.clone(), link: "A".repeat(22) },
                Self::StillNeeded { status: status.clone(), is_met: false },
                Self::StillNeeded { status: status.clone(), is_met: true },
                Self::TooLate(status.clone()),
                Self::Met { status: status.clone(), name: name.clone() },
                Self::Ended { status: status.clone(), names: Vec::new(), silent: false },
                Self::Ended { status: status.clone(), names: vec![name.clone()], silent: false },
                Self::Ended { status: status.clone(), names: vec![name.clone()], silent: true },
            ]);
            let then = Self::NobodyYet { status: status.clone(), can_widen: true };
            let out = |out| Self::Out { name: name.clone(), out, then: Box::new(then.clone()) };
            all.extend([Out::Dropped, Out::Left, Out::Unheard(IntroductionId(i64::MAX))].map(out));
            let one = std::slice::from_ref(&name);
            let sure: [(&[_], &[_], _); 5] =
                [(&[], &[], false), (&[], &[], true), (&[], one, true), (one, &[], true), (one, one, true)];
            all.extend(sure.map(|(names, stays, waits)| Self::CloseSure {
                status: status.clone(),
                names: names.to_vec(),
                stays: stays.to_vec(),
                waits,
            }));
        }
        all
    }
}
