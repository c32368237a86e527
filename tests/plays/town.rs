//! A town: the real program against a simulated Telegram, its neighbours, and a clock that only moves by hand.

mod beginnings;
mod log;
mod neighbour;
mod operator;
mod steps;

pub use log::Log;
pub use neighbour::{Deeds, Neighbour, Seen};
pub use steps::{PHONE, PLACES, POSTED, QUESTIONS};

use std::collections::HashMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use doorstep::app::clock::Clock;
use doorstep::app::{App, Plan};
use doorstep::delivery::Budgets;
use doorstep::demo::{MessageId, Outcome, Person, PersonId, Telegram};
use doorstep::domain::CellId;
use doorstep::store::Room;
use doorstep::telegram::Access;
use doorstep::words::Catalog;
use tokio::task::JoinHandle;

/// A Thursday at ten in the morning.
const TEN_ON_THURSDAY: &str = "2026-03-12T10:00:00Z";

/// Where chance begins at the first start; at each later one elsewhere.
const FIRST_CHANCE: u64 = 7;

/// The middle of the town, in degrees.
const MARKET: (f64, f64) = (51.752, -1.258);

/// Metres of a degree of latitude.
const DEGREE: f64 = 111_195.0;

/// Nothing in a play takes so long: a wait that does is a failure.
const TOO_LONG: Duration = Duration::from_secs(20);

/// A town with its own Telegram and its own database.
pub struct Town {
    pub telegram: Telegram,
    pub clock: Clock,
    /// `None` while the program does not run.
    app: tokio::sync::Mutex<Option<App>>,
    url: url::Url,
    server: JoinHandle<()>,
    read: Mutex<HashMap<PersonId, MessageId>>,
    forgiven: Mutex<Vec<&'static str>>,
    given_up: AtomicU64,
    /// Who tapped so often that some of it gets no answer.
    flooders: Mutex<Vec<PersonId>>,
    starts: AtomicU64,
    /// How many live far from everybody.
    far_off: AtomicU64,
    /// How much of the disk is free, where the play says so.
    free_mib: Arc<Mutex<Option<u64>>>,
    folder: tempfile::TempDir,
}

/// Another program that writes to the database.
pub struct Holder(sqlx::sqlite::SqliteConnection);

impl Holder {
    /// It ends.
    pub async fn lets_go(mut self) {
        sqlx::query("commit").execute(&mut self.0).await.unwrap();
        sqlx::Connection::close(self.0).await.unwrap();
    }
}

/// Where a neighbour lives, in metres to the north of the market.
#[derive(Clone, Copy)]
pub struct Metres(pub f64);

impl Town {
    /// An empty town.
    pub async fn open() -> Self {
        Log::of_all_plays();
        let clock = Clock::stopped_at(TEN_ON_THURSDAY.parse().unwrap());
        let wall = clock.clone();
        let telegram = Telegram::new(Arc::new(move || wall.now().timestamp_millis()));
        telegram.keep_all_calls();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let served = telegram.clone();
        let server = spawn(async move { served.serve(listener).await.unwrap() });
        let town = Self {
            telegram,
            clock,
            app: tokio::sync::Mutex::default(),
            url,
            server,
            read: Mutex::default(),
            // An edit that says what the card says already changes nothing.
            forgiven: Mutex::new(vec!["message is not modified"]),
            given_up: AtomicU64::new(0),
            flooders: Mutex::default(),
            starts: AtomicU64::new(0),
            far_off: AtomicU64::new(0),
            free_mib: Arc::default(),
            folder: tempfile::tempdir().unwrap(),
        };
        town.start().await;
        town
    }

    /// Starts the program.
    pub async fn start(&self) {
        let seed = FIRST_CHANCE + self.starts.fetch_add(1, Ordering::SeqCst);
        let plan = Plan {
            access: Access::new(self.url.clone(), self.telegram.token().into()),
            operator: "Rosa Operator, rosa@example.org".to_owned(),
            database: self.database(),
            texts: Catalog::load(None).unwrap(),
            zone: chrono_tz::Europe::London,
            budgets: Budgets::default(),
            room: self.room(),
            clock: self.clock.clone(),
            seed: Some(seed),
        };
        *self.app.lock().await = Some(App::start(plan).await.unwrap());
    }

