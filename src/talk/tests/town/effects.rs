//! What follows from a step is carried out, as the store would. What is said goes through `speaks`.

use super::{Town, outbox};
use crate::domain::{
    AskState, Because, Card, CardId, CellId, IntroductionId, IntroductionState, NeighbourId, NewRelay,
    Outcome as Happened, PingState, Side, StandingOffer,
};
use crate::talk::facts::Heard;
use crate::talk::{Effect, Receipt, State, relay};

impl Town {
    pub(super) fn carry_out(&mut self, actor: Option<usize>, effect: Effect) {
        let now = self.now;
        let me = || actor.expect("an effect of nobody");
        match effect {
            Effect::AgreeToRules => self.people[me()].me.agreed_at = Some(now),
            Effect::Settle(cell) => self.settle(me(), cell),
            effect @ (Effect::CallMe(_) | Effect::Renamed(..) | Effect::NameTold { .. }) => self.names(actor, effect),
            Effect::KeepOffer(offer) => self.keep_offer(me(), offer),
            Effect::PauseOffer(paused) => self.pause(self.people[me()].me.id, paused),
            Effect::PauseOfferOf(helper) => self.pause(helper, true),
            Effect::Schedule(due, at) => drop(self.agenda.insert(due.stored(), (due, at))),
            Effect::Unschedule(due) => self.unschedule(&[due]),
            Effect::Ping(new) => self.show(&new),
            Effect::PingAgain(new) => self.show_again(&new),
            Effect::PingOpenAgain(id) => self.ping_open_again(id),
            Effect::PingYes(id, version) => self.ping_yes(id, version),
            Effect::PingNo(id) => self.ping_no(id, &[PingState::Open, PingState::Over]),
            Effect::PingMet(id) => self.ping_no(id, &[PingState::Open]),
            Effect::PingTooLate(id) => self.ping_too_late(id),
            Effect::PingReason(id, reason) => self.ping_reason(id, reason),
            Effect::WithdrawPings { post, other_time } => self.withdraw(post, other_time),
            Effect::PingsOver(post) => self.pings_over(|ping| ping.post == post),
            Effect::PingsOverOf(helper) => self.pings_over(|ping| ping.helper == helper),
            Effect::PublishAsk(ask) => self.publish(me(), ask),
            Effect::AskFirst(post, before) => self.ask_first(post, before),
            Effect::FirstAsked(post) => self.first_asked(post),
            Effect::FirstOver(post) => assert!(self.open_ask(post).first.take().is_some()),
            Effect::AskFound(post) => self.end_ask(post, AskState::Found),
            Effect::CloseAsk(post) => self.end_ask(post, AskState::Closed),
            Effect::AskMet(post, through) => self.ask_met(post, through),
            Effect::ExpireAsk(post) => self.end_ask(post, AskState::Expired),
            Effect::ReopenAsk(post, was) => self.reopen(post, was),
            Effect::Widen(post) => self.widen(post),
            Effect::ChangeAsk { ask, before, counts } => self.change(ask, (before, counts)),
            Effect::Share(post, link) => drop(self.open_ask(post).link.get_or_insert(link)),
            Effect::Propose(new) => self.propose(new),
            Effect::FollowTime(id) => self.follow_time(id),
            Effect::StillYes(id, version) => self.still(id, version),
            Effect::SilenceTold(id) => self.silence_told(id),
            Effect::CountOn(id) => self.count_on(id),
            Effect::TakeBack(id) => self.release(id, Because::Withdrawn),
            Effect::Introduce(id, word) => self.introduce(id, word),
            Effect::Decline(id) => self.let_go(id, IntroductionState::Declined),
            Effect::Release(id, because) => self.release(id, because),
            Effect::StandBy(id) => self.stand_by(id),
            Effect::StandDown(id, because) => self.stand_down(id, because),
            Effect::Recall(id) => self.recall(id),
            it @ (Effect::AskTime(..) | Effect::AgreeTime(..) | Effect::KeepTime(..)) => self.times(it),
            Effect::Drop(id) => self.end(id, IntroductionState::Dropped),
            Effect::End(id) => self.end(id, IntroductionState::Ended),
            Effect::CutShort(id) => self.cut_short(id),
            Effect::AskedHowItWas(id, side) => self.asked_how_it_was(id, side),
            Effect::Tell(id, side, outcome) => self.tell(self.people[me()].me.id, (id, side, outcome)),
            Effect::Thank(id, side) => self.thank(self.people[me()].me.id, (id, side)),
            Effect::SayAgain(id, yes) => self.say_again(self.people[me()].me.id, (id, yes)),
            Effect::PassOn(relay) => self.pass_on(self.people[me()].me.id, relay),
            Effect::Forget(who) => self.forget(who),
            Effect::Receipt(due) => self.receipt(self.people[me()].me.id, *due),
            Effect::Say(_) => unreachable!("words are said"),
        }
    }

    /// Nobody looks for somebody by setting many places.
    fn settle(&mut self, who: usize, cell: CellId) {
        let id = self.people[who].me.id;
        assert!(self.moves(id).may_move(self.people[who].me.was_introduced), "an area is set as often as one may");
        assert_ne!(self.people[who].me.cell, Some(cell), "it is set to another one");
        self.people[who].me.cell = Some(cell);
        self.settled.push((id, self.now));
    }

