//! The crash play: neighbours press buttons, the program is killed at any instant and started again, many times over.
//! Then what was confirmed is there, what was shown is true, and what came twice said so.
//!
//! 200 kills; `DOORSTEP_KILLS=10000 cargo test --test crash` before a release.

#![expect(clippy::unwrap_used, reason = "a play that cannot go on has failed")]
#![expect(
    clippy::disallowed_methods,
    reason = "the play is its own app: it starts tasks, reads the clock and a setting"
)]

mod check;
mod pairs;
mod program;

use std::sync::Arc;
use std::time::Duration;

use doorstep::demo::Telegram;
use doorstep::domain::Chance;

use check::Database;
use pairs::{DECIMALS, Pairs};
use program::Program;

/// Pairs of neighbours who are on their way to each other at the same time.
const AT_ONCE: usize = 12;

/// A simulated Telegram, pairs of neighbours, and the program beside.
struct Play {
    telegram: Telegram,
    program: Program,
    pairs: Pairs,
    chance: Chance,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
    _folder: tempfile::TempDir,
}

impl Play {
    async fn opens() -> Self {
        let telegram = Telegram::new(Arc::new(|| chrono::Utc::now().timestamp_millis()));
        telegram.keep_all_calls();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(telegram.clone().serve(listener));
        let folder = tempfile::tempdir().unwrap();
        let program = Program::new(&url, &telegram.token(), folder.path());
        let pairs = Pairs::new(telegram.clone(), AT_ONCE);
        Self { telegram, program, pairs, chance: Chance::seeded(20_260_312), server, _folder: folder }
    }

    /// The program works for a moment.
    async fn works(&mut self) {
        let moment = Duration::from_millis(u64::try_from(self.chance.below(160)).unwrap());
        self.pairs.go_on(moment).await;
    }

    async fn database(&self) -> Database {
        Database::open(&self.program.database).await
    }

    /// All who are under way get there, what is owed to anybody arrives, and the log is silent about them.
    /// Answers how many messages came twice.
    async fn ends(mut self) -> i64 {
        let mut running = self.program.start();
        self.pairs.finish().await;
        for _ in 0..100 {
            assert_eq!(running.ends_by("TERM").await, Some(0));
            if self.database().await.owed().await == 0 && self.telegram.unconfirmed() == 0 {
                break;
            }
            running = self.program.start();
            self.pairs.until_polled().await;
        }
        let database = self.database().await.holds_what_was_confirmed(&self.pairs).await;
        let database = database.ended_in_good_order(&self.pairs).await;
        let repeats = database.holds(&self.pairs).await.repeats_were_flagged(&self.telegram).await;
        self.server.abort();
        let log = self.program.log();
        let place = format!("{DECIMALS:.6}");
        let place = place.trim_start_matches('0').get(..4).unwrap().to_owned();
        for secret in [self.telegram.token(), place, "Ada".to_owned(), "Ben".to_owned(), "Two bags".to_owned()] {
            let line = log.lines().find(|line| line.contains(&secret));
            assert_eq!(line, None, "{secret} stands in the log");
        }
        assert!(!log.contains(doorstep::store::NOT_TRUE), "a turn was taken from what had changed");
        repeats
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_lose_nothing() {
    let kills = std::env::var("DOORSTEP_KILLS").map_or(200, |kills| kills.parse().unwrap());
    let mut play = Play::opens().await;
    for kill in 0..kills {
        let mut running = play.program.start();
        // Now and then it does not even come to its first poll; mostly it works for a moment.
        if play.chance.below(8) > 0 {
            play.pairs.until_polled().await;
        }
        play.works().await;
        running.kill();
        if kill % 20 == 0 {
            play.database().await.holds_what_was_confirmed(&play.pairs).await;
        }
    }
    let log = play.program.log();
    assert!(log.contains("messages were cut off"), "a log that says nothing proves nothing: {log}");
    let repeats = play.ends().await;
    assert!(repeats > 0, "nothing came twice: the play says little");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signal_ends_it_in_good_order_and_loses_nothing() {
    let mut play = Play::opens().await;
    for round in 0..30 {
        let running = play.program.start();
        play.pairs.until_polled().await;
        play.works().await;
        #[cfg(target_os = "linux")]
        assert_eq!(running.cores(), 1, "its threads wake each other on one core");
        let signal = if round % 2 == 0 { "TERM" } else { "INT" };
        assert_eq!(running.ends_by(signal).await, Some(0), "{signal}");
        let database = play.database().await.holds_what_was_confirmed(&play.pairs).await;
        database.ended_in_good_order(&play.pairs).await;
    }
    play.ends().await;
}
