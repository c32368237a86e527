//! Who leaves says nothing any more, and nothing is said to them.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{
    Ask, AskState, Because, Category, CellId, Chance, FirstName, Instant, Introduction, IntroductionId,
    IntroductionState, Language, Neighbour, NeighbourId, NewIntroduction, OpenPing, PingId, PostId, Urgency, When,
};
use crate::talk::facts::{About, Introduced, Led, MyAsk, Others, Outcomes, Where, Yes};

const ASKER: NeighbourId = NeighbourId(1);
const HELPER: NeighbourId = NeighbourId(2);
const OTHER: NeighbourId = NeighbourId(3);

fn now() -> Instant {
    "2026-03-12T10:00:00Z".parse().unwrap()
}

fn moment() -> Moment {
    Moment { now: now(), zone: chrono_tz::Europe::London, chance: Chance::seeded(1) }
}

fn neighbour(id: NeighbourId) -> Neighbour {
    Neighbour::new(id, FirstName::read("Nick"), Language::English)
}

fn yes(id: i64, helper: NeighbourId, state: IntroductionState) -> Yes {
    let (id, post) = (IntroductionId(id), PostId(10));
    let new = NewIntroduction { id, post, helper, ask_version: 1, through_link: false, again: false };
    let introduction = Introduction { state, ..Introduction::proposed(new, ASKER, now()) };
    Yes::of(introduction, neighbour(helper), About::of(&ask(AskState::Open)))
}

fn ask(state: AskState) -> Ask {
    Ask {
        id: PostId(10),
        asker: ASKER,
        category: Category::Shopping,
        line: None,
        when: When::resolve(Urgency::Today, now(), chrono_tz::Europe::London),
        cell: CellId::around(51.752, -1.258).unwrap(),
        access: BTreeSet::new(),
        wish: None,
        wanted: 1,
        state,
        version: 1,
        posted_at: now(),
    }
}

fn my_ask(state: AskState, introductions: Vec<Yes>) -> MyAsk {
    MyAsk {
        ask: ask(state),
        changes: 0,
        asked_version: 1,
        wider: false,
        link: None,
        first: None,
        next_wave: None,
        hears_by: None,
        asked_if_needed: false,
        asleep_until: None,
        place: Where::Near,
        led: Led::Nowhere,
        others: Others::Left,
        now: now(),
        introductions,
        open_pings: vec![OpenPing {
            id: PingId(20),
            helper: OTHER,
            asked_at: now(),
            through_link: false,
            waits_since: None,
        }],
        unsent_at: None,
        unsent_version: 0,
        seen_version: 0,
    }
}

fn introduced(state: AskState, yes: Yes) -> Introduced {
    Introduced {
        introduction: yes.introduction.clone(),
        asker: neighbour(ASKER),
        helper: yes.helper.clone(),
        my_ask: my_ask(state, vec![yes]),
        band: None,
        fresh_word: String::new(),
        outcomes: Outcomes::default(),
        change: None,
        apart: false,
        met: Vec::new(),
    }
}

fn agreed() -> IntroductionState {
    IntroductionState::Agreed { word: "apple river".to_owned() }
}

/// To whom something is said.
fn spoken_to(effects: &[Effect]) -> BTreeSet<NeighbourId> {
    let to = |effect: &Effect| if let Effect::Say(speech) = effect { Some(speech.to) } else { None };
    effects.iter().filter_map(to).collect()
}

#[test]
fn an_asker_who_leaves_closes_their_asks_and_each_yes_hears_of_it() {
    let open = my_ask(AskState::Open, vec![yes(30, HELPER, IntroductionState::Proposed)]);
    let leaving = Leaving { who: ASKER, asks: vec![open], introductions: Vec::new(), answered: Vec::new() };
    let effects = leave(&moment(), &leaving);
    assert!(effects.contains(&Effect::CloseAsk(PostId(10))) && effects.contains(&Effect::PingsOver(PostId(10))));
    assert!(effects.contains(&Effect::Release(IntroductionId(30), Because::Closed)));
    assert_eq!(spoken_to(&effects), BTreeSet::from([HELPER, OTHER]));
}

#[test]
fn a_helper_who_leaves_takes_back_a_yes_and_ends_what_was_agreed() {
    let proposed = introduced(AskState::Open, yes(30, HELPER, IntroductionState::Proposed));
    let found = introduced(AskState::Found, yes(31, HELPER, agreed()));
    let leaving = Leaving { who: HELPER, asks: Vec::new(), introductions: vec![proposed, found], answered: Vec::new() };
    let effects = leave(&moment(), &leaving);
    assert!(effects.contains(&Effect::PingsOverOf(HELPER)));
    assert!(effects.contains(&Effect::Release(IntroductionId(30), Because::Withdrawn)));
    assert!(
        effects.contains(&Effect::Drop(IntroductionId(31)))
            && effects.contains(&Effect::ReopenAsk(PostId(10), AskState::Found))
    );
    assert_eq!(spoken_to(&effects), BTreeSet::from([ASKER]));
}

#[test]
fn what_should_have_happened_by_now_is_asked_about_as_ever() {
    let found = introduced(AskState::Found, yes(31, HELPER, agreed()));
    for who in [ASKER, HELPER] {
        let leaving = Leaving { who, asks: Vec::new(), introductions: vec![found.clone()], answered: Vec::new() };
        let late = Moment { now: now() + chrono::TimeDelta::days(2), ..moment() };
        assert_eq!(leave(&late, &leaving), [Effect::PingsOverOf(who)]);
    }
}
