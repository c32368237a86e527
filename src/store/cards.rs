//! Cards: messages that show a thing, and are edited as it changes.

use crate::domain::{
    Card, CardId, Instant, IntroductionId, NeighbourId, PingId, PostId, RelayId, ShowingId, TimeChangeId,
};

use super::said::NewCard;
use super::tx::{Hit as _, Run as _};
use super::{Result, StoreError, Tx, to_ms};

/// What a question is about that asks nothing any more; one that asks is about 0.
pub(super) const ASKS_NOTHING: i64 = 1;

/// What a card belongs to: it is kept as long as that is in use, and the time after it.
#[cfg(test)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Nothing,
    Ask,
    Ping,
    Introduction,
}

/// The one list of cards: stored as, shows, belongs to. `retention.rs` and the schema name them too; tests walk this list.
macro_rules! cards {
    ($($name:literal: $card:ident($id:ident) of $of:ident,)*) => {
        const fn stored(card: Card) -> (&'static str, i64) {
            match card {
                Card::Question => ("question", 0),
                $(Card::$card(id) => ($name, id.0),)*
            }
        }

        pub(super) fn read(kind: &str, subject: i64) -> Result<Card> {
            match kind {
                "question" => Ok(Card::Question),
                $($name => Ok(Card::$card($id(subject))),)*
                _ => Err(StoreError::Unreadable("a card's kind")),
            }
        }

        #[cfg(test)]
        pub(super) const KINDS: &[(&str, Of)] = &[("question", Of::Nothing), $(($name, Of::$of)),*];
    };
}

cards! {
    "ask": Ask(PostId) of Ask,
    "ping": Ping(PingId) of Ping,
    "yes": Yes(IntroductionId) of Introduction,
    "reserve": Reserve(IntroductionId) of Introduction,
    "introduction": Introduction(IntroductionId) of Introduction,
    "time": Time(TimeChangeId) of Nothing,
    "how_was_it": HowWasIt(IntroductionId) of Introduction,
    "afterwards": Afterwards(IntroductionId) of Introduction,
    "offer": Offer(PostId) of Nothing,
    "relay": Relay(RelayId) of Nothing,
    "write": Write(IntroductionId) of Introduction,
    "thanks": Thanks(IntroductionId) of Nothing,
    "showing": Showing(ShowingId) of Nothing,
}

impl Tx {
    /// The card that a message in a neighbour's chat shows.
    pub async fn card_of_message(&mut self, who: NeighbourId, message: i64) -> Result<Option<(CardId, Card)>> {
        let row: Option<(i64, String, i64)> =
            sqlx::query_as("select id, kind, subject_id from cards where neighbour_id = $1 and message_id = $2")
                .bind(who.0)
                .bind(message)
                // A card that was only said has no message yet.
                .fetch_optional(self.beside())
                .await?;
        row.map(|(id, kind, subject)| Ok((CardId(id), read(&kind, subject)?))).transpose()
    }

    /// Did the newest message of this thing reach them?
    pub async fn was_sent(&mut self, who: NeighbourId, card: Card) -> Result<bool> {
        let (kind, subject) = stored(card);
        let sent: Option<i64> = sqlx::query_scalar(
            "select 1 from cards where neighbour_id = $1 and kind = $2 and subject_id = $3 and live = 1 \
             and message_id is not null",
        )
        .bind(who.0)
        .bind(kind)
        .bind(subject)
        .fetch_optional(self.now().await?)
        .await?;
        Ok(sent.is_some())
    }

    /// The live card of a thing in a neighbour's chat.
    pub async fn live_card(&mut self, who: NeighbourId, card: Card) -> Result<Option<CardId>> {
        let (kind, subject) = stored(card);
        let engine = if self.said.has_card(who.0, kind, subject) { self.now().await? } else { self.beside() };
        let id: Option<i64> = sqlx::query_scalar(
            "select id from cards where neighbour_id = $1 and kind = $2 and subject_id = $3 and live = 1",
        )
        .bind(who.0)
        .bind(kind)
        .bind(subject)
        .fetch_optional(engine)
        .await?;
        Ok(id.map(CardId))
    }

    /// Is the message of this card in the chat, or on its way?
    pub async fn is_shown(&mut self, card: CardId) -> Result<bool> {
        let shown: Option<i64> = sqlx::query_scalar(
            "select 1 from cards c where c.id = $1 and (c.message_id is not null or exists (select 1 from outbox o \
             where o.card_id = c.id and o.method = 'send' and o.state in ('waiting', 'sending')))",
        )
        .bind(card.0)
        .fetch_optional(self.now().await?)
        .await?;
        Ok(shown.is_some())
    }

    /// A new card; the one before of the same thing, which is named, is live no more. Questions are live by the
    /// conversation instead.
    pub async fn new_card(&mut self, id: CardId, who: NeighbourId, card: Card, now: Instant) -> Result<Option<CardId>> {
        let (kind, subject) = stored(card);
        let before = if card == Card::Question { None } else { self.retire(who, kind, subject).await? };
        let live = card != Card::Question;
        self.said.card(NewCard { id: id.0, neighbour: who.0, kind, subject, live, made_at_ms: to_ms(now) });
        Ok(before)
    }

    /// A message shows another thing from now on; the card before of that thing, which is named, is live no more. Questions
    /// are live by the conversation instead.
    pub async fn card_becomes(&mut self, id: CardId, who: NeighbourId, card: Card) -> Result<Option<CardId>> {
        let (kind, subject) = stored(card);
        let live = card != Card::Question;
        let before = if live { self.retire(who, kind, subject).await? } else { None };
        let engine = if self.said.makes(id.0) { self.now().await? } else { self.beside_of(who.0) };
        sqlx::query("update cards set kind = $3, subject_id = $4, live = $5 where id = $1 and neighbour_id = $2")
            .bind(id.0)
            .bind(who.0)
            .bind(kind)
            .bind(subject)
            .bind(i64::from(live))
            .run(engine)
            .await?
            .hit_one("card_becomes")?;
        Ok(before)
    }

    /// The open question asks nothing any more: what became of it is said on its message, which has no buttons.
    pub async fn asks_nothing(&mut self, who: NeighbourId, question: CardId) -> Result<()> {
        let engine = if self.said.makes(question.0) { self.now().await? } else { self.beside_of(who.0) };
        sqlx::query("update cards set subject_id = $3 where id = $1 and neighbour_id = $2 and kind = 'question'")
            .bind(question.0)
            .bind(who.0)
            .bind(ASKS_NOTHING)
            .run(engine)
            .await?
            .hit_one("asks_nothing")
    }

    async fn retire(&mut self, who: NeighbourId, kind: &str, subject: i64) -> Result<Option<CardId>> {
        let engine = if self.said.has_card(who.0, kind, subject) { self.now().await? } else { self.beside_of(who.0) };
        let before: Option<i64> = sqlx::query_scalar(
            "update cards set live = 0 where neighbour_id = $1 and kind = $2 and subject_id = $3 and live = 1 \
             returning id",
        )
        .bind(who.0)
        .bind(kind)
        .bind(subject)
        .fetch_optional(engine)
        .await?;
        Ok(before.map(CardId))
    }
}
