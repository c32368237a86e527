//! What comes from Telegram is read, whatever it is; and its errors are understood.

mod golden;

use serde_json::json;
use teloxide::{ApiError, RequestError};

use super::*;

/// Each text of the server that is known, and what becomes of the message that met it.
const ERRORS: [(&str, Class); 56] = [
    (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as \
         a current content and reply markup of the message",
        Class::Done("not modified"),
    ),
    ("Bad Request: query is too old and response timeout expired or query ID is invalid", Class::Done("tap too old")),
    ("Bad Request: message to delete not found", Class::Done("nothing to delete")),
    ("Forbidden: bot was blocked by the user", Class::GoneUser("blocked")),
    ("Bad Request: USER_IS_BLOCKED", Class::GoneUser("blocked")),
    ("Forbidden: USER_IS_BLOCKED", Class::GoneUser("blocked")),
    ("Forbidden: user is deactivated", Class::GoneUser("deactivated")),
    ("Unauthorized: bot can't initiate conversation with a user", Class::GoneUser("never started")),
    ("Request Entity Too Large", Class::Refused("too long")),
    ("Bad Request: inline keyboard button text must be non-empty", Class::Refused("button")),
    (
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        Class::Refused("button"),
    ),
    ("Bad Request: REACTIONS_TOO_MANY", Class::Refused("reaction")),
    ("Bad Request: message to react not found", Class::Refused("reaction")),
    ("Unauthorized: bot was kicked from a chat", Class::Refused("group gone")),
    ("Bad Request: group is deactivated", Class::Refused("group gone")),
    ("Bad Request: need administrator rights in the channel chat", Class::Refused("no rights")),
    ("Unauthorized: invalid token specified", Class::Token),
    ("Unauthorized: something of tomorrow", Class::Token),
    ("Gateway Timeout", Class::InDoubt("server trouble")),
    ("Service Unavailable: upstream", Class::InDoubt("server trouble")),
    ("Forbidden: bot can't initiate conversation with a user", Class::GoneUser("never started")),
    ("Forbidden: something of tomorrow", Class::Refused("forbidden")),
    ("Bad Request: chat not found", Class::Missing("chat not found")),
    ("Bad Request: PEER_ID_INVALID", Class::Missing("chat not found")),
    ("Bad Request: message to edit not found", Class::GoneMessage("message gone")),
    ("Bad Request: message can't be edited", Class::GoneMessage("message cannot be edited")),
    ("Bad Request: MESSAGE_ID_INVALID", Class::GoneMessage("message gone")),
    ("Too Many Requests: retry after 40", Class::Wait(5)),
    ("Too Many Requests", Class::Wait(5)),
    ("Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0", Class::Refused("markup")),
    ("Bad Request: message is too long", Class::Refused("too long")),
    ("Bad Request: MESSAGE_TOO_LONG", Class::Refused("too long")),
    ("Bad Request: message text is empty", Class::Refused("empty")),
    ("Bad Request: text must be non-empty", Class::Refused("empty")),
    ("Bad Request: reply markup is too long", Class::Refused("too many buttons")),
    ("Bad Request: inline keyboard expected", Class::Refused("keyboard")),
    ("Bad Request: BUTTON_USER_PRIVACY_RESTRICTED", Class::Refused("button")),
    ("Bad Request: BUTTON_USER_INVALID", Class::Refused("button")),
    ("Bad Request: BUTTON_DATA_INVALID", Class::Refused("button")),
    ("Bad Request: REACTION_INVALID", Class::Refused("reaction")),
    ("Bad Request: VOICE_MESSAGES_FORBIDDEN", Class::Refused("no voice messages")),
    ("Bad Request: TOPIC_CLOSED", Class::Refused("topic closed")),
    ("Bad Request: message thread not found", Class::Refused("topic gone")),
    ("Bad Request: group chat was upgraded to a supergroup chat", Class::Refused("moved")),
    ("Forbidden: bot was kicked from the supergroup chat", Class::Refused("group gone")),
    ("Forbidden: bot is not a member of the channel chat", Class::Refused("group gone")),
    ("Forbidden: the group chat was deleted", Class::Refused("group gone")),
    ("Bad Request: not enough rights to send text messages to the chat", Class::Refused("no rights")),
    ("Bad Request: have no rights to send a message", Class::Refused("no rights")),
    ("Bad Request: CHAT_WRITE_FORBIDDEN", Class::Refused("no rights")),
    ("Bad Request: CHAT_RESTRICTED", Class::Refused("no rights")),
    ("Unauthorized", Class::Token),
    ("Not Found", Class::Token),
    (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        Class::Retry("another program polls"),
    ),
    ("Internal Server Error: restart", Class::InDoubt("server trouble")),
    ("Bad Gateway", Class::InDoubt("server trouble")),
];

