//! Every question that the bot asks, and the way to it.

use doorstep::demo::Person;

use super::{Neighbour, Seen};

/// The way to a question: labels of buttons; words in “quotation marks” are typed, (a place) is shared, and (a helper) says
/// yes, and is introduced.
pub type Way = &'static [&'static str];

const NEED: &str = "18 or over, I agree: I need help";
const CAN: &str = "18 or over, I agree: I can help";
const TODAY: &str = "Today";
const PLACE: &str = "(a place)";
const CHANGE: &str = "Change or add";
const ASK: &str = "Ask neighbours";
const EDIT: &str = "Change it";
const THANK: &str = "Say thank you";
const HELPER: &str = "(a helper)";

/// Every question with buttons under it, from a new neighbour's Start, before an ask is posted.
pub const QUESTIONS: [Way; 19] = [
    &[NEED],
    &[NEED, "A lift"],
    &[NEED, "A lift", "“To the station”"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "Kind of help"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "The line"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "When"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "What to know"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "How many people"],
    &[CAN],
    &[CAN, "Some things"],
    &[CAN, "Some things", "A lift"],
    &[CAN, "Anything", PLACE, "How far"],
    &[CAN, "Anything", PLACE, "Which things"],
    &[CAN, "Anything", PLACE, "Days and times"],
    &[CAN, "Anything", PLACE, "A line about me"],
    &[CAN, "Anything", PLACE, "My name"],
    &[NEED, "Cancel", "Rules, and what is kept", "My name"],
];

/// Every question with buttons under it that comes of an ask which is posted. A play lets each be of a neighbour who lives
/// far from all the others.
pub const POSTED: [Way; 10] = [
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, EDIT],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, EDIT, "Kind of help"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, EDIT, "The line"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, EDIT, "When"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, EDIT, "What to know"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, EDIT, "How many people"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, EDIT, "“To the hospital”"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, HELPER, "More", "Show my Telegram profile"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, HELPER, "More", "Show my phone number"],
    &[
        NEED,
        "A lift",
        "“To the station”",
        "Now",
        PLACE,
        ASK,
        HELPER,
        "I don't need it any more",
        "It is done",
        "It happened",
        THANK,
    ],
];

/// The question for a phone number.
pub const PHONE: Way =
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, ASK, HELPER, "More", "Show my phone number", "Yes, show it"];

/// Every question for a place.
pub const PLACES: [Way; 5] = [
    &[NEED, "A lift", "“To the station”", TODAY],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "Another place"],
    &[CAN, "Anything"],
    &[CAN, "Anything", PLACE, "Where I am"],
    &[CAN, "Some things", "A lift", "Done"],
];

impl Neighbour<'_> {
    /// Goes a way from Start.
    pub async fn goes(&self, way: Way) {
        self.starts().await;
        for step in way {
            if *step == PLACE {
                self.shares_place().await;
            } else if *step == HELPER {
                self.is_helped().await;
            } else if let Some(words) = step.strip_prefix('“') {
                self.says(words.trim_end_matches('”')).await;
            } else {
                self.taps(step).await;
            }
        }
    }

    /// Somebody next door says yes to their ask, and the two are introduced.
    async fn is_helped(&self) {
        let helper = self.town.moves_in_at(Person::named("Ben"), self.home);
        helper.offers_anything().await;
        helper.taps("I can help").await;
        self.taps("Yes, introduce us").await;
        helper.reads();
    }

    /// The buttons of the newest message that has any.
    pub fn last_buttons(&self) -> Vec<Seen> {
        let mut all = self.buttons();
        let newest = all.last().map(|seen| seen.message);
        all.retain(|seen| Some(seen.message) == newest);
        all
    }

    /// The button under the open question that ends it.
    pub fn way_out(&self) -> Seen {
        let exits = ["Cancel", "Leave it as it is"];
        let found = self.last_buttons().into_iter().find(|seen| exits.contains(&seen.label.as_str()));
        found.unwrap_or_else(|| panic!("no way out:\n{}", self.screen()))
    }
}
