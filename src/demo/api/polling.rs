//! Owns how the bot comes for its updates: the long poll, what it confirms, and the state of the webhook.
//! A webhook takes nothing here: it only keeps polls away.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Answer, Refusal, done};
use crate::demo::{
    Telegram,
    params::Params,
    wire::{UpdateOut, with},
    world::World,
};

const MOST_GIVEN: i64 = 100;
const LONGEST_WAIT_SECONDS: i64 = 50;

struct Poll {
    number: u64,
    limit: usize,
    wait: Duration,
}

pub(super) async fn get_updates(telegram: &Telegram, params: &Params) -> Result<Answer, Refusal> {
    let mut changes = telegram.changed();
    if telegram.with(|world| !world.webhook.is_empty()) {
        return Err(Refusal::new(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        ));
    }
    let poll = telegram.change(|world| begin(world, params));
    let waiting = async {
        loop {
            changes.borrow_and_update();
            let answer = telegram.with(|world| look(world, &poll));
            if let Some(answer) = answer {
                return answer;
            }
            if changes.changed().await.is_err() {
                return Ok(Answer::from(json!([])));
            }
        }
    };
    match tokio::time::timeout(poll.wait, waiting).await {
        Ok(answer) => answer,
        Err(_) => Ok(Answer::from(json!([]))),
    }
}

/// Confirms what the offset confirms, and ends any older poll that still waits.
fn begin(world: &mut World, params: &Params) -> Poll {
    let now_ms = world.now_ms();
    let queue = &mut world.queue;
    queue.expire(now_ms);
    if let Some(Value::Array(kinds)) = params.nested("allowed_updates") {
        let kinds: Vec<String> = kinds.iter().filter_map(Value::as_str).map(str::to_lowercase).collect();
        queue.want(&kinds);
    }
    queue.confirm(params.number("offset").unwrap_or(0));
    queue.poller += 1;
    let limit = params.number("limit").unwrap_or(MOST_GIVEN).clamp(1, MOST_GIVEN);
    let seconds = params.number("timeout").unwrap_or(0).clamp(0, LONGEST_WAIT_SECONDS);
    Poll {
        number: queue.poller,
        limit: usize::try_from(limit).unwrap_or(1),
        wait: Duration::from_secs(u64::try_from(seconds).unwrap_or(0)),
    }
}

fn look(world: &mut World, poll: &Poll) -> Option<Result<Answer, Refusal>> {
    if !world.webhook.is_empty() {
        return Some(Err(Refusal::new(409, "Conflict: terminated by setWebhook request")));
    }
    if world.queue.poller != poll.number {
        return Some(Err(Refusal::new(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        )));
    }
    let now_ms = world.now_ms();
    world.queue.expire(now_ms);
    let given = world.queue.give(poll.limit);
    if given.is_empty() {
        return None;
    }
    let given: Vec<UpdateOut<'_>> = given.iter().map(UpdateOut).collect();
    let text = serde_json::to_string(&given);
    Some(text.map(Answer).map_err(|_| Refusal::new(500, "Internal Server Error")))
}

pub(super) fn delete_webhook(world: &mut World, params: &Params) -> Value {
    world.webhook.clear();
    if params.flag("drop_pending_updates") {
        world.queue.clear();
    }
    done()
}

pub(super) fn webhook_info(world: &mut World) -> Value {
    let now_ms = world.now_ms();
    world.queue.expire(now_ms);
    let mut info = json!({
        "url": world.webhook,
        "has_custom_certificate": false,
        "pending_update_count": world.queue.len(),
    });
    if let Some(wanted) = world.queue.wanted() {
        info = with(info, "allowed_updates", wanted);
    }
    info
}
