//! "End this", once its time has been: nothing goes from one of the two to the other any more. How it went is asked as ever.

use super::super::facts::Introduced;
use super::super::{Effect, On, Scene, Speech};
use super::{Say, after, reserve, said, time};
use crate::domain::{Card, Guard, IntroductionState, Side};

impl Introduced {
    /// May one of the two end it, so that nothing goes through it any more? Once it has been, as far as is known; before
    /// that "I can't make it" is the way.
    pub(super) fn may_end(&self) -> bool {
        let now = self.my_ask.now;
        let is_agreed = matches!(self.introduction.state, IntroductionState::Agreed { .. });
        is_agreed && (self.introduction.has_been(now) || !after::is_to_come(self, now))
    }
}

/// The card, with what else can be done now.
pub(super) fn with_more(facts: &Introduced, side: Side) -> Say {
    let card = facts.card(side).with_more();
    if !facts.may_end() {
        return card;
    }
    Say::MayEnd { introduction: facts.introduction.id, card: Box::new(card) }
}

/// "End this."
pub(super) fn end_sure(facts: &Introduced, side: Side) -> Say {
    Say::EndSure { introduction: facts.introduction.id, name: facts.name_of(side.other()) }
}

/// "Yes, end it": the other one hears it in a kind sentence, and nothing goes from one to the other any more. Both are
/// asked how it went as ever.
pub(super) fn cut_short(scene: &Scene<'_>, facts: &Introduced, side: Side) -> Vec<Effect> {
    let (id, other) = (facts.introduction.id, side.other());
    let over_for_me = Say::Over { name: facts.name_of(other), about: facts.about() };
    let told = Say::EndedByOther { name: facts.name_of(side), about: facts.about() };
    let mut effects = vec![
        Effect::CutShort(id),
        scene.show(On::Card(Card::Introduction(id)), said(over_for_me)),
        after::over(facts, other),
        Speech::waking(facts.introduction.on(other), On::Message, (Guard::None, None), said(told)),
    ];
    effects.extend(time::closed(facts, time::Told::Over));
    effects.extend(reserve::reserves_go_unless_needed(&after::after(facts, IntroductionState::Ended), scene.now()));
    effects
}
