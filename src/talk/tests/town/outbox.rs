//! What waits to be sent, as the store keeps it: rows that go in the order of their lanes, while they are true and in time, and
//! that say the newest until they went. A chat may be put off, as Telegram does; then its rows wait.

use super::chat::Seen;
use super::{Person, Taken, Town};
use crate::domain::window::{after_quiet, is_quiet};
use crate::domain::{Card, CardId, Guard, Hours, Instant, IntroductionState, NeighbourId, PingId};
use crate::talk::{Say, show};

/// Who goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lane {
    Replies,
    Notices,
    Bulk,
}

/// How a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::talk) enum End {
    Arrived,
    Superseded,
    NoLongerTrue,
    TooLate,
}

/// A message, or what it says from now on. What that is stands in the message itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) id: usize,
    pub(super) lane: Lane,
    pub(super) message: i64,
    pub(super) is_edit: bool,
    pub(super) guard: Guard,
    pub(super) wakes: bool,
    pub(super) until: Option<Instant>,
    pub(super) due: Instant,
    /// It leads to a message that must have arrived.
    pub(super) after: Option<usize>,
    /// Did it wait for longer than its own step?
    waited: bool,
}

impl Row {
    pub(super) const fn new(
        message: i64,
        is_edit: bool,
        (lane, guard, hours): (Lane, Guard, Hours),
        due: Instant,
    ) -> Self {
        let (wakes, until) = match hours {
            Hours::Any | Hours::AsBefore => (false, None),
            Hours::Waking { until } => (true, if is_edit { None } else { until }),
        };
        Self { id: 0, lane, message, is_edit, guard, wakes, until, due, after: None, waited: false }
    }

    /// An edit goes into a row that waits.
    pub(super) fn takes_in(&mut self, edit: &Self, hours: Hours) {
        if self.is_edit {
            (self.lane, self.after, self.guard) = (self.lane.min(edit.lane), None, edit.guard);
        }
        self.due = self.due.min(edit.due);
        if hours != Hours::AsBefore {
            self.wakes &= edit.wakes;
            self.until = self.until.filter(|_| edit.wakes);
        }
    }
}

/// The rows of one chat.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    pub(super) waiting: Vec<Row>,
    /// Every row that ever was, and how it ended.
    ends: Vec<Option<End>>,
    /// The chat takes so many more, and then none until that time.
    put_off: Option<(usize, Instant)>,
}

impl Outbox {
    /// A row is written; its name.
    pub(super) fn write(&mut self, row: Row) -> usize {
        let id = self.ends.len();
        self.ends.push(None);
        self.waiting.push(Row { id, ..row });
        id
    }

    /// The row of a message that waits; an edit of it goes there.
    pub(super) fn of(&mut self, message: i64) -> Option<&mut Row> {
        self.waiting.iter_mut().find(|row| row.message == message)
    }

    pub(super) fn end(&mut self, id: usize, end: End) {
        self.waiting.retain(|row| row.id != id);
        assert_eq!(self.ends[id].replace(end), None, "it ends once");
    }

    /// What led to one message leads to another one.
    pub(super) fn leads_further(&mut self, from: usize, to: usize) {
        self.waiting.iter_mut().filter(|row| row.after == Some(from)).for_each(|row| row.after = Some(to));
    }

    fn is_held_up(&self, row: &Row) -> bool {
        row.after.is_some_and(|after| self.ends[after].is_none())
    }

    /// The row that goes next, where one may go now.
    fn head(&mut self, now: Instant) -> Option<Row> {
        match self.put_off {
            Some((_, until)) if until <= now => self.put_off = None,
            Some((0, _)) => return None,
            Some(_) | None => {}
        }
        let may_go = self.waiting.iter().filter(|row| row.due <= now && !self.is_held_up(row));
        may_go.min_by_key(|row| (row.lane, row.id)).copied()
    }

    /// When a row may go, where none may now.
    fn next(&self) -> Option<Instant> {
        let due = self.waiting.iter().filter(|row| !self.is_held_up(row)).map(|row| row.due).min()?;
        Some(match self.put_off {
            Some((0, until)) => due.max(until),
            Some(_) | None => due,
        })
    }

    /// How many ended in this way.
    pub(in crate::talk) fn ended(&self, end: End) -> usize {
        self.ends.iter().filter(|one| **one == Some(end)).count()
    }

