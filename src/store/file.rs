//! The file of the database before it is opened: which one it is, whether it can be used, and the lock beside it.
//! It changes nothing of what is there.

use std::fs::{File, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::{Result, StoreError, trouble};

/// The database, and what lies beside it while it is open or was cut off.
const PARTS: [&str; 5] = ["", "-journal", "-wal", "-shm", ".lock"];

/// The file's own name, whatever link leads to it: SQLite keeps its log by that name, and the lock lies beside it.
pub(super) fn real(path: &Path) -> Result<PathBuf> {
    if path.exists() {
        return path.canonicalize().map_err(|error| trouble::not_opened(path, &error));
    }
    if path.is_symlink() {
        return Err(trouble::leads_nowhere(path));
    }
    let folder = folder(path).canonicalize();
    let folder = folder.and_then(|folder| folder.is_dir().then_some(folder).ok_or(ErrorKind::NotADirectory.into()));
    let folder = folder.map_err(|error| trouble::not_created(path, &error))?;
    Ok(folder.join(path.file_name().unwrap_or_default()))
}

/// The folder that holds it.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What lies beside a database, by the end of its name.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// A folder has no rows, and whoever opens a pipe waits without an end.
pub(super) fn is_ordinary(path: &Path) -> Result<()> {
    match path.metadata() {
        Ok(found) if found.is_file() => Ok(()),
        Ok(found) => Err(trouble::no_file(path, found.is_dir())),
        Err(error) => Err(trouble::not_opened(path, &error)),
    }
}

/// Could the bot work with it? Looked at without opening it, so that nobody who has it open is disturbed.
pub(super) fn is_usable(path: &Path) -> Result<()> {
    if path.exists() {
        is_ordinary(path)?;
        let names = path.metadata().map_err(|error| trouble::not_opened(path, &error))?.nlink();
        if names > 1 {
            return Err(trouble::several_names(path, names));
        }
    }
    for part in PARTS.map(|end| beside(path, end)) {
        if part.exists() {
            may(Access::WRITE_OK, &part)?;
        }
    }
    may(Access::WRITE_OK | Access::EXEC_OK, folder(path))
}

fn may(what: Access, path: &Path) -> Result<()> {
    access(path, what).map_err(|error| trouble::not_ours_to_write(path, &error.into()))
}

/// For its owner alone.
pub(super) const PRIVATE: u32 = 0o600;

/// An earlier start, or somebody by hand, may have left it open to all.
fn make_private(file: &File) {
    let is_private = |found: std::fs::Metadata| found.mode() & 0o777 == PRIVATE;
    if !file.metadata().is_ok_and(is_private) && file.set_permissions(Permissions::from_mode(PRIVATE)).is_err() {
        tracing::warn!("other users of this machine may hold the lock, and keep the bot down");
    }
}

/// One copy at a time: a second one would take half of the updates.
pub(super) struct Lock {
    /// The lock goes with it.
    _file: File,
    /// It was not there before this start, which is not done yet: where it is refused, the file goes too.
    made: Option<PathBuf>,
}

impl Lock {
    /// It lies beside the database, so that a copy of the database does not carry it. Who may read it could hold it, and keep
    /// the bot down: only its owner may.
    pub fn take(path: &Path) -> Result<Self> {
        let lies = beside(path, ".lock");
        let unusable = |error: std::io::Error| trouble::not_created(&lies, &error);
        loop {
            let is_new = !lies.exists();
            let file = File::options().create(true).truncate(false).write(true).mode(PRIVATE).open(&lies);
            let file = file.map_err(unusable)?;
            make_private(&file);
            match file.try_lock() {
                Ok(()) if is_at(&file, &lies) => return Ok(Self { _file: file, made: is_new.then_some(lies) }),
                // Whoever made it was refused and took it away: it keeps nobody off.
                Ok(()) => {}
                Err(std::fs::TryLockError::WouldBlock) => return Err(StoreError::Locked(path.display().to_string())),
                Err(std::fs::TryLockError::Error(error)) => return Err(unusable(error)),
            }
        }
    }

    /// The start is done: the file stays, for good.
    pub fn stays(&mut self) {
        self.made = None;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let Some(made) = &self.made else { return };
        if std::fs::remove_file(made).is_err() {
            tracing::debug!("no lock is left to remove");
        }
    }
}

/// Is this the file, or the folder, that others find there?
pub fn is_at(file: &File, path: &Path) -> bool {
    let which = |found: std::fs::Metadata| (found.dev(), found.ino());
    file.metadata().ok().map(which) == path.metadata().ok().map(which)
}
