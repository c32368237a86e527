//! Everything of one neighbour's that is open.

use super::{Introduced, MyAsk, Pinged};
use crate::domain::{StandingOffer, limits};

/// Everything of theirs that is open: of each kind one more than is shown, where there are so many.
#[derive(Debug, Clone, PartialEq)]
pub struct Mine {
    /// Their asks.
    pub asks: Vec<MyAsk>,
    /// What they were asked and have not answered, where somebody is still wanted; the newest last.
    pub asked: Vec<Pinged>,
    /// Their own yeses that wait for an asker, by the pings that they answered.
    pub waiting: Vec<Pinged>,
    /// The yeses that wait for them.
    pub yeses: Vec<Introduced>,
    /// Where they stand by, or did and wait for an asker.
    pub reserves: Vec<Introduced>,
    /// Their agreed introductions, on either side.
    pub agreed: Vec<Introduced>,
    /// Their standing offer.
    pub offer: Option<StandingOffer>,
}

impl Mine {
    /// As many of one kind as are shown at once.
    pub fn most() -> usize {
        usize::from(limits::LISTED)
    }

    /// The yeses that wait for them, where they stand by, and their agreed introductions, as many of each as are shown.
    pub fn introductions(&self) -> impl Iterator<Item = &Introduced> {
        [&self.yeses, &self.reserves, &self.agreed].into_iter().flat_map(|kind| kind.iter().take(Self::most()))
    }

    /// Is there more of a kind than is shown?
    pub fn has_more(&self) -> bool {
        let Self { asks, asked, waiting, yeses, reserves, agreed, offer: _ } = self;
        let pings = [asked.len(), waiting.len()];
        let introductions = [yeses.len(), reserves.len(), agreed.len()];
        pings.into_iter().chain(introductions).chain([asks.len()]).any(|many| many > Self::most())
    }
}
