//! One of each thing that is said about an introduction, for the test that renders everything.

use crate::domain::{Access, Band, Because, FirstName, IntroductionId, Outcome, PostId, Side};

use super::super::ask;
use super::super::facts::{About, Where};
use super::super::ping::SeenAs;
use super::{Changed, HowAsked, Next, Reserve, Say, Shown, Ways, Why, Words};

impl HowAsked {
    /// All of them.
    const ALL: [Self; 4] = [Self::First, Self::Again { ends: false }, Self::Again { ends: true }, Self::SaidDone];
}

impl Shown {
    /// All of them.
    const ALL: [Self; 3] = [Self::First, Self::StillWaits, Self::StoodBy];
}

impl Why {
    /// All of them.
    const ALL: [Self; 7] =
        [Self::Found, Self::Declined, Self::Closed, Self::TimedOut, Self::Paused, Self::Enough, Self::Met];
}

impl Say {
    pub(in crate::talk) fn samples() -> Vec<Self> {
        let name = FirstName::read("Ann <3");
        let introduction = IntroductionId(i64::MAX);
        let mut all = vec![
            Self::AskedAgain { name: name.clone() },
            Self::Chosen { name: name.clone() },
            Self::Chosen { name: FirstName::empty() },
            Self::Declined { name: name.clone() },
            Self::StandsBy { name: name.clone() },
            Self::Replaced { name: name.clone() },
            Self::HowWasItClosed { name: name.clone() },
            Self::CannotSure { introduction, name: name.clone(), ends: false },
            Self::CannotSure { introduction, name: name.clone(), ends: true },
        ];
        all.extend(Because::ALL.map(|because| Self::Released { name: name.clone(), because }));
        let told = |outcome| Self::HowWasItTold { introduction, outcome, open: None, again: false };
        all.extend(Outcome::ALL.map(told));
        let did_not = |open, again| Self::HowWasItTold { introduction, outcome: Outcome::DidNot, open, again };
        all.extend([did_not(Some(PostId(i64::MAX)), false), did_not(None, true)]);
        all.extend(super::time::Say::samples().into_iter().map(|say| Self::Time(Box::new(say))));
        for sketch in ask::sample_sketches() {
            let about = About::sketched(&sketch);
            all.extend(Self::samples_about(&name, &about));
            all.push(Self::Still { name: name.clone(), about: about.clone() });
            let unheard = |next| Self::Unheard {
                introduction,
                name: name.clone(),
                about: about.clone(),
                word: "apple river".to_owned(),
                next,
            };
            all.extend(Next::ALL.map(unheard));
            all.extend([false, true].map(|again| {
                Self::Changed(Changed {
                    introduction,
                    version: i64::MAX,
                    name: name.clone(),
                    about: about.clone(),
                    band: Some(Band::ShortDrive),
                    access: sketch.access.clone(),
                    wish: sketch.wish,
                    word: "apple river".to_owned(),
                    again,
                })
            }));
        }
        all
    }

    fn samples_about(name: &FirstName, about: &About) -> Vec<Self> {
        let introduction = IntroductionId(i64::MAX);
        let mut all: Vec<_> = Why::ALL.map(|why| Self::LastWord { about: about.clone(), why, stand_by: None }).into();
        let may_stand_by = |why| Self::LastWord { about: about.clone(), why, stand_by: Some(introduction) };
        all.extend([Why::Found, Why::Enough].map(may_stand_by));
        all.extend(Reserve::ALL.map(|standing| Self::Reserve { introduction, about: about.clone(), standing }));
        for (has_helped, shown) in [0, 1, 3].into_iter().zip(Shown::ALL) {
            let bands = [Band::VeryNear, Band::ShortDrive, Band::Further].map(|band| (Some(band), Where::Elsewhere));
            let far = bands.into_iter().chain([(Some(Band::ShortDrive), Where::Near), (None, Where::Near)]);
            for (band, place) in far {
                let (seen_as, about, version) = (SeenAs::sample(has_helped), about.clone(), i64::MAX);
                let asks_too = has_helped == 0;
                all.push(Self::Yes { introduction, version, seen_as, band, place, asks_too, about, shown });
            }
        }
        for side in [Side::Asker, Side::Helper] {
            let word = "apple river".to_owned();
            let access = Access::ALL.into_iter().collect();
            let words = Words { side, name: name.clone(), about: about.clone(), access, word };
            let card = Self::Introduced { introduction, words };
            let more = |(show, change, end)| Self::More {
                introduction,
                card: Box::new(card.clone()),
                ways: Ways { show, change, end },
            };
            all.extend([(true, true, false), (false, true, false), (true, true, true), (true, false, true)].map(more));
            all.push(card);
        }
        for (to, next) in [Side::Asker, Side::Helper].into_iter().flat_map(|to| Next::ALL.map(|next| (to, next))) {
            all.push(Self::Dropped { introduction, to, name: name.clone(), about: about.clone(), next });
            all.push(Self::Left { introduction, to, name: name.clone(), about: about.clone(), next });
        }
        for yes in [true, false] {
            for open in [None, yes.then_some(PostId(i64::MAX))] {
                let (name, about, again) = (name.clone(), about.clone(), yes && open.is_none());
                all.push(Self::DroppedByMe { introduction, name, about, open, again, early: open.is_none() });
            }
        }
        for asked in HowAsked::ALL {
            let (name, about, agreement) = (name.clone(), about.clone(), i64::MAX);
            all.push(Self::HowWasIt { introduction, name, about, agreement, asked });
        }
        all.push(Self::SaidDone { name: name.clone(), about: about.clone() });
        all.push(Self::StillWrite { introduction, name: name.clone(), about: about.clone() });
        all.push(Self::EndSure { introduction, name: name.clone() });
        all.push(Self::EndedByOther { name: name.clone(), about: about.clone() });
        let not_needed = |replaced| Self::NotNeeded { name: name.clone(), about: about.clone(), replaced };
        all.extend([true, false].map(not_needed));
        all.push(Self::Over { name: name.clone(), about: about.clone() });
        let ends = |heard| Self::EndsByItself { name: name.clone(), about: about.clone(), heard };
        all.extend([true, false].map(ends));
        all
    }
}
