//! The steps of an ask, each with exactly what is known by then.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::facts::MyAsk;
use super::{Button, edit};
use crate::domain::{Access, Category, CellId, FirstName, IntroductionId, Line, PostId, When, Wish};

/// Where the writing of an ask stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum State {
    /// What kind of help?
    Category {
        /// The line, where they came back from a later question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<TypedLine>,
        /// What they had added, where they came back from the preview.
        #[serde(default, skip_serializing_if = "Added::is_nothing")]
        added: Added,
    },
    /// Tell it in a line.
    Line {
        /// What kind of help.
        category: Category,
        /// The line, where they came back from a later question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<TypedLine>,
        /// What they had added, where they came back from the preview.
        #[serde(default, skip_serializing_if = "Added::is_nothing")]
        added: Added,
    },
    /// When?
    When {
        /// What kind of help.
        category: Category,
        /// The line, and the message it was typed in.
        line: Option<TypedLine>,
        /// What they had added, where they came back from the preview.
        #[serde(default, skip_serializing_if = "Added::is_nothing")]
        added: Added,
    },
    /// Roughly where?
    Place {
        /// Everything but the place.
        sketch: Sketch,
    },
    /// Exactly what neighbours will see.
    Preview {
        /// The whole ask.
        draft: Draft,
    },
    /// One thing of it is changed.
    Change {
        /// The whole ask.
        draft: Draft,
        /// Which thing.
        what: Changing,
    },
}

/// A line, and the message it was typed in: of an ask an edit of that message corrects it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedLine {
    /// The words.
    pub line: Line,
    /// Telegram's number of the message.
    pub message: i64,
}

/// What the steps to the preview do not ask: who goes back to one of them keeps it. Another answer to any of them changes nothing of
/// it; only who may be asked first hangs on the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// What a helper must know before a yes.
    pub access: BTreeSet<Access>,
    /// A wish about the helper.
    pub wish: Option<Wish>,
    /// How many people it wants.
    pub wanted: u8,
    /// Roughly where, where that is not near its asker.
    pub elsewhere: Option<CellId>,
}

impl Default for Added {
    fn default() -> Self {
        Self { access: BTreeSet::new(), wish: None, wanted: 1, elsewhere: None }
    }
}

impl Added {
    /// Was nothing added?
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What was added to this, which is at its asker's own place, or at none yet.
    pub fn to(sketch: &Sketch) -> Self {
        let Sketch { access, wish, wanted, .. } = sketch;
        Self { access: access.clone(), wish: *wish, wanted: *wanted, elsewhere: None }
    }
}

/// Everything about an ask but its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// What kind of help.
    pub category: Category,
    /// The asker's words.
    pub line: Option<TypedLine>,
    /// When it is wanted.
    pub when: When,
    /// What a helper must know before a yes.
    pub access: BTreeSet<Access>,
    /// A wish about the helper.
    pub wish: Option<Wish>,
    /// How many people it wants.
    pub wanted: u8,
}

impl Sketch {
    /// As it is now, but for what was made of it in a form since it was so.
    fn over(self, was: &Self, now: Self) -> Self {
        fn one<T: PartialEq>(mine: T, was: &T, now: T) -> T {
            if mine == *was { now } else { mine }
        }
        Self {
            category: one(self.category, &was.category, now.category),
            line: one(self.line, &was.line, now.line),
            when: one(self.when, &was.when, now.when),
            access: one(self.access, &was.access, now.access),
            wish: one(self.wish, &was.wish, now.wish),
            wanted: one(self.wanted, &was.wanted, now.wanted),
        }
    }
}

/// A whole ask, not posted yet; or a change of one that is, not saved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Everything but the place.
    pub sketch: Sketch,
    /// Roughly where.
    pub cell: CellId,
    /// The posted ask that it would change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<PostId>,
    /// What that was when it was last read: where the draft says something else, that was changed in the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Box<Sketch>>,
    /// How that stood when it was last read. It is read anew before each step.
    #[serde(default, skip_serializing_if = "Stands::is_unknown")]
    pub stands: Stands,
    /// Whom the asker would like to be helped by again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
}

impl Draft {
    /// One that is not posted.
    pub fn new(sketch: Sketch, cell: CellId, before: Option<Before>) -> Self {
        Self { sketch, cell, posted: None, was: None, stands: Stands::default(), before }
    }

    /// A change of this posted ask, as that is by now: what was not changed in the form follows it.
    fn afresh(self, facts: &MyAsk) -> Self {
        let now = Self::like(&facts.ask).sketch;
        let sketch = match &self.was {
            Some(was) => self.sketch.over(was, now.clone()),
            None => self.sketch,
        };
        let was = self.was.map(|_| Box::new(now));
        Self { sketch, was, stands: Stands::of(facts), ..self }
    }

    /// The first question of a change: what shall be changed, where that is not known.
    pub fn begins_with(&self) -> Changing {
        if self.stands.may == May::HowMany { Changing::HowMany } else { Changing::First }
    }
}

