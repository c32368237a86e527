//! Contracts of the store, on a real file that is opened as production opens it.

mod again;
mod agenda;
mod ahead;
mod asks;
mod beside;
mod cards;
mod conversations;
pub(crate) mod failing;
mod hours;
mod introductions;
mod line;
mod names;
mod neighbours;
mod offers;
mod opening;
mod outbox;
mod pings;
mod plans;
mod relays;
mod retention;
mod room;
mod said;
mod searching;
mod updates;
mod writing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tokio::task::JoinHandle;

use super::{Queue, Result, Store, StoreError, Tx, Writer};
use crate::domain::{
    Ask, AskState, CardId, Category, CellId, First, FirstName, Instant, IntroductionId, IntroductionState, Language,
    Line, Neighbour, NeighbourId, NewIntroduction, NewPing, PingId, PostId, Reach, Side, Slots, StandingOffer, Things,
    Times, Urgency, When,
};

/// Work in one immediate transaction of the writer's.
macro_rules! in_tx {
    ($base:expr, $tx:ident => $work:expr) => {
        $base
            .store
            .write(crate::store::Queue::People, move |$tx: &mut crate::store::Tx| {
                futures_util::FutureExt::boxed(async move { $work.await })
            })
            .await
    };
}
use in_tx;

/// The names of all that lies in the folder of a file.
fn beside(path: &Path) -> BTreeSet<String> {
    let folder = std::fs::read_dir(path.parent().unwrap()).unwrap();
    folder.map(|one| one.unwrap().file_name().into_string().unwrap()).collect()
}

/// A database of its own, with its writer.
struct Base {
    store: Store,
    writer: JoinHandle<()>,
    folder: tempfile::TempDir,
}

impl Base {
    async fn open() -> Self {
        Self::open_in(tempfile::tempdir().unwrap()).await
    }

    /// On the file that is there, or a new one.
    async fn open_in(folder: tempfile::TempDir) -> Self {
        let (store, writer) = Store::open(&folder.path().join("doorstep.db")).await.unwrap();
        Self { store, writer: spawn(writer), folder }
    }

    /// With Anna (1), Ben (2) and Cleo (3).
    async fn with_neighbours() -> Self {
        let base = Self::open().await;
        for (id, name) in [(1, "Anna"), (2, "Ben"), (3, "Cleo")] {
            in_tx!(base, tx => tx.meet(&neighbour(id, name), account(id), now())).unwrap();
        }
        base
    }

    /// With an open ask (10) of Anna's too.
    async fn with_ask() -> Self {
        let base = Self::with_neighbours().await;
        in_tx!(base, tx => tx.publish_ask(&ask(10, 1))).unwrap();
        base
    }

    /// With a ping (20) to Ben, and his yes (30).
    async fn with_yes() -> Self {
        let base = Self::with_ask().await;
        in_tx!(base, tx => tx.ping(&ping(20, 10, 2), now())).unwrap();
        in_tx!(base, tx => tx.ping_yes(PingId(20), 1, now())).unwrap();
        in_tx!(base, tx => tx.propose(&yes(30, 10, 2), now())).unwrap();
        base
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("doorstep.db")
    }

    /// Ends the program in good order; the file stays as long as the folder.
    async fn close(self) -> tempfile::TempDir {
        let Self { store, writer, folder } = self;
        drop(store);
        writer.await.unwrap();
        folder
    }

    /// Ends it and starts it again on the same file.
    async fn reopen(self) -> Self {
        Self::open_in(self.close().await).await
    }

    /// Runs SQL of the test's own.
    async fn run(&self, sql: &'static str) -> Result<u64> {
        in_tx!(self, tx => async { Ok::<_, StoreError>(sqlx::query(sql).execute(tx.now().await?).await?.rows_affected()) })
    }

    /// One number.
    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.store.readers).await.unwrap()
    }

    /// One text, "-" for null.
    async fn text(&self, sql: &'static str) -> String {
        let found: Option<String> = sqlx::query_scalar(sql).fetch_one(&self.store.readers).await.unwrap();
        found.unwrap_or_else(|| "-".to_owned())
    }
}

#[expect(clippy::disallowed_methods, reason = "a test is its own app")]
fn spawn(writer: Writer) -> JoinHandle<()> {
    tokio::spawn(writer.run())
}

fn is_not_one_row<T>(result: Result<T>, what: &str) -> bool {
    matches!(result.err(), Some(StoreError::NotOneRow(found)) if found == what)
}

/// The engine refused, by a constraint whose words contain these.
fn is_refused<T>(result: Result<T>, words: &str) -> bool {
    matches!(result.err(), Some(StoreError::Engine(error)) if error.to_string().contains(words))
}

fn now() -> Instant {
    "2026-03-12T10:00:00Z".parse().unwrap()
}

fn later(minutes: i64) -> Instant {
    now() + chrono::TimeDelta::minutes(minutes)
}

fn home() -> CellId {
    CellId::around(51.752, -1.258).unwrap()
}

const fn account(id: i64) -> i64 {
    5_870_000_000 + id
}

fn neighbour(id: i64, name: &str) -> Neighbour {
    Neighbour::new(NeighbourId(id), FirstName::read(name), Language::English)
}

fn ask(id: i64, asker: i64) -> Ask {
    Ask {
        id: PostId(id),
        asker: NeighbourId(asker),
        category: Category::Shopping,
        line: Some(Line::read("Two bags from the shop").unwrap()),
        when: When { urgency: Urgency::NoHurry, window: None },
        cell: home(),
        access: BTreeSet::new(),
        wish: None,
        wanted: 1,
        state: AskState::Open,
        version: 1,
        posted_at: now(),
    }
}

fn offer(id: i64, helper: i64) -> StandingOffer {
    StandingOffer {
        id: PostId(id),
        helper: NeighbourId(helper),
        things: Things::Anything,
        reach: Reach::AcrossTown,
        cell: home(),
        times: Times::default(),
        line: None,
        paused: false,
    }
}

const fn ping(id: i64, post: i64, helper: i64) -> NewPing {
    NewPing {
        id: PingId(id),
        post: PostId(post),
        helper: NeighbourId(helper),
        browsing: false,
        through_link: false,
        wider: false,
    }
}

const fn yes(id: i64, post: i64, helper: i64) -> NewIntroduction {
    NewIntroduction {
        id: IntroductionId(id),
        post: PostId(post),
        helper: NeighbourId(helper),
        ask_version: 1,
        through_link: false,
        again: false,
    }
}

const CARD: CardId = CardId(40);
