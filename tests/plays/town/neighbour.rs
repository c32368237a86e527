//! What neighbours do with their phones, and what they see on them.

use std::fmt::Write;
use std::sync::Mutex;

use chrono::TimeDelta;
use doorstep::demo::{Content, MessageId, PersonId, Place, Screen, Shown};

use super::Town;

/// A neighbour with a phone.
pub struct Neighbour<'t> {
    pub(super) town: &'t Town,
    pub id: PersonId,
    pub name: String,
    pub home: (f64, f64),
    deeds: Mutex<Deeds>,
}

/// What a neighbour did since they were last counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deeds {
    pub taps: usize,
    pub lines: usize,
}

/// A button as it was on the screen once.
#[derive(Debug, Clone)]
pub struct Seen {
    pub message: MessageId,
    pub label: String,
    pub data: String,
}

impl<'t> Neighbour<'t> {
    pub(super) fn new(town: &'t Town, (id, name): (PersonId, String), home: (f64, f64)) -> Self {
        Self { town, id, name, home, deeds: Mutex::default() }
    }

    /// Opens the bot for the first time, or again: one tap.
    pub async fn starts(&self) {
        self.counts(|deeds| deeds.taps += 1);
        self.reads();
        self.town.telegram.starts(self.id, None).unwrap();
        self.done().await;
    }

    /// Opens the bot through a link: one tap.
    pub async fn starts_with(&self, payload: &str) {
        self.counts(|deeds| deeds.taps += 1);
        self.reads();
        self.town.telegram.starts(self.id, Some(payload)).unwrap();
        self.done().await;
    }

    /// Taps a button by what is written on it: the newest one on the screen.
    pub async fn taps(&self, label: &str) {
        self.taps_without_waiting(label);
        self.done().await;
    }

    /// Taps twice, as fast as fingers can.
    pub async fn taps_twice(&self, label: &str) {
        self.taps_without_waiting(label);
        self.taps_without_waiting(label);
        self.done().await;
    }

    /// Taps, and does not wait for what happens.
    pub fn taps_without_waiting(&self, label: &str) {
        self.counts(|deeds| deeds.taps += 1);
        self.reads();
        let screen = self.phone();
        if screen.keyboard.iter().flat_map(|keyboard| &keyboard.keys).flatten().any(|key| key.label == label) {
            self.town.telegram.presses_key(self.id, label).unwrap();
            return;
        }
        let (message, place) = find(&screen, label)
            .unwrap_or_else(|| panic!("{} sees no button “{label}”:\n{}", self.name, shown(&screen)));
        self.town.telegram.presses(self.id, message, place).unwrap();
    }

    /// Taps a button that was on the screen once, or on somebody else's.
    pub async fn taps_old(&self, seen: &Seen) {
        self.forges(seen.message, &seen.data).await;
    }

    /// Sends a tap with any code, as a forged client can.
    pub async fn forges(&self, message: MessageId, data: &str) {
        self.reads();
        self.town.telegram.presses_data(self.id, message, data).unwrap();
        self.done().await;
    }

    /// Writes: one line.
    pub async fn says(&self, text: &str) -> MessageId {
        self.counts(|deeds| deeds.lines += 1);
        self.reads();
        let message = self.town.telegram.says(self.id, text).unwrap();
        self.done().await;
        message
    }

    /// Replies to a message: one line.
    pub async fn replies(&self, to: MessageId, text: &str) -> MessageId {
        self.counts(|deeds| deeds.lines += 1);
        self.reads();
        let message = self.town.telegram.replies(self.id, to, text).unwrap();
        self.done().await;
        message
    }

    /// Replies to a message with something that is not words.
    pub async fn replies_with(&self, to: MessageId, content: Content) {
        self.reads();
        self.town.telegram.replies_with(self.id, to, content).unwrap();
        self.done().await;
    }

    /// The newest message of the bot that shows these words.
    pub fn find(&self, words: &str) -> MessageId {
        let screen = self.phone();
        let found = screen.messages.iter().rev().find(|message| message.from_bot && message.text.contains(words));
        found.unwrap_or_else(|| panic!("{} sees no “{words}”:\n{}", self.name, shown(&screen))).id
    }

    /// Changes a message.
    pub async fn edits(&self, message: MessageId, text: &str) {
        self.reads();
        self.town.telegram.edits(self.id, message, text).unwrap();
        self.done().await;
    }

    /// Sends something that is not words.
    pub async fn sends(&self, content: Content) -> MessageId {
        self.reads();
        let message = self.town.telegram.sends(self.id, content).unwrap();
        self.done().await;
        message
    }

    /// Blocks the bot; what follows has happened.
    pub async fn blocks_the_bot(&self) {
        self.reads();
        self.town.telegram.blocks(self.id);
        self.done().await;
    }

    /// Shares where they are, and taps Telegram's OK: two taps.
    pub async fn shares_place(&self) {
        self.counts(|deeds| deeds.taps += 2);
        self.reads();
        self.town.telegram.shares_place(self.id, self.home.0, self.home.1).unwrap();
        self.done().await;
    }

    /// Where they are.
    pub const fn place(&self) -> Place {
        Place { latitude: self.home.0, longitude: self.home.1 }
    }

    /// From Start to "You may ask me for anything".
    pub async fn offers_anything(&self) {
        self.starts().await;
        self.taps("18 or over, I agree: I can help").await;
        self.taps("Anything").await;
        self.shares_place().await;
        self.reads();
    }

