//! A snapshot → what the editor's desk shows beside a page: what is wrong and the cure, the page's facts, what is not
//! published yet, what was changed last. All of it is text; the script of the desk makes elements of it.

use std::collections::BTreeMap;

use super::own::edit_address;
use super::preview::Preview;
use crate::diagnostic::Problem::Unreadable;
use crate::diagnostic::{Diagnostic, Severity, Speech};
use crate::document::{Document, LongSentence};
use crate::language;
use crate::markdown::blocks::{Block as Found, blocks, nth};
use crate::site::{Life, PageId, Target};
use crate::snapshot::Route;
use crate::source::lines::{Lines, Span};
use crate::source::{SourcePath, text};
use crate::url::UrlPath;
use jiff::Timestamp;

mod places;
mod record;

use super::live::Block;
use places::Places;
pub(super) use record::{Desk, Problems};
use record::{
    Line, Link, Page, Problem, Readability, Recent, Review, Score, Sentence, Status, Term,
    Unpublished, Value,
};

/// How many problems of a site are given at once.
const AT_ONCE: usize = 100;
/// How many pages that are not published yet are shown.
const UNPUBLISHED: usize = 200;
/// How many words are read in a minute.
const READ_IN_A_MINUTE: u32 = 200;

/// Which problems of the site are wanted; an empty text for any.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) severity: String,
    pub(super) owner: String,
    pub(super) collection: String,
    pub(super) code: String,
    pub(super) offset: usize,
}

/// What is shown on the page at an address.
pub(super) fn of_page(preview: &Preview, token: Option<&str>, url: &UrlPath) -> Desk {
    let desk = Writer { preview, token };
    let snapshot = &preview.snapshot;
    let page = desk.page_at(url);
    let source = page.map(|page| snapshot.site.document(page).path.clone());
    let all = snapshot.problems();
    // A mistake in a template that shows only when it is filled in.
    let failure = preview.failure(url);
    let is_own = |problem: &&Diagnostic| Some(&problem.file) == source.as_ref();
    let own: Vec<&Diagnostic> = all.iter().filter(is_own).chain(&failure).collect();
    let stops = |problem: &Diagnostic| {
        problem.problem.hides_the_rest() || matches!(problem.problem, Unreadable { .. })
    };
    // What is wrong with what is held: of this page, or of what every page stands on.
    let broken = all.iter().filter(|problem| {
        let is_common = snapshot.site.page_at(&problem.file).is_none() && problem.is_error();
        snapshot.is_held(&problem.file) && (is_own(problem) && stops(problem) || is_common)
    });
    let broken = broken.chain(&failure);
    let mut counts = BTreeMap::from([("error", 0), ("warning", 0), ("advice", 0)]);
    for problem in all.iter().chain(&failure) {
        *counts.entry(severity_name(problem.problem.severity())).or_default() += 1;
    }
    Desk {
        desk: preview.number,
        page: page.map(|page| desk.page(page, url)),
        broken: desk.problems(broken),
        problems: desk.problems(own),
        counts,
        unpublished: desk.unpublished(),
        recent: desk.recent(),
    }
}

/// The problems of the site that are wanted.
pub(super) fn of_site(preview: &Preview, token: Option<&str>, wanted: &Wanted) -> Problems {
    let desk = Writer { preview, token };
    let all = preview.snapshot.problems();
    let about: Vec<About> = all.iter().map(|problem| desk.about(problem)).collect();
    let mut facets = BTreeMap::new();
    for (at, name) in About::NAMES.into_iter().enumerate() {
        // What one facet offers is counted with all others on.
        let fitting = about.iter().filter(|about| about.fits(wanted, Some(at)));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for value in fitting.map(|about| &*about.0[at]).filter(|value| !value.is_empty()) {
            *counts.entry(value).or_default() += 1;
        }
        let text = |value: &str| desk.facet_text(at, value);
        let value = |(value, count): (&str, usize)| Value {
            value: value.to_owned(),
            text: text(value),
            count,
        };
        facets.insert(name, counts.into_iter().map(value).collect());
    }
    let fitting = all.iter().zip(&about).filter(|(_, about)| about.fits(wanted, None));
    let fitting: Vec<&Diagnostic> = fitting.map(|(problem, _)| problem).collect();
    let some = fitting.iter().copied().skip(wanted.offset).take(AT_ONCE);
    Problems { total: fitting.len(), problems: desk.problems(some), facets }
}

/// What problems are narrowed by: severity, owner, collection, code.
struct About([String; 4]);

