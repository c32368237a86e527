//! Owns the methods that put a message into a chat.
//! It changes no message that is already there (see `editing`).

use serde_json::{Map, Value, json};

use super::{Refusal, done, writable};
use crate::demo::{
    content, html, markup,
    markup::Markup,
    params::Params,
    person::{MessageId, PersonId, Place},
    text::Marked,
    world::{Author, Body, World},
};

pub(super) const LONGEST_TEXT: usize = 4_096;
const LONGEST_CAPTION: usize = 1_024;
const CHAT_ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

pub(super) fn message(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let marked = read_message(params)?;
    let html = params.text("text").unwrap_or_default();
    put(world, params, Body::Text(marked), html)
}

/// Why a message is refused, wherever it would go.
#[cfg(test)]
pub(super) fn refusal(world: &World, params: &Params) -> Option<Refusal> {
    let read = read_message(params).and_then(|_| markup::read(world, params.nested("reply_markup").as_ref()));
    read.err()
}

fn read_message(params: &Params) -> Result<Marked, Refusal> {
    let marked = read_text(params)?;
    if marked.utf16_len() > LONGEST_TEXT {
        return Err(Refusal::bad("message is too long"));
    }
    Ok(marked)
}

/// The text of a call, with its markup read; never empty.
pub(super) fn read_text(params: &Params) -> Result<Marked, Refusal> {
    let text = params.text("text").unwrap_or_default();
    if text.is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    let marked = read_markup(&text, params)?;
    if marked.text.is_empty() {
        return Err(Refusal::bad("text must be non-empty"));
    }
    Ok(marked)
}

fn read_markup(text: &str, params: &Params) -> Result<Marked, Refusal> {
    let mode = params.text("parse_mode").unwrap_or_default().to_lowercase();
    let marked = match mode.as_str() {
        "" => Marked { text: text.to_owned(), entities: Marked::typed(text).entities },
        "html" => html::parse(text).map_err(|why| Refusal::bad(&format!("can't parse entities: {why}")))?,
        _ => return Err(Refusal::bad("unsupported parse_mode")),
    };
    Ok(marked.trimmed())
}

pub(super) fn location(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let place = read_place(params)?;
    let body = content::media("location", content::location(place));
    put(world, params, body, String::new())
}

fn read_place(params: &Params) -> Result<Place, Refusal> {
    let place = params
        .float("latitude")
        .zip(params.float("longitude"))
        .map(|(latitude, longitude)| Place { latitude, longitude });
    place.filter(|place| place.latitude.abs() <= 90.0).ok_or_else(|| Refusal::bad("wrong location specified"))
}

pub(super) fn venue(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let place = read_place(params)?;
    let title = params.text("title").unwrap_or_default();
    let address = params.text("address").unwrap_or_default();
    if title.is_empty() {
        return Err(Refusal::bad("there is no venue title in the request"));
    }
    let body = content::venue(place, &title, &address);
    put(world, params, body, String::new())
}

pub(super) fn contact(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let phone_number = params.text("phone_number").unwrap_or_default();
    let first_name = params.text("first_name").unwrap_or_default();
    if phone_number.is_empty() {
        return Err(Refusal::bad("contact phone number must be non-empty"));
    }
    if first_name.is_empty() {
        return Err(Refusal::bad("contact first name must be non-empty"));
    }
    let card = json!({ "phone_number": phone_number, "first_name": first_name });
    put(world, params, content::media("contact", card), String::new())
}

/// A file that the server already has, by its id.
pub(super) fn file(world: &mut World, params: &Params, kind: &str) -> Result<Value, Refusal> {
    let file_id = params.text(kind).unwrap_or_default();
    if file_id.is_empty() {
        return Err(Refusal::bad(&format!("there is no {kind} in the request")));
    }
    let html = params.text("caption").unwrap_or_default();
    let caption = read_markup(&html, params)?;
    if caption.utf16_len() > LONGEST_CAPTION {
        return Err(Refusal::bad("message caption is too long"));
    }
    let value = match kind {
        "photo" => content::photo_sizes(&file_id),
        "voice" => content::voice(&file_id, 1),
        _ => content::file(&file_id, json!({})),
    };
    let body = Body::Media {
        kind: kind.to_owned(),
        caption: (!caption.text.is_empty()).then_some(caption),
        fields: Map::from_iter([(kind.to_owned(), value)]),
    };
    put(world, params, body, html)
}

pub(super) fn chat_action(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let action = params.text("action").unwrap_or_default();
    if !CHAT_ACTIONS.contains(&action.as_str()) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    let who = writable(world, params)?;
    if let Some(resident) = world.residents.get_mut(&who) {
        resident.chat_action = Some(action);
    }
    Ok(done())
}

fn put(world: &mut World, params: &Params, body: Body, html: String) -> Result<Value, Refusal> {
    let markup = markup::read(world, params.nested("reply_markup").as_ref())?;
    let who = writable(world, params)?;
    let reply_to = replied(world, params, who)?;
    let id = world.post(who, Author::Bot, body);
    world.hear(who);
    if let Some(stored) = world.messages.get_mut(&id) {
        if params.text("parse_mode").is_some() {
            stored.html = html;
        }
        stored.markup.clone_from(&markup);
        stored.reply_to = reply_to;
        stored.silent = params.flag("disable_notification");
    }
    if let Some(resident) = world.residents.get_mut(&who) {
        resident.chat_action = None;
        match markup {
            Some(Markup::Keyboard(keyboard)) => resident.keyboard = Some(keyboard),
            Some(Markup::Remove) => resident.keyboard = None,
            Some(Markup::Inline(_) | Markup::ForceReply) | None => {}
        }
    }
    Ok(world.message_json(id))
}

/// The message that is replied to, by the new parameter or the old one.
fn replied(world: &World, params: &Params, who: PersonId) -> Result<Option<MessageId>, Refusal> {
    let reply = params.nested("reply_parameters");
    let field = |name: &str| reply.as_ref().and_then(|reply| reply.get(name));
    let id =
        field("message_id").and_then(Value::as_i64).map(MessageId).or_else(|| params.message("reply_to_message_id"));
    let forgiving = params.flag("allow_sending_without_reply")
        || field("allow_sending_without_reply").and_then(Value::as_bool) == Some(true);
    match id {
        Some(id) if world.message_in(who, id).is_some() => Ok(Some(id)),
        Some(_) if !forgiving => Err(Refusal::bad("message to be replied not found")),
        Some(_) | None => Ok(None),
    }
}
