//! The name that neighbours see: Telegram's first name, until somebody says what they should be called.
//! It is no mask: it changes a few times a month only, and whoever sees it just now is told by day why another one stands there,
//! or before they read words under it. The way back to Telegram's is never closed: it undoes a choice that was counted, and it is
//! no name of their making.

mod say;

use serde::{Deserialize, Serialize};

pub use say::Say;

use super::facts::{Introduced, Naming};
use super::scene::Answered;
use super::{
    Effect, Facts, Fault, Key, On, Outcome, Say as Words, Scene, Speech, State as AnyState, Typed, menu, offer,
};
use crate::domain::own_name::{Called, KnownAs};
use crate::domain::{Due, FirstName, Guard, Hours, Instant, Moment, Neighbour, NeighbourId, limits, window};

/// Where the question was opened, and where the way back leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// The rules, and what is kept.
    Rules,
    /// The card of the standing offer.
    Offer,
}

/// What should neighbours call you?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Where it was opened.
    pub from: Door,
    /// Did it change as often as it may for now? Then only Telegram's can be taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_telegram: bool,
    /// Did a message come in between since it was asked? What is written then may be an answer to that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub between: bool,
    /// What was written then: is it the name?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure: Option<FirstName>,
}

impl State {
    /// The question, opened there.
    const fn opened(from: Door, only_telegram: bool) -> Self {
        Self { from, only_telegram, between: false, sure: None }
    }
}

/// Buttons that open the question, and those under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// "My name", where that stands.
    Open(Door),
    /// As Telegram has it.
    Telegram,
    /// Yes, as they wrote.
    Sure,
    /// Back to where it was opened.
    Back,
    /// Nothing changes.
    Cancel,
}

impl Button {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Open(Door::Rules), Self::Open(Door::Offer), Self::Telegram, Self::Sure, Self::Back, Self::Cancel];

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Open(Door::Rules) => "name-rules",
            Self::Open(Door::Offer) => "name-offer",
            Self::Telegram => "name-telegram",
            Self::Sure => "name-sure",
            Self::Back => "name-back",
            Self::Cancel => "name-cancel",
        }
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|button| button.verb() == verb)
    }

    /// Does it open the question, from everywhere?
    pub const fn works_everywhere(self) -> bool {
        match self {
            Self::Open(_) => true,
            Self::Telegram | Self::Sure | Self::Back | Self::Cancel => false,
        }
    }
}

/// The question.
pub fn question(state: &State, me: &Neighbour) -> Say {
    if let Some(name) = &state.sure {
        return Say::Sure { name: name.clone() };
    }
    let name = me.name.clone();
    if state.only_telegram { Say::OnlyTelegram { name } } else { Say::Question { name } }
}

/// A tap on a button of the open question, or on one that opens it.
pub fn tap(scene: &Scene<'_>, state: AnyState, button: Button) -> Result<Outcome, Fault> {
    match (button, state) {
        (Button::Open(from), state) => open(scene, state, from),
        (Button::Cancel, _) => Ok(menu::close_by_tap(scene, menu::Note::Cancelled)),
        (Button::Back, AnyState::Name(sure @ State { sure: Some(_), .. })) => {
            let before = State::opened(sure.from, sure.only_telegram);
            scene.move_on(&AnyState::Name(sure), AnyState::Name(before), Answered::Tapped)
        }
        (Button::Back, AnyState::Name(State { from, .. })) => {
            Ok(Outcome { state: AnyState::Idle, effects: vec![behind(scene, (from, Answered::Tapped))?] })
        }
        (Button::Telegram, AnyState::Name(State { from, .. })) => {
            let naming = naming(scene)?;
            let change = naming.is_own.then_some(Called::AsTelegram);
            called(scene, (naming.telegram.clone(), change), (from, Answered::Tapped))
        }
        (Button::Sure, AnyState::Name(State { from, sure: Some(name), .. })) => {
            chosen(scene, name, (from, Answered::Tapped))
        }
        // Routed here only while it answers the open question.
        (Button::Back | Button::Telegram | Button::Sure, state) => menu::unknown_button(scene, state),
    }
}

/// "My name". Where it changed as often as it may for now, only Telegram's can be taken back.
fn open(scene: &Scene<'_>, state: AnyState, from: Door) -> Result<Outcome, Fault> {
    if state.is_form() {
        return menu::go_on(scene, state);
    }
    let only_telegram = changed_often(scene)?;
    if only_telegram && !naming(scene)?.is_own {
        return Ok(scene.stay(state, vec![scene.reply(said(Say::ChangedOften))]));
    }
    scene.move_on(&state, AnyState::Name(State::opened(from, only_telegram)), Answered::Tapped)
}

fn changed_often(scene: &Scene<'_>) -> Result<bool, Fault> {
    Ok(naming(scene)?.lately >= limits::NAMES_A_MONTH)
}

/// The name, as they typed it. What follows a message in between may be an answer to that: it is asked first.
pub fn text(scene: &Scene<'_>, state: State, typed: &Typed) -> Result<Outcome, Fault> {
    if changed_often(scene)? {
        return about(scene, state, Say::ChangedOften);
    }
    let name = match FirstName::chosen(&typed.text) {
        Ok(name) => name,
        Err(refusal) => return about(scene, state, Say::Refused(refusal)),
    };
    let from = state.from;
    if state.between || scene.alarming {
        let sure = State { between: true, sure: Some(name), ..state.clone() };
        return scene.move_on(&AnyState::Name(state), AnyState::Name(sure), Answered::Typed);
    }
    let quiet = Words::Quiet(Box::new(AnyState::Name(state).question(scene.me, scene.version)?));
    let mut outcome = chosen(scene, name, (from, Answered::Typed))?;
    outcome.effects.insert(0, scene.show(On::CloseQuestion, quiet));
    Ok(outcome)
}