#[test]
fn every_error_text_that_is_known_has_its_class() {
    for (text, class) in ERRORS {
        assert_eq!(class_of(text), class, "{text}");
        // As it comes through a typed call: some of them have variants of their own there.
        let api: ApiError = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(errors::class(&RequestError::Api(api)), class, "{text}, by teloxide");
    }
}

#[test]
fn an_error_of_tomorrow_is_counted_as_unknown() {
    for text in
        ["Bad Request: HOLOGRAM_INVALID", "Bad Request: sheep not found", "Not Found: method not found", "", "Teapot"]
    {
        assert_eq!(class_of(text), Class::Refused("unknown"), "{text}");
    }
}

/// What was sent may stand in an error, and a longer error may begin with a known one or hold it: only what is known has its
/// class, so that nobody is taken for gone, and no token for wrong, by a word.
#[test]
fn an_error_that_only_holds_a_known_one_is_another() {
    let [markup, unknown, forbidden] = ["markup", "unknown", "forbidden"].map(Class::Refused);
    for (text, class) in [
        ("Bad Request: can't parse entities: Unsupported start tag \"user_is_blocked\" at byte offset 0", markup),
        ("Bad Request: can't parse entities: Unsupported start tag \"unauthorized\" at byte offset 0", markup),
        ("Bad Request: can't parse entities: message is not modified", markup),
        ("Bad Request: query with \"chat not found\" is empty", unknown),
        ("Bad Request: chat not found in the list", unknown),
        ("Bad Request: poll says: Too Many Requests: retry after 5", unknown),
        ("Bad Request: MESSAGE_ID_INVALID_YET", unknown),
        ("Bad Request: the bot was blocked by the user's friend", unknown),
        ("Bad Request: bad gateway", unknown),
        ("Bad Request: the token is unauthorized", unknown),
        ("Bad Request: conflict: two keyboards", unknown),
        ("Forbidden: bot was blocked by the user in this topic", forbidden),
        ("Forbidden: bot can't send messages to bots", forbidden),
        ("I'm a teapot: Internal Server Error", unknown),
    ] {
        assert_eq!(class_of(text), class, "{text}");
        let api: ApiError = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(errors::class(&RequestError::Api(api)), class, "{text}, by teloxide");
    }
}

#[test]
fn no_row_of_the_table_hides_behind_an_earlier_one() {
    for (row, class) in errors::TABLE {
        let told = row.replace('*', "");
        assert_eq!(class_of(&told), class, "{row}");
    }
}

#[test]
fn other_errors_of_a_call_have_their_class_too() {
    let seconds = teloxide::types::Seconds::from_seconds(40);
    let broken = std::sync::Arc::new(serde_json::from_str::<u8>("<html>").unwrap_err());
    for (error, class) in [
        (RequestError::RetryAfter(seconds), Class::Wait(40)),
        (RequestError::MigrateToChatId(teloxide::types::ChatId(-1)), Class::Refused("moved")),
        (RequestError::Io(std::sync::Arc::new(std::io::Error::other("x"))), Class::Refused("file")),
        (
            RequestError::InvalidJson {
                source: std::sync::Arc::clone(&broken),
                // More seconds than teloxide can count.
                raw: r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 100000000000000000",
                    "parameters":{"retry_after":100000000000000000}}"#
                    .into(),
            },
            Class::Wait(5),
        ),
        (
            RequestError::InvalidJson { source: broken, raw: "<html>".into() },
            Class::InDoubt("no answer that can be read"),
        ),
    ] {
        assert_eq!(errors::class(&error), class);
    }
}

