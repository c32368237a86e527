//! Owns the methods that change or delete a message of the bot.
//! It touches no message of a person, except to delete it.

use serde_json::Value;

use super::{Refusal, chat, done, message_id, sending, writable};
use crate::demo::{
    markup::{self, Markup},
    params::Params,
    person::{MessageId, PersonId},
    text::Marked,
    world::{Author, Body, World},
};

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly \
     the same as a current content and reply markup of the message";
const DELETABLE_MS: i64 = 48 * 3_600_000;
const MOST_DELETED: usize = 100;

pub(super) fn text(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let marked = sending::read_text(params)?;
    let markup = markup::read_inline_only(world, params.nested("reply_markup").as_ref())?;
    let (_, id) = editable(world, params)?;
    if marked.utf16_len() > sending::LONGEST_TEXT {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let is_text = matches!(world.messages.get(&id).map(|stored| &stored.body), Some(Body::Text(_)));
    if !is_text {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }
    let html = match params.text("parse_mode") {
        Some(_) => params.text("text").unwrap_or_default(),
        None => String::new(),
    };
    edit(world, id, Some((marked, html)), markup)
}

pub(super) fn reply_markup(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let markup = markup::read_inline_only(world, params.nested("reply_markup").as_ref())?;
    let (_, id) = editable(world, params)?;
    edit(world, id, None, markup)
}

fn edit(
    world: &mut World,
    id: MessageId,
    text: Option<(Marked, String)>,
    markup: Option<Markup>,
) -> Result<Value, Refusal> {
    let now_ms = world.now_ms();
    let stored = world.messages.get_mut(&id);
    let stored = stored.ok_or_else(|| Refusal::bad("message to edit not found"))?;
    let same_text = match (&text, &stored.body) {
        (Some((new, _)), Body::Text(old)) => new == old,
        (Some(_), Body::Media { .. }) => false,
        (None, Body::Text(_) | Body::Media { .. }) => true,
    };
    if same_text && stored.markup == markup {
        return Err(Refusal::bad(NOT_MODIFIED));
    }
    if let Some((marked, html)) = text {
        stored.body = Body::Text(marked);
        stored.html = html;
    }
    stored.markup = markup;
    stored.edited_ms = Some(now_ms);
    let who = stored.chat;
    world.hear(who);
    Ok(world.message_json(id))
}

/// A message of the bot that carries no keyboard but, perhaps, an inline one.
fn editable(world: &World, params: &Params) -> Result<(PersonId, MessageId), Refusal> {
    let id = message_id(params)?;
    let who = writable(world, params)?;
    let stored = world.message_in(who, id);
    let stored = stored.ok_or_else(|| Refusal::bad("message to edit not found"))?;
    let editable = match &stored.markup {
        None | Some(Markup::Inline(_)) => stored.author == Author::Bot,
        Some(Markup::Keyboard(_) | Markup::Remove | Markup::ForceReply) => false,
    };
    if !editable {
        return Err(Refusal::bad("message can't be edited"));
    }
    Ok((who, id))
}

pub(super) fn delete(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let id = message_id(params)?;
    let who = chat(world, params)?;
    let stored = world.message_in(who, id);
    let stored = stored.ok_or_else(|| Refusal::bad("message to delete not found"))?;
    if world.now_ms() - stored.at_ms > DELETABLE_MS {
        return Err(Refusal::bad("message can't be deleted for everyone"));
    }
    world.messages.remove(&id);
    Ok(done())
}

/// Messages that are not there or too old are skipped, without a word.
pub(super) fn delete_many(world: &mut World, params: &Params) -> Result<Value, Refusal> {
    let who = chat(world, params)?;
    let ids = params.nested("message_ids");
    let ids: Vec<MessageId> =
        ids.iter().filter_map(Value::as_array).flatten().filter_map(Value::as_i64).map(MessageId).collect();
    if ids.is_empty() {
        return Err(Refusal::bad("message identifiers are not specified"));
    }
    if ids.len() > MOST_DELETED {
        return Err(Refusal::bad("too many message identifiers specified"));
    }
    let newest_kept = world.now_ms() - DELETABLE_MS;
    world.messages.retain(|id, stored| !ids.contains(id) || stored.chat != who || stored.at_ms < newest_kept);
    Ok(done())
}
