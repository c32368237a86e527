//! Asking, from Start to posted, and what its asker is told.

use chrono::TimeDelta;
use doorstep::demo::{Content, Origin};

use super::town::{Deeds, Metres, Town};

const KINDS: [&str; 7] = [
    "Shopping and food",
    "Medicines and collecting",
    "A lift",
    "Company and a chat",
    "Small jobs at home",
    "Phone and computer",
    "Going out together",
];

/// What is tapped, and what it says on the ask.
const WHEN: [(&str, &str); 5] = [
    ("Now", "Now, Thursday 12 March, until 12:"),
    ("Today", "Today, Thursday 12 March\n"),
    ("Tomorrow", "Tomorrow, Friday 13 March\n"),
    ("This week", "This week, until Wednesday 18 March\n"),
    ("No hurry", "No hurry\n"),
];

#[tokio::test]
async fn a_new_neighbour_asks_in_eight_taps_and_one_line_for_any_kind_of_help_at_any_time() {
    let all = KINDS.into_iter().flat_map(|kind| WHEN.map(|(tap, reads)| (kind, tap, reads)));
    // Each kind and each time, not each pair of them.
    for (kind, tap, reads) in all.enumerate().filter(|(at, _)| at % 6 == 0 || at % 5 == 2).map(|(_, one)| one) {
        let town = Town::open().await;
        let ben = town.helper("Ben").await;
        let ada = town.neighbour("Ada");
        ada.starts().await;
        ada.taps("18 or over, I agree: I need help").await;
        ada.taps(kind).await;
        ada.says("It is <not> far").await;
        ada.taps(tap).await;
        ada.shares_place().await;
        let preview = ada.last();
        ada.taps("Ask neighbours").await;
        let deeds = ada.deeds();
        assert!(deeds.taps <= 8 && deeds.lines == 1, "{kind}, {tap}: {deeds:?}");
        let ask = format!("{kind}\n“It is <not> far”\n{reads}");
        assert!(ada.last().contains(&ask), "{}", ada.screen());
        assert!(ben.last().contains(&ask), "{}", ben.screen());
        assert!(preview.contains(&ask), "the preview is what neighbours see: {preview}");
        town.close().await;
    }
}

