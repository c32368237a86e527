//! The conversation: what a neighbour's input means, and what follows. Pure: state × input → state and effects.
//! No async, clock, SQL, Telegram or Fluent in here.

pub mod afterwards;
pub mod aim;
pub mod ask;
pub mod button;
mod day;
pub mod effect;
pub mod facts;
pub mod input;
pub mod introduction;
mod leaving;
pub mod menu;
pub mod name;
pub mod offer;
pub mod on_card;
mod over;
pub mod ping;
pub mod relay;
pub mod say;
mod scene;
pub mod show;
mod stale;
mod state;
mod step;

pub use button::Button;
pub use day::{Turning, day_turns};
pub use effect::{Effect, On, Receipt, Speech};
pub use facts::{Facts, Need};
pub use input::{Input, Key, Other, Typed};
pub use leaving::{Pausing, leave, mend, pause};
pub use over::{Over, close};
pub use say::Say;
pub use scene::{Outcome, Replied, Scene, Tapped};
pub use state::State;
pub use step::{SHARED, Seen, needs, step};

/// A step that cannot be taken; nothing of it is kept, and the neighbour gets one apology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The facts that were read are not those that the step asked for.
    #[error("the facts of another journey were passed in")]
    OtherFacts,
    /// A neighbour without a place reached a step that needs one.
    #[error("a step that needs a place was reached without one")]
    NoPlace,
}

#[cfg(test)]
mod tests;
