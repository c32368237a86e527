//! What becomes of a yes: waiting, standing by, introduced, at another time, over.

use super::Town;
use crate::domain::{
    AskState, Because, Due, Ending, Introduction, IntroductionId, IntroductionState, Outcome as Happened, TimeChange,
    TimeChangeId, When, limits,
};
use crate::talk::Effect;

impl Town {
    pub(super) fn propose(&mut self, new: crate::domain::NewIntroduction) {
        if new.again {
            return self.yes_again(new.id, new.ask_version);
        }
        let now = self.now;
        let ask = self.open_ask(new.post).ask.clone();
        assert_eq!(ask.version, new.ask_version);
        assert_ne!(ask.asker, new.helper);
        assert!(!self.are_apart(ask.asker, new.helper), "who said no is not brought together again");
        self.introductions.insert(new.id, Introduction::proposed(new, ask.asker, now));
    }

    fn yes_again(&mut self, id: IntroductionId, version: i64) {
        let now = self.now;
        let (post, asker, helper) = {
            let one = &self.introductions[&id];
            assert!(one.was_taken_back(), "{one:?}");
            (one.post, one.asker, one.helper)
        };
        assert_eq!(self.open_ask(post).ask.version, version);
        assert!(!self.are_apart(asker, helper), "who said no is not brought together again");
        let one = self.introductions.get_mut(&id).unwrap();
        (one.state, one.released) = (IntroductionState::Proposed, None);
        (one.ask_version, one.proposed_at, one.said) = (version, now, one.said + 1);
        assert!(one.said <= limits::YES_SAID, "their asker hears of a yes that comes and goes without an end");
    }

    pub(super) fn introduce(&mut self, id: IntroductionId, word: String) {
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
        let two = [introduction.asker, introduction.helper];
        for ((who, by), known) in &mut self.known_as {
            if two.contains(who) && two.contains(by) {
                let named = self.people.iter().find(|person| person.me.id == *who).unwrap();
                *known = (named.me.name.clone(), Some(self.now));
            }
        }
        for who in two {
            let at = self.at(who);
            self.people[at].me.was_introduced = true;
        }
    }

    pub(super) fn let_go(&mut self, id: IntroductionId, to: IntroductionState) {
        let introduction = self.introductions.get_mut(&id).unwrap();
        assert_eq!(introduction.state, IntroductionState::Proposed);
        introduction.state = to;
        self.unschedule(&[Due::AskAgain(id), Due::Nudge(id), Due::Unheard(id), Due::Release(id)]);
    }

