//! Days and parts of day of a standing offer: a helper is asked only for what can be at a time that suits them.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

/// A helper who can help at these times only.
async fn helper_at<'t>(town: &'t Town, name: &str, times: &[&str]) -> Neighbour<'t> {
    let helper = town.helper(name).await;
    helper.taps("Days and times").await;
    for label in times {
        helper.taps(label).await;
    }
    helper.taps("Done").await;
    helper.reads();
    helper
}

#[tokio::test]
async fn days_and_parts_of_day_are_toggles_and_nothing_chosen_is_any_time() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    assert!(!ben.last().contains("When:"), "any time until they say otherwise: {}", ben.last());
    ben.taps("Days and times").await;
    insta::assert_snapshot!(ben.last(), @r"
    When could you help? Tap the days, and the parts of the day. If you tap none, any will do.
    [Monday] [Tuesday]
    [Wednesday] [Thursday]
    [Friday] [Saturday]
    [Sunday]
    [Morning, until 12] [Afternoon, 12 to 5]
    [Evening, from 5]
    [Done]
    [Back] [Cancel]
    ");
    for label in ["Saturday", "Sunday", "Monday", "✓ Monday", "Evening, from 5"] {
        ben.taps(label).await;
    }
    assert!(ben.last().contains("[Friday] [✓ Saturday]\n[✓ Sunday]\n"), "{}", ben.last());
    ben.taps_twice("Done").await;
    insta::assert_snapshot!(ben.last(), @r"
    You may be asked for: anything. How far: Across town (5 km).
    When: Saturday, Sunday; evening.
    [Is something needed now?] [Which things]
    [How far] [Where I am]
    [Days and times] [A line about me]
    [My name] [Pause me]
    ");
    // Other changes keep it.
    ben.taps("How far").await;
    ben.taps("A short walk").await;
    assert!(ben.last().contains("When: Saturday, Sunday; evening."), "{}", ben.last());
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("Days and times").await;
    for label in ["✓ Saturday", "✓ Sunday", "✓ Evening, from 5"] {
        ben.taps(label).await;
    }
    ben.taps("Done").await;
    assert!(!ben.last().contains("When:"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn a_helper_is_asked_only_where_the_window_touches_a_time_that_suits() {
    let town = Town::open().await;
    // It is Thursday, ten in the morning.
    let thursdays = helper_at(&town, "Tom", &["Thursday"]).await;
    let fridays = helper_at(&town, "Fay", &["Friday"]).await;
    let evenings = helper_at(&town, "Eve", &["Evening, from 5"]).await;
    let mornings = helper_at(&town, "Mia", &["Morning, until 12"]).await;
    let monday_mornings = helper_at(&town, "Moe", &["Monday", "Morning, until 12"]).await;
    let all = [&thursdays, &fridays, &evenings, &mornings, &monday_mornings];
    let ada = town.neighbour("Ada");
    for (line, when, asked) in [
        ("violin", "Now", [true, false, false, true, false]),
        ("trumpet", "Today", [true, false, true, true, false]),
        ("cello", "Tomorrow", [false, true, true, true, false]),
        ("oboe", "This week", [true, true, true, true, true]),
        ("bassoon", "No hurry", [true, true, true, true, true]),
    ] {
        ada.asks(line, when).await;
        let words = format!("“{line}”");
        for (helper, asked) in all.iter().zip(asked) {
            assert_eq!(helper.sees(&words), asked, "{} for {line}:\n{}", helper.name, helper.screen());
            if asked {
                helper.taps("Not this time").await;
            }
        }
        ada.taps("I don't need it any more").await;
        ada.taps("Yes, close it").await;
        town.reads_all();
    }
    town.close().await;
}

#[tokio::test]
async fn what_is_left_of_today_counts_and_looking_shows_only_what_suits() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    let mia = helper_at(&town, "Mia", &[]).await;
    assert!(mia.sees("Two bags"), "any time: {}", mia.screen());
    town.reaches(13).await;
    let (max, eve) = (town.neighbour("Max"), town.neighbour("Ivy"));
    for (who, part, shown) in [(&max, "Morning, until 12", false), (&eve, "Evening, from 5", true)] {
        who.starts().await;
        who.taps("18 or over, I agree: I can help").await;
        // What is needed is shown at once to who can at any time; so they choose what for first, and a time later.
        who.taps("Some things").await;
        who.taps("A lift").await;
        who.taps("Done").await;
        who.shares_place().await;
        who.taps("Days and times").await;
        who.taps(part).await;
        who.taps("Done").await;
        who.taps("Which things").await;
        who.taps("Anything").await;
        assert_eq!(who.sees("Two bags"), shown, "{part}: {}", who.screen());
        assert_eq!(who.sees("A neighbour near you asks:"), shown, "{part}: {}", who.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn nobody_whose_time_suits_is_said_at_once() {
    let town = Town::open().await;
    let ben = helper_at(&town, "Ben", &["Sunday"]).await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    assert!(ada.last().contains("There is nobody near you yet whom I may ask for this."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn days_and_times_are_walked_clumsily() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("Days and times").await;
    ben.taps_twice("Monday").await;
    assert!(ben.last().contains("[✓ Monday]"), "a double tap is one tap: {}", ben.last());
    ben.says("Mondays please").await;
    assert!(ben.sees("Please tap one of the buttons below."), "{}", ben.screen());
    let old = ben.button("Tuesday");
    town.stop().await;
    town.start().await;
    ben.taps("Friday").await;
    ben.taps("Cancel").await;
    ben.taps_old(&old).await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    assert!(!ben.last().contains("When:"), "nothing was kept: {}", ben.last());
    // A ping in the middle changes nothing.
    ben.taps("Days and times").await;
    ben.taps("Thursday").await;
    town.neighbour("Ada").asks_for("Two bags").await;
    assert!(ben.sees("Two bags") && ben.last().contains("[✓ Thursday]"), "{}", ben.screen());
    ben.taps("Done").await;
    assert!(ben.last().contains("When: Thursday; any time of day."), "{}", ben.last());
    town.passes(TimeDelta::seconds(5)).await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn tomorrow_is_today_when_the_day_turns() {
    let town = Town::open().await;
    let (ben, cleo, ada) = (town.helper("Ben").await, town.helper("Cleo").await, town.neighbour("Ada"));
    ada.writes_ask("A wardrobe", "Tomorrow").await;
    for label in ["Change or add", "How many people", "3", "Ask neighbours"] {
        ada.taps(label).await;
    }
    let eve = town.helper("Eve").await;
    for one in [&ben, &eve] {
        one.taps("I can help").await;
    }
    let ben_said = ada.buttons().into_iter().find(|one| one.label == "Yes, introduce us").unwrap();
    ada.taps_old(&ben_said).await;
    town.reaches(23).await;
    for one in [&ada, &ben, &cleo, &eve] {
        assert!(one.sees("Tomorrow, Friday 13 March") && !one.sees("Today, Friday"), "{}", one.screen());
    }
    let counts = [&ada, &ben, &cleo, &eve].map(Neighbour::count);
    town.kill().await;
    town.start().await;
    town.passes(TimeDelta::hours(2)).await;
    // Beneath her own answers it stays what she said.
    for ((one, count), said) in [&ada, &ben, &cleo, &eve].into_iter().zip(counts).zip([2, 0, 0, 0]) {
        assert!(one.sees("Today, Friday 13 March"), "{}", one.screen());
        assert_eq!(one.times("Tomorrow, Friday 13 March"), said, "{}", one.screen());
        assert_eq!(one.count(), count, "nobody is woken:\n{}", one.screen());
    }
    town.reaches(23).await;
    town.passes(TimeDelta::hours(2)).await;
    for one in [&ada, &ben] {
        assert!(
            one.sees("\nFriday 13 March\n\n") && one.sees("where to come") && !one.sees("Today, Friday"),
            "{}",
            one.screen()
        );
    }
    town.reaches(9).await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn another_time_that_two_agreed_is_shown_by_its_day() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("No hurry").await;
    for label in ["More", "Change the time", "Tomorrow"] {
        ada.taps(label).await;
    }
    ben.taps("Yes, that suits").await;
    town.reaches(1).await;
    for one in [&ada, &ben] {
        assert!(one.sees("Today, Friday 13 March\n\n") && one.sees("where to come"), "{}", one.screen());
    }
    // A question that is open names its days too.
    for label in ["More", "Change the time", "This week"] {
        ben.taps(label).await;
    }
    assert!(ada.last().contains("Instead of: Today, Friday 13 March"), "{}", ada.last());
    town.reaches(2).await;
    town.reaches(1).await;
    assert!(ada.sees("Instead of: Friday 13 March") && !ada.sees("Today"), "{}", ada.screen());
    assert!(ben.sees("I have asked Ada for: This week") && !ben.sees("Today"), "{}", ben.screen());
    ada.taps("Keep it as it was").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn fingers_are_quicker_than_edits_and_no_tick_is_lost() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let taps_all = async |labels: &[&str]| {
        for label in labels {
            ben.taps_without_waiting(label);
        }
        town.passes(TimeDelta::seconds(20)).await;
    };
    ben.taps("Days and times").await;
    taps_all(&["Monday", "Tuesday", "Friday", "Monday", "Saturday", "Evening, from 5", "Done"]).await;
    assert!(ben.last().contains("When: Monday, Tuesday, Friday, Saturday; evening."), "{}", ben.last());
    ben.taps("Days and times").await;
    taps_all(&["✓ Monday", "✓ Friday", "✓ Monday", "Sunday", "Done"]).await;
    assert!(ben.last().contains("When: Tuesday, Saturday, Sunday; evening."), "{}", ben.last());
    ben.taps("Which things").await;
    ben.taps("Some things").await;
    taps_all(&["A lift", "Small jobs at home"]).await;
    taps_all(&["✓ A lift", "Shopping and food", "Done"]).await;
    assert!(ben.last().contains("You may be asked for: shopping and food, small jobs at home."), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn no_tick_of_what_neighbours_should_know_is_lost_either() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Today").await;
    let taps_all = async |labels: &[&str]| {
        for label in labels {
            ada.taps_without_waiting(label);
        }
        town.passes(TimeDelta::seconds(20)).await;
    };
    ada.taps("Change or add").await;
    ada.taps("What to know").await;
    taps_all(&["There is a dog", "I use a wheelchair", "I would rather a woman", "There is a dog", "Done"]).await;
    for kept in ["dog", "wheelchair", "woman"] {
        assert!(ada.last().contains(kept) && ada.sees("[Ask neighbours]"), "{kept}: {}", ada.last());
    }
    ada.taps("Change or add").await;
    ada.taps("What to know").await;
    taps_all(&["✓ There is a dog", "I would rather a man", "✓ I would rather a woman", "Done"]).await;
    assert!(!ada.last().contains("dog") && !ada.last().contains("woman"), "{}", ada.last());
    assert!(ada.last().contains("wheelchair") && ada.last().contains("a man"), "{}", ada.last());
    town.close().await;
}
