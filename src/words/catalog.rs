//! The Fluent files: built in, and overridable from a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use unic_langid::LanguageIdentifier;

use crate::domain::Language;

/// The files of a language, as they are built in.
pub(super) const fn built_in(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::English => &[
            ("menu.ftl", include_str!("../../locales/en/menu.ftl")),
            ("things.ftl", include_str!("../../locales/en/things.ftl")),
            ("ask.ftl", include_str!("../../locales/en/ask.ftl")),
            ("offer.ftl", include_str!("../../locales/en/offer.ftl")),
            ("ping.ftl", include_str!("../../locales/en/ping.ftl")),
            ("introduction.ftl", include_str!("../../locales/en/introduction.ftl")),
            ("relay.ftl", include_str!("../../locales/en/relay.ftl")),
            ("show.ftl", include_str!("../../locales/en/show.ftl")),
            ("name.ftl", include_str!("../../locales/en/name.ftl")),
            ("time.ftl", include_str!("../../locales/en/time.ftl")),
        ],
    }
}

/// Texts that cannot be used: a line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A file or folder that cannot be read.
    #[error("{file} cannot be read ({reason}): DOORSTEP_LOCALES names the folder that holds `en`")]
    Unreadable {
        /// Which one.
        file: String,
        /// Why.
        reason: String,
    },
    /// A folder in which no language is found.
    #[error(
        "{folder} holds no folder of a language: DOORSTEP_LOCALES names the folder that holds `en`, with its files"
    )]
    NoLanguage {
        /// Which one.
        folder: String,
    },
    /// A folder of a language that is not spoken.
    #[error("{folder} holds texts that nobody would read: doorstep speaks {known}; take the folder out")]
    NotSpoken {
        /// Which one.
        folder: String,
        /// Which are.
        known: String,
    },
    /// A file that is not Fluent.
    #[error("{file} is not a Fluent file ({reason}): mend it, or take it out of DOORSTEP_LOCALES")]
    NotFluent {
        /// Which file.
        file: String,
        /// Why.
        reason: String,
    },
    /// The same text twice.
    #[error("{file}: {reason}")]
    Twice {
        /// Which file.
        file: String,
        /// Which text.
        reason: String,
    },
    /// A text that nobody says.
    #[error("{file}: there is no text `{id}` to replace: look for its name in the built-in files")]
    Unknown {
        /// Which file.
        file: String,
        /// Which text.
        id: String,
    },
    /// A text that people would not see as it is meant.
    #[error("{file}: the text `{id}` cannot be shown ({reason}): mend it, or take it out")]
    Unfit {
        /// Which file.
        file: String,
        /// Which text.
        id: String,
        /// Why.
        reason: String,
    },
}

/// A text as it was made for somebody.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub texts: Vec<String>,
    /// What was wrong with it.
    pub fault: Option<String>,
}

/// Every text of every language.
pub struct Catalog {
    languages: Vec<(Language, FluentBundle<FluentResource>)>,
    /// The texts of an operator that are not as they are built in, and their files.
    changed: Vec<(Language, String, String)>,
    /// Which texts were asked for, while they are tried out.
    asked: Option<Mutex<BTreeMap<String, Made>>>,
}

impl Catalog {
    /// The built-in texts; those in `folder/<language>/*.ftl` replace them one by one.
    pub fn load(folder: Option<&Path>) -> Result<Self, CatalogError> {
        if let Some(folder) = folder {
            for one in inside(folder)? {
                is_spoken(&one)?;
            }
            if !Language::ALL.iter().any(|language| folder.join(language.code()).is_dir()) {
                return Err(CatalogError::NoLanguage { folder: folder.display().to_string() });
            }
        }
        let (mut languages, mut changed) = (Vec::new(), Vec::new());
        for language in Language::ALL {
            let mut bundle = bundle(language);
            for (file, source) in built_in(language) {
                let resource = parse(file, (*source).to_owned())?;
                bundle.add_resource(resource).map_err(|errors| CatalogError::Twice {
                    file: (*file).to_owned(),
                    reason: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
                })?;
            }
            if let Some(folder) = folder {
                let ours = replace(&mut bundle, &folder.join(language.code()))?;
                changed.extend(ours.into_iter().map(|(id, file)| (language, id, file)));
            }
            languages.push((language, bundle));
        }
        Ok(Self { languages, changed, asked: None })
    }

    /// The same, which remembers what it is asked for.
    pub(super) fn watched(self) -> Self {
        Self { asked: Some(Mutex::default()), ..self }
    }

    /// The same, which does not.
    pub(super) fn unwatched(self) -> Self {
        Self { asked: None, ..self }
    }

