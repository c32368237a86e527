//! A standing offer: made, changed, paused, and what it shows.

use super::*;
use crate::domain::{Category, Due, IntroductionState};
use crate::talk::button::Button as AnyButton;
use crate::talk::menu;
use crate::talk::state::tests::kind;
use crate::talk::tests::town::{Taken, Town, cell, pressed};
use crate::talk::{Input, Typed};

fn taps(town: &mut Town, wanted: Button) -> Taken {
    town.taps(1, |button| matches!(button, AnyButton::Offer(one, _) if *one == wanted))
}

fn helping() -> Town {
    let mut town = Town::of(3, 21);
    town.takes(1, None, Input::Start(None));
    town.taps(1, |button| *button == AnyButton::Menu(menu::Button::CanHelp));
    town
}

fn at(town: &Town) -> String {
    kind(&town.people[1].state)
}

fn offer(town: &Town) -> StandingOffer {
    town.offers[&town.people[1].me.id].0.clone()
}

fn says(taken: &Taken, wanted: &Words) -> bool {
    taken.said.iter().any(|(_, say)| say == wanted)
}

#[test]
fn three_steps_make_an_offer_that_reaches_across_town() {
    let mut town = helping();
    assert!(town.people[1].me.agreed_at.is_some(), "the tap was the agreement");
    taps(&mut town, Button::Anything);
    assert_eq!(at(&town), "offer place");
    town.takes(1, None, Input::Place(cell(2).into()));
    let StandingOffer { things, reach, cell: from, paused, .. } = offer(&town);
    assert_eq!((things, reach, from, paused), (Things::Anything, Reach::AcrossTown, cell(2), false));
    assert_eq!((at(&town).as_str(), town.people[1].me.cell), ("idle", Some(cell(2))));
}

#[test]
fn some_things_are_at_least_one() {
    let mut town = helping();
    taps(&mut town, Button::SomeThings);
    let buttons = town.people[1].messages.last().unwrap().buttons();
    assert!(!buttons.iter().any(|button| matches!(button, AnyButton::Offer(Button::Done, _))));
    let version = town.people[1].version;
    let taken = town.takes(1, None, Input::Tap(Some(AnyButton::Offer(Button::Done, version))));
    assert_eq!((at(&town).as_str(), taken.effects.len()), ("offer some", 1), "a forged Done is the question again");
    for tick in [Button::Thing(Category::Lift), Button::Thing(Category::Jobs), Button::NotThing(Category::Lift)] {
        taps(&mut town, tick);
    }
    taps(&mut town, Button::Done);
    town.takes(1, None, Input::Place(cell(0).into()));
    assert_eq!(offer(&town).things, Things::Some([Category::Jobs].into_iter().collect()));
}

#[test]
fn not_now_and_cancel_keep_nothing() {
    for exit in [Button::NotNow, Button::Cancel] {
        let mut town = helping();
        taps(&mut town, exit);
        assert_eq!((at(&town).as_str(), town.offers.len()), ("idle", 0), "{exit:?}");
    }
}

#[test]
fn an_offer_that_is_kept_is_shown_and_changed() {
    let mut town = Town::of(3, 22);
    town.offers_help(1, cell(0));
    let id = offer(&town).id;
    town.takes(1, None, Input::Start(None));
    let taken = town.taps(1, |button| *button == AnyButton::Menu(menu::Button::CanHelp));
    assert!(says(&taken, &Words::MyOffer(Told::Kept(offer(&town)))));
    taps(&mut town, Button::ChangeThings);
    taps(&mut town, Button::SomeThings);
    assert_eq!(at(&town), "offer some", "the buttons of a change answer at the first tap");
    taps(&mut town, Button::Thing(Category::Company));
    taps(&mut town, Button::Done);
    assert_eq!(at(&town), "idle", "where from is known");
    taps(&mut town, Button::ChangeReach);
    taps(&mut town, Button::Reach(Reach::Further));
    let StandingOffer { id: kept, things, reach, .. } = offer(&town);
    assert_eq!((kept, things.cover(Category::Company), reach), (id, true, Reach::Further));
}

