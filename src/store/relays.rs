//! Which messages were passed on between whom; never their words.

use crate::domain::{Instant, IntroductionId, IntroductionState, NeighbourId, NewRelay, RelayId};

use super::tx::{Hit as _, Run as _};
use super::{Result, Tx, to_ms};

impl Tx {
    /// Remembers a message that is passed on, once, through an agreed introduction of its writer.
    pub async fn pass_on(&mut self, relay: &NewRelay, now: Instant) -> Result<()> {
        sqlx::query(
            "insert into relays (id, introduction_id, sender_id, original_message_id, passed_at_ms) \
             select $1, i.id, $3, $4, $5 from introductions i \
             where i.id = $2 and i.state = 'agreed' and $3 in (i.asker_id, i.helper_id)",
        )
        .bind(relay.id.0)
        .bind(relay.introduction.0)
        .bind(relay.sender.0)
        .bind(relay.original)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("pass_on")
    }

    /// The introduction through which a message was passed on.
    pub async fn introduction_of_relay(&mut self, id: RelayId) -> Result<Option<IntroductionId>> {
        let found: Option<i64> = sqlx::query_scalar("select introduction_id from relays where id = $1")
            .bind(id.0)
            .fetch_optional(self.now().await?)
            .await?;
        Ok(found.map(IntroductionId))
    }

    /// Through which introduction the two of this one are in touch: this one while it is agreed, else the newest other one.
    pub async fn in_touch(&mut self, id: IntroductionId) -> Result<Option<IntroductionId>> {
        let Some(one) = self.introduction(id).await? else { return Ok(None) };
        if let IntroductionState::Agreed { .. } = one.state {
            return Ok(Some(id));
        }
        Ok(self.agreed_between(one.asker, one.helper).await?.pop())
    }

    /// Was this message of theirs passed on, and its edit not yet spoken of? Says so once.
    pub async fn tell_edit(&mut self, sender: NeighbourId, original: i64) -> Result<Option<bool>> {
        let told: Option<bool> = sqlx::query_scalar(
            "select edit_was_told = 1 from relays where sender_id = $1 and original_message_id = $2",
        )
        .bind(sender.0)
        .bind(original)
        .fetch_optional(self.now().await?)
        .await?;
        if told == Some(false) {
            sqlx::query("update relays set edit_was_told = 1 where sender_id = $1 and original_message_id = $2")
                .bind(sender.0)
                .bind(original)
                .run(self.now().await?)
                .await?;
        }
        Ok(told)
    }
}
