//! Two who asked for the same are introduced: what each of them asked for is met, or goes on.

use chrono::TimeDelta;

use super::together::{asks, both_ask, who_go_out_and_one_wants_two};
use super::town::{Neighbour, Town};

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

/// What leads back to Ben's own ask, which closed as he and Ada met: its card, and nothing else.
async fn asks_again(ben: &Neighbour<'_>) {
    assert_eq!(ben.times("[Ask again]"), 1, "{}", ben.screen());
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
                assert!(ben.last_before(1).starts_with("Ada does not need this any more."), "{}", ben.screen());
            }
            "leaves" => {
                ada.reads();
                ada.blocks_the_bot().await;
                assert!(ben.last_before(1).starts_with("Ada cannot be reached any more"), "{}", ben.screen());
            }
            _ => {
                ada.drops_out().await;
                let about = "Company and a chat\n“Tea on my balcony”\nThis week, until Wednesday 18 March";
                assert_eq!(ben.last_before(1), format!("Ada can't make it after all.\n\n{about}"));
                insta::assert_snapshot!(ben.last(), @r"
                Company and a chat
                “A walk and a chat”
                This week, until Wednesday 18 March

                You and Ada were introduced for this, and that is over now. If you would still like somebody for this, ask again.
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
            assert!(ben.last_before(1).starts_with("This is done now for Ada"), "{}", ben.screen());
        } else {
            ben.taps(way).await;
        }
        assert!(ben.last().contains("“A walk and a chat”") && ben.last().contains("[Ask again]"), "{}", ben.last());
        assert_eq!(ben.times("[Ask again]"), 1, "{way}: {}", ben.screen());
        ben.taps("Ask again").await;
        ben.taps("Tomorrow").await;
        assert!(ben.last().contains("“A walk and a chat”\nTomorrow"), "{}", ben.last());
        town.reads_all();
        town.close().await;
    }
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
