//! A change → the theme and the documents after it. What cannot be understood any more is held as it was, where that is
//! asked ([`Options::hold`](super::Options::hold)); what was never good is not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Found, Snapshot, is_page, is_theme, parse_all, read_config};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::site::Site;
use crate::source::{CONFIG_FILE, SourcePath, Sources};
use crate::theme::Theme;

/// What is shown in an earlier state.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    pub(super) pages: BTreeSet<SourcePath>,
    pub(super) settings: bool,
    pub(super) theme: bool,
}

impl Snapshot {
    /// Whether a file is one that is held: a page, the settings, or part of the theme.
    pub fn is_held(&self, path: &SourcePath) -> bool {
        self.held.pages.contains(path)
            || self.held.settings && path.as_str() == CONFIG_FILE
            || self.held.theme && is_theme(&self.sources, path)
    }

    /// What is wrong with settings that cannot be used, where those of now are to be kept instead.
    pub(super) fn broken_settings(&self, sources: &Sources) -> Option<Vec<Diagnostic>> {
        let same_place =
            sources.content == self.sources.content && sources.today == self.sources.today;
        let is_good = self.held.settings || !self.found.config.iter().any(Diagnostic::is_error);
        if !(self.options.hold && same_place && is_good) {
            return None;
        }
        let (_, problems) = read_config(sources, &self.options);
        problems.iter().any(Diagnostic::is_error).then_some(problems)
    }

    /// The snapshot of other settings or another day. Pages that are held stay so where their facts still mean the same.
    pub(super) fn reload(&self, sources: Sources) -> Self {
        let mut next = Self::load(sources, self.options.clone());
        if self.held.pages.is_empty() || !same_places(&self.site.config, &next.site.config) {
            return next;
        }
        let mut documents = next.site.documents.clone();
        for path in &self.held.pages {
            let unreadable = next.found.unreadable.iter().any(|found| found.file == *path);
            let at = documents.binary_search_by(|d| d.path.cmp(path));
            let Some(good) = self.document(path) else { continue };
            match at {
                Ok(at) if documents[at].problems.iter().any(|d| d.problem.hides_the_rest()) => {
                    documents[at] = Arc::new(good.held(documents[at].problems.clone()));
                }
                Err(at) if unreadable => documents.insert(at, Arc::new(good.held(Vec::new()))),
                _ => continue,
            }
            next.held.pages.insert(path.clone());
        }
        if next.held.pages.is_empty() {
            return next;
        }
        let (config, assets) = (Arc::clone(&next.site.config), Arc::clone(&next.site.assets));
        let when = (next.sources.today, self.options.drafts);
        let site = Site::new(config, documents, assets, when);
        let routes = Arc::new(super::Routes::new(&site, &next.theme));
        let rest = (next.options.clone(), next.found.clone());
        let made = (site, Arc::clone(&next.theme), routes);
        let held = next.held.clone();
        Self { held, ..Self::assemble(next.sources, made, next.work, rest) }
    }

    /// The theme after a change; the one of now where nothing of it changed, or the new one cannot be used.
    pub(super) fn next_theme(
        &self,
        sources: &Sources,
        changed: &BTreeSet<SourcePath>,
        (found, held): (&mut Found, &mut Held),
    ) -> Arc<Theme> {
        if !changed.iter().any(|path| is_theme(sources, path)) {
            return Arc::clone(&self.theme);
        }
        let theme = Theme::load(sources, &self.site.config);
        let is_good = self.held.theme || !self.theme.problems.iter().any(Diagnostic::is_error);
        let is_broken = theme.problems.iter().any(Diagnostic::is_error);
        held.theme = self.options.hold && is_good && is_broken;
        if held.theme {
            found.theme = theme.problems;
            return Arc::clone(&self.theme);
        }
        found.theme.clear();
        Arc::new(theme)
    }

    /// The documents after a change, and how many were read.
    pub(super) fn next_documents(
        &self,
        sources: &Sources,
        changed: &BTreeSet<SourcePath>,
        (found, held): (&mut Found, &mut Held),
    ) -> (Vec<Arc<Document>>, usize) {
        let pages: Vec<&SourcePath> =
            changed.iter().filter(|path| is_page(sources, path)).collect();
        let (read, unreadable) = parse_all(sources, &self.site.config, &pages);
        let parsed = read.len();
        found.unreadable.retain(|d| !changed.contains(&d.file));
        held.pages.retain(|path| !changed.contains(path));
        let mut next: BTreeMap<SourcePath, Arc<Document>> = BTreeMap::new();
        for document in read {
            let document = match self.good(&document.path) {
                Some(good) if document.problems.iter().any(|d| d.problem.hides_the_rest()) => {
                    held.pages.insert(document.path.clone());
                    Arc::new(good.held(document.problems.clone()))
                }
                _ => document,
            };
            next.insert(document.path.clone(), document);
        }
        for problem in &unreadable {
            if let Some(good) = self.good(&problem.file) {
                held.pages.insert(problem.file.clone());
                next.insert(problem.file.clone(), Arc::new(good.held(Vec::new())));
            }
        }
        found.unreadable.extend(unreadable);
        found.unreadable.sort();
        (merged(&self.site.documents, changed, next), parsed)
    }

    /// The document of a path that is to be kept when the file cannot be understood any more.
    fn good(&self, path: &SourcePath) -> Option<&Document> {
        if !self.options.hold {
            return None;
        }
        let document = self.document(path)?;
        let is_good = !document.problems.iter().any(|d| d.problem.hides_the_rest());
        (is_good || self.held.pages.contains(path)).then_some(document)
    }
}

/// Whether collections and vocabularies are where they were, so that facts by their places mean the same.
fn same_places(old: &Config, new: &Config) -> bool {
    let collections = |config: &Config| -> Vec<(Box<str>, Box<str>)> {
        config.collections.iter().map(|c| (c.name.clone(), c.folder.clone())).collect()
    };
    let vocabularies = |config: &Config| -> Vec<Box<str>> {
        config.vocabularies.iter().map(|vocabulary| vocabulary.folder.clone()).collect()
    };
    collections(old) == collections(new) && vocabularies(old) == vocabularies(new)
}

/// The documents after a change: those that did not change, and the new ones, in the order of their paths.
fn merged(
    old: &[Arc<Document>],
    changed: &BTreeSet<SourcePath>,
    next: BTreeMap<SourcePath, Arc<Document>>,
) -> Vec<Arc<Document>> {
    let mut documents = old.to_vec();
    let places = changed.iter().map(|path| old.binary_search_by(|d| d.path.cmp(path)).ok());
    // The usual change: pages that are there, and stay.
    if places.clone().all(|place| place.is_some()) && next.len() == changed.len() {
        for (place, new) in places.flatten().zip(next.into_values()) {
            documents[place] = new;
        }
        return documents;
    }
    documents.retain(|d| !changed.contains(&d.path));
    documents.extend(next.into_values());
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents
}
