//! What the town answers when a step asks.

use super::{Person, Shown, Town};
use crate::domain::window::{after_quiet, day_began, is_quiet};
use crate::domain::{
    Ask, AskState, Band, Because, Due, Introduction, IntroductionId, IntroductionState, Moves, Neighbour, NeighbourId,
    OpenPing, Ping, PingId, PingState, PostId, Side, StandingOffer, limits,
};
use crate::talk::facts::{
    About, Afterwards, Asking, Introduced, Look, Mine, MyAsk, Near, Offering, Others, Partner, Pinged, Shared, Where,
    Yes,
};
use crate::talk::{Facts, Need, State, ask, ping};

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
            Need::Ping(id) => {
                let pinged = self.pings.get(&id).map(|shown| Box::new(self.to_answer(me, shown)));
                Facts::Ping(pinged, self.asked_if_it_stands(me.id))
            }
            Need::Pausing(id) => {
                let pinged = self.pings.get(&id).map(|shown| Box::new(self.pinged(me, shown)));
                Facts::Pausing(pinged, self.offers.get(&me.id).map(|(offer, _)| offer.clone()))
            }
            Need::Invited => Facts::Ping(self.invitation(me).map(Box::new), None),
            Need::Introduction(id) | Need::DroppingOut(id) => Facts::Introduction(self.introduced(id).map(Box::new)),
            Need::Afterwards(id) => Facts::Afterwards(self.afterwards(me.id, id).map(Box::new)),
            Need::Partners(_) => Facts::Partners(self.partners(me.id)),
            Need::OnCard(at) => Facts::OnCard(self.partners(me.id), Box::new(self.gather(me, at.need()))),
            Need::Passed(message) => Facts::Passed(self.tell_edit(me.id, message)),
            Need::Mine => Facts::Mine(Box::new(self.mine(me.id))),
            Need::Shared(link) => Facts::Shared(self.shared(me, &link).map(Box::new)),
        }
    }

    /// Their own standing offer, where they were asked whether it still stands, and have not said.
    fn asked_if_it_stands(&self, me: NeighbourId) -> Option<StandingOffer> {
        self.due(Due::PauseOffer(me))?;
        self.offers.get(&me).map(|(offer, _)| offer.clone()).filter(|offer| !offer.paused)
    }

    /// Where somebody is, as it is true by now.
    pub(super) fn afresh(&self, who: usize) -> State {
        let Person { me, state, .. } = &self.people[who];
        let State::Ask(at) = state.clone() else { return state.clone() };
        if let Some(post) = at.posted() {
            return State::Ask(at.afresh(&self.my_ask(post).unwrap()));
        }
        let would_still = |before: &ask::Before| {
            let one = &self.introductions[&before.introduction];
            let other = if one.asker == me.id { one.helper } else { one.asker };
            self.again.get(&(me.id, other)).is_some_and(|(yes, ..)| *yes)
        };
        State::Ask(if at.before().is_none_or(would_still) { at } else { at.without_before() })
    }

    pub(super) fn neighbour(&self, id: NeighbourId) -> Neighbour {
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
        let changes = look != Look::AsKept;
        let (from, reach) = look.beside(offer.as_ref());
        let nearest = from.clone().and_then(|(cell, things)| {
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
        let (mut unanswered, mut moved) = (None, Vec::new());
        if let Some((cell, things)) = from.filter(|_| nearest.is_none() || changes) {
            for mut pinged in self.unanswered(me) {
                let ask = &pinged.my_ask.ask;
                let suits = offer.as_ref().is_none_or(|offer| self.suits(offer, ask));
                let fits = !changes || suits && things.cover(ask.category) && reach.holds(cell, ask.cell);
                let before = pinged.band.replace(cell.band(ask.cell));
                moved.extend(Some(pinged.clone()).filter(|now| now.band != before));
                unanswered = unanswered.or(Some(pinged).filter(|_| fits && nearest.is_none()));
            }
        }
        let me = self.neighbour(me);
        let is_out = |ping: &Ping| {
            let mut theirs = self.introductions.values().filter(|one| (one.post, one.helper) == (ping.post, me.id));
            theirs.any(|one| one.released == Some(Because::Withdrawn) && one.state == IntroductionState::Released)
        };
        let may_say_so = |shown: &&Shown| {
            let no_reason = shown.ping.state == PingState::NotThisTime && shown.reason.is_none();
            let says_so = shown.ping.state == PingState::Over || no_reason || is_out(&shown.ping);
            shown.ping.helper == me.id && says_so
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
        Offering { offer, nearest, asks_too, unanswered, moved, has_answered, paused, moves }
    }

    /// What they were asked, and have not answered.
    fn unanswered(&self, me: NeighbourId) -> Vec<Pinged> {
        let me = self.neighbour(me);
        let open =
            self.pings.values().filter(|shown| (shown.ping.helper, shown.ping.state) == (me.id, PingState::Open));
        open.map(|shown| self.pinged(&me, shown)).filter(ping::is_open).collect()
    }

    /// How often they set their area.
    pub(super) fn moves(&self, who: NeighbourId) -> Moves {
        let mine: Vec<_> = self.settled.iter().filter(|(one, _)| *one == who).collect();
        let lately = mine.iter().filter(|(_, at)| *at > self.now - limits::AREA_MONTH).count();
        Moves { ever: i64::try_from(mine.len()).unwrap(), lately: i64::try_from(lately).unwrap() }
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
    pub(super) fn worked_well(&self, one: NeighbourId, other: NeighbourId) -> bool {
        let says = |pair| self.again.get(&pair).is_some_and(|(yes, ..)| *yes);
        (says((one, other)) || says((other, one))) && !self.are_apart(one, other)
    }

    /// Does what is left of the ask's window suit the helper?
    pub(super) fn suits(&self, offer: &StandingOffer, ask: &crate::domain::Ask) -> bool {
        offer.times.slots().touch(ask.when.slots(self.now, chrono_tz::Europe::London))
    }

    pub(super) fn was_shown(&self, post: PostId, helper: NeighbourId) -> bool {
        self.ping_of(post, helper).is_some()
    }

    pub(super) fn ping_of(&self, post: PostId, helper: NeighbourId) -> Option<&Ping> {
        self.pings.values().map(|shown| &shown.ping).find(|ping| (ping.post, ping.helper) == (post, helper))
    }

    fn place_of(&self, ask: &Ask) -> Where {
        if self.neighbour(ask.asker).cell == Some(ask.cell) { Where::Near } else { Where::Elsewhere }
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
                .filter(|_| matches!(one.state, IntroductionState::Agreed { .. }) || one.is_cut_short())
                .map(|post| self.asks[&post].ask.clone()),
        });
        Some(MyAsk {
            ask: asked.ask.clone(),
            changes: asked.changes,
            asked_version: asked.reached,
            wider: asked.wider,
            link: asked.link.clone(),
            first: asked.first.clone(),
            next_wave: self.due(Due::Wave(post)),
            hears_by: self.due(Due::Word(post)),
            asked_if_needed: asked.ask.when.window.is_none() && self.due(Due::Expire(post)).is_some(),
            asleep_until: is_quiet(self.now, chrono_tz::Europe::London)
                .then(|| after_quiet(self.now, chrono_tz::Europe::London)),
            place: self.place_of(&asked.ask),
            led: self.led(&asked.ask, None),
            others: Others::NotLookedUp,
            now: self.now,
            introductions: yes.collect(),
            open_pings: self.open_pings(&asked.ask),
            unsent_at: asked.unsent_at,
            unsent_version: asked.unsent_version,
            seen_version: asked.seen,
        })
    }

    /// Who was asked for it, and has not answered.
    fn open_pings(&self, ask: &Ask) -> Vec<OpenPing> {
        let open = self.pings.values().filter(|one| (one.ping.post, one.ping.state) == (ask.id, PingState::Open));
        let ping = |one: &Shown| OpenPing {
            id: one.ping.id,
            helper: one.ping.helper,
            asked_at: one.asked_at,
            through_link: one.ping.through_link && !self.are_apart(ask.asker, one.ping.helper),
            waits_since: self.waits_since(one.ping.id).filter(|_| !one.browsing),
        };
        open.map(ping).collect()
    }

    /// The ping of a yes to the ask as it is, which waits for the asker, or may once more.
    fn answered(&self, one: &Introduction, ask: &Ask) -> Option<PingId> {
        let may_wait = matches!(one.state, IntroductionState::Proposed | IntroductionState::Reserve);
        let waits = (may_wait || one.was_not_needed()) && !one.is_outdated(ask);
        self.ping_of(one.post, one.helper).map(|ping| ping.id).filter(|_| waits)
    }

    pub(super) fn pinged(&self, me: &Neighbour, shown: &Shown) -> Pinged {
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

    pub(super) fn introduced(&self, id: IntroductionId) -> Option<Introduced> {
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

    pub(super) fn afterwards(&self, me: NeighbourId, id: IntroductionId) -> Option<Afterwards> {
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
            in_touch: self.agreed_with(me).any(|one| one.side(other).is_some()),
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
    pub(super) fn pinged_for(&self, one: &Introduction) -> Option<Pinged> {
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
        let introduced = |all: &mut dyn Iterator<Item = &Introduction>| -> Vec<_> {
            all.filter_map(|one| self.introduced(one.id)).collect()
        };
        Mine {
            asks: asks.filter_map(|ask| self.my_ask(ask.id)).collect(),
            asked: self.unanswered(me),
            waiting: self
                .waiting(me)
                .filter(|one| one.helper == me && !one.stood_by)
                .filter_map(|one| self.pinged_for(one))
                .collect(),
            yeses: introduced(&mut self.waiting(me).filter(|one| one.asker == me)),
            reserves: introduced(&mut self.stands_by(me)),
            agreed: introduced(&mut self.agreed_with(me)),
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
        let from = self.offers.get(&me.id).map(|(offer, _)| offer.cell).or(me.cell);
        let opened = self.pings.values().filter(|one| one.ping.post == my_ask.ask.id && one.ping.through_link).count();
        let band = from.map(|cell| cell.band(my_ask.ask.cell));
        Some(Shared { band, my_ask, ping, opened: i64::try_from(opened).unwrap(), apart, own })
    }
}
