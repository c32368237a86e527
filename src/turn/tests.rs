//! The database fails at any of its steps, while two people meet: what was not kept is not confirmed, and nothing of it is
//! there; the same update is taken again, and does its work once.

use chrono::TimeDelta;
use tempfile::TempDir;

use super::*;
use crate::domain::{CellId, FirstName, Language};
use crate::store::tests::failing::Failing;
use crate::talk::{Button, Typed, introduction};
use crate::telegram::Beside;
use crate::words::Catalog;

/// Of so many steps of the engine one is made to fail; where that begins is another for each update.
const EVERY: usize = 13;

/// The way from one to the other, and to both: here each step of the engine is made to fail, one after the other.
const EACH: [(i64, Deed); 3] =
    [(ADA, Deed::Taps("ask-post-")), (BEN, Deed::Taps("ping-yes")), (ADA, Deed::Taps("intro-yes"))];

const ADA: i64 = 7;
const BEN: i64 = 8;

/// What somebody does: a tap is found by how the code of the button begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Starts,
    Taps(&'static str),
    Says(&'static str),
    IsHere,
    Blocks,
}

/// From two strangers to an introduction, and to its end.
const STORY: [(i64, Deed); 24] = [
    (ADA, Deed::Starts),
    (ADA, Deed::Taps("need")),
    (ADA, Deed::Taps("ask-kind-shopping")),
    (ADA, Deed::Says("Two bags of flour")),
    (ADA, Deed::Taps("ask-when-today")),
    (ADA, Deed::IsHere),
    (ADA, Deed::Taps("ask-post-")),
    (BEN, Deed::Starts),
    (BEN, Deed::Taps("can")),
    (BEN, Deed::Taps("offer-anything-")),
    (BEN, Deed::IsHere),
    (BEN, Deed::Taps("ping-yes")),
    (ADA, Deed::Taps("my-edit")),
    (ADA, Deed::Says("/cancel")),
    (ADA, Deed::Taps("intro-yes")),
    (ADA, Deed::Taps("relay-write")),
    (ADA, Deed::Says("At five?")),
    (BEN, Deed::Taps("intro-time")),
    (BEN, Deed::Taps("intro-when-tomorrow")),
    (ADA, Deed::Taps("intro-suits")),
    (BEN, Deed::Taps("intro-cannot")),
    (BEN, Deed::Taps("intro-really")),
    (ADA, Deed::Taps("my-closed")),
    (BEN, Deed::Blocks),
];

struct Bench {
    turns: Turns,
    store: Store,
    failing: Failing,
    now: Instant,
    updates: i64,
    _folder: TempDir,
}

impl Bench {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_and_run(&folder.path().join("doorstep.db")).await;
        let words = Arc::new(Words::new(Catalog::load(None).unwrap(), "Rosa, rosa@example.org".to_owned()));
        let chance = Arc::new(Mutex::new(Chance::seeded(3)));
        let room = Room::as_told_by(folder.path(), 0, || None);
        let setting = Setting { store: store.clone(), words, zone: chrono_tz::Europe::London, chance, room };
        let failing = store.failing().await;
        let now = "2026-03-12T10:00:00Z".parse().unwrap();
        Self { turns: Turns::new(setting), store, failing, now, updates: 0, _folder: folder }
    }

    /// The newest button of somebody whose code begins so. Some stand behind another button, on the same thing.
    async fn button(&self, account: i64, verb: &str) -> Button {
        let waiting = self.store.waiting_for(account).await.join("\n");
        let begins = |verb: &str| format!("\"code\":\"1.{verb}");
        let code = |verb: &str| {
            let (_, rest) = waiting.split_once(&begins(verb))?;
            let rest = rest.split_once('"').map_or(rest, |(code, _)| code);
            Button::decode(&format!("1.{verb}{rest}"))
        };
        if let Some(button) = code(verb) {
            return button;
        }
        let other = introduction::Button::all().into_iter().find(|one| one.verb() == verb);
        match (other, code("relay-write"), code("my-close")) {
            (Some(one), Some(Button::Relay(_, id, _)), _) => Button::Introduction(one, id, 1),
            (_, _, Some(Button::MyAsk(_, post))) => {
                Button::MyAsk(talk::ask::MyButton::from_verb(verb).expect("a button of an ask"), post)
            }
            _ => panic!("{account} has no {verb}: {waiting}"),
        }
    }

    async fn update(&mut self, (account, deed): (i64, Deed)) -> Admitted {
        self.updates += 1;
        self.now += TimeDelta::seconds(10);
        let typed = |text: &str| Typed { text: text.to_owned(), message: self.updates, reply_to: None };
        let input = match deed {
            Deed::Starts => Input::Start(None),
            Deed::Taps(verb) => Input::Tap(Some(self.button(account, verb).await)),
            Deed::Says("/cancel") => Input::Cancel,
            Deed::Says(text) => Input::Text(typed(text)),
            Deed::IsHere => Input::Place(CellId::around(51.75, -1.26).unwrap().into()),
            Deed::Blocks => Input::Blocked,
        };
        let name = FirstName::read(if account == ADA { "Ada" } else { "Ben" });
        let profile = Profile::Account(account);
        let account = Account { id: account, name, language: Language::English, profile };
        let inbound = Inbound { account, input, tapped: None, callback: None, album: None, beside: Beside::default() };
        self.turns.admit(Update { id: self.updates, raw: Value::Null, inbound: Some(inbound) }, self.now)
    }

    /// Takes an update whose first tries fail; how many did, and how many had been kept all the same.
    async fn takes(&self, admitted: &Admitted, (first, every): (usize, usize)) -> (usize, usize) {
        let (before, one) = (self.store.rows().await, std::slice::from_ref(admitted));
        let (mut failed, mut kept) = (0, 0);
        self.failing.at_commit();
        let refused = self.turns.take(one, self.now).await.expect_err("the commit fails");
        assert!(!refused.is_fault() && self.store.rows().await == before, "{refused}");
        for step in (first..).step_by(every) {
            self.failing.at(i64::try_from(step).unwrap());
            let taken = self.turns.take(one, self.now).await;
            let did = self.failing.did();
            self.failing.at(i64::MAX);
            let rows = self.store.rows().await;
            let Err(error) = taken else {
                assert!(!did, "a failure at step {step} is passed over in silence");
                break;
            };
            failed += 1;
            assert!(did && !error.is_fault(), "at step {step}: {error}");
            if self.store.has_seen(admitted.id()).await.unwrap() {
                // The commit was done before it could say so.
                kept += 1;
                self.turns.take(one, self.now).await.unwrap();
                assert_eq!(self.store.rows().await, rows, "it does its work once");
                break;
            }
            assert_eq!(rows, before, "nothing is kept of what failed at step {step}");
        }
        assert!(self.store.has_seen(admitted.id()).await.unwrap());
        (failed, kept)
    }
}

