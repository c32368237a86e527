//! After it happened, each side apart: a thank-you that is passed on once, and "the same person again?".
//! A no to that is silent: the other one never learns of it.

mod say;

use serde::{Deserialize, Serialize};

pub use say::{Card, Say};

use super::ask::TypedLine;
use super::facts::{Afterwards, Introduced};
use super::scene::Answered;
use super::{Effect, Facts, Fault, On, Outcome, Receipt, Say as Words, Scene, Speech, State as AnyState, Typed};
use super::{introduction, menu, name, relay};
use crate::domain::text::LineRefusal;
use crate::domain::{
    Card as Shown, FirstName, Guard, Introduction, IntroductionId, IntroductionState, Line, Outcome as Told, Side,
};

/// A thank-you is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// For what.
    pub introduction: IntroductionId,
    /// To whom.
    pub name: FirstName,
    /// Did a message come in between since it was asked? What is written then may be an answer to that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub between: bool,
    /// What was written then: is it the line?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure: Option<TypedLine>,
}

impl State {
    const fn opened(introduction: IntroductionId, name: FirstName) -> Self {
        Self { introduction, name, between: false, sure: None }
    }
}

/// Buttons of what comes afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Say thank you.
    Thank,
    /// The same person again: yes.
    Yes,
    /// The same person again: no.
    No,
    /// Just thank you, without a line.
    Just,
    /// Yes, as they wrote.
    Sure,
    /// Another line.
    Back,
    /// No thank-you after all.
    Cancel,
}

impl Button {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Thank, Self::Yes, Self::No, Self::Just, Self::Sure, Self::Back, Self::Cancel];

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Thank => "after-thank",
            Self::Yes => "after-yes",
            Self::No => "after-no",
            Self::Just => "after-just",
            Self::Sure => "after-sure",
            Self::Back => "after-back",
            Self::Cancel => "after-cancel",
        }
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|button| button.verb() == verb)
    }

    /// Does it stand on the card and work from everywhere, or answer the open question?
    pub const fn works_everywhere(self) -> bool {
        match self {
            Self::Thank | Self::Yes | Self::No => true,
            Self::Just | Self::Sure | Self::Back | Self::Cancel => false,
        }
    }
}

/// The question of the line.
pub fn question(state: &State) -> Say {
    let (introduction, name) = (state.introduction, state.name.clone());
    match &state.sure {
        Some(TypedLine { line, .. }) => Say::Sure { introduction, name, line: line.clone() },
        None => Say::Line { introduction, name },
    }
}

/// It happened: the one optional message.
pub fn ask(scene: &Scene<'_>, introduction: &Introduction, name: FirstName) -> Effect {
    let (id, may_thank) = (introduction.id, !introduction.is_cut_short());
    let card = Card { introduction: id, name, may_thank, thanked: false, again: None, to_come: false };
    scene.show(On::NewCard(Shown::Afterwards(id)), Words::Afterwards(Say::Card(card), 0))
}

/// They said since that it did not happen after all: the card asks nothing more.
pub fn asks_no_more(scene: &Scene<'_>, introduction: IntroductionId, name: FirstName) -> Effect {
    scene.show(On::CardIfShown(Shown::Afterwards(introduction)), Words::Afterwards(Say::Closed { name }, 0))
}

/// A tap on the card of what did not happen after all: it says so.
fn closed(scene: &Scene<'_>, state: AnyState, introduction: IntroductionId) -> Result<Outcome, Fault> {
    let is_tapped = scene.tapped.is_some_and(|tapped| tapped.card == Shown::Afterwards(introduction));
    let Facts::Afterwards(Some(facts)) = scene.facts else { return menu::unknown_button(scene, state) };
    if !is_tapped {
        return menu::unknown_button(scene, state);
    }
    let name = facts.introduced.name_opposite(scene.me.id);
    Ok(scene.stay(state, vec![scene.show(On::Tapped, Words::Afterwards(Say::Closed { name }, 0))]))
}

