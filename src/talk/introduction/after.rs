//! After an introduction: "I can't make it", and what each side says happened.

use super::super::facts::{Introduced, MyAsk, Others, Outcomes, Yes};
use super::super::{Effect, On, Say as AnySay, Scene, Speech, afterwards, ask, name};
use super::{HowAsked, Next, Say, ask_ends, ending, reserve, said, status, time};
use crate::domain::{
    Ask, AskState, Card, Due, FirstName, Guard, Hours, Instant, Introduction, IntroductionState, Moment, Outcome, Side,
    Urgency, When, limits, window,
};

/// Why one of the two is out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Out {
    /// They can't make it.
    Dropped,
    /// They cannot be reached any more.
    Left,
}

/// The other one hears it, and what becomes of the ask. It is a message of its own and no card: whatever is said of the ask
/// next, who is out stays to be read.
pub(super) fn told_out(facts: &Introduced, (out, side): (Out, Side), next: Next) -> Effect {
    let (introduction, to, name, about) = (facts.introduction.id, side.other(), facts.name_of(side), facts.about());
    let say = match out {
        Out::Left => Say::Left { introduction, to, name, about, next },
        Out::Dropped => Say::Dropped { introduction, to, name, about, next },
    };
    Speech::message(facts.introduction.on(to), said(say))
}

/// When both are asked how it went: after the window, in the waking hours; without a date, after some days.
pub(super) fn how_was_it_at(when: When, moment: &Moment) -> Instant {
    let after = when.ends().unwrap_or(moment.now + limits::UNDATED_HELP).max(moment.now);
    window::after_quiet(after, moment.zone)
}

/// "I can't make it": the other one is told at once; an ask goes on looking.
pub(super) fn cannot_make_it(scene: &Scene<'_>, facts: &Introduced, side: Side) -> Vec<Effect> {
    let id = facts.introduction.id;
    let other = side.other();
    let about = facts.about();
    let ends = ask_ends::with(facts, side);
    let (next, on) =
        if ends { (Next::Nothing, ask_ends::call_off(facts, scene.now())) } else { without(scene.moment, facts, side) };
    let told = told_out(facts, (Out::Dropped, side), next);
    // More were wanted: the asker closes the ask, or goes on with it; another one like it is not needed.
    let is_open = side == Side::Asker && facts.my_ask.is_wanted_in_time();
    let open = is_open.then_some(facts.my_ask.ask.id);
    let then = after(facts, IntroductionState::Dropped);
    // The way back is on the card of the ask, where that has one; while somebody else comes, there is none to a second one.
    let leads_back = !ends && then.told().offers_again() || then.to_come().next().is_some();
    let again = side == Side::Asker && !is_open && !leads_back;
    let name = facts.name_of(other);
    let early = !facts.introduction.may_have_helped(scene.now()) && about.when.urgency != Urgency::Now;
    let thanks = Say::DroppedByMe { introduction: id, name, about, open, again, early };
    let card = On::Card(Card::Introduction(id));
    let mut effects = vec![Effect::Drop(id), scene.show(card, said(thanks)), over(facts, other)];
    effects.extend(name::before(scene, facts.introduction.on(other), Guard::None));
    effects.push(told);
    effects.extend(ending::own_met_no_more(facts, (side, Hours::Any)));
    effects.extend(time::closed(facts, time::Told::Over));
    effects.extend(question_closed(&facts.introduction, (&facts.asker.name, &facts.helper.name)));
    effects.extend(on);
    effects
}

/// How it went is asked no more, where it was: nobody comes, or it is at another time now.
pub(super) fn question_closed(introduction: &Introduction, (asker, helper): (&FirstName, &FirstName)) -> [Effect; 2] {
    let card = On::CardIfShown(Card::HowWasIt(introduction.id));
    let closed = |side, name: &FirstName| Speech::on(introduction.on(side), card, how_closed(name.clone()));
    [closed(Side::Asker, helper), closed(Side::Helper, asker)]
}

fn how_closed(name: FirstName) -> AnySay {
    said(Say::HowWasItClosed { name })
}

