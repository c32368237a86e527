//! Looks for an open ask that may be shown: the nearest few first, then further.

use super::my_ask;
use crate::domain::{Moment, limits};
use crate::store::{NearAsk, Nearby, StoreError, Tx};
use crate::talk::ask::may_be_shown;
use crate::talk::facts::{MyAsk, Near};

/// Open asks in their order, nearest first, some at a time.
pub(super) struct Outward<'a> {
    nearby: &'a Nearby,
    looked_at: usize,
    most: usize,
    are_all: bool,
}

impl<'a> Outward<'a> {
    pub(super) const fn from(nearby: &'a Nearby) -> Self {
        Self { nearby, looked_at: 0, most: limits::NEAREST, are_all: false }
    }

    /// The next few; none where all were looked at.
    pub(super) async fn next(&mut self, tx: &mut Tx) -> Result<Vec<NearAsk>, StoreError> {
        if self.are_all {
            return Ok(Vec::new());
        }
        let mut found = tx.nearest_asks(self.nearby, self.most).await?;
        let next = found.split_off(found.len().min(self.looked_at));
        self.looked_at += next.len();
        self.are_all = self.looked_at < self.most;
        self.most *= limits::LOOK_FURTHER;
        Ok(next)
    }
}

/// The nearest open ask that may be shown to who looks.
pub(super) async fn nearest(tx: &mut Tx, nearby: &Nearby, moment: &Moment) -> Result<Option<Near>, StoreError> {
    let mut outward = Outward::from(nearby);
    loop {
        let some = outward.next(tx).await?;
        if some.is_empty() {
            return Ok(None);
        }
        for near in some {
            let theirs = my_ask(tx, near.id, moment).await?;
            if let Some(MyAsk { ask, .. }) = theirs.filter(|theirs| may_be_shown(theirs, nearby.me, moment.now)) {
                return Ok(Some(Near { band: nearby.cell.band(ask.cell), ask }));
            }
        }
    }
}
