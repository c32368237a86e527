//! What a ping says, as its helper sees it.

use std::collections::BTreeSet;

use crate::domain::{Access, Band, FirstName, Line, Neighbour, PingId, Reason, Wish, limits};

use super::super::facts::About;
use super::super::say::{Keyboard, rows_of_two};
use super::super::{Button as AnyButton, ask, menu, offer};
use super::Button;

/// A ping, as its helper sees it: never who asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Say {
    /// Which ping.
    pub ping: PingId,
    /// The version of the ask that is shown.
    pub version: i64,
    /// What is asked.
    pub about: About,
    /// How far.
    pub band: Option<Band>,
    /// What to know before a yes.
    pub access: BTreeSet<Access>,
    /// A wish about the helper.
    pub wish: Option<Wish>,
    /// How many people are wanted.
    pub wanted: u8,
    /// What the asker would see of this helper.
    pub seen_as: SeenAs,
    /// Where it stands.
    pub standing: Standing,
    /// It is a little further than they said.
    pub wider: bool,
    /// Is a yes the agreement to the rules as well?
    pub agrees: bool,
    /// Do they have a standing offer, which their answer may change?
    pub offers: bool,
}

/// What an asker sees of a helper: nothing else, before both agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenAs {
    /// The first name.
    pub name: FirstName,
    /// How many neighbours they helped; 0 is "new here".
    pub has_helped: u32,
    /// The line of their standing offer.
    pub line: Option<Line>,
}

impl SeenAs {
    /// What an asker sees of this neighbour.
    pub fn of(neighbour: &Neighbour) -> Self {
        Self { name: neighbour.name.clone(), has_helped: neighbour.has_helped, line: neighbour.line.clone() }
    }

    /// One with the longest line of what must be escaped, where they helped before.
    pub(in crate::talk) fn sample(has_helped: u32) -> Self {
        let line = Line::read(&"<".repeat(limits::LINE_UTF16)).ok().filter(|_| has_helped > 0);
        Self { name: FirstName::read("Ann <3"), has_helped, line }
    }
}

/// Where a ping stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It waits for an answer.
    Open,
    /// The same, shown to who asks for the same kind of thing.
    Alike,
    /// The ask changed before an answer.
    Changed,
    /// They wanted to say yes, to what it was: can they help with what it is?
    ChangedSince {
        /// Do they ask for the same, which is done together?
        asks_too: bool,
    },
    /// They said yes, and then it changed: can they still?
    AskedAgain,
    /// The same once more: they have not said.
    StillAsked,
    /// They said yes, then it changed, and nobody waits for their answer any more.
    AskedNoMore,
    /// They said yes, and cannot any more.
    TookBack {
        /// May they say it once more?
        may_again: bool,
    },
    /// They said yes; the asker chooses.
    YesWaits {
        /// May they say it once more, should they take it back?
        may_again: bool,
    },
    /// They said yes, and nothing of it waits for the asker.
    Yes,
    /// They said yes, and enough neighbours had by then.
    Enough,
    /// They were not needed, and stand by.
    Reserve,
    /// Both said yes.
    Introduced,
    /// They did, and one of the two could not make it, or it was not needed any more.
    CalledOff,
    /// They did, and it is over.
    WasIntroduced,
    /// They said yes, and the asker did not choose them; it is open.
    Declined,
    /// They said yes, and are not counted on any more, though it is open: never why.
    NotCountedOn {
        /// May they say it once more?
        may_again: bool,
    },
    /// Not this time.
    NotThisTime {
        /// Why, where they cared to say.
        reason: Option<Reason>,
    },
    /// Not this time, and nobody asks them until they say so.
    Paused,
    /// Enough help is found. It can fall through, and then they may be asked again.
    Found,
    /// The ask is over.
    Over,
}

impl Standing {
    /// It waits for an answer; does its reader ask for the same, which is done together?
    pub const fn open(asks_too: bool) -> Self {
        if asks_too { Self::Alike } else { Self::Open }
    }

    /// Does it wait for a first answer?
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Alike)
    }

    /// Does it ask whether they still can?
    pub const fn asks_again(self) -> bool {
        matches!(self, Self::AskedAgain | Self::StillAsked)
    }
}

impl Say {
    /// A ping whose ask is over.
    pub(super) const fn over((ping, version): (PingId, i64), about: About) -> Self {
        let seen_as = SeenAs { name: FirstName::empty(), has_helped: 0, line: None };
        Self {
            ping,
            version,
            about,
            band: None,
            access: BTreeSet::new(),
            wish: None,
            wanted: 1,
            seen_as,
            standing: Standing::Over,
            wider: false,
            agrees: false,
            offers: true,
        }
    }