impl Introduced {
    /// How it went is asked no more.
    pub(super) fn how_closed(&self, side: Side) -> AnySay {
        how_closed(self.name_of(side.other()))
    }
}

/// "I can't make it", once it has been: how was it, then?
pub(super) fn too_late(scene: &Scene<'_>, facts: &Introduced, side: Side) -> Vec<Effect> {
    let id = facts.introduction.id;
    let (name, about) = (facts.name_of(side.other()), facts.about());
    let agreement = facts.introduction.agreement;
    let question = said(Say::HowWasIt { introduction: id, name, about, agreement, asked: HowAsked::First });
    vec![
        scene.show(On::Card(Card::Introduction(id)), said(facts.card(side))),
        scene.show(On::CardIfShown(Card::HowWasIt(id)), facts.how_closed(side)),
        scene.show(On::NewCard(Card::HowWasIt(id)), question),
    ]
}

/// One of the two is out: who stood by steps in, else others are asked, where somebody can still help in time.
pub(super) fn without(moment: &Moment, facts: &Introduced, side: Side) -> (Next, Vec<Effect>) {
    let after = after(facts, IntroductionState::Dropped);
    if side == Side::Helper && is_wanted_still(facts, moment.now) && !after.is_held() {
        return look_on(moment, after);
    }
    let mut effects = reserve::reserves_go_unless_needed(&after, moment.now);
    let (next, card) = asks_nobody_else(&after);
    effects.push(card);
    // What becomes of it is nothing to its helper.
    (if side == Side::Asker { Next::Nothing } else { next }, effects)
}

/// Nobody else is asked: where the card of the ask leads back to it, it comes beneath the word about who is out.
pub(super) fn asks_nobody_else(after: &MyAsk) -> (Next, Effect) {
    if after.told().offers_again() {
        return (Next::Nothing, ask::status_beneath(after));
    }
    let is_closed = after.ask.state == AskState::Closed;
    (if is_closed { Next::AskAgain } else { Next::Nothing }, status(after))
}

/// The ask once this introduction came to something else.
pub(super) fn after(facts: &Introduced, state: IntroductionState) -> MyAsk {
    let mut after = facts.my_ask.clone();
    after.becomes(facts.introduction.id, state);
    after
}

/// The card of the introduction, once it is over.
pub(super) fn over(facts: &Introduced, side: Side) -> Effect {
    let say = Say::Over { name: facts.name_of(side.other()), about: facts.about() };
    Speech::on(facts.introduction.on(side), On::CardIfShown(Card::Introduction(facts.introduction.id)), said(say))
}

/// The asker closed the ask: its helper hears that it is needed no more, and both cards say that it is over.
pub fn not_needed(scene: &Scene<'_>, yes: &Yes) -> Vec<Effect> {
    called_off(&scene.me.name, yes, false)
}

/// Somebody else was found before they said whether they still can: they hear it, and the asker that they do.
pub(super) fn replaced(asker: &FirstName, yes: &Yes) -> Vec<Effect> {
    let mut effects = called_off(asker, yes, true);
    let told = said(Say::Replaced { name: yes.helper.name.clone() });
    effects.push(Speech::message(yes.introduction.asker, told));
    effects
}

fn called_off(asker: &FirstName, yes: &Yes, replaced: bool) -> Vec<Effect> {
    let introduction = &yes.introduction;
    let card = On::CardIfShown(Card::Introduction(introduction.id));
    let (asker, helper) = (asker.clone(), yes.helper.name.clone());
    let over = |name| said(Say::Over { name, about: yes.about.clone() });
    let mut effects = vec![
        Effect::Drop(introduction.id),
        Speech::on(introduction.asker, card, over(helper.clone())),
        Speech::on(introduction.helper, card, over(asker.clone())),
    ];
    effects.extend(question_closed(introduction, (&asker, &helper)));
    if let Some(change) = &yes.change {
        let names = (asker.clone(), helper);
        effects.extend(time::closed_between((introduction, change), (names, &yes.about), time::Told::Over));
    }
    let (name, about) = (asker.clone(), yes.about.clone());
    effects.push(Speech::message(introduction.helper, said(Say::NotNeeded { name, about, replaced })));
    effects.extend(ending::met_no_more(yes, &asker));
    effects
}

