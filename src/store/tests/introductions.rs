//! Introductions: every change names the state before.

use super::*;
use crate::domain::{Because, Due, IntroductionState, Outcome, Side, TimeChange, TimeChangeId, Urgency, When, limits};

const YES: IntroductionId = IntroductionId(30);

async fn state(base: &Base) -> IntroductionState {
    in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap().state
}

#[tokio::test]
async fn one_introduction_per_ask_and_helper() {
    let base = Base::with_yes().await;
    assert!(is_refused(in_tx!(base, tx => tx.propose(&yes(31, 10, 2), now())), "UNIQUE"));
    assert!(is_refused(in_tx!(base, tx => tx.propose(&yes(32, 10, 1), now())), "CHECK"), "nobody helps themselves");
    assert_eq!(in_tx!(base, tx => tx.introductions(PostId(10))).unwrap().len(), 1);
}

#[tokio::test]
async fn a_yes_is_to_an_open_ask_as_the_helper_saw_it() {
    let base = Base::with_ask().await;
    let old = NewIntroduction { ask_version: 0, ..yes(31, 10, 2) };
    assert!(is_not_one_row(in_tx!(base, tx => tx.propose(&old, now())), "propose"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.propose(&yes(31, 99, 2), now())), "propose"));
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.propose(&yes(31, 10, 2), now())), "propose"));
}

#[tokio::test]
async fn two_are_introduced_once_and_only_to_the_ask_as_it_is() {
    let base = Base::with_yes().await;
    base.run("update asks set version = 2").await.unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.introduce(YES, "green kettle", now())), "introduce"));
    base.run("update asks set version = 1").await.unwrap();
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    assert_eq!(state(&base).await, IntroductionState::Agreed { word: "green kettle".to_owned() });
    assert!(is_not_one_row(in_tx!(base, tx => tx.introduce(YES, "red door", now())), "introduce"));
    let declined = IntroductionState::Declined;
    assert!(is_not_one_row(in_tx!(base, tx => tx.let_go(YES, &declined, now())), "let_go"));
}

#[tokio::test]
async fn nobody_is_introduced_to_an_ask_that_is_over() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.introduce(YES, "green kettle", now())), "introduce"));
}

#[tokio::test]
async fn a_yes_is_let_go_once() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.release(YES, Because::Withdrawn, now())).unwrap();
    let kept = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap();
    assert_eq!((kept.state, kept.released), (IntroductionState::Released, Some(Because::Withdrawn)));
    assert!(is_not_one_row(in_tx!(base, tx => tx.release(YES, Because::Found, now())), "let_go"));
    let declined = IntroductionState::Declined;
    assert!(is_not_one_row(in_tx!(base, tx => tx.let_go(YES, &declined, now())), "let_go"));
    assert!(is_not_one_row(in_tx!(base, tx => tx.introduce(YES, "green kettle", now())), "introduce"));
    assert!(is_not_one_row(
        in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Ended, now())),
        "end_introduction"
    ));
    let told = in_tx!(base, tx => tx.tell_outcome(YES, Side::Asker, Outcome::Happened));
    assert!(is_not_one_row(told, "tell_outcome"));
}

#[tokio::test]
async fn an_introduction_ends_once_and_both_say_how_it_went() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    in_tx!(base, tx => tx.tell_outcome(YES, Side::Asker, Outcome::Partly)).unwrap();
    in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Ended, now())).unwrap();
    assert!(is_not_one_row(
        in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Ended, now())),
        "end_introduction"
    ));
    assert_eq!(state(&base).await, IntroductionState::Ended);
    in_tx!(base, tx => tx.tell_outcome(YES, Side::Helper, Outcome::DidNot)).unwrap();
    let ben = in_tx!(base, tx => tx.neighbour(NeighbourId(2))).unwrap().unwrap().0;
    assert_eq!(
        (ben.has_helped, ben.was_introduced),
        (0, true),
        "nobody who says that it did not happen counts as helped"
    );
}

