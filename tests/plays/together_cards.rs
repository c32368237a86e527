//! The card of an own ask leads to another one for the same, as long as that is so.

use chrono::TimeDelta;

use super::together::{asks, both_ask, who_go_out_and_one_wants_two};
use super::town::Town;

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
            insta::assert_snapshot!(ben.message(ben.find("and that is over now")), @r"
            Company and a chat
            “A walk and a chat”
            No hurry

            You and Ada were introduced for this, and that is over now. If you would still like somebody for this, ask again.
            [Ask again]
            ");
        }
        assert_eq!(ben.times("[Ask again]"), 1, "{way}: {}", ben.screen());
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
