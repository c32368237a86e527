//! The database fails at some call: nothing is confirmed or lost, and afterwards everything is there exactly once.

use chrono::TimeDelta;

use super::town::{Neighbour, Town};

/// Everything that two of a town see, from the ask to "introduced"; `before` stands before each tap, `after` behind it.
struct Story<'t> {
    town: &'t Town,
    ada: Neighbour<'t>,
    ben: Neighbour<'t>,
}

impl<'t> Story<'t> {
    async fn begins(town: &'t Town) -> Self {
        let ben = town.helper("Ben").await;
        let ada = town.neighbour("Ada");
        ada.writes_ask("Two bags", "Today").await;
        Self { town, ada, ben }
    }

    /// A tap meets a database that fails at this.
    async fn taps_in_trouble(&self, who: &Neighbour<'_>, label: &str, trouble: Option<(usize, &str)>) {
        let Some((number, event)) = trouble else { return who.taps(label).await };
        let words = format!("broken at {number}: {}", self.town.database().display());
        let (begins, ends) = (
            format!("create trigger trouble before {event} begin select raise(abort, '{words}'); end"),
            "drop trigger trouble",
        );
        self.town.is_damaged(&begins).await;
        who.taps_without_waiting(label);
        self.town.until_it_is_logged(&words).await;
        self.town.is_damaged(ends).await;
        for _ in 0..5 {
            self.town.clock.forward(TimeDelta::seconds(1));
            tokio::task::yield_now().await;
        }
        self.town.passes(TimeDelta::seconds(1)).await;
    }

    /// What both see; the two words that they say at the door are drawn by chance.
    fn screens(&self) -> [String; 2] {
        [&self.ada, &self.ben].map(|who| {
            let screen = who.screen();
            let lines = screen.lines().filter(|line| !line.contains("Your word: "));
            lines.collect::<Vec<_>>().join("\n")
        })
    }
}

/// What the screens show in the end, where a call fails.
async fn told(trouble: Option<(usize, &str)>) -> [String; 2] {
    let town = Town::open().await;
    let story = Story::begins(&town).await;
    story.taps_in_trouble(&story.ada, "Ask neighbours", trouble.filter(|(number, _)| number % 2 == 0)).await;
    town.passes(TimeDelta::seconds(10)).await;
    story.taps_in_trouble(&story.ben, "I can help", trouble.filter(|(number, _)| number % 2 == 1)).await;
    town.passes(TimeDelta::seconds(10)).await;
    story.ada.taps("Yes, introduce us").await;
    let screens = story.screens();
    town.reads_all();
    town.close().await;
    screens
}

#[tokio::test]
async fn whoever_else_writes_to_the_database_for_a_moment_only_delays_the_answer() {
    let town = Town::open().await;
    let story = Story::begins(&town).await;
    let (ada, ben) = (&story.ada, &story.ben);
    let commits = town.commits().await;
    let other = town.holds_the_database().await;
    ada.taps_without_waiting("Ask neighbours");
    // A tap is answered beside its turn: by then the turn waits for the database.
    town.until("an answer to the tap", |telegram| telegram.screen(ada.id).spinning == 0).await;
    assert_eq!(
        (town.telegram.unconfirmed(), town.commits().await),
        (1, commits),
        "nothing is confirmed before it is kept"
    );
    assert!(!ben.sees("Two bags"), "{}", ben.screen());
    other.lets_go().await;
    town.settle().await;
    assert_eq!(ben.times("Two bags"), 1, "{}", ben.screen());
    assert!(ada.last().contains("I have asked some neighbours."), "{}", ada.last());
    let log = super::town::Log::of_all_plays();
    assert!(log.holds(&["database is locked".to_owned()]).is_empty(), "it waited, and did not try anew");
    town.close().await;
}

#[tokio::test]
async fn whatever_cannot_be_written_is_written_later_and_once() {
    let untroubled = told(None).await;
    assert!(untroubled[1].contains("You and Ada are introduced."), "{}", untroubled[1]);
    // Even ones at the tap that asks, odd ones at the tap that answers.
    for trouble in [
        "insert on seen",
        "insert on seen",
        "insert on asks",
        "insert on introductions",
        "insert on pings",
        "update on pings",
        "insert on outbox",
        "insert on outbox",
        "update on outbox when new.state = 'sending'",
        "update on outbox when new.state = 'sending'",
        "update on outbox when new.state = 'sent'",
        "update on outbox when new.state = 'sent'",
        "update on conversations",
        "insert on cards",
        "insert on agenda",
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(told(Some(trouble)).await, untroubled, "{trouble:?}");
    }
}
