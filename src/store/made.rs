//! Texts of SQL that are put together at run time: they are sent through here alone, so that a test looks at the plan of each.

use sqlx::AssertSqlSafe;

/// A text that is made of this program's own parts, and of nothing that anybody wrote.
#[cfg_attr(test, track_caller)]
pub(super) fn made<T: AsRef<str>>(text: T) -> AssertSqlSafe<T> {
    #[cfg(test)]
    tests::note(text.as_ref(), std::panic::Location::caller());
    AssertSqlSafe(text)
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;
    use std::panic::Location;
    use std::sync::{Mutex, PoisonError};

    /// Every text that was sent so far, by whichever test: the file and the line that sent it, and its words.
    static SENT: Mutex<BTreeSet<(&str, u32, String)>> = Mutex::new(BTreeSet::new());

    pub(super) fn note(text: &str, place: &Location<'static>) {
        let mut sent = SENT.lock().unwrap_or_else(PoisonError::into_inner);
        sent.insert((place.file(), place.line(), text.to_owned()));
    }

    pub fn sent() -> BTreeSet<(&'static str, u32, String)> {
        SENT.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
