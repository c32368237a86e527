//! States that are kept in databases: each is read for ever.

use std::collections::BTreeSet;

use super::*;

/// One line for each kind of state; lines are added, never changed.
pub(in crate::talk) fn fixtures() -> Vec<State> {
    lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("fixtures.jsonl").lines().filter(|line| !line.is_empty())
}

/// The journey, the step, and what is being changed.
pub(in crate::talk) fn kind(state: &State) -> String {
    let stored = serde_json::to_value(state).unwrap();
    let parts = ["/journey", "/at/step", "/at/what"];
    let parts = parts.iter().filter_map(|part| stored.pointer(part)?.as_str().map(str::to_owned));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_kept_state_is_read_and_written_as_it_was() {
    for line in lines() {
        let state: State = serde_json::from_str(line).unwrap();
        let again = serde_json::to_value(&state).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(line).unwrap());
    }
}

#[test]
fn no_two_kinds_of_state_look_alike() {
    let kinds: Vec<_> = fixtures().iter().map(kind).collect();
    assert!(kinds.iter().collect::<BTreeSet<_>>().len() >= 17, "{kinds:?}");
}

#[test]
fn what_is_no_state_is_refused() {
    for line in ["", "{}", "null", r#"{"journey":"dance"}"#, r#"{"journey":"ask"}"#, r#"{"journey":"ask","at":{}}"#] {
        assert!(serde_json::from_str::<State>(line).is_err(), "{line}");
    }
}
