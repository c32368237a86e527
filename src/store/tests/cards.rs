//! Cards.

use super::*;
use crate::domain::{Card, Guard, Hours};
use crate::store::{Lane, NewRow, Unsent};

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

fn row(card: Option<CardId>, payload: &str) -> NewRow {
    let (to, payload) = (NeighbourId(1), payload.to_owned());
    NewRow { to, lane: Lane::Replies, card, payload, guard: Guard::None, hours: Hours::Any }
}

#[tokio::test]
async fn what_a_card_says_and_is_not_sent_yet_is_known_and_an_edit_can_wait_for_a_newer_one() {
    let base = Base::with_neighbours().await;
    let (anna, newer) = (NeighbourId(1), CardId(41));
    let unsent = async || in_tx!(base, tx => tx.what_is_unsent(CARD)).unwrap();
    assert_eq!(unsent().await, None, "there is no such card");
    in_tx!(base, tx => tx.new_card(CARD, anna, Card::Question, now())).unwrap();
    assert_eq!(unsent().await, None, "it has no message, and none is on its way");
    in_tx!(base, tx => tx.send(&row(Some(CARD), "menu"), now())).unwrap();
    assert_eq!(unsent().await, Some(Unsent::Says("menu".to_owned())));
    base.claims_at(1, now(), now()).await.unwrap();
    assert_eq!(unsent().await, Some(Unsent::Says("menu".to_owned())), "it is on its way");
    base.run("update outbox set state = 'sent', reason = 'arrived', payload = null, ended_at_ms = 0").await.unwrap();
    base.run("update cards set message_id = 700").await.unwrap();
    assert_eq!(unsent().await, Some(Unsent::Nothing));
    assert!(is_not_one_row(in_tx!(base, tx => tx.asks_nothing(NeighbourId(2), CARD)), "asks_nothing"), "not another's");
    in_tx!(base, tx => tx.new_card(newer, anna, Card::Question, now())).unwrap();
    in_tx!(base, tx => tx.send(&row(Some(newer), "newer"), now())).unwrap();
    in_tx!(base, tx => tx.edit_after((CARD, newer), &row(None, "quiet"), now())).unwrap();
    assert_eq!(unsent().await, Some(Unsent::Says("quiet".to_owned())));
    assert_eq!(base.claims_at(3, now(), now()).await.map(|claimed| claimed.row), None, "the newer one goes first");
    base.claims_at(2, now(), now()).await.unwrap();
    let ended = "update outbox set state = 'refused', reason = 'bad', payload = null, ended_at_ms = 0 where id = 2";
    base.run(ended).await.unwrap();
    assert_eq!(base.claims_at(3, now(), now()).await.map(|claimed| claimed.row), None, "it never came");
    assert_eq!(base.text("select reason from outbox where id = 3").await, "no longer true");
    in_tx!(base, tx => tx.asks_nothing(anna, CARD)).unwrap();
    assert_eq!(unsent().await, None, "it has no buttons to lose");
}
