//! A neighbour of the town, and every message of their chat: as it says, and as it reads on the phone while that waits.

use super::outbox::{Lane, Outbox, Row};
use crate::domain::{Card, CardId, FirstName, Guard, Hours, Instant, IntroductionId, Neighbour, PostId, TimeChangeId};
use crate::talk::aim::{Aim, Chat, Edited, Older, Question, aim};
use crate::talk::say::Keyboard;
use crate::talk::{Button, On, Say, State, Tapped, introduction, relay};

/// A message in a chat.
#[derive(Debug, Clone)]
pub(in crate::talk) struct Message {
    pub(in crate::talk) number: i64,
    pub(in crate::talk) card: Option<CardId>,
    /// What it says, once everything that waits is sent.
    pub(in crate::talk) say: Say,
    pub(super) seen: Seen,
}

/// Does a message read on the phone as it was said?
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Seen {
    AsSaid,
    /// What it says waits: it reads as before.
    Before(Box<Say>),
    /// It is not there yet.
    NotYet,
}

fn buttons(say: &Say) -> Vec<Button> {
    match say.keyboard() {
        Keyboard::Inline(rows) => rows.into_iter().flatten().collect(),
        Keyboard::None | Keyboard::Place | Keyboard::Phone | Keyboard::Remove => Vec::new(),
    }
}

impl Message {
    /// As it reads on the phone now.
    pub(in crate::talk) fn on_phone(&self) -> Option<&Say> {
        match &self.seen {
            Seen::AsSaid => Some(&self.say),
            Seen::Before(say) => Some(say),
            Seen::NotYet => None,
        }
    }

    /// The buttons that are there to be tapped.
    pub(in crate::talk) fn buttons(&self) -> Vec<Button> {
        self.on_phone().map(buttons).unwrap_or_default()
    }

    /// Its buttons, once everything that waits is sent.
    pub(in crate::talk) fn buttons_said(&self) -> Vec<Button> {
        buttons(&self.say)
    }

    /// The buttons that are there to be tapped, each with its own number.
    pub(in crate::talk) fn numbered(&self) -> impl Iterator<Item = (i64, Button)> {
        let number = self.number;
        self.buttons().into_iter().map(move |button| (number, button))
    }
}

/// A neighbour and their chat with the bot.
#[derive(Debug)]
pub(in crate::talk) struct Person {
    pub(in crate::talk) me: Neighbour,
    /// As Telegram calls them.
    pub(in crate::talk) telegram: FirstName,
    /// As they chose.
    pub(in crate::talk) own: Option<FirstName>,
    pub(in crate::talk) state: State,
    pub(in crate::talk) version: i64,
    pub(in crate::talk) question: Option<CardId>,
    pub(in crate::talk) messages: Vec<Message>,
    /// Have they blocked the bot?
    pub(in crate::talk) away: bool,
    /// What was agreed with others as they did, and their yeses that waited.
    pub(super) left: Vec<IntroductionId>,
    /// What they asked for as they did.
    pub(super) left_asks: Vec<PostId>,
    /// Are the reply buttons at the bottom of the phone?
    pub(in crate::talk) has_keys: bool,
    /// Each card, what it shows, and whether it is the newest of that.
    pub(super) cards: Vec<(CardId, Card, bool)>,
    /// Cards whose message never came.
    pub(super) lost: Vec<CardId>,
    pub(super) outbox: Outbox,
    /// The open question before this step, where its message waited to be sent.
    pub(super) unsent: Option<CardId>,
}

/// Words to a person, as they are to be sent.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) on: On,
    pub(super) say: &'a Say,
    pub(super) guard: Guard,
    pub(super) hours: Hours,
    /// Do they answer who reads them?
    pub(super) mine: bool,
    pub(super) now: Instant,
}

impl Words<'_> {
    const fn edited(&self) -> (Lane, Guard, Hours) {
        (if self.mine { Lane::Replies } else { Lane::Bulk }, self.guard, self.hours)
    }
}

/// What leads to a newer message, at its leisure.
const BELOW: (Lane, Guard, Hours) = (Lane::Bulk, Guard::None, Hours::Any);

impl Person {
    pub(in crate::talk) fn tapped(&self, message: i64) -> Option<Tapped> {
        let card = self.messages.iter().find(|one| one.number == message)?.card?;
        let (id, card, is_newest) = *self.cards.iter().find(|(id, ..)| *id == card)?;
        Some(Tapped { id, card, is_open_question: self.question == Some(id), is_newest })
    }

