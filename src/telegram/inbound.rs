//! From a raw update to what a neighbour did. A place is snapped here, and the raw point dropped.

use serde_json::Value;
use teloxide::types::{
    CallbackQuery, ChatMemberUpdated, MediaKind, MediaLocation, Message, MessageKind, Update, UpdateKind, User,
};
use teloxide::utils::command::parse_command;

use super::clean::clean;
use crate::domain::{FirstName, Instant, Language, Profile, Spot, text};
use crate::talk::{Button, Input, Other, Typed};

/// A Telegram account in its private chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Telegram's number of it, and of the private chat.
    pub id: i64,
    /// Its first name.
    pub name: FirstName,
    /// The language that its app is set to, as far as we ship it.
    pub language: Language,
    /// Where its profile is found.
    pub profile: Profile,
}

/// What somebody did in the private chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// Who.
    pub account: Account,
    /// What.
    pub input: Input,
    /// The message that was tapped.
    pub tapped: Option<i64>,
    /// The tap to be answered.
    pub callback: Option<String>,
    /// The album that a message is part of: one answer for all of it.
    pub album: Option<String>,
    /// What comes with something that is not words.
    pub beside: Beside,
}

/// What comes with a picture, a place or anything else that is not words to us.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// The message that it replies to.
    pub reply_to: Option<i64>,
    /// Words beneath it, in it where it is somebody else's, or behind a command.
    pub words: Option<String>,
}

impl Beside {
    fn of(input: &Input, reply_to: Option<i64>, words: Option<String>) -> Self {
        if matches!(input, Input::Text(_) | Input::Edited(_)) { Self::default() } else { Self { reply_to, words } }
    }
}

/// Reads a raw update; `None` where it is not a person in a private chat.
pub fn read(raw: &Value, bot: &str) -> Option<Inbound> {
    let mut cleaned = raw.clone();
    clean(&mut cleaned);
    // `from_value` always ends in an error kind: only text is read whole.
    let update = serde_json::from_str::<Update>(&cleaned.to_string()).ok().map(|update| update.kind);
    match update {
        Some(UpdateKind::Message(message)) => from_message(&message, bot, false).or_else(|| minimal(raw, bot)),
        Some(UpdateKind::EditedMessage(message)) => from_message(&message, bot, true).or_else(|| minimal(raw, bot)),
        Some(UpdateKind::CallbackQuery(tap)) => from_tap(&tap),
        Some(UpdateKind::MyChatMember(change)) => from_membership(&change),
        _ => minimal(raw, bot),
    }
}

/// When a message was written, or corrected, by Telegram's clock; of a tap nobody knows.
pub fn written_at(raw: &Value) -> Option<Instant> {
    let seconds = raw.pointer("/message/date").or_else(|| raw.pointer("/edited_message/edit_date"))?.as_i64()?;
    chrono::DateTime::from_timestamp(seconds, 0)
}

/// An account as Telegram describes it, whoever read that. A contact in its name is cut.
fn person(id: i64, first_name: &str, (username, language): (Option<&str>, Option<&str>)) -> Account {
    Account {
        id,
        name: FirstName::of_telegram(first_name),
        language: Language::from_code(language.unwrap_or_default()),
        profile: Profile::of(username, id),
    }
}

fn account(user: &User) -> Option<Account> {
    let known = (user.username.as_deref(), user.language_code.as_deref());
    Some(person(i64::try_from(user.id.0).ok()?, &user.first_name, known))
}

