//! A folder in which a site is made ready, unseen, and that leaves nothing behind when the build fails.

use std::fs::File;
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use xxhash_rust::xxh3::Xxh3;

use super::error::{Failure, at};
use super::manifest::{Hash, pieces};
use super::old::Old;
use super::target::Target;
use super::{Content, Strategy};
use crate::url::OutPath;

/// The staging folder inside an output, where the output cannot be exchanged.
pub(super) const INSIDE: &str = crate::url::OF_OUTPUT[2];

/// Says of a folder that all in it was put there by weef and is nowhere needed. First to come, last to go.
const MARKER: &str = ".weef-staging";

/// A folder being filled. Dropped, it is removed with all that is in it.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    is_inside: bool,
    /// The output folder, if it was made only to hold this.
    made: Option<PathBuf>,
    is_kept: bool,
}

impl Staging {
    /// Next to the output where that can be, else inside it.
    pub(super) fn open(strategy: Strategy, target: &Target, old: &Old) -> Result<Self, Failure> {
        if strategy == Strategy::Exchange
            && !old.must_stay
            && let Ok(staging) = Self::beside(target, old.exists)
        {
            return Ok(staging);
        }
        Self::inside(target)
    }

    fn beside(target: &Target, exists: bool) -> io::Result<Self> {
        let prefix = target.staging_prefix();
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        {
            // A published folder is as open as any other new folder; tempfile's own default is private.
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(std::fs::Permissions::from_mode(0o777));
        }
        let path = builder.tempdir_in(target.parent())?.keep();
        let staging = Self { path, is_inside: false, made: None, is_kept: false };
        File::create_new(staging.path.join(MARKER))?;
        if exists {
            wear_the_looks(&staging.path, target.folder())?;
        }
        Ok(staging)
    }

    /// Inside the output, which is made if it is not there.
    pub(super) fn inside(target: &Target) -> Result<Self, Failure> {
        let folder = target.folder();
        let is_new = folder.symlink_metadata().is_err();
        std::fs::create_dir_all(folder).map_err(at("create the folder", folder))?;
        let path = folder.join(INSIDE);
        let made = is_new.then(|| folder.to_owned());
        std::fs::create_dir(&path).map_err(at("create the folder", &path))?;
        let staging = Self { path, is_inside: true, made, is_kept: false };
        let marker = staging.path.join(MARKER);
        File::create_new(&marker).map_err(at("write", &marker))?;
        Ok(staging)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn is_inside(&self) -> bool {
        self.is_inside
    }

    /// Writes one file; gives the hash of what was written.
    pub(super) fn write(&self, path: &OutPath, content: &Content) -> Result<Hash, Failure> {
        match content {
            Content::Bytes(bytes) => {
                self.write_bytes(path.as_str(), bytes)?;
                Ok(xxhash_rust::xxh3::xxh3_128(bytes))
            }
            Content::File(source) => self.copy(path.as_str(), source),
        }
    }

    /// Writes a file that is not there yet.
    pub(super) fn write_bytes(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.path.join(path);
        let write = || in_folder(&path, || File::create_new(&path))?.write_all(bytes);
        write().map_err(at("write", &path))
    }

    fn copy(&self, path: &str, source: &Path) -> Result<Hash, Failure> {
        let path = self.path.join(path);
        let mut from = File::open(source).map_err(at("read", source))?;
        let mut to = in_folder(&path, || File::create_new(&path)).map_err(at("write", &path))?;
        // A picture may be saved while it is copied: half of the old and half of the new is never published.
        for _ in 0..2 {
            let before = stamp(&from).map_err(at("read", source))?;
            let mut hash = Xxh3::new();
            let mut written = Ok(());
            let read = pieces(&mut from, |piece| {
                hash.update(piece);
                written = to.write_all(piece);
                // What goes wrong here is told below, by its own name.
                if written.is_ok() { Ok(()) } else { Err(io::ErrorKind::WriteZero.into()) }
            });
            written.map_err(at("write", &path))?;
            let length = read.map_err(at("read", source))?;
            if stamp(&from).map_err(at("read", source))? == before && length == before.0 {
                return Ok(hash.digest128());
            }
            from.rewind().map_err(at("read", source))?;
            to.rewind().and_then(|()| to.set_len(0)).map_err(at("write", &path))?;
        }
        Err(at("copy", source)(io::Error::other("it keeps changing while it is read")))
    }

    /// Takes the marker away: from here on the folder is a site, whose manifest tells what is weef's.
    pub(super) fn become_a_site(&self) -> Result<(), Failure> {
        let marker = self.path.join(MARKER);
        std::fs::remove_file(&marker).map_err(at("remove", &marker))
    }

    /// Undoes [`Self::become_a_site`].
    pub(super) fn become_staging(&self) -> Result<(), Failure> {
        let marker = self.path.join(MARKER);
        File::create_new(&marker).map(drop).map_err(at("write", &marker))
    }

    /// Leaves the folder where it is, whatever happens next.
    pub(super) fn keep(mut self) -> PathBuf {
        self.is_kept = true;
        std::mem::take(&mut self.path)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        // The failure that brought us here is what people hear of; the next build cleans what stays now.
        drop(clear(&self.path));
        if let Some(output) = &self.made {
            drop(std::fs::remove_dir(output));
        }
    }
}

/// Whether a folder holds only what weef staged.
pub(super) fn is_marked(folder: &Path) -> bool {
    folder.join(MARKER).symlink_metadata().is_ok()
}

/// Removes a marked folder, the marker last, so that a killed removal can be taken up again.
pub(super) fn clear(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == MARKER {
            continue;
        }
        if entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        } else {
            std::fs::remove_file(entry.path())?;
        }
    }
    match std::fs::remove_file(folder.join(MARKER)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    std::fs::remove_dir(folder)
}

