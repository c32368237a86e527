//! A client of the Bot API that only echoes: nothing is kept, nothing is decided. No program can be faster.

use futures_util::stream::{FuturesUnordered, StreamExt};
use serde_json::{Value, json};
use teloxide::Bot;

/// Polls, and sends every message back; up to thirty at once.
pub async fn echo(url: String) {
    let telegram = doorstep::demo::Telegram::new(std::sync::Arc::new(|| 0));
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    let bot = Bot::with_client(telegram.token(), client);
    let (client, base) = (bot.client().clone(), format!("{url}/bot{}", bot.token()));
    let mut offset = 0;
    loop {
        let poll = json!({ "timeout": 10, "limit": 100, "offset": offset });
        let answer = client.post(format!("{base}/getUpdates")).json(&poll).send().await.unwrap().text().await.unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let mut sends = FuturesUnordered::new();
        for update in answer.get("result").and_then(Value::as_array).unwrap() {
            offset = update.get("update_id").and_then(Value::as_i64).unwrap() + 1;
            let Some(chat) = update.pointer("/message/chat/id") else { continue };
            let message = json!({ "chat_id": chat, "text": "hello" });
            sends.push(client.post(format!("{base}/sendMessage")).json(&message).send());
            if sends.len() == 30 {
                sends.next().await;
            }
        }
        while sends.next().await.is_some() {}
    }
}
