//! Random walks of two to six neighbours who tap, type and share whatever they can, old and forged buttons included.
//! After every step: nobody learns what is not theirs, nobody is left without a word, no way is closed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::steps::{Dice, Done};
use super::stolen;
use super::town::{Asked, Message, Taken, Town, cell, phone, pressed, profile, word};
use crate::domain::{
    Access, Ask, AskState, Because, Card, Due, Guard, Instant, Introduction, IntroductionState, NeighbourId, PingState,
    PostId, Side, Urgency, Wish,
};
use crate::talk::facts::{About, Led, Yes};
use crate::talk::introduction::{self, Reserve, Say as Introductions};
use crate::talk::state::tests::{fixtures, kind};
use crate::talk::{
    Button, Effect, Input, Key, On, Other, SHARED, Say, Speech, State, Typed, afterwards, ask, close, menu, name,
    offer, ping, relay, show,
};

/// The whole size in one place: 2,000 walks of 80 steps.
const WALKS: u64 = 2_000;
const STEPS: usize = 80;

pub(super) struct Walk {
    pub(super) town: Town,
    pub(super) dice: Dice,
    /// What was typed, by whom: words that a line may be made of.
    typed: Vec<(usize, i64, String)>,
    /// Who was asked again whether they still can, for which ask at which version.
    asked_again: BTreeSet<(NeighbourId, PostId, i64)>,
    /// By when askers were told that they hear how it stands.
    named: BTreeMap<PostId, Instant>,
    /// How often that came in a message of its own.
    words: usize,
    /// How often that was that who was asked again had not said.
    unheard: usize,
    /// Who was reminded that they are asked again, for which ask at which version.
    reminded: BTreeSet<(NeighbourId, PostId, i64)>,
    /// The asks whose asker heard that no answer came to a change, and the version that it was about.
    silence_told: BTreeSet<(PostId, i64)>,
    /// How often an ask that had stopped was taken up again.
    taken_up: usize,
    /// How often an ask was changed so that people were asked anew, and how often a yes was to it as it was then.
    changed: usize,
    still: usize,
    taken_back: usize,
    /// How often somebody was left behind, and heard it.
    left: usize,
    /// How often somebody who stood by was asked about once more.
    recalled: usize,
    /// How often somebody was who did not stand by, since nobody else was left.
    after_all: usize,
    /// How often somebody heard that another one comes in their place.
    replaced: usize,
    /// How often somebody said yes when enough had.
    enough: usize,
    /// The kinds of state that were reached.
    reached: BTreeSet<String>,
    /// What was done, for the report of a walk that failed.
    done: Done,
}

impl Walk {
    pub(super) fn new(seed: u64) -> Self {
        let people = 2 + usize::try_from(seed % 5).unwrap();
        let mut town = Town::of(people, seed);
        // In two of three towns all but the first are ready to help.
        if !seed.is_multiple_of(3) {
            (1..people).for_each(|who| town.offers_help(who, cell(0)));
        }
        // In some of them help was found already, and who was not needed stands by.
        if seed.is_multiple_of(7) && people > 3 && !town.offers.is_empty() {
            town.others_stand_by();
        } else if seed.is_multiple_of(11) && people > 4 && !town.offers.is_empty() {
            // In others enough said yes, and some were asked who have not answered yet.
            town.enough_say_yes();
        }
        Self {
            town,
            dice: Dice::seeded(seed),
            typed: Vec::new(),
            asked_again: BTreeSet::new(),
            named: BTreeMap::new(),
            words: 0,
            unheard: 0,
            reminded: BTreeSet::new(),
            silence_told: BTreeSet::new(),
            taken_up: 0,
            changed: 0,
            still: 0,
            taken_back: 0,
            left: 0,
            recalled: 0,
            after_all: 0,
            replaced: 0,
            enough: 0,
            reached: BTreeSet::new(),
            done: Done::default(),
        }
    }

    pub(super) fn step(&mut self) {
        if self.dice.below(12) == 0 {
            // Once in a while so long that an ask without a date stops.
            let long = self.dice.below(24) == 0;
            let minutes = if long { 21_000 } else { self.dice.one_of(&[1, 16, 61, 400, 1_500, 5_000]).unwrap() };
            self.done.push(format!("{minutes} minutes pass"));
            let taken = self.town.passes(TimeDelta::minutes(minutes));
            if minutes >= 5_000 {
                // After some days nobody knows any more between whom a message was passed on.
                self.town.relays.clear();
            }
            self.check(None, &taken);
            if minutes == 61 {
                self.somebody_is_renamed();
            }
            return;
        }
        if self.dice.below(100) == 0 {
            self.changes_an_ask();
        }
        let who = self.dice.below(self.town.people.len());
        let (message, input) = self.input(who);
        self.act(who, message, input);
    }

