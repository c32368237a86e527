//! What is done in the town when it is due, and what must be known for it.

use super::{Shown, Town};
use crate::domain::{
    AskState, Because, Card, Due, FIRST_VERSION, Guard, Instant, Introduction, IntroductionId, IntroductionState,
    Moment, NeighbourId, PingState, PostId, Reach, StandingOffer, limits,
};
use crate::matching;
use crate::matching::Candidate;
use crate::talk::facts::{Introduced, Leaving, Led, MyAsk, ShownPing};
use crate::talk::{Effect, Pausing, Turning, ask, day_turns, introduction, leave, name, offer, pause, ping, relay};

impl Town {
    /// What is done when it is due.
    pub(super) fn chore(&mut self, due: Due) -> Vec<Effect> {
        let mut moment = self.moment();
        self.expires_before(due);
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
            Due::Expire(post) => {
                let my_ask = my_ask(post);
                let was_asked = my_ask.ask.when.window.is_some() || self.was_sent(my_ask.ask.asker, Card::Ask(post));
                let chore = if was_asked { ask::expire } else { ask::ask_if_needed };
                chore(&moment, &my_ask)
            }
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
            Due::MayBeAsked(who) => ask::go_on(&moment, (who, &self.stopped(who))),
            Due::TellName(who) => name::tell(&moment, &self.neighbour(who), &self.hears_of_name(who)),
            Due::Unreachable(who) => leave(&moment, &self.leaving(who)),
            // What is over was told about before it is erased.
            Due::Erase => Vec::new(),
            Due::PauseOffer(helper) => {
                offer::pause_unanswered(&moment, self.offers[&helper].0.clone(), &self.pausing_by_itself(helper))
            }
        }
    }

    /// Pings and questions that were not sent in time end, so that they are made as if for the first time.
    fn expires_before(&mut self, due: Due) {
        if let Due::Wave(post) = due {
            self.expire(|town, guard| {
                let Guard::PingOpen(id, _) = guard else { return false };
                let is_open = |shown: &Shown| (shown.ping.post, shown.ping.state) == (post, PingState::Open);
                town.pings.get(&id).is_some_and(is_open)
            });
        }
        if let Due::HowWasIt(id) = due {
            self.expire(|_, guard| [Guard::Agreed(id), Guard::Met(id)].contains(&guard));
        }
    }

    /// Did the newest message of this thing reach them?
    fn was_sent(&self, who: NeighbourId, card: Card) -> bool {
        let person = &self.people[self.at(who)];
        person.messages.iter().any(|one| person.shows(one, card) && one.on_phone().is_some())
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
        let small = small && matching::is_small(candidates.len());
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
    pub(super) fn may_be_asked(&self, my_ask: &MyAsk) -> Vec<&(StandingOffer, Option<Instant>)> {
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

    pub(super) fn count_unanswered(&self, helper: NeighbourId) -> i64 {
        self.unanswered_in_a_week(helper).map(|shown| shown.times).sum()
    }

    pub(super) fn unanswered_in_a_week(&self, helper: NeighbourId) -> impl Iterator<Item = &Shown> {
        let since = self.now - limits::PINGS_WEEK;
        let counts =
            move |one: &&Shown| one.ping.helper == helper && !one.answered && !one.browsing && one.asked_at > since;
        self.pings.values().filter(counts)
    }

    /// Open asks for which they may be asked, and whose asking had stopped.
    fn stopped(&mut self, who: NeighbourId) -> Vec<MyAsk> {
        let left = self.pings_left(who);
        let mut found: Vec<_> = self.have_stopped().filter(|my_ask| self.may_ask(my_ask, who)).collect();
        let from = self.offers.get(&who).map(|(offer, _)| offer.cell);
        found.sort_by_key(|my_ask| from.map(|cell| cell.distance(my_ask.ask.cell).0.to_bits()));
        found.truncate(left);
        found
    }

    /// Open asks for which nobody was left to ask.
    pub(in crate::talk) fn have_stopped(&self) -> impl Iterator<Item = MyAsk> {
        self.asks.values().filter_map(|asked| self.my_ask(asked.ask.id)).filter(ask::has_stopped)
    }

    /// May they be asked for it now?
    pub(in crate::talk) fn may_ask(&self, my_ask: &MyAsk, who: NeighbourId) -> bool {
        self.may_be_asked(my_ask).iter().any(|(offer, _)| offer.helper == who)
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
            answered: Vec::new(),
        }
    }

    /// What was agreed as they left, or waited for its asker, and is over; what they asked for then, and is closed.
    pub(super) fn over_while_away(&self, who: usize) -> Leaving {
        let person = &self.people[who];
        let me = person.me.id;
        let is_over = |one: &&IntroductionId| {
            let Introduction { state, released, .. } = &self.introductions[*one];
            matches!(state, IntroductionState::Dropped | IntroductionState::Ended)
                || *released == Some(Because::Withdrawn)
        };
        let over = person.left.iter().filter(is_over);
        let introductions: Vec<_> = over.filter_map(|id| self.introduced(*id)).collect();
        let is_out = |one: &&Introduced| {
            let mut out = one.my_ask.taken_out().map(|yes| yes.introduction.helper);
            one.introduction.helper == me && out.any(|helper| helper == me)
        };
        let answered =
            introductions.iter().filter(is_out).filter_map(|one| self.pinged_for(&one.introduction)).collect();
        let asks = person.left_asks.iter().filter(|post| self.asks[*post].ask.state == AskState::Closed);
        Leaving { who: me, asks: asks.filter_map(|post| self.my_ask(*post)).collect(), introductions, answered }
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
        let introductions = self.leaving(who).introductions;
        let is_out = |post| {
            let of_it = introductions.iter().filter(|facts| facts.introduction.post == post);
            let mut theirs = of_it.map(|facts| &facts.introduction).filter(|one| one.helper == who);
            theirs.any(|one| !matches!(one.state, IntroductionState::Agreed { .. }))
        };
        let theirs = self.pings.values().filter(|shown| shown.ping.helper == who);
        let says_so = theirs.filter(|shown| shown.ping.state == PingState::Open || is_out(shown.ping.post));
        let pings = says_so.map(|shown| self.pinged(&me, shown)).collect();
        Some(Pausing { who: me, pings, introductions })
    }

    /// What ends where an offer is paused for want of an answer.
    fn pausing_by_itself(&self, who: NeighbourId) -> Pausing {
        let me = self.neighbour(who);
        let open = self.pings.values().filter(|one| (one.ping.helper, one.ping.state) == (who, PingState::Open));
        Pausing { pings: open.map(|shown| self.pinged(&me, shown)).collect(), who: me, introductions: Vec::new() }
    }
}
