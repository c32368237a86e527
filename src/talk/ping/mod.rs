//! A ping: one ask shown to one neighbour, who may say yes, or not this time.
//! A "not this time" is never shown to anyone.

mod changed;
mod say;
mod shared;

pub use changed::{ask_whether_still, asked_no_more, shown_anew, still_asked, withdrawn};
pub use say::{Say, SeenAs, Standing};
pub use shared::{invited_again, open};

use super::facts::{About, MyAsk, Pinged, Yes};
use super::{Effect, Facts, Fault, On, Outcome, Say as Words, Scene, Speech, State, ask, introduction, menu, offer};
use crate::domain::{
    Ask, AskState, Because, Card, Due, FIRST_VERSION, Guard, Instant, Introduction, IntroductionId, IntroductionState,
    Neighbour, NewIntroduction, OpenPing, PingState, Reason, limits,
};

/// Buttons of a ping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// I can help.
    Yes,
    /// Not this time.
    No,
    /// It changed: how is it now?
    See,
    /// Why not.
    Reason(Reason),
    /// Pause me.
    Pause,
}

impl Button {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Yes, Self::No, Self::See, Self::Pause];
        all.extend(Reason::ALL.map(Self::Reason));
        all
    }

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Yes => "ping-yes",
            Self::No => "ping-no",
            Self::See => "ping-see",
            Self::Reason(Reason::TooFar) => "ping-far",
            Self::Reason(Reason::WrongTime) => "ping-time",
            Self::Reason(Reason::NotMyThing) => "ping-thing",
            Self::Pause => "ping-pause",
        }
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::all().into_iter().find(|button| button.verb() == verb)
    }
}

/// A tap on a ping. What does not exist and what is not theirs look alike.
pub fn step(scene: &mut Scene<'_>, state: State, button: Button, version: i64) -> Result<Outcome, Fault> {
    let (Facts::Ping(facts) | Facts::Pausing(facts, _)) = scene.facts else {
        return Err(Fault::OtherFacts);
    };
    let offer = if let Facts::Pausing(_, offer) = scene.facts { offer.as_ref() } else { None };
    let Some(pinged) = facts.as_deref().filter(|pinged| pinged.ping.helper == scene.me.id) else {
        return menu::unknown_button(scene, state);
    };
    // A tap answers what its message showed: where the ask changed since, it is shown as it is now.
    let current = version.max(FIRST_VERSION) == pinged.my_ask.ask.version;
    let again = outdated_yes(pinged).filter(|_| current && pinged.my_ask.is_wanted_in_time());
    if let Some(yes) = again {
        let effects = changed::answer(scene, (pinged, yes), button);
        return Ok(scene.stay(state, effects));
    }
    let effects = match (button, pinged.ping.state) {
        (Button::Yes, PingState::Open | PingState::NotThisTime | PingState::Over) if current && may_say_yes(pinged) => {
            let mut effects = Vec::new();
            if scene.me.agreed_at.is_none() {
                effects.push(Effect::AgreeToRules);
            }
            effects.extend(yes(scene, pinged));
            effects
        }
        // Also to what is over for now: it may be open again, and they are not asked once more.
        (Button::No, state @ (PingState::Open | PingState::Over)) if current => {
            let is_heard = state == PingState::Open || may_say_yes(pinged);
            let standing = if is_heard { Standing::NotThisTime { reason: None } } else { truth(pinged) };
            let mut effects = vec![Effect::PingNo(pinged.ping.id), show(scene, pinged, standing)];
            effects.extend(pinged.own.iter().filter_map(ask::leads_to_nobody));
            effects
        }
        // It comes too late, and is an answer all the same.
        (Button::Yes | Button::No, PingState::Open | PingState::Over) if !may_say_yes(pinged) => {
            vec![Effect::PingTooLate(pinged.ping.id), show(scene, pinged, truth(pinged))]
        }
        (Button::Reason(reason), PingState::NotThisTime) if current => vec![
            Effect::PingReason(pinged.ping.id, reason),
            show(scene, pinged, Standing::NotThisTime { reason: Some(reason) }),
        ],
        (Button::Pause, PingState::NotThisTime | PingState::Over) if scene.me.offers => {
            let closes = Effect::Schedule(Due::Paused(scene.me.id), scene.now());
            let here = [Effect::PauseOffer(true), closes, show(scene, pinged, Standing::Paused)];
            here.into_iter().chain(offer.map(offer::shown_paused)).collect()
        }
        (Button::Yes | Button::No | Button::See | Button::Reason(_) | Button::Pause, _) => {
            opens_again(pinged).into_iter().chain([show(scene, pinged, truth(pinged))]).collect()
        }
    };
    Ok(scene.stay(state, effects))
}

/// The ask is over: its open pings are, and those that are young enough are edited.
pub fn over(ask: &Ask, open: &[OpenPing], now: Instant) -> Vec<Effect> {
    let mut effects = vec![Effect::PingsOver(ask.id)];
    for ping in open.iter().filter(|ping| now - ping.asked_at < limits::PING_EDITED) {
        let is_found = ping.through_link && is_found_in_time(ask, now);
        let standing = if is_found { Standing::Found } else { Standing::Over };
        let say = Say { standing, ..Say::over((ping.id, ask.version), About::of(ask)) };
        effects.push(Speech::on(ping.helper, On::CardIfShown(Card::Ping(ping.id)), Words::Ping(Box::new(say))));
    }
    effects
}

