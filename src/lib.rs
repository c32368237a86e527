//! Doorstep connects neighbours over Telegram: people ask for help or offer it, and meet once both agree.

pub mod demo;
pub mod domain;
pub mod matching;
pub mod talk;
pub mod words;
