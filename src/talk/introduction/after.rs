//! After an introduction: "I can't make it", and "did it happen?", asked of each side apart.

use super::super::facts::{Introduced, MyAsk, Yes};
use super::super::{Effect, On, Scene, Speech, afterwards, ask};
use super::{Say, reserve, said, status, time, waiting};
use crate::domain::{
    AskState, Card, Due, Guard, Instant, IntroductionState, Moment, NeighbourId, Outcome, Side, When, limits, window,
};

/// What becomes of an ask whose helper dropped out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nobody else is asked.
    Nothing,
    /// Somebody stood by.
    Reserve,
    /// Others are asked.
    Others,
    /// Neighbours are asleep: it goes on then.
    Later(Instant),
    /// Neighbours are asleep until its time is over.
    TooLate,
}

impl Next {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Nothing, Self::Reserve, Self::Others, Self::Later(chrono::DateTime::UNIX_EPOCH), Self::TooLate];
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
    let (next, on) = without(scene.moment, facts, side);
    // More were wanted: the asker closes the ask, or goes on with it; another one like it is not needed.
    let is_open = side == Side::Asker && facts.my_ask.is_wanted_in_time();
    let open = is_open.then_some(facts.my_ask.ask.id);
    let name = facts.name_of(other);
    let thanks = Say::DroppedByMe { introduction: id, me: side, name, about: about.clone(), open };
    let card = On::Card(Card::Introduction(id));
    let told = Say::Dropped { introduction: id, to: other, name: facts.name_of(side), about, next };
    let mut effects = vec![
        Effect::Drop(id),
        scene.show(card, said(thanks)),
        over(facts, other),
        Speech::message(facts.introduction.on(other), said(told)),
    ];
    effects.extend(time::closed(facts, time::Told::Over));
    effects.extend(question_closed(facts));
    effects.extend(on);
    effects
}

/// How it went is asked no more, where it was.
fn question_closed(facts: &Introduced) -> impl Iterator<Item = Effect> {
    let was_asked = |side: &Side| facts.outcomes.of(*side).asked > 0;
    let card = On::CardIfShown(Card::HowWasIt(facts.introduction.id));
    let closed = move |side| Speech::on(facts.introduction.on(side), card, facts.how_closed(side));
    [Side::Asker, Side::Helper].into_iter().filter(was_asked).map(closed)
}

/// "I can't make it", once it has been: how was it, then?
pub(super) fn too_late(scene: &Scene<'_>, facts: &Introduced, side: Side) -> Vec<Effect> {
    let id = facts.introduction.id;
    let (name, about) = (facts.name_of(side.other()), facts.about());
    let question = said(Say::HowWasIt { introduction: id, name, about, again: false });
    vec![
        scene.show(On::Card(Card::Introduction(id)), said(facts.card(side))),
        scene.show(On::CardIfShown(Card::HowWasIt(id)), facts.how_closed(side)),
        scene.show(On::NewCard(Card::HowWasIt(id)), question),
    ]
}

/// One of the two is out: who stood by steps in, else others are asked, where somebody can still help in time.
fn without(moment: &Moment, facts: &Introduced, side: Side) -> (Next, Vec<Effect>) {
    let after = after(facts, IntroductionState::Dropped);
    if side == Side::Helper && is_wanted_still(facts, moment.now) && !after.is_found() {
        return look_on(moment, after);
    }
    let mut effects = reserve::reserves_go_unless_needed(&after, moment.now);
    effects.push(status(&after));
    (Next::Nothing, effects)
}

/// The ask once this introduction came to something else.
fn after(facts: &Introduced, state: IntroductionState) -> MyAsk {
    let mut after = facts.my_ask.clone();
    after.becomes(facts.introduction.id, state);
    after
}

/// The card of the introduction, once it is over.
fn over(facts: &Introduced, side: Side) -> Effect {
    let say = Say::Over { name: facts.name_of(side.other()), about: facts.about() };
    Speech::on(facts.introduction.on(side), On::CardIfShown(Card::Introduction(facts.introduction.id)), said(say))
}