/// Are as many introduced for it as are wanted, and could somebody be looked for again in time?
fn is_found_in_time(ask: &Ask, now: Instant) -> bool {
    ask.state == AskState::Found && !ask.when.is_over(now)
}

/// The two meet through another ask: a ping of this one that waits is over, and its neighbour is not asked for it again.
pub fn met(ask: &Ask, open: &OpenPing) -> [Effect; 2] {
    let say = Words::Ping(Box::new(Say::over((open.id, ask.version), About::of(ask))));
    [Effect::PingMet(open.id), Speech::on(open.helper, On::CardIfShown(Card::Ping(open.id)), say)]
}

/// Is somebody still wanted, and nobody waited for who said yes?
pub fn is_open(pinged: &Pinged) -> bool {
    may_say_yes(pinged) && !ask::enough(&pinged.my_ask)
}

/// May they say yes, needed now or not? To who is kept apart from the asker it looks like any ask that is over.
fn may_say_yes(pinged: &Pinged) -> bool {
    pinged.my_ask.is_wanted_in_time() && !said_yes_before(pinged) && !pinged.apart
}

/// One introduction per post and helper.
fn said_yes_before(pinged: &Pinged) -> bool {
    introduction_of(pinged).is_some()
}

/// What became of their yes.
fn introduction_of(pinged: &Pinged) -> Option<&Introduction> {
    let mut all = pinged.my_ask.introductions.iter().map(|yes| &yes.introduction);
    all.find(|introduction| introduction.helper == pinged.ping.helper)
}

/// Their yes, where the ask changed since and the asker has not answered.
fn outdated_yes(pinged: &Pinged) -> Option<&Yes> {
    pinged.my_ask.outdated().find(|yes| yes.introduction.helper == pinged.ping.helper)
}

/// "I can help": the asker sees a card. Where enough neighbours said yes by now, it is one that is not needed, and its
/// helper may stand by.
fn yes(scene: &mut Scene<'_>, pinged: &Pinged) -> Vec<Effect> {
    let my_ask = &pinged.my_ask;
    let id = IntroductionId(scene.moment.chance.id());
    let new = NewIntroduction {
        id,
        post: my_ask.ask.id,
        helper: scene.me.id,
        ask_version: my_ask.ask.version,
        through_link: pinged.ping.through_link,
    };
    let introduction = Introduction::proposed(new, my_ask.ask.asker, scene.now());
    let mut effects = vec![Effect::PingYes(pinged.ping.id, my_ask.ask.version), Effect::Propose(new)];
    if ask::enough(my_ask) {
        effects.extend(not_needed_now(scene, id, pinged));
        effects.extend(pinged.own.iter().filter_map(ask::leads_to_nobody));
        return effects;
    }
    let mut after = my_ask.clone();
    after.introductions.push(Yes::of(introduction, scene.me.clone(), About::of(&my_ask.ask)));
    effects.extend(tell_asker(scene, pinged, (id, &after)));
    effects.extend(pinged.own.iter().filter_map(ask::leads_to_an_answer));
    effects
}

/// Enough neighbours had said yes before this one: its helper may stand by, on the same message. Another message of the ping
/// says it too.
fn not_needed_now(scene: &Scene<'_>, id: IntroductionId, pinged: &Pinged) -> [Effect; 3] {
    let (about, why) = (About::of(&pinged.my_ask.ask), introduction::Why::Enough);
    let last = introduction::said(introduction::Say::LastWord { about, why, stand_by: Some(id) });
    let was = Card::Ping(pinged.ping.id);
    let enough = Words::Ping(Box::new(seen(scene.me, pinged, Standing::Enough)));
    [
        Effect::Release(id, Because::Found),
        scene.show(On::Becomes { was, is: Card::Reserve(id) }, last),
        scene.show(On::CardIfShown(was), enough),
    ]
}

/// A yes to the ask as it is: the asker sees a card of it, and has some time to answer.
fn tell_asker(scene: &Scene<'_>, pinged: &Pinged, (id, after): (IntroductionId, &MyAsk)) -> Vec<Effect> {
    let ask = &after.ask;
    let (nudge, release) = introduction::waits_until(after, scene.moment);
    let card = introduction::Say::Yes {
        introduction: id,
        version: ask.version,
        seen_as: SeenAs::of(scene.me),
        band: if pinged.ping.through_link { None } else { pinged.band },
        place: after.place,
        about: About::of(ask),
        shown: introduction::Shown::First,
    };
    vec![
        Effect::Schedule(Due::Nudge(id), nudge),
        Effect::Schedule(Due::Release(id), release),
        show(scene, pinged, Standing::Yes),
        ask::status(after),
        Speech::guarded(
            ask.asker,
            On::NewCard(Card::Yes(id)),
            Guard::Proposed(id, ask.version),
            Words::Introduction(Box::new(card)),
        ),
    ]
}

