//! What tells apart two people of the same first name.

use serde::{Deserialize, Serialize};

use crate::domain::{Category, FirstName, IntroductionId, Line, Urgency, When, limits};
use crate::talk::facts::Partner;

/// By what two of the same first name are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// What kind of help the two agreed.
    Category(Category),
    /// When it is, where that is the same.
    When(When),
    /// What it is, in the asker's words, which both read, where that is the same too.
    Line(Line),
    /// The word that only these two have, where nothing else tells them apart.
    Word(String),
}

impl By {
    /// What can be said of one, what most people think of first.
    pub(super) fn ways(partner: &Partner) -> Vec<Self> {
        let Partner { about, word, .. } = partner;
        let ways = [Self::Category(about.category), Self::When(about.when)].into_iter();
        ways.chain(about.line.clone().map(Self::Line)).chain([Self::Word(word.clone())]).collect()
    }

    /// Does a button read the same with both?
    pub(super) fn reads_as(&self, other: &Self) -> bool {
        let begins = |line: &Line| line.as_str().chars().take(limits::TOLD_APART).collect::<String>();
        match (self, other) {
            (Self::Line(one), Self::Line(other)) => begins(one) == begins(other),
            // The day comes first, and the hours do not fit.
            (Self::When(one), Self::When(other)) => {
                one.is_same_time(*other) || (one.urgency, other.urgency) == (Urgency::Now, Urgency::Now)
            }
            (one, other) => one == other,
        }
    }
}

/// Two of the same first name may be one neighbour, or two: what was agreed with them says which is meant. A button bears
/// only what is true of nobody else of that name, or words would go to another one whom it fits as well. Names that begin
/// alike are the same there.
pub(super) fn told_apart(partners: &[Partner]) -> Vec<(IntroductionId, By)> {
    let by = |one: &Partner| {
        let others = partners.iter().filter(|other| other.introduction != one.introduction);
        let namesakes = others.filter(|other| begins(&other.name) == begins(&one.name));
        let alike: Vec<_> = namesakes.flat_map(By::ways).collect();
        if alike.is_empty() {
            return None;
        }
        // A word is drawn for each introduction.
        let own = By::ways(one).into_iter().find(|by| !alike.iter().any(|other| by.reads_as(other)));
        Some((one.introduction, own.unwrap_or_else(|| By::Word(one.word.clone()))))
    };
    partners.iter().filter_map(by).collect()
}

/// Do two names begin alike on a button?
pub fn look_alike(one: &FirstName, other: &FirstName) -> bool {
    begins(one) == begins(other)
}

/// As much of a name as stands on a button beside what tells it apart.
fn begins(name: &FirstName) -> String {
    name.as_str().chars().take(limits::SHORT_NAME).collect()
}
