//! A posted ask is changed, with everything filled in. Nothing changes until it is saved.
//! What a change means for who was asked is in `ping` and `introduction`.

use chrono_tz::Tz;

use super::super::facts::{MyAsk, Yes};
use super::super::{Effect, Facts, Fault, On, Outcome, Say as Words, Scene, State as AnyState, introduction};
use super::super::{day, menu, ping};
use super::{Changing, Draft, May, MyButton, Sketch, Stands, State, Told, TypedLine, expiry, mine, publish};
use crate::domain::{Ask, AskState, Card, Due, First, FirstName, Instant, PostId, limits, window};
use crate::matching;

/// "Change it": the form opens with the question what shall be changed; "How many people": with that one.
pub(super) fn edit(scene: &Scene<'_>, state: AnyState, (button, facts): (MyButton, &MyAsk)) -> Result<Outcome, Fault> {
    if state.is_form() {
        return menu::go_on(scene, state);
    }
    let ask = &facts.ask;
    if !is_to_come(facts) {
        let told = Words::MyAsk(Told::TooLate(Box::new(facts.status())));
        return Ok(scene.stay(state, vec![scene.show(mine::where_tapped(scene, facts), told)]));
    }
    let what = if button == MyButton::HowMany { Changing::HowMany } else { Changing::First };
    if what == Changing::First && is_changed_often(facts) {
        let told = Words::MyAsk(changed_often(facts));
        return Ok(scene.stay(state, vec![scene.show(mine::where_tapped(scene, facts), told)]));
    }
    let like = Draft::like(ask);
    let was = Some(Box::new(like.sketch.clone()));
    let draft = Draft { posted: Some(ask.id), was, stands: Stands::of(facts), ..like };
    let next = AnyState::Ask(State::Change { draft, what });
    let question = scene.next_question(&next)?;
    Ok(Outcome { state: next, effects: vec![scene.show(On::NewQuestion, question)] })
}

/// Were people asked anew for it as often as one may? How many are wanted can change all the same: that asks nobody again.
const fn is_changed_often(facts: &MyAsk) -> bool {
    facts.changes >= limits::CHANGES
}

fn changed_often(facts: &MyAsk) -> Told {
    let names = mine::names(facts.to_come());
    Told::TooManyChanges { status: Box::new(facts.status()), most: limits::CHANGES, names }
}

/// Back, from the first question: nothing is changed, and the form becomes the card of the ask again.
pub(super) fn leave(scene: &Scene<'_>, post: PostId) -> Result<Outcome, Fault> {
    let Some(facts) = theirs(scene, post)? else { return menu::unknown_button(scene, AnyState::Idle) };
    Ok(Outcome { state: AnyState::Idle, effects: vec![shown(scene, facts)] })
}

/// The posted ask that is being changed.
fn theirs<'a>(scene: &Scene<'a>, post: PostId) -> Result<Option<&'a MyAsk>, Fault> {
    let Facts::MyAsk(facts) = scene.facts else { return Err(Fault::OtherFacts) };
    Ok(facts.as_deref().filter(|facts| (facts.ask.id, facts.ask.asker) == (post, scene.me.id)))
}

/// "Save the change".
pub(super) fn save(scene: &Scene<'_>, draft: Draft, post: PostId) -> Result<Outcome, Fault> {
    let Some(facts) = theirs(scene, post)? else { return menu::unknown_button(scene, AnyState::Idle) };
    if may_change(facts) == May::Nothing {
        let told = Words::MyAsk(Told::TooLate(Box::new(facts.status())));
        let shown = scene.show(On::QuestionBecomes(Card::Ask(post)), told);
        return Ok(Outcome { state: AnyState::Idle, effects: vec![shown] });
    }
    let mut ask = changed(&facts.ask, &draft);
    if !ask.when.is_same_time(facts.ask.when) {
        let when = publish::in_waking_hours(ask.when, scene.moment);
        if publish::is_another_day(&draft, when, scene.moment) {
            return publish::shown_anew(scene, draft, when);
        }
        ask.when = when;
    }
    if ask.when.is_over(scene.now()) {
        return publish::day_over(scene, draft);
    }
    // Whatever is saved, be it nothing new, says that it is still needed.
    let heard = expiry::heard_from(facts, scene.moment);
    let facts = &MyAsk { asked_if_needed: false, ..facts.clone() };
    if needs_new_yeses(&facts.ask, &ask) && is_changed_often(facts) {
        let shown = scene.show(On::QuestionBecomes(Card::Ask(post)), Words::MyAsk(changed_often(facts)));
        return Ok(Outcome { state: AnyState::Idle, effects: heard.into_iter().chain([shown]).collect() });
    }
    let changed = match (needs_new_yeses(&facts.ask, &ask), ask.wanted == facts.ask.wanted) {
        (true, _) => {
            ask.version += 1;
            asked_anew(scene, facts, ask)
        }
        (false, false) => wanted_changed(scene, facts, ask),
        (false, true) => {
            let mut closed = menu::close_by_tap(scene, menu::Note::NothingToSave);
            closed.effects.splice(0..0, heard);
            return Ok(closed);
        }
    };
    let is_found = facts.ask.state == AskState::Found;
    let reopened = is_found.then_some(Effect::ReopenAsk(post, AskState::Found));
    let effects = heard.into_iter().chain(reopened).chain(changed).collect();
    Ok(Outcome { state: AnyState::Idle, effects })
}

