//! The limit: everything in memory, in an R-tree for each list that the store keeps too, on the unit sphere.

use std::collections::BTreeMap;

use doorstep::domain::{Category, CellId, Metres, PostId, Reach, Things};
use doorstep::store::{Helper, NearAsk, Seek};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::country::{Ask, Offer, Query};

type Tree<'a, T> = RTree<GeomWithData<[f64; 3], &'a T>>;

/// `None` is *Anything*.
type Thing = Option<Category>;

const EARTH: f64 = 6_371_008.8;
/// Equal distances differ by this at most, squared, on the unit sphere; it is 6 mm.
const EQUAL: f64 = 1e-18;

fn on_the_sphere(cell: CellId) -> [f64; 3] {
    let middle = h3o::LatLng::from(cell.index());
    let (sin, cos) = middle.lat_radians().sin_cos();
    let (east, north) = middle.lng_radians().sin_cos();
    [cos * north, cos * east, sin]
}

/// The square of the straight line through the Earth to what is this far away on it.
fn straight(metres: Metres) -> f64 {
    let half = (metres.0 / EARTH / 2.0).sin() * 2.0;
    half * half * (1.0 + 1e-9)
}

fn plant<'a, T>(things: impl Iterator<Item = (&'a T, CellId)>) -> Tree<'a, T> {
    RTree::bulk_load(things.map(|(thing, cell)| GeomWithData::new(on_the_sphere(cell), thing)).collect())
}

pub struct AskTrees<'a>(BTreeMap<Thing, Tree<'a, Ask>>);

impl<'a> AskTrees<'a> {
    pub fn of(asks: &'a [Ask]) -> Self {
        let things = Category::ALL.into_iter().map(Some).chain([None]);
        let listed =
            |thing: Thing| asks.iter().filter(move |ask| thing.is_none_or(|category| ask.category == category));
        Self(things.map(|thing| (thing, plant(listed(thing).map(|ask| (ask, ask.cell))))).collect())
    }

    pub fn nearest(&self, query: &Query, most: usize) -> Vec<NearAsk> {
        let middle = on_the_sphere(query.cell);
        let furthest = straight(query.reach.at_most());
        let things: Vec<Thing> = match &query.things {
            Things::Anything => vec![None],
            Things::Some(some) => some.iter().copied().map(Some).collect(),
        };
        let mut found = Vec::new();
        for thing in things {
            let (mut enough, mut taken) = (furthest, 0);
            for (ask, distance) in self.0[&thing].nearest_neighbor_iter_with_distance_2(&middle) {
                if distance > enough {
                    break;
                }
                if let Some(near) = near(query, ask.data) {
                    found.push(near);
                    taken += 1;
                    // Those that are equally far are taken too: who waits longest comes first.
                    enough = if taken == most { distance + distance * 1e-9 + EQUAL } else { enough };
                }
            }
        }
        in_order(found, most)
    }
}

/// An ask that is within reach, with its distance.
pub fn near(query: &Query, ask: &Ask) -> Option<NearAsk> {
    let Ask { id, cell, posted_at_ms, .. } = *ask;
    let within = query.reach.holds(query.cell, cell);
    within.then(|| NearAsk { id, cell, distance: query.cell.distance(cell), posted_at_ms })
}

pub fn in_order(mut found: Vec<NearAsk>, most: usize) -> Vec<NearAsk> {
    let key = |near: &NearAsk| -> (i64, PostId) { (near.posted_at_ms, near.id) };
    let order = |one: &NearAsk, other: &NearAsk| {
        one.distance.0.total_cmp(&other.distance.0).then_with(|| key(one).cmp(&key(other)))
    };
    if found.len() > most {
        found.select_nth_unstable_by(most - 1, order);
        found.truncate(most);
    }
    found.sort_unstable_by(order);
    found
}

pub struct OfferTrees<'a>(BTreeMap<(Thing, Reach), Tree<'a, Offer>>);

impl<'a> OfferTrees<'a> {
    pub fn of(offers: &'a [Offer]) -> Self {
        let things = Category::ALL.into_iter().map(Some).chain([None]);
        let all = things.flat_map(|thing| Reach::ALL.map(|reach| (thing, reach)));
        let listed = |(thing, reach): (Thing, Reach)| {
            offers.iter().filter(move |offer| {
                let listed = match (&offer.things, thing) {
                    (Things::Anything, None) => true,
                    (Things::Some(some), Some(category)) => some.contains(&category),
                    (Things::Anything, Some(_)) | (Things::Some(_), None) => false,
                };
                listed && offer.reach == reach
            })
        };
        Self(all.map(|list| (list, plant(listed(list).map(|offer| (offer, offer.cell))))).collect())
    }

    pub fn helpers(&self, seek: &Seek) -> Vec<Helper> {
        let middle = on_the_sphere(seek.cell);
        let mut found = Vec::new();
        for thing in [Some(seek.category), None] {
            for reach in Reach::ALL {
                let within = self.0[&(thing, reach)].locate_within_distance(middle, straight(reach.at_most()));
                let holding = within.map(|offer| offer.data).filter(|offer| reach.holds(offer.cell, seek.cell));
                found.extend(holding.map(Offer::helper));
            }
        }
        least_recently_asked(found)
    }
}

pub fn least_recently_asked(mut found: Vec<Helper>) -> Vec<Helper> {
    let most = doorstep::domain::limits::CANDIDATES;
    if found.len() > most {
        found.select_nth_unstable_by_key(most - 1, |helper| (helper.asked_at, helper.id));
        found.truncate(most);
    }
    found.sort_unstable_by_key(|helper| (helper.asked_at, helper.id));
    found
}
