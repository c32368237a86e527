//! The outbox.

use super::*;
use crate::domain::{Card, Guard, Hours};
use crate::store::{After, Claimed, Ended, Form, Head, Lane, Method, NewRow, RowId, Verdict};

fn row(to: i64, payload: &str) -> NewRow {
    NewRow {
        to: NeighbourId(to),
        lane: Lane::Replies,
        card: None,
        payload: payload.to_owned(),
        guard: Guard::None,
        hours: Hours::Any,
    }
}

fn guarded(guard: Guard) -> NewRow {
    NewRow { guard, ..row(2, "guarded") }
}

/// A row that sends the card 40, Anna's ask.
fn card_row(payload: &str) -> NewRow {
    NewRow { card: Some(CARD), lane: Lane::Notices, ..row(1, payload) }
}

impl Base {
    async fn with_card() -> Self {
        let base = Self::with_ask().await;
        in_tx!(base, tx => tx.new_card(CARD, NeighbourId(1), Card::Ask(PostId(10)), now())).unwrap();
        base
    }

    /// With Anna's card on its way, and an edit of it that waits.
    async fn with_edit_behind() -> Self {
        let base = Self::with_card().await;
        in_tx!(base, tx => tx.send(&card_row("card"), now())).unwrap();
        base.claims(1).await.unwrap();
        base.edits("newer").await;
        base
    }

    /// With Anna's card sent, as message 700.
    pub(super) async fn with_sent_card() -> Self {
        let base = Self::with_card().await;
        in_tx!(base, tx => tx.send(&card_row("card"), now())).unwrap();
        base.claims(1).await.unwrap();
        base.ends(1, Verdict::Sent { message: 700 }).await.unwrap();
        base
    }

    pub(super) async fn claims_at(&self, row: i64, at: Instant, awake: Instant) -> Option<Claimed> {
        let claimed = in_tx!(self, tx => tx.claim(&[RowId(row)], at, awake)).unwrap().pop();
        if claimed.is_none() {
            in_tx!(self, tx => tx.leave(&[RowId(row)], at, awake)).unwrap();
        }
        claimed
    }

    async fn claims(&self, row: i64) -> Option<Claimed> {
        self.claims_at(row, now(), now()).await
    }

    async fn ends(&self, row: i64, verdict: Verdict) -> Result<()> {
        let ended = Ended { row: RowId(row), to: NeighbourId(1), is_card: true, began: now(), verdict };
        in_tx!(self, tx => tx.mark_all(&[ended], now()))
    }

    async fn edits(&self, payload: &'static str) {
        in_tx!(self, tx => tx.edit(CARD, &NewRow { card: None, ..card_row(payload) }, now())).unwrap();
    }

    /// Every row: its method, state, payload and reason.
    async fn rows(&self) -> Vec<String> {
        let text = "select method || ' ' || state || ' ' || coalesce(payload, '-') || ' ' || coalesce(reason, '-') \
                    from outbox order by id";
        sqlx::query_scalar(text).fetch_all(&self.store.readers).await.unwrap()
    }

    async fn heads(&self, at: Instant) -> Vec<i64> {
        self.store.heads(at, 10).await.unwrap().iter().map(|head: &Head| head.row.0).collect()
    }
}

#[tokio::test]
async fn a_row_is_claimed_once_sent_and_erased() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.send(&row(1, "hello"), now())).unwrap();
    let claimed = base.claims(1).await.unwrap();
    let wanted = Claimed {
        row: RowId(1),
        to: NeighbourId(1),
        chat: account(1),
        method: Method::Send,
        message: None,
        payload: "hello".to_owned(),
        resent: false,
        is_card: false,
        tries: 0,
        form: Form::Whole,
        doubts: 0,
        lane: Lane::Replies,
        language: Language::English,
        after: After::Arrived,
    };
    assert_eq!(claimed, wanted);
    assert_eq!(base.claims(1).await, None, "it is on its way");
    assert_eq!(base.rows().await, ["send sending hello -"], "and stays so");
    base.ends(1, Verdict::Sent { message: 7 }).await.unwrap();
    assert_eq!(base.rows().await, ["send sent - arrived"]);
    assert!(is_not_one_row(base.ends(1, Verdict::Sent { message: 8 }).await, "arrived"));
    assert_eq!(base.claims(1).await, None);
    assert_eq!(base.rows().await, ["send sent - arrived"]);
}

