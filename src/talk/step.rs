//! The one way in: where an input goes. It only routes; what must be read for it is in `needs`.

mod needs;

pub use needs::needs;

use super::scene::{Outcome, Replied, Scene, Tapped};
use super::{
    Button, Effect, Facts, Fault, Input, Key, Other, Over, Say, State, Typed, afterwards, ask, close, introduction,
    menu, name, offer, on_card, ping, relay, show, stale,
};
use crate::domain::{IntroductionId, Line, Neighbour, Spot};

/// Can it be meant for somebody: words, or what is not passed on?
fn may_be_meant(input: &Input) -> bool {
    match input {
        Input::Text(_) | Input::Key(..) | Input::Place(_) | Input::Phone(_) => true,
        Input::Other(other) => !other.is_command(),
        Input::Start(_)
        | Input::Help
        | Input::Cancel
        | Input::Tap(_)
        | Input::Edited(_)
        | Input::Blocked
        | Input::Unblocked => false,
    }
}

/// How the payload of a shared ask's link begins.
pub const SHARED: &str = "ask_";

/// What an input points at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// The message that was tapped.
    pub tapped: Option<Tapped>,
    /// The passed message that was replied to.
    pub replied: Option<Replied>,
    /// Do the words that were written suggest that somebody's life is in danger?
    pub alarming: bool,
}

/// Does a button of a form answer the question that is open now? The one for a place has no such buttons.
fn is_current(version: i64, state: &State, button: &Button) -> bool {
    let is_of_it = |form: i64| form == version || state.is_pushed() && version.checked_sub(1) == Some(form);
    match (button, state) {
        (Button::Ask(..) | Button::Offer(..), _) if state.asks_for_place() => false,
        (Button::Ask(_, form), State::Ask(_)) | (Button::Offer(_, form), State::Offer(_)) => is_of_it(*form),
        (Button::Show(_, introduction, form), State::Show(at)) => {
            !at.has_keys() && at.introduction() == *introduction && *form == version
        }
        (Button::Relay(relay::Button::Write, ..), _) => true,
        (Button::Relay(relay::Button::Done, ..), State::Relay(relay::State::Writing { .. })) => true,
        // Other words may wait for an answer by now.
        (Button::Relay(_, _, form), State::Relay(relay::State::PassOn { .. })) => *form == version,
        (Button::Name(button, _), _) if button.works_everywhere() => true,
        (Button::Name(_, form), State::Name(_)) => is_of_it(*form),
        (Button::Afterwards(button, ..), _) if button.works_everywhere() => true,
        (Button::Afterwards(_, introduction, form), State::Afterwards(at)) => {
            is_of_it(*form) && *introduction == at.introduction
        }
        _ => false,
    }
}

/// Does it answer the open question, though that was edited since: by a tick on the same message, or that these are all?
fn is_quick(state: &State, button: &Button, tapped: Option<Tapped>) -> bool {
    let takes = match (state, button) {
        (State::Offer(at), Button::Offer(button, _)) => at.takes_at_any_version(*button),
        (State::Ask(at), Button::Ask(button, _)) => at.takes_at_any_version(*button),
        _ => false,
    };
    takes && tapped.is_some_and(|tapped| tapped.is_open_question)
}

/// What follows from an input. A question of theirs about what is over with it is closed.
pub fn step(scene: &mut Scene<'_>, state: State, input: Input) -> Result<Outcome, Fault> {
    let mut outcome = turn(scene, state, input)?;
    let over = Over::with(&outcome.effects);
    if let Some((state, says)) = close(scene.now(), (scene.me.id, scene.version), &outcome.state, &over) {
        outcome.state = state;
        outcome.effects.extend(says.into_iter().map(Effect::Say));
    }
    Ok(outcome)
}

