//! A thank-you, and "the same person again?".

use super::parts::{Arg, Text};
use crate::domain::limits;
use crate::talk::afterwards::{Card, Say};

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let number = |count: usize| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let named = |id, name| text.with(id, vec![("name", Arg::Html(text.name(name)))]);
    match say {
        Say::Card(card) => self::card(text, card),
        Say::Closed { name } => named("afterwards-closed", name),
        Say::Line { name, .. } => named("thanks-line", name),
        Say::Sure { name, line, .. } => {
            let name = ("name", Arg::Html(text.name(name)));
            text.with("thanks-sure", vec![name, ("line", Arg::Html(text.line(line.as_str())))])
        }
        Say::Thanks { name, words: None } => named("thanks", name),
        Say::Thanks { name, words: Some(words) } => {
            format!("{}\n\n{}", named("thanks-with-words", name), text.line(words.as_str()))
        }
        Say::NotArrived { name } => named("thanks-not-arrived", name),
        Say::DidNot => text.plain("thanks-did-not"),
        Say::NotNow => text.plain("thanks-not-now"),
        Say::WordsPlease => text.plain("thanks-words-please"),
        Say::TooLong { units } => {
            text.with("ask-line-too-long", vec![("units", number(*units)), ("limit", number(limits::LINE_UTF16))])
        }
    }
}

fn card(text: &Text<'_>, card: &Card) -> String {
    let named = |id| text.with(id, vec![("name", Arg::Html(text.name(&card.name)))]);
    let mut parts = Vec::new();
    if card.thanked {
        parts.push(named("afterwards-thanked"));
    }
    parts.push(match card.again {
        None if card.thanked || !card.may_thank => named("afterwards-again"),
        None => format!("{} {}", named("afterwards-again"), text.plain("afterwards-may-thank")),
        Some(true) => named("afterwards-again-yes"),
        Some(false) if card.to_come => named("afterwards-again-no-stays"),
        Some(false) => named("afterwards-again-no"),
    });
    parts.join("\n\n")
}