#[tokio::test]
async fn contact_exists_only_where_both_agreed() {
    let base = Base::with_yes().await;
    assert!(is_refused(base.run("update introductions set word = 'green kettle'").await, "CHECK"));
    assert!(is_refused(base.run("update introductions set state = 'agreed'").await, "CHECK"));
    assert!(is_refused(base.run("update introductions set state = 'other'").await, "CHECK"));
    assert_eq!(state(&base).await, IntroductionState::Proposed);
}

#[tokio::test]
async fn yeses_are_listed_in_the_order_in_which_they_came() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.propose(&yes(29, 10, 3), later(1))).unwrap();
    let listed = in_tx!(base, tx => tx.introductions(PostId(10))).unwrap();
    assert_eq!(listed.iter().map(|one| one.id.0).collect::<Vec<_>>(), [30, 29]);
    assert_eq!(in_tx!(base, tx => tx.introduction(IntroductionId(99))).unwrap(), None);
}

#[tokio::test]
async fn after_a_change_a_yes_is_said_again_once_and_to_the_ask_as_it_is() {
    let base = Base::with_yes().await;
    assert!(is_not_one_row(in_tx!(base, tx => tx.still_yes(YES, 1)), "still_yes"), "nothing changed");
    base.run("update asks set version = 3").await.unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.still_yes(YES, 2)), "still_yes"), "a yes to what it was");
    in_tx!(base, tx => tx.still_yes(YES, 3)).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.still_yes(YES, 3)), "still_yes"));
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    base.run("update asks set version = 4, state = 'found', closed_at_ms = 1").await.unwrap();
    in_tx!(base, tx => tx.still_yes(YES, 4)).unwrap();
    in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Dropped, now())).unwrap();
    base.run("update asks set version = 5").await.unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.still_yes(YES, 5)), "still_yes"), "over is over");
}

#[tokio::test]
async fn each_side_is_asked_and_tells_apart_and_a_not_yet_is_asked_anew() {
    let base = Base::with_yes().await;
    let ask = async |side| in_tx!(base, tx => tx.ask_how_it_was(YES, side));
    let tell = async |side, outcome| in_tx!(base, tx => tx.tell_outcome(YES, side, outcome)).unwrap();
    let heard = async || in_tx!(base, tx => tx.outcomes(YES)).unwrap().map(|(asked, told, _)| (asked, told));
    assert!(is_not_one_row(ask(Side::Asker).await, "ask_how_it_was"), "nobody agreed yet");
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    assert_eq!(heard().await, [(0, None), (0, None)]);
    ask(Side::Asker).await.unwrap();
    ask(Side::Helper).await.unwrap();
    ask(Side::Helper).await.unwrap();
    assert_eq!(heard().await, [(1, None), (2, None)]);
    tell(Side::Helper, Outcome::NotYet).await;
    tell(Side::Asker, Outcome::Partly).await;
    assert_eq!(heard().await, [(1, Some(Outcome::Partly)), (0, Some(Outcome::NotYet))]);
    ask(Side::Helper).await.unwrap();
    assert_eq!(heard().await, [(1, Some(Outcome::Partly)), (1, None)], "the question is open again");
    let both_told = async || in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap().both_told();
    assert!(!both_told().await);
    tell(Side::Helper, Outcome::Happened).await;
    assert_eq!(heard().await[1], (1, Some(Outcome::Happened)));
    assert!(both_told().await);
}

#[tokio::test]
async fn open_introductions_are_listed_by_whom_they_concern() {
    let base = Base::with_yes().await;
    let listed = async |who| {
        let who = NeighbourId(who);
        let open = in_tx!(base, tx => tx.open_introductions_of(who)).unwrap().len();
        let waiting = in_tx!(base, tx => tx.waiting_for(who, 9)).unwrap().len();
        let yeses = in_tx!(base, tx => tx.yeses_of(who, 9)).unwrap().len();
        let agreed = in_tx!(base, tx => tx.agreed_with(who, 9)).unwrap().len();
        [open, waiting, yeses, agreed]
    };
    assert_eq!(listed(1).await, [0, 1, 0, 0], "a yes waits for Anna");
    assert_eq!(listed(2).await, [1, 0, 1, 0], "Ben waits");
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    assert_eq!((listed(1).await, listed(2).await), ([1, 0, 0, 1], [1, 0, 0, 1]));
    in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Dropped, now())).unwrap();
    assert_eq!((listed(1).await, listed(2).await, listed(3).await), ([0; 4], [0; 4], [0; 4]));
}

