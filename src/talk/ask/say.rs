//! What the questions of an ask say.

use crate::domain::{Access, Category, CellId, FirstName, IntroductionId, Line, PostId, Urgency, When, Wish, limits};

use super::super::Button as AnyButton;
use super::super::say::{Keyboard, rows_of_two};
use super::samples::sample_sketches;
use super::{Before, Button, Draft, May, Sketch, Stands, TypedLine};

/// A question of an ask, or words about an answer that does not fit it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// What do you need?
    Category {
        /// The answers so far, where it is one that is being changed.
        changing: Option<SoFar>,
    },
    /// Tell it in a line.
    Line {
        /// The answers so far.
        so_far: SoFar,
        /// Is a line among them, which they wrote and came back from?
        kept: bool,
    },
    /// When?
    When(SoFar),
    /// The answers so far, in place of the question that they answer.
    Answered(SoFar),
    /// Roughly where?
    Where(SoFar),
    /// Roughly where, for this ask only?
    AnotherPlace,
    /// The place is known now; the reply buttons go away.
    PlaceKnown {
        /// Is it theirs from now on, or of this ask only?
        theirs: bool,
    },
    /// Exactly what neighbours will see.
    Preview {
        /// The whole ask.
        draft: Box<Draft>,
        /// Is it somewhere else than its asker lives?
        elsewhere: bool,
    },
    /// What shall be changed?
    Change {
        /// The answers so far.
        so_far: SoFar,
        /// Of an ask that is posted, as the first question?
        first: bool,
    },
    /// What should neighbours know?
    Access(Box<Draft>),
    /// How many people?
    HowMany(SoFar),
    /// The line is too long.
    LineTooLong {
        /// Its length, in UTF-16 units.
        units: usize,
    },
    /// Somebody could be reached by the line, and nobody agreed to anything yet.
    LineContact,
    /// Nothing of the line was left.
    LineEmpty,
    /// Words, please: what was sent cannot be a line.
    WordsPlease,
    /// Your own words, please: that was forwarded.
    OwnWordsPlease,
    /// A tap, please.
    TapPlease,
    /// Only a phone can share a place.
    PlaceByPhone,
    /// The same, where the place is not the one where the phone is.
    AnotherPlaceByPhone,
    /// A place that moves, or that is not on Earth.
    PlaceOdd,
    /// The day that was meant is over.
    DayOver,
    /// The posted ask that was to be changed is over.
    Over,
    /// It is too late to change it.
    TooLate,
}

/// The answers so far, on top of the next question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoFar {
    /// What kind of help.
    pub category: Category,
    /// The asker's words.
    pub line: Option<Line>,
    /// When.
    pub when: Option<When>,
}

impl SoFar {
    /// Only the category.
    pub const fn new(category: Category) -> Self {
        Self { category, line: None, when: None }
    }

    /// And the line.
    #[must_use]
    pub fn with_line(mut self, line: Option<&TypedLine>) -> Self {
        self.line = line.map(|typed| typed.line.clone());
        self
    }

    /// Everything but the place.
    pub fn sketched(sketch: &Sketch) -> Self {
        Self { when: Some(sketch.when), ..Self::new(sketch.category).with_line(sketch.line.as_ref()) }
    }
}