/// Can somebody else still help in time? Where the two had changed it, others would be asked for a time that no longer is,
/// unless more than one is wanted: for the rest it stands.
fn is_wanted_still(facts: &Introduced, now: Instant) -> bool {
    let ask = &facts.my_ask.ask;
    let in_time = (ask.when.is_meant_by(facts.when()) || ask.wanted > 1) && !ask.when.is_over(now);
    in_time && matches!(ask.state, AskState::Open | AskState::Found)
}

/// The helper dropped out: the ask is open, and who stood by steps in, or others are asked. At night nobody is woken for
/// it: it goes on in the morning, where that is in time.
fn look_on(moment: &Moment, mut after: MyAsk) -> (Next, Vec<Effect>) {
    let next = window::after_quiet(moment.now, moment.zone);
    if after.ask.when.is_over(next) {
        let mut effects = reserve::reserves_go(&after);
        effects.push(ask::status_beneath(&after));
        return (Next::TooLate, effects);
    }
    let mut effects = reopened(&mut after, moment);
    if next == moment.now
        && let Some(steps_in) = reserve::steps_in(moment, &after)
    {
        effects.extend(steps_in);
        return (Next::Reserve, effects);
    }
    let (next, on) = goes_on(moment, &mut after);
    effects.extend(on);
    effects.extend((next == Next::Nobody).then(|| ask::status_beneath(&after)));
    (next, effects)
}

/// An ask that had found its helpers has not any more.
pub(super) fn reopened(after: &mut MyAsk, moment: &Moment) -> Vec<Effect> {
    if after.ask.state != AskState::Found {
        return Vec::new();
    }
    after.ask.state = AskState::Open;
    vec![Effect::ReopenAsk(after.ask.id, AskState::Found), ask::ends_by_itself(&after.ask, moment)]
}

/// Others are asked, from the morning where it is night, and who said yes to the ask as it was, and stood by or was not needed, is
/// asked whether they still can. Where nobody is left, the asker is to hear that at once.
pub(super) fn goes_on(moment: &Moment, after: &mut MyAsk) -> (Next, Vec<Effect>) {
    let next = window::after_quiet(moment.now, moment.zone);
    let is_nobody = after.others == Others::Nobody && next == moment.now;
    let is_ready = |yes: &Yes, ask: &Ask| !yes.apart && !yes.introduction.is_outdated(ask);
    let is_left = |after: &MyAsk| after.waits() || after.reserves().any(|yes| is_ready(yes, &after.ask));
    // Who said yes when enough had is found already: nobody is told that somebody is looked for.
    if is_nobody
        && !is_left(after)
        && let Some(comes) = reserve::comes_after_all(moment, after)
    {
        return (Next::Reserve, comes);
    }
    let mut effects = reserve::ask_outdated(after, moment);
    if is_nobody && !is_left(after) {
        effects.extend(ask::asks_nobody(after));
        return (Next::Nobody, effects);
    }
    let is_waiting = is_nobody && after.waiting().next().is_some();
    effects.extend(ask::asks_from(after, next, moment));
    effects.push(status(after));
    let next = match next {
        _ if is_waiting => Next::Waiting,
        later if later > moment.now => Next::Later(later),
        _ => Next::Others,
    };
    (next, effects)
}

/// Is it to come, as far as both were told? Not once they were asked how it went: its time has been, or its asker said that it
/// is done. To that one of them may say "not yet".
pub(super) fn is_to_come(facts: &Introduced, now: Instant) -> bool {
    let Outcomes { asker, helper } = facts.outcomes;
    let was_asked = asker.asked + helper.asked > 0;
    match facts.when().ends() {
        Some(end) => end > now && (!was_asked || [asker, helper].iter().any(|said| said.told == Some(Outcome::NotYet))),
        None => !was_asked,
    }
}