    fn keep_offer(&mut self, me: usize, offer: StandingOffer) {
        assert_eq!(offer.helper, self.people[me].me.id);
        let who = &mut self.people[me].me;
        (who.offers, who.line) = (true, offer.line.clone());
        let asked_at = self.offers.get(&offer.helper).and_then(|(_, asked_at)| *asked_at);
        self.offers.insert(offer.helper, (offer, asked_at));
    }

    fn pause(&mut self, helper: NeighbourId, paused: bool) {
        self.offers.entry(helper).and_modify(|(offer, _)| offer.paused = paused);
    }

    fn pass_on(&mut self, me: NeighbourId, relay: NewRelay) {
        assert_eq!(relay.sender, me);
        assert!(self.agreed(relay.introduction).side(relay.sender).is_some());
        self.relays.push((relay, false));
    }

    /// Words reach the other one of their introduction, and nobody else; their writer hears what becomes of them.
    fn receipt(&mut self, writer: NeighbourId, Receipt { card, reader, lost, untrue, .. }: Receipt) {
        let at = self.at(reader);
        let live = self.people[at].live(card).unwrap();
        let message = self.people[at].messages.iter().find(|message| message.card == Some(live)).unwrap().number;
        let row = self.people[at].outbox.of(message).unwrap().id;
        self.receipts.push(outbox::Receipt { writer, reader, row, lost, untrue });
        let (introduction, sender) = match card {
            Card::Relay(id) => {
                let (relay, _) = self.relays.iter().find(|(one, _)| one.id == id).unwrap();
                (relay.introduction, relay.sender)
            }
            Card::Thanks(id) => {
                let one = &self.introductions[&id];
                (id, one.on(one.side(reader).unwrap().other()))
            }
            // Who may read a contact is checked wherever one is read.
            Card::Showing(_) => return,
            Card::Question
            | Card::Ask(_)
            | Card::Ping(_)
            | Card::Yes(_)
            | Card::Reserve(_)
            | Card::Introduction(_)
            | Card::Time(_)
            | Card::HowWasIt(_)
            | Card::Afterwards(_)
            | Card::Offer(_)
            | Card::Write(_) => panic!("nobody wrote {card:?}"),
        };
        assert!(self.introductions[&introduction].side(reader).is_some());
        assert_ne!(reader, sender);
    }

    /// Only words that wait to be passed on are erased under the eyes of their writer.
    fn forget(&mut self, who: NeighbourId) {
        let at = self.at(who);
        let person = &mut self.people[at];
        assert!(matches!(person.state, State::Relay(relay::State::PassOn { .. })), "{:?}", person.state);
        person.state = State::Idle;
        person.version += 1;
    }

    fn tell(&mut self, me: NeighbourId, (id, side, outcome): (IntroductionId, Side, Happened)) {
        assert_eq!(self.met(id).on(side), me, "each speaks for themselves");
        let heard = self.heard(id, side);
        let asked = if outcome == Happened::NotYet { 0 } else { heard.asked };
        *heard = Heard { asked, told: Some(outcome), ..*heard };
        let told = [self.outcomes[&id].asker.is_done(), self.outcomes[&id].helper.is_done()];
        let did_not = self.outcomes[&id].asker.told == Some(Happened::DidNot);
        let asked = self.outcomes[&id].asker.asked + self.outcomes[&id].helper.asked;
        let one = self.met(id);
        (one.told, one.did_not, one.asked) = (told.into_iter().map(u8::from).sum(), did_not, asked);
    }

    fn thank(&mut self, me: NeighbourId, (id, side): (IntroductionId, Side)) {
        let one = &self.introductions[&id];
        assert!(
            matches!(one.state, IntroductionState::Agreed { .. } | IntroductionState::Ended) && !one.is_cut_short()
        );
        assert_eq!(one.on(side), me, "each speaks for themselves");
        assert!(self.thanked.insert((id, side == Side::Asker)), "thanks are passed on once");
    }

    fn say_again(&mut self, me: NeighbourId, (id, yes): (IntroductionId, bool)) {
        let one = &self.introductions[&id];
        let side = one.side(me).unwrap();
        assert!(self.outcomes[&id].of(side).told.is_some_and(Happened::is_good), "who met says it");
        let other = one.on(side.other());
        let said = (yes, id, self.number());
        self.again.insert((me, other), said);
    }

    /// A question how it was never reached its side.
    pub(super) fn was_not_asked_how_it_was(&mut self, at: usize, card: CardId) {
        let shown = self.people[at].cards.iter().find(|one| one.0 == card).map(|one| one.1);
        let Some(Card::HowWasIt(id)) = shown else { return };
        let side = self.introductions[&id].side(self.people[at].me.id).unwrap();
        let heard = self.heard(id, side);
        heard.asked = (heard.asked - 1).max(0);
        let one = self.introductions.get_mut(&id).unwrap();
        one.asked = (one.asked - 1).max(0);
    }

    pub(super) fn heard(&mut self, id: IntroductionId, side: Side) -> &mut Heard {
        let outcomes = self.outcomes.entry(id).or_default();
        match side {
            Side::Asker => &mut outcomes.asker,
            Side::Helper => &mut outcomes.helper,
        }
    }

    fn asked_how_it_was(&mut self, id: IntroductionId, side: Side) {
        self.met(id).asked += 1;
        let heard = self.heard(id, side);
        heard.asked += 1;
        heard.told = heard.told.filter(|told| *told != Happened::NotYet);
        assert!(heard.asked <= 2 && heard.told.is_none(), "asked, and one reminder");
    }
}
