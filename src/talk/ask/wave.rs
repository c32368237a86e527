//! The next few neighbours are asked; or the asker hears that nobody is left to ask.

use super::super::facts::{About, MyAsk};
use super::super::{Effect, On, Say as Words, Speech, introduction, ping};
use super::{Standing, Told, pace, status};
use crate::domain::{
    Ask, AskState, Band, Card, Due, First, Guard, Instant, IntroductionState, Moment, Neighbour, NeighbourId, NewPing,
    PingId, limits, window,
};
use crate::matching::{self, Candidate};

/// A neighbour who is asked now.
pub struct Found {
    /// Who.
    pub neighbour: Neighbour,
    /// How far from the ask.
    pub band: Band,
    /// Is it a little further than they said?
    pub wider: bool,
    /// The ping that showed it to them before, and was over without an answer.
    pub before: Option<PingId>,
    /// Do they ask for the same, which is done together?
    pub asks_too: bool,
}

/// Who goes alone now, because the asker would like to be helped by them again: only where the others can still be
/// asked in time afterwards.
pub fn goes_first(my_ask: &MyAsk, moment: &Moment) -> Option<NeighbourId> {
    let first = my_ask.first.as_ref().filter(|first| !first.asked)?;
    matching::leaves_time(my_ask.ask.when, moment.now, moment.zone).then_some(first.helper)
}

/// Who is asked now, of all who may be: a few, or everybody in a small place. Where somebody goes first nobody else is,
/// also if they cannot be asked.
pub fn choose(my_ask: &MyAsk, moment: &Moment, small: bool, mut candidates: Vec<Candidate>) -> Vec<NeighbourId> {
    let size = if small { candidates.len() } else { limits::WAVE };
    if let Some(first) = goes_first(my_ask, moment) {
        candidates.retain(|one| one.helper == first);
    }
    matching::wave(candidates, size)
}

/// Is anybody asked for it at all?
pub fn wants_more(my_ask: &MyAsk, now: Instant) -> bool {
    my_ask.ask.state == AskState::Open && !enough(my_ask) && !my_ask.ask.when.is_over(now)
}

/// May it be shown to somebody who looks for what is needed? Where somebody goes first, to nobody else.
pub fn may_be_shown(my_ask: &MyAsk, to: NeighbourId, now: Instant) -> bool {
    wants_more(my_ask, now) && my_ask.first.as_ref().is_none_or(|first| first.helper == to)
}

/// Who stands by comes first; then one wave, or the end of the asking where nobody is left.
pub fn wave(moment: &mut Moment, my_ask: &MyAsk, chosen: &[Found]) -> Vec<Effect> {
    let ask = &my_ask.ask;
    if ask.state != AskState::Open || enough(my_ask) {
        return vec![Effect::Unschedule(Due::Wave(ask.id))];
    }
    if let Some(effects) = introduction::steps_in(moment, my_ask) {
        return effects;
    }
    if goes_first(my_ask, moment).is_some() {
        return first_wave(moment, my_ask, chosen);
    }
    let over = my_ask.first.as_ref().map(|_| Effect::FirstOver(ask.id));
    let my_ask = &MyAsk { first: None, ..my_ask.clone() };
    let others = others(moment, my_ask, chosen);
    over.into_iter().chain(others).collect()
}

/// Who helped before has their turn. What the asker is told is the same whether they could be asked or not: why not is
/// nobody's business.
fn first_wave(moment: &mut Moment, my_ask: &MyAsk, chosen: &[Found]) -> Vec<Effect> {
    let mut effects = vec![Effect::FirstAsked(my_ask.ask.id)];
    let first = my_ask.first.clone().map(|first| First { asked: true, ..first });
    effects.extend(ask_all(moment, &MyAsk { first, ..my_ask.clone() }, chosen));
    effects
}

fn others(moment: &mut Moment, my_ask: &MyAsk, chosen: &[Found]) -> Vec<Effect> {
    if !chosen.is_empty() {
        return ask_all(moment, my_ask, chosen);
    }
    // Who said yes when enough others had did offer: they come before the word that nobody is left.
    if !my_ask.waits()
        && let Some(effects) = introduction::comes_after_all(moment, my_ask).or_else(|| outdated(moment, my_ask))
    {
        return effects;
    }
    let mut effects = vec![Effect::Unschedule(Due::Wave(my_ask.ask.id))];
    effects.extend(nobody_left(my_ask));
    effects
}

