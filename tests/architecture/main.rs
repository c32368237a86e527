//! Reads `src/**` and raises the alarm when a module knows what it must not.
//! The table is that of the design: whoever needs a new line in it changes the shape of the program.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a check that cannot read the source has failed")]

mod source;

use std::collections::BTreeSet;
use std::path::Path;

use source::{Source, sources};

/// Which of our modules a module may know; `app`, `config` and `main` may know all.
const LAYERS: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("matching", &["domain"]),
    ("talk", &["domain", "matching"]),
    ("words", &["domain", "talk"]),
    ("store", &["domain"]),
    ("telegram", &["domain", "talk", "words"]),
    ("turn", &["domain", "talk", "words", "store", "telegram"]),
    ("delivery", &["domain", "words", "store", "telegram", "app::clock"]),
    ("chores", &["domain", "matching", "talk", "store", "turn", "delivery", "app::clock"]),
    ("demo", &[]),
];

/// Modules that may know everything.
const EVERYTHING: [&str; 4] = ["app", "config", "main", "lib"];

/// Crates that have one home, or a few.
const HOMES: [(&str, &[&str]); 11] = [
    ("sqlx", &["store"]),
    ("teloxide", &["telegram"]),
    ("fluent_bundle", &["words"]),
    ("fluent_syntax", &["words"]),
    ("unic_langid", &["words"]),
    ("geo", &["domain"]),
    ("h3o", &["domain", "store"]),
    ("rand", &["domain", "app"]),
    ("axum", &["demo"]),
    ("clap", &["config", "main"]),
    ("anyhow", &["app", "main"]),
];

/// What the pure modules may name of other crates, besides `std`.
const PURE: [(&str, &[&str]); 3] = [
    ("domain", &["chrono", "chrono_tz", "geo", "h3o", "rand", "serde", "thiserror"]),
    ("matching", &["chrono", "chrono_tz"]),
    ("talk", &["chrono", "chrono_tz", "serde", "thiserror"]),
];

/// The longest file, without its tests.
const LONGEST: usize = 400;

