//! Owns the town as it is drawn: streets, water, names, and how metres become degrees.
//! It is no map of a real place, and asks nobody for tiles.

use chrono_tz::Tz;
use serde::Serialize;

use super::drawn;
use crate::demo::Place;

const METRES_PER_DEGREE: f64 = 111_320.0;
/// Turns that never line up, so that scattered homes do not either.
const GOLDEN_ANGLE: f64 = 2.399_963;

/// A small town, for the map on which people put their pins.
#[derive(Clone, Debug, Serialize)]
pub struct TownMap {
    pub name: String,
    /// Where its clocks are read.
    #[serde(skip)]
    pub zone: Tz,
    pub centre: Place,
    /// From one edge of the map to the other.
    pub across_metres: f64,
    /// From the ground up.
    pub drawn: Vec<Drawn>,
    pub labels: Vec<Label>,
}

/// A line or an area on the map.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    pub kind: Kind,
    /// Empty for what has no name.
    pub name: String,
    pub line: Vec<Place>,
}

/// What something on the map is; areas are closed and filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Park,
    Water,
    River,
    Railway,
    Street,
    MainRoad,
}

/// A name at a place: a quarter or a landmark.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    pub text: String,
    pub is_quarter: bool,
    pub place: Place,
}

impl Default for TownMap {
    /// An invented town.
    fn default() -> Self {
        let centre = Place { latitude: 51.755, longitude: -1.21 };
        let mut town = Self {
            name: "Wrenford".to_owned(),
            zone: Tz::Europe__London,
            centre,
            across_metres: 6_000.0,
            drawn: Vec::new(),
            labels: Vec::new(),
        };
        town.drawn = drawn::LINES
            .iter()
            .map(|(kind, name, line)| Drawn {
                kind: *kind,
                name: (*name).to_owned(),
                line: line.iter().map(|&offset| town.at(offset)).collect(),
            })
            .collect();
        town.labels = drawn::LABELS
            .iter()
            .map(|&(text, is_quarter, offset)| Label { text: text.to_owned(), is_quarter, place: town.at(offset) })
            .collect();
        town
    }
}

impl TownMap {
    /// So many metres east and north of the centre.
    pub fn at(&self, (east, north): (f64, f64)) -> Place {
        let shrink = self.centre.latitude.to_radians().cos();
        Place {
            latitude: self.centre.latitude + north / METRES_PER_DEGREE,
            longitude: self.centre.longitude + east / (METRES_PER_DEGREE * shrink),
        }
    }

    /// The place of the home with this number: each farther out than the last, none beside another.
    pub(super) fn scattered(&self, number: usize) -> Place {
        let turn = f64::from(u32::try_from(number % 64).unwrap_or_default());
        let reach = self.across_metres * 0.05 * (turn + 1.0).sqrt();
        let angle = turn * GOLDEN_ANGLE;
        self.at((reach * angle.cos(), reach * angle.sin()))
    }
}
