//! A posted ask is changed: who was asked for it, and what each of them sees.

use chrono::TimeDelta;

use super::town::{Metres, Neighbour, Seen, Town};

/// A tap on what a message of Ben's showed before.
async fn taps_before(ben: &Neighbour<'_>, old: &Seen) -> String {
    ben.taps_old(old).await;
    ben.message(old.message)
}

#[tokio::test]
async fn an_old_ping_is_never_a_yes_to_the_changed_ask() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let (yes, no) = (ben.button("I can help"), ben.button("Not this time"));
    ada.changes_time("Tomorrow").await;
    for old in [&yes, &no] {
        let mended = taps_before(&ben, old).await;
        assert_eq!(mended, "Shopping and food\n“Two bags”\n\nThis goes on below.");
        assert!(
            ben.last().contains("Tomorrow, Friday 13 March") && ben.last().contains("[I can help]"),
            "{}",
            ben.last()
        );
        assert!(!ada.sees("Ben can help."), "{}", ada.screen());
    }
    // A code of before there were versions is of the first one.
    let unversioned = Seen { data: yes.data.replace(".1", ".0"), ..yes.clone() };
    taps_before(&ben, &unversioned).await;
    assert!(!ada.sees("Ben can help."), "{}", ada.screen());
    ben.taps_old(&Seen { data: ben.button("I can help").data, ..yes }).await;
    assert!(ada.last().contains("Ben can help.") && ada.last().contains("Tomorrow"), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn a_code_without_a_version_answers_an_ask_that_was_never_changed() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let yes = ben.button("I can help");
    assert!(yes.data.ends_with(".1"), "{}", yes.data);
    let code = yes.data.strip_suffix(".1").unwrap();
    ben.forges(yes.message, &format!("{code}.0")).await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn reasons_of_before_are_not_taken_for_the_changed_ask() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("Not this time").await;
    let old = [ben.button("Too far"), ben.button("I can help")];
    ada.changes_time("Tomorrow").await;
    for (tapped, sees) in old.iter().zip(["[Too far]", "This has changed, so I have not passed your yes on."]) {
        let mended = taps_before(&ben, tapped).await;
        assert!(mended.contains("Tomorrow") && mended.contains(sees), "{mended}");
    }
    assert!(!ada.sees("Ben can help."), "{}", ada.screen());
    ben.taps("Not this time").await;
    ben.taps("Too far").await;
    ben.taps("I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn not_this_time_stays_a_no_unless_the_time_was_wrong_and_is_another_now() {
    let town = Town::open().await;
    let (ben, cleo, dora) = (town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    for (helper, reason) in [(&ben, "Wrong time"), (&cleo, "Too far")] {
        helper.taps("Not this time").await;
        helper.taps(reason).await;
    }
    dora.taps("Not this time").await;
    let screens = [ben.screen(), cleo.screen(), dora.screen()];
    ada.taps("Change it").await;
    ada.taps("The line").await;
    ada.says("Three bags").await;
    ada.taps("Save the change").await;
    assert_eq!([ben.screen(), cleo.screen(), dora.screen()], screens, "the time is the same");
    ada.changes_time("Tomorrow").await;
    assert!(ben.last().contains("A neighbour asks:") && ben.last().contains("Tomorrow"), "{}", ben.screen());
    assert_eq!([cleo.screen(), dora.screen()], screens[1..]);
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_is_asked_follows_the_new_place() {
    let town = Town::open().await;
    let near = town.helper("Ben").await;
    let far = town.helper_at("Cleo", Metres(20_000.0)).await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    assert!(near.sees("Two bags") && !far.sees("Two bags"));
    ada.taps("Change it").await;
    ada.taps("Another place").await;
    town.telegram.shares_place(ada.id, far.home.0, far.home.1).unwrap();
    town.passes(TimeDelta::seconds(5)).await;
    ada.taps("Save the change").await;
    assert!(far.last().contains("Roughly where: very near you"), "{}", far.screen());
    assert!(near.last().contains("The neighbour has changed this."), "it is out of their reach: {}", near.screen());
    near.taps("See how it is now").await;
    assert!(near.last().contains("Roughly where: further away"), "{}", near.last());
    // Who comes to look finds it where it is.
    let finn = town.helper("Finn").await;
    assert!(!finn.sees("Two bags"), "{}", finn.screen());
    let gina = town.helper_at("Gina", Metres(20_000.0)).await;
    assert!(gina.sees("Two bags"), "{}", gina.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn at_night_nobody_is_woken_by_a_change() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "This week").await;
    ben.taps("I can help").await;
    town.reaches(22).await;
    let (bens, cleos) = (ben.count(), cleo.count());
    ada.taps("What is happening now?").await;
    ada.changes_time("No hurry").await;
    assert_eq!((ben.count(), cleo.count()), (bens, cleos), "{}", ben.screen());
    assert!(cleo.last().contains("The neighbour has changed this."), "{}", cleo.screen());
    town.reaches(8).await;
    assert!(ben.last().contains("[Yes, I can]"), "{}", ben.screen());
    assert!(cleo.last().contains("A neighbour asks:"), "{}", cleo.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_change_is_no_way_around_what_a_helper_may_be_asked() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let askers = [town.neighbour("Ada"), town.neighbour("Eve"), town.neighbour("Finn")];
    for (asker, line) in askers.iter().zip(["Two bags", "A ladder"]) {
        asker.asks(line, "This week").await;
    }
    let ada = &askers[0];
    // Each message counts among the three of a week: the one about the first change is the third.
    for (when, asked) in [("Tomorrow", 2), ("No hurry", 1), ("This week", 1)] {
        ada.changes_time(when).await;
        assert_eq!(ben.times("A neighbour asks:"), asked, "{when}: {}", ben.screen());
    }
    assert!(ben.sees("The neighbour has changed this. You can see how it is now."), "{}", ben.screen());
    ada.taps("Change it").await;
    assert!(ada.last().contains("You have changed this 3 times"), "{}", ada.last());
    askers[2].asks("A saw", "This week").await;
    assert!(!ben.sees("A saw"), "{}", ben.screen());
    ben.taps("See how it is now").await;
    assert_eq!(ben.times("A neighbour asks:"), 2, "what he looks at himself is open: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_asked_before_is_asked_first_and_nobody_new_is_asked_sooner() {
    let town = Town::open().await;
    let helpers = town.helpers(20).await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    let asked = |town_knows: &str| -> Vec<String> {
        helpers.iter().filter(|one| one.sees(town_knows)).map(|one| one.name.clone()).collect()
    };
    let first = asked("A neighbour asks:");
    assert_eq!(first.len(), 5);
    ada.changes_time("Tomorrow").await;
    assert_eq!(asked("A neighbour asks:"), first, "the same five");
    assert_eq!(asked("Tomorrow"), first);
    town.passes(TimeDelta::hours(1)).await;
    assert_eq!(asked("Tomorrow").len(), 10);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn killed_in_between_the_old_ping_never_comes_and_the_new_one_comes_once() {
    let town = Town::open().await;
    let (ada, ben) = town.killed_before_the_ping().await;
    town.start().await;
    town.passes(TimeDelta::seconds(30)).await;
    ada.changes("When", "Tomorrow").await;
    town.telegram.hold("sendMessage");
    ada.taps_without_waiting("Save the change");
    let is_saved = |text: &str| text.contains("Tomorrow") && text.contains("No yes yet");
    town.kill_once(|telegram| telegram.screen(ada.id).messages.iter().any(|one| is_saved(&one.text))).await;
    town.telegram.release("sendMessage");
    town.start().await;
    town.passes(TimeDelta::seconds(30)).await;
    assert_eq!(ben.times("A neighbour asks:"), 1, "{}", ben.screen());
    ben.taps("I can help").await;
    assert!(ada.last().contains("Ben can help.") && ada.last().contains("Tomorrow"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_waits_to_be_sent_about_the_ask_before_is_not_sent() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ada.changes("When", "Tomorrow").await;
    town.telegram.hold("sendMessage");
    cleo.taps_without_waiting("I can help");
    ben.taps_without_waiting("I can help");
    town.until("both yeses are taken", |telegram| telegram.unconfirmed() == 0).await;
    ada.taps_without_waiting("Save the change");
    town.until("the change is taken", |telegram| telegram.unconfirmed() == 0).await;
    town.telegram.release("sendMessage");
    town.passes(TimeDelta::seconds(30)).await;
    assert!(!ada.sees("[Yes, introduce us]") && !ada.sees("Ben can help."), "{}", ada.screen());
    let both = ["so I ask Cleo and Ben again", "so I ask Ben and Cleo again"];
    assert!(both.iter().any(|both| ada.sees(both)), "{}", ada.screen());
    for helper in [&ben, &cleo] {
        assert!(helper.last().contains("[Yes, I can]"), "{}", helper.screen());
    }
    // What Ada's chat may still hold is her question, pushed down by the cards.
    town.passes(TimeDelta::seconds(10)).await;
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_came_through_a_link_sees_the_change_on_a_tap() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ada.taps("Send it to someone yourself").await;
    let link = ada.last().split_once("?start=").unwrap().1.split_whitespace().next().unwrap().to_owned();
    let (zoe, yan) = (town.neighbour("Zoe"), town.neighbour("Yan"));
    zoe.starts_with(&link).await;
    ada.changes_time("Tomorrow").await;
    assert!(zoe.last().contains("The neighbour has changed this."), "{}", zoe.last());
    zoe.taps("See how it is now").await;
    zoe.taps("18 or over, I agree: I can help").await;
    assert!(ada.last().contains("Zoe can help.\n\nthrough your link"), "{}", ada.last());
    yan.starts_with(&link).await;
    assert!(yan.last().contains("Tomorrow, Friday 13 March"), "{}", yan.last());
    ada.changes_time("No hurry").await;
    zoe.taps("Yes, I can").await;
    assert!(ada.last().contains("Zoe can help.\n\nthrough your link"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn another_number_of_people_is_seen_by_who_was_asked() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let (ping, before) = (ben.button("I can help"), ben.count());
    ada.changes("How many people", "3").await;
    ada.taps("Save the change").await;
    assert!(ben.message(ping.message).contains("Wanted: 3 people"), "{}", ben.screen());
    assert_eq!(ben.count(), before, "it is no new message: {}", ben.screen());
    ben.taps_old(&ping).await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn who_looks_at_a_change_at_night_hears_of_the_next_one_and_is_not_asked_twice() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("This week").await;
    town.reaches(22).await;
    for line in ["Three bags", "Four bags"] {
        for label in ["Change it", "The line"] {
            ada.taps(label).await;
        }
        ada.says(line).await;
        ada.taps("Save the change").await;
        assert!(ben.last().contains("The neighbour has changed this."), "{line}: {}", ben.last());
        ben.taps("See how it is now").await;
        assert!(ben.last().contains(line) && ben.last().contains("[I can help]"), "{line}: {}", ben.last());
    }
    let before = (ada.count(), ben.count());
    town.reaches(9).await;
    assert_eq!(ben.since(before.1), "", "he has it before him");
    let told = ada.since(before.0);
    assert!(told.contains("I have asked every neighbour I may ask") && !told.contains("nobody near you"), "{told}");
    ben.taps("I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_look_at_a_change_at_night_changes_nothing_of_what_its_asker_is_told() {
    for when in ["This week", "Today"] {
        let town = Town::open().await;
        let (ada, ben) = town.asked(when).await;
        let cleo = town.helper("Cleo").await;
        town.reaches(22).await;
        ada.changes_line().await;
        let asleep =
            |card: &str| card.lines().find(|line| line.starts_with("Most neighbours are asleep")).map(str::to_owned);
        let told = asleep(&ada.last());
        assert!(told.is_some(), "{}", ada.last());
        ben.taps("See how it is now").await;
        let before = ada.count();
        ada.looks().await;
        let shown = ada.since(before);
        assert_eq!(asleep(&shown), told, "that somebody looked is nobody's business: {shown}");
        assert!(!shown.contains("I have asked"), "{shown}");
        if when == "This week" {
            let (asker, helper) = (ada.count(), cleo.count());
            town.reaches(9).await;
            assert!(!cleo.since(helper).is_empty(), "she is asked in the morning: {}", cleo.screen());
            assert_eq!(ada.since(asker), "", "nothing new is to be said: {}", ada.screen());
            assert!(ada.sees("I have asked some neighbours. No yes yet."), "{}", ada.screen());
        }
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_had_answered_and_looks_at_every_change_of_a_night_is_somebody_near() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("Not this time").await;
    ben.taps("Wrong time").await;
    town.reaches(22).await;
    ada.looks().await;
    ada.changes_time("This week").await;
    ben.taps("I can help").await;
    assert!(ben.last().contains("This week") && ben.last().contains("[I can help]"), "{}", ben.last());
    ada.changes_line().await;
    ben.taps("See how it is now").await;
    assert!(ben.last().contains("“Three bags”") && ben.last().contains("[I can help]"), "{}", ben.last());
    let before = (ada.count(), ben.count());
    town.reaches(9).await;
    let told = ada.since(before.0);
    assert_eq!(ben.since(before.1), "", "he has it before him");
    assert!(told.contains("I have asked every neighbour I may ask") && !told.contains("nobody near you"), "{told}");
    ben.taps("I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}
