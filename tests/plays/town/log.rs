//! The log of all plays, at its most talkative: nothing that people are or wrote may stand in it.

use std::io::Write;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Everything that was logged, by all towns of this run.
static LOG: OnceLock<&'static Log> = OnceLock::new();

#[derive(Default)]
pub struct Log(Mutex<Vec<u8>>);

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

    /// How much was logged.
    pub fn length(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
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
fn a_name_is_found_as_a_whole_and_a_number_too() {
    let finds = |secret: &str, line: &str| stands_whole(secret, line);
    for line in ["Eve", "to=Eve", "FirstName(\"Eve\")", "from Eve.", "Events, and Eve"] {
        assert!(finds("Eve", line), "{line}");
    }
    assert!(!finds("Eve", "Every event") && !finds("Eve", "SteEve"));
    assert!(finds("51.752", "at 51.752,-1.257") && finds("51.752", "{\"latitude\":51.75204}"));
    assert!(finds("17919377", "chat=17919377") && !finds("17919377", "row=4179193771"));
}
