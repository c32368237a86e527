//! One's own name.

use super::parts::{Arg, Text};
use crate::domain::own_name::NameRefusal;
use crate::domain::{FirstName, limits};
use crate::talk::name::Say;

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let named = |id, name: &FirstName| text.with(id, vec![("name", Arg::Html(text.name(name)))]);
    text.plain(match say {
        Say::Question { name } => return named("name-question", name),
        Say::OnlyTelegram { name } => return named("name-only-telegram", name),
        Say::Sure { name } => return named("name-sure", name),
        Say::Changed { name } => return named("name-changed", name),
        Say::Renamed { old, name } => {
            let names = [("old", old), ("name", name)].map(|(id, name)| (id, Arg::Html(text.name(name))));
            return text.with("name-renamed", names.into());
        }
        Say::AsBefore { name } => return named("name-as-before", name),
        Say::WordsPlease => "name-words-please",
        Say::Refused(NameRefusal::Empty) => "name-empty",
        Say::Refused(NameRefusal::TooLong) => {
            let most = i64::try_from(limits::NAME_CHARS).unwrap_or(i64::MAX);
            return text.with("name-too-long", vec![("most", Arg::Number(most))]);
        }
        Say::Refused(NameRefusal::Contact) => "name-contact",
        Say::ChangedOften => "name-changed-often",
    })
}
