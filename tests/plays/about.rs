//! A line about the helper, under *Change*: what who asks reads with their yes.

use doorstep::demo::{Content, Origin};

use super::town::Town;

#[tokio::test]
async fn a_line_about_the_helper_is_read_with_their_yes_exactly_as_the_helper_saw_it() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("A line about me").await;
    insta::assert_snapshot!(ben.last(), @r"
    Would you like to write a line about yourself? For example: “I have a car, and I like dogs.” No phone number and no address, please.

    With your yes, the person who asks sees: Ben, new here.
    [Back] [Cancel]
    ");
    ben.says("I have a <car>\u{202E}\nand like dogs").await;
    insta::assert_snapshot!(ben.last(), @r"
    You may be asked for: anything. How far: Across town (5 km).
    With your yes, the person who asks reads: “I have a <car> and like dogs”
    [Is something needed now?] [Which things]
    [How far] [Where I am]
    [Days and times] [A line about me]
    [My name] [Pause me]
    ");
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    let seen = "Ben, new here, “I have a <car> and like dogs”";
    assert!(ben.last().contains(&format!("they see: {seen}.")), "{}", ben.last());
    assert!(!ada.sees("dogs"), "{}", ada.screen());
    ben.taps("I can help").await;
    insta::assert_snapshot!(ada.last(), @r"
    Ben can help.

    very near you, new here
    “I have a <car> and like dogs”

    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    Shall I introduce you? Then Ben sees your first name, and you get a word that you both know.
    [Yes, introduce us]
    [Not this one]
    ");
    town.close().await;
}

#[tokio::test]
async fn the_line_is_changed_and_taken_away_at_any_time() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("A line about me").await;
    ben.says("I have a car").await;
    ben.taps("A line about me").await;
    assert!(ben.last().contains("the person who asks sees: Ben, new here, “I have a car”."), "{}", ben.last());
    let no_line = ben.button("No line");
    ben.says("I have a van").await;
    assert!(ben.last().contains("the person who asks reads: “I have a van”"), "{}", ben.last());
    // Other changes keep it.
    ben.taps("How far").await;
    ben.taps("A short walk").await;
    assert!(ben.last().contains("the person who asks reads: “I have a van”"), "{}", ben.last());
    ben.taps_old(&no_line).await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    assert!(ben.last().contains("I have a van"), "an old button changes nothing: {}", ben.last());
    ben.taps("A line about me").await;
    ben.taps_twice("No line").await;
    assert!(
        !ben.last().contains("the person who asks reads") && ben.last().contains("You may be asked for"),
        "{}",
        ben.last()
    );
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    assert!(!ada.sees("van"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_line_is_written_clumsily() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("A line about me").await;
    for content in [Content::Voice { seconds: 3 }, Content::Sticker { emoji: "👍".into() }] {
        ben.sends(content).await;
        assert!(ben.sees("I can only show words here."), "{}", ben.screen());
    }
    let origin = Origin::Hidden { name: "Somebody".to_owned() };
    ben.sends(Content::Forward { text: "I have a car".to_owned(), origin }).await;
    let own_words = "That was forwarded from someone else. Please say it in your own words.";
    assert_eq!(ben.last_before(1), own_words, "{}", ben.screen());
    ben.says("\u{200B}").await;
    ben.says(&"long ".repeat(200)).await;
    assert!(ben.sees("That is a little too long for one line"), "{}", ben.screen());
    ben.says("/cancel").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    assert!(!ben.last().contains("the person who asks reads"), "{}", ben.last());
    ben.taps("A line about me").await;
    town.stop().await;
    town.start().await;
    ben.says("I have a car").await;
    assert!(ben.last().contains("the person who asks reads: “I have a car”"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn nobody_is_reached_by_a_line_about_a_helper() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    ben.taps("A line about me").await;
    let question = ben.last();
    for line in ["call me on 07700 900123 or t.me/ben", "@ben_of_elm_street", "0770\u{200D}0900\u{200C}123"] {
        ben.says(line).await;
        assert_eq!(
            ben.last_before(1),
            "Please leave out phone numbers, links and usernames: once you two agree, you can give them to each other here.",
            "{line}"
        );
        assert_eq!(ben.last(), question, "the question goes on: {line}");
    }
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.says("I have 2 dogs, and time from 10:30").await;
    // Her ask came in between.
    ben.taps("Yes").await;
    assert!(ben.last().contains("the person who asks reads: “I have 2 dogs, and time from 10:30”"), "{}", ben.last());
    ben.taps("I can help").await;
    assert!(ada.sees("I have 2 dogs") && !ada.sees("07700") && !ada.sees("t.me"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn words_that_may_be_meant_for_somebody_are_no_line_before_that_is_asked() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    let eve = town.neighbour("Eve");
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("A line about me").await;
    ada.taps("Write to Ben").await;
    ada.says("Which door?").await;
    assert!(ben.last().starts_with("Would you like to write a line about yourself?"), "{}", ben.last());
    ben.says("The blue one, number 7").await;
    insta::assert_snapshot!(ben.last(), @r"
    Is this the line about you? With your yes, the person who asks would read:

    “The blue one, number 7”

    I have passed it on to nobody. If it is for somebody, tap “Cancel” and write it to them.
    [Yes]
    [Back] [Cancel]
    ");
    ben.taps("Cancel").await;
    eve.asks_for("A saw").await;
    ben.taps("I can help").await;
    assert!(eve.last().contains("Ben can help.") && !eve.sees("number 7"), "{}", eve.screen());
    assert!(!ada.sees("number 7"), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn an_answer_to_news_that_came_in_between_is_no_line_and_no_name_before_that_is_asked() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.taps("I can help").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("A line about me").await;
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().starts_with("Would you like to write a line about yourself?"), "asked again: {}", ben.last());
    ben.says("Great Ada, at five, I must be at the hospital by seven").await;
    assert!(ben.last().starts_with("Is this the line about you?"), "{}", ben.last());
    ben.taps("Cancel").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("My name").await;
    ada.drops_out().await;
    ben.says("No problem Ada").await;
    assert!(ben.last().starts_with("Shall neighbours call you this from now on: No problem Ada?"), "{}", ben.last());
    ben.taps("Cancel").await;
    let eve = town.neighbour("Eve");
    eve.asks_for("A saw").await;
    ben.taps("I can help").await;
    assert!(eve.last().starts_with("Ben can help.") && !eve.sees("hospital"), "{}", eve.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_line_about_oneself_is_kept_with_a_yes_or_written_anew() {
    let town = Town::open().await;
    let (ada, ben) = town.introduced("Today").await;
    ben.says("/start").await;
    ben.taps("I can help").await;
    ben.taps("A line about me").await;
    ada.taps("Write to Ben").await;
    ada.says("Which door?").await;
    ben.says("I have a car").await;
    town.stop().await;
    town.start().await;
    ben.says("I have a van").await;
    ben.taps("Yes").await;
    assert!(ben.last().contains("With your yes, the person who asks reads: “I have a van”"), "{}", ben.last());
    ben.taps("A line about me").await;
    ada.says("Or the red one?").await;
    ben.says("The red one").await;
    ben.taps("Back").await;
    assert!(ben.last().starts_with("Would you like to write a line about yourself?"), "{}", ben.last());
    ben.says("I like dogs").await;
    assert!(ben.last().contains("With your yes, the person who asks reads: “I like dogs”"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}
