//! How somebody is called, and by what name others know them.

use super::{Person, Taken, Town};
use crate::domain::own_name::{Called, KnownAs};
use crate::domain::window::is_quiet;
use crate::domain::{FirstName, Guard, IntroductionState, NeighbourId, limits};
use crate::talk::facts::Naming;
use crate::talk::{Effect, afterwards, introduction, name};

impl Town {
    /// What is open names somebody as they are called now.
    pub(super) fn show_renamed(&mut self, who: NeighbourId, taken: &mut Taken) {
        let moment = self.moment();
        for facts in self.leaving(who).introductions {
            for effect in introduction::renamed(&moment, &facts, who) {
                let Effect::Say(speech) = effect else { panic!("a card says what is so, and nothing else follows") };
                self.say(None, speech, taken);
            }
            let side = facts.introduction.side(who).unwrap().other();
            let other = facts.introduction.on(side);
            let asked = self.afterwards(other, facts.introduction.id).unwrap();
            if let Some(Effect::Say(speech)) = afterwards::shown_anew(&asked, side) {
                self.say(None, speech, taken);
            }
            let at = self.at(other);
            let Person { me, version, state, question, .. } = &self.people[at];
            let Some((next, says)) = name::in_question((me, *version, question.is_some()), state, &facts) else {
                continue;
            };
            for speech in says {
                self.say(None, speech, taken);
            }
            let person = &mut self.people[at];
            (person.state, person.version) = (next, person.version + 1);
        }
    }

    /// The yeses of who offers otherwise now.
    pub(super) fn show_yeses(&mut self, who: NeighbourId, taken: &mut Taken) {
        let moment = self.moment();
        for facts in self.leaving(who).introductions.iter().filter(|facts| facts.helper.id == who) {
            for effect in introduction::offered_anew(&moment, facts) {
                let Effect::Say(speech) = effect else { panic!("a card says what is so, and nothing else follows") };
                self.say(None, speech, taken);
            }
        }
    }

    /// Telegram has another name of somebody, who has not chosen one.
    pub(in crate::talk) fn is_renamed(&mut self, who: usize, name: &str) -> Taken {
        let person = &mut self.people[who];
        person.telegram = FirstName::read(name);
        if person.own.is_some() {
            return Taken::default();
        }
        let before = std::mem::replace(&mut person.me.name, person.telegram.clone());
        let effects = name::renamed(person.me.id, (&before, &person.me.name), self.now);
        self.apply(None, effects)
    }

    /// How somebody is called.
    pub(super) fn names(&mut self, actor: Option<usize>, effect: Effect) {
        if let Effect::CallMe(called) = effect {
            self.call(actor.expect("an effect of nobody"), called);
        } else if let Effect::Renamed(who, before) = effect {
            self.keep_name(who, &before);
        } else if let Effect::NameTold { who, to } = effect {
            self.name_told(actor.is_none(), (who, to));
        }
    }

    /// Somebody reads how another one is called. Without words of theirs it is by day, and once a day at most.
    fn name_told(&mut self, by_chore: bool, (who, to): (NeighbourId, NeighbourId)) {
        let name = self.people[self.at(who)].me.name.clone();
        let (known, told_at) = self.known_as.get_mut(&(who, to)).unwrap();
        assert!(!by_chore || *known != name, "it is the same");
        let a_day_ago = self.now - limits::NAME_TOLD_EVERY;
        assert!(!by_chore || told_at.is_none_or(|at| at <= a_day_ago), "it is told once a day");
        assert!(!by_chore || !is_quiet(self.now, chrono_tz::Europe::London), "it is told by day");
        (*known, *told_at) = (name, Some(self.now));
    }

    /// Whoever met somebody, or saw that they can help, knows them by the name before.
    fn keep_name(&mut self, who: NeighbourId, before: &FirstName) {
        for one in self.introductions.values().filter(|one| one.helper == who || Self::have_met(one)) {
            if let Some(side) = one.side(who) {
                let by = one.on(side.other());
                self.known_as.entry((who, by)).or_insert_with(|| (before.clone(), None));
            }
        }
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

    /// What must be known to change a name.
    pub(super) fn naming(&self, me: NeighbourId) -> Naming {
        let since = self.now - limits::NAME_MONTH;
        let lately = self.renamed.iter().filter(|(one, at)| *one == me && *at > since).count();
        let person = &self.people[self.at(me)];
        Naming {
            telegram: person.telegram.clone(),
            is_own: person.own.is_some(),
            lately: i64::try_from(lately).unwrap(),
            offer: self.offers.get(&me).map(|(offer, _)| offer.clone()),
        }
    }

    /// Who knows them by another name than they have now.
    pub(super) fn known_otherwise(&self, me: NeighbourId) -> Vec<(NeighbourId, FirstName)> {
        let name = &self.people[self.at(me)].me.name;
        let others = self.known_as.iter().filter(|((who, _), (known, _))| *who == me && known != name);
        others.map(|((_, by), (known, _))| (*by, known.clone())).collect()
    }

    /// Of those, who has to do with them just now.
    pub(super) fn hears_of_name(&self, me: NeighbourId) -> Vec<KnownAs> {
        let open = self.leaving(me).introductions;
        let hears = |(by, name): (NeighbourId, FirstName)| {
            let ties = || open.iter().map(|facts| &facts.introduction).filter(|one| one.side(by).is_some());
            let agreed = ties().find(|one| matches!(one.state, IntroductionState::Agreed { .. }));
            ties().next()?;
            let guard = agreed.map_or(Guard::None, |one| Guard::Agreed(one.id));
            Some(KnownAs { told_at: self.known_as[&(me, by)].1, by, name, guard })
        };
        self.known_otherwise(me).into_iter().filter_map(hears).collect()
    }
}
