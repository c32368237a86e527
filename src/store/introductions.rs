//! Introductions: from the first yes to the outcome. Every change names the state before.

use crate::domain::{
    Because, CardId, Due, Ending, Instant, Introduction, IntroductionId, IntroductionState, NeighbourId,
    NewIntroduction, Outcome, PostId, Side,
};

use super::again::apart;
use super::asks::when;
use super::tx::{Hit as _, Run as _};
use super::{Result, StoreError, Tx, from_ms, to_ms};

/// What is read of an introduction.
macro_rules! introduction_columns {
    () => {
        "id, ask_id, asker_id, helper_id, state, word, ask_version, proposed_at_ms, through_link = 1 as through_link, \
         said, silence_told_version, stood_by = 1 as stood_by, (coalesce(asker_outcome, 'not_yet') <> 'not_yet') \
         + (coalesce(helper_outcome, 'not_yet') <> 'not_yet') as told, coalesce(asker_outcome, '') = 'did_not' as did_not, \
         asker_asked + helper_asked as asked, released_because, agreed_urgency, agreed_from_ms, agreed_to_ms, agreement, \
         cut_short, met_ask_id"
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    ask_id: i64,
    asker_id: i64,
    helper_id: i64,
    state: String,
    word: Option<String>,
    ask_version: i64,
    proposed_at_ms: i64,
    through_link: bool,
    said: i64,
    silence_told_version: i64,
    stood_by: bool,
    told: u8,
    did_not: bool,
    asked: i64,
    released_because: Option<String>,
    agreed_urgency: Option<String>,
    agreed_from_ms: Option<i64>,
    agreed_to_ms: Option<i64>,
    agreement: i64,
    cut_short: i64,
    met_ask_id: Option<i64>,
}

fn introduction(row: Row) -> Result<Introduction> {
    let state = match (row.state.as_str(), row.word) {
        ("proposed", _) => IntroductionState::Proposed,
        ("agreed", word) => IntroductionState::Agreed { word: word.unwrap_or_default() },
        ("declined", _) => IntroductionState::Declined,
        ("released", _) => IntroductionState::Released,
        ("reserve", _) => IntroductionState::Reserve,
        ("dropped", _) => IntroductionState::Dropped,
        ("ended", _) => IntroductionState::Ended,
        _ => return Err(StoreError::Unreadable("an introduction's state")),
    };
    let agreed = |urgency: String| when(&urgency, row.agreed_from_ms, row.agreed_to_ms);
    Ok(Introduction {
        id: IntroductionId(row.id),
        post: PostId(row.ask_id),
        asker: NeighbourId(row.asker_id),
        helper: NeighbourId(row.helper_id),
        state,
        ask_version: row.ask_version,
        proposed_at: from_ms(row.proposed_at_ms)?,
        through_link: row.through_link,
        said: row.said,
        silence_told: row.silence_told_version,
        stood_by: row.stood_by,
        told: row.told,
        did_not: row.did_not,
        asked: row.asked,
        released: row.released_because.as_deref().and_then(Because::from_code),
        agreed_when: row.agreed_urgency.map(agreed).transpose()?,
        agreement: row.agreement,
        ending: if row.cut_short == 1 { Ending::CutShort } else { Ending::ByItself },
        met: row.met_ask_id.map(PostId),
    })
}

/// What is stored of one side afterwards.
type Told = (i64, Option<String>, i64);

impl Tx {
    /// A first yes, or once more one that was taken back, to an open ask at the version that the helper saw.
    pub async fn propose(&mut self, new: &NewIntroduction, now: Instant) -> Result<()> {
        if new.again {
            return self.yes_again((new.id, new.ask_version), now).await;
        }
        sqlx::query(concat!(
            "insert into introductions (id, ask_id, asker_id, helper_id, state, ask_version, proposed_at_ms, through_link) \
             select $1, a.id, a.asker_id, $3, 'proposed', a.version, $5, $6 from asks a \
             where a.id = $2 and a.state = 'open' and a.version = $4 and not ",
            apart!("a.asker_id", "$3")
        ))
        .bind(new.id.0)
        .bind(new.post.0)
        .bind(new.helper.0)
        .bind(new.ask_version)
        .bind(to_ms(now))
        .bind(i64::from(new.through_link))
        .run(self.now().await?)
        .await?
        .hit_one("propose")
    }

    /// The ask changed after a yes, and its helper still can, or had helped by then: the yes is to the ask as it is now.
    pub async fn still_yes(&mut self, id: IntroductionId, version: i64) -> Result<()> {
        sqlx::query(
            "update introductions set ask_version = $2 where id = $1 and ask_version < $2 \
             and exists (select 1 from asks a where a.id = ask_id and a.version = $2 \
             and (introductions.state = 'agreed' or introductions.state = 'proposed' and a.state = 'open'))",
        )
        .bind(id.0)
        .bind(version)
        .run(self.now().await?)
        .await?
        .hit_one("still_yes")
    }

    /// Its asker hears that no answer of its helper came to the ask as it is: once.
    pub async fn tell_silence(&mut self, id: IntroductionId) -> Result<()> {
        sqlx::query(
            "update introductions set silence_told_version = a.version from asks a \
             where introductions.id = $1 and introductions.state = 'proposed' and a.id = ask_id \
             and ask_version < a.version and silence_told_version < a.version",
        )
        .bind(id.0)
        .run(self.now().await?)
        .await?
        .hit_one("tell_silence")
    }

    /// Both said yes, to the ask as it is now, before its time is over.
    pub async fn introduce(&mut self, id: IntroductionId, word: &str, now: Instant) -> Result<()> {
        sqlx::query(concat!(
            "update introductions set state = 'agreed', word = $2, agreed_at_ms = $3, \
             agreed_urgency = (select urgency from asks where asks.id = ask_id), \
             agreed_from_ms = (select from_ms from asks where asks.id = ask_id), \
             agreed_to_ms = (select to_ms from asks where asks.id = ask_id) \
             where id = $1 and state = 'proposed' \
             and ask_version = (select version from asks where asks.id = ask_id and asks.state = 'open' \
                 and (asks.to_ms is null or asks.to_ms > $3)) and not ",
            apart!("asker_id", "helper_id")
        ))
        .bind(id.0)
        .bind(word)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("introduce")?;
        self.know_each_other(id, now).await?;
        self.waits_no_more(id).await
    }

    /// A yes that came to nothing: declined or released.
    pub async fn let_go(&mut self, id: IntroductionId, to: &IntroductionState, now: Instant) -> Result<()> {
        sqlx::query("update introductions set state = $2, over_at_ms = $3 where id = $1 and state = 'proposed'")
            .bind(id.0)
            .bind(to.code())
            .bind(to_ms(now))
            .run(self.now().await?)
            .await?
            .hit_one("let_go")?;
        self.waits_no_more(id).await
    }

    /// A yes that its asker did not answer, and why it came to nothing.
    pub async fn release(&mut self, id: IntroductionId, because: Because, now: Instant) -> Result<()> {
        self.let_go(id, &IntroductionState::Released, now).await?;
        sqlx::query("update introductions set released_because = $2 where id = $1")
            .bind(id.0)
            .bind(because.code())
            .run(self.now().await?)
            .await?
            .hit_one("release")
    }

    async fn waits_no_more(&mut self, id: IntroductionId) -> Result<()> {
        self.unschedule(Due::AskAgain(id)).await?;
        self.unschedule(Due::Nudge(id)).await?;
        self.unschedule(Due::Unheard(id)).await?;
        self.unschedule(Due::Release(id)).await
    }

    /// An agreed introduction is over: dropped or ended.
    pub async fn end_introduction(&mut self, id: IntroductionId, to: &IntroductionState, now: Instant) -> Result<()> {
        sqlx::query("update introductions set state = $2, over_at_ms = $3 where id = $1 and state = 'agreed'")
            .bind(id.0)
            .bind(to.code())
            .bind(to_ms(now))
            .run(self.now().await?)
            .await?
            .hit_one("end_introduction")?;
        self.waits_no_more(id).await?;
        self.forget_time_change(id).await?;
        self.unschedule(Due::HowWasIt(id)).await
    }

    /// One of the two ends it after its time: nothing goes through it any more. Who has not said how it went is asked on.
    pub async fn cut_short(&mut self, id: IntroductionId, now: Instant) -> Result<()> {
        sqlx::query(
            "update introductions set state = 'ended', cut_short = 1, over_at_ms = $2 where id = $1 and state = 'agreed'",
        )
        .bind(id.0)
        .bind(to_ms(now))
        .run(self.now().await?)
        .await?
        .hit_one("cut_short")?;
        self.waits_no_more(id).await?;
        self.forget_time_change(id).await
    }

    /// One side is asked how it went, once more; a "not yet" is asked anew.
    pub async fn ask_how_it_was(&mut self, id: IntroductionId, side: Side) -> Result<()> {
        let text = match side {
            Side::Asker => {
                "update introductions set asker_asked = asker_asked + 1, \
                 asker_outcome = nullif(asker_outcome, 'not_yet') where id = $1 and (state = 'agreed' or cut_short = 1)"
            }
            Side::Helper => {
                "update introductions set helper_asked = helper_asked + 1, \
                 helper_outcome = nullif(helper_outcome, 'not_yet') where id = $1 and (state = 'agreed' or cut_short = 1)"
            }
        };
        sqlx::query(text).bind(id.0).run(self.now().await?).await?.hit_one("ask_how_it_was")
    }

    /// The message that asked how it went was never sent: its reader was not asked.
    pub(super) async fn was_not_asked_how_it_was(&mut self, card: CardId) -> Result<()> {
        sqlx::query(
            "update introductions set asker_asked = max(asker_asked - (asker_id = k.neighbour_id), 0), \
             helper_asked = max(helper_asked - (helper_id = k.neighbour_id), 0) \
             from cards k where k.id = $1 and k.kind = 'how_was_it' and introductions.id = k.subject_id",
        )
        .bind(card.0)
        .run(self.now().await?)
        .await?;
        Ok(())
    }

    /// How often a side was asked, what it said, and how often it asked for another time: the asker, then the helper.
    pub async fn outcomes(&mut self, id: IntroductionId) -> Result<[(i64, Option<Outcome>, i64); 2]> {
        let (asker, helper): (Told, Told) = sqlx::query_as::<_, (i64, Option<String>, i64, i64, Option<String>, i64)>(
            "select asker_asked, asker_outcome, asker_times_asked, helper_asked, helper_outcome, helper_times_asked \
             from introductions where id = $1",
        )
        .bind(id.0)
        .fetch_one(self.now().await?)
        .await
        .map(|row| ((row.0, row.1, row.2), (row.3, row.4, row.5)))?;
        let read = |(asked, told, times): Told| (asked, told.as_deref().and_then(Outcome::from_code), times);
        Ok([read(asker), read(helper)])
    }

    /// The agreed introductions of a neighbour, newest first.
    pub async fn agreed_with(&mut self, who: NeighbourId, most: i64) -> Result<Vec<IntroductionId>> {
        let text = "select id from introductions where state = 'agreed' and (asker_id = $1 or helper_id = $1) \
             order by agreed_at_ms desc, id limit $2 + 0";
        self.ids_of(text, (who, most), IntroductionId).await
    }

    /// The introductions that end with a neighbour: the agreed ones, and where they said yes and wait or stand by.
    pub async fn open_introductions_of(&mut self, who: NeighbourId) -> Result<Vec<IntroductionId>> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "select id from introductions where helper_id = $1 and state in ('proposed', 'reserve', 'agreed') \
             union all select id from introductions where asker_id = $1 and state = 'agreed' order by id",
        )
        .bind(who.0)
        .fetch_all(self.now().await?)
        .await?;
        Ok(ids.into_iter().map(IntroductionId).collect())
    }

    /// The yeses that wait for an answer of this asker, oldest first.
    pub async fn waiting_for(&mut self, asker: NeighbourId, most: i64) -> Result<Vec<IntroductionId>> {
        let text = "select id from introductions where asker_id = $1 and state = 'proposed' \
             order by proposed_at_ms, id limit $2 + 0";
        self.ids_of(text, (asker, most), IntroductionId).await
    }

    /// The asks to which this helper said yes, and whose askers have not answered; those for which they stood by apart.
    pub async fn yeses_of(&mut self, helper: NeighbourId, most: i64) -> Result<Vec<PostId>> {
        let text = "select ask_id from introductions where helper_id = $1 and state = 'proposed' and stood_by = 0 \
             order by proposed_at_ms, id limit $2 + 0";
        self.ids_of(text, (helper, most), PostId).await
    }

    /// Where this helper stands by, or was recalled and the asker has not answered; oldest yes first.
    pub async fn stands_by(&mut self, helper: NeighbourId, most: i64) -> Result<Vec<IntroductionId>> {
        let text = "select id from introductions where helper_id = $1 and stood_by = 1 and state in ('reserve', 'proposed') \
             order by proposed_at_ms, id limit $2 + 0";
        self.ids_of(text, (helper, most), IntroductionId).await
    }

    /// What one side says happened.
    pub async fn tell_outcome(&mut self, id: IntroductionId, side: Side, outcome: Outcome) -> Result<()> {
        let text = match side {
            Side::Asker => {
                "update introductions set asker_outcome = $2, asker_asked = case when $2 = 'not_yet' then 0 \
                 else asker_asked end where id = $1 and state in ('agreed', 'ended')"
            }
            Side::Helper => {
                "update introductions set helper_outcome = $2, helper_asked = case when $2 = 'not_yet' then 0 \
                 else helper_asked end where id = $1 and state in ('agreed', 'ended')"
            }
        };
        sqlx::query(text).bind(id.0).bind(outcome.code()).run(self.now().await?).await?.hit_one("tell_outcome")
    }

    /// An introduction by its name.
    pub async fn introduction(&mut self, id: IntroductionId) -> Result<Option<Introduction>> {
        let row: Option<Row> =
            sqlx::query_as(concat!("select ", introduction_columns!(), " from introductions where id = $1"))
                .bind(id.0)
                .fetch_optional(self.now().await?)
                .await?;
        row.map(introduction).transpose()
    }

    /// All who said yes to a post, in the order in which they did.
    pub async fn introductions(&mut self, post: PostId) -> Result<Vec<Introduction>> {
        let rows: Vec<Row> = sqlx::query_as(concat!(
            "select ",
            introduction_columns!(),
            " from introductions where ask_id = $1 order by proposed_at_ms, id"
        ))
        .bind(post.0)
        .fetch_all(self.beside())
        .await?;
        rows.into_iter().map(introduction).collect()
    }
}
