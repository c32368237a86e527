//! What a neighbour did, as the journeys see it.

use crate::domain::Spot;

use super::Button;

/// One thing that a neighbour did in the private chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// /start, with the payload of a deep link.
    Start(Option<String>),
    /// /help.
    Help,
    /// /cancel.
    Cancel,
    /// A tap on an inline button; `None` where its code is not one of ours.
    Tap(Option<Button>),
    /// The label of a reply button in plain text: a tap on it, or words like any other where no form is open.
    Key(Key, Typed),
    /// Words.
    Text(Typed),
    /// A message that was sent before, with other words now.
    Edited(Typed),
    /// A shared place, snapped to its cell.
    Place(Spot),
    /// Their own contact: the phone number, with its plus.
    Phone(String),
    /// Anything else.
    Other(Other),
    /// They blocked the bot.
    Blocked,
    /// They unblocked the bot.
    Unblocked,
}

/// Words as they were typed, and Telegram's number of the message in this chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The words.
    pub text: String,
    /// The message that carries them.
    pub message: i64,
    /// The message that they reply to.
    pub reply_to: Option<i64>,
}

/// A reply button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// "Share roughly where I am", as text: this client cannot share a place.
    SharePlace,
    /// "Share my phone number", as text: it was typed.
    SharePhone,
    /// Back.
    Back,
    /// Cancel.
    Cancel,
}

impl Key {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::SharePlace, Self::SharePhone, Self::Back, Self::Cancel];
}

/// A message that is not words, and not a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// Somebody else's message, forwarded.
    Forward,
    /// Voice or a video note.
    Voice,
    /// A photo, video or file.
    Media,
    /// A contact card, but not their own.
    Contact,
    /// A place that moves, or that is not on Earth.
    OddPlace,
    /// A command that we do not know.
    UnknownCommand,
    /// /done: where they write to somebody it is the button; elsewhere we do not know it.
    Done,
    /// A sticker, a poll, dice, and whatever comes next.
    Else,
}

impl Other {
    /// Is it for the bot alone: a command, that is?
    pub const fn is_command(self) -> bool {
        match self {
            Self::UnknownCommand | Self::Done => true,
            Self::Forward | Self::Voice | Self::Media | Self::Contact | Self::OddPlace | Self::Else => false,
        }
    }
}
