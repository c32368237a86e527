//! How an ask ends by itself: one with a date after that, one without where its asker does not say that it is still needed.

use super::super::facts::MyAsk;
use super::super::{Effect, Facts, Fault, On, Say as Words, Scene, Speech, introduction, ping};
use super::mine::where_tapped;
use super::{asks_from, publish};
use crate::domain::{Ask, AskState, Because, Card, Due, Guard, Instant, Moment, limits, window};

/// Whatever the asker does with an ask says that it is still needed, where that was asked.
pub fn heard_from(facts: &MyAsk, moment: &Moment) -> Vec<Effect> {
    if !facts.asked_if_needed || facts.ask.state != AskState::Open {
        return Vec::new();
    }
    let id = facts.ask.id;
    vec![Effect::Unschedule(Due::Expire(id)), Effect::Schedule(Due::StillNeeded(id), still_needed_at(moment))]
}

/// Yes, it is still needed, said after the asking had stopped for want of an answer: it goes on as it was, within what one
/// neighbour may ask.
pub(super) fn taken_up(scene: &Scene<'_>, facts: &MyAsk) -> Result<Vec<Effect>, Fault> {
    let Facts::StillNeeded(_, asking) = scene.facts else { return Err(Fault::OtherFacts) };
    if let Some(told) = publish::refusal(asking, scene.me.was_introduced) {
        return Ok(vec![scene.reply(Words::MyAsk(told))]);
    }
    let mut after = facts.clone();
    after.ask.state = AskState::Open;
    let next = window::after_quiet(scene.now(), scene.moment.zone);
    let asked = asks_from(&mut after, next, scene.moment);
    let mut effects =
        vec![Effect::ReopenAsk(after.ask.id, AskState::Expired), ends_by_itself(&after.ask, scene.moment)];
    effects.extend(asked);
    effects.push(scene.show(where_tapped(scene, facts), Words::MyAsk(after.told())));
    Ok(effects)
}

/// How an open ask ends by itself: a dated one after its date, an undated one is asked about.
pub fn ends_by_itself(ask: &Ask, moment: &Moment) -> Effect {
    match ask.when.ends() {
        Some(_) => Effect::Schedule(Due::Expire(ask.id), expires_at(ask, moment)),
        None => Effect::Schedule(Due::StillNeeded(ask.id), still_needed_at(moment)),
    }
}

/// When an undated ask is asked about.
fn still_needed_at(moment: &Moment) -> Instant {
    window::after_quiet(moment.now + limits::UNDATED_ASK, moment.zone)
}

/// When an ask ends by itself: a day after its date; an undated one a day after it was asked about.
fn expires_at(ask: &Ask, moment: &Moment) -> Instant {
    let end = ask.when.ends().unwrap_or(moment.now).max(moment.now);
    window::after_quiet(end + limits::ENDS_AFTER, moment.zone)
}

/// A yes waits for its asker: until it was answered, or is let go, nothing else is asked, and nothing ends by itself.
fn after_the_yes(moment: &Moment) -> Instant {
    window::after_quiet(moment.now + limits::YES_WAITS, moment.zone)
}

/// An undated ask: is it still needed? Without an answer it ends a day later.
pub fn ask_if_needed(moment: &Moment, facts: &MyAsk) -> Vec<Effect> {
    let id = facts.ask.id;
    if facts.ask.state != AskState::Open {
        return Vec::new();
    }
    if facts.waiting().next().is_some() {
        return vec![Effect::Schedule(Due::StillNeeded(id), after_the_yes(moment))];
    }
    let told = Words::MyAsk(facts.still_needed());
    let expires = expires_at(&facts.ask, moment);
    vec![
        Effect::Schedule(Due::Expire(id), expires),
        Speech::waking(facts.ask.asker, On::NewCard(Card::Ask(id)), (Guard::None, Some(expires)), told),
    ]
}

/// An ask's day passed, or nobody said that it is still needed: everybody who was touched by it gets a last word.
pub fn expire(moment: &Moment, facts: &MyAsk) -> Vec<Effect> {
    let id = facts.ask.id;
    if facts.ask.state != AskState::Open {
        return Vec::new();
    }
    if facts.ask.when.window.is_none() && facts.waiting().next().is_some() {
        return vec![Effect::Schedule(Due::Expire(id), after_the_yes(moment))];
    }
    let mut after = facts.clone();
    after.ask.state = AskState::Expired;
    let told = Words::MyAsk(after.told());
    let card = Card::Ask(id);
    // Of one with a date that was said when its time was over.
    let is_said = facts.ask.when.window.is_some() && facts.hears_by.is_none();
    let on = if is_said { On::CardIfShown(card) } else { On::NewCard(card) };
    let mut effects = vec![Effect::ExpireAsk(id), Speech::on(facts.ask.asker, on, told)];
    effects.extend(ping::over(&facts.ask, &facts.open_pings, moment.now));
    for yes in facts.proposed() {
        let is_outdated = yes.introduction.is_outdated(&facts.ask);
        let because = if is_outdated { Because::Unanswered } else { Because::TimedOut };
        effects.extend(introduction::release(yes, because));
    }
    effects.extend(introduction::reserves_go(facts));
    effects
}
