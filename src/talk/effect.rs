//! What follows from a step: verbs of helping, and words to people.

use crate::domain::own_name::Called;
use crate::domain::{
    Ask, AskState, Because, Card, CellId, Due, FirstName, Guard, Hours, Instant, IntroductionId, NeighbourId,
    NewIntroduction, NewPing, NewRelay, Outcome, PingId, PostId, Reason, Side, StandingOffer, TimeChange, TimeChangeId,
};

use super::Say;

/// One consequence. All of a step's are kept together, or none.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// I am 18 or over, and agree.
    AgreeToRules,
    /// My area.
    Settle(CellId),
    /// What others call me from now on.
    CallMe(Called),
    /// This neighbour is called otherwise from now on, and was called so before. What is open says it where it stands.
    Renamed(NeighbourId, FirstName),
    /// Somebody reads how this neighbour is called now.
    NameTold {
        /// Who is called so.
        who: NeighbourId,
        /// Who reads it.
        to: NeighbourId,
    },
    /// My standing offer, in place of the one before.
    KeepOffer(StandingOffer),
    /// Nobody may ask me until I say so; or somebody may again.
    PauseOffer(bool),
    /// Nobody answered whether this neighbour's offer still stands.
    PauseOfferOf(NeighbourId),
    /// An ask goes out.
    PublishAsk(Ask),
    /// The other one of an introduction is to be asked for it before anybody else.
    AskFirst(PostId, IntroductionId),
    /// Their turn came, whether they could be asked or not.
    FirstAsked(PostId),
    /// Now it is the turn of the others.
    FirstOver(PostId),
    /// As many as were wanted are introduced. *Now* lasts from then on as long as the last of them agreed.
    AskFound(PostId),
    /// Somebody dropped out of what was found, or an ask that had stopped for want of an answer goes on: it is open again.
    ReopenAsk(PostId, AskState),
    /// The asker needs it no more.
    CloseAsk(PostId),
    /// What a helper asks for themselves is met as they are introduced through this introduction: it closes.
    AskMet(PostId, IntroductionId),
    /// Its day passed, or nobody said that it is still needed.
    ExpireAsk(PostId),
    /// Those are asked too whose reach is one value too short.
    Widen(PostId),
    /// An open ask is another one from now on.
    ChangeAsk {
        /// As it is now.
        ask: Ask,
        /// The version that it had.
        before: i64,
        /// Is it one of the changes that its asker may make?
        counts: bool,
    },
    /// A link by which the ask is shared.
    Share(PostId, String),
    /// Something is done later, without anybody's input.
    Schedule(Due, Instant),
    /// It is not done.
    Unschedule(Due),
    /// Words go to the other one of an introduction.
    PassOn(NewRelay),
    /// Their writer gets a receipt once they arrived, and hears it where they could not.
    Receipt(Box<Receipt>),
    /// One post is shown to one neighbour.
    Ping(NewPing),
    /// The same post is shown once more to who had not answered when it was over.
    PingAgain(NewPing),
    /// Who looks at it once more sees it open, though it was over for them or they had said "not this time": it waits for
    /// their answer like any other.
    PingOpenAgain(PingId),
    /// "I can help", to the ask at this version.
    PingYes(PingId, i64),
    /// "Not this time."
    PingNo(PingId),
    /// Who was asked meets the asker through another ask: they are not asked for this one any more.
    PingMet(PingId),
    /// "I can help", or "not this time", once it is over: it is an answer.
    PingTooLate(PingId),
    /// Why not this time.
    PingReason(PingId, Reason),
    /// The ask is over before an answer: all its open pings are.
    PingsOver(PostId),
    /// The ask changed before an answer: its open pings are over, and may be made again.
    WithdrawPings {
        /// The ask.
        post: PostId,
        /// Is it for another time? Then who said "wrong time" may be asked again as well.
        other_time: bool,
    },
    /// Who was asked cannot be reached any more: all their open pings are over.
    PingsOverOf(NeighbourId),
    /// A first yes, or once more one that was taken back.
    Propose(NewIntroduction),
    /// The ask has another time: what two agreed follows it.
    FollowTime(IntroductionId),
    /// The helper's yes is to the ask as it is now, at this version.
    StillYes(IntroductionId, i64),
    /// The asker hears that this helper did not say whether they still can, since it changed: once.
    SilenceTold(IntroductionId),
    /// The ask changed: who stands by for it, or did, and who got no answer in time, is one who said yes like all others.
    CountOn(IntroductionId),
    /// The ask changed, and the helper takes the yes back.
    TakeBack(IntroductionId),
    /// Both said yes; with the two words that both get.
    Introduce(IntroductionId, String),
    /// The asker said "not this one".
    Decline(IntroductionId),
    /// Not needed, or too late, or its helper is gone or took it back.
    Release(IntroductionId, Because),
    /// Who was not needed stands by.
    StandBy(IntroductionId),
    /// They stand by no more.
    StandDown(IntroductionId, Because),
    /// Who stands by is needed after all.
    Recall(IntroductionId),
    /// One of the two asks for another time.
    AskTime(IntroductionId, TimeChange),
    /// The other one said yes to that question: it is the time that both agreed.
    AgreeTime(IntroductionId, TimeChangeId),
    /// The other one keeps it as it was.
    KeepTime(IntroductionId, TimeChangeId),
    /// One of the two cannot make it.
    Drop(IntroductionId),
    /// It is over.
    End(IntroductionId),
    /// One of the two ends it, after its time.
    CutShort(IntroductionId),
    /// One side is asked how it went, once more.
    AskedHowItWas(IntroductionId, Side),
    /// What one side says happened.
    Tell(IntroductionId, Side, Outcome),
    /// One side says thank you, once.
    Thank(IntroductionId, Side),
    /// "The same person again?", said of the other one of an introduction.
    SayAgain(IntroductionId, bool),
    /// What they wrote and left is erased, and the question about it is open no more.
    Forget(NeighbourId),
    /// Words to a person.
    Say(Speech),
}

