//! The log of all plays, at its most talkative: nothing that people are or wrote may stand in it.

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Everything that was logged, by all towns of this run.
static LOG: OnceLock<&'static Log> = OnceLock::new();

/// Words of our own, which may stand in a log whoever says them too.
static OURS: OnceLock<HashSet<String>> = OnceLock::new();

/// Letters of a word that tells something: shorter ones stand in any text.
const TELLING: usize = 6;

#[derive(Default)]
pub struct Log(Mutex<Vec<u8>>, Mutex<Words>);

/// The telling words of a log as far as it was read.
#[derive(Default)]
struct Words {
    read: usize,
    words: HashSet<String>,
}

/// Where one event is written.
struct Pen(&'static Log);

impl Write for Pen {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// The log of this run; the first town sets it up, as the program does, but at TRACE.
    pub fn of_all_plays() -> &'static Self {
        LOG.get_or_init(|| {
            let log: &'static Self = Box::leak(Box::default());
            tracing_subscriber::fmt()
                .with_env_filter(doorstep::app::log_filter("trace"))
                .with_ansi(false)
                // The time of a line could look like a coordinate.
                .without_time()
                .with_writer(move || Pen(log))
                .init();
            log
        })
    }

    /// Which of these words stand in it.
    pub fn holds(&self, words: &[String]) -> Vec<String> {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&log);
        words.iter().filter(|word| text.contains(word.as_str())).cloned().collect()
    }

    /// The lines in which one of these stands as a whole: a short name is part of many words, and a number of others.
    pub fn lines_with(&self, secrets: &[String]) -> Vec<String> {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&log);
        let stands_in = |line: &str| secrets.iter().any(|secret| stands_whole(secret, line));
        text.lines().filter(|line| stands_in(line)).map(str::to_owned).collect()
    }

    /// The lines in which a word stands that somebody said and that is none of ours.
    pub fn lines_with_words_of(&self, said: &[String]) -> Vec<String> {
        let found: Vec<_> = {
            let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let mut known = self.1.lock().unwrap_or_else(PoisonError::into_inner);
            let whole_lines = log.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let new = without_breaks(&String::from_utf8_lossy(&log[known.read..whole_lines]));
            known.words.extend(telling(&new));
            known.read = whole_lines;
            said.iter().flat_map(|text| telling(text)).filter(|word| known.words.contains(word)).collect()
        };
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&log);
        let holds = |line: &str| telling(&without_breaks(line)).any(|word| found.contains(&word));
        if found.is_empty() { Vec::new() } else { text.lines().filter(|line| holds(line)).map(str::to_owned).collect() }
    }

    /// How much was logged.
    pub fn length(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

/// A line break that is written out is no letter.
fn without_breaks(text: &str) -> String {
    text.replace("\\n", " ")
}

/// The words of a text that tell something of whoever wrote it.
fn telling(text: &str) -> impl Iterator<Item = String> {
    let ours = OURS.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let texts = ["src", "locales", "migrations"].iter().flat_map(|folder| texts(&root.join(folder)));
        texts.flat_map(|text| long_words(&text).collect::<Vec<_>>()).collect()
    });
    long_words(text).filter(|word| !ours.contains(word))
}

fn long_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= TELLING).map(str::to_lowercase)
}

/// The files below a folder; those of tests say what people might.
fn texts(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_test = path.file_stem().is_some_and(|name| name == "tests");
        if path.is_dir() && !is_test {
            texts.extend(self::texts(&path));
        } else if !path.is_dir() && !is_test {
            texts.extend(std::fs::read_to_string(&path));
        }
    }
    texts
}

/// As a whole; of a place the decimals that follow do not matter.
fn stands_whole(secret: &str, line: &str) -> bool {
    let is_part = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
    let is_degrees = secret.contains('.') && secret.parse::<f64>().is_ok();
    line.match_indices(secret).any(|(at, found)| {
        let (before, after) = (&line[..at], &line[at + found.len()..]);
        let begins = !is_part(found.chars().next()) || !is_part(before.chars().next_back());
        let ends = is_degrees || !is_part(found.chars().next_back()) || !is_part(after.chars().next());
        begins && ends
    })
}

#[test]
fn a_word_that_somebody_said_is_found_in_a_line_and_our_own_are_not() {
    let log = Log::default();
    let pen = |line: &str| log.0.lock().unwrap().extend_from_slice(line.as_bytes());
    pen("a message was refused neighbour=7\nhalf a li");
    let said = ["Insulin, please!\nThe message is for Wilhelmina".to_owned()];
    assert_eq!(log.lines_with_words_of(&said), Vec::<String>::new());
    pen("ne\ntext=\"for\\nWilhelmina\"\n");
    assert_eq!(log.lines_with_words_of(&said), ["text=\"for\\nWilhelmina\""]);
}

#[test]
fn a_name_is_found_as_a_whole_and_a_number_too() {
    let finds = |secret: &str, line: &str| stands_whole(secret, line);
    for line in ["Eve", "to=Eve", "FirstName(\"Eve\")", "from Eve.", "Events, and Eve"] {
        assert!(finds("Eve", line), "{line}");
    }
    assert!(!finds("Eve", "Every event") && !finds("Eve", "SteEve"));
    assert!(finds("51.752", "at 51.752,-1.257") && finds("51.752", "{\"latitude\":51.75204}"));
    assert!(finds("17919377", "chat=17919377") && !finds("17919377", "row=4179193771"));
}
