//! The demo's town: neighbours who live there already, made by pressing buttons as people would, and the clock on its desk.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chrono::{TimeDelta, Timelike};
use chrono_tz::Tz;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::Rests;
use super::clock::Clock;
use crate::demo::page::{Desk, DeskClock, TownMap};
use crate::demo::{MessageId, PersonId, Telegram};
use crate::domain::{Category, Reach, Urgency};
use crate::talk::{Button, ask, introduction, menu, offer, ping, relay};

/// The hour at which the demo begins: nobody is asleep.
const MORNING: u32 = 10;

/// What hangs on a network in trouble is not waited for longer than this.
const RESTS_WITHIN: Duration = Duration::from_secs(2);

/// A step of the clock takes no longer than this, however much is due on its way.
const STEPS_WITHIN: Duration = Duration::from_secs(20);

/// How many metres to the east and north of the middle somebody lives.
type Home = (f64, f64);

/// Who may be asked for anything, and can drive.
const DRIVERS: [(&str, Home); 3] =
    [("George", (1_400.0, 600.0)), ("Samir", (-900.0, -700.0)), ("Owen", (-1_600.0, 900.0))];

/// Who may be asked for one thing.
const FOR_ONE_THING: [(&str, Home, Category); 5] = [
    ("Aisha", (500.0, 700.0), Category::Collecting),
    ("Ling", (-400.0, 1_200.0), Category::Computer),
    ("Ruth", (900.0, -900.0), Category::Company),
    ("Bea", (-1_200.0, -300.0), Category::GoingOut),
    ("Dmitri", (1_900.0, -1_300.0), Category::Jobs),
];

/// Who only said that they may be asked. Fewer than a small place has, with those above: all are asked at once.
const FIRST_COMERS: [(&str, Home); 9] = [
    ("Agnes", (300.0, -1_500.0)),
    ("Bruno", (-600.0, 400.0)),
    ("Chloe", (1_100.0, 1_500.0)),
    ("Derek", (-1_900.0, -900.0)),
    ("Elif", (250.0, 1_700.0)),
    ("Farah", (-300.0, -1_100.0)),
    ("Greta", (1_300.0, -300.0)),
    ("Hugo", (-1_000.0, 1_600.0)),
    ("Irene", (-1_500.0, 200.0)),
];

/// Those who came later. With them it is a place where a few are asked at a time.
const LATECOMERS: [(&str, Home); 8] = [
    ("Jamal", (600.0, -400.0)),
    ("Karin", (-800.0, -1_600.0)),
    ("Leon", (1_700.0, 1_000.0)),
    ("Mina", (-200.0, 700.0)),
    ("Nora", (1_500.0, -1_700.0)),
    ("Oscar", (-2_100.0, 300.0)),
    ("Petra", (800.0, 100.0)),
    ("Rashid", (-500.0, -400.0)),
];

/// The page's hold on the clock.
#[derive(Clone)]
pub(super) struct Hands {
    clock: Clock,
    telegram: Telegram,
    rests: Arc<OnceLock<Rests>>,
    /// One step after the other.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Hands {
    pub fn new(clock: Clock, telegram: Telegram) -> Self {
        Self { clock, telegram, rests: Arc::default(), turn: Arc::default() }
    }

    /// From now on the clock waits for the program.
    pub fn hold(&self, rests: Rests) {
        // There is one program.
        let _ = self.rests.set(rests);
    }

    /// Waits until nothing is due and nothing is on its way.
    async fn rest(&self) {
        let Some(mut rests) = self.rests.get().cloned() else { return };
        if tokio::time::timeout(RESTS_WITHIN, rests.rest(&self.telegram)).await.is_err() {
            tracing::debug!("the town does not come to rest; the clock goes on");
        }
    }

    /// Time passes, with a stop at everything that is due on the way: a leap over it would find it too late.
    async fn pass(&self, by: TimeDelta) {
        let _turn = self.turn.lock().await;
        let until = self.clock.now() + by;
        let steps = async {
            loop {
                self.rest().await;
                let (now, due) = (self.clock.now(), self.rests.get().and_then(Rests::next_due));
                match due {
                    // It may have come due in this moment: then it is waited for.
                    Some(due) if due < until => self.clock.forward(due - now),
                    Some(_) | None => return,
                }
            }
        };
        if tokio::time::timeout(STEPS_WITHIN, steps).await.is_err() {
            tracing::debug!("too much is due on the way; the clock leaps over the rest");
        }
        self.clock.forward(until - self.clock.now());
        self.rest().await;
    }
}

