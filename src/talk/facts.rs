//! What a step needs to know, and what was read for it: one kind a journey.

mod as_changed;
mod look;
mod mine;
mod my_ask;

pub use look::Look;
pub use mine::Mine;
pub use my_ask::{Led, MyAsk, Others, Where, Yes};

use super::{Fault, on_card};
use crate::domain::{
    Ask, Band, FirstName, Introduction, IntroductionId, Moves, Neighbour, NeighbourId, Outcome, Ping, PingId, PostId,
    Side, StandingOffer, TimeChange, When,
};

/// What must be read before a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// Nothing but the person.
    Nothing,
    /// How much this neighbour asks already.
    Asking,
    /// Their own standing offer, and the open asks near.
    Offering(Look),
    /// The name that others see, and what bounds its change.
    Naming,
    /// Whom they would like to be helped by again.
    Again,
    /// The asker's own ask.
    MyAsk(PostId),
    /// The asker's own ask, which may have stopped, and how much this neighbour asks already.
    StillNeeded(PostId),
    /// A ping and its ask, and whether they are asked if their own standing offer still stands.
    Ping(PingId),
    /// A ping and its ask, and their own standing offer.
    Pausing(PingId),
    /// The ping by which a link brought them here, where they have not answered it.
    Invited,
    /// An introduction, its ask, and the others who said yes.
    Introduction(IntroductionId),
    /// The same, and whether somebody else can be asked where one of the two drops out, or a yes ends.
    DroppingOut(IntroductionId),
    /// An introduction, and what this neighbour said of it afterwards.
    Afterwards(IntroductionId),
    /// With whom they are introduced now; this one is among them however many there are.
    Partners(Option<IntroductionId>),
    /// The same, and what their card asks about.
    OnCard(on_card::State),
    /// Was this message of theirs passed on?
    Passed(i64),
    /// Everything of theirs that is open.
    Mine,
    /// The ask that a link leads to.
    Shared(String),
}

/// What was read for a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Facts {
    /// Nothing.
    Nothing,
    /// How much this neighbour asks already.
    Asking(Asking),
    /// Their own standing offer, and the open asks near.
    Offering(Box<Offering>),
    /// The name that others see, and what bounds its change.
    Naming(Box<Naming>),
    /// Whom they would like to be helped by again.
    Again(Option<super::ask::Before>),
    /// The asker's own ask; `None` where there is none of that name.
    MyAsk(Option<Box<MyAsk>>),
    /// The same, and how much this neighbour asks already.
    StillNeeded(Option<Box<MyAsk>>, Asking),
    /// A ping, where there is one of that name; and their standing offer, where they have not said whether it still stands.
    Ping(Option<Box<Pinged>>, Option<StandingOffer>),
    /// A ping, and their own standing offer.
    Pausing(Option<Box<Pinged>>, Option<StandingOffer>),
    /// An introduction; `None` where there is none of that name.
    Introduction(Option<Box<Introduced>>),
    /// What this neighbour said afterwards; `None` where there is no introduction of that name.
    Afterwards(Option<Box<Afterwards>>),
    /// With whom they are introduced now.
    Partners(Vec<Partner>),
    /// The same, and what their card asks about.
    OnCard(Vec<Partner>, Box<Facts>),
    /// Was this message of theirs passed on, and if so: were they told that its edit is not?
    Passed(Option<bool>),
    /// Everything of theirs that is open.
    Mine(Box<Mine>),
    /// The ask that a link leads to; `None` where there is none of that link. With the ping that showed it to them before.
    Shared(Option<Box<Shared>>),
}

impl Facts {
    /// With whom they are introduced now.
    pub fn partners(&self) -> Result<&[Partner], Fault> {
        let (Self::Partners(partners) | Self::OnCard(partners, _)) = self else { return Err(Fault::OtherFacts) };
        Ok(partners)
    }
}

