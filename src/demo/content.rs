//! Owns what a person can send besides plain text, and how it looks on the wire.
//! It delivers nothing (see `people`).

use serde_json::{Map, Value, json};

use super::{
    person::{PersonId, Place},
    text::Marked,
    wire,
    world::{Body, World},
};

/// Something other than a typed text.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Sticker {
        emoji: String,
    },
    Voice {
        seconds: u32,
    },
    /// Photos with the same `album` are one album, as several messages.
    Photo {
        caption: Option<String>,
        album: Option<String>,
    },
    Document {
        file_name: String,
        caption: Option<String>,
    },
    /// Any pin on the map, wherever the person is.
    Location(Place),
    /// A position that goes on being shared for `seconds`.
    LiveLocation {
        place: Place,
        seconds: u32,
    },
    Venue {
        place: Place,
        title: String,
        address: String,
    },
    /// A card of anyone; `user_id` only if that person is on the platform.
    Contact {
        phone_number: String,
        first_name: String,
        user_id: Option<u64>,
    },
    Forward {
        text: String,
        origin: Origin,
    },
    /// A text with entities of any kind, known or not.
    TextWithEntities {
        text: String,
        entities: Value,
    },
    /// Any fields, known or not, put into the message as they are.
    RawFields(Map<String, Value>),
}

/// Where a forwarded text comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    Person(PersonId),
    /// Someone who hides their account from forwards.
    Hidden {
        name: String,
    },
    Channel {
        id: i64,
        title: String,
    },
    /// Any value, known or not.
    Raw(Value),
}

impl Content {
    pub(super) fn into_body(self, world: &World) -> Body {
        match self {
            Self::Sticker { emoji } => media("sticker", sticker(&emoji)),
            Self::Voice { seconds } => media("voice", voice("AwACAgIAAxkBAAIBZ2", seconds)),
            Self::Photo { caption, album } => photo(caption, album),
            Self::Document { file_name, caption } => {
                captioned(media("document", file("BQACAgIAAxkBAAIBZ2", json!({ "file_name": file_name }))), caption)
            }
            Self::Location(place) => media("location", location(place)),
            Self::LiveLocation { place, seconds } => {
                media("location", wire::with(location(place), "live_period", seconds))
            }
            Self::Venue { place, title, address } => venue(place, &title, &address),
            Self::Contact { phone_number, first_name, user_id } => {
                let mut card = json!({ "phone_number": phone_number, "first_name": first_name });
                if let Some(user_id) = user_id {
                    card = wire::with(card, "user_id", user_id);
                }
                media("contact", card)
            }
            Self::Forward { text, origin } => forward(world, &text, origin),
            Self::TextWithEntities { text, entities } => {
                raw("text", Map::from_iter([("text".to_owned(), text.into()), ("entities".to_owned(), entities)]))
            }
            Self::RawFields(fields) => raw("raw", fields),
        }
    }
}

fn raw(kind: &str, fields: Map<String, Value>) -> Body {
    Body::Media { kind: kind.to_owned(), caption: None, fields }
}

pub(super) fn media(kind: &str, value: Value) -> Body {
    Body::Media { kind: kind.to_owned(), caption: None, fields: Map::from_iter([(kind.to_owned(), value)]) }
}

fn captioned(body: Body, text: Option<String>) -> Body {
    match body {
        Body::Media { kind, fields, .. } => {
            Body::Media { kind, caption: text.map(|text| Marked::typed(&text)), fields }
        }
        Body::Text(_) => body,
    }
}

/// A file that can never be downloaded.
pub(super) fn file(file_id: &str, more: Value) -> Value {
    let mut fields = Map::from_iter([
        ("file_id".to_owned(), file_id.into()),
        ("file_unique_id".to_owned(), "AgADkwADo4".into()),
        ("file_size".to_owned(), 12_345.into()),
    ]);
    if let Value::Object(more) = more {
        fields.extend(more);
    }
    Value::Object(fields)
}

pub(super) fn voice(file_id: &str, seconds: u32) -> Value {
    file(file_id, json!({ "duration": seconds, "mime_type": "audio/ogg" }))
}

pub(super) fn photo_sizes(file_id: &str) -> Value {
    json!([{
        "file_id": file_id,
        "file_unique_id": "AQADkwADo4",
        "width": 320,
        "height": 240,
        "file_size": 12_345,
    }])
}

fn photo(caption: Option<String>, album: Option<String>) -> Body {
    let mut body = captioned(media("photo", photo_sizes("AgACAgIAAxkBAAIBZ2")), caption);
    if let (Body::Media { fields, .. }, Some(album)) = (&mut body, album) {
        fields.insert("media_group_id".to_owned(), album.into());
    }
    body
}

fn sticker(emoji: &str) -> Value {
    file(
        "CAACAgIAAxkBAAIBZ2",
        json!({
            "emoji": emoji,
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": false,
            "is_video": false,
            "set_name": "Neighbours",
        }),
    )
}

pub(super) fn location(place: Place) -> Value {
    json!({ "latitude": place.latitude, "longitude": place.longitude })
}

/// A venue comes with its location beside it.
pub(super) fn venue(place: Place, title: &str, address: &str) -> Body {
    let venue = json!({ "location": location(place), "title": title, "address": address });
    Body::Media {
        kind: "venue".to_owned(),
        caption: None,
        fields: Map::from_iter([("venue".to_owned(), venue), ("location".to_owned(), location(place))]),
    }
}

fn forward(world: &World, text: &str, origin: Origin) -> Body {
    let date = world.now_ms().div_euclid(1_000) - 3_600;
    let origin = match origin {
        Origin::Person(who) => {
            json!({ "type": "user", "date": date, "sender_user": wire::user(world, who) })
        }
        Origin::Hidden { name } => {
            json!({ "type": "hidden_user", "date": date, "sender_user_name": name })
        }
        Origin::Channel { id, title } => json!({
            "type": "channel",
            "date": date,
            "chat": { "id": id, "title": title, "type": "channel" },
            "message_id": 42,
        }),
        Origin::Raw(origin) => origin,
    };
    raw("forward", Map::from_iter([("text".to_owned(), text.into()), ("forward_origin".to_owned(), origin)]))
}
