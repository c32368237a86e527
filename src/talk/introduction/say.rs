//! What is said about an introduction.

use std::collections::BTreeSet;

use crate::domain::{Access, Ask, Band, Because, FirstName, IntroductionId, Outcome, PostId, Side};

use super::super::facts::{About, Where};
use super::super::ping::SeenAs;
use super::{Changed, HowAsked, Next, Reserve};

/// What is said about an introduction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// Somebody said yes: the asker chooses.
    Yes {
        /// Which introduction.
        introduction: IntroductionId,
        /// The version of the ask that the helper said yes to.
        version: i64,
        /// What the asker may know of them.
        seen_as: SeenAs,
        /// How far; `None` through a shared link.
        band: Option<Band>,
        /// From where that is.
        place: Where,
        /// Did they ask for the same themselves as they said yes?
        asks_too: bool,
        /// What for.
        about: About,
        /// Why it is shown now.
        shown: Shown,
    },
    /// The asker changed the ask: the helper of a yes is asked again.
    AskedAgain {
        /// The helper's first name.
        name: FirstName,
    },
    /// To a helper who is introduced: the asker changed it. Can they still?
    Changed(Changed),
    /// To the asker: the helper still can.
    Still {
        /// The helper's first name.
        name: FirstName,
        /// What was agreed, as it is now.
        about: About,
    },
    /// To the asker: the helper has not said whether they still can. It is the card of the introduction until they do.
    Unheard {
        /// Which introduction.
        introduction: IntroductionId,
        /// The helper's first name.
        name: FirstName,
        /// What it is about now.
        about: About,
        /// Two plain words that both have.
        word: String,
        /// What becomes of the ask.
        next: Next,
    },
    /// The card of a yes that the asker chose.
    Chosen {
        /// The helper's first name.
        name: FirstName,
    },
    /// The card of a yes that the asker did not choose.
    Declined {
        /// The helper's first name.
        name: FirstName,
    },
    /// The card of a yes that came to nothing.
    Released {
        /// The helper's first name.
        name: FirstName,
        /// Why.
        because: Because,
    },
    /// The card of a yes that was not needed, and whose helper stands by.
    StandsBy {
        /// The helper's first name.
        name: FirstName,
    },
    /// Both agreed: the two meet.
    Introduced {
        /// Which introduction.
        introduction: IntroductionId,
        /// What both get.
        words: Words,
    },
    /// To a helper who was not needed.
    LastWord {
        /// What they said yes to.
        about: About,
        /// Why not.
        why: Why,
        /// By which introduction they may stand by.
        stand_by: Option<IntroductionId>,
    },
    /// To a helper who stands by, or did.
    Reserve {
        /// Which introduction.
        introduction: IntroductionId,
        /// What they said yes to.
        about: About,
        /// How that stands.
        standing: Reserve,
    },
    /// Another time for it.
    Time(Box<super::time::Say>),
    /// Tell them that you can't make it, really?
    CannotSure {
        /// Which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// Does the ask end with it?
        ends: bool,
    },
    /// The card of an introduction, with what else can be done.
    More {
        /// Which introduction.
        introduction: IntroductionId,
        /// The card.
        card: Box<Say>,
        /// What can.
        ways: Ways,
    },
    /// End it, really?
    EndSure {
        /// Which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
    },
    /// The other one ended it.
    EndedByOther {
        /// Their first name.
        name: FirstName,
        /// What was agreed.
        about: About,
    },
    /// To who cannot make it.
    DroppedByMe {
        /// Which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// What was agreed.
        about: About,
        /// Their ask, where more were wanted and it is open.
        open: Option<PostId>,
        /// Can it be asked again from here? Its own card does not lead back to it.
        again: bool,
        /// Do they say so before its time begins?
        early: bool,
    },
    /// The other one cannot make it.
    Dropped {
        /// Which introduction.
        introduction: IntroductionId,
        /// Which side reads it.
        to: Side,
        /// Their first name.
        name: FirstName,
        /// What was agreed.
        about: About,
        /// What becomes of the ask.
        next: Next,
    },
    /// The other one cannot be reached any more.
    Left {
        /// Which introduction.
        introduction: IntroductionId,
        /// Which side reads it.
        to: Side,
        /// Their first name.
        name: FirstName,
        /// What was agreed.
        about: About,
        /// What becomes of the ask.
        next: Next,
    },
    /// To a helper who is introduced: the asker needs it no more.
    NotNeeded {
        /// The asker's first name.
        name: FirstName,
        /// What was agreed.
        about: About,
        /// Does somebody else come in their place, since they did not say whether they still can?
        replaced: bool,
    },
    /// To the asker: that helper was told.
    Replaced {
        /// The helper's first name.
        name: FirstName,
    },
    /// Both said how it went; for a while they may still write to each other.
    StillWrite {
        /// Which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// What was agreed.
        about: About,
    },
    /// It is over.
    Over {
        /// The other's first name.
        name: FirstName,
        /// What was agreed.
        about: About,
    },
    /// Did it happen?
    HowWasIt {
        /// Which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// What was agreed.
        about: About,
        /// About which of the times that the two agreed, one after the other.
        agreement: i64,
        /// Why they are asked now.
        asked: HowAsked,
    },
    /// To a helper who was asked that already: the asker said that it is done.
    SaidDone {
        /// The asker's first name.
        name: FirstName,
        /// What was agreed.
        about: About,
    },
    /// Thank you for telling.
    HowWasItTold {
        /// Which introduction.
        introduction: IntroductionId,
        /// What happened.
        outcome: Outcome,
        /// It did not, and more people are wanted: the ask, which the asker may still need or not.
        open: Option<PostId>,
        /// It did not, and the ask can be asked again from here: its own card does not lead back to it.
        again: bool,
    },
    /// It is over without an answer of both: the two are no longer in touch.
    EndsByItself {
        /// The other's first name.
        name: FirstName,
        /// What was agreed.
        about: About,
        /// Did who reads it say how it went?
        heard: bool,
    },
    /// That question is over.
    HowWasItClosed {
        /// The other's first name.
        name: FirstName,
    },
}

