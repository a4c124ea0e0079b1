//! A snapshot as the preview serves it.

use std::io;
use std::sync::OnceLock;

use xxhash_rust::xxh3::Xxh3;

use super::respond::{Answer, Site};
use crate::diagnostic::{Diagnostic, Problem};
use crate::render::{self, Output};
use crate::snapshot::{Route, Snapshot};
use crate::source::SourcePath;
use crate::source::lines::Span;
use crate::url::UrlPath;

/// The page for addresses where nothing is.
const NOT_FOUND: &str = "404.html";

/// A snapshot, and what is worked out of it once.
pub(super) struct Preview {
    pub(super) snapshot: Snapshot,
    look: OnceLock<u128>,
}

impl Preview {
    pub(super) fn new(snapshot: Snapshot) -> Self {
        Self { snapshot, look: OnceLock::new() }
    }

    fn copy(&self, path: &SourcePath) -> Answer {
        match self.snapshot.sources.read(path) {
            Ok(bytes) => Answer::Found(bytes.to_vec()),
            // Deleted just now; the next snapshot will know.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Answer::Missing,
            Err(error) => {
                let problem = Problem::Unreadable { cause: error.to_string() };
                self.broken(Diagnostic::new(path, Span::START, problem))
            }
        }
    }

    fn broken(&self, diagnostic: Diagnostic) -> Answer {
        Answer::Broken(Box::new(diagnostic), self.snapshot.speech())
    }
}

impl Site for Preview {
    fn answer(&self, url: &UrlPath) -> Answer {
        match render::render(&self.snapshot, url) {
            Some(Ok(Output::Bytes(bytes))) => Answer::Found(bytes),
            Some(Ok(Output::Copy(path))) => self.copy(&path),
            Some(Err(diagnostic)) => self.broken(diagnostic),
            None => Answer::Missing,
        }
    }

    fn has(&self, url: &UrlPath) -> bool {
        self.snapshot.route(url).is_some()
    }

    fn not_found(&self) -> Answer {
        UrlPath::file(NOT_FOUND).map_or(Answer::Missing, |url| self.answer(&url))
    }

    fn look(&self) -> u128 {
        *self.look.get_or_init(|| {
            let mut hash = Xxh3::new();
            for (url, route) in self.snapshot.routes.iter() {
                if let (Route::ThemeAsset(_), Answer::Found(bytes)) = (route, self.answer(url)) {
                    hash.update(url.as_str().as_bytes());
                    hash.update(&bytes);
                }
            }
            hash.digest128()
        })
    }
}
