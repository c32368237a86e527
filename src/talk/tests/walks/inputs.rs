//! What people do in a walk: they tap, type and share whatever they can, and what was made up.

use super::super::stolen;
use super::super::town::{Message, cell, phone, pressed};
use super::Walk;
use crate::talk::{Button, Input, Key, Other, SHARED, State, Typed, ask, introduction, menu, name, offer, show};

impl Walk {
    pub(super) fn input(&mut self, who: usize) -> (Option<i64>, Input) {
        match self.dice.below(32) {
            0..=19 => self.onward(who),
            20..=22 => self.tap(who, false),
            23 => self.stolen(who),
            24 | 25 => (None, self.typed(who)),
            26 => {
                let typed = self.typed.clone();
                let (_, message, _) = self.dice.one_of(&typed).unwrap_or_default();
                let fresh = self.town.number();
                let text = self.text(fresh);
                self.typed.push((who, message, text.clone()));
                (None, Input::Edited(Typed { text, message, reply_to: None }))
            }
            27 => (None, self.place()),
            28 | 29 => (None, self.command()),
            _ => (None, self.odd()),
        }
    }

    /// What a person would do who wants to get on.
    fn onward(&mut self, who: usize) -> (Option<i64>, Input) {
        let state = self.town.people[who].state.clone();
        let asks_for_words = matches!(
            state,
            State::Ask(ask::State::Line { .. })
                | State::Offer(offer::State::Line { .. })
                | State::Afterwards(_)
                | State::Name(_)
        );
        if state.asks_for_place() {
            (None, self.place())
        } else if state.has_keys() {
            (None, Input::Phone(phone(who)))
        } else if asks_for_words && self.dice.below(2) == 0 {
            (None, self.typed(who))
        } else if self.dice.below(3) == 0 {
            self.tap_what_is_seldom_asked(who)
        } else {
            self.tap(who, true)
        }
    }

    /// What few walks come to by chance: how it went and what follows it, what is shown, and whether somebody still can.
    fn tap_what_is_seldom_asked(&mut self, who: usize) -> (Option<i64>, Input) {
        let is_seldom = |button: &Button| match button {
            Button::Afterwards(..)
            | Button::Show(show::Button::Yes, ..)
            | Button::MyAsk(ask::MyButton::StillNeeded, _) => true,
            Button::Introduction(one, ..) => {
                use introduction::Button::{End, Outcome, ReallyEnd, ShowPhone, ShowProfile, Still};
                matches!(one, Outcome(_) | ShowPhone | ShowProfile | Still | End | ReallyEnd)
            }
            Button::Menu(_)
            | Button::Ask(..)
            | Button::Offer(..)
            | Button::MyAsk(..)
            | Button::Ping(..)
            | Button::Show(..)
            | Button::Name(..)
            | Button::Relay(..) => false,
        };
        let messages = self.town.people[who].messages.iter();
        let all = messages.flat_map(Message::numbered);
        let all: Vec<(i64, Button)> = all.filter(|(_, button)| is_seldom(button)).collect();
        match self.dice.one_of(&all) {
            Some((message, button)) => (Some(message), Input::Tap(Some(button))),
            None => self.tap(who, true),
        }
    }

    fn typed(&mut self, who: usize) -> Input {
        let message = self.town.number();
        if matches!(self.town.people[who].state, State::Name(_)) {
            // A name is for everybody who may see it: it is none of the words that are kept.
            let odd = [" \u{200B}".to_owned(), "long ".repeat(60), "+44777000111".to_owned()];
            let text = self.dice.one_of(&odd).filter(|_| self.dice.below(3) == 0).unwrap_or(format!("Nick{message}."));
            return Input::Text(Typed { text, message, reply_to: None });
        }
        let text = self.text(message);
        self.typed.push((who, message, text.clone()));
        let numbers = self.on_phone(who);
        let reply_to = if self.dice.below(3) == 0 { self.dice.one_of(&numbers) } else { None };
        Input::Text(Typed { text, message, reply_to })
    }

    fn place(&mut self) -> Input {
        let place = cell(self.dice.one_of(&[0, 0, 0, 1, 2, 9, 40]).unwrap());
        self.places.insert(place);
        Input::Place(place.into())
    }

