//! What a transaction says goes to the engine together, and is there for whatever asks after it.

use super::*;
use crate::domain::{Card, Due, Guard, Hours};
use crate::store::{Lane, NewRow, NewState, RowId};

/// So many that they need more than one statement.
const MANY: i64 = 70;

fn says(payload: &str, card: Option<CardId>) -> NewRow {
    let (to, guard, hours) = (NeighbourId(1), Guard::None, Hours::Any);
    NewRow { to, lane: Lane::Replies, card, payload: payload.to_owned(), guard, hours }
}

async fn payloads(base: &Base) -> Vec<String> {
    sqlx::query_scalar("select payload from outbox order by id").fetch_all(&base.store.readers).await.unwrap()
}

#[tokio::test]
async fn however_much_is_said_at_once_it_keeps_its_order() {
    let base = Base::with_neighbours().await;
    let said = in_tx!(base, tx => async move {
        for one in 0..MANY {
            let card = CardId(100 + one);
            tx.new_card(card, NeighbourId(1), Card::Question, now()).await?;
            tx.send(&says(&one.to_string(), Some(card)), now()).await?;
            tx.keep_question(NeighbourId(1), Some(card)).await?;
        }
        Ok::<_, StoreError>(())
    });
    said.unwrap();
    assert_eq!(payloads(&base).await, (0..MANY).map(|one| one.to_string()).collect::<Vec<_>>());
    let anna = in_tx!(base, tx => tx.conversation(NeighbourId(1))).unwrap().unwrap();
    assert_eq!(anna.question, Some(CardId(100 + MANY - 1)), "what was said last is true");
}

#[tokio::test]
async fn an_edit_of_what_was_said_just_now_goes_into_its_message() {
    let base = Base::with_neighbours().await;
    let said = in_tx!(base, tx => async move {
        tx.new_card(CARD, NeighbourId(1), Card::Question, now()).await?;
        tx.send(&says("one", Some(CARD)), now()).await?;
        tx.edit(CARD, &says("two", None), now()).await?;
        tx.send(&says("after it", None), now()).await?;
        tx.edit(CARD, &says("three", None), now()).await
    });
    said.unwrap();
    assert_eq!(payloads(&base).await, ["three", "after it"]);
}

#[tokio::test]
async fn a_turn_reads_what_the_turn_before_it_left_in_the_same_transaction() {
    let base = Base::with_neighbours().await;
    let (anna, kept) = (NeighbourId(1), |state| NewState { state, question: None });
    let read = in_tx!(base, tx => async move {
        tx.keep_state(anna, 0, kept("one"), now()).await?;
        let by_account = tx.conversation_of_account(account(1), None).await?.map(|(found, _)| found);
        tx.keep_state(anna, 1, kept("two"), now()).await?;
        let by_neighbour = tx.conversation(anna).await?;
        tx.keep_state(anna, 2, kept("three"), now()).await?;
        Ok::<_, StoreError>([by_account, by_neighbour].map(|found| found.map(|found| (found.version, found.state))))
    });
    assert_eq!(read.unwrap(), [Some((1, "one".to_owned())), Some((2, "two".to_owned()))]);
    let found = in_tx!(base, tx => tx.conversation(anna)).unwrap().unwrap();
    assert_eq!((found.version, found.state.as_str()), (3, "three"));
}

#[tokio::test]
async fn of_two_cards_of_one_thing_in_one_transaction_the_newer_is_live() {
    let base = Base::with_ask().await;
    let (anna, ask, second) = (NeighbourId(1), Card::Ask(PostId(10)), CardId(41));
    let before = in_tx!(base, tx => async move {
        tx.new_card(CARD, anna, ask, now()).await?;
        tx.new_card(second, anna, ask, now()).await
    });
    assert_eq!(before.unwrap(), Some(CARD));
    assert_eq!(in_tx!(base, tx => tx.live_card(anna, ask)).unwrap(), Some(second));
}

