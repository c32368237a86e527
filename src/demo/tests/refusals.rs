use serde_json::{Value, json};
use teloxide::{ApiError, RequestError, prelude::Requester as _, types::ChatId};

use super::Town;

fn with_markup(who: u64, markup: &Value) -> Value {
    json!({ "chat_id": who, "text": "x", "reply_markup": markup })
}

#[tokio::test]
async fn a_wrong_token_and_an_unknown_method_are_told_apart() {
    let town = Town::open().await;
    assert_eq!(town.refusal("getEverything", json!({})).await, "Not Found");
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    let stranger = teloxide::Bot::with_client("1:AA", client).set_api_url(town.url.parse().unwrap());
    let refused = stranger.get_me().await.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::InvalidToken)));
}

#[tokio::test]
async fn nobody_is_written_to_who_did_not_start() {
    let town = Town::open().await;
    let anna = town.telegram.add_person("Anna");
    let text = |who: u64| json!({ "chat_id": who, "text": "x" });
    assert_eq!(town.refusal("sendMessage", text(77)).await, "Bad Request: chat not found");
    assert_eq!(
        town.refusal("sendMessage", text(anna.0)).await,
        "Forbidden: bot can't initiate conversation with a user"
    );
    assert_eq!(town.refusal("sendMessage", json!({ "text": "x" })).await, "Bad Request: chat_id is empty");
    town.telegram.starts(anna, None).unwrap();
    town.telegram.blocks(anna);
    let chat = ChatId(i64::try_from(anna.0).unwrap());
    let refused = town.bot.send_message(chat, "x").await.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::BotBlocked)));
}

#[tokio::test]
async fn a_text_must_be_there_and_not_too_long() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let text = |text: String| json!({ "chat_id": anna.0, "text": text, "parse_mode": "HTML" });
    let refusal = |body| town.refusal("sendMessage", body);
    assert_eq!(refusal(text(String::new())).await, "Bad Request: message text is empty");
    assert_eq!(refusal(text(" \n".to_owned())).await, "Bad Request: text must be non-empty");
    assert_eq!(refusal(text("😀".repeat(2_049))).await, "Bad Request: message is too long");
    // Tags and references do not count.
    town.writes(anna, text(format!("<b>{}</b>", "&lt;".repeat(4_096)))).await;
    assert_eq!(
        refusal(text("<b>x".to_owned())).await,
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
    );
}

#[tokio::test]
async fn an_edit_must_be_of_an_own_message_and_change_it() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let edit = |id: i64, text: &str| json!({ "chat_id": anna.0, "message_id": id, "text": text });
    let refusal = |body| town.refusal("editMessageText", body);
    let own = town.writes(anna, json!({ "text": "x" })).await.0;
    let hers = town.telegram.says(anna, "mine").unwrap().0;
    let chat = ChatId(i64::try_from(anna.0).unwrap());
    let at = teloxide::types::MessageId(i32::try_from(own).unwrap());
    let refused = town.bot.edit_message_text(chat, at, "x").await.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::MessageNotModified)));
    assert_eq!(refusal(edit(999, "y")).await, "Bad Request: message to edit not found");
    assert_eq!(refusal(edit(hers, "y")).await, "Bad Request: message can't be edited");
    assert_eq!(refusal(edit(own, &"y".repeat(4_097))).await, "Bad Request: MESSAGE_TOO_LONG");
    let boris = town.neighbour("Boris").await;
    let elsewhere = json!({ "chat_id": boris.0, "message_id": own, "text": "y" });
    assert_eq!(refusal(elsewhere).await, "Bad Request: message to edit not found");
    let markup = json!({ "keyboard": [["A"]] });
    let mut keyboard = edit(own, "y");
    keyboard["reply_markup"] = markup.clone();
    assert_eq!(refusal(keyboard).await, "Bad Request: inline keyboard expected");
    let bearer = town.writes(anna, json!({ "text": "x", "reply_markup": markup })).await.0;
    assert_eq!(refusal(edit(bearer, "y")).await, "Bad Request: message can't be edited");
}

#[tokio::test]
async fn buttons_are_checked() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let button = |button: Value| with_markup(anna.0, &json!({ "inline_keyboard": [[button]] }));
    let refusal = |body| town.refusal("sendMessage", body);
    let unallowed =
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
    assert_eq!(refusal(button(json!({ "text": "x" }))).await, unallowed);
    assert_eq!(refusal(button(json!({ "text": "x", "callback_data": "" }))).await, unallowed);
    assert_eq!(
        refusal(button(json!({ "text": "x", "callback_data": "ж".repeat(33) }))).await,
        "Bad Request: BUTTON_DATA_INVALID"
    );
    assert_eq!(
        refusal(button(json!({ "text": "", "callback_data": "x" }))).await,
        "Bad Request: inline keyboard button text must be non-empty"
    );
    assert_eq!(
        refusal(button(json!({ "text": "x", "url": "tg://user?id=5" }))).await,
        "Bad Request: BUTTON_USER_INVALID"
    );
    let many = vec![vec![json!({ "text": "x", "callback_data": "x" }); 4]; 26];
    assert_eq!(
        refusal(with_markup(anna.0, &json!({ "inline_keyboard": many }))).await,
        "Bad Request: reply markup is too long"
    );
    town.writes(anna, button(json!({ "text": "x", "callback_data": "ж".repeat(32) }))).await;
}

#[tokio::test]
async fn presses_grow_too_old_to_answer() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] });
    let id = town.writes(anna, json!({ "text": "x", "reply_markup": markup })).await;
    let press = town.telegram.presses(anna, id, (0, 0)).unwrap();
    let answer = json!({ "callback_query_id": press, "text": "Noted", "show_alert": true });
    let (status, _) = town.raw("answerCallbackQuery", answer.clone()).await;
    assert_eq!(status, 200);
    let notices = town.telegram.screen(anna).notices;
    assert!(notices[0].text == "Noted" && notices[0].is_alert);
    town.passes(151);
    let too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    assert_eq!(town.refusal("answerCallbackQuery", answer).await, too_old);
    let unknown = json!({ "callback_query_id": "5" });
    assert_eq!(town.refusal("answerCallbackQuery", unknown).await, too_old);
}

#[tokio::test]
async fn replies_reactions_and_deletions_need_their_message() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let reply = |reply: Value| json!({ "chat_id": anna.0, "text": "x", "reply_parameters": reply });
    let missing = town.refusal("sendMessage", reply(json!({ "message_id": 999 }))).await;
    assert_eq!(missing, "Bad Request: message to be replied not found");
    town.writes(anna, reply(json!({ "message_id": 999, "allow_sending_without_reply": true }))).await;
    let said = town.telegram.says(anna, "x").unwrap().0;
    let reaction = |id: i64, emoji: &str| json!({ "chat_id": anna.0, "message_id": id, "reaction": [{ "type": "emoji", "emoji": emoji }] });
    let refusal = |body| town.refusal("setMessageReaction", body);
    assert_eq!(refusal(reaction(said, "🪜")).await, "Bad Request: REACTION_INVALID");
    assert_eq!(refusal(reaction(999, "👍")).await, "Bad Request: message to react not found");
    let delete = |id: i64| json!({ "chat_id": anna.0, "message_id": id });
    let refusal = |body| town.refusal("deleteMessage", body);
    assert_eq!(refusal(delete(999)).await, "Bad Request: message to delete not found");
    town.passes(49 * 3_600);
    assert_eq!(refusal(delete(said)).await, "Bad Request: message can't be deleted for everyone");
}