/// The other one of an agreed introduction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// The introduction.
    pub introduction: IntroductionId,
    /// The other one.
    pub other: NeighbourId,
    /// Their first name.
    pub name: FirstName,
    /// What the two agreed.
    pub about: About,
    /// The two plain words that both have.
    pub word: String,
    /// Did both say yes to the ask as it is now?
    pub current: bool,
}

/// An ask that was shared by a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The ask and everything about it.
    pub my_ask: MyAsk,
    /// The ping by which they saw it before.
    pub ping: Option<Ping>,
    /// To how many the link has shown it.
    pub opened: i64,
    /// Are the two kept apart, because one of them said so?
    pub apart: bool,
    /// How far, where their own place is known.
    pub band: Option<Band>,
    /// What they ask for themselves of the same kind, which is done together.
    pub own: Vec<MyAsk>,
}

/// What both sides said afterwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// What the asker said.
    pub asker: Heard,
    /// What the helper said.
    pub helper: Heard,
}

impl Outcomes {
    /// What this side said.
    pub const fn of(&self, side: Side) -> Heard {
        match side {
            Side::Asker => self.asker,
            Side::Helper => self.helper,
        }
    }
}

/// What one side said afterwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heard {
    /// How often they were asked, since they last said "not yet".
    pub asked: i64,
    /// What they said.
    pub told: Option<Outcome>,
    /// How often they asked for another time, since the last was agreed.
    pub times_asked: i64,
}

impl Heard {
    /// Is there nothing left to ask them?
    pub const fn is_done(&self) -> bool {
        match self.told {
            None | Some(Outcome::NotYet) => false,
            Some(Outcome::Happened | Outcome::Partly | Outcome::DidNot | Outcome::RatherNot) => true,
        }
    }
}

/// How much this neighbour asks already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// Open asks.
    pub open: i64,
    /// Asks since the midnight of the deployment's zone.
    pub today: i64,
    /// Is there room to keep one more?
    pub has_room: bool,
}

/// What must be known to change the name that others see.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    /// Telegram's name of them.
    pub telegram: FirstName,
    /// Do others see another one, which they chose?
    pub is_own: bool,
    /// How often they changed it within a month.
    pub lately: i64,
    /// Their standing offer, to whose card the way back may lead.
    pub offer: Option<StandingOffer>,
}

/// Their own standing offer, and the nearest open ask that they have not seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Offering {
    /// The offer that is kept.
    pub offer: Option<StandingOffer>,
    /// The nearest open ask that fits, was not shown to them before, and is not theirs.
    pub nearest: Option<Near>,
    /// Do they ask for the same as that one, which is done together?
    pub asks_too: bool,
    /// Where there is none: what they were asked, and have not answered. Of an offer that changes only what fits it as it will be.
    pub unanswered: Option<Pinged>,
    /// What they were asked, and have not answered, where it is another way now to the place that they go from.
    pub moved: Vec<Pinged>,
    /// Is an ask open that they were shown and have answered?
    pub has_answered: bool,
    /// What they were asked, and may say that they are paused. Read only while they are.
    pub paused: Vec<Pinged>,
    /// How often they set their area.
    pub moves: Moves,
}

/// An open ask, seen from a helper's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The ask and everything about it.
    pub theirs: MyAsk,
    /// How far.
    pub band: Band,
}

/// Two who ask for the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// One of them.
    pub me: Neighbour,
    /// What they ask for.
    pub mine: Ask,
    /// What the other one asks for.
    pub near: Near,
    /// Were they shown another one for the same, and have not answered?
    pub waits: bool,
    /// For which of the two asks it is on the agenda already that its asker is shown another one.
    pub turns: Vec<PostId>,
}

/// What an introduction is about, in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What kind of help.
    pub category: crate::domain::Category,
    /// The asker's words.
    pub line: Option<crate::domain::Line>,
    /// When.
    pub when: crate::domain::When,
}

