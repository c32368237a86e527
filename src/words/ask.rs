//! The questions of an ask, and what its asker is told.

use super::parts::{Arg, Text};
use crate::domain::{FirstName, Instant, limits, window};
use crate::talk::SHARED;
use crate::talk::ask::{Came, Draft, Progress, Say, SoFar, Standing, Status, Told};
use crate::talk::facts::{About, Where};

pub(super) fn question(text: &Text<'_>, say: &Say) -> String {
    let number = |count: usize| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    text.plain(match say {
        Say::Line { so_far, kept: true } => return beneath(text, so_far, "ask-line-kept"),
        Say::Line { so_far, kept: false } => return beneath(text, so_far, "ask-line"),
        Say::When(so_far) => {
            // Hours that have passed are none to choose.
            let when = so_far.when.filter(|when| !when.is_over(text.reader.now));
            return beneath(text, &SoFar { when, ..so_far.clone() }, "ask-when");
        }
        Say::Answered(so_far) => return answers(text, so_far),
        Say::Where(so_far) => return asks_where(text, so_far),
        Say::Change { so_far, first: true } => return beneath(text, so_far, "ask-change-first"),
        Say::Change { so_far, first: false } => return beneath(text, so_far, "ask-change"),
        Say::HowMany(so_far) => return beneath(text, so_far, "ask-how-many"),
        Say::Access(draft) => return beneath(text, &SoFar::sketched(&draft.sketch), "ask-access"),
        Say::Preview { draft, elsewhere } => return whole_preview(text, (draft, *elsewhere)),
        Say::LineTooLong { units } => {
            return text
                .with("ask-line-too-long", vec![("units", number(*units)), ("limit", number(limits::LINE_UTF16))]);
        }
        Say::Category { changing: Some(so_far) } => return beneath(text, so_far, "ask-category"),
        Say::Category { changing: None } => "ask-category",
        Say::AnotherPlace => "ask-another-place",
        Say::PlaceKnown { theirs: true } => "ask-place-known",
        Say::PlaceKnown { theirs: false } => "ask-other-place-known",
        Say::LineContact => "ask-line-contact",
        Say::LineEmpty => "ask-line-empty",
        Say::WordsPlease => "ask-words-please",
        Say::OwnWordsPlease => "ask-own-words",
        Say::TapPlease => "ask-tap-please",
        Say::PlaceByPhone => "ask-place-by-phone",
        Say::AnotherPlaceByPhone => "ask-another-place-by-phone",
        Say::PlaceOdd => "ask-place-odd",
        Say::DayOver => "ask-day-over",
        Say::Over => "ask-over",
        Say::TooLate => "told-too-late",
    })
}

/// The answers so far, and the question beneath them.
fn beneath(text: &Text<'_>, so_far: &SoFar, question: &str) -> String {
    format!("{}\n\n{}", answers(text, so_far), text.plain(question))
}

/// Roughly where? Where it is too late for the day that was meant, that is said beneath the day.
fn asks_where(text: &Text<'_>, so_far: &SoFar) -> String {
    let late = so_far.when.filter(|when| text.is_put_off(*when)).map(|_| text.plain("ask-not-today"));
    let all = [answers(text, so_far)].into_iter().chain(late).chain([text.plain("ask-where")]);
    all.collect::<Vec<_>>().join("\n\n")
}

/// The answers so far, one line each.
fn answers(text: &Text<'_>, so_far: &SoFar) -> String {
    let mut lines = vec![format!("<b>{}</b>", text.category(so_far.category))];
    lines.extend(so_far.line.as_ref().map(|line| text.line(line.as_str())));
    lines.extend(so_far.when.map(|when| text.when(when)));
    lines.join("\n")
}

/// What neighbours will see, what follows, and when they are asked where that is not at once.
fn whole_preview(text: &Text<'_>, (draft, elsewhere): (&Draft, bool)) -> String {
    // *Now* is now, however long the preview lay there.
    let draft = &draft.as_asked(text.reader.now, text.reader.zone);
    // The number comes first; the author decides.
    let before = if is_alarming(text, draft) {
        Some(text.plain("ask-preview-danger"))
    } else {
        let operator = vec![("operator", Arg::Typed(text.operator))];
        is_not_for_neighbours(text, draft).then(|| text.with("ask-preview-not-for-neighbours", operator))
    };
    let shown = preview_and_after(text, draft, preview(text, draft, elsewhere));
    before.into_iter().chain([shown]).collect::<Vec<_>>().join("\n\n")
}

/// Do the words of an ask suggest danger to life?
pub(super) fn is_alarming(text: &Text<'_>, draft: &Draft) -> bool {
    draft.sketch.line.as_ref().is_some_and(|typed| text.danger.are_in(typed.line.as_str()))
}

