//! Two who agreed two things stay in touch as long as one of them is not over.

use super::relay::{introduced, meet};
use super::town::{Neighbour, Town};

/// Ada and Ben are introduced for bags, and for a saw; Ben wrote to her about that.
async fn introduced_twice(town: &Town) -> (Neighbour<'_>, Neighbour<'_>) {
    let (ada, ben) = introduced(town, "Ada", "Ben").await;
    meet(&ada, &ben, "A saw").await;
    ben.taps("Write to Ada").await;
    ben.says("Which saw?").await;
    (ada, ben)
}

#[tokio::test]
async fn a_reply_goes_through_the_other_introduction_once_one_is_over() {
    let town = Town::open().await;
    let (ada, ben) = introduced_twice(&town).await;
    ben.taps("Done").await;
    let (passed, write) = (ada.find("Which saw?"), ada.button("Write to Ben"));
    ada.drops_out().await;
    assert!(ben.sees("This is over. Ada and you are no longer in touch about it through me."), "{}", ben.screen());
    assert!(!ben.sees("no longer in touch through me"), "they are, about the bags: {}", ben.screen());
    ada.replies(passed, "None. At five for the bags?").await;
    assert_eq!(ben.last(), "Ada writes:\n\nNone. At five for the bags?\n[Write to Ada]", "{}", ada.screen());
    for words in ["The red door.", "Not the blue one."] {
        ada.taps_old(&write).await;
        assert!(ada.last().starts_with("Writing to Ben."), "{}", ada.last());
        ada.says(words).await;
        assert!(ben.last().contains(words), "{}", ben.screen());
    }
    ada.taps("Done").await;
    ada.drops_out().await;
    ada.replies(passed, "Good luck!").await;
    assert!(ada.last().starts_with("You two are no longer in touch through me"), "now they are not: {}", ada.last());
    assert!(!ben.sees("Good luck!"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_writing_writes_on_through_the_other_introduction() {
    let town = Town::open().await;
    let (ada, ben) = introduced_twice(&town).await;
    let writing = ben.message(ben.find("Writing to Ada."));
    ada.drops_out().await;
    assert_eq!(ben.message(ben.find("Writing to Ada.")), writing, "{}", ben.screen());
    assert!(!ben.sees("goes to nobody"), "{}", ben.screen());
    ben.says("And the bags?").await;
    assert_eq!(ada.last(), "Ben writes:\n\nAnd the bags?\n[Write to Ben]");
    ben.taps("Done").await;
    assert!(ben.last().starts_with("Done."), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn words_that_wait_go_through_the_other_introduction_too() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ben.says("Which bags?").await;
    // He is asked for whom it is when he knows her through the bags alone.
    ada.asks_for("A saw").await;
    let yes = ben.button("I can help");
    ben.taps_old(&yes).await;
    let first = ada.button("I can't make it");
    ada.taps("Yes, introduce us").await;
    ada.taps_old(&first).await;
    ada.taps("Yes, tell them").await;
    assert!(!ben.sees("I have passed your words on to nobody"), "{}", ben.screen());
    ben.taps("Yes, to Ada").await;
    assert!(ada.last().contains("Which bags?"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
