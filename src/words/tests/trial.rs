//! The texts of an operator that a start refuses, and how it names them.

use std::path::Path;

use crate::demo::plain_text;
use crate::domain::{Instant, Language, limits};
use crate::talk::{Say, menu};
use crate::words::catalog::built_in;
use crate::words::{Catalog, Reader, Words};

/// Why a start with these files refuses them.
fn refused(files: &[(String, String)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("en")).unwrap();
    for (file, source) in files {
        std::fs::write(folder.path().join("en").join(file), source).unwrap();
    }
    let tried = Catalog::load(Some(folder.path())).and_then(|catalog| catalog.try_out(plain_text));
    let error = tried.err().unwrap_or_else(|| panic!("they are taken")).to_string();
    assert_eq!(error.lines().count(), 1, "{error}");
    error
}

fn alone(source: &str) -> Vec<(String, String)> {
    vec![("ours.ftl".to_owned(), format!("# Ours.\n{source}\n"))]
}

/// All built-in files, with one text of theirs said otherwise; and the file that has it.
fn in_a_whole_copy(source: &str) -> (Vec<(String, String)>, &'static str) {
    let begin = format!("\n{} =", source.split(" =").next().unwrap());
    let files = built_in(Language::English);
    let (changed, _) = *files.iter().find(|(_, text)| text.contains(&begin)).unwrap_or(&files[0]);
    let copied = files.iter().map(|(file, text)| {
        let text =
            if *file == changed { without(text, begin.trim_start()) + source + "\n" } else { (*text).to_owned() };
        ((*file).to_owned(), text)
    });
    (copied.collect(), changed)
}

/// A file without a text and its further lines.
fn without(text: &str, begin: &str) -> String {
    let mut is_in = false;
    let kept = text.lines().filter(|line| {
        is_in = line.starts_with(begin) || is_in && (line.starts_with(' ') || line.is_empty());
        !is_in
    });
    kept.flat_map(|line| [line, "\n"]).collect()
}

/// What is wrong with a text, and what a start says of it.
fn wrong_texts() -> Vec<(String, &'static str)> {
    let long = |id: &str, words| format!("{id} = {}", "word ".repeat(words));
    let said = [
        ("menu-welcome = <b>I ask…", "`menu-welcome` cannot be shown (Can't find end tag"),
        ("menu-welcome = <h1>I ask</h1>", "`menu-welcome` cannot be shown (Unsupported start tag"),
        ("menu-welcome = Hello { $nmae }", "`menu-welcome` cannot be shown (Resolver error: Unknown variable"),
        ("menu-welcome = Elm &amp;amp; Oak", "`menu-welcome` cannot be shown (it is escaped twice"),
        ("menu-wellcome = Hello", "no text `menu-wellcome` to replace"),
        ("numbers-to-call = <b>111", "`numbers-to-call` cannot be shown (Can't find end tag"),
        ("numbers-to-call = { $nmae }", "`numbers-to-call` cannot be shown (Resolver error"),
        ("not-shown = <b>Sorry", "`not-shown` cannot be shown (Can't find end tag"),
        ("seen-before = <b>Again", "`seen-before` cannot be shown (Can't find end tag"),
        ("key-back = Cancel", "`key-back` cannot be shown (another button"),
        ("key-cancel = Back", "`key-cancel` cannot be shown (another button"),
        ("button-close = Change it", "`button-close` cannot be shown (another button"),
        ("match-words = one", "`match-words` cannot be shown (two words"),
        ("match-words = one one two", "`match-words` cannot be shown (a word stands in it twice"),
        ("button-cannot = <b>No</b>", "`button-cannot` cannot be shown (markup is shown"),
        ("about = <b>Help</b>", "`about` cannot be shown (markup is shown"),
    ];
    let mut all: Vec<_> = said.into_iter().map(|(source, reason)| (source.to_owned(), reason)).collect();
    let rules = format!("{} {{ $operator }}", long("menu-rules", 720));
    all.push((rules, "`menu-rules` cannot be shown (its message has more than 4096"));
    all.push((long("menu-welcome", 1_000), "`menu-welcome` cannot be shown (its message has more than 4096"));
    all.push((long("about-in-short", 30), "`about-in-short` cannot be shown (it has more than 120"));
    all.push((long("button-cannot", 10), "`button-cannot` cannot be shown (it does not fit a button"));
    all
}

#[test]
fn a_text_that_people_would_not_see_as_it_is_meant_is_named_with_its_file() {
    for (source, reason) in wrong_texts() {
        let error = refused(&alone(&source));
        assert!(error.contains(reason) && error.contains("ours.ftl"), "{source}: {error}");
    }
}

#[test]
fn it_is_named_among_all_the_texts_of_a_whole_copy() {
    for (source, reason) in wrong_texts() {
        let (files, file) = in_a_whole_copy(&source);
        let error = refused(&files);
        assert!(error.contains(reason) && error.contains(&format!("/{file}")), "{source}: {error}");
    }
}

#[test]
fn the_longest_operator_stands_under_the_rules_in_one_message() {
    let reader = Reader { language: Language::English, zone: chrono_tz::UTC, now: Instant::UNIX_EPOCH };
    let words = Words::new(Catalog::load(None).unwrap(), "𝐎".repeat(limits::OPERATOR));
    let rules = words.render(&Say::Menu(menu::Say::Rules), &reader).html;
    assert!(rules.ends_with("𝐎.") && plain_text(&rules).unwrap().encode_utf16().count() <= 4_096, "{rules}");
}

#[test]
fn a_folder_of_a_language_that_is_not_spoken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["en", "de", ".git"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    let told = Catalog::load(Some(folder.path())).err().unwrap().to_string();
    assert!(told.contains("/de holds texts that nobody would read: doorstep speaks `en`"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    std::fs::remove_dir(folder.path().join("de")).unwrap();
    assert!(Catalog::load(Some(folder.path())).is_ok());
}

#[test]
fn a_file_may_begin_with_the_mark_that_some_editors_write() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("en")).unwrap();
    std::fs::write(folder.path().join("en/ours.ftl"), "\u{feff}menu-welcome = Elm Street helps itself.\n").unwrap();
    let catalog = Catalog::load(Some(folder.path())).unwrap().try_out(plain_text).unwrap();
    assert_eq!(catalog.text(Language::English, "menu-welcome", None), "Elm Street helps itself.");
}

#[test]
fn the_built_in_files_may_be_copied_and_used_as_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    assert!(Catalog::load(Some(&folder)).unwrap().try_out(plain_text).is_ok());
}
