//! Doorstep connects neighbours over Telegram: people ask for help or offer it, and meet once both agree.

pub mod app;
pub mod chores;
pub mod config;
pub mod delivery;
pub mod demo;
pub mod domain;
pub mod matching;
pub mod store;
pub mod talk;
pub mod telegram;
pub mod turn;
pub mod words;