#[tokio::test]
async fn who_was_let_go_stands_by_and_is_recalled_to_an_open_ask_as_it_was() {
    let base = Base::with_yes().await;
    assert!(is_not_one_row(in_tx!(base, tx => tx.stand_by(YES)), "stand_by"));
    in_tx!(base, tx => tx.let_go(YES, &IntroductionState::Released, now())).unwrap();
    in_tx!(base, tx => tx.stand_by(YES)).unwrap();
    assert_eq!(state(&base).await, IntroductionState::Reserve);
    assert_eq!(in_tx!(base, tx => tx.stands_by(NeighbourId(2), 8)).unwrap(), [YES]);
    base.run("update asks set version = 2").await.unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.recall(YES)), "recall"));
    base.run("update asks set version = 1").await.unwrap();
    in_tx!(base, tx => tx.recall(YES)).unwrap();
    assert_eq!(state(&base).await, IntroductionState::Proposed);
    assert!(is_not_one_row(in_tx!(base, tx => tx.recall(YES)), "recall"));
    assert_eq!(in_tx!(base, tx => tx.yeses_of(NeighbourId(2), 8)).unwrap(), [], "it is listed with who stands by");
    assert_eq!(in_tx!(base, tx => tx.stands_by(NeighbourId(2), 8)).unwrap(), [YES]);
    assert!(is_not_one_row(in_tx!(base, tx => tx.stand_down(YES, Because::Withdrawn, now())), "stand_down"));
}

#[tokio::test]
async fn who_stands_by_for_an_ask_that_changes_is_one_who_said_yes() {
    let base = Base::with_yes().await;
    assert!(is_not_one_row(in_tx!(base, tx => tx.count_on(YES)), "count_on"), "they never stood by");
    in_tx!(base, tx => tx.let_go(YES, &IntroductionState::Released, now())).unwrap();
    in_tx!(base, tx => tx.stand_by(YES)).unwrap();
    in_tx!(base, tx => tx.count_on(YES)).unwrap();
    let read = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap();
    assert_eq!((read.state, read.stood_by), (IntroductionState::Proposed, false));
}

#[tokio::test]
async fn who_was_not_needed_for_an_ask_that_changes_is_one_who_said_yes_and_who_took_it_back_is_not() {
    for (because, counts) in [(Because::Found, true), (Because::Withdrawn, false)] {
        let base = Base::with_yes().await;
        in_tx!(base, tx => tx.release(YES, because, now())).unwrap();
        let counted = in_tx!(base, tx => tx.count_on(YES));
        assert!(counts || is_not_one_row(counted, "count_on"), "{because:?}");
        let read = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap();
        assert_eq!((read.state == IntroductionState::Proposed, read.released.is_none()), (counts, counts));
    }
}

#[tokio::test]
async fn a_yes_that_got_no_answer_in_time_counts_once_more_as_the_ask_changes() {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.release(YES, Because::Closed, now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.count_on(YES)), "count_on"), "it was answered by the close");
    base.run("update introductions set released_because = 'timed_out'").await.unwrap();
    in_tx!(base, tx => tx.count_on(YES)).unwrap();
    let read = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap();
    assert_eq!((read.state, read.released), (IntroductionState::Proposed, None));
    assert_eq!(base.count("select count(*) from introductions where over_at_ms is null").await, 1);
}

