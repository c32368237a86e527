//! A person who uses the bot.

use serde::{Deserialize, Serialize};

use super::{CellId, FirstName, Instant, Line, NeighbourId, limits};

/// A language that we ship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::English];

    /// The folder in `locales`, and the stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The language of a code such as "en" or "en-GB"; the first of ours where we do not ship it.
    pub fn from_code(code: &str) -> Self {
        let primary = code.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code() == primary).unwrap_or_default()
    }
}

/// How often a neighbour set their area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moves {
    /// Ever.
    pub ever: i64,
    /// Within the last month.
    pub lately: i64,
}

impl Moves {
    /// May they set it once more?
    pub const fn may_move(self, was_introduced: bool) -> bool {
        self.lately < limits::AREAS_A_MONTH || !was_introduced && self.ever < limits::AREAS_NEW
    }
}

/// Where somebody's Telegram profile is found: by their username or, without one, by a mention. Never stored; it goes
/// to the other one of an agreed introduction by their own tap, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// A username.
    Username(String),
    /// The number of the account.
    Account(i64),
}

impl Profile {
    /// The profile of an account.
    pub fn of(username: Option<&str>, account: i64) -> Self {
        let is_one = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        username.filter(is_one).map_or(Self::Account(account), |name| Self::Username(name.to_owned()))
    }
}

/// A person who uses the bot. Their Telegram id stays between `store` and `telegram`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Our own name for them.
    pub id: NeighbourId,
    /// The first name that others may see.
    pub name: FirstName,
    /// The language they are written to in.
    pub language: Language,
    /// Their area, once it was shared.
    pub cell: Option<CellId>,
    /// When they said "18 or over, I agree".
    pub agreed_at: Option<Instant>,
    /// Do they have a standing offer, paused or not?
    pub offers: bool,
    /// The line of their standing offer, which who asks reads with their yes.
    pub line: Option<Line>,
    /// Neighbours whom they helped: it happened, at least partly, and once or often.
    pub has_helped: u32,
    /// Were they ever introduced to anybody?
    pub was_introduced: bool,
}

impl Neighbour {
    /// Somebody who writes for the first time: nothing else is known of them.
    pub const fn new(id: NeighbourId, name: FirstName, language: Language) -> Self {
        Self {
            id,
            name,
            language,
            cell: None,
            agreed_at: None,
            offers: false,
            line: None,
            has_helped: 0,
            was_introduced: false,
        }
    }
}
