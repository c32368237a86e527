//! Words by which somebody could be reached: a phone number, a link, an e-mail address, a username.
//! It finds what people write in good faith, and takes no house number, price, day or time for one.

use super::limits;
use super::text::{Line, LineRefusal, shows_nothing_alone};

/// Why words are no line that strangers may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenRefusal {
    /// They are no line at all.
    NoLine(LineRefusal),
    /// Somebody could be reached by them.
    Contact,
}

impl Line {
    /// A line that is read before two people agreed: nobody can be reached by it.
    pub fn for_strangers(typed: &str) -> Result<Self, OpenRefusal> {
        let line = Self::read(typed).map_err(OpenRefusal::NoLine)?;
        if is_in(line.as_str()) { Err(OpenRefusal::Contact) } else { Ok(line) }
    }
}

/// Could somebody be reached by these words?
fn is_in(words: &str) -> bool {
    let words = as_seen(words);
    has_number(&words) || has_username(&words) || has_link(&words)
}

/// Could somebody be reached by this name? No number of any length, no sign of an address has a place in one.
pub(super) fn is_in_name(name: &str) -> bool {
    let seen = as_seen(name);
    let digits = seen.chars().filter(|c| c.is_numeric()).count();
    let has_sign = digits >= *limits::PHONE_DIGITS.start() || seen.contains('@');
    has_sign || is_in(name) || seen.split_whitespace().any(has_dot_of_domain)
}

/// What a reader sees: without what joins or frames other characters, and each sign in its plain form.
fn as_seen(words: &str) -> String {
    const FRAME_OF_A_KEY: char = '\u{20E3}';
    let kept = words.chars().filter(|c| !shows_nothing_alone(*c) && *c != FRAME_OF_A_KEY);
    let plain = kept.map(|c| match c {
        '＠' | '﹫' => '@',
        '．' | '。' | '｡' => '.',
        '：' => ':',
        '／' => '/',
        other => other,
    });
    plain.collect()
}

