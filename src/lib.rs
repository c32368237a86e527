//! Doorstep connects neighbours over Telegram: people ask for help or offer it, and meet once both agree.

pub mod demo;
