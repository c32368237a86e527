//! A town: the real program against a simulated Telegram, its neighbours, and a clock that only moves by hand.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use doorstep::app::clock::Clock;
use doorstep::app::{App, Plan};
use doorstep::delivery::Budgets;
use doorstep::demo::{Content, MessageId, PersonId, Screen, Shown, Telegram};
use doorstep::domain::Instant;
use doorstep::telegram::Access;
use tokio::task::JoinHandle;

/// A Thursday at ten in the morning.
const TEN_ON_THURSDAY: &str = "2026-03-12T10:00:00Z";

/// The middle of the town, in degrees.
const MARKET: (f64, f64) = (51.752, -1.258);

/// Metres of a degree of latitude.
const DEGREE: f64 = 111_195.0;

/// A town with its own Telegram and its own database.
pub struct Town {
    pub telegram: Telegram,
    pub clock: Clock,
    app: Option<App>,
    plan: PlanOf,
    server: JoinHandle<()>,
    read: Arc<Mutex<HashMap<PersonId, MessageId>>>,
    folder: tempfile::TempDir,
}

/// What the program is started with, each time.
struct PlanOf {
    url: url::Url,
    budgets: Budgets,
}

/// Where a neighbour lives, in metres to the north and east of the market.
#[derive(Clone, Copy)]
pub struct Metres(pub f64);

impl Town {
    /// An empty town.
    pub async fn open() -> Self {
        let clock = Clock::stopped_at(TEN_ON_THURSDAY.parse().unwrap());
        let wall = clock.clone();
        let telegram = Telegram::new(Arc::new(move || wall.now().timestamp_millis()));
        telegram.keep_all_calls();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let served = telegram.clone();
        let server = spawn(async move { served.serve(listener).await.unwrap() });
        let mut town = Self {
            telegram,
            clock,
            app: None,
            plan: PlanOf { url, budgets: Budgets::default() },
            server,
            read: Arc::default(),
            folder: tempfile::tempdir().unwrap(),
        };
        town.start().await;
        town
    }

    /// Starts the program.
    pub async fn start(&mut self) {
        let plan = Plan {
            access: Access { url: self.plan.url.clone(), token: self.telegram.token().into() },
            operator: "the parish office".to_owned(),
            database: self.folder.path().join("doorstep.db"),
            locales: None,
            zone: chrono_tz::Europe::London,
            budgets: self.plan.budgets,
            clock: self.clock.clone(),
            seed: Some(7),
        };
        self.app = Some(App::start(plan).await.unwrap());
    }

    /// The program ends without finishing anything.
    pub async fn kill(&mut self) {
        self.app.take().unwrap().kill().await;
    }

    /// The program ends in good order.
    pub async fn stop(&mut self) {
        self.app.take().unwrap().stop().await;
    }

    /// A neighbour at the market.
    pub fn neighbour(&self, name: &str) -> Neighbour<'_> {
        self.neighbour_at(name, Metres(0.0))
    }

    /// A neighbour who lives this far to the north of the market.
    pub fn neighbour_at(&self, name: &str, north: Metres) -> Neighbour<'_> {
        let id = self.telegram.add_person(name);
        let home = (MARKET.0 + north.0 / DEGREE, MARKET.1);
        Neighbour { town: self, id, name: name.to_owned(), home, deeds: Mutex::default() }
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
        let app = self.app.as_ref().expect("the program runs");
        let mut wire = self.telegram.changed();
        let settled = async {
            loop {
                wire.borrow_and_update();
                if self.telegram.unconfirmed() == 0 && app.is_settled() {
                    return;
                }
                tokio::select! {
                    () = app.moves() => {}
                    _ = wire.changed() => {}
                }
            }
        };
        let late = tokio::time::timeout(Duration::from_secs(20), settled).await.is_err();
        assert!(!late, "the town does not come to rest; unconfirmed: {}", self.telegram.unconfirmed());
    }

    /// Time passes, and what was due is done.
    pub async fn passes(&self, time: TimeDelta) {
        self.clock.forward(time);
        self.settle().await;
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Reads from the database what no screen shows.
    pub fn app(&self) -> &App {
        self.app.as_ref().expect("the program runs")
    }

    /// Where the database lies.
    pub fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("doorstep.db")
    }

    /// The play is over: it fails on any message that nobody read.
    pub async fn close(mut self) {
        self.settle().await;
        let mut unread = String::new();
        for (id, person) in self.telegram.people() {
            let last = self.read.lock().unwrap().get(&id).copied();
            for message in self.telegram.screen(id).messages {
                if message.from_bot && last.is_none_or(|last| message.id > last) {
                    writeln!(unread, "{} did not read: {}", person.first_name, message.text).unwrap();
                }
            }
        }
        self.stop().await;
        self.server.abort();
        assert!(unread.is_empty(), "{unread}");
    }
}

/// Plays start what the program's own tasks are not.
#[expect(clippy::disallowed_methods, reason = "the simulated Telegram is no task of the program")]
fn spawn(server: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(server)
}

/// A neighbour with a phone.
pub struct Neighbour<'t> {
    town: &'t Town,
    pub id: PersonId,
    pub name: String,
    home: (f64, f64),
    deeds: Mutex<Deeds>,
}

/// What a neighbour did since they were last counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deeds {
    pub taps: usize,
    pub lines: usize,
}

