//! Whose fault it is that a call brought no answer that can be read: the whole line's, or one message's.
//! An outage is told from a poisoned message by what becomes of all others meanwhile.

use std::collections::BTreeMap;

use crate::domain::{Instant, NeighbourId, limits};
use crate::store::RowId;

/// What became of all calls, and how it stood when a message was in doubt the last time. Lost at a restart: then a message is in
/// doubt once more before it counts.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    so_far: Calls,
    /// The message of each chat that is in doubt.
    last: BTreeMap<NeighbourId, (RowId, Calls, Instant)>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Calls {
    arrived: u64,
    doubted: u64,
}

impl Doubts {
    /// A message arrived.
    pub fn arrived(&mut self, to: NeighbourId) {
        self.so_far.arrived += 1;
        self.answered(to);
    }

    /// An answer that can be read, whatever it says: nothing of this chat is in doubt.
    pub fn answered(&mut self, to: NeighbourId) {
        self.last.remove(&to);
    }

    /// A message is in doubt: is it nearly the only one, and did more of the others arrive than not since it was the last time?
    pub fn is_alone(&mut self, (to, row): (NeighbourId, RowId), now: Instant) -> bool {
        // What is in doubt is tried again before this, or is not sent any more.
        self.last.retain(|_, (.., at)| now - *at < limits::DOUBT_LASTS);
        let before = self.last.get(&to).filter(|(last, ..)| *last == row).map(|(_, calls, _)| *calls);
        let alone =
            before.is_some_and(|before| self.so_far.arrived - before.arrived > self.so_far.doubted - before.doubted);
        self.so_far.doubted += 1;
        // That is an outage.
        if self.last.len() >= limits::CHATS_REMEMBERED {
            self.last.clear();
        }
        self.last.insert(to, (row, self.so_far, now));
        alone && self.last.len() < limits::CHATS_IN_DOUBT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POISONED: (NeighbourId, RowId) = (NeighbourId(1), RowId(10));

    fn is_alone(doubts: &mut Doubts, (to, row): (NeighbourId, RowId)) -> bool {
        doubts.is_alone((to, row), Instant::default())
    }

    #[test]
    fn one_message_alone_counts_as_often_as_others_arrive_in_between() {
        let mut doubts = Doubts::default();
        assert!(!is_alone(&mut doubts, POISONED), "the first time tells nothing");
        assert!(!is_alone(&mut doubts, POISONED), "nobody else was written to");
        doubts.arrived(NeighbourId(2));
        assert!(is_alone(&mut doubts, POISONED));
        assert!(!is_alone(&mut doubts, POISONED), "nothing new arrived since");
        doubts.arrived(NeighbourId(2));
        assert!(!is_alone(&mut doubts, (NeighbourId(1), RowId(13))), "another message of the chat begins anew");
    }

    /// Some arrive, round by round and chat by chat, and all others stay in doubt: is none of those alone?
    fn nobody_is_alone(rounds: i64, chats: i64, arrives: impl Fn(i64, i64) -> bool) {
        let mut doubts = Doubts::default();
        for (round, chat) in (0..rounds).flat_map(|round| (0..chats).map(move |chat| (round, chat))) {
            let one = (NeighbourId(chat), RowId(chat));
            if arrives(round, chat) {
                doubts.arrived(one.0);
            } else {
                assert!(!is_alone(&mut doubts, one), "round {round}, chat {chat}");
            }
        }
    }

    #[test]
    fn an_outage_never_counts_and_neither_does_one_through_which_some_slip() {
        nobody_is_alone(1_000, 10, |round, chat| round % 3 == 0 && chat == round % 10);
    }

    #[test]
    fn an_outage_of_a_part_of_telegram_does_not_count() {
        nobody_is_alone(100, 100, |_, chat| chat % 20 > 0);
    }

    #[test]
    fn what_is_sent_no_more_is_no_outage() {
        let mut doubts = Doubts::default();
        let several = |doubts: &mut Doubts| {
            (2..6).for_each(|chat| {
                is_alone(doubts, (NeighbourId(chat), RowId(chat)));
            });
        };
        several(&mut doubts);
        is_alone(&mut doubts, POISONED);
        (0..10).for_each(|_| doubts.arrived(NeighbourId(9)));
        assert!(!is_alone(&mut doubts, POISONED), "five chats are in doubt");
        (2..6).for_each(|chat| doubts.answered(NeighbourId(chat)));
        (0..10).for_each(|_| doubts.arrived(NeighbourId(9)));
        assert!(is_alone(&mut doubts, POISONED), "four of them blocked the bot");
        several(&mut doubts);
        let later = Instant::default() + limits::DOUBT_LASTS;
        is_alone(&mut doubts, POISONED);
        doubts.is_alone(POISONED, later - chrono::TimeDelta::seconds(1));
        doubts.arrived(NeighbourId(9));
        assert!(doubts.is_alone(POISONED, later), "the messages of the others were not sent any more");
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut doubts = Doubts::default();
        for chat in 0..25_000 {
            is_alone(&mut doubts, (NeighbourId(chat), RowId(chat)));
        }
        assert!(doubts.last.len() <= limits::CHATS_REMEMBERED, "{}", doubts.last.len());
    }
}
