//! A ping: yes, not this time, and everything that comes too late.

use chrono::TimeDelta;

use super::*;
use crate::domain::{AskState, Instant, NeighbourId, Ping, PingId, PostId, Urgency};
use crate::talk::button::Button as AnyButton;
use crate::talk::tests::town::{Shown, Taken, Town, cell};
use crate::talk::{Input, SHARED};

/// 0 asks; all others are pinged.
fn pinged(people: usize) -> (Town, PostId) {
    pinged_for(people, Urgency::Now)
}

fn pinged_for(people: usize, urgency: Urgency) -> (Town, PostId) {
    let mut town = Town::of(people, 11);
    (1..people).for_each(|who| town.offers_help(who, cell(0)));
    let post = town.asks_for(0, "two bags", urgency);
    (town, post)
}

fn taps(town: &mut Town, who: usize, wanted: Button) -> Taken {
    town.taps(who, |button| matches!(button, AnyButton::Ping(one, ..) if *one == wanted))
}

fn taps_old(town: &mut Town, who: usize, wanted: Button) -> Taken {
    let me = town.people[who].me.id;
    let id = town.pings.values().find(|one| one.ping.helper == me).unwrap().ping.id;
    let message = town.people[who].messages.iter().find(|one| matches!(&one.say, Words::Ping(say) if say.ping == id));
    let number = message.unwrap().number;
    town.takes(who, Some(number), crate::talk::Input::Tap(Some(AnyButton::Ping(wanted, id, 1))))
}

fn standing(town: &Town, who: usize) -> Standing {
    let shown = town.people[who]
        .messages
        .iter()
        .rev()
        .find_map(|one| if let Words::Ping(say) = &one.say { Some(say.standing) } else { None });
    shown.unwrap()
}

fn said_to(taken: &Taken, who: NeighbourId) -> usize {
    taken.said.iter().filter(|(to, _)| *to == who).count()
}

#[test]
fn i_can_help_shows_the_asker_a_card() {
    let (mut town, post) = pinged(2);
    taps(&mut town, 1, Button::Yes);
    let introduction = town.introductions.values().next().unwrap();
    assert_eq!((introduction.post, &introduction.state), (post, &IntroductionState::Proposed));
    assert_eq!(standing(&town, 1), Standing::YesWaits { may_again: true });
    let Words::Introduction(card) = town.people[0].last() else { panic!() };
    assert!(matches!(&**card, introduction::Say::Yes { seen_as, .. } if seen_as.name.as_str() == "Ben1"));
}

#[test]
fn not_this_time_is_told_to_nobody() {
    let (mut town, _) = pinged(3);
    let before = format!("{:?}", town.people[0].messages);
    for wanted in [Button::No, Button::Reason(Reason::TooFar)] {
        let taken = taps(&mut town, 1, wanted);
        assert_eq!(said_to(&taken, town.people[1].me.id), taken.said.len());
    }
    assert_eq!(format!("{:?}", town.people[0].messages), before);
    assert_eq!(standing(&town, 1), Standing::NotThisTime { reason: Some(Reason::TooFar) });
}

#[test]
fn who_changes_their_mind_can_still_help() {
    let (mut town, _) = pinged(2);
    taps(&mut town, 1, Button::No);
    taps_old(&mut town, 1, Button::Yes);
    assert_eq!((standing(&town, 1), town.introductions.len()), (Standing::YesWaits { may_again: true }, 1));
}

#[test]
fn a_second_tap_tells_the_truth_and_changes_nothing() {
    let (mut town, _) = pinged(2);
    taps(&mut town, 1, Button::Yes);
    for wanted in [Button::Yes, Button::No, Button::Reason(Reason::NotMyThing), Button::Pause] {
        let taken = taps_old(&mut town, 1, wanted);
        // It says that they are there: they are asked later whether their offer still stands.
        let is_nothing = |effect: &Effect| {
            let due = if let Effect::Schedule(due, _) | Effect::Unschedule(due) = effect { Some(due) } else { None };
            matches!(due, Some(Due::RenewOffer(_) | Due::PauseOffer(_))) || matches!(effect, Effect::Say(_))
        };
        assert!(taken.effects.iter().all(is_nothing), "{wanted:?}");
        assert_eq!(standing(&town, 1), Standing::YesWaits { may_again: true }, "{wanted:?}");
    }
}

#[test]
fn pause_me_stands_under_a_no_and_ends_the_asking() {
    let (mut town, _) = pinged(2);
    taps(&mut town, 1, Button::No);
    taps(&mut town, 1, Button::Pause);
    assert_eq!(standing(&town, 1), Standing::Paused);
    assert!(town.offers.values().all(|(offer, _)| offer.paused));
}

#[test]
fn two_more_yeses_than_wanted_are_enough_and_the_next_may_stand_by() {
    let (mut town, _) = pinged(5);
    for who in 1..4 {
        taps(&mut town, who, Button::Yes);
    }
    let before = format!("{:?}", town.people[0].messages);
    taps(&mut town, 4, Button::Yes);
    let Words::Introduction(said) = town.people[4].last() else { panic!("{:?}", town.people[4].last()) };
    assert!(
        matches!(&**said, introduction::Say::LastWord { why: introduction::Why::Enough, .. }),
        "on the same message"
    );
    assert_eq!(format!("{:?}", town.people[0].messages), before, "the asker has enough to choose from");
    let me = town.people[4].me.id;
    let mine = |town: &Town| town.introductions.values().find(|one| one.helper == me).unwrap().state.clone();
    assert_eq!(mine(&town), IntroductionState::Released);
    town.taps(4, |button| matches!(button, AnyButton::Introduction(introduction::Button::StandBy, ..)));
    assert_eq!(mine(&town), IntroductionState::Reserve);
    town.passes(TimeDelta::minutes(20));
    town.taps(0, |button| matches!(button, AnyButton::Introduction(introduction::Button::No, ..)));
    town.passes(TimeDelta::zero());
    assert_eq!(mine(&town), IntroductionState::Proposed, "their turn comes before anybody else's");
}

