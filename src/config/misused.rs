//! What was typed and cannot be done: one line that says what to do, where clap would print several.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Error};

use super::CommandLine;

/// The line for what was typed, of which this is the first word; `None` where help or the version was asked for.
pub(super) fn line(error: &Error, first: Option<&str>) -> Option<String> {
    let commands: Vec<_> = CommandLine::command().get_subcommands().map(|one| one.get_name().to_owned()).collect();
    let (all, ways) = (commands.join(", "), "`doorstep --help` shows what each does");
    let command = first.filter(|first| commands.iter().any(|one| one == first));
    let command = command.map_or("doorstep".to_owned(), |command| format!("doorstep {command}"));
    let what = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            return Some(format!("no command was given: use one of {all}; {ways}"));
        }
        ErrorKind::InvalidSubcommand => {
            let typed = named(error, ContextKind::InvalidSubcommand).unwrap_or("that".to_owned());
            return Some(format!("{typed} is no command: use one of {all}; {ways}"));
        }
        ErrorKind::MissingRequiredArgument => format!("`{command}` needs {}", argument(error)),
        ErrorKind::UnknownArgument => match named(error, ContextKind::InvalidArg) {
            Some(typed) => format!("`{command}` does not know {typed}{}", perhaps(error)),
            None => format!("`{command}` does not take all that was typed"),
        },
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::NoEquals => {
            format!("{} needs a value", argument(error))
        }
        ErrorKind::TooManyValues => format!("{} takes no value", argument(error)),
        ErrorKind::ArgumentConflict => format!("{} was given twice", argument(error)),
        ErrorKind::InvalidUtf8 => "what was typed is not UTF-8".to_owned(),
        // Whatever clap may find besides.
        ErrorKind::ValueValidation | ErrorKind::WrongNumberOfValues | ErrorKind::Io | ErrorKind::Format | _ => {
            "what was typed cannot be read".to_owned()
        }
    };
    Some(format!("{what}: see `{command} --help`"))
}

/// A word as it was typed. What may be a token is not repeated.
fn named(error: &Error, kind: ContextKind) -> Option<String> {
    let Some(ContextValue::String(word)) = error.get(kind) else { return None };
    let is_word = !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '-');
    is_word.then(|| format!("`{word}`"))
}

/// An argument by our own name for it.
fn argument(error: &Error) -> String {
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(some)) => some.join(" "),
        _ => "an argument".to_owned(),
    }
}

/// What was meant, where something is alike.
fn perhaps(error: &Error) -> String {
    named(error, ContextKind::SuggestedArg).map(|meant| format!(", but {meant}")).unwrap_or_default()
}
