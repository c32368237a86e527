//! What the town answers when a step asks.

use chrono::TimeDelta;

use super::{Shown, Town};
use crate::domain::window::is_quiet;
use crate::domain::{
    AskState, IntroductionId, Neighbour, NeighbourId, OpenPing, PingState, PostId, Reach, StandingOffer, limits,
};
use crate::matching::Candidate;
use crate::talk::ask;
use crate::talk::facts::{About, Asking, Introduced, Look, MyAsk, Near, Offering, Pinged, Yes};
use crate::talk::{Effect, Facts, Need};

/// The word that both get. Nobody else ever reads it.
pub(in crate::talk) fn word(id: IntroductionId) -> String {
    format!("word{:x}", id.0)
}

impl Town {
    pub(super) fn gather(&self, me: &Neighbour, need: Need) -> Facts {
        match need {
            Need::Nothing => Facts::Nothing,
            Need::Asking => Facts::Asking(self.asking(me.id)),
            Need::Offering(look) => Facts::Offering(Box::new(self.offering(me.id, look))),
            Need::MyAsk(post) => Facts::MyAsk(self.my_ask(post).map(Box::new)),
            Need::Ping(id) => Facts::Ping(self.pings.get(&id).map(|shown| Box::new(self.pinged(me, shown)))),
            Need::Introduction(id) => Facts::Introduction(self.introduced(id).map(Box::new)),
        }
    }

    fn neighbour(&self, id: NeighbourId) -> Neighbour {
        self.people[self.at(id)].me.clone()
    }

    fn asking(&self, me: NeighbourId) -> Asking {
        let mine = || self.asks.values().map(|asked| &asked.ask).filter(move |ask| ask.asker == me);
        let count = |count: usize| i64::try_from(count).unwrap();
        Asking {
            open: count(mine().filter(|ask| ask.state == AskState::Open).count()),
            today: count(mine().filter(|ask| ask.posted_at > self.now - TimeDelta::hours(24)).count()),
        }
    }

    fn offering(&self, me: NeighbourId, look: Look) -> Offering {
        let offer = self.offers.get(&me).map(|(offer, _)| offer.clone());
        let reach = offer.as_ref().map_or(Reach::AcrossTown, |offer| offer.reach);
        let from = match look {
            Look::AsKept => offer.as_ref().map(|StandingOffer { cell, things, .. }| (*cell, things.clone())),
            Look::From(cell, things) => Some((cell, things)),
        };
        let nearest = from.and_then(|(cell, things)| {
            let asks = self.asks.values().map(|asked| &asked.ask);
            let fits = asks.filter(|ask| {
                ask.state == AskState::Open
                    && ask.asker != me
                    && things.cover(ask.category)
                    && reach.holds(cell, ask.cell)
                    && !self.was_shown(ask.id, me)
            });
            let nearest = fits.min_by(|one, other| {
                let far = |ask: &crate::domain::Ask| (cell.distance(ask.cell).0, ask.posted_at, ask.id);
                far(one).partial_cmp(&far(other)).unwrap()
            });
            nearest.map(|ask| Near { band: cell.band(ask.cell), ask: ask.clone() })
        });
        Offering { offer, nearest }
    }

    fn was_shown(&self, post: PostId, helper: NeighbourId) -> bool {
        self.pings.values().any(|shown| (shown.ping.post, shown.ping.helper) == (post, helper))
    }

    pub(in crate::talk) fn my_ask(&self, post: PostId) -> Option<MyAsk> {
        let asked = self.asks.get(&post)?;
        let theirs = self.introductions.values().filter(|one| one.post == post);
        let yes = theirs.map(|one| Yes {
            introduction: one.clone(),
            helper: self.neighbour(one.helper),
            about: About::of(&asked.ask),
        });
        let open = self.pings.values().filter(|one| one.ping.post == post && one.ping.state == PingState::Open);
        Some(MyAsk {
            ask: asked.ask.clone(),
            was_asked: asked.began,
            next_wave: asked.wave_due,
            asleep: is_quiet(self.now, chrono_tz::Europe::London),
            introductions: yes.collect(),
            open_pings: open
                .map(|one| OpenPing { id: one.ping.id, helper: one.ping.helper, asked_at: one.asked_at })
                .collect(),
        })
    }

    fn pinged(&self, me: &Neighbour, shown: &Shown) -> Pinged {
        let my_ask = self.my_ask(shown.ping.post).unwrap();
        let from = self.offers.get(&me.id).map(|(offer, _)| offer.cell).or(me.cell);
        Pinged { ping: shown.ping.clone(), band: from.map(|cell| cell.band(my_ask.ask.cell)), my_ask }
    }

    fn introduced(&self, id: IntroductionId) -> Option<Introduced> {
        let introduction = self.introductions.get(&id)?.clone();
        let my_ask = self.my_ask(introduction.post)?;
        let (asker, helper) = (self.neighbour(introduction.asker), self.neighbour(introduction.helper));
        let band = self.offers.get(&helper.id).map(|(offer, _)| offer.cell.band(my_ask.ask.cell));
        Some(Introduced { introduction, my_ask, asker, helper, band, fresh_word: word(id) })
    }

    /// What follows when the next neighbours of an ask are due.
    pub(super) fn wave(&mut self, post: PostId) -> Vec<Effect> {
        let my_ask = self.my_ask(post).unwrap();
        let mut chosen = Vec::new();
        if ask::wants_more(&my_ask) {
            let wanted = &my_ask.ask;
            let may = self.offers.values().filter(|(offer, _)| {
                !offer.paused
                    && offer.helper != wanted.asker
                    && offer.things.cover(wanted.category)
                    && offer.reach.holds(offer.cell, wanted.cell)
                    && !self.was_shown(post, offer.helper)
                    && self.unanswered(offer.helper) < limits::PINGS_A_WEEK
            });
            let candidates = may.map(|(offer, asked_at)| Candidate {
                helper: offer.helper,
                named_it: offer.things != crate::domain::Things::Anything,
                worked_well: false,
                asked_at: *asked_at,
            });
            let found = |id: NeighbourId| ask::Found {
                neighbour: self.neighbour(id),
                band: self.offers[&id].0.cell.band(wanted.cell),
            };
            chosen = ask::choose(&my_ask, candidates.collect()).into_iter().map(found).collect();
        }
        ask::wave(&mut self.moment(), &my_ask, &chosen)
    }

    fn unanswered(&self, helper: NeighbourId) -> i64 {
        let since = self.now - TimeDelta::days(7);
        let counts = |one: &&Shown| {
            one.ping.helper == helper && one.ping.state == PingState::Open && !one.browsing && one.asked_at > since
        };
        i64::try_from(self.pings.values().filter(counts).count()).unwrap()
    }
}
