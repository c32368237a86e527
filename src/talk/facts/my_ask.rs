//! An ask and everything about it.

use super::Yes;
use crate::domain::{Ask, AskState, First, Instant, IntroductionId, IntroductionState, OpenPing};

/// The asker's own ask.
#[derive(Debug, Clone, PartialEq)]
pub struct MyAsk {
    /// The ask.
    pub ask: Ask,
    /// The version at which neighbours were last asked; 0 where nobody was.
    pub asked_version: i64,
    /// Were those asked too whose reach is one value too short?
    pub wider: bool,
    /// The link by which it is shared.
    pub link: Option<String>,
    /// Who is asked before the others.
    pub first: Option<First>,
    /// When the next neighbours are asked.
    pub next_wave: Option<Instant>,
    /// Was the asker asked whether it is still needed, and has not answered?
    pub asked_if_needed: bool,
    /// Are most neighbours asleep now?
    pub asleep: bool,
    /// When it was read.
    pub now: Instant,
    /// All who said yes, whatever became of it.
    pub introductions: Vec<Yes>,
    /// Pings without an answer.
    pub open_pings: Vec<OpenPing>,
}

impl MyAsk {
    /// Is the time over that it was for?
    pub fn is_late(&self) -> bool {
        self.ask.when.is_over(self.now)
    }

    /// Was anybody asked for it as it is now?
    pub const fn was_asked_as_it_is(&self) -> bool {
        self.asked_version == self.ask.version
    }

    /// Is somebody still wanted for it, and its time to come?
    pub fn is_wanted_in_time(&self) -> bool {
        self.ask.state == AskState::Open && !self.is_late()
    }

    /// Who said yes, where the asker has not answered.
    pub fn proposed(&self) -> impl Iterator<Item = &Yes> {
        self.introductions.iter().filter(|one| one.introduction.state == IntroductionState::Proposed)
    }

    /// Who said yes to the ask as it is, and waits for the asker.
    pub fn waiting(&self) -> impl Iterator<Item = &Yes> {
        self.proposed().filter(|one| !one.introduction.is_outdated(&self.ask))
    }

    /// Who said yes before the ask changed, and is asked again.
    pub fn asked_again(&self) -> impl Iterator<Item = &Yes> {
        self.proposed().filter(|one| one.introduction.is_outdated(&self.ask))
    }

    /// Who said yes before the ask changed, introduced or not, and has not said whether they still can.
    pub fn unheard(&self) -> impl Iterator<Item = &Yes> {
        let all = self.introductions.iter().filter(|one| one.introduction.is_outdated(&self.ask));
        all.filter(|one| match one.introduction.state {
            IntroductionState::Proposed | IntroductionState::Agreed { .. } => true,
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve
            | IntroductionState::Dropped
            | IntroductionState::Ended => false,
        })
    }

    /// Who helps with the ask as it is, or helped.
    pub fn found(&self) -> impl Iterator<Item = &Yes> {
        self.introductions.iter().filter(|one| match one.introduction.state {
            IntroductionState::Agreed { .. } => !one.introduction.is_outdated(&self.ask),
            IntroductionState::Ended => true,
            IntroductionState::Proposed
            | IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve
            | IntroductionState::Dropped => false,
        })
    }

    /// Are as many found as are wanted?
    pub fn is_found(&self) -> bool {
        self.found().count() >= usize::from(self.ask.wanted)
    }

    /// Who stands by, earliest yes first.
    pub fn reserves(&self) -> impl Iterator<Item = &Yes> {
        self.introductions.iter().filter(|one| one.introduction.state == IntroductionState::Reserve)
    }

    /// Who is introduced, and whose help is still to come.
    pub fn to_come(&self) -> impl Iterator<Item = &Yes> {
        self.agreed().filter(|one| !one.introduction.has_been(self.now))
    }

    /// Who is introduced, and has not helped yet as far as both said.
    pub fn agreed(&self) -> impl Iterator<Item = &Yes> {
        self.agreed_or_told().filter(|one| !one.introduction.both_told())
    }

    /// Who is introduced, also where both said how it went.
    pub fn agreed_or_told(&self) -> impl Iterator<Item = &Yes> {
        let agreed = |one: &&Yes| matches!(one.introduction.state, IntroductionState::Agreed { .. });
        self.introductions.iter().filter(agreed)
    }

    /// The yes of an introduction.
    pub fn yes_mut(&mut self, id: IntroductionId) -> Option<&mut Yes> {
        self.introductions.iter_mut().find(|yes| yes.introduction.id == id)
    }

    /// What becomes of a yes.
    pub fn becomes(&mut self, id: IntroductionId, state: IntroductionState) {
        if let Some(yes) = self.yes_mut(id) {
            yes.introduction.state = state;
        }
    }

    /// Who said yes before the ask changed still does.
    pub fn still(&mut self, id: IntroductionId) {
        let version = self.ask.version;
        if let Some(yes) = self.yes_mut(id) {
            yes.introduction.ask_version = version;
        }
    }
}
