//! Who asked for the same as somebody else, which is done together.

use super::Town;
use crate::domain::{
    Ask, AskState, Due, Introduction, IntroductionState, NeighbourId, Ping, PingId, PingState, PostId, Reach,
};
use crate::talk::ask;
use crate::talk::facts::{Alike, Led, MyAsk, Near};

impl Town {
    /// Who asked, and the nearest open ask for the same whose asker has not answered theirs.
    pub(super) fn alike(&self, post: PostId) -> Option<Alike> {
        let mine = &self.asks[&post].ask;
        let me = self.neighbour(mine.asker);
        let offer = self.offers.get(&me.id).map(|(offer, _)| offer);
        let reach = offer.map_or(Reach::AcrossTown, |offer| offer.reach);
        let reach = reach.wider().filter(|_| self.asks[&post].wider).unwrap_or(reach);
        let cell = offer.map(|offer| offer.cell).or(me.cell).unwrap_or(mine.cell);
        if !ask::wants_more(&self.my_ask(post).unwrap(), self.now) || offer.is_some_and(|offer| offer.paused) {
            return None;
        }
        let zone = chrono_tz::Europe::London;
        let fits = self.asks.values().map(|asked| &asked.ask).filter(|ask| {
            (ask.category, ask.asker != me.id) == (mine.category, true)
                && ask::may_be_shown(&self.my_ask(ask.id).unwrap(), me.id, self.now)
                && !self.are_apart(ask.asker, me.id)
                && mine.when.slots(self.now, zone).touch(ask.when.slots(self.now, zone))
                && reach.holds(cell, ask.cell)
                && !self.was_shown(ask.id, me.id)
                && !self.ping_of(post, ask.asker).is_some_and(|ping| ping.state.is_answer())
        });
        let nearest = fits.min_by(|one, other| {
            let far = |ask: &Ask| (cell.distance(ask.cell).0, ask.posted_at, ask.id);
            far(one).partial_cmp(&far(other)).unwrap()
        })?;
        let near = Near { band: cell.band(nearest.cell), theirs: self.my_ask(nearest.id).unwrap() };
        let waits = self.is_shown_alike(mine, None);
        let turns = [nearest.id, post].into_iter().filter(|one| self.due(Due::WithWhomToo(*one)).is_some()).collect();
        Some(Alike { me, mine: mine.clone(), near, waits, turns })
    }

    /// Was the asker of this one shown another one for the same, which is done together, one ping aside, and has not answered?
    fn is_shown_alike(&self, mine: &Ask, aside: Option<PingId>) -> bool {
        let is_open =
            |ping: &Ping| (ping.helper, ping.state) == (mine.asker, PingState::Open) && Some(ping.id) != aside;
        let mut open = self.pings.values().map(|shown| &shown.ping).filter(|ping| is_open(ping));
        mine.category.is_together() && open.any(|ping| self.asks[&ping.post].ask.category == mine.category)
    }

    /// Where the asker of this one is led, one ping aside.
    pub(in crate::talk) fn led(&self, mine: &Ask, aside: Option<PingId>) -> Led {
        let is_theirs = |one: &&Introduction| {
            (one.helper, &one.state, one.stood_by) == (mine.asker, &IntroductionState::Proposed, false)
        };
        let theirs = |one: &Introduction| &self.asks[&one.post].ask;
        let yeses = self.introductions.values().filter(is_theirs);
        let mut alike = yeses.filter(|one| mine.category.is_together() && theirs(one).category == mine.category);
        match alike.next() {
            Some(one) if !one.is_outdated(theirs(one)) || alike.any(|one| !one.is_outdated(theirs(one))) => {
                Led::ToAnswer
            }
            Some(_) => Led::ToCard,
            None if self.is_shown_alike(mine, aside) => Led::ToCard,
            None => Led::Nowhere,
        }
    }

    /// What this neighbour asks for of the same kind, which is done together.
    pub(super) fn own(&self, who: NeighbourId, (ask, aside): (&Ask, Option<PingId>)) -> Vec<MyAsk> {
        let is_same = |own: &Ask| {
            (own.asker, own.category, own.state) == (who, ask.category, AskState::Open) && own.category.is_together()
        };
        let own = self.asks.values().map(|asked| &asked.ask).filter(|own| is_same(own));
        own.map(|own| MyAsk { led: self.led(own, aside), ..self.my_ask(own.id).unwrap() }).collect()
    }

    pub(super) fn met_as_well(&self, one: &Introduction, ask: &Ask) -> Vec<MyAsk> {
        let own = self.asks.values().filter(|own| own.ask.asker == one.helper);
        let own = own.filter(|_| one.state == IntroductionState::Proposed);
        own.filter_map(|own| self.my_ask(own.ask.id)).filter(|own| own.is_met_with(ask)).collect()
    }
}