#[tokio::test]
async fn a_row_goes_only_while_what_it_depends_on_is_true() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.ping(&ping(21, 10, 3), now())).unwrap();
    let (ping, yes) = (PingId(21), IntroductionId(30));
    let guards = [Guard::PingOpen(ping, 1), Guard::Proposed(yes, 1), Guard::Agreed(yes)];
    for guard in guards {
        in_tx!(base, tx => tx.send(&guarded(guard), now())).unwrap();
        in_tx!(base, tx => tx.send(&guarded(guard), now())).unwrap();
    }
    assert!(base.claims(1).await.is_some(), "the ping is open");
    assert!(base.claims(3).await.is_some(), "the yes waits for the asker");
    assert!(base.claims(5).await.is_none(), "nobody agreed yet");
    in_tx!(base, tx => tx.introduce(IntroductionId(30), "green kettle", now())).unwrap();
    in_tx!(base, tx => tx.pings_over(PostId(10))).unwrap();
    assert!(base.claims(2).await.is_none(), "the ping is over");
    assert!(base.claims(4).await.is_none(), "the asker answered");
    assert!(base.claims(6).await.is_some(), "both agreed");
    let cancelled =
        "select count(*) from outbox where state = 'cancelled' and reason = 'no longer true' and payload is null";
    assert_eq!(base.count(cancelled).await, 3);
}

#[tokio::test]
async fn words_about_an_ask_that_changed_since_are_not_sent() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.ping(&ping(21, 10, 3), now())).unwrap();
    for guard in [Guard::PingOpen(PingId(21), 1), Guard::Proposed(IntroductionId(30), 1)] {
        in_tx!(base, tx => tx.send(&guarded(guard), now())).unwrap();
    }
    base.run("update asks set version = 2").await.unwrap();
    assert!(base.claims(1).await.is_none() && base.claims(2).await.is_none());
}

#[tokio::test]
async fn nobody_is_called_silent_who_answered_since() {
    let base = Base::with_yes().await;
    let yes = IntroductionId(30);
    base.run("update asks set version = 2").await.unwrap();
    for version in [2, 2, 3] {
        in_tx!(base, tx => tx.send(&guarded(Guard::Silent(yes, version)), now())).unwrap();
    }
    assert!(base.claims(1).await.is_some(), "no answer came");
    in_tx!(base, tx => tx.still_yes(yes, 2)).unwrap();
    assert!(base.claims(2).await.is_none(), "they said that they can");
    base.run("update asks set version = 4").await.unwrap();
    assert!(base.claims(3).await.is_none(), "it is about what it was before");
}

#[tokio::test]
async fn a_contact_goes_only_while_both_yeses_are_to_the_ask_as_it_is() {
    let base = Base::with_yes().await;
    let yes = IntroductionId(30);
    for _ in 0..4 {
        in_tx!(base, tx => tx.send(&guarded(Guard::Current(yes)), now())).unwrap();
    }
    assert!(base.claims(1).await.is_none(), "nobody agreed yet");
    in_tx!(base, tx => tx.introduce(yes, "green kettle", now())).unwrap();
    assert!(base.claims(2).await.is_some());
    base.run("update asks set version = 2").await.unwrap();
    assert!(base.claims(3).await.is_none(), "the asker changed it");
    in_tx!(base, tx => tx.still_yes(yes, 2)).unwrap();
    assert!(base.claims(4).await.is_some(), "its helper still can");
}