/// Do they suggest what is not for neighbours?
fn is_not_for_neighbours(text: &Text<'_>, draft: &Draft) -> bool {
    draft.sketch.line.as_ref().is_some_and(|typed| text.not_for_neighbours.are_in(typed.line.as_str()))
}

fn preview_and_after(text: &Text<'_>, draft: &Draft, preview: String) -> String {
    let mut args = vec![("ask", Arg::Html(preview))];
    if !draft.stands.found.is_empty() {
        args.push(("names", Arg::Html(text.names(&draft.stands.found))));
        return text.with("ask-preview-change-found", args);
    }
    let first = draft.asks_first(text.reader.now, text.reader.zone);
    args.extend(first.map(|name| ("name", Arg::Html(text.name(name)))));
    let id = match draft.posted {
        Some(_) if first.is_some() => "ask-preview-change-first",
        Some(_) => "ask-preview-change",
        // Nobody is encouraged to ask neighbours first.
        None if is_alarming(text, draft) || is_not_for_neighbours(text, draft) => "ask-preview-alone",
        None => "ask-preview",
    };
    let shown = text.with(id, args);
    let morning = window::after_quiet(text.reader.now, text.reader.zone);
    if morning <= text.reader.now || draft.sketch.when.is_over(morning) {
        return shown;
    }
    let asleep = text.with("ask-preview-asleep", vec![("until", Arg::Html(text.time(morning)))]);
    if text.is_put_off(draft.sketch.when) {
        return format!("{shown}\n\n{} {asleep}", text.plain("ask-not-today"));
    }
    format!("{shown}\n\n{asleep}")
}

/// Exactly what neighbours will see.
fn preview(text: &Text<'_>, draft: &Draft, elsewhere: bool) -> String {
    let sketch = &draft.sketch;
    let place = if elsewhere { "ask-preview-elsewhere" } else { "ask-preview-where" };
    let mut lines = vec![text.about(&About::sketched(sketch)), text.plain(place)];
    lines.extend(text.know_before(sketch.access.iter().copied(), sketch.wish));
    lines.extend(text.wanted(sketch.wanted));
    lines.join("\n")
}

pub(super) fn told(text: &Text<'_>, told: &Told) -> String {
    let on_top = |status: &Status, beneath: String| format!("{}\n\n{beneath}", about(text, status));
    match told {
        Told::Status(status) => on_top(status, how_it_goes(text, status, standing(text, status))),
        Told::NoYesYet(status) => on_top(status, how_it_goes(text, status, no_yes_yet(text, status))),
        Told::NoYesBy { about, had_yes } => no_yes_by(text, about, *had_yes),
        Told::NobodyYet { status, can_widen, missed } => on_top(status, nobody_yet(text, *can_widen, missed)),
        Told::NobodyElse { status, can_widen, missed } => {
            on_top(status, nobody_else(text, (&status.standing, missed), *can_widen))
        }
        Told::NobodyNear { status, can_widen } => on_top(status, text.plain(nobody_near(*can_widen, status.place))),
        Told::OnlyAlike { status, said_yes, .. } => {
            on_top(status, text.plain(if *said_yes { "told-only-alike-yes" } else { "told-only-alike" }))
        }
        Told::StillNeeded { status, .. } => on_top(status, text.plain("told-still-needed")),
        Told::Unheard { names, about } => {
            let unheard = text.with("changed-unheard", vec![("name", Arg::Html(text.names(names)))]);
            format!("{unheard}\n\n{}", text.about(about))
        }
        Told::Ended { status, names, .. } if names.is_empty() => {
            let id = if status.when.window.is_some() { "told-ended" } else { "told-ended-undated" };
            on_top(status, text.plain(id))
        }
        Told::Ended { status, names, came } => {
            let id = ended(status.when.window.is_some(), came);
            let missed: &[_] = if let Came::Introduced { missed } = came { missed } else { &[] };
            on_top(status, text.with(id, came_of_it(text, names, missed)))
        }
        Told::Met { status, name, over } => {
            let id = match (matches!(status.standing, Standing::Closed { .. }), over) {
                (true, true) => "told-met-over",
                (true, false) => "told-met",
                (false, _) => "told-met-open",
            };
            on_top(status, text.with(id, vec![("name", Arg::Html(text.name(name)))]))
        }
        Told::Link { status, link } => {
            let address = format!("https://t.me/{}?start={SHARED}{link}", text.bot);
            on_top(
                status,
                text.with("told-link", vec![("link", Arg::Html(address)), ("most", Arg::Number(limits::LINK_OPENED))]),
            )
        }
        Told::TooLate(status) => {
            let truth = format!("{} {}", text.plain("told-too-late"), standing(text, status));
            on_top(status, truth)
        }
        Told::MoreThanWanted { names } => {
            text.with("told-more-than-wanted", vec![("names", Arg::Html(text.names(names)))])
        }
        Told::TooManyChanges { status, most, names } => on_top(status, changed_often(text, *most, names)),
        Told::CalledOff { status, name } => {
            on_top(status, text.with("told-called-off", vec![("name", Arg::Html(text.name(name)))]))
        }
        Told::CloseSure { status, names, stays, waits } => {
            on_top(status, close_sure(text, (names.as_slice(), stays.as_slice()), *waits))
        }
        Told::NoRoom => text.plain("told-no-room"),
        Told::TooManyOpen { most } => text.with("told-too-many-open", vec![("most", Arg::Number(*most))]),
        Told::TooManyToday { most } => text.with("told-too-many-today", vec![("most", Arg::Number(*most))]),
    }
}

