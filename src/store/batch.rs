//! Statements that take many rows at once, in a few sizes, so that each is prepared once.

/// How many rows a statement takes at once: the smallest that fits is used, the rest of it stays empty.
pub(super) const BATCHES: [usize; 2] = [3, 30];

/// `?, ?, …`, bound in the order in which they stand. To find a number among so many, the engine's driver would look through
/// all of them, for each.
pub(super) fn places(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// The text that takes this many rows.
pub(super) fn fitting(texts: &'static [String; 2], rows: usize) -> (&'static str, usize) {
    let [few, many] = texts;
    if rows <= BATCHES[0] { (few, BATCHES[0]) } else { (many, BATCHES[1]) }
}

/// The rows, and nothing after them.
pub(super) fn padded<T>(some: &[T], size: usize) -> impl Iterator<Item = Option<&T>> {
    some.iter().map(Some).chain(std::iter::repeat(None)).take(size)
}
