//! A process that is measured from outside: what it used is read from `/proc`, so that the simulator is not counted.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::Timelike;

pub const DOORSTEP: &str = env!("CARGO_BIN_EXE_doorstep");

/// A process; it is killed when it is dropped.
pub struct Process(Child);

impl Process {
    /// The program, with its budgets off.
    pub fn doorstep(url: &str, token: &str, folder: &Path) -> Self {
        let mut command = Command::new(DOORSTEP);
        command.arg("serve").env("DOORSTEP_TOKEN", token).env("DOORSTEP_API_URL", url);
        command.env("DOORSTEP_DATABASE", folder.join("doorstep.db")).env("DOORSTEP_OPERATOR", "the bench");
        command.env("DOORSTEP_CHAT_BURST", "0").env("DOORSTEP_BULK_A_SECOND", "0");
        command.env("DOORSTEP_KEEP_FREE", "0").env("DOORSTEP_LOG", "error");
        command.env("DOORSTEP_ZONE", noon());
        Self(command.spawn().unwrap())
    }

    /// The bench itself, as a client that only echoes.
    pub fn echo(url: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        Self(command.arg("echo").arg(url).stdout(Stdio::null()).spawn().unwrap())
    }

    /// The processor time that it used.
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap();
        // The name in brackets may hold spaces; user and system time are the 12th and 13th fields after it.
        let (_, fields) = stat.rsplit_once(')').unwrap();
        let ticks: u64 = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// The memory that it holds, in bytes.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1_024
    }
}

/// The zone in which it is noon, so that nobody sleeps. The signs of these zones are the other way round.
fn noon() -> String {
    let hours = 12 - i64::from(chrono::Utc::now().hour());
    if hours < 0 { format!("Etc/GMT+{}", -hours) } else { format!("Etc/GMT-{hours}") }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}
