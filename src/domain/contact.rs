//! Words by which somebody could be reached: a phone number, a link, an e-mail address, a username.
//! It finds what people write in good faith, and takes no house number, price, day, time, size or order for one.

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

/// What a reader sees: without what joins or frames other characters, and each sign and digit in its plain form.
fn as_seen(words: &str) -> String {
    const FRAME_OF_A_KEY: char = '\u{20E3}';
    let kept = words.chars().filter(|c| !shows_nothing_alone(*c) && *c != FRAME_OF_A_KEY);
    let plain = kept.map(|c| match c {
        '＠' | '﹫' => '@',
        '．' | '。' | '｡' => '.',
        '：' => ':',
        '／' => '/',
        other => plain_digit(other),
    });
    plain.collect()
}

/// The zeros of the digits that keyboards have beside ours, and of the bold and framed ones that people paste. Nine follow each.
const ZEROS: &str = "٠۰०০੦૦௦౦೦๐０𝟎𝟘𝟢𝟬𝟶";

/// "٧" is "7". A digit of any other script stays, and counts as one all the same.
fn plain_digit(c: char) -> char {
    let value = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10);
    ZEROS.chars().find_map(value).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// A username, or the middle of an address: "@anna1985", and neither "2 bags @ 4.50" nor "see you @Tesco".
fn has_username(words: &str) -> bool {
    let is_of_it = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let named = words.split('@').skip(1).map(|after| after.split(|c: char| !is_of_it(c)).next().unwrap_or_default());
    named.map(|name| name.trim_end_matches('.')).any(is_username)
}

/// 5 to 32 letters, digits and underscores, as Telegram has them, or dots, as others have them.
///
/// "@Tesco" could be both. A plain word with a capital passes: it is how people write that they are *at* a shop, and who is
/// refused for that cannot know why. Telegram shows a username as its owner wrote it, mostly in small letters, and hardly any
/// plain word was left to take.
fn is_username(name: &str) -> bool {
    let begins_as_one = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (5..=32).contains(&name.len()) && begins_as_one && !is_capitalised(name)
}

/// "Tesco" and "TESCO", and not two words in one.
fn is_capitalised(word: &str) -> bool {
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let is_plain = word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(|c| c.is_ascii_alphabetic());
    is_plain && (capitals == 1 || capitals == word.len())
}

fn has_link(words: &str) -> bool {
    let ends_word = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>' | '[' | ']' | '"');
    words.contains("://") || words.to_lowercase().contains("www.") || words.split(ends_word).any(is_link)
}

/// What the addresses of the web end with that people write down. Many write no space after a full stop, so no word of ours
/// stands here that often begins a sentence; but "me" does: "lunch.me too" is refused, and "ben.me" reaches Ben.
const ENDINGS: [&str; 36] = [
    "com", "org", "net", "info", "biz", "io", "app", "dev", "xyz", "co", "me", "tv", "uk", "eu", "ie", "de", "fr",
    "es", "nl", "pl", "pt", "ch", "dk", "cz", "gr", "ro", "ru", "ua", "рф", "jp", "cn", "au", "nz", "ca", "ly", "cc",
];

/// The same, where a path follows, beside any country's two letters.
const ENDINGS_BEFORE_A_PATH: [&str; 9] = ["club", "shop", "store", "site", "online", "page", "link", "live", "social"];

