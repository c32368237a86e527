//! After an introduction: "I can't make it", and "did it happen?", asked of each side apart.

use chrono::TimeDelta;

use super::super::facts::{About, Introduced};
use super::super::{Effect, On, Scene, Speech, ask};
use super::{Say, said, status, waiting};
use crate::domain::{
    AskState, Card, Due, Guard, Instant, Introduction, IntroductionState, Moment, NeighbourId, Outcome, Side, When,
    limits, window,
};

/// When both are asked how it went: after the window, in the waking hours; without a date, after three days.
pub(super) fn how_was_it_at(when: When, moment: &Moment) -> Instant {
    let after = when.ends().unwrap_or(moment.now + TimeDelta::days(3)).max(moment.now);
    window::after_quiet(after, moment.zone)
}

/// "I can't make it": the other one is told at once; an ask goes on looking.
pub(super) fn cannot_make_it(scene: &Scene<'_>, facts: &Introduced, side: Side) -> Vec<Effect> {
    let id = facts.introduction.id;
    let other = facts.introduction.on(side.other());
    let (my_name, other_name) = match side {
        Side::Asker => (&facts.asker.name, &facts.helper.name),
        Side::Helper => (&facts.helper.name, &facts.asker.name),
    };
    let about = About::of(&facts.my_ask.ask);
    let looks_on = side == Side::Helper && is_wanted_still(facts, scene.now());
    let mut effects = vec![Effect::Drop(id)];
    let thanks = Say::DroppedByMe { name: other_name.clone(), about: about.clone() };
    effects.push(scene.show(scene.on_card(Card::Introduction(id)), said(thanks)));
    let told = Say::Dropped { name: my_name.clone(), about, looks_on };
    effects.push(Speech::on(other, On::NewCard(Card::Introduction(id)), said(told)));
    if looks_on {
        effects.extend(look_on(scene.moment, facts));
    }
    effects
}

/// Can somebody else still help in time?
fn is_wanted_still(facts: &Introduced, now: Instant) -> bool {
    let ask = &facts.my_ask.ask;
    let in_time = ask.when.ends().is_none_or(|end| end > now);
    in_time && matches!(ask.state, AskState::Open | AskState::Found)
}

/// The helper dropped out: the ask is open, and others are asked.
fn look_on(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let mut after = facts.my_ask.clone();
    let mut effects = Vec::new();
    if after.ask.state == AskState::Found {
        effects.push(Effect::ReopenAsk(after.ask.id));
        effects.push(ask::ends_by_itself(&after.ask, moment));
    }
    after.ask.state = AskState::Open;
    for yes in after.introductions.iter_mut().filter(|yes| yes.introduction.id == facts.introduction.id) {
        yes.introduction.state = IntroductionState::Dropped;
    }
    let next = window::after_quiet(moment.now, moment.zone);
    effects.push(Effect::Schedule(Due::Wave(after.ask.id), next));
    after.next_wave = Some(next);
    effects.push(status(&after));
    effects
}

/// One of the two cannot be reached any more: what is still to come ends, and the other one hears of it.
pub fn left(moment: &Moment, facts: &Introduced, who: NeighbourId) -> Vec<Effect> {
    let Some(side) = facts.introduction.side(who) else { return Vec::new() };
    match (&facts.introduction.state, side) {
        (IntroductionState::Proposed, Side::Helper) => waiting::withdraw(moment, facts),
        (IntroductionState::Agreed { .. }, side) if is_to_come(facts, moment.now) => end_for_other(moment, facts, side),
        // The end of an ask takes care of the yeses to it; what should have happened by now is asked about as ever.
        (IntroductionState::Proposed, Side::Asker) | (IntroductionState::Agreed { .. }, _) => Vec::new(),
        (
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Dropped
            | IntroductionState::Ended,
            _,
        ) => Vec::new(),
    }
}

