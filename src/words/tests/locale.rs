//! The Fluent files of a language as syntax trees, and how two languages drift apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::domain::Language;
use crate::words::catalog::built_in;

/// What one text needs.
#[derive(Debug, Default, PartialEq, Eq)]
struct Needs {
    arguments: BTreeSet<String>,
    /// Other texts; terms with their dash.
    others: BTreeSet<String>,
}

/// The texts of one language.
#[derive(Debug, Default)]
pub(super) struct Locale {
    texts: BTreeMap<String, Needs>,
    faults: Vec<String>,
}

impl Locale {
    pub(super) fn built_in(language: Language) -> Self {
        Self::read(built_in(language))
    }

    fn read(files: &[(&str, &str)]) -> Self {
        let mut locale = Self::default();
        for (file, source) in files {
            if !source.trim_start().starts_with('#') {
                locale.faults.push(format!("{file} does not begin by saying who reads it"));
            }
            let (resource, errors) = match fluent_syntax::parser::parse(*source) {
                Ok(resource) => (resource, Vec::new()),
                Err((resource, errors)) => (resource, errors),
            };
            locale.faults.extend(errors.iter().map(|error| format!("{file}: {error}")));
            for entry in resource.body {
                locale.enter(file, entry);
            }
        }
        locale.look_for_missing();
        locale
    }

    fn enter(&mut self, file: &str, entry: Entry<&str>) {
        let (id, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value, message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value), term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => return,
        };
        let mut needs = Needs::default();
        match value {
            Some(pattern) => needs.read(&pattern),
            None => self.faults.push(format!("{file}: {id} is empty")),
        }
        if !attributes.is_empty() {
            self.faults.push(format!("{file}: {id} has attributes, which nobody reads"));
        }
        if self.texts.insert(id.clone(), needs).is_some() {
            self.faults.push(format!("{file}: {id} is there twice"));
        }
    }

    fn look_for_missing(&mut self) {
        for (id, needs) in &self.texts {
            for other in needs.others.iter().filter(|other| !self.texts.contains_key(*other)) {
                self.faults.push(format!("{id} refers to {other}, which is missing"));
            }
        }
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &String> {
        self.texts.keys()
    }

    pub(super) fn is_referred_to(&self, id: &str) -> bool {
        self.texts.values().any(|needs| needs.others.contains(id))
    }

    /// The arguments of a text, with those of the texts in it.
    fn arguments(&self, id: &str) -> BTreeSet<String> {
        let Some(needs) = self.texts.get(id) else {
            return BTreeSet::new();
        };
        let inner = needs.others.iter().filter(|other| *other != id).flat_map(|other| self.arguments(other));
        needs.arguments.iter().cloned().chain(inner).collect()
    }

    /// Where two languages differ in more than their words. Terms belong to their language.
    fn drift(&self, other: &Self) -> Vec<String> {
        let ids = |locale: &Self| locale.ids().filter(|id| !id.starts_with('-')).cloned().collect::<BTreeSet<_>>();
        let (mine, theirs) = (ids(self), ids(other));
        let mut drift: Vec<_> = mine.symmetric_difference(&theirs).map(|id| format!("{id} is in one only")).collect();
        for id in mine.intersection(&theirs) {
            let (one, two) = (self.arguments(id), other.arguments(id));
            if one != two {
                drift.push(format!("{id} takes {one:?} in one, {two:?} in the other"));
            }
        }
        drift
    }
}

impl Needs {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.read_expression(expression);
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                for variant in variants {
                    self.read(&variant.value);
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::FunctionReference { arguments, .. } => {
                for argument in &arguments.positional {
                    self.read_inline(argument);
                }
            }
            InlineExpression::MessageReference { id, .. } => {
                self.others.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, .. } => {
                self.others.insert(format!("-{}", id.name));
            }
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression),
        }
    }
}

#[test]
fn every_language_is_whole() {
    for language in Language::ALL {
        let faults = Locale::built_in(language).faults;
        assert!(faults.is_empty(), "{language:?}: {faults:#?}");
    }
}

#[test]
fn no_language_drifts_from_the_first() {
    let first = Locale::built_in(Language::ALL[0]);
    for language in Language::ALL {
        let drift = first.drift(&Locale::built_in(language));
        assert!(drift.is_empty(), "{language:?}: {drift:#?}");
    }
}

#[test]
fn every_file_of_every_folder_is_built_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let names = |folder: &Path| -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let codes = Language::ALL.map(|language| language.code().to_owned());
    assert_eq!(names(&root), codes.into_iter().collect());
    for language in Language::ALL {
        let listed = built_in(language).iter().map(|(file, _)| (*file).to_owned());
        assert_eq!(names(&root.join(language.code())), listed.collect());
    }
}

#[test]
fn the_check_sees_what_is_wrong_with_a_language() {
    let faults = Locale::read(&[
        ("one.ftl", "# Read by nobody.\na = A\nb = B { c } { -d }\n"),
        ("two.ftl", "a = again\n"),
        ("three.ftl", "# Read by nobody.\ne = { $open\n"),
    ])
    .faults;
    let all = faults.join("\n");
    for fault in ["a is there twice", "b refers to c", "b refers to -d", "two.ftl does not begin", "three.ftl: "] {
        assert!(all.contains(fault), "{fault} is not among {all}");
    }
}

#[test]
fn the_check_sees_two_languages_drift() {
    let one = Locale::read(&[("one.ftl", "# All.\na = { $name } { b }\nb = { $count ->\n  *[other] { $what }\n }\n")]);
    let two = Locale::read(&[("one.ftl", "# All.\na = { b }\nb = { $count } { $what }\nc = C\n")]);
    let drift = one.drift(&two).join("\n");
    assert!(drift.contains("c is in one only") && drift.contains("a takes") && !drift.contains("b takes"), "{drift}");
}