/// Nobody else is left to ask: who said yes before it changed, and was not needed, is asked whether they still can, and the asker
/// hears that. `None` where there is nobody like that.
fn outdated(moment: &Moment, my_ask: &MyAsk) -> Option<Vec<Effect>> {
    let mut after = my_ask.clone();
    let mut effects = introduction::ask_outdated(&mut after, moment);
    if effects.is_empty() {
        return None;
    }
    effects.extend(asks_nobody(&mut after));
    effects.push(super::status_beneath(&after));
    Some(effects)
}

/// These are asked; the asker's card says when others are.
fn ask_all(moment: &mut Moment, my_ask: &MyAsk, chosen: &[Found]) -> Vec<Effect> {
    let ask = &my_ask.ask;
    let next = matching::next_wave(ask.when, moment.now, moment.zone);
    // Then others are asked, or nobody any more.
    let until = ask.when.ends().map_or(next, |end| end.min(next));
    let mut effects: Vec<_> = chosen.iter().flat_map(|found| ask_one(moment, my_ask, (found, until))).collect();
    effects.push(Effect::Schedule(Due::Wave(ask.id), next));
    effects.push(pace::looked_at_later(my_ask));
    if was_told_when(my_ask) && my_ask.hears_by.is_some_and(|by| by <= moment.now) {
        // What they were told for this instant comes at once, in a message of its own.
        return effects;
    }
    let by = hears_by(my_ask, moment);
    effects.push(Effect::Schedule(Due::Word(ask.id), by));
    let mut after = my_ask.clone();
    (after.asked_version, after.next_wave, after.asleep_until) = (ask.version, Some(next), None);
    after.hears_by = Some(by);
    let told = Words::MyAsk(Told::Status(Box::new(after.status())));
    effects.push(Speech::on(ask.asker, On::CardIfShown(Card::Ask(ask.id)), told));
    effects
}

/// Did its asker read that neighbours are asked for it as it is, and by when they hear more? Also where no message went out since,
/// as before a night.
const fn was_told_when(my_ask: &MyAsk) -> bool {
    my_ask.was_asked_as_it_is() || my_ask.unsent_version == my_ask.ask.version
}

/// By when the asker hears how it stands, where others are asked now: as they were told, or as soon as the asking says.
fn hears_by(my_ask: &MyAsk, moment: &Moment) -> Instant {
    let (ask, zone) = (&my_ask.ask, moment.zone);
    if !was_told_when(my_ask) {
        return matching::next_wave(ask.when, moment.now, zone);
    }
    let latest = matching::next_word(ask.when, (ask.posted_at, moment.now), zone);
    my_ask.hears_by.filter(|by| (moment.now..latest).contains(by)).unwrap_or(latest)
}

/// Others are asked from an instant on, and the asker hears by another one how it stands.
pub fn asks_from(after: &mut MyAsk, next: Instant, moment: &Moment) -> [Effect; 2] {
    let by = if next > moment.now { next } else { hears_by(after, moment) };
    (after.next_wave, after.hears_by) = (Some(next), Some(by));
    [Effect::Schedule(Due::Wave(after.ask.id), next), Effect::Schedule(Due::Word(after.ask.id), by)]
}

/// Is it open, and nobody was left to ask for it? Not where too little of its time is left to ask anybody, nor while enough said
/// yes and wait, or are waited for: where one of those ends the asking goes on by itself.
pub fn has_stopped(my_ask: &MyAsk) -> bool {
    let may_do = my_ask.found().chain(my_ask.waiting()).chain(my_ask.unheard()).count();
    let has_time = wants_more(my_ask, my_ask.now) && !my_ask.ends_by_morning();
    my_ask.next_wave.is_none() && has_time && may_do < usize::from(my_ask.ask.wanted)
}

