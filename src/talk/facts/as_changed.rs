//! The facts of an ask as they will be once a step is carried out: what it says then is true.

use super::{MyAsk, Yes};
use crate::domain::{AskState, Because, Instant, IntroductionId, IntroductionState, When};

impl MyAsk {
    /// The yes of an introduction.
    pub fn yes_mut(&mut self, id: IntroductionId) -> Option<&mut Yes> {
        self.introductions.iter_mut().find(|yes| yes.introduction.id == id)
    }

    /// As many are found as are wanted. *Now* lasts as long from then on as the last of them agreed, for who stands by too.
    pub fn finds(&mut self) {
        self.ask.state = AskState::Found;
        self.ask.when = self.ask.found_when(self.agreed_or_told().map(|yes| yes.about.when));
        let when = self.ask.when;
        let all = self.introductions.iter_mut().filter(|yes| yes.introduction.agreed_when.is_none());
        all.for_each(|yes| yes.about.when = when);
    }

    /// The answer of who said yes to a change is waited for until then.
    pub fn awaits(&mut self, id: IntroductionId, until: Instant) {
        if let Some(yes) = self.yes_mut(id) {
            yes.awaited = Some(until);
        }
    }

    /// Two agree this time.
    pub fn agrees(&mut self, id: IntroductionId, when: When) {
        if let Some(yes) = self.yes_mut(id) {
            yes.about.when = when;
        }
    }

    /// What becomes of a yes.
    pub fn becomes(&mut self, id: IntroductionId, state: IntroductionState) {
        if let Some(yes) = self.yes_mut(id) {
            yes.introduction.state = state;
            yes.introduction.released = None;
        }
    }

    /// A yes comes to nothing, and why.
    pub fn lets_go(&mut self, id: IntroductionId, because: Because) {
        if let Some(yes) = self.yes_mut(id) {
            yes.introduction.state = IntroductionState::Released;
            yes.introduction.released = Some(because);
        }
    }

    /// Who said yes before the ask changed still does.
    pub fn still(&mut self, id: IntroductionId) {
        let version = self.ask.version;
        if let Some(yes) = self.yes_mut(id) {
            yes.introduction.ask_version = version;
        }
    }
}
