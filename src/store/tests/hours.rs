//! When rows are sent: what would wake people waits for the morning, and what is worth nothing any more ends.

use super::*;
use crate::domain::{Card, Due, Guard, Hours};
use crate::store::{Ended, Lane, NewRow, RowId, Verdict};

/// Half past nine in the evening, and eight in the morning.
fn evening() -> Instant {
    later(690)
}

fn morning() -> Instant {
    later(22 * 60)
}

fn waking(until: Option<Instant>) -> NewRow {
    NewRow {
        to: NeighbourId(2),
        lane: Lane::Notices,
        card: None,
        payload: "A neighbour asks".to_owned(),
        guard: Guard::PingOpen(PingId(20), 1),
        hours: Hours::Waking { until },
    }
}

impl Base {
    /// With an open ask of Anna's, and a ping to Ben, who may be asked, that waits to be sent for an hour.
    async fn with_unsent_ping() -> Self {
        let base = Self::with_ask().await;
        in_tx!(base, tx => tx.keep_offer(&offer(50, 2), now())).unwrap();
        in_tx!(base, tx => tx.was_asked(NeighbourId(2), later(-60))).unwrap();
        in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
        in_tx!(base, tx => tx.send(&waking(Some(later(60))), now())).unwrap();
        base
    }

    async fn state(&self) -> String {
        self.text("select state || ' ' || coalesce(reason, '-') from outbox order by id").await
    }

    async fn is_late(&self, at: Instant) {
        assert_eq!(self.claims_at(1, at, at).await, None);
        assert_eq!(self.state().await, "expired too late");
    }
}

#[tokio::test]
async fn what_would_wake_people_waits_for_the_morning_and_holds_up_nothing_else() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.send(&waking(None), now())).unwrap();
    let reply = NewRow { payload: "reply".to_owned(), guard: Guard::None, hours: Hours::Any, ..waking(None) };
    in_tx!(base, tx => tx.send(&reply, now())).unwrap();
    assert_eq!(base.claims_at(1, evening(), morning()).await, None);
    assert_eq!(base.state().await, "waiting -");
    let heads = base.store.heads(evening(), 10).await.unwrap();
    assert_eq!(heads.iter().map(|head| head.row).collect::<Vec<_>>(), [RowId(2)], "the chat goes on");
    assert_eq!(base.claims_at(2, evening(), morning()).await.unwrap().payload, "reply");
    assert_eq!(base.store.next_send(evening()).await.unwrap(), Some(morning()));
    assert!(base.claims_at(1, morning(), morning()).await.is_some());
}

#[tokio::test]
async fn what_became_of_a_thing_is_told_at_night_where_its_message_waits_for_the_morning() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.new_card(CARD, NeighbourId(1), Card::Ask(PostId(10)), now())).unwrap();
    let question = NewRow { card: Some(CARD), guard: Guard::None, to: NeighbourId(1), ..waking(Some(evening())) };
    let told = NewRow { payload: "Ben can help".to_owned(), hours: Hours::Any, ..question.clone() };
    in_tx!(base, tx => tx.send(&question, now())).unwrap();
    assert_eq!(base.claims_at(1, later(680), morning()).await, None);
    in_tx!(base, tx => tx.edit(CARD, &told, evening())).unwrap();
    assert_eq!(base.claims_at(1, evening(), morning()).await.unwrap().payload, "Ben can help");
}

#[tokio::test]
async fn an_edit_that_tells_nothing_new_leaves_a_message_that_waits_to_its_hour() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.new_card(CARD, NeighbourId(1), Card::Ask(PostId(10)), now())).unwrap();
    let question = NewRow { card: Some(CARD), guard: Guard::None, to: NeighbourId(1), ..waking(Some(later(1_600))) };
    let mended = NewRow { payload: "Today".to_owned(), hours: Hours::AsBefore, ..question.clone() };
    in_tx!(base, tx => tx.send(&question, now())).unwrap();
    in_tx!(base, tx => tx.edit(CARD, &mended, evening())).unwrap();
    assert_eq!(base.claims_at(1, evening(), morning()).await, None, "it is night");
    assert_eq!(base.count("select count(*) from outbox where expires_ms is not null").await, 1, "nor is it worth more");
    assert_eq!(base.claims_at(1, morning(), morning()).await.unwrap().payload, "Today");
}

#[tokio::test]
async fn a_ping_that_was_never_sent_was_none_and_the_asking_goes_on() {
    let base = Base::with_unsent_ping().await;
    assert_eq!(base.count("select asked_version from asks").await, 1);
    base.is_late(later(60)).await;
    assert_eq!(base.count("select count(*) from pings").await, 0);
    assert_eq!(base.count("select asked_version from asks").await, 0, "nobody was asked yet");
    assert_eq!(base.text("select cast(asked_at_ms as text) from standing_offers").await, "-", "and nobody else is");
    assert_eq!(base.count("select asked_at_ms from willing").await, 0);
    let wave = in_tx!(base, tx => tx.scheduled(Due::Wave(PostId(10)))).unwrap();
    assert_eq!(wave, Some(later(60)));
}

