//! The questions of an offer, and its card.

use super::parts::{Arg, Text};
use crate::domain::{StandingOffer, Times, limits};
use crate::talk::offer::{Needed, Say, Told};

pub(super) fn question(text: &Text<'_>, say: &Say) -> String {
    text.plain(match say {
        Say::Things { .. } => "offer-things",
        Say::Some(_) => "offer-some",
        Say::Chosen(things) => {
            return text.with("offer-chosen", vec![("things", Arg::Html(text.things(things)))]);
        }
        Say::Answered(things) => {
            return text.with("offer-answered", vec![("things", Arg::Html(text.things(things)))]);
        }
        Say::Where => "offer-where",
        Say::WhereNow => "offer-where-now",
        Say::SameArea => "offer-same-area",
        Say::PlaceKnown => "ask-place-known",
        Say::Reach => "offer-reach",
        Say::Times(_) => "offer-times",
        Say::Line(seen_as) => {
            let helped = Arg::Html(text.listed(text.seen_as(seen_as)));
            return text.with("offer-line", vec![("name", Arg::Html(text.name(&seen_as.name))), ("helped", helped)]);
        }
        Say::LineSure(line) => {
            return text.with("offer-line-sure", vec![("line", Arg::Html(text.line(line.as_str())))]);
        }
        Say::WordsPlease => "offer-words-please",
        Say::OwnWordsPlease => "ask-own-words",
        Say::LineTooLong { units } => {
            let number = |count: usize| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
            return text
                .with("ask-line-too-long", vec![("units", number(*units)), ("limit", number(limits::LINE_UTF16))]);
        }
        Say::LineContact => "ask-line-contact",
        Say::TapPlease => "ask-tap-please",
        Say::PlaceByPhone => "ask-place-by-phone",
        Say::PlaceOdd => "ask-place-odd",
    })
}

pub(super) fn told(text: &Text<'_>, told: &Told) -> String {
    match told {
        Told::Ready { offer, needed, first } => {
            let now = match needed {
                Needed::Now => "offer-needed-now",
                Needed::Nothing => "offer-nothing-now",
                Needed::NothingNew => "offer-nothing-new",
            };
            let ready = first.then(|| text.plain("offer-ready"));
            ready.into_iter().chain([kept(text, offer), text.plain(now)]).collect::<Vec<_>>().join("\n\n")
        }
        Told::Kept(offer) if offer.paused => {
            format!("{}\n\n{}", kept(text, offer), text.plain("offer-paused"))
        }
        Told::StillStands(offer) => format!("{}\n\n{}", kept(text, offer), text.plain("offer-still-stands")),
        Told::PausedByItself(offer) => {
            format!("{}\n\n{}", kept(text, offer), text.plain("offer-paused-by-itself"))
        }
        Told::Kept(offer) => kept(text, offer),
        Told::MovedOften => text.plain("offer-moved-often"),
        Told::NothingNow => text.plain("offer-nothing-now"),
        Told::NothingNew => text.plain("offer-nothing-new"),
        Told::NothingWhilePaused => text.plain("offer-nothing-paused"),
        Told::Unanswered => text.plain("offer-unanswered"),
        Told::NotNow => text.plain("offer-not-now"),
    }
}

fn kept(text: &Text<'_>, offer: &StandingOffer) -> String {
    let things = Arg::Html(text.things(&offer.things));
    let mut lines =
        vec![text.with("offer-kept", vec![("things", things), ("reach", Arg::Html(text.reach(offer.reach)))])];
    lines.extend(times(text, &offer.times));
    lines.extend(
        offer
            .line
            .as_ref()
            .map(|line| text.with("offer-kept-line", vec![("line", Arg::Html(text.line(line.as_str())))])),
    );
    lines.join("\n")
}

/// On which days and in which parts of the day, where it is not any.
fn times(text: &Text<'_>, times: &Times) -> Option<String> {
    let days = times.days.iter().map(|day| text.plain(&format!("weekday-{}", day.number())));
    let parts = times.parts.iter().map(|part| text.plain(&format!("part-{}", part.code())));
    let listed = |all: Vec<String>, any| if all.is_empty() { text.plain(any) } else { text.listed(all) };
    let days = ("days", Arg::Html(listed(days.collect(), "offer-any-day")));
    let parts = ("parts", Arg::Html(listed(parts.collect(), "offer-any-part")));
    (*times != Times::default()).then(|| text.with("offer-kept-times", vec![days, parts]))
}
