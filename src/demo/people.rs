//! Owns what people do: write, press, share, block. Each deed is possible only if a client allows it.
//! It never calls the bot: a deed becomes an update, and the bot comes for it.

use serde_json::{Value, json};

use super::{
    Telegram,
    content::{self, Content},
    markup::{Asks, Markup},
    person::{Impossible, MessageId, Person, PersonId, Place},
    text::Marked,
    wire,
    world::{Author, Body, Resident, World},
};

/// Messages may be edited by people for so long.
const EDITABLE_MS: i64 = 48 * 3_600_000;
/// What may have words beneath it.
const WITH_WORDS: [&str; 3] = ["photo", "document", "voice"];
/// Above 32 bits, as ids of new accounts are.
const FIRST_PERSON_ID: u64 = 5_870_000_000;

type Deed<T = MessageId> = Result<T, Impossible>;

impl Telegram {
    /// A person with this first name, who has not started the bot yet.
    pub fn add_person(&self, first_name: &str) -> PersonId {
        self.add(Person::named(first_name))
    }

    pub fn add(&self, person: Person) -> PersonId {
        self.change(|world| {
            let count = u64::try_from(world.residents.len()).unwrap_or_default();
            let id = PersonId(FIRST_PERSON_ID + count * 7_919_377 + 1_234_321);
            let resident = Resident {
                person,
                started: false,
                blocks_bot: false,
                keyboard: None,
                notices: Vec::new(),
                chat_action: None,
                heard: 0,
            };
            world.residents.insert(id, resident);
            id
        })
    }

    /// Everyone, in the order they came.
    pub fn people(&self) -> Vec<(PersonId, Person)> {
        self.with(|world| {
            let known = world.residents.iter();
            known.map(|(id, known)| (*id, known.person.clone())).collect()
        })
    }

    /// Changes the account: a new name, a username given up.
    pub fn renames(&self, who: PersonId, change: impl FnOnce(&mut Person)) {
        self.change(|world| {
            if let Some(resident) = world.residents.get_mut(&who) {
                change(&mut resident.person);
            }
        });
    }

    /// Presses Start, with the payload of a link if one was followed; unblocks the bot.
    pub fn starts(&self, who: PersonId, payload: Option<&str>) -> Deed {
        self.change(|world| {
            let resident = world.residents.get_mut(&who);
            resident.ok_or(Impossible::NobodyThere)?.started = true;
            world.set_blocked(who, false);
            let text = payload.map_or_else(|| "/start".to_owned(), |payload| format!("/start {payload}"));
            deliver(world, who, Body::Text(Marked::typed(&text)), None)
        })
    }

    pub fn says(&self, who: PersonId, text: &str) -> Deed {
        self.change(|world| deliver(world, who, typed(text)?, None))
    }

    pub fn replies(&self, who: PersonId, to: MessageId, text: &str) -> Deed {
        self.change(|world| {
            world.message_in(who, to).ok_or(Impossible::NoSuchMessage)?;
            deliver(world, who, typed(text)?, Some(to))
        })
    }

    /// Replies to a message with something other than text.
    pub fn replies_with(&self, who: PersonId, to: MessageId, content: Content) -> Deed {
        self.change(|world| {
            world.message_in(who, to).ok_or(Impossible::NoSuchMessage)?;
            let body = content.into_body(world);
            deliver(world, who, body, Some(to))
        })
    }

    /// Edits one's own text, or the words beneath a picture or a file.
    pub fn edits(&self, who: PersonId, message: MessageId, text: &str) -> Deed {
        self.change(|world| {
            may_write(world, who)?;
            let now_ms = world.now_ms();
            let words = words(text)?;
            world.message_in(who, message).ok_or(Impossible::NoSuchMessage)?;
            let stored = world.messages.get_mut(&message);
            let stored = stored.ok_or(Impossible::NoSuchMessage)?;
            if stored.author == Author::Bot {
                return Err(Impossible::NotTheirMessage);
            }
            if now_ms - stored.at_ms > EDITABLE_MS {
                return Err(Impossible::TooOldToEdit);
            }
            match &mut stored.body {
                Body::Text(held) => *held = words,
                Body::Media { kind, caption, .. } if WITH_WORDS.contains(&kind.as_str()) => *caption = Some(words),
                Body::Media { .. } => return Err(Impossible::NotTheirMessage),
            }
            stored.edited_ms = Some(now_ms);
            let edited = world.message_json(message);
            world.push_update("edited_message", edited);
            Ok(message)
        })
    }

    pub fn sends(&self, who: PersonId, content: Content) -> Deed {
        self.change(|world| {
            let body = content.into_body(world);
            deliver(world, who, body, None)
        })
    }

    /// Presses an inline button by its row and its place there, from zero; answers the id of the press.
    pub fn presses(&self, who: PersonId, message: MessageId, (row, column): (usize, usize)) -> Deed<String> {
        self.change(|world| {
            may_write(world, who)?;
            let stored = world.message_in(who, message);
            let stored = stored.ok_or(Impossible::NoSuchMessage)?;
            let Some(Markup::Inline(rows)) = &stored.markup else {
                return Err(Impossible::NoSuchButton);
            };
            let button = rows.get(row).and_then(|row| row.get(column));
            let button = button.ok_or(Impossible::NoSuchButton)?;
            let data = button.data.clone().ok_or(Impossible::OpensALink)?;
            Ok(press(world, who, message, &data))
        })
    }

