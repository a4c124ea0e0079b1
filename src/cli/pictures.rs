//! Pictures that a site shows → made where they are not there yet, on all cores; kept for the next build.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::card::Card;
use crate::diagnostic::{Diagnostic, Problem};
use crate::output::Pictures;
use crate::picture::{self, Smaller};
use crate::render::{Made, Output, render_route};
use crate::snapshot::{Route, Snapshot};
use crate::source::SourcePath;
use crate::source::lines::Span;

/// A picture, and the smaller ones of it that are not kept, each with its name.
type Missing<'s> = (&'s SourcePath, Vec<(Smaller, Box<str>)>);

/// The pictures of one build.
pub(super) struct Workshop<'s> {
    snapshot: &'s Snapshot,
    kept: Pictures,
    made: AtomicUsize,
    unkept: AtomicUsize,
}

impl<'s> Workshop<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, kept: Pictures) -> Self {
        Self { snapshot, kept, made: AtomicUsize::new(0), unkept: AtomicUsize::new(0) }
    }

    /// Makes every picture that is not kept; each source is unpacked once. Gives those that cannot be made.
    pub(super) fn fill(&self) -> Vec<Diagnostic> {
        let missing: Vec<Missing<'_>> = self.missing().into_iter().collect();
        let failed = missing.into_par_iter().filter_map(|(source, wanted)| {
            let bytes = self.snapshot.sources.read(source).ok()?;
            let smaller: Vec<Smaller> = wanted.iter().map(|(one, _)| *one).collect();
            let Ok(made) = picture::make(&bytes, &smaller) else {
                let problem = Problem::BrokenImage { target: source.file_name().to_owned() };
                return Some(Diagnostic::new(source, Span::START, problem));
            };
            for ((_, name), bytes) in wanted.iter().zip(made) {
                self.keep(name, &bytes);
            }
            None
        });
        failed.collect()
    }

    fn missing(&self) -> BTreeMap<&'s SourcePath, Vec<(Smaller, Box<str>)>> {
        let mut missing: BTreeMap<&SourcePath, Vec<(Smaller, Box<str>)>> = BTreeMap::new();
        for (url, route) in self.snapshot.picture_routes() {
            let (
                Route::Picture(source, smaller),
                Ok(Output::Picture(Made { name: Some(name), .. })),
            ) = (route, render_route(self.snapshot, url, route))
            else {
                continue;
            };
            if !self.kept.has(&name) {
                missing.entry(source).or_default().push((*smaller, name));
            }
        }
        missing
    }

    /// What is made of a picture: as it was kept, or made now.
    pub(super) fn bytes(&self, made: &Made) -> std::io::Result<Vec<u8>> {
        if let Some(bytes) = made.name.as_ref().and_then(|name| self.kept.get(name)) {
            return Ok(bytes);
        }
        let source = self.snapshot.sources.read(&made.source)?;
        let Some(bytes) = made.make(&source) else { return Ok(made.stand_in(&source)) };
        if let Some(name) = &made.name {
            self.keep(name, &bytes);
        }
        Ok(bytes)
    }

    /// A picture of words: as it was kept, or drawn now.
    pub(super) fn card(&self, card: &Card) -> Vec<u8> {
        let name = card.file_name();
        self.kept.get(&name).unwrap_or_else(|| {
            let bytes = card.png();
            self.keep(&name, &bytes);
            bytes
        })
    }

    fn keep(&self, name: &str, bytes: &[u8]) {
        self.made.fetch_add(1, Ordering::Relaxed);
        if self.kept.put(name, bytes).is_err() {
            self.unkept.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many were made, and how many of them could not be kept.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.made.load(Ordering::Relaxed), self.unkept.load(Ordering::Relaxed))
    }

    /// Throws away what is not used any more.
    pub(super) fn sweep(&self) {
        self.kept.sweep();
    }
}
