//! A staged build inside the output → the site, file by file: where the output cannot change places with another folder.
//!
//! Assets come first, then pages, then removals, so that a page finds what it needs. A reader may see a new page beside
//! an old one for as long as the renaming takes. From the moment that the manifest owns the files of both sites (its
//! `before`), a build that is killed is finished by the next: all it needs lies in the staging folder.

use std::collections::HashSet;
use std::io;
use std::path::Path;

use super::Change;
use super::error::{Failure, OutputError, at};
use super::manifest::{self, Manifest, hash_file};
use super::old::{above, out_path, scan};
use super::staging::{self, Staging, in_folder};
use super::target::Target;
use crate::url::OutPath;

/// Publishes what was staged inside the output.
pub(super) fn publish(change: &Change, staging: Staging) -> Result<(), OutputError> {
    let output = change.target.folder();
    staging.write_bytes(manifest::FILE, &change.manifest.to_json())?;
    let both = change.manifest.over(&change.old.manifest);
    staging.write_bytes(manifest::BOTH, &both.to_json())?;
    let staged = staged(output, staging.path(), &both)?;
    let manifest = output.join(manifest::FILE);
    std::fs::rename(staging.path().join(manifest::BOTH), &manifest)
        .map_err(at("write", &manifest))?;
    // From here on only forward.
    let staging = staging.keep();
    finish(output, &staging, &both, &staged)
}

/// Finishes a build that was killed while it renamed, or clears one that was killed before.
pub(super) fn recover(target: &Target) -> Result<(), OutputError> {
    let output = target.folder();
    let path = output.join(staging::INSIDE);
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    match target.manifest()? {
        Some(both)
            if both.is_unfinished() && path.join(manifest::FILE).symlink_metadata().is_ok() =>
        {
            finish(output, &path, &both, &staged(output, &path, &both)?)
        }
        _ if staging::is_marked(&path) => Ok(staging::clear(&path).map_err(at("remove", &path))?),
        _ => Ok(std::fs::remove_dir(&path).map_err(at("remove", &path))?),
    }
}

/// Brings the output from wherever it is between two sites to the new one, with the files that are still staged. Can
/// be repeated from any point.
fn finish(
    output: &Path,
    staging: &Path,
    both: &Manifest,
    staged: &[OutPath],
) -> Result<(), OutputError> {
    // What lies where a folder must come, or below where a file must come, goes first; other removals come last.
    let files: HashSet<&str> = staged.iter().map(OutPath::as_str).collect();
    let folders: HashSet<&str> = files.iter().flat_map(|path| above(path)).collect();
    let blocks = |path: &&OutPath| {
        folders.contains(path.as_str()) || above(path.as_str()).any(|folder| files.contains(folder))
    };
    let (first, last): (Vec<&OutPath>, Vec<&OutPath>) = both.stale().partition(blocks);
    for path in first {
        remove(output, path, both)?;
    }
    for path in staged {
        let (from, to) = (staging.join(path.as_str()), output.join(path.as_str()));
        in_folder(&to, || std::fs::rename(&from, &to)).map_err(at("write", &to))?;
    }
    for path in last {
        remove(output, path, both)?;
    }
    let to = output.join(manifest::FILE);
    std::fs::rename(staging.join(manifest::FILE), &to).map_err(at("write", &to))?;
    Ok(staging::clear(staging).map_err(at("remove", staging))?)
}

/// The staged files in the order in which they come: assets, then pages.
fn staged(output: &Path, staging: &Path, both: &Manifest) -> Result<Vec<OutPath>, OutputError> {
    let found = scan(staging)?;
    let paths = found.iter().filter_map(|entry| out_path(&entry.path));
    let mut staged: Vec<OutPath> = paths.filter(|path| both.owns(path)).collect();
    let is_page = |path: &OutPath| Path::new(path.as_str()).extension() == Some("html".as_ref());
    staged.sort_by_key(is_page);
    let mut in_the_way = Vec::new();
    for path in &staged {
        let (from, to) = (staging.join(path.as_str()), output.join(path.as_str()));
        // Somebody put a file there since the build looked; or an earlier attempt came this far.
        if !both.owned(path) && to.is_file() && hash_file(&to).ok() != hash_file(&from).ok() {
            in_the_way.push(path.as_str().to_owned());
        }
    }
    if in_the_way.is_empty() {
        return Ok(staged);
    }
    Err(OutputError::InTheWay { folder: output.to_owned(), paths: in_the_way })
}

/// Removes a stale file, if nobody edited it, and the folders that are empty without it.
fn remove(output: &Path, path: &OutPath, both: &Manifest) -> Result<(), Failure> {
    let file = output.join(path.as_str());
    match hash_file(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(at("read", &file)(error)),
        Ok(hash) if !both.wrote(path, hash) => return Ok(()),
        Ok(_) => std::fs::remove_file(&file).map_err(at("remove", &file))?,
    }
    for folder in above(path.as_str()) {
        // Not empty: something else lives there.
        if std::fs::remove_dir(output.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}
