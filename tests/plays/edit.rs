//! A posted ask is changed: who was asked, who said yes and who is introduced, and what each of them sees.

use chrono::TimeDelta;

use super::town::{Deeds, Metres, Neighbour, Seen, Town};

#[tokio::test]
async fn a_change_begins_with_what_to_change_and_takes_four_taps() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let (old, _) = (ben.button("I can help"), ada.deeds());
    ada.taps("Change it").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    What would you like to change? You can also just write a new line.
    [What] [The line]
    [When] [Another place]
    [What to know] [How many people]
    [Back] [Leave it as it is]
    ");
    ada.chooses("When", "Tomorrow").await;
    insta::assert_snapshot!(ada.last(), @r"
    This is what neighbours will see:

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    Near you, and how far that is from them

    Nothing changes until you save it. Then I ask neighbours again, unless you only changed how many people you need.
    [Save the change]
    [Change or add]
    [Back] [Leave it as it is]
    ");
    assert!(ben.last().contains("Today, Thursday 12 March\n"), "nothing changes until it is saved: {}", ben.screen());
    ada.taps("Save the change").await;
    assert_eq!(ada.deeds(), Deeds { taps: 4, lines: 0 });
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March

    I have asked some neighbours. No yes yet. You hear from me by 11:01, even if nobody can.
    [What is happening now?] [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    assert!(ada.sees("This goes on below."), "{}", ada.screen());
    insta::assert_snapshot!(ben.message(old.message), @r"
    Shopping and food
    “Two bags”

    This goes on below.
    ");
    assert!(ben.last().contains("A neighbour asks:") && ben.last().contains("Tomorrow"), "{}", ben.screen());
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.last().contains("Tomorrow, Friday 13 March"), "{}", ada.last());
    assert!(ben.last().contains("Tomorrow, Friday 13 March"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn a_line_that_is_written_at_once_is_the_new_line() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("Change it").await;
    ada.sends(doorstep::demo::Content::Voice { seconds: 3 }).await;
    assert!(ada.sees("Please tap one of the buttons below."), "{}", ada.screen());
    ada.says("Three bags").await;
    assert!(ada.last().contains("“Three bags”") && ada.last().contains("[Save the change]"), "{}", ada.last());
    assert!(!ben.sees("Three bags"), "nothing changes until it is saved: {}", ben.screen());
    ada.taps_twice("Save the change").await;
    assert!(ben.last().contains("“Three bags”"), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn everything_can_be_changed_as_before_it_was_posted() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.changes("What", "Medicines and collecting").await;
    ada.taps("Change or add").await;
    ada.taps("The line").await;
    ada.says("One parcel").await;
    ada.taps("Change or add").await;
    ada.taps("What to know").await;
    ada.taps("There is a dog").await;
    ada.taps("Done").await;
    ada.taps("Save the change").await;
    insta::assert_snapshot!(ben.last(), @r"
    A neighbour asks:

    Medicines and collecting
    “One parcel”
    Today, Thursday 12 March
    Roughly where: very near you
    • there is a dog

    If you say yes, they see: Ben, new here. Nobody is told if you do not.
    [I can help]
    [Not this time]
    ");
    assert!(!ben.sees("Two bags"), "the line before is seen no more: {}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_change_that_is_not_saved_leaves_the_ask_as_it_was() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let (screen, card) = (ben.screen(), ada.last());
    for way in ["/cancel", "Leave it as it is", "Cancel"] {
        ada.changes("When", "Tomorrow").await;
        match way {
            "/cancel" => drop(ada.says(way).await),
            "Cancel" => {
                ada.taps("Change or add").await;
                ada.taps(way).await;
            }
            _ => ada.taps(way).await,
        }
        assert!(ada.last().starts_with("All right. Your ask stays as it was."), "{way}: {}", ada.last());
        ada.taps_old(&ada.buttons().into_iter().find(|seen| seen.label == "What is happening now?").unwrap()).await;
        assert_eq!(ada.message(ada.button("Change it").message), card, "{way}");
        assert_eq!(ben.screen(), screen, "{way}");
    }
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn back_leads_from_a_change_step_by_step_to_the_card_of_the_ask() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let (screen, card) = (ben.screen(), ada.last());
    ada.taps("Change it").await;
    let first = ada.last();
    ada.taps_twice("Back").await;
    assert_eq!(ada.last(), card, "{}", ada.screen());
    ada.changes("When", "Tomorrow").await;
    ada.taps("Change or add").await;
    ada.taps("Back").await;
    assert!(ada.last().contains("Tomorrow, Friday 13 March") && ada.last().contains("[Save the change]"));
    ada.taps("Back").await;
    assert_eq!(ada.last(), first.replace("Today, Thursday 12 March", "Tomorrow, Friday 13 March"));
    ada.taps("Back").await;
    assert_eq!(ada.last(), card, "{}", ada.screen());
    assert_eq!(ada.times("[Save the change]") + ada.times("[What to know]"), 0, "{}", ada.screen());
    assert_eq!(ben.screen(), screen, "nothing was saved");
    town.close().await;
}

#[tokio::test]
async fn a_change_is_kept_over_a_stop_and_over_two_days() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("Change it").await;
    ada.chooses("When", "No hurry").await;
    town.stop().await;
    town.start().await;
    town.passes(TimeDelta::hours(3)).await;
    ada.taps("Change or add").await;
    town.kill().await;
    town.start().await;
    ada.taps("The line").await;
    ada.says("Three bags").await;
    ada.taps_twice("Save the change").await;
    assert!(ben.last().contains("“Three bags”\nNo hurry"), "{}", ben.screen());
    assert_eq!(ben.times("A neighbour asks:"), 1, "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_changes_nothing_is_told_so_and_nobody_else_is() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let screen = ben.screen();
    // The same day chosen once more is the same day.
    ada.changes("When", "Today").await;
    ada.taps_twice("Save the change").await;
    assert!(ada.last().starts_with("That changes nothing, so I told nobody."), "{}", ada.last());
    assert_eq!(ben.screen(), screen);
    town.close().await;
}

/// What was tomorrow is today once the day has turned: to choose the day that is shown changes nothing.
#[tokio::test]
async fn the_day_that_is_shown_chosen_once_more_is_no_change() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.sees("Today, Friday 13 March"), "{}", ada.screen());
    let screen = ben.screen();
    ada.changes("When", "Today").await;
    ada.taps("Save the change").await;
    assert!(ada.last().starts_with("That changes nothing, so I told nobody."), "{}", ada.last());
    assert_eq!(ben.screen(), screen);
    town.close().await;
}

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
    for tapped in &old {
        let mended = taps_before(&ben, tapped).await;
        assert!(mended.contains("Tomorrow") && mended.contains("[Too far]"), "{mended}");
    }
    assert!(!ada.sees("Ben can help."), "{}", ada.screen());
    ben.taps("Too far").await;
    ben.taps("I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn each_yes_is_asked_again_and_the_askers_card_says_so() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    let introduce = ada.button("Yes, introduce us");
    ada.changes_time("Tomorrow").await;
    assert_eq!(ada.message(introduce.message), "This has changed, so I ask Ben again. You hear from me.");
    assert!(ada.last().contains("This has changed, so I ask Ben again. You hear from me by"));
    insta::assert_snapshot!(ben.last(), @r"
    You said yes to this, and the neighbour has changed it. It is this now:

    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    Roughly where: very near you

    Can you still help?
    [Yes, I can]
    [Not this time]
    ");
    ada.taps_old(&introduce).await;
    assert!(!ben.sees("Ada") && !ada.sees("introduced"), "two yeses, to what it is now: {}", ada.screen());
    ben.looks().await;
    assert!(ben.sees("[Yes, I can]"), "{}", ben.screen());
    ben.taps_twice("Yes, I can").await;
    assert!(ben.sees("Thank you! I have told them."), "{}", ben.screen());
    assert_eq!(ada.times("Ben can help."), 1, "{}", ada.screen());
    assert!(ada.last().contains("Tomorrow") && ada.last().contains("[Yes, introduce us]"), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Ada are introduced.") && ben.last().contains("Tomorrow"), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_cannot_any_more_takes_the_yes_back_and_others_are_asked() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    ada.changes_time("Tomorrow").await;
    let yes = ben.button("Yes, I can");
    ben.taps("Not this time").await;
    assert!(ben.last().contains("That is fine. I have told them."), "{}", ben.last());
    assert!(ada.sees("Ben can no longer help."), "{}", ada.screen());
    assert!(ada.last().contains("I have found nobody so far"), "nobody is left to ask: {}", ada.last());
    let cleo = town.helper("Cleo").await;
    cleo.taps("I can help").await;
    assert!(ada.last().contains("Cleo can help.") && !ada.sees("Ben can help."), "{}", ada.screen());
    // He can after all.
    ben.taps_old(&yes).await;
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_does_not_answer_the_change_is_released_with_thanks() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    ada.changes_time("No hurry").await;
    town.passes(TimeDelta::hours(47)).await;
    assert!(ben.last().contains("[Yes, I can]"), "{}", ben.last());
    assert!(!ada.sees("still waits for your answer"), "nothing waits for Ada: {}", ada.screen());
    let late = ben.button("Yes, I can");
    town.passes(TimeDelta::hours(2)).await;
    assert!(ben.last().starts_with("Thank you for saying yes to this."), "{}", ben.last());
    assert!(!ben.sees("[Yes, I can]"), "{}", ben.screen());
    ben.taps_old(&late).await;
    assert!(!ada.sees("Ben can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_stands_by_is_asked_like_all_others_who_said_yes() {
    let town = Town::open().await;
    let (ben, cleo, dora) = (town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    for helper in [&ben, &cleo, &dora] {
        helper.taps("I can help").await;
    }
    let first = ada.buttons().into_iter().find(|seen| seen.label == "Yes, introduce us").unwrap();
    ada.taps_old(&first).await;
    cleo.taps("Stand by, in case").await;
    dora.taps("Stand by, in case").await;
    ben.drops_out().await;
    let introduce = ada.button("Yes, introduce us");
    ada.changes_time("Tomorrow").await;
    assert!(ada.sees("so I ask Cleo and Dora again."), "{}", ada.screen());
    for helper in [&cleo, &dora] {
        assert!(helper.last().contains("Tomorrow") && helper.last().contains("[Yes, I can]"), "{}", helper.screen());
        assert!(!helper.sees("[I can't stand by any more]"), "{}", helper.screen());
    }
    ada.taps_old(&introduce).await;
    assert!(!cleo.sees("Ada"), "{}", cleo.screen());
    dora.taps("Yes, I can").await;
    ada.taps("Yes, introduce us").await;
    assert!(dora.last().contains("You and Ada are introduced."), "{}", dora.last());
    assert!(cleo.last().starts_with("Thank you for saying yes to this."), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_introduced_hears_of_a_change_at_once_and_the_asker_hears_the_answer() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    town.reaches(22).await;
    ada.taps("What is happening now?").await;
    ada.changes("When", "This week").await;
    ada.chooses("What to know", "There is a dog").await;
    ada.taps("Done").await;
    ada.taps("Save the change").await;
    assert!(ada.sees("This has changed, so I ask Ben again."), "{}", ada.screen());
    insta::assert_snapshot!(ben.last(), @r"
    Ada changed what you two agreed. It is this now:

    Shopping and food
    “A wardrobe”
    This week, until Wednesday 18 March
    Roughly where: very near you
    • there is a dog

    Your word stays: kettle planet.

    Can you still make it?
    [Yes, still]
    [I can't make it]
    [Write to Ada]
    [More]
    ");
    assert!(!ben.sees("Tomorrow, Friday 13 March\n\nYour word"), "{}", ben.screen());
    ben.taps_twice("Yes, still").await;
    assert!(ben.last().contains("You and Ada are introduced.") && ben.last().contains("This week"), "{}", ben.last());
    insta::assert_snapshot!(ada.last(), @r"
    Ben can still make it, as it is now:

    Shopping and food
    “A wardrobe”
    This week, until Wednesday 18 March
    ");
    // "Did it happen?" follows the new time.
    town.reaches(9).await;
    town.passes(TimeDelta::days(2)).await;
    assert!(!ben.sees("Did it happen?"), "{}", ben.screen());
    town.passes(TimeDelta::days(5)).await;
    assert!(ben.sees("Did it happen?"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_time_that_two_agreed_stays_until_the_ask_gets_another() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    ben.taps("More").await;
    ben.taps("Change the time").await;
    ben.taps("No hurry").await;
    ada.taps("Yes, that suits").await;
    ada.taps("What is happening now?").await;
    ada.changes("What to know", "There is a dog").await;
    ada.taps("Done").await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("there is a dog") && ben.last().contains("No hurry"), "{}", ben.last());
    ben.taps("Yes, still").await;
    let told = ada.last_before(1);
    assert!(told.starts_with("Ben can still make it") && told.contains("No hurry"), "{}", ada.screen());
    ben.taps("More").await;
    ben.taps("Change the time").await;
    ben.taps("Today").await;
    let question = ada.button("Yes, that suits");
    ada.looks().await;
    ada.changes_time("This week").await;
    assert!(ben.last().contains("This week"), "{}", ben.last());
    ada.taps_old(&question).await;
    assert!(ada.sees("That question is over.") && !ada.sees("[Yes, that suits]"), "{}", ada.screen());
    ben.taps("Yes, still").await;
    assert!(ben.last().contains("You and Ada are introduced.") && ben.last().contains("This week"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_introduced_and_cannot_make_the_new_time_tells_the_asker() {
    let town = Town::open().await;
    let (ada, ben) = town.one_of_two("Tomorrow").await;
    ada.changes_time("Today").await;
    ben.taps("I can't make it").await;
    ben.taps("Leave it as it is").await;
    assert!(ben.last().contains("[Yes, still]"), "{}", ben.last());
    ben.drops_out().await;
    assert!(ada.sees("Ben can't make it after all."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn more_people_need_no_new_yes_and_fewer_may_be_enough() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("A wardrobe").await;
    ben.taps("I can help").await;
    let (bens, cleos) = (ben.screen(), cleo.count());
    ada.changes("How many people", "2").await;
    ada.taps("Save the change").await;
    assert_eq!((ben.screen(), cleo.count()), (bens, cleos), "a yes stays a yes");
    ada.taps_old(&ada.button("Yes, introduce us")).await;
    assert!(ada.sees("Ben can help. I still look for more."), "{}", ada.screen());
    ada.changes("How many people", "1").await;
    ada.taps("Save the change").await;
    assert!(ada.last().contains("Ben can help. I ask nobody else."), "{}", ada.last());
    assert!(cleo.last().contains("They have found help for now."), "{}", cleo.last());
    assert!(ben.last().contains("You and Ada are introduced."), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn more_people_wanted_goes_on_asking_where_it_had_stopped() {
    let town = Town::open().await;
    let helpers = [town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await];
    let ada = town.neighbour("Ada");
    ada.asks("A wardrobe", "This week").await;
    for helper in &helpers {
        helper.taps("I can help").await;
    }
    town.passes(TimeDelta::hours(7)).await;
    let finn = town.helper("Finn").await;
    finn.taps("Pause me").await;
    finn.taps("You may ask me again").await;
    town.reads_all();
    ada.changes("How many people", "4").await;
    ada.taps("Save the change").await;
    finn.taps("I can help").await;
    assert!(ada.sees("Finn can help."), "{}", ada.screen());
    town.reads_all();
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
async fn a_yes_and_a_change_at_the_same_time_are_taken_one_after_the_other() {
    for yes_is_first in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = town.asked("Today").await;
        ada.changes("When", "Tomorrow").await;
        if yes_is_first {
            ben.taps_without_waiting("I can help");
            ada.taps("Save the change").await;
            assert!(ben.last().contains("You said yes to this, and the neighbour has changed it."), "{}", ben.screen());
            ben.taps("Yes, I can").await;
        } else {
            let yes = ben.button("I can help");
            ada.taps_without_waiting("Save the change");
            ben.taps_old(&yes).await;
            assert!(!ada.sees("Ben can help."), "{}", ada.screen());
            ben.taps("I can help").await;
        }
        assert!(ada.sees("Ben can help.") && !ben.sees("Today"), "{}", ben.screen());
        ada.taps("Yes, introduce us").await;
        assert!(
            ben.last().contains("You and Ada are introduced.") && ben.last().contains("Tomorrow"),
            "{}",
            ben.last()
        );
        ada.reads();
        town.close().await;
    }
}

#[tokio::test]
async fn a_change_that_comes_too_late_says_what_is_true() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    let introduce = ada.button("Yes, introduce us");
    ada.changes("When", "Tomorrow").await;
    ada.taps_old(&introduce).await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("Tomorrow, Friday 13 March") && ben.last().contains("[Yes, still]"), "{}", ben.last());
    assert!(ada.sees("This has changed, so I ask Ben again."), "who is introduced is asked: {}", ada.screen());
    let eve = town.neighbour("Eve");
    eve.asks("A ladder", "Today").await;
    eve.changes("When", "Tomorrow").await;
    let save = eve.button("Save the change");
    eve.taps_old(&eve.button("I don't need it any more")).await;
    eve.taps("Yes, close it").await;
    assert_eq!(eve.message(save.message), "This ask is over now, so I have changed nothing.", "{}", eve.screen());
    assert!(eve.sees("Closed. Nobody else is asked.") && !eve.sees("[Save the change]"), "{}", eve.screen());
    eve.says("/start").await;
    assert!(eve.last().contains("[I need help]"), "she is at the start: {}", eve.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_that_ends_while_it_is_changed_is_changed_no_more() {
    for by_place in [false, true] {
        let town = Town::open().await;
        let (ada, _ben) = town.asked("Today").await;
        ada.taps("Change it").await;
        if by_place {
            ada.taps("Another place").await;
        }
        for hour in [0, 9, 0, 9] {
            town.reaches(hour).await;
        }
        let over = "This ask is over now, so I have changed nothing.";
        assert_eq!(ada.times(over), 1, "{}", ada.screen());
        assert!(ada.phone().keyboard.is_none() && !ada.sees("[Leave it as it is]"), "{}", ada.screen());
        ada.says("/start").await;
        assert!(ada.last().contains("[I need help]"), "she is at the start: {}", ada.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_time_that_passed_in_the_meantime_is_asked_for_again() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("This week").await;
    ada.changes("When", "Today").await;
    town.reaches(0).await;
    town.reaches(9).await;
    ada.taps("Save the change").await;
    assert!(ada.sees("The time you chose has passed. Please choose again."), "{}", ada.screen());
    ada.taps("Tomorrow").await;
    ada.taps("Save the change").await;
    assert!(ben.last().contains("Tomorrow, Saturday 14 March"), "{}", ben.screen());
    // What is over is asked for anew instead.
    let edit = ada.button("Change it");
    town.passes(TimeDelta::days(2)).await;
    ada.taps_old(&edit).await;
    assert!(ada.sees("It is too late to change this"), "{}", ada.screen());
    ada.taps("Ask again").await;
    assert!(ada.last().contains("When?"), "{}", ada.last());
    town.reads_all();
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
    let askers = [town.neighbour("Ada"), town.neighbour("Eve"), town.neighbour("Finn"), town.neighbour("Gina")];
    for (asker, line) in askers.iter().zip(["Two bags", "A ladder"]) {
        asker.asks(line, "This week").await;
    }
    let ada = &askers[0];
    for (when, asked) in [("Tomorrow", 2), ("No hurry", 2), ("This week", 2)] {
        ada.changes_time(when).await;
        assert_eq!(ben.times("A neighbour asks:"), asked, "one open ping for each of the two: {}", ben.screen());
    }
    ada.taps("Change it").await;
    assert!(ada.last().contains("You have changed this 3 times"), "{}", ada.last());
    // A changed ask counts once among the three of a week.
    askers[2].asks("A saw", "This week").await;
    assert!(ben.sees("A saw"), "{}", ben.screen());
    askers[3].asks("A drill", "This week").await;
    assert!(!ben.sees("A drill"), "{}", ben.screen());
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
async fn when_an_ask_ends_follows_its_new_time() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.changes_time("No hurry").await;
    ben.taps("Not this time").await;
    town.passes(TimeDelta::days(12)).await;
    assert!(!ada.sees("This ask is over") && !ada.sees("Is it still needed?"), "{}", ada.screen());
    town.passes(TimeDelta::days(2)).await;
    assert!(ada.sees("Is it still needed?"), "{}", ada.screen());
    ada.taps("Yes, still needed").await;
    ada.changes_time("Tomorrow").await;
    town.passes(TimeDelta::days(4)).await;
    assert!(ada.last().contains("This ask is over, and nobody could help in time."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_change_in_the_middle_of_something_else_waits() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let edit = ada.button("Change it");
    ada.says("/start").await;
    ada.taps("I can help").await;
    ada.taps("Some things").await;
    ada.taps_old(&edit).await;
    assert!(ada.sees("You are in the middle of something."), "{}", ada.screen());
    ada.says("/cancel").await;
    ben.taps_old(&edit).await;
    assert!(ben.last().starts_with("That button no longer does anything."), "{}", ben.last());
    // Words and stickers where a tap is asked for change nothing.
    ada.taps_old(&edit).await;
    ada.taps("When").await;
    ada.says("tomorrow please").await;
    assert!(ada.last_before(1).starts_with("Please tap one of the buttons below."), "{}", ada.screen());
    ada.says("/cancel").await;
    assert!(ada.last().starts_with("All right. Your ask stays as it was."), "{}", ada.last());
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
async fn where_nobody_lives_nobody_was_asked() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("Change it").await;
    ada.taps("Another place").await;
    town.telegram.shares_place(ada.id, 51.0, 5.0).unwrap();
    town.passes(TimeDelta::seconds(5)).await;
    ada.taps("Save the change").await;
    assert!(
        ada.last().contains("There is nobody near there yet whom I may ask for this. I am sorry."),
        "{}",
        ada.last()
    );
    assert!(!ada.sees("I have asked every neighbour I may ask"), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

/// Ada asks for one, and is introduced to Ben: nobody else is asked.
async fn found(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = town.introduced("Today").await;
    assert!(ada.sees("Ben can help. I ask nobody else.\n[Change it] [I don't need it any more]"), "{}", ada.screen());
    ada.reads();
    ben.reads();
    (ada, ben)
}

#[tokio::test]
async fn an_ask_that_found_its_helper_asks_them_whether_they_still_can() {
    let town = Town::open().await;
    let (ada, ben) = found(&town).await;
    let cleo = town.helper("Cleo").await;
    ada.changes_time("Tomorrow").await;
    assert!(ada.sees("This has changed, so I ask Ben again. You hear from me by"), "{}", ada.screen());
    assert!(ben.last().contains("Tomorrow, Friday 13 March") && ben.last().contains("[Yes, still]"), "{}", ben.last());
    assert!(!cleo.sees("Two bags"), "Ben may still come:\n{}", cleo.screen());
    ben.taps("More").await;
    assert!(!ben.last().contains("[Show my"), "nothing is shown before he says it: {}", ben.last());
    ben.taps("Back").await;
    town.kill().await;
    town.start().await;
    ben.taps_twice("Yes, still").await;
    assert!(ada.last().starts_with("Ben can still make it"), "{}", ada.last());
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.passes(TimeDelta::hours(4)).await;
    assert!(!cleo.sees("Two bags"), "{}", cleo.screen());
    ada.changes("How many people", "2").await;
    ada.taps("Save the change").await;
    assert!(cleo.last().contains("Two bags") && cleo.last().contains("Tomorrow"), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_that_found_its_helper_looks_on_where_they_cannot_or_do_not_say() {
    for cannot in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = found(&town).await;
        let cleo = town.helper("Cleo").await;
        ada.changes_time("Tomorrow").await;
        if cannot {
            ben.drops_out().await;
        } else {
            town.passes(TimeDelta::minutes(121)).await;
            assert!(
                ada.sees("I have not heard from Ben whether they still can. I look for somebody else now."),
                "{}",
                ada.screen()
            );
        }
        assert!(cleo.last().contains("Two bags") && cleo.last().contains("Tomorrow"), "{}", cleo.last());
        cleo.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
        assert!(ada.sees("Cleo can help. I ask nobody else."), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn what_was_found_and_has_been_is_changed_no_more() {
    let town = Town::open().await;
    let (ada, ben) = found(&town).await;
    let edit = ada.button("Change it");
    town.reaches(9).await;
    let screen = ben.screen();
    ada.taps_old(&edit).await;
    assert!(ada.message(edit.message).contains("It is too late to change this"), "{}", ada.screen());
    assert_eq!(ben.screen(), screen);
    town.reads_all();
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

#[tokio::test]
async fn after_three_changes_the_number_of_people_can_still_change_and_there_is_a_way_on() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    for when in ["Tomorrow", "This week", "Tomorrow"] {
        ada.changes_time(when).await;
    }
    ada.taps("Change it").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March

    You have changed this 3 times, and each time I asked people again. Now you can only change how many people you need. For anything else, please close it and ask again.
    [How many people]
    [I don't need it any more]
    [What is happening now?]
    ");
    ada.taps("I don't need it any more").await;
    assert!(ada.last().contains("[Yes, close it]"), "{}", ada.last());
    ada.taps("No, keep it").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.looks().await;
    ada.taps("Change it").await;
    assert!(ada.sees("For anything else, please write to Ben."), "he still comes: {}", ada.screen());
    ada.taps("How many people").await;
    ada.taps("2").await;
    ada.taps("Save the change").await;
    assert!(ada.last().contains("Ben can help, and I have found nobody else so far."), "{}", ada.screen());
    let cleo = town.helper("Cleo").await;
    assert!(cleo.sees("“Two bags”"), "one more is wanted: {}", cleo.screen());
    // Back from that question leads to the others: what asks people again is not saved, and says so.
    ada.looks().await;
    ada.taps("Change it").await;
    ada.taps("How many people").await;
    let before = cleo.count();
    ada.taps("Back").await;
    ada.taps("When").await;
    ada.taps("No hurry").await;
    ada.taps("Save the change").await;
    assert!(
        ada.last().contains("Tomorrow, Friday 13 March") && ada.last().contains("[How many people]"),
        "{}",
        ada.last()
    );
    assert_eq!(cleo.count(), before, "nobody is asked again: {}", cleo.screen());
    town.reads_all();
    town.close().await;
}