/// The asker closed the ask: its helper hears that it is needed no more, and both cards say that it is over.
pub fn not_needed(scene: &Scene<'_>, yes: &Yes) -> Vec<Effect> {
    let introduction = &yes.introduction;
    let card = On::CardIfShown(Card::Introduction(introduction.id));
    let (asker, helper) = (scene.me.name.clone(), yes.helper.name.clone());
    let over = |name| said(Say::Over { name, about: yes.about.clone() });
    let mut effects = vec![
        Effect::Drop(introduction.id),
        Speech::on(introduction.asker, card, over(helper.clone())),
        Speech::on(introduction.helper, card, over(asker.clone())),
    ];
    if let Some(change) = &yes.change {
        let names = (asker.clone(), helper);
        effects.extend(time::closed_between((introduction, change), (names, &yes.about), time::Told::Over));
    }
    effects.push(Speech::message(introduction.helper, said(Say::NotNeeded { name: asker, about: yes.about.clone() })));
    effects
}

/// Both said how it went some time ago, or will not: the introduction is over, and its cards say so.
fn end(facts: &Introduced) -> Vec<Effect> {
    let mut effects = vec![Effect::End(facts.introduction.id), over(facts, Side::Asker), over(facts, Side::Helper)];
    let after = after(facts, IntroductionState::Ended);
    effects.extend(time::closed(facts, time::Told::Over));
    effects.extend(reserve::reserves_go_unless_needed(&after, after.now));
    effects
}

/// Can somebody else still help in time? Where the two had changed it, others would be asked for a time that no longer is,
/// unless more than one is wanted: for the rest it stands.
fn is_wanted_still(facts: &Introduced, now: Instant) -> bool {
    let ask = &facts.my_ask.ask;
    let in_time = (ask.when == facts.when() || ask.wanted > 1) && !ask.when.is_over(now);
    in_time && matches!(ask.state, AskState::Open | AskState::Found)
}

/// The helper dropped out: the ask is open, and who stood by steps in, or others are asked. At night nobody is woken for
/// it: it goes on in the morning, where that is in time.
fn look_on(moment: &Moment, mut after: MyAsk) -> (Next, Vec<Effect>) {
    let next = window::after_quiet(moment.now, moment.zone);
    if after.ask.when.is_over(next) {
        let mut effects = reserve::reserves_go(&after);
        effects.push(status(&after));
        return (Next::TooLate, effects);
    }
    let mut effects = Vec::new();
    if after.ask.state == AskState::Found {
        effects.push(Effect::ReopenAsk(after.ask.id));
        effects.push(ask::ends_by_itself(&after.ask, moment));
    }
    after.ask.state = AskState::Open;
    if next == moment.now
        && let Some(steps_in) = reserve::steps_in(moment, &after)
    {
        effects.extend(steps_in);
        return (Next::Reserve, effects);
    }
    effects.extend(ask::asks_from(&mut after, next, moment));
    effects.push(status(&after));
    (if next > moment.now { Next::Later(next) } else { Next::Others }, effects)
}

