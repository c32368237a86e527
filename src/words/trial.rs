//! The texts of an operator, tried out before anybody reads them: every sentence is made once, as for a neighbour.
//! It knows no markup: who tries them out says what Telegram takes.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::catalog::Made;
use super::{Catalog, CatalogError, Keyboard, Reader, Words, labels};
use crate::domain::{Instant, Language};
use crate::talk::{Key, Say};

/// In UTF-16 units; Telegram refuses a longer message.
const LONGEST_TEXT: usize = 4_096;
/// In characters; a longer label does not fit a phone.
const LONGEST_LABEL: usize = 40;
/// In characters; Telegram refuses longer ones.
const LONGEST_ABOUT: usize = 512;
const LONGEST_ABOUT_IN_SHORT: usize = 120;
const LONGEST_COMMAND: usize = 256;

struct Trial<'w, P> {
    words: &'w Words,
    language: Language,
    /// The plain text of a markup, or why Telegram refuses it.
    plain: P,
}

impl Catalog {
    /// Makes every sentence with the texts of an operator; the first that people would not see as it is meant is named.
    pub fn try_out(self, plain: impl Fn(&str) -> Result<String, String> + Copy) -> Result<Self, CatalogError> {
        let words = Words::new(self.watched(), "An operator".to_owned());
        for language in Language::ALL {
            let trial = Trial { words: &words, language, plain };
            trial.says_everything()?;
            trial.says_every_day()?;
            trial.has_its_buttons()?;
            trial.presents_itself()?;
        }
        Ok(words.catalog.unwatched())
    }
}

impl<P: Fn(&str) -> Result<String, String>> Trial<'_, P> {
    fn reader(&self, days_before: i64) -> Reader {
        Reader {
            language: self.language,
            zone: chrono_tz::UTC,
            now: Instant::UNIX_EPOCH + TimeDelta::days(20_000 - days_before),
        }
    }

    /// On the day of their times, the day before, and long before.
    fn says_everything(&self) -> Result<(), CatalogError> {
        let samples = Say::samples();
        for days in [0, 1, 5] {
            let reader = self.reader(days);
            for say in &samples {
                let rendered = self.words.render(say, &reader);
                let again = self.words.seen_before(&rendered.html, self.language);
                let asked = self.words.catalog.asked();
                self.made(&asked)?;
                self.fits(&again, &asked)?;
                self.fit_buttons(&rendered.keyboard, &asked)?;
            }
        }
        Ok(())
    }

    fn says_every_day(&self) -> Result<(), CatalogError> {
        let reader = self.reader(0);
        for day in 0..368 {
            self.words.text(&reader).time(reader.now + TimeDelta::days(day));
        }
        let asked = self.words.catalog.asked();
        self.made(&asked)?;
        let day = asked.values().map(|made| made.text.as_str()).collect::<Vec<_>>().join(" ");
        self.fits(&day, &asked)
    }

    /// A reply button that is called as another does what the other does.
    fn has_its_buttons(&self) -> Result<(), CatalogError> {
        for key in Key::ALL {
            let label = self.words.catalog.text(self.language, labels::key_id(key), None);
            let asked = self.words.catalog.asked();
            if self.words.key(&label) != Some(key) {
                self.blame(&asked, "another button is called so", &|_| true)?;
            }
        }
        let words = self.words.catalog.text(self.language, "match-words", None);
        let asked = self.words.catalog.asked();
        if words.split_whitespace().count() < 2 {
            self.blame(&asked, "two words are drawn from it", &|_| true)?;
        }
        self.made(&asked)
    }

    fn presents_itself(&self) -> Result<(), CatalogError> {
        let presented = self.words.presented(self.language);
        let asked = self.words.catalog.asked();
        self.made(&asked)?;
        let texts = [(presented.about, LONGEST_ABOUT), (presented.about_in_short, LONGEST_ABOUT_IN_SHORT)];
        let commands = presented.commands.into_iter().map(|(_, text)| (text, LONGEST_COMMAND));
        for (text, longest) in texts.into_iter().chain(commands) {
            if text.trim().is_empty() {
                self.blame(&asked, "it is empty", &|made| made == text)?;
            } else if text.chars().count() > longest {
                self.blame(&asked, &format!("it has more than {longest} characters"), &|made| made == text)?;
            }
        }
        Ok(())
    }

    fn made(&self, asked: &BTreeMap<String, Made>) -> Result<(), CatalogError> {
        let wrong = asked.iter().find_map(|(id, made)| Some((id, made.fault.as_ref()?)));
        match wrong {
            None => Ok(()),
            Some((id, fault)) => Err(self.unfit(id, fault)),
        }
    }

    fn fits(&self, html: &str, asked: &BTreeMap<String, Made>) -> Result<(), CatalogError> {
        let text = match (self.plain)(html) {
            Ok(text) => text,
            Err(refusal) => return self.blame(asked, &refusal, &|made| (self.plain)(made).is_err()),
        };
        if text.trim().is_empty() {
            self.blame(asked, "it is empty", &|made| made.trim().is_empty())
        } else if text.encode_utf16().count() > LONGEST_TEXT {
            self.blame(asked, &format!("its message has more than {LONGEST_TEXT} characters"), &|made| {
                made.len() > 1_000
            })
        } else {
            Ok(())
        }
    }

    fn fit_buttons(&self, keyboard: &Keyboard, asked: &BTreeMap<String, Made>) -> Result<(), CatalogError> {
        let labels: Vec<&str> = match keyboard {
            Keyboard::None | Keyboard::Remove => Vec::new(),
            Keyboard::Inline(rows) => rows.iter().flatten().map(|one| one.label.as_str()).collect(),
            Keyboard::Reply(rows) => rows.iter().flatten().map(|one| one.label.as_str()).collect(),
        };
        for label in labels {
            let reason = if label.trim().is_empty() {
                "a button of it is empty"
            } else if label.chars().count() > LONGEST_LABEL {
                "it does not fit a button"
            } else if ["&lt;", "&amp;", "<b>", "</", "\n"].iter().any(|markup| label.contains(markup)) {
                "a button shows markup as it stands"
            } else {
                continue;
            };
            self.blame(asked, reason, &|made| made == label)?;
        }
        Ok(())
    }

    /// Names the text of the operator's that is guilty; what is built in is not.
    fn blame(
        &self,
        asked: &BTreeMap<String, Made>,
        reason: &str,
        is_guilty: &dyn Fn(&str) -> bool,
    ) -> Result<(), CatalogError> {
        let replaced = || asked.iter().filter(|(id, _)| self.words.catalog.replaced_in(self.language, id).is_some());
        let guilty = replaced().find(|(_, made)| is_guilty(&made.text)).or_else(|| replaced().next());
        guilty.map_or(Ok(()), |(id, _)| Err(self.unfit(id, reason)))
    }

    fn unfit(&self, id: &str, reason: &str) -> CatalogError {
        let file = self.words.catalog.replaced_in(self.language, id).unwrap_or("a built-in file");
        CatalogError::Unfit { file: file.to_owned(), id: id.to_owned(), reason: reason.to_owned() }
    }
}
