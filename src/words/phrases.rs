//! Lists of phrases to listen for in what people write, in every language we ship.

use super::Catalog;
use crate::domain::Language;

/// The lists of all languages, as they are spoken.
pub(super) struct Phrases(Vec<String>);

impl Phrases {
    /// Reads the lists of this name.
    pub fn of(catalog: &Catalog, id: &str) -> Self {
        let lists = Language::ALL.map(|language| catalog.text(language, id, None));
        Self(lists.iter().flat_map(|list| list.split(',')).map(spoken).filter(|words| words != "  ").collect())
    }

    /// Does one of them stand in what was typed?
    pub fn are_in(&self, typed: &str) -> bool {
        let typed = spoken(typed);
        let numberless = without_numbers(&typed);
        self.0.iter().any(|words| typed.contains(words) || numberless.contains(words))
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
