//! The relay never guesses. Neighbours who are introduced to three others at once write in every way that there is: each
//! word reaches once whom its writer's screen named, or nobody.

mod deeds;

use std::collections::BTreeMap;

use super::steps::{Dice, Done};
use super::town::{Message, Taken, Town, cell};
use crate::domain::{FirstName, Instant, IntroductionId, IntroductionState, NeighbourId, Side, limits};
use crate::talk::{Effect, Say, afterwards, relay};

/// All steps, and how many of them one town lives.
const STEPS: usize = 100_000;
const A_TOWN: usize = 500;
const PEOPLE: usize = 4;

/// Words, whose they are, and whom they reached.
#[derive(Debug)]
struct Written {
    who: usize,
    message: i64,
    /// As they are passed on.
    text: String,
    reached: Option<NeighbourId>,
}

/// Whom words go to, as the screen of their writer says it; and through which introduction.
#[derive(Debug, Clone, PartialEq)]
struct Meant {
    name: FirstName,
    through: IntroductionId,
}

/// What becomes of words.
#[derive(Debug, PartialEq)]
enum Fate {
    /// They go at once.
    Goes(Meant),
    /// They answer a question that is not the relay's, and are a thank-you at most.
    Answers(Option<Meant>),
    /// They wait, or are for nobody.
    Stays,
}

struct Writers {
    town: Town,
    dice: Dice,
    written: Vec<Written>,
    /// Through which introduction somebody writes, and since when without a word.
    writing: BTreeMap<usize, (IntroductionId, Instant)>,
    /// The messages that wait until their writer says whom they are for.
    waiting: BTreeMap<usize, Vec<i64>>,
    /// Messages that asked for a reply, and whom they named: what is replied to them goes there, also once a newer one is below.
    by_reply: BTreeMap<(usize, i64), (FirstName, IntroductionId)>,
    came: Came,
    done: Done,
}

/// How often it came to something: without it everybody could be silent.
#[derive(Debug, Default, Clone, Copy)]
struct Came {
    three_at_once: usize,
    by_reply: usize,
    in_writing: usize,
    after_asking: usize,
    corrected: usize,
    thanks: usize,
    for_nobody: usize,
}

impl Writers {
    fn new(seed: u64) -> Self {
        let mut town = Town::of(PEOPLE, seed);
        (0..PEOPLE).for_each(|who| town.offers_help(who, cell(0)));
        Self {
            town,
            dice: Dice::seeded(seed),
            written: Vec::new(),
            writing: BTreeMap::new(),
            waiting: BTreeMap::new(),
            by_reply: BTreeMap::new(),
            came: Came::default(),
            done: Done::default(),
        }
    }

    fn id(&self, who: usize) -> NeighbourId {
        self.town.people[who].me.id
    }

    fn is_agreed(&self, id: IntroductionId) -> bool {
        matches!(self.town.introductions[&id].state, IntroductionState::Agreed { .. })
    }

    fn are_introduced(&self, one: NeighbourId, other: NeighbourId) -> bool {
        let both = |id: &&IntroductionId| {
            let tie = &self.town.introductions[*id];
            tie.side(one).is_some() && tie.side(other).is_some() && self.is_agreed(**id)
        };
        self.town.introductions.keys().any(|id| both(&id))
    }

    /// The open question, as it reads on the screen.
    fn question(&self, who: usize) -> Option<&Message> {
        let person = &self.town.people[who];
        let open = person.question?;
        person.messages.iter().find(|message| message.card == Some(open))
    }

    /// How many messages wait, as the screen says it.
    fn waits(&self, who: usize) -> usize {
        match self.question(who).map(|question| &question.say) {
            Some(Say::Relay(relay::Say::WhoIsItFor { messages, .. }, _)) => *messages,
            _ => 0,
        }
    }

    /// What the screen says of words that are written now.
    fn fate(&self, who: usize, reply_to: Option<i64>) -> Fate {
        let replied = reply_to.and_then(|to| self.town.people[who].messages.iter().find(|one| one.number == to));
        if let Some(Say::Relay(relay::Say::Passed { introduction, name, .. }, _)) = replied.map(|one| &one.say) {
            return Fate::Goes(Meant { name: name.clone(), through: *introduction });
        }
        if let Some((name, through)) = reply_to.and_then(|to| self.by_reply.get(&(who, to))) {
            return Fate::Goes(Meant { name: name.clone(), through: *through });
        }
        if self.town.people[who].has_keys {
            return Fate::Answers(None);
        }
        match self.question(who).map(|question| &question.say) {
            Some(Say::Relay(relay::Say::Writing { name }, _)) => match self.writing.get(&who) {
                Some((through, since)) if self.town.now < *since + limits::WRITING_IDLE => {
                    Fate::Goes(Meant { name: name.clone(), through: *through })
                }
                _ => Fate::Stays,
            },
            Some(Say::Afterwards(afterwards::Say::Line { introduction, name }, _)) => {
                Fate::Answers(Some(Meant { name: name.clone(), through: *introduction }))
            }
            Some(Say::Ask(..) | Say::Offer(..) | Say::Show(..)) => Fate::Answers(None),
            _ => Fate::Stays,
        }
    }

