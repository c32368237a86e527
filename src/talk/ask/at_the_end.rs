//! What is said of an ask once its time passed, or it ended by itself: who came of it, and whose yes got no answer.

use super::super::facts::MyAsk;
use super::mine::names;
use super::{Came, Standing, Status, Told};
use crate::domain::FirstName;

impl MyAsk {
    /// It ended by itself. Who did not say whether they still can is not who said yes; nor is it true that nobody could, or
    /// nobody else, where a yes got no answer.
    pub(super) fn ended(&self, status: Box<Status>) -> Told {
        let missed = names(self.missed());
        let ways = [
            (names(self.found()), Came::Introduced { missed: missed.clone() }),
            (names(self.not_heard()), Came::Silent),
            (missed, Came::Missed),
        ];
        let came = ways.into_iter().find(|(names, _)| !names.is_empty());
        let (names, came) = came.unwrap_or((Vec::new(), Came::Introduced { missed: Vec::new() }));
        Told::Ended { status, names, came }
    }

    /// Its time passed. Who said afterwards that it happened had not said whether they still can.
    pub(super) fn late(&self, found: Vec<FirstName>) -> Standing {
        match names(self.missed()) {
            _ if self.is_found() => Standing::Been { names: found },
            missed if found.is_empty() && !missed.is_empty() => Standing::LateMissed { names: missed },
            missed => Standing::Late { names: found, missed },
        }
    }
}
