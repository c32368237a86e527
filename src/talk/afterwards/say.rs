//! What is said afterwards.

use crate::domain::{FirstName, IntroductionId, Line, limits};

use super::super::Button as AnyButton;
use super::super::say::Keyboard;
use super::Button;

/// What is said afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// The card: a thank-you, and the same person again.
    Card(Card),
    /// The card of what did not happen after all.
    Closed {
        /// The other's first name.
        name: FirstName,
    },
    /// What shall be passed on?
    Line {
        /// For what.
        introduction: IntroductionId,
        /// To whom.
        name: FirstName,
    },
    /// Is this the line, or was it meant for somebody whose words came in between?
    Sure {
        /// For what.
        introduction: IntroductionId,
        /// To whom.
        name: FirstName,
        /// What they wrote.
        line: Line,
    },
    /// The thank-you, as the other one reads it.
    Thanks {
        /// Who says it.
        name: FirstName,
        /// Their words.
        words: Option<Line>,
    },
    /// To who said thank you: it could not be passed on.
    NotArrived {
        /// To whom.
        name: FirstName,
    },
    /// In place of the question of the line: they said that it did not happen.
    DidNot,
    /// The same, where they did not say that it happened either.
    NotNow,
    /// Words, please: what was sent cannot be passed on.
    WordsPlease,
    /// The line is too long.
    TooLong {
        /// Its length, in UTF-16 units.
        units: usize,
    },
}

/// The one optional message after it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Which introduction.
    pub introduction: IntroductionId,
    /// The other's first name.
    pub name: FirstName,
    /// Can a thank-you still be passed on?
    pub may_thank: bool,
    /// Was a thank-you passed on?
    pub thanked: bool,
    /// "The same person again?", where they said.
    pub again: Option<bool>,
    /// Did the two agree something else that is still to come?
    pub to_come: bool,
}

impl Say {
    pub(in crate::talk) fn keyboard(&self, form: i64) -> Keyboard {
        let one = |button, introduction, form| AnyButton::Afterwards(button, introduction, form);
        match self {
            Self::Card(card) => {
                let on_card = |button| one(button, card.introduction, 0);
                let thank = (card.may_thank && !card.thanked).then(|| vec![on_card(Button::Thank)]);
                let again = vec![on_card(Button::Yes), on_card(Button::No)];
                Keyboard::Inline(thank.into_iter().chain([again]).collect())
            }
            Self::Line { introduction, .. } => Keyboard::Inline(vec![
                vec![one(Button::Just, *introduction, form)],
                vec![one(Button::Cancel, *introduction, form)],
            ]),
            Self::Sure { introduction, .. } => Keyboard::Inline(vec![
                vec![one(Button::Sure, *introduction, form)],
                vec![one(Button::Just, *introduction, form)],
                vec![one(Button::Back, *introduction, form), one(Button::Cancel, *introduction, form)],
            ]),
            Self::Closed { .. }
            | Self::Thanks { .. }
            | Self::DidNot
            | Self::NotNow
            | Self::NotArrived { .. }
            | Self::WordsPlease
            | Self::TooLong { .. } => Keyboard::None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let name = FirstName::read("Ann <3");
        let introduction = IntroductionId(i64::MAX);
        let mut all = vec![
            Self::Closed { name: name.clone() },
            Self::Line { introduction, name: name.clone() },
            Self::Thanks { name: name.clone(), words: None },
            Self::Thanks { name: name.clone(), words: Line::read(&"<".repeat(limits::LINE_UTF16)).ok() },
            Self::NotArrived { name: name.clone() },
            Self::DidNot,
            Self::NotNow,
            Self::WordsPlease,
            Self::TooLong { units: 612 },
        ];
        all.extend(Line::read(&"<".repeat(limits::LINE_UTF16)).ok().map(|line| Self::Sure {
            introduction,
            name: name.clone(),
            line,
        }));
        for again in [None, Some(true), Some(false)] {
            for (name, thanked) in [(name.clone(), true), (FirstName::empty(), false)] {
                for may_thank in [true, false] {
                    let (name, to_come) = (name.clone(), thanked);
                    all.push(Self::Card(Card { introduction, name, may_thank, thanked, again, to_come }));
                }
            }
        }
        all
    }
}
