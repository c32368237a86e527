//! Company and going out match ask with ask: who has just asked is shown who asks for the same.

use chrono::TimeDelta;

use super::town::{Metres, Neighbour, Town};

pub(super) async fn asks(who: &Neighbour<'_>, what: &str, (line, when): (&str, &str)) {
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
pub(super) async fn both_ask<'t>(
    town: &'t Town,
    first: (&str, &str),
    then: (&str, &str),
) -> (Neighbour<'t>, Neighbour<'t>) {
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

/// Ada, who may be asked for anything, asks to go to the market, and Ben, who wants two people, to see a film.
pub(super) async fn who_go_out_and_one_wants_two(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
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
