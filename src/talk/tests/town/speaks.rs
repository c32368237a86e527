//! The effects of a step, in their order: what is changed, what is said, and what follows on the cards and questions of others.

use std::collections::BTreeMap;

use super::chat::Words;
use super::{Actor, Person, Shown, Taken, Town};
use crate::domain::{AskState, Card, Due, Guard, Hours, IntroductionState, PingState, PostId, limits};
use crate::talk::facts::Led;
use crate::talk::{Effect, On, Over, Say, Speech, State, ask, close, mend, on_card};

impl Town {
    pub(super) fn apply(&mut self, actor: Actor, effects: Vec<Effect>) -> Taken {
        let mut taken = Taken { effects: effects.clone(), ..Taken::default() };
        self.people.iter_mut().for_each(|person| person.unsent = person.unsent_question());
        let mut pushed = BTreeMap::new();
        let led = self.led_and_not_shown(&effects);
        for effect in effects {
            let Effect::Say(speech) = effect else {
                self.carry_out(actor.map(|(who, _)| who), effect);
                continue;
            };
            let mine = actor.is_some_and(|(who, _)| self.people[who].me.id == speech.to);
            let before = pushed.get(&speech.to).copied().filter(|before| !matches!(before, Hours::Waking { .. }));
            if let Some(hours) = speech.pushes(mine) {
                pushed.insert(speech.to, before.unwrap_or(hours));
            }
            self.say(actor, speech, &mut taken);
        }
        let over = Over::with(&taken.effects).for_others();
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
        for effect in taken.effects.clone() {
            if let Effect::Renamed(who, _) = effect {
                self.show_renamed(who, &mut taken);
            } else if let Effect::KeepOffer(offer) = effect {
                self.show_yeses(offer.helper, &mut taken);
            }
        }
        self.cards_ask_on(&mut taken);
        for to in pushed.keys() {
            let at = self.at(*to);
            let next = self.people[at].state.spoken_to().filter(|_| actor.is_none_or(|(who, _)| who != at));
            if let Some(next) = next {
                let person = &mut self.people[at];
                (person.state, person.version) = (next, person.version + 1);
            }
        }
        for (to, hours) in pushed {
            let at = self.at(to);
            let state = self.afresh(at);
            if !state.is_form() || self.closes(at, (&state, &Over::default(), hours), &mut taken) {
                continue;
            }
            let person = &self.people[at];
            let (on, say) = state.asked_again(&person.me, person.version).unwrap();
            self.say(actor, Speech { to, on, say, guard: Guard::None, hours }, &mut taken);
        }
        self.send(&mut taken);
        taken
    }

    /// The asks that lead to another one for the same, and that these effects do not show.
    fn led_and_not_shown(&self, effects: &[Effect]) -> Vec<(PostId, Led)> {
        let shown = |own: PostId| {
            let card = Card::Ask(own);
            let ways = [On::Card(card), On::CardIfShown(card), On::NewCard(card), On::QuestionBecomes(card)];
            effects.iter().any(|effect| matches!(effect, Effect::Say(speech) if ways.contains(&speech.on)))
        };
        let asks = self.asks.values().map(|asked| (asked.ask.id, self.led(&asked.ask, None)));
        asks.filter(|(own, led)| *led != Led::Nowhere && !shown(*own)).collect()
    }

    /// What the cards say of those asks that led to somebody, and of who was introduced to somebody who asked for the same and is
    /// not any more.
    fn cards_follow(&self, led: &[(PostId, Led)], effects: &[Effect]) -> Vec<Effect> {
        let follows = |(own, before): &(PostId, Led)| ask::leads_elsewhere(&self.my_ask(*own).unwrap(), *before);
        let mut says: Vec<_> = led.iter().filter_map(follows).collect();
        for effect in effects {
            let (Effect::Drop(id) | Effect::CutShort(id) | Effect::End(id)) = effect else { continue };
            let one = &self.introductions[id];
            let own = self.asks.values().map(|asked| &asked.ask).filter(|own| own.asker == one.helper);
            let through = &self.asks[&one.post].ask;
            says.extend(own.filter_map(|own| ask::goes_on_without(&self.my_ask(own.id).unwrap(), through)));
        }
        says
    }

    /// Who cannot be reached any more, and what is open of theirs then.
    pub(super) fn is_gone(&mut self, who: usize) {
        let id = self.people[who].me.id;
        self.agenda.insert(Due::Unreachable(id).stored(), (Due::Unreachable(id), self.now));
        if std::mem::replace(&mut self.people[who].away, true) {
            return;
        }
        let ties = self.introductions.values().filter(|one| match one.state {
            IntroductionState::Agreed { .. } => one.side(id).is_some(),
            IntroductionState::Proposed => one.helper == id,
            IntroductionState::Reserve
            | IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Dropped
            | IntroductionState::Ended => false,
        });
        self.people[who].left = ties.map(|one| one.id).collect();
        let asks = self.asks.values().map(|asked| &asked.ask);
        let asks = asks.filter(|ask| ask.asker == id && ask.state != AskState::Closed);
        self.people[who].left_asks = asks.map(|ask| ask.id).collect();
    }

