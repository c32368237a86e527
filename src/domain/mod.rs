//! What Doorstep is about: neighbours, places, posts, pings, introductions, and their transitions.
//! No async, clock, SQL, Telegram or Fluent in here.

pub mod card;
pub mod category;
pub mod contact;
pub mod due;
pub mod ids;
pub mod introduction;
pub mod limits;
pub mod neighbour;
pub mod own_name;
pub mod ping;
pub mod place;
pub mod post;
pub mod text;
pub mod times;
pub mod window;

pub use card::{Card, Guard, Hours};
pub use category::{Category, Things};
pub use due::Due;
pub use ids::{CardId, IntroductionId, NeighbourId, PingId, PostId, RelayId, ShowingId, TimeChangeId};
pub use introduction::{
    Because, Ending, Introduction, IntroductionState, NewIntroduction, NewRelay, Outcome, Side, TimeChange,
};
pub use neighbour::{Language, Moves, Neighbour, Profile};
pub use ping::{NewPing, OpenPing, Ping, PingState, Reason};
pub use place::{Band, CellId, Metres, Reach, Spot};
pub use post::{Access, Ask, AskState, FIRST_VERSION, First, StandingOffer, Wish};
pub use text::{FirstName, Line};
pub use times::{Day, Part, Slots, Times};
pub use window::{Urgency, When, Window};

/// A moment, in UTC.
pub type Instant = chrono::DateTime<chrono::Utc>;

/// What the world passes in to a decision: the time, the zone that days are read in, and chance.
pub struct Moment {
    /// When the decision is taken.
    pub now: Instant,
    /// The zone in which days and parts of day are resolved and shown.
    pub zone: chrono_tz::Tz,
    /// Where new ids and match words come from.
    pub chance: Chance,
}

/// Chance, passed in, so that a decision can be repeated.
pub struct Chance(rand::rngs::StdRng);

impl Chance {
    /// A source that gives the same numbers for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self(<rand::rngs::StdRng as rand::SeedableRng>::seed_from_u64(seed))
    }

    /// A number from 1 to 2⁶² − 1: a fresh id.
    pub fn id(&mut self) -> i64 {
        rand::RngExt::random_range(&mut self.0, 1..(1_i64 << 62))
    }

    /// 128 bits as 22 letters of a link.
    pub fn token(&mut self) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..22).filter_map(|_| LETTERS.get(self.below(64))).map(|letter| char::from(*letter)).collect()
    }

    /// A number below `bound`; 0 where `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { rand::RngExt::random_range(&mut self.0, 0..bound) }
    }
}
