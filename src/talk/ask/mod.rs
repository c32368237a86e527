//! An ask, from "I need help" to posted: category, a line, when, roughly where, the preview.
//! What it reads like is in `say` and `told`; what becomes of a posted one in `mine` and `wave`.

mod at_the_end;
mod button;
mod card;
mod edit;
mod expiry;
mod met;
mod mine;
mod pace;
mod publish;
mod samples;
mod say;
mod standing;
mod state;
mod told;
mod wave;

pub use button::{Button, MyButton};
pub use card::{
    leads_elsewhere, leads_to_an_answer, leads_to_nobody, leads_to_somebody, somebody_looks, status, status_anew,
    status_beneath, time_follows,
};
pub use expiry::{ask_if_needed, ends_by_itself, expire, heard_from};
pub use met::{goes_on_without, met, met_beneath, met_no_more};
pub use mine::{again, as_it_is, close_down, mine, shall_it_close};
pub use pace::at_its_pace;
pub(in crate::talk) use samples::sample_sketches;
pub use say::{Say, SoFar};
pub use standing::{Progress, Standing, Status};
pub use state::{Added, Before, Changing, Draft, May, Sketch, Stands, State, TypedLine};
pub use told::{Came, Told};
pub use wave::{
    Found, asks_from, asks_nobody, choose, enough, go_on, goes_first, has_stopped, hears_next, may_be_shown,
    waits_no_more, wants_more, wave, word, word_at_the_end,
};

use super::scene::Answered;
use super::{Effect, Facts, Fault, Key, On, Other, Outcome, Say as Words, Scene, State as AnyState, Typed, menu};
use crate::domain::contact::OpenRefusal;
use crate::domain::text::LineRefusal;
use crate::domain::{CellId, Line, Neighbour, When, limits, window};
use crate::matching;

/// "I need help": the first question, unless another one is open, or this neighbour asks as much as they may already.
pub fn open(scene: &Scene<'_>, state: AnyState) -> Result<Outcome, Fault> {
    let Facts::Asking(asking) = scene.facts else {
        return Err(Fault::OtherFacts);
    };
    if state.is_form() {
        return menu::go_on(scene, state);
    }
    if let Some(told) = publish::refusal(asking, scene.me.was_introduced) {
        return Ok(scene.stay(state, vec![scene.show(On::NewQuestion, Words::MyAsk(told))]));
    }
    let first = AnyState::Ask(State::first());
    let mut effects = Vec::new();
    if scene.me.agreed_at.is_none() {
        effects.push(Effect::AgreeToRules);
    }
    effects.push(scene.show(On::Question, scene.next_question(&first)?));
    Ok(Outcome { state: first, effects })
}

/// What a question that leads to the place is edited to: its answer.
pub fn answered(state: &State) -> Option<Say> {
    let sketch = match state {
        State::Place { sketch } => sketch,
        State::Change { draft, what: Changing::Place } => &draft.sketch,
        State::Category { .. }
        | State::Line { .. }
        | State::When { .. }
        | State::Preview { .. }
        | State::Change { .. } => {
            return None;
        }
    };
    Some(Say::Answered(SoFar::sketched(sketch)))
}

/// The question of a step.
pub fn question(state: &State, me: &Neighbour) -> Say {
    match state {
        State::Category { .. } => Say::Category { changing: None },
        State::Line { category, line, .. } => {
            Say::Line { so_far: SoFar::new(*category).with_line(line.as_ref()), kept: line.is_some() }
        }
        State::When { category, line, .. } => Say::When(SoFar::new(*category).with_line(line.as_ref())),
        State::Place { sketch } => Say::Where(SoFar::sketched(sketch)),
        State::Preview { draft } => {
            let elsewhere = me.cell.is_some_and(|home| home != draft.cell);
            Say::Preview { draft: Box::new(draft.clone()), elsewhere }
        }
        State::Change { draft, what } => match what {
            Changing::First => Say::Change { so_far: SoFar::sketched(&draft.sketch), first: true },
            Changing::Which => Say::Change { so_far: SoFar::sketched(&draft.sketch), first: false },
            Changing::Category => Say::Category { changing: Some(SoFar::sketched(&draft.sketch)) },
            Changing::Line => Say::Line { so_far: SoFar::sketched(&draft.sketch), kept: false },
            Changing::When => Say::When(SoFar::sketched(&draft.sketch)),
            Changing::Place => Say::AnotherPlace,
            Changing::Access => Say::Access(Box::new(draft.clone())),
            Changing::HowMany => Say::HowMany(SoFar::sketched(&draft.sketch)),
        },
    }
}

