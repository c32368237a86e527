//! Where a neighbour is: one coarse H3 cell, never the exact point. Distances are measured between cell centres.
//! A raw coordinate enters here once, is snapped and dropped.

use geo::{Destination, Distance, Haversine, Point};
use h3o::{CellIndex, LatLng, Resolution};
use serde::{Deserialize, Serialize};

use super::limits;

/// A distance along the great circle, in metres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Metres(pub f64);

/// An area about 1 km across (H3 resolution 8), or 2.5 km (resolution 7) where few people live. Every place is snapped to the
/// finer one today; what compares and searches them holds for both, so that thinly settled country needs no change of what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct CellId(CellIndex);

/// A number that is not a cell of resolution 7 or 8.
#[derive(Debug, thiserror::Error)]
#[error("not a cell of resolution 7 or 8")]
pub struct NotACell;

impl TryFrom<i64> for CellId {
    type Error = NotACell;

    fn try_from(stored: i64) -> Result<Self, NotACell> {
        let cell = u64::try_from(stored).ok().and_then(|bits| CellIndex::try_from(bits).ok()).ok_or(NotACell)?;
        if matches!(cell.resolution(), Resolution::Seven | Resolution::Eight) { Ok(Self(cell)) } else { Err(NotACell) }
    }
}

impl From<CellId> for i64 {
    fn from(cell: CellId) -> Self {
        // The top bit of an H3 index is reserved and 0.
        Self::try_from(u64::from(cell.0)).unwrap_or(Self::MAX)
    }
}

/// A place as it was shared: its cell, and the cells that begin close beside it. The point itself is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The cell that holds it.
    pub cell: CellId,
    /// The cells into which it would fall a little further on.
    pub beside: Vec<CellId>,
}

impl Spot {
    /// The spot at a point in degrees; `None` where the numbers are no place on Earth.
    pub fn around(latitude: f64, longitude: f64) -> Option<Self> {
        let cell = CellId::around(latitude, longitude)?;
        let point = Point::new(longitude, latitude);
        let further = (0..EDGE_BEARINGS).map(|nth| {
            let bearing = 360.0 * f64::from(nth) / f64::from(EDGE_BEARINGS);
            Haversine.destination(point, bearing, limits::EDGE.0)
        });
        let mut beside: Vec<_> = further.filter_map(|point| CellId::around(point.y(), point.x())).collect();
        beside.sort_unstable();
        beside.dedup();
        beside.retain(|other| *other != cell);
        Some(Self { cell, beside })
    }

    /// Is it in this area, or so close to its edge that it may as well be?
    pub fn is_in(&self, area: CellId) -> bool {
        self.cell == area || self.beside.contains(&area)
    }
}

impl From<CellId> for Spot {
    /// In the middle of a cell, far from every edge.
    fn from(cell: CellId) -> Self {
        Self { cell, beside: Vec::new() }
    }
}

/// In how many directions it is looked for an edge: the corners of a cell are its sharpest, and 120° wide.
const EDGE_BEARINGS: u8 = 12;

impl CellId {
    /// The resolution-8 cell around a point in degrees; `None` where the numbers are no place on Earth.
    pub fn around(latitude: f64, longitude: f64) -> Option<Self> {
        let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        let point = LatLng::new(latitude, longitude).ok().filter(|_| on_earth)?;
        Some(Self(point.to_cell(Resolution::Eight)))
    }

    /// The resolution-7 cell that holds this one, or is it.
    #[must_use]
    pub fn at_seven(self) -> Self {
        self.0.parent(Resolution::Seven).map_or(self, Self)
    }

    /// The H3 cell itself, for the store's covers.
    pub const fn index(self) -> CellIndex {
        self.0
    }

    /// The way between the centres of two cells.
    pub fn distance(self, other: Self) -> Metres {
        Metres(Haversine.distance(centre(self.0), centre(other.0)))
    }

    /// *A short walk*: own and adjacent cells of resolution 8; where either is of resolution 7, the same resolution-7 cell.
    fn is_very_near(self, other: Self) -> bool {
        let coarse = self.0.resolution() == Resolution::Seven || other.0.resolution() == Resolution::Seven;
        if coarse {
            self.at_seven() == other.at_seven()
        } else {
            self == other || self.0.is_neighbor_with(other.0).unwrap_or(false)
        }
    }

    /// How far apart two areas are, as people are told.
    pub fn band(self, other: Self) -> Band {
        if self.is_very_near(other) {
            Band::VeryNear
        } else if Reach::AcrossTown.holds(self, other) {
            Band::ShortDrive
        } else {
            Band::Further
        }
    }
}

/// The centre of a cell, x = longitude, y = latitude.
fn centre(cell: CellIndex) -> Point {
    let middle = LatLng::from(cell);
    Point::new(middle.lng(), middle.lat())
}

/// How far a neighbour would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Own and adjacent cells.
    ShortWalk,
    /// At most 5 km.
    AcrossTown,
    /// At most 15 km: "I can drive".
    Driving,
    /// At most 40 km.
    Further,
}

impl Reach {
    /// All of them, nearest first.
    pub const ALL: [Self; 4] = [Self::ShortWalk, Self::AcrossTown, Self::Driving, Self::Further];

    /// The name that is stored and that buttons carry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ShortWalk => "short_walk",
            Self::AcrossTown => "across_town",
            Self::Driving => "driving",
            Self::Further => "further",
        }
    }

    /// The reach of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.code() == code)
    }

    /// The longest way between cell centres that this reach can hold.
    pub const fn at_most(self) -> Metres {
        match self {
            // Centres of adjacent cells lie at most 1.3 km apart, those of cells in one resolution-7 cell at most 2.2 km.
            Self::ShortWalk => Metres(2_200.0),
            Self::AcrossTown => Metres(5_000.0),
            Self::Driving => Metres(15_000.0),
            Self::Further => Metres(40_000.0),
        }
    }

    /// Would somebody who lives in `home` go to `there`?
    pub fn holds(self, home: CellId, there: CellId) -> bool {
        match self {
            Self::ShortWalk => home.is_very_near(there),
            Self::AcrossTown | Self::Driving | Self::Further => home.distance(there) <= self.at_most(),
        }
    }

    /// One value further, once; `None` for the furthest.
    pub fn wider(self) -> Option<Self> {
        match self {
            Self::ShortWalk => Some(Self::AcrossTown),
            Self::AcrossTown => Some(Self::Driving),
            Self::Driving => Some(Self::Further),
            Self::Further => None,
        }
    }
}

/// How far apart two areas are, as people are told: never a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// The same test as *a short walk*.
    VeryNear,
    /// Up to 5 km.
    ShortDrive,
    /// Beyond.
    Further,
}

#[cfg(test)]
mod tests;
