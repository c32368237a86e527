//! "Did it happen?", asked of each side apart: once, and one reminder; then it is over, and both hear that.

use super::super::facts::Introduced;
use super::super::{Effect, On, Speech};
use super::after::{after, over};
use super::{Say, ask_ends, ending, reserve, said, time};
use crate::domain::{Card, Due, Guard, IntroductionState, Moment, Side, limits, window};

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

/// How often one is asked: once, and one reminder.
const ASKED_AT_MOST: i64 = 2;

/// Who has not said is asked, or reminded once; then it is closed as not known. A "not yet" is asked anew.
pub fn how_was_it(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    let cut_short = facts.introduction.is_cut_short();
    if !cut_short && !matches!(facts.introduction.state, IntroductionState::Agreed { .. }) {
        return Vec::new();
    }
    let guard = if cut_short { Guard::Met(id) } else { Guard::Agreed(id) };
    let mut effects = Vec::new();
    let mut goes_on = false;
    let next = window::after_quiet(moment.now + limits::OUTCOME_REMINDER, moment.zone);
    for side in [Side::Asker, Side::Helper] {
        let heard = facts.outcomes.of(side);
        if heard.is_done() {
            continue;
        }
        if heard.asked >= ASKED_AT_MOST {
            let card = On::CardIfShown(Card::HowWasIt(id));
            effects.push(Speech::on(facts.introduction.on(side), card, facts.how_closed(side)));
            continue;
        }
        goes_on = true;
        let (name, about) = (facts.name_of(side.other()), facts.about());
        let other = facts.outcomes.of(side.other());
        let ends = !cut_short && (other.is_done() || other.asked > 0);
        let asked = if heard.asked > 0 { HowAsked::Again { ends } } else { HowAsked::First };
        let agreement = facts.introduction.agreement;
        let say = said(Say::HowWasIt { introduction: id, name, about, agreement, asked });
        let card = On::NewCard(Card::HowWasIt(id));
        effects.push(Effect::AskedHowItWas(id, side));
        effects.push(Speech::waking(facts.introduction.on(side), card, (guard, Some(next)), say));
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
