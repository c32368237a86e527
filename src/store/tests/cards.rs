//! Cards.

use super::*;
use crate::domain::Card;

#[tokio::test]
async fn a_thing_has_one_live_card_in_a_chat() {
    let base = Base::with_ask().await;
    let (anna, card) = (NeighbourId(1), Card::Ask(PostId(10)));
    in_tx!(base, tx => tx.new_card(CARD, anna, card, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.live_card(anna, card)).unwrap(), Some(CARD));
    in_tx!(base, tx => tx.new_card(CardId(41), anna, card, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.live_card(anna, card)).unwrap(), Some(CardId(41)), "the newer one");
    assert_eq!(in_tx!(base, tx => tx.live_card(NeighbourId(2), card)).unwrap(), None, "not another's");
    let second = "insert into cards values (42, 1, 'ask', 10, null, 1, 0)";
    assert!(is_refused(base.run(second).await, "UNIQUE"));
    assert!(is_refused(base.run("insert into cards values (43, 1, 'other', 1, null, 0, 0)").await, "CHECK"));
}

#[tokio::test]
async fn questions_are_not_live_by_themselves() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.new_card(CARD, NeighbourId(1), Card::Question, now())).unwrap();
    in_tx!(base, tx => tx.new_card(CardId(41), NeighbourId(1), Card::Question, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.live_card(NeighbourId(1), Card::Question)).unwrap(), None);
}

#[tokio::test]
async fn a_question_becomes_the_card_of_a_thing() {
    let base = Base::with_ask().await;
    let (anna, card) = (NeighbourId(1), Card::Ask(PostId(10)));
    in_tx!(base, tx => tx.new_card(CardId(41), anna, card, now())).unwrap();
    in_tx!(base, tx => tx.new_card(CARD, anna, Card::Question, now())).unwrap();
    in_tx!(base, tx => tx.card_becomes(CARD, anna, card)).unwrap();
    assert_eq!(in_tx!(base, tx => tx.live_card(anna, card)).unwrap(), Some(CARD));
    let stranger = in_tx!(base, tx => tx.card_becomes(CARD, NeighbourId(2), card));
    assert!(is_not_one_row(stranger, "card_becomes"), "a card stays in its chat");
}

#[tokio::test]
async fn a_message_is_a_card_only_in_its_own_chat() {
    let base = Base::with_ask().await;
    for (card, kind) in [
        (50, Card::Question),
        (51, Card::Ask(PostId(10))),
        (52, Card::Ping(PingId(20))),
        (53, Card::Yes(IntroductionId(30))),
        (54, Card::Introduction(IntroductionId(30))),
    ] {
        in_tx!(base, tx => tx.new_card(CardId(card), NeighbourId(1), kind, now())).unwrap();
        base.run("update cards set message_id = id + 700").await.unwrap();
        let found = in_tx!(base, tx => tx.card_of_message(NeighbourId(1), card + 700)).unwrap();
        assert_eq!(found, Some((CardId(card), kind)));
        assert_eq!(in_tx!(base, tx => tx.card_of_message(NeighbourId(2), card + 700)).unwrap(), None);
    }
}

#[tokio::test]
async fn the_card_before_is_named_when_a_newer_one_takes_its_place() {
    let base = Base::with_ask().await;
    let (anna, card) = (NeighbourId(1), Card::Ask(PostId(10)));
    assert_eq!(in_tx!(base, tx => tx.new_card(CARD, anna, card, now())).unwrap(), None);
    assert_eq!(in_tx!(base, tx => tx.new_card(CardId(41), anna, card, now())).unwrap(), Some(CARD));
    in_tx!(base, tx => tx.new_card(CardId(42), anna, Card::Question, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.card_becomes(CardId(42), anna, card)).unwrap(), Some(CardId(41)));
    assert!(!in_tx!(base, tx => tx.is_shown(CARD)).unwrap(), "it has no message, and none is on its way");
    base.run("update cards set message_id = 700 where id = 42").await.unwrap();
    assert!(in_tx!(base, tx => tx.is_shown(CardId(42))).unwrap());
}
