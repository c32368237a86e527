//! The form of an ask is open, and something else happens: what was not changed in it is as it is by now.

use super::another_time::{asks_for, meet};
use super::town::Town;

const THIS_WEEK: &str = "This week, until Wednesday 18 March";

#[tokio::test]
async fn the_card_of_the_ask_names_the_time_that_two_agree() {
    for changed in [false, true] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, "Today").await;
        asks_for(&ben, "This week").await;
        if changed {
            ada.changes_line().await;
        }
        let stands = if changed { "This has changed, so I ask Ben again." } else { "Ben can help. I ask nobody else." };
        let card = ada.find(stands);
        ada.taps("Yes, that suits").await;
        assert!(ada.message(card).contains(&format!("{THIS_WEEK}\n\n{stands}")), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_change_of_the_time_that_two_agreed_is_on_the_card_at_once() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ben, "This week").await;
    ada.taps("Yes, that suits").await;
    ada.changes_time("Tomorrow").await;
    assert!(
        ada.last().contains("Tomorrow, Friday 13 March\n\nThis has changed, so I ask Ben again."),
        "{}",
        ada.last()
    );
    town.reads_all();
    town.close().await;
}

