//! The ask changed: pings without an answer are withdrawn, and who said yes is asked whether they still can.

use super::super::facts::{About, Pinged, ShownPing, Yes};
use super::super::{Effect, On, Say as Words, Scene, Speech, introduction};
use super::{Button, Say, Standing, seen, show, tell_asker, truth};
use crate::domain::{Ask, Card, Due, Guard, Instant, Neighbour, OpenPing, PingState, limits};

/// Open pings are over, and those that are young enough say why. Who is still asked gets a new one.
pub fn withdrawn(ask: &Ask, (open, other_time): (&[OpenPing], bool), now: Instant) -> Vec<Effect> {
    let mut effects = vec![Effect::WithdrawPings { post: ask.id, other_time }];
    for ping in open.iter().filter(|ping| now - ping.asked_at < limits::PING_EDITED) {
        let say = Say { standing: Standing::Changed, ..Say::over((ping.id, ask.version), About::of(ask)) };
        effects.push(Speech::on(ping.helper, On::CardIfShown(Card::Ping(ping.id)), Words::Ping(Box::new(say))));
    }
    effects
}

/// How many are wanted is another number, or the day turned: that is no new question, so the pings that show it are edited.
pub fn shown_anew(open: &[ShownPing]) -> Vec<Effect> {
    let shown = |ShownPing { helper, pinged }: &ShownPing| {
        let (id, version) = (pinged.ping.id, pinged.my_ask.ask.version);
        let say = Words::Ping(Box::new(seen(helper, pinged, truth(pinged))));
        let is_open = pinged.ping.state == PingState::Open;
        let guard = if is_open { Guard::PingOpen(id, version) } else { Guard::None };
        Speech::guarded(helper.id, On::CardIfShown(Card::Ping(id)), guard, say).mends()
    };
    open.iter().map(shown).collect()
}

/// Its helper goes from another place now: what they have not answered says how far it is from there. It asks nothing new, so
/// nobody is asked later for it.
pub fn from_there(helper: &Neighbour, moved: &[Pinged]) -> Vec<Effect> {
    let shown = |pinged: &Pinged| {
        let say = Words::Ping(Box::new(seen(helper, pinged, truth(pinged))));
        Speech::on(helper.id, On::CardIfShown(Card::Ping(pinged.ping.id)), say).mends()
    };
    moved.iter().map(shown).collect()
}

/// Who said yes before it changed sees it as it is now: can they still?
pub fn ask_whether_still(pinged: &Pinged, helper: &Neighbour, guard: Guard) -> Vec<Effect> {
    let card = Card::Ping(pinged.ping.id);
    let say = |standing| Words::Ping(Box::new(seen(helper, pinged, standing)));
    let asked = (On::NewCard(card), say(Standing::AskedAgain));
    // Where it is over before the morning, it cannot wait until then.
    let asked = match asked {
        (on, say) if pinged.my_ask.ends_by_morning() => Speech::guarded(helper.id, on, guard, say),
        (on, say) => Speech::waking(helper.id, on, (guard, None), say),
    };
    vec![Speech::on(helper.id, On::CardIfShown(card), say(Standing::Changed)), asked]
}

/// They have not said it: they are asked once more.
pub fn still_asked(pinged: &Pinged, helper: &Neighbour, while_true: (Guard, Option<Instant>)) -> Effect {
    let say = Words::Ping(Box::new(seen(helper, pinged, Standing::StillAsked)));
    Speech::waking(helper.id, On::NewCard(Card::Ping(pinged.ping.id)), while_true, say)
}

/// Their yes came to nothing, or they are introduced: the message that asks whether they still can does not any more, and the one
/// on which they could take it back has no button.
pub fn asked_no_more(yes: &Yes) -> Option<Effect> {
    let answered = yes.answered.map(|ping| (ping, Standing::Yes));
    let (ping, standing) = yes.asked_by.map(|ping| (ping, Standing::AskedNoMore)).or(answered)?;
    let say = Say { standing, ..Say::over((ping, yes.introduction.ask_version), yes.about.clone()) };
    Some(Speech::on(yes.introduction.helper, On::CardIfShown(Card::Ping(ping)), Words::Ping(Box::new(say))))
}

/// The answer of who is asked again.
pub(super) fn answer(scene: &mut Scene<'_>, (pinged, yes): (&Pinged, &Yes), button: Button) -> Vec<Effect> {
    match button {
        Button::Yes => still(scene, pinged, yes),
        Button::No => take_back(scene, (pinged, yes)),
        Button::See | Button::Reason(_) | Button::Pause | Button::TakeBack => vec![show(scene, pinged, truth(pinged))],
    }
}

/// They cannot any more: the asker hears it.
pub(super) fn take_back(scene: &Scene<'_>, (pinged, yes): (&Pinged, &Yes)) -> Vec<Effect> {
    let may_be_said = yes.introduction.may_be_said_again() && !yes.introduction.stood_by;
    let may_again = may_be_said && pinged.my_ask.is_wanted_in_time() && !pinged.apart;
    let mut effects = vec![show(scene, pinged, Standing::TookBack { may_again })];
    effects.extend(introduction::take_back(scene.moment, &pinged.my_ask, yes));
    effects
}

/// "Yes, I can": the asker sees their card once more.
fn still(scene: &Scene<'_>, pinged: &Pinged, yes: &Yes) -> Vec<Effect> {
    let (id, version) = (yes.introduction.id, pinged.my_ask.ask.version);
    let mut after = pinged.my_ask.clone();
    after.still(id);
    let mut effects = vec![Effect::StillYes(id, version), Effect::Unschedule(Due::Unheard(id))];
    effects.extend(tell_asker(scene, pinged, (id, &after)));
    effects
}
