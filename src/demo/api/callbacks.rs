//! Owns the answer to a press of a button.
//! It knows nothing of what the button was for.

use serde_json::Value;

use super::{Refusal, done};
use crate::demo::{
    params::Params,
    screen::Notice,
    text::utf16_len,
    world::{PRESS_LIFE_MS, World},
};

const LONGEST_NOTICE: usize = 200;

pub(super) fn answer(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let now_ms = world.now_ms();
    let text = params.text("text").unwrap_or_default();
    if utf16_len(&text) > LONGEST_NOTICE {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let press = params
        .text("callback_query_id")
        .and_then(|id| world.presses.get_mut(&id))
        .filter(|press| now_ms - press.at_ms <= PRESS_LIFE_MS);
    let Some(press) = press else {
        return Err(Refusal::bad("query is too old and response timeout expired or query ID is invalid"));
    };
    let was_answered = std::mem::replace(&mut press.answered, true);
    let who = press.who;
    if !text.is_empty() && !was_answered {
        let is_alert = params.flag("show_alert");
        world.notify(who, Notice { text, is_alert });
    }
    Ok(done())
}
