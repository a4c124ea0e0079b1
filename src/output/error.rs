//! What can go wrong → a sentence for the person who ran the build, with the path in it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// How many paths or failures one message names.
const NAMED: usize = 20;

/// Why nothing was published.
#[derive(Debug)]
pub enum OutputError {
    /// The folder may not be the output; nothing was touched.
    Refused {
        /// The folder, resolved.
        folder: PathBuf,
        /// Why not.
        because: Refusal,
    },
    /// Files or folders that weef did not write stand where these files must come; paths below the output, sorted.
    InTheWay {
        /// The output folder.
        folder: PathBuf,
        /// The paths that must be free, each with what is wrong there.
        paths: Vec<String>,
    },
    /// A file's path is weef's own (`.weef-manifest.json`).
    Reserved(String),
    /// This many pages failed; whoever produced them has reported why.
    Incomplete(usize),
    /// The disk, or the rights on it; all failures of the run, up to a limit.
    Failed(Vec<Failure>),
}

/// Why a folder may not be the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The top of the file system.
    FileSystemRoot,
    /// The home folder, or one above it.
    Home(PathBuf),
    /// The root of the site, or a folder above it.
    Root(PathBuf),
    /// A folder with sources, one inside it, or one above it.
    Sources(PathBuf),
    /// The root of a git work tree.
    GitRoot,
    /// Not empty, and without weef's manifest.
    NotOurs,
    /// Not a folder.
    NotAFolder,
    /// A symbolic link that leads nowhere.
    DeadLink,
    /// Its manifest cannot be read; what is wrong with it.
    Manifest(String),
}

/// One thing the operating system refused.
#[derive(Debug)]
pub struct Failure {
    /// What was tried, as a verb: `write`, `create the folder`.
    pub doing: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// Why not.
    pub error: io::Error,
}

/// Says what was tried, and on what, when it fails.
pub(super) fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
    move |error| Failure { doing, path: path.to_owned(), error }
}

impl From<Failure> for OutputError {
    fn from(failure: Failure) -> Self {
        Self::Failed(vec![failure])
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.doing, self.path.display(), self.error)
    }
}

// No `source`: the sentence has the system's words already, and `anyhow` would say them twice.
impl std::error::Error for Failure {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileSystemRoot => f.write_str("it is the top of the file system"),
            Self::Home(home) => write!(f, "the home folder {} is or lies in it", home.display()),
            Self::Root(root) => {
                write!(f, "the root of the site, {}, is or lies in it", root.display())
            }
            Self::Sources(sources) => {
                write!(f, "it overlaps with the folder of sources {}", sources.display())
            }
            Self::GitRoot => f.write_str("it is the root of a git work tree"),
            Self::NotOurs => f.write_str("it holds files and was not made by weef"),
            Self::NotAFolder => f.write_str("it is not a folder"),
            Self::DeadLink => f.write_str("it is a symbolic link to nothing"),
            Self::Manifest(why) => write!(
                f,
                "its {} cannot be used ({why}), so weef cannot tell which files are its own",
                super::manifest::FILE
            ),
        }
    }
}

impl Refusal {
    /// What to do about it.
    pub fn cure(&self) -> &'static str {
        match self {
            Self::FileSystemRoot | Self::Home(_) | Self::Root(_) | Self::Sources(_) => {
                "give --output a folder of its own, such as `public` in the root of the site"
            }
            Self::GitRoot | Self::NotOurs => {
                "give --output a new or empty folder, or empty this one yourself"
            }
            Self::NotAFolder => "move it away, or give --output another name",
            Self::DeadLink => "remove the link, or make the folder it leads to",
            Self::Manifest(_) => "put back the file, or empty the folder yourself and build again",
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { folder, because } => {
                let cure = because.cure();
                write!(f, "{} cannot be the output folder: {because}; {cure}", folder.display())
            }
            Self::InTheWay { folder, paths } => {
                write!(
                    f,
                    "nothing is published: {} holds what weef did not write, where the site needs a file; move it \
                     away or give the page another address:",
                    folder.display()
                )?;
                list(f, paths)
            }
            Self::Reserved(path) => {
                write!(f, "no file of a site can be called {path}: weef keeps its own notes there")
            }
            Self::Incomplete(1) => f.write_str("nothing is published: a page failed"),
            Self::Incomplete(pages) => write!(f, "nothing is published: {pages} pages failed"),
            Self::Failed(failures) => match &failures[..] {
                [failure] => write!(f, "{failure}"),
                failures => {
                    write!(f, "nothing is published:")?;
                    list(f, failures)
                }
            },
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, lines: &[impl fmt::Display]) -> fmt::Result {
    for line in lines.iter().take(NAMED) {
        write!(f, "\n  {line}")?;
    }
    match lines.len().saturating_sub(NAMED) {
        0 => Ok(()),
        more => write!(f, "\n  and {more} more"),
    }
}

impl std::error::Error for OutputError {}
