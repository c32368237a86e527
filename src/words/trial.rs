//! The texts of an operator, tried out before anybody reads them: every sentence is made once, as for a neighbour.
//! It knows no markup: who tries them out says what Telegram takes.

use std::collections::BTreeMap;
use std::mem::discriminant;

use chrono::TimeDelta;

use super::catalog::Made;
use super::fit::{self, Found, Misfit};
use super::{Catalog, CatalogError, Reader, Words, labels};
use crate::domain::{Instant, Language, limits};
use crate::talk::{Key, Say};

/// What was asked for, by its name.
type Asked = BTreeMap<String, Made>;

struct Trial<'w> {
    words: &'w Words,
    language: Language,
    /// The plain text of a markup, or why Telegram refuses it.
    plain: &'w dyn Fn(&str) -> Result<String, String>,
}

impl Catalog {
    /// Makes every sentence with the texts of an operator; the first that people would not see as it is meant is named.
    pub fn try_out(self, plain: impl Fn(&str) -> Result<String, String>) -> Result<Self, CatalogError> {
        // The longest that is allowed, of letters that count twice.
        let words = Words::new(self.watched(), "𝐎".repeat(limits::OPERATOR));
        for language in Language::ALL {
            let trial = Trial { words: &words, language, plain: &plain };
            trial.has_its_buttons()?;
            trial.has_its_match_words()?;
            trial.says_everything()?;
            trial.says_every_day()?;
            trial.presents_itself()?;
        }
        Ok(words.catalog.unwatched())
    }
}

impl Trial<'_> {
    fn reader(&self, days_before: i64) -> Reader {
        Reader {
            language: self.language,
            zone: chrono_tz::UTC,
            now: Instant::UNIX_EPOCH + TimeDelta::days(20_000 - days_before),
        }
    }

    /// A reply button that is called as another does what the other does.
    fn has_its_buttons(&self) -> Result<(), CatalogError> {
        let labels = Key::ALL.map(|key| self.words.catalog.text(self.language, labels::key_id(key), None));
        let asked = self.made()?;
        self.found(&asked, fit::labels(labels.iter().map(String::as_str)))
    }

    fn has_its_match_words(&self) -> Result<(), CatalogError> {
        let list = self.words.catalog.text(self.language, "match-words", None);
        let asked = self.made()?;
        self.found(&asked, fit::match_words(&list).map_err(|misfit| (misfit, list)))
    }

    /// On the day of their times, the day before, and long before.
    fn says_everything(&self) -> Result<(), CatalogError> {
        let samples = Say::samples();
        for days in [0, 1, 5] {
            let reader = self.reader(days);
            for say in &samples {
                let rendered = self.words.render(say, &reader);
                let again = self.words.seen_before(&rendered.html, self.language);
                let asked = self.made()?;
                self.fits(&again, &asked)?;
                self.found(&asked, fit::keyboard(&rendered.keyboard))?;
            }
        }
        let apology = self.words.not_shown(self.language);
        self.fits(&apology, &self.made()?)
    }

    fn says_every_day(&self) -> Result<(), CatalogError> {
        let reader = self.reader(0);
        for day in 0..368 {
            let time = self.words.text(&reader).time(reader.now + TimeDelta::days(day));
            self.fits(&time, &self.made()?)?;
        }
        Ok(())
    }

    fn presents_itself(&self) -> Result<(), CatalogError> {
        let presented = self.words.presented(self.language);
        self.found(&self.made()?, fit::presented(&presented))
    }

    /// What was asked for since the last time; an error where one of it could not be made.
    fn made(&self) -> Result<Asked, CatalogError> {
        let asked = self.words.catalog.asked();
        let wrong = || asked.iter().filter_map(|(id, made)| Some((id, made.fault.as_ref()?)));
        // A text that another one refers to is wrong in both.
        match wrong().find(|(id, _)| self.file(id).is_some()).or_else(|| wrong().next()) {
            None => Ok(asked),
            Some((id, fault)) => Err(self.unfit(id, fault)),
        }
    }

    /// Of the texts of a message, the one that does not fit by itself either; or the longest.
    fn fits(&self, html: &str, asked: &Asked) -> Result<(), CatalogError> {
        let Err(misfit) = fit::message(html, self.plain) else { return Ok(()) };
        self.blame(asked, &misfit, &|text| {
            let alone = fit::message(text, self.plain);
            alone.is_err_and(|alone| discriminant(&alone) == discriminant(&misfit))
        })
    }

    fn found(&self, asked: &Asked, found: Found) -> Result<(), CatalogError> {
        found.or_else(|(misfit, shown)| self.blame(asked, &misfit, &|text| text == shown))
    }

    /// Names the text of the operator's that is guilty; what is built in is not.
    fn blame(&self, asked: &Asked, misfit: &Misfit, is_guilty: &dyn Fn(&str) -> bool) -> Result<(), CatalogError> {
        let ours = asked.iter().filter(|(id, _)| self.file(id).is_some());
        let texts = ours.flat_map(|(id, made)| made.texts.iter().map(move |text| (id, text)));
        let guilty = texts.max_by_key(|(_, text)| (is_guilty(text), text.len()));
        guilty.map_or(Ok(()), |(id, _)| Err(self.unfit(id, &misfit.to_string())))
    }

    fn file(&self, id: &str) -> Option<&str> {
        self.words.catalog.changed_in(self.language, id)
    }

    fn unfit(&self, id: &str, reason: &str) -> CatalogError {
        let file = self.file(id).unwrap_or("a built-in file").to_owned();
        CatalogError::Unfit { file, id: id.to_owned(), reason: reason.to_owned() }
    }
}