    /// The second of two quick taps finds what the first came to, and gets no other answer: on the open question, on the
    /// card of an offer, on "Writing to", on "yes, tell them" on the card of an introduction, and on the question for another
    /// time, once its message says what became of that.
    pub(in crate::talk) fn may_be_silent(&self, message: Option<i64>, button: Option<&Button>) -> bool {
        let Some(tapped) = message.and_then(|message| self.tapped(message)) else { return false };
        if tapped.is_open_question || matches!(tapped.card, Card::Offer(_)) {
            return true;
        }
        match button {
            Some(Button::Relay(relay::Button::Done, ..)) => tapped.card == Card::Question,
            Some(Button::Introduction(introduction::Button::ReallyCannot, id, _)) => {
                tapped.card == Card::Introduction(*id) && tapped.is_newest
            }
            Some(
                button @ Button::Introduction(introduction::Button::Suits | introduction::Button::Keep, _, change),
            ) => {
                let says_it = |one: &Message| one.card == Some(tapped.id) && !one.buttons_said().contains(button);
                tapped.card == Card::Time(TimeChangeId(*change)) && self.messages.iter().any(says_it)
            }
            Some(_) | None => false,
        }
    }

    pub(super) fn live(&self, card: Card) -> Option<CardId> {
        self.cards.iter().find(|(_, one, live)| *one == card && *live).map(|(id, ..)| *id)
    }

    /// Is this message the newest of a thing?
    pub(in crate::talk) fn shows(&self, message: &Message, card: Card) -> bool {
        message.card.is_some() && message.card == self.live(card)
    }

    /// The newest message of a thing is that no more.
    fn retire(&mut self, card: Card) -> Option<CardId> {
        let before = self.live(card);
        for one in self.cards.iter_mut().filter(|one| one.1 == card) {
            one.2 = false;
        }
        before
    }

    /// Words appear where they are to; `false` where there is no place for them. A question that is asked once more takes the place
    /// of its message before.
    pub(super) fn hears(&mut self, words: &Words<'_>, (number, tapped): (i64, Option<Tapped>)) -> bool {
        if words.on != On::QuestionAgain {
            return self.puts(words, (number, tapped));
        }
        let is_taken_back = self.unsent.is_some() && self.unsent == self.question;
        if !is_taken_back || self.question.and_then(|before| self.supersedes(before)).is_none() {
            let quiet = Say::Quiet(Box::new(words.say.clone()));
            self.puts(&Words { on: On::CloseWriting, say: &quiet, ..*words }, (number, tapped));
        }
        self.puts(&Words { on: On::NewQuestion, ..*words }, (number, tapped))
    }

    fn puts(&mut self, words: &Words<'_>, (number, tapped): (i64, Option<Tapped>)) -> bool {
        if words.on == On::Remark {
            self.remarks_again(words.say);
        }
        let newest = words.on.looks_for().and_then(|card| self.live(card));
        let chat = Chat { question: self.question, tapped, newest };
        let newer_came = chat.newer(words.on).is_none_or(|newer| self.is_shown(newer));
        match aim(words.on, &chat, newer_came) {
            Aim::Nowhere => return false,
            Aim::Message => {
                self.gets(words, (number, None));
            }
            Aim::NewCard(card) => self.gets_card(words, (number, card)),
            Aim::Edit(edited) => self.reads_anew(words, edited),
        }
        true
    }

    fn reads_anew(&mut self, words: &Words<'_>, Edited { shown, becomes, older, question }: Edited) {
        match question {
            Question::Stays => {}
            Question::IsHere => {
                let before = self.question.replace(shown).filter(|before| becomes.is_some() && *before != shown);
                if let Some(before) = before {
                    self.loses_buttons(before, None, words.now);
                }
            }
            Question::IsOver => self.question = None,
        }
        let (said, below, now) = (words.edited(), words.say.below(), words.now);
        if let Some(Older::SaysTheSame(older)) = older {
            self.edit(older, words.say, (said, now));
            self.edit(shown, words.say, ((Lane::Bulk, words.guard, words.hours), now));
        } else {
            self.edit(shown, words.say, (said, now));
        }
        if let Some(card) = becomes {
            let before = if card == Card::Question { None } else { self.retire(card) };
            for one in self.cards.iter_mut().filter(|one| one.0 == shown) {
                (one.1, one.2) = (card, card != Card::Question);
            }
            if let Some(before) = before {
                self.edit(before, &below, (BELOW, now));
            }
        }
        if let Some(Older::LeadsBelow(older)) = older {
            self.edit(older, &below, ((said.0, Guard::None, Hours::Any), now));
        }
    }

