//! Owns texts as the platform stores them: plain, with entities counted in UTF-16 units.
//! It reads no markup (see `html`) and judges no length.

use serde_json::{Value, json};

use super::wire::with;

/// More entities than this in one message are dropped without a word.
const MOST_ENTITIES: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    pub text: String,
    pub entities: Vec<Entity>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entity {
    pub kind: &'static str,
    pub offset: usize,
    pub length: usize,
    pub url: Option<String>,
    pub language: Option<String>,
}

impl Entity {
    pub fn plain(kind: &'static str, offset: usize, length: usize) -> Self {
        Self { kind, offset, length, url: None, language: None }
    }

    pub fn to_json(&self) -> Value {
        let mut entity = json!({ "type": self.kind, "offset": self.offset, "length": self.length });
        for (name, value) in [("url", &self.url), ("language", &self.language)] {
            if let Some(value) = value {
                entity = with(entity, name, value.as_str());
            }
        }
        entity
    }
}

impl Marked {
    /// What a client finds in a text that a person typed: commands and links.
    pub fn typed(text: &str) -> Self {
        let mut entities = Vec::new();
        let mut offset = 0;
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if let Some(length) = command_length(word) {
                entities.push(Entity::plain("bot_command", offset, length));
            } else if is_link(word) {
                entities.push(Entity::plain("url", offset, utf16_len(word)));
            }
            offset += utf16_len(piece);
        }
        Self { text: text.to_owned(), entities }
    }

    /// Outer entities first, and no more of them than a message can carry.
    pub fn order(&mut self) {
        self.entities.sort_by_key(|entity| (entity.offset, std::cmp::Reverse(entity.length)));
        self.entities.truncate(MOST_ENTITIES);
    }

    /// Without the spaces around it: the server takes them off.
    pub fn trimmed(mut self) -> Self {
        let trimmed = self.text.trim();
        let leading = utf16_len(&self.text) - utf16_len(self.text.trim_start());
        let length = utf16_len(trimmed);
        self.text = trimmed.to_owned();
        for entity in &mut self.entities {
            let end = (entity.offset + entity.length).saturating_sub(leading).min(length);
            entity.offset = entity.offset.saturating_sub(leading).min(length);
            entity.length = end.saturating_sub(entity.offset);
        }
        self.entities.retain(|entity| entity.length > 0);
        self
    }

    pub fn utf16_len(&self) -> usize {
        utf16_len(&self.text)
    }

    pub fn entities_json(&self) -> Option<Value> {
        (!self.entities.is_empty()).then(|| self.entities.iter().map(Entity::to_json).collect::<Value>())
    }
}

pub(super) fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// `/word` or `/word@bot`, with what follows left out.
fn command_length(word: &str) -> Option<usize> {
    let is_name = |next: char| next.is_ascii_alphanumeric() || next == '_';
    let name = word.strip_prefix('/')?;
    let length = name.find(|next| !is_name(next)).unwrap_or(name.len());
    if length == 0 || length > 64 {
        return None;
    }
    let bot = name
        .get(length..)
        .and_then(|rest| rest.strip_prefix('@'))
        .map(|bot| bot.find(|next| !is_name(next)).unwrap_or(bot.len()))
        .filter(|&bot| bot > 0)
        .map_or(0, |bot| bot + 1);
    Some(1 + length + bot)
}

fn is_link(word: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| word.strip_prefix(scheme).is_some_and(|rest| rest.len() > 2))
}
