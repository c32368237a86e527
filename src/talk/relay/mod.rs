//! The bot passes words on between two introduced people, so that no contact is needed. It never guesses:
//! words go as a reply to a passed message, or in "Writing to", or after "Pass this on? Yes".

mod apart;
mod say;

use serde::{Deserialize, Serialize};

pub use apart::{By, look_alike};
pub use say::Say;

use apart::told_apart;

use super::facts::{Introduced, Partner};
use super::scene::Replied;
use super::{Effect, Facts, Fault, On, Outcome, Receipt, Say as Words, Scene, Speech, State as AnyState, Typed};
use super::{introduction, menu, name};
use crate::domain::{
    Card, Due, FirstName, Guard, Instant, IntroductionId, IntroductionState, NeighbourId, NewRelay, RelayId, Side,
    limits, text,
};

/// To whom words are going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum State {
    /// Everything that is written goes to one person.
    Writing {
        /// Through which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// It ends by itself then, unless something is written before.
        until: Instant,
    },
    /// They were writing as the other one ended it, or was out. For as long as they would have gone on they may not have seen
    /// it: what they write goes to nobody, and they hear that.
    Ended {
        /// The other's first name.
        name: FirstName,
        /// Until then.
        until: Instant,
    },
    /// Words came that no question asked for: are they for somebody?
    PassOn {
        /// The messages that wait, in their order.
        waiting: Vec<Waiting>,
        /// Whom they may be for.
        to: Vec<(IntroductionId, FirstName)>,
        /// What tells those of the same first name apart.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        by: Vec<(IntroductionId, By)>,
        /// Are they in touch with more people than these?
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        more: bool,
    },
}

/// A message that waits until its writer says whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The words.
    pub words: String,
    /// Telegram's number of the message.
    pub message: i64,
}

/// Buttons of the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Write to the other one of this introduction.
    Write,
    /// Done with writing.
    Done,
    /// Yes, pass it on through this introduction.
    PassOn,
    /// No, it was not for anybody.
    Keep,
}

impl Button {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Write, Self::Done, Self::PassOn, Self::Keep];

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Write => "relay-write",
            Self::Done => "relay-done",
            Self::PassOn => "relay-pass",
            Self::Keep => "relay-keep",
        }
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|button| button.verb() == verb)
    }
}

/// The question of a step.
pub fn question(state: &State) -> Say {
    match state {
        State::Writing { name, .. } => Say::Writing { name: name.clone() },
        State::Ended { name, .. } => Say::WritingOver { name: name.clone() },
        State::PassOn { waiting, to, by, more } => {
            Say::WhoIsItFor { to: to.clone(), by: by.clone(), more: *more, messages: waiting.len() }
        }
    }
}

/// A tap on a button of the relay that answers the open question, or works from everywhere.
pub fn tap(
    scene: &mut Scene<'_>,
    state: AnyState,
    button: Button,
    introduction: IntroductionId,
) -> Result<Outcome, Fault> {
    match (button, state) {
        (Button::Write, state) => write_to(scene, state),
        (Button::Done, AnyState::Relay(State::Writing { .. })) => Ok(done(scene)),
        (Button::PassOn, AnyState::Relay(State::PassOn { waiting, to, .. })) => {
            let known = to.iter().any(|(id, _)| *id == introduction);
            let Some(partner) = partner(scene, introduction)?.filter(|_| known) else {
                let over = Words::Relay(Say::NoLonger, 0);
                return Ok(Outcome { state: AnyState::Idle, effects: vec![scene.show(On::Question, over)] });
            };
            let mut effects =
                vec![scene.show(On::Question, Words::Relay(Say::PassingOn { name: partner.name.clone() }, 0))];
            effects.extend(pass_on_all(scene, &partner, waiting));
            Ok(Outcome { state: AnyState::Idle, effects })
        }
        (Button::Keep, AnyState::Relay(State::PassOn { .. })) => {
            let menu = Words::Menu(menu::Say::menu(scene.me, menu::Note::NotPassedOn));
            Ok(Outcome { state: AnyState::Idle, effects: vec![scene.show(On::Question, menu)] })
        }
        (Button::Done | Button::PassOn | Button::Keep, state) => menu::unknown_button(scene, state),
    }
}

