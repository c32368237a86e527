//! A small town in memory: it answers what a step needs, carries out what follows, and keeps every chat.
//! Strict as the store is: a change that hits nothing, or is not allowed, fails at once.

mod asks;
mod chat;
mod chores;
mod effects;
mod facts;
mod introductions;
mod names;
mod outbox;
mod shortcuts;
mod speaks;
mod together;

pub(in crate::talk) use chat::{Message, Person};
pub(in crate::talk) use facts::word;
pub(in crate::talk) use outbox::End;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use crate::domain::window::{after_quiet, is_quiet};
use crate::domain::{
    Ask, Card, CellId, Chance, Due, First, FirstName, Instant, Introduction, IntroductionId, Language, Moment,
    Neighbour, NeighbourId, NewRelay, Ping, PingId, PostId, Profile, Reason, StandingOffer, TimeChange,
};
use crate::talk::facts::Outcomes;
use crate::talk::{Effect, Input, Key, Outcome, Replied, Say, Scene, Seen, State, Tapped, Typed, needs, step};

/// Ten in the morning, on a Thursday.
pub(in crate::talk) fn morning() -> Instant {
    "2026-03-12T10:00:00Z".parse().unwrap()
}

/// Where their profile is found: every second one has a username. Nobody else reads it before they show it.
pub(in crate::talk) fn profile(who: usize) -> Profile {
    let account = 777_000 + i64::try_from(who).unwrap();
    Profile::of(Some(format!("user{account}").as_str()).filter(|_| who.is_multiple_of(2)), account)
}

/// Their phone number.
pub(in crate::talk) fn phone(who: usize) -> String {
    format!("+44777000{who}")
}

/// A cell of the town; from 1 on about 400 m further north each.
pub(in crate::talk) fn cell(at: u32) -> CellId {
    CellId::around(51.75 + f64::from(at) * 0.004, -1.26).unwrap()
}

/// A tap on a reply button.
pub(in crate::talk) fn pressed(key: Key) -> Input {
    Input::Key(key, Typed { text: "a label".to_owned(), message: 41, reply_to: None })
}

#[derive(Debug)]
pub(in crate::talk) struct Asked {
    pub(in crate::talk) ask: Ask,
    /// How often its asker changed it so that people were asked anew.
    pub(in crate::talk) changes: i64,
    /// The version at which neighbours were last asked.
    pub(in crate::talk) reached: i64,
    /// The version at which one who was pinged looked at it once more.
    pub(in crate::talk) seen: i64,
    pub(in crate::talk) wider: bool,
    pub(in crate::talk) small: Option<bool>,
    pub(in crate::talk) link: Option<String>,
    pub(in crate::talk) first: Option<First>,
    /// The version at which a ping was never sent; and when that last was so of one that had waited for long.
    pub(in crate::talk) unsent_version: i64,
    pub(in crate::talk) unsent_at: Option<Instant>,
}

#[derive(Debug)]
pub(in crate::talk) struct Shown {
    pub(in crate::talk) ping: Ping,
    pub(in crate::talk) browsing: bool,
    pub(in crate::talk) asked_at: Instant,
    pub(in crate::talk) answered: bool,
    /// How many messages asked them for it since they last answered.
    pub(in crate::talk) times: i64,
    pub(in crate::talk) reason: Option<Reason>,
}

/// What one step came to.
#[derive(Debug, Default)]
pub(in crate::talk) struct Taken {
    pub(in crate::talk) effects: Vec<Effect>,
    /// Everything that was said, with repeated questions.
    pub(in crate::talk) said: Vec<(NeighbourId, Say)>,
    /// What arrived of what had waited.
    pub(in crate::talk) late: Vec<(NeighbourId, Say)>,
}

