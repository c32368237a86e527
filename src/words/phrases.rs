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
        self.0.iter().any(|words| typed.contains(words))
    }
}

/// Words as they are spoken, between single spaces: no capitals, and no signs but apostrophes.
fn spoken(typed: &str) -> String {
    let sign = |c: char| if c == '’' { '\'' } else { c };
    let heard = |c: char| if c.is_alphanumeric() || c == '\'' { c } else { ' ' };
    let typed: String = typed.to_lowercase().chars().map(sign).map(heard).collect();
    format!(" {} ", typed.split_whitespace().collect::<Vec<_>>().join(" "))
}
