//! What is said about another time, and its buttons.

use super::super::Button;
use crate::domain::{FirstName, IntroductionId, Urgency, When};
use crate::talk::facts::About;
use crate::talk::say::{Keyboard, rows_of_two};
use crate::talk::{Button as AnyButton, ask as asks};

/// What is said about another time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// Which time shall it be?
    Choose {
        /// Which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// What is agreed.
        about: About,
    },
    /// To who asked: the other one was asked.
    AskedByMe {
        /// Which introduction.
        introduction: IntroductionId,
        /// Which question.
        version: i64,
        /// The other's first name.
        name: FirstName,
        /// What is agreed until they say yes.
        about: About,
        /// What was asked for.
        when: When,
        /// Is it a message of its own, beneath the card of the introduction?
        listed: bool,
    },
    /// To the other one.
    Asked {
        /// Which introduction.
        introduction: IntroductionId,
        /// Which question.
        version: i64,
        /// Who asks.
        name: FirstName,
        /// What is agreed.
        about: About,
        /// What they ask for.
        when: When,
        /// Does it take the place of what the other one asked for?
        instead: bool,
    },
    /// What became of it.
    Told {
        /// The other's first name.
        name: FirstName,
        /// What is agreed now.
        about: About,
        /// What became of it.
        told: Told,
    },
}

/// What became of a question for another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The other one said yes.
    Agreed,
    /// I said yes.
    AgreedByMe,
    /// The other one keeps it as it was.
    Kept,
    /// I keep it as it was.
    KeptByMe,
    /// Another question came, or its time passed.
    Outdated,
    /// The other one did not answer before its time passed.
    Unanswered,
    /// It is what is agreed already.
    Already,
    /// They asked for other times so often that it is easier to write.
    TooOften,
    /// The same, and what they asked for last is still open.
    StillOpen,
    /// It was asked how it went, or one of the two said that it happened: never which.
    AfterIt,
    /// The introduction is over.
    Over,
}

impl Told {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Agreed,
        Self::AgreedByMe,
        Self::Kept,
        Self::KeptByMe,
        Self::Outdated,
        Self::Unanswered,
        Self::Already,
        Self::TooOften,
        Self::StillOpen,
        Self::AfterIt,
        Self::Over,
    ];
}

impl Say {
    /// What is agreed.
    pub(in crate::talk) const fn about(&self) -> &About {
        match self {
            Self::Choose { about, .. }
            | Self::AskedByMe { about, .. }
            | Self::Asked { about, .. }
            | Self::Told { about, .. } => about,
        }
    }

    pub(in crate::talk::introduction) fn keyboard(&self) -> Keyboard {
        let one = |button, id, version| AnyButton::Introduction(button, id, version);
        match self {
            Self::Choose { introduction, .. } => {
                let all = Urgency::ALL.map(|urgency| one(Button::When(urgency), *introduction, 0));
                let mut rows = rows_of_two(&all);
                rows.push(vec![one(Button::Back, *introduction, 0)]);
                Keyboard::Inline(rows)
            }
            Self::AskedByMe { introduction, version, listed, .. } => {
                let mut rows = vec![vec![one(Button::Keep, *introduction, *version)]];
                rows.extend((!listed).then(|| vec![one(Button::Back, *introduction, 0)]));
                Keyboard::Inline(rows)
            }
            Self::Asked { introduction, version, .. } => Keyboard::Inline(vec![
                vec![one(Button::Suits, *introduction, *version)],
                vec![one(Button::Keep, *introduction, *version)],
            ]),
            Self::Told { .. } => Keyboard::None,
        }
    }

    pub(in crate::talk::introduction) fn samples() -> Vec<Self> {
        let (introduction, version) = (IntroductionId(i64::MAX), i64::MAX);
        let name = FirstName::read("Ann <3");
        let mut all = Vec::new();
        for sketch in asks::sample_sketches() {
            let (name, about, when) = (name.clone(), About::sketched(&sketch), sketch.when);
            all.extend(Told::ALL.map(|told| Self::Told { name: name.clone(), about: about.clone(), told }));
            all.extend([
                Self::Choose { introduction, name: name.clone(), about: about.clone() },
                Self::AskedByMe {
                    introduction,
                    version,
                    name: name.clone(),
                    about: about.clone(),
                    when,
                    listed: all.len().is_multiple_of(3),
                },
                Self::Asked { introduction, version, name, about, when, instead: all.len().is_multiple_of(3) },
            ]);
        }
        all
    }
}
