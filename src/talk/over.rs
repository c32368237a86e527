//! A question is about somebody, or about an ask. Where that is over, so is the question: its own message says what became
//! of it, and it is not asked again beneath the news.

use std::collections::{BTreeMap, BTreeSet};

use super::{Effect, On, Say, Speech, State, afterwards, ask, menu, relay, show};
use crate::domain::{
    Ask, AskState, FirstName, Guard, Hours, Instant, Introduction, IntroductionId, IntroductionState, NeighbourId,
    Outcome, PostId,
};

/// What is over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Over {
    /// Introductions through which nothing goes any more.
    introductions: BTreeMap<IntroductionId, Ended>,
    asks: BTreeSet<PostId>,
    /// What who acts says of introductions, where it is not that they happened.
    told: BTreeMap<IntroductionId, Outcome>,
}

/// How an introduction is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ended {
    /// May it still be thanked for?
    may_thank: bool,
    /// The two are in touch through this one still.
    through: Option<IntroductionId>,
}

impl Ended {
    const fn and(may_thank: bool) -> Self {
        Self { may_thank, through: None }
    }
}

impl Over {
    /// What ends with these effects.
    pub fn with(effects: &[Effect]) -> Self {
        let mut over = Self::default();
        for effect in effects {
            if let Effect::Drop(id) | Effect::CutShort(id) | Effect::End(id) = effect {
                over.introductions.insert(*id, Ended::and(matches!(effect, Effect::End(_))));
            }
            if let Effect::Tell(id, _, outcome) = effect
                && !outcome.is_good()
            {
                over.told.insert(*id, *outcome);
            }
            if let Effect::CloseAsk(post) | Effect::ExpireAsk(post) | Effect::AskMet(post, _) = effect {
                over.asks.insert(*post);
            }
        }
        over
    }

    /// What of these is over by now.
    pub fn of(introductions: &[Introduction], asked: Option<&Ask>) -> Self {
        let is_over = |one: &&Introduction| !matches!(one.state, IntroductionState::Agreed { .. });
        let may_thank = |one: &Introduction| one.state == IntroductionState::Ended && !one.is_cut_short();
        let ended = |one: &Introduction| (one.id, Ended::and(may_thank(one)));
        let introductions = introductions.iter().filter(is_over).map(ended).collect();
        let is_closed = |ask: &&Ask| matches!(ask.state, AskState::Closed | AskState::Expired);
        let asks = asked.filter(is_closed).map(|ask| ask.id).into_iter().collect();
        Self { introductions, asks, told: BTreeMap::new() }
    }

    /// The same for everybody but who acts: what one of two says is said for nobody else.
    #[must_use]
    pub fn for_others(self) -> Self {
        Self { told: BTreeMap::new(), ..self }
    }

    /// Which introductions.
    pub fn introductions(&self) -> impl Iterator<Item = IntroductionId> {
        self.introductions.keys().copied()
    }

    /// Which asks.
    pub fn asks(&self) -> impl Iterator<Item = PostId> {
        self.asks.iter().copied()
    }

    /// What goes on between the two of one that is over goes through another one.
    pub fn goes_on(&mut self, id: IntroductionId, through: IntroductionId) {
        if let Some(ended) = self.introductions.get_mut(&id) {
            ended.through = Some(through);
        }
    }

    fn is_out(&self, id: IntroductionId) -> bool {
        self.introductions.contains_key(&id)
    }

    /// Through which one the two of this one, which is over, are in touch still.
    fn through(&self, id: IntroductionId) -> Option<IntroductionId> {
        self.introductions.get(&id).and_then(|ended| ended.through)
    }
}