    pub(super) fn still(&mut self, id: IntroductionId, version: i64) {
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

    pub(super) fn release(&mut self, id: IntroductionId, because: Because) {
        self.let_go(id, IntroductionState::Released);
        self.introductions.entry(id).and_modify(|one| one.released = Some(because));
    }

    pub(super) fn stand_by(&mut self, id: IntroductionId) {
        let ask = &self.asks[&self.introductions[&id].post].ask;
        let (is_alive, version) = (matches!(ask.state, AskState::Open | AskState::Found), ask.version);
        let one = self.introductions.get_mut(&id).unwrap();
        assert!(is_alive && one.state == IntroductionState::Released && one.ask_version == version, "{one:?}");
        (one.state, one.stood_by, one.released) = (IntroductionState::Reserve, true, None);
    }

    pub(super) fn stand_down(&mut self, id: IntroductionId, because: Because) {
        let one = self.reserve(id);
        (one.state, one.released) = (IntroductionState::Released, Some(because));
    }

    pub(super) fn count_on(&mut self, id: IntroductionId) {
        let one = self.introductions.get_mut(&id).unwrap();
        let stood_by = one.stood_by && matches!(one.state, IntroductionState::Reserve | IntroductionState::Proposed);
        assert!(stood_by || one.was_not_needed() || one.was_missed(), "{one:?}");
        (one.state, one.stood_by, one.released) = (IntroductionState::Proposed, false, None);
        one.silence_told = 0;
    }

    pub(super) fn silence_told(&mut self, id: IntroductionId) {
        let one = self.introductions.get_mut(&id).unwrap();
        let version = self.asks[&one.post].ask.version;
        assert!(one.state == IntroductionState::Proposed && one.ask_version < version, "{one:?} is not silent");
        assert!(one.silence_told < version, "the silence of {} is told twice", one.helper);
        one.silence_told = version;
    }

    fn reserve(&mut self, id: IntroductionId) -> &mut Introduction {
        let one = self.introductions.get_mut(&id).unwrap();
        assert_eq!(one.state, IntroductionState::Reserve);
        one
    }

    /// The yes was to the ask as it is.
    pub(super) fn recall(&mut self, id: IntroductionId) {
        let (post, version) = (self.introductions[&id].post, self.introductions[&id].ask_version);
        assert_eq!(self.open_ask(post).ask.version, version);
        let one = self.reserve(id);
        (one.state, one.said) = (IntroductionState::Proposed, one.said + 1);
    }

    pub(super) fn agreed(&mut self, id: IntroductionId) -> &mut Introduction {
        let introduction = self.introductions.get_mut(&id).unwrap();
        assert!(matches!(introduction.state, IntroductionState::Agreed { .. }));
        introduction
    }

    /// Agreed, or ended by one of the two: how it went is said in both.
    pub(super) fn met(&mut self, id: IntroductionId) -> &mut Introduction {
        let introduction = self.introductions.get_mut(&id).unwrap();
        assert!(introduction.is_cut_short() || matches!(introduction.state, IntroductionState::Agreed { .. }));
        introduction
    }

    pub(super) fn end(&mut self, id: IntroductionId, to: IntroductionState) {
        self.agreed(id).state = to;
        self.unschedule(&[Due::HowWasIt(id), Due::AskAgain(id), Due::Nudge(id), Due::TimePasses(id)]);
        self.unschedule(&[Due::Unheard(id), Due::Release(id)]);
        self.changes.remove(&id);
    }

    pub(super) fn cut_short(&mut self, id: IntroductionId) {
        let asked = self.due(Due::HowWasIt(id)).unwrap();
        self.end(id, IntroductionState::Ended);
        self.introductions.entry(id).and_modify(|one| one.ending = Ending::CutShort);
        self.agenda.insert(Due::HowWasIt(id).stored(), (Due::HowWasIt(id), asked));
    }

    /// What two ask each other about another time.
    pub(super) fn times(&mut self, effect: Effect) {
        if let Effect::AskTime(id, change) = effect {
            self.ask_time(id, change);
        } else if let Effect::AgreeTime(id, change) = effect {
            self.agree_time(id, change);
        } else if let Effect::KeepTime(id, change) = effect {
            self.keep_time(id, change);
        }
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

    fn agree_time(&mut self, id: IntroductionId, change: TimeChangeId) {
        let changed = self.changes.remove(&id).unwrap();
        assert_eq!(changed.id, change);
        self.another_time(id, changed.when);
    }

    fn keep_time(&mut self, id: IntroductionId, change: TimeChangeId) {
        assert_eq!(self.changes.remove(&id).unwrap().id, change);
        self.unschedule(&[Due::TimePasses(id)]);
    }

    pub(super) fn follow_time(&mut self, id: IntroductionId) {
        let post = self.introductions[&id].post;
        let when = self.asks[&post].ask.when;
        self.changes.remove(&id);
        self.another_time(id, when);
    }

    /// Both are asked anew how it went.
    fn another_time(&mut self, id: IntroductionId, when: When) {
        self.unschedule(&[Due::TimePasses(id)]);
        let one = self.agreed(id);
        (one.agreed_when, one.told, one.did_not, one.asked) = (Some(when), 0, false, 0);
        one.agreement += 1;
        self.outcomes.remove(&id);
    }
}
