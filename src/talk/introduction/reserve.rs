//! Who was not needed may stand by. When a helper drops out, the earliest yes in reserve is asked about first;
//! nobody says yes twice to the same ask, and nobody stands by for what is over.

use super::super::facts::{About, Introduced, MyAsk, Yes};
use super::super::{Effect, On, Scene, Speech, ask, ping};
use super::{Say, Shown, changed, said, status, waiting};
use crate::domain::{
    Ask, AskState, Band, Because, Card, Due, Guard, Instant, Introduction, IntroductionId, IntroductionState, Moment,
    Neighbour, When,
};
use crate::matching;

/// How it stands with a helper who stands by, or did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reserve {
    /// They stand by.
    StandsBy,
    /// They do, and it changed since they said yes: they are asked whether they still can, once they may be needed.
    StandsByChanged,
    /// They might have stood by, and it changed since: they are asked the same, once they may be needed.
    Changed,
    /// They do no more, by their own tap.
    StoodDown,
    /// They may be needed: their yes waits for the asker once more.
    Recalled,
    /// They took that yes back.
    TakenBack,
    /// Both agreed after all.
    Introduced,
    /// The ask changed: they are asked like all others who said yes; said on the card.
    AskedAgain,
    /// It is over; said on the card.
    Over,
    /// It is over, and they were not needed.
    NotNeeded,
    /// They might have stood by, and it is too late for that.
    TooLate,
}

impl Reserve {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::StandsBy,
        Self::StandsByChanged,
        Self::Changed,
        Self::StoodDown,
        Self::Recalled,
        Self::TakenBack,
        Self::Introduced,
        Self::AskedAgain,
        Self::Over,
        Self::NotNeeded,
        Self::TooLate,
    ];
}

/// May this helper stand by? They said yes to the ask as it is, were not needed, and might be. Since a change they are asked,
/// where they may be needed: so nobody stands by for what they did not say yes to.
fn may_stand_by((introduction, apart): (&Introduction, bool), my_ask: &MyAsk, now: Instant) -> bool {
    let was_not_needed = introduction.stood_by || introduction.released == Some(Because::Found);
    let was_let_go = introduction.state == IntroductionState::Released && was_not_needed && !apart;
    was_let_go
        && !introduction.is_out_for_good()
        && introduction.ask_version == my_ask.ask.version
        && may_be_needed(my_ask, now)
}

/// May this helper be asked whether they still can, since it changed after their yes?
fn may_be_asked(facts: &Introduced, now: Instant) -> bool {
    let Introduced { introduction, my_ask, .. } = facts;
    let is_meant = my_ask.not_needed().any(|yes| yes.introduction.id == introduction.id);
    is_meant && introduction.is_outdated(&my_ask.ask) && may_be_needed(my_ask, now)
}

/// Is there anything left to stand by for?
fn may_be_needed(my_ask: &MyAsk, now: Instant) -> bool {
    match my_ask.ask.state {
        AskState::Open => !my_ask.ask.when.is_over(now),
        // Where two changed the time, nobody else said yes to it.
        AskState::Found => {
            let when = my_ask.ask.when;
            my_ask.agreed().any(|yes| yes.about.when.is_meant_by(when) && !when.is_over(now))
        }
        AskState::Closed | AskState::Expired => false,
    }
}

/// "Stand by, in case"; what is true where that is no longer possible.
pub(super) fn stand_by(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    if !facts.may_stand_by(scene.now()) {
        return vec![as_it_is(scene, facts)];
    }
    let id = facts.introduction.id;
    let mut effects = vec![Effect::StandBy(id)];
    if !ask::wants_more(&facts.my_ask, scene.now()) {
        effects.extend([show(scene, facts, Reserve::StandsBy), asker_sees(facts, |name| Say::StandsBy { name })]);
        return effects;
    }
    // Somebody dropped out in the meantime: it is their turn already.
    let after = facts.my_ask.clone();
    let next = after.next_wave;
    effects.extend(recall(scene.moment, after, (id, next)));
    effects.push(show(scene, facts, Reserve::Recalled));
    effects.push(yes_shown(&facts.my_ask, (&facts.introduction, &facts.helper), facts.band));
    effects
}

