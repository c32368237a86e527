//! What is to be done later without anybody's input.

use super::{IntroductionId, NeighbourId, PostId};

/// One thing that is due at an instant; at most one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// The next neighbours are asked.
    Wave(PostId),
    /// Somebody asked for what is done together: who near them asks for the same? Done after the first wave, by its name.
    WithWhom(PostId),
    /// Two who ask for the same, and nothing came of it so far: is there another one for its asker?
    WithWhomToo(PostId),
    /// The day turns: tomorrow is today, and whatever is open says so.
    DayTurns(PostId),
    /// The asker was told that they hear how it stands by now, even if nobody can. Done after a wave of the same instant, by
    /// its name.
    Word(PostId),
    /// How many an ask wants is another number: who was asked and has not answered sees it.
    ShowPings(PostId),
    /// Messages for an ask may wait to be sent for long by now: its asker's card says so.
    GoesSlowly(PostId),
    /// They did when that was looked at last: where they do no more, the card says so.
    GoesOn(PostId),
    /// An undated ask: is it still needed?
    StillNeeded(PostId),
    /// An ask ends by its date, or without an answer.
    Expire(PostId),
    /// A yes waits for the asker, or its helper's answer to a change is waited for: a nudge.
    Nudge(IntroductionId),
    /// The ask changed after a yes: can its helper still?
    AskAgain(IntroductionId),
    /// The ask changed, and the answer of who said yes before was waited for long enough: the asker hears that none came. Done
    /// before a wave of the same instant, by its name.
    Unheard(IntroductionId),
    /// A yes was waited for too long.
    Release(IntroductionId),
    /// The time passes that one of two introduced people asked for.
    TimePasses(IntroductionId),
    /// Did it happen?
    HowWasIt(IntroductionId),
    /// A standing offer: does it still stand?
    RenewOffer(NeighbourId),
    /// A standing offer without an answer is paused.
    PauseOffer(NeighbourId),
    /// A neighbour paused: what of theirs waits for others, or for them, closes.
    Paused(NeighbourId),
    /// A neighbour may be asked for what they could not be before: where nobody was left to ask, it goes on.
    MayBeAsked(NeighbourId),
    /// A neighbour is called otherwise: whoever knows them hears it.
    TellName(NeighbourId),
    /// A neighbour blocked the bot, or sending found that they cannot be reached.
    Unreachable(NeighbourId),
    /// A neighbour who writes to another one has written nothing for a while, or never said whom words are for.
    WritingIdle(NeighbourId),
    /// The bot was away while this neighbour was in the middle of something.
    WasAway(NeighbourId),
    /// What was kept long enough is erased.
    Erase,
}

impl Due {
    /// Does it ask or ping somebody? Then it waits for the end of the quiet hours.
    pub const fn would_wake_people(self) -> bool {
        match self {
            Self::Wave(_)
            | Self::WithWhomToo(_)
            | Self::Word(_)
            | Self::StillNeeded(_)
            | Self::Expire(_)
            | Self::Nudge(_)
            | Self::HowWasIt(_)
            | Self::RenewOffer(_)
            | Self::PauseOffer(_)
            | Self::TellName(_) => true,
            // A yes is released when its window ends, even at midnight: nobody may agree to it after that.
            // Who waits for an asker is asked in the waking hours; who is introduced hears of a change at once.
            // That no answer came to a change of what is over before the morning cannot wait until then.
            Self::AskAgain(_)
            | Self::Unheard(_)
            | Self::ShowPings(_)
            | Self::Release(_)
            // They have just posted it: nobody is woken.
            | Self::WithWhom(_)
            // Nothing new is said.
            | Self::DayTurns(_)
            | Self::GoesSlowly(_)
            | Self::GoesOn(_)
            | Self::Paused(_)
            // Whoever is asked then is asked in the waking hours.
            | Self::MayBeAsked(_)
            | Self::TimePasses(_)
            | Self::Unreachable(_)
            | Self::WritingIdle(_)
            | Self::WasAway(_)
            | Self::Erase => false,
        }
    }

    /// The stored kind and the number of its subject.
    pub const fn stored(self) -> (&'static str, i64) {
        match self {
            Self::Wave(id) => ("wave", id.0),
            Self::WithWhom(id) => ("with_whom", id.0),
            Self::WithWhomToo(id) => ("with_whom_too", id.0),
            Self::DayTurns(id) => ("day_turns", id.0),
            Self::Word(id) => ("word", id.0),
            Self::ShowPings(id) => ("show_pings", id.0),
            Self::GoesSlowly(id) => ("goes_slowly", id.0),
            Self::GoesOn(id) => ("goes_on", id.0),
            Self::StillNeeded(id) => ("still_needed", id.0),
            Self::Expire(id) => ("expire", id.0),
            Self::Nudge(id) => ("nudge", id.0),
            Self::AskAgain(id) => ("ask_again", id.0),
            Self::Unheard(id) => ("unheard", id.0),
            Self::Release(id) => ("release", id.0),
            Self::TimePasses(id) => ("time_passes", id.0),
            Self::HowWasIt(id) => ("how_was_it", id.0),
            Self::RenewOffer(id) => ("renew_offer", id.0),
            Self::PauseOffer(id) => ("pause_offer", id.0),
            Self::Paused(id) => ("paused", id.0),
            Self::MayBeAsked(id) => ("may_be_asked", id.0),
            Self::TellName(id) => ("tell_name", id.0),
            Self::Unreachable(id) => ("unreachable", id.0),
            Self::WritingIdle(id) => ("writing_idle", id.0),
            Self::WasAway(id) => ("was_away", id.0),
            Self::Erase => ("erase", 0),
        }
    }

    /// The thing of a stored kind.
    pub fn from_stored(kind: &str, subject: i64) -> Option<Self> {
        Some(match kind {
            "wave" => Self::Wave(PostId(subject)),
            "word" => Self::Word(PostId(subject)),
            "with_whom" => Self::WithWhom(PostId(subject)),
            "with_whom_too" => Self::WithWhomToo(PostId(subject)),
            "day_turns" => Self::DayTurns(PostId(subject)),
            "show_pings" => Self::ShowPings(PostId(subject)),
            "goes_slowly" => Self::GoesSlowly(PostId(subject)),
            "goes_on" => Self::GoesOn(PostId(subject)),
            "still_needed" => Self::StillNeeded(PostId(subject)),
            "expire" => Self::Expire(PostId(subject)),
            "nudge" => Self::Nudge(IntroductionId(subject)),
            "ask_again" => Self::AskAgain(IntroductionId(subject)),
            "unheard" => Self::Unheard(IntroductionId(subject)),
            "release" => Self::Release(IntroductionId(subject)),
            "time_passes" => Self::TimePasses(IntroductionId(subject)),
            "how_was_it" => Self::HowWasIt(IntroductionId(subject)),
            "renew_offer" => Self::RenewOffer(NeighbourId(subject)),
            "pause_offer" => Self::PauseOffer(NeighbourId(subject)),
            "paused" => Self::Paused(NeighbourId(subject)),
            "may_be_asked" => Self::MayBeAsked(NeighbourId(subject)),
            "tell_name" => Self::TellName(NeighbourId(subject)),
            "unreachable" => Self::Unreachable(NeighbourId(subject)),
            "writing_idle" => Self::WritingIdle(NeighbourId(subject)),
            "was_away" => Self::WasAway(NeighbourId(subject)),
            "erase" => Self::Erase,
            _ => return None,
        })
    }
}
