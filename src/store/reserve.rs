//! Who was not needed and stands by, and whose yes comes to count after all. The rest of a yes is in `introductions`.

use crate::domain::{Because, Instant, IntroductionId, limits};

use super::again::apart;
use super::tx::{Hit as _, Run as _};
use super::{Result, Tx, to_ms};

impl Tx {
    /// A yes that was taken back is said once more, to an open ask at the version that the helper saw.
    pub(super) async fn yes_again(&mut self, (id, version): (IntroductionId, i64), now: Instant) -> Result<()> {
        sqlx::query(concat!(
            "update introductions set state = 'proposed', ask_version = $2, proposed_at_ms = $3, said = said + 1, \
             released_because = null, over_at_ms = null \
             where id = $1 and state = 'released' and released_because = 'withdrawn' and stood_by = 0 and said < $4 \
             and exists (select 1 from asks a where a.id = ask_id and a.state = 'open' and a.version = $2) and not ",
            apart!("asker_id", "helper_id")
        ))
        .bind(id.0)
        .bind(version)
        .bind(to_ms(now))
        .bind(limits::YES_SAID)
        .run(self.now().await?)
        .await?
        .hit_one("yes_again")
    }

    /// A helper who was not needed stands by, for the ask that they said yes to.
    pub async fn stand_by(&mut self, id: IntroductionId) -> Result<()> {
        sqlx::query(
            "update introductions set state = 'reserve', stood_by = 1, released_because = null, over_at_ms = null \
             where id = $1 and state = 'released' and ask_version = \
             (select version from asks where asks.id = ask_id and asks.state in ('open', 'found'))",
        )
        .bind(id.0)
        .run(self.now().await?)
        .await?
        .hit_one("stand_by")
    }

    /// They stand by no more, and why.
    pub async fn stand_down(&mut self, id: IntroductionId, because: Because, now: Instant) -> Result<()> {
        sqlx::query(
            "update introductions set state = 'released', released_because = $3, over_at_ms = $2 \
             where id = $1 and state = 'reserve'",
        )
        .bind(id.0)
        .bind(to_ms(now))
        .bind(because.code())
        .run(self.now().await?)
        .await?
        .hit_one("stand_down")
    }

    /// Who stands by is needed after all: their yes waits for the asker once more.
    pub async fn recall(&mut self, id: IntroductionId) -> Result<()> {
        sqlx::query(
            "update introductions set state = 'proposed', said = said + 1 where id = $1 and state = 'reserve' \
             and ask_version = (select version from asks where asks.id = ask_id and asks.state = 'open')",
        )
        .bind(id.0)
        .run(self.now().await?)
        .await?
        .hit_one("recall")
    }

    /// The ask changed: who stands by, or did, or was not needed, and who got no answer in time, is one who said yes like all
    /// others, and is asked anew.
    pub async fn count_on(&mut self, id: IntroductionId) -> Result<()> {
        sqlx::query(
            "update introductions set state = 'proposed', stood_by = 0, silence_told_version = 0, released_because = null, \
             over_at_ms = null where id = $1 and (state in ('reserve', 'proposed') and stood_by = 1 \
             or state = 'released' and released_because in ('found', 'timed_out'))",
        )
        .bind(id.0)
        .run(self.now().await?)
        .await?
        .hit_one("count_on")
    }
}
