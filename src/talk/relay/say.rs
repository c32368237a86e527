//! What is said about passing words on.

use crate::domain::{Category, FirstName, IntroductionId, Line, Urgency, When, limits};

use super::super::say::Keyboard;
use super::super::{Button as AnyButton, menu};
use super::{Button, By};

/// What is said about passing words on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// Everything that is written now goes to one person.
    Writing {
        /// Their first name.
        name: FirstName,
    },
    /// "Writing to" is over.
    WritingOver {
        /// Whom it was to.
        name: FirstName,
    },
    /// It is, since they are in touch no more.
    Ended {
        /// Whom it was to.
        name: FirstName,
    },
    /// They tapped "Done".
    Done,
    /// In the middle of a form: a reply to this message goes to one person.
    ByReply {
        /// Their first name.
        name: FirstName,
    },
    /// Words came that no question asked for: are they for somebody?
    WhoIsItFor {
        /// Whom they may be for.
        to: Vec<(IntroductionId, FirstName)>,
        /// What tells those of the same first name apart.
        by: Vec<(IntroductionId, By)>,
        /// Are they in touch with more people than these?
        more: bool,
        /// How many messages wait.
        messages: usize,
    },
    /// An older question of that kind: it is asked again below.
    AskedBelow,
    /// Too many messages wait for an answer to that question.
    AnswerFirst,
    /// Something else was tapped, while that question is open.
    SayWhoFirst,
    /// They are passed on now.
    PassingOn {
        /// To whom.
        name: FirstName,
    },
    /// A passed message, as its reader sees it.
    Passed {
        /// Through which introduction.
        introduction: IntroductionId,
        /// Who wrote it.
        name: FirstName,
        /// The words.
        words: String,
    },
    /// They did not say whom it is for, and turned to something else.
    NotSaid,
    /// They are in touch no more with whom it may have been for.
    ToNobody {
        /// The other's first name.
        name: FirstName,
    },
    /// They did not say whom it is for, for so long that it is kept no more.
    NotKept,
    /// It arrived, where Telegram takes no reaction.
    Arrived,
    /// It could not be passed on.
    NotArrived,
    /// It was not passed on: that introduction was over by then. The two may be in touch through another one.
    OverMeanwhile,
    /// An edit is not passed on.
    EditNotPassedOn,
    /// Only words can be passed on.
    OnlyWords,
    /// The same, of what no question asked for; with the ways to write.
    NotWords {
        /// Whom it may have been for.
        to: Vec<(IntroductionId, FirstName)>,
        /// What tells those of the same first name apart.
        by: Vec<(IntroductionId, By)>,
        /// Are they in touch with more people than these?
        more: bool,
    },
    /// It is too long.
    TooLong {
        /// Its length, in UTF-16 units.
        units: usize,
    },
    /// That introduction is over.
    NoLonger,
    /// The message that they reply to is so old that nobody knows any more whose it was.
    Forgotten,
}

impl Say {
    pub(in crate::talk) fn keyboard(&self, form: i64) -> Keyboard {
        let one = |button, introduction| AnyButton::Relay(button, introduction, form);
        let none = IntroductionId(0);
        match self {
            Self::Writing { .. } => Keyboard::Inline(vec![vec![one(Button::Done, none)]]),
            Self::WhoIsItFor { to, .. } => {
                let mut rows: Vec<_> = to.iter().map(|(id, _)| vec![one(Button::PassOn, *id)]).collect();
                rows.push(vec![one(Button::Keep, none)]);
                Keyboard::Inline(rows)
            }
            Self::NotWords { to, .. } => {
                Keyboard::Inline(to.iter().map(|(id, _)| vec![one(Button::Write, *id)]).collect())
            }
            Self::Passed { introduction, .. } => Keyboard::Inline(vec![vec![one(Button::Write, *introduction)]]),
            // Whoever is in touch with them no more looks for what is.
            Self::ToNobody { .. } | Self::NoLonger | Self::OverMeanwhile | Self::Forgotten => {
                Keyboard::Inline(vec![vec![AnyButton::Menu(menu::Button::Now)]])
            }
            Self::WritingOver { .. }
            | Self::Ended { .. }
            | Self::Done
            | Self::ByReply { .. }
            | Self::PassingOn { .. }
            | Self::AskedBelow
            | Self::AnswerFirst
            | Self::NotSaid
            | Self::NotKept
            | Self::Arrived
            | Self::NotArrived
            | Self::EditNotPassedOn
            | Self::OnlyWords
            | Self::TooLong { .. }
            | Self::SayWhoFirst => Keyboard::None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let name = FirstName::read("Ann <3");
        let id = IntroductionId(i64::MAX);
        let no_hurry = By::When(When { urgency: Urgency::NoHurry, window: None });
        let line = Line::read(&"<".repeat(limits::LINE_UTF16)).map_or(By::Word(String::new()), By::Line);
        let ways = [By::Category(Category::Collecting), no_hurry, line, By::Word("copper kettle".to_owned())];
        let namesakes: Vec<_> = ways.into_iter().zip(1..).map(|(by, at)| (IntroductionId(at), by)).collect();
        let alike: Vec<_> = namesakes.iter().map(|(id, _)| (*id, name.clone())).collect();
        vec![
            Self::Writing { name: name.clone() },
            Self::WritingOver { name: name.clone() },
            Self::Ended { name: name.clone() },
            Self::Done,
            Self::ByReply { name: name.clone() },
            Self::WhoIsItFor { to: vec![(id, name.clone())], by: Vec::new(), more: false, messages: 1 },
            Self::WhoIsItFor {
                to: vec![(id, name.clone()), (IntroductionId(7), FirstName::empty())],
                by: Vec::new(),
                more: false,
                messages: 2,
            },
            Self::WhoIsItFor { to: alike.clone(), by: namesakes.clone(), more: true, messages: 1 },
            Self::NotWords { to: alike, by: namesakes, more: true },
            Self::NotWords { to: vec![(id, name.clone())], by: Vec::new(), more: false },
            Self::AskedBelow,
            Self::AnswerFirst,
            Self::SayWhoFirst,
            Self::NotKept,
            Self::ToNobody { name: name.clone() },
            Self::PassingOn { name: name.clone() },
            Self::Passed { introduction: id, name, words: "<".repeat(limits::RELAY_UTF16) },
            Self::Arrived,
            Self::NotArrived,
            Self::OverMeanwhile,
            Self::EditNotPassedOn,
            Self::NotSaid,
            Self::OnlyWords,
            Self::TooLong { units: 4_000 },
            Self::NoLonger,
            Self::Forgotten,
        ]
    }
}
