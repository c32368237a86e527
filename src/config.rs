//! The settings: read once, from the environment or the command line; every fault of them is told at once.

mod misused;
mod unread;

use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use secrecy::SecretString;
use url::Url;

use crate::delivery::Budgets;
use crate::domain::limits;
use crate::telegram::Access;

/// Doorstep connects neighbours over Telegram.
#[derive(Parser)]
#[command(version, about)]
pub struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl CommandLine {
    /// What was typed and what is set. A variable that is empty, as a compose file leaves it, is not set. Who asks for help or
    /// the version gets it, and the program ends.
    pub fn read() -> Result<Self, BadSettings> {
        let is_empty = |name: &std::ffi::OsStr| std::env::var_os(name).is_some_and(|value| value.is_empty());
        let matches = without(Self::command(), is_empty).try_get_matches();
        let read = matches.and_then(|matches| Self::from_arg_matches(&matches));
        let mut line = read.map_err(|error| match unreadable_variables() {
            // Of a value that is no text clap does not say whose it is.
            wrong if error.kind() == ErrorKind::InvalidUtf8 && !wrong.is_empty() => BadSettings(wrong),
            _ => {
                let first = std::env::args_os().nth(1);
                let line = misused::line(&error, first.as_deref().and_then(std::ffi::OsStr::to_str));
                BadSettings(vec![line.unwrap_or_else(|| error.exit())])
            }
        })?;
        line.command.learns_of(unread::lines(std::env::vars_os(), &names()));
        Ok(line)
    }
}

/// A line for each variable that is no text.
fn unreadable_variables() -> Vec<String> {
    let is_text = |name: &str| std::env::var_os(name).is_none_or(|value| value.to_str().is_some());
    let unreadable = names().into_iter().filter(|name| !is_text(name));
    unreadable
        .map(|name| format!("{name} is not UTF-8: type it anew, in a terminal or an editor that writes UTF-8"))
        .collect()
}

/// The command line without the variables of which this is true.
fn without(line: clap::Command, is_left_out: impl Fn(&std::ffi::OsStr) -> bool + Copy) -> clap::Command {
    line.mut_subcommands(|command| {
        command.mut_args(|argument| {
            if argument.get_env().is_some_and(is_left_out) { argument.env(None::<&str>) } else { argument }
        })
    })
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Runs the bot.
    Serve(Serve),
    /// Shows the bot in the browser, with a small town of simulated phones.
    Demo(Demo),
    /// Looks at the settings, the database and, with a token, at Telegram; it may run beside the bot.
    ///
    /// It changes nothing. It ends with an error, and says what to do, when something is wrong.
    Check(Serve),
    /// Copies the database to a new file, while the bot runs or not, and checks the copy.
    ///
    /// The copy holds one moment of the database. What happens after it is not in it.
    ///
    /// Putting it back:
    ///
    ///  1. Stop the bot, and wait until it has ended.
    ///  2. Move doorstep.db, doorstep.db-wal and doorstep.db-shm away, all that are there. Keep them.
    ///  3. Copy the backup to doorstep.db. It is one file, and needs no other.
    ///  4. Run `doorstep check`, then start the bot.
    #[command(verbatim_doc_comment)]
    Backup(Backup),
}

impl Command {
    /// Lines about variables that no setting reads. They are faults of every command: what one of them was meant to set is not
    /// set, and another database would be served, looked at or copied.
    fn learns_of(&mut self, lines: Vec<String>) {
        match self {
            Self::Serve(serve) | Self::Check(serve) => serve.unread = lines,
            Self::Demo(demo) => demo.unread = lines,
            Self::Backup(backup) => backup.unread = lines,
        }
    }
}

/// The settings of `backup`.
#[derive(Args, Default)]
pub struct Backup {
    /// The new file. One that exists is not overwritten.
    #[arg(value_name = "FILE")]
    to: PathBuf,
    #[command(flatten)]
    database: Database,
    #[arg(skip)]
    unread: Vec<String>,
}

