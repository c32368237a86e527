//! What an operator is told when a database cannot be used: one line, with what to do.

use std::path::Path;

use super::StoreError;

/// Codes of SQLite for a write that did not fit, besides "full": a write, a flush, a cut, the shared memory.
const NO_ROOM: [u32; 5] = [778, 1_034, 1_546, 4_618, 4_874];

/// What an error of the engine at the start means for this file.
pub(super) fn told(path: &Path, error: &sqlx::Error) -> StoreError {
    let found = engines_words(error);
    match code(error) & 0xFF {
        _ if is_for_want_of_room(error) => no_room(path),
        11 => damaged(path, &found),
        26 => no_database(path),
        5 | 6 => StoreError::Unusable(format!("{} is held by another program: stop that one first", path.display())),
        _ => StoreError::Unusable(format!(
            "{} cannot be opened ({found}): check the path and its rights",
            path.display()
        )),
    }
}

/// What the engine said, without what its driver puts around it.
pub(super) fn engines_words(error: &sqlx::Error) -> String {
    one_line(&error.as_database_error().map_or_else(|| error.to_string(), |error| error.message().to_owned()))
}

/// The engine's extended code; 0 where it is no error of its own.
fn code(error: &sqlx::Error) -> u32 {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// Did the engine fail because the disk is full?
pub(super) fn is_for_want_of_room(error: &sqlx::Error) -> bool {
    let code = code(error);
    code & 0xFF == 13 || NO_ROOM.contains(&code)
}

/// A file that cannot be found or opened.
pub(super) fn not_opened(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Unusable(format!("{} cannot be opened ({error}): check the path and its rights", path.display()))
}

/// What is no file at all.
pub(super) fn no_file(path: &Path, is_folder: bool) -> StoreError {
    let is = if is_folder { "a folder" } else { "no ordinary file" };
    StoreError::Unusable(format!(
        "{} is {is}: set DOORSTEP_DATABASE to a file, one that is there or a new one",
        path.display()
    ))
}

/// A link to what is not there.
pub(super) fn leads_nowhere(path: &Path) -> StoreError {
    StoreError::Unusable(format!(
        "{} is a link to a file that does not exist: mend the link, or set DOORSTEP_DATABASE to the file itself",
        path.display()
    ))
}

/// A file with several names: SQLite keeps its log by the name, so that whoever opens another one does not see it.
pub(super) fn several_names(path: &Path, names: u64) -> StoreError {
    StoreError::Unusable(format!(
        "{} has {names} names (hard links), and under another one the newest changes would be missed: remove the other \
         names, or use a copy that `doorstep backup` makes",
        path.display()
    ))
}

/// A file that may be read at most.
pub(super) fn not_ours_to_write(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Unusable(format!(
        "{} cannot be written by this user ({error}): let the bot's user own it (`chown`) and write to it (`chmod u+w`)",
        path.display()
    ))
}

/// A file that cannot be created.
pub(super) fn not_created(path: &Path, error: &std::io::Error) -> StoreError {
    if is_no_room(error) {
        return no_room(path);
    }
    StoreError::Unusable(format!(
        "{} cannot be created ({error}): make its folder, or set DOORSTEP_DATABASE to a file you may write",
        path.display()
    ))
}

/// Did a write fail because there is no room?
pub(super) fn is_no_room(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    [StorageFull, QuotaExceeded, FileTooLarge].contains(&error.kind())
}

fn no_room(path: &Path) -> StoreError {
    StoreError::Unusable(format!(
        "{} cannot be written, the disk is full: make room and start again; nothing is lost",
        path.display()
    ))
}

/// Something else, or the bot's own file, whose first bytes are gone.
fn no_database(path: &Path) -> StoreError {
    StoreError::Unusable(format!(
        "{} is not a database of doorstep: nothing was changed; check DOORSTEP_DATABASE, and where it names the bot's own \
         file, put the last backup in its place",
        path.display()
    ))
}

/// What the engine found says nothing to an operator: whoever looks into it finds it in the log.
pub(super) fn damaged(path: &Path, found: &str) -> StoreError {
    tracing::debug!(found = one_line(found), "the database is damaged");
    StoreError::Unusable(format!(
        "{} is damaged: nothing was changed; put the last backup in its place",
        path.display()
    ))
}

pub(super) fn newer(path: &Path, applied: i64, newest: i64) -> StoreError {
    StoreError::Unusable(format!(
        "{} was written by a newer doorstep (schema {applied}, this one knows {newest}): nothing was changed; start that \
         version again",
        path.display()
    ))
}

pub(super) fn other_build(path: &Path, version: i64) -> StoreError {
    StoreError::Unusable(format!(
        "{} was made by another build of doorstep (its schema {version} is another): nothing was changed; start that \
         build, or set DOORSTEP_DATABASE to another file",
        path.display()
    ))
}

pub(super) fn half_changed(path: &Path, version: i64) -> StoreError {
    StoreError::Unusable(format!(
        "the change of {} to schema {version} was cut off: nothing was changed now; put the last backup in its place",
        path.display()
    ))
}

pub(super) fn not_ours(path: &Path) -> StoreError {
    StoreError::Unusable(format!(
        "{} is the database of another program: nothing was changed; set DOORSTEP_DATABASE to the bot's own file",
        path.display()
    ))
}

pub(super) fn forgotten(path: &Path) -> StoreError {
    StoreError::Unusable(format!(
        "{} has the tables of doorstep, but the list of its schemas (_sqlx_migrations) is empty: nothing was changed; put the \
         last backup in its place",
        path.display()
    ))
}

/// The engine's texts may have several.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
