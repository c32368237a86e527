//! Conversations are read for all who write in a transaction at once, since each way to the engine costs more than the read.
//! What was read serves the first turn of each of them, as long as nothing of theirs changed meanwhile; whatever may change
//! more than one person's drops all of it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::batch::{AT_ONCE, BATCHES, Texts, fitting, padded};
use super::conversations::{Conversation, Shown, conversation_columns, written};
use super::made::made;
use super::neighbours::{neighbour_columns, neighbours};
use super::tx::Run as _;
use super::{Result, Tx};

/// A conversation, and the card that the tapped message shows; nothing where they write for the first time.
type Found = Option<(Conversation, Option<Shown>)>;

/// What a debug build says of a change that dropped less than it should have.
pub const NOT_TRUE: &str = "a conversation that was read ahead is not true any more";

/// What was read of each account, with the message in its chat that was tapped.
#[derive(Debug, Default)]
pub(super) struct Ahead(HashMap<i64, (Option<i64>, Found)>);

impl Ahead {
    /// Something changed that may be anybody's.
    pub fn forget_all(&mut self) {
        self.0.clear();
    }

    /// Something of this neighbour changed; whoever was not known may be they, met by now.
    pub fn forget(&mut self, neighbour: i64) {
        self.0.retain(|_, (_, found)| found.as_ref().is_some_and(|(read, _)| read.neighbour.id.0 != neighbour));
    }

    /// What was read of an account for this message: once, since a turn follows.
    fn take(&mut self, (account, message): (i64, Option<i64>)) -> Option<Found> {
        let (read_for, found) = self.0.remove(&account)?;
        (read_for == message).then_some(found)
    }
}

static READ: LazyLock<Texts> = LazyLock::new(|| {
    BATCHES.map(|size| {
        let rows = vec!["(?, ?)"; size].join(", ");
        let (neighbour, conversation, all) = (neighbour_columns!(), conversation_columns!(), neighbours!());
        format!(
            "with writing (account, message) as (values {rows}) \
             select {neighbour}, {conversation}, k.id as card_id, k.kind as card_kind, k.subject_id as card_subject, \
             k.live as card_live from writing cross join {all} \
             join conversations c on c.neighbour_id = n.id \
             left join cards k on k.neighbour_id = n.id and k.message_id = writing.message \
             where n.telegram_id = writing.account"
        )
    })
});

impl Tx {
    /// Reads the conversations with these Telegram accounts, and the cards that messages in their chats show; of each account
    /// the first message that is named.
    pub async fn read_ahead(&mut self, writing: &[(i64, Option<i64>)]) -> Result<()> {
        let mut accounts = HashSet::new();
        let firsts: Vec<_> = writing.iter().copied().filter(|(account, _)| accounts.insert(*account)).collect();
        for some in firsts.chunks(AT_ONCE) {
            let mut found = self.read_written(some).await?;
            let read = some.iter().map(|&(account, message)| (account, (message, found.remove(&account))));
            self.ahead.0.extend(read);
        }
        Ok(())
    }

    /// The conversation with a Telegram account, and the card that a message in its chat shows.
    pub async fn conversation_of_account(&mut self, account: i64, message: Option<i64>) -> Result<Found> {
        let ahead = self.ahead.take((account, message));
        let is_ahead = ahead.is_some();
        let found = match ahead {
            Some(found) => found,
            None => self.read_one(account, message).await?,
        };
        if found.as_ref().is_some_and(|(read, _)| self.said.keeps(read.neighbour.id.0)) {
            self.now().await?;
            return self.read_one(account, message).await;
        }
        // Only where the program is tried out: the plays fail of what this says.
        if cfg!(debug_assertions) && is_ahead && self.read_one(account, message).await? != found {
            tracing::error!("{NOT_TRUE}");
        }
        Ok(found)
    }

    async fn read_one(&mut self, account: i64, message: Option<i64>) -> Result<Found> {
        Ok(self.read_written(&[(account, message)]).await?.remove(&account))
    }

    async fn read_written(
        &mut self,
        some: &[(i64, Option<i64>)],
    ) -> Result<HashMap<i64, (Conversation, Option<Shown>)>> {
        let (text, size) = fitting(&READ, some.len());
        let mut query = sqlx::query(made(text));
        for row in padded(some, size) {
            query = query.bind(row.map(|row| row.0)).bind(row.and_then(|row| row.1));
        }
        query.returned(self.beside()).await?.iter().map(written).collect()
    }
}