#[test]
fn what_comes_with_a_picture_is_read_whoever_reads_it() {
    let person = json!({"id": 5, "is_bot": false, "first_name": "Ann"});
    let chat = json!({"id": 5, "type": "private", "first_name": "Ann"});
    let beside = |photo: serde_json::Value| {
        let replied = json!({"message_id": 3, "date": 1, "chat": chat, "text": "Where are you?"});
        let message = json!({"message_id": 7, "date": 1, "from": person, "chat": chat, "photo": photo,
            "caption": "Here", "reply_to_message": replied});
        read(&json!({"update_id": 1, "message": message}), "doorstep_bot").unwrap()
    };
    let size = json!({"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9, "file_size": 9});
    // The second is nothing that teloxide knows.
    for photo in [json!([size]), json!("tomorrow")] {
        let inbound = beside(photo);
        assert_eq!(inbound.input, crate::talk::Input::Other(crate::talk::Other::Media));
        assert_eq!(inbound.beside, Beside { reply_to: Some(3), words: Some("Here".to_owned()) });
    }
}

#[test]
fn what_is_kept_of_an_update_holds_what_they_wrote_and_nothing_else_of_anybody() {
    let person = json!({"id": 5, "is_bot": false, "first_name": "Ann", "last_name": "Lee", "username": "annlee",
        "language_code": "en", "is_premium": true});
    let who = json!({"id": 5, "is_bot": false, "first_name": "Ann"});
    let chat = json!({"id": 5, "type": "private", "first_name": "Ann", "last_name": "Lee", "username": "annlee"});
    let private = json!({"id": 5, "type": "private", "first_name": "Ann"});
    let raw = json!({"update_id": 1, "message": {
        "message_id": 7, "date": 1, "from": person, "chat": chat, "text": "hello Bob",
        "entities": [{"type": "text_mention", "offset": 6, "length": 3, "user": {"id": 9, "username": "bob"}},
            {"type": "text_link", "offset": 0, "length": 5, "url": "https://example.org/annlee"}],
        "location": {"latitude": 1.5}, "quote": {"text": "Lee"}, "caption": "Lee", "photo": [{"file_id": "x"}],
        "reply_to_message": {"message_id": 3, "date": 1, "chat": chat, "text": "Bob writes", "venue": {"title": "home"}},
        "external_reply": {"contact": {"phone_number": "+44"}},
    }});
    let expected = json!({"update_id": 1, "message": {
        "message_id": 7, "date": 1, "from": who, "chat": private, "text": "hello Bob",
        "entities": [{"type": "text_mention", "offset": 6, "length": 3, "user": {"id": 9}},
            {"type": "text_link", "offset": 0, "length": 5}],
        "location": {}, "quote": {}, "caption": "", "photo": {},
        "reply_to_message": {"message_id": 3, "date": 1, "chat": private, "venue": {}},
        "external_reply": {},
    }});
    assert_eq!(kept(&raw), expected);
    let tap = json!({"update_id": 1, "callback_query": {"id": "8", "from": person, "data": "1.now",
        "message": {"message_id": 3, "date": 1, "chat": chat, "text": "Ben can help", "reply_markup": {"x": "Ben"}}}});
    let expected = json!({"update_id": 1, "callback_query": {"id": "8", "from": who, "data": "1.now",
        "message": {"message_id": 3, "date": 1, "chat": private, "reply_markup": {}}}});
    assert_eq!(kept(&tap), expected);
}

/// A server that has the Bot API below a path, and nothing elsewhere.
async fn below(path: &str) -> (crate::demo::Telegram, String, tokio::task::JoinSet<()>) {
    let telegram = crate::demo::Telegram::new(std::sync::Arc::new(|| 1_780_000_000_000));
    let router = axum::Router::new().nest(path, telegram.router());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let mut server = tokio::task::JoinSet::new();
    server.spawn(async move { axum::serve(listener, router).await.unwrap() });
    (telegram, address, server)
}

#[tokio::test]
async fn a_server_may_have_a_path_for_polls_and_for_calls_alike() {
    let (telegram, address, _server) = below("/telegram/bots").await;
    let anna = telegram.add_person("Anna");
    for end in ["/telegram/bots", "/telegram/bots/"] {
        telegram.starts(anna, None).unwrap();
        let url = format!("{address}{end}").parse().unwrap();
        let access = Access::new(url, telegram.token().into());
        let mut poller = Poller::new(&access).unwrap();
        assert_eq!(poller.username().await.unwrap(), "DoorstepBot", "{end}");
        assert!(!poller.next().await.unwrap().is_empty(), "{end}");
        let bot = access.sending().unwrap();
        let me = teloxide::prelude::Requester::get_me(&bot).await;
        assert!(me.is_ok(), "{end}: {me:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_no_bot_api_is_not_taken_for_a_wrong_token() {
    let (telegram, address, _server) = below("/telegram").await;
    let elsewhere = Access::new(address.parse().unwrap(), telegram.token().into());
    let told = Poller::new(&elsewhere).unwrap().username().await.unwrap_err();
    assert_eq!(told, PollError::Elsewhere(404));
    let unknown = Access::new(format!("{address}/telegram").parse().unwrap(), "1:x".to_owned().into());
    assert_eq!(Poller::new(&unknown).unwrap().username().await.unwrap_err(), PollError::Token);
}
