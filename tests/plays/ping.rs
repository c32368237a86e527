//! A ping and its answers: yes, not this time, and what the asker makes of it.

use chrono::TimeDelta;

use super::town::{Metres, Town};

#[tokio::test]
async fn not_this_time_is_never_shown_to_anyone() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    for (name, reason) in [("Ben", "Too far"), ("Cleo", "Wrong time"), ("Dora", "Not my thing")] {
        let helper = town.helper(name).await;
        ada.asks_for("Two bags").await;
        let before = ada.screen();
        helper.taps("Not this time").await;
        assert!(helper.last().contains("That is fine, and nobody is told."), "{}", helper.last());
        helper.taps(reason).await;
        assert!(helper.last().contains("Thank you for telling me."), "{}", helper.last());
        assert_eq!(ada.screen(), before, "{name}");
        assert!(!helper.sees("Ada"), "{}", helper.screen());
        ada.taps("I don't need it any more").await;
        ada.taps("Yes, close it").await;
        helper.taps("Is something needed now?").await;
        assert!(helper.last().starts_with("Nothing is needed near you now."), "{}", helper.last());
        helper.says("/start").await;
        helper.taps("I can help").await;
        helper.taps("Pause me").await;
    }
    town.close().await;
}

#[tokio::test]
async fn who_pauses_is_not_asked_until_they_say_so() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let offer = ben.button("Pause me");
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    ada.asks_for("Two bags").await;
    ben.taps("Not this time").await;
    ben.taps("Pause me").await;
    assert!(ben.last().contains("You are paused. I ask you for nothing until you say so."), "{}", ben.last());
    eve.asks_for("A ladder").await;
    assert!(eve.last().contains("There is nobody near you yet"), "{}", eve.screen());
    assert!(!ben.sees("A ladder"), "{}", ben.screen());
    ben.taps("You may ask me again").await;
    assert!(ben.message(offer.message).contains("[Pause me]"), "{}", ben.screen());
    assert!(
        ben.last().contains("That is fine, and nobody is told.") && !ben.sees("You are paused"),
        "{}",
        ben.screen()
    );
    town.neighbour("Finn").asks_for("A saw").await;
    assert!(ben.last().contains("A saw"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn who_said_not_this_time_may_still_say_yes() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("Not this time").await;
    ben.taps("Wrong time").await;
    ben.taps("I can help").await;
    assert!(ben.last().contains("Thank you! I have told them."), "{}", ben.last());
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Ada are introduced."), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_yes_after_not_this_time_comes_too_late_when_the_ask_is_over() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("Not this time").await;
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ben.taps("I can help").await;
    assert!(ben.last().contains("This ask is over. Thank you for looking."), "{}", ben.last());
    assert!(!ada.sees("can help"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn who_was_not_chosen_gets_a_last_word() {
    let town = Town::open().await;
    let (ben, cleo, dora) = (town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    cleo.taps("I can help").await;
    assert_eq!(ada.times("[Yes, introduce us]"), 2);
    ada.taps_old(&ada.button("Yes, introduce us")).await;
    assert!(ada.sees("You and Cleo are introduced."), "{}", ada.screen());
    insta::assert_snapshot!(ben.last(), @r"
    Thank you for saying yes to this. They have found enough help this time:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    If you like, stand by in case they need somebody after all.
    [Stand by, in case]
    ");
    assert!(dora.last().contains("They have found help for now."), "the open ping closes: {}", dora.screen());
    assert!(!dora.sees("[I can help]"), "{}", dora.screen());
    assert!(ada.sees("Ben could help too. You had found enough help, and I thanked them."), "{}", ada.screen());
    cleo.reads();
    town.close().await;
}

#[tokio::test]
async fn not_this_one_is_told_kindly_and_the_asking_goes_on() {
    let town = Town::open().await;
    let helpers = [town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await];
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    for helper in &helpers {
        helper.taps("I can help").await;
    }
    // Enough said yes: somebody who comes now is not asked.
    let finn = town.helper("Finn").await;
    town.passes(TimeDelta::hours(2)).await;
    assert!(!finn.sees("Two bags"), "{}", finn.screen());
    let gina = town.neighbour("Gina");
    for _ in &helpers {
        ada.taps("Not this one").await;
    }
    for helper in &helpers {
        assert!(ada.sees(&format!("You said no to {}, kindly. I do not tell them why.", helper.name)));
        assert!(
            helper.last().starts_with("Thank you for saying yes to this. They go on without you"),
            "{}",
            helper.last()
        );
        assert!(!helper.sees("Ada"), "{}", helper.screen());
    }
    finn.taps("Not this time").await;
    town.passes(TimeDelta::hours(1)).await;
    assert!(ada.sees("I have found nobody so far"), "{}", ada.screen());
    gina.offers_anything().await;
    assert!(gina.sees("Two bags"), "{}", gina.screen());
    gina.taps("I can help").await;
    assert!(ada.last().contains("Gina can help."), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn an_ask_that_wants_two_introduces_two() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.writes_ask("A wardrobe", "Today").await;
    ada.taps("Change or add").await;
    ada.taps("How many people").await;
    ada.taps("2").await;
    ada.taps("Ask neighbours").await;
    assert!(ben.last().contains("Wanted: 2 people"), "{}", ben.last());
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("Ben can help. I still look for more."), "{}", ada.screen());
    assert!(cleo.last().contains("[I can help]"), "{}", cleo.screen());
    cleo.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("Ben and Cleo can help. I ask nobody else."), "{}", ada.screen());
    assert!(cleo.sees("You and Ada are introduced"), "{}", cleo.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn who_closes_an_ask_tells_everybody_it_touched() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    let card = ada.button("Yes, introduce us").message;
    ada.taps("I don't need it any more").await;
    assert!(ada.sees("Shall I close this ask? I tell everyone who said yes, kindly."), "{}", ada.screen());
    ada.taps("Yes, close it").await;
    assert!(ada.sees("Closed. Nobody else is asked."), "{}", ada.screen());
    assert_eq!(ada.message(card), "Ben could help too. I thanked them and said that it is no longer needed.");
    assert!(ben.last().starts_with("Thank you for saying yes to this. It is no longer needed:"), "{}", ben.last());
    assert!(cleo.last().contains("This ask is over. Thank you for looking."), "{}", cleo.last());
    town.close().await;
}

#[tokio::test]
async fn closing_can_be_thought_over() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let card = ada.last();
    ada.taps("I don't need it any more").await;
    assert!(ada.last().ends_with("Shall I close this ask?\n[Yes, close it] [No, keep it]"), "{}", ada.last());
    ada.taps_twice("No, keep it").await;
    assert_eq!(ada.last(), card);
    assert!(ben.last().contains("[I can help]"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn a_ping_in_the_middle_of_a_form_repeats_its_question_once() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.needs_help().await;
    ben.taps("Company and a chat").await;
    let question = ben.last();
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    for (asker, line) in [(&ada, "Two bags"), (&eve, "A ladder")] {
        let before = ben.count();
        asker.asks_for(line).await;
        assert_eq!(ben.count(), before + 2, "{}", ben.screen());
        assert!(ben.last_before(1).contains(line), "{}", ben.screen());
        assert_eq!(ben.last(), question, "{}", ben.screen());
        assert_eq!(ben.times("[Nothing to add]"), 1, "{}", ben.screen());
    }
    ben.says("Come and talk").await;
    assert!(ben.last().contains("“Come and talk”\n\nWhen?"), "{}", ben.last());
    ben.taps("I can help").await;
    assert!(eve.sees("Ben can help."), "{}", eve.screen());
    ben.taps("Today").await;
    assert!(ben.last().contains("[Ask neighbours]"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn a_card_that_arrives_while_a_place_is_asked_for_repeats_the_question_with_its_keys() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.says("/start").await;
    ada.taps("I can help").await;
    ada.taps("Anything").await;
    assert!(ada.last().contains("You may be asked for: anything."), "their place is known: {}", ada.last());
    // Whoever has a place is asked for another one only on the way of an ask.
    ada.taps_old(&ada.button("I don't need it any more")).await;
    ada.taps("Yes, close it").await;
    ben.taps("Is something needed now?").await;
    let cleo = town.neighbour("Cleo");
    cleo.asks_for("A chair").await;
    ada.writes_ask("Three bags", "Today").await;
    ada.taps("Change or add").await;
    ada.taps("Another place").await;
    let question = ada.last();
    let before = ada.count();
    town.neighbour("Dora").asks_for("A saw").await;
    assert_eq!(ada.count(), before + 2, "{}", ada.screen());
    assert!(ada.last_before(1).contains("A saw"), "{}", ada.screen());
    assert_eq!(ada.last(), question);
    ada.shares_place().await;
    assert!(ada.last().contains("Three bags"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_answers_too_late_has_answered_and_is_asked_for_other_things() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    for (name, answer) in [("Ada", "Not this time"), ("Bea", "I can help"), ("Cleo", "Not this time")] {
        let asker = town.neighbour(name);
        asker.asks_for(&format!("Two bags for {name}")).await;
        let late = ben.button(answer);
        asker.taps("I don't need it any more").await;
        asker.taps("Yes, close it").await;
        ben.taps_old(&late).await;
        assert!(ben.message(late.message).contains("This ask is over. Thank you for looking."), "{}", ben.screen());
    }
    town.neighbour("Dora").asks_for("A ladder").await;
    assert!(ben.sees("A ladder"), "he left nothing unanswered: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_no_to_what_was_found_holds_when_it_is_open_again() {
    let town = Town::open().await;
    let (ben, cleo, ada) = (town.helper("Ben").await, town.helper("Cleo").await, town.neighbour("Ada"));
    ada.asks("Two bags", "Today").await;
    let no = cleo.button("Not this time");
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    cleo.taps_old(&no).await;
    assert!(cleo.last().contains("They have found help for now."), "it can come again: {}", cleo.last());
    let before = cleo.count();
    ben.drops_out().await;
    town.passes(TimeDelta::hours(3)).await;
    assert_eq!(cleo.since(before), "", "she said no");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_to_an_ask_at_another_place_says_how_far_it_is_from_there() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.helper_at("Ben", Metres(20_000.0)).await);
    ada.asks_for("A chair").await;
    for label in ["I don't need it any more", "Yes, close it"] {
        ada.taps(label).await;
    }
    ada.writes_ask("Two bags", "Today").await;
    ada.taps("Change or add").await;
    ada.taps("Another place").await;
    town.telegram.shares_place(ada.id, ben.home.0, ben.home.1).unwrap();
    town.settle().await;
    ada.taps("Ask neighbours").await;
    ben.taps("I can help").await;
    assert!(ada.last().contains("Ben can help.\n\nvery near the place you shared, new here"), "{}", ada.last());
    town.passes(TimeDelta::hours(2)).await;
    assert!(ada.last().contains("still waits for your answer.\n\nvery near the place you shared"), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_that_is_taken_back_at_night_wakes_nobody() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("This week").await;
    ben.taps("I can help").await;
    ada.reads();
    town.reaches(22).await;
    let before = ada.count();
    ben.taps("I can't help after all").await;
    assert_eq!(ada.since(before), "", "she sleeps: {}", ada.screen());
    town.reaches(9).await;
    assert!(ada.since(before).starts_with("Ben can no longer help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_can_be_taken_back_before_the_asker_answers() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    let (yes, before) = (ada.button("Yes, introduce us"), ada.count());
    insta::assert_snapshot!(ben.last(), @r"
    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March

    Thank you! I have told them. You hear from me, whatever they say.
    [I can't help after all]
    ");
    ben.taps_twice("I can't help after all").await;
    insta::assert_snapshot!(ben.last(), @r"
    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March
    Roughly where: very near you

    That is fine. I have told them that you can't help after all.
    [I can help]
    [Is something needed now?]
    ");
    assert!(ada.since(before).starts_with("Ben can no longer help."), "{}", ada.screen());
    assert!(ada.sees("You hear from me by"), "the asking goes on: {}", ada.screen());
    ada.taps_old(&yes).await;
    assert!(!ada.sees("introduced") && !ben.sees("introduced"), "{}", ada.screen());
    // It was a slip.
    ben.taps("I can help").await;
    assert!(ben.last().contains("Thank you! I have told them."), "{}", ben.last());
    assert!(ada.last().starts_with("Ben can help."), "{}", ada.screen());
    ada.taps("Yes, introduce us").await;
    assert!(ben.sees("You and Ada are introduced."), "{}", ben.screen());
    assert!(!ben.sees("[I can't help after all]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_that_comes_and_goes_does_so_three_times_and_its_helper_knows_before_the_last() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    let yes = ben.button("I can help");
    for said in 1..=3 {
        ben.taps("I can help").await;
        let is_last = ben.last().contains("If you take it back once more, you cannot say yes to this again.");
        assert_eq!(is_last, said == 3, "{said}: {}", ben.last());
        ben.taps("I can't help after all").await;
    }
    insta::assert_snapshot!(ben.last(), @r"
    Shopping and food
    “Two bags”
    Tomorrow, Friday 13 March

    That is fine. I have told them that you can't help after all. I do not count on you for this any more.
    [Is something needed now?]
    ");
    let heard = ada.count();
    ben.taps_old(&yes).await;
    assert!(ben.last().contains("I do not count on you for this any more. Thank you for saying yes to it."));
    assert!(!ben.last().contains("[I can help]"), "{}", ben.last());
    assert_eq!(ada.since(heard), "", "{}", ada.screen());
    // They go on with what else is needed.
    ben.taps("Is something needed now?").await;
    assert!(!ben.last().contains("Two bags"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_two_agreed_is_not_taken_back_by_the_button_of_the_yes() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Tomorrow").await;
    ben.taps("I can help").await;
    let back = ben.button("I can't help after all");
    for answer in ["Yes, introduce us", "I can't make it", "Leave it as it is"] {
        ada.taps(answer).await;
        assert!(!ben.sees("[I can't help after all]"), "{}", ben.screen());
    }
    ben.taps_old(&back).await;
    assert!(ben.message(back.message).contains("You two are introduced."), "{}", ben.screen());
    assert!(!ada.sees("can no longer help"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_to_what_changed_meanwhile_shows_what_it_is_now_whatever_was_said_before() {
    let town = Town::open().await;
    let (ben, cem) = (town.helper("Ben").await, town.helper("Cem").await);
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "This week").await;
    ben.taps("I can help").await;
    ben.taps("I can't help after all").await;
    cem.taps("Not this time").await;
    let (old, older) = (ben.button("I can help"), cem.button("I can help"));
    ada.taps("Change it").await;
    ada.says("A piano to carry").await;
    ada.taps("Save the change").await;
    town.reads_all();
    for (who, yes) in [(&ben, old), (&cem, older)] {
        who.taps_old(&yes).await;
        assert!(
            who.last().starts_with("This has changed, so I have not passed your yes on.\n\nA neighbour asks:"),
            "{}",
            who.last()
        );
        assert!(who.last().contains("A piano to carry") && who.last().contains("[I can help]"), "{}", who.last());
        assert!(!ada.last().contains("can help."), "{}", ada.last());
    }
    cem.taps("Not this time").await;
    assert!(cem.last().contains("That is fine, and nobody is told."), "{}", cem.last());
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Ben can help.") && ada.last().contains("A piano"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}
