//! Room on the disk of the database: how much is free, what is too little for something new, and a reserve beside the file
//! that is given up where nothing is left, so that what is open goes on. Whom that stops is not decided here.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{StoreError, file, open};
use crate::domain::limits;

type Free = Box<dyn Fn() -> Option<u64> + Send + Sync>;

/// Room on a disk.
#[derive(Clone)]
pub struct Room(Arc<Disk>);

struct Disk {
    reserve: PathBuf,
    /// Less than so many bytes is too little for something new.
    floor: u64,
    free: Free,
    /// Was it told that there is too little?
    is_told: AtomicBool,
}

impl Room {
    /// The room beside a database; where no bytes are to stay free, there is always enough.
    pub fn beside(database: &Path, floor: u64) -> Self {
        let file = database.to_owned();
        Self::as_told_by(database, floor, move || free(&file))
    }

    /// The same, where somebody else says how many bytes are free; nobody knows, for `None`.
    pub fn as_told_by(database: &Path, floor: u64, free: impl Fn() -> Option<u64> + Send + Sync + 'static) -> Self {
        let reserve = file::beside(database, ".reserve");
        Self(Arc::new(Disk { reserve, floor, free: Box::new(free), is_told: AtomicBool::new(false) }))
    }

    /// Is there room for something new? An operator hears when that changes.
    pub fn is_left(&self) -> bool {
        let disk = &self.0;
        let is_left = disk.floor == 0 || (disk.free)().is_none_or(|free| free >= disk.floor);
        let was_left = !disk.is_told.swap(!is_left, Ordering::SeqCst);
        match (was_left, is_left) {
            (true, false) => tracing::error!(
                floor_mib = disk.floor >> 20,
                "too little room beside the database: no new asks are taken until so much is free; make room, nothing is lost"
            ),
            (false, true) => {
                tracing::info!("there is room beside the database again: new asks are taken");
                self.keep_reserve();
            }
            (true, true) | (false, false) => {}
        }
        is_left
    }

    /// Keeps a reserve beside the database, where there is none yet and enough is free for it.
    pub fn keep_reserve(&self) {
        let disk = &self.0;
        let bytes = limits::DISK_RESERVE.min(disk.floor);
        let is_enough = (disk.free)().is_some_and(|free| free >= disk.floor + bytes);
        if bytes == 0 || !is_enough || disk.reserve.exists() {
            return;
        }
        let kept = open::private(&disk.reserve).and_then(|file| set_aside(&file, bytes));
        if let Err(error) = kept {
            tracing::debug!(error = %error, "no reserve is kept beside the database");
            self.remove_reserve();
        }
    }

    /// The database could not: where that was for want of room, the reserve is given up.
    pub fn gives_way(&self, error: &StoreError) {
        if error.is_for_want_of_room() && self.remove_reserve() {
            tracing::error!(
                "the disk is full: the reserve beside the database is given up, so that what is open goes on; make room"
            );
        }
    }

    fn remove_reserve(&self) -> bool {
        std::fs::remove_file(&self.0.reserve).is_ok()
    }
}

/// How many bytes are free for the bot on the disk of this file.
#[cfg(target_os = "linux")]
pub(super) fn free(file: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(file).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Elsewhere it is not known.
#[cfg(not(target_os = "linux"))]
pub(super) const fn free(_: &Path) -> Option<u64> {
    None
}

/// Takes room for a file, without writing it.
#[cfg(target_os = "linux")]
fn set_aside(file: &std::fs::File, bytes: u64) -> std::io::Result<()> {
    Ok(rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), 0, bytes)?)
}

/// Elsewhere there is no such call.
#[cfg(not(target_os = "linux"))]
fn set_aside(_: &std::fs::File, _: u64) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}