/// One of the two cannot be reached any more: what is still to come ends, and the other one hears of it.
pub fn left(moment: &Moment, facts: &Introduced, who: NeighbourId) -> Vec<Effect> {
    let Some(side) = facts.introduction.side(who) else { return Vec::new() };
    match (&facts.introduction.state, side) {
        (IntroductionState::Proposed, Side::Helper) => waiting::withdraw(moment, facts),
        (IntroductionState::Reserve, Side::Helper) => reserve::withdraw(facts),
        (IntroductionState::Agreed { .. }, side) if is_to_come(facts, moment.now) => end_for_other(moment, facts, side),
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

fn is_to_come(facts: &Introduced, now: Instant) -> bool {
    match facts.when().ends() {
        Some(end) => end > now,
        None => facts.outcomes.asker.asked + facts.outcomes.helper.asked == 0,
    }
}

fn end_for_other(moment: &Moment, facts: &Introduced, side: Side) -> Vec<Effect> {
    let id = facts.introduction.id;
    let other = side.other();
    let (next, on) = match side {
        Side::Helper => without(moment, facts, side),
        // Who left may have several helpers for one ask: its end is told once, with the leaving.
        Side::Asker => (Next::Nothing, Vec::new()),
    };
    let about = facts.about();
    let told = Say::Left { introduction: id, to: other, name: facts.name_of(side), about, next };
    let mut effects =
        vec![Effect::Drop(id), over(facts, other), Speech::message(facts.introduction.on(other), said(told))];
    effects.extend(time::closed(facts, time::Told::Over));
    effects.extend(on);
    effects
}

/// What one side says happened. "Didn't happen" is a normal answer: it ends the chasing.
pub(super) fn tell(scene: &Scene<'_>, facts: &Introduced, (side, outcome): (Side, Outcome)) -> Vec<Effect> {
    let id = facts.introduction.id;
    let card = On::Card(Card::HowWasIt(id));
    let is_open = side == Side::Asker && outcome == Outcome::DidNot && facts.my_ask.is_wanted_in_time();
    let open = is_open.then_some(facts.my_ask.ask.id);
    let told = said(Say::HowWasItTold { introduction: id, side, outcome, open });
    let mut effects = vec![Effect::Tell(id, side, outcome), scene.show(card, told)];
    let both = outcome != Outcome::NotYet && facts.outcomes.of(side.other()).is_done();
    if outcome.is_good() || both {
        effects.extend(time::ends(facts, side));
    }
    if outcome.is_good() && !facts.outcomes.of(side).told.is_some_and(Outcome::is_good) {
        effects.push(afterwards::ask(scene, id, facts.name_of(side.other())));
    }
    if outcome == Outcome::NotYet {
        let tomorrow = window::after_quiet(scene.now() + limits::OUTCOME_REMINDER, scene.moment.zone);
        effects.push(Effect::Schedule(Due::HowWasIt(id), tomorrow));
    } else if facts.outcomes.of(side.other()).is_done() && !facts.outcomes.of(side).is_done() {
        effects.extend(both_told(scene.moment, facts));
    }
    effects
}

/// Both said how it went: for a while they may still write to each other, then it is over.
fn both_told(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    let over_at = window::after_quiet(moment.now + limits::STILL_WRITE, moment.zone);
    let card = |side: Side| {
        let say = said(facts.still_write(side));
        Speech::on(facts.introduction.on(side), On::CardIfShown(Card::Introduction(id)), say)
    };
    let mut effects = vec![Effect::Schedule(Due::HowWasIt(id), over_at), card(Side::Asker), card(Side::Helper)];
    let mut after = facts.my_ask.clone();
    if let Some(yes) = after.yes_mut(id) {
        yes.introduction.told = 2;
    }
    effects.extend(reserve::reserves_go_unless_needed(&after, moment.now));
    effects
}

/// How often one is asked: once, and one reminder.
const ASKED_AT_MOST: i64 = 2;

/// Who has not said is asked, or reminded once; then it is closed as not known. A "not yet" is asked anew.
pub fn how_was_it(moment: &Moment, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    if !matches!(facts.introduction.state, IntroductionState::Agreed { .. }) {
        return Vec::new();
    }
    // The time is over: nobody else can be needed.
    let mut effects = reserve::reserves_go_unless_needed(&facts.my_ask, moment.now);
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
        let say = said(Say::HowWasIt { introduction: id, name, about, again: heard.asked > 0 });
        let card = On::NewCard(Card::HowWasIt(id));
        effects.push(Effect::AskedHowItWas(id, side));
        effects.push(Speech::waking(facts.introduction.on(side), card, (Guard::Agreed(id), Some(next)), say));
    }
    if goes_on {
        effects.push(Effect::Schedule(Due::HowWasIt(id), next));
    } else {
        effects.extend(end(facts));
    }
    effects
}