/// A tap on a button of the open question.
pub fn tap(scene: &mut Scene<'_>, state: State, button: Button) -> Result<Outcome, Fault> {
    if button == Button::Cancel {
        return Ok(menu::close_by_tap(scene, menu::Note::cancelled(&AnyState::Ask(state))));
    }
    if let (Button::Back, Some(post)) = (button, state.begins()) {
        return edit::leave(scene, post);
    }
    let next = match (state.clone(), button) {
        // They said since that they would rather not meet again.
        (State::Preview { draft: Draft { before: None, .. } }, Button::AskFirst) => return shown_again(scene, state),
        (State::Preview { mut draft }, Button::AskNeighbours | Button::AskFirst) if draft.posted.is_none() => {
            draft.before = draft.before.filter(|_| button == Button::AskFirst);
            return publish::publish(scene, draft);
        }
        (State::Preview { draft }, Button::Save) => match draft.posted {
            Some(post) => return edit::save(scene, draft, post),
            None => return shown_again(scene, state),
        },
        (State::Category { line, added }, Button::Category(category)) => State::Line { category, line, added },
        (State::Line { line, added, .. }, Button::Back) => State::Category { line, added },
        (State::Line { category, added, .. }, Button::NothingToAdd) => State::When { category, line: None, added },
        (State::Line { category, line: line @ Some(_), added }, Button::KeepLine) => {
            State::When { category, line, added }
        }
        (State::When { category, line, added }, Button::Back) => State::Line { category, line, added },
        (State::When { category, line, added }, Button::When(urgency)) => {
            let when = publish::resolve(urgency, scene.moment);
            let Added { access, wish, wanted, elsewhere } = added;
            placed(scene, Sketch { category, line, when, access, wish, wanted }, elsewhere)
        }
        (State::Preview { draft }, Button::Back) if draft.posted.is_none() => {
            let elsewhere = Some(draft.cell).filter(|cell| scene.me.cell != Some(*cell));
            let added = Added { elsewhere, ..Added::to(&draft.sketch) };
            State::When { category: draft.sketch.category, line: draft.sketch.line, added }
        }
        // A posted ask: before its preview comes what is changed, and before that its card.
        (State::Preview { draft }, Button::Back) => State::Change { what: draft.begins_with(), draft },
        (State::Preview { draft }, Button::Change) => State::Change { draft, what: Changing::Which },
        (State::Change { draft, what }, button) => match change(scene, draft, what, button) {
            Some(changed) => changed,
            None => return shown_again(scene, state),
        },
        // A button of another question.
        (
            State::Category { .. }
            | State::Line { .. }
            | State::When { .. }
            | State::Place { .. }
            | State::Preview { .. },
            _,
        ) => return shown_again(scene, state),
    };
    scene.move_on(&AnyState::Ask(state), AnyState::Ask(next), Answered::Tapped)
}

