//! What a step can see: the moment, the person, the facts; and what it leaves.

use crate::domain::{Card, CardId, FirstName, Instant, IntroductionId, Moment, Neighbour, NeighbourId, Profile};

use super::{Effect, Facts, Fault, On, Say, Speech, State};

/// The message that was tapped, where we know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tapped {
    /// Its card.
    pub id: CardId,
    /// What it shows.
    pub card: Card,
    /// Is it the question that is open now?
    pub is_open_question: bool,
    /// Is it the newest message of what it shows?
    pub is_newest: bool,
}

/// The message that was replied to: one that was passed on, or one that asks for a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replied {
    /// It goes through this introduction.
    Through(IntroductionId),
    /// It is so old that nobody knows any more between whom it was passed on.
    Forgotten,
}

/// Everything that a step may look at.
pub struct Scene<'a> {
    /// Time, zone and chance.
    pub moment: &'a mut Moment,
    /// Who did it.
    pub me: &'a Neighbour,
    /// Who knows them by another name than they have now.
    pub known_otherwise: &'a [(NeighbourId, FirstName)],
    /// Where their Telegram profile is found.
    pub profile: &'a Profile,
    /// What was read for it.
    pub facts: &'a Facts,
    /// The version of the conversation.
    pub version: i64,
    /// The message that was tapped.
    pub tapped: Option<Tapped>,
    /// The passed message that was replied to.
    pub replied: Option<Replied>,
    /// Do the words that were written suggest that somebody's life is in danger?
    pub alarming: bool,
}

/// What a step leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The new state.
    pub state: State,
    /// What follows.
    pub effects: Vec<Effect>,
}

/// How an answer was given: it decides where the next question appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// By a tap on the question.
    Tapped,
    /// By a message.
    Typed,
}

impl Scene<'_> {
    /// The time of the step.
    pub const fn now(&self) -> Instant {
        self.moment.now
    }

    /// Words to the person who did it, in a plain message.
    pub const fn reply(&self, say: Say) -> Effect {
        Speech::message(self.me.id, say)
    }

    /// Words to the person who did it.
    pub const fn show(&self, on: On, say: Say) -> Effect {
        Speech::on(self.me.id, on, say)
    }

    /// Nothing changes but these effects.
    pub const fn stay(&self, state: State, effects: Vec<Effect>) -> Outcome {
        Outcome { state, effects }
    }

    /// The question of a state, as it reads once the state is kept.
    pub fn next_question(&self, state: &State) -> Result<Say, Fault> {
        state.question(self.me, self.version + 1)
    }

    /// From one question to the next: a tap edits the question, a typed answer gets a new message, and the place is
    /// asked for in a message of its own, since a message with a reply keyboard can never be edited.
    pub fn move_on(&self, from: &State, to: State, answered: Answered) -> Result<Outcome, Fault> {
        // A version is raised by a change of the state, and only by that.
        let next = if *from == to { to.question(self.me, self.version)? } else { self.next_question(&to)? };
        let mut effects = Vec::new();
        if let Some(answer) = to.answered() {
            effects.extend(self.card_asks().map(|on| self.show(on, answer.clone())));
            effects.push(self.show(On::CloseQuestion, answer));
            effects.push(self.reply(next));
        } else if from.has_keys() {
            effects.push(self.show(On::NewQuestion, next));
        } else if answered == Answered::Tapped {
            effects.push(self.show(self.card_asks().unwrap_or(On::Question), next));
        } else {
            effects.push(self.show(On::CloseQuestion, Say::Quiet(Box::new(from.question(self.me, self.version)?))));
            effects.push(self.show(On::NewQuestion, next));
        }
        Ok(Outcome { state: to, effects })
    }

    /// The card of an offer that was tapped turns into the question about it; once that is answered it is the card again.
    fn card_asks(&self) -> Option<On> {
        let was = self.tapped.map(|tapped| tapped.card).filter(|card| matches!(card, Card::Offer(_)))?;
        Some(On::Becomes { was, is: Card::Question })
    }

    /// The question before the one that is open keeps its answer, which was tapped once more.
    pub fn keeps_answer(&self, state: State) -> Outcome {
        let answer = state.answered().map(|answer| self.show(On::Tapped, answer));
        self.stay(state, answer.into_iter().collect())
    }

    /// The question again, beneath words about what was sent instead of an answer.
    pub fn repeat(&self, state: State, about: Say) -> Result<Outcome, Fault> {
        let (on, question) = state.asked_again(self.me, self.version)?;
        Ok(Outcome { state, effects: vec![self.show(On::Remark, about), self.show(on, question)] })
    }

    /// The open question, on its own message: what was tapped is not one of its buttons.
    pub fn again(&self, state: State) -> Result<Outcome, Fault> {
        let question = state.question(self.me, self.version)?;
        Ok(self.stay(state, vec![self.show(On::Question, question)]))
    }

    /// Was it the second of two quick taps, on a message that shows the open question by now?
    pub fn tapped_open_question(&self) -> bool {
        self.tapped.is_some_and(|tapped| tapped.is_open_question)
    }
}
