//! The demo's own folder: it goes with the demo, or with the next one where that was killed.
//! It removes nothing but folders of demos that have ended.

use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::store;

/// What their names begin with; what follows is drawn: in a container the number of a process comes again.
const NAMED: &str = "doorstep-demo-";

/// An own folder for the demo's database.
pub(super) struct DemoFolder(PathBuf);

impl DemoFolder {
    pub fn make() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("{NAMED}{:016x}", super::machine_chance()));
        std::fs::create_dir(&folder)
            .with_context(|| format!("{} cannot be made: make room, or set TMPDIR", folder.display()))?;
        let own = Self(folder);
        own.forget_the_killed();
        Ok(own)
    }

    pub fn database(&self) -> PathBuf {
        database(&self.0)
    }

    /// Folders beside this one, of demos that had no time to remove them.
    fn forget_the_killed(&self) {
        let (Some(beside), Some(us)) = (self.0.parent(), owner(&self.0)) else { return };
        let Ok(found) = beside.read_dir() else { return };
        for other in found.flatten().map(|one| one.path()) {
            // The demo that runs holds its lock, and takes it before it makes its database.
            let is_ours = is_named_so(&other) && owner(&other) == Some(us);
            if is_ours && store::is_left_behind(&database(&other)) {
                remove(&other);
            }
        }
    }
}

impl Drop for DemoFolder {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

fn database(folder: &Path) -> PathBuf {
    folder.join("doorstep.db")
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
