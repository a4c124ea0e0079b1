//! How files look from outside, now and a while ago → which of them may have changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
#[cfg(unix)]
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::SystemTime;

use super::super::disk::{exists, is_hidden_name};
use super::super::{Source, SourcePath, Sources};

/// How a file looks from outside. Two that differ mean that the file may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// How long it is, in bytes.
    pub size: u64,
    /// When it was written last.
    pub modified: Option<SystemTime>,
    /// Differs where a file was put in the place of another.
    pub(super) identity: u64,
}

/// The stamps of all sources.
pub type Stamps = BTreeMap<SourcePath, Stamp>;

/// The stamps of what is there.
pub fn fingerprint(sources: &Sources) -> Stamps {
    sources.files.iter().map(|(path, source)| (path.clone(), stamp(source))).collect()
}

/// Of what is not there.
const GONE: Stamp = Stamp { size: 0, modified: None, identity: 0 };

fn stamp(source: &Source) -> Stamp {
    match source {
        Source::Memory(bytes) => Stamp {
            size: bytes.len() as u64,
            modified: None,
            identity: xxhash_rust::xxh3::xxh3_64(bytes),
        },
        Source::Disk(path) => path.metadata().map_or(GONE, |metadata| of_file(&metadata)),
    }
}

fn of_file(metadata: &Metadata) -> Stamp {
    Stamp { size: metadata.len(), modified: metadata.modified().ok(), identity: identity(metadata) }
}

/// The file's number, and when its name, rights or bytes last changed: a file restored with its old date shows here.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    let parts =
        [number(metadata), metadata.ctime().cast_unsigned(), metadata.ctime_nsec().cast_unsigned()];
    xxhash_rust::xxh3::xxh3_64(&parts.map(u64::to_le_bytes).concat())
}

#[cfg(not(unix))]
fn identity(metadata: &Metadata) -> u64 {
    number(metadata)
}

/// What tells a file or folder from others while it is there.
#[cfg(unix)]
pub(super) fn number(metadata: &Metadata) -> u64 {
    metadata.ino()
}

#[cfg(not(unix))]
pub(super) fn number(_: &Metadata) -> u64 {
    0
}

/// Which sources were written, made or removed. Those that were `named`, or lie in a folder that was, count even where
/// their stamps are equal: two saves within one tick of the disk's clock look the same, and so do the files of a folder
/// that took the place of another and gave it back.
pub fn changed(old: &Stamps, new: &Stamps, named: &BTreeSet<SourcePath>) -> BTreeSet<SourcePath> {
    let written = new.iter().filter(|(path, stamp)| old.get(*path) != Some(stamp));
    let removed = old.keys().filter(|path| !new.contains_key(*path));
    let named = named.iter().flat_map(|path| named_by(path, old).chain(named_by(path, new)));
    written.map(|(path, _)| path).chain(removed).chain(named).cloned().collect()
}

/// The sources that the name of a file or folder stands for.
fn named_by<'s>(path: &SourcePath, stamps: &'s Stamps) -> impl Iterator<Item = &'s SourcePath> {
    let file = stamps.get_key_value(path).map(|(path, _)| path);
    let folder = SourcePath::new(&format!("{path}/"));
    let below = stamps.range(folder.clone()..).map(|(path, _)| path);
    let below = below.take_while(move |path| path.as_str().starts_with(folder.as_str()));
    file.into_iter().chain(below)
}

/// The stamps of sources that were named, without looking at any other file; none where more than the bytes of files
/// that are sources already may have changed. What comes and goes beside them, as editors do, is nothing.
pub fn touched(sources: &Sources, named: &BTreeSet<SourcePath>) -> Option<Stamps> {
    if sources.has_links {
        return None;
    }
    let mut touched = Stamps::new();
    for path in named {
        let Some(Source::Disk(file)) = sources.files.get(path) else {
            if is_nothing(sources, path) {
                continue;
            }
            return None;
        };
        let metadata = file.symlink_metadata().ok().filter(Metadata::is_file)?;
        touched.insert(path.clone(), of_file(&metadata));
    }
    Some(touched)
}

/// Forgets how files looked that have just been read and look otherwise now: which of the two was read, nobody knows.
pub fn forget_what_moved(sources: &Sources, stamps: &mut Stamps, read: &BTreeSet<SourcePath>) {
    for path in read {
        if let (Some(source), Some(known)) = (sources.files.get(path), stamps.get_mut(path))
            && stamp(source) != *known
        {
            *known = GONE;
        }
    }
}

/// Whether a path that is no source is none to look at: hidden, or gone again, with no source below it.
fn is_nothing(sources: &Sources, path: &SourcePath) -> bool {
    if path.as_str().split('/').any(is_hidden_name) {
        return true;
    }
    let folder = SourcePath::new(&format!("{path}/"));
    let below = sources.files.range(folder.clone()..).next();
    let holds_sources = below.is_some_and(|(path, _)| path.as_str().starts_with(folder.as_str()));
    !holds_sources && !exists(&sources.root.join(Path::new(path.as_str())))
}

/// The sources that were written last, newest first.
pub fn recent(stamps: &Stamps, count: usize) -> Vec<(SourcePath, SystemTime)> {
    let mut newest: Vec<(SystemTime, &SourcePath)> = Vec::with_capacity(count + 1);
    for (path, stamp) in stamps {
        let Some(modified) = stamp.modified else { continue };
        if newest.len() == count && newest.last().is_some_and(|(oldest, _)| *oldest >= modified) {
            continue;
        }
        let at = newest.partition_point(|(other, _)| *other >= modified);
        newest.insert(at, (modified, path));
        newest.truncate(count);
    }
    newest.into_iter().map(|(modified, path)| (path.clone(), modified)).collect()
}
