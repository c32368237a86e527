//! Everything that a person can read, as a value, until the last moment.

use super::facts::About;
use super::{Button, afterwards, ask, introduction, menu, name, offer, ping, relay, show};

/// Something that a person can read.
#[derive(Debug, Clone, PartialEq)]
pub enum Say {
    /// The menu, the rules, help, and what is said when nothing fits.
    Menu(menu::Say),
    /// A question of the ask, with the version of the conversation that its buttons answer.
    Ask(ask::Say, i64),
    /// A question of the offer, with the version of the conversation that its buttons answer.
    Offer(offer::Say, i64),
    /// About the asker's own ask.
    MyAsk(ask::Told),
    /// About the helper's own offer.
    MyOffer(offer::Told),
    /// A ping, as its helper sees it.
    Ping(Box<ping::Say>),
    /// About an introduction.
    Introduction(Box<introduction::Say>),
    /// About passing words on, with the version of the conversation that its buttons answer.
    Relay(relay::Say, i64),
    /// About showing a profile or a phone number, with the version of the conversation that its buttons answer.
    Show(show::Say, i64),
    /// Afterwards, with the version of the conversation that its buttons answer.
    Afterwards(afterwards::Say, i64),
    /// About one's own name, with the version of the conversation that its buttons answer.
    Name(name::Say, i64),
    /// The same words without their buttons.
    Quiet(Box<Say>),
}

/// Which keyboard comes with the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keyboard {
    /// None.
    None,
    /// Buttons under the message.
    Inline(Vec<Vec<Button>>),
    /// The reply buttons that share a place, go back, or cancel.
    Place,
    /// The reply buttons that share the phone number, go back, or cancel.
    Phone,
    /// The reply buttons go away.
    Remove,
}

impl Say {
    /// The keyboard that comes with these words.
    pub fn keyboard(&self) -> Keyboard {
        match self {
            Self::Menu(say) => say.keyboard(),
            Self::Ask(say, form) => say.keyboard(*form),
            Self::Offer(say, form) => say.keyboard(*form),
            Self::MyAsk(told) => told.keyboard(),
            Self::MyOffer(told) => told.keyboard(),
            Self::Ping(say) => say.keyboard(),
            Self::Introduction(say) => say.keyboard(),
            Self::Relay(say, form) => say.keyboard(*form),
            Self::Show(say, form) => say.keyboard(*form),
            Self::Afterwards(say, form) => say.keyboard(*form),
            Self::Name(say, form) => say.keyboard(*form),
            Self::Quiet(_) => Keyboard::None,
        }
    }

    /// What an older message of the same thing says, once these words are in a newer one: it has no buttons any more.
    #[must_use]
    pub fn below(&self) -> Self {
        if let Self::MyAsk(told) = self
            && let Some(left) = told.leaves()
        {
            return Self::MyAsk(left);
        }
        Self::Menu(menu::Say::Below { about: self.about() })
    }

    /// What the card of an ask, or of what came of it, is about.
    fn about(&self) -> Option<About> {
        use introduction::Say as Introduced;
        if let Self::MyAsk(told) = self {
            return told.about();
        }
        if let Self::Ping(say) = self {
            return Some(say.about.clone());
        }
        let Self::Introduction(said) = self else { return None };
        if let Introduced::Time(said) = &**said {
            return Some(said.about().clone());
        }
        if let Introduced::More { card, .. } = &**said {
            return Self::Introduction(card.clone()).about();
        }
        if let Introduced::Introduced { words, .. } = &**said {
            return Some(words.about.clone());
        }
        if let Introduced::Changed(changed) = &**said {
            return Some(changed.about.clone());
        }
        let (Introduced::Yes { about, .. }
        | Introduced::HowWasIt { about, .. }
        | Introduced::Unheard { about, .. }
        | Introduced::Reserve { about, .. }
        | Introduced::LastWord { about, .. }
        | Introduced::StillWrite { about, .. }
        | Introduced::Over { about, .. }) = &**said
        else {
            return None;
        };
        Some(about.clone())
    }

    /// One of each, for the test that renders everything in every language.
    pub fn samples() -> Vec<Self> {
        let mut all: Vec<Self> = menu::Say::samples().into_iter().map(Self::Menu).collect();
        all.extend(ask::Say::samples().into_iter().map(|say| Self::Ask(say, i64::MAX)));
        all.extend(offer::Say::samples().into_iter().map(|say| Self::Offer(say, i64::MAX)));
        all.extend(ask::Told::samples().into_iter().map(Self::MyAsk));
        all.extend(offer::Told::samples().into_iter().map(Self::MyOffer));
        all.extend(ping::Say::samples().into_iter().map(|say| Self::Ping(Box::new(say))));
        all.extend(introduction::Say::samples().into_iter().map(|say| Self::Introduction(Box::new(say))));
        all.extend(relay::Say::samples().into_iter().map(|say| Self::Relay(say, i64::MAX)));
        all.extend(show::Say::samples().into_iter().map(|say| Self::Show(say, i64::MAX)));
        all.extend(afterwards::Say::samples().into_iter().map(|say| Self::Afterwards(say, i64::MAX)));
        all.extend(name::Say::samples().into_iter().map(|say| Self::Name(say, i64::MAX)));
        all.extend(all.clone().into_iter().map(|say| Self::Quiet(Box::new(say))));
        all
    }
}

/// Buttons in rows of at most two, so that each label can be read on a small phone.
pub fn rows_of_two(buttons: &[Button]) -> Vec<Vec<Button>> {
    buttons.chunks(2).map(<[Button]>::to_vec).collect()
}
