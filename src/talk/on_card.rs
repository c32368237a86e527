//! A question on a card: "shall I tell Ben that you can't make it?", "when would suit you?", "shall I close this ask?" It holds up
//! nothing else; /cancel takes it back, and words are no answer to it.

use serde::{Deserialize, Serialize};

use super::facts::{Introduced, MyAsk};
use super::introduction::{self, Asked};
use super::{Facts, Fault, Need, On, Outcome, Say as Words, Scene, State as AnyState, ask, menu};
use crate::domain::{Card, IntroductionId, Neighbour, PostId, Side};

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
    /// What must be read for an answer that is no tap.
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

    const fn card(self) -> Card {
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
    let before = read(scene, at)?.map(|read| scene.show(On::CardIfShown(at.card()), read.before()));
    let note = match at {
        State::Introduction { .. } => menu::Note::NothingChanged,
        State::Close { .. } => menu::Note::LeftAsItWas,
    };
    let menu = Words::Menu(menu::Say::menu(scene.me, note));
    let effects = before.into_iter().chain([scene.show(On::NewQuestion, menu)]).collect();
    Ok(Outcome { state: AnyState::Idle, effects })
}

/// Words, or anything else that is no tap: the card asks again beneath. What is over by then asks nothing.
pub fn anything(scene: &Scene<'_>, at: State) -> Result<Outcome, Fault> {
    let read = read(scene, at)?;
    let Some(question) = read.as_ref().and_then(|read| read.question(at)) else {
        let before = read.map(|read| scene.show(On::CardIfShown(at.card()), read.before()));
        let mut outcome = menu::chatter(scene, menu::Note::chatter(scene.me));
        outcome.effects.splice(0..0, before);
        return Ok(outcome);
    };
    let please = scene.show(On::Remark, Words::Ask(ask::Say::TapPlease, 0));
    Ok(scene.stay(AnyState::OnCard(at), vec![please, scene.show(On::NewCard(at.card()), question)]))
}

/// What a card asks somebody, where it is about this introduction or its ask, and the card it stands on.
pub fn shown_anew(me: &Neighbour, at: State, facts: &Introduced) -> Option<(On, Words)> {
    let side = facts.introduction.side(me.id)?;
    let read = match at {
        State::Introduction { introduction, .. } if introduction == facts.introduction.id => {
            Read::Introduction(facts, side)
        }
        State::Close { post } if post == facts.my_ask.ask.id && side == Side::Asker => Read::Ask(&facts.my_ask),
        State::Introduction { .. } | State::Close { .. } => return None,
    };
    Some((On::CardIfShown(at.card()), read.question(at)?))
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
fn read<'a>(scene: &Scene<'a>, at: State) -> Result<Option<Read<'a>>, Fault> {
    match at {
        State::Introduction { .. } => {
            let Facts::Introduction(facts) = scene.facts else { return Err(Fault::OtherFacts) };
            let mine = |facts: &'a Introduced| Some(Read::Introduction(facts, facts.introduction.side(scene.me.id)?));
            Ok(facts.as_deref().and_then(mine))
        }
        State::Close { .. } => {
            let Facts::MyAsk(facts) = scene.facts else { return Err(Fault::OtherFacts) };
            Ok(facts.as_deref().filter(|facts| facts.ask.asker == scene.me.id).map(Read::Ask))
        }
    }
}
