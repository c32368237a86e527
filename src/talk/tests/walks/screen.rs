//! What stands on a phone is true, can be answered, and can be left.

use super::super::town::{Message, Taken};
use super::Walk;
use crate::domain::{
    AskState, Card, Due, FirstName, Introduction, IntroductionId, IntroductionState, PingState, PostId, TimeChangeId,
};
use crate::talk::facts::Led;
use crate::talk::introduction::{Say as Introductions, TimeSay};
use crate::talk::{Button, Effect, Input, Say, State, ask, introduction, ping, relay};

impl Walk {
    pub(super) fn message(&self, who: usize, number: i64) -> &Message {
        self.town.people[who].messages.iter().find(|one| one.number == number).unwrap()
    }

    /// What is shown as open is open: it is edited as it changes, and closed with its ask.
    pub(super) fn what_is_shown_open_waits_for_an_answer(&self, taken: &Taken) {
        for (_, say) in &taken.said {
            let Say::Ping(say) = say else { continue };
            let is_open = self.town.pings[&say.ping].ping.state == PingState::Open;
            assert!(is_open || !say.standing.is_open(), "it hangs in the air: {say:?}");
        }
    }

    /// The card is edited as the ask changes; a button elsewhere would stay as it is.
    pub(super) fn what_can_be_done_with_an_ask_is_on_its_card_alone(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in person.messages.iter().filter(|message| matches!(message.say, Say::MyAsk(_))) {
                for button in message.buttons_said() {
                    let Button::MyAsk(_, post) = button else { continue };
                    let is_there = person.shows(message, Card::Ask(post)) || person.newest_never_came(Card::Ask(post));
                    assert!(is_there, "{button:?} is not on the card: {message:?}");
                }
            }
        }
    }

    /// Where the card of an ask leads back to it, nothing else does: two ways would make two asks of one.
    pub(super) fn an_ask_can_be_asked_again_from_its_card_alone(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            let again = |message: &Message| {
                let posts = message.buttons_said().into_iter().filter_map(|button| self.leads_back_to(&button));
                posts.map(|post| (post, person.shows(message, Card::Ask(post)))).collect::<Vec<_>>()
            };
            let all: Vec<_> = person.messages.iter().flat_map(again).collect();
            for (post, _) in all.iter().filter(|(_, on_card)| *on_card) {
                let ways = all.iter().filter(|(one, _)| one == post).count();
                assert_eq!(ways, 1, "{post:?} can be asked again from elsewhere: {:#?}", person.messages);
            }
        }
    }

    fn leads_back_to(&self, button: &Button) -> Option<PostId> {
        if let Button::MyAsk(ask::MyButton::Again, post) = button {
            return Some(*post);
        }
        let Button::Introduction(introduction::Button::Again, id, _) = button else { return None };
        Some(self.town.introductions[id].post)
    }

    /// Whose card says that somebody asks for the same has that one before them, or said yes and waits.
    pub(super) fn a_card_leads_to_who_asks_for_the_same(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in &person.messages {
                let Say::MyAsk(ask::Told::OnlyAlike { status, said_yes, .. }) = &message.say else { continue };
                let post = status.post;
                if !person.shows(message, Card::Ask(post)) || self.town.due(Due::WithWhom(post)).is_some() {
                    continue;
                }
                let led = self.town.led(&self.town.asks[&post].ask, None);
                let waits = led == Led::ToAnswer;
                assert!(led != Led::Nowhere && *said_yes == waits, "it leads elsewhere by now, {led:?}: {message:?}");
            }
        }
    }

    /// Whose card says that the other one is silent has not heard from them since the ask changed, or its time has been.
    pub(super) fn who_is_called_silent_said_nothing(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in &person.messages {
                let Say::Introduction(say) = &message.say else { continue };
                let Introductions::Unheard { introduction, .. } = **say else { continue };
                let one = &self.town.introductions[&introduction];
                let is_silent = one.is_outdated(&self.town.asks[&one.post].ask) || one.has_been(self.town.now);
                let is_true = matches!(one.state, IntroductionState::Agreed { .. }) && is_silent;
                let is_shown = person.shows(message, Card::Introduction(introduction));
                assert!(is_true || !is_shown, "they said something: {message:?}");
            }
        }
    }

    /// What is asked of two who are introduced names the other one as they are called now.
    pub(super) fn what_is_asked_names_people_as_they_are_called(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in &person.messages {
                let Say::Introduction(say) = &message.say else { continue };
                let Some((id, name, card)) = asked_of(say) else { continue };
                let one = &self.town.introductions[&id];
                let is_open = matches!(one.state, IntroductionState::Agreed { .. }) && person.shows(message, card);
                let Some(side) = one.side(person.me.id).filter(|_| is_open) else { continue };
                // Who asked it by a tap of their own has it uncounted; and a question that was asked twice may be closed.
                let is_counted = self.town.outcomes.get(&id).is_some_and(|outcomes| outcomes.of(side).asked == 1);
                let other = self.town.people.iter().find(|other| other.me.id == one.on(side.other())).unwrap();
                let is_known = *name == other.me.name;
                assert!(is_known || !is_counted && matches!(card, Card::HowWasIt(_)), "a name of before: {message:?}");
            }
        }
    }

    /// Whose card says that there is no yes yet never had one.
    pub(super) fn no_yes_is_forgotten(&self) {
        for person in self.town.people.iter().filter(|person| !person.away) {
            for message in &person.messages {
                let Say::MyAsk(ask::Told::Status(status) | ask::Told::NoYesYet(status)) = &message.say else {
                    continue;
                };
                let ask::Standing::Asking(ask::Progress { asked: true, had_yes: false, .. }) = status.standing else {
                    continue;
                };
                let had_yes = self.town.introductions.values().any(|one| one.post == status.post);
                assert!(!had_yes || !person.shows(message, Card::Ask(status.post)), "somebody said yes: {message:?}");
            }
        }
    }

    /// What was asked about a time that is another one by now cannot be answered any more.
    pub(super) fn how_it_was_is_asked_about_the_time_that_is_agreed(&self) {
        for button in self.town.people.iter().flat_map(|person| &person.messages).flat_map(Message::buttons_said) {
            let Button::Introduction(introduction::Button::Outcome(_), id, agreement) = button else { continue };
            assert_eq!(self.town.introductions[&id].agreement, agreement, "it is asked how it was before it is");
        }
    }

    /// The button, where it was there to be tapped.
    pub(super) fn really_tapped(&self, who: usize, message: Option<i64>, input: &Input) -> Option<(i64, Button)> {
        let Input::Tap(Some(button)) = input else { return None };
        let message = self.town.people[who].messages.iter().find(|one| Some(one.number) == message)?;
        // A message that is no card cannot be mended.
        (message.card.is_some() && message.buttons().contains(button)).then(|| (message.number, button.clone()))
    }

    /// A button that is still there after it was tapped can still be tapped.
    pub(super) fn what_was_tapped_tells_the_truth(&self, who: usize, message: i64, button: &Button) {
        let person = &self.town.people[who];
        let message = person.messages.iter().find(|one| one.number == message).unwrap();
        if message.buttons_said().contains(button) {
            let is_true = match button.clone() {
                Button::Ping(ping::Button::Yes, id, version) => {
                    let shown = &self.town.pings[&id].ping;
                    matches!(shown.state, PingState::Open | PingState::NotThisTime)
                        && self.town.asks[&shown.post].ask.state == AskState::Open
                        && self.town.asks[&shown.post].ask.version == version
                }
                Button::Introduction(introduction::Button::Again, ..) | Button::MyAsk(ask::MyButton::Again, _) => true,
                Button::Introduction(introduction::Button::StandBy, id, _) => {
                    self.town.introductions[&id].state == IntroductionState::Released
                }
                Button::Introduction(introduction::Button::StandDown, id, _) => {
                    self.town.introductions[&id].state == IntroductionState::Reserve
                }
                Button::Introduction(introduction::Button::Suits | introduction::Button::Keep, id, change) => {
                    self.town.changes.get(&id).is_some_and(|open| open.id.0 == change)
                }
                Button::Introduction(introduction::Button::TakeBack, id, _) => {
                    self.town.introductions[&id].state == IntroductionState::Proposed
                }
                Button::Introduction(answer, id, _)
                    if !matches!(answer, introduction::Button::Yes | introduction::Button::No) =>
                {
                    matches!(self.town.introductions[&id].state, IntroductionState::Agreed { .. })
                }
                Button::Introduction(_, id, version) => {
                    let one = &self.town.introductions[&id];
                    let ask = &self.town.asks[&one.post].ask;
                    one.state == IntroductionState::Proposed && (ask.state, ask.version) == (AskState::Open, version)
                }
                Button::MyAsk(ask::MyButton::Edit | ask::MyButton::HowMany, post) => {
                    matches!(self.town.asks[&post].ask.state, AskState::Open | AskState::Found)
                }
                Button::MyAsk(ask::MyButton::StillNeeded, post) => {
                    matches!(self.town.asks[&post].ask.state, AskState::Open | AskState::Expired)
                }
                Button::MyAsk(_, post) => self.town.asks[&post].ask.state == AskState::Open,
                Button::Ask(_, form) => matches!(person.state, State::Ask(_)) && form == person.version,
                Button::Offer(button, form) => {
                    button.works_everywhere() || matches!(person.state, State::Offer(_)) && form == person.version
                }
                Button::Show(_, _, form) => matches!(person.state, State::Show(_)) && form == person.version,
                Button::Afterwards(button, _, form) => {
                    button.works_everywhere() || matches!(person.state, State::Afterwards(_)) && form == person.version
                }
                Button::Name(button, form) => {
                    button.works_everywhere() || matches!(person.state, State::Name(_)) && form == person.version
                }
                Button::Menu(_) | Button::Ping(..) | Button::Relay(..) => true,
            };
            assert!(is_true, "{button:?} is still there: {:?}", message.say);
        }
    }

    /// Who has a question open can see it and answer it; reply buttons are there exactly while they are wanted.
    pub(super) fn every_state_has_its_question(&mut self, who: usize) {
        let person = &self.town.people[who];
        assert_eq!(person.has_keys, person.state.has_keys(), "reply buttons in {:?}", person.state);
        if let State::OnCard(at) = person.state {
            let id = at.introduction();
            let is_agreed = |one: &Introduction| matches!(one.state, IntroductionState::Agreed { .. });
            assert!(
                person.away || id.is_none_or(|id| is_agreed(&self.town.introductions[&id])),
                "{at:?} of what is over"
            );
            let is_open = |post| matches!(self.town.asks[&post].ask.state, AskState::Open | AskState::Found);
            assert!(person.away || at.post().is_none_or(is_open), "{at:?} of what is over");
            self.the_card_asks(who, at.card());
            return;
        }
        if !person.state.is_form() {
            return;
        }
        let question = person.state.question(&person.me, person.version).unwrap();
        let shown = if person.state.has_keys() {
            person.messages.iter().any(|message| is_asked(&message.say, &question, &person.state))
        } else {
            let open = person.messages.iter().find(|message| message.card.is_some() && message.card == person.question);
            open.is_some_and(|message| is_asked(&message.say, &question, &person.state))
        };
        assert!(shown, "the question of {:?} is not on the screen: {:#?}", person.state, person.messages);
    }

    /// Whom a card asks something can read the question there.
    fn the_card_asks(&mut self, who: usize, card: Card) {
        let question = self.town.asked_on_card(who);
        let person = &self.town.people[who];
        let Some(question) = question.filter(|_| !person.away) else { return };
        let shown = person.messages.iter().find(|message| person.shows(message, card));
        let is_asked = shown.is_none_or(|shown| shown.say.keyboard() == question.keyboard());
        assert!(is_asked, "{card:?} does not ask it: {shown:?}");
    }

    /// I10.
    pub(super) fn i10_every_state_has_a_way_out(&mut self, who: usize) {
        let state = self.town.people[who].state.clone();
        let cancelled = self.town.outcome(who, &state, (None, Input::Cancel));
        assert_eq!(cancelled.state, State::Idle, "/cancel does nothing in {state:?}");
        assert!(cancelled.effects.iter().all(|effect| matches!(effect, Effect::Say(_))), "/cancel does more than that");
        let helped = self.town.outcome(who, &state, (None, Input::Help));
        let goes = state.writing_to().is_some() || matches!(state, State::Relay(relay::State::Ended { .. }));
        let stays = if goes { State::Idle } else { state.clone() };
        assert_eq!(helped.state, stays, "/help changes {state:?}");
        for outcome in [cancelled, helped] {
            assert!(!outcome.effects.is_empty(), "silence in {state:?}");
        }
    }

    /// Was an older message of a thing tapped while a newer one of it waits?
    pub(super) fn is_older_than_unsent(&self, who: usize, message: Option<i64>) -> bool {
        let person = &self.town.people[who];
        let Some(tapped) = message.and_then(|message| person.tapped(message)) else { return false };
        let is_unsent = |one: &&Message| one.card.is_some() && one.on_phone().is_none();
        let mut unsent = person.messages.iter().filter(is_unsent);
        unsent.any(|one| {
            if tapped.card == Card::Question { one.card == person.question } else { person.shows(one, tapped.card) }
        })
    }

    /// Where the card of an ask says that messages go out slowly, a look at it is due: it says so no longer than it is true.
    pub(super) fn that_it_goes_slowly_is_mended(&mut self) {
        let mut slow = 0;
        for person in &self.town.people {
            for message in &person.messages {
                let Say::MyAsk(ask::Told::Status(status) | ask::Told::NoYesYet(status)) = &message.say else {
                    continue;
                };
                let is_open = self.town.asks[&status.post].ask.state == AskState::Open;
                let says_so = status.slow && status.standing.asks_others() && is_open;
                if says_so && person.shows(message, Card::Ask(status.post)) {
                    slow += 1;
                    let looks = [Due::GoesSlowly(status.post), Due::GoesOn(status.post)];
                    let is_due = looks.iter().any(|look| self.town.due(*look).is_some());
                    assert!(is_due, "{} goes slowly for ever", status.post);
                }
            }
        }
        self.reached.came("slow", slow);
    }
}

/// Of which introduction something is asked, by which name of the other one, and on which card.
fn asked_of(say: &Introductions) -> Option<(IntroductionId, &FirstName, Card)> {
    if let Introductions::HowWasIt { introduction, name, .. } = say {
        return Some((*introduction, name, Card::HowWasIt(*introduction)));
    }
    let Introductions::Time(say) = say else { return None };
    let (TimeSay::Asked { introduction, version, name, .. } | TimeSay::AskedByMe { introduction, version, name, .. }) =
        &**say
    else {
        return None;
    };
    Some((*introduction, name, Card::Time(TimeChangeId(*version))))
}

/// Is this the question? One that was asked before something else became of its ask reads as that was.
fn is_asked(shown: &Say, question: &Say, state: &State) -> bool {
    match (shown, question, state) {
        (Say::Ask(shown, one), Say::Ask(question, other), State::Ask(at))
            if at.posted().is_some() || at.before().is_some() =>
        {
            one == other && std::mem::discriminant(shown) == std::mem::discriminant(question)
        }
        _ => shown == question,
    }
}
