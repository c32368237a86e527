//! Conversations that are read ahead for a whole transaction.

use super::*;
use crate::domain::Card;
use crate::store::NewState;

const ANNA: NeighbourId = NeighbourId(1);
const BEN: NeighbourId = NeighbourId(2);

/// What a conversation is read as after a change, where both were read before it.
macro_rules! read_after {
    ($base:expr, $tx:ident => $change:expr) => {
        in_tx!($base, $tx => async move {
            $tx.read_ahead(&[(account(1), None), (account(2), Some(700)), (account(9), None)]).await?;
            $change;
            let anna = $tx.conversation_of_account(account(1), None).await?.unwrap().0;
            let (ben, shown) = $tx.conversation_of_account(account(2), Some(700)).await?.unwrap();
            Ok::<_, StoreError>((anna, ben, shown))
        })
        .unwrap()
    };
}

#[tokio::test]
async fn a_conversation_that_was_read_ahead_is_as_the_turns_before_left_it() {
    let base = Base::with_neighbours().await;
    let renamed = FirstName::read("Anja");
    let (anna, ..) = read_after!(base, tx => tx.rename(ANNA, &renamed).await?);
    assert_eq!(anna.neighbour.name.as_str(), "Anja");
    let (anna, ..) = read_after!(base, tx => tx.agree(ANNA, later(3)).await?);
    assert_eq!(anna.neighbour.agreed_at, Some(later(3)));
    let (anna, ..) = read_after!(base, tx => tx.settle(ANNA, home(), now()).await?);
    assert_eq!(anna.neighbour.cell, Some(home()));
    let state = NewState { state: "one", question: None };
    let (_, ben, _) = read_after!(base, tx => tx.keep_state(BEN, 0, state, now()).await?);
    assert_eq!((ben.version, ben.state.as_str()), (1, "one"));
    let (_, ben, _) = read_after!(base, tx => {
        tx.new_card(CARD, BEN, Card::Question, now()).await?;
        tx.keep_question(BEN, Some(CARD)).await?;
    });
    assert_eq!(ben.question, Some(CARD));
    let (anna, ..) = read_after!(base, tx => tx.reachable(ANNA, false, now()).await?);
    assert!(anna.unreachable);
    let (anna, ..) = read_after!(base, tx => tx.forget_state(ANNA).await?);
    assert_eq!(anna.version, 1);
}

#[tokio::test]
async fn a_message_that_was_read_ahead_shows_what_the_turns_before_made_of_it() {
    let base = Base::with_ask().await;
    let ask = Card::Ask(PostId(10));
    in_tx!(base, tx => tx.new_card(CARD, BEN, Card::Question, now())).unwrap();
    base.run("update cards set message_id = 700").await.unwrap();
    let (.., shown) = read_after!(base, tx => tx.card_becomes(CARD, BEN, ask).await?);
    assert_eq!(shown.map(|shown| (shown.card, shown.is_newest)), Some((ask, true)));
    let (.., shown) = read_after!(base, tx => tx.new_card(CardId(41), BEN, ask, now()).await?);
    assert_eq!(shown.map(|shown| shown.is_newest), Some(false), "a newer message shows it");
}

#[tokio::test]
async fn who_writes_twice_at_once_is_read_again_and_who_is_new_is_met_once() {
    let base = Base::with_neighbours().await;
    let nick = neighbour(9, "Nick");
    let (first, second, again) = in_tx!(base, tx => async move {
        tx.read_ahead(&[(account(9), None), (account(9), None), (account(1), Some(5)), (account(1), None)]).await?;
        let first = tx.conversation_of_account(account(9), None).await?;
        tx.meet(&nick, account(9), now()).await?;
        let second = tx.conversation_of_account(account(9), None).await?;
        let _ = tx.conversation_of_account(account(1), Some(5)).await?;
        tx.agree(ANNA, later(1)).await?;
        Ok::<_, StoreError>((first, second, tx.conversation_of_account(account(1), None).await?))
    })
    .unwrap();
    assert_eq!(first, None);
    assert_eq!(second.map(|(read, _)| read.neighbour.name.as_str().to_owned()), Some("Nick".to_owned()));
    assert_eq!(again.and_then(|(read, _)| read.neighbour.agreed_at), Some(later(1)));
}