/// A tap on the card, or under the question of the line.
pub fn tap(
    scene: &mut Scene<'_>,
    state: AnyState,
    button: Button,
    introduction: IntroductionId,
) -> Result<Outcome, Fault> {
    match (button, state) {
        (Button::Cancel, _) => Ok(menu::close_by_tap(scene, menu::Note::Cancelled)),
        (Button::Back, AnyState::Afterwards(at)) => {
            let anew = AnyState::Afterwards(State::opened(introduction, at.name.clone()));
            scene.move_on(&AnyState::Afterwards(at), anew, Answered::Tapped)
        }
        (Button::Just, AnyState::Afterwards(_)) => by_tap(scene, None),
        (Button::Sure, AnyState::Afterwards(State { sure: Some(written), .. })) => by_tap(scene, Some(written)),
        (Button::Thank | Button::Yes | Button::No, state) => on_card(scene, state, (button, introduction)),
        // Routed here only while it answers the open question.
        (Button::Back | Button::Just | Button::Sure, state) => menu::unknown_button(scene, state),
    }
}

/// A tap on the card. What does not exist and what is not theirs look alike.
fn on_card(
    scene: &mut Scene<'_>,
    state: AnyState,
    (button, introduction): (Button, IntroductionId),
) -> Result<Outcome, Fault> {
    let Some((facts, side)) = found(scene)? else { return closed(scene, state, introduction) };
    if button != Button::Thank {
        let effects = say_again(scene, facts, (side, button == Button::Yes));
        return Ok(scene.stay(state, effects));
    }
    if state.is_form() {
        return menu::go_on(scene, state);
    }
    if facts.thanked {
        return Ok(scene.stay(state, vec![shown(scene, &facts.card(side))]));
    }
    if !facts.may_thank() {
        return Ok(scene.stay(state, vec![shown(scene, &facts.card(side)), scene.reply(not_passed_on(facts))]));
    }
    let question = AnyState::Afterwards(State::opened(introduction, facts.introduced.name_of(side.other())));
    let ask = scene.show(On::NewQuestion, scene.next_question(&question)?);
    Ok(Outcome { state: question, effects: vec![ask] })
}

/// Thanks by a tap under the question, which says what became of them.
fn by_tap(scene: &Scene<'_>, written: Option<TypedLine>) -> Result<Outcome, Fault> {
    let (told, mut effects) = thank(scene, written)?;
    effects.insert(0, scene.show(On::Question, told));
    Ok(Outcome { state: AnyState::Idle, effects })
}

/// The line of a thank-you. What follows a message in between may be an answer to that: it is asked first.
pub fn text(scene: &Scene<'_>, state: State, typed: &Typed) -> Result<Outcome, Fault> {
    let line = match Line::read(&typed.text) {
        Ok(line) => line,
        Err(LineRefusal::Empty) => return about(scene, state, Say::WordsPlease),
        Err(LineRefusal::TooLong(units)) => return about(scene, state, Say::TooLong { units }),
    };
    let written = TypedLine { line, message: typed.message };
    if state.between || scene.alarming {
        let sure = State { between: true, sure: Some(written), ..state.clone() };
        return scene.move_on(&AnyState::Afterwards(state), AnyState::Afterwards(sure), Answered::Typed);
    }
    let quiet = Words::Quiet(Box::new(AnyState::Afterwards(state).question(scene.me, scene.version)?));
    let mut effects = vec![scene.show(On::CloseQuestion, quiet)];
    let (told, passed) = thank(scene, Some(written))?;
    effects.extend(passed);
    effects.push(scene.reply(told));
    Ok(Outcome { state: AnyState::Idle, effects })
}

/// Anything but words, while the line is asked for.
pub fn other(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    about(scene, state, Say::WordsPlease)
}

fn about(scene: &Scene<'_>, state: State, say: Say) -> Result<Outcome, Fault> {
    scene.repeat(AnyState::Afterwards(state), Words::Afterwards(say, 0))
}

/// The introduction and the side of who acts, where they said that it happened.
fn found<'a>(scene: &Scene<'a>) -> Result<Option<(&'a Afterwards, Side)>, Fault> {
    let Facts::Afterwards(facts) = scene.facts else { return Err(Fault::OtherFacts) };
    let found = facts.as_deref().and_then(|facts| Some((facts, facts.introduced.introduction.side(scene.me.id)?)));
    Ok(found.filter(|(facts, side)| is_asked(&facts.introduced, *side)))
}

