//! Pings.

use super::*;
use crate::domain::{Because, Card, Due, OpenPing, PingState, Reason, limits};

const PING: PingId = PingId(20);
const YES: IntroductionId = IntroductionId(30);

async fn state(base: &Base) -> PingState {
    in_tx!(base, tx => tx.find_ping(PING)).unwrap().unwrap().state
}

#[tokio::test]
async fn nobody_is_asked_twice_for_the_same() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.keep_offer(&offer(60, 2), now())).unwrap();
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    assert!(is_refused(in_tx!(base, tx => tx.ping(&ping(21, 10, 2), now())), "UNIQUE"));
    assert!(is_refused(in_tx!(base, tx => tx.ping(&ping(21, 99, 2), now())), "FOREIGN KEY"));
    assert_eq!(in_tx!(base, tx => tx.ask(PostId(10))).unwrap().unwrap().asked_version, 1);
    assert_eq!(base.count("select asked_at_ms from standing_offers").await, now().timestamp_millis());
}

#[tokio::test]
async fn who_came_to_look_was_not_asked() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.keep_offer(&offer(60, 2), now())).unwrap();
    in_tx!(base, tx => tx.ping(&NewPing { browsing: true, ..ping(20, 10, 2) }, now())).unwrap();
    assert_eq!(base.count("select count(*) from standing_offers where asked_at_ms is null").await, 1);
    assert_eq!(base.count("select seen_version from asks where asked_version = 0").await, 1, "and looked");
}

#[tokio::test]
async fn who_opened_a_link_is_not_one_who_looked() {
    let base = Base::with_ask().await;
    let through_link = NewPing { browsing: true, through_link: true, ..ping(20, 10, 2) };
    in_tx!(base, tx => tx.ping(&through_link, now())).unwrap();
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    in_tx!(base, tx => tx.ping_open_again(PING, later(1))).unwrap();
    assert_eq!(base.count("select seen_version from asks").await, 0);
}

#[tokio::test]
async fn only_who_came_through_its_link_is_counted_for_it() {
    let base = Base::with_ask().await;
    let through_link = |id, post, helper| NewPing { browsing: true, through_link: true, ..ping(id, post, helper) };
    in_tx!(base, tx => tx.publish_ask(&ask(11, 1))).unwrap();
    in_tx!(base, tx => tx.ping(&through_link(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.ping(&ping(21, 10, 3), now())).unwrap();
    in_tx!(base, tx => tx.ping(&through_link(22, 11, 3), now())).unwrap();
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.opened(PostId(10))).unwrap(), 1, "whatever they answered");
}

#[tokio::test]
async fn to_an_ask_those_are_led_who_ask_for_the_same_and_said_no_no() {
    let base = Base::with_ask().await;
    let led = async || in_tx!(base, tx => tx.led_to(PostId(10))).unwrap();
    in_tx!(base, tx => tx.publish_ask(&ask(11, 2))).unwrap();
    in_tx!(base, tx => tx.publish_ask(&Ask { category: Category::Collecting, ..ask(12, 2) })).unwrap();
    in_tx!(base, tx => tx.publish_ask(&ask(13, 3))).unwrap();
    assert_eq!(led().await, [], "they were not shown it");
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    assert_eq!(led().await, [PostId(11)]);
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    assert_eq!(led().await, []);
    in_tx!(base, tx => tx.ping_yes(PING, 1, now())).unwrap();
    assert_eq!(led().await, [PostId(11)]);
    in_tx!(base, tx => tx.end_ask(PostId(11), AskState::Closed, now())).unwrap();
    assert_eq!(led().await, []);
}

#[tokio::test]
async fn a_no_may_become_a_yes_and_a_yes_stays() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    assert_eq!(state(&base).await, PingState::Open);
    let reason = in_tx!(base, tx => tx.ping_reason(PING, Reason::TooFar));
    assert!(is_not_one_row(reason, "ping_reason"), "a reason is of a no");
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    in_tx!(base, tx => tx.ping_reason(PING, Reason::TooFar)).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_no(PING, now())), "ping_no"));
    in_tx!(base, tx => tx.ping_yes(PING, 1, now())).unwrap();
    assert_eq!(base.text("select reason from pings").await, "-");
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_yes(PING, 1, now())), "ping_yes"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_no(PING, now())), "ping_no"));
    assert_eq!(state(&base).await, PingState::Yes);
}