impl DeskClock for Hands {
    fn now_ms(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    fn forward(&self, ms: i64) -> BoxFuture<'static, ()> {
        let hands = self.clone();
        async move { hands.pass(TimeDelta::milliseconds(ms)).await }.boxed()
    }
}

/// The machine's clock, moved forward to the next morning.
pub(super) fn clock(zone: Tz) -> Clock {
    let clock = Clock::of_the_machine();
    let local = clock.now().with_timezone(&zone);
    let since_midnight = TimeDelta::seconds(i64::from(local.num_seconds_from_midnight()));
    let morning = TimeDelta::hours(i64::from(MORNING));
    let wait = morning - since_midnight;
    clock.forward(if wait < TimeDelta::zero() { wait + TimeDelta::days(1) } else { wait });
    clock
}

/// The desk beside the phones.
pub(super) fn desk(hands: Hands) -> Desk {
    Desk::new(TownMap::default(), Arc::new(hands))
}

/// A town that is lived in.
pub(super) struct Town<'t> {
    pub telegram: &'t Telegram,
    pub desk: &'t Desk,
    pub hands: &'t Hands,
}

/// Somebody with a phone, and what they do with it.
#[derive(Clone, Copy)]
struct Person<'t> {
    town: &'t Town<'t>,
    id: PersonId,
}

/// A town that cannot be made: a button that should be there is not.
#[derive(Debug, thiserror::Error)]
#[error("the demo's town could not be made: {0}")]
pub(super) struct NoTown(String);

type Done = Result<(), NoTown>;

impl Town<'_> {
    /// Some thirty neighbours, some asks and an introduction; and two who have not started yet. Everybody who may be asked
    /// was asked once, so that who says so next is asked first.
    pub async fn settle_down(&self) -> Done {
        // In the order in which the page lists them.
        self.moves_in("Ben", (200.0, -200.0));
        self.moves_in("Ada", (-100.0, -100.0));
        let maria = self.moves_in("Maria", (-300.0, 250.0));
        let joan = self.moves_in("Joan", (700.0, -450.0));
        let peter = self.moves_in("Peter", (150.0, 900.0));
        let tom = self.moves_in("Tom", (350.0, 100.0));
        self.offers_of_a_kind().await?;
        self.may_all_be_asked(&FIRST_COMERS).await?;
        tom.offers(None).await?;
        maria.asks(Category::Shopping, "Milk, bread and apples from the corner shop", Urgency::Today).await?;
        tom.taps(|button| matches!(button, Button::Ping(ping::Button::Yes, ..))).await?;
        maria.taps(|button| matches!(button, Button::Introduction(introduction::Button::Yes, ..))).await?;
        tom.taps(|button| matches!(button, Button::Relay(relay::Button::Write, ..))).await?;
        tom.says("I go past the shop at four. Is that all right?").await?;
        tom.taps(|button| matches!(button, Button::Relay(relay::Button::Done, ..))).await?;
        self.may_all_be_asked(&LATECOMERS).await?;
        joan.asks(Category::Company, "A cup of tea and a chat, I make the tea", Urgency::ThisWeek).await?;
        peter.asks(Category::Computer, "My phone does not ring any more", Urgency::NoHurry).await
    }

    async fn offers_of_a_kind(&self) -> Done {
        for (name, home) in DRIVERS {
            let driver = self.moves_in(name, home);
            driver.offers(None).await?;
            driver.taps(|button| matches!(button, Button::Offer(offer::Button::ChangeReach, _))).await?;
            driver.taps(|button| matches!(button, Button::Offer(offer::Button::Reach(Reach::Driving), _))).await?;
        }
        for (name, home, category) in FOR_ONE_THING {
            self.moves_in(name, home).offers(Some(category)).await?;
        }
        Ok(())
    }

    /// Many say at the same time that they may be asked for anything.
    async fn may_all_be_asked(&self, homes: &[(&str, Home)]) -> Done {
        let people: Vec<Person<'_>> = homes.iter().map(|(name, home)| self.moves_in(name, *home)).collect();
        self.all(&people, Person::sends_start).await?;
        self.all(&people, |one| one.presses(|button| *button == Button::Menu(menu::Button::CanHelp))).await?;
        let anything = |button: &Button| matches!(button, Button::Offer(offer::Button::Anything, _));
        self.all(&people, |one| one.presses(anything)).await?;
        self.all(&people, Person::sends_place).await
    }

    async fn all<'p>(&self, people: &[Person<'p>], deed: impl Fn(&Person<'p>) -> Done) -> Done {
        people.iter().try_for_each(deed)?;
        self.goes_on().await;
        Ok(())
    }

    fn moves_in(&self, name: &str, home: Home) -> Person<'_> {
        let id = self.telegram.add_person(name);
        self.desk.settle(id, self.desk.town.at(home));
        Person { town: self, id }
    }

    /// People take a few seconds for everything.
    async fn goes_on(&self) {
        self.hands.clock.forward(TimeDelta::seconds(4));
        self.hands.rest().await;
    }
}

