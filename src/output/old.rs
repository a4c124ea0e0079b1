//! What lies in the output → which of it is still wanted, stale, edited, or somebody else's.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Published;
use super::error::{Failure, OutputError, at};
use super::manifest::{self, Manifest, hash_file};
use super::staging;
use super::target::Target;
use crate::url::OutPath;

/// The files that the new site has, and the folders they need.
pub(super) struct Wanted<'a> {
    files: HashSet<&'a str>,
    folders: HashSet<&'a str>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(files: &'a [OutPath]) -> Result<Self, OutputError> {
        let reserved = |path: &str| {
            let top = path.split('/').next();
            [manifest::FILE, manifest::BOTH, staging::INSIDE].iter().any(|ours| top == Some(ours))
        };
        if let Some(path) = files.iter().find(|path| reserved(path.as_str())) {
            return Err(OutputError::Reserved(path.as_str().to_owned()));
        }
        let files: HashSet<&str> = files.iter().map(OutPath::as_str).collect();
        let folders = files.iter().flat_map(|path| above(path)).collect();
        Ok(Self { files, folders })
    }
}

/// The folders of a path, the nearest first: of `a/b/c` these are `a/b` and `a`.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    let folder = |path: &&'_ str| path.rfind('/');
    std::iter::successors(Some(path), move |path| folder(path).map(|end| &path[..end])).skip(1)
}

/// One thing found in an output folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Below the output.
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    File,
    /// A symbolic link, or a thing stranger than that.
    Other,
    /// A folder with nothing in it. weef leaves none, so it is somebody's.
    EmptyFolder,
    /// A folder that cannot be listed.
    ClosedFolder,
}

/// The output as a build found it.
#[derive(Debug, Default)]
pub(super) struct Old {
    /// Whether the folder is there at all.
    pub(super) exists: bool,
    pub(super) manifest: Manifest,
    /// Wanted files that are there, with whether weef wrote them.
    pub(super) present: HashMap<OutPath, bool>,
    /// Files that weef wrote, that nobody edited, and that are no longer wanted.
    pub(super) stale: HashSet<OutPath>,
    /// What stays, whoever wrote it.
    pub(super) kept: Vec<Entry>,
    edited: Vec<String>,
    /// Whether there is something in it that cannot be moved to another folder.
    pub(super) must_stay: bool,
}

impl Old {
    /// Looks at the output.
    ///
    /// # Errors
    /// [`OutputError::InTheWay`] where something that stays has the place of a wanted file or folder.
    pub(super) fn read(target: &Target, wanted: &Wanted) -> Result<Self, OutputError> {
        let folder = target.folder();
        let manifest = target.manifest()?.unwrap_or_default();
        if folder.symlink_metadata().is_err() {
            return Ok(Self { manifest, ..Self::default() });
        }
        let mut old = Self { exists: true, manifest, ..Self::default() };
        let mut unwanted = Vec::new();
        for entry in scan(folder)? {
            let path = (entry.kind == Kind::File).then(|| out_path(&entry.path)).flatten();
            match path {
                Some(path) if wanted.files.contains(path.as_str()) => {
                    let is_ours = old.manifest.owns(&path);
                    old.present.insert(path, is_ours);
                }
                Some(path) if old.manifest.owns(&path) => unwanted.push((path, entry)),
                _ => old.kept.push(entry),
            }
        }
        old.sort_out(folder, unwanted)?;
        let in_the_way: Vec<String> = old.kept.iter().filter_map(|e| e.blocks(wanted)).collect();
        if !in_the_way.is_empty() {
            return Err(OutputError::InTheWay { folder: folder.to_owned(), paths: in_the_way });
        }
        old.must_stay = old.kept.iter().any(|entry| entry.kind == Kind::ClosedFolder);
        Ok(old)
    }

