//! Another time for what is agreed: one of the two asks, the other says yes, or keeps it as it was.
//! Until then nothing changes, and there is one such question at a time.

mod say;

pub use say::{Say, Told};

use super::super::facts::{About, Introduced};
use super::super::{Effect, On, Scene, Speech, ask, day, name};
use super::{Button, Say as Introductions, after, changed, reserve, said};
use crate::domain::{
    Card, Due, FirstName, Guard, Hours, Introduction, IntroductionState, Outcome, Side, TimeChange, TimeChangeId,
    Urgency, When, limits,
};

/// "Change the time."
pub(super) fn choose(facts: &Introduced, side: Side) -> super::AnySay {
    let (introduction, name) = (facts.introduction.id, facts.name_of(side.other()));
    told(Say::Choose { introduction, name, about: facts.about() })
}

/// What has happened is not put off.
pub(super) fn has_happened(scene: &Scene<'_>, facts: &Introduced, side: Side) -> Vec<Effect> {
    refused(scene, facts, (side, Told::AfterIt))
}

/// It stays as it is, and why.
fn refused(scene: &Scene<'_>, facts: &Introduced, (side, because): (Side, Told)) -> Vec<Effect> {
    let card = On::Card(Card::Introduction(facts.introduction.id));
    vec![scene.show(card, said(facts.card(side))), scene.reply(facts.outdated(side, because))]
}

/// A time was chosen: the other one is asked, in place of what was asked before. The time that is agreed takes an open
/// question back; the time that the other one asks for is agreed with it.
pub(super) fn ask_for(scene: &mut Scene<'_>, facts: &Introduced, (side, urgency): (Side, Urgency)) -> Vec<Effect> {
    if facts.has_happened() {
        return has_happened(scene, facts, side);
    }
    let when = When::resolve(urgency, scene.now(), scene.moment.zone);
    let open = facts.change.as_ref();
    if when.is_meant_by(facts.when()) {
        return match open {
            Some(change) => stays(scene, facts, (side, change)),
            None => refused(scene, facts, (side, Told::Already)),
        };
    }
    match open.filter(|change| change.when.is_meant_by(when)) {
        // Two quick taps are one question.
        Some(change) if change.by == side => vec![asked_by_me(facts, change, On::Card(facts.card_of()))],
        Some(change) => agree(scene, facts, (side, change)),
        None if facts.outcomes.of(side).times_asked >= limits::TIMES_ASKED => {
            match open.filter(|change| change.by == side) {
                Some(mine) => {
                    vec![
                        asked_by_me(facts, mine, On::Card(facts.card_of())),
                        scene.reply(facts.outdated(side, Told::StillOpen)),
                    ]
                }
                None => refused(scene, facts, (side, Told::TooOften)),
            }
        }
        None => ask(scene, facts, (side, when)),
    }
}

fn ask(scene: &mut Scene<'_>, facts: &Introduced, (side, when): (Side, When)) -> Vec<Effect> {
    let id = facts.introduction.id;
    let theirs = facts.change.as_ref().filter(|before| before.by != side);
    let change = TimeChange {
        id: TimeChangeId(scene.moment.id()),
        by: side,
        when,
        ask_version: facts.my_ask.ask.version,
        instead: theirs.is_some(),
    };
    let mut effects = vec![Effect::AskTime(id, change.clone()), asked_by_me(facts, &change, On::Card(facts.card_of()))];
    effects.push(match when.ends() {
        Some(end) => Effect::Schedule(Due::TimePasses(id), end),
        None => Effect::Unschedule(Due::TimePasses(id)),
    });
    // It names a day, also where the ask names none.
    effects.extend(day::turns(facts.introduction.post, facts.named_with(when), scene.moment));
    // What was asked before is not the question any more.
    effects.extend(closed(facts, Told::Outdated));
    let question = asked(facts, &change, On::NewCard(Card::Time(change.id)));
    let after = Introduced { change: Some(change), ..facts.clone() };
    if facts.change.is_some() || facts.is_unheard() {
        effects.push(card_on(&after, side.other(), On::CardIfShown(facts.card_of())));
    }
    effects.extend(name::before(scene, facts.introduction.on(side.other()), Guard::Agreed(id)));
    effects.push(question);
    effects
}

/// The card of the introduction, as this side sees it.
fn card_on(facts: &Introduced, side: Side, on: On) -> Effect {
    Speech::guarded(facts.introduction.on(side), on, Guard::Agreed(facts.introduction.id), said(facts.card(side)))
}