impl Person<'_> {
    /// "You may ask me": anything, or one thing.
    async fn offers(&self, only: Option<Category>) -> Done {
        self.starts(menu::Button::CanHelp).await?;
        match only {
            None => self.taps(|button| matches!(button, Button::Offer(offer::Button::Anything, _))).await?,
            Some(category) => {
                self.taps(|button| matches!(button, Button::Offer(offer::Button::SomeThings, _))).await?;
                self.taps(|button| matches!(button, Button::Offer(offer::Button::Thing(one), _) if *one == category))
                    .await?;
                self.taps(|button| matches!(button, Button::Offer(offer::Button::Done, _))).await?;
            }
        }
        self.shares_place().await
    }

    async fn asks(&self, category: Category, line: &str, urgency: Urgency) -> Done {
        self.starts(menu::Button::NeedHelp).await?;
        self.taps(|button| matches!(button, Button::Ask(ask::Button::Category(one), _) if *one == category)).await?;
        self.says(line).await?;
        self.taps(|button| matches!(button, Button::Ask(ask::Button::When(one), _) if *one == urgency)).await?;
        self.shares_place().await?;
        self.taps(|button| matches!(button, Button::Ask(ask::Button::AskNeighbours, _))).await
    }

    async fn starts(&self, wish: menu::Button) -> Done {
        self.sends_start()?;
        self.town.goes_on().await;
        self.taps(|button| *button == Button::Menu(wish)).await
    }

    async fn says(&self, text: &str) -> Done {
        self.town.telegram.says(self.id, text).map_err(|error| NoTown(error.to_string()))?;
        self.town.goes_on().await;
        Ok(())
    }

    async fn shares_place(&self) -> Done {
        self.sends_place()?;
        self.town.goes_on().await;
        Ok(())
    }

    async fn taps(&self, kind: impl Fn(&Button) -> bool) -> Done {
        self.presses(kind)?;
        self.town.goes_on().await;
        Ok(())
    }

    fn sends_start(&self) -> Done {
        self.town.telegram.starts(self.id, None).map_err(|error| NoTown(error.to_string()))?;
        Ok(())
    }

    fn sends_place(&self) -> Done {
        let shared = self.town.desk.shares_home(self.town.telegram, self.id);
        shared.map_err(|error| NoTown(error.to_string()))?;
        Ok(())
    }

    /// Presses the newest button of a kind.
    fn presses(&self, kind: impl Fn(&Button) -> bool) -> Done {
        let (message, code) = self.find(kind).ok_or_else(|| NoTown("a button is missing".to_owned()))?;
        let pressed = self.town.telegram.presses_data(self.id, message, &code);
        pressed.map_err(|error| NoTown(error.to_string()))?;
        Ok(())
    }

    fn find(&self, kind: impl Fn(&Button) -> bool) -> Option<(MessageId, String)> {
        self.town.telegram.screen(self.id).messages.iter().rev().find_map(|message| {
            let codes = message.buttons.iter().flatten().filter_map(|button| button.data.clone());
            let found = codes.into_iter().find(|code| Button::decode(code).is_some_and(|button| kind(&button)));
            found.map(|code| (message.id, code))
        })
    }
}

#[cfg(test)]
mod tests;