/// What a town has in the end, where nothing fails.
async fn untroubled() -> Vec<(String, i64)> {
    let mut bench = Bench::open().await;
    for deed in STORY {
        let admitted = bench.update(deed).await;
        bench.turns.take(std::slice::from_ref(&admitted), bench.now).await.unwrap();
    }
    bench.store.rows().await
}

/// The same town, where the database fails at some steps of what somebody does: from the first on, each so far from the one before.
async fn troubled(steps: impl Fn(usize, (i64, Deed)) -> Option<(usize, usize)>) -> (usize, usize) {
    let mut bench = Bench::open().await;
    let (mut failed, mut kept) = (0, 0);
    for (number, deed) in STORY.into_iter().enumerate() {
        let admitted = bench.update(deed).await;
        let Some((first, every)) = steps(number, deed) else {
            bench.turns.take(std::slice::from_ref(&admitted), bench.now).await.unwrap();
            continue;
        };
        let came = bench.takes(&admitted, (first, every)).await;
        assert!(came.0 > 3, "{deed:?} took no step: {came:?}");
        assert!(every > 1 || came.1 == 1, "the last step of {deed:?} is that its commit is done");
        (failed, kept) = (failed + came.0, kept + came.1);
    }
    assert_eq!(bench.store.rows().await, untroubled().await);
    (failed, kept)
}

#[tokio::test]
async fn wherever_the_database_fails_nothing_is_kept_by_half_and_nothing_is_done_twice() {
    let (failed, kept) = troubled(|number, _| Some((1 + number % EVERY, EVERY))).await;
    assert!(failed > 500, "{failed} failures");
    assert!(kept < STORY.len(), "{kept}");
}

#[tokio::test]
async fn there_is_no_step_between_the_ask_and_the_introduction_at_which_it_may_not_fail() {
    let (failed, kept) = troubled(|_, deed| EACH.contains(&deed).then_some((1, 1))).await;
    assert!(failed > 3_000, "{failed} failures");
    assert_eq!(kept, EACH.len());
}

#[tokio::test]
async fn an_id_that_is_taken_already_is_drawn_again() {
    let mut bench = Bench::open().await;
    let chance = |bench: &Bench| *bench.turns.setting.chance.lock().unwrap() = Chance::seeded(5);
    let ada = bench.update((ADA, Deed::Starts)).await;
    let now = bench.now;
    chance(&bench);
    bench.turns.take(std::slice::from_ref(&ada), now).await.unwrap();
    let ben = bench.update((BEN, Deed::Starts)).await;
    chance(&bench);
    bench.turns.take(std::slice::from_ref(&ben), now).await.unwrap();
    assert!(
        bench.store.waiting_for(BEN).await.join("").contains("\"code\":\"1.can"),
        "{:?}",
        bench.store.waiting_for(BEN).await
    );
}
