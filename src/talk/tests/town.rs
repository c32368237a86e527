//! A small town in memory: it answers what a step needs, carries out what follows, and keeps every chat.
//! Strict as the store is: a change that hits nothing, or is not allowed, fails at once.

mod facts;

pub(in crate::talk) use facts::word;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use crate::domain::Outcome as Happened;
use crate::domain::own_name::Called;
use crate::domain::window::{after_quiet, is_quiet};
use crate::domain::{
    Ask, AskState, Because, Card, CardId, Category, CellId, Chance, Due, Ending, First, FirstName, Guard, Instant,
    Introduction, IntroductionId, IntroductionState, Language, Moment, Neighbour, NeighbourId, NewRelay, Ping, PingId,
    PingState, PostId, Profile, Reason, Side, StandingOffer, TimeChange, TimeChangeId, Urgency, When, limits,
};
use crate::talk::aim::{Aim, Chat, Edited, Older, Question, aim};
use crate::talk::facts::{Heard, Outcomes};
use crate::talk::say::Keyboard;
use crate::talk::{
    Button, Effect, Input, Key, On, Outcome, Over, Replied, Say, Scene, Seen, Speech, State, Tapped, Typed, ask, close,
    introduction, mend, menu, needs, offer, ping, relay, step,
};

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
    left: Vec<IntroductionId>,
    /// Are the reply buttons at the bottom of the phone?
    pub(in crate::talk) has_keys: bool,
    cards: Vec<(CardId, Card, bool)>,
}

