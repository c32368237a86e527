//! Showing the other one of an agreed introduction one's own Telegram profile or phone number.
//! Only by one's own tap, only one's own, and nothing of it is kept.

mod say;

use serde::{Deserialize, Serialize};

pub use say::Say;

use super::facts::{Introduced, Partner};
use super::scene::Answered;
use super::{
    Effect, Fault, Key, On, Other, Outcome, Receipt, Say as Words, Scene, Speech, State as AnyState, introduction,
    menu, name, relay,
};
use crate::domain::{Card, FirstName, Guard, IntroductionId, Profile, ShowingId, Side};

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The Telegram profile.
    Profile,
    /// The Telegram profile of somebody without a username.
    NamelessProfile,
    /// The phone number.
    Phone,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Profile, Self::NamelessProfile, Self::Phone];
}

/// Where the showing stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum State {
    /// Shall I, really?
    Sure {
        /// Through which introduction.
        introduction: IntroductionId,
        /// The first name of who will see it.
        name: FirstName,
        /// What.
        what: What,
    },
    /// The phone is asked for its number.
    Phone {
        /// Through which introduction.
        introduction: IntroductionId,
        /// The first name of who will see it.
        name: FirstName,
    },
}

impl State {
    /// Does this question come with a reply keyboard?
    pub const fn has_keys(&self) -> bool {
        matches!(self, Self::Phone { .. })
    }

    /// Through which introduction.
    pub const fn introduction(&self) -> IntroductionId {
        match self {
            Self::Sure { introduction, .. } | Self::Phone { introduction, .. } => *introduction,
        }
    }

    /// The first name of who will see it.
    pub const fn name(&self) -> &FirstName {
        match self {
            Self::Sure { name, .. } | Self::Phone { name, .. } => name,
        }
    }
}

/// Buttons of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Yes, show it.
    Yes,
    /// Back: it is not shown.
    Back,
    /// It is not shown, and nothing else is either.
    Cancel,
}

impl Button {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Back, Self::Cancel];

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Yes => "show-yes",
            Self::Back => "show-back",
            Self::Cancel => "show-cancel",
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
        State::Sure { introduction, name, what } => {
            Say::Sure { introduction: *introduction, name: name.clone(), what: *what }
        }
        State::Phone { name, .. } => Say::AskPhone { name: name.clone() },
    }
}

/// What the question before the reply keyboard is edited to: its answer.
pub fn answered(state: &State) -> Option<Say> {
    match state {
        State::Phone { name, .. } => Some(Say::WillSee { name: name.clone() }),
        State::Sure { .. } => None,
    }
}

/// "Show my profile", or "Show my phone number", on the card of an agreed introduction.
pub fn open(scene: &Scene<'_>, state: AnyState, (facts, what): (&Introduced, What)) -> Result<Outcome, Fault> {
    if state.is_form() {
        return menu::go_on(scene, state);
    }
    let name = facts.name_opposite(scene.me.id);
    let side = if scene.me.id == facts.introduction.asker { Side::Asker } else { Side::Helper };
    // The card goes back to what is needed most.
    let card = scene.show(On::Card(Card::Introduction(facts.introduction.id)), introduction::said(facts.card(side)));
    if facts.introduction.is_outdated(&facts.my_ask.ask) {
        return Ok(scene.stay(state, vec![card, scene.reply(said(Say::NotYet { side, name }))]));
    }
    let sure = AnyState::Show(State::Sure { introduction: facts.introduction.id, name, what });
    let question = scene.next_question(&sure)?;
    Ok(Outcome { state: sure, effects: vec![card, scene.show(On::NewQuestion, question)] })
}

/// A tap on the open question.
pub fn tap(scene: &mut Scene<'_>, state: State, button: Button) -> Result<Outcome, Fault> {
    let State::Sure { introduction, name, what } = state.clone() else {
        return scene.repeat(AnyState::Show(state), said(Say::KeyPlease));
    };
    match button {
        Button::Back => return Ok(answer(scene, said(Say::NotShown))),
        Button::Cancel => return Ok(menu::close_by_tap(scene, menu::Note::Cancelled)),
        Button::Yes => {}
    }
    if !relay::partner(scene, introduction)?.is_some_and(|partner| partner.current) {
        return Ok(answer(scene, not_now(scene, introduction)?));
    }
    match what {
        What::Profile | What::NamelessProfile => {
            let profile = scene.profile.clone();
            let told = Say::Profile { introduction, name: scene.me.name.clone(), profile };
            let mut outcome = answer(scene, said(Say::Shown { name, what }));
            outcome.effects.extend(to_the_other(scene, introduction, (told, what))?.into_iter().flatten());
            Ok(outcome)
        }
        What::Phone => {
            let phone = AnyState::Show(State::Phone { introduction, name });
            scene.move_on(&AnyState::Show(state), phone, Answered::Tapped)
        }
    }
}

