//! One call, one answer: a rendered message is sent or edited, and the answer is read.

use teloxide::Bot;
use teloxide::payloads::{
    EditMessageTextSetters, SendMessageSetters, SetMessageReactionSetters, SetMyDescriptionSetters,
    SetMyShortDescriptionSetters,
};
use teloxide::prelude::Requester;
use teloxide::types::{
    BotCommand, ButtonRequest, CallbackQueryId, ChatId, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton,
    KeyboardMarkup, KeyboardRemove, LinkPreviewOptions, MessageId, ParseMode, ReactionType, ReplyMarkup,
};

use super::Access;
use super::errors::{self, Class};
use crate::domain::Language;
use crate::words::{Keyboard, Presented, Rendered, Shares};

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The chat.
    pub chat: i64,
    /// The message to edit; `None` for a new one.
    pub edit: Option<i64>,
    /// What it says.
    pub rendered: Rendered,
    /// Is it words alone, without markup?
    pub is_plain: bool,
}

/// The reaction that says "passed on"; one that every chat takes.
const RECEIPT: &str = "👍";

/// Sends.
#[derive(Clone)]
pub struct Sender {
    bot: Bot,
}

impl Sender {
    /// A sender; `None` where no HTTP client can be made.
    pub fn new(access: &Access) -> Option<Self> {
        Some(Self { bot: access.sending()? })
    }

    /// Makes the call. `Ok` holds Telegram's number of the message.
    pub async fn deliver(&self, outgoing: Outgoing) -> Result<i64, Class> {
        let chat = ChatId(outgoing.chat);
        let preview = LinkPreviewOptions {
            is_disabled: true,
            url: None,
            prefer_small_media: false,
            prefer_large_media: false,
            show_above_text: false,
        };
        let mode = Some(ParseMode::Html).filter(|_| !outgoing.is_plain);
        let sent = match outgoing.edit {
            None => {
                let mut call = self.bot.send_message(chat, outgoing.rendered.html).link_preview_options(preview);
                call.parse_mode = mode;
                match markup(outgoing.rendered.keyboard) {
                    Some(markup) => call.reply_markup(markup).await,
                    None => call.await,
                }
            }
            Some(message) if outgoing.rendered.keeps_words() => {
                self.bot.edit_message_reply_markup(chat, number(message)?).await
            }
            Some(message) => {
                let message = number(message)?;
                let call = self.bot.edit_message_text(chat, message, outgoing.rendered.html);
                let mut call = call.link_preview_options(preview);
                call.parse_mode = mode;
                match outgoing.rendered.keyboard {
                    Keyboard::Inline(rows) => call.reply_markup(inline(rows)).await,
                    Keyboard::None | Keyboard::Reply(_) | Keyboard::Remove => call.await,
                }
            }
        };
        match sent {
            Ok(message) => Ok(i64::from(message.id.0)),
            Err(error) => errors::done_all_the_same(&error).ok_or_else(|| errors::class(&error)),
        }
    }

    /// Gives a message of theirs a reaction: the receipt of a passed message.
    pub async fn react(&self, chat: i64, message: i64) -> Result<(), Class> {
        let message = number(message)?;
        let reaction = ReactionType::Emoji { emoji: RECEIPT.to_owned() };
        let call = self.bot.set_message_reaction(ChatId(chat), message).reaction(vec![reaction]);
        call.await.map(drop).map_err(|error| errors::class(&error))
    }

    /// Tells Telegram what to show of the bot; what became of it does not matter.
    pub async fn present(&self, presented: Presented) {
        // The first of our languages is for everybody whose own we do not ship.
        let code = Some(presented.language).filter(|language| *language != Language::default()).map(Language::code);
        let commands = presented.commands.into_iter().map(|(command, what)| BotCommand::new(command, what));
        let mut list = self.bot.set_my_commands(commands.collect::<Vec<_>>());
        let mut about = self.bot.set_my_description().description(presented.about);
        let mut short = self.bot.set_my_short_description().short_description(presented.about_in_short);
        (list.language_code, about.language_code) = (code.map(str::to_owned), code.map(str::to_owned));
        short.language_code = code.map(str::to_owned);
        let done = [list.await.is_ok(), about.await.is_ok(), short.await.is_ok()];
        if done != [true; 3] {
            tracing::warn!("Telegram did not take what it shows of the bot; trying again at the next start");
        }
    }

    /// Answers a tap, empty: the truth is told on the card. What became of the answer does not matter.
    pub async fn answer_tap(&self, callback: String) {
        if self.bot.answer_callback_query(CallbackQueryId(callback)).await.is_err() {
            tracing::debug!("a tap could not be answered");
        }
    }
}

fn number(message: i64) -> Result<MessageId, Class> {
    i32::try_from(message).map(MessageId).map_err(|_| Class::GoneMessage("message gone"))
}

fn markup(keyboard: Keyboard) -> Option<ReplyMarkup> {
    match keyboard {
        Keyboard::None => None,
        Keyboard::Inline(rows) => Some(ReplyMarkup::InlineKeyboard(inline(rows))),
        Keyboard::Remove => Some(ReplyMarkup::KeyboardRemove(KeyboardRemove::new())),
        Keyboard::Reply(rows) => {
            let key = |label: crate::words::ReplyLabel| {
                let button = KeyboardButton::new(label.label);
                match label.shares {
                    Shares::Nothing => button,
                    Shares::Place => button.request(ButtonRequest::Location),
                    Shares::Phone => button.request(ButtonRequest::Contact),
                }
            };
            let rows = rows.into_iter().map(|row| row.into_iter().map(key).collect::<Vec<_>>());
            Some(ReplyMarkup::Keyboard(KeyboardMarkup::new(rows).resize_keyboard().one_time_keyboard()))
        }
    }
}

fn inline(rows: Vec<Vec<crate::words::Label>>) -> InlineKeyboardMarkup {
    let button = |label: crate::words::Label| InlineKeyboardButton::callback(label.label, label.code);
    InlineKeyboardMarkup::new(rows.into_iter().map(|row| row.into_iter().map(button).collect::<Vec<_>>()))
}
