//! "Ask neighbours": the ask goes out, within what one neighbour may ask.

use chrono_tz::Tz;

use super::super::scene::Answered;
use super::super::{Effect, Facts, Fault, On, Outcome, Say as Words, Scene, State as AnyState, day};
use super::{Draft, Progress, Say, Standing, State, Status, Told, expiry};
use crate::domain::{Ask, AskState, Card, Due, FIRST_VERSION, Instant, Moment, PostId, Urgency, When, limits, window};
use crate::matching;

/// The word of a time, as neighbours will see it: at night they are asked in the morning.
pub(super) fn resolve(urgency: Urgency, moment: &Moment) -> When {
    in_waking_hours(When::resolve(urgency, moment.now, moment.zone), moment)
}

pub(super) fn publish(scene: &mut Scene<'_>, mut draft: Draft) -> Result<Outcome, Fault> {
    let Facts::Asking(asking) = scene.facts else {
        return Err(Fault::OtherFacts);
    };
    if let Some(told) = refusal(asking, scene.me.was_introduced) {
        return scene.repeat(AnyState::Ask(State::Preview { draft }), Words::MyAsk(told));
    }
    let (now, zone) = (scene.moment.now, scene.moment.zone);
    let first_wave = window::after_quiet(now, zone);
    let when = in_waking_hours(draft.sketch.when, scene.moment);
    if is_another_day(&draft, when, scene.moment) {
        return shown_anew(scene, draft, when);
    }
    draft.sketch.when = when;
    if draft.sketch.when.is_over(now) {
        return day_over(scene, draft);
    }
    let before = draft.before.clone().filter(|_| matching::leaves_time(draft.sketch.when, first_wave, zone));
    let ask = new_ask(scene, draft);
    let by = matching::next_wave(ask.when, now, zone);
    let standing = match &before {
        _ if first_wave > now => Standing::Asleep { until: first_wave },
        Some(before) => Standing::First { name: before.name.clone(), by },
        None => Standing::Asking(Progress { asked: false, had_yes: false, by: Some(by) }),
    };
    let alike = ask.category.is_together().then_some(Effect::Schedule(Due::WithWhom(ask.id), now));
    let turns = day::turns(ask.id, [ask.when], scene.moment);
    let first = before.map(|before| Effect::AskFirst(ask.id, before.introduction));
    let card = Card::Ask(ask.id);
    let told = Words::MyAsk(Told::Status(Box::new(Status::of(&ask, standing))));
    let later = expiry::ends_by_itself(&ask, scene.moment);
    let wave = Effect::Schedule(Due::Wave(ask.id), first_wave);
    let word = Effect::Schedule(Due::Word(ask.id), if first_wave > now { first_wave } else { by });
    let mut effects = vec![Effect::PublishAsk(ask), wave, word, later, scene.show(On::QuestionBecomes(card), told)];
    effects.extend(first.into_iter().chain(alike).chain(turns));
    Ok(Outcome { state: AnyState::Idle, effects })
}

/// When an ask is for that goes out now: who asks at night for *now* or *today* asks for the morning, when neighbours are
/// asked.
pub(super) fn in_waking_hours(when: When, moment: &Moment) -> When {
    asked_at(when, (moment.now, moment.zone))
}

fn asked_at(when: When, (now, zone): (Instant, Tz)) -> When {
    let first_wave = window::after_quiet(now, zone);
    let is_asleep_past_it = first_wave > now && when.ends().is_some_and(|end| end > now && end <= first_wave);
    if when.urgency == Urgency::Now || is_asleep_past_it { When::resolve(when.urgency, first_wave, zone) } else { when }
}

impl Draft {
    /// As neighbours would see it if it went out now. The time of a posted ask stays what it is.
    #[must_use]
    pub fn as_asked(&self, now: Instant, zone: Tz) -> Self {
        let is_kept = self.was.as_ref().is_some_and(|was| was.when.is_same_time(self.sketch.when));
        let mut asked = self.clone();
        if !is_kept {
            asked.sketch.when = asked_at(asked.sketch.when, (now, zone));
        }
        asked
    }
}

/// Did it become night while the preview lay there, so that neighbours would see another day in it?
pub(super) fn is_another_day(draft: &Draft, when: When, moment: &Moment) -> bool {
    window::is_quiet(moment.now, moment.zone) && !when.is_same_time(draft.sketch.when)
}

/// The preview once more, exactly as neighbours will see it: in a new message, since it may have read so already.
pub(super) fn shown_anew(scene: &Scene<'_>, draft: Draft, when: When) -> Result<Outcome, Fault> {
    let mut anew = draft.clone();
    anew.sketch.when = when;
    let preview = |draft| AnyState::Ask(State::Preview { draft });
    scene.move_on(&preview(draft), preview(anew), Answered::Typed)
}

/// Why this neighbour cannot post another ask now.
pub(super) const fn refusal(asking: &super::super::facts::Asking, was_introduced: bool) -> Option<Told> {
    let most = if was_introduced { limits::OPEN_ASKS } else { limits::OPEN_ASKS_NEW };
    if !asking.has_room {
        Some(Told::NoRoom)
    } else if asking.open >= most {
        Some(Told::TooManyOpen { most })
    } else if asking.today >= limits::ASKS_A_DAY {
        Some(Told::TooManyToday { most: limits::ASKS_A_DAY })
    } else {
        None
    }
}

/// The day that was meant passed while the preview lay there: when, then?
pub(super) fn day_over(scene: &Scene<'_>, draft: Draft) -> Result<Outcome, Fault> {
    let from = AnyState::Ask(State::Preview { draft: draft.clone() });
    let to = AnyState::Ask(State::Change { draft, what: super::Changing::When });
    let mut outcome = scene.move_on(&from, to, Answered::Typed)?;
    outcome.effects.insert(1, scene.reply(Words::Ask(Say::DayOver, 0)));
    Ok(outcome)
}

fn new_ask(scene: &mut Scene<'_>, draft: Draft) -> Ask {
    let Draft { sketch, cell, .. } = draft;
    Ask {
        id: PostId(scene.moment.id()),
        asker: scene.me.id,
        category: sketch.category,
        line: sketch.line.map(|typed| typed.line),
        when: sketch.when,
        cell,
        access: sketch.access,
        wish: sketch.wish,
        wanted: sketch.wanted,
        state: AskState::Open,
        version: FIRST_VERSION,
        posted_at: scene.moment.now,
    }
}
