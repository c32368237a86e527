//! The agenda.

use super::*;
use crate::domain::Due;

const WAVE: Due = Due::Wave(PostId(10));
const NUDGE: Due = Due::Nudge(IntroductionId(30));

async fn takes(base: &Base, at: Instant) -> Option<Due> {
    in_tx!(base, tx => tx.take_due(at)).unwrap()
}

#[tokio::test]
async fn a_thing_is_on_it_once_and_at_its_last_time() {
    let base = Base::open().await;
    in_tx!(base, tx => tx.schedule(WAVE, later(10))).unwrap();
    in_tx!(base, tx => tx.schedule(WAVE, later(5))).unwrap();
    in_tx!(base, tx => tx.schedule(Due::Expire(PostId(10)), later(7))).unwrap();
    assert_eq!(in_tx!(base, tx => tx.scheduled(WAVE)).unwrap(), Some(later(5)));
    assert_eq!(base.store.first_due().await.unwrap(), Some(later(5)));
    assert_eq!(takes(&base, later(4)).await, None, "not before its time");
    assert_eq!(takes(&base, later(5)).await, Some(WAVE));
    assert_eq!(in_tx!(base, tx => tx.scheduled(WAVE)).unwrap(), None, "it is taken once");
    assert_eq!(takes(&base, later(6)).await, None);
    assert_eq!(takes(&base, later(7)).await, Some(Due::Expire(PostId(10))), "of the same thing another matter");
    assert_eq!(base.store.first_due().await.unwrap(), None);
}

#[tokio::test]
async fn what_was_due_first_comes_first_and_can_be_put_off() {
    let base = Base::open().await;
    in_tx!(base, tx => tx.schedule(WAVE, later(2))).unwrap();
    in_tx!(base, tx => tx.schedule(NUDGE, later(1))).unwrap();
    in_tx!(base, tx => tx.postpone_first(later(0), later(60))).unwrap();
    assert_eq!(in_tx!(base, tx => tx.scheduled(NUDGE)).unwrap(), Some(later(1)), "nothing is due yet");
    in_tx!(base, tx => tx.postpone_first(later(3), later(60))).unwrap();
    assert_eq!(takes(&base, later(3)).await, Some(WAVE), "one thing holds up no other");
    assert_eq!(takes(&base, later(59)).await, None);
    assert_eq!(takes(&base, later(60)).await, Some(NUDGE));
}

#[tokio::test]
async fn what_is_taken_off_is_not_due_and_may_be_taken_off_twice() {
    let base = Base::open().await;
    in_tx!(base, tx => tx.schedule(WAVE, now())).unwrap();
    for _ in 0..2 {
        in_tx!(base, tx => tx.unschedule(WAVE)).unwrap();
    }
    assert_eq!(takes(&base, later(1)).await, None);
}

#[tokio::test]
async fn it_outlives_the_program_and_every_kind_is_read_back() {
    let base = Base::open().await;
    let all = [
        WAVE,
        Due::WithWhom(PostId(10)),
        Due::WithWhomToo(PostId(10)),
        Due::DayTurns(PostId(10)),
        Due::ShowPings(PostId(10)),
        Due::GoesSlowly(PostId(10)),
        Due::GoesOn(PostId(10)),
        Due::StillNeeded(PostId(10)),
        Due::Expire(PostId(10)),
        NUDGE,
        Due::Release(IntroductionId(30)),
        Due::Unheard(IntroductionId(31)),
        Due::TimePasses(IntroductionId(30)),
        Due::HowWasIt(IntroductionId(30)),
        Due::RenewOffer(NeighbourId(2)),
        Due::PauseOffer(NeighbourId(2)),
        Due::Paused(NeighbourId(2)),
        Due::MayBeAsked(NeighbourId(2)),
        Due::TellName(NeighbourId(2)),
        Due::Unreachable(NeighbourId(2)),
        Due::WasAway(NeighbourId(2)),
        Due::Erase,
    ];
    for due in all {
        in_tx!(base, tx => tx.schedule(due, now())).unwrap();
    }
    let base = base.reopen().await;
    let mut taken = Vec::new();
    while let Some(due) = takes(&base, now()).await {
        taken.push(due);
    }
    assert_eq!(taken.len(), all.len());
    assert!(all.iter().all(|due| taken.contains(due)), "{taken:?}");
    base.run("insert into agenda values ('of_tomorrow', 1, 0)").await.unwrap();
    let unreadable = in_tx!(base, tx => tx.take_due(now()));
    assert!(matches!(unreadable, Err(StoreError::Unreadable("the agenda"))), "{unreadable:?}");
}
