//! A neighbour of the town, and every message of their chat, as it reads now.

use crate::domain::{Card, CardId, FirstName, IntroductionId, Neighbour};
use crate::talk::aim::{Aim, Chat, Edited, Older, Question, aim};
use crate::talk::say::Keyboard;
use crate::talk::{Button, On, Say, State, Tapped, relay};

/// A message in a chat, as it reads now.
#[derive(Debug, Clone)]
pub(in crate::talk) struct Message {
    pub(in crate::talk) number: i64,
    pub(in crate::talk) card: Option<CardId>,
    pub(in crate::talk) say: Say,
}

impl Message {
    pub(in crate::talk) fn buttons(&self) -> Vec<Button> {
        match self.say.keyboard() {
            Keyboard::Inline(rows) => rows.into_iter().flatten().collect(),
            Keyboard::None | Keyboard::Place | Keyboard::Phone | Keyboard::Remove => Vec::new(),
        }
    }

    /// Its buttons, each with its own number.
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
    /// What was agreed with others as they did.
    pub(super) left: Vec<IntroductionId>,
    /// Are the reply buttons at the bottom of the phone?
    pub(in crate::talk) has_keys: bool,
    pub(super) cards: Vec<(CardId, Card, bool)>,
}

impl Person {
    pub(super) fn tapped(&self, message: i64) -> Option<Tapped> {
        let card = self.messages.iter().find(|one| one.number == message)?.card?;
        let (id, card, is_newest) = *self.cards.iter().find(|(id, ..)| *id == card)?;
        Some(Tapped { id, card, is_open_question: self.question == Some(id), is_newest })
    }

    /// The second of two quick taps finds what the first came to, and gets no other answer: on the open question, on the
    /// card of an offer, and on "Writing to".
    pub(in crate::talk) fn may_be_silent(&self, message: Option<i64>, button: Option<&Button>) -> bool {
        let Some(tapped) = message.and_then(|message| self.tapped(message)) else { return false };
        if tapped.is_open_question || matches!(tapped.card, Card::Offer(_)) {
            return true;
        }
        tapped.card == Card::Question && matches!(button, Some(Button::Relay(relay::Button::Done, ..)))
    }

    pub(super) fn live(&self, card: Card) -> Option<CardId> {
        self.cards.iter().find(|(_, one, live)| *one == card && *live).map(|(id, ..)| *id)
    }

    /// Is this message the newest of a thing?
    pub(in crate::talk) fn shows(&self, message: &Message, card: Card) -> bool {
        message.card.is_some() && message.card == self.live(card)
    }

    /// An older message of a thing leads to the newer one.
    fn retire(&mut self, card: Card, say: &Say) {
        if let Some(before) = self.live(card) {
            self.edit(before, &say.below());
        }
        for one in self.cards.iter_mut().filter(|one| one.1 == card) {
            one.2 = false;
        }
    }

    /// Words appear where they are to; `false` where there is no place for them.
    pub(super) fn hears(&mut self, (on, say): (On, &Say), (number, tapped): (i64, Option<Tapped>)) -> bool {
        let newest = on.looks_for().and_then(|card| self.live(card));
        // Nothing waits to be sent here.
        match aim(on, &Chat { question: self.question, tapped, newest }, true) {
            Aim::Nowhere => return false,
            Aim::Message => self.gets(number, None, say),
            Aim::NewCard(card) => self.gets(number, Some(card), say),
            Aim::Edit(edited) => self.reads_anew(edited, say),
        }
        true
    }

    fn reads_anew(&mut self, Edited { shown, becomes, older, question }: Edited, say: &Say) {
        match question {
            Question::Stays => {}
            Question::IsHere => self.question = Some(shown),
            Question::IsOver => self.question = None,
        }
        if let Some(card) = becomes {
            if card != Card::Question {
                self.retire(card, say);
            }
            for one in self.cards.iter_mut().filter(|one| one.0 == shown) {
                (one.1, one.2) = (card, card != Card::Question);
            }
        }
        self.edit(shown, say);
        match older {
            Some(Older::SaysTheSame(older)) => self.edit(older, say),
            Some(Older::LeadsBelow(older)) => self.edit(older, &say.below()),
            None => {}
        }
    }

    fn edit(&mut self, id: CardId, say: &Say) {
        // A message that carries a reply keyboard can never be edited, nor one be put there by an edit.
        assert!(matches!(say.keyboard(), Keyboard::Inline(_) | Keyboard::None), "{say:?}");
        let message = self.messages.iter_mut().find(|message| message.card == Some(id)).unwrap();
        let is_fixed = matches!(message.say.keyboard(), Keyboard::Place | Keyboard::Phone | Keyboard::Remove);
        assert!(!is_fixed, "{:?}", message.say);
        message.say = say.clone();
    }

    fn gets(&mut self, number: i64, card: Option<Card>, say: &Say) {
        match say.keyboard() {
            Keyboard::Place | Keyboard::Phone => self.has_keys = true,
            Keyboard::Remove => self.has_keys = false,
            Keyboard::Inline(_) | Keyboard::None => {}
        }
        let id = card.map(|_| CardId(number));
        if let (Some(card), Some(id)) = (card, id) {
            if card == Card::Question {
                self.question = Some(id);
            } else {
                self.retire(card, say);
            }
            self.cards.push((id, card, card != Card::Question));
        }
        self.messages.push(Message { number, card: id, say: say.clone() });
    }

    pub(in crate::talk) fn last(&self) -> &Say {
        &self.messages.last().unwrap().say
    }
}