/// The thank-you goes to the other one, once; and what is told to who said it. Where it does not arrive they hear it.
fn thank(scene: &Scene<'_>, written: Option<TypedLine>) -> Result<(Words, Vec<Effect>), Fault> {
    let Some((facts, side)) = found(scene)? else { return Ok((over_meanwhile(), Vec::new())) };
    if facts.thanked || !facts.may_thank() {
        return Ok((not_passed_on(facts), Vec::new()));
    }
    let (id, name) = (facts.introduced.introduction.id, facts.introduced.name_of(side.other()));
    let (words, message) = written.map(|TypedLine { line, message }| (line, message)).unzip();
    let thanks = Words::Afterwards(Say::Thanks { name: scene.me.name.clone(), words }, 0);
    let card = Words::Afterwards(Say::Card(Card { thanked: true, ..facts.card(side) }), 0);
    let (reader, on) = (facts.introduced.introduction.on(side.other()), Shown::Thanks(id));
    let lost = Words::Afterwards(Say::NotArrived { name: name.clone() }, 0);
    let untrue = Words::Relay(relay::Say::OverMeanwhile, 0);
    let mut effects = vec![Effect::Thank(id, side)];
    effects.extend(name::before(scene, reader, Guard::InTouch(id)));
    effects.extend([
        Speech::guarded(reader, On::NewCard(on), Guard::InTouch(id), thanks),
        Effect::Receipt(Box::new(Receipt { card: on, reader, message, lost, untrue })),
        scene.show(On::CardIfShown(Shown::Afterwards(id)), card),
    ]);
    Ok((Words::Relay(relay::Say::PassingOn { name }, 0), effects))
}

/// "The same person again?": a no keeps the two apart from now on.
fn say_again(scene: &Scene<'_>, facts: &Afterwards, (side, yes): (Side, bool)) -> Vec<Effect> {
    let id = facts.introduced.introduction.id;
    let mut effects = vec![Effect::SayAgain(id, yes), shown(scene, &Card { again: Some(yes), ..facts.card(side) })];
    if !yes {
        // Their yeses to other asks wait in vain.
        effects.extend(facts.waiting.iter().flat_map(|waiting| introduction::decline(scene, waiting)));
    }
    if !yes && facts.again != Some(false) {
        // What they agreed stays; its card has the button to call it off.
        let sides = facts.to_come.iter().filter_map(|one| Some((one, one.introduction.side(scene.me.id)?)));
        effects.extend(sides.map(|(one, side)| introduction::shown_again(one, side)));
    }
    effects
}

/// Was this side asked, since it happened?
pub fn is_asked(introduced: &Introduced, side: Side) -> bool {
    introduced.outcomes.of(side).told.is_some_and(Told::is_good)
}

/// The card as this side sees it now; nobody is told anything new.
pub fn shown_anew(facts: &Afterwards, side: Side) -> Option<Effect> {
    let Introduced { introduction, .. } = &facts.introduced;
    let card = On::CardIfShown(Shown::Afterwards(introduction.id));
    let words = Words::Afterwards(Say::Card(facts.card(side)), 0);
    is_asked(&facts.introduced, side).then(|| Speech::on(introduction.on(side), card, words).mends())
}

fn shown(scene: &Scene<'_>, card: &Card) -> Effect {
    let on = On::Card(Shown::Afterwards(card.introduction));
    scene.show(on, Words::Afterwards(Say::Card(card.clone()), 0))
}

/// Why thanks go nowhere. The two may be in touch through something else.
const fn not_passed_on(facts: &Afterwards) -> Words {
    if facts.in_touch { over_meanwhile() } else { Words::Relay(relay::Say::NoLonger, 0) }
}

const fn over_meanwhile() -> Words {
    Words::Relay(relay::Say::OverMeanwhile, 0)
}

impl Afterwards {
    /// Are the two introduced, or were they until it was over? Not where one of them ended it.
    const fn may_thank(&self) -> bool {
        !self.introduced.introduction.is_cut_short() && self.have_met()
    }

    const fn have_met(&self) -> bool {
        match self.introduced.introduction.state {
            IntroductionState::Agreed { .. } | IntroductionState::Ended => true,
            IntroductionState::Proposed
            | IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve
            | IntroductionState::Dropped => false,
        }
    }

    /// The card, as this side sees it now.
    fn card(&self, side: Side) -> Card {
        let (introduction, name) = (self.introduced.introduction.id, self.introduced.name_of(side.other()));
        let (may_thank, to_come) = (self.may_thank(), !self.to_come.is_empty());
        Card { introduction, name, may_thank, thanked: self.thanked, again: self.again, to_come }
    }
}
