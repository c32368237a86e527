//! Lists of phrases to listen for in what people write, in every language we ship.

use super::Catalog;
use crate::domain::Language;

/// The lists of all languages, as they are spoken.
pub(super) struct Phrases(Vec<Phrase>);

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

    fn stands_in(&self, typed: &str) -> bool {
        let means_it = |after: &str| self.unless.as_ref().is_none_or(|unless| !after.starts_with(unless));
        typed.split(&self.words).skip(1).any(means_it)
    }
}

impl Phrases {
    /// Reads the lists of this name.
    pub fn of(catalog: &Catalog, id: &str) -> Self {
        let lists = Language::ALL.map(|language| catalog.text(language, id, None));
        Self(lists.iter().flat_map(|list| list.split(',')).filter_map(Phrase::read).collect())
    }

    /// Does one of them stand in what was typed?
    pub fn are_in(&self, typed: &str) -> bool {
        let typed = spoken(typed);
        let numberless = without_numbers(&typed);
        self.0.iter().any(|phrase| phrase.stands_in(&typed) || phrase.stands_in(&numberless))
    }
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
