//! What becomes of asks, and of the pings that show them.

use std::collections::BTreeSet;

use super::{Asked, Message, Shown, Town};
use crate::domain::{
    Ask, AskState, Card, Due, First, Instant, IntroductionId, IntroductionState, NeighbourId, Ping, PingId, PingState,
    PostId, Reason, limits,
};
use crate::talk::ask;

impl Town {
    pub(super) fn open_ask(&mut self, post: PostId) -> &mut Asked {
        let asked = self.asks.get_mut(&post).unwrap();
        assert_eq!(asked.ask.state, AskState::Open);
        asked
    }

    pub(super) fn publish(&mut self, me: usize, ask: Ask) {
        assert_eq!((ask.asker, ask.state), (self.people[me].me.id, AskState::Open));
        assert!(ask.wanted > 0 && self.people[me].me.agreed_at.is_some());
        let asked = Asked {
            ask,
            changes: 0,
            reached: 0,
            seen: 0,
            wider: false,
            small: None,
            link: None,
            first: None,
            unsent_version: 0,
            unsent_at: None,
        };
        let before = self.asks.insert(asked.ask.id, asked);
        assert!(before.is_none());
    }

    pub(super) fn change(&mut self, ask: Ask, (before, counts): (i64, bool)) {
        let asked = self.open_ask(ask.id);
        assert_eq!((asked.ask.version, asked.ask.asker, asked.ask.state), (before, ask.asker, ask.state));
        assert!(ask.version == before || ask.version == before + 1);
        let same = Ask { wanted: ask.wanted, ..asked.ask.clone() };
        assert_eq!(same == ask, ask.version == before, "whatever people say yes to raises the version");
        asked.ask = ask;
        asked.changes += i64::from(counts);
        assert!(asked.changes <= limits::CHANGES, "people are asked anew as often as the asker likes");
        let (post, anew) = (asked.ask.id, asked.ask.version > before);
        if anew {
            asked.small = None;
        }
        let noes = self.pings.values().filter(|one| (one.ping.post, one.ping.state) == (post, PingState::NotThisTime));
        let noes: BTreeSet<_> = noes.map(|one| one.ping.helper).collect();
        for first in self.open_ask(post).first.iter_mut().filter(|first| anew && !noes.contains(&first.helper)) {
            first.asked = false;
        }
    }

    pub(super) fn widen(&mut self, post: PostId) {
        let asked = self.open_ask(post);
        assert!(!asked.wider, "once");
        (asked.wider, asked.small) = (true, None);
    }

    pub(super) fn withdraw(&mut self, post: PostId, other_time: bool) {
        for shown in self.pings.values_mut().filter(|shown| shown.ping.post == post) {
            let wrong_time = shown.ping.state == PingState::NotThisTime && shown.reason == Some(Reason::WrongTime);
            if shown.ping.state == PingState::Open || other_time && wrong_time {
                (shown.ping.state, shown.reason) = (PingState::Over, None);
            }
        }
    }

    pub(super) fn ask_first(&mut self, post: PostId, before: IntroductionId) {
        let one = self.introductions[&before].clone();
        let side = one.side(self.open_ask(post).ask.asker).unwrap();
        let helper = one.on(side.other());
        let name = self.people[self.at(helper)].me.name.clone();
        self.open_ask(post).first = Some(First { helper, name, asked: false });
    }

    pub(super) fn first_asked(&mut self, post: PostId) {
        let asked = self.open_ask(post);
        asked.reached = asked.ask.version;
        asked.first.as_mut().unwrap().asked = true;
    }

    pub(super) fn end_ask(&mut self, post: PostId, state: AskState) {
        let agreed = self.introductions.values().filter(|one| one.post == post);
        let agreed = agreed.filter(|one| matches!(one.state, IntroductionState::Agreed { .. }));
        let agreed: Vec<_> = agreed.filter_map(|one| one.agreed_when).collect();
        let asked = self.asks.get_mut(&post).unwrap();
        if state == AskState::Found {
            asked.ask.when = asked.ask.found_when(agreed);
        }
        assert!(asked.ask.state == AskState::Open || (asked.ask.state, state) == (AskState::Found, AskState::Closed));
        asked.ask.state = state;
        self.asks.get_mut(&post).unwrap().first = None;
        self.unschedule(&[Due::Wave(post), Due::Word(post), Due::StillNeeded(post), Due::Expire(post)]);
    }

