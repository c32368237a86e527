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

/// A first name, Telegram's or the one that somebody chose, as others may see it: one line of at most [`limits::NAME_CHARS`] characters. Empty where nothing readable was left.
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

/// Visible characters and single spaces. What only joins or changes the character before it begins no word.
fn one_line(typed: &str) -> String {
    let kept = typed.chars().filter(|c| !deceives(*c)).map(|c| if is_blank(c) { ' ' } else { c });
    let kept: String = kept.collect();
    let words = kept.split_whitespace().map(|word| word.trim_start_matches(shows_nothing_alone));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What looks like a space; the last one is the space of Braille.
fn is_blank(c: char) -> bool {
    c.is_control() || c == '\u{2800}'
}

/// Joiners, selectors of a variant, and the tags of flags: nobody sees one that follows nothing.
pub(super) const fn shows_nothing_alone(c: char) -> bool {
    matches!(c,
        '\u{200C}' | '\u{200D}' | '\u{034F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
        | '\u{E0020}'..='\u{E007F}' | '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{17B4}' | '\u{17B5}')
}

/// Characters that turn the reading direction round, or that nobody can see. Joiners stay: emoji and Persian need them.
const fn deceives(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{00AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E001F}' | '\u{E0080}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}')
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

    #[test]
    fn a_name_that_nobody_can_see_is_none() {
        for invisible in ["\u{200D}", "\u{200C}\u{FE0F} \u{2800}", "\u{E0067}\u{E007F}", "\u{E0001}", "\u{3164}\u{34F}"]
        {
            assert_eq!(FirstName::read(invisible), FirstName::empty(), "{invisible:?}");
            assert_eq!(Line::read(invisible), Err(LineRefusal::Empty), "{invisible:?}");
            assert_eq!(paragraphs(invisible), "", "{invisible:?}");
        }
        assert_eq!(FirstName::read("\u{200D}\u{200D}Ann \u{FE0F} B").as_str(), "Ann B");
        for seen in ["👨‍👩‍👧", "❤️‍🔥 Ann", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "می‌خواهم"]
        {
            assert_eq!(FirstName::read(seen).as_str(), seen);
        }
    }
}
