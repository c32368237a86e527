//! Every text in every language is rendered here before anybody reads it.

mod locale;
mod trial;
mod typed;

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::*;
use crate::demo::plain_text;
use crate::domain::{FirstName, Reach, limits};
use crate::talk::ask::{Progress, Standing, Status, Told};
use crate::talk::{Button, menu, relay};

const OPERATOR: &str = "Elm Street & friends <elm@example.org>";

fn words() -> Words {
    Words::new(Catalog::load(None).unwrap().watched(), OPERATOR.to_owned())
}

fn samples_time() -> Instant {
    chrono::DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn reader(language: Language) -> Reader {
    Reader { language, zone: chrono_tz::Europe::London, now: samples_time() }
}

/// All samples, read on the day of their times, the day before, and long before.
fn renderings(words: &Words, language: Language) -> Vec<(Say, Rendered)> {
    let mut all = Vec::new();
    for days in [0, 1, 5] {
        let reader = Reader { now: samples_time() - TimeDelta::days(days), ..reader(language) };
        all.extend(Say::samples().into_iter().map(|say| {
            let rendered = words.render(&say, &reader);
            (say, rendered)
        }));
    }
    all
}

fn labels(rendered: &Rendered) -> Vec<(String, String)> {
    match &rendered.keyboard {
        Keyboard::None | Keyboard::Remove => Vec::new(),
        Keyboard::Inline(rows) => rows.iter().flatten().map(|one| (one.label.clone(), one.code.clone())).collect(),
        Keyboard::Reply(rows) => rows.iter().flatten().map(|one| (one.label.clone(), String::new())).collect(),
    }
}

#[test]
fn every_sample_can_be_made_in_every_language() {
    for language in Language::ALL {
        let words = words();
        renderings(&words, language);
        let asked = words.catalog.asked();
        let faults: Vec<_> = asked.iter().filter_map(|(id, made)| Some((id, made.fault.as_ref()?))).collect();
        assert!(faults.is_empty(), "{language:?}: {faults:?}");
    }
}

#[test]
fn every_text_is_used() {
    for language in Language::ALL {
        let words = words();
        renderings(&words, language);
        // What no sample reaches: a year of dates, the reply buttons, the repeat, the match words.
        for day in 2..368 {
            words.text(&reader(language)).time(samples_time() + TimeDelta::days(day));
        }
        words.key("");
        assert_eq!(fit::presented(&words.presented(language)), Ok(()));
        words.seen_before("", language);
        words.not_shown(language);
        words.match_word(language, &mut Chance::seeded(1));
        let asked: BTreeSet<String> = words.catalog.asked().into_keys().collect();
        let locale = locale::Locale::built_in(language);
        let unused: Vec<_> = locale.ids().filter(|id| !asked.contains(*id) && !locale.is_referred_to(id)).collect();
        assert!(unused.is_empty(), "{language:?}: nobody says {unused:?}");
    }
}

#[test]
fn telegram_takes_every_sample() {
    let words = words();
    for language in Language::ALL {
        for (say, rendered) in renderings(&words, language) {
            let plain = plain_text(&rendered.html).unwrap_or_else(|refusal| panic!("{say:?}: {refusal}"));
            assert_eq!(rendered.plain().trim(), plain.trim(), "the words alone");
            let again = words.seen_before(&rendered.html, language);
            assert_eq!(fit::message(&again, &plain_text), Ok(()), "{say:?}");
        }
        assert_eq!(fit::message(&words.not_shown(language), &plain_text), Ok(()));
    }
}

#[test]
fn a_reach_is_called_by_its_kilometres() {
    for language in Language::ALL {
        let words = words();
        for reach in Reach::ALL {
            let label = words.text(&reader(language)).reach(reach);
            let called: String = label.chars().filter(char::is_ascii_digit).collect();
            let kilometres = (reach.at_most().0 / 1_000.0).to_string();
            assert_eq!(called, if reach == Reach::ShortWalk { "" } else { kilometres.as_str() }, "{label}");
        }
    }
}

#[test]
fn people_read_for_how_long_their_words_are_kept() {
    let english = |say: Say| words().render(&say, &reader(Language::English)).html;
    let rules = english(Say::Menu(menu::Say::Rules));
    let days = limits::WORDS_KEPT.num_days();
    assert!(rules.contains(&format!("What you write in an ask is erased {days} days after the ask")), "{rules}");
    let forgotten = english(Say::Relay(relay::Say::NotKept, 0));
    assert!(forgotten.contains("longer than a week") && limits::RELAYS_KEPT == TimeDelta::days(7), "{forgotten}");
}

#[test]
fn every_button_that_writes_to_somebody_names_them() {
    let mut seen = 0;
    for (say, rendered) in renderings(&words(), Language::English) {
        for (label, code) in labels(&rendered) {
            if let Some(Button::Relay(relay::Button::Write, ..)) = Button::decode(&code) {
                assert!(label.contains("Ann"), "{label}: {say:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

#[test]
fn every_button_can_be_read_looks_like_no_other_and_carries_a_code_of_ours() {
    for language in Language::ALL {
        for (say, rendered) in renderings(&words(), language) {
            assert_eq!(fit::keyboard(&rendered.keyboard), Ok(()), "{say:?}");
            for (label, code) in labels(&rendered) {
                assert!(code.len() <= 64, "{label}: {code}");
                assert!(code.is_empty() || Button::decode(&code).is_some(), "{label}: {code}");
            }
            // Which buttons stand in a row is the code's alone: no text changes it.
            if let Keyboard::Inline(rows) = &rendered.keyboard {
                assert!(rows.iter().all(|row| (1..=8).contains(&row.len())), "{say:?}");
                assert!(rows.len() <= 12, "{say:?} has {} rows", rows.len());
            }
        }
    }
}

#[test]
fn every_button_that_exists_stands_under_some_message() {
    let words = words();
    let shown: BTreeSet<_> = renderings(&words, Language::English)
        .iter()
        .flat_map(|(_, rendered)| labels(rendered))
        .filter_map(|(_, code)| code.split('.').nth(1).map(str::to_owned))
        .collect();
    for button in Button::samples() {
        let code = button.encode();
        assert!(shown.contains(code.split('.').nth(1).unwrap()), "nobody can tap {button:?}");
    }
}

#[test]
fn reply_buttons_are_recognised_in_every_language() {
    let words = words();
    let mut seen: Vec<(String, Key)> = Vec::new();
    for language in Language::ALL {
        for key in Key::ALL {
            let label = words.catalog.text(language, labels::key_id(key), None);
            assert_eq!(words.key(&label), Some(key));
            assert_eq!(words.key(&format!(" {label}\n")), Some(key), "a client may add spaces");
            assert!(seen.iter().all(|(other, meant)| *other != label || *meant == key), "{label} means two things");
            seen.push((label, key));
        }
    }
    for chatter in ["", "back", "Cancel it", "thanks", "si"] {
        assert_eq!(words.key(chatter), None, "{chatter:?} is no button");
    }
}

/// A phrase of a list, without what must stand neither before nor behind it.
fn phrase(listed: &str) -> &str {
    let (_, rest) = listed.rsplit_once('+').unwrap_or(("", listed));
    rest.split_once('/').map_or(rest, |(phrase, _)| phrase).trim()
}

#[test]
fn words_of_danger_are_heard() {
    let words = words();
    let list = words.catalog.text(Language::English, "danger-words", None);
    for phrase in list.split(',').map(phrase) {
        for line in [phrase.to_owned(), format!("Help, {}!", phrase.to_uppercase()), format!("I think… {phrase}. Now")]
        {
            assert!(words.suggest_danger(&line), "{line}");
        }
    }
    for line in [
        "He can’t  breathe",
        "I took too many pills",
        "My husband is bleeding",
        "Bleeding, please come",
        "Blood! She is bleeding from the head",
        "My mother fell and can't get up",
        "I can't get up. The door is open",
        "I can't get up, there is nobody here",
        "I cannot get up from the floor",
        "cant get up",
        "There is a man who has a knife",
        "Somebody here has a knife",
        "Ambulance, please!",
        "Please call the ambulance service",
        "We need an ambulance",
        "My father has collapsed",
        "Tom has collapsed",
        "The shed has collapsed on him",
        "There is a fire in my kitchen",
        "The house is on fire, the door is stuck",
        "I think he had a heart attack",
        "The carbon monoxide alarm is going off",
        "She passed out",
        "A child is choking on a grape",
        "My radiators need bleeding, and my arm is bleeding",
    ] {
        assert!(words.suggest_danger(line), "{line}");
    }
}

#[test]
fn words_of_danger_are_heard_in_their_clause_and_over_a_pause() {
    let words = words();
    for line in [
        "I fell and can't get up. The stairs were wet",
        "I fell and can't get up the stairs are wet",
        "I have fallen and can't get up, the steps are icy",
        "I fell and cannot get up to reach the phone",
        "I can't get up (the ladder fell on me)",
        "I can't get up\nThe roof came down",
        "Help needed! Bleeding from my head",
        "Urgent help needed, bleeding badly",
        "Help needed bleeding badly",
        "House fire! Alarm is ringing",
        "Gas leak, detector is beeping",
        "The gas leak detector is beeping",
        "Need to go to hospital. Ambulance will not come",
        "Heart attack! Support please",
        "My husband fell off the bed, has collapsed",
        "My mother in the chair has collapsed",
        "My dad in my chair has collapsed",
        "Dad at the table has collapsed",
        "He's collapsed",
        "hes collapsed",
        "My husband just collapsed",
        "He isn't breathing",
        "I cannot breath",
        "She's had a stroke",
        "There's a fire!",
        "Fire in the kitchen",
        "He has got a knife",
        "He won't wake up",
        "I fell and can't move",
        "She took all her tablets",
        "I dont want to live any more",
        "The ceiling has collapsed on my mum",
        "The carbon monoxide alarm won't stop",
        "Carbon monoxide alarm sounding",
        "He is choking: hazard of grapes",
        "She passed out 😱 papers everywhere",
        "Not breathing!!! Come",
        "I can't... breathe",
        "I can't\nbreathe",
        "I think she is having a heart... attack",
        "He is not - breathing",
        "I *can't* breathe",
        "A heart\u{a0}attack",
        "I slipped on the radiator and am bleeding",
        "My mother in the chair has collapsed",
    ] {
        assert!(words.suggest_danger(line), "{line}");
    }
}

#[test]
fn ordinary_asks_are_no_danger() {
    let words = words();
    for line in [
        "",
        "Two bags from the shop, please",
        "A lift to the hospital on Friday, for a scan of my chest",
        "My cat likes to be stroked",
        "Somebody to sit with my mother after her stroke",
        "I can't get upstairs with the boxes",
        "Fire wood, a small load",
        "Knife sharpening",
        "My radiators need bleeding",
        "Help with bleeding the radiators",
        "Bleeding hearts for a shady bed",
        "I can't get up the ladder",
        "I can’t get up my stairs with the boxes",
        "I cannot get up to change the bulb",
        "can not get up and down the steps",
        "I cant get up early enough for the market",
        "Somebody who has a knife sharpener",
        "Anyone who has a knife to lend",
        "Somebody who has a gun dog",
        "A lift, the ambulance car is cancelled",
        "A box for the air ambulance shop",
        "First aid with St John Ambulance",
        "Company on my walks after my heart attack",
        "A lift to the heart attack support group",
        "Having a stroke of luck, I have apples to give",
        "A lift to the chest pain clinic",
        "Weeds are choking my roses",
        "I have passed out leaflets, and need somebody for the rest",
        "A talk on unconscious bias",
        "Somebody to fit a house fire alarm",
        "My house fire alarm needs a new battery",
        "The radiator in the hall needs bleeding",
        "All radiators in my flat need bleeding",
        "My boiler needs bleeding",
        "There is a fire door that sticks",
        "Somebody who has got a knife sharpener",
        "Company for my mother, who had a stroke last year",
        "There's a fireplace to sweep",
        "The house fire alarm batteries are flat",
        "I can't get up to reach the top shelf",
        "Two of our radiators that need bleeding, on the first floor",
        "Company at the suicide bereavement group",
        "The shed has collapsed",
        "A course on fire safety",
        "Test my house fire alarms",
        "Light the fire in my living room",
        "A fire in my stove",
        "Put up a gas leak detector",
        "Fit a carbon monoxide alarm",
        "I could kill myself laughing",
        ", ,",
    ] {
        assert!(!words.suggest_danger(line), "{line}");
    }
}

#[test]
fn what_is_not_for_neighbours_is_heard_and_ordinary_asks_are_not() {
    let words = words();
    let heard = |line: &str| words.not_for_neighbours.are_in(line);
    let list = words.catalog.text(Language::English, "not-for-neighbours-words", None);
    for phrase in list.split(',').map(phrase) {
        assert!(heard(&format!("Please, {}!", phrase.to_uppercase())), "{phrase}");
    }
    for line in [
        "",
        "A lift, my mother to hospital on Friday",
        "Lift my boxes into the van",
        "Wash my windows",
        "Money for the shopping is on the table",
        "Collect my tablets from the chemist",
        "Read to my children while I cook",
        "Hang up my washing",
        "A loan of a ladder",
        "I need a loan of a ladder",
        "I need a loan of two chairs",
        "Could you give my mum a lift? Her car is broken",
        "lend me a ladder",
        "lend me 2 chairs",
        "borrow 3 folding tables",
        "a lift to the bank",
        "sit with me for a coffee",
        "sit with my 90 year old mother",
        "a room to paint",
        "bath mat from the shop",
        "£20 of shopping, I pay you back at the door",
    ] {
        assert!(!heard(line), "{line}");
    }
    for line in [
        "lend me 200 pounds",
        "borrow 50 quid",
        "can you lend me £50 until friday",
        "Lend me 50€, please",
        "I need a loan",
        "I need a loan until Friday",
        "I need a loan of a ladder, and I need a loan, too",
        "I need a loan of £200",
        "I need a loan of 200 pounds",
        "a loan of money",
        "Need cash for rent",
        "looking for a room",
        "help me have a bath",
        "lift my husband from the floor",
        "anyone have spare paracetamol?",
        "Someone to sit with my 5 year old",
        "Look after my 3-year-old",
    ] {
        assert!(heard(line), "{line}");
    }
}

#[test]
fn match_words_are_many_plain_and_distinct() {
    let words = words();
    for language in Language::ALL {
        let list = words.catalog.text(language, "match-words", None);
        assert_eq!(fit::match_words(&list), Ok(()));
        let list: Vec<_> = list.split_whitespace().collect();
        assert!(list.len() >= 60, "{language:?} has {}", list.len());
        for word in list {
            let plain = match language {
                Language::English => word.chars().all(|c| c.is_ascii_lowercase()),
            };
            assert!(plain && (3..=12).contains(&word.chars().count()), "{word}");
        }
    }
}

#[test]
fn two_drawn_match_words_differ() {
    let (words, mut chance) = (words(), Chance::seeded(7));
    let mut seen = BTreeSet::new();
    for _ in 0..2_000 {
        let drawn = words.match_word(Language::English, &mut chance);
        let (first, second) = drawn.split_once(' ').unwrap();
        assert_ne!(first, second);
        seen.insert(drawn);
    }
    assert!(seen.len() > 1_500, "they repeat: {}", seen.len());
}

#[test]
fn an_operator_replaces_single_texts() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("en")).unwrap();
    std::fs::write(folder.path().join("en/ours.ftl"), "numbers-to-call = 111 or 222\n").unwrap();
    std::fs::write(folder.path().join("en/notes.txt"), "not = a text").unwrap();
    let words = Words::new(Catalog::load(Some(folder.path())).unwrap(), OPERATOR.to_owned());
    let rules = words.render(&Say::Menu(menu::Say::Rules), &reader(Language::English));
    assert!(rules.html.contains("111 or 222") && !rules.html.contains("112"), "{}", rules.html);
    assert!(rules.html.contains("18 or over"), "the others stay");
}

#[test]
fn a_broken_file_is_one_line_that_names_it() {
    for (name, source) in [("en/broken.ftl", &b"menu-help = { $name\nthis is nothing\n"[..]), ("en/bytes.ftl", b"\xff")]
    {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("en")).unwrap();
        std::fs::write(folder.path().join(name), source).unwrap();
        let error = Catalog::load(Some(folder.path())).err().unwrap().to_string();
        assert!(error.contains(name) && error.lines().count() == 1, "{error}");
    }
    let error = Catalog::load(Some(std::path::Path::new("/no/such/folder"))).err().unwrap().to_string();
    assert!(error.contains("/no/such/folder") && error.lines().count() == 1, "{error}");
}

#[test]
fn a_folder_without_a_language_is_a_slip() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let error = Catalog::load(Some(&folder)).err().unwrap().to_string();
    assert!(error.contains("holds no folder of a language") && error.lines().count() == 1, "{error}");
}

#[test]
fn a_right_to_left_name_is_isolated() {
    let words = words();
    let greet = |name: &str| {
        let say = menu::Say::Menu { name: FirstName::read(name), note: menu::Note::Hello };
        words.render(&Say::Menu(say), &reader(Language::English)).html
    };
    for name in ["שרה", "مريم", "Ann ابن", "ދިވެހި"] {
        assert!(greet(name).contains(&format!("\u{2068}{name}\u{2069}")), "{name}");
    }
    for name in ["Ann", "Нина", "美咲", "ნინო"] {
        assert!(greet(name).contains(name) && !greet(name).contains('\u{2068}'), "{name}");
    }
    let turned = greet("\u{2069}\u{202E}שרה\u{2069}");
    assert_eq!(turned.matches('\u{2069}').count(), 1, "nobody ends the isolation early");
    assert!(greet("\u{202E}").starts_with("Hello."), "a name of nothing is no name");
}

#[test]
fn times_are_told_in_the_readers_zone() {
    let words = words();
    let told = |zone, by| {
        let status = Status {
            post: crate::domain::PostId(1),
            category: crate::domain::Category::Lift,
            line: None,
            when: crate::domain::When { urgency: crate::domain::Urgency::NoHurry, window: None },
            standing: Standing::Asking(Progress { asked: false, had_yes: false, by: Some(by) }),
            place: crate::talk::facts::Where::Near,
            slow: false,
        };
        let reader = Reader { language: Language::English, zone, now: "2026-06-10T12:00:00Z".parse().unwrap() };
        plain_text(&words.render(&Say::MyAsk(Told::Status(Box::new(status))), &reader).html).unwrap()
    };
    let by = "2026-06-10T23:30:00Z".parse().unwrap();
    assert!(told(chrono_tz::UTC, by).contains("by 23:30,"), "{}", told(chrono_tz::UTC, by));
    assert!(told(chrono_tz::Europe::London, by).contains("by 00:30 tomorrow,"));
    let later = "2026-06-13T07:00:00Z".parse().unwrap();
    assert!(told(chrono_tz::Europe::London, later).contains("by 08:00 on Saturday 13 June,"));
}

#[test]
fn a_day_is_named_from_the_day_on_which_it_is_read() {
    use crate::domain::{Urgency, When};
    let (words, zone) = (words(), chrono_tz::Europe::London);
    let asked = "2026-03-12T22:00:00Z".parse().unwrap();
    let told = |urgency, now: &str| {
        let reader = Reader { language: Language::English, zone, now: now.parse().unwrap() };
        super::parts::Text {
            catalog: &words.catalog,
            operator: OPERATOR,
            bot: "",
            danger: &words.danger,
            not_for_neighbours: &words.not_for_neighbours,
            reader: &reader,
        }
        .when(When::resolve(urgency, asked, zone))
    };
    assert_eq!(told(Urgency::Tomorrow, "2026-03-12T22:00:00Z"), "Tomorrow, Friday 13 March");
    assert_eq!(told(Urgency::Tomorrow, "2026-03-13T08:00:00Z"), "Today, Friday 13 March");
    assert_eq!(told(Urgency::Tomorrow, "2026-03-14T08:00:00Z"), "Friday 13 March");
    assert_eq!(told(Urgency::Today, "2026-03-13T00:30:00Z"), "Thursday 12 March");
    assert_eq!(told(Urgency::Now, "2026-03-12T21:00:00Z"), "Thursday 12 March, 22:00 to 00:00", "not yet");
    assert_eq!(told(Urgency::Now, "2026-03-12T23:00:00Z"), "Now, Thursday 12 March, until 00:00");
    assert_eq!(told(Urgency::Now, "2026-03-13T08:00:00Z"), "Thursday 12 March, 22:00 to 00:00", "no more");
    assert_eq!(told(Urgency::ThisWeek, "2026-03-18T23:00:00Z"), "This week, until Wednesday 18 March");
    assert_eq!(told(Urgency::ThisWeek, "2026-03-19T00:00:00Z"), "Until Wednesday 18 March");
}
