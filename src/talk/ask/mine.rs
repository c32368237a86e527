//! What an asker does with a posted ask: sees what is happening now, and closes it.

use super::super::facts::MyAsk;
use super::super::{Effect, Facts, Fault, On, Outcome, Say as Words, Scene, State as AnyState};
use super::super::{introduction, menu, ping};
use super::{MyButton, Progress, Standing, Status, Told};
use crate::domain::{AskState, Card, IntroductionState};

/// A tap on the card of an ask. What does not exist and what is not theirs look alike.
pub fn mine(scene: &Scene<'_>, state: AnyState, button: MyButton) -> Result<Outcome, Fault> {
    let Facts::MyAsk(facts) = scene.facts else {
        return Err(Fault::OtherFacts);
    };
    let Some(facts) = facts.as_deref().filter(|facts| facts.ask.asker == scene.me.id) else {
        return menu::unknown_button(scene, state);
    };
    let status = Box::new(facts.status());
    let on = shown(scene, facts);
    let effects = match (button, facts.ask.state) {
        (MyButton::Now, _) | (_, AskState::Found | AskState::Closed | AskState::Expired) => {
            vec![scene.show(on, Words::MyAsk(Told::Status(status)))]
        }
        (MyButton::Close, AskState::Open) => {
            vec![scene.show(on, Words::MyAsk(Told::CloseSure(status)))]
        }
        (MyButton::ReallyClose, AskState::Open) => close(scene, facts),
    };
    Ok(scene.stay(state, effects))
}

/// On the message that was tapped; where we know it no more, on a new card.
const fn shown(scene: &Scene<'_>, facts: &MyAsk) -> On {
    if scene.tapped.is_some() { On::Tapped } else { On::NewCard(Card::Ask(facts.ask.id)) }
}

/// The asker needs it no more: everybody who was touched by it gets a last word.
fn close(scene: &Scene<'_>, facts: &MyAsk) -> Vec<Effect> {
    let status = Status::of(&facts.ask, Standing::Closed);
    let mut effects = vec![
        Effect::CloseAsk(facts.ask.id),
        scene.show(shown(scene, facts), Words::MyAsk(Told::Status(Box::new(status)))),
    ];
    effects.extend(ping::over(&facts.ask, &facts.open_pings, scene.now()));
    for yes in facts.introductions.iter().filter(|one| one.introduction.state == IntroductionState::Proposed) {
        effects.extend(introduction::release(yes, introduction::Why::Closed));
    }
    effects
}

impl MyAsk {
    /// The card of this ask, from the truth.
    pub fn status(&self) -> Status {
        Status::of(&self.ask, self.standing())
    }

    fn standing(&self) -> Standing {
        let names: Vec<_> = self.agreed().map(|one| one.helper.name.clone()).collect();
        match self.ask.state {
            AskState::Found => Standing::Found { names },
            AskState::Closed => Standing::Closed,
            AskState::Expired => Standing::Expired,
            AskState::Open if self.proposed().next().is_some() => Standing::YesWaiting,
            AskState::Open if !names.is_empty() => Standing::Some { names },
            AskState::Open => match self.next_wave {
                Some(until) if !self.was_asked && self.asleep => Standing::Asleep { until },
                by => Standing::Asking(Progress { asked: self.was_asked, by }),
            },
        }
    }
}
