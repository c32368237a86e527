//! The card of a yes, and what both get when they are introduced.

use super::parts::{Arg, Text};
use crate::domain::{Because, FirstName, Outcome, Side};
use crate::talk::introduction::{Say, Why};

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let named = |id, name: &FirstName| text.with(id, vec![("name", Arg::Html(text.name(name)))]);
    match say {
        Say::Yes { seen_as, band, about, still_waits, .. } => text.with(
            if *still_waits { "yes-card-waits" } else { "yes-card" },
            vec![
                ("name", Arg::Html(text.name(&seen_as.name))),
                ("band", Arg::Html(text.band(*band))),
                ("helped", Arg::Html(text.helped(seen_as))),
                ("about", Arg::Html(text.about(about))),
            ],
        ),
        Say::Chosen { name } => named("yes-chosen", name),
        Say::Declined { name } => named("yes-declined", name),
        Say::Released { name, because } => named(released(*because), name),
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
        Say::LastWord { about, why } => format!("{}\n\n{}", text.plain(last_word(*why)), text.about(about)),
        Say::CannotSure { name, .. } => named("cannot-sure", name),
        Say::DroppedByMe { name, about, early } => {
            let id = if *early { "dropped-by-me" } else { "dropped-by-me-late" };
            format!("{}\n\n{}", named(id, name), text.about(about))
        }
        Say::Dropped { name, about, looks_on, .. } => {
            let id = if *looks_on { "dropped-looks-on" } else { "dropped" };
            format!("{}\n\n{}", named(id, name), text.about(about))
        }
        Say::Left { name, about, looks_on, .. } => {
            let id = if *looks_on { "left-looks-on" } else { "left" };
            format!("{}\n\n{}", named(id, name), text.about(about))
        }
        Say::StillWrite { name, about, .. } => format!("{}\n\n{}", text.about(about), named("introduction-told", name)),
        Say::Over { name, about } => format!("{}\n\n{}", text.about(about), named("introduction-over", name)),
        Say::HowWasIt { name, about, again, .. } => {
            let id = if *again { "how-was-it-again" } else { "how-was-it" };
            format!("{}\n\n{}", text.about(about), named(id, name))
        }
        Say::HowWasItTold { side, outcome, .. } => text.plain(match (outcome, side) {
            (Outcome::DidNot, Side::Asker) => "told-did-not-asker",
            (Outcome::DidNot, Side::Helper) => "told-did-not-helper",
            (Outcome::NotYet, _) => "told-not-yet",
            (Outcome::Happened | Outcome::Partly, _) => "told-happened",
            (Outcome::RatherNot, _) => "told-rather-not",
        }),
        Say::HowWasItClosed => text.plain("how-was-it-closed"),
    }
}

const fn released(because: Because) -> &'static str {
    match because {
        Because::Found => "yes-released-found",
        Because::Closed => "yes-released-closed",
        Because::TimedOut => "yes-released-time",
        Because::Withdrawn => "yes-withdrawn",
    }
}

const fn last_word(why: Why) -> &'static str {
    match why {
        Why::Found => "last-word-found",
        Why::Declined => "last-word-declined",
        Why::Closed => "last-word-closed",
        Why::TimedOut => "last-word-time",
    }
}