/// They write to nobody any more. It is said beneath what was passed on: `leave` mends the question above it.
pub fn done(scene: &Scene<'_>) -> Outcome {
    Outcome { state: AnyState::Idle, effects: vec![scene.reply(Words::Relay(Say::Done, 0))] }
}

/// "Writing to": everything that is written from now on goes to the other one. In the middle of a form that stays open:
/// then it is a reply to the message that says so.
fn write_to(scene: &Scene<'_>, state: AnyState) -> Result<Outcome, Fault> {
    let Facts::Introduction(facts) = scene.facts else { return Err(Fault::OtherFacts) };
    let found = facts.as_deref().and_then(|facts| Some((facts, facts.introduction.side(scene.me.id)?)));
    let Some((facts, side)) = found else { return not_passed(scene, state, Say::NoLonger) };
    let (introduction, name) = (facts.introduction.id, facts.name_of(side.other()));
    if !matches!(facts.introduction.state, IntroductionState::Agreed { .. }) {
        return no_longer(scene, state, (facts, side));
    }
    if state.is_form() {
        let card = On::NewCard(Card::Write(introduction));
        let by_reply = Words::Relay(Say::ByReply { name }, 0);
        return Ok(scene.stay(state, vec![Speech::guarded(scene.me.id, card, Guard::Agreed(introduction), by_reply)]));
    }
    let mut effects = Vec::new();
    if state.writing_to().is_some_and(|(other, _)| other == introduction) {
        effects.push(scene.show(On::CloseWriting, Words::Menu(menu::Say::Below { about: None })));
    }
    let until = scene.now() + limits::WRITING_IDLE;
    let writing = AnyState::Relay(State::Writing { introduction, name, until });
    effects.push(Effect::Schedule(Due::WritingIdle(scene.me.id), until));
    effects.push(scene.show(On::NewQuestion, scene.next_question(&writing)?));
    Ok(Outcome { state: writing, effects })
}

/// They are not introduced any more: where its card was tapped, the card says so by itself.
fn no_longer(scene: &Scene<'_>, state: AnyState, (facts, side): (&Introduced, Side)) -> Result<Outcome, Fault> {
    let card = Card::Introduction(facts.introduction.id);
    if scene.tapped.is_none_or(|tapped| tapped.card != card) {
        return not_passed(scene, state, Say::NoLonger);
    }
    let over = introduction::said(facts.card(side));
    Ok(scene.stay(state, vec![scene.show(On::Card(card), over)]))
}

/// They wrote nothing for a while: the question says that it is over. Where they wrote in the meantime, it waits on. Words
/// that wait to be passed on are kept no longer than those that were.
pub fn idle(now: Instant, me: NeighbourId, state: &AnyState) -> Vec<Effect> {
    let closes = |say| Speech::on(me, On::CloseQuestion, Words::Relay(say, 0));
    match state {
        AnyState::Relay(State::Writing { until, .. }) if *until > now => {
            vec![Effect::Schedule(Due::WritingIdle(me), *until)]
        }
        AnyState::Relay(State::Writing { name, .. }) => vec![closes(Say::WritingOver { name: name.clone() })],
        AnyState::Relay(State::PassOn { .. }) => vec![closes(Say::NotKept), Effect::Forget(me)],
        AnyState::Idle
        | AnyState::Relay(State::Ended { .. })
        | AnyState::Ask(_)
        | AnyState::Offer(_)
        | AnyState::Show(_)
        | AnyState::Afterwards(_)
        | AnyState::Name(_)
        | AnyState::OnCard(_) => Vec::new(),
    }
}

/// Words as a reply to a passed message; they never answer the question of a form.
pub fn reply(scene: &mut Scene<'_>, state: AnyState, typed: Typed) -> Result<Outcome, Fault> {
    let Some(Replied::Through(introduction)) = scene.replied else { return not_passed(scene, state, Say::Forgotten) };
    match partner(scene, introduction)? {
        Some(partner) => Ok(say_to(scene, state, &partner, typed)),
        None => not_passed(scene, state, Say::NoLonger),
    }
}

