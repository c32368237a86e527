//! Golden updates, made from the specification of Bot API 10.1: every kind of message of a private chat, what teloxide
//! does not know, and what is none of ours. Each says how it is read; mutated, none of them does harm.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::{Chance, Spot};
use crate::talk::{Input, Typed};
use crate::telegram::{Inbound, kept, read};

const BOT: &str = "doorstep_bot";

/// Mutations of a run, in parts side by side.
const MUTATIONS: usize = 200_000;
const PARTS: u64 = 4;

#[derive(Deserialize)]
struct Golden {
    name: String,
    update: Value,
    reads: String,
}

fn goldens() -> Vec<Golden> {
    let files = [
        include_str!("../golden/texts.json"),
        include_str!("../golden/kinds.json"),
        include_str!("../golden/forwards.json"),
        include_str!("../golden/taps.json"),
        include_str!("../golden/members.json"),
        include_str!("../golden/elsewhere.json"),
    ];
    files.into_iter().flat_map(|file| serde_json::from_str::<Vec<Golden>>(file).unwrap()).collect()
}

/// A reading in a few words.
fn told(inbound: Option<&Inbound>) -> String {
    let Some(inbound) = inbound else { return "nothing".to_owned() };
    let words = |how: &str, typed: &Typed| {
        let reply = typed.reply_to.map(|to| format!(" (to {to})")).unwrap_or_default();
        format!("{how}: {}{reply}", typed.text)
    };
    let input = match &inbound.input {
        Input::Start(None) => "start".to_owned(),
        Input::Start(Some(payload)) => format!("start: {payload}"),
        Input::Help => "help".to_owned(),
        Input::Cancel => "cancel".to_owned(),
        Input::Tap(None) => "tap: none".to_owned(),
        Input::Tap(Some(button)) => format!("tap: {button:?}"),
        Input::Key(key, _) => format!("key: {key:?}"),
        Input::Text(typed) => words("text", typed),
        Input::Edited(typed) => words("edited", typed),
        Input::Place(_) => "place".to_owned(),
        Input::Phone(phone) => format!("phone: {phone}"),
        Input::Other(other) => format!("other: {other:?}"),
        Input::Blocked => "blocked".to_owned(),
        Input::Unblocked => "unblocked".to_owned(),
    };
    let tapped = inbound.tapped.map(|message| format!(" on {message}")).unwrap_or_default();
    let album = inbound.album.as_ref().map(|album| format!(" (album {album})")).unwrap_or_default();
    format!("{input}{tapped}{album}")
}

#[test]
fn every_golden_update_is_read_as_it_says() {
    let goldens = goldens();
    assert!(goldens.len() >= 90, "{}", goldens.len());
    for Golden { name, update, reads } in &goldens {
        let inbound = read(update, BOT);
        assert_eq!(told(inbound.as_ref()), *reads, "{name}");
        let Some(inbound) = inbound else { continue };
        assert_eq!((inbound.account.id, inbound.account.name.as_str()), (5_123_456_789, "Ann"), "{name}");
        assert_eq!(inbound.callback.is_some(), reads.starts_with("tap"), "{name}");
    }
}

/// Others read the name before two agreed, and it may change with any update.
#[test]
fn a_number_in_the_first_name_is_cut_whatever_comes() {
    let mut read_names = 0;
    for Golden { name, mut update, .. } in goldens() {
        for part in update.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
            if let Some(first_name) = part.pointer_mut("/from/first_name") {
                *first_name = json!("Ann 07700 900123");
            }
        }
        let Some(inbound) = read(&update, BOT) else { continue };
        assert_eq!(inbound.account.name.as_str(), "Ann", "{name}");
        read_names += 1;
    }
    assert!(read_names >= 60, "{read_names}");
}

/// As the poll hands it over: through bytes, with our own order of keys.
#[test]
fn the_way_through_text_changes_nothing() {
    for Golden { name, update, reads } in goldens() {
        let again: Value = serde_json::from_slice(&serde_json::to_vec(&update).unwrap()).unwrap();
        assert_eq!(told(read(&again, BOT).as_ref()), reads, "{name}");
    }
}

#[test]
fn what_is_kept_of_an_update_is_read_as_the_update_was_but_for_its_place_and_number() {
    for Golden { name, update, reads } in goldens() {
        let again = told(read(&kept(&update), BOT).as_ref());
        let expected = match reads.as_str() {
            "place" => "other: OddPlace",
            phone if phone.starts_with("phone") => "other: Contact",
            reads => reads,
        };
        assert_eq!(again, expected, "{name}");
    }
}

#[test]
fn a_place_is_snapped_to_its_cell_west_and_south_too() {
    for (latitude, longitude) in [(51.752, -1.2577), (-33.86, 151.21), (-22.9, -43.2), (64.15, -21.94), (0.0, 180.0)] {
        for id in [7_i64, 4_294_967_297] {
            let person = json!({"id": 5, "is_bot": false, "first_name": "Ann"});
            let chat = json!({"id": 5, "type": "private", "first_name": "Ann"});
            let place = json!({"latitude": latitude, "longitude": longitude});
            let message = json!({"message_id": id, "from": person, "chat": chat, "date": 1, "location": place});
            let inbound = read(&json!({"update_id": 1, "message": message}), BOT).unwrap();
            assert_eq!(inbound.input, Input::Place(Spot::around(latitude, longitude).unwrap()));
        }
    }
}

