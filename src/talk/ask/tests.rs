//! The way of an ask, step by step, without anything but the step.

use chrono::TimeDelta;

use super::*;
use crate::domain::{Access, AskState, Because, Category, IntroductionState, PingState, Urgency};
use crate::talk::Input;
use crate::talk::button::Button as AnyButton;
use crate::talk::introduction::{self, Why};
use crate::talk::state::tests::kind;
use crate::talk::tests::town::{Taken, Town, cell, morning, pressed};
use crate::talk::{introduction as introductions, ping};

fn taps(town: &mut Town, who: usize, wanted: Button) -> Taken {
    town.taps(who, |button| matches!(button, AnyButton::Ask(one, _) if *one == wanted))
}

/// 0 has tapped "I need help".
fn asking() -> Town {
    let mut town = Town::of(4, 3);
    town.takes(0, None, Input::Start(None));
    town.taps(0, |button| *button == AnyButton::Menu(menu::Button::NeedHelp));
    town
}

/// 0 sees the preview.
fn previewing(urgency: Urgency) -> Town {
    let mut town = asking();
    taps(&mut town, 0, Button::Category(Category::Jobs));
    town.says(0, "a shelf");
    taps(&mut town, 0, Button::When(urgency));
    town.takes(0, None, Input::Place(cell(0).into()));
    town
}

fn at(town: &Town) -> String {
    kind(&town.people[0].state)
}

fn draft(town: &Town) -> Draft {
    let AnyState::Ask(State::Preview { draft } | State::Change { draft, .. }) = &town.people[0].state else {
        panic!("{:?}", town.people[0].state)
    };
    draft.clone()
}

fn says(taken: &Taken, wanted: &Words) -> bool {
    taken.said.iter().any(|(_, say)| say == wanted)
}

fn status(taken: &Taken) -> Standing {
    let told = taken.said.iter().rev().find_map(|(_, say)| {
        let Words::MyAsk(Told::Status(status)) = say else { return None };
        Some(status.standing.clone())
    });
    told.unwrap()
}

#[test]
fn five_steps_lead_to_the_preview_and_one_more_posts_it() {
    let mut town = asking();
    assert_eq!(at(&town), "ask category");
    assert!(town.people[0].me.agreed_at.is_some(), "the tap was the agreement");
    taps(&mut town, 0, Button::Category(Category::Jobs));
    assert_eq!(at(&town), "ask line");
    town.says(0, "a shelf");
    assert_eq!(at(&town), "ask when");
    taps(&mut town, 0, Button::When(Urgency::Now));
    assert_eq!(at(&town), "ask place");
    town.takes(0, None, Input::Place(cell(0).into()));
    assert_eq!(at(&town), "ask preview");
    let taken = taps(&mut town, 0, Button::AskNeighbours);
    assert_eq!(at(&town), "idle");
    let by = morning() + TimeDelta::minutes(15);
    assert_eq!(status(&taken), Standing::Asking(Progress { asked: false, had_yes: false, by: Some(by) }));
    assert_eq!(town.people[0].me.cell, Some(cell(0)));
}

#[test]
fn a_known_neighbour_is_not_asked_where() {
    let mut town = previewing(Urgency::NoHurry);
    town.takes(0, None, Input::Cancel);
    town.taps(0, |button| *button == AnyButton::Menu(menu::Button::NeedHelp));
    taps(&mut town, 0, Button::Category(Category::Lift));
    taps(&mut town, 0, Button::NothingToAdd);
    taps(&mut town, 0, Button::When(Urgency::Tomorrow));
    assert_eq!(at(&town), "ask preview");
    assert_eq!(draft(&town).sketch.line, None);
}

