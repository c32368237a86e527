//! "I can't make it", "did it happen?", and what is known of a helper afterwards.

use chrono::TimeDelta;
use doorstep::demo::Fault;

use super::town::{Neighbour, Town};

/// Ada is introduced to Ben, for this time.
async fn introduced<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let (ada, ben) = town.introduced(when).await;
    ada.reads();
    ben.reads();
    (ada, ben)
}

#[tokio::test]
async fn a_helper_who_cannot_make_it_takes_two_taps_and_the_asker_is_told_at_once() {
    let town = Town::open().await;
    let cleo = town.helper("Cleo").await;
    let (ada, ben) = introduced(&town, "Today").await;
    assert!(cleo.last().contains("They have found help for now."), "{}", cleo.last());
    ben.taps("I can't make it").await;
    insta::assert_snapshot!(ben.last(), @r"
    Shall I tell Ada that you can't make it?
    [Yes, tell them]
    [Leave it as it is]
    ");
    assert!(!ada.sees("can't make it after all"), "{}", ada.screen());
    ben.taps("Leave it as it is").await;
    assert!(ben.last().contains("[I can't make it]"), "{}", ben.last());
    ben.taps("I can't make it").await;
    ben.taps("Yes, tell them").await;
    assert!(ben.last().starts_with("Thank you for telling me. I have told Ada."), "{}", ben.last());
    insta::assert_snapshot!(ada.last(), @r"
    Ben can't make it after all. I look for somebody else now, and you hear from me.

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    ");
    assert!(!ada.sees("[Write to Ben]"), "the old card is mended: {}", ada.screen());
    assert!(cleo.last().contains("A neighbour asks:"), "who had not answered is asked again: {}", cleo.last());
    cleo.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(cleo.last().contains("You and Ada are introduced."), "{}", cleo.last());
    assert!(!ben.sees("Cleo"), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_cannot_make_it_tells_the_helper_and_nobody_else_is_asked() {
    let town = Town::open().await;
    let cleo = town.helper("Cleo").await;
    let (ada, ben) = introduced(&town, "Today").await;
    ada.taps("I can't make it").await;
    ada.taps_twice("Yes, tell them").await;
    assert!(ada.sees("I have told Ben.") || ada.sees("This is over."), "{}", ada.screen());
    assert!(ben.last().starts_with("Ada can't make it after all."), "{}", ben.last());
    assert_eq!(ben.times("can't make it after all"), 1, "{}", ben.screen());
    let before = cleo.screen();
    town.passes(TimeDelta::hours(3)).await;
    assert_eq!(cleo.screen(), before);
    ada.looks().await;
    assert!(ada.last().contains("Nothing of yours is open right now."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn what_did_not_happen_by_its_time_leaves_the_asker_a_way_to_ask_again() {
    let town = Town::open().await;
    let cleo = town.helper("Cleo").await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::minutes(119)).await;
    ada.reads();
    let before = cleo.screen();
    town.passes(TimeDelta::minutes(5)).await;
    ben.taps("I can't make it").await;
    ben.taps("It didn't happen").await;
    assert_eq!(cleo.screen(), before, "it would be too late");
    ada.taps("It didn't happen").await;
    ada.taps("Ask again").await;
    ada.taps("Today").await;
    ada.taps("Ask neighbours").await;
    assert!(cleo.last().contains("A neighbour asks:"), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_undated_ask_that_opens_again_is_not_over_the_next_day() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "No hurry").await;
    ben.drops_out().await;
    ada.reads();
    town.passes(TimeDelta::days(3)).await;
    assert!(!ada.sees("This ask is over") && !ada.sees("I have stopped asking"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn each_is_asked_apart_how_it_was_two_hours_after_now() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::minutes(119)).await;
    assert!(!ada.sees("Did it happen?") && !ben.sees("Did it happen?"));
    town.passes(TimeDelta::minutes(2)).await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Thursday 12 March, 10:01 to 12:01

    How was it with Ben? Did it happen? Only I read your answer.
    [It happened]
    [Partly]
    [It didn't happen]
    [Not yet]
    [Rather not say]
    ");
    assert!(ben.last().contains("How was it with Ada?"), "{}", ben.last());
    let before = ben.screen();
    ada.taps("It happened").await;
    assert_eq!(ada.last_before(1), "Thank you. I am glad.");
    assert_eq!(ben.screen(), before, "what one says is not told to the other");
    ben.taps("It happened").await;
    assert_eq!(ben.last_before(1), "Thank you. I am glad.");
    for one in [&ada, &ben] {
        assert!(one.sees("You both said how it went.") && !one.sees("[I can't make it]"), "{}", one.screen());
    }
    let write = ada.button("Write to Ben");
    ada.taps_old(&write).await;
    ada.says("You left your scarf here.").await;
    assert!(ben.last().contains("You left your scarf here."), "for a day they may still write: {}", ben.screen());
    ada.taps("Done").await;
    town.passes(TimeDelta::hours(24)).await;
    for one in [&ada, &ben] {
        assert!(one.sees("This is over.") && !one.sees("You both said how it went."), "{}", one.screen());
    }
    ada.taps_old(&write).await;
    assert!(ada.message(write.message).contains("This is over."), "{}", ada.screen());
    let (one, other) = (ada.screen(), ben.screen());
    town.passes(TimeDelta::days(3)).await;
    assert_eq!((ada.screen(), ben.screen()), (one, other), "nothing more is asked");
    town.close().await;
}

#[tokio::test]
async fn how_it_was_is_asked_after_the_window_and_not_in_the_quiet_hours() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Today").await;
    town.reaches(23).await;
    town.passes(TimeDelta::hours(8)).await;
    assert!(!ada.sees("Did it happen?"), "{}", ada.screen());
    town.reaches(8).await;
    assert!(ada.sees("Did it happen?") && ben.sees("Did it happen?"));
    town.close().await;
}

#[tokio::test]
async fn every_answer_is_a_normal_answer() {
    for (answer, asker_hears, helper_hears) in [
        ("Partly", "Thank you for telling me.", "Thank you for telling me."),
        ("Rather not say", "That is fine. Thank you.", "That is fine. Thank you."),
        (
            "It didn't happen",
            "Thank you for telling me. It does not always work out. You can ask again.",
            "Thank you for telling me. It does not always work out.",
        ),
    ] {
        let town = Town::open().await;
        let (ada, ben) = introduced(&town, "Now").await;
        town.passes(TimeDelta::hours(2)).await;
        ada.taps(answer).await;
        ben.taps(answer).await;
        assert!(ada.sees(asker_hears), "{}", ada.screen());
        assert!(ben.sees(helper_hears), "{}", ben.screen());
        let asks_more = answer == "Partly";
        assert_eq!((ada.sees("[Say thank you]"), ben.sees("[Say thank you]")), (asks_more, asks_more), "{answer}");
        town.passes(TimeDelta::days(3)).await;
        assert_eq!(ada.times("Did it happen?") + ben.times("Did it happen?"), 0, "it ends the chasing");
        town.close().await;
    }
}

#[tokio::test]
async fn it_did_not_happen_offers_to_ask_again() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It didn't happen").await;
    ada.taps("Ask again").await;
    assert!(ada.last().contains("“Two bags”\n\nWhen?"), "the hours that have passed are no answer: {}", ada.last());
    ada.taps("Today").await;
    assert!(ada.last().contains("“Two bags”\nToday"), "{}", ada.last());
    ada.taps("Ask neighbours").await;
    assert!(ada.last().contains("I have asked some neighbours."), "{}", ada.last());
    assert!(ben.last().contains("A neighbour asks:"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn not_yet_is_asked_again_the_next_day_and_silence_once() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    ben.reads();
    ada.taps("Not yet").await;
    assert_eq!(ada.last(), "Thank you. I ask again tomorrow.");
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.last().contains("How was it with Ben?"), "{}", ada.last());
    // Silence of his ends nothing while she says "not yet".
    assert!(ben.last().contains("I ask this once more."), "{}", ben.last());
    ada.taps("Not yet").await;
    town.passes(TimeDelta::hours(24)).await;
    assert_eq!(ben.last(), "This question is over: how it was with Ada. Thank you.", "one reminder, then closed");
    assert!(ada.last().contains("How was it with Ben?"), "{}", ada.last());
    // Silence after a "not yet" is silence: one reminder, then closed.
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.last().contains("I ask this once more."), "{}", ada.last());
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.sees("This question is over: how it was with Ben. Thank you."), "{}", ada.screen());
    let (one, other) = (ada.screen(), ben.screen());
    town.passes(TimeDelta::days(5)).await;
    assert_eq!((ada.screen(), ben.screen()), (one, other));
    town.close().await;
}

#[tokio::test]
async fn an_older_question_takes_the_answer_and_leads_to_the_newer_one() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    let old = ada.button("It happened");
    town.passes(TimeDelta::hours(24)).await;
    ada.taps_old(&old).await;
    assert_eq!((ada.times("Thank you. I am glad."), ada.times("This goes on below.")), (1, 1), "{}", ada.screen());
    assert_eq!(ada.times("[It happened]"), 0, "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn a_helper_is_known_by_how_many_they_helped() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It happened").await;
    ben.taps("It happened").await;
    ada.reads();
    let eve = town.neighbour("Eve");
    eve.asks_for("A ladder").await;
    assert!(ben.last().contains("they see: Ben, has helped 1 neighbour."), "{}", ben.last());
    ben.taps("I can help").await;
    assert!(eve.last().contains("Ben can help.\n\nvery near you, has helped 1 neighbour\n"), "{}", eve.last());
    town.close().await;
}

#[tokio::test]
async fn who_helps_the_same_neighbour_twice_has_helped_one() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It happened").await;
    let (eve, fay) = (town.neighbour("Eve"), town.neighbour("Fay"));
    for (asker, then) in [(&ada, "has helped 1 neighbour."), (&eve, "has helped 2 neighbours.")] {
        asker.asks("A shelf", "Now").await;
        ben.taps("I can help").await;
        asker.taps("Yes, introduce us").await;
        town.passes(TimeDelta::hours(2)).await;
        asker.taps("It happened").await;
        fay.asks_for("A ladder").await;
        assert!(ben.last().contains(&format!("they see: Ben, {then}")), "{}", ben.last());
        fay.taps("I don't need it any more").await;
        fay.taps("Yes, close it").await;
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_never_sent_the_question_was_not_asked_and_is_asked_later() {
    let town = Town::open().await;
    town.forgives("Too Many Requests");
    let (ada, ben) = introduced(&town, "Now").await;
    let put_off = Fault::TooManyRequests { retry_after: Some(50 * 3_600) };
    town.telegram.fail_next("sendMessage", &put_off, 2);
    town.passes(TimeDelta::hours(2)).await;
    assert!(!ada.sees("[It happened]") && !ben.sees("[It happened]"), "Telegram puts both chats off");
    town.passes(TimeDelta::hours(25)).await;
    town.passes(TimeDelta::hours(24)).await;
    assert!(!ben.sees("[It happened]"), "{}", ben.screen());
    town.passes(TimeDelta::hours(2)).await;
    for who in [&ada, &ben] {
        assert_eq!(who.times("[It happened]"), 1, "{}", who.screen());
    }
    ben.taps("It happened").await;
    ada.taps("It didn't happen").await;
    assert!(!ada.sees("not known"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn once_it_has_been_i_cannot_make_it_asks_how_it_went() {
    for ada_told in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = town.introduced("Today").await;
        let sure = ben.button("I can't make it");
        ben.taps("I can't make it").await;
        let really = ben.button("Yes, tell them");
        town.reaches(9).await;
        if ada_told {
            ada.taps("It happened").await;
        }
        let before = ada.screen();
        ben.taps_old(&really).await;
        ben.taps_old(&sure).await;
        assert!(ben.last().contains("How was it with Ada? Did it happen?"), "{}", ben.last());
        assert_eq!(ben.times("[It happened]"), 1, "the questions before are closed: {}", ben.screen());
        assert_eq!(ada.screen(), before);
        ben.taps("It didn't happen").await;
        if ada_told {
            ada.taps("Say thank you").await;
            assert!(ada.last().starts_with("What shall I tell Ben?"), "{}", ada.last());
        }
        town.reads_all();
        town.close().await;
    }
}

/// "End this", and "Yes, end it".
async fn ends(who: &Neighbour<'_>) {
    who.taps("More").await;
    who.taps("End this").await;
    who.taps("Yes, end it").await;
}

#[tokio::test]
async fn after_its_time_each_may_end_it_and_nothing_goes_from_one_to_the_other_any_more() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    ada.taps("More").await;
    assert!(!ada.sees("[End this]"), "before its time there is another way: {}", ada.screen());
    ada.taps("Back").await;
    town.passes(TimeDelta::hours(2)).await;
    let (writes, before) = (ben.button("Write to Ada"), ben.count());
    ada.taps("More").await;
    ada.taps("End this").await;
    insta::assert_snapshot!(ada.message(ada.button("Yes, end it").message), @r"
    Shall I end this? I tell Ben kindly, and then you two can no longer write to each other about it through me.
    [Yes, end it]
    [Leave it as it is]
    ");
    ada.taps("Leave it as it is").await;
    assert_eq!(ben.since(before), "");
    ends(&ada).await;
    assert!(ada.sees("This is over. Ben and you are no longer in touch about it through me."), "{}", ada.screen());
    insta::assert_snapshot!(ben.since(before), @r"
    This is done now for Ada, so you two can no longer write to each other about it through me. Thank you for being a good neighbour!

    Shopping and food
    “Two bags”
    Thursday 12 March, 10:01 to 12:01
    ");
    let screen = ada.screen();
    ben.taps_old(&writes).await;
    assert!(ben.message(writes.message).contains("no longer in touch about it through me."), "{}", ben.screen());
    ben.says("Please answer me!").await;
    assert_eq!(ada.screen(), screen, "nothing reaches her");
    ben.taps("It happened").await;
    assert!(ben.sees("Thank you. I am glad.") && !ben.sees("[Say thank you]"), "{}", ben.screen());
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.last().contains("I ask this once more."), "{}", ada.last());
    ada.taps("It happened").await;
    assert!(!ada.sees("[Say thank you]") && !ada.sees("You can still write"), "{}", ada.screen());
    let before = (ada.count(), ben.count());
    town.passes(TimeDelta::days(5)).await;
    assert_eq!((ada.count(), ben.count()), before);
    assert_eq!(ada.times("This is over."), 1, "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn after_both_said_how_it_went_each_may_end_it() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It happened").await;
    ben.taps("It happened").await;
    let thank = ada.button("Say thank you");
    ben.taps("End this").await;
    ben.taps_twice("Yes, end it").await;
    assert_eq!(ada.times("This is done now for Ben"), 1, "{}", ada.screen());
    assert!(ada.sees("This is over. Ben and you") && !ada.sees("[Write to Ben]"), "{}", ada.screen());
    let screen = ben.screen();
    ada.taps_old(&thank).await;
    assert!(!ada.sees("[Say thank you]") && !ada.sees("What shall I tell Ben?"), "{}", ada.screen());
    ada.says("And one more thing").await;
    town.passes(TimeDelta::days(3)).await;
    assert_eq!(ben.screen(), screen);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_ends_it_at_night_wakes_nobody_and_both_are_asked_in_the_morning() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Today").await;
    let (writes, before) = (ben.button("Write to Ada"), ben.count());
    town.reaches(1).await;
    ends(&ada).await;
    assert_eq!(ben.since(before), "", "it is night");
    ben.taps_old(&writes).await;
    assert!(ben.sees("This is over. Ada and you"), "{}", ben.screen());
    town.reaches(9).await;
    assert!(ben.since(before).contains("This is done now for Ada"), "{}", ben.since(before));
    for who in [&ada, &ben] {
        assert_eq!(who.times("[It didn't happen]"), 1, "{}", who.screen());
        who.taps("It didn't happen").await;
        assert!(who.sees("Thank you for telling me. It does not always work out."), "{}", who.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stands_by_has_a_last_word_when_one_of_the_two_ends_it() {
    let town = Town::open().await;
    let (cleo, ben, ada) = (town.helper("Cleo").await, town.helper("Ben").await, town.neighbour("Ada"));
    ada.asks("Two bags", "No hurry").await;
    ben.taps("I can help").await;
    let yes = ada.button("Yes, introduce us");
    cleo.taps("I can help").await;
    ada.taps_old(&yes).await;
    cleo.taps("Stand by, in case").await;
    town.passes(TimeDelta::days(3)).await;
    assert!(ben.last().contains("Did it happen?") && cleo.sees("[I can't stand by any more]"), "{}", cleo.screen());
    ends(&ben).await;
    assert!(cleo.last().starts_with("Thank you for standing by. It is over"), "{}", cleo.last());
    assert!(!cleo.sees("[I can't stand by any more]"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_happened_is_not_happening_any_more() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(3)).await;
    ada.taps("It happened").await;
    assert!(ada.sees("Closed. Nobody else is asked."), "{}", ada.screen());
    ben.taps("It happened").await;
    ada.says("/start").await;
    let before = ada.count();
    ada.taps("What is happening now?").await;
    let shown = ada.since(before);
    assert!(!shown.contains("The time for it has passed.") && !shown.contains("[I don't need it any more]"), "{shown}");
    assert!(shown.contains("You can still write to Ben until tomorrow."), "{shown}");
    town.passes(TimeDelta::days(2)).await;
    ada.looks().await;
    assert!(ada.last().starts_with("Nothing of yours is open right now."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_for_several_is_over_once_it_is_known_of_all_of_them() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.two_wanted("Now").await;
    for helper in [&ben, &cleo] {
        helper.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
    }
    town.passes(TimeDelta::hours(3)).await;
    ada.taps("It happened").await;
    assert!(!ada.sees("Closed. Nobody else is asked."), "the other one is not known of yet: {}", ada.screen());
    ada.taps("It happened").await;
    assert!(ada.sees("Closed. Nobody else is asked."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_did_not_happen_is_over_once_both_said_so_and_may_be_asked_again() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(3)).await;
    ada.taps("It didn't happen").await;
    ben.taps("It didn't happen").await;
    assert!(ada.sees("Closed. Nobody else is asked.") && !ada.sees("found nobody"), "{}", ada.screen());
    assert_eq!(ada.times("[Ask again]"), 1, "{}", ada.screen());
    ada.taps("Ask again").await;
    assert!(ada.last().contains("When?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_reminder_says_that_silence_ends_it_and_the_end_is_told_to_both() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    town.passes(TimeDelta::hours(24)).await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Thursday 12 March, 10:01 to 12:01

    You have not said how it was with Ben. That is fine; I ask this once more. If I hear nothing within a day, this is over, and you two are no longer in touch about it through me. Did it happen?
    [It happened]
    [Partly]
    [It didn't happen]
    [Not yet]
    [Rather not say]
    ");
    let before = (ada.count(), ben.count());
    ben.reads();
    town.passes(TimeDelta::hours(24)).await;
    assert_eq!((ada.count(), ben.count()), (before.0 + 1, before.1 + 1), "{}", ada.screen());
    insta::assert_snapshot!(ada.last(), @r"
    I have not heard from you how it was with Ben. That is fine. This is over now, and you two are no longer in touch about it through me:

    Shopping and food
    “Two bags”
    Thursday 12 March, 10:01 to 12:01
    ");
    assert!(ben.last().starts_with("I have not heard from you how it was with Ada."), "{}", ben.last());
    assert!(ada.sees("This question is over: how it was with Ben. Thank you."), "{}", ada.screen());
    town.passes(TimeDelta::days(3)).await;
    assert_eq!((ada.count(), ben.count()), (before.0 + 1, before.1 + 1), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn who_said_how_it_was_hears_the_end_too_where_the_other_one_is_silent() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It happened").await;
    town.passes(TimeDelta::hours(24)).await;
    assert!(ben.last().contains("If I hear nothing within a day, this is over"), "{}", ben.last());
    let before = (ada.count(), ben.count());
    town.passes(TimeDelta::hours(24)).await;
    assert_eq!((ada.count(), ben.count()), (before.0 + 1, before.1 + 1), "{}", ada.screen());
    assert!(
        ada.last().starts_with("This is over now: Ben and you are no longer in touch about it through me."),
        "{}",
        ada.last()
    );
    assert!(ben.last().starts_with("I have not heard from you how it was with Ada."), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn nobody_has_helped_with_what_one_of_the_two_says_did_not_happen() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Now").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It happened").await;
    ben.taps("It didn't happen").await;
    ada.reads();
    let eve = town.neighbour("Eve");
    eve.asks_for("A ladder").await;
    assert!(ben.last().contains("they see: Ben, new here."), "{}", ben.last());
    eve.reads();
    town.close().await;
}

#[tokio::test]
async fn what_the_asker_says_did_not_happen_is_closed_with_one_way_to_ask_again() {
    for when in ["Now", "No hurry"] {
        let town = Town::open().await;
        let (ada, ben) = introduced(&town, when).await;
        town.passes(if when == "Now" { TimeDelta::hours(3) } else { TimeDelta::days(3) }).await;
        town.passes(TimeDelta::hours(1)).await;
        ada.taps_twice("It didn't happen").await;
        assert_eq!(ada.times("[Ask again]"), 1, "{when}: {}", ada.screen());
        assert!(!ada.sees("found nobody") && ada.sees("Closed. Nobody else is asked."), "{when}: {}", ada.screen());
        let screen = ada.screen();
        ben.taps("It happened").await;
        assert!(ben.sees("Thank you. I am glad."), "{when}: {}", ben.screen());
        assert_eq!(ada.times("[Ask again]"), 1, "{when}: {screen}");
        ada.taps("Ask again").await;
        assert!(ada.last().contains("When?"), "{when}: {}", ada.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn of_an_ask_that_is_over_the_way_to_ask_again_is_on_its_card_beneath() {
    let town = Town::open().await;
    let (ada, _ben) = town.one_of_two("Today").await;
    town.passes(TimeDelta::days(2)).await;
    assert_eq!(ada.times("[Ask again]"), 1, "{}", ada.screen());
    ada.taps("It didn't happen").await;
    assert!(ada.sees("Thank you for telling me. It does not always work out.\n"), "{}", ada.screen());
    assert_eq!(ada.times("[Ask again]"), 1, "{}", ada.screen());
    assert!(ada.last().ends_with("You can ask again.\n[Ask again]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn of_an_undated_ask_nobody_reads_that_its_time_has_passed() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "No hurry").await;
    town.passes(TimeDelta::days(3)).await;
    town.passes(TimeDelta::hours(1)).await;
    ben.taps("It happened").await;
    ada.looks().await;
    assert!(
        ada.sees("No hurry\n\nBen said yes to this. I ask nobody else.\n[I don't need it any more]"),
        "{}",
        ada.screen()
    );
    town.reads_all();
    town.close().await;
}

/// Ada asked for it now, and was introduced to Ben shortly before her two hours were over.
async fn introduced_late(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = town.asked("Now").await;
    town.passes(TimeDelta::minutes(115)).await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    for who in [&ada, &ben] {
        assert!(who.last().contains("Now, Thursday 12 March, until 13:56"), "{}", who.last());
    }
    town.reads_all();
    (ada, ben)
}

#[tokio::test]
async fn now_is_asked_about_two_hours_after_the_introduction() {
    let town = Town::open().await;
    let (ada, ben) = introduced_late(&town).await;
    town.passes(TimeDelta::minutes(115)).await;
    assert!(!ada.sees("Did it happen?") && !ben.sees("Did it happen?"), "{}", ada.screen());
    assert!(!ada.sees("10:00 to 12:00"), "her ask says so too: {}", ada.screen());
    town.passes(TimeDelta::minutes(5)).await;
    assert!(ada.sees("Did it happen?") && ben.sees("Did it happen?"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_on_the_way_when_the_two_hours_of_the_ask_are_over_can_still_call_it_off() {
    let town = Town::open().await;
    let (ada, ben) = introduced_late(&town).await;
    town.passes(TimeDelta::minutes(20)).await;
    ben.drops_out().await;
    assert!(ada.sees("Ben can't make it after all."), "{}", ada.screen());
    assert!(!ada.sees("Did it happen?") && !ben.sees("Did it happen?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stands_by_for_now_is_asked_as_the_helper_drops_out() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Now").await;
    town.passes(TimeDelta::minutes(5)).await;
    ben.drops_out().await;
    assert!(ada.sees("Cleo"), "{}", ada.screen());
    assert!(cleo.sees("You may be needed after all."), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}
