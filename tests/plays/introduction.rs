//! From a ping to an introduction.

use super::town::{Metres, Town};

#[tokio::test]
async fn two_neighbours_meet() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags from the shop").await;
    println!("{}\n=====\n{}", ada.screen(), ben.screen());
    assert!(!ben.screen().contains("Ada"), "nobody learns who asks before both agreed");
    ben.taps("I can help").await;
    println!("{}\n=====\n{}", ada.screen(), ben.screen());
    ada.taps("Yes, introduce us").await;
    println!("{}\n=====\n{}", ada.screen(), ben.screen());
    assert!(ben.sees("You and Ada are introduced"));
    assert!(ada.sees("You and Ben are introduced"));
    let _ = Metres(0.0);
    town.close().await;
}
