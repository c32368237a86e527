//! The two searches against brute force over everything there is: far north, around a pentagon, over the antimeridian,
//! on the equator, in the south; cells of both resolutions.

use std::cmp::Ordering;

use super::*;
use crate::domain::{Chance, Day, Metres, Part, Slots, limits};
use crate::store::{Helper, NearAsk, Nearby, Seek, cover, search};

const ZONE: chrono_tz::Tz = chrono_tz::Europe::London;
const HELPERS: i64 = 600;
const ASKS: i64 = 500;
/// Asks by which helpers were asked before.
const EARLIER: std::ops::Range<i64> = 1..5;
/// One of them, which is over.
const OVER: PostId = PostId(4);
/// The first id of helpers, and of the asks that are sought for.
const FIRST: i64 = 1_000;

/// Where brute force is tried: degrees of latitude and longitude.
fn places() -> [(f64, f64); 6] {
    let pentagons = h3o::Resolution::Eight.pentagons();
    let pentagon = pentagons.map(h3o::LatLng::from).find(|at| at.lat().abs() < 50.0).unwrap();
    [(60.0, 10.75), (pentagon.lat(), pentagon.lng()), (-16.8, 180.0), (0.0, 32.58), (-33.87, 151.21), (78.2, 15.6)]
}

/// Chance that scatters things around a place.
struct Around {
    chance: Chance,
    middle: (f64, f64),
}

impl Around {
    fn new(middle: (f64, f64), seed: u64) -> Self {
        Self { chance: Chance::seeded(seed), middle }
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.chance.below(many) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.chance.below(of.len())]
    }

    /// From -1 to 1.
    fn off(&mut self) -> f64 {
        f64::from(u32::try_from(self.chance.below(2_000_001)).unwrap()) / 1_000_000.0 - 1.0
    }

    /// A cell in a circle of 2 to 60 km, of either resolution.
    fn cell(&mut self) -> CellId {
        let metres = self.pick(&[2_000.0, 6_000.0, 20_000.0, 60_000.0]);
        let north = self.off() * metres / 111_195.0;
        let east = self.off() * metres / 111_195.0 / self.middle.0.to_radians().cos();
        let longitude = (self.middle.1 + east + 540.0).rem_euclid(360.0) - 180.0;
        let cell = CellId::around(self.middle.0 + north, longitude).unwrap();
        if self.one_in(5) { cell.at_seven() } else { cell }
    }

    fn things(&mut self) -> Things {
        if self.one_in(2) {
            return Things::Anything;
        }
        Things::Some([self.pick(&Category::ALL), self.pick(&Category::ALL)].into())
    }

    /// Any time, some days, or one slot.
    fn times(&mut self) -> Times {
        let days = if self.one_in(2) { BTreeSet::new() } else { [self.pick(&Day::ALL), self.pick(&Day::ALL)].into() };
        let parts = if self.one_in(2) { BTreeSet::new() } else { [self.pick(&Part::ALL)].into() };
        Times { days, parts }
    }

    /// One of few windows: over, going on, to come, or none.
    fn when(&mut self) -> When {
        let asked = self.pick(&[-3, -1, 0, 0, 1]);
        When::resolve(self.pick(&Urgency::ALL), now() + chrono::TimeDelta::days(asked), ZONE)
    }

    /// One of few instants, so that many are equal.
    fn instant(&mut self) -> Instant {
        later(i64::try_from(self.chance.below(40)).unwrap() - 60)
    }
}

/// A helper as the test knows them.
#[derive(Clone)]
struct Known {
    offer: StandingOffer,
    reachable: bool,
    asked_at: Option<Instant>,
    /// Unanswered pings that count, of this week.
    unanswered: i64,
    /// Asks that they were shown.
    shown: Vec<i64>,
    /// Are they kept apart from Anna?
    apart: bool,
}

