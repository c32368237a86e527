//! Where words are to appear: in a message of their own, or in one that is there already. Of a chat it knows which card is the
//! newest of what, and nothing of what stands in it.

use super::{On, Speech, Tapped};
use crate::domain::{Card, CardId, Hours};

/// What is known of the chat in which words are to appear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chat {
    /// The card of the open question.
    pub question: Option<CardId>,
    /// The message that was tapped, where it was its reader who acts.
    pub tapped: Option<Tapped>,
    /// The newest card of the thing that [`On::looks_for`].
    pub newest: Option<CardId>,
}

/// Where words go in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// There is no place for them.
    Nowhere,
    /// A message of their own, which is never edited.
    Message,
    /// A message of their own, which is this card. What showed the same before leads there; a question is the open one.
    NewCard(Card),
    /// A message that is there.
    Edit(Edited),
}

/// A message that says something else from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edited {
    /// Which one.
    pub shown: CardId,
    /// What it shows from now on, where that is another thing. What showed that before leads there.
    pub becomes: Option<Card>,
    /// The older message of the same thing that was tapped, where it is not this one.
    pub older: Option<Older>,
    /// What becomes of the open question.
    pub question: Question,
}

/// What an older message of the same thing says from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Older {
    /// The same.
    SaysTheSame(CardId),
    /// That there is a newer one.
    LeadsBelow(CardId),
}

/// What becomes of the open question as a message is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// It stays where it is.
    Stays,
    /// It is this message.
    IsHere,
    /// It is open no more.
    IsOver,
}

impl On {
    /// The thing whose newest card must be known.
    pub const fn looks_for(self) -> Option<Card> {
        match self {
            Self::Card(card) | Self::CardIfShown(card) | Self::Becomes { was: card, .. } => Some(card),
            Self::Message
            | Self::Remark
            | Self::Question
            | Self::NewQuestion
            | Self::QuestionAgain
            | Self::CloseQuestion
            | Self::CloseWriting
            | Self::Tapped
            | Self::NewCard(_)
            | Self::QuestionBecomes(_) => None,
        }
    }
}

impl Chat {
    /// The card in which these words go on, where an older one of the same thing was tapped: whether its message is in the chat
    /// or on its way must be known.
    pub fn newer(&self, on: On) -> Option<CardId> {
        let (live, older) = match on {
            On::Question | On::QuestionBecomes(_) => (self.question, self.tapped(Card::Question)),
            On::Card(card) => (self.newest, self.tapped(card)),
            On::Message
            | On::Remark
            | On::NewQuestion
            | On::QuestionAgain
            | On::CloseQuestion
            | On::CloseWriting
            | On::Tapped
            | On::CardIfShown(_)
            | On::NewCard(_)
            | On::Becomes { .. } => return None,
        };
        live.filter(|live| older.is_some_and(|older| older != *live))
    }

    /// The message that was tapped, where it shows this.
    fn tapped(&self, card: Card) -> Option<CardId> {
        self.tapped.filter(|tapped| tapped.card == card).map(|tapped| tapped.id)
    }

    /// The message in which the question goes on, and the older one of it that was tapped. Where the newer one never came, the
    /// older one is the question.
    fn question_goes_on(&self, newer_came: bool) -> Option<(CardId, Option<Older>)> {
        match (self.tapped(Card::Question), self.question) {
            (Some(tapped), Some(live)) if tapped != live && newer_came => Some((live, Some(Older::LeadsBelow(tapped)))),
            (tapped, live) => tapped.or(live).map(|shown| (shown, None)),
        }
    }

    fn closes(&self, older: Option<Older>) -> Aim {
        self.question.map_or(Aim::Nowhere, |shown| edit(shown, None, (older, Question::IsOver)))
    }
}

const fn edit(shown: CardId, becomes: Option<Card>, (older, question): (Option<Older>, Question)) -> Aim {
    Aim::Edit(Edited { shown, becomes, older, question })
}

/// This message is edited, and nothing else follows.
fn edit_this(shown: CardId) -> Aim {
    edit(shown, None, (None, Question::Stays))
}

/// Where words go; `newer_came` says of the card that [`Chat::newer`] named whether its message is in the chat or on its way.
pub fn aim(on: On, chat: &Chat, newer_came: bool) -> Aim {
    match on {
        On::Message | On::Remark => Aim::Message,
        On::NewQuestion | On::QuestionAgain => Aim::NewCard(Card::Question),
        On::NewCard(card) => Aim::NewCard(card),
        // An edit of another message than the one that was tapped would not be seen.
        On::Question if chat.tapped.is_some_and(|tapped| tapped.card != Card::Question) => Aim::NewCard(Card::Question),
        On::Question => match chat.question_goes_on(newer_came) {
            Some((shown, older)) => edit(shown, None, (older, Question::IsHere)),
            None => Aim::NewCard(Card::Question),
        },
        On::CloseQuestion => {
            // An older message of the question was tapped before it lost its buttons: both lose them.
            let older = chat.tapped(Card::Question).filter(|tapped| Some(*tapped) != chat.question);
            chat.closes(older.map(Older::SaysTheSame))
        }
        On::CloseWriting => chat.closes(None),
        On::QuestionBecomes(card) => match chat.question_goes_on(newer_came) {
            Some((shown, older)) => edit(shown, Some(card), (older, Question::IsOver)),
            None => Aim::NewCard(card),
        },
        On::Becomes { was, is } => {
            let question = if is == Card::Question { Question::IsHere } else { Question::Stays };
            let shown = chat.tapped(was).or(chat.newest);
            shown.map_or(Aim::NewCard(is), |shown| edit(shown, Some(is), (None, question)))
        }
        On::Tapped => chat.tapped.map_or(Aim::Message, |tapped| edit_this(tapped.id)),
        On::Card(card) => match (chat.newest, chat.tapped(card).filter(|older| Some(*older) != chat.newest)) {
            (Some(live), Some(older)) if newer_came => {
                edit(live, None, (Some(Older::LeadsBelow(older)), Question::Stays))
            }
            (Some(_), Some(older)) => edit(older, Some(card), (None, Question::Stays)),
            (Some(live), None) => edit_this(live),
            (None, _) => Aim::NewCard(card),
        },
        On::CardIfShown(_) => chat.newest.map_or(Aim::Nowhere, edit_this),
    }
}

impl Speech {
    /// When the open question is to be asked beneath these words, where they push it out of sight: as they go, however late they
    /// are. A journey repeats its own question by itself.
    pub const fn pushes(&self, mine: bool) -> Option<Hours> {
        match self.on {
            On::Message | On::Remark if mine => None,
            On::Message | On::Remark | On::NewCard(_) => Some(match self.hours {
                Hours::Waking { .. } => Hours::Waking { until: None },
                Hours::Any | Hours::AsBefore => self.hours,
            }),
            On::Card(_)
            | On::CardIfShown(_)
            | On::Question
            | On::NewQuestion
            | On::QuestionAgain
            | On::CloseQuestion
            | On::CloseWriting
            | On::Tapped
            | On::QuestionBecomes(_)
            | On::Becomes { .. } => None,
        }
    }
}
