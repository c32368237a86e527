//! Operators' commands beside the running bot: a look at it, and a copy of its database. Neither takes the lock.

use std::path::Path;

use anyhow::Context;

use super::clock::Clock;
use super::commands::runtime;
use super::texts;
use crate::config::{Backup, BadSettings, Serve, Settings};
use crate::domain::{Instant, limits};
use crate::store::{self, Failed, Failure, Findings};
use crate::telegram::{Poller, Webhook};

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
        let settings = report.read_settings(check.settings, check.locales.as_deref());
        if settings.is_some() && !check.has_operator {
            report.lines.push("operator: not set; `doorstep serve` needs DOORSTEP_OPERATOR".to_owned());
        }
        match store::inspect(&check.database, now).await {
            Ok(findings) => {
                let floor = settings.as_ref().map_or(0, |settings| settings.keep_free);
                report.tell(&findings, (&check.database, floor), now);
            }
            Err(error) => report.wrong.push(error.to_string()),
        }
        match settings {
            Some(settings) if check.has_token => report.ask_telegram(&settings).await,
            Some(_) => report.lines.push("Telegram: not asked, since DOORSTEP_TOKEN is not set".to_owned()),
            None => report.lines.push("Telegram: not asked, since a setting cannot be used".to_owned()),
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
    fn read_settings(&mut self, settings: Result<Settings, BadSettings>, locales: Option<&Path>) -> Option<Settings> {
        let before = self.wrong.len();
        let settings = settings.map_err(|bad| self.wrong.extend(bad.0)).ok();
        if let Err(error) = texts::read(locales) {
            self.wrong.push(error.to_string());
        }
        if self.wrong.len() == before {
            self.lines.push("settings: can be used".to_owned());
        }
        settings
    }

    fn tell(&mut self, findings: &Findings, (database, floor): (&Path, u64), now: Instant) {
        let schema = if findings.schema < findings.known {
            format!("schema {}, which the next start changes to {}", findings.schema, findings.known)
        } else {
            format!("schema {}", findings.schema)
        };
        self.lines.push(format!("database: sound, {schema}"));
        if !findings.has_room {
            self.wrong.push(format!("the disk of {} is full: make room; nothing is lost", database.display()));
        } else if findings.free.is_some_and(|free| free < floor) {
            self.wrong.push(format!(
                "less than {} MiB are free on the disk of {}: no new asks are taken; make room; nothing is lost",
                floor >> 20,
                database.display()
            ));
        }
        self.wrong.extend(findings.unusable.clone());
        self.tell_of_messages(findings, now);
        self.lines.push(match findings.quarantined {
            0 => "quarantine: empty".to_owned(),
            count => format!(
                "quarantine: {count}; each is a fault of the program: report the lines of its log that say `put aside`"
            ),
        });
        if findings.quarantined_lately > 0 {
            self.wrong.push(format!(
                "updates put aside since yesterday: {}; report the lines of the log that say `put aside`",
                findings.quarantined_lately
            ));
        }
        self.tell_of_the_line(findings, now);
    }

    fn tell_of_messages(&mut self, findings: &Findings, now: Instant) {
        let states: Vec<_> = findings.outbox.iter().map(|(state, count)| format!("{count} {state}")).collect();
        self.lines.push(format!("messages: {}", if states.is_empty() { "none".to_owned() } else { states.join(", ") }));
        match findings.waits_since.map(|since| (since, now - since)) {
            Some((since, waits)) if waits > limits::WAITS_TOO_LONG => self.wrong.push(format!(
                "a message waits since {}: is `doorstep serve` running, and what does its log say?",
                minute(since)
            )),
            Some((_, waits)) => self.lines.push(format!("oldest that waits: {} s", waits.num_seconds())),
            None => self.lines.push("oldest that waits: none".to_owned()),
        }
        if let Some(since) = findings.fails_since.filter(|since| now - *since > limits::WAITS_TOO_LONG) {
            self.wrong.push(format!(
                "no message arrives since {}, though they are tried: the log of `doorstep serve` says why",
                minute(since)
            ));
        }
        for (reason, count) in &findings.refused {
            self.wrong.push(format!(
                "messages that Telegram refused since yesterday ({reason}): {count}; put your own texts right, or report \
                 the lines of the log that say `a message was refused`"
            ));
        }
        if findings.simplified > 0 {
            self.wrong.push(format!(
                "messages that arrived only as plain words since yesterday: {}; put your own texts right, or report the \
                 lines of the log that say `a message was refused`",
                findings.simplified
            ));
        }
    }

    /// What the bot wrote down of its polls.
    fn tell_of_the_line(&mut self, findings: &Findings, now: Instant) {
        let failed = findings.failed.filter(|failed| now - failed.next <= limits::UNHEARD_FOR);
        // Two that poll in turns both succeed now and then.
        let failed = failed.filter(|failed| {
            failed.why == Failure::Conflict || findings.in_order_at.is_none_or(|in_order| in_order < failed.at)
        });
        if let Some(failed) = failed {
            self.wrong.push(format!("no updates at {}: {}", minute(failed.at), remedy(&failed)));
            return;
        }
        let heard = findings.in_order_at.max(findings.failed.map(|failed| failed.next));
        match (heard, findings.in_order_at) {
            (Some(heard), _) if now - heard > limits::UNHEARD_FOR => self.wrong.push(format!(
                "the bot has written nothing down since {}: is `doorstep serve` running, and what does its log say?",
                minute(heard)
            )),
            (_, Some(in_order)) => self.lines.push(format!("updates: received at {}", minute(in_order))),
            (_, None) => self.lines.push("updates: none so far".to_owned()),
        }
    }

    async fn ask_telegram(&mut self, settings: &Settings) {
        let Some(poller) = Poller::new(&settings.access) else {
            self.wrong.push("no HTTP client can be made on this machine".to_owned());
            return;
        };
        match poller.username().await {
            Ok(name) => self.lines.push(format!("Telegram: answers to @{name}")),
            Err(error) => {
                self.wrong.push(error.to_string());
                return;
            }
        }
        match poller.webhook().await {
            Ok(webhook) => self.tell_of_webhook(&webhook),
            Err(error) => self.wrong.push(format!("Telegram does not say who receives the updates: {error}")),
        }
    }

    fn tell_of_webhook(&mut self, webhook: &Webhook) {
        let pending = webhook.pending_update_count;
        if !webhook.url.is_empty() {
            let error = webhook.last_error_message.as_deref().map(|error| format!(", which fails with: {error}"));
            self.wrong.push(format!(
                "a webhook takes this bot's updates{}; {pending} wait: remove it (deleteWebhook), and stop what set it",
                error.unwrap_or_default()
            ));
        } else if pending > limits::MANY_UPDATES {
            self.wrong
                .push(format!("{pending} updates wait at Telegram: is `doorstep serve` running, and does it keep up?"));
        } else {
            self.lines.push(format!("updates that wait at Telegram: {pending}"));
        }
    }
}

