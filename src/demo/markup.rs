//! Owns keyboards: how they are read from a call, and what the server refuses in them.
//! It shows none of them (see `screen`).

use serde::Serialize;
use serde_json::Value;

use super::{api::Refusal, person::PersonId, wire::user_link, world::World};

const MOST_BUTTONS: usize = 100;
const MOST_DATA_BYTES: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Inline(Vec<Vec<InlineButton>>),
    Keyboard(ReplyKeyboard),
    Remove,
    ForceReply,
}

/// A button below a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InlineButton {
    pub label: String,
    pub data: Option<String>,
    pub url: Option<String>,
    /// The button as it was sent, for the wire.
    #[serde(skip)]
    pub(super) wire: Value,
}

/// The keyboard in place of the letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReplyKeyboard {
    pub keys: Vec<Vec<Key>>,
    pub one_time: bool,
    pub persistent: bool,
    pub placeholder: Option<String>,
}

/// One key of a reply keyboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Key {
    pub label: String,
    pub asks: Asks,
}

/// What a key sends when pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Asks {
    Text,
    Location,
    Contact,
}

/// Reads `reply_markup`; an inline keyboard without buttons is none at all.
pub(super) fn read(world: &World, markup: Option<&Value>) -> Result<Option<Markup>, Refusal> {
    let Some(markup) = markup.filter(|markup| !markup.is_null()) else {
        return Ok(None);
    };
    if !markup.is_object() {
        return Err(Refusal::bad("object expected as reply markup"));
    }
    if let Some(rows) = markup.get("inline_keyboard") {
        let rows = read_rows(rows, |button| read_inline(world, button))?;
        let is_empty = rows.is_empty();
        return Ok((!is_empty).then_some(Markup::Inline(rows)));
    }
    let flag = |name| markup.get(name).and_then(Value::as_bool).unwrap_or(false);
    if let Some(rows) = markup.get("keyboard") {
        let keys = read_rows(rows, read_key)?;
        let is_empty = keys.is_empty();
        return Ok((!is_empty).then(|| {
            Markup::Keyboard(ReplyKeyboard {
                keys,
                one_time: flag("one_time_keyboard"),
                persistent: flag("is_persistent"),
                placeholder: text_of(markup, "input_field_placeholder"),
            })
        }));
    }
    if flag("remove_keyboard") {
        return Ok(Some(Markup::Remove));
    }
    Ok(flag("force_reply").then_some(Markup::ForceReply))
}

/// Reads the markup of an edit: only an inline keyboard will do.
pub(super) fn read_inline_only(world: &World, markup: Option<&Value>) -> Result<Option<Markup>, Refusal> {
    let markup = read(world, markup)?;
    match markup {
        None | Some(Markup::Inline(_)) => Ok(markup),
        Some(Markup::Keyboard(_) | Markup::Remove | Markup::ForceReply) => {
            Err(Refusal::bad("inline keyboard expected"))
        }
    }
}

fn read_rows<B>(rows: &Value, read: impl Fn(&Value) -> Result<B, Refusal>) -> Result<Vec<Vec<B>>, Refusal> {
    let Some(rows) = rows.as_array() else {
        return Err(Refusal::bad("object expected as reply markup"));
    };
    let mut read_rows = Vec::new();
    let mut count = 0;
    for row in rows {
        let Some(row) = row.as_array() else {
            return Err(Refusal::bad("can't parse keyboard: an Array of Arrays of buttons is expected"));
        };
        let row = row.iter().map(&read).collect::<Result<Vec<_>, _>>()?;
        count += row.len();
        if !row.is_empty() {
            read_rows.push(row);
        }
    }
    if count > MOST_BUTTONS {
        return Err(Refusal::bad("reply markup is too long"));
    }
    Ok(read_rows)
}

fn text_of(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn read_inline(world: &World, button: &Value) -> Result<InlineButton, Refusal> {
    let unreadable = |why: &str| Refusal::bad(&format!("can't parse inline keyboard button: {why}"));
    let label = match button.get("text") {
        Some(Value::String(label)) => label.clone(),
        Some(_) => return Err(unreadable("Field \"text\" must be of type String")),
        None => return Err(unreadable("Can't find field \"text\"")),
    };
    let (data, url) = (text_of(button, "callback_data"), text_of(button, "url"));
    let has_other_action = ["switch_inline_query", "switch_inline_query_current_chat"]
        .iter()
        .chain(&["copy_text", "web_app", "login_url", "pay", "callback_game"])
        .any(|name| button.get(*name).is_some());
    if data.is_none() && url.is_none() && !has_other_action {
        return Err(unreadable("Text buttons are unallowed in the inline keyboard"));
    }
    if label.is_empty() {
        return Err(Refusal::bad("inline keyboard button text must be non-empty"));
    }
    if data.as_ref().is_some_and(|data| data.len() > MOST_DATA_BYTES) {
        return Err(Refusal::bad("BUTTON_DATA_INVALID"));
    }
    if let Some(url) = &url {
        check_link(world, url)?;
    }
    Ok(InlineButton { label, data, url, wire: button.clone() })
}

fn check_link(world: &World, url: &str) -> Result<(), Refusal> {
    if let Some(id) = user_link(url) {
        return match world.residents.get(&PersonId(id)) {
            Some(known) if known.started => Ok(()),
            Some(_) | None => Err(Refusal::bad("BUTTON_USER_INVALID")),
        };
    }
    let why = match url.split_once("://") {
        Some(("http" | "https" | "tg" | "ton", rest)) if !rest.is_empty() => None,
        Some(("http" | "https" | "tg" | "ton", _)) => Some("URL host is empty"),
        Some(_) => Some("Unsupported URL protocol"),
        None if url.contains('.') && !url.contains(char::is_whitespace) => None,
        None => Some("Wrong HTTP URL"),
    };
    why.map_or(Ok(()), |why| Err(Refusal::bad(&format!("inline keyboard button URL '{url}' is invalid: {why}"))))
}

fn read_key(button: &Value) -> Result<Key, Refusal> {
    let label = button
        .as_str()
        .or_else(|| button.get("text").and_then(Value::as_str))
        .ok_or_else(|| Refusal::bad("can't parse keyboard button: Can't find field \"text\""))?;
    if label.is_empty() {
        return Err(Refusal::bad("keyboard button text must be non-empty"));
    }
    let flag = |name| button.get(name).and_then(Value::as_bool).unwrap_or(false);
    let asks = if flag("request_location") {
        Asks::Location
    } else if flag("request_contact") {
        Asks::Contact
    } else {
        Asks::Text
    };
    Ok(Key { label: label.to_owned(), asks })
}