impl Known {
    fn scattered(id: i64, around: &mut Around) -> Self {
        let offer = StandingOffer {
            id: PostId(id),
            helper: NeighbourId(id),
            things: around.things(),
            reach: around.pick(&Reach::ALL),
            cell: around.cell(),
            times: around.times(),
            line: None,
            paused: around.one_in(12),
        };
        let reachable = !around.one_in(12);
        let asked_at = if around.one_in(2) { None } else { Some(around.instant()) };
        Self { offer, reachable, asked_at, unanswered: 0, shown: Vec::new(), apart: around.one_in(10) }
    }

    /// Writes them; some were shown earlier asks, answered or not, a week ago or now, or while browsing; one is over.
    async fn write(&mut self, tx: &mut Tx, around: &mut Around) -> Result<()> {
        let (id, who) = (self.offer.helper.0, self.offer.helper);
        tx.meet(&neighbour(id, "Helper"), account(id), now()).await?;
        tx.keep_offer(&self.offer, now()).await?;
        if !self.reachable {
            tx.reachable(who, false, now()).await?;
        }
        if let Some(asked_at) = self.asked_at {
            tx.was_asked(who, asked_at).await?;
        }
        if self.apart {
            keep_apart(tx, id, around.one_in(2)).await?;
        }
        for post in EARLIER.filter(|_| id % 4 == 0) {
            let shown = NewPing { browsing: around.one_in(8), ..ping(id * 10 + post, post, id) };
            let asked_at = if around.one_in(8) { later(-60 * 24 * 8) } else { around.instant() };
            tx.ping(&shown, asked_at).await?;
            let answered = around.one_in(8);
            if answered {
                tx.ping_no(shown.id, now()).await?;
            }
            self.unanswered += i64::from(!shown.browsing && !answered && asked_at > week_began());
            self.asked_at = if shown.browsing { self.asked_at } else { Some(asked_at) };
            self.shown.push(post);
        }
        Ok(())
    }

    fn may_be_asked(&self, seek: &Seek) -> bool {
        let who = self.offer.helper;
        self.reachable
            && !self.offer.paused
            && who != seek.asker
            && self.offer.things.categories().contains(&seek.category)
            && self.reach(seek).holds(self.offer.cell, seek.cell)
            && self.offer.times.slots().touch(seek.slots)
            && !(self.apart && seek.asker == NeighbourId(1))
            && !self.shown.contains(&seek.ask.0)
            && self.unanswered < limits::PINGS_A_WEEK
    }

    /// How far they go for this ask.
    fn reach(&self, seek: &Seek) -> Reach {
        self.offer.reach.wider().filter(|_| seek.wider).unwrap_or(self.offer.reach)
    }

    fn found(&self, seek: &Seek) -> Helper {
        let wider = !self.offer.reach.holds(self.offer.cell, seek.cell);
        let named_it = matches!(self.offer.things, Things::Some(_));
        Helper { id: self.offer.helper, cell: self.offer.cell, named_it, asked_at: self.asked_at, wider }
    }
}

/// Anna and a helper are introduced, and one of the two says no to the other.
async fn keep_apart(tx: &mut Tx, helper: i64, anna_says: bool) -> Result<()> {
    let id = IntroductionId(100_000 + helper);
    tx.publish_ask(&ask(100_000 + helper, 1)).await?;
    tx.propose(&yes(100_000 + helper, 100_000 + helper, helper), now()).await?;
    tx.introduce(id, "apple river", now()).await?;
    tx.end_ask(PostId(100_000 + helper), AskState::Found, now()).await?;
    tx.say_again(id, NeighbourId(if anna_says { 1 } else { helper }), false, now()).await
}

fn week_began() -> Instant {
    now() - chrono::TimeDelta::days(7)
}

/// Asks by Anna, for helpers to have been shown.
async fn earlier_asks(base: &Base) {
    for post in EARLIER {
        in_tx!(base, tx => tx.publish_ask(&ask(post, 1))).unwrap();
    }
}

async fn helpers_around(base: &Base, mut around: Around) -> Vec<Known> {
    in_tx!(base, tx => async {
        let mut all = Vec::new();
        for id in FIRST..FIRST + HELPERS {
            let mut known = Known::scattered(id, &mut around);
            known.write(tx, &mut around).await?;
            all.push(known);
        }
        // What an ask came to does not answer its pings.
        tx.pings_over(OVER).await?;
        Ok::<_, StoreError>(all)
    })
    .unwrap()
}

