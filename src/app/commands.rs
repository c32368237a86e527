//! The commands: from settings to a running program, and to its end.

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::clock::Clock;
use super::{App, Plan};
use crate::config::Serve;
use crate::telegram::{Access, PollError, Poller};

/// `doorstep serve`: runs until SIGTERM or SIGINT.
pub fn serve(serve: Serve) -> anyhow::Result<()> {
    let level = serve.log_level().to_owned();
    let settings = serve.read()?;
    log_to_stderr(&level);
    runtime()?.block_on(async {
        knows_token(&settings.access).await?;
        let plan = Plan {
            access: settings.access,
            operator: settings.operator,
            database: settings.database,
            locales: settings.locales,
            zone: settings.zone,
            budgets: settings.budgets,
            clock: Clock::of_the_machine(),
            seed: None,
        };
        until_told_to_end(App::start(plan).await?).await
    })
}

pub(super) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the runtime cannot start")
}

/// A wrong token ends the start; a network that is not there yet does not.
async fn knows_token(access: &Access) -> anyhow::Result<()> {
    let poller = Poller::new(access).context("no HTTP client can be made on this machine")?;
    match poller.username().await {
        Err(error @ PollError::Token) => Err(error.into()),
        Err(error) => {
            tracing::warn!(error = %error, "starting without Telegram; trying again");
            Ok(())
        }
        Ok(_) => Ok(()),
    }
}

async fn until_told_to_end(mut app: App) -> anyhow::Result<()> {
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let ended_alone = tokio::select! {
        _ = term.recv() => false,
        _ = int.recv() => false,
        () = app.a_part_ends() => true,
    };
    app.stop().await;
    if ended_alone {
        anyhow::bail!("a part of the program ended by itself: see the log; start it again");
    }
    Ok(())
}

/// Our own events, and of others only what is wrong: theirs may hold what people wrote.
fn log_to_stderr(level: &str) {
    let filter = EnvFilter::new(format!("warn,doorstep={level},sqlx=error,hyper=error,reqwest=error,teloxide=error"));
    let done = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    if done.is_err() {
        tracing::debug!("a log is set up already");
    }
}
