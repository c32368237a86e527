//! An ask and everything about it.

use super::About;
use crate::domain::{
    Ask, AskState, Band, Because, First, Instant, Introduction, IntroductionState, Neighbour, OpenPing, PingId,
    TimeChange, Urgency, When, limits,
};

/// Where an ask is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// Near its asker.
    Near,
    /// At another place that they shared.
    Elsewhere,
}

/// Can somebody else be asked for an ask now?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// That was not looked up: the next wave finds it.
    NotLookedUp,
    /// Somebody can.
    Left,
    /// Nobody is left.
    Nobody,
}

/// Where the asker of an ask is led that is done together: to somebody else who asks for the same. What they wait for comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Led {
    /// To nobody.
    Nowhere,
    /// They have one before them, and have not answered: as it is now, where they said yes before it changed.
    ToCard,
    /// They said yes to one, and wait for the answer.
    ToAnswer,
}

/// The asker's own ask.
#[derive(Debug, Clone, PartialEq)]
pub struct MyAsk {
    /// The ask.
    pub ask: Ask,
    /// How often its asker changed it so that people were asked anew.
    pub changes: i64,
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
    /// By when the asker hears how it stands; of an ask with a date at its end, where nothing else is to be said before.
    pub hears_by: Option<Instant>,
    /// Was the asker asked whether it is still needed, and has not answered?
    pub asked_if_needed: bool,
    /// Until when most neighbours are asleep, where they are.
    pub asleep_until: Option<Instant>,
    /// Where it is.
    pub place: Where,
    /// Where its asker is led.
    pub led: Led,
    /// Can somebody else be asked for it? Looked up where somebody who said yes may be counted on no more.
    pub others: Others,
    /// When it was read.
    pub now: Instant,
    /// All who said yes, whatever became of it.
    pub introductions: Vec<Yes>,
    /// Pings without an answer.
    pub open_pings: Vec<OpenPing>,
    /// When last one ended unsent that had waited for long.
    pub unsent_at: Option<Instant>,
    /// The version at which one last ended unsent; 0 where none did.
    pub unsent_version: i64,
    /// The version at which somebody looked at it by themselves, not through a link; 0 where nobody did.
    pub seen_version: i64,
}

/// A helper who said yes.
#[derive(Debug, Clone, PartialEq)]
pub struct Yes {
    /// The introduction.
    pub introduction: Introduction,
    /// Who said yes.
    pub helper: Neighbour,
    /// What they said yes to, as it is shown to them.
    pub about: About,
    /// How far; read only of who stands by or was not needed, since their yes may be shown once more.
    pub band: Option<Band>,
    /// Are the two kept apart? Read only of who waits for the asker or stands by.
    pub apart: bool,
    /// May the asker see their yes once more? Read only of who was not needed, or got no answer in time.
    pub may_come: bool,
    /// The question for another time that is open. Read only of who is introduced.
    pub change: Option<TimeChange>,
    /// Until when their answer to a change of the ask is waited for. Read only of who waits for the asker or is introduced.
    pub awaited: Option<Instant>,
    /// The ping that asks them whether they still can. Read only of who waits for the asker and is asked that, and
    /// of whose yes is out.
    pub asked_by: Option<PingId>,
    /// The ping that they answered. Read only of who waits for the asker, stands by or was not needed, with a yes to the ask as it
    /// is.
    pub answered: Option<PingId>,
    /// What its helper asked for themselves, and closed as the two met. Read only of who is introduced, or was until one of the
    /// two ended it.
    pub met: Option<Ask>,
}

impl Yes {
    /// A yes of which nothing is known but itself.
    pub const fn of(introduction: Introduction, helper: Neighbour, about: About) -> Self {
        Self {
            introduction,
            helper,
            about,
            band: None,
            apart: false,
            may_come: false,
            change: None,
            awaited: None,
            asked_by: None,
            answered: None,
            met: None,
        }
    }

    /// Did one of the two end it, or leave, before anybody said how it was? Without a date nobody knows whether it has been, and
    /// they do not come any more.
    pub fn is_unknown(&self) -> bool {
        let Introduction { told, .. } = &self.introduction;
        self.introduction.is_cut_short() && *told == 0 && self.about.when.ends().is_none()
    }
}

impl MyAsk {
    /// Is its time over before others can be asked than those who were, or are now? In the evening the next ones sleep by then.
    pub fn is_last_wave(&self, next: Instant) -> bool {
        let is_after_it = |at: Instant| self.ask.when.ends().is_some_and(|end| end < at);
        let by = self.hears_by.unwrap_or(next);
        // Before the first are asked, the asker is to hear as the next ones are.
        is_after_it(by) && (is_after_it(next) || !self.was_asked_as_it_is() && self.unsent_version != self.ask.version)
    }

