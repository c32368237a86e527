//! Where a posted ask stands, as its asker is told.

use super::super::facts::Where;
use super::MyButton;
use crate::domain::{Ask, Category, FirstName, Instant, Line, PostId, When};

/// An ask, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its name.
    pub post: PostId,
    /// What kind of help.
    pub category: Category,
    /// The asker's words.
    pub line: Option<Line>,
    /// When.
    pub when: When,
    /// Where it stands.
    pub standing: Standing,
    /// Where it is.
    pub place: Where,
    /// Do messages go out so slowly that some neighbours may not have been asked yet?
    pub slow: bool,
}

/// Where an ask stands, as its asker is told: never how many people are near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Most neighbours are asleep.
    Asleep {
        /// When they are asked.
        until: Instant,
    },
    /// Neighbours are asleep until its time is over: nobody can be asked for it as it is now.
    EndsByMorning,
    /// Some are asked, and nobody else can be in time: its time is over before the neighbours who will sleep, or sleep, may be.
    LastAsked {
        /// Were they asked already?
        asked: bool,
        /// Did somebody say yes before, of which nothing came?
        had_yes: bool,
        /// Are most neighbours asleep?
        asleep: bool,
    },
    /// No yes waits for the asker.
    Asking(Progress),
    /// Who helped before has their turn; the others come after it.
    First {
        /// Who, whether they could be asked or not.
        name: FirstName,
        /// When the others are asked.
        by: Instant,
    },
    /// Somebody said yes, and waits for the asker.
    YesWaiting,
    /// These said yes before it changed, and are asked again.
    AskingAgain {
        /// Who.
        names: Vec<FirstName>,
        /// When the asker hears of them, also where they say nothing.
        by: Instant,
    },
    /// These are introduced, and asked whether they still can since it changed; nobody else is asked before they say.
    Awaited {
        /// Who.
        names: Vec<FirstName>,
        /// When the asker hears of them, also where they say nothing.
        by: Instant,
    },
    /// These can help; more are still wanted.
    Some {
        /// Who.
        names: Vec<FirstName>,
        /// Are others asked?
        asks_more: bool,
    },
    /// These are introduced, and did not say whether they still can since it changed; more are wanted.
    Silent {
        /// Who.
        names: Vec<FirstName>,
        /// Are others asked?
        asks_more: bool,
    },
    /// Its time passed, and fewer are found than were wanted.
    Late {
        /// Who said yes, and is introduced.
        names: Vec<FirstName>,
        /// Who else said yes, and got no answer in time.
        missed: Vec<FirstName>,
    },
    /// Its time passed, and these did not say whether they still can.
    LateSilent {
        /// Who.
        names: Vec<FirstName>,
    },
    /// Its time passed, and these said yes and got no answer in time.
    LateMissed {
        /// Who.
        names: Vec<FirstName>,
    },
    /// These can help, and nobody else is asked.
    Found {
        /// Who.
        names: Vec<FirstName>,
    },
    /// These could help, and its time has been.
    Been {
        /// Who.
        names: Vec<FirstName>,
    },
    /// It had found its helpers, who are out by now; nobody else is asked.
    NobodyComes,
    /// The asker closed it, or it is done.
    Closed {
        /// Was it closed without a meeting? Then it may have been a slip, and it can be asked for again.
        again: bool,
    },
    /// Its day passed.
    Expired,
}

/// How far the asking went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Were the first neighbours asked?
    pub asked: bool,
    /// Did somebody say yes before, of which nothing came? Then nobody else has.
    pub had_yes: bool,
    /// When the asker hears more; `None` when everybody was asked.
    pub by: Option<Instant>,
}

impl Status {
    /// The card of an ask.
    pub fn of(ask: &Ask, standing: Standing) -> Self {
        let (line, place) = (ask.line.clone(), Where::Near);
        Self { post: ask.id, category: ask.category, line, when: ask.when, standing, place, slow: false }
    }
}

