//! Buttons that are not theirs to tap: stolen, replayed or made up. In whatever state walks come to, a tap on one has no
//! effect but words to its forger, and what belongs to others looks like what does not exist.

use super::town::Town;
use super::walks::Walk;
use crate::domain::{IntroductionId, IntroductionState, NeighbourId, PingId, PostId, Side};
use crate::talk::introduction::Button as Introduced;
use crate::talk::{Button, Effect, Input, State, ask, offer, relay};

/// Walks, their steps, and after how many of them everything is tried.
const WALKS: u64 = 60;
const STEPS: usize = 80;
const EVERY: usize = 16;

/// Every button of every thing of the town, as it would be for this version of the conversation; and each of a thing that
/// does not exist.
pub(super) fn buttons(town: &Town, version: i64) -> Vec<Button> {
    let asked = |post: &PostId| town.asks[post].ask.version;
    let pings: Vec<(PingId, i64)> = town.pings.iter().map(|(id, shown)| (*id, asked(&shown.ping.post))).collect();
    let ties: Vec<(IntroductionId, i64)> = town.introductions.iter().map(|(id, one)| (*id, asked(&one.post))).collect();
    let mut all = Vec::new();
    for button in Button::samples() {
        match button.clone() {
            Button::Ask(one, _) => all.push(Button::Ask(one, version)),
            Button::Offer(one, _) => all.push(Button::Offer(one, version)),
            Button::MyAsk(one, _) => all.extend(town.asks.keys().map(|post| Button::MyAsk(one, *post))),
            Button::Ping(one, ..) => all.extend(pings.iter().map(|(id, asked)| Button::Ping(one, *id, *asked))),
            Button::Introduction(one, ..) => {
                all.extend(ties.iter().map(|(id, asked)| Button::Introduction(one, *id, *asked)));
            }
            Button::Relay(one, ..) => all.extend(ties.iter().map(|(id, _)| Button::Relay(one, *id, version))),
            Button::Show(one, ..) => all.extend(ties.iter().map(|(id, _)| Button::Show(one, *id, version))),
            Button::Afterwards(one, ..) => {
                all.extend(ties.iter().map(|(id, _)| Button::Afterwards(one, *id, version)));
            }
            Button::Name(one, _) => all.push(Button::Name(one, version)),
            Button::Menu(_) => {}
        }
        all.push(button);
    }
    all
}

/// May this neighbour tap it, whatever comes of it?
pub(super) fn is_theirs(town: &Town, who: usize, button: &Button) -> bool {
    let person = &town.people[who];
    let (me, state) = (person.me.id, &person.state);
    let side = |id: &IntroductionId| town.introductions.get(id).and_then(|one| one.side(me));
    let is_of_it =
        |form: i64| form == person.version || state.is_pushed() && person.version.checked_sub(1) == Some(form);
    match button {
        Button::Menu(_) => true,
        Button::Name(one, form) => one.works_everywhere() || matches!(state, State::Name(_)) && is_of_it(*form),
        Button::Ask(one, form) => {
            let answers = |at: &ask::State| *form == person.version || at.takes_at_any_version(*one);
            matches!(state, State::Ask(at) if answers(at))
        }
        Button::Offer(one, form) => {
            let answers = |at: &offer::State| is_of_it(*form) || at.takes_at_any_version(*one);
            one.works_everywhere() || matches!(state, State::Offer(at) if answers(at))
        }
        Button::MyAsk(_, post) => town.asks.get(post).is_some_and(|asked| asked.ask.asker == me),
        Button::Ping(_, id, _) => town.pings.get(id).is_some_and(|shown| shown.ping.helper == me),
        Button::Relay(relay::Button::Write, id, _) => side(id).is_some(),
        Button::Relay(relay::Button::Done, ..) => matches!(state, State::Relay(relay::State::Writing { .. })),
        Button::Relay(relay::Button::Keep, _, form) => {
            matches!(state, State::Relay(relay::State::PassOn { .. })) && *form == person.version
        }
        Button::Relay(relay::Button::PassOn, id, form) => {
            let State::Relay(relay::State::PassOn { to, .. }) = state else { return false };
            *form == person.version && to.iter().any(|(one, _)| one == id)
        }
        Button::Show(_, id, form) => {
            matches!(state, State::Show(at) if at.introduction() == *id) && *form == person.version
        }
        Button::Afterwards(one, id, _) if one.works_everywhere() => side(id).is_some(),
        Button::Afterwards(_, id, form) => {
            matches!(state, State::Afterwards(at) if at.introduction == *id) && is_of_it(*form)
        }
        Button::Introduction(one, id, _) => {
            side(id).is_some_and(|side| is_of(*one, side, &town.introductions[id].state))
        }
    }
}

