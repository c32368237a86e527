//! The name that a neighbour chose in place of Telegram's. It is a name: no letter, and no way to reach somebody.

use super::text::{Line, LineRefusal};
use super::{FirstName, Guard, Instant, NeighbourId, contact, limits};

/// What others call somebody from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// By a name that they chose.
    Anew(FirstName),
    /// As before: it is the name that they chose, and stays when Telegram's changes.
    AsBefore(FirstName),
    /// As Telegram does.
    AsTelegram,
}

/// Somebody knows a neighbour by another name than they have now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAs {
    /// Who.
    pub by: NeighbourId,
    /// By which name.
    pub name: FirstName,
    /// When they heard of that one; `None` where they knew it from the start.
    pub told_at: Option<Instant>,
    /// What must still be true when they hear of the new one.
    pub guard: Guard,
}

/// Why what was typed is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRefusal {
    /// Nothing readable was left of it: no letter, of any script.
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
        if !line.as_str().chars().any(char::is_alphabetic) && !contact::is_in_name(line.as_str()) {
            return Err(NameRefusal::Empty);
        }
        if contact::is_in_name(line.as_str()) { Err(NameRefusal::Contact) } else { Ok(Self::read(line.as_str())) }
    }

    /// The name that Telegram has. Others read it before two agreed: of one by which somebody could be reached, the first letters.
    pub fn of_telegram(name: &str) -> Self {
        let read = Self::read(name);
        if !contact::is_in_name(read.as_str()) {
            return read;
        }
        let mut letters = read.as_str().split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty());
        Self::read(letters.next().unwrap_or_default())
    }
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
        for nothing in ["", "\u{202E}\n", "\u{200D}\u{FE0F}", "🙂🙂", "…", "7", "- -"] {
            assert_eq!(chosen(nothing), Err(NameRefusal::Empty), "{nothing:?}");
        }
    }

    #[test]
    fn nobody_is_reached_by_telegrams_name_either() {
        let read = |name: &str| FirstName::of_telegram(name).as_str().to_owned();
        for kept in ["Anna", "Anna Maria 🌸", "St.John", "Bob 1985", "Øyvind-André", ""] {
            assert_eq!(read(kept), kept);
        }
        for (name, cut) in [("call 07700 900123", "call"), ("@ben", "ben"), ("t.me/ben", "t"), ("07700 900123", "")] {
            assert_eq!(read(name), cut);
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
            "Bob (example.org)",
            "Bob t.me/bob",
            "example.org/Bob",
            "www.example",
            "Www.Example",
            "пример.рф",
        ] {
            assert_eq!(FirstName::chosen(contact), Err(NameRefusal::Contact), "{contact}");
        }
        let names = [
            "J. R. Smith",
            "J.R. Smith",
            "Ma.Teresa",
            "St.John",
            "A.Rahman",
            "Dr.Khan",
            "Ali s/o Ahmad",
            "Anne-Marie",
            "O'Brien",
            "Ann & Bo",
            "מרים",
            "ნინო",
            "美",
            "आशा",
            "Bob 2",
            "Ann 🌸",
        ];
        for name in names {
            assert_eq!(FirstName::chosen(name).map(|read| read.as_str() == name), Ok(true), "{name}");
        }
    }
}
