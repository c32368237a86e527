//! An introduction: the asker chooses among the yeses, both are introduced, the others get a last word.
//! Before both agreed it shows a first name, a band and a count, and nothing else.

mod after;
mod anew;
mod ask_ends;
mod asked;
mod button;
mod changed;
mod done;
mod ending;
mod how_it_was;
mod keyboard;
mod next;
mod reserve;
mod samples;
mod say;
mod time;
mod unheard;
mod waiting;

pub use after::not_needed;
pub use anew::{offered_anew, renamed, shown_again, shown_anew};
pub use asked::{Asked, question};
pub use button::Button;
pub use changed::{Changed, ask_again, ask_all_again, still_agreed};
pub use done::done;
pub use ending::left;
pub use how_it_was::{HowAsked, how_was_it};
pub use next::Next;
pub use reserve::{
    Reserve, ask_outdated, comes_after_all, may_stand_by_again, reserves_go, reserves_shown_changed, steps_in,
};
pub use say::{Say, Shown, Ways, Why, Words};
pub use time::{Say as TimeSay, Told as TimeTold, time_passes, time_shown_again};
use unheard::Told;
pub use unheard::{silence_by_day, unheard};
pub use waiting::{asks_on, nudge, paused, take_back, time_out, waits_until};

use super::ask::status;
use super::facts::{About, Introduced, MyAsk, Yes};
use super::{
    Effect, Facts, Fault, On, Outcome, Say as AnySay, Scene, Speech, State, ask, menu, name, on_card, ping, show,
};
use crate::domain::{Ask, AskState, Because, Card, Due, FirstName, Guard, IntroductionId, IntroductionState, Side};

/// A tap on an introduction. What does not exist and what is not theirs look alike.
pub fn step(scene: &mut Scene<'_>, state: State, button: Button, version: i64) -> Result<Outcome, Fault> {
    let Facts::Introduction(facts) = scene.facts else { return Err(Fault::OtherFacts) };
    let found = facts.as_deref().and_then(|facts| Some((facts, facts.introduction.side(scene.me.id)?)));
    let Some((facts, side)) = found else { return menu::unknown_button(scene, state) };
    if !button.may_be_of(side, &facts.introduction.state) {
        return menu::unknown_button(scene, state);
    }
    let outdated = facts.introduction.is_outdated(&facts.my_ask.ask);
    let seen = version == facts.my_ask.ask.version;
    let current = seen && !outdated && facts.my_ask.ask.state == AskState::Open;
    let agreed = matches!(facts.introduction.state, IntroductionState::Agreed { .. });
    let proposed = facts.introduction.state == IntroductionState::Proposed;
    let to_come = agreed && !facts.introduction.both_told();
    let has_been = facts.introduction.has_been(scene.now());
    let id = facts.introduction.id;
    let (yes, card) = (On::Card(Card::Yes(id)), On::Card(Card::Introduction(id)));
    if let Some((what, question)) = Asked::by(button).and_then(|what| Some((what, question(facts, (side, what))?))) {
        let at = on_card::State::Introduction { introduction: id, what };
        return Ok(on_card::ask(scene, state, (at, card, question)));
    }
    let effects = match button {
        Button::Yes | Button::No if proposed && current => answer(scene, facts, button),
        Button::Yes | Button::No => vec![scene.show(yes, said(facts.yes_card()))],
        Button::Still if agreed && seen && outdated && !facts.is_asked_other_time() => changed::still(scene, facts),
        // It is over, or one of the two told: nothing can be called off any more.
        Button::CannotMakeIt | Button::ReallyCannot if to_come && has_been => after::too_late(scene, facts, side),
        Button::ReallyCannot if to_come => after::cannot_make_it(scene, facts, side),
        Button::More if to_come => vec![scene.show(card, said(ending::with_more(facts, side)))],
        Button::ReallyEnd if facts.may_end() => ending::cut_short(scene, facts, side),
        Button::ShowProfile if agreed => return show::open(scene, state, (facts, show::way(scene.profile))),
        Button::ShowPhone if agreed => return show::open(scene, state, (facts, show::What::Phone)),
        Button::ChangeTime if to_come => time::has_happened(scene, facts, side),
        Button::When(urgency) if to_come => time::ask_for(scene, facts, (side, urgency)),
        Button::Suits | Button::Keep if to_come => time::answer(scene, facts, (side, button, version)),
        Button::Suits | Button::Keep => time::over(scene, facts, (side, version)),
        Button::Still
        | Button::CannotMakeIt
        | Button::ReallyCannot
        | Button::Back
        | Button::More
        | Button::ShowProfile
        | Button::ShowPhone
        | Button::ChangeTime
        | Button::End
        | Button::ReallyEnd
        | Button::When(_) => anew::as_it_is(scene, facts, (side, button)),
        Button::Outcome(outcome) => after::answer(scene, facts, (side, outcome, version)),
        Button::Again => return ask::again(scene, state, &facts.my_ask),
        Button::StandBy => reserve::stand_by(scene, facts),
        Button::StandDown => reserve::stand_down(scene, facts),
        Button::TakeBack => reserve::take_back(scene, facts),
    };
    Ok(scene.stay(state, effects))
}

