//! Welcome, the menu, the rules and help: what is reached from everywhere.

mod mine;
mod open;
mod say;

pub use open::Open;
pub use say::{Note, Say};

use super::facts::{About, MyAsk};
use super::{Effect, Facts, Fault, Input, On, Other, Outcome, Say as Words, Scene, Speech, State, ask, offer, relay};
use crate::domain::{Card, CardId, Guard, Instant, Neighbour, limits};

/// Buttons that work from everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// "18 or over, I agree: I need help", or plainly "I need help".
    NeedHelp,
    /// "18 or over, I agree: I can help", or plainly "I can help".
    CanHelp,
    /// What is happening now?
    Now,
    /// Rules, and what is kept.
    Rules,
    /// From the rules, back.
    Back,
}

impl Button {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::NeedHelp, Self::CanHelp, Self::Now, Self::Rules, Self::Back];

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::NeedHelp => "need",
            Self::CanHelp => "can",
            Self::Now => "now",
            Self::Rules => "rules",
            Self::Back => "menu",
        }
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|button| button.verb() == verb)
    }
}

/// A tap on a button that works from everywhere.
pub fn step(scene: &mut Scene<'_>, state: State, button: Button) -> Result<Outcome, Fault> {
    match button {
        Button::NeedHelp => ask::open(scene, state),
        Button::CanHelp => offer::open(scene, state),
        Button::Now => mine::what_is_happening(scene, state),
        Button::Rules | Button::Back if state.is_form() && scene.tapped_open_question() => scene.again(state),
        // A card, or a message that we do not know: the open question stays the last word.
        Button::Rules if state.is_form() && !is_on_menu(scene) => {
            scene.repeat(state, Words::Quiet(Box::new(Words::Menu(Say::Rules))))
        }
        Button::Back if state.is_form() && !is_on_menu(scene) => go_on(scene, state),
        Button::Rules => Ok(scene.stay(state, vec![scene.show(tapped(scene), Words::Menu(Say::Rules))])),
        Button::Back => {
            let menu = Words::Menu(Say::menu(scene.me, Note::Hello));
            Ok(scene.stay(state, vec![scene.show(tapped(scene), menu)]))
        }
    }
}

/// "You were in the middle of something": the open question is shown again, beneath.
pub fn go_on(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    if scene.tapped_open_question() {
        return scene.again(state);
    }
    // That question has no Cancel: it says what is for nobody.
    let is_who = matches!(state, State::Relay(relay::State::PassOn { .. }));
    let first = if is_who { Words::Relay(relay::Say::SayWhoFirst, 0) } else { Words::Menu(Say::FinishFirst) };
    scene.repeat(state, first)
}

/// A link that leads nowhere now.
pub fn link_over(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    shows_no_ask(scene, state, (Note::LinkOver, Say::LinkOver))
}

/// A link to an ask for which somebody was found: it may be open again later.
pub fn link_found(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    shows_no_ask(scene, state, (Note::LinkFound, Say::LinkFound))
}

/// A link to an ask to which as many said yes as can wait: some of them may drop out.
pub fn link_enough(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    shows_no_ask(scene, state, (Note::LinkEnough, Say::LinkEnough))
}

/// A link that as many opened as an ask is shown to.
pub fn link_full(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    shows_no_ask(scene, state, (Note::LinkFull, Say::LinkFull))
}

fn shows_no_ask(scene: &Scene<'_>, state: State, (note, say): (Note, Say)) -> Result<Outcome, Fault> {
    if state.is_form() { scene.repeat(state, Words::Menu(say)) } else { Ok(chatter(scene, note)) }
}

/// /start without a target, from anyone in any state.
pub fn start(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    if state.is_form() {
        return go_on(scene, state);
    }
    let menu = Words::Menu(Say::menu(scene.me, Note::Hello));
    Ok(scene.stay(State::Idle, vec![scene.show(On::NewQuestion, menu)]))
}

/// /help, from anyone in any state.
pub fn help(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    if state.is_form() {
        return scene.repeat(state, Words::Menu(Say::Help));
    }
    let menu = Words::Menu(Say::menu(scene.me, Note::Help));
    Ok(scene.stay(state, vec![scene.show(On::NewQuestion, menu)]))
}

/// /cancel, or the reply button, from anyone in any state: nothing that was not sent is kept. Where nothing is being written, it
/// says what stays open.
pub fn cancel(scene: &Scene<'_>, state: &State) -> Result<Outcome, Fault> {
    let note = if let Facts::Mine(mine) = scene.facts { open::nothing_to_cancel(mine) } else { Note::cancelled(state) };
    let menu = Words::Menu(Say::menu(scene.me, note));
    let mut effects = Vec::new();
    if state.has_keys() {
        effects.push(scene.reply(Words::Menu(Say::KeyboardAway)));
    } else if state.is_form() {
        let question = state.question(scene.me, scene.version)?;
        effects.push(scene.show(On::CloseQuestion, Words::Quiet(Box::new(question))));
    }
    effects.push(scene.show(On::NewQuestion, menu));
    Ok(Outcome { state: State::Idle, effects })
}

