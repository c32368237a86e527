//! Whom words are for: a button fits one person.

use super::*;
use crate::domain::Window;
use crate::domain::{Category, Line, Urgency, When};
use crate::talk::facts::About;

/// Everything that two may have agreed, as far as a button reads it.
fn all_about() -> Vec<About> {
    let at = Instant::UNIX_EPOCH;
    let day = |urgency, days| {
        let from = at + chrono::TimeDelta::days(days);
        When { urgency, window: Some(Window { from, to: from + chrono::TimeDelta::days(1) }) }
    };
    let whens = [day(Urgency::Now, 0), day(Urgency::Today, 0), day(Urgency::Tomorrow, 1)];
    let long = "Two bags from the shop at the corner";
    let lines = [None, Some("Two bags"), Some(long), Some("Two bags from the shop at the station")];
    let mut all = Vec::new();
    for category in [Category::Shopping, Category::Lift] {
        for when in whens {
            all.extend(lines.map(|line| About { category, line: line.map(|line| Line::read(line).unwrap()), when }));
        }
    }
    all
}

fn partner(number: i64, name: &str, about: &About) -> Partner {
    Partner {
        introduction: IntroductionId(number),
        other: NeighbourId(number),
        name: FirstName::read(name),
        about: about.clone(),
        word: format!("word {number}"),
        current: true,
    }
}

#[test]
fn names_that_read_alike_on_a_button_are_told_apart() {
    let all = all_about();
    let (one, other) = (&all[0], all.iter().find(|about| about.category == Category::Lift).unwrap());
    let told = |names: [&str; 2]| told_apart(&[partner(1, names[0], one), partner(2, names[1], other)]).len();
    assert_eq!(told(["Maximiliane Alexandra Berta", "Maximiliane Alexandra Cleo"]), 2);
    assert_eq!(told(["Maximiliane Berta", "Maximiliane Cleo"]), 2);
    assert_eq!(told(["Maximiliane", "Maximilian"]), 0);
}

#[test]
fn no_label_is_true_of_two_of_the_same_name() {
    let all = all_about();
    let partner = |number: i64, about: &About| partner(number, "Ada", about);
    for one in &all {
        for other in &all {
            for third in &all {
                let partners = [partner(1, one), partner(2, other), partner(3, third)];
                let told = told_apart(&partners);
                assert_eq!(told.len(), 3);
                for (through, by) in &told {
                    let fits = partners.iter().filter(|one| By::ways(one).iter().any(|way| by.reads_as(way)));
                    let fits: Vec<_> = fits.map(|one| one.introduction).collect();
                    assert_eq!(fits, [*through], "{by:?} of {partners:#?}");
                }
            }
        }
    }
}
