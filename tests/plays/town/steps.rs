//! Every question that the bot asks, and the way to it.

use super::Neighbour;

/// The way to a question: labels of buttons; words in “quotation marks” are typed, and (a place) is shared.
pub type Way = &'static [&'static str];

const NEED: &str = "18 or over, I agree: I need help";
const CAN: &str = "18 or over, I agree: I can help";
const TODAY: &str = "Today";
const PLACE: &str = "(a place)";
const CHANGE: &str = "Change or add";

/// Every question with buttons under it, from a new neighbour's Start.
pub const QUESTIONS: [Way; 14] = [
    &[NEED],
    &[NEED, "A lift"],
    &[NEED, "A lift", "“To the station”"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "What"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "The line"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "When"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "What to know"],
    &[NEED, "A lift", "“To the station”", TODAY, PLACE, CHANGE, "How many people"],
    &[CAN],
    &[CAN, "Some things"],
    &[CAN, "Some things", "A lift"],
    &[CAN, "Anything", PLACE, "Change how far"],
];

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
            } else if let Some(words) = step.strip_prefix('“') {
                self.says(words.trim_end_matches('”')).await;
            } else {
                self.taps(step).await;
            }
        }
    }
}
