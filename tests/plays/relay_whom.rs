//! For whom words are is asked where it is not known, and never guessed.

use chrono::TimeDelta;
use doorstep::demo::{MessageId, Shown};

use super::relay::{introduced, meet};
use super::town::{Neighbour, Town};

/// A line of the other one arrives, and this is tapped before the question comes again beneath it.
async fn taps_as_a_line_arrives(town: &Town, (who, other): (&Neighbour<'_>, &Neighbour<'_>), label: &str) {
    who.reads();
    town.telegram.hold("sendMessage");
    town.telegram.says(other.id, "I am at home.").unwrap();
    town.until("the line is taken", |telegram| telegram.unconfirmed() == 0).await;
    who.taps_without_waiting(label);
    town.until("the tap is taken", |telegram| telegram.unconfirmed() == 0).await;
    town.telegram.release("sendMessage");
    town.passes(TimeDelta::seconds(30)).await;
}

#[tokio::test]
async fn who_taps_as_a_line_arrives_finds_the_next_question_beneath_it_and_no_other() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.taps("Write to Ben").await;
    ben.needs_help().await;
    ben.taps("Shopping and food").await;
    taps_as_a_line_arrives(&town, (&ben, &ada), "Nothing to add").await;
    assert!(ben.last().contains("[Today]"), "{}", ben.screen());
    assert!(ben.last_before(1).contains("I am at home."), "{}", ben.screen());
    assert!(!ben.sees("[Nothing to add]") && ben.times("[Today]") == 1, "{}", ben.screen());
    ben.taps("Today").await;
    taps_as_a_line_arrives(&town, (&ben, &ada), "Ask neighbours").await;
    assert!(ben.last().contains("[Close it]") || ben.last().contains("[I don't need it any more]"), "{}", ben.screen());
    assert!(ben.last_before(1).contains("I am at home."), "{}", ben.screen());
    assert!(!ben.sees("[Ask neighbours]"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn several_messages_wait_for_one_answer_and_an_old_question_answers_nothing() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    let first = ada.says("Hello").await;
    let old = ada.button("Yes, to Ben");
    let second = ada.says("Are you there?").await;
    assert!(ada.last().starts_with("Who are those 2 messages for?"), "{}", ada.last());
    ada.taps_old(&old).await;
    assert!(!ben.sees("Hello") && !ben.sees("Are you there?"), "{}", ben.screen());
    ada.edits(second, "Are you at home?").await;
    ada.taps("Yes, to Ben").await;
    assert!(ben.last_before(1).contains("Hello") && ben.last().contains("Are you at home?"), "{}", ben.screen());
    for message in [first, second] {
        assert!(ada.message(message).ends_with("(👍)"), "{}", ada.screen());
    }
    town.close().await;
}

#[tokio::test]
async fn of_eleven_messages_that_wait_for_one_answer_the_last_is_not_kept_and_its_writer_reads_so() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    for number in 1..=10 {
        ada.says(&format!("Line {number}.")).await;
        // Slowly enough for any chat.
        town.passes(TimeDelta::seconds(10)).await;
    }
    assert!(ada.last().starts_with("Who are those 10 messages for?"), "{}", ada.last());
    let eleventh = ada.says("Line 11.").await;
    town.passes(TimeDelta::seconds(10)).await;
    let told = "Please say first who those messages are for. I have not kept the last one.";
    assert_eq!(ada.last_before(1), told, "{}", ada.screen());
    assert!(ada.last().starts_with("Who are those 10 messages for?"), "{}", ada.last());
    assert!(!ben.sees("Line"), "{}", ben.screen());
    ada.taps("Yes, to Ben").await;
    town.passes(TimeDelta::minutes(1)).await;
    for number in 1..=10 {
        assert_eq!(ben.times(&format!("Line {number}.")), 1, "{}", ben.screen());
    }
    assert!(!ben.sees("Line 11."), "{}", ben.screen());
    assert!(!ada.message(eleventh).contains("👍"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn two_of_the_same_first_name_are_told_apart_by_what_they_agreed() {
    let town = Town::open().await;
    let cleo = town.helper("Cleo").await;
    let (one, other) = (town.neighbour("Ada"), town.neighbour("Ada"));
    meet(&one, &cleo, "Two bags").await;
    other.needs_help().await;
    for label in ["A lift", "Nothing to add", "Tomorrow"] {
        other.taps(label).await;
    }
    other.shares_place().await;
    other.taps("Ask neighbours").await;
    cleo.taps("I can help").await;
    other.taps("Yes, introduce us").await;
    cleo.says("I am late").await;
    assert!(cleo.last().ends_with("[Ada: A lift]\n[Ada: Shopping and food]\n[No, to nobody]"), "{}", cleo.last());
    cleo.taps("Ada: A lift").await;
    assert!(other.last().contains("I am late") && !one.sees("I am late"), "{}", other.screen());
    // The day is that of the lift as well, and the kind that of the first one: what she said is true of her alone.
    let third = town.neighbour("Ada");
    third.asks("Three bags", "Tomorrow").await;
    cleo.taps("I can help").await;
    third.taps("Yes, introduce us").await;
    cleo.says("I am late again").await;
    let labels = ["Ada: Three bags", "Ada: A lift", "Ada: Today, Thursday 12 March"];
    for label in labels {
        assert_eq!(cleo.last().matches(&format!("[{label}]")).count(), 1, "{label}: {}", cleo.last());
    }
    assert!(!cleo.last().contains("Tomorrow"), "it is true of two: {}", cleo.last());
    cleo.taps(labels[0]).await;
    assert!(third.last().contains("I am late again"), "{}", third.screen());
    assert!(!one.sees("I am late") && !other.sees("late again"), "{}", other.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn two_of_the_same_first_name_who_need_the_same_at_the_same_time_are_told_apart() {
    let town = Town::open().await;
    let cleo = town.helper("Cleo").await;
    let (one, other) = (town.neighbour("Ada"), town.neighbour("Ada"));
    meet(&one, &cleo, "Two bags").await;
    meet(&other, &cleo, "Three bags").await;
    cleo.says("I am late").await;
    assert!(cleo.last().ends_with("[Ada: Three bags]\n[Ada: Two bags]\n[No, to nobody]"), "{}", cleo.last());
    cleo.taps("Ada: Two bags").await;
    assert!(one.last().contains("I am late") && !other.sees("I am late"), "{}", one.screen());
    // Where they say the same as well, or nothing, there is the word that only the two have.
    let (same, silent) = (town.neighbour("Ada"), town.neighbour("Ada"));
    meet(&same, &cleo, "Three bags").await;
    silent.needs_help().await;
    for label in ["Shopping and food", "Nothing to add", "Today"] {
        silent.taps(label).await;
    }
    silent.shares_place().await;
    silent.taps("Ask neighbours").await;
    cleo.taps("I can help").await;
    silent.taps("Yes, introduce us").await;
    let word = |ada: &Neighbour<'_>| {
        let told = ada.message(ada.find("Your word: "));
        told.split_once("Your word: ").unwrap().1.split_once(". Cleo has it too.").unwrap().0.to_owned()
    };
    cleo.says("I come at five").await;
    for label in [format!("Ada: {}", word(&other)), format!("Ada: {}", word(&same)), format!("Ada: {}", word(&silent))]
    {
        assert_eq!(cleo.last().matches(&format!("[{label}]")).count(), 1, "{label}: {}", cleo.last());
    }
    assert!(cleo.last().contains("[Ada: Two bags]"), "{}", cleo.last());
    cleo.taps(&format!("Ada: {}", word(&silent))).await;
    assert!(silent.last().contains("I come at five"), "{}", silent.last());
    town.reads_all();
    town.close().await;
}

/// The same dice every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

#[tokio::test]
async fn three_introductions_at_once_and_not_one_message_goes_to_the_wrong_person() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let askers = [town.neighbour("Ada"), town.neighbour("Cleo"), town.neighbour("Dora")];
    for asker in &askers {
        meet(asker, &ben, &format!("Bags for {}", asker.name)).await;
    }
    let mut dice = Dice(11);
    let mut sent = 0;
    for step in 0..240 {
        let asker = &askers[dice.below(3)];
        let words = format!("word{step}x");
        let to = one_step(&ben, asker, &words, &mut dice).await;
        let readers = askers
            .iter()
            .chain([&ben])
            .filter(|one| one.phone().messages.iter().any(|message| message.from_bot && message.text.contains(&words)));
        let readers: Vec<&str> = readers.map(|one| one.name.as_str()).collect();
        assert_eq!(readers, to.into_iter().collect::<Vec<_>>(), "step {step}");
        sent += usize::from(to.is_some());
        town.passes(TimeDelta::seconds(20)).await;
    }
    assert!(sent > 100, "{sent}");
    town.reads_all();
    town.close().await;
}

/// One thing of many that people do; for whom it was, as they see it on the phone.
async fn one_step<'n>(ben: &Neighbour<'_>, asker: &'n Neighbour<'_>, words: &str, dice: &mut Dice) -> Option<&'n str> {
    match dice.below(8) {
        0 => {
            asker.taps("Write to Ben").await;
            asker.says(words).await;
            asker.taps("Done").await;
            Some("Ben")
        }
        1 | 2 => {
            ben.taps(&format!("Write to {}", asker.name)).await;
            ben.says(words).await;
            Some(&asker.name)
        }
        3 | 4 => {
            let heading = format!("{} writes:", asker.name);
            let old = old_message(ben, |one| one.from_bot && one.text.contains(&heading), dice)?;
            ben.replies(old, words).await;
            Some(&asker.name)
        }
        5 => {
            ben.says("/start").await;
            ben.says(words).await;
            ben.taps(&format!("Yes, to {}", asker.name)).await;
            Some(&asker.name)
        }
        6 => {
            ben.says("/start").await;
            ben.says(words).await;
            ben.taps("No, to nobody").await;
            None
        }
        _ => {
            let mine = old_message(ben, |one| !one.from_bot && one.text.contains("word"), dice)?;
            ben.edits(mine, words).await;
            None
        }
    }
}

/// Any message that is one of these.
fn old_message(who: &Neighbour<'_>, is: impl Fn(&Shown) -> bool, dice: &mut Dice) -> Option<MessageId> {
    let messages = who.phone().messages;
    let found: Vec<_> = messages.iter().filter(|one| is(one)).collect();
    if found.is_empty() { None } else { Some(found[dice.below(found.len())].id) }
}

#[tokio::test]
async fn words_of_which_nobody_said_whom_they_are_for_are_kept_for_a_week_and_passed_to_nobody() {
    let town = Town::open().await;
    let (ada, ben) = introduced(&town, "Ada", "Ben").await;
    ada.says("Bring the red ladder.").await;
    town.passes(TimeDelta::days(1)).await;
    ada.says("And the blue one.").await;
    let yes = ada.button("Yes, to Ben");
    town.passes(TimeDelta::days(6) - TimeDelta::minutes(5)).await;
    assert!(ada.sees("Who are those 2 messages for?"), "{}", ada.screen());
    let before = ada.count();
    town.passes(TimeDelta::minutes(5)).await;
    assert!(ada.sees("I do not keep words for longer than a week."), "{}", ada.screen());
    assert_eq!(ada.count(), before, "said on the question itself, which wakes nobody");
    assert!(!ada.sees("[Yes, to Ben]"), "{}", ada.screen());
    ada.taps_old(&yes).await;
    assert!(!ben.sees("ladder") && !ben.sees("blue"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whom_words_are_for_holds_up_nothing_on_the_menu() {
    let all = [
        ("I need help", "What do you need?"),
        ("I can help", "May I ask you"),
        ("What is happening now?", "You and Ben are introduced."),
    ];
    for (label, question) in all {
        let town = Town::open().await;
        let (ada, ben) = introduced(&town, "Ada", "Ben").await;
        ada.says("/start").await;
        let menu = ada.button(label);
        ada.says("Is it far?").await;
        let asked = ada.find("Who is that for?");
        let before = ben.count();
        ada.taps_old(&menu).await;
        assert_eq!(ada.message(asked), "You did not say who that was for, so I have passed nothing on.");
        assert!(ada.sees(question) && !ada.sees("You were in the middle"), "{}", ada.screen());
        town.passes(TimeDelta::days(8)).await;
        assert!(!ben.since(before).contains("Is it far?"), "{}", ben.screen());
        town.reads_all();
        town.close().await;
    }
}