/// A username, or the middle of an address: "@ben", and not "2 bags @ 4.50".
fn has_username(words: &str) -> bool {
    words.split('@').skip(1).any(|after| after.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

fn has_link(words: &str) -> bool {
    let ends_word = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>' | '[' | ']' | '"');
    words.contains("://") || words.to_lowercase().contains("www.") || words.split(ends_word).any(is_link)
}

/// What the addresses of the web end with that people write down; no word of ours, since many write no space after a dot.
const ENDINGS: [&str; 33] = [
    "com", "org", "net", "info", "biz", "io", "app", "dev", "xyz", "co", "uk", "eu", "ie", "de", "fr", "es", "nl",
    "pl", "pt", "ch", "dk", "cz", "gr", "ro", "ru", "ua", "рф", "jp", "cn", "au", "nz", "ca", "ly",
];

/// "example.org", and "t.me/ben" whatever its ending; neither "milk.thank" nor "4.50/kg".
fn is_link(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let (host, path) = word.split_once('/').map_or((word, None), |(host, path)| (host, Some(path)));
    let Some((before, after)) = host.rsplit_once('.') else { return false };
    let ending = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let is_name = before.ends_with(char::is_alphanumeric) && ending.chars().all(char::is_alphabetic);
    is_name && ending.chars().count() >= 2 && (path.is_some() || ENDINGS.contains(&ending.as_str()))
}

/// "example.org" and "t.me/bob", and neither "St.John" nor "A.Rahman": what follows the last dot of a domain is small letters.
fn has_dot_of_domain(word: &str) -> bool {
    let Some((before, after)) = word.trim_end_matches(|c: char| !c.is_alphanumeric()).rsplit_once('.') else {
        return false;
    };
    let is_long = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
    let follows = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.contains('/') || is_long(before) && is_long(follows) && follows.chars().all(char::is_lowercase)
}

/// Enough digits behind one another, with no more between them than stands in phone numbers.
fn has_number(words: &str) -> bool {
    let joins = |c: char| matches!(c, ' ' | '.' | '/' | '(' | ')' | '+' | '_') || is_dash(c);
    words.split(|c: char| !c.is_numeric() && !joins(c)).any(is_number)
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_number(run: &str) -> bool {
    // "0900 - 1700" is a span of time, as "0900-1700" is.
    let run = run.replace(is_dash, "-").replace(" - ", "-");
    let words = run.split(' ').filter(|word| !is_day_time_or_price(word));
    let parts = words.flat_map(|word| word.split(is_dash)).filter(|part| !is_day_time_or_price(part));
    let groups = parts.flat_map(|part| part.split(|c: char| !c.is_numeric())).map(|group| group.chars().count());
    let (mut all, mut longest) = (0, 0);
    for digits in groups {
        all += digits;
        longest = longest.max(digits);
    }
    all >= limits::PHONE_DIGITS_IN_WORDS || longest >= limits::PHONE_DIGITS_TOGETHER
}

/// "12/03/2026", "10.30", "9-12", "0900-1700", "100.50", "2026".
fn is_day_time_or_price(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_numeric());
    let groups: Vec<&str> = word.split(|c: char| !c.is_numeric()).collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.chars().count()).collect();
    let numbers = || groups.iter().map(|group| group.parse::<u16>().unwrap_or(u16::MAX));
    match lengths.as_slice() {
        [4] => numbers().all(|year| (1900..2100).contains(&year)),
        [4, 4] => numbers().all(|hour| hour < 2400 && hour % 100 < 60),
        [1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2] => true,
        [3, 1..=2] => word.contains('.'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_strangers_reaches_nobody() {
        for contact in [
            "call me on 07700 900123",
            "07700900123",
            "Change a bulb, call 07700 900123 https://evil.example",
            "+44 (0)1865 123456",
            "0 7 7 0 0 9 0 0 1 2 3",
            "07700-900-123",
            "07700.900.123",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "ring 524123",
            "on 12/03/2026 at 10:30, 555 0123",
            "٠٧٧٠٠ ٩٠٠١٢٣",
            "０７７００９００１２３",
            "0\u{FE0F}\u{20E3}7\u{FE0F}\u{20E3}7\u{FE0F}\u{20E3}0\u{FE0F}\u{20E3}0\u{FE0F}\u{20E3}9\u{FE0F}\u{20E3}0\u{FE0F}\u{20E3}",
            "0770\u{200B}0900\u{202E}123",
            "0770\u{200D}0900\u{200C}123",
            "t.me/ben",
            "(T.me/ben)",
            "write to me:t.me/ben",
            "bit.ly/3xYz",
            "example.org",
            "my shop,example.co.uk,is open",
            "Example.Com",
            "exam\u{200D}ple.org",
            "example。org",
            "www.example",
            "HTTPS://example",
            "пример.рф",
            "bob@example.org",
            "bob@163.com",
            "bob @ example.org",
            "I am @ben_of_elm_street",
            "＠ben",
        ] {
            assert_eq!(Line::for_strangers(contact), Err(OpenRefusal::Contact), "{contact}");
        }
    }

    #[test]
    fn house_numbers_prices_days_and_times_are_no_contact() {
        for line in [
            "2 bags at 4.50",
            "2 bags @ 4.50, 3 @10",
            "flat 12, 10:30",
            "Flat 12, 34 High Street, OX3 9DU",
            "10:30-12:30 or 14:00",
            "10.30 - 12.30",
            "0900-1700, not 1800",
            "0900 - 1700 or 1000 – 1400",
            "9-12 14-16",
            "12/03/2026 10.30-12.30",
            "12.03.2026 - 14.03.2026",
            "2026-03-12 2026-03-14",
            "12-03-26",
            "before 2026, after 1999-2001",
            "£1,200.50 is too much, 100.50 20.00 is not",
            "1.5/2 kg, 4.50/kg, 24/7",
            "postcode 75001, 10000 steps",
            "1/2 1/3 3/4",
            "milk.thank you",
            "Two bags.It is for my mother",
            "e.g. milk/bread, i.e. food, at 9 a.m./p.m.",
            "St.John Street, Dr.Khan",
            "J.R. Smith and/or me",
            "ნინო.მადლობა",
            "買い物。手伝って",
            "👨‍👩‍👧 a family of 3",
            "…",
        ] {
            assert_eq!(Line::for_strangers(line), Ok(Line::read(line).unwrap()), "{line}");
        }
        assert_eq!(Line::for_strangers("\u{200B}"), Err(OpenRefusal::NoLine(LineRefusal::Empty)));
    }
}
