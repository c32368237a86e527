//! Messages that wait to be sent, and are not, since a newer one says it.

use crate::domain::{CardId, Instant, NeighbourId};
use crate::store::cards::ASKS_NOTHING;
use crate::store::tx::Run as _;
use crate::store::{NewRow, Result, Tx, to_ms};

/// What a card says that was not sent yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsent {
    /// Nothing: it says in the chat what it says.
    Nothing,
    /// This, as JSON.
    Says(String),
}

impl Tx {
    /// A card has a newer message of its thing beneath: what leads there goes once that arrived, and not where it never
    /// does. A message that nobody can have seen is not sent any more.
    pub async fn lead_below(&mut self, (before, below): (CardId, CardId), row: &NewRow, now: Instant) -> Result<()> {
        if self.take_back(before, now).await? {
            return self.leads_further((before, below)).await;
        }
        self.edit_after((before, below), row, now).await
    }

    /// An edit of a card that goes once another one's message arrived, and not where it never does.
    pub async fn edit_after(&mut self, (card, below): (CardId, CardId), row: &NewRow, now: Instant) -> Result<()> {
        self.edit(card, row, now).await?;
        sqlx::query(
            "update outbox set after_id = (select o.id from outbox o where o.card_id = $2 and o.method = 'send') \
             where card_id = $1 and method = 'edit' and state = 'waiting'",
        )
        .bind(card.0)
        .bind(below.0)
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// What does a card say that is not in the chat yet? The newest of that; `None` where it never came, or is a question that asks
    /// nothing any more.
    pub async fn what_is_unsent(&mut self, card: CardId) -> Result<Option<Unsent>> {
        let engine = if self.said.shows(card.0) { self.now().await? } else { self.beside() };
        let found: Option<(bool, Option<String>)> = sqlx::query_as(
            "select c.message_id is not null, (select o.payload from outbox o where o.card_id = c.id \
             and o.state in ('waiting', 'sending') and o.method in ('send', 'edit') order by o.id desc limit 1) \
             from cards c where c.id = $1 and not (c.kind = 'question' and c.subject_id = $2)",
        )
        .bind(card.0)
        .bind(ASKS_NOTHING)
        .fetch_optional(engine)
        .await?;
        Ok(match found {
            Some((_, Some(payload))) => Some(Unsent::Says(payload)),
            Some((true, None)) => Some(Unsent::Nothing),
            Some((false, None)) | None => None,
        })
    }

    /// A question, or the menu, says again what one of those before says that nobody can have seen, with its buttons or without
    /// them: the newest is enough. The one just before is named, which is unsent.
    pub async fn says_again(
        &mut self,
        (who, before): (NeighbourId, CardId),
        (payload, without_buttons): (&str, &str),
        now: Instant,
    ) -> Result<()> {
        let engine = if self.said.shows(before.0) { self.now().await? } else { self.beside_of(who.0) };
        sqlx::query(
            "update outbox set state = 'cancelled', reason = 'superseded', payload = null, ended_at_ms = $3 \
             where neighbour_id = $1 and method = 'send' and state = 'waiting' and resent = 0 and payload in ($2, $4) \
             and exists (select 1 from cards k where k.id = outbox.card_id and k.kind = 'question')",
        )
        .bind(who.0)
        .bind(payload)
        .bind(to_ms(now))
        .bind(without_buttons)
        .run(engine)
        .await?;
        Ok(())
    }

    /// The message of a card is not sent where it waits to be, and nobody can have seen it. Was it so?
    pub async fn take_back(&mut self, card: CardId, now: Instant) -> Result<bool> {
        let unsent = sqlx::query(
            "update outbox set state = 'cancelled', reason = 'superseded', payload = null, ended_at_ms = $2 \
             where card_id = $1 and method = 'send' and state = 'waiting' and resent = 0",
        )
        .bind(card.0)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?;
        Ok(unsent.rows_affected() > 0)
    }

    /// The same words, in a message of their own, wait to be sent to them: those that come now are enough.
    pub async fn remarks_again(&mut self, who: NeighbourId, payload: &str, now: Instant) -> Result<()> {
        sqlx::query(
            "update outbox set state = 'cancelled', reason = 'superseded', payload = null, ended_at_ms = $3 \
             where neighbour_id = $1 and state = 'waiting' and method = 'send' and card_id is null and guard is null \
             and resent = 0 and payload = $2",
        )
        .bind(who.0)
        .bind(payload)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// What waited for a message that is not sent any more, to lead there, leads to the one in its place.
    async fn leads_further(&mut self, (before, below): (CardId, CardId)) -> Result<()> {
        sqlx::query(
            "update outbox set after_id = (select o.id from outbox o where o.card_id = $2 and o.method = 'send') \
             where after_id in (select o.id from outbox o where o.card_id = $1 and o.method = 'send') \
             and method = 'edit' and state = 'waiting'",
        )
        .bind(before.0)
        .bind(below.0)
        .run(self.now().await?)
        .await?;
        Ok(())
    }
}