impl Neighbour<'_> {
    /// Opens the bot for the first time, or again: one tap.
    pub async fn starts(&self) {
        self.counts(|deeds| deeds.taps += 1);
        self.town.telegram.starts(self.id, None).unwrap();
        self.done().await;
    }

    /// Opens the bot through a link: one tap.
    pub async fn starts_with(&self, payload: &str) {
        self.counts(|deeds| deeds.taps += 1);
        self.town.telegram.starts(self.id, Some(payload)).unwrap();
        self.done().await;
    }

    /// Taps a button by what is written on it: the newest one on the screen.
    pub async fn taps(&self, label: &str) {
        self.taps_without_waiting(label);
        self.done().await;
    }

    /// Taps, and does not wait for what happens.
    pub fn taps_without_waiting(&self, label: &str) {
        self.counts(|deeds| deeds.taps += 1);
        self.reads();
        let screen = self.phone();
        if screen.keyboard.iter().flat_map(|keyboard| &keyboard.keys).flatten().any(|key| key.label == label) {
            self.town.telegram.presses_key(self.id, label).unwrap();
            return;
        }
        let (message, place) = find(&screen, label)
            .unwrap_or_else(|| panic!("{} sees no button “{label}”:\n{}", self.name, shown(&screen)));
        self.town.telegram.presses(self.id, message, place).unwrap();
    }

    /// Taps a button of an older message, as it was when it was on the screen.
    pub async fn taps_old(&self, message: MessageId, data: &str) {
        self.reads();
        self.town.telegram.presses_data(self.id, message, data).unwrap();
        self.done().await;
    }

    /// Writes: one line.
    pub async fn says(&self, text: &str) -> MessageId {
        self.counts(|deeds| deeds.lines += 1);
        self.reads();
        let message = self.town.telegram.says(self.id, text).unwrap();
        self.done().await;
        message
    }

    /// Changes a message.
    pub async fn edits(&self, message: MessageId, text: &str) {
        self.reads();
        self.town.telegram.edits(self.id, message, text).unwrap();
        self.done().await;
    }

    /// Sends something that is not words.
    pub async fn sends(&self, content: Content) {
        self.reads();
        self.town.telegram.sends(self.id, content).unwrap();
        self.done().await;
    }

    /// Shares where they are, and taps Telegram's OK: two taps.
    pub async fn shares_place(&self) {
        self.counts(|deeds| deeds.taps += 2);
        self.reads();
        self.town.telegram.shares_place(self.id, self.home.0, self.home.1).unwrap();
        self.done().await;
    }

    /// From Start to "You may ask me for anything".
    pub async fn offers_anything(&self) {
        self.starts().await;
        self.taps("18 or over, I agree: I can help").await;
        self.taps("Anything").await;
        self.shares_place().await;
        self.reads();
    }

    /// Asks for shopping today, from Start or from the menu. One play walks these taps one by one.
    pub async fn asks_for(&self, line: &str) {
        if self.phone().messages.iter().any(|message| message.from_bot) {
            self.says("/start").await;
            self.taps("I need help").await;
        } else {
            self.starts().await;
            self.taps("18 or over, I agree: I need help").await;
        }
        self.taps("Shopping and food").await;
        self.says(line).await;
        self.taps("Today").await;
        if self.phone().keyboard.is_some() {
            self.shares_place().await;
        }
        self.taps("Ask neighbours").await;
        self.reads();
    }

    /// Everything on the phone, as text; it counts as read.
    pub fn screen(&self) -> String {
        self.reads();
        shown(&self.phone())
    }

    /// The last message of the bot, as text; everything counts as read.
    pub fn last(&self) -> String {
        self.reads();
        let screen = self.phone();
        let last = screen.messages.iter().rfind(|message| message.from_bot);
        last.map(message_text).unwrap_or_default()
    }

    /// Does the phone show these words?
    pub fn sees(&self, words: &str) -> bool {
        self.screen().contains(words)
    }

    /// The phone itself.
    pub fn phone(&self) -> Screen {
        self.town.telegram.screen(self.id)
    }

    /// The newest message with a button of this label, and the button's code.
    pub fn button(&self, label: &str) -> (MessageId, String) {
        let screen = self.phone();
        let (message, (row, column)) = find(&screen, label).expect("a button");
        let found = screen.messages.iter().find(|one| one.id == message).unwrap();
        (message, found.buttons[row][column].data.clone().unwrap())
    }

    /// What they did since they were last asked.
    pub fn deeds(&self) -> Deeds {
        std::mem::take(&mut *self.deeds.lock().unwrap())
    }

    fn counts(&self, count: impl FnOnce(&mut Deeds)) {
        count(&mut self.deeds.lock().unwrap());
    }

    /// People take a few seconds for everything.
    async fn done(&self) {
        self.town.passes(TimeDelta::seconds(5)).await;
    }

    pub fn reads(&self) {
        if let Some(last) = self.phone().messages.last() {
            self.town.read.lock().unwrap().insert(self.id, last.id);
        }
    }
}

/// The newest button with a label.
fn find(screen: &Screen, label: &str) -> Option<(MessageId, (usize, usize))> {
    screen.messages.iter().rev().find_map(|message| {
        message.buttons.iter().enumerate().find_map(|(row, buttons)| {
            let column = buttons.iter().position(|button| button.label == label)?;
            Some((message.id, (row, column)))
        })
    })
}

fn shown(screen: &Screen) -> String {
    let mut text = screen.messages.iter().map(message_text).collect::<Vec<_>>().join("\n\n");
    if let Some(keyboard) = &screen.keyboard {
        let keys: Vec<_> = keyboard.keys.iter().flatten().map(|key| format!("({})", key.label)).collect();
        write!(text, "\n\n{}", keys.join(" ")).unwrap();
    }
    text
}

fn message_text(message: &Shown) -> String {
    let who = if message.from_bot { "" } else { "> " };
    let mut text = format!("{who}{}", message.text);
    for row in &message.buttons {
        let row: Vec<_> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        write!(text, "\n{}", row.join(" ")).unwrap();
    }
    if !message.reactions.is_empty() {
        write!(text, "\n({})", message.reactions.join(" ")).unwrap();
    }
    text
}
