//! The outbox: the only way to speak. Rows end with a state and a reason; the payload is erased at the end.
//! What is sent, and how that ends, is in `sending` and `ended` beside; what need not be sent any more in `unsent`.

mod ended;
mod sending;
mod unsent;

use crate::domain::{CardId, Guard, Hours, Instant, IntroductionId, Language, NeighbourId, PingId};

use super::said::Message;
use super::tx::{Hit as _, Run as _};
use super::{Result, Store, StoreError, Tx, from_ms, to_ms};

pub(super) use sending::MAY_GO;
#[cfg(test)]
pub(super) use sending::batch_texts;
pub use unsent::Unsent;

/// The name of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(pub i64);

/// Who goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Replies and safety.
    Replies,
    /// What a person did not wait for.
    Notices,
    /// Edits of cards that nobody is looking at.
    Bulk,
}

impl Lane {
    const fn stored(self) -> i64 {
        match self {
            Self::Replies => 0,
            Self::Notices => 1,
            Self::Bulk => 2,
        }
    }

    fn read(stored: i64) -> Result<Self> {
        match stored {
            0 => Ok(Self::Replies),
            1 => Ok(Self::Notices),
            2 => Ok(Self::Bulk),
            _ => Err(StoreError::Unreadable("a lane of the outbox")),
        }
    }
}

/// Which call a row makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A new message.
    Send,
    /// The message of a card is edited.
    Edit,
    /// A message of theirs gets a reaction.
    React,
}

/// How a message is said: each is tried where Telegram refuses the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As it was written.
    Whole,
    /// Its words alone, with the keyboard.
    Plain,
    /// Its words alone.
    Bare,
    /// An apology in its place.
    Apology,
}

impl Form {
    const fn stored(self) -> i64 {
        match self {
            Self::Whole => 0,
            Self::Plain => 1,
            Self::Bare => 2,
            Self::Apology => 3,
        }
    }

    fn read(stored: i64) -> Result<Self> {
        match stored {
            0 => Ok(Self::Whole),
            1 => Ok(Self::Plain),
            2 => Ok(Self::Bare),
            3 => Ok(Self::Apology),
            _ => Err(StoreError::Unreadable("a form of the outbox")),
        }
    }
}

/// A row to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRow {
    /// To whom.
    pub to: NeighbourId,
    /// Who goes first.
    pub lane: Lane,
    /// The card that the new message is.
    pub card: Option<CardId>,
    /// The rendered message, as JSON.
    pub payload: String,
    /// What must still be true when it is sent.
    pub guard: Guard,
    /// When it may be sent.
    pub hours: Hours,
}

/// The first row that waits for a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Which row.
    pub row: RowId,
    /// Whose chat.
    pub to: NeighbourId,
    /// Its lane.
    pub lane: Lane,
}

/// A row that is being sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Which row.
    pub row: RowId,
    /// Whose chat.
    pub to: NeighbourId,
    /// The chat's Telegram id.
    pub chat: i64,
    /// Which call.
    pub method: Method,
    /// The message to edit.
    pub message: Option<i64>,
    /// The rendered message, as JSON.
    pub payload: String,
    /// May it have been seen already?
    pub resent: bool,
    /// Is the new message a card? Then its number is kept.
    pub is_card: bool,
    /// How often it was tried before.
    pub tries: i64,
    /// How it is said.
    pub form: Form,
    /// How often it alone got no answer that can be read.
    pub doubts: i64,
    /// Does its reader wait for it, or not look at all?
    pub lane: Lane,
    /// The language of who reads it.
    pub language: Language,
    /// What became of the row that this one waited for.
    pub after: After,
}

/// What became of a row that another one waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// It arrived, or there was none.
    Arrived,
    /// What it said was no longer true, so it was not sent.
    Untrue,
    /// It could not be sent.
    Lost,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Which row.
    pub row: RowId,
    /// Whose chat.
    pub to: NeighbourId,
    /// Was the message to be a card?
    pub is_card: bool,
    /// When the call began.
    pub began: Instant,
    /// How.
    pub verdict: Verdict,
}