/// Their own contact: it goes to the other one, and nowhere else.
pub fn phone(scene: &mut Scene<'_>, state: State, phone: String) -> Result<Outcome, Fault> {
    let State::Phone { introduction, name } = state else {
        return scene.repeat(AnyState::Show(state), said(Say::PhoneTooSoon));
    };
    let told = Say::Phone { introduction, name: scene.me.name.clone(), phone };
    let sent = to_the_other(scene, introduction, (told, What::Phone))?;
    let effects = match sent {
        Some(sent) => [scene.reply(said(Say::PhoneShown { name }))].into_iter().chain(sent).collect(),
        None => {
            vec![scene.reply(Words::Menu(menu::Say::KeyboardAway)), scene.reply(not_now(scene, introduction)?)]
        }
    };
    Ok(Outcome { state: AnyState::Idle, effects })
}

/// A reply button, or its label as text.
pub fn key(scene: &Scene<'_>, state: State, key: Key) -> Result<Outcome, Fault> {
    match (&state, key) {
        (_, Key::Cancel) => menu::cancel(scene, &AnyState::Show(state)),
        (State::Phone { .. }, Key::Back) => {
            Ok(Outcome { state: AnyState::Idle, effects: vec![scene.reply(said(Say::NotShownByKey))] })
        }
        (_, Key::Back | Key::SharePlace | Key::SharePhone) => anything(scene, state),
    }
}

/// Anything else while the question is open.
pub fn other(scene: &Scene<'_>, state: State, other: Other) -> Result<Outcome, Fault> {
    if other == Other::Contact {
        return scene.repeat(AnyState::Show(state), said(Say::NotTheirs));
    }
    anything(scene, state)
}

/// Words, or a place, while the question is open.
pub fn anything(scene: &Scene<'_>, state: State) -> Result<Outcome, Fault> {
    let about = if state.has_keys() { Say::KeyPlease } else { Say::TapPlease };
    scene.repeat(AnyState::Show(state), said(about))
}

/// The open question is edited to its answer.
fn answer(scene: &Scene<'_>, say: Words) -> Outcome {
    Outcome { state: AnyState::Idle, effects: vec![scene.show(On::Question, say)] }
}

/// Why nothing is shown: they are introduced no more, or the ask changed and its helper has not said whether they still can.
fn not_now(scene: &Scene<'_>, introduction: IntroductionId) -> Result<Words, Fault> {
    let partner = relay::partner(scene, introduction)?;
    Ok(partner.map_or(Words::Relay(relay::Say::NoLonger, 0), |_| said(Say::AskedAnew)))
}

/// What is shown goes to the other one, while the two are introduced to the ask as it is; `None` where they are not.
/// Where that is so no more once it could be sent, it is not, and its owner hears it.
fn to_the_other(
    scene: &mut Scene<'_>,
    introduction: IntroductionId,
    (told, what): (Say, What),
) -> Result<Option<Vec<Effect>>, Fault> {
    let partner = relay::partner(scene, introduction)?.filter(|partner| partner.current);
    Ok(partner.map(|Partner { other: reader, name, .. }| {
        let card = Card::Showing(ShowingId(scene.moment.id()));
        let lost = said(Say::NotArrived { name: name.clone(), what });
        let untrue = said(Say::NotAgreed { name, what });
        let mut effects = name::before(scene, reader, Guard::Current(introduction));
        effects.extend([
            Speech::guarded(reader, On::NewCard(card), Guard::Current(introduction), said(told)),
            Effect::Receipt(Box::new(Receipt { card, reader, message: None, lost, untrue })),
        ]);
        effects
    }))
}

/// Which way there is to the profile of who did this.
pub const fn way(profile: &Profile) -> What {
    match profile {
        Profile::Username(_) => What::Profile,
        Profile::Account(_) => What::NamelessProfile,
    }
}

/// What is said about showing something.
const fn said(say: Say) -> Words {
    Words::Show(say, 0)
}

#[cfg(test)]
mod tests;