fn from_message(message: &Message, bot: &str, edited: bool) -> Option<Inbound> {
    let account = message.from.as_ref().filter(|user| !user.is_bot).and_then(account)?;
    let MessageKind::Common(common) = &message.kind else {
        return None;
    };
    // A private chat has its person's number; teloxide's own test of the kind can panic on odd chats.
    if message.chat.id.0 != account.id {
        return None;
    }
    let reply_to = message.reply_to_message().map(|replied| i64::from(replied.id.0));
    let typed = |text: &str| Typed { text: text.to_owned(), message: i64::from(message.id.0), reply_to };
    let input = if common.forward_origin.is_some() {
        Input::Other(Other::Forward)
    } else {
        match &common.media_kind {
            MediaKind::Text(text) if edited => Input::Edited(typed(&text.text)),
            MediaKind::Text(text) => said(typed(&text.text), bot),
            // A live place moves by edits, and some edits are Telegram's own: only what has words is looked at once more.
            _ if edited && message.caption().is_none() => return None,
            MediaKind::Location(place) => located(place),
            MediaKind::Venue(venue) => snapped(venue.venue.location.latitude, venue.venue.location.longitude),
            MediaKind::Contact(card) => {
                let whose = card.contact.user_id.and_then(|user| i64::try_from(user.0).ok());
                contact(whose == Some(account.id), &card.contact.phone_number)
            }
            MediaKind::Voice(_) | MediaKind::Audio(_) | MediaKind::VideoNote(_) => Input::Other(Other::Voice),
            MediaKind::Photo(_) | MediaKind::Video(_) | MediaKind::Document(_) | MediaKind::Animation(_) => {
                Input::Other(Other::Media)
            }
            MediaKind::Sticker(_)
            | MediaKind::Poll(_)
            | MediaKind::Game(_)
            | MediaKind::Story(_)
            | MediaKind::Checklist(_)
            | MediaKind::PaidMedia(_)
            | MediaKind::Migration(_) => Input::Other(Other::Else),
        }
    };
    let beside = Beside::of(&input, reply_to, message.text().or(message.caption()).map(str::to_owned));
    let album = message.media_group_id().map(ToString::to_string);
    Some(Inbound { account, input, tapped: None, callback: None, album, beside })
}

/// A contact card: only one's own is a phone number to us.
fn contact(is_theirs: bool, phone: &str) -> Input {
    text::phone(phone).filter(|_| is_theirs).map_or(Input::Other(Other::Contact), Input::Phone)
}

fn located(place: &MediaLocation) -> Input {
    match place.location.live_period {
        Some(_) => Input::Other(Other::OddPlace),
        None => snapped(place.location.latitude, place.location.longitude),
    }
}

fn snapped(latitude: f64, longitude: f64) -> Input {
    Spot::around(latitude, longitude).map_or(Input::Other(Other::OddPlace), Input::Place)
}

/// Words, or a command of ours.
fn said(typed: Typed, bot: &str) -> Input {
    if !typed.text.starts_with('/') {
        return Input::Text(typed);
    }
    match parse_command(&typed.text, bot) {
        Some((command, args)) => match command.to_lowercase().as_str() {
            "start" => Input::Start(args.first().map(|payload| (*payload).to_owned())),
            "help" => Input::Help,
            "cancel" => Input::Cancel,
            "done" => Input::Other(Other::Done),
            _ => Input::Other(Other::UnknownCommand),
        },
        None => Input::Other(Other::UnknownCommand),
    }
}

fn from_tap(tap: &CallbackQuery) -> Option<Inbound> {
    let account = account(&tap.from)?;
    // In a group nothing is said, and nothing is done by a tap either.
    if tap.message.as_ref().is_some_and(|message| message.chat().id.0 != account.id) {
        return None;
    }
    Some(Inbound {
        input: Input::Tap(tap.data.as_deref().and_then(Button::decode)),
        tapped: tap.message.as_ref().map(|message| i64::from(message.id().0)),
        callback: Some(tap.id.to_string()),
        album: None,
        beside: Beside::default(),
        account,
    })
}

fn from_membership(change: &ChatMemberUpdated) -> Option<Inbound> {
    let account = account(&change.from)?;
    if change.chat.id.0 != account.id {
        return None;
    }
    let input = if change.new_chat_member.is_present() { Input::Unblocked } else { Input::Blocked };
    Some(Inbound { account, input, tapped: None, callback: None, album: None, beside: Beside::default() })
}

/// Our own small reader for what teloxide cannot read: who, where, and the words.
fn minimal(raw: &Value, bot: &str) -> Option<Inbound> {
    let (message, edited) = match (raw.get("message"), raw.get("edited_message")) {
        (Some(message), _) => (message, false),
        (None, Some(message)) => (message, true),
        (None, None) => return minimal_tap(raw).or_else(|| minimal_membership(raw)),
    };
    let account = minimal_account(message.get("from")?)?;
    if message.pointer("/chat/id").and_then(Value::as_i64) != Some(account.id) {
        return None;
    }
    let number = message.get("message_id").and_then(Value::as_i64).unwrap_or_default();
    let text = message.get("text").and_then(Value::as_str).map(str::to_owned);
    let text = text.or_else(|| message.get("rich_message").map(words_of_blocks)).filter(|text| !text.is_empty());
    let reply_to = message.pointer("/reply_to_message/message_id").and_then(Value::as_i64);
    let caption = message.get("caption").and_then(Value::as_str).map(str::to_owned);
    let has_words = text.is_some() || caption.is_some();
    let words = text.clone().or(caption);
    let typed = text.map(|text| Typed { text, message: number, reply_to });
    let input = match typed {
        Some(typed) if edited => Input::Edited(typed),
        None if edited && !has_words => return None,
        _ if message.get("forward_origin").is_some() => Input::Other(Other::Forward),
        Some(typed) => said(typed, bot),
        None => minimal_kind(message),
    };
    let beside = Beside::of(&input, reply_to, words);
    let album = message.get("media_group_id").and_then(Value::as_str).map(str::to_owned);
    Some(Inbound { account, input, tapped: None, callback: None, album, beside })
}

