//! The ask changed, and who said yes before does not say whether they still can: one reminder, then a word to the asker at the
//! hour that was named, and others are asked. Their yes counts all the same once they say it.

use chrono::TimeDelta;
use chrono_tz::Tz;

use super::super::facts::{About, Introduced, MyAsk, Pinged, Yes};
use super::super::{Effect, On, Speech, ask, ping};
use super::after;
use super::{AnySay, Next, Say, said, time, waiting};
use crate::domain::{
    AskState, Card, Guard, Hours, Instant, Introduction, IntroductionState, Moment, Ping, PingId, Side, When, limits,
    window,
};

/// Without an answer the helper is reminded once, after a wave's wait; after the same time again the asker is told. Both come
/// before the time is over for which others can be asked: where little of it is left, so much earlier. At night nobody is
/// reminded, and whose time ends before the morning hears it all the same.
pub(super) fn hours_of_silence(
    (wait, end): (TimeDelta, Option<Instant>),
    (now, zone): (Instant, Tz),
) -> (Option<Instant>, Instant) {
    let awake = |at| window::after_quiet(at, zone);
    let (reminded, told) = (awake(now + wait), awake(awake(now + wait) + wait));
    let Some(end) = end.filter(|end| *end <= told) else { return (Some(reminded), told) };
    let evening = window::next_evening(now, zone);
    let is_last_chance = awake(now) == now && awake(evening) >= end && evening - now >= limits::ANSWER_TAKES;
    let last = if is_last_chance { evening.min(end) } else { end };
    let step = wait.min((last - now) / 3);
    let told = Some(awake(now + step * 2)).filter(|at| *at < end).unwrap_or(now + step * 2);
    (Some(awake(now + step)).filter(|at| *at < told), told)
}

/// The same where two agreed a time that may be another one than the ask's: the first of their ends counts.
pub(super) fn agreed_waits((agreed, asked): (When, When), moment: &Moment) -> (Option<Instant>, Instant) {
    let end = agreed.ends().into_iter().chain(asked.ends()).min();
    hours_of_silence((agreed.urgency.wave_wait(), end), (moment.now, moment.zone))
}

/// Who is introduced has not said whether they still can: they are asked once more, or about the time for which the asker
/// asks since.
pub(super) fn remind(facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    if facts.is_asked_other_time() {
        return time::time_shown_again(facts, Side::Helper).into_iter().collect();
    }
    let (card, guard) = (On::NewCard(Card::Introduction(id)), (Guard::Agreed(id), facts.when().ends()));
    vec![Speech::waking(facts.introduction.helper, card, guard, said(facts.card(Side::Helper).still_waits()))]
}

/// The same for who said yes and is not chosen yet, with the ping that asks them.
pub(super) fn remind_of_ping(facts: &Introduced, ping: Ping) -> Vec<Effect> {
    let (id, ask) = (facts.introduction.id, &facts.my_ask.ask);
    if facts.my_ask.is_late() {
        return Vec::new();
    }
    vec![ping::still_asked(&facts.pinged(ping), &facts.helper, (Guard::Proposed(id, ask.version), ask.when.ends()))]
}

/// Nor did they say it then: the asker hears it, and others are asked where they were not; or nobody is left to ask.
pub fn unheard(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    match &facts.introduction.state {
        IntroductionState::Agreed { word } => agreed_unheard(moment, (facts, word)),
        IntroductionState::Proposed => yes_unheard(moment, facts),
        IntroductionState::Declined
        | IntroductionState::Released
        | IntroductionState::Reserve
        | IntroductionState::Dropped
        | IntroductionState::Ended => Vec::new(),
    }
}

/// When an asker hears of a silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// With what they do themselves.
    AtOnce,
    /// By day: they do nothing just now.
    ByDay,
}

/// The same, where the two meet through another ask: what is told waits for the day.
pub fn silence_by_day(my_ask: &MyAsk) -> Option<Vec<Effect>> {
    let mut effects = silence(my_ask, Told::ByDay)?;
    in_waking_hours(&mut effects, my_ask);
    Some(effects)
}

/// Nobody is chosen yet: the last of those who said nothing tells of all of them, and the card of the ask beneath says how it
/// goes on. Where somebody else's yes waits, that is what the asker heard.
fn yes_unheard(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    if facts.apart {
        return waiting::withdraw(moment, facts);
    }
    let mut after = facts.my_ask.clone();
    // Who is asked only now is not silent.
    let silence = silence(&after, Told::ByDay).filter(|_| facts.introduction.is_outdated(&after.ask));
    let Some(silence) = silence else { return Vec::new() };
    let on = asks_others(moment, &mut after);
    let mut effects = with_the_card_beneath(silence, on, &after);
    in_waking_hours(&mut effects, &after);
    effects
}

