//! Afterwards: a thank-you once, and "the same person again?".

use super::*;

const MET: IntroductionId = IntroductionId(30);

/// Ben helped Anna.
async fn met() -> Base {
    let base = Base::with_yes().await;
    in_tx!(base, tx => tx.introduce(MET, "green kettle", now())).unwrap();
    base
}

#[tokio::test]
async fn each_side_is_thanked_once() {
    let base = Base::with_yes().await;
    assert!(is_not_one_row(in_tx!(base, tx => tx.thank(MET, Side::Asker)), "thank"), "they have not met");
    in_tx!(base, tx => tx.introduce(MET, "green kettle", now())).unwrap();
    in_tx!(base, tx => tx.thank(MET, Side::Asker)).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.thank(MET, Side::Asker)), "thank"));
    assert!(in_tx!(base, tx => tx.has_thanked(MET, Side::Asker)).unwrap());
    assert!(!in_tx!(base, tx => tx.has_thanked(MET, Side::Helper)).unwrap());
    in_tx!(base, tx => tx.end_introduction(MET, &IntroductionState::Ended, now())).unwrap();
    in_tx!(base, tx => tx.thank(MET, Side::Helper)).unwrap();
}

#[tokio::test]
async fn what_is_said_last_counts_and_only_of_who_was_met() {
    let base = Base::with_yes().await;
    let (anna, ben, cleo) = (NeighbourId(1), NeighbourId(2), NeighbourId(3));
    assert!(is_not_one_row(in_tx!(base, tx => tx.say_again(MET, anna, false, now())), "say_again"));
    in_tx!(base, tx => tx.introduce(MET, "green kettle", now())).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.say_again(MET, cleo, false, now())), "say_again"));
    in_tx!(base, tx => tx.say_again(MET, ben, false, now())).unwrap();
    assert!(
        in_tx!(base, tx => tx.are_apart(anna, ben)).unwrap() && in_tx!(base, tx => tx.are_apart(ben, anna)).unwrap()
    );
    assert!(!in_tx!(base, tx => tx.are_apart(anna, cleo)).unwrap());
    in_tx!(base, tx => tx.say_again(MET, anna, true, now())).unwrap();
    assert!(in_tx!(base, tx => tx.are_apart(anna, ben)).unwrap(), "one no is enough");
    in_tx!(base, tx => tx.say_again(MET, ben, true, now())).unwrap();
    assert!(!in_tx!(base, tx => tx.are_apart(anna, ben)).unwrap());
    assert_eq!(in_tx!(base, tx => tx.said_again(ben, anna)).unwrap(), Some(true));
    assert_eq!(in_tx!(base, tx => tx.said_again(ben, cleo)).unwrap(), None);
}

#[tokio::test]
async fn who_is_kept_apart_is_not_introduced() {
    let base = met().await;
    in_tx!(base, tx => tx.publish_ask(&ask(11, 1))).unwrap();
    in_tx!(base, tx => tx.propose(&yes(31, 11, 2), now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.waiting_between(NeighbourId(1), NeighbourId(2))).unwrap(), [IntroductionId(31)]);
    in_tx!(base, tx => tx.say_again(MET, NeighbourId(2), false, now())).unwrap();
    let introduced = in_tx!(base, tx => tx.introduce(IntroductionId(31), "red door", now()));
    assert!(is_not_one_row(introduced, "introduce"));
    in_tx!(base, tx => tx.publish_ask(&ask(12, 1))).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.propose(&yes(32, 12, 2), now())), "propose"));
}

