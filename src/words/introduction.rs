//! The card of a yes, and what both get when they are introduced.

use super::parts::{Arg, Text};
use crate::domain::{FirstName, Side};
use crate::talk::introduction::{Say, Why};

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let named = |id, name: &FirstName| text.with(id, vec![("name", Arg::Html(text.name(name)))]);
    match say {
        Say::Yes { seen_as, band, about, .. } => text.with(
            "yes-card",
            vec![
                ("name", Arg::Html(text.name(&seen_as.name))),
                ("band", Arg::Html(text.band(*band))),
                ("helped", Arg::Html(text.helped(seen_as))),
                ("about", Arg::Html(text.about(about))),
            ],
        ),
        Say::Chosen { name } => named("yes-chosen", name),
        Say::Declined { name } => named("yes-declined", name),
        Say::Released { name, why: Why::Found | Why::Declined } => named("yes-released-found", name),
        Say::Released { name, why: Why::Closed } => named("yes-released-closed", name),
        Say::Released { name, why: Why::TimedOut } => named("yes-released-time", name),
        Say::Introduced { words, .. } => {
            let id = match words.side {
                Side::Asker => "introduced-asker",
                Side::Helper => "introduced-helper",
            };
            let args = vec![
                ("name", Arg::Html(text.name(&words.name))),
                ("about", Arg::Html(text.about(&words.about))),
                ("word", Arg::Typed(&words.word)),
            ];
            format!("{}\n\n{}", text.with(id, args), text.plain("introduced-safety"))
        }
        Say::LastWord { about, why } => {
            let id = match why {
                Why::Found | Why::Declined => "last-word-found",
                Why::Closed => "last-word-closed",
                Why::TimedOut => "last-word-time",
            };
            format!("{}\n\n{}", text.plain(id), text.about(about))
        }
    }
}