/// "I can't stand by any more."
pub(super) fn stand_down(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    if facts.introduction.state != IntroductionState::Reserve {
        return vec![as_it_is(scene, facts)];
    }
    let id = facts.introduction.id;
    let because = Because::Withdrawn;
    let card = asker_sees(facts, |name| Say::Released { name, because });
    // Since a change nobody stands by anew: they would be asked.
    let may_again = !facts.introduction.is_outdated(&facts.my_ask.ask) && facts.introduction.may_be_said_again();
    let standing = if may_again { Reserve::StoodDown } else { Reserve::TakenBack };
    vec![Effect::StandDown(id, because), show(scene, facts, standing), card]
}

/// They may be asked again: who stood by before the pause may stand by once more, on the card of it. `None` where they cannot, or
/// did not stand by.
pub fn may_stand_by_again((yes, apart): (&Yes, bool), my_ask: &MyAsk) -> Option<Effect> {
    let may = yes.introduction.stood_by && may_stand_by((&yes.introduction, apart), my_ask, my_ask.now);
    may.then(|| shows(yes, &my_ask.ask, Reserve::StoodDown).mends())
}

/// "I can't help after all", after they were asked about once more.
pub(super) fn take_back(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    if facts.introduction.state != IntroductionState::Proposed || !facts.introduction.stood_by {
        return vec![as_it_is(scene, facts)];
    }
    let because = Because::Withdrawn;
    let mut effects = vec![
        Effect::Release(facts.introduction.id, because),
        show(scene, facts, Reserve::TakenBack),
        asker_sees(facts, |name| Say::Released { name, because }),
    ];
    effects.extend(facts.asked_no_more());
    effects.extend(waiting::without(scene.moment, &facts.my_ask, (&facts.introduction, because)));
    effects
}

/// Who stood by has left: quietly.
pub(super) fn withdraw(facts: &Introduced) -> Vec<Effect> {
    let because = Because::Withdrawn;
    vec![Effect::StandDown(facts.introduction.id, because), asker_sees(facts, |name| Say::Released { name, because })]
}

/// The earliest yes in reserve waits for the asker once more, and the next step is a wave's wait away. `None` where
/// nobody stands by for the ask as it is, or nobody is wanted.
pub fn steps_in(moment: &Moment, my_ask: &MyAsk) -> Option<Vec<Effect>> {
    if !ask::wants_more(my_ask, moment.now) {
        return None;
    }
    let yes = my_ask.reserves().find(|yes| !yes.apart && yes.introduction.ask_version == my_ask.ask.version)?;
    let id = yes.introduction.id;
    let mut effects = recall(moment, my_ask.clone(), (id, None));
    effects.extend(recalled(my_ask, yes));
    Some(effects)
}

/// Nobody else is left to ask: of those who said yes when enough others had, and did nothing since, the earliest is asked
/// about as if they stood by. `None` where there is nobody like that, or nobody is wanted.
pub fn comes_after_all(moment: &Moment, my_ask: &MyAsk) -> Option<Vec<Effect>> {
    if !ask::wants_more(my_ask, moment.now) {
        return None;
    }
    let yes = my_ask.not_needed().find(|yes| !yes.introduction.is_outdated(&my_ask.ask))?;
    let id = yes.introduction.id;
    let mut effects = vec![Effect::StandBy(id)];
    effects.extend(recall(moment, my_ask.clone(), (id, None)));
    effects.extend(recalled(my_ask, yes));
    Some(effects)
}

/// Who said yes to the ask as it was before a change, and stands by or was not needed, is asked whether they still can, once
/// they may be needed.
pub fn ask_outdated(after: &mut MyAsk, moment: &Moment) -> Vec<Effect> {
    if !ask::wants_more(after, moment.now) {
        return Vec::new();
    }
    let is_meant = |yes: &&Yes| yes.introduction.is_outdated(&after.ask);
    changed::will_be_asked(after.in_reserve().filter(is_meant).cloned().collect(), after, moment)
}

/// The ask changed: they do not stand by, nor are they let go.
pub(super) fn counted_on(yes: &Yes, after: &MyAsk) -> [Effect; 2] {
    [Effect::CountOn(yes.introduction.id), shows(yes, &after.ask, Reserve::AskedAgain)]
}

