//! A helper drops out at night: nobody else is woken, and the asker hears when it goes on.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

async fn meet<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>, Neighbour<'t>) {
    let (ada, [ben, cleo]) = town.introduced_with_a_reserve(when).await;
    (ada, ben, cleo)
}

#[tokio::test]
async fn who_stands_by_sleeps_and_is_asked_about_in_the_morning() {
    let town = Town::open().await;
    let (ada, ben, cleo) = meet(&town, "Tomorrow").await;
    town.reaches(23).await;
    let before = cleo.count();
    ben.drops_out().await;
    assert!(ada.last().contains("Most neighbours are asleep. I look for somebody else at"), "{}", ada.last());
    assert_eq!(cleo.count(), before, "{}", cleo.screen());
    town.reaches(8).await;
    assert!(ada.last().starts_with("Cleo said yes before"), "{}", ada.screen());
    assert!(cleo.last().starts_with("You may be needed after all"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_the_night_outlasts_the_day_nobody_else_is_promised() {
    let town = Town::open().await;
    let (ada, ben, cleo) = meet(&town, "Today").await;
    town.reaches(23).await;
    ben.drops_out().await;
    let out = ada.last_before(1);
    assert!(out.contains("so I can ask nobody else in time.") && !out.contains('['), "{out}");
    assert!(ada.last().ends_with("You can ask again.\n[Ask again]"), "{}", ada.last());
    assert_eq!(ada.times("[Ask again]"), 1, "{}", ada.screen());
    assert!(!ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    assert!(
        ada.sees("I have found nobody for this now, and I ask nobody else. You can ask again."),
        "{}",
        ada.screen()
    );
    assert!(!ada.sees("Closed."), "she closed nothing: {}", ada.screen());
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
    let (ada, ben) = town.asked("Today").await;
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
    ada.drops_out().await;
    assert!(ada.sees("I have told Ben."), "{}", ada.screen());
    assert!(!ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    ada.taps("Ask again").await;
    assert!(ada.last().contains("When?"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

/// Ada changes her posted ask.
async fn changes(ada: &Neighbour<'_>, what: &str, answer: &str) {
    ada.looks().await;
    if what == "The line" {
        ada.taps("Change it").await;
        ada.taps(what).await;
        ada.says(answer).await;
    } else {
        ada.changes(what, answer).await;
    }
}

#[tokio::test]
async fn a_yes_to_what_is_over_by_the_morning_is_asked_again_at_once() {
    for (hour, when, what, answer) in [
        (22, "Today", "Kind of help", "Small jobs at home"),
        (21, "Now", "The line", "Three bags"),
        (22, "Today", "When", "Tomorrow"),
    ] {
        let town = Town::open().await;
        let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
        town.reaches(20).await;
        town.passes(TimeDelta::minutes(30)).await;
        ada.asks("Two bags", when).await;
        ben.taps("I can help").await;
        town.reaches(hour).await;
        town.passes(TimeDelta::minutes(10)).await;
        changes(&ada, what, answer).await;
        ada.taps("Save the change").await;
        assert!(ada.last().contains("I ask Ben again. You hear from me by"), "{when}: {}", ada.last());
        let is_for_later = answer == "Tomorrow";
        assert_eq!(ben.last().contains("[Yes, I can]"), !is_for_later, "{when}: {}", ben.screen());
        if is_for_later {
            town.reaches(8).await;
        }
        ben.taps("Yes, I can").await;
        ada.taps("Yes, introduce us").await;
        assert!(ben.last().starts_with("You and Ada are introduced."), "{when}: {}", ben.last());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_yes_that_is_not_given_again_before_midnight_is_told_of_once() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    town.reaches(20).await;
    ben.taps("I can help").await;
    town.reaches(22).await;
    changes(&ada, "Kind of help", "Small jobs at home").await;
    ada.taps("Save the change").await;
    town.kill().await;
    town.start().await;
    town.reaches(9).await;
    assert_eq!(ada.times("Ben did not say whether they still can"), 1, "{}", ada.screen());
    assert_eq!(ada.times("The time for this has passed"), 1, "{}", ada.screen());
    assert!(ben.last().starts_with("Thank you for saying yes to this."), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn where_nobody_can_be_asked_before_it_is_over_the_card_says_so_at_once() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    town.reaches(22).await;
    let before = ben.count();
    changes(&ada, "Kind of help", "Small jobs at home").await;
    ada.taps("Save the change").await;
    insta::assert_snapshot!(ada.last(), @r"
    Small jobs at home
    “Two bags”
    Today, Thursday 12 March

    Most neighbours are asleep, and in the morning it is too late for this. I can ask nobody in time. You can change when you need it. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).
    [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    town.reaches(9).await;
    assert_eq!(ben.count(), before, "{}", ben.screen());
    assert!(!ada.sees("I ask at 08:00"), "{}", ada.screen());
    assert!(!ada.sees("The time for this has passed"), "it was said: {}", ada.screen());
    ada.taps("Change it").await;
    assert!(
        ada.last().contains("It is too late to change this") && ada.last().contains("[Ask again]"),
        "{}",
        ada.last()
    );
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn what_was_changed_at_night_can_be_changed_to_another_day() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    town.reaches(22).await;
    changes(&ada, "Kind of help", "Small jobs at home").await;
    ada.taps("Save the change").await;
    ada.taps("Change it").await;
    ada.taps("When").await;
    ada.taps("Tomorrow").await;
    assert!(ada.last().contains("Most neighbours are asleep: I ask at 08:00 tomorrow."), "{}", ada.last());
    ada.taps("Save the change").await;
    assert!(ada.last().contains("Most neighbours are asleep. I ask at 08:00 tomorrow."), "{}", ada.last());
    town.reaches(8).await;
    assert!(ben.last().contains("Small jobs at home"), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn the_preview_at_night_is_what_neighbours_will_see() {
    for (when, shown, in_the_morning) in [
        ("Now", "Friday 13 March, 08:00 to 10:00", "Now, Friday 13 March, until 10:00"),
        ("Today", "Tomorrow, Friday 13 March", "Today, Friday 13 March"),
    ] {
        let town = Town::open().await;
        let (ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
        town.reaches(22).await;
        ada.writes_ask("Two bags", when).await;
        let preview = ada.last();
        assert!(preview.contains(&format!("“Two bags”\n{shown}\n")), "{preview}");
        assert!(preview.contains("Most neighbours are asleep: I ask at 08:00 tomorrow."), "{preview}");
        ada.taps("Ask neighbours").await;
        assert!(ada.last().contains(&format!("“Two bags”\n{shown}\n")), "{}", ada.last());
        town.reaches(8).await;
        assert!(ben.last().contains(in_the_morning), "{}", ben.last());
        ada.reads();
        town.close().await;
    }
}

#[tokio::test]
async fn early_in_the_morning_nobody_is_told_that_it_is_late() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    town.reaches(6).await;
    ada.writes_ask("Two bags", "Today").await;
    let preview = ada.last();
    assert!(preview.contains("Most neighbours are asleep: I ask at 08:00.") && !preview.contains("late"), "{preview}");
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn today_that_becomes_tomorrow_says_why_where_the_day_changes() {
    const WHY: &str = "It is too late to ask anybody today, so this is for tomorrow.";
    let town = Town::open().await;
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    ada.needs_help().await;
    ada.taps("Shopping and food").await;
    town.reaches(22).await;
    ada.says("Two bags").await;
    ada.taps("Today").await;
    assert!(ada.last().contains(&format!("Tomorrow, Friday 13 March\n\n{WHY}\n\nRoughly where?")), "{}", ada.last());
    ada.shares_place().await;
    assert!(ada.last().contains(&format!("{WHY} Most neighbours are asleep")), "{}", ada.last());
    for (when, shown) in [("Tomorrow", "Tomorrow, Friday 13 March"), ("Now", "Friday 13 March, 08:00 to 10:00")] {
        ada.chooses("When", when).await;
        assert!(ada.last().contains(shown) && !ada.last().contains(WHY), "{when}: {}", ada.last());
    }
    town.reaches(1).await;
    eve.writes_ask("A ladder", "Today").await;
    assert!(eve.last().contains("Today, Friday 13 March") && !eve.sees(WHY), "{}", eve.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_preview_that_lay_there_until_the_night_is_shown_once_more() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    town.reaches(20).await;
    ada.writes_ask("Two bags", "Today").await;
    assert!(ada.last().contains("Today, Thursday 12 March") && !ada.last().contains("asleep"), "{}", ada.last());
    town.reaches(22).await;
    ada.taps_twice("Ask neighbours").await;
    assert!(ada.last().contains("Tomorrow, Friday 13 March"), "{}", ada.last());
    assert!(ada.last().contains("asleep") && ada.last().contains("[Ask neighbours]"), "{}", ada.last());
    ada.taps("Ask neighbours").await;
    assert!(ada.last().contains("Tomorrow, Friday 13 March"), "{}", ada.last());
    assert!(ada.last().contains("I ask at 08:00 tomorrow."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn the_preview_of_a_change_says_that_who_is_introduced_is_asked_at_once() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Tomorrow").await;
    town.reaches(23).await;
    changes(&ada, "Kind of help", "Small jobs at home").await;
    let preview = ada.last();
    assert!(preview.contains("Then I ask Ben at once whether they still can,"), "{preview}");
    assert!(!preview.contains("neighbours again") && !preview.contains("asleep"), "{preview}");
    ada.taps("Save the change").await;
    assert!(ben.last().contains("[Yes, still]"), "{}", ben.screen());
    assert_eq!(ada.times("This has changed, so I ask Ben again."), 1, "{}", ada.screen());
    ben.taps("Yes, still").await;
    assert!(!ada.sees("This has changed, so I ask Ben again."), "the card is mended: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asks_in_the_evening_for_today_is_promised_no_answer_after_it() {
    let town = Town::open().await;
    let (_ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    town.reaches(20).await;
    town.passes(TimeDelta::minutes(46)).await;
    ada.asks("Two bags", "Today").await;
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    I have asked some neighbours. No yes yet. If somebody can, you hear at once. Soon most neighbours are asleep, and in the morning it is too late for this, so I can ask nobody else in time. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).
    [What is happening now?] [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    town.reaches(22).await;
    ada.looks().await;
    assert!(
        ada.sees(
            "No yes yet. Most neighbours are asleep, and in the morning it is too late for this, so I can ask nobody \
             else in time. You can change when you need it. If it cannot wait, please ask"
        ),
        "{}",
        ada.screen()
    );
    assert!(!ada.sees("You hear from me by 08:00"), "{}", ada.screen());
    town.reaches(8).await;
    assert!(ada.last().contains("The time for this has passed, and nobody was found."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asks_before_the_evening_hears_by_the_hour_until_the_last_are_asked() {
    let town = Town::open().await;
    let (_ben, ada) = (town.helper("Ben").await, town.neighbour("Ada"));
    town.reaches(19).await;
    town.passes(TimeDelta::minutes(30)).await;
    ada.asks("Two bags", "Today").await;
    assert!(ada.last().contains("You hear from me by 20:30"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_that_ran_out_at_night_is_not_nobody_who_was_found() {
    let town = Town::open().await;
    let (ben, zed) = (town.helper("Ben").await, town.neighbour("Zed"));
    town.reaches(20).await;
    town.passes(TimeDelta::minutes(50)).await;
    zed.asks("Two bags", "Now").await;
    town.passes(TimeDelta::minutes(16)).await;
    ben.taps("I can help").await;
    let before = zed.count();
    town.reaches(23).await;
    assert_eq!(zed.count(), before, "nobody is woken: {}", zed.screen());
    assert!(!zed.sees("nobody was found"), "{}", zed.screen());
    assert!(
        zed.sees("The time for this has passed. Ben could help, and it did not come about in time."),
        "{}",
        zed.screen()
    );
    town.reaches(9).await;
    assert!(!zed.sees("nobody was found") && !zed.sees("nobody could help"), "{}", zed.screen());
    ben.reads();
    zed.reads();
    town.close().await;
}
