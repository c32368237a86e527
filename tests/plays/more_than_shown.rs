//! What does not fit a phone at once: that there is more is said, and how to come to it.

use std::ops::RangeInclusive;

use chrono::TimeDelta;
use doorstep::demo::Content;

use super::relay::meet;
use super::town::{Neighbour, Town};

const MORE: &str =
    "There is more than I show here. The other cards are further up in this chat, and their buttons work.";
const MORE_PEOPLE: &str = "You are in touch with more people than I can name here. To write to one of the others, reply to \
                           a message of theirs, or use their card further up in this chat.";

/// Each of these asked for something today, and Ben helps all of them.
async fn helps<'t>(town: &'t Town, ben: &Neighbour<'_>, numbers: RangeInclusive<usize>) -> Vec<Neighbour<'t>> {
    let mut askers = Vec::new();
    for number in numbers {
        let asker = town.neighbour(&format!("Asker {number}"));
        meet(&asker, ben, &format!("{number} bags")).await;
        askers.push(asker);
    }
    askers
}

/// So many messages come one after the other.
async fn arrives(town: &Town) {
    for _ in 0..4 {
        town.passes(TimeDelta::seconds(10)).await;
    }
}

/// "What is happening now?", and all that is shown then.
async fn looks(town: &Town, who: &Neighbour<'_>) -> String {
    let before = who.count();
    who.looks().await;
    arrives(town).await;
    who.since(before)
}

#[tokio::test]
async fn who_helps_more_neighbours_than_are_shown_reads_so_and_the_older_cards_work() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let mut askers = helps(&town, &ben, 1..=8).await;
    let told = looks(&town, &ben).await;
    assert_eq!(told.matches(" are introduced.").count(), 8, "{told}");
    assert!(!told.contains(MORE), "that is all: {told}");
    askers.extend(helps(&town, &ben, 9..=9).await);
    let told = looks(&town, &ben).await;
    assert_eq!(told.matches(" are introduced.").count(), 8, "{told}");
    assert!(told.contains("You and Asker 9 are introduced.") && !told.contains("Asker 1 "), "{told}");
    assert!(ben.last().starts_with(&format!("{MORE}\n\nWhat would you like to do?\n")), "{}", ben.last());
    ben.taps("Write to Asker 1").await;
    ben.says("I am late").await;
    assert!(askers[0].last().contains("I am late"), "{}", askers[0].screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_in_touch_with_more_people_than_are_named_reads_how_to_write_to_the_others() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let mut askers = helps(&town, &ben, 1..=8).await;
    ben.says("I am late").await;
    assert!(ben.last().starts_with("Who is that for? I have not passed it on.\n[Yes, to Asker 8]\n"), "{}", ben.last());
    ben.taps("No, to nobody").await;
    askers.extend(helps(&town, &ben, 9..=9).await);
    let first = &askers[0];
    first.taps("Write to Ben").await;
    first.says("Which bags?").await;
    let theirs = ben.find("Which bags?");
    ben.says("The blue ones").await;
    let asked = format!("Who is that for? I have not passed it on.\n\n{MORE_PEOPLE}\n[Yes, to Asker 9]\n");
    assert!(ben.last().starts_with(&asked) && !ben.last().contains("Asker 1]"), "{}", ben.last());
    ben.replies(theirs, "The blue ones").await;
    assert!(first.last().contains("The blue ones"), "{}", first.screen());
    assert!(ben.last().contains(MORE_PEOPLE), "the question stays: {}", ben.last());
    ben.taps("No, to nobody").await;
    ben.sends(Content::Sticker { emoji: "👍".to_owned() }).await;
    assert!(ben.last().contains(MORE_PEOPLE) && ben.last().contains("[Write to Asker 9]"), "{}", ben.last());
    assert!(!ben.last().contains("Asker 1]"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_comes_back_after_more_ended_than_is_listed_reads_so_and_every_card_tells() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    helps(&town, &ben, 1..=6).await;
    ben.blocks_the_bot().await;
    let before = ben.count();
    ben.starts().await;
    arrives(&town).await;
    let told = ben.since(before);
    assert!(told.starts_with("I could not reach you for a while. Meanwhile this ended"), "{told}");
    assert_eq!(told.matches(" bags”").count(), 5, "{told}");
    let rest = "\n\nThere is more that is over. The cards further up in this chat say which.\n[What is happening now?]";
    assert!(told.contains(rest), "{told}");
    assert!(!ben.sees("[Write to"), "each card says that it is over: {}", ben.screen());
    town.reads_all();
    town.close().await;
}
