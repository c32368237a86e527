//! Cleans a raw update of what teloxide does not know: one unknown entity makes it lose the whole text, silently.

use serde_json::Value;

/// The entities that teloxide 0.17 reads.
const KNOWN_ENTITIES: [&str; 19] = [
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
];

/// Takes out the entities that are not known, at any depth.
pub(super) fn clean(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                if let (true, Value::Array(entities)) = (name.ends_with("entities"), &mut *field) {
                    entities.retain(is_known);
                }
                clean(field);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_known(entity: &Value) -> bool {
    entity.get("type").and_then(Value::as_str).is_some_and(|kind| KNOWN_ENTITIES.contains(&kind))
}