/// What follows, while nothing that a question is about is over. Whoever writes to somebody and does anything else writes to nobody any more: what they
/// write next may be meant for others.
fn turn(scene: &mut Scene<'_>, state: State, input: Input) -> Result<Outcome, Fault> {
    let writing_to = state.writing_to().map(|(introduction, name)| (introduction, name.clone()));
    let turns_away = writing_to.as_ref().is_some_and(|(from, _)| turns_away(&input, *from));
    let written = if let Input::Text(typed) | Input::Edited(typed) = &input { Some(typed.clone()) } else { None };
    let mut outcome = past_card(scene, state, input)?;
    // Whatever the words were for, the number comes first. A preview of them begins with it.
    if scene.alarming && !written.is_some_and(|typed| is_preview_of(&outcome.state, &typed)) {
        outcome.effects.insert(0, scene.reply(Say::Menu(menu::Say::Danger)));
    }
    let Some((introduction, name)) = writing_to else { return Ok(outcome) };
    if turns_away && outcome.state.writing_to().is_some_and(|(to, _)| to == introduction) {
        outcome.state = State::Idle;
    }
    if outcome.state.writing_to().is_none_or(|(other, _)| other != introduction) {
        relay::leave(scene, name, &mut outcome.effects);
    }
    Ok(outcome)
}

/// Is this the preview of an ask whose line is what was typed?
fn is_preview_of(state: &State, typed: &Typed) -> bool {
    let State::Ask(ask::State::Preview { draft }) = state else { return false };
    let is_typed = |line: &ask::TypedLine| {
        line.message == typed.message && Line::for_strangers(&typed.text).is_ok_and(|read| read == line.line)
    };
    draft.sketch.line.as_ref().is_some_and(is_typed)
}

/// Does somebody who was writing as it ended do anything else than write on, or so late that it is meant for others?
fn goes_on_from(scene: &Scene<'_>, state: &State, input: &Input) -> bool {
    let State::Relay(relay::State::Ended { until, .. }) = state else { return false };
    !may_be_meant(input) || scene.replied.is_some() || *until <= scene.now()
}

/// Does somebody whom a card asks something tap whatever it is, or begin anew? The card is there still, and asks nothing of what
/// is written next.
const fn lets_go(state: &State, input: &Input) -> bool {
    matches!((state, input), (State::OnCard(_), Input::Start(_) | Input::Tap(_)))
}

/// Does somebody who writes through an introduction turn to something else with it? To write to another one is that too,
/// whether they still can or not.
fn turns_away(input: &Input, from: IntroductionId) -> bool {
    match input {
        Input::Tap(Some(Button::Relay(relay::Button::Write, to, _))) => *to != from,
        Input::Start(_) | Input::Help | Input::Cancel | Input::Tap(_) => true,
        Input::Key(..)
        | Input::Text(_)
        | Input::Edited(_)
        | Input::Place(_)
        | Input::Phone(_)
        | Input::Other(_)
        | Input::Blocked
        | Input::Unblocked => false,
    }
}

/// Did somebody who has not agreed to anything yet do what leads away from the ask that a link showed them?
fn is_new_and_lost(me: &Neighbour, state: &State, (input, replied): (&Input, Option<Replied>)) -> bool {
    let leads_away = match input {
        Input::Start(None)
        | Input::Help
        | Input::Cancel
        | Input::Key(..)
        | Input::Text(_)
        | Input::Place(_)
        | Input::Phone(_)
        | Input::Other(_) => true,
        Input::Tap(Some(button)) => *button == Button::Menu(menu::Button::Back),
        Input::Start(Some(_)) | Input::Tap(None) | Input::Edited(_) | Input::Blocked | Input::Unblocked => false,
    };
    leads_away && me.agreed_at.is_none() && *state == State::Idle && replied.is_none()
}

/// A card asks something, and what somebody writes who is introduced is no answer to it: it may be for the other one, and goes
/// the way of all words. The card is what it was before.
fn past_card(scene: &mut Scene<'_>, state: State, input: Input) -> Result<Outcome, Fault> {
    let State::OnCard(at) = state else { return route(scene, state, input) };
    let is_answer = matches!(input, Input::Key(Key::Cancel, _)) || !may_be_meant(&input);
    if is_answer || scene.replied.is_some() || scene.facts.partners()?.is_empty() {
        return route(scene, state, input);
    }
    let before = on_card::taken_back(scene, at)?;
    let mut outcome = route(scene, State::Idle, input)?;
    outcome.effects.splice(0..0, before);
    Ok(outcome)
}