#[tokio::test]
async fn what_was_planned_last_is_due_and_is_read_at_once() {
    let base = Base::open().await;
    let (wave, word) = (Due::Wave(PostId(10)), Due::Word(PostId(10)));
    in_tx!(base, tx => tx.schedule(word, later(1))).unwrap();
    let read = in_tx!(base, tx => async move {
        tx.schedule(wave, later(5)).await?;
        tx.unschedule(word).await?;
        let first = [tx.scheduled(wave).await?, tx.scheduled(word).await?];
        tx.unschedule(wave).await?;
        tx.schedule(word, later(7)).await?;
        let then = [tx.scheduled(wave).await?, tx.scheduled(word).await?];
        for one in 0..MANY {
            tx.schedule(Due::Nudge(IntroductionId(one)), later(one)).await?;
        }
        Ok::<_, StoreError>((first, then))
    });
    assert_eq!(read.unwrap(), ([Some(later(5)), None], [None, Some(later(7))]));
    assert_eq!(in_tx!(base, tx => tx.scheduled(wave)).unwrap(), None);
    assert_eq!(in_tx!(base, tx => tx.scheduled(word)).unwrap(), Some(later(7)));
    assert_eq!(base.count("select count(*) from agenda where kind = 'nudge'").await, MANY);
}

#[tokio::test]
async fn what_says_something_that_fails_is_not_kept_at_all() {
    let base = Base::with_neighbours().await;
    let said = in_tx!(base, tx => async move {
        tx.send(&says("hello", None), now()).await?;
        tx.edit(CARD, &says("of a card that there is not", None), now()).await?;
        tx.agree(NeighbourId(1), now()).await
    });
    assert!(is_refused(said, "FOREIGN KEY"));
    assert_eq!(payloads(&base).await, [""; 0]);
    assert_eq!(base.count("select count(*) from neighbours where agreed_at_ms is not null").await, 0);
}

/// A message failed and waits once more, and an edit that was made meanwhile waits behind it: neither may say what is old.
#[tokio::test]
async fn an_edit_goes_into_a_message_that_is_sent_once_more_and_into_the_edit_behind_it() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.new_card(CARD, NeighbourId(1), Card::Question, now())).unwrap();
    in_tx!(base, tx => tx.send(&says("one", Some(CARD)), now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.claim(&[RowId(1)], now(), now())).unwrap().len(), 1);
    in_tx!(base, tx => tx.edit(CARD, &says("two", None), now())).unwrap();
    base.run("update outbox set state = 'waiting' where id = 1").await.unwrap();
    in_tx!(base, tx => tx.edit(CARD, &says("three", None), now())).unwrap();
    assert_eq!(payloads(&base).await, ["three", "three"]);
}

/// What went into two rows is still one edit: it does not stand for another one that was lost.
#[tokio::test]
async fn no_edit_is_lost_behind_one_that_goes_into_two_rows() {
    let (base, other) = (Base::with_neighbours().await, CardId(41));
    in_tx!(base, tx => async move {
        tx.new_card(CARD, NeighbourId(1), Card::Question, now()).await?;
        tx.new_card(other, NeighbourId(1), Card::Ask(PostId(10)), now()).await?;
        tx.send(&says("one", Some(CARD)), now()).await
    })
    .unwrap();
    assert_eq!(in_tx!(base, tx => tx.claim(&[RowId(1)], now(), now())).unwrap().len(), 1);
    in_tx!(base, tx => tx.edit(CARD, &says("two", None), now())).unwrap();
    base.run("update outbox set state = 'waiting' where id = 1").await.unwrap();
    base.run("create trigger lost before insert on outbox when new.card_id = 41 begin select raise(ignore); end")
        .await
        .unwrap();
    let said = in_tx!(base, tx => async move {
        tx.edit(CARD, &says("three", None), now()).await?;
        tx.edit(other, &says("four", None), now()).await
    });
    assert!(matches!(said, Err(StoreError::NotOneRow("a message"))), "{said:?}");
    assert_eq!(payloads(&base).await, ["one", "two"]);
}
