//! The line to Telegram: one row, and whom an outage left alone.

use super::*;
use crate::domain::{Card, Due, limits};
use crate::store::NewState;

#[tokio::test]
async fn the_line_is_remembered_over_a_start() {
    let base = Base::open().await;
    assert_eq!(base.store.line_was_in_order().await.unwrap(), None);
    in_tx!(base, tx => tx.line_in_order(now())).unwrap();
    in_tx!(base, tx => tx.line_in_order(later(5))).unwrap();
    let base = base.reopen().await;
    assert_eq!(base.store.line_was_in_order().await.unwrap(), Some(later(5)));
    assert_eq!(base.count("select count(*) from line").await, 1);
}

#[tokio::test]
async fn who_touched_or_was_shown_a_question_within_the_hour_was_left_alone() {
    let base = Base::with_neighbours().await;
    // Anna wrote in time; Ben was shown a menu in time; Cleo wrote long before.
    in_tx!(base, tx => tx.keep_state(NeighbourId(1), 0, NewState { state: "a form", question: None }, later(65)))
        .unwrap();
    in_tx!(base, tx => tx.new_card(CARD, NeighbourId(2), Card::Question, later(70))).unwrap();
    in_tx!(base, tx => tx.keep_question(NeighbourId(2), Some(CARD))).unwrap();
    in_tx!(base, tx => tx.keep_state(NeighbourId(3), 0, NewState { state: "a form", question: None }, later(55)))
        .unwrap();
    let told = in_tx!(base, tx => tx.was_away((later(120), later(180)), later(600))).unwrap();
    assert_eq!(told, 2);
    for who in [1, 2] {
        assert_eq!(in_tx!(base, tx => tx.scheduled(Due::WasAway(NeighbourId(who)))).unwrap(), Some(later(600)));
    }
    let left = in_tx!(base, tx => tx.left_alone(NeighbourId(1))).unwrap();
    assert_eq!(left.unwrap().state, "a form");
    in_tx!(base, tx => tx.keep_state(NeighbourId(1), 1, NewState { state: "went on", question: None }, later(190)))
        .unwrap();
    assert_eq!(in_tx!(base, tx => tx.left_alone(NeighbourId(1))).unwrap(), None, "they went on by themselves");
    in_tx!(base, tx => tx.reachable(NeighbourId(2), false, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.left_alone(NeighbourId(2))).unwrap(), None, "they cannot be written to");
}

#[tokio::test]
async fn only_so_many_are_told_of_an_outage() {
    let base = Base::open().await;
    let many = limits::TOLD_OF_OUTAGE + 5;
    in_tx!(base, tx => async move {
        for id in 1..=many {
            tx.meet(&neighbour(id, "Nick"), account(id), now()).await?;
            tx.keep_state(NeighbourId(id), 0, NewState { state: "a form", question: None }, now()).await?;
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    let told = in_tx!(base, tx => tx.was_away((later(5), later(10)), later(10))).unwrap();
    assert_eq!(i64::try_from(told).unwrap(), limits::TOLD_OF_OUTAGE);
}