fn route(scene: &mut Scene<'_>, state: State, input: Input) -> Result<Outcome, Fault> {
    let state = if goes_on_from(scene, &state, &input) { State::Idle } else { state };
    let state = if lets_go(&state, &input) { State::Idle } else { state };
    if is_new_and_lost(scene.me, &state, (&input, scene.replied)) {
        let Facts::Ping(invited, _) = scene.facts else { return Err(Fault::OtherFacts) };
        match (invited.as_deref().filter(|pinged| ping::is_open(pinged)), menu::unasked(&input)) {
            (Some(pinged), _) => return Ok(ping::invited_again(scene, state, (pinged, &input))),
            // They are introduced to nobody.
            (None, Some(note)) => return Ok(menu::chatter(scene, note)),
            (None, None) => {}
        }
    }
    match input {
        Input::Start(None) => menu::start(scene, state),
        Input::Start(Some(payload)) if payload.starts_with(SHARED) => ping::open(scene, state),
        Input::Start(Some(_)) => menu::link_over(scene, state),
        Input::Help => menu::help(scene, state),
        Input::Cancel => cancelled(scene, &state),
        Input::Tap(None) => menu::unknown_button(scene, state),
        Input::Tap(Some(button)) => tap(scene, state, button),
        Input::Key(_, typed) | Input::Text(typed) if scene.replied.is_some() => relay::reply(scene, state, typed),
        input @ (Input::Place(_) | Input::Phone(_) | Input::Other(_))
            if scene.replied.is_some() && may_be_meant(&input) =>
        {
            relay::other_reply(scene, state)
        }
        Input::Key(key, typed) => pressed(scene, state, (key, typed)),
        Input::Text(typed) => match state {
            State::Ask(at) => ask::text(scene, at, &typed),
            State::Offer(at) => offer::text(scene, at, &typed),
            State::Show(at) => show::anything(scene, at),
            State::Afterwards(at) => afterwards::text(scene, at, &typed),
            State::Name(at) => name::text(scene, at, &typed),
            State::OnCard(at) => on_card::anything(scene, at),
            State::Idle | State::Relay(_) => relay::text(scene, state, typed),
        },
        Input::Edited(typed) => match state {
            State::Ask(at) => ask::edited(scene, at, &typed),
            State::Idle
            | State::Offer(_)
            | State::Relay(_)
            | State::Show(_)
            | State::Afterwards(_)
            | State::Name(_)
            | State::OnCard(_) => relay::edited(scene, state, typed),
        },
        Input::Place(spot) => placed(scene, state, &spot),
        Input::Phone(phone) => match state {
            State::Show(at) => show::phone(scene, at, phone),
            State::OnCard(at) => on_card::anything(scene, at),
            State::Idle | State::Ask(_) | State::Offer(_) | State::Relay(_) | State::Afterwards(_) | State::Name(_) => {
                another(scene, state, Other::Contact)
            }
        },
        Input::Other(other) => another(scene, state, other),
        Input::Blocked | Input::Unblocked => Ok(scene.stay(state, Vec::new())),
    }
}

/// /cancel: of what a card asks, or of whatever is open.
fn cancelled(scene: &Scene<'_>, state: &State) -> Result<Outcome, Fault> {
    if let State::OnCard(at) = state { on_card::cancel(scene, *at) } else { menu::cancel(scene, state) }
}

/// A button of the reply keyboard was pressed, or its words were written.
fn pressed(scene: &mut Scene<'_>, state: State, (key, typed): (Key, Typed)) -> Result<Outcome, Fault> {
    match state {
        State::Ask(at) => ask::key(scene, at, key),
        State::Offer(at) => offer::key(scene, at, key),
        State::Show(at) => show::key(scene, at, key),
        State::Name(at) => name::key(scene, at, key),
        State::OnCard(at) if key == Key::Cancel => on_card::cancel(scene, at),
        State::OnCard(at) => on_card::anything(scene, at),
        State::Afterwards(_) if key == Key::Cancel => menu::cancel(scene, &state),
        // No reply button is shown: they are words for somebody, or for nobody.
        State::Afterwards(at) => afterwards::text(scene, at, &typed),
        State::Idle | State::Relay(_) => relay::text(scene, state, typed),
    }
}