    pub(super) fn reopen(&mut self, post: PostId, from: AskState) {
        let ask = &mut self.asks.get_mut(&post).unwrap().ask;
        assert_eq!(ask.state, from);
        ask.state = AskState::Open;
    }

    pub(super) fn ask_met(&mut self, post: PostId, through: IntroductionId) {
        self.end_ask(post, AskState::Closed);
        let one = self.agreed(through);
        one.met = Some(post);
        let (helper, asker) = (one.helper, self.asks[&post].ask.asker);
        assert_eq!(helper, asker, "what a helper asks for themselves");
    }

    pub(super) fn ping(&mut self, id: PingId, from: &[PingState], to: PingState) {
        let shown = self.pings.get_mut(&id).unwrap();
        assert!(from.contains(&shown.ping.state), "{shown:?}");
        shown.ping.state = to;
        shown.answered = true;
    }

    /// Who looks sees it open: it waits for their answer.
    pub(super) fn ping_open_again(&mut self, id: PingId) {
        let (now, post) = (self.now, self.pings[&id].ping.post);
        let through_link = self.pings[&id].ping.through_link;
        let asked = self.open_ask(post);
        if !through_link {
            asked.seen = asked.ask.version;
        }
        let asker = asked.ask.asker;
        assert!(!self.are_apart(asker, self.pings[&id].ping.helper), "who said no is not brought together again");
        self.ping(id, &[PingState::Over, PingState::NotThisTime], PingState::Open);
        let shown = self.pings.get_mut(&id).unwrap();
        shown.browsing |= shown.answered;
        (shown.asked_at, shown.answered, shown.reason) = (now, false, None);
    }

    pub(super) fn ping_yes(&mut self, id: PingId, version: i64) {
        let post = self.pings[&id].ping.post;
        assert_eq!(self.open_ask(post).ask.version, version, "a yes is to the ask as it is");
        self.ping(id, &[PingState::Open, PingState::NotThisTime, PingState::Over], PingState::Yes);
        self.is_answered(id);
    }

    pub(super) fn ping_no(&mut self, id: PingId, from: &[PingState]) {
        self.ping(id, from, PingState::NotThisTime);
        self.is_answered(id);
    }

    /// No yes is lost that its asker could still answer, or whose helper could stand by.
    pub(super) fn ping_too_late(&mut self, id: PingId) {
        let ping = self.pings[&id].ping.clone();
        let my_ask = self.my_ask(ping.post).unwrap();
        assert!(!my_ask.is_wanted_in_time() || self.are_apart(my_ask.ask.asker, ping.helper), "{ping:?}");
        self.ping(id, &[PingState::Open, PingState::Over], PingState::Over);
        self.is_answered(id);
    }

    pub(super) fn ping_reason(&mut self, id: PingId, reason: Reason) {
        self.ping(id, &[PingState::NotThisTime], PingState::NotThisTime);
        self.pings.entry(id).and_modify(|shown| shown.reason = Some(reason));
    }

    pub(super) fn pings_over(&mut self, theirs: impl Fn(&Ping) -> bool) {
        let open = |shown: &&mut Shown| shown.ping.state == PingState::Open && theirs(&shown.ping);
        self.pings.values_mut().filter(open).for_each(|shown| shown.ping.state = PingState::Over);
    }

    pub(super) fn show(&mut self, new: &crate::domain::NewPing) {
        let now = self.now;
        let asked = self.open_ask(new.post);
        if !new.browsing {
            asked.reached = asked.ask.version;
        } else if !new.through_link {
            asked.seen = asked.ask.version;
        }
        assert_ne!(asked.ask.asker, new.helper, "nobody is asked for their own");
        let again = self.pings.values().any(|shown| (shown.ping.post, shown.ping.helper) == (new.post, new.helper));
        assert!(!again, "nobody is asked twice");
        let asker = self.asks[&new.post].ask.asker;
        assert!(!self.are_apart(asker, new.helper), "who said no is not brought together again");
        let may = new.through_link || ask::may_be_shown(&self.my_ask(new.post).unwrap(), new.helper, now);
        assert!(may, "enough said yes, or it is somebody else's turn first");
        let ping = Ping {
            id: new.id,
            post: new.post,
            helper: new.helper,
            state: PingState::Open,
            through_link: new.through_link,
            wider: new.wider,
        };
        self.shown_to.insert((new.post, new.helper));
        let shown = Shown { ping, browsing: new.browsing, asked_at: now, answered: false, times: 1, reason: None };
        self.pings.insert(new.id, shown);
        if !new.browsing {
            self.was_asked(new.helper);
        }
    }

