//! The only reader of files: walks a root, leaves out what is not published, reads bytes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use walkdir::{DirEntry, WalkDir};

use super::{
    CONFIG_FILE, CONTENT_FOLDER, Ends, LeftOut, Source, SourcePath, Sources, THEMES_FOLDER,
};

/// Reads what is in a root: `weef.toml`, `themes/`, and `content/`, or without `weef.toml` and `content/` the whole
/// folder. `skip` is the output folder, which is never a source.
///
/// # Errors
/// When the root is missing, is no folder, or cannot be listed.
pub fn read_sources(root: &Path, skip: &Path, today: Date) -> io::Result<Sources> {
    let with_path = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", root.display()));
    let root = &root.canonicalize().map_err(with_path)?;
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    std::fs::read_dir(root).map_err(with_path)?;
    let has_content = is_folder(&root.join(CONTENT_FOLDER));
    let whole = !has_content && !exists(&root.join(CONFIG_FILE));
    let content = if whole { "" } else { CONTENT_FOLDER };
    let skip = skip.canonicalize().unwrap_or_else(|_| skip.to_owned());
    let mut walk =
        Walk { root, skip: &skip, files: BTreeMap::new(), has_links: false, left_out: Vec::new() };
    if exists(&root.join(CONFIG_FILE)) {
        walk.add_file(&root.join(CONFIG_FILE));
    }
    if whole {
        walk.add_folder(root)?;
    } else {
        for folder in [CONTENT_FOLDER, THEMES_FOLDER] {
            if is_folder(&root.join(folder)) {
                walk.add_folder(&root.join(folder))?;
            }
        }
    }
    let Walk { files, has_links, mut left_out, .. } = walk;
    left_out.sort_by(|a, b| a.0.cmp(&b.0));
    let (root, content, files) = (root.clone(), content.into(), Arc::new(files));
    Ok(Sources { root, content, today, files, has_links, left_out })
}

/// Whether a file or folder is there.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn is_folder(path: &Path) -> bool {
    path.metadata().is_ok_and(|m| m.is_dir())
}

struct Walk<'a> {
    root: &'a Path,
    skip: &'a Path,
    files: BTreeMap<SourcePath, Source>,
    has_links: bool,
    left_out: Vec<(SourcePath, LeftOut)>,
}

impl Walk<'_> {
    fn add_folder(&mut self, folder: &Path) -> io::Result<()> {
        let mut walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if error.depth() == 0 => return Err(error.into()),
                Err(error) => {
                    self.leave_out_error(&error);
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            self.has_links |= entry.path_is_symlink();
            if entry.depth() > 0 && is_hidden(&entry) || entry.path() == self.skip {
                if is_folder {
                    walk.skip_current_dir();
                }
            } else if entry.path_is_symlink() && !self.is_inside(entry.path()) {
                self.leave_out(entry.path(), LeftOut::LeadsOutside);
                if is_folder {
                    walk.skip_current_dir();
                }
            } else if entry.file_type().is_file() {
                self.add_file(entry.path());
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, path: &Path, reason: LeftOut) {
        let below = path.strip_prefix(self.root).unwrap_or(path).to_string_lossy();
        self.left_out.push((SourcePath::new(&below), reason));
    }

    fn leave_out_error(&mut self, error: &walkdir::Error) {
        let path = error.path().unwrap_or(self.root);
        let is_link = path.symlink_metadata().is_ok_and(|m| m.file_type().is_symlink());
        if is_link || error.loop_ancestor().is_some() {
            self.leave_out(path, LeftOut::LeadsOutside);
        } else {
            let words = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
            self.leave_out(path, LeftOut::Unreadable(words));
        }
    }

    fn add_file(&mut self, path: &Path) {
        match self.name(path) {
            Some(name) => {
                self.files.insert(name, Source::Disk(path.to_owned()));
            }
            None => self.leave_out(path, LeftOut::Name),
        }
    }

    /// The path below the root; none where it is not Unicode or holds what no address can carry.
    fn name(&self, path: &Path) -> Option<SourcePath> {
        let below = path.strip_prefix(self.root).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let parts = parts?;
        let bad = |part: &&str| part.chars().any(|c| c.is_control() || c == '\\');
        (!parts.iter().any(bad)).then(|| SourcePath::new(&parts.join("/")))
    }

    /// Whether a link, followed to its end, still lies in the root.
    fn is_inside(&self, link: &Path) -> bool {
        link.canonicalize().is_ok_and(|real| real.starts_with(self.root))
    }
}

/// Files and folders that begin with a dot are never published, but for `.well-known`.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    is_hidden_name(&name) || (entry.file_type().is_dir() && name == "node_modules")
}

/// Whether a file or folder of this name is hidden, whatever it is.
pub(super) fn is_hidden_name(name: &str) -> bool {
    name.starts_with('.') && name != ".well-known" || name.ends_with('~')
}

pub(super) fn read(path: &PathBuf) -> io::Result<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    let bytes = std::fs::read(path);
    bytes.map_err(|e| named(path, &e))
}

pub(super) fn read_ends(path: &PathBuf, (first, last): (usize, usize)) -> io::Result<Ends> {
    read_both(path, (first, last)).map_err(|e| named(path, &e))
}

fn read_both(path: &PathBuf, (first, last): (usize, usize)) -> io::Result<Ends> {
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut ends = Ends { length, ..Ends::default() };
    (&mut file).take(first as u64).read_to_end(&mut ends.head)?;
    file.seek(SeekFrom::Start(length.saturating_sub(last as u64)))?;
    file.take(last as u64).read_to_end(&mut ends.tail)?;
    Ok(ends)
}

/// The size in bytes; 0 where the file is gone.
pub(super) fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |m| m.len())
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