#[test]
fn back_goes_one_step_back_and_keeps_the_answers() {
    let mut town = previewing(Urgency::Today);
    let way = ["ask when", "ask line", "ask category"];
    for step in way {
        taps(&mut town, 0, Button::Back);
        assert_eq!(at(&town), step);
    }
    let mut town = asking();
    taps(&mut town, 0, Button::Category(Category::Jobs));
    town.says(0, "a shelf");
    taps(&mut town, 0, Button::When(Urgency::Now));
    town.takes(0, None, pressed(Key::Back));
    assert_eq!(at(&town), "ask when");
    let question = town.people[0].state.question(&town.people[0].me, 0).unwrap();
    assert!(matches!(question, Words::Ask(Say::When(so_far), _) if so_far.line.is_some()));
}

/// How far the ask was, what came, and what is said.
type Case<'a> = (&'a dyn Fn(&mut Town), Input, Words);

#[test]
fn what_does_not_fit_is_said_and_changes_nothing() {
    let typed = |text: &str| Input::Text(Typed { text: text.to_owned(), message: 9, reply_to: None });
    let line = |town: &mut Town| drop(taps(town, 0, Button::Category(Category::Jobs)));
    let place = |town: &mut Town| {
        taps(town, 0, Button::Category(Category::Jobs));
        town.says(0, "a shelf");
        taps(town, 0, Button::When(Urgency::Now));
    };
    let first = |_: &mut Town| {};
    let odd = |menu| Words::Menu(menu);
    let cases: Vec<Case<'_>> = vec![
        (&first, typed("hello"), Words::Ask(Say::TapPlease, 0)),
        (&first, Input::Place(cell(0).into()), odd(menu::Say::PlaceNotAsked)),
        (&first, Input::Start(None), odd(menu::Say::FinishFirst)),
        (&first, Input::Start(Some("x".to_owned())), odd(menu::Say::LinkOver)),
        (&first, Input::Help, odd(menu::Say::Help)),
        (&first, Input::Tap(None), odd(menu::Say::ButtonOver)),
        (&line, typed(&"x".repeat(601)), Words::Ask(Say::LineTooLong { units: 601 }, 0)),
        (&line, typed("\u{200B} \n"), Words::Ask(Say::LineEmpty, 0)),
        (&line, Input::Other(Other::Forward), Words::Ask(Say::OwnWordsPlease, 0)),
        (&line, Input::Other(Other::Voice), Words::Ask(Say::WordsPlease, 0)),
        (&line, Input::Other(Other::UnknownCommand), odd(menu::Say::UnknownCommand)),
        (&place, typed("Headington"), Words::Ask(Say::PlaceByPhone, 0)),
        (&place, pressed(Key::SharePlace), Words::Ask(Say::PlaceByPhone, 0)),
        (&place, Input::Other(Other::OddPlace), Words::Ask(Say::PlaceOdd, 0)),
    ];
    for (before, input, answer) in cases {
        let mut town = asking();
        before(&mut town);
        let state = town.people[0].state.clone();
        let taken = town.takes(0, None, input.clone());
        assert!(says(&taken, &answer), "{input:?}: {:?}", taken.said);
        assert_eq!(town.people[0].state, state, "{input:?}");
        assert!(taken.effects.iter().all(|effect| matches!(effect, Effect::Say(_))), "{input:?}");
    }
}

#[test]
fn an_edit_of_the_line_corrects_it_until_it_is_posted() {
    let mut town = previewing(Urgency::Now);
    let message = draft(&town).sketch.line.unwrap().message;
    let edit = |town: &mut Town, message, text: &str| {
        town.takes(0, None, Input::Edited(Typed { text: text.to_owned(), message, reply_to: None }))
    };
    edit(&mut town, message, "two shelves");
    assert_eq!(draft(&town).sketch.line.unwrap().line.as_str(), "two shelves");
    edit(&mut town, message + 1, "money");
    edit(&mut town, message, &"x".repeat(700));
    assert_eq!(draft(&town).sketch.line.unwrap().line.as_str(), "two shelves", "another message, or too long");
    taps(&mut town, 0, Button::AskNeighbours);
    let taken = edit(&mut town, message, "money");
    assert!(says(&taken, &Words::Menu(menu::Say::EditTooLate)));
    assert_eq!(town.asks.values().next().unwrap().ask.line.as_ref().unwrap().as_str(), "two shelves");
}