#[tokio::test]
async fn a_receipt_knows_how_what_it_waits_for_ended() {
    let base = Base::with_yes().await;
    for (card, guard) in [(40, Guard::Agreed(IntroductionId(30))), (41, Guard::None), (42, Guard::None)] {
        in_tx!(base, tx => tx.new_card(CardId(card), NeighbourId(2), Card::Relay(crate::domain::RelayId(card)), now()))
            .unwrap();
        let words = NewRow { card: Some(CardId(card)), ..guarded(guard) };
        in_tx!(base, tx => tx.send(&words, now())).unwrap();
        in_tx!(base, tx => tx.receipt(CardId(card), NeighbourId(1), "receipt", now())).unwrap();
    }
    assert!(base.claims(1).await.is_none(), "nobody agreed");
    base.claims(3).await.unwrap();
    base.ends(3, Verdict::Sent { message: 7 }).await.unwrap();
    base.claims(5).await.unwrap();
    base.ends(5, Verdict::Refused { reason: "empty" }).await.unwrap();
    for (receipt, after) in [(2, After::Untrue), (4, After::Arrived), (6, After::Lost)] {
        assert_eq!(base.claims(receipt).await.unwrap().after, after);
    }
}

#[tokio::test]
async fn a_retry_asks_again_whether_it_is_still_true() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.send(&guarded(Guard::Proposed(IntroductionId(30), 1)), now())).unwrap();
    base.claims(1).await.unwrap();
    base.ends(1, Verdict::Again { at: later(1), in_doubt: false }).await.unwrap();
    in_tx!(base, tx => tx.let_go(IntroductionId(30), &crate::domain::IntroductionState::Released, now())).unwrap();
    assert_eq!(base.claims(1).await, None);
    assert_eq!(base.rows().await, ["send cancelled - no longer true"]);
}

#[tokio::test]
async fn an_edit_goes_into_the_message_while_that_is_unsent() {
    let base = Base::with_card().await;
    in_tx!(base, tx => tx.send(&card_row("card"), now())).unwrap();
    base.edits("newer").await;
    assert_eq!(base.rows().await, ["send waiting newer -"]);
}

#[tokio::test]
async fn only_the_latest_edit_of_a_card_waits() {
    let base = Base::with_sent_card().await;
    base.edits("one").await;
    base.edits("two").await;
    assert_eq!(base.rows().await, ["send sent - arrived", "edit waiting two -"]);
    let claimed = base.claims(2).await.unwrap();
    assert_eq!((claimed.method, claimed.message, claimed.payload.as_str()), (Method::Edit, Some(700), "two"));
    base.edits("three").await;
    assert_eq!(base.rows().await, ["send sent - arrived", "edit sending two -", "edit waiting three -"]);
}

#[tokio::test]
async fn a_question_that_says_the_same_as_one_that_is_unsent_takes_its_place() {
    let base = Base::with_ask().await;
    let anna = NeighbourId(1);
    in_tx!(base, tx => async move {
        for (card, payload) in [(40, "menu"), (41, "help"), (42, "menu of another day")] {
            tx.new_card(CardId(card), anna, Card::Question, now()).await?;
            tx.send(&NewRow { card: Some(CardId(card)), ..row(1, payload) }, now()).await?;
        }
        tx.send(&row(1, "help"), now()).await
    })
    .unwrap();
    let again = async |payload| in_tx!(base, tx => tx.says_again((anna, CardId(42)), payload, now())).unwrap();
    again(("another", "another without buttons")).await;
    again(("menu with buttons", "menu")).await;
    let others = ["send waiting menu of another day -", "send waiting help -"];
    assert_eq!(base.rows().await, [&["send cancelled - superseded", "send waiting help -"][..], &others].concat());
    base.claims(2).await.unwrap();
    again(("help", "help without buttons")).await;
    let rows = base.rows().await;
    assert_eq!(
        rows[1..],
        [&["send sending help -"][..], &others].concat(),
        "it may be seen, and the other is no question"
    );
}

