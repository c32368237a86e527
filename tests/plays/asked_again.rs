//! Nobody is chosen yet, and the ask changes: who said yes is asked again, and its asker hears by the hour that is named.

use chrono::TimeDelta;

use super::town::{Neighbour, Seen, Town};

/// Ada asked for two bags, and Ben said yes; before she chose anybody she changes the line.
async fn asked_again<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let (ada, ben) = town.asked(when).await;
    ben.taps("I can help").await;
    ada.changes_line().await;
    (ada, ben)
}

/// Somebody who may be asked, and just now not.
async fn paused<'t>(town: &'t Town, name: &str) -> Neighbour<'t> {
    let helper = town.helper(name).await;
    helper.taps("Pause me").await;
    helper
}

#[tokio::test]
async fn a_yes_that_is_not_given_again_is_reminded_of_once_and_told_at_the_hour_that_was_named() {
    let town = Town::open().await;
    let finn = paused(&town, "Finn").await;
    let (ada, ben) = asked_again(&town, "Today").await;
    assert!(
        ada.last().contains("so I ask Ben again. You hear from me by 12:01, even if they do not answer."),
        "{}",
        ada.last()
    );
    finn.taps("You may ask me again").await;
    let before = (ada.count(), ben.count());
    town.passes(TimeDelta::minutes(61)).await;
    assert_eq!(ben.count(), before.1 + 1, "one reminder: {}", ben.screen());
    insta::assert_snapshot!(ben.last(), @r"
    The neighbour still waits for your answer. It is this now:

    Shopping and food
    “Three bags”
    Today, Thursday 12 March
    Roughly where: very near you

    Can you still help?
    [Yes, I can]
    [Not this time]
    ");
    assert!(ada.count() == before.0 && !finn.sees("Three bags"), "{}", ada.screen());
    town.reaches(12).await;
    town.passes(TimeDelta::minutes(2)).await;
    insta::assert_snapshot!(ada.since(before.0), @r"
    This has changed, and I have not heard from Ben whether they still can.

    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    I have asked some neighbours. Nobody else has said yes yet. You hear from me by 13:02, even if nobody can.
    [What is happening now?] [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    assert!(finn.last().contains("“Three bags”") && finn.last().contains("[I can help]"), "{}", finn.screen());
    town.passes(TimeDelta::hours(3)).await;
    assert_eq!((ben.count(), ada.times("not heard from Ben")), (before.1 + 1, 1), "{}", ada.screen());
    ben.taps_twice("Yes, I can").await;
    assert!(ada.last().starts_with("Ben can help."), "late, and in time: {}", ada.last());
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().starts_with("You and Ada are introduced."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn beneath_the_silence_is_the_card_of_the_ask_and_the_card_of_before_leads_there() {
    let town = Town::open().await;
    let (ada, ben) = asked_again(&town, "Today").await;
    let below = "Shopping and food\n“Three bags”\n\nThis goes on below.";
    let old = ada.button("I don't need it any more");
    town.passes(TimeDelta::minutes(121)).await;
    let (silence, card) = (ada.find("I have not heard from Ben"), ada.find("I have found nobody so far"));
    let (told, before) = (ada.message(silence), ada.count());
    assert!(!told.contains('['), "{told}");
    assert_eq!((ada.message(old.message).as_str(), ada.button("Change it").message), (below, card), "{}", ada.screen());
    for _ in 0..2 {
        ada.taps_old(&old).await;
        assert!(ada.message(card).contains("[Yes, close it]"), "{}", ada.screen());
    }
    ada.taps_twice("No, keep it").await;
    assert!(ada.message(card).contains("I have found nobody so far"), "{}", ada.screen());
    assert_eq!((ada.count(), ada.message(silence)), (before, told), "{}", ada.screen());
    ben.taps("Yes, I can").await;
    assert!(ada.message(card).contains("Somebody can help."), "a later change is seen there: {}", ada.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    assert!(ada.message(card).contains("Closed. Nobody else is asked."), "{}", ada.screen());
    ada.taps_old(&old).await;
    assert_eq!((ada.message(old.message).as_str(), ada.count()), (below, before + 1), "{}", ada.screen());
    assert!(!ada.sees("[Change it]") && !ada.sees("[I don't need it any more]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_nobody_else_is_left_the_card_of_the_ask_beneath_says_so() {
    let town = Town::open().await;
    let (ada, ben) = asked_again(&town, "Today").await;
    let before = ada.count();
    town.passes(TimeDelta::minutes(121)).await;
    insta::assert_snapshot!(ada.since(before), @r"
    This has changed, and I have not heard from Ben whether they still can.

    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    I have asked every neighbour I may ask, and I have found nobody so far. That happens. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).
    [Ask a little further away]
    [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    let told = ada.count();
    town.reaches(21).await;
    assert_eq!(ada.count(), told, "{}", ada.screen());
    town.reaches(9).await;
    assert_eq!(ada.times("Ben did not say whether they still can, so I thanked them"), 1, "{}", ada.screen());
    assert_eq!(ada.times("The time for this has passed"), 1, "{}", ada.screen());
    assert!(ben.last().starts_with("Thank you for saying yes to this."), "{}", ben.last());
    assert!(!ben.sees("[Yes, I can]") && !ben.sees("[Not this time]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn of_several_who_do_not_answer_the_asker_hears_in_one_message() {
    let town = Town::open().await;
    let (ben, cleo, ada) = (town.helper("Ben").await, town.helper("Cleo").await, town.neighbour("Ada"));
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("I can help").await;
    cleo.taps("I can help").await;
    ada.changes_line().await;
    let before = ada.count();
    town.passes(TimeDelta::minutes(121)).await;
    assert_eq!(ada.count(), before + 2, "with the card of the ask beneath: {}", ada.screen());
    let both = ["I have not heard from Ben and Cleo whether", "I have not heard from Cleo and Ben whether"];
    assert!(both.iter().any(|both| ada.last_before(1).contains(both)), "{}", ada.screen());
    cleo.taps("Yes, I can").await;
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().starts_with("Thank you for saying yes to this."), "{}", ben.last());
    assert!(!ben.sees("[Yes, I can]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_has_a_yes_by_then_hears_of_nobodys_silence() {
    let town = Town::open().await;
    let (ben, cleo, ada) = (town.helper("Ben").await, town.helper("Cleo").await, town.neighbour("Ada"));
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("I can help").await;
    ada.changes_line().await;
    cleo.taps("I can help").await;
    town.passes(TimeDelta::hours(3)).await;
    assert!(!ada.sees("not heard from Ben"), "{}", ada.screen());
    ada.taps("Not this one").await;
    assert!(ada.last().contains("I have asked every neighbour I may ask"), "{}", ada.last());
    ben.taps("Yes, I can").await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_a_yes_is_asked_again_in_the_morning_and_its_hour_counts_from_then() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    town.reaches(22).await;
    ada.changes_line().await;
    assert!(ada.last().contains("so I ask Ben again. You hear from me by 10:00 tomorrow,"), "{}", ada.last());
    let before = (ada.count(), ben.count());
    town.reaches(7).await;
    assert_eq!((ada.count(), ben.count()), before, "{}", ada.screen());
    town.reaches(8).await;
    assert!(ben.last().contains("[Yes, I can]"), "{}", ben.screen());
    town.reaches(10).await;
    assert_eq!(ben.times("Can you still help?"), 1, "the reminder takes the place of the question: {}", ben.screen());
    assert!(ben.last().starts_with("The neighbour still waits for your answer."), "{}", ben.last());
    assert_eq!(ada.times("I have not heard from Ben"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_the_night_outlasts_it_the_asker_hears_in_time_what_is_left_to_do() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    town.reaches(22).await;
    ada.changes_line().await;
    let before = (ada.count(), ben.count());
    town.passes(TimeDelta::minutes(90)).await;
    assert_eq!(ben.count(), before.1, "nobody is reminded at night: {}", ben.screen());
    let told = ada.since(before.0);
    assert!(told.starts_with("This has changed, and I have not heard from Ben whether they still can."), "{told}");
    assert!(told.contains("in the morning it is too late for this. I can ask nobody in time."), "{told}");
    assert_eq!(ada.count(), before.0 + 2, "{told}");
    town.reaches(9).await;
    assert!(!ben.sees("[Yes, I can]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn without_a_date_the_silence_is_told_before_the_yes_is_let_go() {
    let town = Town::open().await;
    let (ada, ben) = asked_again(&town, "No hurry").await;
    assert!(ada.last().contains("You hear from me by 18:01 tomorrow, even if they do not answer."), "{}", ada.last());
    let asked = ben.count();
    town.reaches(9).await;
    assert_eq!(ben.count(), asked + 1, "{}", ben.screen());
    assert!(ben.last().starts_with("The neighbour still waits for your answer."), "{}", ben.last());
    town.reaches(18).await;
    town.passes(TimeDelta::minutes(2)).await;
    assert_eq!(ada.times("I have not heard from Ben whether they still can."), 1, "{}", ada.screen());
    assert!(!ada.sees("so I thanked them"), "{}", ada.screen());
    town.reaches(11).await;
    assert!(ada.sees("Ben did not say whether they still can, so I thanked them"), "{}", ada.screen());
    assert_eq!(ben.count(), asked + 2, "{}", ben.screen());
    assert!(ben.last().starts_with("Thank you for saying yes to this."), "{}", ben.last());
    assert!(!ben.sees("[Yes, I can]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_stop_in_between_moves_no_hour_and_reminds_nobody_twice() {
    let town = Town::open().await;
    let (ada, ben) = asked_again(&town, "Tomorrow").await;
    town.passes(TimeDelta::minutes(61)).await;
    town.kill().await;
    town.start().await;
    town.passes(TimeDelta::minutes(60)).await;
    assert_eq!(ben.times("The neighbour still waits for your answer."), 1, "{}", ben.screen());
    assert_eq!(ada.times("I have not heard from Ben"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_that_closes_leaves_no_question_whether_they_still_can() {
    let town = Town::open().await;
    let (ada, ben) = asked_again(&town, "Today").await;
    let question = ben.button("Yes, I can");
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    insta::assert_snapshot!(ben.message(question.message), @r"
    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    You don't need to answer this any more.
    ");
    assert!(ben.last().starts_with("Thank you for saying yes to this. It is no longer needed:"), "{}", ben.last());
    ben.taps_old(&question).await;
    assert!(ben.message(question.message).contains("This ask is over."), "{}", ben.screen());
    assert!(!ada.sees("Ben can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_pauses_is_not_asked_any_more_whether_they_still_can() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let pause = ben.button("Pause me");
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("I can help").await;
    ada.changes_line().await;
    ben.taps_old(&pause).await;
    assert!(!ben.sees("[Yes, I can]") && ben.sees("You are paused. I ask you for nothing"), "{}", ben.screen());
    assert!(ada.sees("Ben can no longer help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

/// Ben and Cem said yes to two bags; she changes the line, Ben still can, and Cem says nothing until after the hour that was named.
async fn one_of_two_is_silent(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ben, cem, ada) = (town.helper("Ben").await, town.helper("Cem").await, town.neighbour("Ada"));
    ada.asks("Two bags", "Today").await;
    ben.taps("I can help").await;
    cem.taps("I can help").await;
    ada.changes_line().await;
    ben.taps("Yes, I can").await;
    town.passes(TimeDelta::minutes(125)).await;
    assert!(!ada.sees("I have not heard from"), "a yes waits: {}", ada.screen());
    (ada, cem)
}

#[tokio::test]
async fn as_the_last_yes_is_declined_the_asker_hears_of_who_said_nothing() {
    let town = Town::open().await;
    let (ada, cem) = one_of_two_is_silent(&town).await;
    let before = ada.count();
    ada.taps_twice("Not this one").await;
    insta::assert_snapshot!(ada.since(before), @r"
    This has changed, and I have not heard from Cem whether they still can.

    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    I have asked every neighbour I may ask, and I have found nobody so far. That happens. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).
    [Ask a little further away]
    [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    let told = ada.count();
    town.passes(TimeDelta::hours(2)).await;
    assert_eq!(ada.since(told), "", "it was said");
    cem.taps("Yes, I can").await;
    assert!(ada.last().starts_with("Cem can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn with_that_others_are_asked_by_an_hour_that_is_named() {
    let town = Town::open().await;
    let finn = paused(&town, "Finn").await;
    let (ada, _cem) = one_of_two_is_silent(&town).await;
    finn.taps("You may ask me again").await;
    let before = ada.count();
    ada.taps("Not this one").await;
    insta::assert_snapshot!(ada.since(before), @r"
    This has changed, and I have not heard from Cem whether they still can.

    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    I have asked some neighbours. Nobody else has said yes yet. You hear from me by 13:07, even if nobody can.
    [What is happening now?] [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    assert!(finn.last().contains("“Three bags”") && finn.last().contains("[I can help]"), "{}", finn.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_without_an_answer_is_named_where_nobody_else_is_left_and_is_asked_again_for_a_change() {
    let town = Town::open().await;
    let (pete, quin) = (town.helper("Pete").await, town.neighbour("Quin"));
    quin.asks("Two bags", "No hurry").await;
    pete.taps("I can help").await;
    quin.reads();
    town.passes(TimeDelta::hours(72)).await;
    assert!(pete.sees("It did not come about this time"), "{}", pete.screen());
    assert!(
        quin.last().contains(
            "I have asked every neighbour I may ask. Pete could help, and it did not come about in time. I have found nobody else so far."
        ),
        "{}",
        quin.screen()
    );
    quin.changes_time("Tomorrow").await;
    assert!(quin.sees("This has changed, so I ask Pete again."), "{}", quin.screen());
    assert!(!quin.sees("I have asked every neighbour I may ask. No yes"), "{}", quin.screen());
    assert!(pete.last().starts_with("You said yes to this, and the neighbour has changed it."), "{}", pete.last());
    pete.taps("Yes, I can").await;
    quin.taps("Yes, introduce us").await;
    assert!(pete.sees("You and Quin are introduced."), "{}", pete.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_paused_since_or_would_rather_not_is_not_asked_again() {
    let town = Town::open().await;
    let (pete, quin) = (town.helper("Pete").await, town.neighbour("Quin"));
    quin.asks("Two bags", "No hurry").await;
    pete.taps("I can help").await;
    town.passes(TimeDelta::hours(72)).await;
    pete.looks().await;
    pete.taps("Pause me").await;
    let before = pete.count();
    quin.changes_time("Tomorrow").await;
    assert_eq!(pete.count(), before, "{}", pete.screen());
    assert!(!quin.sees("so I ask Pete again"), "{}", quin.screen());
    quin.reads();
    town.close().await;
}

/// Ben said yes to two bags and Cem as well; she changes the line, Ben still can, and Cem says nothing until after the hour that was
/// named. Who Ben is, and where he may pause.
async fn one_of_two_who_may_go(town: &Town) -> (Neighbour<'_>, Neighbour<'_>, Seen) {
    let (ben, cem, ada) = (town.helper("Ben").await, town.helper("Cem").await, town.neighbour("Ada"));
    let pause = ben.button("Pause me");
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("I can help").await;
    cem.taps("I can help").await;
    ada.changes_line().await;
    ben.taps("Yes, I can").await;
    town.passes(TimeDelta::minutes(125)).await;
    assert!(!ada.sees("I have not heard from"), "a yes waits: {}", ada.screen());
    cem.reads();
    (ada, ben, pause)
}

#[tokio::test]
async fn however_the_last_yes_goes_the_asker_hears_of_who_said_nothing() {
    for way in ["leaves", "pauses"] {
        let town = Town::open().await;
        let (ada, ben, pause) = one_of_two_who_may_go(&town).await;
        let before = ada.count();
        if way == "leaves" {
            ben.reads();
            ben.blocks_the_bot().await;
        } else {
            ben.taps_old(&pause).await;
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(ada.since(before), @r"
            Ben can no longer help.

            This has changed, and I have not heard from Cem whether they still can.

            Shopping and food
            “Three bags”
            Tomorrow, Friday 13 March

            Shopping and food
            “Three bags”
            Tomorrow, Friday 13 March

            I have asked every neighbour I may ask, and I have found nobody so far. That happens. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).
            [Ask a little further away]
            [Send it to someone yourself]
            [Change it] [I don't need it any more]
            ");
        }
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn at_night_who_said_nothing_is_named_in_the_morning() {
    let town = Town::open().await;
    let (ada, ben, _) = one_of_two_who_may_go(&town).await;
    town.reaches(22).await;
    let before = ada.count();
    ben.reads();
    ben.blocks_the_bot().await;
    assert_eq!(ada.since(before), "", "she sleeps: {}", ada.screen());
    town.reaches(9).await;
    assert_eq!(ada.times("I have not heard from Cem"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
