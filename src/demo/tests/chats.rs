use serde_json::json;
use teloxide::{
    payloads::{SendLocationSetters as _, SendMessageSetters as _, SetMessageReactionSetters as _},
    prelude::Requester as _,
    types::{
        BotCommand, ChatAction, ChatId, InputFile, KeyboardButton, KeyboardMarkup, MediaKind, MessageKind, ParseMode,
        ReactionType, ReplyParameters, Update, UpdateKind,
    },
};

use super::Town;
use crate::demo::{Asks, Impossible, MessageId, Person, PersonId};

fn chat_of(who: PersonId) -> ChatId {
    ChatId(i64::try_from(who.0).unwrap())
}

async fn only_update(town: &Town) -> Update {
    let updates = town.bot.get_updates().await.unwrap();
    assert_eq!(updates.len(), 1);
    assert!(!matches!(updates[0].kind, UpdateKind::Error(_)), "teloxide could not read {updates:?}");
    updates[0].clone()
}

#[tokio::test]
async fn the_bot_learns_who_it_is() {
    let town = Town::open().await;
    let me = town.bot.get_me().await.unwrap();
    assert_eq!(me.username(), town.telegram.bot_username());
    assert!(me.is_bot && me.can_join_groups);
    let info = town.bot.get_webhook_info().await.unwrap();
    assert_eq!((info.url, info.pending_update_count), (None, 0));
    town.bot.delete_webhook().await.unwrap();
}

#[tokio::test]
async fn a_start_link_arrives_as_a_command_with_its_payload() {
    let town = Town::open().await;
    let anna = town.telegram.add(Person::named("Anna").username("anna").language_code("ru"));
    assert_eq!(town.telegram.says(anna, "hello"), Err(Impossible::NotStarted));
    town.telegram.starts(anna, Some("invite-1")).unwrap();
    let UpdateKind::Message(message) = only_update(&town).await.kind else {
        panic!("a message was expected");
    };
    assert_eq!(message.text(), Some("/start invite-1"));
    assert_eq!(message.entities().unwrap().len(), 1);
    let from = message.from.unwrap();
    assert_eq!(from.language_code.as_deref(), Some("ru"));
    assert_eq!(from.id.0, anna.0);
    assert!(message.chat.is_private());
}

#[tokio::test]
async fn a_text_with_markup_is_shown_plain_and_kept_as_sent() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let asked = town.telegram.says(anna, "see https://example.org now").unwrap();
    let sent = town
        .bot
        .send_message(chat_of(anna), "<b>Hi</b> &amp; <a href=\"https://example.org/a\">look</a>")
        .parse_mode(ParseMode::Html)
        .disable_notification(true)
        .reply_parameters(ReplyParameters::new(teloxide::types::MessageId(i32::try_from(asked.0).unwrap())))
        .await
        .unwrap();
    assert_eq!(sent.text(), Some("Hi & look"));
    assert_eq!(sent.entities().unwrap().len(), 2);
    assert_eq!(sent.reply_to_message().unwrap().entities().unwrap().len(), 1);
    let screen = town.telegram.screen(anna);
    let shown = screen.messages.last().unwrap();
    assert_eq!(shown.text, "Hi & look");
    assert_eq!(shown.html, "<b>Hi</b> &amp; <a href=\"https://example.org/a\">look</a>");
    assert!(shown.from_bot && shown.silent && !shown.edited);
    assert_eq!(shown.reply_to, Some(asked));
}