/// Does what needs the folder of `path`, which is made only if it turns out to be missing: most are there, and looking
/// first costs as much as trying.
pub(super) fn in_folder<T>(path: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (make(), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            std::fs::create_dir_all(folder)?;
            make()
        }
        (made, _) => made,
    }
}

/// Whether two paths, links not followed, are one file or folder on the disk.
#[cfg(unix)]
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |path: &Path| path.symlink_metadata().map(|m| (m.dev(), m.ino())).ok();
    id(a).is_some_and(|a| id(b) == Some(a))
}

/// Whether two paths are one file or folder on the disk. Not known here; equal bytes are looked at instead.
#[cfg(not(unix))]
pub(super) fn is_same_file(_: &Path, _: &Path) -> bool {
    false
}

/// Gives a folder the owner, group and rights of another, so that it can take its place.
///
/// # Errors
/// When that is not allowed, or the other has an access list, which only a folder inside it would inherit.
#[cfg(unix)]
pub(super) fn wear_the_looks(folder: &Path, of: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let (ours, theirs) = (folder.symlink_metadata()?, of.symlink_metadata()?);
    if has_access_list(of) {
        return Err(io::ErrorKind::Unsupported.into());
    }
    if ours.uid() != theirs.uid() || ours.gid() != theirs.gid() {
        let (uid, gid) =
            (rustix::fs::Uid::from_raw(theirs.uid()), rustix::fs::Gid::from_raw(theirs.gid()));
        rustix::fs::chown(folder, Some(uid), Some(gid))?;
    }
    std::fs::set_permissions(folder, theirs.permissions())
}

/// Gives a folder the rights of another.
#[cfg(not(unix))]
pub(super) fn wear_the_looks(folder: &Path, of: &Path) -> io::Result<()> {
    std::fs::set_permissions(folder, of.symlink_metadata()?.permissions())
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn has_access_list(folder: &Path) -> bool {
    let mut names = Vec::with_capacity(4096);
    let listed = rustix::fs::listxattr(folder, rustix::buffer::spare_capacity(&mut names));
    listed.is_ok() && names.split(|b| *b == 0).any(|name| name.starts_with(b"system.posix_acl_"))
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn has_access_list(_: &Path) -> bool {
    false
}

/// What changes when a file is written: its length in bytes and its time.
fn stamp(file: &File) -> io::Result<(u64, Option<SystemTime>)> {
    let metadata = file.metadata()?;
    Ok((metadata.len(), metadata.modified().ok()))
}