/// A tap under one of the questions of *Change or add*; `None` where the button is not of that question.
fn change(scene: &Scene<'_>, mut draft: Draft, what: Changing, button: Button) -> Option<State> {
    let which = |draft, what| Some(State::Change { draft, what });
    match (what, button) {
        (Changing::First | Changing::Which, Button::ChangeCategory) => which(draft, Changing::Category),
        (Changing::First | Changing::Which, Button::ChangeLine) => which(draft, Changing::Line),
        (Changing::First | Changing::Which, Button::ChangeWhen) => which(draft, Changing::When),
        (Changing::First | Changing::Which, Button::ChangePlace) => which(draft, Changing::Place),
        (Changing::First | Changing::Which, Button::ChangeAccess) => which(draft, Changing::Access),
        (Changing::First | Changing::Which, Button::ChangeHowMany) => which(draft, Changing::HowMany),
        (Changing::Access, Button::Access(access)) => {
            draft.sketch.access.insert(access);
            which(draft, Changing::Access)
        }
        (Changing::Access, Button::NotAccess(access)) => {
            draft.sketch.access.remove(&access);
            which(draft, Changing::Access)
        }
        (Changing::Access, Button::Wish(wish)) => {
            draft.sketch.wish = Some(wish);
            which(draft, Changing::Access)
        }
        (Changing::Access, Button::NotWish(wish)) => {
            draft.sketch.wish = draft.sketch.wish.filter(|one| *one != wish);
            which(draft, Changing::Access)
        }
        (Changing::Category, Button::Category(category)) => {
            draft.sketch.category = category;
            Some(State::Preview { draft })
        }
        (Changing::Line, Button::NothingToAdd) => {
            draft.sketch.line = None;
            Some(State::Preview { draft })
        }
        (Changing::When, Button::When(urgency)) => {
            let (when, was) = (When::resolve(urgency, scene.now(), scene.moment.zone), draft.sketch.when);
            // The day of a posted ask that is chosen once more is the day that it was, also at night.
            let is_kept = draft.posted.is_some() && when.is_same_time(was);
            draft.sketch.when = if is_kept { was } else { publish::in_waking_hours(when, scene.moment) };
            draft.before = before(scene, draft.sketch.when);
            Some(State::Preview { draft })
        }
        (Changing::HowMany, Button::HowMany(wanted)) => {
            draft.sketch.wanted = wanted.clamp(1, limits::WANTED_MAX);
            Some(State::Preview { draft })
        }
        (Changing::Which, Button::Back) | (Changing::Access, Button::Done) => Some(State::Preview { draft }),
        (_, Button::Back) => which(draft, Changing::Which),
        _ => None,
    }
}

/// Words while an ask is being written.
pub fn text(scene: &Scene<'_>, state: State, typed: &Typed) -> Result<Outcome, Fault> {
    let (before, draft) = match &state {
        State::Line { category, added, .. } => ((*category, added.clone()), None),
        State::Change { draft, what: Changing::Line | Changing::First } => {
            ((draft.sketch.category, Added::default()), Some(draft.clone()))
        }
        State::Place { .. } => return about(scene, state, Say::PlaceByPhone),
        State::Change { what: Changing::Place, .. } => return about(scene, state, Say::AnotherPlaceByPhone),
        State::Category { .. } | State::When { .. } | State::Preview { .. } | State::Change { .. } => {
            return about(scene, state, Say::TapPlease);
        }
    };
    let line = match Line::for_strangers(&typed.text) {
        Ok(line) => TypedLine { line, message: typed.message },
        Err(refusal) => return about(scene, state, no_line(refusal)),
    };
    let next = match (draft, before) {
        (Some(mut draft), _) => {
            draft.sketch.line = Some(line);
            State::Preview { draft }
        }
        (None, (category, added)) => State::When { category, line: Some(line), added },
    };
    scene.move_on(&AnyState::Ask(state), AnyState::Ask(next), Answered::Typed)
}

/// Words that were changed: before the ask is posted it is a correction of the line.
pub fn edited(scene: &Scene<'_>, state: State, typed: &Typed) -> Result<Outcome, Fault> {
    let mut corrected = state.clone();
    let place = match &mut corrected {
        State::Category { line, .. } | State::Line { line, .. } | State::When { line, .. } => line.as_mut(),
        State::Place { sketch } => sketch.line.as_mut(),
        State::Preview { draft } | State::Change { draft, .. } => draft.sketch.line.as_mut(),
    };
    match (place, Line::for_strangers(&typed.text)) {
        (Some(was), Ok(line)) if was.message == typed.message => {
            was.line = line;
            scene.move_on(&AnyState::Ask(state), AnyState::Ask(corrected), Answered::Tapped)
        }
        (Some(was), Err(refusal)) if was.message == typed.message => about(scene, state, no_line(refusal)),
        _ => scene.repeat(AnyState::Ask(state), Words::Menu(menu::Say::EditTooLate)),
    }
}

/// Why words are no line of an ask.
const fn no_line(refusal: OpenRefusal) -> Say {
    match refusal {
        OpenRefusal::NoLine(LineRefusal::Empty) => Say::LineEmpty,
        OpenRefusal::NoLine(LineRefusal::TooLong(units)) => Say::LineTooLong { units },
        OpenRefusal::Contact => Say::LineContact,
    }
}

