//! Pictures that browsers asked for → the same again, without making them again: the last ones, and those of a build.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::card::Card;
use crate::output::Pictures;
use crate::render::Made;
use crate::source::Sources;

/// How many bytes are remembered.
const ROOM: usize = 48 * 1024 * 1024;

/// What was made last.
#[derive(Default)]
pub(super) struct Drawer {
    built: Option<Pictures>,
    recent: Mutex<Recent>,
}

/// The newest at the end.
#[derive(Default)]
struct Recent {
    pictures: VecDeque<(Box<str>, Arc<[u8]>)>,
    size: usize,
}

impl Drawer {
    /// The drawer of a root: what a build made there serves too.
    pub(super) fn new(root: &Path) -> Self {
        Self { built: Some(Pictures::open(root)), recent: Mutex::default() }
    }

    /// What is made of a picture.
    ///
    /// # Errors
    /// Where the picture cannot be read.
    pub(super) fn get(&self, sources: &Sources, made: &Made) -> io::Result<Vec<u8>> {
        let Some(name) = &made.name else { return Ok(made.stand_in(&sources.read(&made.source)?)) };
        if let Some(bytes) = self.recent(name) {
            return Ok(bytes.to_vec());
        }
        if let Some(bytes) = self.built.as_ref().and_then(|built| built.get(name)) {
            return Ok(bytes);
        }
        // Two browsers may have the same made at once: the same comes of it.
        let source = sources.read(&made.source)?;
        let bytes = made.make(&source).unwrap_or_else(|| made.stand_in(&source));
        self.remember(name, &bytes);
        Ok(bytes)
    }

    /// A picture of words: from a build, or drawn now, which takes no longer than to look among the last ones.
    pub(super) fn card(&self, card: &Card) -> Vec<u8> {
        let built = self.built.as_ref().and_then(|built| built.get(&card.file_name()));
        built.unwrap_or_else(|| card.png())
    }

    fn recent(&self, name: &str) -> Option<Arc<[u8]>> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let found = recent.pictures.iter().find(|(own, _)| **own == *name);
        found.map(|(_, bytes)| Arc::clone(bytes))
    }

    fn remember(&self, name: &str, bytes: &[u8]) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.size += bytes.len();
        recent.pictures.push_back((name.into(), bytes.into()));
        while recent.size > ROOM
            && let Some((_, oldest)) = recent.pictures.pop_front()
        {
            recent.size -= oldest.len();
        }
    }
}

impl fmt::Debug for Drawer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawer").finish_non_exhaustive()
    }
}