    /// Does every row wait, or has it ended?
    pub(in crate::talk) fn is_complete(&self) -> bool {
        let waits = |id: usize| self.waiting.iter().filter(|row| row.id == id).count() == 1;
        self.ends.iter().enumerate().all(|(id, end)| end.is_some() != waits(id))
    }
}

/// What becomes of words to another one, as their writer hears it.
#[derive(Debug)]
pub(super) struct Receipt {
    pub(super) writer: NeighbourId,
    pub(super) reader: NeighbourId,
    pub(super) row: usize,
    pub(super) lost: Say,
    pub(super) untrue: Say,
}

impl Person {
    /// Does something wait to be sent to them?
    pub(in crate::talk) fn waits(&self) -> bool {
        !self.outbox.waiting.is_empty()
    }

    /// How many rows to them ended in this way.
    pub(in crate::talk) fn ended(&self, end: End) -> usize {
        self.outbox.ended(end)
    }

    /// Does every row to them wait, or has it ended?
    pub(in crate::talk) fn keeps_every_row(&self) -> bool {
        self.outbox.is_complete()
    }

    /// Is the message of this card in the chat, or on its way?
    pub(super) fn is_shown(&self, card: CardId) -> bool {
        self.messages.iter().any(|message| message.card == Some(card))
    }

    /// Did the newest message of a thing never come? Then the one before is as good.
    pub(in crate::talk) fn newest_never_came(&self, card: Card) -> bool {
        self.live(card).is_some_and(|live| !self.is_shown(live))
    }

    /// A row ended: its message reads as it says, or as it did before, or never came.
    fn ends(&mut self, row: &Row, end: End) {
        self.outbox.end(row.id, end);
        let at = self.messages.iter().position(|message| message.number == row.message).unwrap();
        if end == End::Arrived {
            self.messages[at].seen = Seen::AsSaid;
        } else if row.is_edit {
            let message = &mut self.messages[at];
            let Seen::Before(before) = std::mem::replace(&mut message.seen, Seen::AsSaid) else {
                panic!("{message:?} was not edited")
            };
            message.say = *before;
        } else {
            self.lost.extend(self.messages.remove(at).card);
        }
    }

    /// A message that nobody can have seen is not sent any more; its row.
    pub(super) fn supersedes(&mut self, card: CardId) -> Option<usize> {
        let number = self.messages.iter().find(|message| message.card == Some(card))?.number;
        let row = *self.outbox.of(number).filter(|row| !row.is_edit)?;
        self.ends(&row, End::Superseded);
        Some(row.id)
    }

    /// Words that depend on nothing, and are no card, are not sent any more where they wait.
    pub(super) fn supersedes_words(&mut self, number: i64) {
        let row = self.outbox.of(number).filter(|row| !row.is_edit && row.guard == Guard::None).copied();
        if let Some(row) = row {
            self.ends(&row, End::Superseded);
        }
    }

    /// The open question, where its message waits to be sent.
    pub(super) fn unsent_question(&self) -> Option<CardId> {
        let question = self.question.filter(|_| self.waits())?;
        let message = self.messages.iter().find(|message| message.card == Some(question))?;
        (message.seen == Seen::NotYet).then_some(question)
    }
}

impl Town {
    /// A chat takes so many more messages and edits, and then none for a while.
    pub(in crate::talk) fn puts_off(&mut self, who: usize, (rows, until): (usize, Instant)) {
        self.people[who].outbox.put_off = Some((rows, until));
    }

    /// Every chat takes everything again.
    pub(in crate::talk) fn puts_off_no_more(&mut self) {
        self.people.iter_mut().for_each(|person| person.outbox.put_off = None);
    }

    /// Is there somebody who was not told yet what became of their words?
    pub(in crate::talk) const fn owes_receipts(&self) -> bool {
        !self.receipts.is_empty()
    }

    /// When something may be sent, where nothing may be now.
    pub(super) fn next_send(&self) -> Option<Instant> {
        self.people.iter().filter_map(|person| person.outbox.next()).min()
    }

