//! What the town answers when a step asks.

use chrono::TimeDelta;

use super::{Shown, Town};
use crate::domain::own_name::KnownAs;
use crate::domain::window::{after_quiet, day_began, is_quiet};
use crate::domain::{
    Ask, AskState, Band, Because, Due, FIRST_VERSION, FirstName, Guard, Instant, Introduction, IntroductionId,
    IntroductionState, Moment, Moves, Neighbour, NeighbourId, OpenPing, Ping, PingId, PingState, PostId, Reach, Side,
    StandingOffer, limits,
};
use crate::matching::{self, Candidate};
use crate::talk::facts::{
    About, Afterwards, Alike, Asking, Introduced, Leaving, Led, Look, Mine, MyAsk, Naming, Near, Offering, Others,
    Partner, Pinged, Shared, ShownPing, Where, Yes,
};
use crate::talk::{
    Effect, Facts, Need, Pausing, Turning, ask, day_turns, introduction, leave, name, offer, pause, ping, relay,
};

/// The word that both get. Nobody else ever reads it.
pub(in crate::talk) fn word(id: IntroductionId) -> String {
    format!("word{:x}", id.0)
}

impl Town {
    pub(super) fn gather(&mut self, me: &Neighbour, need: Need) -> Facts {
        match need {
            Need::Nothing => Facts::Nothing,
            Need::Asking => Facts::Asking(self.asking(me.id)),
            Need::Offering(look) => Facts::Offering(Box::new(self.offering(me.id, look))),
            Need::Naming => Facts::Naming(Box::new(self.naming(me.id))),
            Need::Again => Facts::Again(self.would_ask_again(me.id)),
            Need::StillNeeded(post) => Facts::StillNeeded(self.my_ask(post).map(Box::new), self.asking(me.id)),
            Need::MyAsk(post) => Facts::MyAsk(self.my_ask(post).map(Box::new)),
            Need::Ping(id) => Facts::Ping(self.pings.get(&id).map(|shown| Box::new(self.to_answer(me, shown)))),
            Need::Pausing(id) => {
                let pinged = self.pings.get(&id).map(|shown| Box::new(self.pinged(me, shown)));
                Facts::Pausing(pinged, self.offers.get(&me.id).map(|(offer, _)| offer.clone()))
            }
            Need::Invited => Facts::Ping(self.invitation(me).map(Box::new)),
            Need::Introduction(id) | Need::DroppingOut(id) => Facts::Introduction(self.introduced(id).map(Box::new)),
            Need::Afterwards(id) => Facts::Afterwards(self.afterwards(me.id, id).map(Box::new)),
            Need::Partners(_) => Facts::Partners(self.partners(me.id)),
            Need::Passed(message) => Facts::Passed(self.tell_edit(me.id, message)),
            Need::Mine => Facts::Mine(Box::new(self.mine(me.id))),
            Need::Shared(link) => Facts::Shared(self.shared(me, &link).map(Box::new)),
        }
    }

    fn neighbour(&self, id: NeighbourId) -> Neighbour {
        self.people[self.at(id)].me.clone()
    }

