//! Random walks of two to six neighbours who tap, type and share whatever they can, old and forged buttons included.
//! After every step: nobody learns what is not theirs, nobody is left without a word, no way is closed.

mod changes;
mod inputs;
mod over;
mod plans;
mod private;
mod reached;
mod screen;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::steps::{Dice, Done};
use super::stolen;
use super::town::{Taken, Town, cell};
use crate::domain::{Instant, IntroductionState, NeighbourId, PostId, Urgency};
use crate::talk::introduction::Say as Introductions;
use crate::talk::state::tests::{fixtures, kind};
use crate::talk::{Effect, Input, Say, introduction};
use reached::Reached;

/// The whole size in one place: 2,000 walks of 80 steps.
const WALKS: u64 = 2_000;

const STEPS: usize = 80;

pub(super) struct Walk {
    pub(super) town: Town,
    pub(super) dice: Dice,
    /// What was typed, by whom: words that a line may be made of.
    typed: Vec<(usize, i64, String)>,
    /// Who was asked again whether they still can, for which ask at which version.
    asked_again: BTreeSet<(NeighbourId, PostId, i64)>,
    /// By when askers were told that they hear how it stands.
    named: BTreeMap<PostId, Instant>,
    /// How often that came in a message of its own.
    words: usize,
    /// How often that was that who was asked again had not said.
    unheard: usize,
    /// Who was reminded that they are asked again, for which ask at which version.
    reminded: BTreeSet<(NeighbourId, PostId, i64)>,
    /// The asks whose asker heard that no answer came to a change, and the version that it was about.
    silence_told: BTreeSet<(PostId, i64)>,
    /// How often an ask that had stopped was taken up again.
    taken_up: usize,
    /// How often an ask was changed so that people were asked anew, and how often a yes was to it as it was then.
    changed: usize,
    still: usize,
    taken_back: usize,
    /// How often somebody was left behind, and heard it.
    left: usize,
    /// How often somebody who stood by was asked about once more.
    recalled: usize,
    /// How often somebody was who did not stand by, since nobody else was left.
    after_all: usize,
    /// How often somebody heard that another one comes in their place.
    replaced: usize,
    /// How often somebody said yes when enough had.
    enough: usize,
    /// The kinds of state that were reached.
    reached: BTreeSet<String>,
    /// What was done, for the report of a walk that failed.
    done: Done,
}

impl Walk {
    pub(super) fn new(seed: u64) -> Self {
        let people = 2 + usize::try_from(seed % 5).unwrap();
        let mut town = Town::of(people, seed);
        // In two of three towns all but the first are ready to help.
        if !seed.is_multiple_of(3) {
            (1..people).for_each(|who| town.offers_help(who, cell(0)));
        }
        // In some of them help was found already, and who was not needed stands by.
        if seed.is_multiple_of(7) && people > 3 && !town.offers.is_empty() {
            town.others_stand_by();
        } else if seed.is_multiple_of(11) && people > 4 && !town.offers.is_empty() {
            // In others enough said yes, and some were asked who have not answered yet.
            town.enough_say_yes();
        }
        Self {
            town,
            dice: Dice::seeded(seed),
            typed: Vec::new(),
            asked_again: BTreeSet::new(),
            named: BTreeMap::new(),
            words: 0,
            unheard: 0,
            reminded: BTreeSet::new(),
            silence_told: BTreeSet::new(),
            taken_up: 0,
            changed: 0,
            still: 0,
            taken_back: 0,
            left: 0,
            recalled: 0,
            after_all: 0,
            replaced: 0,
            enough: 0,
            reached: BTreeSet::new(),
            done: Done::default(),
        }
    }

