//! The buttons of an introduction, and whose they are.

use crate::domain::{IntroductionState, Outcome as Happened, Side, Urgency};

/// Buttons of an introduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Yes, introduce us.
    Yes,
    /// Not this one.
    No,
    /// It changed: yes, still.
    Still,
    /// I can't make it.
    CannotMakeIt,
    /// Yes, tell them.
    ReallyCannot,
    /// From that question, back.
    Back,
    /// What happened.
    Outcome(Happened),
    /// It did not happen: ask again.
    Again,
    /// What else can be done.
    More,
    /// Show them my Telegram profile.
    ShowProfile,
    /// Show them my phone number.
    ShowPhone,
    /// Change the time.
    ChangeTime,
    /// To this time.
    When(Urgency),
    /// Yes, that time suits.
    Suits,
    /// Keep it as it was.
    Keep,
    /// Not needed: stand by, in case.
    StandBy,
    /// I can't stand by any more.
    StandDown,
    /// Needed after all: I can't help.
    TakeBack,
    /// It has been: end this.
    End,
    /// Yes, end it.
    ReallyEnd,
}

impl Button {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Yes, Self::No, Self::Still, Self::CannotMakeIt, Self::ReallyCannot];
        all.extend([Self::Back, Self::Again, Self::More, Self::ShowProfile, Self::ShowPhone]);
        all.extend([Self::StandBy, Self::StandDown, Self::TakeBack]);
        all.extend([Self::ChangeTime, Self::Suits, Self::Keep, Self::End, Self::ReallyEnd]);
        all.extend(Urgency::ALL.map(Self::When));
        all.extend(Happened::ALL.map(Self::Outcome));
        all
    }

    /// May somebody who said yes be counted on no more with it?
    pub const fn may_end_a_yes(self) -> bool {
        matches!(self, Self::Yes | Self::No | Self::ReallyCannot | Self::TakeBack)
    }

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Yes => "intro-yes",
            Self::No => "intro-no",
            Self::Still => "intro-still",
            Self::CannotMakeIt => "intro-cannot",
            Self::ReallyCannot => "intro-really",
            Self::Back => "intro-back",
            Self::Outcome(Happened::Happened) => "intro-happened",
            Self::Outcome(Happened::Partly) => "intro-partly",
            Self::Outcome(Happened::DidNot) => "intro-didnot",
            Self::Outcome(Happened::NotYet) => "intro-notyet",
            Self::Outcome(Happened::RatherNot) => "intro-rathernot",
            Self::Again => "intro-again",
            Self::More => "intro-more",
            Self::ShowProfile => "intro-profile",
            Self::ShowPhone => "intro-phone",
            Self::ChangeTime => "intro-time",
            Self::When(Urgency::Now) => "intro-when-now",
            Self::When(Urgency::Today) => "intro-when-today",
            Self::When(Urgency::Tomorrow) => "intro-when-tomorrow",
            Self::When(Urgency::ThisWeek) => "intro-when-this_week",
            Self::When(Urgency::NoHurry) => "intro-when-no_hurry",
            Self::Suits => "intro-suits",
            Self::Keep => "intro-keep",
            Self::StandBy => "intro-standby",
            Self::StandDown => "intro-standdown",
            Self::TakeBack => "intro-takeback",
            Self::End => "intro-end",
            Self::ReallyEnd => "intro-ended",
        }
    }

    /// The only side that has this button; `None` where both do.
    pub(super) const fn is_of(self) -> Option<Side> {
        match self {
            Self::Yes | Self::No | Self::Again => Some(Side::Asker),
            Self::Still | Self::StandBy | Self::StandDown | Self::TakeBack => Some(Side::Helper),
            Self::CannotMakeIt
            | Self::ReallyCannot
            | Self::Back
            | Self::More
            | Self::ShowProfile
            | Self::ShowPhone
            | Self::ChangeTime
            | Self::When(_)
            | Self::Suits
            | Self::Keep
            | Self::End
            | Self::ReallyEnd
            | Self::Outcome(_) => None,
        }
    }

    /// May this side have it? Before both agreed the helper has none whose answer would tell who asked.
    pub(super) fn may_be_of(self, side: Side, state: &IntroductionState) -> bool {
        let was_agreed = match state {
            IntroductionState::Agreed { .. } | IntroductionState::Dropped | IntroductionState::Ended => true,
            IntroductionState::Proposed
            | IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve => false,
        };
        let stands_by = matches!(self, Self::StandBy | Self::StandDown | Self::TakeBack);
        self.is_of().is_none_or(|only| only == side) && (side == Side::Asker || was_agreed || stands_by)
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::all().into_iter().find(|button| button.verb() == verb)
    }
}
