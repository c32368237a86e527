//! The ask changed after a yes to it: who waits is asked again, who is introduced is told, and whether they still can.

use std::collections::BTreeSet;

use super::super::facts::{About, Introduced, MyAsk, Yes};
use super::super::{Effect, On, Scene, Speech, ask, ping};
use super::unheard::{agreed_waits, hours_of_silence};
use super::waiting::{self, waits_until_since};
use super::{Say, TimeSay, TimeTold, Words, after, reserve, said, time};
use crate::domain::{
    Access, Ask, AskState, Band, Card, Due, FirstName, Guard, Instant, Introduction, IntroductionId, IntroductionState,
    Moment, Ping, Side, TimeChange, When, Wish, window,
};

/// What an introduction is about since the asker changed it, as its helper reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which introduction.
    pub introduction: IntroductionId,
    /// The version of the ask that is shown.
    pub version: i64,
    /// The asker's first name.
    pub name: FirstName,
    /// What it is about now.
    pub about: About,
    /// How far.
    pub band: Option<Band>,
    /// What to know.
    pub access: BTreeSet<Access>,
    /// A wish about the helper.
    pub wish: Option<Wish>,
    /// The word that both got when they were introduced.
    pub word: String,
    /// Were they asked before, and have not answered?
    pub again: bool,
}

/// When the helper of a yes is asked again: in the waking hours; where that is too late, at once, since it is the answer
/// to their own yes.
fn hour_to_ask(my_ask: &MyAsk, moment: &Moment) -> Instant {
    let morning = window::after_quiet(moment.now, moment.zone);
    if my_ask.ask.when.is_over(morning) { moment.now } else { morning }
}

/// All who said yes, and nobody is chosen yet, are asked whether they still can; so are who stands by, who was not needed, and who
/// got no answer in time.
pub fn ask_all_again(after: &mut MyAsk, moment: &Moment) -> Vec<Effect> {
    let all = after.proposed().chain(after.in_reserve()).chain(after.missed_who_may_come());
    let asked = will_be_asked(all.cloned().collect(), after, moment);
    asked.into_iter().chain(reserve::not_asked_shown(after)).collect()
}

/// These are asked whether they still can. Whose yes does not wait like all others does so now.
pub(super) fn will_be_asked(all: Vec<Yes>, after: &mut MyAsk, moment: &Moment) -> Vec<Effect> {
    let mut effects = Vec::new();
    for yes in all {
        if yes.introduction.state != IntroductionState::Proposed || yes.introduction.stood_by {
            effects.extend(reserve::counted_on(&yes, after));
        }
        effects.extend(will_hear(&yes, after, moment));
    }
    effects
}

/// Their yes waits for the asker: its helper is asked again, and reminded once. By an hour the asker hears of them, also where
/// they say nothing; only later is the yes let go.
fn will_hear(yes: &Yes, after: &mut MyAsk, moment: &Moment) -> Vec<Effect> {
    let (id, when) = (yes.introduction.id, after.ask.when);
    let asked_at = hour_to_ask(after, moment);
    let release = waits_until_since(when, asked_at);
    let (reminded, told) = hours_of_silence((when.urgency.wave_wait(), Some(release)), (asked_at, moment.zone));
    after.becomes(id, IntroductionState::Proposed);
    after.awaits(id, told);
    let mended = Say::AskedAgain { name: yes.helper.name.clone() };
    vec![
        reminded.map_or(Effect::Unschedule(Due::Nudge(id)), |at| Effect::Schedule(Due::Nudge(id), at)),
        Effect::Schedule(Due::Unheard(id), told),
        Effect::Schedule(Due::Release(id), release),
        Effect::Schedule(Due::AskAgain(id), asked_at),
        Speech::on(yes.introduction.asker, On::CardIfShown(Card::Yes(id)), said(mended)),
    ]
}