/// What becomes of words to another one, as their writer hears it.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// Which words: the card that shows them.
    pub card: Card,
    /// Who reads them.
    pub reader: NeighbourId,
    /// Telegram's number of the message, in its writer's chat. `None` where they wrote none.
    pub message: Option<i64>,
    /// What is said where they did not arrive.
    pub lost: Say,
    /// What is said where they were not sent, since what they depend on is no longer true.
    pub untrue: Say,
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
    /// When they may be sent.
    pub hours: Hours,
}

/// Where words appear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A new message that is never edited.
    Message,
    /// The same, of what was sent instead of an answer. Where these words wait to be sent already, once is enough.
    Remark,
    /// The open question is edited into this one; a new message where none is open.
    Question,
    /// A new message; it is the open question from now on.
    NewQuestion,
    /// The open question once more, in a new message: the one before loses its buttons, or is not sent where it waits to be.
    QuestionAgain,
    /// The open question is edited to this, and is open no more.
    CloseQuestion,
    /// The same for this message alone, of *writing to*, of a question about what is over, or of one that is asked once more: an
    /// older question that was tapped says what it says.
    CloseWriting,
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
    /// The card of one thing, the message of it that was tapped, is edited to this, and is the card of another thing, or the
    /// open question, from now on; a new message where there is none.
    Becomes {
        /// What it showed.
        was: Card,
        /// What it shows.
        is: Card,
    },
}

impl Effect {
    /// These words tell nothing new: they are edited to be true, and where they were not sent yet they wait as before.
    #[must_use]
    pub fn mends(self) -> Self {
        if let Self::Say(speech) = self { Self::Say(Speech { hours: Hours::AsBefore, ..speech }) } else { self }
    }
}

impl Speech {
    /// A plain message.
    pub const fn message(to: NeighbourId, say: Say) -> Effect {
        Self::on(to, On::Message, say)
    }

    /// Words in a place, without a guard.
    pub const fn on(to: NeighbourId, on: On, say: Say) -> Effect {
        Self::guarded(to, on, Guard::None, say)
    }

    /// Words in a place that are sent only while something is true.
    pub const fn guarded(to: NeighbourId, on: On, guard: Guard, say: Say) -> Effect {
        Effect::Say(Self { to, on, say, guard, hours: Hours::Any })
    }

    /// A ping, a nudge or a question that nobody waits for: it wakes nobody, and is not sent after an instant.
    pub const fn waking(to: NeighbourId, on: On, (guard, until): (Guard, Option<Instant>), say: Say) -> Effect {
        Effect::Say(Self { to, on, say, guard, hours: Hours::Waking { until } })
    }
}
