//! When a decision is taken, and the chance in it.

use super::Instant;

/// What the world passes in to a decision: the time, the zone that days are read in, and chance.
pub struct Moment {
    /// When the decision is taken.
    pub now: Instant,
    /// The zone in which days and parts of day are resolved and shown.
    pub zone: chrono_tz::Tz,
    /// Where ids and match words come from.
    pub chance: Chance,
}

impl Moment {
    /// A fresh id: the time, in units of 1.024 s since 2026, and below it 32 bits of chance. What is made together lies
    /// together in each table and index, so that a transaction writes few pages; the last unit is in 2095. Two may be alike, once
    /// in years: whatever draws one is taken again with others.
    pub fn id(&mut self) -> i64 {
        const IN_2026_MS: i64 = 1_767_225_600_000;
        let unit = ((self.now.timestamp_millis() - IN_2026_MS) >> 10).clamp(0, (1 << 31) - 1);
        (unit << 32) | rand::RngExt::random_range(&mut self.chance.0, 1..(1_i64 << 32))
    }
}

/// Chance, passed in, so that a decision can be repeated.
pub struct Chance(rand::rngs::StdRng);

impl Chance {
    /// A source that gives the same numbers for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self(<rand::rngs::StdRng as rand::SeedableRng>::seed_from_u64(seed))
    }

    /// A seed for chance of its own.
    pub fn seed(&mut self) -> u64 {
        rand::RngExt::random(&mut self.0)
    }

    /// 128 bits as 22 letters of a link.
    pub fn token(&mut self) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..22).filter_map(|_| LETTERS.get(self.below(64))).map(|letter| char::from(*letter)).collect()
    }

    /// A number below `bound`; 0 where `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { rand::RngExt::random_range(&mut self.0, 0..bound) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str, seed: u64) -> Moment {
        Moment { now: time.parse().unwrap(), zone: chrono_tz::UTC, chance: Chance::seeded(seed) }
    }

    #[test]
    fn ids_lie_in_the_order_of_time_and_chance_keeps_those_of_one_moment_apart() {
        let times = ["2026-03-12T09:00:00Z", "2026-03-12T09:00:02Z", "2041-01-01T00:00:00Z", "2094-12-31T00:00:00Z"];
        let of = |(time, seed): (&&str, u64)| {
            let mut moment = at(time, seed);
            let mut ids: Vec<i64> = (0..100).map(|_| moment.id()).collect();
            assert!(!ids.is_sorted(), "the next one is not to be guessed");
            ids.sort_unstable();
            ids
        };
        let ids: Vec<i64> = times.iter().zip(1..).flat_map(of).collect();
        assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
    }

    #[test]
    fn an_id_is_a_positive_number_whatever_the_clock_says() {
        for time in ["1970-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2200-01-01T00:00:00Z"] {
            let mut moment = at(time, 1);
            assert!((0..1_000).map(|_| moment.id()).all(|id| id > 0), "{time}");
        }
    }
}