/// How it stands, and that it goes slowly where it does.
fn how_it_goes(text: &Text<'_>, status: &Status, standing: String) -> String {
    if status.slow && status.standing.asks_others() {
        return format!("{standing}\n\n{}", text.plain("told-slow"));
    }
    standing
}

/// Who is asked whether they still can, and when the asker hears of them.
fn names_and_hour(text: &Text<'_>, id: &str, (names, by): (&[FirstName], Instant)) -> String {
    text.with(id, vec![("names", Arg::Html(text.names(names))), ("by", Arg::Html(text.time(by)))])
}

/// Who is introduced, and whose yes got no answer in time.
fn came_of_it(text: &Text<'_>, names: &[FirstName], missed: &[FirstName]) -> Vec<(&'static str, Arg<'static>)> {
    let missed = (!missed.is_empty()).then(|| ("missed", Arg::Html(text.names(missed))));
    [("names", Arg::Html(text.names(names)))].into_iter().chain(missed).collect()
}

const fn ended(is_dated: bool, came: &Came) -> &'static str {
    match (is_dated, came) {
        (true, Came::Introduced { missed }) if !missed.is_empty() => "told-ended-some-missed",
        (false, Came::Introduced { missed }) if !missed.is_empty() => "told-ended-some-missed-undated",
        (true, Came::Introduced { .. }) => "told-ended-some",
        (true, Came::Silent) => "told-ended-silent",
        (true, Came::Missed) => "told-ended-missed",
        (false, Came::Introduced { .. }) => "told-ended-some-undated",
        (false, Came::Silent) => "told-ended-silent-undated",
        (false, Came::Missed) => "told-ended-undated",
    }
}

/// Close it, really? Then who hears that it is not needed, and what stays.
fn close_sure(text: &Text<'_>, (told, stays): (&[FirstName], &[FirstName]), waits: bool) -> String {
    let named = |id, names: &[FirstName]| text.with(id, vec![("names", Arg::Html(text.names(names)))]);
    let sure = match told {
        [] if waits => text.plain("told-close-sure-waits"),
        [] => text.plain("told-close-sure"),
        told => named("told-close-sure-told", told),
    };
    if stays.is_empty() { sure } else { format!("{sure} {}", named("told-close-sure-stays", stays)) }
}

/// It was changed as often as one may. Who is introduced is not sent away for another change.
fn changed_often(text: &Text<'_>, most: i64, names: &[FirstName]) -> String {
    let often = text.with("told-too-many-changes", vec![("most", Arg::Number(most))]);
    let way = if names.is_empty() {
        text.plain("told-too-many-changes-close")
    } else {
        text.with("told-too-many-changes-write", vec![("names", Arg::Html(text.names(names)))])
    };
    format!("{often} {way}")
}

/// The hour came that was named; what else is true by now is said instead.
fn no_yes_yet(text: &Text<'_>, now: &Status) -> String {
    if let Standing::Asking(Progress { by: Some(by), had_yes, .. }) = &now.standing {
        return text.with("told-no-yes-yet", vec![yes_yet(text, *had_yes), ("by", Arg::Html(text.time(*by)))]);
    }
    standing(text, now)
}

/// How it stood by this hour, as it stays to be read.
fn no_yes_by(text: &Text<'_>, asked: &About, had_yes: bool) -> String {
    let id = if had_yes { "told-no-other-yes-by" } else { "told-no-yes-by" };
    let by = Arg::Html(text.hour_and_day(text.reader.now));
    format!("{}\n\n{}", text.asked(asked), text.with(id, vec![("by", by)]))
}

/// Nobody said yes yet, or nobody else.
fn yes_yet(text: &Text<'_>, had_yes: bool) -> (&'static str, Arg<'static>) {
    ("yet", Arg::Html(text.plain(if had_yes { "told-no-other-yes" } else { "told-no-yes" })))
}

