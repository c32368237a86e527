//! Asks.

use super::*;
use crate::domain::{Access, Due, Window, Wish};

#[tokio::test]
async fn an_ask_is_read_back_as_it_was_posted() {
    let base = Base::with_neighbours().await;
    let posted = Ask {
        when: When { urgency: Urgency::Today, window: Some(Window { from: now(), to: later(60) }) },
        access: Access::ALL.into_iter().collect(),
        wish: Some(Wish::Woman),
        wanted: 3,
        version: 4,
        ..ask(10, 1)
    };
    let copy = posted.clone();
    in_tx!(base, tx => tx.publish_ask(&copy)).unwrap();
    let read = in_tx!(base, tx => tx.ask(PostId(10))).unwrap().unwrap();
    assert_eq!(read.ask, posted);
    assert_eq!((read.asked_version, read.wider), (0, false));
    assert_eq!(in_tx!(base, tx => tx.ask(PostId(11))).unwrap(), None, "not found is None");
}

#[tokio::test]
async fn an_ask_is_posted_once_and_by_somebody() {
    let base = Base::with_ask().await;
    assert!(is_refused(in_tx!(base, tx => tx.publish_ask(&ask(10, 1))), "UNIQUE"));
    assert!(is_refused(in_tx!(base, tx => tx.publish_ask(&ask(11, 99))), "FOREIGN KEY"));
    let six = Ask { wanted: 6, ..ask(12, 1) };
    assert!(is_refused(in_tx!(base, tx => tx.publish_ask(&six)), "CHECK"));
    let dated = Ask { when: When { urgency: Urgency::Today, window: None }, ..ask(13, 1) };
    assert!(is_refused(in_tx!(base, tx => tx.publish_ask(&dated)), "CHECK"), "a dated ask has a window");
    assert_eq!(base.count("select count(*) from asks").await, 1);
    assert_eq!(base.count("select count(*) from open_asks").await, 2, "under its category and under anything");
}

#[tokio::test]
async fn an_ask_ends_once_and_nobody_finds_it_any_more() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.schedule(Due::Wave(PostId(10)), now())).unwrap();
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Found, later(1))).unwrap();
    assert_eq!(base.count("select count(*) from open_asks").await, 0);
    let read = in_tx!(base, tx => tx.ask(PostId(10))).unwrap().unwrap();
    assert_eq!(read.ask.state, AskState::Found);
    assert_eq!(in_tx!(base, tx => tx.around_ask(PostId(10))).unwrap().next_wave, None);
    assert!(is_not_one_row(in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Expired, now())), "end_ask"));
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())), "end_ask"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.end_ask(PostId(99), AskState::Closed, now())), "end_ask"));
}

#[tokio::test]
async fn only_an_ask_that_was_found_or_stopped_opens_again() {
    let base = Base::with_ask().await;
    assert!(is_not_one_row(in_tx!(base, tx => tx.reopen_ask(PostId(10), AskState::Found)), "reopen_ask"));
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Found, now())).unwrap();
    in_tx!(base, tx => tx.reopen_ask(PostId(10), AskState::Found)).unwrap();
    assert_eq!(base.count("select count(*) from open_asks where ask_id = 10").await, 2, "it is found again");
    assert_eq!(base.count("select count(*) from asks where closed_at_ms is null").await, 1);
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Expired, now())).unwrap();
    in_tx!(base, tx => tx.reopen_ask(PostId(10), AskState::Expired)).unwrap();
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(
        is_not_one_row(in_tx!(base, tx => tx.reopen_ask(PostId(10), AskState::Found)), "reopen_ask"),
        "closed is closed"
    );
}

#[tokio::test]
async fn the_wave_that_is_due_first_comes_first() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.publish_ask(&ask(11, 2))).unwrap();
    assert_eq!(base.store.first_due().await.unwrap(), None);
    in_tx!(base, tx => tx.schedule(Due::Wave(PostId(10)), later(20))).unwrap();
    in_tx!(base, tx => tx.schedule(Due::Wave(PostId(11)), later(10))).unwrap();
    assert_eq!(base.store.first_due().await.unwrap(), Some(later(10)));
    assert_eq!(in_tx!(base, tx => tx.take_due(later(9))).unwrap(), None);
    assert_eq!(in_tx!(base, tx => tx.take_due(later(30))).unwrap(), Some(Due::Wave(PostId(11))));
    assert_eq!(in_tx!(base, tx => tx.scheduled(Due::Wave(PostId(11)))).unwrap(), None, "it is taken once");
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.take_due(later(30))).unwrap(), None, "nobody else is asked for a closed ask");
}

#[tokio::test]
async fn open_asks_and_those_of_a_day_are_counted_by_asker() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.publish_ask(&Ask { posted_at: later(60), ..ask(11, 1) })).unwrap();
    in_tx!(base, tx => tx.publish_ask(&ask(12, 2))).unwrap();
    in_tx!(base, tx => tx.end_ask(PostId(11), AskState::Closed, later(61))).unwrap();
    assert_eq!(in_tx!(base, tx => tx.count_asks(NeighbourId(1), later(-1), now())).unwrap(), (1, 2));
    assert_eq!(
        in_tx!(base, tx => tx.count_asks(NeighbourId(1), now(), now())).unwrap(),
        (1, 2),
        "midnight is of the day"
    );
    assert_eq!(in_tx!(base, tx => tx.count_asks(NeighbourId(1), later(1), now())).unwrap(), (1, 1));
    assert_eq!(in_tx!(base, tx => tx.count_asks(NeighbourId(3), now(), now())).unwrap(), (0, 0));
}

#[tokio::test]
async fn a_changed_ask_is_found_as_it_is_now() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    let north = CellId::around(51.9, -1.258).unwrap();
    let changed = Ask {
        category: Category::Collecting,
        line: None,
        when: When { urgency: Urgency::Today, window: Some(Window { from: now(), to: later(60) }) },
        cell: north,
        access: Access::ALL.into_iter().collect(),
        wish: Some(Wish::Man),
        wanted: 2,
        version: 2,
        ..ask(10, 1)
    };
    let (copy, again) = (changed.clone(), changed.clone());
    in_tx!(base, tx => tx.change_ask(&copy, (1, true))).unwrap();
    assert!(
        is_not_one_row(in_tx!(base, tx => tx.change_ask(&again, (1, true))), "change_ask"),
        "it is another one by now"
    );
    let read = in_tx!(base, tx => tx.ask(PostId(10))).unwrap().unwrap();
    assert_eq!((read.ask, read.asked_version), (changed.clone(), 1));
    let listed = "select count(*) from open_asks where ask_id = 10 and category in ('collecting', 'anything')";
    assert_eq!((base.count(listed).await, base.count("select count(*) from open_asks").await), (2, 2));
    assert_eq!(base.count("select count(distinct place) from open_asks").await, 1);
    let changes = async || in_tx!(base, tx => tx.around_ask(PostId(10))).unwrap().changes;
    assert_eq!(changes().await, 1);
    let by_two = Ask { version: 3, ..changed.clone() };
    in_tx!(base, tx => tx.change_ask(&by_two, (2, false))).unwrap();
    assert_eq!(changes().await, 1, "two agreed it");
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    let late = Ask { version: 4, ..changed };
    assert!(is_not_one_row(in_tx!(base, tx => tx.change_ask(&late, (3, true))), "change_ask"), "closed is closed");
}
