//! What is said about one's own name.

use crate::domain::FirstName;
use crate::domain::own_name::NameRefusal;

use super::super::Button as AnyButton;
use super::super::say::Keyboard;
use super::Button;

/// What is said about one's own name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// What should neighbours call you?
    Question {
        /// What they see now.
        name: FirstName,
    },
    /// It changed as often as it may for now: back to Telegram's?
    OnlyTelegram {
        /// What they see now.
        name: FirstName,
    },
    /// Is that the name, or was it meant for somebody whose words came in between?
    Sure {
        /// What they wrote.
        name: FirstName,
    },
    /// They see another one from now on.
    Changed {
        /// Which.
        name: FirstName,
    },
    /// To who sees the name: it is another one from now on.
    Renamed {
        /// As they knew them.
        old: FirstName,
        /// As they are called now.
        name: FirstName,
    },
    /// They see the same one as before.
    AsBefore {
        /// Which.
        name: FirstName,
    },
    /// Words, please: what was sent cannot be a name.
    WordsPlease,
    /// What was typed is no name.
    Refused(NameRefusal),
    /// It changed as often as it may for now.
    ChangedOften,
}

impl Say {
    pub(in crate::talk) fn keyboard(&self, form: i64) -> Keyboard {
        let one = |button| AnyButton::Name(button, form);
        match self {
            Self::Question { .. } | Self::OnlyTelegram { .. } => {
                Keyboard::Inline(vec![vec![one(Button::Telegram)], vec![one(Button::Back), one(Button::Cancel)]])
            }
            Self::Sure { .. } => {
                Keyboard::Inline(vec![vec![one(Button::Sure)], vec![one(Button::Back), one(Button::Cancel)]])
            }
            Self::Changed { .. }
            | Self::Renamed { .. }
            | Self::AsBefore { .. }
            | Self::WordsPlease
            | Self::Refused(_)
            | Self::ChangedOften => Keyboard::None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let mut all = vec![Self::WordsPlease, Self::ChangedOften];
        all.extend([NameRefusal::Empty, NameRefusal::TooLong, NameRefusal::Contact].map(Self::Refused));
        for name in [FirstName::read("Ann <3"), FirstName::empty()] {
            all.extend([
                Self::Question { name: name.clone() },
                Self::OnlyTelegram { name: name.clone() },
                Self::Sure { name: name.clone() },
                Self::Changed { name: name.clone() },
                Self::Renamed { old: name.clone(), name: FirstName::read("Bea & Bo") },
                Self::AsBefore { name },
            ]);
        }
        all
    }
}
