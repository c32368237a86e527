//! Conversations.

use super::*;
use crate::domain::Card;
use crate::store::{NewState, Shown};

const fn kept(state: &str) -> NewState<'_> {
    NewState { state, question: None }
}

#[tokio::test]
async fn a_state_is_kept_only_at_the_version_that_it_was_decided_from() {
    let base = Base::with_neighbours().await;
    let anna = NeighbourId(1);
    in_tx!(base, tx => tx.keep_state(anna, 0, kept("one"), now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.keep_state(anna, 0, kept("two"), now())), "a conversation"));
    let found = in_tx!(base, tx => tx.conversation(anna)).unwrap().unwrap();
    assert_eq!((found.version, found.state.as_str()), (1, "one"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.keep_state(NeighbourId(9), 0, kept("x"), now())), "a conversation"));
}

#[tokio::test]
async fn a_conversation_is_found_by_its_account_and_by_its_neighbour() {
    let base = Base::with_neighbours().await;
    let by_account = in_tx!(base, tx => tx.conversation_of_account(account(2), None)).unwrap().unwrap().0;
    let by_neighbour = in_tx!(base, tx => tx.conversation(NeighbourId(2))).unwrap().unwrap();
    assert_eq!(by_account, by_neighbour);
    assert_eq!(by_account.neighbour, neighbour(2, "Ben"));
    assert_eq!((by_account.version, by_account.state.as_str(), by_account.question), (0, "", None));
    assert_eq!(in_tx!(base, tx => tx.conversation_of_account(account(9), None)).unwrap(), None);
    assert_eq!(in_tx!(base, tx => tx.conversation(NeighbourId(9))).unwrap(), None);
}

#[tokio::test]
async fn a_conversation_comes_with_the_card_of_a_message_in_its_chat() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.new_card(CARD, NeighbourId(1), Card::Question, now())).unwrap();
    base.run("update cards set message_id = 700").await.unwrap();
    let shown = Shown { id: CARD, card: Card::Question, is_newest: false };
    for (who, message, wanted) in
        [(1, Some(700), Some(shown)), (1, Some(701), None), (1, None, None), (2, Some(700), None)]
    {
        let found = in_tx!(base, tx => tx.conversation_of_account(account(who), message)).unwrap().unwrap();
        assert_eq!((found.0.neighbour.id, found.1), (NeighbourId(who), wanted));
    }
}

#[tokio::test]
async fn the_open_question_is_a_card_that_exists() {
    let base = Base::with_neighbours().await;
    let anna = NeighbourId(1);
    assert!(is_refused(in_tx!(base, tx => tx.keep_question(anna, Some(CARD))), "FOREIGN KEY"));
    in_tx!(base, tx => tx.new_card(CARD, anna, Card::Question, now())).unwrap();
    in_tx!(base, tx => tx.keep_question(anna, Some(CARD))).unwrap();
    assert_eq!(in_tx!(base, tx => tx.conversation(anna)).unwrap().unwrap().question, Some(CARD));
    in_tx!(base, tx => tx.keep_question(anna, None)).unwrap();
    assert_eq!(in_tx!(base, tx => tx.conversation(anna)).unwrap().unwrap().question, None);
    assert!(is_not_one_row(in_tx!(base, tx => tx.keep_question(NeighbourId(9), None)), "a conversation"));
}

#[tokio::test]
async fn a_state_that_cannot_be_read_is_kept_beside() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.keep_unreadable(NeighbourId(1), "{", now())).unwrap();
    assert_eq!(base.text("select state from unreadable_states where neighbour_id = 1").await, "{");
}

#[tokio::test]
async fn what_somebody_wrote_and_left_is_forgotten_and_an_old_button_is_one() {
    let base = Base::with_neighbours().await;
    let kept = NewState { state: "their words", question: None };
    in_tx!(base, tx => tx.keep_state(NeighbourId(1), 0, kept, now())).unwrap();
    in_tx!(base, tx => tx.forget_state(NeighbourId(1))).unwrap();
    let left = in_tx!(base, tx => tx.conversation(NeighbourId(1))).unwrap().unwrap();
    assert_eq!((left.state.as_str(), left.version), ("", 2));
    assert!(is_not_one_row(in_tx!(base, tx => tx.forget_state(NeighbourId(99))), "forget_state"));
}