#[test]
fn who_is_paused_is_not_asked_until_they_say_so() {
    let mut town = Town::of(3, 23);
    town.offers_help(1, cell(0));
    taps(&mut town, Button::Pause);
    town.asks(0, "two bags");
    assert!(town.pings.is_empty());
    taps(&mut town, Button::Resume);
    assert!(!offer(&town).paused);
    town.asks(2, "a ladder");
    assert_eq!(town.pings.len(), 1);
}

#[test]
fn a_new_helper_sees_the_nearest_open_ask_at_once_and_each_only_once() {
    let mut town = Town::of(3, 24);
    town.asks(0, "two bags");
    town.asks(2, "a ladder");
    town.offers_help(1, cell(0));
    assert_eq!(town.pings.len(), 1);
    town.taps(1, |button| matches!(button, AnyButton::Ping(crate::talk::ping::Button::No, ..)));
    taps(&mut town, Button::Nearest);
    assert_eq!(town.pings.len(), 2);
    let taken = taps(&mut town, Button::Nearest);
    assert!(says(&taken, &Words::MyOffer(Told::Unanswered)));
    town.taps(1, |button| matches!(button, AnyButton::Ping(crate::talk::ping::Button::No, ..)));
    let taken = taps(&mut town, Button::Nearest);
    assert!(says(&taken, &Words::MyOffer(Told::NothingNew)), "what they answered is open");
    assert!(town.pings.values().all(|one| one.browsing), "they came to look: it does not count");
}

#[test]
fn the_way_back_from_the_place_takes_the_keyboard_away() {
    let mut town = helping();
    taps(&mut town, Button::Anything);
    assert!(town.people[1].has_keys);
    let typed = Typed { text: "Headington".to_owned(), message: 5, reply_to: None };
    let taken = town.takes(1, None, Input::Text(typed));
    assert!(says(&taken, &Words::Offer(Say::PlaceByPhone, 0)));
    town.takes(1, None, pressed(Key::Back));
    assert_eq!((at(&town).as_str(), town.people[1].has_keys), ("offer things", false));
    taps(&mut town, Button::Anything);
    town.takes(1, None, pressed(Key::Cancel));
    assert_eq!((at(&town).as_str(), town.people[1].has_keys), ("idle", false));
}

#[test]
fn who_is_close_to_the_edge_of_their_area_is_still_in_it() {
    let mut town = Town::of(3, 22);
    town.offers_help(1, cell(0));
    let from = |town: &Town| (offer(town).cell, town.people[1].me.cell);
    for (spot, area) in [
        (Spot { cell: cell(9), beside: vec![cell(0)] }, cell(0)),
        (cell(9).into(), cell(9)),
        (Spot { cell: cell(0), beside: vec![cell(9)] }, cell(9)),
    ] {
        taps(&mut town, Button::ChangePlace);
        assert_eq!(at(&town), "offer area");
        town.takes(1, None, Input::Place(spot));
        assert_eq!((at(&town).as_str(), from(&town)), ("idle", (area, Some(area))));
    }
}

#[test]
fn a_pause_for_want_of_an_answer_takes_no_yes_back() {
    for (stands_by, state) in [(false, IntroductionState::Proposed), (true, IntroductionState::Reserve)] {
        let mut town = Town::of(4, 21);
        (1..4).for_each(|who| town.offers_help(who, cell(0)));
        let post = if stands_by { town.others_stand_by() } else { town.enough_say_yes() };
        let me = town.people[2].me.id;
        town.comes_due(Due::PauseOffer(me));
        assert!(town.offers[&me].0.paused);
        let mine = town.introductions.values().find(|one| (one.post, one.helper) == (post, me)).unwrap();
        assert_eq!(mine.state, state);
    }
}
