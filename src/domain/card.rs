//! Messages that show a thing, and what must be true when words are sent.

use super::{Instant, IntroductionId, PingId, PostId, RelayId, ShowingId, TimeChangeId};

/// A message that shows a thing, and is edited as it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Card {
    /// The question that is open now, or the menu.
    Question,
    /// The asker's own ask.
    Ask(PostId),
    /// A ping, as its helper sees it.
    Ping(PingId),
    /// A helper's yes, as the asker sees it.
    Yes(IntroductionId),
    /// A helper who stands by, or may, as they see it.
    Reserve(IntroductionId),
    /// An agreed introduction, as one of the two sees it.
    Introduction(IntroductionId),
    /// One question for another time for it, as who is asked sees it.
    Time(TimeChangeId),
    /// "Did it happen?", as one of the two sees it.
    HowWasIt(IntroductionId),
    /// A thank-you, and "the same person again?", as one of the two sees it.
    Afterwards(IntroductionId),
    /// A helper's own offer, also as it is asked about.
    Offer(PostId),
    /// A message that was passed on, as its reader sees it.
    Relay(RelayId),
    /// A message whose reply goes to the other one of an introduction.
    Write(IntroductionId),
    /// A thank-you, as its reader sees it.
    Thanks(IntroductionId),
    /// A profile or a phone number, as its reader sees it.
    Showing(ShowingId),
}

/// What must still be true when words are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    None,
    /// The ping is open, and its ask is at this version.
    PingOpen(PingId, i64),
    /// Only the helper of the introduction said yes so far, and its ask is at this version.
    Proposed(IntroductionId, i64),
    /// The helper said yes before the ask came to this version, and has not said whether they still can.
    Silent(IntroductionId, i64),
    /// The introduction is agreed.
    Agreed(IntroductionId),
    /// The introduction is agreed, and both said yes to the ask as it is.
    Current(IntroductionId),
    /// The introduction is agreed, or ended well; neither of the two dropped out.
    Met(IntroductionId),
    /// The same, and neither of the two ended it either.
    InTouch(IntroductionId),
}

/// When words may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// At any hour, however late.
    Any,
    /// The same for an edit that tells nothing new: a message that was not sent yet waits for its own hour.
    AsBefore,
    /// A ping, a nudge or a question: never in the quiet hours.
    Waking {
        /// They are worth nothing from then on.
        until: Option<Instant>,
    },
}