impl About {
    /// What an ask is about.
    pub fn of(ask: &Ask) -> Self {
        Self { category: ask.category, line: ask.line.clone(), when: ask.when }
    }

    /// What two agreed about an ask, or may agree.
    pub fn agreed(introduction: &Introduction, ask: &Ask) -> Self {
        Self { when: introduction.agreed_when.unwrap_or(ask.when), ..Self::of(ask) }
    }

    /// What an ask is about that is not posted yet.
    pub fn sketched(sketch: &super::ask::Sketch) -> Self {
        let line = sketch.line.as_ref().map(|typed| typed.line.clone());
        Self { category: sketch.category, line, when: sketch.when }
    }
}

/// A ping and its ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Pinged {
    /// The ping.
    pub ping: Ping,
    /// The ask and everything about it.
    pub my_ask: MyAsk,
    /// How far, from the helper's place; `None` where that is not known.
    pub band: Option<Band>,
    /// Are the two kept apart, because one of them said so?
    pub apart: bool,
    /// What its helper asks for themselves of the same kind, which is done together; whether they are shown another one for
    /// it is read without this ping. Not read of who is asked again.
    pub own: Vec<MyAsk>,
}

/// A ping that is shown to somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownPing {
    /// To whom.
    pub helper: Neighbour,
    /// The ping and its ask.
    pub pinged: Pinged,
}

/// An introduction, its ask, and the others who said yes.
#[derive(Debug, Clone, PartialEq)]
pub struct Introduced {
    /// The introduction.
    pub introduction: Introduction,
    /// The ask and everything about it.
    pub my_ask: MyAsk,
    /// Who asked.
    pub asker: Neighbour,
    /// Who said yes.
    pub helper: Neighbour,
    /// How far; `None` through a shared link.
    pub band: Option<Band>,
    /// Two plain words, drawn for the case that both agree now.
    pub fresh_word: String,
    /// What both said afterwards.
    pub outcomes: Outcomes,
    /// The question for another time that is open.
    pub change: Option<TimeChange>,
    /// Are the two kept apart, because one of them said so?
    pub apart: bool,
    /// The helper's own open asks that are met where the two meet. Read only of a yes that waits.
    pub met: Vec<MyAsk>,
}

/// An introduction, and what one neighbour said of it afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Afterwards {
    /// The introduction.
    pub introduced: Introduced,
    /// Did they say thank you?
    pub thanked: bool,
    /// "The same person again?", where they said.
    pub again: Option<bool>,
    /// The other one's yeses to other asks of theirs, which wait.
    pub waiting: Vec<Introduced>,
    /// What else the two agreed, and is still to come.
    pub to_come: Vec<Introduced>,
    /// May the two write to each other, through this or anything else?
    pub in_touch: bool,
}

/// What is open of somebody who cannot be reached any more, or ended until they were back.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaving {
    /// Who.
    pub who: NeighbourId,
    /// Their own open asks.
    pub asks: Vec<MyAsk>,
    /// The agreed introductions on either side, and those where their yes waits for an asker or they stand by.
    pub introductions: Vec<Introduced>,
    /// By which pings they had said yes where that is out since they left. Read only of who is back.
    pub answered: Vec<Pinged>,
}

impl Introduced {
    /// What the two agreed, or may agree.
    pub fn about(&self) -> About {
        About::agreed(&self.introduction, &self.my_ask.ask)
    }

    /// When that is.
    pub fn when(&self) -> When {
        self.about().when
    }

    /// The first name of who is on the other side.
    pub fn name_opposite(&self, me: NeighbourId) -> FirstName {
        if me == self.introduction.asker { self.helper.name.clone() } else { self.asker.name.clone() }
    }

    /// The first name of who is on this side.
    pub fn name_of(&self, side: Side) -> FirstName {
        match side {
            Side::Asker => self.asker.name.clone(),
            Side::Helper => self.helper.name.clone(),
        }
    }
}