#[tokio::test]
async fn open_pings_end_with_their_ask_and_answered_ones_stay() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.ping(&ping(21, 10, 3), later(1))).unwrap();
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    let open =
        OpenPing { id: PingId(21), helper: NeighbourId(3), asked_at: later(1), through_link: false, waits_since: None };
    assert_eq!(in_tx!(base, tx => tx.open_pings(PostId(10))).unwrap(), [open]);
    in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
    assert!(in_tx!(base, tx => tx.open_pings(PostId(10))).unwrap().is_empty());
    assert_eq!(state(&base).await, PingState::NotThisTime);
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Found, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_yes(PingId(21), 1, now())), "ping_yes"), "over is over");
    in_tx!(base, tx => tx.reopen_ask(PostId(10), AskState::Found)).unwrap();
    in_tx!(base, tx => tx.ping_again(&ping(21, 10, 3), later(3))).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_again(&ping(21, 10, 3), later(3))), "ping_again"));
    in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
    in_tx!(base, tx => tx.ping_yes(PingId(21), 1, later(5))).unwrap();
    assert_eq!(in_tx!(base, tx => tx.find_ping(PingId(99))).unwrap(), None);
}

#[tokio::test]
async fn a_changed_ask_withdraws_its_open_pings_and_a_wrong_time_for_another_time() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.ping(&ping(21, 10, 3), now())).unwrap();
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    in_tx!(base, tx => tx.ping_reason(PING, Reason::WrongTime)).unwrap();
    in_tx!(base, tx => tx.withdraw_pings(PostId(10), false)).unwrap();
    assert!(in_tx!(base, tx => tx.open_pings(PostId(10))).unwrap().is_empty());
    assert_eq!(state(&base).await, PingState::NotThisTime);
    in_tx!(base, tx => tx.withdraw_pings(PostId(10), true)).unwrap();
    assert_eq!(state(&base).await, PingState::Over);
    base.run("update asks set version = 2").await.unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_yes(PING, 1, later(2))), "ping_yes"), "a yes to what it was");
    assert_eq!(in_tx!(base, tx => tx.withdrawn(PostId(10))).unwrap(), [NeighbourId(2), NeighbourId(3)]);
    in_tx!(base, tx => tx.ping_again(&ping(20, 10, 2), later(2))).unwrap();
    in_tx!(base, tx => tx.ping_yes(PING, 2, later(3))).unwrap();
    assert_eq!(in_tx!(base, tx => tx.ask(PostId(10))).unwrap().unwrap().asked_version, 2);
}

#[tokio::test]
async fn what_is_looked_at_once_more_is_open_again_and_who_was_pinged_knows_of_it_as_it_is() {
    let base = Base::with_ask().await;
    let (reached, seen) = ("select asked_version from asks", "select seen_version from asks");
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.ping(&NewPing { browsing: true, ..ping(21, 10, 3) }, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_open_again(PING, later(1))), "ping_open_again"), "it is open");
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    in_tx!(base, tx => tx.ping_reason(PING, Reason::TooFar)).unwrap();
    in_tx!(base, tx => tx.withdraw_pings(PostId(10), false)).unwrap();
    base.run("update asks set version = 2").await.unwrap();
    in_tx!(base, tx => tx.ping_open_again(PingId(21), later(1))).unwrap();
    assert_eq!((base.count(reached).await, base.count(seen).await), (1, 2), "who came by themselves looks as well");
    in_tx!(base, tx => tx.ping_open_again(PING, later(2))).unwrap();
    assert_eq!((base.count(reached).await, base.count(seen).await), (1, 2), "a look asks nobody");
    assert_eq!(base.text("select reason from pings where id = 20").await, "-");
    assert_eq!(base.count("select browsing from pings where id = 20").await, 1, "they had answered");
    let open = |id, helper, at| OpenPing {
        id: PingId(id),
        helper: NeighbourId(helper),
        asked_at: at,
        through_link: false,
        waits_since: None,
    };
    let both = [open(20, 2, later(2)), open(21, 3, later(1))];
    assert_eq!(in_tx!(base, tx => tx.open_pings(PostId(10))).unwrap(), both, "young enough to be edited");
    assert_eq!(in_tx!(base, tx => tx.open_pings_of(NeighbourId(2))).unwrap(), [PING]);
    in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_open_again(PING, later(3))), "ping_open_again"), "over is over");
}

