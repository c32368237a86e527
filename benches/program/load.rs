//! Neighbours in a closed loop: each takes the next step as soon as the answer to the last one is on the screen; who is
//! through makes room for somebody new.

use std::time::{Duration, Instant};

use doorstep::demo::{MessageId, PersonId, Telegram};

/// What a neighbour does next, once the screen allows it.
#[derive(Clone, Copy)]
pub enum Step {
    Start,
    Taps(&'static str),
    /// Once these words are on the screen, writes those.
    Says(&'static str, &'static str),
    SharesPlace,
}

/// From Start to an ask that is posted, and the menu.
pub fn dialogue() -> Vec<Step> {
    vec![
        Step::Start,
        Step::Taps("18 or over, I agree: I need help"),
        Step::Taps("Shopping and food"),
        Step::Says("Tell it in a line", "Two bags from the shop, please"),
        Step::Taps("No hurry"),
        Step::SharesPlace,
        Step::Taps("Ask neighbours"),
        Step::Says("", "/start"),
    ]
}

pub struct Load {
    telegram: Telegram,
    steps: Vec<Step>,
    people: Vec<Neighbour>,
    met: u32,
    /// From each update until the next step was possible.
    pub answers: Vec<Duration>,
}

struct Neighbour {
    id: PersonId,
    home: (f64, f64),
    first: MessageId,
    step: usize,
    heard: u64,
    since: Instant,
}

impl Load {
    pub fn new(telegram: Telegram, steps: Vec<Step>, at_once: usize) -> Self {
        let mut load = Self { telegram, steps, people: vec![], met: 0, answers: vec![] };
        for _ in 0..at_once {
            let newcomer = load.newcomer();
            load.people.push(newcomer);
        }
        load
    }

    /// What somebody sees who is stuck.
    pub fn stuck(&self) -> String {
        let Some(person) = self.people.first() else { return String::new() };
        let screen = self.telegram.since(person.id, person.first);
        screen.iter().map(|message| message.text.clone()).collect::<Vec<_>>().join("\n")
    }

    pub async fn run(&mut self, time: Duration) {
        let end = tokio::time::Instant::now() + time;
        let mut changes = self.telegram.changed();
        loop {
            changes.borrow_and_update();
            for at in 0..self.people.len() {
                self.advance(at);
            }
            tokio::select! {
                biased;
                () = tokio::time::sleep_until(end) => return,
                changed = changes.changed() => changed.unwrap(),
            }
        }
    }

    /// Takes the next step, if something was heard and the screen allows it.
    fn advance(&mut self, at: usize) {
        let Some(person) = self.people.get_mut(at) else { return };
        let heard = self.telegram.heard(person.id);
        if heard == person.heard {
            return;
        }
        person.heard = heard;
        if self.steps.get(person.step).is_none_or(|step| person.takes(&self.telegram, *step)) {
            self.answers.push(person.since.elapsed());
            person.since = Instant::now();
            person.step += 1;
            if person.step > self.steps.len() {
                let newcomer = self.newcomer();
                self.people.splice(at..=at, [newcomer]);
            }
        }
    }

    /// Somebody new, who has just pressed Start.
    fn newcomer(&mut self) -> Neighbour {
        self.met += 1;
        let (telegram, met) = (&self.telegram, self.met);
        let id = telegram.add_person("Anna");
        // Spread over a town of 20 km.
        let home = (51.0 + f64::from(met * 37 % 200) / 1_000.0, -1.2 + f64::from(met * 61 % 300) / 1_000.0);
        let first = telegram.starts(id, None).unwrap();
        Neighbour { id, home, first, step: 1, heard: 0, since: Instant::now() }
    }
}

impl Neighbour {
    fn takes(&self, telegram: &Telegram, step: Step) -> bool {
        match step {
            Step::Start => telegram.starts(self.id, None).is_ok(),
            Step::SharesPlace => telegram.shares_place(self.id, self.home.0, self.home.1).is_ok(),
            Step::Says(seen, text) => {
                let screen = telegram.since(self.id, self.first);
                screen.iter().any(|message| message.text.contains(seen)) && telegram.says(self.id, text).is_ok()
            }
            Step::Taps(label) => telegram.since(self.id, self.first).iter().rev().any(|message| {
                let buttons = message.buttons.iter().enumerate();
                let mut places = buttons.flat_map(|(row, keys)| keys.iter().enumerate().map(move |key| (row, key)));
                let found = places.find(|(_, (_, button))| button.label == label);
                found.is_some_and(|(row, (column, _))| telegram.presses(self.id, message.id, (row, column)).is_ok())
            }),
        }
    }
}
