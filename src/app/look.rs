//! Operators' commands beside the running bot: a look at it, and a copy of its database. Neither takes the lock.

use anyhow::Context;

use super::clock::Clock;
use super::commands::runtime;
use crate::config::{Backup, Serve, Settings};
use crate::domain::Instant;
use crate::store::{self, Findings};
use crate::telegram::Poller;

/// A message that could be sent and waits longer than this says that nothing is sent.
const WAITS_TOO_LONG: chrono::TimeDelta = chrono::TimeDelta::minutes(15);

/// What a look found: what is as it should be, and what is not, a line each.
#[derive(Default)]
struct Report {
    lines: Vec<String>,
    wrong: Vec<String>,
}

/// `doorstep check`: lines for an operator; an error where something is wrong, with what to do.
pub fn check(serve: Serve) -> anyhow::Result<Vec<String>> {
    let check = serve.read_for_check();
    let now = Clock::of_the_machine().now();
    let mut report = Report::default();
    runtime()?.block_on(async {
        let settings = match check.settings {
            Ok(settings) => {
                report.lines.push("settings: can be used".to_owned());
                if !check.has_operator {
                    report.lines.push("operator: not set; `doorstep serve` needs DOORSTEP_OPERATOR".to_owned());
                }
                Some(settings)
            }
            Err(bad) => {
                report.wrong.extend(bad.0);
                None
            }
        };
        match store::inspect(&check.database, now).await {
            Ok(findings) => report.tell(&findings, now),
            Err(error) => report.wrong.push(error.to_string()),
        }
        match settings {
            Some(settings) if check.has_token => report.ask_telegram(&settings).await,
            Some(_) => report.lines.push("Telegram: not asked, since DOORSTEP_TOKEN is not set".to_owned()),
            None => {}
        }
    });
    if report.wrong.is_empty() {
        Ok(report.lines)
    } else {
        report.lines.extend(report.wrong);
        Err(anyhow::anyhow!(report.lines.join("\n")))
    }
}

impl Report {
    fn tell(&mut self, findings: &Findings, now: Instant) {
        let schema = if findings.schema < findings.known {
            format!("schema {}, which the next start changes to {}", findings.schema, findings.known)
        } else {
            format!("schema {}", findings.schema)
        };
        self.lines.push(format!("database: sound, {schema}"));
        let states: Vec<_> = findings.outbox.iter().map(|(state, count)| format!("{count} {state}")).collect();
        self.lines.push(format!("messages: {}", if states.is_empty() { "none".to_owned() } else { states.join(", ") }));
        match findings.waits_since.map(|since| (since, now - since)) {
            Some((since, waits)) if waits > WAITS_TOO_LONG => self.wrong.push(format!(
                "a message waits since {}: is `doorstep serve` running, and what does its log say?",
                since.format("%F %R UTC")
            )),
            Some((_, waits)) => self.lines.push(format!("oldest that waits: {} s", waits.num_seconds())),
            None => self.lines.push("oldest that waits: none".to_owned()),
        }
        self.lines.push(match findings.quarantined {
            0 => "quarantine: empty".to_owned(),
            count => format!(
                "quarantine: {count}; each is a fault of the program: report the lines of its log that say `put aside`"
            ),
        });
    }

    async fn ask_telegram(&mut self, settings: &Settings) {
        let asked = match Poller::new(&settings.access) {
            Some(poller) => poller.username().await.map_err(|error| error.to_string()),
            None => Err("no HTTP client can be made on this machine".to_owned()),
        };
        match asked {
            Ok(name) => self.lines.push(format!("Telegram: answers to @{name}")),
            Err(error) => self.wrong.push(error),
        }
    }
}

/// `doorstep backup FILE`: one line for an operator.
pub fn backup(backup: &Backup) -> anyhow::Result<Vec<String>> {
    let copied =
        runtime()?.block_on(store::back_up(&backup.database.file, &backup.to)).context("there is no backup")?;
    let (file, kilobytes) = (backup.to.display(), copied.bytes.div_ceil(1_000));
    Ok(vec![format!("{file}: {} rows, {kilobytes} kB, checked", copied.rows)])
}