fn is_to_come(facts: &Introduced, now: Instant) -> bool {
    match facts.my_ask.ask.when.ends() {
        Some(end) => end > now,
        None => facts.outcomes.asked == 0,
    }
}

fn end_for_other(moment: &Moment, facts: &Introduced, side: Side) -> Vec<Effect> {
    let id = facts.introduction.id;
    let looks_on = side == Side::Helper && is_wanted_still(facts, moment.now);
    let told = Say::Left {
        name: facts.name_opposite(facts.introduction.on(side.other())),
        about: About::of(&facts.my_ask.ask),
        looks_on,
    };
    let card = On::NewCard(Card::Introduction(id));
    let mut effects = vec![Effect::Drop(id), Speech::on(facts.introduction.on(side.other()), card, said(told))];
    if looks_on {
        effects.extend(look_on(moment, facts));
    }
    effects
}

/// What one side says happened. "Didn't happen" is a normal answer: it ends the chasing.
pub(super) fn tell(scene: &Scene<'_>, facts: &Introduced, (side, outcome): (Side, Outcome)) -> Vec<Effect> {
    let id = facts.introduction.id;
    let mut effects = vec![Effect::Tell(id, side, outcome)];
    let card = scene.on_card(Card::HowWasIt(id));
    effects.push(scene.show(card, said(Say::HowWasItTold { introduction: id, side, outcome })));
    let other = match side {
        Side::Asker => facts.outcomes.helper,
        Side::Helper => facts.outcomes.asker,
    };
    let other_is_done = other.is_some_and(|other| other != Outcome::NotYet);
    if outcome == Outcome::NotYet {
        let tomorrow = window::after_quiet(scene.now() + limits::OUTCOME_REMINDER, scene.moment.zone);
        effects.push(Effect::Schedule(Due::HowWasIt(id), tomorrow));
    } else if other_is_done {
        effects.push(Effect::End(id));
    }
    effects
}

/// Both are asked, or reminded once; then it is closed as not known.
pub fn how_was_it(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    if !matches!(facts.introduction.state, IntroductionState::Agreed { .. }) {
        return Vec::new();
    }
    let silent = |outcome: Option<Outcome>| outcome.is_none();
    let not_yet = |outcome: Option<Outcome>| outcome == Some(Outcome::NotYet);
    let sides = [(Side::Asker, facts.outcomes.asker), (Side::Helper, facts.outcomes.helper)];
    if facts.outcomes.asked >= 2 && sides.iter().all(|(_, outcome)| !not_yet(*outcome)) {
        let quiet = sides.iter().filter(|(_, outcome)| silent(*outcome));
        let mut effects: Vec<_> = quiet.map(|(side, _)| closed(&facts.introduction, *side)).collect();
        effects.push(Effect::End(id));
        return effects;
    }
    let mut effects = vec![Effect::AskedHowItWas(id)];
    let asked = sides.into_iter().filter(|(_, outcome)| silent(*outcome) || not_yet(*outcome));
    for (side, _) in asked {
        let name = match side {
            Side::Asker => facts.helper.name.clone(),
            Side::Helper => facts.asker.name.clone(),
        };
        let about = About::of(&facts.my_ask.ask);
        let again = facts.outcomes.asked > 0;
        let say = said(Say::HowWasIt { introduction: id, name, about, again });
        let card = On::NewCard(Card::HowWasIt(id));
        effects.push(Speech::guarded(facts.introduction.on(side), card, Guard::Agreed(id), say));
    }
    let next = window::after_quiet(moment.now + limits::OUTCOME_REMINDER, moment.zone);
    effects.push(Effect::Schedule(Due::HowWasIt(id), next));
    effects
}

/// Nobody answered: the question closes, and says so.
fn closed(introduction: &Introduction, side: Side) -> Effect {
    let card = On::CardIfShown(Card::HowWasIt(introduction.id));
    Speech::on(introduction.on(side), card, said(Say::HowWasItClosed))
}
