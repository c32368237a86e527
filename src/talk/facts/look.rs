//! Where a helper looks for open asks: with the standing offer that is kept, or as they would change it.

use crate::domain::{CellId, Reach, StandingOffer, Things};

/// Where a helper looks for open asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// With the standing offer that is kept.
    AsKept,
    /// From this place, for these things; as far as the kept offer, or across town.
    From(CellId, Things),
    /// With the standing offer that is kept, but this far.
    AsFar(Reach),
}

impl Look {
    /// From where and for what, and how far: as the standing offer says that is kept, where the look does not. From nowhere without
    /// either.
    pub fn beside(self, kept: Option<&StandingOffer>) -> (Option<(CellId, Things)>, Reach) {
        let from = kept.map(|StandingOffer { cell, things, .. }| (*cell, things.clone()));
        let reach = kept.map_or(Reach::AcrossTown, |offer| offer.reach);
        match self {
            Self::AsKept => (from, reach),
            Self::AsFar(reach) => (from, reach),
            Self::From(cell, things) => (Some((cell, things)), reach),
        }
    }
}