/// Somebody may be asked who could not be before: where the asking had stopped it goes on, and the cards say so. Nobody is woken
/// for it. Whether there is more for them is seen once they were asked for these.
pub fn go_on(moment: &Moment, (who, stopped): (NeighbourId, &[MyAsk])) -> Vec<Effect> {
    let next = window::after_quiet(moment.now, moment.zone);
    let goes_on = |my_ask: &MyAsk| {
        let mut after = my_ask.clone();
        let on = asks_from(&mut after, next, moment);
        let look = after.is_slow().then(|| pace::looked_at_later(&after));
        on.into_iter().chain(look).chain([status(&after)]).collect::<Vec<_>>()
    };
    let mut effects: Vec<_> = stopped.iter().flat_map(goes_on).collect();
    if !stopped.is_empty() {
        effects.push(Effect::Schedule(Due::MayBeAsked(who), next + limits::ASKED_FROM));
    }
    effects
}

/// They hear at this moment how it stands, and others are asked already: the next hour by which they hear it.
pub fn hears_next(after: &mut MyAsk, moment: &Moment) -> Effect {
    let by = matching::next_word(after.ask.when, (after.ask.posted_at, moment.now), moment.zone);
    after.hears_by = Some(by);
    Effect::Schedule(Due::Word(after.ask.id), by)
}

/// The instant came by which the asker was to hear how it stands. Where somebody said yes they heard it.
pub fn word(moment: &Moment, my_ask: &MyAsk) -> Vec<Effect> {
    let ask = &my_ask.ask;
    if ask.state != AskState::Open {
        return Vec::new();
    }
    if my_ask.is_late() {
        return at_the_end(&MyAsk { next_wave: None, ..my_ask.clone() });
    }
    if my_ask.next_wave.is_none() {
        return vec![word_at_the_end(ask)];
    }
    let by = matching::next_word(ask.when, (ask.posted_at, moment.now), moment.zone);
    let mut effects = vec![Effect::Schedule(Due::Word(ask.id), by)];
    // Where others are asked at this very instant, it may be for the last time.
    if matches!(my_ask.standing(), Standing::Asking(_) | Standing::LastAsked { .. }) {
        let after = MyAsk { hears_by: Some(by), ..my_ask.clone() };
        let told = Words::MyAsk(Told::NoYesYet(Box::new(after.status())));
        effects.push(Speech::waking(ask.asker, On::NewCard(Card::Ask(ask.id)), (Guard::None, None), told));
    }
    effects
}

/// Its time is over, and what shows it as open is. Where who was silent may have come all the same, both are asked now how it was:
/// one message is enough, and the card of the ask says the rest.
fn at_the_end(after: &MyAsk) -> Vec<Effect> {
    let id = after.ask.id;
    let mut effects = ping::over(&after.ask, &after.open_pings, after.now);
    if let Some(on) = told_at_the_end(after).filter(|_| !after.waits()) {
        effects.extend([Due::Wave(id), Due::Word(id)].map(Effect::Unschedule));
        effects.push(Speech::on(after.ask.asker, on, Words::MyAsk(after.told())));
    }
    effects
}

/// Where that its time is over is said; `None` where something else is true of it.
fn told_at_the_end(after: &MyAsk) -> Option<On> {
    let card = Card::Ask(after.ask.id);
    match after.standing() {
        Standing::LateSilent { .. } if after.not_heard().all(|yes| yes.introduction.has_been(after.now)) => {
            Some(On::CardIfShown(card))
        }
        Standing::Late { .. } | Standing::LateSilent { .. } | Standing::LateMissed { .. } => Some(On::NewCard(card)),
        Standing::Asleep { .. }
        | Standing::EndsByMorning
        | Standing::LastAsked { .. }
        | Standing::Asking(_)
        | Standing::First { .. }
        | Standing::YesWaiting
        | Standing::AskingAgain { .. }
        | Standing::Awaited { .. }
        | Standing::Some { .. }
        | Standing::Silent { .. }
        | Standing::Found { .. }
        | Standing::Been { .. }
        | Standing::NobodyComes
        | Standing::Closed { .. }
        | Standing::Expired => None,
    }
}

/// Nothing else is to be said before its time is over.
pub fn word_at_the_end(ask: &Ask) -> Effect {
    let word = Due::Word(ask.id);
    ask.when.ends().map_or(Effect::Unschedule(word), |end| Effect::Schedule(word, end))
}

