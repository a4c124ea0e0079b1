//! A folder as it was asked for → an output folder that is safe to write.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{OutputError, Refusal, at};
use super::manifest::{Manifest, Unread};
use super::staging;

/// What people and systems put into a folder only to have it or to see it; such a folder counts as empty.
const PLACEHOLDERS: [&str; 4] = [".gitkeep", ".gitignore", ".DS_Store", staging::INSIDE];

/// An output folder that may be written: resolved, and not a folder that holds anything else.
#[derive(Clone, Debug)]
pub struct Target {
    folder: PathBuf,
    parent: PathBuf,
    name: OsString,
}

impl Target {
    /// Checks the output folder before any work is done; touches nothing. The folder need not be there yet. A symbolic
    /// link is followed, here and now: what is replaced is the folder it leads to, the link stays.
    ///
    /// `root` is the site's root, `source_folders` are those that hold sources (a folder equal to the root is covered
    /// by the root's own rule: the output may lie in it), `home` is the home folder of the person, if known.
    ///
    /// # Errors
    /// [`OutputError::Refused`] with the reason and the cure; [`OutputError::Failed`] where a path cannot be resolved.
    pub fn open(
        dir: &Path,
        root: &Path,
        source_folders: &[PathBuf],
        home: Option<&Path>,
    ) -> Result<Self, OutputError> {
        let folder = resolve(dir)?;
        let refuse = |because| Err(OutputError::Refused { folder: folder.clone(), because });
        let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
            return refuse(Refusal::FileSystemRoot);
        };
        let root = resolve(root)?;
        if is_in(&root, &folder) {
            return refuse(Refusal::Root(root));
        }
        for sources in source_folders {
            let sources = resolve(sources)?;
            let overlap = is_in(&folder, &sources) || is_in(&sources, &folder);
            if overlap && !is_same(&sources, &root) {
                return refuse(Refusal::Sources(sources));
            }
        }
        // A home that cannot be resolved is nowhere, so it cannot be in danger.
        if let Some(home) = home.and_then(|home| resolve(home).ok())
            && is_in(&home, &folder)
        {
            return refuse(Refusal::Home(home));
        }
        if let Err(because) = is_ours(&folder)? {
            return refuse(because);
        }
        let (parent, name) = (parent.to_owned(), name.to_owned());
        Ok(Self { folder, parent, name })
    }

    /// The output folder, absolute and without symbolic links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn parent(&self) -> &Path {
        &self.parent
    }

    /// What the names of staging folders next to the output begin with.
    pub(super) fn staging_prefix(&self) -> OsString {
        let parts = [OsStr::new("."), &self.name, OsStr::new(".weef-")];
        parts.into_iter().collect()
    }

    /// Waits for other builds into this folder or its neighbours. Held until the file is dropped, or the process dies.
    ///
    /// It is the folder above that is locked: the output itself changes places with another, and a lock file would be
    /// litter. Systems that cannot lock a folder (Windows, some network file systems) go without.
    pub(super) fn lock(&self) -> Result<Option<File>, OutputError> {
        std::fs::create_dir_all(&self.parent).map_err(at("create the folder", &self.parent))?;
        let Ok(folder) = File::open(&self.parent) else { return Ok(None) };
        loop {
            match folder.lock() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                locked => return Ok(locked.ok().map(|()| folder)),
            }
        }
    }

    /// The manifest of the site that lies there; none where there is none yet.
    pub(super) fn manifest(&self) -> Result<Option<Manifest>, OutputError> {
        match is_ours(&self.folder)? {
            Ok(manifest) => Ok(manifest),
            Err(because) => Err(OutputError::Refused { folder: self.folder.clone(), because }),
        }
    }
}

/// The path without links, `.` and `..`; also of a folder that is not there yet.
fn resolve(path: &Path) -> Result<PathBuf, OutputError> {
    let path = std::path::absolute(path).map_err(at("find", path))?;
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if path.symlink_metadata().is_ok() {
                return Err(OutputError::Refused { folder: path, because: Refusal::DeadLink });
            }
            match (path.parent(), path.file_name()) {
                (Some(above), Some(name)) => Ok(resolve(above)?.join(name)),
                _ => Err(at("find", &path)(error).into()),
            }
        }
        resolved => Ok(resolved.map_err(at("find", &path))?),
    }
}

/// Whether `inner` is `outer` or lies in it.
fn is_in(inner: &Path, outer: &Path) -> bool {
    inner.ancestors().any(|above| is_same(above, outer))
}

/// Whether two paths are one folder, also by another spelling or a second mount.
fn is_same(a: &Path, b: &Path) -> bool {
    a == b || staging::is_same_file(a, b)
}

/// The manifest of a folder; none where the folder is missing or empty; or why the folder is not weef's.
fn is_ours(folder: &Path) -> Result<Result<Option<Manifest>, Refusal>, OutputError> {
    match Manifest::read(folder) {
        Ok(manifest) => return Ok(Ok(Some(manifest))),
        Err(Unread::Damaged(why)) => return Ok(Err(Refusal::Manifest(why))),
        Err(Unread::Io(error)) => return Err(at("read the manifest in", folder)(error).into()),
        Err(Unread::Missing) => {}
    }
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Ok(None)),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Ok(Err(Refusal::NotAFolder));
        }
        Err(error) => return Err(at("list", folder)(error).into()),
    };
    let mut is_empty = true;
    for entry in entries {
        let name = entry.map_err(at("list", folder))?.file_name();
        if name == ".git" {
            return Ok(Err(Refusal::GitRoot));
        }
        is_empty &= PLACEHOLDERS.iter().any(|placeholder| name == *placeholder);
    }
    Ok(if is_empty { Ok(None) } else { Err(Refusal::NotOurs) })
}