    /// "You may ask me for anything", of somebody whose place is known.
    pub async fn offers_while_known(&self) {
        self.says("/start").await;
        self.taps("I can help").await;
        self.taps("Anything").await;
        self.reads();
    }

    /// "I need help", from Start or from the menu.
    pub async fn needs_help(&self) {
        if self.phone().messages.iter().any(|message| message.from_bot) {
            self.says("/start").await;
        } else {
            self.starts().await;
        }
        let agreed = find(&self.phone(), "18 or over, I agree: I need help").is_none();
        self.taps(if agreed { "I need help" } else { "18 or over, I agree: I need help" }).await;
    }

    /// An ask for shopping, posted.
    pub async fn asks(&self, line: &str, when: &str) {
        self.writes_ask(line, when).await;
        self.taps("Ask neighbours").await;
        self.reads();
    }

    /// Asks for shopping today, from Start or from the menu. One play walks these taps one by one.
    pub async fn asks_for(&self, line: &str) {
        self.writes_ask(line, "Today").await;
        self.taps("Ask neighbours").await;
        self.reads();
    }

    /// An ask for shopping, as far as its preview.
    pub async fn writes_ask(&self, line: &str, when: &str) {
        self.needs_help().await;
        self.taps("Shopping and food").await;
        self.says(line).await;
        self.taps(when).await;
        if self.phone().keyboard.is_some() {
            self.shares_place().await;
        }
    }

    /// Everything on the phone, as text; it counts as read.
    pub fn screen(&self) -> String {
        self.reads();
        shown(&self.phone())
    }

    /// The last message of the bot, as text; everything counts as read.
    pub fn last(&self) -> String {
        self.last_before(0)
    }

    /// A message of the bot, counted from the last one, which is 0; everything counts as read.
    pub fn last_before(&self, newer: usize) -> String {
        self.reads();
        let screen = self.phone();
        screen.messages.iter().filter(|message| message.from_bot).rev().nth(newer).map(message_text).unwrap_or_default()
    }

    /// What came from the bot since a number of messages were on the phone; everything counts as read.
    pub fn since(&self, messages: usize) -> String {
        self.reads();
        let screen = self.phone();
        let new = screen.messages.iter().skip(messages).filter(|message| message.from_bot);
        new.map(message_text).collect::<Vec<_>>().join("\n\n")
    }

    /// How many messages are on the phone.
    pub fn count(&self) -> usize {
        self.phone().messages.len()
    }

    /// Does the phone show these words?
    pub fn sees(&self, words: &str) -> bool {
        self.screen().contains(words)
    }

    /// Waits for words of the bot, which runs in a process of its own.
    pub async fn gets(&self, words: &str) {
        self.town
            .until(words, |_| self.phone().messages.iter().any(|one| one.from_bot && one.text.contains(words)))
            .await;
    }

    /// How often does the phone show these words?
    pub fn times(&self, words: &str) -> usize {
        self.screen().matches(words).count()
    }

    /// The phone itself.
    pub fn phone(&self) -> Screen {
        self.town.telegram.screen(self.id)
    }

    /// The newest button of this label.
    pub fn button(&self, label: &str) -> Seen {
        let buttons = self.buttons();
        buttons.into_iter().rfind(|seen| seen.label == label).unwrap_or_else(|| panic!("no button “{label}”"))
    }

    /// Every button on the screen.
    pub fn buttons(&self) -> Vec<Seen> {
        let mut all = Vec::new();
        for message in self.phone().messages {
            for button in message.buttons.into_iter().flatten() {
                let data = button.data.expect("every button of ours carries a code");
                all.push(Seen { message: message.id, label: button.label, data });
            }
        }
        all
    }

    /// A message on the phone, as text.
    pub fn message(&self, id: MessageId) -> String {
        self.phone().messages.iter().find(|message| message.id == id).map(message_text).unwrap_or_default()
    }

    /// What they did since they were last asked.
    pub fn deeds(&self) -> Deeds {
        std::mem::take(&mut *self.deeds.lock().unwrap())
    }

    fn counts(&self, count: impl FnOnce(&mut Deeds)) {
        count(&mut self.deeds.lock().unwrap());
    }

    /// People take a few seconds for everything.
    async fn done(&self) {
        self.town.passes(TimeDelta::seconds(5)).await;
    }

    pub fn reads(&self) {
        if let Some(last) = self.phone().messages.last() {
            self.town.read.lock().unwrap().insert(self.id, last.id);
        }
    }
}

/// The newest button with a label.
fn find(screen: &Screen, label: &str) -> Option<(MessageId, (usize, usize))> {
    screen.messages.iter().rev().find_map(|message| {
        message.buttons.iter().enumerate().find_map(|(row, buttons)| {
            let column = buttons.iter().position(|button| button.label == label)?;
            Some((message.id, (row, column)))
        })
    })
}

fn shown(screen: &Screen) -> String {
    let mut text = screen.messages.iter().map(message_text).collect::<Vec<_>>().join("\n\n");
    if let Some(keyboard) = &screen.keyboard {
        let keys: Vec<_> = keyboard.keys.iter().flatten().map(|key| format!("({})", key.label)).collect();
        write!(text, "\n\n{}", keys.join(" ")).unwrap();
    }
    text
}

fn message_text(message: &Shown) -> String {
    let who = if message.from_bot { "" } else { "> " };
    let mut text = format!("{who}{}", message.text);
    for row in &message.buttons {
        let row: Vec<_> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        write!(text, "\n{}", row.join(" ")).unwrap();
    }
    if !message.reactions.is_empty() {
        write!(text, "\n({})", message.reactions.join(" ")).unwrap();
    }
    text
}
