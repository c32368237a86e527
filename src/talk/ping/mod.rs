//! A ping: one ask shown to one neighbour, who may say yes, or not this time.
//! A "not this time" is never shown to anyone.

mod say;
mod shared;

pub use say::{Say, SeenAs, Standing};
pub use shared::open;

use super::facts::{About, Pinged, Yes};
use super::{Effect, Facts, Fault, On, Outcome, Say as Words, Scene, Speech, State, ask, introduction, menu};
use crate::domain::{
    Ask, AskState, Card, Due, Guard, Instant, Introduction, IntroductionId, IntroductionState, NewIntroduction,
    OpenPing, PingState, Reason, limits,
};

/// Buttons of a ping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// I can help.
    Yes,
    /// Not this time.
    No,
    /// Why not.
    Reason(Reason),
    /// Pause me.
    Pause,
}

impl Button {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Yes, Self::No, Self::Pause];
        all.extend(Reason::ALL.map(Self::Reason));
        all
    }

    /// The verb in the code of the button.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Yes => "ping-yes",
            Self::No => "ping-no",
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
pub fn step(scene: &mut Scene<'_>, state: State, button: Button) -> Result<Outcome, Fault> {
    let Facts::Ping(facts) = scene.facts else {
        return Err(Fault::OtherFacts);
    };
    let Some(pinged) = facts.as_deref().filter(|pinged| pinged.ping.helper == scene.me.id) else {
        return menu::unknown_button(scene, state);
    };
    let effects = match (button, pinged.ping.state) {
        (Button::Yes, PingState::Open | PingState::NotThisTime | PingState::Over) if is_open(pinged) => {
            let mut effects = Vec::new();
            if scene.me.agreed_at.is_none() {
                effects.push(Effect::AgreeToRules);
            }
            effects.extend(yes(scene, pinged));
            effects
        }
        (Button::No, PingState::Open) => {
            vec![Effect::PingNo(pinged.ping.id), show(scene, pinged, Standing::NotThisTime { reason: None })]
        }
        (Button::Reason(reason), PingState::NotThisTime) => vec![
            Effect::PingReason(pinged.ping.id, reason),
            show(scene, pinged, Standing::NotThisTime { reason: Some(reason) }),
        ],
        (Button::Pause, PingState::NotThisTime) => {
            vec![Effect::PauseOffer(true), show(scene, pinged, Standing::Paused)]
        }
        (Button::Yes | Button::No | Button::Reason(_) | Button::Pause, _) => {
            vec![show(scene, pinged, truth(pinged))]
        }
    };
    Ok(scene.stay(state, effects))
}

/// The ask is over: its open pings are, and those that are young enough are edited.
pub fn over(ask: &Ask, open: &[OpenPing], now: Instant) -> Vec<Effect> {
    let mut effects = vec![Effect::PingsOver(ask.id)];
    for ping in open.iter().filter(|ping| now - ping.asked_at < limits::PING_EDITED) {
        let say = Words::Ping(Box::new(Say::over(ping.id, About::of(ask))));
        effects.push(Speech::on(ping.helper, On::CardIfShown(Card::Ping(ping.id)), say));
    }
    effects
}

/// Is somebody still wanted? To who is kept apart from the asker it looks like any ask that is over.
fn is_open(pinged: &Pinged) -> bool {
    let my_ask = &pinged.my_ask;
    my_ask.ask.state == AskState::Open
        && !my_ask.is_late()
        && !ask::enough(my_ask)
        && !said_yes_before(pinged)
        && !pinged.apart
}

/// One introduction per post and helper.
fn said_yes_before(pinged: &Pinged) -> bool {
    pinged.my_ask.introductions.iter().any(|yes| yes.introduction.helper == pinged.ping.helper)
}

