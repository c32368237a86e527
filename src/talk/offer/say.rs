//! What the questions of an offer say, and its card.

use std::collections::BTreeSet;

use crate::domain::contact::OpenRefusal;
use crate::domain::text::LineRefusal;
use crate::domain::{Category, CellId, Day, Line, NeighbourId, Part, PostId, Reach, StandingOffer, Things, Times};

use super::super::ping::SeenAs;
use super::super::say::{Keyboard, rows_of_two};
use super::super::{Button as AnyButton, name};
use super::Button;

/// A question of an offer, or words about an answer that does not fit it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// May I ask you when a neighbour near needs something?
    Things {
        /// Is it an offer that is being changed?
        changing: bool,
    },
    /// Which things? With those that are chosen so far.
    Some(BTreeSet<Category>),
    /// What they chose, in place of the question that it answers.
    Chosen(Things),
    /// What the offer that is kept is for, in place of its card while it is changed.
    Answered(Things),
    /// Roughly where?
    Where,
    /// Where are you now?
    WhereNow,
    /// That is in the area which is known.
    SameArea,
    /// The place is known now; the reply buttons go away.
    PlaceKnown,
    /// How far would you go?
    Reach,
    /// When could you help? With what is chosen so far.
    Times(Times),
    /// A line about you? With what who asks sees of them now.
    Line(SeenAs),
    /// Is that the line, or was it meant for somebody whose words came in between?
    LineSure(Line),
    /// Words, please: what was sent cannot be a line.
    WordsPlease,
    /// Their own words, please: what was sent is somebody else's.
    OwnWordsPlease,
    /// The line is too long.
    LineTooLong {
        /// Its length, in UTF-16 units.
        units: usize,
    },
    /// Somebody could be reached by the line, and nobody agreed to anything yet.
    LineContact,
    /// A tap, please.
    TapPlease,
    /// Only a phone can share a place.
    PlaceByPhone,
    /// A place that moves, or that is not on Earth.
    PlaceOdd,
}

/// What a helper is told about their own offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Thank you; I will ask you.
    Ready {
        /// The offer as it is kept.
        offer: StandingOffer,
        /// What is needed near right now. Where something is, its card follows.
        needed: Needed,
        /// Is it their first one? Who changes it knows how it goes.
        first: bool,
    },
    /// The card of the offer.
    Kept(StandingOffer),
    /// Two months later: does it still stand?
    StillStands(StandingOffer),
    /// Three months later, without an answer: it is paused.
    PausedByItself(StandingOffer),
    /// They set their area as often as one may for now.
    MovedOften,
    /// Nothing is needed near you now.
    NothingNow,
    /// Nothing but what they answered already.
    NothingNew,
    /// Nor does it write when there is something: they are paused.
    NothingWhilePaused,
    /// Nothing that they have not seen; what they have not answered follows.
    Unanswered,
    /// "Not now" is a fine answer.
    NotNow,
}

/// What is needed near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// Something.
    Now,
    /// Nothing.
    Nothing,
    /// Nothing but what they answered already.
    NothingNew,
}

impl Say {
    /// Why words are no line about a helper.
    pub(super) const fn no_line(refusal: OpenRefusal) -> Self {
        match refusal {
            OpenRefusal::NoLine(LineRefusal::Empty) => Self::WordsPlease,
            OpenRefusal::NoLine(LineRefusal::TooLong(units)) => Self::LineTooLong { units },
            OpenRefusal::Contact => Self::LineContact,
        }
    }

