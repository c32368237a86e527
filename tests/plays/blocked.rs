//! Somebody blocks the bot, or leaves Telegram: what is open of theirs closes, and nobody is left waiting for them.

use chrono::TimeDelta;
use doorstep::demo::Fault;

use super::town::Town;

#[tokio::test]
async fn a_helper_who_blocks_the_bot_before_the_answer_can_no_longer_help() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks_for("a tall ladder").await;
    ben.taps("I can help").await;
    let (yes, before) = (anna.button("Yes, introduce us"), anna.count());
    ben.blocks_the_bot().await;
    assert!(anna.since(before).starts_with("Ben can no longer help."), "it is a message: {}", anna.screen());
    assert!(!anna.sees("[Yes, introduce us]"), "{}", anna.screen());
    assert!(anna.sees("You hear from me by"), "the asking goes on:\n{}", anna.screen());
    anna.taps_old(&yes).await;
    assert!(!anna.sees("introduced"), "an old button does nothing:\n{}", anna.screen());
    let cleo = town.helper("Cleo").await;
    assert!(cleo.sees("a tall ladder"), "others are asked:\n{}", cleo.screen());
    anna.reads();
    town.close().await;
}

#[tokio::test]
async fn a_helper_who_blocks_the_bot_after_the_introduction_is_replaced_in_time() {
    let town = Town::open().await;
    let (anna, ben) = town.introduces(("Anna", "Ben"), "a tall ladder").await;
    let cleo = town.helper("Cleo").await;
    assert!(!cleo.sees("a tall ladder"));
    let before = anna.count();
    ben.blocks_the_bot().await;
    let told = anna.since(before);
    assert!(told.contains("Ben can no longer help. I look for somebody else now, and you hear from me."), "{told}");
    assert!(cleo.sees("a tall ladder"), "{}", cleo.screen());
    cleo.taps("I can help").await;
    anna.taps("Yes, introduce us").await;
    assert!(cleo.sees("You and Anna are introduced."));
    anna.reads();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_blocks_the_bot_leaves_nobody_waiting() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    let (cleo, dora) = (town.helper("Cleo").await, town.helper("Dora").await);
    anna.writes_ask("a tall ladder", "Today").await;
    anna.asks_for_two().await;
    ben.taps("I can help").await;
    anna.taps("Yes, introduce us").await;
    cleo.taps("I can help").await;
    anna.blocks_the_bot().await;
    assert!(ben.last().contains("Anna cannot be reached any more, so this is over."), "{}", ben.screen());
    assert!(cleo.last().contains("It is no longer needed:"), "{}", cleo.screen());
    assert!(dora.last().contains("This ask is over."), "{}", dora.screen());
    ben.says("Are you there?").await;
    assert!(!ben.last().contains("Anna"), "there is nobody to pass it on to:\n{}", ben.last());
    let before = anna.count();
    anna.starts().await;
    let told = anna.since(before);
    assert!(told.starts_with("I could not reach you for a while. Meanwhile this ended"), "{told}");
    assert!(
        told.contains("\n[What is happening now?]") && told.contains("Closed. Nobody else is asked.\n[Ask again]"),
        "{told}"
    );
    assert_eq!(anna.times("[Ask again]"), 1, "on the card of the ask: {}", anna.screen());
    anna.says("/start").await;
    assert!(anna.times("I could not reach you for a while.") == 1, "it is said once: {}", anna.screen());
    anna.taps("What is happening now?").await;
    assert!(anna.sees("Nothing of yours is open right now."));
    anna.taps("Ask again").await;
    assert!(anna.last().contains("“a tall ladder”") && anna.last().contains("When?"), "{}", anna.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_sending_learns_ends_an_introduction_too() {
    let town = Town::open().await;
    let (anna, ben) = town.introduces(("Anna", "Ben"), "a tall ladder").await;
    anna.taps("Write to Ben").await;
    ben.reads();
    let gone = Fault::Error { code: 403, description: "Forbidden: user is deactivated".to_owned() };
    town.telegram.fail_next("sendMessage", &gone, 1);
    town.forgives("user is deactivated");
    let before = anna.count();
    anna.says("Is three fine?").await;
    let told = anna.since(before);
    assert!(told.contains("I could not pass that on"), "{told}");
    assert!(told.contains("Ben can no longer help.") && told.contains("I have found nobody so far"), "{told}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_comes_back_is_found_again_and_may_still_answer_an_old_ping() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks_for("a tall ladder").await;
    let old = ben.button("I can help");
    ben.blocks_the_bot().await;
    town.passes(TimeDelta::hours(2)).await;
    anna.reads();
    ben.starts().await;
    ben.taps_old(&old).await;
    assert!(ben.message(old.message).contains("Thank you! I have told them."), "{}", ben.screen());
    anna.taps("I don't need it any more").await;
    anna.taps("Yes, close it").await;
    anna.asks_for("a short ladder").await;
    assert!(ben.last().contains("a short ladder"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_refusal_that_nobody_knows_makes_nobody_gone() {
    let town = Town::open().await;
    let (anna, ben) = town.introduces(("Anna", "Ben"), "a tall ladder").await;
    let words = "Forbidden: something of tomorrow";
    town.forgives(words);
    town.telegram.fail_next("sendMessage", &Fault::Error { code: 403, description: words.to_owned() }, 1);
    ben.says("/help").await;
    assert!(ben.sees("I connect neighbours."), "he is told more simply: {}", ben.screen());
    assert!(!anna.sees("can no longer help"), "{}", anna.screen());
    anna.taps("Write to Ben").await;
    anna.says("Is three fine?").await;
    assert!(ben.last().contains("Is three fine?"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn a_chat_that_is_not_found_once_is_found_later_and_gone_the_third_time() {
    let town = Town::open().await;
    let (anna, ben) = town.introduces(("Anna", "Ben"), "a tall ladder").await;
    anna.taps("Write to Ben").await;
    town.forgives("chat not found");
    let missing = Fault::Error { code: 400, description: "Bad Request: chat not found".to_owned() };
    town.telegram.fail_next("sendMessage", &missing, 1);
    let before = ben.count();
    anna.says("Is three fine?").await;
    assert_eq!(ben.since(before), "");
    town.passes(TimeDelta::minutes(10)).await;
    assert!(ben.since(before).contains("Is three fine?"), "{}", ben.screen());
    assert!(!anna.sees("can no longer help"), "{}", anna.screen());
    anna.taps("Write to Ben").await;
    town.telegram.fail_next("sendMessage", &missing, 2);
    anna.says("Or four?").await;
    for _ in 0..3 {
        town.passes(TimeDelta::minutes(10)).await;
    }
    assert!(anna.last_before(2).starts_with("Ben can no longer help."), "{}", anna.screen());
    assert!(anna.last().starts_with("You were writing to Ben. That is over:"), "{}", anna.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_helper_who_comes_back_hears_what_they_are_not_expected_for_any_more() {
    let town = Town::open().await;
    let (_, ben) = town.introduces(("Anna", "Ben"), "a tall ladder").await;
    ben.needs_help().await;
    ben.taps("A lift").await;
    ben.blocks_the_bot().await;
    let before = ben.count();
    ben.starts().await;
    let told = ben.since(before);
    assert!(told.starts_with("I could not reach you for a while.") && told.contains("a tall ladder"), "{told}");
    assert!(ben.last().contains("Tell it in a line"), "the form goes on: {}", ben.last());
    ben.taps("Nothing to add").await;
    assert!(ben.last().contains("When?"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn that_a_waiting_yes_is_lost_wakes_nobody_at_night() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    town.reaches(20).await;
    anna.asks("a tall ladder", "Tomorrow").await;
    ben.taps("I can help").await;
    town.reaches(22).await;
    let before = anna.count();
    ben.blocks_the_bot().await;
    town.reaches(7).await;
    assert_eq!(anna.since(before), "", "it is night");
    town.reaches(9).await;
    assert!(anna.since(before).contains("Ben can no longer help."), "{}", anna.screen());
    anna.reads();
    town.close().await;
}

#[tokio::test]
async fn who_comes_back_hears_that_the_other_one_ended_it() {
    for asker_ends in [true, false] {
        let town = Town::open().await;
        let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
        anna.asks("a tall ladder", "Now").await;
        ben.taps("I can help").await;
        anna.taps("Yes, introduce us").await;
        town.passes(TimeDelta::hours(3)).await;
        let (ends, away) = if asker_ends { (&anna, &ben) } else { (&ben, &anna) };
        town.forgives("bot was blocked by the user");
        away.blocks_the_bot().await;
        for label in ["More", "End this", "Yes, end it"] {
            ends.taps(label).await;
        }
        let before = away.count();
        town.stop().await;
        town.start().await;
        away.starts().await;
        let told = away.since(before);
        assert!(told.starts_with("I could not reach you for a while. Meanwhile this ended"), "{told}");
        assert!(told.contains("a tall ladder"), "{told}");
        assert!(away.sees("no longer in touch about it through me."), "{}", away.screen());
        away.says("/start").await;
        assert_eq!(away.times("I could not reach you for a while."), 1, "it is said once: {}", away.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_leaves_once_it_may_have_been_is_nobody_who_can_help() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks("a tall ladder", "No hurry").await;
    ben.taps("I can help").await;
    anna.taps("Yes, introduce us").await;
    town.passes(TimeDelta::days(3)).await;
    town.passes(TimeDelta::hours(1)).await;
    assert!(anna.sees("Did it happen?") && anna.sees("Ben can help."), "{}", anna.screen());
    let before = anna.count();
    ben.blocks_the_bot().await;
    insta::assert_snapshot!(anna.since(before), @r"
    Ben cannot be reached any more, so this is over.

    Shopping and food
    “a tall ladder”
    No hurry

    Shopping and food
    “a tall ladder”
    No hurry

    I have found nobody for this now, and I ask nobody else. You can ask again.
    [Ask again]
    ");
    assert!(!anna.sees("Ben can help. I ask nobody else.") && !anna.sees("[Write to Ben]"), "{}", anna.screen());
    anna.taps("It didn't happen").await;
    assert!(
        anna.sees("Thank you for telling me. It does not always work out. You can ask again."),
        "{}",
        anna.screen()
    );
    assert_eq!(anna.times("[Ask again]"), 1, "{}", anna.screen());
    anna.reads();
    town.close().await;
}

#[tokio::test]
async fn who_leaves_an_ask_that_is_open_for_more_offers_no_second_one() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    town.passes(TimeDelta::days(3)).await;
    town.passes(TimeDelta::hours(1)).await;
    ben.reads();
    ben.blocks_the_bot().await;
    assert!(ada.sees("Ben cannot be reached any more, so this is over."), "{}", ada.screen());
    assert!(!ada.sees("[Ask again]") && ada.sees("[Change it]"), "{}", ada.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_leaves_once_it_is_said_to_be_done_lets_nobody_down() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ada.taps("I don't need it any more").await;
    ada.taps("It is done").await;
    let before = ada.count();
    ben.blocks_the_bot().await;
    assert_eq!(ada.since(before), "", "it is done: {}", ada.screen());
    assert!(!ada.sees("This is over. Ben and you"), "{}", ada.screen());
    ada.taps("It happened").await;
    assert!(ada.sees("Thank you. I am glad."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_leaves_though_it_is_not_yet_done_is_told_of() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ada.taps("I don't need it any more").await;
    ada.taps("It is done").await;
    ada.taps("Not yet").await;
    let before = ada.count();
    ben.blocks_the_bot().await;
    assert!(ada.since(before).starts_with("Ben cannot be reached any more"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_comes_back_is_not_asked_whether_they_still_can_what_is_over() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    ada.taps("Change it").await;
    ada.says("Three bags").await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("[Yes, I can]"), "{}", ben.screen());
    ben.blocks_the_bot().await;
    assert!(ada.sees("Ben can no longer help."), "{}", ada.screen());
    ben.starts().await;
    assert!(!ben.sees("[Yes, I can]") && ben.sees("You don't need to answer this any more."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_had_found_somebody_and_comes_back_does_not_hear_that_nobody_was_found() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Tomorrow").await;
    ada.blocks_the_bot().await;
    assert!(ben.last().starts_with("Ada cannot be reached any more"), "{}", ben.last());
    ada.starts().await;
    assert!(ada.sees("Closed. Nobody else is asked.") && !ada.sees("found nobody"), "{}", ada.screen());
    assert_eq!(ada.times("“Two bags”\nTomorrow, Friday 13 March\n\nClosed."), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_said_yes_left_and_is_back_reads_that_they_are_not_counted_on_and_may_say_it_again() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    let back = ben.button("I can't help after all");
    ben.blocks_the_bot().await;
    assert!(ada.sees("Ben can no longer help."), "{}", ada.screen());
    ben.starts().await;
    insta::assert_snapshot!(ben.message(back.message), @r"
    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    Roughly where: very near you

    I do not count on you for this any more. Thank you for saying yes to it.
    [I can help]
    [Is something needed now?]
    ");
    let again = ben.buttons().into_iter().find(|seen| seen.message == back.message).unwrap();
    ben.taps_old(&again).await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    // As they leave once more it ends, and they are back after that.
    ben.blocks_the_bot().await;
    ada.looks().await;
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ben.starts().await;
    let ended = ben.message(back.message);
    assert!(ended.contains("This ask is over.") && !ended.contains("[I can't help after all]"), "{ended}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_an_asker_leaves_and_is_back_a_yes_to_what_is_over_cannot_be_taken_back() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    ada.blocks_the_bot().await;
    assert!(ben.last().contains("It is no longer needed:"), "{}", ben.screen());
    assert!(!ben.sees("[I can't help after all]"), "{}", ben.screen());
    ada.starts().await;
    assert!(!ben.sees("[I can't help after all]"), "{}", ben.screen());
    assert_eq!(ada.times("[Ask again]"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