/// A town.
#[derive(Debug)]
pub(in crate::talk) struct Town {
    pub(in crate::talk) now: Instant,
    pub(in crate::talk) people: Vec<Person>,
    pub(in crate::talk) asks: BTreeMap<PostId, Asked>,
    pub(in crate::talk) pings: BTreeMap<PingId, Shown>,
    pub(in crate::talk) introductions: BTreeMap<IntroductionId, Introduction>,
    pub(in crate::talk) offers: BTreeMap<NeighbourId, (StandingOffer, Option<Instant>)>,
    pub(in crate::talk) outcomes: BTreeMap<IntroductionId, Outcomes>,
    /// Who said thank you.
    pub(in crate::talk) thanked: BTreeSet<(IntroductionId, bool)>,
    /// "The same person again?", as one last said of another.
    pub(in crate::talk) again: BTreeMap<(NeighbourId, NeighbourId), (bool, IntroductionId, i64)>,
    /// What was passed on, and whether its writer was told that edits are not.
    pub(in crate::talk) relays: Vec<(NewRelay, bool)>,
    /// The questions for another time that are open.
    pub(in crate::talk) changes: BTreeMap<IntroductionId, TimeChange>,
    /// Who set their area, and when.
    settled: Vec<(NeighbourId, Instant)>,
    /// Who changed what others call them, and when.
    renamed: Vec<(NeighbourId, Instant)>,
    /// By what name somebody knows another one who was called otherwise since they met, and when they heard of that.
    known_as: BTreeMap<(NeighbourId, NeighbourId), (FirstName, Option<Instant>)>,
    agenda: BTreeMap<(&'static str, i64), (Due, Instant)>,
    receipts: Vec<outbox::Receipt>,
    /// The cards of who does not act that say something else now; is it in a newer message?
    said_on: BTreeMap<(usize, Card), bool>,
    /// To whom an ask was ever to be shown, also where its message never went.
    pub(in crate::talk) shown_to: BTreeSet<(PostId, NeighbourId)>,
    seed: u64,
    numbers: i64,
}

/// Who acts: their place in the list, and what they tapped.
type Actor = Option<(usize, Option<Tapped>)>;

fn tapped(person: &Person, message: Option<i64>, input: &Input) -> Option<Tapped> {
    message.filter(|_| matches!(input, Input::Tap(_))).and_then(|message| person.tapped(message))
}

impl Town {
    /// Neighbours who have never written, called Ada0, Ben1, Cyd2 …
    pub(in crate::talk) fn of(people: usize, seed: u64) -> Self {
        let names = ["Ada", "Ben", "Cyd", "Dov", "Eva", "Fay"];
        let person = |(at, name): (usize, &str)| Person {
            me: Neighbour::new(
                NeighbourId(1_000 + i64::try_from(at).unwrap()),
                FirstName::read(&format!("{name}{at}")),
                Language::English,
            ),
            telegram: FirstName::read(&format!("{name}{at}")),
            own: None,
            state: State::Idle,
            version: 0,
            question: None,
            messages: Vec::new(),
            away: false,
            left: Vec::new(),
            left_asks: Vec::new(),
            has_keys: false,
            cards: Vec::new(),
            lost: Vec::new(),
            outbox: outbox::Outbox::default(),
            unsent: None,
        };
        Self {
            now: morning(),
            people: names.into_iter().cycle().take(people).enumerate().map(person).collect(),
            asks: BTreeMap::new(),
            pings: BTreeMap::new(),
            introductions: BTreeMap::new(),
            offers: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            thanked: BTreeSet::new(),
            again: BTreeMap::new(),
            relays: Vec::new(),
            changes: BTreeMap::new(),
            settled: Vec::new(),
            renamed: Vec::new(),
            known_as: BTreeMap::new(),
            agenda: BTreeMap::new(),
            receipts: Vec::new(),
            said_on: BTreeMap::new(),
            shown_to: BTreeSet::new(),
            seed: seed.wrapping_mul(1_000_003),
            numbers: 0,
        }
    }

    fn moment(&mut self) -> Moment {
        self.seed += 1;
        Moment { now: self.now, zone: chrono_tz::Europe::London, chance: Chance::seeded(self.seed) }
    }

    pub(in crate::talk) fn number(&mut self) -> i64 {
        self.numbers += 1;
        self.numbers
    }

    pub(in crate::talk) fn is_away(&self, who: NeighbourId) -> bool {
        self.people[self.at(who)].away
    }

    fn at(&self, who: NeighbourId) -> usize {
        self.people.iter().position(|person| person.me.id == who).unwrap()
    }