/// The ask changed, and its helpers come first: the cards of who stands by or was not needed say so.
pub fn reserves_shown_changed(after: &MyAsk) -> Vec<Effect> {
    let stand_by = after.reserves().map(|yes| (yes, Reserve::StandsByChanged));
    let all = stand_by.chain(after.not_needed().map(|yes| (yes, Reserve::Changed)));
    let shown = all.map(|(yes, standing)| shows(yes, &after.ask, standing));
    shown.chain(not_asked_shown(after)).collect()
}

/// The ask changed: who was not needed and cannot be asked now, or did not want to stand by any more, may not do so for what it
/// was.
pub(super) fn not_asked_shown(after: &MyAsk) -> impl Iterator<Item = Effect> {
    let may_stand_by = |one: &Introduction| one.stood_by && one.state == IntroductionState::Released;
    let is_meant =
        move |yes: &&Yes| !yes.may_come && (yes.introduction.was_not_needed() || may_stand_by(&yes.introduction));
    after.introductions.iter().filter(is_meant).map(|yes| shows(yes, &after.ask, Reserve::Over))
}

/// The card of a reserve, about the ask as it is now.
fn shows(yes: &Yes, ask: &Ask, standing: Reserve) -> Effect {
    card(&Yes { about: About::of(ask), ..yes.clone() }, standing)
}

/// Their yes waits for the asker; others are asked when that was planned, or a wave's wait from now.
fn recall(moment: &Moment, mut after: MyAsk, (id, planned): (IntroductionId, Option<Instant>)) -> Vec<Effect> {
    let (nudge, release) = waiting::waits_until(&after, moment);
    let next = planned.unwrap_or_else(|| matching::next_wave(after.ask.when, moment.now, moment.zone));
    // The message by which they said yes may say that help is found, or that enough said yes.
    let answered = after.yes_mut(id).and_then(|yes| ping::asked_no_more(yes));
    after.becomes(id, IntroductionState::Proposed);
    after.next_wave = Some(next);
    let mut effects: Vec<_> = answered.into_iter().collect();
    effects.extend([
        Effect::Recall(id),
        Effect::Schedule(Due::Nudge(id), nudge),
        Effect::Schedule(Due::Release(id), release),
        Effect::Schedule(Due::Wave(after.ask.id), next),
    ]);
    // Where it had been found nothing more was promised: should this yes come to nothing, the asker hears it.
    let by = *after.hears_by.get_or_insert(next);
    effects.extend([Effect::Schedule(Due::Word(after.ask.id), by), status(&after)]);
    effects
}

/// The asker sees the card of the yes; its helper hears that they may be needed, and can take it back.
fn recalled(my_ask: &MyAsk, yes: &Yes) -> [Effect; 2] {
    let Introduction { id, helper, .. } = yes.introduction;
    let version = my_ask.ask.version;
    let told = Say::Reserve { introduction: id, about: yes.about.clone(), standing: Reserve::Recalled };
    let guard = Guard::Proposed(id, version);
    [
        yes_shown(my_ask, (&yes.introduction, &yes.helper), yes.band),
        Speech::guarded(helper, On::NewCard(Card::Reserve(id)), guard, said(told)),
    ]
}

/// The card of their yes, to the ask as it is.
fn yes_shown(my_ask: &MyAsk, (introduction, helper): (&Introduction, &Neighbour), band: Option<Band>) -> Effect {
    let (id, version) = (introduction.id, introduction.ask_version);
    let (seen_as, shown) = (ping::SeenAs::of(helper), Shown::StoodBy);
    let (place, about) = (my_ask.place, About::of(&my_ask.ask));
    // Whether they asked for the same is said where it is theirs to answer that they do.
    let say = Say::Yes { introduction: id, version, seen_as, band, place, asks_too: false, about, shown };
    Speech::guarded(introduction.asker, On::NewCard(Card::Yes(id)), Guard::Proposed(id, version), said(say))
}

/// Nobody is needed any more: who stands by gets a last word.
pub fn reserves_go(my_ask: &MyAsk) -> Vec<Effect> {
    my_ask.reserves().flat_map(goes).collect()
}

/// The same, once nothing is left to stand by for.
pub(super) fn reserves_go_unless_needed(after: &MyAsk, now: Instant) -> Vec<Effect> {
    if may_be_needed(after, now) { Vec::new() } else { reserves_go(after) }
}

