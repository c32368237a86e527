//! Ways through the conversation, tap by tap.

use chrono::TimeDelta;

use super::{Taken, Town, cell};
use crate::domain::{Category, CellId, Due, PostId, Urgency};
use crate::talk::{Button, Effect, Input, Typed, ask, introduction, menu, offer, ping};

impl Town {
    pub(in crate::talk) fn says(&mut self, who: usize, text: &str) -> Taken {
        let message = self.number();
        self.takes(who, None, Input::Text(Typed { text: text.to_owned(), message, reply_to: None }))
    }

    /// Taps a button wherever it stands, newest message first.
    pub(in crate::talk) fn taps(&mut self, who: usize, wanted: impl Fn(&Button) -> bool) -> Taken {
        let messages = self.people[who].messages.iter().rev();
        let mut all = messages.flat_map(|message| message.buttons().into_iter().map(|button| (message.number, button)));
        let found = all.find(|(_, button)| wanted(button));
        let (number, button) = found.unwrap_or_else(|| panic!("no such button: {:#?}", self.people[who].messages));
        self.takes(who, Some(number), Input::Tap(Some(button)))
    }

    /// A thing is due now.
    pub(in crate::talk) fn comes_due(&mut self, due: Due) -> Taken {
        self.agenda.insert(due.stored(), (due, self.now));
        self.passes(TimeDelta::zero())
    }

    /// "You may ask me", from Start on, tap by tap.
    pub(in crate::talk) fn offers_help(&mut self, who: usize, from: CellId) {
        self.takes(who, None, Input::Start(None));
        self.taps(who, |button| *button == Button::Menu(menu::Button::CanHelp));
        self.taps(who, |button| matches!(button, Button::Offer(offer::Button::Anything, _)));
        self.takes(who, None, Input::Place(from.into()));
    }

    /// Asks for shopping, now, from Start on, tap by tap.
    pub(in crate::talk) fn asks(&mut self, who: usize, line: &str) -> PostId {
        self.asks_for(who, line, Urgency::Now)
    }

    pub(in crate::talk) fn asks_for(&mut self, who: usize, line: &str, urgency: Urgency) -> PostId {
        self.takes(who, None, Input::Start(None));
        self.taps(who, |button| *button == Button::Menu(menu::Button::NeedHelp));
        self.taps(who, |button| matches!(button, Button::Ask(ask::Button::Category(Category::Shopping), _)));
        self.says(who, line);
        self.taps(who, |button| matches!(button, Button::Ask(ask::Button::When(one), _) if *one == urgency));
        if self.people[who].state.asks_for_place() {
            self.takes(who, None, Input::Place(cell(0).into()));
        }
        let taken = self.taps(who, |button| matches!(button, Button::Ask(ask::Button::AskNeighbours, _)));
        let posted = taken
            .effects
            .iter()
            .find_map(|effect| if let Effect::PublishAsk(ask) = effect { Some(ask.id) } else { None });
        self.passes(TimeDelta::zero());
        posted.unwrap()
    }

    /// 0 asked, and two more than are wanted said yes.
    pub(in crate::talk) fn enough_say_yes(&mut self) -> PostId {
        let post = self.asks_for(0, "two bags", Urgency::ThisWeek);
        for who in 1..4 {
            self.taps(who, |button| matches!(button, Button::Ping(ping::Button::Yes, ..)));
        }
        post
    }

    /// 0 asked, and 1 is introduced; the other two who said yes stand by.
    pub(in crate::talk) fn others_stand_by(&mut self) -> PostId {
        let post = self.one_is_found();
        for who in 2..4 {
            self.taps(who, |button| matches!(button, Button::Introduction(introduction::Button::StandBy, ..)));
        }
        post
    }

    /// 0 asked, and 1 was introduced and cannot make it; the other two who said yes do not stand by.
    pub(in crate::talk) fn who_was_found_drops_out(&mut self) -> PostId {
        use introduction::Button::{CannotMakeIt, ReallyCannot};
        let post = self.one_is_found();
        for wanted in [CannotMakeIt, ReallyCannot] {
            self.taps(1, |button| matches!(button, Button::Introduction(one, ..) if *one == wanted));
        }
        post
    }

    /// 0 asked, and 1 is introduced; the other two who said yes are not needed.
    fn one_is_found(&mut self) -> PostId {
        let post = self.enough_say_yes();
        let first = self.introductions.values().find(|one| one.helper == self.people[1].me.id).unwrap().id;
        let yes = introduction::Button::Yes;
        self.taps(0, |button| matches!(button, Button::Introduction(one, id, _) if *one == yes && *id == first));
        post
    }
}
