//! Owns who people are: ids, accounts, and why a client does not let them do something.
//! It does nothing (see `people`).

use std::fmt;

use serde::Serialize;

/// A Telegram user id, which is also the id of the private chat with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PersonId(pub u64);

/// Message ids are counted per bot account, in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct MessageId(pub i64);

impl fmt::Display for PersonId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// Degrees, as the sender's client claims them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    pub latitude: f64,
    pub longitude: f64,
}

/// An account and what its client can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub first_name: String,
    pub last_name: Option<String>,
    pub username: Option<String>,
    pub language_code: Option<String>,
    /// False for a client on a desk: it has no way to share where it is.
    pub can_share_place: bool,
}

impl Person {
    pub fn named(first_name: &str) -> Self {
        Self {
            first_name: first_name.to_owned(),
            last_name: None,
            username: None,
            language_code: Some("en".to_owned()),
            can_share_place: true,
        }
    }

    #[must_use]
    pub fn last_name(mut self, last_name: &str) -> Self {
        self.last_name = Some(last_name.to_owned());
        self
    }

    #[must_use]
    pub fn username(mut self, username: &str) -> Self {
        self.username = Some(username.to_owned());
        self
    }

    /// An empty code for a client that names no language.
    #[must_use]
    pub fn language_code(mut self, code: &str) -> Self {
        self.language_code = (!code.is_empty()).then(|| code.to_owned());
        self
    }

    #[must_use]
    pub fn without_place(mut self) -> Self {
        self.can_share_place = false;
        self
    }
}

/// Why a client does not let a person do this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    NobodyThere,
    NotStarted,
    BlocksTheBot,
    EmptyText,
    NoSuchMessage,
    NotTheirMessage,
    TooOldToEdit,
    NoSuchButton,
    OpensALink,
    NoSuchKey,
    SharesItsPlace,
    SharesItsContact,
    NoPlaceAskedFor,
    CannotShareAPlace,
}

impl fmt::Display for Impossible {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NobodyThere => "there is no such person",
            Self::NotStarted => "the client shows only a Start button",
            Self::BlocksTheBot => "the bot is blocked",
            Self::EmptyText => "an empty message cannot be sent",
            Self::NoSuchMessage => "there is no such message in the chat",
            Self::NotTheirMessage => "only one's own text can be edited",
            Self::TooOldToEdit => "the message is too old to be edited",
            Self::NoSuchButton => "there is no such button on the message",
            Self::OpensALink => "the button opens a link and sends nothing",
            Self::NoSuchKey => "no such key is showing",
            Self::SharesItsPlace => "this client shares its place",
            Self::SharesItsContact => "this client shares its contact",
            Self::NoPlaceAskedFor => "no key that asks for a place is showing",
            Self::CannotShareAPlace => "this client cannot share its place",
        })
    }
}

impl std::error::Error for Impossible {}
