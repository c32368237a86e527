//! Owns what can be done from the page: a person's deeds, what they send, a new neighbour.
//! It shows nothing: the state that follows does.

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Asked, Refused, Served, done};
use crate::demo::{Content, Impossible, MessageId, Origin, Person, PersonId, Place, Telegram};

const MOST_PEOPLE: usize = 200;
/// In characters; accounts allow as many.
const LONGEST_NAME: usize = 64;
/// In UTF-16 units; a client writes a longer text as several messages.
const LONGEST_TEXT: usize = 4_096;

#[derive(Deserialize)]
pub(super) struct NewNeighbour {
    name: String,
    username: Option<String>,
    language: Option<String>,
    /// Somewhere near the centre if not given.
    home: Option<Point>,
    #[serde(default)]
    without_place: bool,
}

#[derive(Clone, Copy, Deserialize)]
pub(super) struct Point {
    latitude: f64,
    longitude: f64,
}

/// Something that one person does.
#[derive(Deserialize)]
pub(super) struct By<T> {
    who: u64,
    #[serde(flatten)]
    deed: T,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Deed {
    Start {
        payload: Option<String>,
    },
    Say {
        text: String,
    },
    Reply {
        to: i64,
        text: String,
    },
    Edit {
        message: i64,
        text: String,
    },
    /// With what was shown on the button; the message may be another by now.
    Press {
        message: i64,
        data: String,
    },
    PressKey {
        label: String,
    },
    SharePlace(Point),
}

/// Anything but a typed text.
#[derive(Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum Sent {
    Place(Point),
    Sticker { emoji: String },
    Voice { seconds: u32 },
    Photo { caption: Option<String> },
    Document { file_name: String, caption: Option<String> },
    OwnContact,
    Contact { first_name: String, phone_number: String },
    Forward { text: String, from: String },
}

/// What a person does without a word to the bot.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Aside {
    Move(Point),
    Block,
    Unblock,
}

pub(super) async fn add(State(served): State<Served>, asked: Asked<NewNeighbour>) -> Answer {
    let Json(new) = asked?;
    let home = new.home.map(place).transpose()?;
    if served.telegram.people().len() >= MOST_PEOPLE {
        return Err(Refused::Senseless("the town is full"));
    }
    let mut person = Person::named(name(&new.name)?);
    if let Some(username) = new.username.filter(|username| !username.is_empty()) {
        person = person.username(name(username.trim_start_matches('@'))?);
    }
    if let Some(language) = new.language {
        person = person.language_code(language.trim());
    }
    person.can_share_place = !new.without_place;
    let home = home.unwrap_or_else(|| served.desk.somewhere_near());
    let who = served.telegram.add(person);
    served.desk.settle(who, home);
    Ok(Json(json!({ "id": who })))
}

pub(super) async fn act(State(served): State<Served>, asked: Asked<By<Deed>>) -> Answer {
    let Json(By { who, deed }) = asked?;
    let (telegram, who) = (served.telegram, PersonId(who));
    let message = match deed {
        Deed::Start { payload } => telegram.starts(who, payload.as_deref()),
        Deed::Say { text } => telegram.says(who, fitting(&text)?),
        Deed::Reply { to, text } => telegram.replies(who, MessageId(to), fitting(&text)?),
        Deed::Edit { message, text } => telegram.edits(who, MessageId(message), fitting(&text)?),
        Deed::Press { message, data } => {
            let press = telegram.presses_data(who, MessageId(message), &data)?;
            return Ok(Json(json!({ "press": press })));
        }
        Deed::PressKey { label } => telegram.presses_key(who, &label),
        Deed::SharePlace(point) => {
            let place = place(point)?;
            telegram.shares_place(who, place.latitude, place.longitude)
        }
    }?;
    Ok(Json(json!({ "message": message })))
}

pub(super) async fn send(State(served): State<Served>, asked: Asked<By<Sent>>) -> Answer {
    let Json(By { who, deed }) = asked?;
    let who = PersonId(who);
    let content = match deed {
        Sent::Place(point) => Content::Location(place(point)?),
        Sent::Sticker { emoji } => Content::Sticker { emoji },
        Sent::Voice { seconds } => Content::Voice { seconds },
        Sent::Photo { caption } => Content::Photo { caption, album: None },
        Sent::Document { file_name, caption } => Content::Document { file_name, caption },
        Sent::OwnContact => own_contact(&served.telegram, who)?,
        Sent::Contact { first_name, phone_number } => Content::Contact { phone_number, first_name, user_id: None },
        Sent::Forward { text, from } => {
            Content::Forward { text: fitting(&text)?.to_owned(), origin: Origin::Hidden { name: from } }
        }
    };
    let message = served.telegram.sends(who, content)?;
    Ok(Json(json!({ "message": message })))
}

pub(super) async fn aside(State(served): State<Served>, asked: Asked<By<Aside>>) -> Answer {
    let Json(By { who, deed }) = asked?;
    let who = PersonId(who);
    person(&served.telegram, who)?;
    match deed {
        Aside::Move(point) => served.desk.settle(who, place(point)?),
        Aside::Block => served.telegram.blocks(who),
        Aside::Unblock => served.telegram.unblocks(who),
    }
    Ok(done())
}

fn name(name: &str) -> Result<&str, Refused> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refused::Senseless("a neighbour needs a name"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Refused::Senseless("a name has 64 characters at most"));
    }
    Ok(name)
}

fn fitting(text: &str) -> Result<&str, Refused> {
    if text.encode_utf16().count() > LONGEST_TEXT {
        return Err(Refused::Senseless("a message has 4096 characters at most"));
    }
    Ok(text)
}

fn place(point: Point) -> Result<Place, Refused> {
    let Point { latitude, longitude } = point;
    if latitude.abs() > 90.0 || longitude.abs() > 180.0 {
        return Err(Refused::Senseless("there is no such place on earth"));
    }
    Ok(Place { latitude, longitude })
}

fn person(telegram: &Telegram, who: PersonId) -> Result<Person, Impossible> {
    let people = telegram.people().into_iter();
    let known = people.into_iter().find(|(id, _)| *id == who);
    known.map(|(_, person)| person).ok_or(Impossible::NobodyThere)
}

/// A number from the range that is kept free for plays and films.
fn own_contact(telegram: &Telegram, who: PersonId) -> Result<Content, Impossible> {
    let first_name = person(telegram, who)?.first_name;
    Ok(Content::Contact { phone_number: format!("+447700900{:03}", who.0 % 1_000), first_name, user_id: Some(who.0) })
}
