//! Site and theme → everything that is needed to answer, and nothing else: a table of routes, and the problems found.
//!
//! A snapshot never changes. [`Snapshot::apply`] gives the next one, and does no more than a change asks for: a file of
//! prose is read again and the index kept; of other titles, headings and links the index is revised; only when more
//! changed is it worked out anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use tera::Value;

use crate::config::{self, Config, Host};
use crate::diagnostic::{Diagnostic, Problem, Speech};
use crate::document::{self, Document};
use crate::markdown;
use crate::search::{Part, Plan, SearchIndex};
use crate::site::{Asset, Drafts, Site, Target};
use crate::source::lines::Span;
use crate::source::{CONFIG_FILE, LeftOut, SourcePath, Sources, THEMES_FOLDER};
use crate::theme::Theme;
use crate::url::{BaseUrl, UrlPath};

mod assets;
mod hold;
mod keeping;
mod routes;
mod settings;

use hold::Held;
pub use routes::{CalendarOf, FeedOf, Route, Routes};
pub(crate) use routes::{
    SITEMAP_LIMIT, TERM_ENTRIES, calendar, card, citation, is_listed, nth_page, term_listing,
    term_per_page,
};
pub(crate) use settings::link_to;

/// How a site is put together, besides what its sources say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether drafts are part of it.
    pub drafts: Drafts,
    /// The base that counts instead of the one in `weef.toml`.
    pub base_url: Option<BaseUrl>,
    /// The host that counts instead of the one in `weef.toml`.
    pub host: Option<Host>,
    /// Whether it is shown at the root of a host, whatever its base says: the preview.
    pub at_root: bool,
    /// Whether [`Snapshot::apply`] keeps the last good state of what cannot be understood any more: a page, the
    /// settings, the theme. What is wrong is told of the new one. Settings that change the collections let go of pages.
    pub hold: bool,
}

/// Everything that is needed to answer.
#[derive(Debug)]
pub struct Snapshot {
    /// The sources it was made of.
    pub sources: Sources,
    /// Documents and how they hang together.
    pub site: Site,
    /// What it looks like.
    pub theme: Arc<Theme>,
    /// Every address but those of the parts of the search index and of pictures that are made: see [`Snapshot::route`].
    pub routes: Arc<Routes>,
    /// How much was done to make it.
    pub work: Work,
    /// What templates see of each page in a list and of the site, made when first asked.
    pub(crate) shown: Shown,
    /// What the search index is made of, the addresses of its parts, and itself; each made when first asked for.
    plan: OnceLock<Plan>,
    search_routes: OnceLock<BTreeMap<UrlPath, Route>>,
    search: OnceLock<SearchIndex>,
    /// The pictures that are made, made when first asked for.
    picture_routes: OnceLock<BTreeMap<UrlPath, Route>>,
    options: Options,
    found: Found,
    held: Held,
}

/// What is wrong with the sources, apart from what documents and theme say themselves.
#[derive(Clone, Debug, Default)]
struct Found {
    config: Vec<Diagnostic>,
    unreadable: Vec<Diagnostic>,
    /// Of a theme that is not used, because it has them.
    theme: Vec<Diagnostic>,
}

/// What is shown in many places, made once.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) entries: Vec<OnceLock<Value>>,
    pub(crate) terms: Vec<OnceLock<Value>>,
    pub(crate) collections: Vec<OnceLock<Value>>,
    pub(crate) site: OnceLock<Value>,
    /// The texts at the foot of each page.
    pub(crate) footer: OnceLock<Vec<Fragment>>,
    /// What explains each term of the glossaries.
    pub(crate) definitions: Vec<OnceLock<Fragment>>,
}

/// Markdown that is not a page's body, and where its links lead.
#[derive(Debug)]
pub(crate) struct Fragment {
    pub(crate) parsed: markdown::Parsed,
    pub(crate) targets: Vec<Target>,
}

/// How much was done to make a snapshot: what may be asserted about speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Files that were read and understood.
    pub parsed: usize,
    /// Times that all facts were brought together.
    pub resolved: usize,
}

impl Snapshot {
    /// Makes a snapshot of sources. What is wrong with them is in [`Snapshot::problems`]; it never fails.
    pub fn load(sources: Sources, options: Options) -> Self {
        let (config, config_problems) = read_config(&sources, &options);
        let paths: Vec<&SourcePath> =
            sources.files.keys().filter(|path| is_page(&sources, path)).collect();
        let (documents, unreadable) = parse_all(&sources, &config, &paths);
        let assets = Arc::new(assets::collect(&sources, (&[], &BTreeSet::new())));
        let site =
            Site::new(Arc::clone(&config), documents, assets, (sources.today, options.drafts));
        let theme = Arc::new(Theme::load(&sources, &config));
        let work = Work { parsed: site.documents.len(), resolved: 1 };
        let found = Found { config: config_problems, unreadable, theme: Vec::new() };
        let routes = Arc::new(Routes::new(&site, &theme));
        Self::assemble(sources, (site, theme, routes), work, (options, found))
    }