/// What of it may be changed in a form that is open. While that lay there, a day may have passed for which nobody was found.
pub(super) fn may_change(facts: &MyAsk) -> May {
    let is_nobody_in = facts.ask.state == AskState::Open && facts.agreed().next().is_none();
    let is_in_time = is_nobody_in || is_to_come(facts);
    if is_in_time && is_changed_often(facts) {
        May::HowMany
    } else if is_in_time {
        May::All
    } else {
        May::Nothing
    }
}

/// Who is asked at once whether they still can, where it changes, and nobody else is asked.
pub(super) fn asked_at_once(facts: &MyAsk) -> Vec<FirstName> {
    if facts.ask.state == AskState::Found { mine::names(facts.to_come()) } else { Vec::new() }
}

/// Is it still to come? What should have happened by now with who is introduced is not another thing all of a sudden.
fn is_to_come(facts: &MyAsk) -> bool {
    match facts.ask.state {
        AskState::Open => !facts.is_late(),
        AskState::Found => !facts.is_late() && facts.to_come().next().is_some(),
        AskState::Closed | AskState::Expired => false,
    }
}

/// The posted ask as the draft would have it; a day that was chosen once more is the day that it was.
fn changed(ask: &Ask, draft: &Draft) -> Ask {
    let Draft { sketch, cell, .. } = draft.clone();
    Ask {
        // One that found its helpers has to find them anew.
        state: AskState::Open,
        category: sketch.category,
        line: sketch.line.map(|typed| typed.line),
        when: if sketch.when.is_same_time(ask.when) { ask.when } else { sketch.when },
        cell,
        access: sketch.access,
        wish: sketch.wish,
        wanted: sketch.wanted,
        ..ask.clone()
    }
}

/// Is it another thing than the one that people said yes to? How many are wanted is not.
fn needs_new_yeses(before: &Ask, after: &Ask) -> bool {
    *after != Ask { wanted: after.wanted, state: after.state, ..before.clone() }
}

/// A changed time, place or need: open pings are withdrawn, who said yes is asked again, the waves start anew.
fn asked_anew(scene: &Scene<'_>, facts: &MyAsk, ask: Ask) -> Vec<Effect> {
    let (now, zone) = (scene.now(), scene.moment.zone);
    let first_wave = window::after_quiet(now, zone);
    let by = if first_wave > now { first_wave } else { matching::next_wave(ask.when, now, zone) };
    let other_time = !ask.when.is_same_time(facts.ask.when);
    let first = facts.first.clone().map(|first| First { asked: false, ..first });
    // Where it is over before the morning nobody else can be asked, and nobody promises it. Where enough were found, their
    // answer comes first: nobody else is asked, nor finds it, before one of them is out, or silent for too long.
    let is_held = facts.ask.state == AskState::Found && facts.introduced().count() >= usize::from(ask.wanted);
    let is_in_time = !ask.when.is_over(first_wave) && !is_held;
    let next_wave = is_in_time.then_some(by);
    // That nobody can be asked in time is said at once.
    let hears_by = next_wave.or(ask.when.ends().filter(|end| *end > first_wave));
    let mut after = MyAsk { ask, first, next_wave, hears_by, ..facts.clone() };
    let id = after.ask.id;
    // First which noes still count: who said one that does is not the first to be asked once more.
    let mut effects = ping::withdrawn(&after.ask, (&facts.open_pings, other_time), now);
    effects.push(Effect::ChangeAsk { ask: after.ask.clone(), before: facts.ask.version, counts: true });
    effects.extend([Effect::Unschedule(Due::StillNeeded(id)), Effect::Unschedule(Due::Expire(id))]);
    effects.push(expiry::ends_by_itself(&after.ask, scene.moment));
    let agreed = after.agreed_or_told().map(|yes| yes.about.when);
    effects.extend(day::turns(id, agreed.chain([after.ask.when]), scene.moment));
    let wave = Due::Wave(id);
    effects.push(if is_in_time { Effect::Schedule(wave, first_wave) } else { Effect::Unschedule(wave) });
    let word = Due::Word(id);
    effects.push(after.hears_by.map_or(Effect::Unschedule(word), |by| Effect::Schedule(word, by)));
    effects.extend(introduced(scene, &mut after, other_time));
    if after.is_found() {
        effects.extend(introduction::found(&mut after));
        // They said yes to what it was before.
        effects.extend(introduction::reserves_shown_changed(&after));
        effects.extend(introduction::reserves_go(&after));
    } else if is_held {
        after.ask.state = AskState::Found;
        effects.push(Effect::AskFound(id));
        effects.extend(introduction::reserves_shown_changed(&after));
    } else {
        effects.extend(introduction::ask_all_again(&mut after, scene.moment));
    }
    effects.push(shown(scene, &after));
    effects
}