#[tokio::test]
async fn a_press_carries_the_message_and_is_answered_once() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let markup = json!({ "inline_keyboard": [[
        { "text": "Yes", "callback_data": "1·y" },
        { "text": "Site", "url": "https://example.org" },
    ]] });
    let id = town.writes(anna, json!({ "text": "Well?", "reply_markup": markup })).await;
    assert_eq!(town.telegram.presses(anna, id, (0, 1)), Err(Impossible::OpensALink));
    assert_eq!(town.telegram.presses(anna, id, (1, 0)), Err(Impossible::NoSuchButton));
    town.telegram.presses(anna, id, (0, 0)).unwrap();
    assert_eq!(town.telegram.screen(anna).spinning, 1);
    let UpdateKind::CallbackQuery(query) = only_update(&town).await.kind else {
        panic!("a press was expected");
    };
    assert_eq!(query.data.as_deref(), Some("1·y"));
    assert_eq!(query.regular_message().unwrap().text(), Some("Well?"));
    town.bot.answer_callback_query(query.id).await.unwrap();
    assert_eq!(town.telegram.screen(anna).spinning, 0);
}

#[tokio::test]
async fn a_forged_press_of_a_gone_message_carries_none_of_it() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    town.telegram.presses_data(anna, MessageId(9_999), "whatever").unwrap();
    let UpdateKind::CallbackQuery(query) = only_update(&town).await.kind else {
        panic!("a press was expected");
    };
    assert!(query.regular_message().is_none() && query.message.is_some());
}

#[tokio::test]
async fn an_edit_changes_the_message_and_takes_its_buttons() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] });
    let id = town.writes(anna, json!({ "text": "Well?", "reply_markup": markup })).await;
    let at = teloxide::types::MessageId(i32::try_from(id.0).unwrap());
    let edited = town.bot.edit_message_text(chat_of(anna), at, "Done").await.unwrap();
    assert_eq!(edited.text(), Some("Done"));
    assert!(edited.edit_date().is_some());
    let shown = town.telegram.screen(anna).messages.pop().unwrap();
    assert!(shown.edited && shown.buttons.is_empty());
    town.bot.delete_message(chat_of(anna), at).await.unwrap();
    assert_eq!(town.telegram.screen(anna).messages.len(), 1);
}

#[tokio::test]
async fn a_place_is_shared_only_through_the_key_that_asks() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    assert_eq!(town.telegram.shares_place(anna, 1.0, 2.0), Err(Impossible::NoPlaceAskedFor));
    let keys = [
        [KeyboardButton::new("Here").request(teloxide::types::ButtonRequest::Location)],
        [KeyboardButton::new("Not now")],
    ];
    town.bot
        .send_message(chat_of(anna), "Where?")
        .reply_markup(KeyboardMarkup::new(keys).one_time_keyboard())
        .await
        .unwrap();
    let keyboard = town.telegram.screen(anna).keyboard.unwrap();
    assert_eq!(keyboard.keys[0][0].asks, Asks::Location);
    assert_eq!(town.telegram.presses_key(anna, "Here"), Err(Impossible::SharesItsPlace));
    assert_eq!(town.telegram.presses_key(anna, "There"), Err(Impossible::NoSuchKey));
    town.telegram.shares_place(anna, 52.52, 13.405).unwrap();
    assert!(town.telegram.screen(anna).keyboard.is_none());
    let UpdateKind::Message(message) = only_update(&town).await.kind else {
        panic!("a message was expected");
    };
    assert!((message.location().unwrap().latitude - 52.52).abs() < 1e-9);
}

#[tokio::test]
async fn a_client_on_a_desk_cannot_share_its_place() {
    let town = Town::open().await;
    let boris = town.telegram.add(Person::named("Boris").without_place());
    town.telegram.starts(boris, None).unwrap();
    let markup = json!({ "keyboard": [[{ "text": "Here", "request_location": true }], ["Skip"]] });
    town.writes(boris, json!({ "text": "Where?", "reply_markup": markup })).await;
    assert_eq!(town.telegram.shares_place(boris, 1.0, 2.0), Err(Impossible::CannotShareAPlace));
    town.telegram.presses_key(boris, "Skip").unwrap();
    assert!(town.telegram.screen(boris).keyboard.is_some());
    town.writes(boris, json!({ "text": "Well", "reply_markup": { "remove_keyboard": true } })).await;
    assert!(town.telegram.screen(boris).keyboard.is_none());
}

