//! What an asker does with a posted ask: sees what is happening now, and closes it.

use super::super::facts::{Led, MyAsk, Yes};
use super::super::{
    Effect, Facts, Fault, On, Outcome, Say as Words, Scene, State as AnyState, introduction, menu, on_card, ping,
};
use super::{Changing, Draft, MyButton, Progress, Standing, State, Status, Told, asks_from, edit, expiry, publish};
use crate::domain::{AskState, Because, Card, Due, FirstName, Instant, IntroductionState, window};

/// A tap on the card of an ask. What does not exist and what is not theirs look alike.
pub fn mine(scene: &mut Scene<'_>, state: AnyState, button: MyButton) -> Result<Outcome, Fault> {
    let (Facts::MyAsk(facts) | Facts::StillNeeded(facts, _)) = scene.facts else { return Err(Fault::OtherFacts) };
    let Some(facts) = facts.as_deref().filter(|facts| facts.ask.asker == scene.me.id) else {
        return menu::unknown_button(scene, state);
    };
    let heard = expiry::heard_from(facts, scene.moment);
    let answered = MyAsk { asked_if_needed: false, ..facts.clone() };
    let mut outcome = tapped(scene, state, (button, &answered))?;
    outcome.effects.splice(0..0, heard);
    Ok(outcome)
}

/// An old button on what is the card of an ask by now: the card says what is true.
pub fn as_it_is(scene: &Scene<'_>, state: AnyState) -> Result<Outcome, Fault> {
    let Facts::MyAsk(facts) = scene.facts else { return Err(Fault::OtherFacts) };
    let Some(facts) = facts.as_deref().filter(|facts| facts.ask.asker == scene.me.id) else {
        return menu::unknown_button(scene, state);
    };
    Ok(scene.stay(state, vec![scene.show(On::Card(Card::Ask(facts.ask.id)), Words::MyAsk(facts.told()))]))
}

fn tapped(scene: &mut Scene<'_>, state: AnyState, (button, facts): (MyButton, &MyAsk)) -> Result<Outcome, Fault> {
    if button == MyButton::Again {
        return again(scene, state, facts);
    }
    let effects = match (button, facts.ask.state) {
        (MyButton::Close, AskState::Open | AskState::Found) => return Ok(asks_to_close(scene, state, facts)),
        // Somebody may be on the way by now: which of the two it is, is asked first.
        (MyButton::ReallyClose, AskState::Open | AskState::Found) if facts.to_stay().next().is_some() => {
            return Ok(asks_to_close(scene, state, facts));
        }
        (MyButton::ReallyClose | MyButton::Done, AskState::Open | AskState::Found) => {
            let mut effects = close(scene, facts, facts.to_call_off());
            effects.extend(facts.to_stay().flat_map(|yes| introduction::done(scene, (yes, &facts.ask))));
            effects
        }
        (MyButton::CallOff, AskState::Open | AskState::Found) => close(scene, facts, facts.to_come()),
        // What did not change would be edited to what it says already: it comes anew, and is seen.
        (MyButton::Now, AskState::Open | AskState::Found) if is_newest(scene) => {
            vec![scene.show(On::NewCard(Card::Ask(facts.ask.id)), Words::MyAsk(facts.told()))]
        }
        (MyButton::Edit | MyButton::HowMany, AskState::Open | AskState::Found) => {
            return edit::edit(scene, state, (button, facts));
        }
        (MyButton::StillNeeded, AskState::Expired) if facts.ask.when.window.is_none() => {
            expiry::taken_up(scene, facts)?
        }
        // That it is still needed counts as heard where it was asked.
        (MyButton::Now | MyButton::Again | MyButton::Keep | MyButton::StillNeeded, _)
        | (_, AskState::Found | AskState::Closed | AskState::Expired) => {
            vec![scene.show(where_tapped(scene, facts), Words::MyAsk(facts.told()))]
        }
        (MyButton::Wider, AskState::Open) => wider(scene, facts),
        // A link that is made now would lead nowhere.
        (MyButton::Share, AskState::Open) if facts.is_late() => {
            vec![scene.show(where_tapped(scene, facts), Words::MyAsk(facts.told()))]
        }
        (MyButton::Share, AskState::Open) => share(scene, facts),
    };
    Ok(scene.stay(state, effects))
}

/// Was the newest message of the ask tapped? Else it was the second of two quick taps, and a newer one is there.
fn is_newest(scene: &Scene<'_>) -> bool {
    scene.tapped.is_none_or(|tapped| tapped.is_newest)
}

/// The card of the ask, where it was tapped; beneath a message about something else, or one that is no card, it comes anew.
pub(super) fn where_tapped(scene: &Scene<'_>, facts: &MyAsk) -> On {
    let card = Card::Ask(facts.ask.id);
    if scene.tapped.is_none_or(|tapped| tapped.card != card) { On::NewCard(card) } else { On::Card(card) }
}