/// Words, in a state that asks for none.
pub fn text(scene: &mut Scene<'_>, state: AnyState, typed: Typed) -> Result<Outcome, Fault> {
    if let AnyState::Relay(State::Ended { name, .. }) = &state {
        let to_nobody = scene.reply(Words::Relay(Say::ToNobody { name: name.clone() }, 0));
        return Ok(scene.stay(state, vec![to_nobody]));
    }
    let partners = scene.facts.partners()?;
    if let AnyState::Relay(State::Writing { introduction, name, until }) = &state
        && scene.now() < *until
    {
        let (introduction, name) = (*introduction, name.clone());
        let Some(partner) = partner(scene, introduction)? else {
            return not_passed(scene, AnyState::Idle, Say::NoLonger);
        };
        let until = scene.now() + limits::WRITING_IDLE;
        let writing = AnyState::Relay(State::Writing { introduction, name, until });
        return Ok(say_to(scene, writing, &partner, typed));
    }
    if partners.is_empty() {
        return Ok(menu::chatter(scene, menu::Note::chatter(scene.me)));
    }
    let (to, more) = named(partners);
    let mut waiting = Vec::new();
    let mut effects = Vec::new();
    if let AnyState::Relay(State::PassOn { waiting: before, .. }) = &state {
        effects.push(scene.show(On::CloseQuestion, Words::Relay(Say::AskedBelow, 0)));
        waiting.clone_from(before);
    } else {
        effects.push(Effect::Schedule(Due::WritingIdle(scene.me.id), scene.now() + limits::RELAYS_KEPT));
    }
    if waiting.len() >= limits::WAITING_WORDS {
        return scene.repeat(state, Words::Relay(Say::AnswerFirst, 0));
    }
    waiting.push(Waiting { words: typed.text, message: typed.message });
    let asked = AnyState::Relay(State::PassOn { waiting, to, by: told_apart(partners), more });
    effects.push(scene.show(On::NewQuestion, scene.next_question(&asked)?));
    Ok(Outcome { state: asked, effects })
}

/// As many as a question names, and whether there are more.
fn named(partners: &[Partner]) -> (Vec<(IntroductionId, FirstName)>, bool) {
    let most = usize::from(limits::LISTED);
    let named = partners.iter().take(most).map(|partner| (partner.introduction, partner.name.clone()));
    (named.collect(), partners.len() > most)
}

/// Anything but words, in "Writing to" or once that is over, or while it is asked whom words are for.
pub fn other(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    let why = if let State::Ended { .. } = state { Say::NoLonger } else { Say::OnlyWords };
    not_passed(scene, AnyState::Relay(state), why)
}

/// Anything but words, as a reply to a passed message: it answers no question of a form either.
pub fn other_reply(scene: &Scene<'_>, state: AnyState) -> Result<Outcome, Fault> {
    let Some(Replied::Through(introduction)) = scene.replied else { return not_passed(scene, state, Say::Forgotten) };
    let why = if partner(scene, introduction)?.is_some() { Say::OnlyWords } else { Say::NoLonger };
    not_passed(scene, state, why)
}

/// Anything but words, where nothing asked for it: who is introduced may have meant somebody, and reads how to write to
/// them; to everybody else it is this note.
pub fn unasked(scene: &Scene<'_>, note: menu::Note) -> Result<Outcome, Fault> {
    let partners = scene.facts.partners()?;
    if partners.is_empty() {
        let note = if note == menu::Note::Chatter { menu::Note::chatter(scene.me) } else { note };
        return Ok(menu::chatter(scene, note));
    }
    let (to, more) = named(partners);
    let say = Say::NotWords { to, by: told_apart(partners), more };
    Ok(scene.stay(AnyState::Idle, vec![scene.show(On::NewQuestion, Words::Relay(say, 0))]))
}

