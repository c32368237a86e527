//! Owns the proofs that the simulator answers as the real server: over HTTP, read by teloxide's own types.
//! It tests no Doorstep.

mod chats;
mod markup;
mod queue;
mod refusals;
mod sent;
mod troubles;

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use teloxide::{Bot, net::default_reqwest_settings};
use tokio::{net::TcpListener, task::JoinSet};

use super::{MessageId, PersonId, Telegram};

const NOON_MS: i64 = 1_780_000_000_000;

/// A served world, a bot of teloxide's, and a clock that only a test moves.
struct Town {
    telegram: Telegram,
    bot: Bot,
    url: String,
    clock: Arc<AtomicI64>,
    _server: JoinSet<std::io::Result<()>>,
}

impl Town {
    async fn open() -> Self {
        let clock = Arc::new(AtomicI64::new(NOON_MS));
        let hands = Arc::clone(&clock);
        let telegram = Telegram::new(Arc::new(move || hands.load(Ordering::SeqCst)));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut server = JoinSet::new();
        server.spawn(telegram.clone().serve(listener));
        let client = default_reqwest_settings().no_proxy().timeout(Duration::from_secs(40)).build().unwrap();
        let bot = Bot::with_client(telegram.token(), client).set_api_url(url.parse().unwrap());
        Self { telegram, bot, url, clock, _server: server }
    }

    fn passes(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }

    /// Someone who has pressed Start, with nothing left in the queue.
    async fn neighbour(&self, name: &str) -> PersonId {
        let who = self.telegram.add_person(name);
        self.telegram.starts(who, None).unwrap();
        self.confirm_all().await;
        who
    }

    /// Waits for one poll more than there were.
    async fn next_poll(&self, before: u64) {
        let mut changes = self.telegram.changed();
        while self.telegram.polls() == before {
            changes.changed().await.unwrap();
        }
    }

    async fn confirm_all(&self) {
        let given = self.updates(json!({})).await;
        if let Some(last) = given.last() {
            let next = last["update_id"].as_i64().unwrap() + 1;
            self.updates(json!({ "offset": next })).await;
        }
        assert_eq!(self.telegram.unconfirmed(), 0);
    }

    async fn raw(&self, method: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/bot{}/{method}", self.url, self.telegram.token());
        let answer = default_reqwest_settings()
            .no_proxy()
            .build()
            .unwrap()
            .post(url)
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .await
            .unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap())
    }

    async fn updates(&self, body: Value) -> Vec<Value> {
        let (status, answer) = self.raw("getUpdates", body).await;
        assert_eq!(status, 200, "{answer}");
        answer["result"].as_array().unwrap().clone()
    }

    /// The description that the server refuses the call with.
    async fn refusal(&self, method: &str, body: Value) -> String {
        let (status, answer) = self.raw(method, body).await;
        assert_eq!(answer["ok"], false, "{answer}");
        assert_eq!(answer["error_code"], status);
        answer["description"].as_str().unwrap().to_owned()
    }

    async fn writes(&self, who: PersonId, mut body: Value) -> MessageId {
        body["chat_id"] = who.0.into();
        let (status, answer) = self.raw("sendMessage", body).await;
        assert_eq!(status, 200, "{answer}");
        MessageId(answer["result"]["message_id"].as_i64().unwrap())
    }
}
