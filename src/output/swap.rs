//! A staged build next to the output → the site, in one step; and what died builds left there → gone.
//!
//! The staging folder is filled up with what did not change and what is not weef's, by hard links, so that it is the
//! whole new site; then it changes places with the output; then the old site, now under the staging name, is taken
//! apart. weef never writes into a file that is there, so nothing can change through a shared link.
//!
//! What a killed build can leave next to the output, and why clearing it loses nothing of others:
//!
//! - a folder with the marker: killed before the exchange. All in it was written or linked there by weef, and what was
//!   linked is still in the output. It is removed.
//! - a folder with a manifest and no marker: killed between the removal of the marker and the end. It is the new site
//!   before the exchange or the old one after it. In both cases what is not weef's was linked into the other, so it is
//!   in the output too, unless somebody put it there after weef had looked. So each file is looked at: it goes if weef
//!   wrote it or the output has the same; it moves to the output if the output has no such file; else it stays where
//!   it is, and is reported.
//! - an empty folder: killed at its start or its end.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::io::Errno;

use super::Change;
use super::error::{Failure, OutputError, at};
use super::in_place;
use super::manifest::{self, Manifest, hash_file};
use super::old::{Entry, Kind, above, out_path};
use super::staging::{self, Staging, in_folder, is_same_file, wear_the_looks};
use super::target::Target;
use crate::url::OutPath;

/// How many characters tempfile puts behind its prefix.
const RANDOM: usize = 6;

pub(super) enum Swapped {
    /// The site is published; the folder that could not be taken apart, if any.
    Yes(Option<PathBuf>),
    /// This output cannot be exchanged; nothing has changed.
    NotPossible(Staging),
}

/// Publishes what was staged next to the output.
pub(super) fn publish(change: &Change, staging: Staging) -> Result<Swapped, OutputError> {
    if change.old.exists && !fill_up(change, &staging)? {
        return Ok(Swapped::NotPossible(staging));
    }
    staging.write_bytes(manifest::FILE, &change.manifest.to_json())?;
    let (output, path) = (change.target.folder(), staging.path().to_owned());
    staging.become_a_site()?;
    if !change.old.exists {
        // Never over something that came there in the meantime: only an empty folder can be replaced like this.
        std::fs::rename(&path, output).map_err(at("create the folder", output))?;
        drop(staging.keep());
        return Ok(Swapped::Yes(None));
    }
    match exchange(&path, output) {
        Ok(()) => drop(staging.keep()),
        Err(_) => {
            staging.become_staging()?;
            return Ok(Swapped::NotPossible(staging));
        }
    }
    let is_known = |path: &Path| {
        let old = change.old;
        out_path(path).is_some_and(|p| old.present.contains_key(&p) || old.stale.contains(&p))
    };
    remove_known(change, &path);
    let is_gone = Retired { folder: &path, output, is_known: &is_known }.take_apart();
    Ok(Swapped::Yes((!is_gone).then_some(path)))
}

/// Links all that stays into the staging folder; false where something of others cannot be linked there.
fn fill_up(change: &Change, staging: &Staging) -> Result<bool, Failure> {
    let (output, staging) = (change.target.folder(), staging.path());
    // Made by one thread: several would only wait for each other, as most lie in the same few folders.
    let folders: HashSet<&str> = change.unchanged().flat_map_iter(|p| above(p.as_str())).collect();
    let mut folders: Vec<&str> = folders.into_iter().collect();
    folders.sort_unstable();
    for folder in folders {
        // It may be there; and if it cannot be made, the files in it will tell.
        drop(std::fs::create_dir(staging.join(folder)));
    }
    let spans_mounts = change.unchanged().map(|path| {
        let (from, to) = (output.join(path.as_str()), staging.join(path.as_str()));
        match in_folder(&to, || std::fs::hard_link(&from, &to)) {
            // Another mount in the middle of the output: it would go away with the old folder.
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => Ok(true),
            // A file system without links, or the file of another user.
            Err(_) => in_folder(&to, || std::fs::copy(&from, &to))
                .map(|_| false)
                .map_err(at("write", &to)),
            Ok(()) => Ok(false),
        }
    });
    let spans_mounts = spans_mounts.try_reduce(|| false, |a, b| Ok(a || b))?;
    Ok(!spans_mounts && bring_along(&change.old.kept, output, staging).is_ok())
}

/// Links what is not weef's, never copies it: a copy has another owner, other times and other attributes. Links are
/// linked, not followed.
fn bring_along(kept: &[Entry], output: &Path, staging: &Path) -> io::Result<()> {
    let mut folders = Vec::new();
    for entry in kept {
        let (from, to) = (output.join(&entry.path), staging.join(&entry.path));
        if entry.kind == Kind::EmptyFolder {
            std::fs::create_dir_all(&to)?;
            folders.push(entry.path.as_path());
        } else {
            in_folder(&to, || std::fs::hard_link(&from, &to))?;
        }
        folders.extend(entry.path.ancestors().skip(1));
    }
    folders.sort_unstable();
    folders.dedup();
    // The deepest first: a folder may be closed to writing. The first, "", is the output itself and has its looks.
    for folder in folders.into_iter().filter(|f| !f.as_os_str().is_empty()).rev() {
        if output.join(folder).metadata()?.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        wear_the_looks(&staging.join(folder), &output.join(folder))?;
    }
    Ok(())
}