/// Did as many say yes as are wanted, and two more?
pub fn enough(my_ask: &MyAsk) -> bool {
    let yeses = my_ask.introductions.iter().filter(|yes| match yes.introduction.state {
        // Who is asked again may say no by now, and two who are kept apart do not come together.
        IntroductionState::Proposed => !yes.introduction.is_outdated(&my_ask.ask) && !yes.apart,
        IntroductionState::Agreed { .. } => !yes.introduction.is_outdated(&my_ask.ask) && !yes.introduction.did_not,
        IntroductionState::Ended => !yes.introduction.did_not && !yes.is_unknown(),
        IntroductionState::Declined
        | IntroductionState::Released
        | IntroductionState::Reserve
        | IntroductionState::Dropped => false,
    });
    yeses.count() >= usize::from(my_ask.ask.wanted) + limits::SPARE_YESES
}

fn ask_one(moment: &mut Moment, my_ask: &MyAsk, (found, until): (&Found, Instant)) -> Vec<Effect> {
    let id = found.before.unwrap_or_else(|| PingId(moment.id()));
    let ask = &my_ask.ask;
    let say = ping::Say {
        ping: id,
        version: ask.version,
        about: About::of(ask),
        band: Some(found.band),
        access: ask.access.clone(),
        wish: ask.wish,
        wanted: ask.wanted,
        seen_as: ping::SeenAs::of(&found.neighbour),
        standing: ping::Standing::open(found.asks_too),
        wider: found.wider,
        agrees: false,
        offers: found.neighbour.offers,
    };
    let ping = NewPing {
        id,
        post: ask.id,
        helper: found.neighbour.id,
        browsing: false,
        through_link: false,
        wider: found.wider,
    };
    vec![
        if found.before.is_some() { Effect::PingAgain(ping) } else { Effect::Ping(ping) },
        Speech::waking(
            found.neighbour.id,
            On::NewCard(Card::Ping(id)),
            (Guard::PingOpen(id, ask.version), Some(until)),
            Words::Ping(Box::new(say)),
        ),
    ]
}

/// Nobody is left to ask, or no time: said once, and at once where nobody could be asked at all; while a yes or an answer
/// is waited for, not yet.
fn nobody_left(my_ask: &MyAsk) -> Vec<Effect> {
    let after = &MyAsk { next_wave: None, ..my_ask.clone() };
    if my_ask.is_late() {
        return at_the_end(after);
    }
    if my_ask.waits() { Vec::new() } else { nobody_else(after) }
}

/// A reason to wait is gone: where it was the last, and nobody is left to ask, the asker hears it now.
pub fn waits_no_more(after: &MyAsk) -> Vec<Effect> {
    let is_last = after.ask.state == AskState::Open && after.next_wave.is_none() && !after.waits() && !after.is_found();
    if is_last && (after.in_reserve().next().is_none() || after.is_late()) {
        return nobody_else(after);
    }
    let mut after = after.clone();
    let mut effects = Vec::new();
    if is_last {
        // Those who said yes when enough others had have their turn now, and nobody is woken for it.
        let next = after.asleep_until.unwrap_or(after.now);
        after.next_wave = Some(next);
        effects.push(Effect::Schedule(Due::Wave(after.ask.id), next));
    }
    effects.push(status(&after));
    effects
}

/// Nobody is left to ask, and the asker hears that with what came before it.
pub fn asks_nobody(after: &mut MyAsk) -> [Effect; 2] {
    (after.next_wave, after.hears_by) = (None, after.ask.when.ends());
    [Effect::Unschedule(Due::Wave(after.ask.id)), word_at_the_end(&after.ask)]
}

fn nobody_else(after: &MyAsk) -> Vec<Effect> {
    let card = Card::Ask(after.ask.id);
    // Who asks for the same is shown to them at this moment: that is what they hear, and sooner than they were told.
    let is_heard = matches!(after.told(), Told::OnlyAlike { .. }) && after.hears_by.is_some_and(|by| by > after.now);
    let card = if is_heard { On::CardIfShown(card) } else { On::NewCard(card) };
    let told = Speech::on(after.ask.asker, card, Words::MyAsk(after.told()));
    if !after.is_late() {
        return vec![word_at_the_end(&after.ask), told];
    }
    let mut effects = ping::over(&after.ask, &after.open_pings, after.now);
    effects.extend([Effect::Unschedule(Due::Word(after.ask.id)), told]);
    effects
}
