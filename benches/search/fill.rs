//! Fills the tables that the searches read, in their order and many rows at once.

use std::path::Path;

use doorstep::domain::{CellId, Slots, Things};
use doorstep::store::Store;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, QueryBuilder, Sqlite};

use super::country::Country;

/// A category or "anything", a reach for offers, a place, an instant and an id; then who asks, or when the helper can.
type Listed<'a> = (&'a str, &'a str, i64, i64, i64, i64);

/// Makes the file with its schema, and fills it.
pub async fn fill(path: &Path, country: &Country) {
    let (store, writer) = Store::open(path).await.unwrap();
    drop(store);
    writer.run().await;
    let options = SqliteConnectOptions::new().filename(path).pragma("synchronous", "off");
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("begin immediate").execute(&mut connection).await.unwrap();
    insert(&mut connection, "insert into open_asks (category, place, posted_at_ms, ask_id, asker_id) ", asks(country))
        .await;
    insert(
        &mut connection,
        "insert into willing (category, reach, place, asked_at_ms, helper_id, slots) ",
        offers(country),
    )
    .await;
    sqlx::query("commit").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

fn asks(country: &Country) -> Vec<Listed<'_>> {
    let list = |category| {
        move |ask: &super::country::Ask| (category, "", place(ask.cell), ask.posted_at_ms, ask.id.0, ask.asker.0)
    };
    country.asks.iter().flat_map(|ask| [list(ask.category.code())(ask), list("anything")(ask)]).collect()
}

fn offers(country: &Country) -> Vec<Listed<'_>> {
    let of = |offer: &super::country::Offer, thing| {
        (thing, offer.reach.code(), place(offer.cell), offer.asked_at_ms, offer.helper.0, Slots::ALL.bits())
    };
    let things = country.offers.iter().flat_map(|offer| {
        let things = match &offer.things {
            Things::Anything => vec!["anything"],
            Things::Some(some) => some.iter().map(|category| category.code()).collect(),
        };
        things.into_iter().map(move |thing| of(offer, thing))
    });
    things.collect()
}

/// The cell as the search tables have it: without the bits that say its resolution.
fn place(cell: CellId) -> i64 {
    i64::from(cell) & !(0xF << 52)
}

async fn insert(connection: &mut SqliteConnection, into: &str, mut rows: Vec<Listed<'_>>) {
    rows.sort_unstable();
    for some in rows.chunks(200) {
        let mut query = QueryBuilder::<Sqlite>::new(into);
        query.push_values(some, |mut row, (list, reach, place, at, id, other)| {
            row.push_bind(*list);
            if !reach.is_empty() {
                row.push_bind(*reach);
            }
            row.push_bind(*place).push_bind(*at).push_bind(*id).push_bind(*other);
        });
        query.build().execute(&mut *connection).await.unwrap();
    }
}
