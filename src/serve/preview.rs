//! A snapshot as the preview serves it.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use xxhash_rust::xxh3::xxh3_64;

use super::drawer::Drawer;
use super::editor::Editor;
use super::live::{Block, Saved};
use super::respond::{Answer, Site};
use crate::diagnostic::{Diagnostic, Problem};
use crate::render::{self, Made, Output};
use crate::snapshot::Snapshot;
use crate::source::SourcePath;
use crate::source::lines::Span;
use crate::theme::Theme;
use crate::url::UrlPath;

/// The page for addresses where nothing is.
const NOT_FOUND: &str = "404.html";

/// A snapshot, and what goes with it.
pub(super) struct Preview {
    pub(super) snapshot: Snapshot,
    /// How many were served before it.
    pub(super) number: u64,
    /// The sources that were changed last, newest first.
    pub(super) recent: Vec<(SourcePath, SystemTime)>,
    /// How files are opened.
    pub(super) editor: Editor,
    /// The pictures that were made for it and for those before it.
    pub(super) drawer: Arc<Drawer>,
    assets: BTreeMap<String, String>,
    /// The last theme in which no page failed that was asked for, when the theme of now is another.
    earlier: Option<Arc<Theme>>,
    /// Whether a page failed in the theme of now.
    fails: AtomicBool,
    /// The same site in the earlier theme, made when a page first fails.
    dressed: OnceLock<Snapshot>,
}

impl Preview {
    pub(super) fn new(
        snapshot: Snapshot,
        number: u64,
        recent: Vec<(SourcePath, SystemTime)>,
        editor: Editor,
    ) -> Self {
        let tag = |bytes: &[u8]| format!("{:016x}", xxh3_64(bytes));
        let assets = snapshot.theme.assets.iter();
        let assets =
            assets.map(|asset| (format!("/{}", asset.url.encoded()), tag(&asset.bytes))).collect();
        Self {
            snapshot,
            number,
            recent,
            editor,
            drawer: Arc::default(),
            assets,
            earlier: None,
            fails: AtomicBool::new(false),
            dressed: OnceLock::new(),
        }
    }

    /// The same, with what can be fallen back on of the one before.
    pub(super) fn after(mut self, before: &Self) -> Self {
        let failed = before.fails.load(Ordering::Relaxed);
        let is_same = Arc::ptr_eq(&self.snapshot.theme, &before.snapshot.theme);
        self.earlier = if is_same || failed {
            before.earlier.clone()
        } else {
            Some(Arc::clone(&before.snapshot.theme))
        };
        self.fails = AtomicBool::new(is_same && failed);
        self
    }

    /// Why the page at an address is shown in an earlier theme, or as a message.
    pub(super) fn failure(&self, url: &UrlPath) -> Option<Diagnostic> {
        render::render(&self.snapshot, url)?.err()
    }

    /// What answers at an address. Some mistakes in a template show only when it is filled in: then the page looks as
    /// it did.
    fn render(&self, url: &UrlPath) -> Option<Result<Output, Diagnostic>> {
        let failed = match render::render(&self.snapshot, url) {
            // What a page in the earlier theme asks for.
            None => return render::render(self.dressed.get()?, url),
            Some(Ok(output)) => return Some(Ok(output)),
            Some(Err(failed)) => failed,
        };
        self.fails.store(true, Ordering::Relaxed);
        let in_earlier = self.earlier.as_ref().and_then(|theme| {
            let dressed = self.dressed.get_or_init(|| self.snapshot.dressed(theme));
            render::render(dressed, url)?.ok()
        });
        Some(in_earlier.ok_or(failed))
    }

    /// The same with pictures that were made before.
    pub(super) fn with(self, drawer: Arc<Drawer>) -> Self {
        Self { drawer, ..self }
    }

    fn picture(&self, made: &Made) -> Answer {
        match self.drawer.get(&self.snapshot.sources, made) {
            Ok(bytes) => Answer::Found(bytes),
            Err(error) => self.unreadable(&made.source, &error),
        }
    }

    /// Where a page was changed, seen from the one before. `path` is the source that was saved.
    pub(super) fn saved(&self, before: &Self, path: &SourcePath) -> Saved {
        let page = self.snapshot.site.page_at(path);
        let url = page.and_then(|page| self.snapshot.site.url(page));
        let url = url.map(|url| format!("/{}", url.encoded()));
        let (new, old) = (self.snapshot.document(path), before.snapshot.document(path));
        let block = new.zip(old).and_then(|(new, old)| new.body.changed_block(&old.body));
        Saved { url, block: block.map(|(text, nth)| Block { text, nth }) }
    }

    fn copy(&self, path: &SourcePath) -> Answer {
        match self.snapshot.sources.read(path) {
            Ok(bytes) => Answer::Found(bytes.to_vec()),
            Err(error) => self.unreadable(path, &error),
        }
    }

    fn unreadable(&self, path: &SourcePath, error: &io::Error) -> Answer {
        // Deleted just now; the next snapshot will know.
        if error.kind() == io::ErrorKind::NotFound {
            return Answer::Missing;
        }
        let problem = Problem::Unreadable { cause: error.to_string() };
        self.broken(Diagnostic::new(path, Span::START, problem))
    }

    fn broken(&self, diagnostic: Diagnostic) -> Answer {
        Answer::Broken(Box::new(diagnostic), self.snapshot.speech())
    }
}

impl Site for Preview {
    fn answer(&self, url: &UrlPath) -> Answer {
        match self.render(url) {
            Some(Ok(Output::Bytes(bytes))) => Answer::Found(bytes),
            Some(Ok(Output::Copy(path))) => self.copy(&path),
            Some(Ok(Output::Picture(made))) => self.picture(&made),
            Some(Ok(Output::Card(card))) => Answer::Found(self.drawer.card(&card)),
            Some(Err(diagnostic)) => self.broken(diagnostic),
            None => Answer::Missing,
        }
    }

    fn has(&self, url: &UrlPath) -> bool {
        let in_earlier = || self.dressed.get().is_some_and(|dressed| dressed.route(url).is_some());
        self.snapshot.route(url).is_some() || in_earlier()
    }

    fn not_found(&self) -> Answer {
        UrlPath::file(NOT_FOUND).map_or(Answer::Missing, |url| self.answer(&url))
    }

    fn assets(&self) -> &BTreeMap<String, String> {
        &self.assets
    }

    fn number(&self) -> u64 {
        self.number
    }
}
