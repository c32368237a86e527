//! The disk is nearly full: nobody can ask for something new, everybody is told so kindly, and what is open goes on.

use chrono::TimeDelta;

use super::town::{Log, Town};

const NO_ROOM: &str = "I have no room to keep another ask just now.";

#[tokio::test]
async fn on_a_disk_that_is_nearly_full_nothing_new_begins_and_what_is_open_goes_on() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks_for("a tall ladder").await;
    town.has_free(199);
    ben.taps("I can help").await;
    anna.taps("Yes, introduce us").await;
    anna.taps("Write to Ben").await;
    anna.says("At three?").await;
    assert!(ben.sees("At three?"), "{}", ben.screen());
    let cleo = town.neighbour("Cleo");
    cleo.starts().await;
    cleo.taps("18 or over, I agree: I need help").await;
    assert!(cleo.last().starts_with(NO_ROOM) && cleo.last().contains("nothing is lost"), "{}", cleo.last());
    let told = ["too little room beside the database: no new asks are taken".to_owned()];
    assert_eq!(Log::of_all_plays().holds(&told), told, "an operator reads it");
    town.has_free(200);
    cleo.needs_help().await;
    assert!(cleo.last().contains("What do you need?"), "{}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_that_is_written_when_the_room_runs_out_waits_in_its_preview() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.writes_ask("a tall ladder", "Today").await;
    town.has_free(100);
    anna.taps("Ask neighbours").await;
    assert!(anna.sees(NO_ROOM), "{}", anna.screen());
    assert_eq!(ben.times("a tall ladder"), 0);
    town.stop().await;
    town.start().await;
    anna.taps("Ask neighbours").await;
    assert_eq!(anna.times(NO_ROOM), 2, "a start makes no room: {}", anna.screen());
    town.has_free(100_000);
    anna.taps("Ask neighbours").await;
    assert_eq!(ben.times("a tall ladder"), 1, "nothing that she wrote was lost: {}", ben.screen());
    anna.reads();
    town.close().await;
}

/// The files of the process are cut short, and its disk is not full: so the reserve does not help here, and nothing is confirmed.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn when_the_disk_gets_full_the_reserve_is_given_up_and_nothing_is_lost() {
    let town = Town::open().await;
    town.is_of_today().await;
    town.stop().await;
    let reserve = town.database().with_file_name("doorstep.db.reserve");
    let serving = town.serves_until_the_disk_is_full(1_100);
    let crowd: Vec<_> = (0..250).map(|number| town.neighbour(&format!("Neighbour {number}"))).collect();
    town.telegram.starts(crowd[0].id, None).unwrap();
    town.until("an answer to the first", |telegram| telegram.screen(crowd[0].id).messages.len() > 1).await;
    assert!(reserve.exists());
    for one in &crowd {
        town.telegram.starts(one.id, None).unwrap();
    }
    let serving = serving.says("the disk is full: the reserve beside the database is given up").await;
    assert!(!reserve.exists());
    assert!(serving.ends_when_told().await);
    town.start().await;
    town.passes(TimeDelta::minutes(1)).await;
    for one in &crowd {
        assert!(one.sees("Hello Neighbour"), "{}", one.screen());
    }
    town.reads_all();
    town.close().await;
}
