//! Random walks of two to six neighbours who tap, type and share whatever they can, old and forged buttons included, while
//! messages to some of them are put off. After every step: nobody learns what is not theirs, nobody is left without a word, no way
//! is closed. The invariants of updates, outbox and places are named by their letters: `i2_` every input is handled with an answer,
//! `i3_` both yeses before any contact, `i5_` one introduction of an ask and a helper, `i7_` every row ends and it is known how, `i9_`
//! no place but its cell, `i10_` a way out, and a last word. I1, that what was confirmed was seen, is the crash test's.

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
use crate::domain::window::is_quiet;
use crate::domain::{CellId, Instant, IntroductionId, NeighbourId, PostId, Urgency};
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
    /// Who was reminded that they are asked again, for which ask at which version.
    reminded: BTreeSet<(NeighbourId, PostId, i64)>,
    /// When somebody last answered what they were asked, or changed their offer.
    heard: BTreeMap<NeighbourId, Instant>,
    /// Whose asker heard that no answer came to a change, and the version that it was about.
    silence_told: BTreeSet<(IntroductionId, i64)>,
    /// The places that were shared.
    places: BTreeSet<CellId>,
    /// What it came to.
    reached: Reached,
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
        } else if seed.is_multiple_of(13) && people > 3 && !town.offers.is_empty() {
            // In others whose help was found is out again, and those who were not needed are all who is left.
            town.who_was_found_drops_out();
        } else if seed.is_multiple_of(11) && people > 4 && !town.offers.is_empty() {
            // In others enough said yes, and some were asked who have not answered yet.
            town.enough_say_yes();
        } else if seed.is_multiple_of(17) {
            // In others nobody has said whether their offer still stands, and soon it is paused.
            town.passes(TimeDelta::days(88));
        }
        Self {
            town,
            dice: Dice::seeded(seed),
            typed: Vec::new(),
            asked_again: BTreeSet::new(),
            named: BTreeMap::new(),
            reminded: BTreeSet::new(),
            heard: BTreeMap::new(),
            silence_told: BTreeSet::new(),
            places: BTreeSet::from([cell(0)]),
            reached: Reached::default(),
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
            self.check(None, &taken);
            if minutes >= 5_000 {
                // After some days nobody knows any more between whom a message was passed on.
                self.town.relays.clear();
            }
            if minutes == 61 {
                self.somebody_is_renamed();
            }
            return;
        }
        if self.dice.below(100) == 0 {
            self.changes_an_ask();
        }
        if self.dice.below(30) == 0 {
            self.messages_are_put_off();
        }
        let who = self.dice.below(self.town.people.len());
        let (message, input) = self.input(who);
        self.act(who, message, input);
    }

    fn act(&mut self, who: usize, message: Option<i64>, input: Input) {
        let may_be_silent = self.may_be_silent(who, message, &input);
        self.done.push(format!("{who} in {:?}: {input:?} on {message:?}", self.town.people[who].state));
        self.reached.state(&self.town.people[who].state);
        let tapped = self.really_tapped(who, message, &input);
        let read = tapped.as_ref().and_then(|(number, _)| self.message(who, *number).on_phone().cloned());
        self.reached.came("older tapped", usize::from(self.is_older_than_unsent(who, message)));
        let is_stolen = matches!(&input, Input::Tap(Some(button)) if !stolen::is_theirs(&self.town, who, button));
        let taken = self.town.takes(who, message, input);
        let me = self.town.people[who].me.id;
        assert!(!is_stolen || stolen::is_words_to(me, &taken.effects), "a stolen button: {:?}", taken.effects);
        if let Some(read) = read {
            self.i3_nobody_agrees_to_what_they_did_not_read(&read, &taken);
        }
        self.a_change_asks_anew(&taken);
        self.reached.state(&self.town.people[who].state);
        if let Some((message, button)) = tapped {
            self.what_was_tapped_tells_the_truth(who, message, &button);
        }
        i2_everything_is_answered(me, may_be_silent, &taken);
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

    /// What must hold after every step.
    fn check(&mut self, who: Option<usize>, taken: &Taken) {
        self.notes(taken);
        for (to, say) in &taken.said {
            self.i3_nobody_learns_what_is_not_theirs(*to, say);
        }
        self.i3_a_not_this_time_stays_with_who_said_it(who, taken);
        self.i3_only_the_other_one_is_told(who, taken);
        self.i5_nobody_is_introduced_twice_for_an_ask();
        self.i9_no_place_is_kept_but_its_cell();
        self.i10_everybody_touched_gets_a_last_word(taken);
        self.i10_nobody_waits_for_what_is_over(taken);
        self.who_is_paused_by_itself_said_nothing(who, taken);
        self.i10_who_is_left_behind_hears_it(who, taken);
        self.i10_what_is_over_is_over();
        self.whoever_may_be_asked_will_be();
        self.i10_nobody_is_asked_about_what_is_over();
        self.two_who_asked_for_the_same_meet_once(taken);
        self.what_can_be_done_with_an_ask_is_on_its_card_alone();
        self.an_ask_can_be_asked_again_from_its_card_alone();
        self.a_card_leads_to_who_asks_for_the_same();
        self.who_is_called_silent_said_nothing();
        self.what_is_asked_names_people_as_they_are_called();
        self.no_yes_is_forgotten();
        self.what_was_named_is_kept(who, taken);
        self.that_it_goes_slowly_is_mended();
        self.how_it_was_is_asked_about_the_time_that_is_agreed();
        self.nobody_who_offered_is_passed_over(who, taken);
        self.who_may_stand_by_said_yes_to_the_ask_as_it_is();
        self.who_said_yes_before_a_change_is_asked_again(taken);
        self.who_is_asked_again_is_reminded_once(taken);
        self.nobody_is_asked_whether_they_still_can_what_is_over();
        self.a_silence_is_told_once(taken);
        self.no_yes_is_waited_for_without_an_end();
        self.no_more_come_than_are_wanted(taken);
        if let Some(who) = who {
            self.what_is_shown_open_waits_for_an_answer(taken);
            self.every_state_has_its_question(who);
            self.i10_every_state_has_a_way_out(who);
        }
    }

    fn notes(&mut self, taken: &Taken) {
        let last_words =
            taken.said.iter().filter_map(|(_, say)| if let Say::Introduction(say) = say { Some(say) } else { None });
        for say in last_words {
            let is_enough = matches!(**say, Introductions::LastWord { why: introduction::Why::Enough, .. });
            self.reached.came("enough", usize::from(is_enough));
            self.reached.came("replaced", usize::from(matches!(**say, Introductions::Replaced { .. })));
        }
        let recalled = taken.effects.iter().filter(|effect| matches!(effect, Effect::Recall(_))).count();
        self.reached.came("recalled", recalled);
        self.reached.came("late", taken.late.len());
    }

    /// I5.
    fn i5_nobody_is_introduced_twice_for_an_ask(&self) {
        let mut pairs = BTreeSet::new();
        for one in self.town.introductions.values() {
            assert!(pairs.insert((one.post, one.helper)), "{} is introduced twice for {}", one.helper, one.post);
        }
    }

    /// I9: a place that is kept is the cell of one that was shared.
    fn i9_no_place_is_kept_but_its_cell(&self) {
        let of_people = self.town.people.iter().filter_map(|person| person.me.cell);
        let of_asks = self.town.asks.values().map(|asked| asked.ask.cell);
        let of_offers = self.town.offers.values().map(|(offer, _)| offer.cell);
        let mut all = of_people.chain(of_asks).chain(of_offers);
        assert!(all.all(|cell| self.places.contains(&cell)), "a place that nobody shared");
        for person in &self.town.people {
            let kept = serde_json::to_value(&person.state).unwrap();
            assert!(!has_fraction(&kept), "a coordinate is kept: {kept}");
        }
    }

    /// The walk is over: everything goes that waits. I7: each row ended, and it is known how; whoever wrote to another one heard what
    /// became of it.
    fn ends(mut self) -> Reached {
        self.town.puts_off_no_more();
        let taken = self.town.passes(TimeDelta::hours(12));
        self.check(None, &taken);
        self.i7_every_row_ended_and_it_is_known_how();
        self.reached.count(&self.town);
        std::mem::take(&mut self.reached)
    }

    fn i7_every_row_ended_and_it_is_known_how(&self) {
        for person in &self.town.people {
            assert!(person.keeps_every_row(), "a row of {} was lost", person.me.id);
            let is_asleep = is_quiet(self.town.now, chrono_tz::Europe::London);
            assert!(!person.waits() || is_asleep, "something waits for {} for ever", person.me.id);
        }
        assert!(!self.town.owes_receipts(), "somebody does not hear what became of their words");
    }
}