impl About {
    const NAMES: [&'static str; 4] = ["severity", "owner", "collection", "code"];

    /// Whether it is wanted, without asking one of them.
    fn fits(&self, wanted: &Wanted, but: Option<usize>) -> bool {
        let wanted = [&wanted.severity, &wanted.owner, &wanted.collection, &wanted.code];
        let mut pairs = self.0.iter().zip(wanted).enumerate();
        pairs.all(|(at, (own, wanted))| Some(at) == but || wanted.is_empty() || own == wanted)
    }
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

struct Writer<'p> {
    preview: &'p Preview,
    /// By which files are opened in the editor; none for who may not.
    token: Option<&'p str>,
}

impl Writer<'_> {
    fn speech(&self) -> Speech {
        self.preview.snapshot.speech()
    }

    /// Dutch or English.
    fn words(&self, dutch: &str, english: &str) -> String {
        match self.speech() {
            Speech::Dutch => dutch.to_owned(),
            Speech::English => english.to_owned(),
        }
    }

    /// The page that is shown at an address, also as the introduction of a list or a term.
    fn page_at(&self, url: &UrlPath) -> Option<PageId> {
        let snapshot = &self.preview.snapshot;
        let index = &snapshot.site.index;
        match snapshot.route(url)? {
            Route::Page(page) | Route::Expired(page) => Some(*page),
            Route::Home(page) => *page,
            Route::Term(term) => index.terms[term.at()].page,
            Route::Listing(list, _) => index.listings[*list].introduction,
            Route::Search => index.catalogue.as_ref()?.introduction,
            Route::Terms(_) => index.names.by_url(url),
            _ => None,
        }
    }

    fn address(&self, page: PageId) -> Option<String> {
        self.preview.snapshot.site.url(page).map(absolute)
    }

    fn page(&self, page: PageId, url: &UrlPath) -> Page {
        let site = &self.preview.snapshot.site;
        let document = site.document(page);
        let facts = &document.facts;
        let language = site.config.language;
        let collection = facts.collection.map(|at| &site.config.collections[at]);
        let terms = site.index.page_terms.get(page.at()).into_iter().flat_map(|terms| terms.iter());
        let review = site.review(page).map(|date| Review {
            date: date.to_string(),
            text: language.date(date),
            overdue: site.overdue(page).is_some(),
        });
        Page {
            url: absolute(url),
            source: document.path.to_string(),
            title: facts.title.to_string(),
            collection: collection.map(|c| c.label.to_string()),
            terms: terms.map(|term| self.term(term.at())).collect(),
            status: self.status(page),
            words: document.body.words,
            minutes: document.body.words.div_ceil(READ_IN_A_MINUTE),
            readability: self.readability(document),
            review,
            links_out: self.links_out(page),
            links_in: self.links_in(page),
            edit: self.edit(&document.path, Span::START),
        }
    }

    /// How easy a Dutch page is to read; none where its file has just changed again.
    fn readability(&self, document: &Document) -> Option<Readability> {
        let snapshot = &self.preview.snapshot;
        let bytes = snapshot.sources.read(&document.path).ok()?;
        let found = document.readability(&bytes, &snapshot.site.config)?;
        let score = |name, score: language::Score| Score {
            name,
            score: (score.value * 10.0).round() / 10.0,
            band: score.band.text(self.speech()),
        };
        let mut places = Places::new(snapshot);
        let sentence = |sentence: &LongSentence| Sentence {
            text: sentence.text.to_string(),
            words: sentence.words,
            line: sentence.span.line,
            block: places.block(&document.path, sentence.span),
            edit: self.edit(&document.path, sentence.span),
        };
        Some(Readability {
            sentences: found.sentences,
            scores: [
                score("Flesch-Douma", found.flesch_douma),
                score("Brouwer", found.brouwer),
                score("LIX", found.lix),
            ],
            longest: found.longest.iter().map(sentence).collect(),
        })
    }

    fn term(&self, at: usize) -> Term {
        let site = &self.preview.snapshot.site;
        let term = &site.index.terms[at];
        let vocabulary = &site.config.vocabularies[term.vocabulary];
        Term {
            vocabulary: vocabulary.label.to_string(),
            name: term.name.to_string(),
            url: absolute(&term.url),
        }
    }

    fn status(&self, page: PageId) -> Status {
        let site = &self.preview.snapshot.site;
        let life = site.life(page);
        let day = match life {
            Life::Scheduled(day) | Life::Archived(day) | Life::Expired(day) => {
                site.config.language.date(day)
            }
            Life::Draft | Life::Published => String::new(),
        };
        let (kind, dutch, english) = match life {
            Life::Draft => ("draft", "Concept", "Draft"),
            Life::Scheduled(_) => ("scheduled", "Verschijnt op", "Appears on"),
            Life::Published => ("published", "Gepubliceerd", "Published"),
            Life::Archived(_) => ("archived", "In het archief sinds", "In the archive since"),
            Life::Expired(_) => ("expired", "Verlopen op", "Expired on"),
        };
        let text = format!("{} {day}", self.words(dutch, english));
        Status { kind, text: text.trim_end().to_owned() }
    }

