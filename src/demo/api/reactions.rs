//! Owns reactions of the bot to messages.
//! It shows none of people's reactions to the bot.

use serde_json::Value;

use super::{Refusal, done, message_id, writable};
use crate::demo::{params::Params, world::World};

/// The emoji that a reaction can be, from the documentation of `ReactionTypeEmoji`.
const EMOJI: &str = "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u{200d}🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 \
     💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u{200d}💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 \
     👾 🤷\u{200d}♂ 🤷 🤷\u{200d}♀ 😡";

pub(super) fn set(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let id = message_id(params)?;
    let reactions = read(params)?;
    let who = writable(world, params)?;
    if world.message_in(who, id).is_none() {
        return Err(Refusal::bad("message to react not found"));
    }
    if let Some(stored) = world.messages.get_mut(&id) {
        stored.reactions = reactions;
    }
    Ok(done())
}

/// A bot may set one reaction, and none to take it back.
fn read(params: &Params) -> Result<Vec<String>, Refusal> {
    let nested = params.nested("reaction");
    let list = nested.as_ref().and_then(Value::as_array);
    let reactions = list
        .into_iter()
        .flatten()
        .map(|reaction| {
            let emoji = reaction.get("emoji").and_then(Value::as_str);
            emoji
                .map(|emoji| emoji.trim_end_matches('\u{fe0f}'))
                .filter(|emoji| EMOJI.split_whitespace().any(|known| known == *emoji))
                .map(str::to_owned)
                .ok_or_else(|| Refusal::bad("REACTION_INVALID"))
        })
        .collect::<Result<Vec<String>, Refusal>>()?;
    if reactions.len() > 1 {
        return Err(Refusal::bad("REACTIONS_TOO_MANY"));
    }
    Ok(reactions)
}
