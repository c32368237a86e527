//! The Fluent files: built in, and overridable from a folder.

use std::path::Path;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
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
        ],
    }
}

/// Texts that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A file that cannot be read.
    #[error("{file}: {source}")]
    Unreadable {
        /// Which file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file that is not Fluent.
    #[error("{file}: not a Fluent file: {reason}")]
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
}

/// Every text of every language.
pub struct Catalog {
    languages: Vec<(Language, FluentBundle<FluentResource>)>,
    /// Which texts were asked for, and what was wrong with them.
    #[cfg(test)]
    pub(super) asked: std::sync::Mutex<std::collections::BTreeMap<String, Option<String>>>,
}

impl Catalog {
    /// The built-in texts; those in `folder/<language>/*.ftl` replace them one by one.
    pub fn load(folder: Option<&Path>) -> Result<Self, CatalogError> {
        if let Some(folder) = folder {
            // A folder that is not there is a slip of the setting; one without a language is not.
            std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
        }
        let mut languages = Vec::new();
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
                replace(&mut bundle, &folder.join(language.code()))?;
            }
            languages.push((language, bundle));
        }
        Ok(Self {
            languages,
            #[cfg(test)]
            asked: std::sync::Mutex::default(),
        })
    }

    /// One text. What cannot be made in a language is its own name, and is logged: a person sees an odd word, not silence.
    pub fn text(&self, language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let made = self.try_text(language, id, args);
        #[cfg(test)]
        self.note(id, made.as_ref().err());
        match made {
            Ok(text) => text,
            Err(reason) => {
                tracing::error!(id, reason, "a text cannot be made");
                id.to_owned()
            }
        }
    }

    #[cfg(test)]
    fn note(&self, id: &str, fault: Option<&String>) {
        let mut asked = self.asked.lock().unwrap();
        let noted = asked.entry(id.to_owned()).or_default();
        *noted = noted.take().or_else(|| fault.cloned());
    }

    /// One text, or why it cannot be made.
    pub fn try_text(&self, language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> Result<String, String> {
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

fn unreadable(file: &Path, source: std::io::Error) -> CatalogError {
    CatalogError::Unreadable { file: file.display().to_string(), source }
}

fn replace(bundle: &mut FluentBundle<FluentResource>, folder: &Path) -> Result<(), CatalogError> {
    if !folder.exists() {
        return Ok(());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if path.extension().is_some_and(|kind| kind == "ftl") {
            let source = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            bundle.add_resource_overriding(parse(&path.display().to_string(), source)?);
        }
    }
    Ok(())
}