/// The ping as it stands now.
fn truth(pinged: &Pinged) -> Standing {
    let mine = introduction_of(pinged);
    let was_not_needed =
        |mine: &Introduction| mine.released == Some(Because::Found) && pinged.my_ask.is_wanted_in_time();
    match (mine.map(|mine| &mine.state), pinged.ping.state) {
        (Some(IntroductionState::Proposed), _) if outdated_yes(pinged).is_some() => Standing::AskedAgain,
        (Some(IntroductionState::Proposed), _) => Standing::Yes,
        (Some(IntroductionState::Agreed { .. } | IntroductionState::Dropped | IntroductionState::Ended), _) => {
            Standing::Introduced
        }
        (Some(IntroductionState::Reserve), _) => Standing::Reserve,
        (Some(IntroductionState::Released), _) if mine.is_some_and(was_not_needed) => {
            // Somebody is looked for again: their card of it says that they may stand by.
            if ask::enough(&pinged.my_ask) { Standing::Enough } else { Standing::Yes }
        }
        (None, PingState::NotThisTime) if may_say_yes(pinged) => Standing::NotThisTime { reason: None },
        (None, PingState::Open | PingState::Over) if may_say_yes(pinged) => Standing::open(!pinged.own.is_empty()),
        (Some(IntroductionState::Declined | IntroductionState::Released), _)
        | (None, PingState::NotThisTime | PingState::Open | PingState::Yes | PingState::Over) => gone(pinged, mine),
    }
}

/// Nobody is looked for. Who came through a link may find it open again by that; of who is kept apart from its asker, or was
/// let go for another reason, it tells no more than of any ask that is over.
fn gone(pinged: &Pinged, mine: Option<&Introduction>) -> Standing {
    let may_return = pinged.ping.through_link && !pinged.apart;
    let was_not_declined = mine.is_none_or(|mine| mine.released == Some(Because::Found));
    let is_found = may_return && was_not_declined && is_found_in_time(&pinged.my_ask.ask, pinged.my_ask.now);
    if is_found { Standing::Found } else { Standing::Over }
}

/// A ping once more, as it stands.
pub fn shown_again(scene: &Scene<'_>, pinged: &Pinged) -> Vec<Effect> {
    let say = Words::Ping(Box::new(seen(scene.me, pinged, truth(pinged))));
    opens_again(pinged).into_iter().chain([scene.show(On::NewCard(Card::Ping(pinged.ping.id)), say)]).collect()
}

/// What was over for them, and is shown as open now, waits for an answer: it is edited and closed like any other.
fn opens_again(pinged: &Pinged) -> Vec<Effect> {
    let is_over = pinged.ping.state == PingState::Over;
    if is_over && truth(pinged).is_open() { looks_again(pinged) } else { Vec::new() }
}

/// They look at it once more. Where nobody could be asked for it, its asker's card says that somebody is there; and where they
/// ask for the same, and there is nobody else, their own leads to it.
fn looks_again(pinged: &Pinged) -> Vec<Effect> {
    let asker = ask::somebody_looks(&pinged.my_ask).filter(|_| !pinged.ping.through_link);
    let own = pinged.own.iter().filter_map(ask::leads_to_somebody);
    [Effect::PingOpenAgain(pinged.ping.id)].into_iter().chain(asker).chain(own).collect()
}

/// Its helper paused before an answer: the card says so.
pub fn paused(helper: &Neighbour, pinged: &Pinged) -> Effect {
    let say = Words::Ping(Box::new(seen(helper, pinged, Standing::Paused)));
    Speech::on(helper.id, On::CardIfShown(Card::Ping(pinged.ping.id)), say)
}

/// Its helper may be asked again: the card says how it stands, and what was over only for them waits for an answer.
pub fn paused_no_more(helper: &Neighbour, pinged: &Pinged) -> Vec<Effect> {
    let say = Words::Ping(Box::new(seen(helper, pinged, truth(pinged))));
    let card = Speech::on(helper.id, On::CardIfShown(Card::Ping(pinged.ping.id)), say).mends();
    opens_again(pinged).into_iter().chain([card]).collect()
}

fn show(scene: &Scene<'_>, pinged: &Pinged, standing: Standing) -> Effect {
    let say = Words::Ping(Box::new(seen(scene.me, pinged, standing)));
    scene.show(On::Card(Card::Ping(pinged.ping.id)), say)
}

fn seen(helper: &Neighbour, pinged: &Pinged, standing: Standing) -> Say {
    let ask = &pinged.my_ask.ask;
    // Who is introduced comes when the two agreed, whatever the ask names.
    let about = introduction_of(pinged).map_or_else(|| About::of(ask), |mine| About::agreed(mine, ask));
    Say {
        ping: pinged.ping.id,
        version: ask.version,
        about,
        band: pinged.band,
        access: ask.access.clone(),
        wish: ask.wish,
        wanted: ask.wanted,
        seen_as: SeenAs::of(helper),
        standing,
        wider: pinged.ping.wider,
        agrees: helper.agreed_at.is_none(),
        offers: helper.offers,
    }
}

#[cfg(test)]
mod tests;
