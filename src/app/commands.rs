//! The commands: from settings to a running program, and to its end.

use std::sync::Arc;

use anyhow::Context;
use futures_util::future::select_all;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::clock::Clock;
use super::folder::DemoFolder;
use super::town::Hands;
use super::{App, Opened, Plan, one_core, print, texts, town};
use crate::config::{BadSettings, Demo, Serve, Settings};
use crate::delivery::Budgets;
use crate::demo::Telegram;
use crate::store::Room;
use crate::telegram::{Access, PollError, Poller};
use crate::words::{Catalog, CatalogError};

/// `doorstep serve`: runs until SIGTERM or SIGINT.
pub fn serve(serve: Serve) -> anyhow::Result<()> {
    let level = serve.log_level().to_owned();
    let texts = texts::read(serve.locales());
    let (settings, texts) = usable(serve.read(), texts)?;
    log_to_stderr(&level);
    one_core::keep_to();
    run(async {
        // First of all: Telegram may take its time, and an operator must not have to wait for it.
        let mut end = ToldToEnd::listen(&[SignalKind::terminate(), SignalKind::interrupt()])?;
        // Before any file is made: a wrong token leaves nothing behind.
        let known = tokio::select! {
            known = knows_token(&settings.access) => known?,
            () = end.comes() => return Ok(()),
        };
        let database = settings.database.clone();
        tracing::debug!(database = %database.display(), "opening the database");
        let room = Room::beside(&database, settings.keep_free);
        let opening = Opened::open(Plan {
            access: settings.access,
            operator: settings.operator,
            database: settings.database,
            texts,
            zone: settings.zone,
            budgets: settings.budgets,
            clock: Clock::of_the_machine(),
            room,
            seed: None,
        });
        // A large database takes its time to look at.
        let opened = tokio::select! {
            opened = opening => opened?,
            () = end.comes() => return Ok(()),
        };
        let app = opened.run().await?;
        // Told once all of it went well: a start that fails says nothing but why.
        tracing::info!(database = %database.display(), "the database is open");
        match known {
            Ok(name) => tracing::info!("this is @{name}"),
            Err(error) => tracing::warn!(error = %error, "starting without Telegram; trying again"),
        }
        until_told_to_end(app, end).await
    })
}

/// The settings and the texts that they name, or all that is wrong with both: nobody mends one thing to read of the next.
fn usable(
    settings: Result<Settings, BadSettings>,
    texts: Result<Catalog, CatalogError>,
) -> Result<(Settings, Catalog), BadSettings> {
    match (settings, texts) {
        (Ok(settings), Ok(texts)) => Ok((settings, texts)),
        (settings, texts) => {
            let mut wrong = settings.err().map_or_else(Vec::new, |bad| bad.0);
            wrong.extend(texts.err().map(|error| error.to_string()));
            Err(BadSettings(wrong))
        }
    }
}

/// `doorstep demo`: the bot and a simulated Telegram, with a page of phones; one line says where.
pub fn demo(demo: &Demo) -> anyhow::Result<()> {
    let port = demo.read()?;
    log_to_stderr(demo.log_level());
    run(async {
        // Whoever closes the terminal has done with it.
        let mut end = ToldToEnd::listen(&[SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()])?;
        let listener = TcpListener::bind(("127.0.0.1", port))
            .await
            .with_context(|| format!("port {port} cannot be used: set DOORSTEP_DEMO_PORT to another one"))?;
        let address = listener.local_addr()?;
        let folder = DemoFolder::make()?;
        let clock = town::clock(chrono_tz::Europe::London);
        let wall = clock.clone();
        let telegram = Telegram::new(Arc::new(move || wall.now().timestamp_millis()));
        let database = folder.database();
        let plan = Plan {
            access: Access::new(format!("http://{address}").parse()?, telegram.token().into()),
            operator: "Wrenford Good Neighbours (made up for this demo)".to_owned(),
            database: database.clone(),
            texts: texts::read(None)?,
            zone: chrono_tz::Europe::London,
            budgets: Budgets::default(),
            clock: clock.clone(),
            room: Room::beside(&database, 0),
            seed: None,
        };
        let hands = Hands::new(clock, telegram.clone());
        let desk = town::desk(hands.clone());
        let page = crate::demo::page::page(telegram.clone(), desk.clone());
        let served = telegram.clone();
        let mut side = tokio::task::JoinSet::new();
        side.spawn(async move { served.serve_with(listener, page).await });
        let town = town::Town { telegram: &telegram, desk: &desk, hands: &hands };
        let app = tokio::select! {
            app = settled(plan, &town) => app?,
            () = end.comes() => return Ok(()),
        };
        let ready =
            format!("Doorstep is ready: open http://{address} in a browser. Ctrl+C ends it, and forgets the town.");
        let ended = match print::say([ready.as_str()]) {
            Ok(()) => until_told_to_end(app, end).await,
            Err(unheard) => {
                app.stop().await;
                Err(unheard.into())
            }
        };
        side.shutdown().await;
        ended
    })
}

