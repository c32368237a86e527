//! What is said about another time for what is agreed.

use super::parts::{Arg, Text};
use crate::talk::introduction::{TimeSay as Say, TimeTold as Told};

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let name = |name| ("name", Arg::Html(text.name(name)));
    match say {
        Say::Choose { name: other, about, .. } => {
            format!("{}\n\n{}", text.about(about), text.with("time-choose", vec![name(other)]))
        }
        Say::AskedByMe { name: other, about, when, .. } => {
            let asked = text.with("time-asked-by-me", vec![name(other), ("when", Arg::Html(text.when(*when)))]);
            format!("{}\n\n{asked}", text.about(about))
        }
        Say::Asked { name: other, about, when, instead, .. } => {
            let (when, before) = (Arg::Html(text.when(*when)), Arg::Html(text.when(about.when)));
            let asked = text.with("time-asked", vec![name(other), ("when", when), ("before", before)]);
            let instead = instead.then(|| format!("\n\n{}", text.plain("time-asked-instead")));
            format!("{asked}{}\n\n{}", instead.unwrap_or_default(), text.about(about))
        }
        Say::Told { name: other, about, told } => {
            format!("{}\n\n{}", text.with(told_id(*told), vec![name(other)]), text.about(about))
        }
    }
}

const fn told_id(told: Told) -> &'static str {
    match told {
        Told::Agreed => "time-agreed",
        Told::AgreedByMe => "time-agreed-by-me",
        Told::Kept => "time-kept",
        Told::KeptByMe => "time-kept-by-me",
        Told::Outdated => "time-outdated",
        Told::Unanswered => "time-unanswered",
        Told::Already => "time-already",
        Told::TooOften => "time-too-often",
        Told::StillOpen => "time-still-open",
        Told::AfterIt => "time-after-it",
        Told::Over => "time-over",
    }
}