/// The settings of `serve`.
#[derive(Args, Default)]
pub struct Serve {
    /// The token that @BotFather gave you.
    #[arg(long, env = "DOORSTEP_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Who runs the bot and how to reach them; neighbours see it under the rules and when they are introduced.
    #[arg(long, env = "DOORSTEP_OPERATOR")]
    operator: Option<String>,
    /// The Bot API server.
    #[arg(long, env = "DOORSTEP_API_URL", default_value = "https://api.telegram.org")]
    api_url: String,
    /// The zone in which days and quiet hours are read.
    #[arg(long, env = "DOORSTEP_ZONE", default_value = "Europe/London")]
    zone: String,
    /// A folder with texts that replace the built-in ones, as `<language>/*.ftl`.
    #[arg(long, env = "DOORSTEP_LOCALES")]
    locales: Option<PathBuf>,
    /// Messages that one chat may get at once, then one a second; 0 for no limit.
    #[arg(long, env = "DOORSTEP_CHAT_BURST", default_value_t = limits::CHAT_BURST.to_string())]
    chat_burst: String,
    /// Messages a second that nobody waits for; 0 for no limit.
    #[arg(long, env = "DOORSTEP_BULK_A_SECOND", default_value_t = limits::BULK_A_SECOND.to_string())]
    bulk_a_second: String,
    /// MiB that stay free on the database's disk: with less, no new asks are taken; 0 for no limit.
    #[arg(long, env = "DOORSTEP_KEEP_FREE", default_value = "200")]
    keep_free: String,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    log: Log,
    #[arg(skip)]
    unread: Vec<String>,
}

/// Where the database is.
#[derive(Args, Default)]
pub struct Database {
    /// The database file.
    #[arg(long = "database", env = "DOORSTEP_DATABASE", default_value = "doorstep.db")]
    pub file: PathBuf,
}

/// What is logged.
#[derive(Args, Default)]
pub struct Log {
    /// What is logged: error, warn, info, debug or trace.
    #[arg(long = "log", env = "DOORSTEP_LOG", default_value = "info")]
    pub level: String,
}

/// The settings of `demo`.
#[derive(Args, Default)]
pub struct Demo {
    /// The port of the page.
    #[arg(long, env = "DOORSTEP_DEMO_PORT", default_value = "8087")]
    pub port: String,
    #[command(flatten)]
    log: Log,
    #[arg(skip)]
    unread: Vec<String>,
}

/// Settings that can be used.
pub struct Settings {
    /// The Bot API.
    pub access: Access,
    /// Who runs the bot and how to reach them.
    pub operator: String,
    /// The database file.
    pub database: PathBuf,
    /// The zone.
    pub zone: Tz,
    /// How much is sent.
    pub budgets: Budgets,
    /// Bytes that stay free on the database's disk; 0 for no limit.
    pub keep_free: u64,
}

/// What a look at the settings found.
pub struct Check {
    /// The database file.
    pub database: PathBuf,
    /// A folder with other texts.
    pub locales: Option<PathBuf>,
    /// Is a token set?
    pub has_token: bool,
    /// Is it set who runs the bot?
    pub has_operator: bool,
    /// The settings, or what is wrong with them.
    pub settings: Result<Settings, BadSettings>,
}

/// Everything that is wrong with the settings, a line each.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct BadSettings(pub Vec<String>);

impl Serve {
    /// The settings, or everything that is wrong with them.
    pub fn read(self) -> Result<Settings, BadSettings> {
        self.read_with(known_token, known_operator)
    }

    /// The same for a look at them, which needs none of them, but tells those that are wrong; with what a look goes on
    /// with where they are.
    pub fn read_for_check(self) -> Check {
        let is_set = |one: &Option<String>| one.as_ref().is_some_and(|one| !one.trim().is_empty());
        let (has_token, has_operator) = (is_set(&self.token), is_set(&self.operator));
        let (database, locales) = (self.database.file.clone(), self.locales.clone());
        let settings = self.read_with(|token| if token.is_empty() { Ok(()) } else { known_token(token) }, short_enough);
        Check { database, locales, has_token, has_operator, settings }
    }