/// I2: every input is handled with an answer. Words that are passed on are answered by a reaction, once they arrived.
fn i2_everything_is_answered(me: NeighbourId, may_be_silent: bool, taken: &Taken) {
    let receipt = taken.effects.iter().any(|effect| matches!(effect, Effect::Receipt(_)));
    let answered = receipt || taken.said.iter().any(|(to, _)| *to == me);
    assert!(answered || may_be_silent, "silence");
}

/// Is there a number in it that is no whole one?
fn has_fraction(kept: &serde_json::Value) -> bool {
    match kept {
        serde_json::Value::Number(number) => number.is_f64(),
        serde_json::Value::Array(all) => all.iter().any(has_fraction),
        serde_json::Value::Object(all) => all.values().any(has_fraction),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::String(_) => false,
    }
}

#[test]
fn neighbours_who_do_anything_at_all_break_no_promise() {
    let mut reached = Reached::default();
    for seed in 0..WALKS {
        let mut walk = Walk::new(seed);
        (0..STEPS).for_each(|_| walk.step());
        reached.add(walk.ends());
    }
    reached.is_lively(&[
        ("asks", 1_000),
        ("closed", 20),
        ("found", 80),
        ("pings", 1_000),
        ("noes", 300),
        ("declined", 100),
        ("released", 5),
        ("agreed", 80),
        ("dropped", 10),
        ("ended", 10),
        ("expired", 100),
        ("passed", 20),
        ("thanked", 2),
        ("apart", 2),
        ("through links", 10),
        ("left", 3),
        ("words", 3),
        ("unheard", 3),
        ("taken up", 2),
        ("changed", 100),
        ("still", 3),
        ("taken back", 3),
        ("stood by", 100),
        ("enough", 3),
        ("recalled", 10),
        ("after all", 3),
        ("shown", 20),
        ("times", 5),
        ("cut short", 1),
        ("late", 100),
        ("older tapped", 20),
        ("superseded", 5),
        ("no longer true", 20),
        ("too late", 5),
        ("slow", 3),
        ("asked later", 100),
        ("silent", 10),
    ]);
    let kept: BTreeSet<_> = fixtures().iter().map(kind).collect();
    assert_eq!(reached.states, kept, "each state that is reached has a fixture, and is reached");
}