    /// Somebody has another name in Telegram; the one before again, sooner or later.
    fn somebody_is_renamed(&mut self) {
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

    fn act(&mut self, who: usize, message: Option<i64>, input: Input) {
        let may_be_silent = self.may_be_silent(who, message, &input);
        self.done.push(format!("{who} in {:?}: {input:?} on {message:?}", self.town.people[who].state));
        self.reached.insert(kind(&self.town.people[who].state));
        let tapped = self.really_tapped(who, message, &input);
        let read = tapped.as_ref().map(|(number, _)| self.message(who, *number).say.clone());
        let is_stolen = matches!(&input, Input::Tap(Some(button)) if !stolen::is_theirs(&self.town, who, button));
        let taken = self.town.takes(who, message, input);
        let me = self.town.people[who].me.id;
        assert!(!is_stolen || stolen::is_words_to(me, &taken.effects), "a stolen button: {:?}", taken.effects);
        if let Some(read) = read {
            self.nobody_agrees_to_what_they_did_not_read(&read, &taken);
        }
        self.a_change_asks_anew(&taken);
        self.reached.insert(kind(&self.town.people[who].state));
        if let Some((message, button)) = tapped {
            self.what_was_tapped_tells_the_truth(who, message, &button);
        }
        // Words that are passed on are answered by a reaction, once they arrived.
        let receipt = taken.effects.iter().any(|effect| matches!(effect, Effect::Receipt(_)));
        let answered = receipt || taken.said.iter().any(|(to, _)| *to == me);
        assert!(answered || may_be_silent, "silence");
        self.check(Some(who), &taken);
        // Waves that are due at once.
        let taken = self.town.passes(TimeDelta::zero());
        self.check(None, &taken);
    }

    /// The second of two quick taps finds what the first came to; of edits of what was passed on it is told once.
    fn may_be_silent(&self, who: usize, message: Option<i64>, input: &Input) -> bool {
        let person = &self.town.people[who];
        match input {
            Input::Blocked | Input::Unblocked => true,
            Input::Tap(button) => person.may_be_silent(message, button.as_ref()),
            Input::Edited(typed) => {
                self.town.relays.iter().any(|(relay, told)| *told && relay.original == typed.message)
            }
            Input::Start(_)
            | Input::Help
            | Input::Cancel
            | Input::Key(..)
            | Input::Text(_)
            | Input::Place(_)
            | Input::Phone(_)
            | Input::Other(_) => false,
        }
    }

    fn input(&mut self, who: usize) -> (Option<i64>, Input) {
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
                | State::Offer(offer::State::Line)
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

    /// Somebody changes a posted ask from its card to "Save the change"; rather one that somebody said yes to.
    fn changes_an_ask(&mut self) {
        let may_change = |asked: &&Asked| matches!(asked.ask.state, AskState::Open | AskState::Found);
        let asks: Vec<&Ask> = self.town.asks.values().filter(may_change).map(|asked| &asked.ask).collect();
        let has_yes = |ask: &&&Ask| self.town.introductions.values().any(|one| one.post == ask.id);
        let rather: Vec<_> = asks.iter().filter(has_yes).map(|ask| (ask.id, ask.asker)).collect();
        let all = if rather.is_empty() { asks.iter().map(|ask| (ask.id, ask.asker)).collect() } else { rather };
        let Some((post, asker)) = self.dice.one_of(&all) else { return };
        let who = self.town.people.iter().position(|person| person.me.id == asker).unwrap();
        let when = self.dice.one_of(&Urgency::ALL).unwrap();
        let taps = [
            Button::MyAsk(ask::MyButton::Edit, post),
            Button::Ask(ask::Button::ChangeWhen, 0),
            Button::Ask(ask::Button::When(when), 0),
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

    /// Answers to an ask and to its changes, in any order, and the time that they take.
    fn answers(&mut self) {
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
        let is_answer = |button: &Button| match button {
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
        };
        let messages = self.town.people[who].messages.iter();
        let all = messages.flat_map(Message::numbered);
        let all: Vec<(i64, Button)> = all.filter(|(_, button)| is_answer(button)).collect();
        if let Some((message, button)) = self.dice.one_of(&all) {
            self.act(who, Some(message), Input::Tap(Some(button)));
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
        let numbers: Vec<i64> = self.town.people[who].messages.iter().map(|message| message.number).collect();
        let reply_to = if self.dice.below(3) == 0 { self.dice.one_of(&numbers) } else { None };
        Input::Text(Typed { text, message, reply_to })
    }

    fn place(&mut self) -> Input {
        Input::Place(cell(self.dice.one_of(&[0, 0, 0, 1, 2, 9, 40]).unwrap()).into())
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
        let mine: Vec<i64> = self.town.people[who].messages.iter().map(|message| message.number).collect();
        (self.dice.one_of(&mine), Input::Tap(button))
    }

    fn check(&mut self, who: Option<usize>, taken: &Taken) {
        self.recalled += taken.effects.iter().filter(|effect| matches!(effect, Effect::Recall(_))).count();
        let is_enough = |say: &Say| {
            let Say::Introduction(say) = say else { return false };
            matches!(**say, Introductions::LastWord { why: introduction::Why::Enough, .. })
        };
        self.enough += taken.said.iter().filter(|(_, say)| is_enough(say)).count();
        for (to, say) in &taken.said {
            self.nobody_learns_what_is_not_theirs(*to, say);
            let is_replaced = matches!(say, Say::Introduction(say) if matches!(**say, Introductions::Replaced { .. }));
            self.replaced += usize::from(is_replaced);
        }
        self.a_not_this_time_stays_with_who_said_it(who, taken);
        self.everybody_touched_gets_a_last_word(taken);
        self.two_who_asked_for_the_same_meet_once(taken);
        self.nobody_waits_for_what_is_over(taken);
        self.what_can_be_done_with_an_ask_is_on_its_card_alone();
        self.a_card_leads_to_who_asks_for_the_same();
        self.who_is_called_silent_said_nothing();
        self.what_was_named_is_kept(who, taken);
        self.only_the_other_one_is_told(who, taken);
        self.who_is_left_behind_hears_it(who, taken);
        self.what_is_over_is_over();
        self.nobody_is_asked_about_what_is_over();
        self.how_it_was_is_asked_about_the_time_that_is_agreed();
        self.nobody_who_offered_is_passed_over(who, taken);
        self.who_may_stand_by_said_yes_to_the_ask_as_it_is();
        self.who_said_yes_before_a_change_is_asked_again(taken);
        self.who_is_asked_again_is_reminded_once(taken);
        self.nobody_is_asked_whether_they_still_can_what_is_over();
        self.no_yes_is_waited_for_without_an_end(taken);
        self.no_more_come_than_are_wanted(taken);
        if let Some(who) = who {
            self.what_is_shown_open_waits_for_an_answer(taken);
            self.every_state_has_its_question(who);
            self.every_state_has_a_way_out(who);
        }
    }

    /// What is shown as open is open: it is edited as it changes, and closed with its ask.
    fn what_is_shown_open_waits_for_an_answer(&self, taken: &Taken) {
        for (_, say) in &taken.said {
            let Say::Ping(say) = say else { continue };
            let is_open = self.town.pings[&say.ping].ping.state == PingState::Open;
            assert!(is_open || !say.standing.is_open(), "it hangs in the air: {say:?}");
        }
    }

    /// I3, and what is told of an ask: names, words, ids and places.
    fn nobody_learns_what_is_not_theirs(&self, to: NeighbourId, say: &Say) {
        let text = format!("{say:?}");
        let ties: Vec<_> = self.town.introductions.values().filter(|one| one.side(to).is_some()).collect();
        for other in self.town.people.iter().map(|person| &person.me).filter(|other| other.id != to) {
            let is_told = ties.iter().any(|one| match one.side(to) {
                // The asker sees the first name of who said yes; the helper sees one after both did.
                Some(Side::Asker) => one.helper == other.id,
                Some(Side::Helper) => {
                    one.asker == other.id
                        && matches!(
                            one.state,
                            IntroductionState::Agreed { .. } | IntroductionState::Dropped | IntroductionState::Ended
                        )
                }
                None => false,
            });
            assert!(is_told || !text.contains(other.name.as_str()), "{to} learns of {}: {text}", other.name.as_str());
            assert!(!text.contains(&format!("NeighbourId({})", other.id)), "{to} learns an id: {text}");
        }
        for one in self.town.introductions.values().filter(|one| one.side(to).is_none()) {
            assert!(!text.contains(&word(one.id)), "{to} learns a match word: {text}");
        }
        if matches!(say, Say::Ping(_) | Say::Introduction(_) | Say::MyAsk(_) | Say::Relay(..)) {
            assert!(!text.contains("CellId"), "{to} learns a place: {text}");
        }
        self.only_posted_words_go_out(to, &text);
        self.contact_goes_to_who_was_introduced(to, (say, &text));
    }

    /// A profile and a phone number are read by the other one of an introduction that both agreed to, as the ask is now,
    /// and by nobody else.
    fn contact_goes_to_who_was_introduced(&self, to: NeighbourId, (say, text): (&Say, &str)) {
        for (at, other) in self.town.people.iter().enumerate().filter(|(_, person)| person.me.id != to) {
            let contact = [format!("{:?}", profile(at)), phone(at)];
            if !contact.iter().any(|one| text.contains(one)) {
                continue;
            }
            let Say::Show(show::Say::Profile { introduction, .. } | show::Say::Phone { introduction, .. }, _) = say
            else {
                panic!("{to} learns a contact: {text}");
            };
            let one = &self.town.introductions[introduction];
            let both_said_yes = matches!(one.state, IntroductionState::Agreed { .. })
                && !one.is_outdated(&self.town.asks[&one.post].ask);
            let is_theirs = one.side(to).is_some() && one.side(other.me.id).is_some();
            assert!(both_said_yes && is_theirs, "{to} learns a contact: {text}");
        }
    }

    /// Words go to others only as the line of a posted ask, to whom it was shown; or as a message that was passed on,
    /// to the other one of its introduction.
    fn only_posted_words_go_out(&self, to: NeighbourId, text: &str) {
        if !text.contains("typed") {
            return;
        }
        for (writer, message, words) in &self.typed {
            let Some(token) = words.split_inclusive('.').next().filter(|token| token.starts_with("typed")) else {
                continue;
            };
            let writer = self.town.people[*writer].me.id;
            if writer == to || !text.contains(token) {
                continue;
            }
            let shown = self.town.pings.values().any(|one| {
                let ask = &self.town.asks[&one.ping.post].ask;
                one.ping.helper == to && ask.line.as_ref().is_some_and(|line| line.as_str().contains(token))
            });
            let passed = self.town.relays.iter().any(|(relay, _)| {
                let one = &self.town.introductions[&relay.introduction];
                (relay.sender, relay.original) == (writer, *message) && one.side(to).is_some()
            });
            // A helper's line about themselves is read with their yes.
            let of_helper = self.town.people.iter().any(|person| {
                let mine = person.me.line.as_ref().is_some_and(|line| line.as_str().contains(token));
                let mut yeses = self.town.introductions.values();
                mine && yeses.any(|one| (one.asker, one.helper) == (to, person.me.id)) && text.contains("seen_as")
            });
            let thanked = self.town.thanked.iter().any(|(id, by_asker)| {
                let one = &self.town.introductions[id];
                let (from, reader) = if *by_asker { (one.asker, one.helper) } else { (one.helper, one.asker) };
                (from, reader) == (writer, to) && text.contains("Thanks {")
            });
            assert!(shown || passed || thanked || of_helper, "{to} reads what was not for them: {text}");
        }
    }

    fn message(&self, who: usize, number: i64) -> &Message {
        self.town.people[who].messages.iter().find(|one| one.number == number).unwrap()
    }

    /// I3: each yes is to the ask as it is now, and as its message showed it.
    fn nobody_agrees_to_what_they_did_not_read(&self, read: &Say, taken: &Taken) {
        for effect in &taken.effects {
            let proposed = if let Effect::Propose(new) = effect { Some(new.post) } else { None };
            let again = if let Effect::StillYes(id, _) | Effect::Introduce(id, _) = effect { Some(id) } else { None };
            // Two agreed another time: what they had read is the ask's own from now on, and is no other thing to them.
            let again = again.filter(|_| !taken.effects.iter().any(|one| matches!(one, Effect::AgreeTime(..))));
            let Some(post) = proposed.or(again.map(|id| self.town.introductions[id].post)) else { continue };
            // The asker saves a change: what has been by then counts as it was, and nobody says yes to anything.
            if matches!(read, Say::Ask(..)) {
                let has_been = |id| self.town.introductions[id].has_been(self.town.now);
                assert!(again.is_some_and(has_been), "a yes by the save of a change");
                continue;
            }
            let ask = &self.town.asks[&post].ask;
            let (about, know) = shown(read);
            assert_eq!(*about, About::of(ask), "a yes to another thing");
            assert!(know.is_none_or(|know| know == (&ask.access, ask.wish)), "not all was known before the yes");
        }
    }

    /// A changed time, place or need withdraws open pings.
    fn a_change_asks_anew(&mut self, taken: &Taken) {
        for effect in &taken.effects {
            self.still += usize::from(matches!(effect, Effect::StillYes(..)));
            self.taken_back += usize::from(matches!(effect, Effect::TakeBack(_)));
            let Effect::ChangeAsk { ask, before } = effect else { continue };
            if ask.version > *before {
                self.changed += 1;
                let mut pings = self.town.pings.values().map(|shown| &shown.ping).filter(|ping| ping.post == ask.id);
                assert!(pings.all(|ping| ping.state != PingState::Open), "a ping shows what is not asked any more");
            }
        }
    }

    fn who_said_yes_before_a_change_is_asked_again(&mut self, taken: &Taken) {
        for (to, say) in &taken.said {
            let asked = asks_again(&self.town, say).map(|(post, version)| (*to, post, version));
            self.asked_again.extend(asked);
        }
        for one in self.town.introductions.values() {
            let my_ask = self.town.my_ask(one.post).unwrap();
            let is_open = match one.state {
                IntroductionState::Proposed | IntroductionState::Agreed { .. } => true,
                IntroductionState::Declined
                | IntroductionState::Released
                | IntroductionState::Reserve
                | IntroductionState::Dropped
                | IntroductionState::Ended => false,
            };
            if !is_open || !one.is_outdated(&my_ask.ask) || my_ask.is_late() || self.town.is_away(one.helper) {
                continue;
            }
            let asked = self.asked_again.contains(&(one.helper, one.post, my_ask.ask.version));
            let asked = asked || self.town.due(Due::AskAgain(one.id)).is_some();
            assert!(asked, "a yes to what it was before, and nobody asks again");
        }
    }

    fn who_is_asked_again_is_reminded_once(&mut self, taken: &Taken) {
        // Who was not needed before they answered is asked anew once they are.
        for effect in &taken.effects {
            let Effect::CountOn(id) = effect else { continue };
            let one = &self.town.introductions[id];
            self.reminded.retain(|(helper, post, _)| (*helper, *post) != (one.helper, one.post));
        }
        for (to, say) in &taken.said {
            let Say::Ping(asked) = say else { continue };
            if asked.standing == ping::Standing::StillAsked {
                let post = self.town.pings[&asked.ping].ping.post;
                assert!(self.reminded.insert((*to, post, asked.version)), "{to} is reminded of {post} twice");
            }
        }
    }

    /// Whose yes ended because they could not be reached sees it on a tap, once they are back.
    fn nobody_is_asked_whether_they_still_can_what_is_over(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in &person.messages {
                let Say::Ping(asked) = &message.say else { continue };
                let post = self.town.pings[&asked.ping].ping.post;
                let mine = |one: &&Introduction| (one.post, one.helper) == (post, person.me.id);
                let left = |one: &Introduction| one.released == Some(Because::Withdrawn);
                let waits = |one: &Introduction| one.state == IntroductionState::Proposed || left(one);
                let is_asked = self.town.introductions.values().find(mine).is_some_and(waits);
                assert!(!asked.standing.asks_again() || is_asked, "asked about what is over: {asked:?}");
            }
        }
    }

    /// A yes that is not given again is told of, and let go in the end.
    fn no_yes_is_waited_for_without_an_end(&mut self, taken: &Taken) {
        for effect in &taken.effects {
            let Effect::Say(Speech { guard: Guard::Proposed(id, version), say, .. }) = effect else { continue };
            if matches!(say, Say::MyAsk(ask::Told::Unheard { .. })) {
                self.silence_told.insert((self.town.introductions[id].post, *version));
            }
        }
        for post in self.town.asks.keys() {
            let my_ask = self.town.my_ask(*post).unwrap();
            for yes in my_ask.outdated().filter(|_| my_ask.is_wanted_in_time()) {
                let id = yes.introduction.id;
                assert!(self.town.due(Due::Release(id)).is_some(), "{id:?} is waited for without an end");
                // Where somebody else's yes waits, that is what the asker hears.
                let is_told = self.silence_told.contains(&(*post, my_ask.ask.version));
                let hears = yes.awaited.is_some() || my_ask.waiting().next().is_some();
                assert!(hears || is_told, "{id:?} is waited for without a word");
            }
        }
    }

    /// Who comes said yes to the ask as it is, and no more of them than are wanted: who is not needed any more was told.
    fn no_more_come_than_are_wanted(&self, taken: &Taken) {
        // Two agreed another time: what they had agreed to is the ask's own from now on. What is done is done.
        if taken.effects.iter().any(|effect| matches!(effect, Effect::AgreeTime(..) | Effect::CloseAsk(_))) {
            return;
        }
        for effect in &taken.effects {
            let (Effect::Introduce(id, _) | Effect::StillYes(id, _)) = effect else { continue };
            let my_ask = self.town.my_ask(self.town.introductions[id].post).unwrap();
            let comes = |one: &&Yes| !one.introduction.is_outdated(&my_ask.ask);
            let come = my_ask.to_come().filter(comes).count();
            assert!(come <= usize::from(my_ask.ask.wanted), "{come} come for {}", my_ask.ask.wanted);
            let is_enough = my_ask.ask.state == AskState::Found && my_ask.is_found();
            let is_change = taken.effects.iter().any(|effect| matches!(effect, Effect::ChangeAsk { .. }));
            let hang = my_ask.not_counted_on().next().is_some();
            assert!(!is_enough || is_change || !hang, "somebody is waited for who is not needed");
        }
    }

    fn a_not_this_time_stays_with_who_said_it(&self, who: Option<usize>, taken: &Taken) {
        let is_a_no = |effect: &Effect| matches!(effect, Effect::PingNo(_) | Effect::PingReason(..));
        if let (Some(who), true) = (who, taken.effects.iter().any(is_a_no)) {
            let me = self.town.people[who].me.id;
            assert!(taken.said.iter().all(|(to, _)| *to == me), "a no is told: {:?}", taken.said);
        }
    }

    fn everybody_touched_gets_a_last_word(&self, taken: &Taken) {
        for effect in &taken.effects {
            let (Effect::Release(id, _) | Effect::Decline(id) | Effect::StandDown(id, _)) = effect else { continue };
            let helper = self.town.introductions[id].helper;
            let is_last_word = |say: &Say| {
                let Say::Introduction(say) = say else { return false };
                let by_their_own_tap = [Reserve::StoodDown, Reserve::TakenBack, Reserve::NotNeeded];
                matches!(**say, Introductions::LastWord { .. })
                    || matches!(**say, Introductions::Reserve { standing, .. } if by_their_own_tap.contains(&standing))
            };
            let told = taken.said.iter().any(|(to, say)| *to == helper && is_last_word(say));
            assert!(told || self.town.is_away(helper), "{helper} hears nothing");
        }
        for effect in &taken.effects {
            let Effect::Introduce(id, _) = effect else { continue };
            let one = &self.town.introductions[id];
            for who in [one.asker, one.helper] {
                let both = |say: &Say| matches!(say, Say::Introduction(say) if matches!(**say, Introductions::Introduced { .. }));
                assert!(taken.said.iter().any(|(to, say)| *to == who && both(say)), "{who} is not told");
            }
        }
    }

    /// An asker reads that nobody is left once nobody is: who said yes when enough others had was asked about before.
    fn nobody_who_offered_is_passed_over(&mut self, who: Option<usize>, taken: &Taken) {
        let is_after_all = who.is_none() && taken.effects.iter().any(|effect| matches!(effect, Effect::StandBy(_)));
        self.after_all += usize::from(is_after_all);
        for effect in &taken.effects {
            let Effect::Say(Speech { to, on: On::Message | On::NewCard(_), say: Say::MyAsk(told), .. }) = effect else {
                continue;
            };
            let (ask::Told::NobodyYet { status, .. } | ask::Told::NobodyElse { status, .. }) = told else { continue };
            let is_theirs = who.is_some_and(|who| self.town.people[who].me.id == *to);
            let my_ask = self.town.my_ask(status.post).unwrap();
            assert!(is_theirs || my_ask.in_reserve().next().is_none(), "{} offered: {taken:?}", status.post);
        }
    }

    /// Nobody may stand by for what an ask was before it changed: they are asked whether they still can, once they are needed.
    fn who_may_stand_by_said_yes_to_the_ask_as_it_is(&self) {
        for button in self.town.people.iter().flat_map(|person| &person.messages).flat_map(Message::buttons) {
            let Button::Introduction(introduction::Button::StandBy, id, _) = button else { continue };
            let one = &self.town.introductions[&id];
            let ask = &self.town.asks[&one.post].ask;
            let is_alive = matches!(ask.state, AskState::Open | AskState::Found) && !ask.when.is_over(self.town.now);
            assert!(!is_alive || !one.is_outdated(ask), "{} may stand by for what it was", one.helper);
        }
    }

    /// Two who asked for the same are introduced: the helper's own ask is over, or wants more people.
    fn two_who_asked_for_the_same_meet_once(&self, taken: &Taken) {
        for effect in &taken.effects {
            let Effect::Introduce(id, _) = effect else { continue };
            let one = &self.town.introductions[id];
            let own = self.town.asks.values().filter(|own| own.ask.asker == one.helper);
            let met = own
                .filter_map(|own| self.town.my_ask(own.ask.id))
                .filter(|own| own.is_met_with(&self.town.asks[&one.post].ask));
            for own in met {
                assert!(own.ask.wanted > 1 || own.agreed().next().is_some(), "{} is still asked for", own.ask.id);
            }
        }
    }

    /// An ask that ended leaves no yes waiting and nobody standing by: each of them was let go, with a word. Whose ask
    /// ended by itself, and whose offer was paused by itself, hears of it; who closed theirs comes to nobody in vain.
    fn nobody_waits_for_what_is_over(&self, taken: &Taken) {
        let hears = |who: NeighbourId| taken.said.iter().any(|(to, _)| *to == who) || self.town.is_away(who);
        for effect in &taken.effects {
            if let Effect::PauseOfferOf(helper) = effect {
                assert!(hears(*helper), "{helper} is paused without a word");
            }
            let (Effect::CloseAsk(post) | Effect::AskMet(post, _) | Effect::ExpireAsk(post) | Effect::AskFound(post)) =
                effect
            else {
                continue;
            };
            let ended_by_itself = matches!(effect, Effect::ExpireAsk(_));
            assert!(!ended_by_itself || hears(self.town.asks[post].ask.asker), "{post} ends in silence");
            for one in self.town.introductions.values().filter(|one| one.post == *post) {
                let waits = match one.state {
                    IntroductionState::Proposed => true,
                    IntroductionState::Reserve => !matches!(effect, Effect::AskFound(_)),
                    IntroductionState::Agreed { .. } => {
                        let (ask, now) = (&self.town.asks[post].ask, self.town.now);
                        let may_stay = one.has_been(now) || one.may_have_helped(now);
                        let is_asked = one.is_outdated(ask) || self.town.changes.contains_key(&one.id);
                        let is_in_doubt = is_asked && !one.has_been(now) && !self.town.is_away(one.asker);
                        matches!(effect, Effect::CloseAsk(_)) && (!may_stay || is_in_doubt)
                    }
                    IntroductionState::Declined
                    | IntroductionState::Released
                    | IntroductionState::Dropped
                    | IntroductionState::Ended => false,
                };
                assert!(!waits, "{} waits for {post}, which is over: {:?}", one.helper, one.state);
            }
        }
    }

    /// The card is edited as the ask changes; a button elsewhere would stay as it is.
    fn what_can_be_done_with_an_ask_is_on_its_card_alone(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in person.messages.iter().filter(|message| matches!(message.say, Say::MyAsk(_))) {
                for button in message.buttons() {
                    let Button::MyAsk(_, post) = button else { continue };
                    assert!(person.shows(message, Card::Ask(post)), "{button:?} is not on the card: {message:?}");
                }
            }
        }
    }

    /// Whose card says that somebody asks for the same has that one before them, or said yes and waits.
    fn a_card_leads_to_who_asks_for_the_same(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in &person.messages {
                let Say::MyAsk(ask::Told::OnlyAlike { status, said_yes, .. }) = &message.say else { continue };
                let post = status.post;
                if !person.shows(message, Card::Ask(post)) || self.town.due(Due::WithWhom(post)).is_some() {
                    continue;
                }
                let led = self.town.led(&self.town.asks[&post].ask, None);
                let waits = led == Led::ToAnswer;
                assert!(led != Led::Nowhere && *said_yes == waits, "it leads elsewhere by now, {led:?}: {message:?}");
            }
        }
    }

    /// Whose card says that the other one is silent has not heard from them since the ask changed, or its time has been.
    fn who_is_called_silent_said_nothing(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in &person.messages {
                let Say::Introduction(say) = &message.say else { continue };
                let Introductions::Unheard { introduction, .. } = **say else { continue };
                let one = &self.town.introductions[&introduction];
                let is_silent = one.is_outdated(&self.town.asks[&one.post].ask) || one.has_been(self.town.now);
                let is_true = matches!(one.state, IntroductionState::Agreed { .. }) && is_silent;
                let is_shown = person.shows(message, Card::Introduction(introduction));
                assert!(is_true || !is_shown, "they said something: {message:?}");
            }
        }
    }

    /// "You hear from me by three": by then something new was said to the asker, no later hour in its stead, or the ask
    /// is over. Whatever they do themselves shows them how it stands.
    fn what_was_named_is_kept(&mut self, who: Option<usize>, taken: &Taken) {
        let me = who.map(|who| self.town.people[who].me.id);
        for effect in &taken.effects {
            self.taken_up += usize::from(matches!(effect, Effect::ReopenAsk(_, AskState::Expired)));
            let Effect::Say(Speech { to, on, say, .. }) = effect else { continue };
            let is_heard = matches!(on, On::Message | On::NewCard(_) | On::QuestionBecomes(_)) || me == Some(*to);
            if is_heard {
                let asks = &self.town.asks;
                self.named.retain(|post, _| asks[post].ask.asker != *to);
            }
            let Say::MyAsk(told) = say else { continue };
            self.words += usize::from(matches!(told, ask::Told::NoYesYet(_)));
            self.unheard += usize::from(matches!(told, ask::Told::Unheard { .. }));
            let Some((post, by)) = hour_named(told) else { continue };
            let before = *self.named.entry(post).or_insert(by);
            assert!(by <= before.max(self.town.now), "{before} was named, and now {by} is");
            self.named.insert(post, by);
        }
        for (post, by) in &self.named {
            let asked = &self.town.asks[post].ask;
            let is_open = asked.state == AskState::Open && !self.town.is_away(asked.asker);
            assert!(!is_open || *by > self.town.now, "{by} was named for {post}, and nothing came");
        }
    }

    /// Who drops out, and what is passed on, is told to the other one and to nobody else.
    fn only_the_other_one_is_told(&self, who: Option<usize>, taken: &Taken) {
        let Some(me) = who.map(|who| self.town.people[who].me.id) else { return };
        let mut others = Vec::new();
        for effect in &taken.effects {
            let dropped = if let Effect::Drop(id) | Effect::CutShort(id) = effect { Some(*id) } else { None };
            let passed = if let Effect::PassOn(relay) = effect { Some(relay.introduction) } else { None };
            let Some(id) = dropped.or(passed) else { continue };
            let one = &self.town.introductions[&id];
            // Who was not waited for is told by the yes of another helper, too.
            others.push(if one.helper == me { one.asker } else { one.helper });
        }
        let is_told = |say: &Say| {
            matches!(say, Say::Relay(relay::Say::Passed { .. }, _))
                || matches!(say, Say::Introduction(say)
                    if matches!(**say, Introductions::Dropped { .. } | Introductions::NotNeeded { .. } | Introductions::EndedByOther { .. }))
        };
        let mut told: Vec<_> = taken.said.iter().filter(|(_, say)| is_told(say)).map(|(to, _)| *to).collect();
        told.sort_unstable();
        others.sort_unstable();
        assert_eq!(told, others);
    }

    /// Who leaves without a word leaves nobody waiting.
    fn who_is_left_behind_hears_it(&mut self, who: Option<usize>, taken: &Taken) {
        for effect in &taken.effects {
            let (Effect::Drop(id) | Effect::CutShort(id)) = effect else { continue };
            let one = &self.town.introductions[id];
            let is_told =
                |say: &Say| matches!(say, Say::Introduction(say) if matches!(**say, Introductions::Left { .. }));
            let told = taken.said.iter().any(|(to, say)| one.side(*to).is_some() && is_told(say));
            let both_left = self.town.is_away(one.asker) && self.town.is_away(one.helper);
            assert!(who.is_some() || told || both_left, "nobody hears that the other one left");
            self.left += usize::from(who.is_none() && told);
        }
    }

    fn what_is_over_is_over(&self) {
        let is_over = |post| self.town.asks[post].ask.state != AskState::Open;
        for one in self.town.introductions.values().filter(|one| is_over(&one.post)) {
            assert_ne!(one.state, IntroductionState::Proposed, "a yes hangs in the air");
        }
        for one in self.town.pings.values().filter(|one| is_over(&one.ping.post)) {
            assert_ne!(one.ping.state, PingState::Open, "a ping hangs in the air");
        }
        for one in self.town.introductions.values().filter(|one| one.state == IntroductionState::Reserve) {
            let agreed = |other: &Introduction| {
                other.post == one.post && matches!(other.state, IntroductionState::Agreed { .. })
            };
            let is_open = self.town.asks[&one.post].ask.state == AskState::Open;
            assert!(is_open || self.town.introductions.values().any(agreed), "somebody stands by for nothing");
        }
        for post in self.town.asks.keys() {
            let my_ask = self.town.my_ask(*post).unwrap();
            let is_asked = my_ask.unheard().next().is_some() && !my_ask.is_late();
            let is_held = my_ask.ask.state != AskState::Found || my_ask.is_held();
            assert!(!is_asked || is_held, "nobody else is asked, and too few are waited for");
        }
        for asked in self.town.asks.values() {
            assert!(
                asked.ask.state == AskState::Open || self.town.due(Due::Wave(asked.ask.id)).is_none(),
                "asking goes on"
            );
        }
    }

    /// Who cannot be reached finds it closed once they are back.
    fn nobody_is_asked_about_what_is_over(&self) {
        for (at, person) in self.town.people.iter().enumerate().filter(|(_, person)| !person.away) {
            let over = self.town.over_for(at);
            let closes = close(self.town.now, (person.me.id, person.version), &person.state, &over);
            assert_eq!(closes, None, "{:?} is about what is over", person.state);
        }
    }

    /// What was asked about a time that is another one by now cannot be answered any more.
    fn how_it_was_is_asked_about_the_time_that_is_agreed(&self) {
        for button in self.town.people.iter().flat_map(|person| &person.messages).flat_map(Message::buttons) {
            let Button::Introduction(introduction::Button::Outcome(_), id, agreement) = button else { continue };
            assert_eq!(self.town.introductions[&id].agreement, agreement, "it is asked how it was before it is");
        }
    }

    /// The button, where it was there to be tapped.
    fn really_tapped(&self, who: usize, message: Option<i64>, input: &Input) -> Option<(i64, Button)> {
        let Input::Tap(Some(button)) = input else { return None };
        let message = self.town.people[who].messages.iter().find(|one| Some(one.number) == message)?;
        // A message that is no card cannot be mended.
        (message.card.is_some() && message.buttons().contains(button)).then(|| (message.number, button.clone()))
    }

    /// A button that is still there after it was tapped can still be tapped.
    fn what_was_tapped_tells_the_truth(&self, who: usize, message: i64, button: &Button) {
        let person = &self.town.people[who];
        let message = person.messages.iter().find(|one| one.number == message).unwrap();
        if message.buttons().contains(button) {
            let is_true = match button.clone() {
                Button::Ping(ping::Button::Yes, id, version) => {
                    let shown = &self.town.pings[&id].ping;
                    matches!(shown.state, PingState::Open | PingState::NotThisTime)
                        && self.town.asks[&shown.post].ask.state == AskState::Open
                        && self.town.asks[&shown.post].ask.version == version
                }
                Button::Introduction(introduction::Button::Again, ..) | Button::MyAsk(ask::MyButton::Again, _) => true,
                Button::Introduction(introduction::Button::StandBy, id, _) => {
                    self.town.introductions[&id].state == IntroductionState::Released
                }
                Button::Introduction(introduction::Button::StandDown, id, _) => {
                    self.town.introductions[&id].state == IntroductionState::Reserve
                }
                Button::Introduction(introduction::Button::Suits | introduction::Button::Keep, id, change) => {
                    self.town.changes.get(&id).is_some_and(|open| open.id.0 == change)
                }
                Button::Introduction(introduction::Button::TakeBack, id, _) => {
                    self.town.introductions[&id].state == IntroductionState::Proposed
                }
                Button::Introduction(answer, id, _)
                    if !matches!(answer, introduction::Button::Yes | introduction::Button::No) =>
                {
                    matches!(self.town.introductions[&id].state, IntroductionState::Agreed { .. })
                }
                Button::Introduction(_, id, version) => {
                    let one = &self.town.introductions[&id];
                    let ask = &self.town.asks[&one.post].ask;
                    one.state == IntroductionState::Proposed && (ask.state, ask.version) == (AskState::Open, version)
                }
                Button::MyAsk(ask::MyButton::Edit | ask::MyButton::HowMany, post) => {
                    matches!(self.town.asks[&post].ask.state, AskState::Open | AskState::Found)
                }
                Button::MyAsk(ask::MyButton::StillNeeded, post) => {
                    matches!(self.town.asks[&post].ask.state, AskState::Open | AskState::Expired)
                }
                Button::MyAsk(_, post) => self.town.asks[&post].ask.state == AskState::Open,
                Button::Ask(_, form) => matches!(person.state, State::Ask(_)) && form == person.version,
                Button::Offer(button, form) => {
                    button.works_everywhere() || matches!(person.state, State::Offer(_)) && form == person.version
                }
                Button::Show(_, _, form) => matches!(person.state, State::Show(_)) && form == person.version,
                Button::Afterwards(afterwards::Button::Just | afterwards::Button::Cancel, _, form) => {
                    matches!(person.state, State::Afterwards(_)) && form == person.version
                }
                Button::Name(button, form) => {
                    button.works_everywhere() || matches!(person.state, State::Name(_)) && form == person.version
                }
                Button::Menu(_) | Button::Ping(..) | Button::Relay(..) | Button::Afterwards(..) => true,
            };
            assert!(is_true, "{button:?} is still there: {:?}", message.say);
        }
    }

    /// Who has a question open can see it and answer it; reply buttons are there exactly while they are wanted.
    fn every_state_has_its_question(&self, who: usize) {
        let person = &self.town.people[who];
        assert_eq!(person.has_keys, person.state.has_keys(), "reply buttons in {:?}", person.state);
        if let State::OnCard(at) = person.state {
            let id = at.introduction();
            let is_agreed = |one: &Introduction| matches!(one.state, IntroductionState::Agreed { .. });
            assert!(
                person.away || id.is_none_or(|id| is_agreed(&self.town.introductions[&id])),
                "{at:?} of what is over"
            );
            let is_open = |post| matches!(self.town.asks[&post].ask.state, AskState::Open | AskState::Found);
            assert!(person.away || at.post().is_none_or(is_open), "{at:?} of what is over");
        }
        if !person.state.is_form() {
            return;
        }
        let question = person.state.question(&person.me, person.version).unwrap();
        let shown = if person.state.has_keys() {
            person.messages.iter().any(|message| message.say == question)
        } else {
            let open = person.messages.iter().find(|message| message.card.is_some() && message.card == person.question);
            open.is_some_and(|message| message.say == question)
        };
        assert!(shown, "the question of {:?} is not on the screen: {:#?}", person.state, person.messages);
    }

    /// I10.
    fn every_state_has_a_way_out(&mut self, who: usize) {
        let state = self.town.people[who].state.clone();
        let cancelled = self.town.outcome(who, &state, (None, Input::Cancel));
        assert_eq!(cancelled.state, State::Idle, "/cancel does nothing in {state:?}");
        assert!(cancelled.effects.iter().all(|effect| matches!(effect, Effect::Say(_))), "/cancel does more than that");
        let helped = self.town.outcome(who, &state, (None, Input::Help));
        let goes = state.writing_to().is_some() || matches!(state, State::Relay(relay::State::Ended { .. }));
        let stays = if goes { State::Idle } else { state.clone() };
        assert_eq!(helped.state, stays, "/help changes {state:?}");
        for outcome in [cancelled, helped] {
            assert!(!outcome.effects.is_empty(), "silence in {state:?}");
        }
    }
}

/// What an ask is about; and what there is to know, where its message says so.
type Shown<'a> = (&'a About, Option<(&'a BTreeSet<Access>, Option<Wish>)>);

/// By when an asker was told that they hear how it stands.
fn hour_named(told: &ask::Told) -> Option<(PostId, Instant)> {
    use ask::Standing::{Asking, AskingAgain, Awaited};
    let (ask::Told::Status(status) | ask::Told::NoYesYet(status)) = told else { return None };
    let (Asking(ask::Progress { by: Some(by), .. }) | AskingAgain { by, .. } | Awaited { by, .. }) = &status.standing
    else {
        return None;
    };
    Some((status.post, *by))
}

/// What a message that takes a yes shows of its ask.
fn shown(say: &Say) -> Shown<'_> {
    if let Say::Ping(say) = say {
        return (&say.about, Some((&say.access, say.wish)));
    }
    let Say::Introduction(said) = say else { panic!("{say:?} takes a yes") };
    if let Introductions::Yes { about, .. } = &**said {
        return (about, None);
    }
    let Introductions::Changed(changed) = &**said else { panic!("{say:?} takes a yes") };
    (&changed.about, Some((&changed.access, changed.wish)))
}

/// The ask that somebody is asked again for, and its version.
fn asks_again(town: &Town, say: &Say) -> Option<(PostId, i64)> {
    if let Say::Ping(say) = say {
        return say.standing.asks_again().then(|| (town.pings[&say.ping].ping.post, say.version));
    }
    let Say::Introduction(said) = say else { return None };
    let Introductions::Changed(changed) = &**said else { return None };
    Some((town.introductions[&changed.introduction].post, changed.version))
}

/// What the walks came to: without it they could all stand still.
#[derive(Debug, Default)]
struct Reached {
    asks: usize,
    closed: usize,
    found: usize,
    pings: usize,
    noes: usize,
    declined: usize,
    released: usize,
    agreed: usize,
    dropped: usize,
    ended: usize,
    expired: usize,
    passed: usize,
    thanked: usize,
    apart: usize,
    through_links: usize,
    left: usize,
    words: usize,
    unheard: usize,
    taken_up: usize,
    changed: usize,
    still: usize,
    taken_back: usize,
    stood_by: usize,
    enough: usize,
    recalled: usize,
    after_all: usize,
    replaced: usize,
    shown: usize,
    times: usize,
    cut_short: usize,
    states: BTreeSet<String>,
}

impl Reached {
    fn count(&mut self, town: &Town) {
        let asks = |state| town.asks.values().filter(|asked| asked.ask.state == state).count();
        let yeses =
            |is: fn(&IntroductionState) -> bool| town.introductions.values().filter(|one| is(&one.state)).count();
        self.asks += town.asks.len();
        self.closed += asks(AskState::Closed);
        self.found += asks(AskState::Found);
        self.pings += town.pings.len();
        self.noes += town.pings.values().filter(|one| one.ping.state == PingState::NotThisTime).count();
        self.declined += yeses(|state| *state == IntroductionState::Declined);
        self.released += yeses(|state| *state == IntroductionState::Released);
        self.dropped += yeses(|state| *state == IntroductionState::Dropped);
        self.ended += yeses(|state| *state == IntroductionState::Ended);
        self.expired += asks(AskState::Expired);
        self.cut_short += town.introductions.values().filter(|one| one.is_cut_short()).count();
        let stood_by = |one: &&Introduction| one.stood_by;
        self.stood_by += town.introductions.values().filter(stood_by).count();
        let is_contact = |message: &&Message| {
            matches!(message.say, Say::Show(show::Say::Profile { .. } | show::Say::Phone { .. }, _))
        };
        let is_told = |message: &&Message| {
            let Say::Introduction(say) = &message.say else { return false };
            matches!(**say, Introductions::Time(_))
        };
        self.times += town.people.iter().flat_map(|one| &one.messages).filter(is_told).count();
        self.shown += town.people.iter().flat_map(|one| &one.messages).filter(is_contact).count();
        self.passed += town.relays.len();
        self.thanked += town.thanked.len();
        self.apart += town.again.values().filter(|(yes, ..)| !yes).count();
        self.through_links += town.pings.values().filter(|one| one.ping.through_link).count();
        self.agreed += yeses(|state| matches!(state, IntroductionState::Agreed { .. }));
    }
}

fn walk(seeds: impl Iterator<Item = u64>) -> Reached {
    let mut reached = Reached::default();
    for seed in seeds {
        let mut walk = Walk::new(seed);
        for _ in 0..STEPS {
            walk.step();
        }
        reached.count(&walk.town);
        reached.left += walk.left;
        reached.words += walk.words;
        reached.unheard += walk.unheard;
        reached.taken_up += walk.taken_up;
        reached.changed += walk.changed;
        reached.still += walk.still;
        reached.taken_back += walk.taken_back;
        reached.recalled += walk.recalled;
        reached.after_all += walk.after_all;
        reached.replaced += walk.replaced;
        reached.enough += walk.enough;
        reached.states.append(&mut walk.reached);
    }
    reached
}

#[test]
fn neighbours_who_do_anything_at_all_break_no_promise() {
    let reached = walk(0..WALKS);
    let lively = [
        (reached.asks, 1_000),
        (reached.closed, 20),
        (reached.found, 100),
        (reached.pings, 1_000),
        (reached.noes, 300),
        (reached.declined, 100),
        (reached.released, 5),
        (reached.agreed, 100),
        (reached.dropped, 10),
        (reached.ended, 10),
        (reached.expired, 100),
        (reached.passed, 20),
        (reached.thanked, 2),
        (reached.apart, 2),
        (reached.through_links, 10),
        (reached.left, 3),
        (reached.words, 3),
        (reached.unheard, 3),
        (reached.taken_up, 2),
        (reached.changed, 100),
        (reached.still, 3),
        (reached.taken_back, 3),
        (reached.stood_by, 100),
        (reached.enough, 3),
        (reached.recalled, 10),
        (reached.after_all, 1),
        (reached.shown, 20),
        (reached.times, 5),
        (reached.cut_short, 1),
    ];
    assert!(lively.iter().all(|(came, least)| came >= least), "the walks stand still: {reached:?}");
    let kept: BTreeSet<_> = fixtures().iter().map(kind).collect();
    assert_eq!(reached.states, kept, "each state that is reached has a fixture, and is reached");
}

#[test]
fn in_whatever_order_a_change_is_answered_no_more_come_than_are_wanted() {
    let (mut still, mut replaced, mut changed, mut dropped) = (0, 0, 0, 0);
    // Four people and more, all of whom may be asked.
    for seed in (0..WALKS).filter(|seed| seed % 5 > 1 && seed % 3 > 0) {
        let mut walk = Walk::new(seed);
        if walk.town.asks.is_empty() {
            walk.town.asks_for(0, "two bags", Urgency::ALL[usize::try_from(seed % 4).unwrap()]);
        }
        for _ in 0..STEPS {
            walk.answers();
        }
        still += walk.still;
        replaced += walk.replaced;
        changed += walk.changed;
        dropped += walk.town.introductions.values().filter(|one| one.state == IntroductionState::Dropped).count();
    }
    let lively = [(still, 100), (replaced, 5), (changed, 500), (dropped, 100)];
    assert!(lively.iter().all(|(came, least)| came >= least), "the walks stand still: {lively:?}");
}