    pub(in crate::talk) fn keyboard(&self, form: i64) -> Keyboard {
        let all = |buttons: Vec<Button>| buttons.into_iter().map(|one| AnyButton::Offer(one, form)).collect::<Vec<_>>();
        let back = vec![Button::Back, Button::Cancel];
        let one_a_row = |buttons: Vec<Button>| buttons.into_iter().map(|one| all(vec![one])).collect();
        match self {
            Self::Things { changing } => {
                let mut rows: Vec<_> = one_a_row(vec![Button::Anything, Button::SomeThings, Button::NotNow]);
                rows.push(if *changing { all(back) } else { all(vec![Button::Cancel]) });
                Keyboard::Inline(rows)
            }
            Self::Some(chosen) => {
                let thing = |it| if chosen.contains(&it) { Button::NotThing(it) } else { Button::Thing(it) };
                let mut rows = rows_of_two(&all(Category::ALL.map(thing).to_vec()));
                if !chosen.is_empty() {
                    rows.push(all(vec![Button::Done]));
                }
                rows.push(all(back));
                Keyboard::Inline(rows)
            }
            Self::Where | Self::WhereNow => Keyboard::Place,
            Self::PlaceKnown => Keyboard::Remove,
            Self::Reach => {
                let mut rows: Vec<_> = one_a_row(Reach::ALL.map(Button::Reach).to_vec());
                rows.push(all(back));
                Keyboard::Inline(rows)
            }
            Self::Times(times) => {
                let day = |it| if times.days.contains(&it) { Button::NotDay(it) } else { Button::Day(it) };
                let part = |it| if times.parts.contains(&it) { Button::NotPart(it) } else { Button::Part(it) };
                let mut rows = rows_of_two(&all(Day::ALL.map(day).to_vec()));
                rows.extend(rows_of_two(&all(Part::ALL.map(part).to_vec())));
                rows.push(all(vec![Button::Done]));
                rows.push(all(back));
                Keyboard::Inline(rows)
            }
            Self::Line(seen_as) => {
                let mut rows: Vec<_> = seen_as.line.iter().map(|_| all(vec![Button::NoLine])).collect();
                rows.push(all(back));
                Keyboard::Inline(rows)
            }
            Self::LineSure(_) => Keyboard::Inline(vec![all(vec![Button::SureLine]), all(back)]),
            Self::WordsPlease
            | Self::OwnWordsPlease
            | Self::LineTooLong { .. }
            | Self::LineContact
            | Self::Chosen(_)
            | Self::Answered(_)
            | Self::SameArea
            | Self::TapPlease
            | Self::PlaceByPhone
            | Self::PlaceOdd => Keyboard::None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let mut all = vec![
            Self::Things { changing: false },
            Self::Things { changing: true },
            Self::Some(BTreeSet::new()),
            Self::Some(Category::ALL.into_iter().collect()),
            Self::Chosen(Things::Anything),
            Self::Answered(Things::Anything),
            Self::Where,
            Self::WhereNow,
            Self::SameArea,
            Self::PlaceKnown,
            Self::Reach,
            Self::Times(Times::default()),
            Self::Times(Times { days: [Day::Monday].into(), parts: Part::ALL.into() }),
            Self::Times(Times { days: Day::ALL.into(), parts: Part::ALL.into() }),
            Self::Line(SeenAs::sample(0)),
            Self::Line(SeenAs::sample(3)),
            Self::WordsPlease,
            Self::OwnWordsPlease,
            Self::LineTooLong { units: 612 },
            Self::LineContact,
            Self::TapPlease,
            Self::PlaceByPhone,
            Self::PlaceOdd,
        ];
        all.extend(SeenAs::sample(3).line.map(Self::LineSure));
        all
    }
}

impl Told {
    pub(in crate::talk) fn keyboard(&self) -> Keyboard {
        let all = |buttons: &[Button]| buttons.iter().map(|one| AnyButton::Offer(*one, 0)).collect::<Vec<_>>();
        let changes = || {
            let mut changes = all(&[
                Button::ChangeThings,
                Button::ChangeReach,
                Button::ChangePlace,
                Button::ChangeTimes,
                Button::ChangeLine,
            ]);
            changes.push(AnyButton::Name(name::Button::Open(name::Door::Offer), 0));
            changes
        };
        match self {
            Self::Ready { .. } => Keyboard::Inline(rows_of_two(&[changes(), all(&[Button::Pause])].concat())),
            Self::Kept(offer) => {
                let pause = if offer.paused { Button::Resume } else { Button::Pause };
                Keyboard::Inline(rows_of_two(&[all(&[Button::Nearest]), changes(), all(&[pause])].concat()))
            }
            Self::StillStands(_) => Keyboard::Inline(rows_of_two(&all(&[Button::Resume, Button::Pause]))),
            Self::PausedByItself(_) => Keyboard::Inline(rows_of_two(&all(&[Button::Resume]))),
            Self::MovedOften
            | Self::NothingNow
            | Self::NothingNew
            | Self::NothingWhilePaused
            | Self::Unanswered
            | Self::NotNow => Keyboard::None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let mut all = vec![
            Self::MovedOften,
            Self::NothingNow,
            Self::NothingNew,
            Self::NothingWhilePaused,
            Self::Unanswered,
            Self::NotNow,
        ];
        let some = Things::Some(Category::ALL.into_iter().collect());
        for (reach, things) in Reach::ALL.into_iter().zip([Things::Anything, some].into_iter().cycle()) {
            if let Some(cell) = CellId::around(51.75, -1.26) {
                for (paused, needed) in [(false, Needed::Now), (true, Needed::Nothing), (false, Needed::NothingNew)] {
                    let (id, helper) = (PostId(1), NeighbourId(2));
                    let days = [Day::Monday, Day::Sunday].into_iter().filter(|_| paused).collect();
                    let parts = Part::ALL.into_iter().filter(|part| (*part == Part::Evening) == paused);
                    let parts = parts.filter(|_| reach != Reach::Driving).collect();
                    let times = Times { days, parts };
                    let line = SeenAs::sample(u32::from(paused)).line;
                    let offer = StandingOffer { id, helper, things: things.clone(), reach, cell, times, line, paused };
                    all.extend([
                        Self::Ready { offer: offer.clone(), needed, first: true },
                        Self::Ready { offer: offer.clone(), needed, first: false },
                        Self::StillStands(offer.clone()),
                        Self::PausedByItself(offer.clone()),
                        Self::Kept(offer),
                    ]);
                }
            }
        }
        all
    }
}