/// The same ask again, from its preview, on another day. One that still looks for somebody is shown, or why it cannot go out now.
pub fn again(scene: &Scene<'_>, state: AnyState, facts: &MyAsk) -> Result<Outcome, Fault> {
    if state.is_form() {
        return menu::go_on(scene, state);
    }
    if facts.is_wanted_in_time() {
        let shown = scene.show(where_tapped(scene, facts), Words::MyAsk(facts.told()));
        return Ok(scene.stay(state, vec![shown]));
    }
    if let Facts::StillNeeded(_, asking) = scene.facts
        && let Some(told) = publish::refusal(asking, scene.me.was_introduced)
    {
        return Ok(scene.stay(state, vec![scene.reply(Words::MyAsk(told))]));
    }
    let next = AnyState::Ask(State::Change { draft: Draft::like(&facts.ask), what: Changing::When });
    let question = scene.show(On::NewQuestion, scene.next_question(&next)?);
    Ok(Outcome { state: next, effects: vec![question] })
}

/// Those are asked too whose reach is one value too short, and who asks for the same is looked for as far; once.
fn wider(scene: &Scene<'_>, facts: &MyAsk) -> Vec<Effect> {
    if facts.wider {
        return vec![scene.show(where_tapped(scene, facts), Words::MyAsk(facts.told()))];
    }
    let next = window::after_quiet(scene.now(), scene.moment.zone);
    let mut after = MyAsk { wider: true, ..facts.clone() };
    let [wave, word] = asks_from(&mut after, next, scene.moment);
    let shown = scene.show(where_tapped(scene, facts), Words::MyAsk(after.told()));
    let alike = facts.ask.category.is_together().then(|| Effect::Schedule(Due::WithWhom(facts.ask.id), scene.now()));
    [Effect::Widen(facts.ask.id), wave, word, shown].into_iter().chain(alike).collect()
}

/// A link for somebody whom the asker knows: it shows the ask, and never who asks.
fn share(scene: &mut Scene<'_>, facts: &MyAsk) -> Vec<Effect> {
    let status = Box::new(facts.status());
    let (link, made) = match &facts.link {
        Some(link) => (link.clone(), None),
        None => {
            let link = scene.moment.chance.token();
            (link.clone(), Some(Effect::Share(facts.ask.id, link)))
        }
    };
    let told = Words::MyAsk(Told::Link { status, link });
    made.into_iter().chain([scene.reply(told)]).collect()
}

/// Close it, really?
fn asks_to_close(scene: &Scene<'_>, state: AnyState, facts: &MyAsk) -> Outcome {
    let (at, on) = (on_card::State::Close { post: facts.ask.id }, where_tapped(scene, facts));
    on_card::ask(scene, state, (at, on, Words::MyAsk(close_sure(facts))))
}

/// That question, where the ask can be closed now.
pub fn shall_it_close(facts: &MyAsk) -> Option<Words> {
    matches!(facts.ask.state, AskState::Open | AskState::Found).then(|| Words::MyAsk(close_sure(facts)))
}

fn close_sure(facts: &MyAsk) -> Told {
    Told::CloseSure {
        status: Box::new(facts.status()),
        names: names(facts.to_call_off()),
        stays: names(facts.to_stay()),
        waits: facts.proposed().chain(facts.reserves()).next().is_some(),
    }
}

/// The asker needs it no more: who is introduced and need not come hears it.
fn close<'a>(scene: &Scene<'_>, facts: &MyAsk, called_off: impl Iterator<Item = &'a Yes>) -> Vec<Effect> {
    let called_off: Vec<_> = called_off.collect();
    let mut after = facts.clone();
    after.ask.state = AskState::Closed;
    for yes in &called_off {
        after.becomes(yes.introduction.id, IntroductionState::Dropped);
    }
    let card = where_tapped(scene, facts);
    let mut effects = vec![scene.show(card, Words::MyAsk(after.told()))];
    effects.extend(close_down(facts, scene.now()));
    effects.extend(called_off.into_iter().flat_map(|yes| introduction::not_needed(scene, yes)));
    effects
}

/// An ask closes: everybody but its asker who waits for it gets a last word.
pub fn close_down(facts: &MyAsk, now: Instant) -> Vec<Effect> {
    let mut effects = vec![Effect::CloseAsk(facts.ask.id)];
    effects.extend(ping::over(&facts.ask, &facts.open_pings, now));
    for yes in facts.proposed() {
        effects.extend(introduction::release(yes, Because::Closed));
    }
    effects.extend(introduction::reserves_go(facts));
    effects
}

