//! A ping, as its helper sees it.

use super::parts::{Arg, Text};
use crate::domain::Reason;
use crate::talk::ping::{Say, Standing};

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let beneath = |id: &str| format!("{}\n\n{}", text.about(&say.about), text.plain(id));
    match say.standing {
        Standing::Open => open(text, say, "ping-open"),
        Standing::Alike => open(text, say, "ping-alike"),
        Standing::Changed => beneath("ping-changed"),
        Standing::AskedAgain => text.with("ping-asked-again", vec![("ask", Arg::Html(ask(text, say)))]),
        Standing::TookBack => beneath("ping-took-back"),
        Standing::Yes => beneath("ping-yes"),
        Standing::Reserve => beneath("ping-reserve"),
        Standing::Introduced => beneath("ping-introduced"),
        Standing::NotThisTime { .. } if !say.offers => beneath("ping-not-this-time-plain"),
        Standing::NotThisTime { reason: None } => beneath("ping-not-this-time"),
        Standing::NotThisTime { reason: Some(Reason::TooFar) } => beneath("ping-reason-too-far"),
        Standing::NotThisTime { reason: Some(Reason::WrongTime) } => beneath("ping-reason-wrong-time"),
        Standing::NotThisTime { reason: Some(Reason::NotMyThing) } => beneath("ping-reason-not-my-thing"),
        Standing::Paused => beneath("ping-paused"),
        Standing::Over => beneath("ping-over"),
    }
}

fn open(text: &Text<'_>, say: &Say, id: &str) -> String {
    let args = vec![
        ("ask", Arg::Html(ask(text, say))),
        ("name", Arg::Html(text.name(&say.seen_as.name))),
        ("helped", Arg::Html(text.seen_as(&say.seen_as, ", "))),
    ];
    text.with(id, args)
}

/// The ask, with what to know before a yes.
fn ask(text: &Text<'_>, say: &Say) -> String {
    let mut lines = Vec::new();
    if say.wider {
        lines.push(text.plain("ping-wider"));
    }
    lines.extend(text.know_before(say.access.iter().copied(), say.wish));
    lines.extend(text.wanted(say.wanted));
    text.shown((&say.about, say.band), lines)
}