    /// Room on the town's disk: plenty, unless the play says how much. No reserve is kept where nobody knows.
    fn room(&self) -> Room {
        let free = Arc::clone(&self.free_mib);
        Room::as_told_by(&self.database(), 200 << 20, move || free.lock().unwrap().map(|mib| mib << 20))
    }

    /// So much is left on the disk of the database from now on.
    pub fn has_free(&self, mib: u64) {
        *self.free_mib.lock().unwrap() = Some(mib);
    }

    /// The program ends without finishing anything.
    pub async fn kill(&self) {
        self.app.lock().await.take().unwrap().kill().await;
    }

    /// The program ends in good order.
    pub async fn stop(&self) {
        self.app.lock().await.take().unwrap().stop().await;
    }

    /// The program is told to end, and cuts off what hangs: after a moment, and not after the seconds that it has.
    pub async fn stops_after_a_moment(&self) {
        self.app.lock().await.take().unwrap().stop_within(Duration::from_millis(100)).await;
    }

    /// A part of the program ends by itself: the program does.
    pub async fn ends(&self) {
        self.app.lock().await.as_mut().expect("the program runs").a_part_ends().await;
    }

    /// The program is killed at the instant at which something is true of Telegram.
    pub async fn kill_once(&self, is_true: impl Fn(&Telegram) -> bool) {
        self.until("the instant for the kill", is_true).await;
        self.kill().await;
    }

    /// Waits for something to be true of Telegram.
    pub async fn until(&self, what: &str, is_true: impl Fn(&Telegram) -> bool) {
        let mut wire = self.telegram.changed();
        let came = async {
            while !is_true(&self.telegram) {
                wire.changed().await.unwrap();
            }
        };
        assert!(tokio::time::timeout(TOO_LONG, came).await.is_ok(), "in vain: {what}");
    }

    /// Waits for words to stand in the log.
    pub async fn until_it_is_logged(&self, words: &str) {
        let words = [words.to_owned()];
        let logged = async {
            while Log::of_all_plays().holds(&words).is_empty() {
                tokio::task::yield_now().await;
            }
        };
        assert!(tokio::time::timeout(TOO_LONG, logged).await.is_ok(), "never logged: {words:?}");
    }

