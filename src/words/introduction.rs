//! The card of a yes, and what both get when they are introduced.

use super::parts::{Arg, Text};
use crate::domain::{Because, FirstName, Outcome, Side};
use crate::talk::facts::About;
use crate::talk::introduction::{Changed, HowAsked, Next, Reserve, Say, Shown, Why, Words};
use crate::talk::ping::SeenAs;

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let named = |id, name: &FirstName| text.with(id, vec![("name", Arg::Html(text.name(name)))]);
    let beneath = |id, about| format!("{}\n\n{}", text.plain(id), text.about(about));
    let under = |about, id, name| format!("{}\n\n{}", text.about(about), named(id, name));
    let above = |id, name, about| format!("{}\n\n{}", named(id, name), text.about(about));
    match say {
        Say::Yes { seen_as, band, place, asks_too, about, shown, .. } => {
            let asks_too = asks_too.then(|| named("yes-asks-too", &seen_as.name));
            let known = text.seen_as(seen_as).into_iter().chain(asks_too).collect::<Vec<_>>();
            text.with(id_of_yes(*shown), yes(text, (seen_as, known), (text.band_from(*place, *band), about)))
        }
        Say::AskedAgain { name } => named("yes-asked-again", name),
        Say::Changed(say) => changed(text, say),
        Say::Still { name, about } => above("changed-still", name, about),
        Say::Unheard { name, about, word, next, .. } => silent(text, (name, word, *next), about),
        Say::Replaced { name } => named("replaced", name),
        Say::Chosen { name } => named("yes-chosen", name),
        Say::Declined { name } => named("yes-declined", name),
        Say::Released { name, because } => named(released(*because), name),
        Say::StandsBy { name } => named("yes-stands-by", name),
        Say::Introduced { words, .. } => introduced(text, words),
        Say::LastWord { about, why, stand_by } => {
            let may = stand_by.map(|_| format!("\n\n{}", text.plain("may-stand-by")));
            beneath(last_word(*why), about) + may.unwrap_or_default().as_str()
        }
        Say::Reserve { about, standing, .. } => beneath(reserve(*standing), about),
        Say::Time(say) => super::time::body(text, say),
        Say::CannotSure { name, ends, .. } => named(if *ends { "cannot-sure-ends" } else { "cannot-sure" }, name),
        Say::More { card, .. } => body(text, card),
        Say::EndSure { name, .. } => named("end-sure", name),
        Say::EndedByOther { name, about, .. } => above("ended-by-other", name, about),
        Say::DroppedByMe { name, about, open, early, .. } => {
            let open = open.map(|_| format!("\n\n{}", text.plain("dropped-by-me-open")));
            above(dropped_by_me(*early), name, about) + open.unwrap_or_default().as_str()
        }
        Say::Dropped { name, about, next, .. } => beneath_next(text, (dropped(*next), name, *next), about),
        Say::Left { name, about, next, .. } => beneath_next(text, (left(*next), name, *next), about),
        Say::StillWrite { name, about, .. } => under(about, "introduction-told", name),
        Say::NotNeeded { name, about, replaced: true, .. } => above("not-needed-replaced", name, about),
        Say::NotNeeded { name, about, replaced: false, .. } => above("not-needed", name, about),
        Say::Over { name, about } => under(about, "introduction-over", name),
        Say::HowWasIt { name, about, asked, .. } => {
            let lead = (*asked == HowAsked::SaidDone).then(|| named("said-done", name) + "\n\n");
            lead.unwrap_or_default() + under(about, how_was_it(*asked), name).as_str()
        }
        Say::SaidDone { name, about } => above("said-done", name, about),
        Say::HowWasItTold { open: Some(_), .. } => text.plain("told-did-not-open"),
        Say::HowWasItTold { outcome, again, .. } => text.plain(match outcome {
            Outcome::DidNot if *again => "told-did-not-again",
            Outcome::DidNot => "told-did-not",
            Outcome::NotYet => "told-not-yet",
            Outcome::Happened => "told-happened",
            Outcome::Partly => "told-partly",
            Outcome::RatherNot => "told-rather-not",
        }),
        Say::EndsByItself { name, about, heard } => {
            above(if *heard { "ends-by-itself-heard" } else { "ends-by-itself" }, name, about)
        }
        Say::HowWasItClosed { name } => named("how-was-it-closed", name),
    }
}

/// Who said yes, what is known of them, how far they are, and to what.
fn yes(
    text: &Text<'_>,
    (seen_as, known): (&SeenAs, Vec<String>),
    (band, about): (String, &About),
) -> Vec<(&'static str, Arg<'static>)> {
    vec![
        ("name", Arg::Html(text.name(&seen_as.name))),
        ("band", Arg::Html(band)),
        ("helped", Arg::Html(known.join("\n"))),
        ("about", Arg::Html(text.about(about))),
    ]
}

