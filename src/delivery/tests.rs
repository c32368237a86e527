//! What is sent when, and what an answer means: pure, by a clock moved by hand.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::answer::{back_off, verdict};
use super::*;
use crate::store::{Form, Lane, Method, RowId};

fn at(ms: i64) -> Instant {
    chrono::DateTime::from_timestamp_millis(1_780_000_000_000 + ms).unwrap()
}

fn head(row: i64, to: i64, lane: Lane) -> crate::store::Head {
    crate::store::Head { row: RowId(row), to: NeighbourId(to), lane }
}

const NOBODY: BTreeSet<NeighbourId> = BTreeSet::new();

/// Rows of many chats and lanes, sent as the outbox would: the first row of each chat, best lane first.
struct Outbox {
    planner: Planner,
    waiting: Vec<crate::store::Head>,
    in_flight: BTreeSet<NeighbourId>,
    /// When each row began to be sent.
    sent: Vec<(i64, crate::store::Head)>,
}

impl Outbox {
    fn with(budgets: Budgets, waiting: Vec<crate::store::Head>) -> Self {
        Self { planner: Planner::new(budgets), waiting, in_flight: BTreeSet::new(), sent: Vec::new() }
    }

    fn heads(&self) -> Vec<crate::store::Head> {
        let mut first: BTreeMap<NeighbourId, crate::store::Head> = BTreeMap::new();
        for head in &self.waiting {
            first.entry(head.to).or_insert(*head);
        }
        let mut heads: Vec<_> = first.into_values().collect();
        heads.sort_by_key(|head| (head.lane, head.row));
        heads
    }

    /// Sends what may go now; every call ends at once.
    fn round(&mut self, ms: i64) -> Option<Instant> {
        let heads = self.heads();
        let room = limits::CHATS_AT_ONCE - self.in_flight.len();
        let plan = self.planner.plan(at(ms), &heads, (&self.in_flight, room));
        for row in &plan.send {
            let at = self.waiting.iter().position(|head| head.row == *row).unwrap();
            self.sent.push((ms, self.waiting.remove(at)));
        }
        plan.wake
    }

    /// Sends everything, waking only when told to; answers how long that took.
    fn run(&mut self) -> i64 {
        let mut ms = 0;
        for _ in 0..100_000 {
            let wake = self.round(ms);
            if self.waiting.is_empty() {
                return ms;
            }
            ms = wake.map_or(ms, |wake| (wake - at(0)).num_milliseconds()).max(ms);
        }
        panic!("it never ends: {} rows wait", self.waiting.len());
    }
}

#[test]
fn a_chat_gets_five_at_once_and_then_one_a_second() {
    let mut outbox = Outbox::with(Budgets::default(), (0..8).map(|row| head(row, 1, Lane::Replies)).collect());
    outbox.run();
    let times: Vec<_> = outbox.sent.iter().map(|(ms, _)| *ms).collect();
    assert_eq!(times, [0, 0, 0, 0, 0, 1_000, 2_000, 3_000]);
    let rows: Vec<_> = outbox.sent.iter().map(|(_, head)| head.row.0).collect();
    assert_eq!(rows, (0..8).collect::<Vec<_>>(), "in their order");
}

#[test]
fn a_chat_that_rested_has_its_five_again() {
    let mut planner = Planner::new(Budgets::default());
    let mut send = |ms, row| !planner.plan(at(ms), &[head(row, 1, Lane::Replies)], (&NOBODY, 30)).send.is_empty();
    assert!((0..5).all(|row| send(0, row)));
    assert!(!send(999, 5));
    assert!(send(1_000, 5) && !send(1_000, 6));
    assert!((0..5).all(|row| send(60_000, row)) && !send(60_000, 9), "a minute's rest saves up five, not sixty");
}