    pub(in crate::talk) fn keyboard(&self) -> Keyboard {
        let one = |button| AnyButton::Ping(button, self.ping, self.version);
        let all = |buttons: Vec<Button>| buttons.into_iter().map(one).collect::<Vec<_>>();
        let next = vec![AnyButton::Offer(offer::Button::Nearest, 0)];
        match self.standing {
            Standing::Changed => Keyboard::Inline(vec![all(vec![Button::See])]),
            Standing::Open
            | Standing::Alike
            | Standing::ChangedSince { .. }
            | Standing::AskedAgain
            | Standing::StillAsked => {
                let mut rows = vec![all(vec![Button::Yes]), all(vec![Button::No])];
                rows.extend(self.agrees.then(|| vec![AnyButton::Menu(menu::Button::Rules)]));
                Keyboard::Inline(rows)
            }
            Standing::YesWaits { .. } => Keyboard::Inline(vec![all(vec![Button::TakeBack])]),
            // Who came through a link, or asked for the same, and does not offer anything: there is nothing to change.
            Standing::NotThisTime { .. } if !self.offers => Keyboard::Inline(vec![all(vec![Button::Yes])]),
            Standing::NotThisTime { reason: None } => {
                let mut buttons = all(Reason::ALL.map(Button::Reason).to_vec());
                buttons.extend(all(vec![Button::Pause]));
                let mut rows = rows_of_two(&buttons);
                rows.extend([all(vec![Button::Yes]), next]);
                Keyboard::Inline(rows)
            }
            Standing::NotThisTime { reason: Some(reason) } => {
                let change = match reason {
                    Reason::TooFar => offer::Button::ChangeReach,
                    Reason::WrongTime => offer::Button::ChangeTimes,
                    Reason::NotMyThing => offer::Button::ChangeThings,
                };
                Keyboard::Inline(vec![vec![AnyButton::Offer(change, 0)], all(vec![Button::Yes]), next])
            }
            Standing::Paused => Keyboard::Inline(vec![vec![AnyButton::Offer(offer::Button::Resume, 0)]]),
            Standing::Yes | Standing::Reserve | Standing::Introduced | Standing::AskedNoMore => Keyboard::None,
            Standing::TookBack { may_again: true } | Standing::NotCountedOn { may_again: true } => {
                Keyboard::Inline(vec![all(vec![Button::Yes]), next])
            }
            // They have not agreed to anything yet, and see the two ways in.
            Standing::Over | Standing::Found if self.agrees => {
                let ways = [menu::Button::NeedHelp, menu::Button::CanHelp, menu::Button::Rules].map(AnyButton::Menu);
                Keyboard::Inline(ways.map(|one| vec![one]).into())
            }
            // Nothing is left to do with it: perhaps something else is needed. Whose yes agrees to the rules just now offers nothing.
            Standing::Over
            | Standing::Found
            | Standing::Enough
            | Standing::TookBack { .. }
            | Standing::Declined
            | Standing::NotCountedOn { .. }
            | Standing::CalledOff
            | Standing::WasIntroduced => {
                if self.agrees {
                    Keyboard::None
                } else {
                    Keyboard::Inline(vec![next])
                }
            }
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let not_this_time = |reason| Standing::NotThisTime { reason };
        let standings = [
            Standing::Open,
            Standing::Alike,
            Standing::Changed,
            Standing::ChangedSince { asks_too: false },
            Standing::ChangedSince { asks_too: true },
            Standing::AskedAgain,
            Standing::StillAsked,
            Standing::AskedNoMore,
            Standing::TookBack { may_again: false },
            Standing::TookBack { may_again: true },
            Standing::YesWaits { may_again: true },
            Standing::YesWaits { may_again: false },
            Standing::Yes,
            Standing::Enough,
            Standing::Reserve,
            Standing::Introduced,
            Standing::CalledOff,
            Standing::WasIntroduced,
            Standing::Declined,
            Standing::NotCountedOn { may_again: false },
            Standing::NotCountedOn { may_again: true },
            Standing::Found,
            not_this_time(None),
            not_this_time(Some(Reason::TooFar)),
            not_this_time(Some(Reason::WrongTime)),
            not_this_time(Some(Reason::NotMyThing)),
            Standing::Paused,
            Standing::Over,
        ];
        let bands = [Some(Band::VeryNear), Some(Band::ShortDrive), Some(Band::Further), None];
        let of_each =
            |standing| bands.map(|band| [0, 1, 3].map(|has_helped| (standing, band, has_helped))).into_iter().flatten();
        standings
            .into_iter()
            .flat_map(of_each)
            .zip(ask::sample_sketches().into_iter().cycle())
            .map(|((standing, band, has_helped), sketch)| Self {
                ping: PingId(i64::MAX),
                version: i64::MAX,
                about: About::sketched(&sketch),
                band,
                access: sketch.access,
                wish: sketch.wish,
                wanted: sketch.wanted,
                seen_as: SeenAs::sample(has_helped),
                standing,
                wider: has_helped == 1,
                agrees: has_helped == 0,
                offers: has_helped > 1,
            })
            .collect()
    }
}
