//! Cards: messages that show a thing, and are edited as it changes.

use crate::domain::{Card, CardId, Instant, IntroductionId, NeighbourId, PingId, PostId, RelayId};

use super::tx::one_row;
use super::{Result, StoreError, Tx, to_ms};

const fn stored(card: Card) -> (&'static str, i64) {
    match card {
        Card::Question => ("question", 0),
        Card::Ask(post) => ("ask", post.0),
        Card::Ping(ping) => ("ping", ping.0),
        Card::Yes(introduction) => ("yes", introduction.0),
        Card::Reserve(introduction) => ("reserve", introduction.0),
        Card::Introduction(introduction) => ("introduction", introduction.0),
        Card::Time(introduction) => ("time", introduction.0),
        Card::HowWasIt(introduction) => ("how_was_it", introduction.0),
        Card::Afterwards(introduction) => ("afterwards", introduction.0),
        Card::Offer(offer) => ("offer", offer.0),
        Card::Relay(relay) => ("relay", relay.0),
        Card::Write(introduction) => ("write", introduction.0),
        Card::Thanks(introduction) => ("thanks", introduction.0),
    }
}

pub(super) fn read(kind: &str, subject: i64) -> Result<Card> {
    Ok(match kind {
        "question" => Card::Question,
        "ask" => Card::Ask(PostId(subject)),
        "ping" => Card::Ping(PingId(subject)),
        "yes" => Card::Yes(IntroductionId(subject)),
        "reserve" => Card::Reserve(IntroductionId(subject)),
        "introduction" => Card::Introduction(IntroductionId(subject)),
        "time" => Card::Time(IntroductionId(subject)),
        "how_was_it" => Card::HowWasIt(IntroductionId(subject)),
        "afterwards" => Card::Afterwards(IntroductionId(subject)),
        "offer" => Card::Offer(PostId(subject)),
        "relay" => Card::Relay(RelayId(subject)),
        "write" => Card::Write(IntroductionId(subject)),
        "thanks" => Card::Thanks(IntroductionId(subject)),
        _ => return Err(StoreError::Unreadable("a card's kind")),
    })
}

impl Tx {
    /// The card that a message in a neighbour's chat shows.
    pub async fn card_of_message(&mut self, who: NeighbourId, message: i64) -> Result<Option<(CardId, Card)>> {
        let row: Option<(i64, String, i64)> =
            sqlx::query_as("select id, kind, subject_id from cards where neighbour_id = $1 and message_id = $2")
                .bind(who.0)
                .bind(message)
                .fetch_optional(&mut self.connection)
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
        .fetch_optional(&mut self.connection)
        .await?;
        Ok(sent.is_some())
    }

    /// The live card of a thing in a neighbour's chat.
    pub async fn live_card(&mut self, who: NeighbourId, card: Card) -> Result<Option<CardId>> {
        let (kind, subject) = stored(card);
        let id: Option<i64> = sqlx::query_scalar(
            "select id from cards where neighbour_id = $1 and kind = $2 and subject_id = $3 and live = 1",
        )
        .bind(who.0)
        .bind(kind)
        .bind(subject)
        .fetch_optional(&mut self.connection)
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
        .fetch_optional(&mut self.connection)
        .await?;
        Ok(shown.is_some())
    }

    /// A new card; the one before of the same thing, which is named, is live no more. Questions are live by the
    /// conversation instead.
    pub async fn new_card(&mut self, id: CardId, who: NeighbourId, card: Card, now: Instant) -> Result<Option<CardId>> {
        let (kind, subject) = stored(card);
        let before = if card == Card::Question { None } else { self.retire(who, kind, subject).await? };
        sqlx::query(
            "insert into cards (id, neighbour_id, kind, subject_id, live, made_at_ms) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.0)
        .bind(who.0)
        .bind(kind)
        .bind(subject)
        .bind(i64::from(card != Card::Question))
        .bind(to_ms(now))
        .execute(&mut self.connection)
        .await?;
        Ok(before)
    }

    /// A message shows another thing from now on; the card before of that thing, which is named, is live no more.
    pub async fn card_becomes(&mut self, id: CardId, who: NeighbourId, card: Card) -> Result<Option<CardId>> {
        let (kind, subject) = stored(card);
        let before = self.retire(who, kind, subject).await?;
        let done =
            sqlx::query("update cards set kind = $3, subject_id = $4, live = 1 where id = $1 and neighbour_id = $2")
                .bind(id.0)
                .bind(who.0)
                .bind(kind)
                .bind(subject)
                .execute(&mut self.connection)
                .await?;
        one_row(&done, "card_becomes")?;
        Ok(before)
    }

    async fn retire(&mut self, who: NeighbourId, kind: &str, subject: i64) -> Result<Option<CardId>> {
        let before: Option<i64> = sqlx::query_scalar(
            "update cards set live = 0 where neighbour_id = $1 and kind = $2 and subject_id = $3 and live = 1 \
             returning id",
        )
        .bind(who.0)
        .bind(kind)
        .bind(subject)
        .fetch_optional(&mut self.connection)
        .await?;
        Ok(before.map(CardId))
    }
}