fn goes(yes: &Yes) -> Vec<Effect> {
    let Introduction { id, asker, helper, .. } = yes.introduction;
    let last = Say::Reserve { introduction: id, about: yes.about.clone(), standing: Reserve::NotNeeded };
    let because = Because::Found;
    let card = Say::Released { name: yes.helper.name.clone(), because };
    vec![
        Effect::StandDown(id, because),
        closed(yes),
        Speech::message(helper, said(last)),
        Speech::on(asker, On::CardIfShown(Card::Yes(id)), said(card)),
    ]
}

/// The card of a reserve, before a new message says how it goes on: without its buttons.
pub(super) fn closed(yes: &Yes) -> Effect {
    card(yes, Reserve::Over)
}

fn card(yes: &Yes, standing: Reserve) -> Effect {
    let Introduction { id, helper, .. } = yes.introduction;
    let say = Say::Reserve { introduction: id, about: yes.about.clone(), standing };
    Speech::on(helper, On::CardIfShown(Card::Reserve(id)), said(say))
}

/// Both agreed: the card of the reserve says so, and for when.
pub(super) fn introduced(facts: &Introduced, when: When) -> Option<Effect> {
    let id = facts.introduction.id;
    let (card, about) = (On::CardIfShown(Card::Reserve(id)), About { when, ..About::of(&facts.my_ask.ask) });
    let say = said(Say::Reserve { introduction: id, about, standing: Reserve::Introduced });
    facts.introduction.stood_by.then(|| Speech::on(facts.introduction.helper, card, say))
}

/// What the asker's card of this yes says from now on.
fn asker_sees(facts: &Introduced, say: impl Fn(crate::domain::FirstName) -> Say) -> Effect {
    let card = On::CardIfShown(Card::Yes(facts.introduction.id));
    Speech::on(facts.introduction.asker, card, said(say(facts.helper.name.clone())))
}

fn show(scene: &Scene<'_>, facts: &Introduced, standing: Reserve) -> Effect {
    scene.show(On::Card(Card::Reserve(facts.introduction.id)), said(facts.reserve(standing)))
}

fn as_it_is(scene: &Scene<'_>, facts: &Introduced) -> Effect {
    show(scene, facts, facts.reserve_now(scene.now()))
}

impl Introduced {
    fn reserve(&self, standing: Reserve) -> Say {
        Say::Reserve { introduction: self.introduction.id, about: About::of(&self.my_ask.ask), standing }
    }

    fn may_stand_by(&self, now: Instant) -> bool {
        may_stand_by((&self.introduction, self.apart), &self.my_ask, now)
    }

    fn reserve_now(&self, now: Instant) -> Reserve {
        match self.introduction.state {
            IntroductionState::Reserve if self.introduction.is_outdated(&self.my_ask.ask) => Reserve::StandsByChanged,
            IntroductionState::Reserve => Reserve::StandsBy,
            IntroductionState::Proposed if self.introduction.is_outdated(&self.my_ask.ask) => Reserve::AskedAgain,
            IntroductionState::Proposed => Reserve::Recalled,
            IntroductionState::Agreed { .. } => Reserve::Introduced,
            IntroductionState::Released if self.may_stand_by(now) => Reserve::StoodDown,
            IntroductionState::Released if may_be_asked(self, now) => Reserve::Changed,
            IntroductionState::Released if !self.introduction.stood_by && !may_be_needed(&self.my_ask, now) => {
                Reserve::TooLate
            }
            IntroductionState::Released
            | IntroductionState::Declined
            | IntroductionState::Dropped
            | IntroductionState::Ended => Reserve::Over,
        }
    }

    /// The same card of who could not be reached, so that what it was about is over for them: nothing is asked of them.
    pub fn reserve_card_over(&self) -> Say {
        match self.introduction.state {
            IntroductionState::Released => self.reserve(Reserve::Over),
            IntroductionState::Proposed
            | IntroductionState::Agreed { .. }
            | IntroductionState::Declined
            | IntroductionState::Reserve
            | IntroductionState::Dropped
            | IntroductionState::Ended => self.reserve_card(),
        }
    }

    /// The card of who stands by, or was asked about once more since they did.
    pub fn reserve_card(&self) -> Say {
        self.reserve(self.reserve_now(self.my_ask.now))
    }
}
