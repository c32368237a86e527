//! Who pauses waits for nobody, and nobody waits for them; what two agreed stays.

use chrono::TimeDelta;

use super::town::Town;

const RESUME: &str = "You may ask me again";

#[tokio::test]
async fn a_pause_takes_a_waiting_yes_back_and_closes_what_was_asked() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let pause = ben.button("Pause me");
    let (ada, cleo) = (town.neighbour("Ada"), town.neighbour("Cleo"));
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("I can help").await;
    let yes = ada.button("Yes, introduce us");
    cleo.asks("A shelf", "Tomorrow").await;
    let help = ben.button("I can help");
    let before = (ada.count(), ben.count());
    ben.taps_old(&pause).await;
    assert_eq!(ada.since(before.0), "Ben can no longer help.", "{}", ada.screen());
    insta::assert_snapshot!(ben.since(before.1), @r"
    You are paused, so I do not count on you for this any more. Thank you for saying yes to it:

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    ");
    assert!(ben.message(help.message).contains("You are paused. I ask you for nothing"), "{}", ben.screen());
    assert!(!cleo.sees("Ben"), "what was not answered is nobody's business:\n{}", cleo.screen());
    ada.taps_old(&yes).await;
    assert!(!ben.sees("You and Ada are introduced."), "{}", ben.screen());
    let before = ben.count();
    town.passes(TimeDelta::days(2)).await;
    assert_eq!(ben.count(), before, "nothing wakes who is paused:\n{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_pause_ends_standing_by_and_what_two_agreed_stays() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Tomorrow").await;
    let pauses = [ben.button("Pause me"), cleo.button("Pause me")];
    cleo.taps_old(&pauses[1]).await;
    ben.taps_old(&pauses[0]).await;
    assert!(cleo.last().starts_with("You are paused, so I do not count on you"), "{}", cleo.screen());
    assert!(!cleo.sees("[I can't stand by any more]"), "{}", cleo.screen());
    assert!(ada.sees("Cleo can no longer help."), "{}", ada.screen());
    assert!(ben.sees("[I can't make it]") && !ada.sees("Ben can no longer help"), "{}", ben.screen());
    let before = cleo.count();
    ben.drops_out().await;
    assert!(ada.sees("Ben can't make it after all"), "{}", ada.screen());
    assert_eq!(cleo.count(), before, "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn once_the_pause_is_over_no_message_says_that_they_are_paused() {
    for resumes_above in [false, true] {
        let town = Town::open().await;
        let (ben, ada, cleo) = (town.helper("Ben").await, town.neighbour("Ada"), town.neighbour("Cleo"));
        ada.asks("Two bags", "Tomorrow").await;
        cleo.asks("A shelf", "Tomorrow").await;
        let (offer, before) = (ben.button("Pause me"), ben.count());
        ben.taps_old(&offer).await;
        assert_eq!((ben.times("You are paused"), ben.times("[You may ask me again]")), (3, 3), "{}", ben.screen());
        // On the offer, or on what he was asked last: what is not on the message that he taps comes anew.
        let all: Vec<_> = ben.buttons().into_iter().filter(|seen| seen.label == "You may ask me again").collect();
        ben.taps_old(&all[if resumes_above { 0 } else { 2 }]).await;
        assert!(!ben.sees("You are paused") && !ben.sees("[You may ask me again]"), "{}", ben.screen());
        assert!(ben.message(offer.message).contains("[Pause me]"), "{}", ben.screen());
        let asked_anew = if resumes_above { 2 } else { 1 };
        assert_eq!((ben.times("[I can help]"), ben.count()), (2, before + asked_anew), "{}", ben.screen());
        assert!(ben.last().contains("[I can help]"), "he is asked now, and sees it: {}", ben.screen());
        ben.taps("I can help").await;
        let lowest = if resumes_above { &cleo } else { &ada };
        assert!(lowest.last().contains("Ben can help."), "{}", lowest.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_pauses_on_what_they_were_asked_reads_it_on_the_offer_too() {
    let town = Town::open().await;
    let (ben, ada, cleo) = (town.helper("Ben").await, town.neighbour("Ada"), town.neighbour("Cleo"));
    let offer = ben.button("Pause me");
    ada.asks("Two bags", "Tomorrow").await;
    cleo.asks("A shelf", "Tomorrow").await;
    let before = ben.count();
    ben.taps("Not this time").await;
    ben.taps("Pause me").await;
    assert!(ben.message(offer.message).contains("You are paused"), "{}", ben.screen());
    assert_eq!((ben.times("You are paused"), ben.times("[Pause me]")), (3, 0), "{}", ben.screen());
    cleo.taps("I don't need it any more").await;
    cleo.taps("Yes, close it").await;
    ben.taps("You may ask me again").await;
    assert!(!ben.sees("You are paused") && ben.message(offer.message).contains("[Pause me]"), "{}", ben.screen());
    assert!(ben.sees("This ask is over.") && ben.times("[I can help]") == 1, "{}", ben.screen());
    assert_eq!(ben.count(), before + 1, "what is open comes anew, and what is over does not: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn there_is_one_card_of_an_offer_and_its_changes_show_on_it() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let first = ben.button("Pause me");
    for times in 1..=2 {
        ben.looks().await;
        assert_eq!((ben.times("[Pause me]"), ben.message(first.message)), (1, "This goes on below.".to_owned()));
        assert!(ben.last().contains("[Pause me]") && ben.times("goes on below") == times, "{}", ben.screen());
    }
    let card = ben.button("How far");
    ben.taps_twice("How far").await;
    ben.taps_twice("A short walk").await;
    assert!(ben.message(card.message).contains("A short walk"), "{}", ben.screen());
    ben.taps("My name").await;
    ben.taps("Back").await;
    ben.taps("Where I am").await;
    assert!(!ben.message(card.message).contains('['), "the card is the answer now: {}", ben.screen());
    ben.taps("Back").await;
    assert_eq!(ben.times("[Pause me]"), 1, "{}", ben.screen());
    ben.says("/start").await;
    ben.taps("I can help").await;
    assert_eq!(ben.times("[Pause me]"), 1, "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn who_is_paused_and_changes_the_offer_stays_paused() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    ben.taps("Pause me").await;
    ada.asks("Two bags", "Tomorrow").await;
    ben.taps("How far").await;
    ben.taps("A short walk").await;
    let is_paused = || ben.last().contains("You are paused: I ask you for nothing") && !ben.sees("I will ask you");
    assert!(is_paused() && ben.last().contains("[You may ask me again]"), "{}", ben.screen());
    ben.taps("Which things").await;
    ben.taps("Anything").await;
    assert!(is_paused() && !ben.last().contains("[Pause me]"), "{}", ben.screen());
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn who_stood_by_since_enough_had_said_yes_may_stand_by_again_after_a_pause() {
    let town = Town::open().await;
    let (ada, [ben, _cleo, _dora, eva]) = town.introduced_to_first(["Ben", "Cleo", "Dora", "Eva"], "Tomorrow").await;
    eva.taps("Stand by, in case").await;
    eva.taps("Pause me").await;
    assert!(!eva.sees("[Stand by, in case]") && eva.sees("I do not count on you"), "{}", eva.screen());
    eva.taps(RESUME).await;
    eva.taps("Stand by, in case").await;
    ben.drops_out().await;
    assert!(ada.last().starts_with("Eva said yes before"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whose_yes_was_put_as_often_as_one_may_is_not_offered_to_stand_by_after_a_pause() {
    let town = Town::open().await;
    let (ada, [ben, cleo, dora]) = town.introduced_to_first(["Ben", "Cleo", "Dora"], "Tomorrow").await;
    cleo.taps("Stand by, in case").await;
    dora.taps("Stand by, in case").await;
    ben.drops_out().await;
    town.passes(TimeDelta::minutes(62)).await;
    assert!(ada.last().starts_with("Dora said yes before"), "{}", ada.screen());
    ada.taps("Yes, introduce us").await;
    cleo.taps("Stand by, in case").await;
    dora.drops_out().await;
    cleo.taps("I can't help after all").await;
    cleo.taps("Pause me").await;
    cleo.taps(RESUME).await;
    assert!(!cleo.sees("[Stand by, in case]"), "a button that leads nowhere: {}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_slips_on_pause_after_a_yes_can_say_it_again() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    let pause = ben.button("Pause me");
    ada.asks("Two bags", "Tomorrow").await;
    let yes = ben.button("I can help");
    ben.taps("I can help").await;
    ben.taps_old(&pause).await;
    assert!(ben.message(yes.message).contains("You are paused."), "{}", ben.screen());
    assert!(!ben.message(yes.message).contains("You hear from me"), "{}", ben.screen());
    let resumes = ben.buttons().into_iter().find(|seen| (seen.message, seen.label.as_str()) == (pause.message, RESUME));
    ben.taps_old(&resumes.unwrap()).await;
    assert!(!ben.sees("You are paused.") && ben.message(yes.message).contains("[I can help]"), "{}", ben.screen());
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Ada are introduced."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_slips_on_pause_while_they_stand_by_may_stand_by_again() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Tomorrow").await;
    cleo.taps("Pause me").await;
    assert!(!cleo.sees("[Stand by, in case]") && cleo.sees("You are paused."), "{}", cleo.screen());
    cleo.taps(RESUME).await;
    assert!(!cleo.sees("You are paused.") && !cleo.sees(RESUME), "{}", cleo.screen());
    cleo.taps("Stand by, in case").await;
    ben.drops_out().await;
    assert!(ada.last().starts_with("Cleo said yes before"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_paused_and_looks_is_promised_nothing_and_sees_what_is_still_needed() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("Pause me").await;
    ben.taps("Is something needed now?").await;
    assert!(ben.last().contains("“Two bags”") && ben.last().contains("[I can help]"), "{}", ben.screen());
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    ben.says("/start").await;
    ben.taps("What is happening now?").await;
    ben.taps("Is something needed now?").await;
    assert!(ben.last().starts_with("Nothing new is needed near you now. You are paused"), "{}", ben.last());
    assert!(!ben.sees("I will write when"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}
