//! What the writers do, one step after the other: they write, reply, tap, edit, and turn to something else.

use chrono::TimeDelta;

use super::super::town::{Message, cell, phone};
use super::{Fate, Meant, PEOPLE, Writers, Written};
use crate::domain::window::is_quiet;
use crate::domain::{AskState, Urgency, text};
use crate::talk::{Button, Input, Other, Say, Typed, afterwards, ask, introduction, ping, relay};

impl Writers {
    pub(super) fn step(&mut self) {
        self.introduces_who_are_not();
        let (who, what) = (self.dice.below(PEOPLE), self.dice.below(40));
        if what <= 35 {
            self.town.is_back(who);
        }
        match what {
            0..=17 => self.writes(who),
            18..=27 => self.taps(who, true),
            28..=31 => self.taps(who, false),
            32 => self.steals(who),
            33 | 34 => self.edits(who),
            35 => self.does_something_else(who),
            _ => {
                let minutes = self.dice.one_of(&[1, 7, 31, 61, 600]).unwrap();
                self.done.push(format!("{minutes} minutes pass"));
                let taken = self.town.passes(TimeDelta::minutes(minutes));
                self.reaches(None, &taken, &[]);
            }
        }
        let me = self.id(who);
        let partners = (0..PEOPLE).filter(|other| *other != who && self.are_introduced(me, self.id(*other))).count();
        self.came.three_at_once += usize::from(partners == 3);
    }

    /// Two who are not introduced, or not any more, are: from the ask to the second yes.
    fn introduces_who_are_not(&mut self) {
        let (asker, helper) = (self.dice.below(PEOPLE), self.dice.below(PEOPLE));
        let (me, other) = (self.id(asker), self.id(helper));
        let mine = || self.town.asks.values().map(|asked| &asked.ask).filter(move |ask| ask.asker == me);
        let today = mine().filter(|ask| ask.posted_at > self.town.now - TimeDelta::hours(24)).count();
        let may_ask = today < 5 && mine().all(|ask| ask.state != AskState::Open);
        let is_night = is_quiet(self.town.now, chrono_tz::Europe::London);
        if asker == helper || self.are_introduced(me, other) || !may_ask || is_night {
            return;
        }
        self.waiting.remove(&asker);
        self.town.takes(asker, None, Input::Cancel);
        let urgency = self.dice.one_of(&[Urgency::Now, Urgency::ThisWeek]).unwrap();
        let post = self.town.asks_for(asker, "two bags", urgency);
        for who in (0..PEOPLE).filter(|who| *who != asker) {
            let answer = if who == helper { ping::Button::Yes } else { ping::Button::No };
            let theirs: Vec<_> =
                self.town.pings.values().filter(|one| one.ping.post == post).map(|one| one.ping.id).collect();
            self.press(
                who,
                |button| matches!(button, Button::Ping(one, id, _) if *one == answer && theirs.contains(id)),
            );
        }
        let yes =
            self.town.introductions.values().find(|one| one.post == post && one.helper == other).map(|one| one.id);
        let is_yes = |button: &Button| matches!(button, Button::Introduction(introduction::Button::Yes, id, _) if Some(*id) == yes);
        if !self.press(asker, is_yes) {
            self.press(asker, |button| *button == Button::MyAsk(ask::MyButton::Close, post));
            self.press(asker, |button| *button == Button::MyAsk(ask::MyButton::ReallyClose, post));
        }
        // All of them turned to something else.
        self.writing.clear();
        self.done.push(format!("{asker} and {helper} are introduced"));
    }

    /// Taps the newest such button, where there is one.
    fn press(&mut self, who: usize, wanted: impl Fn(&Button) -> bool) -> bool {
        let all = self.buttons(who, 40);
        let Some((message, button)) = all.into_iter().rfind(|(_, button)| wanted(button)) else { return false };
        self.town.takes(who, Some(message), Input::Tap(Some(button)));
        true
    }

    fn buttons(&self, who: usize, newest: usize) -> Vec<(i64, Button)> {
        let messages = &self.town.people[who].messages;
        let messages = messages[messages.len().saturating_sub(newest)..].iter();
        messages.flat_map(Message::numbered).collect()
    }

