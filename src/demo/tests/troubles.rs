use serde_json::json;
use teloxide::{RequestError, prelude::Requester as _, types::ChatId};
use tokio::join;

use super::Town;
use crate::demo::{Fault, FloodLimits, Outcome, PersonId};

fn chat_of(who: PersonId) -> ChatId {
    ChatId(i64::try_from(who.0).unwrap())
}

#[tokio::test]
async fn a_planned_429_says_how_long_to_wait() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let fault = Fault::TooManyRequests { retry_after: Some(7) };
    town.telegram.fail_next("sendMessage", &fault, 1);
    let refused = town.bot.send_message(chat_of(anna), "x").await.unwrap_err();
    assert!(matches!(refused, RequestError::RetryAfter(wait) if wait.seconds() == 7));
    town.bot.send_message(chat_of(anna), "x").await.unwrap();
    let outcomes: Vec<Outcome> = town
        .telegram
        .calls()
        .into_iter()
        .filter(|call| call.method == "sendMessage")
        .map(|call| call.outcome)
        .collect();
    assert!(matches!(outcomes[0], Outcome::Refused { code: 429, .. }));
    assert_eq!(outcomes[1], Outcome::Done);
}

#[tokio::test]
async fn a_proxy_answers_in_html() {
    let town = Town::open().await;
    let fault = Fault::ServerError { status: 502, body: "<html>Bad Gateway</html>".to_owned() };
    town.telegram.fail_next("getMe", &fault, 1);
    let url = format!("{}/bot{}/getMe", town.url, town.telegram.token());
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    let answer = client.get(url).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 502);
    assert!(answer.text().await.unwrap().contains("Bad Gateway"));
}

#[tokio::test]
async fn a_cut_before_does_nothing_and_a_cut_after_does_all() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    town.telegram.fail_next("sendMessage", &Fault::CutBefore, 1);
    let lost = town.bot.send_message(chat_of(anna), "x").await.unwrap_err();
    assert!(matches!(lost, RequestError::Network(_)), "{lost:?}");
    assert_eq!(town.telegram.screen(anna).messages.len(), 1);
    town.telegram.fail_next("sendMessage", &Fault::CutAfter, 1);
    let lost = town.bot.send_message(chat_of(anna), "x").await.unwrap_err();
    assert!(matches!(lost, RequestError::Network(_)), "{lost:?}");
    assert_eq!(town.telegram.screen(anna).messages.len(), 2);
    town.bot.send_message(chat_of(anna), "x").await.unwrap();
}

#[tokio::test]
async fn a_held_call_waits_until_released() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    town.telegram.hold("sendMessage");
    let send = town.bot.send_message(chat_of(anna), "x");
    let free = async {
        // A whole call beside it: there was time to arrive.
        town.bot.get_me().await.unwrap();
        assert_eq!(town.telegram.screen(anna).messages.len(), 1);
        town.telegram.release("sendMessage");
    };
    let (answer, ()) = join!(async { send.await }, free);
    answer.unwrap();
}

#[tokio::test]
async fn flood_limits_follow_the_clock() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let limits = FloodLimits { chat_burst: 2, ..FloodLimits::default() };
    town.telegram.flood_limits(Some(limits));
    let text = json!({ "text": "x" });
    town.writes(anna, text.clone()).await;
    town.writes(anna, text.clone()).await;
    let body = json!({ "chat_id": anna.0, "text": "x" });
    let (status, answer) = town.raw("sendMessage", body).await;
    assert_eq!((status, &answer["parameters"]["retry_after"]), (429, &json!(1)));
    assert_eq!(answer["description"], "Too Many Requests: retry after 1");
    town.passes(1);
    town.writes(anna, text).await;
}

#[tokio::test]
async fn all_chats_together_are_limited_too() {
    let town = Town::open().await;
    town.telegram.flood_limits(Some(FloodLimits::default()));
    let mut refused = 0;
    for number in 0..32 {
        let who = town.telegram.add_person(&format!("P{number}"));
        town.telegram.starts(who, None).unwrap();
        let (status, _) = town.raw("sendMessage", json!({ "chat_id": who.0, "text": "x" })).await;
        refused += u32::from(status == 429);
    }
    assert_eq!(refused, 2);
}

#[tokio::test]
async fn forms_and_query_strings_are_read_like_json() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let url = format!("{}/bot{}/sendMessage", town.url, town.telegram.token());
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    let markup = "%7B%22inline_keyboard%22%3A%5B%5B%7B%22text%22%3A%22A%22%2C%22callback_data%22%3A%22a%22%7D%5D%5D%7D";
    let form = format!("chat_id={}&text=a+b%21&reply_markup={markup}", anna.0);
    let posted = client.post(&url).header("content-type", "application/x-www-form-urlencoded").body(form).send();
    assert_eq!(posted.await.unwrap().status().as_u16(), 200);
    let got = client.get(format!("{url}?chat_id={}&text=c%20d", anna.0)).send();
    assert_eq!(got.await.unwrap().status().as_u16(), 200);
    let screen = town.telegram.screen(anna);
    assert_eq!(screen.messages[1].text, "a b!");
    assert_eq!(screen.messages[1].buttons[0][0].data.as_deref(), Some("a"));
    assert_eq!(screen.messages[2].text, "c d");
}