/// They chose this name.
fn chosen(scene: &Scene<'_>, name: FirstName, seen: (Door, Answered)) -> Result<Outcome, Fault> {
    let change = if name == scene.me.name {
        // Telegram's own name, chosen: it stays when that one changes.
        (!naming(scene)?.is_own).then(|| Called::AsBefore(name.clone()))
    } else {
        Some(Called::Anew(name.clone()))
    };
    called(scene, (name, change), seen)
}

/// A reply button, or its label as text.
pub fn key(scene: &Scene<'_>, state: State, key: Key) -> Result<Outcome, Fault> {
    match key {
        Key::Cancel => menu::cancel(scene, &AnyState::Name(state)),
        Key::Back | Key::SharePlace | Key::SharePhone => other(scene, state),
    }
}

/// Anything else while the question is open.
pub fn other(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    about(scene, state, Say::WordsPlease)
}

/// They are called so from now on. It is said, and what lies behind the question follows.
fn called(
    scene: &Scene<'_>,
    (name, change): (FirstName, Option<Called>),
    seen: (Door, Answered),
) -> Result<Outcome, Fault> {
    let renamed = renamed(scene.me.id, (&scene.me.name, &name), scene.now());
    let told = if name == scene.me.name { Say::AsBefore { name } } else { Say::Changed { name } };
    let said = [scene.reply(said(told)), behind(scene, seen)?];
    Ok(Outcome {
        state: AnyState::Idle,
        effects: change.map(Effect::CallMe).into_iter().chain(said).chain(renamed).collect(),
    })
}

/// Somebody is called otherwise from now on, whether that was chosen or is Telegram's. What is open says so at once, where it
/// stands; whoever has to do with them hears it by day.
pub fn renamed(who: NeighbourId, (before, name): (&FirstName, &FirstName), now: Instant) -> Vec<Effect> {
    if before == name {
        return Vec::new();
    }
    vec![Effect::Renamed(who, before.clone()), Effect::Schedule(Due::TellName(who), now)]
}

/// Whoever has to do with somebody hears how they are called by now: once a day at most, however often that changes, and
/// nothing where it is the old name again.
pub fn tell(moment: &Moment, who: &Neighbour, hear: &[KnownAs]) -> Vec<Effect> {
    let from = |one: &KnownAs| one.told_at.map_or(moment.now, |at| at + limits::NAME_TOLD_EVERY);
    let (later, now): (Vec<_>, Vec<_>) = hear.iter().partition(|one| from(one) > moment.now);
    let told = now.into_iter().flat_map(|one| {
        let words = said(Say::Renamed { old: one.name.clone(), name: who.name.clone() });
        [Speech::waking(one.by, On::Message, (one.guard, None), words), Effect::NameTold { who: who.id, to: one.by }]
    });
    let next = later.into_iter().map(from).min();
    let next = next.map(|at| Effect::Schedule(Due::TellName(who.id), window::after_quiet(at, moment.zone)));
    told.chain(next).collect()
}

/// Words of theirs go to somebody who knows them by another name, at whatever hour: that it is another one comes first, since
/// nobody answers a stranger.
pub fn before(scene: &Scene<'_>, to: NeighbourId, guard: Guard) -> Vec<Effect> {
    let Some((_, old)) = scene.known_otherwise.iter().find(|(by, _)| *by == to) else { return Vec::new() };
    let words = said(Say::Renamed { old: old.clone(), name: scene.me.name.clone() });
    vec![Speech::guarded(to, On::Message, guard, words), Effect::NameTold { who: scene.me.id, to }]
}

/// Somebody is in the middle of a question that names the other one of an introduction, who is called otherwise by now: what
/// it becomes, and what its message says then. One that came with reply buttons can never be edited. `None` where it is about
/// something else.
pub fn in_question(
    (reader, version, is_shown): (&Neighbour, i64, bool),
    state: &AnyState,
    facts: &Introduced,
) -> Option<(AnyState, Vec<Speech>)> {
    let says = |(on, say)| Speech { to: reader.id, on, say, guard: Guard::None, hours: Hours::AsBefore };
    let next = state.naming(reader, facts).filter(|next| next != state)?;
    let question = next.question(reader, version + 1).ok().filter(|_| is_shown && !next.has_keys());
    Some((next, question.map(|say| says((On::Question, say))).into_iter().collect()))
}

/// Where the question was opened: the card of the offer, or the rules, from which the way back leads on.
fn behind(scene: &Scene<'_>, (from, answered): (Door, Answered)) -> Result<Effect, Fault> {
    if let Some(offer) = naming(scene)?.offer.clone().filter(|_| from == Door::Offer) {
        return Ok(offer::card(scene, offer.id, offer::Told::Kept(offer), answered));
    }
    let on = match answered {
        Answered::Tapped => On::Question,
        Answered::Typed => On::NewQuestion,
    };
    Ok(scene.show(on, Words::Menu(menu::Say::Rules)))
}

fn naming<'a>(scene: &Scene<'a>) -> Result<&'a Naming, Fault> {
    if let Facts::Naming(naming) = scene.facts { Ok(naming) } else { Err(Fault::OtherFacts) }
}

fn about(scene: &Scene<'_>, state: State, say: Say) -> Result<Outcome, Fault> {
    scene.repeat(AnyState::Name(state), said(say))
}

/// What is said about a name.
const fn said(say: Say) -> Words {
    Words::Name(say, 0)
}
