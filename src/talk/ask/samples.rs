//! One of each thing that an asker is told, for the test that renders everything.

use std::collections::BTreeSet;

use super::super::facts::{About, Where};
use super::standing::{Status, sample_standings};
use super::told::{Came, Told};
use super::{Sketch, TypedLine};
use crate::domain::{Access, Category, FirstName, Line, PostId, Urgency, When, Wish, limits};

impl Told {
    pub(in crate::talk) fn samples() -> Vec<Self> {
        let soon = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
        let name = FirstName::read("Ann <3");
        let mut all = vec![Self::NoRoom, Self::TooManyOpen { most: 1 }, Self::TooManyToday { most: 5 }];
        all.push(Self::MoreThanWanted { names: vec![name.clone(), name.clone()] });
        for (sketch, standing) in sample_sketches().into_iter().cycle().zip(sample_standings(&name, soon)) {
            let line = sketch.line.map(|typed| typed.line);
            let status = Box::new(Status {
                post: PostId(i64::MAX),
                category: sketch.category,
                line,
                when: sketch.when,
                standing,
                place: Where::Near,
                slow: false,
            });
            let elsewhere = Box::new(Status { place: Where::Elsewhere, ..(*status).clone() });
            let slow = Box::new(Status { slow: true, ..(*status).clone() });
            let undated = When { window: None, ..status.when };
            all.push(Self::Status(Box::new(Status { when: undated, ..(*status).clone() })));
            all.extend([
                Self::Status(slow.clone()),
                Self::NoYesYet(slow),
                Self::Status(status.clone()),
                Self::NoYesYet(status.clone()),
                Self::NobodyNear { status: status.clone(), can_widen: true },
                Self::NobodyNear { status: status.clone(), can_widen: false },
                Self::NobodyNear { status: elsewhere, can_widen: true },
                Self::OnlyAlike { status: status.clone(), can_widen: true, said_yes: false },
                Self::OnlyAlike { status: status.clone(), can_widen: true, said_yes: true },
                Self::Link { status: status.clone(), link: "A".repeat(22) },
                Self::StillNeeded { status: status.clone(), is_met: false },
                Self::StillNeeded { status: status.clone(), is_met: true },
                Self::TooLate(status.clone()),
                Self::Met { status: status.clone(), name: name.clone(), over: false },
                Self::Met { status: status.clone(), name: name.clone(), over: true },
                Self::Ended {
                    status: status.clone(),
                    names: Vec::new(),
                    came: Came::Introduced { missed: Vec::new() },
                },
            ]);
            let names = vec![name.clone()];
            for (can_widen, missed) in
                [(true, Vec::new()), (false, Vec::new()), (true, names.clone()), (false, names.clone())]
            {
                all.push(Self::NobodyElse { status: status.clone(), can_widen, missed: missed.clone() });
                all.push(Self::NobodyYet { status: status.clone(), can_widen, missed });
            }
            let changed = |most, names| Self::TooManyChanges { status: status.clone(), most, names };
            all.extend([changed(1, names.clone()), changed(3, Vec::new())]);
            all.push(Self::CalledOff { status: status.clone(), name: name.clone() });
            let ended = |came| Self::Ended { status: status.clone(), names: names.clone(), came };
            all.extend([Vec::new(), names.clone()].map(|missed| ended(Came::Introduced { missed })));
            all.extend([Came::Silent, Came::Missed].map(ended));
            let about = About { category: status.category, line: status.line.clone(), when: status.when };
            all.extend([false, true].map(|had_yes| Self::NoYesBy { about: about.clone(), had_yes }));
            all.push(Self::Unheard { names: vec![name.clone(), name.clone()], about });
            all.extend(Self::sure_samples(&status, &name));
        }
        all
    }

    fn sure_samples(status: &Status, name: &FirstName) -> [Self; 5] {
        let one = std::slice::from_ref(name);
        let sure: [(&[_], &[_], _); 5] =
            [(&[], &[], false), (&[], &[], true), (&[], one, true), (one, &[], true), (one, one, true)];
        sure.map(|(names, stays, waits)| Self::CloseSure {
            status: Box::new(status.clone()),
            names: names.to_vec(),
            stays: stays.to_vec(),
            waits,
        })
    }
}

/// Sketches of every kind: each category, each urgency, with and without words; the longest line of what must be escaped.
pub(in crate::talk) fn sample_sketches() -> Vec<Sketch> {
    let now = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
    let longest = Line::read(&"<".repeat(limits::LINE_UTF16)).ok().map(|line| TypedLine { line, message: 7 });
    let sketch = |(category, urgency)| Sketch {
        category,
        line: longest.clone(),
        when: When::resolve(urgency, now, chrono_tz::Europe::London),
        access: Access::ALL.into_iter().collect(),
        wish: Some(Wish::Woman),
        wanted: 3,
    };
    let kinds = Category::ALL.into_iter().zip(Urgency::ALL.into_iter().cycle());
    let mut all: Vec<Sketch> = kinds.map(sketch).collect();
    let plain = all.first().cloned();
    let last_week = When::resolve(Urgency::ThisWeek, now - chrono::TimeDelta::days(8), chrono_tz::Europe::London);
    all.extend(plain.clone().map(|first| Sketch { when: last_week, ..first }));
    all.extend(plain.map(|first| Sketch {
        line: None,
        access: BTreeSet::new(),
        wish: Some(Wish::Man),
        wanted: 1,
        ..first
    }));
    all
}