#[tokio::test]
async fn a_message_of_a_card_is_taken_back_only_while_nobody_can_have_seen_it() {
    let base = Base::with_card().await;
    let back = async |base: &Base| in_tx!(base, tx => tx.take_back(CARD, now())).unwrap();
    assert!(!back(&base).await, "there is none");
    in_tx!(base, tx => tx.send(&card_row("card"), now())).unwrap();
    assert!(back(&base).await);
    assert_eq!(base.rows().await, ["send cancelled - superseded"]);
    let base = Base::with_edit_behind().await;
    assert!(!back(&base).await, "it may have been seen");
    assert_eq!(base.rows().await, ["send sending card -", "edit waiting newer -"]);
}

#[tokio::test]
async fn a_remark_takes_the_place_of_the_same_words_to_the_same_neighbour_alone() {
    let base = Base::with_card().await;
    in_tx!(base, tx => tx.send(&card_row("please tap"), now())).unwrap();
    for words in ["please tap", "please write"] {
        in_tx!(base, tx => tx.send(&row(1, words), now())).unwrap();
    }
    let agreed = Guard::Agreed(IntroductionId(5));
    in_tx!(base, tx => tx.send(&NewRow { guard: agreed, ..row(1, "please tap") }, now())).unwrap();
    in_tx!(base, tx => tx.remarks_again(NeighbourId(2), "please tap", now())).unwrap();
    assert_eq!(base.count("select count(*) from outbox where state = 'waiting'").await, 4, "that is somebody else");
    in_tx!(base, tx => tx.remarks_again(NeighbourId(1), "please tap", now())).unwrap();
    assert_eq!(
        base.rows().await,
        [
            "send waiting please tap -",
            "send cancelled - superseded",
            "send waiting please write -",
            "send waiting please tap -"
        ]
    );
}

#[tokio::test]
async fn the_edit_that_somebody_waits_for_keeps_its_lane() {
    let base = Base::with_sent_card().await;
    in_tx!(base, tx => tx.edit(CARD, &row(1, "one"), now())).unwrap();
    in_tx!(base, tx => tx.edit(CARD, &NewRow { lane: Lane::Bulk, ..row(1, "two") }, now())).unwrap();
    assert_eq!(base.count("select lane from outbox where state = 'waiting'").await, 0);
}

#[tokio::test]
async fn an_edit_waits_while_its_message_is_in_flight() {
    let base = Base::with_edit_behind().await;
    assert_eq!(base.rows().await, ["send sending card -", "edit waiting newer -"]);
    base.ends(1, Verdict::Sent { message: 700 }).await.unwrap();
    assert_eq!(base.claims(2).await.unwrap().message, Some(700), "the number is read when it is sent");
}

#[tokio::test]
async fn where_the_message_never_arrives_its_edit_is_cancelled() {
    let base = Base::with_edit_behind().await;
    base.ends(1, Verdict::Refused { reason: "bad markup" }).await.unwrap();
    assert_eq!(base.claims(2).await, None);
    assert_eq!(base.rows().await, ["send refused - bad markup", "edit cancelled - no longer true"]);
}

#[tokio::test]
async fn a_message_that_goes_once_more_says_what_its_edit_said() {
    let base = Base::with_edit_behind().await;
    base.ends(1, Verdict::Again { at: now(), in_doubt: true }).await.unwrap();
    assert_eq!(base.rows().await, ["send waiting newer -", "edit cancelled - superseded"]);
    assert_eq!(base.heads(now()).await, [1]);
    let claimed = base.claims(1).await.unwrap();
    assert!(claimed.resent);
    assert_eq!(claimed.tries, 1);
}

#[tokio::test]
async fn an_edit_that_goes_once_more_gives_way_to_a_newer_one() {
    let base = Base::with_sent_card().await;
    base.edits("one").await;
    base.claims(2).await.unwrap();
    base.edits("two").await;
    base.ends(2, Verdict::Again { at: later(5), in_doubt: false }).await.unwrap();
    let rows = ["send sent - arrived", "edit cancelled - superseded", "edit waiting two -"];
    assert_eq!(base.rows().await, rows);
    assert_eq!(base.count("select ended_at_ms from outbox where id = 2").await, now().timestamp_millis());
    assert!(base.heads(now()).await.is_empty(), "and the chat waits");
}

