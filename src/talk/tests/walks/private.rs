//! Nobody learns what is not theirs: names, contacts, words, and who said no.

use std::collections::BTreeSet;

use super::super::town::{Taken, phone, profile, word};
use super::Walk;
use crate::domain::{Access, IntroductionState, NeighbourId, Side, Urgency, Wish};
use crate::talk::facts::About;
use crate::talk::introduction::Say as Introductions;
use crate::talk::{Effect, Say, relay, show};

impl Walk {
    /// I3, and what is told of an ask: names, words, ids and places.
    pub(super) fn i3_nobody_learns_what_is_not_theirs(&self, to: NeighbourId, say: &Say) {
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
        self.i3_only_posted_words_go_out(to, &text);
        self.i3_contact_goes_to_who_was_introduced(to, (say, &text));
    }

    /// A profile and a phone number are read by the other one of an introduction that both agreed to, as the ask is now,
    /// and by nobody else.
    fn i3_contact_goes_to_who_was_introduced(&self, to: NeighbourId, (say, text): (&Say, &str)) {
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
    fn i3_only_posted_words_go_out(&self, to: NeighbourId, text: &str) {
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
            let shown = self.town.shown_to.iter().any(|(post, helper)| {
                let line = &self.town.asks[post].ask.line;
                *helper == to && line.as_ref().is_some_and(|line| line.as_str().contains(token))
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

    /// I3: each yes is to the ask as it is now, and as its message showed it.
    pub(super) fn i3_nobody_agrees_to_what_they_did_not_read(&self, read: &Say, taken: &Taken) {
        // What is done is done.
        if taken.effects.iter().any(|effect| matches!(effect, Effect::CloseAsk(_))) {
            return;
        }
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
            // *Now* lasts longer than it said where somebody was introduced since: it is the same now.
            let is_longer = about.when.urgency == Urgency::Now && about.when.is_meant_by(ask.when);
            let when = if is_longer && about.when.ends() < ask.when.ends() { ask.when } else { about.when };
            assert_eq!(About { when, ..about.clone() }, About::of(ask), "a yes to another thing");
            assert!(know.is_none_or(|know| know == (&ask.access, ask.wish)), "not all was known before the yes");
        }
    }

    pub(super) fn i3_a_not_this_time_stays_with_who_said_it(&self, who: Option<usize>, taken: &Taken) {
        let is_a_no = |effect: &Effect| matches!(effect, Effect::PingNo(_) | Effect::PingReason(..));
        if let (Some(who), true) = (who, taken.effects.iter().any(is_a_no)) {
            let me = self.town.people[who].me.id;
            assert!(taken.said.iter().all(|(to, _)| *to == me), "a no is told: {:?}", taken.said);
        }
    }

    /// Who drops out, and what is passed on, is told to the other one and to nobody else.
    pub(super) fn i3_only_the_other_one_is_told(&self, who: Option<usize>, taken: &Taken) {
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
}

/// What an ask is about; and what there is to know, where its message says so.
type Shown<'a> = (&'a About, Option<(&'a BTreeSet<Access>, Option<Wish>)>);

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
