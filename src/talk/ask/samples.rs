//! One of each thing that an asker is told, for the test that renders everything.

use super::say::sample_sketches;
use super::{Out, Progress, Standing, Status, Told};
use crate::domain::{FirstName, Instant, IntroductionId, PostId};

impl Told {
    pub(in crate::talk) fn samples() -> Vec<Self> {
        let soon = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
        let name = FirstName::read("Ann <3");
        let mut all =
            vec![Self::TooManyOpen { most: 1 }, Self::TooManyToday { most: 5 }, Self::TooManyChanges { most: 3 }];
        for (sketch, standing) in sample_sketches().into_iter().cycle().zip(sample_standings(&name, soon)) {
            let line = sketch.line.map(|typed| typed.line);
            let status = Box::new(Status {
                post: PostId(i64::MAX),
                category: sketch.category,
                line,
                when: sketch.when,
                standing,
            });
            all.extend([
                Self::Status(status.clone()),
                Self::NoYesYet(status.clone()),
                Self::NobodyYet { status: status.clone(), can_widen: true },
                Self::NobodyYet { status: status.clone(), can_widen: false },
                Self::NobodyElse { status: status.clone(), can_widen: true },
                Self::NobodyElse { status: status.clone(), can_widen: false },
                Self::NobodyNear { status: status.clone(), can_widen: true },
                Self::NobodyNear { status: status.clone(), can_widen: false },
                Self::OnlyAlike { status: status.clone(), can_widen: true },
                Self::Link { status: status.clone(), link: "A".repeat(22) },
                Self::StillNeeded { status: status.clone(), is_met: false },
                Self::StillNeeded { status: status.clone(), is_met: true },
                Self::TooLate(status.clone()),
                Self::Met { status: status.clone(), name: name.clone() },
                Self::Ended { status: status.clone(), names: Vec::new(), silent: false },
                Self::Ended { status: status.clone(), names: vec![name.clone()], silent: false },
                Self::Ended { status: status.clone(), names: vec![name.clone()], silent: true },
            ]);
            let then = Self::NobodyYet { status: status.clone(), can_widen: true };
            let out = |out| Self::Out { name: name.clone(), out, then: Box::new(then.clone()) };
            all.extend([Out::Dropped, Out::Left, Out::Unheard(IntroductionId(i64::MAX))].map(out));
            let one = std::slice::from_ref(&name);
            let sure: [(&[_], &[_], _); 5] =
                [(&[], &[], false), (&[], &[], true), (&[], one, true), (one, &[], true), (one, one, true)];
            all.extend(sure.map(|(names, stays, waits)| Self::CloseSure {
                status: status.clone(),
                names: names.to_vec(),
                stays: stays.to_vec(),
                waits,
            }));
        }
        all
    }
}

fn sample_standings(name: &FirstName, soon: Instant) -> [Standing; 22] {
    [
        Standing::Asleep { until: soon },
        Standing::EndsByMorning,
        Standing::Asking(Progress { asked: false, by: Some(soon) }),
        Standing::Asking(Progress { asked: false, by: None }),
        Standing::Asking(Progress { asked: true, by: Some(soon) }),
        Standing::Asking(Progress { asked: true, by: None }),
        Standing::First { name: name.clone(), by: soon },
        Standing::YesWaiting,
        Standing::AskingAgain { names: vec![name.clone()] },
        Standing::Some { names: vec![name.clone()], asks_more: true },
        Standing::Some { names: vec![name.clone()], asks_more: false },
        Standing::Silent { names: vec![name.clone()], asks_more: true },
        Standing::Silent { names: vec![name.clone()], asks_more: false },
        Standing::Awaited { names: vec![name.clone()] },
        Standing::LateSilent { names: vec![name.clone()] },
        Standing::Late { names: Vec::new() },
        Standing::Late { names: vec![name.clone()] },
        Standing::Found { names: vec![name.clone()] },
        Standing::Been { names: vec![name.clone()] },
        Standing::Found { names: vec![name.clone(), name.clone(), name.clone()] },
        Standing::Closed,
        Standing::Expired,
    ]
}