impl Person {
    fn tapped(&self, message: i64) -> Option<Tapped> {
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

    fn live(&self, card: Card) -> Option<CardId> {
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
    fn hears(&mut self, (on, say): (On, &Say), (number, tapped): (i64, Option<Tapped>)) -> bool {
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

#[derive(Debug)]
pub(in crate::talk) struct Asked {
    pub(in crate::talk) ask: Ask,
    /// The version at which neighbours were last asked.
    pub(in crate::talk) reached: i64,
    /// The version at which one who was pinged looked at it once more.
    pub(in crate::talk) seen: i64,
    pub(in crate::talk) wider: bool,
    pub(in crate::talk) small: Option<bool>,
    pub(in crate::talk) link: Option<String>,
    pub(in crate::talk) first: Option<First>,
}

#[derive(Debug)]
pub(in crate::talk) struct Shown {
    pub(in crate::talk) ping: Ping,
    pub(in crate::talk) browsing: bool,
    pub(in crate::talk) asked_at: Instant,
    pub(in crate::talk) answered: bool,
    pub(in crate::talk) reason: Option<Reason>,
}

/// What one step came to.
#[derive(Debug, Default)]
pub(in crate::talk) struct Taken {
    pub(in crate::talk) effects: Vec<Effect>,
    /// Everything that was said, with repeated questions.
    pub(in crate::talk) said: Vec<(NeighbourId, Say)>,
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
    agenda: BTreeMap<(&'static str, i64), (Due, Instant)>,
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
            has_keys: false,
            cards: Vec::new(),
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
            agenda: BTreeMap::new(),
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
        let profile = profile(who);
        let mut scene = Scene {
            moment: &mut moment,
            me: &me,
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
        self.people[who].away = input == Input::Blocked;
        if input == Input::Blocked {
            let agreed = self.introductions.values().filter(|one| one.side(id).is_some());
            let agreed = agreed.filter(|one| matches!(one.state, IntroductionState::Agreed { .. }));
            self.people[who].left = agreed.map(|one| one.id).collect();
            self.agenda.insert(Due::Unreachable(id).stored(), (Due::Unreachable(id), self.now));
        } else {
            self.unschedule(&[Due::Unreachable(id)]);
        }
        let state = self.people[who].state.clone();
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
        let post = self.enough_say_yes();
        let first = self.introductions.values().find(|one| one.helper == self.people[1].me.id).unwrap().id;
        let yes = introduction::Button::Yes;
        self.taps(0, |button| matches!(button, Button::Introduction(one, id, _) if *one == yes && *id == first));
        for who in 2..4 {
            self.taps(who, |button| matches!(button, Button::Introduction(introduction::Button::StandBy, ..)));
        }
        post
    }

    /// Time passes, and what is due is done when it is due.
    pub(in crate::talk) fn passes(&mut self, time: TimeDelta) -> Taken {
        let until = self.now + time;
        let mut all = Taken::default();
        while let Some((due, at)) = self.agenda.values().filter(|(_, at)| *at <= until).min_by_key(|(_, at)| *at) {
            let (due, at) = (*due, *at);
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

    fn apply(&mut self, actor: Actor, effects: Vec<Effect>) -> Taken {
        let mut taken = Taken { effects: effects.clone(), said: Vec::new() };
        let mut pushed = BTreeMap::new();
        let led = self.led_and_not_shown(&effects);
        for effect in effects {
            let Effect::Say(speech) = effect else {
                self.carry_out(actor.map(|(who, _)| who), effect);
                continue;
            };
            let mine = actor.is_some_and(|(who, _)| self.people[who].me.id == speech.to);
            if let Some(hours) = speech.pushes(mine) {
                pushed.insert(speech.to, hours);
            }
            self.say(actor, speech, &mut taken);
        }
        let over = Over::with(&taken.effects);
        for at in 0..self.people.len() {
            if actor.is_none_or(|(who, _)| who != at) && !self.people[at].away {
                self.close_question(at, &over, &mut taken);
            }
        }
        for effect in self.cards_follow(&led, &taken.effects) {
            if let Effect::Say(speech) = effect {
                self.say(None, speech, &mut taken);
            }
        }
        for (to, hours) in pushed {
            let person = &self.people[self.at(to)];
            if !person.state.is_form() {
                continue;
            }
            let again = person.state.asked_beneath(&person.me, person.version).unwrap();
            for (on, say) in again {
                self.say(actor, Speech { to, on, say, guard: Guard::None, hours }, &mut taken);
            }
        }
        taken
    }

    /// The asks that lead to another one for the same, and that these effects do not show.
    fn led_and_not_shown(&self, effects: &[Effect]) -> Vec<PostId> {
        let shown = |own: PostId| {
            let card = Card::Ask(own);
            let ways = [On::Card(card), On::CardIfShown(card), On::NewCard(card), On::QuestionBecomes(card)];
            effects.iter().any(|effect| matches!(effect, Effect::Say(speech) if ways.contains(&speech.on)))
        };
        let led = self.asks.keys().copied().filter(|own| self.my_ask(*own).is_some_and(|mine| mine.alike));
        led.filter(|own| !shown(*own)).collect()
    }

    /// What the cards say of those asks that led to somebody, and of who was introduced to somebody who asked for the same and is
    /// not any more.
    fn cards_follow(&self, led: &[PostId], effects: &[Effect]) -> Vec<Effect> {
        let mut says: Vec<_> = led.iter().filter_map(|own| ask::leads_to_nobody(&self.my_ask(*own).unwrap())).collect();
        for effect in effects {
            let (Effect::Drop(id) | Effect::CutShort(id) | Effect::End(id)) = effect else { continue };
            let one = &self.introductions[id];
            let own = self.asks.values().map(|asked| &asked.ask).filter(|own| own.asker == one.helper);
            let through = &self.asks[&one.post].ask;
            says.extend(own.filter_map(|own| ask::goes_on_without(&self.my_ask(own.id).unwrap(), through)));
        }
        says
    }

    /// Who can be reached again: their question may be about what is over by now.
    pub(in crate::talk) fn is_back(&mut self, who: usize) -> Taken {
        let mut taken = Taken::default();
        if std::mem::take(&mut self.people[who].away) {
            self.close_question(who, &self.over_for(who), &mut taken);
            for effect in mend(&self.over_while_away(who)) {
                let Effect::Say(speech) = effect else { panic!("a card says what is so, and nothing else follows") };
                self.say(None, speech, &mut taken);
            }
        }
        taken
    }

    /// A question about what is over is closed.
    fn close_question(&mut self, at: usize, over: &Over, taken: &mut Taken) {
        let Person { me, version, state, .. } = &self.people[at];
        let Some((next, says)) = close(self.now, (me.id, *version), state, over) else { return };
        for speech in says {
            self.say(None, speech, taken);
        }
        let person = &mut self.people[at];
        (person.state, person.version) = (next, person.version + 1);
    }

    /// Of what the open question of somebody is about: what is over.
    pub(in crate::talk) fn over_for(&self, at: usize) -> Over {
        let state = &self.people[at].state;
        let introductions: Vec<_> = state.introductions().iter().map(|id| self.introductions[id].clone()).collect();
        Over::of(&introductions, state.posted().map(|post| &self.asks[&post].ask))
    }

    fn say(&mut self, actor: Actor, speech: Speech, taken: &mut Taken) {
        let Speech { to, on, say, guard, hours: _ } = speech;
        self.check_guard(guard);
        let (at, number) = (self.at(to), self.number());
        let tapped = actor.filter(|(who, _)| *who == at).and_then(|(_, tapped)| tapped);
        if self.people[at].hears((on, &say), (number, tapped)) {
            taken.said.push((to, say));
        }
    }

    /// What is said now is true now.
    fn check_guard(&self, guard: Guard) {
        let is_true = match guard {
            Guard::None => true,
            Guard::PingOpen(id, version) => {
                let ping = &self.pings[&id].ping;
                ping.state == PingState::Open && self.asks[&ping.post].ask.version == version
            }
            Guard::Proposed(id, version) => {
                let one = &self.introductions[&id];
                one.state == IntroductionState::Proposed && self.asks[&one.post].ask.version == version
            }
            Guard::Agreed(id) => matches!(self.introductions[&id].state, IntroductionState::Agreed { .. }),
            Guard::Current(id) => {
                let one = &self.introductions[&id];
                matches!(one.state, IntroductionState::Agreed { .. }) && !one.is_outdated(&self.asks[&one.post].ask)
            }
            Guard::Met(id) | Guard::InTouch(id) => {
                let one = &self.introductions[&id];
                matches!(one.state, IntroductionState::Agreed { .. } | IntroductionState::Ended)
                    && (guard == Guard::Met(id) || !one.is_cut_short())
            }
        };
        assert!(is_true, "{guard:?}");
    }

    fn open_ask(&mut self, post: PostId) -> &mut Asked {
        let asked = self.asks.get_mut(&post).unwrap();
        assert_eq!(asked.ask.state, AskState::Open);
        asked
    }

    fn ping(&mut self, id: PingId, from: &[PingState], to: PingState) {
        let shown = self.pings.get_mut(&id).unwrap();
        assert!(from.contains(&shown.ping.state), "{shown:?}");
        shown.ping.state = to;
        shown.answered = true;
    }

    fn let_go(&mut self, id: IntroductionId, to: IntroductionState) {
        let introduction = self.introductions.get_mut(&id).unwrap();
        assert_eq!(introduction.state, IntroductionState::Proposed);
        introduction.state = to;
        self.unschedule(&[Due::AskAgain(id), Due::Nudge(id), Due::Unheard(id), Due::Release(id)]);
    }

    fn ask_time(&mut self, id: IntroductionId, change: TimeChange) {
        self.agreed(id);
        let heard = self.heard(id, change.by);
        heard.times_asked += 1;
        assert!(heard.times_asked <= limits::TIMES_ASKED, "then they write to each other");
        let happened = [self.outcomes[&id].asker.told, self.outcomes[&id].helper.told];
        assert!(!happened.into_iter().flatten().any(Happened::is_good), "what happened is not put off");
        self.changes.insert(id, change);
    }

    fn follow_time(&mut self, id: IntroductionId) {
        let post = self.introductions[&id].post;
        let when = self.asks[&post].ask.when;
        self.changes.remove(&id);
        self.another_time(id, when);
    }

    fn agree_time(&mut self, id: IntroductionId, change: TimeChangeId) {
        let changed = self.changes.remove(&id).unwrap();
        assert_eq!(changed.id, change);
        self.another_time(id, changed.when);
    }

    fn keep_time(&mut self, id: IntroductionId, change: TimeChangeId) {
        assert_eq!(self.changes.remove(&id).unwrap().id, change);
        self.unschedule(&[Due::TimePasses(id)]);
    }

    /// Both are asked anew how it went.
    fn another_time(&mut self, id: IntroductionId, when: When) {
        self.unschedule(&[Due::TimePasses(id)]);
        let one = self.agreed(id);
        (one.agreed_when, one.told, one.did_not, one.asked) = (Some(when), 0, false, 0);
        one.agreement += 1;
        self.outcomes.remove(&id);
    }

    fn release(&mut self, id: IntroductionId, because: Because) {
        self.let_go(id, IntroductionState::Released);
        self.introductions.entry(id).and_modify(|one| one.released = Some(because));
    }

    fn stand_down(&mut self, id: IntroductionId, because: Because) {
        let one = self.reserve(id);
        (one.state, one.released) = (IntroductionState::Released, Some(because));
    }

    fn count_on(&mut self, id: IntroductionId) {
        let one = self.introductions.get_mut(&id).unwrap();
        assert!(one.stood_by && matches!(one.state, IntroductionState::Reserve | IntroductionState::Proposed));
        (one.state, one.stood_by) = (IntroductionState::Proposed, false);
    }

    fn stand_by(&mut self, id: IntroductionId) {
        let ask = &self.asks[&self.introductions[&id].post].ask;
        let (is_alive, version) = (matches!(ask.state, AskState::Open | AskState::Found), ask.version);
        let one = self.introductions.get_mut(&id).unwrap();
        assert!(is_alive && one.state == IntroductionState::Released && one.ask_version == version, "{one:?}");
        (one.state, one.stood_by, one.released) = (IntroductionState::Reserve, true, None);
    }

    fn reserve(&mut self, id: IntroductionId) -> &mut Introduction {
        let one = self.introductions.get_mut(&id).unwrap();
        assert_eq!(one.state, IntroductionState::Reserve);
        one
    }

    /// The yes was to the ask as it is.
    fn recall(&mut self, id: IntroductionId) {
        let (post, version) = (self.introductions[&id].post, self.introductions[&id].ask_version);
        assert_eq!(self.open_ask(post).ask.version, version);
        self.reserve(id).state = IntroductionState::Proposed;
    }

    fn agreed(&mut self, id: IntroductionId) -> &mut Introduction {
        let introduction = self.introductions.get_mut(&id).unwrap();
        assert!(matches!(introduction.state, IntroductionState::Agreed { .. }));
        introduction
    }

    /// Nobody looks for somebody by setting many places.
    fn settle(&mut self, who: usize, cell: CellId) {
        let id = self.people[who].me.id;
        assert!(self.moves(id).may_move(self.people[who].me.was_introduced), "an area is set as often as one may");
        assert_ne!(self.people[who].me.cell, Some(cell), "it is set to another one");
        self.people[who].me.cell = Some(cell);
        self.settled.push((id, self.now));
    }

    /// Nobody changes masks between two introductions.
    fn call(&mut self, who: usize, called: Called) {
        let id = self.people[who].me.id;
        let lately = self.naming(id).lately;
        let person = &mut self.people[who];
        match called {
            Called::Anew(name) => {
                assert!(lately < limits::NAMES_A_MONTH, "a name is changed as often as one may");
                person.me.name = name.clone();
                person.own = Some(name);
                self.renamed.push((id, self.now));
            }
            // Chosen as they are called already.
            Called::AsBefore(name) => {
                assert_eq!((&person.own, &person.me.name), (&None, &name));
                person.own = Some(name);
            }
            // As often as they want.
            Called::AsTelegram => {
                assert!(person.own.take().is_some());
                person.me.name = person.telegram.clone();
            }
        }
    }

    /// Agreed, or ended by one of the two: how it went is said in both.
    fn met(&mut self, id: IntroductionId) -> &mut Introduction {
        let introduction = self.introductions.get_mut(&id).unwrap();
        assert!(introduction.is_cut_short() || matches!(introduction.state, IntroductionState::Agreed { .. }));
        introduction
    }

    fn cut_short(&mut self, id: IntroductionId) {
        let asked = self.due(Due::HowWasIt(id)).unwrap();
        self.end(id, IntroductionState::Ended);
        self.introductions.entry(id).and_modify(|one| one.ending = Ending::CutShort);
        self.agenda.insert(Due::HowWasIt(id).stored(), (Due::HowWasIt(id), asked));
    }

    fn carry_out(&mut self, actor: Option<usize>, effect: Effect) {
        let now = self.now;
        let me = || actor.expect("an effect of nobody");
        match effect {
            Effect::AgreeToRules => self.people[me()].me.agreed_at = Some(now),
            Effect::Settle(cell) => self.settle(me(), cell),
            Effect::CallMe(called) => self.call(me(), called),
            Effect::KeepOffer(offer) => self.keep_offer(me(), offer),
            Effect::PauseOffer(paused) => self.pause(self.people[me()].me.id, paused),
            Effect::PauseOfferOf(helper) => self.pause(helper, true),
            Effect::Schedule(due, at) => drop(self.agenda.insert(due.stored(), (due, at))),
            Effect::Unschedule(due) => self.unschedule(&[due]),
            Effect::Ping(new) => self.show(&new),
            Effect::PingAgain(new) => self.show_again(&new),
            Effect::PingOpenAgain(id) => self.ping_open_again(id),
            Effect::PingYes(id, version) => self.ping_yes(id, version),
            Effect::PingNo(id) => self.ping(id, &[PingState::Open, PingState::Over], PingState::NotThisTime),
            Effect::PingMet(id) => self.ping(id, &[PingState::Open], PingState::NotThisTime),
            Effect::PingTooLate(id) => self.ping_too_late(id),
            Effect::PingReason(id, reason) => self.ping_reason(id, reason),
            Effect::WithdrawPings { post, other_time } => self.withdraw(post, other_time),
            Effect::PingsOver(post) => self.pings_over(|ping| ping.post == post),
            Effect::PingsOverOf(helper) => self.pings_over(|ping| ping.helper == helper),
            Effect::PublishAsk(ask) => self.publish(me(), ask),
            Effect::AskFirst(post, before) => self.ask_first(post, before),
            Effect::FirstAsked(post) => self.first_asked(post),
            Effect::FirstOver(post) => assert!(self.open_ask(post).first.take().is_some()),
            Effect::AskFound(post) => self.end_ask(post, AskState::Found),
            Effect::CloseAsk(post) => self.end_ask(post, AskState::Closed),
            Effect::AskMet(post, through) => self.ask_met(post, through),
            Effect::ExpireAsk(post) => self.end_ask(post, AskState::Expired),
            Effect::ReopenAsk(post, was) => self.reopen(post, was),
            Effect::Widen(post) => self.widen(post),
            Effect::ChangeAsk { ask, before } => self.change(ask, before),
            Effect::Share(post, link) => drop(self.open_ask(post).link.get_or_insert(link)),
            Effect::Propose(new) => self.propose(new),
            Effect::FollowTime(id) => self.follow_time(id),
            Effect::StillYes(id, version) => self.still(id, version),
            Effect::CountOn(id) => self.count_on(id),
            Effect::TakeBack(id) => self.release(id, Because::Withdrawn),
            Effect::Introduce(id, word) => self.introduce(id, word),
            Effect::Decline(id) => self.let_go(id, IntroductionState::Declined),
            Effect::Release(id, because) => self.release(id, because),
            Effect::StandBy(id) => self.stand_by(id),
            Effect::StandDown(id, because) => self.stand_down(id, because),
            Effect::Recall(id) => self.recall(id),
            Effect::AskTime(id, change) => self.ask_time(id, change),
            Effect::AgreeTime(id, change) => self.agree_time(id, change),
            Effect::KeepTime(id, change) => self.keep_time(id, change),
            Effect::Drop(id) => self.end(id, IntroductionState::Dropped),
            Effect::End(id) => self.end(id, IntroductionState::Ended),
            Effect::CutShort(id) => self.cut_short(id),
            Effect::AskedHowItWas(id, side) => self.asked_how_it_was(id, side),
            Effect::Tell(id, side, outcome) => self.tell(self.people[me()].me.id, (id, side, outcome)),
            Effect::Thank(id, side) => self.thank(self.people[me()].me.id, (id, side)),
            Effect::SayAgain(id, yes) => self.say_again(self.people[me()].me.id, (id, yes)),
            Effect::PassOn(relay) => self.pass_on(self.people[me()].me.id, relay),
            Effect::Forget(who) => self.forget(who),
            Effect::Receipt(due) => self.receipt(due.card, due.reader),
            Effect::Say(_) => unreachable!("words are said"),
        }
    }

    fn keep_offer(&mut self, me: usize, offer: StandingOffer) {
        assert_eq!(offer.helper, self.people[me].me.id);
        let who = &mut self.people[me].me;
        (who.offers, who.line) = (true, offer.line.clone());
        let asked_at = self.offers.get(&offer.helper).and_then(|(_, asked_at)| *asked_at);
        self.offers.insert(offer.helper, (offer, asked_at));
    }

    fn change(&mut self, ask: Ask, before: i64) {
        let asked = self.open_ask(ask.id);
        assert_eq!((asked.ask.version, asked.ask.asker, asked.ask.state), (before, ask.asker, ask.state));
        assert!(ask.version == before || ask.version == before + 1);
        let same = Ask { wanted: ask.wanted, ..asked.ask.clone() };
        assert_eq!(same == ask, ask.version == before, "whatever people say yes to raises the version");
        asked.ask = ask;
        let (post, anew) = (asked.ask.id, asked.ask.version > before);
        if anew {
            asked.small = None;
        }
        let noes = self.pings.values().filter(|one| (one.ping.post, one.ping.state) == (post, PingState::NotThisTime));
        let noes: BTreeSet<_> = noes.map(|one| one.ping.helper).collect();
        for first in self.open_ask(post).first.iter_mut().filter(|first| anew && !noes.contains(&first.helper)) {
            first.asked = false;
        }
    }

    fn widen(&mut self, post: PostId) {
        let asked = self.open_ask(post);
        assert!(!asked.wider, "once");
        (asked.wider, asked.small) = (true, None);
    }

    fn withdraw(&mut self, post: PostId, other_time: bool) {
        for shown in self.pings.values_mut().filter(|shown| shown.ping.post == post) {
            let wrong_time = shown.ping.state == PingState::NotThisTime && shown.reason == Some(Reason::WrongTime);
            if shown.ping.state == PingState::Open || other_time && wrong_time {
                (shown.ping.state, shown.reason) = (PingState::Over, None);
            }
        }
    }

    fn still(&mut self, id: IntroductionId, version: i64) {
        let introduction = self.introductions.get_mut(&id).unwrap();
        let ask = &self.asks[&introduction.post].ask;
        assert!(introduction.ask_version < version && ask.version == version, "a yes is to the ask as it is");
        assert!(match introduction.state {
            IntroductionState::Agreed { .. } => true,
            IntroductionState::Proposed => ask.state == AskState::Open,
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve
            | IntroductionState::Dropped
            | IntroductionState::Ended => false,
        });
        introduction.ask_version = version;
    }

    /// Who looks sees it open: it waits for their answer.
    fn ping_open_again(&mut self, id: PingId) {
        let (now, post) = (self.now, self.pings[&id].ping.post);
        let through_link = self.pings[&id].ping.through_link;
        let asked = self.open_ask(post);
        if !through_link {
            asked.seen = asked.ask.version;
        }
        let asker = asked.ask.asker;
        assert!(!self.are_apart(asker, self.pings[&id].ping.helper), "who said no is not brought together again");
        self.ping(id, &[PingState::Over, PingState::NotThisTime], PingState::Open);
        let shown = self.pings.get_mut(&id).unwrap();
        shown.browsing |= shown.answered;
        (shown.asked_at, shown.answered, shown.reason) = (now, false, None);
    }

    fn ping_yes(&mut self, id: PingId, version: i64) {
        let post = self.pings[&id].ping.post;
        assert_eq!(self.open_ask(post).ask.version, version, "a yes is to the ask as it is");
        self.ping(id, &[PingState::Open, PingState::NotThisTime, PingState::Over], PingState::Yes);
    }

    /// No yes is lost that its asker could still answer, or whose helper could stand by.
    fn ping_too_late(&mut self, id: PingId) {
        let ping = self.pings[&id].ping.clone();
        let my_ask = self.my_ask(ping.post).unwrap();
        assert!(!my_ask.is_wanted_in_time() || self.are_apart(my_ask.ask.asker, ping.helper), "{ping:?}");
        self.ping(id, &[PingState::Open, PingState::Over], PingState::Over);
    }

    fn ping_reason(&mut self, id: PingId, reason: Reason) {
        self.ping(id, &[PingState::NotThisTime], PingState::NotThisTime);
        self.pings.entry(id).and_modify(|shown| shown.reason = Some(reason));
    }

    fn publish(&mut self, me: usize, ask: Ask) {
        assert_eq!((ask.asker, ask.state), (self.people[me].me.id, AskState::Open));
        assert!(ask.wanted > 0 && self.people[me].me.agreed_at.is_some());
        let asked = Asked { ask, reached: 0, seen: 0, wider: false, small: None, link: None, first: None };
        let before = self.asks.insert(asked.ask.id, asked);
        assert!(before.is_none());
    }

    fn tell(&mut self, me: NeighbourId, (id, side, outcome): (IntroductionId, Side, Happened)) {
        assert_eq!(self.met(id).on(side), me, "each speaks for themselves");
        let heard = self.heard(id, side);
        let asked = if outcome == Happened::NotYet { 0 } else { heard.asked };
        *heard = Heard { asked, told: Some(outcome), ..*heard };
        let told = [self.outcomes[&id].asker.is_done(), self.outcomes[&id].helper.is_done()];
        let did_not = self.outcomes[&id].asker.told == Some(Happened::DidNot);
        let asked = self.outcomes[&id].asker.asked + self.outcomes[&id].helper.asked;
        let one = self.met(id);
        (one.told, one.did_not, one.asked) = (told.into_iter().map(u8::from).sum(), did_not, asked);
    }

    fn ask_first(&mut self, post: PostId, before: IntroductionId) {
        let one = self.introductions[&before].clone();
        let side = one.side(self.open_ask(post).ask.asker).unwrap();
        let helper = one.on(side.other());
        let name = self.people[self.at(helper)].me.name.clone();
        self.open_ask(post).first = Some(First { helper, name, asked: false });
    }

    fn first_asked(&mut self, post: PostId) {
        let asked = self.open_ask(post);
        asked.reached = asked.ask.version;
        asked.first.as_mut().unwrap().asked = true;
    }

    fn pass_on(&mut self, me: NeighbourId, relay: NewRelay) {
        assert_eq!(relay.sender, me);
        assert!(self.agreed(relay.introduction).side(relay.sender).is_some());
        self.relays.push((relay, false));
    }

    fn thank(&mut self, me: NeighbourId, (id, side): (IntroductionId, Side)) {
        let one = &self.introductions[&id];
        assert!(
            matches!(one.state, IntroductionState::Agreed { .. } | IntroductionState::Ended) && !one.is_cut_short()
        );
        assert_eq!(one.on(side), me, "each speaks for themselves");
        assert!(self.thanked.insert((id, side == Side::Asker)), "thanks are passed on once");
    }

    fn say_again(&mut self, me: NeighbourId, (id, yes): (IntroductionId, bool)) {
        let one = &self.introductions[&id];
        let side = one.side(me).unwrap();
        assert!(self.outcomes[&id].of(side).told.is_some_and(Happened::is_good), "who met says it");
        let other = one.on(side.other());
        let said = (yes, id, self.number());
        self.again.insert((me, other), said);
    }

    fn pings_over(&mut self, theirs: impl Fn(&Ping) -> bool) {
        let open = |shown: &&mut Shown| shown.ping.state == PingState::Open && theirs(&shown.ping);
        self.pings.values_mut().filter(open).for_each(|shown| shown.ping.state = PingState::Over);
    }

    fn pause(&mut self, helper: NeighbourId, paused: bool) {
        self.offers.entry(helper).and_modify(|(offer, _)| offer.paused = paused);
    }

    fn end_ask(&mut self, post: PostId, state: AskState) {
        let asked = self.asks.get_mut(&post).unwrap();
        assert!(asked.ask.state == AskState::Open || (asked.ask.state, state) == (AskState::Found, AskState::Closed));
        asked.ask.state = state;
        self.asks.get_mut(&post).unwrap().first = None;
        self.unschedule(&[Due::Wave(post), Due::Word(post), Due::StillNeeded(post), Due::Expire(post)]);
    }

    fn reopen(&mut self, post: PostId, from: AskState) {
        let ask = &mut self.asks.get_mut(&post).unwrap().ask;
        assert_eq!(ask.state, from);
        ask.state = AskState::Open;
    }

    fn end(&mut self, id: IntroductionId, to: IntroductionState) {
        self.agreed(id).state = to;
        self.unschedule(&[Due::HowWasIt(id), Due::AskAgain(id), Due::Nudge(id), Due::TimePasses(id)]);
        self.unschedule(&[Due::Unheard(id), Due::Release(id)]);
        self.changes.remove(&id);
    }

    fn ask_met(&mut self, post: PostId, through: IntroductionId) {
        self.end_ask(post, AskState::Closed);
        let one = self.agreed(through);
        one.met = Some(post);
        let (helper, asker) = (one.helper, self.asks[&post].ask.asker);
        assert_eq!(helper, asker, "what a helper asks for themselves");
    }

    /// Words reach the other one of their introduction, and nobody else.
    fn receipt(&self, card: Card, reader: NeighbourId) {
        assert!(self.people[self.at(reader)].live(card).is_some());
        let (introduction, sender) = match card {
            Card::Relay(id) => {
                let (relay, _) = self.relays.iter().find(|(one, _)| one.id == id).unwrap();
                (relay.introduction, relay.sender)
            }
            Card::Thanks(id) => {
                let one = &self.introductions[&id];
                (id, one.on(one.side(reader).unwrap().other()))
            }
            // Who may read a contact is checked wherever one is read.
            Card::Showing(_) => return,
            Card::Question
            | Card::Ask(_)
            | Card::Ping(_)
            | Card::Yes(_)
            | Card::Reserve(_)
            | Card::Introduction(_)
            | Card::Time(_)
            | Card::HowWasIt(_)
            | Card::Afterwards(_)
            | Card::Offer(_)
            | Card::Write(_) => panic!("nobody wrote {card:?}"),
        };
        assert!(self.introductions[&introduction].side(reader).is_some());
        assert_ne!(reader, sender);
    }

    /// Only words that wait to be passed on are erased under the eyes of their writer.
    fn forget(&mut self, who: NeighbourId) {
        let at = self.at(who);
        let person = &mut self.people[at];
        assert!(matches!(person.state, State::Relay(relay::State::PassOn { .. })), "{:?}", person.state);
        person.state = State::Idle;
        person.version += 1;
    }

    fn asked_how_it_was(&mut self, id: IntroductionId, side: Side) {
        self.met(id).asked += 1;
        let heard = self.heard(id, side);
        heard.asked += 1;
        heard.told = heard.told.filter(|told| *told != Happened::NotYet);
        assert!(heard.asked <= 2 && heard.told.is_none(), "asked, and one reminder");
    }

    fn heard(&mut self, id: IntroductionId, side: Side) -> &mut Heard {
        let outcomes = self.outcomes.entry(id).or_default();
        match side {
            Side::Asker => &mut outcomes.asker,
            Side::Helper => &mut outcomes.helper,
        }
    }

    fn show_again(&mut self, new: &crate::domain::NewPing) {
        let now = self.now;
        let asked = self.open_ask(new.post);
        asked.reached = asked.ask.version;
        let shown = self.pings.get_mut(&new.id).unwrap();
        assert_eq!(shown.ping.state, PingState::Over, "nobody is asked twice");
        let asker = self.asks[&new.post].ask.asker;
        assert!(!self.are_apart(asker, new.helper), "who said no is not brought together again");
        let shown = self.pings.get_mut(&new.id).unwrap();
        (shown.ping.state, shown.ping.wider, shown.browsing, shown.asked_at) = (PingState::Open, new.wider, false, now);
        shown.answered = false;
        self.offers.entry(new.helper).and_modify(|(_, asked_at)| *asked_at = Some(now));
    }

    fn show(&mut self, new: &crate::domain::NewPing) {
        let now = self.now;
        let asked = self.open_ask(new.post);
        if !new.browsing {
            asked.reached = asked.ask.version;
        } else if !new.through_link {
            asked.seen = asked.ask.version;
        }
        assert_ne!(asked.ask.asker, new.helper, "nobody is asked for their own");
        let again = self.pings.values().any(|shown| (shown.ping.post, shown.ping.helper) == (new.post, new.helper));
        assert!(!again, "nobody is asked twice");
        let asker = self.asks[&new.post].ask.asker;
        assert!(!self.are_apart(asker, new.helper), "who said no is not brought together again");
        let may = new.through_link || ask::may_be_shown(&self.my_ask(new.post).unwrap(), new.helper, now);
        assert!(may, "enough said yes, or it is somebody else's turn first");
        let ping = Ping {
            id: new.id,
            post: new.post,
            helper: new.helper,
            state: PingState::Open,
            through_link: new.through_link,
            wider: new.wider,
        };
        self.pings.insert(new.id, Shown { ping, browsing: new.browsing, asked_at: now, answered: false, reason: None });
        if !new.browsing {
            self.offers.entry(new.helper).and_modify(|(_, asked_at)| *asked_at = Some(now));
        }
    }

    /// Did one of the two say that they would rather not meet again?
    pub(in crate::talk) fn are_apart(&self, one: NeighbourId, other: NeighbourId) -> bool {
        [(one, other), (other, one)].iter().any(|pair| self.again.get(pair).is_some_and(|(yes, ..)| !yes))
    }

    fn propose(&mut self, new: crate::domain::NewIntroduction) {
        let now = self.now;
        let ask = self.open_ask(new.post).ask.clone();
        assert_eq!(ask.version, new.ask_version);
        assert_ne!(ask.asker, new.helper);
        assert!(!self.are_apart(ask.asker, new.helper), "who said no is not brought together again");
        let again = self.introductions.values().any(|one| (one.post, one.helper) == (new.post, new.helper));
        assert!(!again, "one introduction per post and helper");
        self.introductions.insert(new.id, Introduction::proposed(new, ask.asker, now));
    }

    fn introduce(&mut self, id: IntroductionId, word: String) {
        let (post, version) = (self.introductions[&id].post, self.introductions[&id].ask_version);
        let ask = self.open_ask(post).ask.clone();
        assert_eq!(ask.version, version, "both said yes to the ask as it is");
        assert!(!ask.when.is_over(self.now), "nobody agrees to it after its time");
        assert!(!self.are_apart(ask.asker, self.introductions[&id].helper), "who said no is not brought together");
        self.let_go(id, IntroductionState::Agreed { word });
        self.agreed(id).agreed_when = Some(ask.when);
        // Who has not said whether they still can, now that it changed, is not counted on.
        let is_agreed = |one: &Introduction| matches!(one.state, IntroductionState::Agreed { .. });
        let is_theirs = |one: &&Introduction| one.post == post && is_agreed(one) && !one.is_outdated(&ask);
        let agreed = self.introductions.values().filter(is_theirs).count();
        assert!(agreed <= usize::from(ask.wanted), "at most {} are introduced", ask.wanted);
        let introduction = &self.introductions[&id];
        for who in [introduction.asker, introduction.helper] {
            let at = self.at(who);
            self.people[at].me.was_introduced = true;
        }
    }
}
