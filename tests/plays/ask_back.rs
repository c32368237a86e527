//! Who goes back from the preview of an ask keeps what they had said already.

use super::town::{Metres, Town};

#[tokio::test]
async fn back_from_the_preview_keeps_what_was_added_whatever_is_answered_anew() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    let there = town.helper_at("Fay", Metres(30_000.0)).await;
    ada.writes_ask("A wardrobe", "Today").await;
    for label in ["Change or add", "How many people", "2", "Change or add", "What to know", "There is a dog", "Done"] {
        ada.taps(label).await;
    }
    ada.taps("Change or add").await;
    ada.taps("Another place").await;
    ada.sends(doorstep::demo::Content::Location(there.place())).await;
    let preview = ada.last();
    assert!(preview.contains("• there is a dog\nWanted: 2 people"), "{preview}");
    assert!(preview.contains("At the place you shared"), "{preview}");
    // Another time.
    ada.taps("Back").await;
    ada.taps("Tomorrow").await;
    let tomorrow = preview.replace("Today, Thursday 12 March", "Tomorrow, Friday 13 March");
    assert_eq!(ada.last(), tomorrow);
    // Another line, and a stop in between.
    ada.taps("Back").await;
    ada.taps("Back").await;
    town.stop().await;
    town.start().await;
    ada.says("A cupboard").await;
    ada.taps("Tomorrow").await;
    assert_eq!(ada.last(), tomorrow.replace("A wardrobe", "A cupboard"));
    // Another kind of help, and no line.
    for label in ["Back", "Back", "Back", "Small jobs at home", "Nothing to add", "No hurry"] {
        ada.taps(label).await;
    }
    insta::assert_snapshot!(ada.last(), @r"
    This is what neighbours will see:

    Small jobs at home
    No hurry
    At the place you shared, and how far that is from them
    • there is a dog
    Wanted: 2 people

    Most people like being asked.
    [Ask neighbours]
    [Change or add]
    [Back] [Cancel]
    ");
    ada.taps("Ask neighbours").await;
    assert!(there.last().contains("• there is a dog\nWanted: 2 people"), "{}", there.last());
    // The next one begins with nothing.
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ada.writes_ask("Two bags", "Today").await;
    assert!(!ada.last().contains("dog") && !ada.last().contains("Wanted"), "{}", ada.last());
    assert!(ada.last().contains("Near you"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}