/// A place was shared.
fn placed(scene: &mut Scene<'_>, state: State, spot: &Spot) -> Result<Outcome, Fault> {
    match state {
        State::Ask(at) => ask::place(scene, at, spot.cell),
        State::Offer(at) => offer::place(scene, at, spot),
        State::Idle => relay::unasked(scene, menu::Note::PlaceNotAsked),
        State::Relay(at) => relay::other(scene, at),
        State::Show(at) => show::anything(scene, at),
        State::OnCard(at) => on_card::anything(scene, at),
        State::Afterwards(_) | State::Name(_) => scene.repeat(state, Say::Menu(menu::Say::PlaceNotAsked)),
    }
}

fn tap(scene: &mut Scene<'_>, state: State, button: Button) -> Result<Outcome, Fault> {
    let current = is_current(scene.version, &state, &button) || is_quick(&state, &button, scene.tapped);
    match (button, state) {
        // Whom words are for holds up nothing else: they are passed on to nobody.
        (
            Button::Menu(button @ (menu::Button::NeedHelp | menu::Button::CanHelp | menu::Button::Now)),
            State::Relay(relay::State::PassOn { .. }),
        ) => {
            let outcome = menu::step(scene, State::Idle, button)?;
            Ok(relay::turned_away(scene, outcome))
        }
        (Button::Menu(menu::Button::CanHelp), state) => offer::open(scene, state),
        (Button::Menu(button), state) => menu::step(scene, state, button),
        (Button::MyAsk(button, _), state) => ask::mine(scene, state, button),
        (Button::Ping(button, _, version), state) => ping::step(scene, state, button, version),
        (Button::Introduction(button, _, version), state) => introduction::step(scene, state, button, version),
        (Button::Relay(button, introduction, _), state) if current => relay::tap(scene, state, button, introduction),
        (Button::Afterwards(button, introduction, _), state) if current => {
            afterwards::tap(scene, state, button, introduction)
        }
        (Button::Name(button, _), state) if current => name::tap(scene, state, button),
        (Button::Offer(button, _), state) if button.works_everywhere() => offer::tap_card(scene, state, button),
        (Button::Ask(button, _), State::Ask(at)) if current => ask::tap(scene, at, button),
        (Button::Offer(button, _), State::Offer(at)) if current => offer::tap(scene, at, button),
        (Button::Show(button, ..), State::Show(at)) if current => show::tap(scene, at, button),
        (
            button @ (Button::Ask(..)
            | Button::Offer(..)
            | Button::Relay(..)
            | Button::Show(..)
            | Button::Afterwards(..)
            | Button::Name(..)),
            state,
        ) => stale::tap(scene, state, &button),
    }
}

/// A message that is not words, and not a place.
fn another(scene: &Scene<'_>, state: State, other: Other) -> Result<Outcome, Fault> {
    let unknown = Say::Menu(menu::Say::UnknownCommand);
    match state {
        state if state.is_form() && other.is_command() => scene.repeat(state, unknown),
        State::OnCard(_) | State::Relay(relay::State::Ended { .. }) if other.is_command() => {
            Ok(scene.stay(state, vec![scene.reply(unknown)]))
        }
        State::OnCard(at) => on_card::anything(scene, at),
        State::Relay(relay::State::Writing { .. }) if other == Other::Done => Ok(relay::done(scene)),
        State::Relay(relay::State::Writing { .. }) if other.is_command() => {
            Ok(scene.stay(state, vec![scene.reply(unknown)]))
        }
        State::Ask(at) => ask::other(scene, at, other),
        State::Offer(at) => offer::other(scene, at, other),
        State::Relay(at) => relay::other(scene, at),
        State::Show(at) => show::other(scene, at, other),
        State::Afterwards(at) => afterwards::other(scene, at),
        State::Name(at) => name::other(scene, at),
        State::Idle if other.is_command() => Ok(menu::chatter(scene, menu::unasked_other(other))),
        State::Idle => relay::unasked(scene, menu::unasked_other(other)),
    }
}
