//! A ping: one ask shown to one neighbour, who may say yes, or not this time.
//! A "not this time" is never shown to anyone.

mod changed;
mod enough;
mod say;
mod shared;

pub use changed::{ask_whether_still, asked_no_more, from_there, shown_anew, still_asked, withdrawn};
pub use say::{Say, SeenAs, Standing};
pub use shared::{invited_again, open};

use super::facts::{About, MyAsk, Pinged, Yes};
use super::{
    Effect, Facts, Fault, On, Outcome, Say as Words, Scene, Speech, State, ask, introduction, menu, name, offer,
};
use crate::domain::{
    Ask, AskState, Card, Due, FIRST_VERSION, Guard, Instant, Introduction, IntroductionId, IntroductionState,
    Neighbour, NewIntroduction, OpenPing, PingState, Reason, StandingOffer, limits,
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
    /// I can't help after all.
    TakeBack,
}

impl Button {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Yes, Self::No, Self::See, Self::Pause, Self::TakeBack];
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
            Self::TakeBack => "ping-back",
        }
    }

    /// The button of a verb.
    pub fn from_verb(verb: &str) -> Option<Self> {
        Self::all().into_iter().find(|button| button.verb() == verb)
    }
}

/// A tap on a ping. What does not exist and what is not theirs look alike.
pub fn step(scene: &mut Scene<'_>, state: State, button: Button, version: i64) -> Result<Outcome, Fault> {
    let (Facts::Ping(facts, offer) | Facts::Pausing(facts, offer)) = scene.facts else {
        return Err(Fault::OtherFacts);
    };
    let Some(pinged) = facts.as_deref().filter(|pinged| pinged.ping.helper == scene.me.id) else {
        return menu::unknown_button(scene, state);
    };
    let mut effects = tapped(scene, (pinged, offer.as_ref()), (button, version));
    if button != Button::Pause {
        effects.extend(offer::heard(scene, offer.as_ref()));
    }
    Ok(scene.stay(state, effects))
}

