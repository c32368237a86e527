//! What is over is forgotten: words and places are erased, and old buttons say so kindly.

use chrono::TimeDelta;

use super::town::Town;

#[tokio::test]
async fn words_are_erased_a_month_after_the_close_and_old_buttons_still_answer() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    let canary = "zucchini ladder";
    anna.asks_for(canary).await;
    let on_ping = ben.button("I can help");
    ben.taps("I can help").await;
    let on_yes = anna.button("Yes, introduce us");
    anna.taps("Yes, introduce us").await;
    let on_card = anna.button("Write to Ben");
    for _ in 0..40 {
        town.passes(TimeDelta::days(1)).await;
        town.reads_all();
    }
    for (who, button) in [(&ben, &on_ping), (&anna, &on_yes), (&anna, &on_card)] {
        let before = who.count();
        who.taps_old(button).await;
        assert!(who.count() > before || !who.message(button.message).is_empty(), "an answer to every tap");
        assert!(!who.last().contains("went wrong"), "{}", who.last());
    }
    ben.taps("What is happening now?").await;
    assert!(ben.sees("You may be asked for: anything."), "their own offer stays:\n{}", ben.last());
    town.reads_all();
    let database = town.database();
    town.stop().await;
    let file = std::fs::read(&database).unwrap();
    assert!(!file.windows(canary.len()).any(|bytes| bytes == canary.as_bytes()), "the words are still in the file");
    town.start().await;
    town.close().await;
}
