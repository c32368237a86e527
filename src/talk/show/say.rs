//! What is said about showing a profile or a phone number.

use crate::domain::{FirstName, IntroductionId, Profile, Side};

use super::super::say::Keyboard;
use super::super::{Button as AnyButton, relay};
use super::{Button, What};

/// What is said about showing a profile or a phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// They will see it: shall I?
    Sure {
        /// Through which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// What.
        what: What,
    },
    /// That question, answered with yes: the phone is asked beneath.
    WillSee {
        /// The other's first name.
        name: FirstName,
    },
    /// The phone's own button shares the number.
    AskPhone {
        /// The other's first name.
        name: FirstName,
    },
    /// They see it.
    Shown {
        /// The other's first name.
        name: FirstName,
        /// What.
        what: What,
    },
    /// They see the number; the reply buttons go away.
    PhoneShown {
        /// The other's first name.
        name: FirstName,
    },
    /// The ask changed: nothing is shown before its helper says that they still can.
    NotYet {
        /// Which side reads it.
        side: Side,
        /// The other's first name.
        name: FirstName,
    },
    /// The same, where it changed while it was asked.
    AskedAnew,
    /// What was to be shown did not reach the other one.
    NotArrived {
        /// The other's first name.
        name: FirstName,
        /// What.
        what: What,
    },
    /// It was not sent: before it could be, what the two agreed changed, or was over.
    NotAgreed {
        /// The other's first name.
        name: FirstName,
        /// What.
        what: What,
    },
    /// They are introduced no more while it was asked: nothing was shown.
    Over {
        /// The other's first name.
        name: FirstName,
    },
    /// Nothing was shown.
    NotShown,
    /// The same, after a reply button.
    NotShownByKey,
    /// To the other one: the profile.
    Profile {
        /// Through which introduction.
        introduction: IntroductionId,
        /// Whose.
        name: FirstName,
        /// Where it is found.
        profile: Profile,
    },
    /// To the other one: the phone number.
    Phone {
        /// Through which introduction.
        introduction: IntroductionId,
        /// Whose.
        name: FirstName,
        /// The number.
        phone: String,
    },
    /// The question wants a tap.
    TapPlease,
    /// Their own number, before they said that it shall be shown.
    PhoneTooSoon,
    /// The question wants a tap on the reply button.
    KeyPlease,
    /// A contact that is not their own.
    NotTheirs,
}

impl Say {
    pub(in crate::talk) fn keyboard(&self, form: i64) -> Keyboard {
        match self {
            Self::Sure { introduction, .. } => {
                let one = |button| AnyButton::Show(button, *introduction, form);
                Keyboard::Inline(vec![vec![one(Button::Yes)], vec![one(Button::Back), one(Button::Cancel)]])
            }
            Self::AskPhone { .. } => Keyboard::Phone,
            Self::PhoneShown { .. } | Self::NotShownByKey => Keyboard::Remove,
            Self::Profile { introduction, .. } | Self::Phone { introduction, .. } => {
                Keyboard::Inline(vec![vec![AnyButton::Relay(relay::Button::Write, *introduction, 0)]])
            }
            Self::WillSee { .. }
            | Self::Shown { .. }
            | Self::NotYet { .. }
            | Self::AskedAnew
            | Self::NotArrived { .. }
            | Self::NotAgreed { .. }
            | Self::Over { .. }
            | Self::NotShown
            | Self::TapPlease
            | Self::PhoneTooSoon
            | Self::KeyPlease
            | Self::NotTheirs => Keyboard::None,
        }
    }

    /// Whose words, or name, a button beneath writes to.
    pub const fn from(&self) -> Option<&FirstName> {
        match self {
            Self::Profile { name, .. } | Self::Phone { name, .. } => Some(name),
            Self::Sure { .. }
            | Self::WillSee { .. }
            | Self::AskPhone { .. }
            | Self::Shown { .. }
            | Self::PhoneShown { .. }
            | Self::NotYet { .. }
            | Self::AskedAnew
            | Self::NotArrived { .. }
            | Self::NotAgreed { .. }
            | Self::Over { .. }
            | Self::NotShown
            | Self::NotShownByKey
            | Self::TapPlease
            | Self::PhoneTooSoon
            | Self::KeyPlease
            | Self::NotTheirs => None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let name = FirstName::read("Ann <3");
        let introduction = IntroductionId(i64::MAX);
        let mut all = vec![
            Self::WillSee { name: name.clone() },
            Self::AskPhone { name: name.clone() },
            Self::PhoneShown { name: name.clone() },
            Self::NotYet { side: Side::Asker, name: name.clone() },
            Self::NotYet { side: Side::Helper, name: name.clone() },
            Self::AskedAnew,
            Self::Over { name: name.clone() },
            Self::NotShown,
            Self::NotShownByKey,
            Self::Phone { introduction, name: name.clone(), phone: "+447700900123".to_owned() },
            Self::TapPlease,
            Self::PhoneTooSoon,
            Self::KeyPlease,
            Self::NotTheirs,
        ];
        for what in What::ALL {
            all.push(Self::Sure { introduction, name: name.clone(), what });
            all.push(Self::Shown { name: name.clone(), what });
            all.push(Self::NotArrived { name: name.clone(), what });
            all.push(Self::NotAgreed { name: name.clone(), what });
        }
        for profile in [Profile::Username("ann_lee".to_owned()), Profile::Account(i64::MAX)] {
            all.push(Self::Profile { introduction, name: name.clone(), profile });
        }
        all
    }
}