/// A button under a question ends it, and nothing follows: the question itself becomes the menu.
pub fn close_by_tap(scene: &Scene<'_>, note: Note) -> Outcome {
    let menu = Words::Menu(Say::menu(scene.me, note));
    Outcome { state: State::Idle, effects: vec![scene.show(On::Question, menu)] }
}

/// The bot was away while they were in the middle of something: their open question comes once more.
pub fn was_away(
    now: Instant,
    me: &Neighbour,
    state: &State,
    (version, question): (i64, Option<CardId>),
) -> Result<Vec<Effect>, Fault> {
    let waking = |on, say| Speech::waking(me.id, on, (Guard::None, None), say);
    let told = waking(On::Message, Words::Menu(Say::WasAway));
    let open = state.question(me, version)?;
    let beneath = waking(On::NewQuestion, open.clone());
    Ok(match state {
        // A message that arrives in the middle of a form brings its question along by itself.
        state if state.is_form() => vec![told],
        State::Relay(relay::State::Writing { until, .. }) if now < *until => {
            vec![told, waking(On::CloseQuestion, Words::Menu(Say::Below { about: None })), beneath]
        }
        // The message of the last question may say something else by now: it stays as it is.
        State::Idle | State::OnCard(_) if question.is_some() => vec![told, beneath],
        State::Idle
        | State::Relay(_)
        | State::Ask(_)
        | State::Offer(_)
        | State::Show(_)
        | State::Afterwards(_)
        | State::Name(_)
        | State::OnCard(_) => Vec::new(),
    })
}

/// They can be written to again: they hear what ended meanwhile. Where that is one ask of theirs, its card comes beneath with the way
/// back, as far as it has one.
pub fn came_back(scene: &Scene<'_>, state: State, over: &[MyAsk]) -> Result<Outcome, Fault> {
    let listed = || over.iter().take(usize::from(limits::OVER_LISTED));
    let mut mine = listed().filter(|facts| facts.ask.asker == scene.me.id);
    let mine = mine.next().filter(|_| mine.next().is_none());
    let leads_back = mine.is_some_and(|facts| facts.told().offers_again());
    let again = mine.map(|facts| facts.ask.id).filter(|_| !leads_back);
    let more = over.len() > usize::from(limits::OVER_LISTED);
    let over = listed().map(|facts| About::of(&facts.ask)).collect();
    let told = Words::Menu(Say::CameBack { over, more, mine: again });
    if state.is_form() {
        return scene.repeat(state, told);
    }
    let card = mine.filter(|_| leads_back).map(ask::status_beneath);
    Ok(scene.stay(state, [scene.reply(told)].into_iter().chain(card).collect()))
}

/// Chatter: one line with the menu. It never creates or accepts anything.
pub fn chatter(scene: &Scene<'_>, note: Note) -> Outcome {
    let menu = Words::Menu(Say::menu(scene.me, note));
    scene.stay(State::Idle, vec![scene.show(On::NewQuestion, menu)])
}

/// A button that is not one of ours, or not theirs: both look alike.
pub fn unknown_button(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    if state.is_form() {
        return scene.repeat(state, Words::Menu(Say::ButtonOver));
    }
    Ok(chatter(scene, Note::ButtonOver))
}

/// Where the rules and the way back from them are shown: on the menu that was tapped. A card stays what it is.
fn tapped(scene: &Scene<'_>) -> On {
    if is_on_menu(scene) { On::Tapped } else { On::NewQuestion }
}

fn is_on_menu(scene: &Scene<'_>) -> bool {
    scene.tapped.is_some_and(|tapped| tapped.card == Card::Question)
}

/// What is said of a message where nothing asked for it, and it can be for nobody.
pub(super) const fn unasked(input: &Input) -> Option<Note> {
    match input {
        Input::Key(..) | Input::Text(_) => Some(Note::Chatter),
        Input::Place(_) => Some(Note::PlaceNotAsked),
        Input::Phone(_) => Some(unasked_other(Other::Contact)),
        Input::Other(other) => Some(unasked_other(*other)),
        Input::Start(_)
        | Input::Help
        | Input::Cancel
        | Input::Tap(_)
        | Input::Edited(_)
        | Input::Blocked
        | Input::Unblocked => None,
    }
}

pub(super) const fn unasked_other(other: Other) -> Note {
    match other {
        Other::UnknownCommand | Other::Done => Note::UnknownCommand,
        Other::OddPlace => Note::PlaceNotAsked,
        Other::Contact => Note::PhoneNotAsked,
        Other::Forward | Other::Voice | Other::Media | Other::Else => Note::Chatter,
    }
}