    /// A neighbour at the market.
    pub fn neighbour(&self, name: &str) -> Neighbour<'_> {
        self.neighbour_at(name, Metres(0.0))
    }

    /// A neighbour who lives this far to the north of the market.
    pub fn neighbour_at(&self, name: &str, north: Metres) -> Neighbour<'_> {
        self.moves_in(Person::named(name), north)
    }

    /// Anybody, who lives this far to the north of the market.
    pub fn moves_in(&self, person: Person, north: Metres) -> Neighbour<'_> {
        self.moves_in_at(person, (MARKET.0 + north.0 / DEGREE, MARKET.1))
    }

    /// Anybody, who lives there.
    fn moves_in_at(&self, person: Person, home: (f64, f64)) -> Neighbour<'_> {
        let name = person.first_name.clone();
        let id = self.telegram.add(person);
        Neighbour::new(self, (id, name), home)
    }

    /// A neighbour who lives so far from everybody else that none of them is asked for anything of theirs.
    pub fn far_off(&self, name: &str) -> Neighbour<'_> {
        let before = u32::try_from(self.far_off.fetch_add(1, Ordering::SeqCst)).unwrap();
        let (north, east) = (before / 100, before % 100);
        self.moves_in_at(Person::named(name), (MARKET.0 - 1.0 - f64::from(north), MARKET.1 + 1.0 + f64::from(east)))
    }

    /// A neighbour who has said that they may be asked for anything.
    pub async fn helper(&self, name: &str) -> Neighbour<'_> {
        self.helper_at(name, Metres(0.0)).await
    }

    /// A neighbour this far from the market who has said that they may be asked for anything.
    pub async fn helper_at(&self, name: &str, north: Metres) -> Neighbour<'_> {
        let helper = self.neighbour_at(name, north);
        helper.offers_anything().await;
        helper
    }

    /// Waits until nothing is due and nothing is on its way.
    pub async fn settle(&self) {
        let app = self.app.lock().await;
        let app = app.as_ref().expect("the program runs");
        let mut rests = app.rests();
        let late = tokio::time::timeout(TOO_LONG, rests.rest(&self.telegram)).await.is_err();
        assert!(!late, "the town does not come to rest; unconfirmed: {}", self.telegram.unconfirmed());
    }

    /// Time passes, and what was due is done.
    pub async fn passes(&self, time: TimeDelta) {
        self.clock.forward(time);
        self.settle().await;
    }

    /// The time of day, later today or tomorrow, comes.
    pub async fn reaches(&self, hour: i64) {
        let now = self.clock.now().time();
        let passed = now.signed_duration_since(chrono::NaiveTime::MIN);
        let left = TimeDelta::hours(hour) - passed;
        self.passes(if left > TimeDelta::zero() { left } else { left + TimeDelta::days(1) }).await;
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("doorstep.db")
    }

    /// Somebody changed the database by hand while the bot was away.
    pub async fn is_damaged(&self, sql: &str) {
        let file = sqlx::sqlite::SqliteConnectOptions::new().filename(self.database());
        let mut file = sqlx::ConnectOptions::connect(&file).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut file).await.unwrap();
        sqlx::Connection::close(file).await.unwrap();
    }

    /// The states in which people are, as they are kept.
    pub async fn states(&self) -> Vec<String> {
        let file = sqlx::sqlite::SqliteConnectOptions::new().filename(self.database());
        let mut file = sqlx::ConnectOptions::connect(&file).await.unwrap();
        let all = sqlx::query_scalar("select state from conversations where state <> ''").fetch_all(&mut file).await;
        sqlx::Connection::close(file).await.unwrap();
        all.unwrap()
    }

    /// Another program begins to write to the database.
    pub async fn holds_the_database(&self) -> Holder {
        let file = sqlx::sqlite::SqliteConnectOptions::new().filename(self.database());
        let mut file = sqlx::ConnectOptions::connect(&file).await.unwrap();
        sqlx::query("begin immediate").execute(&mut file).await.unwrap();
        Holder(file)
    }

    /// What Telegram may refuse in this play, in its own words.
    pub fn forgives(&self, refusal: &'static str) {
        self.forgiven.lock().unwrap().push(refusal);
    }

    /// Somebody taps so often that some of it will get no answer.
    pub fn is_flooded_by(&self, who: &Neighbour<'_>) {
        self.flooders.lock().unwrap().push(who.id);
    }

    /// What Telegram will refuse in this play, in its own words, so that one message is given up.
    pub fn gives_up_on(&self, refusal: &'static str) {
        self.forgives(refusal);
        self.given_up.fetch_add(1, Ordering::SeqCst);
    }

    /// How many transactions were kept since the start.
    pub async fn commits(&self) -> u64 {
        self.app.lock().await.as_ref().expect("the program runs").store.commits()
    }

    /// How many messages ended in which state.
    pub async fn outbox(&self) -> HashMap<String, i64> {
        let app = self.app.lock().await;
        app.as_ref().expect("the program runs").store.outbox_states().await.unwrap().into_iter().collect()
    }

    /// Everybody reads everything: for plays that are about something else.
    pub fn reads_all(&self) {
        for (id, _) in self.telegram.people() {
            if let Some(last) = self.telegram.screen(id).messages.last() {
                self.read.lock().unwrap().insert(id, last.id);
            }
        }
    }

    /// The play is over. It fails on any message that nobody read, on a tap without an answer, on a call that
    /// Telegram refused, and on a message that was neither sent nor given up.
    pub async fn close(self) {
        // The last messages may wait for the chat's budget.
        self.passes(TimeDelta::seconds(10)).await;
        let mut people = self.telegram.people();
        people.retain(|(id, _)| !self.flooders.lock().unwrap().contains(id));
        self.until("an answer to every tap", |telegram| {
            people.iter().all(|(id, _)| telegram.screen(*id).spinning == 0)
        })
        .await;
        let outbox = self.outbox().await;
        self.stop().await;
        self.server.abort();
        assert_eq!(self.unread(), "");
        assert_eq!(self.refused(), "");
        let none: Vec<String> = Vec::new();
        assert_eq!(Log::of_all_plays().lines_with(&self.what_no_log_may_hold()), none);
        assert_eq!(Log::of_all_plays().lines_with_words_of(&self.what_was_said()), none);
        let given_up = i64::try_from(self.given_up.load(Ordering::SeqCst)).unwrap();
        for (state, rows) in [("waiting", 0), ("sending", 0), ("refused", given_up)] {
            assert_eq!(outbox.get(state).copied().unwrap_or_default(), rows, "{outbox:?}");
        }
    }

    /// Who lives here, what they wrote, where they are, and the token.
    fn what_no_log_may_hold(&self) -> Vec<String> {
        let mut secrets = vec![self.telegram.token(), doorstep::store::NOT_TRUE.to_owned()];
        for (id, person) in self.telegram.people() {
            secrets.extend([id.to_string(), person.first_name]);
            secrets.extend(person.last_name.into_iter().chain(person.username));
            let said = self.telegram.screen(id).messages.into_iter().filter(|message| !message.from_bot);
            for message in said {
                if let Some(place) = message.location {
                    secrets.extend([place.latitude, place.longitude].into_iter().flat_map(to_three_decimals));
                    secrets.extend(cells(place));
                }
                // Of a card the name and the number.
                secrets.extend(message.detail.iter().flat_map(|card| card.split_whitespace()).map(str::to_owned));
                secrets.extend(message.text.lines().map(str::to_owned));
                secrets.push(message.text);
            }
        }
        // What is shorter than a name stands in any text.
        secrets.retain(|secret| secret.chars().count() >= 3 && !secret.starts_with('/'));
        secrets
    }

    /// Everything that people wrote here.
    fn what_was_said(&self) -> Vec<String> {
        let people = self.telegram.people();
        let messages = people.iter().flat_map(|(id, _)| self.telegram.screen(*id).messages);
        messages.filter(|message| !message.from_bot).map(|message| message.text).collect()
    }

    fn unread(&self) -> String {
        let mut unread = String::new();
        for (id, person) in self.telegram.people() {
            let last = self.read.lock().unwrap().get(&id).copied();
            for message in self.telegram.screen(id).messages {
                if message.from_bot && last.is_none_or(|last| message.id > last) {
                    writeln!(unread, "{} did not read: {}", person.first_name, message.text).unwrap();
                }
            }
        }
        unread
    }

    fn refused(&self) -> String {
        let mut refused = String::new();
        for call in self.telegram.calls() {
            if let Outcome::Refused { description, .. } = call.outcome {
                let forgiven = self.forgiven.lock().unwrap();
                if !forgiven.iter().any(|one| description.contains(one)) {
                    writeln!(refused, "{}: {description}", call.method).unwrap();
                }
            }
        }
        refused
    }
}

/// A coordinate as whoever logs it might write it: rounded, or with more decimals.
fn to_three_decimals(degrees: f64) -> [String; 2] {
    let cut = format!("{degrees:.6}");
    [format!("{degrees:.3}"), cut.get(..cut.len() - 3).unwrap_or_default().to_owned()]
}

/// The numbers of the areas in which a place lies, as they are stored and as they are written.
fn cells(place: doorstep::demo::Place) -> Vec<String> {
    let cells = CellId::around(place.latitude, place.longitude).into_iter().flat_map(|cell| [cell, cell.at_seven()]);
    cells.flat_map(|cell| [i64::from(cell).to_string(), cell.index().to_string()]).collect()
}

/// Plays start what the program's own tasks are not.
#[expect(clippy::disallowed_methods, reason = "the simulated Telegram is no task of the program")]
fn spawn(server: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(server)
}