#[tokio::test]
async fn an_edit_whose_message_is_gone_becomes_a_message() {
    let base = Base::with_sent_card().await;
    base.edits("one").await;
    base.claims(2).await.unwrap();
    base.ends(2, Verdict::SendAnew).await.unwrap();
    assert_eq!(base.rows().await, ["send sent - arrived", "send waiting one -"]);
    base.claims(2).await.unwrap();
    base.ends(2, Verdict::Sent { message: 800 }).await.unwrap();
    assert_eq!(base.count("select message_id from cards").await, 800);
}

#[tokio::test]
async fn a_message_sent_anew_says_what_a_newer_edit_said() {
    let base = Base::with_sent_card().await;
    base.edits("one").await;
    base.claims(2).await.unwrap();
    in_tx!(base, tx => tx.edit(CARD, &row(1, "two"), now())).unwrap();
    base.ends(2, Verdict::SendAnew).await.unwrap();
    let rows = ["send sent - arrived", "send waiting two -", "edit cancelled - superseded"];
    assert_eq!(base.rows().await, rows);
}

#[tokio::test]
async fn who_is_gone_is_a_chores_matter() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.send(&row(1, "hello"), now())).unwrap();
    base.claims(1).await.unwrap();
    base.ends(1, Verdict::Gone { reason: "blocked" }).await.unwrap();
    assert_eq!(base.rows().await, ["send gone - blocked"]);
    assert_eq!(base.store.first_due().await.unwrap(), Some(now()));
    let due = in_tx!(base, tx => tx.take_due(now())).unwrap();
    assert_eq!(due, Some(crate::domain::Due::Unreachable(NeighbourId(1))));
}

#[tokio::test]
async fn what_needs_no_more_doing_is_sent() {
    let base = Base::with_sent_card().await;
    base.edits("one").await;
    base.claims(2).await.unwrap();
    base.ends(2, Verdict::Done { reason: "not modified" }).await.unwrap();
    assert_eq!(base.rows().await, ["send sent - arrived", "edit sent - not modified"]);
    assert_eq!(base.store.outbox_states().await.unwrap(), [("sent".to_owned(), 2)]);
}

#[tokio::test]
async fn each_chat_has_one_first_row_replies_before_notices() {
    let base = Base::with_neighbours().await;
    let notice = |to| NewRow { lane: Lane::Notices, ..row(to, "notice") };
    for new in [notice(1), row(1, "reply"), row(1, "second"), notice(2), row(3, "reply")] {
        in_tx!(base, tx => tx.send(&new, now())).unwrap();
    }
    assert_eq!(base.heads(now()).await, [2, 5, 4], "Anna's reply, Cleo's, Ben's notice");
    assert_eq!(base.store.heads(now(), 2).await.unwrap().len(), 2);
    base.claims(2).await.unwrap();
    base.ends(2, Verdict::Sent { message: 1 }).await.unwrap();
    assert_eq!(base.heads(now()).await, [3, 5, 4], "in their order");
    assert!(base.heads(later(-1)).await.is_empty(), "nothing is due before");
    assert_eq!(base.store.next_send(later(-1)).await.unwrap(), Some(now()));
}

#[tokio::test]
async fn a_chat_that_waits_holds_up_nobody_else() {
    let base = Base::with_neighbours().await;
    for to in [1, 2] {
        in_tx!(base, tx => tx.send(&row(to, "hello"), now())).unwrap();
    }
    base.claims(1).await.unwrap();
    base.ends(1, Verdict::Again { at: later(3), in_doubt: false }).await.unwrap();
    assert_eq!(base.heads(now()).await, [2]);
    assert_eq!(base.store.next_send(now()).await.unwrap(), Some(later(3)));
    assert_eq!(base.heads(later(3)).await, [1, 2]);
    let base = base.reopen().await;
    assert_eq!(base.heads(now()).await, [2], "a restart does not forget it");
}

