//! The demo's own folder: it goes with the demo, or with the next one where that was killed.
//! It removes nothing but folders of demos that have ended.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::store;

/// What their names begin with; what follows is drawn: in a container the number of a process comes again.
const NAMED: &str = "doorstep-demo-";
/// The database in it.
const DATABASE: &str = "doorstep.db";

/// An own folder for the demo's database. Its lock is held for as long as the demo runs.
pub(super) struct DemoFolder {
    path: PathBuf,
    _lock: Option<File>,
}

impl DemoFolder {
    pub fn make() -> anyhow::Result<Self> {
        Self::make_in(&std::env::temp_dir())
    }

    fn make_in(beside: &Path) -> anyhow::Result<Self> {
        loop {
            let path = beside.join(format!("{NAMED}{:016x}", super::machine_chance()));
            std::fs::create_dir(&path)
                .with_context(|| format!("{} cannot be made: make room, or set TMPDIR", path.display()))?;
            match Held::of(&path) {
                // Between its making and its lock it looked like one of a killed demo.
                Held::ByAnother | Held::Gone => {}
                Held::ByUs(lock) => return Ok(Self::begun(path, Some(lock))),
                // No other demo can lock it then either, and leaves it alone.
                Held::Unknown => return Ok(Self::begun(path, None)),
            }
        }
    }

    fn begun(path: PathBuf, lock: Option<File>) -> Self {
        let own = Self { path, _lock: lock };
        own.forget_the_killed();
        own
    }

    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Folders beside this one, of demos that had no time to remove them.
    fn forget_the_killed(&self) {
        let (Some(beside), Some(us)) = (self.path.parent(), owner(&self.path)) else { return };
        let Ok(found) = beside.read_dir() else { return };
        for other in found.flatten().map(|one| one.path()) {
            let is_ours = is_named_so(&other) && owner(&other) == Some(us) && holds_nothing_else(&other);
            // It is removed under its lock, so that the demo that begins in it notices.
            if is_ours
                && let Held::ByUs(_lock) = Held::of(&other)
                && !has_database_in_use(&other)
            {
                remove(&other);
            }
        }
    }
}

impl Drop for DemoFolder {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

/// Who holds the lock of a folder: that of the folder itself, which is there from its first moment.
enum Held {
    ByUs(File),
    ByAnother,
    Gone,
    Unknown,
}

impl Held {
    fn of(folder: &Path) -> Self {
        let lock = match File::open(folder) {
            Ok(lock) => lock,
            Err(error) if error.kind() == ErrorKind::NotFound => return Self::Gone,
            Err(_) => return Self::Unknown,
        };
        match lock.try_lock() {
            Ok(()) if store::is_at(&lock, folder) => Self::ByUs(lock),
            Ok(()) => Self::Gone,
            Err(TryLockError::WouldBlock) => Self::ByAnother,
            Err(TryLockError::Error(_)) => Self::Unknown,
        }
    }
}

/// What a demo has there is its database, and what lies beside that; a folder with anything else is somebody's.
fn holds_nothing_else(folder: &Path) -> bool {
    let is_of_it = |one: std::fs::DirEntry| one.file_name().to_str().is_some_and(|name| name.starts_with(DATABASE));
    folder.read_dir().is_ok_and(|found| found.flatten().all(is_of_it))
}

/// An earlier doorstep locked its database alone.
fn has_database_in_use(folder: &Path) -> bool {
    let lock = File::options().write(true).open(folder.join(format!("{DATABASE}.lock")));
    lock.is_ok_and(|lock| lock.try_lock().is_err())
}

fn is_named_so(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    let drawn = name.and_then(|name| name.strip_prefix(NAMED));
    drawn.is_some_and(|drawn| drawn.len() == 16 && drawn.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// Whose folder it is; `None` for anything else, and for a link, which may lead anywhere.
fn owner(folder: &Path) -> Option<u32> {
    folder.symlink_metadata().ok().filter(std::fs::Metadata::is_dir).map(|found| found.uid())
}

fn remove(folder: &Path) {
    match std::fs::remove_dir_all(folder) {
        // Another demo that starts now has removed it.
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(error = %error, "the demo's folder could not be removed"),
        Ok(()) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_demo_forgets_those_that_were_killed_before_they_had_a_database_and_none_that_runs() {
        let beside = tempfile::tempdir().unwrap();
        let begins = || DemoFolder::make_in(beside.path()).unwrap();
        let left = |number: u8, files: &[&str]| {
            let folder = beside.path().join(format!("{NAMED}{number:016x}"));
            std::fs::create_dir(&folder).unwrap();
            for file in files {
                std::fs::write(folder.join(file), "").unwrap();
            }
            folder
        };
        let runs = begins();
        let empty = left(1, &[]);
        let locked_once = left(2, &["doorstep.db.lock"]);
        let whole = left(3, &["doorstep.db", "doorstep.db.lock", "doorstep.db-wal"]);
        let of_an_earlier_one = left(5, &["doorstep.db", "doorstep.db.lock"]);
        let held = File::open(of_an_earlier_one.join("doorstep.db.lock")).unwrap();
        held.try_lock().unwrap();
        let of_somebody = left(4, &["doorstep.db", "letter.txt"]);
        let next = begins();
        for killed in [empty, locked_once, whole] {
            assert!(!killed.exists(), "{}", killed.display());
        }
        assert!(of_an_earlier_one.exists() && of_somebody.exists() && runs.path.exists() && next.path.exists());
        let (first, second) = (runs.path.clone(), next.path.clone());
        drop(runs);
        assert!(!first.exists() && second.exists());
        drop(next);
        assert!(!second.exists());
    }

    #[test]
    fn demos_that_begin_at_once_keep_their_folders() {
        let beside = tempfile::tempdir().unwrap();
        let together: Vec<DemoFolder> = std::thread::scope(|scope| {
            let beginning: Vec<_> =
                (0..16).map(|_| scope.spawn(|| DemoFolder::make_in(beside.path()).unwrap())).collect();
            beginning.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(together.iter().all(|one| one.path.exists()));
    }
}