/// Two who are introduced: both cards say what is true now, and the helper is asked at once. Another time is theirs as
/// well; where it is the same, a time that they agreed between them stays.
pub fn still_agreed(scene: &Scene<'_>, (yes, after): (&Yes, &mut MyAsk), other_time: bool) -> Vec<Effect> {
    let mut introduction = yes.introduction.clone();
    let id = introduction.id;
    let mut effects = Vec::new();
    if other_time {
        introduction.agreed_when = Some(after.ask.when);
        after.agrees(id, after.ask.when);
        effects.push(Effect::FollowTime(id));
        effects.extend(question_over(scene, (yes, &introduction), after));
        effects.extend(after::question_closed(&introduction, (&scene.me.name, &yes.helper.name)));
        effects.push(Effect::Schedule(Due::HowWasIt(id), after::how_was_it_at(after.ask.when, scene.moment)));
    }
    let agreed = About::agreed(&introduction, &after.ask).when;
    let (reminded, told) = agreed_waits((agreed, after.ask.when), scene.moment);
    after.awaits(id, told);
    effects.extend([
        Effect::Schedule(Due::AskAgain(id), scene.now()),
        reminded.map_or(Effect::Unschedule(Due::Nudge(id)), |at| Effect::Schedule(Due::Nudge(id), at)),
        Effect::Schedule(Due::Unheard(id), told),
    ]);
    let names = (&scene.me.name, &yes.helper.name);
    let cards = [Side::Asker, Side::Helper].map(|side| as_agreed(side, (&introduction, &after.ask), names));
    effects.extend(cards.into_iter().flatten());
    effects
}

/// The card of two of these names who are introduced, as one of them sees it while nothing is asked.
pub(super) fn as_agreed(
    side: Side,
    (introduction, ask): (&Introduction, &Ask),
    (asker, helper): (&FirstName, &FirstName),
) -> Option<Effect> {
    let IntroductionState::Agreed { word } = &introduction.state else { return None };
    let name = if side == Side::Asker { helper } else { asker };
    let words = Words::of(side, (name.clone(), word.clone()), (About::agreed(introduction, ask), ask));
    let say = said(Say::Introduced { introduction: introduction.id, words });
    Some(Speech::on(introduction.on(side), On::CardIfShown(Card::Introduction(introduction.id)), say))
}

/// Two agreed another time, nobody else is asked, and nobody is to come at yet another one: the ask is for that time from
/// now on. A change begins with it, and where a helper drops out others are asked for it, as if they never had been; first
/// who said yes to the time that it was, whether they still can. It is none of the changes that its asker may make: two agreed it.
pub(super) fn own_time(after: &MyAsk, when: When) -> Option<Vec<Effect>> {
    let (post, before) = (after.ask.id, after.ask.version);
    let is_another = after.ask.state == AskState::Found && !after.ask.when.is_meant_by(when);
    // Who has not said whether they still can has not said yes to all of it.
    let all_do = after.to_come().all(|yes| yes.about.when.is_meant_by(when)) && after.not_counted_on().next().is_none();
    if !is_another || !all_do {
        return None;
    }
    let ask = Ask { when, version: before + 1, state: AskState::Open, ..after.ask.clone() };
    let mut effects = vec![Effect::ReopenAsk(post, AskState::Found), Effect::WithdrawPings { post, other_time: true }];
    effects.push(Effect::ChangeAsk { ask: ask.clone(), before, counts: false });
    effects.extend(after.agreed_or_told().map(|yes| Effect::StillYes(yes.introduction.id, before + 1)));
    effects.push(Effect::AskFound(post));
    effects.extend(reserve::reserves_shown_changed(&MyAsk { ask, ..after.clone() }));
    Some(effects)
}

/// What one of the two asked for is not the question any more, and the helper who did hears it.
fn question_over(scene: &Scene<'_>, (yes, introduction): (&Yes, &Introduction), after: &MyAsk) -> Vec<Effect> {
    let Some(change) = &yes.change else { return Vec::new() };
    let (about, asker) = (About::agreed(introduction, &after.ask), scene.me.name.clone());
    let names = (asker.clone(), yes.helper.name.clone());
    let mut effects = time::closed_between((introduction, change), (names, &about), TimeTold::Outdated).to_vec();
    if change.by == Side::Helper {
        let over = TimeSay::Told { name: asker, about, told: TimeTold::Outdated };
        effects.push(Speech::guarded(
            introduction.helper,
            On::Message,
            Guard::Agreed(introduction.id),
            time::told(over),
        ));
    }
    effects
}