/// Nobody is left to ask; and who said yes, and got no answer in time.
fn nobody_yet(text: &Text<'_>, can_widen: bool, missed: &[FirstName]) -> String {
    let id = match (missed, can_widen) {
        ([], true) => "told-nobody-yet",
        ([], false) => "told-nobody-yet-wider",
        (_, true) => "told-nobody-yet-missed",
        (_, false) => "told-nobody-yet-missed-wider",
    };
    text.with(id, vec![("names", Arg::Html(text.names(missed)))])
}

/// The same, where some can help; who did not say whether they still can was named before.
fn nobody_else(text: &Text<'_>, (standing, missed): (&Standing, &[FirstName]), can_widen: bool) -> String {
    let names: &[_] = if let Standing::Some { names, .. } = standing { names } else { &[] };
    let id = match (names, missed) {
        ([], []) => "told-nobody-else-silent",
        ([], _) => "told-nobody-else-silent-missed",
        (_, []) => "told-nobody-else",
        (_, _) => "told-nobody-else-missed",
    };
    let id = if can_widen { id.to_owned() } else { format!("{id}-wider") };
    text.with(&id, came_of_it(text, names, missed))
}

/// Who looked further away too says nothing of what is near.
const fn nobody_near(can_widen: bool, place: Where) -> &'static str {
    match place {
        Where::Near | Where::Elsewhere if !can_widen => "told-nobody-near-wider",
        Where::Near => "told-nobody-near",
        Where::Elsewhere => "told-nobody-near-elsewhere",
    }
}

fn about(text: &Text<'_>, status: &Status) -> String {
    text.about(&About { category: status.category, line: status.line.clone(), when: status.when })
}

fn standing(text: &Text<'_>, status: &Status) -> String {
    let by = |id, at| text.with(id, vec![("by", Arg::Html(text.time(at)))]);
    let yet = |id, had_yes| text.with(id, vec![yes_yet(text, had_yes)]);
    let named = |id, names: &[FirstName]| text.with(id, vec![("names", Arg::Html(text.names(names)))]);
    match &status.standing {
        Standing::Asleep { until } => text.with("told-asleep", vec![("until", Arg::Html(text.time(*until)))]),
        Standing::Asking(Progress { asked: false, by: Some(at), .. }) => by("told-asking", *at),
        Standing::Asking(Progress { asked: true, by: Some(at), had_yes }) => {
            text.with("told-asked", vec![yes_yet(text, *had_yes), ("by", Arg::Html(text.time(*at)))])
        }
        Standing::EndsByMorning => text.plain("told-ends-by-morning"),
        Standing::LastAsked { asked: false, .. } => text.plain("told-asking-last"),
        Standing::LastAsked { asleep: false, had_yes, .. } => yet("told-asked-last", *had_yes),
        Standing::LastAsked { had_yes, .. } => yet("told-asked-last-asleep", *had_yes),
        Standing::Asking(Progress { asked: true, by: None, had_yes }) => yet("told-asked-all", *had_yes),
        Standing::Asking(Progress { asked: false, by: None, .. }) => text.plain("told-asked-nobody"),
        Standing::First { name, by } => {
            text.with("told-first", vec![("name", Arg::Html(text.name(name))), ("by", Arg::Html(text.time(*by)))])
        }
        Standing::YesWaiting => text.plain("told-yes-waiting"),
        Standing::AskingAgain { names, by } => names_and_hour(text, "told-asking-again", (names, *by)),
        Standing::Awaited { names, by } => names_and_hour(text, "told-awaited", (names, *by)),
        Standing::LateSilent { names } => named("told-late-silent", names),
        Standing::LateMissed { names } => named("told-late-missed", names),
        Standing::NobodyComes => text.plain("told-nobody-comes"),
        Standing::Some { names, asks_more: true } => named("told-some", names),
        Standing::Some { names, asks_more: false } => named("told-some-all", names),
        Standing::Silent { names, asks_more: true } => named("told-silent", names),
        Standing::Silent { names, asks_more: false } => named("told-silent-all", names),
        Standing::Late { names, .. } if names.is_empty() => text.plain("told-late"),
        Standing::Late { names, missed } if missed.is_empty() => named("told-late-some", names),
        Standing::Late { names, missed } => text.with("told-late-some-missed", came_of_it(text, names, missed)),
        Standing::Found { names } => named("told-found", names),
        Standing::Been { names } if status.when.window.is_none() => named("told-been-undated", names),
        Standing::Been { names } => named("told-been", names),
        Standing::Closed { .. } => text.plain("told-closed"),
        Standing::Expired => text.plain("told-expired"),
    }
}
