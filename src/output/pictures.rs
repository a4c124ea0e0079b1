//! Pictures that were made → a folder that keeps them from one build to the next, and back.
//!
//! It is a store and no source: whoever throws it away loses time only. Each file holds a number by which damage is
//! noticed, and then the bytes; its name tells what it was made of.
//!
//! ```text
//! .weef/pictures/0123456789ab-800.webp
//! ```

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use xxhash_rust::xxh3::xxh3_128;

use super::{UNFINISHED, write_whole};

/// The folder in the root that is weef's own.
const FOLDER: [&str; 2] = [".weef", "pictures"];
/// How many bytes tell damage.
const MARK: usize = 16;

/// The folder, and which files of it were asked for.
#[derive(Debug)]
pub struct Pictures {
    folder: PathBuf,
    there: BTreeSet<String>,
    asked: Mutex<BTreeSet<String>>,
    hidden: Once,
}

impl Pictures {
    /// The folder of a root; it need not be there yet.
    pub fn open(root: &Path) -> Self {
        let folder: PathBuf = std::iter::once(root).chain(FOLDER.iter().map(Path::new)).collect();
        let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let names = files.filter_map(|file| file.file_name().into_string().ok());
        let there = names.filter(|name| is_ours(name) || name.starts_with(UNFINISHED)).collect();
        Self { folder, there, asked: Mutex::default(), hidden: Once::new() }
    }

    /// Whether one was kept by an earlier build; from now on it counts as used.
    pub fn has(&self, name: &str) -> bool {
        self.ask(name);
        self.there.contains(name)
    }

    fn ask(&self, name: &str) {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
    }

    /// One that was kept; none where it is not there, or damaged.
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.ask(name);
        let mut bytes = std::fs::read(self.folder.join(name)).ok()?;
        let mark = bytes.get(..MARK)?.to_vec();
        bytes.drain(..MARK);
        (mark == xxh3_128(&bytes).to_le_bytes()).then_some(bytes)
    }

    /// Keeps one.
    ///
    /// # Errors
    /// Whatever the system says; the picture itself is not lost by it.
    pub fn put(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let mut marked = xxh3_128(bytes).to_le_bytes().to_vec();
        marked.extend_from_slice(bytes);
        // Git need not be told of it. Where that cannot be written, neither can what comes next.
        self.hidden.call_once(|| {
            write_whole(&self.folder.join(".gitignore"), b"*\n").ok();
        });
        write_whole(&self.folder.join(name), &marked)
    }

    /// Throws away what an earlier build kept and this one did not ask for, and what one that died was writing; gives
    /// how many.
    pub fn sweep(&self) -> usize {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let unused = self.there.iter().filter(|name| !asked.contains(*name));
        unused.filter(|name| std::fs::remove_file(self.folder.join(name)).is_ok()).count()
    }
}

/// Whether a file has a name as weef gives: what others put there is theirs.
fn is_ours(name: &str) -> bool {
    let is_hex = |text: &str| text.len() == 12 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let Some((stem, end)) = name.rsplit_once('.') else { return false };
    let (hash, width) = stem.split_once('-').unwrap_or((stem, "0"));
    is_hex(hash)
        && width.bytes().all(|b| b.is_ascii_digit())
        && matches!(end, "jpg" | "png" | "webp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_damage_is_noticed() {
        let root = tempfile::tempdir().unwrap();
        let (name, other) = ("0123456789ab-800.webp", "0123456789ab-400.webp");
        let first = Pictures::open(root.path());
        assert!(!first.has(name));
        first.put(name, b"dots").unwrap();
        first.put(other, b"fewer").unwrap();
        assert_eq!(first.get(name).as_deref(), Some(b"dots".as_slice()));

        let second = Pictures::open(root.path());
        assert!(second.has(name));
        let file = root.path().join(".weef/pictures").join(name);
        for damaged in [&b""[..], b"short", &[7; 40]] {
            std::fs::write(&file, damaged).unwrap();
            assert_eq!(second.get(name), None);
        }
        let foreign = root.path().join(".weef/pictures/mine.webp");
        std::fs::write(&foreign, b"x").unwrap();
        assert_eq!(second.sweep(), 1, "the one that nobody asked for");
        assert!(file.exists() && foreign.exists());
        assert_eq!(second.get(other), None);
    }
}
