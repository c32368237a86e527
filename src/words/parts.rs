//! The small words that stand inside other sentences: names, times, kinds of help.
//! Typed words are escaped here, once; fragments of our own are HTML already.

use chrono::{Datelike, Timelike};
use fluent_bundle::{FluentArgs, FluentValue};

use super::phrases::Phrases;
use super::{Catalog, Reader};
use crate::domain::window::AN_HOUR;
use crate::domain::{Access, Band, Category, FirstName, Instant, Reach, Things, Urgency, When, Wish};
use crate::talk::facts::{About, Where};
use crate::talk::ping::SeenAs;

/// Texts for one reader.
#[derive(Clone, Copy)]
pub(super) struct Text<'w> {
    pub catalog: &'w Catalog,
    pub operator: &'w str,
    pub bot: &'w str,
    pub danger: &'w Phrases,
    pub not_for_neighbours: &'w Phrases,
    pub reader: &'w Reader,
}

/// One argument of a sentence.
pub(super) enum Arg<'a> {
    /// HTML of our own.
    Html(String),
    /// What a person typed.
    Typed(&'a str),
    /// A number, for the plural rules of the language.
    Number(i64),
}

impl Text<'_> {
    /// A sentence without arguments.
    pub fn plain(&self, id: &str) -> String {
        self.catalog.text(self.reader.language, id, None)
    }

    /// A sentence with arguments.
    pub fn with(&self, id: &str, args: Vec<(&'static str, Arg<'_>)>) -> String {
        let mut all = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Html(html) => all.set(name, FluentValue::from(html)),
                Arg::Typed(typed) => all.set(name, FluentValue::from(typed_words(typed))),
                Arg::Number(number) => all.set(name, FluentValue::from(number)),
            }
        }
        self.catalog.text(self.reader.language, id, Some(&all))
    }

    /// A first name, or what stands for one that nobody can read.
    pub fn name(&self, name: &FirstName) -> String {
        if name.as_str().is_empty() { self.plain("no-name") } else { typed_words(name.as_str()) }
    }

    /// Names in a row.
    pub fn names(&self, names: &[FirstName]) -> String {
        let mut all: Vec<_> = (0..names.len()).map(|at| self.name_among(names, at)).collect();
        let Some(last) = all.pop() else { return String::new() };
        match self.reduced(all) {
            Some(first) => self.joined("list-and", first, last),
            None => last,
        }
    }

    /// One of these names. Whoever has the name of somebody before is another one, and no slip of the pen.
    fn name_among(&self, names: &[FirstName], at: usize) -> String {
        let mut upto = names.iter().take(at + 1).rev();
        let Some(one) = upto.next() else { return String::new() };
        let name = self.name(one);
        let is_another = !one.as_str().is_empty() && upto.any(|before| before == one);
        if is_another { self.with("list-another", vec![("name", Arg::Html(name))]) } else { name }
    }

    /// Small words in a row.
    pub fn listed(&self, all: impl IntoIterator<Item = String>) -> String {
        self.reduced(all).unwrap_or_default()
    }

    fn reduced(&self, all: impl IntoIterator<Item = String>) -> Option<String> {
        all.into_iter().reduce(|first, next| self.joined("list-comma", first, next))
    }

    fn joined(&self, id: &str, first: String, last: String) -> String {
        self.with(id, vec![("first", Arg::Html(first)), ("last", Arg::Html(last))])
    }

    /// "has helped 3 neighbours", or "new here".
    fn helped(&self, seen_as: &SeenAs) -> String {
        self.with("helped", vec![("count", Arg::Number(i64::from(seen_as.has_helped)))])
    }

    /// What an asker sees of a helper besides the name: how many they helped, and their own line.
    pub fn seen_as(&self, seen_as: &SeenAs) -> Vec<String> {
        let line = seen_as.line.as_ref().map(|line| self.line(line.as_str()));
        [self.helped(seen_as)].into_iter().chain(line).collect()
    }

    /// A kind of help.
    pub fn category(&self, category: Category) -> String {
        self.plain(&format!("category-{}", category.code()))
    }

    /// How far a neighbour would go.
    pub fn reach(&self, reach: Reach) -> String {
        self.plain(&format!("reach-{}", reach.code()))
    }

    /// What an offer is for.
    pub fn things(&self, things: &Things) -> String {
        match things {
            Things::Anything => self.plain("offer-anything"),
            Things::Some(some) => {
                let thing = |category: &Category| self.plain(&format!("thing-{}", category.code()));
                self.listed(some.iter().map(thing))
            }
        }
    }

    /// How far an ask is.
    pub fn band(&self, band: Option<Band>) -> String {
        self.plain(match band {
            Some(Band::VeryNear) => "band-very_near",
            Some(Band::ShortDrive) => "band-short_drive",
            Some(Band::Further) => "band-further",
            None => "band-link",
        })
    }

    /// How far who said yes is, to the asker: from them, or from where their ask is.
    pub fn band_from(&self, place: Where, band: Option<Band>) -> String {
        match (place, band) {
            (Where::Near, band) | (Where::Elsewhere, band @ None) => self.band(band),
            (Where::Elsewhere, Some(Band::VeryNear)) => self.plain("band-very_near-elsewhere"),
            (Where::Elsewhere, Some(Band::ShortDrive)) => self.plain("band-short_drive-elsewhere"),
            (Where::Elsewhere, Some(Band::Further)) => self.plain("band-further-elsewhere"),
        }
    }

    /// When help is wanted, with its date, so that it stays true after midnight.
    pub fn when(&self, when: When) -> String {
        let Some(window) = when.window else {
            return self.plain("when-no_hurry");
        };
        let now = self.reader.now;
        let (id, day) = match when.urgency {
            Urgency::Now if window.from <= now && now < window.to => ("when-now", window.from),
            // Asked for at night, it is for the morning; and later it was.
            Urgency::Now => ("when-hours", window.from),
            // What was tomorrow when it was said is today for who reads it in the morning.
            Urgency::Today | Urgency::Tomorrow | Urgency::NoHurry => match self.days_until(window.from) {
                0 => ("when-today", window.from),
                1 => ("when-tomorrow", window.from),
                _ => ("when-date", window.from),
            },
            // The window ends at the midnight after its last day.
            Urgency::ThisWeek if now < window.to => ("when-this_week", window.to - AN_HOUR),
            Urgency::ThisWeek => ("when-until", window.to - AN_HOUR),
        };
        let clock = |at| Arg::Html(self.clock(at));
        let date = Arg::Html(self.date(day));
        self.with(id, vec![("date", date), ("from", clock(window.from)), ("time", clock(window.to))])
    }

    /// Was *today* said so late that it is for tomorrow?
    pub fn is_put_off(&self, when: When) -> bool {
        when.urgency == Urgency::Today && when.window.is_some_and(|window| self.days_until(window.from) > 0)
    }

    /// "15:00", "08:00 tomorrow", "08:00 on Friday 13 March".
    pub fn time(&self, at: Instant) -> String {
        self.time_in(
            at,
            match self.days_until(at) {
                0 => "time-today",
                1 => "time-tomorrow",
                _ => "time-later",
            },
        )
    }

    /// "15:00 on Friday 13 March": true on whatever day it is read.
    pub fn hour_and_day(&self, at: Instant) -> String {
        self.time_in(at, "time-later")
    }

    fn time_in(&self, at: Instant, id: &str) -> String {
        self.with(id, vec![("time", Arg::Html(self.clock(at))), ("date", Arg::Html(self.date(at)))])
    }

    fn days_until(&self, at: Instant) -> i64 {
        let day = |at: Instant| at.with_timezone(&self.reader.zone).date_naive();
        (day(at) - day(self.reader.now)).num_days()
    }

    fn clock(&self, at: Instant) -> String {
        let local = at.with_timezone(&self.reader.zone);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    fn date(&self, at: Instant) -> String {
        let local = at.with_timezone(&self.reader.zone);
        let weekday = self.plain(&format!("weekday-{}", local.weekday().number_from_monday()));
        let month = self.plain(&format!("month-{}", local.month()));
        let day = Arg::Html(local.day().to_string());
        self.with("date", vec![("weekday", Arg::Html(weekday)), ("day", day), ("month", Arg::Html(month))])
    }

    /// What an ask is about: its kind, its line, when. One line each.
    pub fn about(&self, about: &About) -> String {
        format!("{}\n{}", self.asked(about), self.when(about.when))
    }

    /// The same without its time.
    pub fn asked(&self, about: &About) -> String {
        let mut lines = vec![format!("<b>{}</b>", self.category(about.category))];
        lines.extend(about.line.as_ref().map(|line| self.line(line.as_str())));
        lines.join("\n")
    }

    /// An ask as a helper sees it: what it is about, roughly where, and what else there is to know.
    pub fn shown(&self, (about, band): (&About, Option<Band>), more: Vec<String>) -> String {
        let mut lines = vec![self.about(about)];
        // Who came through a link may have no place yet.
        lines.extend(band.map(|band| self.with("ping-where", vec![("band", Arg::Html(self.band(Some(band))))])));
        lines.extend(more);
        lines.join("\n")
    }

    /// The asker's words, in quotation marks.
    pub fn line(&self, line: &str) -> String {
        self.with("so-far-line", vec![("line", Arg::Typed(line))])
    }

    /// How many people are wanted, where it is more than one.
    pub fn wanted(&self, wanted: u8) -> Option<String> {
        (wanted > 1).then(|| self.with("ask-wanted", vec![("wanted", Arg::Number(i64::from(wanted)))]))
    }

    /// What to know before a yes, and the wish. One line each.
    pub fn know_before(&self, access: impl IntoIterator<Item = Access>, wish: Option<Wish>) -> Vec<String> {
        let mut lines: Vec<_> =
            access.into_iter().map(|one| format!("• {}", self.plain(&format!("access-{}", one.code())))).collect();
        lines.extend(wish.map(|wish| format!("• {}", self.plain(&format!("wish-{}", wish.code())))));
        lines
    }
}

/// Typed words as HTML; isolated where they would turn the direction of the sentence around them, line by line, since an
/// isolate ends with its line.
fn typed_words(typed: &str) -> String {
    let escaped = typed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let isolated = |line: &str| {
        let turns = line.chars().any(is_right_to_left);
        if turns { format!("\u{2068}{line}\u{2069}") } else { line.to_owned() }
    };
    escaped.split('\n').map(isolated).collect::<Vec<_>>().join("\n")
}

/// Hebrew, Arabic and their kin: the strong right-to-left blocks of Unicode.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
