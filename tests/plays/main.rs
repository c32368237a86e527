//! Plays: neighbours press buttons on a simulated Telegram over real HTTP, and see what people see.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a play that cannot go on has failed"
)]

mod about;
mod afterwards;
mod again;
mod another_time;
mod another_time_changed;
mod another_time_open;
mod ask;
mod ask_back;
mod asked_again;
mod asked_later;
mod at_night;
mod away;
mod blocked;
mod buttons;
mod cancelling;
mod cards;
mod changed;
mod closing;
mod clumsy;
mod crash;
mod dropped;
mod edit;
mod edit_agreed;
mod edit_asked;
mod edit_late;
mod elsewhere;
mod erased;
mod expiry;
mod flood;
mod form;
mod in_touch;
mod introduction;
mod late;
mod limits;
mod machine;
mod menus;
mod more_than_shown;
mod more_wanted;
mod moving;
mod named;
mod now;
mod now_lasts;
mod offer;
mod operator;
mod pausing;
mod ping;
mod poisoned;
mod privacy;
mod relay;
mod relay_over;
mod relay_whom;
mod relay_writing;
mod renamed;
mod reserve;
mod reserve_changed;
mod room;
mod sharing;
mod showing;
mod silence;
mod times;
mod together;
mod together_cards;
mod together_met;
mod town;
mod trouble;
mod waves;
mod welcome;
