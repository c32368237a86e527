//! The two of an introduction, each by the name that the other one reads.

use super::known;
use crate::domain::{Introduction, Neighbour};
use crate::store::{StoreError, Tx};

/// Who asked, and who said yes. What is over names each of them as the other one knew them.
pub(super) async fn both(tx: &mut Tx, introduction: &Introduction) -> Result<(Neighbour, Neighbour), StoreError> {
    let (mut asker, mut helper) = (known(tx, introduction.asker).await?, known(tx, introduction.helper).await?);
    if introduction.is_over() {
        asker.name = tx.known_as(asker.id, helper.id).await?.unwrap_or(asker.name);
        helper.name = tx.known_as(helper.id, asker.id).await?.unwrap_or(helper.name);
    }
    Ok((asker, helper))
}
