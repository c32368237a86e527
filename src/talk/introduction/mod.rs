//! An introduction: the asker chooses among the yeses, both are introduced, the others get a last word.
//! Before both agreed it shows a first name, a band and a count, and nothing else.

mod say;

pub use say::{Say, Why, Words};

use super::facts::{About, Introduced, Yes};
use super::{Effect, Facts, Fault, On, Outcome, Say as AnySay, Scene, Speech, State, ask, menu, ping};
use crate::domain::{AskState, Card, Guard, IntroductionState, Side, window};

/// Buttons of an introduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Yes, introduce us.
    Yes,
    /// Not this one.
    No,
}

impl Button {
    /// All of them.
    pub fn all() -> Vec<Self> {
        vec![Self::Yes, Self::No]
    }

    /// The verb in the code of the button.
    pub fn verb(self) -> String {
        match self {
            Self::Yes => "intro-yes".to_owned(),
            Self::No => "intro-no".to_owned(),
        }
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::all().into_iter().find(|button| button.verb() == verb)
    }
}

/// A tap on an introduction. What does not exist and what is not theirs look alike.
pub fn step(scene: &Scene<'_>, state: State, button: Button, version: i64) -> Result<Outcome, Fault> {
    let Facts::Introduction(facts) = scene.facts else {
        return Err(Fault::OtherFacts);
    };
    let Some(facts) = facts.as_deref() else {
        return menu::unknown_button(scene, state);
    };
    if facts.introduction.side(scene.me.id) != Some(Side::Asker) {
        return menu::unknown_button(scene, state);
    }
    let current = version == facts.my_ask.ask.version && facts.my_ask.ask.state == AskState::Open;
    let effects = match (button, &facts.introduction.state) {
        (Button::Yes, IntroductionState::Proposed) if current => introduce(scene, facts),
        (Button::No, IntroductionState::Proposed) if current => decline(scene, facts),
        (Button::Yes | Button::No, _) => vec![scene.show(On::Tapped, said(facts.truth()))],
    };
    Ok(scene.stay(state, effects))
}

/// "Yes, introduce us": the one transaction in which both are agreed.
fn introduce(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    let word = facts.fresh_word.clone();
    let mut after = facts.my_ask.clone();
    for yes in after.introductions.iter_mut().filter(|yes| yes.introduction.id == id) {
        yes.introduction.state = IntroductionState::Agreed { word: word.clone() };
    }
    let mut effects = vec![Effect::Introduce(id, word.clone())];
    let is_enough = after.agreed().count() >= usize::from(after.ask.wanted);
    if is_enough {
        after.ask.state = AskState::Found;
        effects.push(Effect::AskFound(after.ask.id));
    }
    effects.push(scene.show(On::Tapped, said(Say::Chosen { name: facts.helper.name.clone() })));
    for side in [Side::Asker, Side::Helper] {
        let (me, other) = match side {
            Side::Asker => (&facts.asker, &facts.helper),
            Side::Helper => (&facts.helper, &facts.asker),
        };
        let words = Words { side, name: other.name.clone(), about: About::of(&facts.my_ask.ask), word: word.clone() };
        let say = said(Say::Introduced { introduction: id, words });
        effects.push(Speech::guarded(me.id, On::NewCard(Card::Introduction(id)), Guard::Agreed(id), say));
    }
    if is_enough {
        effects.extend(ping::over(&after.ask, &after.open_pings, scene.now()));
        for yes in after.proposed() {
            effects.extend(release(yes, Why::Found));
        }
    }
    effects.push(status(&after));
    effects
}

/// "Not this one": the helper is thanked; the asking goes on.
fn decline(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    let mut after = facts.my_ask.clone();
    for yes in after.introductions.iter_mut().filter(|yes| yes.introduction.id == id) {
        yes.introduction.state = IntroductionState::Declined;
    }
    let mut effects =
        vec![Effect::Decline(id), scene.show(On::Tapped, said(Say::Declined { name: facts.helper.name.clone() }))];
    let last = Say::LastWord { about: About::of(&after.ask), why: Why::Declined };
    effects.push(Speech::message(facts.introduction.helper, said(last)));
    if after.next_wave.is_none() && ask::wants_more(&after) {
        // As many as were enough had said yes, or all were asked: the asking goes on, or says that it is over.
        let next = window::after_quiet(scene.now(), scene.moment.zone);
        after.next_wave = Some(next);
        effects.push(Effect::NextWave(after.ask.id, Some(next)));
    }
    effects.push(status(&after));
    effects
}

/// A yes that was not needed: its helper gets a kind last word, and the asker's card of it says so.
pub fn release(yes: &Yes, why: Why) -> Vec<Effect> {
    let introduction = &yes.introduction;
    vec![
        Effect::Release(introduction.id),
        Speech::message(introduction.helper, said(Say::LastWord { about: yes.about.clone(), why })),
        Speech::on(
            introduction.asker,
            On::CardIfShown(Card::Yes(introduction.id)),
            said(Say::Released { name: yes.helper.name.clone(), why }),
        ),
    ]
}

impl Introduced {
    /// The card of the yes, as its asker sees it now.
    fn truth(&self) -> Say {
        let name = self.helper.name.clone();
        match &self.introduction.state {
            IntroductionState::Proposed => Say::yes(
                self.introduction.id,
                self.my_ask.ask.version,
                ping::SeenAs::of(&self.helper),
                self.band,
                About::of(&self.my_ask.ask),
            ),
            IntroductionState::Agreed { .. } | IntroductionState::Ended => Say::Chosen { name },
            IntroductionState::Declined => Say::Declined { name },
            IntroductionState::Released => Say::Released { name, why: Why::Found },
        }
    }
}

/// The asker's card of the ask, from the truth.
fn status(after: &super::facts::MyAsk) -> Effect {
    let say = AnySay::MyAsk(ask::Told::Status(Box::new(after.status())));
    Speech::on(after.ask.asker, On::CardIfShown(Card::Ask(after.ask.id)), say)
}

fn said(say: Say) -> AnySay {
    AnySay::Introduction(Box::new(say))
}
