use geo::Bearing;

use super::*;

fn cell(latitude: f64, longitude: f64) -> CellId {
    CellId::around(latitude, longitude).unwrap()
}

fn coarse(latitude: f64, longitude: f64) -> CellId {
    cell(latitude, longitude).at_seven()
}

#[test]
fn latitude_comes_before_longitude() {
    let (oxford, london) = (cell(51.752, -1.258), cell(51.507, -0.128));
    let way = oxford.distance(london).0;
    assert!((81_000.0..86_000.0).contains(&way), "Oxford to London is 83 km, not {way} m");
}

#[test]
fn western_and_southern_places_are_places() {
    for (latitude, longitude) in [(-33.87, 151.21), (-34.6, -58.4), (64.15, -21.94), (0.0, 0.0), (-90.0, 180.0)] {
        assert!(CellId::around(latitude, longitude).is_some(), "{latitude} {longitude}");
    }
    for (latitude, longitude) in [(90.1, 0.0), (0.0, 180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
        assert!(CellId::around(latitude, longitude).is_none(), "{latitude} {longitude}");
    }
}

#[test]
fn five_kilometres_are_five_kilometres_at_every_latitude() {
    // A degree of longitude is 111 km on the equator and half of that at 60° north.
    for (latitude, degrees) in [(0.0, 0.036), (52.0, 0.0585), (60.0, 0.072), (-45.0, 0.051)] {
        let home = cell(latitude, 10.0);
        assert!(Reach::AcrossTown.holds(home, cell(latitude, 10.0 + degrees)), "4 km away at {latitude}°");
        assert!(!Reach::AcrossTown.holds(home, cell(latitude, 10.0 + degrees * 1.6)), "6.4 km away at {latitude}°");
    }
}

#[test]
fn a_reach_ends_where_its_kilometres_do() {
    let home = cell(52.0, 0.0);
    for (reach, metres) in [(Reach::AcrossTown, 5_000.0), (Reach::Driving, 15_000.0), (Reach::Further, 40_000.0)] {
        let around = home.index().grid_disk::<Vec<_>>(60).into_iter().map(CellId);
        let (within, beyond): (Vec<CellId>, Vec<CellId>) = around.partition(|there| reach.holds(home, *there));
        let farthest = within.iter().map(|there| home.distance(*there).0).fold(0.0, f64::max);
        let nearest = beyond.iter().map(|there| home.distance(*there).0).fold(f64::INFINITY, f64::min);
        assert!(metres - 100.0 < farthest && farthest <= metres, "{reach:?}: {farthest} m are within");
        assert!(metres < nearest && nearest < metres + 100.0, "{reach:?}: {nearest} m are beyond");
    }
}

#[test]
fn a_short_drive_ends_where_five_kilometres_do() {
    let home = cell(52.0, 0.0);
    for there in home.index().grid_disk::<Vec<_>>(8).into_iter().map(CellId) {
        let is_near = home.distance(there).0 <= 5_000.0;
        assert_eq!(home.band(there) == Band::Further, !is_near, "{:?}", home.distance(there));
    }
}

#[test]
fn a_reach_is_a_circle_and_not_a_box() {
    let home = cell(52.0, 0.0);
    // 4 km north and 4 km east are each within 5 km, both together are 5.7 km.
    assert!(Reach::AcrossTown.holds(home, cell(52.036, 0.0)));
    assert!(Reach::AcrossTown.holds(home, cell(52.0, 0.0585)));
    assert!(!Reach::AcrossTown.holds(home, cell(52.036, 0.0585)));
}

#[test]
fn no_part_of_a_kilometre_is_cut_off() {
    let home = cell(52.0, 0.0);
    let just_beyond = (1..2_000)
        .map(|step| cell(52.0, f64::from(step) * 0.001))
        .find(|there| home.distance(*there) > Metres(15_000.0))
        .unwrap();
    assert!(home.distance(just_beyond).0 < 16_000.0, "it would pass if metres were cut to whole kilometres");
    assert!(!Reach::Driving.holds(home, just_beyond));
}

#[test]
fn a_short_walk_is_the_own_and_the_adjacent_cells() {
    let home = cell(52.0, 0.0);
    for ring in home.index().grid_disk::<Vec<_>>(2) {
        let there = CellId::try_from(i64::try_from(u64::from(ring)).unwrap()).unwrap();
        let steps = home.index().grid_distance(ring).unwrap();
        assert_eq!(Reach::ShortWalk.holds(home, there), steps <= 1);
        assert!(steps > 1 || home.distance(there) <= Reach::ShortWalk.at_most());
    }
}

#[test]
fn where_few_people_live_a_short_walk_is_the_same_large_cell() {
    let home = coarse(52.0, 0.0);
    for child in home.index().children(Resolution::Eight) {
        assert!(Reach::ShortWalk.holds(home, CellId(child)) && Reach::ShortWalk.holds(CellId(child), home));
    }
    let next = home.index().grid_disk::<Vec<_>>(1).into_iter().find(|near| *near != home.index()).unwrap();
    assert!(!Reach::ShortWalk.holds(home, CellId(next)));
}

#[test]
fn over_the_antimeridian_it_is_not_round_the_world() {
    assert!(cell(-16.8, 179.99).distance(cell(-16.8, -179.99)).0 < 5_000.0);
}

#[test]
fn people_are_told_one_of_three_bands() {
    let home = cell(52.0, 0.0);
    assert_eq!(home.band(home), Band::VeryNear);
    assert_eq!(home.band(cell(52.0, 0.05)), Band::ShortDrive);
    assert_eq!(home.band(cell(52.0, 0.2)), Band::Further);
}

#[test]
fn only_cells_of_the_two_resolutions_are_read_back() {
    let fine = LatLng::new(52.0, 0.0).unwrap().to_cell(Resolution::Twelve);
    assert!(CellId::try_from(i64::try_from(u64::from(fine)).unwrap()).is_err());
    assert!(CellId::try_from(-1).is_err());
    let home = cell(52.0, 0.0);
    assert_eq!(CellId::try_from(i64::from(home)).unwrap(), home);
}

/// A walk in steps of 10 m between two points, and how often the area changes on it.
fn changes(area: &mut CellId, from: Point, to: Point) -> usize {
    let steps = (Haversine.distance(from, to) / 10.0).ceil();
    let bearing = Haversine.bearing(from, to);
    let mut changes = 0;
    let mut walked = 0.0;
    while walked <= steps {
        let point = Haversine.destination(from, bearing, walked * 10.0);
        let spot = Spot::around(point.y(), point.x()).unwrap();
        if !spot.is_in(*area) {
            (*area, changes) = (spot.cell, changes + 1);
        }
        walked += 1.0;
    }
    changes
}

#[test]
fn a_hundred_moves_over_an_edge_change_the_area_at_most_once() {
    let home = cell(51.752, -1.258);
    for other in home.0.grid_disk::<Vec<_>>(1).into_iter().filter(|other| *other != home.0) {
        let (from, to) = (centre(home.0), centre(other));
        let mut area = home;
        assert_eq!(changes(&mut area, from, to), 1, "from one middle to the other");
        assert_eq!(area, CellId(other));
        // To and fro about the edge between the two.
        let (bearing, way) = (Haversine.bearing(from, to), Haversine.distance(from, to) / 2.0);
        let [near, far] = [way - 50.0, way + 50.0].map(|way| Haversine.destination(from, bearing, way));
        let mut area = home;
        let times: usize = (0..5).map(|_| changes(&mut area, near, far) + changes(&mut area, far, near)).sum();
        assert_eq!((times, area), (0, home), "a step over the edge is no move");
    }
}
