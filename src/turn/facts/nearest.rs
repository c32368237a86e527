//! Looks for an open ask that may be shown: the nearest few first, then further.

use super::my_ask;
use crate::domain::{Moment, limits};
use crate::store::{NearAsk, Nearby, StoreError, Tx};
use crate::talk::ask::may_be_shown;
use crate::talk::facts::Near;

/// Open asks in their order, nearest first, some read at a time.
pub(super) struct Outward<'a> {
    nearby: &'a Nearby,
    read: std::vec::IntoIter<NearAsk>,
    looked_at: usize,
    most: usize,
    are_all: bool,
}

impl<'a> Outward<'a> {
    pub(super) fn from(nearby: &'a Nearby) -> Self {
        Self { nearby, read: Vec::new().into_iter(), looked_at: 0, most: limits::NEAREST, are_all: false }
    }

    /// The next one that may be shown to who looks; none where all were looked at.
    pub(super) async fn next_shown(&mut self, tx: &mut Tx, moment: &Moment) -> Result<Option<Near>, StoreError> {
        while let Some(near) = self.next(tx).await? {
            let theirs = my_ask(tx, near.id, moment).await?;
            if let Some(theirs) = theirs.filter(|theirs| may_be_shown(theirs, self.nearby.me, moment.now)) {
                return Ok(Some(Near { band: self.nearby.cell.band(theirs.ask.cell), theirs }));
            }
        }
        Ok(None)
    }

    async fn next(&mut self, tx: &mut Tx) -> Result<Option<NearAsk>, StoreError> {
        let next = self.read.next();
        if next.is_some() || self.are_all {
            return Ok(next);
        }
        let mut found = tx.nearest_asks(self.nearby, self.most).await?;
        let further = found.split_off(found.len().min(self.looked_at));
        self.looked_at += further.len();
        self.are_all = self.looked_at < self.most;
        self.most *= limits::LOOK_FURTHER;
        self.read = further.into_iter();
        Ok(self.read.next())
    }
}