#[tokio::test]
async fn who_has_nothing_to_add_asks_in_eight_taps() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    ada.taps("18 or over, I agree: I need help").await;
    ada.taps("Company and a chat").await;
    ada.taps("Nothing to add").await;
    ada.taps("No hurry").await;
    ada.shares_place().await;
    ada.taps("Ask neighbours").await;
    assert_eq!(ada.deeds(), Deeds { taps: 8, lines: 0 });
    assert!(ben.sees("Company and a chat\nNo hurry\nRoughly where: very near you"), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_known_neighbour_asks_in_five_taps() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ada.deeds();
    ada.starts().await;
    ada.taps("I need help").await;
    ada.taps("Shopping and food").await;
    ada.says("Three bags").await;
    ada.taps("Tomorrow").await;
    assert!(ada.last().contains("[Ask neighbours]"), "the place is known: {}", ada.last());
    ada.taps("Ask neighbours").await;
    assert_eq!(ada.deeds(), Deeds { taps: 5, lines: 1 });
    assert!(ben.last().contains("Three bags"), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn the_way_back_keeps_the_line() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("A lift").await;
    assert!(!ada.last().contains("[Keep this line]"), "{}", ada.last());
    ada.says("To the bank and back").await;
    ada.taps("Back").await;
    insta::assert_snapshot!(ada.last(), @r"
    A lift
    “To the bank and back”

    Write a new line, or tap “Keep this line”. No names or addresses, please.
    [Keep this line]
    [Nothing to add]
    [Back] [Cancel]
    ");
    ada.taps("Keep this line").await;
    assert!(ada.last().contains("“To the bank and back”\n\nWhen?"), "{}", ada.last());
    for label in ["Back", "Back", "Going out together", "Keep this line", "Today"] {
        ada.taps(label).await;
    }
    ada.shares_place().await;
    let preview = ada.last();
    assert!(preview.contains("Going out together\n“To the bank and back”"), "{preview}");
    town.stop().await;
    town.start().await;
    for label in ["Back", "Back"] {
        ada.taps(label).await;
    }
    assert!(ada.last().contains("“To the bank and back”"), "it is kept over a new start: {}", ada.last());
    let line = ada.says("To the clinic").await;
    ada.taps("Back").await;
    ada.edits(line, "To the dentist").await;
    assert!(ada.last().contains("“To the dentist”") && ada.last().contains("[Keep this line]"), "{}", ada.last());
    ada.taps("Nothing to add").await;
    assert_eq!(ada.last().lines().take(3).collect::<Vec<_>>(), ["Going out together", "", "When?"]);
    town.close().await;
}

#[tokio::test]
async fn back_leads_to_the_question_before() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Today").await;
    let preview = ada.last();
    for (tap, question) in [
        ("Change or add", "What would you like to change?"),
        ("How many people", "How many people do you need?"),
        ("Back", "What would you like to change?"),
        ("Kind of help", "What do you need?"),
        ("Back", "What would you like to change?"),
        ("The line", "Tell it in a line"),
        ("Back", "What would you like to change?"),
        ("When", "When?"),
        ("Back", "What would you like to change?"),
        ("Back", preview.as_str()),
        ("Back", "When?"),
        ("Back", "Write a new line"),
        ("Back", "What do you need?"),
    ] {
        ada.taps(tap).await;
        assert!(ada.last().contains(question), "{tap}: {}", ada.last());
    }
    town.close().await;
}

#[tokio::test]
async fn everything_can_be_changed_or_added_before_it_is_sent() {
    let town = Town::open().await;
    let near = town.helper("Ben").await;
    let there = town.helper_at("Cleo", Metres(4_000.0)).await;
    let ada = town.neighbour_at("Ada", Metres(-2_000.0));
    ada.writes_ask("Two bags", "Today").await;
    for taps in [["Kind of help", "A lift"], ["When", "Tomorrow"], ["How many people", "2"]] {
        ada.taps("Change or add").await;
        ada.taps(taps[0]).await;
        ada.taps(taps[1]).await;
    }
    ada.taps("Change or add").await;
    ada.taps("The line").await;
    ada.says("To the hospital").await;
    ada.taps("Change or add").await;
    ada.taps("What to know").await;
    for tap in
        ["I use a wheelchair", "There is a dog", "I use a walking frame", "✓ There is a dog", "I would rather a woman"]
    {
        ada.taps(tap).await;
    }
    ada.taps("Done").await;
    ada.taps("Change or add").await;
    ada.taps("Another place").await;
    ada.sends(doorstep::demo::Content::Location(there.place())).await;
    insta::assert_snapshot!(ada.last(), @r"
    This is what neighbours will see:

    A lift
    “To the hospital”
    Tomorrow, Friday 13 March
    At the place you shared, and how far that is from them
    • uses a wheelchair
    • uses a walking frame
    • would rather have a woman
    Wanted: 2 people

    Most people like being asked.
    [Ask neighbours]
    [Change or add]
    [Back] [Cancel]
    ");
    ada.taps("Ask neighbours").await;
    assert!(ada.last().contains("A lift\n“To the hospital”\nTomorrow, Friday 13 March"), "{}", ada.screen());
    insta::assert_snapshot!(there.last(), @r"
    A neighbour asks:

    A lift
    “To the hospital”
    Tomorrow, Friday 13 March
    Roughly where: very near you
    • uses a wheelchair
    • uses a walking frame
    • would rather have a woman
    Wanted: 2 people

    If you say yes, they see: Cleo, new here. Nobody is told if you do not.
    [I can help]
    [Not this time]
    ");
    assert!(near.last().contains("Roughly where: a short drive from you"), "{}", near.screen());
    town.close().await;
}

#[tokio::test]
async fn another_place_holds_for_one_ask_only() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    let far = town.helper_at("Fay", Metres(30_000.0)).await;
    ada.writes_ask("Two bags", "Today").await;
    ada.taps("Change or add").await;
    ada.taps("Another place").await;
    ada.says("Oxford").await;
    assert!(ada.last_before(1).contains("tap the paperclip, then Location"), "{}", ada.screen());
    ada.sends(doorstep::demo::Content::Location(far.place())).await;
    assert!(ada.last().contains("At the place you shared, and how far that is from them"), "{}", ada.last());
    ada.taps("Ask neighbours").await;
    assert!(far.last().contains("very near you"), "{}", far.screen());
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ada.asks_for("Three bags").await;
    assert!(!far.sees("Three bags"), "that one is at home again: {}", far.screen());
    town.close().await;
}

#[tokio::test]
async fn a_line_that_is_edited_before_it_is_sent_is_corrected() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("Shopping and food").await;
    let line = ada.says("Two bgas").await;
    ada.edits(line, "Two bags").await;
    assert!(ada.last().contains("“Two bags”\n\nWhen?"), "{}", ada.last());
    ada.taps("Today").await;
    ada.edits(line, "Three bags").await;
    assert!(ada.last().contains("“Three bags”") && ada.phone().keyboard.is_some(), "{}", ada.screen());
    ada.shares_place().await;
    ada.edits(line, "Four bags").await;
    assert!(ada.last().contains("“Four bags”") && ada.last().contains("[Ask neighbours]"), "{}", ada.last());
    ada.taps("Ask neighbours").await;
    ada.edits(line, "Five bags").await;
    assert!(ada.last().contains("what was sent already stays as it was."), "{}", ada.screen());
    assert!(ben.sees("“Four bags”") && !ben.sees("Five"), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn an_ask_that_finds_nobody_says_so_at_once() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    assert!(ada.last().contains("There is nobody near you yet whom I may ask for this."), "{}", ada.screen());
    assert!(ada.last().contains("999"), "numbers to call: {}", ada.last());
    assert!(!ada.sees("I am asking now"), "the card tells the truth: {}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn an_asker_hears_when_nobody_could() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    assert!(ada.last().contains("You hear from me by 11:00"), "{}", ada.last());
    ben.taps("Not this time").await;
    town.passes(TimeDelta::minutes(61)).await;
    assert!(ada.last().contains("I have found nobody so far"), "{}", ada.screen());
    assert!(!ada.sees("Ben"), "a “not this time” is never shown: {}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn at_night_neighbours_sleep_and_are_asked_at_eight() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    town.reaches(22).await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Tomorrow").await;
    ada.taps("Ask neighbours").await;
    assert!(ada.last().contains("Most neighbours are asleep. I ask at 08:00 tomorrow."), "{}", ada.last());
    assert!(ada.last().contains("999"), "numbers to call: {}", ada.last());
    town.passes(TimeDelta::hours(9)).await;
    assert!(!ben.sees("Two bags"), "nobody is woken: {}", ben.screen());
    town.reaches(8).await;
    assert!(ben.sees("Two bags"), "{}", ben.screen());
    assert!(ada.last().contains("I have asked some neighbours."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn who_answers_two_days_later_goes_on_where_they_were() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    ada.taps("Shopping and food").await;
    town.passes(TimeDelta::days(2)).await;
    ada.says("Two bags").await;
    town.passes(TimeDelta::days(2)).await;
    ada.taps("Today").await;
    ada.shares_place().await;
    assert!(ada.last().contains("Today, Monday 16 March"), "{}", ada.last());
    town.passes(TimeDelta::days(2)).await;
    ada.taps("Ask neighbours").await;
    assert!(ada.sees("The time you chose has passed. Please choose again."), "{}", ada.screen());
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    ada.taps("Today").await;
    ada.taps("Ask neighbours").await;
    assert!(ben.sees("Two bags”\nToday, Wednesday 18 March"), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn where_life_may_be_in_danger_the_number_comes_first_and_the_author_decides() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.helper("Ben").await);
    ada.starts().await;
    ada.says("I fell and can’t get up!").await;
    assert!(ada.last_before(1).starts_with("If somebody is in danger, call 112"), "{}", ada.screen());
    ada.needs_help().await;
    ada.says("My chest hurts").await;
    assert!(ada.last_before(2).starts_with("If somebody is in danger, call 112"), "at any question: {}", ada.screen());
    ada.says("/cancel").await;
    ada.writes_ask("My chest hurts, somebody please collect my pills", "Today").await;
    insta::assert_snapshot!(ada.last(), @r"
    If somebody is in danger, call 112 (in the UK 999) now. I am not an emergency service, and it can take a long time until a neighbour answers.

    This is what neighbours will see:

    Shopping and food
    “My chest hurts, somebody please collect my pills”
    Today, Thursday 12 March
    Near you, and how far that is from them
    [This is not an emergency: ask neighbours]
    [Change or add]
    [Back] [Cancel]
    ");
    ada.taps("Change or add").await;
    ada.taps("The line").await;
    let line = ada.says("Somebody please collect my pills").await;
    assert!(ada.last().contains("[Ask neighbours]") && !ada.last().contains("danger"), "{}", ada.last());
    ada.says("My husband has collapsed").await;
    assert!(
        ada.last_before(2).starts_with("If somebody is in danger")
            || ada.last_before(1).starts_with("If somebody is in danger"),
        "words that are no line, too: {}",
        ada.screen()
    );
    ada.edits(line, "I am choking").await;
    ada.taps("This is not an emergency: ask neighbours").await;
    assert!(ben.last().contains("“I am choking”"), "the author decides: {}", ben.last());
    ada.taps("Change it").await;
    ada.says("I cannot breathe, and need my pills").await;
    assert!(
        ada.last().contains("call 112") && ada.last().contains("[No emergency: save the change]"),
        "{}",
        ada.last()
    );
    ada.taps("Leave it as it is").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.says("I cannot breathe").await;
    assert!(ada.last_before(1).starts_with("If somebody is in danger, call 112"), "{}", ada.screen());
    assert!(ada.last().contains("Who is that for?"), "{}", ada.last());
    ada.taps("No, to nobody").await;
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn the_number_comes_first_wherever_the_words_of_danger_stand() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let photo = |words: Option<&str>, album: Option<&str>| Content::Photo {
        caption: words.map(str::to_owned),
        album: album.map(str::to_owned),
    };
    let origin = Origin::Hidden { name: "Somebody".to_owned() };
    let danger = "I can't breathe, please help";
    for content in [
        photo(Some(danger), None),
        Content::Document { file_name: "me.pdf".to_owned(), caption: Some(danger.to_owned()) },
        Content::Forward { text: danger.to_owned(), origin },
    ] {
        let (count, what) = (ada.count(), format!("{content:?}"));
        ada.sends(content).await;
        assert!(ada.since(count).starts_with("If somebody is in danger, call 112"), "{what}: {}", ada.screen());
    }
    let count = ada.count();
    ada.says("/ask I can't breathe").await;
    assert!(ada.since(count).starts_with("If somebody is in danger, call 112"), "{}", ada.screen());
    // Words beneath any picture of an album.
    let count = ada.count();
    ada.sends(photo(None, Some("13579"))).await;
    ada.sends(photo(Some("Two bags"), Some("13579"))).await;
    assert!(!ada.since(count).contains("in danger"), "{}", ada.screen());
    ada.sends(photo(Some(danger), Some("13579"))).await;
    assert!(ada.since(count).contains("If somebody is in danger, call 112"), "{}", ada.screen());
    // In the middle of a question it stays open beneath.
    ada.needs_help().await;
    ada.taps("A lift").await;
    ada.sends(photo(Some(danger), None)).await;
    assert!(ada.last_before(2).starts_with("If somebody is in danger, call 112"), "{}", ada.screen());
    assert!(ada.last().contains("Tell it in a line"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_number_comes_first_where_words_of_danger_are_written_into_what_was_sent_before() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let danger = "I can't breathe, please help";
    let photo = |words: Option<&str>, album: Option<&str>| Content::Photo {
        caption: words.map(str::to_owned),
        album: album.map(str::to_owned),
    };
    let document = Content::Document { file_name: "me.pdf".to_owned(), caption: None };
    let mut sent = vec![ada.says("Good morning").await];
    for content in [photo(Some("My shelf"), None), photo(None, Some("13579")), document] {
        sent.push(ada.sends(content).await);
    }
    for message in sent {
        let count = ada.count();
        ada.edits(message, danger).await;
        assert!(ada.since(count).starts_with("If somebody is in danger, call 112"), "{}", ada.screen());
    }
    // Without them it is answered as it was, and in the middle of a question that stays open beneath.
    let shelf = ada.sends(photo(Some("My shelf"), None)).await;
    let (answer, count) = (ada.last(), ada.count());
    ada.edits(shelf, "My old shelf").await;
    assert_eq!(ada.since(count), answer, "{}", ada.screen());
    ada.needs_help().await;
    ada.taps("A lift").await;
    ada.edits(shelf, danger).await;
    assert!(ada.last_before(2).starts_with("If somebody is in danger, call 112"), "{}", ada.screen());
    assert!(ada.last().contains("Tell it in a line"), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_number_comes_first_where_the_bot_has_lost_the_thread() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    town.stop().await;
    town.changes(&town.database(), "update conversations set state = '{}'").await;
    town.start().await;
    let count = ada.count();
    ada.says("I can't breathe, please help").await;
    let told = ada.since(count);
    assert!(told.starts_with("If somebody is in danger, call 112"), "{}", ada.screen());
    assert!(told.contains("I lost the thread, sorry. Let us start again.") && told.contains("[I need help]"), "{told}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn what_is_not_for_neighbours_is_said_kindly_and_the_author_decides() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.helper("Ben").await);
    ada.writes_ask("Could somebody look after my children tonight?", "Today").await;
    insta::assert_snapshot!(ada.last(), @r"
    This may be too much for neighbours. They cannot help with money, a place to live, being alone with a child, lifting people, personal care or giving away medicines. Please ask the people who run this bot where to turn: Rosa Operator, rosa@example.org. In danger call 112 (in the UK 999). You can still ask neighbours.

    This is what neighbours will see:

    Shopping and food
    “Could somebody look after my children tonight?”
    Today, Thursday 12 March
    Near you, and how far that is from them
    [Ask neighbours]
    [Change or add]
    [Back] [Cancel]
    ");
    ada.taps("Ask neighbours").await;
    assert!(ben.last().contains("look after my children") && !ben.last().contains("too much"), "{}", ben.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn nobody_is_reached_by_the_line_of_an_ask() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.helper("Ben").await);
    let refused = "Please leave out phone numbers, links and usernames: once you two agree, you can give them to each \
                   other here.";
    ada.needs_help().await;
    ada.taps("Small jobs at home").await;
    let question = ada.last();
    ada.says("Change a bulb, call 07700 900123 https://evil.example").await;
    assert_eq!((ada.last_before(1).as_str(), ada.last()), (refused, question));
    let line = ada.says("Change a bulb, flat 12, 10:30").await;
    ada.taps("Today").await;
    ada.shares_place().await;
    ada.edits(line, "Change a bulb, write to ada.me").await;
    assert_eq!(ada.last_before(1), refused, "{}", ada.screen());
    ada.edits(line, "Change a bulb, write to @ada_of_elm_street").await;
    assert_eq!(ada.last_before(1), refused, "{}", ada.screen());
    assert!(ada.last().contains("“Change a bulb, flat 12, 10:30”"), "nothing is lost: {}", ada.last());
    ada.taps("Ask neighbours").await;
    assert!(ben.last().contains("“Change a bulb, flat 12, 10:30”"), "{}", ben.last());
    // Written at once as the new line of a posted ask.
    ada.taps("Change it").await;
    ada.says("A bulb, see example.org").await;
    assert_eq!(ada.last_before(1), refused, "{}", ada.screen());
    ada.taps("Kind of help").await;
    assert!(
        ada.last().starts_with(
            "Small jobs at home\n“Change a bulb, flat 12, 10:30”\nToday, Thursday 12 March\n\nWhat do you need?"
        ),
        "the answers so far stay on top: {}",
        ada.last()
    );
    ada.says("/cancel").await;
    assert!(!ben.sees("07700") && !ben.sees("@ada") && !ben.sees("example.org"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn that_nobody_is_near_is_said_of_the_place_where_it_is() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Today").await;
    ada.taps("Change or add").await;
    ada.taps("Another place").await;
    ada.sends(doorstep::demo::Content::Location(town.far_off("Eve").place())).await;
    ada.taps("Ask neighbours").await;
    assert!(ada.last().contains("There is nobody near there yet whom I may ask for this."), "{}", ada.last());
    assert!(
        ada.last().contains("If it cannot wait, please ask somebody you know. In danger call 112"),
        "{}",
        ada.last()
    );
    town.close().await;
}
