//! What few people come to by chance, done on purpose: an ask is changed, and its changes are answered.

use chrono::TimeDelta;

use super::super::town::{Asked, Message};
use super::Walk;
use crate::domain::{Ask, AskState, PostId, Urgency};
use crate::talk::{Button, Input, ask, introduction, ping};

impl Walk {
    /// Somebody changes when a posted ask is for.
    pub(super) fn changes_an_ask(&mut self) {
        let Some(one) = self.one_that_may_change() else { return };
        let when = self.dice.one_of(&Urgency::ALL).unwrap();
        self.changes(one, [ask::Button::ChangeWhen, ask::Button::When(when)]);
    }

    /// Somebody changes how many people they want.
    fn changes_how_many(&mut self) {
        let Some(one) = self.one_that_may_change() else { return };
        let wanted = self.dice.one_of(&[1, 2, 2, 3]).unwrap();
        self.changes(one, [ask::Button::ChangeHowMany, ask::Button::HowMany(wanted)]);
    }

    /// Rather one that somebody said yes to, and its asker.
    fn one_that_may_change(&mut self) -> Option<(usize, PostId)> {
        let may_change = |asked: &&Asked| matches!(asked.ask.state, AskState::Open | AskState::Found);
        let asks: Vec<&Ask> = self.town.asks.values().filter(may_change).map(|asked| &asked.ask).collect();
        let has_yes = |ask: &&&Ask| self.town.introductions.values().any(|one| one.post == ask.id);
        let rather: Vec<_> = asks.iter().filter(has_yes).map(|ask| (ask.id, ask.asker)).collect();
        let all = if rather.is_empty() { asks.iter().map(|ask| (ask.id, ask.asker)).collect() } else { rather };
        let (post, asker) = self.dice.one_of(&all)?;
        Some((self.town.people.iter().position(|person| person.me.id == asker).unwrap(), post))
    }

    /// From its card to "Save the change".
    fn changes(&mut self, (who, post): (usize, PostId), [what, answer]: [ask::Button; 2]) {
        let taps = [
            Button::MyAsk(ask::MyButton::Edit, post),
            Button::Ask(what, 0),
            Button::Ask(answer, 0),
            Button::Ask(ask::Button::Save, 0),
        ];
        for wanted in taps {
            let person = &self.town.people[who];
            let version = person.version;
            let is_wanted = |button: &Button| match (button, &wanted) {
                (Button::Ask(one, form), Button::Ask(other, _)) => one == other && *form == version,
                (button, wanted) => button == wanted,
            };
            let messages = person.messages.iter().rev();
            let found = messages.flat_map(Message::numbered).find(|(_, button)| is_wanted(button));
            let Some((message, button)) = found else { return };
            self.act(who, Some(message), Input::Tap(Some(button)));
        }
    }

    /// Somebody has another name in Telegram; the one before again, sooner or later.
    pub(super) fn somebody_is_renamed(&mut self) {
        let who = usize::try_from(self.town.now.timestamp() / 60).unwrap() % self.town.people.len();
        if self.town.people[who].state.is_form() {
            // Their own question shows them as they were called when it was asked.
            return;
        }
        let is_zoe = self.town.people[who].telegram.as_str().starts_with("Zoe");
        let name = format!("{}{who}", if is_zoe { "Yan" } else { "Zoe" });
        self.done.push(format!("{who} is called {name} in Telegram"));
        let taken = self.town.is_renamed(who, &name);
        self.check(None, &taken);
    }

    /// Answers to an ask and to its changes, in any order, and the time that they take.
    pub(super) fn answers(&mut self) {
        self.answers_by(is_answer);
    }

    /// The same, and yeses are taken back, or are declined; how many are wanted changes, too.
    pub(super) fn yeses_come_and_go(&mut self) {
        if self.dice.below(24) == 0 {
            return self.changes_how_many();
        }
        self.answers_by(|button| is_answer(button) || is_no(button));
    }

    fn answers_by(&mut self, may_tap: fn(&Button) -> bool) {
        if self.dice.below(30) == 0 {
            self.messages_are_put_off();
        }
        match self.dice.below(12) {
            0..=2 => {
                let minutes = self.dice.one_of(&[8, 61, 125, 400, 900]).unwrap();
                self.done.push(format!("{minutes} minutes pass"));
                let taken = self.town.passes(TimeDelta::minutes(minutes));
                return self.check(None, &taken);
            }
            3 => return self.changes_an_ask(),
            _ => {}
        }
        let who = self.dice.below(self.town.people.len());
        let messages = self.town.people[who].messages.iter();
        let all = messages.flat_map(Message::numbered);
        let all: Vec<(i64, Button)> = all.filter(|(_, button)| may_tap(button)).collect();
        if let Some((message, button)) = self.dice.one_of(&all) {
            self.act(who, Some(message), Input::Tap(Some(button)));
        }
    }

    /// Telegram takes no more to somebody's chat for a while, or to anybody's, after as many as it still takes.
    pub(super) fn messages_are_put_off(&mut self) {
        let until = self.town.now + TimeDelta::minutes(self.dice.one_of(&[3, 8, 31, 90, 400, 1_500]).unwrap());
        let (all, rows) = (self.town.people.len(), self.dice.below(3));
        let first = self.dice.below(all + 1);
        let whose: Vec<usize> = if first == all { (0..all).collect() } else { vec![first] };
        self.done.push(format!("messages to {whose:?} are put off until {until} after {rows}"));
        for who in whose {
            self.town.puts_off(who, (rows, until));
        }
    }
}

fn is_answer(button: &Button) -> bool {
    match button {
        Button::Ping(ping::Button::Yes, ..) => true,
        Button::Introduction(one, ..) => {
            use introduction::Button::{CannotMakeIt, ReallyCannot, StandBy, Still, Yes};
            matches!(one, Yes | Still | CannotMakeIt | ReallyCannot | StandBy)
        }
        Button::Menu(_)
        | Button::Ask(..)
        | Button::Offer(..)
        | Button::MyAsk(..)
        | Button::Ping(..)
        | Button::Relay(..)
        | Button::Show(..)
        | Button::Name(..)
        | Button::Afterwards(..) => false,
    }
}

/// A yes is taken back, or declined.
fn is_no(button: &Button) -> bool {
    use introduction::Button::{No, StandDown, TakeBack};
    matches!(button, Button::Ping(ping::Button::TakeBack, ..) | Button::Introduction(No | StandDown | TakeBack, ..))
}