/// Words that a person wrote in their private chat.
fn readable(update: &Value) -> Option<&str> {
    let message = update.get("message")?;
    let from = message.get("from")?;
    let id = from.get("id")?.as_i64()?;
    let is_bot = from.get("is_bot").and_then(Value::as_bool).unwrap_or(false);
    let is_private = message.pointer("/chat/id")?.as_i64()? == id;
    let text = message.get("text")?.as_str().filter(|text| !text.is_empty())?;
    (is_private && !is_bot).then_some(text)
}

#[test]
fn no_mutation_panics_and_no_words_are_lost() {
    let read_words: usize = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..PARTS).map(|part| scope.spawn(move || one_part(part))).collect();
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    });
    assert!(read_words > MUTATIONS / 10, "{read_words}");
}

/// How many of the mutated updates had words to be read.
fn one_part(part: u64) -> usize {
    let (goldens, mut dice) = (goldens(), Chance::seeded(20_261_121 + part));
    let mut read_words = 0;
    for round in 0..MUTATIONS / usize::try_from(PARTS).unwrap() {
        let mut update = goldens[round % goldens.len()].update.clone();
        for _ in 0..=dice.below(3) {
            mutate(&mut update, &mut dice);
        }
        let inbound = read(&update, BOT);
        let Some(text) = readable(&update) else { continue };
        let input = inbound.map(|inbound| inbound.input);
        let is_forward = update.pointer("/message/forward_origin").is_some();
        match &input {
            Some(Input::Text(typed)) => assert_eq!(typed.text, text, "round {round}: {update}"),
            Some(Input::Other(_)) => assert!(is_forward || text.starts_with('/'), "round {round}: {update}"),
            Some(Input::Start(_) | Input::Help | Input::Cancel) => assert!(text.starts_with('/')),
            other => panic!("round {round}: {other:?} for {update}"),
        }
        read_words += 1;
    }
    read_words
}

/// One change somewhere in the tree.
fn mutate(value: &mut Value, dice: &mut Chance) {
    let size = count(value);
    // Not the root: an update that is no object is none.
    let at = 1 + dice.below(size.saturating_sub(1).max(1));
    let change = dice.below(8);
    let mut left = at;
    visit(value, &mut left, &mut |node| match change {
        0 => *node = Value::Null,
        1 => *node = odd(dice),
        2 => *node = json!([node.clone(), node.clone()]),
        3 => *node = json!({ "of_tomorrow": node.clone() }),
        4 => drop_one(node, dice),
        5 => add_one(node, dice),
        6 => rename_one(node, dice),
        _ => {
            if let Value::Number(_) = node {
                *node = odd(dice);
            }
        }
    });
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(fields) => fields.values().map(count).sum::<usize>(),
        Value::Array(items) => items.iter().map(count).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// Calls on the node that is `left` steps away, in the order of the tree.
fn visit(value: &mut Value, left: &mut usize, change: &mut impl FnMut(&mut Value)) -> bool {
    if *left == 0 {
        change(value);
        return true;
    }
    *left -= 1;
    match value {
        Value::Object(fields) => fields.values_mut().any(|field| visit(field, left, change)),
        Value::Array(items) => items.iter_mut().any(|item| visit(item, left, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn odd(dice: &mut Chance) -> Value {
    let all = [
        json!(0),
        json!(-1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(-1_997_852_516_353_i64),
        json!(1.5e300),
        json!(true),
        json!(false),
        json!(""),
        json!("\u{0}\u{202E}\u{1F469}\u{200D}\u{1F467}"),
        json!("/start@doorstep_bot x"),
        json!("x".repeat(5_000)),
        json!([]),
        json!({}),
        json!([[[[{}]]]]),
    ];
    all[dice.below(all.len())].clone()
}

fn key(fields: &serde_json::Map<String, Value>, dice: &mut Chance) -> Option<String> {
    fields.keys().nth(dice.below(fields.len())).cloned()
}

fn drop_one(node: &mut Value, dice: &mut Chance) {
    match node {
        Value::Object(fields) => drop(key(fields, dice).and_then(|key| fields.remove(&key))),
        Value::Array(items) if !items.is_empty() => drop(items.remove(dice.below(items.len()))),
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => *node = Value::Null,
    }
}

fn add_one(node: &mut Value, dice: &mut Chance) {
    match node {
        Value::Object(fields) => drop(fields.insert("novelty".to_owned(), odd(dice))),
        Value::Array(items) => items.push(odd(dice)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => *node = odd(dice),
    }
}

fn rename_one(node: &mut Value, dice: &mut Chance) {
    if let Value::Object(fields) = node
        && let Some(old) = key(fields, dice)
        && let Some(field) = fields.remove(&old)
    {
        fields.insert(format!("{old}_of_tomorrow"), field);
    }
}