impl MyAsk {
    /// The card of this ask, with what can be done.
    pub fn told(&self) -> Told {
        if self.asked_if_needed && self.ask.state == AskState::Open && self.waiting().next().is_none() {
            return self.still_needed();
        }
        let (status, can_widen) = (Box::new(self.status()), !self.wider);
        match &status.standing {
            Standing::Asking(Progress { by: None, asked: true, .. }) => {
                Told::NobodyYet { status, can_widen, missed: names(self.missed()) }
            }
            Standing::Asking(Progress { by: None, asked: false, .. }) if self.led != Led::Nowhere => {
                Told::OnlyAlike { status, can_widen, said_yes: self.led == Led::ToAnswer }
            }
            Standing::Asking(Progress { by: None, asked: false, .. }) => Told::NobodyNear { status, can_widen },
            // At night nobody was asked any more.
            Standing::Some { .. } | Standing::Silent { .. } if self.next_wave.is_none() && !self.ends_by_morning() => {
                Told::NobodyElse { status, can_widen, missed: names(self.missed()) }
            }
            Standing::Expired => self.ended(status),
            Standing::Asleep { .. }
            | Standing::EndsByMorning
            | Standing::LastAsked { .. }
            | Standing::Asking(_)
            | Standing::First { .. }
            | Standing::YesWaiting
            | Standing::AskingAgain { .. }
            | Standing::Some { .. }
            | Standing::Silent { .. }
            | Standing::Awaited { .. }
            | Standing::Late { .. }
            | Standing::LateSilent { .. }
            | Standing::LateMissed { .. }
            | Standing::Found { .. }
            | Standing::Been { .. }
            | Standing::NobodyComes
            | Standing::Closed { .. } => Told::Status(status),
        }
    }

    pub(super) fn still_needed(&self) -> Told {
        Told::StillNeeded { status: Box::new(self.status()), is_met: self.to_come().next().is_some() }
    }

    /// Where this ask stands.
    pub fn status(&self) -> Status {
        let (when, place, slow) = (self.when(), self.place, self.is_slow());
        Status { when, place, slow, ..Status::of(&self.ask, self.standing()) }
    }

    pub(super) fn standing(&self) -> Standing {
        let found = names(self.found());
        let asks_more = self.asks_more();
        match self.ask.state {
            AskState::Closed => Standing::Closed { again: !self.have_met() },
            AskState::Expired => Standing::Expired,
            AskState::Open if self.waiting().next().is_some() => Standing::YesWaiting,
            AskState::Open | AskState::Found
                if self.is_late() && found.is_empty() && self.not_heard().next().is_some() =>
            {
                Standing::LateSilent { names: names(self.not_heard()) }
            }
            AskState::Found if self.awaited().next().is_some() => {
                Standing::Awaited { names: names(self.awaited()), by: self.answered_by() }
            }
            AskState::Found if !found.is_empty() && self.to_come().next().is_none() => Standing::Been { names: found },
            AskState::Found if !found.is_empty() => Standing::Found { names: found },
            AskState::Found => Standing::NobodyComes,
            AskState::Open if self.is_late() => self.late(found),
            AskState::Open if !found.is_empty() => Standing::Some { names: found, asks_more },
            AskState::Open if self.unheard().next().is_some() => {
                Standing::AskingAgain { names: names(self.unheard()), by: self.answered_by() }
            }
            AskState::Open if self.silent().next().is_some() => {
                Standing::Silent { names: names(self.silent()), asks_more }
            }
            AskState::Open => self.asking(),
        }
    }

    /// How far the asking went, where no yes is left.
    fn asking(&self) -> Standing {
        let asked = self.was_asked_as_it_is();
        let had_yes = !self.introductions.is_empty();
        match self.next_wave.map(|next| self.comes_at(next)) {
            _ if !asked && self.ends_by_morning() => Standing::EndsByMorning,
            Some(by) if self.first.as_ref().is_some_and(|first| first.asked) => {
                let name = self.first.as_ref().map_or(FirstName::empty(), |first| first.name.clone());
                Standing::First { name, by }
            }
            Some(until) if !asked && self.asleep_until.is_some() => Standing::Asleep { until },
            Some(next) if self.is_last_wave(next) => {
                Standing::LastAsked { asked, had_yes, asleep: self.asleep_until.is_some() }
            }
            // Who said yes before it changed was asked again, and who looked has it before them. Whom its asker is led to comes
            // before that.
            next => {
                let by = next.map(|next| self.hears_by.map_or(next, |by| self.comes_at(by)));
                let is_seen = self.seen_version == self.ask.version && self.led == Led::Nowhere;
                let is_known = is_seen || had_yes;
                Standing::Asking(Progress { asked: asked || by.is_none() && is_known, had_yes, by })
            }
        }
    }

    /// Are others asked, as it looks now? Those of the last wave can answer until its time is over; whether they did is
    /// nobody's business.
    fn asks_more(&self) -> bool {
        let is_last_wave_out = self.was_asked_as_it_is() && self.asleep_until.is_none();
        self.next_wave.is_some_and(|next| is_last_wave_out || !self.ask.when.is_over(next))
    }
}

pub(super) fn names<'a>(all: impl Iterator<Item = &'a Yes>) -> Vec<FirstName> {
    all.map(|yes| yes.helper.name.clone()).collect()
}
