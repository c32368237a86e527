//! The program as a process of its own, so that a kill is a kill.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use chrono::Timelike;

pub struct Program {
    url: String,
    token: String,
    zone: String,
    pub database: PathBuf,
}

impl Program {
    pub fn new(url: &str, token: &str, folder: &Path) -> Self {
        // It is noon where these neighbours live, so that nobody sleeps. The signs of these zones are the other way round.
        let hours = 12 - i64::from(chrono::Utc::now().hour());
        let zone = if hours < 0 { format!("Etc/GMT+{}", -hours) } else { format!("Etc/GMT-{hours}") };
        Self { url: url.to_owned(), token: token.to_owned(), zone, database: folder.join("doorstep.db") }
    }

    pub fn start(&self) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doorstep"));
        command.arg("serve").env("DOORSTEP_API_URL", &self.url).env("DOORSTEP_TOKEN", &self.token);
        command.env("DOORSTEP_DATABASE", &self.database).env("DOORSTEP_ZONE", &self.zone);
        command.env("DOORSTEP_OPERATOR", "the play").env("DOORSTEP_LOG", "error");
        command.env("DOORSTEP_CHAT_BURST", "0").env("DOORSTEP_BULK_A_SECOND", "0");
        Running(command.spawn().unwrap())
    }
}

/// It is killed when it is dropped, too.
pub struct Running(Child);

impl Running {
    /// SIGKILL: nothing is finished, nothing is closed.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            self.kill();
        }
    }
}
