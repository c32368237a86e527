//! The whole program against the simulated Bot API over HTTP, each a process of its own: updates a second, the way
//! from an update to its answer, CPU, memory, start. Beside it a client that only echoes: the limit of this machine.
//! The last line is of a flood: while one neighbour sends 100 messages a second, by when 95 of a hundred answers to everybody
//! else are there. It should be below a second.
//! `cargo bench --bench program`

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "a bench measures time, and is its own app")]

mod echo;
mod fill;
mod load;
mod process;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use doorstep::demo::Telegram;
use load::{Load, Step};
use process::Process;

/// Neighbours who are in a dialogue at the same time.
const AT_ONCE: usize = 50;
/// What one who floods sends in a second.
const FLOOD: u32 = 100;
const WARM_UP: Duration = Duration::from_secs(3);
const MEASURED: Duration = Duration::from_secs(15);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "echo") {
        return echo::echo(arguments.into_iter().nth(at + 1).unwrap()).await;
    }
    let size = std::fs::metadata(process::DOORSTEP).unwrap().len();
    println!("size of the binary: {:.1} MB\n", mega(size));
    println!("| | updates/s | update to answer, median / p99 in ms | CPU an update in µs | memory in MB |");
    println!("|---|---|---|---|---|");
    let (telegram, url) = simulator().await;
    let echo = Process::echo(&url);
    measure("a client that only echoes", (&telegram, &echo), vec![Step::Start, Step::Says("", "hello")]).await;
    drop(echo);
    idle().await;
    with_people(0).await;
    with_people(100_000).await;
    flooded().await;
}

/// A program that nobody uses.
async fn idle() {
    let folder = tempfile::tempdir().unwrap();
    let (telegram, url) = simulator().await;
    let (program, start) = started(&telegram, &url, folder.path()).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    println!("| idle; first poll {start:.0} ms after the start | | | | {:.1} |", mega(program.memory()));
}

/// The dialogue, in a database in which so many neighbours have a post each already.
async fn with_people(people: u32) {
    let folder = tempfile::tempdir().unwrap();
    fill::fill(&folder.path().join("doorstep.db"), people).await;
    let (telegram, url) = simulator().await;
    let (program, start) = started(&telegram, &url, folder.path()).await;
    let name = format!("{people} neighbours with an ask and an offer each; first poll {start:.0} ms after the start");
    measure(&name, (&telegram, &program), load::dialogue()).await;
}

/// The dialogue, beside one who writes without end.
async fn flooded() {
    let folder = tempfile::tempdir().unwrap();
    let (telegram, url) = simulator().await;
    let (_program, _) = started(&telegram, &url, folder.path()).await;
    let flood = tokio::spawn(floods(telegram.clone()));
    let mut load = Load::new(telegram, load::dialogue(), AT_ONCE);
    load.run(WARM_UP).await;
    load.answers.clear();
    load.run(MEASURED).await;
    flood.abort();
    assert!(!load.answers.is_empty(), "nobody is answered:\n{}", load.stuck());
    load.answers.sort_unstable();
    let p95 = millis(&load.answers, 95);
    println!("\nbeside one who sends {FLOOD} messages a second, everyone else's p95 is {p95:.1} ms");
}

async fn floods(telegram: Telegram) {
    let flooder = telegram.add_person("Flo");
    telegram.starts(flooder, None).unwrap();
    let mut beat = tokio::time::interval(Duration::from_secs(1) / FLOOD);
    loop {
        beat.tick().await;
        telegram.says(flooder, "hello").unwrap();
    }
}

/// By when so many of a hundred answers are there.
fn millis(sorted: &[Duration], of_a_hundred: usize) -> f64 {
    sorted.get(sorted.len() * of_a_hundred / 100).unwrap().as_secs_f64() * 1e3
}

async fn measure(name: &str, (telegram, program): (&Telegram, &Process), steps: Vec<Step>) {
    let mut load = Load::new(telegram.clone(), steps, AT_ONCE);
    load.run(WARM_UP).await;
    load.answers.clear();
    let (cpu, begun) = (program.cpu(), Instant::now());
    load.run(MEASURED).await;
    let (cpu, took) = (program.cpu().saturating_sub(cpu), begun.elapsed());
    assert!(!load.answers.is_empty(), "nobody is answered:\n{}", load.stuck());
    let answers = &mut load.answers;
    answers.sort_unstable();
    let updates = u32::try_from(answers.len()).unwrap();
    println!(
        "| {name} | {:.0} | {:.1} / {:.1} | {:.0} | {:.1} |",
        f64::from(updates) / took.as_secs_f64(),
        millis(answers, 50),
        millis(answers, 99),
        cpu.as_secs_f64() * 1e6 / f64::from(updates),
        mega(program.memory()),
    );
}

async fn simulator() -> (Telegram, String) {
    let telegram = Telegram::new(Arc::new(|| chrono::Utc::now().timestamp_millis()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(telegram.clone().serve(listener));
    (telegram, url)
}

/// Starts the program; how many milliseconds it took to its first poll.
async fn started(telegram: &Telegram, url: &str, folder: &Path) -> (Process, f64) {
    let mut changes = telegram.changed();
    let begun = Instant::now();
    let program = Process::doorstep(url, &telegram.token(), folder);
    while telegram.polls() == 0 {
        changes.changed().await.unwrap();
    }
    (program, begun.elapsed().as_secs_f64() * 1e3)
}

fn mega(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1_024).unwrap()) / 1_024.0
}
