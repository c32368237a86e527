//! Lists of phrases to listen for in what people write, in every language we ship.

use std::collections::HashMap;

use super::Catalog;
use crate::domain::Language;

/// What is spoken where nothing is said.
const NOTHING: &str = "  ";

/// Between two clauses.
const PAUSE: &str = " . ";

/// The lists of all languages, as they are spoken, by the first word of each phrase.
pub(super) struct Phrases(HashMap<String, Vec<Phrase>>);

struct Phrase {
    words: String,
    /// It means something else behind one of these: "my radiators need bleeding".
    unless_behind: Vec<String>,
    /// It means something else before one of these: "I need a loan" is no "I need a loan of a ladder".
    unless_before: Vec<String>,
}

impl Phrase {
    /// As it stands in a list: what must not come before it stands before a +, and what must not follow it behind a /.
    fn read(listed: &str) -> Option<Self> {
        let (behind, rest) = listed.rsplit_once('+').unwrap_or(("", listed));
        let (words, before) = rest.split_once('/').unwrap_or((rest, ""));
        let all =
            |listed: &str, between: char| listed.split(between).map(spoken).filter(|words| words != NOTHING).collect();
        let phrase = Self { words: spoken(words), unless_behind: all(behind, '+'), unless_before: all(before, '/') };
        Some(phrase).filter(|phrase| phrase.words != NOTHING)
    }

    /// Does it stand in what was typed at this place, which is a space?
    fn stands_in(&self, typed: &str, at: usize) -> bool {
        // The space between two words belongs to both.
        let until = |at: usize| typed.get(..=at).unwrap_or_default();
        let from = |at: usize| typed.get(at..).unwrap_or_default();
        let after = at + self.words.len() - 1;
        from(at).starts_with(&self.words)
            && !self.unless_behind.iter().any(|behind| until(at).ends_with(behind))
            && !self.unless_before.iter().any(|before| from(after).starts_with(before))
    }
}

impl Phrases {
    /// Reads the lists of this name.
    pub fn of(catalog: &Catalog, id: &str) -> Self {
        let lists = Language::ALL.map(|language| catalog.text(language, id, None));
        let mut by_first_word: HashMap<String, Vec<Phrase>> = HashMap::new();
        for phrase in lists.iter().flat_map(|list| list.split(',')).filter_map(Phrase::read) {
            by_first_word.entry(first_word(&phrase.words).to_owned()).or_default().push(phrase);
        }
        Self(by_first_word)
    }

    /// Does one of them stand in what was typed?
    pub fn are_in(&self, typed: &str) -> bool {
        let typed = spoken(typed);
        self.stand_in(&typed) || self.stand_in(&without_numbers(&typed))
    }

    fn stand_in(&self, spoken: &str) -> bool {
        spoken.match_indices(' ').any(|(at, _)| {
            let beginning_so = self.0.get(first_word(spoken.get(at..).unwrap_or_default()));
            beginning_so.is_some_and(|phrases| phrases.iter().any(|phrase| phrase.stands_in(spoken, at)))
        })
    }
}

/// The word after the space in front.
fn first_word(spoken: &str) -> &str {
    spoken.split(' ').nth(1).unwrap_or_default()
}

/// The same, with a # in place of every number: that is how a phrase names any of them.
fn without_numbers(spoken: &str) -> String {
    let is_number = |word: &str| word.chars().all(char::is_numeric);
    let words: Vec<_> = spoken.split_whitespace().map(|word| if is_number(word) { "#" } else { word }).collect();
    format!(" {} ", words.join(" "))
}

/// Words as they are spoken, between single spaces: no capitals, and no signs but apostrophes, money and #. What ends a clause is
/// a pause: "I fell and can't get up. The stairs are wet" says nothing of getting up the stairs.
fn spoken(typed: &str) -> String {
    let typed = typed.to_lowercase().replace('’', "'");
    let is_heard = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '£' | '€' | '#');
    let mut heard = String::new();
    let mut signs = typed.chars().peekable();
    while let Some(sign) = signs.next() {
        // A sign within a word or a number is no pause: "x-ray", "1,000".
        let is_within =
            heard.ends_with(char::is_alphanumeric) && signs.peek().is_some_and(|next| next.is_alphanumeric());
        match sign {
            '£' | '€' => heard.extend([' ', sign, ' ']),
            sign if is_heard(sign) => heard.push(sign),
            ' ' | '\t' => heard.push(' '),
            sign if is_within && !sign.is_whitespace() => heard.push(' '),
            _ => heard.push_str(PAUSE),
        }
    }
    format!(" {} ", heard.split_whitespace().collect::<Vec<_>>().join(" "))
}