impl Say {
    pub(in crate::talk) fn keyboard(&self, form: i64) -> Keyboard {
        let all = |buttons: Vec<Button>| buttons.into_iter().map(|one| AnyButton::Ask(one, form)).collect::<Vec<_>>();
        let two = |buttons| rows_of_two(&all(buttons));
        let with_exit = |mut rows: Vec<Vec<AnyButton>>, exit| {
            rows.push(all(exit));
            Keyboard::Inline(rows)
        };
        let back = vec![Button::Back, Button::Cancel];
        match self {
            Self::Category { changing } => {
                let exit = if changing.is_some() { back } else { vec![Button::Cancel] };
                with_exit(two(Category::ALL.map(Button::Category).to_vec()), exit)
            }
            Self::Line { kept, .. } => {
                let keep = kept.then(|| all(vec![Button::KeepLine]));
                with_exit(keep.into_iter().chain([all(vec![Button::NothingToAdd])]).collect(), back)
            }
            Self::When(_) => with_exit(two(Urgency::ALL.map(Button::When).to_vec()), back),
            Self::Where(_) | Self::AnotherPlace => Keyboard::Place,
            Self::PlaceKnown { .. } => Keyboard::Remove,
            Self::Preview { draft, .. } => {
                with_exit(beneath_preview(draft).into_iter().map(|one| all(vec![one])).collect(), back)
            }
            Self::Change { .. } => with_exit(
                two(vec![
                    Button::ChangeCategory,
                    Button::ChangeLine,
                    Button::ChangeWhen,
                    Button::ChangePlace,
                    Button::ChangeAccess,
                    Button::ChangeHowMany,
                ]),
                back,
            ),
            Self::Access(draft) => {
                let (chosen, wish) = (&draft.sketch.access, draft.sketch.wish);
                let access = |it| if chosen.contains(&it) { Button::NotAccess(it) } else { Button::Access(it) };
                let wished = |it| if wish == Some(it) { Button::NotWish(it) } else { Button::Wish(it) };
                let mut rows = two(Access::ALL.map(access).into_iter().chain(Wish::ALL.map(wished)).collect());
                rows.push(all(vec![Button::Done]));
                with_exit(rows, back)
            }
            Self::HowMany(_) => with_exit(vec![all((1..=limits::WANTED_MAX).map(Button::HowMany).collect())], back),
            Self::Answered(_)
            | Self::LineTooLong { .. }
            | Self::LineContact
            | Self::LineEmpty
            | Self::WordsPlease
            | Self::OwnWordsPlease
            | Self::TapPlease
            | Self::PlaceByPhone
            | Self::AnotherPlaceByPhone
            | Self::PlaceOdd
            | Self::DayOver
            | Self::Over
            | Self::TooLate => Keyboard::None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let sketches = sample_sketches();
        let mut all = vec![
            Self::Category { changing: None },
            Self::AnotherPlace,
            Self::PlaceKnown { theirs: true },
            Self::PlaceKnown { theirs: false },
            Self::LineTooLong { units: 612 },
            Self::LineContact,
            Self::LineEmpty,
            Self::WordsPlease,
            Self::OwnWordsPlease,
            Self::TapPlease,
            Self::PlaceByPhone,
            Self::AnotherPlaceByPhone,
            Self::PlaceOdd,
            Self::DayOver,
            Self::Over,
            Self::TooLate,
        ];
        for sketch in sketches {
            let so_far = SoFar::sketched(&sketch);
            all.extend([
                Self::Category { changing: Some(so_far.clone()) },
                Self::Line { so_far: so_far.clone(), kept: false },
                Self::Line { so_far: so_far.clone(), kept: true },
                Self::When(so_far.clone()),
                Self::Answered(so_far.clone()),
                Self::Where(so_far.clone()),
                Self::Change { so_far: so_far.clone(), first: true },
                Self::Change { so_far: so_far.clone(), first: false },
                Self::HowMany(so_far),
            ]);
            if let Some(cell) = CellId::around(51.75, -1.26) {
                let draft = Draft::new(sketch, cell, None);
                let before = Before { introduction: IntroductionId(i64::MAX), name: FirstName::read("Ann <3") };
                let says = |words: &str| {
                    let line = Line::read(words).ok().map(|line| TypedLine { line, message: 7 });
                    Draft { sketch: Sketch { line, ..draft.sketch.clone() }, ..draft.clone() }
                };
                let change = |stands| Draft { posted: Some(PostId(i64::MAX)), stands, ..draft.clone() };
                let plain = Stands::default();
                let previews = [
                    Draft { before: Some(before.clone()), ..draft.clone() },
                    change(plain.clone()),
                    change(Stands { found: vec![before.name.clone()], ..plain.clone() }),
                    change(Stands { first: Some(before.name.clone()), ..plain.clone() }),
                    change(Stands { may: May::HowMany, ..plain }),
                    Draft { before: Some(before), ..says("I cannot breathe") },
                    Draft { posted: Some(PostId(i64::MAX)), ..says("I cannot breathe") },
                    says("Could you lend me money?"),
                    draft.clone(),
                ];
                let shown = |elsewhere| move |draft| Self::Preview { draft: Box::new(draft), elsewhere };
                all.extend(previews.clone().map(shown(false)));
                all.extend(previews.map(shown(true)));
                all.push(Self::Access(Box::new(draft)));
            }
        }
        all
    }
}

/// What can be done with the whole ask, besides the ways out.
fn beneath_preview(draft: &Draft) -> Vec<Button> {
    let mut buttons = vec![if draft.posted.is_some() { Button::Save } else { Button::AskNeighbours }];
    buttons.extend(draft.before.iter().filter(|_| draft.posted.is_none()).map(|_| Button::AskFirst));
    // Where nothing else may be changed, Back leads to it.
    if draft.stands.may != May::HowMany {
        buttons.push(Button::Change);
    }
    buttons
}