#[tokio::test]
async fn everyone_whose_reach_holds_an_ask_is_found() {
    for (middle, seed) in places().into_iter().zip(1..) {
        let base = Base::with_neighbours().await;
        earlier_asks(&base).await;
        let all = helpers_around(&base, Around::new(middle, seed)).await;
        let mut around = Around::new(middle, seed + 100);
        let mut most = 0;
        for _ in 0..60 {
            let seek = Seek {
                ask: PostId(around.pick(&[1, 2, 99])),
                asker: NeighbourId(around.pick(&[1, FIRST, FIRST + 1])),
                category: around.pick(&Category::ALL),
                cell: around.cell(),
                wider: around.one_in(3),
                slots: around.when().slots(now(), ZONE),
                week_began: week_began(),
            };
            let may = all.iter().filter(|one| one.may_be_asked(&seek));
            let mut wanted: Vec<_> = may.map(|one| one.found(&seek)).collect();
            wanted.sort_by_key(|one| (one.asked_at, one.id));
            most = most.max(wanted.len());
            let found = in_tx!(base, tx => tx.helpers(&seek)).unwrap();
            assert_eq!(found, wanted, "around {middle:?}: {seek:?}");
            let anybody = in_tx!(base, tx => tx.may_ask_anybody(&seek)).unwrap();
            assert_eq!(anybody, !wanted.is_empty(), "around {middle:?}: {seek:?}");
        }
        assert!(most > 30, "around {middle:?} at most {most} were found: the test says little");
    }
}

