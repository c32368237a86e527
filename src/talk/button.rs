//! A button is a code: `version·verb·id·version-of-the-thing`, at most 64 bytes, decodable for ever.
//! It vouches for nothing: role, state and version are checked on the tap.

use crate::domain::{IntroductionId, PingId, PostId};

use super::{afterwards, ask, introduction, menu, name, offer, ping, relay, show};

/// What a tap means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Button {
    /// Works from everywhere.
    Menu(menu::Button),
    /// Answers a question of the ask, as it stood at this version of the conversation.
    Ask(ask::Button, i64),
    /// Answers a question of the offer, as it stood at this version of the conversation.
    Offer(offer::Button, i64),
    /// The asker's own ask.
    MyAsk(ask::MyButton, PostId),
    /// A helper's answer to a ping, as it stood at this version of the ask.
    Ping(ping::Button, PingId, i64),
    /// Passing words on, through an introduction.
    Relay(relay::Button, IntroductionId, i64),
    /// Showing a profile or a phone number, as the question stood at this version of the conversation.
    Show(show::Button, IntroductionId, i64),
    /// A thank-you, and the same person again; with the version of the conversation that it answers.
    Afterwards(afterwards::Button, IntroductionId, i64),
    /// Opens the question for one's own name, or answers it as it stood at this version of the conversation.
    Name(name::Button, i64),
    /// On an introduction, as it stood at this version of the ask.
    Introduction(introduction::Button, IntroductionId, i64),
}

/// The first version of the code, and the only one so far.
const VERSION: &str = "1";

impl Button {
    /// The code that Telegram keeps for us.
    pub fn encode(&self) -> String {
        let (verb, id, version) = match self {
            Self::Menu(button) => (button.verb().to_owned(), 0, 0),
            Self::Ask(button, form) => (button.verb(), 0, *form),
            Self::Offer(button, form) => (button.verb(), 0, *form),
            Self::Name(button, form) => (button.verb().to_owned(), 0, *form),
            Self::MyAsk(button, post) => (button.verb().to_owned(), post.0, 0),
            Self::Ping(button, ping, version) => (button.verb().to_owned(), ping.0, *version),
            Self::Relay(button, introduction, form) => (button.verb().to_owned(), introduction.0, *form),
            Self::Show(button, introduction, form) => (button.verb().to_owned(), introduction.0, *form),
            Self::Afterwards(button, introduction, form) => (button.verb().to_owned(), introduction.0, *form),
            Self::Introduction(button, introduction, version) => (button.verb().to_owned(), introduction.0, *version),
        };
        format!("{VERSION}.{verb}.{id:x}.{version:x}")
    }

    /// Reads a code; `None` where it is not one of ours.
    pub fn decode(code: &str) -> Option<Self> {
        let mut parts = code.split('.');
        let (mark, verb, id, version) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        if mark != VERSION || parts.next().is_some() {
            return None;
        }
        let (id, version) = (i64::from_str_radix(id, 16).ok()?, i64::from_str_radix(version, 16).ok()?);
        None.or_else(|| menu::Button::from_verb(verb).map(Self::Menu))
            .or_else(|| ask::Button::from_verb(verb).map(|button| Self::Ask(button, version)))
            .or_else(|| offer::Button::from_verb(verb).map(|button| Self::Offer(button, version)))
            .or_else(|| name::Button::from_verb(verb).map(|button| Self::Name(button, version)))
            .or_else(|| ask::MyButton::from_verb(verb).map(|button| Self::MyAsk(button, PostId(id))))
            .or_else(|| ping::Button::from_verb(verb).map(|button| Self::Ping(button, PingId(id), version)))
            .or_else(|| show::Button::from_verb(verb).map(|button| Self::Show(button, IntroductionId(id), version)))
            .or_else(|| relay::Button::from_verb(verb).map(|button| Self::Relay(button, IntroductionId(id), version)))
            .or_else(|| {
                afterwards::Button::from_verb(verb).map(|button| Self::Afterwards(button, IntroductionId(id), version))
            })
            .or_else(|| {
                introduction::Button::from_verb(verb)
                    .map(|button| Self::Introduction(button, IntroductionId(id), version))
            })
    }

    /// One of each, for the tests of words and codes.
    pub fn samples() -> Vec<Self> {
        let (id, version) = (i64::MAX, i64::MAX);
        let mut all: Vec<Self> = menu::Button::ALL.into_iter().map(Self::Menu).collect();
        all.extend(ask::Button::all().into_iter().map(|button| Self::Ask(button, version)));
        all.extend(offer::Button::all().into_iter().map(|button| Self::Offer(button, version)));
        all.extend(name::Button::ALL.into_iter().map(|button| Self::Name(button, version)));
        all.extend(ask::MyButton::ALL.into_iter().map(|button| Self::MyAsk(button, PostId(id))));
        all.extend(ping::Button::all().into_iter().map(|button| Self::Ping(button, PingId(id), version)));
        all.extend(relay::Button::ALL.into_iter().map(|button| Self::Relay(button, IntroductionId(id), version)));
        all.extend(show::Button::ALL.into_iter().map(|button| Self::Show(button, IntroductionId(id), version)));
        all.extend(
            afterwards::Button::ALL.into_iter().map(|button| Self::Afterwards(button, IntroductionId(id), version)),
        );
        all.extend(
            introduction::Button::all()
                .into_iter()
                .map(|button| Self::Introduction(button, IntroductionId(id), version)),
        );
        all
    }
}

#[cfg(test)]
mod tests;
