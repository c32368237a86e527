//! A contact goes to the other one of an introduction that both agreed to, as the ask is now; to nobody else, and not later.

use super::*;
use crate::domain::{Category, Chance, Language, Moment, Neighbour, NeighbourId, Urgency, When};
use crate::talk::facts::About;
use crate::talk::tests::town::{Town, cell, morning};
use crate::talk::{Button as AnyButton, Facts, Input, ping};

const THEIRS: IntroductionId = IntroductionId(7);
const OTHER: NeighbourId = NeighbourId(2);
const PHONE: &str = "+447700900123";
const USERNAME: &str = "ada_of_elm_street";

/// The other one, as read for the step: only who is introduced now is.
fn ben(introduction: IntroductionId, current: bool) -> Partner {
    let when = When { urgency: Urgency::NoHurry, window: None };
    let about = About { category: Category::Shopping, line: None, when };
    Partner { introduction, other: OTHER, name: FirstName::read("Ben"), about, word: "blue lamp".to_owned(), current }
}

/// Ada, in the middle of showing something to Ben.
fn ada(partners: Vec<Partner>, does: impl FnOnce(&mut Scene<'_>) -> Result<Outcome, Fault>) -> Outcome {
    let me = Neighbour::new(NeighbourId(1), FirstName::read("Ada"), Language::English);
    let (facts, profile) = (Facts::Partners(partners), Profile::of(Some(USERNAME), 777));
    let mut moment = Moment { now: morning(), zone: chrono_tz::Europe::London, chance: Chance::seeded(1) };
    let mut scene = Scene {
        moment: &mut moment,
        me: &me,
        known_otherwise: &[(OTHER, FirstName::read("Adi"))],
        profile: &profile,
        facts: &facts,
        version: 3,
        tapped: None,
        replied: None,
        alarming: false,
    };
    does(&mut scene).unwrap_or_else(|fault| panic!("{fault}"))
}

/// "Yes, show it".
fn says_yes(what: What, partners: Vec<Partner>) -> Outcome {
    let sure = State::Sure { introduction: THEIRS, name: FirstName::read("Ben"), what };
    ada(partners, |scene| tap(scene, sure, Button::Yes))
}

/// The last step of showing something.
fn shows(what: What, partners: Vec<Partner>) -> Outcome {
    match what {
        What::Profile | What::NamelessProfile => says_yes(what, partners),
        What::Phone => {
            let state = State::Phone { introduction: THEIRS, name: FirstName::read("Ben") };
            ada(partners, |scene| phone(scene, state, PHONE.to_owned()))
        }
    }
}

/// Whom words go to, besides Ada herself, and what must still be true then.
fn others(outcome: &Outcome) -> Vec<(NeighbourId, Guard)> {
    let says =
        outcome.effects.iter().filter_map(|effect| if let Effect::Say(says) = effect { Some(says) } else { None });
    says.filter(|says| says.to != NeighbourId(1)).map(|says| (says.to, says.guard)).collect()
}

fn holds_contact(effect: &Effect) -> bool {
    let text = format!("{effect:?}");
    [PHONE, USERNAME].iter().any(|contact| text.contains(contact))
}

#[test]
fn a_contact_goes_to_the_other_one_as_long_as_both_agree() {
    for what in What::ALL {
        let shown = shows(what, vec![ben(IntroductionId(8), true), ben(THEIRS, true)]);
        let given: Vec<_> = shown.effects.iter().filter(|effect| holds_contact(effect)).collect();
        assert!(matches!(given[..], [Effect::Say(Speech { to: OTHER, .. })]), "{what:?}: {given:?}");
        // What they are called by now comes first, and depends on the same.
        assert_eq!(others(&shown), [(OTHER, Guard::Current(THEIRS)); 2], "{what:?}");
        assert_eq!(shown.state, AnyState::Idle, "{what:?}");
    }
}

#[test]
fn without_two_yeses_to_the_ask_as_it_is_now_a_contact_goes_to_nobody() {
    for what in What::ALL {
        for partners in [Vec::new(), vec![ben(THEIRS, false)], vec![ben(IntroductionId(8), true)]] {
            let shown = shows(what, partners.clone());
            assert_eq!((others(&shown), &shown.state), (Vec::new(), &AnyState::Idle), "{what:?}, {partners:?}");
            assert!(!shown.effects.iter().any(holds_contact), "{what:?}, {partners:?}: {:?}", shown.effects);
            let claims = |effect: &Effect| {
                matches!(effect, Effect::Say(says)
                    if matches!(says.say, Words::Show(Say::Shown { .. } | Say::PhoneShown { .. }, _)))
            };
            assert!(!shown.effects.is_empty() && !shown.effects.iter().any(claims), "{what:?}, {partners:?}");
        }
    }
}

#[test]
fn nobody_is_asked_for_a_number_that_would_go_to_nobody() {
    for partners in [Vec::new(), vec![ben(THEIRS, false)]] {
        assert_eq!(says_yes(What::Phone, partners).state, AnyState::Idle);
    }
    assert!(says_yes(What::Phone, vec![ben(THEIRS, true)]).state.has_keys());
}

/// Both try to show what they have, by buttons that their messages need not have.
fn nobody_is_asked(town: &mut Town, id: IntroductionId) {
    use introduction::Button::{ShowPhone, ShowProfile};
    for (who, button) in [(0, ShowProfile), (0, ShowPhone), (1, ShowProfile), (1, ShowPhone)] {
        let taken = town.takes(who, None, Input::Tap(Some(AnyButton::Introduction(button, id, 1))));
        assert_eq!(town.people[who].state, AnyState::Idle, "{who} {button:?}");
        assert!(
            !taken.said.iter().any(|(_, say)| matches!(say, Words::Show(..))),
            "{who} {button:?}: {:?}",
            taken.said
        );
    }
}

#[test]
fn before_both_agreed_and_after_it_is_over_nobody_is_even_asked_whether_to_show_something() {
    use introduction::Button::{CannotMakeIt, ReallyCannot, Yes};
    let mut town = Town::of(2, 11);
    town.offers_help(1, cell(0));
    town.asks(0, "two bags");
    town.taps(1, |button| matches!(button, AnyButton::Ping(ping::Button::Yes, ..)));
    let id = town.introductions.values().next().unwrap().id;
    nobody_is_asked(&mut town, id);
    for (who, wanted) in [(0, Yes), (1, CannotMakeIt), (1, ReallyCannot)] {
        town.taps(who, |button| matches!(button, AnyButton::Introduction(one, ..) if *one == wanted));
    }
    nobody_is_asked(&mut town, id);
}
