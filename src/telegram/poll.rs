//! The poll: `getUpdates`, raw. An update is confirmed by the offset of a later poll, after its commit.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use teloxide::Bot;

use super::Access;
use crate::domain::limits;

/// The updates that we ask for. The list is sent with every poll: Telegram remembers the last one.
const KINDS: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// Why a poll brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PollError {
    /// No connection can be made: no network, no name, or nobody there.
    #[error("Telegram cannot be reached: look at the network of this machine")]
    Unreachable,
    /// A connection was there, and no answer came in time.
    #[error("Telegram does not answer: look at the network of this machine")]
    Silent,
    /// Another program polls with the same token, or a webhook is set.
    #[error("another program receives this bot's messages: stop it, or remove its webhook ({0})")]
    Conflict(String),
    /// The token is not valid.
    #[error("Telegram does not know this token: set DOORSTEP_TOKEN to the one that BotFather gave you")]
    Token,
    /// What answers is no Bot API.
    #[error(
        "what answers at DOORSTEP_API_URL is no Bot API (a page that is none of its answers, status {0}): set it to the \
         address of yours, or leave it out"
    )]
    Elsewhere(u16),
    /// Too many calls: wait this many seconds.
    #[error("Telegram asks to wait {0} s")]
    Wait(u64),
    /// Telegram answered something else.
    #[error("Telegram answered {0}: {1}")]
    Other(u16, String),
}

/// A webhook takes the updates that a poll would bring.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Webhook {
    /// Where updates are sent; empty where there is no webhook, as it should be.
    pub url: String,
    /// Updates that nobody has taken.
    pub pending_update_count: i64,
    /// What went wrong with the webhook.
    pub last_error_message: Option<String>,
}

#[derive(Deserialize)]
struct Me {
    #[serde(default)]
    username: String,
}

/// Receives raw updates.
pub struct Poller {
    bot: Bot,
    access: Access,
    /// The next poll confirms everything below.
    confirm: Option<i64>,
    /// Did the last poll succeed? Else the next one comes back at once, so that it is known how the line stands.
    in_order: bool,
}

#[derive(Deserialize)]
struct Answer {
    ok: bool,
    result: Option<Value>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

impl Poller {
    /// A poller that has confirmed nothing yet; `None` where no HTTP client can be made.
    pub fn new(access: &Access) -> Option<Self> {
        Some(Self { bot: access.polling()?, access: access.clone(), confirm: None, in_order: false })
    }

    /// Begins anew with an HTTP client that knows nothing of old connections.
    pub fn renew(&mut self) {
        if let Some(bot) = self.access.polling() {
            self.bot = bot;
        }
    }

    /// The bot's username.
    pub async fn username(&self) -> Result<String, PollError> {
        let me: Me = self.call("getMe", &json!({})).await?;
        Ok(me.username)
    }

    /// Who else takes the updates, and how many wait. It disturbs no poll.
    pub async fn webhook(&self) -> Result<Webhook, PollError> {
        self.call("getWebhookInfo", &json!({})).await
    }

    /// The next updates, oldest first; it waits for some. It confirms what [`Self::done_below`] named.
    pub async fn next(&mut self) -> Result<Vec<Value>, PollError> {
        let waits = if std::mem::take(&mut self.in_order) { limits::POLL_SECONDS } else { 0 };
        let mut body = json!({ "timeout": waits, "limit": 100, "allowed_updates": KINDS });
        if let (Some(offset), Some(fields)) = (self.confirm, body.as_object_mut()) {
            fields.insert("offset".to_owned(), offset.into());
        }
        let answer: Vec<Value> = self.call("getUpdates", &body).await?;
        // Confirmed; ids may start lower after a quiet week, so the offset is not held on to.
        self.confirm = None;
        self.in_order = true;
        Ok(answer)
    }

    /// Every update below this id is committed.
    pub fn done_below(&mut self, next: i64) {
        // Zero or less would clear the queue.
        self.confirm = Some(next).filter(|next| *next > 0);
    }

    /// Confirms what is committed, without waiting for more: the last call before an end.
    pub async fn confirm(&mut self) -> Result<(), PollError> {
        let Some(offset) = self.confirm else {
            return Ok(());
        };
        let body = json!({ "timeout": 0, "limit": 1, "offset": offset, "allowed_updates": KINDS });
        self.call::<Vec<Value>>("getUpdates", &body).await?;
        self.confirm = None;
        Ok(())
    }

    async fn call<T: DeserializeOwned>(&self, method: &str, body: &Value) -> Result<T, PollError> {
        let mut url = self.bot.api_url();
        // Below the server's own path, as teloxide calls it.
        if let Ok(mut path) = url.path_segments_mut() {
            path.push(&format!("bot{}", self.bot.token())).push(method);
        }
        // The errors of the client hold the address, and with it the token.
        let sent = self.bot.client().post(url).json(body).send().await.map_err(|error| lost(error.is_connect()))?;
        let status = sent.status().as_u16();
        let text = sent.text().await.map_err(|_| PollError::Silent)?;
        let answer = serde_json::from_str::<Answer>(&text).map_err(|_| no_answer_of_ours(status))?;
        let result = answer.result.filter(|_| answer.ok).map(serde_json::from_value);
        match result {
            Some(Ok(result)) => Ok(result),
            Some(Err(_)) => Err(PollError::Other(status, "nothing that can be read".to_owned())),
            None => {
                let code = answer.error_code.unwrap_or(status);
                let description = answer.description.unwrap_or_default();
                let retry = answer.parameters.and_then(|parameters| parameters.retry_after);
                Err(match code {
                    401 | 404 => PollError::Token,
                    409 => PollError::Conflict(description),
                    429 => PollError::Wait(retry.unwrap_or(5)),
                    _ => PollError::Other(code, description),
                })
            }
        }
    }
}

/// A proxy in trouble says so with a page of its own; any other page is of another server.
fn no_answer_of_ours(status: u16) -> PollError {
    if status >= 500 || status == 429 {
        PollError::Other(status, "not an answer of a Bot API".to_owned())
    } else {
        PollError::Elsewhere(status)
    }
}

const fn lost(while_connecting: bool) -> PollError {
    if while_connecting { PollError::Unreachable } else { PollError::Silent }
}