    /// Presses a button with what stood on it when it was shown. It need not be there any more, nor ever have been, as with a
    /// forged client; the message may be gone.
    pub fn presses_data(&self, who: PersonId, message: MessageId, data: &str) -> Deed<String> {
        self.change(|world| {
            may_write(world, who)?;
            Ok(press(world, who, message, data))
        })
    }

    /// Shares where the person is, through the key that asks for it.
    pub fn shares_place(&self, who: PersonId, latitude: f64, longitude: f64) -> Deed {
        self.change(|world| {
            may_write(world, who)?;
            let resident = world.residents.get(&who).ok_or(Impossible::NobodyThere)?;
            key(resident, |asks, _| asks == Asks::Location).ok_or(Impossible::NoPlaceAskedFor)?;
            if !resident.person.can_share_place {
                return Err(Impossible::CannotShareAPlace);
            }
            let place = Place { latitude, longitude };
            let body = content::media("location", content::location(place));
            // A share through a key answers the message that brought the keyboard.
            let asked = asked_by(world, who);
            use_key(world, who);
            deliver(world, who, body, asked)
        })
    }

    /// Presses a key of the reply keyboard: its label arrives as plain text.
    pub fn presses_key(&self, who: PersonId, label: &str) -> Deed {
        self.change(|world| {
            may_write(world, who)?;
            let resident = world.residents.get(&who).ok_or(Impossible::NobodyThere)?;
            let asks = key(resident, |_, shown| shown == label).ok_or(Impossible::NoSuchKey)?;
            match asks {
                Asks::Text => {}
                Asks::Location if resident.person.can_share_place => {
                    return Err(Impossible::SharesItsPlace);
                }
                Asks::Location => return Err(Impossible::CannotShareAPlace),
                Asks::Contact => return Err(Impossible::SharesItsContact),
            }
            use_key(world, who);
            deliver(world, who, Body::Text(Marked::typed(label)), None)
        })
    }

    /// Stops the bot; an update tells it so.
    pub fn blocks(&self, who: PersonId) {
        self.change(|world| world.set_blocked(who, true));
    }

    /// Lets the bot write again, without a word to it.
    pub fn unblocks(&self, who: PersonId) {
        self.change(|world| world.set_blocked(who, false));
    }
}

fn typed(text: &str) -> Deed<Body> {
    words(text).map(Body::Text)
}

fn words(text: &str) -> Deed<Marked> {
    let marked = Marked::typed(text).trimmed();
    if marked.text.is_empty() { Err(Impossible::EmptyText) } else { Ok(marked) }
}

fn may_write(world: &World, who: PersonId) -> Deed<()> {
    let resident = world.residents.get(&who).ok_or(Impossible::NobodyThere)?;
    if !resident.started {
        Err(Impossible::NotStarted)
    } else if resident.blocks_bot {
        Err(Impossible::BlocksTheBot)
    } else {
        Ok(())
    }
}

fn deliver(world: &mut World, who: PersonId, body: Body, reply_to: Option<MessageId>) -> Deed {
    may_write(world, who)?;
    let id = world.post(who, Author::Person, body);
    if let Some(stored) = world.messages.get_mut(&id) {
        stored.reply_to = reply_to;
    }
    let message = world.message_json(id);
    world.push_update("message", message);
    Ok(id)
}

fn press(world: &mut World, who: PersonId, message: MessageId, data: &str) -> String {
    let id = world.press(who);
    let embedded: Value = match world.message_in(who, message) {
        Some(stored) => wire::message(world, stored),
        None => wire::inaccessible_message(world, who, message.0),
    };
    let query = json!({
        "id": id,
        "from": wire::user(world, who),
        "message": embedded,
        "chat_instance": format!("-{}", who.0 * 977),
        "data": data,
    });
    world.push_update("callback_query", query);
    id
}

fn key(resident: &Resident, wanted: impl Fn(Asks, &str) -> bool) -> Option<Asks> {
    let keys = resident.keyboard.iter().flat_map(|keyboard| &keyboard.keys);
    keys.flatten().find(|key| wanted(key.asks, &key.label)).map(|key| key.asks)
}

/// The newest message that brought a reply keyboard.
fn asked_by(world: &World, who: PersonId) -> Option<MessageId> {
    let mut newest_first = world.messages.values().rev();
    newest_first
        .find(|stored| stored.chat == who && matches!(stored.markup, Some(Markup::Keyboard(_))))
        .map(|stored| stored.id)
}

/// A one-time keyboard goes away once it is used.
fn use_key(world: &mut World, who: PersonId) {
    if let Some(resident) = world.residents.get_mut(&who)
        && resident.keyboard.as_ref().is_some_and(|keyboard| keyboard.one_time)
    {
        resident.keyboard = None;
    }
}