/// Who did not say whether they still can, where that is what the asker hears: no yes waits, and no answer is waited for any
/// more. Of each of them it is said once, however often a yes comes and goes since.
fn silence(my_ask: &MyAsk, told: Told) -> Option<Vec<Effect>> {
    let mut waited_for = my_ask.waiting().chain(my_ask.outdated().filter(|yes| yes.awaited.is_some()));
    if !my_ask.is_wanted_in_time() || waited_for.next().is_some() {
        return None;
    }
    let is_new = |yes: &&Yes| !yes.apart && !yes.introduction.is_silence_told(&my_ask.ask);
    let silent: Vec<&Yes> = my_ask.outdated().filter(is_new).collect();
    // What waits for the morning is told of each apart: one may answer before, and the others are silent still.
    let waits = told == Told::ByDay && my_ask.asleep_until.is_some();
    let together = if waits { 1 } else { silent.len().max(1) };
    let mut effects: Vec<Effect> = silent.chunks(together).filter_map(|some| unheard_of(my_ask, some)).collect();
    effects.extend(silent.iter().map(|yes| Effect::SilenceTold(yes.introduction.id)));
    (!silent.is_empty()).then_some(effects)
}

/// That these said nothing, as long as the first of them did not.
fn unheard_of(my_ask: &MyAsk, silent: &[&Yes]) -> Option<Effect> {
    let guard = Guard::Silent(silent.first()?.introduction.id, my_ask.ask.version);
    let names = silent.iter().map(|yes| yes.helper.name.clone()).collect();
    let told = AnySay::MyAsk(ask::Told::Unheard { names, about: About::of(&my_ask.ask) });
    Some(Speech::guarded(my_ask.ask.asker, On::Message, guard, told))
}

/// The last yes does not wait any more, or is not waited for: the asker hears now of who said nothing, where they did not since
/// that yes was there. Others are asked where they were not; an hour that was named since stands.
pub(super) fn silent_still(
    moment: &Moment,
    after: &mut MyAsk,
    (without, told): (&Introduction, Told),
) -> Option<Vec<Effect>> {
    let silence = silence(after, told)?;
    let is_told_when = after.next_wave.is_some() && after.hears_by.is_some_and(|by| by > moment.now);
    let on = if is_told_when {
        (Next::Others, waiting::goes_on(after, moment, without))
    } else {
        asks_others(moment, after)
    };
    Some(with_the_card_beneath(silence, on, after))
}

/// With what follows. Where somebody comes after all, their card is what is beneath.
fn with_the_card_beneath(silence: Vec<Effect>, (next, on): (Next, Vec<Effect>), after: &MyAsk) -> Vec<Effect> {
    let card = (next != Next::Reserve).then(|| ask::status_beneath(after));
    silence.into_iter().chain(on).chain(card).collect()
}

/// What is said to the asker of an ask can wait for the morning, unless its time is over then.
pub(super) fn in_waking_hours(effects: &mut [Effect], my_ask: &MyAsk) {
    let until = my_ask.ask.when.ends();
    for effect in effects.iter_mut().filter(|_| !my_ask.ends_by_morning()) {
        if let Effect::Say(speech) = effect
            && speech.to == my_ask.ask.asker
            && matches!(speech.on, On::Message | On::NewCard(Card::Ask(_)))
        {
            speech.hours = Hours::Waking { until };
        }
    }
}

/// Others are asked, or nobody is left; where they are asked already, the asker is told by when they hear the next.
fn asks_others(moment: &Moment, after: &mut MyAsk) -> (Next, Vec<Effect>) {
    let is_too_late = after.ask.when.is_over(window::after_quiet(moment.now, moment.zone));
    if is_too_late || !ask::wants_more(after, moment.now) {
        return (Next::Nothing, Vec::new());
    }
    if after.next_wave.is_some_and(|next| next > moment.now) {
        return (Next::Others, vec![ask::hears_next(after, moment)]);
    }
    (after.next_wave, after.hears_by) = (None, None);
    after::goes_on(moment, after)
}

