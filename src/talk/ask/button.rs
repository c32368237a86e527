//! The buttons of an ask.

use crate::domain::{Access, Category, Urgency, Wish, limits};

/// Buttons under the questions of an ask that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// What kind of help.
    Category(Category),
    /// Nothing to add.
    NothingToAdd,
    /// The line that they wrote before.
    KeepLine,
    /// When.
    When(Urgency),
    /// Ask neighbours.
    AskNeighbours,
    /// Ask who helped before first.
    AskFirst,
    /// Save the change of a posted ask.
    Save,
    /// Change or add.
    Change,
    /// Change what kind of help.
    ChangeCategory,
    /// Change the line.
    ChangeLine,
    /// Change when.
    ChangeWhen,
    /// Another place.
    ChangePlace,
    /// What neighbours should know.
    ChangeAccess,
    /// How many people?
    ChangeHowMany,
    /// Something to know.
    Access(Access),
    /// That not any more: so no tick is lost where fingers are quicker than edits.
    NotAccess(Access),
    /// A wish.
    Wish(Wish),
    /// That one not any more.
    NotWish(Wish),
    /// This many people.
    HowMany(u8),
    /// Done with what neighbours should know.
    Done,
    /// One step back.
    Back,
    /// Nothing is asked, or nothing is changed.
    Cancel,
}

impl Button {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::NothingToAdd,
            Self::KeepLine,
            Self::AskNeighbours,
            Self::AskFirst,
            Self::Save,
            Self::Change,
            Self::ChangeCategory,
            Self::ChangeLine,
            Self::ChangeWhen,
            Self::ChangePlace,
            Self::ChangeAccess,
            Self::ChangeHowMany,
            Self::Done,
            Self::Back,
            Self::Cancel,
        ];
        all.extend(Category::ALL.map(Self::Category));
        all.extend(Urgency::ALL.map(Self::When));
        all.extend(Access::ALL.into_iter().flat_map(|access| [Self::Access(access), Self::NotAccess(access)]));
        all.extend(Wish::ALL.into_iter().flat_map(|wish| [Self::Wish(wish), Self::NotWish(wish)]));
        all.extend((1..=limits::WANTED_MAX).map(Self::HowMany));
        all
    }

    /// The verb in the code of the button.
    pub fn verb(self) -> String {
        let (verb, detail) = match self {
            Self::Category(category) => ("kind", category.code().to_owned()),
            Self::NothingToAdd => ("noline", String::new()),
            Self::KeepLine => ("keepline", String::new()),
            Self::When(urgency) => ("when", urgency.code().to_owned()),
            Self::AskNeighbours => ("post", String::new()),
            Self::AskFirst => ("post", "first".to_owned()),
            Self::Save => ("save", String::new()),
            Self::Change => ("change", String::new()),
            Self::ChangeCategory => ("change", "kind".to_owned()),
            Self::ChangeLine => ("change", "line".to_owned()),
            Self::ChangeWhen => ("change", "when".to_owned()),
            Self::ChangePlace => ("change", "place".to_owned()),
            Self::ChangeAccess => ("change", "access".to_owned()),
            Self::ChangeHowMany => ("change", "wanted".to_owned()),
            Self::Access(access) => ("access", access.code().to_owned()),
            Self::NotAccess(access) => ("notaccess", access.code().to_owned()),
            Self::NotWish(wish) => ("notwish", wish.code().to_owned()),
            Self::Wish(wish) => ("wish", wish.code().to_owned()),
            Self::HowMany(wanted) => ("wanted", wanted.to_string()),
            Self::Done => ("done", String::new()),
            Self::Back => ("back", String::new()),
            Self::Cancel => ("cancel", String::new()),
        };
        format!("ask-{verb}-{detail}")
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        if !verb.starts_with("ask-") {
            return None;
        }
        Self::all().into_iter().find(|button| button.verb() == verb)
    }
}

/// Buttons under the card of the asker's own ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MyButton {
    /// What is happening now?
    Now,
    /// Ask those too whose reach is one value too short.
    Wider,
    /// Send it to someone yourself.
    Share,
    /// Change it.
    Edit,
    /// Yes, it is still needed.
    StillNeeded,
    /// Ask the same again.
    Again,
    /// I don't need it any more.
    Close,
    /// Yes, close it.
    ReallyClose,
    /// Close it: it is done, and whoever may have helped is asked how it went.
    Done,
    /// Close it: who may be on the way need not come.
    CallOff,
    /// No, keep it.
    Keep,
    /// Change how many people it is for, and nothing else.
    HowMany,
}

impl MyButton {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Now,
        Self::Wider,
        Self::Share,
        Self::Edit,
        Self::StillNeeded,
        Self::Again,
        Self::Close,
        Self::ReallyClose,
        Self::Done,
        Self::CallOff,
        Self::Keep,
        Self::HowMany,
    ];

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Now => "my-now",
            Self::Wider => "my-wider",
            Self::Share => "my-share",
            Self::Edit => "my-edit",
            Self::StillNeeded => "my-needed",
            Self::Again => "my-again",
            Self::Close => "my-close",
            Self::ReallyClose => "my-closed",
            Self::Done => "my-done",
            Self::CallOff => "my-calloff",
            Self::Keep => "my-keep",
            Self::HowMany => "my-wanted",
        }
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|button| button.verb() == verb)
    }
}
