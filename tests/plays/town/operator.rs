//! What an operator does: commands beside the bot, and the bot as a process of its own.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use chrono::TimeDelta;
use doorstep::app::clock::Clock;

use super::{Holder, TOO_LONG, Town};

/// The bot, or a demo, as a process.
pub struct Serving {
    child: Option<Child>,
    log: Option<BufReader<ChildStderr>>,
}

impl Town {
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("DOORSTEP_DATABASE", self.database());
        command.env("DOORSTEP_TOKEN", self.telegram.token()).env("DOORSTEP_API_URL", self.url());
        command.env("DOORSTEP_OPERATOR", "Rosa Operator");
        // However full the disk of this machine is.
        command.env("DOORSTEP_KEEP_FREE", "0");
        command
    }

    /// The address of the simulated Telegram.
    pub fn url(&self) -> String {
        self.url.to_string()
    }

    /// An operator's command, beside the bot or without it: did it go well, and what did it print?
    pub async fn operator(&self, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
        let mut command = self.command(env!("CARGO_BIN_EXE_doorstep"));
        command.args(arguments).envs(settings.iter().copied());
        printed(command).await
    }

    /// A backup of the database, beside it.
    pub async fn backed_up(&self, name: &str) -> PathBuf {
        let file = self.database().with_file_name(name);
        let (well, printed) = self.operator(&["backup", file.to_str().unwrap()], &[]).await;
        assert!(well, "{printed}");
        file
    }

    /// The bot on a disk whose files take no more than this.
    fn on_a_disk_of(&self, most_kilobytes: u32) -> Command {
        // What is too much must be an error, as it is on a full disk, and no signal.
        self.in_a_shell(&format!("trap '' XFSZ; ulimit -f {most_kilobytes}; exec \"$0\" serve"))
    }

    /// The same through a shell, where `"$0"` is the program.
    pub async fn shell(&self, script: &str, settings: &[(&str, &str)]) -> (bool, String) {
        let mut command = self.in_a_shell(script);
        command.envs(settings.iter().copied());
        printed(command).await
    }

    fn in_a_shell(&self, script: &str) -> Command {
        let mut command = self.command("/bin/bash");
        command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_doorstep"));
        command
    }

    /// A command whose output goes into a pipe that nobody reads any more; what it says elsewhere.
    pub async fn says_to_nobody(&self, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
        let mut command = self.command(env!("CARGO_BIN_EXE_doorstep"));
        command.args(arguments).envs(settings.iter().copied());
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        command.stdout(writer);
        printed(command).await
    }

    /// The bot with a file on a disk that takes no more than this.
    pub async fn serves_on_a_full_disk(&self, file: &Path, most_kilobytes: u32) -> (bool, String) {
        let mut command = self.on_a_disk_of(most_kilobytes);
        command.env("DOORSTEP_DATABASE", file);
        printed(command).await
    }

    /// The bot as a process of its own, whose disk gets full after this; a MiB of it is to stay free.
    pub fn serves_until_the_disk_is_full(&self, most_kilobytes: u32) -> Serving {
        let mut command = self.on_a_disk_of(most_kilobytes);
        command.env("DOORSTEP_KEEP_FREE", "1");
        Serving::begins(command)
    }

    /// The bot as a process of its own, on the town's database.
    pub fn serves(&self, settings: &[(&str, &str)]) -> Serving {
        let mut command = self.command(env!("CARGO_BIN_EXE_doorstep"));
        command.arg("serve").envs(settings.iter().copied());
        Serving::begins(command)
    }

    /// The same, whose log goes where nothing can be written.
    pub fn serves_without_a_log(&self) -> Serving {
        let mut command = self.in_a_shell("exec \"$0\" serve 2>/dev/full");
        command.env("DOORSTEP_LOG", "trace");
        Serving::begins(command)
    }

    /// A demo that keeps its things in this folder; what it prints is read like a log, and with it.
    pub fn demo(&self, folder: &Path, settings: &[(&str, &str)]) -> Serving {
        let mut command = self.in_a_shell("exec \"$0\" demo 1>&2");
        command.env("DOORSTEP_DEMO_PORT", "0").env("TMPDIR", folder).envs(settings.iter().copied());
        Serving::begins(command)
    }

    /// Another program has this file for itself, which is as a backup is.
    pub async fn holds_alone(&self, file: &Path) -> Holder {
        let file = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut file = sqlx::ConnectOptions::connect(&file).await.unwrap();
        sqlx::query("begin exclusive").execute(&mut file).await.unwrap();
        Holder(file)
    }

    /// Somebody changes a file by hand, which is then as a backup is: not in write-ahead mode.
    pub async fn changes(&self, file: &Path, sql: &'static str) {
        self.does(file, [sql, "pragma journal_mode = delete"]).await;
    }

    /// A file is then as a bot leaves it that has ended: in write-ahead mode.
    pub async fn is_as_a_bot_leaves_it(&self, file: &Path) {
        self.does(file, ["select 1", "pragma journal_mode = wal"]).await;
    }

    async fn does(&self, file: &Path, sql: [&'static str; 2]) {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).create_if_missing(true);
        let mut file = sqlx::ConnectOptions::connect(&options).await.unwrap();
        for one in sql {
            sqlx::query(one).execute(&mut file).await.unwrap();
        }
        sqlx::Connection::close(file).await.unwrap();
    }

    /// The names of all that lies beside the database.
    pub fn files(&self) -> BTreeSet<String> {
        let folder = std::fs::read_dir(self.database().parent().unwrap()).unwrap();
        folder.map(|one| one.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// The clock of the play goes to the time of the machine, which commands go by.
    pub async fn is_of_today(&self) {
        self.passes(Clock::of_the_machine().now() - self.clock.now()).await;
    }

    /// Waits until a row is kept.
    pub async fn until_kept(&self, sql: &'static str) {
        let kept = async {
            let file = sqlx::sqlite::SqliteConnectOptions::new().filename(self.database()).read_only(true);
            let mut file = sqlx::ConnectOptions::connect(&file).await.unwrap();
            while sqlx::query(sql).fetch_optional(&mut file).await.unwrap().is_none() {
                tokio::task::yield_now().await;
            }
        };
        assert!(tokio::time::timeout(TOO_LONG, kept).await.is_ok(), "in vain: {sql}");
    }

    /// What was due is due for longer, and what arrived arrived earlier; the bot does not run.
    pub async fn ages(&self, by: TimeDelta) {
        let file = sqlx::sqlite::SqliteConnectOptions::new().filename(self.database());
        let mut file = sqlx::ConnectOptions::connect(&file).await.unwrap();
        sqlx::query("update outbox set due_ms = due_ms - $1, ended_at_ms = ended_at_ms - $1")
            .bind(by.num_milliseconds())
            .execute(&mut file)
            .await
            .unwrap();
        sqlx::Connection::close(file).await.unwrap();
    }
}

impl Serving {
    fn begins(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let log = child.stderr.take().map(BufReader::new);
        Self { child: Some(child), log }
    }

    /// Waits for a line of its log.
    pub async fn says(self, words: &'static str) -> Self {
        self.says_at_last(words).await.0
    }

    /// The same, with all lines up to that one.
    pub async fn says_at_last(mut self, words: &'static str) -> (Self, String) {
        let mut log = self.log.take().unwrap();
        let read = tokio::task::spawn_blocking(move || {
            let (mut all, mut line) = (String::new(), String::new());
            while !line.contains(words) {
                line.clear();
                assert!(log.read_line(&mut line).unwrap() > 0, "it ended and never said: {words}");
                all += &line;
            }
            (log, all)
        });
        let (log, all) = tokio::time::timeout(TOO_LONG, read).await.expect("it never says it").unwrap();
        self.log = Some(log);
        (self, all)
    }

    /// SIGTERM: what it still says until it has ended in good order.
    pub async fn says_until_its_end(mut self) -> String {
        let mut log = self.log.take().unwrap();
        assert!(self.ends_when_told().await, "it ends in good order");
        let mut rest = String::new();
        log.read_to_string(&mut rest).unwrap();
        rest
    }

    /// SIGTERM: did it end in good order?
    pub async fn ends_when_told(self) -> bool {
        self.ends_by("TERM").await
    }

    /// A signal: did it end in good order?
    pub async fn ends_by(mut self, signal: &str) -> bool {
        let mut child = self.child.take().unwrap();
        let told = Command::new("kill").args(["-s", signal]).arg(child.id().to_string()).status().unwrap();
        assert!(told.success());
        let ended = tokio::task::spawn_blocking(move || child.wait().unwrap());
        tokio::time::timeout(TOO_LONG, ended).await.expect("it does not end").unwrap().success()
    }
}

impl Drop for Serving {
    /// A play that failed leaves nobody behind.
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

async fn printed(mut command: Command) -> (bool, String) {
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(printed).unwrap())
}
