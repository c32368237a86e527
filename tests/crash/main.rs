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
use pairs::Pairs;
use program::Program;

/// Pairs of neighbours who are on their way to each other at the same time.
const AT_ONCE: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_lose_nothing() {
    let kills = std::env::var("DOORSTEP_KILLS").map_or(200, |kills| kills.parse().unwrap());
    let telegram = Telegram::new(Arc::new(|| chrono::Utc::now().timestamp_millis()));
    telegram.keep_all_calls();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(telegram.clone().serve(listener));
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(&url, &telegram.token(), folder.path());
    let mut pairs = Pairs::new(telegram.clone(), AT_ONCE);
    let mut chance = Chance::seeded(20_260_312);
    for kill in 0..kills {
        let mut running = program.start();
        // Now and then it does not even come to its first poll; mostly it works for a moment.
        if chance.below(8) > 0 {
            pairs.until_polled().await;
        }
        let moment = Duration::from_millis(u64::try_from(chance.below(160)).unwrap());
        pairs.go_on(moment).await;
        running.kill();
        if kill % 20 == 0 {
            Database::open(&program.database).await.holds_what_was_confirmed(&pairs).await;
        }
    }
    let mut running = program.start();
    pairs.finish().await;
    running.kill();
    let database = Database::open(&program.database).await;
    let database = database.holds_what_was_confirmed(&pairs).await;
    database.holds(&pairs).await.repeats_were_flagged(&telegram).await;
    server.abort();
}
