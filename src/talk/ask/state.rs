//! The steps of an ask, each with exactly what is known by then.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::facts::MyAsk;
use super::mine;
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

/// The line of an ask, and the message it was typed in: an edit of that message corrects it.
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
    /// Who is introduced for it where nobody else is asked: they are asked first whether they still can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<FirstName>,
    /// Whom the asker would like to be helped by again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
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

    /// The same, where it is a change of this ask, and names who is introduced for it: as they are called now.
    pub fn naming(&self, my_ask: &MyAsk) -> Option<Self> {
        let mut next = self.clone();
        let (Self::Preview { draft } | Self::Change { draft, .. }) = &mut next else { return None };
        if draft.posted != Some(my_ask.ask.id) || draft.found.is_empty() {
            return None;
        }
        draft.found = mine::names(my_ask.to_come());
        Some(next)
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