/// Whether they still can was not asked while another time was: now it is, again.
fn still_asked(facts: &Introduced) -> Option<Effect> {
    let is_asked = facts.is_asked_other_time() && facts.is_unheard();
    let after = Introduced { change: None, ..facts.clone() };
    let (to, on, say) = (facts.introduction.helper, On::NewCard(facts.card_of()), said(after.card(Side::Helper)));
    let guard = Guard::Agreed(facts.introduction.id);
    // Where it is over before the morning, it cannot wait until then.
    let cannot_wait = facts.my_ask.asleep_until.is_some_and(|morning| facts.when().is_over(morning));
    let hours = if cannot_wait { Hours::Any } else { Hours::Waking { until: facts.when().ends() } };
    is_asked.then_some(Effect::Say(Speech { to, on, say, guard, hours }))
}

/// The time passed that one of the two asked for, without an answer: the question is over, and who asked hears it.
pub fn time_passes(facts: &Introduced) -> Vec<Effect> {
    match facts.change.as_ref().filter(|change| change.when.is_over(facts.my_ask.now)) {
        // They said since that it happened: on their phone it is no question any more.
        Some(change) if facts.change_asked_of(change.by).is_none() => ends(facts, (change, Told::AfterIt)),
        Some(change) => ends_unanswered(facts, (change, Told::Unanswered)),
        None => Vec::new(),
    }
}

/// Both are asked how it went, or have told it since: no other time is asked for any more, and who asked hears that. It is not
/// said as the first of them answers: the answer is nobody else's business.
pub(super) fn ends_with_how_it_was(facts: &Introduced) -> Vec<Effect> {
    match &facts.change {
        Some(change) if facts.change_asked_of(change.by).is_none() => ends(facts, (change, Told::AfterIt)),
        Some(change) => ends_unanswered(facts, (change, Told::AfterIt)),
        None => Vec::new(),
    }
}

/// One of the two said that it happened: on their own phone it is no question any more. The other one is not told.
pub(super) fn ends_for(facts: &Introduced, side: Side) -> Vec<Effect> {
    let Some(change) = &facts.change else { return Vec::new() };
    let to = facts.introduction.on(side);
    let question = On::CardIfShown(Card::Time(change.id));
    let card = (change.by == side).then(|| (On::CardIfShown(facts.card_of()), said(facts.card(side))));
    let shown = [(question, facts.outdated(side, Told::AfterIt))].into_iter().chain(card);
    shown.map(|(on, say)| Speech::on(to, on, say)).collect()
}

/// The question is over, and who asked hears why.
fn ends_unanswered(facts: &Introduced, (change, why): (&TimeChange, Told)) -> Vec<Effect> {
    let to = facts.introduction.on(change.by);
    let is_shown = if why == Told::AfterIt { why } else { Told::Outdated };
    let mut effects = ends(facts, (change, is_shown));
    let guard = (Guard::Agreed(facts.introduction.id), None);
    effects.push(Speech::waking(to, On::Message, guard, facts.outdated(change.by, why)));
    effects
}

/// The question is over: wherever it is shown, it says so.
fn ends(facts: &Introduced, (change, is_shown): (&TimeChange, Told)) -> Vec<Effect> {
    let mut effects = vec![Effect::KeepTime(facts.introduction.id, change.id)];
    effects.extend(closed(facts, is_shown));
    let to = facts.introduction.on(change.by);
    effects.push(Speech::on(to, On::CardIfShown(facts.card_of()), said(facts.card(change.by))));
    effects.extend(still_asked(facts));
    effects
}

/// The question, as the other one sees it.
fn asked(facts: &Introduced, change: &TimeChange, on: On) -> Effect {
    let id = facts.introduction.id;
    let say = Say::Asked {
        introduction: id,
        version: change.id.0,
        name: facts.name_of(change.by),
        about: facts.about(),
        when: change.when,
        instead: change.instead,
    };
    let to = facts.introduction.on(change.by.other());
    Speech::guarded(to, on, Guard::Agreed(id), told(say))
}

/// The question, as who asked it sees it.
fn asked_by_me(facts: &Introduced, change: &TimeChange, on: On) -> Effect {
    let (introduction, name) = (facts.introduction.id, facts.name_of(change.by.other()));
    let (version, when, card) = (change.id.0, change.when, Card::Time(change.id));
    let listed = on == On::NewCard(card) || on == On::CardIfShown(card);
    let say = Say::AskedByMe { introduction, version, name, about: facts.about(), when, listed };
    Speech::guarded(facts.introduction.on(change.by), on, Guard::Agreed(introduction), told(say))
}

