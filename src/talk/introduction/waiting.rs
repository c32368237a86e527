//! A yes that waits for the asker: a nudge, and in the end a kind release.

use super::super::facts::{About, Introduced, MyAsk, Yes};
use super::super::{Effect, On, Scene, Speech, ask};
use super::{Say, Why, asker_told, release, reserve, said, status, thanked_off, unheard};
use crate::domain::{
    AskState, Because, Card, Guard, Instant, Introduction, IntroductionState, Moment, Ping, When, limits, window,
};

/// When the asker is nudged, and when the yes is released: at the window's end or after 48 hours, whichever is first.
pub fn waits_until(my_ask: &MyAsk, moment: &Moment) -> (Instant, Instant) {
    let when = my_ask.ask.when;
    (window::after_quiet(moment.now + when.urgency.wave_wait(), moment.zone), waits_until_since(when, moment.now))
}

/// The end of the window, or 48 hours after an instant.
pub(super) fn waits_until_since(when: When, since: Instant) -> Instant {
    let latest = since + limits::YES_WAITS;
    when.ends().map_or(latest, |end| end.min(latest)).max(since)
}

/// The asker has not answered: the card is shown once more. The same for a helper whose answer to a change is waited for, by
/// the ping that asks them.
pub fn nudge(moment: &Moment, facts: &Introduced, ping: Ping) -> Vec<Effect> {
    if facts.is_unheard() {
        return unheard::remind(facts);
    }
    if facts.introduction.state != IntroductionState::Proposed || facts.my_ask.ask.state != AskState::Open {
        return Vec::new();
    }
    if facts.apart {
        return withdraw(moment, facts);
    }
    if facts.introduction.is_outdated(&facts.my_ask.ask) {
        return unheard::remind_of_ping(facts, ping);
    }
    let id = facts.introduction.id;
    let say = facts.yes_card().still_waits();
    let guard = Guard::Proposed(id, facts.my_ask.ask.version);
    // It is worth sending as long as the yes waits.
    vec![Speech::waking(facts.introduction.asker, On::NewCard(Card::Yes(id)), (guard, None), said(say))]
}

/// It waited too long: the helper is thanked, and the asking goes on where it had stopped.
pub fn time_out(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    if facts.introduction.state != IntroductionState::Proposed {
        return Vec::new();
    }
    let is_outdated = facts.introduction.is_outdated(&facts.my_ask.ask);
    released(moment, facts, if is_outdated { Because::Unanswered } else { Because::TimedOut })
}

/// Who said yes cannot be reached any more, or would rather not meet this asker again: their yes is out, and the asker,
/// who was called to answer, hears the same of both.
pub(super) fn withdraw(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    released(moment, facts, Because::Withdrawn)
}

/// The same, as the asker says yes to it: the card that they tapped says so.
pub(super) fn withdraw_tapped(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    let because = Because::Withdrawn;
    let gone = said(Say::Released { name: facts.helper.name.clone(), because });
    let mut effects = thanked_off(&yes(facts), because, None);
    effects.push(scene.show(On::Card(Card::Yes(facts.introduction.id)), gone));
    let mut after = facts.my_ask.clone();
    after.lets_go(facts.introduction.id, because);
    effects.extend(one_fewer(scene.moment, &mut after, (&facts.introduction, unheard::Told::AtOnce)));
    effects
}

fn released(moment: &Moment, facts: &Introduced, because: Because) -> Vec<Effect> {
    let mut effects = release(&yes(facts), because);
    effects.extend(without(moment, &facts.my_ask, (&facts.introduction, because)));
    effects
}

fn yes(facts: &Introduced) -> Yes {
    let about = About::of(&facts.my_ask.ask);
    let yes = Yes::of(facts.introduction.clone(), facts.helper.clone(), about);
    Yes { band: facts.band, apart: facts.apart, asked_by: facts.asked_by(), answered: facts.answered(), ..yes }
}

