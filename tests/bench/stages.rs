//! How fast each stage is, without a disk: `cargo bench --bench stages`.
//!
//! Beside reading stands pulldown-cmark's own HTML of the same bodies, on the same threads: what reading takes more is
//! front matter, links, headings, typography and footnotes.

#![allow(
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "a program of its own, that shares a module with the other benchmarks"
)]

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use jiff::civil::{Date, date};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use weef::config::Config;
use weef::document::{self, Document};
use weef::render::render_route;
use weef::site::{Drafts, Site};
use weef::snapshot::{Options, Snapshot};
use weef::source::{SourcePath, Sources};

mod generate;

use generate::{Generator, Page};

const TODAY: Date = date(2026, 1, 1);

/// On how many threads a stage runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Threads {
    One,
    All,
}

impl fmt::Display for Threads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Self::One { "1 thread" } else { "all threads" })
    }
}

impl Threads {
    fn pool(self) -> ThreadPool {
        let threads = usize::from(self == Self::One);
        ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
    }
}

static THOUSAND: LazyLock<Vec<Page>> = LazyLock::new(|| Generator::new(1_000).pages());

fn main() {
    counted();
    divan::main();
}

fn paths(pages: &[Page]) -> Vec<SourcePath> {
    pages.iter().map(|page| SourcePath::new(&format!("content/{}", page.path))).collect()
}

fn parse(pages: &[Page], paths: &[SourcePath], config: &Config) -> Vec<Arc<Document>> {
    let one = |(page, path): (&Page, &SourcePath)| {
        Arc::new(document::parse(path, &page.path, page.text.as_bytes(), config))
    };
    pages.par_iter().zip(paths).map(one).collect()
}

fn bytes(pages: &[Page]) -> BytesCount {
    BytesCount::new(pages.iter().map(|page| page.text.len()).sum::<usize>())
}

/// The sources of pages, with one of them changed.
fn sources(pages: &[Page], change: Option<(usize, &str)>) -> Sources {
    let mut texts: Vec<(String, String)> =
        pages.iter().map(|page| (format!("content/{}", page.path), page.text.clone())).collect();
    if let Some((at, more)) = change {
        texts[at].1.push_str(more);
    }
    Sources::in_memory(
        "content",
        TODAY,
        texts.iter().map(|(path, text)| (path.as_str(), text.as_bytes())),
    )
}

/// From the bytes of files to documents.
#[divan::bench_group(sample_count = 15, sample_size = 1)]
mod read {
    use super::{
        Bencher, Config, IntoParallelRefIterator, ItemsCount, Page, ParallelIterator, THOUSAND,
        Threads, bytes, parse, paths,
    };

    #[divan::bench(args = [Threads::One, Threads::All])]
    fn weef(bencher: Bencher<'_, '_>, threads: Threads) {
        let (pool, config, paths) = (threads.pool(), Config::plain("Bank"), paths(&THOUSAND));
        let bencher = bencher.counter(bytes(&THOUSAND)).counter(ItemsCount::new(THOUSAND.len()));
        bencher.bench_local(|| pool.install(|| parse(&THOUSAND, &paths, &config)));
    }

    #[divan::bench(args = [Threads::One, Threads::All])]
    fn pulldown_cmark_alone(bencher: Bencher<'_, '_>, threads: Threads) {
        use pulldown_cmark::{Options, Parser, html};
        let pool = threads.pool();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_WIKILINKS;
        let render = |page: &Page| {
            let body = page.text.splitn(3, "---\n").nth(2).unwrap_or_default();
            let mut out = String::with_capacity(body.len() + body.len() / 4);
            html::push_html(&mut out, Parser::new_ext(body, options));
            out
        };
        let bencher = bencher.counter(bytes(&THOUSAND)).counter(ItemsCount::new(THOUSAND.len()));
        bencher
            .bench_local(|| pool.install(|| THOUSAND.par_iter().map(render).collect::<Vec<_>>()));
    }
}

/// From documents to the index.
#[divan::bench(args = [1_000, 10_000], sample_count = 15, sample_size = 1)]
fn resolve(bencher: Bencher<'_, '_>, count: usize) {
    let pages = Generator::new(count).pages();
    let config = Arc::new(Config::plain("Bank"));
    let documents = parse(&pages, &paths(&pages), &config);
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        Site::new(Arc::clone(&config), documents.clone(), Arc::default(), (TODAY, Drafts::Exclude))
    });
}

/// From a snapshot that nobody has asked for a page yet to the bytes of all routes.
#[divan::bench(args = [Threads::One, Threads::All], sample_count = 15, sample_size = 1)]
fn render(bencher: Bencher<'_, '_>, threads: Threads) {
    let pool = threads.pool();
    let fresh = || Snapshot::load(sources(&THOUSAND, None), Options::default());
    bencher.counter(ItemsCount::new(THOUSAND.len())).with_inputs(fresh).bench_local_values(
        |snapshot| {
            let routes: Vec<_> = snapshot.all_routes().collect();
            let render = |(url, route): &(&weef::url::UrlPath, &weef::snapshot::Route)| {
                render_route(&snapshot, url, route)
            };
            pool.install(|| routes.par_iter().map(render).collect::<Vec<_>>())
        },
    );
}

/// From a snapshot and a saved file to the next snapshot.
#[divan::bench_group(sample_count = 30, sample_size = 1)]
mod apply {
    use super::{Bencher, Generator, HEADING, Options, PROSE, Snapshot, edit, sources};

    #[divan::bench(args = [1_000, 10_000])]
    fn prose(bencher: Bencher<'_, '_>, count: usize) {
        bench(bencher, count, PROSE);
    }

    #[divan::bench(args = [1_000, 10_000])]
    fn heading(bencher: Bencher<'_, '_>, count: usize) {
        bench(bencher, count, HEADING);
    }

    fn bench(bencher: Bencher<'_, '_>, count: usize, more: &str) {
        let pages = Generator::new(count).pages();
        let snapshot = Snapshot::load(sources(&pages, None), Options::default());
        let (next, changed) = edit(&pages, more);
        bencher
            .with_inputs(|| next.clone())
            .bench_local_values(|next| snapshot.apply(next, &changed));
    }
}

const PROSE: &str = "\nNog een zin.\n";
const HEADING: &str = "\n## Nog een kop\n";

fn edit(pages: &[Page], more: &str) -> (Sources, BTreeSet<SourcePath>) {
    let at = pages.len() / 2;
    (
        sources(pages, Some((at, more))),
        BTreeSet::from([SourcePath::new(&format!("content/{}", pages[at].path))]),
    )
}

/// What a change sets in motion, counted: it holds on any machine.
fn counted() {
    let snapshot = Snapshot::load(sources(&THOUSAND, None), Options::default());
    eprintln!("1,000 pages loaded: {:?}", snapshot.work);
    for (what, more) in
        [("a sentence added to one page", PROSE), ("a heading added to one page", HEADING)]
    {
        let (next, changed) = edit(&THOUSAND, more);
        eprintln!("{what}: {:?}", snapshot.apply(next, &changed).work);
    }
}