    pub(super) fn step(&mut self) {
        if self.dice.below(12) == 0 {
            // Once in a while so long that an ask without a date stops.
            let long = self.dice.below(24) == 0;
            let minutes = if long { 21_000 } else { self.dice.one_of(&[1, 16, 61, 400, 1_500, 5_000]).unwrap() };
            self.done.push(format!("{minutes} minutes pass"));
            let taken = self.town.passes(TimeDelta::minutes(minutes));
            if minutes >= 5_000 {
                // After some days nobody knows any more between whom a message was passed on.
                self.town.relays.clear();
            }
            return self.check(None, &taken);
        }
        if self.dice.below(100) == 0 {
            self.changes_an_ask();
        }
        let who = self.dice.below(self.town.people.len());
        let (message, input) = self.input(who);
        self.act(who, message, input);
    }

    fn act(&mut self, who: usize, message: Option<i64>, input: Input) {
        let may_be_silent = self.may_be_silent(who, message, &input);
        self.done.push(format!("{who} in {:?}: {input:?} on {message:?}", self.town.people[who].state));
        self.reached.insert(kind(&self.town.people[who].state));
        let tapped = self.really_tapped(who, message, &input);
        let read = tapped.as_ref().map(|(number, _)| self.message(who, *number).say.clone());
        let is_stolen = matches!(&input, Input::Tap(Some(button)) if !stolen::is_theirs(&self.town, who, button));
        let taken = self.town.takes(who, message, input);
        let me = self.town.people[who].me.id;
        assert!(!is_stolen || stolen::is_words_to(me, &taken.effects), "a stolen button: {:?}", taken.effects);
        if let Some(read) = read {
            self.nobody_agrees_to_what_they_did_not_read(&read, &taken);
        }
        self.a_change_asks_anew(&taken);
        self.reached.insert(kind(&self.town.people[who].state));
        if let Some((message, button)) = tapped {
            self.what_was_tapped_tells_the_truth(who, message, &button);
        }
        // Words that are passed on are answered by a reaction, once they arrived.
        let receipt = taken.effects.iter().any(|effect| matches!(effect, Effect::Receipt(_)));
        let answered = receipt || taken.said.iter().any(|(to, _)| *to == me);
        assert!(answered || may_be_silent, "silence");
        self.check(Some(who), &taken);
        // Waves that are due at once.
        let taken = self.town.passes(TimeDelta::zero());
        self.check(None, &taken);
    }

    /// The second of two quick taps finds what the first came to; of edits of what was passed on it is told once.
    fn may_be_silent(&self, who: usize, message: Option<i64>, input: &Input) -> bool {
        let person = &self.town.people[who];
        match input {
            Input::Blocked | Input::Unblocked => true,
            Input::Tap(button) => person.may_be_silent(message, button.as_ref()),
            Input::Edited(typed) => {
                self.town.relays.iter().any(|(relay, told)| *told && relay.original == typed.message)
            }
            Input::Start(_)
            | Input::Help
            | Input::Cancel
            | Input::Key(..)
            | Input::Text(_)
            | Input::Place(_)
            | Input::Phone(_)
            | Input::Other(_) => false,
        }
    }

    fn check(&mut self, who: Option<usize>, taken: &Taken) {
        self.recalled += taken.effects.iter().filter(|effect| matches!(effect, Effect::Recall(_))).count();
        let is_enough = |say: &Say| {
            let Say::Introduction(say) = say else { return false };
            matches!(**say, Introductions::LastWord { why: introduction::Why::Enough, .. })
        };
        self.enough += taken.said.iter().filter(|(_, say)| is_enough(say)).count();
        for (to, say) in &taken.said {
            self.nobody_learns_what_is_not_theirs(*to, say);
            let is_replaced = matches!(say, Say::Introduction(say) if matches!(**say, Introductions::Replaced { .. }));
            self.replaced += usize::from(is_replaced);
        }
        self.a_not_this_time_stays_with_who_said_it(who, taken);
        self.everybody_touched_gets_a_last_word(taken);
        self.two_who_asked_for_the_same_meet_once(taken);
        self.nobody_waits_for_what_is_over(taken);
        self.what_can_be_done_with_an_ask_is_on_its_card_alone();
        self.what_was_named_is_kept(who, taken);
        self.only_the_other_one_is_told(who, taken);
        self.who_is_left_behind_hears_it(who, taken);
        self.what_is_over_is_over();
        self.nobody_is_asked_about_what_is_over();
        self.how_it_was_is_asked_about_the_time_that_is_agreed();
        self.nobody_who_offered_is_passed_over(who, taken);
        self.who_said_yes_before_a_change_is_asked_again(taken);
        self.who_is_asked_again_is_reminded_once(taken);
        self.nobody_is_asked_whether_they_still_can_what_is_over();
        self.no_yes_is_waited_for_without_an_end(taken);
        self.no_more_come_than_are_wanted(taken);
        if let Some(who) = who {
            self.what_is_shown_open_waits_for_an_answer(taken);
            self.every_state_has_its_question(who);
            self.every_state_has_a_way_out(who);
        }
    }
}

