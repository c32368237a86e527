//! Fills a database with neighbours who have an open ask and a standing offer each.

use std::path::Path;

use doorstep::domain::CellId;
use doorstep::store::Store;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

/// Neighbours from 1 on; `$1` is the cell, `$2` the place.
const ROWS: [&str; 7] = [
    "insert into neighbours (id, telegram_id, first_name, language, cell, agreed_at_ms, created_at_ms) \
     values ($3, $3, 'Ben', 'en', $1, 0, $2 * 0)",
    "insert into conversations (neighbour_id, version, state, changed_at_ms) values ($3, 3, '', $1 * $2 * 0)",
    "insert into asks (id, asker_id, category, line, urgency, cell, access, wanted, state, version, posted_at_ms) \
     values ($3, $3, 'jobs', 'A shelf to put up', 'no_hurry', $1, '', 1, 'open', 1, $2 * 0)",
    "insert into open_asks (category, place, posted_at_ms, ask_id, asker_id) \
     values ('jobs', $2, $1 * 0, $3, $3), ('anything', $2, 0, $3, $3)",
    "insert into standing_offers (id, helper_id, things, reach, cell, slots, paused, kept_at_ms) \
     values ($3, $3, 'computer', 'across_town', $1, 2097151, 0, $2 * 0)",
    "insert into willing (category, reach, place, asked_at_ms, helper_id, slots) \
     values ('computer', 'across_town', $2, $1 * 0, $3, 2097151)",
    "insert into cards (id, neighbour_id, kind, subject_id, message_id, live, made_at_ms) \
     values ($3, $3, 'ask', $3, $3, 1, $1 * $2 * 0)",
];

/// Makes the file with its schema, and fills it.
pub async fn fill(path: &Path, people: u32) {
    let (store, writer) = Store::open(path).await.unwrap();
    drop(store);
    writer.run().await;
    let options = SqliteConnectOptions::new().filename(path).pragma("synchronous", "off");
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("begin immediate").execute(&mut connection).await.unwrap();
    for id in 1..=people {
        let (north, east) = (f64::from(id * 7 % 4_000) / 1_000.0, f64::from(id * 11 % 3_000) / 1_000.0);
        let cell = i64::from(CellId::around(50.0 + north, -3.0 + east).unwrap());
        for text in ROWS {
            // A place is a cell without the bits that say its resolution.
            let query = sqlx::query(text).bind(cell).bind(cell & !(0xF << 52)).bind(i64::from(id));
            query.execute(&mut connection).await.unwrap();
        }
    }
    sqlx::query("commit").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