/// What both get when they are introduced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Which side reads it.
    pub side: Side,
    /// The first name of the other one.
    pub name: FirstName,
    /// What was agreed.
    pub about: About,
    /// What its helper has to know.
    pub access: BTreeSet<Access>,
    /// Two plain words that both get.
    pub word: String,
}

/// What else can be done with an introduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// Show a profile or a number: while both said yes to it as it is.
    pub show: bool,
    /// Change the time: not once one of the two said that it happened.
    pub change: bool,
    /// End it: once its time has been.
    pub end: bool,
}

/// Why a yes came to nothing. Never the asker's opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Enough help was found.
    Found,
    /// The asker chose otherwise: said as if help was found.
    Declined,
    /// The asker needs it no more.
    Closed,
    /// Nobody answered in time.
    TimedOut,
    /// They paused.
    Paused,
    /// Enough neighbours had said yes before them.
    Enough,
    /// They are introduced to the asker through their own ask.
    Met,
}

/// Why the card of a yes is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Somebody said yes.
    First,
    /// It was shown before, and not answered.
    StillWaits,
    /// They stood by, and are needed now.
    StoodBy,
}

impl Words {
    /// What one side gets; what to know is for the helper, who may have to prepare for it.
    pub(super) fn of(side: Side, (name, word): (FirstName, String), (about, ask): (About, &Ask)) -> Self {
        let access = if side == Side::Helper { ask.access.clone() } else { BTreeSet::new() };
        Self { side, name, about, access, word }
    }
}

impl Say {
    /// The card of a yes, or of a change, that was shown before, and not answered.
    pub(super) const fn still_waits(mut self) -> Self {
        if let Self::Yes { shown, .. } = &mut self {
            *shown = Shown::StillWaits;
        }
        if let Self::Changed(Changed { again, .. }) = &mut self {
            *again = true;
        }
        self
    }

    /// Is it a question that a tap on the card opened, so that the way back from it leaves everything as it is?
    pub fn asks_on_card(&self) -> bool {
        let chooses = matches!(self, Self::Time(said) if matches!(**said, super::time::Say::Choose { .. }));
        chooses || matches!(self, Self::CannotSure { .. } | Self::EndSure { .. })
    }

    /// To whom its button writes, where it has one.
    pub const fn written_to(&self) -> Option<&FirstName> {
        match self {
            Self::Changed(Changed { name, .. })
            | Self::Unheard { name, .. }
            | Self::StillWrite { name, .. }
            | Self::Introduced { words: Words { name, .. }, .. } => Some(name),
            Self::Yes { .. }
            | Self::AskedAgain { .. }
            | Self::Still { .. }
            | Self::Chosen { .. }
            | Self::Declined { .. }
            | Self::Released { .. }
            | Self::StandsBy { .. }
            | Self::LastWord { .. }
            | Self::Reserve { .. }
            | Self::Time(_)
            | Self::CannotSure { .. }
            | Self::More { .. }
            | Self::EndSure { .. }
            | Self::EndedByOther { .. }
            | Self::DroppedByMe { .. }
            | Self::Dropped { .. }
            | Self::Left { .. }
            | Self::NotNeeded { .. }
            | Self::Replaced { .. }
            | Self::Over { .. }
            | Self::HowWasIt { .. }
            | Self::SaidDone { .. }
            | Self::HowWasItTold { .. }
            | Self::EndsByItself { .. }
            | Self::HowWasItClosed { .. } => None,
        }
    }
}
