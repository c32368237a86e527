//! Owns what the bot says of itself: commands in the menu, descriptions in the profile.
//! It shows them to nobody (see `Telegram::setting`).

use serde_json::{Value, json};

use super::{Refusal, done};
use crate::demo::{params::Params, text::utf16_len, world::World};

const MOST_COMMANDS: usize = 100;
const LONGEST_NAME: usize = 32;
const LONGEST_EXPLANATION: usize = 256;

pub(super) fn set_commands(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let Some(Value::Array(commands)) = params.nested("commands") else {
        return Err(Refusal::bad("can't parse commands list JSON object: expected an Array of commands"));
    };
    if commands.len() > MOST_COMMANDS {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    for command in &commands {
        check(command)?;
    }
    world.settings.insert(commands_key(params), commands.into());
    Ok(done())
}

fn check(command: &Value) -> Result<(), Refusal> {
    let field = |name| command.get(name).and_then(Value::as_str).unwrap_or_default();
    let name = field("command").trim_start_matches('/');
    let is_known = |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_';
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(is_known) {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    let explanation = utf16_len(field("description"));
    if explanation == 0 || explanation > LONGEST_EXPLANATION {
        return Err(Refusal::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(())
}

pub(super) fn commands(world: &World, params: &Params) -> Value {
    let set = world.settings.get(&commands_key(params));
    set.cloned().unwrap_or_else(|| json!([]))
}

pub(super) fn delete_commands(world: &mut World, params: &Params) -> Value {
    world.settings.remove(&commands_key(params));
    done()
}

fn commands_key(params: &Params) -> String {
    let scope = params.nested("scope");
    let scope = scope.as_ref().and_then(|scope| scope.get("type")).and_then(Value::as_str).unwrap_or("default");
    format!("commands/{scope}/{}", language(params))
}

fn language(params: &Params) -> String {
    params.text("language_code").unwrap_or_default()
}

pub(super) fn set_text(world: &mut World, params: &Params, field: &str) -> Result<Value, Refusal> {
    let text = params.text(field).unwrap_or_default();
    let (longest, refusal) =
        if field == "description" { (512, "DESCRIPTION_TOO_LONG") } else { (120, "ABOUT_TOO_LONG") };
    if utf16_len(&text) > longest {
        return Err(Refusal::bad(refusal));
    }
    let key = format!("{field}/{}", language(params));
    world.settings.insert(key, text.into());
    Ok(done())
}

/// A language that has no text of its own has the one for all.
pub(super) fn text(world: &World, params: &Params, field: &str) -> Value {
    let own = world.settings.get(&format!("{field}/{}", language(params)));
    let text = own.or_else(|| world.settings.get(&format!("{field}/")));
    json!({ field: text.cloned().unwrap_or_else(|| json!("")) })
}