#[test]
fn an_answer_that_comes_too_late_is_one_all_the_same() {
    for late in [Button::Yes, Button::No] {
        let (mut town, _) = pinged(3);
        taps(&mut town, 1, Button::Yes);
        town.taps(0, |button| matches!(button, AnyButton::Introduction(introduction::Button::Yes, ..)));
        let me = town.people[2].me.id;
        let answered = |town: &Town| town.pings.values().find(|one| one.ping.helper == me).unwrap().answered;
        assert!(!answered(&town));
        for _ in 0..2 {
            taps_old(&mut town, 2, late);
            assert_eq!((standing(&town, 2), answered(&town)), (Standing::Found, true));
        }
    }
}

#[test]
fn a_helper_who_was_found_too_late_hears_it_on_the_tap() {
    let (mut town, post) = pinged(3);
    taps(&mut town, 1, Button::Yes);
    town.taps(0, |button| matches!(button, AnyButton::Introduction(introduction::Button::Yes, ..)));
    assert_eq!(town.asks[&post].ask.state, AskState::Found);
    assert_eq!(standing(&town, 1), Standing::Yes, "the introduction has a message of its own");
    assert_eq!(standing(&town, 2), Standing::Found);
    taps_old(&mut town, 2, Button::Yes);
    assert_eq!((standing(&town, 2), town.introductions.len()), (Standing::Found, 1));
    taps_old(&mut town, 1, Button::Yes);
    assert_eq!(standing(&town, 1), Standing::Introduced);
}

#[test]
fn an_old_ping_is_left_alone_until_it_is_tapped() {
    let (mut town, _) = pinged_for(3, Urgency::NoHurry);
    town.passes(limits::PING_EDITED);
    town.taps(0, |button| matches!(button, AnyButton::MyAsk(ask::MyButton::Close, _)));
    let taken = town.taps(0, |button| matches!(button, AnyButton::MyAsk(ask::MyButton::ReallyClose, _)));
    assert_eq!(said_to(&taken, town.people[1].me.id), 0);
    assert_eq!(standing(&town, 1), Standing::Open);
    taps(&mut town, 1, Button::Yes);
    assert_eq!(standing(&town, 1), Standing::Over);
}

#[test]
fn only_pings_that_are_young_enough_are_edited() {
    let (town, post) = pinged(2);
    let ask = &town.asks[&post].ask;
    let edited = |age: TimeDelta| {
        let asked_at: Instant = town.now - age;
        let open = OpenPing {
            id: crate::domain::PingId(1),
            helper: NeighbourId(2),
            asked_at,
            through_link: false,
            waits_since: None,
        };
        over(ask, &[open], town.now).len() - 1
    };
    assert_eq!(edited(limits::PING_EDITED - TimeDelta::seconds(1)), 1);
    assert_eq!(edited(limits::PING_EDITED), 0);
}

#[test]
fn after_three_unanswered_pings_a_week_nobody_is_asked_more() {
    let mut town = Town::of(6, 12);
    town.offers_help(5, cell(0));
    for who in 0..5 {
        town.asks(who, "two bags");
    }
    assert_eq!(town.pings.len(), 3);
    taps(&mut town, 5, Button::No);
    town.passes(limits::ASKED_FROM);
    assert_eq!(town.pings.len(), 4, "who answers may be asked for one of the other two");
    town.passes(TimeDelta::days(1));
    assert_eq!(town.pings.len(), 4);
}

#[test]
fn a_link_shows_an_ask_to_so_many_and_nothing_is_kept_of_who_opens_it_after_them() {
    const LINK: &str = "two-bags";
    let mut town = Town::of(3, 11);
    let post = town.asks_for(0, "two bags", Urgency::NoHurry);
    town.asks.get_mut(&post).unwrap().link = Some(LINK.to_owned());
    for number in 1..limits::LINK_OPENED {
        let (id, helper) = (PingId(number), NeighbourId(-number));
        let ping = Ping { id, post, helper, state: PingState::NotThisTime, through_link: true, wider: false };
        let (asked_at, reason) = (town.now, None);
        town.pings.insert(id, Shown { ping, browsing: true, asked_at, answered: true, times: 0, reason });
    }
    let opens = |town: &mut Town, who| town.takes(who, None, Input::Start(Some(format!("{SHARED}{LINK}"))));
    for who in [1, 2, 1] {
        opens(&mut town, who);
        let is_shown = matches!(town.people[who].last(), Words::Ping(_));
        assert_eq!(is_shown, who == 1, "who saw it before sees it again: {:?}", town.people[who].last());
    }
    let Words::Menu(menu::Say::Welcome { note, .. } | menu::Say::Menu { note, .. }) = town.people[2].last() else {
        panic!("{:?}", town.people[2].last())
    };
    assert_eq!(*note, menu::Note::LinkFull);
    assert_eq!(i64::try_from(town.pings.len()).unwrap(), limits::LINK_OPENED);
}