#[test]
fn one_call_a_chat_is_in_flight() {
    let mut planner = Planner::new(Budgets::default());
    let in_flight = BTreeSet::from([NeighbourId(1)]);
    let heads = [head(1, 1, Lane::Replies), head(2, 2, Lane::Replies)];
    let plan = planner.plan(at(0), &heads, (&in_flight, 29));
    assert_eq!((plan.send, plan.wake), (vec![RowId(2)], None), "the end of the call wakes it, not the clock");
}

#[test]
fn no_more_calls_than_there_is_room_for() {
    let heads: Vec<_> = (0..100).map(|row| head(row, row, Lane::Replies)).collect();
    let mut planner = Planner::new(Budgets::default());
    assert_eq!(planner.plan(at(0), &heads, (&NOBODY, limits::CHATS_AT_ONCE)).send.len(), 30);
    assert!(planner.plan(at(0), &heads, (&NOBODY, 0)).send.is_empty());
}

#[test]
fn replies_go_before_bulk_and_do_not_wait_for_its_budget() {
    let mut waiting: Vec<_> = (0..200).map(|row| head(row, row, Lane::Bulk)).collect();
    waiting.extend((200..260).map(|row| head(row, row, Lane::Replies)));
    let mut outbox = Outbox::with(Budgets::default(), waiting);
    outbox.run();
    let replies: Vec<_> = outbox.sent.iter().filter(|(_, head)| head.lane == Lane::Replies).collect();
    assert!(replies.iter().all(|(ms, _)| *ms == 0), "{replies:?}");
    assert!(outbox.sent[..60].iter().all(|(_, head)| head.lane == Lane::Replies));
}

#[test]
fn bulk_is_25_a_second() {
    let mut outbox = Outbox::with(Budgets::default(), (0..150).map(|row| head(row, row, Lane::Bulk)).collect());
    let took = outbox.run();
    assert_eq!(took, 5_000, "25 at once, then 125 more");
    for began in (0..5_000).step_by(100) {
        let second = outbox.sent.iter().filter(|(ms, _)| (began..began + 1_000).contains(ms)).count();
        assert!(second <= 50, "{second} in the second from {began} ms");
    }
}

#[test]
fn budgets_can_be_switched_off() {
    let off = Budgets { chat_burst: None, bulk_a_second: None };
    let mut outbox = Outbox::with(off, (0..500).map(|row| head(row, row % 3, Lane::Bulk)).collect());
    assert_eq!(outbox.run(), 0);
}

#[test]
fn a_plan_that_holds_something_back_says_when_to_look_again() {
    let mut planner = Planner::new(Budgets::default());
    for row in 0..5 {
        planner.plan(at(0), &[head(row, 1, Lane::Replies)], (&NOBODY, 30));
    }
    let heads = [head(5, 1, Lane::Replies), head(6, 2, Lane::Notices)];
    let plan = planner.plan(at(400), &heads, (&NOBODY, 30));
    assert_eq!((plan.send, plan.wake), (vec![RowId(6)], Some(at(1_000))));
    let plan = planner.plan(at(500), &[], (&NOBODY, 30));
    assert_eq!(plan, Plan::default());
}

#[test]
fn what_is_remembered_is_bounded() {
    let mut planner = Planner::new(Budgets::default());
    for chat in 0..12_000 {
        planner.plan(at(chat * 2), &[head(chat, chat, Lane::Replies)], (&NOBODY, 30));
    }
    assert!(planner.remembered() < 11_000, "{}", planner.remembered());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_goes_out_in_order_and_within_the_budgets(
        rows in prop::collection::vec((0..6_i64, 0..3_u8), 1..80),
    ) {
        let lane = |lane| match lane {
            0 => Lane::Replies,
            1 => Lane::Notices,
            _ => Lane::Bulk,
        };
        let waiting: Vec<_> = (0..).zip(&rows).map(|(row, (to, kind))| head(row, *to, lane(*kind))).collect();
        let mut outbox = Outbox::with(Budgets::default(), waiting);
        outbox.run();
        prop_assert_eq!(outbox.sent.len(), rows.len());
        for chat in 0..6 {
            let mine: Vec<_> = outbox.sent.iter().filter(|(_, head)| head.to == NeighbourId(chat)).collect();
            prop_assert!(mine.windows(2).all(|pair| pair[0].1.row < pair[1].1.row), "order");
            // Of any six, the last one is at least a second after the first.
            prop_assert!(mine.windows(6).all(|six| six[5].0 - six[0].0 >= 1_000), "burst");
        }
    }
}

