//! Lists of phrases to listen for in what people write, in every language we ship.

use std::collections::HashMap;

use super::Catalog;
use crate::domain::Language;

/// The lists of all languages, as they are spoken, by the first word of each phrase.
pub(super) struct Phrases(HashMap<String, Vec<Phrase>>);

struct Phrase {
    words: String,
    /// It means something else where this follows: "I need a loan" is no "I need a loan of a ladder".
    unless: Option<String>,
}

impl Phrase {
    /// As it stands in a list: what must not follow stands behind a stroke.
    fn read(listed: &str) -> Option<Self> {
        let (words, unless) = listed.split_once('/').map_or((listed, None), |(words, unless)| (words, Some(unless)));
        let unless = unless.map(|unless| spoken(unless).trim_start().to_owned());
        Some(Self { words: spoken(words), unless }).filter(|phrase| phrase.words != "  ")
    }

    /// Does what was typed begin with it?
    fn begins(&self, typed: &str) -> bool {
        let means_it = |after: &str| self.unless.as_ref().is_none_or(|unless| !after.starts_with(unless));
        typed.strip_prefix(&self.words).is_some_and(means_it)
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
            let rest = spoken.get(at..).unwrap_or_default();
            let beginning_so = self.0.get(first_word(rest));
            beginning_so.is_some_and(|phrases| phrases.iter().any(|phrase| phrase.begins(rest)))
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

/// Words as they are spoken, between single spaces: no capitals, and no signs but apostrophes, money and #.
fn spoken(typed: &str) -> String {
    let sign = |c: char| if c == '’' { '\'' } else { c };
    let heard = |c: char| if c.is_alphanumeric() || matches!(c, '\'' | '£' | '€' | '#') { c } else { ' ' };
    let typed: String = typed.to_lowercase().chars().map(sign).map(heard).collect();
    let typed = ['£', '€'].iter().fold(typed, |typed, money| typed.replace(*money, &format!(" {money} ")));
    format!(" {} ", typed.split_whitespace().collect::<Vec<_>>().join(" "))
}
