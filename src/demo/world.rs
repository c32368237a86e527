//! Owns the model: the bot, the people, every message and what each person's client shows of it.
//! It speaks no HTTP, and nothing in it happens by itself: people and calls change it.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};
use tokio::sync::watch;

use super::{
    Call, WallClock,
    faults::Faults,
    markup::{Markup, ReplyKeyboard},
    person::{MessageId, Person, PersonId},
    screen::Notice,
    text::Marked,
    updates::Queue,
    wire,
};

pub(super) const BOT_ID: u64 = 1_234_567_890;
const FIRST_UPDATE_ID: i64 = 217_340_001;
/// Calls that are remembered, unless all are to be kept.
const MOST_CALLS: usize = 10_000;

/// A person with their client's state.
pub(super) struct Resident {
    pub person: Person,
    /// Has ever pressed Start: only then may the bot write.
    pub started: bool,
    pub blocks_bot: bool,
    pub keyboard: Option<ReplyKeyboard>,
    pub notices: Vec<Notice>,
    pub chat_action: Option<String>,
    /// How often the bot wrote or changed something here.
    pub heard: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Author {
    Bot,
    Person,
}

/// What a message carries.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Text(Marked),
    /// Fields of the message on the wire, by name; the first says what kind it is.
    Media {
        kind: String,
        caption: Option<Marked>,
        fields: Map<String, Value>,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub id: MessageId,
    pub chat: PersonId,
    pub author: Author,
    pub at_ms: i64,
    pub edited_ms: Option<i64>,
    pub body: Body,
    /// The text or caption as the bot sent it.
    pub html: String,
    pub markup: Option<Markup>,
    pub reply_to: Option<MessageId>,
    pub silent: bool,
    pub reactions: Vec<String>,
}

/// A press can be answered for so long.
pub(super) const PRESS_LIFE_MS: i64 = 150_000;
/// Answers to presses that a client still shows.
const MOST_NOTICES: usize = 50;

/// A press of an inline button, until it is too old to answer.
pub(super) struct Press {
    pub who: PersonId,
    pub at_ms: i64,
    pub answered: bool,
}

pub(super) struct World {
    pub clock: WallClock,
    pub token: String,
    pub username: String,
    pub residents: BTreeMap<PersonId, Resident>,
    pub messages: BTreeMap<MessageId, Stored>,
    next_message: i64,
    pub presses: BTreeMap<String, Press>,
    next_press: u64,
    pub queue: Queue,
    /// Where updates are sent instead of being polled; somebody set it elsewhere.
    pub webhook: String,
    pub faults: Faults,
    calls: VecDeque<Call>,
    pub keeps_all_calls: bool,
    /// Commands by scope and language, texts of the profile by field and language.
    pub settings: BTreeMap<String, Value>,
    pub changes: watch::Sender<u64>,
}

impl World {
    pub fn new(clock: WallClock) -> Self {
        Self {
            clock,
            token: format!("{BOT_ID}:AAEdoorstepSimulatedTokenNotASecret"),
            username: "DoorstepBot".to_owned(),
            residents: BTreeMap::new(),
            messages: BTreeMap::new(),
            next_message: 1,
            presses: BTreeMap::new(),
            next_press: 4_382_910_475_610_000_000,
            queue: Queue::new(FIRST_UPDATE_ID),
            webhook: String::new(),
            faults: Faults::default(),
            calls: VecDeque::new(),
            keeps_all_calls: false,
            settings: BTreeMap::new(),
            changes: watch::Sender::new(0),
        }
    }

    pub fn now_ms(&self) -> i64 {
        (self.clock)()
    }

    /// Tells whoever waits that something is different now.
    pub fn bump(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    pub fn push_update(&mut self, kind: &str, payload: Value) -> Option<i64> {
        let now_ms = self.now_ms();
        let id = self.queue.push(kind, payload, now_ms);
        self.bump();
        id
    }

    /// Puts a message into a chat; it is not an update yet.
    pub fn post(&mut self, chat: PersonId, author: Author, body: Body) -> MessageId {
        let id = MessageId(self.next_message);
        self.next_message += 1;
        let stored = Stored {
            id,
            chat,
            author,
            at_ms: self.now_ms(),
            edited_ms: None,
            body,
            html: String::new(),
            markup: None,
            reply_to: None,
            silent: false,
            reactions: Vec::new(),
        };
        self.messages.insert(id, stored);
        id
    }

    /// The message of that id, if it is in that chat.
    pub fn message_in(&self, chat: PersonId, id: MessageId) -> Option<&Stored> {
        self.messages.get(&id).filter(|message| message.chat == chat)
    }

    /// The message as an update or an answer shows it.
    pub fn message_json(&self, id: MessageId) -> Value {
        self.messages.get(&id).map_or(Value::Null, |message| wire::message(self, message))
    }

    /// Records a press of a button, to be answered by its id.
    pub fn press(&mut self, who: PersonId) -> String {
        let oldest_ms = self.now_ms() - PRESS_LIFE_MS;
        self.presses.retain(|_, press| press.at_ms >= oldest_ms);
        self.next_press += 7_919;
        let id = self.next_press.to_string();
        let press = Press { who, at_ms: self.now_ms(), answered: false };
        self.presses.insert(id.clone(), press);
        id
    }

    /// The bot wrote to somebody, or changed what they see.
    pub fn hear(&mut self, who: PersonId) {
        if let Some(resident) = self.residents.get_mut(&who) {
            resident.heard += 1;
        }
    }

    pub fn notify(&mut self, who: PersonId, notice: Notice) {
        if let Some(resident) = self.residents.get_mut(&who) {
            resident.notices.push(notice);
            let surplus = resident.notices.len().saturating_sub(MOST_NOTICES);
            resident.notices.drain(..surplus);
        }
    }

    pub fn record(&mut self, call: Call) {
        self.calls.push_back(call);
        if !self.keeps_all_calls && self.calls.len() > MOST_CALLS {
            self.calls.pop_front();
        }
    }

    pub fn calls(&self) -> Vec<Call> {
        self.calls.iter().cloned().collect()
    }

    /// Blocks or unblocks, and tells the bot of the change.
    pub fn set_blocked(&mut self, who: PersonId, blocked: bool) {
        let Some(resident) = self.residents.get_mut(&who) else {
            return;
        };
        if resident.blocks_bot == blocked {
            return;
        }
        resident.blocks_bot = blocked;
        let status = |kicked: bool| {
            let bot = wire::bot(self);
            if kicked {
                json!({ "user": bot, "status": "kicked", "until_date": 0 })
            } else {
                json!({ "user": bot, "status": "member" })
            }
        };
        let payload = json!({
            "chat": wire::chat(self, who),
            "from": wire::user(self, who),
            "date": self.now_ms().div_euclid(1_000),
            "old_chat_member": status(!blocked),
            "new_chat_member": status(blocked),
        });
        self.push_update("my_chat_member", payload);
    }
}
