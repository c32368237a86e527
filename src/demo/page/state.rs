//! Owns what the page is shown: the clock, everyone at a glance, the open phones whole.
//! It changes nothing (see `deeds`).

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    time::Duration,
};

use axum::{
    Json,
    extract::{Query, State},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Served, TownMap};
use crate::demo::{Glance, PersonId, Place, Screen};

/// A page that waits longer is answered with what it knows already: its clock goes on.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// Newest messages of a phone that are shown.
const MOST_MESSAGES: usize = 200;
/// Phones that are shown at once.
const MOST_PHONES: usize = 12;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The mark of the state that the page shows now; without it, no wait.
    #[serde(default)]
    seen: String,
    /// Ids of the open phones, with commas between.
    #[serde(default)]
    phones: String,
}

#[derive(Serialize)]
struct Look {
    bot: Value,
    began_ms: i64,
    flood_limits: bool,
    faults_to_come: usize,
    people: Vec<Neighbour>,
    phones: Vec<Phone>,
}

#[derive(Serialize)]
struct Neighbour {
    #[serde(flatten)]
    glance: Glance,
    home: Place,
}

#[derive(Serialize)]
struct Phone {
    id: PersonId,
    screen: Screen,
}

#[derive(Serialize)]
pub(super) struct Town {
    #[serde(flatten)]
    map: TownMap,
    zone: &'static str,
}

pub(super) async fn town(State(served): State<Served>) -> Json<Town> {
    let map = served.desk.town;
    Json(Town { zone: map.zone.name(), map })
}

/// The state as soon as it is another than the one seen.
pub(super) async fn state(State(served): State<Served>, Query(asked): Query<Asked>) -> Json<Value> {
    let mut world = served.telegram.changed();
    let mut desk = served.desk.changed();
    let waiting = async {
        loop {
            world.borrow_and_update();
            desk.borrow_and_update();
            let state = look(&served, &asked);
            if state.get("mark").and_then(Value::as_str) != Some(&asked.seen) {
                return state;
            }
            let gone = tokio::select! {
                changed = world.changed() => changed.is_err(),
                changed = desk.changed() => changed.is_err(),
            };
            if gone {
                return state;
            }
        }
    };
    match tokio::time::timeout(LONGEST_WAIT, waiting).await {
        Ok(state) => Json(state),
        Err(_) => Json(look(&served, &asked)),
    }
}

fn look(served: &Served, asked: &Asked) -> Value {
    let Served { telegram, desk } = served;
    let glances = telegram.glances();
    let phones = asked
        .phones
        .split(',')
        .filter_map(|id| id.parse().ok().map(PersonId))
        .filter(|id| glances.iter().any(|glance| glance.id == *id))
        .take(MOST_PHONES)
        .map(|id| phone(served, id))
        .collect();
    let neighbour = |(number, glance): (usize, Glance)| Neighbour {
        home: desk.home(glance.id).unwrap_or_else(|| desk.town.scattered(number)),
        glance,
    };
    let look = json!(Look {
        bot: json!({
            "username": telegram.bot_username(),
            "commands": telegram.setting("commands/default/"),
            "private_commands": telegram.setting("commands/all_private_chats/"),
            "description": telegram.setting("description/"),
        }),
        began_ms: desk.began_ms,
        flood_limits: telegram.has_flood_limits(),
        faults_to_come: telegram.faults_to_come(),
        people: glances.into_iter().enumerate().map(neighbour).collect(),
        phones,
    });
    let (now_ms, clock) = (desk.clock.now_ms(), *desk.changed().borrow());
    json!({ "mark": mark(&look, clock), "now_ms": now_ms, "look": look })
}

fn phone(served: &Served, id: PersonId) -> Phone {
    let mut screen = served.telegram.screen(id);
    let surplus = screen.messages.len().saturating_sub(MOST_MESSAGES);
    screen.messages.drain(..surplus);
    Phone { id, screen }
}

/// The same for the same look; another when the desk's clock was moved.
fn mark(look: &Value, clock: u64) -> String {
    let mut hasher = DefaultHasher::new();
    look.to_string().hash(&mut hasher);
    clock.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
