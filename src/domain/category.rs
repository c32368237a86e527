//! What kind of help: the seven commonest kinds, from the lists of nine real groups.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What kind of help an ask wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Shopping and food.
    Shopping,
    /// Medicines and collecting.
    Collecting,
    /// A lift.
    Lift,
    /// Company and a chat.
    Company,
    /// Small jobs at home.
    Jobs,
    /// Phone and computer.
    Computer,
    /// Going out together.
    GoingOut,
}

impl Category {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Shopping, Self::Collecting, Self::Lift, Self::Company, Self::Jobs, Self::Computer, Self::GoingOut];

    /// Is it done together? Then two who ask for it may help each other.
    pub const fn is_together(self) -> bool {
        match self {
            Self::Company | Self::GoingOut => true,
            Self::Shopping | Self::Collecting | Self::Lift | Self::Jobs | Self::Computer => false,
        }
    }

    /// The name that is stored and that buttons carry. Never translated.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shopping => "shopping",
            Self::Collecting => "collecting",
            Self::Lift => "lift",
            Self::Company => "company",
            Self::Jobs => "jobs",
            Self::Computer => "computer",
            Self::GoingOut => "going_out",
        }
    }

    /// The category of a stored name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

/// What a standing offer is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Things {
    /// Whatever is asked.
    Anything,
    /// These kinds only; never empty.
    Some(BTreeSet<Category>),
}

impl Things {
    /// Does this offer cover the category?
    pub fn cover(&self, category: Category) -> bool {
        match self {
            Self::Anything => true,
            Self::Some(some) => some.contains(&category),
        }
    }

    /// The categories that are covered.
    pub fn categories(&self) -> Vec<Category> {
        match self {
            Self::Anything => Category::ALL.to_vec(),
            Self::Some(some) => some.iter().copied().collect(),
        }
    }
}