#[tokio::test]
async fn a_yes_that_was_taken_back_is_said_once_more_to_the_ask_as_it_is() {
    let base = Base::with_yes().await;
    let new = NewIntroduction { again: true, ..yes(30, 10, 2) };
    let again = async |ask_version| in_tx!(base, tx => tx.propose(&NewIntroduction { ask_version, ..new }, later(1)));
    assert!(is_not_one_row(again(1).await, "yes_again"), "it waits");
    in_tx!(base, tx => tx.release(YES, Because::Withdrawn, now())).unwrap();
    assert!(is_not_one_row(again(2).await, "yes_again"), "they saw another one");
    again(1).await.unwrap();
    let read = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap();
    assert_eq!((read.state, read.released, read.proposed_at), (IntroductionState::Proposed, None, later(1)));
    in_tx!(base, tx => tx.release(YES, Because::Found, now())).unwrap();
    assert!(is_not_one_row(again(1).await, "yes_again"), "they did not take it back");
    base.run("update introductions set released_because = 'withdrawn'").await.unwrap();
    in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Closed, now())).unwrap();
    assert!(is_not_one_row(again(1).await, "yes_again"), "it is over");
}

#[tokio::test]
async fn a_yes_that_comes_and_goes_is_put_to_its_asker_so_often_at_most() {
    let base = Base::with_yes().await;
    let again = NewIntroduction { again: true, ..yes(30, 10, 2) };
    for said in 1..=limits::YES_SAID {
        let read = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap();
        assert_eq!((read.said, read.may_be_said_again()), (said, said < limits::YES_SAID));
        in_tx!(base, tx => tx.release(YES, Because::Withdrawn, now())).unwrap();
        let is_said = in_tx!(base, tx => tx.propose(&again, now()));
        assert_eq!(is_said.is_ok(), said < limits::YES_SAID, "{said}");
    }
    assert!(in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap().is_out_for_good());
}

#[tokio::test]
async fn that_no_answer_came_to_a_change_is_told_once_unless_they_are_asked_anew() {
    let base = Base::with_yes().await;
    let tell = async || in_tx!(base, tx => tx.tell_silence(YES));
    assert!(is_not_one_row(tell().await, "tell_silence"), "nothing changed");
    for version in [2, 3] {
        base.run("update asks set version = version + 1").await.unwrap();
        tell().await.unwrap();
        assert!(is_not_one_row(tell().await, "tell_silence"), "once");
        assert_eq!(in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap().silence_told, version);
    }
    in_tx!(base, tx => tx.release(YES, Because::Found, now())).unwrap();
    assert!(is_not_one_row(tell().await, "tell_silence"), "nobody waits for them");
    in_tx!(base, tx => tx.count_on(YES)).unwrap();
    tell().await.unwrap();
    in_tx!(base, tx => tx.still_yes(YES, 3)).unwrap();
    assert!(is_not_one_row(tell().await, "tell_silence"), "they said it");
}

#[tokio::test]
async fn the_time_that_two_agreed_is_their_own_and_changes_by_both() {
    let base = Base::with_yes().await;
    let when = |urgency| When::resolve(urgency, now(), chrono_tz::UTC);
    let change = |id, by, urgency| {
        let (when, instead) = (when(urgency), by == Side::Helper);
        TimeChange { id: TimeChangeId(id), by, when, ask_version: id, instead }
    };
    let asks = async |change: TimeChange| in_tx!(base, tx => tx.ask_time(YES, &change));
    let first = change(1, Side::Asker, Urgency::Tomorrow);
    assert!(is_not_one_row(asks(first.clone()).await, "ask_time"), "before both agreed");
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    let agreed = || async { in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap().agreed_when };
    let asked = in_tx!(base, tx => tx.ask(PostId(10))).unwrap().unwrap().ask.when;
    assert_eq!(agreed().await, Some(asked.agreed(now())));
    asks(first.clone()).await.unwrap();
    let second = change(2, Side::Helper, Urgency::NoHurry);
    asks(second.clone()).await.unwrap();
    assert_eq!(in_tx!(base, tx => tx.time_change(YES)).unwrap(), Some(second));
    assert!(
        is_not_one_row(in_tx!(base, tx => tx.agree_time(YES, TimeChangeId(1))), "agree_time"),
        "that question is over"
    );
    assert!(is_not_one_row(in_tx!(base, tx => tx.keep_time(YES, TimeChangeId(1))), "keep_time"));
    in_tx!(base, tx => tx.agree_time(YES, TimeChangeId(2))).unwrap();
    assert_eq!(agreed().await, Some(when(Urgency::NoHurry)));
    let agreement = || async { in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap().agreement };
    assert_eq!(agreement().await, 1);
    in_tx!(base, tx => tx.follow_time(YES)).unwrap();
    assert_eq!(agreement().await, 2, "what was asked about the times before is told from what is asked now");
    assert!(is_not_one_row(in_tx!(base, tx => tx.agree_time(YES, TimeChangeId(2))), "agree_time"), "once");
    asks(first).await.unwrap();
    in_tx!(base, tx => tx.end_introduction(YES, &IntroductionState::Dropped, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.time_change(YES)).unwrap(), None, "it is gone with its introduction");
}