#[tokio::test]
async fn who_was_asked_is_counted_but_for_who_looked_and_who_may_be_asked_once_more() {
    let base = Base::with_ask().await;
    let asked = async || in_tx!(base, tx => tx.asked_for(PostId(10))).unwrap();
    in_tx!(base, tx => tx.ping(&NewPing { browsing: true, ..ping(20, 10, 2) }, now())).unwrap();
    assert_eq!(asked().await, 0);
    in_tx!(base, tx => tx.ping(&ping(21, 10, 3), now())).unwrap();
    assert_eq!(asked().await, 1);
    in_tx!(base, tx => tx.ping_no(PingId(21), now())).unwrap();
    assert_eq!(asked().await, 1, "whatever they said");
    base.run("update pings set state = 'over'").await.unwrap();
    assert_eq!(asked().await, 0);
}

#[tokio::test]
async fn who_answers_too_late_has_answered() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
    in_tx!(base, tx => tx.ping_too_late(PING, later(1))).unwrap();
    in_tx!(base, tx => tx.ping_too_late(PING, later(2))).unwrap();
    let answered = "select answered_at_ms from pings";
    assert_eq!(base.count(answered).await, later(1).timestamp_millis());
    assert_eq!(state(&base).await, PingState::Over);
    in_tx!(base, tx => tx.ping_yes(PING, 1, later(3))).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.ping_too_late(PING, later(4))), "ping_too_late"), "a yes stays");
    in_tx!(base, tx => tx.ping(&ping(21, 10, 3), now())).unwrap();
    in_tx!(base, tx => tx.ping_too_late(PingId(21), later(1))).unwrap();
    let over = in_tx!(base, tx => tx.find_ping(PingId(21))).unwrap().unwrap();
    assert_eq!(over.state, PingState::Over, "also where its ask has not ended yet");
}

#[tokio::test]
async fn a_ping_says_since_when_it_waits_and_its_ask_remembers_one_that_waited_long_in_vain() {
    use crate::domain::{Guard, Hours};
    use crate::store::{Lane, NewRow, RowId};
    let base = Base::with_ask().await;
    for (row, waits) in [(1, 4), (2, 6)] {
        in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
        let new = NewRow {
            to: NeighbourId(2),
            lane: Lane::Notices,
            card: None,
            payload: "a ping".to_owned(),
            guard: Guard::PingOpen(PING, 1),
            hours: Hours::Waking { until: Some(later(waits)) },
        };
        in_tx!(base, tx => tx.send(&new, now())).unwrap();
        let open = in_tx!(base, tx => tx.open_pings(PostId(10))).unwrap();
        assert_eq!(open[0].waits_since, Some(now()));
        in_tx!(base, tx => tx.leave(&[RowId(row)], later(waits), later(waits))).unwrap();
        assert!(in_tx!(base, tx => tx.open_pings(PostId(10))).unwrap().is_empty(), "nobody was asked");
        let unsent = in_tx!(base, tx => tx.around_ask(PostId(10))).unwrap().unsent_at;
        assert_eq!(unsent, Some(later(waits)).filter(|_| waits > 5));
    }
}

async fn found(base: &Base, since: Instant) -> Vec<PingId> {
    in_tx!(base, tx => tx.pings_of_paused(NeighbourId(2), since, 8)).unwrap()
}