    /// The snapshot after a change. `changed` names every path that was written, created or removed; `sources` are the
    /// new ones. It ends where [`Snapshot::load`] of the new sources would, but for what is held
    /// ([`Options::hold`]).
    #[must_use]
    pub fn apply(&self, sources: Sources, changed: &BTreeSet<SourcePath>) -> Self {
        let (mut found, mut held) = (self.found.clone(), self.held.clone());
        if changed.iter().any(|path| path.as_str() == CONFIG_FILE)
            || sources.content != self.sources.content
            || sources.today != self.sources.today
        {
            match self.broken_settings(&sources) {
                Some(problems) => found.config = problems,
                None => return self.reload(sources),
            }
            held.settings = true;
        }
        let theme = self.next_theme(&sources, changed, (&mut found, &mut held));
        let (documents, parsed) = self.next_documents(&sources, changed, (&mut found, &mut held));
        let is_quiet = |path: &SourcePath| path.is_markdown() || is_theme(&sources, path);
        let assets = if changed.iter().all(is_quiet) {
            Arc::clone(&self.site.assets)
        } else {
            Arc::new(assets::collect(&sources, (&self.site.assets, changed)))
        };
        let pairs = || documents.iter().zip(&self.site.documents);
        let same_pages = *assets == *self.site.assets
            && documents.len() == self.site.documents.len()
            && pairs().all(|(new, old)| Arc::ptr_eq(new, old) || new.path == old.path);
        let same_facts =
            same_pages && pairs().all(|(new, old)| Arc::ptr_eq(new, old) || new.facts == old.facts);
        let (site, resolved) = if same_facts {
            (self.site.with_bodies(documents), 0)
        } else {
            let revised = same_pages.then(|| self.site.with_words(&documents)).flatten();
            revised.map_or_else(
                || {
                    let config = Arc::clone(&self.site.config);
                    (Site::new(config, documents, assets, (sources.today, self.options.drafts)), 1)
                },
                |site| (site, 0),
            )
        };
        // Who claims an address of another is told where that stands, which may have moved.
        let same_routes = site.has_addresses_of(&self.site)
            && Arc::ptr_eq(&theme, &self.theme)
            && self.routes.problems.is_empty()
            && published_assets(&site) == published_assets(&self.site);
        let routes = if same_routes {
            Arc::clone(&self.routes)
        } else {
            Arc::new(Routes::new(&site, &theme))
        };
        let work = Work { parsed, resolved };
        let next = (self.options.clone(), found);
        Self { held, ..Self::assemble(sources, (site, theme, routes), work, next) }
    }

    /// The same site in another theme.
    #[must_use]
    pub fn dressed(&self, theme: &Arc<Theme>) -> Self {
        let routes = Arc::new(Routes::new(&self.site, theme));
        let made = (self.site.clone(), Arc::clone(theme), routes);
        let rest = (self.options.clone(), self.found.clone());
        Self::assemble(self.sources.clone(), made, Work::default(), rest)
    }

    /// The document of a path.
    pub fn document(&self, path: &SourcePath) -> Option<&Document> {
        self.site.page_at(path).map(|page| self.site.document(page))
    }

    fn assemble(
        sources: Sources,
        (site, theme, routes): (Site, Arc<Theme>, Arc<Routes>),
        work: Work,
        (options, found): (Options, Found),
    ) -> Self {
        let empty = |n: usize| std::iter::repeat_with(OnceLock::new).take(n).collect();
        let shown = Shown {
            entries: empty(site.documents.len()),
            terms: empty(site.index.terms.len()),
            collections: empty(site.config.collections.len()),
            site: OnceLock::new(),
            footer: OnceLock::new(),
            definitions: std::iter::repeat_with(OnceLock::new)
                .take(site.index.glossary.terms.len())
                .collect(),
        };
        Self {
            sources,
            site,
            theme,
            routes,
            work,
            shown,
            plan: OnceLock::new(),
            search_routes: OnceLock::new(),
            search: OnceLock::new(),
            picture_routes: OnceLock::new(),
            options,
            found,
            held: Held::default(),
        }
    }