fn walk(seeds: impl Iterator<Item = u64>) -> Reached {
    let mut reached = Reached::default();
    for seed in seeds {
        let mut walk = Walk::new(seed);
        for _ in 0..STEPS {
            walk.step();
        }
        reached.count(&walk.town);
        reached.left += walk.left;
        reached.words += walk.words;
        reached.unheard += walk.unheard;
        reached.taken_up += walk.taken_up;
        reached.changed += walk.changed;
        reached.still += walk.still;
        reached.taken_back += walk.taken_back;
        reached.recalled += walk.recalled;
        reached.after_all += walk.after_all;
        reached.replaced += walk.replaced;
        reached.enough += walk.enough;
        reached.states.append(&mut walk.reached);
    }
    reached
}

#[test]
fn neighbours_who_do_anything_at_all_break_no_promise() {
    let reached = walk(0..WALKS);
    let lively = [
        (reached.asks, 1_000),
        (reached.closed, 20),
        (reached.found, 100),
        (reached.pings, 1_000),
        (reached.noes, 300),
        (reached.declined, 100),
        (reached.released, 5),
        (reached.agreed, 100),
        (reached.dropped, 10),
        (reached.ended, 10),
        (reached.expired, 100),
        (reached.passed, 20),
        (reached.thanked, 2),
        (reached.apart, 2),
        (reached.through_links, 10),
        (reached.left, 3),
        (reached.words, 3),
        (reached.unheard, 3),
        (reached.taken_up, 2),
        (reached.changed, 100),
        (reached.still, 3),
        (reached.taken_back, 3),
        (reached.stood_by, 100),
        (reached.enough, 3),
        (reached.recalled, 10),
        (reached.after_all, 1),
        (reached.shown, 20),
        (reached.times, 5),
        (reached.cut_short, 1),
    ];
    assert!(lively.iter().all(|(came, least)| came >= least), "the walks stand still: {reached:?}");
    let kept: BTreeSet<_> = fixtures().iter().map(kind).collect();
    assert_eq!(reached.states, kept, "each state that is reached has a fixture, and is reached");
}

#[test]
fn in_whatever_order_a_change_is_answered_no_more_come_than_are_wanted() {
    let (mut still, mut replaced, mut changed, mut dropped) = (0, 0, 0, 0);
    // Four people and more, all of whom may be asked.
    for seed in (0..WALKS).filter(|seed| seed % 5 > 1 && seed % 3 > 0) {
        let mut walk = Walk::new(seed);
        if walk.town.asks.is_empty() {
            walk.town.asks_for(0, "two bags", Urgency::ALL[usize::try_from(seed % 4).unwrap()]);
        }
        for _ in 0..STEPS {
            walk.answers();
        }
        still += walk.still;
        replaced += walk.replaced;
        changed += walk.changed;
        dropped += walk.town.introductions.values().filter(|one| one.state == IntroductionState::Dropped).count();
    }
    let lively = [(still, 100), (replaced, 5), (changed, 500), (dropped, 100)];
    assert!(lively.iter().all(|(came, least)| came >= least), "the walks stand still: {lively:?}");
}