#[tokio::test]
async fn after_a_restart_what_was_in_flight_goes_again_and_says_so() {
    let base = Base::with_sent_card().await;
    in_tx!(base, tx => tx.send(&row(2, "hello"), now())).unwrap();
    base.edits("one").await;
    base.claims(2).await.unwrap();
    base.claims(3).await.unwrap();
    base.edits("two").await;
    let base = base.reopen().await;
    assert_eq!(in_tx!(base, tx => tx.resend_in_doubt(now())).unwrap(), 2);
    assert_eq!(
        base.rows().await,
        ["send sent - arrived", "send waiting hello -", "edit cancelled - superseded", "edit waiting two -"]
    );
    assert!(base.claims(2).await.unwrap().resent);
    assert!(!base.claims(4).await.unwrap().resent);
}

#[tokio::test]
async fn after_a_restart_a_message_says_what_its_edit_said() {
    let base = Base::with_edit_behind().await;
    let base = base.reopen().await;
    in_tx!(base, tx => tx.resend_in_doubt(now())).unwrap();
    assert_eq!(base.rows().await, ["send waiting newer -", "edit cancelled - superseded"]);
}

#[tokio::test]
async fn rows_end_with_a_state_and_a_reason() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.send(&row(1, "hello"), now())).unwrap();
    for wrong in [
        "update outbox set state = 'sent'",
        "update outbox set state = 'lost'",
        "update outbox set ended_at_ms = 0, payload = null, state = 'sent'",
        "update outbox set ended_at_ms = 0, reason = 'arrived', state = 'sent'",
        "update outbox set payload = null, reason = 'arrived', state = 'sent'",
        "update outbox set ended_at_ms = 0, payload = null, reason = 'arrived'",
        "update outbox set payload = null",
        "update outbox set ended_at_ms = 0",
        "update outbox set guard = 'agreed'",
        "update outbox set guard = 'proposed', guard_id = 1",
        "update outbox set guard = 'silent', guard_id = 30",
        "update outbox set method = 'edit'",
        "update outbox set lane = 3",
    ] {
        assert!(is_refused(base.run(wrong).await, "CHECK"), "{wrong}");
    }
}

#[tokio::test]
async fn whatever_comes_of_a_call_its_row_ends_with_a_state_and_a_reason_or_waits_once_more() {
    let (again, simply) = (later(1), Verdict::Simpler { form: Form::Plain, in_doubt: false });
    let all = [
        (Verdict::Sent { message: 700 }, "edit sent - arrived"),
        (Verdict::Done { reason: "not modified" }, "edit sent - not modified"),
        (Verdict::Gone { reason: "blocked" }, "edit gone - blocked"),
        (Verdict::Refused { reason: "bad markup" }, "edit refused - bad markup"),
        (Verdict::Apologised { message: 701 }, "edit refused - an apology arrived"),
        (Verdict::SendAnew, "send waiting newer -"),
        (simply, "edit waiting newer -"),
        (Verdict::Missing { again }, "edit waiting newer -"),
        (Verdict::Again { at: again, in_doubt: true }, "edit waiting newer -"),
        (Verdict::Doubted { at: again }, "edit waiting newer -"),
    ];
    for (verdict, left) in all {
        let base = Base::with_sent_card().await;
        base.edits("newer").await;
        base.claims(2).await.unwrap();
        base.ends(2, verdict).await.unwrap();
        let rows = ["send sent - arrived", left];
        assert_eq!(base.rows().await, rows);
        // What has ended, or waits, is not ended by another answer.
        for (late, _) in all {
            assert!(base.ends(2, late).await.is_err(), "{late:?} after {verdict:?}");
            assert_eq!(base.rows().await, rows, "{late:?} after {verdict:?}");
        }
    }
}

