//! Owns what can be made to go wrong: faults to come, methods held back, limits on how fast one may send.
//! It performs none of them (see `server`), and nothing goes wrong that was not asked for.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::person::PersonId;

/// What happens to a call instead of the usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 429, with or without the parameter that says how long to wait.
    TooManyRequests { retry_after: Option<u32> },
    /// An answer from some proxy on the way: a status and its HTML.
    ServerError { status: u16, body: String },
    /// The connection closes and nothing was done.
    CutBefore,
    /// The call is done, and the connection closes without an answer.
    CutAfter,
    /// Any other refusal, in the server's words.
    Error { code: u16, description: String },
}

/// How fast a bot may send, by the world's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FloodLimits {
    /// Milliseconds that one message to one chat costs.
    pub chat_interval_ms: i64,
    /// Messages to one chat that may come at once.
    pub chat_burst: i64,
    /// Messages to all chats together in a second.
    pub overall_per_second: i64,
}

impl Default for FloodLimits {
    fn default() -> Self {
        Self { chat_interval_ms: 1_000, chat_burst: 5, overall_per_second: 30 }
    }
}

#[derive(Default)]
pub(super) struct Faults {
    next: BTreeMap<String, VecDeque<Fault>>,
    /// Calls whose text holds these words meet this, each time.
    poisoned: Vec<(String, Fault)>,
    held: BTreeSet<String>,
    limits: Option<FloodLimits>,
    /// When each chat has paid for all it was sent, and when all of them together have.
    chats_paid_ms: BTreeMap<PersonId, i64>,
    all_paid_ms: i64,
}

impl Faults {
    pub fn plan(&mut self, method: &str, fault: &Fault, times: u32) {
        let planned = self.next.entry(method.to_lowercase()).or_default();
        planned.extend((0..times).map(|_| fault.clone()));
    }

    pub fn take(&mut self, method: &str) -> Option<Fault> {
        self.next.get_mut(&method.to_lowercase()).and_then(VecDeque::pop_front)
    }

    pub fn poison(&mut self, words: &str, fault: &Fault) {
        self.poisoned.push((words.to_owned(), fault.clone()));
    }

    pub fn poison_in(&self, text: &str) -> Option<Fault> {
        self.poisoned.iter().find(|(words, _)| text.contains(words)).map(|(_, fault)| fault.clone())
    }

    pub fn to_come(&self) -> usize {
        self.next.values().map(VecDeque::len).sum()
    }

    pub fn has_limits(&self) -> bool {
        self.limits.is_some()
    }

    pub fn clear(&mut self) {
        self.next.clear();
        self.poisoned.clear();
        self.held.clear();
    }

    pub fn hold(&mut self, method: &str) {
        self.held.insert(method.to_lowercase());
    }

    pub fn release(&mut self, method: &str) {
        self.held.remove(&method.to_lowercase());
    }

    pub fn holds(&self, method: &str) -> bool {
        self.held.contains(&method.to_lowercase())
    }

    pub fn limit(&mut self, limits: Option<FloodLimits>) {
        self.limits = limits;
        self.chats_paid_ms.clear();
        self.all_paid_ms = 0;
    }

    /// Counts one message to `chat`, or says after how many seconds to try again.
    pub fn admit(&mut self, chat: PersonId, now_ms: i64) -> Result<(), u32> {
        let Some(limits) = self.limits else {
            return Ok(());
        };
        let all_interval = 1_000 / limits.overall_per_second.max(1);
        let paid = self.chats_paid_ms.get(&chat).copied().unwrap_or(now_ms);
        let chat_paid = paid.max(now_ms) + limits.chat_interval_ms;
        let all_paid = self.all_paid_ms.max(now_ms) + all_interval;
        let chat_over = chat_paid - now_ms - limits.chat_interval_ms * limits.chat_burst.max(1);
        let all_over = all_paid - now_ms - 1_000;
        let over = chat_over.max(all_over);
        if over > 0 {
            return Err(u32::try_from((over + 999) / 1_000).unwrap_or(u32::MAX));
        }
        self.chats_paid_ms.insert(chat, chat_paid);
        self.all_paid_ms = all_paid;
        Ok(())
    }
}