    /// What it was asked for since the last time.
    pub(super) fn asked(&self) -> BTreeMap<String, Made> {
        let asked = self.asked.as_ref().map(|asked| asked.lock().unwrap_or_else(PoisonError::into_inner));
        asked.map(|mut asked| std::mem::take(&mut *asked)).unwrap_or_default()
    }

    /// The file of an operator that says a text otherwise than it is built in.
    pub(super) fn changed_in(&self, language: Language, id: &str) -> Option<&str> {
        let found = self.changed.iter().rev().find(|(one, text, _)| *one == language && text == id);
        found.map(|(.., file)| file.as_str())
    }

    /// One text. What cannot be made in a language is its own name, and is logged: a person sees an odd word, not silence.
    pub fn text(&self, language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let made = self.try_text(language, id, args);
        if self.asked.is_some() {
            self.note(id, &made);
            for other in self.others(language, id) {
                self.note(other, &self.try_text(language, other, args));
            }
            return made.unwrap_or_else(|_| id.to_owned());
        }
        match made {
            Ok(text) => text,
            Err(reason) => {
                tracing::error!(id, reason, "a text cannot be made");
                id.to_owned()
            }
        }
    }

    fn note(&self, id: &str, made: &Result<String, String>) {
        let Some(asked) = &self.asked else { return };
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        let noted = asked.entry(id.to_owned()).or_default();
        match made {
            Ok(text) => noted.texts.push(text.clone()),
            Err(fault) => noted.fault = noted.fault.take().or_else(|| Some(fault.clone())),
        }
    }

    /// The texts that a text refers to.
    fn others(&self, language: Language, id: &str) -> Vec<&str> {
        let bundle = self.languages.iter().find(|(one, _)| *one == language).map(|(_, bundle)| bundle);
        let message = bundle.and_then(|bundle| bundle.get_message(id));
        let mut found = Vec::new();
        if let Some(pattern) = message.and_then(|message| message.value()) {
            refer(pattern, &mut found);
        }
        found
    }

    /// One text, or why it cannot be made.
    fn try_text(&self, language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> Result<String, String> {
        let bundle = self.languages.iter().find(|(one, _)| *one == language).map(|(_, bundle)| bundle);
        let bundle = bundle.ok_or("no such language")?;
        let pattern = bundle.get_message(id).and_then(|message| message.value()).ok_or("no such text")?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(error.to_string()),
        }
    }
}

fn refer<'p>(pattern: &Pattern<&'p str>, found: &mut Vec<&'p str>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Select { variants, .. } => variants.iter().for_each(|one| refer(&one.value, found)),
            Expression::Inline(InlineExpression::MessageReference { id, .. }) => found.push(id.name),
            Expression::Inline(_) => {}
        }
    }
}

/// What is in a folder, in the order of the names.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, CatalogError> {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let entries = entries.map_err(|error| unreadable(folder, &error))?;
    let mut paths: Vec<_> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    Ok(paths)
}

/// A folder beside those of the languages is one too, unless it is hidden, as a repository's own is.
fn is_spoken(path: &Path) -> Result<(), CatalogError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_known = Language::ALL.iter().any(|language| language.code() == name);
    if is_known || name.starts_with('.') || !path.is_dir() {
        return Ok(());
    }
    let known = Language::ALL.map(|language| format!("`{}`", language.code())).join(", ");
    Err(CatalogError::NotSpoken { folder: path.display().to_string(), known })
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Our own fragments need no isolation; typed words are isolated where they are right-to-left (see `parts`).
    bundle.set_use_isolating(false);
    bundle
}

fn parse(file: &str, source: String) -> Result<FluentResource, CatalogError> {
    FluentResource::try_new(source).map_err(|(_, errors)| CatalogError::NotFluent {
        file: file.to_owned(),
        reason: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    })
}

fn unreadable(file: &Path, error: &std::io::Error) -> CatalogError {
    CatalogError::Unreadable { file: file.display().to_string(), reason: error.to_string() }
}

/// Which texts are not as they were, and in which files; in the order of the files' names. A whole copy changes few.
fn replace(bundle: &mut FluentBundle<FluentResource>, folder: &Path) -> Result<Vec<(String, String)>, CatalogError> {
    let mut changed = Vec::new();
    if !folder.exists() {
        return Ok(changed);
    }
    for path in inside(folder)?.into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "ftl")) {
        let source = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        let file = path.display().to_string();
        // Some editors begin a file with a mark of their own, which nobody sees there.
        let resource = parse(&file, source.trim_start_matches('\u{feff}').to_owned())?;
        for entry in resource.entries() {
            // A term belongs to who refers to it.
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name.to_owned();
            let Some(built_in) = bundle.get_message(&id) else {
                return Err(CatalogError::Unknown { file, id });
            };
            if built_in.value() != message.value.as_ref() {
                changed.push((id, file.clone()));
            }
        }
        bundle.add_resource_overriding(resource);
    }
    Ok(changed)
}
