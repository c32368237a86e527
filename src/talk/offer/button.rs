//! The buttons of an offer.

use crate::domain::{Category, Day, Part, Reach};

/// Buttons of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Whatever is asked.
    Anything,
    /// Some things.
    SomeThings,
    /// Not now.
    NotNow,
    /// One of some things.
    Thing(Category),
    /// Not this one of them. Which of the two stands there is known by the tick: a second tap says the same as the first.
    NotThing(Category),
    /// These are all.
    Done,
    /// This far.
    Reach(Reach),
    /// One step back.
    Back,
    /// Nothing changes.
    Cancel,
    /// From the card of the offer: change what for.
    ChangeThings,
    /// From the card of the offer: change how far.
    ChangeReach,
    /// A day.
    Day(Day),
    /// Not this day.
    NotDay(Day),
    /// A part of the day.
    Part(Part),
    /// Not this part of the day.
    NotPart(Part),
    /// From the card of the offer: change when.
    ChangeTimes,
    /// From the card of the offer: change the line.
    ChangeLine,
    /// No line.
    NoLine,
    /// Yes, that is the line.
    SureLine,
    /// From the card of the offer: nobody may ask me for now.
    Pause,
    /// From the card of the offer: you may ask me again.
    Resume,
    /// Show the nearest open ask.
    Nearest,
    /// From the card of the offer: they are somewhere else.
    ChangePlace,
}

impl Button {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Anything,
            Self::SomeThings,
            Self::NotNow,
            Self::Done,
            Self::Back,
            Self::Cancel,
            Self::ChangeThings,
            Self::ChangeReach,
            Self::ChangeTimes,
            Self::ChangeLine,
            Self::NoLine,
            Self::SureLine,
            Self::Pause,
            Self::Resume,
            Self::Nearest,
            Self::ChangePlace,
        ];
        all.extend(Category::ALL.into_iter().flat_map(|thing| [Self::Thing(thing), Self::NotThing(thing)]));
        all.extend(Reach::ALL.map(Self::Reach));
        all.extend(Day::ALL.into_iter().flat_map(|day| [Self::Day(day), Self::NotDay(day)]));
        all.extend(Part::ALL.into_iter().flat_map(|part| [Self::Part(part), Self::NotPart(part)]));
        all
    }

    /// The verb in the code of the button.
    pub fn verb(self) -> String {
        let (verb, detail) = match self {
            Self::Anything => ("anything", ""),
            Self::SomeThings => ("some", ""),
            Self::NotNow => ("notnow", ""),
            Self::Thing(category) => ("thing", category.code()),
            Self::NotThing(category) => ("notthing", category.code()),
            Self::Done => ("done", ""),
            Self::Reach(reach) => ("reach", reach.code()),
            Self::Back => ("back", ""),
            Self::Cancel => ("cancel", ""),
            Self::ChangeThings => ("change", "things"),
            Self::ChangeReach => ("change", "reach"),
            Self::Day(day) => return format!("offer-day-{}", day.number()),
            Self::NotDay(day) => return format!("offer-notday-{}", day.number()),
            Self::Part(part) => ("part", part.code()),
            Self::NotPart(part) => ("notpart", part.code()),
            Self::ChangeTimes => ("change", "times"),
            Self::ChangeLine => ("change", "line"),
            Self::NoLine => ("noline", ""),
            Self::SureLine => ("sureline", ""),
            Self::Pause => ("pause", ""),
            Self::Resume => ("resume", ""),
            Self::Nearest => ("nearest", ""),
            Self::ChangePlace => ("change", "place"),
        };
        format!("offer-{verb}-{detail}")
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        if !verb.starts_with("offer-") {
            return None;
        }
        Self::all().into_iter().find(|button| button.verb() == verb)
    }

    /// Does it answer the open question, or stand on the card of the offer and work from everywhere?
    pub const fn works_everywhere(self) -> bool {
        match self {
            Self::ChangeThings
            | Self::ChangeReach
            | Self::ChangeTimes
            | Self::ChangeLine
            | Self::Pause
            | Self::Resume
            | Self::ChangePlace
            | Self::Nearest => true,
            Self::Anything
            | Self::SomeThings
            | Self::NotNow
            | Self::Thing(_)
            | Self::NotThing(_)
            | Self::Done
            | Self::Reach(_)
            | Self::Day(_)
            | Self::NotDay(_)
            | Self::Part(_)
            | Self::NotPart(_)
            | Self::NoLine
            | Self::SureLine
            | Self::Back
            | Self::Cancel => false,
        }
    }
}