/// What a state becomes once this is over, and what its question says then, at this version of the conversation. `None`
/// where it is about something else. A form about an ask that can be changed no more is over by itself.
pub fn close(
    now: Instant,
    (me, version): (NeighbourId, i64),
    state: &State,
    over: &Over,
) -> Option<(State, Vec<Speech>)> {
    let closed = |say| Some((State::Idle, closed(me, state, say)));
    match state {
        State::Relay(relay::State::PassOn { to, .. }) => {
            let (_, name) = to.iter().find(|(id, _)| over.is_out(*id))?;
            let Some(left) = without(state, over) else {
                return closed(Say::Relay(relay::Say::ToNobody { name: name.clone() }, 0));
            };
            let question = Say::Relay(relay::question(&left), version + 1);
            Some((State::Relay(left), vec![said(me, On::Question, question)]))
        }
        State::Relay(relay::State::Writing { introduction, name, until }) if over.is_out(*introduction) => {
            // It said that it is over when nothing was written for a while.
            if *until <= now {
                return Some((State::Idle, Vec::new()));
            }
            // They write to the same person on, and its message says so still.
            if let Some(introduction) = over.through(*introduction) {
                let writing = relay::State::Writing { introduction, name: name.clone(), until: *until };
                return Some((State::Relay(writing), Vec::new()));
            }
            let ended = relay::State::Ended { name: name.clone(), until: *until };
            Some((State::Relay(ended), writing_ends(me, name)))
        }
        State::Show(at) if over.is_out(at.introduction()) => {
            closed(Say::Show(show::Say::Over { name: at.name().clone() }, 0))
        }
        State::Afterwards(at) if over.introductions.get(&at.introduction).is_some_and(|ended| !ended.may_thank) => {
            let is_in_touch = over.through(at.introduction).is_some();
            closed(Say::Relay(if is_in_touch { relay::Say::OverMeanwhile } else { relay::Say::NoLonger }, 0))
        }
        State::Afterwards(at) if over.told.contains_key(&at.introduction) => {
            let did_not = over.told.get(&at.introduction) == Some(&Outcome::DidNot);
            closed(Say::Afterwards(if did_not { afterwards::Say::DidNot } else { afterwards::Say::NotNow }, 0))
        }
        State::Ask(at) if at.posted().is_some_and(|post| over.asks.contains(&post)) => {
            closed(Say::Ask(ask::Say::Over, 0))
        }
        State::Ask(at) if at.is_too_late() => closed(Say::Ask(ask::Say::TooLate, 0)),
        // Its card says what became of it.
        State::OnCard(at)
            if at.introduction().is_some_and(|id| over.is_out(id))
                || at.post().is_some_and(|post| over.asks.contains(&post)) =>
        {
            Some((State::Idle, Vec::new()))
        }
        State::Idle
        | State::Ask(_)
        | State::Offer(_)
        | State::Relay(relay::State::Writing { .. } | relay::State::Ended { .. })
        | State::Show(_)
        | State::Afterwards(_)
        | State::Name(_)
        | State::OnCard(_) => None,
    }
}

/// Whom words may be for, without who is out; where nobody is left, who is in touch with them through something else. `None`
/// where nobody is.
fn without(state: &State, over: &Over) -> Option<relay::State> {
    let State::Relay(relay::State::PassOn { waiting, to, by, more }) = state else { return None };
    let mut left: Vec<_> = to.iter().filter(|(id, _)| !over.is_out(*id)).cloned().collect();
    let by = by.iter().filter(|(id, _)| !over.is_out(*id)).cloned().collect();
    if left.is_empty() {
        let other = to.iter().find_map(|(id, name)| Some((over.through(*id)?, name.clone())));
        left.extend(other);
    }
    (!left.is_empty()).then(|| relay::State::PassOn { waiting: waiting.clone(), to: left, by, more: *more })
}

/// The other one ended it while they wrote: what they write next may be meant for others.
fn writing_ends(me: NeighbourId, name: &FirstName) -> Vec<Speech> {
    let over = Say::Relay(relay::Say::WritingOver { name: name.clone() }, 0);
    let told = Say::Relay(relay::Say::Ended { name: name.clone() }, 0);
    vec![said(me, On::CloseWriting, over), said(me, On::Message, told)]
}

/// The question's message says it. One that came with reply buttons cannot: a new message does, and takes them away.
fn closed(me: NeighbourId, state: &State, say: Say) -> Vec<Speech> {
    if state.has_keys() {
        return vec![said(me, On::Message, Say::Menu(menu::Say::KeyboardAway)), said(me, On::Message, say)];
    }
    vec![said(me, On::CloseWriting, say)]
}

const fn said(to: NeighbourId, on: On, say: Say) -> Speech {
    Speech { to, on, say, guard: Guard::None, hours: Hours::Any }
}