    /// Tells the stale files from those that were edited since weef wrote them.
    fn sort_out(&mut self, folder: &Path, files: Vec<(OutPath, Entry)>) -> Result<(), Failure> {
        let hashed = files.into_par_iter().map(|(path, entry)| {
            let full = folder.join(&entry.path);
            let hash = hash_file(&full).map_err(at("read", &full))?;
            Ok((path, entry, hash))
        });
        for (path, entry, hash) in hashed.collect::<Result<Vec<_>, Failure>>()? {
            if self.manifest.wrote(&path, hash) {
                self.stale.insert(path);
            } else {
                self.edited.push(path.as_str().to_owned());
                self.kept.push(entry);
            }
        }
        self.kept.sort_unstable();
        Ok(())
    }

    /// What people hear of the files that stay.
    pub(super) fn report(&self) -> Published {
        let mut ours: HashSet<&str> = HashSet::new();
        for path in self.manifest.paths().chain(self.present.keys()) {
            ours.extend(above(path.as_str()));
        }
        let edited: BTreeSet<&String> = self.edited.iter().collect();
        let kept = self.kept.iter().map(|entry| entry.name(&ours));
        let foreign: BTreeSet<String> = kept.filter(|name| !edited.contains(name)).collect();
        Published {
            kept_foreign: foreign.into_iter().collect(),
            kept_edited: edited.into_iter().cloned().collect(),
            ..Published::default()
        }
    }
}

impl Entry {
    fn text(&self) -> String {
        let parts: Vec<_> = self.path.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// How the entry is reported: the highest folder in which nothing is weef's, or the entry itself.
    fn name(&self, ours: &HashSet<&str>) -> String {
        let text = self.text();
        let folders: Vec<&str> = above(&text).collect();
        if let Some(folder) = folders.into_iter().rfind(|folder| !ours.contains(folder)) {
            return format!("{folder}/");
        }
        let is_folder = matches!(self.kind, Kind::EmptyFolder | Kind::ClosedFolder);
        if is_folder { text + "/" } else { text }
    }

    /// What is wrong, where this entry has the place of a wanted file or folder.
    fn blocks(&self, wanted: &Wanted) -> Option<String> {
        let text = self.text();
        if wanted.files.contains(text.as_str()) {
            return Some(format!("{text} (not a plain file)"));
        }
        if wanted.folders.contains(text.as_str()) && self.kind != Kind::EmptyFolder {
            return Some(format!("{text} (a folder must come there)"));
        }
        let file = above(&text).find(|folder| wanted.files.contains(folder))?;
        Some(format!("{text} ({file} must be a file)"))
    }
}

/// The path as a manifest spells it; none for what weef never writes.
pub(super) fn out_path(below: &Path) -> Option<OutPath> {
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    OutPath::parse(&parts?.join("/"))
}

/// Everything in a site's folder, sorted, without weef's own notes. Links are not followed.
pub(super) fn scan(folder: &Path) -> Result<Vec<Entry>, Failure> {
    let mut entries = list(folder, PathBuf::new()).map_err(at("list", folder))?;
    entries.sort_unstable();
    Ok(entries)
}

fn list(root: &Path, below: PathBuf) -> io::Result<Vec<Entry>> {
    let mut found = Vec::new();
    let mut folders = Vec::new();
    let is_top = below.as_os_str().is_empty();
    let listed = match std::fs::read_dir(root.join(&below)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && !is_top => {
            return Ok(vec![Entry { path: below, kind: Kind::ClosedFolder }]);
        }
        listed => listed?,
    };
    for entry in listed {
        let entry = entry?;
        let name = entry.file_name();
        if is_top && (name == manifest::FILE || name == staging::INSIDE) {
            continue;
        }
        let (path, kind) = (below.join(name), entry.file_type()?);
        if kind.is_dir() {
            folders.push(path);
        } else {
            let kind = if kind.is_file() { Kind::File } else { Kind::Other };
            found.push(Entry { path, kind });
        }
    }
    if found.is_empty() && folders.is_empty() && !is_top {
        return Ok(vec![Entry { path: below, kind: Kind::EmptyFolder }]);
    }
    let inner: io::Result<Vec<Vec<Entry>>> =
        folders.into_par_iter().map(|folder| list(root, folder)).collect();
    found.extend(inner?.into_iter().flatten());
    Ok(found)
}
