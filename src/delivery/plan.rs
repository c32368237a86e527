//! Which of the rows that wait are sent now, and when to look again. Pure but for its memory of what was sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::doubts::Doubts;
use crate::domain::{Instant, NeighbourId, limits};
use crate::store::{Head, Lane, RowId};

/// How much is sent; `None` switches a budget off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budgets {
    /// Messages that one chat may get at once; then one more each second.
    pub chat_burst: Option<u32>,
    /// Edits a second that nobody waits for.
    pub bulk_a_second: Option<u32>,
}

impl Default for Budgets {
    fn default() -> Self {
        Self { chat_burst: Some(limits::CHAT_BURST), bulk_a_second: Some(limits::BULK_A_SECOND) }
    }
}

/// What is sent now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The rows, in their order.
    pub send: Vec<RowId>,
    /// When a budget lets the next one through, where that holds one back.
    pub wake: Option<Instant>,
}

/// Remembers what was sent, as far as the budgets go back.
pub(super) struct Planner {
    budgets: Budgets,
    chats: BTreeMap<NeighbourId, Bucket>,
    bulk: Bucket,
    /// Chats that Telegram put off within the last seconds, and until when.
    put_off: Vec<PutOff>,
    /// Nothing goes out in the bulk lane before.
    bulk_waits: Instant,
    /// Which messages alone get no answer.
    pub(super) doubts: Doubts,
    /// When it was last told that delivery is slow.
    told_slow: Option<Instant>,
}

/// Telegram put a chat off.
#[derive(Debug, Clone, Copy)]
struct PutOff {
    at: Instant,
    to: NeighbourId,
    until: Instant,
}

/// A bucket that fills with time.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// When it is full again.
    full_at: Instant,
}

impl Bucket {
    /// When `burst` things, one each `each`, let the next through.
    fn ready(&self, burst: u32, each: TimeDelta) -> Instant {
        self.full_at - each * (i32::try_from(burst).unwrap_or(i32::MAX) - 1)
    }

    fn take(&mut self, now: Instant, each: TimeDelta) {
        self.full_at = self.full_at.max(now) + each;
    }
}

impl Planner {
    pub(super) fn new(budgets: Budgets) -> Self {
        let empty = Bucket { full_at: Instant::MIN_UTC };
        Self {
            budgets,
            chats: BTreeMap::new(),
            bulk: empty,
            put_off: Vec::new(),
            bulk_waits: Instant::MIN_UTC,
            doubts: Doubts::default(),
            told_slow: None,
        }
    }

    /// Telegram put a chat off. It does not say whether it means the chat or the bot: several at once mean the bot, and
    /// then the bulk lane waits, while replies to other chats find out how it stands. `true` where that is so from now on.
    pub(super) fn was_put_off(&mut self, now: Instant, to: NeighbourId, until: Instant) -> bool {
        self.put_off.retain(|one| now - one.at <= limits::PUT_OFF_TOGETHER && one.to != to);
        self.put_off.push(PutOff { at: now, to, until });
        let longest = self.put_off.iter().map(|one| one.until).max();
        let several =
            longest.filter(|longest| self.put_off.len() >= limits::PUT_OFF_CHATS && *longest > self.bulk_waits);
        several.is_some_and(|longest| {
            self.bulk_waits = longest;
            true
        })
    }

    /// Delivery is slow: was that not told for a while?
    pub(super) fn is_news_of_slowness(&mut self, now: Instant) -> bool {
        let is_news = self.told_slow.is_none_or(|told| now - told >= limits::SLOWNESS_TOLD_EVERY);
        if is_news {
            self.told_slow = Some(now);
        }
        is_news
    }

    /// Until when the bulk lane waits.
    pub(super) const fn bulk_waits(&self) -> Instant {
        self.bulk_waits
    }

    /// What was known of it at the last end.
    pub(super) const fn bulk_waits_until(&mut self, until: Instant) {
        self.bulk_waits = until;
    }

    /// Takes rows as far as the budgets and the room go; a chat in flight waits.
    pub(super) fn plan(
        &mut self,
        now: Instant,
        heads: &[Head],
        (in_flight, room): (&BTreeSet<NeighbourId>, usize),
    ) -> Plan {
        // Those whose bucket is full again are swept.
        if self.chats.len() > limits::CHATS_REMEMBERED {
            self.chats.retain(|_, bucket| bucket.full_at > now);
        }
        let mut plan = Plan::default();
        for head in heads.iter().filter(|head| !in_flight.contains(&head.to)) {
            let ready = self.ready(head);
            if ready > now {
                plan.wake = Some(plan.wake.map_or(ready, |wake| wake.min(ready)));
            } else if plan.send.len() < room {
                self.take(head, now);
                plan.send.push(head.row);
            }
        }
        plan
    }

    #[cfg(test)]
    pub(super) fn remembered(&self) -> usize {
        self.chats.len()
    }

    fn ready(&self, head: &Head) -> Instant {
        let chat = match (self.budgets.chat_burst, self.chats.get(&head.to)) {
            (Some(burst), Some(bucket)) => bucket.ready(burst, limits::CHAT_REFILLS),
            _ => Instant::MIN_UTC,
        };
        let bulk = match (self.budgets.bulk_a_second, head.lane) {
            (Some(a_second), Lane::Bulk) if self.bulk.full_at > Instant::MIN_UTC => {
                self.bulk.ready(a_second, bulk_each(a_second))
            }
            _ => Instant::MIN_UTC,
        };
        let waits = if head.lane == Lane::Bulk { self.bulk_waits } else { Instant::MIN_UTC };
        chat.max(bulk).max(waits)
    }

    fn take(&mut self, head: &Head, now: Instant) {
        if self.budgets.chat_burst.is_some() {
            self.chats.entry(head.to).or_insert(Bucket { full_at: now }).take(now, limits::CHAT_REFILLS);
        }
        if let (Some(a_second), Lane::Bulk) = (self.budgets.bulk_a_second, head.lane) {
            self.bulk.take(now, bulk_each(a_second));
        }
    }
}

fn bulk_each(a_second: u32) -> TimeDelta {
    TimeDelta::milliseconds(1_000 / i64::from(a_second.max(1)))
}