#[test]
fn in_whatever_order_a_change_is_answered_no_more_come_than_are_wanted() {
    let mut reached = Reached::default();
    // Four people and more, all of whom may be asked.
    for seed in (0..WALKS).filter(|seed| seed % 5 > 1 && seed % 3 > 0) {
        let mut walk = Walk::new(seed);
        if walk.town.asks.is_empty() {
            walk.town.asks_for(0, "two bags", Urgency::ALL[usize::try_from(seed % 4).unwrap()]);
        }
        (0..STEPS).for_each(|_| walk.answers());
        reached.add(walk.ends());
    }
    reached.is_lively(&[("still", 100), ("replaced", 5), ("changed", 500), ("dropped", 100)]);
}

#[test]
fn however_yeses_come_and_go_after_a_change_each_silence_is_told_once() {
    let mut reached = Reached::default();
    for seed in (0..WALKS).filter(|seed| seed % 5 > 1 && seed % 3 == 1) {
        let mut walk = Walk::new(seed);
        if walk.town.asks.is_empty() {
            walk.town.asks_for(0, "two bags", Urgency::ALL[usize::try_from(seed % 4).unwrap()]);
        }
        (0..STEPS).for_each(|_| walk.yeses_come_and_go());
        reached.add(walk.ends());
    }
    reached.is_lively(&[("unheard", 50), ("taken back", 500), ("declined", 100), ("for good", 20), ("recalled", 20)]);
}
