//! An ask that changed asks anew, and a yes is to the ask as it is.

use super::super::town::{Message, Taken, Town};
use super::Walk;
use crate::domain::{AskState, Because, Card, Due, Introduction, IntroductionState, PingState, PostId};
use crate::talk::facts::Yes;
use crate::talk::introduction::Say as Introductions;
use crate::talk::{Button, Effect, Say, Speech, ask, introduction, ping};

impl Walk {
    /// A changed time, place or need withdraws open pings.
    pub(super) fn a_change_asks_anew(&mut self, taken: &Taken) {
        for effect in &taken.effects {
            self.reached.came("still", usize::from(matches!(effect, Effect::StillYes(..))));
            self.reached.came("taken back", usize::from(matches!(effect, Effect::TakeBack(_))));
            let Effect::ChangeAsk { ask, before, counts } = effect else { continue };
            assert!(!counts || ask.version > *before, "a change that asks nobody anew counts");
            if ask.version > *before {
                self.reached.came("changed", 1);
                let mut pings = self.town.pings.values().map(|shown| &shown.ping).filter(|ping| ping.post == ask.id);
                assert!(pings.all(|ping| ping.state != PingState::Open), "a ping shows what is not asked any more");
            }
        }
    }

    pub(super) fn who_said_yes_before_a_change_is_asked_again(&mut self, taken: &Taken) {
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

    pub(super) fn who_is_asked_again_is_reminded_once(&mut self, taken: &Taken) {
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

    /// Nobody may stand by for what an ask was before it changed: they are asked whether they still can, once they are needed.
    pub(super) fn who_may_stand_by_said_yes_to_the_ask_as_it_is(&self) {
        for button in self.town.people.iter().flat_map(|person| &person.messages).flat_map(Message::buttons_said) {
            let Button::Introduction(introduction::Button::StandBy, id, _) = button else { continue };
            let one = &self.town.introductions[&id];
            let ask = &self.town.asks[&one.post].ask;
            let is_alive = matches!(ask.state, AskState::Open | AskState::Found) && !ask.when.is_over(self.town.now);
            assert!(!is_alive || !one.is_outdated(ask), "{} may stand by for what it was", one.helper);
        }
    }

    /// Whose yes ended because they could not be reached sees it on a tap, once they are back.
    pub(super) fn nobody_is_asked_whether_they_still_can_what_is_over(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in &person.messages {
                let Say::Ping(asked) = &message.say else { continue };
                let post = self.town.pings[&asked.ping].ping.post;
                let mine = |one: &&Introduction| (one.post, one.helper) == (post, person.me.id);
                let left = |one: &Introduction| one.released == Some(Because::Withdrawn);
                let waits = |one: &Introduction| one.state == IntroductionState::Proposed || left(one);
                let is_asked = self.town.introductions.values().find(mine).is_some_and(waits);
                // Where a newer message of it never came, this one is mended as it is tapped.
                let is_mended = is_asked || person.newest_never_came(Card::Ping(asked.ping));
                assert!(!asked.standing.asks_again() || is_mended, "asked about what is over: {asked:?}");
            }
        }
    }

    /// Whose silence the asker reads of is named for the first time, unless they were asked anew since.
    pub(super) fn a_silence_is_told_once(&mut self, taken: &Taken) {
        let (mut named, mut told) = (0, 0);
        for effect in &taken.effects {
            if let Effect::CountOn(id) = effect {
                self.silence_told.retain(|(one, _)| one != id);
            }
            if let Effect::Say(Speech { say: Say::MyAsk(ask::Told::Unheard { names, .. }), .. }) = effect {
                named += names.len();
            }
            let Effect::SilenceTold(id) = effect else { continue };
            let version = self.town.asks[&self.town.introductions[id].post].ask.version;
            assert!(self.silence_told.insert((*id, version)), "the silence of {id:?} is told twice");
            told += 1;
        }
        assert_eq!(named, told, "whoever is named was silent");
    }

    /// A yes that is not given again is told of, and let go in the end.
    pub(super) fn no_yes_is_waited_for_without_an_end(&self) {
        for post in self.town.asks.keys() {
            let my_ask = self.town.my_ask(*post).unwrap();
            for yes in my_ask.outdated().filter(|yes| my_ask.is_wanted_in_time() && !yes.apart) {
                let id = yes.introduction.id;
                assert!(self.town.due(Due::Release(id)).is_some(), "{id:?} is waited for without an end");
                // Where somebody else's yes waits, or is waited for, that is what the asker hears.
                let others = my_ask.outdated().any(|other| other.awaited.is_some());
                let is_told = self.silence_told.contains(&(id, my_ask.ask.version));
                assert!(is_told || others || my_ask.waiting().next().is_some(), "{id:?} is waited for without a word");
            }
        }
    }

    /// Who comes said yes to the ask as it is, and no more of them than are wanted: who is not needed any more was told.
    pub(super) fn no_more_come_than_are_wanted(&self, taken: &Taken) {
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