/// Removes from the old site what is certainly weef's or in the new site too, and the folders that are empty then:
/// without listing each of ten thousand folders for it.
fn remove_known(change: &Change, folder: &Path) {
    change.old.present.par_iter().map(|(path, _)| path).chain(&change.old.stale).for_each(|path| {
        let file = folder.join(path.as_str());
        drop(std::fs::remove_file(&file));
        if let Some(above) = file.parent() {
            drop(std::fs::remove_dir(above));
        }
    });
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> Result<(), Errno> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

/// A site that is no longer the site, and what took its place.
struct Retired<'a> {
    folder: &'a Path,
    output: &'a Path,
    /// Whether a file, by its path below the folder, is known to be weef's or to be in the new site.
    is_known: &'a (dyn Fn(&Path) -> bool + Sync),
}

impl Retired<'_> {
    /// Removes the folder as far as nothing of others is lost; whether all of it is gone.
    fn take_apart(&self) -> bool {
        self.empty(Path::new("")).unwrap_or(false)
            && is_removed(&self.folder.join(manifest::FILE))
            && std::fs::remove_dir(self.folder).is_ok()
    }

    /// Empties a folder; whether nothing is left in it.
    fn empty(&self, below: &Path) -> io::Result<bool> {
        let (mut is_empty, mut folders) = (true, Vec::new());
        let is_top = below.as_os_str().is_empty();
        for entry in std::fs::read_dir(self.folder.join(below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if !(is_top && entry.file_name() == manifest::FILE) {
                // The manifest goes last: without it nobody could tell what the rest is.
                is_empty &= self.settle(&path).unwrap_or(false);
            }
        }
        let empty = |folder: PathBuf| {
            self.empty(&folder).unwrap_or(false)
                && std::fs::remove_dir(self.folder.join(folder)).is_ok()
        };
        Ok(folders.into_par_iter().map(empty).reduce(|| true, |a, b| a && b) && is_empty)
    }

    /// Removes a file, or moves it to the output; whether it is gone.
    fn settle(&self, path: &Path) -> io::Result<bool> {
        let (here, there) = (self.folder.join(path), self.output.join(path));
        if (self.is_known)(path) || is_same_file(&here, &there) {
            std::fs::remove_file(&here)?;
        } else if there.symlink_metadata().is_err() {
            in_folder(&there, || std::fs::hard_link(&here, &there))?;
            std::fs::remove_file(&here)?;
        } else if is_equal(&here, &there)? {
            std::fs::remove_file(&here)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}

fn is_removed(file: &Path) -> bool {
    let removed = std::fs::remove_file(file);
    removed.map_or_else(|error| error.kind() == io::ErrorKind::NotFound, |()| true)
}

/// Whether two files hold the same bytes, or two links lead to the same place.
fn is_equal(a: &Path, b: &Path) -> io::Result<bool> {
    match (std::fs::read_link(a), std::fs::read_link(b)) {
        (Ok(a), Ok(b)) => Ok(a == b),
        (Err(_), Err(_)) => Ok(hash_file(a)? == hash_file(b)?),
        _ => Ok(false),
    }
}

/// Clears what killed builds left inside the output and next to it; gives the folders that cannot go. Next to it only
/// under the lock, when no staging folder can be a living build's.
pub(super) fn recover(target: &Target, is_locked: bool) -> Result<Vec<PathBuf>, OutputError> {
    in_place::recover(target)?;
    let mut left = Vec::new();
    if !is_locked {
        return Ok(left);
    }
    let Ok(entries) = std::fs::read_dir(target.parent()) else { return Ok(left) };
    let prefix = target.staging_prefix();
    for entry in entries.filter_map(Result::ok) {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && is_staging(&entry.file_name(), &prefix) {
            let path = entry.path();
            if !clear_away(&path, target.folder()) {
                left.push(path);
            }
        }
    }
    left.sort_unstable();
    Ok(left)
}

fn is_staging(name: &OsStr, prefix: &OsStr) -> bool {
    let random = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
    random.is_some_and(|r| r.len() == RANDOM && r.iter().all(u8::is_ascii_alphanumeric))
}

fn clear_away(folder: &Path, output: &Path) -> bool {
    if staging::is_marked(folder) {
        return staging::clear(folder).is_ok();
    }
    let Ok(manifest) = Manifest::read(folder) else {
        return std::fs::remove_dir(folder).is_ok();
    };
    let is_known = |path: &Path| {
        let wrote = |p: OutPath| hash_file(&folder.join(path)).is_ok_and(|h| manifest.wrote(&p, h));
        out_path(path).is_some_and(wrote)
    };
    Retired { folder, output, is_known: &is_known }.take_apart()
}
