//! The preview: a site in the browser while it is written.
//!
//! Requests are answered from one immutable snapshot, held behind an [`Arc`]; a change makes the next one and swaps
//! it. What a file system tells is a hint to look again and never more; what has changed is found by looking.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use crate::diagnostic::{self, Diagnostic, Speech};
use crate::snapshot::{self, Snapshot};
use crate::source::watch::Watch;
use crate::source::{SourcePath, Sources};
use crate::url::UrlPath;

mod conditional;
mod desk;
mod drawer;
mod editor;
mod follow;
mod http;
mod live;
mod own;
mod preview;
mod respond;

pub use editor::Editor;

use drawer::Drawer;
use follow::Follower;
use http::{Reply, Request, Server};
use live::{Live, Saved};
use preview::Preview;
use respond::Guests;

/// How many ports after a taken one are tried.
const NEXT_PORTS: u16 = 20;
/// How long somebody who opens a page waits for the whole site before the page is shown by itself.
const PATIENCE: Duration = Duration::from_millis(400);
/// How long starting takes before that is told.
const LONG: Duration = Duration::from_millis(500);

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the site.
    pub root: PathBuf,
    /// The folder that `build` writes, which is no source.
    pub output: PathBuf,
    /// The address to listen on; without it, this computer's own, which no other reaches.
    pub bind: Option<IpAddr>,
    /// Names besides `localhost` by which the preview may be called.
    pub allowed_hosts: Vec<String>,
    /// The first port to try; 0 is any that is free.
    pub port: u16,
    /// Whether a browser is opened.
    pub open: bool,
    /// Whether changes are looked for every second, and not waited for.
    pub poll: bool,
    /// How files are opened in an editor.
    pub editor: Editor,
    /// The date that counts as today; without it the preview follows the clock, also past midnight.
    pub today: Option<Date>,
    /// What a snapshot is made with.
    pub snapshot: snapshot::Options,
}

/// Why there is no preview.
#[derive(Debug)]
pub enum ServeError {
    /// The folder cannot be read.
    Read(io::Error),
    /// No port is to be had; the first that was tried, and on which address.
    Bind(IpAddr, u16, io::Error),
    /// The address cannot be printed.
    Output(io::Error),
    /// The system has no random numbers.
    Random(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Bind(address, port, error) => write!(f, "{}: {error}", host(*address, *port)),
            Self::Output(error) => write!(f, "standard output: {error}"),
            Self::Random(error) => write!(f, "random numbers: {error}"),
        }
    }
}

/// What each says holds all that its cause says.
impl std::error::Error for ServeError {}

/// Serves a site until the process ends.
///
/// The first line on standard output is the address, printed before the site is read; problems go to standard error,
/// when it is read and whenever they have changed.
///
/// # Errors
/// When the folder cannot be read at the start, or no port is free. After that, nothing in the folder ends it.
pub fn serve(options: &Options) -> Result<(), ServeError> {
    let (sources, stamps) = follow::look(options).map_err(ServeError::Read)?;
    let speech = Snapshot::speech_of(&sources, &options.snapshot);
    let servers = bind(options, speech)?;
    let live = Live::new().map_err(|e| ServeError::Random(io::Error::other(e.to_string())))?;
    let shown = Arc::new(Shown::new(options, live, sources.clone()));
    let address = format!("http://{}/", host(reached(options), servers[0].port()));
    let mut out = io::stdout();
    writeln!(out, "{address}").and_then(|()| out.flush()).map_err(ServeError::Output)?;
    for server in servers {
        let answering = Arc::clone(&shown);
        thread::spawn(move || server.run(move |request| answering.answer(request)));
    }
    if options.open && open::that_detached(&address).is_err() {
        say(
            speech,
            &format!("geen browser gevonden; open {address}"),
            &format!("no browser found; open {address}"),
        );
    }
    // Watched before anything is read: what changes meanwhile is told.
    let watch = Watch::start(&options.root, &options.output, options.poll);
    let progress = Progress::start(speech, sources.files.len());
    let snapshot = apart(|| Snapshot::load(sources, options.snapshot.clone()));
    drop(progress);
    if snapshot.site.documents.is_empty() {
        let hint = diagnostic::no_pages(speech);
        say(speech, hint, hint);
    }
    let first = follow::preview(options, snapshot, 0, &stamps);
    shown.show(&Arc::new(first.with(Arc::new(Drawer::new(&options.root)))), None);
    Follower::new(options, shown, watch, stamps).run()
}

