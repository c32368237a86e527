//! The second yes, and what becomes of everybody else.

use super::town::{Message, Taken, Town, cell, word};
use crate::domain::{AskState, Because, Card, Guard, IntroductionState, PostId};
use crate::talk::introduction::{Button, Reserve, Say, Why};
use crate::talk::{Button as AnyButton, Effect, Input, On, Say as Words, ping};

/// 0 asks; the others say yes, each in turn.
fn with_yeses(people: usize) -> (Town, PostId) {
    let mut town = Town::of(people, 31);
    (1..people).for_each(|who| town.offers_help(who, cell(0)));
    let post = town.asks(0, "two bags");
    for who in 1..people {
        town.taps(who, |button| matches!(button, AnyButton::Ping(ping::Button::Yes, ..)));
    }
    (town, post)
}

fn answers(town: &mut Town, wanted: Button) -> Taken {
    town.taps(0, |button| matches!(button, AnyButton::Introduction(one, ..) if *one == wanted))
}

fn said(say: &Words) -> Option<&Say> {
    if let Words::Introduction(say) = say { Some(say) } else { None }
}

fn last(town: &Town, who: usize) -> Say {
    said(town.people[who].last()).unwrap().clone()
}

#[test]
fn the_second_yes_introduces_both_with_one_word() {
    let (mut town, post) = with_yeses(2);
    let taken = answers(&mut town, Button::Yes);
    let introduction = town.introductions.values().next().unwrap().clone();
    assert_eq!(introduction.state, IntroductionState::Agreed { word: word(introduction.id) });
    assert_eq!(town.asks[&post].ask.state, AskState::Found);
    for (who, name) in [(0, "Ben1"), (1, "Ada0")] {
        let introduced = town.people[who].messages.iter().filter_map(|one| said(&one.say)).find_map(|say| {
            let Say::Introduced { words, .. } = say else { return None };
            Some(words.clone())
        });
        let introduced = introduced.unwrap();
        assert_eq!((introduced.name.as_str(), introduced.word), (name, word(introduction.id)));
    }
    let guarded = taken.effects.iter().filter(|effect| {
        let Effect::Say(speech) = effect else { return false };
        speech.on == On::NewCard(Card::Introduction(introduction.id)) && speech.guard == Guard::Agreed(introduction.id)
    });
    assert_eq!(guarded.count(), 2, "what names the other goes only while it is agreed");
}

#[test]
fn two_taps_have_one_winner() {
    let (mut town, _) = with_yeses(4);
    let yes = |button: &AnyButton| matches!(button, AnyButton::Introduction(Button::Yes, ..));
    let buttons: Vec<_> =
        town.people[0].messages.iter().flat_map(Message::numbered).filter(|(_, button)| yes(button)).collect();
    assert_eq!(buttons.len(), 3);
    for (number, button) in buttons {
        town.takes(0, Some(number), Input::Tap(Some(button)));
    }
    let agreed = town.introductions.values().filter(|one| matches!(one.state, IntroductionState::Agreed { .. }));
    assert_eq!(agreed.count(), 1);
    for who in [2, 3] {
        assert!(matches!(last(&town, who), Say::LastWord { why: Why::Found, .. }), "{who}");
    }
}

#[test]
fn not_this_one_is_said_kindly_and_the_asking_goes_on() {
    let (mut town, post) = with_yeses(2);
    answers(&mut town, Button::No);
    assert!(matches!(last(&town, 1), Say::LastWord { why: Why::Declined, .. }));
    assert_eq!(town.asks[&post].ask.state, AskState::Open);
    assert!(matches!(town.introductions.values().next().unwrap().state, IntroductionState::Declined));
}

#[test]
fn a_yes_to_what_changed_is_asked_again() {
    let (mut town, post) = with_yeses(2);
    town.asks.get_mut(&post).unwrap().ask.version = 2;
    let taken = answers(&mut town, Button::Yes);
    assert!(taken.effects.iter().all(|effect| matches!(effect, Effect::Say(_))), "no yes is taken for another ask");
    assert!(matches!(last(&town, 0), Say::AskedAgain { .. }));
}

#[test]
fn nobody_agrees_to_a_yes_after_its_time_even_before_it_is_let_go() {
    for late in [Button::Yes, Button::No] {
        let (mut town, post) = with_yeses(2);
        town.now = town.asks[&post].ask.when.ends().unwrap();
        let taken = answers(&mut town, late);
        assert!(!taken.effects.iter().any(|effect| matches!(effect, Effect::Introduce(..) | Effect::Decline(_))));
        assert!(matches!(town.introductions.values().next().unwrap().state, IntroductionState::Released));
        assert!(matches!(last(&town, 1), Say::LastWord { why: Why::TimedOut, .. }));
        let is_told = |say: &Say| matches!(say, Say::Released { because: Because::TimedOut, .. });
        let told = town.people[0].messages.iter().filter_map(|one| said(&one.say)).any(is_told);
        assert!(told, "the card that was tapped says so");
    }
}

#[test]
fn who_is_recalled_never_reads_that_they_stand_by_no_more() {
    let mut town = Town::of(4, 31);
    (1..4).for_each(|who| town.offers_help(who, cell(0)));
    town.others_stand_by();
    let cannot =
        |wanted| move |button: &AnyButton| matches!(button, AnyButton::Introduction(one, ..) if *one == wanted);
    town.taps(1, cannot(Button::CannotMakeIt));
    let taken = town.taps(1, cannot(Button::ReallyCannot));
    let told = |wanted| {
        let is_it = move |say: &Words| matches!(said(say), Some(Say::Reserve { standing, .. }) if *standing == wanted);
        taken.said.iter().filter(|(_, say)| is_it(say)).count()
    };
    assert_eq!((told(Reserve::Recalled), told(Reserve::Over)), (1, 0));
}