    /// Who can be reached again: their question may be about what is over by now.
    pub(in crate::talk) fn is_back(&mut self, who: usize) -> Taken {
        let mut taken = Taken::default();
        if std::mem::take(&mut self.people[who].away) {
            self.may_be_asked_at(self.people[who].me.id, self.now + limits::ASKED_FROM);
            self.close_question(who, &self.over_for(who), &mut taken);
            for effect in mend(&self.over_while_away(who)) {
                let Effect::Say(speech) = effect else { panic!("a card says what is so, and nothing else follows") };
                self.say(None, speech, &mut taken);
            }
            self.cards_ask_on(&mut taken);
            self.send(&mut taken);
        }
        taken
    }

    /// A card that asks something says something else by now: it asks on, unless nobody can answer any more.
    fn cards_ask_on(&mut self, taken: &mut Taken) {
        for ((at, card), is_newer) in std::mem::take(&mut self.said_on) {
            let State::OnCard(asked) = self.people[at].state else { continue };
            if asked.card() != card || self.people[at].away {
                continue;
            }
            if let Some(say) = self.asked_on_card(at).filter(|_| !is_newer) {
                let (to, on) = (self.people[at].me.id, On::CardIfShown(card));
                self.say(None, Speech { to, on, say, guard: Guard::None, hours: Hours::AsBefore }, taken);
            } else {
                let person = &mut self.people[at];
                (person.state, person.version) = (State::Idle, person.version + 1);
            }
        }
        self.said_on.clear();
    }

    /// What a card asks of somebody, where they can still answer.
    pub(in crate::talk) fn asked_on_card(&mut self, who: usize) -> Option<Say> {
        let State::OnCard(asked) = self.people[who].state else { return None };
        let me = self.people[who].me.clone();
        let facts = self.gather(&me, asked.need());
        on_card::asks_still(&facts, me.id, asked).unwrap()
    }

    /// A question about what is over is closed.
    fn close_question(&mut self, at: usize, over: &Over, taken: &mut Taken) {
        let state = self.people[at].state.clone();
        let over = self.goes_on(over);
        self.closes(at, (&state, &over, Hours::Any), taken);
    }

    fn closes(&mut self, at: usize, (state, over, hours): (&State, &Over, Hours), taken: &mut Taken) -> bool {
        let Person { me, version, .. } = &self.people[at];
        let Some((next, says)) = close(self.now, (me.id, *version), state, over) else { return false };
        for speech in says {
            let hours = if speech.on == On::Message { hours } else { speech.hours };
            self.say(None, Speech { hours, ..speech }, taken);
        }
        let person = &mut self.people[at];
        (person.state, person.version) = (next, person.version + 1);
        true
    }

    /// What is over between two who are in touch through something else.
    fn goes_on(&self, over: &Over) -> Over {
        let mut over = over.clone();
        for id in over.introductions().collect::<Vec<_>>() {
            let one = &self.introductions[&id];
            let between = self.introductions.values().filter(|other| {
                [one.asker, one.helper].into_iter().all(|who| other.side(who).is_some())
                    && matches!(other.state, IntroductionState::Agreed { .. })
            });
            if let Some(through) = between.map(|other| other.id).max() {
                over.goes_on(id, through);
            }
        }
        over
    }

    /// Of what the open question of somebody is about: what is over.
    pub(in crate::talk) fn over_for(&self, at: usize) -> Over {
        let state = &self.people[at].state;
        let introductions: Vec<_> = state.introductions().iter().map(|id| self.introductions[id].clone()).collect();
        Over::of(&introductions, state.posted().map(|post| &self.asks[&post].ask))
    }

    pub(super) fn say(&mut self, actor: Actor, Speech { to, on, say, guard, hours }: Speech, taken: &mut Taken) {
        assert!(self.is_true(guard), "what is said now is true now: {guard:?}");
        let (at, number, now) = (self.at(to), self.number(), self.now);
        let mine = actor.filter(|(who, _)| *who == at);
        let tapped = mine.and_then(|(_, tapped)| tapped);
        let card = if let On::NewCard(card) = on { Some(card) } else { on.looks_for() };
        if let Some(card) = card.filter(|_| mine.is_none()) {
            *self.said_on.entry((at, card)).or_default() |= matches!(on, On::NewCard(_));
        }
        let words = Words { on, say: &say, guard, hours, mine: mine.is_some(), now };
        if self.people[at].hears(&words, (number, tapped)) {
            taken.said.push((to, say));
        }
    }

    /// Is what words depend on still true?
    pub(super) fn is_true(&self, guard: Guard) -> bool {
        match guard {
            Guard::None => true,
            Guard::PingOpen(id, version) => {
                let is_open = |shown: &Shown| {
                    shown.ping.state == PingState::Open && self.asks[&shown.ping.post].ask.version == version
                };
                self.pings.get(&id).is_some_and(is_open)
            }
            Guard::Proposed(id, version) => {
                let one = &self.introductions[&id];
                one.state == IntroductionState::Proposed && self.asks[&one.post].ask.version == version
            }
            Guard::Silent(id, version) => {
                let one = &self.introductions[&id];
                let is_silent = one.state == IntroductionState::Proposed && one.ask_version < version;
                is_silent && self.asks[&one.post].ask.version == version
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
        }
    }
}
