//! Who is asked, how many at once, and when the next few are; and what the asker hears.

use chrono::TimeDelta;

use super::town::{Metres, Neighbour, Town};

/// A place that is not small: twenty who may be asked.
async fn twenty(town: &Town) -> Vec<Neighbour<'_>> {
    town.helpers(20).await
}

fn asked(helpers: &[Neighbour<'_>], line: &str) -> usize {
    helpers.iter().filter(|helper| helper.sees(line)).count()
}

#[tokio::test]
async fn five_are_asked_at_once_and_the_next_five_at_the_pace_of_the_urgency() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    let paces = [
        ("Now", TimeDelta::minutes(15)),
        ("Today", TimeDelta::hours(1)),
        ("This week", TimeDelta::hours(6)),
        ("No hurry", TimeDelta::hours(24)),
    ];
    for (when, wait) in paces {
        let ada = town.neighbour(&format!("Ada {when}"));
        let line = format!("Two bags {when}");
        ada.asks(&line, when).await;
        assert_eq!(asked(&helpers, &line), 5, "{when}");
        assert!(ada.last().contains("I have asked some neighbours. No yes yet. You hear from me by"), "{}", ada.last());
        town.passes(wait - TimeDelta::seconds(10)).await;
        assert_eq!(asked(&helpers, &line), 5, "{when}");
        town.passes(TimeDelta::seconds(10)).await;
        assert_eq!(asked(&helpers, &line), 10, "{when}");
        ada.taps("I don't need it any more").await;
        ada.taps("Yes, close it").await;
    }
    // Forty pings: whoever was asked least recently came first, so everybody was asked twice.
    for helper in &helpers {
        assert_eq!(helper.times("Two bags"), 2, "{}", helper.screen());
    }
    town.close().await;
}

