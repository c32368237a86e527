//! From `Say` to text and keyboard in a language: the only place that knows Fluent and escaping.
//! It decides nothing.

mod afterwards;
mod ask;
mod catalog;
mod fit;
mod introduction;
mod labels;
mod menu;
mod name;
mod offer;
mod parts;
mod phrases;
mod ping;
mod relay;
mod show;
mod time;
mod trial;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use catalog::{Catalog, CatalogError};

use crate::domain::{Chance, Instant, Language};
use crate::talk::{Key, Say};
use parts::Text;
use phrases::Phrases;

/// A message as it goes to Telegram: HTML and a keyboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// HTML, every argument escaped.
    pub html: String,
    /// The keyboard.
    pub keyboard: Keyboard,
}

impl Rendered {
    /// An edit that leaves the words that are there, and takes their buttons away.
    pub const fn without_buttons() -> Self {
        Self { html: String::new(), keyboard: Keyboard::None }
    }

    /// Does it leave the words that are there?
    pub const fn keeps_words(&self) -> bool {
        self.html.is_empty()
    }

    /// Its words, without markup.
    pub fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.html.len());
        let mut rest = self.html.as_str();
        while let Some((before, tag)) = rest.split_once('<') {
            plain.push_str(before);
            rest = tag.split_once('>').map_or("", |(_, after)| after);
        }
        plain.push_str(rest);
        // The ampersand last, so that nothing is read twice.
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
            .into_iter()
            .fold(plain, |plain, (escaped, character)| plain.replace(escaped, character))
    }
}

/// A keyboard with its labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "rows", rename_all = "snake_case")]
pub enum Keyboard {
    /// None.
    None,
    /// Buttons under the message: label and code.
    Inline(Vec<Vec<Label>>),
    /// Buttons at the bottom of the phone.
    Reply(Vec<Vec<ReplyLabel>>),
    /// The buttons at the bottom go away.
    Remove,
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What is written on it.
    pub label: String,
    /// The code it carries.
    pub code: String,
}

/// A button at the bottom of the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyLabel {
    /// What is written on it.
    pub label: String,
    /// What it sends besides its label.
    pub shares: Shares,
}

/// What a button at the bottom of the phone sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shares {
    /// Its label.
    Nothing,
    /// The phone's place.
    Place,
    /// The phone's number.
    Phone,
}

/// What Telegram shows of the bot before anybody wrote to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// For whom.
    pub language: Language,
    /// Each command, and what it does.
    pub commands: Vec<(&'static str, String)>,
    /// What it is for: at most 512 characters.
    pub about: String,
    /// The same in a line: at most 120 characters.
    pub about_in_short: String,
}

/// The receipt of a passed message, as it waits in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The message that gets a reaction; `None` where there is none to get one.
    pub message: Option<i64>,
    /// What is said where Telegram takes no reaction.
    pub arrived: Rendered,
    /// What is said where the words did not arrive.
    pub lost: Rendered,
    /// What is said where they were not sent, since what they depend on is no longer true.
    pub untrue: Rendered,
}

/// Who reads, and when.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Their language.
    pub language: Language,
    /// Their zone.
    pub zone: chrono_tz::Tz,
    /// The time of reading: "today" depends on it.
    pub now: Instant,
}

/// All texts, in every language we ship.
pub struct Words {
    catalog: Catalog,
    operator: String,
    bot: OnceLock<String>,
    danger: Phrases,
    not_for_neighbours: Phrases,
}

impl Words {
    /// These texts, and who runs the bot.
    pub fn new(catalog: Catalog, operator: String) -> Self {
        let (danger, not_for_neighbours) =
            (Phrases::of(&catalog, "danger-words"), Phrases::of(&catalog, "not-for-neighbours-words"));
        Self { catalog, operator, bot: OnceLock::new(), danger, not_for_neighbours }
    }

    /// The bot's username, for links to it; known once Telegram was reached.
    pub fn meet_bot(&self, username: &str) {
        // It does not change while the program runs: the first one stays.
        let _ = self.bot.set(username.to_owned());
    }

    /// Text and keyboard of what is said. A text that cannot be made is its own name, and is logged.
    pub fn render(&self, say: &Say, reader: &Reader) -> Rendered {
        let text = self.text(reader);
        let html = body(&text, say);
        Rendered { html, keyboard: labels::keyboard(&text, say) }
    }

    /// The same, with a note that it may have been seen before.
    pub fn seen_before(&self, html: &str, language: Language) -> String {
        format!("{html}\n\n{}", self.catalog.text(language, "seen-before", None))
    }

    /// An apology in place of a message that Telegram does not take.
    pub fn not_shown(&self, language: Language) -> String {
        self.catalog.text(language, "not-shown", None)
    }

    /// What Telegram shows of the bot: its commands, and what it is for.
    pub fn presented(&self, language: Language) -> Presented {
        let text = |id| self.catalog.text(language, id, None);
        let commands = [("start", "command-start"), ("help", "command-help"), ("cancel", "command-cancel")];
        Presented {
            language,
            commands: commands.map(|(command, id)| (command, text(id))).into(),
            about: text("about"),
            about_in_short: text("about-in-short"),
        }
    }

    /// The reply button that a text is the label of, in any language we ship.
    pub fn key(&self, typed: &str) -> Option<Key> {
        let typed = typed.trim();
        Language::ALL.into_iter().find_map(|language| {
            Key::ALL.into_iter().find(|key| self.catalog.text(language, labels::key_id(*key), None) == typed)
        })
    }

    /// Do these words suggest danger to life, in any language we ship?
    pub fn suggest_danger(&self, typed: &str) -> bool {
        self.danger.are_in(typed)
    }

    /// Two plain words that both sides of an introduction get, drawn in a language.
    pub fn match_word(&self, language: Language, chance: &mut Chance) -> String {
        let list = self.catalog.text(language, "match-words", None);
        let words: Vec<_> = list.split_whitespace().collect();
        let first = chance.below(words.len());
        let second = (first + 1 + chance.below(words.len().saturating_sub(1))) % words.len().max(1);
        [first, second].iter().filter_map(|at| words.get(*at).copied()).collect::<Vec<_>>().join(" ")
    }

    fn text<'w>(&'w self, reader: &'w Reader) -> Text<'w> {
        Text {
            catalog: &self.catalog,
            operator: &self.operator,
            bot: self.bot.get().map_or("", String::as_str),
            danger: &self.danger,
            not_for_neighbours: &self.not_for_neighbours,
            reader,
        }
    }
}

fn body(text: &Text<'_>, say: &Say) -> String {
    match say {
        Say::Menu(say) => menu::body(text, say),
        Say::Ask(say, _) => ask::question(text, say),
        Say::MyAsk(told) => ask::told(text, told),
        Say::Offer(say, _) => offer::question(text, say),
        Say::MyOffer(told) => offer::told(text, told),
        Say::Ping(say) => ping::body(text, say),
        Say::Introduction(say) => introduction::body(text, say),
        Say::Relay(say, _) => relay::body(text, say),
        Say::Show(say, _) => show::body(text, say),
        Say::Afterwards(say, _) => afterwards::body(text, say),
        Say::Name(say, _) => name::body(text, say),
        Say::Quiet(say) => body(text, say),
    }
}

#[cfg(test)]
mod tests;