/// The bot of the demo, in a town that is lived in.
async fn settled(plan: Plan, town: &town::Town<'_>) -> anyhow::Result<App> {
    let app = App::start(plan).await?;
    town.hands.hold(app.rests());
    town.settle_down().await?;
    Ok(app)
}

/// Runs to the end. What still waits for a name server then is left behind: a thread of the system's own cannot be stopped, and
/// may wait for half a minute.
fn run<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = runtime()?;
    let done = runtime.block_on(work);
    runtime.shutdown_background();
    done
}

pub(super) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    // One thread: what waits for the database is woken without a call to the kernel; the engine has threads of its own.
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("the runtime cannot start")
}

/// The bot's name. A wrong token or address ends the start; a network that is not there yet does not.
async fn knows_token(access: &Access) -> anyhow::Result<Result<String, PollError>> {
    let poller = Poller::new(access).context("no HTTP client can be made on this machine")?;
    tracing::debug!("asking Telegram which bot this is");
    match poller.username().await {
        Err(error @ (PollError::Token | PollError::Elsewhere(_))) => Err(error.into()),
        known => Ok(known),
    }
}

/// The signals that ask for an end.
struct ToldToEnd(Vec<Signal>);

impl ToldToEnd {
    fn listen(kinds: &[SignalKind]) -> anyhow::Result<Self> {
        Ok(Self(kinds.iter().map(|kind| signal(*kind)).collect::<Result<_, _>>()?))
    }

    async fn comes(&mut self) {
        select_all(self.0.iter_mut().map(|one| Box::pin(one.recv()))).await;
    }
}

async fn until_told_to_end(mut app: App, mut end: ToldToEnd) -> anyhow::Result<()> {
    let ended_alone = tokio::select! {
        () = end.comes() => false,
        () = app.a_part_ends() => true,
    };
    app.stop().await;
    if ended_alone {
        anyhow::bail!("a part of the program ended by itself: see the log; start it again");
    }
    Ok(())
}

/// Our own events, and of others only what is wrong: theirs may hold what people wrote.
pub fn log_filter(level: &str) -> EnvFilter {
    EnvFilter::new(format!("warn,doorstep={level},sqlx=error,hyper=error,reqwest=error,teloxide=error"))
}

fn log_to_stderr(level: &str) {
    let filter = log_filter(level);
    let done = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // Where the log cannot be written, its own complaint could not either: the bot goes on without.
        .log_internal_errors(false)
        .try_init();
    if done.is_err() {
        tracing::debug!("a log is set up already");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    #[test]
    fn an_end_waits_for_no_thread_that_cannot_be_stopped() {
        let (release, hangs) = mpsc::channel::<()>();
        let (ended, end) = mpsc::channel();
        let program = std::thread::spawn(move || {
            let work = async move {
                // As a name server that does not answer.
                let name_server = tokio::task::spawn_blocking(move || hangs.recv());
                drop(name_server);
                Ok(())
            };
            ended.send(super::run(work).is_ok()).unwrap();
        });
        let in_time = end.recv_timeout(Duration::from_secs(20));
        drop(release);
        program.join().unwrap();
        assert_eq!(in_time, Ok(true));
    }
}
