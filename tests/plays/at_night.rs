//! A helper drops out at night: nobody else is woken, and the asker hears when it goes on.

use super::town::{Neighbour, Town};

async fn meet<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>, Neighbour<'t>) {
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", when).await;
    ben.taps("I can help").await;
    let yes = ada.button("Yes, introduce us");
    cleo.taps("I can help").await;
    ada.taps_old(&yes).await;
    cleo.taps("Stand by, in case").await;
    (ada, ben, cleo)
}

#[tokio::test]
async fn who_stands_by_sleeps_and_is_asked_about_in_the_morning() {
    let town = Town::open().await;
    let (ada, ben, cleo) = meet(&town, "Tomorrow").await;
    town.reaches(23).await;
    let before = cleo.count();
    ben.taps("I can't make it").await;
    ben.taps("Yes, tell them").await;
    assert!(ada.last().contains("Most neighbours are asleep. I look for somebody else at"), "{}", ada.last());
    assert_eq!(cleo.count(), before, "{}", cleo.screen());
    town.reaches(8).await;
    assert!(ada.last().starts_with("Cleo stood by"), "{}", ada.screen());
    assert!(cleo.last().starts_with("You may be needed after all"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_the_night_outlasts_the_day_nobody_else_is_promised() {
    let town = Town::open().await;
    let (ada, ben, cleo) = meet(&town, "Today").await;
    town.reaches(23).await;
    ben.taps("I can't make it").await;
    ben.taps("Yes, tell them").await;
    assert!(ada.last().contains("so I can ask nobody else in time. You can ask again."), "{}", ada.last());
    assert!(ada.last().contains("[Ask again]"), "{}", ada.last());
    assert!(!ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    assert!(cleo.last().starts_with("Thank you for standing by."), "{}", cleo.screen());
    let before = (ada.count(), cleo.count());
    town.reaches(9).await;
    assert_eq!((ada.count(), cleo.count()), before, "{}", ada.screen());
    ada.taps("Ask again").await;
    assert!(ada.last().contains("When?"), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn a_yes_for_today_gets_its_last_word_in_the_morning() {
    let town = Town::open().await;
    let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    ada.asks("Two bags", "Today").await;
    ben.taps("I can help").await;
    let yes = ada.button("Yes, introduce us");
    town.reaches(1).await;
    assert!(!ben.sees("It did not come about this time"), "{}", ben.screen());
    ada.taps_old(&yes).await;
    assert!(!ben.sees("You and Ada are introduced."), "it is over all the same:\n{}", ben.screen());
    town.reaches(9).await;
    assert!(ben.sees("It did not come about this time"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_asker_who_cannot_make_it_has_a_way_on_and_a_true_card() {
    let town = Town::open().await;
    let (ada, _, _) = meet(&town, "Tomorrow").await;
    ada.taps("I can't make it").await;
    ada.taps("Yes, tell them").await;
    assert!(ada.sees("I have told Ben."), "{}", ada.screen());
    assert!(!ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    ada.taps("Ask again").await;
    assert!(ada.last().contains("When?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}
