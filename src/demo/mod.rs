//! A simulated Bot API over HTTP, for the demo and for the plays.
//! It knows the wire of Telegram and nothing of Doorstep.
