//! What Doorstep is about: neighbours, places, posts, pings, introductions, and their transitions.
//! No async, clock, SQL, Telegram or Fluent in here.

pub mod card;
pub mod category;
pub mod contact;
pub mod due;
pub mod ids;
pub mod introduction;
pub mod limits;
pub mod moment;
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
pub use moment::{Chance, Moment};
pub use neighbour::{Language, Moves, Neighbour, Profile};
pub use ping::{NewPing, OpenPing, Ping, PingState, Reason};
pub use place::{Band, CellId, Metres, Reach, Spot};
pub use post::{Access, Ask, AskState, FIRST_VERSION, First, StandingOffer, Wish};
pub use text::{FirstName, Line};
pub use times::{Day, Part, Slots, Times};
pub use window::{Urgency, When, Window};

/// A moment, in UTC.
pub type Instant = chrono::DateTime<chrono::Utc>;
