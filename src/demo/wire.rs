//! Owns the shapes of JSON on the wire: users, chats, messages, updates.
//! It decides nothing: it writes down what the model holds.

use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::{Map, Value, json};

use super::{
    markup::Markup,
    person::{Person, PersonId},
    text::Marked,
    world::{Author, BOT_ID, Body, Stored, World},
};

pub(super) fn bot(world: &World) -> Value {
    json!({ "id": BOT_ID, "is_bot": true, "first_name": "Doorstep", "username": world.username })
}

/// The bot about itself: the fields that only getMe answers.
pub(super) fn me(world: &World) -> Value {
    json!({
        "id": BOT_ID,
        "is_bot": true,
        "first_name": "Doorstep",
        "username": world.username,
        "can_join_groups": true,
        "can_read_all_group_messages": false,
        "supports_guest_queries": false,
        "supports_inline_queries": false,
        "can_connect_to_business": false,
        "has_main_web_app": false,
        "has_topics_enabled": false,
        "allows_users_to_create_topics": false,
        "can_manage_bots": false,
        "supports_join_request_queries": false,
    })
}

pub(super) fn user(world: &World, who: PersonId) -> Value {
    let mut fields = names(world, who);
    fields.insert("is_bot".to_owned(), false.into());
    let language = person(world, who).and_then(|person| person.language_code.clone());
    if let Some(language) = language {
        fields.insert("language_code".to_owned(), language.into());
    }
    Value::Object(fields)
}

/// The private chat of a person with the bot.
pub(super) fn chat(world: &World, who: PersonId) -> Value {
    let mut fields = names(world, who);
    fields.insert("type".to_owned(), "private".into());
    Value::Object(fields)
}

/// What getChat answers: the chat and the fields that only it has.
pub(super) fn full_chat(world: &World, who: PersonId) -> Value {
    let gifts = json!({
        "unlimited_gifts": true,
        "limited_gifts": true,
        "unique_gifts": true,
        "premium_subscription": true,
    });
    let fields = with(chat(world, who), "accent_color_id", 0);
    let fields = with(fields, "max_reaction_count", 11);
    with(fields, "accepted_gift_types", gifts)
}

/// The object with one more field.
pub(super) fn with(mut object: Value, name: &str, value: impl Into<Value>) -> Value {
    if let Value::Object(fields) = &mut object {
        fields.insert(name.to_owned(), value.into());
    }
    object
}

fn person(world: &World, who: PersonId) -> Option<&Person> {
    world.residents.get(&who).map(|resident| &resident.person)
}

fn names(world: &World, who: PersonId) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), who.0.into());
    let Some(person) = person(world, who) else {
        return fields;
    };
    fields.insert("first_name".to_owned(), person.first_name.clone().into());
    for (name, value) in [("last_name", &person.last_name), ("username", &person.username)] {
        if let Some(value) = value {
            fields.insert(name.to_owned(), value.clone().into());
        }
    }
    fields
}

pub(super) fn message(world: &World, stored: &Stored) -> Value {
    let mut fields = bare_message(world, stored);
    let replied = stored.reply_to.and_then(|id| world.message_in(stored.chat, id));
    if let Some(replied) = replied {
        // A reply inside a reply is left out, as on the real wire.
        let replied = Value::Object(bare_message(world, replied));
        fields.insert("reply_to_message".to_owned(), replied);
    }
    Value::Object(fields)
}

/// What a press shows of a message that is gone.
pub(super) fn inaccessible_message(world: &World, chat_of: PersonId, id: i64) -> Value {
    json!({ "chat": chat(world, chat_of), "message_id": id, "date": 0 })
}

fn bare_message(world: &World, stored: &Stored) -> Map<String, Value> {
    let mut fields = Map::new();
    let from = match stored.author {
        Author::Bot => bot(world),
        Author::Person => user(world, stored.chat),
    };
    fields.insert("message_id".to_owned(), stored.id.0.into());
    fields.insert("from".to_owned(), from);
    fields.insert("chat".to_owned(), chat(world, stored.chat));
    fields.insert("date".to_owned(), stored.at_ms.div_euclid(1_000).into());
    if let Some(edited_ms) = stored.edited_ms {
        fields.insert("edit_date".to_owned(), edited_ms.div_euclid(1_000).into());
    }
    match &stored.body {
        Body::Text(marked) => insert_text(world, &mut fields, ["text", "entities"], marked),
        Body::Media { caption, fields: media, .. } => {
            if let Some(caption) = caption {
                insert_text(world, &mut fields, ["caption", "caption_entities"], caption);
            }
            fields.extend(media.clone());
        }
    }
    if let Some(Markup::Inline(rows)) = &stored.markup {
        let rows: Vec<Vec<Value>> =
            rows.iter().map(|row| row.iter().map(|button| button.wire.clone()).collect()).collect();
        fields.insert("reply_markup".to_owned(), json!({ "inline_keyboard": rows }));
    }
    fields
}

fn insert_text(world: &World, fields: &mut Map<String, Value>, [text, entities]: [&str; 2], marked: &Marked) {
    fields.insert(text.to_owned(), marked.text.clone().into());
    if let Some(Value::Array(list)) = marked.entities_json() {
        let list: Vec<Value> = list.into_iter().filter_map(|entity| with_mention(world, entity)).collect();
        if !list.is_empty() {
            fields.insert(entities.to_owned(), list.into());
        }
    }
}

/// A link to a user becomes a mention of someone the bot has met, and nothing for anyone else.
fn with_mention(world: &World, entity: Value) -> Option<Value> {
    let Some(id) = entity.get("url").and_then(Value::as_str).and_then(user_link) else {
        return Some(entity);
    };
    let who = PersonId(id);
    world.residents.get(&who).filter(|known| known.started)?;
    Some(json!({
        "type": "text_mention",
        "offset": entity.get("offset"),
        "length": entity.get("length"),
        "user": user(world, who),
    }))
}

/// The id in a `tg://user?id=…` link.
pub(super) fn user_link(url: &str) -> Option<u64> {
    url.strip_prefix("tg://user?id=")?.parse().ok()
}

/// One update with its id first: alphabetical order would put it last, which no server does.
pub(super) struct UpdateOut<'a>(pub &'a Value);

impl Serialize for UpdateOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = self.0.get("update_id") {
            map.serialize_entry("update_id", id)?;
        }
        for (name, value) in self.0.as_object().into_iter().flatten() {
            if name != "update_id" {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}
