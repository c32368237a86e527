//! What a change of a posted ask means for who is introduced, stands by, or said yes before it.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

#[tokio::test]
async fn help_whose_own_time_is_over_is_left_alone_by_a_change() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    ben.taps("More").await;
    ben.taps("Change the time").await;
    ben.taps("Now").await;
    ada.taps("Yes, that suits").await;
    town.passes(TimeDelta::hours(3)).await;
    assert!(ben.last().contains("Did it happen?"), "{}", ben.screen());
    let screen = ben.screen();
    ada.looks().await;
    ada.changes_time("This week").await;
    assert_eq!(ben.screen(), screen, "help that was is not asked about");
    assert!(!ada.sees("so I ask Ben again"), "{}", ada.screen());
    assert!(ada.last().contains("Ben can help, and I have"), "{}", ada.last());
    assert_eq!(ada.times("Did it happen?"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn help_that_one_of_the_two_told_of_is_left_alone_by_a_change() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    town.passes(TimeDelta::days(3)).await;
    ben.taps("It happened").await;
    let screen = ben.screen();
    ada.looks().await;
    ada.changes_time("This week").await;
    assert_eq!(ben.screen(), screen, "it happened");
    assert!(!ada.sees("so I ask Ben again"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_a_new_time_both_are_asked_anew_how_it_went() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    town.passes(TimeDelta::days(3)).await;
    town.passes(TimeDelta::days(1)).await;
    assert_eq!((ada.times("Did it happen?"), ben.times("Did it happen?")), (1, 1), "{}", ben.screen());
    let did_not = ada.button("It didn't happen");
    ada.looks().await;
    ada.changes_time("This week").await;
    assert_eq!((ada.times("Did it happen?"), ben.times("Did it happen?")), (0, 0), "it is not now: {}", ada.screen());
    ben.taps("Yes, still").await;
    ada.taps_old(&did_not).await;
    assert_eq!(
        ada.message(did_not.message),
        "This question is over: how it was with Ben. Thank you.",
        "{}",
        ada.screen()
    );
    ben.taps("I can't make it").await;
    assert!(ben.last().starts_with("Shall I tell Ada that you can't make it?"), "it is to come: {}", ben.last());
    ben.taps("Leave it as it is").await;
    let before = (ada.count(), ben.count());
    town.passes(TimeDelta::days(8)).await;
    let asked = (ada.since(before.0), ben.since(before.1));
    assert!(asked.0.contains("Did it happen?") && asked.1.contains("Did it happen?"), "{asked:?}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_card_of_a_change_keeps_the_word_and_what_else_can_be_done() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    let card = ben.last();
    let word = card.split("Your word: ").nth(1).unwrap().split('.').next().unwrap().to_owned();
    ada.looks().await;
    ada.changes_time("This week").await;
    assert!(ben.last().contains(&format!("Your word stays: {word}.")), "{}", ben.last());
    assert!(ben.last().ends_with("[Yes, still]\n[I can't make it]\n[Write to Ada]\n[More]"), "{}", ben.last());
    ben.taps("More").await;
    assert!(ben.last().contains("[Change the time]\n[Back]") && ben.last().contains(&word), "{}", ben.last());
    ben.taps("Back").await;
    ben.taps("Yes, still").await;
    assert!(ben.last().contains(&format!("Your word: {word}.")), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_introduced_and_does_not_answer_a_change_is_reminded_once_and_not_counted_on() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    let (cleo, dora, eve) = (town.helper("Cleo").await, town.helper("Dora").await, town.helper("Eve").await);
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    let asked = ben.count();
    for helper in [&cleo, &dora, &eve] {
        helper.taps("I can help").await;
    }
    let [cleos, doras, _] = [0, 1, 2].map(|nth| {
        let all: Vec<_> = ada.buttons().into_iter().filter(|seen| seen.label == "Yes, introduce us").collect();
        all[nth].clone()
    });
    ada.taps_old(&cleos).await;
    assert!(
        !ada.sees("I ask nobody else.") && !dora.sees("Thank you for saying"),
        "Ben has not said: {}",
        ada.screen()
    );
    town.passes(TimeDelta::minutes(61)).await;
    assert_eq!(ben.count(), asked + 1, "one reminder: {}", ben.screen());
    assert!(ben.last().contains("[Yes, still]"), "{}", ben.last());
    assert!(!ada.sees("I have not heard from Ben"), "{}", ada.screen());
    town.passes(TimeDelta::minutes(61)).await;
    assert!(ada.sees("This has changed, and I have not heard from Ben whether they still can."), "{}", ada.screen());
    town.passes(TimeDelta::hours(3)).await;
    assert_eq!((ben.count(), ada.times("I have not heard from Ben")), (asked + 1, 1), "{}", ben.screen());
    ben.taps_twice("Yes, still").await;
    assert!(ada.sees("Ben can still make it, as it is now:"), "{}", ada.screen());
    assert!(
        ada.sees("Cleo and Ben can help. I ask nobody else.") || ada.sees("Ben and Cleo can help. I ask nobody else.")
    );
    for helper in [&dora, &eve] {
        assert!(helper.last().starts_with("Thank you for saying yes to this."), "{}", helper.last());
        assert!(helper.last().contains("[Stand by, in case]"), "they said yes to it as it is: {}", helper.last());
    }
    ada.taps_old(&doras).await;
    assert!(!dora.sees("Ada"), "{}", dora.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_nobody_is_reminded_of_a_change() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("No hurry").await;
    town.reaches(20).await;
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    town.reaches(22).await;
    let asked = ben.count();
    town.reaches(7).await;
    assert!(ben.count() <= asked && !ada.sees("I have not heard from Ben"), "{}", ada.screen());
    town.reaches(12).await;
    assert!(ada.sees("I have not heard from Ben"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_waiting_yes_that_does_not_answer_a_change_has_a_reason_of_its_own() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    ada.looks().await;
    ada.changes_time("No hurry").await;
    ada.reads();
    let before = ada.count();
    town.passes(TimeDelta::hours(49)).await;
    assert!(ada.count() > before, "it is a message: {}", ada.screen());
    assert!(ada.sees("Ben did not say whether they still can"), "{}", ada.screen());
    assert!(!ada.sees("Time went by without an answer"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

/// Ada wanted two and is introduced to Ben; Cleo dropped out, Dora was asked about once more, and Eve stands by.
async fn with_reserves(town: &Town) -> [Neighbour<'_>; 5] {
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let (dora, eve) = (town.helper("Dora").await, town.helper("Eve").await);
    let ada = town.two_wanted("Tomorrow").await;
    for helper in [&ben, &cleo, &dora, &eve] {
        helper.taps("I can help").await;
    }
    for _ in 0..2 {
        let first = ada.buttons().into_iter().find(|seen| seen.label == "Yes, introduce us").unwrap();
        ada.taps_old(&first).await;
    }
    for helper in [&dora, &eve] {
        helper.taps("Stand by, in case").await;
    }
    cleo.drops_out().await;
    [ada, ben, cleo, dora, eve]
}

#[tokio::test]
async fn who_stands_by_is_asked_again_also_where_fewer_are_wanted_and_is_not_stranded() {
    let town = Town::open().await;
    let [ada, ben, _, dora, eve] = with_reserves(&town).await;
    ada.looks().await;
    ada.taps("Change it").await;
    ada.chooses("When", "This week").await;
    ada.chooses("How many people", "1").await;
    ada.taps("Save the change").await;
    for helper in [&dora, &eve] {
        assert!(helper.last().contains("[Yes, I can]"), "{}", helper.screen());
    }
    dora.taps("Yes, I can").await;
    ben.taps("Yes, still").await;
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    assert!(dora.last().contains("[Stand by, in case]"), "{}", dora.last());
    assert!(eve.last().starts_with("Thank you for saying yes to this."), "{}", eve.last());
    assert!(!eve.sees("[Stand by, in case]"), "her yes was to what it was before: {}", eve.screen());
    ben.drops_out().await;
    assert!(ada.last().starts_with("Dora said yes before"), "her yes is to it as it is: {}", ada.last());
    dora.taps("I can't help after all").await;
    assert!(eve.last().contains("Can you still help?"), "before nobody is left: {}", eve.screen());
    assert!(!ada.sees("I have asked every neighbour I may ask"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stands_by_gets_a_last_word_where_help_was_and_fewer_are_wanted() {
    let town = Town::open().await;
    let [ada, ben, _, dora, eve] = with_reserves(&town).await;
    ben.taps("More").await;
    ben.taps("Change the time").await;
    ben.taps("Now").await;
    ada.taps("Yes, that suits").await;
    town.passes(TimeDelta::hours(3)).await;
    ada.looks().await;
    ada.taps("Change it").await;
    ada.chooses("When", "This week").await;
    ada.chooses("How many people", "1").await;
    ada.taps("Save the change").await;
    for helper in [&dora, &eve] {
        assert!(helper.last().starts_with("Thank you for"), "{}", helper.screen());
        assert!(
            !helper.sees("[Stand by, in case]") && !helper.sees("[I can't stand by any more]"),
            "{}",
            helper.screen()
        );
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn no_contact_is_shown_before_the_helper_says_that_they_still_can() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    for one in [&ada, &ben] {
        one.taps("More").await;
    }
    let (profile, number) = (ada.button("Show my Telegram profile"), ben.button("Show my phone number"));
    ben.taps("Show my Telegram profile").await;
    ada.looks().await;
    ada.changes_time("This week").await;
    ben.taps("Yes, show it").await;
    assert!(ben.sees("This has changed, so I showed nothing."), "{}", ben.screen());
    for one in [&ada, &ben] {
        one.taps("More").await;
        assert!(one.sees("[Change the time]") && !one.sees("[Show my"), "it would be refused: {}", one.screen());
    }
    ben.taps_old(&number).await;
    assert!(
        ben.last().starts_with("Ada changed this. Please say first whether you can still make it."),
        "{}",
        ben.last()
    );
    ada.taps_old(&profile).await;
    assert_eq!(
        ada.last(),
        "This changed after Ben said yes. When they have said that they still can, you can show it."
    );
    assert!(!ada.sees("shows you") && !ben.sees("shows you"), "{}", ben.screen());
    ben.taps("Yes, still").await;
    ada.taps("More").await;
    ada.taps("Show my Telegram profile").await;
    ada.taps("Yes, show it").await;
    assert!(ben.sees("Ada shows you their Telegram profile"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

/// Ada asks for one, is introduced to Ben, and changes the line at once or later; Cleo could help, too.
async fn found<'t>(town: &'t Town, when: &str) -> [Neighbour<'t>; 3] {
    let (ada, ben) = town.introduced(when).await;
    [ada, ben, town.helper("Cleo").await]
}

#[tokio::test]
async fn a_change_shortly_before_the_end_is_reminded_of_and_told_before_it() {
    let town = Town::open().await;
    let [ada, ben, cleo] = found(&town, "Now").await;
    town.passes(TimeDelta::minutes(98)).await;
    ada.changes_line().await;
    let (asked, before) = (ben.count(), ada.count());
    town.passes(TimeDelta::minutes(8)).await;
    assert_eq!(ben.count(), asked + 1, "he is reminded: {}", ben.screen());
    assert!(ben.last().contains("“Three bags”") && ben.last().contains("[Yes, still]"), "{}", ben.last());
    assert!(!ada.sees("I have not heard from Ben") && !cleo.sees("Three bags"), "{}", ada.screen());
    town.passes(TimeDelta::minutes(7)).await;
    let told = ada.since(before);
    assert!(told.starts_with("This has changed, and I have not heard from Ben whether they still can."), "{told}");
    assert!(told.contains("I look for somebody else now. You can also write to Ben."), "{told}");
    assert!(told.contains("[Write to Ben]"), "{told}");
    assert!(cleo.last().contains("“Three bags”") && cleo.last().contains("[I can help]"), "{}", cleo.last());
    let told = "Since this changed, I have not heard from Ben whether they still can. I look for others.";
    assert!(ada.sees(told), "the card says the same, and is true for days: {}", ada.screen());
    assert!(!ada.sees("There is nobody else I may ask now."), "{}", ada.screen());
    let before = ada.count();
    town.passes(TimeDelta::hours(1)).await;
    assert_eq!(ada.count(), before + 1, "{}", ada.since(before));
    assert!(ada.last().contains("How was it with Ben? Did it happen?"), "he may have come: {}", ada.last());
    assert!(ada.sees("The time for this has passed, and Ben did not say whether they still can."), "{}", ada.screen());
    assert!(!ada.sees("You wanted more") && !ada.sees("Ben said yes"), "{}", ada.screen());
    town.passes(TimeDelta::days(2)).await;
    assert!(ada.sees("I ask nobody else for this now. Ben did not say whether they still can."), "{}", ada.screen());
    assert!(!ada.sees("You wanted more") && !ada.sees("Ben said yes"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_change_in_the_evening_leaves_time_to_ask_somebody_else_before_the_night() {
    let town = Town::open().await;
    let [ada, ben, cleo] = found(&town, "Today").await;
    town.reaches(20).await;
    ada.changes_line().await;
    let asked = ben.count();
    town.passes(TimeDelta::minutes(25)).await;
    assert_eq!(ben.count(), asked + 1, "{}", ben.screen());
    assert!(!ada.sees("I have not heard from Ben"), "{}", ada.screen());
    town.passes(TimeDelta::minutes(20)).await;
    assert!(ada.sees("I have not heard from Ben"), "{}", ada.screen());
    assert!(cleo.last().contains("[I can help]"), "{}", cleo.last());
    cleo.taps("I can help").await;
    ben.taps("Yes, still").await;
    assert!(cleo.last().contains("They have found enough help this time"), "{}", cleo.last());
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_an_asker_hears_in_time_that_nobody_said_anything_and_what_is_left_to_do() {
    let town = Town::open().await;
    let [ada, ben, cleo] = found(&town, "Today").await;
    town.reaches(22).await;
    ada.changes_line().await;
    let (asked, before) = (ben.count(), ada.count());
    town.passes(TimeDelta::minutes(90)).await;
    assert_eq!(ben.count(), asked, "nobody is reminded at night: {}", ben.screen());
    let told = ada.since(before);
    assert!(told.starts_with("This has changed, and I have not heard from Ben whether they still can."), "{told}");
    assert!(told.contains("so I can ask nobody else in time. You can write to Ben."), "{told}");
    assert!(told.contains("[Write to Ben]") && ada.count() == before + 1, "{told}");
    assert!(!ada.sees("I have asked every neighbour"), "{}", ada.screen());
    town.reaches(9).await;
    assert!(!cleo.sees("Three bags") && !ada.sees("You wanted more"), "{}", ada.screen());
    assert!(ada.sees("The time for this has passed, and Ben did not say whether they still can."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn while_who_is_introduced_is_asked_again_nobody_else_can_come_in_their_place() {
    let town = Town::open().await;
    let (ben, eva, ada) = (town.helper("Ben").await, town.helper("Eva").await, town.neighbour("Ada"));
    ada.asks_for("Two bags").await;
    let yes = eva.button("I can help");
    ada.taps("Send it to someone yourself").await;
    let link = ada.last().split_once("?start=").unwrap().1.split_whitespace().next().unwrap().to_owned();
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    let card = ada.last();
    assert!(card.contains("This has changed, so I ask Ben again. You hear from me by"), "{card}");
    assert!(
        card.ends_with(
            "Until then I ask nobody else.\n[What is happening now?]\n[Change it] [I don't need it any more]"
        )
    );
    let (cleo, zoe) = (town.helper("Cleo").await, town.neighbour("Zoe"));
    zoe.starts_with(&link).await;
    eva.taps_old(&yes).await;
    assert!(!cleo.sees("Two bags") && !zoe.sees("Two bags"), "{}", zoe.screen());
    assert!(eva.last().contains("They have found help for now.") && !eva.sees("[I can help]"), "{}", eva.screen());
    assert!(!ada.sees("Eva can help."), "{}", ada.screen());
    ada.taps("What is happening now?").await;
    assert!(ada.last().contains("Until then I ask nobody else."), "{}", ada.last());
    ben.taps("Yes, still").await;
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_silent_for_too_long_hears_that_somebody_else_comes_and_so_does_the_asker() {
    let town = Town::open().await;
    let [ada, ben, cleo] = found(&town, "Today").await;
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    let still = ben.button("Yes, still");
    town.passes(TimeDelta::minutes(121)).await;
    cleo.taps("I can help").await;
    assert!(!ben.sees("somebody else comes"), "Ada has not said yes to her: {}", ben.screen());
    let before = (ben.count(), ada.count());
    ada.taps_twice("Yes, introduce us").await;
    insta::assert_snapshot!(ben.since(before.0), @r"
    Ada changed this, and somebody else comes now, so you do not need to. Thank you for being ready to help!

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    ");
    assert_eq!(ada.since(before.1).matches("I have told Ben kindly that somebody else comes.").count(), 1);
    assert!(ada.sees("Cleo can help. I ask nobody else."), "{}", ada.screen());
    assert!(!ben.sees("[Yes, still]") && !ben.sees("[Write to Ada]"), "{}", ben.screen());
    ben.taps_old(&still).await;
    assert!(ben.sees("This is over. Ada and you are no longer in touch about it through me."), "{}", ben.screen());
    assert!(!ada.sees("Ben can still make it"), "{}", ada.screen());
    town.stop().await;
    town.start().await;
    town.passes(TimeDelta::days(2)).await;
    assert!(cleo.sees("Did it happen?") && !ben.sees("Did it happen?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stands_by_is_asked_about_a_change_only_once_they_may_be_needed() {
    let town = Town::open().await;
    let (ben, cleo, ada) = (town.helper("Ben").await, town.helper("Cleo").await, town.neighbour("Ada"));
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    let yes = ada.button("Yes, introduce us");
    cleo.taps("I can help").await;
    ada.taps_old(&yes).await;
    cleo.taps("Stand by, in case").await;
    let before = cleo.count();
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    assert_eq!(cleo.count(), before, "Ben may still come: {}", cleo.screen());
    ben.drops_out().await;
    assert!(ada.sees("Ben can't make it after all. I look for somebody else now"), "{}", ada.screen());
    assert!(!ada.sees("nobody is found"), "{}", ada.screen());
    assert!(cleo.last().contains("Tomorrow") && cleo.last().contains("[Yes, I can]"), "{}", cleo.screen());
    assert!(!cleo.sees("[I can't stand by any more]"), "{}", cleo.screen());
    assert!(cleo.sees("They have changed this, so I ask you once more whether you can"), "{}", cleo.screen());
    assert!(!cleo.sees("You do not stand by"), "{}", cleo.screen());
    cleo.taps("Yes, I can").await;
    ada.taps("Yes, introduce us").await;
    assert!(cleo.last().contains("You and Ada are introduced."), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn of_two_who_are_asked_again_the_first_is_enough_where_one_is_wanted_by_now() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Today").await;
    let cleo = town.helper("Cleo").await;
    cleo.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.looks().await;
    ada.taps("Change it").await;
    ada.chooses("When", "Tomorrow").await;
    ada.chooses("How many people", "1").await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("[Yes, still]") && cleo.last().contains("[Yes, still]"), "{}", cleo.last());
    ben.taps_without_waiting("Yes, still");
    cleo.taps_without_waiting("Yes, still");
    town.passes(TimeDelta::seconds(10)).await;
    let told = [&ben, &cleo].map(|one| one.sees("somebody else comes now, so you do not need to"));
    assert_eq!(told, [false, true], "{}", cleo.screen());
    assert!(ada.sees("I have told Cleo kindly") && ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    assert!(!ada.sees("Cleo can still make it"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_second_yes_and_the_late_answer_at_the_same_time_bring_one_helper_and_all_hear_it() {
    for ben_is_first in [true, false] {
        let town = Town::open().await;
        let [ada, ben, cleo] = found(&town, "Today").await;
        ada.looks().await;
        ada.changes_time("Tomorrow").await;
        town.passes(TimeDelta::minutes(121)).await;
        cleo.taps("I can help").await;
        if ben_is_first {
            ben.taps_without_waiting("Yes, still");
            ada.taps("Yes, introduce us").await;
        } else {
            ada.taps_without_waiting("Yes, introduce us");
            ben.taps("Yes, still").await;
        }
        town.passes(TimeDelta::seconds(10)).await;
        let (comes, other) = if ben_is_first { ("Ben", "Cleo") } else { ("Cleo", "Ben") };
        assert!(ada.sees(&format!("{comes} can help. I ask nobody else.")), "{}", ada.screen());
        let word = if ben_is_first {
            cleo.last().contains("They have found enough help this time") && !cleo.sees("Ada")
        } else {
            ben.sees("somebody else comes now, so you do not need to") && ada.sees("I have told Ben kindly")
        };
        assert!(word, "{other} hears it: {} {}", cleo.screen(), ben.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_second_change_asks_who_is_introduced_once_more_and_still_nobody_else() {
    let town = Town::open().await;
    let [ada, ben, cleo] = found(&town, "Today").await;
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    let still = ben.button("Yes, still");
    town.passes(TimeDelta::minutes(50)).await;
    ada.changes_line().await;
    ben.taps_old(&still).await;
    assert!(ben.last().contains("“Three bags”") && ben.last().contains("[Yes, still]"), "{}", ben.screen());
    assert!(!ada.sees("Ben can still make it"), "it was to what it was before: {}", ada.screen());
    town.passes(TimeDelta::minutes(55)).await;
    assert!(!cleo.sees("bags") && !ada.sees("I have not heard from Ben"), "he has his time anew: {}", ada.screen());
    ben.taps("Yes, still").await;
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_nobody_else_is_left_the_card_of_the_ask_beneath_the_silence_says_so() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    let word = ada.last().split("Your word: ").nth(1).unwrap().split('.').next().unwrap().to_owned();
    ada.looks().await;
    ada.changes_time("Tomorrow").await;
    let before = ada.count();
    town.passes(TimeDelta::minutes(121)).await;
    insta::assert_snapshot!(ada.since(before).replace(&word, "WORD"), @r"
    This has changed, and I have not heard from Ben whether they still can.

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March

    Your word stays: WORD.
    [Write to Ben]
    [I can't make it]
    [More]

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March

    I have asked every neighbour I may ask, and I have found nobody else so far. You can send it to someone yourself.
    [Ask a little further away]
    [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    assert_eq!(ada.times("[I don't need it any more]"), 1, "{}", ada.screen());
    let (card, silence) = (ada.find("I have found nobody else so far"), ada.find("I have not heard from Ben"));
    assert_eq!(ada.times("[Write to Ben]"), 1, "the card of before leads there: {}", ada.screen());
    ada.taps("More").await;
    ada.taps("Back").await;
    assert!(ada.message(silence).contains("I have not heard from Ben"), "{}", ada.screen());
    ada.taps("Write to Ben").await;
    ada.says("Can you still?").await;
    assert!(ben.last().contains("Can you still?"), "{}", ben.screen());
    ada.taps("Done").await;
    ben.taps("Yes, still").await;
    assert!(ada.message(card).contains("Ben can help. I ask nobody else."), "{}", ada.screen());
    assert!(ada.message(silence).starts_with("You and Ben are introduced."), "it is mended: {}", ada.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    assert!(ada.message(card).contains("Closed. Nobody else is asked."), "{}", ada.screen());
    assert!(!ada.sees("[Write to Ben]"), "{}", ada.screen());
    assert!(!ada.sees("[Change it]") && !ada.sees("[I don't need it any more]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_still_after_the_time_announces_no_help() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Now").await;
    ada.taps("Change it").await;
    ada.says("Three bags").await;
    ada.taps("Save the change").await;
    let still = ben.button("Yes, still");
    town.passes(TimeDelta::hours(3)).await;
    let before = (ada.count(), ada.screen());
    ben.taps_old(&still).await;
    assert_eq!((ada.count(), ada.screen()), before, "it is over");
    assert_eq!(ben.times("Can you still make it?"), 0, "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_silent_and_came_all_the_same_is_who_helped() {
    let town = Town::open().await;
    let [ada, ben, _cleo] = found(&town, "Now").await;
    ada.changes_line().await;
    town.passes(TimeDelta::minutes(31)).await;
    assert!(ada.sees("I have not heard from Ben"), "others are asked by now: {}", ada.screen());
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("It happened").await;
    assert!(ada.sees("Closed. Nobody else is asked.") && !ada.sees("You wanted more"), "{}", ada.screen());
    ben.taps("It happened").await;
    ada.says("/start").await;
    let before = ada.count();
    ada.taps("What is happening now?").await;
    let shown = ada.since(before);
    assert!(!shown.contains("You wanted more") && !shown.contains("said yes to this"), "{shown}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_reminder_of_a_change_is_told_from_the_question() {
    let town = Town::open().await;
    let [ada, ben, _cleo] = found(&town, "Tomorrow").await;
    ada.changes_line().await;
    let first = ben.last();
    town.passes(TimeDelta::minutes(61)).await;
    assert_ne!(ben.last(), first);
    assert!(ben.last().starts_with("Ada still waits for your answer. It is this now:"), "{}", ben.last());
    assert!(ben.last().ends_with("[Yes, still]\n[I can't make it]\n[Write to Ada]\n[More]"), "{}", ben.last());
    ben.taps("Yes, still").await;
    assert!(ada.sees("Ben can still make it, as it is now:"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
