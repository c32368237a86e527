//! Owns the queue of updates: ids, life times, which kinds are wanted, and what a poll confirms.
//! It knows nothing of what an update means, and waits for nobody (see `api::polling`).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value};

const CALLBACK_LIFE_MS: i64 = 150_000;
const OTHER_LIFE_MS: i64 = 86_400_000;
/// Given out updates that can be repeated, at most.
const MOST_REMEMBERED: usize = 10_000;
/// Kinds that must be asked for by name.
const OFF_BY_DEFAULT: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

struct Entry {
    id: i64,
    update: Value,
    expires_ms: i64,
    given: bool,
    /// Its id is below what was confirmed before it came: only having been given confirms it.
    late: bool,
}

pub(super) struct Queue {
    entries: VecDeque<Entry>,
    next_id: i64,
    /// The kinds asked for by name; none means the default set.
    wanted: Option<BTreeSet<String>>,
    confirmed_below: i64,
    remembered: BTreeMap<i64, Value>,
    /// Which poll is the newest: an older one that still waits is told of a conflict.
    pub poller: u64,
}

impl Queue {
    pub fn new(first_id: i64) -> Self {
        Self {
            entries: VecDeque::new(),
            next_id: first_id,
            wanted: None,
            confirmed_below: 0,
            remembered: BTreeMap::new(),
            poller: 0,
        }
    }

    /// Queues one update if its kind is wanted; answers its id.
    pub fn push(&mut self, kind: &str, payload: Value, now_ms: i64) -> Option<i64> {
        if !self.wants(kind) {
            return None;
        }
        let id = self.next_id;
        self.next_id += 1;
        let mut update = Map::new();
        update.insert("update_id".to_owned(), id.into());
        update.insert(kind.to_owned(), payload);
        self.enqueue(id, Value::Object(update), now_ms);
        Some(id)
    }

    /// Queues an update as it is, whatever kinds are wanted; an id is given if it has none.
    pub fn forge(&mut self, update: Value, now_ms: i64) -> i64 {
        let known = update.get("update_id").and_then(Value::as_i64);
        let id = known.unwrap_or(self.next_id);
        if known.is_none() {
            self.next_id += 1;
        }
        // The id comes first, as on the wire: some readers depend on it.
        let mut whole = Map::new();
        whole.insert("update_id".to_owned(), id.into());
        if let Value::Object(fields) = update {
            whole.extend(fields);
        }
        self.enqueue(id, Value::Object(whole), now_ms);
        id
    }

    /// Queues once more an update that was queued before, in front of all others.
    pub fn repeat(&mut self, id: i64, now_ms: i64) -> bool {
        let Some(update) = self.remembered.get(&id).cloned() else {
            return false;
        };
        self.entries.push_front(Entry { id, expires_ms: now_ms + life_of(&update), update, given: false, late: true });
        true
    }

    fn enqueue(&mut self, id: i64, update: Value, now_ms: i64) {
        self.remembered.insert(id, update.clone());
        if self.remembered.len() > MOST_REMEMBERED {
            self.remembered.pop_first();
        }
        self.entries.push_back(Entry {
            id,
            expires_ms: now_ms + life_of(&update),
            update,
            given: false,
            late: id < self.confirmed_below,
        });
    }

    pub fn set_next_id(&mut self, id: i64) {
        self.next_id = id;
    }

    /// Remembers which kinds are wanted from now on; unknown names among them are not minded.
    pub fn want(&mut self, kinds: &[String]) {
        self.wanted = (!kinds.is_empty()).then(|| kinds.iter().cloned().collect());
    }

    pub fn wanted(&self) -> Option<Vec<String>> {
        self.wanted.as_ref().map(|wanted| wanted.iter().cloned().collect())
    }

    fn wants(&self, kind: &str) -> bool {
        match &self.wanted {
            Some(wanted) => wanted.contains(kind),
            None => !OFF_BY_DEFAULT.contains(&kind),
        }
    }

    /// Drops what has lived too long.
    pub fn expire(&mut self, now_ms: i64) {
        self.entries.retain(|entry| entry.expires_ms > now_ms);
    }

    /// Drops what `offset` confirms: all below a positive one, all but the last |offset| for a negative one.
    pub fn confirm(&mut self, offset: i64) {
        if offset < 0 {
            let kept = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let forgotten = self.entries.len().saturating_sub(kept);
            self.entries.drain(..forgotten);
        } else if offset > 0 {
            self.entries.retain(|entry| entry.id >= offset || (entry.late && !entry.given));
            self.confirmed_below = offset;
        }
    }

    /// The first `limit` updates in the queue; they stay there until confirmed.
    pub fn give(&mut self, limit: usize) -> Vec<Value> {
        self.entries
            .iter_mut()
            .take(limit)
            .map(|entry| {
                entry.given = true;
                entry.update.clone()
            })
            .collect()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

fn life_of(update: &Value) -> i64 {
    if update.get("callback_query").is_some() { CALLBACK_LIFE_MS } else { OTHER_LIFE_MS }
}
