//! Where a person is in the conversation. It belongs to the person, and is kept until they go on.

use serde::{Deserialize, Serialize};

use crate::domain::{FirstName, IntroductionId, Neighbour, PostId};

use super::facts::Introduced;
use super::{Fault, On, Say, afterwards, ask, menu, name, offer, on_card, relay, show};

/// Where a person is in the conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "journey", content = "at", rename_all = "snake_case")]
pub enum State {
    /// No question is open.
    #[default]
    Idle,
    /// An ask is being written.
    Ask(ask::State),
    /// A standing offer is being made.
    Offer(offer::State),
    /// Words are being passed on.
    Relay(relay::State),
    /// A profile or a phone number is being shown.
    Show(show::State),
    /// A thank-you is being written.
    Afterwards(afterwards::State),
    /// The name that others see is being changed.
    Name(name::State),
    /// A card asks something.
    OnCard(on_card::State),
}

impl State {
    /// The question that is open in this state, at this version of the conversation.
    pub fn question(&self, me: &Neighbour, version: i64) -> Result<Say, Fault> {
        match self {
            Self::Idle | Self::OnCard(_) => Ok(Say::Menu(menu::Say::menu(me, menu::Note::Hello))),
            Self::Ask(state) => Ok(Say::Ask(ask::question(state, me), version)),
            Self::Offer(state) => Ok(Say::Offer(offer::question(state, me), version)),
            Self::Relay(state) => Ok(Say::Relay(relay::question(state), version)),
            Self::Show(state) => Ok(Say::Show(show::question(state), version)),
            Self::Afterwards(state) => Ok(Say::Afterwards(afterwards::question(state), version)),
            Self::Name(at) => Ok(Say::Name(name::question(at, me), version)),
        }
    }

    /// The open question once more, beneath what pushed it out of sight.
    pub fn asked_again(&self, me: &Neighbour, version: i64) -> Result<(On, Say), Fault> {
        let on = if self.has_keys() { On::Remark } else { On::QuestionAgain };
        Ok((on, self.question(me, version)?))
    }

    /// What the question before reply buttons is edited to: its answer. `None` where none come.
    pub fn answered(&self) -> Option<Say> {
        match self {
            Self::Ask(state) => ask::answered(state).map(|say| Say::Ask(say, 0)),
            Self::Offer(offer::State::Place { things }) => Some(Say::Offer(offer::Say::Chosen(things.clone()), 0)),
            Self::Offer(offer::State::Area { things }) => Some(Say::Offer(offer::Say::Answered(things.clone()), 0)),
            Self::Show(state) => show::answered(state).map(|say| Say::Show(say, 0)),
            Self::Idle | Self::Offer(_) | Self::Relay(_) | Self::Afterwards(_) | Self::Name(_) | Self::OnCard(_) => {
                None
            }
        }
    }

    /// Does this question come with a reply keyboard?
    pub const fn has_keys(&self) -> bool {
        match self {
            Self::Show(state) => state.has_keys(),
            Self::Idle
            | Self::Ask(_)
            | Self::Offer(_)
            | Self::Relay(_)
            | Self::Afterwards(_)
            | Self::Name(_)
            | Self::OnCard(_) => self.asks_for_place(),
        }
    }

    /// Is a place asked for?
    pub const fn asks_for_place(&self) -> bool {
        match self {
            Self::Idle => false,
            Self::Ask(state) => state.asks_for_place(),
            Self::Offer(state) => state.asks_for_place(),
            Self::Relay(_) | Self::Show(_) | Self::Afterwards(_) | Self::Name(_) | Self::OnCard(_) => false,
        }
    }

    /// To whom everything goes that is written now.
    pub const fn writing_to(&self) -> Option<(IntroductionId, &FirstName)> {
        match self {
            Self::Relay(relay::State::Writing { introduction, name, .. }) => Some((*introduction, name)),
            Self::Idle
            | Self::Ask(_)
            | Self::Offer(_)
            | Self::Show(_)
            | Self::Relay(relay::State::PassOn { .. } | relay::State::Ended { .. })
            | Self::Afterwards(_)
            | Self::Name(_)
            | Self::OnCard(_) => None,
        }
    }