    /// What would follow, without following.
    pub(in crate::talk) fn outcome(
        &mut self,
        who: usize,
        state: &State,
        (message, input): (Option<i64>, Input),
    ) -> Outcome {
        let mut moment = self.moment();
        let person = &self.people[who];
        let (me, version) = (person.me.clone(), person.version);
        let tapped = tapped(person, message, &input);
        let replied = self.replied(who, (message, &input));
        let facts = self.gather(&me, needs(&me, version, state, &input, Seen { tapped, replied, alarming: false }));
        let (profile, known_otherwise) = (profile(who), self.known_otherwise(me.id));
        let mut scene = Scene {
            moment: &mut moment,
            me: &me,
            known_otherwise: &known_otherwise,
            profile: &profile,
            facts: &facts,
            version,
            tapped,
            replied,
            alarming: false,
        };
        let took = input.clone();
        step(&mut scene, state.clone(), input).unwrap_or_else(|fault| panic!("{state:?} × {took:?}: {fault}"))
    }

    /// The passed message that they reply to.
    fn replied(&self, who: usize, (message, input): (Option<i64>, &Input)) -> Option<Replied> {
        let to = match input {
            Input::Text(typed) => typed.reply_to,
            Input::Place(_) | Input::Phone(_) | Input::Other(_) => message,
            Input::Start(_)
            | Input::Help
            | Input::Cancel
            | Input::Tap(_)
            | Input::Key(..)
            | Input::Edited(_)
            | Input::Blocked
            | Input::Unblocked => None,
        };
        let card = self.people[who].tapped(to?)?.card;
        if let Card::Write(introduction) = card {
            return Some(Replied::Through(introduction));
        }
        let Card::Relay(id) = card else { return None };
        let relay = self.relays.iter().find(|(relay, _)| relay.id == id);
        Some(relay.map_or(Replied::Forgotten, |(relay, _)| Replied::Through(relay.introduction)))
    }

    /// A neighbour does something; the message is the one that they tap, or reply to with what is not words.
    pub(in crate::talk) fn takes(&mut self, who: usize, message: Option<i64>, input: Input) -> Taken {
        let id = self.people[who].me.id;
        let back = if input == Input::Blocked { Vec::new() } else { self.is_back(who).said };
        if input == Input::Blocked {
            self.is_gone(who);
        } else {
            self.unschedule(&[Due::Unreachable(id)]);
        }
        let state = self.afresh(who);
        let tapped = tapped(&self.people[who], message, &input);
        let Outcome { state: next, effects } = self.outcome(who, &state, (message, input));
        let person = &mut self.people[who];
        if next != state {
            person.version += 1;
            let stored = serde_json::to_string(&next).unwrap();
            person.state = serde_json::from_str(&stored).unwrap();
            assert_eq!(person.state, next, "it is kept as it is");
        }
        let mut taken = self.apply(Some((who, tapped)), effects);
        taken.said.splice(0..0, back);
        taken
    }

    /// Time passes, and what is due is done when it is due.
    pub(in crate::talk) fn passes(&mut self, time: TimeDelta) -> Taken {
        let until = self.now + time;
        let mut all = Taken::default();
        loop {
            let first = self.agenda.values().filter(|(_, at)| *at <= until).min_by_key(|(_, at)| *at).copied();
            if let Some(at) = self.next_send().filter(|at| first.map_or(until, |(_, first)| first) >= *at) {
                self.now = self.now.max(at);
                self.send(&mut all);
                continue;
            }
            let Some((due, at)) = first else { break };
            self.now = self.now.max(at);
            self.agenda.remove(&due.stored());
            if due.would_wake_people() && is_quiet(self.now, chrono_tz::Europe::London) {
                self.agenda.insert(due.stored(), (due, after_quiet(self.now, chrono_tz::Europe::London)));
                continue;
            }
            let effects = self.chore(due);
            let taken = self.apply(None, effects);
            all.effects.extend(taken.effects);
            all.said.extend(taken.said);
            all.late.extend(taken.late);
        }
        self.now = until;
        all
    }

    /// When a thing is due.
    pub(in crate::talk) fn due(&self, due: Due) -> Option<Instant> {
        self.agenda.get(&due.stored()).map(|(_, at)| *at)
    }

    fn unschedule(&mut self, all: &[Due]) {
        for due in all {
            self.agenda.remove(&due.stored());
        }
    }

    /// Did one of the two say that they would rather not meet again?
    pub(in crate::talk) fn are_apart(&self, one: NeighbourId, other: NeighbourId) -> bool {
        [(one, other), (other, one)].iter().any(|pair| self.again.get(pair).is_some_and(|(yes, ..)| !yes))
    }
}