fn attempt(method: Method, tries: i64) -> Attempt {
    Attempt { method, lane: Lane::Replies, form: Form::Whole, tries, doubts: 0, alone: false }
}

#[test]
fn what_is_refused_is_said_more_simply_until_an_apology_is_left() {
    let simpler = |reason, attempt: Attempt| {
        let verdict = verdict(Err(Class::Refused(reason)), attempt, at(0));
        let Verdict::Simpler { form, in_doubt: false } = verdict else {
            assert_eq!(verdict, Verdict::Refused { reason });
            return None;
        };
        Some(form)
    };
    for (reason, forms) in [
        ("markup", vec![Form::Plain, Form::Bare, Form::Apology]),
        ("unknown", vec![Form::Plain, Form::Bare, Form::Apology]),
        ("button", vec![Form::Bare, Form::Apology]),
        ("too long", vec![Form::Apology]),
    ] {
        let mut tried = attempt(Method::Send, 0);
        let mut met = Vec::new();
        while let Some(form) = simpler(reason, tried) {
            met.push(form);
            tried.form = form;
        }
        assert_eq!(met, forms, "{reason}");
    }
    let bare = |lane, method| Attempt { lane, form: Form::Bare, ..attempt(method, 2) };
    assert_eq!(simpler("unknown", bare(Lane::Replies, Method::Edit)), Some(Form::Apology), "who tapped waits for it");
    assert_eq!(simpler("unknown", bare(Lane::Bulk, Method::Edit)), None, "a card that nobody looks at");
    let sorry = Attempt { form: Form::Apology, ..attempt(Method::Send, 3) };
    assert_eq!(verdict(Ok(7), sorry, at(0)), Verdict::Apologised { message: 7 }, "the message itself did not arrive");
}

#[test]
fn a_message_that_alone_is_in_doubt_is_given_up_and_an_outage_never() {
    let doubt = Err(Class::InDoubt("server trouble"));
    let alone = |doubts| Attempt { doubts, alone: true, ..attempt(Method::Send, 3) };
    for doubts in 0..limits::DOUBTS - 1 {
        assert_eq!(verdict(doubt, alone(doubts), at(0)), Verdict::Doubted { at: at(64_000) });
    }
    let last = alone(limits::DOUBTS - 1);
    assert_eq!(verdict(doubt, last, at(0)), Verdict::Simpler { form: Form::Plain, in_doubt: true });
    let sorry = Attempt { form: Form::Apology, ..last };
    assert_eq!(verdict(doubt, sorry, at(0)), Verdict::Refused { reason: "server trouble" });
    let outage = Attempt { alone: false, ..last };
    assert_eq!(verdict(doubt, outage, at(0)), Verdict::Again { at: at(64_000), in_doubt: true });
}

