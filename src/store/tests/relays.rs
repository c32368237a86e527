//! Which messages were passed on between whom.

use super::*;
use crate::domain::{IntroductionState, NewRelay, RelayId};

const fn relay(id: i64, sender: i64, original: i64) -> NewRelay {
    NewRelay { id: RelayId(id), introduction: IntroductionId(30), sender: NeighbourId(sender), original }
}

impl Base {
    /// Anna and Ben are introduced.
    async fn with_two_introduced() -> Self {
        let base = Self::with_yes().await;
        in_tx!(base, tx => tx.introduce(IntroductionId(30), "green kettle", now())).unwrap();
        base
    }

    async fn passes_on(&self, relay: NewRelay) -> Result<()> {
        in_tx!(self, tx => tx.pass_on(&relay, now()))
    }

    async fn tells_edit(&self, sender: i64, original: i64) -> Option<bool> {
        in_tx!(self, tx => tx.tell_edit(NeighbourId(sender), original)).unwrap()
    }
}

#[tokio::test]
async fn words_go_only_between_two_who_are_introduced() {
    let base = Base::with_yes().await;
    assert!(is_not_one_row(base.passes_on(relay(60, 1, 5)).await, "pass_on"), "nobody agreed yet");
    let base = Base::with_two_introduced().await;
    assert!(is_not_one_row(base.passes_on(relay(60, 3, 5)).await, "pass_on"), "Cleo is not one of them");
    for (id, sender) in [(60, 1), (61, 2)] {
        base.passes_on(relay(id, sender, 5)).await.unwrap();
        let through = in_tx!(base, tx => tx.introduction_of_relay(RelayId(id))).unwrap();
        assert_eq!(through, Some(IntroductionId(30)), "the numbers of two chats are two things");
    }
    assert_eq!(in_tx!(base, tx => tx.introduction_of_relay(RelayId(62))).unwrap(), None);
    in_tx!(base, tx => tx.end_introduction(IntroductionId(30), &IntroductionState::Ended, now())).unwrap();
    assert!(is_not_one_row(base.passes_on(relay(63, 1, 6)).await, "pass_on"), "it is over");
}

#[tokio::test]
async fn a_message_is_passed_on_once() {
    let base = Base::with_two_introduced().await;
    base.passes_on(relay(60, 1, 5)).await.unwrap();
    assert!(is_refused(base.passes_on(relay(61, 1, 5)).await, "UNIQUE"));
}

#[tokio::test]
async fn of_an_edit_it_is_told_once_that_it_is_not_passed_on() {
    let base = Base::with_two_introduced().await;
    base.passes_on(relay(60, 1, 5)).await.unwrap();
    assert_eq!(base.tells_edit(1, 6).await, None, "another message");
    assert_eq!(base.tells_edit(2, 5).await, None, "another chat");
    assert_eq!(base.tells_edit(1, 5).await, Some(false));
    assert_eq!(base.tells_edit(1, 5).await, Some(true));
}