    fn read_with(
        self,
        is_token: impl FnOnce(&str) -> Result<(), String>,
        is_operator: impl FnOnce(&str) -> Result<(), String>,
    ) -> Result<Settings, BadSettings> {
        let mut wrong = self.unread;
        let mut check = |found: Result<(), String>| wrong.extend(found.err());
        let token = self.token.unwrap_or_default();
        let operator = self.operator.unwrap_or_default().trim().to_owned();
        check(is_token(&token));
        check(is_operator(&operator));
        let url = Url::parse(&self.api_url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        check(url.as_ref().map(drop).ok_or_else(|| {
            format!("DOORSTEP_API_URL is not an address: {}; it looks like https://api.telegram.org", self.api_url)
        }));
        let zone = self.zone.parse::<Tz>();
        check(
            zone.as_ref()
                .map(drop)
                .map_err(|_| format!("DOORSTEP_ZONE is not a zone: {}; it looks like Europe/London", self.zone)),
        );
        let chat_burst = budget("DOORSTEP_CHAT_BURST", &self.chat_burst);
        let bulk = budget("DOORSTEP_BULK_A_SECOND", &self.bulk_a_second);
        check(chat_burst.as_ref().map(drop).map_err(Clone::clone));
        check(bulk.as_ref().map(drop).map_err(Clone::clone));
        let keep_free = mebibytes("DOORSTEP_KEEP_FREE", &self.keep_free);
        check(keep_free.as_ref().map(drop).map_err(Clone::clone));
        check(known_level(&self.log.level));
        match (url, zone, (chat_burst, bulk), keep_free) {
            (Some(url), Ok(zone), (Ok(chat_burst), Ok(bulk_a_second)), Ok(keep_free)) if wrong.is_empty() => {
                Ok(Settings {
                    access: Access::new(url, SecretString::from(token)),
                    operator,
                    database: self.database.file,
                    zone,
                    budgets: Budgets { chat_burst, bulk_a_second },
                    keep_free,
                })
            }
            _ => Err(BadSettings(wrong)),
        }
    }

    /// What is logged.
    pub fn log_level(&self) -> &str {
        &self.log.level
    }

    /// A folder with other texts.
    pub fn locales(&self) -> Option<&Path> {
        self.locales.as_deref()
    }
}

impl Backup {
    /// The database file and the new one, or everything that is wrong with the settings.
    pub fn read(&self) -> Result<(&Path, &Path), BadSettings> {
        if self.unread.is_empty() { Ok((&self.database.file, &self.to)) } else { Err(BadSettings(self.unread.clone())) }
    }
}

impl Demo {
    /// The port, or everything that is wrong with the settings.
    pub fn read(&self) -> Result<u16, BadSettings> {
        let port = self.port.parse();
        let port =
            port.map_err(|_| format!("DOORSTEP_DEMO_PORT is not a port: {}; it is a number to 65535", self.port));
        match (port, known_level(&self.log.level)) {
            (Ok(port), Ok(())) if self.unread.is_empty() => Ok(port),
            (port, level) => {
                Err(BadSettings(self.unread.iter().cloned().chain(port.err()).chain(level.err()).collect()))
            }
        }
    }

    /// What is logged.
    pub fn log_level(&self) -> &str {
        &self.log.level
    }
}

/// A token is a number, a colon, and 30 letters or more. It is never repeated in what is printed.
fn known_token(token: &str) -> Result<(), String> {
    if token.is_empty() {
        return Err(
            "DOORSTEP_TOKEN is not set: ask BotFather on Telegram for a bot, and set it to its token".to_owned()
        );
    }
    let fits = token.split_once(':').is_some_and(|(number, secret)| {
        let letters = secret.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        number.parse::<u64>().is_ok() && secret.len() >= 30 && letters
    });
    if fits {
        Ok(())
    } else {
        Err("DOORSTEP_TOKEN is not a token: copy the whole of what BotFather gave you".to_owned())
    }
}

fn known_operator(operator: &str) -> Result<(), String> {
    if operator.is_empty() {
        return Err("DOORSTEP_OPERATOR is not set: say who runs this bot and how to reach them".to_owned());
    }
    short_enough(operator)
}

/// It stands under the rules, in one message with them.
fn short_enough(operator: &str) -> Result<(), String> {
    let length = operator.chars().count();
    if length > limits::OPERATOR {
        return Err(format!(
            "DOORSTEP_OPERATOR has {length} characters: say in {} at most who runs this bot and how to reach them",
            limits::OPERATOR
        ));
    }
    Ok(())
}

fn budget(name: &str, text: &str) -> Result<Option<u32>, String> {
    match text.parse::<u32>() {
        Ok(0) => Ok(None),
        Ok(number) if number <= 1_000 => Ok(Some(number)),
        _ => Err(format!("{name} is not a number from 0 to 1000: {text}")),
    }
}

fn mebibytes(name: &str, text: &str) -> Result<u64, String> {
    match text.parse::<u64>() {
        Ok(number) if number <= 1_000_000 => Ok(number << 20),
        _ => Err(format!("{name} is not a number from 0 to 1000000: {text}")),
    }
}

fn known_level(level: &str) -> Result<(), String> {
    match level.parse::<tracing::Level>() {
        Ok(_) => Ok(()),
        Err(_) => Err(format!("DOORSTEP_LOG is not a level: {level}; use error, warn, info, debug or trace")),
    }
}

/// The names of all settings.
fn names() -> Vec<String> {
    documented().into_iter().map(|(name, ..)| name).collect()
}

/// Every setting that the program reads: its name, its default, and what it is.
pub fn documented() -> Vec<(String, String, String)> {
    let line = CommandLine::command();
    let mut all = Vec::new();
    for command in line.get_subcommands() {
        for argument in command.get_arguments() {
            let Some(name) = argument.get_env() else { continue };
            let default = argument.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let row = (name.to_string_lossy().into_owned(), default.unwrap_or_default(), help);
            if !all.contains(&row) {
                all.push(row);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests;
