//! Old buttons, double taps, two taps at once, and buttons that are not one's own.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::town::{Neighbour, PHONE, PLACES, POSTED, QUESTIONS, Seen, Town};

/// The journey, the step, what is being changed or shown, and whether it is of an ask that is posted.
fn form(state: &str) -> String {
    let state: serde_json::Value = serde_json::from_str(state).unwrap();
    let parts =
        ["/journey", "/at/step", "/at/what"].map(|part| state.pointer(part).and_then(serde_json::Value::as_str));
    let posted = state.pointer("/at/draft/posted").map(|_| "posted");
    let form: Vec<_> = parts.into_iter().flatten().chain(posted).collect();
    // With or without a username it is the same question.
    form.join(" ").replace("nameless_profile", "profile")
}

#[tokio::test]
async fn the_plays_about_every_question_know_the_way_to_every_form() {
    let town = Town::open().await;
    for way in QUESTIONS.into_iter().chain(POSTED).chain(PLACES).chain([PHONE]) {
        town.far_off("Ada").goes(way).await;
    }
    let kept = include_str!("../../src/talk/state/fixtures.jsonl");
    let mut missing: BTreeSet<String> = kept.lines().filter(|line| !line.is_empty()).map(form).collect();
    // Nothing is asked there, and to whom words go is asked about any words.
    for state in ["idle", "relay writing", "relay ended", "relay pass_on"] {
        assert!(missing.remove(state), "{state}");
    }
    // What a card asks holds up nothing.
    missing.retain(|state| !state.starts_with("on_card "));
    for state in town.states().await {
        missing.remove(&form(&state));
    }
    assert_eq!(missing, BTreeSet::new());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_button_of_a_question_that_is_over_changes_nothing_and_mends_its_message() {
    let town = Town::open().await;
    for way in QUESTIONS.into_iter().chain(POSTED) {
        let ada = town.far_off("Ada");
        ada.goes(way).await;
        let old = ada.last_buttons();
        ada.says("/cancel").await;
        // Who has asked for something asks for nothing else yet.
        let (door, answer, next) = if POSTED.contains(&way) {
            ("I can help", "Some things", "Which things may I ask you for?")
        } else {
            ("I need help", "A lift", "Tell it in a line")
        };
        ada.taps(door).await;
        let (count, question) = (ada.count(), ada.last());
        for button in old {
            ada.taps_old(&button).await;
            assert_eq!(
                ada.message(button.message),
                "This question is over. To go on, send /start.",
                "{way:?}: {}",
                button.label
            );
            assert_eq!((ada.count(), ada.last()), (count, question.clone()), "{way:?}: {}", button.label);
        }
        ada.taps(answer).await;
        assert!(ada.last().contains(next), "{way:?}: the form goes on: {}", ada.last());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_button_of_the_step_before_shows_the_step_that_is_open() {
    let town = Town::open().await;
    for way in QUESTIONS.into_iter().chain(POSTED) {
        let ada = town.far_off("Ada");
        ada.goes(way).await;
        let exits = [ada.way_out().label, "Back".to_owned()];
        let tapped = ada.last_buttons().into_iter().find(|seen| !exits.contains(&seen.label));
        // Under words that may only be written there are the exits alone.
        let tapped = tapped.or_else(|| ada.last_buttons().into_iter().find(|seen| seen.label == "Back")).unwrap();
        ada.taps(&tapped.label).await;
        let (count, question) = (ada.count(), ada.last());
        ada.taps_old(&tapped).await;
        assert_eq!((ada.count(), ada.last()), (count, question), "{way:?}: {tapped:?}");
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_double_tap_before_a_place_or_a_number_is_asked_for_leaves_the_answers_as_they_are() {
    let town = Town::open().await;
    for way in PLACES.into_iter().chain([PHONE]) {
        let (label, before) = way.split_last().unwrap();
        let (once, twice) = (town.far_off("Ada"), town.far_off("Ada"));
        for one in [&once, &twice] {
            one.goes(before).await;
        }
        let answered = [once.button(label).message, twice.button(label).message];
        once.taps(label).await;
        twice.taps_twice(label).await;
        // Each two who are introduced get a word of their own.
        let seen = |one: &Neighbour<'_>, answered| (one.message(answered), one.last(), one.count());
        assert_eq!(seen(&once, answered[0]), seen(&twice, answered[1]), "{way:?}: {label}");
        assert!(!twice.message(answered[1]).contains('['), "{way:?}: {}", twice.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn done_with_writing_twice_is_done() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ada.taps("Write to Ben").await;
    ada.says("At five?").await;
    let done = ada.button("Done");
    ada.taps("Done").await;
    let once = ada.screen();
    ada.taps_old(&done).await;
    assert_eq!(ada.screen(), once);
    ben.reads();
    town.close().await;
}

/// Without the times of day, which differ for two who do the same one after the other.
fn timeless(text: &str) -> String {
    let words = text
        .split(' ')
        .map(|word| if word.contains(':') { word.replace(char::is_numeric, "0") } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_double_tap_is_one_tap_on_every_step() {
    let town = Town::open().await;
    for way in QUESTIONS.into_iter().chain(POSTED).chain([&[] as &[&str]]) {
        let labels = {
            let ada = town.far_off("Ada");
            ada.goes(way).await;
            ada.last_buttons().into_iter().map(|seen| seen.label).collect::<Vec<_>>()
        };
        // Of many alike the first two; and the exits.
        let exits = labels.len().saturating_sub(4).max(2);
        for label in labels.iter().take(2).chain(labels.iter().skip(exits)) {
            let (once, twice) = (town.far_off("Ada"), town.far_off("Ada"));
            once.goes(way).await;
            once.taps(label).await;
            twice.goes(way).await;
            twice.taps_twice(label).await;
            if once.phone().keyboard.is_some() || POSTED.contains(&way) {
                // A question for a place or a number comes as a message of its own; the one before has nothing to say any
                // more. And each two who are introduced get a word of their own.
                assert_eq!(timeless(&once.last()), timeless(&twice.last()), "{way:?}: {label}");
                assert_eq!(once.count(), twice.count(), "{way:?}: {label}");
            } else {
                assert_eq!(timeless(&once.screen()), timeless(&twice.screen()), "{way:?}: {label}");
            }
        }
    }
    for (id, _) in town.telegram.people() {
        assert_eq!(town.telegram.screen(id).messages.iter().filter(|one| one.text.contains("Sorry")).count(), 0);
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn two_buttons_of_the_menu_at_once_are_the_first_of_them() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let rules = ada.button("Rules, and what is kept");
    let can = ada.button("18 or over, I agree: I can help");
    ada.taps("18 or over, I agree: I need help").await;
    let question = ada.screen();
    ada.taps_old(&rules).await;
    assert_eq!(ada.screen(), question);
    ada.taps_old(&can).await;
    assert_eq!(ada.screen(), question);
    ada.taps("A lift").await;
    assert!(ada.last().contains("Tell it in a line"), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn ask_neighbours_twice_is_one_ask() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Today").await;
    let post = ada.button("Ask neighbours");
    ada.taps_twice("Ask neighbours").await;
    ada.taps_old(&post).await;
    assert_eq!(ben.times("A neighbour asks:"), 1, "{}", ben.screen());
    assert_eq!(ada.times("[I don't need it any more]"), 1, "{}", ada.screen());
    assert!(ada.last().contains("I have asked some neighbours."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn a_double_tap_on_a_ping_and_on_a_card_is_one_tap() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.taps_twice("I can help").await;
    cleo.taps_twice("I can help").await;
    assert_eq!((ada.times("Ben can help."), ada.times("Cleo can help.")), (1, 1), "{}", ada.screen());
    let not = ada.button("Not this one");
    assert!(ada.message(not.message).contains("Cleo"));
    ada.taps_twice("Not this one").await;
    assert_eq!(cleo.times("Thank you for saying yes to this."), 1, "{}", cleo.screen());
    ada.taps_twice("Yes, introduce us").await;
    assert_eq!(ada.times("You and Ben are introduced"), 1, "{}", ada.screen());
    assert_eq!(ben.times("You and Ada are introduced"), 1, "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn two_helpers_say_yes_at_once_and_both_are_heard() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.taps_without_waiting("I can help");
    cleo.taps("I can help").await;
    assert!(ada.sees("Ben can help.") && ada.sees("Cleo can help."), "{}", ada.screen());
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn two_yeses_to_two_cards_have_one_winner_and_the_other_is_told_the_truth() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    let introduce_ben = ada.button("Yes, introduce us");
    cleo.taps("I can help").await;
    let introduce_cleo = ada.button("Yes, introduce us");
    town.telegram.presses_data(ada.id, introduce_ben.message, &introduce_ben.data).unwrap();
    ada.taps_old(&introduce_cleo).await;
    assert!(ada.sees("You and Ben are introduced.") && !ada.sees("You and Cleo"), "{}", ada.screen());
    assert_eq!(
        ada.message(introduce_cleo.message),
        "Cleo could help too. You had found enough help, and I thanked them."
    );
    assert!(ben.sees("You and Ada are introduced"), "{}", ben.screen());
    assert!(
        cleo.last().starts_with("Thank you for saying yes to this. They have found enough help"),
        "{}",
        cleo.screen()
    );
    assert!(!cleo.sees("Ada"), "{}", cleo.screen());
    town.close().await;
}

#[tokio::test]
async fn a_yes_to_an_ask_that_is_closed_that_moment_is_told_the_truth() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("I don't need it any more").await;
    ada.taps_without_waiting("Yes, close it");
    ben.taps("I can help").await;
    assert!(ben.last().contains("This ask is over. Thank you for looking."), "{}", ben.screen());
    assert!(!ada.sees("can help") && ada.last().contains("Closed. Nobody else is asked."), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_stolen_button_looks_like_one_that_does_not_exist() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    let mut stolen = vec![ben.button("I can help"), ben.button("Not this time")];
    stolen.extend([ada.button("What is happening now?"), ada.button("I don't need it any more")]);
    ben.taps("I can help").await;
    stolen.extend([ada.button("Yes, introduce us"), ada.button("Not this one")]);
    ada.taps("I don't need it any more").await;
    assert!(ada.sees("Shall I close this ask? I tell everyone who said yes, kindly."), "{}", ada.screen());
    stolen.extend([ada.button("Yes, close it"), ada.button("No, keep it")]);
    ada.taps("No, keep it").await;
    let eve = town.helper("Eve").await;
    let (adas, bens) = (ada.screen(), ben.screen());
    for button in &stolen {
        let unknown = after_forging(&eve, button, &made_up(&button.data)).await;
        assert!(unknown.starts_with("That button no longer does anything."), "{unknown}");
        assert_eq!(after_forging(&eve, button, &button.data).await, unknown, "{}", button.label);
    }
    // The two sides of an introduction have their own buttons.
    ben.taps_old(&stolen[4]).await;
    assert!(ben.last().starts_with("That button no longer does anything."), "{}", ben.last());
    assert_eq!(ada.screen(), adas);
    assert!(ben.screen().starts_with(&bens), "nothing of Ben's changed");
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("You and Ben are introduced."));
    ben.reads();
    eve.reads();
    town.close().await;
}

#[tokio::test]
async fn garbage_in_a_button_is_an_unknown_button() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let message = ada.phone().messages.last().unwrap().id;
    for garbage in
        ["", " ", "1", "1...", "2.need.0.0", "1.need.0", "1.need.0.0.0", "1.need.-.0", "1.ping-yes.zz.0", "🏠"]
    {
        let count = ada.count();
        ada.forges(message, garbage).await;
        assert!(ada.since(count).starts_with("That button no longer does anything."), "{garbage}: {}", ada.last());
    }
    town.close().await;
}

/// Taps on everything that stands on others' phones and not on one's own: each looks like a button of nothing.
async fn replays(forger: &Neighbour<'_>, others: &[&Neighbour<'_>]) -> usize {
    let own: Vec<String> = forger.buttons().into_iter().map(|seen| seen.data).collect();
    let theirs = others.iter().flat_map(|one| one.buttons());
    // What stands in every menu, and under one's own offer, is nobody's.
    let is_of_a_thing = |seen: &Seen| seen.data.split('.').nth(2).is_some_and(|id| id != "0");
    let mut theirs: Vec<Seen> = theirs.filter(|seen| is_of_a_thing(seen) && !own.contains(&seen.data)).collect();
    theirs.sort_by(|one, other| one.data.cmp(&other.data));
    theirs.dedup_by(|one, other| one.data == other.data);
    let message = forger.phone().messages.last().unwrap().id;
    let before: Vec<String> = others.iter().map(|one| one.screen()).collect();
    for seen in &theirs {
        let on = Seen { message, ..seen.clone() };
        let unknown = after_forging(forger, &on, &made_up(&seen.data)).await;
        assert!(!unknown.is_empty(), "{}", seen.label);
        assert_eq!(after_forging(forger, &on, &seen.data).await, unknown, "{}: {}", forger.name, seen.label);
    }
    let after: Vec<String> = others.iter().map(|one| one.screen()).collect();
    assert_eq!(after, before, "{} changed something of somebody's", forger.name);
    theirs.len()
}

#[tokio::test]
async fn every_button_of_others_replayed_at_every_turn_of_a_meeting_does_nothing() {
    let town = Town::open().await;
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks("Two bags", "This week").await;
    let (eve, mut tried) = (town.neighbour("Eve"), 0);
    eve.starts().await;
    tried += replays(&eve, &[&ada, &ben, &cleo]).await;
    ben.taps("I can help").await;
    for (forger, others) in [(&eve, [&ada, &ben, &cleo]), (&ben, [&ada, &cleo, &eve]), (&cleo, [&ada, &ben, &eve])] {
        tried += replays(forger, &others).await;
    }
    ada.taps("Yes, introduce us").await;
    ada.taps("Write to Ben").await;
    ada.says("At five?").await;
    ada.taps("Done").await;
    ben.taps("More").await;
    ben.taps("Change the time").await;
    for forger in [&eve, &cleo] {
        tried += replays(forger, &[&ada, &ben]).await;
    }
    town.passes(TimeDelta::days(8)).await;
    ada.taps("It happened").await;
    ada.taps("Say thank you").await;
    for forger in [&eve, &cleo] {
        tried += replays(forger, &[&ada, &ben]).await;
    }
    assert!(tried > 40, "{tried}");
    town.reads_all();
    town.close().await;
}

/// A client can send whatever code it likes: the introduction is real, and its helper one of the two.
#[tokio::test]
async fn a_helper_who_makes_up_buttons_learns_no_name_before_both_agreed() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    let yes = ada.button("Yes, introduce us").data;
    let before = ada.screen();
    for verb in [
        "back",
        "more",
        "cannot",
        "really",
        "profile",
        "phone",
        "time",
        "when-today",
        "suits",
        "keep",
        "still",
        "happened",
        "didnot",
        "again",
    ] {
        let data = yes.replace("intro-yes", &format!("intro-{verb}"));
        let count = ben.count();
        ben.forges(ben.phone().messages.last().unwrap().id, &data).await;
        assert!(!ben.since(count).is_empty() && !ben.sees("Ada"), "{verb}: {}", ben.screen());
    }
    assert_eq!(ada.screen(), before);
    town.close().await;
}

/// What somebody is answered to a tap that they forged.
async fn after_forging(forger: &Neighbour<'_>, button: &Seen, data: &str) -> String {
    let count = forger.count();
    forger.forges(button.message, data).await;
    forger.since(count)
}

/// The same button of a thing that does not exist.
fn made_up(data: &str) -> String {
    let mut parts: Vec<_> = data.split('.').collect();
    parts[2] = "123456789abcdef";
    parts.join(".")
}
