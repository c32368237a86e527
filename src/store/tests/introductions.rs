//! Introductions: every change names the state before.

use super::*;
use crate::domain::{Because, IntroductionState, Outcome, Side};

const YES: IntroductionId = IntroductionId(30);

async fn state(base: &Base) -> IntroductionState {
    in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap().state
}

#[tokio::test]
async fn one_introduction_per_ask_and_helper() {
    let base = Base::with_yes().await;
    assert!(is_refused(in_tx!(base, tx => tx.propose(&yes(31, 10, 2), now())), "UNIQUE"));
    assert!(is_refused(in_tx!(base, tx => tx.propose(&yes(32, 10, 1), now())), "CHECK"), "nobody helps themselves");
    assert_eq!(in_tx!(base, tx => tx.introductions(PostId(10))).unwrap().len(), 1);
}

#[tokio::test]
async fn a_yes_is_to_an_open_ask_as_the_helper_saw_it() {
    let base = Base::with_ask().await;
    let old = NewIntroduction { ask_version: 0, ..yes(31, 10, 2) };
    assert!(is_not_one_row(in_tx!(base, tx => tx.propose(&old, now())), "propose"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.propose(&yes(31, 99, 2), now())), "propose"));
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.propose(&yes(31, 10, 2), now())), "propose"));
}

#[tokio::test]
async fn two_are_introduced_once_and_only_to_the_ask_as_it_is() {
    let base = Base::with_yes().await;
    base.run("update asks set version = 2").await.unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.introduce(YES, "green kettle", now())), "introduce"));
    base.run("update asks set version = 1").await.unwrap();
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    assert_eq!(state(&base).await, IntroductionState::Agreed { word: "green kettle".to_owned() });
    assert!(is_not_one_row(in_tx!(base, tx => tx.introduce(YES, "red door", now())), "introduce"));
    let declined = IntroductionState::Declined;
    assert!(is_not_one_row(in_tx!(base, tx => tx.let_go(YES, &declined, now())), "let_go"));
}

#[tokio::test]
async fn nobody_is_introduced_to_an_ask_that_is_over() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.introduce(YES, "green kettle", now())), "introduce"));
}

#[tokio::test]
async fn a_yes_is_let_go_once() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.release(YES, Because::Withdrawn, now())).unwrap();
    let kept = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap();
    assert_eq!((kept.state, kept.released), (IntroductionState::Released, Some(Because::Withdrawn)));
    assert!(is_not_one_row(in_tx!(base, tx => tx.release(YES, Because::Found, now())), "let_go"));
    let declined = IntroductionState::Declined;
    assert!(is_not_one_row(in_tx!(base, tx => tx.let_go(YES, &declined, now())), "let_go"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.introduce(YES, "green kettle", now())), "introduce"));
    assert!(is_not_one_row(
        in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Ended, now())),
        "end_introduction"
    ));
    let told = in_tx!(base, tx => tx.tell_outcome(YES, Side::Asker, Outcome::Happened));
    assert!(is_not_one_row(told, "tell_outcome"));
}

#[tokio::test]
async fn an_introduction_ends_once_and_both_say_how_it_went() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    in_tx!(base, tx => tx.tell_outcome(YES, Side::Asker, Outcome::Partly)).unwrap();
    in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Ended, now())).unwrap();
    assert!(is_not_one_row(
        in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Ended, now())),
        "end_introduction"
    ));
    assert_eq!(state(&base).await, IntroductionState::Ended);
    in_tx!(base, tx => tx.tell_outcome(YES, Side::Helper, Outcome::DidNot)).unwrap();
    let ben = in_tx!(base, tx => tx.neighbour(NeighbourId(2))).unwrap().unwrap().0;
    assert_eq!((ben.has_helped, ben.was_introduced), (1, true), "the asker's word goes before the helper's");
}

#[tokio::test]
async fn contact_exists_only_where_both_agreed() {
    let base = Base::with_yes().await;
    assert!(is_refused(base.run("update introductions set word = 'green kettle'").await, "CHECK"));
    assert!(is_refused(base.run("update introductions set state = 'agreed'").await, "CHECK"));
    assert!(is_refused(base.run("update introductions set state = 'other'").await, "CHECK"));
    assert_eq!(state(&base).await, IntroductionState::Proposed);
}

#[tokio::test]
async fn yeses_are_listed_in_the_order_in_which_they_came() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.propose(&yes(29, 10, 3), later(1))).unwrap();
    let listed = in_tx!(base, tx => tx.introductions(PostId(10))).unwrap();
    assert_eq!(listed.iter().map(|one| one.id.0).collect::<Vec<_>>(), [30, 29]);
    assert_eq!(in_tx!(base, tx => tx.introduction(IntroductionId(99))).unwrap(), None);
}

#[tokio::test]
async fn who_was_let_go_stands_by_and_is_recalled_to_an_open_ask_as_it_was() {
    let base = Base::with_yes().await;
    assert!(is_not_one_row(in_tx!(base, tx => tx.stand_by(YES)), "stand_by"));
    in_tx!(base, tx => tx.let_go(YES, &IntroductionState::Released, now())).unwrap();
    in_tx!(base, tx => tx.stand_by(YES)).unwrap();
    assert_eq!(state(&base).await, IntroductionState::Reserve);
    assert_eq!(in_tx!(base, tx => tx.stands_by(NeighbourId(2), 8)).unwrap(), [YES]);
    base.run("update asks set version = 2").await.unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.recall(YES)), "recall"));
    base.run("update asks set version = 1").await.unwrap();
    in_tx!(base, tx => tx.recall(YES)).unwrap();
    assert_eq!(state(&base).await, IntroductionState::Proposed);
    assert!(is_not_one_row(in_tx!(base, tx => tx.recall(YES)), "recall"));
    assert_eq!(in_tx!(base, tx => tx.yeses_of(NeighbourId(2), 8)).unwrap(), [], "it is listed with who stands by");
    assert_eq!(in_tx!(base, tx => tx.stands_by(NeighbourId(2), 8)).unwrap(), [YES]);
    assert!(is_not_one_row(in_tx!(base, tx => tx.stand_down(YES, Because::Withdrawn, now())), "stand_down"));
}
