//! Two who asked for the same are introduced through the ask of one of them: what becomes of the other one's own.

use super::super::facts::{MyAsk, Yes};
use super::super::{Effect, On, Say as Words, Speech, introduction, ping};
use super::{Standing, Status, Told};
use crate::domain::{Ask, AskState, Because, Card, FirstName, Guard, Hours, IntroductionId, Moment, Neighbour};

/// They meet, so the other's own ask is met as well: nobody else is asked for it, and the two do not come together for it
/// once more. Its asker hears it, with a way to ask again. Where more people are wanted it goes on, and they hear that.
pub fn met(moment: &Moment, own: &MyAsk, (through, other): (IntroductionId, &Neighbour)) -> Vec<Effect> {
    let ask = &own.ask;
    if ask.wanted > 1 || own.agreed().next().is_some() {
        return goes_on(moment, own, other);
    }
    let told = told(own, (Standing::Closed { again: true }, other));
    let mut effects = vec![Effect::AskMet(ask.id, through), told];
    effects.extend(ping::over(ask, &own.open_pings, own.now));
    effects.extend(own.proposed().flat_map(|yes| introduction::release(yes, because(yes, other))));
    effects.extend(introduction::reserves_go(own));
    effects
}

/// The two who met are introduced no more: the card of the own ask that was met says so, and still leads back to it.
pub fn met_no_more(own: &Ask, other: &FirstName) -> Effect {
    Speech::on(own.asker, On::CardIfShown(Card::Ask(own.id)), met_with((own, other), true))
}

/// The same card beneath what its asker hears or says of the other one: the way back to their ask is there, and nowhere else.
pub fn met_beneath(own: &Ask, (other, over): (&FirstName, bool), hours: Hours) -> Effect {
    let (on, say) = (On::NewCard(Card::Ask(own.id)), met_with((own, other), over));
    Effect::Say(Speech { to: own.asker, on, say, guard: Guard::None, hours })
}

fn met_with((own, other): (&Ask, &FirstName), over: bool) -> Words {
    let status = Box::new(Status::of(own, Standing::Closed { again: true }));
    Words::MyAsk(Told::Met { status, name: other.clone(), over })
}

/// The same of one that goes on, since more people are wanted: its card says how it stands without the other one.
pub fn goes_on_without(own: &MyAsk, through: &Ask) -> Option<Effect> {
    let is_same = own.ask.category == through.category && through.category.is_together();
    let goes_on = is_same && own.ask.state == AskState::Open && (own.ask.wanted > 1 || own.agreed().next().is_some());
    goes_on.then(|| super::status(own))
}

/// The yes of the one whom they meet is needed no more, and who stood by for it does so no more; nor is an answer of theirs
/// waited for: each of the two has the other one by now.
fn goes_on(moment: &Moment, own: &MyAsk, other: &Neighbour) -> Vec<Effect> {
    let mut after = own.clone();
    let mut theirs = own.clone();
    theirs.introductions.retain(|yes| yes.introduction.helper == other.id);
    let mut effects: Vec<_> = theirs.proposed().flat_map(|yes| introduction::release(yes, Because::Met)).collect();
    let unanswered = own.open_pings.iter().filter(|open| open.helper == other.id);
    effects.extend(unanswered.flat_map(|open| ping::met(&own.ask, open)));
    after.open_pings.retain(|open| open.helper != other.id);
    effects.extend(introduction::reserves_go(&theirs));
    for yes in theirs.proposed().chain(theirs.reserves()) {
        after.lets_go(yes.introduction.id, Because::Met);
    }
    if theirs.proposed().next().is_some() {
        effects.extend(introduction::asks_on(&mut after, moment));
    }
    // It may have been the last yes that waited.
    effects.extend(introduction::silence_by_day(&after).unwrap_or_default());
    effects.push(told(&after, (after.standing(), other)));
    effects
}

/// The one whom they meet is not thanked off.
fn because(yes: &Yes, other: &Neighbour) -> Because {
    if yes.introduction.helper == other.id { Because::Met } else { Because::Found }
}

fn told(own: &MyAsk, (standing, other): (Standing, &Neighbour)) -> Effect {
    let status = Box::new(Status { standing, ..own.status() });
    let told = Words::MyAsk(Told::Met { status, name: other.name.clone(), over: false });
    Speech::on(own.ask.asker, On::NewCard(Card::Ask(own.ask.id)), told)
}