#[tokio::test]
async fn who_worked_well_together_is_known_to_both_and_offered_to_who_was_helped() {
    let base = met().await;
    let (anna, ben) = (NeighbourId(1), NeighbourId(2));
    assert_eq!(in_tx!(base, tx => tx.would_ask_again(anna)).unwrap(), None);
    in_tx!(base, tx => tx.say_again(MET, ben, true, now())).unwrap();
    for (me, other) in [(anna, ben), (ben, anna)] {
        assert_eq!(in_tx!(base, tx => tx.worked_well(me)).unwrap(), [other], "one yes is enough");
    }
    assert_eq!(in_tx!(base, tx => tx.would_ask_again(ben)).unwrap(), None, "Anna did not help him");
    in_tx!(base, tx => tx.say_again(MET, anna, true, now())).unwrap();
    let offered = Some((MET, FirstName::read("Ben")));
    assert_eq!(in_tx!(base, tx => tx.would_ask_again(anna)).unwrap(), offered);
    in_tx!(base, tx => tx.say_again(MET, ben, false, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.worked_well(anna)).unwrap(), [], "a no outweighs a yes");
    assert_eq!(in_tx!(base, tx => tx.would_ask_again(anna)).unwrap(), offered, "and shows in no offer");
}

#[tokio::test]
async fn one_helper_is_found_as_all_are() {
    let base = met().await;
    in_tx!(base, tx => tx.keep_offer(&offer(60, 2), now())).unwrap();
    in_tx!(base, tx => tx.publish_ask(&ask(11, 1))).unwrap();
    let seek = crate::store::Seek {
        ask: PostId(11),
        asker: NeighbourId(1),
        category: Category::Shopping,
        cell: home(),
        wider: false,
        slots: crate::domain::Slots::ALL,
        week_began: later(-60),
    };
    let ben = in_tx!(base, tx => tx.helper(&seek, NeighbourId(2))).unwrap();
    assert_eq!(in_tx!(base, tx => tx.helpers(&seek)).unwrap(), Vec::from_iter(ben));
    assert_eq!(in_tx!(base, tx => tx.helper(&seek, NeighbourId(3))).unwrap(), None);
    in_tx!(base, tx => tx.say_again(MET, NeighbourId(2), false, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.helper(&seek, NeighbourId(2))).unwrap(), None);
}

#[tokio::test]
async fn who_goes_first_is_kept_with_the_ask_until_it_is_the_turn_of_the_others() {
    let base = met().await;
    in_tx!(base, tx => tx.publish_ask(&ask(11, 1))).unwrap();
    let first = |asked| Some(First { helper: NeighbourId(2), name: FirstName::read("Ben"), asked });
    assert!(is_not_one_row(in_tx!(base, tx => tx.first_asked(PostId(11))), "first_asked"));
    in_tx!(base, tx => tx.ask_first(PostId(11), MET)).unwrap();
    assert_eq!(in_tx!(base, tx => tx.around_ask(PostId(11))).unwrap().first, first(false));
    in_tx!(base, tx => tx.first_asked(PostId(11))).unwrap();
    assert_eq!(in_tx!(base, tx => tx.around_ask(PostId(11))).unwrap().first, first(true));
    in_tx!(base, tx => tx.first_over(PostId(11))).unwrap();
    assert!(is_not_one_row(in_tx!(base, tx => tx.first_over(PostId(11))), "first_over"));
    assert_eq!(in_tx!(base, tx => tx.around_ask(PostId(11))).unwrap().first, None);
}

#[tokio::test]
async fn a_chosen_name_is_read_wherever_a_name_is() {
    let base = met().await;
    let (anna, ben, benno) = (NeighbourId(1), NeighbourId(2), FirstName::read("Benno"));
    in_tx!(base, tx => tx.publish_ask(&ask(11, 1))).unwrap();
    in_tx!(base, tx => tx.ask_first(PostId(11), MET)).unwrap();
    in_tx!(base, tx => tx.say_again(MET, anna, true, now())).unwrap();
    let chosen = benno.clone();
    in_tx!(base, tx => tx.call_me(ben, &chosen, now())).unwrap();
    assert_eq!(in_tx!(base, tx => tx.neighbour(ben)).unwrap().unwrap().0.name, benno);
    assert_eq!(in_tx!(base, tx => tx.would_ask_again(anna)).unwrap(), Some((MET, benno.clone())));
    assert_eq!(in_tx!(base, tx => tx.around_ask(PostId(11))).unwrap().first.map(|first| first.name), Some(benno));
}
