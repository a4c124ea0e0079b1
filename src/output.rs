//! Files with their content → a site in its output folder, all of it or nothing.
//!
//! A build is staged next to the output and takes its place in one step of the file system: a process that is killed
//! at any moment leaves the old site whole or the new one. What lies in the output and is not in the manifest there
//! is somebody else's: it moves along, is reported, and is never deleted or written over.
//!
//! Nothing is flushed to the disk (`fsync`): a killed process is survived by design, power loss is left to the file
//! system, as every static-site generator does. A site is one command away from being built again.
//!
//! What lies where:
//!
//! ```text
//! public/                     the site
//! public/.weef-manifest.json  what weef wrote there, with hashes (`manifest`)
//! .public.weef-x7Gk2a/        a site being staged, or one just replaced (`staging`, `swap`)
//! public/.weef-staging/       the same, where a folder cannot be exchanged (`in_place`)
//! .weef/pictures/             in the root: pictures that were made, for the next build (`pictures`)
//! ```

#![expect(
    clippy::disallowed_methods,
    reason = "the only writer of files: one of the four doors to the disk"
)]

use std::path::PathBuf;

use rayon::prelude::*;

use crate::url::OutPath;

mod error;
mod in_place;
mod manifest;
mod old;
mod pictures;
mod staging;
mod swap;
mod target;
#[cfg(test)]
mod tests;
mod weave;

pub use error::{Failure, OutputError, Refusal};
pub use pictures::Pictures;
pub use target::Target;

use error::at;
use manifest::Manifest;
use old::{Old, Wanted};
use staging::Staging;
use weave::{Weave, Woven};

/// What goes into one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this file holds; copied in pieces, so that a large one need not fit in memory. Its mode is not copied.
    File(PathBuf),
}

/// What came of a build that was published. Paths are below the output folder, with `/`, sorted; a folder's ends in `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or differ.
    pub written: usize,
    /// Files that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of an earlier build that were no longer produced, and are gone.
    pub removed: usize,
    /// What weef did not write and left as it was; of a whole folder (`.git/`) only the folder.
    pub kept_foreign: Vec<String>,
    /// Files of an earlier build that are no longer produced, but were edited in the output since: kept, and foreign
    /// from now on.
    pub kept_edited: Vec<String>,
    /// Files that were edited in the output, and now hold again what weef produces.
    pub overwritten: Vec<String>,
    /// Whether the site was replaced in one step. Otherwise file by file, because this output folder cannot be
    /// exchanged: a mount point, for one. True where nothing had to be done.
    pub at_once: bool,
    /// Folders next to the output that could not be cleared away, or hold files that are nowhere else.
    pub left_behind: Vec<PathBuf>,
}

/// How the new site takes the old one's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strategy {
    /// Staged next to the output; the two folders change places in one step. In place where that is not possible.
    Exchange,
    /// Staged inside the output; renamed file by file. A build killed while it renames is finished by the next.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the fallback of Exchange; only tests ask for it outright")
    )]
    InPlace,
}

/// Publishes a site: afterwards the output holds `files`, what others put there, and nothing of an earlier build.
///
/// `produce(i)` gives the content of `files[i]`. It is called from rayon's threads, at most once for each index; also
/// after a page has failed, so that one run reports all that is wrong, but not after twenty failures of the disk.
/// `None` says that the page failed; what is wrong was reported by whoever produced it.
///
/// Another build into the same or a neighbouring folder is waited for.
///
/// # Errors
/// [`OutputError::Incomplete`] where a page failed, [`OutputError::InTheWay`] where a file that is not weef's has the
/// name of a page, [`OutputError::Failed`] where the disk refused. In all cases the old site stays as it was, except
/// when a site that cannot be replaced at once fails half-way; the next build completes that one first.
pub fn publish(
    target: &Target,
    files: &[OutPath],
    produce: &(dyn Fn(usize) -> Option<Content> + Sync),
) -> Result<Published, OutputError> {
    publish_by(Strategy::Exchange, target, files, produce)
}

