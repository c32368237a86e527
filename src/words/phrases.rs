//! Lists of phrases to listen for in what people write, in every language we ship.

use std::collections::HashMap;

use super::Catalog;
use crate::domain::Language;

/// The lists of all languages, by the first word of each phrase.
pub(super) struct Phrases(HashMap<String, Vec<Phrase>>);

struct Phrase {
    words: Vec<String>,
    /// It means something else behind one of these: "my radiators need bleeding".
    unless_behind: Vec<Behind>,
    /// It means something else before one of these: "I need a loan" is no "I need a loan of a ladder".
    unless_before: Vec<Vec<String>>,
}

/// What stands directly before a phrase; and before that, with any words between, where there is a *.
struct Behind {
    anywhere: Vec<String>,
    directly: Vec<String>,
}

/// A word as it is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    spoken: String,
    /// Does a clause begin with it?
    after_a_pause: bool,
}

impl Phrase {
    /// As it stands in a list: what must not come before it stands before a +, and what must not follow it behind a /.
    fn read(listed: &str) -> Option<Self> {
        let (behind, rest) = listed.rsplit_once('+').unwrap_or(("", listed));
        let (words, before) = rest.split_once('/').unwrap_or((rest, ""));
        let words = plain(words);
        let unless_behind = behind.split('+').map(Behind::read).filter(|behind| !behind.directly.is_empty()).collect();
        let unless_before = before.split('/').map(plain).filter(|words| !words.is_empty()).collect();
        (!words.is_empty()).then_some(Self { words, unless_behind, unless_before })
    }

    /// Does it stand at the beginning of these words, which come after the others? A pause within it says nothing: "I can't…
    /// breathe". What makes it harmless stands in the same clause: "I can't get up. The stairs are wet" is no "get up the stairs".
    fn stands_in(&self, said: &[Word], rest: &[Word]) -> bool {
        let Some((here, after)) = rest.split_at_checked(self.words.len()) else { return false };
        if !here.iter().map(|word| &word.spoken).eq(&self.words) {
            return false;
        }
        let is_pause_before = here.first().is_some_and(|word| word.after_a_pause);
        let clause = if is_pause_before { &[] } else { last_clause(said) };
        !self.unless_behind.iter().any(|behind| behind.ends(clause))
            && !self.unless_before.iter().any(|before| begins_with(first_clause(after), before))
    }
}

impl Behind {
    fn read(listed: &str) -> Self {
        let (anywhere, directly) = listed.split_once('*').unwrap_or(("", listed));
        Self { anywhere: plain(anywhere), directly: plain(directly) }
    }

    fn ends(&self, clause: &[Word]) -> bool {
        let Some(at) = clause.len().checked_sub(self.directly.len()) else { return false };
        let Some((before, last)) = clause.split_at_checked(at) else { return false };
        let is_before = || before.windows(self.anywhere.len()).any(|some| begins_with(some, &self.anywhere));
        begins_with(last, &self.directly) && (self.anywhere.is_empty() || is_before())
    }
}

fn begins_with(said: &[Word], words: &[String]) -> bool {
    words.len() <= said.len() && said.iter().zip(words).all(|(said, word)| said.spoken == *word)
}

/// What is said up to the next pause. The first word belongs to what came before, where no pause is before it.
fn first_clause(said: &[Word]) -> &[Word] {
    said.split(|word| word.after_a_pause).next().unwrap_or_default()
}

/// What is said since the last pause.
fn last_clause(said: &[Word]) -> &[Word] {
    let begins = said.iter().rposition(|word| word.after_a_pause).unwrap_or(0);
    said.get(begins..).unwrap_or_default()
}

impl Phrases {
    /// Reads the lists of this name.
    pub fn of(catalog: &Catalog, id: &str) -> Self {
        let lists = Language::ALL.map(|language| catalog.text(language, id, None));
        let mut by_first_word: HashMap<String, Vec<Phrase>> = HashMap::new();
        for phrase in lists.iter().flat_map(|list| list.split(',')).filter_map(Phrase::read) {
            by_first_word.entry(phrase.words.first().cloned().unwrap_or_default()).or_default().push(phrase);
        }
        Self(by_first_word)
    }

    /// Does one of them stand in what was typed?
    pub fn are_in(&self, typed: &str) -> bool {
        let said = spoken(typed);
        self.stand_in(&said) || self.stand_in(&without_numbers(said))
    }

    fn stand_in(&self, all: &[Word]) -> bool {
        (0..all.len()).filter_map(|at| all.split_at_checked(at)).any(|(said, rest)| {
            let beginning_so = rest.first().and_then(|word| self.0.get(&word.spoken));
            beginning_so.is_some_and(|phrases| phrases.iter().any(|phrase| phrase.stands_in(said, rest)))
        })
    }
}

/// The same, with a # in place of every number: that is how a phrase names any of them.
fn without_numbers(mut said: Vec<Word>) -> Vec<Word> {
    for word in said.iter_mut().filter(|word| word.spoken.chars().all(char::is_numeric)) {
        "#".clone_into(&mut word.spoken);
    }
    said
}

/// Words of a list.
fn plain(listed: &str) -> Vec<String> {
    spoken(listed).into_iter().map(|word| word.spoken).collect()
}

/// Words as they are spoken: no capitals, and no signs but money and #. An apostrophe may be left out: "cant" is "can't".
fn spoken(typed: &str) -> Vec<Word> {
    let typed = typed.to_lowercase().replace(['’', '\''], "");
    let is_heard = |c: char| c.is_alphanumeric() || c == '#';
    let mut said: Vec<Word> = Vec::new();
    let mut is_pause = false;
    let mut word = String::new();
    let mut signs = typed.chars().peekable();
    while let Some(sign) = signs.next() {
        if is_heard(sign) {
            word.push(sign);
            continue;
        }
        // A sign within a word or a number is no pause: "x-ray", "1,000".
        let is_within = !word.is_empty() && signs.peek().is_some_and(|next| next.is_alphanumeric());
        // A new line is a pause wherever it stands.
        let is_silent = sign != '\n' && (sign.is_whitespace() || is_within);
        said.extend(ended(&mut word, &mut is_pause));
        if matches!(sign, '£' | '€') {
            said.extend(ended(&mut sign.to_string(), &mut is_pause));
        } else if !is_silent {
            is_pause = true;
        }
    }
    said.extend(ended(&mut word, &mut is_pause));
    said
}

/// The word that ends here.
fn ended(word: &mut String, is_pause: &mut bool) -> Option<Word> {
    let spoken = std::mem::take(word);
    (!spoken.is_empty()).then(|| Word { spoken, after_a_pause: std::mem::take(is_pause) })
}