impl Standing {
    /// What its asker can do.
    pub(super) const fn buttons(&self) -> &'static [&'static [MyButton]] {
        match self {
            Self::Asleep { .. }
            | Self::LastAsked { .. }
            | Self::Asking(_)
            | Self::First { .. }
            | Self::YesWaiting
            | Self::AskingAgain { .. }
            | Self::Some { .. }
            | Self::Silent { .. } => &[&[MyButton::Now, MyButton::Share], &[MyButton::Edit, MyButton::Close]],
            Self::Awaited { .. } => &[&[MyButton::Now], &[MyButton::Edit, MyButton::Close]],
            Self::EndsByMorning => &[&[MyButton::Share], &[MyButton::Edit, MyButton::Close]],
            Self::Late { .. } | Self::LateSilent { .. } | Self::LateMissed { .. } => {
                &[&[MyButton::Again], &[MyButton::Close]]
            }
            Self::Found { .. } => &[&[MyButton::Edit, MyButton::Close]],
            Self::Been { .. } => &[&[MyButton::Close]],
            Self::NobodyComes | Self::Closed { again: true } => &[&[MyButton::Again]],
            Self::Closed { again: false } | Self::Expired => &[],
        }
    }

    /// Are neighbours asked, whom it matters to hear of it soon? Of who goes first nothing is said, not even that they are asked.
    pub const fn asks_others(&self) -> bool {
        match self {
            Self::Asking(Progress { by, .. }) => by.is_some(),
            Self::LastAsked { .. } => true,
            Self::Some { asks_more, .. } | Self::Silent { asks_more, .. } => *asks_more,
            Self::Asleep { .. }
            | Self::EndsByMorning
            | Self::First { .. }
            | Self::YesWaiting
            | Self::AskingAgain { .. }
            | Self::Awaited { .. }
            | Self::Late { .. }
            | Self::LateSilent { .. }
            | Self::LateMissed { .. }
            | Self::NobodyComes
            | Self::Found { .. }
            | Self::Been { .. }
            | Self::Closed { .. }
            | Self::Expired => false,
        }
    }
}

/// One of each, for the test that renders everything.
pub(super) fn sample_standings(name: &FirstName, soon: Instant) -> [Standing; 32] {
    [
        Standing::Asleep { until: soon },
        Standing::EndsByMorning,
        Standing::LastAsked { asked: false, had_yes: false, asleep: false },
        Standing::LastAsked { asked: true, had_yes: false, asleep: false },
        Standing::LastAsked { asked: true, had_yes: true, asleep: false },
        Standing::LastAsked { asked: true, had_yes: false, asleep: true },
        Standing::Asking(Progress { asked: false, had_yes: false, by: Some(soon) }),
        Standing::Asking(Progress { asked: false, had_yes: false, by: None }),
        Standing::Asking(Progress { asked: true, had_yes: false, by: Some(soon) }),
        Standing::Asking(Progress { asked: true, had_yes: true, by: Some(soon) }),
        Standing::Asking(Progress { asked: true, had_yes: false, by: None }),
        Standing::Asking(Progress { asked: true, had_yes: true, by: None }),
        Standing::First { name: name.clone(), by: soon },
        Standing::YesWaiting,
        Standing::AskingAgain { names: vec![name.clone()], by: soon },
        Standing::Some { names: vec![name.clone()], asks_more: true },
        Standing::Some { names: vec![name.clone()], asks_more: false },
        Standing::Silent { names: vec![name.clone()], asks_more: true },
        Standing::Silent { names: vec![name.clone()], asks_more: false },
        Standing::Awaited { names: vec![name.clone()], by: soon },
        Standing::LateSilent { names: vec![name.clone()] },
        Standing::LateMissed { names: vec![name.clone()] },
        Standing::NobodyComes,
        Standing::Late { names: Vec::new(), missed: Vec::new() },
        Standing::Late { names: vec![name.clone()], missed: Vec::new() },
        Standing::Late { names: vec![name.clone()], missed: vec![name.clone()] },
        Standing::Found { names: vec![name.clone()] },
        Standing::Been { names: vec![name.clone()] },
        Standing::Found { names: vec![name.clone(), name.clone(), name.clone()] },
        Standing::Closed { again: false },
        Standing::Closed { again: true },
        Standing::Expired,
    ]
}