/// Who said yes, or stands by, paused: they are not counted on, and whoever waits for them hears it.
pub fn paused(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let Introduction { id, asker, helper, .. } = facts.introduction;
    let (because, card) = (Because::Withdrawn, Card::Yes(id));
    let gone = said(Say::Released { name: facts.helper.name.clone(), because });
    let (out, told) = match facts.introduction.state {
        IntroductionState::Proposed => {
            let told = Speech::waking(asker, On::NewCard(card), (Guard::None, None), gone);
            (Effect::Release(id, because), told)
        }
        IntroductionState::Reserve => (Effect::StandDown(id, because), Speech::on(asker, On::CardIfShown(card), gone)),
        IntroductionState::Agreed { .. }
        | IntroductionState::Declined
        | IntroductionState::Released
        | IntroductionState::Dropped
        | IntroductionState::Ended => return Vec::new(),
    };
    let waits = facts.introduction.state == IntroductionState::Proposed;
    let last = Say::LastWord { about: facts.about(), why: Why::Paused, stand_by: None };
    // That they are paused stands on the message by which they said yes.
    let mut effects = vec![out, told, reserve::closed(&yes(facts))];
    effects.push(Speech::message(helper, said(last)));
    if waits {
        effects.extend(without(moment, &facts.my_ask, (&facts.introduction, because)));
    }
    effects
}

/// The helper of a yes cannot any more, since the ask changed or before its asker said anything: the asker hears it.
pub fn take_back(moment: &Moment, my_ask: &MyAsk, yes: &Yes) -> Vec<Effect> {
    let id = yes.introduction.id;
    let because = Because::Withdrawn;
    let mut effects = vec![Effect::TakeBack(id), asker_told(yes, because)];
    effects.extend(yes.introduction.stood_by.then(|| reserve::closed(yes)));
    effects.extend(without(moment, my_ask, (&yes.introduction, because)));
    effects
}

/// The asking goes on without a yes that its asker did not answer; nobody is woken for it.
pub(super) fn without(
    moment: &Moment,
    my_ask: &MyAsk,
    (introduction, because): (&Introduction, Because),
) -> Vec<Effect> {
    let mut after = my_ask.clone();
    after.lets_go(introduction.id, because);
    let mut effects = one_fewer(moment, &mut after, (introduction, unheard::Told::ByDay));
    unheard::in_waking_hours(&mut effects, &after);
    effects
}

/// One yes fewer, however it ended: where it was what the asker heard of instead of who is silent, they hear of those now. Else
/// the asking goes on where it had stopped for it, and the asker's card of the ask says how it stands.
pub(super) fn one_fewer(
    moment: &Moment,
    after: &mut MyAsk,
    (without, told): (&Introduction, unheard::Told),
) -> Vec<Effect> {
    if let Some(effects) = unheard::silent_still(moment, after, (without, told)) {
        return effects;
    }
    let on = goes_on(after, moment, without);
    on.into_iter().chain([status(after)]).collect()
}

/// Where nobody else was to be asked any more, somebody is. Where the others waited for one who stood
/// by, they wait no longer.
pub(super) fn goes_on(after: &mut MyAsk, moment: &Moment, without: &Introduction) -> Vec<Effect> {
    // Who stands by comes before anybody new, and at once where no other yes waits.
    let may_step_in = without.stood_by || after.reserves().any(|yes| !yes.apart);
    if may_step_in && after.proposed().next().is_none() {
        after.next_wave = None;
    }
    asks_on(after, moment)
}

/// Where somebody is still wanted and nobody else was to be asked any more, somebody is.
pub fn asks_on(after: &mut MyAsk, moment: &Moment) -> Vec<Effect> {
    if after.next_wave.is_some() || !ask::wants_more(after, moment.now) {
        return Vec::new();
    }
    ask::asks_from(after, window::after_quiet(moment.now, moment.zone), moment).into()
}