fn all() -> Vec<Source> {
    sources(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// The crates of Cargo.toml, as code spells them.
fn dependencies() -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let in_dependencies = manifest.lines().scan(false, |inside, line| {
        if line.starts_with('[') {
            *inside = line.ends_with("dependencies]");
        }
        Some((*inside).then_some(line))
    });
    let names = in_dependencies.flatten().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    names.filter(|name| !name.starts_with('#')).map(|name| name.replace('-', "_")).collect()
}

fn alarm(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// What a source knows that its module must not.
fn strangers(source: &Source, dependencies: &BTreeSet<String>) -> Vec<String> {
    let module = source.module();
    let mut faults = Vec::new();
    let layer = LAYERS.iter().find(|(one, _)| *one == module).map(|(_, known)| *known);
    if layer.is_none() && !EVERYTHING.contains(&module) {
        return vec![format!("{}: the module `{module}` has no line in the table", source.path)];
    }
    for path in source.paths() {
        let path = path.join("::");
        if let (Some(ours), Some(layer)) = (path.strip_prefix("crate::"), layer) {
            let is_known = ours == module
                || ours.starts_with(&format!("{module}::"))
                || layer.iter().any(|known| ours == *known || ours.starts_with(&format!("{known}::")));
            if !is_known {
                faults.push(format!("{}: `{module}` must not know {path}", source.path));
            }
            continue;
        }
        let crate_name = path.split("::").next().unwrap_or_default();
        if !dependencies.contains(crate_name) {
            continue;
        }
        let at_home = HOMES.iter().find(|(one, _)| *one == crate_name).is_none_or(|(_, homes)| homes.contains(&module));
        let is_pure = PURE.iter().find(|(one, _)| *one == module).is_none_or(|(_, named)| named.contains(&crate_name));
        if !at_home || !is_pure {
            faults.push(format!("{}: `{module}` must not name {path}", source.path));
        }
    }
    faults
}

#[test]
fn no_module_knows_what_it_must_not() {
    let dependencies = dependencies();
    assert!(dependencies.contains("sqlx") && dependencies.contains("unic_langid"), "{dependencies:?}");
    let faults: Vec<_> = all().iter().flat_map(|source| strangers(source, &dependencies)).collect();
    alarm(&faults);
}

#[test]
fn tasks_are_started_in_app_alone() {
    let starts = |source: &Source| source.words().any(|word| word.starts_with("spawn"));
    let faults: Vec<_> =
        all().iter().filter(|one| one.module() != "app" && starts(one)).map(|one| &one.path).cloned().collect();
    alarm(&faults);
}

/// Lines that the log never has would be looked for in vain.
#[test]
fn every_line_of_the_log_that_operators_read_about_is_one_that_is_written() {
    let manual = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    let table = manual.split("\n## What the log says\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let cells = table.lines().filter_map(|row| row.strip_prefix("| `")?.split(" | ").next());
    let lines: Vec<&str> = cells.flat_map(|cell| cell.split('`').step_by(2)).filter(|line| !line.is_empty()).collect();
    assert!(lines.len() > 15, "{lines:?}");
    let sources: Vec<String> = all().iter().map(|source| without_breaks(&source.text)).collect();
    let is_written = |line: &str| sources.iter().any(|text| text.contains(&format!("\"{line}")));
    let faults = lines.into_iter().filter(|line| !is_written(line)).map(|line| format!("no log says: {line}"));
    alarm(&faults.collect::<Vec<_>>());
}

/// A source whose texts are each on one line.
fn without_breaks(text: &str) -> String {
    let mut parts = text.split("\\\n");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(str::trim_start).collect::<String>()
}

/// Who is not root, and has no `sudo`, reads in one line what to install.
#[cfg(target_os = "linux")]
#[test]
fn the_checks_name_the_packages_that_they_cannot_install() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let bare = folder.path();
    for tool in ["dirname", "sed", "cut", "sort"] {
        let found =
            ["/usr/bin", "/bin"].map(|place| Path::new(place).join(tool)).into_iter().find(|tool| tool.exists());
        symlink(found.unwrap(), bare.join(tool)).unwrap();
    }
    std::fs::write(bare.join("id"), "#!/bin/sh\necho 1000\n").unwrap();
    std::fs::set_permissions(bare.join("id"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut checks = std::process::Command::new("/bin/bash");
    let checks = checks.arg(root().join(".ci/run")).env_clear().env("PATH", bare).env("HOME", bare).output().unwrap();
    assert_eq!(checks.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(checks.stderr).unwrap(),
        "some packages are missing, and cannot be installed from here; as root: apt-get install gcc libc6-dev procps \
         curl ca-certificates chromium chromium-driver\n"
    );
    assert_eq!(checks.stdout, b"", "nothing is checked halfway");
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let lines: Vec<_> = manifest.lines().collect();
    let is_one = |line: &str| {
        let name = line.split_once(" = ").map(|(name, _)| name.replace('-', "_"));
        name.is_some_and(|name| dependencies().contains(&name))
    };
    let silent = lines.windows(2).filter(|two| is_one(two[1]) && !two[0].starts_with("# "));
    alarm(&silent.map(|two| two[1].to_owned()).collect::<Vec<_>>());
}

/// A raw coordinate enters in `telegram`, is snapped in `domain::place`, and is nowhere else.
#[test]
fn a_raw_coordinate_has_no_other_way() {
    let names = ["latitude", "longitude", "lat", "lng", "lon"];
    let faults: Vec<_> = all()
        .iter()
        .filter(|one| {
            one.module() != "demo" && !["src/domain/place.rs", "src/telegram/inbound.rs"].contains(&one.path.as_str())
        })
        .filter(|one| one.words().any(|word| names.contains(&word)))
        .map(|one| format!("{} handles a coordinate", one.path))
        .collect();
    alarm(&faults);
}

#[test]
fn every_file_says_first_what_it_owns_and_none_is_a_monster() {
    let mut faults = Vec::new();
    for source in all() {
        if !source.text.starts_with("//! ") {
            faults.push(format!("{} does not say what it owns", source.path));
        }
        let lines = source.text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{} has {lines} lines", source.path));
        }
    }
    alarm(&faults);
}

/// A time with a number is a bound, and stands with its reason where all of them do. What is shown as a sample bounds nothing, nor
/// does the town of the demo; the calendar has hours and weeks of its own.
#[test]
fn every_time_that_bounds_something_stands_in_the_file_of_limits() {
    let may = |path: &str| {
        let files = ["src/domain/limits.rs", "src/domain/window.rs", "src/app/town.rs", "src/talk/ask/samples.rs"];
        path.starts_with("src/demo/") || files.contains(&path)
    };
    let bounds = |line: &&str| {
        let made = ["TimeDelta::", "Duration::"].iter().flat_map(|kind| line.split(kind).skip(1));
        let mut numbers = made.filter_map(|call| call.split_once('(')?.1.split_once(')')).map(|(number, _)| number);
        numbers.any(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '_'))
    };
    let mut faults = Vec::new();
    for source in all().iter().filter(|one| !may(&one.path)) {
        faults.extend(source.text.lines().filter(bounds).map(|line| format!("{}: {}", source.path, line.trim())));
    }
    alarm(&faults);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn nothing_is_left_for_later_skipped_or_slept_through() {
    // Spelled apart, so that this file is none of them.
    let later = ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "X".repeat(3)];
    let skipped = ["#[ig".to_owned() + "nore", "thread::sl".to_owned() + "eep", "time::sl".to_owned() + "eep"];
    // The clock waits for the machine's time; delivery waits two milliseconds for calls that end together; what is measured
    // is measured for some seconds.
    let may_wait = ["src/app/clock.rs", "src/delivery/mod.rs", "benches/program/main.rs", "benches/program/load.rs"]
        .map(|path| root().join(path));
    let folders = ["src", "tests", "benches", "locales", "migrations"];
    let mut faults = Vec::new();
    for file in folders.iter().flat_map(|folder| source::files(&root().join(folder))) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        for (number, line) in text.lines().enumerate() {
            let waits = !may_wait.contains(&file) && skipped.iter().any(|word| line.contains(word.as_str()));
            if waits || later.iter().any(|word| line.contains(word.as_str())) {
                faults.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    alarm(&faults);
}

#[test]
fn the_check_sees_every_way_to_know_a_stranger() {
    let dependencies = dependencies();
    for (path, text) in [
        ("src/talk/ask/mod.rs", "use crate::store::Tx;"),
        ("src/talk/ask/mod.rs", "use crate::{domain::Ask, words::{Words, Reader}};"),
        ("src/talk/ask/say.rs", "use super::super::super::store;"),
        ("src/talk/mod.rs", "fn a(b: super::telegram::Bot) {}"),
        ("src/talk/mod.rs", "fn a() { crate::app::clock::now() }"),
        ("src/delivery/mod.rs", "use crate::app::App;"),
        ("src/domain/post.rs", "use serde_json::Value;"),
        ("src/turn/mod.rs", "async fn a() { sqlx::query(\"x\"); }"),
        ("src/words/mod.rs", "#[derive(sqlx::FromRow)] struct A;"),
        ("src/demo/world.rs", "use crate::domain::Ask;"),
        ("src/lib.rs", "use sqlx::{Row};"),
        ("src/gossip.rs", "//! A module that nobody planned."),
    ] {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        assert!(!strangers(&source, &dependencies).is_empty(), "{path}: {text}");
    }
    for (path, text) in [
        ("src/talk/ask/say.rs", "use super::super::facts::MyAsk; // not crate::store"),
        ("src/talk/ask/mod.rs", "use crate::{domain::Ask, talk::Say}; const A: &str = \"crate::store\";"),
        ("src/delivery/mod.rs", "use crate::app::clock::Clock;"),
        ("src/delivery/mod.rs", "fn a(url: u8) -> char { ':' }"),
        ("src/app/mod.rs", "use crate::store::Store;"),
    ] {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        assert!(strangers(&source, &dependencies).is_empty(), "{path}: {text}");
    }
}
