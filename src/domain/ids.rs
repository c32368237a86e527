//! The names of things: random numbers, so that nothing can be counted or guessed from one.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A person who uses the bot. Not their Telegram id.
    NeighbourId,
    /// An ask or an offer.
    PostId,
    /// One post shown to one neighbour who may say yes.
    PingId,
    /// One post and two people.
    IntroductionId,
    /// One question for another time.
    TimeChangeId,
    /// One message passed on between two introduced people.
    RelayId,
    /// One showing of a profile or a phone number to the other one of an introduction.
    ShowingId,
    /// One message that shows a thing and is edited as it changes.
    CardId,
}
