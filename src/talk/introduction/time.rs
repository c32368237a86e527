//! Another time for what is agreed: one of the two asks, the other says yes, or keeps it as it was.
//! Until then nothing changes, and there is one such question at a time.

use super::super::facts::{About, Introduced};
use super::super::say::{Keyboard, rows_of_two};
use super::super::{Button as AnyButton, Effect, On, Scene, Speech, ask};
use super::{Button, Say as Introductions, after, reserve, said};
use crate::domain::{Card, Due, FirstName, Guard, IntroductionId, IntroductionState, Side, TimeChange, Urgency, When};

/// What is said about another time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// Which time shall it be?
    Choose {
        /// Which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// What is agreed.
        about: About,
    },
    /// To who asked: the other one was asked.
    AskedByMe {
        /// Which introduction.
        introduction: IntroductionId,
        /// The other's first name.
        name: FirstName,
        /// What is agreed until they say yes.
        about: About,
        /// What was asked for.
        when: When,
    },
    /// To the other one.
    Asked {
        /// Which introduction.
        introduction: IntroductionId,
        /// Which question.
        version: i64,
        /// Who asks.
        name: FirstName,
        /// What is agreed.
        about: About,
        /// What they ask for.
        when: When,
    },
    /// What became of it.
    Told {
        /// The other's first name.
        name: FirstName,
        /// What is agreed now.
        about: About,
        /// What became of it.
        told: Told,
    },
}

/// What became of a question for another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The other one said yes.
    Agreed,
    /// I said yes.
    AgreedByMe,
    /// The other one keeps it as it was.
    Kept,
    /// I keep it as it was.
    KeptByMe,
    /// Another question came, or its time passed.
    Outdated,
    /// The other one did not answer before its time passed.
    Unanswered,
    /// It is what is agreed already.
    Already,
    /// The introduction is over.
    Over,
}

impl Told {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Agreed,
        Self::AgreedByMe,
        Self::Kept,
        Self::KeptByMe,
        Self::Outdated,
        Self::Unanswered,
        Self::Already,
        Self::Over,
    ];
}

impl Say {
    pub(super) fn keyboard(&self) -> Keyboard {
        let one = |button, id, version| AnyButton::Introduction(button, id, version);
        match self {
            Self::Choose { introduction, .. } => {
                let all = Urgency::ALL.map(|urgency| one(Button::When(urgency), *introduction, 0));
                let mut rows = rows_of_two(&all);
                rows.push(vec![one(Button::Back, *introduction, 0)]);
                Keyboard::Inline(rows)
            }
            Self::AskedByMe { introduction, .. } => Keyboard::Inline(vec![vec![one(Button::Back, *introduction, 0)]]),
            Self::Asked { introduction, version, .. } => Keyboard::Inline(vec![
                vec![one(Button::Suits, *introduction, *version)],
                vec![one(Button::Keep, *introduction, *version)],
            ]),
            Self::Told { .. } => Keyboard::None,
        }
    }

    pub(super) fn samples() -> Vec<Self> {
        let (introduction, version) = (IntroductionId(i64::MAX), i64::MAX);
        let name = FirstName::read("Ann <3");
        let mut all = Vec::new();
        for sketch in ask::sample_sketches() {
            let (name, about, when) = (name.clone(), About::sketched(&sketch), sketch.when);
            all.extend(Told::ALL.map(|told| Self::Told { name: name.clone(), about: about.clone(), told }));
            all.extend([
                Self::Choose { introduction, name: name.clone(), about: about.clone() },
                Self::AskedByMe { introduction, name: name.clone(), about: about.clone(), when },
                Self::Asked { introduction, version, name, about, when },
            ]);
        }
        all
    }
}

/// "Change the time."
pub(super) fn choose(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    let (introduction, name) = (facts.introduction.id, facts.name_opposite(scene.me.id));
    let say = Say::Choose { introduction, name, about: facts.about() };
    vec![scene.show(On::Card(Card::Introduction(introduction)), told(say))]
}

/// A time was chosen: the other one is asked, in place of what was asked before.
pub(super) fn ask_for(scene: &mut Scene<'_>, facts: &Introduced, (side, urgency): (Side, Urgency)) -> Vec<Effect> {
    let id = facts.introduction.id;
    let card = On::Card(Card::Introduction(id));
    let (when, now) = (When::resolve(urgency, scene.now(), scene.moment.zone), facts.when());
    if is_same(when, now) {
        return vec![scene.show(card, said(facts.card(side))), scene.reply(facts.outdated(side, Told::Already))];
    }
    let (name, about) = (facts.name_of(side.other()), facts.about());
    let asked_by_me = scene.show(card, told(Say::AskedByMe { introduction: id, name, about, when }));
    // Two quick taps are one question.
    if facts.change.as_ref().is_some_and(|change| change.by == side && is_same(change.when, when)) {
        return vec![asked_by_me];
    }
    let change = TimeChange { id: scene.moment.chance.id(), by: side, when };
    let mut effects = vec![Effect::AskTime(id, change.clone()), asked_by_me];
    effects.push(match when.ends() {
        Some(end) => Effect::Schedule(Due::TimePasses(id), end),
        None => Effect::Unschedule(Due::TimePasses(id)),
    });
    // What the other one asked before is not the question any more.
    effects.extend(closed(facts, Told::Outdated));
    effects.push(asked(facts, &change));
    effects
}

