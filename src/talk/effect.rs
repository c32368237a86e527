//! What follows from a step: verbs of helping, and words to people.

use crate::domain::{
    Ask, CellId, Instant, IntroductionId, NeighbourId, Outcome, PingId, PostId, Reason, Side,
    StandingOffer,
};

use super::Say;

/// One consequence. All of a step's are kept together, or none.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// I am 18 or over, and agree.
    AgreeToRules,
    /// My area.
    Settle(CellId),
    /// My standing offer, in place of the one before.
    KeepOffer(StandingOffer),
    /// Nobody may ask me until I say so; or somebody may again.
    PauseOffer(bool),
    /// An ask goes out.
    PublishAsk(Ask),
    /// As many as were wanted are introduced.
    AskFound(PostId),
    /// Somebody dropped out: the ask is open again.
    ReopenAsk(PostId),
    /// The asker needs it no more.
    CloseAsk(PostId),
    /// When the next neighbours are asked; `None` when all were, or enough said yes.
    NextWave(PostId, Option<Instant>),
    /// One post is shown to one neighbour.
    Ping(NewPing),
    /// "I can help."
    PingYes(PingId),
    /// "Not this time."
    PingNo(PingId),
    /// Why not this time.
    PingReason(PingId, Reason),
    /// The ask is over before an answer: all its open pings are.
    PingsOver(PostId),
    /// A first yes.
    Propose(NewIntroduction),
    /// Both said yes; with the two words that both get.
    Introduce(IntroductionId, String),
    /// The asker said "not this one".
    Decline(IntroductionId),
    /// Not needed, or too late.
    Release(IntroductionId),
    /// It is over.
    End(IntroductionId),
    /// What one side says happened.
    Tell(IntroductionId, Side, Outcome),
    /// Words to a person.
    Say(Speech),
}

/// A ping to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPing {
    /// Its name.
    pub id: PingId,
    /// The ask.
    pub post: PostId,
    /// Who is asked.
    pub helper: NeighbourId,
    /// They came to look, nobody pinged them: it does not count against their week.
    pub browsing: bool,
}

/// An introduction to be proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIntroduction {
    /// Its name.
    pub id: IntroductionId,
    /// The ask.
    pub post: PostId,
    /// Who said yes.
    pub helper: NeighbourId,
    /// The version of the ask that they said yes to.
    pub ask_version: i64,
}

/// Words to a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// To whom.
    pub to: NeighbourId,
    /// Where they appear.
    pub on: On,
    /// What.
    pub say: Say,
    /// What must still be true when they are sent.
    pub guard: Guard,
}

/// A message that shows a thing, and is edited as it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Card {
    /// The question that is open now, or the menu.
    Question,
    /// The asker's own ask.
    Ask(PostId),
    /// A ping, as its helper sees it.
    Ping(PingId),
    /// A helper's yes, as the asker sees it.
    Yes(IntroductionId),
    /// An agreed introduction, as one of the two sees it.
    Introduction(IntroductionId),
}

/// Where words appear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A new message that is never edited.
    Message,
    /// The open question is edited into this one; a new message where none is open.
    Question,
    /// A new message; it is the open question from now on.
    NewQuestion,
    /// The open question is edited to this, and is open no more.
    CloseQuestion,
    /// The message that was tapped.
    Tapped,
    /// The card of this thing is edited; a new message where there is none.
    Card(Card),
    /// The card of this thing is edited; nothing where there is none.
    CardIfShown(Card),
    /// A new message that is the card of this thing from now on.
    NewCard(Card),
    /// The open question is edited to this, and is the card of this thing from now on.
    QuestionBecomes(Card),
}

/// What must still be true when words are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    None,
    /// The ping is open.
    PingOpen(PingId),
    /// The introduction still waits for the asker.
    Proposed(IntroductionId),
    /// The introduction is agreed.
    Agreed(IntroductionId),
}

impl Speech {
    /// A plain message.
    pub const fn message(to: NeighbourId, say: Say) -> Effect {
        Self::on(to, On::Message, say)
    }

    /// Words in a place, without a guard.
    pub const fn on(to: NeighbourId, on: On, say: Say) -> Effect {
        Effect::Say(Self {
            to,
            on,
            say,
            guard: Guard::None,
        })
    }

    /// Words in a place that are sent only while something is true.
    pub const fn guarded(to: NeighbourId, on: On, guard: Guard, say: Say) -> Effect {
        Effect::Say(Self { to, on, say, guard })
    }
}