    /// Is the time over that it was for?
    pub fn is_late(&self) -> bool {
        self.ask.when.is_over(self.now)
    }

    /// Is its time over before the neighbours who sleep now may be asked?
    pub fn ends_by_morning(&self) -> bool {
        !self.is_late() && self.asleep_until.is_some_and(|morning| self.ask.when.is_over(morning))
    }

    /// Was anybody asked for it as it is now?
    pub const fn was_asked_as_it_is(&self) -> bool {
        self.asked_version == self.ask.version
    }

    /// Do messages go out so slowly that some neighbours may not have been asked for it yet? Those whose ping was of no use any
    /// more are asked anew, and that has to wait again before it tells.
    pub fn is_slow(&self) -> bool {
        let waits_long = |since: Instant| self.now - since >= limits::LONG_WAIT;
        self.open_pings.iter().filter_map(|ping| ping.waits_since).any(waits_long)
            || self.unsent_at.is_some_and(|at| !waits_long(at))
    }

    /// Is somebody still wanted for it, and its time to come?
    pub fn is_wanted_in_time(&self) -> bool {
        self.ask.state == AskState::Open && !self.is_late()
    }

    /// Is it met where its asker meets the asker of another one? Both asked for the same, which is done together.
    pub fn is_met_with(&self, other: &Ask) -> bool {
        let is_same = self.ask.category == other.category && other.category.is_together();
        is_same && self.is_wanted_in_time() && self.ask.when.meets(other.when)
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
    pub fn outdated(&self) -> impl Iterator<Item = &Yes> {
        self.proposed().filter(|one| one.introduction.is_outdated(&self.ask))
    }

    /// Whose yes to the ask as it is was taken out: by themselves, or since they could not be reached.
    pub fn taken_out(&self) -> impl Iterator<Item = &Yes> {
        let out = |one: &&Yes| one.introduction.released == Some(Because::Withdrawn);
        self.introductions.iter().filter(out).filter(|one| !one.introduction.is_outdated(&self.ask))
    }

    /// Who said yes before the ask changed, introduced or not, and whose answer is waited for.
    pub fn unheard(&self) -> impl Iterator<Item = &Yes> {
        let all = self.introductions.iter().filter(|one| one.introduction.is_outdated(&self.ask));
        all.filter(|one| match one.introduction.state {
            IntroductionState::Proposed | IntroductionState::Agreed { .. } => one.awaited.is_some(),
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve
            | IntroductionState::Dropped
            | IntroductionState::Ended => false,
        })
    }

    /// Who of them is introduced.
    pub fn awaited(&self) -> impl Iterator<Item = &Yes> {
        self.unheard().filter(|one| matches!(one.introduction.state, IntroductionState::Agreed { .. }))
    }

    /// When the asker hears of the last of them, also where they say nothing.
    pub fn answered_by(&self) -> Instant {
        self.comes_at(self.unheard().filter_map(|one| one.awaited).max().unwrap_or(self.now))
    }

    /// When something that was planned comes, as its asker reads it. What is overdue after an outage is made good at once, and
    /// at night in the morning.
    pub fn comes_at(&self, planned: Instant) -> Instant {
        let made_good = || self.asleep_until.unwrap_or(self.now + limits::MADE_GOOD);
        if planned < self.now { made_good() } else { planned }
    }

    /// Who is introduced, and did not say in time whether they still can, now that the ask changed.
    pub fn silent(&self) -> impl Iterator<Item = &Yes> {
        let is_silent =
            |one: &&Yes| one.introduction.is_outdated(&self.ask) && one.awaited.is_none() && one.introduction.told == 0;
        self.agreed_or_told().filter(is_silent)
    }

    /// Did so many say yes already, and wait for the asker or in case they are needed, that one more would help nobody?
    pub fn has_all_yeses(&self) -> bool {
        let waits = |one: &&Yes| match one.introduction.state {
            IntroductionState::Proposed | IntroductionState::Reserve => true,
            IntroductionState::Released => one.introduction.was_not_needed(),
            IntroductionState::Agreed { .. }
            | IntroductionState::Declined
            | IntroductionState::Dropped
            | IntroductionState::Ended => false,
        };
        self.introductions.iter().filter(waits).count() >= limits::YESES_WAIT
    }

    /// Is there a yes, or an answer to a change, to wait for? Then nobody says yet that nobody is left.
    pub fn waits(&self) -> bool {
        self.waiting().filter(|yes| !yes.apart).chain(self.unheard()).next().is_some()
    }

    /// Who is introduced or was, whatever was changed since; not where the asker said that it did not happen.
    pub fn introduced(&self) -> impl Iterator<Item = &Yes> {
        self.introductions.iter().filter(|one| match one.introduction.state {
            IntroductionState::Agreed { .. } | IntroductionState::Ended => !one.introduction.did_not,
            IntroductionState::Proposed
            | IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve
            | IntroductionState::Dropped => false,
        })
    }

    /// Did somebody come for it, as far as anybody knows, or may still?
    pub fn have_met(&self) -> bool {
        let may_have = |one: &Yes| match one.introduction.state {
            IntroductionState::Agreed { .. } | IntroductionState::Ended => true,
            IntroductionState::Proposed
            | IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve
            | IntroductionState::Dropped => false,
        };
        self.introductions.iter().any(may_have)
    }

    /// Who helps with the ask as it is, or helped.
    pub fn found(&self) -> impl Iterator<Item = &Yes> {
        self.introduced().filter(|one| self.helps(one))
    }

    fn helps(&self, one: &Yes) -> bool {
        let Introduction { state, told, .. } = &one.introduction;
        let is_over = *state == IntroductionState::Ended;
        *told > 0 || if is_over { !one.is_unknown() } else { !one.introduction.is_outdated(&self.ask) }
    }

    /// When it is: what was agreed about an ask that nobody else is asked for, else its own time. Of those who come now, each one's
    /// time ends by itself: the last one counts.
    pub fn when(&self) -> When {
        let agreed = || self.found().chain(self.awaited()).map(|yes| yes.about.when);
        let is_it = |when: &When, last: When| *when == last || when.urgency == Urgency::Now && when.is_meant_by(last);
        match agreed().max_by_key(When::ends) {
            Some(last) if self.ask.state == AskState::Found && agreed().all(|when| is_it(&when, last)) => last,
            Some(_) | None => self.ask.when,
        }
    }

    /// Are as many found as are wanted?
    pub fn is_found(&self) -> bool {
        self.found().count() >= usize::from(self.ask.wanted)
    }

    /// Are there as many as are wanted, with those who are introduced and asked whether they still can? Their answer comes
    /// before anybody else's.
    pub fn is_held(&self) -> bool {
        self.introduced().filter(|one| one.awaited.is_some() || self.helps(one)).count() >= usize::from(self.ask.wanted)
    }

    /// Who is introduced, is still to come, and has not said whether they can, now that the ask changed.
    pub fn not_counted_on(&self) -> impl Iterator<Item = &Yes> {
        self.to_come().filter(|one| one.introduction.is_outdated(&self.ask))
    }

    /// Who stands by, earliest yes first.
    pub fn reserves(&self) -> impl Iterator<Item = &Yes> {
        self.introductions.iter().filter(|one| one.introduction.state == IntroductionState::Reserve)
    }

    /// Who said yes when enough others had, and may be asked about after all; earliest yes first. Since a change that is whether
    /// they still can.
    pub fn not_needed(&self) -> impl Iterator<Item = &Yes> {
        self.introductions.iter().filter(|one| one.may_come && one.introduction.was_not_needed())
    }

    /// The same with those who stand by: nobody is left to ask only where none of them is.
    pub fn in_reserve(&self) -> impl Iterator<Item = &Yes> {
        self.reserves().filter(|one| !one.apart).chain(self.not_needed())
    }

    /// Who is introduced, and whose help is still to come.
    pub fn to_come(&self) -> impl Iterator<Item = &Yes> {
        self.agreed().filter(|one| !one.introduction.has_been(self.now))
    }

    /// Who is introduced, and did not say whether they still can: not yet, or not in time.
    pub fn not_heard(&self) -> impl Iterator<Item = &Yes> {
        self.introduced().filter(|one| one.introduction.is_outdated(&self.ask))
    }

    /// Who said yes, and got no answer in time.
    pub fn missed(&self) -> impl Iterator<Item = &Yes> {
        self.introductions.iter().filter(|one| one.introduction.was_missed())
    }

    /// Who of them may be asked once more, since the ask is another one now.
    pub fn missed_who_may_come(&self) -> impl Iterator<Item = &Yes> {
        self.missed().filter(|one| one.may_come)
    }

    /// Whose help is called off where the ask closes now: it cannot have been yet.
    pub fn to_call_off(&self) -> impl Iterator<Item = &Yes> {
        self.to_come().filter(|one| !one.introduction.may_have_helped(self.now))
    }

    /// Whose help may be done, though nobody said so: where the ask closes now, it stays.
    pub fn to_stay(&self) -> impl Iterator<Item = &Yes> {
        self.to_come().filter(|one| one.introduction.may_have_helped(self.now))
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
}
