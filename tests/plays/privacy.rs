//! Nothing leaks before both yeses, and no name or line breaks a message.

use doorstep::demo::{Call, Outcome, Person};

use super::town::{Log, Metres, Neighbour, Town};

/// What the bot said to one person, as it went over the wire.
fn said_to(town: &Town, who: &Neighbour<'_>) -> Vec<String> {
    let to = |call: &Call| call.body.get("chat_id").map(ToString::to_string).unwrap_or_default();
    let theirs = town.telegram.calls().into_iter().filter(|call| to(call).trim_matches('"') == who.id.to_string());
    theirs.map(|call| call.body.to_string()).collect()
}

fn nothing_of(secrets: &[String], said: &[String]) {
    for call in said {
        for secret in secrets {
            assert!(!call.contains(secret.as_str()), "{secret} leaks in {call}");
        }
    }
}

/// What nobody may learn of a neighbour: account, username, surname, place.
fn secrets(of: &Neighbour<'_>, handle: &str, surname: &str) -> Vec<String> {
    let home = of.place();
    let degrees = [format!("{:.3}", home.latitude), format!("{:.3}", home.longitude)];
    [vec![of.id.to_string(), handle.to_owned(), surname.to_owned()], degrees.to_vec()].concat()
}

#[tokio::test]
async fn words_in_a_state_that_cannot_be_read_stand_in_no_log() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.needs_help().await;
    town.is_damaged(r#"update conversations set state = '"insulin for my diabetes"'"#).await;
    ada.says("hello?").await;
    town.reads_all();
    let log = Log::of_all_plays();
    assert_eq!(log.holds(&["a state cannot be read".to_owned(), "insulin".to_owned()]), ["a state cannot be read"]);
    town.close().await;
}

#[tokio::test]
async fn before_both_said_yes_nobody_learns_who_the_other_is() {
    let town = Town::open().await;
    let person = |name, surname, handle| Person::named(name).last_name(surname).username(handle);
    let ben = town.moves_in(person("Benedikt", "Quillfeather", "ben_quill"), Metres(777.0));
    let cleo = town.moves_in(person("Cleopatra", "Oakenshaw", "cleo_oak"), Metres(-555.0));
    let ada = town.moves_in(person("Adelheid", "Vandermolen", "ada_mole"), Metres(333.0));
    let adas = secrets(&ada, "ada_mole", "Vandermolen");
    let bens = secrets(&ben, "ben_quill", "Quillfeather");
    let cleos = secrets(&cleo, "cleo_oak", "Oakenshaw");
    ben.offers_anything().await;
    cleo.offers_anything().await;
    ada.asks_for("Two bags").await;
    assert!(ben.sees("Two bags"));
    // Before any yes not even the first names.
    nothing_of(&[adas.clone(), vec!["Adelheid".to_owned()]].concat(), &said_to(&town, &ben));
    nothing_of(&[bens.clone(), vec!["Benedikt".to_owned()]].concat(), &said_to(&town, &ada));
    ben.taps("I can help").await;
    cleo.taps("I can help").await;
    nothing_of(&[adas.clone(), vec!["Adelheid".to_owned()]].concat(), &said_to(&town, &ben));
    nothing_of(&[bens.clone(), cleos.clone()].concat(), &said_to(&town, &ada));
    assert!(ada.last().starts_with("Cleopatra can help."), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("You and Cleopatra are introduced."), "{}", ada.screen());
    assert!(cleo.sees("You and Adelheid are introduced."), "{}", cleo.screen());
    // Introduced, they know first names and a word; who was not chosen knows nothing, and nobody a place.
    nothing_of(&adas, &said_to(&town, &cleo));
    nothing_of(&[cleos.clone(), bens.clone()].concat(), &said_to(&town, &ada));
    nothing_of(&[adas, vec!["Adelheid".to_owned()]].concat(), &said_to(&town, &ben));
    nothing_of(&[cleos, vec!["Cleopatra".to_owned()]].concat(), &said_to(&town, &ben));
    nothing_of(&[bens, vec!["Benedikt".to_owned()]].concat(), &said_to(&town, &cleo));
    ben.reads();
    town.close().await;
}