/// Words that were changed: before they are passed on it is a correction; afterwards it is said once that it is not
/// passed on again.
pub fn edited(scene: &Scene<'_>, mut state: AnyState, typed: Typed) -> Result<Outcome, Fault> {
    if let AnyState::Relay(State::PassOn { waiting, .. }) = &mut state
        && let Some(one) = waiting.iter_mut().find(|one| one.message == typed.message)
    {
        // Telegram tells of edits that leave the words as they were: those raise no version.
        let version = scene.version + i64::from(one.words != typed.text);
        one.words = typed.text;
        let question = state.question(scene.me, version)?;
        return Ok(Outcome { state, effects: vec![scene.show(On::Question, question)] });
    }
    let Facts::Passed(passed) = scene.facts else { return Err(Fault::OtherFacts) };
    match passed {
        Some(true) => Ok(scene.stay(state, Vec::new())),
        Some(false) => beside(scene, state, Words::Relay(Say::EditNotPassedOn, 0)),
        None => beside(scene, state, Words::Menu(menu::Say::EditTooLate)),
    }
}

fn say_to(scene: &mut Scene<'_>, state: AnyState, partner: &Partner, typed: Typed) -> Outcome {
    let effects = pass_on_all(scene, partner, vec![Waiting { words: typed.text, message: typed.message }]);
    scene.stay(state, effects)
}

/// They turned to something else on the menu, and did not say whom their words were for.
pub fn turned_away(scene: &Scene<'_>, mut outcome: Outcome) -> Outcome {
    outcome.effects.insert(0, scene.show(On::CloseWriting, Words::Relay(Say::NotSaid, 0)));
    outcome
}

/// "Writing to" ended: its own message says so, before anything else is shown.
pub fn leave(scene: &Scene<'_>, writing_to: FirstName, effects: &mut Vec<Effect>) {
    effects.insert(0, scene.show(On::CloseWriting, Words::Relay(Say::WritingOver { name: writing_to }, 0)));
}

/// The words go to the other one, who reads first that they are called otherwise, where they know them by another name.
fn pass_on_all(scene: &mut Scene<'_>, partner: &Partner, all: Vec<Waiting>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for Waiting { words, message } in all {
        effects.extend(pass_on(scene, partner, (words, message)));
    }
    if effects.iter().any(|effect| matches!(effect, Effect::PassOn(_))) {
        effects.splice(0..0, name::before(scene, partner.other, Guard::Agreed(partner.introduction)));
    }
    effects
}

/// The words go to the other one; their writer gets a receipt once they arrived.
fn pass_on(scene: &mut Scene<'_>, partner: &Partner, (words, message): (String, i64)) -> Vec<Effect> {
    let words = text::paragraphs(&words);
    let units = words.encode_utf16().count();
    if units > limits::RELAY_UTF16 {
        return vec![scene.reply(Words::Relay(Say::TooLong { units }, 0))];
    }
    if units == 0 {
        return vec![scene.reply(Words::Relay(Say::OnlyWords, 0))];
    }
    let id = RelayId(scene.moment.id());
    let (introduction, sender) = (partner.introduction, scene.me.id);
    let say = Say::Passed { introduction, name: scene.me.name.clone(), words };
    vec![
        Effect::PassOn(NewRelay { id, introduction, sender, original: message }),
        Speech::guarded(partner.other, On::NewCard(Card::Relay(id)), Guard::Agreed(introduction), Words::Relay(say, 0)),
        Effect::Receipt(Box::new(Receipt {
            card: Card::Relay(id),
            reader: partner.other,
            message: Some(message),
            lost: Words::Relay(Say::NotArrived, 0),
            untrue: Words::Relay(Say::OverMeanwhile, 0),
        })),
    ]
}

/// The other one of an introduction of theirs, while it is agreed.
pub(in crate::talk) fn partner(scene: &Scene<'_>, introduction: IntroductionId) -> Result<Option<Partner>, Fault> {
    let partners = scene.facts.partners()?;
    Ok(partners.iter().find(|partner| partner.introduction == introduction).cloned())
}

/// Why nothing was passed on.
fn not_passed(scene: &Scene<'_>, state: AnyState, why: Say) -> Result<Outcome, Fault> {
    beside(scene, state, Words::Relay(why, 0))
}

/// What changes nothing; the question of a form comes again beneath.
fn beside(scene: &Scene<'_>, state: AnyState, words: Words) -> Result<Outcome, Fault> {
    if state.is_form() { scene.repeat(state, words) } else { Ok(scene.stay(state, vec![scene.reply(words)])) }
}

#[cfg(test)]
mod tests;