    /// Through which introductions it goes, or may go: where one is over, that is.
    pub fn introductions(&self) -> Vec<IntroductionId> {
        match self {
            Self::Idle | Self::Ask(_) | Self::Offer(_) | Self::Name(_) => Vec::new(),
            Self::Relay(relay::State::Ended { .. }) => Vec::new(),
            Self::Relay(relay::State::Writing { introduction, .. }) => vec![*introduction],
            Self::Relay(relay::State::PassOn { to, .. }) => to.iter().map(|(id, _)| *id).collect(),
            Self::Show(state) => vec![state.introduction()],
            Self::Afterwards(state) => vec![state.introduction],
            Self::OnCard(state) => state.introduction().into_iter().collect(),
        }
    }

    /// The same, where its question names the other one of this introduction: as they are called now.
    pub fn naming(&self, me: &Neighbour, facts: &Introduced) -> Option<Self> {
        let (id, name) = (facts.introduction.id, &facts.name_opposite(me.id));
        if let Self::Ask(at) = self {
            return at.naming(&facts.my_ask).map(Self::Ask);
        }
        let mut next = self.clone();
        let named = match &mut next {
            Self::Relay(relay::State::Writing { introduction, name, .. })
            | Self::Show(show::State::Sure { introduction, name, .. } | show::State::Phone { introduction, name })
            | Self::Afterwards(afterwards::State { introduction, name, .. }) => (*introduction == id).then_some(name),
            // Where two would be called the same, their buttons keep the names by which they can be told apart.
            Self::Relay(relay::State::PassOn { to, .. }) => {
                let is_another = to.iter().any(|(one, other)| *one != id && relay::look_alike(other, name));
                to.iter_mut().find(|(one, _)| *one == id && !is_another).map(|(_, name)| name)
            }
            Self::Idle
            | Self::Ask(_)
            | Self::Offer(_)
            | Self::Name(_)
            | Self::OnCard(_)
            | Self::Relay(relay::State::Ended { .. }) => None,
        }?;
        *named = name.clone();
        Some(next)
    }

    /// The same once a message came in between, where what is written next would be read by others without a look at it first, or
    /// be a name: it may be an answer to that. `None` where it makes no difference.
    pub fn spoken_to(&self) -> Option<Self> {
        let mut next = self.clone();
        let between = match &mut next {
            Self::Offer(at) => at.between()?,
            Self::Name(at) => &mut at.between,
            Self::Afterwards(at) => &mut at.between,
            Self::Idle | Self::Ask(_) | Self::Relay(_) | Self::Show(_) | Self::OnCard(_) => return None,
        };
        (!std::mem::replace(between, true)).then_some(next)
    }

    /// Is its question the one of the version before, but for the message that came in between? Its buttons may still be in
    /// sight: what pushed it may wait for the morning.
    pub const fn is_pushed(&self) -> bool {
        match self {
            Self::Offer(offer::State::Line { between, sure: None }) => *between,
            Self::Name(name::State { between, sure: None, .. })
            | Self::Afterwards(afterwards::State { between, sure: None, .. }) => *between,
            Self::Idle
            | Self::Ask(_)
            | Self::Offer(_)
            | Self::Relay(_)
            | Self::Show(_)
            | Self::Afterwards(_)
            | Self::Name(_)
            | Self::OnCard(_) => false,
        }
    }

    /// The posted ask that is being changed, or may be closed.
    pub const fn posted(&self) -> Option<PostId> {
        match self {
            Self::Ask(state) => state.posted(),
            Self::OnCard(state) => state.post(),
            Self::Idle | Self::Offer(_) | Self::Relay(_) | Self::Show(_) | Self::Afterwards(_) | Self::Name(_) => None,
        }
    }

    /// Is a question open that a message from elsewhere would push out of sight?
    pub const fn is_form(&self) -> bool {
        match self {
            // "Writing to" is ended by any question that is opened, and by none that arrives.
            Self::Idle | Self::Relay(relay::State::Writing { .. } | relay::State::Ended { .. }) => false,
            // A card asks on its own message, which is edited as long as its thing is open.
            Self::OnCard(_) => false,
            Self::Ask(_)
            | Self::Offer(_)
            | Self::Show(_)
            | Self::Relay(relay::State::PassOn { .. })
            | Self::Afterwards(_)
            | Self::Name(_) => true,
        }
    }
}

#[cfg(test)]
pub(in crate::talk) mod tests;
