//! The program as a process of its own, so that a kill is a kill, and a signal a signal.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::Timelike;

/// Whoever is told to end has ended by then: a supervisor kills after it.
const ENDS_WITHIN: Duration = Duration::from_secs(10);

pub struct Program {
    url: String,
    token: String,
    zone: String,
    pub database: PathBuf,
    log: PathBuf,
}

impl Program {
    pub fn new(url: &str, token: &str, folder: &Path) -> Self {
        // It is noon where these neighbours live, so that nobody sleeps. The signs of these zones are the other way round.
        let hours = 12 - i64::from(chrono::Utc::now().hour());
        let zone = if hours < 0 { format!("Etc/GMT+{}", -hours) } else { format!("Etc/GMT-{hours}") };
        let (database, log) = (folder.join("doorstep.db"), folder.join("stderr"));
        Self { url: url.to_owned(), token: token.to_owned(), zone, database, log }
    }

    pub fn start(&self) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doorstep"));
        // What is set for the play is no setting of the bot.
        command.env_clear();
        command.arg("serve").env("DOORSTEP_API_URL", &self.url).env("DOORSTEP_TOKEN", &self.token);
        command.env("DOORSTEP_DATABASE", &self.database).env("DOORSTEP_ZONE", &self.zone);
        command.env("DOORSTEP_OPERATOR", "the play").env("DOORSTEP_LOG", "trace").env("NO_COLOR", "1");
        command.env("DOORSTEP_CHAT_BURST", "0").env("DOORSTEP_BULK_A_SECOND", "0");
        command.env("DOORSTEP_KEEP_FREE", "0");
        let log: File = OpenOptions::new().create(true).append(true).open(&self.log).unwrap();
        Running(Some(command.stderr(Stdio::from(log)).spawn().unwrap()))
    }

    /// What all runs wrote to stderr, without the time of each line.
    pub fn log(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap();
        text.lines().map(|line| line.split_once(' ').map_or(line, |(_, event)| event)).collect::<Vec<_>>().join("\n")
    }
}

/// It is killed when it is dropped, too.
pub struct Running(Option<Child>);

impl Running {
    /// SIGKILL: nothing is finished, nothing is closed.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.0.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// On how many cores its threads may run.
    #[cfg(target_os = "linux")]
    pub fn cores(&self) -> usize {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.0.as_ref().unwrap().id())).unwrap();
        let of_thread = |thread: std::io::Result<std::fs::DirEntry>| {
            let status = std::fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
            let mask = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed:")).unwrap();
            let bits = mask.trim().replace(',', "");
            bits.chars().map(|digit| digit.to_digit(16).unwrap().count_ones() as usize).sum::<usize>()
        };
        threads.map(of_thread).max().unwrap()
    }

    /// A signal that asks it to end; its exit code.
    pub async fn ends_by(mut self, signal: &str) -> Option<i32> {
        let mut child = self.0.take().unwrap();
        let process = child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &process]).status().unwrap();
        assert!(sent.success(), "{signal} could not be sent");
        let (mut ended, waits) = (tokio::task::spawn_blocking(move || child.wait().unwrap().code()), ENDS_WITHIN);
        if let Ok(code) = tokio::time::timeout(waits, &mut ended).await {
            return code.unwrap();
        }
        Command::new("kill").args(["-s", "KILL", &process]).status().unwrap();
        None
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}
