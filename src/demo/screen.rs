//! Owns what a person sees: the messages of their chat, the keyboard, the notices on top.
//! It shows what a client would, and nothing that only the wire knows.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    Telegram,
    html::escape,
    markup::{InlineButton, Markup, ReplyKeyboard},
    person::{MessageId, PersonId, Place},
    world::{Author, Body, PRESS_LIFE_MS, Stored, World},
};

/// A person's chat with the bot, as their client shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Screen {
    pub messages: Vec<Shown>,
    /// The reply keyboard, unless it is removed or, a one-time one, used.
    pub keyboard: Option<ReplyKeyboard>,
    /// Answers to presses, oldest first.
    pub notices: Vec<Notice>,
    /// Pressed buttons that still wait for an answer.
    pub spinning: usize,
    /// What the bot says it is doing, until its next message.
    pub chat_action: Option<String>,
    /// Has ever pressed Start; before that the client shows only that button.
    pub started: bool,
    pub blocks_bot: bool,
}

/// The short text over the chat that answers a press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    pub text: String,
    /// Must be closed by hand.
    pub is_alert: bool,
}

/// One message on a screen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    pub id: MessageId,
    pub from_bot: bool,
    /// `text`, or the kind of what is sent: `photo`, `location`, …
    pub kind: String,
    /// The text or the caption, without markup.
    pub text: String,
    /// What a client writes about anything but a text: the file's name, the card's name and number.
    pub detail: Option<String>,
    /// The text or the caption as the bot sent it; escaped when it was sent as plain text.
    pub html: String,
    pub buttons: Vec<Vec<InlineButton>>,
    pub date_ms: i64,
    pub edited: bool,
    pub reply_to: Option<MessageId>,
    pub reactions: Vec<String>,
    pub location: Option<Place>,
    /// Came without a sound.
    pub silent: bool,
}

impl Telegram {
    /// How often the bot wrote to `who` or changed what they see. Cheap: a load of many people asks all the time.
    pub fn heard(&self, who: PersonId) -> u64 {
        self.with(|world| world.residents.get(&who).map_or(0, |resident| resident.heard))
    }

    /// What is in the chat of `who` from one message on.
    pub fn since(&self, who: PersonId, first: MessageId) -> Vec<Shown> {
        self.with(|world| {
            let later = world.messages.range(first..).map(|(_, message)| message);
            later.filter(|message| message.chat == who).map(shown).collect()
        })
    }

    /// What `who` sees; an empty screen for someone who is not there.
    pub fn screen(&self, who: PersonId) -> Screen {
        self.with(|world| screen(world, who))
    }
}

fn screen(world: &World, who: PersonId) -> Screen {
    let Some(resident) = world.residents.get(&who) else {
        return Screen::default();
    };
    Screen {
        messages: world.messages.values().filter(|message| message.chat == who).map(shown).collect(),
        keyboard: resident.keyboard.clone(),
        notices: resident.notices.clone(),
        spinning: world
            .presses
            .values()
            .filter(|press| press.who == who && !press.answered)
            .filter(|press| world.now_ms() - press.at_ms <= PRESS_LIFE_MS)
            .count(),
        chat_action: resident.chat_action.clone(),
        started: resident.started,
        blocks_bot: resident.blocks_bot,
    }
}

pub(super) fn shown(stored: &Stored) -> Shown {
    let (kind, text, detail, location) = match &stored.body {
        Body::Text(marked) => ("text", marked.text.clone(), None, None),
        Body::Media { kind, caption, fields } => {
            let text = match caption {
                Some(caption) => caption.text.clone(),
                None => raw_text(fields),
            };
            let place = place_in(fields.get("location"));
            (kind.as_str(), text, detail(fields), place)
        }
    };
    let html = if stored.html.is_empty() { escape(&text) } else { stored.html.clone() };
    let buttons = match &stored.markup {
        Some(Markup::Inline(rows)) => rows.clone(),
        Some(Markup::Keyboard(_) | Markup::Remove | Markup::ForceReply) | None => Vec::new(),
    };
    Shown {
        id: stored.id,
        from_bot: stored.author == Author::Bot,
        kind: kind.to_owned(),
        text,
        detail,
        html,
        buttons,
        date_ms: stored.at_ms,
        edited: stored.edited_ms.is_some(),
        reply_to: stored.reply_to,
        reactions: stored.reactions.clone(),
        location,
        silent: stored.silent,
    }
}

/// The text of a message whose fields are sent as they are.
fn raw_text(fields: &Map<String, Value>) -> String {
    ["text", "caption"].iter().find_map(|name| fields.get(*name).and_then(Value::as_str)).unwrap_or_default().to_owned()
}

/// The parts of what was sent that a client shows in words.
fn detail(fields: &Map<String, Value>) -> Option<String> {
    const SHOWN: [&str; 11] = [
        "/sticker/emoji",
        "/document/file_name",
        "/contact/first_name",
        "/contact/last_name",
        "/contact/phone_number",
        "/venue/title",
        "/venue/address",
        "/forward_origin/sender_user/first_name",
        "/forward_origin/sender_user_name",
        "/forward_origin/chat/title",
        "/poll/question",
    ];
    let whole = Value::Object(fields.clone());
    let parts: Vec<&str> = SHOWN
        .iter()
        .filter_map(|path| whole.pointer(path).and_then(Value::as_str))
        .filter(|part| !part.is_empty())
        .collect();
    let seconds = whole.pointer("/voice/duration").and_then(Value::as_u64);
    match seconds {
        Some(seconds) => Some(format!("{}:{:02}", seconds / 60, seconds % 60)),
        None => (!parts.is_empty()).then(|| parts.join(", ")),
    }
}

fn place_in(location: Option<&Value>) -> Option<Place> {
    let location = location?;
    Some(Place { latitude: location.get("latitude")?.as_f64()?, longitude: location.get("longitude")?.as_f64()? })
}
