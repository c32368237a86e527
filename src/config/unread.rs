//! Variables that are named like settings, and that no setting reads: one that is misspelt would be at its default for years.
//! What they are set to is nobody's business.

use std::ffi::{OsStr, OsString};

/// How the name of every setting begins.
const OURS: &str = "DOORSTEP_";

/// So much of a name is repeated.
const LONGEST: usize = 60;

/// A line for each of these variables that is set and that no setting reads. One that is empty is not set.
pub(super) fn lines(variables: impl Iterator<Item = (OsString, OsString)>, known: &[String]) -> Vec<String> {
    let set = variables.filter(|(_, value)| !value.is_empty()).map(|(name, _)| name);
    let unread = set.filter(|name| is_ours(name) && !known.iter().any(|one| **name == **one));
    let mut lines: Vec<_> = unread.map(|name| line(&name.to_string_lossy(), known)).collect();
    lines.sort();
    lines
}

fn is_ours(name: &OsStr) -> bool {
    name.to_string_lossy().get(..OURS.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(OURS))
}

fn line(name: &str, known: &[String]) -> String {
    let typed = unprefixed(&name.to_ascii_uppercase()).to_owned();
    let nearest = known.iter().max_by_key(|one| likeness(&typed, unprefixed(one))).map_or("", String::as_str);
    format!("{} is no setting, the nearest is {nearest}: rename it, or take it away", shown(name))
}

/// A name as far as it is one: a line stays one, and what was meant as a value is not repeated.
fn shown(name: &str) -> String {
    let word: String = name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').take(LONGEST).collect();
    if word == name { word } else { format!("{word}…") }
}

fn unprefixed(name: &str) -> &str {
    name.get(OURS.len()..).unwrap_or_default()
}

/// The share of letters that both have in the same order, in thousandths.
fn likeness(one: &str, other: &str) -> usize {
    2_000 * in_common(one, other) / (one.len() + other.len()).max(1)
}

/// The most letters that both have in the same order, however many others stand between.
fn in_common(one: &str, other: &str) -> usize {
    // For each beginning of the other name, with the letters so far of the one.
    let mut most = vec![0; other.len()];
    for letter in one.bytes() {
        let (mut before_both, mut shorter) = (0, 0);
        for (own, longer) in other.bytes().zip(&mut most) {
            let here = if own == letter { before_both + 1 } else { shorter.max(*longer) };
            before_both = std::mem::replace(longer, here);
            shorter = here;
        }
    }
    most.last().copied().unwrap_or_default()
}
