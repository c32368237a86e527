//! The conversation as a whole: a town in memory, random walks through it, and what holds in every state.

mod always;
mod introductions;
mod relay;
mod steps;
mod stolen;
pub(in crate::talk) mod town;
mod walks;
