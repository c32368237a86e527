//! Another time for what is agreed, and a change of the ask: before it, after it, and both at once.

use chrono::TimeDelta;

use super::another_time::{asks_for, meet};
use super::town::{Neighbour, Seen, Town};

#[tokio::test]
async fn an_edit_of_the_time_ends_the_question_and_tells_who_asked() {
    for helper_asks in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = town.one_of_two("Today").await;
        asks_for(if helper_asks { &ben } else { &ada }, "Tomorrow").await;
        for label in ["Change it", "When", "This week", "Save the change"] {
            ada.taps(label).await;
        }
        for one in [&ada, &ben] {
            assert!(!one.sees("[Yes, that suits]") && !one.sees("[Keep it as it was]"), "{}", one.screen());
        }
        assert!(ben.sees("That question is over."), "{}", ben.screen());
        assert!(ben.last().starts_with("Ada changed what you two agreed."), "{}", ben.last());
        town.reads_all();
        town.close().await;
    }
}

/// Ada wanted it today, and agreed with Ben on another time.
async fn agreed<'t>(town: &'t Town, when: &str) -> (Neighbour<'t>, Neighbour<'t>) {
    let (ada, ben) = meet(town, "Today").await;
    asks_for(&ada, when).await;
    ben.taps_twice("Yes, that suits").await;
    (ada, ben)
}

async fn changes(ada: &Neighbour<'_>, labels: &[&str]) {
    ada.taps("Change it").await;
    for label in labels {
        ada.taps(label).await;
    }
}

