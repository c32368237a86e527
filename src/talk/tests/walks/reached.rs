//! What the walks came to: without it they could all stand still.

use std::collections::BTreeSet;

use super::super::town::{Message, Town};
use crate::domain::{AskState, Introduction, IntroductionState, PingState};
use crate::talk::introduction::Say as Introductions;
use crate::talk::{Say, show};

/// What the walks came to: without it they could all stand still.
#[derive(Debug, Default)]
pub(super) struct Reached {
    pub(super) asks: usize,
    pub(super) closed: usize,
    pub(super) found: usize,
    pub(super) pings: usize,
    pub(super) noes: usize,
    pub(super) declined: usize,
    pub(super) released: usize,
    pub(super) agreed: usize,
    pub(super) dropped: usize,
    pub(super) ended: usize,
    pub(super) expired: usize,
    pub(super) passed: usize,
    pub(super) thanked: usize,
    pub(super) apart: usize,
    pub(super) through_links: usize,
    pub(super) left: usize,
    pub(super) words: usize,
    pub(super) unheard: usize,
    pub(super) taken_up: usize,
    pub(super) changed: usize,
    pub(super) still: usize,
    pub(super) taken_back: usize,
    pub(super) stood_by: usize,
    pub(super) enough: usize,
    pub(super) recalled: usize,
    pub(super) after_all: usize,
    pub(super) replaced: usize,
    pub(super) shown: usize,
    pub(super) times: usize,
    pub(super) cut_short: usize,
    pub(super) states: BTreeSet<String>,
}

impl Reached {
    pub(super) fn count(&mut self, town: &Town) {
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
