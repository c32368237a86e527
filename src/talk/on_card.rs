//! A question on a card: "shall I tell Ben that you can't make it?", "when would suit you?", "shall I close this ask?" It holds up
//! nothing else; /cancel takes it back, and words are no answer to it: they may be for whoever is introduced. As its thing changes
//! the card goes on asking, about what is true by then; a newer message of that thing ends it.

use serde::{Deserialize, Serialize};

use super::facts::{Introduced, MyAsk};
use super::introduction::{self, Asked};
use super::{Effect, Facts, Fault, Need, On, Outcome, Say as Words, Scene, State as AnyState, ask, menu};
use crate::domain::{Card, IntroductionId, NeighbourId, PostId, Side};

/// Which question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum State {
    /// On the card of an introduction.
    Introduction {
        /// Which introduction.
        introduction: IntroductionId,
        /// What is asked there.
        what: Asked,
    },
    /// On the card of an ask: shall it be closed?
    Close {
        /// Which ask.
        post: PostId,
    },
}

impl State {
    /// What must be read of what it is about.
    pub const fn need(self) -> Need {
        match self {
            Self::Introduction { introduction, .. } => Need::Introduction(introduction),
            Self::Close { post } => Need::MyAsk(post),
        }
    }

    /// On the card of which introduction.
    pub const fn introduction(self) -> Option<IntroductionId> {
        match self {
            Self::Introduction { introduction, .. } => Some(introduction),
            Self::Close { .. } => None,
        }
    }

    /// On the card of which ask.
    pub const fn post(self) -> Option<PostId> {
        match self {
            Self::Introduction { .. } => None,
            Self::Close { post } => Some(post),
        }
    }

    /// Which card asks.
    pub const fn card(self) -> Card {
        match self {
            Self::Introduction { introduction, .. } => Card::Introduction(introduction),
            Self::Close { post } => Card::Ask(post),
        }
    }
}

/// The card asks from now on. A form that is open stays what is answered.
pub fn ask(scene: &Scene<'_>, state: AnyState, (at, on, question): (State, On, Words)) -> Outcome {
    let state = if state.is_form() { state } else { AnyState::OnCard(at) };
    scene.stay(state, vec![scene.show(on, question)])
}

/// /cancel: the card is what it was before.
pub fn cancel(scene: &Scene<'_>, at: State) -> Result<Outcome, Fault> {
    let note = match at {
        State::Introduction { .. } => menu::Note::NothingChanged,
        State::Close { .. } => menu::Note::LeftAsItWas,
    };
    let menu = Words::Menu(menu::Say::menu(scene.me, note));
    let effects = taken_back(scene, at)?.into_iter().chain([scene.show(On::NewQuestion, menu)]).collect();
    Ok(Outcome { state: AnyState::Idle, effects })
}

/// The question is none any more: the card is what it was before.
pub fn taken_back(scene: &Scene<'_>, at: State) -> Result<Option<Effect>, Fault> {
    let Facts::OnCard(_, facts) = scene.facts else { return Err(Fault::OtherFacts) };
    let before = read(facts, scene.me.id, at)?.map(|read| read.before());
    Ok(before.map(|before| scene.show(On::CardIfShown(at.card()), before)))
}

/// Words of who is introduced to nobody, or anything else that is no tap: the card asks again beneath. What is over by then asks
/// nothing.
pub fn anything(scene: &Scene<'_>, at: State) -> Result<Outcome, Fault> {
    let Facts::OnCard(_, facts) = scene.facts else { return Err(Fault::OtherFacts) };
    let Some(question) = asks_still(facts, scene.me.id, at)? else {
        let mut outcome = menu::chatter(scene, menu::Note::chatter(scene.me));
        outcome.effects.splice(0..0, taken_back(scene, at)?);
        return Ok(outcome);
    };
    let please = scene.show(On::Remark, Words::Ask(ask::Say::TapPlease, 0));
    Ok(scene.stay(AnyState::OnCard(at), vec![please, scene.show(On::NewCard(at.card()), question)]))
}

/// The question as it reads by now, where it can still be asked.
pub fn asks_still(facts: &Facts, me: NeighbourId, at: State) -> Result<Option<Words>, Fault> {
    Ok(read(facts, me, at)?.and_then(|read| read.question(at)))
}

/// What is asked about, as it is now.
enum Read<'a> {
    Introduction(&'a Introduced, Side),
    Ask(&'a MyAsk),
}

impl Read<'_> {
    fn before(&self) -> Words {
        match self {
            Self::Introduction(facts, side) => introduction::said(facts.card(*side)),
            Self::Ask(facts) => Words::MyAsk(facts.told()),
        }
    }

    fn question(&self, at: State) -> Option<Words> {
        match (self, at) {
            (Self::Introduction(facts, side), State::Introduction { what, .. }) => {
                introduction::question(facts, (*side, what))
            }
            (Self::Ask(facts), State::Close { .. }) => ask::shall_it_close(facts),
            (Self::Introduction(..), State::Close { .. }) | (Self::Ask(_), State::Introduction { .. }) => None,
        }
    }
}

/// Where it is theirs.
fn read(facts: &Facts, me: NeighbourId, at: State) -> Result<Option<Read<'_>>, Fault> {
    match at {
        State::Introduction { .. } => {
            let Facts::Introduction(facts) = facts else { return Err(Fault::OtherFacts) };
            let mine = |facts| Some(Read::Introduction(facts, facts.introduction.side(me)?));
            Ok(facts.as_deref().and_then(mine))
        }
        State::Close { .. } => {
            let Facts::MyAsk(facts) = facts else { return Err(Fault::OtherFacts) };
            Ok(facts.as_deref().filter(|facts| facts.ask.asker == me).map(Read::Ask))
        }
    }
}
