//! What the walks have in common: chance, and what was done, for the report of one that failed.

use crate::domain::Chance;

/// Chance, the same again for the same seed.
pub(super) struct Dice(Chance);

impl Dice {
    pub fn seeded(seed: u64) -> Self {
        Self(Chance::seeded(seed))
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.below(end)
    }

    /// One of these, where there are any.
    pub fn one_of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len())).cloned()
    }
}

/// What was done so far; a walk that fails prints the end of it.
#[derive(Default)]
pub(super) struct Done(Vec<String>);

impl Done {
    pub fn push(&mut self, step: String) {
        self.0.push(step);
    }
}

impl Drop for Done {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let first = self.0.len().saturating_sub(12);
            eprintln!("the last steps were:\n{}", self.0[first..].join("\n"));
        }
    }
}
