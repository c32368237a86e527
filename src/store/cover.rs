//! Which stored places a circle can touch: a few ranges of the places' order.
//!
//! A place is an H3 index without its resolution, so that a cell of resolution 7 and all cells of resolution 8 in it
//! are neighbours in the order, and a coarser cell is one range.

use h3o::{CellIndex, Resolution};

use super::{Result, StoreError};
use crate::domain::{CellId, Metres};

/// How many ranges a query takes: the smallest that fits is used, the rest of it stays empty.
pub(super) const SIZES: [usize; 3] = [8, 24, 64];

/// The same for a query over a disk of each reach.
pub(super) const DISK_SIZES: [usize; 3] = [64, 128, 256];

/// A range that holds nothing.
pub(super) const EMPTY: Range = (1, 0);

/// The bits of an H3 index that hold the resolution.
const RESOLUTION: u64 = 0xF << 52;

/// A query over a disk of `size` ranges whose parameters come after the first `before`. The text depends on nothing else.
pub(super) fn with_disk(size: usize, before: usize, query: &str) -> String {
    let rows: Vec<_> = (0..size).map(|row| format!("(${}, ${})", before + 2 * row + 1, before + 2 * row + 2)).collect();
    format!("with disk (low, high) as (values {}) {query}", rows.join(", "))
}

/// A query over a disk of each reach, of `size` ranges together.
pub(super) fn with_disks(size: usize, before: usize, query: &str) -> String {
    let place = |row, column| before + 3 * row + column;
    let rows: Vec<_> =
        (0..size).map(|row| format!("(${}, ${}, ${})", place(row, 1), place(row, 2), place(row, 3))).collect();
    format!("with disk (reach, low, high) as (values {}) {query}", rows.join(", "))
}

/// The text that takes this many ranges, and how many it takes.
pub(super) fn fitting(texts: &'static [String; 3], sizes: [usize; 3], ranges: usize) -> Result<(&'static str, usize)> {
    let found = sizes.into_iter().zip(texts).find(|(size, _)| *size >= ranges);
    found.map(|(size, text)| (text.as_str(), size)).ok_or(StoreError::Unreadable("a disk of too many cells"))
}

/// A cell as it is ordered in the search tables.
pub(super) fn place(cell: CellId) -> i64 {
    order(cell.index())
}

/// The cell of an ordered place. Its last digit says which resolution it has: 7 stands for "none".
pub(super) fn cell(place: i64) -> Option<CellId> {
    let bits = u64::try_from(place).ok()?;
    let last_digit = (bits >> (3 * (15 - 8))) & 7;
    let resolution: u64 = if last_digit == 7 { 7 } else { 8 };
    CellId::try_from(i64::try_from(bits | resolution << 52).ok()?).ok()
}

fn order(cell: CellIndex) -> i64 {
    // The top bit of an H3 index is reserved and 0.
    i64::try_from(u64::from(cell) & !RESOLUTION).unwrap_or(i64::MAX)
}

/// A range of places, both ends included.
pub(super) type Range = (i64, i64);

/// The places whose centre is the centre of this cell: its own, and that of the cell of the other resolution there.
pub(super) fn here(cell: CellId) -> Vec<i64> {
    let cell = cell.index();
    let other = if cell.resolution() == Resolution::Seven {
        cell.center_child(Resolution::Eight)
    } else {
        cell.parent(Resolution::Seven).filter(|parent| parent.center_child(Resolution::Eight) == Some(cell))
    };
    std::iter::once(cell).chain(other).map(order).collect()
}

/// Ranges that no cell whose centre lies within `radius` of this cell's centre is outside of, in order, merged.
pub(super) fn cover(middle: CellId, radius: Metres) -> Vec<Range> {
    let (resolution, rings) = disk(radius);
    let coarse = middle.index().parent(resolution).unwrap_or_else(|| middle.index());
    let disk: Vec<_> = coarse.grid_disk(rings);
    let mut cells: Vec<Range> = disk.iter().copied().map(range).collect();
    if resolution == Resolution::Eight {
        // Who is kept at resolution 7 lives in none of its cells, but in the middle of their parents.
        cells.extend(disk.iter().filter_map(|cell| cell.parent(Resolution::Seven)).map(only));
    }
    cells.sort_unstable();
    let mut merged: Vec<Range> = Vec::with_capacity(cells.len());
    for (low, high) in cells {
        match merged.last_mut() {
            Some(last) if last.1 + 1 >= low => last.1 = last.1.max(high),
            _ => merged.push((low, high)),
        }
    }
    merged
}

/// All places in a cell: those whose first digits are its own, and the cell itself, whose unused digits sort last.
/// Cells that follow each other leave no gap, so that they merge.
fn range(cell: CellIndex) -> Range {
    let high = order(cell);
    (high & !digits_below(cell.resolution()), high)
}

/// A cell of resolution 7 itself, without those in it.
fn only(cell: CellIndex) -> Range {
    let high = order(cell);
    (high & !digits_below(Resolution::Eight), high)
}

/// The bits of all digits that are finer than a resolution.
fn digits_below(resolution: Resolution) -> i64 {
    (1 << (3 * (15 - u32::from(u8::from(resolution))))) - 1
}

/// The coarseness at which a disk of at most four rings covers a circle.
///
/// A disk of k rings of cells with spacing s covers k·s·√3/2 + s/2 around the middle of its middle cell. The centre of
/// the circle lies up to 0.6·s beside that middle, and a cell up to 0.05·s outside its parent. The spacings are the
/// smallest of H3's hexagons (from the smallest area of each resolution); one ring more is taken, since the cells
/// around a pentagon are smaller still.
fn disk(radius: Metres) -> (Resolution, u32) {
    let rings_at = |spacing: f64| ((radius.0 / spacing + 0.15) / 0.866).ceil();
    let choices = [(Resolution::Eight, 712.0), (Resolution::Seven, 1_883.0), (Resolution::Six, 4_983.0)];
    for (resolution, spacing) in choices {
        for rings in 0..=4_u32 {
            if rings_at(spacing) <= f64::from(rings) {
                return (resolution, rings + 1);
            }
        }
    }
    (Resolution::Five, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_a_handful_of_ranges() {
        let mut most = 0;
        for (latitude, longitude) in [(51.75, -1.26), (60.0, 10.75), (0.0, 32.6), (-33.9, 151.2), (-16.8, 180.0)] {
            for step in 0..200_u32 {
                let middle = CellId::around(latitude + f64::from(step) * 0.004, longitude).unwrap();
                for radius in [1_000.0, 2_200.0, 2_400.0, 5_000.0, 6_500.0, 15_000.0, 16_000.0, 40_000.0] {
                    let n = cover(middle, Metres(radius)).len();
                    most = most.max(n);
                }
            }
        }
        assert!(most <= 64, "{most} ranges");
    }
}
