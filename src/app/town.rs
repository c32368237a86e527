//! The demo's town: a dozen neighbours who live there already, made by pressing buttons as people would.

use std::sync::Arc;

use chrono::{TimeDelta, Timelike};
use chrono_tz::Tz;

use super::App;
use super::clock::Clock;
use crate::demo::page::{Desk, DeskClock, TownMap};
use crate::demo::{MessageId, PersonId, Telegram};
use crate::domain::{Category, Reach, Urgency};
use crate::talk::{Button, ask, introduction, menu, offer, ping, relay};

/// The hour at which the demo begins: nobody is asleep.
const MORNING: u32 = 10;

/// The page's hold on the clock.
struct Hands(Clock);

impl DeskClock for Hands {
    fn now_ms(&self) -> i64 {
        self.0.now().timestamp_millis()
    }

    fn forward(&self, ms: i64) {
        self.0.forward(TimeDelta::milliseconds(ms));
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
pub(super) fn desk(clock: Clock) -> Desk {
    Desk::new(TownMap::default(), Arc::new(Hands(clock)))
}

/// A town that is lived in.
pub(super) struct Town<'t> {
    pub telegram: &'t Telegram,
    pub desk: &'t Desk,
    pub app: &'t App,
}

/// Somebody with a phone, and what they do with it.
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
    /// A dozen neighbours, some asks and an introduction; and two who have not started yet.
    pub async fn settle_down(&self) -> Done {
        self.offers().await?;
        let maria = self.moves_in("Maria", (-300.0, 250.0));
        let joan = self.moves_in("Joan", (700.0, -450.0));
        let peter = self.moves_in("Peter", (150.0, 900.0));
        let tom = self.moves_in("Tom", (350.0, 100.0));
        tom.offers(None).await?;
        maria.asks(Category::Shopping, "Milk, bread and apples from the corner shop", Urgency::Today).await?;
        tom.taps(|button| matches!(button, Button::Ping(ping::Button::Yes, ..))).await?;
        maria.taps(|button| matches!(button, Button::Introduction(introduction::Button::Yes, ..))).await?;
        tom.taps(|button| matches!(button, Button::Relay(relay::Button::Write, ..))).await?;
        tom.says("I go past the shop at four. Is that all right?").await?;
        tom.taps(|button| matches!(button, Button::Relay(relay::Button::Done, ..))).await?;
        joan.asks(Category::Company, "A cup of tea and a chat, I make the tea", Urgency::ThisWeek).await?;
        peter.asks(Category::Computer, "My phone does not ring any more", Urgency::NoHurry).await?;
        self.moves_in("Ben", (200.0, -200.0));
        self.moves_in("Ada", (-100.0, -100.0));
        Ok(())
    }

    async fn offers(&self) -> Done {
        let anything = [("George", (1_400.0, 600.0)), ("Samir", (-900.0, -700.0)), ("Owen", (-1_600.0, 900.0))];
        for (name, home) in anything {
            self.moves_in(name, home).offers(None).await?;
        }
        let some = [
            ("Aisha", (500.0, 700.0), Category::Collecting),
            ("Ling", (-400.0, 1_200.0), Category::Computer),
            ("Ruth", (900.0, -900.0), Category::Company),
            ("Bea", (-1_200.0, -300.0), Category::GoingOut),
            ("Dmitri", (1_900.0, -1_300.0), Category::Jobs),
        ];
        for (name, home, category) in some {
            self.moves_in(name, home).offers(Some(category)).await?;
        }
        Ok(())
    }

    /// Somebody moves in, this many metres to the east and north of the middle.
    fn moves_in(&self, name: &str, home: (f64, f64)) -> Person<'_> {
        let id = self.telegram.add_person(name);
        self.desk.settle(id, self.desk.town.at(home));
        Person { town: self, id }
    }

    /// Waits until nothing is due and nothing is on its way.
    async fn rests(&self) {
        let (mut wire, mut rests) = (self.telegram.changed(), self.app.rests());
        loop {
            wire.borrow_and_update();
            if self.telegram.unconfirmed() == 0 && self.app.is_settled() {
                return;
            }
            tokio::select! {
                () = rests.again() => {}
                _ = wire.changed() => {}
            }
        }
    }
}

impl Person<'_> {
    /// "You may ask me": anything, or one thing; Owen's kind can drive.
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
        self.shares_place().await?;
        if only.is_none() {
            self.taps(|button| matches!(button, Button::Offer(offer::Button::ChangeReach, _))).await?;
            self.taps(|button| matches!(button, Button::Offer(offer::Button::Reach(Reach::Driving), _))).await?;
        }
        Ok(())
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
        self.town.telegram.starts(self.id, None).map_err(|error| NoTown(error.to_string()))?;
        self.done().await;
        self.taps(|button| *button == Button::Menu(wish)).await
    }

    async fn says(&self, text: &str) -> Done {
        self.town.telegram.says(self.id, text).map_err(|error| NoTown(error.to_string()))?;
        self.done().await;
        Ok(())
    }

    async fn shares_place(&self) -> Done {
        let shared = self.town.desk.shares_home(self.town.telegram, self.id);
        shared.map_err(|error| NoTown(error.to_string()))?;
        self.done().await;
        Ok(())
    }

    /// Taps the newest button of a kind.
    async fn taps(&self, kind: impl Fn(&Button) -> bool) -> Done {
        let (message, code) = self.find(kind).ok_or_else(|| NoTown("a button is missing".to_owned()))?;
        let tapped = self.town.telegram.presses_data(self.id, message, &code);
        tapped.map_err(|error| NoTown(error.to_string()))?;
        self.done().await;
        Ok(())
    }

    fn find(&self, kind: impl Fn(&Button) -> bool) -> Option<(MessageId, String)> {
        self.town.telegram.screen(self.id).messages.iter().rev().find_map(|message| {
            let codes = message.buttons.iter().flatten().filter_map(|button| button.data.clone());
            let found = codes.into_iter().find(|code| Button::decode(code).is_some_and(|button| kind(&button)));
            found.map(|code| (message.id, code))
        })
    }

    /// People take a few seconds for everything.
    async fn done(&self) {
        self.town.desk.forward(4_000);
        self.town.rests().await;
    }
}