/// An answer to the question of how it went. To one about a time that is no more it counts for nothing, and its message
/// says that it is over.
pub(super) fn answer(
    scene: &Scene<'_>,
    facts: &Introduced,
    (side, outcome, agreement): (Side, Outcome, i64),
) -> Vec<Effect> {
    let (introduction, card) = (&facts.introduction, Card::HowWasIt(facts.introduction.id));
    let is_asked = introduction.is_cut_short() || matches!(introduction.state, IntroductionState::Agreed { .. });
    let on = match scene.tapped {
        _ if introduction.agreement == agreement && is_asked => return tell(scene, facts, (side, outcome)),
        _ if introduction.agreement == agreement => On::Card(card),
        Some(tapped) if tapped.card == card => On::Tapped,
        Some(_) | None => On::Message,
    };
    vec![scene.show(on, facts.how_closed(side))]
}

/// What one side says happened. "Didn't happen" is a normal answer: it ends the chasing.
fn tell(scene: &Scene<'_>, facts: &Introduced, (side, outcome): (Side, Outcome)) -> Vec<Effect> {
    let id = facts.introduction.id;
    let card = On::Card(Card::HowWasIt(id));
    let did_not = side == Side::Asker && outcome == Outcome::DidNot;
    let is_open = did_not && facts.my_ask.is_wanted_in_time();
    let open = is_open.then_some(facts.my_ask.ask.id);
    let both = outcome != Outcome::NotYet && facts.outcomes.of(side.other()).is_done();
    let is_known = both || side == Side::Asker && (outcome.is_good() || did_not);
    let ends = if is_known { ask_ends::is_done(facts, (did_not, scene.now())) } else { Vec::new() };
    // The way back is on the card of the ask, where that has one.
    let beneath = (did_not && ends.is_empty()).then(|| ask_ends::told(facts, (1, did_not)));
    let beneath = beneath.filter(|after| after.told().offers_again());
    let again = did_not && !is_open && beneath.is_none();
    let told = said(Say::HowWasItTold { introduction: id, outcome, open, again });
    let mut effects = vec![Effect::Tell(id, side, outcome), scene.show(card, told)];
    effects.extend(beneath.as_ref().map(ask::status_beneath));
    effects.extend(ending::own_met(facts).filter(|_| side == Side::Helper && outcome == Outcome::DidNot));
    if both {
        effects.extend(time::ends_with_how_it_was(facts));
    } else if outcome.is_good() {
        effects.extend(time::ends_for(facts, side));
    }
    let was_good = facts.outcomes.of(side).told.is_some_and(Outcome::is_good);
    if outcome.is_good() && !was_good {
        effects.push(afterwards::ask(scene, &facts.introduction, facts.name_of(side.other())));
    }
    if was_good && !outcome.is_good() {
        effects.push(afterwards::asks_no_more(scene, id, facts.name_of(side.other())));
    }
    if outcome == Outcome::NotYet {
        let tomorrow = window::after_quiet(scene.now() + limits::OUTCOME_REMINDER, scene.moment.zone);
        effects.push(Effect::Schedule(Due::HowWasIt(id), tomorrow));
        return effects;
    }
    if facts.outcomes.of(side.other()).is_done() && !facts.outcomes.of(side).is_done() {
        effects.extend(both_told(scene.moment, facts));
        // Who stands by goes with the ask where that ends.
        if ends.is_empty() {
            effects.extend(needed_no_more(scene.moment, facts));
        }
    }
    effects.extend(ends);
    effects
}

/// Both said how it went: who stood by for it is needed no more, where nothing else is left to stand by for.
fn needed_no_more(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    if facts.introduction.is_cut_short() {
        return Vec::new();
    }
    reserve::reserves_go_unless_needed(&ask_ends::told(facts, (2, false)), moment.now)
}

/// Both said how it went: for a while they may still write to each other, then it is over.
fn both_told(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    if facts.introduction.is_cut_short() {
        return vec![Effect::Unschedule(Due::HowWasIt(id))];
    }
    let over_at = window::after_quiet(moment.now + limits::STILL_WRITE, moment.zone);
    let card = |side: Side| {
        let say = said(facts.still_write(side));
        Speech::on(facts.introduction.on(side), On::CardIfShown(Card::Introduction(id)), say)
    };
    vec![Effect::Schedule(Due::HowWasIt(id), over_at), card(Side::Asker), card(Side::Helper)]
}