    /// The sources that could not be read.
    pub fn unreadable(&self) -> BTreeSet<SourcePath> {
        let Found { config, unreadable, theme } = &self.found;
        let found = config.iter().chain(unreadable).chain(theme).chain(&self.theme.problems);
        let unreadable = found.filter(|it| matches!(it.problem, Problem::Unreadable { .. }));
        unreadable.map(|found| found.file.clone()).collect()
    }

    /// What answers at an address.
    pub fn route(&self, url: &UrlPath) -> Option<&Route> {
        let part = || url.may_be_search_part().then(|| self.search_routes().get(url)).flatten();
        let picture = || url.may_be_picture().then(|| self.picture_routes().get(url)).flatten();
        self.routes.get(url).or_else(part).or_else(picture)
    }

    /// Every address, and what answers there.
    pub fn all_routes(&self) -> impl Iterator<Item = (&UrlPath, &Route)> {
        self.routes.iter().chain(self.search_routes()).chain(self.picture_routes())
    }

    /// The pictures that are made of those that pages show. They come and go with every picture in a text, so that they
    /// stand apart.
    pub fn picture_routes(&self) -> &BTreeMap<UrlPath, Route> {
        self.picture_routes.get_or_init(|| {
            let pictures = assets::pictures(&self.site);
            pictures.filter(|(url, _)| self.routes.get(url).is_none()).collect()
        })
    }

    /// The parts of the search index. Their names change with every word of every page, so that they stand apart.
    fn search_routes(&self) -> &BTreeMap<UrlPath, Route> {
        self.search_routes.get_or_init(|| {
            if !self.site.config.search.is_enabled {
                return BTreeMap::new();
            }
            let plan = self.plan();
            let parts = plan.parts().into_iter();
            let parts = parts.map(|part| (plan.url(part), Route::SearchPart(part)));
            parts.filter(|(url, _)| self.routes.get(url).is_none()).collect()
        })
    }

    /// What the search index is made of.
    pub fn plan(&self) -> &Plan {
        self.plan.get_or_init(|| Plan::new(&self.site, self.site.config.hash))
    }

    /// A part of the search index, as the script that a browser loads. The index is made when its first part is asked
    /// for that takes it.
    pub fn search_part(&self, part: Part) -> Vec<u8> {
        self.plan().script(&self.site, part, || self.search_index())
    }

    fn search_index(&self) -> &SearchIndex {
        self.search.get_or_init(|| SearchIndex::new(&self.site, self.plan()))
    }

    /// Puts together what pages and the parts of search ask of all pages, for who makes them on many threads at once: a
    /// thread that puts it together on more threads takes up other work while it waits for them, and that may wait for
    /// just this.
    pub fn settle(&self) {
        self.site.settle();
        if self.site.config.search.is_enabled {
            self.search_index();
        }
    }

    /// Every problem of sources, settings, pages, links, addresses and templates, in the order of files and places.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let mut problems = self.found.config.clone();
        problems.extend(self.found.unreadable.iter().cloned());
        problems.extend(self.found.theme.iter().cloned());
        problems.extend(self.sources.left_out.iter().map(|(path, reason)| {
            let problem = match reason {
                LeftOut::LeadsOutside => Problem::LeadsOutside,
                LeftOut::Unreadable(cause) => Problem::Unreadable { cause: cause.clone() },
                LeftOut::Name => Problem::NameNotUsable,
            };
            Diagnostic::new(path, Span::START, problem)
        }));
        // Links of a page that is held stand elsewhere in its file now, if they are there at all.
        let is_now = |found: &Diagnostic| {
            let document =
                self.held.pages.get(&found.file).and_then(|_| self.document(&found.file));
            document.is_none_or(|document| document.problems.contains(found))
        };
        problems.extend(self.site.problems().into_iter().filter(is_now));
        if !self.held.theme {
            problems.extend(self.theme.problems.iter().cloned());
            let of_collections = self.site.config.collections.iter();
            let of_collections = of_collections.filter_map(|of| of.template.as_deref());
            let of_pages = self.site.documents.iter().filter_map(|of| of.facts.template.as_deref());
            problems.extend(self.theme.unused(&of_collections.chain(of_pages).collect()));
        }
        problems.extend(self.routes.problems.iter().cloned());
        problems.extend(self.missing_templates());
        problems.extend(self.of_settings());
        problems.extend(self.keeping());
        // A base that cannot be one, or that may stand where nothing can be read, is said already.
        let is_invalid = problems.iter().any(|found| match &found.problem {
            Problem::InvalidSetting { key, .. } => key == "base_url",
            Problem::BrokenConfig { .. } => true,
            Problem::Unreadable { .. } => found.file.as_str() == CONFIG_FILE,
            _ => false,
        });
        let config = &self.site.config;
        if config.is_declared && config.base_url.is_none() && !is_invalid {
            problems.push(Diagnostic::new(
                &SourcePath::new(CONFIG_FILE),
                Span::START,
                Problem::MissingBaseUrl,
            ));
        }
        problems.sort();
        problems.dedup();
        problems
    }

    /// Templates that a collection or a page asks for and that are not there.
    fn missing_templates(&self) -> Vec<Diagnostic> {
        let missing = |template: &str| {
            (!self.theme.has_template(template)).then(|| Problem::MissingTemplate {
                template: template.to_owned(),
                suggestion: self.theme.nearest_template(template),
            })
        };
        let of_collections = self.site.config.collections.iter().filter_map(|collection| {
            let problem = missing(collection.template.as_deref()?)?;
            Some(Diagnostic::new(&SourcePath::new(CONFIG_FILE), collection.template_span, problem))
        });
        let of_pages = self.site.documents.iter().filter_map(|document| {
            let problem = missing(document.facts.template.as_deref()?)?;
            Some(Diagnostic::new(&document.path, document.places.field("template"), problem))
        });
        of_collections.chain(of_pages).collect()
    }

    /// The language in which messages will be written, before anything else is known.
    pub fn speech_of(sources: &Sources, options: &Options) -> Speech {
        read_config(sources, options).0.language.speech()
    }

    /// The language in which messages are written.
    pub fn speech(&self) -> Speech {
        self.site.config.language.speech()
    }

    /// The path under which the site is reached: `/`, or `/folder/`.
    pub fn base_path(&self) -> String {
        let base = self.site.config.base_url.as_ref().filter(|_| !self.options.at_root);
        base.map_or("/", BaseUrl::path).to_owned()
    }

    /// The base of the published site; `http://localhost/` where none is set.
    pub fn base(&self) -> BaseUrl {
        let given = self.site.config.base_url.clone();
        given
            .or_else(|| BaseUrl::parse("http://localhost/"))
            .expect("the base of last resort is a base")
    }
}