#[test]
fn every_answer_has_its_verdict() {
    let now = at(0);
    let told = |answer, method, tries| verdict(answer, attempt(method, tries), now);
    let again = |seconds, in_doubt| Verdict::Again { at: now + TimeDelta::seconds(seconds), in_doubt };
    let refused = |reason| Verdict::Refused { reason };
    for (answer, method, tries, expected) in [
        (Ok(7), Method::Send, 0, Verdict::Sent { message: 7 }),
        (Err(Class::Done("not modified")), Method::Edit, 0, Verdict::Done { reason: "not modified" }),
        (Err(Class::GoneUser("blocked")), Method::Send, 0, Verdict::Gone { reason: "blocked" }),
        (
            Err(Class::Missing("chat not found")),
            Method::Send,
            0,
            Verdict::Missing { again: now + TimeDelta::minutes(10) },
        ),
        (Err(Class::GoneMessage("message gone")), Method::Edit, 0, Verdict::SendAnew),
        (Err(Class::GoneMessage("message gone")), Method::Send, 0, refused("message gone")),
        (Err(Class::Refused("reaction")), Method::React, 0, refused("reaction")),
        (Err(Class::Wait(u32::MAX)), Method::Send, 0, again(7 * 86_400, false)),
        (Err(Class::Wait(40)), Method::Send, 0, again(40, false)),
        (Err(Class::Wait(1)), Method::Send, 4, again(16, false)),
        (Err(Class::Wait(1)), Method::Send, 12 + 5, again(600, false)),
        (Err(Class::Retry("no connection")), Method::Send, 0, again(1, false)),
        (Err(Class::Retry("no connection")), Method::Send, 3, again(8, false)),
        (Err(Class::InDoubt("connection cut")), Method::Send, 0, again(1, true)),
        (Err(Class::InDoubt("connection cut")), Method::Send, 2, again(16, true)),
        (Err(Class::InDoubt("connection cut")), Method::Edit, 11, again(600, true)),
        (Err(Class::InDoubt("connection cut")), Method::Send, 5_000, again(600, true)),
        (Err(Class::Retry("no connection")), Method::Send, 5_000, again(600, false)),
        (Err(Class::Token), Method::Send, 12 + 9, again(300, false)),
    ] {
        assert_eq!(told(answer, method, tries), expected, "{answer:?} after {tries}");
    }
}

#[test]
fn the_back_off_doubles_from_a_second_to_ten_minutes() {
    let seconds: Vec<_> = (0..12).map(|tries| back_off(tries).num_seconds()).collect();
    assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);
    for odd in [i64::MIN, -1, 1_000, i64::MAX] {
        assert!((1..=600).contains(&back_off(odd).num_seconds()), "{odd}");
    }
}

#[test]
fn three_chats_put_off_at_once_hold_back_the_bulk_lane_and_nothing_else() {
    let budgets = Budgets { chat_burst: None, bulk_a_second: None };
    let mut planner = Planner::new(budgets);
    let heads = [head(1, 11, Lane::Replies), head(2, 12, Lane::Notices), head(3, 13, Lane::Bulk)];
    assert!(!planner.was_put_off(at(0), NeighbourId(1), at(60_000)));
    assert!(!planner.was_put_off(at(1_000), NeighbourId(1), at(60_000)), "the same chat again");
    assert!(!planner.was_put_off(at(2_000), NeighbourId(2), at(30_000)), "two may each mean itself");
    assert_eq!(planner.plan(at(2_000), &heads, (&NOBODY, 30)).send.len(), 3);
    assert!(planner.was_put_off(at(4_000), NeighbourId(3), at(20_000)), "three mean the bot");
    let plan = planner.plan(at(4_000), &heads, (&NOBODY, 30));
    assert_eq!(plan.send, [RowId(1), RowId(2)], "people who wait find out how it stands");
    assert_eq!(plan.wake, Some(at(60_000)), "until the longest that was asked for");
    assert_eq!(planner.plan(at(60_000), &heads, (&NOBODY, 30)).send.len(), 3);
}

#[test]
fn three_chats_put_off_one_after_the_other_hold_back_nothing() {
    let mut planner = Planner::new(Budgets { chat_burst: None, bulk_a_second: None });
    for (ms, who) in [(0, 1), (4_000, 2), (8_000, 3), (12_000, 4)] {
        assert!(!planner.was_put_off(at(ms), NeighbourId(who), at(ms + 60_000)));
    }
    assert_eq!(planner.plan(at(12_000), &[head(3, 13, Lane::Bulk)], (&NOBODY, 30)).send, [RowId(3)]);
}