/// Does this side have such a button, in an introduction that came so far? Before both agreed the helper knows nothing of
/// who asked, and has no button that would tell.
fn is_of(button: Introduced, side: Side, state: &IntroductionState) -> bool {
    let agreed = match state {
        IntroductionState::Agreed { .. } | IntroductionState::Dropped | IntroductionState::Ended => true,
        IntroductionState::Proposed
        | IntroductionState::Declined
        | IntroductionState::Released
        | IntroductionState::Reserve => false,
    };
    match button {
        Introduced::Yes | Introduced::No | Introduced::Again => side == Side::Asker,
        Introduced::StandBy | Introduced::StandDown | Introduced::TakeBack => side == Side::Helper,
        Introduced::Still => side == Side::Helper && agreed,
        Introduced::CannotMakeIt
        | Introduced::ReallyCannot
        | Introduced::Back
        | Introduced::More
        | Introduced::ShowProfile
        | Introduced::ShowPhone
        | Introduced::ChangeTime
        | Introduced::When(_)
        | Introduced::Suits
        | Introduced::Keep
        | Introduced::End
        | Introduced::ReallyEnd
        | Introduced::Outcome(_) => side == Side::Asker || agreed,
    }
}

/// The same button of a thing that does not exist; one of a form is of no thing.
fn of_nothing(button: &Button) -> Button {
    let none = 5;
    match button {
        Button::MyAsk(one, _) => Button::MyAsk(*one, PostId(none)),
        Button::Ping(one, _, version) => Button::Ping(*one, PingId(none), *version),
        Button::Introduction(one, _, version) => Button::Introduction(*one, IntroductionId(none), *version),
        Button::Relay(one, _, version) => Button::Relay(*one, IntroductionId(none), *version),
        Button::Show(one, _, version) => Button::Show(*one, IntroductionId(none), *version),
        Button::Afterwards(one, _, version) => Button::Afterwards(*one, IntroductionId(none), *version),
        Button::Menu(_) | Button::Ask(..) | Button::Offer(..) | Button::Name(..) => button.clone(),
    }
}

/// Does nothing follow but words to this neighbour?
pub(super) fn is_words_to(me: NeighbourId, effects: &[Effect]) -> bool {
    effects.iter().all(|effect| matches!(effect, Effect::Say(speech) if speech.to == me))
}

/// Taps everything that is not theirs, on no message that we know and on one of theirs; how much that was.
fn taps_what_is_not_theirs(walk: &mut Walk, who: usize) -> usize {
    let person = &walk.town.people[who];
    let (me, state, version) = (person.me.id, person.state.clone(), person.version);
    let mine: Vec<i64> = person.messages.iter().map(|one| one.number).collect();
    let mut tapped = 0;
    for button in buttons(&walk.town, version).into_iter().chain(buttons(&walk.town, version - 1)) {
        if is_theirs(&walk.town, who, &button) {
            continue;
        }
        let nothing = Input::Tap(Some(of_nothing(&button)));
        let on = if walk.dice.below(2) == 0 { None } else { walk.dice.one_of(&mine) };
        let stolen = walk.town.outcome(who, &state, (on, Input::Tap(Some(button.clone()))));
        assert!(is_words_to(me, &stolen.effects), "{button:?} of somebody in {state:?}: {:?}", stolen.effects);
        let unknown = walk.town.outcome(who, &state, (on, nothing));
        assert_eq!(stolen, unknown, "{button:?} of somebody in {state:?} looks like no unknown one");
        tapped += 1;
    }
    tapped
}

#[test]
fn a_button_that_is_not_theirs_does_nothing_and_looks_like_one_of_nothing_in_every_state_of_a_town() {
    let mut tapped = 0;
    for seed in 0..WALKS {
        let mut walk = Walk::new(seed);
        for step in 1..=STEPS {
            walk.step();
            if step % EVERY == 0 {
                tapped += (0..walk.town.people.len()).map(|who| taps_what_is_not_theirs(&mut walk, who)).sum::<usize>();
            }
        }
    }
    assert!(tapped > 300_000, "{tapped}");
}