fn publish_by(
    strategy: Strategy,
    target: &Target,
    files: &[OutPath],
    produce: &(dyn Fn(usize) -> Option<Content> + Sync),
) -> Result<Published, OutputError> {
    let wanted = Wanted::new(files)?;
    let lock = target.lock()?;
    let left_behind = swap::recover(target, lock.is_some())?;
    let old = Old::read(target, &wanted)?;
    let weave = Weave::new(strategy, target, &old);
    let woven = weave.all(files, produce)?;
    let staging = weave.into_staging()?;

    let manifest = Manifest::new(files.iter().cloned().zip(woven.iter().map(|w| w.hash)));
    let mut published = Published { at_once: true, left_behind, ..old.report() };
    published.written = woven.iter().filter(|w| w.is_new).count();
    published.unchanged = files.len() - published.written;
    published.removed = old.stale.len();
    published.overwritten = overwritten(files, &woven);

    let only_manifest = published.written == 0 && old.stale.is_empty() && old.exists;
    if only_manifest && manifest == old.manifest {
        return Ok(published);
    }
    let change = Change { target, old: &old, files, woven: &woven, manifest: &manifest };
    let staging = match staging {
        Some(staging) => staging,
        None if only_manifest => Staging::inside(target).map_err(OutputError::from)?,
        None => Staging::open(strategy, target, &old)?,
    };
    change.publish(staging, &mut published)?;
    drop(lock);
    Ok(published)
}

fn overwritten(files: &[OutPath], woven: &[Woven]) -> Vec<String> {
    let edited = files.iter().zip(woven).filter(|(_, w)| w.over_edit);
    let mut paths: Vec<String> = edited.map(|(f, _)| f.as_str().to_owned()).collect();
    paths.sort_unstable();
    paths
}

/// A staged build that is complete, and all that is known about it.
struct Change<'a> {
    target: &'a Target,
    old: &'a Old,
    files: &'a [OutPath],
    woven: &'a [Woven],
    manifest: &'a Manifest,
}

impl Change<'_> {
    fn publish(&self, staging: Staging, published: &mut Published) -> Result<(), OutputError> {
        let staging = if staging.is_inside() {
            staging
        } else {
            match swap::publish(self, staging)? {
                swap::Swapped::Yes(left) => {
                    published.left_behind.extend(left);
                    return Ok(());
                }
                swap::Swapped::NotPossible(staging) => self.move_inside(&staging)?,
            }
        };
        published.at_once = published.written + published.removed == 0;
        in_place::publish(self, staging)
    }

    /// Takes what was written next to the output into a staging folder inside it.
    fn move_inside(&self, beside: &Staging) -> Result<Staging, OutputError> {
        let inside = Staging::inside(self.target)?;
        for path in self.written() {
            let (from, to) = (beside.path().join(path.as_str()), inside.path().join(path.as_str()));
            staging::in_folder(&to, || std::fs::rename(&from, &to))
                .or_else(|_| staging::in_folder(&to, || std::fs::copy(&from, &to).map(drop)))
                .map_err(at("write", &to))?;
        }
        Ok(inside)
    }

    fn written(&self) -> impl Iterator<Item = &OutPath> {
        self.files.iter().zip(self.woven).filter(|(_, w)| w.is_new).map(|(f, _)| f)
    }

    fn unchanged(&self) -> impl ParallelIterator<Item = &OutPath> {
        self.files.par_iter().zip(self.woven).filter(|(_, w)| !w.is_new).map(|(f, _)| f)
    }
}

/// Writes a new file, with the folders above it. `false` if the file is already there: it is never overwritten.
///
/// # Errors
/// Whatever the system says, with the path.
pub fn create_new(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<bool> {
    use std::io::Write as _;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    match file {
        Ok(mut file) => file.write_all(bytes).map(|()| true),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// How the names of files begin that are being written; one that is left belongs to a process that died.
const UNFINISHED: &str = ".weef-";

/// Writes a file of weef's own, with the folders above it, in one step: whoever reads it meanwhile has the old one whole.
/// One that holds these bytes already is left alone.
///
/// # Errors
/// Whatever the system says.
pub fn write_whole(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(std::path::Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    {
        // As open as any other new file; tempfile's own default is private.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}

/// Whether a folder can be filled: it is not there yet, or empty.
pub fn is_free(folder: &std::path::Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}