#[tokio::test]
async fn all_who_may_be_asked_are_asked_and_then_the_asker_hears_that_nobody_could() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    for wave in 1..=4 {
        assert_eq!(asked(&helpers, "Two bags"), wave * 5);
        town.passes(TimeDelta::hours(1)).await;
    }
    insta::assert_snapshot!(ada.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    I have asked every neighbour I may ask, and I have found nobody so far. That happens. You can send it to someone yourself. If it cannot wait, please ask somebody you know. In danger call 112 (in the UK 999).
    [Ask a little further away]
    [Send it to someone yourself]
    [Change it] [I don't need it any more]
    ");
    helpers[0].taps("I can help").await;
    assert!(ada.last().contains("Helper 1 can help."), "a late yes counts: {}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn at_each_hour_that_was_named_the_asker_hears_and_not_oftener() {
    let town = Town::open().await;
    twenty(&town).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Now").await;
    let mut heard = vec![];
    for quarter in 1..=8 {
        let before = ada.count();
        town.passes(TimeDelta::minutes(15)).await;
        match ada.count() - before {
            0 => {}
            1 => heard.push((quarter, ada.last().lines().rev().find(|line| line.contains('.')).unwrap().to_owned())),
            more => panic!("{more} at once: {}", ada.screen()),
        }
        assert!(heard.len() < 3 || quarter >= 4, "{}", ada.screen());
    }
    assert_eq!(heard.iter().map(|(quarter, _)| *quarter).collect::<Vec<_>>(), [1, 2, 4, 8], "{heard:?}");
    assert!(heard[0].1.starts_with("No yes yet. I ask more neighbours. You hear from me by"), "{heard:?}");
    assert!(heard[2].1.starts_with("I have asked every neighbour I may ask"), "{heard:?}");
    assert!(heard[3].1.starts_with("The time for this has passed"), "{heard:?}");
    // Twenty pings close at the same instant: what nobody waits for takes its turn.
    town.passes(TimeDelta::seconds(5)).await;
    assert_eq!(ada.times("[I don't need it any more]"), 1, "older cards lead to the newest: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_was_so_at_an_hour_stays_to_be_read_above_the_next_one() {
    let town = Town::open().await;
    twenty(&town).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    for _ in 1..=2 {
        let told = ada.last();
        let hour = told.split_once("You hear from me by ").unwrap().1.split(',').next().unwrap();
        town.passes(TimeDelta::hours(1)).await;
        assert!(ada.last().contains("No yes yet. I ask more neighbours."), "{}", ada.last());
        let was_so = format!("By {hour} on Thursday 12 March there was no yes yet.");
        assert_eq!(ada.last_before(1), format!("Shopping and food\n“Two bags”\n\n{was_so}"), "{}", ada.screen());
    }
    assert!(!ada.sees("This goes on below."), "{}", ada.screen());
    ada.looks().await;
    assert_eq!(ada.times("“Two bags”\n\nThis goes on below."), 1, "a look at it leads on: {}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_hour_is_named_at_which_nobody_is_woken_and_a_restart_forgets_none() {
    let town = Town::open().await;
    twenty(&town).await;
    town.reaches(20).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Tomorrow").await;
    assert!(ada.last().contains("You hear from me by 08:00 tomorrow"), "{}", ada.last());
    let before = ada.count();
    town.stop().await;
    town.clock.forward(TimeDelta::hours(7));
    town.start().await;
    town.settle().await;
    assert_eq!(ada.count(), before, "{}", ada.screen());
    town.reaches(8).await;
    assert_eq!(ada.count(), before + 1, "{}", ada.screen());
    assert!(ada.last().contains("No yes yet."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_told_of_a_yes_is_not_told_that_there_is_none() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    let helper = helpers.iter().find(|helper| helper.sees("Two bags")).unwrap();
    helper.taps("I can help").await;
    let before = ada.count();
    town.passes(TimeDelta::minutes(59)).await;
    ada.taps("Not this one").await;
    assert_eq!(ada.count(), before, "{}", ada.screen());
    town.passes(TimeDelta::hours(2)).await;
    let told = "Nobody else has said yes yet. I ask more neighbours.";
    assert!(ada.last().contains(told), "an hour was named again: {}", ada.last());
    assert!(ada.sees("nobody else had said yes yet."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_that_ran_out_is_not_forgotten_while_others_are_asked() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "No hurry").await;
    assert!(ada.last().contains("I have asked some neighbours. No yes yet."), "{}", ada.last());
    helpers.iter().find(|helper| helper.sees("Two bags")).unwrap().taps("I can help").await;
    // First comes the nudge.
    town.passes(TimeDelta::hours(25)).await;
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.sees("Time went by without an answer, so I thanked them"), "{}", ada.screen());
    ada.looks().await;
    let told = "I have asked some neighbours. Nobody else has said yes yet. You hear from me by";
    assert!(ada.sees(told) && !ada.sees("No yes yet"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_asked_further_away_in_vain_hears_that_it_was_further_away() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    ada.taps_twice("Ask a little further away").await;
    assert!(ada.last().contains("I have looked further away too, and there is nobody yet"), "{}", ada.last());
    assert!(!ada.sees("[Ask a little further away]"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
    let town = Town::open().await;
    town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    town.passes(TimeDelta::hours(1)).await;
    ada.taps("Ask a little further away").await;
    assert!(ada.last().contains("I have asked further away too, and I have found nobody so far."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_small_place_is_asked_in_one_wave() {
    let town = Town::open().await;
    // With one more it would be none: five of twenty are asked at once.
    let helpers = town.helpers(19).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "No hurry").await;
    assert_eq!(asked(&helpers, "Two bags"), 19);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_small_place_is_asked_in_one_wave_even_if_somebody_looked_before_it() {
    let town = Town::open().await;
    let helpers = town.helpers(7).await;
    town.reaches(22).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "This week").await;
    helpers[0].taps("Pause me").await;
    helpers[0].taps("Is something needed now?").await;
    assert!(helpers[0].sees("Two bags"), "{}", helpers[0].screen());
    assert!(ada.last().contains("Most neighbours are asleep. I ask at 08:00 tomorrow."), "{}", ada.last());
    assert_eq!(asked(&helpers, "Two bags"), 1);
    town.reaches(8).await;
    assert_eq!(asked(&helpers, "Two bags"), 7);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_place_is_counted_once_for_an_ask() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    assert_eq!(asked(&helpers, "Two bags"), 5);
    for helper in helpers.iter().filter(|helper| !helper.sees("Two bags")).take(3) {
        helper.says("/start").await;
        helper.taps("I can help").await;
        helper.taps("Pause me").await;
    }
    town.passes(TimeDelta::hours(1)).await;
    assert_eq!(asked(&helpers, "Two bags"), 10, "a place does not become small while it is asked");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_small_place_is_asked_in_one_wave_after_wider_too() {
    let town = Town::open().await;
    let far = town.helpers_at(8, Metres(6_500.0)).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    assert_eq!(asked(&far, "Two bags"), 0);
    ada.taps("Ask a little further away").await;
    assert_eq!(asked(&far, "Two bags"), 8);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_wider_makes_a_place_large_it_is_asked_by_a_few() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let far = town.helpers_at(19, Metres(6_500.0)).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    assert!(ben.sees("Two bags"));
    town.passes(TimeDelta::hours(1)).await;
    ada.taps("Ask a little further away").await;
    assert_eq!(asked(&far, "Two bags"), 5);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn wider_is_a_tap_once_and_its_ping_says_that_it_is_further() {
    let town = Town::open().await;
    let near = town.helper("Ben").await;
    let far = town.helper_at("Cleo", Metres(6_500.0)).await;
    let farthest = town.helper_at("Dora", Metres(20_000.0)).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    assert!(near.sees("Two bags") && !far.sees("Two bags"), "never automatic");
    town.passes(TimeDelta::hours(1)).await;
    assert!(!far.sees("Two bags"), "never automatic: {}", far.screen());
    ada.taps("Ask a little further away").await;
    insta::assert_snapshot!(far.last(), @r"
    A neighbour asks:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March
    Roughly where: further away
    This is a little further than you said.

    If you say yes, they see: Cleo, new here. Nobody is told if you do not.
    [I can help]
    [Not this time]
    ");
    town.passes(TimeDelta::hours(1)).await;
    assert!(ada.last().contains("I have asked further away too, and I have found nobody so far."), "{}", ada.last());
    assert!(!ada.last().contains("[Ask a little further away]"), "once: {}", ada.last());
    assert!(!farthest.sees("Two bags"), "{}", farthest.screen());
    far.taps("I can help").await;
    assert!(ada.last().contains("further away, new here"), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn nobody_else_is_asked_once_two_more_than_wanted_said_yes_until_one_is_not_chosen() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    let first: Vec<_> = helpers.iter().filter(|helper| helper.sees("Two bags")).collect();
    for helper in &first[..3] {
        helper.taps("I can help").await;
    }
    first[3].taps("I can help").await;
    assert!(
        first[3].last().starts_with("Thank you for saying yes to this. Enough neighbours have said yes for now"),
        "one wanted, three said yes: {}",
        first[3].screen()
    );
    assert!(!first[3].sees("This ask is over."), "it is not: {}", first[3].screen());
    town.passes(TimeDelta::hours(2)).await;
    assert_eq!(asked(&helpers, "Two bags"), 5);
    ada.taps("Not this one").await;
    assert_eq!(asked(&helpers, "Two bags"), 10, "the asking goes on");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_says_yes_when_enough_did_may_stand_by_and_is_asked_about_before_strangers() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    let first: Vec<_> = helpers.iter().filter(|helper| helper.sees("Two bags")).collect();
    for helper in &first[..3] {
        helper.taps("I can help").await;
    }
    let before = ada.screen();
    for helper in &first[3..] {
        let messages = helper.count();
        helper.taps("I can help").await;
        assert_eq!(helper.count(), messages, "one answer is enough: {}", helper.screen());
        insta::allow_duplicates! {
            insta::assert_snapshot!(helper.last(), @r"
            Thank you for saying yes to this. Enough neighbours have said yes for now, so you are not needed just yet:

            Shopping and food
            “Two bags”
            Today, Thursday 12 March

            If you like, stand by in case they need somebody after all.
            [Stand by, in case]
            ");
        }
        helper.taps_twice("Stand by, in case").await;
        assert!(helper.last().starts_with("Thank you! You stand by for this."), "{}", helper.last());
    }
    assert_eq!(ada.screen(), before, "she has enough to choose from");
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("Not this one").await;
    assert!(
        ada.last().contains(&format!("{} said yes before, and may still be able to help.", first[3].name)),
        "{}",
        ada.last()
    );
    assert!(first[3].last().starts_with("You may be needed after all."), "{}", first[3].last());
    assert_eq!(asked(&helpers, "Two bags"), 5, "nobody else is asked");
    ada.taps("Yes, introduce us").await;
    assert!(first[3].sees("You and Ada are introduced."), "{}", first[3].screen());
    ada.taps("I don't need it any more").await;
    ada.taps("They don't need to come").await;
    assert!(first[4].last().starts_with("Thank you for standing by. It is over"), "{}", first[4].last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_finds_an_ask_by_a_link_when_enough_said_yes_is_not_told_that_it_is_over() {
    let town = Town::open().await;
    let helpers = [town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await];
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Today").await;
    ada.taps("Send it to someone yourself").await;
    let link = ada.last().split("start=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    for helper in &helpers {
        helper.taps("I can help").await;
    }
    let eve = town.neighbour("Eve");
    eve.starts_with(&link).await;
    assert!(eve.last().contains("“Two bags”") && !eve.sees("is over"), "{}", eve.last());
    eve.taps("18 or over, I agree: I can help").await;
    assert!(eve.last().contains("Enough neighbours have said yes for now"), "{}", eve.last());
    eve.taps("Stand by, in case").await;
    town.passes(TimeDelta::hours(2)).await;
    ada.taps("Not this one").await;
    assert!(ada.last().contains("Eve said yes before, and may still be able to help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn nobody_is_asked_after_the_time_it_is_for_and_the_asker_hears_it_then() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    town.reaches(19).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Now").await;
    assert_eq!(asked(&helpers, "Two bags"), 5);
    for _ in 0..4 {
        town.passes(TimeDelta::minutes(15)).await;
    }
    assert_eq!(asked(&helpers, "Two bags"), 20, "at a quarter past, half past and a quarter to eight");
    assert!(ada.last().contains("I have asked every neighbour I may ask"), "{}", ada.screen());
    let late = (helpers[3].count(), helpers[4].count());
    let (yes, no) = (helpers[3].button("I can help"), helpers[4].button("Not this time"));
    town.reaches(12).await;
    assert_eq!((helpers[3].count(), helpers[4].count()), late);
    assert!(helpers[3].last().contains("This ask is over."), "{}", helpers[3].last());
    helpers[3].taps_old(&yes).await;
    assert!(helpers[3].last().contains("This ask is over."), "{}", helpers[3].last());
    helpers[4].taps_old(&no).await;
    assert!(!ada.sees("can help"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_ask_for_now_that_would_go_on_in_the_night_ends_with_a_word_and_can_be_asked_again() {
    let town = Town::open().await;
    let helpers = twenty(&town).await;
    town.reaches(20).await;
    town.passes(TimeDelta::minutes(50)).await;
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "Now").await;
    assert!(ada.last().contains("so I can ask nobody else in time."), "{}", ada.last());
    town.reaches(8).await;
    assert_eq!(asked(&helpers, "Two bags"), 5, "its time was over at eleven");
    assert!(ada.last().contains("The time for this has passed, and nobody was found."), "{}", ada.last());
    ada.taps("Ask again").await;
    ada.taps("Today").await;
    ada.taps("Ask neighbours").await;
    assert!(ada.last().contains("I have asked some neighbours."), "{}", ada.last());
    assert_eq!(asked(&helpers, "Two bags"), 10);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_wanted_two_and_got_one_hears_that_nobody_is_left() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.two_wanted("Today").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    cleo.taps("Not this time").await;
    town.passes(TimeDelta::hours(1)).await;
    assert!(ada.last().contains("Ben can help, and I have found nobody else so far."), "{}", ada.last());
    town.reaches(0).await;
    town.reaches(8).await;
    ada.reads();
    ben.reads();
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.sees("I ask nobody else for this now. Ben said yes."), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn who_says_yes_on_an_older_message_when_enough_did_finds_no_yes_on_the_newer_one() {
    let town = Town::open().await;
    let helpers = [town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await];
    let (ada, eve) = (town.neighbour("Ada"), town.neighbour("Eve"));
    ada.asks("Two bags", "Today").await;
    ada.taps("Send it to someone yourself").await;
    let link = ada.last().split("start=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    for helper in &helpers {
        helper.taps("I can help").await;
    }
    eve.starts_with(&link).await;
    let older = eve.button("18 or over, I agree: I can help");
    eve.starts_with(&link).await;
    eve.taps_old(&older).await;
    assert!(eve.message(older.message).ends_with("[Stand by, in case]"), "{}", eve.screen());
    assert!(!eve.sees("I can help]") && eve.last().contains("Enough neighbours have said yes"), "{}", eve.screen());
    eve.taps("Stand by, in case").await;
    assert!(eve.message(older.message).starts_with("Thank you! You stand by for this."), "{}", eve.screen());
    town.reads_all();
    town.close().await;
}