/// "example.org", and "linktr.ee/ben"; neither "milk.thank" nor "Tues.morning/afternoon", "Sat.am/pm" or "4.50/kg".
fn is_link(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let (host, has_path) = word.split_once('/').map_or((word, false), |(host, _)| (host, true));
    let Some((before, after)) = host.rsplit_once('.') else { return false };
    let written = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let ending = written.to_lowercase();
    let is_hour = matches!(ending.as_str(), "am" | "pm");
    let is_country = ending.len() == 2 && ending.chars().all(|c| c.is_ascii_lowercase()) && !is_hour;
    let before_path = has_path && (is_country || ENDINGS_BEFORE_A_PATH.contains(&ending.as_str()));
    // "Bring lunch.Me too": a sentence begins with it.
    let begins = |part: &str| part.starts_with(char::is_uppercase);
    let is_sentence = begins(written) && !begins(before) && !has_path;
    before.ends_with(char::is_alphanumeric) && !is_sentence && (before_path || ENDINGS.contains(&ending.as_str()))
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
    without_numbers_of_things(words).split(|c: char| !c.is_numeric() && !joins(c)).any(is_number)
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Words before the number of a thing, and what may stand between; in the languages that we ship.
const THINGS: [&str; 22] = [
    "article",
    "barcode",
    "booking",
    "code",
    "invoice",
    "isbn",
    "item",
    "model",
    "order",
    "orders",
    "parcel",
    "part",
    "postcode",
    "prescription",
    "receipt",
    "ref",
    "ref.",
    "reference",
    "serial",
    "ticket",
    "tracking",
    "voucher",
];
const BETWEEN: [&str; 7] = ["id", "is", "no", "no.", "nr", "nr.", "number"];

/// "Order 123456" and "barcode no. 5012345678900" are no phone numbers. What begins with a zero or a plus is one, though.
fn without_numbers_of_things(words: &str) -> String {
    let spaced = words.replace(['#', '№'], " ");
    let mut is_named = false;
    let mut kept = Vec::new();
    for word in spaced.split_whitespace() {
        let is_number =
            word.contains(char::is_numeric) && word.starts_with(char::is_alphanumeric) && !word.starts_with('0');
        let was_named = std::mem::take(&mut is_named);
        if was_named && is_number {
            continue;
        }
        let plain = word.trim_end_matches(':').to_lowercase();
        is_named = THINGS.contains(&plain.as_str()) || was_named && BETWEEN.contains(&plain.as_str());
        kept.push(word);
    }
    kept.join(" ")
}

fn is_number(run: &str) -> bool {
    // "0900 - 1700" is a span of time, as "0900-1700" is.
    let run = run.replace(is_dash, "-").replace(" - ", "-");
    let words = run.split(' ').filter(|word| !is_day_time_or_price(word));
    let parts = words.flat_map(|word| word.split('-')).filter(|part| !is_day_time_or_price(part));
    let groups = parts.flat_map(|part| part.split(|c: char| !c.is_numeric())).filter(|group| !group.is_empty());
    let groups: Vec<&str> = groups.collect();
    if is_day(&groups) || groups.iter().all(|group| is_year(group)) || climbs(&groups) {
        return false;
    }
    let digits = groups.iter().map(|group| group.chars().count());
    let longest = digits.clone().max().unwrap_or_default();
    digits.sum::<usize>() >= limits::PHONE_DIGITS_IN_WORDS || longest >= limits::PHONE_DIGITS_TOGETHER
}

/// "12/03/2026", "10.30", "9-12", "0900-1700", "100.50". A year alone is none: "(415) 555-2012" ends with one.
fn is_day_time_or_price(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_numeric());
    let groups: Vec<&str> = word.split(|c: char| !c.is_numeric()).collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.chars().count()).collect();
    match lengths.as_slice() {
        [4, 4] => groups.iter().all(|group| is_year(group)) || groups.iter().all(|hour| is_hour(hour)),
        [1..=2, 1..=2] => true,
        [3, 1..=2] => word.contains('.'),
        _ => is_day(&groups),
    }
}

fn value(group: &str) -> u16 {
    group.parse().unwrap_or(u16::MAX)
}

/// "0900".
fn is_hour(group: &str) -> bool {
    value(group) < 2400 && value(group) % 100 < 60
}

fn is_year(group: &str) -> bool {
    (1900..2100).contains(&value(group))
}

/// "12/3/26", "12.30.2026", "2026-12-30".
fn is_day(groups: &[&str]) -> bool {
    let is_of_a_year = |one: &str, other: &str| {
        let (less, more) = (value(one).min(value(other)), value(one).max(value(other)));
        (1..=12).contains(&less) && more <= 31 && one.len() <= 2 && other.len() <= 2
    };
    match groups {
        [year, month, day] if is_year(year) => is_of_a_year(month, day),
        [first, second, year] => (year.len() == 2 || is_year(year)) && is_of_a_year(first, second),
        _ => false,
    }
}

/// "38 40 42 44": sizes and houses in a row climb by small steps, which the parts of a phone number do not.
fn climbs(groups: &[&str]) -> bool {
    let is_step = |pair: &[&str]| {
        let [one, next] = pair else { return false };
        (1..=10).contains(&value(next).saturating_sub(value(one))) && !one.starts_with('0') && next.len() <= 3
    };
    let ends_large = groups.last().is_some_and(|group| group.len() >= 2);
    groups.len() >= 3 && ends_large && groups.windows(2).all(is_step)
}

#[cfg(test)]
mod tests;
