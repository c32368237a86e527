//! Who was not needed may stand by; when a helper drops out they are asked about first, and nobody waits in silence.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

/// Ada is introduced to Ben; Cleo and Dora said yes too, in this order.
struct Met<'t> {
    ada: Neighbour<'t>,
    ben: Neighbour<'t>,
    cleo: Neighbour<'t>,
    dora: Neighbour<'t>,
}

async fn meet<'t>(town: &'t Town, when: &str) -> Met<'t> {
    let (ada, [ben, cleo, dora]) = town.introduced_to_first(["Ben", "Cleo", "Dora"], when).await;
    town.reads_all();
    Met { ada, ben, cleo, dora }
}

#[tokio::test]
async fn who_was_not_needed_may_stand_by_and_is_asked_about_first() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "Today").await;
    let eva = town.helper("Eva").await;
    insta::assert_snapshot!(cleo.last(), @r"
    Thank you for saying yes to this. They have found enough help this time:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    If you like, stand by in case they need somebody after all.
    [Stand by, in case]
    ");
    cleo.taps("Stand by, in case").await;
    insta::assert_snapshot!(cleo.last(), @r"
    Thank you! You stand by for this. I tell you if you are needed, and when it is over:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    [I can't stand by any more]
    ");
    assert!(ada.sees("Cleo could help too, and stands by, in case."), "{}", ada.screen());
    let before = (ada.count(), cleo.count());
    ben.drops_out().await;
    insta::assert_snapshot!(ada.since(before.0), @r"
    Ben can't make it after all. Somebody else said yes to this too. Please see below, and say yes or no.

    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    Cleo said yes before, and may still be able to help.

    very near you, new here

    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    Shall I introduce you? Then Cleo sees your first name, and you get a word that you both know.
    [Yes, introduce us]
    [Not this one]
    ");
    insta::assert_snapshot!(cleo.since(before.1), @r"
    You may be needed after all. I have shown them your yes to this, and you hear from me, whatever they say:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    [I can't help after all]
    ");
    assert!(!cleo.sees("[I can't stand by any more]"), "the card before has no button:\n{}", cleo.screen());
    assert!(!cleo.sees("You do not stand by"), "{}", cleo.screen());
    assert!(!cleo.sees("Ada") && !cleo.sees("Ben"), "before both agreed nobody is named:\n{}", cleo.screen());
    assert!(!eva.sees("A neighbour asks:"), "others are not asked while somebody stood by:\n{}", eva.screen());
    ada.taps("Yes, introduce us").await;
    assert!(cleo.last().contains("You and Ada are introduced."), "{}", cleo.screen());
    assert!(!cleo.sees("[I can't help after all]"), "{}", cleo.screen());
    assert!(dora.sees("[Stand by, in case]"), "who did nothing is asked nothing:\n{}", dora.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn after_not_this_one_the_next_in_reserve_comes_then_others_at_once() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "This week").await;
    let eva = town.helper("Eva").await;
    dora.taps("Stand by, in case").await;
    cleo.taps("Stand by, in case").await;
    ben.drops_out().await;
    assert!(ada.last().starts_with("Cleo said yes before"), "the earliest yes comes first:\n{}", ada.last());
    assert!(!dora.sees("You may be needed after all"), "{}", dora.screen());
    ada.taps("Not this one").await;
    assert!(cleo.last().starts_with("Thank you for saying yes to this. They go on without you"), "{}", cleo.last());
    assert!(!cleo.sees("[I can't help after all]"), "{}", cleo.screen());
    assert!(ada.last().starts_with("Dora said yes before"), "{}", ada.last());
    assert!(dora.last().starts_with("You may be needed after all"), "{}", dora.last());
    assert!(!eva.sees("A neighbour asks:"));
    ada.taps("Not this one").await;
    assert!(eva.last().contains("A neighbour asks:"), "nobody is left in reserve:\n{}", eva.screen());
    assert!(dora.last().contains("They go on without you"), "{}", dora.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_does_not_answer_is_shown_the_next_in_reserve_then_others_are_asked() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "Today").await;
    let eva = town.helper("Eva").await;
    cleo.taps("Stand by, in case").await;
    dora.taps("Stand by, in case").await;
    ben.drops_out().await;
    town.passes(TimeDelta::minutes(62)).await;
    assert!(ada.sees("Cleo still waits for your answer.") && ada.sees("Dora said yes before"), "{}", ada.screen());
    assert!(dora.last().starts_with("You may be needed after all"), "{}", dora.last());
    assert!(!eva.sees("A neighbour asks:"), "{}", eva.screen());
    town.passes(TimeDelta::minutes(62)).await;
    assert!(eva.last().contains("A neighbour asks:"), "{}", eva.screen());
    ada.taps("Yes, introduce us").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stands_by_may_stop_at_any_time_and_begin_again() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "Today").await;
    let offered = cleo.button("Stand by, in case");
    cleo.taps_twice("Stand by, in case").await;
    assert!(cleo.last().starts_with("Thank you! You stand by for this."), "{}", cleo.last());
    cleo.taps("I can't stand by any more").await;
    insta::assert_snapshot!(cleo.last(), @r"
    That is fine, and thank you. You do not stand by for this any more:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    [Stand by, in case]
    ");
    assert!(ada.sees("Cleo can no longer help.") && !ada.sees("Cleo stands by"), "{}", ada.screen());
    cleo.taps_old(&offered).await;
    assert!(cleo.last().contains("[I can't stand by any more]"), "{}", cleo.last());
    cleo.looks().await;
    assert!(cleo.sees("You stand by for this."), "{}", cleo.screen());
    ben.drops_out().await;
    cleo.taps("I can't help after all").await;
    assert!(cleo.sees("That is fine, and thank you for standing by."), "{}", cleo.screen());
    assert!(ada.sees("Cleo can no longer help."), "{}", ada.screen());
    assert!(
        ada.last().starts_with("Dora said yes before, and may still be able to help."),
        "everybody else was asked:\n{}",
        ada.screen()
    );
    assert!(dora.last().starts_with("You may be needed after all."), "{}", dora.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_end_of_it_is_told_to_who_stood_by() {
    for (when, way) in [
        ("Today", "its day"),
        ("No hurry", "both said how it went"),
        ("No hurry", "the helper said it first"),
        ("No hurry", "neither says that it happened"),
        ("Today", "the asker is out"),
    ] {
        let town = Town::open().await;
        let Met { ada, ben, cleo, dora } = meet(&town, when).await;
        cleo.taps("Stand by, in case").await;
        match way {
            "its day" => town.reaches(9).await,
            "both said how it went" => {
                town.passes(TimeDelta::days(3)).await;
                town.passes(TimeDelta::hours(1)).await;
                assert!(!cleo.sees("Thank you for standing by."), "{}", cleo.screen());
                ada.taps("It happened").await;
                ben.taps("It happened").await;
            }
            "the helper said it first" | "neither says that it happened" => {
                town.passes(TimeDelta::days(3)).await;
                town.passes(TimeDelta::hours(1)).await;
                let says = if way == "the helper said it first" { "It happened" } else { "It didn't happen" };
                ben.taps(says).await;
                ada.taps(says).await;
                assert!(!ada.sees("Sorry"), "{}", ada.screen());
            }
            _ => ada.drops_out().await,
        }
        assert!(
            cleo.last().starts_with("Thank you for standing by. It is over, and you were not needed"),
            "{way}: {}",
            cleo.last()
        );
        assert!(!cleo.sees("[I can't stand by any more]"), "{}", cleo.screen());
        dora.taps("Stand by, in case").await;
        let thanks = "Thank you for saying yes to this. It is very kind, and nobody needs to stand by";
        assert!(dora.last().starts_with(thanks), "too late, {way}: {}", dora.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_close_and_a_block_are_told_to_who_stood_by() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "Today").await;
    dora.taps("Stand by, in case").await;
    cleo.taps("Stand by, in case").await;
    dora.reads();
    cleo.blocks_the_bot().await;
    assert!(!ada.sees("Cleo stands by"), "{}", ada.screen());
    ben.blocks_the_bot().await;
    assert!(ada.sees("Ben can no longer help. Somebody else said yes to this too."), "{}", ada.screen());
    assert!(ada.last().starts_with("Dora said yes before"), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    ada.reads();
    let eva = town.helper("Eva").await;
    ada.blocks_the_bot().await;
    assert!(dora.last().contains("Ada cannot be reached any more"), "{}", dora.last());
    eva.reads();
    town.close().await;
}

#[tokio::test]
async fn who_stood_by_and_is_back_after_a_block_reads_one_and_the_same_thing() {
    let town = Town::open().await;
    let Met { ada, cleo, .. } = meet(&town, "Today").await;
    cleo.taps("Stand by, in case").await;
    let card = cleo.button("I can't stand by any more").message;
    cleo.blocks_the_bot().await;
    cleo.starts().await;
    assert!(cleo.sees("I could not reach you for a while. Meanwhile this ended"), "{}", cleo.screen());
    assert!(cleo.message(card).starts_with("I do not count on you for this any more:"), "{}", cleo.message(card));
    assert!(!cleo.sees("[Stand by, in case]"), "{}", cleo.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_leaves_leaves_nobody_in_reserve() {
    for (when, days) in [("Today", 0), ("No hurry", 0), ("No hurry", 4)] {
        let town = Town::open().await;
        let Met { ada, ben, cleo, .. } = meet(&town, when).await;
        cleo.taps("Stand by, in case").await;
        town.passes(TimeDelta::days(days)).await;
        ada.reads();
        ada.blocks_the_bot().await;
        assert!(cleo.last().starts_with("Thank you for standing by. It is over"), "{}", cleo.last());
        assert!(ben.sees("Ada cannot be reached any more"), "{}", ben.screen());
        town.close().await;
    }
}

#[tokio::test]
async fn after_a_restart_who_stands_by_still_does() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, .. } = meet(&town, "Today").await;
    cleo.taps("Stand by, in case").await;
    town.kill().await;
    town.start().await;
    ben.drops_out().await;
    let yes = ada.button("Yes, introduce us");
    // Who asked and who stood by tap at the same time: one of them is first, and both hear the truth.
    ada.taps_without_waiting("Yes, introduce us");
    cleo.taps_without_waiting("I can't help after all");
    town.passes(TimeDelta::seconds(5)).await;
    assert!(cleo.sees("You and Ada are introduced."), "{}", cleo.screen());
    assert!(!cleo.sees("I do not count on you"), "{}", cleo.screen());
    ada.taps_old(&yes).await;
    assert!(ada.sees("You said yes to Cleo."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_buttons_of_a_reserve_do_nothing_for_anybody_else() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "Today").await;
    let stand_by = cleo.button("Stand by, in case");
    for stranger in [&ada, &ben, &dora] {
        let message = stranger.phone().messages.last().unwrap().id;
        stranger.forges(message, &stand_by.data).await;
        assert!(stranger.sees("That button no longer does anything."), "{}", stranger.screen());
    }
    assert!(cleo.last().contains("[Stand by, in case]"));
    cleo.taps("Stand by, in case").await;
    let stand_down = cleo.button("I can't stand by any more");
    dora.forges(dora.phone().messages.last().unwrap().id, &stand_down.data).await;
    ben.drops_out().await;
    assert!(ada.sees("Cleo said yes before, and may still be able to help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stands_by_while_others_are_asked_is_shown_to_the_asker_at_once() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "No hurry").await;
    let eva = town.helper("Eva").await;
    ben.drops_out().await;
    assert!(eva.last().contains("A neighbour asks:"), "nobody stood by: {}", eva.screen());
    town.passes(TimeDelta::minutes(5)).await;
    let before = ada.count();
    cleo.taps_twice("Stand by, in case").await;
    assert!(cleo.last().starts_with("You may be needed after all. I have shown them your yes"), "{}", cleo.last());
    assert!(
        ada.since(before).starts_with("Cleo said yes before, and may still be able to help."),
        "{}",
        ada.since(before)
    );
    assert_eq!(ada.times("Cleo said yes before"), 1, "{}", ada.screen());
    dora.taps("Stand by, in case").await;
    ada.taps("Not this one").await;
    assert!(dora.last().contains("They go on without you") && cleo.sees("[I can't help after all]"), "{}", dora.last());
    ada.taps("Yes, introduce us").await;
    assert!(cleo.last().contains("You and Ada are introduced."), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_needed_and_takes_it_back_again_and_again_is_counted_on_no_more() {
    let town = Town::open().await;
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve("Tomorrow").await;
    ben.drops_out().await;
    for is_last in [false, true] {
        assert!(ada.last().starts_with("Cleo said yes before, and may still be able to help."), "{}", ada.last());
        let take_back = cleo.button("I can't help after all");
        cleo.taps_old(&take_back).await;
        // The old button tells what can still be done.
        cleo.taps_old(&take_back).await;
        assert_eq!(cleo.last().contains("[Stand by, in case]"), !is_last, "{}", cleo.last());
        if !is_last {
            cleo.taps("Stand by, in case").await;
        }
    }
    assert!(cleo.last().starts_with("I do not count on you for this any more:"), "{}", cleo.last());
    assert_eq!(ada.times("[Yes, introduce us]"), 0, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_the_close_standing_by_leaves_the_thanks() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, .. } = meet(&town, "No hurry").await;
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    cleo.taps_twice("Stand by, in case").await;
    insta::assert_snapshot!(cleo.last(), @r"
    Thank you for saying yes to this. It is very kind, and nobody needs to stand by for it any more:

    Shopping and food
    “Two bags”
    No hurry
    ");
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_leaves_the_last_yes_unanswered_hears_that_it_did_not_come_about() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "Today").await;
    cleo.taps("Stand by, in case").await;
    ben.drops_out().await;
    assert!(ada.last().starts_with("Cleo said yes before, and may still be able to help."), "{}", ada.last());
    // The next wave finds nobody, and says nothing while a yes waits.
    town.passes(TimeDelta::minutes(62)).await;
    assert!(ada.last().starts_with("Cleo still waits for your answer."), "{}", ada.last());
    let before = (ada.count(), cleo.count());
    town.reaches(22).await;
    town.reaches(7).await;
    assert_eq!(ada.since(before.0), "", "nobody is woken for it");
    town.reaches(9).await;
    let told = ada.since(before.0);
    assert!(
        told.contains("The time for this has passed. Cleo could help, and it did not come about in time."),
        "{told}"
    );
    assert_eq!(told.matches("The time for this has passed").count(), 1, "{told}");
    assert!(!ada.sees("nobody was found"), "{}", ada.screen());
    assert!(cleo.since(before.1).starts_with("Thank you for saying yes to this."), "{}", cleo.screen());
    let before = ada.count();
    town.passes(TimeDelta::days(2)).await;
    assert_eq!(ada.since(before), "", "it is said once");
    assert!(ada.sees("I ask nobody else for this now. Cleo could help, and it did not"), "{}", ada.screen());
    assert!(!ada.sees("nobody could help"), "{}", ada.screen());
    dora.reads();
    town.close().await;
}

#[tokio::test]
async fn where_nobody_else_is_left_the_card_of_the_ask_beneath_who_is_out_says_so() {
    for leaves in [false, true] {
        let town = Town::open().await;
        let (ada, ben) = town.introduced("Today").await;
        town.reads_all();
        let before = ada.count();
        if leaves {
            ben.blocks_the_bot().await;
            assert!(ada.since(before).starts_with("Ben can no longer help.\n\nShopping and food"), "{}", ada.last());
        } else {
            ben.drops_out().await;
            insta::assert_snapshot!(ada.since(before), @r"
            Ben can't make it after all.

            Shopping and food
            “Two bags”
            Today, Thursday 12 March

            Shopping and food
            “Two bags”
            Today, Thursday 12 March

            I have asked every neighbour I may ask, and I have found nobody so far. That happens. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).
            [Ask a little further away]
            [Send it to someone yourself]
            [Change it] [I don't need it any more]
            ");
        }
        assert_eq!(ada.count(), before + 2, "{}", ada.screen());
        assert!(!ada.sees("I look for somebody else now"), "{}", ada.screen());
        town.passes(TimeDelta::hours(3)).await;
        assert_eq!(ada.count(), before + 2, "{}", ada.screen());
        ada.taps("Ask a little further away").await;
        assert!(ada.sees("I have asked further away too, and I have found nobody so far."), "{}", ada.screen());
        let cleo = town.helper("Cleo").await;
        assert!(cleo.last().contains("[I can help]"), "who comes to look finds it: {}", cleo.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn where_nobody_else_is_left_and_a_yes_waits_the_asker_is_led_to_it() {
    let town = Town::open().await;
    let (ben, cleo, ada) = (town.helper("Ben").await, town.helper("Cleo").await, town.neighbour("Ada"));
    ada.writes_ask("A wardrobe", "Tomorrow").await;
    ada.asks_for_two().await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    cleo.taps("I can help").await;
    let before = ada.count();
    ben.drops_out().await;
    let told = ada.since(before);
    assert!(told.starts_with("Ben can't make it after all. Somebody else said yes."), "{told}");
    assert_eq!(ada.count(), before + 1, "{told}");
    ada.taps("Yes, introduce us").await;
    assert!(cleo.last().contains("You and Ada are introduced."), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

/// Ada is introduced to Ben. Cleo and Dora said yes too, and did nothing since; nobody else is left to ask.
#[tokio::test]
async fn who_was_not_needed_is_asked_about_before_the_asker_reads_that_nobody_is_left() {
    let town = Town::open().await;
    let Met { ada, ben, cleo, dora } = meet(&town, "Today").await;
    let before = (ada.count(), cleo.count());
    ben.drops_out().await;
    let told = ada.since(before.0);
    assert!(
        told.starts_with("Ben can't make it after all. Somebody else said yes to this too. Please see below"),
        "{told}"
    );
    assert!(!told.contains("I look for somebody else"), "somebody is found: {told}");
    assert!(told.contains("Cleo said yes before, and may still be able to help."), "{told}");
    insta::assert_snapshot!(cleo.since(before.1), @r"
    You may be needed after all. I have shown them your yes to this, and you hear from me, whatever they say:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    [I can't help after all]
    ");
    assert!(!cleo.sees("[Stand by, in case]") && dora.sees("[Stand by, in case]"), "{}", cleo.screen());
    cleo.taps("I can't help after all").await;
    assert!(ada.last().starts_with("Dora said yes before, and may still be able to help."), "{}", ada.screen());
    ada.taps("Not this one").await;
    assert!(ada.last().contains("I have asked every neighbour I may ask"), "only now: {}", ada.screen());
    assert_eq!(ada.times("I have asked every neighbour I may ask"), 1, "{}", ada.screen());
    let before = (cleo.count(), dora.count());
    town.passes(TimeDelta::hours(3)).await;
    assert_eq!((cleo.since(before.0), dora.since(before.1)), (String::new(), String::new()), "each once");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_not_needed_and_paused_or_left_since_is_not_asked_about() {
    for leaves in [false, true] {
        let town = Town::open().await;
        let Met { ada, ben, cleo, dora } = meet(&town, "Today").await;
        if leaves {
            cleo.blocks_the_bot().await;
        } else {
            cleo.says("/start").await;
            for label in ["I can help", "Pause me"] {
                cleo.taps(label).await;
            }
        }
        let before = (ada.count(), cleo.count());
        ben.drops_out().await;
        assert!(ada.last().starts_with("Dora said yes before, and may still be able to help."), "{}", ada.screen());
        assert_eq!(cleo.since(before.1), "", "{}", cleo.screen());
        ada.taps("Yes, introduce us").await;
        assert!(dora.last().contains("You and Ada are introduced."), "{}", dora.last());
        assert!(!ada.since(before.0).contains("Cleo"), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_said_yes_when_enough_had_is_asked_about_where_more_are_wanted() {
    let town = Town::open().await;
    let mut helpers = Vec::new();
    for name in ["Ben", "Cleo", "Dora", "Eva", "Finn"] {
        helpers.push(town.helper(name).await);
    }
    let ada = town.two_wanted("Tomorrow").await;
    let mut yeses = Vec::new();
    for helper in &helpers[..4] {
        helper.taps("I can help").await;
        yeses.push(ada.button("Yes, introduce us"));
    }
    let finn = &helpers[4];
    finn.taps("I can help").await;
    assert!(finn.last().starts_with("Thank you for saying yes to this. Enough neighbours"), "{}", finn.last());
    for _ in 0..3 {
        ada.taps("Not this one").await;
    }
    town.passes(TimeDelta::hours(7)).await;
    assert!(!ada.sees("Finn"), "one still waits: {}", ada.screen());
    ada.taps_old(&yeses[0]).await;
    assert!(ada.last().starts_with("Finn said yes before, and may still be able to help."), "{}", ada.screen());
    assert!(!ada.sees("I have found nobody else so far"), "{}", ada.screen());
    ada.taps("Yes, introduce us").await;
    assert!(finn.last().contains("You and Ada are introduced."), "{}", finn.last());
    town.reads_all();
    town.close().await;
}