/// Whether a source belongs to a theme.
fn is_theme(sources: &Sources, path: &SourcePath) -> bool {
    path.as_str().starts_with(THEMES_FOLDER) && sources.below_content(path).is_none()
}

fn read_config(sources: &Sources, options: &Options) -> (Arc<Config>, Vec<Diagnostic>) {
    let path = SourcePath::new(CONFIG_FILE);
    let name = sources
        .root
        .file_name()
        .map_or_else(String::new, |name| document::title_of(&name.to_string_lossy()));
    let name = if name.is_empty() { "Kennisbank".to_owned() } else { name };
    let bytes = if sources.files.contains_key(&path) { Some(sources.read(&path)) } else { None };
    let (mut config, mut problems) = match &bytes {
        Some(Err(error)) => {
            let problem = Problem::Unreadable { cause: error.to_string() };
            let (config, _) = config::parse(None, &name);
            (config, vec![Diagnostic::new(&path, Span::START, problem)])
        }
        Some(Ok(bytes)) => config::parse(Some(bytes), &name),
        None => config::parse(None, &name),
    };
    if let Some(base) = &options.base_url {
        Arc::make_mut(&mut config).base_url = Some(base.clone());
    }
    if let Some(host) = options.host {
        Arc::make_mut(&mut config).host = host;
    }
    problems.sort();
    (config, problems)
}

/// Whether a source is a page of the site.
fn is_page(sources: &Sources, path: &SourcePath) -> bool {
    path.is_markdown() && sources.files.contains_key(path) && sources.below_content(path).is_some()
}

/// Reads and understands files on all cores; one that cannot be read is a problem, and the others go on.
fn parse_all(
    sources: &Sources,
    config: &Config,
    paths: &[&SourcePath],
) -> (Vec<Arc<Document>>, Vec<Diagnostic>) {
    let read: Vec<Result<Arc<Document>, Diagnostic>> = paths
        .par_iter()
        .map(|path| {
            let below = sources.below_content(path).unwrap_or(path.as_str());
            match sources.read(path) {
                Ok(bytes) => Ok(Arc::new(document::parse(path, below, &bytes, config))),
                Err(error) => Err(Diagnostic::new(
                    path,
                    Span::START,
                    Problem::Unreadable { cause: error.to_string() },
                )),
            }
        })
        .collect();
    let mut documents = Vec::with_capacity(read.len());
    let mut unreadable = Vec::new();
    for result in read {
        match result {
            Ok(document) => documents.push(document),
            Err(problem) => unreadable.push(problem),
        }
    }
    (documents, unreadable)
}

/// The files of a site that are published as they are.
pub(crate) fn published_assets(site: &Site) -> Vec<&Asset> {
    assets::published(site)
}