/// What a message without words is.
fn minimal_kind(message: &Value) -> Input {
    let has_one = |names: &[&str]| names.iter().any(|name| message.get(name).is_some());
    let place = message.pointer("/venue/location").or_else(|| message.get("location"));
    match place {
        Some(place) if place.get("live_period").is_none() => {
            let degrees = |name| place.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
            snapped(degrees("latitude"), degrees("longitude"))
        }
        Some(_) => Input::Other(Other::OddPlace),
        None if has_one(&["contact"]) => {
            let whose = message.pointer("/contact/user_id").and_then(Value::as_i64);
            let is_theirs = whose.is_some() && whose == message.pointer("/from/id").and_then(Value::as_i64);
            contact(is_theirs, message.pointer("/contact/phone_number").and_then(Value::as_str).unwrap_or_default())
        }
        None if has_one(&["voice", "audio", "video_note"]) => Input::Other(Other::Voice),
        None if has_one(&["photo", "video", "document", "animation", "live_photo"]) => Input::Other(Other::Media),
        None => Input::Other(Other::Else),
    }
}

/// The words of a message in blocks, a line each; formulas, pictures and the like have none.
fn words_of_blocks(rich: &Value) -> String {
    let mut lines = Vec::new();
    read_blocks(rich.get("blocks").unwrap_or(&Value::Null), &mut lines);
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

fn read_blocks(blocks: &Value, lines: &mut Vec<String>) {
    for block in blocks.as_array().into_iter().flatten() {
        lines.extend(block.get("text").map(inline_words));
        for inner in ["blocks", "items"] {
            read_blocks(block.get(inner).unwrap_or(&Value::Null), lines);
        }
    }
}

fn inline_words(text: &Value) -> String {
    match text {
        Value::String(words) => words.clone(),
        Value::Array(parts) => parts.iter().map(inline_words).collect(),
        Value::Object(part) => part.get("text").map(inline_words).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    }
}

fn minimal_tap(raw: &Value) -> Option<Inbound> {
    let tap = raw.get("callback_query")?;
    let account = minimal_account(tap.get("from")?)?;
    let chat = tap.pointer("/message/chat/id").and_then(Value::as_i64);
    if chat.is_some_and(|chat| chat != account.id) {
        return None;
    }
    Some(Inbound {
        input: Input::Tap(tap.get("data").and_then(Value::as_str).and_then(Button::decode)),
        tapped: chat.and_then(|_| tap.pointer("/message/message_id")).and_then(Value::as_i64),
        callback: tap.get("id").and_then(Value::as_str).map(str::to_owned),
        album: None,
        beside: Beside::default(),
        account,
    })
}

fn minimal_membership(raw: &Value) -> Option<Inbound> {
    let change = raw.get("my_chat_member")?;
    let account = minimal_account(change.get("from")?)?;
    if change.pointer("/chat/id").and_then(Value::as_i64) != Some(account.id) {
        return None;
    }
    let input = match change.pointer("/new_chat_member/status").and_then(Value::as_str)? {
        "kicked" | "left" => Input::Blocked,
        "member" => Input::Unblocked,
        _ => return None,
    };
    Some(Inbound { account, input, tapped: None, callback: None, album: None, beside: Beside::default() })
}

fn minimal_account(user: &Value) -> Option<Account> {
    if user.get("is_bot").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let words = |field| user.get(field).and_then(Value::as_str);
    let id = user.get("id").and_then(Value::as_i64)?;
    Some(person(id, words("first_name").unwrap_or_default(), (words("username"), words("language_code"))))
}
