//! `.weef-manifest.json` → which files in the output are weef's, and back.
//!
//! ```json
//! { "version": 1, "files": { "blogs/x/index.html": "99aa06d3014798d86001c324468d497f" } }
//! ```
//!
//! A value is the XXH3-128 hash of the bytes weef wrote, in hexadecimal. `before` is there only while a site is
//! replaced file by file: what weef owned until then (see `in_place`).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use serde::{Deserialize, Serialize, Serializer};
use xxhash_rust::xxh3::Xxh3;

use crate::url::OutPath;

/// Where the manifest lies in the output.
pub(super) const FILE: &str = crate::url::OF_OUTPUT[0];

/// The manifest of two sites, on its way to the output while one replaces the other.
pub(super) const BOTH: &str = crate::url::OF_OUTPUT[1];

const VERSION: u32 = 1;

/// The XXH3-128 of a file's bytes. Equal hashes are taken for equal bytes: among a billion files a collision by chance
/// has a probability of 10⁻²¹.
pub(super) type Hash = u128;

/// A file is read in pieces of at most this many bytes.
const PIECE: u64 = 64 * 1024;

/// What weef wrote into an output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<OutPath, Hash>,
    before: Option<BTreeMap<OutPath, Hash>>,
}

/// Why there is no manifest.
#[derive(Debug)]
pub(super) enum Unread {
    Missing,
    Io(io::Error),
    Damaged(String),
}

#[derive(Deserialize)]
struct Json {
    version: u32,
    files: BTreeMap<String, String>,
    #[serde(default)]
    before: Option<BTreeMap<String, String>>,
}

#[derive(Serialize)]
struct Written<'m> {
    version: u32,
    files: Files<'m>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Files<'m>>,
}

struct Files<'m>(&'m BTreeMap<OutPath, Hash>);

impl Serialize for Files<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_map(self.0.iter().map(|(path, hash)| (path.as_str(), format!("{hash:032x}"))))
    }
}

impl Manifest {
    pub(super) fn new(files: impl IntoIterator<Item = (OutPath, Hash)>) -> Self {
        Self { files: files.into_iter().collect(), before: None }
    }

    /// Reads the manifest of a folder.
    pub(super) fn read(folder: &Path) -> Result<Self, Unread> {
        let bytes = std::fs::read(folder.join(FILE)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unread::Missing,
            _ => Unread::Io(error),
        })?;
        let json: Json =
            serde_json::from_slice(&bytes).map_err(|error| Unread::Damaged(error.to_string()))?;
        if json.version != VERSION {
            return Err(Unread::Damaged(format!("made by another version: {}", json.version)));
        }
        Ok(Self { files: parse(json.files)?, before: json.before.map(parse).transpose()? })
    }

    pub(super) fn to_json(&self) -> Vec<u8> {
        let json = Written {
            version: VERSION,
            files: Files(&self.files),
            before: self.before.as_ref().map(Files),
        };
        let mut bytes = serde_json::to_vec_pretty(&json).expect("maps of text are always JSON");
        bytes.push(b'\n');
        bytes
    }

    /// This manifest, and what the old one owned: for the time that files of both lie in the output.
    pub(super) fn over(&self, old: &Self) -> Self {
        let mut before = old.before.clone().unwrap_or_default();
        before.extend(old.files.clone());
        Self { files: self.files.clone(), before: Some(before) }
    }

    /// Whether it describes a folder in which one site was being replaced by another.
    pub(super) fn is_unfinished(&self) -> bool {
        self.before.is_some()
    }

    /// Whether weef ever wrote a file of this name here.
    pub(super) fn owns(&self, path: &OutPath) -> bool {
        self.files.contains_key(path) || self.owned(path)
    }

    /// Whether it owned the file before the site was being replaced.
    pub(super) fn owned(&self, path: &OutPath) -> bool {
        self.before.as_ref().is_some_and(|before| before.contains_key(path))
    }

    /// Whether these are the bytes that weef wrote under this name.
    pub(super) fn wrote(&self, path: &OutPath, hash: Hash) -> bool {
        let before = self.before.as_ref().and_then(|before| before.get(path));
        self.files.get(path) == Some(&hash) || before == Some(&hash)
    }

    /// Files that the site no longer has, of a folder in which one site was being replaced by another.
    pub(super) fn stale(&self) -> impl Iterator<Item = &OutPath> {
        let before = self.before.iter().flat_map(BTreeMap::keys);
        before.filter(|path| !self.files.contains_key(path))
    }

    /// Every path that weef wrote.
    pub(super) fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.files.keys().chain(self.before.iter().flat_map(BTreeMap::keys))
    }
}

fn parse(files: BTreeMap<String, String>) -> Result<BTreeMap<OutPath, Hash>, Unread> {
    let read = |(path, hash): (String, String)| {
        let hash = Hash::from_str_radix(&hash, 16).ok();
        OutPath::parse(&path).zip(hash).ok_or_else(|| Unread::Damaged(format!("at {path:?}")))
    };
    files.into_iter().map(read).collect()
}

/// The hash of a file.
pub(super) fn hash_file(path: &Path) -> io::Result<Hash> {
    let mut hash = Xxh3::new();
    pieces(&mut File::open(path)?, |piece| {
        hash.update(piece);
        Ok(())
    })?;
    Ok(hash.digest128())
}

/// Hands over what is left of a file, piece by piece; gives its length in bytes.
pub(super) fn pieces(
    file: &mut File,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<u64> {
    // No larger than the file: clearing the buffer would cost more than reading a page.
    let size = file.metadata()?.len().clamp(512, PIECE);
    let mut buffer = vec![0; usize::try_from(size).unwrap_or(512)];
    let mut length = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(length),
            Ok(n) => {
                length += n as u64;
                take(&buffer[..n])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