    fn writes(&mut self, who: usize) {
        let message = self.town.number();
        let shape = self.dice.below(24);
        let text = match shape {
            0 => " \u{200B}".to_owned(),
            1 => format!("word{message}. ").repeat(400),
            _ => format!("word{message}."),
        };
        let recent: Vec<i64> = self.town.people[who].messages.iter().rev().take(30).map(|one| one.number).collect();
        let reply_to = if self.dice.below(2) == 0 { self.dice.one_of(&recent) } else { None };
        let read = reply_to.and_then(|to| self.town.people[who].messages.iter().find(|one| one.number == to));
        let read = read.map(|one| &one.say);
        self.done.push(format!("{who} writes {message} in {:?}, a reply to {read:?}", self.town.people[who].state));
        let (fate, waited) = (self.fate(who, reply_to), self.waits(who));
        let typed = Typed { text: text.clone(), message, reply_to };
        let key = self.dice.below(40) == 0 && reply_to.is_none() && !self.town.people[who].has_keys;
        self.written.push(Written { who, message, text: text::paragraphs(&text), reached: None });
        let taken = self.town.takes(
            who,
            None,
            if key { Input::Key(crate::talk::Key::Back, typed) } else { Input::Text(typed) },
        );
        let is_reply = matches!(fate, Fate::Goes(_)) && reply_to.is_some();
        match &fate {
            Fate::Goes(meant) => {
                self.reaches(Some((who, Some(meant))), &taken, &[message]);
                let went = self.written.last().unwrap().reached.is_some();
                self.came.by_reply += usize::from(went && is_reply);
                self.came.in_writing += usize::from(went && !is_reply);
                if let Some(since) = self.writing.get_mut(&who).filter(|_| !is_reply) {
                    since.1 = self.town.now;
                }
            }
            Fate::Answers(meant) => self.reaches(Some((who, meant.as_ref())), &taken, &[]),
            Fate::Stays => {
                self.reaches(Some((who, None)), &taken, &[]);
                self.came.for_nobody += 1;
            }
        }
        let waits = self.waits(who);
        if waits == 1 && waited == 0 {
            self.waiting.insert(who, vec![message]);
        } else if waits > waited {
            self.waiting.entry(who).or_default().push(message);
        }
        assert!(waits == 0 || self.waiting[&who].len() == waits, "{waits} wait: {:?}", self.waiting[&who]);
    }

    /// Taps a button of the relay, or any, old ones too. What would end this town's business is seldom tapped.
    fn taps(&mut self, who: usize, of_the_relay: bool) {
        let newest = if self.dice.below(8) == 0 { usize::MAX } else { 40 };
        let mut all = self.buttons(who, newest);
        all.retain(|(_, button)| match button {
            Button::Relay(..) => true,
            Button::Ping(ping::Button::Pause, ..)
            | Button::Offer(..)
            | Button::Name(..)
            | Button::Afterwards(afterwards::Button::No, ..)
            | Button::Ask(ask::Button::AskNeighbours | ask::Button::AskFirst, _) => false,
            Button::Menu(_)
            | Button::Ask(..)
            | Button::MyAsk(..)
            | Button::Ping(..)
            | Button::Introduction(..)
            | Button::Show(..)
            | Button::Afterwards(..) => !of_the_relay,
        });
        let Some((message, button)) = self.dice.one_of(&all) else { return };
        self.tap(who, message, &button);
    }

    /// A button of the relay from somebody else's phone, on a message of one's own; one that shows words of others would
    /// say that its question is over, and nobody could see any more whose they were.
    fn steals(&mut self, who: usize) {
        let theirs: Vec<Button> = (0..PEOPLE)
            .filter(|other| *other != who)
            .flat_map(|other| self.buttons(other, 40))
            .map(|(_, button)| button)
            .collect();
        let theirs: Vec<Button> = theirs.into_iter().filter(|button| matches!(button, Button::Relay(..))).collect();
        let is_of_others =
            |say: &Say| matches!(say, Say::Relay(relay::Say::Passed { .. } | relay::Say::ByReply { .. }, _));
        let mine = self.town.people[who].messages.iter().filter(|one| !is_of_others(&one.say));
        let mine: Vec<i64> = mine.map(|one| one.number).collect();
        let (Some(message), Some(button)) = (self.dice.one_of(&mine), self.dice.one_of(&theirs)) else { return };
        self.tap(who, message, &button);
    }

