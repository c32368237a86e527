//! A copy of the database beside the running bot: one moment of it, checked before it gets its name.
//! It takes no lock, holds nobody up, and overwrites nothing.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use sqlx::sqlite::SqliteConnection;

use super::made::made;
use super::{Result, StoreError, file, open, sound, trouble};

/// A copy that was made and checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// How many rows it holds.
    pub rows: i64,
    /// How large it is.
    pub bytes: u64,
}

/// How many rows are in each table.
type Counts = BTreeMap<String, i64>;

/// Tables whose rows come and never go: while the bot writes, the number of all others can be anything.
const LASTING: [&str; 5] = ["again", "asks", "introductions", "neighbours", "standing_offers"];

/// Copies the database to a new file.
pub async fn back_up(from: &Path, to: &Path) -> Result<Copied> {
    if to.exists() {
        return Err(taken(to));
    }
    write(from, to, name_new).await
}

fn taken(to: &Path) -> StoreError {
    StoreError::Unusable(format!("{} exists already: nothing was overwritten; name another file", to.display()))
}

/// Gives a finished copy its name.
type Name = fn(&Path, &Path) -> std::io::Result<()>;

/// A file that has appeared under that name meanwhile stays as it is.
fn name_new(part: &Path, to: &Path) -> std::io::Result<()> {
    match std::fs::hard_link(part, to) {
        Ok(()) => std::fs::remove_file(part),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // Not every file system knows hard links; those that do not can refuse a name in the other way.
        Err(_) => Ok(renameat_with(CWD, part, CWD, to, RenameFlags::NOREPLACE)?),
    }
}

/// As the database is now, in place of any copy of that name, or half copy, that an earlier start made.
pub(super) async fn keep_anew(from: &Path, to: &Path) -> Result<()> {
    remove(&part(to));
    write(from, to, |part, to| std::fs::rename(part, to)).await.map(|_| ())
}

async fn write(from: &Path, to: &Path, name: Name) -> Result<Copied> {
    // Until it is checked the copy has another name: a file with the name that was asked for is whole.
    let part = part(to);
    open::private(&part).map_err(|error| {
        StoreError::Unusable(format!(
            "{} cannot be created ({error}): make its folder, or remove what an earlier backup left there",
            part.display()
        ))
    })?;
    // What a copy of that name left when it was cut off would be taken for a change of this one.
    remove(&file::beside(&part, "-journal"));
    let kept = match copy(from, &part).await {
        Ok(rows) => keep(&part, to, name).map(|bytes| Copied { rows, bytes }),
        Err(error) => Err(error),
    };
    if kept.is_err() {
        for end in ["", "-journal"] {
            remove(&file::beside(&part, end));
        }
    }
    kept
}

fn part(to: &Path) -> PathBuf {
    file::beside(to, ".part")
}

fn remove(left: &Path) {
    if std::fs::remove_file(left).is_ok() {
        tracing::debug!(file = %left.display(), "half a copy is removed");
    }
}

/// Writes the copy and checks it; says how many rows it holds.
async fn copy(from: &Path, part: &Path) -> Result<i64> {
    let name = part.to_str().ok_or_else(|| {
        StoreError::Unusable(format!("{} is a name that SQLite cannot take: name another file", part.display()))
    })?;
    let written = sound::look(from, async |source: &mut SqliteConnection| {
        let (before, began) = (counts(source).await?, commits(source).await?);
        // One statement, one moment: what is committed while it runs is not in it.
        sqlx::query("vacuum into $1").bind(name).execute(&mut *source).await.map_err(|error| {
            let said = trouble::engines_words(&error);
            StoreError::Unusable(format!("the copy could not be written ({said}): is the disk full?"))
        })?;
        let (after, ended) = (counts(source).await?, commits(source).await?);
        Ok((before, after, began == ended))
    });
    let (before, after, undisturbed) = written.await?;
    let copied = sound::look(part, async |copy: &mut SqliteConnection| {
        // What is wrong with it was wrong with the database, which is the file to be mended.
        sound::is_sound_throughout(copy, from).await?;
        counts(copy).await
    });
    let copied = copied.await?;
    if is_whole(&copied, (&before, &after), undisturbed) {
        Ok(copied.values().sum())
    } else {
        Err(StoreError::Unusable("the copy has not the rows of the database: try again".to_owned()))
    }
}