#[tokio::test]
async fn an_answer_from_before_they_came_back_does_not_make_them_gone() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.send(&row(1, "hello"), now())).unwrap();
    base.claims(1).await.unwrap();
    in_tx!(base, tx => tx.reachable(NeighbourId(1), true, later(1))).unwrap();
    base.ends(1, Verdict::Gone { reason: "blocked" }).await.unwrap();
    assert_eq!(base.rows().await, ["send waiting hello -"], "it is sent once more");
    assert_eq!(base.count("select count(*) from agenda").await, 0);
    base.claims(1).await.unwrap();
    in_tx!(base, tx => tx.reachable(NeighbourId(1), true, now())).unwrap();
    base.ends(1, Verdict::Gone { reason: "blocked" }).await.unwrap();
    assert_eq!(base.rows().await, ["send gone - blocked"]);
    assert_eq!(base.count("select count(*) from agenda").await, 1);
}

#[tokio::test]
async fn a_row_that_came_true_after_its_claim_is_left_to_wait() {
    let base = Base::with_ask().await;
    in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
    in_tx!(base, tx => tx.send(&guarded(Guard::PingOpen(PingId(20), 1)), now())).unwrap();
    base.run("update pings set state = 'over'").await.unwrap();
    assert!(in_tx!(base, tx => tx.claim(&[RowId(1)], now(), now())).unwrap().is_empty());
    base.run("update pings set state = 'open'").await.unwrap();
    in_tx!(base, tx => tx.leave(&[RowId(1)], now(), now())).unwrap();
    assert_eq!(base.rows().await, ["send waiting guarded -"]);
    assert!(base.claims(1).await.is_some());
}

#[tokio::test]
async fn a_row_remembers_how_simply_it_is_said_and_how_often_it_alone_was_in_doubt() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.send(&row(1, "hello"), now())).unwrap();
    let claimed = base.claims(1).await.unwrap();
    assert_eq!((claimed.form, claimed.doubts, claimed.resent), (Form::Whole, 0, false));
    base.ends(1, Verdict::Doubted { at: later(1) }).await.unwrap();
    assert!(base.heads(now()).await.is_empty(), "its chat waits");
    let claimed = base.claims(1).await.unwrap();
    assert_eq!((claimed.form, claimed.doubts, claimed.resent), (Form::Whole, 1, true));
    base.ends(1, Verdict::Simpler { form: Form::Bare, in_doubt: false }).await.unwrap();
    let claimed = base.claims(1).await.unwrap();
    assert_eq!((claimed.form, claimed.doubts, claimed.resent), (Form::Bare, 1, true));
}

#[tokio::test]
async fn new_words_are_said_whole_and_are_not_in_doubt_yet() {
    let base = Base::with_card().await;
    in_tx!(base, tx => tx.send(&card_row("before"), now())).unwrap();
    let simply = Verdict::Simpler { form: Form::Bare, in_doubt: false };
    for (row, new) in [(1, "now"), (1, "then")] {
        base.claims(row).await.unwrap();
        base.ends(row, Verdict::Doubted { at: now() }).await.unwrap();
        base.claims(row).await.unwrap();
        // Once while it waits, and once while it is on its way.
        if new == "now" {
            base.ends(row, simply).await.unwrap();
            base.edits(new).await;
        } else {
            base.edits(new).await;
            base.ends(row, simply).await.unwrap();
        }
        let claimed = base.claims(row).await.unwrap();
        assert_eq!((claimed.payload.as_str(), claimed.form, claimed.doubts), (new, Form::Whole, 0));
        base.ends(row, Verdict::Again { at: now(), in_doubt: false }).await.unwrap();
    }
}

#[tokio::test]
async fn an_apology_is_the_message_of_its_card_and_its_row_is_refused() {
    let base = Base::with_card().await;
    in_tx!(base, tx => tx.send(&card_row("card"), now())).unwrap();
    base.claims(1).await.unwrap();
    base.ends(1, Verdict::Apologised { message: 701 }).await.unwrap();
    assert_eq!(base.rows().await, ["send refused - an apology arrived"]);
    base.edits("later").await;
    assert_eq!(base.claims(2).await.unwrap().message, Some(701));
}
