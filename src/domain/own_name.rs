//! The name that a neighbour chose in place of Telegram's. It is a name: no letter, and no way to reach somebody.

use super::text::{Line, LineRefusal};
use super::{FirstName, limits};

/// Why what was typed is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRefusal {
    /// Nothing readable was left of it.
    Empty,
    /// It is longer than a name.
    TooLong,
    /// Somebody could be reached by it: a number, an address, a username.
    Contact,
}

impl FirstName {
    /// The name that somebody chose, cleaned as every name is.
    pub fn chosen(typed: &str) -> Result<Self, NameRefusal> {
        let line = Line::read(typed).map_err(|refusal| match refusal {
            LineRefusal::Empty => NameRefusal::Empty,
            LineRefusal::TooLong(_) => NameRefusal::TooLong,
        })?;
        if line.as_str().chars().count() > limits::NAME_CHARS {
            return Err(NameRefusal::TooLong);
        }
        if is_contact(line.as_str()) { Err(NameRefusal::Contact) } else { Ok(Self::read(line.as_str())) }
    }
}

/// Digits of a phone number, a username, or an address of the web.
fn is_contact(name: &str) -> bool {
    let digits = name.chars().filter(|c| c.is_numeric()).count();
    digits >= *limits::PHONE_DIGITS.start()
        || name.contains('@')
        || name.contains("://")
        || name.contains(".me/")
        || holds_domain(name)
}

/// Letters, a dot, and at least two letters at once: "example.org", and not "J. R. Smith".
fn holds_domain(name: &str) -> bool {
    name.match_indices('.').any(|(at, dot)| {
        let (before, after) = (name.get(..at), name.get(at + dot.len()..));
        let follows = after.unwrap_or_default().chars().take_while(|c| c.is_alphabetic()).count();
        before.is_some_and(|before| before.ends_with(char::is_alphanumeric)) && follows >= 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_name_is_cleaned_and_no_letter() {
        let chosen = |typed: &str| FirstName::chosen(typed).map(|name| name.as_str().to_owned());
        assert_eq!(chosen(" Bob\n\u{202E}\u{200B} <b> "), Ok("Bob <b>".to_owned()));
        assert_eq!(chosen(&"é".repeat(64)), Ok("é".repeat(64)));
        for long in [65, 300, 5_000] {
            assert_eq!(chosen(&"é".repeat(long)), Err(NameRefusal::TooLong), "{long}");
        }
        for nothing in ["", "\u{202E}\n", "\u{200D}\u{FE0F}"] {
            assert_eq!(chosen(nothing), Err(NameRefusal::Empty), "{nothing:?}");
        }
    }

    #[test]
    fn a_chosen_name_reaches_nobody() {
        for contact in [
            "Bob 07700 900123",
            "٠٧٧٠٠",
            "@bob_of_elm_street",
            "bob@example.org",
            "https://example",
            "example.org",
            "Bob t.me/bob",
            "www.example",
        ] {
            assert_eq!(FirstName::chosen(contact), Err(NameRefusal::Contact), "{contact}");
        }
        for name in ["J. R. Smith", "J.R. Smith", "Anne-Marie", "O'Brien", "Ann & Bo", "מרים", "ნინო", "Bob 2", "…"]
        {
            assert_eq!(FirstName::chosen(name).map(|read| read.as_str() == name), Ok(true), "{name}");
        }
    }
}