/// The helper of a yes is asked whether they still can, now that the ask changed.
pub fn ask_again(moment: &Moment, facts: &Introduced, ping: Ping) -> Vec<Effect> {
    let Introduced { introduction, my_ask, .. } = facts;
    if !introduction.is_outdated(&my_ask.ask) || my_ask.is_late() {
        return Vec::new();
    }
    let id = introduction.id;
    match introduction.state {
        IntroductionState::Agreed { .. } => {
            let card = On::NewCard(Card::Introduction(id));
            let asked = said(facts.card(Side::Helper));
            vec![Speech::guarded(introduction.helper, card, Guard::Agreed(id), asked)]
        }
        IntroductionState::Proposed if my_ask.ask.state != AskState::Open => Vec::new(),
        IntroductionState::Proposed if facts.apart => waiting::withdraw(moment, facts),
        IntroductionState::Proposed if hour_to_ask(my_ask, moment) > moment.now => {
            vec![Effect::Schedule(Due::AskAgain(id), hour_to_ask(my_ask, moment))]
        }
        IntroductionState::Proposed => {
            ping::ask_whether_still(&facts.pinged(ping), &facts.helper, Guard::Proposed(id, my_ask.ask.version))
        }
        IntroductionState::Declined
        | IntroductionState::Released
        | IntroductionState::Reserve
        | IntroductionState::Dropped
        | IntroductionState::Ended => Vec::new(),
    }
}

/// "Yes, still": the asker hears it. With it as many may be found as are wanted.
pub(super) fn still(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    if facts.introduction.has_been(scene.now()) {
        // Nobody can still make what is over.
        let card = On::Card(Card::Introduction(facts.introduction.id));
        return vec![scene.show(card, said(facts.card(Side::Helper)))];
    }
    let id = facts.introduction.id;
    let mut after = facts.clone();
    let told = said(Say::Still { name: facts.helper.name.clone(), about: facts.about() });
    let (answered, follows) = counts(&mut after);
    let shown = [
        scene.show(On::Card(Card::Introduction(id)), said(after.card(Side::Helper))),
        Speech::guarded(facts.introduction.asker, On::Message, Guard::Agreed(id), told),
    ];
    // The asker's card says no more that they are silent.
    let heard = On::CardIfShown(Card::Introduction(id));
    let heard = facts.is_silent().then(|| Speech::on(facts.introduction.asker, heard, said(after.card(Side::Asker))));
    // The change may have come between another time and the yes to it.
    let own_time = own_time(&after.my_ask, facts.when()).unwrap_or_default();
    answered.into_iter().chain(heard).chain(shown).chain(follows).chain(own_time).collect()
}

/// Two agreed another time since the ask changed: its helper is not asked any more whether they still can.
pub(super) fn still_by_agreeing(after: &mut Introduced, change: &TimeChange) -> (Vec<Effect>, Vec<Effect>) {
    let version = after.my_ask.ask.version;
    if !after.introduction.is_outdated(&after.my_ask.ask) || change.ask_version != version {
        return (Vec::new(), Vec::new());
    }
    let (answered, follows) = counts(after);
    (answered.into(), follows)
}

/// Who is introduced can come to the ask as it is: nobody waits for their answer; and what follows for the others.
fn counts(after: &mut Introduced) -> ([Effect; 3], Vec<Effect>) {
    let (id, version) = (after.introduction.id, after.my_ask.ask.version);
    let my_ask = &mut after.my_ask;
    let was_awaited = my_ask.unheard().any(|yes| yes.introduction.id == id);
    after.introduction.ask_version = version;
    my_ask.still(id);
    let mut effects = Vec::new();
    if my_ask.ask.state == AskState::Open && my_ask.is_found() {
        effects.extend(super::found(my_ask));
    }
    if my_ask.ask.state == AskState::Found && my_ask.is_found() {
        effects.extend(super::replaced(my_ask, &after.asker.name));
    }
    if was_awaited && my_ask.ask.state == AskState::Open {
        effects.extend(ask::waits_no_more(my_ask));
    } else if matches!(my_ask.ask.state, AskState::Open | AskState::Found) {
        effects.push(super::status(my_ask));
    }
    let answered =
        [Effect::StillYes(id, version), Effect::Unschedule(Due::Nudge(id)), Effect::Unschedule(Due::Unheard(id))];
    (answered, effects)
}
