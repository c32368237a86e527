//! Owns the methods: each answers as the server does, or refuses in the server's own words.
//! It reads no HTTP and plans no faults.

mod callbacks;
mod editing;
mod polling;
mod reactions;
mod sending;
mod settings;

use serde_json::{Value, json};

use super::{
    Telegram,
    params::Params,
    person::{MessageId, PersonId},
    wire,
    world::World,
};

/// A result as JSON text: the order of an update's fields matters.
pub(super) struct Answer(pub String);

impl From<Value> for Answer {
    fn from(result: Value) -> Self {
        Self(result.to_string())
    }
}

/// A call that was not done, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub code: u16,
    pub description: String,
    pub retry_after: Option<u32>,
}

impl Refusal {
    pub fn new(code: u16, description: &str) -> Self {
        Self { code, description: description.to_owned(), retry_after: None }
    }

    pub fn bad(why: &str) -> Self {
        Self::new(400, &format!("Bad Request: {why}"))
    }

    pub fn forbidden(why: &str) -> Self {
        Self::new(403, &format!("Forbidden: {why}"))
    }

    pub fn too_many(retry_after: Option<u32>) -> Self {
        let description = match retry_after {
            Some(seconds) => format!("Too Many Requests: retry after {seconds}"),
            None => "Too Many Requests: retry later".to_owned(),
        };
        Self { retry_after, ..Self::new(429, &description) }
    }
}

const METHODS: [&str; 26] = [
    "getMe",
    "getUpdates",
    "sendMessage",
    "sendLocation",
    "sendVenue",
    "sendContact",
    "sendPhoto",
    "sendVoice",
    "sendDocument",
    "sendChatAction",
    "editMessageText",
    "editMessageReplyMarkup",
    "deleteMessage",
    "deleteMessages",
    "answerCallbackQuery",
    "setMessageReaction",
    "setMyCommands",
    "getMyCommands",
    "deleteMyCommands",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
    "deleteWebhook",
    "getWebhookInfo",
    "getChat",
];

/// The method's name as documented; the server does not mind capitals.
pub(super) fn known(method: &str) -> Option<&'static str> {
    METHODS.into_iter().find(|known| known.eq_ignore_ascii_case(method))
}

/// Why a message would be refused, wherever it went; nothing is sent.
#[cfg(test)]
pub(super) fn refusal(world: &World, message: &Params) -> Option<String> {
    sending::refusal(world, message).map(|refusal| refusal.description)
}

pub(super) async fn call(telegram: &Telegram, method: &str, params: &Params) -> Result<Answer, Refusal> {
    if method == "getUpdates" {
        return polling::get_updates(telegram, params).await;
    }
    telegram.change(|world| answer(world, method, params).map(Answer::from))
}

fn answer(world: &mut World, method: &str, params: &Params) -> Result<Value, Refusal> {
    admit(world, method, params)?;
    match method {
        "getMe" => Ok(wire::me(world)),
        "sendMessage" => sending::message(world, params),
        "sendLocation" => sending::location(world, params),
        "sendVenue" => sending::venue(world, params),
        "sendContact" => sending::contact(world, params),
        "sendPhoto" => sending::file(world, params, "photo"),
        "sendVoice" => sending::file(world, params, "voice"),
        "sendDocument" => sending::file(world, params, "document"),
        "sendChatAction" => sending::chat_action(world, params),
        "editMessageText" => editing::text(world, params),
        "editMessageReplyMarkup" => editing::reply_markup(world, params),
        "deleteMessage" => editing::delete(world, params),
        "deleteMessages" => editing::delete_many(world, params),
        "answerCallbackQuery" => callbacks::answer(world, params),
        "setMessageReaction" => reactions::set(world, params),
        "deleteWebhook" => Ok(polling::delete_webhook(world, params)),
        "getWebhookInfo" => Ok(polling::webhook_info(world)),
        "getChat" => Ok(wire::full_chat(world, writable(world, params)?)),
        "setMyCommands" => settings::set_commands(world, params),
        "getMyCommands" => Ok(settings::commands(world, params)),
        "deleteMyCommands" => Ok(settings::delete_commands(world, params)),
        "setMyDescription" => settings::set_text(world, params, "description"),
        "getMyDescription" => Ok(settings::text(world, params, "description")),
        "setMyShortDescription" => settings::set_text(world, params, "short_description"),
        "getMyShortDescription" => Ok(settings::text(world, params, "short_description")),
        _ => Err(Refusal::new(404, "Not Found")),
    }
}

/// Counts the call against the flood limits, if it shows anything to anyone.
fn admit(world: &mut World, method: &str, params: &Params) -> Result<(), Refusal> {
    let counts = (method.starts_with("send") && method != "sendChatAction") || method.starts_with("edit");
    let Some(chat) = params.person("chat_id").filter(|_| counts) else {
        return Ok(());
    };
    let now_ms = world.now_ms();
    world.faults.admit(chat, now_ms).map_err(|seconds| Refusal::too_many(Some(seconds)))
}

/// The chat that a call is about, if the bot may write there.
fn writable(world: &World, params: &Params) -> Result<PersonId, Refusal> {
    let who = chat(world, params)?;
    let resident = world.residents.get(&who);
    let resident = resident.ok_or_else(|| Refusal::bad("chat not found"))?;
    if !resident.started {
        // Someone the bot knows of but who never pressed Start; whom it has never met is not found.
        return Err(Refusal::forbidden("bot can't initiate conversation with a user"));
    }
    if resident.blocks_bot {
        return Err(Refusal::forbidden("bot was blocked by the user"));
    }
    Ok(who)
}

fn chat(world: &World, params: &Params) -> Result<PersonId, Refusal> {
    if params.text("chat_id").is_none_or(|id| id.is_empty()) {
        return Err(Refusal::bad("chat_id is empty"));
    }
    params
        .person("chat_id")
        .filter(|who| world.residents.contains_key(who))
        .ok_or_else(|| Refusal::bad("chat not found"))
}

fn message_id(params: &Params) -> Result<MessageId, Refusal> {
    params.message("message_id").ok_or_else(|| Refusal::bad("message identifier is not specified"))
}

fn done() -> Value {
    json!(true)
}
