//! What the walks came to: without it they could all stand still.

use std::collections::{BTreeMap, BTreeSet};

use super::super::town::{End, Message, Town};
use crate::domain::{AskState, IntroductionState, PingState};
use crate::talk::introduction::Say as Introductions;
use crate::talk::state::tests::kind;
use crate::talk::{Say, State, show};

/// How often what happened, and the kinds of state that were reached.
#[derive(Debug, Default)]
pub(super) struct Reached {
    times: BTreeMap<&'static str, usize>,
    pub(super) states: BTreeSet<String>,
}

impl Reached {
    /// It happened so many times more.
    pub(super) fn came(&mut self, what: &'static str, times: usize) {
        *self.times.entry(what).or_default() += times;
    }

    pub(super) fn state(&mut self, state: &State) {
        self.states.insert(kind(state));
    }

    /// Adds what another walk came to.
    pub(super) fn add(&mut self, other: Self) {
        other.times.into_iter().for_each(|(what, times)| self.came(what, times));
        self.states.extend(other.states);
    }

    /// Each of these happened so often at least.
    pub(super) fn is_lively(&self, least: &[(&'static str, usize)]) {
        let came = |what: &str| self.times.get(what).copied().unwrap_or_default();
        let too_few: Vec<_> = least.iter().filter(|(what, least)| came(what) < *least).collect();
        assert!(too_few.is_empty(), "the walks stand still: {too_few:?} of {:?}", self.times);
    }

    /// What a town came to.
    pub(super) fn count(&mut self, town: &Town) {
        let asks = |state| town.asks.values().filter(|asked| asked.ask.state == state).count();
        let yeses =
            |is: fn(&IntroductionState) -> bool| town.introductions.values().filter(|one| is(&one.state)).count();
        self.came("asks", town.asks.len());
        self.came("closed", asks(AskState::Closed));
        self.came("found", asks(AskState::Found));
        self.came("expired", asks(AskState::Expired));
        self.came("pings", town.pings.len());
        self.came("noes", town.pings.values().filter(|one| one.ping.state == PingState::NotThisTime).count());
        self.came("through links", town.pings.values().filter(|one| one.ping.through_link).count());
        self.came("declined", yeses(|state| *state == IntroductionState::Declined));
        self.came("released", yeses(|state| *state == IntroductionState::Released));
        self.came("agreed", yeses(|state| matches!(state, IntroductionState::Agreed { .. })));
        self.came("dropped", yeses(|state| *state == IntroductionState::Dropped));
        self.came("ended", yeses(|state| *state == IntroductionState::Ended));
        self.came("cut short", town.introductions.values().filter(|one| one.is_cut_short()).count());
        self.came("stood by", town.introductions.values().filter(|one| one.stood_by).count());
        self.came("for good", town.introductions.values().filter(|one| one.is_out_for_good()).count());
        self.came("passed", town.relays.len());
        self.came("thanked", town.thanked.len());
        self.came("apart", town.again.values().filter(|(yes, ..)| !yes).count());
        let messages = || town.people.iter().flat_map(|person| &person.messages);
        self.came("shown", messages().filter(|one| is_contact(one)).count());
        self.came("times", messages().filter(|one| is_another_time(one)).count());
        for (what, end) in
            [("superseded", End::Superseded), ("no longer true", End::NoLongerTrue), ("too late", End::TooLate)]
        {
            self.came(what, town.people.iter().map(|person| person.ended(end)).sum());
        }
    }
}

fn is_contact(message: &Message) -> bool {
    matches!(message.say, Say::Show(show::Say::Profile { .. } | show::Say::Phone { .. }, _))
}

fn is_another_time(message: &Message) -> bool {
    let Say::Introduction(say) = &message.say else { return false };
    matches!(**say, Introductions::Time(_))
}
