//! What a text must be so that people see it as it is meant: ours in the tests, an operator's at a start.

use std::collections::BTreeSet;

use super::{Keyboard, Presented};
use crate::domain::limits;

const ESCAPED: [&str; 4] = ["&amp;", "&lt;", "&gt;", "&quot;"];

/// Why people would not see a text as it is meant.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Misfit {
    #[error("{0}")]
    Refused(String),
    #[error("it is empty")]
    Empty,
    #[error("its message has more than {} characters", limits::MESSAGE_UTF16)]
    Message,
    #[error("it has more than {0} characters")]
    Long(usize),
    #[error("it is escaped twice")]
    Escaped,
    #[error("markup is shown as it stands here")]
    Markup,
    #[error("it does not fit a button")]
    Label,
    #[error("another button is called so")]
    Alike,
    #[error("two words are drawn from it")]
    Few,
    #[error("a word stands in it twice")]
    Twice,
}

/// The misfit, and what it is that does not fit.
pub(super) type Found = Result<(), (Misfit, String)>;

/// A message; `plain` gives the text of its markup, or says why Telegram refuses it.
pub(super) fn message(html: &str, plain: &dyn Fn(&str) -> Result<String, String>) -> Result<(), Misfit> {
    let text = plain(html).map_err(Misfit::Refused)?;
    if text.trim().is_empty() {
        Err(Misfit::Empty)
    } else if text.encode_utf16().count() > limits::MESSAGE_UTF16 {
        Err(Misfit::Message)
    } else if ESCAPED.iter().any(|escaped| text.contains(escaped)) {
        Err(Misfit::Escaped)
    } else {
        Ok(())
    }
}

/// The buttons of a message.
pub(super) fn keyboard(keyboard: &Keyboard) -> Found {
    match keyboard {
        Keyboard::None | Keyboard::Remove => Ok(()),
        Keyboard::Inline(rows) => labels(rows.iter().flatten().map(|one| one.label.as_str())),
        Keyboard::Reply(rows) => labels(rows.iter().flatten().map(|one| one.label.as_str())),
    }
}

/// Labels that are seen together.
pub(super) fn labels<'l>(labels: impl Iterator<Item = &'l str>) -> Found {
    let mut seen = BTreeSet::new();
    for label in labels {
        let misfit = if label.trim().is_empty() {
            Misfit::Empty
        } else if label.chars().count() > limits::LABEL_CHARS {
            Misfit::Label
        } else if shows_markup(label) {
            Misfit::Markup
        } else if !seen.insert(label.trim()) {
            Misfit::Alike
        } else {
            continue;
        };
        return Err((misfit, label.to_owned()));
    }
    Ok(())
}

/// What Telegram shows of the bot before Start: none of it is HTML.
pub(super) fn presented(presented: &Presented) -> Found {
    let about = [(&presented.about, limits::ABOUT_CHARS), (&presented.about_in_short, limits::ABOUT_IN_SHORT_CHARS)];
    let commands = presented.commands.iter().map(|(_, text)| (text, limits::COMMAND_CHARS));
    for (text, longest) in about.into_iter().chain(commands) {
        let misfit = if text.trim().is_empty() {
            Misfit::Empty
        } else if text.chars().count() > longest {
            Misfit::Long(longest)
        } else if shows_markup(&text.replace('\n', " ")) {
            Misfit::Markup
        } else {
            continue;
        };
        return Err((misfit, text.clone()));
    }
    Ok(())
}

/// The list from which the word of an introduction is drawn: two different ones of it.
pub(super) fn match_words(list: &str) -> Result<(), Misfit> {
    let words: Vec<_> = list.split_whitespace().collect();
    if words.len() < 2 {
        Err(Misfit::Few)
    } else if words.iter().collect::<BTreeSet<_>>().len() < words.len() {
        Err(Misfit::Twice)
    } else if words.iter().any(|word| shows_markup(word)) {
        Err(Misfit::Markup)
    } else {
        Ok(())
    }
}

/// Where no HTML is read, tags and escaped characters are seen as they stand.
fn shows_markup(text: &str) -> bool {
    let is_tag = |after: &str| after.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
    text.contains('\n') || ESCAPED.iter().any(|one| text.contains(one)) || text.split('<').skip(1).any(is_tag)
}