fn is_same(one: When, other: When) -> bool {
    (one.urgency, one.ends()) == (other.urgency, other.ends())
}

/// The time passed that one of the two asked for, without an answer: the question is over, and who asked hears it.
pub fn time_passes(facts: &Introduced) -> Vec<Effect> {
    let Some(change) = facts.change.as_ref().filter(|change| change.when.is_over(facts.my_ask.now)) else {
        return Vec::new();
    };
    let (id, to) = (facts.introduction.id, facts.introduction.on(change.by));
    let mut effects = vec![Effect::KeepTime(id, change.id)];
    effects.extend(closed(facts, Told::Outdated));
    effects.push(Speech::on(to, On::CardIfShown(Card::Introduction(id)), said(facts.card(change.by))));
    let guard = (Guard::Agreed(id), None);
    effects.push(Speech::waking(to, On::Message, guard, facts.outdated(change.by, Told::Unanswered)));
    effects
}

/// The question, as the other one sees it.
fn asked(facts: &Introduced, change: &TimeChange) -> Effect {
    let id = facts.introduction.id;
    let say = Say::Asked {
        introduction: id,
        version: change.id,
        name: facts.name_of(change.by),
        about: facts.about(),
        when: change.when,
    };
    let to = facts.introduction.on(change.by.other());
    Speech::guarded(to, On::NewCard(Card::Time(id)), Guard::Agreed(id), told(say))
}

/// "Yes, that suits", or "Keep it as it was": by who was asked, and to what they were asked.
pub(super) fn answer(
    scene: &Scene<'_>,
    facts: &Introduced,
    (side, button, version): (Side, Button, i64),
) -> Vec<Effect> {
    let (id, card) = (facts.introduction.id, On::Card(Card::Time(facts.introduction.id)));
    let is_asked = |change: &&TimeChange| change.by != side && change.id == version;
    let Some(change) = facts.change.as_ref().filter(is_asked).filter(|change| !change.when.is_over(scene.now())) else {
        return vec![scene.show(card, facts.outdated(side, Told::Outdated))];
    };
    let to = facts.introduction.on(change.by);
    let (mine, theirs) = (facts.name_of(change.by), facts.name_of(side));
    if button == Button::Keep {
        let (about, kept) = (facts.about(), Told::KeptByMe);
        return vec![
            Effect::KeepTime(id, change.id),
            scene.show(card, told(Say::Told { name: mine, about: about.clone(), told: kept })),
            Speech::on(to, On::CardIfShown(Card::Introduction(id)), said(facts.card(change.by))),
            Speech::message(to, told(Say::Told { name: theirs, about, told: Told::Kept })),
        ];
    }
    let mut after = facts.clone();
    after.introduction.agreed_when = Some(change.when);
    let about = after.about();
    if let Some(yes) = after.my_ask.yes_mut(id) {
        yes.about = about.clone();
    }
    let mut effects = vec![
        Effect::AgreeTime(id, change.id),
        Effect::Schedule(Due::HowWasIt(id), after::how_was_it_at(change.when, scene.moment)),
        scene.show(card, told(Say::Told { name: mine, about: about.clone(), told: Told::AgreedByMe })),
    ];
    for side in [Side::Asker, Side::Helper] {
        let card = On::CardIfShown(Card::Introduction(id));
        effects.push(Speech::on(facts.introduction.on(side), card, said(after.card(side))));
    }
    effects.push(Speech::message(to, told(Say::Told { name: theirs, about, told: Told::Agreed })));
    // Who stands by said yes to the time that it was.
    effects.extend(reserve::reserves_go_unless_needed(&after.my_ask, scene.now()));
    effects
}

/// A tap on such a question of an introduction that is over, or was.
pub(super) fn over(scene: &Scene<'_>, facts: &Introduced, side: Side) -> Vec<Effect> {
    let still_write = matches!(facts.introduction.state, IntroductionState::Agreed { .. });
    let because = if still_write { Told::Outdated } else { Told::Over };
    vec![scene.show(On::Card(Card::Time(facts.introduction.id)), facts.outdated(side, because))]
}

/// The question that is open, where it was asked: its card says what became of it.
pub(super) fn closed(facts: &Introduced, because: Told) -> Option<Effect> {
    let side = facts.change.as_ref()?.by.other();
    let card = On::CardIfShown(Card::Time(facts.introduction.id));
    Some(Speech::on(facts.introduction.on(side), card, facts.outdated(side, because)))
}

/// The question that waits for this side, once more.
pub fn time_shown_again(facts: &Introduced, side: Side) -> Option<Effect> {
    facts.change.as_ref().filter(|change| change.by != side).map(|change| asked(facts, change))
}

impl Introduced {
    fn outdated(&self, side: Side, because: Told) -> super::AnySay {
        told(Say::Told { name: self.name_of(side.other()), about: self.about(), told: because })
    }
}

fn told(say: Say) -> super::AnySay {
    said(Introductions::Time(Box::new(say)))
}
