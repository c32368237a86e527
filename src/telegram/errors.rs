//! What an error of the Bot API means, read by its text: teloxide's own variants miss common ones.

use serde::Deserialize;
use serde_json::Value;
use teloxide::{ApiError, RequestError};

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

/// Texts that were met, and what they mean: whole, or where a star ends them what they begin with. In lower case, since
/// teloxide says some of them in its own way; the first that fits counts.
pub(super) const TABLE: [(&str, Class); 53] = [
    ("bad request: message is not modified*", Class::Done("not modified")),
    ("bad request: query is too old*", Class::Done("tap too old")),
    ("bad request: message to delete not found", Class::Done("nothing to delete")),
    ("forbidden: bot was blocked by the user", Class::GoneUser("blocked")),
    ("forbidden: user_is_blocked", Class::GoneUser("blocked")),
    ("bad request: user_is_blocked", Class::GoneUser("blocked")),
    ("forbidden: user is deactivated", Class::GoneUser("deactivated")),
    ("forbidden: bot can't initiate conversation with a user", Class::GoneUser("never started")),
    ("unauthorized: bot can't initiate conversation with a user", Class::GoneUser("never started")),
    ("bad request: chat not found", Class::Missing("chat not found")),
    ("bad request: peer_id_invalid", Class::Missing("chat not found")),
    ("bad request: message to edit not found", Class::GoneMessage("message gone")),
    ("bad request: message can't be edited", Class::GoneMessage("message cannot be edited")),
    ("bad request: message_id_invalid", Class::GoneMessage("message gone")),
    ("too many requests*", Class::Wait(5)),
    ("bad request: can't parse entities*", Class::Refused("markup")),
    ("bad request: message is too long", Class::Refused("too long")),
    ("bad request: message_too_long", Class::Refused("too long")),
    ("request entity too large", Class::Refused("too long")),
    ("bad request: message text is empty", Class::Refused("empty")),
    ("bad request: text must be non-empty", Class::Refused("empty")),
    ("bad request: reply markup is too long", Class::Refused("too many buttons")),
    ("bad request: inline keyboard expected", Class::Refused("keyboard")),
    ("bad request: inline keyboard button text must be non-empty", Class::Refused("button")),
    ("bad request: can't parse inline keyboard button*", Class::Refused("button")),
    ("bad request: button_*", Class::Refused("button")),
    ("bad request: reaction_*", Class::Refused("reaction")),
    ("bad request: reactions_*", Class::Refused("reaction")),
    ("bad request: message to react not found", Class::Refused("reaction")),
    ("bad request: voice_messages_forbidden", Class::Refused("no voice messages")),
    ("bad request: topic_closed", Class::Refused("topic closed")),
    ("bad request: message thread not found", Class::Refused("topic gone")),
    // Groups: they are refused, and are nobody's fault who reads there.
    ("bad request: group chat was upgraded to a supergroup chat", Class::Refused("moved")),
    ("forbidden: bot was kicked from *", Class::Refused("group gone")),
    ("unauthorized: bot was kicked from *", Class::Refused("group gone")),
    ("forbidden: bot is not a member of *", Class::Refused("group gone")),
    ("forbidden: the group chat was deleted", Class::Refused("group gone")),
    ("bad request: group is deactivated", Class::Refused("group gone")),
    ("bad request: not enough rights*", Class::Refused("no rights")),
    ("bad request: have no rights*", Class::Refused("no rights")),
    ("bad request: need administrator rights*", Class::Refused("no rights")),
    ("bad request: chat_write_forbidden", Class::Refused("no rights")),
    ("bad request: chat_restricted", Class::Refused("no rights")),
    // It may be about this message alone: nobody is gone because of it.
    ("forbidden: *", Class::Refused("forbidden")),
    // Whatever it adds: it is about the bot, and what is to be said waits.
    ("unauthorized*", Class::Token),
    // As teloxide says either of "Unauthorized" and "Not Found", the address of a bot that there is not, or not any more.
    ("invalid bot token", Class::Token),
    ("not found", Class::Token),
    ("conflict: *", Class::Retry("another program polls")),
    ("can't use getupdates method while webhook is active", Class::Retry("another program polls")),
    ("internal server error*", Class::InDoubt("server trouble")),
    ("bad gateway*", Class::InDoubt("server trouble")),
    ("gateway timeout*", Class::InDoubt("server trouble")),
    ("service unavailable*", Class::InDoubt("server trouble")),
];

#[derive(Deserialize)]
struct Refused {
    ok: bool,
    description: String,
}

/// What a text of the server means. One that was never met is counted, and takes the message for refused as it is: it is
/// said more simply, and in the end apologised for; nobody is gone, and nothing waits for ever.
pub fn class_of(description: &str) -> Class {
    let told = description.to_lowercase();
    let met = TABLE.iter().find(|(text, _)| fits(text, &told)).map(|(_, class)| *class);
    met.unwrap_or(Class::Refused("unknown"))
}

fn fits(text: &str, told: &str) -> bool {
    text.strip_suffix('*').map_or(text == told, |beginning| told.starts_with(beginning))
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
        // What teloxide does not know it shows within words of its own.
        RequestError::Api(ApiError::Unknown(told)) => class_of(told),
        RequestError::Api(api) => class_of(&api.to_string()),
    }
}
