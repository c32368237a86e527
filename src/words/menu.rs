//! Welcome, menu, rules, help, and what is said when nothing fits.

use super::parts::{Arg, Text};
use crate::domain::{FirstName, limits};
use crate::talk::menu::{Note, Say};

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    text.plain(match say {
        Say::Welcome { name, note: Note::Hello } => {
            return format!("{} {}", greeting(text, name), text.plain("menu-welcome"));
        }
        Say::Menu { name, note: Note::Hello } => {
            return format!("{} {}", greeting(text, name), text.plain("menu-what-now"));
        }
        Say::Welcome { note, .. } => {
            return format!("{}\n\n{}", noted(text, *note), text.plain("menu-welcome"));
        }
        Say::Menu { note, .. } => {
            return format!("{}\n\n{}", noted(text, *note), text.plain("menu-what-now"));
        }
        Say::Apology { reference } => {
            return text.with("menu-apology", vec![("reference", Arg::Typed(reference))]);
        }
        Say::CameBack { over, more, .. } => {
            let over = over.iter().map(|about| text.about(about));
            let rest = more.then(|| text.plain("menu-came-back-more"));
            let all: Vec<_> = std::iter::once(text.plain("menu-came-back")).chain(over).chain(rest).collect();
            return all.join("\n\n");
        }
        Say::Rules => {
            let days = Arg::Number(limits::WORDS_KEPT.num_days());
            return text.with("menu-rules", vec![("operator", Arg::Typed(text.operator)), ("days", days)]);
        }
        Say::Help => "menu-help",
        Say::FinishFirst => "menu-finish-first",
        Say::ButtonOver => "menu-button-over-form",
        Say::QuestionOver => "menu-question-over",
        Say::Below { about: Some(about) } => {
            return format!("{}\n\n{}", text.asked(about), text.plain("menu-below"));
        }
        Say::Below { about: None } => "menu-below",
        Say::LinkOver => "menu-link-over",
        Say::LinkFound => "menu-link-found",
        Say::LinkEnough => "menu-link-enough",
        Say::LinkFull => "menu-link-full",
        Say::KeyboardAway => "menu-keyboard-away",
        Say::PlaceNotAsked => "menu-place-not-asked",
        Say::NothingToCancel => "menu-nothing-to-cancel",
        Say::UnknownCommand => "menu-unknown-command",
        Say::EditTooLate => "menu-edit-too-late",
        Say::StartAgain => "menu-start-again",
        Say::Danger => "menu-danger",
        Say::TooMany => "menu-too-many",
        Say::WasAway => "menu-was-away",
    })
}

fn greeting(text: &Text<'_>, name: &FirstName) -> String {
    match name.as_str() {
        "" => text.plain("greeting-nameless"),
        name => text.with("greeting", vec![("name", Arg::Typed(name))]),
    }
}

/// What happened just before the menu.
fn noted(text: &Text<'_>, note: Note) -> String {
    let Note::StaysOpen(open) = note else { return text.plain(note_id(note)) };
    let all = [
        (open.asks, "menu-open-asks"),
        (open.yeses, "menu-open-yeses"),
        (open.introductions, "menu-open-introductions"),
    ];
    let listed = text.listed(all.into_iter().filter(|(is_open, _)| *is_open).map(|(_, id)| text.plain(id)));
    text.with("menu-stays-open", vec![("open", Arg::Html(listed))])
}

const fn note_id(note: Note) -> &'static str {
    match note {
        Note::Hello => "greeting-nameless",
        Note::Help => "menu-help",
        Note::Cancelled => "menu-cancelled",
        Note::LeftAsItWas => "menu-left-as-it-was",
        Note::NothingToSave => "menu-nothing-to-save",
        Note::StoppedWriting => "menu-stopped-writing",
        Note::NothingToCancel => "menu-nothing-to-cancel",
        Note::StaysOpen(_) => "menu-stays-open",
        Note::MayBeAsked => "menu-may-be-asked",
        Note::NothingChanged => "menu-nothing-changed",
        Note::Chatter => "menu-chatter",
        Note::ToNobody => "menu-to-nobody",
        Note::UnknownCommand => "menu-unknown-command",
        Note::ButtonOver => "menu-button-over",
        Note::LinkOver => "menu-link-over",
        Note::LinkFound => "menu-link-found",
        Note::LinkEnough => "menu-link-enough",
        Note::LinkFull => "menu-link-full",
        Note::PlaceNotAsked => "menu-place-not-asked",
        Note::PhoneNotAsked => "menu-phone-not-asked",
        Note::NotPassedOn => "menu-not-passed-on",
        Note::NothingOpen => "menu-nothing-open",
        Note::MoreThanShown => "menu-more-than-shown",
    }
}
