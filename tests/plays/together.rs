//! Company and going out match ask with ask: who has just asked is shown who asks for the same.

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
    A neighbour near you asks for this too. Perhaps you can do it together:

    Company and a chat
    “Tea on my balcony”
    This week, until Wednesday 18 March
    Roughly where: very near you

    If you say yes, they see: Ben, new here. Nobody is told if you do not.
    [I can help]
    [Not this time]
    ");
    assert!(ben.last_before(1).contains("“A walk and a chat”"), "after his own card: {}", ben.screen());
    assert_eq!(ada.since(before), "", "she is told nothing");
    ben.taps_twice("I can help").await;
    assert!(ada.since(before).contains("Ben can help.") && !ben.sees("Ada"), "{}", ada.since(before));
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Ada are introduced."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_no_is_told_to_nobody_and_it_is_not_shown_again() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    asks(&ada, "Company and a chat", ("", "No hurry")).await;
    asks(&ben, "Company and a chat", ("", "Tomorrow")).await;
    let before = ada.screen();
    ben.taps("Not this time").await;
    assert!(ben.last().contains("That is fine, and nobody is told."), "{}", ben.last());
    assert_eq!(ada.screen(), before);
    ben.taps("I need it no more").await;
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
        assert!(!one.sees("asks for this too"), "{}", one.screen());
    }
    town.reads_all();
    town.close().await;
}
