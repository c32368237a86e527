//! By what name somebody is known who is called otherwise by now.

use super::*;
use crate::domain::Guard;

const YES: IntroductionId = IntroductionId(30);
const ANNA: NeighbourId = NeighbourId(1);
const BEN: NeighbourId = NeighbourId(2);

fn called(name: &str) -> FirstName {
    FirstName::read(name)
}

/// A neighbour is called so from now on, and was called so before.
async fn is_called(base: &Base, who: NeighbourId, (before, name): (&'static str, &'static str)) {
    in_tx!(base, tx => tx.rename(who, &called(name))).unwrap();
    in_tx!(base, tx => tx.renamed(who, &called(before), now())).unwrap();
}

/// Who hears of a name, from which one, and since when they know that; while what is true.
async fn hears(base: &Base, who: NeighbourId) -> Vec<(i64, String, Option<Instant>, Guard)> {
    let all = in_tx!(base, tx => tx.hears_of_name(who)).unwrap();
    all.into_iter().map(|one| (one.by.0, one.name.as_str().to_owned(), one.told_at, one.guard)).collect()
}

#[tokio::test]
async fn who_sees_a_name_hears_of_another_one_and_from_which() {
    let base = Base::with_yes().await;
    is_called(&base, ANNA, ("Anna", "Ana")).await;
    assert_eq!(hears(&base, ANNA).await, [], "who waits for her does not know whose ask it is");
    assert_eq!(base.count("select count(*) from known_as").await, 0);
    is_called(&base, BEN, ("Ben", "Bob")).await;
    is_called(&base, BEN, ("Bob", "Bill")).await;
    assert_eq!(hears(&base, BEN).await, [(1, "Ben".to_owned(), None, Guard::None)]);
    assert_eq!(in_tx!(base, tx => tx.known_otherwise(BEN)).unwrap(), [(ANNA, called("Ben"))]);
    in_tx!(base, tx => tx.name_told(BEN, ANNA, later(5))).unwrap();
    assert_eq!((hears(&base, BEN).await, in_tx!(base, tx => tx.known_otherwise(BEN)).unwrap()), (vec![], vec![]));
    is_called(&base, BEN, ("Bill", "Ben")).await;
    assert_eq!(hears(&base, BEN).await, [(1, "Bill".to_owned(), Some(later(5)), Guard::None)]);
    is_called(&base, BEN, ("Ben", "Bill")).await;
    assert_eq!(hears(&base, BEN).await, [], "it is the name that she knows");
}

#[tokio::test]
async fn two_who_are_introduced_read_how_each_is_called() {
    let base = Base::with_yes().await;
    is_called(&base, BEN, ("Ben", "Bob")).await;
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    assert_eq!(hears(&base, BEN).await, []);
    is_called(&base, ANNA, ("Anna", "Ana")).await;
    is_called(&base, BEN, ("Bob", "Bill")).await;
    assert_eq!(hears(&base, ANNA).await, [(2, "Anna".to_owned(), None, Guard::Agreed(YES))]);
    assert_eq!(hears(&base, BEN).await, [(1, "Bob".to_owned(), Some(now()), Guard::Agreed(YES))]);
    in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Ended, now())).unwrap();
    assert_eq!((hears(&base, ANNA).await, hears(&base, BEN).await), (vec![], vec![]), "it is over");
    assert_eq!(in_tx!(base, tx => tx.known_as(BEN, ANNA)).unwrap(), Some(called("Bob")), "she knows him so");
    let conversation = in_tx!(base, tx => tx.conversation(BEN)).unwrap().unwrap();
    assert!(conversation.named.was_changed);
}

#[tokio::test]
async fn an_old_name_is_erased_once_nobody_asks_for_it() {
    let base = Base::with_yes().await;
    is_called(&base, BEN, ("Ben", "Bob")).await;
    in_tx!(base, tx => tx.erase(now() + chrono::TimeDelta::days(90))).unwrap();
    assert_eq!(base.text("select name from known_as").await, "Ben");
    in_tx!(base, tx => tx.erase(now() + chrono::TimeDelta::days(91))).unwrap();
    assert_eq!(base.count("select count(*) from known_as").await, 0);
}
