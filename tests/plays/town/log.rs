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

    /// How much was logged.
    pub fn length(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}
