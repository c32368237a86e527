//! Nobody waits for what is over, and whoever was touched by it hears of it.

use super::super::town::Taken;
use super::Walk;
use crate::domain::{
    AskState, Because, Due, Instant, Introduction, IntroductionState, NeighbourId, PingState, PostId, limits,
};
use crate::talk::introduction::{Reserve, Say as Introductions};
use crate::talk::{Effect, On, Say, Speech, ask, close};

impl Walk {
    pub(super) fn i10_everybody_touched_gets_a_last_word(&self, taken: &Taken) {
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
    pub(super) fn nobody_who_offered_is_passed_over(&mut self, who: Option<usize>, taken: &Taken) {
        let is_after_all = who.is_none() && taken.effects.iter().any(|effect| matches!(effect, Effect::StandBy(_)));
        self.reached.came("after all", usize::from(is_after_all));
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

    /// Where nobody was left to ask, and somebody may be asked since, their turn comes.
    pub(super) fn whoever_may_be_asked_will_be(&mut self) {
        let mut waits = 0;
        for my_ask in self.town.have_stopped() {
            for who in self.town.people.iter().map(|person| person.me.id) {
                let is_due = self.town.due(Due::MayBeAsked(who)).is_some();
                assert!(is_due || !self.town.may_ask(&my_ask, who), "{who} is never asked for {}", my_ask.ask.id);
                waits += usize::from(is_due);
            }
        }
        self.reached.came("asked later", waits);
    }

    /// Two who asked for the same are introduced: the helper's own ask is over, or wants more people.
    pub(super) fn two_who_asked_for_the_same_meet_once(&self, taken: &Taken) {
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

    /// Whose offer is paused for want of an answer said nothing for three months; and no yes is taken back by it.
    pub(super) fn who_is_paused_by_itself_said_nothing(&mut self, who: Option<usize>, taken: &Taken) {
        let answers = |effect: &Effect| {
            let is_of_ping = matches!(
                effect,
                Effect::PingYes(..) | Effect::PingNo(_) | Effect::PingTooLate(_) | Effect::PingReason(..)
            );
            is_of_ping || matches!(effect, Effect::KeepOffer(_) | Effect::StillYes(..))
        };
        if let Some(who) = who.filter(|_| taken.effects.iter().any(answers)) {
            self.heard.insert(self.town.people[who].me.id, self.town.now);
        }
        for effect in &taken.effects {
            let Effect::PauseOfferOf(helper) = effect else { continue };
            self.reached.came("silent", 1);
            let heard = self.heard.get(helper);
            assert!(heard.is_none_or(|at| self.town.now - *at > limits::OFFER_RENEWED), "{helper} said something");
            let taken_back = taken.effects.iter().any(|effect| {
                let (Effect::Release(id, because) | Effect::StandDown(id, because)) = effect else { return false };
                self.town.introductions[id].helper == *helper && *because == Because::Withdrawn
            });
            assert!(!taken_back || self.town.is_away(*helper), "a yes of {helper} is taken back for them");
        }
    }

    /// An ask that ended leaves no yes waiting and nobody standing by: each of them was let go, with a word. Whose ask
    /// ended by itself, and whose offer was paused by itself, hears of it; who closed theirs comes to nobody in vain.
    pub(super) fn i10_nobody_waits_for_what_is_over(&self, taken: &Taken) {
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

    /// "You hear from me by three": by then something new was said to the asker, no later hour in its stead, or the ask
    /// is over. Whatever they do themselves shows them how it stands.
    pub(super) fn what_was_named_is_kept(&mut self, who: Option<usize>, taken: &Taken) {
        let me = who.map(|who| self.town.people[who].me.id);
        for effect in &taken.effects {
            self.reached.came("taken up", usize::from(matches!(effect, Effect::ReopenAsk(_, AskState::Expired))));
            let Effect::Say(Speech { to, on, say, .. }) = effect else { continue };
            let is_heard = matches!(on, On::Message | On::NewCard(_) | On::QuestionBecomes(_)) || me == Some(*to);
            if is_heard {
                let asks = &self.town.asks;
                self.named.retain(|post, _| asks[post].ask.asker != *to);
            }
            let Say::MyAsk(told) = say else { continue };
            self.reached.came("words", usize::from(matches!(told, ask::Told::NoYesYet(_))));
            self.reached.came("unheard", usize::from(matches!(told, ask::Told::Unheard { .. })));
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

    /// Who leaves without a word leaves nobody waiting.
    pub(super) fn i10_who_is_left_behind_hears_it(&mut self, who: Option<usize>, taken: &Taken) {
        for effect in &taken.effects {
            let (Effect::Drop(id) | Effect::CutShort(id)) = effect else { continue };
            let one = &self.town.introductions[id];
            let is_told =
                |say: &Say| matches!(say, Say::Introduction(say) if matches!(**say, Introductions::Left { .. }));
            let told = taken.said.iter().any(|(to, say)| one.side(*to).is_some() && is_told(say));
            let both_left = self.town.is_away(one.asker) && self.town.is_away(one.helper);
            assert!(who.is_some() || told || both_left, "nobody hears that the other one left");
            self.reached.came("left", usize::from(who.is_none() && told));
        }
    }

    pub(super) fn i10_what_is_over_is_over(&self) {
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
    pub(super) fn i10_nobody_is_asked_about_what_is_over(&self) {
        for (at, person) in self.town.people.iter().enumerate().filter(|(_, person)| !person.away) {
            let over = self.town.over_for(at);
            let closes = close(self.town.now, (person.me.id, person.version), &person.state, &over);
            assert_eq!(closes, None, "{:?} is about what is over", person.state);
        }
    }
}

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
