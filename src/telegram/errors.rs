//! What an error of the Bot API means, read by its text: teloxide's own variants miss common ones.

use serde::Deserialize;
use serde_json::Value;
use teloxide::RequestError;

/// What an error means for the message that met it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// There was nothing left to do.
    Done(&'static str),
    /// This person cannot be written to.
    GoneUser(&'static str),
    /// There is no such chat, or Telegram does not find it just now.
    Missing(&'static str),
    /// The card to edit is gone: what it says goes in a new message.
    GoneMessage(&'static str),
    /// Wait this many seconds.
    Wait(u32),
    /// It did not leave, or the server said no before it did anything.
    Retry(&'static str),
    /// It may have arrived.
    InDoubt(&'static str),
    /// It will never be taken.
    Refused(&'static str),
    /// Nothing works with this token.
    Token,
}

impl Class {
    /// What happened, for the log.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Done(reason)
            | Self::GoneUser(reason)
            | Self::Missing(reason)
            | Self::GoneMessage(reason)
            | Self::Retry(reason)
            | Self::InDoubt(reason)
            | Self::Refused(reason) => reason,
            Self::Wait(_) => "too many calls",
            Self::Token => "the token",
        }
    }
}

/// Texts that were met, and what they mean; lower case, the first that fits counts.
const TABLE: [(&str, Class); 45] = [
    ("message is not modified", Class::Done("not modified")),
    ("query is too old", Class::Done("tap too old")),
    ("message to delete not found", Class::Done("nothing to delete")),
    ("bot was blocked", Class::GoneUser("blocked")),
    ("user_is_blocked", Class::GoneUser("blocked")),
    ("user is deactivated", Class::GoneUser("deactivated")),
    ("can't initiate", Class::GoneUser("never started")),
    ("chat not found", Class::Missing("chat not found")),
    ("peer_id_invalid", Class::Missing("chat not found")),
    ("message to edit not found", Class::GoneMessage("message gone")),
    ("message can't be edited", Class::GoneMessage("message cannot be edited")),
    ("message_id_invalid", Class::GoneMessage("message gone")),
    ("too many requests", Class::Wait(5)),
    ("retry after", Class::Wait(5)),
    ("can't parse entities", Class::Refused("markup")),
    ("message is too long", Class::Refused("too long")),
    ("message_too_long", Class::Refused("too long")),
    ("text is empty", Class::Refused("empty")),
    ("text must be non-empty", Class::Refused("empty")),
    ("reply markup is too long", Class::Refused("too many buttons")),
    ("inline keyboard expected", Class::Refused("keyboard")),
    ("button_", Class::Refused("button")),
    ("reaction_", Class::Refused("reaction")),
    ("reactions_", Class::Refused("reaction")),
    ("voice_messages_forbidden", Class::Refused("no voice messages")),
    ("topic_closed", Class::Refused("topic closed")),
    ("thread not found", Class::Refused("topic gone")),
    // Groups: they are refused, and are nobody's fault who reads there.
    ("upgraded to a supergroup", Class::Refused("moved")),
    ("migrate", Class::Refused("moved")),
    ("was kicked", Class::Refused("group gone")),
    ("not a member", Class::Refused("group gone")),
    ("was deleted", Class::Refused("group gone")),
    ("not enough rights", Class::Refused("no rights")),
    ("have no rights", Class::Refused("no rights")),
    ("chat_write_forbidden", Class::Refused("no rights")),
    ("chat_restricted", Class::Refused("no rights")),
    ("unauthorized", Class::Token),
    ("invalid bot token", Class::Token),
    ("conflict:", Class::Retry("another program polls")),
    ("internal server error", Class::InDoubt("server trouble")),
    ("bad gateway", Class::InDoubt("server trouble")),
    ("gateway timeout", Class::InDoubt("server trouble")),
    ("service unavailable", Class::InDoubt("server trouble")),
    // It may be about this message alone: nobody is gone because of it.
    ("forbidden:", Class::Refused("forbidden")),
    ("bad request:", UNKNOWN),
];

#[derive(Deserialize)]
struct Refused {
    ok: bool,
    description: String,
}

/// Never met, and counted.
const UNKNOWN: Class = Class::Refused("unknown");

/// What a text of the server means; `Refused("unknown")` where it was never met.
pub fn class_of(description: &str) -> Class {
    let lower = description.to_lowercase();
    let met = TABLE.iter().find(|(text, _)| lower.contains(text)).map(|(_, class)| *class);
    // The address of a bot that there is not, or not any more.
    met.unwrap_or(if lower.contains("not found") { Class::Token } else { UNKNOWN })
}

/// An answer that teloxide cannot read: its number of the message, where Telegram did what it was told.
pub(super) fn done_all_the_same(error: &RequestError) -> Option<i64> {
    let RequestError::InvalidJson { raw, .. } = error else { return None };
    let answer: Value = serde_json::from_str(raw).ok()?;
    answer.get("ok").and_then(Value::as_bool).filter(|ok| *ok)?;
    answer.pointer("/result/message_id").and_then(Value::as_i64)
}

/// What an error of a typed call means.
pub(super) fn class(error: &RequestError) -> Class {
    match error {
        RequestError::RetryAfter(seconds) => Class::Wait(seconds.seconds()),
        RequestError::MigrateToChatId(_) => Class::Refused("moved"),
        RequestError::Io(_) => Class::Refused("file"),
        RequestError::Network(network) if network.is_connect() => Class::Retry("no connection"),
        RequestError::Network(_) => Class::InDoubt("connection cut"),
        // A refusal with a part that teloxide does not know is one all the same.
        RequestError::InvalidJson { raw, .. } => match serde_json::from_str::<Refused>(raw) {
            Ok(Refused { ok: false, description }) => class_of(&description),
            Ok(_) | Err(_) => Class::InDoubt("no answer that can be read"),
        },
        RequestError::Api(api) => class_of(&api.to_string()),
    }
}
