//! "Did it happen?", asked of each side apart: once, and one reminder; then it is over, and both hear that.

use super::super::facts::Introduced;
use super::super::{Effect, On, Say as AnySay, Speech};
use super::after::{after, over};
use super::{Say, ask_ends, ending, reserve, said, time};
use crate::domain::{Card, Due, Guard, IntroductionState, Moment, Outcome, Side, TimeChange, limits, window};

/// Why somebody is asked how it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowAsked {
    /// Its time has been; or they have just said that it is done.
    First,
    /// They were asked before, and have not answered.
    Again {
        /// Is it over without another answer of theirs?
        ends: bool,
    },
    /// The other one, who asked for help, said that it is done.
    SaidDone,
}

/// Who has not said is asked, or reminded once; then it is closed as not known. A "not yet" is asked anew.
pub fn how_was_it(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    let cut_short = facts.introduction.is_cut_short();
    if !cut_short && !matches!(facts.introduction.state, IntroductionState::Agreed { .. }) {
        return Vec::new();
    }
    let next = window::after_quiet(moment.now + limits::OUTCOME_REMINDER, moment.zone);
    if !cut_short && may_be_put_off(facts, moment) {
        return vec![Effect::Schedule(Due::HowWasIt(id), next)];
    }
    let guard = if cut_short { Guard::Met(id) } else { Guard::Agreed(id) };
    let mut effects = Vec::new();
    let is_asked = |side| {
        let heard = facts.outcomes.of(side);
        !heard.is_done() && heard.asked < limits::OUTCOME_ASKED
    };
    let goes_on = [Side::Asker, Side::Helper].into_iter().any(is_asked);
    if goes_on {
        effects.extend(time::ends_with_how_it_was(facts));
    }
    for side in [Side::Asker, Side::Helper] {
        let heard = facts.outcomes.of(side);
        if heard.is_done() {
            continue;
        }
        if heard.asked >= limits::OUTCOME_ASKED {
            let card = On::CardIfShown(Card::HowWasIt(id));
            effects.push(Speech::on(facts.introduction.on(side), card, facts.how_closed(side)));
            continue;
        }
        let other = facts.outcomes.of(side.other());
        let ends = !cut_short && (other.is_done() || other.asked > 0);
        let asked = if heard.asked > 0 { HowAsked::Again { ends } } else { HowAsked::First };
        let card = On::NewCard(Card::HowWasIt(id));
        effects.push(Effect::AskedHowItWas(id, side));
        let question = question(facts, (side, asked));
        effects.push(Speech::waking(facts.introduction.on(side), card, (guard, Some(next)), question));
    }
    if goes_on {
        effects.push(Effect::Schedule(Due::HowWasIt(id), next));
        // The time is over: nobody else can be needed.
        effects.extend(reserve::reserves_go_unless_needed(&facts.my_ask, moment.now));
    } else {
        effects.extend(asks_no_more(facts));
    }
    effects
}

/// One of the two asked for a time that is still to come, and neither said how it went: they may agree on it yet.
fn may_be_put_off(facts: &Introduced, moment: &Moment) -> bool {
    let is_told = [Side::Asker, Side::Helper].into_iter().any(|side| facts.outcomes.of(side).is_done());
    let is_to_come = |change: &TimeChange| change.when.ends().is_some_and(|end| end > moment.now);
    !is_told && facts.change.as_ref().is_some_and(is_to_come)
}

/// The question that is open on this side, where the other one is called otherwise from now on.
pub(super) fn asked_anew(facts: &Introduced, side: Side) -> Option<Effect> {
    let (mine, theirs) = (facts.outcomes.of(side), facts.outcomes.of(side.other()));
    // Asked as often as one is, with a "not yet" of the other one, it may be closed by now.
    let may_be_closed = mine.asked >= limits::OUTCOME_ASKED && theirs.told == Some(Outcome::NotYet);
    if mine.asked == 0 || mine.is_done() || may_be_closed {
        return None;
    }
    let asked = if mine.asked < limits::OUTCOME_ASKED {
        HowAsked::First
    } else {
        HowAsked::Again { ends: theirs.is_done() || theirs.asked >= limits::OUTCOME_ASKED }
    };
    let (id, card) = (facts.introduction.id, On::CardIfShown(Card::HowWasIt(facts.introduction.id)));
    Some(Speech::guarded(facts.introduction.on(side), card, Guard::Agreed(id), question(facts, (side, asked))))
}

fn question(facts: &Introduced, (side, asked): (Side, HowAsked)) -> AnySay {
    let (name, about) = (facts.name_of(side.other()), facts.about());
    let (introduction, agreement) = (facts.introduction.id, facts.introduction.agreement);
    said(Say::HowWasIt { introduction, name, about, agreement, asked })
}

/// Nobody is asked any more how it went: the ask that had found its helpers closes with the last of them.
fn asks_no_more(facts: &Introduced) -> Vec<Effect> {
    let now = facts.my_ask.now;
    let mut effects = if facts.introduction.is_cut_short() { Vec::new() } else { end(facts) };
    let closes = ask_ends::is_over(facts, now);
    // Who stands by goes with the ask where that ends.
    if closes.is_empty() {
        effects.extend(reserve::reserves_go_unless_needed(&after(facts, IntroductionState::Ended), now));
    }
    effects.extend(closes);
    effects
}

/// Both said how it went some time ago, or will not: the introduction is over, and its cards say so. Whom no answer of both told
/// before that it ends hears it now.
fn end(facts: &Introduced) -> Vec<Effect> {
    let mut effects = vec![Effect::End(facts.introduction.id), over(facts, Side::Asker), over(facts, Side::Helper)];
    effects.extend(ending::own_met_is_over(facts));
    effects.extend(time::closed(facts, time::Told::Over));
    if !facts.introduction.both_told() {
        effects.extend([Side::Asker, Side::Helper].map(|side| ends_by_itself(facts, side)));
    }
    effects
}

fn ends_by_itself(facts: &Introduced, side: Side) -> Effect {
    let (name, about) = (facts.name_of(side.other()), facts.about());
    let told = said(Say::EndsByItself { name, about, heard: facts.outcomes.of(side).is_done() });
    Speech::waking(facts.introduction.on(side), On::Message, (Guard::None, None), told)
}