/// Two are introduced.
fn agreed_unheard(moment: &Moment, (facts, word): (&Introduced, &str)) -> Vec<Effect> {
    let mut after = facts.my_ask.clone();
    let is_open = facts.introduction.is_outdated(&after.ask) && after.ask.state == AskState::Open;
    if !facts.is_unheard() {
        let is_alive = is_open || after.ask.state == AskState::Found;
        return if is_alive { asks_on_or_says(moment, after) } else { Vec::new() };
    }
    if !is_open && after.ask.state != AskState::Found || after.is_held() {
        return vec![says_unheard(moment, (facts, word), Next::Nothing)];
    }
    let mut effects = after::reopened(&mut after, moment);
    if !ask::wants_more(&after, moment.now) {
        let told = says_unheard(moment, (facts, word), Next::Nothing);
        return effects.into_iter().chain([told]).chain(ask::waits_no_more(&after)).collect();
    }
    if after.ask.when.is_over(window::after_quiet(moment.now, moment.zone)) {
        let told = says_unheard(moment, (facts, word), Next::TooLate);
        return effects.into_iter().chain([ask::word_at_the_end(&after.ask), told, super::status(&after)]).collect();
    }
    // Others are asked already.
    if after.next_wave.is_some() {
        return vec![says_unheard(moment, (facts, word), Next::Others)];
    }
    let (next, on) = after::goes_on(moment, &mut after);
    effects.push(says_unheard(moment, (facts, word), next));
    effects.extend(on);
    effects.extend((next == Next::Nobody).then(|| ask::status_beneath(&after)));
    effects
}

/// It has been by now, as one of the two said: it goes on without their answer, and its asker sees at the hour that was named
/// how it stands.
fn asks_on_or_says(moment: &Moment, mut after: MyAsk) -> Vec<Effect> {
    let on = waiting::asks_on(&mut after, moment);
    if on.is_empty() && after.ask.state == AskState::Open {
        return ask::waits_no_more(&after);
    }
    let (card, told) = (On::NewCard(Card::Ask(after.ask.id)), AnySay::MyAsk(after.told()));
    on.into_iter().chain([Speech::waking(after.ask.asker, card, (Guard::None, None), told)]).collect()
}

/// It is the card of the two from now on: what can be done stays true on it.
fn says_unheard(moment: &Moment, (facts, word): (&Introduced, &str), next: Next) -> Effect {
    let (id, name, word) = (facts.introduction.id, facts.helper.name.clone(), word.to_owned());
    let told = said(Say::Unheard { introduction: id, name, about: facts.about(), word, next });
    let card = On::NewCard(Card::Introduction(id));
    if next == Next::TooLate {
        return Speech::guarded(facts.introduction.asker, card, Guard::Agreed(id), told);
    }
    in_time(moment, facts, (card, Guard::Agreed(id)), told)
}

/// It can wait for the morning, unless it is too late then.
fn in_time(moment: &Moment, facts: &Introduced, (on, guard): (On, Guard), told: AnySay) -> Effect {
    let (to, ends) = (facts.introduction.asker, facts.when().ends());
    if ends.is_some_and(|end| end <= window::after_quiet(moment.now, moment.zone)) {
        return Speech::guarded(to, on, guard, told);
    }
    Speech::waking(to, on, (guard, ends), told)
}

impl Introduced {
    /// The ping that asks its helper whether they still can, where it does.
    pub(super) fn asked_by(&self) -> Option<PingId> {
        self.yes().and_then(|yes| yes.asked_by)
    }

    /// The ping by which they said yes, where that waits for the asker.
    pub(super) fn answered(&self) -> Option<PingId> {
        self.yes().and_then(|yes| yes.answered)
    }

    /// It, among all that were said to its ask.
    fn yes(&self) -> Option<&Yes> {
        self.my_ask.introductions.iter().find(|yes| yes.introduction.id == self.introduction.id)
    }

    /// The ping by which its helper is asked again.
    pub(super) fn pinged(&self, ping: Ping) -> Pinged {
        Pinged { ping, my_ask: self.my_ask.clone(), band: self.band, apart: self.apart, own: Vec::new() }
    }

    /// The message that asks its helper whether they still can, or on which they could take their yes back, does so no more.
    pub fn asked_no_more(&self) -> Option<Effect> {
        self.yes().and_then(ping::asked_no_more)
    }

    /// Did the asker ask for another time since they changed it? A yes to that is one to the change, too: so it is the one
    /// question to its helper.
    pub(super) fn is_asked_other_time(&self) -> bool {
        let version = self.my_ask.ask.version;
        self.change.as_ref().is_some_and(|change| change.by == Side::Asker && change.ask_version == version)
    }

    /// Is an answer of its helper waited for, though the two are introduced? Not once it was.
    pub(super) fn is_unheard(&self) -> bool {
        let Introduction { state, .. } = &self.introduction;
        matches!(state, IntroductionState::Agreed { .. })
            && self.introduction.is_outdated(&self.my_ask.ask)
            && !self.introduction.has_been(self.my_ask.now)
    }

    /// The same, and the hour is over at which the asker hears of it.
    pub(super) fn is_silent(&self) -> bool {
        let is_over = self.yes().is_some_and(|yes| yes.awaited.is_none());
        is_over && self.is_unheard() && !self.is_asked_other_time()
    }
}

#[cfg(test)]
mod tests;
