//! Owns what a list of chats shows of everyone at a glance: the newest message, and which came from the bot.
//! It shows no chat whole (see `screen`).

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::{
    Telegram,
    person::{MessageId, PersonId},
    screen::{Shown, shown},
    world::{Author, Resident, Stored, World},
};

/// Newest messages of the bot that are listed, at most.
const MOST_LISTED: usize = 100;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Glance {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: Option<String>,
    pub username: Option<String>,
    pub language_code: Option<String>,
    pub can_share_place: bool,
    pub started: bool,
    pub blocks_bot: bool,
    pub newest: Option<Shown>,
    /// Messages of the bot, oldest first: a reader counts those that came after the last one read.
    pub from_bot: VecDeque<MessageId>,
}

impl Telegram {
    /// Everyone, in the order they came.
    pub fn glances(&self) -> Vec<Glance> {
        self.with(|world| glances(world))
    }
}

#[derive(Default)]
struct Chat<'a> {
    newest: Option<&'a Stored>,
    from_bot: VecDeque<MessageId>,
}

fn glances(world: &World) -> Vec<Glance> {
    let mut chats: BTreeMap<PersonId, Chat<'_>> = BTreeMap::new();
    for message in world.messages.values() {
        let chat = chats.entry(message.chat).or_default();
        chat.newest = Some(message);
        if message.author == Author::Bot {
            chat.from_bot.push_back(message.id);
            if chat.from_bot.len() > MOST_LISTED {
                chat.from_bot.pop_front();
            }
        }
    }
    let residents = world.residents.iter();
    residents.map(|(&id, resident)| glance(id, resident, chats.remove(&id).unwrap_or_default())).collect()
}

fn glance(id: PersonId, resident: &Resident, chat: Chat<'_>) -> Glance {
    let person = resident.person.clone();
    Glance {
        id,
        first_name: person.first_name,
        last_name: person.last_name,
        username: person.username,
        language_code: person.language_code,
        can_share_place: person.can_share_place,
        started: resident.started,
        blocks_bot: resident.blocks_bot,
        newest: chat.newest.map(shown),
        from_bot: chat.from_bot,
    }
}