    /// Everything goes that may.
    pub(super) fn send(&mut self, taken: &mut Taken) {
        for at in 0..self.people.len() {
            self.send_to(at, taken);
        }
        for receipt in std::mem::take(&mut self.receipts) {
            let reader = self.at(receipt.reader);
            match self.people[reader].outbox.ends[receipt.row] {
                None => self.receipts.push(receipt),
                Some(End::Arrived) => {}
                Some(End::NoLongerTrue | End::Superseded) => taken.late.push((receipt.writer, receipt.untrue)),
                Some(End::TooLate) => taken.late.push((receipt.writer, receipt.lost)),
            }
        }
    }

    fn send_to(&mut self, at: usize, taken: &mut Taken) {
        let now = self.now;
        while let Some(row) = self.people[at].outbox.head(now) {
            let arrived = |id: usize| self.people[at].outbox.ends[id] == Some(End::Arrived);
            let end = if row.until.is_some_and(|until| until <= now) {
                End::TooLate
            } else if row.wakes && is_quiet(now, chrono_tz::Europe::London) {
                let morning = after_quiet(now, chrono_tz::Europe::London);
                self.people[at].outbox.of(row.message).unwrap().due = morning;
                continue;
            } else if self.is_true(row.guard) && row.after.is_none_or(arrived) {
                End::Arrived
            } else {
                End::NoLongerTrue
            };
            self.ends(at, &row, end);
            if end == End::Arrived {
                self.arrives(at, &row, taken);
            }
        }
        self.people[at].outbox.waiting.iter_mut().for_each(|row| row.waited = true);
    }

    fn arrives(&mut self, at: usize, row: &Row, taken: &mut Taken) {
        let person = &mut self.people[at];
        if let Some((rows, _)) = &mut person.outbox.put_off {
            *rows -= 1;
        }
        if row.waited {
            let message = person.messages.iter().find(|message| message.number == row.message).unwrap();
            taken.late.push((person.me.id, message.say.clone()));
            self.i3_no_contact_leaves_that_is_not_theirs_by_now(&self.people[at], row.message);
        }
    }

    /// I3: what was theirs to read as it was said may be no more as it goes.
    fn i3_no_contact_leaves_that_is_not_theirs_by_now(&self, reader: &Person, message: i64) {
        let message = reader.messages.iter().find(|one| one.number == message).unwrap();
        let Say::Show(show::Say::Profile { introduction, .. } | show::Say::Phone { introduction, .. }, _) =
            &message.say
        else {
            return;
        };
        let one = &self.introductions[introduction];
        let both_said_yes = matches!(one.state, IntroductionState::Agreed { .. });
        let is_current = !one.is_outdated(&self.asks[&one.post].ask);
        assert!(both_said_yes && is_current && one.side(reader.me.id).is_some(), "{} learns a contact", reader.me.id);
    }

    /// A row ended; where it came too late, nobody was asked by it.
    fn ends(&mut self, at: usize, row: &Row, end: End) {
        let card = self.people[at].messages.iter().find(|message| message.number == row.message).unwrap().card;
        self.people[at].ends(row, end);
        if end != End::TooLate {
            return;
        }
        match (row.guard, card) {
            (Guard::PingOpen(ping, version), _) => self.was_not_asked((ping, version), row.due),
            (Guard::Agreed(_) | Guard::Met(_), Some(card)) => self.was_not_asked_how_it_was(at, card),
            (Guard::None | Guard::Proposed(..) | Guard::Silent(..) | Guard::Current(_) | Guard::InTouch(_), _)
            | (Guard::Agreed(_) | Guard::Met(_), None) => {}
        }
    }

    /// What is too late by now ends, also where its chat is put off.
    pub(super) fn expire(&mut self, is_of: impl Fn(&Self, Guard) -> bool) {
        let now = self.now;
        for at in 0..self.people.len() {
            let rows = self.people[at].outbox.waiting.clone();
            let late = rows.iter().filter(|row| row.until.is_some_and(|until| until <= now));
            for row in late.filter(|row| is_of(self, row.guard)).copied().collect::<Vec<_>>() {
                self.ends(at, &row, End::TooLate);
            }
        }
    }

    /// Since when a ping waits to be sent.
    pub(super) fn waits_since(&self, ping: PingId) -> Option<Instant> {
        let rows = self.people.iter().flat_map(|person| &person.outbox.waiting);
        rows.filter(|row| matches!(row.guard, Guard::PingOpen(id, _) if id == ping)).map(|row| row.due).min()
    }
}