#[tokio::test]
async fn a_change_begins_with_the_time_that_two_agreed() {
    for cannot in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = agreed(&town, "Tomorrow").await;
        let cleo = town.helper("Cleo").await;
        assert!(!cleo.sees("Two bags"), "{}", cleo.screen());
        changes(&ada, &["What to know", "I cannot use steps", "Done"]).await;
        assert!(ada.last().contains("Tomorrow") && !ada.last().contains("12 March"), "{}", ada.last());
        ada.taps("Save the change").await;
        assert!(ben.last().contains("Tomorrow") && ben.last().contains("[Yes, still]"), "{}", ben.last());
        if cannot {
            ben.drops_out().await;
        } else {
            town.passes(TimeDelta::minutes(121)).await;
            assert!(ada.sees("I have not heard from Ben whether they still can."), "{}", ada.screen());
        }
        assert!(cleo.last().contains("Two bags") && cleo.last().contains("Tomorrow"), "{}", cleo.last());
        assert!(!cleo.sees("Thursday 12 March"), "{}", cleo.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn more_people_are_asked_for_the_time_that_two_agreed() {
    let town = Town::open().await;
    let (ada, ben) = agreed(&town, "Tomorrow").await;
    let cleo = town.helper("Cleo").await;
    let before = ben.count();
    changes(&ada, &["How many people", "2", "Save the change"]).await;
    assert!(cleo.last().contains("Tomorrow, Friday 13 March"), "{}", cleo.last());
    assert_eq!(ben.count(), before, "another number is no new question:\n{}", ben.screen());
    assert!(ada.sees("Ben can help. I still look for more."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_agrees_another_time_after_a_change_is_heard_from() {
    for by_ben in [true, false] {
        let town = Town::open().await;
        let (ada, ben) = meet(&town, "Today").await;
        let cleo = town.helper("Cleo").await;
        changes(&ada, &["When", "Tomorrow", "Save the change"]).await;
        assert!(ben.last().contains("[Yes, still]"), "{}", ben.last());
        let (asks, says) = if by_ben { (&ben, &ada) } else { (&ada, &ben) };
        asks_for(asks, "This week").await;
        says.taps("Yes, that suits").await;
        assert!(!ben.sees("[Yes, still]"), "{}", ben.screen());
        town.kill().await;
        town.start().await;
        let (hers, his, cleos) = (ada.count(), ben.count(), cleo.count());
        town.passes(TimeDelta::days(2)).await;
        assert_eq!(ada.since(hers), "", "{by_ben}");
        assert_eq!((ben.since(his), cleo.since(cleos)), (String::new(), String::new()), "{by_ben}");
        ada.looks().await;
        let shown = "This week, until Wednesday 18 March\n\nBen can help. I ask nobody else.";
        assert!(ada.sees(shown), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn a_time_that_was_asked_for_before_a_change_is_no_answer_to_it() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    asks_for(&ben, "This week").await;
    changes(&ada, &["Kind of help", "Small jobs at home", "Save the change"]).await;
    ada.taps("Yes, that suits").await;
    assert!(ben.sees("[Yes, still]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_day_that_was_wanted_first_is_another_one_by_then() {
    let town = Town::open().await;
    let (ada, ben) = agreed(&town, "Tomorrow").await;
    changes(&ada, &["When", "Today", "Save the change"]).await;
    assert!(ben.last().contains("Today, Thursday 12 March") && ben.last().contains("[Yes, still]"), "{}", ben.last());
    ben.taps("Yes, still").await;
    assert!(ada.sees("Ben can help. I ask nobody else."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_two_put_off_can_be_changed_after_its_first_day() {
    let town = Town::open().await;
    let (ada, ben) = agreed(&town, "This week").await;
    town.passes(TimeDelta::hours(48)).await;
    town.stop().await;
    town.start().await;
    changes(&ada, &["What to know", "I cannot use steps", "Done", "Save the change"]).await;
    assert!(ben.last().contains("[Yes, still]") && ben.last().contains("This week"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

/// Ada changes the line, and asks Ben for another time before he has said whether he still can.
async fn changed_and_asked(town: &Town) -> (Neighbour<'_>, Neighbour<'_>, Seen) {
    let (ada, ben) = meet(town, "Today").await;
    ada.taps("Change it").await;
    ada.says("Three bags").await;
    ada.taps("Save the change").await;
    let still = ben.button("Yes, still");
    asks_for(&ada, "Tomorrow").await;
    (ada, ben, still)
}

#[tokio::test]
async fn a_change_and_another_time_are_one_question_and_one_yes() {
    let town = Town::open().await;
    let (ada, ben, still) = changed_and_asked(&town).await;
    assert!(
        ben.last().starts_with("Ada asks for another time.") && ben.last().contains("“Three bags”"),
        "{}",
        ben.last()
    );
    assert!(!ben.sees("[Yes, still]") && !ben.sees("Can you still make it?"), "one question: {}", ben.screen());
    let before = ada.count();
    ben.taps_old(&still).await;
    assert_eq!(ada.since(before), "", "it is not what she asks now");
    ben.taps("Yes, that suits").await;
    let told = ada.since(before);
    assert!(told.starts_with("Ben says yes to the other time:"), "{told}");
    assert_eq!(ada.count(), before + 1, "one yes: {told}");
    assert!(!ben.sees("[Yes, still]"), "{}", ben.screen());
    let before = (ada.count(), ben.count());
    town.passes(TimeDelta::hours(4)).await;
    assert_eq!((ada.since(before.0), ben.since(before.1)), (String::new(), String::new()), "nothing is open");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_keeps_the_time_is_asked_whether_they_still_can() {
    for keeps in [true, false] {
        let town = Town::open().await;
        let (ada, ben, _) = changed_and_asked(&town).await;
        if keeps {
            ben.taps("Keep it as it was").await;
        } else {
            ada.taps("Keep it as it was").await;
        }
        assert!(ben.last().starts_with("Ada changed what you two agreed.") && ben.last().contains("[Yes, still]"));
        assert_eq!(ben.times("[Yes, still]"), 1, "{}", ben.screen());
        ben.taps("Yes, still").await;
        assert!(ada.last().starts_with("Ben can still make it, as it is now:"), "{}", ada.screen());
        town.reads_all();
        town.close().await;
    }
}

#[tokio::test]
async fn the_reminder_is_of_the_question_that_is_open() {
    let town = Town::open().await;
    let (ada, ben, _) = changed_and_asked(&town).await;
    let before = ben.count();
    town.passes(TimeDelta::minutes(61)).await;
    assert_eq!(ben.count(), before + 1, "{}", ben.screen());
    assert!(ben.last().starts_with("Ada asks for another time."), "{}", ben.last());
    assert_eq!(ben.times("[Yes, that suits]"), 1, "{}", ben.screen());
    ben.taps("Yes, that suits").await;
    assert!(ada.last().starts_with("Ben says yes to the other time:"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

/// Ada asks for another time and changes the line before Ben answers; he says yes to both.
#[tokio::test]
async fn a_change_between_another_time_and_its_yes_leaves_the_time_that_was_agreed() {
    let town = Town::open().await;
    let (ada, ben) = meet(&town, "Today").await;
    let yes = ben.find("Thank you! I have told them.");
    asks_for(&ada, "Tomorrow").await;
    ada.changes_line().await;
    ben.taps("Yes, that suits").await;
    ben.taps("Yes, still").await;
    let cleo = town.helper("Cleo").await;
    assert!(!cleo.sees("Three bags"), "{}", cleo.screen());
    town.reaches(0).await;
    town.reaches(1).await;
    let card = ben.message(yes);
    assert!(card.contains("Today, Friday 13 March") && !card.contains("12 March"), "the card of his yes: {card}");
    assert!(card.ends_with("You two are introduced."), "{card}");
    // Nor is anybody else asked for the time before.
    ben.drops_out().await;
    town.reaches(8).await;
    assert!(cleo.last().contains("Three bags") && cleo.last().contains("Today, Friday 13 March"), "{}", cleo.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_keeps_the_time_in_the_evening_is_asked_at_once_whether_they_still_can() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    town.reaches(20).await;
    ada.looks().await;
    ada.changes_line().await;
    ada.taps("More").await;
    ada.taps("Change the time").await;
    ada.taps("Tomorrow").await;
    town.reaches(21).await;
    town.passes(TimeDelta::minutes(10)).await;
    ben.taps("Keep it as it was").await;
    ben.taps("Yes, still").await;
    assert!(!ada.sees("I have not heard from Ben"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
