//! Company and going out match ask with ask: who has just asked is shown who asks for the same.

use chrono::TimeDelta;

use super::town::{Metres, Neighbour, Town};

async fn asks(who: &Neighbour<'_>, what: &str, (line, when): (&str, &str)) {
    who.needs_help().await;
    for label in [what, "Nothing to add"].into_iter().take(if line.is_empty() { 2 } else { 1 }) {
        who.taps(label).await;
    }
    if !line.is_empty() {
        who.says(line).await;
    }
    who.taps(when).await;
    if who.phone().keyboard.is_some() {
        who.shares_place().await;
    }
    if who.sees("[Done]") {
        who.taps("Done").await;
    }
    who.taps("Ask neighbours").await;
}

/// Ada and then Ben ask for company, each with a line and a time.
async fn both_ask<'t>(town: &'t Town, first: (&str, &str), then: (&str, &str)) -> (Neighbour<'t>, Neighbour<'t>) {
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    asks(&ada, "Company and a chat", first).await;
    asks(&ben, "Company and a chat", then).await;
    (ada, ben)
}

#[tokio::test]
async fn who_asks_for_company_is_shown_who_asks_for_it_too() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    asks(&ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    assert!(!ada.sees("asks for this too"), "nobody is near: {}", ada.screen());
    let before = ada.count();
    // Quiet hours do not matter: he is writing now.
    town.reaches(22).await;
    asks(&ben, "Company and a chat", ("A walk and a chat", "This week")).await;
    insta::assert_snapshot!(ben.last(), @r"
    A neighbour asks for this too. Perhaps you can do it together:

    Company and a chat
    “Tea on my balcony”
    This week, until Wednesday 18 March
    Roughly where: very near you

    If you say yes, they see: Ben, new here, and that you ask for this too. Nobody is told if you do not.
    [I can help]
    [Not this time]
    ");
    assert!(ben.last_before(1).contains("“A walk and a chat”"), "after his own card: {}", ben.screen());
    assert_eq!(ada.since(before), "", "she is told nothing");
    ben.taps_twice("I can help").await;
    assert!(ada.since(before).contains("Ben can help.") && !ben.sees("Ada"), "{}", ada.since(before));
    assert!(
        ada.last().contains("very near you, new here\nBen asks for this too.\n"),
        "she reads it too: {}",
        ada.last()
    );
    ada.taps("Yes, introduce us").await;
    assert!(ben.sees("You and Ada are introduced. Thank you!"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_no_is_told_to_nobody_and_it_is_not_shown_again() {
    let town = Town::open().await;
    let (ada, ben) = both_ask(&town, ("", "No hurry"), ("", "Tomorrow")).await;
    let before = ada.screen();
    ben.taps("Not this time").await;
    assert!(ben.last().contains("That is fine, and nobody is told."), "{}", ben.last());
    assert_eq!(ada.screen(), before);
    ben.taps("I don't need it any more").await;
    ben.taps("Yes, close it").await;
    town.kill().await;
    town.start().await;
    asks(&ben, "Company and a chat", ("", "Today")).await;
    assert_eq!(ben.times("asks for this too"), 0, "shown once: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn another_kind_another_day_and_another_town_do_not_match() {
    let town = Town::open().await;
    let (ada, far) = (town.neighbour("Ada"), town.neighbour_at("Eve", Metres(9_000.0)));
    asks(&ada, "Company and a chat", ("", "Today")).await;
    asks(&far, "Company and a chat", ("", "No hurry")).await;
    for (name, what, when) in [
        ("Ben", "Small jobs at home", "Today"),
        ("Cleo", "Going out together", "Today"),
        ("Dora", "Company and a chat", "Tomorrow"),
    ] {
        let one = town.neighbour(name);
        asks(&one, what, ("", when)).await;
        assert!(!one.sees("asks for this too"), "{what}, {when}: {}", one.screen());
    }
    assert!(!far.sees("asks for this too"), "{}", far.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_asked_or_paused_is_shown_nothing_more() {
    let town = Town::open().await;
    let (ben, cleo, ada) = (town.helper("Ben").await, town.helper("Cleo").await, town.neighbour("Ada"));
    cleo.taps("Pause me").await;
    asks(&ada, "Going out together", ("", "No hurry")).await;
    assert!(ben.last().contains("A neighbour asks:"), "{}", ben.last());
    for one in [&ben, &cleo] {
        asks(one, "Going out together", ("", "No hurry")).await;
        assert!(!one.sees("asks for this too. Perhaps"), "{}", one.screen());
    }
    // He has not answered hers, and is led to it.
    assert!(ben.sees("A neighbour asks for this too: please look at their card."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

/// Ada and Ben asked for company; Ben says yes to hers, and she to him.
async fn meet(ada: &Neighbour<'_>, ben: &Neighbour<'_>) {
    asks(ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    asks(ben, "Company and a chat", ("A walk and a chat", "This week")).await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
}

#[tokio::test]
async fn where_two_meet_the_own_ask_of_the_other_is_met_as_well() {
    let town = Town::open().await;
    let (cleo, ada, ben) = (town.helper("Cleo").await, town.neighbour("Ada"), town.neighbour("Ben"));
    // She is a helper as well: his ask reached her.
    ada.offers_anything().await;
    meet(&ada, &ben).await;
    insta::assert_snapshot!(ben.last(), @r"
    Company and a chat
    “A walk and a chat”
    This week, until Wednesday 18 March

    You and Ada are introduced, and you both asked for this. So I ask nobody else for you. If you would still like somebody for this, ask again.
    [Ask again]
    ");
    assert_eq!(ben.times("[What is happening now?]"), 0, "the card of before leads below: {}", ben.screen());
    for one in [&ada, &cleo] {
        let walk = one.find("A walk and a chat");
        assert!(one.message(walk).contains("This ask is over."), "{}", one.screen());
    }
    let (hers, his) = (ada.count(), ben.count());
    town.passes(TimeDelta::hours(5)).await;
    assert_eq!((ada.since(hers), ben.since(his)), (String::new(), String::new()));
    ben.taps("Ask again").await;
    ben.taps("Tomorrow").await;
    assert!(ben.last().contains("“A walk and a chat”\nTomorrow, Friday 13 March"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn two_who_said_yes_to_each_other_meet_once() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    ada.offers_anything().await;
    asks(&ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    asks(&ben, "Company and a chat", ("A walk and a chat", "This week")).await;
    ada.taps("I can help").await;
    let hers = ben.button("Yes, introduce us");
    ben.taps("I can help").await;
    town.kill().await;
    town.start().await;
    ada.taps("Yes, introduce us").await;
    assert!(
        ada.last().starts_with("You two are introduced now, so your yes to this is not needed any more:"),
        "{}",
        ada.last()
    );
    ben.taps_old(&hers).await;
    for one in [&ada, &ben] {
        assert_eq!(one.times("Your word:"), 1, "{}", one.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_waits_for_an_ask_that_is_met_hears_it_and_a_wider_one_goes_on() {
    for wanted in ["1", "2"] {
        let town = Town::open().await;
        let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
        asks(&ada, "Going out together", ("The market", "No hurry")).await;
        ben.needs_help().await;
        for label in ["Going out together", "Nothing to add", "This week"] {
            ben.taps(label).await;
        }
        ben.shares_place().await;
        for label in ["Change or add", "How many people", wanted, "Ask neighbours"] {
            ben.taps(label).await;
        }
        ben.taps("I can help").await;
        let cleo = town.helper("Cleo").await;
        cleo.taps("Not this time").await;
        cleo.taps("Is something needed now?").await;
        cleo.taps("I can help").await;
        let before = cleo.count();
        ada.taps("Yes, introduce us").await;
        if wanted == "1" {
            assert!(cleo.since(before).starts_with("Thank you for saying yes to this."), "{}", cleo.screen());
            assert!(
                ben.sees("Cleo could help too. You had found enough help, and I thanked them."),
                "{}",
                ben.screen()
            );
            assert!(ben.last().contains("So I ask nobody else for you."), "{}", ben.last());
        } else {
            assert!(ben.last().contains("Your own ask is still open for more people."), "{}", ben.last());
            ben.taps("Yes, introduce us").await;
            assert!(cleo.sees("You and Ben are introduced."), "{}", cleo.screen());
        }
        town.reads_all();
        town.close().await;
    }
}

/// Ada, who may be asked for anything, asks to go to the market, and Ben, who wants two people, to see a film.
async fn who_go_out_and_one_wants_two(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    ada.offers_anything().await;
    asks(&ada, "Going out together", ("The market", "No hurry")).await;
    ben.needs_help().await;
    ben.taps("Going out together").await;
    ben.says("A film").await;
    ben.taps("This week").await;
    ben.shares_place().await;
    ben.asks_for_two().await;
    (ada, ben)
}

#[tokio::test]
async fn two_who_said_yes_to_each_other_meet_once_also_where_more_are_wanted() {
    let town = Town::open().await;
    let (ada, ben) = who_go_out_and_one_wants_two(&town).await;
    ada.taps("I can help").await;
    let hers = ben.button("Yes, introduce us");
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("You two are introduced now, so your yes to this is not needed any more:"), "{}", ada.screen());
    assert!(ben.last().contains("Your own ask is still open for more people."), "{}", ben.last());
    assert!(!ben.sees("[Yes, introduce us]"), "{}", ben.screen());
    ben.taps_old(&hers).await;
    for one in [&ada, &ben] {
        assert_eq!(one.times("Your word:"), 1, "{}", one.screen());
    }
    let cleo = town.helper("Cleo").await;
    assert!(cleo.last().contains("“A film”"), "it goes on: {}", cleo.screen());
    cleo.taps("I can help").await;
    ben.taps("Yes, introduce us").await;
    assert!(cleo.last().starts_with("You and Ben are introduced."), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_for_another_day_is_not_met() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    ben.offers_anything().await;
    asks(&ada, "Company and a chat", ("", "Today")).await;
    asks(&ben, "Company and a chat", ("A walk", "Tomorrow")).await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(!ben.sees("you both asked for this") && ben.sees("[I don't need it any more]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_offers_nothing_is_not_asked_why_not() {
    let town = Town::open().await;
    let (ada, ben) = both_ask(&town, ("", "No hurry"), ("", "No hurry")).await;
    ben.taps("Not this time").await;
    insta::assert_snapshot!(ben.last(), @r"
    Company and a chat
    No hurry
    Roughly where: very near you

    That is fine, and nobody is told.
    [I can help]
    ");
    ben.taps("I can help").await;
    assert!(ada.sees("Ben can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asked_first_is_asked_too_where_the_other_one_does_nothing() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour_at("Ben", Metres(3_000.0)));
    asks(&ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    town.passes(TimeDelta::hours(5)).await;
    let before = ada.count();
    asks(&ben, "Company and a chat", ("A walk and a chat", "No hurry")).await;
    assert!(ben.last().contains("“Tea on my balcony”") && ben.last().contains("a short drive"), "{}", ben.last());
    town.passes(TimeDelta::hours(5)).await;
    assert_eq!(ada.since(before), "", "he may still say yes");
    town.kill().await;
    town.start().await;
    town.reaches(7).await;
    assert!(!ada.sees("A walk and a chat"), "never at night: {}", ada.since(before));
    town.reaches(9).await;
    insta::assert_snapshot!(ada.last(), @r"
    A neighbour asks for this too. Perhaps you can do it together:

    Company and a chat
    “A walk and a chat”
    No hurry
    Roughly where: a short drive from you

    If you say yes, they see: Ada, new here, and that you ask for this too. Nobody is told if you do not.
    [I can help]
    [Not this time]
    ");
    ada.taps("I can help").await;
    ben.taps("Yes, introduce us").await;
    assert!(ada.last().contains("You and Ben are introduced, and you both asked for this."), "{}", ada.last());
    assert!(!ben.sees("[Not this time]"), "her ask is over: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asked_first_is_not_asked_where_the_other_one_answered() {
    for answer in ["I can help", "Not this time"] {
        let town = Town::open().await;
        let (ada, ben) = both_ask(&town, ("", "No hurry"), ("A walk", "No hurry")).await;
        ben.taps(answer).await;
        town.passes(TimeDelta::days(2)).await;
        assert!(!ada.sees("A walk"), "{answer}: {}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn after_a_no_another_one_is_shown_later_and_once() {
    let town = Town::open().await;
    let (ada, cleo, ben) = (town.neighbour("Ada"), town.neighbour("Cleo"), town.neighbour("Ben"));
    asks(&ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    asks(&cleo, "Company and a chat", ("A game of chess", "This week")).await;
    cleo.taps("Not this time").await;
    asks(&ben, "Company and a chat", ("A walk", "This week")).await;
    assert!(ben.last().contains("“Tea on my balcony”"), "who waits longest: {}", ben.screen());
    let before = ben.count();
    ben.taps("Not this time").await;
    town.passes(TimeDelta::hours(5)).await;
    assert_eq!(ben.since(before), "", "not at once");
    town.passes(TimeDelta::hours(1)).await;
    assert!(ben.last().contains("“A game of chess”"), "{}", ben.screen());
    ben.taps("I can help").await;
    assert!(cleo.last().contains("Ben can help."), "{}", cleo.screen());
    cleo.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Cleo are introduced, and you both asked for this."), "{}", ben.last());
    town.passes(TimeDelta::days(2)).await;
    assert!(!ada.sees("A walk") && !ada.sees("chess"), "they said no to hers: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asked_first_has_their_turn_however_many_ask_after_them() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    asks(&ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    let before = ada.count();
    for name in ["Ben", "Cleo", "Dora"] {
        let one = town.neighbour(name);
        asks(&one, "Company and a chat", ("A walk", "This week")).await;
        assert!(one.last().contains("“Tea on my balcony”"), "{name}: {}", one.last());
        town.passes(TimeDelta::minutes(150)).await;
    }
    assert!(ada.since(before).contains("A neighbour asks for this too."), "{}", ada.screen());
    assert_eq!(ada.times("A neighbour asks for this too."), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_may_be_done_together_still_says_so_after_midnight() {
    let town = Town::open().await;
    let (_ada, ben) = both_ask(&town, ("Tea on my balcony", "Tomorrow"), ("A walk", "Tomorrow")).await;
    let cleo = town.helper("Cleo").await;
    let (his, hers) = (ben.find("Tea on my balcony"), cleo.find("A neighbour asks:"));
    town.reaches(1).await;
    let shown = ben.message(his);
    assert!(shown.starts_with("A neighbour asks for this too. Perhaps you can do it together:"), "{shown}");
    assert!(shown.contains("Today, Friday 13 March") && shown.contains("[I can help]"), "{shown}");
    let shown = cleo.message(hers);
    assert!(shown.starts_with("A neighbour asks:") && shown.contains("Today, Friday 13 March"), "{shown}");
    town.reads_all();
    town.close().await;
}

/// Everything that leads back to Ben's own ask, which closed as he and Ada met.
async fn asks_again(ben: &Neighbour<'_>) {
    let told = ben.last();
    assert!(told.contains("You asked for this too. If you would still like somebody for it, ask again."), "{told}");
    ben.taps("Ask again").await;
    ben.taps("Tomorrow").await;
    assert!(ben.last().contains("“A walk and a chat”\nTomorrow, Friday 13 March"), "{}", ben.last());
    ben.taps("Ask neighbours").await;
}

#[tokio::test]
async fn whose_ask_was_met_is_led_back_to_it_where_the_other_one_is_out() {
    for way in ["can't make it", "closes", "leaves"] {
        let town = Town::open().await;
        let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
        meet(&ada, &ben).await;
        let cleo = town.helper("Cleo").await;
        match way {
            "closes" => {
                ada.looks().await;
                ada.taps("I don't need it any more").await;
                ada.taps("They don't need to come").await;
                assert!(ben.last().starts_with("Ada does not need this any more."), "{}", ben.last());
            }
            "leaves" => {
                ada.reads();
                ada.blocks_the_bot().await;
                assert!(ben.last().starts_with("Ada cannot be reached any more"), "{}", ben.last());
            }
            _ => {
                ada.drops_out().await;
                insta::assert_snapshot!(ben.last(), @r"
                Ada can't make it after all.

                Company and a chat
                “Tea on my balcony”
                This week, until Wednesday 18 March

                You asked for this too. If you would still like somebody for it, ask again.
                [Ask again]
                ");
            }
        }
        asks_again(&ben).await;
        assert!(cleo.last().contains("“A walk and a chat”"), "{way}: {}", cleo.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn whose_ask_was_met_is_led_back_to_it_where_it_did_not_happen_or_is_ended() {
    for way in ["It didn't happen", "ended"] {
        let town = Town::open().await;
        let (ada, ben) = both_ask(&town, ("Tea on my balcony", "No hurry"), ("A walk and a chat", "No hurry")).await;
        ben.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
        town.passes(TimeDelta::days(3)).await;
        town.passes(TimeDelta::hours(1)).await;
        if way == "ended" {
            for label in ["More", "End this", "Yes, end it"] {
                ada.taps(label).await;
            }
            assert!(ben.last().starts_with("This is done now for Ada"), "{}", ben.last());
        } else {
            ben.taps(way).await;
        }
        assert!(ben.last().contains("You asked for this too.") && ben.last().contains("[Ask again]"), "{}", ben.last());
        ben.taps("Ask again").await;
        ben.taps("Tomorrow").await;
        assert!(ben.last().contains("“A walk and a chat”\nTomorrow"), "{}", ben.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn who_is_shown_another_one_does_not_read_that_nobody_is_near() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    asks(&ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    assert!(ada.last().contains("There is nobody near you yet"), "{}", ada.last());
    let before = ben.count();
    asks(&ben, "Company and a chat", ("A walk and a chat", "This week")).await;
    assert!(!ben.sees("There is nobody near you yet"), "{}", ben.screen());
    assert!(ben.since(before).contains("A neighbour asks for this too. Perhaps"), "{}", ben.screen());
    insta::assert_snapshot!(ben.last_before(1), @r"
    Company and a chat
    “A walk and a chat”
    This week, until Wednesday 18 March

    A neighbour asks for this too: please look at their card. There is nobody else yet whom I may ask. You can also send it to someone yourself.
    [Ask a little further away]
    [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    let before = ben.count();
    town.passes(TimeDelta::hours(2)).await;
    assert_eq!(ben.since(before), "", "it was said");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_night_who_is_shown_another_one_hears_in_the_morning_that_nobody_else_is_near() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    asks(&ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    town.reaches(22).await;
    asks(&ben, "Company and a chat", ("A walk and a chat", "This week")).await;
    let before = ben.count();
    town.reaches(9).await;
    assert!(ben.since(before).contains("There is nobody else yet whom I may ask."), "{}", ben.screen());
    assert!(!ben.sees("There is nobody near you yet"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asks_for_the_same_is_found_behind_ten_who_said_no() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    asks(&ada, "Company and a chat", ("Tea on my balcony", "This week")).await;
    for name in ["Ben", "Cleo", "Dora", "Eva", "Finn", "Gina", "Hugo", "Ida", "Jan", "Kim"] {
        let one = town.neighbour(name);
        asks(&one, "Company and a chat", ("A walk", "This week")).await;
        assert!(one.last().contains("“Tea on my balcony”"), "{name}: {}", one.last());
        one.taps("Not this time").await;
    }
    let far = town.neighbour_at("Zoe", Metres(3_000.0));
    asks(&far, "Company and a chat", ("A game of chess", "This week")).await;
    assert!(!ada.sees("A game of chess"), "{}", ada.screen());
    town.passes(TimeDelta::hours(6)).await;
    assert!(ada.sees("A game of chess") && !ada.sees("A walk"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn two_who_meet_are_not_asked_about_each_other_any_more_where_more_are_wanted() {
    let town = Town::open().await;
    let (ada, ben) = who_go_out_and_one_wants_two(&town).await;
    let ping = ada.find("A film");
    let yes = ada.button("I can help");
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.message(ping).contains("This ask is over."), "{}", ada.message(ping));
    ada.taps_old(&yes).await;
    town.passes(TimeDelta::days(1)).await;
    assert!(!ben.sees("Ada can help."), "{}", ben.screen());
    assert_eq!(ada.times("A film"), 1, "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_little_further_away_who_asks_for_the_same_is_looked_for_as_well() {
    for hour in [10, 22] {
        let town = Town::open().await;
        let (ada, eve) = (town.neighbour("Ada"), town.neighbour_at("Eve", Metres(9_000.0)));
        asks(&ada, "Company and a chat", ("Tea on my balcony", "No hurry")).await;
        asks(&eve, "Company and a chat", ("A walk", "No hurry")).await;
        assert!(!eve.sees("asks for this too"), "{}", eve.screen());
        let ways = eve.button("Ask a little further away");
        if hour > 10 {
            town.reaches(hour).await;
        }
        eve.taps_old(&ways).await;
        assert!(
            eve.last().starts_with("A neighbour asks for this too. Perhaps you can do it together:"),
            "{}",
            eve.screen()
        );
        assert!(eve.last().contains("“Tea on my balcony”\nNo hurry\nRoughly where: further"), "{}", eve.last());
        town.reaches(9).await;
        assert!(eve.sees("please look at their card. There is nobody else yet whom I may ask."), "{}", eve.screen());
        assert!(!eve.sees("whom I may ask for this. I am sorry."), "{}", eve.screen());
        eve.taps("I can help").await;
        assert!(ada.last().contains("Eve can help."), "{}", ada.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn whatever_leads_to_an_ask_for_the_same_says_that_it_may_be_done_together() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    asks(&ada, "Going out together", ("The market", "No hurry")).await;
    assert!(ben.last().starts_with("A neighbour asks:"), "he does not: {}", ben.last());
    asks(&ben, "Going out together", ("A film", "No hurry")).await;
    ben.says("/start").await;
    for label in ["I can help", "Is something needed now?"] {
        ben.taps(label).await;
    }
    let too = "A neighbour asks for this too. Perhaps you can do it together:\n\nGoing out together\n";
    assert!(ben.last().starts_with(&format!("{too}“The market”")), "{}", ben.screen());
    ben.taps("Not this time").await;
    let cleo = town.neighbour("Cleo");
    asks(&cleo, "Going out together", ("A concert", "No hurry")).await;
    assert!(ben.last().starts_with(&format!("{too}“A concert”")), "he is pinged: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn after_a_no_the_own_card_leads_to_the_other_one_no_more() {
    let town = Town::open().await;
    let (_ada, ben) = both_ask(&town, ("Tea on my balcony", "No hurry"), ("A walk", "No hurry")).await;
    let (own, before) = (ben.find("please look at their card"), ben.count());
    ben.taps("Not this time").await;
    assert!(ben.message(own).contains("There is nobody near you yet whom I may ask for this."), "{}", ben.screen());
    assert!(!ben.sees("please look at their card"), "{}", ben.screen());
    assert_eq!(ben.since(before), "", "it is edited");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_card_of_a_met_ask_tells_where_the_two_are_introduced_no_more() {
    for way in ["she can't make it", "he can't make it", "closes", "ends"] {
        let town = Town::open().await;
        let (ada, ben) = both_ask(&town, ("Tea on my balcony", "No hurry"), ("A walk and a chat", "No hurry")).await;
        ben.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
        let met = ben.find("you both asked for this");
        let (who, taps): (_, &[&str]) = match way {
            "she can't make it" => (&ada, &["I can't make it", "Yes, tell them"]),
            "he can't make it" => (&ben, &["I can't make it", "Yes, tell them"]),
            "ends" => (&ada, &["More", "End this", "Yes, end it"]),
            _ => (&ada, &["What is happening now?", "I don't need it any more", "Yes, close it"]),
        };
        if way == "ends" {
            town.passes(TimeDelta::days(3)).await;
            town.passes(TimeDelta::hours(1)).await;
        } else if way == "closes" {
            ada.says("/start").await;
        }
        for label in taps {
            who.taps(label).await;
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(ben.message(met), @r"
            Company and a chat
            “A walk and a chat”
            No hurry

            You and Ada were introduced for this, and that is over now. If you would still like somebody for this, ask again.
            [Ask again]
            ");
        }
        ben.taps("Ask again").await;
        ben.taps("Tomorrow").await;
        assert!(ben.last().contains("“A walk and a chat”\nTomorrow"), "{way}: {}", ben.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn once_the_other_ask_is_over_the_own_card_leads_there_no_more() {
    for way in ["closes", "changes", "expires", "is found", "leaves", "declines"] {
        let town = Town::open().await;
        let when = if way == "expires" { "Today" } else { "No hurry" };
        let (ada, ben) = both_ask(&town, ("Tea on my balcony", when), ("A walk", "No hurry")).await;
        let (own, mut before) = (ben.find("please look at their card"), ben.count());
        match way {
            "closes" => {
                ada.looks().await;
                ada.taps("I don't need it any more").await;
                ada.taps("Yes, close it").await;
            }
            "changes" => ada.changes_line().await,
            "expires" => town.passes(TimeDelta::days(2)).await,
            "is found" => {
                let cleo = town.helper("Cleo").await;
                assert!(cleo.last().contains("“Tea on my balcony”"), "{}", cleo.last());
                cleo.taps("I can help").await;
                ada.taps("Yes, introduce us").await;
            }
            "leaves" => {
                ada.reads();
                ada.blocks_the_bot().await;
            }
            _ => {
                ben.taps("I can help").await;
                assert!(ben.message(own).contains("You said yes to a neighbour"), "it waits: {}", ben.screen());
                ada.taps("Not this one").await;
                before = ben.count();
            }
        }
        let told = ben.message(own);
        assert!(told.contains("There is nobody near you yet whom I may ask for this."), "{way}: {told}");
        assert!(!ben.sees("please look at their card"), "{way}: {}", ben.screen());
        assert_eq!(ben.since(before), "", "{way}: it is edited");
        if way == "changes" {
            ben.taps("See how it is now").await;
            assert!(ben.sees("[I can help]"), "{}", ben.screen());
            assert!(ben.message(own).contains("please look at their card"), "he looks: {}", ben.screen());
        }
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_yes_that_waits_is_what_the_own_card_leads_to_also_where_another_one_is_over() {
    let town = Town::open().await;
    let (ada, cleo, ben) = (town.neighbour("Ada"), town.neighbour("Cleo"), town.neighbour("Ben"));
    asks(&ada, "Company and a chat", ("Tea on my balcony", "No hurry")).await;
    asks(&cleo, "Company and a chat", ("A game of chess", "No hurry")).await;
    cleo.taps("Not this time").await;
    asks(&ben, "Company and a chat", ("A walk", "No hurry")).await;
    let own = ben.find("please look at their card");
    ben.taps("I can help").await;
    town.passes(TimeDelta::hours(47)).await;
    let waits = "You said yes to a neighbour who asks for this too. I tell you when they answer.";
    assert!(ben.message(own).contains(waits), "{}", ben.screen());
    assert!(ben.sees("A game of chess"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_card_of_an_ask_for_more_people_says_who_is_introduced_only_while_they_are() {
    for way in ["can't make it", "leaves"] {
        let town = Town::open().await;
        let (ada, ben) = who_go_out_and_one_wants_two(&town).await;
        ben.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
        let own = ben.find("You and Ada are introduced, and you both asked for this.");
        if way == "leaves" {
            ada.reads();
            ada.blocks_the_bot().await;
        } else {
            ada.drops_out().await;
        }
        let told = ben.message(own);
        assert!(told.contains("“A film”") && !told.contains("are introduced"), "{way}: {told}");
        assert!(told.contains("[Change it] [I don't need it any more]"), "{way}: {told}");
        ada.reads();
        ben.reads();
        town.close().await;
    }
}

/// What Ben reads on the card of his own ask, once he said yes to Ada's.
const WAITS: &str = "You said yes to a neighbour who asks for this too. I tell you when they answer.";

#[tokio::test]
async fn who_said_yes_to_who_asks_for_the_same_reads_that_they_wait_for_the_answer() {
    let town = Town::open().await;
    let (ada, ben) = both_ask(&town, ("Tea on my balcony", "No hurry"), ("A walk", "No hurry")).await;
    let (own, before) = (ben.find("please look at their card"), ben.count());
    ben.taps("I can help").await;
    insta::assert_snapshot!(ben.message(own), @r"
    Company and a chat
    “A walk”
    No hurry

    You said yes to a neighbour who asks for this too. I tell you when they answer. There is nobody else yet whom I may ask. You can also send it to someone yourself.
    [Ask a little further away]
    [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    assert_eq!(ben.since(before), "", "it is edited");
    ada.changes_line().await;
    assert!(ben.message(own).contains("please look at their card"), "he is asked again: {}", ben.screen());
    ben.taps("Yes, I can").await;
    assert!(ben.message(own).contains(WAITS), "{}", ben.screen());
    ada.taps("Yes, introduce us").await;
    assert!(!ben.sees("You said yes to a neighbour") && ben.sees("You and Ada are introduced"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whatever_becomes_of_that_yes_the_own_card_says_so() {
    for way in ["takes it back", "no answer", "closes", "another one", "leaves"] {
        let town = Town::open().await;
        let (ada, ben) = both_ask(&town, ("Tea on my balcony", "No hurry"), ("A walk", "No hurry")).await;
        let own = ben.find("please look at their card");
        ben.taps("I can help").await;
        assert!(ben.message(own).contains(WAITS), "{way}: {}", ben.screen());
        match way {
            "takes it back" => {
                ada.changes_line().await;
                ben.taps("Not this time").await;
            }
            "no answer" => {
                town.passes(TimeDelta::hours(47)).await;
                assert!(ben.message(own).contains(WAITS), "{way}: {}", ben.screen());
                town.passes(TimeDelta::hours(2)).await;
            }
            "closes" => {
                ada.looks().await;
                ada.taps("I don't need it any more").await;
                ada.taps("Yes, close it").await;
            }
            "another one" => {
                town.helper("Cleo").await.taps("I can help").await;
                ada.taps("Yes, introduce us").await;
            }
            _ => {
                ada.reads();
                ada.blocks_the_bot().await;
            }
        }
        let told = ben.message(own);
        assert!(told.contains("There is nobody near you yet whom I may ask for this."), "{way}: {told}");
        assert!(!ben.sees("You said yes to a neighbour"), "{way}: {}", ben.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn once_the_time_of_the_other_ask_is_over_the_own_card_leads_there_no_more() {
    let town = Town::open().await;
    let (_ada, ben) = both_ask(&town, ("Tea on my balcony", "Today"), ("A walk", "No hurry")).await;
    let (own, theirs) = (ben.find("please look at their card"), ben.find("Tea on my balcony"));
    town.reaches(23).await;
    assert!(ben.message(own).contains("please look at their card"), "{}", ben.screen());
    town.reaches(9).await;
    let told = ben.message(own);
    assert!(told.contains("There is nobody near you yet whom I may ask for this."), "{told}");
    assert!(ben.message(theirs).contains("This ask is over."), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}
