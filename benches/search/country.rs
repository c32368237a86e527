//! A made-up country: 1,500 towns of Zipf sizes, each densest in its middle; the towns are as large with few posts as
//! with many, since more of the same people take part.

use doorstep::domain::{Category, CellId, Chance, Instant, NeighbourId, PostId, Reach, Slots, Things};
use doorstep::store::{Helper, Nearby, Seek};

use super::NEW_ASK;

const TOWNS: u32 = 1_500;
/// Metres of a degree of latitude.
const DEGREE: f64 = 111_195.0;
/// How far most people of the largest town live from its middle; the area of a town is in proportion to its people.
const LARGEST_TOWN: f64 = 5_000.0;

pub struct Country {
    pub asks: Vec<Ask>,
    pub offers: Vec<Offer>,
    towns: Vec<Town>,
    chance: Chance,
}

struct Town {
    middle: (f64, f64),
    radius: f64,
    /// People in this town and all before it, of a million.
    upto: f64,
}

pub struct Ask {
    pub id: PostId,
    pub category: Category,
    pub cell: CellId,
    pub posted_at_ms: i64,
    pub asker: NeighbourId,
}

pub struct Offer {
    pub helper: NeighbourId,
    pub things: Things,
    pub reach: Reach,
    pub cell: CellId,
    pub asked_at_ms: i64,
}

/// Somebody who looks for asks, or a new ask that looks for helpers.
pub struct Query {
    pub things: Things,
    pub reach: Reach,
    pub cell: CellId,
    pub category: Category,
}

impl Country {
    pub fn of(size: usize, seed: u64) -> Self {
        let mut country = Self { asks: vec![], offers: vec![], towns: vec![], chance: Chance::seeded(seed) };
        country.found_towns();
        country.asks = (0..size).map(|_| country.ask()).collect();
        country.offers = (0..size).map(|_| country.offer()).collect();
        country
    }

    fn found_towns(&mut self) {
        let weights = || (1..=TOWNS).map(|rank| 1.0 / f64::from(rank));
        let all: f64 = weights().sum();
        let mut upto = 0.0;
        for weight in weights() {
            upto += weight / all;
            let middle = (47.0 + 8.0 * self.fraction(), 6.0 + 9.0 * self.fraction());
            self.towns.push(Town { middle, radius: LARGEST_TOWN * weight.sqrt(), upto });
        }
    }

    fn id(&mut self) -> i64 {
        i64::try_from(self.chance.seed() >> 1).unwrap()
    }

    fn ask(&mut self) -> Ask {
        Ask {
            id: PostId(self.id()),
            category: self.pick(&Category::ALL),
            cell: self.cell(),
            posted_at_ms: self.recently(),
            asker: NeighbourId(self.id()),
        }
    }

    fn offer(&mut self) -> Offer {
        let asked_at_ms = if self.chance.below(2) == 0 { 0 } else { self.recently() };
        let (things, reach, cell) = (self.things(), self.pick(&Reach::ALL), self.cell());
        Offer { helper: NeighbourId(self.id()), things, reach, cell, asked_at_ms }
    }

    pub fn query(&mut self) -> Query {
        Query {
            things: self.things(),
            reach: self.pick(&Reach::ALL),
            cell: self.cell(),
            category: self.pick(&Category::ALL),
        }
    }

    /// Half say *Anything*, the others name two.
    fn things(&mut self) -> Things {
        if self.chance.below(2) == 0 {
            return Things::Anything;
        }
        Things::Some([self.pick(&Category::ALL), self.pick(&Category::ALL)].into())
    }

    /// Where somebody lives: more likely in a large town and near its middle.
    fn cell(&mut self) -> CellId {
        let person = self.fraction();
        let place = self.towns.partition_point(|town| town.upto < person).min(self.towns.len() - 1);
        let away = (-2.0 * (1.0 - self.fraction()).ln()).sqrt();
        let (sin, cos) = (std::f64::consts::TAU * self.fraction()).sin_cos();
        let town = &self.towns[place];
        let metres = away * town.radius;
        let latitude = town.middle.0 + metres * sin / DEGREE;
        let longitude = town.middle.1 + metres * cos / DEGREE / latitude.to_radians().cos();
        CellId::around(latitude, longitude).unwrap()
    }

    /// From 0 to 1.
    fn fraction(&mut self) -> f64 {
        f64::from(u32::try_from(self.chance.below(1 << 30)).unwrap()) / f64::from(1 << 30)
    }

    fn recently(&mut self) -> i64 {
        1_790_000_000_000 + i64::try_from(self.chance.below(14 * 86_400_000)).unwrap()
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.chance.below(of.len())]
    }
}

impl Offer {
    pub fn is_for(&self, category: Category) -> bool {
        self.things.categories().contains(&category)
    }

    pub fn helper(&self) -> Helper {
        let asked_at = (self.asked_at_ms > 0).then(|| Instant::from_timestamp_millis(self.asked_at_ms).unwrap());
        let named_it = matches!(self.things, Things::Some(_));
        Helper { id: self.helper, cell: self.cell, named_it, asked_at, wider: false }
    }
}

impl Query {
    pub fn nearby(&self) -> Nearby {
        Nearby {
            me: NeighbourId(1),
            cell: self.cell,
            reach: self.reach,
            categories: self.things.categories(),
            slots: Slots::ALL,
            now: Instant::UNIX_EPOCH,
            zone: chrono_tz::UTC,
        }
    }

    pub fn seek(&self) -> Seek {
        Seek {
            ask: NEW_ASK,
            asker: NeighbourId(1),
            category: self.category,
            cell: self.cell,
            slots: Slots::ALL,
            wider: false,
            week_began: Instant::from_timestamp_millis(1_790_000_000_000).unwrap(),
        }
    }

    pub fn lists(&self, category: Category) -> bool {
        self.things.categories().contains(&category)
    }
}