/// Does something on threads of its own, so that a page that is asked for meanwhile need not wait for it.
fn apart<T: Send>(what: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(threads) => threads.install(what),
        Err(_) => what(),
    }
}

/// The address at which this computer reaches what listens.
fn reached(options: &Options) -> IpAddr {
    match options.bind {
        None => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Some(IpAddr::V4(all)) if all.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Some(IpAddr::V6(all)) if all.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        Some(address) => address,
    }
}

/// Address and port as they stand in a web address.
fn host(address: IpAddr, port: u16) -> String {
    std::net::SocketAddr::new(address, port).to_string()
}

/// Takes the port that was asked for, or the next that is free. Where nothing was asked, `localhost` may also mean the
/// newer address of this computer: that too, if it is free.
fn bind(options: &Options, speech: Speech) -> Result<Vec<Server>, ServeError> {
    let address = options.bind.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    if !address.is_loopback() {
        say(
            speech,
            &format!(
                "let op: iedereen die dit apparaat op {address} kan bereiken, ziet dit voorbeeld, ook concepten"
            ),
            &format!(
                "note: everybody who can reach this device at {address} sees this preview, drafts too"
            ),
        );
    }
    let first = take_port(address, options.port, speech)?;
    let second =
        options.bind.is_none().then(|| Server::bind(Ipv6Addr::LOCALHOST.into(), first.port()));
    Ok(std::iter::once(first).chain(second.and_then(Result::ok)).collect())
}

fn take_port(address: IpAddr, wanted: u16, speech: Speech) -> Result<Server, ServeError> {
    let first = match Server::bind(address, wanted) {
        Ok(server) => return Ok(server),
        Err(error) => error,
    };
    if first.kind() == io::ErrorKind::AddrInUse {
        let mut next = (1..=NEXT_PORTS).filter_map(|more| wanted.checked_add(more));
        if let Some(server) = next.find_map(|port| Server::bind(address, port).ok()) {
            let port = server.port();
            say(
                speech,
                &format!("poort {wanted} is bezet; het voorbeeld staat op poort {port}"),
                &format!("port {wanted} is taken; the preview is on port {port}"),
            );
            return Ok(server);
        }
    }
    Err(ServeError::Bind(address, wanted, first))
}

/// A line on a terminal while the site is read, once that takes long; gone when dropped.
struct Progress(Sender<()>, Option<thread::JoinHandle<()>>);

impl Progress {
    fn start(speech: Speech, files: usize) -> Self {
        let (done, waiting) = channel::<()>();
        let text = match speech {
            Speech::Dutch => format!("{files} bestanden worden gelezen"),
            Speech::English => format!("reading {files} files"),
        };
        let telling = thread::spawn(move || {
            if waiting.recv_timeout(LONG) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            // Draws on a terminal only.
            let bar = ProgressBar::new_spinner().with_message(text);
            bar.set_style(ProgressStyle::default_spinner());
            bar.enable_steady_tick(Duration::from_millis(100));
            waiting.recv().ok();
            bar.finish_and_clear();
        });
        Self(done, Some(telling))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.send(()).ok();
        if let Some(telling) = self.1.take() {
            telling.join().ok();
        }
    }
}

/// What is shown now, and who looks at it.
struct Shown {
    current: Mutex<Option<Arc<Preview>>>,
    ready: Condvar,
    live: Live,
    guests: Guests,
    /// What a page can be shown of while the site is still being read.
    start: Mutex<Option<Start>>,
}

/// Everything that is there before the site is.
struct Start {
    sources: Sources,
    options: snapshot::Options,
    editor: Editor,
}

impl Shown {
    fn new(options: &Options, live: Live, sources: Sources) -> Self {
        let by_address = options.bind.is_some_and(|address| !address.is_loopback());
        let names = options.allowed_hosts.iter().map(|name| name.to_ascii_lowercase()).collect();
        let editor = options.editor.clone();
        Self {
            current: Mutex::new(None),
            ready: Condvar::new(),
            live,
            guests: Guests { by_address, names },
            start: Mutex::new(Some(Start { sources, options: options.snapshot.clone(), editor })),
        }
    }