/// The asker's answer to a yes that waits for it.
fn answer(scene: &Scene<'_>, facts: &Introduced, button: Button) -> Vec<Effect> {
    // Nobody may agree to it after its time: the yes is let go, as it is a moment later without an answer.
    if facts.my_ask.is_late() {
        return waiting::time_out(scene.moment, facts);
    }
    // Its helper would rather not meet this asker again. It looks as if they could not be reached any more, and
    // they never learn whose ask it was.
    if button == Button::Yes && facts.apart {
        return waiting::withdraw_tapped(scene, facts);
    }
    let mut answered = facts.clone();
    answered.my_ask.asked_if_needed = false;
    let mut effects = ask::heard_from(&facts.my_ask, scene.moment);
    let choice = if button == Button::Yes { introduce } else { decline };
    effects.extend(choice(scene, &answered));
    effects
}

/// "Yes, introduce us": the one transaction in which both are agreed.
fn introduce(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    let word = facts.fresh_word.clone();
    let mut after = facts.my_ask.clone();
    after.becomes(id, IntroductionState::Agreed { word: word.clone() });
    let when = after.ask.when.agreed(scene.now());
    if let Some(yes) = after.yes_mut(id) {
        (yes.introduction.agreed_when, yes.about.when) = (Some(when), when);
    }
    let mut effects = vec![Effect::Introduce(id, word.clone())];
    effects.push(Effect::Schedule(Due::HowWasIt(id), self::after::how_was_it_at(when, scene.moment)));
    effects.push(scene.show(On::Card(Card::Yes(id)), said(Say::Chosen { name: facts.helper.name.clone() })));
    for side in [Side::Asker, Side::Helper] {
        let (me, other) = match side {
            Side::Asker => (&facts.asker, &facts.helper),
            Side::Helper => (&facts.helper, &facts.asker),
        };
        let ask = &facts.my_ask.ask;
        let about = About { when, ..About::of(ask) };
        let words = Words::of(side, (other.name.clone(), word.clone()), (about, ask));
        let say = said(Say::Introduced { introduction: id, words });
        effects.extend(name::before(scene, me.id, Guard::Agreed(id)));
        effects.push(Speech::guarded(me.id, On::NewCard(Card::Introduction(id)), Guard::Agreed(id), say));
    }
    if after.is_found() {
        effects.extend(found(&mut after));
        effects.extend(replaced(&mut after, &facts.asker.name));
    }
    effects.extend(reserve::introduced(facts, when));
    effects.extend(facts.asked_no_more());
    // Where more are wanted, it may have been the last yes that waited.
    let silence = unheard::silent_still(scene.moment, &mut after, (&facts.introduction, Told::AtOnce));
    effects.extend(silence.unwrap_or_else(|| ask::waits_no_more(&after)));
    effects.extend(facts.met.iter().flat_map(|own| ask::met(scene.moment, own, (id, &facts.asker))));
    effects
}

