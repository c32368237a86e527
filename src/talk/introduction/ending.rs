//! "End this", once its time has been: nothing goes from one of the two to the other any more. How it went is asked as ever.
//! And the end of it where one of the two cannot be reached any more.

use super::super::facts::{Introduced, MyAsk, Yes};
use super::super::{Effect, On, Scene, Speech, ask};
use super::after::{self, Out};
use super::{Next, Say, Ways, reserve, said, status, time, waiting};
use crate::domain::{
    Ask, AskState, Card, Ending, FirstName, Guard, Hours, IntroductionState, Moment, NeighbourId, Side,
};

impl Introduced {
    /// May one of the two end it, so that nothing goes through it any more? Once it has been, as far as is known; before
    /// that "I can't make it" is the way.
    pub(super) fn may_end(&self) -> bool {
        let now = self.my_ask.now;
        let is_agreed = matches!(self.introduction.state, IntroductionState::Agreed { .. });
        is_agreed && (self.introduction.has_been(now) || !after::is_to_come(self, now))
    }

    /// What the helper asked for themselves, and closed as the two met.
    fn met_ask(&self) -> Option<&Ask> {
        let mut all = self.my_ask.introductions.iter();
        all.find(|yes| yes.introduction.id == self.introduction.id).and_then(|yes| yes.met.as_ref())
    }
}

/// What the helper asked for themselves was met as the two were introduced: it is so no more, and its card says that beneath what
/// they hear of it, with the way back.
pub(super) fn met_no_more(yes: &Yes, asker: &FirstName) -> Option<Effect> {
    yes.met.as_ref().map(|own| ask::met_beneath(own, (asker, true), Hours::Any))
}

/// The same, of the introduction that one of the two ends now, as and when the helper hears it. Who did it sees it above.
pub(super) fn own_met_no_more(facts: &Introduced, (by, hours): (Side, Hours)) -> Option<Effect> {
    match by {
        Side::Asker => facts.met_ask().map(|own| ask::met_beneath(own, (&facts.asker.name, true), hours)),
        Side::Helper => own_met_is_over(facts),
    }
}

/// The same, where nothing new is told.
pub(super) fn own_met_is_over(facts: &Introduced) -> Option<Effect> {
    facts.met_ask().map(|own| ask::met_no_more(own, &facts.asker.name))
}

/// What the helper asked for themselves, as it stands: they may ask for it again.
pub(super) fn own_met(facts: &Introduced) -> Option<Effect> {
    let over = facts.introduction.is_over();
    facts.met_ask().map(|own| ask::met_beneath(own, (&facts.asker.name, over), Hours::Any))
}

/// The card, with what else can be done now.
pub(super) fn with_more(facts: &Introduced, side: Side) -> Say {
    let ways = Ways {
        // It would be refused.
        show: !facts.introduction.is_outdated(&facts.my_ask.ask),
        // What has happened is not put off.
        change: !facts.has_happened(),
        end: facts.may_end(),
    };
    Say::More { introduction: facts.introduction.id, card: Box::new(facts.card(side)), ways }
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
    effects.extend(own_met_no_more(facts, (side, Hours::Waking { until: None })));
    effects.extend(time::closed(facts, time::Told::Over));
    let ended = ended(facts);
    effects.extend(reserve::reserves_go_unless_needed(&ended, scene.now()));
    effects.extend((ended.ask.state == AskState::Open || !ended.is_found()).then(|| status(&ended)));
    effects
}

/// The ask once one of the two ended it.
fn ended(facts: &Introduced) -> MyAsk {
    let mut ended = after::after(facts, IntroductionState::Ended);
    if let Some(yes) = ended.yes_mut(facts.introduction.id) {
        yes.introduction.ending = Ending::CutShort;
    }
    ended
}

/// One of the two cannot be reached any more: what is still to come ends, and the other one hears of it.
pub fn left(moment: &Moment, facts: &Introduced, who: NeighbourId) -> Vec<Effect> {
    let Some(side) = facts.introduction.side(who) else { return Vec::new() };
    match (&facts.introduction.state, side) {
        (IntroductionState::Proposed, Side::Helper) => waiting::withdraw(moment, facts),
        (IntroductionState::Reserve, Side::Helper) => reserve::withdraw(facts),
        (IntroductionState::Agreed { .. }, side) if after::is_to_come(facts, moment.now) => {
            end_for_other(moment, facts, side)
        }
        // Without a date nobody knows whether it has been.
        (IntroductionState::Agreed { .. }, side) if facts.when().ends().is_none() && facts.introduction.told == 0 => {
            gone(facts, side)
        }
        // The end of an ask takes care of the yeses to it and of who stands by; what should have happened by now is asked about as ever.
        (IntroductionState::Proposed | IntroductionState::Reserve, Side::Asker) => Vec::new(),
        (IntroductionState::Agreed { .. }, _) => Vec::new(),
        (
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Dropped
            | IntroductionState::Ended,
            _,
        ) => Vec::new(),
    }
}

fn end_for_other(moment: &Moment, facts: &Introduced, side: Side) -> Vec<Effect> {
    let id = facts.introduction.id;
    let other = side.other();
    let (next, on) = match side {
        Side::Helper => after::without(moment, facts, side),
        // Who left may have several helpers for one ask: its end is told once, with the leaving.
        Side::Asker => (Next::Nothing, Vec::new()),
    };
    let told = after::told_out(facts, (Out::Left, side), next);
    let mut effects = vec![Effect::Drop(id), after::over(facts, other), told];
    effects.extend(own_met_no_more(facts, (side, Hours::Any)));
    effects.extend(time::closed(facts, time::Told::Over));
    effects.extend(after::question_closed(&facts.introduction, (&facts.asker.name, &facts.helper.name)));
    effects.extend(on);
    effects
}

/// It may have been by now, and nobody said so: nothing goes through it any more, and the other one hears that. How it went
/// is asked of them as ever.
fn gone(facts: &Introduced, side: Side) -> Vec<Effect> {
    let (introduction, to) = (facts.introduction.id, side.other());
    let (name, about) = (facts.name_of(side), facts.about());
    let ended = ended(facts);
    let (next, card) = match side {
        Side::Helper => after::asks_nobody_else(&ended),
        Side::Asker => (Next::Nothing, status(&ended)),
    };
    let told = said(Say::Left { introduction, to, name, about, next });
    let mut effects = vec![Effect::CutShort(introduction), after::over(facts, to)];
    effects.push(Speech::message(facts.introduction.on(to), told));
    effects.extend(own_met_no_more(facts, (side, Hours::Any)));
    effects.extend(time::closed(facts, time::Told::Over));
    // Who stands by for an asker who left goes with the ask.
    if side == Side::Helper {
        effects.extend(reserve::reserves_go_unless_needed(&ended, ended.now));
    }
    effects.push(card);
    effects
}