/// How a posted ask stands that is being changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stands {
    /// What of it may be changed.
    pub may: May,
    /// Who is introduced for it where nobody else is asked: they are asked first whether they still can.
    pub found: Vec<FirstName>,
    /// Who would be asked before all others.
    pub first: Option<FirstName>,
}

impl Stands {
    fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// How it stands now.
    pub(super) fn of(facts: &MyAsk) -> Self {
        let first = facts.first.as_ref().map(|first| first.name.clone());
        Self { may: edit::may_change(facts), found: edit::asked_at_once(facts), first }
    }
}

/// What of a posted ask may be changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum May {
    /// Everything.
    #[default]
    All,
    /// How many people it is for, and nothing else: people were asked anew for it as often as one may.
    HowMany,
    /// Nothing: it is too late.
    Nothing,
}

/// Somebody who helped before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// When they helped.
    pub introduction: IntroductionId,
    /// Their first name.
    pub name: FirstName,
}

/// What is being changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changing {
    /// Which thing of a posted ask shall it be? The step before is its card.
    First,
    /// Which thing shall it be?
    Which,
    /// What kind of help.
    Category,
    /// The line.
    Line,
    /// When.
    When,
    /// Another place.
    Place,
    /// What neighbours should know.
    Access,
    /// How many people.
    HowMany,
}

impl State {
    /// Does this button say by itself what it means, on whichever edit of the question it stood? Fingers are quicker than edits.
    pub const fn takes_at_any_version(&self, button: Button) -> bool {
        let is_tick = matches!(
            button,
            Button::Access(_) | Button::NotAccess(_) | Button::Wish(_) | Button::NotWish(_) | Button::Done
        );
        is_tick && matches!(self, Self::Change { what: Changing::Access, .. })
    }

    /// The first question.
    pub fn first() -> Self {
        Self::Category { line: None, added: Added::default() }
    }

    /// The posted ask that is being changed.
    pub const fn posted(&self) -> Option<PostId> {
        match self {
            Self::Preview { draft } | Self::Change { draft, .. } => draft.posted,
            Self::Category { .. } | Self::Line { .. } | Self::When { .. } | Self::Place { .. } => None,
        }
    }

    /// The same, where it is a change of this ask: its people are called as they are now.
    pub fn naming(&self, my_ask: &MyAsk) -> Option<Self> {
        (self.posted() == Some(my_ask.ask.id)).then(|| self.clone().afresh(my_ask))
    }

    /// The posted ask of which this is the first question: the step before is its card.
    pub fn begins(&self) -> Option<PostId> {
        match self {
            Self::Change { draft, what } if *what == Changing::First || *what == draft.begins_with() => draft.posted,
            Self::Category { .. }
            | Self::Line { .. }
            | Self::When { .. }
            | Self::Place { .. }
            | Self::Preview { .. }
            | Self::Change { .. } => None,
        }
    }

    /// The form, as the posted ask is by now that it would change.
    #[must_use]
    pub fn afresh(self, facts: &MyAsk) -> Self {
        match self {
            Self::Preview { draft } => Self::Preview { draft: draft.afresh(facts) },
            Self::Change { draft, what } => Self::Change { draft: draft.afresh(facts), what },
            Self::Category { .. } | Self::Line { .. } | Self::When { .. } | Self::Place { .. } => self,
        }
    }

    /// Who may be asked first, as the asker wanted it when they were last shown.
    pub const fn before(&self) -> Option<&Before> {
        match self {
            Self::Preview { draft } | Self::Change { draft, .. } => draft.before.as_ref(),
            Self::Category { .. } | Self::Line { .. } | Self::When { .. } | Self::Place { .. } => None,
        }
    }

    /// Nobody may be asked first any more.
    #[must_use]
    pub fn without_before(mut self) -> Self {
        if let Self::Preview { draft } | Self::Change { draft, .. } = &mut self {
            draft.before = None;
        }
        self
    }

    /// Is it too late to change the posted ask that it would change?
    pub const fn is_too_late(&self) -> bool {
        match self {
            Self::Preview { draft } | Self::Change { draft, .. } => matches!(draft.stands.may, May::Nothing),
            Self::Category { .. } | Self::Line { .. } | Self::When { .. } | Self::Place { .. } => false,
        }
    }

    /// Is this a question that is answered with words?
    pub const fn asks_for_words(&self) -> bool {
        match self {
            Self::Line { .. } => true,
            Self::Change { what, .. } => matches!(what, Changing::Line | Changing::First),
            Self::Category { .. } | Self::When { .. } | Self::Place { .. } | Self::Preview { .. } => false,
        }
    }

    /// Is this the question that comes with a reply keyboard?
    pub const fn asks_for_place(&self) -> bool {
        match self {
            Self::Place { .. } => true,
            Self::Change { what, .. } => matches!(what, Changing::Place),
            Self::Category { .. } | Self::Line { .. } | Self::When { .. } | Self::Preview { .. } => false,
        }
    }
}