    /// The site of now; waits for the first.
    fn current(&self) -> Arc<Preview> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.ready.wait_while(current, |current| current.is_none());
        let current = current.unwrap_or_else(PoisonError::into_inner);
        Arc::clone(current.as_ref().expect("waited for until it is there"))
    }

    /// The same, if it is there within a while.
    fn current_within(&self, patience: Duration) -> Option<Arc<Preview>> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.ready.wait_timeout_while(current, patience, |current| current.is_none());
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// From now on, this.
    fn show(&self, next: &Arc<Preview>, saved: Option<&Saved>) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(next));
        self.ready.notify_all();
        self.start.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.live.tell(&**next, saved);
    }

    fn answer(&self, request: &Request) -> Reply {
        let url = match respond::admit(request, &self.guests) {
            Ok(url) => url,
            Err(response) => return Reply::Whole(response),
        };
        let reply = if own::owns(&url) {
            own::reply(&url, request, &self.live, &|| self.current())
        } else {
            Reply::Whole(respond::respond(&*self.site_for(request, &url), &url, request))
        };
        match reply {
            Reply::Whole(response) => Reply::Whole(response.for_method(&request.method)),
            socket @ Reply::Socket(..) => socket,
        }
    }

    /// The site, or for somebody who opens a page while it is still being read, that page by itself: its tab is told
    /// of the rest.
    fn site_for(&self, request: &Request, url: &UrlPath) -> Arc<Preview> {
        if request.one("sec-fetch-mode") == Some("navigate") {
            if let Some(current) = self.current_within(PATIENCE) {
                return current;
            }
            if let Some(alone) = self.page_alone(url) {
                return alone;
            }
        }
        self.current()
    }

    /// A site of one page.
    fn page_alone(&self, url: &UrlPath) -> Option<Arc<Preview>> {
        let start = self.start.lock().unwrap_or_else(PoisonError::into_inner);
        let Start { sources, options, editor } = start.as_ref()?;
        let (sources, options, editor) = (alone(sources, url), options.clone(), editor.clone());
        drop(start);
        let snapshot = Snapshot::load(sources?, options);
        let is_there = matches!(snapshot.route(url), Some(snapshot::Route::Page(_)));
        is_there.then(|| Arc::new(Preview::new(snapshot, 0, Vec::new(), editor)))
    }
}

/// Sources without any page but the one that has an address by its path, where there is one.
fn alone(sources: &Sources, url: &UrlPath) -> Option<Sources> {
    let address = url.as_str().trim_end_matches('/');
    let is_it = |path: &SourcePath| {
        let below = sources.below_content(path).unwrap_or_default();
        let without = below.rsplit_once('.').map_or(below, |(without, _)| without);
        without == address || without.strip_suffix("/index") == Some(address)
    };
    let is_page = |path: &SourcePath| path.is_markdown() && sources.below_content(path).is_some();
    let kept = sources.files.iter().filter(|(path, _)| !is_page(path) || is_it(path));
    let kept: BTreeMap<_, _> = kept.map(|(path, file)| (path.clone(), file.clone())).collect();
    let has_it = kept.keys().any(is_page);
    has_it.then(|| Sources { files: Arc::new(kept), left_out: Vec::new(), ..sources.clone() })
}

/// Prints the problems of a snapshot that were not told before, and how many there are now; nothing where they are the
/// same.
fn report(snapshot: &Snapshot, told: &mut Vec<Diagnostic>) {
    let problems = snapshot.problems();
    if problems == *told {
        return;
    }
    let speech = snapshot.speech();
    let mut err = io::stderr().lock();
    let colour = err.is_terminal();
    let text_of = |path: &SourcePath| {
        let bytes = snapshot.sources.read(path).ok()?;
        String::from_utf8(bytes.to_vec()).ok()
    };
    let is_new = |problem: &&Diagnostic| told.binary_search(problem).is_err();
    let new: Vec<Diagnostic> = problems.iter().filter(is_new).cloned().collect();
    // Where standard error is closed, there is nobody to tell.
    diagnostic::print(&mut err, &new, (speech, colour), &text_of).ok();
    drop(err);
    match diagnostic::summary(&problems, speech).as_str() {
        "" => say(speech, "alles is opgelost", "all is well again"),
        summary => say(speech, summary, summary),
    }
    *told = problems;
}

/// One line on standard error.
fn say(speech: Speech, dutch: &str, english: &str) {
    let line = match speech {
        Speech::Dutch => dutch,
        Speech::English => english,
    };
    writeln!(io::stderr(), "{line}").ok();
}

#[cfg(test)]
#[path = "serve/serve_tests.rs"]
mod tests;
