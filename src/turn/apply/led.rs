//! What somebody asks for themselves, beside somebody else who asks for the same: its card leads to the other one's, or says that
//! the two are introduced. Where a step ends that, the card says what is true.

use std::collections::{BTreeMap, BTreeSet};

use super::{Stage, say};
use crate::domain::{Card, IntroductionId, PostId};
use crate::store::{StoreError, Tx};
use crate::talk::facts::Led;
use crate::talk::{Effect, On, ask};
use crate::turn::my_ask;

/// What a step may end.
pub(super) struct Ends {
    /// Own asks whose cards lead to another one, which may be over, and where they lead; not where the step itself shows them.
    own: BTreeMap<PostId, Led>,
    /// Two who are introduced no more.
    parted: Vec<IntroductionId>,
}

/// What these effects may end.
pub(super) async fn with(tx: &mut Tx, stage: &Stage<'_>, effects: &[Effect]) -> Result<Ends, StoreError> {
    let (mut ended, mut may_be_led) = (BTreeSet::new(), BTreeSet::new());
    let mut ends = Ends { own: BTreeMap::new(), parted: Vec::new() };
    for effect in effects {
        if let Effect::PingsOver(post) | Effect::WithdrawPings { post, .. } = effect {
            ended.insert(*post);
        }
        if let Effect::Introduce(id, _)
        | Effect::StillYes(id, _)
        | Effect::Decline(id)
        | Effect::Release(id, _)
        | Effect::TakeBack(id) = effect
        {
            ended.extend(tx.introduction(*id).await?.map(|one| one.post));
        }
        if let Effect::PingsOverOf(who) = effect {
            may_be_led.extend(tx.open_asks_of(*who).await?);
        }
        if let Effect::Drop(id) | Effect::CutShort(id) | Effect::End(id) = effect {
            ends.parted.push(*id);
        }
    }
    for post in ended {
        may_be_led.extend(tx.led_to(post).await?);
    }
    for own in may_be_led.into_iter().filter(|own| !effects.iter().any(|effect| shows(effect, *own))) {
        let mine = my_ask(tx, own, stage.moment).await?;
        ends.own.extend(mine.filter(|mine| mine.led != Led::Nowhere).map(|mine| (own, mine.led)));
    }
    Ok(ends)
}

fn shows(effect: &Effect, own: PostId) -> bool {
    let Effect::Say(speech) = effect else { return false };
    let card = Card::Ask(own);
    [On::Card(card), On::CardIfShown(card), On::NewCard(card), On::QuestionBecomes(card)].contains(&speech.on)
}

/// The cards say it.
pub(super) async fn show(tx: &mut Tx, stage: &mut Stage<'_>, ends: Ends) -> Result<(), StoreError> {
    let mut says = Vec::new();
    for (own, before) in ends.own {
        let own = my_ask(tx, own, stage.moment).await?;
        says.extend(own.and_then(|own| ask::leads_elsewhere(&own, before)));
    }
    for id in ends.parted {
        let Some(introduction) = tx.introduction(id).await? else { continue };
        let Some(through) = tx.ask(introduction.post).await?.filter(|it| it.ask.category.is_together()) else {
            continue;
        };
        for own in tx.open_asks_of(introduction.helper).await? {
            let own = my_ask(tx, own, stage.moment).await?;
            says.extend(own.and_then(|own| ask::goes_on_without(&own, &through.ask)));
        }
    }
    for effect in says {
        if let Effect::Say(speech) = effect {
            say(tx, stage, speech).await?;
        }
    }
    Ok(())
}
