//! What is said about an introduction.

use crate::domain::{Band, FirstName, IntroductionId, Side};

use super::super::facts::About;
use super::super::ping::SeenAs;
use super::super::say::Keyboard;
use super::super::{Button as AnyButton, ask};
use super::Button;

/// What is said about an introduction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// Somebody said yes: the asker chooses.
    Yes {
        /// Which introduction.
        introduction: IntroductionId,
        /// The version of the ask that the helper said yes to.
        version: i64,
        /// What the asker may know of them.
        seen_as: SeenAs,
        /// How far; `None` through a shared link.
        band: Option<Band>,
        /// What for.
        about: About,
    },
    /// The card of a yes that the asker chose.
    Chosen {
        /// The helper's first name.
        name: FirstName,
    },
    /// The card of a yes that the asker did not choose.
    Declined {
        /// The helper's first name.
        name: FirstName,
    },
    /// The card of a yes that was not needed.
    Released {
        /// The helper's first name.
        name: FirstName,
        /// Why not.
        why: Why,
    },
    /// Both agreed: the two meet.
    Introduced {
        /// Which introduction.
        introduction: IntroductionId,
        /// What both get.
        words: Words,
    },
    /// To a helper who was not needed.
    LastWord {
        /// What they said yes to.
        about: About,
        /// Why not.
        why: Why,
    },
}

/// What both get when they are introduced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Which side reads it.
    pub side: Side,
    /// The first name of the other one.
    pub name: FirstName,
    /// What was agreed.
    pub about: About,
    /// Two plain words that both get.
    pub word: String,
}

/// Why a yes came to nothing. Never the asker's opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Enough help was found.
    Found,
    /// The asker chose otherwise: said as if help was found.
    Declined,
    /// The asker needs it no more.
    Closed,
    /// Nobody answered in time.
    TimedOut,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Found, Self::Declined, Self::Closed, Self::TimedOut];
}

impl Say {
    /// Somebody said yes.
    pub const fn yes(id: IntroductionId, version: i64, seen_as: SeenAs, band: Option<Band>, about: About) -> Self {
        Self::Yes { introduction: id, version, seen_as, band, about }
    }

    pub(in crate::talk) fn keyboard(&self) -> Keyboard {
        match self {
            Self::Yes { introduction, version, .. } => Keyboard::Inline(vec![
                vec![AnyButton::Introduction(Button::Yes, *introduction, *version)],
                vec![AnyButton::Introduction(Button::No, *introduction, *version)],
            ]),
            Self::Chosen { .. }
            | Self::Declined { .. }
            | Self::Released { .. }
            | Self::Introduced { .. }
            | Self::LastWord { .. } => Keyboard::None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let name = FirstName::read("Ann <3");
        let id = IntroductionId(i64::MAX);
        let mut all = vec![
            Self::Chosen { name: name.clone() },
            Self::Chosen { name: FirstName::empty() },
            Self::Declined { name: name.clone() },
        ];
        all.extend(Why::ALL.map(|why| Self::Released { name: name.clone(), why }));
        for sketch in ask::sample_sketches() {
            let about = About::sketched(&sketch);
            all.extend(Why::ALL.map(|why| Self::LastWord { about: about.clone(), why }));
            for has_helped in [0, 1, 3] {
                let seen_as = SeenAs { name: name.clone(), has_helped };
                all.push(Self::yes(id, i64::MAX, seen_as.clone(), Some(Band::ShortDrive), about.clone()));
                all.push(Self::yes(id, i64::MAX, seen_as, None, about.clone()));
            }
            for side in [Side::Asker, Side::Helper] {
                let words = Words { side, name: name.clone(), about: about.clone(), word: "apple river".to_owned() };
                all.push(Self::Introduced { introduction: id, words });
            }
        }
        all
    }
}
