//! What is kept for a week of an update that could not be handled: enough to take it again, and of its people no more
//! than the bot knows anyway. Names of fields are Telegram's own and say what kind of message it was.

use serde_json::{Map, Value};

/// Fields whose value is kept; `text` only where the person wrote it now.
const VALUES: [&str; 16] = [
    "update_id",
    "message_id",
    "date",
    "edit_date",
    "id",
    "type",
    "is_bot",
    "first_name",
    "text",
    "offset",
    "length",
    "data",
    "status",
    "media_group_id",
    "chat_instance",
    "inline_message_id",
];

/// Fields that are looked into.
const OPENED: [&str; 15] = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat",
    "from",
    "entities",
    "rich_message",
    "blocks",
    "items",
    "text",
    "reply_to_message",
    "old_chat_member",
    "new_chat_member",
    "user",
];

/// An update's JSON as it is kept: without surnames, usernames, places, contacts, files, and words of anybody else.
pub fn kept(raw: &Value) -> Value {
    cut(raw, true)
}

/// `theirs`: are these the person's own words, and not those of a message that they tapped or reply to?
fn cut(value: &Value, theirs: bool) -> Value {
    match value {
        Value::Object(fields) => {
            let is_tap = fields.contains_key("data");
            let kept = fields.iter().filter_map(|(name, field)| {
                let theirs = theirs && name != "reply_to_message" && !(is_tap && name == "message");
                Some((name.clone(), cut_field(name, field, theirs)?))
            });
            Value::Object(kept.collect())
        }
        Value::Array(items) => items.iter().map(|item| cut(item, theirs)).collect(),
        // The words of a message in blocks stand in lists.
        Value::String(_) if theirs => value.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Value::Null,
    }
}

fn cut_field(name: &str, field: &Value, theirs: bool) -> Option<Value> {
    match field {
        Value::Object(_) | Value::Array(_) if OPENED.contains(&name) => Some(cut(field, theirs)),
        // That it was there says what kind of message it was.
        Value::Object(_) | Value::Array(_) => Some(Value::Object(Map::new())),
        Value::String(_) if name == "caption" => Some(Value::String(String::new())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            (VALUES.contains(&name) && (theirs || name != "text")).then(|| field.clone())
        }
    }
}