/// What the asker changed, with what to know before it is said yes to again.
fn changed(text: &Text<'_>, say: &Changed) -> String {
    let know = text.know_before(say.access.iter().copied(), say.wish);
    let about = Arg::Html(text.shown((&say.about, say.band), know));
    let (name, word) = (Arg::Html(text.name(&say.name)), Arg::Typed(&say.word));
    let id = if say.again { "changed-again" } else { "changed" };
    text.with(id, vec![("name", name), ("about", about), ("word", word)])
}

fn introduced(text: &Text<'_>, words: &Words) -> String {
    let id = match words.side {
        Side::Asker => "introduced-asker",
        Side::Helper => "introduced-helper",
    };
    let args = vec![
        ("name", Arg::Html(text.name(&words.name))),
        ("about", Arg::Html(text.shown((&words.about, None), text.know_before(words.access.iter().copied(), None)))),
        ("word", Arg::Typed(&words.word)),
    ];
    format!(
        "{}\n\n{}",
        text.with(id, args),
        text.with("introduced-safety", vec![("operator", Arg::Typed(text.operator))])
    )
}

const fn id_of_yes(shown: Shown) -> &'static str {
    match shown {
        Shown::First => "yes-card",
        Shown::StillWaits => "yes-card-waits",
        Shown::StoodBy => "yes-card-reserve",
    }
}

/// Who is silent, what becomes of the ask, what it is, and the word that both have.
fn silent(text: &Text<'_>, (name, word, next): (&FirstName, &str, Next), about: &About) -> String {
    let word = text.with("unheard-word", vec![("word", Arg::Typed(word))]);
    format!("{}\n\n{word}", beneath_next(text, (unheard(next), name, next), about))
}

/// Who is out, what becomes of the ask, and what it is.
fn beneath_next(text: &Text<'_>, (id, name, next): (&str, &FirstName, Next), about: &About) -> String {
    let mut args = vec![("name", Arg::Html(text.name(name)))];
    if let Next::Later(until) = next {
        args.push(("until", Arg::Html(text.time(until))));
    }
    format!("{}\n\n{}", text.with(id, args), text.about(about))
}

const fn dropped_by_me(early: bool) -> &'static str {
    if early { "dropped-by-me-early" } else { "dropped-by-me" }
}

const fn dropped(next: Next) -> &'static str {
    match next {
        Next::Nothing | Next::AskAgain | Next::Nobody => "dropped",
        Next::Reserve => "dropped-reserve",
        Next::Others => "dropped-looks-on",
        Next::Waiting => "dropped-waiting",
        Next::Later(_) => "dropped-later",
        Next::TooLate => "dropped-too-late",
    }
}

const fn left(next: Next) -> &'static str {
    match next {
        Next::Nothing | Next::AskAgain => "left",
        Next::Nobody => "yes-withdrawn",
        Next::Reserve => "left-reserve",
        Next::Others => "left-looks-on",
        Next::Waiting => "left-waiting",
        Next::Later(_) => "left-later",
        Next::TooLate => "left-too-late",
    }
}

/// Who comes after all has a card beneath that says so.
const fn unheard(next: Next) -> &'static str {
    match next {
        Next::Nothing | Next::AskAgain | Next::Reserve | Next::Waiting | Next::Nobody => "changed-unheard",
        Next::Others => "changed-unheard-looks-on",
        Next::Later(_) => "changed-unheard-later",
        Next::TooLate => "changed-unheard-too-late",
    }
}

const fn how_was_it(asked: HowAsked) -> &'static str {
    match asked {
        HowAsked::First | HowAsked::SaidDone => "how-was-it",
        HowAsked::Again { ends: false } => "how-was-it-again",
        HowAsked::Again { ends: true } => "how-was-it-again-ends",
    }
}

const fn reserve(standing: Reserve) -> &'static str {
    match standing {
        Reserve::StandsBy => "reserve-stands-by",
        Reserve::StandsByChanged => "reserve-stands-by-changed",
        Reserve::Changed => "reserve-changed",
        Reserve::StoodDown => "reserve-stood-down",
        Reserve::Recalled => "reserve-recalled",
        Reserve::TakenBack => "reserve-taken-back",
        Reserve::Introduced => "reserve-introduced",
        Reserve::AskedAgain => "reserve-asked-again",
        Reserve::Over => "reserve-over",
        Reserve::NotNeeded => "reserve-not-needed",
        Reserve::TooLate => "reserve-too-late",
    }
}

const fn released(because: Because) -> &'static str {
    match because {
        Because::Found => "yes-released-found",
        Because::Closed => "yes-released-closed",
        Because::Met => "yes-released-met",
        Because::TimedOut => "yes-released-time",
        Because::Withdrawn => "yes-withdrawn",
        Because::Unanswered => "yes-unanswered",
    }
}

const fn last_word(why: Why) -> &'static str {
    match why {
        Why::Found => "last-word-found",
        Why::Declined => "last-word-declined",
        Why::Closed => "last-word-closed",
        Why::Met => "last-word-met",
        Why::TimedOut => "last-word-time",
        Why::Paused => "last-word-paused",
        Why::Enough => "last-word-enough",
    }
}