#[tokio::test]
async fn what_may_say_that_its_helper_is_paused_was_over_or_not_this_time_without_a_reason_and_is_shown() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.new_card(CardId(42), NeighbourId(2), Card::Ping(PING), now())).unwrap();
    in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
    assert_eq!(found(&base, now()).await, [], "it was never sent");
    base.run("update cards set message_id = 700").await.unwrap();
    assert_eq!(found(&base, now()).await, [PING]);
    assert_eq!(found(&base, later(1)).await, [], "it is old");
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    assert_eq!(found(&base, now()).await, [PING]);
    in_tx!(base, tx => tx.ping_reason(PING, Reason::TooFar)).unwrap();
    assert_eq!(found(&base, now()).await, []);
}

#[tokio::test]
async fn what_may_say_so_is_what_they_stood_by_for_too_though_the_message_is_another_card_by_then() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.release(YES, Because::Found, now())).unwrap();
    in_tx!(base, tx => tx.stand_by(YES)).unwrap();
    assert_eq!(found(&base, now()).await, [], "they stand by");
    in_tx!(base, tx => tx.stand_down(YES, Because::Withdrawn, now())).unwrap();
    assert_eq!(found(&base, later(1)).await, [PING]);
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert_eq!(found(&base, now()).await, [], "it is over");
}

#[tokio::test]
async fn an_open_ask_that_somebody_answered_is_one_that_they_know() {
    let base = Base::with_ask().await;
    let knows = async || in_tx!(base, tx => tx.has_answered_open(NeighbourId(2), now())).unwrap();
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.new_card(CardId(42), NeighbourId(2), Card::Ping(PING), now())).unwrap();
    assert!(!knows().await, "it waits for their answer");
    in_tx!(base, tx => tx.ping_no(PING, now())).unwrap();
    assert!(knows().await);
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(!knows().await, "it is over");
}

#[tokio::test]
async fn each_message_without_an_answer_counts_against_the_week_and_an_answer_makes_room() {
    let base = Base::with_ask().await;
    let (ben, due) = (NeighbourId(2), Due::MayBeAsked(NeighbourId(2)));
    let left = async |at| in_tx!(base, tx => tx.pings_left(ben, at)).unwrap();
    let due_at = async || in_tx!(base, tx => tx.scheduled(due)).unwrap();
    in_tx!(base, tx => tx.ping(&NewPing { browsing: true, ..ping(20, 10, 2) }, now())).unwrap();
    assert_eq!(left(now()).await, 3, "they came to look");
    for (at, room) in [(1, 2), (2, 1), (3, 0)] {
        in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
        assert_eq!((left(later(at)).await, due_at().await), (room + 1, None));
        in_tx!(base, tx => tx.ping_again(&ping(20, 10, 2), later(at))).unwrap();
        assert_eq!(left(later(at)).await, room);
    }
    assert_eq!(due_at().await, Some(later(3) + limits::PINGS_WEEK));
    assert_eq!(left(later(3) + limits::PINGS_WEEK).await, 3, "the week is over");
    in_tx!(base, tx => tx.ping_no(PING, later(5))).unwrap();
    assert_eq!((left(later(5)).await, due_at().await), (3, Some(later(5) + limits::ASKED_FROM)));
    in_tx!(base, tx => tx.ping_open_again(PING, later(6))).unwrap();
    assert_eq!(left(later(6)).await, 3, "who answered and looks once more left nothing unanswered");
}

#[tokio::test]
async fn a_message_of_more_than_a_week_ago_counts_no_more() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
    let a_week_later = now() + limits::PINGS_WEEK;
    in_tx!(base, tx => tx.ping_again(&ping(20, 10, 2), a_week_later)).unwrap();
    assert_eq!(in_tx!(base, tx => tx.pings_left(NeighbourId(2), a_week_later)).unwrap(), 2);
}

#[tokio::test]
async fn what_was_over_for_them_before_an_answer_is_left_open_while_its_ask_is() {
    let base = Base::with_ask().await;
    let open = async || in_tx!(base, tx => tx.left_open(NeighbourId(2), 8)).unwrap();
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    assert_eq!(open().await, []);
    in_tx!(base, tx => tx.pings_over_of(NeighbourId(2))).unwrap();
    assert_eq!(open().await, [PostId(10)]);
    in_tx!(base, tx => tx.ping_too_late(PING, later(1))).unwrap();
    assert_eq!(open().await, [], "they answered");
}