/// With as many as are wanted, who is introduced and did not say whether they still can, now that the ask changed, is not
/// waited for: they hear that somebody else comes, and so does the asker that they were told.
pub fn replaced(after: &mut MyAsk, asker: &FirstName) -> Vec<Effect> {
    let all: Vec<Yes> = after.not_counted_on().cloned().collect();
    let mut effects = Vec::new();
    for yes in &all {
        after.becomes(yes.introduction.id, IntroductionState::Dropped);
        effects.extend(self::after::replaced(asker, yes));
    }
    effects
}

/// As many as are wanted are found: nobody else is asked.
pub fn found(after: &mut MyAsk) -> Vec<Effect> {
    after.finds();
    let mut effects = vec![Effect::AskFound(after.ask.id)];
    effects.extend(ping::over(&after.ask, &after.open_pings, after.now));
    effects.extend(after.proposed().flat_map(|yes| enough(yes, &after.ask)));
    effects
}

/// "Not this one": the helper is thanked; the asking goes on.
pub fn decline(scene: &Scene<'_>, facts: &Introduced) -> Vec<Effect> {
    let id = facts.introduction.id;
    let mut after = facts.my_ask.clone();
    after.becomes(id, IntroductionState::Declined);
    let mut effects = vec![
        Effect::Decline(id),
        scene.show(On::Card(Card::Yes(id)), said(Say::Declined { name: facts.helper.name.clone() })),
    ];
    effects.extend(after.introductions.iter().filter(|yes| yes.introduction.id == id).map(reserve::closed));
    effects.extend(facts.asked_no_more());
    let last = Say::LastWord { about: About::of(&after.ask), why: Why::Declined, stand_by: None };
    effects.push(Speech::message(facts.introduction.helper, said(last)));
    effects.extend(waiting::one_fewer(scene.moment, &mut after, (&facts.introduction, Told::AtOnce)));
    effects
}

/// Enough help was found. It can still fall through: who said yes to the ask as it is may stand by, on the same message.
fn enough(yes: &Yes, ask: &Ask) -> Vec<Effect> {
    let stand_by = (!yes.introduction.is_outdated(ask)).then_some(yes.introduction.id);
    let_go(yes, Because::Found, stand_by)
}

/// A yes that came to nothing: its helper gets a kind last word, and the asker's card of it says so.
pub fn release(yes: &Yes, because: Because) -> Vec<Effect> {
    let_go(yes, because, None)
}

fn let_go(yes: &Yes, because: Because, stand_by: Option<IntroductionId>) -> Vec<Effect> {
    let mut effects = thanked_off(yes, because, stand_by);
    effects.push(asker_told(yes, because));
    effects
}

/// What the asker hears of a yes that came to nothing.
fn asker_told(yes: &Yes, because: Because) -> Effect {
    let (asker, card) = (yes.introduction.asker, Card::Yes(yes.introduction.id));
    let told = said(Say::Released { name: yes.helper.name.clone(), because });
    match because {
        // Their answer was promised, or the asker's was waited for.
        Because::Unanswered | Because::Withdrawn => Speech::waking(asker, On::NewCard(card), (Guard::None, None), told),
        Because::Found | Because::Closed | Because::TimedOut | Because::Met => {
            Speech::on(asker, On::CardIfShown(card), told)
        }
    }
}