/// "Yes, that suits", by who was asked; or "Keep it as it was", by either of the two; and to what they saw.
pub(super) fn answer(
    scene: &Scene<'_>,
    facts: &Introduced,
    (side, button, version): (Side, Button, i64),
) -> Vec<Effect> {
    let is_asked = |change: &&TimeChange| change.id.0 == version && (change.by != side || button == Button::Keep);
    match facts.change.as_ref().filter(is_asked).filter(|change| !change.when.is_over(scene.now())) {
        Some(change) if button == Button::Keep => stays(scene, facts, (side, change)),
        // What has happened is not put off; who asked hears of it when they are asked how it went themselves.
        Some(_) if facts.has_happened() => vec![truth(scene, facts, (side, version, Told::AfterIt))],
        Some(change) => agree(scene, facts, (side, change)),
        None if is_answered(scene, facts, version) => Vec::new(),
        None => vec![truth(scene, facts, (side, version, Told::Outdated))],
    }
}

/// The second of two quick taps, on a message that says by now what became of the question: that stays to be read.
fn is_answered(scene: &Scene<'_>, facts: &Introduced, version: i64) -> bool {
    let is_open = facts.change.as_ref().is_some_and(|change| change.id.0 == version);
    !is_open && is_tapped(scene, Card::Time(TimeChangeId(version)))
}

/// What was tapped shows what is true.
fn truth(scene: &Scene<'_>, facts: &Introduced, (side, version, because): (Side, i64, Told)) -> Effect {
    if is_tapped(scene, facts.card_of()) {
        return scene.show(On::Card(facts.card_of()), said(facts.card(side)));
    }
    scene.show(On::Card(Card::Time(TimeChangeId(version))), facts.outdated(side, because))
}

fn is_tapped(scene: &Scene<'_>, card: Card) -> bool {
    scene.tapped.is_some_and(|tapped| tapped.card == card)
}

/// It stays as it was: the other one would rather, or who asked takes it back. Both hear it.
fn stays(scene: &Scene<'_>, facts: &Introduced, (side, change): (Side, &TimeChange)) -> Vec<Effect> {
    let (id, other) = (facts.introduction.id, side.other());
    let mut effects = vec![Effect::KeepTime(id, change.id)];
    effects.extend(closed(facts, Told::Outdated));
    effects.extend(cards(scene, facts, (side, &Introduced { change: None, ..facts.clone() })));
    let kept = facts.outdated(side, Told::KeptByMe);
    effects.push(if is_tapped(scene, facts.card_of()) {
        scene.reply(kept)
    } else {
        scene.show(On::Card(Card::Time(change.id)), kept)
    });
    effects.push(Speech::message(facts.introduction.on(other), facts.outdated(other, Told::Kept)));
    effects.extend(still_asked(facts));
    // Where the question how it went was put off for it, it is not any more.
    let is_asked = |side| facts.outcomes.of(side).asked > 0 || facts.outcomes.of(side).told.is_some();
    let was_put_off = facts.when().is_over(scene.now()) && ![Side::Asker, Side::Helper].into_iter().any(is_asked);
    let at = after::how_was_it_at(facts.when(), scene.moment);
    effects.extend(was_put_off.then_some(Effect::Schedule(Due::HowWasIt(id), at)));
    effects
}

/// Both want this time: it is agreed, and everything follows it.
fn agree(scene: &Scene<'_>, facts: &Introduced, (side, change): (Side, &TimeChange)) -> Vec<Effect> {
    let (id, to) = (facts.introduction.id, facts.introduction.on(change.by));
    let mut after = facts.clone();
    after.introduction.agreed_when = Some(change.when);
    let about = after.about();
    if let Some(yes) = after.my_ask.yes_mut(id) {
        yes.about = about;
        let introduction = &mut yes.introduction;
        (introduction.agreed_when, introduction.told, introduction.did_not) = (Some(change.when), 0, false);
    }
    let (still, follows) = changed::still_by_agreeing(&mut after, change);
    let agreed = after.outdated(change.by, Told::Agreed);
    let mut effects = vec![
        Effect::AgreeTime(id, change.id),
        Effect::Schedule(Due::HowWasIt(id), after::how_was_it_at(change.when, scene.moment)),
        scene.show(On::Card(Card::Time(change.id)), after.outdated(side, Told::AgreedByMe)),
        Speech::on(to, On::CardIfShown(Card::Time(change.id)), agreed.clone()),
    ];
    // What was asked about the time before is not the question any more.
    effects.extend(after::question_closed(&facts.introduction, (&facts.asker.name, &facts.helper.name)));
    effects.extend(cards(scene, facts, (side, &after)));
    effects.push(Speech::message(to, agreed));
    effects.extend(ask::time_follows(&facts.my_ask, &after.my_ask));
    effects.extend(still.into_iter().chain(follows));
    effects.extend(day::turns(facts.introduction.post, facts.named_with(change.when), scene.moment));
    // Who stands by said yes to the time that it was: where the ask has the new one, they are asked whether they still can.
    let own_time = changed::own_time(&after.my_ask, change.when);
    effects.extend(own_time.unwrap_or_else(|| reserve::reserves_go_unless_needed(&after.my_ask, scene.now())));
    effects
}