#[tokio::test]
async fn one_of_the_two_ends_it_once_and_how_it_went_is_still_asked_and_told() {
    let base = Base::with_yes().await;
    assert!(is_not_one_row(in_tx!(base, tx => tx.cut_short(YES, now())), "cut_short"), "nothing is agreed yet");
    in_tx!(base, tx => tx.introduce(YES, "green kettle", now())).unwrap();
    in_tx!(base, tx => tx.schedule(Due::HowWasIt(YES), later(9))).unwrap();
    in_tx!(base, tx => tx.cut_short(YES, later(5))).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.cut_short(YES, later(5))), "cut_short"), "once");
    let kept = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap();
    assert!(kept.is_cut_short() && kept.state == IntroductionState::Ended, "{kept:?}");
    assert_eq!(in_tx!(base, tx => tx.agreed_with(NeighbourId(1), 8)).unwrap(), [], "nobody writes through it");
    assert_eq!(in_tx!(base, tx => tx.scheduled(Due::HowWasIt(YES))).unwrap(), Some(later(9)));
    in_tx!(base, tx => tx.ask_how_it_was(YES, Side::Helper)).unwrap();
    in_tx!(base, tx => tx.tell_outcome(YES, Side::Helper, Outcome::Happened)).unwrap();
    assert!(is_refused(base.run("update introductions set state = 'dropped'").await, "CHECK"));
}

#[tokio::test]
async fn nobody_is_introduced_after_the_time_it_is_for() {
    let base = Base::with_yes().await;
    base.run("update asks set urgency = 'today', from_ms = 0, to_ms = 1773313200000").await.unwrap();
    let end = chrono::DateTime::from_timestamp_millis(1_773_313_200_000).unwrap();
    let late = in_tx!(base, tx => tx.introduce(IntroductionId(30), "green kettle", end));
    assert!(is_not_one_row(late, "introduce"));
    let before = end - chrono::TimeDelta::milliseconds(1);
    in_tx!(base, tx => tx.introduce(IntroductionId(30), "green kettle", before)).unwrap();
}

#[tokio::test]
async fn who_is_introduced_for_now_agrees_the_time_of_the_domain() {
    for (asked, agrees_its_own) in [
        ("update asks set urgency = 'now', from_ms = 0, to_ms = 7200000", false),
        ("update asks set urgency = 'today', from_ms = 0, to_ms = 7200000", true),
    ] {
        let base = Base::with_yes().await;
        base.run(asked).await.unwrap();
        let late = chrono::DateTime::from_timestamp_millis(6_900_000).unwrap();
        in_tx!(base, tx => tx.introduce(YES, "green kettle", late)).unwrap();
        let when = in_tx!(base, tx => tx.ask(PostId(10))).unwrap().unwrap().ask.when;
        let agreed = in_tx!(base, tx => tx.introduction(YES)).unwrap().unwrap().agreed_when;
        assert_eq!((agreed, agreed == Some(when)), (Some(when.agreed(late)), agrees_its_own), "{asked}");
        in_tx!(base, tx => tx.end_ask(PostId(10), AskState::Found, late)).unwrap();
        let found = in_tx!(base, tx => tx.ask(PostId(10))).unwrap().unwrap().ask;
        assert_eq!(found.when, Ask { when, ..found.clone() }.found_when(agreed));
        assert_eq!(found.when.ends(), when.agreed(late).ends(), "it lasts as long as what was agreed");
    }
}