#[tokio::test]
async fn of_very_many_helpers_the_least_recently_asked_are_found() {
    let base = Base::with_neighbours().await;
    let most = i64::try_from(limits::CANDIDATES).unwrap();
    in_tx!(base, tx => async {
        for id in FIRST..FIRST + most + 20 {
            tx.meet(&neighbour(id, "Helper"), account(id), now()).await?;
            let reach = if id % 2 == 0 { Reach::ShortWalk } else { Reach::Further };
            tx.keep_offer(&StandingOffer { reach, ..offer(id, id) }, now()).await?;
            tx.was_asked(NeighbourId(id), later(-id)).await?;
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    let seek = Seek {
        ask: PostId(99),
        asker: NeighbourId(1),
        category: Category::Lift,
        cell: home(),
        wider: false,
        slots: Slots::ALL,
        week_began: week_began(),
    };
    let found = in_tx!(base, tx => tx.helpers(&seek)).unwrap();
    let wanted = (FIRST + 20..FIRST + most + 20).rev();
    assert!(found.iter().map(|one| one.id.0).eq(wanted), "all but the twenty who were asked last");
}

async fn asks_around(base: &Base, mut around: Around) -> Vec<Ask> {
    in_tx!(base, tx => async {
        let mut all = Vec::new();
        for id in FIRST..FIRST + ASKS {
            let one = Ask {
                category: around.pick(&Category::ALL),
                cell: around.cell(),
                posted_at: around.instant(),
                when: around.when(),
                ..ask(id, around.pick(&[1, 2, 3]))
            };
            tx.publish_ask(&one).await?;
            all.push(one);
        }
        Ok::<_, StoreError>(all)
    })
    .unwrap()
}

/// Every twelfth is over, every seventh was shown to Ben before.
async fn some_are_over_or_were_shown(base: &Base, all: &mut Vec<Ask>) {
    let (over, open): (Vec<_>, Vec<_>) = all.drain(..).partition(|one| one.id.0 % 12 == 0);
    let (shown, left): (Vec<_>, Vec<_>) = open.into_iter().partition(|one| one.id.0 % 7 == 0 && one.asker.0 != 2);
    *all = left;
    in_tx!(base, tx => async {
        for one in over {
            tx.end_ask(one.id, AskState::Closed, now()).await?;
        }
        for one in shown {
            tx.ping(&NewPing { browsing: true, ..ping(one.id.0, one.id.0, 2) }, now()).await?;
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
}

fn nearest(all: &[Ask], nearby: &Nearby, most: usize) -> Vec<NearAsk> {
    let within = all.iter().filter(|one| {
        let in_time = !one.when.is_over(nearby.now) && one.when.slots(nearby.now, nearby.zone).touch(nearby.slots);
        in_time
            && one.asker != nearby.me
            && nearby.categories.contains(&one.category)
            && nearby.reach.holds(nearby.cell, one.cell)
    });
    let mut found: Vec<_> = within
        .map(|one| NearAsk {
            id: one.id,
            cell: one.cell,
            distance: nearby.cell.distance(one.cell),
            posted_at_ms: one.posted_at.timestamp_millis(),
        })
        .collect();
    found.sort_by(|one, other| {
        let by_distance = one.distance.partial_cmp(&other.distance).unwrap_or(Ordering::Equal);
        by_distance.then_with(|| (one.posted_at_ms, one.id).cmp(&(other.posted_at_ms, other.id)))
    });
    found.truncate(most);
    found
}

#[tokio::test]
async fn the_nearest_open_asks_are_found_in_their_order() {
    for (middle, seed) in places().into_iter().zip(1..) {
        let base = Base::with_neighbours().await;
        let mut all = asks_around(&base, Around::new(middle, seed)).await;
        some_are_over_or_were_shown(&base, &mut all).await;
        // Ben (2) would rather not meet Cleo (3) again.
        in_tx!(base, tx => tx.publish_ask(&ask(900, 3))).unwrap();
        in_tx!(base, tx => tx.propose(&yes(900, 900, 2), now())).unwrap();
        in_tx!(base, tx => tx.introduce(IntroductionId(900), "apple river", now())).unwrap();
        in_tx!(base, tx => tx.end_ask(PostId(900), AskState::Found, now())).unwrap();
        in_tx!(base, tx => tx.say_again(IntroductionId(900), NeighbourId(2), false, now())).unwrap();
        all.retain(|one| one.asker != NeighbourId(3));
        let mut around = Around::new(middle, seed + 100);
        for _ in 0..80 {
            let nearby = Nearby {
                me: NeighbourId(2),
                cell: around.cell(),
                reach: around.pick(&Reach::ALL),
                categories: around.things().categories(),
                slots: around.times().slots(),
                now: now(),
                zone: ZONE,
            };
            let most = around.pick(&[1, limits::NEAREST, 200]);
            let wanted = nearest(&all, &nearby, most);
            let found = in_tx!(base, tx => tx.nearest_asks(&nearby, most)).unwrap();
            assert_eq!(found, wanted, "around {middle:?}");
        }
    }
}

#[tokio::test]
async fn who_offers_nothing_finds_nothing() {
    let base = Base::with_ask().await;
    let nearby = Nearby {
        me: NeighbourId(2),
        cell: home(),
        reach: Reach::Further,
        categories: Vec::new(),
        slots: Slots::ALL,
        now: now(),
        zone: ZONE,
    };
    assert_eq!(in_tx!(base, tx => tx.nearest_asks(&nearby, 10)).unwrap(), []);
}

#[tokio::test]
async fn the_search_for_asks_does_not_depend_on_how_many_categories_there_are() {
    let base = Base::with_ask().await;
    let ranges = cover::cover(home(), Metres(1_000.0));
    for lists in [1, Category::ALL.len(), Category::ALL.len() + 5] {
        let named = std::iter::repeat_n(None, lists - 1).chain([Some(Category::Shopping.code())]);
        let here = search::asks_here(lists);
        let mut here = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(here)).bind(2);
        here = here.bind(cover::here(home()).into_iter().next()).bind(10);
        let disk = search::asks_in_disk(lists, ranges.len());
        let mut disk = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(disk)).bind(2);
        for list in named {
            (here, disk) = (here.bind(list), disk.bind(list));
        }
        for (low, high) in &ranges {
            disk = disk.bind(low).bind(high);
        }
        assert_eq!(here.fetch_all(&base.store.readers).await.unwrap(), [10], "{lists} lists");
        assert_eq!(disk.fetch_all(&base.store.readers).await.unwrap(), [10], "{lists} lists");
    }
}