    fn asking(&self, me: NeighbourId) -> Asking {
        let mine = || self.asks.values().map(|asked| &asked.ask).filter(move |ask| ask.asker == me);
        let count = |count: usize| i64::try_from(count).unwrap();
        let midnight = day_began(self.now, chrono_tz::Europe::London);
        Asking {
            open: count(mine().filter(|ask| ask.state == AskState::Open && !ask.when.is_over(self.now)).count()),
            today: count(mine().filter(|ask| ask.posted_at >= midnight).count()),
            has_room: true,
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
                ask.asker != me
                    && ask::may_be_shown(&self.my_ask(ask.id).unwrap(), me, self.now)
                    && !self.are_apart(ask.asker, me)
                    && things.cover(ask.category)
                    && offer.as_ref().is_none_or(|offer| self.suits(offer, ask))
                    && reach.holds(cell, ask.cell)
                    && !self.was_shown(ask.id, me)
            });
            let nearest = fits.min_by(|one, other| {
                let far = |ask: &crate::domain::Ask| (cell.distance(ask.cell).0, ask.posted_at, ask.id);
                far(one).partial_cmp(&far(other)).unwrap()
            });
            nearest.map(|ask| Near { band: cell.band(ask.cell), theirs: self.my_ask(ask.id).unwrap() })
        });
        let unanswered = self.unanswered(me).into_iter().next().filter(|_| nearest.is_none());
        let me = self.neighbour(me);
        let may_say_so = |shown: &&Shown| {
            let no_reason = shown.ping.state == PingState::NotThisTime && shown.reason.is_none();
            shown.ping.helper == me.id && (shown.ping.state == PingState::Over || no_reason)
        };
        let is_paused = offer.as_ref().is_some_and(|offer| offer.paused);
        let over = self.pings.values().filter(may_say_so).filter(|_| is_paused);
        let paused = over.map(|shown| self.pinged(&me, shown)).collect();
        let moves = self.moves(me.id);
        let asks_too = nearest.as_ref().is_some_and(|near| !self.own(me.id, (&near.theirs.ask, None)).is_empty());
        let answered = self.pings.values().map(|shown| &shown.ping);
        let mut answered = answered.filter(|ping| ping.helper == me.id && ping.state != PingState::Open);
        let is_open = |ping: &Ping| {
            let ask = &self.asks[&ping.post].ask;
            ask.state == AskState::Open && !ask.when.is_over(self.now)
        };
        let has_answered = nearest.is_none() && answered.any(is_open);
        Offering { offer, nearest, asks_too, unanswered, has_answered, paused, moves }
    }

    /// What they were asked, and have not answered.
    fn unanswered(&self, me: NeighbourId) -> Vec<Pinged> {
        let me = self.neighbour(me);
        let open =
            self.pings.values().filter(|shown| (shown.ping.helper, shown.ping.state) == (me.id, PingState::Open));
        open.map(|shown| self.pinged(&me, shown)).filter(ping::is_open).collect()
    }

    /// What must be known to change a name.
    pub(super) fn naming(&self, me: NeighbourId) -> Naming {
        let since = self.now - limits::NAME_MONTH;
        let lately = self.renamed.iter().filter(|(one, at)| *one == me && *at > since).count();
        let person = &self.people[self.at(me)];
        Naming {
            telegram: person.telegram.clone(),
            is_own: person.own.is_some(),
            lately: i64::try_from(lately).unwrap(),
            offer: self.offers.get(&me).map(|(offer, _)| offer.clone()),
        }
    }

    /// Who knows them by another name than they have now.
    pub(super) fn known_otherwise(&self, me: NeighbourId) -> Vec<(NeighbourId, FirstName)> {
        let name = &self.people[self.at(me)].me.name;
        let others = self.known_as.iter().filter(|((who, _), (known, _))| *who == me && known != name);
        others.map(|((_, by), (known, _))| (*by, known.clone())).collect()
    }

    /// Of those, who has to do with them just now.
    fn hears_of_name(&self, me: NeighbourId) -> Vec<KnownAs> {
        let open = self.leaving(me).introductions;
        let hears = |(by, name): (NeighbourId, FirstName)| {
            let ties = || open.iter().map(|facts| &facts.introduction).filter(|one| one.side(by).is_some());
            let agreed = ties().find(|one| matches!(one.state, IntroductionState::Agreed { .. }));
            ties().next()?;
            let guard = agreed.map_or(Guard::None, |one| Guard::Agreed(one.id));
            Some(KnownAs { told_at: self.known_as[&(me, by)].1, by, name, guard })
        };
        self.known_otherwise(me).into_iter().filter_map(hears).collect()
    }

    /// How often they set their area.
    pub(super) fn moves(&self, who: NeighbourId) -> Moves {
        let mine: Vec<_> = self.settled.iter().filter(|(one, _)| *one == who).collect();
        let lately = mine.iter().filter(|(_, at)| *at > self.now - limits::AREA_MONTH).count();
        Moves { ever: i64::try_from(mine.len()).unwrap(), lately: i64::try_from(lately).unwrap() }
    }

    /// Who asked, and the nearest open ask for the same whose asker has not answered theirs.
    fn alike(&self, post: PostId) -> Option<Alike> {
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
    fn own(&self, who: NeighbourId, (ask, aside): (&Ask, Option<PingId>)) -> Vec<MyAsk> {
        let is_same = |own: &Ask| {
            (own.asker, own.category, own.state) == (who, ask.category, AskState::Open) && own.category.is_together()
        };
        let own = self.asks.values().map(|asked| &asked.ask).filter(|own| is_same(own));
        own.map(|own| MyAsk { led: self.led(own, aside), ..self.my_ask(own.id).unwrap() }).collect()
    }

    /// Who paused since, or cannot be reached, is not asked about once more.
    fn may_come(&self, one: &Introduction) -> bool {
        let is_paused = self.offers.get(&one.helper).is_some_and(|(offer, _)| offer.paused);
        !is_paused && !self.is_away(one.helper) && !self.are_apart(one.asker, one.helper)
    }

    fn would_ask_again(&self, me: NeighbourId) -> Option<ask::Before> {
        let mine = self.again.iter().filter(|((who, _), (yes, ..))| *who == me && *yes);
        let helped = mine.filter(|((_, other), _)| {
            let met = |one: &&Introduction| (one.asker, one.helper) == (me, *other) && Self::have_met(one);
            self.introductions.values().any(|one| met(&one))
        });
        let last = helped.max_by_key(|(_, (.., said))| *said);
        last.map(|((_, other), (_, introduction, _))| {
            let known_as = self.known_as.get(&(*other, me)).map(|(name, _)| name.clone());
            let name = known_as.unwrap_or_else(|| self.neighbour(*other).name);
            ask::Before { introduction: *introduction, name }
        })
    }

    pub(super) const fn have_met(one: &Introduction) -> bool {
        matches!(one.state, IntroductionState::Agreed { .. } | IntroductionState::Ended | IntroductionState::Dropped)
    }

    /// Would one of the two like to meet again, and neither not?
    fn worked_well(&self, one: NeighbourId, other: NeighbourId) -> bool {
        let says = |pair| self.again.get(&pair).is_some_and(|(yes, ..)| *yes);
        (says((one, other)) || says((other, one))) && !self.are_apart(one, other)
    }

    /// Does what is left of the ask's window suit the helper?
    fn suits(&self, offer: &StandingOffer, ask: &crate::domain::Ask) -> bool {
        offer.times.slots().touch(ask.when.slots(self.now, chrono_tz::Europe::London))
    }

    fn was_shown(&self, post: PostId, helper: NeighbourId) -> bool {
        self.ping_of(post, helper).is_some()
    }

    fn ping_of(&self, post: PostId, helper: NeighbourId) -> Option<&Ping> {
        self.pings.values().map(|shown| &shown.ping).find(|ping| (ping.post, ping.helper) == (post, helper))
    }

    pub(in crate::talk) fn my_ask(&self, post: PostId) -> Option<MyAsk> {
        let asked = self.asks.get(&post)?;
        let theirs = self.introductions.values().filter(|one| one.post == post);
        let yes = theirs.map(|one| Yes {
            introduction: one.clone(),
            helper: self.neighbour(one.helper),
            about: About::agreed(one, &asked.ask),
            band: self
                .band_of(one, &asked.ask)
                .filter(|_| one.state == IntroductionState::Reserve || one.was_not_needed()),
            apart: matches!(one.state, IntroductionState::Reserve | IntroductionState::Proposed)
                && self.are_apart(one.asker, one.helper),
            may_come: (one.was_not_needed() || one.was_missed()) && self.may_come(one),
            change: self.changes.get(&one.id).cloned(),
            awaited: self.due(Due::Unheard(one.id)).filter(|_| {
                let said_yes = matches!(one.state, IntroductionState::Proposed | IntroductionState::Agreed { .. });
                said_yes && one.is_outdated(&asked.ask)
            }),
            asked_by: self.ping_of(post, one.helper).map(|ping| ping.id).filter(|_| {
                let was_asked = one.state == IntroductionState::Proposed || one.released == Some(Because::Withdrawn);
                was_asked && one.is_outdated(&asked.ask)
            }),
            answered: self.answered(one, &asked.ask),
            met: one
                .met
                .filter(|_| matches!(one.state, IntroductionState::Agreed { .. }))
                .map(|post| self.asks[&post].ask.clone()),
        });
        let open = self.pings.values().filter(|one| one.ping.post == post && one.ping.state == PingState::Open);
        Some(MyAsk {
            ask: asked.ask.clone(),
            asked_version: asked.reached,
            wider: asked.wider,
            link: asked.link.clone(),
            first: asked.first.clone(),
            next_wave: self.due(Due::Wave(post)),
            hears_by: self.due(Due::Word(post)),
            asked_if_needed: asked.ask.when.window.is_none() && self.due(Due::Expire(post)).is_some(),
            asleep_until: is_quiet(self.now, chrono_tz::Europe::London)
                .then(|| after_quiet(self.now, chrono_tz::Europe::London)),
            place: if self.neighbour(asked.ask.asker).cell == Some(asked.ask.cell) {
                Where::Near
            } else {
                Where::Elsewhere
            },
            led: self.led(&asked.ask, None),
            others: Others::NotLookedUp,
            now: self.now,
            introductions: yes.collect(),
            open_pings: open
                .map(|one| OpenPing {
                    id: one.ping.id,
                    helper: one.ping.helper,
                    asked_at: one.asked_at,
                    through_link: one.ping.through_link && !self.are_apart(asked.ask.asker, one.ping.helper),
                    // Nothing waits to be sent here.
                    waits_since: None,
                })
                .collect(),
            unsent_at: None,
            unsent_version: 0,
            seen_version: asked.seen,
        })
    }

    /// The ping of a yes to the ask as it is, which waits for the asker.
    fn answered(&self, one: &Introduction, ask: &Ask) -> Option<PingId> {
        let waits = one.state == IntroductionState::Proposed && !one.is_outdated(ask);
        self.ping_of(one.post, one.helper).map(|ping| ping.id).filter(|_| waits)
    }

    fn pinged(&self, me: &Neighbour, shown: &Shown) -> Pinged {
        let my_ask = self.my_ask(shown.ping.post).unwrap();
        let from = self.offers.get(&me.id).map(|(offer, _)| offer.cell).or(me.cell);
        let apart = self.are_apart(my_ask.ask.asker, shown.ping.helper);
        let own = self.own(shown.ping.helper, (&my_ask.ask, Some(shown.ping.id)));
        Pinged { ping: shown.ping.clone(), band: from.map(|cell| cell.band(my_ask.ask.cell)), my_ask, apart, own }
    }

    fn invitation(&self, me: &Neighbour) -> Option<Pinged> {
        let open = |one: &&Shown| {
            let is_open = matches!(one.ping.state, PingState::Open | PingState::Over) && !one.answered && one.browsing;
            one.ping.helper == me.id && one.ping.through_link && is_open
        };
        let is_asked = |one: &&Shown| self.asks[&one.ping.post].ask.state == AskState::Open;
        let newest = self.pings.values().filter(open).filter(is_asked).max_by_key(|one| one.asked_at)?;
        Some(self.pinged(me, newest))
    }

    fn introduced(&self, id: IntroductionId) -> Option<Introduced> {
        let introduction = self.introductions.get(&id)?.clone();
        let mut my_ask = self.my_ask(introduction.post)?;
        let (mut asker, mut helper) = (self.neighbour(introduction.asker), self.neighbour(introduction.helper));
        if introduction.is_over() {
            let known_as = |who, by| self.known_as.get(&(who, by)).map(|(name, _)| name.clone());
            asker.name = known_as(asker.id, helper.id).unwrap_or(asker.name);
            helper.name = known_as(helper.id, asker.id).unwrap_or(helper.name);
        }
        let band = self.band_of(&introduction, &my_ask.ask);
        let outcomes = self.outcomes.get(&id).copied().unwrap_or_default();
        let apart = self.are_apart(asker.id, helper.id);
        let change = self.changes.get(&id).cloned();
        my_ask.others = self.others(&my_ask);
        let met = self.met_as_well(&introduction, &my_ask.ask);
        Some(Introduced {
            introduction,
            my_ask,
            asker,
            helper,
            band,
            fresh_word: word(id),
            outcomes,
            change,
            apart,
            met,
        })
    }

    /// Can somebody be asked for it now? Who goes first has a turn of their own.
    fn others(&self, my_ask: &MyAsk) -> Others {
        let is_first = my_ask.first.as_ref().is_some_and(|first| !first.asked);
        if is_first || !self.may_be_asked(my_ask).is_empty() { Others::Left } else { Others::Nobody }
    }

    /// A ping that is answered.
    fn to_answer(&self, me: &Neighbour, shown: &Shown) -> Pinged {
        let mut pinged = self.pinged(me, shown);
        let is_mine = |yes: &Yes| yes.introduction.helper == me.id;
        if pinged.my_ask.proposed().any(is_mine) && pinged.my_ask.outdated().any(|yes| !is_mine(yes)) {
            pinged.my_ask.others = self.others(&pinged.my_ask);
        }
        pinged
    }

    fn met_as_well(&self, one: &Introduction, ask: &Ask) -> Vec<MyAsk> {
        let own = self.asks.values().filter(|own| own.ask.asker == one.helper);
        let own = own.filter(|_| one.state == IntroductionState::Proposed);
        own.filter_map(|own| self.my_ask(own.ask.id)).filter(|own| own.is_met_with(ask)).collect()
    }

    fn afterwards(&self, me: NeighbourId, id: IntroductionId) -> Option<Afterwards> {
        let introduced = self.introduced(id)?;
        let side = introduced.introduction.side(me)?;
        let other = introduced.introduction.on(side.other());
        let waiting = self.waiting(me).filter(|one| (one.asker, one.helper) == (me, other));
        Some(Afterwards {
            thanked: self.thanked.contains(&(id, side == Side::Asker)),
            again: self.again.get(&(me, other)).map(|(yes, ..)| *yes),
            waiting: waiting.filter_map(|one| self.introduced(one.id)).collect(),
            to_come: self
                .agreed_with(me)
                .filter(|one| one.id != id && one.side(other).is_some() && !one.has_been(self.now))
                .filter_map(|one| self.introduced(one.id))
                .collect(),
            introduced,
        })
    }

    fn band_of(&self, one: &Introduction, ask: &Ask) -> Option<Band> {
        let offer = self.offers.get(&one.helper).filter(|_| !one.through_link);
        offer.map(|(offer, _)| offer.cell.band(ask.cell))
    }

    fn stands_by(&self, me: NeighbourId) -> impl Iterator<Item = &Introduction> {
        let is_open = |one: &&Introduction| {
            one.stood_by && matches!(one.state, IntroductionState::Reserve | IntroductionState::Proposed)
        };
        self.introductions.values().filter(is_open).filter(move |one| one.helper == me)
    }

    fn agreed_with(&self, me: NeighbourId) -> impl Iterator<Item = &Introduction> {
        let agreed = |one: &&Introduction| matches!(one.state, IntroductionState::Agreed { .. });
        self.introductions.values().filter(agreed).filter(move |one| one.side(me).is_some())
    }

    fn waiting(&self, me: NeighbourId) -> impl Iterator<Item = &Introduction> {
        let proposed = |one: &&Introduction| one.state == IntroductionState::Proposed;
        self.introductions.values().filter(proposed).filter(move |one| one.side(me).is_some())
    }

    /// The ping that a yes answered.
    fn pinged_for(&self, one: &Introduction) -> Option<Pinged> {
        let shown = self.pings.values().find(|shown| (shown.ping.post, shown.ping.helper) == (one.post, one.helper))?;
        Some(self.pinged(&self.neighbour(one.helper), shown))
    }

    fn partners(&self, me: NeighbourId) -> Vec<Partner> {
        let partner = |one: &Introduction| {
            let other = if one.asker == me { one.helper } else { one.asker };
            let ask = &self.asks[&one.post].ask;
            let (about, current) = (About::agreed(one, ask), !one.is_outdated(ask));
            let name = self.neighbour(other).name;
            Partner { introduction: one.id, other, name, about, word: word(one.id), current }
        };
        self.agreed_with(me).map(partner).collect()
    }

    fn tell_edit(&mut self, me: NeighbourId, message: i64) -> Option<bool> {
        let mut mine = self.relays.iter_mut().filter(|(relay, _)| (relay.sender, relay.original) == (me, message));
        mine.next().map(|(_, told)| std::mem::replace(told, true))
    }

    fn mine(&self, me: NeighbourId) -> Mine {
        let asks = self.asks.values().map(|asked| &asked.ask).filter(|ask| {
            let is_met = || self.agreed_with(me).any(|one| one.post == ask.id);
            ask.asker == me && (ask.state == AskState::Open || ask.state == AskState::Found && is_met())
        });
        Mine {
            asks: asks.filter_map(|ask| self.my_ask(ask.id)).collect(),
            asked: self.unanswered(me),
            waiting: self
                .waiting(me)
                .filter(|one| one.helper == me && !one.stood_by)
                .filter_map(|one| self.pinged_for(one))
                .collect(),
            introductions: self
                .waiting(me)
                .filter(|one| one.asker == me)
                .chain(self.stands_by(me))
                .chain(self.agreed_with(me))
                .filter_map(|one| self.introduced(one.id))
                .collect(),
            offer: self.offers.get(&me).map(|(offer, _)| offer.clone()),
        }
    }

    fn shared(&self, me: &Neighbour, link: &str) -> Option<Shared> {
        let asked = self.asks.values().find(|asked| asked.link.as_deref() == Some(link))?;
        let my_ask = self.my_ask(asked.ask.id)?;
        let mut shown = self.pings.values().map(|one| &one.ping);
        let ping = shown.find(|ping| (ping.post, ping.helper) == (my_ask.ask.id, me.id)).cloned();
        let apart = self.are_apart(my_ask.ask.asker, me.id);
        let own = self.own(me.id, (&my_ask.ask, ping.as_ref().map(|ping| ping.id)));
        Some(Shared { band: me.cell.map(|cell| cell.band(my_ask.ask.cell)), my_ask, ping, apart, own })
    }

    /// What is open of who cannot be reached any more.
    pub(super) fn leaving(&self, who: NeighbourId) -> Leaving {
        let open = self.asks.values().map(|asked| &asked.ask);
        let open = open.filter(|ask| ask.asker == who && ask.state == AskState::Open);
        let ties = self.introductions.values().filter(|one| match one.state {
            IntroductionState::Agreed { .. } => one.side(who).is_some(),
            IntroductionState::Proposed | IntroductionState::Reserve => one.helper == who,
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Dropped
            | IntroductionState::Ended => false,
        });
        Leaving {
            who,
            asks: open.filter_map(|ask| self.my_ask(ask.id)).collect(),
            introductions: ties.filter_map(|one| self.introduced(one.id)).collect(),
        }
    }

    /// What was agreed as they left, and is over.
    pub(super) fn over_while_away(&self, who: usize) -> Leaving {
        let person = &self.people[who];
        let is_over =
            |one: &&IntroductionId| !matches!(self.introductions[*one].state, IntroductionState::Agreed { .. });
        let over = person.left.iter().filter(is_over);
        let introductions = over.filter_map(|id| self.introduced(*id)).collect();
        Leaving { who: person.me.id, asks: Vec::new(), introductions }
    }

    /// What is open of an ask, as it is shown.
    fn turning(&self, post: PostId) -> Turning {
        let ties = self.introductions.values().filter(|one| one.post == post);
        let mut introductions: Vec<_> = ties.filter_map(|one| self.introduced(one.id)).collect();
        let waits = |shown: &Shown| {
            shown.ping.state == PingState::Open && self.now - shown.asked_at < limits::PING_EDITED
                || introductions.iter().any(|one| {
                    let state = &one.introduction.state;
                    let said_yes = matches!(state, IntroductionState::Proposed | IntroductionState::Agreed { .. });
                    said_yes && one.helper.id == shown.ping.helper
                })
        };
        let is_shown = |shown: &&Shown| shown.ping.post == post && waits(shown);
        let pings = self.pings.values().filter(is_shown).map(|shown| self.shown_ping(shown)).collect();
        introductions.retain(|one| match one.introduction.state {
            IntroductionState::Proposed | IntroductionState::Agreed { .. } | IntroductionState::Reserve => true,
            IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Dropped
            | IntroductionState::Ended => false,
        });
        Turning { my_ask: self.my_ask(post).unwrap(), pings, introductions }
    }

    fn shown_ping(&self, shown: &Shown) -> ShownPing {
        let helper = self.neighbour(shown.ping.helper);
        ShownPing { pinged: self.pinged(&helper, shown), helper }
    }

    fn pausing(&self, who: NeighbourId) -> Option<Pausing> {
        if self.offers.get(&who).is_some_and(|(offer, _)| !offer.paused) {
            return None;
        }
        let me = self.neighbour(who);
        let open = self.pings.values().filter(|shown| shown.ping.helper == who && shown.ping.state == PingState::Open);
        let pings = open.map(|shown| self.pinged(&me, shown)).collect();
        Some(Pausing { who: me, pings, introductions: self.leaving(who).introductions })
    }

    /// What is done when it is due.
    pub(super) fn chore(&mut self, due: Due) -> Vec<Effect> {
        let mut moment = self.moment();
        let my_ask = |post| self.my_ask(post).unwrap();
        let introduced = |id| self.introduced(id).unwrap();
        match due {
            Due::Wave(post) => {
                let with_whom = self.due(Due::WithWhom(post)).is_some() && self.alike(post).is_some();
                let mut my_ask = my_ask(post);
                if with_whom {
                    my_ask.led = my_ask.led.max(Led::ToCard);
                }
                let chosen = self.chosen(&moment, &my_ask);
                ask::wave(&mut moment, &my_ask, &chosen)
            }
            Due::Word(post) => ask::word(&moment, &my_ask(post)),
            Due::WithWhom(post) => self.alike(post).map_or(Vec::new(), |it| offer::alike(&mut moment, &it)),
            Due::WithWhomToo(post) => self.alike(post).map_or(Vec::new(), |it| offer::alike_too(&mut moment, &it)),
            Due::DayTurns(post) => day_turns(&moment, &self.turning(post)),
            Due::ShowPings(post) => {
                let waits = |one: &&Shown| (one.ping.post, one.ping.state) == (post, PingState::Open);
                let open = self.pings.values().filter(waits).map(|shown| self.shown_ping(shown));
                ping::shown_anew(&open.collect::<Vec<_>>())
            }
            Due::GoesSlowly(post) | Due::GoesOn(post) => ask::at_its_pace(&my_ask(post), due),
            Due::StillNeeded(post) => ask::ask_if_needed(&moment, &my_ask(post)),
            Due::Expire(post) => ask::expire(&moment, &my_ask(post)),
            Due::Nudge(id) | Due::AskAgain(id) => {
                let facts = introduced(id);
                let ping = self.ping_of(facts.introduction.post, facts.introduction.helper).unwrap().clone();
                let chore = if due == Due::Nudge(id) { introduction::nudge } else { introduction::ask_again };
                chore(&moment, &facts, ping)
            }
            Due::Unheard(id) => introduction::unheard(&moment, &introduced(id)),
            Due::Release(id) => introduction::time_out(&moment, &introduced(id)),
            Due::TimePasses(id) => introduction::time_passes(&introduced(id)),
            Due::HowWasIt(id) => introduction::how_was_it(&moment, &introduced(id)),
            Due::RenewOffer(helper) => offer::ask_to_renew(&moment, self.offers[&helper].0.clone()),
            Due::WritingIdle(who) => relay::idle(self.now, who, &self.people[self.at(who)].state),
            Due::WasAway(_) => unreachable!("the bot is always there in these walks"),
            Due::Paused(who) => self.pausing(who).map_or(Vec::new(), |pausing| pause(&moment, &pausing)),
            Due::TellName(who) => name::tell(&moment, &self.neighbour(who), &self.hears_of_name(who)),
            Due::Unreachable(who) => leave(&moment, &self.leaving(who)),
            // What is over was told about before it is erased.
            Due::Erase => Vec::new(),
            Due::PauseOffer(helper) => offer::pause_unanswered(&moment, self.offers[&helper].0.clone()),
        }
    }

    /// The next neighbours who are asked.
    fn chosen(&mut self, moment: &Moment, my_ask: &MyAsk) -> Vec<ask::Found> {
        if !ask::wants_more(my_ask, self.now) {
            return Vec::new();
        }
        let wanted = &my_ask.ask;
        let holds = |offer: &StandingOffer, reach: Reach| reach.holds(offer.cell, wanted.cell);
        let may = self.may_be_asked(my_ask).into_iter();
        let candidate = |(offer, asked_at): &(StandingOffer, Option<Instant>)| Candidate {
            helper: offer.helper,
            saw_it: wanted.version > FIRST_VERSION && self.was_shown(wanted.id, offer.helper),
            named_it: offer.things != crate::domain::Things::Anything,
            worked_well: self.worked_well(wanted.asker, offer.helper),
            asked_at: *asked_at,
        };
        let candidates: Vec<_> = may.map(candidate).collect();
        let counts = |one: &&Shown| one.ping.post == wanted.id && !one.browsing && one.ping.state != PingState::Over;
        let count = candidates.len() + self.pings.values().filter(counts).count();
        let small = *self.asks.get_mut(&wanted.id).unwrap().small.get_or_insert(matching::is_small(count));
        let found = |id: NeighbourId| {
            let offer = &self.offers[&id].0;
            let (band, wider) = (offer.cell.band(wanted.cell), !holds(offer, offer.reach));
            let before = self.ping_of(wanted.id, id).map(|ping| ping.id);
            let asks_too = !self.own(id, (wanted, None)).is_empty();
            ask::Found { neighbour: self.neighbour(id), band, wider, before, asks_too }
        };
        ask::choose(my_ask, moment, small, candidates).into_iter().map(found).collect()
    }

    /// All who may be asked for it now.
    fn may_be_asked(&self, my_ask: &MyAsk) -> Vec<&(StandingOffer, Option<Instant>)> {
        let wanted = &my_ask.ask;
        let holds = |offer: &StandingOffer, reach: Reach| reach.holds(offer.cell, wanted.cell);
        let may = self.offers.values().filter(|(offer, _)| {
            let wider = offer.reach.wider().filter(|_| my_ask.wider);
            !offer.paused
                && !self.is_away(offer.helper)
                && offer.helper != wanted.asker
                && !self.are_apart(offer.helper, wanted.asker)
                && offer.things.cover(wanted.category)
                && self.suits(offer, wanted)
                && (holds(offer, offer.reach) || wider.is_some_and(|wider| holds(offer, wider)))
                && self.ping_of(wanted.id, offer.helper).is_none_or(|ping| ping.state == PingState::Over)
                && self.count_unanswered(offer.helper) < limits::PINGS_A_WEEK
        });
        may.collect()
    }

    fn count_unanswered(&self, helper: NeighbourId) -> i64 {
        let since = self.now - TimeDelta::days(7);
        let counts = |one: &&Shown| one.ping.helper == helper && !one.answered && !one.browsing && one.asked_at > since;
        i64::try_from(self.pings.values().filter(counts).count()).unwrap()
    }
}
