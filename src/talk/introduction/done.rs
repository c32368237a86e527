//! "It is done": the asker closes an ask whose helper has come, as far as they know.

use super::super::facts::Yes;
use super::super::{Effect, On, Scene, Speech};
use super::{HowAsked, Say, TimeTold, changed, said, time};
use crate::domain::{Ask, Card, Due, Guard, Side, limits, window};

/// The helper hears what was said. How it went is asked at once, each apart, unless that question is on the phones already:
/// it is the way back, too, for who tapped the wrong button, since "not yet" and "it didn't happen" are answers to it. The
/// two can write to each other as before.
pub fn done(scene: &Scene<'_>, (yes, ask): (&Yes, &Ask)) -> Vec<Effect> {
    let (id, helper, agreement) = (yes.introduction.id, yes.introduction.helper, yes.introduction.agreement);
    let mut effects = no_question_is_open(scene, (yes, ask));
    if yes.introduction.asked > 0 {
        let told = said(Say::SaidDone { name: scene.me.name.clone(), about: yes.about.clone() });
        effects.push(Speech::waking(helper, On::Message, (Guard::Agreed(id), None), told));
        return effects;
    }
    let again = window::after_quiet(scene.now() + limits::OUTCOME_REMINDER, scene.moment.zone);
    let (card, about) = (On::NewCard(Card::HowWasIt(id)), yes.about.clone());
    let question = |name, asked| said(Say::HowWasIt { introduction: id, name, about: about.clone(), agreement, asked });
    effects.extend([
        Effect::AskedHowItWas(id, Side::Asker),
        Effect::AskedHowItWas(id, Side::Helper),
        Effect::Schedule(Due::HowWasIt(id), again),
        Speech::waking(
            helper,
            card,
            (Guard::Agreed(id), Some(again)),
            question(scene.me.name.clone(), HowAsked::SaidDone),
        ),
        // Who has just said so is awake.
        Speech::guarded(scene.me.id, card, Guard::Agreed(id), question(yes.helper.name.clone(), HowAsked::First)),
    ]);
    effects
}

/// Whether they still can, and another time for it, is asked no more: they came to it as it is.
fn no_question_is_open(scene: &Scene<'_>, (yes, ask): (&Yes, &Ask)) -> Vec<Effect> {
    let introduction = &yes.introduction;
    let (id, names) = (introduction.id, (&scene.me.name, &yes.helper.name));
    let mut effects = Vec::new();
    if introduction.is_outdated(ask) {
        let due = [Due::Nudge(id), Due::Unheard(id)].map(Effect::Unschedule);
        effects.extend([Effect::StillYes(id, ask.version)].into_iter().chain(due));
    }
    if let Some(change) = &yes.change {
        let names = (names.0.clone(), names.1.clone());
        effects.push(Effect::KeepTime(id, change.id));
        effects.extend(time::closed_between((introduction, change), (names, &yes.about), TimeTold::Outdated));
    }
    if effects.is_empty() {
        return effects;
    }
    let cards = [Side::Asker, Side::Helper].map(|side| changed::as_agreed(side, (introduction, ask), names));
    effects.extend(cards.into_iter().flatten());
    effects
}