fn minute(at: Instant) -> String {
    at.format("%F %R UTC").to_string()
}

fn remedy(failed: &Failed) -> String {
    let remedy = match failed.why {
        Failure::Unreachable => "Telegram cannot be reached; look at the network of this machine",
        Failure::Silent => "Telegram does not answer; look at the network of this machine",
        Failure::Conflict => "another program receives this bot's messages; stop it, or remove its webhook",
        Failure::Token => {
            "Telegram does not know the bot's token; set DOORSTEP_TOKEN to the one that BotFather gave you"
        }
        Failure::Elsewhere => "what answers at DOORSTEP_API_URL is no Bot API; set it right, or leave it out",
        Failure::Wait => {
            return format!("Telegram asks the bot to wait until {}; it goes on by itself then", minute(failed.next));
        }
        Failure::Other => "Telegram answers with an error; the log of `doorstep serve` has its words",
    };
    remedy.to_owned()
}

/// `doorstep backup FILE`: one line for an operator.
pub fn backup(backup: &Backup) -> anyhow::Result<Vec<String>> {
    let (database, to) = backup.read()?;
    let copied = runtime()?.block_on(store::back_up(database, to)).context("there is no backup")?;
    let (file, kilobytes) = (to.display(), copied.bytes.div_ceil(1_000));
    Ok(vec![format!("{file}: {} rows, {kilobytes} kB, checked", copied.rows)])
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn findings(failed: Option<Failed>, in_order_at: Option<Instant>) -> Findings {
        Findings {
            schema: 1,
            known: 1,
            outbox: Vec::new(),
            waits_since: None,
            fails_since: None,
            refused: Vec::new(),
            simplified: 0,
            quarantined: 0,
            quarantined_lately: 0,
            in_order_at,
            failed,
            has_room: true,
            free: None,
            unusable: None,
        }
    }

    fn told(failed: Option<Failed>, in_order_at: Option<Instant>, now: Instant) -> (Vec<String>, Vec<String>) {
        let mut report = Report::default();
        report.tell_of_the_line(&findings(failed, in_order_at), now);
        (report.lines, report.wrong)
    }

    #[test]
    fn too_little_room_for_new_asks_is_one_line() {
        let told = |free| {
            let (mut report, now) = (Report::default(), Instant::default());
            report.tell(&Findings { free, ..findings(None, None) }, (Path::new("doorstep.db"), 200 << 20), now);
            report.wrong
        };
        let line =
            "less than 200 MiB are free on the disk of doorstep.db: no new asks are taken; make room; nothing is lost";
        assert_eq!(told(Some((200 << 20) - 1)), [line]);
        assert!(told(Some(200 << 20)).is_empty() && told(None).is_empty());
    }

    #[test]
    fn a_bot_that_telegram_asks_to_wait_is_not_taken_for_one_that_does_not_run() {
        let at = "2026-03-12T10:00:00Z".parse::<Instant>().unwrap();
        let waits = Failed { at, next: at + TimeDelta::minutes(60), why: Failure::Wait };
        let (_, wrong) = told(Some(waits), Some(at - TimeDelta::minutes(1)), at + TimeDelta::minutes(50));
        assert_eq!(
            wrong,
            [
                "no updates at 2026-03-12 10:00 UTC: Telegram asks the bot to wait until 2026-03-12 11:00 UTC; it goes on by \
              itself then"
            ]
        );
        let (_, wrong) = told(Some(waits), None, at + TimeDelta::minutes(66));
        assert!(wrong.iter().any(|line| line.starts_with("the bot has written nothing down since 2026-03-12 11:00")));
        let (lines, wrong) = told(Some(waits), Some(at + TimeDelta::minutes(61)), at + TimeDelta::minutes(62));
        assert!(wrong.is_empty() && lines.iter().any(|line| line.starts_with("updates: received")), "{wrong:?}");
    }
}
