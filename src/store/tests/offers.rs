//! Standing offers.

use super::*;

#[tokio::test]
async fn a_neighbour_has_one_standing_offer() {
    let base = Base::with_neighbours().await;
    let ben = NeighbourId(2);
    assert_eq!(in_tx!(base, tx => tx.offer(ben)).unwrap(), None);
    in_tx!(base, tx => tx.keep_offer(&offer(60, 2), now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.offer(ben)).unwrap(), Some(offer(60, 2)));
    let some = Things::Some([Category::Lift, Category::Jobs].into());
    let line = Line::read("I have a <car>").ok();
    let next = StandingOffer { things: some, reach: Reach::Driving, line: line.clone(), ..offer(61, 2) };
    let copy = next.clone();
    in_tx!(base, tx => tx.keep_offer(&copy, later(1))).unwrap();
    let kept = in_tx!(base, tx => tx.offer(ben)).unwrap().unwrap();
    assert_eq!(kept, StandingOffer { id: PostId(60), ..next }, "changed, and the same one");
    assert_eq!(in_tx!(base, tx => tx.neighbour(ben)).unwrap().unwrap().0.line, line, "it is known with the neighbour");
    assert_eq!(base.count("select count(*) from willing where reach = 'driving'").await, 2, "a row a thing");
    assert_eq!(base.count("select count(*) from willing").await, 2, "and none of the one before");
}

#[tokio::test]
async fn a_paused_offer_is_not_found() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.keep_offer(&offer(60, 2), now())).unwrap();
    in_tx!(base, tx => tx.pause_offer(NeighbourId(2), true)).unwrap();
    assert_eq!(base.count("select count(*) from willing").await, 0);
    assert!(in_tx!(base, tx => tx.offer(NeighbourId(2))).unwrap().unwrap().paused);
    in_tx!(base, tx => tx.pause_offer(NeighbourId(2), false)).unwrap();
    assert_eq!(base.count("select count(*) from willing").await, 1);
    assert!(is_refused(base.run("update standing_offers set paused = 2").await, "CHECK"));
    assert!(is_refused(base.run("update standing_offers set reach = 'moon'").await, "CHECK"));
}

#[tokio::test]
async fn who_was_asked_comes_later_next_time_even_after_a_pause() {
    let base = Base::with_neighbours().await;
    in_tx!(base, tx => tx.keep_offer(&offer(60, 2), now())).unwrap();
    in_tx!(base, tx => tx.was_asked(NeighbourId(2), later(3))).unwrap();
    let asked = "select asked_at_ms from willing";
    assert_eq!(base.count(asked).await, later(3).timestamp_millis());
    in_tx!(base, tx => tx.pause_offer(NeighbourId(2), true)).unwrap();
    in_tx!(base, tx => tx.pause_offer(NeighbourId(2), false)).unwrap();
    assert_eq!(base.count(asked).await, later(3).timestamp_millis());
}
