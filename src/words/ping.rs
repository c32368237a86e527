//! A ping, as its helper sees it.

use super::parts::{Arg, Text};
use crate::domain::Reason;
use crate::talk::ping::{Say, Standing};

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let beneath = |id: &str| format!("{}\n\n{}", text.about(&say.about), text.plain(id));
    // A yes is still one tap away: what to know stays in sight.
    let again = |id: &str| format!("{}\n\n{}", ask(text, say), text.plain(id));
    match say.standing {
        Standing::Open => waits(text, say, false),
        Standing::Alike => waits(text, say, true),
        Standing::ChangedSince { asks_too } => {
            format!("{}\n\n{}", text.plain("ping-changed-since"), waits(text, say, asks_too))
        }
        Standing::Changed => beneath("ping-changed"),
        Standing::AskedAgain => text.with("ping-asked-again", vec![("ask", Arg::Html(ask(text, say)))]),
        Standing::StillAsked => text.with("ping-still-asked", vec![("ask", Arg::Html(ask(text, say)))]),
        Standing::AskedNoMore => beneath("ping-asked-no-more"),
        Standing::TookBack { may_again: true } => again("ping-took-back"),
        Standing::TookBack { .. } => beneath("ping-took-back-last"),
        Standing::YesWaits { may_again: false } => beneath("ping-yes-last"),
        Standing::YesWaits { .. } | Standing::Yes => beneath("ping-yes"),
        Standing::Enough => beneath("ping-enough"),
        Standing::Reserve => beneath("ping-reserve"),
        Standing::Introduced => beneath("ping-introduced"),
        Standing::NotThisTime { reason } => again(no(say.offers, reason)),
        Standing::Paused => beneath("ping-paused"),
        Standing::Found => over(text, say, "ping-found"),
        Standing::Over => over(text, say, "ping-over"),
        Standing::Declined => beneath("ping-declined"),
        Standing::NotCountedOn { may_again: true } => again("ping-not-counted-on"),
        Standing::NotCountedOn { .. } => beneath("ping-not-counted-on"),
        Standing::CalledOff => beneath("ping-called-off"),
        Standing::WasIntroduced => beneath("ping-was-introduced"),
    }
}

const fn no(offers: bool, reason: Option<Reason>) -> &'static str {
    match reason {
        _ if !offers => "ping-not-this-time-plain",
        None => "ping-not-this-time",
        Some(Reason::TooFar) => "ping-reason-too-far",
        Some(Reason::WrongTime) => "ping-reason-wrong-time",
        Some(Reason::NotMyThing) => "ping-reason-not-my-thing",
    }
}

/// It is over. Who has agreed to nothing yet reads what the ways in beneath agree to.
fn over(text: &Text<'_>, say: &Say, id: &str) -> String {
    let told = format!("{}\n\n{}", text.about(&say.about), text.plain(id));
    if say.agrees { format!("{told}\n\n{}", text.plain("about-agreement")) } else { told }
}

/// It waits for a first answer.
fn waits(text: &Text<'_>, say: &Say, asks_too: bool) -> String {
    let id = match (asks_too, say.agrees) {
        (true, _) => "ping-alike",
        (false, true) => "ping-open-link",
        (false, false) => "ping-open",
    };
    open(text, say, id)
}

fn open(text: &Text<'_>, say: &Say, id: &str) -> String {
    let args = vec![
        ("ask", Arg::Html(ask(text, say))),
        ("name", Arg::Html(text.name(&say.seen_as.name))),
        ("helped", Arg::Html(text.listed(text.seen_as(&say.seen_as)))),
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
