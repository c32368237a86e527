//! Statements that take many rows at once, in a few sizes, so that each is prepared once.

/// How many rows a statement takes at once: the smallest that fits is used, the rest of it stays empty. Empty rows are
/// bound and looked at too, so there is one in the middle.
pub(super) const BATCHES: [usize; 3] = [3, 10, AT_ONCE];

/// The most that one statement takes.
pub(super) const AT_ONCE: usize = 30;

/// A statement in each of these sizes.
pub(super) type Texts = [String; BATCHES.len()];

/// `?, ?, …`, bound in the order in which they stand. To find a number among so many, the engine's driver would look through
/// all of them, for each.
pub(super) fn places(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// The text that takes this many rows, and how many it takes.
pub(super) fn fitting(texts: &'static Texts, rows: usize) -> (&'static str, usize) {
    let [few, some, many] = texts;
    match BATCHES {
        [size, ..] if rows <= size => (few, size),
        [_, size, _] if rows <= size => (some, size),
        [.., size] => (many, size),
    }
}

/// The rows, and nothing after them.
pub(super) fn padded<T>(some: &[T], size: usize) -> impl Iterator<Item = Option<&T>> {
    some.iter().map(Some).chain(std::iter::repeat(None)).take(size)
}