#[tokio::test]
async fn replies_and_edits_of_people_arrive() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let asked = town.writes(anna, json!({ "text": "What do you need?" })).await;
    let reply = town.telegram.replies(anna, asked, "a lader").unwrap();
    town.telegram.edits(anna, reply, "a ladder").unwrap();
    assert_eq!(town.telegram.edits(anna, asked, "x"), Err(Impossible::NotTheirMessage));
    let updates = town.bot.get_updates().await.unwrap();
    let UpdateKind::Message(message) = &updates[0].kind else {
        panic!("a message was expected");
    };
    assert_eq!(message.reply_to_message().unwrap().text(), Some("What do you need?"));
    let UpdateKind::EditedMessage(edited) = &updates[1].kind else {
        panic!("an edit was expected");
    };
    assert_eq!(edited.text(), Some("a ladder"));
    let MessageKind::Common(common) = &edited.kind else {
        panic!("a common message was expected");
    };
    assert!(matches!(common.media_kind, MediaKind::Text(_)));
}

#[tokio::test]
async fn a_block_and_its_end_are_told() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    town.telegram.blocks(anna);
    let UpdateKind::MyChatMember(change) = only_update(&town).await.kind else {
        panic!("a change of membership was expected");
    };
    assert!(change.new_chat_member.is_banned() && change.old_chat_member.is_present());
    assert_eq!(town.telegram.says(anna, "hi"), Err(Impossible::BlocksTheBot));
    town.confirm_all().await;
    town.telegram.starts(anna, None).unwrap();
    let updates = town.bot.get_updates().await.unwrap();
    assert!(matches!(updates[0].kind, UpdateKind::MyChatMember(_)));
    assert!(matches!(updates[1].kind, UpdateKind::Message(_)));
}

#[tokio::test]
async fn the_bot_reacts_and_sends_other_things() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let said = town.telegram.says(anna, "thanks").unwrap();
    let at = teloxide::types::MessageId(i32::try_from(said.0).unwrap());
    town.bot
        .set_message_reaction(chat_of(anna), at)
        .reaction(vec![ReactionType::Emoji { emoji: "👍".to_owned() }])
        .await
        .unwrap();
    town.bot.send_chat_action(chat_of(anna), ChatAction::Typing).await.unwrap();
    assert_eq!(town.telegram.screen(anna).chat_action.as_deref(), Some("typing"));
    let sent = town.bot.send_location(chat_of(anna), 52.5, 13.4).disable_notification(true).await;
    assert!(sent.unwrap().location().is_some());
    let photo = InputFile::file_id("AgACAgIAAxkBAAIBZ2".to_owned().into());
    let sent = town.bot.send_photo(chat_of(anna), photo).await.unwrap();
    assert_eq!(sent.photo().unwrap().len(), 1);
    let voice = InputFile::file_id("AwACAgIAAxkBAAIBZ2".to_owned().into());
    assert!(town.bot.send_voice(chat_of(anna), voice).await.unwrap().voice().is_some());
    let screen = town.telegram.screen(anna);
    assert_eq!(screen.chat_action, None);
    assert_eq!(screen.messages[1].reactions, ["👍"]);
    assert!(screen.messages[2].location.is_some());
    assert_eq!(screen.messages[3].kind, "photo");
}

#[tokio::test]
async fn what_the_bot_says_of_itself_is_kept() {
    let town = Town::open().await;
    let commands = [BotCommand::new("ask", "Ask for help")];
    town.bot.set_my_commands(commands.clone()).await.unwrap();
    assert_eq!(town.bot.get_my_commands().await.unwrap(), commands);
    town.bot.set_my_description().await.unwrap();
    town.bot.set_my_short_description().await.unwrap();
    assert_eq!(town.telegram.setting("commands/default/")[0]["command"], "ask");
}