/// The cards of the introduction say what is agreed; also an older one that was tapped.
fn cards(scene: &Scene<'_>, facts: &Introduced, (side, after): (Side, &Introduced)) -> [Effect; 2] {
    let card = facts.card_of();
    let mine = if is_tapped(scene, card) { On::Card(card) } else { On::CardIfShown(card) };
    let theirs = facts.introduction.on(side.other());
    [
        scene.show(mine, said(after.card(side))),
        Speech::on(theirs, On::CardIfShown(card), said(after.card(side.other()))),
    ]
}

/// A tap on such a question of an introduction that is over, or was.
pub(super) fn over(scene: &Scene<'_>, facts: &Introduced, (side, version): (Side, i64)) -> Vec<Effect> {
    let still_write = matches!(facts.introduction.state, IntroductionState::Agreed { .. });
    let because = if still_write { Told::AfterIt } else { Told::Over };
    vec![truth(scene, facts, (side, version, because))]
}

/// The question that is open: wherever it is shown, it says what became of it. One that was answered before stays.
pub(super) fn closed(facts: &Introduced, because: Told) -> Vec<Effect> {
    let names = (facts.asker.name.clone(), facts.helper.name.clone());
    let open = facts.change.as_ref();
    let closed = open.map(|change| closed_between((&facts.introduction, change), (names, &facts.about()), because));
    closed.into_iter().flatten().collect()
}

/// The same, for the two of these names, with what they agreed.
pub(super) fn closed_between(
    (introduction, change): (&Introduction, &TimeChange),
    ((asker, helper), about): ((FirstName, FirstName), &About),
    because: Told,
) -> [Effect; 2] {
    let card = On::CardIfShown(Card::Time(change.id));
    let closed = |to, name| Speech::on(to, card, told(Say::Told { name, about: about.clone(), told: because }));
    [closed(introduction.asker, helper), closed(introduction.helper, asker)]
}

/// The card of the introduction as this side sees it now, and the open question: both name days, and the other one.
pub(super) fn shown_anew(facts: &Introduced, side: Side) -> Vec<Effect> {
    let (id, to) = (facts.introduction.id, facts.introduction.on(side));
    let card = On::CardIfShown(facts.card_of());
    let as_agreed = || Speech::guarded(to, card, Guard::Agreed(id), said(facts.card(side)));
    match facts.change_asked_of(side) {
        Some(change) => {
            let question = On::CardIfShown(Card::Time(change.id));
            if change.by == side {
                [card, question].map(|on| asked_by_me(facts, change, on)).into()
            } else {
                vec![as_agreed(), asked(facts, change, question)]
            }
        }
        None => vec![as_agreed()],
    }
}

/// The open question once more, as this side sees it.
pub fn time_shown_again(facts: &Introduced, side: Side) -> Option<Effect> {
    let card = |change: &TimeChange| On::NewCard(Card::Time(change.id));
    let shown = |one: &TimeChange| {
        if one.by == side { asked_by_me(facts, one, card(one)) } else { asked(facts, one, card(one)) }
    };
    facts.change_asked_of(side).map(shown)
}

impl Introduced {
    const fn card_of(&self) -> Card {
        Card::Introduction(self.introduction.id)
    }

    /// Every time that its messages name, and another one.
    fn named_with(&self, when: When) -> impl Iterator<Item = When> {
        self.my_ask.agreed_or_told().map(|yes| yes.about.when).chain([self.my_ask.ask.when, when])
    }

    /// The question that is open for this side: not once they said that it happened.
    fn change_asked_of(&self, side: Side) -> Option<&TimeChange> {
        self.change.as_ref().filter(|_| !self.outcomes.of(side).told.is_some_and(Outcome::is_good))
    }

    /// Did one of the two say that it happened?
    pub(super) fn has_happened(&self) -> bool {
        let said = [self.outcomes.asker.told, self.outcomes.helper.told];
        said.into_iter().flatten().any(Outcome::is_good)
    }

    fn outdated(&self, side: Side, because: Told) -> super::AnySay {
        told(Say::Told { name: self.name_of(side.other()), about: self.about(), told: because })
    }
}

/// What is said about another time.
pub(super) fn told(say: Say) -> super::AnySay {
    said(Introductions::Time(Box::new(say)))
}