#[test]
fn everything_can_be_changed_on_the_preview() {
    let mut town = previewing(Urgency::Now);
    let to = |town: &mut Town, what| {
        taps(town, 0, Button::Change);
        taps(town, 0, what);
    };
    to(&mut town, Button::ChangeCategory);
    taps(&mut town, 0, Button::Category(Category::Company));
    to(&mut town, Button::ChangeLine);
    town.says(0, "tea");
    to(&mut town, Button::ChangeWhen);
    taps(&mut town, 0, Button::When(Urgency::ThisWeek));
    to(&mut town, Button::ChangeHowMany);
    taps(&mut town, 0, Button::HowMany(3));
    to(&mut town, Button::ChangeAccess);
    for one in [Button::Access(Access::Dog), Button::Access(Access::Steps), Button::NotAccess(Access::Dog)] {
        taps(&mut town, 0, one);
    }
    taps(&mut town, 0, Button::Wish(crate::domain::Wish::Woman));
    taps(&mut town, 0, Button::Done);
    to(&mut town, Button::ChangePlace);
    town.takes(0, None, Input::Place(cell(9).into()));
    let Draft { sketch, cell: there, .. } = draft(&town);
    assert_eq!((sketch.category, sketch.when.urgency, sketch.wanted), (Category::Company, Urgency::ThisWeek, 3));
    assert_eq!(sketch.line.unwrap().line.as_str(), "tea");
    assert_eq!(sketch.access.into_iter().collect::<Vec<_>>(), [Access::Steps]);
    assert_eq!((there, town.people[0].me.cell), (cell(9), Some(cell(0))), "another place is this ask's alone");
}

#[test]
fn a_day_that_passed_on_the_preview_is_asked_again() {
    let mut town = previewing(Urgency::Today);
    town.passes(TimeDelta::hours(15));
    let taken = taps(&mut town, 0, Button::AskNeighbours);
    assert!(says(&taken, &Words::Ask(Say::DayOver, 0)));
    assert_eq!((at(&town).as_str(), town.asks.len()), ("ask change when", 0));
    let mut town = previewing(Urgency::Now);
    town.passes(TimeDelta::hours(5));
    taps(&mut town, 0, Button::AskNeighbours);
    assert_eq!(town.asks.len(), 1, "now is when it is tapped");
}

#[test]
fn at_night_neighbours_are_asked_at_eight() {
    let mut town = previewing(Urgency::NoHurry);
    town.offers_help(1, cell(0));
    town.passes(TimeDelta::hours(13));
    let taken = taps(&mut town, 0, Button::AskNeighbours);
    let eight = morning() + TimeDelta::hours(22);
    assert_eq!(status(&taken), Standing::Asleep { until: eight });
    town.passes(eight - TimeDelta::seconds(1) - town.now);
    assert!(town.pings.is_empty());
    town.passes(TimeDelta::seconds(1));
    assert_eq!(town.pings.len(), 1);
}

#[test]
fn a_new_neighbour_asks_for_one_thing_at_a_time_and_five_a_day() {
    let mut town = previewing(Urgency::Now);
    taps(&mut town, 0, Button::AskNeighbours);
    town.takes(0, None, Input::Start(None));
    let taken = town.taps(0, |button| *button == AnyButton::Menu(menu::Button::NeedHelp));
    assert!(says(&taken, &Words::MyAsk(Told::TooManyOpen { most: 1 })));
    for asking in [Asked { open: 0, today: 4, introduced: false }, Asked { open: 2, today: 4, introduced: true }] {
        assert_eq!(asking.refused(), None);
    }
    assert_eq!(Asked { open: 3, today: 3, introduced: true }.refused(), Some(Told::TooManyOpen { most: 3 }));
    assert_eq!(Asked { open: 0, today: 5, introduced: true }.refused(), Some(Told::TooManyToday { most: 5 }));
}

struct Asked {
    open: i64,
    today: i64,
    introduced: bool,
}

