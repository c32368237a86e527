//! Both searches through the store as the bot calls them, beside an in-memory R-tree on the same data.
//! Every answer of a sample is compared with brute force. `cargo bench --bench search`, or with other sizes as arguments.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "a bench measures time, and is its own app")]

mod country;
mod fill;
mod tree;

use std::time::{Duration, Instant};

use country::{Country, Offer, Query};
use doorstep::domain::{PostId, Reach};
use doorstep::store::{Helper, NearAsk, Queue, Seek, Store, StoreError, Tx};
use futures_util::FutureExt;
use tree::{AskTrees, OfferTrees};

/// Searches whose time is taken.
const SEARCHES: usize = 2_000;
/// Of these, how many are compared with brute force.
const COMPARED: usize = 40;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    println!("{SEARCHES} searches each; median / p99 in µs; the ratio is of the medians\n");
    println!("| open posts | search | store, in a turn | store, alone | R-tree | ratio |");
    println!("|---|---|---|---|---|---|");
    for size in sizes {
        measure(size).await;
    }
}

async fn measure(size: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("doorstep.db");
    let mut country = Country::of(size, 7);
    fill::fill(&path, &country).await;
    let (store, writer) = Store::open(&path).await.unwrap();
    let writer = tokio::spawn(writer.run());
    let queries: Vec<Query> = (0..SEARCHES).map(|_| country.query()).collect();
    nearest(size, (&store, &country), &queries).await;
    helpers(size, (&store, &country), &queries).await;
    drop(store);
    writer.await.unwrap();
}

/// Search (b).
async fn nearest(size: usize, (store, country): (&Store, &Country), queries: &[Query]) {
    let trees = AskTrees::of(&country.asks);
    let copy: Vec<_> = queries.iter().map(Query::nearby).collect();
    let found = store.write(Queue::People, move |tx: &mut Tx| {
        async move {
            let mut found = Vec::new();
            for nearby in &copy {
                let begun = Instant::now();
                let nearest = tx.nearest_asks(nearby, 10).await?;
                found.push((nearest, begun.elapsed()));
            }
            Ok::<_, StoreError>(found)
        }
        .boxed()
    });
    let found = found.await.unwrap();
    let mut alone = Vec::new();
    for query in queries {
        let nearby = query.nearby();
        let begun = Instant::now();
        let work = store.write(Queue::People, move |tx: &mut Tx| {
            async move { Ok::<_, StoreError>(tx.nearest_asks(&nearby, 10).await?.len()) }.boxed()
        });
        work.await.unwrap();
        alone.push(begun.elapsed());
    }
    let mut by_tree = Vec::new();
    for (at, query) in queries.iter().enumerate() {
        let begun = Instant::now();
        let nearest = trees.nearest(query, 10);
        by_tree.push(begun.elapsed());
        assert_eq!(found[at].0, nearest, "the R-tree finds the same");
        if at < COMPARED {
            assert_eq!(nearest, brute_nearest(country, query), "and so does brute force");
        }
    }
    let in_turn: Vec<_> = found.into_iter().map(|(_, time)| time).collect();
    for reach in [None, Some(Reach::ShortWalk), Some(Reach::AcrossTown), Some(Reach::Driving), Some(Reach::Further)] {
        let name = reach.map_or("(b) nearest 10, any reach".to_owned(), |reach| format!("(b) {}", reach.code()));
        let of = |times: &[Duration]| {
            let chosen = times.iter().zip(queries).filter(|(_, query)| reach.is_none_or(|reach| query.reach == reach));
            Times::of(chosen.map(|(time, _)| *time).collect())
        };
        print_row(size, &name, [of(&in_turn), of(&alone), of(&by_tree)]);
    }
}

fn brute_nearest(country: &Country, query: &Query) -> Vec<NearAsk> {
    let listed = country.asks.iter().filter(|ask| query.lists(ask.category));
    tree::in_order(listed.filter_map(|ask| tree::near(query, ask)).collect(), 10)
}

/// Search (a).
async fn helpers(size: usize, (store, country): (&Store, &Country), queries: &[Query]) {
    let trees = OfferTrees::of(&country.offers);
    // A search finds hundreds; fewer searches are enough.
    let queries = &queries[..SEARCHES / 4];
    let seeks: Vec<Seek> = queries.iter().map(Query::seek).collect();
    let copy = seeks.clone();
    let found = store.write(Queue::Chores, move |tx: &mut Tx| {
        async move {
            let mut found = Vec::new();
            for seek in &copy {
                let begun = Instant::now();
                let helpers = tx.helpers(seek).await?;
                found.push((helpers, begun.elapsed()));
            }
            Ok::<_, StoreError>(found)
        }
        .boxed()
    });
    let found = found.await.unwrap();
    let mut alone = Vec::new();
    for seek in seeks.clone() {
        let begun = Instant::now();
        let work = store.write(Queue::Chores, move |tx: &mut Tx| {
            async move { Ok::<_, StoreError>(tx.helpers(&seek).await?.len()) }.boxed()
        });
        work.await.unwrap();
        alone.push(begun.elapsed());
    }
    let mut by_tree = Vec::new();
    for (at, seek) in seeks.iter().enumerate() {
        let begun = Instant::now();
        let helpers = trees.helpers(seek);
        by_tree.push(begun.elapsed());
        assert_eq!(found[at].0, helpers, "the R-tree finds the same");
        if at < COMPARED {
            assert_eq!(helpers, brute_helpers(&country.offers, seek), "and so does brute force");
        }
    }
    let in_chore = found.into_iter().map(|(_, time)| time).collect();
    let times = [Times::of(in_chore), Times::of(alone), Times::of(by_tree)];
    print_row(size, "(a) up to 500 whose reach holds it", times);
}

fn brute_helpers(offers: &[Offer], seek: &Seek) -> Vec<Helper> {
    let holding = offers.iter().filter(|offer| offer.is_for(seek.category) && offer.reach.holds(offer.cell, seek.cell));
    tree::least_recently_asked(holding.map(Offer::helper).collect())
}

/// The median and the 99th of a hundred.
struct Times {
    median: Duration,
    p99: Duration,
}

impl Times {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self { median: times[times.len() / 2], p99: times[times.len() * 99 / 100] }
    }

    fn shown(&self) -> String {
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        format!("{:.0} / {:.0}", micros(self.median), micros(self.p99))
    }
}

fn print_row(size: usize, name: &str, [in_turn, alone, tree]: [Times; 3]) {
    let ratio = in_turn.median.as_secs_f64() / tree.median.as_secs_f64();
    println!("| {size} | {name} | {} | {} | {} | {ratio:.1} |", in_turn.shown(), alone.shown(), tree.shown());
}

/// The ask of a search (a): nobody was asked for it yet.
const NEW_ASK: PostId = PostId(1);