/// What a call's answer means for its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It arrived, as this message.
    Sent {
        /// Telegram's number of it.
        message: i64,
    },
    /// There was nothing left to do.
    Done {
        /// Why not.
        reason: &'static str,
    },
    /// This person cannot be written to.
    Gone {
        /// Why not.
        reason: &'static str,
    },
    /// Telegram does not find the chat: gone where that was so often, else once more.
    Missing {
        /// When it is tried again.
        again: Instant,
    },
    /// It will never be taken.
    Refused {
        /// Why not.
        reason: &'static str,
    },
    /// It was not taken as it is: what it says goes once more, more simply.
    Simpler {
        /// How.
        form: Form,
        /// May it have arrived all the same?
        in_doubt: bool,
    },
    /// An apology arrived in its place, as this message.
    Apologised {
        /// Telegram's number of the apology.
        message: i64,
    },
    /// The message to edit is gone: what it says goes in a new one.
    SendAnew,
    /// Once more, later.
    Again {
        /// When.
        at: Instant,
        /// May it have arrived all the same?
        in_doubt: bool,
    },
    /// Once more, later; it may have arrived. Others' messages do arrive: this one counts how often that was so.
    Doubted {
        /// When.
        at: Instant,
    },
}

/// The kind of a guard, its thing, and the version of the ask that it names.
const fn stored_guard(guard: Guard) -> (Option<&'static str>, Option<i64>, Option<i64>) {
    match guard {
        Guard::None => (None, None, None),
        Guard::PingOpen(PingId(id), version) => (Some("ping_open"), Some(id), Some(version)),
        Guard::Proposed(IntroductionId(id), version) => (Some("proposed"), Some(id), Some(version)),
        Guard::Silent(IntroductionId(id), version) => (Some("silent"), Some(id), Some(version)),
        Guard::Agreed(IntroductionId(id)) => (Some("agreed"), Some(id), None),
        Guard::Current(IntroductionId(id)) => (Some("current"), Some(id), None),
        Guard::Met(IntroductionId(id)) => (Some("met"), Some(id), None),
        Guard::InTouch(IntroductionId(id)) => (Some("in_touch"), Some(id), None),
    }
}

fn stored_hours(hours: Hours) -> (i64, Option<i64>) {
    match hours {
        Hours::Any | Hours::AsBefore => (0, None),
        Hours::Waking { until } => (1, until.map(to_ms)),
    }
}

fn message(row: &NewRow, (card, is_edit): (Option<i64>, bool), now: Instant) -> Message {
    let (wakes, expires_ms) = stored_hours(row.hours);
    Message {
        neighbour: row.to.0,
        lane: row.lane.stored(),
        is_edit,
        card,
        payload: row.payload.clone(),
        guard: stored_guard(row.guard),
        now_ms: to_ms(now),
        wakes,
        // What became of a thing is worth telling however late.
        expires_ms: expires_ms.filter(|_| !is_edit),
        as_before: row.hours == Hours::AsBefore,
    }
}

impl Tx {
    /// A new message.
    pub async fn send(&mut self, row: &NewRow, now: Instant) -> Result<()> {
        let card = row.card.map(|card| card.0);
        self.say(message(row, (card, false), now)).await
    }

    /// A receipt: once the row of `passed` ended, the message in `payload` gets a reaction, or its writer a sentence.
    pub async fn receipt(&mut self, passed: CardId, to: NeighbourId, payload: &str, now: Instant) -> Result<()> {
        sqlx::query(
            "insert into outbox (neighbour_id, lane, method, payload, after_id, due_ms, state, made_at_ms) \
             select $1, 1, 'react', $3, o.id, $4, 'waiting', $4 from outbox o where o.card_id = $2 and o.method = 'send'",
        )
        .bind(to.0)
        .bind(passed.0)
        .bind(payload)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("receipt")
    }

    /// An edit of a card: into its message while that is unsent, in place of an edit that still waits, or after both.
    pub async fn edit(&mut self, card: CardId, row: &NewRow, now: Instant) -> Result<()> {
        self.say(message(row, (Some(card.0), true), now)).await
    }

    async fn say(&mut self, message: Message) -> Result<()> {
        if message.card.is_some_and(|card| self.said.shows(card)) {
            self.now().await?;
        }
        self.said.message(message);
        Ok(())
    }
}

impl Store {
    /// When a row that waits may be sent, where none may now.
    pub async fn next_send(&self, now: Instant) -> Result<Option<Instant>> {
        let next: Option<i64> = sqlx::query_scalar(
            "select min(max(o.due_ms, coalesce((select until_ms from waits w where w.neighbour_id = o.neighbour_id), 0))) \
             from outbox o where o.state = 'waiting' \
             and max(o.due_ms, coalesce((select until_ms from waits w where w.neighbour_id = o.neighbour_id), 0)) > $1",
        )
        .bind(to_ms(now))
        .fetch_one(&self.readers)
        .await?;
        next.map(from_ms).transpose()
    }

    /// Every state and how many rows are in it, for a test beside the running program.
    pub async fn outbox_states(&self) -> Result<Vec<(String, i64)>> {
        Ok(sqlx::query_as("select state, count(*) from outbox group by state order by state")
            .fetch_all(&self.readers)
            .await?)
    }
}