/// A shared place while an ask is being written.
pub fn place(scene: &Scene<'_>, state: State, cell: CellId) -> Result<Outcome, Fault> {
    let (sketch, mut effects) = match &state {
        State::Place { sketch } => (sketch.clone(), vec![Effect::Settle(cell)]),
        State::Change { draft, what: Changing::Place } => (draft.sketch.clone(), Vec::new()),
        State::Category { .. }
        | State::Line { .. }
        | State::When { .. }
        | State::Preview { .. }
        | State::Change { .. } => {
            return scene.repeat(AnyState::Ask(state), Words::Menu(menu::Say::PlaceNotAsked));
        }
    };
    let theirs = !effects.is_empty();
    effects.push(scene.reply(Words::Ask(Say::PlaceKnown { theirs }, 0)));
    let draft = match &state {
        State::Change { draft, .. } => Draft { cell, ..draft.clone() },
        State::Category { .. }
        | State::Line { .. }
        | State::When { .. }
        | State::Place { .. }
        | State::Preview { .. } => {
            let before = before(scene, sketch.when);
            Draft::new(sketch, cell, before)
        }
    };
    let next = AnyState::Ask(State::Preview { draft });
    let mut outcome = scene.move_on(&AnyState::Ask(state), next, Answered::Typed)?;
    outcome.effects.splice(0..0, effects);
    Ok(outcome)
}

/// A reply button, or its label as text.
pub fn key(scene: &Scene<'_>, state: State, key: Key) -> Result<Outcome, Fault> {
    let back = match (&state, key) {
        (_, Key::Cancel) => return menu::cancel(scene, &AnyState::Ask(state)),
        (State::Place { .. }, Key::SharePlace) => return about(scene, state, Say::PlaceByPhone),
        (State::Change { what: Changing::Place, .. }, Key::SharePlace) => {
            return about(scene, state, Say::AnotherPlaceByPhone);
        }
        (State::Place { sketch }, Key::Back) => {
            State::When { category: sketch.category, line: sketch.line.clone(), added: Added::to(sketch) }
        }
        (State::Change { draft, what: Changing::Place }, Key::Back) => {
            State::Change { draft: draft.clone(), what: Changing::Which }
        }
        (_, Key::SharePlace | Key::SharePhone | Key::Back) => return about(scene, state, Say::TapPlease),
    };
    let mut outcome = scene.move_on(&AnyState::Ask(state), AnyState::Ask(back), Answered::Typed)?;
    outcome.effects.insert(0, scene.reply(Words::Menu(menu::Say::KeyboardAway)));
    Ok(outcome)
}

/// Anything else while an ask is being written.
pub fn other(scene: &Scene<'_>, state: State, other: Other) -> Result<Outcome, Fault> {
    let say = match other {
        Other::Forward if state.asks_for_words() => Say::OwnWordsPlease,
        Other::OddPlace if state.asks_for_place() => Say::PlaceOdd,
        Other::Forward
        | Other::Voice
        | Other::Media
        | Other::Contact
        | Other::OddPlace
        | Other::UnknownCommand
        | Other::Done
        | Other::Else => match state {
            State::Line { .. } | State::Change { what: Changing::Line, .. } => Say::WordsPlease,
            State::Place { .. } => Say::PlaceByPhone,
            State::Change { what: Changing::Place, .. } => Say::AnotherPlaceByPhone,
            State::Category { .. } | State::When { .. } | State::Preview { .. } | State::Change { .. } => {
                Say::TapPlease
            }
        },
    };
    about(scene, state, say)
}

/// The open question again, on its own message: what was tapped is not one of its buttons.
fn shown_again(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    scene.again(AnyState::Ask(state))
}

/// Words about what was sent, and the open question again.
fn about(scene: &Scene<'_>, state: State, say: Say) -> Result<Outcome, Fault> {
    scene.repeat(AnyState::Ask(state), Words::Ask(say, 0))
}

/// The place is asked for once; later it is known, unless they shared another one for this ask.
fn placed(scene: &Scene<'_>, sketch: Sketch, elsewhere: Option<CellId>) -> State {
    match elsewhere.or(scene.me.cell) {
        Some(cell) => {
            let before = before(scene, sketch.when);
            State::Preview { draft: Draft::new(sketch, cell, before) }
        }
        None => State::Place { sketch },
    }
}

/// Who helped before and may go first, where the others could still be asked in time afterwards.
fn before(scene: &Scene<'_>, when: When) -> Option<Before> {
    let Facts::Again(before) = scene.facts else { return None };
    let asked_at = window::after_quiet(scene.now(), scene.moment.zone);
    before.clone().filter(|_| matching::leaves_time(when, asked_at, scene.moment.zone))
}

#[cfg(test)]
mod tests;
