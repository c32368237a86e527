//! Plays: neighbours press buttons on a simulated Telegram, and see what people see.