/// Raised by every commit of somebody else.
async fn commits(connection: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("pragma data_version").fetch_one(connection).await?)
}

async fn counts(connection: &mut SqliteConnection) -> Result<Counts> {
    let tables: Vec<String> =
        sqlx::query_scalar("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
            .fetch_all(&mut *connection)
            .await?;
    let mut counts = Counts::new();
    for table in tables {
        let text = format!("select count(*) from \"{table}\"");
        let count = sqlx::query_scalar(made(text)).fetch_one(&mut *connection).await?;
        counts.insert(table, count);
    }
    Ok(counts)
}

/// Has the copy as many rows as the database had at some moment between before and after?
fn is_whole(copied: &Counts, (before, after): (&Counts, &Counts), undisturbed: bool) -> bool {
    let same_tables = copied.keys().eq(before.keys()) && copied.keys().eq(after.keys());
    same_tables
        && copied.iter().all(|(table, count)| {
            let at = |counts: &Counts| counts.get(table).copied().unwrap_or_default();
            let (first, last) = (at(before), at(after));
            let between = first.min(last) <= *count && *count <= first.max(last);
            between || (!undisturbed && !LASTING.contains(&table.as_str()))
        })
}

/// Gives the copy its name, once it is on the disk.
fn keep(part: &Path, to: &Path, name: Name) -> Result<u64> {
    let kept = || {
        let file = File::open(part)?;
        file.sync_all()?;
        name(part, to)?;
        File::open(file::folder(to))?.sync_all()?;
        Ok::<_, std::io::Error>(file.metadata()?.len())
    };
    kept().map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            return taken(to);
        }
        StoreError::Unusable(format!("{} could not be kept ({error}): is the disk full?", to.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(rows: [(&str, i64); 2]) -> Counts {
        rows.into_iter().map(|(table, count)| (table.to_owned(), count)).collect()
    }

    #[test]
    fn a_file_that_appears_while_the_copy_is_made_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (half, to) = (folder.path().join("copy.db.part"), folder.path().join("copy.db"));
        std::fs::write(&half, "a copy").unwrap();
        std::fs::write(&to, "Dear neighbour").unwrap();
        let told = keep(&half, &to, name_new).unwrap_err().to_string();
        assert!(told.contains("exists already: nothing was overwritten"), "{told}");
        assert_eq!(std::fs::read_to_string(&to).unwrap(), "Dear neighbour");
        std::fs::remove_file(&to).unwrap();
        assert_eq!(keep(&half, &to, name_new).unwrap(), 6);
        assert!(to.exists() && !half.exists());
    }

    #[test]
    fn a_copy_with_a_row_too_few_or_too_many_is_not_whole() {
        let (before, after) = (counted([("agenda", 5), ("asks", 3)]), counted([("agenda", 2), ("asks", 6)]));
        for asks in 3..=6 {
            let copied = counted([("agenda", 9), ("asks", asks)]);
            assert!(is_whole(&copied, (&before, &after), false), "{asks}");
            assert!(!is_whole(&copied, (&before, &after), true), "the agenda is not as nobody left it");
        }
        let pings = |pings| counted([("asks", 3), ("pings", pings)]);
        assert!(is_whole(&pings(7), (&pings(5), &pings(6)), false), "a ping that was never sent was none");
        for asks in [2, 7] {
            assert!(!is_whole(&counted([("agenda", 3), ("asks", asks)]), (&before, &after), false), "{asks}");
        }
        assert!(!is_whole(&counted([("agenda", 3), ("other", 4)]), (&before, &after), false));
    }
}
