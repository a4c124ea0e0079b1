//! Files as they lie on disk → [`Sources`]: every path, what kind it is, and today's date. The only input of weef.
//!
//! Bytes are fetched when a stage asks for them ([`Sources::read`]) and not kept: a site of ten years fits in memory
//! as documents, not as documents and their texts. [`Sources::in_memory`] gives the same value without a disk.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

mod clock;
mod disk;
pub mod lines;
pub mod text;
pub mod watch;

pub use clock::today;
pub use disk::{exists, read_sources};

/// The path of a source below the root, with `/` between its parts: `content/blogs/x.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a path that is already relative and has `/` between its parts.
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file's name: the part after the last `/`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The folder, without a `/` at its end; empty for a file in the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The part of the file name after the last dot, in lower case.
    pub fn extension(&self) -> String {
        let name = self.file_name();
        name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase())
    }

    /// Whether the file holds Markdown, by its extension.
    pub fn is_markdown(&self) -> bool {
        matches!(self.extension().as_str(), "md" | "markdown" | "mdx")
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// What is there: every file's path, where its bytes are, and the date that counts as today.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The root on disk; relative names in messages start here.
    pub root: PathBuf,
    /// The folder that holds the pages, below the root: `content`, or empty where the root itself does.
    pub content: String,
    /// The date that decides what is published.
    pub today: Date,
    /// Files by path, so that their order is always the same.
    pub files: Arc<BTreeMap<SourcePath, Source>>,
    /// Whether there is a symbolic link among them: a change of one file may then be one of another.
    pub has_links: bool,
    /// Files that were left out on purpose, with the reason, to be reported.
    pub left_out: Vec<(SourcePath, LeftOut)>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// On disk, at this absolute path.
    Disk(PathBuf),
    /// In memory: a test's text, or an editor's unsaved one.
    Memory(Arc<[u8]>),
}

/// Why a file is not a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// A symbolic link that leads out of the root, or nowhere.
    LeadsOutside,
    /// The file or folder could not be read; the system's words.
    Unreadable(String),
    /// The name holds a character that no address can carry, or is not Unicode.
    Name,
}

/// The two ends of a source; they overlap where it is short.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// Its first bytes.
    pub head: Vec<u8>,
    /// Its last bytes.
    pub tail: Vec<u8>,
    /// How many bytes it has in all.
    pub length: u64,
}

impl Sources {
    /// Sources that are only in memory: `(path below the root, bytes)`.
    pub fn in_memory<'a>(
        content: &str,
        today: Date,
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Self {
        let files = files
            .into_iter()
            .map(|(path, bytes)| (SourcePath::new(path), Source::Memory(bytes.into())));
        Self {
            root: PathBuf::new(),
            content: content.into(),
            today,
            files: Arc::new(files.collect()),
            has_links: false,
            left_out: Vec::new(),
        }
    }

    /// The bytes of one source.
    ///
    /// # Errors
    /// Whatever the system says, and `NotFound` for a path that is no source.
    pub fn read(&self, path: &SourcePath) -> io::Result<Cow<'_, [u8]>> {
        match self.files.get(path) {
            Some(Source::Memory(bytes)) => Ok(Cow::Borrowed(bytes)),
            Some(Source::Disk(path)) => disk::read(path).map(Cow::Owned),
            None => Err(io::Error::new(io::ErrorKind::NotFound, format!("{path} is no source"))),
        }
    }

    /// The first and the last bytes of a source, and its length.
    ///
    /// # Errors
    /// As for [`Sources::read`].
    pub fn read_ends(&self, path: &SourcePath, (first, last): (usize, usize)) -> io::Result<Ends> {
        match self.files.get(path) {
            Some(Source::Disk(path)) => disk::read_ends(path, (first, last)),
            _ => {
                let bytes = self.read(path)?;
                let head = bytes.get(..first).unwrap_or(&bytes).to_vec();
                let tail = bytes.get(bytes.len().saturating_sub(last)..).unwrap_or_default();
                Ok(Ends { head, tail: tail.to_vec(), length: bytes.len() as u64 })
            }
        }
    }

    /// Where a source lies on disk; `None` for one in memory.
    pub fn location(&self, path: &SourcePath) -> Option<PathBuf> {
        match self.files.get(path) {
            Some(Source::Disk(path)) => Some(path.clone()),
            _ => None,
        }
    }

    /// The size of a source in bytes; 0 where it is gone.
    pub fn size(&self, path: &SourcePath) -> u64 {
        match self.files.get(path) {
            Some(Source::Memory(bytes)) => bytes.len() as u64,
            Some(Source::Disk(path)) => disk::size(path),
            None => 0,
        }
    }

    /// The path below the content folder, for a source that lies in it.
    pub fn below_content<'p>(&self, path: &'p SourcePath) -> Option<&'p str> {
        if self.content.is_empty() {
            let first = path.as_str().split('/').next().unwrap_or_default();
            let own = path.as_str() == CONFIG_FILE || first == THEMES_FOLDER;
            return (!own).then_some(path.as_str());
        }
        path.as_str().strip_prefix(self.content.as_str())?.strip_prefix('/')
    }
}

/// The settings of a site, in its root.
pub const CONFIG_FILE: &str = "weef.toml";
/// The folder of the themes, in the root.
pub const THEMES_FOLDER: &str = "themes";
/// The folder of the pages, where the root has one.
pub const CONTENT_FOLDER: &str = "content";