    fn link(&self, page: PageId) -> Option<Link> {
        let title = self.preview.snapshot.site.facts(page).title.to_string();
        Some(Link { title, url: self.address(page)? })
    }

    fn links_out(&self, page: PageId) -> Vec<Link> {
        let site = &self.preview.snapshot.site;
        let targets = site.index.targets.get(page.at()).into_iter().flat_map(|all| all.iter());
        let mut links: Vec<Link> = Vec::new();
        for target in targets {
            let link = match target {
                Target::Page(to, _) if *to != page => self.link(*to),
                Target::Url(url, _) => Some(Link { title: url.to_string(), url: absolute(url) }),
                _ => None,
            };
            links.extend(link.filter(|link| !links.contains(link)));
        }
        links
    }

    fn links_in(&self, page: PageId) -> Vec<Link> {
        let index = &self.preview.snapshot.site.index;
        let pages = index.backlinks.get(page.at()).into_iter().flat_map(|all| all.iter());
        pages.filter_map(|page| self.link(*page)).collect()
    }

    fn unpublished(&self) -> Vec<Unpublished> {
        let site = &self.preview.snapshot.site;
        let waiting = site
            .pages()
            .filter(|page| matches!(site.life(*page), Life::Draft | Life::Scheduled(_)));
        let mut all: Vec<PageId> = waiting.collect();
        all.sort_by_key(|page| (site.facts(*page).publish, *page));
        let one = |page: PageId| {
            let Status { kind, text } = self.status(page);
            let title = site.facts(page).title.to_string();
            Unpublished { title, url: self.address(page), kind, text }
        };
        all.into_iter().take(UNPUBLISHED).map(one).collect()
    }

    fn recent(&self) -> Vec<Recent> {
        let site = &self.preview.snapshot.site;
        let recent = self.preview.recent.iter();
        let one = |(path, when): &(SourcePath, _)| {
            let page = site.page_at(path);
            let title = page.map_or_else(
                || path.file_name().to_owned(),
                |page| site.facts(page).title.to_string(),
            );
            Some(Recent {
                title,
                url: page.and_then(|page| self.address(page)),
                source: path.to_string(),
                when: Timestamp::try_from(*when).ok()?.to_string(),
                edit: self.edit(path, Span::START),
            })
        };
        recent.filter_map(one).collect()
    }

    /// What opens a place in the editor.
    fn edit(&self, path: &SourcePath, span: Span) -> Option<String> {
        let token = self.token?;
        let file = self.preview.snapshot.sources.location(path)?;
        let place = (span.line, span.column);
        let link = self.preview.editor.link(&file, place);
        Some(link.unwrap_or_else(|| edit_address(token, path, place)))
    }

    fn problems<'d>(&self, problems: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<Problem> {
        let mut places = Places::new(&self.preview.snapshot);
        problems.into_iter().map(|problem| self.problem(problem, &mut places)).collect()
    }

    fn problem(&self, diagnostic: &Diagnostic, places: &mut Places<'_>) -> Problem {
        let Diagnostic { file, span, problem } = diagnostic;
        let (message, help) = problem.text(self.speech());
        let page = self.preview.snapshot.site.page_at(file);
        let About([_, owner, collection, _]) = self.about(diagnostic);
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        Problem {
            code: problem.code(),
            severity: problem.severity(),
            message,
            help,
            file: file.to_string(),
            line: span.line,
            column: span.column,
            excerpt: places.excerpt(file, *span),
            page: page.and_then(|page| self.address(page)),
            owner: some(owner),
            collection: some(collection),
            block: places.block(file, *span),
            edit: self.edit(file, *span),
        }
    }

    fn about(&self, problem: &Diagnostic) -> About {
        let site = &self.preview.snapshot.site;
        let facts = site.page_at(&problem.file).map(|page| site.facts(page));
        let owner =
            facts.and_then(|facts| facts.texts("owner").first().copied()).unwrap_or_default();
        let collection = facts.and_then(|facts| facts.collection);
        let collection =
            collection.map_or_else(String::new, |at| site.config.collections[at].label.to_string());
        let severity = severity_name(problem.problem.severity()).to_owned();
        About([severity, owner.to_owned(), collection, problem.problem.code().to_owned()])
    }

    fn facet_text(&self, facet: usize, value: &str) -> String {
        match (facet, value) {
            (0, "error") => self.words("fout", "error"),
            (0, "warning") => self.words("waarschuwing", "warning"),
            (0, _) => self.words("advies", "advice"),
            _ => value.to_owned(),
        }
    }
}

/// An address below the host.
fn absolute(url: &UrlPath) -> String {
    format!("/{}", url.encoded())
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