    fn tap(&mut self, who: usize, message: i64, button: &Button) {
        self.done.push(format!("{who} taps {button:?} on {message} in {:?}", self.town.people[who].state));
        let asked = self.question(who).map(|question| question.say.clone());
        let waiting = self.waiting.get(&who).cloned().unwrap_or_default();
        let meant = match (button, &asked) {
            (
                Button::Relay(relay::Button::PassOn, id, form),
                Some(Say::Relay(relay::Say::WhoIsItFor { to, .. }, version)),
            ) if form == version => {
                to.iter().find(|(one, _)| one == id).map(|(id, name)| Meant { name: name.clone(), through: *id })
            }
            (
                Button::Afterwards(afterwards::Button::Just | afterwards::Button::Sure, id, _),
                Some(Say::Afterwards(afterwards::Say::Line { name, .. } | afterwards::Say::Sure { name, .. }, _)),
            ) => Some(Meant { name: name.clone(), through: *id }),
            _ => None,
        };
        let passes_on = matches!(button, Button::Relay(relay::Button::PassOn, ..)) && meant.is_some();
        let taken = self.town.takes(who, Some(message), Input::Tap(Some(button.clone())));
        self.reaches(Some((who, meant.as_ref())), &taken, if passes_on { &waiting } else { &[] });
        let now = self.town.now;
        let writes = matches!(self.question(who).map(|one| &one.say), Some(Say::Relay(relay::Say::Writing { .. }, _)));
        if let Button::Relay(relay::Button::Write, id, _) = button {
            let new = self.town.people[who].messages.iter().rev().take(3);
            let asks = new.filter_map(|one| {
                let Say::Relay(relay::Say::ByReply { name }, _) = &one.say else { return None };
                Some((one.number, name.clone()))
            });
            for (number, name) in asks.collect::<Vec<_>>() {
                self.by_reply.entry((who, number)).or_insert((name, *id));
            }
            self.writing.insert(who, (*id, now));
        }
        if !writes {
            self.writing.remove(&who);
        }
        if passes_on {
            let reached =
                |message: &&i64| self.written.iter().any(|one| one.message == **message && one.reached.is_some());
            self.came.after_asking += waiting.iter().filter(reached).count();
        }
    }

    /// A message that was sent before is changed: that passes nothing on, and corrects what waits.
    fn edits(&mut self, who: usize) {
        let mine: Vec<usize> = (0..self.written.len()).filter(|at| self.written[*at].who == who).collect();
        let recent = mine.len().saturating_sub(6);
        let Some(at) = self.dice.one_of(&mine[recent..]) else { return };
        let message = self.written[at].message;
        let text = format!("word{message}. anew{}.", self.town.number());
        self.done.push(format!("{who} edits {message} in {:?}", self.town.people[who].state));
        let waits = self.waits(who) > 0 && self.waiting.get(&who).is_some_and(|all| all.contains(&message));
        if waits {
            self.written[at].text.clone_from(&text);
            self.came.corrected += 1;
        }
        let taken = self.town.takes(who, None, Input::Edited(Typed { text, message, reply_to: None }));
        self.reaches(Some((who, None)), &taken, &[]);
    }

    fn does_something_else(&mut self, who: usize) {
        let all = [
            Input::Start(None),
            Input::Help,
            Input::Cancel,
            Input::Place(cell(1).into()),
            Input::Phone(phone(who)),
            Input::Other(Other::Voice),
            Input::Other(Other::Forward),
            Input::Tap(None),
            Input::Blocked,
        ];
        let input = self.dice.one_of(&all).unwrap();
        self.done.push(format!("{who} does {input:?} in {:?}", self.town.people[who].state));
        let mine: Vec<i64> = self.town.people[who].messages.iter().map(|one| one.number).collect();
        let message = if input == Input::Tap(None) { None } else { self.dice.one_of(&mine) };
        let taken = self.town.takes(who, message, input);
        self.reaches(Some((who, None)), &taken, &[]);
    }
}
