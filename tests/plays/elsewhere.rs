//! What failed elsewhere, in systems of this kind: each a play of ours. Places and distances have theirs in `domain`.

use chrono::TimeDelta;
use doorstep::demo::Fault;
use serde_json::json;

use super::town::Town;

#[tokio::test]
async fn who_was_never_seen_before_may_begin_with_anything() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    // A tap of somebody whom the bot has never heard of, on a message that it never sent.
    let who = json!({ "id": ada.id.0, "is_bot": false, "first_name": "Ada" });
    town.telegram.forge_update(json!({ "callback_query": {
        "id": "1", "from": who, "chat_instance": "1", "data": "1.need.0.0",
        "message": { "message_id": 5, "date": 0, "chat": { "id": ada.id.0, "type": "private", "first_name": "Ada" } },
    } }));
    // Telegram itself lets no bot write to somebody who has not started it.
    town.forgives("Forbidden: bot can't initiate conversation with a user");
    town.forgives("query ID is invalid");
    town.settle().await;
    ada.starts().await;
    assert!(ada.sees("What do you need?"), "{}", ada.screen());
    ada.taps("Cancel").await;
    let ben = town.neighbour("Ben");
    town.telegram.starts(ben.id, Some("nonsense")).unwrap();
    town.settle().await;
    assert!(ben.sees("That link no longer works."), "{}", ben.screen());
    town.close().await;
}

#[tokio::test]
async fn a_second_ask_never_takes_the_place_of_the_first() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let menu = ada.button("18 or over, I agree: I need help");
    ada.taps("18 or over, I agree: I need help").await;
    ada.taps("Shopping and food").await;
    ada.says("Two bags from the shop").await;
    // The question is not where the menu was: a tap on the menu begins nothing new.
    ada.taps_old(&menu).await;
    ada.says("/start").await;
    ada.taps("Today").await;
    ada.shares_place().await;
    assert!(ada.sees("Two bags from the shop"), "{}", ada.screen());
    ada.taps("Ask neighbours").await;
    assert_eq!(ben.times("A neighbour asks:"), 1, "{}", ben.screen());
    assert!(ben.sees("Two bags from the shop"));
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn with_three_helpers_each_message_names_the_right_one() {
    let town = Town::open().await;
    let helpers = [town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await];
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    for helper in &helpers {
        helper.taps("I can help").await;
        assert!(ada.last().starts_with(&format!("{} can help.", helper.name)), "{}", ada.last());
    }
    // The newest card is Dora's.
    ada.taps("Yes, introduce us").await;
    assert!(ada.sees("You and Dora are introduced."));
    assert!(helpers[2].sees("You and Ada are introduced."));
    for other in &helpers[..2] {
        assert!(!other.sees("introduced"), "{}", other.screen());
        assert!(!other.sees("Dora"), "{}", other.screen());
    }
    town.close().await;
}

#[tokio::test]
async fn a_schedule_fires_when_it_is_due_and_once() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Today").await;
    ben.reads();
    let (of_ben, of_ada) = (ben.count(), ada.count());
    for _ in 0..60 {
        town.passes(TimeDelta::seconds(30)).await;
    }
    assert_eq!((ben.count(), ada.count()), (of_ben, of_ada), "half an hour passes without a word");
    town.passes(TimeDelta::minutes(31)).await;
    assert_eq!(ada.count(), of_ada + 1, "{}", ada.screen());
    for _ in 0..20 {
        town.passes(TimeDelta::minutes(1)).await;
    }
    assert_eq!(ada.count(), of_ada + 1, "and only once");
    assert!(ada.sees("I have found nobody so far"));
    town.close().await;
}

#[tokio::test]
async fn one_who_cannot_be_reached_keeps_no_other_from_being_asked() {
    let town = Town::open().await;
    let helpers = [town.helper("Ben").await, town.helper("Cleo").await, town.helper("Dora").await];
    let ada = town.neighbour("Ada");
    ada.writes_ask("Two bags", "Today").await;
    let gone = "Forbidden: user is deactivated";
    town.forgives(gone);
    town.telegram.fail_next("sendMessage", &Fault::Error { code: 403, description: gone.to_owned() }, 1);
    ada.taps("Ask neighbours").await;
    let asked = helpers.iter().filter(|helper| helper.sees("A neighbour asks:")).count();
    assert_eq!(asked, 2, "one account is no more, the two others are asked all the same");
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn nothing_private_is_ever_said_in_a_group() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.starts().await;
    let (before, of_ada) = (town.telegram.calls().len(), ada.count());
    let who = json!({ "id": ada.id.0, "is_bot": false, "first_name": "Ada" });
    let bot = json!({ "id": 7_000_000_001_i64, "is_bot": true, "first_name": "Doorstep", "username": "DoorstepBot" });
    let group = json!({ "id": -1_001_234_567_890_i64, "type": "supergroup", "title": "Elm Street" });
    for text in ["/start", "/start@DoorstepBot", "I need help", "yes"] {
        town.telegram.forge_update(json!({ "message": {
            "message_id": 9, "date": 0, "from": who, "chat": group, "text": text,
        } }));
    }
    // A tap there: the button of her own chat, on a message that somebody forwarded.
    town.telegram.forge_update(json!({ "callback_query": {
        "id": "1", "from": who, "chat_instance": "1", "data": "1.need.0.0",
        "message": { "message_id": 9, "date": 0, "chat": group, "text": "Elm Street" },
    } }));
    // The bot is taken into the group, and put out of it again.
    for (old, new) in [("left", "member"), ("member", "kicked")] {
        town.telegram.forge_update(json!({ "my_chat_member": {
            "chat": group, "from": who, "date": 0, "old_chat_member": { "user": bot, "status": old, "until_date": 0 },
            "new_chat_member": { "user": bot, "status": new, "until_date": 0 },
        } }));
    }
    town.settle().await;
    let calls = town.telegram.calls().into_iter().skip(before);
    let there: Vec<_> = calls.filter(|call| call.body.to_string().contains("1001234567890")).collect();
    assert!(there.is_empty(), "{there:?}");
    assert_eq!(ada.count(), of_ada, "nothing of it is answered in her own chat either:\n{}", ada.screen());
    // Who puts the bot out of a group has not blocked it, and has begun nothing.
    ada.taps("18 or over, I agree: I need help").await;
    assert!(ada.sees("What do you need?"), "{}", ada.screen());
    ada.reads();
    town.close().await;
}