#[tokio::test]
async fn an_ask_is_refused_to_nobody_for_the_sake_of_its_words_or_names() {
    let names =
        ["Ann <3", "&amp;", "\u{202E}evil", "<b>Bo", "نورا", "👨\u{200D}👩\u{200D}👧", "\u{200B}", "O'\"Neil\n/start"];
    for name in names {
        let town = Town::open().await;
        let helper = town.helper(name).await;
        let asker = town.neighbour(name);
        asker.asks_for(&format!("{name} </b> <a href=\"x\">&lt; {{ $line }}")).await;
        // Right-to-left words stand in isolates, which nobody sees.
        let seen = helper.screen().replace(['\u{2068}', '\u{2069}'], "");
        assert!(seen.contains("</b> <a href=\"x\">&lt; { $line }”"), "{name}: {seen}");
        helper.taps("I can help").await;
        asker.taps("Yes, introduce us").await;
        for one in [&asker, &helper] {
            assert!(one.last().contains("are introduced."), "{name}: {}", one.screen());
            assert!(
                !one.phone().messages.iter().any(|shown| shown.from_bot && shown.text.contains('\u{202E}')),
                "{name}"
            );
        }
        assert!(town.telegram.calls().iter().all(|call| call.outcome == Outcome::Done), "{name}");
        town.close().await;
    }
}

#[tokio::test]
async fn a_line_may_be_of_the_longest_and_all_markup() {
    let town = Town::open().await;
    let ben = town.helper(&"<".repeat(64)).await;
    let ada = town.neighbour(&"&".repeat(64));
    let line = "<".repeat(600);
    ada.asks_for(&line).await;
    assert!(ben.sees(&line), "{}", ben.screen());
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains(&line), "{}", ben.screen());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_name_that_changes_is_the_one_that_is_shown() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    town.telegram.renames(ben.id, |person| person.first_name = "Benjamin".to_owned());
    ben.taps("I can help").await;
    assert!(ada.last().starts_with("Benjamin can help."), "{}", ada.last());
    town.close().await;
}

#[tokio::test]
async fn who_blocked_the_bot_is_written_to_no_more_and_nobody_else_is_harmed() {
    let town = Town::open().await;
    town.forgives("bot was blocked by the user");
    let (ben, cleo) = (town.helper("Ben").await, town.helper("Cleo").await);
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    ben.taps("I can help").await;
    cleo.taps("I can help").await;
    town.telegram.blocks(ben.id);
    town.settle().await;
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("You and Cleo are introduced."), "{}", ada.screen());
    assert!(cleo.sees("You and Ada are introduced."), "{}", cleo.screen());
    assert_eq!(town.outbox().await.get("gone"), None, "nothing is tried for who left");
    let eve = town.neighbour("Eve");
    eve.asks_for("A ladder").await;
    assert!(cleo.sees("A ladder") && !ben.sees("A ladder"), "who blocked the bot is not asked: {}", ben.screen());
    // They come back, and may be asked again.
    ben.starts().await;
    town.neighbour("Finn").asks_for("A saw").await;
    assert!(ben.sees("A saw"), "{}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn the_log_at_its_most_talkative_holds_events_and_nobody() {
    let town = Town::open().await;
    let ben = town.helper("Benedikt").await;
    let ada = town.neighbour("Adelheid");
    ada.asks_for("Insulin from the chemist").await;
    ben.taps("I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.taps("Write to Benedikt").await;
    ada.says("My door is the green one").await;
    ben.reads();
    ada.reads();
    // Something is logged at all; `close` searches it, in every play.
    tracing::warn!("a mark of this play");
    assert!(Log::of_all_plays().length() > 0);
    assert_eq!(Log::of_all_plays().holds(&["a mark of this play".to_owned()]).len(), 1);
    town.close().await;
}