    /// Others come before them next time; and where they are asked no more this week, it is due that they may be again.
    fn was_asked(&mut self, helper: NeighbourId) {
        let now = self.now;
        self.offers.entry(helper).and_modify(|(_, asked_at)| *asked_at = Some(now));
        self.pings_left(helper);
    }

    /// How many more pings they may get this week. Where it is none, it is due when they may again.
    pub(super) fn pings_left(&mut self, helper: NeighbourId) -> usize {
        let left = usize::try_from(limits::PINGS_A_WEEK - self.count_unanswered(helper)).unwrap_or(0);
        let first = self.unanswered_in_a_week(helper).map(|shown| shown.asked_at).min();
        if let Some(first) = first.filter(|_| left == 0) {
            self.may_be_asked_at(helper, first + limits::PINGS_WEEK);
        }
        left
    }

    pub(super) fn may_be_asked_at(&mut self, helper: NeighbourId, at: Instant) {
        let due = Due::MayBeAsked(helper);
        self.agenda.insert(due.stored(), (due, at));
    }

    /// Where their week was full, they may be asked again.
    fn is_answered(&mut self, id: PingId) {
        let (helper, soon) = (self.pings[&id].ping.helper, self.now + limits::ASKED_FROM);
        if self.due(Due::MayBeAsked(helper)).is_some_and(|at| at > soon) {
            self.may_be_asked_at(helper, soon);
        }
    }

    pub(super) fn show_again(&mut self, new: &crate::domain::NewPing) {
        let now = self.now;
        let asked = self.open_ask(new.post);
        asked.reached = asked.ask.version;
        let shown = self.pings.get_mut(&new.id).unwrap();
        assert_eq!(shown.ping.state, PingState::Over, "nobody is asked twice");
        let asker = self.asks[&new.post].ask.asker;
        assert!(!self.are_apart(asker, new.helper), "who said no is not brought together again");
        let shown = self.pings.get_mut(&new.id).unwrap();
        let counts = !shown.answered && !shown.browsing && shown.asked_at > now - limits::PINGS_WEEK;
        shown.times = if counts { shown.times + 1 } else { 1 };
        (shown.ping.state, shown.ping.wider, shown.browsing, shown.asked_at) = (PingState::Open, new.wider, false, now);
        shown.answered = false;
        self.was_asked(new.helper);
    }

    /// A ping was never sent, though it could be since an instant: its neighbour was not asked for the ask as it is, and others are
    /// in their place.
    pub(super) fn was_not_asked(&mut self, (id, version): (PingId, i64), since: Instant) {
        let Some(shown) = self.pings.get(&id).filter(|shown| shown.ping.state == PingState::Open) else { return };
        let (post, helper) = (shown.ping.post, shown.ping.helper);
        if self.asks[&post].ask.version != version {
            return;
        }
        let person = &self.people[self.at(helper)];
        let is_card = |message: &&Message| message.on_phone().is_some();
        let mut shown = person.messages.iter().filter(is_card).filter_map(|message| message.card);
        let was_shown = shown.any(|card| person.cards.iter().any(|one| one.0 == card && one.1 == Card::Ping(id)));
        if was_shown {
            let shown = self.pings.get_mut(&id).unwrap();
            (shown.ping.state, shown.times) = (PingState::Over, (shown.times - 1).max(0));
        } else {
            self.pings.remove(&id);
        }
        let asked = |is: fn(PingState) -> bool| {
            let mut pings = self.pings.values();
            pings.any(|shown| shown.ping.post == post && !shown.browsing && is(shown.ping.state))
        };
        let (is_asked, was_asked) = (asked(|state| state != PingState::Over), asked(|_| true));
        let now = self.now;
        let of_ask = self.asks.get_mut(&post).unwrap();
        if !is_asked {
            of_ask.reached = if was_asked { (version - 1).max(1) } else { 0 };
        }
        of_ask.unsent_version = version;
        if now - since >= limits::LONG_WAIT {
            of_ask.unsent_at = Some(now);
        }
        let is_open = of_ask.ask.state == AskState::Open && !of_ask.ask.when.is_over(now);
        let mine = self.pings.values().filter(|shown| shown.ping.helper == helper && !shown.browsing);
        let asked_at = mine.map(|shown| shown.asked_at).max();
        self.offers.entry(helper).and_modify(|offer| offer.1 = asked_at);
        if is_open && self.due(Due::Wave(post)).is_none() {
            self.agenda.insert(Due::Wave(post).stored(), (Due::Wave(post), now));
        }
    }
}
