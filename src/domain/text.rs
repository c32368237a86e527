//! Words that people typed: cleaned of what could deceive or break a message, and bounded.
//! Escaping is not done here; `words` escapes once, where the sentence is made.

use serde::{Deserialize, Serialize};

use super::limits;

/// A line of an ask: one paragraph, not empty, at most [`limits::LINE_UTF16`] units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line(String);

/// Why a text is not a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRefusal {
    /// Nothing was left of it.
    Empty,
    /// It has this many UTF-16 units.
    TooLong(usize),
}

/// A phone number as Telegram gives it, with its plus; `None` where it is none.
pub fn phone(given: &str) -> Option<String> {
    let digits: String = given.chars().filter(char::is_ascii_digit).collect();
    let is_one = limits::PHONE_DIGITS.contains(&digits.len());
    is_one.then(|| format!("+{digits}"))
}

impl Line {
    /// Cleans and measures.
    pub fn read(typed: &str) -> Result<Self, LineRefusal> {
        let line = one_line(typed);
        match line.encode_utf16().count() {
            0 => Err(LineRefusal::Empty),
            units if units > limits::LINE_UTF16 => Err(LineRefusal::TooLong(units)),
            _ => Ok(Self(line)),
        }
    }

    /// The words, unescaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Telegram first name, as others may see it: one line of at most [`limits::NAME_CHARS`] characters. Empty where nothing readable was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FirstName(String);

impl FirstName {
    /// Cleans and cuts.
    pub fn read(typed: &str) -> Self {
        Self(one_line(typed).chars().take(limits::NAME_CHARS).collect::<String>().trim().to_owned())
    }

    /// No name.
    pub const fn empty() -> Self {
        Self(String::new())
    }

    /// The name, unescaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A message to pass on: cleaned, its paragraphs kept.
pub fn paragraphs(typed: &str) -> String {
    typed.lines().map(one_line).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Visible characters and single spaces.
fn one_line(typed: &str) -> String {
    let visible = typed.chars().filter(|c| !deceives(*c)).map(|c| if c.is_control() { ' ' } else { c });
    visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that turn the reading direction round, or that nobody can see. Joiners stay: emoji and Persian need them.
const fn deceives(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{00AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_visible_paragraph() {
        assert_eq!(Line::read(" two\n bags\u{202E}\u{200B} of  flour ").unwrap().as_str(), "two bags of flour");
        assert_eq!(Line::read("\u{2066} \u{200B}\n"), Err(LineRefusal::Empty));
    }

    #[test]
    fn a_line_is_measured_as_telegram_measures() {
        let family = "👨‍👩‍👧"; // eight units
        assert!(Line::read(&family.repeat(75)).is_ok());
        assert_eq!(Line::read(&family.repeat(76)), Err(LineRefusal::TooLong(608)));
    }

    #[test]
    fn any_script_stays_as_it_is() {
        for line in ["لطفاً کمک می‌خواهم", "Нужна лестница", "買い物を手伝って", "ნინო", "שלום"]
        {
            assert_eq!(Line::read(line).unwrap().as_str(), line);
        }
    }

    #[test]
    fn a_name_is_cut_and_may_be_empty() {
        assert_eq!(FirstName::read(&"x".repeat(80)).as_str().len(), 64);
        assert_eq!(FirstName::read("\u{202E}\n").as_str(), "");
        assert_eq!(FirstName::read("Ann <3").as_str(), "Ann <3");
    }
}