fn tapped(
    scene: &mut Scene<'_>,
    (pinged, offer): (&Pinged, Option<&StandingOffer>),
    (button, version): (Button, i64),
) -> Vec<Effect> {
    // A tap answers what its message showed: where the ask changed since, it is shown as it is now.
    let current = version.max(FIRST_VERSION) == pinged.my_ask.ask.version;
    let again = outdated_yes(pinged).filter(|_| current && pinged.my_ask.is_wanted_in_time());
    if let Some(yes) = again {
        return changed::answer(scene, (pinged, yes), button);
    }
    if let Some(yes) = waiting_yes(pinged).filter(|_| button == Button::TakeBack) {
        return changed::take_back(scene, (pinged, yes));
    }
    match (button, pinged.ping.state) {
        (Button::Yes, _) if current && may_say_yes(pinged) => {
            let agrees = scene.me.agreed_at.is_none().then_some(Effect::AgreeToRules);
            let one_more =
                if enough::is_one_too_many(pinged) { enough::too_many(scene, pinged) } else { yes(scene, pinged) };
            agrees.into_iter().chain(one_more).collect()
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
        (Button::Reason(reason), PingState::NotThisTime) if current => {
            let thanked = Standing::NotThisTime { reason: Some(reason) };
            let standing = if may_say_yes(pinged) { thanked } else { truth(pinged) };
            vec![Effect::PingReason(pinged.ping.id, reason), show(scene, pinged, standing)]
        }
        (Button::Pause, PingState::NotThisTime | PingState::Over) if scene.me.offers => {
            let closes = Effect::Schedule(Due::Paused(scene.me.id), scene.now());
            let here = [Effect::PauseOffer(true), closes, show(scene, pinged, Standing::Paused)];
            here.into_iter().chain(offer.map(offer::shown_paused)).collect()
        }
        (Button::Yes | Button::No | Button::See | Button::Reason(_) | Button::Pause | Button::TakeBack, _) => {
            let standing = if button == Button::Yes { truth_of_a_yes(pinged) } else { truth(pinged) };
            opens_again(pinged).into_iter().chain([show(scene, pinged, standing)]).collect()
        }
    }
}

/// The ask is over, or has found its helpers: its open pings are over, and those that are young enough are edited.
pub fn over(ask: &Ask, open: &[OpenPing], now: Instant) -> Vec<Effect> {
    let mut effects = vec![Effect::PingsOver(ask.id)];
    for ping in open.iter().filter(|ping| now - ping.asked_at < limits::PING_EDITED) {
        let standing = if is_found_in_time(ask, now) { Standing::Found } else { Standing::Over };
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

/// One introduction per post and helper. Who took their yes back may say it once more.
fn said_yes_before(pinged: &Pinged) -> bool {
    introduction_of(pinged).is_some_and(|mine| !mine.was_taken_back())
}

/// What became of their yes.
fn introduction_of(pinged: &Pinged) -> Option<&Introduction> {
    yes_of(pinged).map(|yes| &yes.introduction)
}

fn yes_of(pinged: &Pinged) -> Option<&Yes> {
    pinged.my_ask.introductions.iter().find(|yes| yes.introduction.helper == pinged.ping.helper)
}

/// Their yes, where the ask changed since and the asker has not answered.
fn outdated_yes(pinged: &Pinged) -> Option<&Yes> {
    pinged.my_ask.outdated().find(|yes| yes.introduction.helper == pinged.ping.helper)
}

/// Their yes to the ask as it is, where the asker has not answered.
fn waiting_yes(pinged: &Pinged) -> Option<&Yes> {
    pinged.my_ask.waiting().find(|yes| yes.introduction.helper == pinged.ping.helper)
}

/// "I can help": the asker sees a card. Where enough neighbours said yes by now, it is one that is not needed, and its
/// helper may stand by.
fn yes(scene: &mut Scene<'_>, pinged: &Pinged) -> Vec<Effect> {
    let my_ask = &pinged.my_ask;
    let taken_back = introduction_of(pinged);
    let id = taken_back.map_or_else(|| IntroductionId(scene.moment.id()), |one| one.id);
    let new = NewIntroduction {
        id,
        post: my_ask.ask.id,
        helper: scene.me.id,
        ask_version: my_ask.ask.version,
        through_link: pinged.ping.through_link,
        again: taken_back.is_some(),
    };
    let said = taken_back.map_or(1, |one| one.said + 1);
    let introduction = Introduction { said, ..Introduction::proposed(new, my_ask.ask.asker, scene.now()) };
    // The ping says yes already, where they took it back.
    let answers = (!new.again).then_some(Effect::PingYes(pinged.ping.id, my_ask.ask.version));
    let mut effects: Vec<_> = answers.into_iter().chain([Effect::Propose(new)]).collect();
    if ask::enough(my_ask) {
        effects.extend(enough::not_needed_now(scene, id, pinged));
        effects.extend(pinged.own.iter().filter_map(ask::leads_to_nobody));
        return effects;
    }
    let mut after = my_ask.clone();
    after.introductions.retain(|yes| yes.introduction.id != id);
    after.introductions.push(Yes::of(introduction, scene.me.clone(), About::of(&my_ask.ask)));
    effects.extend(tell_asker(scene, pinged, (id, &after)));
    effects.extend(pinged.own.iter().filter_map(ask::leads_to_an_answer));
    effects
}

/// A yes to the ask as it is: the asker sees a card of it, and has some time to answer.
fn tell_asker(scene: &Scene<'_>, pinged: &Pinged, (id, after): (IntroductionId, &MyAsk)) -> Vec<Effect> {
    let ask = &after.ask;
    let (nudge, release) = introduction::waits_until(after, scene.moment);
    let mine = after.introductions.iter().find(|yes| yes.introduction.id == id);
    let said_yes_at = mine.map(|yes| yes.introduction.proposed_at);
    let may_again = mine.is_some_and(|yes| yes.introduction.may_be_said_again());
    let card = introduction::Say::Yes {
        introduction: id,
        version: ask.version,
        seen_as: SeenAs::of(scene.me),
        band: if pinged.ping.through_link { None } else { pinged.band },
        place: after.place,
        // Where they asked for it after their yes, they did not read that the asker would see it.
        asks_too: pinged.own.iter().any(|own| own.is_met_with(ask) && Some(own.ask.posted_at) <= said_yes_at),
        about: About::of(ask),
        shown: introduction::Shown::First,
    };
    let guard = Guard::Proposed(id, ask.version);
    let mut effects = vec![
        Effect::Schedule(Due::Nudge(id), nudge),
        Effect::Schedule(Due::Release(id), release),
        show(scene, pinged, Standing::YesWaits { may_again }),
        ask::status(after),
    ];
    effects.extend(name::before(scene, ask.asker, guard));
    let card = Words::Introduction(Box::new(card));
    effects.push(Speech::guarded(ask.asker, On::NewCard(Card::Yes(id)), guard, card));
    effects
}

/// The ping as it stands now.
fn truth(pinged: &Pinged) -> Standing {
    let mine = introduction_of(pinged);
    let is_needed = |mine: &Introduction| {
        let is_as_it_is = mine.was_not_needed() && !mine.is_outdated(&pinged.my_ask.ask);
        is_as_it_is && pinged.my_ask.is_wanted_in_time() && !pinged.apart
    };
    match (mine.map(|mine| &mine.state), pinged.ping.state) {
        (Some(IntroductionState::Proposed), _) if outdated_yes(pinged).is_some() => Standing::AskedAgain,
        (Some(IntroductionState::Proposed), _) => {
            Standing::YesWaits { may_again: mine.is_some_and(Introduction::may_be_said_again) }
        }
        (Some(IntroductionState::Agreed { .. }), _) => Standing::Introduced,
        (Some(IntroductionState::Dropped), _) => Standing::CalledOff,
        (Some(IntroductionState::Ended), _) => Standing::WasIntroduced,
        (Some(IntroductionState::Reserve), _) => Standing::Reserve,
        (Some(IntroductionState::Released), _) if mine.is_some_and(is_needed) => {
            // Somebody is looked for again: their card of it says that they may stand by.
            if ask::enough(&pinged.my_ask) { Standing::Enough } else { Standing::Yes }
        }
        (Some(IntroductionState::Released), _) if may_say_yes(pinged) => Standing::TookBack { may_again: true },
        (Some(IntroductionState::Declined), _) => ended(pinged, Standing::Declined),
        (Some(IntroductionState::Released), _) => ended(pinged, Standing::NotCountedOn { may_again: false }),
        (None, PingState::NotThisTime) if may_say_yes(pinged) => Standing::NotThisTime { reason: None },
        (None, PingState::Open | PingState::Over) if may_say_yes(pinged) => Standing::open(!pinged.own.is_empty()),
        (None, PingState::NotThisTime | PingState::Open | PingState::Yes | PingState::Over) => {
            ended(pinged, Standing::Over)
        }
    }
}

/// The same to a yes, which did not count where the ask changed since: what they said to it before would read as the answer.
fn truth_of_a_yes(pinged: &Pinged) -> Standing {
    let truth = truth(pinged);
    let is_answer = matches!(truth, Standing::TookBack { may_again: true } | Standing::NotThisTime { .. });
    if is_answer { Standing::ChangedSince { asks_too: !pinged.own.is_empty() } } else { truth }
}

/// Nothing is left to do with it for its helper: why, as far as it is theirs to know. To who is kept apart from the asker it looks
/// like any ask that is over.
fn ended(pinged: &Pinged, while_open: Standing) -> Standing {
    let my_ask = &pinged.my_ask;
    match my_ask.ask.state {
        _ if pinged.apart || my_ask.is_late() => Standing::Over,
        AskState::Open => while_open,
        AskState::Found => Standing::Found,
        AskState::Closed | AskState::Expired => Standing::Over,
    }
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

/// Its helper could not be reached after their yes, and is back: the card says that it is out, and how they may say it once more.
pub fn counted_on_no_more(helper: &Neighbour, pinged: &Pinged) -> Effect {
    let truth = truth(pinged);
    let out = if let Standing::TookBack { may_again } = truth { Some(may_again) } else { None };
    let standing = out.map_or(truth, |may_again| Standing::NotCountedOn { may_again });
    let say = Words::Ping(Box::new(seen(helper, pinged, standing)));
    Speech::on(helper.id, On::CardIfShown(Card::Ping(pinged.ping.id)), say)
}

/// They may be asked again: the card says how it stands, and who had said yes, or stood by, may once more. What was over only for
/// them waits for an answer: they are asked it now, in a message of its own, unless they tapped on that very message.
pub fn paused_no_more(scene: &Scene<'_>, pinged: &Pinged) -> Vec<Effect> {
    let card = Card::Ping(pinged.ping.id);
    let say = Words::Ping(Box::new(seen(scene.me, pinged, truth(pinged))));
    let mut effects = opens_again(pinged);
    let is_tapped = scene.tapped.is_some_and(|tapped| tapped.card == card);
    effects.push(if effects.is_empty() || is_tapped {
        Speech::on(scene.me.id, On::CardIfShown(card), say).mends()
    } else {
        scene.show(On::NewCard(card), say)
    });
    let again = |yes| introduction::may_stand_by_again((yes, pinged.apart), &pinged.my_ask);
    effects.extend(yes_of(pinged).and_then(again));
    effects
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
