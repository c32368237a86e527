//! Nothing goes stale without a word: asks and offers end by asking.

use chrono::TimeDelta;
use doorstep::demo::Fault;

use super::town::Town;

#[tokio::test]
async fn a_dated_ask_ends_a_day_after_its_date_with_a_last_word_to_everybody() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Tomorrow").await;
    cleo.taps("Not this time").await;
    let old = ben.button("I can help");
    town.reaches(0).await;
    town.reaches(0).await;
    ada.reads();
    town.passes(TimeDelta::hours(24)).await;
    assert!(!ada.sees("This ask is over"), "at midnight most are asleep: {}", ada.screen());
    town.reaches(8).await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Friday 13 March

    This ask is over, and nobody could help in time. I am sorry. You can ask again.
    [Ask again]
    ");
    ben.taps_old(&old).await;
    assert!(ben.last().contains("This ask is over."), "an old button tells the truth: {}", ben.last());
    assert!(!ada.sees("[I don't need it any more]"), "an old card has none: {}", ada.screen());
    ada.taps("Ask again").await;
    ada.taps("Today").await;
    ada.taps("Ask neighbours").await;
    assert!(ben.last().contains("A neighbour asks:"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_did_not_answer_a_young_ping_sees_it_close() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Now").await;
    town.passes(TimeDelta::hours(27)).await;
    assert!(ben.last().contains("This ask is over. Thank you for looking."), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn an_undated_ask_is_asked_about_on_day_thirteen_and_goes_on_if_it_is_needed() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("A shelf", "No hurry").await;
    town.passes(TimeDelta::days(12)).await;
    assert!(!ada.sees("Is it still needed?"), "{}", ada.screen());
    town.passes(TimeDelta::days(1)).await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “A shelf”
    No hurry

    You asked for this some time ago. Is it still needed? If you do not answer, I stop asking tomorrow.
    [Yes, still needed] [No, not any more]
    ");
    ada.taps("Yes, still needed").await;
    town.passes(TimeDelta::days(12)).await;
    let ben = town.helper("Ben").await;
    assert!(ben.last().contains("A shelf"), "{}", ben.last());
    assert!(!ada.sees("stopped"), "{}", ada.screen());
    town.passes(TimeDelta::days(1)).await;
    assert!(ada.last().contains("Is it still needed?"), "{}", ada.last());
    ada.taps("No, not any more").await;
    assert!(ada.last().contains("Closed. Nobody else is asked."), "{}", ada.last());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn an_undated_ask_without_an_answer_stops_and_goes_on_as_it_was_after_a_late_yes() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.asks("A shelf", "No hurry").await;
    ben.taps("I can help").await;
    ada.reads();
    town.passes(TimeDelta::days(3)).await;
    town.reads_all();
    town.passes(TimeDelta::days(10)).await;
    assert!(ada.last().contains("Is it still needed?"), "{}", ada.last());
    town.passes(TimeDelta::days(1)).await;
    assert!(ada.last().contains("I did not hear from you, so I have stopped asking for this."), "{}", ada.last());
    assert!(ada.last().ends_with("[Yes, still needed]"), "{}", ada.last());
    town.passes(TimeDelta::days(2)).await;
    let cleo = town.helper("Cleo").await;
    assert!(!cleo.sees("A shelf"), "{}", cleo.screen());
    ada.taps_twice("Yes, still needed").await;
    assert!(
        cleo.last().contains("A neighbour asks:") && cleo.last().contains("“A shelf”\nNo hurry"),
        "{}",
        cleo.last()
    );
    assert!(ada.last().contains("I have asked some neighbours. Nobody else has said yes yet."), "{}", ada.last());
    cleo.taps("I can help").await;
    assert!(ada.last().contains("Cleo can help."), "{}", ada.last());
    ada.taps("Not this one").await;
    town.passes(TimeDelta::days(13)).await;
    assert!(ada.sees("Is it still needed?"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn while_a_yes_waits_an_undated_ask_does_not_end_for_want_of_an_answer() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("A shelf", "No hurry").await;
    town.passes(TimeDelta::days(13)).await;
    assert!(ada.last().contains("Is it still needed?"), "{}", ada.last());
    let ben = town.helper("Ben").await;
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.screen());
    assert!(!ada.sees("Is it still needed?"), "its card says that somebody can help: {}", ada.screen());
    for _ in 0..4 {
        town.passes(TimeDelta::hours(8)).await;
    }
    assert!(!ada.sees("so I have stopped asking for this"), "{}", ada.screen());
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().starts_with("You and Ada are introduced."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_late_yes_that_it_is_still_needed_is_within_what_one_may_ask() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("A shelf", "No hurry").await;
    town.passes(TimeDelta::days(13)).await;
    town.passes(TimeDelta::days(1)).await;
    let yes = ada.button("Yes, still needed");
    ada.asks("A ladder", "Today").await;
    ada.taps_old(&yes).await;
    assert!(ada.last().contains("You have an ask open already."), "{}", ada.last());
    town.stop().await;
    town.start().await;
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ada.taps_old(&yes).await;
    assert!(ada.sees("“A shelf”\nNo hurry\n\n"), "{}", ada.screen());
    let ben = town.helper("Ben").await;
    assert!(ben.last().contains("A shelf"), "it can be found: {}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn one_failed_ask_has_one_last_word_when_its_time_is_over() {
    let words = ["nobody was found. I am sorry.", "nobody could help in time. I am sorry."];
    for (when, ends) in
        [("Now", TimeDelta::hours(2)), ("Today", TimeDelta::hours(22)), ("This week", TimeDelta::hours(6 * 24 + 22))]
    {
        let town = Town::open().await;
        town.helper("Ben").await;
        let ada = town.neighbour("Ada");
        ada.asks("Two bags", when).await;
        town.passes(ends - TimeDelta::hours(1)).await;
        assert!(!ada.sees(words[0]), "{when}: {}", ada.screen());
        let before = ada.count();
        town.passes(TimeDelta::hours(1)).await;
        assert!(
            ada.last().contains(words[0]) && ada.last().ends_with("[Ask again]\n[I don't need it any more]"),
            "{when}: {}",
            ada.last()
        );
        assert_eq!(ada.count(), before + 1, "{when}: {}", ada.screen());
        town.passes(TimeDelta::days(2)).await;
        assert_eq!(ada.count(), before + 1, "{when}: at most an edit: {}", ada.screen());
        assert!(ada.last().contains(words[1]), "{when}: {}", ada.last());
        assert_eq!((ada.times(words[0]), ada.times(words[1])), (0, 1), "{when}: {}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn an_offer_is_asked_about_after_two_months_and_stays_if_they_say_so() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    town.passes(TimeDelta::days(59)).await;
    assert!(!ben.sees("May I still ask you?"), "{}", ben.screen());
    town.passes(TimeDelta::days(1)).await;
    insta::assert_snapshot!(ben.last(), @r"
    You may be asked for: anything. How far: Across town (5 km).

    May I still ask you? If you do not answer, I stop asking you in a month.
    [You may ask me again] [Pause me]
    ");
    ben.taps("You may ask me again").await;
    assert!(!ben.sees("May I still ask you?"), "the message is mended: {}", ben.screen());
    town.passes(TimeDelta::days(59)).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Now").await;
    assert!(ben.sees("Two bags"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_offer_without_an_answer_is_paused_after_three_months_with_a_word() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    town.passes(TimeDelta::days(60)).await;
    town.passes(TimeDelta::days(29)).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Now").await;
    assert!(ben.sees("Two bags"), "{}", ben.screen());
    town.passes(TimeDelta::days(2)).await;
    assert!(
        ben.last().contains("I did not hear from you, so I ask you for nothing new until you say so."),
        "{}",
        ben.last()
    );
    let eve = town.neighbour("Eve");
    eve.asks("A ladder", "Today").await;
    assert!(!ben.sees("A ladder"), "{}", ben.screen());
    ben.taps("You may ask me again").await;
    ben.taps("Is something needed now?").await;
    assert!(ben.last().contains("A ladder"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

/// What they do about what they were asked.
const ANSWERS: [&[&str]; 4] =
    [&["I can help"], &["Not this time"], &["Not this time", "Too far"], &["I can help", "I can't help after all"]];

#[tokio::test]
async fn who_answers_what_they_were_asked_has_said_that_their_offer_stands() {
    for answers in ANSWERS {
        let town = Town::open().await;
        let ben = town.helper("Ben").await;
        town.passes(TimeDelta::days(60)).await;
        let question = ben.find("May I still ask you?");
        town.passes(TimeDelta::days(29)).await;
        let ada = town.neighbour("Ada");
        ada.asks("Two bags", "This week").await;
        for answer in answers {
            ben.taps(answer).await;
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(ben.message(question), @r"
            You may be asked for: anything. How far: Across town (5 km).
            [Is something needed now?] [Which things]
            [How far] [Where I am]
            [Days and times] [A line about me]
            [My name] [Pause me]
            ");
        }
        town.passes(TimeDelta::days(2)).await;
        assert!(!ben.sees("I did not hear from you") && !ben.sees("You are paused"), "{answers:?}: {}", ben.screen());
        assert!(!ada.sees("Ben can no longer help.") || answers.len() > 1, "{answers:?}: {}", ada.screen());
        town.passes(TimeDelta::days(57)).await;
        assert!(!ben.sees("May I still ask you?"), "{answers:?}: {}", ben.screen());
        town.passes(TimeDelta::days(3)).await;
        assert!(ben.sees("May I still ask you?"), "two months from his answer: {answers:?}: {}", ben.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn whatever_they_do_with_their_offer_says_that_it_stands() {
    let ways: [&[&str]; 4] =
        [&["How far", "A short walk"], &["Is something needed now?"], &["A line about me", "Back"], &[]];
    for taps in ways {
        let town = Town::open().await;
        let ben = town.helper("Ben").await;
        town.passes(TimeDelta::days(60)).await;
        ben.says("/start").await;
        ben.taps("I can help").await;
        assert!(!ben.sees("May I still ask you?"), "{}", ben.screen());
        for label in taps {
            ben.taps(label).await;
        }
        town.passes(TimeDelta::days(31)).await;
        assert!(!ben.sees("I did not hear from you"), "{taps:?}: {}", ben.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_paused_by_hand_is_not_told_a_second_time() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    town.passes(TimeDelta::days(60)).await;
    ben.taps("Pause me").await;
    let before = ben.screen();
    town.passes(TimeDelta::days(60)).await;
    assert_eq!(ben.screen(), before);
    town.close().await;
}

#[tokio::test]
async fn what_is_late_in_the_evening_wakes_nobody_at_night() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.asks("A cup of tea", "This week").await;
    ben.taps("I can help").await;
    // The nudge is due at four in the afternoon; the program comes to it at eleven at night.
    town.stop().await;
    town.clock.forward(TimeDelta::hours(13));
    town.start().await;
    town.settle().await;
    assert!(!ada.sees("still waits for your answer"), "{}", ada.screen());
    town.passes(TimeDelta::hours(9)).await;
    assert!(ada.sees("still waits for your answer"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn one_thing_that_cannot_be_done_keeps_nobody_waiting() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    town.stop().await;
    town.is_damaged("insert into agenda (kind, subject_id, due_ms) values ('nonsense', 1, 0)").await;
    town.start().await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    assert!(ben.sees("Two bags"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whatever_an_asker_does_with_an_ask_says_that_it_is_still_needed() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("A shelf", "No hurry").await;
    town.passes(TimeDelta::days(13)).await;
    assert!(ada.sees("Is it still needed?"), "{}", ada.screen());
    let ben = town.helper("Ben").await;
    ben.taps("I can help").await;
    assert!(ada.sees("Somebody can help. Please look at their card"), "{}", ada.screen());
    ada.taps("Not this one").await;
    assert!(!ada.sees("[Yes, still needed]"), "it is answered:\n{}", ada.screen());
    town.passes(TimeDelta::days(2)).await;
    assert!(!ada.sees("I did not hear from you"), "{}", ada.screen());
    town.passes(TimeDelta::days(11)).await;
    assert!(ada.last().contains("Is it still needed?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_never_got_the_question_whether_it_is_needed_is_asked_again() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("A shelf", "No hurry").await;
    town.passes(TimeDelta::days(12)).await;
    town.forgives("Too Many Requests");
    town.telegram.fail_next("sendMessage", &Fault::TooManyRequests { retry_after: Some(30 * 3_600) }, 1);
    for _ in 0..30 {
        town.passes(TimeDelta::hours(2)).await;
    }
    assert!(!ada.sees("I did not hear from you"), "nobody asked: {}", ada.screen());
    assert_eq!(ada.times("Is it still needed?"), 1, "{}", ada.screen());
    ada.taps("Yes, still needed").await;
    town.passes(TimeDelta::days(2)).await;
    assert!(!ada.sees("I did not hear from you"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn what_is_saved_says_that_it_is_still_needed() {
    for what in ["Number", "Nothing", "Day"] {
        let town = Town::open().await;
        let ada = town.neighbour("Ada");
        ada.asks("A shelf", "No hurry").await;
        town.passes(TimeDelta::days(12)).await;
        ada.taps("Change it").await;
        let answers: &[_] = match what {
            "Number" => &["How many people", "2"],
            "Day" => &["When", "This week"],
            _ => &["When", "No hurry"],
        };
        for answer in answers {
            ada.taps(answer).await;
        }
        town.passes(TimeDelta::days(1)).await;
        assert!(ada.sees("Is it still needed?"), "{what}: {}", ada.screen());
        town.stop().await;
        town.start().await;
        ada.taps("Save the change").await;
        if what != "Nothing" {
            assert!(!ada.last().contains("Is it still needed?"), "{what}: {}", ada.last());
        }
        town.passes(TimeDelta::days(2)).await;
        assert!(!ada.sees("I did not hear from you"), "{what}: {}", ada.screen());
        ada.looks().await;
        assert!(ada.sees("[I don't need it any more]"), "{what}: {}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn an_old_yes_still_needed_does_not_keep_an_ask_open_that_has_a_day_by_now() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("A shelf", "No hurry").await;
    town.passes(TimeDelta::days(13)).await;
    let old = ada.button("Yes, still needed");
    ada.taps("Yes, still needed").await;
    ada.changes_time("Today").await;
    ada.taps_old(&old).await;
    ada.taps_old(&old).await;
    town.passes(TimeDelta::days(5)).await;
    assert!(ada.sees("This ask is over, and nobody could help in time."), "{}", ada.screen());
    town.passes(TimeDelta::days(9)).await;
    assert!(!ada.sees("Is it still needed?"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