    /// The messages that are there to be tapped or replied to.
    fn on_phone(&self, who: usize) -> Vec<i64> {
        let messages = self.town.people[who].messages.iter();
        messages.filter(|message| message.on_phone().is_some()).map(|message| message.number).collect()
    }

    fn command(&mut self) -> Input {
        let links: Vec<String> = self.town.asks.values().filter_map(|asked| asked.link.clone()).collect();
        let link = self.dice.one_of(&links).map_or("x".to_owned(), |link| format!("{SHARED}{link}"));
        self.dice.one_of(&[Input::Start(None), Input::Start(Some(link)), Input::Help, Input::Cancel]).unwrap()
    }

    fn text(&mut self, number: i64) -> String {
        let shape = self.dice.below(8);
        match shape {
            0 => "thanks".to_owned(),
            1 => " \u{200B}".to_owned(),
            2 => format!("typed{number}. ").repeat(90),
            _ => format!("typed{number}."),
        }
    }

    fn odd(&mut self) -> Input {
        let all = [
            Input::Tap(None),
            Input::Blocked,
            Input::Blocked,
            Input::Unblocked,
            pressed(Key::SharePlace),
            pressed(Key::SharePhone),
            pressed(Key::Back),
            pressed(Key::Cancel),
            Input::Other(Other::Forward),
            Input::Other(Other::Voice),
            Input::Other(Other::Media),
            Input::Other(Other::Contact),
            Input::Phone("+44123456".to_owned()),
            Input::Other(Other::OddPlace),
            Input::Other(Other::UnknownCommand),
            Input::Other(Other::Else),
        ];
        self.dice.one_of(&all).unwrap()
    }

    /// A tap on the newest message with buttons, or on any; where there is none yet, /start.
    fn tap(&mut self, who: usize, newest: bool) -> (Option<i64>, Input) {
        let with_buttons = |message: &&Message| !message.buttons().is_empty();
        let all: Vec<Message> = self.town.people[who].messages.iter().filter(with_buttons).cloned().collect();
        let message = if newest { all.last().cloned() } else { self.dice.one_of(&all) };
        let Some(message) = message else { return (None, Input::Start(None)) };
        let mut buttons = message.buttons();
        if newest && self.dice.below(8) > 0 {
            buttons.retain(|button| !Self::leads_back(button));
        }
        // Else hardly anything comes to its end.
        if self.dice.below(4) > 0 {
            buttons.retain(|button| !Self::closes(button));
        }
        let button = self.dice.one_of(&buttons);
        (Some(message.number), Input::Tap(button))
    }

    const fn leads_back(button: &Button) -> bool {
        matches!(
            button,
            Button::Ask(ask::Button::Back | ask::Button::Cancel | ask::Button::Change, _)
                | Button::Offer(
                    offer::Button::Back
                        | offer::Button::Cancel
                        | offer::Button::NotNow
                        | offer::Button::ChangeTimes
                        | offer::Button::ChangeLine,
                    _
                )
                | Button::MyAsk(ask::MyButton::Close, _)
                | Button::Menu(menu::Button::Rules | menu::Button::Back)
                | Button::Name(name::Button::Open(_) | name::Button::Back | name::Button::Cancel, _)
                | Button::Show(show::Button::Back | show::Button::Cancel, ..)
        ) || Self::closes(button)
    }

    const fn closes(button: &Button) -> bool {
        use ask::MyButton::{CallOff, Done, ReallyClose};
        matches!(button, Button::MyAsk(ReallyClose | Done | CallOff, _))
    }

    /// A button from somebody else's phone, or one that was made up, of any thing; on a message of one's own.
    fn stolen(&mut self, who: usize) -> (Option<i64>, Input) {
        let theirs: Vec<Button> =
            self.town.people.iter().flat_map(|person| &person.messages).flat_map(Message::buttons).collect();
        let forged = stolen::buttons(&self.town, self.town.people[who].version);
        let button = if self.dice.below(3) == 0 { self.dice.one_of(&forged) } else { self.dice.one_of(&theirs) };
        let mine = self.on_phone(who);
        (self.dice.one_of(&mine), Input::Tap(button))
    }
}
