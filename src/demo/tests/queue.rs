use std::time::Duration;

use serde_json::{Value, json};
use teloxide::{ApiError, RequestError, payloads::GetUpdatesSetters as _, prelude::Requester as _};
use tokio::join;

use super::Town;

fn ids(updates: &[Value]) -> Vec<i64> {
    updates.iter().map(|update| update["update_id"].as_i64().unwrap()).collect()
}

/// Anna says three words.
async fn three_wait(town: &Town) {
    let anna = town.neighbour("Anna").await;
    for text in ["one", "two", "three"] {
        town.telegram.says(anna, text).unwrap();
    }
}

#[tokio::test]
async fn updates_stay_until_a_higher_offset_confirms_them() {
    let town = Town::open().await;
    three_wait(&town).await;
    let first = ids(&town.updates(json!({ "limit": 2 })).await);
    assert_eq!(first.len(), 2);
    assert_eq!(town.telegram.unconfirmed(), 3);
    let again = ids(&town.updates(json!({ "offset": first[1] })).await);
    assert_eq!(again, [first[1], first[1] + 1]);
    assert_eq!(town.telegram.unconfirmed(), 2);
    town.updates(json!({ "offset": first[1] + 2 })).await;
    assert_eq!(town.telegram.unconfirmed(), 0);
}

#[tokio::test]
async fn a_negative_offset_forgets_all_but_the_last() {
    let town = Town::open().await;
    three_wait(&town).await;
    let last = town.updates(json!({ "offset": -1 })).await;
    assert_eq!(last[0]["message"]["text"], "three");
    assert_eq!(town.telegram.unconfirmed(), 1);
}

#[tokio::test]
async fn a_long_poll_wakes_at_once() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let (polls, poll) = (town.telegram.polls(), town.bot.get_updates().timeout(30));
    let speak = async {
        town.next_poll(polls).await;
        town.telegram.says(anna, "hello").unwrap();
    };
    let (updates, ()) = tokio::time::timeout(Duration::from_secs(10), async { join!(poll, speak) }).await.unwrap();
    assert_eq!(updates.unwrap().len(), 1);
}

#[tokio::test]
async fn an_empty_long_poll_ends_with_its_timeout() {
    let town = Town::open().await;
    let updates = town.bot.get_updates().timeout(1).await.unwrap();
    assert!(updates.is_empty());
}

#[tokio::test]
async fn a_second_poll_ends_the_first() {
    let town = Town::open().await;
    let (polls, first) = (town.telegram.polls(), town.bot.get_updates().timeout(30));
    let second = async {
        town.next_poll(polls).await;
        town.bot.get_updates().await
    };
    let (first, second) = join!(first, second);
    let refused = first.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::TerminatedByOtherGetUpdates)));
    assert!(second.unwrap().is_empty());
}

#[tokio::test]
async fn only_kinds_that_were_asked_for_are_queued() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    town.updates(json!({ "allowed_updates": ["callback_query"] })).await;
    town.telegram.says(anna, "unheard").unwrap();
    town.updates(json!({})).await;
    town.telegram.presses_data(anna, crate::demo::MessageId(1), "x").unwrap();
    assert_eq!(town.telegram.unconfirmed(), 1);
    let info = town.bot.get_webhook_info().await.unwrap();
    assert_eq!(info.allowed_updates.unwrap().len(), 1);
    town.updates(json!({ "allowed_updates": [] })).await;
    town.telegram.says(anna, "heard").unwrap();
    assert_eq!(town.telegram.unconfirmed(), 2);
}

#[tokio::test]
async fn presses_wait_150_seconds_and_messages_a_day() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    town.telegram.says(anna, "hello").unwrap();
    town.telegram.presses_data(anna, crate::demo::MessageId(1), "x").unwrap();
    town.passes(149);
    assert_eq!(town.updates(json!({})).await.len(), 2);
    town.passes(1);
    assert_eq!(town.updates(json!({})).await.len(), 1);
    town.passes(86_400 - 150);
    assert!(town.updates(json!({})).await.is_empty());
}

#[tokio::test]
async fn an_update_can_come_twice_and_ids_can_fall() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    town.telegram.says(anna, "hello").unwrap();
    let given = town.updates(json!({})).await;
    let id = ids(&given)[0];
    assert!(town.updates(json!({ "offset": id + 1 })).await.is_empty());
    assert!(town.telegram.repeat_update(id));
    assert!(!town.telegram.repeat_update(3));
    assert_eq!(town.updates(json!({ "offset": id + 1 })).await, given);
    assert!(town.updates(json!({ "offset": id + 1 })).await.is_empty());
    town.telegram.set_next_update_id(500);
    town.telegram.says(anna, "a week later").unwrap();
    assert_eq!(ids(&town.updates(json!({ "offset": id + 1 })).await), [500]);
    assert!(town.updates(json!({ "offset": 501 })).await.is_empty());
}

#[tokio::test]
async fn a_forged_update_comes_as_it_is_with_its_id_first() {
    let town = Town::open().await;
    let id = town.telegram.forge_update(json!({ "aaa_first": { "text": "?" } }));
    let url = format!("{}/bot{}/getUpdates", town.url, town.telegram.token());
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    let text = client.get(url).send().await.unwrap().text().await.unwrap();
    let expected = format!(r#"{{"ok":true,"result":[{{"update_id":{id},"aaa_first":{{"text":"?"}}}}]}}"#);
    assert_eq!(text, expected);
}