/// It comes to nothing, and its helper gets a last word.
fn thanked_off(yes: &Yes, because: Because, stand_by: Option<IntroductionId>) -> Vec<Effect> {
    let introduction = &yes.introduction;
    let why = match because {
        Because::Found => Why::Found,
        Because::Closed => Why::Closed,
        Because::Met => Why::Met,
        Because::TimedOut | Because::Withdrawn | Because::Unanswered => Why::TimedOut,
    };
    let on = stand_by.map_or(On::Message, |id| On::NewCard(Card::Reserve(id)));
    let last = said(Say::LastWord { about: yes.about.clone(), why, stand_by });
    // A yes for today is over at midnight; its last word can wait for the morning.
    let last = match why {
        Why::TimedOut => Speech::waking(introduction.helper, on, (Guard::None, None), last),
        Why::Found | Why::Closed | Why::Declined | Why::Paused | Why::Enough | Why::Met => {
            Speech::on(introduction.helper, on, last)
        }
    };
    let mut effects = vec![Effect::Release(introduction.id, because), reserve::closed(yes)];
    effects.extend(ping::asked_no_more(yes));
    effects.push(last);
    effects
}

impl Introduced {
    /// The card of the yes, as its asker sees it now.
    pub fn yes_card(&self) -> Say {
        let name = self.helper.name.clone();
        match &self.introduction.state {
            IntroductionState::Proposed if self.introduction.is_outdated(&self.my_ask.ask) => Say::AskedAgain { name },
            IntroductionState::Proposed => Say::Yes {
                introduction: self.introduction.id,
                version: self.my_ask.ask.version,
                seen_as: ping::SeenAs::of(&self.helper),
                band: self.band,
                place: self.my_ask.place,
                asks_too: self.asks_too(),
                about: About::of(&self.my_ask.ask),
                shown: if self.introduction.stood_by { Shown::StoodBy } else { Shown::First },
            },
            IntroductionState::Agreed { .. } | IntroductionState::Dropped | IntroductionState::Ended => {
                Say::Chosen { name }
            }
            IntroductionState::Declined => Say::Declined { name },
            IntroductionState::Reserve => Say::StandsBy { name },
            IntroductionState::Released => {
                let because = self.introduction.released.unwrap_or(Because::TimedOut);
                Say::Released { name, because }
            }
        }
    }

    /// Did they ask for the same as they said yes? They read that the asker sees it.
    fn asks_too(&self) -> bool {
        self.met.iter().any(|own| own.ask.posted_at <= self.introduction.proposed_at)
    }

    /// The card of the introduction, as one of the two sees it now.
    pub fn card(&self, side: Side) -> Say {
        let name = match side {
            Side::Asker => self.helper.name.clone(),
            Side::Helper => self.asker.name.clone(),
        };
        let about = self.about();
        match &self.introduction.state {
            IntroductionState::Agreed { .. } if self.introduction.both_told() => self.still_write(side),
            IntroductionState::Agreed { word }
                if side == Side::Helper
                    && self.introduction.is_outdated(&self.my_ask.ask)
                    && !self.introduction.has_been(self.my_ask.now)
                    && !self.is_asked_other_time() =>
            {
                Say::Changed(Changed {
                    introduction: self.introduction.id,
                    version: self.my_ask.ask.version,
                    name,
                    about,
                    band: self.band,
                    access: self.my_ask.ask.access.clone(),
                    wish: self.my_ask.ask.wish,
                    word: word.clone(),
                    again: false,
                })
            }
            IntroductionState::Agreed { word } if side == Side::Asker && self.is_silent() => {
                let (introduction, word) = (self.introduction.id, word.clone());
                Say::Unheard { introduction, name, about, word, next: Next::Nothing }
            }
            IntroductionState::Agreed { word } => {
                let words = Words::of(side, (name, word.clone()), (about, &self.my_ask.ask));
                Say::Introduced { introduction: self.introduction.id, words }
            }
            IntroductionState::Proposed
            | IntroductionState::Declined
            | IntroductionState::Released
            | IntroductionState::Reserve
            | IntroductionState::Dropped
            | IntroductionState::Ended => Say::Over { name, about },
        }
    }
}

impl Introduced {
    /// The card of the introduction, once both said how it went.
    fn still_write(&self, side: Side) -> Say {
        let (name, about) = (self.name_of(side.other()), self.about());
        Say::StillWrite { introduction: self.introduction.id, name, about }
    }
}

/// What is said about an introduction.
pub fn said(say: Say) -> AnySay {
    AnySay::Introduction(Box::new(say))
}
