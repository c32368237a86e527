//! Neighbours.

use super::*;
use crate::domain::{Because, Moves};

#[tokio::test]
async fn a_neighbour_is_met_once() {
    let base = Base::with_neighbours().await;
    assert!(is_refused(in_tx!(base, tx => tx.meet(&neighbour(4, "Anna"), account(1), now())), "UNIQUE"));
    assert_eq!(base.count("select count(*) from neighbours").await, 3);
    assert_eq!(base.count("select count(*) from conversations").await, 3);
    let (anna, telegram_id) = in_tx!(base, tx => tx.neighbour(NeighbourId(1))).unwrap().unwrap();
    assert_eq!((anna, telegram_id), (neighbour(1, "Anna"), account(1)));
    assert_eq!(in_tx!(base, tx => tx.neighbour(NeighbourId(9))).unwrap(), None);
}

#[tokio::test]
async fn what_changes_about_a_neighbour_changes_one() {
    let base = Base::with_neighbours().await;
    let (anna, nobody) = (NeighbourId(1), NeighbourId(9));
    in_tx!(base, tx => tx.rename(anna, &FirstName::read("Ana"))).unwrap();
    in_tx!(base, tx => tx.agree(anna, now())).unwrap();
    in_tx!(base, tx => tx.agree(anna, later(5))).unwrap();
    in_tx!(base, tx => tx.settle(anna, home(), now())).unwrap();
    let found = in_tx!(base, tx => tx.neighbour(anna)).unwrap().unwrap().0;
    let wanted = Neighbour { agreed_at: Some(now()), cell: Some(home()), ..neighbour(1, "Ana") };
    assert_eq!(found, wanted, "the first agreement counts");
    assert!(is_not_one_row(in_tx!(base, tx => tx.rename(nobody, &FirstName::read("X"))), "rename"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.agree(nobody, now())), "agree"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.settle(nobody, home(), now())), "settle"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.reachable(nobody, false, now())), "reachable"));
}

#[tokio::test]
async fn a_chosen_name_goes_before_telegrams_and_its_changes_are_counted() {
    let base = Base::with_neighbours().await;
    let (anna, bea) = (NeighbourId(1), || FirstName::read("Bea"));
    let named = async || in_tx!(base, tx => tx.neighbour(anna)).unwrap().unwrap().0.name.as_str().to_owned();
    let telegram = FirstName::read("Anna");
    assert_eq!(in_tx!(base, tx => tx.naming(anna, now())).unwrap(), (telegram.clone(), false, 0));
    in_tx!(base, tx => tx.call_me(anna, &bea(), later(1))).unwrap();
    assert_eq!(named().await, "Bea");
    assert_eq!(in_tx!(base, tx => tx.naming(anna, now())).unwrap(), (telegram, true, 1));
    in_tx!(base, tx => tx.rename(anna, &FirstName::read("Ana"))).unwrap();
    assert_eq!(named().await, "Bea", "Telegram's goes on beside it");
    let conversation = in_tx!(base, tx => tx.conversation(anna)).unwrap().unwrap();
    assert_eq!((conversation.named.telegram.as_str(), conversation.named.is_own), ("Ana", true));
    for at in [2, 3, 4] {
        in_tx!(base, tx => tx.call_me(anna, &bea(), later(at))).unwrap();
    }
    in_tx!(base, tx => tx.call_me_as_telegram(anna)).unwrap();
    assert_eq!(named().await, "Ana");
    assert!(is_not_one_row(in_tx!(base, tx => tx.call_me_as_telegram(anna)), "call_me_as_telegram"), "it is already");
    let lately = async |since| in_tx!(base, tx => tx.naming(anna, later(since))).unwrap().2;
    assert_eq!((lately(0).await, lately(2).await, lately(4).await), (3, 2, 0), "three are enough to know");
    assert!(is_not_one_row(in_tx!(base, tx => tx.call_me(NeighbourId(9), &bea(), now())), "call_me"));
    let ana = FirstName::read("Ana");
    in_tx!(base, tx => tx.keep_name(anna, &ana)).unwrap();
    in_tx!(base, tx => tx.rename(anna, &FirstName::read("Anne"))).unwrap();
    assert_eq!((named().await, lately(3).await), ("Ana".to_owned(), 1), "kept, and no change");
    assert!(is_not_one_row(in_tx!(base, tx => tx.keep_name(anna, &bea())), "keep_name"), "it is kept already");
}

#[tokio::test]
async fn who_cannot_be_written_to_is_not_found_until_they_come_back() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.keep_offer(&offer(60, 2), now())).unwrap();
    in_tx!(base, tx => tx.reachable(NeighbourId(2), false, now())).unwrap();
    assert_eq!(base.count("select count(*) from willing").await, 0);
    in_tx!(base, tx => tx.keep_offer(&offer(60, 2), now())).unwrap();
    assert_eq!(base.count("select count(*) from willing").await, 0, "a new offer does not make them reachable");
    in_tx!(base, tx => tx.reachable(NeighbourId(2), true, now())).unwrap();
    assert_eq!(base.count("select count(*) from willing where helper_id = 2").await, 1);
}

#[tokio::test]
async fn what_ended_while_they_were_away_is_told_once() {
    let base = Base::with_yes().await;
    let over = async |who| in_tx!(base, tx => tx.over_while_away(NeighbourId(who), 5)).unwrap();
    for who in [1, 2, 3] {
        in_tx!(base, tx => tx.reachable(NeighbourId(who), false, later(1))).unwrap();
        assert_eq!(over(who).await, []);
    }
    in_tx!(base, tx => tx.release(IntroductionId(30), Because::Withdrawn, later(1))).unwrap();
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, later(2))).unwrap();
    assert_eq!((over(1).await, over(2).await, over(3).await), (vec![PostId(10)], vec![PostId(10)], vec![]));
    for who in [1, 2] {
        in_tx!(base, tx => tx.reachable(NeighbourId(who), true, later(3))).unwrap();
        assert_eq!(over(who).await, []);
        in_tx!(base, tx => tx.reachable(NeighbourId(who), false, later(3))).unwrap();
        assert_eq!(over(who).await, [], "what ended before was told");
    }
}

#[tokio::test]
async fn how_often_an_area_was_set_is_kept_ever_and_lately() {
    let base = Base::with_ask().await;
    let moves = |ever, lately| Moves { ever, lately };
    let anna = NeighbourId(1);
    let before = in_tx!(base, tx => tx.moves(anna, now())).unwrap();
    for day in 1..=3 {
        in_tx!(base, tx => tx.settle(anna, home(), now() + chrono::TimeDelta::days(day))).unwrap();
    }
    let since = |days| now() + chrono::TimeDelta::days(days);
    assert_eq!(
        in_tx!(base, tx => tx.moves(anna, since(0))).unwrap(),
        moves(before.ever + 3, 2),
        "two are enough to know"
    );
    assert_eq!(in_tx!(base, tx => tx.moves(anna, since(2))).unwrap(), moves(before.ever + 3, 1));
    assert_eq!(in_tx!(base, tx => tx.moves(anna, since(3))).unwrap(), moves(before.ever + 3, 0));
}