impl Asked {
    fn refused(&self) -> Option<Told> {
        publish::refusal(
            &crate::talk::facts::Asking { open: self.open, today: self.today, has_room: true },
            self.introduced,
        )
    }
}

#[test]
fn who_closes_an_ask_leaves_nobody_without_a_word() {
    let mut town = Town::of(4, 5);
    (1..4).for_each(|who| town.offers_help(who, cell(0)));
    let post = town.asks(0, "two bags");
    town.taps(1, |button| matches!(button, AnyButton::Ping(ping::Button::Yes, ..)));
    town.taps(2, |button| matches!(button, AnyButton::Ping(ping::Button::No, ..)));
    town.taps(0, |button| matches!(button, AnyButton::MyAsk(MyButton::Close, _)));
    assert_eq!(town.asks[&post].ask.state, AskState::Open, "it asks once more");
    town.taps(0, |button| matches!(button, AnyButton::MyAsk(MyButton::ReallyClose, _)));
    assert_eq!(town.asks[&post].ask.state, AskState::Closed);
    assert!(town.introductions.values().all(|one| one.state == IntroductionState::Released));
    assert!(town.pings.values().all(|one| one.ping.state != PingState::Open));
    let last = town.people[1].last();
    let Words::Introduction(last) = last else { panic!("{last:?}") };
    assert!(matches!(**last, introduction::Say::LastWord { why: Why::Closed, .. }));
    let over = town.people[3].last();
    assert!(matches!(over, Words::Ping(say) if say.standing == ping::Standing::Over), "{over:?}");
    let card = town.people[0]
        .messages
        .iter()
        .find_map(|one| if let Words::Introduction(say) = &one.say { Some(say) } else { None });
    assert!(matches!(card.map(|say| &**say), Some(introductions::Say::Released { because: Because::Closed, .. })));
}

#[test]
fn nobody_near_is_said_at_once_and_nobody_yet_when_all_were_asked() {
    let told = |town: &Town| {
        let Words::MyAsk(told) = town.people[0].last() else { panic!() };
        told.clone()
    };
    let mut town = Town::of(2, 6);
    town.offers_help(1, cell(30));
    town.asks(0, "two bags");
    assert!(matches!(told(&town), Told::NobodyNear { .. }), "cell 30 is 13 km away");
    let mut town = Town::of(2, 6);
    town.offers_help(1, cell(0));
    town.asks(0, "two bags");
    assert!(matches!(told(&town), Told::Status(_)));
    town.passes(TimeDelta::minutes(15));
    assert!(matches!(told(&town), Told::NobodyYet { .. }));
}

/// The hour by which the asker hears more, as they read it.
fn hour(taken: &Taken) -> chrono::DateTime<chrono::Utc> {
    let standing = status(taken);
    let (Standing::Asking(Progress { by: Some(by), .. }) | Standing::Asleep { until: by }) = standing else {
        panic!("no hour: {standing:?}")
    };
    by
}

#[test]
fn after_an_outage_no_hour_is_named_that_has_passed() {
    let mut town = Town::of(4, 3);
    (1..4).for_each(|who| town.offers_help(who, cell(0)));
    town.asks_for(0, "a shelf", Urgency::ThisWeek);
    let looks = |town: &mut Town| town.taps(0, |button| matches!(button, AnyButton::MyAsk(MyButton::Now, _)));
    assert_eq!(hour(&looks(&mut town)), morning() + TimeDelta::hours(6));
    // The bot is away past that hour, and hears of her before it comes to what is overdue.
    town.now = morning() + TimeDelta::hours(7);
    assert_eq!(hour(&looks(&mut town)), town.now + limits::MADE_GOOD);
    // At night nobody is asked, nor is anything said.
    town.now = morning() + TimeDelta::hours(13);
    let eight = morning() + TimeDelta::hours(22);
    assert_eq!(hour(&looks(&mut town)), eight);
    town.passes(TimeDelta::zero());
    assert_eq!(hour(&looks(&mut town)), eight);
}
