//! After it happened: a thank-you that is passed on, and "the same person again?", whose no is silent.

use chrono::TimeDelta;
use doorstep::demo::Content;

use super::relay::meet;
use super::town::{Neighbour, Town};

/// Ada asks, Ben helps, and it is over; nobody has said yet how it was.
async fn met(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = town.introduced("Now").await;
    ben.reads();
    town.passes(TimeDelta::hours(2)).await;
    town.reads_all();
    (ada, ben)
}

/// Ada and Ben, of whom Ada said that it happened.
async fn happened(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = met(town).await;
    ada.taps("It happened").await;
    (ada, ben)
}

#[tokio::test]
async fn who_says_that_it_happened_gets_one_optional_message() {
    let town = Town::open().await;
    let (ada, ben) = met(&town).await;
    let before = ben.screen();
    ada.taps_twice("It happened").await;
    insta::assert_snapshot!(ada.last(), @r"
    Would you like to meet Ben through me again? Ben is never told what you say. I can pass on a thank-you too.
    [Say thank you]
    [Yes] [No]
    ");
    assert_eq!(ada.times("[Say thank you]"), 1, "{}", ada.screen());
    assert_eq!(ben.screen(), before, "each apart");
    ben.taps("Partly").await;
    assert!(ben.last().contains("Would you like to meet Ada through me again?"), "{}", ben.last());
    let messages = (ada.count(), ben.count());
    town.passes(TimeDelta::days(5)).await;
    assert_eq!((ada.count(), ben.count()), messages, "it is optional: nobody is reminded");
    town.close().await;
}

#[tokio::test]
async fn a_thank_you_is_passed_on_once_with_the_first_name() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    let thank = ada.button("Say thank you");
    ada.taps("Say thank you").await;
    insta::assert_snapshot!(ada.last(), @r"
    What shall I tell Ben? Write it in a line, or tap “Just thank you”.
    [Just thank you]
    [Cancel]
    ");
    assert!(!ben.sees("thank you:"), "{}", ben.screen());
    ada.says("You were so\nkind \u{202E}<b>today</b>").await;
    assert_eq!(ben.last(), "Ada says thank you:\n\n“You were so kind <b>today</b>”");
    assert_eq!(ada.last(), "I pass it on to Ben.");
    assert!(ada.sees("I have your thanks for Ben, and pass them on."), "{}", ada.screen());
    assert!(!ada.sees("[Say thank you]") && !ada.sees("[Just thank you]"), "{}", ada.screen());
    ada.taps_old(&thank).await;
    assert_eq!((ben.times("says thank you"), ada.times("What shall I tell Ben?")), (1, 1), "{}", ada.screen());
    ben.taps("It happened").await;
    ben.taps("Say thank you").await;
    let just = ben.button("Just thank you");
    ben.taps_twice("Just thank you").await;
    assert_eq!((ada.last().as_str(), ada.times("says thank you")), ("Ben says thank you.", 1));
    assert!(ben.sees("I pass it on to Ada."), "{}", ben.screen());
    ben.taps_old(&just).await;
    assert_eq!(ada.times("says thank you"), 1, "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_thank_you_is_walked_clumsily() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    ada.taps_twice("Say thank you").await;
    assert_eq!(ada.times("[Just thank you]"), 1, "{}", ada.screen());
    for odd in [Content::Sticker { emoji: "👍".into() }, Content::Voice { seconds: 3 }] {
        ada.sends(odd).await;
        assert!(ada.sees("I can only pass on words here."), "{}", ada.screen());
        assert!(ada.last().contains("What shall I tell Ben?"), "{}", ada.last());
    }
    ada.says(&"long ".repeat(200)).await;
    assert!(ada.sees("That is a little too long for one line"), "{}", ada.screen());
    ada.says("\u{200B}").await;
    ada.taps("Cancel").await;
    assert!(ada.last().contains("Nothing was sent to anyone."), "{}", ada.last());
    assert!(!ben.sees("says thank you"), "{}", ben.screen());
    ada.taps("Say thank you").await;
    town.stop().await;
    town.start().await;
    ada.says("thanks").await;
    assert!(ben.last().contains("“thanks”"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_told_no_is_never_brought_together_with_them_again_and_never_learns_why() {
    for asker_says_no in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = met(&town).await;
        ada.taps("It happened").await;
        ben.taps("It happened").await;
        let (one, other) = if asker_says_no { (&ada, &ben) } else { (&ben, &ada) };
        let before = other.screen();
        one.taps_twice("No").await;
        assert!(one.last().contains("I will not bring you and"), "{}", one.last());
        assert!(one.last().contains("[Yes] [✓ No]"), "{}", one.last());
        assert_eq!(other.screen(), before);
        // Not by a wave, not by looking, not by a link.
        ada.asks_for("Three bags").await;
        assert!(ada.last().contains("There is nobody near you yet whom I may ask for this."), "{}", ada.last());
        ada.taps("Send it to someone yourself").await;
        let link = link(&ada);
        ben.says("/start").await;
        ben.taps("I can help").await;
        ben.taps("Is something needed now?").await;
        assert!(ben.last().starts_with("Nothing is needed near you now."), "{}", ben.last());
        ben.starts_with(&link).await;
        let through_link = ben.last();
        assert!(through_link.starts_with("That link no longer works."), "{through_link}");
        ben.starts_with("ask_nowhere").await;
        assert_eq!(ben.last(), through_link, "it reads like any link that is over");
        assert!(!ben.sees("Three bags"), "{}", ben.screen());
        // Others are asked as ever; and the other way round it is the same.
        let cleo = town.helper("Cleo").await;
        assert!(cleo.sees("Three bags"), "{}", cleo.screen());
        ada.offers_while_known().await;
        ben.asks_for("A ladder").await;
        assert!(cleo.sees("A ladder") && !ada.sees("A ladder"), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_no_that_was_a_slip_is_changed_by_the_other_button() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    ada.taps("No").await;
    ada.taps("Yes").await;
    insta::assert_snapshot!(ada.last(), @r"
    Thank you. I keep in mind that you would like to meet Ben again.
    [Say thank you]
    [✓ Yes] [No]
    ");
    ada.asks_for("Three bags").await;
    assert!(ben.last().contains("Three bags"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_ping_that_is_open_when_the_no_is_said_reads_as_over() {
    let town = Town::open().await;
    let (ada, ben) = met(&town).await;
    ada.asks_for("Three bags").await;
    assert!(ben.last().contains("Three bags"), "{}", ben.last());
    ada.taps("It happened").await;
    ada.taps("No").await;
    ben.taps("I can help").await;
    assert!(ben.last().contains("This ask is over. Thank you for looking."), "{}", ben.last());
    assert!(!ada.sees("Ben can help.\n\nvery near you, has helped"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_that_waits_when_its_asker_says_no_gets_its_last_word() {
    let town = Town::open().await;
    let (ada, ben) = met(&town).await;
    ada.asks_for("Three bags").await;
    ben.taps("I can help").await;
    ada.taps("It happened").await;
    ada.taps("No").await;
    assert!(ada.sees("You said no to Ben, kindly."), "{}", ada.screen());
    assert!(ben.last().starts_with("Thank you for saying yes to this. They go on without you"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_whose_helper_says_no_to_the_asker_cannot_come_about() {
    let town = Town::open().await;
    let (ada, ben) = met(&town).await;
    ada.asks_for("Three bags").await;
    ben.taps("I can help").await;
    ben.taps("It happened").await;
    let count = ben.count();
    ben.taps("No").await;
    assert_eq!(ben.count(), count, "nothing tells him whose ask the other one is");
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("Ben can no longer help."), "{}", ada.screen());
    assert_eq!(ada.times("You and Ben are introduced."), 1, "only the first time: {}", ada.screen());
    assert!(ben.last().starts_with("Thank you for saying yes to this. It did not come about"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_whose_helper_said_no_to_the_asker_ends_by_itself_and_others_are_asked() {
    for changed in [false, true] {
        let town = Town::open().await;
        let (ada, ben) = met(&town).await;
        ada.asks_for("Three bags").await;
        ben.taps("I can help").await;
        ben.taps("It happened").await;
        ben.taps("No").await;
        let count = (ada.count(), ben.count());
        if changed {
            ada.taps("Change it").await;
            ada.taps("The line").await;
            ada.says("Four bags").await;
            ada.taps("Save the change").await;
            assert_eq!(ben.count(), count.1 + 1, "he is not asked again: {}", ben.screen());
        } else {
            town.passes(TimeDelta::hours(1)).await;
            assert!(!ada.since(count.0).contains("[Yes, introduce us]"), "{}", ada.screen());
        }
        assert!(ada.sees("Ben can no longer help."), "{}", ada.screen());
        assert!(ben.last().starts_with("Thank you for saying yes to this. It did not come about"), "{}", ben.last());
        let cleo = town.helper("Cleo").await;
        town.passes(TimeDelta::hours(1)).await;
        assert!(cleo.sees("bags"), "{}", cleo.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn only_who_said_that_it_happened_can_answer() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    let no = ada.button("No");
    let eve = town.helper("Eve").await;
    for who in [&ben, &eve] {
        who.taps_old(&no).await;
        assert!(who.last().starts_with("That button no longer does anything."), "{}", who.last());
    }
    ada.asks_for("Three bags").await;
    assert!(ben.sees("Three bags"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_no_outlives_everything_else_that_is_kept() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    ada.taps("No").await;
    for _ in 0..130 {
        town.passes(TimeDelta::days(1)).await;
        town.reads_all();
    }
    ben.says("/start").await;
    ben.taps("I can help").await;
    if ben.last().contains("[You may ask me again]") {
        ben.taps("You may ask me again").await;
    }
    ada.asks_for("Three bags").await;
    assert!(!ben.sees("Three bags"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

/// The payload of the link on the screen.
fn link(who: &Neighbour<'_>) -> String {
    let text = who.last();
    text.split("start=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

/// Ada was helped by Ben, and would like to be again; Cleo may be asked too.
pub(super) async fn glad_of_ben(town: &Town) -> (Neighbour<'_>, Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = happened(town).await;
    ada.taps("Yes").await;
    ben.taps("It happened").await;
    let cleo = town.helper("Cleo").await;
    (ada, ben, cleo)
}

#[tokio::test]
async fn who_worked_well_together_comes_before_who_was_asked_longer_ago() {
    let town = Town::open().await;
    let (ada, ben, _) = glad_of_ben(&town).await;
    let mut others = Vec::new();
    for at in 0..24 {
        others.push(town.helper(&format!("Dan{at}")).await);
    }
    ada.asks_for("Three bags").await;
    assert!(ben.sees("Three bags"), "he was asked today, and they were not: {}", ben.screen());
    let asked = others.iter().filter(|one| one.sees("Three bags")).count();
    assert!(asked <= 4, "five at a time: {asked}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_preview_offers_to_ask_first_who_helped_before() {
    let town = Town::open().await;
    let (ada, ben, cleo) = glad_of_ben(&town).await;
    ada.writes_ask("Three bags", "Today").await;
    assert!(ada.last().contains("[Ask neighbours]\n[Ask Ben first]\n[Change or add]"), "{}", ada.last());
    ada.taps_twice("Ask Ben first").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Three bags”
    Today, Thursday 12 March

    I ask Ben first, if I may. If there is no yes by 13:02, I ask others.
    [What is happening now?] [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    assert!(ben.last().contains("“Three bags”") && ben.last().starts_with("A neighbour asks:"), "{}", ben.last());
    assert!(!cleo.sees("Three bags"), "{}", cleo.screen());
    ada.taps("What is happening now?").await;
    assert!(ada.last().contains("I ask Ben first, if I may."), "{}", ada.last());
    town.passes(TimeDelta::minutes(58)).await;
    assert!(!cleo.sees("Three bags"), "{}", cleo.screen());
    town.passes(TimeDelta::minutes(3)).await;
    assert!(cleo.sees("Three bags"), "{}", cleo.screen());
    assert!(ada.last().contains("No yes yet. I ask more neighbours. You hear from me by"), "{}", ada.last());
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Ada are introduced."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn that_somebody_cannot_be_asked_first_is_told_to_nobody() {
    for with_others in [true, false] {
        let mut seen = Vec::new();
        for ben_does in ["nothing", "Pause me", "No"] {
            let town = Town::open().await;
            let (ada, ben) = happened(&town).await;
            ada.taps("Yes").await;
            ben.taps("It happened").await;
            if with_others {
                town.helper("Cleo").await;
            }
            match ben_does {
                "Pause me" => {
                    ben.says("/start").await;
                    ben.taps("I can help").await;
                    ben.taps("Pause me").await;
                }
                "No" => ben.taps("No").await,
                _ => {}
            }
            town.reaches(15).await;
            ada.writes_ask("Three bags", "Today").await;
            ada.taps("Ask Ben first").await;
            assert_eq!(ben.sees("Three bags"), ben_does == "nothing", "{}", ben.screen());
            let mut screens = vec![ada.screen()];
            for minutes in [5, 50, 10] {
                town.passes(TimeDelta::minutes(minutes)).await;
                screens.push(ada.screen());
            }
            ada.looks().await;
            screens.push(ada.screen());
            seen.push(screens);
            town.reads_all();
            town.close().await;
        }
        assert!(seen.iter().all(|screens| *screens == seen[0]), "{seen:#?}");
    }
}

#[tokio::test]
async fn nobody_goes_first_where_the_others_could_not_be_asked_in_time() {
    let town = Town::open().await;
    let (ada, ben, cleo) = glad_of_ben(&town).await;
    town.reaches(20).await;
    town.passes(TimeDelta::minutes(10)).await;
    ada.writes_ask("Three bags", "Today").await;
    assert!(!ada.last().contains("[Ask Ben first]"), "{}", ada.last());
    ada.taps("Ask neighbours").await;
    assert!(ben.sees("Three bags") && cleo.sees("Three bags"));
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_wants_no_favourite_taps_as_before() {
    let town = Town::open().await;
    let (ada, ben, cleo) = glad_of_ben(&town).await;
    ada.deeds();
    ada.asks_for("Three bags").await;
    assert_eq!(ada.deeds().taps, 4, "I need help, what, when, Ask neighbours");
    assert!(ben.sees("Three bags") && cleo.sees("Three bags"));
    // A no takes the offer away.
    ada.taps("No").await;
    ada.writes_ask("Four bags", "Today").await;
    assert!(!ada.last().contains("[Ask Ben first]"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_restart_in_between_changes_nothing_of_who_goes_first() {
    let town = Town::open().await;
    let (ada, ben, cleo) = glad_of_ben(&town).await;
    ada.writes_ask("Three bags", "Tomorrow").await;
    town.stop().await;
    town.start().await;
    ada.taps("Ask Ben first").await;
    town.stop().await;
    town.start().await;
    assert!(ben.sees("Three bags") && !cleo.sees("Three bags"));
    town.passes(TimeDelta::minutes(61)).await;
    assert!(cleo.sees("Three bags"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_who_goes_first_goes_first_in_the_morning() {
    let town = Town::open().await;
    let (ada, ben, cleo) = glad_of_ben(&town).await;
    town.reaches(22).await;
    ada.writes_ask("Three bags", "Tomorrow").await;
    ada.taps("Ask Ben first").await;
    assert!(ada.last().contains("Most neighbours are asleep. I ask at 08:00 tomorrow."), "{}", ada.last());
    town.reaches(8).await;
    assert!(ben.sees("Three bags") && !cleo.sees("Three bags"));
    town.passes(TimeDelta::minutes(61)).await;
    assert!(cleo.sees("Three bags"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_goes_first_has_no_second_turn_after_a_no_that_still_counts() {
    for (reason, asked_again) in [("Too far", false), ("Wrong time", true)] {
        let town = Town::open().await;
        let (ada, ben, cleo) = glad_of_ben(&town).await;
        ada.writes_ask("Three bags", "Today").await;
        ada.taps("Ask Ben first").await;
        ben.taps("Not this time").await;
        ben.taps(reason).await;
        for label in ["Change it", "When", "Tomorrow", "Save the change"] {
            ada.taps(label).await;
        }
        assert_eq!(cleo.sees("Three bags"), !asked_again, "{reason}: {}", cleo.screen());
        assert_eq!(ben.last().contains("A neighbour asks:"), asked_again, "{reason}: {}", ben.screen());
        town.passes(TimeDelta::minutes(61)).await;
        assert!(cleo.sees("Three bags"), "{}", cleo.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_no_names_what_stays_agreed_and_how_to_call_it_off() {
    let town = Town::open().await;
    let (ada, ben) = met(&town).await;
    ada.asks("Second thing", "Tomorrow").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.taps("It happened").await;
    let before = (ada.count(), ben.screen());
    ada.taps_twice("No").await;
    assert!(ada.sees("I will not bring you and Ben together for anything new. Ben is never told."), "{}", ada.screen());
    assert!(ada.sees("What you two have agreed already stays, and is shown below."), "{}", ada.screen());
    let shown = ada.since(before.0);
    assert_eq!(shown.matches("You and Ben are introduced.").count(), 1, "{shown}");
    assert!(shown.contains("“Second thing”") && shown.contains("[I can't make it]"), "{shown}");
    assert_eq!(ben.screen(), before.1, "Ben is never told");
    ada.drops_out().await;
    assert!(ben.last().starts_with("Ada can't make it after all."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn thanks_that_cannot_be_delivered_are_reported_to_who_said_them() {
    for words in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = happened(&town).await;
        ben.reads();
        town.telegram.blocks(ben.id);
        town.forgives("bot was blocked by the user");
        town.passes(TimeDelta::seconds(5)).await;
        ada.taps("Say thank you").await;
        if words {
            let message = ada.says("You were so kind").await;
            assert_eq!(ada.message(message), "> You were so kind", "no receipt");
        } else {
            ada.taps_twice("Just thank you").await;
        }
        assert_eq!(
            ada.last(),
            "I could not pass your thanks on: Ben cannot be reached just now. It was kind of you to say it."
        );
        assert_eq!(ada.times("I could not pass your thanks on"), 1, "{}", ada.screen());
        ada.reads();
        town.close().await;
    }
}

#[tokio::test]
async fn thanks_that_arrived_get_their_receipt() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    ada.taps("Say thank you").await;
    let message = ada.says("You were so kind").await;
    assert_eq!(ada.message(message), "> You were so kind\n(👍)");
    ben.taps("It happened").await;
    ben.taps("Say thank you").await;
    ben.taps("Just thank you").await;
    assert!(ben.last().starts_with("I pass it on to Ada."), "{}", ben.last());
    assert_eq!(ada.last(), "Ben says thank you.");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_somebody_goes_first_nobody_else_is_shown_it_meanwhile() {
    let town = Town::open().await;
    let (ada, ben, cleo) = glad_of_ben(&town).await;
    ada.writes_ask("Three bags", "Today").await;
    ada.taps("Ask Ben first").await;
    let dora = town.helper("Dora").await;
    cleo.says("/start").await;
    cleo.taps("I can help").await;
    cleo.taps("Is something needed now?").await;
    assert!(cleo.last().starts_with("Nothing is needed near you now."), "{}", cleo.last());
    assert!(ben.sees("Three bags") && !cleo.sees("Three bags") && !dora.sees("Three bags"), "{}", dora.screen());
    town.passes(TimeDelta::hours(1)).await;
    assert!(cleo.sees("Three bags") && dora.sees("Three bags"), "{}", dora.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_says_at_once_that_it_did_not_happen_after_all_is_not_asked_whether_they_meet_again() {
    let town = Town::open().await;
    let (ada, _ben) = met(&town).await;
    let did_not = ada.button("It didn't happen");
    ada.taps("It happened").await;
    let (card, yes, thank) = (ada.find("Would you like to meet Ben"), ada.button("Yes"), ada.button("Say thank you"));
    ada.taps_old(&did_not).await;
    let over = "This question is over: whether you would like to meet Ben again.";
    assert_eq!(ada.message(card), over, "{}", ada.screen());
    for old in [yes, thank] {
        ada.taps_old(&old).await;
        assert_eq!(ada.message(card), over, "{}", ada.screen());
        assert!(!ada.sees("That button no longer does anything"), "{}", ada.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn words_that_may_be_meant_for_somebody_else_are_no_thanks_before_that_is_asked() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    let eve = town.helper("Eve").await;
    ada.asks_for("A lift to the surgery").await;
    eve.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    town.reads_all();
    ada.taps("Say thank you").await;
    eve.taps("Write to Ada").await;
    eve.says("Which door?").await;
    assert!(ada.last().contains("What shall I tell Ben?"), "asked again beneath: {}", ada.last());
    ada.says("The blue one, number 7").await;
    insta::assert_snapshot!(ada.last(), @r"
    Is this your thank-you to Ben?

    “The blue one, number 7”

    I have passed it on to nobody yet. If it is for somebody else, tap “Cancel” and write it to them.
    [Yes]
    [Just thank you]
    [Back] [Cancel]
    ");
    assert!(!ben.sees("number 7") && !eve.sees("number 7"), "{} {}", ben.screen(), eve.screen());
    town.stop().await;
    town.start().await;
    ada.taps("Back").await;
    assert!(ada.last().contains("What shall I tell Ben?"), "{}", ada.last());
    eve.says("Or the red one?").await;
    ada.says("You were so kind").await;
    ada.taps_twice("Yes").await;
    assert!(ben.last().contains("“You were so kind”") && !ben.sees("number 7"), "{}", ben.screen());
    assert_eq!(ben.times("You were so kind"), 1, "{}", ben.screen());
    assert!(!eve.sees("so kind"), "{}", eve.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_line_of_thanks_is_closed_where_it_did_not_happen_after_all() {
    let town = Town::open().await;
    let (ada, ben) = met(&town).await;
    let did_not = ada.button("It didn't happen");
    ada.taps("It happened").await;
    ada.taps("Say thank you").await;
    let just = ada.button("Just thank you");
    ada.taps_old(&did_not).await;
    assert!(!ada.sees("[Just thank you]"), "{}", ada.screen());
    ada.taps_old(&just).await;
    ada.says("Thank you all the same").await;
    assert!(!ben.sees("thank you") && !ben.sees("Thank you all"), "{}", ben.screen());
    assert!(ada.last().starts_with("Who is that for?"), "they are in touch still: {}", ada.last());
    assert!(!ada.sees("no longer in touch"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn thanks_that_come_too_late_do_not_say_that_two_are_out_of_touch_who_are_not() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    let (more, thank) = (ben.button("More"), ada.button("Say thank you"));
    meet(&ada, &ben, "A saw").await;
    ben.taps_old(&more).await;
    ben.taps("End this").await;
    ben.taps("Yes, end it").await;
    ada.taps_old(&thank).await;
    assert!(ada.last().starts_with("I did not pass that on: by then it was over."), "{}", ada.last());
    assert!(!ada.sees("no longer in touch through me"), "they are, about the saw: {}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn what_waits_for_the_morning_leaves_the_open_question_as_it_is() {
    let town = Town::open().await;
    let (ada, ben) = happened(&town).await;
    let (cem, dan) = (town.helper("Cem").await, town.helper("Dan").await);
    ada.asks("A shelf", "Tomorrow").await;
    for one in [&cem, &dan] {
        one.taps("I can help").await;
    }
    ada.changes_line().await;
    cem.taps("Yes, I can").await;
    town.reaches(22).await;
    ada.taps("Say thank you").await;
    // That Dan said nothing is told in the morning.
    cem.blocks_the_bot().await;
    ada.taps("Just thank you").await;
    assert!(ben.sees("says thank you."), "{}", ada.screen());
    assert!(!ada.sees("This question is over"), "{}", ada.screen());
    town.reaches(9).await;
    assert!(ada.sees("I have not heard from Dan") && !ada.sees("[Just thank you]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