    /// Whoever reads words now is whom they were meant for, and they are the words that were written; what was meant for
    /// somebody with whom they are introduced was passed on.
    fn reaches(&mut self, writer: Option<(usize, Option<&Meant>)>, taken: &Taken, messages: &[i64]) {
        let mut reached = Vec::new();
        for (to, say) in &taken.said {
            if let Say::Afterwards(afterwards::Say::Thanks { name, .. }, _) = say {
                let (who, meant) = writer.expect("nobody wrote");
                let tie = &self.town.introductions[&meant.expect("thanks of nobody").through];
                assert_eq!(name, &self.town.people[who].me.name);
                assert_eq!(tie.side(self.id(who)).map(Side::other), tie.side(*to), "{to} is thanked");
                self.came.thanks += 1;
            }
            let Say::Relay(relay::Say::Passed { introduction, name, words }, _) = say else { continue };
            let (who, meant) = writer.expect("nobody wrote");
            let meant = meant.unwrap_or_else(|| panic!("{to} reads what was for nobody: {words}"));
            let tie = &self.town.introductions[introduction];
            assert_eq!((*introduction, name), (meant.through, &self.town.people[who].me.name));
            assert_eq!(self.name(*to), &meant.name, "{to} reads what was for somebody else: {words}");
            assert!(self.is_agreed(*introduction) && tie.side(self.id(who)).map(Side::other) == tie.side(*to));
            let one = self.written.iter_mut().rev().find(|one| one.text == *words).unwrap();
            assert_eq!((one.who, one.reached.replace(*to)), (who, None), "once: {words}");
            reached.push(one.message);
        }
        let goes = |message: &&i64| {
            let one = self.written.iter().find(|one| one.message == **message).unwrap();
            (1..=limits::RELAY_UTF16).contains(&one.text.encode_utf16().count())
        };
        let may_go = writer.and_then(|(_, meant)| meant).is_some_and(|meant| self.is_agreed(meant.through));
        let wanted: Vec<i64> = messages.iter().filter(|_| may_go).filter(goes).copied().collect();
        assert_eq!(reached, wanted, "each in its order, and none is lost");
        self.receipts_are_for_their_writer(taken);
    }

    fn name(&self, id: NeighbourId) -> &FirstName {
        &self.town.people.iter().find(|person| person.me.id == id).unwrap().me.name
    }

    fn receipts_are_for_their_writer(&self, taken: &Taken) {
        for effect in &taken.effects {
            let Effect::PassOn(new) = effect else { continue };
            let one = self.written.iter().find(|one| one.message == new.original).unwrap();
            assert_eq!(self.id(one.who), new.sender);
            let is_receipt = |effect: &&Effect| {
                matches!(effect, Effect::Receipt(receipt)
                    if receipt.card == crate::domain::Card::Relay(new.id)
                        && Some(receipt.reader) == one.reached
                        && receipt.message == Some(new.original))
            };
            assert_eq!(taken.effects.iter().filter(is_receipt).count(), 1, "{new:?}");
        }
    }
}

#[test]
fn what_is_written_between_three_at_once_reaches_whom_it_was_meant_for_and_nobody_else() {
    let mut all = Came::default();
    for seed in 0..u64::try_from(STEPS / A_TOWN).unwrap() {
        let mut writers = Writers::new(seed);
        for _ in 0..A_TOWN {
            writers.step();
        }
        let came = writers.came;
        all.three_at_once += came.three_at_once;
        all.by_reply += came.by_reply;
        all.in_writing += came.in_writing;
        all.after_asking += came.after_asking;
        all.corrected += came.corrected;
        all.thanks += came.thanks;
        all.for_nobody += came.for_nobody;
    }
    let lively = [
        (all.three_at_once, 50_000),
        (all.by_reply, 3_000),
        (all.in_writing, 1_000),
        (all.after_asking, 5_000),
        (all.corrected, 500),
        (all.thanks, 5),
        (all.for_nobody, 10_000),
    ];
    assert!(lively.iter().all(|(came, least)| came >= least), "they hardly write: {all:?}");
}
