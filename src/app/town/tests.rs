//! The demo's town as a visitor finds it, and its clock.

use super::*;
use crate::app::{App, Plan};
use crate::delivery::Budgets;
use crate::telegram::Access;
use crate::words::Catalog;

/// A demo without its page.
struct Visit {
    telegram: Telegram,
    desk: Desk,
    hands: Hands,
    app: App,
    _server: tokio::task::JoinSet<std::io::Result<()>>,
    _folder: tempfile::TempDir,
}

impl Visit {
    async fn begin() -> Self {
        let clock = Clock::stopped_at("2026-03-12T10:00:00Z".parse().unwrap());
        let wall = clock.clone();
        let telegram = Telegram::new(Arc::new(move || wall.now().timestamp_millis()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let mut server = tokio::task::JoinSet::new();
        server.spawn(telegram.clone().serve(listener));
        let folder = tempfile::tempdir().unwrap();
        let plan = Plan {
            access: Access::new(url, telegram.token().into()),
            operator: "a test".to_owned(),
            database: folder.path().join("doorstep.db"),
            texts: Catalog::load(None).unwrap(),
            zone: Tz::Europe__London,
            budgets: Budgets::default(),
            room: crate::store::Room::as_told_by(folder.path(), 0, || None),
            clock: clock.clone(),
            seed: Some(7),
        };
        let hands = Hands::new(clock, telegram.clone());
        let desk = desk(hands.clone());
        let app = App::start(plan).await.unwrap();
        hands.hold(app.rests());
        let visit = Self { telegram, desk, hands, app, _server: server, _folder: folder };
        visit.town().settle_down().await.unwrap();
        visit
    }

    fn town(&self) -> Town<'_> {
        Town { telegram: &self.telegram, desk: &self.desk, hands: &self.hands }
    }

    fn id(&self, name: &str) -> PersonId {
        self.telegram.people().into_iter().find(|(_, person)| person.first_name == name).unwrap().0
    }

    /// Who was shown something, besides who wrote it.
    fn shown(&self, words: &str) -> Vec<String> {
        let sees = |id| {
            let messages = self.telegram.screen(id).messages;
            messages.iter().any(|one| one.from_bot && one.text.contains(words) && one.text.contains("A neighbour"))
        };
        self.telegram.people().into_iter().filter(|(id, _)| sees(*id)).map(|(_, person)| person.first_name).collect()
    }
}

#[tokio::test]
async fn a_visitor_sees_waves_and_is_in_the_first() {
    let visit = Visit::begin().await;
    let town = visit.town();
    let ben = Person { town: &town, id: visit.id("Ben") };
    ben.offers(None).await.unwrap();
    let ada = Person { town: &town, id: visit.id("Ada") };
    ada.asks(Category::Shopping, "Two bags from the shop", Urgency::Now).await.unwrap();
    let first = visit.shown("Two bags from the shop");
    assert!(first.len() == 5 && first.contains(&"Ben".to_owned()), "{first:?}");
    visit.desk.forward(16 * 60_000).await;
    assert_eq!(visit.shown("Two bags from the shop").len(), 10, "a second wave");
    visit.app.stop().await;
}

#[tokio::test]
async fn a_long_step_of_the_clock_stops_at_all_that_is_due() {
    let visit = Visit::begin().await;
    let town = visit.town();
    let ada = Person { town: &town, id: visit.id("Ada") };
    ada.asks(Category::Shopping, "Two bags from the shop", Urgency::Today).await.unwrap();
    visit.desk.forward(6 * 3_600_000).await;
    let asked = visit.shown("Two bags from the shop");
    assert!(asked.len() >= 20, "a wave an hour: {asked:?}");
    let times: std::collections::BTreeSet<_> = asked
        .iter()
        .flat_map(|name| visit.telegram.screen(visit.id(name)).messages)
        .filter(|one| one.text.contains("Two bags from the shop"))
        .map(|one| one.date_ms / 3_600_000)
        .collect();
    assert!(times.len() >= 4, "each in its hour: {times:?}");
    visit.app.stop().await;
}
