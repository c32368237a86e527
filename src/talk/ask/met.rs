//! Two who asked for the same are introduced through the ask of one of them: what becomes of the other one's own.

use super::super::facts::MyAsk;
use super::super::{Effect, On, Say as Words, Speech, introduction, ping};
use super::{Standing, Status, Told};
use crate::domain::{Because, Card, FirstName};

/// They meet, so the other's own ask is met as well: nobody else is asked for it, and the two do not come together for it
/// once more. Its asker hears it, with a way to ask again. Where more people are wanted it goes on, and they hear that.
pub fn met(own: &MyAsk, name: &FirstName) -> Vec<Effect> {
    let ask = &own.ask;
    let goes_on = ask.wanted > 1 || own.agreed().next().is_some();
    let standing = if goes_on { own.standing() } else { Standing::Closed };
    let status = Box::new(Status { standing, ..own.status() });
    let told = Words::MyAsk(Told::Met { status, name: name.clone() });
    let told = Speech::on(ask.asker, On::NewCard(Card::Ask(ask.id)), told);
    if goes_on {
        return vec![told];
    }
    let mut effects = vec![Effect::CloseAsk(ask.id), told];
    effects.extend(ping::over(ask, &own.open_pings, own.now));
    effects.extend(own.proposed().flat_map(|yes| introduction::release(yes, Because::Found)));
    effects.extend(introduction::reserves_go(own));
    effects
}