#[tokio::test]
async fn a_wave_that_is_planned_stays_where_it_is() {
    let base = Base::with_unsent_ping().await;
    in_tx!(base, tx => tx.schedule(Due::Wave(PostId(10)), later(90))).unwrap();
    base.is_late(later(60)).await;
    assert_eq!(in_tx!(base, tx => tx.scheduled(Due::Wave(PostId(10)))).unwrap(), Some(later(90)));
}

#[tokio::test]
async fn an_ask_that_closed_meanwhile_asks_nobody_else() {
    let base = Base::with_unsent_ping().await;
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    base.is_late(later(60)).await;
    assert_eq!(in_tx!(base, tx => tx.scheduled(Due::Wave(PostId(10)))).unwrap(), None);
}

#[tokio::test]
async fn a_ping_that_may_have_been_seen_stays_one() {
    let base = Base::with_unsent_ping().await;
    base.claims_at(1, now(), now()).await.unwrap();
    let doubt = Verdict::Again { at: later(60), in_doubt: true };
    let ended = Ended { row: RowId(1), to: NeighbourId(2), is_card: false, began: now(), verdict: doubt };
    in_tx!(base, tx => tx.mark_all(&[ended], now())).unwrap();
    base.is_late(later(60)).await;
    assert_eq!(base.text("select state from pings").await, "open");
    assert_eq!(base.count("select asked_version from asks").await, 1);
}

#[tokio::test]
async fn who_was_shown_it_before_keeps_that_card() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.new_card(CARD, NeighbourId(2), Card::Ping(PingId(20)), now())).unwrap();
    base.run("update cards set message_id = 7").await.unwrap();
    in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
    in_tx!(base, tx => tx.ping_again(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.send(&waking(Some(later(60))), now())).unwrap();
    base.is_late(later(60)).await;
    assert_eq!(base.text("select state from pings").await, "over");
}

#[tokio::test]
async fn what_is_too_late_of_an_ask_that_changed_takes_back_no_newer_ping() {
    let base = Base::with_unsent_ping().await;
    in_tx!(base, tx => tx.withdraw_pings(PostId(10), true)).unwrap();
    base.run("update asks set version = 2").await.unwrap();
    in_tx!(base, tx => tx.ping_again(&ping(20, 10, 2), now())).unwrap();
    base.is_late(later(60)).await;
    assert_eq!(base.text("select state from pings").await, "open");
    assert_eq!(base.count("select asked_version from asks").await, 2);
}

#[tokio::test]
async fn before_a_wave_what_was_not_sent_in_time_ends() {
    let base = Base::with_unsent_ping().await;
    in_tx!(base, tx => tx.expire_pings(PostId(10), later(59))).unwrap();
    assert_eq!(base.count("select count(*) from pings").await, 1, "it may still go");
    in_tx!(base, tx => tx.expire_pings(PostId(11), later(60))).unwrap();
    assert_eq!(base.count("select count(*) from pings").await, 1, "another ask");
    in_tx!(base, tx => tx.expire_pings(PostId(10), later(60))).unwrap();
    assert_eq!(base.count("select count(*) from pings").await, 0);
    assert_eq!(base.state().await, "expired too late");
}

#[tokio::test]
async fn a_chat_is_gone_when_it_was_not_found_three_times_in_a_day() {
    let base = Base::with_neighbours().await;
    let row = NewRow { guard: Guard::None, hours: Hours::Any, ..waking(None) };
    in_tx!(base, tx => tx.send(&row, now())).unwrap();
    let day = 24 * 60;
    for (at, state) in [
        (0, "waiting -"),
        (10, "waiting -"),
        (day, "waiting -"),
        (day + 10, "waiting -"),
        (day + 20, "gone chat not found"),
    ] {
        base.claims_at(1, later(at), later(at)).await.unwrap();
        let verdict = Verdict::Missing { again: later(at + 10) };
        let ended = Ended { row: RowId(1), to: NeighbourId(2), is_card: false, began: now(), verdict };
        in_tx!(base, tx => tx.mark_all(&[ended], later(at))).unwrap();
        assert_eq!(base.state().await, state, "after {at} minutes");
        let heads = base.store.heads(later(at + 9), 1).await.unwrap();
        assert!(heads.is_empty(), "not before ten minutes");
        let due = in_tx!(base, tx => tx.take_due(later(at))).unwrap();
        assert_eq!(due.is_some(), state.starts_with("gone"), "{due:?}");
    }
}