    /// What a message says changes; the row that waits for it. One that never came has none.
    fn edit(&mut self, id: CardId, say: &Say, (said, now): ((Lane, Guard, Hours), Instant)) -> Option<usize> {
        // A message that carries a reply keyboard can never be edited, nor one be put there by an edit.
        assert!(matches!(say.keyboard(), Keyboard::Inline(_) | Keyboard::None), "{say:?}");
        let Some(message) = self.messages.iter_mut().find(|message| message.card == Some(id)) else {
            assert!(self.lost.contains(&id), "{id:?} is no message");
            return None;
        };
        let is_fixed = matches!(message.say.keyboard(), Keyboard::Place | Keyboard::Phone | Keyboard::Remove);
        assert!(!is_fixed, "{:?}", message.say);
        let before = std::mem::replace(&mut message.say, say.clone());
        let edit = Row::new(message.number, true, said, now);
        if let Some(row) = self.outbox.of(message.number) {
            row.takes_in(&edit, said.2);
            return Some(row.id);
        }
        message.seen = Seen::Before(Box::new(before));
        Some(self.outbox.write(edit))
    }

    /// A new message; its row.
    fn gets(&mut self, words: &Words<'_>, (number, card): (i64, Option<CardId>)) -> usize {
        match words.say.keyboard() {
            Keyboard::Place | Keyboard::Phone => self.has_keys = true,
            Keyboard::Remove => self.has_keys = false,
            Keyboard::Inline(_) | Keyboard::None => {}
        }
        let lane = if words.mine { Lane::Replies } else { Lane::Notices };
        self.messages.push(Message { number, card, say: words.say.clone(), seen: Seen::NotYet });
        self.outbox.write(Row::new(number, false, (lane, words.guard, words.hours), words.now))
    }

    fn gets_card(&mut self, words: &Words<'_>, (number, card): (i64, Card)) {
        let id = CardId(number);
        if card == Card::Question {
            self.asks_anew(words.say);
            let before = self.question.replace(id);
            self.cards.push((id, card, false));
            let row = self.gets(words, (number, Some(id)));
            if let Some(before) = before {
                self.loses_buttons(before, Some(row), words.now);
            }
            return;
        }
        let before = self.retire(card);
        self.cards.push((id, card, true));
        let row = self.gets(words, (number, Some(id)));
        if let Some(before) = before {
            self.leads_below(before, (row, &words.say.below()), words.now);
        }
    }

    /// The open question is another message now: the one before has no buttons any more, once the new one arrived. What waits of it
    /// goes without them.
    fn loses_buttons(&mut self, before: CardId, newer: Option<usize>, now: Instant) {
        let shown = self.messages.iter().find(|message| message.card == Some(before));
        let Some(message) = shown.filter(|message| !message.buttons_said().is_empty()) else { return };
        let (number, quiet) = (message.number, Say::Quiet(Box::new(message.say.clone())));
        let is_there = self.outbox.of(number).is_none();
        let edit = self.edit(before, &quiet, ((Lane::Bulk, Guard::None, Hours::AsBefore), now));
        let held = self.outbox.waiting.iter_mut().filter(|one| is_there && Some(one.id) == edit);
        held.for_each(|one| one.after = newer);
    }

    /// Where questions before it wait to be sent and say the same, one is enough.
    fn asks_anew(&mut self, say: &Say) {
        if self.unsent.is_none() {
            return;
        }
        let is_question = |id: &CardId| self.cards.iter().any(|one| (one.0, one.1) == (*id, Card::Question));
        let quiet = Say::Quiet(Box::new(say.clone()));
        let same = self.messages.iter().filter(|message| message.say == *say || message.say == quiet);
        let same: Vec<CardId> = same.filter_map(|message| message.card).filter(is_question).collect();
        for before in same {
            self.supersedes(before);
        }
    }

    /// Where the same words wait to be sent, in a message of their own, those that come now are enough.
    fn remarks_again(&mut self, say: &Say) {
        let same = self.messages.iter().filter(|message| message.card.is_none() && message.say == *say);
        for number in same.map(|message| message.number).collect::<Vec<_>>() {
            self.supersedes_words(number);
        }
    }

    /// The message of the same thing before leads to the newer one once that arrived. Where nobody can have seen it, it is not
    /// sent any more.
    fn leads_below(&mut self, before: CardId, (row, below): (usize, &Say), now: Instant) {
        if let Some(unsent) = self.supersedes(before) {
            return self.outbox.leads_further(unsent, row);
        }
        if let Some(edit) = self.edit(before, below, (BELOW, now)) {
            self.outbox.waiting.iter_mut().filter(|one| one.id == edit).for_each(|one| one.after = Some(row));
        }
    }

    pub(in crate::talk) fn last(&self) -> &Say {
        &self.messages.last().unwrap().say
    }
}