/// "I can help": the asker sees a card.
fn yes(scene: &mut Scene<'_>, pinged: &Pinged) -> Vec<Effect> {
    let my_ask = &pinged.my_ask;
    let id = IntroductionId(scene.moment.chance.id());
    let introduction = Introduction {
        id,
        post: my_ask.ask.id,
        asker: my_ask.ask.asker,
        helper: scene.me.id,
        state: IntroductionState::Proposed,
        ask_version: my_ask.ask.version,
        proposed_at: scene.now(),
        through_link: pinged.ping.through_link,
        stood_by: false,
        released: None,
    };
    let about = About::of(&my_ask.ask);
    let yes = Yes { introduction, helper: scene.me.clone(), about: about.clone(), band: None, apart: false };
    let mut after = my_ask.clone();
    after.introductions.push(yes);
    let (nudge, release) = introduction::waits_until(my_ask, scene.moment);
    let band = if pinged.ping.through_link { None } else { pinged.band };
    let card = introduction::Say::Yes {
        introduction: id,
        version: my_ask.ask.version,
        seen_as: SeenAs::of(scene.me),
        band,
        about,
        shown: introduction::Shown::First,
    };
    vec![
        Effect::PingYes(pinged.ping.id),
        Effect::Propose(NewIntroduction {
            id,
            post: my_ask.ask.id,
            helper: scene.me.id,
            ask_version: my_ask.ask.version,
            through_link: pinged.ping.through_link,
        }),
        Effect::Schedule(Due::Nudge(id), nudge),
        Effect::Schedule(Due::Release(id), release),
        show(scene, pinged, Standing::Yes),
        Speech::on(my_ask.ask.asker, On::CardIfShown(Card::Ask(my_ask.ask.id)), Words::MyAsk(after.told())),
        Speech::guarded(
            my_ask.ask.asker,
            On::NewCard(Card::Yes(id)),
            Guard::Proposed(id),
            Words::Introduction(Box::new(card)),
        ),
    ]
}

/// The ping as it stands now.
fn truth(pinged: &Pinged) -> Standing {
    let mine = pinged.my_ask.introductions.iter().find(|yes| yes.introduction.helper == pinged.ping.helper);
    match (mine.map(|yes| &yes.introduction.state), pinged.ping.state) {
        (Some(IntroductionState::Proposed), _) => Standing::Yes,
        (Some(IntroductionState::Agreed { .. } | IntroductionState::Dropped | IntroductionState::Ended), _) => {
            Standing::Introduced
        }
        (Some(IntroductionState::Reserve), _) => Standing::Reserve,
        (Some(IntroductionState::Declined | IntroductionState::Released), _) => Standing::Over,
        (None, PingState::NotThisTime) if is_open(pinged) => Standing::NotThisTime { reason: None },
        (None, PingState::Open | PingState::Over) if is_open(pinged) => Standing::Open,
        (None, PingState::NotThisTime | PingState::Open | PingState::Yes | PingState::Over) => Standing::Over,
    }
}

/// A ping once more, as it stands.
pub fn shown_again(scene: &Scene<'_>, pinged: &Pinged) -> Effect {
    let say = Words::Ping(Box::new(seen(scene, pinged, truth(pinged))));
    scene.show(On::NewCard(Card::Ping(pinged.ping.id)), say)
}

fn show(scene: &Scene<'_>, pinged: &Pinged, standing: Standing) -> Effect {
    let say = Words::Ping(Box::new(seen(scene, pinged, standing)));
    scene.show(On::Card(Card::Ping(pinged.ping.id)), say)
}

fn seen(scene: &Scene<'_>, pinged: &Pinged, standing: Standing) -> Say {
    let ask = &pinged.my_ask.ask;
    Say {
        ping: pinged.ping.id,
        about: About::of(ask),
        band: pinged.band,
        access: ask.access.clone(),
        wish: ask.wish,
        wanted: ask.wanted,
        seen_as: SeenAs::of(scene.me),
        standing,
        wider: pinged.ping.wider,
        agrees: scene.me.agreed_at.is_none(),
    }
}

#[cfg(test)]
mod tests;