/// More or fewer people: the asking goes on, or ends as if enough had been found.
fn wanted_changed(scene: &Scene<'_>, facts: &MyAsk, ask: Ask) -> Vec<Effect> {
    let version = ask.version;
    let mut after = MyAsk { ask, ..facts.clone() };
    let mut effects = vec![Effect::ChangeAsk { ask: after.ask.clone(), before: version, counts: false }];
    if facts.ask.state == AskState::Found {
        effects.push(expiry::ends_by_itself(&after.ask, scene.moment));
    }
    if after.is_found() {
        effects.extend(introduction::found(&mut after));
        effects.extend(introduction::replaced(&mut after, &scene.me.name));
    } else if facts.ask.state == AskState::Found && after.is_held() {
        after.ask.state = AskState::Found;
        effects.push(Effect::AskFound(after.ask.id));
    } else {
        effects.extend(introduction::ask_outdated(&mut after, scene.moment));
        effects.extend(introduction::asks_on(&mut after, scene.moment));
        effects.push(Effect::Schedule(Due::ShowPings(after.ask.id), scene.now()));
    }
    effects.push(shown(scene, &after));
    // What two agreed is an appointment: whom of them all to send away is not the bot's choice.
    if after.to_come().count() > usize::from(after.ask.wanted) {
        let names = mine::names(after.to_come());
        effects.push(scene.reply(Words::MyAsk(Told::MoreThanWanted { names })));
    }
    effects
}

/// Who is introduced is asked whether they still can. Where it was by now, nothing is asked, and it counts as it was.
fn introduced(scene: &Scene<'_>, after: &mut MyAsk, other_time: bool) -> Vec<Effect> {
    let mut effects = Vec::new();
    let agreed: Vec<Yes> = after.agreed_or_told().cloned().collect();
    for yes in agreed {
        let id = yes.introduction.id;
        if !yes.introduction.has_been(scene.now()) {
            effects.extend(introduction::still_agreed(scene, (&yes, after), other_time));
            continue;
        }
        effects.push(Effect::StillYes(id, after.ask.version));
        after.still(id);
    }
    effects
}

/// The form becomes the card of the ask.
fn shown(scene: &Scene<'_>, after: &MyAsk) -> Effect {
    scene.show(On::QuestionBecomes(Card::Ask(after.ask.id)), Words::MyAsk(after.told()))
}

impl Draft {
    /// An ask like this one.
    pub(super) fn like(ask: &Ask) -> Self {
        let sketch = Sketch {
            category: ask.category,
            line: ask.line.clone().map(|line| TypedLine { line, message: 0 }),
            when: ask.when,
            access: ask.access.clone(),
            wish: ask.wish,
            wanted: ask.wanted,
        };
        Self::new(sketch, ask.cell, None)
    }

    /// Who is asked before all others where the change is saved now: only where others can be asked in time afterwards.
    pub fn asks_first(&self, now: Instant, zone: Tz) -> Option<&FirstName> {
        let asked_at = window::after_quiet(now, zone);
        self.stands.first.as_ref().filter(|_| matching::leaves_time(self.sketch.when, asked_at, zone))
    }
}
