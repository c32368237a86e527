//! Pairs of neighbours, each pair far from all others, from the first Start to "You and … are introduced".

use std::time::Duration;

use doorstep::demo::{MessageId, PersonId, Telegram};

/// Nothing on any screen changes for so long: the program is stuck.
const STUCK: Duration = Duration::from_mins(1);

/// Where everybody lives, within their degree: what no log may hold.
pub const DECIMALS: f64 = 0.013_579;

#[derive(Clone, Copy)]
enum Who {
    Asker,
    Helper,
}

#[derive(Clone, Copy)]
enum Step {
    Starts,
    Taps(&'static str),
    /// Once these words are on the screen, writes those.
    Says(&'static str, &'static str),
    SharesPlace,
    /// These words come to be on the screen.
    Reads(&'static str),
}

const STEPS: [(Who, Step); 15] = [
    (Who::Helper, Step::Starts),
    (Who::Helper, Step::Taps("18 or over, I agree: I can help")),
    (Who::Helper, Step::Taps("Anything")),
    (Who::Helper, Step::SharesPlace),
    (Who::Helper, Step::Reads("You may be asked for")),
    (Who::Asker, Step::Starts),
    (Who::Asker, Step::Taps("18 or over, I agree: I need help")),
    (Who::Asker, Step::Taps("Shopping and food")),
    (Who::Asker, Step::Says("Tell it in a line", "Two bags from the shop")),
    (Who::Asker, Step::Taps("No hurry")),
    (Who::Asker, Step::SharesPlace),
    (Who::Asker, Step::Taps("Ask neighbours")),
    (Who::Helper, Step::Taps("I can help")),
    (Who::Asker, Step::Taps("Yes, introduce us")),
    (Who::Helper, Step::Reads("are introduced")),
];

struct Pair {
    asker: Person,
    helper: Person,
    home: (f64, f64),
    step: usize,
    heard: Option<u64>,
}

struct Person {
    id: PersonId,
    first: Option<MessageId>,
}

pub struct Pairs {
    telegram: Telegram,
    under_way: Vec<Pair>,
    met: u32,
    is_closing: bool,
    /// Everybody of pairs that are through.
    pub introduced: Vec<PersonId>,
    /// Updates that people made.
    pub updates: usize,
}

impl Pairs {
    pub fn new(telegram: Telegram, at_once: usize) -> Self {
        let mut pairs = Self { telegram, under_way: vec![], met: 0, is_closing: false, introduced: vec![], updates: 0 };
        for _ in 0..at_once {
            let pair = pairs.newcomers();
            pairs.under_way.push(pair);
        }
        pairs
    }

    /// Updates that the program has confirmed.
    pub fn confirmed(&self) -> usize {
        self.updates - self.telegram.unconfirmed()
    }

    /// Waits for the next poll; people go on meanwhile.
    pub async fn until_polled(&mut self) {
        let (polls, telegram) = (self.telegram.polls(), self.telegram.clone());
        self.until(|_| telegram.polls() > polls).await;
    }

    /// People do what they can do, for a moment.
    pub async fn go_on(&mut self, moment: Duration) {
        let _ = tokio::time::timeout(moment, self.until(|_| false)).await;
    }

    /// Nobody new comes; all who are under way get there.
    pub async fn finish(&mut self) {
        self.is_closing = true;
        self.until(|pairs| pairs.under_way.is_empty()).await;
    }

    async fn until(&mut self, mut is_so: impl FnMut(&mut Self) -> bool) {
        let mut changes = self.telegram.changed();
        loop {
            changes.borrow_and_update();
            // Backwards: who is through leaves.
            for at in (0..self.under_way.len()).rev() {
                self.advance(at);
            }
            if is_so(self) {
                return;
            }
            // Telegram and people do not change while nobody answers: the program is the one that is stuck.
            let late = tokio::time::timeout(STUCK, changes.changed()).await.is_err();
            assert!(!late, "nobody is answered any more:\n{}", self.stuck());
        }
    }

    fn advance(&mut self, at: usize) {
        let telegram = self.telegram.clone();
        let Some(pair) = self.under_way.get_mut(at) else { return };
        let heard = telegram.heard(pair.asker.id) + telegram.heard(pair.helper.id);
        if pair.heard == Some(heard) {
            return;
        }
        pair.heard = Some(heard);
        while pair.takes_a_step(&telegram, &mut self.updates) {}
        if pair.step >= STEPS.len() {
            self.introduced.extend([pair.asker.id, pair.helper.id]);
            self.under_way.remove(at);
            if !self.is_closing {
                let pair = self.newcomers();
                self.under_way.push(pair);
            }
        }
    }

    /// Two who live near each other, and far from everybody else.
    fn newcomers(&mut self) -> Pair {
        self.met += 1;
        let (row, column) = (f64::from(self.met / 150), f64::from(self.met % 150));
        let home = (60.0 + DECIMALS - row, column - 75.0 - DECIMALS);
        let person = |name| Person { id: self.telegram.add_person(name), first: None };
        Pair { asker: person("Ada"), helper: person("Ben"), home, step: 0, heard: None }
    }

    fn stuck(&self) -> String {
        let shows = |person: &Person| {
            let messages = person.first.map_or_else(Vec::new, |first| self.telegram.since(person.id, first));
            messages.iter().map(|message| message.text.clone()).collect::<Vec<_>>().join("\n")
        };
        let of = |pair: &Pair| {
            format!("step {}\n--- asker\n{}\n--- helper\n{}", pair.step, shows(&pair.asker), shows(&pair.helper))
        };
        self.under_way.iter().map(of).collect::<Vec<_>>().join("\n=====\n")
    }
}

impl Pair {
    /// The next step, if the screen allows it.
    fn takes_a_step(&mut self, telegram: &Telegram, updates: &mut usize) -> bool {
        let Some((who, step)) = STEPS.get(self.step) else { return false };
        let home = self.home;
        let person = match who {
            Who::Asker => &mut self.asker,
            Who::Helper => &mut self.helper,
        };
        let done = person.takes(telegram, *step, home);
        self.step += usize::from(done);
        *updates += usize::from(done && !matches!(step, Step::Reads(_)));
        done
    }
}

impl Person {
    fn takes(&mut self, telegram: &Telegram, step: Step, home: (f64, f64)) -> bool {
        match step {
            Step::Starts => {
                self.first = telegram.starts(self.id, None).ok();
                self.first.is_some()
            }
            Step::SharesPlace => telegram.shares_place(self.id, home.0, home.1).is_ok(),
            Step::Reads(words) => self.sees(telegram, words),
            Step::Says(words, text) => self.sees(telegram, words) && telegram.says(self.id, text).is_ok(),
            Step::Taps(label) => self.first.is_some_and(|first| {
                telegram.since(self.id, first).iter().rev().any(|message| {
                    let buttons = message.buttons.iter().enumerate();
                    let mut places = buttons.flat_map(|(row, keys)| keys.iter().enumerate().map(move |key| (row, key)));
                    let found = places.find(|(_, (_, button))| button.label == label);
                    found.is_some_and(|(row, (column, _))| telegram.presses(self.id, message.id, (row, column)).is_ok())
                })
            }),
        }
    }

    fn sees(&self, telegram: &Telegram, words: &str) -> bool {
        let screen = self.first.map_or_else(Vec::new, |first| telegram.since(self.id, first));
        screen.iter().any(|message| message.from_bot && message.text.contains(words))
    }
}
